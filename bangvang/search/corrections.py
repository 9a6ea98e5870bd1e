"""What is shown where nothing was found, and what is offered where little was: the slow version.

The browser has a quick version (`assets/js/search-mend.js`). The order of trust is that of `meant`.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bangvang.language import text
from bangvang.search.hearing import MOST_TRIED, alike
from bangvang.search.query import QUOTES, Span, parse
from bangvang.search.rewording import (
    Lexis,
    is_question,
    keyed,
    parted,
    replaced,
    synonyms,
    unasked,
    unmarked,
)
from bangvang.search.twin import TITLED, TOGETHER, Asked, Facets, Found, Seen, Years, among, find, has_unit

FEW = 3
"""Results up to which something else is offered, when none has the words in its title."""
MOST_SETS, MOST_UNITS = 8, 30


@dataclass(frozen=True, slots=True)
class Way:
    """Another question. `kind`: how it was come by; `dropped`: the words that it leaves out."""

    kind: str
    q: str
    dropped: tuple[str, ...] = ()
    is_unfiltered: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown: what was found, and the way on which, None when it is what was asked for. `offers`: what
    else finds more, where that found little."""

    found: Found
    way: Way | None = None
    offers: tuple[Way, ...] = ()


class Known(Lexis):
    """An archive, and all of what is asked of it but the words."""

    def __init__(
        self, seen: Sequence[Seen], facets: Facets | None = None, sort: str = "lien-quan", years: Years = None
    ) -> None:
        super().__init__(seen)
        self.facets, self.sort, self.years = facets, sort, years

    @property
    def is_narrowed(self) -> bool:
        return bool(self.facets or self.years)

    def find(self, q: str, *, is_unfiltered: bool = False) -> Found:
        """Return what other words find."""
        if is_unfiltered:
            return find(self.seen, q, None, self.sort)
        return find(self.seen, q, self.facets, self.sort, self.years)

    def total(self, q: str) -> int:
        """Return in how many articles."""
        return len(self.find(q).ids)


def answer(
    seen: Sequence[Seen],
    q: str,
    facets: Facets | None = None,
    sort: str = "lien-quan",
    years: Years = None,
    *,
    insists: bool = False,
) -> Answer:
    """Return what a reader is shown. `insists`: only what was typed will do."""
    known = Known(seen, facets, sort, years)
    found = known.find(q)
    query = parse(q, known.names)
    if insists or not query.clauses:
        return Answer(found)
    asked = unasked(q, known.names)
    if is_question(q) and asked != q and known.total(asked):
        return Answer(known.find(asked), Way("question", asked))
    if found.ids:
        return Answer(found, None, tuple(better(q, known)) if is_poor(q, known) else ())
    way = meant(q, known)
    return Answer(known.find(way.q, is_unfiltered=way.is_unfiltered), way) if way else Answer(found)


def is_poor(q: str, known: Known) -> bool:
    """Say whether little was found, and none of it with a word of the question in its title; or whether of
    three words and more less than half of the neighbours stand together anywhere."""
    ranks = list(_ranks(known, q))
    longest = max(len(clause.terms) for clause in parse(q, known.names).clauses)
    pairs = max(rank[TOGETHER][-1] for rank in ranks)
    is_little = len(ranks) <= FEW and not any(rank[TITLED] for rank in ranks)
    return is_little or (longest > 2 and 2 * pairs < longest - 1)


def meant(q: str, known: Known) -> Way | None:
    """Return the most trusted other question that finds something.

    In this order: without the filters; without words that only ask; keys made letters; words parted and
    joined; marks, then letters, by likeness; words of one meaning; without quotes; without some words.
    """
    if known.is_narrowed and known.find(q, is_unfiltered=True).ids:
        return Way("unfiltered", q, is_unfiltered=True)
    now = unasked(q, known.names)
    if now != q and known.total(now):
        return Way("question", now)
    for stage in (keyed, parted, unmarked):
        tried = list(itertools.islice(stage(now, known), MOST_TRIED))
        for other in tried:
            if known.total(other):
                return Way("meant", other)
        now = tried[0] if tried and stage is not unmarked else now
    if heard := _most_together(_heard(now, known), known):
        return Way("meant", heard)
    for kind, others in (("synonym", synonyms(now, known)), ("unquoted", [QUOTES.sub(" ", now)])):
        for other in others:
            if other != now and known.total(other):
                return Way(kind, other)
    nearer = next(alike(now, known, only_beside=True), now)
    ways = [way for other in dict.fromkeys((now, nearer)) if (way := without(other, known))]
    return min(ways, key=lambda way: len(way.dropped), default=None)


