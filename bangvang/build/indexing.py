"""The search index made in several processes, each block and each slice once for each of its contents."""

from __future__ import annotations

import contextlib
import mmap
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from bangvang import digests, search
from bangvang.archive.model import Article
from bangvang.build import cached_rows, kept, parsing, system, workers
from bangvang.build.cache import NotKept
from bangvang.build.cached_rows import CacheLost
from bangvang.build.file_digests import Digests, Known, known_from
from bangvang.build.index_texts import Planned, Standing, Texts
from bangvang.build.kept_plan import Listed
from bangvang.build.orders import Progress
from bangvang.search import Beside, Block, Entry, File, SliceResult, TreePlan, arrays
from bangvang.search.files import Hot
from bangvang.search.tree import Tree
from bangvang.site import search_documents
from bangvang.site.bodies import Bodies, BodyLost
from bangvang.site.photos import Stored
from bangvang.site.plan import Plan

DOCUMENT, SLICE = 0.2, 50
"""What it costs in pages to invert a document (each process must learn the words anew), to write a slice."""

Hurt = Callable[[str], None]
"""Is told the name of what was kept and is not as it was left."""
Files = Mapping[str, bytes | Stored]
"""Address below output/ -> the file, or where it lies: an index is larger than what should be in memory."""


@dataclass(frozen=True, slots=True)
class _Share:
    folder: Path
    texts: Texts


@dataclass(frozen=True, slots=True)
class _Cut:
    """A tree to be sliced: which one, and the files of its parts."""

    folder: Path
    name: str
    newest: bool
    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """Files of the index as they are kept: what is told of them, and (address, digest, size) of each, whose
    bytes lie one after the other in a file of their own."""

    told: Any
    files: tuple[tuple[str, str, int], ...]

    @classmethod
    def of(cls, rows: Any) -> _Kept:
        """What was dumped. Raises ValueError or TypeError for anything else."""
        told, files = rows
        if not all(_ADDRESS.fullmatch(address) for address, _, _ in files):
            raise ValueError(files)
        return cls(told, tuple((str(url), str(digest), int(size)) for url, digest, size in files))

    def stored(self, data: Path) -> Iterator[tuple[str, Stored]]:
        at = 0
        for address, digest, size in self.files:
            yield f"{search.FOLDER}/{address}", Stored(str(data), digest, at, size)
            at += size


def _keep(path: Path, told: Any, files: Sequence[File]) -> None:
    rows = tuple((file.path, digests.of(file.data), len(file.data)) for file in files)
    system.replace_file(_data(path), b"".join(file.data for file in files))
    system.replace_file(path, kept.dump([told, rows]))


def _told(result: SliceResult) -> Any:
    """What `_result` makes the same of, but for the files."""
    hot = [(hot.fold, hot.checks) for hot in result.hot]
    return [result.words, result.hot_words, result.large, hot, result.counts]


def _result(told: Any) -> SliceResult:
    words, hot_words, large, hot, counts = told
    return SliceResult(
        files=(),
        words=tuple(words),
        hot_words=tuple(hot_words),
        large=tuple((str(key), int(check)) for key, check in large),
        hot=tuple(Hot(str(fold), tuple(checks)) for fold, checks in hot),
        counts=tuple((str(word), int(count)) for word, count in counts),
    )


@dataclass(slots=True)
class Room:
    """Where an index is made, and how. `folder` keeps what it is made of for the next time: what is of no use
    any more is taken out of it, and what is not as it was left is made again, of which `hurt` is told."""

    folder: Path
    jobs: int
    hurt: Hurt = lambda _: None
    progress: Progress = lambda *_: None
    used: set[Path] = field(default_factory=set)


def build(given: Plan, articles: Sequence[Article], bodies: Bodies, room: Room) -> Files:
    """The files of the index of articles, oldest first, as a site shows them."""
    # Plain dicts: what is read-only cannot be sent to a process that is not forked.
    texts = Planned(bodies, {article.id: article for article in articles}, given.site, dict(given.photos))
    return index_of(search_documents.entries(given.site, articles, given.photos), texts, room)


def build_again(listed: Sequence[Listed], bodies: cached_rows.Bodies, room: Room) -> Files:
    """The files of the index of articles that are shown as they were when the last one was made. Raises
    NotKept where not all of that one is left, CacheLost and BodyLost where an article is not."""
    entries = [
        Entry(id=one.id, title=one.title, digest=one.body + one.facts, sort_date=one.day, looks=one.looks)
        for one in listed
    ]
    articles = parsing.Articles(bodies.path)
    with contextlib.closing(articles):
        return index_of(entries, Standing(bodies, articles, {one.id: one.path for one in listed}), room)


