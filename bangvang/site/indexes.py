"""The home page and the indexes of years, provinces, tags and forms: ways in, not the articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from bangvang.archive import counting
from bangvang.archive.model import Article
from bangvang.facts import honours, places
from bangvang.facts.places import Place
from bangvang.language import dates, text
from bangvang.language.dates import PartialDate
from bangvang.site import charts
from bangvang.site.compose import (
    Site,
    card,
    form_link,
    home_link,
    lead_photo,
    month_link,
    province_link,
    region_link,
    tag_link,
)
from bangvang.site.photos import Picture
from bangvang.site.views import (
    CalendarView,
    CalendarYear,
    EraView,
    Group,
    HomeView,
    IndexView,
    Link,
    Month,
    Pager,
    ProvincesView,
    YearColumn,
)


def years_page(site: Site, months: tuple[tuple[str, tuple[tuple[str, int], ...], int], ...]) -> CalendarView:
    """`months`: (year, ((month, count), …), count), newest year first."""
    bounds = charts.shades([count for _, inside, _ in months for _, count in inside])
    known = {year: (dict(inside), count) for year, inside, count in months}
    years = []
    for year in _years_down(list(known)):
        inside, count = known.get(year, ({}, 0))
        strip = tuple(_month(site, year, number, inside, bounds) for number in range(1, 13))
        link = Link(f"nam/{year}.html" if count else "", year, count)
        years.append(CalendarYear(link, strip, count - sum(inside.values())))
    lead = site.words("index.years_lead")
    return CalendarView(
        site.words("index.years"), lead, (home_link(site),), lead, tuple(years), charts.key(bounds)
    )


def _years_down(years: list[str]) -> tuple[str, ...]:
    """Newest first, with the years between in which nothing happened."""
    if not years:
        return ()
    return tuple(f"{year:04d}" for year in range(int(max(years)), int(min(years)) - 1, -1))


def _month(site: Site, year: str, number: int, counts: dict[str, int], bounds: tuple[int, ...]) -> Month:
    count = counts.get(f"{year}/{number:02d}", 0)
    link = month_link(site, f"{year}/{number:02d}", count) if count else None
    return Month(number, link, charts.step(count, bounds))


def provinces_page(
    site: Site,
    now: tuple[tuple[str, int], ...],
    then: tuple[tuple[str, int], ...],
    regions: tuple[tuple[str, int], ...],
) -> ProvincesView:
    """`now`: articles on the land of each of today's provinces; `then`: articles by the name of their time.

    Either era as tiles and as a list by the regions of its day; then regions and the nation.
    """
    w = site.words
    eras = (
        EraView(
            "now",
            w("index.now_label"),
            w("index.now_lead"),
            _map("now", now),
            _by_region(dict(now), places.current(), None),
        ),
        EraView(
            "then",
            w("index.then_label"),
            w("index.then_lead"),
            _map("then", then),
            _by_region(dict(then), places.all(), EVE),
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


EVE = dates.of(places.MERGER - dt.timedelta(days=1))


def _map(era: charts.Era, counts: tuple[tuple[str, int], ...]) -> charts.TileMap:
    return charts.tiles(era, dict(counts), {province: province_link(province).url for province, _ in counts})


def _by_region(
    articles: dict[str, int], units: Iterable[Place], day: PartialDate | None
) -> tuple[Group, ...]:
    """The units that have articles under the socio-economic regions of a day, or of now."""
    inside: dict[str, list[Link]] = {}
    for unit in units:
        if unit.id in articles:
            found = places.region_of(unit, day) if day is not None else None
            # A name that was gone by that day stands where it last stood.
            era = unit.eras[-1] if day is None else unit.eras[0]
            region = found.id if found is not None else era.region
            inside.setdefault(region, []).append(province_link(unit.id, articles[unit.id]))
    return tuple(
        Group(region.name, tuple(inside[region.id])) for region in places.all_regions() if region.id in inside
    )


def tags_page(site: Site, tags: tuple[tuple[str, str, int], ...]) -> IndexView:
    """`tags`: (slug, name, count). A–Ă–Â… by Vietnamese collation."""
    groups: dict[str, list[Link]] = {}
    for slug, name, count in sorted(tags, key=lambda tag: (text.collation_key(tag[1]), tag[0])):
        groups.setdefault(text.initial(name), []).append(tag_link(slug, name, count))
    return _index(
        site, "chu-de", "tags", tuple(Group(label, tuple(links)) for label, links in groups.items())
    )


def forms_page(site: Site, forms: tuple[tuple[str, int], ...]) -> IndexView:
    """`forms`: (id, count); grouped by category, in the order of rank."""
    counts = dict(forms)
    groups = []
    for category in honours.categories():
        inside = [form for form in honours.forms() if form.category == category.id and form.id in counts]
        if inside:
            links = tuple(form_link(form.id, counts[form.id]) for form in inside)
            groups.append(Group(category.label, links))
    return _index(site, "hinh-thuc", "forms", tuple(groups))


def _index(site: Site, kind: str, word: str, groups: tuple[Group, ...]) -> IndexView:
    lead = site.words(f"index.{word}_lead")
    return IndexView(kind, site.words(f"index.{word}"), lead, (home_link(site),), lead, groups)


YEARS = 24
YEAR_TALL = 40


def _year_columns(counts: dict[str, int]) -> tuple[YearColumn, ...]:
    years = _years_down(list(counts))[:YEARS][::-1]
    numbers = [counts.get(year, 0) for year in years]
    links = (Link(f"nam/{year}.html" if n else "", year, n) for year, n in zip(years, numbers, strict=True))
    return tuple(map(YearColumn, links, charts.heights(numbers, YEAR_TALL)))


def home_page(
    site: Site,
    whole: tuple[Article, ...],
    latest: tuple[Article, ...],
    photos: tuple[tuple[str, Picture], ...],
    years: tuple[tuple[str, int], ...],
    provinces: tuple[tuple[str, int], ...],
    tags: tuple[tuple[str, str, int], ...],
    forms: tuple[tuple[str, int], ...],
    more: bool,
) -> HomeView:
    """`photos`: of the newest article, file -> how to show it; `years` newest first; `provinces`: today's."""
    return HomeView(
        title=site.title,
        description=site.description,
        lead=site.description,
        tally=counting.tally(whole),
        latest=tuple(card(site, article) for article in latest),
        photo=lead_photo(latest[0], dict(photos)) if latest else None,
        pager=Pager(None, None, None, "bai-viet/index.html" if more else None),
        years=_year_columns(dict(years)),
        map=_map("now", provinces),
        tags=tuple(tag_link(slug, name, count) for slug, name, count in tags),
        forms=tuple(form_link(form, count) for form, count in forms),
    )
