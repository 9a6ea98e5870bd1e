"""What became of an award after it was reported: corrected or annulled; as a whole, an entry, one name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bangvang.archive.model import Article, Award, Status
from bangvang.language.dates import PartialDate

Fate = Literal["corrected", "partly", "annulled"]
"""Of an article as it is quoted. partly: something in it was annulled, and something else still holds."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that was corrected or annulled. `of`: the entry or the names it is about, as written; empty
    where it is the whole article."""

    status: Status
    of: str
    date: PartialDate | None
    note: str | None


def of(article: Article) -> tuple[Correction, ...]:
    """All of an article, the whole first, then entry by entry; names of one fate together."""
    found = []
    if article.status is not None:
        found.append(Correction(article.status, "", article.status_date, article.status_note))
    for award in article.awards:
        found += _of_entry(award)
    return tuple(found)


def _of_entry(award: Award) -> Iterator[Correction]:
    if award.status is not None:
        of_entry = f"{award.form} ({award.grantor})"
        yield Correction(award.status, of_entry, award.status_date, award.status_note)
    alike: dict[tuple[Status, PartialDate | None, str | None], list[str]] = {}
    for name in award.names:
        if name.status is not None:
            alike.setdefault((name.status, name.status_date, name.status_note), []).append(name.name)
    for (status, date, note), names in alike.items():
        yield Correction(status, "; ".join(names), date, note)


def fate(article: Article) -> Fate | None:
    """What is said of the article in a word, wherever it is quoted; None where all stands as reported."""
    if article.status == "annulled" or (article.awards and all(award.annulled for award in article.awards)):
        return "annulled"
    statuses = {correction.status for correction in of(article)}
    if "annulled" in statuses:
        return "partly"
    return "corrected" if statuses else None


def last_day(article: Article) -> PartialDate | None:
    """The day of the last correction that is dated."""
    days = (correction.date for correction in of(article) if correction.date is not None)
    return max(days, key=lambda day: (day.last_day, day.sort_key), default=None)


Path = tuple[str | int, ...]
"""Where a value stands in the front matter: `("awards", 0, "names", 1, "status_date")`."""


def dated(article: Article) -> Iterator[tuple[Path, PartialDate]]:
    """Every day that is given for a correction, with its place."""
    if article.status_date is not None:
        yield ("status_date",), article.status_date
    for i, award in enumerate(article.awards):
        if award.status_date is not None:
            yield ("awards", i, "status_date"), award.status_date
        for j, name in enumerate(award.names):
            if name.status_date is not None:
                yield ("awards", i, "names", j, "status_date"), name.status_date


def standing_forms(article: Article) -> tuple[str, ...]:
    """The ids of the forms of award that were given and still hold, each once."""
    if article.status == "annulled":
        return ()
    return tuple(dict.fromkeys(award.form_id for award in article.awards if not award.annulled))
