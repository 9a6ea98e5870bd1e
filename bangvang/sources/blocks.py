"""Lines of a body -> its blocks: paragraphs, headings, lists, tables, quotations.

Python-Markdown's own reading of blocks takes `> 300 cá nhân` for a quotation and `25. 8. 2024` for the first
item of a list, runs a list into the line above it and makes a line set in code. Here a line is prose until
nothing else can be meant. Every line is looked at a fixed number of times.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from bangvang.sources import inline, lineends, lists, tables, tags
from bangvang.sources.links import Notes
from bangvang.sources.lists import TooDeepError
from bangvang.sources.nesting import Nesting

_HEADING = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]++(\S.*)")
# What begins with a number, also in words, is compared, not quoted; two signs without a blank are an arrow or
# a pointer.
_QUOTED = re.compile(r"[ \t]{0,3}>(?:[ \t](.*)|)")
_QUOTE = re.compile(
    r"[ \t]{0,3}>[ \t]++(?![\d=<>]|[.,]\d"
    r"|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nửa|hàng|vài|gần|hơn) )\S"
)
_QUOTES = re.compile(r"[ \t]{0,3}>[ \t]++>[ \t]")
_LISTED_ALONE = re.compile(rf"[ \t]*+{tags.ATTRIBUTE_LIST.pattern}[ \t]*+")
_LISTED_LAST = re.compile(rf"[ \t]++{tags.ATTRIBUTE_LIST.pattern}[ \t]*+$")
_BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "details",
        "dialog",
        "div",
        "dl",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "iframe",
        "main",
        "math",
        "nav",
        "noscript",
        "object",
        "ol",
        "p",
        "pre",
        "script",
        "section",
        "style",
        "svg",
        "table",
        "ul",
        "video",
        "audio",
    ]
)
_BLOCK_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*+)")

SIGNS = ("\\", "`", "*", "_", "[", "<", "&", "\t", "http", "{:", "|")
"""Whatever has none of these and begins with a letter is prose and nothing else."""


@dataclass(slots=True)
class Block:
    """Some lines of the source, from `start` to before `end`, and what they become: `prose`, paragraphs
    without any mark, or elements, or `html` that somebody wrote by hand. `marks`: what of
    them no page shows."""

    start: int
    end: int
    prose: Sequence[str] = ()
    elements: list[Element] = field(default_factory=list)
    html: str | None = None
    marks: Sequence[str] = ()
    footnotes: Sequence[str] = ()


def read(lines: Sequence[str], notes: Notes, signs: Sequence[str] = SIGNS) -> Iterator[Block]:
    """The blocks of a body, in order. `signs`: those of SIGNS that occur in it. Raises TooDeepError, with the
    line's index."""
    raw = _written(lines)
    i = 0
    while i < len(lines):
        start = i
        i, prose = _prose(lines, i, signs)
        if prose:
            yield Block(start, i, prose=prose)
        elif i in raw:
            yield _html(lines, i, raw[i])
            i = raw[i]
        elif i < len(lines):
            parent = Element("div")
            seen = len(notes.dropped)
            start = i
            try:
                i = _Reader(parent, lines, notes, 0, raw).block(i)
            except TooDeepError as deep:
                raise TooDeepError(*(deep.args or (start,))) from deep
            yield Block(start, i, elements=list(parent), marks=notes.dropped[seen:])


def _prose(lines: Sequence[str], i: int, signs: Sequence[str]) -> tuple[int, list[str]]:
    """The paragraphs of one line that have no sign of a mark, from a line on; after the first line that is
    none."""
    found: list[str] = []
    end = len(lines) - 1
    while i <= end:
        line = lines[i]
        if line and not line.isspace():
            if not line[0].isalpha() or (i < end and lines[i + 1].strip()):
                break
            for sign in signs:
                if sign in line:
                    return i, found
            found.append(line.rstrip())
        i += 1
    return i, found


