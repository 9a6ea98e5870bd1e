"""The figures of the whole archive as a page: tables, and charts of the same figures beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bangvang.archive.counting import Tally
from bangvang.archive.model import Article
from bangvang.archive.statistics import Figures, Rows, of
from bangvang.site import charts
from bangvang.site.charts import Columns, Stack, TileMap, Wings
from bangvang.site.links import (
    Link,
    Site,
    form_link,
    home_link,
    province_link,
    region_link,
    then_link,
    year_link,
)
from bangvang.site.listings import facet_link, level_link

PANELS = 12


@dataclass(frozen=True, slots=True)
class Row:
    link: Link
    tally: Tally


@dataclass(frozen=True, slots=True)
class Table:
    """A table of statistics: `unit` is "articles" (people recognised) or "grants" (lượt khen thưởng).

    `chart` shows the same figures; its type says how it is drawn, and `shape` says so to the template:
    stack, wings, tiles. None where there is nothing to draw.
    """

    id: str
    caption: str
    head: str
    unit: str
    rows: tuple[Row, ...]
    shape: str = ""
    chart: Stack | Wings | TileMap | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of the matrix and the page of the articles behind it; None where nothing was given."""

    url: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class MatrixRow:
    link: Link
    cells: tuple[Cell | None, ...]
    whole: Tally


@dataclass(frozen=True, slots=True)
class Panel:
    """One of many small charts; `link` None for what is left when there would be too many."""

    link: Link | None
    columns: Columns
    floor: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """Grants by form (rows) and year (columns, oldest first), and the same as small charts."""

    id: str
    caption: str
    years: tuple[Link, ...]
    rows: tuple[MatrixRow, ...]
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class StatisticsView:
    title: str
    description: str
    crumbs: tuple[Link, ...]
    tally: Tally
    tables: tuple[Table, ...]
    matrix: Matrix


def statistics_page(
    site: Site, articles: tuple[Article, ...], facets: tuple[str, ...], apart: tuple[str, ...]
) -> StatisticsView:
    """`facets`: forms whose years have pages of their own; `apart`: names of provinces that have one."""
    w = site.words
    figures = of(articles)
    wider = tuple(Row(region_link(site, region), sums) for region, sums in figures.regions)
    tables = (
        _by_year(site, figures.years),
        Table(
            "theo-tinh",
            w("statistics.by_province_then"),
            w("nav.provinces"),
            "articles",
            tuple(Row(then_link(name, apart), sums) for name, sums in figures.then) + wider,
            "tiles",
            charts.tiles("then", _all(figures.then)),
        ),
        Table(
            "theo-tinh-nay",
            w("statistics.by_province_now"),
            w("nav.provinces"),
            "articles",
            tuple(Row(province_link(place), sums) for place, sums in figures.now) + wider,
            "tiles",
            charts.tiles("now", _all(figures.now)),
        ),
        _by_form(site, figures.forms),
        _by_level(site, figures.levels),
    )
    title = w("statistics.title")
    return StatisticsView(
        title, w("statistics.lead"), (home_link(site),), figures.whole, tables, _matrix(site, figures, facets)
    )


def _all(rows: Rows) -> dict[str, int]:
    return {key: sums.all for key, sums in rows}


def _by_year(site: Site, years: Rows) -> Table:
    w = site.words
    rows = tuple(Row(year_link(site, year), sums) for year, sums in years)
    chart = charts.stack([(year, _kinds(sums), sums.at_least) for year, sums in years], left=40)
    return Table("theo-nam", w("statistics.by_year"), w("nav.years"), "articles", rows, "stack", chart)


def _by_form(site: Site, forms: Rows) -> Table:
    w = site.words
    rows = tuple(Row(form_link(form), sums) for form, sums in forms)
    split = [
        (row.link.label, row.tally.collectives, row.tally.individuals)
        for row in rows
        if row.tally.collectives or row.tally.individuals
    ]
    chart = charts.wings(split) if split else None
    return Table("theo-hinh-thuc", w("statistics.by_form"), w("nav.forms"), "grants", rows, "wings", chart)


def _by_level(site: Site, levels: Rows) -> Table:
    w = site.words
    rows = tuple(Row(level_link(site, level), sums) for level, sums in levels)
    chart = charts.stack([(row.link.label, _kinds(row.tally), row.tally.at_least) for row in rows])
    return Table("theo-cap", w("statistics.by_level"), w("statistics.level"), "grants", rows, "stack", chart)


def _kinds(sums: Tally) -> tuple[int, int, int, int]:
    return (sums.collectives, sums.individuals, sums.households, sums.recipients)


# ---------------------------------------------------------------- form by year


def _matrix(site: Site, figures: Figures, facets: tuple[str, ...]) -> Matrix:
    years = _every_year(year for year, _ in figures.years)
    whole = dict(figures.forms)
    present = {year for year, _ in figures.years}
    parted = frozenset(facets)
    rows = []
    for form, given in figures.form_years:
        by_year = dict(given)
        cells = tuple(
            Cell(_form_year_url(form, year, parted), by_year[year]) if year in by_year else None
            for year in years
        )
        rows.append(MatrixRow(form_link(form), cells, whole[form]))
    heads = tuple(Link(f"nam/{year}.html" if year in present else "", year) for year in years)
    return Matrix(
        "theo-hinh-thuc-nam",
        site.words("statistics.by_form_year"),
        heads,
        tuple(rows),
        _panels(figures, years),
    )


def _every_year(years: Iterable[str]) -> tuple[str, ...]:
    """Oldest first, years without articles too: a gap in time is shown as one."""
    known = sorted(years)
    return tuple(f"{year:04d}" for year in range(int(known[0]), int(known[-1]) + 1)) if known else ()


def _form_year_url(form: str, year: str, parted: frozenset[str]) -> str:
    return facet_link("hinh-thuc", form, year).url if form in parted else form_link(form).url


def _panels(figures: Figures, years: tuple[str, ...]) -> tuple[Panel, ...]:
    """A chart for each form with numbers; the rarest share one where there would be more than twelve."""
    shown = [form for form, sums in figures.forms if sums.all]
    sums = dict(figures.forms)
    if len(shown) > PANELS:
        common = set(sorted(shown, key=lambda form: (-sums[form].all, form))[: PANELS - 1])
        shown = [form for form in shown if form in common]
    values = {form: {year: tally.all for year, tally in given} for form, given in figures.form_years}
    out = [
        Panel(
            form_link(form),
            charts.columns([(year, values[form].get(year, 0)) for year in years]),
            sums[form].at_least,
        )
        for form in shown
    ]
    left = [form for form, tally in figures.forms if tally.all and form not in shown]
    if left:
        rest = [(year, sum(values[form].get(year, 0) for form in left)) for year in years]
        out.append(Panel(None, charts.columns(rest), any(sums[form].at_least for form in left)))
    return tuple(out)
