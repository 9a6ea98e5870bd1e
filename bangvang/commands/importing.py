"""`import`: press texts read into drafts, with a table of what was read, from where, and what is doubtful."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bangvang import press
from bangvang.archive.archive import Archive
from bangvang.archive.model import KINDS, Count
from bangvang.build import pipeline
from bangvang.build.cached_rows import CacheLost
from bangvang.build.pipeline import Options
from bangvang.commands import given
from bangvang.commands.console import DONE, FAILED, USAGE, Console
from bangvang.desk import nodes
from bangvang.desk.sheet import Sheet
from bangvang.language import text
from bangvang.press import Known, Reading, Unreadable
from bangvang.press.reading import explained
from bangvang.problems import ProblemsFound
from bangvang.sources import config

PASTED = "-"
LARGEST_PICTURE = 40_000_000
"""Bytes; only to count what a Word file holds."""


def import_texts(arguments: argparse.Namespace, console: Console) -> int:
    """Reads each text and writes a draft of it; a text that cannot be read is told, the others go on."""
    site: Path = arguments.site
    if not arguments.dry_run and not (site / config.FILE).is_file():
        console.complain("not_a_site", site=site)
        return FAILED
    try:
        date = given.date(console, text.clean(arguments.date).strip()) if arguments.date is not None else None
        named = given.provinces(console, text.clean(",".join(arguments.province or ())))
    except ValueError as wrong:
        console.complain("plain", text=wrong)
        return USAGE
    known = press.known_of(_archive(site, console), date, tuple(place.name for place in named))
    importer = _Importer(site, console, known, writes=not arguments.dry_run, as_json=arguments.json)
    results = importer.all(list(dict.fromkeys(arguments.file)))
    if arguments.json:
        shown = [result.data for result in results]
        print(json.dumps(shown if len(shown) > 1 else shown[0], ensure_ascii=False, indent=1))
    return DONE if all(result.done for result in results) else FAILED


def _archive(site: Path, console: Console) -> Archive | None:
    """The archive, for its tags and events. A text can be read without it, which is told."""
    if not (site / config.FILE).is_file():
        return None
    try:
        return pipeline.survey(Options(site=site.resolve(), output=None), console.progress).planned.archive
    except (ProblemsFound, CacheLost, OSError):
        console.complain("import_alone")
        return None


@dataclass(frozen=True, slots=True)
class _Result:
    done: bool
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Text:
    reading: Reading
    has_pictures: bool


@dataclass(frozen=True, slots=True)
class _Wanted:
    """By what the article of a text is known. `line`: the longest of its body, which most files have not."""

    mark: str
    line: bytes
    words: list[str]

    @classmethod
    def of(cls, reading: Reading) -> _Wanted:
        line = max(reading.body.replace("\\", "\n").split("\n"), key=len, default="").strip()
        return cls(press.fingerprint(reading), line.encode(), text.words(reading.body))

    def became(self, raw: bytes) -> bool:
        """Whether a file is the draft of this text, or an article with the same words."""
        if f"{press.MARK}{self.mark}".encode() in raw:
            return True
        return bool(self.line) and self.line in raw and _body_words(raw) == self.words


def _body_words(raw: bytes) -> list[str] | None:
    try:
        return text.words(Sheet(raw).body)
    except nodes.Unreadable:
        return None


@dataclass(frozen=True)
class _Importer:
    site: Path
    console: Console
    known: Known
    writes: bool
    as_json: bool

    def all(self, names: list[str]) -> list[_Result]:
        """Reads every text, says what was read, and writes a draft of each that is not there already. The
        archive is looked through once for all of them."""
        texts = [self._read(name) for name in names]
        readings = [each.reading for each in texts if not isinstance(each, str)]
        former = self._former(readings) if self.writes else {}
        return [
            self._refused(name, each) if isinstance(each, str) else self._taken_up(name, each, former)
            for name, each in zip(names, texts, strict=True)
        ]

    def _read(self, name: str) -> _Text | str:
        """A text, or why there is none."""
        try:
            raw = sys.stdin.buffer.read() if name == PASTED else Path(name).read_bytes()
            reading = press.read(raw, name, known=self.known)
        except Unreadable as error:
            return self.console.say(f"import_{error.reason}")
        except OSError as error:
            return self._why(error)
        return _Text(reading, any(True for _ in press.pictures(raw, LARGEST_PICTURE)))

    def _taken_up(self, name: str, read: _Text, former: dict[str, str]) -> _Result:
        self._tell(name, read.reading)
        if read.has_pictures:
            self.console.complain("import_pictures")
        data = read.reading.as_data(self.console.language)
        return self._written(name, read.reading, data, former) if self.writes else _Result(True, data)

    def _why(self, error: OSError) -> str:
        if isinstance(error, FileNotFoundError):
            return self.console.say("import_no_file")
        if isinstance(error, IsADirectoryError):
            return self.console.say("import_folder")
        return error.strerror or str(error)

    def _refused(self, name: str, why: str) -> _Result:
        self.console.complain("import_unread", file=name, why=why)
        return _Result(False, {"file": name, "error": why})

    # ------------------------------------------------------------ writing

    def _written(self, name: str, reading: Reading, data: dict[str, Any], former: dict[str, str]) -> _Result:
        """Writes a draft unless `former` has the text; it has it from then on."""
        mark = press.fingerprint(reading)
        if mark in former:
            self._say("import_known", file=name, path=former[mark])
            return _Result(True, {**data, "path": former[mark]})
        draft = press.draft(reading, today=dt.date.today())  # the editor's own day
        try:
            path = self._write(draft.path, draft.text)
        except OSError as error:
            self.console.complain("cannot_write", path=draft.path, detail=error.strerror or error)
            return _Result(False, {**data, "path": None})
        former[mark] = path
        self._say("draft_written", path=path)
        return _Result(True, {**data, "path": path})

    def _write(self, path: str, draft: str) -> str:
        """Writes the draft under the first name that no article has; gives its path. Raises OSError."""
        folder, _, name = path.rpartition("/")
        stem = text.unused(name.removesuffix(".md"), self.taken)
        file = self.site / folder / f"{stem}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as handle:
            handle.write(draft)
        self.taken.add(stem)
        return f"{folder}/{file.name}"

    @cached_property
    def taken(self) -> set[str]:
        """Names of files below content/: an article's is its address, unique in the archive."""
        return {file.stem for file in (self.site / "content").rglob("*.md")}

    def _former(self, readings: list[Reading]) -> dict[str, str]:
        """Fingerprint -> the article that this very text became before: by its mark, or word for word."""
        wanted = {each.mark: each for each in map(_Wanted.of, readings)}
        found: dict[str, str] = {}
        for file in sorted((self.site / "content").rglob("*.md")) if wanted else ():
            raw = file.read_bytes()
            for mark in [mark for mark, each in wanted.items() if each.became(raw)]:
                found[mark] = file.relative_to(self.site).as_posix()
                del wanted[mark]
            if not wanted:
                break
        return found

    # ------------------------------------------------------------ telling

    def _say(self, key: str, **values: object) -> None:
        """On the way of results; beside them where those are JSON."""
        (self.console.complain if self.as_json else self.console.print)(key, **values)

    def _tell(self, name: str, reading: Reading) -> None:
        if self.as_json:
            return
        say = self.console.say
        self.console.print("import_read", file=name if name != PASTED else say("import_pasted"))
        rows = list(_rows(reading, self.console))
        width = max(len(label) for label, _, _ in rows)
        for label, value, path in rows:
            print(f"  {label:{width}}  {value}{self._proof(reading, path)}")
        if not reading.doubts:
            return
        print(say("import_doubts", number=len(reading.doubts)))
        for doubt in reading.doubts:
            line = say("import_line", line=doubt.line) + " " if doubt.line else ""
            quoted = f": “{doubt.words}”" if doubt.words else ""
            print(f"  ? {line}{explained(doubt, self.console.language)}{quoted}")

    def _proof(self, reading: Reading, path: str) -> str:
        found = reading.evidence.get(path)
        if found is None or not found.line:
            return ""
        return (
            "   ← "
            + self.console.say("import_line", line=found.line)
            + (
                f" “{text.excerpt(found.words, 60)}”"
                if path.startswith(("date", "awards", "province", "total"))
                else ""
            )
        )


