"""The first half of the index: the documents of one block, inverted by themselves.

A part knows nothing of other blocks, so it is cached under a key made of its own documents; an edit inverts
one block again. Documents are numbered inside their block; whoever merges adds what came before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, groupby

import numpy as np

from bangvang import text
from bangvang.search import arrays, lexicon, tokens
from bangvang.search.arrays import Ints

FORMAT = 1
BLOCK_LIMIT = 600
LONGEST_PREFIX = 7
REGIONS = 1024
"""The hash space is cut into this many regions; a part says, for each, whether its content has changed."""

_NEWLINE = "\ue000"
_CAPITAL = 1 << 24


@dataclass(frozen=True, slots=True)
class Document:
    """One article as search sees it.

    `id` is unique in the archive. `url` is relative to the site's root. The text itself, one paragraph to a
    line, is asked for when its block is inverted: an archive's texts need not fit in memory. `digest` is any
    string that changes when the text does. `date` is the ISO text that is shown (YYYY[-MM[-DD]]),
    `sort_date` what it is ordered by. `facets` are pairs of facet and value id. `recipients` is None when
    the article does not say.
    """

    id: str
    url: str
    title: str
    digest: str
    date: str
    sort_date: tuple[int, int, int]
    facets: tuple[tuple[str, str], ...] = ()
    recipients: int | None = None
    province_label: str = ""
    total_label: str = ""

    @property
    def order(self) -> tuple[tuple[int, int, int], str]:
        """The total order of the archive, oldest first: documents are numbered in it."""
        return self.sort_date, self.id


@dataclass(frozen=True, slots=True)
class Block:
    """Documents of neighbouring dates that are inverted together, in order. `name` is its place in time."""

    name: str
    documents: tuple[Document, ...]

    @property
    def key(self) -> str:
        """The content of the part that `invert` makes: equal keys, equal bytes."""
        digest = hashlib.blake2b(f"{FORMAT} {lexicon_key()}".encode(), digest_size=16)
        for document in self.documents:
            digest.update(repr((document.title, document.digest)).encode())
        return digest.hexdigest()


@cache
def lexicon_key() -> str:
    """Return what the parts depend on beside their documents: the table of abbreviations."""
    return hashlib.blake2b(repr(lexicon.abbreviations()).encode(), digest_size=16).hexdigest()


def blocks(documents: Iterable[Document]) -> tuple[Block, ...]:
    """Cut the archive, oldest first, into years; a year too large for one part into quarters, then months."""
    ordered = sorted(documents, key=lambda document: document.order)
    cut: list[Block] = []
    for year, in_year in groupby(ordered, key=lambda document: document.sort_date[0]):
        cut += _cut(f"{year:04d}", list(in_year), 0)
    return tuple(cut)


def _cut(name: str, documents: list[Document], depth: int) -> list[Block]:
    if len(documents) <= BLOCK_LIMIT or depth == 3:
        return [Block(name, tuple(documents))]
    finer: list[Block] = []
    for unit, inside in groupby(documents, key=lambda document: _unit(document.sort_date, depth)):
        finer += _cut(f"{name}-{unit:02d}", list(inside), depth + 1)
    return finer


def _unit(day: tuple[int, int, int], depth: int) -> int:
    if depth == 0:
        return (max(day[1], 1) - 1) // 3 + 1
    return day[1] if depth == 1 else day[2]


def invert(texts: Sequence[tuple[str, str]]) -> bytes:
    """Return the part of one block, from the title and the text of each of its documents, in order."""
    stream, starts, titles, words = _read(texts)
    words, renumbered = _in_order(words)
    capital = stream >= _CAPITAL
    ids = renumbered[stream & (_CAPITAL - 1)]
    folds = [tokens.folded(word) for word in words]
    fold_ids = _fold_ids(folds)[ids]
    document_of = np.repeat(np.arange(len(texts)), np.diff(starts))
    repeated = _repeated(fold_ids, document_of)
    sorted_ids, order = arrays.sorted_with_places(ids)
    order = order[np.searchsorted(sorted_ids, 1) :]  # without the breaks
    bounds = np.searchsorted(ids[order], np.arange(1, len(words) + 2))
    in_title = np.arange(len(ids)) < titles[document_of]
    ahead = np.append(repeated[1:], 0)
    longer = order[ahead[order] > 0]  # only there can a run of four and more say what its pieces do not
    plain = {
        "word_names": np.frombuffer("\n".join(words).encode(), np.uint8),
        "documents": np.array([len(texts)]),
        "bounds": bounds,
        "second": ids[order + 1],
        "third": ids[order + 2],
        "document": document_of[order],
        "marks": (repeated | (ahead << 3))[order],
        "longer_bounds": np.searchsorted(ids[longer], np.arange(1, len(words) + 2)),
        "fourth": ids[longer + 3],
        "fifth": ids[longer + 4],
        "sixth": ids[longer + 5],
    }
    plain |= _lists("word", ids[order], document_of[order], len(words))
    titled = order[in_title[order]]
    plain |= _lists("title", ids[titled], document_of[titled], len(words))
    plain |= _prefix_lists(folds, ids[order], document_of[order])
    plain |= _concept_lists(folds, ids, fold_ids, capital, document_of, order, bounds)
    changed = _region_digests(
        words, folds, ids, (ahead << 4) | (repeated << 1) | in_title, document_of, order
    )
    for kind, mark in (("prefix", ""), ("concept", "@")):
        names = plain[f"{kind}_names"].tobytes().decode().split("\n") if len(plain[f"{kind}_names"]) else []
        changed = changed * np.uint64(3) + _list_digests(
            names, mark, plain[f"{kind}_at"], plain[f"{kind}_docs"]
        )
    plain["changed"] = changed
    return arrays.pack(plain)


def _read(texts: Sequence[tuple[str, str]]) -> tuple[Ints, Ints, Ints, list[str]]:
    """Return the stream of word numbers (0 is a break), where documents and their titles start and end in
    it."""
    words: dict[str, int] = {}
    # A break is decided inside one run of characters without blanks, or is the end of a line: runs repeat a
    # lot.
    chunks = _Numbers({_NEWLINE: 0})
    places: list[int] = []
    ends: list[int] = []
    for title, body in texts:
        for s in (title, body):
            places += map(chunks.__getitem__, _chunks(s))
            places.append(0)
            ends.append(len(places))
    read = [[0], *([_number(piece, words) for piece in _pieces(chunk)] for chunk in [*chunks][1:])]
    lengths = np.fromiter(map(len, read), np.int64)
    flat = np.fromiter(chain.from_iterable(read), np.int64)
    which = np.array(places, np.int64)
    stream = flat[arrays.ragged(arrays.offsets(lengths)[which], lengths[which])]
    at = arrays.offsets(lengths[which])[[0, *ends]]
    starts = at[::2]
    # So that whoever looks six words ahead needs no bounds.
    stream = np.concatenate((stream, np.zeros(6, np.int64)))
    starts[-1] += 6
    return stream, starts, at[1::2] - 1, list(words)


class _Numbers(dict[str, int]):
    """Numbers its keys in the order in which they are first asked for."""

    def __missing__(self, key: str) -> int:
        self[key] = n = len(self)
        return n


@lru_cache(maxsize=1 << 17)
def _pieces(chunk: str) -> tuple[tuple[str, bool], ...]:
    """Return the exact forms of a run of characters and whether each is in capitals; a break is empty."""
    return tuple(
        (tokens.exact(piece), lexicon.is_capital(piece)) if piece[0].isalnum() else ("", False)
        for piece in tokens.pieces(chunk + " ")
    )


def _number(piece: tuple[str, bool], words: dict[str, int]) -> int:
    exact, capital = piece
    if not exact:
        return 0
    n = words.setdefault(exact, len(words) + 1)
    return n | _CAPITAL if capital else n


def _chunks(s: str) -> list[str]:
    return text.clean(s).replace("\n", f" {_NEWLINE} ").split()


def _in_order(words: list[str]) -> tuple[list[str], Ints]:
    """Return the words by hash of their fold, as every later stage has them, and the new number of each old
    one."""
    keys = sorted(
        (tokens.spread(fold), fold, word, n)
        for n, word in enumerate(words, 1)
        for fold in [tokens.folded(word)]
    )
    renumbered = np.zeros(len(words) + 1, np.int64)
    renumbered[[key[3] for key in keys]] = np.arange(1, len(words) + 1)
    return [key[2] for key in keys], renumbered


def _fold_ids(folds: list[str]) -> Ints:
    seen: dict[str, int] = {}
    return np.array([0, *(seen.setdefault(fold, len(seen) + 1) for fold in folds)], np.int64)


def _repeated(folds: Ints, document_of: Ints) -> Ints:
    """Return for each position in bits 0, 1, 2: the pair, triple, four syllables here come again in the
    document.

    Only there can "a b c" and "b c d" both occur and "a b c d" not.
    """
    flags = np.zeros(len(folds), np.int64)
    here = np.flatnonzero((folds[:-1] > 0) & (folds[1:] > 0))
    width = int(folds.max(initial=1)).bit_length()
    group = (document_of[here] << (2 * width)) | (folds[here] << width) | folds[here + 1]
    for bit in range(3):
        # Ranks keep the keys small: n syllables are (rank of the first n-1, last one).
        group, order = arrays.sorted_with_places(group)
        bounds = arrays.run_starts(group)
        sizes = np.diff(bounds)
        again = np.repeat(sizes > 1, sizes)
        ranks = np.repeat(np.arange(len(sizes)), sizes)
        here, rank = here[order][again], ranks[again]
        flags[here] |= 1 << bit
        following = folds[np.minimum(here + bit + 2, len(folds) - 1)]
        kept = following > 0
        here, group = here[kept], (rank[kept] << width) | following[kept]
    return flags


def _lists(name: str, keys: Ints, documents: Ints, count: int) -> dict[str, Ints]:
    """Return the different documents of each key 1 … count; keys come sorted, and documents inside each."""
    new = np.ones(len(keys), bool)
    new[1:] = (keys[1:] != keys[:-1]) | (documents[1:] != documents[:-1])
    keys, documents = keys[new], documents[new]
    return {f"{name}_at": np.searchsorted(keys, np.arange(1, count + 2)), f"{name}_docs": documents}


def _prefix_lists(folds: list[str], ids: Ints, documents: Ints) -> dict[str, Ints]:
    """Return, for every beginning of a word that is shorter than the word, the documents that have such a
    word."""
    numbers: dict[str, int] = {}
    of_word = [
        [numbers.setdefault(fold[:n], len(numbers)) for n in range(1, min(len(fold) - 1, LONGEST_PREFIX) + 1)]
        for fold in folds
    ]
    names = sorted(numbers, key=lambda prefix: (tokens.spread(prefix), prefix))
    rank = np.zeros(len(names) + 1, np.int64)
    rank[[numbers[name] for name in names]] = np.arange(1, len(names) + 1)
    lengths = np.array([0, *map(len, of_word)], np.int64)
    flat = rank[np.fromiter(chain.from_iterable(of_word), np.int64)]
    at = arrays.offsets(lengths)
    # One pair of word and document is enough: most words come several times.
    pairs = arrays.sorted_unique((ids << 20) | documents)
    ids, documents = pairs >> 20, pairs & 0xFFFFF
    of_prefix = flat[arrays.ragged(at[ids], lengths[ids])]
    pairs = arrays.sorted_unique((of_prefix << 20) | np.repeat(documents, lengths[ids]))
    found = _lists("prefix", pairs >> 20, pairs & 0xFFFFF, len(names))
    return {"prefix_names": np.frombuffer("\n".join(names).encode(), np.uint8), **found}


def _concept_lists(
    folds: list[str],
    ids: Ints,
    fold_ids: Ints,
    capital: arrays.Array,
    document_of: Ints,
    order: Ints,
    bounds: Ints,
) -> dict[str, Ints]:
    """Return the documents of each concept of the table that occurs in the block."""
    number_of: dict[str, int] = {}
    words_of: dict[str, list[int]] = {}
    table = _fold_ids(folds)
    for word, fold in enumerate(folds, 1):
        number_of[fold] = int(table[word])
        words_of.setdefault(fold, []).append(word)

    def places(sequence: Sequence[str], *, in_capitals: bool) -> Ints:
        if not all(fold in number_of for fold in sequence):
            return np.zeros(0, np.int64)
        at = np.concatenate([order[bounds[w - 1] : bounds[w]] for w in words_of[sequence[0]]])
        for n, fold in enumerate(sequence):
            at = at[fold_ids[np.minimum(at + n, len(ids) - 1)] == number_of[fold]]
        return at[capital[at]] if in_capitals else at

    found: dict[str, list[Ints]] = {}
    for row in lexicon.abbreviations():
        short = places([tokens.folded(s) for s in row.short_exacts], in_capitals=row.capitals)
        here = found.setdefault(row.concept, [])
        here += [document_of[short], document_of[places(row.long_folds, in_capitals=False)]]
    lists = {name: np.unique(np.concatenate(at)) for name, at in found.items()}
    names = sorted(
        (name for name in lists if len(lists[name])), key=lambda name: (tokens.spread("@" + name), name)
    )
    return {
        "concept_names": np.frombuffer("\n".join(names).encode(), np.uint8),
        "concept_at": arrays.offsets(np.array([len(lists[name]) for name in names], np.int64)),
        "concept_docs": np.concatenate([np.zeros(0, np.int64), *(lists[name] for name in names)]),
    }


def _region_digests(
    words: list[str], folds: list[str], ids: Ints, flags: Ints, document_of: Ints, order: Ints
) -> arrays.Array:
    """Return a number for each region of the hash space that changes when anything its phrases and words say
    does."""
    hashes = np.array([0, *map(_hash64, words)], np.uint64)[ids]
    mixed = ((document_of << 7) | flags).astype(np.uint64) * np.uint64(0x94D049BB133111EB)
    # All that a file of phrases may say of a place: six words from there.
    for step, factor in enumerate(_FACTORS):
        mixed[: len(mixed) - step] += hashes[step:] * factor
    region = np.array([tokens.spread(fold) // (2**32 // REGIONS) for fold in folds], np.int64)
    return _sums(_stirred(mixed)[order], region[ids[order] - 1])


def _list_digests(names: list[str], mark: str, at: Ints, documents: Ints) -> arrays.Array:
    """Return the same for lists of documents by name."""
    sizes = np.diff(at)
    hashes = np.fromiter(map(_hash64, names), np.uint64)
    mixed = np.repeat(hashes, sizes) + documents.astype(np.uint64) * np.uint64(0x94D049BB133111EB)
    region = np.fromiter((tokens.spread(mark + name) // (2**32 // REGIONS) for name in names), np.int64)
    return _sums(_stirred(mixed), np.repeat(region, sizes))


_FACTORS = [np.uint64((0x9E3779B97F4A7C15 * (2 * n + 1)) & 0xFFFFFFFFFFFFFFFF) for n in range(6)]


def _stirred(mixed: arrays.Array) -> arrays.Array:
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    out: arrays.Array = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
    return out


def _sums(values: arrays.Array, regions: Ints) -> arrays.Array:
    """Add up the values of each region; these come in order. Sums do not depend on the order inside one."""
    ends = np.concatenate((np.zeros(1, np.uint64), np.cumsum(values, dtype=np.uint64)))
    at = np.searchsorted(regions, np.arange(REGIONS + 1))
    return ends[at[1:]] - ends[at[:-1]]


@lru_cache(maxsize=1 << 17)
def _hash64(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")
