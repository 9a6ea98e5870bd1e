"""What a former build learned, kept in one SQLite file. Keyed by everything, trusted never.

Any fault of the file means a cold start, not an error: one found on opening is mended here, one found later
is raised as CacheLost, upon which the work begins anew.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from bangvang.build import kept, system
from bangvang.build.cached_rows import FILE, CacheLost, address
from bangvang.build.file_digests import Known, known_from
from bangvang.build.marks import Mark

_TABLES = """
create table if not exists records (path text primary key, key text not null, record blob not null);
create table if not exists told (
    path text primary key, key text not null, told text not null, body text not null);
create table if not exists seen (folder text primary key, files blob not null);
create table if not exists bodies (digest text primary key, html blob not null);
create table if not exists outputs (
    target text not null, url text not null, key text not null, size integer not null,
    mtime integer not null, primary key (target, url));
create table if not exists closures (one integer primary key, key text not null, named blob not null);
create table if not exists left_there (target text primary key, digest text not null);
create table if not exists untouched (target text primary key, seen blob not null);
create table if not exists runs (target text primary key, key text not null, report blob not null);
create table if not exists plans (target text primary key, key text not null, plan blob not null);
create table if not exists ledger (one integer primary key, urls blob not null);
create table if not exists surroundings (
    url text not null, key text not null, row blob not null, primary key (url, key));
"""


class NotKept(Exception):  # noqa: N818 - reads as what happened
    """Nothing is hurt, but something was never kept, or the site that stands is not the one that was left."""


class Row(NamedTuple):
    """What is kept of a file that was parsed: the program and the bytes it was parsed by and from, the record
    and what it tells (a digest of all but the body); the body's digest and the body, empty for none."""

    path: str
    key: str
    record: bytes
    told: str
    body: str
    html: bytes


class Told(NamedTuple):
    """A row without what is long."""

    key: str
    told: str
    body: str


class Output(NamedTuple):
    """One file of the published site: what it was made from (a page's fingerprint, the digest of a file put
    out as it is), and its size and time as it was left, by which a foreign hand is noticed."""

    key: str
    size: int
    mtime: int


class Untouched(NamedTuple):
    """By what a build knows that nobody touched anything: the marks of all it reads (`state`), and what is
    asked of it; `timezone`: the one that its day is of."""

    state: str
    drafts: bool
    strict: bool
    day: str
    timezone: str