def index_of(documents: Iterable[Entry], texts: Texts, room: Room) -> Files:
    """The files of the index of some documents."""
    arrays.keep_memory()
    plan = search.plan(documents)
    room.folder.mkdir(parents=True, exist_ok=True)
    try:
        return _build(plan, texts, room)
    except (OSError, BodyLost, CacheLost, NotKept):
        raise
    except Exception:  # a part that a stranger sealed; what is the program's own fault is raised below
        room.hurt(room.folder.name)
    # Everything anew. What is open cannot be taken away everywhere.
    _opened.cache_clear()
    system.remove_tree(room.folder)
    room.folder.mkdir(parents=True)
    return _build(plan, texts, room)


def _build(plan: search.Plan, texts: Texts, room: Room) -> dict[str, bytes | Stored]:
    room.used.clear()
    _invert_all(plan, texts, room)
    results: dict[str, list[SliceResult]] = {}
    besides: dict[str, Beside] = {}
    files: dict[str, bytes | Stored] = {}
    for tree in plan.trees:
        slices = _slices(tree, room)
        results[tree.name] = [_result(one.told) for _, one in slices]
        beside = _beside(tree, texts, room)
        besides[tree.name] = Beside((), *beside[1].told)
        for path, one in (*slices, beside):
            files.update(one.stored(_data(path)))
    made = search.finish(plan, results, besides)
    files.update((f"{search.FOLDER}/{file.path}", file.data) for file in made)
    _opened.cache_clear()
    for left in room.folder.iterdir():
        if left not in room.used:
            system.remove(left)
    return files


def _invert_all(plan: search.Plan, texts: Texts, room: Room) -> None:
    """Makes the parts that are not there yet."""
    # By file: blocks that say the same share one, and two processes must not write it at once.
    parts = {_part(room.folder, block): block for tree in plan.trees for block in tree.blocks}
    room.used.update(parts)
    whole = _whole(parts, room)
    waiting = [block for part, block in parts.items() if part not in whole]
    share = _Share(room.folder, texts)
    size, done = sum(len(block.documents) for block in waiting), 0
    cost = int(DOCUMENT * size)
    # The first block by itself: what is learnt of words with it, forked processes inherit.
    for some in (waiting[:1], waiting[1:]):
        texts.close()
        ended = workers.spread(_invert, some, jobs=room.jobs, share=share, cost=cost, chunk=1)
        for block, _ in zip(some, ended, strict=True):
            done += len(block.documents)
            room.progress("index", done, size)


def _part(folder: Path, block: Block) -> Path:
    return folder / f"{block.key}.part"


def _whole(parts: Iterable[Path], room: Room) -> set[Path]:
    """The parts that are there, every byte as it was left. Later only pieces of them are read. What was found
    whole once is read again when anything was done to the file."""
    known = room.folder / "whole.json"
    room.used.add(known)
    raw = kept.read(known)
    seen = Digests(_seen(raw, room.hurt) if raw is not None else None)
    whole = set()
    for part in parts:
        if not kept.is_own(part):
            continue
        about = part.stat()
        if seen.before(part.name, about) is None:
            sealed = kept.read(part)
            if sealed is None or kept.unseal(sealed) is None:
                room.hurt(part.name)
                continue
            seen.note(part.name, about, "")
        whole.add(part)
    rows = kept.dump(seen.of_files({part.name: "" for part in whole}))
    if rows != raw:
        system.replace_file(known, rows)
    return whole


def _seen(raw: bytes, hurt: Hurt) -> Known:
    try:
        return known_from(raw)
    except (ValueError, TypeError):
        hurt("whole.json")
        return {}


def _invert(blocks: list[Block]) -> list[None]:
    share: _Share = workers.given()
    for block in blocks:
        said = [(document.title, *share.texts(document)) for document in block.documents]
        near = [share.texts.provinces(document) for document in block.documents]
        part = search.invert(said, near)
        system.replace_file(_part(share.folder, block), kept.seal(part))
    return []


