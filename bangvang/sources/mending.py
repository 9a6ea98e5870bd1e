"""What libyaml gives up on -> what to tell, and the text with that slip mended, so that reading can go on.

A slip is one that one sure change mends: a value to be quoted, a tab, a quote or a bracket left open.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from bangvang.problems import Place, Problem, problem, term
from bangvang.sources import slips
from bangvang.sources.slips import Cures, Fault, Found, Keys, replaced

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads the events of YAML, by libyaml where PyYAML was built with it."""

# Every attempt to mend reads the whole again; what is longer than this is told once and left.
_MENDABLE = 60_000


class Mended(NamedTuple):
    """What is wrong, and the text with that out of the way; None when nothing sure can be done."""

    problems: list[Problem]
    text: str | None


def _fault(error: yaml.YAMLError) -> Fault:
    what, within = str(getattr(error, "problem", "")), str(getattr(error, "context", ""))
    opened = getattr(error, "context_mark", None)
    at = getattr(error, "problem_mark", None) or opened
    return Fault(
        what,
        within,
        at.line if at else 0,
        at.column if at else 0,
        (opened.line, opened.column) if opened else None,
    )


_KEY_LINE = re.compile(r"\s*(?:- +)*(?:[\w-]+|\"[^\"]*\"|'[^']*')\s*:(?:\s|$)|\s*(?:- |-$|#|[\]})])")
_VALUE = re.compile(
    r"(?P<before>\s*+(?:- ++)*+(?:[\w-]++:\s++)?+)"
    r"(?P<value>[^\s#](?:\S|\s++(?!#|$))*+)(?P<after>\s++#.*|\s*+)$"
)
_INDENTED_BY_TAB = re.compile(r" *+\t[ \t]*+(?=\S)")


def mend(text: str, error: yaml.YAMLError, *, file: str, before: int, keys: Keys) -> Mended:
    """The editor's slip behind a complaint, by trying the cures in turn: the one that helps is the cause.
    `before`: the number of lines before the text in its file; `keys`: those that are known."""
    fault = _fault(error)._replace(keys=keys)
    rows = text.split("\n")
    if fault.row >= len(rows):
        fault = fault._replace(row=len(rows) - 1, column=0)
    if fault.opened is not None and fault.opened[0] >= len(rows):
        fault = fault._replace(opened=None)
    if len(text) <= _MENDABLE:
        for cure in _CURES:
            for found, row, changed in cure(rows, fault):
                places = [
                    problem(Place(file, r + before + 1, c + 1), code, **values)
                    for r, c, code, values in found
                ]
                if row is None:
                    return Mended(places, "\n".join(changed))
                if _reach(changed) > row:
                    return Mended(places, "\n".join(changed))
    place = Place(file, fault.row + before + 1, fault.column + 1)
    return Mended([problem(place, "K107", detail=fault.what or str(error))], None)


def _reach(rows: list[str]) -> int:
    """The row up to which the text can be read."""
    try:
        for _ in yaml.parse("\n".join(rows), Loader=LOADER):
            pass
    except yaml.YAMLError as error:
        return _fault(error).row
    return len(rows)


def _tabs(rows: list[str], fault: Fault) -> Cures:
    """A tab is as wide as makes the line stand in its column; two blanks where no width does."""
    tabbed = [i for i, row in enumerate(rows) if _INDENTED_BY_TAB.match(row)]
    if not tabbed or tabbed[0] > fault.row + 1:
        return
    outer = all(rows[i].split(":")[0].strip() in fault.keys.top for i in tabbed)
    beside = _beside(rows, tabbed)
    for blanks in (0 if outer else beside, 2, 4, 0, None):
        changed, found = list(rows), Found()
        for i in tabbed:
            head = rows[i][: len(rows[i]) - len(rows[i].lstrip())]
            indent = head.replace("\t", " " * (2 if blanks is None else blanks))
            changed[i] = indent + rows[i].lstrip()
            found.append((i, head.index("\t"), "K109", {"indent": len(indent)}))
        yield found, tabbed[-1] if blanks is not None else None, changed


def _beside(rows: list[str], tabbed: list[int]) -> int:
    """Where the items of the list begin that the lines with a tab stand in; one step where they are none."""
    first, last = tabbed[0], tabbed[-1]
    for row in (*rows[max(first - 1, 0) : first], *rows[last + 1 : last + 2]):
        alike = (": " in row) == (": " in rows[first]) and row.lstrip().startswith("- ")
        if alike and rows[first].lstrip().startswith("- "):
            return len(row) - len(row.lstrip())
    return 2


