"""That every number beside an award is read, or told."""

from __future__ import annotations

import pytest

from tests.press import numbers_of
from tests.press.test_awards_of_sentences import codes, read


def given(recipients: str) -> tuple[dict[str, int], bool]:
    """The numbers of the award that has these words for its recipients, and whether it is doubted."""
    data = read(f"Chủ tịch UBND huyện tặng Giấy khen cho {recipients}.")
    (award,) = data["awards"]
    return numbers_of(award), any(doubt["field"].startswith("awards") for doubt in data["review"])


@pytest.mark.parametrize(
    "recipients",
    ["9 tập thể/5 cá nhân", "09 tập thể / 05 cá nhân", "9 tập thể & 5 cá nhân", "9 tập thể + 5 cá nhân"],
)
def test_signs_join_numbers_as_words_do(recipients: str) -> None:
    assert given(recipients) == ({"collectives": 9, "individuals": 5}, False)


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        ("4 chi bộ và 15/137 đảng viên", {"collectives": 4, "individuals": 15}),
        ("8/8 tổ dân phố và 3 hộ kinh doanh", {"collectives": 8, "households": 3}),
    ],
)
def test_so_many_of_all_are_so_many(recipients: str, expected: dict[str, int]) -> None:
    assert given(recipients) == (expected, False)


@pytest.mark.parametrize("day", ["Nhân dịp 8/3", "Nhân ngày 1/6", "Chào mừng 20/11"])
def test_a_day_is_no_share(day: str) -> None:
    (award,) = read(f"{day}, UBND xã tặng Giấy khen cho 6 giáo viên.")["awards"]

    assert numbers_of(award) == {"individuals": 6}


def test_the_number_of_a_day_is_not_that_of_people_behind_it() -> None:
    assert "awards_not_found" in codes("Dịp 1/6 học sinh được UBND xã tặng Giấy khen.")


@pytest.mark.parametrize("recipients", ["120 - 130 học sinh", "120-130 học sinh", "từ 120 đến 130 học sinh"])
def test_from_so_many_to_so_many_is_at_least_so_many_and_told(recipients: str) -> None:
    assert given(recipients) == ({"individuals": 120}, True)


def test_the_number_of_a_place_begins_no_range() -> None:
    assert given("Công an quận 5 - 30 cán bộ, chiến sĩ")[0].get("individuals") in (30, None)


@pytest.mark.parametrize(
    "recipients",
    ["9 tập thể và các cá nhân tiêu biểu", "9 tập thể cùng các cá nhân", "9 tập thể, nhiều cá nhân"],
)
def test_those_without_a_number_share_none(recipients: str) -> None:
    assert given(recipients) == ({"collectives": 9}, True)
