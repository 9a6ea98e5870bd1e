"""What a reader types, read: syllables, phrases in quotes, abbreviations, operators, an unfinished last word.

The browser has a twin of this module (`assets/js/search-query.js`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from bangvang.language import text
from bangvang.search import lexicon, tokens

QUOTES = re.compile('["“”„‟«»″]')
_OR = frozenset(("hoặc", "hoac", "or", "|"))
_FIELD = re.compile(r"([^\W\d_]+(?:[-_]?[^\W\d_]+)?):(.*)", re.DOTALL)
_CHUNK = re.compile(r"\S+")
_YEARS = re.compile(r"([0-9]{4})?(?:(\.\.+|…|-|–)([0-9]{4})?)?")
LONGEST_NAME = 8
FIELDS = {"nam": "nam", "tinh": "tinh", "noikhen": "noi-khen"}
GROUPS = {"tinh": ("tinh", "tinh-nay"), "noi-khen": ("noi-khen",)}
"""The facets that an operator asks: a province then or now."""

Names = Mapping[str, Collection[str]]
"""By facet: the values that a question may name."""


@dataclass(frozen=True, slots=True)
class Term:
    """One syllable of a query. With marks it asks for that very form; without, for all that fold alike."""

    exact: str
    fold: str

    @property
    def marked(self) -> bool:
        return self.exact != self.fold


Phrase = tuple[Term, ...]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cover:
    """The terms start … end-1 are an abbreviation or its long form: any of the concepts stands for them."""

    start: int
    end: int
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """What an article must have, all of it. `open_ended`: the last term may be the beginning of a word still
    being typed. Spans say where the terms, and the phrases with their quotes, stand in the clean query.
    `places`: the terms start … end-1 are the whole name of a province."""

    terms: tuple[Term, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    covers: tuple[Cover, ...] = ()
    open_ended: bool = False
    term_spans: tuple[Span, ...] = ()
    phrase_spans: tuple[Span, ...] = ()
    places: tuple[Span, ...] = ()

    @property
    def units(self) -> list[range]:
        """What is one thing to who asks, by the numbers of its terms; phrases are counted after these. The
        name of a province is one, what an abbreviation stands for is, together with what it overlaps."""
        starts = set(range(len(self.terms) + len(self.phrases)))
        for start, end in (*self.places, *((cover.start, cover.end) for cover in self.covers)):
            starts -= set(range(start + 1, end))
        firsts = sorted(starts)
        ends = [*firsts[1:], len(self.terms) + len(self.phrases)]
        return [range(first, end) for first, end in zip(firsts, ends, strict=True)]


@dataclass(frozen=True, slots=True)
class Query:
    """A query, read: any of the clauses, none of what is excluded, one of the values whose names hold the
    syllables of each field, a year of the range."""

    clauses: tuple[Clause, ...]
    excluded: tuple[Phrase, ...] = ()
    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()
    years: tuple[int, int] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for: what is excluded alone is no question."""
        return not (self.clauses or self.fields or self.years)


@dataclass(slots=True)
class _Item:
    """A run between blanks, or what stands between two quotes. `is_glued`: no blank stands before it."""

    text: str
    start: int
    is_quoted: bool = False
    is_glued: bool = False

    @property
    def span(self) -> Span:
        return self.start, self.start + len(self.text)


@dataclass(slots=True)
class _Draft:
    """A clause being read."""

    terms: list[Term] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    typed: list[tuple[int, list[str]]] = field(default_factory=list)
    open_ended: bool = False
    term_spans: list[Span] = field(default_factory=list)
    phrase_spans: list[Span] = field(default_factory=list)

    def add(self, item: _Item) -> None:
        at, chunk = len(self.terms), item.text
        self.terms += terms_of(chunk)
        self.term_spans += [(item.start + start, item.start + end) for start, end in tokens.spans(chunk)]
        # TP.HCM is two abbreviations, T.Ư one.
        self.typed.append((at, _syllables(chunk)))
        for part in chunk.split(".") if "." in chunk else ():
            self.typed.append((at, _syllables(part)))
            at += len(self.typed[-1][1])

    def done(self) -> Iterator[Clause]:
        if self.terms or self.phrases:
            covers = _covers(self.terms, self.typed)
            spans = tuple(self.term_spans), tuple(self.phrase_spans)
            places = _places(self.terms)
            yield Clause(tuple(self.terms), tuple(self.phrases), covers, self.open_ended, *spans, places)


