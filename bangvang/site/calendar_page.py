"""The index of years: a strip of months for each."""

from __future__ import annotations

from dataclasses import dataclass

from bangvang.site import charts
from bangvang.site.charts import Shade
from bangvang.site.links import Link, Site, home_link, month_link


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar: its page where it has articles, and how dark it is (0 to 5)."""

    number: int
    link: Link | None
    step: int


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """`undated`: articles of which only the year is known."""

    link: Link
    months: tuple[Month, ...]
    undated: int


@dataclass(frozen=True, slots=True)
class CalendarView:
    """The years, newest first, each a strip of twelve months; years without articles are there, too."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    lead: str
    years: tuple[CalendarYear, ...]
    key: tuple[Shade, ...]


def calendar_page(
    site: Site, months: tuple[tuple[str, tuple[tuple[str, int], ...], int], ...]
) -> CalendarView:
    """`months`: (year, ((month, count), …), count), newest year first."""
    bounds = charts.shades([count for _, inside, _ in months for _, count in inside])
    known = {year: (dict(inside), count) for year, inside, count in months}
    years = []
    for year in years_down(list(known)):
        inside, count = known.get(year, ({}, 0))
        strip = tuple(_month(site, year, number, inside, bounds) for number in range(1, 13))
        link = Link(f"nam/{year}.html" if count else "", year, count)
        years.append(CalendarYear(link, strip, count - sum(inside.values())))
    lead = site.words("index.years_lead")
    return CalendarView(
        site.words("index.years"), lead, (home_link(site),), lead, tuple(years), charts.key(bounds)
    )


def years_down(years: list[str]) -> tuple[str, ...]:
    """Newest first, with the years between in which nothing happened."""
    if not years:
        return ()
    return tuple(f"{year:04d}" for year in range(int(max(years)), int(min(years)) - 1, -1))


def _month(site: Site, year: str, number: int, counts: dict[str, int], bounds: tuple[int, ...]) -> Month:
    count = counts.get(f"{year}/{number:02d}", 0)
    link = month_link(site, f"{year}/{number:02d}", count) if count else None
    return Month(number, link, charts.step(count, bounds))
