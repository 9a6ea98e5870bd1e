"""The second half of the index: parts merged into trees of phrases, cut into small files.

A tree holds a range of the archive. Its files are of two kinds. *Words* files say, for each syllable, in
which documents it stands (and in which titles), form by form. *Phrase* files are a trie of neighbouring
syllables, cut wherever a subtree outgrows a file: every pair, every triple, and of the longer runs (4 to 6
syllables) those that the shorter ones do not already prove. Below a node, documents are numbered by their
place in the node's own list, which keeps long runs nearly free.

Work is divided by slices of the hash space, so it runs in bounded memory and in any number of processes.
"""

from __future__ import annotations

import hashlib
import itertools
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bangvang.search import arrays, tokens
from bangvang.search.arrays import Bytes, Ints, Readable
from bangvang.search.parts import FORMAT, REGIONS

DEEPEST = 6
ESCAPE, TERMINATOR = 0x7F, 0x80
ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz" + "".join(
    "ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
)


def slices_of(documents: int) -> int:
    """Return in how many slices a tree of so many documents is worked."""
    return 1 << min(max(documents.bit_length() - 7, 2), 9)


@dataclass(frozen=True, slots=True)
class Layout:
    """How finely a tree is cut: all numbers move by steps, so that growth seldom moves a boundary.

    `words`, `roots`: how many files the words share, and the beginnings of phrases. `target`: how many
    bytes, before they are squeezed, a file of phrases should have.
    """

    slices: int
    words: int
    roots: int
    target: int

    @classmethod
    def of(cls, documents: int, syllables: int, *, newest: bool) -> Layout:
        """Return the layout of a tree of so many documents and syllables: one file for four documents."""
        slices = slices_of(documents)
        if newest:
            return cls(slices, max(slices, 32), max(slices, 64), 3000)
        shared = max(1 << max(int(documents.bit_length() * 0.75 - 1.5), 2), slices)
        # A file of a trie's own for every `target` syllables or so; the rest of what is allowed goes to
        # other files.
        others = documents / 32 + 2 * shared + (250 if documents > 1500 else 40)
        own = 0.95 * (300 + documents / 4 - others)
        target = 3000.0
        while target * max(own, 100) < syllables:
            target *= 2**0.125
        return cls(slices, shared, shared, round(target))


@dataclass(frozen=True, slots=True)
class File:
    """One file of the index. `check`: what whoever points to it knows, to notice another build's file."""

    path: str
    data: bytes
    check: int


@dataclass(frozen=True, slots=True)
class Hot:
    """A syllable with files of its own: the trie below it is spread over 2^bits files."""

    fold: str
    bits: int
    checks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SliceResult:
    """What one slice of a tree comes to. `counts` are (exact form, documents) for the completions."""

    files: tuple[File, ...]
    words: tuple[int, ...]
    roots: tuple[int, ...]
    hot: tuple[Hot, ...]
    counts: tuple[tuple[str, int], ...]


def seal(path: str, payload: bytes) -> File:
    """Return the file of a payload: four bytes of check, of which the reader knows two, then raw deflate."""
    check = zlib.crc32(payload)
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return File(
        path, check.to_bytes(4, "little") + squeeze.compress(payload) + squeeze.flush(), check & 0xFFFF
    )


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
    """All different strings of one kind in a tree, ordered by hash, and each part's numbers in that order."""

    def __init__(self, lists: Sequence[Sequence[str]], fold: bool, mark: str = "") -> None:
        different = sorted(set().union(*lists))
        folds = [tokens.folded(name) for name in different] if fold else different
        rows = sorted((tokens.spread(mark + f), f, name) for name, f in zip(different, folds, strict=True))
        self.names = [row[2] for row in rows]
        self.folds = [row[1] for row in rows]
        self.hashes = np.array([row[0] for row in rows], np.int64)
        rank = {name: n for n, name in enumerate(self.names)}
        self.ranks = [np.array([rank[name] for name in names], np.int64) for names in lists]

    def between(self, low: int, high: int) -> tuple[int, int]:
        """Return the range of ranks whose hash is at least low and below high."""
        first, last = np.searchsorted(self.hashes, [low, high])
        return int(first), int(last)


