"""The names by which an article is found beside what it tells: those of its province, and no other's."""

from __future__ import annotations

import pytest

from tests.search import needs_archive


def facts(province: str, date: str) -> list[str]:
    row = {
        "title": "Khen",
        "date": date,
        "province": province,
        "awards": [("Bộ Công an", "Bằng khen", "Lê Văn Lan")],
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
