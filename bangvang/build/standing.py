"""What stands in a folder that a site is published into: every file, by what the system tells of it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from bangvang.build import system, workers


class File(NamedTuple):
    """One file of a site that stands: its size, its time in ns, and its inode: 0 where the system tells that
    only when it is asked for it (Windows), NOT_PLAIN for what is no file of its own."""

    size: int
    mtime: int
    inode: int


Standing = dict[str, File]
"""Files below a folder, by their addresses."""
NOT_PLAIN = -1


def of(output: Path) -> Standing:
    """Every file below a folder but the host's own (names with a dot)."""
    found: Standing = {}
    for url, entry in files(output, dots=False):
        status = entry.stat(follow_symlinks=False)
        inode = status.st_ino if stat.S_ISREG(status.st_mode) else NOT_PLAIN
        found[url] = File(status.st_size, status.st_mtime_ns, inode)
    return found


Row = tuple[str, int, int]
"""Of a file: address, size, time."""


def digest_of(files: Iterable[Row], before: str = "0", gone: Iterable[Row] = ()) -> str:
    """A digest of files of a site, in whatever order; `before`: of others beside them, less those that are
    `gone`. A sum, so that an edit need not look at all files again."""
    total = int(before, 16) + sum(map(_number, files)) - sum(map(_number, gone))
    return f"{total % (1 << 128):x}"


def _number(row: Row) -> int:
    told = repr(row).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(told, digest_size=16).digest())


NOTHING = digest_of(())
"""Where nothing stands."""


class Target:
    """Where a site is published, and what stands there, of one look: what `of` gives, and its
    `digest_of`. Both are waited for."""

    def __init__(self, output: Path, look: Iterator[str] | None = None) -> None:
        self.output = output
        self._look = _look_at(output) if look is None else look

    @cached_property
    def digest(self) -> str:
        return next(self._look)

    @cached_property
    def stands(self) -> Standing:
        self.digest  # noqa: B018 - it is told first
        return {url: File._make(row) for url, row in json.loads(next(self._look)).items()}


@contextlib.contextmanager
def looked_at(output: Path, jobs: int) -> Iterator[Target]:
    """A target that another process looks at meanwhile, where there is one to spare."""
    with workers.beside(partial(_look_at, output), jobs=jobs) as look:
        yield Target(output, look)


def _look_at(output: Path) -> Iterator[str]:
    """The digest of what stands, then all of it, as one text: a build that only compares does without."""
    found = of(output)
    yield digest_of((url, file.size, file.mtime) for url, file in found.items())
    yield json.dumps(found)


def files(
    top: Path, folders: list[str] | None = None, *, dots: bool = True
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything below a folder that is no folder, by its address. `folders` takes the folders, each behind
    the one it lies in; `dots`: whether names with a dot in the folder itself are looked at."""
    waiting = [("", str(top))]
    while waiting:
        before, folder = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in entries:
            if not (dots or before) and entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False) and not system.leads_elsewhere(entry):
                waiting.append((f"{before}{entry.name}/", entry.path))
                if folders is not None:
                    folders.append(waiting[-1][0])
            else:
                yield before + entry.name, entry
