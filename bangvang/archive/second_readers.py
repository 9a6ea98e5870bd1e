"""The log of who saved and who read what at the editing desk, by which a second pair of eyes is asked for.

A plain file beside the ledger, a line of JSON for every save, deletion, photo and reading: `{time, file,
digest, edited_by, what}`, the digest that of the file's bytes. It is written at the desk; whoever builds
reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bangvang.problems import Place, Problem, problem

FILE = "edits.jsonl"


@dataclass(frozen=True, slots=True)
class Event:
    """Somebody saved (or else read) a file as it was then."""

    file: str
    digest: str
    who: str
    saved: bool


@dataclass(frozen=True, slots=True)
class Readers:
    """The people who saved or read a file as it is now. `wanted`: how many the archive asks for."""

    names: tuple[str, ...]
    wanted: int

    @property
    def enough(self) -> bool:
        return len(self.names) >= self.wanted


def read(raw: bytes) -> tuple[Event, ...]:
    """The log, oldest first; lines that say nothing are passed over."""
    found = []
    for line in raw.splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and {"file", "digest", "edited_by"} <= entry.keys():
            file, digest, who = (str(entry[key]) for key in ("file", "digest", "edited_by"))
            found.append(Event(file, digest, who, saved=entry.get("what") == "saved"))
    return tuple(found)


def of(log: Iterable[Event], file: str, digest: str, wanted: int) -> Readers:
    """Who has seen a file with this digest."""
    names = (event.who for event in log if (event.file, event.digest) == (file, digest))
    return Readers(tuple(dict.fromkeys(names)), wanted)


def waiting(log: Iterable[Event], digests: Mapping[str, str], wanted: int) -> dict[str, Readers]:
    """Files that were saved at the desk and that too few people have seen as they are. `digests`: path ->
    digest of each file that counts."""
    names: dict[str, dict[str, None]] = {event.file: {} for event in log if event.saved}
    for event in log:
        if event.file in names and event.digest == digests.get(event.file):
            names[event.file][event.who] = None
    found = {file: Readers(tuple(who), wanted) for file, who in names.items() if file in digests}
    return {file: readers for file, readers in found.items() if not readers.enough}


def check(log: Iterable[Event], digests: Mapping[str, str], wanted: int) -> Iterator[Problem]:
    """What is about to be published though too few people have seen it (K905)."""
    for file, readers in waiting(log, digests, wanted).items():
        yield problem(Place(file), "K905", wanted=wanted, had=len(readers.names))
