"""Digests of files: each taken once while its file stays as it is, from one build to the next."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping

from bangvang import digests
from bangvang.build import kept, system

Mark = tuple[int, int, int, int]
"""What changes with a file: times of content and of state in ns, size, inode."""
Known = dict[str, tuple[Mark, str]]
"""Path of a file in the archive -> what it was known by when its digest was taken, and the digest."""


def known_from(raw: bytes, before: str = "") -> Known:
    """What was dumped of a folder: name -> mark and digest; `before` is put before each name. Raises
    ValueError or TypeError for anything else."""
    files = dict(kept.load(raw)).items()
    return {before + name: (tuple(mark), str(of)) for name, (mark, of) in files}


SETTLED = 3_000_000_000
"""Nanoseconds after which a file's times tell of every later change: the coarsest clock of a file system
(FAT) has steps of two seconds, and what is written twice within a step bears one time (git: "racy")."""


class Digests:
    """Digests of files that need not be read again: they are believed while `Mark` is the same. Nobody can
    set the time of state, so that a file with its former size and time put back is read all the same."""

    def __init__(self, known: Mapping[str, tuple[Mark, str]] | None = None) -> None:
        self.known: Known = dict(known or {})

    def of(self, path: str, about: os.stat_result, read: Callable[[], bytes | None]) -> str | None:
        """The digest, from before if nothing was done to the file since; None where `read` gives nothing.
        `about` was asked before: what is written meanwhile is then read again."""
        known = self.before(path, about)
        if known is not None:
            return known
        raw = read()
        if raw is None:
            return None
        digest = digests.of(raw)
        self.note(path, about, digest)
        return digest

    def before(self, path: str, about: os.stat_result) -> str | None:
        """The digest from before; None where something may have been done to the file since."""
        known = self.known.get(path)
        return known[1] if known is not None and known[0] == _mark(about) else None

    def note(self, path: str, about: os.stat_result, digest: str) -> None:
        """Remembers a digest, unless the file is so young that its times could hide a change. Where a system
        keeps no time of state, nothing is remembered."""
        if (
            system.keeps_time_of_state()
            and max(about.st_mtime_ns, about.st_ctime_ns) + SETTLED < time.time_ns()
        ):
            self.known[path] = (_mark(about), digest)
        else:
            self.known.pop(path, None)

    def of_files(self, present: Mapping[str, str]) -> Known:
        """What is known of the files that are there. `present`: their digests, also of those that were noted
        before they had one."""
        kept = {path: self.known[path] for path in present if path in self.known}
        return {path: (mark, digest or present[path]) for path, (mark, digest) in kept.items()}


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of this name is no content: hidden, or left by an editor or a system."""
    return name.startswith((".", "~$")) or name.endswith("~") or name.lower() in _OF_SYSTEMS


_OF_SYSTEMS = ("thumbs.db", "desktop.ini")


def _mark(about: os.stat_result) -> Mark:
    return (about.st_mtime_ns, about.st_ctime_ns, about.st_size, about.st_ino)
