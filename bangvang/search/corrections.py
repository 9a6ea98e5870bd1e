"""What is shown where nothing was found, and what is offered where little was: the slow version.

The browser has a quick version (`assets/js/search-mend.js`). The order of trust is that of `_stages`; of
several ways the one is taken that lacks least (`lacks.py`), and every change that led to it counts, too.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bangvang.language import text
from bangvang.search.hearing import MOST_TRIED, alike
from bangvang.search.lacks import Scope, fitting, lacking
from bangvang.search.query import QUOTES, Span, parse
from bangvang.search.reading import read
from bangvang.search.rewording import (
    Lexis,
    asked_runs,
    is_question,
    keyed,
    parted,
    renamed,
    replaced,
    synonyms,
    unasked,
    unmarked,
    words_of,
)
from bangvang.search.twin import (
    OWN_WEIGHT,
    TITLED,
    Asked,
    Facets,
    Found,
    Seen,
    Years,
    among,
    find,
    has_unit,
)

FEW = 3
"""Results up to which words of one meaning are offered, when none has the words in its title."""
MOST_SETS, MOST_UNITS = 8, 30
ENOUGH = 2
"""What may lack so that no less trusted way is looked for; what lacks less is not poor."""
AHEAD, MOST_AHEAD = 2, 3
"""How much less another question must lack so that what it finds stands above what was found; how many."""
CHANGED, LOOSE, LEFT_OUT, COMMON = 1, 2, 3, 2
"""What a change counts: a word put for another, quotes or a word that asks left out, a word, a common word.
Without a word two more neighbours are together by themselves: that is no merit."""


@dataclass(frozen=True, slots=True)
class Way:
    """Another question. `kind`: how it was come by; `lacks`: how much it lacks, all that was changed counted;
    `dropped`: the words that it leaves out."""

    kind: str
    q: str
    lacks: int = 0
    dropped: tuple[str, ...] = ()
    is_unfiltered: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown: what was found, and the way on which, None when it is what was asked for. `offers`: what
    else fits better, where what was found fits badly; `ahead`: what one of them finds, shown above."""

    found: Found
    way: Way | None = None
    offers: tuple[Way, ...] = ()
    ahead: tuple[str, ...] = ()


class Known(Lexis):
    """An archive, and all of what is asked of it but the words."""

    def __init__(
        self, seen: Sequence[Seen], facets: Facets | None = None, sort: str = "lien-quan", years: Years = None
    ) -> None:
        super().__init__(seen)
        self.facets, self.sort, self.years = facets, sort, years
        self.scope = Scope(seen, facets, years)

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

    def says(self, q: str, runs: Sequence[str]) -> bool:
        """Say whether an article has all of a question, and some words of it side by side as well."""
        return self.total(" ".join((q, *(f'"{run}"' for run in runs)))) > 0

    def asks(self, q: str) -> bool:
        """Say whether a question can only be one in words."""
        runs = asked_runs(q, self.names)
        return is_question(q) or any(not self.says(q, [run]) for run in runs)


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
    if insists or not parse(q, known.names).clauses:
        return Answer(found)
    meant = _read(q, known)
    if meant is not None:
        shown = answer(seen, meant, facets, sort, years)
        return replace(shown, way=shown.way or Way("read", meant))
    asks = known.asks(q) and any(known.total(other) for other, _ in unasked(q, known.names))
    if found.ids and not asks:
        offers = tuple(better(q, known))
        return Answer(found, None, offers, _ahead(q, offers, known))
    if known.is_narrowed and not asks and known.find(q, is_unfiltered=True).ids:
        way: Way | None = Way("unfiltered", q, is_unfiltered=True)
    else:
        way = min(ways(q, known), key=lambda way: way.lacks, default=None)
    return Answer(known.find(way.q, is_unfiltered=way.is_unfiltered), way) if way else Answer(found)


def _read(q: str, known: Known) -> str | None:
    """Return what years and days in words mean, the narrowest that finds something; None where there are
    none, or where an article has all that was typed and those very words."""
    reading = read(q)
    if reading is None or known.says(q, reading.said):
        return None
    return next((each for each in reading.questions if known.total(each)), reading.questions[-1])


def better(q: str, known: Known) -> Iterator[Way]:
    """Yield the ways on which less is lacking than by what was typed, where that lacks much; and words of one
    meaning that find more, where it finds little."""
    typed = lacking(q, known.scope) or 0
    offers = [way for way in ways(q, known) if way.lacks < typed] if typed >= ENOUGH else []
    yield from offers
    if is_little(q, known) and not any(way.kind == "synonym" for way in offers):
        total = known.total(q)
        more = (other for other in itertools.islice(synonyms(q, known), MOST_TRIED))
        yield from (Way("synonym", other) for other in itertools.islice(_finding(more, total, known), 1))


def _finding(others: Iterator[str], more_than: int, known: Known) -> Iterator[str]:
    return (other for other in others if known.total(other) > more_than)


def is_little(q: str, known: Known) -> bool:
    """Say whether little was found, and none of it with a word of the question in its title."""
    query = parse(q, known.names)
    asked = Asked.of(known.seen, query)
    ranks = [asked.rank(each) for each in among(known.seen, query, known.facets, known.years)]
    return len(ranks) <= FEW and not any(rank[TITLED] for rank in ranks)


