"""Frozen values of the archive as bytes, and back: what the cache keeps of each file.

Pickle gives the same back, and takes six times as long to do it: it asks every value with slots for the names
of its fields. With ten thousand articles to take up before one can be looked at, that was the longest wait of
a small edit.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from bangvang.archive import model
from bangvang.language.dates import PartialDate
from bangvang.problems import Place, Problem

KINDS: tuple[type[Any], ...] = (
    PartialDate,
    model.Count,
    model.Subset,
    model.Recipient,
    model.Award,
    model.Total,
    model.ProvinceName,
    model.ProvinceShare,
    model.RegionName,
    model.Person,
    model.Programme,
    model.Publisher,
    model.Photo,
    model.Tag,
    model.Reference,
    model.Article,
    model.PlainPage,
    Place,
    Problem,
)
"""Every class that a record may hold. Each has two fields or more: one alone would come out bare."""

_PLAIN = frozenset((str, int, bool, type(None)))
# Few and repeated by every article: one object serves all of them.
_SHARED = frozenset(
    KINDS.index(kind)
    for kind in (PartialDate, model.Count, model.ProvinceName, model.RegionName, model.Publisher, model.Tag)
)
_MOST_SHARED = 20_000
# With a fixed version the bytes depend on the value alone; later ones tell which objects are the same.
_VERSION = 2

_FIELDS: dict[type, tuple[int, Callable[[Any], tuple[Any, ...]]]] = {
    kind: (number, attrgetter(*(field.name for field in fields(kind)))) for number, kind in enumerate(KINDS)
}
# Where a record of each kind may hold another, or several: all but what is declared as text, number or flag.
_NESTED = [
    tuple(
        place
        for place, field in enumerate(fields(kind), 1)
        if field.type not in ("str", "str | None", "int", "int | None", "bool")
    )
    for kind in KINDS
]
_shared: dict[tuple[Any, ...], Any] = {}


def dump(value: object) -> bytes:
    """A value made of KINDS, tuples, text, numbers, flags and None; the same bytes for equal values in any
    process. Raises KeyError for anything else."""
    return marshal.dumps(_flat(value), _VERSION)


def load(raw: bytes) -> Any:
    """What was dumped. Only for bytes known to be as `dump` left them: marshal believes what it reads."""
    return _whole(marshal.loads(raw))  # noqa: S302 - see above


def _flat(value: Any) -> Any:
    kind = type(value)
    if kind is tuple:
        return [item if type(item) in _PLAIN else _flat(item) for item in value]
    if kind in _PLAIN:
        return value
    number, parts = _FIELDS[kind]
    return (number, *[item if type(item) in _PLAIN else _flat(item) for item in parts(value)])


def _whole(flat: Any) -> Any:
    kind = type(flat)
    if kind is tuple:
        return _record(flat)
    return _several(flat) if kind is list else flat


def _several(flat: list[Any]) -> tuple[Any, ...]:
    return tuple([item if type(item) in _PLAIN else _whole(item) for item in flat])


def _record(flat: tuple[Any, ...]) -> Any:
    number = flat[0]
    if number in _SHARED:
        made = _shared.get(flat)
        if made is None:
            if len(_shared) >= _MOST_SHARED:
                _shared.clear()
            made = _shared[flat] = KINDS[number](*map(_whole, flat[1:]))
        return made
    parts = [*flat]
    for place in _NESTED[number]:
        part = parts[place]
        # Every call counts: an article holds some thirty values, most lists are empty.
        if type(part) is tuple:
            parts[place] = _record(part)
        elif type(part) is list:
            parts[place] = _several(part) if part else ()
    return KINDS[number](*parts[1:])
