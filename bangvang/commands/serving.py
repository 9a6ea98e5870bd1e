"""`serve`: the site kept warm, and the editing desk beside it."""

from __future__ import annotations

import argparse
from pathlib import Path

from bangvang.commands.console import FAILED, INTERRUPTED, USAGE, Console
from bangvang.desk import rooms
from bangvang.preview import serve as preview
from bangvang.preview.entrance import Room
from bangvang.preview.preview import Preview


def serve(arguments: argparse.Namespace, console: Console) -> int:
    """Serves until it is stopped. Gives the exit status."""
    people = None
    file: Path | None = arguments.passphrase_file
    if file is not None:
        try:
            people = rooms.people(file)
        except OSError as error:
            console.complain("bad_passphrase_file", path=file, detail=error.strerror or error)
            return USAGE
        except ValueError as error:  # a line, or bytes that are no UTF-8
            console.complain("bad_passphrase_line", path=file, line=error if str(error).isdigit() else "?")
            return USAGE

    def furnish(shown: Preview, local: bool) -> Room:
        desk = rooms.desk(shown, console.language, local=local, host=arguments.host, people=people)
        return rooms.Room(desk)

    site: Path = arguments.site.resolve()
    where = {"host": arguments.host, "port": arguments.port, "show": arguments.open}
    served = preview.run(site, console, **where, furnish=furnish)
    return INTERRUPTED if served else FAILED
