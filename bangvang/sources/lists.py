"""Lists as offices write them: marked by whatever sign the word processor has, numbered as it was typed,
sub-items set apart by blanks or by nothing but another sign.

A number stays what was typed. Only items that follow one another (7, 8, 9) are an ordered list, since there
the browser counts as the writer did; any others are paragraphs with their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from bangvang.sources import inline, lineends
from bangvang.sources.links import Notes

# Word's bullets in its own fonts arrive as letters of private use, or as the letters below them and a tab.
_ROUND = "•●◦▪■‣⁃∙\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d"
_ITEM = re.compile(
    rf"[ \t]*+(?:(?P<sign>[-*+·○{_ROUND}])[ \t]++(?=\S)|(?P<round>[{_ROUND}])(?=\S)"
    r"|(?P<letter>[o§Øüvq])\t[ \t]*+(?=\S)|(?P<number>[1-9][0-9]{0,8})\.[ \t]++(?=\S))"
)
RULE = re.compile(r"[ \t]{0,3}(?:-{3,}|\*\*\*|-(?:[ \t]++-){2,}+|\*[ \t]++\*[ \t]++\*)[ \t]*+")
# The order in which levels follow when nothing is set in: 1. above -, - above +.
_UNDER = {"1": 1, "+": 3, "o": 3, "◦": 3, "○": 3, "§": 3}
_ENDS = (":", ".", ";", "!", "?", "…", "”", '"', ")")
# By how much something rose or fell: there the sign is no bullet only, whoever reads needs it. A minus is one
# where the item compares, or others do around it; what rose and fell in words needs no sign.
_CHANGE = re.compile(
    r"\d[\d.,]*+ ?(?:(?P<sure>%|(?:điểm|vụ|bậc)(?!\w))|[^\W\d_])(?P<told>[^\n]*(?:tăng|giảm|:\s*$))?"
)
_COMPARED = re.compile(r"so với|cùng kỳ|chênh lệch|tăng\W{1,4}(?:và )?giảm", re.IGNORECASE)
_COMPARES = re.compile(r"[\d.,]*+[^,;]*? (?:so với|cùng kỳ)(?!\w)")
DEEPEST = 40


class TooDeepError(Exception):
    """Lists or quotations stand in one another deeper than any text needs."""


@dataclass(slots=True)
class _Item:
    marker: str
    lines: list[str]
    children: list[_List | list[str]] = field(default_factory=list)


@dataclass(slots=True)
class _List:
    sign: str
    indent: int
    last: int = 0
    items: list[_Item] = field(default_factory=list)
    loose: bool = False


Read = Callable[[Element, Sequence[str], int], None]
"""Reads lines into an element, at a depth."""


def indent_of(line: str) -> int:
    bare = line.lstrip()
    return len(line[: len(line) - len(bare)].expandtabs(4))


def item_at(line: str) -> re.Match[str] | None:
    """The mark of an item at the beginning of a line. Between two dashes stands the number of a page, or a
    title: - 2 -; but not what an item says that there is none of: - Cá nhân: -."""
    found = _ITEM.match(line)
    if found is None or RULE.fullmatch(line):
        return None
    is_between = found["sign"] == "-" and ":" not in line and line.rstrip().endswith(" -")
    return None if is_between else found


def interrupts(above: str, lines: Sequence[str], i: int) -> bool:
    """Whether a list begins at a line right below one of prose. A dash or a number may as well be where a
    full line was broken: what stands above must be complete, or a second item follow."""
    found = item_at(lines[i])
    if found is None:
        return False
    number = found["number"]
    if number is not None and len(number) > 3:
        return False
    if above.rstrip().endswith(_ENDS) or found["round"] or found["letter"]:
        return True
    for k in range(i + 1, len(lines)):
        if not lines[k].strip():
            return False
        if (following := item_at(lines[k])) is not None:
            return (following["number"] is None) == (number is None)
    return False


def read(parent: Element, lines: Sequence[str], i: int, notes: Notes, depth: int, inner: Read) -> int:
    """Reads the lists that begin at a line into an element; returns the first line after them."""
    gathered = _Gathered(depth)
    end = gathered.gather(lines, i)
    if gathered.changes:
        _keep_signs(gathered, lines, i)
    if gathered.wrapped:
        _unwrap(gathered.wrapped, notes.width)
    for each in gathered.lists:
        _emit(parent, each, notes, depth, inner)
    return end


def _unwrap(items: Sequence[_Item], width: int) -> None:
    """Makes paragraphs of the lines of items. An item of three lines may tell how wide the others are."""
    whole = [[f"{item.marker} {item.lines[0]}", *item.lines[1:]] for item in items]
    width = max(width, *(lineends.width(rows, least=1) for rows in whole))
    for item, rows in zip(items, whole, strict=True):
        item.lines = lineends.paragraphs(rows, width)
        item.lines[0] = item.lines[0][len(item.marker) :].lstrip()


def _keep_signs(gathered: _Gathered, lines: Sequence[str], i: int) -> None:
    """Of items that may say by how much something rose or fell: which of their signs are no bullets only."""
    above = next((line for line in reversed(lines[max(i - _NEAR, 0) : i]) if line.strip()), "")
    rises = [item for item, sure in gathered.changes if sure and item.marker == "+"]
    # Below items with a dash, those with a plus may be their parts, but for shares.
    compared = (above.rstrip().endswith(":") and _COMPARED.search(above) is not None) or any(
        item is gathered.lists[0].items[0] or "%" in item.lines[0] for item in rises
    )
    for item, sure in gathered.changes:
        if compared or (sure and item.marker == "+") or _COMPARES.match(item.lines[0]):
            item.lines[0] = f"{item.marker} {item.lines[0]}"
            item.marker = ""


_NEAR = 2


class _Gathered:
    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.wrapped: list[_Item] = []
        """Items of more than one line."""
        self.changes: list[tuple[_Item, bool]] = []
        """Items that may say by how much something rose or fell, and whether they surely count."""
        self.lists: list[_List] = []
        self.stack: list[_List] = []

    def gather(self, lines: Sequence[str], i: int) -> int:
        blank = False
        base = indent_of(lines[i])
        while i < len(lines):
            line = lines[i]
            if not line.strip():
                blank = True
                i += 1
                continue
            found = item_at(line)
            if found is not None:
                self.item(found, line, blank)
                if len(self.stack) + self.depth > DEEPEST:
                    # Where lists stand in something else, the index would be of its lines.
                    raise TooDeepError(*(() if self.depth else (i,)))
            elif indent_of(line) >= base + 2:
                self.more(line, blank)
            elif not blank and (line[:1].islower() or self.is_parted_before(line)):
                self.goes_on(line)
            else:
                break
            blank = False
            i += 1
        return i

    @property
    def current(self) -> _Item:
        return self.stack[-1].items[-1]

    def is_parted_before(self, line: str) -> bool:
        """Whether a line below an item that is not complete goes on with it: its figure, "giai đoạn", "2019 -
        2024", or what had no room in the line above."""
        item = self.current
        above = item.lines[-1].rstrip()
        if item.children or above.endswith(_ENDS) or lineends.is_marked(line):
            return False
        return line[:1].isdigit() or lineends.is_unfinished(above, line) or lineends.is_next(item.lines, line)

    def more(self, line: str, blank: bool) -> None:
        """A line set in below an item goes on with it; after an empty one it is another paragraph of it."""
        if blank:
            # What stands further in is over: nothing that follows may come before this paragraph.
            while len(self.stack) > 1 and indent_of(line) < self.stack[-1].indent + 2:
                self.stack.pop()
            self.current.children.append([])
        self.goes_on(line)

    def goes_on(self, line: str) -> None:
        """A line of what was read last."""
        item = self.current
        if item.children and isinstance(item.children[-1], list):
            item.children[-1].append(line.strip())
        else:
            item.lines.append(line)
            if len(item.lines) == 2:
                self.wrapped.append(item)

    def item(self, found: re.Match[str], line: str, blank: bool) -> None:
        sign = found["sign"] or found["round"] or found["letter"] or "1"
        number = int(found["number"] or 0)
        item = _Item(found[0].strip(), [line[found.end() :]])
        indent = indent_of(line)
        while self.stack and indent <= self.stack[-1].indent - 2:
            self.stack.pop()
        if self.stack and indent < self.stack[-1].indent + 2:
            self._level(sign, indent, blank)
        top = self.stack[-1] if self.stack else None
        same = top is not None and indent < top.indent + 2 and top.sign == sign
        if top is not None and same and (not number or number == top.last + 1):
            top.loose = top.loose or blank
        else:
            if same:
                self.stack.pop()
            top = self._new(sign, indent)
        top.items.append(item)
        top.last = number
        if (
            sign in "+-"
            and (change := _CHANGE.match(line, found.end()))
            and (sign == "+" or not change["told"])
        ):
            self.changes.append((item, change["sure"] is not None))

    def _level(self, sign: str, indent: int, blank: bool) -> None:
        """Goes to the level of a sign where nothing is set in: the one that has it, or one above or below."""
        outer = [each.sign for each in self.stack if abs(each.indent - indent) < 2]
        if sign in outer:
            while self.stack[-1].sign != sign:
                self.stack.pop()
        elif blank or _UNDER.get(sign, 2) <= _UNDER.get(self.stack[-1].sign, 2):
            self.stack.pop()

    def _new(self, sign: str, indent: int) -> _List:
        fresh = _List(sign, indent)
        if self.stack:
            self.current.children.append(fresh)
        else:
            self.lists.append(fresh)
        self.stack.append(fresh)
        return fresh


