"""Runs of neighbouring syllables, as a trie that is cut into files wherever a subtree outgrows one.

Every pair is in it, every triple, and of the longer runs (4 to 6 syllables) those that the shorter ones do
not already prove. Below a node, documents are numbered by their place in the node's own list, which keeps
long runs nearly free.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

import numpy as np

from bangvang.search import arrays, files, tokens
from bangvang.search.arrays import Bytes, Ints
from bangvang.search.files import File, Hot
from bangvang.search.merged import Merged, Part

DEEPEST = 6
"""The longest run that is kept, in syllables."""


@dataclass(slots=True)
class _Level:
    """All runs of one length in a slice: row by row, and entry by entry (a row's documents)."""

    last: Ints  # rank + 1 of each row's last syllable
    parent: Ints  # the row of the run without its last syllable
    at: Ints  # where each row's entries begin
    places: Ints  # of each entry: the document's place in the parent's list
    flagged: np.ndarray  # of each entry: the run is repeated in the document
    universe: Ints  # of each row: the length of the parent's list

    @property
    def rows(self) -> int:
        return len(self.last)


class _Column:
    """The bytes of every row of one column, and how many each row has."""

    def __init__(self, data: Bytes, sizes: Ints) -> None:
        self.data, self.sizes, self.at = data, sizes, arrays.offsets(sizes)

    def of(self, runs: list[tuple[int, int]]) -> bytes:
        """Return the bytes of the rows of some runs of neighbours."""
        return b"".join([self.data[self.at[first] : self.at[last]].tobytes() for first, last in runs])


def _runs(rows: Ints) -> list[tuple[int, int]]:
    """Return ascending rows as runs of neighbours: (first, behind the last)."""
    breaks = np.flatnonzero(rows[1:] - rows[:-1] != 1) + 1
    return list(
        zip(
            [int(rows[0]), *rows[breaks].tolist()],
            [*(rows[breaks - 1] + 1).tolist(), int(rows[-1]) + 1],
            strict=True,
        )
    )


@dataclass(slots=True)
class Written:
    """The files of phrases of a slice; `roots`: checks of the shared ones, in order."""

    files: list[File] = field(default_factory=list)
    roots: list[int] = field(default_factory=list)
    hot: list[Hot] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Root:
    """A folded syllable that phrases begin with: the ranks of its forms, in how many places they stand, and
    the file it is in unless it has files of its own."""

    first: int
    last: int
    places: int
    file: int


def bits_of(weight: int, target: int) -> int:
    """Return into how many files, as a power of two, rows of some weight are spread."""
    return min((int(weight) * 3 // (4 * target)).bit_length(), 8)


class Phrases:
    """The trie below some words, given as ranges of their ranks. `seconds` (bits, number): only runs whose
    second syllable has a hash that begins with these bits."""

    def __init__(
        self, tree: Merged, spans: list[tuple[int, int]], *, seconds: tuple[int, int] = (0, 0)
    ) -> None:
        self.tree = tree
        self.files: list[File] = []
        self.spans, self.seconds = spans, seconds
        self.first, self.last = (spans[0][0], spans[-1][1]) if spans else (0, 0)
        self.word_bits = max(len(tree.words.names) + 1, 2).bit_length()
        self.levels = self._grow()
        self.columns = [self._encode(n, level) for n, level in enumerate(self.levels, 2)]
        # How many rows of the next level each row has, and where they begin.
        self.children = [
            arrays.offsets(np.bincount(deeper.parent, minlength=level.rows))
            for level, deeper in itertools.pairwise(self.levels)
        ]
        self.outside: list[dict[int, bytes]] = [{} for _ in self.levels]
        self.sizes = self._weigh()
        self.starts = np.searchsorted(self.levels[0].parent, np.arange(self.last - self.first + 1))

    # --- growing the levels

    def _grow(self) -> list[_Level]:
        (first, *words), documents, here, ahead = self._windows()
        row_keys = ((first.astype(np.int64) - self.first - 1) << self.word_bits) | words[0]
        level, row_of, entry_of = self._level(row_keys, documents, None, documents, here & 1)
        levels = [level]
        for length in range(3, DEEPEST + 1):
            # Every triple is kept; a longer run only where the syllables between its ends are repeated.
            live = words[1] > 0
            if length > 3:
                live &= (ahead >> (length - 4)) & 1 > 0
            keep = np.flatnonzero(live)
            words = [w[keep] for w in words[1:]]
            documents, here, ahead = documents[keep], here[keep], ahead[keep]
            places = entry_of[keep] - level.at[row_of[keep]]
            row_keys = (row_of[keep] << self.word_bits) | words[0]
            repeated = (here >> (length - 2)) & 1 if length < DEEPEST else np.zeros_like(here)
            level, row_of, entry_of = self._level(row_keys, documents, level, places, repeated)
            levels.append(level)
        return levels

    def _windows(self) -> tuple[list[Ints], Ints, Ints, Ints]:
        """Return for each place of the words: six words from there, document, repetition here and next."""
        found: list[list[arrays.Array]] = [[np.zeros(0, np.int32)] for _ in range(DEEPEST + 2)]
        for part, ranks, offset in zip(
            self.tree.parts, self.tree.words.ranks, self.tree.offsets, strict=False
        ):
            renumber = np.concatenate(([0], ranks + 1)).astype(np.int32)
            for span in self.spans:
                first, last = (int(n) for n in np.searchsorted(ranks, span))
                if first < last:
                    columns = self._columns(part, renumber, first, last, int(offset))
                    for kept, column in zip(found, columns, strict=True):
                        kept.append(column)
        joined = [np.concatenate(pieces) for pieces in found]
        return joined[:DEEPEST], joined[DEEPEST], joined[DEEPEST + 1] & 7, joined[DEEPEST + 1] >> 3

    def _columns(
        self, part: Part, renumber: arrays.Array, first: int, last: int, offset: int
    ) -> list[arrays.Array]:
        """Return the windows of a range of a part's words, those alone that have a second word to look at."""
        bounds = part.column("bounds", (first, last + 1))
        between, counts = (int(bounds[0]), int(bounds[-1])), np.diff(bounds)
        marks = part.packed.read("marks", *between)
        second = renumber[part.packed.read("second", *between)]
        bits, number = self.seconds
        kept = second > 0
        if bits:
            kept &= self.tree.words.hashes[second - 1] >> (32 - bits) == number
        keep = np.flatnonzero(kept)
        columns = [np.repeat(renumber[first + 1 : last + 1], counts)[keep], second[keep]]
        columns.append(renumber[part.packed.read("third", *between)[keep]])
        longer = np.flatnonzero(marks >> 3)
        range_of_longer = part.between("longer_bounds", first, last)
        for name in ("fourth", "fifth", "sixth"):
            column = np.zeros(len(marks), np.int32)
            column[longer] = renumber[part.packed.read(name, *range_of_longer)]
            columns.append(column[keep])
        document = part.packed.read("document", *between)[keep].astype(np.int32) + np.int32(offset)
        return [*columns, document, marks[keep].astype(np.int32)]

    def _level(
        self, row_keys: Ints, documents: Ints, parent: _Level | None, places: Ints, repeated: Ints
    ) -> tuple[_Level, Ints, Ints]:
        """Return the level of some windows, and for each window its row and its entry. The windows of one
        row come in the order of their documents; `places`: where these stand in the parent's list."""
        keys, order = arrays.sorted_with_places(row_keys)
        row_starts = arrays.run_starts(keys)
        row_of_sorted = np.repeat(np.arange(len(row_starts) - 1), np.diff(row_starts))
        documents = documents[order]
        new = np.ones(len(keys), bool)
        new[1:] = (keys[1:] != keys[:-1]) | (documents[1:] != documents[:-1])
        starts = np.flatnonzero(new)
        row_of, entry_of = np.empty_like(order), np.empty_like(order)
        row_of[order] = row_of_sorted
        entry_of[order] = np.cumsum(new) - 1
        flagged = np.zeros(len(starts), bool)
        flagged[entry_of[repeated > 0]] = True
        of_row = keys[row_starts[:-1]]
        above = of_row >> self.word_bits
        level = _Level(
            last=of_row & ((1 << self.word_bits) - 1),
            parent=above,
            at=np.searchsorted(starts, row_starts),
            places=places[order[starts]],
            flagged=flagged,
            universe=np.full(len(of_row), self.tree.documents)
            if parent is None
            else np.diff(parent.at)[above],
        )
        return level, row_of, entry_of

    # --- turning rows into bytes

    def _encode(self, length: int, level: _Level) -> dict[str, _Column]:
        data, at = self.tree.spelling
        of_row = level.last - 1
        sizes = at[of_row + 1] - at[of_row]
        counts = np.diff(level.at)
        columns = {"words": _Column(data[arrays.ragged(at[of_row], sizes)], sizes)}
        columns["counts"] = _Column(*arrays.varints(np.where(counts == level.universe, 0, counts)))
        columns["lists"] = _Column(*arrays.subsets(level.universe, level.at, level.places))
        if length < DEEPEST:
            inside = np.arange(len(level.places)) - np.repeat(level.at[:-1], counts)
            row = np.repeat(np.arange(level.rows), counts)[level.flagged]
            flag_at = np.searchsorted(row, np.arange(level.rows + 1))
            flags = np.diff(flag_at)
            columns["flags"] = _Column(
                *arrays.varints(np.where(flags == 0, 0, np.where(flags == counts, 1, flags + 1)))
            )
            columns["flag_lists"] = _Column(*arrays.subsets(counts, flag_at, inside[level.flagged]))
        return columns

    def _weigh(self) -> list[Ints]:
        """Return the bytes of each row with all that is below it, after moving what is too large to files of
        its own."""
        below = np.zeros(self.levels[-1].rows, np.int64)
        out: list[Ints] = []
        for n in reversed(range(len(self.levels))):
            if n < len(self.children):
                below = np.add.reduceat(np.append(out[0], 0), np.minimum(self.children[n][:-1], len(out[0])))
                below[np.diff(self.children[n]) == 0] = 0
                for row in np.flatnonzero(below > self.tree.layout.target):
                    below[row] = self._move_out(n, int(row), out[0])
            own = sum(column.sizes for column in self.columns[n].values()) + 1
            out.insert(0, own + below)
        return out

    def _move_out(self, n: int, row: int, sizes: Ints) -> int:
        """Write the rows below one row to files of their own; return the bytes that stay."""
        first, last = int(self.children[n][row]), int(self.children[n][row + 1])
        bits = bits_of(sizes[first:last].sum(), self.tree.layout.target)
        path = tokens.name_of(" ".join(self._syllables(n, row)))
        spreads = self.tree.words.hashes[self.levels[n + 1].last[first:last] - 1]
        cuts = first + np.searchsorted(spreads >> (32 - bits), np.arange(2**bits + 1))
        checks = []
        for part, (start, end) in enumerate(itertools.pairwise(cuts)):
            file = self._file(f"{path[:2]}/{path[2:]}-{part:02x}", n + 1, np.arange(start, end))
            checks.append(file.check)
            if file.data:
                self.files.append(file)
        self.outside[n][row] = np.array(checks, "<u2").tobytes()
        return 2 << bits  # what stays are the checks

    def _syllables(self, n: int, row: int) -> list[str]:
        out: list[str] = []
        for level in reversed(self.levels[: n + 1]):
            out.insert(0, self.tree.words.names[level.last[row] - 1])
            row = int(level.parent[row])
        return [self.tree.words.names[self.first + row], *out]

    def _file(self, path: str, n: int, rows: Ints) -> File:
        if not len(rows):
            return File.empty()
        return files.seal(f"{self.tree.name}/{path}.bin", files.varint(len(rows)) + self._below(n, rows))

    def _below(self, n: int, rows: Ints) -> bytes:
        """Return the columns of the rows of a level, then those of the rows below them."""
        out: list[bytes] = []
        while len(rows):
            columns, runs = self.columns[n], _runs(rows)
            out.append(columns["words"].of(runs))
            if n < len(self.children):
                at = self.children[n]
                inside = at[rows + 1] - at[rows]
                marks = inside * 2
                outside = self._moved(n, rows)
                for k in outside:
                    checks = self.outside[n][int(rows[k])]
                    marks[k] = (len(checks) // 2).bit_length() * 2 - 1
                    inside[k] = 0
                out += [arrays.varints(marks)[0].tobytes(), *(self.outside[n][int(rows[k])] for k in outside)]
            out += [
                columns[name].of(runs)
                for name in ("counts", "lists", "flags", "flag_lists")
                if name in columns
            ]
            if n == len(self.children):
                break
            rows = arrays.ragged(at[rows], inside)
            n += 1
        return b"".join(out)

    def _moved(self, n: int, rows: Ints) -> list[int]:
        """Return which of the rows of a level have what is below them in files of their own."""
        moved = np.fromiter(sorted(self.outside[n]), np.int64)
        places = np.searchsorted(rows, moved)
        inside = places < len(rows)
        return [int(place) for place in places[inside][rows[places[inside]] == moved[inside]]]

    # --- files for the beginnings

    def shared_files(self, numbers: list[int], roots: list[Root], out: Written) -> None:
        """Write the files that words share, in order, and those of words that weigh too much for that."""
        weights = arrays.offsets(self.sizes[0])
        target = self.tree.layout.target
        shared: dict[int, list[tuple[int, Ints]]] = {number: [] for number in numbers}
        for root in roots:
            rows = [(word, np.arange(*self._range(word))) for word in range(root.first, root.last)]
            weight = int(weights[self._range(root.last - 1)[1]] - weights[self._range(root.first)[0]])
            if weight <= target:
                shared[root.file] += rows
                continue
            bits = bits_of(weight, target)
            checks = self.own_files(root, bits, range(2**bits), out)
            out.hot.append(Hot(self.tree.words.folds[root.first], bits, tuple(checks)))
        for number, rows in shared.items():
            file = self._beginnings(f"r/{number:03x}", rows)
            out.roots.append(file.check)
            out.files.append(file)
        out.files += self.files
        self.files = []

    def _range(self, word: int) -> tuple[int, int]:
        """Return which pairs begin with a word."""
        return int(self.starts[word - self.first]), int(self.starts[word - self.first + 1])

    def own_files(self, root: Root, bits: int, parts: range, out: Written) -> list[int]:
        """Write some of the 2^bits files of a word, cut by its second syllable; return their checks."""
        name = tokens.name_of(self.tree.words.folds[root.first])
        spreads = self.tree.words.hashes[self.levels[0].last - 1] >> (32 - bits)
        checks = []
        for part in parts:
            rows = []
            for word in range(root.first, root.last):
                start, stop = self._range(word)
                low, high = start + np.searchsorted(spreads[start:stop], [part, part + 1])
                rows.append((word, np.arange(low, high)))
            file = self._beginnings(f"{name[:2]}/{name[2:]}-{part:02x}", rows)
            checks.append(file.check)
            out.files.append(file)
        out.files += self.files
        self.files = []
        return checks

    def _beginnings(self, path: str, rows: list[tuple[int, Ints]]) -> File:
        rows = [(word, below) for word, below in rows if len(below)]
        if not rows:
            return File.empty()
        head = files.varint(len(rows)) + b"".join(
            files.spell(self.tree.words.names[word]) + files.varint(len(below)) for word, below in rows
        )
        below = self._below(0, np.concatenate([below for _, below in rows]))
        return files.seal(f"{self.tree.name}/{path}.bin", head + below)
