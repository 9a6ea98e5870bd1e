"""Years and days in words mean what they mean to who types them, and nothing as part of a text."""

from __future__ import annotations

import re

import pytest

from bangvang.language import text
from bangvang.search import Seen, corrections, lexicon
from bangvang.search.corrections import Answer
from bangvang.search.reading import read
from tests.search import samples


@pytest.mark.parametrize(
    "q",
    [
        "quảng trị 2020",
        "năm:2019..2021 y tế",
        "năm:2020",
        '"từ năm 2020 đến 2021"',
        "22/10/2020",
        "123/2020-2021/QĐ",
        "hiến máu 2020 -2021",
        "tháng 9 2024",
        "0912345678",
        "trước đây",
        "sau bão số 3",
        "tháng thanh niên",
        "đầu năm học",
        "hoa hậu quý bà",
        "1.200 m2",
    ],
)
def test_other_numbers_and_words_are_read_as_they_stand(q: str) -> None:
    assert read(q) is None


@pytest.mark.parametrize(
    ("q", "meant"),
    [
        ("quảng trị 2020-2021", "quảng trị năm:2020..2021"),
        ("giai đoạn 2017 – 2022 tây ninh", "năm:2017..2022 tây ninh"),
        ("Y tế từ năm 2020 đến hết năm 2021", "Y tế năm:2020..2021"),
        ("y te tu 2020 den 2021", "y te năm:2020..2021"),
        ("2019..2021 y tế", "năm:2019..2021 y tế"),
        ("y tế trước năm 2021", "y tế năm:..2020"),
        ("y tế sau 2021", "y tế năm:2022.."),
        ("y tế từ 2020 tới nay", "y tế năm:2020.."),
        ("y tế kể từ năm 2020", "y tế năm:2020.."),
        ("năm: 2018 biên phòng", "năm:2018 biên phòng"),
        ("năm:20-22 y tế", "năm:2020..2022 y tế"),
        ("các năm 2018, 2019 biên phòng", "năm:2018..2019 biên phòng"),
        ("mồng 3 tháng 3 năm 2018", "3/3/2018"),
        ("mùng ba tháng ba", "3/3"),
        ("ngày 4 tháng tư năm 2023", "4/4/2023"),
        ("4/4/23", "4/4/2023"),
        ("04042023", "4/4/2023"),
        ("t3/2022 huế", "tháng 3/2022 huế"),
        ("tháng tư 2023", "tháng 4/2023"),
        ("tháng mười hai năm 2022", "tháng 12/2022"),
        ("tháng chạp", "tháng 12"),
        ("quý 3 2022 huế", "2022 huế"),
        ("hè năm 2023 huế", "2023 huế"),
    ],
)
def test_years_and_days_in_words_are_read(q: str, meant: str) -> None:
    reading = read(q)

    assert reading is not None
    assert reading.questions[-1] == meant
    assert re.search(lexicon.cues(), f" {text.fold(q)} ")


ARTICLES = [
    samples.document("old", "Y tế huyện.", "tháng 8/2018\nnăm 2018", date="2018-08-01"),
    samples.document("new", "Y tế xã. Năm học 2021-2022.", "tháng 8/2022\nnăm 2022", date="2022-08-01"),
    samples.document("salad", "Y tế 2019. Tháng ba. Tư vấn 2021.", "năm 2023", date="2023-01-01"),
]


def answer(q: str, *, insists: bool = False) -> Answer:
    return corrections.answer([Seen(*article) for article in ARTICLES], q, insists=insists)


def test_what_an_article_says_in_those_very_words_stays_as_it_was_typed() -> None:
    shown = answer("y tế năm học 2021-2022 ")

    assert (shown.way, shown.found.ids) == (None, ("new",))


@pytest.mark.parametrize(
    ("q", "way", "ids"),
    [
        ("y tế 2017-2019 ", "y tế năm:2017..2019", ("old",)),
        ("y tế trước 2023 ", "y tế năm:..2022", ("new", "old")),
        ("y tế 2019, 2021 ", None, ("salad",)),
        ("y tế quý 3 2022 ", "y tế tháng 7/2022 hoặc y tế tháng 8/2022 hoặc y tế tháng 9/2022", ("new",)),
        ("y tế quý 1 2018 ", "y tế 2018", ("old",)),
    ],
)
def test_a_span_finds_the_reports_of_its_years(q: str, way: str | None, ids: tuple[str, ...]) -> None:
    shown = answer(q)

    assert (shown.way and shown.way.q, shown.found.ids) == (way, ids)


def test_who_insists_gets_the_numbers_as_words() -> None:
    assert answer("y tế 2019-2021 ", insists=True).found.ids == ("salad",)


def test_ends_that_stand_the_wrong_way_are_turned() -> None:
    assert answer("năm:2019..2017 y tế ").found.ids == ("old",)
