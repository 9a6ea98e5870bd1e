"""The search index made in several processes, each block and each slice once for each of its contents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from bangvang import digests, search
from bangvang.archive.model import Article
from bangvang.build import kept, system, workers
from bangvang.search import Block, Document, Said, SliceResult, TreePlan, arrays
from bangvang.search.files import Hot
from bangvang.search.tree import Tree
from bangvang.site import search_documents
from bangvang.site.bodies import Bodies, BodyLost
from bangvang.site.photos import Stored
from bangvang.site.plan import Plan

FEW_DOCUMENTS = 1500
"""Documents below which they are inverted in one process: to teach others the words costs what they spare."""
FEW_SLICES = 16

Hurt = Callable[[str], None]
"""Is told the name of what was kept and is not as it was left."""
Files = Mapping[str, bytes | Stored]
"""Address below output/ -> the file, or where it lies: an index is larger than what should be in memory."""


class Texts(Protocol):
    """What is searched of a document beside its title. It is sent to the processes that read."""

    def __call__(self, document: Document, /) -> Said:
        """What it tells, and its facts."""

    def close(self) -> None:
        """Lets go of what must not be shared with a forked process."""


@dataclass(frozen=True, slots=True)
class _Bodies:
    bodies: Bodies
    articles: Mapping[str, Article]

    def __call__(self, document: Document, /) -> Said:
        article = self.articles[document.id]
        return search_documents.said(article, self.bodies(article.body))

    def close(self) -> None:
        self.bodies.close()


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
    """A slice as it is kept: what it comes to, and (address, digest, size) of its files, whose bytes lie one
    after the other in a file of their own."""

    result: SliceResult
    files: tuple[tuple[str, str, int], ...]

    @classmethod
    def of(cls, rows: Any) -> _Kept:
        """What was dumped. Raises ValueError or TypeError for anything else."""
        files, words, hot_words, large, hot, counts = rows
        if not all(_ADDRESS.fullmatch(address) for address, _, _ in files):
            raise ValueError(files)
        result = SliceResult(
            files=(),
            words=tuple(words),
            hot_words=tuple(hot_words),
            large=tuple((str(key), int(check)) for key, check in large),
            hot=tuple(Hot(str(fold), tuple(checks)) for fold, checks in hot),
            counts=tuple((str(word), int(count)) for word, count in counts),
        )
        return cls(result, tuple((str(url), str(digest), int(size)) for url, digest, size in files))

    def dumped(self) -> bytes:
        """What `of` makes the same of."""
        one = self.result
        hot = [(hot.fold, hot.checks) for hot in one.hot]
        return kept.dump([self.files, one.words, one.hot_words, one.large, hot, one.counts])

    def stored(self, data: Path) -> Iterator[tuple[str, Stored]]:
        at = 0
        for address, digest, size in self.files:
            yield f"{search.FOLDER}/{address}", Stored(str(data), digest, at, size)
            at += size


def build(given: Plan, bodies: Bodies, folder: Path, *, jobs: int, hurt: Hurt = lambda _: None) -> Files:
    """The files of a site's index."""
    # A plain dict: the archive's own, which is read-only, cannot be sent to a process that is not forked.
    texts = _Bodies(bodies, dict(given.archive.by_id))
    documents = search_documents.documents(given.site, given.archive, given.photos)
    return index_of(documents, texts, folder, jobs=jobs, hurt=hurt)


def index_of(
    documents: Iterable[Document], texts: Texts, folder: Path, *, jobs: int, hurt: Hurt = lambda _: None
) -> Files:
    """The files of the index of some documents. `folder` keeps parts and slices for the next time; what is
    of no use any more is taken out of it, and what is not as it was left is made again."""
    arrays.keep_memory()
    plan = search.plan(documents)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return _build(plan, texts, folder, jobs, hurt)
    except (OSError, BodyLost):
        raise
    except Exception:  # a part that a stranger sealed; what is the program's own fault is raised below
        hurt(folder.name)
    # Everything anew. What is open cannot be taken away everywhere.
    _opened.cache_clear()
    system.remove_tree(folder)
    folder.mkdir(parents=True)
    return _build(plan, texts, folder, jobs, hurt)


