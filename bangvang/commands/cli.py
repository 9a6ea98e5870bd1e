"""The command line: what was typed, in which language it is answered, how the program ends.

The commands themselves and their options are in `entries`.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from bangvang import __version__, problems
from bangvang.build import installation, system, terminal
from bangvang.commands import console as consoles
from bangvang.commands.console import FAILED, INTERRUPTED, Console
from bangvang.commands.entries import COMMANDS
from bangvang.problems import Language

if TYPE_CHECKING:
    pass

GARBAGE = (1_000_000, 50, 100)
"""How seldom garbage is collected: next to nothing here refers to itself, and each collection would look at
every article again."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command. Gives the exit status: 0 done, 1 problems, 2 wrong usage, 130 interrupted."""
    gc.set_threshold(*GARBAGE)
    typed = list(sys.argv[1:] if argv is None else argv)
    terminal.prepare()
    console = Console(_language(typed))
    consoles.speak(console.language)
    try:
        status = _run(typed, console)
        sys.stdout.flush()
    except KeyboardInterrupt:
        console.complain("interrupted")
        return INTERRUPTED
    except (MemoryError, ImportError) as error:  # while the program was being loaded; later it is a problem
        if not system.is_short_of_memory(error):
            raise
        console.complain("no_memory")
        return FAILED
    except OSError as error:
        if error.filename is not None:  # no fault of where the results go
            raise
        terminal.print_nowhere()
        if not terminal.nobody_reads(error):
            console.complain("cannot_print", detail=error.strerror or error)
        return FAILED
    return status


def run() -> NoReturn:
    """The program as a command of its own."""
    problems.call_program(installation.name())
    status = main()
    with contextlib.suppress(OSError):  # nobody reads on
        sys.stdout.flush()
        sys.stderr.flush()
    # Everything is written and closed. To free ten thousand articles one by one would take a second more.
    os._exit(status)


def _run(typed: list[str], console: Console) -> int:
    words, names = _with_command(typed), [command.name for command in COMMANDS]
    try:
        parser = _parser(console)
        if words[0] not in (*names, "-h", "--help", "--version"):
            parser.error(_unknown(words[0], names, console))
        arguments = parser.parse_args(words)
    except SystemExit as stop:  # argparse has printed why
        return int(stop.code or 0)
    return int(arguments.run(arguments, console))


def _unknown(typed: str, names: Sequence[str], console: Console) -> str:
    from bangvang.language import spelling

    near = spelling.nearest(typed, names)
    mean = console.say("mean", suggestion=near) if near else ""
    return console.say("unknown_command", value=typed, known=", ".join(names)) + mean


# ---------------------------------------------------------------- what was typed


def _language(typed: Sequence[str]) -> Language:
    """Needed before the arguments are parsed, for the help and for what is wrong with them."""
    lang, site = _value(typed, "--lang"), _value(typed, "--site")
    asked: Language | None = "en" if lang == "en" else "vi" if lang == "vi" else None
    return consoles.language_of(asked, Path(site) if site else _site())


def _site() -> Path:
    """The archive around the folder one is in, else the one around build.py, else that folder."""
    try:
        here = Path.cwd()
    except FileNotFoundError:  # it was taken away
        here = Path()
    return next(filter(_is_archive, (here, *here.parents)), installation.CHECKOUT or here)


def _is_archive(folder: Path) -> bool:
    """Whether a folder has what only an archive has, be it that its config.yaml or its content/ is missing:
    that is told of it, and no other is taken instead."""
    has_config, has_content = (folder / "config.yaml").is_file(), (folder / "content").is_dir()
    rest = ("urls.txt", "output", "templates") if has_config else ("urls.txt",) if has_content else ()
    return (has_config and has_content) or any((folder / name).exists() for name in rest)


def _value(typed: Sequence[str], option: str) -> str | None:
    for i, word in enumerate(typed):
        if word.startswith(option + "="):
            return word.removeprefix(option + "=")
        if word == option and i + 1 < len(typed):
            return typed[i + 1]
    return None


def _with_command(typed: list[str]) -> list[str]:
    """No command means build; options may also stand before the command."""
    skip = False
    for i, word in enumerate(typed):
        if word in ("-h", "--help", "--version"):
            return [word]
        if not skip and not word.startswith("-"):
            return [word, *typed[:i], *typed[i + 1 :]]
        skip = not skip and word in ("--site", "--lang", "--jobs", "--output")
    return ["build", *typed]


def _parser(console: Console) -> argparse.ArgumentParser:
    say = console.say
    parser = argparse.ArgumentParser(
        prog=installation.name(), description=say("description"), epilog=say("epilog"), allow_abbrev=False
    )
    parser.add_argument(
        "--version", action="version", version=f"Bảng Vàng {__version__}", help=say("version")
    )
    commands = parser.add_subparsers(title=say("commands"), metavar=say("command"), required=True)
    for command in COMMANDS:
        own = commands.add_parser(
            command.name, help=say(command.name), description=say(command.name), allow_abbrev=False
        )
        own.add_argument("--site", type=Path, default=_site(), metavar=say("dir"), help=say("site"))
        own.add_argument("--lang", choices=("vi", "en"), help=say("lang"))
        command.options(own, console)
        own.set_defaults(run=command.run)
    return parser