def _ahead(q: str, offers: Sequence[Way], known: Known) -> tuple[str, ...]:
    """Return what stands above what was found: the best of what lacks much less, no word left out."""
    close = [way for way in offers if way.kind in ("question", "meant", "synonym") and way.lacks]
    way = min(close, key=lambda way: way.lacks, default=None)
    if way is None or known.sort != "lien-quan" or way.lacks > (lacking(q, known.scope) or 0) - AHEAD:
        return ()
    best = fitting(way.q, known.scope)
    return tuple(id for id in known.find(way.q).ids if id in best)[:MOST_AHEAD]


# --- ways


def ways(q: str, known: Known) -> list[Way]:
    """Return of each kind the way that lacks least, the more trusted first; when one lacks little, the less
    trusted are not looked for."""
    best: dict[str, Way] = {}
    for stage in _stages(q, known):
        for way in stage:
            lacks = lacking(way.q, known.scope)
            if lacks is None:
                continue
            now = replace(way, lacks=way.lacks + lacks)
            if way.kind not in best or now.lacks < best[way.kind].lacks:
                best[way.kind] = now
        if any(way.lacks <= ENOUGH for way in best.values()):
            break
    return list(best.values())


def _stages(q: str, known: Known) -> Iterator[list[Way]]:
    """Yield ways, most trusted first, each with what its changes count: words that only ask left out; keys
    made letters; words parted and joined; quotes whatever the marks; words put for others that sound alike;
    words of one meaning; without quotes; without some words. Each goes on from where the last has come."""
    now, spent = q, 0
    yield [Way("synonym", other, CHANGED) for other in renamed(q, known)]
    asks = known.asks(q)
    asked = [(other, count * (CHANGED if asks else LOOSE)) for other, count in unasked(q, known.names)]
    yield [Way("question", other, counts) for other, counts in asked]
    if asked:
        now, spent = asked[-1 if asks else 0]
    for stage in (keyed, parted, unmarked):
        tried = list(itertools.islice(stage(now, known), MOST_TRIED))
        yield [Way("meant", other, spent + CHANGED) for other in tried]
        if tried and stage is not unmarked and any(map(known.is_lost, words_of(now, known.names))):
            now, spent = tried[0], spent + CHANGED
    heard = list(itertools.islice(alike(now, known), MOST_TRIED))
    again = list(itertools.islice(alike(heard[0], known), MOST_TRIED)) if heard else []
    yield [Way("meant", other, spent + CHANGED) for other in heard]
    yield [Way("meant", other, spent + 2 * CHANGED) for other in again]
    for places in (1, 2):
        others = itertools.islice(synonyms(now, known, places), places * MOST_TRIED)
        yield [Way("synonym", other, spent + places * CHANGED) for other in others if other != now]
    bases = [(now, spent)]
    if QUOTES.search(now):
        loose = QUOTES.sub(" ", now)
        yield [Way("unquoted", loose, spent + LOOSE)]
        heard = list(itertools.islice(alike(loose, known), MOST_TRIED))
        yield [Way("meant", other, spent + LOOSE + CHANGED) for other in heard]
        bases.append((loose, spent + LOOSE))
    yield [
        replace(way, lacks=way.lacks + cost + CHANGED * (other != base))
        for base, cost in bases
        for other in dict.fromkeys((base, next(alike(base, known, only_beside=True), base)))
        for way in without(other, known)
    ]


# --- all words but some


def without(q: str, known: Known) -> list[Way]:
    """Return the question without the fewest of its units, or one more; at least half of them stay,
    or else a province that is named. Where there are articles with all, one is left out, too."""
    query = parse(q, known.names)
    if len(query.clauses) != 1:
        return []
    clause = query.clauses[0]
    (unfinished,) = Asked.of(known.seen, query).unfinished
    units, spans = clause.units, (*clause.term_spans, *clause.phrase_spans)
    scope = among(known.seen, replace(query, clauses=()), known.facets, known.years)
    lacking = Counter(
        tuple(n for n, unit in enumerate(units) if not has_unit(each, clause, unit, unfinished=unfinished))
        for each in scope
    )
    named = {n for n, unit in enumerate(units) if any(start in unit for start, _ in clause.places)}
    kept = [some for some in lacking if len(some) <= len(units) // 2 or not named <= {*some}]
    if not kept or len(units) > MOST_UNITS:
        return []
    fewest = max(min(map(len, kept)), 1)
    having = [sum(count for some, count in lacking.items() if n not in some) for n in range(len(units))]
    # The words that most articles have say least.
    sets = sorted((len(some), -sum(having[n] for n in some), some) for some in kept)
    counts = [
        (COMMON if 2 * count > len(scope) else LEFT_OUT) + OWN_WEIGHT * (len(unit) > 1)
        for unit, count in zip(units, having, strict=True)
    ]
    no_place = OWN_WEIGHT * bool(named)
    return [
        _dropping(
            q,
            [[spans[k] for k in units[n]] for n in some],
            sum(counts[n] for n in some) + no_place * (named <= {*some}),
        )
        for size in (fewest, fewest + 1)
        for _, _, some in [row for row in sets if row[0] == size][:MOST_SETS]
    ]


def _dropping(q: str, dropped: Sequence[Sequence[Span]], counts: int) -> Way:
    cleaned = text.clean(q)
    said = (QUOTES.sub("", cleaned[unit[0][0] : unit[-1][1]]) for unit in dropped)
    return Way("without", replaced(q, dict.fromkeys(itertools.chain(*dropped), "")), counts, tuple(said))
