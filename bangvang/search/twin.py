"""The slow, obvious search: every document looked at, for every query. It is the judge of the index.

What a query finds, and in which order, is defined here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bangvang.search import lexicon, tokens
from bangvang.search.parts import Document
from bangvang.search.query import Query, Term, parse

SORTS = ("lien-quan", "moi-nhat", "cu-nhat", "so-luong")
"""By relevance (the default), newest first, oldest first, most recipients first."""

CAP = 31


@dataclass(frozen=True, slots=True)
class Found:
    """The ids in order, and how many documents each choice of each facet would leave."""

    ids: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]


Run = list[tuple[str, str]]


class Seen:
    """One document as the eye goes over it: runs of syllables, each in its exact and its folded form."""

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        written = f"{document.title}\n{text}"
        self.title = _Runs(document.title)
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

    def titled(self, term: Term) -> bool:
        return self.title.hold([term], marks=True)

    def _stands_for(self, row: lexicon.Abbreviation, capitals: Collection[str]) -> bool:
        short = list(row.short_folds)
        if self.has([Term(fold, fold) for fold in row.long_folds]):
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

    def hold(self, terms: Sequence[Term], *, marks: bool) -> bool:
        for run, n in self.places.get(terms[0].fold, ()):
            here = run[n : n + len(terms)]
            if len(here) == len(terms) and all(
                exact == term.exact if term.marked and marks else fold == term.fold
                for (exact, fold), term in zip(here, terms, strict=True)
            ):
                return True
        return False


def find(
    seen: Sequence[Seen],
    query: str,
    facets: Mapping[str, Collection[str]] | None = None,
    sort: str = SORTS[0],
) -> Found:
    """Return what the query finds among the documents.

    Every term and every phrase must be there. Facets narrow: the values of one facet are alternatives,
    different facets must all agree; beside each value stands how many documents it has among those that the
    query and the *other* facets leave. A last word being typed (no blank after it) that no document has, and
    that is no abbreviation, stands for all words that begin so (if it has LONGEST_BEGINNING letters or less).
    """
    asked = parse(query)
    unfinished = (
        asked.open_ended
        and not any(cover.end == len(asked.terms) for cover in asked.covers)
        and not any(asked.terms[-1].fold in each.folds for each in seen)
    )
    matches = [each for each in seen if _matches(each, asked, unfinished=unfinished)]
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
        kept.sort(key=lambda each: rank(each, asked, unfinished=unfinished), reverse=True)
    return Found(tuple(each.document.id for each in kept), counts)


def facets_of(document: Document) -> tuple[tuple[str, str], ...]:
    """Return the facets of a document, its year among them."""
    return ("nam", f"{document.sort_date[0]:04d}"), *document.facets


def _in(each: Seen, facet: str, values: Collection[str]) -> bool:
    return any(of == facet and value in values for of, value in facets_of(each.document))


def _covered(each: Seen, asked: Query) -> list[int]:
    """Return for each term the number of the cover that stands for it in this document, or -1."""
    by = [-1] * len(asked.terms)
    for n, cover in enumerate(asked.covers):
        if each.concepts & set(cover.concepts):
            by[cover.start : cover.end] = [n] * (cover.end - cover.start)
    return by


def _matches(each: Seen, asked: Query, *, unfinished: bool) -> bool:
    covered = _covered(each, asked)
    for n, term in enumerate(asked.terms):
        if unfinished and n == len(asked.terms) - 1:
            if not any(_begins(fold, term.fold) for fold in each.folds):
                return False
        elif covered[n] < 0 and term.fold not in each.folds:
            return False
    return all(each.has(phrase) for phrase in asked.phrases)


def _begins(fold: str, beginning: str) -> bool:
    return len(beginning) <= tokens.LONGEST_BEGINNING and fold != beginning and fold.startswith(beginning)


def rank(each: Seen, asked: Query, *, unfinished: bool) -> tuple[int, ...]:
    """Return the relevance of a match, larger first.

    In this order: how many of the marked terms stand there in that very form; how many triples, then pairs,
    of neighbouring terms stand side by side; the same whatever the marks; how many terms stand in the title.
    """
    terms = asked.terms[:-1] if unfinished else asked.terms
    covered = _covered(each, asked)

    def together(size: int, *, marks: bool) -> int:
        return sum(
            (covered[n] >= 0 and len(set(covered[n : n + size])) == 1)
            or each.has(terms[n : n + size], marks=marks)
            for n in range(len(terms) - size + 1)
        )

    exact = sum(
        term.marked and (covered[n] >= 0 or term.exact in each.exacts) for n, term in enumerate(terms)
    )
    inside = [*terms, *(term for phrase in asked.phrases for term in phrase)]
    return tuple(
        min(n, CAP)
        for n in (
            exact,
            together(3, marks=True),
            together(2, marks=True),
            together(3, marks=False),
            together(2, marks=False),
            sum(map(each.titled, inside)),
        )
    )
