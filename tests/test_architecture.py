"""The shape of the program: what may know of what, and where the world may be touched.

The table is the map. An arrow that is not in it, one in it that is gone, an arrow that points up: each is a
change of the shape, to be made here on purpose or not at all.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

# Module: what it imports. Only what stands above may be imported. Below the line lies the shell, which
# touches the world; above it nothing reads or writes a file, looks at a clock or draws lots.
MAP = """
problems:
digests:
text:
spelling: text
dates:
dialect:
words:
search.arrays:
search.layout:
search.files:
scripts:
assets: problems scripts
plainyaml: text
yamltext: plainyaml problems text
ledger: problems spelling text
search.tokens: text
model: dates
guesses: dates spelling text
places: dates spelling text
search.merged: search.arrays search.files search.layout search.tokens
search.lexicon: search.tokens
stats: model
board: model text
rules: model problems spelling text
photos: model text
markup: dialect guesses model problems spelling text
honours: dates places spelling text
charts: model places
search.phrases: search.arrays search.files search.layout search.merged search.tokens
search.names: search.arrays search.tokens
search.concepts: search.arrays search.lexicon search.names
search.spoken: search.arrays search.concepts search.lexicon search.names search.tokens text
search.beginnings: search.files search.merged search.phrases
search.parts: search.arrays search.layout search.lexicon search.names search.spoken
search.query: search.lexicon search.tokens text
schema: dates guesses honours places problems spelling text yamltext
archive: honours model places text
views: charts dates model photos stats
search.tree: search.arrays search.beginnings search.files search.merged search.parts search.tokens
search.twin: search.lexicon search.parts search.query search.tokens
records: dates model problems
content: dates digests honours markup model places problems records schema text yamltext
config: problems schema text yamltext
figures: archive honours model places stats text
metadata: dates model views words
ties: text
share: ties views
search.output: search.arrays search.files search.layout search.lexicon search.parts search.tree
editors: config honours places schema
compose: archive dates honours metadata model photos places share text views words
search: search.files search.output search.parts search.tree search.twin
dataset: compose dates honours model places
indexes: charts compose dates honours model photos places stats text views
board_pages: board compose text views
listings: archive compose dates figures model places stats text views
finding: archive compose dates honours markup model places search text
overview: charts compose figures listings model stats views
pages: archive board board_pages compose dataset digests finding indexes ledger listings model overview
  photos places text views
render: compose dates pages photos problems spelling text views words
---
workers:
digesting: digests
publish: problems
asking: text
drafts: content dates places text
pixels: photos
reading: config digesting digests ledger problems text
packing: publish workers
planning: archive assets compose config content ledger markup model pages photos problems reading rules text
  views words
cache: digests render
making: cache digests packing pages photos problems publish render workers
indexing: archive cache compose digests finding model photos publish render search search.arrays
  search.tree workers
darkroom: cache digests photos pixels reading workers
parsing: cache content digests making model problems reading records workers
preview: cache compose content darkroom digesting indexing making model pages parsing photos planning
  problems reading render search workers
pipeline: cache config content darkroom digesting indexing ledger making model parsing photos planning
  problems publish reading render
console: pipeline problems reading
printing: archive console figures honours pipeline places stats text words
retiring: console ledger problems publish reading spelling
starting: asking config console content dates drafts honours model places problems reading text
serve: config console ledger preview problems reading text
cli: console digesting editors pipeline printing problems retiring serve spelling starting text
"""

# Data tables that belong to the program are read where they are needed, once, by these alone.
TABLES = {
    "board._words",
    "charts._table",
    "honours._table",
    "places._table",
    "problems.catalogue",
    "search.lexicon.abbreviations",
    "share._ground",
    "ties._pairs",
    "words.load",
}

WORLD = {
    "asyncio",
    "ctypes",
    "fcntl",
    "http",
    "logging",
    "multiprocessing",
    "os",
    "random",
    "secrets",
    "shutil",
    "signal",
    "socket",
    "sqlite3",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "uuid",
}
TOUCHES = {
    "open",
    "input",
    "print",
    "read_bytes",
    "read_text",
    "write_bytes",
    "write_text",
    "iterdir",
    "glob",
    "rglob",
    "is_file",
    "is_dir",
    "mkdir",
    "unlink",
    "stat",
    "today",
    "utcnow",
}

LONGEST_MODULE, LONGEST_FUNCTION = 420, 45
LONG_MODULES = {
    "schema": "every key of the front matter with its type and its words, which belong together",
    "views": "the closed list of all that a template may see",
    "content": "the checks of one article, a method each, on one object",
    "pages": "the whole space of addresses, on purpose in one place",
}
LONG_FUNCTIONS = {
    "content._article": "one value, a field a line",
    "compose.article_page": "one view, a field a line",
}


def rows() -> tuple[list[tuple[str, list[str]]], int]:
    """The map row by row, and how many of its rows are above the line."""
    lines = re.sub(r"\n  ", " ", MAP.strip()).splitlines()
    line = lines.index("---")
    parts = [row.partition(":") for row in lines if row != "---"]
    return [(name, imports.split()) for name, _, imports in parts], line


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the program, by its name without `bangvang.`"""
    files = sorted((ROOT / "bangvang").rglob("*.py"))
    return {_name(file): ast.parse(file.read_text("utf-8")) for file in files if _name(file)}


