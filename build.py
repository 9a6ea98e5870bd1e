#!/usr/bin/env python3
"""The door of Bảng Vàng: `python build.py --help`."""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an editor's older Python gets a sentence, not a traceback
    sys.exit("Bảng Vàng cần Python 3.11 trở lên. / Bảng Vàng needs Python 3.11 or later.")

from bangvang.cli import main

if __name__ == "__main__":
    sys.exit(main())