class _Reader:
    def __init__(
        self, parent: Element, lines: Sequence[str], notes: Notes, depth: int, raw: dict[int, int]
    ) -> None:
        self.parent = parent
        self.lines = lines
        self.notes = notes
        self.depth = depth
        self.raw = raw

    def block(self, i: int) -> int:
        """Reads the block that begins at a line into the parent; returns the first line after it."""
        line = self.lines[i]
        if (heading := _HEADING.fullmatch(line)) is not None:
            self.heading(heading)
            return i + 1
        if lists.RULE.fullmatch(line) is not None:
            SubElement(self.parent, "hr")
            self.notes.drop(line)
            return i + 1
        if self.is_quote(i):
            return self.quote(i)
        if tables.begins(self.lines, i):
            table = tables.read(self.lines, i)
            return self.listed(tables.build(self.parent, table, self.notes), table.end)
        if lists.item_at(line) is not None:
            return lists.read(self.parent, self.lines, i, self.notes, self.depth, self.inner)
        return self.prose(i)

    def inner(self, parent: Element, lines: Sequence[str], depth: int) -> None:
        """What stands in an item or a quotation."""
        if depth > lists.DEEPEST:
            raise TooDeepError
        reader = _Reader(parent, lines, self.notes, depth, {})
        i = 0
        while i < len(lines):
            i = reader.block(i) if lines[i].strip() else i + 1

    def heading(self, found: re.Match[str]) -> None:
        signs, words = found[1], found[2].rstrip()
        if len(signs) > 1 and words.endswith(f" {signs}"):
            words = words[: -len(signs)].rstrip()
            self.notes.drop(signs)
        self.notes.drop(signs)
        self.titled(f"h{len(signs)}", words)

    def titled(self, tag: str, words: str) -> None:
        element = SubElement(self.parent, tag)
        listed = _LISTED_LAST.search(words)
        if listed is not None:
            tags.attribute_list(element, listed[1])
            self.notes.drop(listed[0])
            words = words[: listed.start()]
        inline.fill(element, words, self.notes)

    def is_quote(self, i: int) -> bool:
        line = self.lines[i]
        return _QUOTE.match(line) is not None or _QUOTES.match(line) is not None

    def quote(self, i: int) -> int:
        inner: list[str] = []
        while i < len(self.lines) and (found := _QUOTED.fullmatch(self.lines[i])) is not None:
            inner.append(found[1] or "")
            i += 1
        self.notes.drop(">" * len(inner))
        self.inner(SubElement(self.parent, "blockquote"), inner, self.depth + 1)
        return i

    def prose(self, i: int) -> int:
        """Lines up to an empty one, or to one that can only begin something else."""
        end = i + 1
        while end < len(self.lines) and self.lines[end].strip() and not self.interrupted(end):
            end += 1
        rows = self.lines[i:end]
        listed = _LISTED_ALONE.fullmatch(rows[-1]) if len(rows) > 1 else None
        for row in self.pictures_apart(rows[:-1] if listed else rows):
            for said in lineends.paragraphs(row, self.notes.width):
                inline.fill(SubElement(self.parent, "p"), said, self.notes)
        if listed is not None:
            self.listed(self.parent[-1], end - 1)
        return end

    def interrupted(self, i: int) -> bool:
        line, above = self.lines[i], self.lines[i - 1]
        return (
            _HEADING.fullmatch(line) is not None
            or lists.RULE.fullmatch(line) is not None
            or (self.is_quote(i) and not above.lstrip().startswith(">"))
            or tables.begins(self.lines, i)
            or lists.interrupts(above, self.lines, i)
            or i in self.raw
        )

    def pictures_apart(self, rows: Sequence[str]) -> Iterator[Sequence[str]]:
        """A picture on a line of its own is a figure, whatever stands around it."""
        start = 0
        for i, row in enumerate(rows):
            if row.lstrip().startswith("![") and row.rstrip().endswith(")"):
                yield from filter(None, (rows[start:i], [row]))
                start = i + 1
        if start < len(rows):
            yield rows[start:]

    def listed(self, element: Element, i: int) -> int:
        """Takes the attributes that stand on the line below a block."""
        found = _LISTED_ALONE.fullmatch(self.lines[i]) if i < len(self.lines) else None
        if found is None:
            return i
        tags.attribute_list(element, found[1])
        self.notes.drop(found[0])
        return i + 1