def _rows(reading: Reading, console: Console) -> Iterator[tuple[str, str, str]]:
    """Label, value, path of the evidence."""
    say = console.say
    unknown = say("import_nothing")
    national = say("import_national") if reading.scope == "national" else unknown
    where = ", ".join(reading.provinces) or reading.region or national
    origin = reading.source.name if reading.source is not None else unknown
    yield say("import_title"), reading.title or unknown, "title"
    yield say("import_day"), reading.date.iso if reading.date is not None else unknown, "date"
    yield say("import_where"), where, "province"
    for n, award in enumerate(reading.awards):
        counts = _numbers(award.count, console)
        names = say("import_names", number=len(award.names)) if award.names else ""
        parts = (award.grantor or unknown, award.form, counts or say("import_no_number"), names)
        yield say("import_award", number=n + 1), " · ".join(filter(None, parts)), f"awards[{n}]"
    if not reading.awards:
        yield say("import_awards"), unknown, "awards"
    if reading.total is not None:
        yield say("import_total"), _numbers(reading.total, console), "total"
    for n, name in enumerate(reading.organisations):
        yield say("import_organisation"), name, f"organisations[{n}]"
    for n, (name, title) in enumerate(reading.people):
        yield say("import_person"), ", ".join(filter(None, (name, title))), f"people[{n}]"
    if reading.programme is not None:
        yield say("import_programme"), " · ".join(filter(None, reading.programme)), "programme"
    yield say("import_source"), origin, "source"
    yield say("import_byline"), reading.byline or unknown, "byline"
    if reading.photos:
        yield say("import_photos"), str(len(reading.photos)), "photos"
    if reading.tags:
        yield say("import_tags"), ", ".join(reading.tags), "tags"


def _numbers(count: Count, console: Console) -> str:
    """What is stated of a count; empty where nothing is."""
    stated = ((kind, getattr(count, kind)) for kind in KINDS)
    told = (console.say(f"import_{kind}", number=number) for kind, number in stated if number is not None)
    return console.say("import_joined").join(told)
