"""Titles for the living and the dead, and badges of the Party, each with its own number."""

from __future__ import annotations

from typing import Any

import pytest

from bangvang import press
from tests.press import awards_of, codes_of, numbers_of

BEFORE = "Lễ trao tặng, truy tặng\n\nNgày 9/4/2015, UBND tỉnh Bắc Kạn tổ chức lễ trao tặng.\n\n"
MOTHER = "Bà mẹ Việt Nam anh hùng"


def read(told: str) -> dict[str, Any]:
    return press.read(BEFORE + told).as_data()


def titles(told: str) -> list[tuple[str, dict[str, int], bool]]:
    return [(a["form"], numbers_of(a), bool(a["posthumous"])) for a in read(told)["awards"]]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Chủ tịch nước truy tặng danh hiệu Bà mẹ Việt Nam Anh hùng cho 11 mẹ.",
            [(MOTHER, {"individuals": 11}, True)],
        ),
        (
            "Chủ tịch nước tặng Huân chương Độc lập hạng Ba cho 3 cá nhân, truy tặng Huân chương Dũng cảm "
            "cho 2 "
            "cá nhân.",
            [
                ("Huân chương Độc lập hạng Ba", {"individuals": 3}, False),
                ("Huân chương Dũng cảm", {"individuals": 2}, True),
            ],
        ),
        (
            "Chủ tịch nước phong tặng và truy tặng danh hiệu Bà mẹ Việt Nam Anh hùng cho 11 mẹ.",
            [(MOTHER, {"individuals": 11}, False)],
        ),
    ],
)
def test_who_is_dead_is_not_guessed(sentence: str, expected: list[tuple[str, dict[str, int], bool]]) -> None:
    assert titles(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Có 11 mẹ được phong tặng và truy tặng danh hiệu Bà mẹ Việt Nam Anh hùng, trong đó 2 mẹ được phong "
        "tặng, "
        "9 mẹ được truy tặng.",
        "Đợt này có 11 mẹ được tặng danh hiệu Bà mẹ Việt Nam Anh hùng (phong tặng 2 mẹ, truy tặng 9 mẹ).",
        "Chủ tịch nước phong tặng danh hiệu Bà mẹ Việt Nam Anh hùng cho 2 mẹ và truy tặng cho 9 mẹ.",
        "Lãnh đạo tỉnh trao danh hiệu “Bà mẹ Việt Nam Anh hùng” cho 2 mẹ còn sống và truy tặng 9 mẹ.",
    ],
)
def test_the_living_and_the_dead_are_two_awards(sentence: str) -> None:
    assert titles(sentence) == [(MOTHER, {"individuals": 2}, False), (MOTHER, {"individuals": 9}, True)]


# ---------------------------------------------------------------- badges of the Party


@pytest.mark.parametrize(
    "sentence",
    [
        "Huyện ủy trao Huy hiệu 60 năm tuổi Đảng cho 1 đồng chí, 50 năm tuổi Đảng cho 4 đồng chí, 40 năm "
        "tuổi "
        "Đảng cho 4 đồng chí.",
        "Huyện ủy trao Huy hiệu Đảng cho 9 đảng viên: 60 năm cho 1 đồng chí, 50 năm cho 4 đồng chí, 40 năm "
        "cho 4 "
        "đồng chí.",
        "Huyện ủy trao Huy hiệu Đảng cho 9 đảng viên, gồm 1 đồng chí nhận Huy hiệu 60 năm, 4 đồng chí nhận "
        "Huy "
        "hiệu 50 năm và 4 đồng chí 40 năm tuổi Đảng.",
    ],
)
def test_badges_are_told_by_their_years(sentence: str) -> None:
    assert [award[1:] for award in awards_of(read(sentence))] == [
        ("Huy hiệu 60 năm tuổi Đảng", {"individuals": 1}),
        ("Huy hiệu 50 năm tuổi Đảng", {"individuals": 4}),
        ("Huy hiệu 40 năm tuổi Đảng", {"individuals": 4}),
    ]
    assert "awards_twice" not in codes_of(read(sentence))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Nhân kỷ niệm 80 năm, Huyện ủy trao Huy hiệu 60 năm tuổi Đảng cho 5 đồng chí.",
            [("Huyện ủy", "Huy hiệu 60 năm tuổi Đảng", {"individuals": 5})],
        ),
        (
            "Huyện ủy trao Huy hiệu Đảng cho 5 đồng chí, có người hơn 60 năm, trên 70 năm theo Đảng.",
            [("Huyện ủy", "Huy hiệu Đảng", {"individuals": 5})],
        ),
        (
            "Tỉnh đoàn trao Huy hiệu Tuổi trẻ dũng cảm cho 1 đoàn viên, nhân 90 năm ngày thành lập.",
            [("Tỉnh đoàn", "Huy hiệu Tuổi trẻ dũng cảm", {"individuals": 1})],
        ),
    ],
)
def test_other_years_are_no_badge(
    sentence: str, expected: list[tuple[str | None, str, dict[str, int]]]
) -> None:
    assert awards_of(read(sentence)) == expected


@pytest.mark.parametrize(
    "told",
    [
        "Trao tặng, truy tặng danh hiệu Bà mẹ Việt Nam Anh hùng cho 12 mẹ (2 mẹ còn sống, 10 mẹ đã mất).",
        "Trao tặng, truy tặng danh hiệu Bà mẹ Việt Nam Anh hùng cho 12 mẹ, 10 mẹ đã mất, 2 mẹ hiện còn sống.",
    ],
)
def test_who_lives_may_be_told_without_a_verb(told: str) -> None:
    assert sorted(titles(told), key=str) == [
        (MOTHER, {"individuals": 10}, True),
        (MOTHER, {"individuals": 2}, False),
    ]


@pytest.mark.parametrize(
    "verbs", ["trao tặng, truy tặng", "phong tặng và truy tặng", "truy tặng và phong tặng"]
)
def test_both_without_numbers_of_each_is_doubted(verbs: str) -> None:
    told = "UBND tỉnh {} danh hiệu Bà mẹ Việt Nam Anh hùng cho 12 mẹ."

    assert "awards_living_and_dead" in codes_of(read(told.format(verbs)))
    assert "awards_living_and_dead" not in codes_of(read(told.format("truy tặng")))


def test_each_badge_goes_to_whom_it_is_given() -> None:
    told = (
        "Đảng ủy xã trao Huy hiệu 75 năm tuổi Đảng tặng đồng chí Nguyễn Thị Gái và "
        + "Huy hiệu 30 năm tuổi Đảng tặng 6 đồng chí."
    )

    assert titles(told) == [
        ("Huy hiệu 75 năm tuổi Đảng", {"individuals": 1}, False),
        ("Huy hiệu 30 năm tuổi Đảng", {"individuals": 6}, False),
    ]
