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
from bangvang.search.query import QUOTES, Query, Span, parse
from bangvang.search.rewording import (
    Lexis,
    is_question,
    keyed,
    parted,
    replaced,
    synonyms,
    unasked,
    unmarked,
    words_of,
)
from bangvang.search.twin import TITLED, Asked, Facets, Found, Seen, Years, among, find, has_unit

FEW = 3
"""Results up to which something else is offered, when none has the words in its title."""
FAR_MORE = 10
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
        is_poor = len(found.ids) <= FEW and not _any_titled(known, query)
        return Answer(found, None, tuple(better(q, known, len(found.ids))) if is_poor else ())
    way = meant(q, known)
    return Answer(known.find(way.q, is_unfiltered=way.is_unfiltered), way) if way else Answer(found)


def _any_titled(known: Known, query: Query) -> bool:
    """Say whether an article that was found has a word of the question in its title."""
    asked = Asked.of(known.seen, query)
    return any(asked.rank(each)[TITLED] for each in among(known.seen, query, known.facets, known.years))


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
    for stage in (keyed, parted, unmarked, alike):
        tried = list(itertools.islice(stage(now, known), MOST_TRIED))
        for other in tried:
            if known.total(other):
                return Way("meant", other)
        # What only sounds alike and finds nothing is no better than what was typed.
        now = tried[0] if tried and stage in (keyed, parted) else now
    for kind, others in (("synonym", synonyms(now, known)), ("unquoted", [QUOTES.sub(" ", now)])):
        for other in others:
            if other != now and known.total(other):
                return Way(kind, other)
    nearer = next(alike(now, known, only_beside=True), now)
    ways = [way for other in dict.fromkeys((now, nearer)) if (way := without(other, known))]
    return min(ways, key=lambda way: len(way.dropped), default=None)


def better(q: str, known: Known, total: int) -> Iterator[Way]:
    """Yield what finds far more than what was typed, which is found scattered in a few articles; and words
    of one meaning that find more."""
    words = words_of(q, known.names)
    pairs = itertools.pairwise(word.term.fold for word in words)
    if len(words) > 1 and not any(known.is_beside(one, other) for one, other in pairs):
        for other in itertools.chain(keyed(q, known), alike(q, known)):
            if known.total(other) >= FAR_MORE * total:
                yield Way("meant", other)
                break
    for other in synonyms(q, known):
        if known.total(other) > total:
            yield Way("synonym", other)
            break


# --- all words but some


def without(q: str, known: Known) -> Way | None:
    """Return the question without the fewest of its words and phrases; of several such, the one whose best
    article fits best. At least half of them stay."""
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
    fewest = min(map(len, lacking), default=0)
    if not 0 < fewest <= len(spans) // 2 or len(spans) > MOST_UNITS:
        return None
    having = [sum(count for some, count in lacking.items() if n not in some) for n in range(len(spans))]
    # The words that most articles have say least.
    sets = sorted((-sum(having[n] for n in some), some) for some in lacking if len(some) == fewest)
    ways = [_dropping(q, spans, some) for _, some in sets[:MOST_SETS]]
    return max(ways, key=lambda way: _best(known, way.q))


def _dropping(q: str, spans: Sequence[Span], some: Sequence[int]) -> Way:
    dropped = [spans[n] for n in some]
    said = (QUOTES.sub("", text.clean(q)[slice(*span)]) for span in dropped)
    return Way("without", replaced(q, dict.fromkeys(dropped, "")), tuple(said))


def _best(known: Known, q: str) -> tuple[int, ...]:
    """Return the relevance of the best article that a question finds."""
    query = parse(q, known.names)
    asked = Asked.of(known.seen, query)
    found = among(known.seen, query, known.facets, known.years)
    return max(map(asked.rank, found), default=())
