"""Single rows of the cache, for processes that only read it."""

from __future__ import annotations

import sqlite3
from pathlib import Path, PurePath
from urllib.parse import quote

from bangvang import digests
from bangvang.site.bodies import BodyLost

FILE = "cache.db"


class CacheLost(Exception):  # noqa: N818 - reads as what happened
    """A file does not give back what was put into it, or takes nothing more. `file`: its name in .cache/."""

    def __init__(self, detail: str, file: str = FILE) -> None:
        super().__init__(detail, file)
        self.file = file

    def __str__(self) -> str:
        return str(self.args[0])


def address(path: PurePath) -> str:
    """SQLite's address of a file that is only read. One on a share of Windows has four slashes: after two, a
    server's name is none of SQLite's."""
    absolute = Path(path).absolute() if isinstance(path, Path) else path
    name = quote(absolute.as_posix(), safe="/:")
    return f"file://{'' if name.startswith('/') else '/'}{name}?mode=ro"


class _Reader:
    """Reads one row at a time from the cache file, which it opens anew in each process that uses it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db: sqlite3.Connection | None = None

    def row(self, question: str, key: str) -> tuple[object, ...] | None:
        """Raises sqlite3.DatabaseError."""
        if self.db is None:
            self.db = sqlite3.connect(address(self.path), uri=True, timeout=60)
        found: tuple[object, ...] | None = self.db.execute(question, (key,)).fetchone()
        return found

    def __reduce__(self) -> tuple[type[_Reader], tuple[Path]]:
        return (type(self), (self.path,))

    def close(self) -> None:
        """Must be called before a fork: a connection must not be shared between processes."""
        if self.db is not None:
            self.db.close()
            self.db = None


class Bodies(_Reader):
    """digest -> HTML."""

    def __call__(self, digest: str) -> str:
        """Raises BodyLost when the file has no such body, or it is not what was put there."""
        try:
            row = self.row("select html from bodies where digest = ?", digest)
        except sqlite3.DatabaseError as error:
            raise BodyLost(digest) from error
        html = row[0] if row is not None else None
        if not isinstance(html, bytes) or digests.of(html) != digest:
            raise BodyLost(digest)
        return html.decode()


class Records(_Reader):
    """Path -> the record of a file."""

    def __call__(self, path: str) -> bytes:
        """Raises CacheLost."""
        try:
            row = self.row("select record from records where path = ?", path)
        except sqlite3.DatabaseError as error:
            raise CacheLost(str(error)) from error
        if row is None or not isinstance(row[0], bytes):
            raise CacheLost(path)
        return row[0]
