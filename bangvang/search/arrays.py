"""Numbers as bytes: arrays in one buffer, and lists of many lengths encoded all at once.

Everything here works on whole arrays. A Python loop over the lists of a large archive would take minutes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Array = NDArray[Any]


def pack(arrays: Mapping[str, Array]) -> bytes:
    """Return the named one-dimensional arrays as one buffer, smallest number type each, that `unpack` reads."""
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


def unpack(buffer: bytes | memoryview) -> dict[str, Array]:
    """Return views into a buffer that `pack` made (or a memory map of it); nothing is copied."""
    view = memoryview(buffer)
    size = int.from_bytes(view[:8], "little")
    head = json.loads(bytes(view[8 : 8 + size]))
    start = 8 + size
    return {name: np.frombuffer(view, kind, count, start + at) for name, kind, count, at in head}


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
    return np.arange(total, dtype=np.int64) + np.repeat(starts - (ends - lengths), lengths)


def offsets(lengths: Ints) -> Ints:
    """Return where each run begins, and where the last one ends."""
    out = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=out[1:])
    return out


def varints(values: Ints) -> tuple[Bytes, Ints]:
    """Return the numbers as little-endian base-128 bytes, and how many bytes each takes."""
    sizes = np.ones(len(values), np.int64)
    for bits in (7, 14, 21, 28):
        sizes += values >= (1 << bits)
    ends = np.cumsum(sizes)
    out = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
    first = ends - sizes
    widest = int(sizes.max()) if len(sizes) else 0
    for place in range(widest):
        here = sizes > place if place else slice(None)
        part = (values[here] >> (7 * place)) & 0x7F
        more = sizes[here] > place + 1
        out[first[here] + place] = part | (more << 7)
    return out, sizes


def subsets(universe: Ints, starts: Ints, members: Ints) -> tuple[Bytes, Ints]:
    """Encode one sorted list for each row, of members of 0 … universe-1, and say how many bytes each takes.

    `starts` has one more entry than there are rows. A list that is the whole universe, or empty, takes no byte.
    A list as long as its bitmap or longer is a bitmap; any other is the differences of neighbours, less one.
    Whoever knows the universe and the count can therefore tell which.
    """
    counts = np.diff(starts)
    bitmap_sizes = (universe + 7) >> 3
    silent = (counts == universe) | (counts == 0)
    dense = ~silent & (bitmap_sizes <= counts)
    sparse = ~silent & ~dense
    sizes = np.where(dense, bitmap_sizes, 0)
    deltas, delta_sizes, sparse_counts = _deltas(starts, members, sparse, counts)
    if len(delta_sizes):
        sizes[sparse] = np.add.reduceat(delta_sizes, offsets(sparse_counts)[:-1])
    at = offsets(sizes)
    out = np.zeros(int(at[-1]), np.uint8)
    out[ragged(at[:-1][sparse], sizes[sparse])] = deltas
    rows = np.flatnonzero(dense)
    if len(rows):
        which = ragged(starts[:-1][rows], counts[rows])
        places = members[which] + np.repeat(at[:-1][rows] * 8, counts[rows])
        bits = np.zeros(len(out) * 8, np.uint8)
        bits[places] = 1
        out |= np.packbits(bits, bitorder="little")
    return out, sizes


def _deltas(starts: Ints, members: Ints, chosen: NDArray[np.bool_], counts: Ints) -> tuple[Bytes, Ints, Ints]:
    picked = counts[chosen]
    values = members[ragged(starts[:-1][chosen], picked)]
    previous = np.empty_like(values)
    previous[1:] = values[:-1]
    previous[offsets(picked)[:-1]] = -1
    encoded, sizes = varints(values - previous - 1)
    return encoded, sizes, picked


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