def _never_closed(rows: list[str], fault: Fault) -> Cures:
    """After a blank line comes prose: the closing --- was forgotten, and a later one was taken for it."""
    for i in range(1, min(fault.row + 1, len(rows) - 1)):
        if not rows[i].strip() and rows[i + 1].strip() and not _KEY_LINE.match(rows[i + 1]):
            if not rows[i + 1].startswith((" ", "\t")):
                yield [(i + 1, 0, "K102", {})], None, rows[:i]
            return


# Whole texts in quotes, a sign between each two.
_ONE_QUOTED = r"(?:\"[^\"]*+\"|'[^']*+')"
_UNQUOTED = r"[^\s\"',;:#\[\]{}][^\"',;:#\[\]{}]*+"
_QUOTED_APART = re.compile(
    r"(?P<before>\s*+(?:- ++)*+)(?:(?P<key>[\w-]++):\s++)?"
    rf"(?P<value>{_ONE_QUOTED}(?:\s*+[,;]\s*+(?:{_ONE_QUOTED}|{_UNQUOTED}))++)\s*+$"
)
_LISTS = ("names", "tags", "organisations", "province", "aliases", "review")
_BARE = frozenset(f"{key}:" for key in _LISTS)


def _quoted_apart(rows: list[str], fault: Fault) -> Cures:
    """names: "Lê A", "Lê B" lacks its brackets; below a dash each is an item of its own."""
    match = _QUOTED_APART.match(rows[fault.row])
    if match is None or (match["key"] is None) is not ("- " in match["before"]):
        return
    parts = [part.strip() for part in re.findall(f"{_ONE_QUOTED}|{_UNQUOTED}", match["value"])]
    column = match.start("value")
    if match["key"] in _LISTS:
        example = f"{match['key']}: [{', '.join(parts)}]"
        said = {"key": match["key"], "wanted": term("list"), "found": term("text"), "example": example}
        mended = replaced(rows, fault.row, match["before"] + example)
        yield [(fault.row, column, "K106", said)], fault.row, mended
    elif match["key"] is None:
        items = [match["before"] + part for part in parts]
        said = {"value": match["value"], "key": "-", "example": " ⏎ ".join(item.strip() for item in items)}
        yield [(fault.row, column, "K140", said)], fault.row, replaced(rows, fault.row, *items)


_NEIGHBOURS = re.compile(rf"({_ONE_QUOTED})(?=\s++[\"'])")


def _no_comma(rows: list[str], fault: Fault) -> Cures:
    """["Lê A" "Lê B"]: two items in brackets with nothing but a blank between."""
    row = rows[fault.row]
    start = row.find("[")
    if start < 0:
        return
    mended = row[:start] + _NEIGHBOURS.sub(r"\1,", row[start:])
    if mended != row:
        column = len(row) - len(row.lstrip())
        found: Found = [(fault.row, column, "K132", {"example": mended.strip()})]
        yield found, fault.row, replaced(rows, fault.row, mended)


_OPENED = re.compile(r"(?P<before>\s*(?:- +)*(?:[\w-]+:\s+)?)(?P<mark>[\"'])(?P<rest>.*?)\s*$")


def _left_open(rows: list[str], fault: Fault) -> Cures:
    """A quote that its line does not close, though the next line is one of its own: what YAML stumbles over
    is the next quote, lines below."""
    for i, row in enumerate(rows[: fault.row + 1]):
        opened = _OPENED.match(row)
        if opened is not None and opened["mark"] not in opened["rest"] and _ends(rows, i, opened["before"]):
            at, value = opened.start("mark"), row.rstrip()[opened.start("mark") :]
            mark, changed = opened["mark"], row[:at] + _closed(value, opened["mark"])
        elif (spot := _open_in_brackets(row)) is not None:
            at, end = spot
            mark, value = row[at], row[at:end]
            changed = row[:at] + _closed(value, mark) + row[end:]
        else:
            continue
        found: Found = [(i, at, "K120", {"mark": mark, "example": _closed(value, mark)})]
        yield found, max(i, fault.row), replaced(rows, i, changed)


def _ends(rows: list[str], i: int, before: str) -> bool:
    """Whether a value ends with its line: the next one stands no deeper than its key."""
    following = next((row for row in rows[i + 1 :] if row.strip()), "")
    indent = len(following) - len(following.lstrip())
    return indent <= len(before) - len(before.lstrip(" -")) if ":" in before else indent < len(before)


# In brackets: a quote where a value begins, and what follows it up to the next of its kind.
_ITEM = re.compile(
    r"[\[{,:] *(?P<mark>[\"'])(?P<rest>(?:(?!(?P=mark)).)*)(?P<next>(?P=mark)?)(?P<after> *[,\]}:]|$)?"
)