def _slices(tree: TreePlan, room: Room) -> list[tuple[Path, _Kept]]:
    paths = _paths_of(tree, room)
    ready = {n: one for n, path in enumerate(paths) if (one := _read(path, room.hurt)) is not None}
    waiting = [n for n in range(tree.slices) if n not in ready]
    done = 0
    if waiting:
        cut = _cut(tree, room.folder)
        cost = SLICE * len(waiting)
        for numbers in workers.spread(_slice, waiting, jobs=room.jobs, share=cut, cost=cost, chunk=2):
            ready |= {number: _must_read(paths[number], room.hurt) for number in numbers}
            done += len(numbers)
            room.progress("merge", done, len(waiting))
    room.used.update(paths, map(_data, paths))
    return [(path, ready[number]) for number, path in enumerate(paths)]


def _paths_of(tree: TreePlan, room: Room) -> list[Path]:
    """Where the slices of a tree are kept. To open it takes long, so this is kept, too."""
    inside = (tree.name, tree.newest, [(block.key, len(block.documents)) for block in tree.blocks])
    path = room.folder / f"{digests.of(repr(inside).encode())}.tree"
    room.used.add(path)
    raw = kept.read(path)
    keys = kept.load(raw) if raw is not None else None
    if raw is not None and not (isinstance(keys, list) and all(_KEY.fullmatch(str(key)) for key in keys)):
        room.hurt(path.name)
        keys = None
    if keys is None:
        _opened.cache_clear()
        opened = _opened(_cut(tree, room.folder))
        keys = [opened.key(number) for number in range(tree.slices)]
        system.replace_file(path, kept.dump(keys))
    return [room.folder / f"{key}.slice" for key in keys]


def _cut(tree: TreePlan, folder: Path) -> _Cut:
    return _Cut(folder, tree.name, tree.newest, tuple(_part(folder, block) for block in tree.blocks))


def _slice(numbers: list[int]) -> list[int]:
    cut: _Cut = workers.given()
    tree = _opened(cut)
    for number in numbers:
        result = tree.slice(number)
        _keep(cut.folder / f"{tree.key(number)}.slice", _told(result), result.files)
    return numbers


def _beside(tree: TreePlan, texts: Texts, room: Room) -> tuple[Path, _Kept]:
    """What a tree has beside its slices, made again when anything that is shown differs."""
    shown = [document.looks or repr(document) for document in tree.documents]
    path = room.folder / f"{digests.of(repr((tree.name, tree.newest, shown)).encode())}.beside"
    room.used.update((path, _data(path)))
    one = _read(path, room.hurt)
    if one is None:
        documents = [texts.whole(document) for document in tree.documents]
        made = search.beside(tree.name, documents, newest=tree.newest)
        _keep(path, [made.cards, made.columns, made.numbers], made.files)
        one = _must_read(path, room.hurt)
    return path, one


@lru_cache(maxsize=1)
def _opened(cut: _Cut) -> Tree:
    return TreePlan(cut.name, (), cut.newest).open([_File(part) for part in cut.parts])


def _data(path: Path) -> Path:
    return path.with_suffix(".data")


def _must_read(path: Path, hurt: Hurt) -> _Kept:
    """What was kept a moment ago."""
    one = _read(path, hurt)
    if one is None:
        raise ValueError(path)
    return one


def _read(path: Path, hurt: Hurt) -> _Kept | None:
    """What is kept; None where there is nothing, or it is not as it was left."""
    raw = kept.read(path)
    if raw is None:
        return None
    try:
        one = _Kept.of(kept.load(raw))
        if path.suffix == ".slice":
            _result(one.told)
    except (ValueError, TypeError):
        hurt(path.name)
        return None
    try:
        size = _data(path).stat().st_size
    except FileNotFoundError:  # killed in between
        return None
    if sum(length for _, _, length in one.files) != size:
        hurt(_data(path).name)
        return None
    return one


# A stranger's might name a file above the site.
_KEY = re.compile(r"[0-9a-f]{32}")
_ADDRESS = re.compile(r"[a-z](?:/[0-9a-z-]+)+\.bin")


class _File:
    """A part as bytes, mapped into memory: only what is asked for is read, and the system is asked once a
    part. It was found whole a moment ago; a file that is cut while it is mapped ends the process."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self.mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def __getitem__(self, where: slice) -> bytes:
        read = self.mapped[kept.SEAL + (where.start or 0) : kept.SEAL + where.stop]
        if hasattr(mmap, "MADV_DONTNEED"):  # else all that was ever read of an index counts as memory taken
            self.mapped.madvise(mmap.MADV_DONTNEED)
        return read
