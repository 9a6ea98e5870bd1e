"""Where every part of a YAML text stands, to the character: what is needed to change one part and no other.

`sources.yamltext` reads what a text means and complains; this reads only texts that mean something without
complaint, and forgets nothing about where it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

Value = str | None | list["Value"] | dict[str, "Value"]
"""A value as typed: text, None for nothing, lists and groups of these."""

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MOST_DEEP = 8


class Unreadable(Exception):  # noqa: N818 - an outcome, not a bug
    """The text is no plain tree of keys and values; it can only be shown as text."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. `style`: its quote (`"`, `'`), `|` or `>` for a block, empty when it stands bare."""

    start: int
    end: int
    text: str
    style: str = ""

    @property
    def value(self) -> Value:
        return None if not self.style and self.text in ("", "~", "null") else self.text


@dataclass(frozen=True, slots=True)
class Items:
    """A list. `flow`: in brackets; else the span ends with its last item's content."""

    start: int
    end: int
    flow: bool
    items: tuple[Node, ...]

    @property
    def value(self) -> Value:
        return [item.value for item in self.items]


@dataclass(frozen=True, slots=True)
class Entries:
    """A group of keys, each with its value."""

    start: int
    end: int
    flow: bool
    entries: tuple[tuple[Scalar, Node], ...]

    @property
    def value(self) -> dict[str, Value]:
        return {key.text: node.value for key, node in self.entries}

    def get(self, key: str) -> Node | None:
        return next((node for name, node in self.entries if name.text == key), None)


Node = Scalar | Items | Entries


def read(text: str) -> Entries:
    """The tree of a text of keys and values. Raises Unreadable."""
    events = iter(yaml.parse(text, Loader=_LOADER))
    try:
        root = _document(text, events)
    except (yaml.YAMLError, ValueError, StopIteration) as error:
        raise Unreadable(str(error)) from None
    return root


def _document(text: str, events: Iterator[Any]) -> Entries:
    next(events)
    started: Any = next(events)
    if type(started) is yaml.StreamEndEvent:
        return Entries(len(text), len(text), False, ())
    root = _node(text, events, next(events), 0)
    next(events)
    if not isinstance(root, Entries) or type(next(events)) is not yaml.StreamEndEvent:
        raise Unreadable
    return root


def _node(text: str, events: Iterator[Any], event: Any, deep: int) -> Node:
    if deep > _MOST_DEEP or getattr(event, "anchor", None) or type(event) is yaml.AliasEvent:
        raise Unreadable
    # libyaml gives "!" for a value in quotes that bears no mark of its own only where it was typed.
    if getattr(event, "tag", None) is not None:
        raise Unreadable
    start: int = event.start_mark.index
    if type(event) is yaml.ScalarEvent:
        end = _index(event.end_mark)
        if event.style in ("|", ">"):
            kept = "+" in text[start + 1 : start + 3].split("\n")[0].split("#")[0]
            # Blank lines after "|+" belong to the text; after another they belong to nobody.
            end = max(start + len(text[start:end].rstrip()), end - 1 if kept else 0)
        return Scalar(start, end, event.value, event.style or "")
    if type(event) is yaml.SequenceStartEvent:
        items, end = [], _index(event.end_mark)
        while type(event := next(events)) is not yaml.SequenceEndEvent:
            items.append(_node(text, events, event, deep + 1))
        return Items(start, _end(text, event, items, end), event_flow(text, start, "["), tuple(items))
    if type(event) is yaml.MappingStartEvent:
        return _entries(text, events, event, deep)
    raise Unreadable


def _index(mark: Any) -> int:
    index: int = mark.index
    return index


def _entries(text: str, events: Iterator[Any], event: Any, deep: int) -> Entries:
    start, end = event.start_mark.index, event.end_mark.index
    entries: list[tuple[Scalar, Node]] = []
    while type(event := next(events)) is not yaml.MappingEndEvent:
        key = _node(text, events, event, deep + 1)
        if not isinstance(key, Scalar) or any(key.text == other.text for other, _ in entries):
            raise Unreadable
        if text[max(key.start - 2, 0) : key.start].startswith("?"):  # an explicit key
            raise Unreadable
        entries.append((key, _node(text, events, next(events), deep + 1)))
    last = [entries[-1][1]] if entries else []
    return Entries(start, _end(text, event, last, end), event_flow(text, start, "{"), tuple(entries))


def event_flow(text: str, start: int, bracket: str) -> bool:
    """Whether a list or group stands in brackets."""
    return text[start : start + 1] == bracket


def _end(text: str, closing: Any, inside: list[Node], opened: int) -> int:
    """A group in brackets ends with its bracket; another with the last thing in it."""
    at: int = closing.end_mark.index
    if text[at - 1 : at] in ("]", "}") and closing.start_mark.index < at:
        return at
    return inside[-1].end if inside else opened
