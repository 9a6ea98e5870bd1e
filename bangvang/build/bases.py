"""What an archive's own templates, style sheets and scripts were made from: the program's text of the time,
kept below `.goc` beside them. What the program has changed since is then known, however it is updated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from bangvang.build import system
from bangvang.site import overrides

_GROUPS = ("templates", "assets")


def read(site: Path) -> dict[str, str]:
    """Path of an own file -> the program's text that it was made from, as far as that was kept."""
    return {path: file.read_bytes().decode("utf-8", "replace") for path, file in _kept(site)}


def write(site: Path, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Keeps what is new and takes away what is no longer needed. Raises OSError."""
    for path in before.keys() - after.keys():
        system.remove(site / overrides.base_of(path), missing_ok=True)
    for path, base in after.items():
        if before.get(path) != base and _is_own(site, path):
            file = site / overrides.base_of(path)
            file.parent.mkdir(parents=True, exist_ok=True)
            system.replace_file(file, base.encode())


def _kept(site: Path) -> Iterator[tuple[str, Path]]:
    for group in _GROUPS:
        folder = site / group / overrides.BASES
        files = sorted(folder.rglob("*")) if _is_own(site, f"{group}/") else []
        for file in files:
            if file.is_file() and not file.is_symlink():
                yield f"{group}/{file.relative_to(folder).as_posix()}", file


def _is_own(site: Path, path: str) -> bool:
    """Whether the folder is the archive's: a link might lead anywhere."""
    return (site / overrides.base_of(path)).resolve().is_relative_to(site.resolve())
