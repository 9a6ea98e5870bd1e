"""The figures of a whole archive, worked out once: what thong-ke.html shows and `stats` prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bangvang.archive import counting
from bangvang.archive.archive import UNKNOWN_LEVEL, form_order, provinces_now, regions_of, year_of
from bangvang.archive.counting import Tally
from bangvang.archive.model import Article
from bangvang.facts import honours, places
from bangvang.language import text

Rows = tuple[tuple[str, Tally], ...]
"""(key, sums) in the order they are shown."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums under every heading.

    `whole`, `years`, `then`, `now` and `regions` count recipients (an article's total, once per event);
    `forms`, `levels` and `form_years` count grants (an award entry each). Years newest first; provinces, as
    they were called then and as they are now, by name; forms and levels in their own order; `form_years`
    gives for each form its years, oldest first.
    """

    whole: Tally
    years: Rows
    then: Rows
    now: Rows
    regions: Rows
    forms: Rows
    levels: Rows
    form_years: tuple[tuple[str, Rows], ...]


def of(articles: Iterable[Article]) -> Figures:
    """The figures of these articles; their order has no influence."""
    listed = tuple(articles)
    forms = counting.grants_by(listed, lambda i, a: a.awards[i].form_id)
    levels = counting.grants_by(listed, lambda i, a: level_of(a, i))
    return Figures(
        whole=counting.tally(listed),
        years=tuple(sorted(counting.by(listed, year_of).items(), reverse=True)),
        then=_by_name(counting.by(listed, lambda a: tuple(p.id for p in a.provinces), divides=True)),
        now=_by_name(counting.by(listed, provinces_now, divides=True)),
        regions=tuple(sorted(counting.by(listed, regions_of).items())),
        forms=tuple((form, forms[form]) for form in sorted(forms, key=form_order)),
        levels=tuple((level, levels[level]) for level in LEVEL_ORDER if level in levels),
        form_years=_form_years(listed),
    )


LEVEL_ORDER = (*honours.LEVELS, UNKNOWN_LEVEL)


def level_of(article: Article, entry: int) -> str:
    """The heading an award entry is counted under by level."""
    return article.awards[entry].level or UNKNOWN_LEVEL


def _by_name(tallies: dict[str, Tally]) -> Rows:
    return tuple(sorted(tallies.items(), key=lambda row: text.collation_key(places.get(row[0]).name)))


def _form_years(listed: tuple[Article, ...]) -> tuple[tuple[str, Rows], ...]:
    sums = counting.grants_by(listed, lambda i, a: f"{a.awards[i].form_id} {a.date.year:04d}")
    years: dict[str, list[tuple[str, Tally]]] = {}
    for key, tally in sorted(sums.items()):
        form, year = key.split(" ")
        years.setdefault(form, []).append((year, tally))
    return tuple((form, tuple(years[form])) for form in sorted(years, key=form_order))
