"""Dates as newspapers give them: a day, or only a month, or only a year. No clock and no locale."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from bangvang.problems import Language

FIRST_YEAR, LAST_YEAR = 1945, 2100

Precision = Literal["day", "month", "year"]


class DateError(ValueError):
    """A date that cannot be read.

    `reason` is `form` (not one of the accepted forms), `impossible` (31/02/2024) or `range` (a year outside
    1945–2100).
    """

    def __init__(self, text: str, reason: Literal["form", "impossible", "range"]) -> None:
        super().__init__(f"not a date ({reason}): {text!r}")
        self.text = text
        self.reason = reason


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, the month or the year. Raises DateError when there is no such date."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise DateError(self._typed(), "range")
        if self.month is None:
            if self.day is not None:
                raise DateError(self._typed(), "form")
            return
        if not 1 <= self.month <= 12:
            raise DateError(self._typed(), "impossible")
        if self.day is not None and not 1 <= self.day <= calendar.monthrange(self.year, self.month)[1]:
            raise DateError(self._typed(), "impossible")

    def _typed(self) -> str:
        return "-".join(str(part) for part in (self.year, self.month, self.day) if part is not None)

    @property
    def precision(self) -> Precision:
        """What is known: `day`, `month` or `year`."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def iso(self) -> str:
        """The known part in ISO 8601: `2024-09-19`, `2024-09` or `2024`."""
        if self.month is None:
            return f"{self.year:04d}"
        if self.day is None:
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    @property
    def first_day(self) -> dt.date:
        """The earliest day it can be."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> dt.date:
        """The latest day it can be."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """A total order. Newest first, what is known to the month only follows the days of that month."""
        return self.year, self.month or 0, self.day or 0


# [0-9], not \d: the latter takes the digits of every script.
_DAY, _MONTH, _YEAR = "(?P<day>[0-9]{1,2})", "(?P<month>[0-9]{1,2})", "(?P<year>[0-9]{4})"
_DASH = re.compile("[\u2010-\u2015\u2212]")
_PART = " ?(?P<part>[-./]) ?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        f"(?:ngày )?{_DAY}{_PART}{_MONTH} ?(?P=part) ?{_YEAR}",
        f"{_YEAR}{_PART}{_MONTH} ?(?P=part) ?{_DAY}",
        f"(?:tháng )?{_MONTH}{_PART}{_YEAR}",
        f"{_YEAR}{_PART}{_MONTH}",
        f"(?:(?:ngày )?{_DAY} )?tháng {_MONTH}(?:,? năm|,) {_YEAR}",
        f"(?:năm )?{_YEAR}",
    )
)


def parse(text: str) -> PartialDate:
    """Read `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, `dd/mm/yyyy` or `mm/yyyy`, with `-`, `/` or `.` between numbers,
    or `ngày 15 tháng 10 năm 2024`; the precision is what is written. What kind of dash, how many
    blanks, and a dot at the end do not count.

    Raises DateError for anything else. Dates without a year (`2/8`, `2.6`) are not guessed at.
    """
    typed = " ".join(_DASH.sub("-", unicodedata.normalize("NFC", text)).lower().removesuffix(".").split())
    for form in _FORMS:
        match = form.fullmatch(typed)
        if match is not None:
            found = match.groupdict()
            year, month, day = (
                int(found[part]) if found.get(part) else None for part in ("year", "month", "day")
            )
            try:
                return PartialDate(year or 0, month, day)
            except DateError as error:
                raise DateError(text, error.reason) from None
    raise DateError(text, "form")


def of(day: dt.date) -> PartialDate:
    """Return the partial date that is exactly this day."""
    return PartialDate(day.year, day.month, day.day)


_WEEKDAYS = {
    "vi": ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def short(d: PartialDate, lang: Language = "vi") -> str:
    """Write the date for a list: `19/9/2024`, `tháng 9/2024`, `năm 2024`; English as in `long`."""
    if lang == "vi" and d.day is not None:
        return f"{d.day}/{d.month}/{d.year}"
    return long(d, lang)


def long(d: PartialDate, lang: Language = "vi") -> str:
    """Write the date for a sentence: `ngày 19/9/2024`, `tháng 9/2024`, `năm 2024`; `19 September 2024`."""
    if lang == "en":
        month = [] if d.month is None else [_ENGLISH_MONTHS[d.month - 1]]
        return " ".join([*([] if d.day is None else [str(d.day)]), *month, str(d.year)])
    if d.month is None:
        return f"năm {d.year}"
    if d.day is None:
        return f"tháng {d.month}/{d.year}"
    return f"ngày {d.day}/{d.month}/{d.year}"


def weekday(d: PartialDate, lang: Language = "vi") -> str | None:
    """Name the day of the week, `Thứ Năm`; None unless the day is known."""
    return None if d.day is None else _WEEKDAYS[lang][d.first_day.weekday()]


def rfc3339(d: PartialDate) -> str:
    """Write the first moment of the date in Việt Nam, for feeds: `2024-09-19T00:00:00+07:00`."""
    return f"{d.first_day.isoformat()}T00:00:00+07:00"
