"""The shape of the program, as far as import-linter (pyproject.toml, `make lint`) cannot hold it: nothing in
the pure part reads or writes a file, looks at a clock or draws lots; rooms can be read at a sitting."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

# The storeys that touch nothing of the world, and the ground they stand on.
PURE = ("language", "facts", "search", "archive", "sources", "press", "site", "problems", "digests")

# Data tables that belong to the program are read where they are needed, once, by these alone.
TABLES = {
    "archive.beginnings._words",
    "facts.honours._table",
    "facts.places._table",
    "language.alphabets._table",
    "language.ties._pairs",
    "language.words.load",
    "press.tables.load",
    "problems._table",
    "search.lexicon._table",
    "site.charts._table",
    "site.message_pages._finder",
    "site.share_images._ground",
    "sources.reviews.sentences",
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

LONGEST_MODULE, LONGEST_FUNCTION = 400, 40


# What each system does in its own way, or Windows not at all. There are two rooms for it.
ROOMS = ("build.system", "build.terminal")
OF_SYSTEMS = {
    *("ctypes", "fcntl", "msvcrt", "platform", "pwd", "resource", "select", "signal", "termios", "winreg"),
}
OF_OS = {
    *("dup2", "fdopen", "fork", "geteuid", "getuid", "kill", "killpg", "name", "open", "pipe", "pread"),
    *("pwrite", "register_at_fork", "remove", "rename", "replace", "rmdir", "unlink", "waitpid"),
}


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


def test_nobody_but_the_door_imports_the_commands() -> None:
    door = ast.parse((ROOT / "build.py").read_text("utf-8"))

    doors = ("commands.__main__",)
    assert [name for name in imported(door) if name.startswith("bangvang")] == [
        "bangvang.commands.environment",
        "bangvang.commands.cli",
    ]
    assert [name for name, tree in modules().items() if "bangvang.commands.cli" in imported(tree)] == [*doors]


def test_what_sets_the_program_up_needs_nothing_that_is_not_there_yet() -> None:
    waiting, seen = ["commands.environment"], set[str]()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        for other in imported(modules()[name]):
            inner = other.removeprefix("bangvang.")
            assert other.startswith("bangvang") or other.partition(".")[0] in sys.stdlib_module_names, other
            waiting += [inner] if inner in modules() and inner not in seen else []

    assert "build.system" in seen


@pytest.mark.parametrize("name", [name for name in modules() if name.partition(".")[0] in PURE])
def test_below_build_nothing_touches_the_world(name: str) -> None:
    tree = modules()[name]
    touched = {
        f"{name}.{function}: {call}"
        for function, call in _calls(tree)
        if call in TOUCHES and f"{name}.{function}" not in TABLES
    }

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


def test_only_two_rooms_know_what_system_they_are_on() -> None:
    told = {
        f"{name}: {what}"
        for name, tree in modules().items()
        if name not in ROOMS
        for what in _of_the_system(tree)
    }

    assert told == set()


@pytest.mark.parametrize(
    "source",
    [
        "import fcntl",
        "from msvcrt import locking",
        "os.open(path, os.O_RDONLY)",
        "if sys.platform == 'win32': pass",
        "path.rename(other)",
        "path.replace(other)",
        "path.unlink()",
        "shutil.rmtree(folder)",
        "path.write_text('a')",
        "path.open('w')",
        "open(path, 'x', encoding='utf-8')",
    ],
)
def test_what_belongs_in_those_rooms_is_noticed(source: str) -> None:
    assert list(_of_the_system(ast.parse(source)))


@pytest.mark.parametrize("source", ["'a'.replace('b', 'c')", "path.open('rb')", "os.cpu_count()"])
def test_what_is_the_same_everywhere_may_stand_anywhere(source: str) -> None:
    assert list(_of_the_system(ast.parse(source))) == []


def _of_the_system(tree: ast.Module) -> Iterator[str]:
    yield from OF_SYSTEMS.intersection(name.partition(".")[0] for name in imported(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner, name = getattr(node.value, "id", ""), node.attr
            of_os = owner == "os" and (name in OF_OS or name.startswith("O_"))
            if of_os or (owner, name) == ("sys", "platform"):
                yield f"{owner}.{name}"
        elif isinstance(node, ast.Call):
            yield from _writing(node)


def _writing(call: ast.Call) -> Iterator[str]:
    """What is renamed or taken away, which Windows may refuse, and text, whose line ends it changes."""
    is_method = isinstance(call.func, ast.Attribute)
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if getattr(getattr(call.func, "value", None), "id", "") == "system":
        return
    is_path = name == "replace" and is_method and len(call.args) == 1 and not call.keywords
    if is_path or name in ("rename", "unlink", "rmtree", "write_text"):
        yield name
    if name == "open":
        modes = [str(value.value) for value in call.args if isinstance(value, ast.Constant)]
        as_is = any(key.arg == "newline" for key in call.keywords)
        if any(set(mode) & set("wxa") and "b" not in mode for mode in modes) and not as_is:
            yield "text written"


def test_no_module_is_too_long_to_be_read_at_a_sitting() -> None:
    lengths = {
        name: len((ROOT / "bangvang" / _file(name)).read_text("utf-8").splitlines()) for name in modules()
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


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

    assert long == set()


def test_every_module_says_what_it_is_for() -> None:
    assert [name for name, tree in modules().items() if not ast.get_docstring(tree)] == []


def test_nothing_is_run_that_was_only_read() -> None:
    for name, tree in modules().items():
        assert {call for _, call in _calls(tree)} & {"eval", "exec", "__import__"} == set(), name


def test_one_module_alone_says_what_kind_of_file_lies_at_an_address() -> None:
    """Windows has it from its registry, where any program may have put something else."""
    asking = [name for name, tree in modules().items() if "mimetypes" in ast.unparse(tree)]

    assert asking == ["preview.media_types"]
