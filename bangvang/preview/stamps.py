"""What a look at the site's files sees: by it the preview knows that something was saved."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from bangvang.archive import ledger
from bangvang.build import reading, system
from bangvang.site import photos
from bangvang.sources.config import FILE as CONFIG

Stamps = dict[str, tuple[int, int, int]]
"""Path -> time, size and inode."""


def of(site: Path) -> Stamps:
    """Those of every file that a build of the site reads. What it writes is not among them,
    nor are hidden files and the leftovers of editors."""
    found: Stamps = {}
    with contextlib.suppress(OSError), os.scandir(site) as beside:
        for entry in beside:
            # Pictures, too: one of them may be the logo.
            if entry.name in (CONFIG, ledger.FILE) or photos.fault_of_name(entry.name) is None:
                with contextlib.suppress(OSError):
                    _stamp(found, entry.path, entry.stat())
    for top in {site, reading.PROGRAM}:
        for group in ("content", "templates", "assets") if top == site else ("templates", "assets"):
            for entry in _entries(str(top / group)):
                with contextlib.suppress(OSError):  # gone since its folder was read
                    _stamp(found, entry.path, entry.stat())
    return found


def _stamp(found: Stamps, path: str, about: os.stat_result) -> None:
    found[path] = (about.st_mtime_ns, about.st_size, about.st_ino)


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(entry.path) if not system.leads_elsewhere(entry) else ()
        else:
            yield entry
