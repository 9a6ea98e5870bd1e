"""The time that sentences are told in: a period named at the head of one holds for those behind it."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from bangvang.language.dates import PartialDate
from bangvang.press import guards

_PERIOD = re.compile(
    r"\s*(?:(?:và|cũng|riêng|ngay|chỉ|trong|ở|vào|suốt|qua|sau|cả)\s+)*+(?:giai đoạn|nhiệm kỳ|thời kỳ|khóa|"
    r"nửa (?:đầu |cuối )?(?:năm|nhiệm kỳ)|"
    r"\d+ tháng|(?:sáu|chín|ba) tháng|quý\s+[ivx\d]+|(?:\d+|một|hai|ba|bốn|năm|mười|mấy|nhiều|những|các) năm|"
    r"năm (?:qua|ngoái|trước|học|vừa qua)|thời gian (?:qua|vừa qua)|kháng chiến|cuối năm|đầu năm|"
    r"từ (?:đầu |cuối )?(?:năm|nhiệm kỳ|tháng)|tính đến|kể từ|tính từ|(?:năm|tháng|quý)$)(?!\w)"
)
_HEAD = 90
"""How far into a sentence the words reach that say when all of it was."""
_DAY = re.compile(
    r"(?<!\w)(?:sáng|trưa|chiều|tối|đêm|ngày|hôm)\s+(?:nay|qua|"
    r"\d{1,2}\s?(?:[/.\-]|tháng)\s?\d{1,2}(?:\s?(?:[/.\-]|năm)\s?(?P<year>\d{4}))?)"
    r"|(?<!\w)(?:vừa (?!qua)|mới đây|quyết định (?:tặng|khen|trao|truy tặng))"
)
_THEREFORE = re.compile(
    r"\s*(?:(?:và|để|nhằm|trước|từ|bởi|do|vì|chính)\s+)*+(?:ghi nhận|với|biểu dương|động viên|tôn vinh|những|"
    r"trên cơ sở|căn cứ|có thành tích|thành tích|vì vậy|vì thế|do đó|nhờ|kết quả)(?!\w)"
)
_DONE = re.compile(
    r"(?<!\w)(?:đã|vừa|đến (?:nhà|tận nhà|thăm|tận)(?: và)?)\s"
    r"(?:[^\W\d_]+\s){0,3}?(?:trao|tặng|truy tặng|khen)(?!\w)"
)


def after(sentence: str, past: bool, event_year: int | None) -> bool:
    """Whether what follows a sentence (in small letters) is told of the past; `past`: whether it is."""
    if now(sentence, event_year) or (past and therefore(sentence)):
        return False
    return past or opens(sentence, event_year)


# "Theo báo cáo, trong 3 năm, …", "Báo cáo kết quả tại hội nghị, trong 3 năm, …"
_ACCORDING = re.compile(
    r"\s*(?:(?:theo (?!quyết định)|(?:báo cáo|thông tin|diễn văn|phát biểu)\s)[^,;:.]{2,50}|"
    r"cụ thể|được biết|theo đó|riêng|đáng chú ý|tính riêng),\s*"
)


def opens(sentence: str, event_year: int | None) -> bool:
    """Whether a sentence begins with a period before the event: "Giai đoạn 2017 - 2021, …"."""
    told = _ACCORDING.match(sentence)
    head = sentence[told.end() if told is not None else 0 :][:_HEAD].partition(",")[0]
    return _PERIOD.match(head) is not None or guards.earlier(f"{head}, ", event_year)


_RECORD = re.compile(
    r"(?<!\w)(?:thành tích|danh hiệu|phần thưởng|khen thưởng|giải thưởng|truyền thống)(?!\w)[^.;:]{0,60}?"
    r"(?<!\w)(?:đạt được|đã (?:đạt|nhận|được|đón nhận|giành))(?!\w)"
)


def heads_record(line: str, past: bool) -> bool:
    """Whether a line (in small letters) heads a list of what was given before: "Những thành tích đã đạt
    được:"; `past`: whether what it says is told of the past."""
    if not line.rstrip().endswith(":"):
        return False
    return past or (_RECORD.search(line) is not None and not guards.cancels(line))


@lru_cache(maxsize=8)
def now(sentence: str, event_year: int | None) -> bool:
    """Whether a sentence says that it is told of this event, and not of a day long before it."""
    return guards.cancels(sentence) or any(
        day["year"] is None or (event_year is not None and int(day["year"]) >= event_year - 1)
        for day in _DAY.finditer(sentence)
    )


def therefore(sentence: str) -> bool:
    """Whether a sentence draws the conclusion from what was told: "Ghi nhận thành tích trên, …"."""
    return _THEREFORE.match(sentence) is not None


def done(sentence: str) -> bool:
    """Whether a sentence says that something has been handed over: "đã tặng", "đến nhà trao"."""
    return _DONE.search(sentence) is not None


_A_DAY = re.compile(
    r"\W*(?:(?:mới|vào|hồi|riêng|đầu|cuối|giữa|trong|từ|tại)\s)*+"
    r"(?:(?:sáng|trưa|chiều|tối|đêm|ngày|hôm)\s(?:ngày\s)?"
    r"(?P<day>\d{1,2})\s?(?:[/.\-]|tháng)\s?|tháng\s)(?P<month>\d{1,2})"
    r"(?:\s?(?:[/.\-]|năm)\s?(?P<year>(?:19|20)\d\d))?(?![\d/.\-]*\d)"
)
_LONG = 60
"""From how many days before the event what is told was not given at it."""
_AHEAD = 7
"""From how many days behind it."""
_SHORT = re.compile(r"[^\d;:.]{2,25}")
_DECISION = re.compile(r"(?<!\w)(?:quyết định|ký)(?!\w)")


def another_day(clause: str, behind: str, event: PartialDate | None) -> guards.Reason | None:
    """What the days say that a clause begins with, or that stand right behind its award: "Ngày 5/1, UBND
    huyện tặng …" in a report of September. A whole day with its year may be a decision's."""
    if event is None:
        return None
    exact = event.month is not None and event.day is not None
    day = dt.date(event.year, event.month or 1, event.day or 1)
    decided = _DECISION.search(clause) is not None
    phrases = [*clause.split(","), behind]
    first = 1 if _SHORT.fullmatch(phrases[0]) is not None else 0
    for n, phrase in enumerate(phrases):
        told = _A_DAY.match(phrase)
        if told is None or (told["day"] and (decided if told["year"] else n > first)):
            continue
        apart = _days_between(told, day) if told["year"] or exact else None
        if apart is not None and (apart < -_LONG or (exact and apart > _AHEAD)):
            return "history" if apart < 0 else "plan"
    return None


def _days_between(told: re.Match[str], day: dt.date) -> int | None:
    """How many days after a day another one is that is told; without its year it is not long after it."""
    try:
        other = dt.date(int(told["year"] or day.year), int(told["month"]), int(told["day"] or 28))
    except ValueError:
        return None
    if told["year"] is None and (other - day).days > _LONG:
        other -= dt.timedelta(days=365)
    if not told["day"] and (other.year, other.month) == (day.year, day.month):
        return 0
    if told["year"] is None:
        return min((other - day).days, 0)
    return (other - day).days