def parse(s: str, names: Names | None = None) -> Query:
    """Read a query. What stands between two quotes is a phrase; a last quote left open runs to the end.

    `-word` and `-"a phrase"` exclude, `hoặc` parts alternatives, `năm:2020..2024` is a range of years,
    `tỉnh:` and `nơi-khen:` ask for a value of `names` that holds the words behind them, as many as fit;
    what names none is read as words.
    """
    reader = _Reader(list(_items(text.clean(s))), names or {})
    query = reader.read()
    if query.is_empty and not query.excluded:
        reader = _Reader(reader.items, names or {}, is_plain=True)
        query = reader.read()
    return query


class _Reader:
    def __init__(self, items: list[_Item], names: Names, *, is_plain: bool = False) -> None:
        self.items, self.names, self.is_plain = items, names, is_plain
        self.drafts = [_Draft()]
        self.excluded: list[Phrase] = []
        self.fields: list[tuple[str, tuple[str, ...]]] = []
        self.years: tuple[int, int] | None = None

    def read(self) -> Query:
        at = 0
        while at < len(self.items):
            at = self._operator(at) or self._plain(at)
        clauses = tuple(clause for draft in self.drafts for clause in draft.done())
        return Query(clauses, tuple(self.excluded), tuple(self.fields), self.years)

    def _plain(self, at: int) -> int:
        item, draft = self.items[at], self.drafts[-1]
        draft.open_ended = False
        if item.is_quoted:
            if phrase := terms_of(item.text):
                draft.phrases.append(phrase)
                draft.phrase_spans.append((item.start - 1, item.span[1] + 1))
        elif item.text:
            draft.add(item)
            is_last = at == len(self.items) - 1
            draft.open_ended = is_last and bool(draft.terms) and item.text[-1].isalnum()
        return at + 1

    def _operator(self, at: int) -> int | None:
        """Read what is no plain word; return where the rest begins, None when it is one."""
        item = self.items[at]
        if self.is_plain or item.is_quoted:
            return None
        if item.text.lower() in _OR:
            self.drafts.append(_Draft())
            return at + 1
        follower = self.items[at + 1] if at + 1 < len(self.items) else None
        quoted = follower.text if follower and follower.is_quoted and follower.is_glued else None
        if item.text.startswith("-") and not item.is_glued:
            phrase = terms_of(quoted if item.text == "-" and quoted else item.text[1:])
            if phrase and (item.text == "-" or item.text[1].isalnum()):
                excluded, size = (phrase, 2) if item.text == "-" else self._name(at)
                self.excluded.append(excluded)
                return at + size
        match = _FIELD.fullmatch(item.text)
        if match is None:
            return None
        name = FIELDS.get(re.sub("[-_]", "", text.fold(match[1])))
        if name == "nam":
            return at + 1 if self._range(match[2]) else None
        return self._field(name, match[2], quoted, at) if name else None

    def _name(self, at: int) -> tuple[Phrase, int]:
        """Return what a mark of exclusion takes: the whole name that begins behind it, or one word; and how
        many items that is."""
        said = [self.items[at].text[1:]]
        for item in self.items[at + 1 : at + LONGEST_NAME]:
            if item.is_quoted:
                break
            said.append(item.text)
        for size in range(len(said), 1, -1):
            phrase = terms_of(" ".join(said[:size]))
            if any(_is(phrase, name) for name in _longs()):
                return phrase, size
        return terms_of(said[0]), 1

    def _range(self, value: str) -> bool:
        match = _YEARS.fullmatch(value)
        if match is None or not (match[1] or match[3]):
            return False
        low = int(match[1] or 0)
        high = int(match[3]) if match[3] else 9999 if match[2] else low
        self.years = within(self.years, (min(low, high), max(low, high)))
        return True

    def _field(self, name: str, value: str, quoted: str | None, at: int) -> int | None:
        """Take as many words as the name of a value has; return where the rest begins."""
        if quoted is not None and not value:
            run = self._known(name, quoted)
            self.fields += [(name, run)] if run else []
            return at + 2 if run else None
        said, best = value, None
        end = at + 1
        while True:
            run = self._known(name, said)
            if run:
                self.fields[len(self.fields) - (best is not None) :] = [(name, run)]
                best = end
            elif said.strip():
                return best
            if end == len(self.items) or self.items[end].is_quoted or not self.items[end].text:
                return best
            said += f" {self.items[end].text}"
            end += 1

    def _known(self, name: str, said: str) -> tuple[str, ...]:
        folds = tuple(term.fold for term in terms_of(said))
        for run in (folds, _expanded(folds)):
            if run and any(
                holds_run(value, run) for facet in GROUPS[name] for value in self.names.get(facet, ())
            ):
                return run
        return ()


