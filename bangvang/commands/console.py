"""Talking to whoever runs a command: in which language, with which words, what a report looks like."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from bangvang import problems
from bangvang.commands.progress import Line
from bangvang.problems import Language, Place, Problem

if TYPE_CHECKING:  # a command that builds nothing does not wait for what building needs
    from bangvang.build.pipeline import Report

DONE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


@dataclass(frozen=True, slots=True)
class Console:
    """Where a command speaks. `say("key", …)` gives a text of `texts/<language>.yaml`."""

    language: Language

    def say(self, key: str, **values: object) -> str:
        """A text with its blanks filled in. Raises KeyError."""
        return str(_texts(self.language)[key]).format_map(values)

    def print(self, key: str, **values: object) -> None:
        """To whoever reads the command's results."""
        print(self.say(key, **values), flush=True)

    def complain(self, key: str, **values: object) -> None:
        """To whoever sits at the terminal."""
        print(self.say(key, **values), file=sys.stderr, flush=True)

    def progress(self, stage: str, done: int, whole: int) -> None:
        """A line that tells how far the work has come, on a terminal only."""
        if sys.stderr.isatty():
            _line(self.language).show(stage, done, whole)

    def listing(self, found: Sequence[Problem], site: Path) -> str:
        """The problems as an editor reads them; on a terminal with the offending lines and in colour."""
        on_terminal = sys.stdout.isatty()
        lines = _offending_lines(site, found) if on_terminal else None
        return problems.show(found, self.language, lines=lines, colour=on_terminal)

    def seconds(self, value: float, digits: int = 1) -> str:
        """A duration as it is written in the language."""
        shown = f"{value:.{digits}f}"
        return shown.replace(".", ",") if self.language == "vi" else shown


@cache
def _line(language: Language) -> Line:
    return Line(sys.stderr, Console(language).say)


@cache
def _texts(language: Language) -> Mapping[str, Any]:
    source = (Path(__file__).parent / "texts" / f"{language}.yaml").read_text(encoding="utf-8")
    source = problems.named(source)
    texts: Mapping[str, Any] = yaml.load(source, Loader=yaml.CBaseLoader)  # noqa: S506 - our own file; all is text
    return texts


def language_of(typed: Language | None, site: Path) -> Language:
    """The language asked for, else that of the site's config.yaml, else Vietnamese.

    A faulty config.yaml must not hide the help, so one line is looked for and the rest is left alone."""
    if typed is not None:
        return typed
    try:
        settings = (site / "config.yaml").read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return "vi"
    return "en" if re.search(r"(?m)^language:\s*[\"']?en\b", settings) else "vi"


def speak(language: Language) -> None:
    """Makes argparse speak a language. Its texts all pass through two functions of its module that are meant
    for gettext; a catalogue of the system's kind would need the user's environment to be changed."""
    texts: Mapping[str, str] = _texts(language)["argparse"] or {}

    def translated(text: str) -> str:
        return texts.get(text, text)

    def translated_number(one: str, many: str, n: int) -> str:
        return translated(one if n == 1 else many)

    vars(argparse).update(_=translated, ngettext=translated_number)


# ---------------------------------------------------------------- reports


def tell(console: Console, report: Report, site: Path, *, closing: str, as_json: bool) -> int:
    """Prints what a build or check found and gives the exit status. `closing`: the key of the last line."""
    if report.mended:
        console.complain("mended", files=", ".join(f".cache/{name}" for name in report.mended[:5]))
    if as_json:
        print(json.dumps(as_data(report, console.language), ensure_ascii=False, indent=1))
        return DONE if report.ok else FAILED
    print(console.listing(report.problems, site), end="")
    if closing == "checked" and report.drafts:
        print(_drafts(console, report.drafts))
    console.print(
        closing if report.ok else "failed",
        articles=report.articles,
        written=report.written,
        unchanged=report.unchanged,
        removed=report.removed,
        errors=report.errors,
        warnings=report.warnings,
        seconds=console.seconds(report.seconds),
        open=_open(console, report),
        unaddressed=_unaddressed(console, report),
    )
    return DONE if report.ok else FAILED


_NAMED = 5


def _drafts(console: Console, drafts: Sequence[str]) -> str:
    """The drafts by name: all of them, or the first few and how many more."""
    names, more = ", ".join(drafts[:_NAMED]), len(drafts) - _NAMED
    return console.say("drafts_named" if more <= 0 else "drafts_named_in_part", names=names, more=more)


def _open(console: Console, report: Report) -> str:
    """What waits for an editor, as the last words of a report; nothing when nothing does."""
    faulty = console.say("open_faulty", number=report.faulty_drafts) if report.faulty_drafts else ""
    told = [console.say("open_drafts", number=len(report.drafts)) + faulty] if report.drafts else []
    told += [console.say("open_reviews", number=report.reviews)] if report.reviews else []
    return console.say("open_whole", told=", ".join(told)) if told else ""


def _unaddressed(console: Console, report: Report) -> str:
    """What an archive without an address of its own has to do without: said once, and no fault."""
    return "" if report.addressed else console.say("unaddressed")


def as_data(report: Report, language: Language) -> dict[str, object]:
    """The report that `--json` prints."""
    return {
        "ok": report.ok,
        "articles": report.articles,
        "written": report.written,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "errors": report.errors,
        "warnings": report.warnings,
        "seconds": round(report.seconds, 3),
        "drafts": list(report.drafts),
        "reviews": report.reviews,
        "mended": list(report.mended),
        "problems": [problems.as_data(item, language) for item in report.problems],
    }


def _offending_lines(site: Path, found: Sequence[Problem]) -> dict[Place, str]:
    """The line of the file behind each place, for the eye of whoever sits at a terminal."""
    from bangvang.build import reading  # only who is told of problems waits for it, not who asks for --help

    rows: dict[str, list[str]] = {}
    lines: dict[Place, str] = {}
    for item in found:
        name = item.place.file
        if name not in rows:
            rows[name] = reading.rows(site, name)
        if 0 < item.place.line <= len(rows[name]):
            lines[item.place] = rows[name][item.place.line - 1]
    return lines
