"""The articles that say what an abbreviation stands for, in full or in short: all are looked for at once. And
those that are of a province, whatever they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from bangvang.search import arrays, lexicon, tokens
from bangvang.search.arrays import Ints
from bangvang.search.names import Names


class Concepts:
    """The table of abbreviations as rows of numbers: every short and every long form is a row of the folds
    that must stand side by side."""

    def __init__(self, fold_number: Callable[[str], int]) -> None:
        self.names = Names()
        forms: list[tuple[list[int], int, bool]] = []
        for row in lexicon.abbreviations():
            concept = self.names.number(row.concept, row.long_folds[0])
            mixed = [(tuple(map(tokens.folded, exacts)), False) for exacts in row.mixed]
            for folds, in_capitals in ((row.short_folds, row.capitals), (row.long_folds, False), *mixed):
                forms.append(([fold_number(fold) for fold in folds], concept, in_capitals))
        forms.sort()
        self.longest = max(len(folds) for folds, _, _ in forms)
        self.folds = np.array([[*folds, *[-1] * (self.longest - len(folds))] for folds, _, _ in forms])
        self.concepts = np.array([concept for _, concept, _ in forms])
        self.in_capitals = np.array([in_capitals for _, _, in_capitals in forms])

    def of(
        self, folds: Ints, is_capital: arrays.Array, document_of: Ints, provinces: Sequence[Sequence[str]]
    ) -> tuple[Ints, Ints]:
        """Return the concepts that a stream of folds speaks of, and in which documents: once for each place,
        in no order; and the provinces of each document."""
        concepts, documents = self._spoken(folds, is_capital, document_of)
        own = [(self._province(value), n) for n, values in enumerate(provinces) for value in values]
        rows = np.array(own, np.int64).reshape(-1, 2)
        return np.concatenate((concepts, rows[:, 0])), np.concatenate((documents, rows[:, 1]))

    def _province(self, value: str) -> int:
        # The mark at its end tells it from what an abbreviation stands for.
        folds = value.split("-")
        return self.names.number(f"{'_'.join(folds)}_", folds[0])

    def _spoken(self, folds: Ints, is_capital: arrays.Array, document_of: Ints) -> tuple[Ints, Ints]:
        first = self.folds[:, 0]
        rows_of = np.searchsorted(first, np.arange(max(int(folds.max(initial=0)), int(first[-1])) + 2))
        begin = np.flatnonzero(np.diff(rows_of)[folds])
        form, forms = arrays.rows(np.arange(len(first)), rows_of, folds[begin])
        at = np.repeat(begin, forms)
        for n in range(1, self.longest):
            wanted = self.folds[form, n]
            fits = (wanted < 0) | (folds[np.minimum(at + n, len(folds) - 1)] == wanted)
            form, at = form[fits], at[fits]
        fits = is_capital[at] | ~self.in_capitals[form]
        return self.concepts[form[fits]], document_of[at[fits]]
