"""Scripts without comments and indentation: what would change their meaning stays."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bangvang.site.scripts import stripped
from tests.conftest import ROOT

SHIPPED = sorted((ROOT / "assets/js").glob("*.js"))


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("let a = 1; // một\nlet b = 2; /* hai */", "let a=1;let b=2;"),
        ("f(\n  a,\n  b,\n)\n", "f(a,b,)"),
        ("if (a) {\n  b()\n}\nc()", "if(a){b()}\nc()"),
        ("export  const  đ = async  () =>  1", "export const đ=async()=>1"),
        ("a = b\n(c)", "a=b\n(c)"),
        ("return /* x\ny */ b", "return\nb"),
        ("a + +b - -c + ++d", "a+ +b- -c+ ++d"),
        ("a / /b  c/.exec(d)", "a/ /b  c/.exec(d)"),
        ("a < !b", "a< !b"),
        ("1 .toFixed() + .5 + 1.5e+3 in x", "1 .toFixed()+.5+1.5e+3 in x"),
        ("class A { #p = 1; static  get x() { return this . #p } }", None),
        ("/a/u in b", "/a/u in b"),
        ("s = \"a  // b\" + 'c /* d */  \\' e'", "s=\"a  // b\"+'c /* d */  \\' e'"),
        ("/*! giấy phép */ let  a", "/*! giấy phép */let a"),
        ("", ""),
        ("// chỉ có lời", ""),
    ],
)
def test_what_parts_nothing_goes_and_the_rest_stays(script: str, expected: str | None) -> None:
    kept = "class A{#p=1;static get x(){return this.#p}}" if expected is None else expected

    assert stripped(script).rstrip("\n") == kept


@pytest.mark.parametrize(
    "expression",
    [
        "/[/\"'`]  \\/  \\]/u",
        "/  '  /g",
        "`a  // b ${c}  /* d */`",
        "`a  ${`b  ${'}'}  //`}  c`",
        "`\\`  ${{a:`}  `}.a}  $ {  `",
    ],
)
@pytest.mark.parametrize("before", ["x =", "y =>", "return", "a ? b :", "if (x)", "b, ", "!", "case"])
def test_regular_expressions_and_templates_stay_as_they_are_wherever_a_value_may_stand(
    expression: str, before: str
) -> None:
    assert expression in stripped(f"{before} {expression} ; // x")


@pytest.mark.parametrize(
    "division", ["a / b / c", "(a) / b / c", "a[0] / b / c", "a++ / b / c", "1 / b / c", "x.return / b / c"]
)
def test_a_division_is_no_regular_expression(division: str) -> None:
    assert stripped(division) == division.replace(" ", "") + "\n"


@pytest.mark.parametrize(
    "script",
    [
        "x = {}  / 1 /  2",
        "if (a) {}  /* x */ /b  '/.test(c)",
        "of  / 2 /  3",
        "f(  a",
        "`  a",
        "'  a",
        "a = [  }",
    ],
)
def test_in_doubt_a_script_is_left_as_it_is(script: str) -> None:
    assert stripped(script) == script


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_the_scripts_of_the_pages_lose_a_fifth_and_are_still_modules(path: Path, tmp_path: Path) -> None:
    written = path.read_text("utf-8")
    script = stripped(written)
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node here to read the script; the tests in the browser run it")
    (tmp_path / "m.mjs").write_text(script, encoding="utf-8")

    assert len(script) < 0.9 * len(written)
    assert stripped(script) == script
    assert not re.search(r"^\s|/\*\*", script, re.MULTILINE)
    subprocess.run([node, "--check", str(tmp_path / "m.mjs")], check=True)
