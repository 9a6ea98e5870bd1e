"""The commands and their options. What a command does is elsewhere; here it is only called.

A new command is a row of COMMANDS, with its texts in `texts/`. Modules that a command needs are imported when
it runs, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bangvang.build import cluster
from bangvang.commands import console as consoles
from bangvang.commands.console import DONE, FAILED, Console

if TYPE_CHECKING:
    from bangvang.build.pipeline import Options

PORT = 5500


@dataclass(frozen=True, slots=True)
class Command:
    """`options` adds what only this command takes. Its help is the text of its name."""

    name: str
    options: Callable[[argparse.ArgumentParser, Console], None]
    run: Callable[[argparse.Namespace, Console], int]


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
    own.add_argument(
        "--workers",
        type=partial(_workers, console),
        metavar=f"{cluster.SCHEME}HOST:PORT",
        help=say("workers"),
    )


def _workers(console: Console, typed: str) -> str:
    if cluster.is_address(typed):
        return typed
    raise argparse.ArgumentTypeError(console.say("bad_workers", value=typed))


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

    try:
        report = pipeline.run(options, console.progress)
    except cluster.NoClusterError as error:
        console.complain(error.key, **error.values)
        return FAILED
    return consoles.tell(console, report, arguments.site, closing=closing, as_json=arguments.json)


def _options(arguments: argparse.Namespace, output: Path | None, *, full: bool = False) -> Options:
    site = arguments.site.resolve()
    from bangvang.build.pipeline import Options

    return Options(
        site=site,
        output=output,
        drafts=arguments.drafts,
        strict=arguments.strict,
        full=full,
        jobs=arguments.jobs,
        workers=arguments.workers or "",
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
    own.add_argument("old", metavar=console.say("tag_from"), help=console.say("tag_old"))
    own.add_argument("new", metavar=console.say("tag_to"), help=console.say("tag_new"))
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


def _import_options(own: argparse.ArgumentParser, console: Console) -> None:
    say = console.say
    own.add_argument("file", nargs="+", metavar=say("file"), help=say("import_file"))
    own.add_argument("--date", help=say("import_date"))
    own.add_argument("--province", action="append", help=say("import_province"))
    own.add_argument("--dry-run", action="store_true", help=say("import_dry_run"))
    own.add_argument("--json", action="store_true", help=say("import_json"))


def _import(arguments: argparse.Namespace, console: Console) -> int:
    from bangvang.commands import importing

    return importing.import_texts(arguments, console)


def _no_options(_own: argparse.ArgumentParser, _console: Console) -> None:
    """Nothing but what every command takes."""


def _forms(_arguments: argparse.Namespace, console: Console) -> int:
    from bangvang.commands import forms

    return forms.forms(console)


def _doctor_options(own: argparse.ArgumentParser, console: Console) -> None:
    own.add_argument("file", nargs="?", metavar=console.say("file"), help=console.say("doctor_file"))


def _doctor(arguments: argparse.Namespace, console: Console) -> int:
    from bangvang.commands import doctor

    return doctor.doctor(arguments.site, arguments.file, console)


COMMANDS = (
    Command("build", _build_options, _build),
    Command("check", _making_options, _check),
    Command("serve", _serve_options, _serve),
    Command("new", _new_options, _new),
    Command("import", _import_options, _import),
    Command("list", _list_options, _list),
    Command("tag", _tag_options, _tag),
    Command("init", _init_options, _init),
    Command("stats", _stats_options, _stats),
    Command("retire", _retire_options, _retire),
    Command("forms", _no_options, _forms),
    Command("schema", _schema_options, _schema),
    Command("doctor", _doctor_options, _doctor),
)