# --- HTML written by hand -------------------------------------------------------------------------


def _written(lines: Sequence[str]) -> dict[int, int]:
    """Where HTML begins that stands for a whole block -> the first line after it. It goes to its end tag, or
    where that is missing to the next empty line."""
    starts = [i for i, line in enumerate(lines) if line.startswith("<")]
    if not starts:
        return {}
    ends = _ends(lines)
    comment_ends = [i for i, line in enumerate(lines) if "-->" in line]
    found: dict[int, int] = {}
    taken = 0
    for i in starts:
        if i < taken:
            continue
        if lines[i].startswith("<!--"):
            last = bisect_left(comment_ends, i)
            if last < len(comment_ends) and lines[comment_ends[last]].rstrip().endswith("-->"):
                found[i] = taken = comment_ends[last] + 1
        elif _block_tag(lines[i]):
            taken = ends.get(i, 0)
            if not taken:
                taken = next((k for k in range(i + 1, len(lines)) if not lines[k].strip()), len(lines))
            found[i] = taken
    return found


def _block_tag(line: str) -> bool:
    tag = tags.TAG.match(line)
    return tag is not None and tag[2].lower() in _BLOCK_TAGS and tags.is_html(tag)


def _ends(lines: Sequence[str]) -> dict[int, int]:
    """Line whose first tag is closed -> the line after its end tag. One pass over all tags."""
    open_tags: dict[str, list[tuple[int, bool]]] = {}
    ends: dict[int, int] = {}
    for i, line in enumerate(lines):
        for tag in _BLOCK_TAG.finditer(line):
            name = tag[2].lower()
            if name not in _BLOCK_TAGS:
                continue
            if not tag[1]:
                open_tags.setdefault(name, []).append((i, tag.start() == 0))
            elif open_tags.get(name):
                start, first = open_tags[name].pop()
                if first:
                    ends[start] = i + 1
    return ends


def _html(lines: Sequence[str], start: int, end: int) -> Block:
    """HTML as it was written, but for what is no HTML in it."""
    written = "\n".join(lines[start:end])
    marks: list[str] = []
    out: list[str] = []
    at = 0
    last_comment = written.rfind("-->")
    nesting = Nesting()
    while (sign := _HTML_SIGN.search(written, at)) is not None:
        out.append(written[at : sign.start()])
        tag = tags.TAG.match(written, sign.start())
        if tag is not None and tags.is_html(tag):
            if nesting.is_too_deep(tag):
                raise TooDeepError(start + written.count("\n", 0, tag.start()))
            marks.append(tag[0])
            out.append(tags.ENTITY.sub(lambda found: html.escape(tags.decoded(found[0]) or found[0]), tag[0]))
            at = tag.end()
        else:
            at, shown = _sign(written, sign.start(), last_comment, marks)
            out.append(shown)
    out.append(written[at:])
    return Block(start, end, html="".join(out), marks=marks)


_HTML_SIGN = re.compile("[<&]")


def _sign(written: str, at: int, last_comment: int, marks: list[str]) -> tuple[int, str]:
    """Where a sign of HTML that begins no tag ends, and what it becomes; a mark is noted."""
    if written[at] == "&":
        entity = tags.ENTITY.match(written, at)
        said = tags.decoded(entity[0]) if entity is not None else None
        if entity is None or said is None:
            return at + 1, "&amp;"
        marks += [entity[0], "\0" + said]
        return entity.end(), html.escape(said, quote=False)
    if at + 4 <= last_comment and written.startswith("<!--", at):
        end = written.index("-->", at + 4) + 3
        marks.append(written[at:end])
        return end, ""
    return at + 1, "&lt;"
