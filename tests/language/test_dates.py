"""Dates: what is accepted, what is refused and why, and how they are written."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangvang.language import dates
from bangvang.language.dates import DateError, PartialDate


@pytest.mark.parametrize(
    "typed",
    [
        *("15–10–2024", "15\u201110\u20112024", "15 — 10 — 2024", "15/10/2024.", "15 / 10 / 2024"),
        *("ngày  15 tháng 10  năm 2024", "ngày 15 tháng 10, 2024", "15 tháng 10 năm 2024."),
    ],
)
def test_dashes_of_word_blanks_and_a_last_dot_do_not_count(typed: str) -> None:
    assert dates.parse(typed) == dates.PartialDate(2024, 10, 15)


@pytest.mark.parametrize(
    "typed",
    [
        "", "2/8", "2.6", "17-8", "19.9.24", "24-09-19", "19/9/24", "1/2/3/2024", "2024-09-19T00:00",
        "2024-09-19 10:00", "2023-2024", "20240919", "192024", "٢٠٢٤", "２０２４", "/9/2024",
        "9/2024/", "-2024", "2024-", "2024\n2025", "19/9-2024", "19.9/2024", "2024-09/19", "ngày 9/2024",
        "tháng 19/9/2024", "năm 9/2024", "ngày 19 tháng 9", "19 tháng 9", "tháng 9", "tháng năm 2024",
        "ngày 19 năm 2024", "sáng 19/9/2024", "khoảng 9/2024", "19/9/2024 và 20/9/2024",
        "ngày mười chín tháng 9 năm 2024", "2024 năm", "năm học 2024", "năm 2024-2025",
    ],
)  # fmt: skip
def test_what_is_not_written_as_a_date_is_refused_for_its_form(typed: str) -> None:
    with pytest.raises(DateError) as refusal:
        dates.parse(typed)

    assert refusal.value.reason == "form"


@pytest.mark.parametrize(
    "typed",
    [
        "31.02.2024",
        "ngày 31 tháng 2 năm 2024",
        "13-2024",
        "31/02/2024",
        "29/2/2023",
        "2024-13",
        "13/2024",
        "2024-00",
        "0/5/2024",
        "2024-06-31",
        "32/1/2024",
    ],
)
def test_a_day_the_calendar_lacks_is_impossible(typed: str) -> None:
    with pytest.raises(DateError) as refusal:
        dates.parse(typed)

    assert refusal.value.reason == "impossible"
    assert refusal.value.text == typed


@pytest.mark.parametrize("typed", ["1944", "2101", "0024-09-19", "31/12/1944", "1/2101", "9999"])
def test_a_year_outside_the_archive_is_out_of_range(typed: str) -> None:
    with pytest.raises(DateError) as refusal:
        dates.parse(typed)

    assert refusal.value.reason == "range"


@pytest.mark.parametrize(
    ("typed", "iso", "precision"),
    [
        ("2024-09-19", "2024-09-19", "day"),
        ("19/09/2024", "2024-09-19", "day"),
        ("05/6/2024", "2024-06-05", "day"),
        ("5/6/2024", "2024-06-05", "day"),
        ("29/2/2024", "2024-02-29", "day"),
        ("2024-09", "2024-09", "month"),
        ("09/2024", "2024-09", "month"),
        ("9/2024", "2024-09", "month"),
        ("2024", "2024", "year"),
        (" 2024 ", "2024", "year"),
        ("1945", "1945", "year"),
        ("2100", "2100", "year"),
        # As people write them: with dots, hyphens and words, with or without a nought.
        ("15.10.2024", "2024-10-15", "day"),
        ("15-10-2024", "2024-10-15", "day"),
        ("5-6-2024", "2024-06-05", "day"),
        ("2024-9-19", "2024-09-19", "day"),
        ("2024-09-1", "2024-09-01", "day"),
        ("2024/09/19", "2024-09-19", "day"),
        ("2024.9.19", "2024-09-19", "day"),
        ("19 / 9 / 2024", "2024-09-19", "day"),
        ("Ngày 19/9/2024", "2024-09-19", "day"),
        ("ngày 15 tháng 10 năm 2024", "2024-10-15", "day"),
        ("15 tháng 10 năm 2024", "2024-10-15", "day"),
        ("Ngày 05 tháng 6, năm 2024", "2024-06-05", "day"),
        ("nga\u0300y 5 tha\u0301ng 6 na\u0306m 2024", "2024-06-05", "day"),
        ("9-2024", "2024-09", "month"),
        ("9.2024", "2024-09", "month"),
        ("2024-9", "2024-09", "month"),
        ("2024/9", "2024-09", "month"),
        ("tháng 9/2024", "2024-09", "month"),
        ("tháng 9 năm 2024", "2024-09", "month"),
        ("Tháng 09, năm 2024", "2024-09", "month"),
        ("năm 2024", "2024", "year"),
    ],
)
def test_the_precision_is_what_is_written(typed: str, iso: str, precision: str) -> None:
    date = dates.parse(typed)

    assert (date.iso, date.precision) == (iso, precision)


def test_a_day_without_a_month_cannot_be_made() -> None:
    with pytest.raises(DateError):
        PartialDate(2024, None, 5)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("2023-02", dt.date(2023, 2, 1), dt.date(2023, 2, 28)),
        ("19/9/2024", dt.date(2024, 9, 19), dt.date(2024, 9, 19)),
    ],
)
def test_a_partial_date_spans_every_day_it_can_be(typed: str, first: dt.date, last: dt.date) -> None:
    date = dates.parse(typed)

    assert (date.first_day, date.last_day) == (first, last)


def test_newest_first_a_month_follows_its_days_and_a_year_its_months() -> None:
    typed = ["2023", "2024", "2024-09", "2024-09-01", "2024-09-30", "2024-10-01", "2024-08-31"]

    newest_first = sorted(map(dates.parse, typed), key=lambda date: date.sort_key, reverse=True)

    assert [date.iso for date in newest_first] == [
        "2024-10-01", "2024-09-30", "2024-09-01", "2024-09", "2024-08-31", "2024", "2023",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "short", "long", "english"),
    [
        ("2024-09-19", "19/9/2024", "ngày 19/9/2024", "19 September 2024"),
        ("2024-09", "tháng 9/2024", "tháng 9/2024", "September 2024"),
        ("2024", "năm 2024", "năm 2024", "2024"),
    ],
)
def test_only_the_known_part_of_a_date_is_written(typed: str, short: str, long: str, english: str) -> None:
    date = dates.parse(typed)

    assert (dates.short(date), dates.long(date)) == (short, long)
    assert (dates.short(date, "en"), dates.long(date, "en")) == (english, english)


@pytest.mark.parametrize(
    ("typed", "vietnamese", "english"),
    [
        ("2024-06-05", "Thứ Tư", "Wednesday"),
        ("2024-09-19", "Thứ Năm", "Thursday"),
        ("2024-09-22", "Chủ nhật", "Sunday"),
        ("2024-09", None, None),
        ("2024", None, None),
    ],
)
def test_the_weekday_is_named_only_when_the_day_is_known(
    typed: str, vietnamese: str | None, english: str | None
) -> None:
    date = dates.parse(typed)

    assert (dates.weekday(date), dates.weekday(date, "en")) == (vietnamese, english)


def test_feeds_get_the_first_midnight_in_viet_nam() -> None:
    assert dates.rfc3339(dates.parse("2024-09-19")) == "2024-09-19T00:00:00+07:00"
    assert dates.rfc3339(dates.parse("2024-09")) == "2024-09-01T00:00:00+07:00"


@given(
    st.dates(min_value=dt.date(1945, 1, 1), max_value=dt.date(2100, 12, 31)),
    st.sampled_from(["day", "month", "year"]),
)
def test_a_date_written_is_read_back(day: dt.date, precision: str) -> None:
    date = dates.of(day)
    if precision != "day":
        date = PartialDate(day.year, day.month if precision == "month" else None)

    spellings = {date.iso, dates.long(date).removeprefix("ngày ").removeprefix("tháng ").removeprefix("năm ")}

    assert {dates.parse(spelling) for spelling in spellings} == {date}
    assert date.first_day <= day <= date.last_day
