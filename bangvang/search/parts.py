"""The first half of the index: the documents of one block, inverted by themselves.

A part knows nothing of other blocks, so it is cached under a key made of its own documents; an edit inverts
one block again. Documents are numbered inside their block; whoever merges adds what came before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from typing import NamedTuple

import numpy as np

from bangvang.search import arrays, lexicon
from bangvang.search.arrays import Ints
from bangvang.search.layout import REPEATS
from bangvang.search.names import Names
from bangvang.search.spoken import CAPITAL, Spoken, Written

FORMAT = 6
BLOCK_LIMIT = 600
REGIONS = 1024
"""The hash space is cut into this many regions; a part says, for each, whether its content has changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article as the index orders and inverts it.

    `id` is unique in the archive. The text itself, one paragraph to a line, is asked for when its block is
    inverted: an archive's texts need not fit in memory. `digest` is any string that changes when the text
    does, and for what is no Document when its provinces do; `looks` one that changes when anything of its
    Document does (empty: it is one itself). `sort_date` is what it is ordered by.
    """

    id: str
    title: str
    digest: str
    sort_date: tuple[int, int, int]
    looks: str = ""

    @property
    def order(self) -> tuple[tuple[int, int, int], str]:
        """The total order of the archive, oldest first: documents are numbered in it."""
        return self.sort_date, self.id

    @property
    def searched(self) -> str:
        """What its block's part is made of."""
        return repr((self.title, self.digest))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Entry):
    """One article as search shows, filters and counts it.

    `url` is relative to the site's root. `date` is the ISO text (YYYY[-MM[-DD]]). `facets` are pairs of facet
    and value id. `recipients` is None when the article does not say. Labels are what a reader is shown,
    `photo` is the address of a small picture.
    """

    url: str
    date: str
    facets: tuple[tuple[str, str], ...] = ()
    recipients: int | None = None
    date_label: str = ""
    province_label: str = ""
    total_label: str = ""
    photo: str = ""
    status_label: str = ""

    @property
    def provinces(self) -> tuple[str, ...]:
        """Its provinces, then and now."""
        return tuple(value for facet, value in self.facets if facet in ("tinh", "tinh-nay"))

    @property
    def searched(self) -> str:
        return repr((self.title, self.digest, self.provinces))


class Said(NamedTuple):
    """What is searched of a document beside its title: what it tells, a paragraph a line, and the facts that
    stand beside it, a field a line."""

    text: str
    facts: str = ""


@dataclass(frozen=True)
class Block:
    """Documents of neighbouring dates that are inverted together, in order. `name` is its place in time."""

    name: str
    documents: tuple[Entry, ...]

    @cached_property
    def key(self) -> str:
        """The content of the part that `invert` makes: equal keys, equal bytes."""
        digest = hashlib.blake2b(f"{FORMAT} {lexicon_key()}".encode(), digest_size=16)
        for document in self.documents:
            digest.update(document.searched.encode())
        return digest.hexdigest()


@cache
def lexicon_key() -> str:
    """Return what the parts depend on beside their documents: the table of abbreviations."""
    return hashlib.blake2b(repr(lexicon.abbreviations()).encode(), digest_size=16).hexdigest()


def blocks(documents: Iterable[Entry]) -> tuple[Block, ...]:
    """Cut the archive, oldest first, into years; a year too large for one part into quarters, then months,
    then eights of days."""
    ordered = sorted(documents, key=lambda document: document.order)
    cut: list[Block] = []
    for year, in_year in groupby(ordered, key=lambda document: document.sort_date[0]):
        cut += _cut(f"{year:04d}", list(in_year), 0)
    return tuple(cut)


def _cut(name: str, documents: Sequence[Entry], depth: int) -> list[Block]:
    if len(documents) <= BLOCK_LIMIT or depth == 3:
        return [Block(name, tuple(documents))]
    finer: list[Block] = []
    for unit, inside in groupby(documents, key=lambda document: _unit(document.sort_date, depth)):
        finer += _cut(f"{name}-{unit:02d}", list(inside), depth + 1)
    return finer


def _unit(day: tuple[int, int, int], depth: int) -> int:
    if depth == 0:
        return (max(day[1], 1) - 1) // 3 + 1
    return day[1] if depth == 1 else (max(day[2], 1) - 1) // 8 + 1


def invert(texts: Sequence[Written], provinces: Sequence[Sequence[str]] = ()) -> bytes:
    """Return the part of one block, from its documents in order. `provinces`: those of each of them."""
    spoken = Spoken.current()
    stream, starts, titles, tolds = spoken.read(texts)
    number_of, ids = spoken.words.in_order(stream & (CAPITAL - 1))
    fold_of = spoken.fold_of[number_of]
    fold_ids = fold_of[ids]
    document_of = np.repeat(np.arange(len(texts)), np.diff(starts))
    repeated = _repeated(fold_ids, document_of)
    in_order, order = _spoken_places(ids)
    documents = document_of[order]
    in_title = np.arange(len(ids)) < titles[document_of]
    is_told = np.arange(len(ids)) < tolds[document_of]
    ahead = np.append(repeated[1:], 0)
    names = [spoken.words.names[n] for n in number_of[1:]]
    plain = {
        "word_names": _joined(names),
        "documents": np.array([len(texts)]),
        "document": arrays.narrow(documents),
        "marks": arrays.narrow((repeated | (ahead << REPEATS))[order]),
    }
    plain |= _following(ids, in_order, order, ahead[order] > 0, np.arange(1, len(names) + 2))
    plain |= _word_lists(in_order, documents, in_title[order], is_told[order], len(names))
    changed = _region_digests(
        spoken.words.hashes[number_of],
        spoken.words.spreads[number_of[1:]],
        ids,
        (((document_of << REPEATS | ahead) << REPEATS | repeated) << 2) | (is_told << 1) | in_title,
        order,
    )
    beginnings = _beginnings(spoken, fold_of[1:], plain["word_at"], plain["word_docs"])
    concepts = spoken.concepts.of(fold_ids, stream >= CAPITAL, document_of, provinces)
    prefixed = _named("prefix", spoken.beginnings, *beginnings)
    for lists, digests in (prefixed, _named("concept", spoken.concepts.names, *concepts)):
        plain |= lists
        changed = changed * np.uint64(3) + digests
    plain["changed"] = changed
    return arrays.pack(plain)


