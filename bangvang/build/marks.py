"""Marks of files: what the system tells of each without its being read.

While its mark is the same, nothing was done to a file. By marks alone a build knows that nobody touched
anything since the last one, and a preview that somebody saved.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from bangvang.archive import ledger, second_readers
from bangvang.build import installation, system
from bangvang.build.orders import CONFIG
from bangvang.site import photos

Mark = tuple[int, int, int, int]
"""What changes with a file: times of content and of state in ns, size, inode. Nobody can set the time of
state: a file with its former size and time put back has another mark all the same."""

Marks = dict[str, Mark]
"""By the paths of files."""

SETTLED = 3_000_000_000
"""Nanoseconds after which a file's times tell of every later change: the coarsest clock of a file system
(FAT) has steps of two seconds, and what is written twice within a step bears one time (git: "racy")."""

_BESIDE = (CONFIG, ledger.FILE, second_readers.FILE)


def of(about: os.stat_result) -> Mark:
    """The mark of a file."""
    return (about.st_mtime_ns, about.st_ctime_ns, about.st_size, about.st_ino)


def are_settled(marks: Iterable[Mark]) -> bool:
    """Whether files are old enough for their marks to tell of every later change. Where a system keeps no
    time of state, none are."""
    young = time.time_ns() - SETTLED
    return system.keeps_time_of_state() and all(max(mark[:2]) < young for mark in marks)


class Look:
    """A look at a site: each folder is opened once, and of each file the system is asked once, all before
    anything is read: what is saved meanwhile has another mark than the one that was seen.

    `marks`: of every file that a build of the site reads, in the same order each time."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self._entries: dict[str, list[os.DirEntry[str]]] = {}
        self.marks: Marks = {}
        beside = self._into(str(site))
        _note(self.marks, (entry for entry in beside if entry.name in _BESIDE or _may_be_logo(entry.name)))
        for group in ("content", "templates", "assets"):
            _note(self.marks, self._below(f"{site}/{group}"))
        self._program: Marks = {}
        for group in ("templates", "assets") if site != installation.PROGRAM else ():
            _note(self.marks, self._below(f"{installation.PROGRAM}/{group}"))
        package = self._below(str(installation.PACKAGE))
        _note(self._program, (entry for entry in package if not entry.name.endswith(".pyc")))

    def into(self, folder: str) -> list[os.DirEntry[str]]:
        """What lies in a folder but is not passed over, in order of name. Raises OSError."""
        entries = self._entries.get(folder)
        if entries is None:
            with os.scandir(folder) as found:
                entries = [entry for entry in found if not is_passed_over(entry.name)]
            entries.sort(key=lambda entry: entry.name)
            self._entries[folder] = entries
        return entries

    @cached_property
    def digest(self) -> str | None:
        """Of the marks of all that a build reads and does not write, of the program and its libraries. None
        where a mark could hide a change."""
        ledger_file = str(self.site / ledger.FILE)
        read = [(path, mark) for path, mark in self.marks.items() if path != ledger_file]
        read += self._program.items()
        if not are_settled(mark for _, mark in read):
            return None
        told = repr((sys.version, _libraries(), read)).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(told, digest_size=16).hexdigest()

    def forget(self) -> None:
        """Lets go of all but the digest, once everything is read: of a large archive it is much."""
        self._entries.clear()
        self.marks = {}
        self._program = {}

    def _below(self, folder: str) -> Iterator[os.DirEntry[str]]:
        for entry in self._into(folder):
            if not entry.is_dir(follow_symlinks=False):
                yield entry
            elif not system.leads_elsewhere(entry):
                yield from self._below(entry.path)

    def _into(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            return self.into(folder)
        except OSError:
            return []


def _note(found: Marks, entries: Iterable[os.DirEntry[str]]) -> None:
    for entry in entries:
        with contextlib.suppress(OSError):  # gone since its folder was read
            found[entry.path] = of(entry.stat())


def _may_be_logo(name: str) -> bool:
    return photos.fault_of_name(name) is None


def _libraries() -> list[str]:
    """The names of all that is installed, with their versions."""
    names: list[str] = []
    for folder in sys.path:
        with contextlib.suppress(OSError):
            names += [one.name for one in Path(folder).iterdir() if one.suffix in (".dist-info", ".egg-info")]
    return sorted(names)


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of this name is no content: hidden, or left by an editor or a system."""
    return name.startswith((".", "~$")) or name.endswith("~") or name.lower() in _OF_SYSTEMS


_OF_SYSTEMS = ("thumbs.db", "desktop.ini")
