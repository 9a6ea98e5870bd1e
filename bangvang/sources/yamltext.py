"""YAML text -> plain dicts, lists and text as typed, and where everything stands.

Only libyaml's events are used: no constructor ever guesses that 1.250 is a float or 010 is eight, and
anchors, aliases and tags (the stuff of YAML bombs) are refused as they come. A slip that one sure change
mends is told, and the rest is read as if it were mended (see `mending`), so that one run tells everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from bangvang.language.cleaning import CONTROL, clean, prints
from bangvang.problems import Place, Problem, problem
from bangvang.sources import plainyaml
from bangvang.sources.mending import LOADER, mend
from bangvang.sources.plainyaml import Path as Path
from bangvang.sources.slips import TEXTS, Keys

UNKNOWN = "\x00"
"""Stands for a value that was complained of. No scalar can hold it: see `_Builder.decoded`."""

MAX_DEPTH = 8
MAX_EVENTS = 50_000
MAX_LENGTH = 500_000
_MAX_MENDS = 20


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter of one file: its YAML text and the number of lines before it."""

    file: str
    yaml: str
    before: int


@dataclass(frozen=True, slots=True)
class Tree:
    """What YAML gives. `root` is None where it cannot be read at all; `faulty`: top-level keys of which
    something is wrong as YAML; `marks`: (path, is key) -> line and column, from 1, in the file."""

    front: Front
    root: dict[str, Any] | None
    problems: tuple[Problem, ...]
    marks: dict[tuple[Path, bool], tuple[int, int]]
    faulty: frozenset[str]

    @property
    def file(self) -> str:
        return self.front.file

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Where a value (or its key) stands; the deepest known ancestor when the path is not there."""
        while path:
            mark = self.marks.get((path, key)) or self.marks.get((path, False))
            if mark is not None:
                return Place(self.file, *mark)
            path, key = path[:-1], False
        return Place(self.file)

    def as_typed(self, path: Path, value: str) -> str:
        """A value with the line ends it was typed with, which YAML reads as blanks."""
        place, left = self.place(path), " ".join(value.split())
        taken: list[str] = []
        for i, row in enumerate(_rows(self.front.yaml)[place.line - self.front.before - 1 :]):
            said = " ".join((row if i else _OPENING.sub("", row[place.column - 1 :])).split())
            if said.startswith(left):  # what follows belongs to the list that the value stands in
                return "\n".join((*taken, left))
            if not left.startswith(said):
                break
            taken += [said] if said else []
            left = left[len(said) :].strip()
        return value

    def row(self, path: Path) -> str:
        """The line that a key or a value stands on."""
        return _rows(self.front.yaml)[max(self.place(path, key=True).line - self.front.before - 1, 0)]

    def in_brackets(self, path: Path) -> bool:
        """Whether a value stands in a list in brackets on its line."""
        place = self.place(path)
        return "[" in _rows(self.front.yaml)[place.line - self.front.before - 1][: place.column - 1]

    def with_quotes(self, path: Path, name: str, value: str | None) -> str | None:
        """The line of a list in brackets, in which `name: value` is quoted, as it was meant for one text."""
        place = self.place(path)
        row = _rows(self.front.yaml)[place.line - self.front.before - 1]
        typed = re.compile(rf"{re.escape(name)}\s*:\s*{re.escape(value or '')}").match(row, place.column - 1)
        if typed is None or not self.in_brackets(path):
            return None
        return f'{row[: typed.start()]}"{typed[0]}"{row[typed.end() :]}'.strip()

    def has(self, key: str) -> bool:
        """Whether a top-level key was written."""
        return ((key,), True) in self.marks


# What begins a value over several lines: a quote, or the sign of a block.
_OPENING = re.compile(r"""\A["']|\A[>|][-+0-9]*\s*(?:\#.*)?$""")


@lru_cache(maxsize=1)
def _rows(yaml_text: str) -> list[str]:
    """Kept, since every faulty value of one text may ask for them."""
    return yaml_text.split("\n")


def read(front: Front, keys: Keys = Keys()) -> Tree:  # noqa: B008 - a value
    """Reads YAML text. Never raises for what an editor wrote. `keys`: those that are known."""
    source, problems = without_controls(front.yaml, front.file, front.before + 1)
    if len(source) > MAX_LENGTH:
        problems.append(problem(Place(front.file, front.before + 1), "K117", limit=MAX_DEPTH))
        return Tree(front, None, tuple(problems), {}, frozenset())
    usual = plainyaml.read(source, front.before + 1)
    if usual is not None:
        return Tree(front, usual[0], tuple(problems), usual[1], frozenset())
    for _ in range(_MAX_MENDS):
        builder = _Builder(front.file, front.before)
        try:
            root = builder.build(source)
        except yaml.YAMLError as error:
            mended = mend(source, error, file=front.file, before=front.before, keys=keys)
            problems += mended.problems
            if mended.text is None:
                return Tree(front, None, (*problems, *builder.problems), builder.marks, frozenset())
            source = mended.text
        except _Misplaced as lines:
            problems += lines.problems
            source = lines.mended(source, front.before)
        else:
            found = (*problems, *builder.problems, *_cut_off(front, source, builder))
            return Tree(front, root, found, builder.marks, frozenset(builder.faulty))
    return Tree(front, None, tuple(problems), {}, frozenset())


