"""What a reader types, read: syllables, phrases in quotes, abbreviations, an unfinished last word.

The browser has a twin of this module (`assets/js/search-text.js`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bangvang.language import text
from bangvang.search import lexicon, tokens

_QUOTES = re.compile('["“”„‟«»″]')


@dataclass(frozen=True, slots=True)
class Term:
    """One syllable of a query. With marks it asks for that very form; without, for all that fold alike."""

    exact: str
    fold: str

    @property
    def marked(self) -> bool:
        return self.exact != self.fold


@dataclass(frozen=True, slots=True)
class Cover:
    """The terms start … end-1 are an abbreviation or its long form: any of the concepts stands for them."""

    start: int
    end: int
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A query, read. `open_ended`: the last term may be the beginning of a word still being typed."""

    terms: tuple[Term, ...]
    phrases: tuple[tuple[Term, ...], ...]
    covers: tuple[Cover, ...]
    open_ended: bool


def parse(s: str) -> Query:
    """Read a query. What stands between two quotes is a phrase; a last quote left open runs to the end."""
    cleaned = text.clean(s)
    terms: list[Term] = []
    phrases: list[tuple[Term, ...]] = []
    typed: list[tuple[int, list[str]]] = []
    segments = _QUOTES.split(cleaned)
    for n, segment in enumerate(segments):
        if n % 2:
            phrase = tuple(_term(syllable) for syllable in _syllables(segment))
            phrases += [phrase] if phrase else []
            continue
        for chunk in segment.split():
            at = len(terms)
            terms += map(_term, _syllables(chunk))
            # TP.HCM is two abbreviations, T.Ư one.
            typed.append((at, _syllables(chunk)))
            for part in chunk.split(".") if "." in chunk else ():
                typed.append((at, _syllables(part)))
                at += len(typed[-1][1])
    open_ended = bool(terms) and len(segments) % 2 == 1 and bool(segments[-1]) and segments[-1][-1].isalnum()
    return Query(tuple(terms), tuple(phrases), _covers(terms, typed), open_ended)


def _syllables(s: str) -> list[str]:
    return [syllable for syllable in tokens.syllables(s) if syllable]


def _term(syllable: str) -> Term:
    exact = tokens.exact(syllable)
    return Term(exact, tokens.folded(exact))


def _covers(terms: Sequence[Term], typed: Sequence[tuple[int, list[str]]]) -> tuple[Cover, ...]:
    """Return the abbreviations that stand by themselves, and the long forms, longest first where they
    overlap."""
    found: dict[tuple[int, int], list[str]] = {}
    for row in lexicon.abbreviations():
        short = list(row.short_folds)
        for start, syllables in typed:
            if [tokens.folded(tokens.exact(s)) for s in syllables] == short and (
                not row.capitals or all(map(lexicon.is_capital, syllables))
            ):
                found.setdefault((start, start + len(short)), []).append(row.concept)
        long = row.long_exacts
        for start in range(len(terms) - len(long) + 1):
            if all(_agrees(term, exact) for term, exact in zip(terms[start:], long, strict=False)):
                found.setdefault((start, start + len(long)), []).append(row.concept)
    covers: list[Cover] = []
    for start, end in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= cover.start or cover.end <= start for cover in covers):
            covers.append(Cover(start, end, tuple(dict.fromkeys(found[start, end]))))
    return tuple(sorted(covers, key=lambda cover: cover.start))


def _agrees(term: Term, exact: str) -> bool:
    return term.exact == exact if term.marked else term.fold == tokens.folded(exact)
