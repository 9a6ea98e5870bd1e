"""Provinces through time: which name existed when, what became of it, and which regions there are.

A name is never translated into another: an article of 2024 truthfully says Quảng Nam. What the table adds is
that Quảng Nam existed then, that a report of 2026 should say Đà Nẵng, and that the land is Đà Nẵng's now.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml

from bangvang.language import spelling, text
from bangvang.language.dates import PartialDate

MERGER = PartialDate(2025, 7, 1)
"""The day on which 63 units became 34, and on which districts ended as a level of administration."""
EVE = PartialDate(2025, 6, 30)
"""The last day before it."""

Kind = Literal["tỉnh", "thành phố"]


@dataclass(frozen=True, slots=True)
class Era:
    """A stretch of time in which a name meant one piece of land, one kind of unit and one region."""

    start: dt.date | None
    """Its first day; None: since before the archive."""
    end: dt.date | None
    """The first day it no longer holds; None: it still does."""
    kind: Kind
    region: str
    """Id of the socio-economic region."""
    successor: str | None = None
    """Id of the name the land belongs to once the era is over; the same id when the name goes on."""
    formed_from: tuple[str, ...] = ()
    """Ids of the names whose land the era began with, where it began with a change of land."""

    def overlaps(self, d: PartialDate) -> bool:
        """Say whether the era holds on any day the date can be."""
        return (self.start is None or self.start <= d.last_day) and (
            self.end is None or d.first_day < self.end
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A name of a province or centrally-run city, past or present."""

    id: str
    name: str
    aliases: tuple[str, ...]
    eras: tuple[Era, ...]
    former: tuple[str, ...] = ()
    """Names of provinces that were gone before the table begins, on whose land it lies: no editor may use
    them, but a reader may look for them."""

    @property
    def is_current(self) -> bool:
        """Whether the name is in use as of the table."""
        return self.eras[-1].end is None


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the country: a statutory socio-economic region or one that organisers speak of."""

    id: str
    name: str
    kind: Literal["statutory", "press"]
    aliases: tuple[str, ...] = ()


# --- tables --------------------------------------------------------------------------------------


def _table(name: str) -> Any:
    # The base loader keeps every scalar the text it is: dates are read here, nothing is guessed.
    source = resources.files("bangvang.facts") / name
    return yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - builds text only


def _day(typed: str | None) -> dt.date | None:
    return None if typed is None else dt.date.fromisoformat(typed)


def _place(row: dict[str, Any]) -> Place:
    starts = [_day(era.get("from")) for era in row["eras"]]
    last = row["eras"][-1]
    ends = [*starts[1:], _day(last.get("until"))]
    successors = [row["id"]] * (len(starts) - 1) + [last.get("successor")]
    eras = (
        Era(start, end, era["kind"], era["region"], successor, tuple(era.get("formed_from", ())))
        for start, end, successor, era in zip(starts, ends, successors, row["eras"], strict=True)
    )
    aliases, former = (tuple(row.get(key, ())) for key in ("aliases", "former"))
    return Place(row["id"], row["name"], aliases, tuple(eras), former)


@cache
def _places() -> dict[str, Place]:
    found = (_place(row) for row in _table("provinces.yaml")["places"])
    return {place.id: place for place in sorted(found, key=lambda place: text.collation_key(place.name))}


@cache
def _regions() -> dict[str, Region]:
    rows = _table("regions.yaml")
    return {
        row["id"]: Region(row["id"], row["name"], row["kind"], tuple(row.get("aliases", ()))) for row in rows
    }


def get(place_id: str) -> Place:
    """Return the place with this id. Raises KeyError."""
    return _places()[place_id]


def all() -> tuple[Place, ...]:
    """Return every name of every era, in Vietnamese order."""
    return tuple(_places().values())


def current() -> tuple[Place, ...]:
    """Return the units of today, as of the table."""
    return tuple(place for place in _places().values() if place.is_current)


def former() -> tuple[Place, ...]:
    """Return the units of the last day before the merger: Huế is among them, Thừa Thiên Huế no longer."""
    return tuple(place for place in _places().values() if exists_on(place, EVE))


# --- names ---------------------------------------------------------------------------------------


@cache
def _place_names() -> spelling.Names:
    names = ((place.id, (place.name, *place.aliases)) for place in _places().values())
    return spelling.Names(names, prefix=r"(?:tỉnh|tinh|thành phố|thanh pho|t\.p|tp)(?:\. ?| )")


@cache
def _region_names() -> spelling.Names:
    names = ((region.id, (region.id, region.name, *region.aliases)) for region in _regions().values())
    return spelling.Names(names, prefix=r"(?:khu vực|khu vuc|vùng|vung) ")


def find(name: str) -> Place | None:
    """Return the place a name means, or None.

    Case, tone placement, dashes and spaces do not count; `tỉnh`, `TP.` and `thành phố` may stand before it;
    marks may be left out as long as those that are typed are right. A town with its province's name is taken
    for the province.
    """
    found = _place_names().find(name)
    return None if found is None else get(found)


def suggest(name: str) -> str | None:
    """Return the name of the place a misspelt one may mean, or None."""
    found = _place_names().nearest(name)
    return None if found is None else get(found).name


def bare(name: str) -> str:
    """Return a name without "tỉnh" or "thành phố" before it."""
    return _place_names().bare(name)


def heirs(name: str) -> tuple[Place, ...]:
    """Return who has the land of a province that was gone before those of the table: Hải Hưng, Vĩnh Phú."""
    gone = text.key(bare(name))
    return tuple(place for place in _places().values() if gone in map(text.key, place.former))


def all_in(name: str) -> tuple[Place, ...]:
    """Return the places in a text that names nothing else: "Kon Tum, Gia Lai", "Kon Tum và tỉnh Gia Lai"."""
    found = tuple(map(find, _BETWEEN.split(name.strip())))
    return tuple(place for place in found if place is not None) if None not in found else ()


_BETWEEN = re.compile(r"\s*[,;/&+]\s*|\s+(?:và|cùng|với|-|–)\s+")


# --- through time --------------------------------------------------------------------------------


def _era_on(place: Place, d: PartialDate) -> Era | None:
    return next((era for era in place.eras if era.overlaps(d)), None)


def exists_on(place: Place, d: PartialDate) -> bool:
    """Say whether the name was in use on any day the date can be."""
    return _era_on(place, d) is not None


def kind_on(place: Place, d: PartialDate) -> Kind | None:
    """Return `tỉnh` or `thành phố`, as of the first day that fits; None when the name was not in use."""
    era = _era_on(place, d)
    return None if era is None else era.kind


def region_of(place: Place, d: PartialDate) -> Region | None:
    """Return the socio-economic region, as of the first day that fits; None when the name was not in use."""
    era = _era_on(place, d)
    return None if era is None else get_region(era.region)


def now(place: Place) -> Place:
    """Return the unit of today that the place's land belongs to: itself while its name is in use."""
    while (successor := place.eras[-1].successor) is not None:
        place = get(successor)
    return place


