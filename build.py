#!/usr/bin/env python3
"""The door of Bảng Vàng: `python build.py --help`. Where libraries are missing it sets itself up first."""

from __future__ import annotations

import os
import shutil
import sys

RECENT = ["python3.14", "python3.13", "python3.12", "python3.11"]


def replace_old_python() -> None:
    """An editor's older Python gives way to a recent one of the same computer, or gets a sentence."""
    for name in RECENT:
        found = shutil.which(name)
        if found and os.name == "posix":
            os.execv(found, [found, *sys.argv])  # noqa: S606 - a Python in place of this one
    version = ".".join(map(str, sys.version_info[:3]))
    sys.exit(
        f"Bảng Vàng cần Python 3.11 trở lên; đây là {version} ({sys.executable}). Cài bản mới từ python.org"
        " (Windows: có cả trong Microsoft Store) rồi chạy lại."
        f"\nBảng Vàng needs Python 3.11 or later; this is {version}. Install a newer one from python.org"
        " (on Windows also from the Microsoft Store), then run again."
    )


if sys.version_info < (3, 11):  # noqa: UP036 - see above
    replace_old_python()


def enter() -> int:
    """Runs the command, in an environment with the locked libraries."""
    try:
        from bangvang.commands import environment

        if (refused := environment.refresh()) is not None:
            return refused
        try:
            from bangvang.commands.cli import main

            return main()
        except ModuleNotFoundError as missing:
            if missing.name is None or missing.name.partition(".")[0] == "bangvang":
                raise
            return environment.enter(sys.argv[1:], missing.name)
    except KeyboardInterrupt:  # while the program was being loaded or set up
        return 130
    except MemoryError:  # so little that nothing could be loaded which knows a language
        sys.stderr.write("Máy không đủ bộ nhớ. Too little memory.\n")
        return 1


if __name__ == "__main__":
    status = enter()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody reads on
        pass
    # Everything is written and closed. To free ten thousand articles one by one would take a second more.
    os._exit(status)
