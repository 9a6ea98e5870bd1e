"""What was meant by a name as somebody spelled it."""

from __future__ import annotations

import pytest

from bangvang.language import spelling


def test_two_things_cannot_share_a_name() -> None:
    with pytest.raises(ValueError, match="hoa-lu"):
        spelling.Names([("hoa-binh", ["Hòa Bình"]), ("hoa-lu", ["Hoà Bình"])])


def test_a_name_without_marks_that_fits_two_things_is_found_for_neither() -> None:
    names = spelling.Names([("tien", ["Bạc"]), ("huong", ["Bắc"])])

    assert (names.find("bac"), names.find("bằc"), names.find("Bạc"), names.find("BẮC")) == (
        None,
        None,
        "tien",
        "huong",
    )


def test_a_prefix_may_stand_before_a_name_but_is_no_name() -> None:
    names = spelling.Names([("bac", ["Phía Bắc"])], prefix="khu vực ")

    assert names.find("khu vực phía bắc") == names.find("Khu vực phia-bac") == "bac"
    assert names.find("khu vực") is None
    assert names.find("các khu vực phía bắc") is None
    assert names.nearest("khu vực phía bác") == "bac"


@pytest.mark.parametrize("word", ["", "xyz", "Huân chương", "q"])
def test_nothing_is_suggested_for_what_resembles_nothing(word: str) -> None:
    assert spelling.nearest(word, ["Quảng Nam", "Quảng Ngãi", "Kon Tum"]) is None


@pytest.mark.parametrize(
    ("word", "candidates", "meant"),
    [
        ("provnce", ["title", "province", "programme"], "province"),
        ("quang nan", ["Quảng Ninh", "Quảng Nam", "Quảng Ngãi"], "Quảng Nam"),
        ("Bắc", ["Bạc", "Bác", "Bắc"], "Bắc"),
        ("bac", ["Bạc", "Bác"], "Bạc"),
        ("Giấy khenn", ["Bằng khen", "Giấy khen"], "Giấy khen"),
    ],
)
def test_the_candidate_most_alike_is_suggested(word: str, candidates: list[str], meant: str) -> None:
    assert spelling.nearest(word, candidates) == meant
