"""Counting: what enters a sum, by which heading, in four columns that never mix."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bangvang.archive.model import Article, Count


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over articles or award entries.

    `articles`: pieces listed. `counted`: those (or, for grants, entries) whose numbers enter the sum.
    `unknown`: counted ones that state no number. `at_least`: the sum is a floor, since some are unknown
    or approximate. Columns are integers; 0 where nothing was counted. `shared`: articles that would count,
    but have a number that is not this heading's alone.
    """

    articles: int
    counted: int
    unknown: int
    at_least: bool
    collectives: int
    individuals: int
    households: int
    recipients: int
    shared: int = 0

    @property
    def all(self) -> int:
        return self.collectives + self.individuals + self.households + self.recipients


@dataclass(slots=True)
class _Sum:
    articles: int = 0
    counted: int = 0
    unknown: int = 0
    at_least: bool = False
    collectives: int = 0
    individuals: int = 0
    households: int = 0
    recipients: int = 0
    shared: int = 0

    def add(self, count: Count, floor: bool) -> None:
        self.counted += 1
        if not count.known:
            self.unknown += 1
            self.at_least = True
            return
        self.at_least = self.at_least or floor
        self.collectives += count.collectives or 0
        self.individuals += count.individuals or 0
        self.households += count.households or 0
        self.recipients += count.recipients or 0

    def close(self) -> Tally:
        return Tally(
            self.articles,
            self.counted,
            self.unknown,
            self.at_least,
            self.collectives,
            self.individuals,
            self.households,
            self.recipients,
            self.shared,
        )


def tally(articles: Iterable[Article]) -> Tally:
    """Recipients over articles: each one's total once; second reports and annulled awards are only listed."""
    out = _Sum()
    for article in articles:
        _add_article(out, article)
    return out.close()


def by(
    articles: Iterable[Article], keys: Callable[[Article], tuple[str, ...]], *, divides: bool = False
) -> dict[str, Tally]:
    """Tallies per key, one pass; an article is listed under each of its keys. Keys in order of first sight.

    `divides`: the keys share the articles out (provinces, regions), so that the number of an article under
    several keys belongs to none of them alone and is left out of every sum rather than added twice.
    """
    sums: dict[str, _Sum] = {}
    for article in articles:
        under = keys(article)
        for key in under:
            out = sums.setdefault(key, _Sum())
            if divides and len(under) > 1:
                out.articles += 1
                out.shared += article.counted
            else:
                _add_article(out, article)
    return {key: value.close() for key, value in sums.items()}


def grants_by(articles: Iterable[Article], key: Callable[[int, Article], str | None]) -> dict[str, Tally]:
    """Grants (lượt khen thưởng) over award entries: `key(i, article)` names the heading of entry i, or None.

    An article is counted once per heading in `articles`.
    """
    sums: dict[str, _Sum] = {}
    for article in articles:
        seen: set[str] = set()
        for i, award in enumerate(article.awards):
            heading = key(i, article)
            if heading is None:
                continue
            out = sums.setdefault(heading, _Sum())
            if heading not in seen:
                seen.add(heading)
                out.articles += 1
            if article.counted and not award.annulled:
                out.add(award.standing, award.approx)
    return {heading: value.close() for heading, value in sums.items()}


def _add_article(out: _Sum, article: Article) -> None:
    out.articles += 1
    if article.counted:
        out.add(article.total.count, article.total.at_least)
