"""YAML text -> plain dicts, lists and text as typed, and where everything stands.

Only libyaml's events are used: no constructor ever guesses that 1.250 is a float or 010 is eight, and
anchors, aliases and tags (the stuff of YAML bombs) are refused as they come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from bangvang.problems import Place, Problem, problem

MAX_DEPTH = 8
MAX_EVENTS = 50_000

Path = tuple[str | int, ...]
Marks = dict[tuple[Path, bool], tuple[int, int]]

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter of one file: its YAML text and the number of lines before it."""

    file: str
    yaml: str
    before: int

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Where a value (or its key) stands; the deepest known ancestor when the path is not there."""
        marks = _marks(self.yaml)
        while path:
            mark = marks.get((path, key)) or marks.get((path, False))
            if mark is not None:
                return Place(self.file, mark[0] + 1 + self.before, mark[1] + 1)
            path, key = path[:-1], False
        return Place(self.file, 1, 1)


@dataclass(slots=True)
class _Frame:
    """A mapping or list being filled. `key` is the pending key of a mapping; `keys` its keys' lines."""

    holder: Any
    key: str | None = None
    keys: dict[str, int] = field(default_factory=dict)

    @property
    def awaits_key(self) -> bool:
        return isinstance(self.holder, dict) and self.key is None


def tree(front: Front) -> tuple[dict[str, Any] | None, list[Problem], dict[str, int]]:
    """The YAML as dicts, lists and typed text (None where it cannot be read at all), what is wrong with it
    as YAML, and the line of every top-level key."""
    builder = _Builder(front)
    try:
        whole = builder.build()
    except yaml.YAMLError as error:
        return None, [*builder.problems, _yaml_problem(front, error)], builder.lines
    root = {} if builder.root is None else builder.root
    if whole and not isinstance(root, dict):
        detail = "lines of the form key: value are needed"
        builder.problems.append(problem(Place(front.file, 1 + front.before), "K107", detail=detail))
        whole = False
    return (root if whole else None), builder.problems, builder.lines


class _Builder:
    """Fills dicts and lists from events. No recursion, so that no depth of nesting can exhaust the stack."""

    def __init__(self, front: Front) -> None:
        self.front = front
        self.problems: list[Problem] = []
        self.lines: dict[str, int] = {}
        self.stack: list[_Frame] = []
        self.root: Any = None

    def build(self) -> bool:
        """False when the text is too deep or too long to go on."""
        for number, event in enumerate(yaml.parse(self.front.yaml, Loader=_LOADER)):
            if number > MAX_EVENTS or len(self.stack) > MAX_DEPTH:
                self.complain(event, "K117", limit=MAX_DEPTH)
                return False
            self.take(event)
        return True

    def take(self, event: Any) -> None:
        name = type(event).__name__
        if name == "AliasEvent":
            self.complain(event, "K110", mark="*")
            self.put("?", event)
            return
        if name in _STARTS:
            self.refuse_marks(event)
        if name == "ScalarEvent":
            awaits_key = bool(self.stack) and self.stack[-1].awaits_key
            self.put(event.value if awaits_key else _scalar(event), event)
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            holder: Any = {} if name == "MappingStartEvent" else []
            self.put(holder, event)
            self.stack.append(_Frame(holder))
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            self.stack.pop()

    def put(self, value: Any, event: Any) -> None:
        if not self.stack:
            self.root = value
            return
        frame = self.stack[-1]
        if frame.awaits_key:
            self.put_key(frame, value, event)
        elif frame.key is not None:
            frame.holder[frame.key] = value
            frame.key = None
        else:
            frame.holder.append(value)

    def put_key(self, frame: _Frame, key: Any, event: Any) -> None:
        if not isinstance(key, str):
            self.complain(event, "K107", detail="a key must be text")
            key = "?"
        line = event.start_mark.line + 1 + self.front.before
        if key in frame.keys:
            self.complain(event, "K104", key=key, first=frame.keys[key])
        frame.keys[key] = line
        if len(self.stack) == 1:
            self.lines[key] = line
        frame.key = key

    def refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self.complain(event, "K110", mark="&")
        elif event.tag is not None and event.tag != "!":
            self.complain(event, "K110", mark="!")

    def complain(self, event: Any, code: str, **values: object) -> None:
        mark = event.start_mark
        place = Place(self.front.file, mark.line + 1 + self.front.before, mark.column + 1)
        self.problems.append(problem(place, code, **values))


_STARTS = ("ScalarEvent", "MappingStartEvent", "SequenceStartEvent")


def _scalar(event: Any) -> str | None:
    """The text as typed; None for nothing, `~` and `null`, which all mean "not stated"."""
    if event.style in (None, "") and event.value in ("", "~", "null"):
        return None
    value: str = event.value
    return value


def _yaml_problem(front: Front, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line if mark is not None else 0
    column = mark.column if mark is not None else 0
    rows = front.yaml.split("\n")
    row = rows[line] if line < len(rows) else ""
    place = Place(front.file, line + 1 + front.before, column + 1)
    for number, candidate in enumerate(rows):
        if re.match(r" *\t", candidate):
            return problem(Place(front.file, number + 1 + front.before, candidate.index("\t") + 1), "K109")
    detail = str(getattr(error, "problem", "") or error)
    plain = re.match(r"\s*(?:- )?([\w-]+):\s+([^\"'\[{|>].*:(?:\s.*)?)$", row)
    if "mapping values are not allowed" in detail and plain:
        quoted = plain[2].strip().replace("\\", "\\\\").replace('"', '\\"')
        return problem(place, "K108", example=f'{plain[1]}: "{quoted}"')
    return problem(place, "K107", detail=detail)


@lru_cache(maxsize=8)
def _marks(source: str) -> Marks:
    """(path, is key) -> (line, column) from 0. Read only when something is wrong."""
    marks: Marks = {}
    try:
        for path, is_key, event in _walk(source):
            marks.setdefault((path, is_key), (event.start_mark.line, event.start_mark.column))
    except yaml.YAMLError:
        pass  # what stands before the fault has its marks
    return marks


def _walk(source: str) -> Iterator[tuple[Path, bool, Any]]:
    stack: list[list[Any]] = []  # [path, pending key, next index; None for mappings]
    for event in yaml.parse(source, Loader=_LOADER):
        name = type(event).__name__
        if name in ("MappingEndEvent", "SequenceEndEvent"):
            stack.pop()
            continue
        if name not in ("ScalarEvent", "AliasEvent", "MappingStartEvent", "SequenceStartEvent"):
            continue
        path: Path = ()
        if stack:
            frame = stack[-1]
            if frame[2] is None and frame[1] is None:
                frame[1] = getattr(event, "value", "?")
                yield (*frame[0], str(frame[1])), True, event
                continue
            if frame[2] is None:
                path = (*frame[0], str(frame[1]))
                frame[1] = None
            else:
                path = (*frame[0], frame[2])
                frame[2] += 1
        yield path, False, event
        if name == "MappingStartEvent":
            stack.append([path, None, None])
        elif name == "SequenceStartEvent":
            stack.append([path, None, 0])
