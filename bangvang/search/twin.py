"""The slow, obvious search: every document looked at, for every query. It is the judge of the index.

What a query finds, and in which order, is defined here.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bangvang.search import lexicon, tokens
from bangvang.search.parts import Document, Said
from bangvang.search.query import GROUPS, Clause, Query, Term, holds_run, is_named, parse, within

SORTS = ("lien-quan", "moi-nhat", "cu-nhat", "so-luong")
"""By relevance (the default), newest first, oldest first, most recipients first."""

CAP = 31
FITTING, TITLED = 0, 7
"""The places in a relevance: how much of the question an article fits, how many terms stand in the title."""
OWN_WEIGHT = 3
"""A named year or province that is the article's own is as much as three neighbours side by side."""
Years = tuple[int, int] | None
Facets = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """The ids in order, and how many documents each choice of each facet would leave."""

    ids: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]


Run = list[tuple[str, str]]


class Seen:
    """One document as the eye goes over it: runs of syllables, each in its exact and its folded form."""

    def __init__(self, document: Document, said: Said) -> None:
        self.document = document
        text, facts = said
        written = f"{document.title}\n{text}\n{facts}"
        self.title = _Runs(document.title)
        self.told = _Runs(f"{document.title}\n{text}")
        self.whole = _Runs(written)
        self.folds = set(self.whole.places)
        self.exacts = {exact for run in self.whole.runs for exact, _ in run}
        capitals = {
            tokens.folded(tokens.exact(s)) for s in tokens.syllables(written) if lexicon.is_capital(s)
        }
        self.concepts = {row.concept for row in lexicon.abbreviations() if self._stands_for(row, capitals)}

    def has(self, terms: Sequence[Term], *, marks: bool = True) -> bool:
        """Say whether the terms stand side by side, each in its form if marked (and `marks` count)."""
        return self.whole.hold(terms, marks=marks)

    def _stands_for(self, row: lexicon.Abbreviation, capitals: Collection[str]) -> bool:
        short = list(row.short_folds)
        for long in (row.long_exacts, *row.mixed):
            if self.has([Term(tokens.folded(exact), tokens.folded(exact)) for exact in long]):
                return True
        if row.capitals:
            return len(short) == 1 and short[0] in capitals
        return self.has([Term(fold, fold) for fold in short])


