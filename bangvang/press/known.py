"""What is known beside a press text: the editor's own date and provinces, the archive's tags and events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bangvang.archive.archive import Archive
from bangvang.archive.model import KINDS
from bangvang.facts import places
from bangvang.language import text
from bangvang.language.dates import PartialDate
from bangvang.press.findings import Finding
from bangvang.press.layout import Layout
from bangvang.press.reading import Award

_MOST_TAGS = 8


@dataclass(frozen=True, slots=True)
class Event:
    """An article of the archive, as far as a report of its event is told by it. `numbers`: of its awards."""

    id: str
    date: PartialDate
    provinces: frozenset[str]
    """Ids."""
    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the text. `date` and `provinces` (names) are the editor's own and win; `tags` and
    `events` are the archive's."""

    date: PartialDate | None = None
    provinces: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()


def of(archive: Archive | None, date: PartialDate | None = None, provinces: Sequence[str] = ()) -> Known:
    """What an archive knows, and what the editor says; the latter alone where none could be read."""
    if archive is None:
        return Known(date, tuple(provinces))
    events = tuple(
        Event(
            article.id,
            article.date,
            frozenset(province.id for province in article.provinces),
            frozenset(n for award in article.awards if (n := award.count.whole) is not None),
        )
        for article in archive.articles
    )
    return Known(date, tuple(provinces), tuple(archive.tag_names.values()), events)


def tags(taken: Layout, known: Known) -> tuple[str, ...]:
    """Those of the archive's tags that the report has word for word, the longest first."""
    if not known.tags:
        return ()
    head = taken.headline.value if taken.headline is not None else ""
    whole = f" {text.key(' '.join([head, *(p.text for p in taken.body[:80])]))} "
    found = [tag for tag in known.tags if len(tag) >= 4 and f" {text.key(tag)} " in _spaced(whole)]
    return tuple(sorted(found, key=len, reverse=True)[:_MOST_TAGS])


def _spaced(words: str) -> str:
    return "".join(c if c.isalnum() or c in "-/&" else " " for c in words).replace("  ", " ")


def same_event(
    date: Finding[PartialDate] | None, provinces: Sequence[str], awards: Sequence[Award], known: Known
) -> str | None:
    """The article of the same day and province that has one of the numbers, or None."""
    if date is None or date.value.day is None:
        return None
    ids = {place.id for name in provinces if (place := places.find(name)) is not None}
    numbers = {n for award in awards for kind in KINDS if (n := getattr(award.count, kind)) is not None}
    for event in known.events:
        if (
            event.date == date.value
            and event.provinces == ids
            and (not numbers or not event.numbers or numbers & event.numbers)
        ):
            return event.id
    return None
