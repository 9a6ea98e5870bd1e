"""The page with the form of one article, and the file as it would be with what stands in the form."""

from __future__ import annotations

import contextlib
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tornado import web

from bangvang.archive.model import slug_of
from bangvang.desk import desk as desks
from bangvang.desk import fields, forms, naming, photos, proofs, reviewing
from bangvang.desk.checking import BODY, Told, Verdict
from bangvang.desk.fields import Field, Posted, Shown
from bangvang.desk.forms import Evidence, Notes
from bangvang.desk.handling import Answering
from bangvang.desk.nodes import Unreadable
from bangvang.desk.sheet import Sheet, as_posted
from bangvang.desk.store import ABSENT, Aside
from bangvang.language import text
from bangvang.sources import content

EMPTY = Sheet(b"---\n---\n")
NEW = "content/bai-moi.md"
"""Stands for an article that has no file yet."""
WHOLE = "text"
"""The field of a file that is edited as text."""


def field_of(path: str) -> Field:
    return fields.page() if path.startswith(content.PAGES) else fields.article()


@dataclass(frozen=True, slots=True)
class Seen:
    """What a form shows. `whole`: the whole file as text, where it is edited so."""

    shown: Shown
    body: str
    whole: str | None


class Opened(Answering):
    """What the form and the check have in common: the file as it would be with what was posted."""

    posted: Sequence[tuple[str, str]] | None = None
    """What was posted, with the photos that came with it."""
    is_kept = False
    """Whether it is put aside."""

    # ------------------------------------------------------------ what is half written

    @cached_property
    def window(self) -> str:
        """Which window asks, or a name for the one that is shown now: what it has put aside is its own."""
        asked = self.get_body_argument("tam", "") if self.request.method == "POST" else ""
        return asked if re.fullmatch(r"[0-9a-f]{1,32}", asked) else secrets.token_hex(6)

    def in_turn(self) -> bool:
        turn = self.get_body_argument("luot", "0")[:15]
        return self.desk.in_turn(
            self.window, int(turn) if turn.isascii() and turn.isdigit() and len(turn) < 16 else 0
        )

    def put_aside(self, path: str, form: Sequence[tuple[str, str]]) -> None:
        """Keeps what was posted, in place of what it was made from. Raises OSError."""
        self.posted = form
        if self.in_turn():
            known = self.get_body_argument("digest", ABSENT)
            self.desk.store.put_aside(path, list(form), known, mark=self.window)
            self.forget_source(path)
        self.is_kept = True

    def keep(self, path: str, form: Sequence[tuple[str, str]]) -> None:
        """Before anything is done with what was posted: whatever becomes of that, it is there. Where it
        cannot be kept, it stands in the answer."""
        with contextlib.suppress(OSError):
            self.put_aside(path, form)

    def settle(self, path: str) -> None:
        """What was posted is in the file."""
        if self.in_turn():
            self.desk.store.forget(path, self.window)
        self.forget_source(path)

    def forget_source(self, path: str) -> None:
        """The half-written form that this one was taken up from, unless its window has gone on."""
        mark, _, state = self.get_body_argument("tu", "").partition(":")
        if re.fullmatch(r"[0-9a-f]*", mark) and mark != self.window:
            self.desk.store.forget(path, mark, known=state)

    def again(self) -> list[tuple[str, str]]:
        own = [(name, self.get_body_argument(name, "")) for name in ("digest", "tam", "tu", "viec")]
        with contextlib.suppress(web.HTTPError):
            form = self.form() if self.posted is None else self.posted
            return [*((name, value) for name, value in own if value), *form] if form else []
        return []

    # ------------------------------------------------------------ the file as it would be

    def would_be(self, path: str, sheet: Sheet, form: Sequence[tuple[str, str]]) -> Sheet:
        """The file after a save. Raises Unreadable where fields cannot be written into it."""
        tree = fields.posted(form)
        whole = tree.below.get(WHOLE)
        if whole is not None and whole.values:
            return Sheet(sheet.rewritten(lines(whole.values[-1], keep_end=True)))
        goal = fields.wanted(field_of(path), sheet.values(), tree)
        body = tree.below.get(BODY)
        written = lines(body.values[-1]) if body is not None and body.values else None
        return Sheet(sheet.changed(goal, written, fields.order))

    def answer(self, path: str, sheet: Sheet, verdict: Verdict, **more: object) -> dict[str, Any]:
        """What a script is told of a file as it would be."""
        told = [
            {"field": t.field, "code": t.code, "severity": t.severity, "message": t.message, "hint": t.hint}
            | {"suggestion": t.suggestion, "line": t.line, "file": t.file, "address": self.address_of(t)}
            for t in verdict.told
        ]
        counts = {"errors": verdict.errors, "warnings": verdict.warnings}
        echoes = self.desk.echoes(path, sheet)
        return {"ok": True, "told": told, "echoes": echoes, "body_line": _body_line(sheet), **counts, **more}

    @staticmethod
    def address_of(told: Told) -> str:
        return desks.address(told.file) if told.file else ""

    # ------------------------------------------------------------ the page

    def draw(
        self,
        path: str,
        sheet: Sheet,
        *,
        form: Sequence[tuple[str, str]] | None = None,
        digest: str | None = None,
        as_text: bool = False,
        source: Aside | None = None,
        unsaved: bool | None = None,
        refusals: Sequence[str] = (),
        status: int = 200,
        **more: Any,
    ) -> None:
        """The page with the form: with the file's values, or with those of a form that is not saved.
        `source`: what was put aside and is taken up again."""
        tree = fields.posted(form) if form is not None else None
        seen = self.seen(path, sheet, tree, as_text=as_text)
        would_be = sheet
        with contextlib.suppress(Unreadable):
            would_be = self.would_be(path, sheet, form) if form is not None else sheet
        where = self.place(path, tree)
        plain: dict[str, object] = {"both": None, "lead": "", "how": "stale.lead"}
        waiting = photos.waiting_in(form or ())
        verdict = self.desk.verdict(where, would_be, waiting) if where != NEW else Verdict((), None, "")
        parts = self.parts(path, seen, would_be, verdict, proofs.read(form or ()))
        title = str(parts.pop("title"))
        self.show(
            "article.html",
            title=title,
            status=status,
            digest=sheet.digest if digest is None else digest,
            proof=next((value for name, value in form or () if name == proofs.FIELD), ""),
            verdict=verdict,
            unsaved=form is not None if unsaved is None else unsaved,
            refusals=refusals,
            trial=self.desk.tried(where, verdict),
            waiting=waiting,
            **(plain | self.about(path, sheet) | self.half(path, source) | parts | more),
        )

    def half(self, path: str, source: Aside | None) -> dict[str, object]:
        """Which half-written form is shown, and (window, time, title) of those that are offered."""
        shown: dict[tuple[str, ...], tuple[str, str, str]] = {}
        for each in self.desk.store.kept(path):
            if each.mark == self.window or (source is not None and each.form == source.form):
                continue
            title = dict(each.form).get("title", "")
            same = (each.digest, *(text for pair in each.form for text in pair))
            shown.setdefault(same, (each.mark, self.desk.local(each.when), title))
        return {"window": self.window, "source": source, "kept": list(shown.values())}

    def place(self, path: str, tree: Posted | None) -> str:
        """The path of a file; of a new article with a title the one it will have."""
        title = " ".join(tree.below.get("title", Posted()).values) if tree is not None else ""
        if path != NEW or tree is None:
            return path
        return naming.path_for(title, tree.below.get("date", Posted()).values, self.desk) or NEW

    @staticmethod
    def seen(path: str, sheet: Sheet, tree: Posted | None, *, as_text: bool) -> Seen:
        """What the form shows of a file, and of what was posted over it."""
        about = field_of(path)
        below = tree.below if tree is not None else {}
        try:
            shown, body = fields.shown(about, sheet.values()), sheet.body
        except Unreadable:
            shown, body, as_text = {}, "", True
        if WHOLE in below and below[WHOLE].values:
            return Seen(shown, body, as_posted(below[WHOLE].values[-1]))
        if as_text:
            return Seen(shown, body, sheet.shown)
        if BODY in below and below[BODY].values:
            body = lines(below[BODY].values[-1])
        return Seen(fields.filled(about, shown, tree) if tree is not None else shown, as_posted(body), None)

    def parts(
        self,
        path: str,
        seen: Seen,
        would_be: Sheet,
        verdict: Verdict,
        evidence: Mapping[str, tuple[Evidence, ...]],
    ) -> dict[str, object]:
        """The fields, each with what is said of it."""
        notes = Notes(verdict.told, self.desk.echoes(path, would_be), evidence)
        as_text = seen.whole is not None
        sections = () if as_text else forms.sections(field_of(path), seen.shown, notes, self.say)
        title = self.say("form.new_title") if path == NEW else _title(seen.shown) or slug_of(path)
        return {
            "title": title,
            "sections": sections,
            "general": verdict.told if as_text else forms.general(notes, sections),
            "told_body": notes.at(BODY),
            "body_line": _body_line(would_be),
            "body": seen.body,
            "whole": seen.whole,
        }

    def about(self, path: str, sheet: Sheet) -> dict[str, object]:
        """What is the same whatever stands in the fields."""
        return {
            "path": path,
            "most_photo": photos.LARGEST,
            "below": path.removeprefix("content/"),
            "action": desks.address(path) if path != NEW else f"{desks.ROOT}moi",
            "readable": _readable(sheet),
            "is_page": path.startswith(content.PAGES),
            "is_new": path == NEW,
            "url": self.desk.url_of(path),
            "second": reviewing.seen(self.desk, path, sheet.digest),
            "address_of": self.address_of,
            "lists": naming.lists(),
            "words": forms.for_scripts(self.say),
        }


def _readable(sheet: Sheet) -> bool:
    try:
        sheet.values()
    except Unreadable:
        return False
    return True


def _title(shown: Shown) -> str:
    title = shown.get("title") if isinstance(shown, dict) else ""
    return title if isinstance(title, str) else ""


def lines(posted: str, *, keep_end: bool = False) -> str:
    plain = posted.replace("\r\n", "\n").replace("\r", "\n")
    return plain if keep_end else text.clean(plain)


def _body_line(sheet: Sheet) -> int:
    try:
        return sheet.body_line
    except Unreadable:
        return 0
