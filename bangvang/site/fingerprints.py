"""Digests of all that pages are made of: a page whose digest is the former one is not made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any

from bangvang import digests
from bangvang.archive.model import Article
from bangvang.site.plan import Page


def of(page: Page, before: bytes) -> str:
    """A digest of all the page is made of. `before` stands for what every page shares: the site, the
    template's closure, the program. Articles count by their facts, bodies by their digest."""
    parts: list[str] = [page.url, page.template, page.make.__module__, page.make.__qualname__]
    for value in page.inputs:
        _tell(value, parts)
    return digests.of(before + "\x1f".join(parts).encode())


def _tell(value: object, parts: list[str]) -> None:
    if isinstance(value, tuple):
        parts.append(f"({len(value)}")
        if len(value) > _FEW and all(type(item) is Article for item in value):
            parts += [item.facts for item in value]
            return
        items: Iterable[object] = value
    elif isinstance(value, Article):
        # By its digest: repr of the whole would cost more than making the page.
        parts.append(value.facts)
        return
    else:
        values = _values(type(value))
        if values is None:
            parts.append(repr(value))
            return
        parts.append(type(value).__name__)
        items = values(value)
    for item in items:
        # Most are one of these, and a call for each would be half of the work.
        kind = type(item)
        if kind is str or item is None or kind is int:
            parts.append(repr(item))
        elif kind is Article:
            parts.append(item.facts)  # type: ignore[attr-defined]
        elif kind is tuple and not item:
            parts.append("(0")
        else:
            _tell(item, parts)


_FEW = 8
"""Members of a tuple up to which it is not worth asking whether all are articles."""


_VALUES: dict[type, Callable[[Any], tuple[object, ...]] | None] = {}


def _values(kind: type) -> Callable[[Any], tuple[object, ...]] | None:
    """What gives the values of a dataclass's fields; None for what is none."""
    if kind not in _VALUES:
        names = [field.name for field in fields(kind)] if is_dataclass(kind) else []
        values = attrgetter(*names) if names else None
        # One alone would come out bare.
        _VALUES[kind] = (lambda value: (getattr(value, names[0]),)) if len(names) == 1 else values
    return _VALUES[kind]