def _name(file: Path) -> str:
    parts = file.relative_to(ROOT / "bangvang").with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imported(tree: ast.Module) -> Iterator[str]:
    """What a module imports: at its head, in a function, for types alone."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are told by their whole name"
            module = node.module or ""
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                yield inner if inner.removeprefix("bangvang.") in modules() else module


def test_the_map_is_the_program_and_the_program_is_the_map() -> None:
    drawn = dict(rows()[0])
    found = {
        name: sorted(
            {other.removeprefix("bangvang.") for other in imported(tree) if other.startswith("bangvang.")}
            - {name}
        )
        for name, tree in modules().items()
    }
    told = [f"{name}: {' '.join(found[name])}" for name in sorted(found) if drawn.get(name) != found[name]]

    assert told == [], "rows of the map that should read so"
    assert drawn.keys() == found.keys()


def test_every_arrow_points_down_to_a_row_above() -> None:
    above: set[str] = set()
    for name, imports in rows()[0]:
        assert set(imports) <= above, f"{name} looks up to {set(imports) - above}"
        above.add(name)


def test_nobody_but_the_door_imports_the_commands() -> None:
    door = ast.parse((ROOT / "build.py").read_text("utf-8"))

    assert [name for name in imported(door) if name.startswith("bangvang")] == ["bangvang.commands.cli"]
    assert [name for name, imports in rows()[0] if "cli" in imports] == []


def _pure() -> list[str]:
    listed, line = rows()
    return [name for name, _ in listed[:line]]


@pytest.mark.parametrize("name", _pure())
def test_above_the_line_nothing_touches_the_world(name: str) -> None:
    tree = modules()[name]
    parts = {module.split(".")[0] for module in imported(tree)}
    touched = {
        f"{name}.{function}: {call}"
        for function, call in _calls(tree)
        if call in TOUCHES and f"{name}.{function}" not in TABLES
    }

    assert parts & WORLD == set()
    assert touched == set()


def _calls(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Every call by the name it bears, with the outermost function or method it stands in."""
    for top in tree.body:
        functions = top.body if isinstance(top, ast.ClassDef) else [top]
        for function in functions:
            where = getattr(function, "name", "")
            for node in ast.walk(function):
                # `datetime.now`, but not `places.now`
                if isinstance(node, ast.Attribute) and node.attr == "now" and _is_clock(node.value):
                    yield where, "today"
                if isinstance(node, ast.Call):
                    yield where, _called(node.func)


def _called(function: ast.expr) -> str:
    # A value of our own may have a method `open`; a picture or a path opened is a file opened.
    if isinstance(function, ast.Attribute) and function.attr == "open":
        return "open" if getattr(function.value, "id", "Path") in ("Image", "Path") else ""
    return getattr(function, "id", getattr(function, "attr", ""))


def _is_clock(node: ast.expr) -> bool:
    return getattr(node, "id", getattr(node, "attr", "")) in ("datetime", "dt", "time")


def test_no_module_is_too_long_to_be_read_at_a_sitting() -> None:
    lengths = {
        name: len((ROOT / "bangvang" / _file(name)).read_text("utf-8").splitlines()) for name in modules()
    }

    assert {name for name, length in lengths.items() if length > LONGEST_MODULE} <= LONG_MODULES.keys()


def _file(name: str) -> str:
    path = name.replace(".", "/")
    return f"{path}.py" if (ROOT / "bangvang" / f"{path}.py").is_file() else f"{path}/__init__.py"


def test_no_function_is_too_long_to_be_seen_at_once() -> None:
    long = {
        f"{name}.{node.name}"
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    }

    assert long == LONG_FUNCTIONS.keys()


def test_every_module_says_what_it_is_for() -> None:
    assert [name for name, tree in modules().items() if not ast.get_docstring(tree)] == []


def test_nothing_is_run_that_was_only_read() -> None:
    for name, tree in modules().items():
        assert {call for _, call in _calls(tree)} & {"eval", "exec", "__import__"} == set(), name
