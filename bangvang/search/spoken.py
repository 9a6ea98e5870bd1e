"""Texts as streams of numbers: what a process knows of words, so that none is taken apart twice."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from bangvang.language import text
from bangvang.search import arrays, lexicon, tokens
from bangvang.search.arrays import Ints
from bangvang.search.concepts import Concepts
from bangvang.search.names import Names

CAPITAL = 1 << 24
"""Marks a number of a stream whose word was written in capitals."""

Written = tuple[str, str, str]
"""A document: its title, what it tells, and the facts beside that, a field a line."""

AT_ONCE = 1 << 16
"""Characters that are split in one go: what is known of them should fit beside the processor."""


class Spoken:
    """What this process knows of runs of characters without blanks, of words, of beginnings of words, and of
    abbreviations: all repeat a lot, in a block and from block to block."""

    MOST = 1 << 17
    _current: Spoken | None = None

    def __init__(self) -> None:
        self.pieces: dict[str, int] = {}
        self.words = Names()
        self.fold_numbers = {"": 0}
        self.beginnings = Names()
        self._fold_of = array("q", [0])
        self._begin = array("q")
        self._begin_at = array("q", [0, 0])
        self.concepts = Concepts(self._fold)
        self.chunks = _Chunks(self)

    @classmethod
    def current(cls) -> Spoken:
        """The one of this process, or a new one when it has grown too large."""
        if cls._current is None or len(cls._current.chunks) > cls.MOST:
            cls._current = cls()
        return cls._current

    def read(self, texts: Sequence[Written]) -> tuple[Ints, Ints, Ints, Ints]:
        """Return the stream of word numbers (0 is a break), where documents start in it, and where their
        titles and what they tell end."""
        chunks = self.chunks
        found, ends = [], [np.zeros(1, np.int64)]
        for some in _portions([s for pair in texts for s in pair]):
            which, at = chunks.of(some)
            ends.append(ends[-1][-1] + at)
            found.append(which)
        which = np.concatenate([np.zeros(0, np.int32), *found])
        stream, lengths = arrays.rows(np.array(chunks.said), np.array(chunks.starts), which)
        at = arrays.offsets(lengths)[np.concatenate(ends)]
        starts = at[::3].copy()
        # So that whoever looks six words ahead needs no bounds.
        stream = np.concatenate((stream, np.zeros(6, np.int64)))
        starts[-1] += 6
        return stream, starts, at[1::3] - 1, at[2::3]

    @property
    def fold_of(self) -> Ints:
        """By number of a word: the number of its fold."""
        return np.array(self._fold_of)

    def beginnings_of(self, folds: Ints) -> tuple[Ints, Ints]:
        """Return the beginnings of folds that are shorter than these, one fold's after the other's, and how
        many each has."""
        return arrays.rows(np.array(self._begin), np.array(self._begin_at), folds)

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
        n = self.words.numbers.get(exact)
        if n is None:
            fold = tokens.folded(exact)
            n = self.words.number(exact, fold)
            self._fold_of.append(self._fold(fold))
        return n | CAPITAL if lexicon.is_capital(piece) else n

    def _fold(self, fold: str) -> int:
        n = self.fold_numbers.get(fold)
        if n is None:
            n = self.fold_numbers[fold] = len(self.fold_numbers)
            for size in range(1, min(len(fold) - 1, tokens.LONGEST_BEGINNING) + 1):
                self._begin.append(self.beginnings.number(fold[:size], fold[:size]))
            self._begin_at.append(len(self._begin))
        return n


def _portions(texts: list[str]) -> Iterator[list[str]]:
    """Cut a list of texts where enough of them are together."""
    some: list[str] = []
    size = 0
    for s in texts:
        some.append(s)
        size += len(s)
        if size >= AT_ONCE:
            yield some
            some, size = [], 0
    if some:
        yield some


class _Chunks:
    """Numbers runs of characters as they are met, and keeps the numbers of their words; 0 is a line's end.

    A run is known by a hash, which is worked out for all runs of many texts at once: to make a string of
    each and ask a dictionary took a quarter of the time of the whole index. Long runs, of which two could be
    made up to share a hash, are asked for by themselves.
    """

    LONGEST = 24
    BITS = 18
    SHIFTS = (46, 28)
    """A run may be in either of two slots, so that few that share one are left out."""

    def __init__(self, spoken: Spoken) -> None:
        self.spoken = spoken
        self.said = array("q", [0])
        self.starts = array("q", [0, 1])
        # By hash; long runs by themselves.
        self.numbers: dict[int | str, int] = {}
        # Most runs are among those met first, and are found here.
        self.slot_hashes = np.zeros(1 << self.BITS, np.uint64)
        self.slot_numbers = np.zeros(1 << self.BITS, np.int32)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, texts: list[str]) -> tuple[Ints, Ints]:
        """Return the numbers of the runs of some texts, a line's end behind each; where each text ends."""
        joined, codes, kinds = _classified(texts)
        lengths = np.fromiter(map(len, joined), np.int64)
        written = "\n".join(joined)
        ends_line = kinds == _LINE_END
        inside = kinds == _INSIDE
        before = np.concatenate(([False], inside[:-1]))
        behind = np.concatenate((inside[1:], [False]))
        first = np.flatnonzero((inside & ~before) | ends_line)
        last = np.flatnonzero((inside & ~behind) | ends_line) + 1
        hashes = _hashes(codes, first, last)
        numbers, is_known = self._known(hashes)
        is_line, is_long = ends_line[first], last - first > self.LONGEST
        numbers[is_line] = 0
        for n in np.flatnonzero(is_long).tolist():
            run = written[first[n] : last[n]]
            numbers[n] = self._number(run, run)
        asked = np.flatnonzero(~is_known & ~is_line & ~is_long)
        different, example, which = np.unique(hashes[asked], return_index=True, return_inverse=True)
        found = [
            self._number(hashed, written[first[n] : last[n]])
            for hashed, n in zip(different.tolist(), asked[example].tolist(), strict=True)
        ]
        numbers[asked] = np.array(found, np.int32)[which]
        return numbers, np.searchsorted(first, np.cumsum(lengths + 1))

    def _known(self, hashes: arrays.Array) -> tuple[arrays.Array, arrays.Array]:
        """Return the numbers of those runs that are found at one glance, and which these are."""
        numbers = np.zeros(len(hashes), np.int32)
        is_known = np.zeros(len(hashes), bool)
        for shift in self.SHIFTS:
            slots = (hashes >> np.uint64(shift)) & np.uint64((1 << self.BITS) - 1)
            hit = self.slot_hashes[slots] == hashes
            numbers[hit] = self.slot_numbers[slots[hit]]
            is_known |= hit
        return numbers, is_known

    def _number(self, key: int | str, run: str) -> int:
        n = self.numbers.get(key)
        if n is None:
            n = self.numbers[key] = self._meet(run)
            if isinstance(key, int):
                self._give_slot(key, n)
        return n

    def _give_slot(self, hashed: int, n: int) -> None:
        for shift in self.SHIFTS:
            slot = (hashed >> shift) & ((1 << self.BITS) - 1)
            if not self.slot_hashes[slot]:
                self.slot_hashes[slot], self.slot_numbers[slot] = hashed, n
                return

    def _meet(self, run: str) -> int:
        # A break is decided inside one run, or is the end of a line.
        self.said.extend(map(self.spoken.number, tokens.pieces(f"{run} ")))
        self.starts.append(len(self.said))
        return len(self) - 1


