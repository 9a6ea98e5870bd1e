"""A problem is a value with a place. This module knows nothing of the site.

The words of every code live in `data/messages.yaml`, in Vietnamese and English, with the severity.
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
    "vi": {"error": "lỗi", "warning": "cảnh báo", "hint": "Cách sửa", "mean": "ý bạn là '{0}'?"},
    "en": {"error": "error", "warning": "warning", "hint": "To mend", "mean": "did you mean '{0}'?"},
}

# Words that stand in for values of messages: a value "@list" is told as "danh sách".
TERMS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "@list": "một danh sách",
        "@mapping": "một nhóm khoá",
        "@text": "chữ",
        "@self": "là chính bài này",
        "@second": "cũng là bài đưa lại",
        "@several_provinces": "nhiều tỉnh",
        "@one_province": "một tỉnh",
        "@no_province": "không có tỉnh nào",
        "@a_province": "province",
        "@no_region": "không có region",
        "@a_region": "region",
        "@advise_provinces": "viết scope: provinces, hoặc chỉ giữ một tỉnh",
        "@advise_province": "viết scope: province, hoặc thêm tỉnh khác vào danh sách",
        "@advise_list": "thêm province: [tên tỉnh, tên tỉnh]",
        "@advise_no_province": "xoá dòng province; nơi tổ chức thì viết vào place",
        "@advise_region": "thêm region: Phía Bắc (tên vùng như ban tổ chức nêu)",
        "@advise_no_region": "xoá dòng region, hoặc viết scope: region",
    },
    "en": {
        "@list": "a list",
        "@mapping": "a group of keys",
        "@text": "text",
        "@self": "is this very article",
        "@second": "is itself a second report",
        "@several_provinces": "several provinces",
        "@one_province": "one province",
        "@no_province": "no province",
        "@a_province": "province",
        "@no_region": "no region",
        "@a_region": "region",
        "@advise_provinces": "write scope: provinces, or keep one province only",
        "@advise_province": "write scope: province, or add other provinces to the list",
        "@advise_list": "add province: [name, name]",
        "@advise_no_province": "delete the line province; the venue belongs in place",
        "@advise_region": "add region: Phía Bắc (the region as the organisers call it)",
        "@advise_no_region": "delete the line region, or write scope: region",
    },
}


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

    The value `suggestion` is special: when given, the message ends with "ý bạn là '…'?".
    """

    place: Place
    code: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        severity: Severity = catalogue()[self.code]["severity"]
        return severity

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
        return " ".join(text.split())

    def hint(self, language: Language) -> str:
        """One line: what to type instead."""
        text = str(catalogue()[self.code][language]["hint"]).format_map(self._words(language))
        return " ".join(text.split())

    def _words(self, language: Language) -> dict[str, str]:
        return {key: TERMS[language].get(value, value) for key, value in self.values}


class ProblemsFound(Exception):  # noqa: N818 - not a bug but an outcome: the build ends with these
    """The work cannot go on; carries every problem known so far."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(f"{len(self.problems)} problems")


def problem(place: Place, code: str, **values: object) -> Problem:
    """A problem with its words; values are kept as text, sorted by name; None values are dropped."""
    return Problem(place, code, tuple(sorted((k, str(v)) for k, v in values.items() if v is not None)))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sorted by file, line, column and code; the same problem is told once."""
    return tuple(sorted(set(problems)))


@cache
def catalogue() -> Mapping[str, Any]:
    """Code -> {severity, vi: {message, hint}, en: {message, hint}}, from data/messages.yaml."""
    text = (Path(__file__).parent / "data" / "messages.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
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
            out.append(f"    {line}")
            out.append("    " + _caret(line, item.place.column))
        out.append(f"    {LABELS[language]['hint']}: {item.hint(language)}")
    return "".join(f"{line}\n" for line in out)


def _caret(line: str, column: int) -> str:
    # A tab before the caret must stay a tab, or the caret points elsewhere on the reader's terminal.
    before = line[: max(column - 1, 0)]
    return "".join("\t" if c == "\t" else " " for c in before) + "^"


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
