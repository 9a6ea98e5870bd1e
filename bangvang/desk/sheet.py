"""One file as bytes, and the bytes it has after a change: lines that still say the same stay as they are.

What is compared is the clean text that everything else reads (NFC, one kind of line end); what is kept are
the lines as they lie on disk, with their byte order mark, line ends and odd spaces.
"""

from __future__ import annotations

import codecs
import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bangvang import digests
from bangvang.desk import edits, nodes
from bangvang.desk.edits import Order
from bangvang.desk.nodes import Unreadable, Value
from bangvang.language import text

_LINE = re.compile("(\r[\u00ad\u200b-\u200f\u2060\ufeff]*\n|[\r\n\u0085\u2028\u2029])")
_OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^---[ \t]*$\n?", re.MULTILINE)
_MOST_COMPARED = 4_000_000
"""Pairs of lines that are compared to find what was kept; beyond that, all between the first and the last
change is taken for new."""


@dataclass(frozen=True)
class Sheet:
    """A file. `lines`: each as it lies on disk, with its end."""

    raw: bytes

    @cached_property
    def digest(self) -> str:
        return digests.of(self.raw)

    @cached_property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """(content, end) of every line; the end of the last may be empty."""
        # Bytes that are no UTF-8 go through as they are.
        whole = self.raw.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
        parts = _LINE.split(whole)
        rows = list(zip(parts[::2], [*parts[1::2], ""], strict=True))
        return tuple(rows if rows[-1][0] else rows[:-1])

    @cached_property
    def clean(self) -> str:
        return "".join(text.clean(row) + ("\n" if end else "") for row, end in self.lines)

    @cached_property
    def shown(self) -> str:
        """The clean text as a browser gives it back."""
        return as_posted(self.clean)

    # ------------------------------------------------------------ its two parts

    @cached_property
    def spans(self) -> tuple[int, int, int]:
        """Where the front matter begins and ends and where the body begins. Raises Unreadable."""
        opening = _OPENING.match(self.clean)
        closing = _CLOSING.search(self.clean, opening.end()) if opening is not None else None
        if opening is None or closing is None:
            raise Unreadable
        return opening.end(), closing.start(), closing.end()

    @property
    def front(self) -> str:
        start, end, _ = self.spans
        return self.clean[start:end]

    @property
    def body(self) -> str:
        """The text below the front matter, without the blank lines around it."""
        return as_posted(self.clean[self.spans[2] :].strip("\n"))

    @property
    def body_line(self) -> int:
        """The line of the file on which `body` begins."""
        whole = self.clean[self.spans[2] :]
        blank = len(whole) - len(whole.lstrip("\n"))
        return self.clean.count("\n", 0, self.spans[2]) + 1 + blank

    def values(self) -> dict[str, Value]:
        """What the front matter says, as typed. Raises Unreadable where it is no tree of keys and values."""
        if not self.clean.isascii() and any("\ud800" <= c <= "\udfff" for c in self.clean):
            raise Unreadable  # bytes that are no UTF-8
        return nodes.read(self.front).value

    # ------------------------------------------------------------ changes

    def changed(self, wanted: Mapping[str, Value], body: str | None, order: Order) -> bytes:
        """The file with some top-level keys set and, unless it is None, another body. Raises Unreadable."""
        start, end, below = self.spans
        front = edits.changed(self.front, wanted, order)
        rest = self.clean[below:]
        if body is not None and body.strip("\n") != self.body:
            blank = rest[: len(rest) - len(rest.lstrip("\n"))] or "\n"
            rest = blank + body.strip("\n") + "\n"
        if front and not front.endswith("\n"):
            front += "\n"
        between = self.clean[end:below]
        if rest and not between.endswith("\n"):
            between += "\n"
        return self.rewritten(self.clean[:start] + front + between + rest)

    def rewritten(self, clean: str) -> bytes:
        """The file with another text: every line that the old one had stays as it lies on disk."""
        old = [as_posted(text.clean(row)) for row, _ in self.lines]
        new = clean.split("\n")
        # A last line of nothing but what nobody sees.
        blank = bool(self.lines) and not self.lines[-1][1] and not old[-1]
        ended = not new[-1] and not blank
        new = new[:-1] if ended else new
        usual = self._usual_end()
        out: list[str] = []
        for i, row in zip(_kept([as_posted(row) for row in new], old), new, strict=True):
            content, end = self.lines[i] if i is not None else (row, usual)
            out.append(content + (end or usual))
        if out and not ended:
            out[-1] = _LINE.split(out[-1])[0]
        mark = codecs.BOM_UTF8 if self.raw.startswith(codecs.BOM_UTF8) else b""
        return mark + "".join(out).encode("utf-8", "surrogateescape")

    def _usual_end(self) -> str:
        ends = [end for _, end in self.lines if end]
        return max(("\n", "\r\n", "\r"), key=ends.count) if ends else "\n"


def as_posted(value: str) -> str:
    """A text as it comes back out of a form: what no page can hold has become U+FFFD."""
    if value.isascii() and "\x00" not in value:
        return value
    return "".join("\ufffd" if c == "\x00" or "\ud800" <= c <= "\udfff" else c for c in value)


def _kept(new: Sequence[str], old: Sequence[str]) -> list[int | None]:
    """For every new line the old one that it is; None for what is new."""
    head = 0
    while head < min(len(new), len(old)) and new[head] == old[head]:
        head += 1
    tail = 0
    while tail < min(len(new), len(old)) - head and new[-1 - tail] == old[-1 - tail]:
        tail += 1
    kept: list[int | None] = [i if i < head else None for i in range(len(new) - tail)]
    kept += range(len(old) - tail, len(old))
    middle, former = new[head : len(new) - tail], old[head : len(old) - tail]
    if middle and former and len(middle) * len(former) <= _MOST_COMPARED:
        matcher = difflib.SequenceMatcher(None, former, middle, autojunk=False)
        for a, b, size in matcher.get_matching_blocks():
            for step in range(size):
                kept[head + b + step] = head + a + step
    return kept