class _Runs:
    """The runs of a text, and where each folded syllable stands in them."""

    def __init__(self, s: str) -> None:
        self.runs: list[Run] = [
            [(exact, tokens.folded(exact)) for exact in run] for run in tokens.sentences(s)
        ]
        self.places: dict[str, list[tuple[Run, int]]] = {}
        for run in self.runs:
            for n, (_, fold) in enumerate(run):
                self.places.setdefault(fold, []).append((run, n))

    def hold(self, terms: Sequence[Term], *, marks: bool = True) -> bool:
        for run, n in self.places.get(terms[0].fold, ()):
            here = run[n : n + len(terms)]
            if len(here) == len(terms) and all(
                exact == term.exact if term.marked and marks else fold == term.fold
                for (exact, fold), term in zip(here, terms, strict=True)
            ):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as it is looked for: each clause, and whether its last word stands for all that begin so."""

    query: Query
    unfinished: tuple[bool, ...]

    @classmethod
    def of(cls, seen: Sequence[Seen], query: Query) -> Asked:
        return cls(query, tuple(_is_unfinished(seen, clause) for clause in query.clauses))

    def matches(self, each: Seen) -> bool:
        """Say whether a document has what is asked for, whatever the facets."""
        query = self.query
        return (
            (not query.clauses or any(_matches(each, clause, unfinished=u) for clause, u in self._clauses()))
            and not any(each.has(phrase) for phrase in query.excluded)
            and all(_named(each, group, run) for group, run in query.fields)
        )

    def rank(self, each: Seen) -> tuple[int, ...]:
        """Return the relevance of a match, larger first: by the clause that it fits best."""
        return max(
            (
                _rank(each, clause, unfinished=u)
                for clause, u in self._clauses()
                if _matches(each, clause, unfinished=u)
            ),
            default=(),
        )

    def _clauses(self) -> list[tuple[Clause, bool]]:
        return list(zip(self.query.clauses, self.unfinished, strict=True))


def find(
    seen: Sequence[Seen],
    query: str,
    facets: Facets | None = None,
    sort: str = SORTS[0],
    years: Years = None,
) -> Found:
    """Return what the query finds among the documents.

    Every term and every phrase of one of its clauses must be there, and nothing of what it excludes. Facets
    narrow: the values of one facet are alternatives, different facets must all agree; beside each value
    stands how many documents it has among those that the query and the *other* facets leave. `years` narrows
    like a year of the query. A last word being typed (no blank after it) that no document has, and that is no
    abbreviation, stands for all words that begin so (if it has LONGEST_BEGINNING letters or less).
    """
    asked = Asked.of(seen, parse(query, names_of(seen)))
    matches = _of_years(seen, asked, years)
    chosen = {facet: set(values) for facet, values in (facets or {}).items() if values}
    kept = [each for each in matches if all(_in(each, facet, values) for facet, values in chosen.items())]
    counts: dict[tuple[str, str], int] = {}
    for each in matches:
        for facet, value in set(facets_of(each.document)):
            if all(_in(each, other, values) for other, values in chosen.items() if other != facet):
                counts[facet, value] = counts.get((facet, value), 0) + 1
    kept.sort(key=lambda each: each.document.order, reverse=sort != "cu-nhat")
    if sort == "so-luong":
        kept.sort(
            key=lambda each: -1 if each.document.recipients is None else each.document.recipients,
            reverse=True,
        )
    if sort == "lien-quan":
        kept.sort(key=asked.rank, reverse=True)
    return Found(tuple(each.document.id for each in kept), counts)


def among(seen: Sequence[Seen], query: Query, facets: Facets | None, years: Years) -> list[Seen]:
    """Return the documents that a query finds, in no order."""
    chosen = [(facet, values) for facet, values in (facets or {}).items() if values]
    matches = _of_years(seen, Asked.of(seen, query), years)
    return [each for each in matches if all(_in(each, facet, values) for facet, values in chosen)]


def _of_years(seen: Sequence[Seen], asked: Asked, years: Years) -> list[Seen]:
    low, high = within(asked.query.years, years) or (0, 9999)
    return [each for each in seen if low <= each.document.sort_date[0] <= high and asked.matches(each)]


def facets_of(document: Document) -> tuple[tuple[str, str], ...]:
    """Return the facets of a document, its year among them."""
    return ("nam", f"{document.sort_date[0]:04d}"), *document.facets


def names_of(seen: Sequence[Seen]) -> dict[str, set[str]]:
    """Return the values that an operator may name, by facet."""
    names: dict[str, set[str]] = {}
    for each in seen:
        for facet, value in each.document.facets:
            names.setdefault(facet, set()).add(value)
    return names


def _in(each: Seen, facet: str, values: Collection[str]) -> bool:
    return any(of == facet and value in values for of, value in facets_of(each.document))


def _named(each: Seen, group: str, run: tuple[str, ...]) -> bool:
    return any(of in GROUPS[group] and holds_run(value, run) for of, value in each.document.facets)


def _is_unfinished(seen: Sequence[Seen], clause: Clause) -> bool:
    return (
        clause.open_ended
        and not any(cover.end == len(clause.terms) for cover in clause.covers)
        and not any(clause.terms[-1].fold in each.folds for each in seen)
    )


def _covered(each: Seen, clause: Clause) -> list[set[int]]:
    """Return for each term the numbers of the covers that stand for it in this document."""
    by: list[set[int]] = [set() for _ in clause.terms]
    for n, cover in enumerate(clause.covers):
        if each.concepts & set(cover.concepts):
            for place in range(cover.start, cover.end):
                by[place].add(n)
    return by


def _matches(each: Seen, clause: Clause, *, unfinished: bool) -> bool:
    return all(has_unit(each, clause, unit, unfinished=unfinished) for unit in clause.units)


def has_unit(each: Seen, clause: Clause, unit: range, *, unfinished: bool) -> bool:
    """Say whether a document has one of the units of a clause: all its terms, anywhere; those of the name of
    a province side by side, or said by an abbreviation."""
    typed_out = len(clause.terms) - unfinished
    named = [range(start, min(end, typed_out) - 1) for start, end in clause.places if start in unit]
    return all(_has(each, clause, n, unfinished=unfinished) for n in unit) and all(
        each.has(clause.terms[n : n + 2], marks=False) or _is_covered(each, clause, n)
        for n in itertools.chain(*named)
    )


def _is_covered(each: Seen, clause: Clause, n: int) -> bool:
    covered = _covered(each, clause)
    return bool(covered[n] & covered[n + 1])


def _has(each: Seen, clause: Clause, n: int, *, unfinished: bool) -> bool:
    if n >= len(clause.terms):
        return each.has(clause.phrases[n - len(clause.terms)])
    term = clause.terms[n]
    if unfinished and n == len(clause.terms) - 1:
        return any(_begins(fold, term.fold) for fold in each.folds)
    return term.fold in each.folds or bool(_covered(each, clause)[n])


def _begins(fold: str, beginning: str) -> bool:
    return len(beginning) <= tokens.LONGEST_BEGINNING and fold != beginning and fold.startswith(beginning)


def _rank(each: Seen, clause: Clause, *, unfinished: bool) -> tuple[int, ...]:
    """Return the relevance of a match, larger first.

    In this order: how much it fits; how many of the marked terms stand there in that very form, or are said
    by an abbreviation alone; how many triples, then pairs, of neighbouring terms stand side by side; the same
    whatever the marks; whether its own year is named, and its own province; how many terms stand in the
    title; how many in what it tells. How much it fits is the sum of the marked terms in their form, the
    neighbours whatever the marks, and OWN_WEIGHT for its own year and its own province.
    """
    terms = clause.terms[:-1] if unfinished else clause.terms
    covered = _covered(each, clause)

    def together(size: int, *, marks: bool) -> int:
        return sum(
            each.has(run, marks=marks)
            or (bool(set.intersection(*covered[n : n + size])) and not each.has(run, marks=False))
            for n in range(len(terms) - size + 1)
            for run in [terms[n : n + size]]
        )

    exact = sum(
        term.marked and (term.exact in each.exacts or (bool(covered[n]) and term.fold not in each.folds))
        for n, term in enumerate(terms)
    )
    inside = [*terms, *(term for phrase in clause.phrases for term in phrase)]
    own = sum(_own(each.document, [term.fold for term in terms]))
    exact, threes, twos, any_threes, any_twos, titled, told = (
        min(n, CAP)
        for n in (
            exact,
            together(3, marks=True),
            together(2, marks=True),
            together(3, marks=False),
            together(2, marks=False),
            sum(each.title.hold([term]) for term in inside),
            sum(each.told.hold([term]) for term in inside),
        )
    )
    fitting = exact + any_threes + any_twos + OWN_WEIGHT * own
    return fitting, exact, threes, twos, any_threes, any_twos, own, titled, told


def _own(document: Document, said: Sequence[str]) -> tuple[bool, bool]:
    """Say whether the syllables name the year of a document, and whether its province, then or now."""
    year = str(document.sort_date[0])
    return year in said, any(is_named(value, said) for value in document.provinces)
