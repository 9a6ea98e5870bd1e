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
LIST = "CHUA-SAO-LUU.txt"
"""In the archive: what is not in it and why."""
_PACKED = (".jpg", ".jpeg", ".jfif", ".png", ".webp", ".gif", ".avif", ".zip")


def name_of(site: Path) -> str:
    """What a backup of this site is called, before its date."""
    return text.slug(site.resolve().name) or "bang-vang"


def write(site: Path, file: Path, told: str) -> list[str]:
    """Packs content, the settings, the ledger and the archive's own design; gives what could not be read.
    Links are not followed. `told`: the first line of the list of these, which is packed, too."""
    missing: list[str] = []
    with zipfile.ZipFile(file, "w", compression=zipfile.ZIP_DEFLATED, strict_timestamps=False) as packed:
        for path in _files(site, missing):
            name = _name(path.relative_to(site))
            try:
                _pack(packed, path, name)
            except OSError as error:  # no permission, a bad sector, gone meanwhile: the others are packed
                missing.append(f"{name}: {error.strerror or error}")
        if missing:
            packed.writestr(LIST, "\n".join([told, *missing, ""]))
    return missing


def _pack(packed: zipfile.ZipFile, path: Path, name: str) -> None:
    """One file, read before anything of it is in the archive, with the time of its change as far as zip
    files know it (1980 to 2107)."""
    about = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
    kind = zipfile.ZIP_STORED if path.suffix.lower() in _PACKED else zipfile.ZIP_DEFLATED
    packed.writestr(about, path.read_bytes(), compress_type=kind)


def _name(path: Path) -> str:
    """A path in the archive; of bytes that are no UTF-8 each as %XX."""
    raw = os.fsencode(path.as_posix())
    return "".join(
        f"%{ord(c) - 0xDC00:02X}" if "\udc80" <= c <= "\udcff" else c
        for c in raw.decode("utf-8", "surrogateescape")
    )


def _files(site: Path, missing: list[str]) -> Iterator[Path]:
    for path in sorted(site.iterdir()):
        # Pictures, too: one of them may be the logo.
        mine = path.name in _SINGLE or photos.fault_of_name(path.name) is None
        if mine and path.is_file() and not path.is_symlink():
            yield path

    def unread(error: OSError) -> None:
        name = _name(Path(os.path.relpath(error.filename, site)))
        missing.append(f"{name}/: {error.strerror}")

    for group in _FOLDERS:
        if not (site / group).is_dir():
            continue
        for folder, folders, names in os.walk(site / group, onerror=unread):
            folders[:] = sorted(name for name in folders if not system.leads_elsewhere(Path(folder, name)))
            for name in sorted(names):
                path = Path(folder, name)
                if path.is_file() and not path.is_symlink():
                    yield path
