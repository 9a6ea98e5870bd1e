"""One file in place of another that is the one it is taken for, and of no other: other programs save, too.

Whoever looks first and writes then loses what came in between. Here the file is taken away first and looked
at then; what is not what was expected is put back, and what cannot be is handed over to be kept.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable
from pathlib import Path

from bangvang.build import system

_MOST_SWAPS = 8

Keep = Callable[[bytes], object]
"""What is done with a state that came in between and does not stand in the file any more."""


class Changed(Exception):  # noqa: N818 - an answer, not a bug
    """The file is not what it was taken for; nothing of it was written over."""


def put(new: Path, file: Path, expected: bytes, keep: Keep) -> None:
    """Puts a new file in the place of one with the expected bytes. Raises Changed, OSError."""
    mine = new.read_bytes()
    try:
        swapped = system.exchange(new, file)
    except FileNotFoundError:
        raise Changed from None
    except OSError:
        swapped = False
    if not swapped:
        held = taken(file, expected, keep)
        try:
            add(new, file)
        except OSError:
            with contextlib.suppress(FileExistsError):
                system.place(held, file)
            raise
        finally:
            system.remove(held, missing_ok=True)
    elif new.read_bytes() != expected:
        _swap_back(new, file, mine, keep)
        raise Changed


def _swap_back(new: Path, file: Path, mine: bytes, keep: Keep) -> None:
    """Puts back what was saved in between; where yet another save comes meanwhile, that one stands."""
    away = mine
    for _ in range(_MOST_SWAPS):
        back = new.read_bytes()
        system.exchange(new, file)
        if new.read_bytes() == away:
            return
        keep(back)
        away = back
    keep(new.read_bytes())


def add(new: Path, file: Path) -> None:
    """Puts a new file where none is. Raises Changed, OSError."""
    try:
        system.place(new, file)
    except FileExistsError:
        raise Changed from None


def taken(file: Path, expected: bytes, keep: Keep) -> Path:
    """Takes a file with the expected bytes away: where it is now. Raises Changed, OSError."""
    held = file.with_name(f".{file.name}.{secrets.token_hex(4)}.cu")
    try:
        system.rename(file, held)
    except FileNotFoundError:
        raise Changed from None
    was = held.read_bytes()
    if was == expected:
        return held
    try:
        system.place(held, file)
    except FileExistsError:
        keep(was)
        system.remove(held)
    raise Changed
