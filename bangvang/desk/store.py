"""The files of a site as the desk reads and writes them: nothing outside content/, nothing over what changed.

A save names the state that it was made from. Where the file is in another one by now, nothing is written; and
the state that a save takes the place of is kept, so that any of today's can be had back.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from bangvang import digests
from bangvang.build import reading, system
from bangvang.desk import swapping
from bangvang.desk.sheet import Sheet
from bangvang.language import text

ABSENT = ""
"""The digest of a file that is not there."""
_KEPT_DAYS = 7
_NOWHERE = re.compile(r'[*?"<>|]')
"""What no name of Windows may bear (Microsoft, "Naming Files, Paths, and Namespaces")."""
_ASIDE = re.compile(r"\.(.+\.md)(?:\.([0-9a-f]+))?\.soan")
"""The name of a form put aside: of the article, and of the window it stood in."""
_PATH = re.compile(r"content/(?:[^/\\\0]+/)*[^/\\\0]+")


class Refused(Exception):  # noqa: N818 - an answer, not a bug
    """A path that the desk does not touch. The text is a key of the desk's texts."""


class Stale(Exception):  # noqa: N818 - an answer, not a bug
    """The file is no longer what the change was made from; nothing was written. `now`: what it is."""

    def __init__(self, path: str, now: bytes | None) -> None:
        super().__init__(path)
        self.path = path
        self.now = now


@dataclass(frozen=True, slots=True)
class Version:
    """A former state of a file. `when`: when it was put away."""

    digest: str
    when: dt.datetime
    size: int


@dataclass(frozen=True, slots=True)
class Aside:
    """A form that is not saved: its fields, the state of the file that it was made from (`digest`), when and
    from which window it was put aside; `state`: tells whether it is still the same."""

    form: list[tuple[str, str]]
    digest: str
    when: dt.datetime
    mark: str
    state: str


