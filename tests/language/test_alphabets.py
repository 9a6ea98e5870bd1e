"""Which alphabet a line was read in: of two that may be, the one in which the line is Vietnamese."""

from __future__ import annotations

import pytest

from bangvang.language import alphabets


@pytest.mark.parametrize(
    "word",
    [
        *(
            "nghiêng",
            "khuya",
            "quốc",
            "quyên",
            "giêng",
            "gì",
            "khuỷu",
            "người",
            "rượu",
            "hươu",
            "xoay",
            "ngoéo",
        ),
        *("đắk", "lắk", "thuở", "uỷ", "yêu", "ương", "quạu", "bướm", "hoẵng", "luân", "tuệ"),
    ],
)
def test_a_syllable_of_the_language_is_one(word: str) -> None:
    assert alphabets.is_syllable(word)


@pytest.mark.parametrize("word", ["taởng", "traứo", "daõn", "müller", "thÿnh", "hđnd"])
def test_what_only_has_the_letters_of_the_language_is_no_syllable(word: str) -> None:
    assert not alphabets.is_syllable(word)


@pytest.mark.parametrize(
    ("typed", "kind", "meant"),
    [
        ("Coâng an tænh Quaûng Nam taëng Baèng khen", "vni", "Công an tỉnh Quảng Nam tặng Bằng khen"),
        (
            "Phong traøo toaøn daân baûo veä an ninh Toå quoác",
            "vni",
            "Phong trào toàn dân bảo vệ an ninh Tổ quốc",
        ),
        ("Möôøi taäp theå ñöôïc khen thöôûng", "vni", "Mười tập thể được khen thưởng"),
        ("C«ng an tØnh Qu¶ng Nam tÆng B»ng khen", "tcvn3", "Công an tỉnh Quảng Nam tặng Bằng khen"),
        ("Phßng C¶nh s¸t ph¶n øng nhanh", "tcvn3", "Phòng Cảnh sát phản ứng nhanh"),
    ],
)
def test_a_line_is_told_by_the_alphabet_in_which_it_is_vietnamese(typed: str, kind: str, meant: str) -> None:
    assert alphabets.misread([typed]) == (kind, {0: meant})


@pytest.mark.parametrize(
    "line", ["Ông Müller và bà Crêpe", "Công an tỉnh Quảng Nam", "Điện Biên Phủ", "Café Đồng Xanh"]
)
def test_a_line_of_unicode_is_left_alone(line: str) -> None:
    assert alphabets.misread([line]) is None
