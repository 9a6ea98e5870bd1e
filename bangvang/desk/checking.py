"""What `check` says of a file, each message at the field of the form that it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bangvang.archive.model import Article
from bangvang.build import reading, trial
from bangvang.build.trial import Ground, Judgement
from bangvang.desk import fields, texts
from bangvang.desk.fields import Field
from bangvang.desk.nodes import Unreadable
from bangvang.desk.sheet import Sheet
from bangvang.problems import Language, Problem
from bangvang.sources import content, reviews, yamltext
from bangvang.sources.content import Parsed
from bangvang.sources.yamltext import Front, Path

BODY = "body"
"""The field of the text below the front matter."""
_MEANT = {"K404": "alt", "K219": ""}
"""Problems told of a group that one of its fields would mend."""


@dataclass(frozen=True, slots=True)
class Told:
    """A message at its field; `field` is empty where no field holds it, `file` only of another file."""

    field: str
    code: str
    severity: str
    message: str
    hint: str
    suggestion: str
    line: int
    file: str = ""

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that is to be said of a file, and what could be read of it."""

    told: tuple[Told, ...]
    article: Article | None
    html: str

    @property
    def errors(self) -> int:
        return sum(item.is_error for item in self.told)

    @property
    def warnings(self) -> int:
        return len(self.told) - self.errors


_OF_KEYS = ("K103", "K104", "K107")
"""Problems that are about the name of a key itself."""


def check(
    ground: Ground | None, path: str, sheet: Sheet, language: Language, beside: Iterable[str] = ()
) -> Verdict:
    """What the build would say of a file with these bytes. Without a ground only of the file alone."""
    source = reading.as_source(path, sheet.raw)
    if isinstance(source, Problem):
        return Verdict((_told(source, "", language),), None, "")
    item = content.parse(source)
    judged = Judgement(item.problems, ())
    if ground is not None:
        judged = trial.judged(ground, path, item, beside)
    spots = _spots(path, sheet)
    told = [_told(problem, spots.field(problem), language) for problem in judged.own]
    told += [_told(problem, "", language, file=problem.place.file) for problem in judged.elsewhere]
    return Verdict(tuple(told), item.article, item.html)


def field_of(path: str, sheet: Sheet, problem: Problem) -> str:
    """The name of the field that a problem of a file is told at; empty when there is none."""
    return _spots(path, sheet).field(problem)


def parse(path: str, sheet: Sheet) -> Parsed | None:
    """What a file says; None where its bytes are no text."""
    source = reading.as_source(path, sheet.raw)
    return None if isinstance(source, Problem) else content.parse(source)


def in_words(problem: Problem, language: Language) -> tuple[str, str]:
    """What a problem is and what to do about it, for somebody who sees fields and no file: neither codes nor
    the names of keys."""
    say, values = texts.load(language), dict(problem.values)
    if "flag" in values:
        values["flag"] = values[f"flag_{language}"] = reviews.meaning(values["flag"], language)
    if "key" in values and problem.code not in _OF_KEYS:
        values["key"] = say.get(f"field.{values['key']}", values["key"])
    told = replace(problem, values=tuple(values.items()))
    hint = say.get(f"mend.{problem.code}", "")
    return told.message(language), hint.format_map(values) if hint else told.hint(language)


def _told(problem: Problem, field: str, language: Language, *, file: str = "") -> Told:
    suggestion = dict(problem.values).get("suggestion", "")
    message, hint = in_words(problem, language)
    line = problem.place.line
    return Told(field, problem.code, problem.severity, message, hint, suggestion, line, file)


# ---------------------------------------------------------------- spots and fields


@dataclass(frozen=True, slots=True)
class _Spots:
    """Where the values of a front matter stand: (line, column) -> paths, the deepest last."""

    at: Mapping[tuple[int, int], tuple[Path, ...]]
    body: int | None
    form: Field

    def field(self, problem: Problem) -> str:
        """The name of the field that a problem is to be told at; empty when there is none."""
        if self.body is None:
            return ""
        line, column = problem.place.line, problem.place.column
        if line >= self.body:
            return BODY
        key = _MEANT.get(problem.code) or dict(problem.values).get("key", "")
        paths = self.at.get((line, column)) or self._before(line, column)
        for path in (*reversed(paths), ()) if key else ():
            for owner in (path, path[:-1]):
                name = self._name((*owner, key), known=True)
                if name:
                    return name
        return self._name(paths[-1], known=False) if paths else ""

    def _before(self, line: int, column: int) -> tuple[Path, ...]:
        """What begins last before a spot on its line."""
        spots = [spot for spot in self.at if spot[0] == line and spot[1] <= column]
        return self.at[max(spots)] if spots else ()

    def _name(self, path: Path, *, known: bool) -> str:
        """A path as the name of a field: as deep as the form goes. `known`: only a field that ends there."""
        at: Field | None = self.form
        steps: list[str] = []
        for step in path:
            if isinstance(step, int):
                if at is None or at.kind != "groups":
                    break
                steps.append(str(step))
                continue
            if at is None or at.kind not in ("group", "groups"):
                break
            at = at.get(step)
            steps.append(step)
        if known and (at is None or not steps or len(steps) < len(path)):
            return ""
        return ".".join(steps)


def _spots(path: str, sheet: Sheet) -> _Spots:
    try:
        front, line = sheet.front, sheet.clean.count("\n", 0, sheet.spans[1]) + 1
        sheet.values()
    except Unreadable:
        return _Spots({}, None, fields.article())
    tree = yamltext.read(Front(path, front, 1))
    at: dict[tuple[int, int], list[Path]] = {}
    for (where, _is_key), spot in sorted(tree.marks.items(), key=lambda mark: len(mark[0][0])):
        at.setdefault(spot, []).append(where)
    form = fields.page() if path.startswith(content.PAGES) else fields.article()
    return _Spots({spot: tuple(paths) for spot, paths in at.items()}, line, form)


def names(shown: fields.Shown, before: str = "") -> Iterator[str]:
    """The name of every field that a form shows."""
    if isinstance(shown, dict):
        yield before
        for key, value in shown.items():
            yield from names(value, f"{before}.{key}" if before else key)
    elif isinstance(shown, list) and not all(isinstance(each, str) for each in shown):
        yield before
        for i, value in enumerate(shown):
            yield from names(value, f"{before}.{i}")
    else:
        yield before