def _spoken_places(ids: Ints) -> tuple[Ints, Ints]:
    """Return the words in order and the place of each, without the breaks between paragraphs."""
    in_order, order = arrays.sorted_with_places(ids)
    first = int(np.searchsorted(in_order, 1))
    return in_order[first:], order[first:]


def _named(
    kind: str, known: Names, numbers: Ints, documents: Ints
) -> tuple[dict[str, arrays.Array], arrays.Array]:
    """Return the documents of each of some names, and a number for each region that changes with them."""
    number_of, keys = known.in_order(numbers)
    pairs = arrays.sorted_unique((keys << 20) | documents)
    lists = _lists(kind, pairs >> 20, pairs & 0xFFFFF, len(number_of) - 1)
    hashes, spreads = known.hashes[number_of[1:]], known.spreads[number_of[1:]]
    digests = _list_digests(hashes, spreads, *lists.values())
    return {f"{kind}_names": _joined(known.names[n] for n in number_of[1:]), **lists}, digests


def _joined(names: Iterable[str]) -> arrays.Array:
    return np.frombuffer("\n".join(names).encode(), np.uint8)


def _following(
    ids: Ints, in_order: Ints, order: Ints, is_longer: arrays.Array, numbers: Ints
) -> dict[str, Ints]:
    """Return the words behind each place of each word; where a run of four and more can say what its pieces
    do not (`is_longer`), those further behind, too."""
    ids, longer = arrays.narrow(ids), order[is_longer]
    return {
        "bounds": np.searchsorted(in_order, numbers),
        "second": ids[order + 1],
        "third": ids[order + 2],
        "longer_bounds": np.searchsorted(in_order[is_longer], numbers),
        "fourth": ids[longer + 3],
        "fifth": ids[longer + 4],
        "sixth": ids[longer + 5],
    }


def _repeated(folds: Ints, document_of: Ints) -> Ints:
    """Return for each position in bits 0 … 3: the pair, triple, four, five syllables here come again in the
    document.

    Only there can "a b c" and "b c d" both occur and "a b c d" not.
    """
    flags = np.zeros(len(folds), np.int64)
    here = np.flatnonzero((folds[:-1] > 0) & (folds[1:] > 0))
    width = int(folds.max(initial=1)).bit_length()
    group = (document_of[here] << (2 * width)) | (folds[here] << width) | folds[here + 1]
    for bit in range(REPEATS):
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


def _word_lists(
    in_order: Ints, documents: Ints, is_titled: arrays.Array, is_told: arrays.Array, count: int
) -> dict[str, Ints]:
    """Return the documents of each word; those that have it in the title; those only among the facts."""
    return {
        **_lists("word", in_order, documents, count),
        **_lists("title", in_order[is_titled], documents[is_titled], count),
        **_lists("aside", *_aside(in_order, documents, is_told), count),
    }


def _aside(keys: Ints, documents: Ints, is_told: arrays.Array) -> tuple[Ints, Ints]:
    """Return the words and documents, in order, where the one stands among the facts of the other alone."""
    starts = arrays.run_starts((keys << 20) | documents)[:-1]
    if not len(starts):
        return keys, documents
    apart = starts[~np.logical_or.reduceat(is_told, starts)]
    return keys[apart], documents[apart]


def _beginnings(spoken: Spoken, fold_of: Ints, at: Ints, documents: Ints) -> tuple[Ints, Ints]:
    """Return the beginnings of words that are shorter than these, and which documents have such a word.
    `fold_of`: by word; `at`, `documents`: the lists of the words."""
    found, counts = spoken.beginnings_of(np.repeat(fold_of, np.diff(at)))
    return found, np.repeat(documents, counts)


def _region_digests(
    hash_of: arrays.Array, spreads: Ints, ids: Ints, flags: Ints, order: Ints
) -> arrays.Array:
    """Return a number for each region of the hash space that changes when anything its phrases and words say
    does. `hash_of`: by word, a break first; `spreads`: by word."""
    hashes = hash_of[ids]
    mixed = flags.astype(np.uint64) * np.uint64(0x94D049BB133111EB)
    # All that a file of phrases may say of a place: six words from there.
    for step, factor in enumerate(_FACTORS):
        mixed[: len(mixed) - step] += hashes[step:] * factor
    region = spreads // (2**32 // REGIONS)
    return _sums(_stirred(mixed)[order], region[ids[order] - 1])


def _list_digests(hashes: arrays.Array, spreads: Ints, at: Ints, documents: Ints) -> arrays.Array:
    """Return the same for lists of documents. `hashes`, `spreads`: of the name of each list."""
    sizes = np.diff(at)
    mixed = np.repeat(hashes, sizes) + documents.astype(np.uint64) * np.uint64(0x94D049BB133111EB)
    region = spreads // (2**32 // REGIONS)
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
