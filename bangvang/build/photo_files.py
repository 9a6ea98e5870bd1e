"""Photos beside articles -> the files that pages show, each photo once for each of its contents."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bangvang import digests
from bangvang.build import kept, reading, system, workers
from bangvang.problems import terms
from bangvang.site import photos
from bangvang.site.photos import SUFFIXES, Developed, Fault, Negative, Seen, Stored

_INDEX = "index.json"


@dataclass(frozen=True, slots=True)
class Room:
    """Where the work is done. `store` keeps the prints between builds; `lender`, another store, is only read.
    `look_only`: nothing is written, as for a check. `full`: nothing that is kept is believed."""

    site: Path
    store: Path
    lender: Path | None = None
    look_only: bool = False
    full: bool = False
    jobs: int = 0


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the index remembers of a photo. `prints`: name -> digest of the file; empty when the photo was
    only looked at."""

    seen: Seen
    prints: tuple[tuple[str, str], ...] = ()


def develop(
    room: Room,
    wanted: Mapping[str, str],
    present: Iterable[str],
    progress: Callable[[str, int, int], None] = lambda *_: None,
    hurt: Callable[[str], None] = lambda _: None,
) -> dict[str, Developed]:
    """Path of each wanted photo -> what became of it. `wanted`: path -> digest; `present`: digests of all
    files that lie in content/, whose prints are kept for when they are wanted again. `hurt` is told what was
    kept and is not as it was left."""
    if not wanted and not _files(room.store):
        return {}
    index, files = _known(room, hurt)
    waiting = {
        digest: path
        for path, digest in wanted.items()
        if photos.fault_of_name(path) is None and not _done(index.get(digest), files, room.look_only)
    }
    try:
        _work(room, list(waiting.items()), index, progress)
    finally:  # what was done before an interruption need not be done again
        if not room.look_only:
            _tidy(room.store, index, {*present, *wanted.values()}, changed=bool(waiting))
    out = {}
    for path, digest in wanted.items():
        # The digest of a file that changed while it was read is not in the index.
        one = index.get(digest, _Kept(Fault("photo_changing")))
        prints = {name: Stored(str(files.get(name, room.store / name)), d) for name, d in one.prints}
        out[path] = Developed(photos.check(path, one.seen), prints)
    return out


def _known(room: Room, hurt: Callable[[str], None]) -> tuple[dict[str, _Kept], dict[str, Path]]:
    """What the stores know, and where each print lies. The own store is believed before the lender's."""
    index: dict[str, _Kept] = {}
    files: dict[str, Path] = {}
    if not room.full:
        for store in (room.lender, room.store):
            if store is not None and (known := _load(store, hurt)):
                index |= known
                files |= _files(store)
    return index, files


def _done(known: _Kept | None, files: Mapping[str, Path], look_only: bool) -> bool:
    if known is None:
        return False
    if look_only or isinstance(known.seen, Fault):
        return True
    return bool(known.prints) and all(name in files for name, _ in known.prints)


def _work(
    room: Room,
    waiting: list[tuple[str, str]],
    index: dict[str, _Kept],
    progress: Callable[[str, int, int], None],
) -> None:
    if not waiting:
        return
    if not room.look_only:
        room.store.mkdir(parents=True, exist_ok=True)
    done = 0
    cost = 500 * len(waiting)
    for results in workers.spread(_develop, waiting, jobs=room.jobs, share=room, cost=cost, chunk=1):
        index.update(results)
        done += len(results)
        progress("photos", done, len(waiting))


# ---------------------------------------------------------------- what is kept


def _load(store: Path, hurt: Callable[[str], None]) -> dict[str, _Kept]:
    from bangvang.build import imaging  # deferred here and below: a build without photos need not load it

    raw = kept.read(store / _INDEX)
    if raw is None:
        return {}
    try:
        by, rows = kept.load(raw)
        return {digest: _of(digest, row) for digest, row in rows.items()} if by == imaging.made_by() else {}
    except (TypeError, ValueError, KeyError, AttributeError, ArithmeticError):
        hurt(f"{store.name}/{_INDEX}")
        return {}


def _of(digest: str, row: Any) -> _Kept:
    """What is remembered of a photo, from a row of the index. The names of its prints follow from it: a
    stranger's might lead anywhere."""
    if isinstance(row, str):
        if row not in terms()["vi"]:
            raise ValueError(row)
        return _Kept(Fault(row))
    kind, width, height, transparent, *of_prints = row
    seen = Negative(SUFFIXES[f".{str(kind).lower()}"], int(width), int(height), transparent is True)
    names = [item.name for item in dict.fromkeys(photos.prints(digest, seen))]
    return _Kept(seen, tuple(zip(names, map(str, of_prints), strict=bool(of_prints))))


def _row(one: _Kept) -> object:
    if isinstance(one.seen, Fault):
        return one.seen.term
    seen = one.seen
    return (seen.format, seen.width, seen.height, seen.transparent, *(digest for _, digest in one.prints))


def _files(store: Path) -> dict[str, Path]:
    try:
        return {entry.name: store / entry.name for entry in os.scandir(store)}
    except OSError:
        return {}


def _tidy(store: Path, index: dict[str, _Kept], present: set[str], *, changed: bool) -> None:
    """Keeps the index and forgets photos that are gone."""
    gone = index.keys() - present
    for digest in gone:
        del index[digest]
    used = {name for done in index.values() for name, _ in done.prints} | {_INDEX}
    for name, file in _files(store).items():
        if name not in used:
            system.remove(file, missing_ok=True)
    if changed or gone:
        from bangvang.build import imaging

        store.mkdir(parents=True, exist_ok=True)
        rows = {digest: _row(one) for digest, one in sorted(index.items())}
        system.replace_file(store / _INDEX, kept.dump((imaging.made_by(), rows)))


# ---------------------------------------------------------------- one photo, in a worker


def _develop(chunk: list[tuple[str, str]]) -> list[tuple[str, _Kept]]:
    from bangvang.build import imaging

    room: Room = workers.given()
    results = []
    for digest, path in chunk:
        file = reading.found(room.site / path)
        if file.stat().st_size > photos.MOST_BYTES:
            results.append((digest, _Kept(Fault("photo_heavy"))))
            continue
        raw = file.read_bytes()
        # The key is of the bytes read here: the file may have changed since it was digested.
        key = digests.of(raw)
        if room.look_only:
            results.append((key, _Kept(imaging.look(raw))))
            continue
        seen, prints = imaging.develop(raw, key)
        for item, made in prints:
            (room.store / item.name).write_bytes(made)
        results.append((key, _Kept(seen, tuple((item.name, digests.of(made)) for item, made in prints))))
    return results
