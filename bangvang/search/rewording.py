"""Other words for a question: those that only ask left out, keys made letters, words parted and joined, marks
left out, words of one meaning.

The browser has a twin of this module (`assets/js/search-rewording.js`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from bangvang.language import text
from bangvang.search import keys, lexicon, tokens
from bangvang.search.query import GROUPS, QUOTES, Names, Phrase, Span, Term, holds_run, parse, terms_of
from bangvang.search.twin import Seen, names_of

MOST_JOINED = 4
_ALONE = "aeiouy"
"""Letters that are a syllable of a name by themselves: Y Phương, A Dế."""
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_JOINT = re.compile(rf"(?!{QUOTES.pattern})[^\s\w]|_")


@dataclass(frozen=True, slots=True)
class Word:
    """A syllable of a question, and where it stands."""

    span: Span
    text: str
    term: Term
    is_quoted: bool = False


class Lexis:
    """What an archive has of words."""

    def __init__(self, seen: Sequence[Seen]) -> None:
        self.seen = seen
        self.names = names_of(seen)
        self.folds = set[str]().union(*(each.folds for each in seen))
        self.exacts = set[str]().union(*(each.exacts for each in seen))

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """Every word that may be meant, and how many times its number of articles can be halved."""
        counts: dict[str, int] = {}
        for each in self.seen:
            for exact in each.exacts:
                counts[exact] = counts.get(exact, 0) + 1
        return {word: n.bit_length() for word, n in counts.items() if lexicon.may_be_meant(word)}

    @cached_property
    def fold_levels(self) -> Mapping[str, int]:
        """The same of folded words: of the most frequent form of each."""
        out: dict[str, int] = {}
        for word, level in self.levels.items():
            fold = tokens.folded(word)
            out[fold] = max(level, out.get(fold, 0))
        return out

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """All folded words that stand side by side."""
        runs = (run for each in self.seen for run in each.whole.runs)
        return frozenset((a, b) for run in runs for (_, a), (_, b) in itertools.pairwise(run))

    def is_beside(self, one: str, other: str) -> bool:
        """Say whether two folded words stand side by side in some article."""
        return (one, other) in self.pairs

    def is_place(self, one: str, other: str) -> bool:
        """Say whether they stand side by side in the name of a province."""
        values = itertools.chain(*(self.names.get(facet, ()) for facet in GROUPS["tinh"]))
        return any(holds_run(value, (one, other)) for value in values)

    def is_lost(self, word: Word) -> bool:
        """Say whether no article has a word."""
        return word.term.fold not in self.folds

    def is_odd(self, word: Word) -> bool:
        """Say whether no article has a word in the form in which it was typed, with marks."""
        return word.term.marked and word.term.exact not in self.exacts


# --- the words of a question


def words_of(q: str, names: Names) -> list[Word]:
    """Return the syllables of a question in their order, but for those of operators."""
    cleaned = text.clean(q)
    words: list[Word] = []
    for clause in parse(q, names).clauses:
        words += _words(cleaned, clause.term_spans, clause.terms)
        for (start, end), phrase in zip(clause.phrase_spans, clause.phrases, strict=True):
            inside = [(start + a, start + b) for a, b in tokens.spans(cleaned[start:end])]
            words += _words(cleaned, inside, phrase, is_quoted=True)
    return sorted(words, key=lambda word: word.span)


def _words(
    cleaned: str, spans: Sequence[Span], terms: Sequence[Term], *, is_quoted: bool = False
) -> Iterator[Word]:
    for span, term in zip(spans, terms, strict=True):
        yield Word(span, cleaned[slice(*span)], term, is_quoted)


def replaced(q: str, changes: Mapping[Span, str]) -> str:
    """Return the question with other texts in some places. What is left out takes the marks behind it along:
    of `a-b`, `-b` would mean something else."""
    cleaned, out, at = text.clean(q), "", 0
    for (start, end), said in sorted(changes.items()):
        out += cleaned[at:start] + said
        at = end
        while not said and at < len(cleaned) and _JOINT.match(cleaned[at]):
            at += 1
    return " ".join((out + cleaned[at:]).split())


def unasked(q: str, names: Names) -> list[tuple[str, int]]:
    """Return the question without the words that only ask, then without its particles, too: each, where that
    leaves some words, with the number of those that are left out."""
    words = words_of(q, names)
    free = [word for word in words if not word.is_quoted]
    out: dict[str, int] = {}
    for particles in ([], lexicon.particles()):
        gone: dict[Span, str] = {}
        asks, at = False, 0
        while at < len(free):
            asked = _asked(free, at)
            asks |= asked > 0
            size = asked or int(free[at].term.fold in particles)
            gone |= {word.span: "" for word in free[at : at + size]}
            at += size or 1
        if asks and len(gone) < len(words):
            out.setdefault(replaced(q, gone).rstrip(" ?"), len(gone))
    return list(out.items())


def _asked(free: Sequence[Word], at: int) -> int:
    """Return how many words from a place on only ask."""
    return len(next((run for run in _asking() if _begins(free, at, run)), ()))


@cache
def _asking() -> list[Phrase]:
    return [*map(terms_of, lexicon.asking())]


def _begins(words: Sequence[Word], at: int, wanted: Sequence[Term]) -> bool:
    here = words[at : at + len(wanted)]
    return len(here) == len(wanted) and all(
        _means(word.term, term) for word, term in zip(here, wanted, strict=True)
    )


def asked_runs(q: str, names: Names) -> list[str]:
    """Return what only asks or only searches, in two words and more, as it was typed."""
    free = [word for word in words_of(q, names) if not word.is_quoted]
    sizes = ((at, _asked(free, at)) for at in range(len(free)))
    return [" ".join(word.text for word in free[at : at + size]) for at, size in sizes if size > 1]


def is_question(q: str) -> bool:
    """Whether a question can only be one in words: by how it begins or ends."""
    folded = f"{text.fold(q)} "
    return folded.rstrip().endswith("?") or any(
        folded.startswith(f"{start} ") for start in lexicon.questions()
    )


def keyed(q: str, lexis: Lexis) -> Iterator[str]:
    """Yield the question with keys made letters where the archive has the syllable: in words that it does
    not have, then in all."""
    words = words_of(q, lexis.names)
    made = {
        word.span: syllable
        for word in words
        if (syllable := keys.decoded(word.text)) and tokens.folded(tokens.exact(syllable)) in lexis.folds
    }
    lost = {word.span: made[word.span] for word in words if word.span in made and lexis.is_lost(word)}
    for changes in (lost, made) if lost != made else (made,):
        if changes:
            yield replaced(q, changes)


def parted(q: str, lexis: Lexis) -> Iterator[str]:
    """Yield the question with lost words parted and joined, then with any neighbours joined."""
    words = words_of(q, lexis.names)
    changes: dict[Span, str] = {}
    joined: list[dict[Span, str]] = []
    for word in words:
        if lexis.is_lost(word) and (pieces := _pieces(word, lexis)):
            changes[word.span] = " ".join(pieces)
    for some in _neighbours(text.clean(q), words):
        if "".join(word.term.fold for word in some) not in lexis.folds:
            continue
        change = {(some[0].span[0], some[-1].span[1]): "".join(word.text for word in some)}
        is_free = not any(word.span in changes for word in some)
        if any(map(lexis.is_lost, some)) and is_free and not _overlap({**changes, **change}):
            changes |= change
        else:
            joined.append(change)
    if changes:
        yield replaced(q, changes)
    yield from (replaced(q, change) for change in joined)


def _neighbours(cleaned: str, words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Yield two to four words with nothing but blanks between them, the longer runs first."""
    apart = [not cleaned[one.span[1] : other.span[0]].isspace() for one, other in itertools.pairwise(words)]
    for size in range(MOST_JOINED, 1, -1):
        for at in range(len(words) - size + 1):
            if not any(apart[at : at + size - 1]):
                yield words[at : at + size]


