"""Runs of neighbouring syllables, as a trie that is cut into files wherever a subtree outgrows one.

Every pair is in it, every triple, and of the longer runs (4 to 6 syllables) those that the shorter ones do
not already prove. Below a node, documents are numbered by their place in the node's own list, which keeps
long runs nearly free.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from bangvang.search import arrays, files, tokens
from bangvang.search.arrays import Bytes, Ints
from bangvang.search.files import File, Hot
from bangvang.search.layout import DEEPEST, REPEATS
from bangvang.search.merged import Merged, Part


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


Spans = list[tuple[int, int]]
"""Neighbours, ascending: from the first of each pair to the one before its last."""


class _Column:
    """The bytes of every row of one column, and how many each row has."""

    def __init__(self, data: Bytes, sizes: Ints) -> None:
        self.data, self.sizes, self.at = data.tobytes(), sizes, arrays.offsets(sizes)

    def of(self, spans: Spans) -> bytes:
        """Return the bytes of some rows."""
        return b"".join([self.data[self.at[first] : self.at[last]] for first, last in spans])


Records = Mapping[str, Sequence[tuple[int | None, bytes]]]
MOST_COPIED = 1 << 14
"""Bytes of records that the files of one word may repeat."""


@dataclass(slots=True)
class Written:
    """The files of phrases of a slice; `shared`: what stands in the files that words share, in order.

    `records`: what is known of each word, and of each abbreviation and province with the hash of its second
    syllable, by its first one: the files of a word's own begin with it, so that whoever asks for two words
    side by side need not ask for the first alone.
    """

    records: Records = field(default_factory=dict)
    files: list[File] = field(default_factory=list)
    shared: list[bytes] = field(default_factory=list)
    hot: list[Hot] = field(default_factory=list)

    def beside(self, fold: str, bits: int, part: int) -> bytes:
        """Return the records that stand in one of the 2^bits files of a word."""
        here = [
            record
            for second, record in self.records.get(fold, ())
            if (len(record) << bits <= MOST_COPIED if second is None else second >> (32 - bits) == part)
        ]
        return b"".join(here)


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

    def __init__(self, tree: Merged, spans: Spans, *, seconds: tuple[int, int] = (0, 0)) -> None:
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
        self.outside: list[dict[int, bytes]] = [{} for _ in self.children]
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
            self.tree.parts, self.tree.words.ranks, self.tree.offsets[:-1], strict=True
        ):
            renumber = np.concatenate(([0], ranks + 1)).astype(np.int32)
            for span in self.spans:
                first, last = (int(n) for n in np.searchsorted(ranks, span))
                if first < last:
                    columns = self._columns(part, renumber, first, last, int(offset))
                    for kept, column in zip(found, columns, strict=True):
                        kept.append(column)
        joined = [np.concatenate(pieces) for pieces in found]
        *words, documents, marks = joined
        return words, documents, marks & ((1 << REPEATS) - 1), marks >> REPEATS

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
        longer = np.flatnonzero(marks >> REPEATS)
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

    def _encode(self, length: int, level: _Level) -> list[_Column]:
        """Return the columns of a level, in the order in which they stand in a file; what is below its rows
        comes between the first and the others."""
        data, at = self.tree.spelling
        of_row = level.last - 1
        sizes = at[of_row + 1] - at[of_row]
        counts = np.diff(level.at)
        columns = [
            _Column(data[arrays.ragged(at[of_row], sizes)], sizes),
            _Column(*arrays.varints(np.where(counts == level.universe, 0, counts))),
            _Column(*arrays.subsets(level.universe, level.at, level.places)),
        ]
        if length < DEEPEST:
            inside = np.arange(len(level.places)) - np.repeat(level.at[:-1], counts)
            row = np.repeat(np.arange(level.rows), counts)[level.flagged]
            flag_at = np.searchsorted(row, np.arange(level.rows + 1))
            flags = np.diff(flag_at)
            said = np.where(flags == 0, 0, np.where(flags == counts, 1, flags + 1))
            columns.append(_Column(*arrays.varints(said)))
            columns.append(_Column(*arrays.subsets(counts, flag_at, inside[level.flagged])))
        return columns

    def _weigh(self) -> list[Ints]:
        """Return the bytes of each row with all that is below it, after moving what is too large to files of
        its own."""
        below = np.zeros(self.levels[-1].rows, np.int64)
        out: list[Ints] = []
        for n in reversed(range(len(self.levels))):
            own = sum(column.sizes for column in self.columns[n]) + 1
            if n < len(self.children):
                below = np.add.reduceat(np.append(out[0], 0), np.minimum(self.children[n][:-1], len(out[0])))
                below[np.diff(self.children[n]) == 0] = 0
                for row in np.flatnonzero(below > self.tree.layout.target):
                    below[row] = self._move_out(n, int(row), out[0])
                self.columns[n][1:1] = self._ways_down(n)
            out.insert(0, own + below)
        return out

    def _ways_down(self, n: int) -> list[_Column]:
        """Return how many rows of the next level each row of a level has, or how many files of its own; and
        the checks of these."""
        marks = np.diff(self.children[n]) * 2
        sizes = np.zeros(len(marks), np.int64)
        for row, checks in self.outside[n].items():
            marks[row] = (len(checks) // 2).bit_length() * 2 - 1
            sizes[row] = len(checks)
        checks = b"".join(self.outside[n].values())
        return [_Column(*arrays.varints(marks)), _Column(np.frombuffer(checks, np.uint8), sizes)]

    def _move_out(self, n: int, row: int, sizes: Ints) -> int:
        """Write the rows below one row to files of their own; return the bytes that stay."""
        first, last = int(self.children[n][row]), int(self.children[n][row + 1])
        bits = bits_of(sizes[first:last].sum(), self.tree.layout.target)
        path = tokens.name_of(" ".join(self._syllables(n, row)))
        spreads = self.tree.words.hashes[self.levels[n + 1].last[first:last] - 1]
        cuts = (first + np.searchsorted(spreads >> (32 - bits), np.arange(2**bits + 1))).tolist()
        checks = []
        for part, (start, end) in enumerate(itertools.pairwise(cuts)):
            file = self._file(f"{path[:2]}/{path[2:]}-{part:02x}", n + 1, start, end)
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

    def _file(self, path: str, n: int, first: int, last: int) -> File:
        if first == last:
            return File.empty()
        body = files.varint(last - first) + self._below(n, [(first, last)])
        return files.seal(f"{self.tree.name}/{path}.bin", body)

    def _below(self, n: int, spans: Spans) -> bytes:
        """Return the columns of the rows of a level, then those of the rows below them."""
        out: list[bytes] = []
        while spans:
            out += [column.of(spans) for column in self.columns[n]]
            spans = self._next(n, spans) if n < len(self.children) else []
            n += 1
        return b"".join(out)

    def _next(self, n: int, spans: Spans) -> Spans:
        """Return the rows below the rows of a level, but for those that have been moved out."""
        moved, at = list(self.outside[n]), self.children[n]  # rows were moved in their order
        found: Spans = []
        for first, last in spans:
            begin = first
            for row in moved[bisect_left(moved, first) : bisect_left(moved, last)]:
                found.append((int(at[begin]), int(at[row])))
                begin = row + 1
            found.append((int(at[begin]), int(at[last])))
        return [(first, last) for first, last in found if first < last]

    # --- files for the beginnings

    def shared_files(self, numbers: list[int], roots: list[Root], out: Written) -> None:
        """Write what words have in the files that they share, in order, and the files of words that weigh too
        much for that."""
        weights = arrays.offsets(self.sizes[0])
        target = self.tree.layout.target
        shared: dict[int, list[tuple[int, int, int]]] = {number: [] for number in numbers}
        for root in roots:
            rows = [(word, *self._range(word)) for word in range(root.first, root.last)]
            weight = int(weights[rows[-1][2]] - weights[rows[0][1]])
            if weight <= target:
                shared[root.file] += rows
                continue
            bits = bits_of(weight, target)
            checks = self.own_files(root, bits, range(2**bits), out)
            out.hot.append(Hot(self.tree.words.folds[root.first], tuple(checks)))
        out.shared += [self._beginnings(rows) for rows in shared.values()]
        out.files += self.files
        self.files = []

    def _range(self, word: int) -> tuple[int, int]:
        """Return which pairs begin with a word."""
        return int(self.starts[word - self.first]), int(self.starts[word - self.first + 1])

    def own_files(self, root: Root, bits: int, parts: range, out: Written) -> list[int]:
        """Write some of the 2^bits files of a word, cut by its second syllable; return their checks."""
        name = tokens.name_of(self.tree.words.folds[root.first])
        spreads = self.tree.words.hashes[self.levels[0].last - 1] >> (32 - bits)
        bounds = np.arange(parts.start, parts.stop + 1)
        words = range(root.first, root.last)
        cuts = []
        for start, stop in map(self._range, words):
            cuts.append((start + np.searchsorted(spreads[start:stop], bounds)).tolist())
        checks = []
        for n, part in enumerate(parts):
            rows = [(word, cut[n], cut[n + 1]) for word, cut in zip(words, cuts, strict=True)]
            path = f"{self.tree.name}/{name[:2]}/{name[2:]}-{part:02x}.bin"
            body = self._beginnings(rows)
            if body:
                records = out.beside(self.tree.words.folds[root.first], bits, part)
                body = files.varint(len(records)) + records + body
            file = files.seal(path, body) if body else File.empty()
            checks.append(file.check)
            out.files.append(file)
        out.files += self.files
        self.files = []
        return checks

    def _beginnings(self, rows: list[tuple[int, int, int]]) -> bytes:
        """Return the bytes of some words, each with the first of its pairs and the one behind the last; none
        where no pair begins with one."""
        rows = [row for row in rows if row[1] < row[2]]
        if not rows:
            return b""
        head = [files.varint(len(rows))]
        spans: Spans = []
        for word, first, last in rows:
            head += [self.tree.spelled[word], files.varint(last - first)]
            if spans and spans[-1][1] == first:
                spans[-1] = (spans[-1][0], last)
            else:
                spans.append((first, last))
        return b"".join(head) + self._below(0, spans)
