"""The documents of the project say what is there: folders, modules, files, what templates are given."""

from __future__ import annotations

import re
import tomllib
import types
import typing
from dataclasses import fields
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path

import pytest

from bangvang.sources.front_matter import FrontMatter
from tests.conftest import ROOT
from tests.test_architecture import modules

PROGRAM = ROOT / "bangvang"
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "tests/README.md", *ROOT.glob("docs/*.md")])
# Folders of the repository, and of the program, which the documents name without `bangvang/`.
TOPS = ("bangvang", "templates", "assets", "tests", "tools", "benchmarks", "docs", ".ci")
STOREYS = sorted(path.parent.name for path in PROGRAM.glob("*/__init__.py"))
# Folders that the documents speak of and no checkout has.
MADE = ("output", "sample", "screenshots", "node_modules", ".cache", "custom.css")


def text_of(path: Path) -> str:
    return path.read_text("utf-8")


def rows(document: str, first: str) -> dict[str, list[str]]:
    """The table whose head begins with a word: first cell -> the others."""
    lines = iter(text_of(ROOT / document).splitlines())
    next(line for line in lines if line.startswith(f"| {first} |"))
    next(lines)
    table = {}
    for line in lines:
        if not line.startswith("|"):
            break
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        table[cells[0]] = cells[1:]
    return table


def code(cell: str) -> list[str]:
    """What stands between backticks on a line; what stands in fences is none of it."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", cell, flags=re.DOTALL | re.MULTILINE))


def test_the_table_of_storeys_is_the_tree() -> None:
    told = {
        storey.strip("`").rstrip("/"): rest for storey, rest in rows("docs/architecture.md", "storey").items()
    }
    tables = {storey: sorted(code(cells[-1])) for storey, cells in told.items()}
    there = {storey: _tables(PROGRAM / storey) for storey in STOREYS} | {"the ground": _tables(PROGRAM)}
    gone = {
        storey: set(code("".join(cells[:-1]))) - _modules("" if storey == "the ground" else storey)
        for storey, cells in told.items()
    }

    assert tables == there
    assert {storey: names for storey, names in gone.items() if names} == {}


def _modules(storey: str) -> set[str]:
    names = (name.rpartition(".") for name in modules() if name not in STOREYS)
    return {name for of, _, name in names if of == storey}


def _tables(folder: Path) -> list[str]:
    """What lies in a folder of the program and is no module."""
    return sorted(
        f"{path.name}/" if path.is_dir() else path.name
        for path in folder.iterdir()
        if path.name not in ("__pycache__", "py.typed", *STOREYS) and path.suffix != ".py"
    )


def test_the_storeys_stand_in_the_documents_in_the_order_of_the_law() -> None:
    contracts = tomllib.loads(text_of(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    law = contracts[0]["layers"][:-1]
    table = [name.strip("`/") for name in rows("docs/architecture.md", "storey")][:-1]
    readme = re.findall(r"^  (\w+)/ ", text_of(ROOT / "README.md"), re.MULTILINE)

    assert (table, readme) == (law, law)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_a_document_names_is_there(document: Path) -> None:
    text = text_of(document)
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    links = (target.partition("#")[0] for target in re.findall(r"\]\(([^)\s:]+)\)", prose))
    missing = [target for target in links if target and not (document.parent / target).exists()]
    named = (path for path in code(text) if re.fullmatch(r"[\w./*-]+/[\w./*-]*", path))
    missing += [path for path in named if _is_ours(path) and not _is_there(path)]

    assert missing == []


def _is_ours(path: str) -> bool:
    return path.partition("/")[0] in (*TOPS, *STOREYS) and not any(made in path.split("/") for made in MADE)


def _is_there(path: str) -> bool:
    return any(next(base.glob(path.rstrip("/")), None) is not None for base in (ROOT, PROGRAM))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_name_of_a_module_that_a_document_gives_is_there(document: Path) -> None:
    known = {name.rpartition(".")[2]: f"bangvang.{name}" for name in modules()}
    named = re.findall(r"`([a-z_]+)\.([A-Za-z_]+)`", text_of(document))
    missing = [
        f"{module}.{name}"
        for module, name in named
        if module in known
        and name not in ("py", "md", "yaml", "html", "json", "csv", "jsonl", "xml", "js", "css")
        if not hasattr(import_module(known[module]), name)
    ]

    assert missing == []


def test_editors_are_told_of_every_key() -> None:
    guide = text_of(ROOT / "docs/huong-dan.md")

    assert [key for key in FrontMatter.model_fields if not re.search(rf"(?<![\w-]){key}[`:]", guide)] == []


def test_templates_are_told_all_that_their_views_have() -> None:
    wrong = {}
    for template, (view, told) in rows("docs/templates.md", "template").items():
        kind = _view(view.strip("`"))
        if kind is not None:
            given = re.sub(r"\([^()]*\)", "", told)
            if code(given) != _shown(kind):
                wrong[template] = (code(given), _shown(kind))

    assert wrong == {}


def test_templates_are_told_all_that_they_show_of_an_article() -> None:
    told = re.search(
        r"^`article` is .*?(?=\n\n)", text_of(ROOT / "docs/templates.md"), re.DOTALL | re.MULTILINE
    )
    templates = "".join(map(text_of, (ROOT / "templates").rglob("*.html")))
    shown = set(re.findall(r"\bview\.article\.(\w+)", templates))

    assert told is not None
    assert shown - {name.removesuffix("?") for name in code(told[0])} == set()


def _view(name: str) -> type | None:
    found = (getattr(import_module(f"bangvang.{module}"), name, None) for module in modules())
    return next((kind for kind in found if kind is not None), None)


def _shown(kind: type) -> list[str]:
    """The fields of a view, with a mark at those that may be None."""
    hints = typing.get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    return [f"{name}?" if types.NoneType in typing.get_args(hints[name]) else name for name in names]


def test_every_template_of_a_page_is_in_the_table_of_views() -> None:
    told = {cell for first in rows("docs/templates.md", "template") for cell in code(first)}
    there = {path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").glob("pages/*")}

    assert there <= told


def test_no_folder_of_tests_is_passed_by(pytestconfig: pytest.Config) -> None:
    passed_by = pytestconfig.getini("norecursedirs")
    folders = {file.parent.relative_to(ROOT) for file in (ROOT / "tests").rglob("test_*.py")}
    folders = {folder for folder in folders if "node_modules" not in folder.parts}

    assert Path("tests/build") in folders
    assert {f for f in folders if any(fnmatch(part, each) for part in f.parts for each in passed_by)} == set()
