"""The figures of the whole archive as a page: tables, and charts beside them."""

from __future__ import annotations

from bangvang.compose import Site, form_link, home_link, province_link, region_link, year_link
from bangvang.stats import Tally
from bangvang.views import Link, Row, StatisticsView, Table

Figures = tuple[tuple[str, Tally], ...]


def statistics_page(
    site: Site,
    tally: Tally,
    years: Figures,
    then: Figures,
    now: Figures,
    regions: Figures,
    forms: Figures,
    levels: Figures,
) -> StatisticsView:
    """Each argument in the order its table shows."""
    w = site.words
    wider = tuple(Row(region_link(site, region), sums) for region, sums in regions)
    tables = (
        Table(
            "theo-nam",
            w("statistics.by_year"),
            w("nav.years"),
            "articles",
            tuple(Row(year_link(site, year), sums) for year, sums in years),
        ),
        Table(
            "theo-tinh",
            w("statistics.by_province_then"),
            w("nav.provinces"),
            "articles",
            tuple(Row(province_link(p), sums) for p, sums in then) + wider,
        ),
        Table(
            "theo-tinh-nay",
            w("statistics.by_province_now"),
            w("nav.provinces"),
            "articles",
            tuple(Row(province_link(p), sums) for p, sums in now) + wider,
        ),
        Table(
            "theo-hinh-thuc",
            w("statistics.by_form"),
            w("nav.forms"),
            "grants",
            tuple(Row(form_link(form), sums) for form, sums in forms),
        ),
        Table(
            "theo-cap",
            w("statistics.by_level"),
            w("statistics.by_level"),
            "grants",
            tuple(Row(Link("", w(f"level.{level}")), sums) for level, sums in levels),
        ),
    )
    title = w("statistics.title")
    return StatisticsView(title, w("statistics.lead"), (home_link(site),), tally, tables)