class Cache:
    """The cache of one site. `path` may be opened again by other processes for reading. `hurt`: what was
    found not to be as it was left, by its name below .cache/; it is made again."""

    def __init__(self, path: Path, hurt: set[str] | None = None) -> None:
        self.path = path
        self.hurt: set[str] = hurt if hurt is not None else set()
        self._seen: dict[str, bytes] = {}
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() and not path.stat().st_size:  # to SQLite that is a file without tables
            self.hurt.add(FILE)
        try:
            self._open()
        except sqlite3.DatabaseError:
            self.hurt.add(FILE)
            self.forget()

    def _open(self) -> None:
        self.db = sqlite3.connect(self.path, timeout=60)
        # A lost cache costs time only, so it need not wait for the disk.
        self.db.execute("pragma synchronous=off")
        self.db.execute("pragma trusted_schema=off")  # of a file that somebody else may have made
        self.db.execute("pragma page_size=32768")  # of a new file: bodies are long, and every row is read
        self.db.executescript(_TABLES)

    def forget(self) -> None:
        """Starts cold."""
        self._seen = {}
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
        if not kept.is_own(other):
            return
        try:
            source = sqlite3.connect(address(other), uri=True, timeout=60)
            with contextlib.closing(source):
                source.backup(self.db)
            self.db.executescript(_TABLES)
        except sqlite3.DatabaseError:
            self.hurt.add(FILE)
            self.forget()

    def close(self) -> None:
        self.db.close()

    # -------------------------------------------------------- files as they lie on disk

    def seen(self) -> Known:
        """What files were known by when their digests were taken; nothing of a folder whose record is
        hurt."""
        with _trouble():
            rows = self.db.execute("select folder, files from seen").fetchall()
        self._seen = dict(rows)
        found: Known = {}
        for folder, raw in rows:
            try:
                found |= known_from(raw, f"{folder}/")
            except (ValueError, TypeError):
                self.hurt.add(FILE)
        return found

    def store_seen(self, known: Known) -> None:
        """Replaces what files are known by; a folder that is as it was is not written."""
        folders: dict[str, dict[str, tuple[Mark, str]]] = {}
        for path, row in sorted(known.items()):
            folder, _, name = path.rpartition("/")
            folders.setdefault(folder, {})[name] = row
        rows = {folder: kept.dump(files) for folder, files in folders.items()}
        with _trouble(), self.db:
            gone = [(folder,) for folder in self._seen if folder not in rows]
            self.db.executemany("delete from seen where folder = ?", gone)
            changed = [(folder, raw) for folder, raw in rows.items() if self._seen.get(folder) != raw]
            self.db.executemany("insert or replace into seen values (?, ?)", changed)

    # -------------------------------------------------------- parsed files

    def told(self) -> dict[str, Told]:
        """Every file once parsed, by its path."""
        with _trouble():
            rows = self.db.execute("select path, key, told, body from told").fetchall()
        return {path: Told(*row) for path, *row in rows}

    def records(self) -> Iterator[tuple[str, str, bytes]]:
        """Path, key and record of every file once parsed, one after the other: all at once take more memory
        than what is made of them."""
        with _trouble():
            yield from self.db.execute("select path, key, record from records")

    def store_records(self, rows: Iterable[Row]) -> None:
        with _trouble(), self.db:
            for row in rows:
                self.db.execute("insert or replace into records values (?, ?, ?)", row[:3])
                told = (row.path, row.key, row.told, row.body)
                self.db.execute("insert or replace into told values (?, ?, ?, ?)", told)
                if row.body:
                    self.db.execute("insert or ignore into bodies values (?, ?)", (row.body, row.html))

    def store_body(self, digest: str, html: bytes) -> None:
        with _trouble(), self.db:
            self.db.execute("insert or ignore into bodies values (?, ?)", (digest, html))

    def keep_only(self, paths: set[str], digests: set[str]) -> None:
        """Forgets files that are gone and bodies that nothing uses."""
        with _trouble(), self.db:
            gone = [(p,) for (p,) in self.db.execute("select path from records") if p not in paths]
            self.db.executemany("delete from records where path = ?", gone)
            self.db.executemany("delete from told where path = ?", gone)
            unused = [(d,) for (d,) in self.db.execute("select digest from bodies") if d not in digests]
            self.db.executemany("delete from bodies where digest = ?", unused)

    def has_bodies(self) -> set[str]:
        with _trouble():
            return {digest for (digest,) in self.db.execute("select digest from bodies")}

    def closures(self, key: str) -> Mapping[str, Iterable[str | None]] | None:
        """Which templates each template names, of those that were last found sound, if it was under this
        key. Code is not kept: who brings an archive would bring it, too."""
        with _trouble():
            row = self.db.execute("select named from closures where key = ?", (key,)).fetchone()
        if row is None:
            return None
        named = kept.load(row[0])
        if not isinstance(named, dict) or not all(isinstance(names, list) for names in named.values()):
            self.hurt.add(FILE)
            return None
        return named

    def store_closures(self, key: str, named: Mapping[str, Iterable[str | None]]) -> None:
        with _trouble(), self.db:
            self.db.execute("insert or replace into closures values (1, ?, ?)", (key, kept.dump(dict(named))))

    # -------------------------------------------------------- published files

    def outputs(self, target: str, only: Iterable[str] | None = None) -> dict[str, Output]:
        """What was left under a target folder, by its address; `only`: at these addresses."""
        columns = "select url, key, size, mtime from outputs where target = ?"
        with _trouble(), self.db:
            if only is None:
                rows: Iterable[Any] = self.db.execute(columns, (target,))
            else:
                self.db.execute("begin")  # else the file is locked, and looked at, for each row
                asked = (self.db.execute(f"{columns} and url = ?", (target, url)).fetchone() for url in only)
                rows = filter(None, asked)
            return {url: Output(key, size, mtime) for url, key, size, mtime in rows}

    def store_outputs(
        self, target: str, former: Mapping[str, Output], outputs: Mapping[str, Output], left: str
    ) -> None:
        """Replaces what is listed as standing under a target folder; only rows that differ are written.
        `former`: the list as it was read, or the part of it that `outputs` replaces; `left`: a digest of all
        that stands."""
        with _trouble(), self.db:
            gone = [(target, url) for url in former if url not in outputs]
            self.db.executemany("delete from outputs where target = ? and url = ?", gone)
            changed = [
                (target, url, o.key, o.size, o.mtime) for url, o in outputs.items() if former.get(url) != o
            ]
            self.db.executemany("insert or replace into outputs values (?, ?, ?, ?, ?)", changed)
            self.db.execute("insert or replace into left_there values (?, ?)", (target, left))

    def left(self, target: str) -> str | None:
        """The digest of what the last finished build left under a target."""
        with _trouble():
            row = self.db.execute("select digest from left_there where target = ?", (target,)).fetchone()
        return row[0] if row is not None else None

    def untouched(self, target: str) -> Untouched | None:
        """What was seen when nothing had changed since the last finished build into a target."""
        with _trouble():
            row = self.db.execute("select seen from untouched where target = ?", (target,)).fetchone()
        try:
            return Untouched(*kept.load(row[0])) if row is not None else None
        except TypeError:
            self.hurt.add(FILE)
            return None

    def store_untouched(self, target: str, seen: Untouched) -> None:
        with _trouble(), self.db:
            self.db.execute("insert or replace into untouched values (?, ?)", (target, kept.dump(seen)))

    def last_run(self, target: str) -> tuple[str, bytes] | None:
        """The key of all inputs of the last finished build into a target, and what it reported."""
        with _trouble():
            row = self.db.execute("select key, report from runs where target = ?", (target,)).fetchone()
        if row is None:
            return None
        report = kept.unseal(row[1])
        if report is None:
            self.hurt.add(FILE)
        return (row[0], report) if report is not None else None

    def store_run(self, target: str, key: str, report: bytes) -> None:
        with _trouble(), self.db:
            self.db.execute("insert or replace into runs values (?, ?, ?)", (target, key, kept.seal(report)))

    def last_plan(self, target: str) -> tuple[str, bytes] | None:
        """The key of what the last finished build into a target was planned from, and what is kept of it."""
        with _trouble():
            row = self.db.execute("select key, plan from plans where target = ?", (target,)).fetchone()
        return tuple(row) if row is not None else None

    def store_plan(self, target: str, key: str, plan: bytes) -> None:
        with _trouble(), self.db:
            self.db.execute("insert or replace into plans values (?, ?, ?)", (target, key, plan))

    def ledger(self) -> frozenset[str]:
        """The addresses that the last build into the site's own output/ left in the ledger."""
        with _trouble():
            row = self.db.execute("select urls from ledger").fetchone()
        urls = kept.load(row[0]) if row is not None else []
        if not isinstance(urls, list):
            self.hurt.add(FILE)
            return frozenset()
        return frozenset(map(str, urls))

    def store_ledger(self, urls: Iterable[str]) -> None:
        with _trouble(), self.db:
            self.db.execute("insert or replace into ledger values (1, ?)", (kept.dump(sorted(urls)),))

    def forget_run(self, target: str) -> None:
        """Nor is its plan known any more."""
        with _trouble(), self.db:
            self.db.execute("delete from untouched where target = ?", (target,))
            self.db.execute("delete from runs where target = ?", (target,))
            self.db.execute("delete from plans where target = ?", (target,))

    def surroundings(self, target: str, url: str) -> bytes | None:
        """What is kept of a page that stands at an address below a target; None where it was made of
        anything else."""
        columns = (
            "select row from surroundings join outputs using (url, key) where outputs.target = ? and url = ?"
        )
        with _trouble():
            row = self.db.execute(columns, (target, url)).fetchone()
        return row[0] if row is not None else None

    def store_surroundings(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Rows of (address, fingerprint, what is kept); those of pages that stand nowhere any more go."""
        with _trouble(), self.db:
            self.db.executemany("insert or replace into surroundings values (?, ?, ?)", rows)
            # "not in" would look through all outputs for each row that is not there.
            self.db.execute(
                "delete from surroundings where (url, key) in"
                " (select url, key from surroundings except select url, key from outputs)"
            )


@contextlib.contextmanager
def _trouble() -> Iterator[None]:
    try:
        yield
    except (sqlite3.DatabaseError, ValueError, TypeError) as error:
        raise CacheLost(str(error)) from error