def then_for(place: Place, d: PartialDate) -> Place | None:
    """Return the right name for a place at a date: Quảng Nam in 2026 → Đà Nẵng, Huế in 2024 → Thừa Thiên Huế.

    None when the land had several names then, or none the table knows.
    """
    while not exists_on(place, d):
        first, last = place.eras[0], place.eras[-1]
        if last.end is not None and last.end <= d.first_day and last.successor is not None:
            place = get(last.successor)
        elif len(first.formed_from) == 1:
            place = get(first.formed_from[0])
        else:
            return None
    return place


def predecessors(place: Place) -> tuple[str, ...]:
    """Return the ids of all names whose land belongs to the place now, its own too; none if it is former."""
    return _parts().get(place.id, ())


@cache
def _parts() -> dict[str, tuple[str, ...]]:
    return {
        unit.id: tuple(other.id for other in _places().values() if now(other) == unit) for unit in current()
    }


# --- regions -------------------------------------------------------------------------------------


def get_region(region_id: str) -> Region:
    """Return the region with this id. Raises KeyError."""
    return _regions()[region_id]


def all_regions() -> tuple[Region, ...]:
    """Return every region, the organisers' first, in the order of the table."""
    return tuple(_regions().values())


def find_region(name: str) -> Region | None:
    """Return the region a name or an id means (`khu vực phía bắc`, `phia-bac`), or None."""
    found = _region_names().find(name)
    return None if found is None else get_region(found)


def suggest_region(name: str) -> str | None:
    """Return the name of the region a misspelt one may mean, or None."""
    found = _region_names().nearest(name)
    return None if found is None else get_region(found).name
