"""Digests of files: each taken once while its file stays as it is, from one build to the next."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from bangvang import digests
from bangvang.build import kept, marks
from bangvang.build.marks import Mark

Known = dict[str, tuple[Mark, str]]
"""Path of a file in the archive -> what it was known by when its digest was taken, and the digest."""


def known_from(raw: bytes, before: str = "") -> Known:
    """What was dumped of a folder: name -> mark and digest; `before` is put before each name. Raises
    ValueError or TypeError for anything else."""
    files = dict(kept.load(raw)).items()
    return {before + name: (tuple(mark), str(of)) for name, (mark, of) in files}


class Digests:
    """Digests of files that need not be read again: they are believed while the mark is the same."""

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
        return known[1] if known is not None and known[0] == marks.of(about) else None

    def note(self, path: str, about: os.stat_result, digest: str) -> None:
        """Remembers a digest, unless the file is so young that its mark could hide a change."""
        mark = marks.of(about)
        if marks.are_settled([mark]):
            self.known[path] = (mark, digest)
        else:
            self.known.pop(path, None)

    def of_files(self, present: Mapping[str, str]) -> Known:
        """What is known of the files that are there. `present`: their digests, also of those that were noted
        before they had one."""
        kept = {path: self.known[path] for path in present if path in self.known}
        return {path: (mark, digest or present[path]) for path, (mark, digest) in kept.items()}
