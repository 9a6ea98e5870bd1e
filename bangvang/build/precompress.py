"""Text files of the site in the two forms that web servers send as they are: .gz and .br.

Only for `precompress: true`. A compressor at its best does here once what a host would do with every visit.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from bangvang.build import publish, workers

SUFFIXES = (".html", ".css", ".js", ".xml", ".json", ".csv", ".svg", ".txt")
FORMS = (".gz", ".br")
_LONG = 2_000_000
"""Bytes above which Brotli's best takes seconds for the last hundredth."""


def made_by() -> str:
    """What the bytes depend on besides the file."""
    import brotli  # deferred like below: most archives leave this to their host

    return f"{zlib.ZLIB_RUNTIME_VERSION} {brotli.__version__}"


def packed(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """The forms of a file, each with the ending of its name. The same bytes give the same."""
    import brotli

    squeezed = gzip.compress(raw, 9, mtime=0)
    # The header names the system it was made on, and not every Python the same way: "unknown" is as true.
    yield ".gz", squeezed[:9] + b"\xff" + squeezed[10:]
    yield ".br", brotli.compress(raw, quality=11 if len(raw) <= _LONG else 9)


Task = tuple[str, str]
Row = tuple[str, int, int]


def pack(tasks: list[Task]) -> list[Row]:
    """Runs in a worker: (url, file) -> rows of (url, size, time) of what was written to the stage,
    which is what the workers share."""
    shelf = publish.Stage(Path(workers.given()))
    rows = []
    for url, file in tasks:
        for ending, made in packed(Path(file).read_bytes()):
            rows.append((url + ending, len(made), shelf.write(url + ending, made)))
    return rows
