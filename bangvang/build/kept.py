"""What lies in `.cache/` between builds: data, of which a hurt byte is noticed, and nothing that could run.

An archive comes with its cache when it is handed on. So nothing is unpickled or run that lies there, what is
read names no file outside, and nothing there is followed to another place.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from bangvang import digests
from bangvang.build import system

SEAL = 32
"""Bytes of a digest before what it is the digest of."""


def seal(raw: bytes) -> bytes:
    """Bytes that tell whether one of them was changed."""
    return digests.of(raw).encode() + raw


def unseal(raw: object) -> bytes | None:
    """What was sealed; None when the bytes are not as they were, or are none."""
    if not isinstance(raw, bytes):  # a stranger's table may hold anything
        return None
    inside = raw[SEAL:]
    return inside if raw[:SEAL] == digests.of(inside).encode() else None


def dump(value: object) -> bytes:
    """Lists, mappings, text, numbers, flags and None, sealed."""
    return seal(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def load(raw: object) -> Any:
    """What was dumped, tuples as lists; None when the bytes are not as they were."""
    inside = unseal(raw)
    try:
        return json.loads(inside) if inside is not None else None
    except (ValueError, RecursionError):  # sealed by a stranger
        return None


def read(file: Path) -> bytes | None:
    """The bytes of a file; None where there is none that is the cache's own."""
    try:
        return file.read_bytes() if is_own(file) else None
    except OSError:
        return None


def is_own(file: Path) -> bool:
    """Whether a file of a cache is there and can be looked at, and neither it nor its folders lead
    elsewhere."""
    try:
        return file.is_file() and not any(path.is_symlink() for path in (file, *file.parents[:2]))
    except OSError:
        return False


def clear(folder: Path) -> tuple[str, ...]:
    """Takes away all that is neither a file nor a folder of its own: links, and what would be waited for when
    it is read. Gives its names; what it led to stays. A former site is looked through when it is used."""
    if folder.is_symlink():
        system.remove(folder)
        return ("",)
    found: list[str] = []
    waiting = [folder]
    while waiting:
        inside = waiting.pop()
        try:
            entries = list(os.scandir(inside))
        except FileNotFoundError:
            continue
        for entry in entries:
            is_foreign = system.leads_elsewhere(entry)
            if not is_foreign and entry.is_dir(follow_symlinks=False):
                if inside != folder or entry.name != FORMER:
                    waiting.append(Path(entry.path))
            elif is_foreign or not entry.is_file(follow_symlinks=False):
                system.remove(entry.path)
                found.append(Path(entry.path).relative_to(folder).as_posix())
    return tuple(sorted(found))


FORMER = "former"
"""Where the files of the site that stands lie linked for the next build."""