@dataclass(frozen=True, slots=True)
class Store:
    """The content of one site."""

    site: Path

    # ------------------------------------------------------------ paths

    def file(self, path: str) -> Path:
        """The file behind a path of the archive, there or not. Raises Refused for any path that would leave
        content/, is hidden, or passes through a link."""
        plain = PurePosixPath(path)
        parts = plain.parts
        hidden = any(part.startswith(".") or part.endswith("~") or part != part.strip() for part in parts)
        if _PATH.fullmatch(path) is None or hidden or str(plain) != path or not path.isprintable():
            raise Refused("refused_path")
        if len(path.encode()) > 400 or any(len(part.encode()) > 250 or ":" in part for part in parts):
            raise Refused("refused_path")
        try:
            file = reading.found(self.site / path)
        except (OSError, ValueError):
            file = self.site / path
        top = (self.site / "content").resolve()
        if file.is_symlink() or not _real(file).is_relative_to(top):
            raise Refused("refused_path")
        return file

    def article(self, path: str) -> Path:
        """As `file`, of an article or a plain page. Raises Refused."""
        if not path.endswith(".md"):
            raise Refused("refused_path")
        return self.file(path)

    # ------------------------------------------------------------ reading and writing

    def read(self, path: str) -> bytes | None:
        """The bytes of an article; None where there is none. Raises Refused, OSError."""
        file = self.article(path)
        try:
            if not file.is_file() or file.stat().st_size > reading.MAX_SOURCE:
                return None
            return file.read_bytes()
        except FileNotFoundError:
            return None

    def open(self, path: str) -> Sheet | None:
        """An article as a sheet; None where there is none."""
        raw = self.read(path)
        return None if raw is None else Sheet(raw)

    def save(self, path: str, raw: bytes, *, known: str) -> str:
        """Writes an article whole or not at all, if it still is what `known` says (ABSENT: not there). Gives
        the new digest. Raises Stale, Refused, OSError."""
        file = self.article(path)
        now = self.read(path)
        if (digests.of(now) if now is not None else ABSENT) != known:
            raise Stale(path, now)
        if now is None and (text.device(path) is not None or _NOWHERE.search(path) is not None):
            raise Refused("refused_path")
        if now == raw:
            return known
        if len(raw) > reading.MAX_SOURCE:  # it could not be opened again
            raise Refused("refused_size")
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_name(f".{file.name}.{secrets.token_hex(4)}.moi")
        try:
            self._write(new, raw, like=file)
            if now is None:
                swapping.add(new, file)
            else:
                self._keep(path, now)
                swapping.put(new, file, now, partial(self._keep, path))
        except swapping.Changed:
            raise Stale(path, self.read(path)) from None
        finally:
            system.remove(new, missing_ok=True)
        return digests.of(raw)

    @staticmethod
    def _write(new: Path, raw: bytes, *, like: Path) -> None:
        with new.open("xb") as handle:
            handle.write(raw)
            handle.flush()
            os.fsync(handle.fileno())
        with contextlib.suppress(OSError):
            shutil.copymode(like, new)

    def delete(self, path: str, *, known: str) -> None:
        """Takes an article away; its last state is kept. Raises Stale, Refused, OSError."""
        now = self.read(path)
        if now is None or digests.of(now) != known:
            raise Stale(path, now)
        self._keep(path, now)
        try:
            held = swapping.taken(self.article(path), now, partial(self._keep, path))
        except swapping.Changed:
            raise Stale(path, self.read(path)) from None
        system.remove(held)

    # ------------------------------------------------------------ former states

    @property
    def room(self) -> Path:
        """Where what is not content is kept."""
        return self.site / ".cache" / "soan"

    def _shelf(self, path: str) -> Path:
        return self.room / "ban-cu" / digests.of(path.encode())

    def _keep(self, path: str, raw: bytes) -> None:
        shelf = self._shelf(path)
        shelf.mkdir(parents=True, exist_ok=True)
        name = f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S%f}-{digests.of(raw)}"
        (shelf / name).write_bytes(raw)
        limit = f"{dt.datetime.now(dt.UTC) - dt.timedelta(days=_KEPT_DAYS):%Y%m%d}"
        for old in shelf.iterdir():
            if old.name[:8] < limit:
                system.remove(old, missing_ok=True)

    def put_away(self, path: str) -> None:
        """Takes a photo away; it is kept as former states are. Raises Refused, OSError."""
        file = self.file(path)
        with contextlib.suppress(FileNotFoundError):
            self._keep(path, file.read_bytes())
            system.remove(file)

    def bring_back(self, path: str) -> None:
        """Puts a photo that was taken away back to where none is. Raises Refused, OSError."""
        file, kept = self.file(path), _files(self._shelf(path))
        if kept and not file.exists():
            self.add(path, kept[0].read_bytes())

    def add(self, path: str, raw: bytes) -> bool:
        """Writes a photo whole or not at all; False where a file has its name. Raises Refused, OSError."""
        file = self.file(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_name(f".{secrets.token_hex(6)}.moi")
        try:
            new.write_bytes(raw)
            system.place(new, file)
        except FileExistsError:
            return False
        finally:
            system.remove(new, missing_ok=True)
        return True

    def remember(self, path: str, raw: bytes) -> None:
        """Keeps the state that a form is opened with: two that were made from it can be joined."""
        digest = digests.of(raw)
        if not any(file.name.endswith(digest) for file in _files(self._shelf(path))):
            with contextlib.suppress(OSError):
                self._keep(path, raw)

    def versions(self, path: str) -> tuple[Version, ...]:
        """The former states of a file, the latest first; the same state once."""
        self.article(path)
        seen: dict[str, Version] = {}
        for file in _files(self._shelf(path)):
            stamp, _, digest = file.name.partition("-")
            with contextlib.suppress(ValueError):
                when = dt.datetime.strptime(stamp, "%Y%m%dT%H%M%S%f").replace(tzinfo=dt.UTC)
                seen.setdefault(digest, Version(digest, when, file.stat().st_size))
        return tuple(seen.values())

    def version(self, path: str, digest: str) -> bytes | None:
        """The bytes of a former state."""
        self.article(path)
        for file in _files(self._shelf(path)):
            if file.name.endswith(f"-{digest}") and digest:
                return file.read_bytes()
        return None

    # ------------------------------------------------------------ what is half written

    def _beside(self, path: str, mark: str) -> Path:
        file = self.article(path)
        return file.with_name(f".{file.name}.{mark}.soan" if mark else f".{file.name}.soan")

    def put_aside(self, path: str, form: list[tuple[str, str]], known: str, *, mark: str = "") -> None:
        """Keeps a form that is not saved yet beside its file, never in it. `mark`: of the window it is in;
        what another window has put aside stays. Raises Refused, OSError."""
        file = self._beside(path, mark)
        file.parent.mkdir(parents=True, exist_ok=True)
        kept = json.dumps({"digest": known, "form": form}, ensure_ascii=False).encode()
        new = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        try:
            new.write_bytes(kept)
            system.replace(new, file)
        finally:
            system.remove(new, missing_ok=True)

    def kept(self, path: str) -> tuple[Aside, ...]:
        """The forms of an article that were put aside, the latest first."""
        file = self.article(path)
        names = [_ASIDE.fullmatch(each.name) for each in file.parent.glob(".*.soan")]
        marks = [named[2] or "" for named in names if named is not None and named[1] == file.name]
        found = [each for mark in marks if (each := self.aside(path, mark)) is not None]
        return tuple(sorted(found, key=lambda each: (each.when, each.mark), reverse=True))

    def aside(self, path: str, mark: str | None = None) -> Aside | None:
        """The form that was put aside from a window, or the latest one; None where there is none."""
        if mark is None:
            return next(iter(self.kept(path)), None)
        file = self._beside(path, mark)
        try:
            raw = file.read_bytes()
            kept = json.loads(raw)
            form = [(str(name), str(value)) for name, value in kept["form"]]
            when = dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC)
            return Aside(form, str(kept["digest"]), when, mark, digests.of(raw))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def forget(self, path: str, mark: str = "", *, known: str | None = None) -> None:
        """The form put aside from a window is no longer needed; with `known` only if it still is that one."""
        kept = self.aside(path, mark) if known else None
        if known is None or (kept is not None and kept.state == known):
            system.remove(self._beside(path, mark), missing_ok=True)

    def follow(self, former: str, path: str) -> None:
        """What is half written of an article that is renamed goes along, with the state it was made from."""
        for each in self.kept(former):
            with contextlib.suppress(OSError):
                if (base := self.version(former, each.digest)) is not None:
                    self.remember(path, base)
                system.replace(self._beside(former, each.mark), self._beside(path, each.mark))

    def asides(self) -> Iterator[str]:
        """Paths of the articles with a form put aside."""
        top = self.site / "content"
        names = [(file.parent, _ASIDE.fullmatch(file.name)) for file in top.rglob(".*.soan")]
        found = {(folder / named[1]).relative_to(self.site).as_posix() for folder, named in names if named}
        yield from sorted(found)


def _real(file: Path) -> Path:
    """Where a path really leads, as far as it is there."""
    try:
        return file.resolve()
    except (OSError, RuntimeError):
        return Path("/")


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir(), reverse=True)
    except OSError:
        return []
