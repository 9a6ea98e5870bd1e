"""The second half of the index: the files of one range of the archive, slice by slice of the hash space.

*Words* files say, for each syllable, in which documents it stands (and in which titles), then form by form;
*phrase* files are the trie of `phrases`. Slices are worked in bounded memory and in any number of processes.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from bangvang.search import arrays, beginnings, files, tokens
from bangvang.search.arrays import Ints
from bangvang.search.files import File, Hot
from bangvang.search.merged import Merged, Vocabulary, first_of
from bangvang.search.parts import FORMAT, REGIONS
from bangvang.search.phrases import Records, Written


@dataclass(frozen=True, slots=True)
class SliceResult:
    """What one slice of a tree comes to. `counts` are (exact form, documents) for the completions."""

    files: tuple[File, ...]
    words: tuple[int, ...]
    hot_words: tuple[int, ...]
    large: tuple[tuple[str, int], ...]
    hot: tuple[Hot, ...]
    counts: tuple[tuple[str, int], ...]


_Row = tuple[int, str, bytes]
"""The hash of a syllable, what is known (a word, a beginning, @ and a concept), and what is known of it."""

LARGE, MANY, APART = 4096, 32768, 1024
"""Bytes of a record above which it has a file of its own; of all forms in it above which those with more
than APART have files of theirs."""


@dataclass(slots=True)
class _Words:
    """The files of the words of a slice; `checks`: of the shared ones, `large`: of the own ones by key."""

    files: list[File] = field(default_factory=list)
    checks: list[int] = field(default_factory=list)
    hot_checks: list[int] = field(default_factory=list)
    large: list[tuple[str, int]] = field(default_factory=list)
    counts: tuple[tuple[str, int], ...] = ()


class _Lists:
    """Lists of documents as bytes, each with its length in front."""

    def __init__(self, universe: Ints, at: Ints, members: Ints) -> None:
        self.counts = np.diff(at)
        self.data, sizes = arrays.subsets(universe, at, members)
        self.at = arrays.offsets(sizes)

    def __getitem__(self, n: int) -> bytes:
        return files.varint(int(self.counts[n])) + self.data[self.at[n] : self.at[n + 1]].tobytes()


class Tree(Merged):
    """The parts of one range of the archive, ready to be written slice by slice."""

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
        words = _Words()
        rows = self._rows(words, low, high)
        written = beginnings.write(self, number, low, high, _records(rows))
        self._word_files(words, number, rows, written)
        return SliceResult(
            files=tuple(file for file in [*written.files, *words.files] if file.data),
            words=tuple(words.checks),
            hot_words=tuple(words.hot_checks),
            large=tuple(words.large),
            hot=tuple(written.hot),
            counts=words.counts,
        )

    # --- words

    def _rows(self, out: _Words, low: int, high: int) -> list[_Row]:
        """Return what is known of each folded syllable, of each beginning that is none, and of each
        concept."""
        rows = self._word_rows(out, low, high)
        spoken = {row[1] for row in rows}
        beginnings = self._plain_rows("prefix", self.prefixes, low, high)
        # A beginning that is a word itself is taken for the word.
        rows += [row for row in beginnings if row[1] not in spoken]
        return sorted(rows + self._plain_rows("concept", self.concepts, low, high, "@"))

    def _word_files(self, out: _Words, number: int, rows: Sequence[_Row], written: Written) -> None:
        """Write the files of words: what is known of them, then the phrases that begin with them. Words whose
        phrases have files of their own share others, and what is large has a file of its own."""
        hot = {each.fold for each in written.hot}
        shared: list[list[bytes]] = [[] for _ in written.shared]
        apart: list[list[bytes]] = [[] for _ in range(self.layout.hot // self.layout.slices)]
        for spread, key, body in rows:
            if len(body) > LARGE:
                file = files.seal(self._path(key, "w"), body)
                out.files.append(file)
                out.large.append((key, file.check))
                continue
            buckets = apart if first_of(key.removeprefix("@")) in hot else shared
            place = spread * len(buckets) * self.layout.slices // 2**32 - number * len(buckets)
            buckets[place].append(_record(key, body))
        bodies = [b"".join(bucket) for bucket in apart]
        out.hot_checks = self._numbered(out, "h", number * len(apart), bodies)
        bodies = [
            files.varint(sum(map(len, bucket))) + b"".join(bucket) + runs if bucket or runs else b""
            for bucket, runs in zip(shared, written.shared, strict=True)
        ]
        out.checks = self._numbered(out, "w", number * len(shared), bodies)

    def _numbered(self, out: _Words, folder: str, first: int, bodies: list[bytes]) -> list[int]:
        """Write files that have a number; return their checks."""
        made = [
            files.seal(f"{self.name}/{folder}/{n:03x}.bin", body) if body else File.empty()
            for n, body in enumerate(bodies, first)
        ]
        out.files += made
        return [file.check for file in made]

    def _path(self, key: str, kind: str) -> str:
        name = tokens.name_of(key)
        return f"{self.name}/{name[:2]}/{name[2:]}-{kind}.bin"

    def _word_rows(self, out: _Words, low: int, high: int) -> list[_Row]:
        """Return (hash, syllable, what is known of it): the documents of any of its forms, in which of them
        one is in the title, in which all are among the facts; the same of each form, unless there is one."""
        first, last = self.words.between(low, high)
        folds, names = self.words.folds[first:last], self.words.names[first:last]
        bounds = [n for n in range(len(folds)) if n == 0 or folds[n] != folds[n - 1]] + [len(folds)]
        fold_of = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
        at, documents = self._merged("word", self.words, first, last)
        out.counts = tuple(zip(names, np.diff(at).tolist(), strict=True))
        form = np.repeat(np.arange(last - first), np.diff(at))
        # An entry is a form in a document; the forms of one fold in one document are one whole.
        whole_at, in_whole, whole_keys = _united(fold_of[form], documents, len(bounds) - 1)
        whole_of = whole_at[fold_of[form]] + in_whole
        entries = (form << 32) | documents
        titled = np.searchsorted(entries, self._keys("title", first, last))
        aside = np.searchsorted(entries, self._keys("aside", first, last))
        is_told = np.ones(len(entries), np.int64)
        is_told[aside] = 0
        whole_aside = np.flatnonzero(np.bincount(whole_of, is_told, len(whole_keys)) == 0)
        sizes = np.diff(whole_at)
        wholes = (
            _Lists(np.full(len(sizes), self.documents), whole_at, whole_keys & 0xFFFFFFFF),
            _within(whole_at, arrays.sorted_unique(whole_of[titled])),
            _within(whole_at, whole_aside),
        )
        forms = (_Lists(sizes[fold_of], at, in_whole), _within(at, titled), _within(at, aside))
        rows = []
        for n, (start, end) in enumerate(itertools.pairwise(bounds)):
            head = b"\1" + b"".join(lists[n] for lists in wholes) + files.varint(end - start)
            if end - start == 1:
                body = head + files.text(names[start])
            else:
                said = [(names[k], b"".join(lists[k] for lists in forms)) for k in range(start, end)]
                body = head + b"".join(self._forms(out, said))
            rows.append((int(self.words.hashes[first + start]), folds[start], body))
        return rows

    def _forms(self, out: _Words, said: list[tuple[str, bytes]]) -> Iterator[bytes]:
        """Yield what is said of each form; a 0 and a check when it is so much that it is told elsewhere."""
        many = sum(len(lists) for _, lists in said) > MANY
        for name, lists in said:
            yield files.text(name)
            if many and len(lists) > APART:
                file = files.seal(self._path(name, "f"), lists)
                out.files.append(file)
                yield b"\0" + file.check.to_bytes(2, "little")
            else:
                yield lists

    def _plain_rows(
        self, kind: str, vocabulary: Vocabulary, low: int, high: int, mark: str = ""
    ) -> list[_Row]:
        first, last = vocabulary.between(low, high)
        at, documents = self._merged(kind, vocabulary, first, last)
        lists = _Lists(np.full(last - first, self.documents), at, documents)
        return [
            (int(vocabulary.hashes[first + n]), mark + vocabulary.names[first + n], b"\0" + lists[n])
            for n in range(last - first)
        ]

    def _keys(self, kind: str, first: int, last: int) -> Ints:
        """Return (word, document) of some lists of words, in order, the word in the upper half."""
        at, documents = self._merged(kind, self.words, first, last)
        return (np.repeat(np.arange(last - first), np.diff(at)) << 32) | documents

    def _merged(self, kind: str, vocabulary: Vocabulary, first: int, last: int) -> tuple[Ints, Ints]:
        """Return the lists of the names first … last-1 over all parts: where each begins; the documents."""
        found = []
        for part, ranks, offset in zip(self.parts, vocabulary.ranks, self.offsets[:-1], strict=True):
            start, end = np.searchsorted(ranks, [first, last])
            keys, documents = part.lists(kind, int(start), int(end))
            found.append(((ranks[keys] - first) << 32) | (documents + offset))
        pairs = np.sort(np.concatenate([np.zeros(0, np.int64), *found]))
        return np.searchsorted(pairs >> 32, np.arange(last - first + 1)), pairs & 0xFFFFFFFF


def _record(key: str, body: bytes) -> bytes:
    record = files.text(key) + body
    return files.varint(len(record)) + record


def _records(rows: Sequence[_Row]) -> Records:
    """Return what may stand in front of the phrases that begin with a syllable."""
    out: dict[str, list[tuple[int | None, bytes]]] = {}
    for _, key, body in rows:
        first, *more = key.removeprefix("@").split("_") if key[0] == "@" else [key]
        if key[0] != "@" or more[0]:
            second = tokens.spread(more[0]) if more else None
            out.setdefault(first, []).append((second, _record(key, body)))
    return out


def _united(keys: Ints, documents: Ints, count: int) -> tuple[Ints, Ints, Ints]:
    """Return lists of documents by key, each document once: where each list begins, the place of every given
    document in it, and all (key, document), the key in the upper half."""
    given = (keys << 32) | documents
    united = arrays.sorted_unique(given)
    at = np.searchsorted(united >> 32, np.arange(count + 1))
    return at, np.searchsorted(united, given) - at[keys], united


def _within(at: Ints, entries: Ints) -> _Lists:
    """Return some entries of lists, which begin at `at`, each by its place in its list."""
    inside = np.searchsorted(entries, at)
    return _Lists(np.diff(at), inside, entries - np.repeat(at[:-1], np.diff(inside)))


def _share(number: int, of: int) -> tuple[int, int]:
    return number * 2**32 // of, (number + 1) * 2**32 // of
