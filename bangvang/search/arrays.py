"""Numbers as bytes: arrays in one buffer, and lists of many lengths encoded all at once.

Everything here works on whole arrays. A Python loop over the lists of a large archive would take minutes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Array = NDArray[Any]


def keep_memory() -> None:
    """Let the allocator keep, for the next arrays, what is freed of the last ones.

    glibc gives memory above the largest block that was ever freed back to the system, and each page that it
    asks for anew costs a fault: a third of the time of a small index. This block is never written to, so it
    takes no memory itself. Processes that are forked inherit the effect; other allocators do not mind.
    """
    np.empty(1 << 24, np.uint8)


def pack(arrays: Mapping[str, Array]) -> bytes:
    """Return the named one-dimensional arrays as one buffer, smallest number type each, that Packed reads."""
    head, body, offset = [], [], 0
    for name, array in arrays.items():
        small = narrow(array)
        raw = small.astype(small.dtype.newbyteorder("<")).tobytes()
        head.append((name, small.dtype.newbyteorder("<").str, len(small), offset))
        padded = raw + b"\0" * (-len(raw) % 8)
        body.append(padded)
        offset += len(padded)
    text = json.dumps(head).encode()
    text += b" " * (-(len(text) + 8) % 8)
    return len(text).to_bytes(8, "little") + text + b"".join(body)


class Packed:
    """A buffer that `pack` made, read piece by piece. The source gives bytes for a slice: bytes themselves
    do, and so can a file, of which then no more is in memory than is being looked at."""

    def __init__(self, source: Readable) -> None:
        size = int.from_bytes(source[:8], "little")
        self.source = source
        self.heads = {
            name: (np.dtype(kind), count, 8 + size + at)
            for name, kind, count, at in json.loads(source[8 : 8 + size])
        }

    def length(self, name: str) -> int:
        return int(self.heads[name][1])

    def read(self, name: str, first: int = 0, last: int | None = None) -> Array:
        """Return the numbers first … last-1 of an array, in its own small type."""
        kind, count, at = self.heads[name]
        end = count if last is None else last
        raw = self.source[at + first * kind.itemsize : at + end * kind.itemsize]
        return np.frombuffer(raw, kind)


class Readable(Protocol):
    """Bytes, or what gives bytes as they do."""

    def __getitem__(self, where: slice, /) -> bytes: ...


def narrow(array: Array) -> Array:
    """Return the array in the smallest unsigned type that holds it."""
    if array.dtype.kind == "u" and array.dtype.itemsize == 1:
        return array
    top = int(array.max()) if len(array) else 0
    return array.astype(np.min_scalar_type(top))


def ragged(starts: Ints, lengths: Ints) -> Ints:
    """Return start, start+1, … start+length-1 for every pair, one after the other."""
    total = int(lengths.sum())
    ends = np.cumsum(lengths)
    out: Ints = np.arange(total, dtype=np.int64) + np.repeat(starts - (ends - lengths), lengths)
    return out


def rows(values: Ints, at: Ints, which: Ints) -> tuple[Ints, Ints]:
    """Return the values of some rows, one row's after the other's, and how many each has; `at`: where each
    row begins, and where the last one ends."""
    lengths = np.diff(at)[which]
    return values[ragged(at[which], lengths)], lengths


def offsets(lengths: Ints) -> Ints:
    """Return where each run begins, and where the last one ends."""
    out = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=out[1:])
    return out


def varints(values: Ints) -> tuple[Bytes, Ints]:
    """Return the numbers as little-endian base-128 bytes, and how many bytes each takes."""
    top = int(values.max()) if len(values) else 0
    sizes = np.ones(len(values), np.int64)
    if top < 0x80:
        return values.astype(np.uint8), sizes
    for bits in range(7, top.bit_length(), 7):
        sizes += values >= (1 << bits)
    ends = np.cumsum(sizes)
    first = ends - sizes
    out = np.empty(int(ends[-1]), np.uint8)
    out[first] = (values & 0x7F) | ((sizes > 1).astype(np.int64) << 7)
    here = np.flatnonzero(sizes > 1)
    place = 1
    while len(here):
        more = sizes[here] > place + 1
        out[first[here] + place] = ((values[here] >> (7 * place)) & 0x7F) | (more.astype(np.int64) << 7)
        here = here[more]
        place += 1
    return out, sizes


def subsets(universe: Ints, starts: Ints, members: Ints) -> tuple[Bytes, Ints]:
    """Encode one sorted list for each row, of members of 0 … universe-1, and say how many bytes each takes.

    `starts` has one more entry than there are rows. What is spelled out are the members or, when they are
    more than half of the universe, those that are missing. Nothing to spell takes no byte. As many as a
    bitmap has bytes, or more, are a bitmap (of the members); fewer are the differences of neighbours, less
    one. Whoever knows the universe and the count can therefore tell which.
    """
    counts = np.diff(starts)
    sizes = np.zeros(len(counts), np.int64)
    is_missing = 2 * counts > universe
    spelled = np.where(is_missing, universe - counts, counts)
    bitmap_sizes = (universe + 7) >> 3
    is_dense = (bitmap_sizes <= spelled) & (spelled > 0)
    dense, sparse = np.flatnonzero(is_dense), np.flatnonzero(~is_dense & ~is_missing & (spelled > 0))
    nearly = np.flatnonzero(~is_dense & is_missing & (spelled > 0))
    rows, data = [sparse], []
    deltas, sizes[sparse] = _deltas(starts[sparse], counts[sparse], members)
    data.append(deltas)
    if len(nearly):
        missing = _missing(universe[nearly], starts[nearly], counts[nearly], members)
        absent = spelled[nearly]
        deltas, sizes[nearly] = _deltas(offsets(absent)[:-1], absent, missing)
        rows.append(nearly)
        data.append(deltas)
    if len(dense):
        sizes[dense] = bitmap_sizes[dense]
        rows.append(dense)
        data.append(_bitmaps(starts[dense], counts[dense], sizes[dense], members))
    if len(data) == 1:
        return deltas, sizes
    at = offsets(sizes)
    out = np.empty(int(at[-1]), np.uint8)
    for which, pieces in zip(rows, data, strict=True):
        out[ragged(at[which], sizes[which])] = pieces
    return out, sizes


def _missing(universe: Ints, starts: Ints, counts: Ints, members: Ints) -> Ints:
    """Return what is not in each list of its universe, one list after the other."""
    at = offsets(universe)
    absent = np.ones(int(at[-1]), bool)
    absent[members[ragged(starts, counts)] + np.repeat(at[:-1], counts)] = False
    found = np.flatnonzero(absent)
    return found - np.repeat(at[:-1], universe - counts)


def _deltas(starts: Ints, counts: Ints, members: Ints) -> tuple[Bytes, Ints]:
    if not len(starts):
        return np.zeros(0, np.uint8), np.zeros(0, np.int64)
    values = members[ragged(starts, counts)]
    first = offsets(counts)[:-1]
    previous = np.empty_like(values)
    previous[1:] = values[:-1]
    previous[first] = -1
    encoded, sizes = varints(values - previous - 1)
    return encoded, np.add.reduceat(sizes, first)


def _bitmaps(starts: Ints, counts: Ints, sizes: Ints, members: Ints) -> Bytes:
    at = offsets(sizes)
    bits = np.zeros(int(at[-1]) * 8, np.uint8)
    bits[members[ragged(starts, counts)] + np.repeat(at[:-1] * 8, counts)] = 1
    return np.packbits(bits, bitorder="little")


def sorted_with_places(keys: Ints) -> tuple[Ints, Ints]:
    """Return the keys in order, and where each one stood; equal keys keep their order."""
    width = max(len(keys) - 1, 1).bit_length()
    if len(keys) and int(keys.max()) >> (62 - width):
        order = np.argsort(keys, kind="stable")
        return keys[order], order
    # One sort of plain numbers is several times as quick as one that only moves places.
    both = np.sort((keys << width) | np.arange(len(keys)))
    return both >> width, both & ((1 << width) - 1)


def sorted_unique(keys: Ints) -> Ints:
    """Return the different keys in order: np.unique without its detours."""
    if not len(keys):
        return keys
    keys = np.sort(keys)
    return keys[np.concatenate(([True], keys[1:] != keys[:-1]))]


def run_starts(keys: Ints) -> Ints:
    """Return where each run of equal neighbours begins, and the length of the whole."""
    if not len(keys):
        return np.zeros(1, np.int64)
    return np.concatenate(([0], np.flatnonzero(keys[1:] != keys[:-1]) + 1, [len(keys)]))
