"""Tables: of Markdown, of bars alone, and of tabs as spreadsheets and word processors copy them.

A row may have more cells than the head: none of them is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from xml.etree.ElementTree import Element, SubElement

from bangvang.sources import inline
from bangvang.sources.links import Notes

_RULE = re.compile(r"[ \t]*+\|?+[ \t]*+:?+-++:?+[ \t]*+(?:\|[ \t]*+:?+-++:?+[ \t]*+)*+\|?+[ \t]*+")
_FRAME = re.compile(r"[ \t]*+\+(?:[-=]++\+)++[ \t]*+")
_BAR = re.compile(r"(?<!\\)\|")
_MARKED = re.compile(
    r"[ \t]*+(?:[-*+•●○◦▪■‣·\uf000-\uf0ffo§Øüvq]|\(?+(?:\d{1,4}|[a-zđA-ZĐ]|[IVXLC]{1,6})[.)])[ \t]++"
)


@dataclass(frozen=True, slots=True)
class Table:
    """`head` is None where no row is one. `end`: the first line after it. `marks`: what no page shows."""

    head: list[str] | None
    rows: list[list[str]]
    alignments: list[str]
    end: int
    marks: str


def begins(lines: Sequence[str], i: int) -> bool:
    """Whether a table begins at a line; costs no more than two lines."""
    line, below = lines[i], lines[i + 1] if i + 1 < len(lines) else ""
    if "|" in line:
        return "|" in below and (_RULE.fullmatch(below) is not None or (_barred(line) and _barred(below)))
    if _FRAME.fullmatch(line) is not None:
        return _barred(below)
    return "\t" in line and _is_tabbed(line) and _is_tabbed(below)


def _barred(line: str) -> bool:
    bare = line.strip()
    return bare.startswith("|") and bare.endswith("|") and bare.count("|") > 2


def _is_tabbed(line: str) -> bool:
    marked = _MARKED.match(line)
    return "\t" in line.strip() and (marked is None or "\t" in line[marked.end() :].strip())


def read(lines: Sequence[str], i: int) -> Table:
    """The table that begins at a line."""
    return _of_bars(lines, i) if "|" in lines[i] or _FRAME.fullmatch(lines[i]) else _of_tabs(lines, i)


def _of_bars(lines: Sequence[str], i: int) -> Table:
    rows: list[list[str]] = []
    alignments: list[str] = []
    marks: list[str] = []
    head = False
    while i < len(lines) and ("|" in lines[i] or _FRAME.fullmatch(lines[i])):
        line = lines[i]
        if _FRAME.fullmatch(line) or (not head and len(rows) == 1 and _RULE.fullmatch(line)):
            if len(rows) == 1 and not head:
                head = True
                alignments = [] if "+" in line else [_alignment(cell) for cell in _cells(line)]
            marks.append(line)
        else:
            cells = _cells(line)
            marks.append("|" * (len(_BAR.findall(line))))
            rows.append(cells)
        i += 1
    if head:
        return Table(rows[0], rows[1:], alignments, i, "".join(marks))
    return Table(*_headed(rows), [], i, "".join(marks))


def _of_tabs(lines: Sequence[str], i: int) -> Table:
    rows: list[list[str]] = []
    while i < len(lines) and _is_tabbed(lines[i]):
        rows.append([cell.strip() for cell in lines[i].rstrip().split("\t")])
        i += 1
    # Several tabs in a row are how a typist reaches the next column: a column without a word is none.
    columns = [column for column in zip_longest(*rows, fillvalue="") if any(column)]
    return Table(*_headed([list(row) for row in zip(*columns, strict=True)]), [], i, "")


def _headed(rows: list[list[str]]) -> tuple[list[str] | None, list[list[str]]]:
    """A first row of words above others is their head."""
    first = rows[0]
    if len(rows) > 2 and all(first) and not any(char.isdigit() for cell in first for char in cell):
        return first, rows[1:]
    return None, rows


def _cells(line: str) -> list[str]:
    bare = line.strip().removeprefix("|")
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    return [cell.strip() for cell in _BAR.split(bare)]


def _alignment(cell: str) -> str:
    left, right = cell.startswith(":"), cell.endswith(":")
    return "center" if left and right else "right" if right else ""


def build(parent: Element, table: Table, notes: Notes) -> Element:
    """Puts a table into an element."""
    notes.drop(table.marks)
    width = max(map(len, (*table.rows, table.head or ())))
    element = SubElement(parent, "table")
    if table.head is not None:
        _row(SubElement(element, "thead"), "th", table.head, width, table.alignments, notes)
    if table.rows or table.head is not None:
        body = SubElement(element, "tbody")
        for cells in table.rows:
            _row(body, "td", cells, width, table.alignments, notes)
    return element


def _row(part: Element, tag: str, cells: list[str], width: int, alignments: list[str], notes: Notes) -> None:
    row = SubElement(part, "tr")
    for cell, alignment in zip_longest(cells + [""] * (width - len(cells)), alignments[:width], fillvalue=""):
        element = SubElement(row, tag, {"class": alignment} if alignment else {})
        inline.fill(element, cell, notes)
