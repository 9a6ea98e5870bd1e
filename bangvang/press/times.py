"""When a clause is told of, by words that count from now: before it, after it, again and again."""

from __future__ import annotations

import re

from bangvang.press.guards import Reason

_NUMBER = r"(?:\d+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mấy|vài|nhiều|chục|hàng chục)"
_ROUND = r"(?:(?:hơn|gần|khoảng|tròn|đúng|chừng)\s)?"
_UNIT = (
    r"(?:năm học|niên học|năm|tháng|quý|đợt|dịp|lần|khóa|nhiệm kỳ|mùa|kỳ|vụ|học kỳ|hội thi|cuộc thi|hội nghị|"
    r"đại hội|lễ|ngày hội|giải|thời điểm|ngày này|dịp này|lúc này|hôm|mới hôm)"
)
_IN = r"(?:(?:và|cũng|còn|riêng|ngay|chỉ|hồi|trong|ở|vào|từ|tại|đúng|nhân|cuối|đầu|giữa)\s)*+"
_PAST = rf"""
    cách\s(?:đây|nay)\s{_ROUND}{_NUMBER}(?:\schục)?\s(?:năm|tháng|tuần|mùa|thập\s(?:kỷ|niên))
    |{_ROUND}{_NUMBER}\s(?:năm|tháng)\s(?:về\s)?trước
    |thời\s(?:chống|bao\scấp|kháng\schiến|chiến\stranh|còn|kỳ\sđầu|thuộc|trước|gian\skhó|bình\sđịnh|pháp|mỹ)
    |những\snăm\s(?:(?:19|20)?\d\d|đầu|cuối|giữa|chống|kháng|bao\scấp|tháng|trước)
    |(?:hồi|dạo|thuở|thời|lúc)\s(?:ấy|đó|trước|xưa|còn|nhỏ|trẻ)
    |(?:ngày|năm)\s(?:ấy|xưa)
    |hồi\s(?:hè|đầu|cuối|giữa|năm)
    |qua\s\d+\s(?:lần|kỳ|mùa|khóa)
    |(?:mỗi|hằng|hàng)\s(?:dịp|năm|lần|khi|độ|mùa|kỳ|đợt|tháng|quý|tuần|vụ|khóa)
"""
_BEGINS_PAST = re.compile(rf"\W*{_IN}(?:{_PAST})(?!\w)", re.VERBOSE)
# "Ở đợt thi đua trước", "Mùa hè năm kia", "Tháng 3 vừa rồi": the last words of a phrase of time.
_ENDS_PAST = re.compile(
    rf"\W*{_IN}{_UNIT}(?!\w)[^,;:]{{0,40}}?\s(?:ngoái|kia|nọ|xưa|trước|vừa\srồi|đã\squa|gần\s(?:đây\s)?nhất|trước\s(?:đó|đây))\s*$"
)
_ENDS_AHEAD = re.compile(
    rf"\W*{_IN}{_UNIT}(?!\w)[^,;:]{{0,40}}?\s(?:(?:năm|tháng|quý|tuần|khóa|đợt|lần|kỳ|mùa)\s(?:sau|tới)|sắp\stới)\s*$"
)


_NEIGHBOUR = re.compile(
    r"\W*(?:(?:và|còn|riêng|ở|tại|với)\s)*(?:tỉnh|huyện|xã|phường|thành phố|thị xã|địa phương)\s"
    r"(?:[^,;:]{0,30}\s)?(?:láng giềng|lân cận|kế bên|bạn)\s*$"
)


# "Trong chuyến công tác lần trước", but not "So với năm trước", "Vượt qua khó khăn của năm ngoái".
_ANY_PAST = re.compile(
    r"\W*(?!(?:so với|hơn|vượt|khác|tiếp nối|phát huy|nối tiếp|như|từ|với|ghi nhận|nhờ|sau|qua|bằng|theo|lập|"
    r"vì|do|khắc phục|trái với|không|để|nhằm|động viên|tri ân)\s)[^,;:]{3,80}?"
    r"\s(?:lần|đợt|năm|khóa|kỳ|mùa|giai đoạn|nhiệm kỳ)\s(?:ngoái|kia|trước|ấy|nọ|gần (?:đây )?nhất)\s*$"
)
# "Tháng Thanh niên năm 2022", "Sau trận bão số 9 năm 2020", but not "Tổng kết phong trào năm 2023".
_ENDS_YEAR = re.compile(
    rf"\W*{_IN}(?:sau|trước|ngày|chuyến|hè|xuân|tết|{_UNIT})(?!\w)(?![^,;:]*tháng \d{{1,2}} năm)"
    r"(?![^,;:]*(?:tổng kết|sơ kết|kết thúc|thành tích|kết quả|phong trào|thi đua|công tác|nhiệm vụ|"
    r"quyết định))[^,;:]{0,60}?\s(?:năm\s)?(?P<year>(?:19|20)\d\d)\s*$"
)
_SCHOOL_YEAR = re.compile(r"\W*(?:trong\s|ở\s)?năm học (?:19|20)\d\d\s?[-–]\s?(?P<year>(?:19|20)\d\d)\s*$")


