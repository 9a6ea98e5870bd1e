"""Problems: values in order, words in two languages, nothing that steers a terminal."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from bangvang import problems
from bangvang.problems import Language, Place, problem, term, terms

SOURCES = sorted((Path(__file__).parent.parent / "bangvang").rglob("*.py"))
CODES = sorted(problems.catalogue())
LANGUAGES: tuple[Language, Language] = ("vi", "en")


def fields(pattern: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


@pytest.mark.parametrize("code", CODES)
def test_a_code_has_its_words_in_both_languages(code: str) -> None:
    entry = problems.catalogue()[code]

    assert entry["severity"] in ("error", "warning")
    for language in LANGUAGES:
        assert {"message", "hint"} <= set(entry[language]) <= {"message", "hint", "guess"}
        assert all(
            line.strip() == line and line and not re.search(r"[^.]\.$", line)
            for line in entry[language].values()
        )
    assert set(entry["vi"]) == set(entry["en"])


@pytest.mark.parametrize("code", CODES)
def test_both_languages_speak_of_the_same_values(code: str) -> None:
    entry = problems.catalogue()[code]
    spoken = [set().union(*(fields(line) for line in entry[language].values())) for language in LANGUAGES]

    # The parser's own words are English.
    assert spoken[0] - {"detail"} == spoken[1] - {"detail"}


def test_every_code_in_the_program_is_in_the_catalogue_and_the_other_way_round() -> None:
    used = {code for file in SOURCES for code in re.findall(r'"(K\d{3})"', file.read_text(encoding="utf-8"))}

    assert used == set(CODES)


def test_codes_stand_in_their_order_below_the_heading_of_their_family() -> None:
    table = (Path(problems.__file__).parent / "messages.yaml").read_text(encoding="utf-8")
    families = re.split(r"^# ---- (K\d): ", table, flags=re.MULTILINE)
    below = [
        (family, code)
        for family, part in zip(families[1::2], families[2::2], strict=True)
        for code in re.findall(r"^(K\d{3}):$", part, flags=re.MULTILINE)
    ]

    assert [code for _, code in below] == CODES
    assert [code for family, code in below if not code.startswith(family)] == []


def test_terms_have_words_in_both_languages() -> None:
    assert set(terms()["vi"]) == set(terms()["en"])


def test_a_term_is_told_in_the_language_of_the_message() -> None:
    found = problem(Place("x.md"), "K106", key="tags", wanted=term("list"), found=term("text"), example="…")

    assert found.message("vi") == "'tags' phải là một danh sách trong ngoặc vuông, ở đây lại là chữ"
    assert found.message("en") == "'tags' must be a list in square brackets, here it is text"


@pytest.mark.parametrize("typed", ["list", "\x01list", "@list"])
def test_what_an_editor_types_is_never_taken_for_a_term(typed: str) -> None:
    found = problem(Place("x.md"), "K115", key=typed.replace("\x01", "\x02"))

    assert "danh sách" not in found.message("vi")


def test_the_suggestion_ends_the_message_and_changes_the_hint() -> None:
    place = Place("x.md")
    plain = problem(place, "K103", key="provnce", known="title, date")
    near = problem(place, "K103", key="provnce", known="title, date", suggestion="province")

    assert plain.message("vi") == "khoá lạ 'provnce'"
    assert near.message("vi") == "khoá lạ 'provnce' (ý bạn là 'province'?)"
    assert near.message("en") == "unknown key 'provnce' (did you mean 'province'?)"
    assert "title, date" in plain.hint("vi")
    assert near.hint("vi") == "đổi 'provnce' thành 'province', hoặc xoá dòng này"


@pytest.mark.parametrize("typed", ["{key}", "{0}", "{", "}", "%s", "{key.__class__}"])
def test_braces_that_were_typed_are_printed_as_typed(typed: str) -> None:
    assert problem(Place("x.md"), "K115", key=typed).message("vi") == f"'{typed}' để trống"


@pytest.mark.parametrize("typed", ["\x1b[31mđỏ", "a\x00b", "\x9b2J", "\u202etrái", "\ud800", "a\r\nb"])
def test_nothing_steers_the_terminal(typed: str) -> None:
    shown = problem(Place("x.md"), "K115", key=typed).message("vi")

    assert shown.isprintable()
    assert shown.encode()


def test_a_long_value_is_cut() -> None:
    assert len(problem(Place("x.md"), "K115", key="x" * 5000).message("vi")) < 150
    assert "x" * 300 in problem(Place("x.md"), "K103", key="k", known="x" * 300).hint("vi")


def test_problems_come_in_the_order_of_files_lines_and_columns_and_once() -> None:
    def at(file: str, line: int, column: int) -> problems.Problem:
        return problem(Place(file, line, column), "K111")

    shuffled = [at("b.md", 1, 1), at("a.md", 10, 2), at("a.md", 9, 1), at("a.md", 10, 1), at("a.md", 10, 2)]

    assert [str(item.place) for item in problems.in_order(shuffled)] == [
        "a.md:9:1",
        "a.md:10:1",
        "a.md:10:2",
        "b.md:1:1",
    ]


def test_the_report_shows_message_line_caret_and_hint() -> None:
    place = Place("content/2024/x.md", 4, 3)
    found = problem(place, "K103", key="provnce", known="…", suggestion="province")

    shown = problems.show([found], "vi", lines={place: "\tab provnce: x"})

    assert shown == (
        "content/2024/x.md:4:3: lỗi K103: khoá lạ 'provnce' (ý bạn là 'province'?)\n"
        "    \tab provnce: x\n"
        "    \t ^\n"
        "    Cách sửa: đổi 'provnce' thành 'province', hoặc xoá dòng này\n"
    )
    assert problems.show([], "vi") == ""


def test_a_long_line_is_shown_around_its_fault() -> None:
    place = Place("x.md", 1, 301)
    line = "a" * 300 + "X" + "b" * 300

    shown = problems.show([problem(place, "K111")], "vi", lines={place: line}).splitlines()

    assert len(shown[1]) < 110
    assert shown[1][shown[2].index("^")] == "X"


def test_a_line_of_a_file_does_not_steer_the_terminal() -> None:
    place = Place("x.md", 1, 3)

    shown = problems.show([problem(place, "K111")], "vi", lines={place: "\x1b[31mđỏ\x07"})

    assert all(row.isprintable() for row in shown.splitlines())


def test_colour_is_only_for_terminals() -> None:
    found = problem(Place("x.md"), "K111")

    assert "\x1b" not in problems.show([found], "vi")
    assert "\x1b[31;1mlỗi\x1b[0m K111" in problems.show([found], "vi", colour=True)


def test_the_data_of_a_problem_are_those_of_the_contract_with_machines() -> None:
    found = problem(Place("x.md", 3, 2), "K307", flag="hỏi lại")

    assert problems.as_data(found, "vi") == {
        "file": "x.md",
        "line": 3,
        "column": 2,
        "code": "K307",
        "severity": "warning",
        "message": "còn điều cần xem lại: hỏi lại",
        "hint": "kiểm tra với bài gốc rồi xoá mục này khỏi review",
    }


RULES = (Path(__file__).parent.parent / "docs" / "rules.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### (K\d{3}) · .+\n\n((?:(?!^#).*\n?)*)", RULES, flags=re.MULTILINE))


def test_every_code_is_documented_and_every_documented_code_exists() -> None:
    assert list(SECTIONS) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_section_says_when_what_to_type_and_why_in_both_languages(code: str) -> None:
    severity = {"error": "*lỗi · error*", "warning": "*cảnh báo · warning*"}
    section = SECTIONS.get(code, "")

    assert section.startswith(severity[problems.catalogue()[code]["severity"]])
    for part in (r"- \*\*Khi nào:\*\* \S", r"- \*\*Cách sửa:\*\* \S", r"- \*\*Vì sao:\*\* \S"):
        assert re.search(part, section)
    assert re.search(r"^\*When: .+ To mend: .+ Why: .+\*$", section, flags=re.MULTILINE)


def test_every_code_is_triggered_by_a_test() -> None:
    here = Path(__file__)
    files = [f for f in here.parent.rglob("*.py") if f != here and "node_modules" not in f.parts]
    texts = [f.read_text(encoding="utf-8") for f in (*files, *(here.parent / "bad").glob("*.txt"))]
    triggered = {code for text in texts for code in re.findall(r"\bK\d{3}\b", text)}

    assert set(CODES) - triggered == set()