def _overlap(changes: Mapping[Span, str]) -> bool:
    return any(a[1] > b[0] for a, b in itertools.pairwise(sorted(changes)))


def _pieces(word: Word, lexis: Lexis) -> list[str]:
    """Return the known syllables that a word is made of, as few as may be, then of the most articles; numbers
    are pieces of their own, with points where the archive has them so. None: it is not made of such."""
    unit = re.fullmatch("([0-9]+)([^0-9].*)", word.term.exact)
    if unit is not None and tokens.folded(unit[2]) in lexis.folds:
        return [_pointed(unit[1], lexis), unit[2]]  # 1200m2: m2 is a word
    out: list[str] = []
    for run in re.findall("[0-9]+|[^0-9]+", word.term.exact):
        fold = tokens.folded(run)
        if run[0].isdigit() or fold in lexis.folds:
            out.append(_pointed(run, lexis))
            continue
        # Shortest ways to every place: (pieces, minus their levels, the place before).
        best: list[tuple[int, int, int] | None] = [(0, 0, 0)]
        for end in range(1, len(fold) + 1):
            ways = [
                (before[0] + 1, before[1] - lexis.fold_levels[fold[start:end]], start)
                for start in range(max(0, end - 7), end)
                if (before := best[start]) is not None and fold[start:end] in lexis.fold_levels
            ]
            best.append(min(ways, default=None))
        if len(fold) != len(run) or best[-1] is None:
            is_name = len(fold) == len(run) > 2 and fold[0] in _ALONE and lexis.is_beside(fold[0], fold[1:])
            if not is_name:
                return []
            out += [run[0], run[1:]]
            continue
        cut: list[str] = []
        end = len(fold)
        while end:
            way = best[end]
            assert way is not None  # noqa: S101 - a place on the way has a way
            cut.insert(0, run[way[2] : end])
            end = way[2]
        out += cut
    return out if out != [word.term.exact] else []


