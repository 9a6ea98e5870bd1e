#!/usr/bin/env python3
"""The door of Bảng Vàng: `python build.py --help`."""

from __future__ import annotations

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an editor's older Python gets a sentence, not a traceback
    sys.exit("Bảng Vàng cần Python 3.11 trở lên. / Bảng Vàng needs Python 3.11 or later.")


def enter() -> int:
    """Runs the command; says how to install when the libraries are not there (exit status 2)."""
    try:
        from bangvang.commands.cli import main

        return main()
    except KeyboardInterrupt:  # while the program was being loaded
        return 130
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.partition(".")[0] == "bangvang":
            raise
        name = missing.name
        print(
            f"Chưa cài thư viện {name}: chạy «make build», rồi dùng .venv/bin/python build.py",
            file=sys.stderr,
        )
        print(
            f"{name} is not installed: run `make build`, then use .venv/bin/python build.py", file=sys.stderr
        )
        return 2


if __name__ == "__main__":
    status = enter()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:  # nobody reads on
        pass
    # Everything is written and closed. To free ten thousand articles one by one would take a second more.
    os._exit(status)