def _heard(q: str, known: Known) -> list[str]:
    """Return what a question may have sounded like, the likeliest first; then what that may have been."""
    heard = list(itertools.islice(alike(q, known), MOST_TRIED))
    again = itertools.islice(alike(heard[0], known), MOST_TRIED) if heard else ()
    return list(dict.fromkeys((*heard, *again)))


def _most_together(others: Sequence[str], known: Known) -> str | None:
    """Return the question that finds an article in which most of its words stand together; of several the
    likeliest."""
    found = [other for other in others if known.total(other)]
    return max(found, key=lambda other: _together(known, other), default=None)


def better(q: str, known: Known) -> Iterator[Way]:
    """Yield questions that find an article in which more of their words stand together than of what was
    typed, one of each kind; and words of one meaning that find more."""
    typed = _together(known, q)
    keys = [*keyed(q, known), *_heard(q, known)]
    nearest = _most_together(keys, known)
    if nearest and _together(known, nearest) > typed:
        yield Way("meant", nearest)
    total = known.total(q)
    for other in synonyms(q, known):
        if known.total(other) > total or _together(known, other) > typed:
            yield Way("synonym", other)
            break
    way = without(q, known, least=1)
    if way and _together(known, way.q) > typed:
        yield way


# --- all words but some


def without(q: str, known: Known, least: int = 0) -> Way | None:
    """Return the question without the fewest of its words and phrases, or one more if then more of the others
    stand together; of several such, the one whose best article fits best. At least half of them stay.
    `least`: as many are left out, although there are articles with all."""
    query = parse(q, known.names)
    if len(query.clauses) != 1:
        return None
    clause = query.clauses[0]
    (unfinished,) = Asked.of(known.seen, query).unfinished
    spans = (*clause.term_spans, *clause.phrase_spans)
    lacking = Counter(
        tuple(n for n in range(len(spans)) if not has_unit(each, clause, n, unfinished=unfinished))
        for each in among(known.seen, replace(query, clauses=()), known.facets, known.years)
    )
    fewest = max(min(map(len, lacking), default=0), least)
    if not 0 < fewest <= len(spans) // 2 or len(spans) > MOST_UNITS:
        return None
    most = min(fewest + 1, len(spans) // 2)
    having = [sum(count for some, count in lacking.items() if n not in some) for n in range(len(spans))]
    # The words that most articles have say least.
    sets = sorted((len(some), -sum(having[n] for n in some), some) for some in lacking if len(some) <= most)
    chosen = [
        _dropping(q, spans, some)
        for size in range(fewest, most + 1)
        for _, _, some in [row for row in sets if row[0] == size][:MOST_SETS]
    ]
    return max(
        chosen,
        key=lambda way: (_together(known, way.q), -len(way.dropped), _best(known, way.q)),
        default=None,
    )


def _together(known: Known, q: str) -> tuple[int, ...]:
    """Return how many triples and pairs of its words stand together in the best article that it finds."""
    return max((rank[TOGETHER] for rank in _ranks(known, q)), default=())


def _dropping(q: str, spans: Sequence[Span], some: Sequence[int]) -> Way:
    dropped = [spans[n] for n in some]
    said = (QUOTES.sub("", text.clean(q)[slice(*span)]) for span in dropped)
    return Way("without", replaced(q, dict.fromkeys(dropped, "")), tuple(said))


def _best(known: Known, q: str) -> tuple[int, ...]:
    """Return the relevance of the best article that a question finds."""
    return max(_ranks(known, q), default=())


def _ranks(known: Known, q: str) -> Iterator[tuple[int, ...]]:
    query = parse(q, known.names)
    asked = Asked.of(known.seen, query)
    return map(asked.rank, among(known.seen, query, known.facets, known.years))