@cache
def _longs() -> list[tuple[str, ...]]:
    """What is one thing: names of provinces, and what abbreviations stand for."""
    names = (tuple(term.exact for term in terms_of(name)) for name in lexicon.provinces())
    return [*(row.long_exacts for row in lexicon.abbreviations()), *names]


def _is(phrase: Phrase, name: tuple[str, ...]) -> bool:
    return len(phrase) == len(name) and all(map(_agrees, phrase, name))


def _expanded(folds: tuple[str, ...]) -> tuple[str, ...]:
    """Return the syllables with each abbreviation written out."""
    long: dict[str, tuple[str, ...]] = {}
    for row in lexicon.abbreviations():
        if len(row.short_folds) == 1:
            long.setdefault(row.short_folds[0], row.long_folds)
    return tuple(fold for each in folds for fold in long.get(each, (each,)))


def within(one: tuple[int, int] | None, other: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return the years that two ranges share; None is every year."""
    if one is None or other is None:
        return one or other
    return max(one[0], other[0]), min(one[1], other[1])


def holds_run(value: str, run: Sequence[str]) -> bool:
    """Say whether the syllables stand side by side in the name of a value."""
    return f"-{'-'.join(run)}-" in f"-{value}-"


def is_named(value: str, said: Sequence[str]) -> bool:
    """Say whether the whole name of a value stands among the syllables."""
    return f"-{value}-" in f"-{'-'.join(said)}-"


def _items(cleaned: str) -> Iterator[_Item]:
    start = 0
    for n, segment in enumerate(QUOTES.split(cleaned)):
        if n % 2:
            is_glued = start > 1 and not cleaned[start - 2].isspace()
            yield _Item(segment, start, is_quoted=True, is_glued=is_glued)
        else:
            for chunk in _CHUNK.finditer(segment):
                yield _Item(chunk[0], start + chunk.start(), is_glued=n > 0 and not chunk.start())
        start += len(segment) + 1
    if cleaned[-1:].isspace():
        yield _Item("", len(cleaned))  # the last word is typed out


def terms_of(s: str) -> Phrase:
    """Return the syllables of a text as terms."""
    return tuple(_term(syllable) for syllable in _syllables(s))


def _syllables(s: str) -> list[str]:
    return [syllable for syllable in tokens.syllables(s) if syllable]


def _term(syllable: str) -> Term:
    exact = tokens.exact(syllable)
    return Term(exact, tokens.folded(exact))


def _covers(terms: Sequence[Term], typed: Sequence[tuple[int, list[str]]]) -> tuple[Cover, ...]:
    """Return the abbreviations that stand by themselves, and the long forms, also where they overlap."""
    found: dict[tuple[int, int], list[str]] = {}
    for row in lexicon.abbreviations():
        short = list(row.short_folds)
        for start, syllables in typed:
            if [tokens.folded(tokens.exact(s)) for s in syllables] == short and (
                not row.capitals or all(map(lexicon.is_capital, syllables))
            ):
                found.setdefault((start, start + len(short)), []).append(row.concept)
        for long in (row.long_exacts, *row.mixed):
            for start in range(len(terms) - len(long) + 1):
                if all(_agrees(term, exact) for term, exact in zip(terms[start:], long, strict=False)):
                    found.setdefault((start, start + len(long)), []).append(row.concept)
    return tuple(Cover(start, end, tuple(dict.fromkeys(found[start, end]))) for start, end in sorted(found))


@cache
def _provinces() -> dict[tuple[str, ...], list[Phrase]]:
    """The names of provinces by their first two syllables, folded."""
    out: dict[tuple[str, ...], list[Phrase]] = {}
    for name in map(terms_of, lexicon.provinces()):
        out.setdefault(tuple(term.fold for term in name[:2]), []).append(name)
    return out


def _places(terms: Sequence[Term]) -> tuple[Span, ...]:
    """Return where whole names of provinces stand, the longest of those that begin or end alike. Names that
    run into each other (*Tô Lâm Đồng Nai*) are none: who can say which is meant."""
    found = {
        (at, at + len(name))
        for at in range(len(terms) - 1)
        for name in _provinces().get((terms[at].fold, terms[at + 1].fold), ())
        if len(terms) >= at + len(name)
        and all(_agrees(term, said.exact) for term, said in zip(terms[at:], name, strict=False))
    }
    whole = [(a, b) for a, b in found if not any(c <= a and b <= d and (a, b) != (c, d) for c, d in found)]
    return tuple(
        (a, b) for a, b in sorted(whole) if not any(c < b and a < d and (a, b) != (c, d) for c, d in whole)
    )


def _agrees(term: Term, exact: str) -> bool:
    return term.exact == exact if term.marked else term.fold == tokens.folded(exact)
