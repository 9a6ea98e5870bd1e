"""Abbreviations and what they stand for: ANTQ finds an ninh Tổ quốc, and the other way round.

The index holds one list of articles for each long form (a *concept*): those that hold the long form,
whatever its diacritics, or any of its short forms. A query that is, in part, either of them asks that list.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

import yaml

from bangvang.facts import places
from bangvang.language import text
from bangvang.search import tokens


@dataclass(frozen=True)
class Abbreviation:
    """One row of the table. `capitals`: only capitals are taken for it, in the article as in the query."""

    short: str
    long: str
    capitals: bool = False

    @cached_property
    def concept(self) -> str:
        """The name of the list of articles: the folded syllables of the long form, joined by `_`."""
        return "_".join(self.long_folds)

    @cached_property
    def long_folds(self) -> tuple[str, ...]:
        return tuple(tokens.folded(exact) for exact in self.long_exacts)

    @cached_property
    def long_exacts(self) -> tuple[str, ...]:
        return tuple(tokens.exact(s) for s in tokens.syllables(self.long) if s)

    @cached_property
    def mixed(self) -> tuple[tuple[str, ...], ...]:
        """The exact forms of the long form with another abbreviation inside: Ủy ban MTTQ, LLVT nhân dân."""
        long = self.long_exacts
        return tuple(
            (*long[:at], *row.short_folds, *long[at + len(row.long_exacts) :])
            for row in abbreviations()
            if not row.capitals and len(row.long_exacts) < len(long)
            for at in range(len(long) - len(row.long_exacts) + 1)
            if long[at : at + len(row.long_exacts)] == row.long_exacts
        )

    @cached_property
    def short_folds(self) -> tuple[str, ...]:
        return tuple(tokens.folded(tokens.exact(s)) for s in tokens.syllables(self.short) if s)


def _table(name: str) -> Any:
    source = resources.files("bangvang.search") / name
    return yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def abbreviations() -> tuple[Abbreviation, ...]:
    """Return the table that comes with the program, in its order."""
    rows = _table("abbreviations.yaml")
    return tuple(Abbreviation(row["short"], row["long"], row.get("capitals", False)) for row in rows)


@cache
def provinces() -> tuple[str, ...]:
    """Return every name of a province, of any time, that has several syllables: each is one thing that a
    reader means. Words that end as one begins are among them: with these it is none."""
    names = (name for place in places.all() for name in (place.name, *place.aliases, *place.former))
    bare = (" ".join(s for s in tokens.syllables(name.removeprefix("TP. ")) if s) for name in names)
    return tuple(dict.fromkeys([*(name for name in bare if " " in name), *_wordings()["whole"]]))


@cache
def successors() -> tuple[tuple[str, str, int], ...]:
    """Return the ids of provinces that are gone, what their land is called since, and since which year."""
    rows = ((place.id, place.eras[-1]) for place in places.all() if not place.is_current)
    return tuple(
        (id, places.get(era.successor).name, era.end.year) for id, era in rows if era.successor and era.end
    )


@cache
def _wordings() -> dict[str, list[Any]]:
    rows: dict[str, list[Any]] = _table("wordings.yaml")
    return rows


@cache
def synonyms() -> tuple[tuple[str, ...], ...]:
    """Return the groups of words of one meaning, in the order of their table."""
    return tuple(map(tuple, _wordings()["synonyms"]))


def asking() -> list[str]:
    """Return the words that only ask or only search; of two that begin alike, the longer first."""
    return sorted(itertools.chain(*_wordings()["asking"]), key=lambda said: -said.count(" "))


@cache
def readings() -> Mapping[str, Any]:
    """Return the table of years and days in words, and what of it is a matter of its own."""
    table: Mapping[str, Any] = _table("readings.yaml")
    return table


def cues() -> str:
    """Return a pattern of what a folded question, a blank around it, has when it may be one in words or speak
    of years and days in words: others need not be looked at."""
    runs = [text.fold(said) for said in asking() if " " in said]
    return "|".join((readings()["cues"], "[?] *$", f" (?:{'|'.join([*runs, *questions()])}) "))


def particles() -> list[str]:
    """Return the words of a question that say nothing by themselves, folded."""
    return _wordings()["particles"]


def questions() -> list[str]:
    """Return the beginnings, folded, of what can only be a question."""
    return _wordings()["questions"]


def may_be_meant(word: str) -> bool:
    """Say whether a word may be offered for another: letters only, no longer than a syllable may be."""
    return word.isalpha() and 1 < len(word) <= 8


def is_capital(syllable: str) -> bool:
    """Say whether a syllable is written as an abbreviation is: it begins with two capitals."""
    return len(syllable) > 1 and syllable[0].isupper() and syllable[1].isupper()
