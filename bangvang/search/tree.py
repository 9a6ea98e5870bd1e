"""The second half of the index: the files of one range of the archive, slice by slice of the hash space.

*Words* files say, for each syllable, in which documents it stands (and in which titles), form by form;
*phrase* files are the trie of `phrases`. Slices are worked in bounded memory and in any number of processes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from bangvang.search import arrays, files
from bangvang.search.arrays import Ints
from bangvang.search.files import File, Hot
from bangvang.search.merged import Merged, Vocabulary
from bangvang.search.parts import FORMAT, REGIONS
from bangvang.search.phrases import Phrases


@dataclass(frozen=True, slots=True)
class SliceResult:
    """What one slice of a tree comes to. `counts` are (exact form, documents) for the completions."""

    files: tuple[File, ...]
    words: tuple[int, ...]
    roots: tuple[int, ...]
    hot: tuple[Hot, ...]
    counts: tuple[tuple[str, int], ...]


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
        word_files, counts = self._word_files(number, low, high)
        phrases = Phrases(self, low, high)
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
            body = files.text(fold) + b"".join(chunks)
            buckets[spread * self.layout.words // 2**32 - number * share].append(
                files.varint(len(body)) + body
            )
        first = number * share
        sealed = [
            files.seal(f"{self.name}/w/{first + n:03x}.bin", b"".join(rows)) if rows else File.empty()
            for n, rows in enumerate(buckets)
        ]
        return sealed, counts

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
                b"\1" + files.text(self.words.names[rank]) + files.varint(int(counts[n])),
                lists[list_ends[n] : list_ends[n + 1]].tobytes(),
                files.varint(int(title_at[n + 1] - title_at[n])),
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
            row += [b"\0" + files.varint(int(at[n + 1] - at[n])), lists[ends[n] : ends[n + 1]].tobytes()]

    def _merged(self, kind: str, vocabulary: Vocabulary, first: int, last: int) -> tuple[Ints, Ints]:
        """Return the lists of the names first … last-1 over all parts: where each begins; the documents."""
        found = []
        for part, ranks, offset in zip(self.parts, vocabulary.ranks, self.offsets, strict=False):
            start, end = np.searchsorted(ranks, [first, last])
            keys, documents = part.lists(kind, int(start), int(end))
            found.append(((ranks[keys] - first) << 32) | (documents + offset))
        pairs = np.sort(np.concatenate([np.zeros(0, np.int64), *found]))
        return np.searchsorted(pairs >> 32, np.arange(last - first + 1)), pairs & 0xFFFFFFFF


def _share(number: int, of: int) -> tuple[int, int]:
    return number * 2**32 // of, (number + 1) * 2**32 // of
