"""A problem is a value with a place. This module knows nothing of the site.

The words of every code live in `messages.yaml`, in Vietnamese and English, with the severity;
`terms.yaml` has those that stand for a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

Severity = Literal["error", "warning"]
Language = Literal["vi", "en"]

LABELS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "error": "lỗi",
        "warning": "cảnh báo",
        "hint": "Cách sửa",
        "mean": "ý bạn là '{0}'?",
        "draft": "bản nháp: ",
    },
    "en": {
        "error": "error",
        "warning": "warning",
        "hint": "To mend",
        "mean": "did you mean '{0}'?",
        "draft": "draft: ",
    },
}

# No text of an editor's keeps a control character (see `_shown`), so none is taken for a term.
_TERM = "\x01"
_LONGEST = 100
_LONGEST_ADVICE = 600
_ADVICE = ("known", "example", "advice", "suggested", "detail", "url", "heir", "folder", "meant")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file of the site. `file` is relative to the site's folder; line and column from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something to tell an editor: where, which rule (a code of messages.yaml) and the words to fill in.

    A value that each language has its own words for is given as `name_vi` and `name_en`, too.
    The value `suggestion` is special: when given, the message ends with "ý bạn là '…'?". `draft`: it stands
    in a draft, where it is told like any other and stops nothing.
    """

    place: Place
    code: str
    values: tuple[tuple[str, str], ...] = ()
    draft: bool = False

    @property
    def severity(self) -> Severity:
        return "warning" if self.draft else self._as_published

    @property
    def _as_published(self) -> Severity:
        severity: Severity = catalogue()[self.code]["severity"]
        return severity

    @property
    def is_for_later(self) -> bool:
        """An error that waits until its draft is to be published."""
        return self.draft and self._as_published == "error"

    @property
    def is_error(self) -> bool:
        return self.severity == "error"

    def message(self, language: Language) -> str:
        """One line: what was found, with the nearest valid value when there is one."""
        words = self._words(language)
        text = str(catalogue()[self.code][language]["message"]).format_map(words)
        suggestion = words.get("suggestion")
        if suggestion:
            text += f" ({LABELS[language]['mean'].format(suggestion)})"
        if self.is_for_later:
            text = LABELS[language]["draft"] + text
        return " ".join(text.split())

    def hint(self, language: Language) -> str:
        """One line: what to type instead."""
        words = self._words(language)
        entry = catalogue()[self.code][language]
        known = "suggestion" in words or "meant" in words
        text = str(entry["guess"] if "guess" in entry and known else entry["hint"])
        return " ".join(text.format_map(words).split())

    def _words(self, language: Language) -> dict[str, str]:
        words = {k: terms()[language][v[1:]] if v.startswith(_TERM) else v for k, v in self.values}
        own = f"_{language}"
        return words | {k.removesuffix(own): v for k, v in words.items() if k.endswith(own)}


class ProblemsFound(Exception):  # noqa: N818 - not a bug but an outcome: the build ends with these
    """The work cannot go on; carries every problem known so far."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(f"{len(self.problems)} problems")


def problem(place: Place, code: str, **values: object) -> Problem:
    """A problem with its words; values are kept as text, sorted by name; None values are dropped."""
    return Problem(
        place, code, tuple(sorted((k, _shown(k, str(v))) for k, v in values.items() if v is not None))
    )


def term(name: str) -> str:
    """A value that has words of its own in every language."""
    return _TERM + name


def _shown(key: str, value: str) -> str:
    """A value as it may be printed: on one line, not too long, nothing that steers a terminal."""
    if value.startswith(_TERM) and value[1:] in terms()["vi"]:
        return value
    if not value.isprintable():
        value = "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in value)
    longest = _LONGEST_ADVICE if key in _ADVICE else _LONGEST
    return value if len(value) <= longest else value[: longest - 1].rstrip() + "…"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sorted by file, line, column and code; the same problem is told once."""
    return tuple(sorted(set(problems)))


_called = "build.py"


def call_program(name: str) -> None:
    """From now on messages call the program by this name: `build.py` unless it was installed as a package."""
    global _called
    _called = name
    catalogue.cache_clear()


def named(words: str) -> str:
    """Words that speak of the program by the name that whoever reads them would type."""
    return words.replace("build.py", _called)


@cache
def terms() -> Mapping[str, Mapping[str, str]]:
    """Language -> what stands for a value of a message -> its words, from terms.yaml."""
    loaded = _table("terms.yaml")
    return {language: {name: words[language] for name, words in loaded.items()} for language in LABELS}


@cache
def catalogue() -> Mapping[str, Any]:
    """Code -> {severity, vi, en: {message, hint, guess}}, from messages.yaml.

    `guess`, where there is one, is the hint when a suggestion is known, or what was meant."""
    return _table("messages.yaml")


def _table(name: str) -> Mapping[str, Any]:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.load(named(text), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return loaded


def show(
    problems: Sequence[Problem],
    language: Language,
    *,
    lines: Mapping[Place, str] | None = None,
    colour: bool = False,
) -> str:
    """The report an editor reads: a line per problem, its hint below; where `lines` has the offending line
    of the file, that line with a caret under the column. Ends with a newline unless there is nothing."""
    out = []
    for item in problems:
        label = LABELS[language][item.severity]
        if colour:
            label = f"\x1b[{'31' if item.is_error else '33'};1m{label}\x1b[0m"
        out.append(f"{item.place}: {label} {item.code}: {item.message(language)}")
        line = (lines or {}).get(item.place)
        if line is not None:
            out += [f"    {row}" for row in _pointed(line, item.place.column)]
        out.append(f"    {LABELS[language]['hint']}: {item.hint(language)}")
    return "".join(f"{line}\n" for line in out)


_WINDOW = 100


def _pointed(line: str, column: int) -> tuple[str, str]:
    """As much of a line as a terminal shows, and a caret below the column."""
    start = 0 if column <= _WINDOW * 3 // 4 else column - _WINDOW // 2
    part = line[start : start + _WINDOW]
    # One for one, so that the caret stays in place. A tab must stay a tab in both lines.
    shown = "".join(c if c.isprintable() or c == "\t" else "\ufffd" for c in part)
    before = "".join("\t" if c == "\t" else " " for c in part[: max(column - 1 - start, 0)])
    left, right = "…" if start else "", "…" if start + _WINDOW < len(line) else ""
    return f"{left}{shown}{right}", f"{' ' * len(left)}{before}^"


def as_data(item: Problem, language: Language) -> dict[str, object]:
    """The problem as `--json` gives it."""
    return {
        "file": item.place.file,
        "line": item.place.line,
        "column": item.place.column,
        "code": item.code,
        "severity": item.severity,
        "message": item.message(language),
        "hint": item.hint(language),
    }