def _build(plan: search.Plan, texts: Texts, folder: Path, jobs: int, hurt: Hurt) -> dict[str, bytes | Stored]:
    used: set[Path] = set()
    # By file: blocks that say the same share one, and two processes must not write it at once.
    parts = {_part(folder, block): block for tree in plan.trees for block in tree.blocks}
    waiting = [block for part, block in parts.items() if not _is_whole(part, hurt)]
    share = _Share(folder, texts)
    is_few = sum(len(block.documents) for block in waiting) < FEW_DOCUMENTS
    # The first block by itself: what is learnt of words with it, forked processes inherit.
    for some in (waiting[:1], waiting[1:]):
        texts.close()
        for _ in workers.spread(_invert, some, jobs=1 if is_few else jobs, share=share, enough=2, chunk=1):
            pass
    used.update(parts)
    results: dict[str, list[SliceResult]] = {}
    files: dict[str, bytes | Stored] = {}
    for tree in plan.trees:
        slices = _slices(tree, folder, used, jobs, hurt)
        results[tree.name] = [one.result for _, one in slices]
        for path, one in slices:
            files.update(one.stored(_data(path)))
    files.update((f"{search.FOLDER}/{file.path}", file.data) for file in search.finish(plan, results))
    _opened.cache_clear()
    for left in folder.iterdir():
        if left not in used:
            system.remove(left)
    return files


def _part(folder: Path, block: Block) -> Path:
    return folder / f"{block.key}.part"


def _is_whole(part: Path, hurt: Hurt) -> bool:
    """Whether a part is there, every byte as it was left. Later only pieces of it are read."""
    raw = kept.read(part)
    if raw is None:
        return False
    if kept.unseal(raw) is None:
        hurt(part.name)
        return False
    return True


def _invert(blocks: list[Block]) -> list[None]:
    share: _Share = workers.given()
    for block in blocks:
        said = [(document.title, *share.texts(document)) for document in block.documents]
        part = search.invert(said, [document.provinces for document in block.documents])
        system.replace_file(_part(share.folder, block), kept.seal(part))
    return []


def _slices(tree: TreePlan, folder: Path, used: set[Path], jobs: int, hurt: Hurt) -> list[tuple[Path, _Kept]]:
    cut = _Cut(folder, tree.name, tree.newest, tuple(_part(folder, block) for block in tree.blocks))
    _opened.cache_clear()
    opened = _opened(cut)
    paths = [folder / f"{opened.key(number)}.slice" for number in range(tree.slices)]
    used.update(paths, map(_data, paths))
    ready = {n: one for n, path in enumerate(paths) if (one := _read(path, hurt)) is not None}
    waiting = [n for n in range(tree.slices) if n not in ready]
    made = workers.spread(_slice, waiting, jobs=jobs, share=cut, enough=FEW_SLICES, chunk=4)
    for numbers in made:
        for number in numbers:
            one = _read(paths[number], hurt)
            if one is None:
                raise ValueError(paths[number])
            ready[number] = one
    return [(path, ready[number]) for number, path in enumerate(paths)]


def _slice(numbers: list[int]) -> list[int]:
    cut: _Cut = workers.given()
    tree = _opened(cut)
    for number in numbers:
        path = cut.folder / f"{tree.key(number)}.slice"
        result = tree.slice(number)
        rows = tuple((file.path, digests.of(file.data), len(file.data)) for file in result.files)
        system.replace_file(_data(path), b"".join(file.data for file in result.files))
        system.replace_file(path, _Kept(result, rows).dumped())
    return numbers


@lru_cache(maxsize=1)
def _opened(cut: _Cut) -> Tree:
    return TreePlan(cut.name, (), cut.newest).open([_File(part) for part in cut.parts])


def _data(path: Path) -> Path:
    return path.with_suffix(".data")


def _read(path: Path, hurt: Hurt) -> _Kept | None:
    """A slice that is kept; None where there is none, or it is not as it was left."""
    raw = kept.read(path)
    if raw is None:
        return None
    try:
        one = _Kept.of(kept.load(raw))
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
_ADDRESS = re.compile(r"[a-z](?:/[0-9a-z-]+)+\.bin")


class _File:
    """A part as bytes: only what is asked for is read."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("rb", buffering=0)

    def __getitem__(self, where: slice) -> bytes:
        start = where.start or 0
        return system.read_at(self.file, kept.SEAL + start, where.stop - start)

    def __del__(self) -> None:
        self.file.close()