# "Lớp khóa 1985-1988 có 4 học sinh …", but not "Tổng kết nhiệm kỳ 2015 - 2020".
_SPAN = re.compile(
    r"(?<!\w)(?:khóa|niên khóa|giai đoạn|nhiệm kỳ|những năm|thời kỳ)\s(?:19|20)\d\d\s?[-–]\s?"
    r"(?P<year>(?:19|20)\d\d)"
)
_ABOUT = re.compile(
    r"\W*(?:tại|nhân|ghi nhận|với|tổng kết|sơ kết|kết thúc|theo|thực hiện|để|nhằm|sau|từ|căn cứ|trên cơ sở|"
    r"về|vì|có)\s"
)


# "Lễ trao thưởng năm trước có 65 cá nhân được …"
_HAS = re.compile(r"\s(?:(?:đã|cũng|chỉ)\s)?có\s*$")


def at_head(clause: str, event_year: int | None) -> Reason | None:
    """What the phrases of time say that a clause (in small letters, up to its subject) begins with."""
    phrases = _HAS.sub("", clause).split(",")
    if _ANY_PAST.match(phrases[0]) is not None:
        return "history"
    for phrase in phrases:
        past = _BEGINS_PAST.match(phrase) or _ENDS_PAST.match(phrase)
        if past is not None or (event_year is not None and _years_before(phrase, event_year)):
            return "history"
        if _NEIGHBOUR.match(phrase) is not None:
            return "elsewhere"
        if _ENDS_AHEAD.match(phrase) is not None:
            return "plan"
    return None


def _years_before(phrase: str, event_year: int) -> bool:
    """Whether a phrase names a former year, or years that were long over."""
    year = _ENDS_YEAR.match(phrase) or _SCHOOL_YEAR.match(phrase)
    span = _SPAN.search(phrase) if _ABOUT.match(phrase) is None else None
    return (year is not None and int(year["year"]) < event_year) or (
        span is not None and int(span["year"]) < event_year - 1
    )


_BEHIND = re.compile(
    rf"""\s*(?:
    (?:(?:vào|hồi|trong|ở|từ|nhân|tại)\s)?(?:{_PAST}
        |(?:giai\sđoạn|{_UNIT})(?:\s[^\W_]+){{0,2}}?\s(?:ngoái|kia|nọ|xưa|trước|vừa\srồi)
        |{_NUMBER}\s(?:năm|tháng)\s(?:liền|liên\stục|liên\stiếp|qua|gần\sđây|trở\slại\sđây))
    |{_NUMBER}\slần(?=\s*(?:[,.;]|$))
    |qua\s(?:các|từng|nhiều)\s(?:đợt|năm|thời\skỳ|kỳ|nhiệm\skỳ)
    )(?!\w)""",
    re.VERBOSE,
)


def behind(words: str) -> Reason | None:
    """What the words (in small letters) right behind the recipients of an award say of its time."""
    return "history" if _BEHIND.match(words) is not None else None


# "20 học sinh được khen thưởng năm học qua", but not "khen thưởng 20 học sinh tiêu biểu năm học qua".
_OF_LAST = re.compile(r"\s*(?:trong\s)?(?:năm|năm học|nhiệm kỳ|quý|tháng)\s(?:qua|vừa qua|vừa rồi)(?!\w)")


def behind_verb(words: str, *, counted: bool) -> Reason | None:
    """What the words (in small letters) right behind a verb say of its time; `counted`: whether whoever is
    given something is counted before it."""
    return "history" if counted and _OF_LAST.match(words) is not None else behind(words)