class Tree:
    """The parts of one range of the archive, ready to be written slice by slice."""

    def __init__(self, name: str, parts: Sequence[Readable], *, newest: bool = False) -> None:
        self.name = name
        self.parts = [Part(buffer) for buffer in parts]
        self.offsets = arrays.offsets(np.array([part.documents for part in self.parts], np.int64))
        self.documents = int(self.offsets[-1])
        syllables = sum(part.packed.length("second") for part in self.parts)
        self.layout = Layout.of(self.documents, syllables, newest=newest)
        self.words = Vocabulary([part.names("word") for part in self.parts], fold=True)
        self.prefixes = Vocabulary([part.names("prefix") for part in self.parts], fold=False)
        self.concepts = Vocabulary([part.names("concept") for part in self.parts], fold=False, mark="@")

    def key(self, number: int) -> str:
        """Return the content of a slice: equal keys, equal results."""
        digest = hashlib.blake2b(repr((FORMAT, self.name, self.layout, number)).encode(), digest_size=16)
        width = REGIONS // self.layout.slices
        for part in self.parts:
            digest.update(part.documents.to_bytes(4, "little"))
            digest.update(part.changed[number * width : (number + 1) * width].tobytes())
        return digest.hexdigest()

    def slice(self, number: int) -> SliceResult:
        """Write the files of one slice of the hash space."""
        low, high = _share(number, self.layout.slices)
        word_files, counts = self._word_files(number, low, high)
        phrases = _Phrases(self, low, high)
        roots = list(phrases.root_files(number))
        return SliceResult(
            files=tuple(file for file in [*phrases.files, *roots, *word_files] if file.data),
            words=tuple(file.check for file in word_files),
            roots=tuple(file.check for file in roots),
            hot=tuple(phrases.hot),
            counts=counts,
        )

    # --- words

    def _word_files(self, number: int, low: int, high: int) -> tuple[list[File], tuple[tuple[str, int], ...]]:
        records: dict[tuple[int, str], list[bytes]] = {}
        counts = self._word_records(records, low, high)
        self._plain_records(records, "prefix", self.prefixes, (low, high), "")
        self._plain_records(records, "concept", self.concepts, (low, high), "@")
        share = self.layout.words // self.layout.slices
        buckets: list[list[bytes]] = [[] for _ in range(share)]
        for (spread, fold), chunks in sorted(records.items()):
            body = _text(fold) + b"".join(chunks)
            buckets[spread * self.layout.words // 2**32 - number * share].append(_varint(len(body)) + body)
        first = number * share
        files = [
            seal(f"{self.name}/w/{first + n:03x}.bin", b"".join(rows)) if rows else File("", b"", 0)
            for n, rows in enumerate(buckets)
        ]
        return files, counts

    def _word_records(
        self, records: dict[tuple[int, str], list[bytes]], low: int, high: int
    ) -> tuple[tuple[str, int], ...]:
        first, last = self.words.between(low, high)
        at, documents = self._merged("word", self.words, first, last)
        title_at, titled = self._merged("title", self.words, first, last)
        universe = np.full(last - first, self.documents)
        lists, sizes = arrays.subsets(universe, at, documents)
        # A title's documents are numbered by their place in the word's list.
        keys = (np.repeat(np.arange(last - first), np.diff(at)) << 32) | documents
        wanted = (np.repeat(np.arange(last - first), np.diff(title_at)) << 32) | titled
        places = np.searchsorted(keys, wanted) - np.repeat(at[:-1], np.diff(title_at))
        title_lists, title_sizes = arrays.subsets(np.diff(at), title_at, places)
        list_ends, title_ends = arrays.offsets(sizes), arrays.offsets(title_sizes)
        counts = np.diff(at)
        for n in range(last - first):
            rank = first + n
            row = records.setdefault((int(self.words.hashes[rank]), self.words.folds[rank]), [])
            row += [
                b"\1" + _text(self.words.names[rank]) + _varint(int(counts[n])),
                lists[list_ends[n] : list_ends[n + 1]].tobytes(),
                _varint(int(title_at[n + 1] - title_at[n])),
                title_lists[title_ends[n] : title_ends[n + 1]].tobytes(),
            ]
        return tuple((self.words.names[first + n], int(counts[n])) for n in range(last - first))

    def _plain_records(
        self,
        records: dict[tuple[int, str], list[bytes]],
        kind: str,
        vocabulary: Vocabulary,
        between: tuple[int, int],
        mark: str,
    ) -> None:
        first, last = vocabulary.between(*between)
        at, documents = self._merged(kind, vocabulary, first, last)
        lists, sizes = arrays.subsets(np.full(last - first, self.documents), at, documents)
        ends = arrays.offsets(sizes)
        for n in range(last - first):
            rank = first + n
            row = records.setdefault((int(vocabulary.hashes[rank]), mark + vocabulary.folds[rank]), [])
            row += [b"\0" + _varint(int(at[n + 1] - at[n])), lists[ends[n] : ends[n + 1]].tobytes()]

    def _merged(self, kind: str, vocabulary: Vocabulary, first: int, last: int) -> tuple[Ints, Ints]:
        """Return the lists of the names first … last-1 over all parts: where each begins; the documents."""
        found = []
        for part, ranks, offset in zip(self.parts, vocabulary.ranks, self.offsets, strict=False):
            start, end = np.searchsorted(ranks, [first, last])
            keys, documents = part.lists(kind, int(start), int(end))
            found.append(((ranks[keys] - first) << 32) | (documents + offset))
        pairs = np.sort(np.concatenate([np.zeros(0, np.int64), *found]))
        return np.searchsorted(pairs >> 32, np.arange(last - first + 1)), pairs & 0xFFFFFFFF

    @cached_property
    def spelling(self) -> tuple[Bytes, Ints]:
        """The bytes of every word in the index's own alphabet, and where each word's begin."""
        spelled = [_spell(word) for word in self.words.names]
        return np.frombuffer(b"".join(spelled), np.uint8), arrays.offsets(
            np.array([*map(len, spelled)], np.int64)
        )


def _share(number: int, of: int) -> tuple[int, int]:
    return number * 2**32 // of, (number + 1) * 2**32 // of


def _varint(n: int) -> bytes:
    out = bytearray()
    while n >= 0x80:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    out.append(n)
    return bytes(out)


def _text(s: str) -> bytes:
    raw = s.encode()
    return _varint(len(raw)) + raw


_CODE = {char: n for n, char in enumerate(ALPHABET)}


def _spell(word: str) -> bytes:
    """Return a word in one byte a letter, the last byte marked; other letters are an escape and 21 bits."""
    out = bytearray()
    for char in word:
        code = _CODE.get(char)
        if code is None:
            point = ord(char)
            out += bytes((ESCAPE, point >> 14, (point >> 7) & 0x7F, point & 0x7F))
        else:
            out.append(code)
    out[-1] |= TERMINATOR
    return bytes(out)


# --- phrases


@dataclass(slots=True)
class _Level:
    """All runs of one length in a slice: row by row, and entry by entry (a row's documents)."""

    last: Ints  # rank + 1 of each row's last syllable
    parent: Ints  # the row of the run without its last syllable
    at: Ints  # where each row's entries begin
    places: Ints  # of each entry: the document's place in the parent's list
    keys: Ints  # of each entry: row key and document, sorted
    flagged: np.ndarray  # of each entry: the run is repeated in the document
    universe: Ints  # of each row: the length of the parent's list

    @property
    def rows(self) -> int:
        return len(self.last)


class _Column:
    """The bytes of every row of one column, and how many each row has."""

    def __init__(self, data: Bytes, sizes: Ints) -> None:
        self.data, self.sizes, self.at = data, sizes, arrays.offsets(sizes)

    def of(self, rows: Ints) -> bytes:
        first, last = int(rows[0]), int(rows[-1]) + 1
        if last - first == len(rows):  # rows only ever ascend: these are neighbours
            return self.data[self.at[first] : self.at[last]].tobytes()
        return self.data[arrays.ragged(self.at[rows], self.sizes[rows])].tobytes()


class _Phrases:
    """The trie below the words of one slice."""

    def __init__(self, tree: Tree, low: int, high: int) -> None:
        self.tree = tree
        self.files: list[File] = []
        self.hot: list[Hot] = []
        self.first, self.last = tree.words.between(low, high)
        self.word_bits = max(len(tree.words.names) + 1, 2).bit_length()
        self.document_bits = max(tree.documents, 2).bit_length()
        self.levels = self._grow()
        self.columns = [self._encode(n, level) for n, level in enumerate(self.levels, 2)]
        # How many rows of the next level each row has, and where they begin.
        self.children = [
            arrays.offsets(np.bincount(deeper.parent, minlength=level.rows))
            for level, deeper in itertools.pairwise(self.levels)
        ]
        self.outside: list[dict[int, bytes]] = [{} for _ in self.levels]
        self.sizes = self._weigh()

    # --- growing the levels

    def _grow(self) -> list[_Level]:
        words, documents, here, ahead = self._windows()
        keep = np.flatnonzero(words[1] > 0)
        words, documents, here, ahead = [w[keep] for w in words], documents[keep], here[keep], ahead[keep]
        row_keys = ((words[0] - self.first - 1) << self.word_bits) | words[1]
        level = self._level(row_keys, documents, None, here & 1)
        levels = [level]
        for length in range(3, DEEPEST + 1):
            # Every triple is kept; a longer run only where the syllables between its ends are repeated.
            live = words[length - 1] > 0
            if length > 3:
                live &= (ahead >> (length - 4)) & 1 > 0
            keep = np.flatnonzero(live)
            words, documents, here, ahead = [w[keep] for w in words], documents[keep], here[keep], ahead[keep]
            row_of = np.searchsorted(_row_keys(level, self.document_bits), row_keys[keep])
            row_keys = (row_of << self.word_bits) | words[length - 1]
            repeated = (here >> (length - 2)) & 1 if length < DEEPEST else np.zeros_like(here)
            level = self._level(row_keys, documents, level, repeated)
            levels.append(level)
        return levels

    def _windows(self) -> tuple[list[Ints], Ints, Ints, Ints]:
        """Return for each place of a word of the slice: six words from there, document, repetition here and
        next."""
        found: list[list[Ints]] = [[np.zeros(0, np.int64)] for _ in range(DEEPEST + 2)]
        for part, ranks, offset in zip(
            self.tree.parts, self.tree.words.ranks, self.tree.offsets, strict=False
        ):
            first, last = (int(n) for n in np.searchsorted(ranks, [self.first, self.last]))
            if first == last:
                continue
            between = part.between("bounds", first, last)
            counts: Ints = np.diff(part.column("bounds", (first, last + 1)))
            renumber = np.concatenate(([0], ranks + 1))
            marks = part.column("marks", between)
            longer = np.flatnonzero(marks >> 3)
            columns = [np.repeat(ranks[first:last] + 1, counts)]
            columns += [renumber[part.column(name, between)] for name in ("second", "third")]
            range_of_longer = part.between("longer_bounds", first, last)
            for name in ("fourth", "fifth", "sixth"):
                column = np.zeros(len(marks), np.int64)
                column[longer] = renumber[part.column(name, range_of_longer)]
                columns.append(column)
            columns += [part.column("document", between) + offset, marks]
            for kept, column in zip(found, columns, strict=True):
                kept.append(column)
        joined = [np.concatenate(pieces) for pieces in found]
        return joined[:DEEPEST], joined[DEEPEST], joined[DEEPEST + 1] & 7, joined[DEEPEST + 1] >> 3

    def _level(self, row_keys: Ints, documents: Ints, parent: _Level | None, repeated: Ints) -> _Level:
        bits = self.document_bits
        keys = (row_keys << bits) | documents
        entries = arrays.sorted_unique(keys)
        rows = entries >> bits
        at = arrays.run_starts(rows)
        of_row = rows[at[:-1]]
        document = entries & ((1 << bits) - 1)
        flagged = np.zeros(len(entries), bool)
        flagged[np.searchsorted(entries, arrays.sorted_unique(keys[repeated > 0]))] = True
        last = of_row & ((1 << self.word_bits) - 1)
        if parent is None:
            return _Level(
                last,
                of_row >> self.word_bits,
                at,
                document,
                entries,
                flagged,
                np.full(len(of_row), self.tree.documents),
            )
        above = of_row >> self.word_bits
        above_keys = _row_keys(parent, bits)[above]
        sizes = np.diff(at)
        found = np.searchsorted(parent.keys, (np.repeat(above_keys, sizes) << bits) | document)
        places = found - np.repeat(parent.at[above], sizes)
        return _Level(last, above, at, places, entries, flagged, np.diff(parent.at)[above])

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

    def _bits(self, size: int) -> int:
        return min((int(size) * 3 // (4 * self.tree.layout.target)).bit_length(), 8)

    def _move_out(self, n: int, row: int, sizes: Ints) -> int:
        """Write the rows below one row to files of their own; return the bytes that stay."""
        first, last = int(self.children[n][row]), int(self.children[n][row + 1])
        bits = self._bits(sizes[first:last].sum())
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
            return File("", b"", 0)
        return seal(f"{self.tree.name}/{path}.bin", _varint(len(rows)) + self._below(n, rows))

    def _below(self, n: int, rows: Ints) -> bytes:
        """Return the columns of the rows of a level, then those of the rows below them."""
        out: list[bytes] = []
        while len(rows):
            columns = self.columns[n]
            out.append(columns["words"].of(rows))
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
                columns[name].of(rows)
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

    def root_files(self, number: int) -> Iterator[File]:
        """Yield the files of the words that share one, in order; words with files of their own go to
        `files`."""
        roots = self.tree.layout.roots
        share = roots // self.tree.layout.slices
        pairs = self.levels[0]
        starts = np.searchsorted(pairs.parent, np.arange(self.last - self.first + 1))
        sizes = arrays.offsets(self.sizes[0])
        groups: list[list[tuple[int, int]]] = [[] for _ in range(share)]
        word = self.first
        while word < self.last:
            end = word + 1
            while end < self.last and self.tree.words.folds[end] == self.tree.words.folds[word]:
                end += 1
            first, last = starts[word - self.first], starts[end - self.first]
            weight = int(sizes[last] - sizes[first])
            if weight > self.tree.layout.target:
                self._own_files(word, end, starts, weight)
            elif last > first:
                bucket = int(self.tree.words.hashes[word]) * roots // 2**32 - number * share
                groups[bucket] += [(w, w) for w in range(word, end)]
            word = end
        for n, group in enumerate(groups):
            path = f"r/{number * share + n:03x}"
            rows = [(w, np.arange(starts[w - self.first], starts[w - self.first + 1])) for w, _ in group]
            yield self._beginnings(path, rows)

    def _own_files(self, word: int, end: int, starts: Ints, weight: int) -> None:
        fold = self.tree.words.folds[word]
        bits = self._bits(weight)
        name = tokens.name_of(fold)
        spreads = self.tree.words.hashes[self.levels[0].last - 1] >> (32 - bits)
        checks = []
        for part in range(2**bits):
            rows = []
            for w in range(word, end):
                start, stop = int(starts[w - self.first]), int(starts[w - self.first + 1])
                low, high = start + np.searchsorted(spreads[start:stop], [part, part + 1])
                rows.append((w, np.arange(low, high)))
            file = self._beginnings(f"{name[:2]}/{name[2:]}-{part:02x}", rows)
            checks.append(file.check)
            if file.data:
                self.files.append(file)
        self.hot.append(Hot(fold, bits, tuple(checks)))

    def _beginnings(self, path: str, rows: list[tuple[int, Ints]]) -> File:
        rows = [(word, below) for word, below in rows if len(below)]
        if not rows:
            return File("", b"", 0)
        head = _varint(len(rows)) + b"".join(
            _spell(self.tree.words.names[word]) + _varint(len(below)) for word, below in rows
        )
        below = self._below(0, np.concatenate([below for _, below in rows]))
        return seal(f"{self.tree.name}/{path}.bin", head + below)


def _row_keys(level: _Level, bits: int) -> Ints:
    return level.keys[level.at[:-1]] >> bits
