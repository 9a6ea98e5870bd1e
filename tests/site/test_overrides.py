"""An archive's own files in place of the program's: what they lack is told at them, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bangvang.build import installation
from bangvang.build.installation import PROGRAM
from bangvang.site import overrides
from tests.conftest import MakeSite, Run
from tests.samples import build, check, codes, written


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


# ---------------------------------------------------------------- what is merely older

PATH = "templates/base.html"
FIRST = "<p>một</p>\n{% block main %}\n{% endblock %}\n"


def aged(base: str, now: str, own: str) -> list[tuple[str, str, str]]:
    found = overrides.aged(overrides.Own({PATH: now}, {PATH: base}, {PATH}), {PATH: own})
    return [(item.code, dict(item.values)["count"], dict(item.values)["line"]) for item in found]


@pytest.mark.parametrize(
    ("now", "own"),
    [
        (FIRST, FIRST.replace("một", "mười")),
        (FIRST + "<p>hai</p>\n", FIRST.replace("một", "mười") + "  <p>hai</p>\n"),
        (FIRST.replace("\n", "\r\n"), "x"),
        ("\n\n" + FIRST, "x"),
        ("{% block main %}\n{% endblock %}\n<p>một</p>\n", "x"),
        (FIRST.replace("<p>một</p>\n", ""), FIRST.replace("<p>một</p>\n", "<p>mười</p>\n")),
    ],
)
def test_an_own_file_with_all_that_the_program_changed_is_not_old(now: str, own: str) -> None:
    assert aged(FIRST, now, own) == []


def test_what_the_program_brought_or_took_away_since_is_counted_and_shown() -> None:
    now = FIRST.replace("<p>một</p>", "<p>hai</p>") + "<p>ba</p>\n"

    assert aged(FIRST, now, FIRST + "<i>riêng</i>") == [("K716", "3", "<p>hai</p>")]
    assert aged(FIRST, now, now.replace("<p>ba</p>", "")) == [("K716", "1", "<p>ba</p>")]
    assert aged(FIRST, FIRST.replace("<p>một</p>\n", ""), FIRST) == [("K716", "1", "<p>một</p>")]


@pytest.fixture
def design(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program whose files can be changed."""
    program = tmp_path / "program"
    for group in ("templates", "assets"):
        shutil.copytree(PROGRAM / group, program / group)
    monkeypatch.setattr(installation, "PROGRAM", program)
    return program


def add(file: Path, line: str) -> None:
    file.write_bytes(file.read_bytes() + line.encode())


def test_an_own_file_is_told_when_a_newer_program_has_another_until_it_has_what_is_new(
    site: MakeSite, run: Run, design: Path
) -> None:
    base, style = design / "templates/base.html", design / "assets/css/base.css"
    own = base.read_text("utf-8").replace("<body", "<!-- riêng --><body")
    folder = site(
        {
            "content/bai.md": written("Một"),
            "templates/base.html": own,
            "assets/css/base.css": "p { color: red }",
        }
    )
    first, again = build(folder), build(folder)
    add(base, "<!-- mới -->\n")
    add(style, ".moi { color: blue }\n")
    newer, still = build(folder), build(folder)
    shown = run("doctor", "templates/base.html", site=folder)
    site({"templates/base.html": own + "<!-- mới -->\n"})
    mended = build(folder)
    (folder / "assets/.goc/css/base.css").unlink()
    silenced = build(folder)

    assert [codes(report) for report in (first, again)] == [[], []]
    assert codes(newer) == codes(still) == ["K716", "K716"]
    assert [item.place.file for item in newer.problems] == ["assets/css/base.css", "templates/base.html"]
    assert [line for line in shown.lines if line.startswith(("+", "-"))][2:] == ["+<!-- mới -->"]
    assert codes(mended) == ["K716"]
    assert (folder / "templates/.goc/base.html").read_text("utf-8").endswith("<!-- mới -->\n")
    assert codes(silenced) == []


def test_an_own_file_is_told_when_a_newer_program_has_none_of_its_name(site: MakeSite, design: Path) -> None:
    path = "assets/js/search-notes.js"
    folder = site({"content/bai.md": written("Một"), path: (design / path).read_text("utf-8") + "// riêng\n"})
    build(folder)
    (design / path).rename(design / "assets/js/moi.js")
    for file in (design / "assets/js").glob("*.js"):
        file.write_bytes(file.read_bytes().replace(b"search-notes.js", b"moi.js"))

    assert codes(build(folder)) == codes(build(folder)) == ["K717"]
    (folder / path).unlink()
    assert codes(build(folder)) == []
    assert not (folder / "assets/.goc/js/search-notes.js").exists()


def test_neither_a_check_nor_a_build_elsewhere_keeps_anything_beside_own_files(site: MakeSite) -> None:
    folder = site({"content/bai.md": written("Một"), "assets/css/base.css": "p { color: red }"})
    check(folder)
    build(folder, folder.parent / "khac")

    assert not (folder / "assets/.goc").exists()
    build(folder)
    assert (folder / "assets/.goc/css/base.css").read_bytes() == (
        PROGRAM / "assets/css/base.css"
    ).read_bytes()


def test_what_is_kept_is_never_written_through_a_link(site: MakeSite, tmp_path: Path) -> None:
    folder = site({"content/bai.md": written("Một"), "assets/css/base.css": "p { color: red }"})
    (tmp_path / "ngoai").mkdir()
    (folder / "assets/.goc").symlink_to(tmp_path / "ngoai")

    assert codes(build(folder)) == []
    assert not list((tmp_path / "ngoai").iterdir())


def test_a_file_that_takes_the_place_of_none_has_no_changes_to_show(site: MakeSite, run: Run) -> None:
    ended = run("doctor", "assets/css/custom.css", site=site({"assets/css/custom.css": "p {}"}))

    assert ended.code == 1
    assert "assets/css/custom.css" in ended.err
