"""Recipients listed in groups below the paper they are given: near misses first."""

from __future__ import annotations

from typing import Any

import pytest

from bangvang import press
from tests.press import awards_of, codes_of, numbers_of

BEFORE = (
    "Xã khen thưởng\n\nNgày 9/1/2026, UBND xã Ia Kla, tỉnh Gia Lai họp về phong trào thi đua yêu nước.\n\n"
)
GROUPS = ("1. Tập thể (02):", "- Hội Nông dân xã;", "- Trạm Y tế xã.", "2. Cá nhân (01):", "- Ông Siu Thuân.")


def read(*lines: str) -> dict[str, Any]:
    return press.read(BEFORE + "\n\n".join(lines)).as_data()


@pytest.mark.parametrize(
    "announcing",
    [
        "Hội đồng đề nghị tặng Giấy khen cho các tập thể, cá nhân sau:",
        "UBND xã sẽ xét tặng Giấy khen cho các tập thể, cá nhân:",
        "Năm 2017, UBND xã tặng Giấy khen cho các tập thể, cá nhân:",
        "Những tập thể, cá nhân tham gia hội thi gồm:",
    ],
)
def test_groups_that_are_proposed_planned_past_or_of_nothing_are_no_award(announcing: str) -> None:
    assert read(announcing, *GROUPS)["awards"] == []


@pytest.mark.parametrize(
    "money", ["- Tập thể: 1.560.000 đồng", "- Tập thể: 1,2 triệu đồng/bằng", "- Tập thể: 2 lần mức lương"]
)
def test_what_a_paper_is_worth_is_nobody(money: str) -> None:
    assert read("UBND xã ban hành mức thưởng kèm Giấy khen như sau:", money)["awards"] == []


def test_numbers_that_the_sentence_has_are_not_counted_again() -> None:
    data = read("UBND xã tặng Giấy khen cho 2 tập thể và 1 cá nhân, gồm:", *GROUPS)

    assert awards_of(data) == [("UBND xã", "Giấy khen", {"collectives": 2, "individuals": 1})]


@pytest.mark.parametrize(
    "announcing",
    [
        ("Chủ tịch UBND xã ban hành Quyết định số 35/QĐ-UBND về việc tặng Giấy khen cho tập thể. Cụ thể:",),
        ("Chủ tịch UBND xã quyết định tặng Giấy khen cho các tập thể, cá nhân có tên sau:",),
        ("Chủ tịch UBND xã vừa tặng Giấy khen cho nhiều tập thể, cá nhân.", "Danh sách cụ thể như sau:"),
    ],
)
def test_a_decision_gives_to_whom_it_lists(announcing: tuple[str, ...]) -> None:
    data = read(*announcing, *GROUPS)
    (award,) = data["awards"]

    assert (award["grantor"], award["form"]) == ("Chủ tịch UBND xã", "Giấy khen")
    assert numbers_of(award) == {"collectives": 2, "individuals": 1}
    assert sorted(award["names"]) == ["Hội Nông dân xã", "Siu Thuân", "Trạm Y tế xã"]


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (("I. TẬP THỂ", "1. Hội Nông dân xã", "2. Trạm Y tế xã"), {"collectives": 2}),
        (
            ("- Tập thể: Hội Nông dân xã, Trạm Y tế xã.", "- Cá nhân: ông Siu Thuân."),
            {"collectives": 2, "individuals": 1},
        ),
        (
            ("Tập thể: 2", "Cá nhân: 15 đồng chí", "Hộ gia đình: 04"),
            {"collectives": 2, "individuals": 15, "households": 4},
        ),
        (("* Cá nhân gồm:", "- Ông Siu Thuân;", "- Bà Rơ Lan H'Phiên."), {"individuals": 2}),
        (("- Hộ gia đình (02):", "- Hộ ông Siu Thuân;", "- Hộ bà Ksor H'Lan."), {"households": 2}),
    ],
)
def test_groups_have_numbers_or_names(groups: tuple[str, ...], expected: dict[str, int]) -> None:
    data = read("UBND xã quyết định tặng Giấy khen cho các tập thể, cá nhân sau:", *groups)

    assert [numbers_of(award) for award in data["awards"]] == [expected]


def test_a_number_that_is_not_that_of_the_names_is_told() -> None:
    data = read(
        "UBND xã quyết định tặng Giấy khen cho các tập thể, cá nhân sau:", "1. Tập thể (03):", *GROUPS[1:]
    )

    assert "awards_names_incomplete" in codes_of(data)


# ---------------------------------------------------------------- below a headline

LISTS = (
    "(Kèm theo Quyết định số 15/QĐ-UBND ngày 28/12/2023 của Chủ tịch UBND xã Ea Kly)",
    "I. Tập thể",
    "1. Chi hội Nông dân thôn 1\n2. Trạm Y tế xã",
    "II. Cá nhân",
    "1. Ông Lê Đình Phú, thôn 2\n2. Bà Trần Thị Ba, thôn 3\n3. Ông Hồ Văn Tư, thôn 4",
)


@pytest.mark.parametrize(
    "headline",
    [
        "Danh sách đề nghị khen thưởng năm 2023",
        "Danh sách dự kiến khen thưởng năm 2023",
        "Danh sách đại biểu dự lễ tuyên dương năm 2023",
        "Danh sách đề nghị Chủ tịch UBND tỉnh tặng Bằng khen",
        "Danh sách hộ nghèo năm 2023",
    ],
)
def test_lists_below_a_headline_of_something_else_give_nothing(headline: str) -> None:
    assert awards_of(press.read("\n\n".join((headline, *LISTS))).as_data()) == []


@pytest.mark.parametrize(
    ("headline", "grantor", "form"),
    [
        ("DANH SÁCH KHEN THƯỞNG NĂM 2023", "Chủ tịch UBND xã Ea Kly", "Khen thưởng"),
        ("Danh sách cá nhân, tập thể được tặng Giấy khen", "Chủ tịch UBND xã Ea Kly", "Giấy khen"),
        ("Danh sách được Hiệu trưởng tặng Giấy khen", "Hiệu trưởng", "Giấy khen"),
    ],
)
def test_a_headline_may_say_what_those_of_the_lists_were_given(
    headline: str, grantor: str, form: str
) -> None:
    data = press.read("\n\n".join((headline, *LISTS))).as_data()

    assert awards_of(data) == [(grantor, form, {"collectives": 2, "individuals": 3})]
