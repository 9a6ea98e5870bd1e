"""The parts of one range of the archive, brought together: one numbering of documents, one of words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from bangvang.search import arrays, files, tokens
from bangvang.search.arrays import Bytes, Ints, Readable
from bangvang.search.layout import Layout


class Part:
    """One block's inverted documents, as `invert` left them; read range by range."""

    def __init__(self, source: Readable) -> None:
        self.packed = arrays.Packed(source)
        self.documents = int(self.packed.read("documents")[0])
        self.changed = self.packed.read("changed")

    def names(self, kind: str) -> list[str]:
        joined = self.packed.read(f"{kind}_names").tobytes().decode()
        # Every part has nearly the same words: they are kept once.
        return [sys.intern(name) for name in joined.split("\n")] if joined else []

    def between(self, bounds: str, first: int, last: int) -> tuple[int, int]:
        """Return what the range of words first … last-1 is in the arrays that `bounds` cuts."""
        start, end = (int(self.packed.read(bounds, n, n + 1)[0]) for n in (first, last))
        return start, end

    def column(self, name: str, between: tuple[int, int]) -> Ints:
        return self.packed.read(name, *between).astype(np.int64)

    def lists(self, kind: str, first: int, last: int) -> tuple[Ints, Ints]:
        """Return the keys first … last-1 (from 0), once for each document, and the documents."""
        if first >= last:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        at = self.packed.read(f"{kind}_at", first, last + 1).astype(np.int64)
        keys = np.repeat(np.arange(first, last), np.diff(at))
        return keys, self.column(f"{kind}_docs", (int(at[0]), int(at[-1])))


class Vocabulary:
    """All different strings of one kind in a tree, ordered by the hash of their fold, and each part's numbers
    in that order."""

    def __init__(self, lists: Sequence[Sequence[str]], fold_of: Callable[[str], str] = str) -> None:
        different = sorted(set().union(*lists))
        rows = sorted((tokens.spread(fold := fold_of(name)), fold, name) for name in different)
        self.names = [row[2] for row in rows]
        self.folds = [row[1] for row in rows]
        self.hashes = np.array([row[0] for row in rows], np.int64)
        rank = {name: n for n, name in enumerate(self.names)}
        self.ranks = [np.array([rank[name] for name in names], np.int64) for names in lists]

    def between(self, low: int, high: int) -> tuple[int, int]:
        """Return the range of ranks whose hash is at least low and below high."""
        first, last = np.searchsorted(self.hashes, [low, high])
        return int(first), int(last)


def first_of(concept: str) -> str:
    """Return the first syllable of a concept: whoever asks for the one asks for the other."""
    return concept.partition("_")[0]


class Merged:
    """Parts in the order of their documents, and all that is known of them without reading them through."""

    def __init__(self, name: str, parts: Sequence[Readable], *, newest: bool = False) -> None:
        self.name = name
        self.parts = [Part(buffer) for buffer in parts]
        self.offsets = arrays.offsets(np.array([part.documents for part in self.parts], np.int64))
        self.documents = int(self.offsets[-1])
        syllables = sum(part.packed.length("second") for part in self.parts)
        self.layout = Layout.of(self.documents, syllables, newest=newest)
        self.words = Vocabulary([part.names("word") for part in self.parts], tokens.folded)
        self.prefixes = Vocabulary([part.names("prefix") for part in self.parts])
        self.concepts = Vocabulary([part.names("concept") for part in self.parts], first_of)

    @cached_property
    def spelled(self) -> list[bytes]:
        """Every word in the index's own alphabet."""
        return [files.spell(word) for word in self.words.names]

    @cached_property
    def spelling(self) -> tuple[Bytes, Ints]:
        """The bytes of every word so spelled, and where each word's begin."""
        sizes = np.array([*map(len, self.spelled)], np.int64)
        return np.frombuffer(b"".join(self.spelled), np.uint8), arrays.offsets(sizes)