def _pointed(run: str, lexis: Lexis) -> str:
    """Return a number that no article has as the press writes it, 2250 as 2.250, if one has that."""
    if not run.isdigit() or run in lexis.folds:
        return run
    cut = [run[max(0, end - 3) : end] for end in range(len(run), 0, -3)][::-1]
    folds = [term.fold for term in terms_of(" ".join(cut))]
    return ".".join(cut) if all(lexis.is_beside(*pair) for pair in itertools.pairwise(folds)) else run


def unmarked(q: str, lexis: Lexis) -> Iterator[str]:
    """Yield the question with its quotes asked for whatever the marks."""
    changes = {
        word.span: word.term.fold for word in words_of(q, lexis.names) if word.is_quoted and word.term.marked
    }
    if changes:
        yield replaced(q, changes)


def renamed(q: str, lexis: Lexis) -> Iterator[str]:
    """Yield the question with what a province has become, where it names a year in which that was so."""
    query = parse(q, lexis.names)
    changes: dict[Span, str] = {}
    for clause in query.clauses:
        years = [int(term.fold) for term in clause.terms if _YEAR.fullmatch(term.fold)]
        latest = max([*years, *(query.years or ())[:1]], default=0)
        for start, end in clause.places:
            said = "-".join(term.fold for term in clause.terms[start:end])
            span = clause.term_spans[start][0], clause.term_spans[end - 1][1]
            for id, now, year in lexicon.successors():
                if latest >= year and said == id:
                    changes[span] = now
    if changes:
        yield replaced(q, changes)


def synonyms(q: str, lexis: Lexis, at_once: int = 1) -> Iterator[str]:
    """Yield the question with words of one meaning in place of those that it has, in so many places."""
    words = words_of(q, lexis.names)
    changes = dict.fromkeys(
        ((here[0].span[0], here[-1].span[1]), other)
        for group in lexicon.synonyms()
        for said in group
        for here in _places(words, terms_of(said))
        for other in group
        if other != said
    )
    for some in itertools.combinations(changes, at_once):
        if not _overlap(dict(some)) and len(dict(some)) == at_once:
            yield replaced(q, dict(some))


def _places(words: Sequence[Word], wanted: Sequence[Term]) -> Iterator[Sequence[Word]]:
    for at in range(len(words) - len(wanted) + 1):
        if _begins(words, at, wanted):
            yield words[at : at + len(wanted)]


def _means(typed: Term, said: Term) -> bool:
    return typed.exact == said.exact if typed.marked else typed.fold == said.fold
