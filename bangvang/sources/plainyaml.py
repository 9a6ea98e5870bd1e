"""YAML as it is mostly written, read without a YAML parser: a quarter of the time, and the same result.

`key: value`, lists of values or of groups, short lists and groups in brackets, text in quotes without
anything to decode. At the first thing beyond that `read` gives up, and libyaml reads the text from the start;
so nothing here complains, and nothing here may guess.
"""

from __future__ import annotations

import re
from typing import Any

from bangvang.language.text import prints

Path = tuple[str | int, ...]
Marks = dict[tuple[Path, bool], tuple[int, int]]
"""(path, is key) -> line and column, from 1."""

MOST_LINES = 400
MOST_DEEP = 8

_ENTRY = re.compile(r"([A-Za-z_][A-Za-z0-9_]*):(?: +|$)")
# In brackets: text in quotes, or words without any sign that could mean something there.
_ITEM = r" *(?:\"([^\"\\]*)\"|([^\W_](?:[^,\[\]{}:#\"'&*!|>%@`?\\]*[^,\[\]{}:#\"'&*!|>%@`?\\ ])?)) *"
_IN_LIST = re.compile(rf"{_ITEM}(,|\]$)")
_IN_GROUP = re.compile(rf" *([A-Za-z_][A-Za-z0-9_]*): {_ITEM}(,|\}}$)")


class _GiveUp(Exception):  # noqa: N818 - not an error: another reads on
    pass


def read(text: str, first_line: int) -> tuple[dict[str, Any], Marks] | None:
    """The values (text as typed, None for nothing) and where they stand; None for a text that has anything
    unusual in it. `first_line`: the number of the text's first line in its file."""
    if not prints(text) or " #" in text:
        return None
    rows: list[tuple[int, int, str]] = []
    for number, row in enumerate(text.split("\n"), first_line):
        bare = row.strip(" ")
        if bare and bare[0] != "#":
            rows.append((len(row) - len(row.lstrip(" ")), number, bare))
    if not rows or len(rows) > MOST_LINES or rows[0][0] != 0:
        return None
    reader = _Reader(rows)
    try:
        root = reader.group(0, (), 0)
    except _GiveUp:
        return None
    return (root, reader.marks) if reader.at == len(rows) else None


class _Reader:
    """Goes down the rows once: (indent, number, text without the blanks around it)."""

    def __init__(self, rows: list[tuple[int, int, str]]) -> None:
        self.rows = [*rows, (-1, 0, "")]
        self.at = 0
        self.marks: Marks = {}

    def group(self, indent: int, path: Path, deep: int) -> dict[str, Any]:
        """The entries at an indent, from the row that is next."""
        if deep > MOST_DEEP:
            raise _GiveUp
        out: dict[str, Any] = {}
        while self.rows[self.at][0] == indent:
            _, number, bare = self.rows[self.at]
            found = _ENTRY.match(bare)
            if found is None:
                break
            key = found[1]
            if key in out:
                raise _GiveUp
            here = (*path, key)
            self.marks[here, True] = (number, indent + 1)
            self.at += 1
            if found.end() < len(bare):
                self.marks[here, False] = (number, indent + 1 + found.end())
                out[key] = self.value(bare[found.end() :], number, indent + 1 + found.end(), here)
                if self.rows[self.at][0] > indent:  # the value goes on
                    raise _GiveUp
            else:
                out[key] = self.below(indent, here, (number, indent + 1 + len(key) + 1), deep)
        return out

    def below(self, indent: int, path: Path, spot: tuple[int, int], deep: int) -> Any:
        """What stands under a key that has nothing beside it."""
        under, number, bare = self.rows[self.at]
        listed = bare.startswith("- ")
        if under > indent or (under == indent and listed):
            self.marks[path, False] = (number, under + 1)
            return self.rows_of_list(under, path, deep + 1) if listed else self.group(under, path, deep + 1)
        self.marks[path, False] = spot
        return None

    def rows_of_list(self, indent: int, path: Path, deep: int) -> list[Any]:
        out: list[Any] = []
        while self.rows[self.at][0] == indent and self.rows[self.at][2].startswith("- "):
            _, number, bare = self.rows[self.at]
            inner = bare[2:].lstrip(" ")
            column = indent + len(bare) - len(inner)
            here = (*path, len(out))
            self.marks[here, False] = (number, column + 1)
            if _ENTRY.match(inner):
                # The dash is part of the indent of the group that begins behind it.
                self.rows[self.at] = (column, number, inner)
                out.append(self.group(column, here, deep + 1))
            else:
                self.at += 1
                out.append(self.value(inner, number, column + 1, here))
            if self.rows[self.at][0] > indent:
                raise _GiveUp
        return out

    def value(self, bare: str, number: int, column: int, path: Path) -> Any:
        """A value on the row of its key; `column`: of its first letter, from 1."""
        first = bare[0]
        if first.isalnum():
            if ": " in bare or bare[-1] == ":":
                raise _GiveUp
            return None if bare == "null" else bare
        if first == '"' or first == "'":
            if bare.find(first, 1) != len(bare) - 1 or (first == '"' and "\\" in bare):
                raise _GiveUp
            return bare[1:-1]
        if first == "[":
            return self.in_list(bare, number, column, path)
        if first == "{":
            return self.in_group(bare, number, column, path)
        raise _GiveUp

    def in_list(self, bare: str, number: int, column: int, path: Path) -> list[Any]:
        out: list[Any] = []
        if bare == "[]":
            return out
        end = 1
        while end < len(bare):
            found = _IN_LIST.match(bare, end)
            if found is None:
                raise _GiveUp
            self.marks[(*path, len(out)), False] = (number, column + _start(found))
            out.append(_item(found))
            end = found.end()
        if bare[-1] != "]":
            raise _GiveUp
        return out

    def in_group(self, bare: str, number: int, column: int, path: Path) -> dict[str, Any]:
        out: dict[str, Any] = {}
        end = 1
        while end < len(bare):
            found = _IN_GROUP.match(bare, end)
            if found is None or found[1] in out:
                raise _GiveUp
            here = (*path, found[1])
            self.marks[here, True] = (number, column + found.start(1))
            self.marks[here, False] = (number, column + _start(found, 2))
            out[found[1]] = _item(found, 2)
            end = found.end()
        if bare[-1] != "}":
            raise _GiveUp
        return out


def _start(found: re.Match[str], group: int = 1) -> int:
    return found.start(group) - 1 if found[group] is not None else found.start(group + 1)


def _item(found: re.Match[str], group: int = 1) -> str | None:
    if found[group] is not None:
        return found[group]
    return None if found[group + 1] == "null" else found[group + 1]
