"""The commands and their options. What a command does is elsewhere; here it is only called.

A new command is a row of COMMANDS, with its texts in `data/commands/`. Modules that a command needs are
imported when it runs, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from bangvang import __version__, problems
from bangvang.build import file_digests, installation, terminal
from bangvang.commands import console as consoles
from bangvang.commands.console import DONE, FAILED, INTERRUPTED, USAGE, Console
from bangvang.problems import Language

if TYPE_CHECKING:
    from bangvang.build.pipeline import Options

PORT = 5500


@dataclass(frozen=True, slots=True)
class Command:
    """`options` adds what only this command takes. Its help is the text of its name."""

    name: str
    options: Callable[[argparse.ArgumentParser, Console], None]
    run: Callable[[argparse.Namespace, Console], int]


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
    around = (f for f in (here, *here.parents) if (f / "config.yaml").is_file() and (f / "content").is_dir())
    return next(around, installation.CHECKOUT or here)


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


def _whole(console: Console, typed: str) -> int:
    from bangvang.language import text

    try:
        return text.parse_count(typed)
    except ValueError:
        raise argparse.ArgumentTypeError(console.say("bad_number", value=typed)) from None


def _port(console: Console, typed: str) -> int:
    if not typed.isascii() or not typed.isdigit() or int(typed) > 65535:
        raise argparse.ArgumentTypeError(console.say("bad_port", value=typed))
    return int(typed)


# ---------------------------------------------------------------- build, check


def _making_options(own: argparse.ArgumentParser, console: Console) -> None:
    say = console.say
    own.add_argument("--drafts", action="store_true", help=say("drafts"))
    own.add_argument("--strict", action="store_true", help=say("strict"))
    own.add_argument("--json", action="store_true", help=say("json"))
    own.add_argument("--jobs", type=partial(_whole, console), default=0, metavar="N", help=say("jobs"))


def _build_options(own: argparse.ArgumentParser, console: Console) -> None:
    _making_options(own, console)
    own.add_argument("--output", type=Path, metavar=console.say("dir"), help=console.say("output"))
    own.add_argument("--full", action="store_true", help=console.say("full"))
    own.add_argument("--offline", type=Path, metavar=console.say("dir"), help=console.say("offline"))


def _build(arguments: argparse.Namespace, console: Console) -> int:
    output: Path = arguments.output if arguments.output is not None else arguments.site / "output"
    status = _make(arguments, console, _options(arguments, output, full=arguments.full), "built")
    return _copy(output, arguments.offline, console) if arguments.offline and status == DONE else status


def _copy(output: Path, folder: Path, console: Console) -> int:
    from bangvang.build import offline

    try:
        count = offline.write(output, folder)
    except offline.TakenError:
        console.complain("offline_taken", path=folder)
    except OSError as error:
        console.complain("cannot_write", path=folder, detail=error.strerror or error)
    else:
        console.complain("offline_written", path=folder, count=count)
        return DONE
    return FAILED


def _check(arguments: argparse.Namespace, console: Console) -> int:
    return _make(arguments, console, _options(arguments, None), "checked")


def _make(arguments: argparse.Namespace, console: Console, options: Options, closing: str) -> int:
    from bangvang.build import pipeline

    report = pipeline.run(options, console.progress)
    return consoles.tell(console, report, arguments.site, closing=closing, as_json=arguments.json)


def _options(arguments: argparse.Namespace, output: Path | None, *, full: bool = False) -> Options:
    site = arguments.site.resolve()
    # A first build reads everything anyway. For any other this begins before the program is loaded, which
    # takes as long.
    useless = full or arguments.jobs == 1 or not (site / ".cache" / "cache.db").exists()
    taken = file_digests.Digests if useless else file_digests.ahead(site / "content")
    from bangvang.build.pipeline import Options

    return Options(
        site=site,
        output=output,
        drafts=arguments.drafts,
        strict=arguments.strict,
        full=full,
        jobs=arguments.jobs,
        digests=taken,
    )


# ---------------------------------------------------------------- serve, new, init


def _serve_options(own: argparse.ArgumentParser, console: Console) -> None:
    say = console.say
    own.add_argument(
        "--port", type=partial(_port, console), default=PORT, metavar="N", help=say("port", port=PORT)
    )
    own.add_argument("--host", default="127.0.0.1", help=say("host"))
    own.add_argument("--open", action="store_true", help=say("open"))
    own.add_argument("--passphrase-file", type=Path, metavar=say("file"), help=say("passphrase_file"))


def _serve(arguments: argparse.Namespace, console: Console) -> int:
    from bangvang.commands import serving

    return serving.serve(arguments, console)


def _new_options(own: argparse.ArgumentParser, console: Console) -> None:
    say = console.say
    own.add_argument("title", nargs="?", help=say("title"))
    own.add_argument("--date", help=say("date"))
    own.add_argument("--province", action="append", help=say("province"))
    for name in ("grantor", "form", "source", "byline"):
        own.add_argument(f"--{name}", help=say(name))
    for kind in ("collectives", "individuals", "households", "recipients"):
        own.add_argument(f"--{kind}", type=partial(_whole, console), metavar="N", help=say(kind))
    own.add_argument("--tag", action="append", help=say("new_tag"))


def _new(arguments: argparse.Namespace, console: Console) -> int:
    from bangvang.commands import create

    return create.new(arguments, console)


def _init_options(own: argparse.ArgumentParser, console: Console) -> None:
    own.add_argument("dir", type=Path, metavar=console.say("dir"), help=console.say("new_dir"))
    own.add_argument("--title", help=console.say("site_title"))
    own.add_argument("--place", help=console.say("site_place"))


def _init(arguments: argparse.Namespace, console: Console) -> int:
    from bangvang.commands import create

    return create.init(arguments, console)


# ---------------------------------------------------------------- stats, retire, schema


def _stats_options(own: argparse.ArgumentParser, console: Console) -> None:
    shape = own.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help=console.say("stats_json"))
    shape.add_argument("--csv", action="store_true", help=console.say("stats_csv"))


def _stats(arguments: argparse.Namespace, console: Console) -> int:
    from bangvang.commands import stats

    return stats.stats(arguments, console)


def _retire_options(own: argparse.ArgumentParser, console: Console) -> None:
    own.add_argument("url", nargs="+", metavar="URL", help=console.say("url"))
    own.add_argument("--to", metavar="URL", help=console.say("to"))


def _retire(arguments: argparse.Namespace, console: Console) -> int:
    from bangvang.commands import retire

    return retire.retire(arguments.site, arguments.url, arguments.to, console)


def _list_options(own: argparse.ArgumentParser, console: Console) -> None:
    for name in ("draft", "review", "no-source", "no-photo", "duplicates"):
        own.add_argument(f"--{name}", action="store_true", help=console.say(f"list_{name.replace('-', '_')}"))
    own.add_argument("--tag", metavar="TAG", help=console.say("list_tag"))
    own.add_argument("--json", action="store_true", help=console.say("list_json"))


def _list(arguments: argparse.Namespace, console: Console) -> int:
    from bangvang.commands import worklists

    return worklists.list_articles(arguments, console)


def _tag_options(own: argparse.ArgumentParser, console: Console) -> None:
    own.add_argument("old", metavar="OLD", help=console.say("tag_old"))
    own.add_argument("new", metavar="NEW", help=console.say("tag_new"))
    own.add_argument("--dry-run", action="store_true", help=console.say("dry_run"))


def _tag(arguments: argparse.Namespace, console: Console) -> int:
    from bangvang.commands import worklists

    return worklists.tag(arguments, console)


def _schema_options(own: argparse.ArgumentParser, console: Console) -> None:
    own.add_argument("--config", action="store_true", help=console.say("config"))


def _schema(arguments: argparse.Namespace, _console: Console) -> int:
    from bangvang.commands import json_schemas

    made = json_schemas.settings_schema() if arguments.config else json_schemas.front_matter_schema()
    print(json.dumps(made, ensure_ascii=False, indent=2))
    return DONE


def _no_options(_own: argparse.ArgumentParser, _console: Console) -> None:
    """Nothing but what every command takes."""


def _doctor(arguments: argparse.Namespace, console: Console) -> int:
    from bangvang.commands import doctor

    return doctor.doctor(arguments.site, console)


COMMANDS = (
    Command("build", _build_options, _build),
    Command("check", _making_options, _check),
    Command("serve", _serve_options, _serve),
    Command("new", _new_options, _new),
    Command("list", _list_options, _list),
    Command("tag", _tag_options, _tag),
    Command("init", _init_options, _init),
    Command("stats", _stats_options, _stats),
    Command("retire", _retire_options, _retire),
    Command("schema", _schema_options, _schema),
    Command("doctor", _no_options, _doctor),
)

__all__ = ["COMMANDS", "DONE", "FAILED", "INTERRUPTED", "USAGE", "Command", "main"]
