"""An archive's own files in place of the program's: what they lack is told at them, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from bangvang.build.reading import PROGRAM
from bangvang.site import overrides
from tests.conftest import MakeSite
from tests.samples import build, codes, written


def lacking(path: str, own: str, former: str, **others: str) -> list[tuple[str, str]]:
    effective = {name.replace("__", "/").replace("_", "."): text for name, text in others.items()}
    found = overrides.check({path: former}, {**effective, path: own})
    return [(item.place.file, dict(item.values)["name"]) for item in found]


def test_a_block_that_pages_fill_is_missed() -> None:
    page = "{% extends 'base.html' %}{% block main %}x{% endblock %}"
    former = "{% block main %}{% endblock %}{% block og %}{% endblock %}"

    assert lacking("templates/base.html", "x", former, templates__page_html=page) == [
        ("templates/base.html", "main")
    ]


def test_a_macro_is_missed_by_who_calls_it() -> None:
    former = "{% macro card(a) %}{% endmacro %}{% macro old() %}{% endmacro %}"
    page = "{% import 'macros/cards.html' as cards %}{{ cards.card(1) }}"
    other = "{% from 'macros/cards.html' import old with context %}{{ old() }}"

    assert lacking("templates/macros/cards.html", "", former, templates__a_html=page) == [
        ("templates/macros/cards.html", "card")
    ]
    assert lacking("templates/macros/cards.html", "", former, templates__a_html=other) == [
        ("templates/macros/cards.html", "old")
    ]


@pytest.mark.parametrize(
    ("sheet", "missed"),
    [
        ("p {color: var(--ink)}", ["--ink"]),
        ("p {color: var(--ink, black)}", []),
        ("p {color: var(--inky)}", []),
        (":root {--ink: black} p {color: var(--ink)}", []),
    ],
)
def test_a_token_is_missed_where_nothing_else_gives_it(sheet: str, missed: list[str]) -> None:
    found = lacking(
        "assets/css/tokens.css", ":root {--paper: #fff}", ":root {--ink: #000}", assets__css__b_css=sheet
    )

    assert [name for _, name in found] == missed


def test_what_a_script_gave_to_another_is_missed() -> None:
    user = 'import { fold, words } from "./search-text.js";'
    former = "export function fold() {}\nexport const words = 1;\nexport function alone() {}\n"
    found = lacking(
        "assets/js/search-text.js", "export function fold() {}", former, assets__js__search_js=user
    )

    assert found == [("assets/js/search-text.js", "words")]


def test_a_partial_style_sheet_stops_the_build_and_the_whole_one_does_not(site: MakeSite) -> None:
    tokens = (PROGRAM / "assets/css/tokens.css").read_text("utf-8")
    folder = site({"content/bai.md": written("Một"), "assets/css/tokens.css": tokens + "\n/* mine */\n"})
    whole = build(folder)
    site({"assets/css/tokens.css": tokens.replace("--gold-ink", "--gold-text")})
    partial = build(folder)

    assert whole.ok
    assert set(codes(partial)) == {"K710"}
    assert {item.place.file for item in partial.problems} == {"assets/css/tokens.css"}


def test_a_template_that_lost_a_block_is_told_at_the_archive_s_own_file(site: MakeSite) -> None:
    base = (PROGRAM / "templates/base.html").read_text("utf-8")
    folder = site(
        {"content/bai.md": written("Một"), "templates/base.html": base.replace("block main", "block chinh")}
    )
    report = build(folder)

    assert not report.ok
    assert [item.place.file for item in report.problems if item.code == "K710"] == ["templates/base.html"]


def test_the_archive_s_own_style_comes_after_all_else(site: MakeSite) -> None:
    folder = site({"content/bai.md": written("Một"), "assets/css/custom.css": ".brand { color: #123456 }\n"})
    report = build(folder)
    (sheet,) = Path(folder / "output/assets").glob("main.*.css")

    assert report.ok
    assert sheet.read_text("utf-8").rstrip().endswith(".brand { color: #123456 }")
    assert not list((folder / "output/assets").glob("custom.*"))
