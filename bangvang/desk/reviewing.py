"""A second pair of eyes: who saved and who read what is noted in the log, and who is awaited read from it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bangvang import digests
from bangvang.archive import second_readers
from bangvang.archive.second_readers import FILE, Readers
from bangvang.build import reading
from bangvang.desk import checking
from bangvang.desk.sheet import Sheet

if TYPE_CHECKING:
    from bangvang.desk.desk import Desk


What = Literal["saved", "read", "deleted", "photo"]


def note(site: Path, path: str, digest: str, who: str, what: What, when: dt.datetime) -> None:
    """Adds a line to the log. Raises OSError."""
    entry = {
        "time": f"{when:%Y-%m-%dT%H:%M:%S%z}",
        "file": path,
        "digest": digest,
        "edited_by": who,
        "what": what,
    }
    with (site / FILE).open("ab") as handle:
        handle.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")


def seen(desk: Desk, path: str, digest: str) -> Readers | None:
    """Who has seen a file as it is; None where the archive asks for no second reader."""
    if desk.check_by < 2:
        return None
    return second_readers.of(reading.read_edits(desk.store.site), path, digest, desk.check_by)


def waiting(desk: Desk) -> dict[str, Readers]:
    """What is to be published, was saved at the desk, and too few people have seen since, by path."""
    if desk.check_by < 2:
        return {}
    log = reading.read_edits(desk.store.site)
    raws = {path: desk.store.read(path) for path in {event.file for event in log if event.saved}}
    there = {path: raw for path, raw in raws.items() if raw is not None}
    found = second_readers.waiting(log, {path: digests.of(raw) for path, raw in there.items()}, desk.check_by)
    return {path: readers for path, readers in found.items() if not _is_draft(path, there[path])}


def _is_draft(path: str, raw: bytes) -> bool:
    parsed = checking.parse(path, Sheet(raw))
    return parsed is not None and parsed.article is not None and parsed.article.draft