def without_controls(text: str, file: str, first_line: int) -> tuple[str, list[Problem]]:
    """The text with a space for every control character, and where those stood (one a line)."""
    if prints(text) or CONTROL.search(text) is None:
        return text, []
    problems = []
    for number, row in enumerate(text.split("\n"), start=first_line):
        match = CONTROL.search(row)
        if match is not None:
            place = Place(file, number, match.start() + 1)
            problems.append(problem(place, "K124", char=f"U+{ord(match[0]):04X}"))
    return CONTROL.sub(" ", text), problems


# A comment has a blank after its sign; "#33" and "#thidua" were meant to be read, so was "# 3" in a title.
_CUT_OFF = re.compile(
    r"\s*+(?P<keys>(?:- ++)*+(?:(?P<key>[\w-]++):\s++)?+)"
    r"(?P<value>[^\s\"'\[{|>#][^#]*?) (?P<cut>#\s?+[^\s#].*)"
)
_ALL_CUT_OFF = re.compile(r"\s*+(?:- ++|(?P<key>[\w-]++):\s++)++(?P<cut>#[^\s#].*)")
# Keys of running text, which the sign of a number can stand in. What stands apart is a comment.
_IN_WORDS = frozenset(
    ("title", "caption", "alt", "name", "place", "of", "grantor", "byline", "credit", "source")
)


def _cut_off(front: Front, text: str, builder: _Builder) -> Iterator[Problem]:
    """Text that YAML takes for a comment, on lines where a value stands (not in blocks of text)."""
    if " #" not in text:
        return
    lines = {line for line, _ in builder.marks.values()}
    for number, row in enumerate(text.split("\n"), start=front.before + 1):
        if " #" not in row or number not in lines:
            continue
        whole = _ALL_CUT_OFF.match(row)
        if whole is not None:
            quoted = f'["{whole["cut"]}"]' if whole["key"] in TEXTS else f'"{whole["cut"]}"'
            yield problem(
                Place(front.file, number, whole.start("cut") + 1), "K127", cut=whole["cut"], example=quoted
            )
        match = _CUT_OFF.match(row)
        if match is not None and (match["cut"][1] != " " or _numbers_words(match)):
            place = Place(front.file, number, match.start("cut") + 1)
            example = f'"{match["value"]} {match["cut"]}"'
            yield problem(place, "K127", cut=match["cut"], example=example)


def _numbers_words(match: re.Match[str]) -> bool:
    """Whether `# 3` was meant to be read: it follows words closely, in a value of words."""
    is_text = match["key"] in _IN_WORDS or (match["key"] is None and "-" in match["keys"])
    return is_text and match["cut"][2:3].isdigit() and not match["value"][-1].isspace()


# ---------------------------------------------------------------- building


@dataclass(slots=True)
class _Frame:
    """A mapping or list being filled. `key` is the pending key of a mapping; `keys` its keys' lines."""

    holder: Any
    path: Path
    key: str | None = None
    keys: dict[str, int] = field(default_factory=dict)


class _Stop(Exception):  # noqa: N818 - not an error: what can be told has been told
    pass


class _Misplaced(Exception):  # noqa: N818 - not an error: the lines are told, and read as if they were right
    """Lines that YAML reads, but as the rest of the line above: `head`, what they should begin with."""

    def __init__(self, problems: list[Problem], head: str) -> None:
        self.problems = problems
        self.head = head

    def mended(self, text: str, before: int) -> str:
        rows = text.split("\n")
        for at in (found.place.line - before - 1 for found in self.problems):
            rows[at] = self.head + rows[at].lstrip()
        return "\n".join(rows)


def by_libyaml(text: str) -> tuple[dict[str, Any] | None, plainyaml.Marks]:
    """What `plainyaml.read` must equal, where it gives anything. Raises YAMLError."""
    builder = _Builder("", 0)
    root = builder.build(text)
    return (None if builder.problems else root), builder.marks