def _open_in_brackets(row: str) -> tuple[int, int] | None:
    """Where in a line a quote within brackets is opened that is not closed, and where its value ends."""
    if not re.search(r"[\[{].*[\]}]\s*$", row):
        return None
    at = re.search(r"[\[{]", row)
    position = at.start() if at else 0
    while (item := _ITEM.search(row, position)) is not None:
        if not item["next"] or item["after"] is None:
            inside = re.match(r"[^,]*(?=[,\]}])", row[item.start("rest") :])
            length = len(inside[0].rstrip("]} ")) if inside is not None else 0
            return item.start("mark"), item.start("rest") + length
        position = item.end("next")
    return None


def _quoting(rows: list[str], fault: Fault) -> Cures:
    candidates = [fault.row, fault.row - 1, *([fault.opened[0]] if fault.opened else [])]
    for i in dict.fromkeys(c for c in candidates if 0 <= c < len(rows)):
        match = _VALUE.match(rows[i])
        if match is None or not match["before"].strip():
            continue
        value = match["value"]
        if value[0] in "\"'" and value.find(value[0], 1) < 0:
            continue  # a quote left open
        if value[0] in "[{" and {"[": "]", "{": "}"}[value[0]] not in value:
            continue  # a bracket left open
        if (value[0] == "{" and value[-1] == "}") or (value[0] == "[" and value[-1] == "]"):
            continue
        inner = value[1:-1] if _is_one_quoted(value) else value
        quoted = '"' + inner.replace("\\", "\\\\").replace('"', '\\"') + '"'
        changed = replaced(rows, i, match["before"] + quoted + match["after"])
        colon = "mapping values" in fault.what and fault.row == i
        column = fault.column if colon else match.start("value")
        # Inner quotes read best when they stay as they are.
        shown = f"'{inner}'" if '"' in inner and "'" not in inner else quoted
        example = match["before"].strip() + " " + shown
        found: Found = [(i, column, "K108" if colon else "K125", {"example": example})]
        yield found, max(i, fault.row), changed


def _is_one_quoted(value: str) -> bool:
    """Whether the quotes at both ends belong together: of "Xã "A" anh hùng", not of "A" và "B"."""
    if len(value) < 2 or value[0] != value[-1] or value[0] not in "\"'":
        return False
    following = value.find(value[0], 1)
    # A quote that ends a word closes the first one.
    ends = not value[following - 1].isspace() and value[following + 1 : following + 2] in (*" ,;.)",)
    return following == len(value) - 1 or not ends


def _open_quote(rows: list[str], fault: Fault) -> Cures:
    if "quoted scalar" not in fault.within or fault.opened is None:
        return
    row, column = fault.opened
    mark = rows[row][column : column + 1]
    line = rows[row].rstrip()
    value = _closed(line[column:], mark)
    changed = replaced(rows, row, line[:column] + value)
    yield [(row, column, "K120", {"mark": mark, "example": value})], row, changed


def _closed(said: str, mark: str) -> str:
    """What ends with a closing mark, which a word processor may have made of the straight one: "Bài”."""
    own = said.endswith(("”", "’")) and "“" not in said and "‘" not in said
    return (said[:-1] if own else said) + mark


def _open_bracket(rows: list[str], fault: Fault) -> Cures:
    if "flow" not in fault.within or fault.opened is None:
        return
    row, column = fault.opened
    opening = rows[row][column : column + 1]
    closing = {"[": "]", "{": "}"}.get(opening)
    if closing is not None:
        changed = replaced(rows, row, rows[row].rstrip() + closing)
        yield [(row, column, "K121", {"mark": opening, "closing": closing})], row, changed


# Of a list of names: "1. Nguyễn Văn A".
_NUMBER = re.compile(r"^[0-9]{1,3}\s?[.)]\s*(?=[^\W\d_])")


def _no_colon(rows: list[str], fault: Fault) -> Cures:
    """A line that is neither key: value nor part of a list; below the key of a list it lacks its dash."""
    for i in dict.fromkeys((*([fault.opened[0]] if fault.opened else []), fault.row)):
        row = rows[i]
        if row.strip() and not _KEY_LINE.match(row):
            column = len(row) - len(row.lstrip())
            above = next((r for r in reversed(rows[:i]) if r.strip() and not r.lstrip().startswith("- ")), "")
            if above.strip() in _BARE:
                mended = f"{row[:column]}- {_NUMBER.sub('', row.strip())}"
                said: dict[str, object] = {"what": term("no_dash"), "example": mended.strip()}
                yield [(i, column, "K133", said)], i, replaced(rows, i, mended)
            yield [(i, column, "K122", {})], i, replaced(rows, i, "")


_CURES = (
    _tabs,
    _never_closed,
    _quoted_apart,
    _no_comma,
    slips.signs,
    slips.colons,
    _left_open,
    _quoting,
    _open_quote,
    _open_bracket,
    slips.columns,
    _no_colon,
)
