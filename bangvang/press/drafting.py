"""A reading as a draft: front matter in which every doubt stands above its value, and the body."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bangvang import digests
from bangvang.archive.model import KINDS, Count, add_counts
from bangvang.facts import honours, places
from bangvang.language import text
from bangvang.language.dates import PartialDate
from bangvang.press.findings import Doubt
from bangvang.press.reading import Award, Picture, Reading, explained
from bangvang.sources import name_lists
from bangvang.sources.checks import UNKNOWN_GRANTOR

_TITLE = 110
STAND_IN_FORM = "Khen thưởng"
MARK = "nhập từ văn bản số "
"""In a comment of every draft, before the text's fingerprint."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file below `content/`: its path from the site's folder, and its text."""

    path: str
    text: str


def draft(reading: Reading, *, today: dt.date) -> Draft:
    """Writes a draft that passes `check`. What the front matter cannot do without is filled in and doubted:
    without any date, the year of `today`, which an editor has to mend."""
    date = reading.date or PartialDate(today.year)
    title = reading.title or suggested_title(reading)
    stem = text.file_stem(title) or f"bai-{date.iso}"
    front = "\n".join(_Front(reading, title, date).rows())
    return Draft(f"content/{date.year:04d}/{stem}.md", f"---\n{front}\n---\n\n{reading.body}\n")


def fingerprint(reading: Reading) -> str:
    """Sixteen hexadecimal digits, the same for one title and body in any alphabet or kind of file."""
    return digests.of(" ".join(text.words(f"{reading.title or ''} {reading.body}")).encode())[:16]


def suggested_title(reading: Reading) -> str:
    """A headline for a text without one: what is organised, else how the text begins."""
    opening = re.sub(r"\\(?=\W)", "", reading.body.partition("\n\n")[0])
    held = re.search(r"(?<!\w)tổ chức\s+(?P<what>[^.;()]{12,160})", opening)
    words = held["what"] if held is not None else opening
    shown = text.excerpt(words.strip(" ,"), _TITLE).rstrip("…").strip(" ,.;:")
    return shown[:1].upper() + shown[1:] if text.slug(shown) else "Bài chưa có tiêu đề"


class _Front:
    """The rows of the front matter, in the order editors know."""

    def __init__(self, reading: Reading, title: str, date: PartialDate) -> None:
        self.reading = reading
        self.title = title
        self.date = date
        self.doubts: dict[str, list[Doubt]] = defaultdict(list)
        for doubt in reading.doubts:
            self.doubts[doubt.field].append(doubt)

    def rows(self) -> Iterator[str]:
        reading = self.reading
        yield "draft: true   # bản nháp do máy đọc; soát xong các dòng “ngờ” thì xoá dòng này và dòng review"
        yield from self._doubted("title")
        yield f"title: {quoted(self.title)}"
        yield from self._doubted("date")
        yield f"date: {self.date.iso}" + ("" if reading.date is not None else "   # tạm: CHƯA RÕ, hãy sửa")
        if reading.date_note and reading.date is not None:
            yield f"date_note: {quoted(reading.date_note)}"
        if reading.published is not None:
            yield f"published: {reading.published.iso}"
        yield from self._where()
        yield from self._awards()
        yield from self._total()
        yield from self._others()
        yield from self._photos()
        yield f"tags: [{_flow(reading.tags)}]"
        if reading.same_event is not None:
            yield from self._doubted("same_event")
            yield f"# same_event: {reading.same_event}   # đúng là cùng sự kiện thì bỏ dấu #"
        yield from self._doubted("body")
        codes = tuple(dict.fromkeys(doubt.code for doubt in reading.doubts))
        if codes:
            yield f"review: [{', '.join(codes)}]"
        yield f"# {MARK}{fingerprint(reading)}: còn dòng này thì nhập lại cùng bài sẽ được báo"

    def _doubted(self, field: str, indent: str = "") -> Iterator[str]:
        """`# ngờ: … “…”, dòng 4`"""
        for doubt in self.doubts.get(field, ()):
            said = f" “{_bare(doubt.words)}”" if doubt.words else ""
            line = f", dòng {doubt.line}" if doubt.line else ""
            yield f"{indent}# ngờ: {_bare(explained(doubt))}{':' if said else ''}{said}{line}"

    def _where(self) -> Iterator[str]:
        reading = self.reading
        yield from self._doubted("province")
        yield from self._doubted("scope")
        known = [name for name in reading.provinces if places.find(name) is not None]
        if known:
            yield f"province: {quoted(known[0])}" if len(known) == 1 else f"province: [{_flow(known)}]"
        elif reading.scope == "region" and reading.region is not None:
            yield "scope: region"
            yield f"region: {quoted(reading.region)}"
        else:
            note = (
                ""
                if reading.scope == "national"
                else "   # tạm: CHƯA RÕ; việc của một tỉnh thì thay bằng province: …"
            )
            yield f"scope: national{note}"
        if reading.place:
            yield f"place: {quoted(reading.place)}"

    def _awards(self) -> Iterator[str]:
        yield from self._doubted("awards")
        if not self.reading.awards:
            yield "awards: []"
            return
        yield "awards:"
        told: set[tuple[str, str, bool]] = set()
        for n, award in enumerate(self.reading.awards):
            yield from self._doubted(f"awards[{n}]", "  ")
            # A grantor and a form stand once in front matter; which telling is right an editor must decide.
            again = (pair := _pair(award)) in told
            told.add(pair)
            if again:
                yield "  # ngờ: trùng nơi khen và hình thức với mục trên; gộp vào đó, hoặc bỏ dấu # và sửa"
            yield from (f"  #{row[1:]}" if again else row for row in _award(award))

    def _total(self) -> Iterator[str]:
        total = self.reading.total
        if total is None:
            return
        yield from self._doubted("total")
        counts = ", ".join(_counts(total))
        approx = ", approx: true" if self.reading.total_approx else ""
        # A total below its entries is an error of front matter: it is left for the editor to decide.
        entries = add_counts(award.count for award in self.reading.awards).whole or 0
        below = entries > (total.whole or 0)
        yield f"{'# ' if below else ''}total: {{{counts}{approx}}}"

    def _others(self) -> Iterator[str]:
        reading = self.reading
        if reading.organisations:
            yield f"organisations: [{_flow(_parted(reading.organisations))}]"
        if reading.people:
            yield "people:"
            for name, title in reading.people:
                yield f"  - {{name: {quoted(name)}" + (f", title: {quoted(title)}" if title else "") + "}"
        if reading.programme is not None:
            name, period = reading.programme
            yield (
                f"programme: {{name: {quoted(name)}" + (f", period: {quoted(period)}" if period else "") + "}"
            )
        yield from self._doubted("source")
        source = reading.source
        if source is not None:
            parts = {
                "name": source.name,
                "code": source.code,
                "url": source.url if _allowed(source.url) else None,
            }
            yield (
                "source: {"
                + ", ".join(f"{key}: {quoted(value)}" for key, value in parts.items() if value)
                + "}"
            )
        yield from self._doubted("byline")
        if reading.byline:
            yield f"byline: {quoted(reading.byline)}"

    def _photos(self) -> Iterator[str]:
        told = [(n, photo) for n, photo in enumerate(self.reading.photos) if photo.caption]
        for n, photo in enumerate(self.reading.photos):
            if (n, photo) not in told:
                yield from self._doubted(f"photos[{n}]")
                if photo.credit:
                    yield f"# ảnh không có chú thích: {_bare(photo.credit)}"
        if told:
            yield "photos:"
        for n, photo in told:
            yield from self._doubted(f"photos[{n}]", "  ")
            yield f"  - {{{', '.join(_photo(photo))}}}"


def _photo(photo: Picture) -> Iterator[str]:
    yield f"caption: {quoted(photo.caption or '')}"
    if photo.credit:
        yield f"credit: {quoted(photo.credit)}"


def _pair(award: Award) -> tuple[str, str, bool]:
    """What `check` tells entries of one article by."""
    form = honours.find_form(_form(award))
    return honours.normal_grantor(award.grantor or UNKNOWN_GRANTOR), form.id if form else "", award.posthumous


def _form(award: Award) -> str:
    return award.form if honours.find_form(award.form) is not None else STAND_IN_FORM


def _award(award: Award) -> Iterator[str]:
    yield f"  - grantor: {quoted(award.grantor or UNKNOWN_GRANTOR)}"
    yield f"    form: {quoted(_form(award))}"
    yield from (f"    {row}" for row in _counts(award.count))
    if award.approx:
        yield "    approx: true"
    if award.posthumous:
        yield "    posthumous: true"
    if award.names:
        yield "    names:"
        # One name an item: a semicolon parts names wherever they stand.
        yield from (f"      - {quoted(name)}" for name in _parted(award.names))
    parts = [
        part
        for part in award.parts
        if (part.count.whole or 0) <= (award.count.whole or part.count.whole or 0)
    ]
    if parts:
        yield "    subset:"
        yield from (
            f"      - {{{', '.join([*_counts(part.count), f'of: {quoted(part.of)}'])}}}" for part in parts
        )


def _parted(names: Iterable[str]) -> Iterator[str]:
    return (part for name in names for part in name_lists.parted(name, ";"))


def _counts(count: Count) -> Iterator[str]:
    return (f"{kind}: {n}" for kind in KINDS if (n := getattr(count, kind)) is not None)


def _flow(values: Iterable[str]) -> str:
    return ", ".join(map(quoted, values))


def _bare(words: str) -> str:
    """Words in a comment: on one line, and nothing that no file should have."""
    return "".join(c for c in " ".join(words.split()) if c.isprintable())


def quoted(value: str) -> str:
    """A scalar that YAML reads as this text. Its double quotes hold whatever JSON's do."""
    return json.dumps(_bare(text.clean(value)), ensure_ascii=False)


def _allowed(url: str | None) -> bool:
    return (
        url is not None
        and re.fullmatch(r"https?://[^\s/<>\"'.][^\s/<>\"']*\.[^\s/<>\"']+(/[^\s<>\"']*)?", url) is not None
    )