class _Builder:
    """Fills dicts and lists from events. No recursion, so that no depth of nesting can exhaust the stack."""

    def __init__(self, file: str, before: int) -> None:
        self.file = file
        self.first = before + 1
        self.problems: list[Problem] = []
        self.marks: dict[tuple[Path, bool], tuple[int, int]] = {}
        self.faulty: set[str] = set()
        self.refused: set[int] = set()
        self.stack: list[_Frame] = []
        self.root: Any = None
        self.rows: list[str] = []
        self.opened: Any = None

    def build(self, text: str) -> dict[str, Any] | None:
        """None when the text is too deep, too long, or not lines of key: value. Raises YAMLError."""
        documents = 0
        self.rows = text.split("\n")
        try:
            for number, event in enumerate(yaml.parse(text, Loader=LOADER)):
                if number > MAX_EVENTS or len(self.stack) > MAX_DEPTH:
                    self.stop(event, "K117", limit=MAX_DEPTH)
                if type(event) is yaml.DocumentStartEvent:
                    documents += 1
                    if documents > 1:  # after a line "..."
                        self.stop(event, "K122")
                self.take(event)
            # Only now: a first line that lacks a blank is a text, until what follows cannot be read.
            if self.root is not None and not isinstance(self.root, dict):
                self.stop(self.opened, "K122")
        except _Stop:
            return None
        if self.root is None:
            return {}
        return self.root if isinstance(self.root, dict) else None

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self.refuse_marks(event)
            if not event.style and isinstance(self.stack[-1].holder if self.stack else None, list):
                self.look_for_item(event)
            self.put(self.decoded(event), event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self.refuse_marks(event)
            holder: Any = {} if kind is yaml.MappingStartEvent else []
            self.stack.append(_Frame(holder, self.put(holder, event)))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self.stack.pop()
        elif kind is yaml.AliasEvent:
            self.refuse(event, f"*{event.anchor}")
            self.put(UNKNOWN, event)

    def decoded(self, event: Any) -> str:
        """A scalar's text. In double quotes an escape can bring in what the file itself may not hold: it is
        looked at, and cleaned, as if it had been typed."""
        value = str(event.value)
        if event.style != '"' or prints(value):
            return clean(value)
        found = CONTROL.search(value)
        if found is None:
            return clean(value)
        self.complain(event, "K124", char=f"U+{ord(found[0]):04X}")
        return UNKNOWN

    def put(self, value: Any, event: Any) -> Path:
        """Puts a value where it belongs and gives its path."""
        if not self.stack:
            self.root, self.opened = value, event
            return ()
        frame = self.stack[-1]
        if isinstance(frame.holder, list):
            path = (*frame.path, len(frame.holder))
            frame.holder.append(_meant(value, event))
        elif frame.key is None:
            return self.put_key(frame, value, event)
        else:
            path = (*frame.path, frame.key)
            frame.holder[frame.key] = _meant(value, event)
            frame.key = None
        self.marks[path, False] = self.spot(event)
        return path

    def put_key(self, frame: _Frame, key: Any, event: Any) -> Path:
        if not isinstance(key, str):
            self.stop(event, "K122")
        spot = self.spot(event)
        path = (*frame.path, key)
        if key in frame.keys:
            self.look_for_dash(frame, key, spot)
            self.faulty.add(str(path[0]))
            self.complain(event, "K104", key=key, first=frame.keys[key])
        frame.keys[key] = spot[0]
        self.marks[path, True] = spot
        frame.key = key
        return path

    def look_for_dash(self, frame: _Frame, key: str, spot: tuple[int, int]) -> None:
        """The key that a group of a list begins with comes again: there begins another, whose dash was
        forgotten."""
        line, column = spot
        row = self.rows[line - self.first]
        first = next(iter(frame.keys))
        again = key == first and frame.path and isinstance(frame.path[-1], int)
        if again and column > 2 and row.lstrip().startswith(key) and frame.keys[key] != line:
            said = {"indent": column - 3, "example": row.strip()}
            raise _Misplaced([problem(Place(self.file, *spot), "K136", **said)], " " * (column - 3) + "- ")

    def look_for_item(self, event: Any) -> None:
        """An item of a list that goes on below with other dashes: there begin others, too far right."""
        start, end = event.start_mark, event.end_mark
        row = self.rows[start.line] if start.line < len(self.rows) else ""
        if end.line == start.line or not row[: start.column].rstrip().endswith("-"):
            return
        indent = row[: start.column].rindex("-")
        found = list[Problem]()
        for at, below in enumerate(self.rows[start.line + 1 : end.line + 1], start.line + 1 + self.first):
            bare = below.strip()
            if bare.startswith("- "):
                typed = below.index("-")
                said = {"typed": typed, "indent": indent, "example": bare}
                found.append(problem(Place(self.file, at, typed + 1), "K134", **said))
        if found:
            raise _Misplaced(found, " " * indent)

    def refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self.refuse(event, f"&{event.anchor}")
        elif event.tag is not None and event.tag != "!":
            self.refuse(event, event.tag.replace("tag:yaml.org,2002:", "!!"))

    def refuse(self, event: Any, mark: str) -> None:
        # Once a line: a bomb holds thousands.
        line = self.spot(event)[0]
        if line not in self.refused:
            self.refused.add(line)
            self.complain(event, "K110", mark=mark)

    def spot(self, event: Any) -> tuple[int, int]:
        mark = event.start_mark
        return mark.line + self.first, mark.column + 1

    def complain(self, event: Any, code: str, **values: object) -> None:
        if self.stack:
            frame = self.stack[-1]
            path = frame.path if frame.key is None else (*frame.path, frame.key)
            self.faulty.update(str(step) for step in path[:1])
        self.problems.append(problem(Place(self.file, *self.spot(event)), code, **values))

    def stop(self, event: Any, code: str, **values: object) -> None:
        self.complain(event, code, **values)
        raise _Stop


def _meant(value: Any, event: Any) -> Any:
    """The text as typed; None for nothing, `~` and `null`, which all mean "not stated"."""
    if isinstance(value, str) and value in ("", "~", "null") and event.style in (None, ""):
        return None
    return value
