"""The names by which an article is found beside what it tells: those of its province, and no other's."""

from __future__ import annotations

import pytest

from tests.search import needs_archive


def facts(province: str, date: str, form: str = "Bằng khen") -> list[str]:
    row = {
        "title": "Khen",
        "date": date,
        "province": province,
        "awards": [("Trung ương Đoàn", form, "Lê Văn Lan")],
        "body": "Tin.",
    }
    _, said = needs_archive.said("content/x/khen.md", needs_archive.written(row))
    return said.facts.split("\n")


def test_an_article_is_found_by_the_former_names_of_its_own_province() -> None:
    assert "Hà Tây" in facts("Hà Nội", "2020-01-01")
    assert "Nghệ Tĩnh" in facts("Hà Tĩnh", "2020-01-01")


@pytest.mark.parametrize(
    ("province", "date"), [("Bình Định", "2024-01-01"), ("Gia Lai", "2024-01-01"), ("Gia Lai", "2025-09-01")]
)
def test_a_former_name_that_holds_another_province_is_no_name_of_an_article(province: str, date: str) -> None:
    assert not [line for line in facts(province, date) if "Kon Tum" in line]


def test_what_a_province_has_become_brings_its_name_but_not_its_former_ones() -> None:
    lines = facts("Bình Dương", "2024-01-01")

    assert [line for line in lines if "Hồ Chí Minh" in line]
    assert "Sài Gòn - Gia Định" not in lines


@pytest.mark.parametrize(
    "form", ["Bằng khen", "Bằng khen của Trung ương Đoàn", "Huân chương Lao động hạng Nhì"]
)
def test_who_gave_it_and_its_class_are_no_name_of_an_award(form: str) -> None:
    assert not [line for line in facts("Hà Nội", "2020-01-01", form) if "“" in line]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("Huy hiệu Tuổi trẻ dũng cảm", "Huy hiệu “Tuổi trẻ dũng cảm” của Trung ương Đoàn"),
        ('Huy hiệu "Tuổi trẻ dũng cảm"', "Huy hiệu “Tuổi trẻ dũng cảm” của Trung ương Đoàn"),
        (
            "Kỷ niệm chương “Vì sức khỏe nhân dân”",
            "Kỷ niệm chương “Vì sức khỏe nhân dân” của Trung ương Đoàn",
        ),
    ],
)
def test_the_name_behind_the_form_of_an_award_is_searched(form: str, said: str) -> None:
    assert said in facts("Hà Nội", "2020-01-01", form)
