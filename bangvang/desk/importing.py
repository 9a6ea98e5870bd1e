"""`/__soan__/nhap`: a press text read into the fields of a new article, each with the words that prove it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import accumulate

from bangvang import press
from bangvang.desk import fields, photos, proofs
from bangvang.desk.articles import New
from bangvang.desk.checking import BODY
from bangvang.desk.forms import Evidence
from bangvang.desk.opened import EMPTY, NEW
from bangvang.desk.proofs import Proofs
from bangvang.desk.sheet import Sheet
from bangvang.desk.store import ABSENT
from bangvang.language import text
from bangvang.press import Reading, Unreadable
from bangvang.press.findings import SURE, Doubt
from bangvang.press.reading import doubt_as_data
from bangvang.problems import Language
from bangvang.sources import reviews


class Import(New):
    """The text is shown as a form that is not saved; saving makes the article."""

    def get(self) -> None:  # type: ignore[override]
        self.ask()

    def ask(self, refusal: str = "", status: int = 200) -> None:
        pasted = self.get_body_argument("van-ban", "") if self.request.method == "POST" else ""
        self.show(
            "import.html", title=self.say("import.title"), refusal=refusal, pasted=pasted, status=status
        )

    def post(self) -> None:  # type: ignore[override]
        uploads = [each for each in self.request.files.get("tep", ()) if each.body]
        pasted = self.get_body_argument("van-ban", "", strip=False)
        if not uploads and not pasted.strip():
            self.ask(self.say("import.empty"), 422)
            return
        raw, name = (uploads[0].body, uploads[0].filename) if uploads else (pasted, "")
        try:
            reading = press.read(raw, text.clean(name), known=press.known_of(self.desk.archive))
        except Unreadable as error:
            self.ask(self.say(f"import.reason.{error.reason}"), 422)
            return
        form = self.form_of(reading)
        refusals: list[str] = []
        if isinstance(raw, bytes):
            form, refusals = self.with_pictures(form, raw)
        found = coded(evidence(reading, form, self.desk.language))
        form = [*asking(form, found), (proofs.FIELD, proofs.written(found))]
        self.keep(NEW, form)
        lead = self.say("import.read")
        self.draw(NEW, EMPTY, form=form, digest=ABSENT, lead=lead, refusals=refusals)

    def with_pictures(self, form: photos.Form, raw: bytes) -> tuple[photos.Form, list[str]]:
        """The form with the pictures of a file, which wait until the article has a folder. As many as there
        are captions without a file belong to these, one to one."""
        tokens: list[str] = []
        refusals: list[str] = []
        for picture in press.pictures(raw, photos.LARGEST):
            try:
                tokens.append(photos.keep(self.desk.store, *picture))
            except photos.NoPhoto as fault:
                refusals.append(photos.refusal(self, fault))
        captions: list[int | None] = [*photos.without_file(form)]
        rows = captions if len(captions) == len(tokens) and not refusals else [None] * len(tokens)
        for token, row in zip(tokens, rows, strict=True):
            form = photos.with_row(form, token, row)
        return form, refusals

    def form_of(self, reading: Reading) -> list[tuple[str, str]]:
        """The fields of the form, filled in with what was read."""
        draft = press.draft(reading, today=self.desk.now().date())
        sheet = Sheet(draft.text.encode())
        form = [*fields.flat(fields.shown(fields.article(), sheet.values())), (BODY, sheet.body)]
        # A year that stands in for an unknown day is not what was read.
        return [(name, "" if name == "date" and reading.date is None else value) for name, value in form]


def evidence(reading: Reading, form: Iterable[tuple[str, str]], language: Language) -> Proofs:
    """Name of a field of the form -> the words it was read from, and what is doubtful about it: an entry for
    each passage."""
    there = {"", *(name for field, _ in form for name in accumulate(field.split("."), "{}.{}".format))}
    found = {
        _name(name): Evidence(finding.words, finding.line, doubtful=finding.confidence < SURE)
        for name, finding in reading.evidence.items()
    }
    said = {name: [each] for name, each in found.items() if not _repeats(name, each, found)}
    for doubt in reading.doubts:
        name = _name(doubt.field)
        while name not in there:
            name = name.rpartition(".")[0]
        passages = said.setdefault(name, [])
        known = found.get(name, Evidence("", doubt.line))
        new = Evidence(doubt.words or known.words, doubt.line or known.line)
        at = next((i for i, each in enumerate(passages) if each.words == new.words), len(passages))
        passages[at : at + 1] = [_doubted((passages[at:] or [new])[0], doubt, language)]
    return {name: tuple(passages) for name, passages in said.items()}


def coded(found: Proofs) -> Proofs:
    """Every doubt with a code, under which it is asked again once the article is saved."""
    return {name: tuple(_coded(name, each) for each in passages) for name, passages in found.items()}


def _coded(name: str, passage: Evidence) -> Evidence:
    code = f"{name.partition('.')[0]}_uncertain"
    known = passage.codes or not passage.doubtful or code not in reviews.sentences()
    return passage if known else replace(passage, codes=(code,))


def asking(form: photos.Form, found: Proofs) -> photos.Form:
    """The form with every doubt in its list of open questions."""
    codes = [code for passages in found.values() for each in passages for code in each.codes]
    asked = next((value.split("\n") for name, value in form if name == "review"), [])
    questions = "\n".join(filter(None, dict.fromkeys([*asked, *codes])))
    return [*((name, value) for name, value in form if name != "review"), ("review", questions)]


def _doubted(passage: Evidence, doubt: Doubt, language: Language) -> Evidence:
    told = str(doubt_as_data(doubt, language)["message"])
    words = f"{passage.doubt}; {told}" if passage.doubt else told
    return replace(passage, doubtful=True, doubt=words, codes=(*passage.codes, doubt.code))


def _name(path: str) -> str:
    """`awards[0].individuals` as a form names it; an item of a list of texts by the list."""
    name = re.sub(r"\[(\d+)\]", r".\1", path)
    return re.sub(r"^(organisations|tags|province|aliases)\.\d+$", r"\1", name)


def _repeats(name: str, each: Evidence, found: Mapping[str, Evidence]) -> bool:
    """Whether a number says no more than its whole row does."""
    row = re.match(r"(awards|people|photos)\.\d+(?=\.)", name)
    owner = found.get(row[0]) if row is not None else None
    return owner is not None and not each.doubtful and owner.line == each.line