_INSIDE, _BLANK, _LINE_END = range(3)


@cache
def _kinds() -> arrays.Array:
    """What each character of the basic plane is to the splitting of texts; those beyond stand in runs."""
    kinds = np.full(1 << 16, _INSIDE, np.uint8)
    kinds[[n for n in range(1 << 16) if chr(n).isspace()]] = _BLANK
    kinds[ord("\n")] = _LINE_END
    return kinds


def _classified(texts: list[str]) -> tuple[list[str], arrays.Array, arrays.Array]:
    """Return the texts, clean; the codes of all characters, a line's end behind each text; their kinds."""
    texts = [text.clean(s) for s in texts]
    written = "".join(f"{s}\n" for s in texts)
    codes = np.frombuffer(written.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _kinds()[np.minimum(codes, 0xFFFF)]
    return texts, codes, kinds


# Any odd number has an inverse modulo 2^64; this one has its bits well spread.
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)


@cache
def _powers(size: int) -> tuple[arrays.Array, arrays.Array]:
    """Return the powers of the base and of its inverse, modulo 2^64."""
    out = []
    for base in (_BASE, _INVERSE):
        factors = np.full(size, base, np.uint64)
        factors[0] = 1
        out.append(np.cumprod(factors))
    return out[0], out[1]


def _hashes(codes: arrays.Array, first: Ints, last: Ints) -> arrays.Array:
    """Return 64 bits of hash of the characters first … last-1, for each pair; never 0.

    The hash of a run is a number whose digits, to a large odd base, are its characters: the difference of two
    sums over all characters, moved to where the digits begin.
    """
    up, down = _powers(1 << max(len(codes), AT_ONCE).bit_length())
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum((codes + np.uint64(1)) * up[: len(codes)])))
    mixed = (sums[last] - sums[first]) * down[first]
    mixed = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
    out: arrays.Array = mixed | np.uint64(1)
    return out
