"""The whole index of an archive: which trees it has, and the files beside them.

plan(documents) -> Plan            the blocks to invert, and how the trees are cut
invert(texts of a block) -> bytes  a part for each block (in any process, cached under block.key)
tree.open(parts).slice(n)          the files of one slice (in any process, cached under its key)
finish(plan, results) -> files     cards, facets, numbers, completions, and the manifest over all
"""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from operator import eq

from bangvang.language import text
from bangvang.search import lexicon, reading
from bangvang.search.arrays import Readable
from bangvang.search.files import File, seal, varint
from bangvang.search.layout import slices_of
from bangvang.search.parts import FORMAT, Block, Document, Entry, Said, blocks, invert
from bangvang.search.tree import SliceResult, Tree

FOLDER = "tim-kiem"
ONE_TREE = 2000
NEWEST_AT_LEAST = 64
CARDS, NEWEST_CARDS = 64, 256
COLUMN = 1 << 14
MOST_COMBINATIONS = 250
COLUMNS = (
    ("noi", ("tinh", "tinh-nay", "khu-vuc"), 2),
    ("hinh-thuc", ("hinh-thuc",), 2),
    ("noi-khen", ("noi-khen", "cap"), 2),
    ("chu-de", ("chu-de",), 1),
)
"""Facets that are counted from one file: those that say the same in other words share it. A file holds so
many times COLUMN articles: large ones repeat less, but none should be too large."""


@dataclass(frozen=True, slots=True)
class TreePlan:
    """A range of the archive with files of its own, oldest document first."""

    name: str
    blocks: tuple[Block, ...]
    newest: bool

    @property
    def documents(self) -> tuple[Entry, ...]:
        return tuple(document for block in self.blocks for document in block.documents)

    @property
    def slices(self) -> int:
        return slices_of(sum(len(block.documents) for block in self.blocks))

    def open(self, parts: Sequence[Readable]) -> Tree:
        """Return the tree over the parts of its blocks, in their order."""
        return Tree(self.name, parts, newest=self.newest)


@dataclass(frozen=True, slots=True)
class Plan:
    """What there is to do for an archive. The newest articles live in a small tree: a new one touches only
    that."""

    trees: tuple[TreePlan, ...]


def plan(documents: Iterable[Entry]) -> Plan:
    """Cut the archive into blocks, and these into trees."""
    cut = blocks(documents)
    total = sum(len(block.documents) for block in cut)
    if total <= ONE_TREE:
        return Plan((TreePlan("a", cut, newest=False),))
    first, newest = len(cut), 0
    while newest < NEWEST_AT_LEAST:
        first -= 1
        newest += len(cut[first].documents)
    trees = (TreePlan("a", cut[:first], newest=False), TreePlan("b", cut[first:], newest=True))
    return Plan(tuple(tree for tree in trees if tree.blocks))


@dataclass(frozen=True, slots=True)
class Beside:
    """What a tree has beside its slices: what is shown of each document, counted and sorted by. Of the files
    of each kind the checks, as the manifest has them."""

    files: tuple[File, ...]
    cards: str
    columns: Mapping[str, str]
    numbers: str


