"""The files of the phrases that begin with the words of a slice, worked in bounded memory.

Words are worked together as long as they stand in few places; one that stands in very many, a range of second
syllables after the other.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bangvang.search.files import Hot
from bangvang.search.merged import Merged
from bangvang.search.phrases import Phrases, Records, Root, Written, bits_of

LIMIT = 400_000
"""Places of words that are worked at once: it bounds the memory, whatever the size of the archive."""


def write(tree: Merged, number: int, low: int, high: int, records: Records) -> Written:
    """Return the files of the phrases that begin with the words of a slice."""
    out = Written(records)
    share = tree.layout.shared // tree.layout.slices
    batches: list[tuple[list[int], list[Root]]] = [([], [])]
    roots = list(_roots(tree, low, high))
    for n in range(number * share, (number + 1) * share):
        inside = [root for root in roots if root.file == n and root.places <= LIMIT]
        files_of, together = batches[-1]
        if together and sum(root.places for root in [*together, *inside]) > LIMIT:
            batches.append(([n], inside))
        else:
            files_of.append(n)
            together += inside
    for files_of, together in batches:
        Phrases(tree, _spans(together)).shared_files(files_of, together, out)
    for root in roots:
        if root.places > LIMIT:
            _in_pieces(tree, root, out)
    return out


def _roots(tree: Merged, low: int, high: int) -> Iterator[Root]:
    first, last = tree.words.between(low, high)
    places = np.zeros(last - first, np.int64)
    for part, ranks in zip(tree.parts, tree.words.ranks, strict=True):
        start, end = (int(n) for n in np.searchsorted(ranks, [first, last]))
        if end > start:
            places[ranks[start:end] - first] += np.diff(part.column("bounds", (start, end + 1)))
    word = first
    while word < last:
        end = word + 1
        while end < last and tree.words.folds[end] == tree.words.folds[word]:
            end += 1
        file = int(tree.words.hashes[word]) * tree.layout.shared // 2**32
        yield Root(word, end, int(places[word - first : end - first].sum()), file)
        word = end


def _spans(roots: list[Root]) -> list[tuple[int, int]]:
    """Return the ranks of some syllables, neighbours in one range."""
    spans: list[tuple[int, int]] = []
    for root in roots:
        if spans and spans[-1][1] == root.first:
            spans[-1] = (spans[-1][0], root.last)
        else:
            spans.append((root.first, root.last))
    return spans


def _in_pieces(tree: Merged, root: Root, out: Written) -> None:
    """Write the files of a syllable that stands in too many places to be worked at once, a range of second
    syllables after the other. Nobody knows their weight beforehand: some two thirds of a byte a place."""
    bits = bits_of(2 * root.places // 3, tree.layout.target)
    cuts = min((root.places // LIMIT).bit_length(), bits)
    checks: list[int] = []
    for n in range(2**cuts):
        some = Phrases(tree, [(root.first, root.last)], seconds=(cuts, n))
        checks += some.own_files(root, bits, range(n << (bits - cuts), (n + 1) << (bits - cuts)), out)
    out.hot.append(Hot(tree.words.folds[root.first], tuple(checks)))
