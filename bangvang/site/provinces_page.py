"""The index of provinces: now and then, as a map of tiles and by region."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bangvang.facts import places
from bangvang.facts.places import Place
from bangvang.language.dates import PartialDate
from bangvang.site import charts
from bangvang.site.charts import TileMap
from bangvang.site.links import Group, Link, Site, home_link, region_link, then_link


@dataclass(frozen=True, slots=True)
class EraView:
    """The provinces by their names of one era. `id`: now or then."""

    id: str
    label: str
    lead: str
    map: TileMap
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class ProvincesView:
    """`wider`: regions and the nation, the same in either era."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    lead: str
    eras: tuple[EraView, ...]
    wider: Group | None


def provinces_page(
    site: Site,
    now: tuple[tuple[str, int], ...],
    then: tuple[tuple[str, int], ...],
    regions: tuple[tuple[str, int], ...],
    apart: tuple[str, ...],
) -> ProvincesView:
    """`now`: articles on the land of each of today's provinces; `then`: articles by the name of their time,
    of which those `apart` have a page beside that of the land.

    Either era as tiles and as a list by the regions of its day; then regions and the nation.
    """
    w = site.words
    eras = (
        EraView(
            "now",
            w("index.now_label"),
            w("index.now_lead"),
            tile_map("now", now),
            _by_region(dict(now), places.current(), None, ()),
        ),
        EraView(
            "then",
            w("index.then_label"),
            w("index.then_lead"),
            tile_map("then", then, apart),
            _by_region(dict(then), places.all(), places.EVE, apart),
        ),
    )
    wider = tuple(region_link(site, region, count) for region, count in regions)
    lead = w("index.provinces_lead")
    return ProvincesView(
        w("index.provinces"),
        lead,
        (home_link(site),),
        lead,
        eras,
        Group(w("index.regions"), wider) if wider else None,
    )


def tile_map(
    era: charts.Era, counts: tuple[tuple[str, int], ...], apart: tuple[str, ...] = ()
) -> charts.TileMap:
    return charts.tiles(
        era, dict(counts), {province: then_link(province, apart).url for province, _ in counts}
    )


def _by_region(
    articles: dict[str, int], units: Iterable[Place], day: PartialDate | None, apart: tuple[str, ...]
) -> tuple[Group, ...]:
    """The units that have articles under the socio-economic regions of a day, or of now."""
    inside: dict[str, list[Link]] = {}
    for unit in units:
        if unit.id in articles:
            found = places.region_of(unit, day) if day is not None else None
            # A name that was gone by that day stands where it last stood.
            era = unit.eras[-1] if day is None else unit.eras[0]
            region = found.id if found is not None else era.region
            inside.setdefault(region, []).append(then_link(unit.id, apart, articles[unit.id]))
    return tuple(
        Group(region.name, tuple(inside[region.id])) for region in places.all_regions() if region.id in inside
    )
