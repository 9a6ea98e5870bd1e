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
    |qua\s\d+\s(?:lần|kỳ|mùa|khóa)
    |(?:mỗi|hằng|hàng)\s(?:dịp|năm|lần|khi|độ|mùa|kỳ|đợt|tháng|quý|tuần|vụ|khóa)
"""
_BEGINS_PAST = re.compile(rf"\W*{_IN}(?:{_PAST})(?!\w)", re.VERBOSE)
# "Ở đợt thi đua trước", "Mùa hè năm kia", "Tháng 3 vừa rồi": the last words of a phrase of time.
_ENDS_PAST = re.compile(
    rf"\W*{_IN}{_UNIT}(?!\w)[^,;:]{{0,40}}?\s(?:ngoái|kia|nọ|xưa|trước|vừa\srồi|đã\squa|trước\s(?:đó|đây))\s*$"
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
    r"\s(?:lần|đợt|năm|khóa|kỳ|mùa|giai đoạn|nhiệm kỳ)\s(?:ngoái|kia|trước|ấy|nọ)\s*$"
)
# "Tháng Thanh niên năm 2022", "Sau trận bão số 9 năm 2020", but not "Tổng kết phong trào năm 2023".
_ENDS_YEAR = re.compile(
    rf"\W*{_IN}(?:sau|trước|ngày|chuyến|{_UNIT})(?!\w)"
    r"(?![^,;:]*(?:tổng kết|sơ kết|kết thúc|thành tích|kết quả|phong trào|thi đua|công tác|nhiệm vụ|"
    r"quyết định))[^,;:]{0,60}?\snăm\s(?P<year>(?:19|20)\d\d)\s*$"
)
_SCHOOL_YEAR = re.compile(r"\W*(?:trong\s|ở\s)?năm học (?:19|20)\d\d\s?[-–]\s?(?P<year>(?:19|20)\d\d)\s*$")


def at_head(clause: str, event_year: int | None) -> Reason | None:
    """What the phrases of time say that a clause (in small letters, up to its subject) begins with."""
    phrases = clause.split(",")
    if _ANY_PAST.match(phrases[0]) is not None:
        return "history"
    for phrase in phrases:
        year = _ENDS_YEAR.match(phrase) or _SCHOOL_YEAR.match(phrase)
        if year is not None and event_year is not None and int(year["year"]) < event_year:
            return "history"
        if _BEGINS_PAST.match(phrase) is not None or _ENDS_PAST.match(phrase) is not None:
            return "history"
        if _NEIGHBOUR.match(phrase) is not None:
            return "elsewhere"
        if _ENDS_AHEAD.match(phrase) is not None:
            return "plan"
    return None


_BEHIND = re.compile(
    rf"""\s*(?:
    (?:(?:vào|hồi|trong|ở|từ|nhân|tại)\s)?(?:{_PAST}
        |(?:giai\sđoạn|{_UNIT})(?:\s[^\W_]+){{0,2}}?\s(?:ngoái|kia|nọ|xưa|trước|vừa\srồi)
        |{_NUMBER}\s(?:năm|tháng)\s(?:qua|gần\sđây|trở\slại\sđây))
    |qua\s(?:các|từng|nhiều)\s(?:đợt|năm|thời\skỳ|kỳ|nhiệm\skỳ)
    )(?!\w)""",
    re.VERBOSE,
)


def behind(words: str) -> Reason | None:
    """What the words (in small letters) right behind the recipients of an award say of its time."""
    return "history" if _BEHIND.match(words) is not None else None