def _emit(parent: Element, each: _List, notes: Notes, depth: int, inner: Read) -> None:
    if len(each.items) == 1 and (each.sign == "1" or (each.sign in "*+" and not depth)):
        # One number is the beginning of a sentence, one star a note.
        item = each.items[0]
        for said in (f"{item.marker} {item.lines[0]}", *item.lines[1:]):
            inline.fill(SubElement(parent, "p"), said.strip(), notes)
        _children(parent, item, notes, depth, inner)
        return
    if each.sign == "1":
        first = each.last - len(each.items) + 1
        element = SubElement(parent, "ol", {"start": str(first)} if first != 1 else {})
    else:
        element = SubElement(parent, "ul")
    for item in each.items:
        li = SubElement(element, "li")
        if each.sign != "1":
            notes.drop(*filter(None, [item.marker]))
        said, *more = item.lines
        inline.fill(SubElement(li, "p") if each.loose or more else li, said.strip(), notes)
        for paragraph in more:
            inline.fill(SubElement(li, "p"), paragraph, notes)
        _children(li, item, notes, depth + 1, inner)


def _children(element: Element, item: _Item, notes: Notes, depth: int, inner: Read) -> None:
    for child in item.children:
        if isinstance(child, list):
            inner(element, child, depth + 1)
        else:
            _emit(element, child, notes, depth + 1, inner)
