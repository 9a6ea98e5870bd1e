"""The search index made in several processes, each block and each slice once for each of its contents."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bangvang import finding, publish, search, workers
from bangvang.archive import Archive
from bangvang.cache import sealed, unsealed
from bangvang.compose import Site
from bangvang.model import Article
from bangvang.render import Bodies
from bangvang.search import Block, SliceResult, TreePlan
from bangvang.search.tree import Tree

FEW_BLOCKS = 2
FEW_SLICES = 16


@dataclass(frozen=True, slots=True)
class _Share:
    folder: Path
    bodies: Bodies
    articles: Mapping[str, Article]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A tree to be sliced: which one, and the files of its parts."""

    folder: Path
    name: str
    newest: bool
    parts: tuple[Path, ...]


def build(site: Site, archive: Archive, bodies: Bodies, folder: Path, *, jobs: int) -> dict[str, bytes]:
    """The files of the index: address below output/ -> bytes. `folder` keeps parts and slices for the next
    time; what is of no use any more is taken out of it."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return _build(site, archive, bodies, folder, jobs)
    except (ValueError, IndexError, KeyError, OverflowError):
        # A part that is not as it was left: everything anew, once.
        shutil.rmtree(folder)
        folder.mkdir(parents=True)
        return _build(site, archive, bodies, folder, jobs)


def _build(site: Site, archive: Archive, bodies: Bodies, folder: Path, jobs: int) -> dict[str, bytes]:
    plan = search.plan(finding.documents(site, archive))
    used: set[Path] = set()
    blocks = [block for tree in plan.trees for block in tree.blocks]
    # By file: blocks that say the same share one, and two processes must not write it at once.
    parts = {_part(folder, block): block for block in blocks}
    waiting = [block for part, block in parts.items() if not part.exists()]
    bodies.close()
    # A plain dict: the archive's own, which is read-only, cannot be sent to a process that is not forked.
    share = _Share(folder, bodies, dict(archive.by_id))
    for _ in workers.spread(_invert, waiting, jobs=jobs, share=share, enough=FEW_BLOCKS, chunk=1):
        pass
    used.update(parts)
    results: dict[str, list[SliceResult]] = {}
    files: dict[str, bytes] = {}
    for tree in plan.trees:
        results[tree.name] = list(_slices(tree, folder, used, jobs))
        for result in results[tree.name]:
            files.update((f"{search.FOLDER}/{file.path}", file.data) for file in result.files)
    files.update((f"{search.FOLDER}/{file.path}", file.data) for file in search.finish(plan, results))
    for left in folder.iterdir():
        if left not in used:
            left.unlink()
    return files


def _part(folder: Path, block: Block) -> Path:
    return folder / f"{block.key}.part"


def _invert(blocks: list[Block]) -> list[None]:
    share: _Share = workers.given()
    for block in blocks:
        said = [
            (d.title, finding.said(share.articles[d.id], share.bodies(share.articles[d.id].body)))
            for d in block.documents
        ]
        publish.replace_file(_part(share.folder, block), search.invert(said))
    return []


def _slices(tree: TreePlan, folder: Path, used: set[Path], jobs: int) -> Iterable[SliceResult]:
    cut = _Cut(folder, tree.name, tree.newest, tuple(_part(folder, block) for block in tree.blocks))
    _opened.cache_clear()
    opened = _opened(cut)
    paths = [folder / f"{opened.key(number)}.slice" for number in range(tree.slices)]
    used.update(paths)
    ready = {n: result for n, path in enumerate(paths) if (result := _read(path)) is not None}
    waiting = [n for n in range(tree.slices) if n not in ready]
    made = workers.spread(_slice, waiting, jobs=jobs, share=cut, enough=FEW_SLICES, chunk=4)
    for numbers in made:
        for number in numbers:
            result = _read(paths[number])
            if result is None:
                raise ValueError(paths[number])
            ready[number] = result
    return [ready[number] for number in range(tree.slices)]


def _slice(numbers: list[int]) -> list[int]:
    cut: _Cut = workers.given()
    tree = _opened(cut)
    for number in numbers:
        publish.replace_file(cut.folder / f"{tree.key(number)}.slice", sealed(tree.slice(number)))
    return numbers


@lru_cache(maxsize=1)
def _opened(cut: _Cut) -> Tree:
    return TreePlan(cut.name, (), cut.newest).open([_File(part) for part in cut.parts])


def _read(path: Path) -> SliceResult | None:
    try:
        result = unsealed(path.read_bytes())
    except OSError:
        return None
    return result if isinstance(result, SliceResult) else None


class _File:
    """A file as bytes: only what is asked for is read."""

    def __init__(self, path: Path) -> None:
        self.handle = os.open(path, os.O_RDONLY)

    def __getitem__(self, where: slice) -> bytes:
        start = where.start or 0
        return os.pread(self.handle, where.stop - start, start)

    def __del__(self) -> None:
        os.close(self.handle)
