"""Frozen values of the archive as bytes, and back: what the cache keeps of each file.

Plain data: whoever hands somebody an archive hands over its cache, too, and nothing in it may be able to
run, as pickle lets it. (Pickle takes six times as long, besides: it asks every value with slots for the names
of its fields. With ten thousand articles to take up before one can be looked at, that was the longest wait of
a small edit.)
"""

from __future__ import annotations

import json
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
_SEVERAL = -1
"""What a tuple begins with; a record begins with the number of its kind."""

_FIELDS: dict[type, tuple[int, Callable[[Any], tuple[Any, ...]]]] = {
    kind: (number, attrgetter(*(field.name for field in fields(kind)))) for number, kind in enumerate(KINDS)
}
# What many articles say in the same words; one text serves all of them, too: a third of an archive's memory.
_SAID = {
    KINDS.index(kind): tuple(place for place, field in enumerate(fields(kind), 1) if field.name in names)
    for kind, names in (
        (model.Award, ("grantor", "form", "form_id", "level")),
        (model.Person, ("title",)),
        (model.Publisher, ("name",)),
        (model.Article, ("scope", "byline", "place", "organisations")),
    )
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
_words: dict[Any, Any] = {}


def dump(value: object) -> bytes:
    """A value made of KINDS, tuples, text, numbers, flags and None; the same bytes for equal values in any
    process. Raises KeyError for anything else."""
    flat = json.dumps(_flat(value), ensure_ascii=False, separators=(",", ":"))
    return flat.encode("utf-8", "surrogatepass")


def load(raw: bytes) -> Any:
    """What was dumped. Raises ValueError for what `dump` never gave."""
    try:
        return _whole(json.loads(raw.decode("utf-8", "surrogatepass")))
    except (LookupError, TypeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _flat(value: Any) -> Any:
    kind = type(value)
    if kind is tuple:
        return [_SEVERAL, *[item if type(item) in _PLAIN else _flat(item) for item in value]]
    if kind in _PLAIN:
        return value
    number, parts = _FIELDS[kind]
    return [number, *[item if type(item) in _PLAIN else _flat(item) for item in parts(value)]]


def _whole(flat: Any) -> Any:
    if type(flat) is not list:
        return flat
    return _several(flat) if flat[0] == _SEVERAL else _record(flat)


def _several(flat: list[Any]) -> tuple[Any, ...]:
    return tuple([item if type(item) in _PLAIN else _whole(item) for item in flat[1:]])


def _record(flat: list[Any]) -> Any:
    number = flat[0]
    if number in _SHARED:
        known = tuple(flat)
        made = _shared.get(known)
        if made is None:
            if len(_shared) >= _MOST_SHARED:
                _shared.clear()
            made = _shared[known] = KINDS[number](*map(_whole, flat[1:]))
        return made
    for place in _SAID.get(number, ()):
        flat[place] = _said(flat[place])
    for place in _NESTED[number]:
        part = flat[place]
        # Every call counts: an article holds some thirty values, most lists are empty.
        if type(part) is list:
            flat[place] = _whole(part) if len(part) > 1 else ()
    return KINDS[number](*flat[1:])


def _said(words: Any) -> Any:
    if type(words) is list:
        return [*map(_said, words)]
    if len(_words) >= _MOST_SHARED:
        _words.clear()
    return _words.setdefault(words, words)
