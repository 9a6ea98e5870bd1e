"""Texts as streams of numbers: what a process knows of words, so that none is taken apart twice."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from bangvang import text
from bangvang.search import arrays, lexicon, tokens
from bangvang.search.arrays import Ints

CAPITAL = 1 << 24
"""Marks a number of a stream whose word was written in capitals."""

_NEWLINE = "\ue000"


class Spoken:
    """What this process knows of runs of characters without blanks, and of words: both repeat a lot, in a
    block and from block to block. Numbers follow the order of acquaintance: they leave no trace in a part."""

    MOST = 1 << 17
    _current: Spoken | None = None

    def __init__(self) -> None:
        self.pieces: dict[str, int] = {}
        self.numbers: dict[str, int] = {"": 0}
        self.words = [""]
        self.folds = [""]
        self.keys: list[tuple[int, str, str]] = [(0, "", "")]
        self.columns = {name: array(kind, [0]) for name, kind in _COLUMNS.items()}
        self.fold_numbers: dict[str, int] = {"": 0}
        self.chunks = _Chunks(self)

    @classmethod
    def current(cls) -> Spoken:
        """The one of this process, or a new one when it has grown too large."""
        if cls._current is None or len(cls._current.chunks) > cls.MOST:
            cls._current = cls()
        return cls._current

    def read(self, texts: Sequence[tuple[str, str]]) -> tuple[Ints, Ints, Ints]:
        """Return the stream of word numbers (0 is a break), where documents and their titles start and end in
        it."""
        chunks = self.chunks
        found: list[Ints] = []
        for title, body in texts:
            for s in (title, body):
                split = _chunks(s)
                split.append(_NEWLINE)
                found.append(np.fromiter(map(chunks.__getitem__, split), np.int32, len(split)))
        ends = arrays.offsets(np.fromiter(map(len, found), np.int64))
        which = np.concatenate([np.zeros(0, np.int32), *found])
        starts = np.array(chunks.starts)
        lengths = np.diff(starts)[which]
        stream = np.array(chunks.said)[arrays.ragged(starts[which], lengths)]
        at = arrays.offsets(lengths)[ends]
        starts = at[::2].copy()
        # So that whoever looks six words ahead needs no bounds.
        stream = np.concatenate((stream, np.zeros(6, np.int64)))
        starts[-1] += 6
        return stream, starts, at[1::2] - 1

    def column(self, name: str) -> arrays.Array:
        """Return a column of the words by number: fold_numbers, spreads, hashes."""
        return np.array(self.columns[name])

    def in_order(self, stream: Ints) -> tuple[Ints, Ints]:
        """Return the words of a stream by hash of their fold, as every later stage has them, and the stream
        with their places in that order; a break is 0 in both."""
        different = np.flatnonzero(np.bincount(stream, minlength=2)[1:]) + 1
        chosen = sorted(different.tolist(), key=self.keys.__getitem__)
        number_of = np.concatenate((np.zeros(1, np.int64), np.array(chosen, np.int64)))
        place_of = np.zeros(len(self.words), np.int64)
        place_of[number_of] = np.arange(len(number_of))
        return number_of, place_of[stream]

    def number(self, piece: str) -> int:
        """Return the number of a syllable as written, and whether it is in capitals; 0 for a break."""
        n = self.pieces.get(piece)
        if n is None:
            n = self.pieces[piece] = self._number(piece)
        return n

    def _number(self, piece: str) -> int:
        if not piece[0].isalnum():
            return 0
        exact = tokens.exact(piece)
        n = self.numbers.get(exact)
        if n is None:
            n = self._meet(exact)
        return n | CAPITAL if lexicon.is_capital(piece) else n

    def _meet(self, exact: str) -> int:
        fold = tokens.folded(exact)
        spread = tokens.spread(fold)
        self.words.append(exact)
        self.folds.append(fold)
        self.keys.append((spread, fold, exact))
        self.columns["fold_numbers"].append(self.fold_numbers.setdefault(fold, len(self.fold_numbers)))
        self.columns["spreads"].append(spread)
        self.columns["hashes"].append(hash64(exact))
        self.numbers[exact] = n = len(self.numbers)
        return n


_COLUMNS = {"fold_numbers": "q", "spreads": "q", "hashes": "Q"}


class _Chunks(dict[str, int]):
    """Numbers runs of characters as they are asked for, and keeps the numbers of their words."""

    def __init__(self, spoken: Spoken) -> None:
        super().__init__({_NEWLINE: 0})
        self.spoken = spoken
        self.said = array("q", [0])
        self.starts = array("q", [0, 1])

    def __missing__(self, chunk: str) -> int:
        # A break is decided inside one run, or is the end of a line.
        self.said.extend(map(self.spoken.number, tokens.pieces(f"{chunk} ")))
        self.starts.append(len(self.said))
        self[chunk] = n = len(self)
        return n


def _chunks(s: str) -> list[str]:
    return text.clean(s).replace("\n", f" {_NEWLINE} ").split()


@lru_cache(maxsize=1 << 17)
def hash64(word: str) -> int:
    """Return 64 bits of hash of a word."""
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")
