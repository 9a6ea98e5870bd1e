"""What is searched of an article beside what it tells: the facts of its front matter, a field a line.

They are Vietnamese whatever the language of the site: so are the archive's questions.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from bangvang.archive.archive import NATION, provinces_now, regions_of
from bangvang.archive.model import Article, Award
from bangvang.facts import honours, places
from bangvang.facts.places import Kind, Place, Region
from bangvang.language.dates import PartialDate

PROVEN = 6
"""Syllables of a line up to which the index proves every phrase of it: longer ones stand on the page."""


def lines(article: Article) -> tuple[str, ...]:
    """Return every fact, each once."""
    return tuple(dict.fromkeys(" ".join(line.split()) for line in _lines(article) if line))


def unproven(article: Article) -> tuple[str, ...]:
    """Return the lines that the reader's browser may have to look at."""
    return tuple(line for line in lines(article) if line.count(" ") + line.count("-") >= PROVEN)


def _lines(article: Article) -> Iterator[str | None]:
    yield from _days(article.date)
    for province in article.provinces:
        place = places.get(province.id)
        yield from _names_of(place, places.kind_on(place, article.date))
        yield from _former_of(place)
    for now in map(places.get, provinces_now(article)):
        yield from _names_of(now, now.eras[-1].kind)
    for region in regions_of(article):
        yield from ("toàn quốc",) if region == NATION else _names_of_region(places.get_region(region))
    yield article.place
    for award in article.awards:
        yield from _award_lines(award)
    for person in article.people:
        yield from (person.name, person.title)
    yield from article.organisations
    if article.programme is not None:
        yield from (article.programme.name, article.programme.period)
    if article.source is not None:
        yield from (article.source.name, article.source.code)
    yield article.byline
    for photo in article.photos:
        yield from (photo.alt if photo.alt != photo.caption else None, photo.credit)
    yield from (tag.name for tag in article.tags)
    yield from (share.province.name for share in article.breakdown)
    yield from (article.date_note, article.status_note, *(award.status_note for award in article.awards))


def _days(date: PartialDate) -> Iterator[str]:
    year, month, day = date.year, date.month, date.day
    if day:
        yield f"ngày {day}/{month}/{year}"
    if month:
        yield f"tháng {month}/{year}"
        yield f"tháng {month} năm {year}"
    else:
        yield f"năm {year}"


@cache
def _names_of(place: Place, kind: Kind | None) -> tuple[str, ...]:
    """A province, what kind of unit it was or is, and its other names."""
    return (f"{kind or ''} {place.name.removeprefix('TP. ')}", *place.aliases)


@cache
def _former_of(place: Place) -> tuple[str, ...]:
    """The former names of a province of the day; those of a merged one are not, for most of its land lay
    elsewhere. Nor is a name that holds another province's (*Gia Lai - Kon Tum*)."""
    others = [each.name for each in places.all() if each.id != place.id]
    return tuple(
        name
        for name in place.former
        if not any(f"- {each}" in name or f"{each} -" in name for each in others)
    )


def _names_of_region(region: Region) -> tuple[str, ...]:
    return (f"khu vực {region.name}", *region.aliases)


def _award_lines(award: Award) -> Iterator[str | None]:
    form = honours.get_form(award.form_id)
    yield f"{award.worded} của {award.grantor}"
    if form is not None:
        yield from (form.label, *form.aliases, *form.short)
        yield from honours.other_classes(form.label)
    yield honours.level_label(award.level) if award.level else None
