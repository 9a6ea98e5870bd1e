"""What the best article that a question finds lacks of it: the measure by which questions are compared.

The browser has a twin of this module (`assets/js/search-lacks.js`).
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from bangvang.search.query import GROUPS, Names, Query, parse
from bangvang.search.twin import FITTING, OWN_WEIGHT, Asked, Facets, Seen, Years, among, names_of

MOST = 30
"""Longer questions lack nothing: relevances count no farther."""


@dataclass(frozen=True)
class Scope:
    """An archive, and all of what is asked of it but the words."""

    seen: Sequence[Seen]
    facets: Facets | None = None
    years: Years = None
    names: Names = field(init=False)
    own_years: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", names_of(self.seen))
        own_years = frozenset(str(each.document.sort_date[0]) for each in self.seen)
        object.__setattr__(self, "own_years", own_years)

    @property
    def provinces(self) -> set[tuple[str, ...]]:
        """The names of provinces, in syllables."""
        values = (value for facet in GROUPS["tinh"] for value in self.names.get(facet, ()))
        return {tuple(value.split("-")) for value in values}


def lacking(q: str, scope: Scope) -> int | None:
    """Return how much the best article that a question finds lacks of it; None when it finds none.

    One for each two neighbours, and each three, that stand side by side nowhere in it, one for each marked
    word that it has in another form, three for the year or the province that is named and is not its own.
    Names of provinces and years stand anywhere: their neighbours are none.
    """
    query, unfinished, got = _read(q, scope)
    return max(0, _wanted(query, unfinished, scope) - max(got.values())) if got else None


def fitting(q: str, scope: Scope) -> frozenset[str]:
    """Return the ids of the articles that lack no more than the best one does."""
    _, _, got = _read(q, scope)
    return frozenset(id for id, n in got.items() if n == max(got.values()))


def _read(q: str, scope: Scope) -> tuple[Query, tuple[bool, ...], dict[str, int]]:
    query = parse(q, scope.names)
    asked = Asked.of(scope.seen, query)
    found = among(scope.seen, query, scope.facets, scope.years)
    return query, asked.unfinished, {each.document.id: _got(asked.rank(each)) for each in found}


def _got(rank: Sequence[int]) -> int:
    return rank[FITTING] if rank else 0


def _wanted(query: Query, unfinished: Sequence[bool], scope: Scope) -> int:
    if len(query.clauses) != 1:
        return 0
    terms = query.clauses[0].terms[:-1] if unfinished[0] else query.clauses[0].terms
    if len(terms) > MOST:
        return 0
    said = [term.fold for term in terms]
    runs, own = _parts(said, scope.provinces, scope.own_years)
    together = sum(max(0, size - 1) + max(0, size - 2) for size in runs)
    return sum(term.marked for term in terms) + together + OWN_WEIGHT * own


def _parts(
    said: Sequence[str], provinces: Collection[tuple[str, ...]], years: Collection[str]
) -> tuple[list[int], int]:
    """Return how long the runs are that names of provinces and years part, these too; and whether a province,
    and whether a year is named."""
    cuts, own, at = [0], set[bool](), 0
    while at < len(said):
        is_year = said[at] in years
        named = [len(name) for name in provinces if tuple(said[at : at + len(name)]) == name]
        size = max(named, default=int(is_year))
        if size:
            own.add(is_year)
            cuts += [at, at + size]
        at += size or 1
    cuts.append(len(said))
    return [end - start for start, end in itertools.pairwise(cuts)], len(own)
