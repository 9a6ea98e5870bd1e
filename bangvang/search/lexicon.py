"""Abbreviations and what they stand for: ANTQ finds an ninh Tổ quốc, and the other way round.

The index holds one list of articles for each long form (a *concept*): those that hold the long form,
whatever its diacritics, or any of its short forms. A query that is, in part, either of them asks that list.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

import yaml

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
    def short_folds(self) -> tuple[str, ...]:
        return tuple(tokens.folded(tokens.exact(s)) for s in tokens.syllables(self.short) if s)


@cache
def abbreviations() -> tuple[Abbreviation, ...]:
    """Return the table that comes with the program, in its order."""
    table = resources.files("bangvang.search") / "abbreviations.yaml"
    rows = yaml.load(table.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return tuple(Abbreviation(row["short"], row["long"], row.get("capitals", False)) for row in rows)


def is_capital(syllable: str) -> bool:
    """Say whether a syllable is written as an abbreviation is: it begins with two capitals."""
    return len(syllable) > 1 and syllable[0].isupper() and syllable[1].isupper()
