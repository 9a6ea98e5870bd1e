"""What social networks print around a text: the page's name and the time above it, reactions below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bangvang.language.dates import DateError, PartialDate
from bangvang.press.findings import Finding, quote
from bangvang.press.manuscript import Paragraph

_HEAD = 4
"""How many lines of a page may stand above the text."""
_CLOCK = r"\d{1,2}:\d\d"
_AGO = r"(?:\d{1,2}\s?(?:giờ|phút|ngày|tuần|h|m)(?:\s+trước)?|vừa xong|hôm qua|hôm nay|hôm kia)"
_WRITTEN = (
    r"\d{1,2}\s+tháng\s+\d{1,2}(?:,?\s+(?:năm\s+)?\d{4})?|\d{1,2}/\d{1,2}(?:/\d{4})?|"
    rf"{_CLOCK}\s+\d{{1,2}}/\d{{1,2}}/\d{{4}}"
)
_TIME = re.compile(
    rf"(?:đã gửi[^·•|]{{0,60}}[·•|]\s*)?(?:{_AGO}|{_WRITTEN})(?:\s+(?:lúc\s+)?{_CLOCK})?"
    r"\s*(?P<mark>[·•]\s*)?[^\w]*$"
)
_ADDED = re.compile(
    r"^.{2,80}?\s(?:đã thêm \d+ (?:ảnh|video)(?: mới)?|đã chia sẻ (?:một )?(?:bài viết|liên kết|ảnh|kỷ niệm)|"
    r"đã cập nhật|đang ở|đang phát trực tiếp|cùng với .{2,60})\.?$"
)
_NUMBER = r"\d[\d.,]*\s?[km]?"
_REACTION = r"(?:lượt\s+)?(?:bình luận|chia sẻ|thích|xem|cảm xúc)"
_REACTIONS = re.compile(
    rf"\+?{_NUMBER}|(?:{_NUMBER}\s+)?{_REACTION}(?:\s+{_NUMBER}\s+{_REACTION})?"
    rf"|[^.:;]{{2,60}}\svà\s{_NUMBER}\s(?:người khác|người)|tất cả cảm xúc:?|xem (?:bản dịch|trên zalo|thêm)"
    r"|quan tâm nhắn tin|nhắn tin|(?:#\w++\s*+)+"
)
_DAY = re.compile(
    r"(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2}),?\s+(?:năm\s+)?(?P<year>\d{4})"
    r"|(?P<day2>\d{1,2})/(?P<month2>\d{1,2})/(?P<year2>\d{4})"
)


def head(lines: Sequence[Paragraph]) -> tuple[int, Finding[PartialDate] | None]:
    """How many of the first lines are the page's name and the time of the posting, and its day, if told."""
    for n, line in enumerate(lines[:_HEAD]):
        if len(line.text) > 90 or (n < len(lines) - 1 and line.text[-1:] in ".!?" and not _is_added(line)):
            break
        if _is_time(line) and n + 1 < len(lines):
            return n + 1, _day(line)
    added = bool(lines[1:]) and _is_added(lines[0])
    return (1, None) if added else (0, None)


def _is_added(line: Paragraph) -> bool:
    return _ADDED.match(line.small) is not None


def _is_time(line: Paragraph) -> bool:
    """A time told as networks tell it: a bare date is a newspaper's."""
    told = _TIME.match(line.small)
    if told is None:
        return False
    return told["mark"] is not None or re.match(rf"{_AGO}|đã gửi", line.small) is not None


def _day(line: Paragraph) -> Finding[PartialDate] | None:
    told = _DAY.search(line.small)
    if told is None:
        return None
    year, month, day = (told[part] or told[f"{part}2"] for part in ("year", "month", "day"))
    try:
        return Finding(PartialDate(int(year), int(month), int(day)), quote(line.text), line.line)
    except DateError:
        return None


def is_reaction(line: Paragraph) -> bool:
    """Whether a line counts or asks for reactions, or has nothing but hashtags."""
    return (
        line.kind == "text"
        and len(line.text) < 200
        and _REACTIONS.fullmatch(line.small.strip(" ·•")) is not None
    )


_COMMENTS = re.compile(
    r"\W*(?:\d+\s)?(?:bình luận|ý kiến|phản hồi)(?:\s(?:của\s)?(?:bạn đọc|độc giả|người đọc))?[\s(]*\d*\W*"
)
_SPEAKER = re.compile(r"(?:[A-ZĐÀ-Ỹ][^\W_]*+\s?+){1,5}+(?:\([^()]{0,30}\)\s?|[-,]\s?[\d:/\s]+)?:\s*\S")


_SIGNED = re.compile(rf"(?:[A-ZĐÀ-Ỹ][^\W_]*+\s?+){{1,5}}+[-–—·•|(]?\s?{_AGO}\)?")


def comments(lines: Sequence[Paragraph]) -> set[int]:
    """Which lines are what readers wrote below a report: "Bình luận", and below it each behind his name."""
    found: set[int] = set()
    below = False
    for n, line in enumerate(lines):
        if n > 1 and _COMMENTS.fullmatch(line.small) is not None:
            below = True
        elif n > 1 and len(line.text) < 60 and _SIGNED.fullmatch(line.text) is not None:
            found |= {n, n + 1}
        elif below and (line.text.startswith(">") or _SPEAKER.match(line.text) is not None):
            found.add(n)
        else:
            below = False
    return found
