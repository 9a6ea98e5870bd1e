"""Who saved and who read what: the log beside the ledger, from which a second pair of eyes is asked for."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bangvang.desk import sheet

if TYPE_CHECKING:
    from bangvang.desk.desk import Desk

FILE = "edits.jsonl"
"""A line of JSON for every save and every reading: `{time, file, digest, edited_by, what}`."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The people who saved or read a file as it is now. `wanted`: how many the archive asks for."""

    names: tuple[str, ...]
    wanted: int

    @property
    def enough(self) -> bool:
        return len(self.names) >= self.wanted


def note(
    site: Path, path: str, digest: str, who: str, what: Literal["saved", "read"], when: dt.datetime
) -> None:
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


def entries(site: Path) -> Iterator[Mapping[str, str]]:
    """The log, oldest first; lines that say nothing are passed over."""
    try:
        raw = (site / FILE).read_bytes()
    except OSError:
        return
    for line in raw.splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and {"file", "digest", "edited_by"} <= entry.keys():
            yield {key: str(value) for key, value in entry.items()}


def seen(desk: Desk, path: str, digest: str) -> Seen | None:
    """Who has seen a file as it is; None where the archive asks for no second reader."""
    if desk.check_by < 2:
        return None
    names = [e["edited_by"] for e in entries(desk.store.site) if e["file"] == path and e["digest"] == digest]
    return Seen(tuple(dict.fromkeys(names)), desk.check_by)


def waiting(desk: Desk) -> dict[str, Seen]:
    """Articles that were saved at the desk and that too few people have seen since, by path."""
    if desk.check_by < 2:
        return {}
    names: dict[tuple[str, str], dict[str, None]] = {}
    last: dict[str, str] = {}
    for entry in entries(desk.store.site):
        names.setdefault((entry["file"], entry["digest"]), {})[entry["edited_by"]] = None
        if entry.get("what") == "saved":
            last[entry["file"]] = entry["digest"]
    found = {}
    for path in last:
        raw = desk.store.read(path)
        if raw is None:
            continue
        now = Seen(tuple(names.get((path, sheet.digest_of(raw)), {})), desk.check_by)
        if not now.enough:
            found[path] = now
    return found
