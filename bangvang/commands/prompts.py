"""Questions on a terminal, one line each, with completion by Tab where a table has the answers."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import TypeVar

from bangvang.language import text

Answer = TypeVar("Answer")
Read = Callable[[str], Answer]
"""Makes an answer of what was typed. Raises ValueError, whose text says what is wrong with it."""


def on_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, read: Read[Answer], *, names: Sequence[str] = ()) -> Answer:
    """Asks until `read` accepts the answer. `names`: what Tab offers. Raises EOFError when the terminal is
    closed."""
    while True:
        with _completing(names):
            typed = text.clean(input(f"{question}: ")).strip()
        try:
            return read(typed)
        except ValueError as error:
            print(error, file=sys.stderr)


def offers(typed: str, names: Sequence[str]) -> list[str]:
    """The names that what was typed begins, marks and capitals aside: `quang n` begins Quảng Nam. After a
    comma a new name begins."""
    before, comma, last = typed.rpartition(",")
    kept = f"{before}, " if comma else ""
    start = text.fold(last.strip())
    return [kept + name for name in names if text.fold(name).startswith(start)]


@contextlib.contextmanager
def _completing(names: Sequence[str]) -> Iterator[None]:
    readline = _readline()
    if readline is None or not names:
        yield
        return

    def complete(typed: str, state: int) -> str | None:
        found = offers(typed, names)
        return found[state] if state < len(found) else None

    former, delimiters = readline.get_completer(), readline.get_completer_delims()
    readline.set_completer(complete)
    readline.set_completer_delims("")  # names have spaces
    # macOS comes with libedit under this name, which is told otherwise.
    libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
    try:
        yield
    finally:
        readline.set_completer(former)
        readline.set_completer_delims(delimiters)


def _readline() -> ModuleType | None:
    try:
        import readline
    except ImportError:  # Windows, and Pythons built without it
        return None
    return readline