def build(documents: Iterable[Document], said_of: Callable[[Document], Said]) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the index as (path, bytes), in one process: for small archives and for tests."""
    documents = tuple(documents)
    whole, by_id = plan(documents), {document.id: document for document in documents}
    results, besides = {}, {}
    for each in whole.trees:
        inside = [by_id[entry.id] for entry in each.documents]
        besides[each.name] = beside(each.name, inside, newest=each.newest)
        said = {d.id: (d.title, *said_of(d)) for d in inside}
        near = {d.id: d.provinces for d in inside}
        parts = [
            invert([said[d.id] for d in block.documents], [near[d.id] for d in block.documents])
            for block in each.blocks
        ]
        tree = each.open(parts)
        results[each.name] = [tree.slice(n) for n in range(each.slices)]
        for result in results[each.name]:
            yield from ((f"{FOLDER}/{file.path}", file.data) for file in result.files)
    for file in finish(whole, results, besides):
        yield f"{FOLDER}/{file.path}", file.data


def finish(
    whole: Plan, results: Mapping[str, Sequence[SliceResult]], besides: Mapping[str, Beside]
) -> Iterator[File]:
    """Yield the files that are no slice's: what is shown, counted and completed, and the manifest last.

    `results` has, for each tree, the results of all its slices in order, `besides` what `beside` gives (the
    files of both may be left out).
    """
    for each in whole.trees:
        yield from besides[each.name].files
    trees = [_entry(each, results[each.name], besides[each.name]) for each in whole.trees]
    counts = _counted(results)
    common = [_completions(counts), _corrections(counts)]
    yield from common
    manifest = {
        "format": FORMAT,
        "columns": {name: [facets, times * COLUMN] for name, facets, times in COLUMNS},
        "trees": trees,
        "years": _years(whole),
        "beside": _checks(file.check for file in common),
        "cues": lexicon.cues(),
        # The names of provinces are rows without a short form: both are looked for in the same way.
        "abbreviations": [
            *([row.short, row.long, int(row.capitals)] for row in lexicon.abbreviations()),
            *(["", name] for name in lexicon.provinces()),
        ],
    }
    yield seal("index.bin", _json(manifest))


def beside(name: str, documents: Sequence[Document], *, newest: bool) -> Beside:
    """Return what a tree has beside its slices, from all its documents in order."""
    cards = list(_cards(name, documents, _cards_each(newest=newest)))
    columns = {
        column: list(_columns(f"{name}/f/{column}", facets, documents, times * COLUMN))
        for column, facets, times in COLUMNS
    }
    numbers = list(_numbers(name, documents))
    return Beside(
        (*cards, *(file for files in columns.values() for file in files), *numbers),
        _checks(file.check for file in cards),
        {column: _checks(file.check for file in files) for column, files in columns.items()},
        _checks(file.check for file in numbers),
    )


def _entry(each: TreePlan, results: Sequence[SliceResult], beside: Beside) -> dict[str, object]:
    """Return what the manifest has of a tree."""
    assert len(results) == each.slices  # noqa: S101 - a slice forgotten is articles lost
    return {
        "name": each.name,
        "documents": sum(len(block.documents) for block in each.blocks),
        "words": _checks(check for result in results for check in result.words),
        "hot_words": _checks(check for result in results for check in result.hot_words),
        "large": _large(pair for result in results for pair in result.large),
        "hot": {hot.fold: _checks(hot.checks) for result in results for hot in result.hot},
        "cards": beside.cards,
        "cards_each": _cards_each(newest=each.newest),
        "columns": beside.columns,
        "numbers": beside.numbers,
    }


def _cards_each(*, newest: bool) -> int:
    return NEWEST_CARDS if newest else CARDS


def _checks(checks: Iterable[int]) -> str:
    return base64.b64encode(b"".join(check.to_bytes(2, "little") for check in checks)).decode()


def _large(pairs: Iterable[tuple[str, int]]) -> list[str]:
    ordered = sorted(pairs)
    return [" ".join(key for key, _ in ordered), _checks(check for _, check in ordered)]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _years(whole: Plan) -> list[list[int]]:
    """Return (year, number of its documents), oldest first."""
    ordered = (document.sort_date[0] for each in whole.trees for document in each.documents)
    return [[year, len(list(inside))] for year, inside in groupby(ordered)]


def _cards(tree: str, documents: Sequence[Document], size: int) -> Iterator[File]:
    """Yield what is shown of documents: all ids, all addresses, all titles … as alike things squeeze better.
    Of an id what its title does not say already, and no address that follows from date and id."""
    for start in range(0, len(documents), size):
        rows = [
            [
                *_beyond(d.title, d.id),
                0 if d.url == f"bai-viet/{d.date[:4]}/{d.id}.html" else d.url,
                d.title,
                d.date,
                d.date_label,
                d.province_label,
                d.total_label,
                d.status_label,
                d.photo,
            ]
            for d in documents[start : start + size]
        ]
        yield seal(f"{tree}/c/{start // size:04x}.bin", _json(list(zip(*rows, strict=True))))


def _beyond(title: str, id: str) -> tuple[int, str]:
    """Return how much of an id its title says, and the rest."""
    said = re.sub("[^a-z0-9]+", "-", text.fold(title))
    size = sum(1 for _ in takewhile(bool, map(eq, said, id)))
    return size, id[size:]


def _numbers(tree: str, documents: Sequence[Document]) -> Iterator[File]:
    for start in range(0, len(documents), COLUMN):
        values = (0 if d.recipients is None else d.recipients + 1 for d in documents[start : start + COLUMN])
        yield seal(f"{tree}/n/{start // COLUMN}.bin", b"".join(map(varint, values)))


def _columns(path: str, facets: Sequence[str], documents: Sequence[Document], size: int) -> Iterator[File]:
    """Yield the values of some facets, document by document.

    Few combinations: a table of them and one number for each document. Many: how many values each document
    has, then the values, for each facet.
    """
    for start in range(0, len(documents), size):
        rows = [
            tuple(tuple(sorted({v for f, v in d.facets if f == facet})) for facet in facets)
            for d in documents[start : start + size]
        ]
        combinations = Counter(rows)
        values = [_by_use(value for row in rows for value in row[n]) for n in range(len(facets))]
        number = [{value: k for k, value in enumerate(names)} for names in values]
        if len(combinations) <= MOST_COMBINATIONS:
            table = sorted(combinations, key=lambda row: (-combinations[row], row))
            place = {row: k for k, row in enumerate(table)}
            head = {
                "values": values,
                "table": [[[number[n][v] for v in part] for n, part in enumerate(row)] for row in table],
            }
            body = bytes(place[row] for row in rows)
        else:
            head = {"values": values}
            body = b"".join(
                b"".join(varint(len(row[n])) for row in rows)
                + b"".join(varint(number[n][value]) for row in rows for value in row[n])
                for n in range(len(facets))
            )
        text = _json(head)
        yield seal(f"{path}-{start // size}.bin", varint(len(text)) + text + body)


def _by_use(values: Iterable[str]) -> list[str]:
    uses = Counter(values)
    return sorted(uses, key=lambda value: (-uses[value], value))


def _counted(results: Mapping[str, Sequence[SliceResult]]) -> Counter[str]:
    """Return in how many documents each word is that may be offered for another."""
    counts: Counter[str] = Counter()
    for of_tree in results.values():
        for result in of_tree:
            counts.update(dict(result.counts))
    return Counter({word: count for word, count in counts.items() if lexicon.may_be_meant(word)})


def _completions(counts: Mapping[str, int]) -> File:
    """Return the words that are offered while one is typed, those in three articles or more."""
    return seal("goi-y.bin", _json(_by_level({word: n for word, n in counts.items() if n >= 3})))


def _corrections(counts: Mapping[str, int]) -> File:
    """Return what else a word may have been meant for: the rarer words, and words of one meaning."""
    rare = {word: n for word, n in counts.items() if n < 3}
    said = {
        "words": _by_level(rare),
        "synonyms": lexicon.synonyms(),
        "asking": lexicon.asking(),
        "particles": lexicon.particles(),
        "questions": lexicon.questions(),
        "readings": reading.rows(),
        "successors": lexicon.successors(),
        "numbers": lexicon.readings()["numbers"],
    }
    return seal("chua.bin", _json(said))


def _by_level(counts: Mapping[str, int]) -> list[tuple[int, str]]:
    """Return words grouped by how many times their number of articles can be halved, so that few edits move
    one."""
    groups: dict[int, list[str]] = {}
    for word, count in counts.items():
        groups.setdefault(count.bit_length(), []).append(word)
    return [(level, " ".join(sorted(groups[level]))) for level in sorted(groups, reverse=True)]
