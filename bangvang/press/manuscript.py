"""A press text as lines and paragraphs, each knowing the line of the text it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Literal

from bangvang.language import text

LineKind = Literal["text", "heading", "item", "row", "image"]
LONGEST_SENTENCE = 3000
"""Longer runs of text without a stop are lists or rubbish; they are cut, so that no work is quadratic."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text as given. `number` counts from 1; `cells` are those of a table's row."""

    number: int
    text: str
    kind: LineKind = "text"
    level: int = 0
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What was handed in, as lines. The rest is what a saved web page says of itself outside its text."""

    lines: tuple[Line, ...]
    title: str | None = None
    url: str | None = None
    site: str | None = None
    published: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together, joined by one space. `line` is that of the first."""

    text: str
    line: int
    kind: LineKind = "text"
    level: int = 0
    cells: tuple[str, ...] = ()
    joins: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    """(offset, line number) of each further line."""

    @cached_property
    def small(self) -> str:
        """The text in small letters, every tone mark on its canonical vowel; as long as the text itself."""
        return small(self.text)

    def line_at(self, offset: int) -> int:
        """The number of the line that the character at `offset` stood on."""
        return next((line for start, line in reversed(self.joins) if start <= offset), self.line)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a paragraph, from `start` on."""

    paragraph: Paragraph
    start: int
    text: str

    @cached_property
    def small(self) -> str:
        """The text in small letters, as long as the text itself; what a stop abbreviates ends nothing."""
        return small(_ABBREVIATION.sub(r"\1 ", self.text))

    @property
    def line(self) -> int:
        """The line the sentence begins on."""
        return self.paragraph.line_at(self.start)


def small(s: str) -> str:
    """Small letters with canonical tone marks, character for character: positions stay what they were."""
    return _small(s) if len(s) <= LONGEST_SENTENCE else _lowered(s)


def blanked(pattern: re.Pattern[str], words: str) -> str:
    """Blanks for all that a pattern finds: positions stay what they were."""
    return pattern.sub(lambda match: " " * len(match[0]), words)


@lru_cache(maxsize=2048)
def _small(s: str) -> str:
    # Recognisers ask for the same words of a sentence again and again.
    return _lowered(s)


def _lowered(s: str) -> str:
    lowered = s.lower()
    if len(lowered) != len(s):  # İ becomes two characters
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in s)
    toned = text.canonical_tones(lowered)
    return toned if len(toned) == len(s) else lowered


def lines_of(cleaned: str) -> tuple[Line, ...]:
    """The lines of a plain text, blank ones too; blanks inside a line become one, a tab divides cells."""
    return tuple(Line(n, *typed(raw)) for n, raw in enumerate(cleaned.split("\n"), start=1))


_ITEM = re.compile(r"\s*(?:[-–•●▪*+]|\d{1,3}[.)])\s+(?=\S)")


def typed(raw: str) -> tuple[str, LineKind, int, tuple[str, ...]]:
    """A line as somebody typed it: its words, whether it is an item or a row, no level, a row's cells."""
    if "\t" in raw.strip() or raw.count("|") >= 2:
        cells = [" ".join(cell.split()) for cell in re.split(r"\t|\|", raw.strip().strip("|"))]
        if len([cell for cell in cells if cell]) >= 2 and not _clock(raw):
            return " | ".join(cells), "row", 0, tuple(cells)
    joined = " ".join(raw.split())
    if _ITEM.match(joined) is not None:
        return joined, "item", 0, ()
    return joined, "text", 0, ()


def _clock(raw: str) -> bool:
    return re.search(r"\d{1,2}:\d\d", raw) is not None and len(raw) < 80


_OPEN_END = re.compile(r"[^.!?…:;\"”»)\]|/]$")


def paragraphs(lines: Iterable[Line]) -> Iterator[Paragraph]:
    """Joins what a narrow window broke: a line without a closing mark, and small letters in the next."""
    held: list[Line] = []
    for line in lines:
        if held and not _goes_on(held[-1], line):
            yield _joined(held)
            held = []
        if line.text:
            held.append(line)
    if held:
        yield _joined(held)


def blocks(body: Iterable[Paragraph]) -> Iterator[list[Paragraph]]:
    """The rows of each table together, every other paragraph alone."""
    for is_row, run in groupby(body, key=lambda each: each.kind == "row"):
        alike = list(run)
        yield from [alike] if is_row else ([each] for each in alike)


def _goes_on(former: Line, line: Line) -> bool:
    return (
        bool(line.text)
        and former.kind in ("text", "item")
        and line.kind == "text"
        and line.number == former.number + 1
        and len(former.text) >= 40
        and _OPEN_END.search(former.text) is not None
        and line.text[0].islower()
    )


def _joined(held: Sequence[Line]) -> Paragraph:
    first = held[0]
    joins, whole = [], len(first.text)
    for line in held[1:]:
        joins.append((whole + 1, line.number))
        whole += 1 + len(line.text)
    words = " ".join(line.text for line in held)
    return Paragraph(words, first.number, first.kind, first.level, first.cells, tuple(joins))


# A stop ends a sentence unless it belongs to an abbreviation: "TP. Huế", "TS. Nguyễn", "N. V. A".
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"”’)]*+(?=\s++[\"“‘(\-–•]*+\s*+[^\W_])")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\"“])(?:TP|Tp|TX|Tx|TT|Tt|PGS|GS|TS|ThS|Ths|BS|DS|KS|LS|NGƯT|NGND|NSƯT|NSND|ĐH|(?![a-zà-ỹ])[^\W\d_]|St|Mr|"
    r"Mrs|Dr|[A-ZĐ](?:\.[A-ZĐ])+|"
    r"đ/c|Đ/c|TS\.BS|TS\.LS|PGS\.TS|GS\.TS|Th\.S|T\.Ư|tr|vv|v\.v)\.$"
)
# "4 tập thể thuộc TP. Thuận An và 11 cá nhân": behind this stop the sentence goes on.
_ABBREVIATION = re.compile(
    r"(?<![^\W_])(TP|Tp|TX|Tx|TT|Tt|P|Q|H|PGS|GS|TS|ThS|Ths|BS|DS|KS|LS|CN|NGƯT|NGND|NSƯT|NSND|ĐH|CĐ|Mr|Mrs|Dr|"
    r"đ/c|Đ/c|TS\.BS|TS\.LS|PGS\.TS|GS\.TS|Th\.S|T\.Ư|St)\.(?=\s)"
)


def abbreviates(words: str) -> bool:
    """Whether the stop that words end with belongs to an abbreviation."""
    return _ABBREVIATED.search(words) is not None


def sentences(paragraph: Paragraph) -> Iterator[Sentence]:
    """The sentences of a paragraph, in order."""
    words, start = paragraph.text, 0
    for stop in _STOP.finditer(words):
        end = stop.end()
        if stop[0] == "." and abbreviates(words[max(start, end - 12) : end]):
            continue
        yield from _cut(paragraph, start, end)
        start = end
    yield from _cut(paragraph, start, len(words))


def _cut(paragraph: Paragraph, start: int, end: int) -> Iterator[Sentence]:
    words = paragraph.text
    while start < end and words[start].isspace():
        start += 1
    for begin in range(start, end, LONGEST_SENTENCE):
        piece = words[begin : min(end, begin + LONGEST_SENTENCE)]
        if piece.strip():
            yield Sentence(paragraph, begin, piece)
