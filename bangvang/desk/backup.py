"""Sao lưu: all that an archive cannot be made again from, in one file."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

from bangvang.archive import ledger, second_readers
from bangvang.build import system
from bangvang.language import text
from bangvang.site import photos
from bangvang.sources import config

_SINGLE = (config.FILE, ledger.FILE, second_readers.FILE)
_FOLDERS = ("content", "templates", "assets")
_PACKED = (".jpg", ".jpeg", ".jfif", ".png", ".webp", ".gif", ".avif", ".zip")


def name_of(site: Path) -> str:
    """What a backup of this site is called, before its date."""
    return text.slug(site.resolve().name) or "bang-vang"


def write(site: Path, file: Path) -> None:
    """Packs content, the settings, the ledger and the archive's own design. Links are not followed."""
    with zipfile.ZipFile(file, "w", compression=zipfile.ZIP_DEFLATED) as packed:
        for path in _files(site):
            kind = zipfile.ZIP_STORED if path.suffix.lower() in _PACKED else zipfile.ZIP_DEFLATED
            packed.write(path, path.relative_to(site).as_posix(), compress_type=kind)


def _files(site: Path) -> Iterator[Path]:
    for path in sorted(site.iterdir()):
        # Pictures, too: one of them may be the logo.
        mine = path.name in _SINGLE or photos.fault_of_name(path.name) is None
        if mine and path.is_file() and not path.is_symlink():
            yield path
    for group in _FOLDERS:
        for folder, folders, names in os.walk(site / group):
            folders[:] = sorted(name for name in folders if not system.leads_elsewhere(Path(folder, name)))
            for name in sorted(names):
                path = Path(folder, name)
                if path.is_file() and not path.is_symlink():
                    yield path
