"""Digests of files: each taken once while its file stays as it is, and by another process ahead of time."""

from __future__ import annotations

import contextlib
import marshal
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from bangvang import digests
from bangvang.build import system

Mark = tuple[int, int, int, int]
"""What changes with a file: times of content and of state in ns, size, inode."""


class Digests:
    """Digests of files that need not be read again: they are believed while `Mark` is the same. A build
    begins with none, or with such as were taken a moment ago."""

    def __init__(self, known: dict[str, tuple[Mark, str]] | None = None) -> None:
        self._known = known if known is not None else {}

    def of(self, file: str, about: os.stat_result, read: Callable[[], bytes | None]) -> str | None:
        """The digest, from before if nothing was done to the file since; None where `read` gives nothing.
        `about` was asked before: what is written meanwhile is then read again."""
        mark = _mark(about)
        known = self._known.get(file)
        if known is not None and known[0] == mark:
            return known[1]
        raw = read()
        if raw is None:
            return None
        self._known[file] = (mark, digests.of(raw))
        return self._known[file][1]


def ahead(folder: Path) -> Callable[[], Digests]:
    """Lets another process digest what is below a folder, and gives what waits for it: two processors begin
    at once, and the digests are ready when the program is loaded. Where that cannot be, there are none."""
    outcome = system.meanwhile(lambda: marshal.dumps(dict(_below(str(folder)))))
    if outcome is None:
        return Digests

    def wait() -> Digests:
        try:
            return Digests(marshal.loads(outcome()))  # noqa: S302 - our own process wrote it
        except (EOFError, ValueError, TypeError):  # it was ended
            return Digests()

    return wait


def _below(folder: str) -> Iterator[tuple[str, tuple[Mark, str]]]:
    """Every regular file of content: path, what it is known by, digest. What cannot be read is left out."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if is_passed_over(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path)
            elif entry.is_file(follow_symlinks=False):
                about = entry.stat(follow_symlinks=False)
                with contextlib.suppress(OSError), Path(entry.path).open("rb", buffering=0) as handle:
                    yield entry.path, (_mark(about), digests.of(handle.read()))


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of this name is no content: hidden, or left by an editor or a system."""
    return name.startswith((".", "~$")) or name.endswith("~") or name.lower() in _OF_SYSTEMS


_OF_SYSTEMS = ("thumbs.db", "desktop.ini")


def _mark(about: os.stat_result) -> Mark:
    return (about.st_mtime_ns, about.st_ctime_ns, about.st_size, about.st_ino)
