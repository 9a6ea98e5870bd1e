"""Titles break between words, not inside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangvang.language.ties import TIE, tied


@pytest.mark.parametrize(
    ("title", "groups"),
    [
        ("cá rô nhân dịp hội", ["cá", "rô", "nhân", "dịp", "hội"]),
        ("Khen thưởng 33 tập thể, cá nhân", ["Khen thưởng", "33 tập thể,", "cá nhân"]),
        ("tập thể, cá nhân", ["tập thể,", "cá nhân"]),
        ("đến tập, thể lệ", ["đến", "tập,", "thể", "lệ"]),
        ("giai đoạn 2019 – 2024", ["giai đoạn", "2019 – 2024"]),
        ("Công an Quảng Nam", ["Công an", "Quảng Nam"]),
        ("TP. Hồ Chí Minh đón", ["TP. Hồ Chí Minh", "đón"]),
        ("xoá đói, Uỷ ban", ["xoá", "đói,", "Uỷ ban"]),
        ("bảo vệ “an ninh Tổ quốc”", ["bảo vệ", "“an ninh", "Tổ quốc”"]),
        ("TOÀN DÂN BẢO VỆ", ["TOÀN DÂN BẢO VỆ"]),
        ("Có 1.024 hộ", ["Có", "1.024 hộ"]),
        ("năm 2023 có 3 tin", ["năm 2023", "có", "3 tin"]),
        ("", [""]),
    ],
)
def test_a_line_may_end_between_words_alone(title: str, groups: list[str]) -> None:
    shown = [group.replace(TIE, " ") for group in tied(title).split(" ")]

    assert shown == groups


def test_a_long_name_may_be_broken() -> None:
    groups = tied("Hội Liên Hiệp Phụ Nữ Việt Nam Thành Phố Hồ Chí Minh").split(" ")

    assert len(groups) > 2
    assert max(map(len, groups)) <= 18


@given(st.text(alphabet="aăâbcdđeê AĐ12.,–- \u00a0", max_size=40))
def test_nothing_but_spaces_is_changed(title: str) -> None:
    shown = tied(title)

    assert shown.replace(TIE, " ") == title.replace(TIE, " ")
    assert len(shown) == len(title)
