"""Values as new YAML: how the desk writes what was not there before. Nothing is dumped over old lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import yaml

from bangvang.desk.nodes import Value
from bangvang.sources import schema
from bangvang.sources.front_matter import FrontMatter
from bangvang.sources.yamltext import without_controls

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
LONGEST = 100
"""Characters of a group or list that is still written on one line."""
_BLOCKS = ("grantor",)
"""A group with one of these keys always gets a line for every key."""
_BARE = re.compile(r"[^\W_](?:[^\n:#,\[\]{}\"'`&*!|>%@\\]*[^\s:#,\[\]{}\"'`&*!|>%@\\])?")
_NOTHING = ("null", "~")
_NOT_BARE = (*_NOTHING, "true", "false", "yes", "no")
_FLAGS = frozenset(schema.keys_of(FrontMatter, bool))


def scalar(value: str | None, style: str = "", *, key: str = "") -> str:
    """A text as YAML: in the quotes that were there before, else bare where that is read back as typed."""
    if value is None:
        return ""
    bare = _BARE.fullmatch(value) is not None
    if (
        style != '"'
        and style != "'"
        and bare
        and value.lower() not in (_NOTHING if key in _FLAGS else _NOT_BARE)
    ):
        return value
    plain = value.isprintable()
    if plain and '"' in value and "'" not in value and style != '"':
        return f"'{value}'"
    if plain and style == "'":
        return "'" + value.replace("'", "''") + "'"
    return _double(value)


def _double(value: str) -> str:
    # YAML's double quotes hold whatever JSON's do.
    return json.dumps(value, ensure_ascii=False)


def writable(value: Value) -> Value:
    """A value with a blank for whatever a file of the archive must not hold."""
    if isinstance(value, dict):
        return {key: writable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [writable(each) for each in value]
    if value is None or value.isprintable():
        return value
    clean, _ = without_controls("".join(" " if "\ud800" <= c <= "\udfff" else c for c in value), "", 1)
    return clean


def inline(value: Value, *, key: str = "") -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {inline(v, key=k)}".rstrip() for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(item) for item in value) + "]"
    return scalar(value, key=key)


def entry(key: str, value: Value, indent: int) -> list[str]:
    """The lines of a key and its value at an indent."""
    before = " " * indent
    if _on_one_line(value):
        return [f"{before}{key}: {inline(value, key=key)}".rstrip()]
    rows = [f"{before}{key}:"]
    if isinstance(value, dict):
        for name, inner in value.items():
            rows += entry(name, inner, indent + 2)
    elif isinstance(value, list):
        for each in value:
            rows += item(each, indent + 2)
    return rows


def item(value: Value, indent: int) -> list[str]:
    """The lines of one item of a list, its dash at the indent."""
    before = " " * indent
    if not isinstance(value, dict) or _on_one_line(value):
        return [f"{before}- {inline(value)}".rstrip()]
    rows = [row for name, inner in value.items() for row in entry(name, inner, indent + 2)]
    return [f"{before}- {rows[0].lstrip(' ')}", *rows[1:]]


def _on_one_line(value: Value) -> bool:
    if isinstance(value, dict):
        simple = all(not isinstance(inner, dict | list) for inner in value.values())
        return simple and value.keys().isdisjoint(_BLOCKS) and len(inline(value)) <= LONGEST
    if isinstance(value, list):
        simple = all(not isinstance(inner, dict | list) for inner in value)
        return simple and len(inline(value)) <= LONGEST
    return True


def reads_as(text: str, value: Value) -> bool:
    """Whether a line `k: text` gives the value."""
    try:
        return bool(yaml.load(f"k: {text}\n", Loader=_LOADER) == {"k": value})  # noqa: S506 - builds text only
    except yaml.YAMLError:
        return False


def joined(rows: Iterable[str]) -> str:
    """Lines as text."""
    return "".join(f"{row}\n" for row in rows)
