"""Strings by number, with what the index orders, places and compares them by."""

from __future__ import annotations

import hashlib
from array import array

import numpy as np

from bangvang.search import arrays, tokens
from bangvang.search.arrays import Ints


class Names:
    """Strings by number, from 1, in the order of acquaintance: it leaves no trace in a part. 0 is none."""

    def __init__(self) -> None:
        self.names = [""]
        self.numbers = {"": 0}
        self.keys: list[tuple[int, str, str]] = [(0, "", "")]
        self._spreads, self._hashes = array("q", [0]), array("Q", [0])

    def number(self, name: str, fold: str) -> int:
        """Return the number of a string; `fold`: what it is ordered and named in files by."""
        n = self.numbers.get(name)
        if n is None:
            n = self.numbers[name] = len(self.names)
            spread = tokens.spread(fold)
            self.names.append(name)
            self.keys.append((spread, fold, name))
            self._spreads.append(spread)
            self._hashes.append(hash64(name))
        return n

    def in_order(self, numbers: Ints) -> tuple[Ints, Ints]:
        """Return those among the numbers, each once, by hash of their fold, as every later stage has them;
        and the numbers as places in that order, counted from 1. 0 is 0 in both."""
        different = np.flatnonzero(np.bincount(numbers, minlength=2)[1:]) + 1
        chosen = sorted(different.tolist(), key=self.keys.__getitem__)
        number_of = np.concatenate((np.zeros(1, np.int64), np.array(chosen, np.int64)))
        place_of = np.zeros(len(self.names), np.int64)
        place_of[number_of] = np.arange(len(number_of))
        return number_of, place_of[numbers]

    @property
    def spreads(self) -> Ints:
        """By number: the hash of the fold that places it in the index."""
        return np.array(self._spreads)

    @property
    def hashes(self) -> arrays.Array:
        """By number: 64 bits of hash of the string itself."""
        return np.array(self._hashes)


def hash64(word: str) -> int:
    """Return 64 bits of hash of a word."""
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")
