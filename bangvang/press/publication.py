"""Lines that say when a report was published."""

from __future__ import annotations

import re

from bangvang.facts import places
from bangvang.facts.places import Place
from bangvang.language.dates import DateError, PartialDate
from bangvang.press.findings import Finding, quote
from bangvang.press.manuscript import Paragraph

_DAY = r"(?P<day>\d{1,2})\s?[/.\-]\s?(?P<month>\d{1,2})\s?[/.\-]\s?(?P<year>\d{4})"
_IN_WORDS = (
    r"(?:ngày\s+)?(?P<day2>\d{1,2})\s+tháng\s+(?P<month2>\d{1,2})(?:\s+năm\s+|\s?[,/]?\s?)(?P<year2>\d{4})"
)
_ISO = r"(?P<year3>\d{4})-(?P<month3>\d\d)-(?P<day3>\d\d)(?:[t ]\d\d:\d\d\S*)?"
_CLOCK = r"\d{1,2}\s?(?::|h|giờ)\s?\d\d(?::\d\d)?\s*(?:am|pm|sa|ch)?"
_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|bẩy|2|3|4|5|6|7)|chủ\s+nhật|t[2-7]|cn)"
_LABELS = (
    r"(?:[-•*|]?\s*(?:được\s+)?(?:cập nhật(?: lần cuối)?|ngày đăng|đăng ngày|đăng lúc|xuất bản|ngày cập nhật"
    r"|thời gian|ngày xuất bản|đăng bởi\s+[^|:]{0,40}|ngày tạo|ngày viết|post(?:ed)?)"
    r"(?:\s+(?:ngày|lúc|vào))?\s*:?\s*)"
)
_ZONE = r"\(?\[?(?:gmt|utc)\s?\+?\s?0?7?(?::00)?\]?\)?"
_PUBLISHED = re.compile(
    rf"^(?P<name>[^\d|:]{{2,40}}?\s*[-–|,·•]\s*)?{_LABELS}?(?:{_WEEKDAY}[,\s|-]*)?(?:{_CLOCK}[,\s|"
    rf"\-–]*)?(?:{_WEEKDAY}[,\s|-]*)?(?:lúc|ngày)?\s*"
    rf"(?:{_DAY}|{_IN_WORDS}|{_ISO})[,\s|\-–lúc]*(?:{_CLOCK})?[\s|,]*(?:{_ZONE})?[\s|.]*(?:(?:lượt xem|"
    rf"đã xem|xem)\s*:?.*)?$"
)
_DIVIDES = " -–|,·•"
_BARE_DAY = r"\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{4}"
_NAME_FIRST = re.compile(
    rf"^(?P<name>[^\d|:]{{4,40}}?)\s+(?=(?:{_BARE_DAY}\s+{_CLOCK}|{_CLOCK}\s+{_BARE_DAY})\s*$)"
)
# "ANHP 04/10/2019", "Lê Hân 04/10/2019": every word with a capital.
_SIGNED = re.compile(
    rf"^(?P<name>(?:(?!Ngày|Sáng|Chiều|Tối)(?![a-zđ])[^\W\d_][\w.&]*\s+){{1,4}})(?={_BARE_DAY}\s*$)"
)
# "05/09/2019 17:05 | VÕ TÙNG"
_NAME_LAST = re.compile(r"(?<=\d)\s*[|–-]\s*(?P<name>(?![a-zđ])[^\W\d_][^\d|:]{3,38})$")


_DATELINE = re.compile(
    rf"\s*(?P<place>[^\W\d_]+(?:[\s.-][^\W\d_]+){{0,3}}),?\s+(?:ngày\s+)?{_DAY}\s*(?:\([^()]{{2,14}}\)\s*)?[-–—:]\s+"
    r"(?=\S)"
)


def dateline(paragraph: Paragraph) -> tuple[Finding[Place], Finding[PartialDate], int] | None:
    """Place and day that an agency's report opens with ("Hà Nội, 6/9/2016 - …"), and where it goes on."""
    match = _DATELINE.match(paragraph.text[:90])
    place = places.find(match["place"]) if match is not None else None
    if match is None or place is None or len(paragraph.text) < match.end() + 40:
        return None
    try:
        date = PartialDate(int(match["year"]), int(match["month"]), int(match["day"]))
    except DateError:
        return None
    words = quote(match[0])
    return Finding(place, words, paragraph.line), Finding(date, words, paragraph.line), match.end()


def read(paragraph: Paragraph) -> tuple[Finding[PartialDate], str | None] | None:
    """The date of a line that only says when a report was published, and a name that stands with it."""
    lowered = paragraph.small.strip()
    if lowered.startswith("(") and lowered.endswith(")"):
        lowered = lowered[1:-1].strip()
    name_first = _NAME_FIRST.match(lowered) or _SIGNED.match(paragraph.text.strip())
    name_last = _NAME_LAST.search(paragraph.text.rstrip()) if name_first is None else None
    rest = lowered[name_first.end() :] if name_first is not None else lowered
    match = _PUBLISHED.match(rest[: name_last.start()] if name_last is not None else rest)
    if match is None:
        return None
    parts = [
        match["day"] or match["day2"] or match["day3"],
        match["month"] or match["month2"] or match["month3"],
    ]
    year = match["year"] or match["year2"] or match["year3"]
    try:
        date = PartialDate(int(year), int(parts[1]), int(parts[0]))
    except (DateError, ValueError):
        return None
    before = match["name"] or ""
    name = (
        paragraph.text.strip()[: name_first.end()].strip(_DIVIDES)
        if name_first
        else paragraph.text.strip()[: len(before)].strip(_DIVIDES)
    )
    if not name and name_last is not None:
        name = name_last["name"].strip()
    return Finding(date, quote(paragraph.text), paragraph.line), name or None
