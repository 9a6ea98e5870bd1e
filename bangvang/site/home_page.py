"""The front page."""

from __future__ import annotations

from dataclasses import dataclass

from bangvang.archive import counting
from bangvang.archive.counting import Tally
from bangvang.archive.model import Article
from bangvang.site import charts
from bangvang.site.article_page import PhotoView, lead_photo
from bangvang.site.calendar_page import years_down
from bangvang.site.cards import Card, card
from bangvang.site.charts import TileMap
from bangvang.site.links import Link, Site, form_link, tag_link
from bangvang.site.listings import Pager
from bangvang.site.photos import Picture
from bangvang.site.provinces_page import tile_map

YEARS = 24
YEAR_TALL = 40


@dataclass(frozen=True, slots=True)
class YearColumn:
    """A year of the front page: its page, where it has articles, and how tall its column is (0 to 40)."""

    link: Link
    height: int


@dataclass(frozen=True, slots=True)
class HomeView:
    """`photo`: of the newest article, where it has one; `years`: the last of them, oldest first, with those
    between that have no articles; `map`: today's provinces by articles on their land."""

    title: str
    description: str
    lead: str
    tally: Tally
    latest: tuple[Card, ...]
    photo: PhotoView | None
    pager: Pager
    years: tuple[YearColumn, ...]
    map: TileMap
    tags: tuple[Link, ...]
    forms: tuple[Link, ...]


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
        map=tile_map("now", provinces),
        tags=tuple(tag_link(slug, name, count) for slug, name, count in tags),
        forms=tuple(form_link(form, count) for form, count in forms),
    )


def _year_columns(counts: dict[str, int]) -> tuple[YearColumn, ...]:
    years = years_down(list(counts))[:YEARS][::-1]
    numbers = [counts.get(year, 0) for year in years]
    links = (Link(f"nam/{year}.html" if n else "", year, n) for year, n in zip(years, numbers, strict=True))
    return tuple(map(YearColumn, links, charts.heights(numbers, YEAR_TALL)))
