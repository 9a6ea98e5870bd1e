"""Steps done: all of their files or none; and the tags that are there to be respelt."""

from __future__ import annotations

import contextlib

from bangvang import digests
from bangvang.archive import ledger
from bangvang.archive.archive import Archive
from bangvang.build import reading, system
from bangvang.desk.steps import Change, Step
from bangvang.desk.store import ABSENT, Stale, Store
from bangvang.language import spelling, text


def apply(store: Store, step: Step) -> None:
    """Writes every file of a step, if all are what they were when it was made; puts back what was written
    where one cannot be. Raises Stale, Refused, OSError."""
    for change in step.changes:
        now = store.read(change.path)
        if now != change.before:
            raise Stale(change.path, now)
    if step.ledger is not None and _ledger(store) != step.ledger[0]:
        raise Stale(ledger.FILE, _ledger(store))
    done: list[Change] = []
    try:
        # What is new is there before what is old goes.
        for change in sorted(step.changes, key=lambda change: change.after is None):
            _one(store, change.path, change.before, change.after)
            done.append(change)
        if step.ledger is not None:
            system.replace_file(store.site / ledger.FILE, step.ledger[1])
    except (Stale, OSError):
        for change in reversed(done):
            with contextlib.suppress(Stale, OSError):
                _one(store, change.path, change.after, change.before)
        raise
    for path in step.files:
        store.put_away(path)


def _one(store: Store, path: str, before: bytes | None, after: bytes | None) -> None:
    known = ABSENT if before is None else digests.of(before)
    if after is None:
        store.delete(path, known=known)
    else:
        store.save(path, after, known=known)


def _ledger(store: Store) -> bytes:
    """The ledger as the program would write it, whatever comments it has."""
    kept, found = reading.read_ledger(store.site)
    return b"?" if found else ledger.written(kept).encode()


def rows(archive: Archive) -> list[tuple[str, int, str]]:
    """(tag, number of articles, the much used tag it is much like), the least used first among the like."""
    counts = {slug: len(articles) for slug, articles in archive.tags.items()}
    names = archive.tag_names
    many = [names[slug] for slug, n in counts.items() if n > 1]
    found = []
    for slug, name in names.items():
        near = None
        if counts[slug] == 1 and len(many) <= _MOST_COMPARED:
            near = spelling.nearest(name, [other for other in many if other != name], cutoff=0.85)
        found.append((name, counts[slug], near or ""))
    return sorted(found, key=lambda row: text.collation_key(row[0]))


_MOST_COMPARED = 400


def nearest(archive: Archive | None, name: str) -> str | None:
    """The tag that a name was probably meant for."""
    return spelling.nearest(name, archive.tag_names.values()) if archive is not None else None
