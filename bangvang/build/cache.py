"""What a former build learned, kept in one SQLite file. Keyed by everything, trusted never.

Any fault of the file means a cold start, not an error: one found on opening is mended here, one found later
is raised as CacheLost, upon which the work begins anew.
"""

from __future__ import annotations

import contextlib
import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import NamedTuple
from urllib.parse import quote

from bangvang import digests
from bangvang.build import system
from bangvang.site.render import BodyLost

_TABLES = """
create table if not exists records (path text primary key, key text not null, record blob not null);
create table if not exists bodies (digest text primary key, html blob not null);
create table if not exists outputs (
    target text not null, url text not null, key text not null, size integer not null,
    mtime integer not null, primary key (target, url));
create table if not exists templates (one integer primary key, key text not null, code blob not null);
create table if not exists runs (target text primary key, key text not null, report blob not null);
"""


class CacheLost(Exception):  # noqa: N818 - reads as what happened
    """The file does not give back what was put into it, or takes nothing more."""


class Output(NamedTuple):
    """One file of the published site: what it was made from (a page's fingerprint, the digest of a file put
    out as it is), and its size and time as it was left, by which a foreign hand is noticed."""

    key: str
    size: int
    mtime: int


class Cache:
    """The cache of one site. `path` may be opened again by other processes for reading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._open()
        except sqlite3.DatabaseError:
            self.forget()

    def _open(self) -> None:
        self.db = sqlite3.connect(self.path, timeout=60)
        # A lost cache costs time only, so it need not wait for the disk.
        self.db.execute("pragma synchronous=off")
        self.db.executescript(_TABLES)

    def forget(self) -> None:
        """Starts cold."""
        with contextlib.suppress(Exception):
            self.db.close()
        for suffix in ("", "-journal", "-wal", "-shm"):
            file = self.path.with_name(self.path.name + suffix)
            if file.is_dir():
                system.remove_tree(file)
            system.remove(file, missing_ok=True)
        try:
            self._open()
        except sqlite3.DatabaseError as error:
            raise CacheLost(str(error)) from error

    def copy_of(self, other: Path) -> None:
        """Takes over what another cache file holds, which is left as it is."""
        if not other.exists():
            return
        try:
            source = sqlite3.connect(_read_only(other), uri=True, timeout=60)
            with contextlib.closing(source):
                source.backup(self.db)
            self.db.executescript(_TABLES)
        except sqlite3.DatabaseError:
            self.forget()

    def close(self) -> None:
        self.db.close()

    # -------------------------------------------------------- parsed files

    def records(self) -> dict[str, tuple[str, bytes]]:
        """Path -> (key, record) of every file once parsed."""
        with _trouble():
            rows = self.db.execute("select path, key, record from records").fetchall()
        return {path: (key, record) for path, key, record in rows}

    def store_records(self, rows: Iterable[tuple[str, str, bytes, str, bytes]]) -> None:
        """Rows of (path, key, record, body's digest, body)."""
        with _trouble(), self.db:
            for path, key, record, digest, body in rows:
                self.db.execute("insert or replace into records values (?, ?, ?)", (path, key, record))
                if digest:
                    self.db.execute("insert or ignore into bodies values (?, ?)", (digest, body))

    def keep_only(self, paths: set[str], digests: set[str]) -> None:
        """Forgets files that are gone and bodies that nothing uses."""
        with _trouble(), self.db:
            gone = [(p,) for (p,) in self.db.execute("select path from records") if p not in paths]
            self.db.executemany("delete from records where path = ?", gone)
            unused = [(d,) for (d,) in self.db.execute("select digest from bodies") if d not in digests]
            self.db.executemany("delete from bodies where digest = ?", unused)

    def has_bodies(self) -> set[str]:
        with _trouble():
            return {digest for (digest,) in self.db.execute("select digest from bodies")}

    def templates(self, key: str) -> bytes | None:
        """The compiled templates last kept, if it was under this key."""
        with _trouble():
            row = self.db.execute("select code from templates where key = ?", (key,)).fetchone()
        return unseal(row[0]) if row is not None else None

    def store_templates(self, key: str, code: bytes) -> None:
        with _trouble(), self.db:
            self.db.execute("insert or replace into templates values (1, ?, ?)", (key, seal(code)))

    # -------------------------------------------------------- published files

    def outputs(self, target: str) -> dict[str, Output]:
        columns = "select url, key, size, mtime from outputs where target = ?"
        with _trouble():
            rows = self.db.execute(columns, (target,))
            return {url: Output(key, size, mtime) for url, key, size, mtime in rows}

    def store_outputs(self, target: str, former: Mapping[str, Output], outputs: Mapping[str, Output]) -> None:
        """Replaces the list of what stands under a target folder; only rows that differ are written.
        `former`: the list as it was read."""
        with _trouble(), self.db:
            gone = [(target, url) for url in former if url not in outputs]
            self.db.executemany("delete from outputs where target = ? and url = ?", gone)
            changed = [
                (target, url, o.key, o.size, o.mtime) for url, o in outputs.items() if former.get(url) != o
            ]
            self.db.executemany("insert or replace into outputs values (?, ?, ?, ?, ?)", changed)

    def last_run(self, target: str) -> tuple[str, object] | None:
        """The key of all inputs of the last finished build into a target, and what it reported."""
        with _trouble():
            row = self.db.execute("select key, report from runs where target = ?", (target,)).fetchone()
            report = unsealed(row[1]) if row is not None else None
        return (row[0], report) if report is not None else None

    def store_run(self, target: str, key: str, report: object) -> None:
        with _trouble(), self.db:
            self.db.execute("insert or replace into runs values (?, ?, ?)", (target, key, sealed(report)))

    def forget_run(self, target: str) -> None:
        with _trouble(), self.db:
            self.db.execute("delete from runs where target = ?", (target,))


def _read_only(path: PurePath) -> str:
    """SQLite's address of a file. One on a share of Windows has four slashes: after two, a server's name is
    none of SQLite's."""
    absolute = Path(path).absolute() if isinstance(path, Path) else path
    name = quote(absolute.as_posix(), safe="/:")
    return f"file://{'' if name.startswith('/') else '/'}{name}?mode=ro"


@contextlib.contextmanager
def _trouble() -> Iterator[None]:
    try:
        yield
    except (sqlite3.DatabaseError, ValueError, TypeError) as error:
        raise CacheLost(str(error)) from error


_SEAL = 32  # bytes of a digest before what it is the digest of


def seal(raw: bytes) -> bytes:
    """Bytes that tell whether one of them was changed."""
    return digests.of(raw).encode() + raw


def unseal(raw: bytes) -> bytes | None:
    """What was sealed; None when the bytes are not as they were."""
    kept = raw[_SEAL:]
    return kept if raw[:_SEAL] == digests.of(kept).encode() else None


def sealed(value: object) -> bytes:
    """Any value, pickled and sealed."""
    return seal(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))


def unsealed(raw: bytes) -> object:
    """The value; None when the bytes are not as they were."""
    kept = unseal(raw)
    try:
        return pickle.loads(kept) if kept is not None else None  # noqa: S301 - our own file in the site's folder
    except Exception:  # sealed by a program whose classes are not ours
        return None


class Bodies:
    """digest -> HTML, from the cache file; opens it anew in each process that uses it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db: sqlite3.Connection | None = None

    def __call__(self, digest: str) -> str:
        """Raises BodyLost when the file has no such body, or it is not what was put there."""
        try:
            if self.db is None:
                self.db = sqlite3.connect(_read_only(self.path), uri=True, timeout=60)
            row = self.db.execute("select html from bodies where digest = ?", (digest,)).fetchone()
            html: object = row[0]
        except (sqlite3.DatabaseError, TypeError) as error:
            raise BodyLost(digest) from error
        if not isinstance(html, bytes) or digests.of(html) != digest:
            raise BodyLost(digest)
        return html.decode()

    def __reduce__(self) -> tuple[type[Bodies], tuple[Path]]:
        return (Bodies, (self.path,))

    def close(self) -> None:
        """Must be called before a fork: a connection must not be shared between processes."""
        if self.db is not None:
            self.db.close()
            self.db = None
