"""What the clause of an award verb is part of: a report of its own, or what somebody remembers, says, wants.

"Việc UBND huyện tặng …", "Cứ đến dịp 20/11, UBND huyện tặng …", "Ở tỉnh bạn, UBND huyện tặng …": the words of
the award are whole, and what they are part of reports none."""

from __future__ import annotations

import re
from functools import cache

from bangvang.press import gazetteer, tables
from bangvang.press.guards import Reason

_TELLERS: tuple[Reason, ...] = ("history", "speech")
_TAKERS: tuple[Reason, ...] = ("history", "speech", "proposal")
_OPENERS: tuple[Reason, ...] = ("withdrawal", "elsewhere", "plan", "proposal", "history")
FIRM: tuple[Reason, ...] = ("withdrawal", "plan", "proposal")
"""What a clause may begin with and "tại hội nghị" in it does not undo."""
_THEN = r"(?:(?:hồi|ngày|năm|lúc|khi|thuở|dạo)\s(?:đó|ấy|xưa|nọ|trước|kia),?\s)?"
_TELLS = rf"(?:\s(?:rằng|là))?\s*[,:]?\s*[“\"]?(?:việc\s|chuyện\s)?{_THEN}"
_TAKES = r"\s(?:cả\s|rằng\s)?"
# triển khai, công việc, ghi nhớ, nhân ngày hội: half of a word takes nothing.
_WHOLE = (
    r"(?<!\w)(?<!triển )(?<!công )(?<!kê )(?<!ghi )(?<!tưởng )(?<!làm )(?<!chức )(?<!thu )(?<!trò )(?<!nhân )"
    r"(?<!trong )(?<!vào )(?<!của )(?<!ban )(?<!năm )(?<!niệm )(?<!mừng )"
)


@cache
def _subject() -> str:
    """How whoever gives or is given something begins: an authority, a place, a number."""
    heads = tables.load("words.yaml")
    return (
        rf"(?:có |cả |các |một số |nhiều )?(?:\d|(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mấy|vài)\s"
        rf"|{tables.any_of([*heads['grantor_heads'], *heads['weak_heads'], 'thôn', 'mặt trận'])}(?!\w))"
    )


def _taking(table: str, names: tuple[Reason, ...], link: str) -> dict[Reason, re.Pattern[str]]:
    rows = tables.load("clauses.yaml")[table]
    return {
        name: re.compile(
            rf"{_WHOLE}{tables.any_of(rows[name])}{link}{'(?![0-9])' if name == 'history' else ''}"
            rf"{_subject()}[^,;:.”\"]*(?:,\s)?$"
        )
        for name in names
    }


@cache
def _around() -> tuple[dict[Reason, re.Pattern[str]], ...]:
    return _taking("tellers", _TELLERS, _TELLS), _taking("takers", _TAKERS, _TAKES)


@cache
def _openers() -> dict[Reason, re.Pattern[str]]:
    rows = tables.load("clauses.yaml")["openers"]
    lead = r"[\W_]*(?:(?:và|còn|nhưng|cũng|riêng|thế nhưng|tuy nhiên)\s)?"
    return {name: re.compile(rf"{lead}{tables.any_of(rows[name])}(?!\w)") for name in _OPENERS}


@cache
def _somebody() -> re.Pattern[str]:
    rows = tables.load("clauses.yaml")["somebody"]
    return re.compile(rf"(?<!\w){tables.any_of(rows)}\s(?:(?:đã|vừa|cũng|lại|từng|chỉ|còn)\s)*$")


_NEAR = 120
# "Doanh nghiệp nào có 100 lao động thì được tặng …"
_WHICHEVER = re.compile(r"[\W_]*(?:[^\W\d_]+\s){1,3}nào\s(?!đó)")


def around(before: str) -> tuple[Reason, int] | None:
    """Who tells of an award or wants it, as the words before its verb (in small letters) say, and where."""
    near = max(0, len(before) - _NEAR)
    if (told := _somebody().search(before, near)) is not None:
        return "elsewhere", told.start()
    for patterns in _around():
        for name, pattern in patterns.items():
            if (told := pattern.search(before, near)) is not None:
                return name, told.start()
    return None


def opened(clause: str) -> Reason | None:
    """What a clause (in small letters, to the end of its award verb) begins with: a rule, another place."""
    if _WHICHEVER.match(clause) is not None:
        return "proposal"
    for name, pattern in _openers().items():
        if pattern.match(clause) is not None:
            return name
    elsewhere = _openers()["elsewhere"]
    return "elsewhere" if any(elsewhere.match(phrase) for phrase in clause.split(",")) else None


_AT = re.compile(
    r"[\W_]*(?:(?:và|còn|cũng|riêng|trong khi đó)\s)?(?:ở|tại)\s(?:tỉnh\s|thành phố\s|tp\.?\s?|thủ đô\s)?$"
)


_PHRASE = re.compile(r"[,;:.]\s")
_NOTHING = re.compile(r"\s*")
# "…, riêng Kon Tum đã tuyên dương", "Bình Định có 8 hợp tác xã được …"
_BARE = re.compile(r"\W*(?:(?:tỉnh|thành phố)\s)*")
_APART = re.compile(r"\W*(?:(?:riêng|còn)\s)+(?:tỉnh\s|thành phố\s)?")
_GAVE = re.compile(r"\s*(?:(?:đã|vừa|cũng|còn)\s)*")
_HAD = re.compile(r"\s*(?:(?:đã|vừa|cũng|còn)\s)*có\s[^,;:.]*")


def at_another_place(written: str, home: frozenset[str]) -> bool:
    """ "Ở Bình Dương, …": whether a clause, as `written`, begins with a province that is not the report's."""
    if not home:
        return False
    phrases = _PHRASE.split(written)
    last = phrases[-1]
    return (
        _is_of(phrases[0], home, _AT, _NOTHING)
        or _is_of(last, home, _APART, _GAVE)
        or _is_of(last, home, _BARE, _HAD)
    )


def _foreign(place: str, home: frozenset[str]) -> bool:
    """Whether a place is none of the report's: Huế is of Thừa Thiên Huế, Đà Nẵng of Quảng Nam - Đà Nẵng."""
    return not any(place in one or one in place for one in home)


def _is_of(phrase: str, home: frozenset[str], lead: re.Pattern[str], behind: re.Pattern[str]) -> bool:
    named = next(gazetteer.hits(phrase), None)
    return (
        named is not None
        and _foreign(named[0], home)
        and lead.fullmatch(phrase[: named[1]].lower()) is not None
        and behind.fullmatch(phrase[named[2] :].lower()) is not None
    )


_OFFICE = re.compile(r"(?<!\w)(?:tỉnh|thành phố|tp\.?)\s?$")


def of_another_place(giver: str, home: frozenset[str]) -> bool:
    """Whether whoever gives, as written, is the authority of a province that is not the report's."""
    named = list(gazetteer.hits(giver)) if home else []
    offices = [place for place, start, _ in named if _OFFICE.search(giver[:start].lower()) is not None]
    return bool(offices) and all(_foreign(office, home) for office in offices)


_BEHIND: tuple[tuple[Reason, re.Pattern[str]], ...] = (
    (
        "withdrawal",
        re.compile(
            r"[^,;.]{0,60}?(?<!\w)(?:bị (?:thu hồi|hủy|bãi bỏ|tước|đình chỉ)|"
            r"rồi (?:lại )?(?:thu hồi|hủy))(?!\w)"
        ),
    ),
    ("plan", re.compile(r"[^,;.]{0,60}?(?<!\w)theo kế hoạch (?:đã|được|năm|của)(?!\w)")),
    (
        "speech",
        re.compile(
            r"[^,;.]{0,30}?(?<!\w)(?:là (?:chuyện|việc) (?!làm|tốt|ý nghĩa)|thì(?!\w)|"
            r"(?:đã )?(?:khiến|gây)(?!\w)|(?:nhưng|mà) (?:chỉ|không|chưa)(?!\w)|là (?:mức|con số)(?!\w))"
        ),
    ),
)


# "… nay xin đọc lại là 25 cá nhân"; "Lịch trình: … 9 giờ UBND huyện tặng …"
_CORRECTS = re.compile(
    r"(?<!\w)(?:do sơ suất|xin (?:được )?đọc lại|xin đính chính|xin cáo lỗi|nay sửa (?:lại )?(?:là|thành)|"
    r"đúng ra là|xin lỗi vì)(?!\w)"
)
# "Hội An: Tuyên dương 120 học sinh giỏi (18/09/2024)": a headline in a list of them.
_LISTED = re.compile(r"(?<![-–]\s)(?<!\d)\(\s?\d{1,2}/\d{1,2}(?:/\d{4})?\s?\)\s*")
_PROGRAMME = re.compile(
    r"\W*(?:lịch trình|chương trình|kịch bản|lịch|nội dung chương trình)(?!\w)[^:;.,]{0,40}:\s*\d"
)


def of_sentence(head: str, around: str) -> Reason | None:
    """What a sentence says of all it tells (in small letters, its head and what stands around an award of
    it): it mends what was printed, is a programme, a headline in a list."""
    if _CORRECTS.search(around) is not None:
        return "withdrawal"
    if around.rstrip().endswith(")") and _LISTED.fullmatch(around, around.rfind("(")) is not None:
        return "elsewhere"
    return "plan" if _PROGRAMME.match(head) is not None else None


def behind(words: str) -> Reason | None:
    """What is said of an award as a whole, in the words right behind it."""
    return next((name for name, pattern in _BEHIND if pattern.match(words) is not None), None)


# "Trong số 14 hộ được tặng Giấy khen có 5 hộ …": what is said of some of them.
_OF_THEM = re.compile(r"(?<!\w)(?:trong|trong số|trên)\s[^,;:.]{0,60}$")


def of_them(before: str) -> bool:
    """Whether whoever is given something (`before` ends at "được") is only a whole that parts are told of."""
    return _OF_THEM.search(before[-_NEAR:]) is not None


_RELATIVE = re.compile(
    r"(?:,|\s[-–—(])\s*(?:là\s)?(?:người|đơn vị|nơi|địa phương|tập thể|gia đình|những người|thành viên)"
    r"(?:\s(?:từng|đã|vừa|cùng|duy nhất|đầu tiên|đã từng|cũng))*\s(?:[^,;:.]{0,40}\s)?$"
)
# "Ghi nhận những thành tích đó, tập thể Trạm Y tế xã được …": they are the subject, and explain nobody.
_THANKED = re.compile(
    r"\W*(?:ghi nhận|với|nhờ|biểu dương|từ)\s[^,;:]{5,120},\s(?:tập thể|đơn vị|gia đình)"
    r"\s(?!từng|đã|vừa|cùng|duy nhất|đầu tiên|cũng|được)[^,;:]*$"
)
# "Phong trào đã có 66 tập thể được …", "Gia đình ông có 4 người được …"
_HAS = re.compile(
    r"(?:^|[,;:.]\s)(?P<whose>[^,;:.]*?)\s*"
    r"(?P<already>(?<!\w)(?:đã|đang|hiện|chỉ|mới chỉ|từng) )?(?<!\w)có\s+$"
)


# "…, 5 năm được UBND tỉnh tặng Bằng khen", "Nhà trường hai lần được …"
_YEARS = re.compile(
    r"(?<!\w)(?:\d+|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nhiều|mấy|vài) (?:năm|lần)\s"
    r"(?:(?:đều|liền|liên tục|liên tiếp|đã|vinh dự)\s)*$"
)


# "Ban giám khảo gồm 3 nghệ nhân được …", "anh kể chuyện nhóm có 4 người được …"
_INTRODUCED = re.compile(
    r"(?<!\w)(?:ban giám khảo|có mặt|góp mặt|trong đoàn|khách mời|diễn giả|thành phần|ban cố vấn|"
    r"đoàn đại biểu)(?!\w)[^,;:.]{0,40}\s(?:gồm|có|là)\s$"
    r"|(?<!\w)(?:(?:tham gia|tham dự|có mặt|hiện diện|góp mặt|chứng kiến) của|(?:giao lưu|gặp gỡ|trò chuyện|"
    r"tọa đàm) (?:với|cùng))\s(?:(?:các|hơn|gần|trên)\s)*$"
    r"|(?<!\w)(?:kể|kể chuyện|nhớ|khoe)(?!\w)[^,;:.]{0,60}$"
)


def of_somebody(before: str) -> Reason | None:
    """ "…, người cùng 9 cá nhân được …": who is introduced by what he was once given (`before` ends at
    "được", or at the numbers before it)."""
    if before.endswith("ngoài "):
        return "unread"
    if before.endswith("cứ "):
        return "history"
    if _YEARS.search(before) is not None or _INTRODUCED.search(before[-_NEAR:]) is not None:
        return "history"
    if _RELATIVE.search(before[-_NEAR:]) is not None and _THANKED.match(before) is None:
        return "history"
    has = _HAS.search(before[-_NEAR:])
    return "history" if has is not None and has["already"] else None


@cache
def _plain() -> re.Pattern[str]:
    words = tables.load("words.yaml")
    rows = [
        *tables.load("clauses.yaml")["plain"],
        *words["grantor_heads"],
        *words["weak_heads"],
        *words["unit_heads"],
        *(noun for nouns in words["kinds"].values() for noun in nouns),
    ]
    return re.compile(rf"[\W\d_]*(?:{tables.any_of(rows)}(?!\w)|$)")


_ALL = re.compile(
    r"[\W_]*(?:toàn|cả|dịp|đợt|lần|trong|tại|kết quả|ngoài ra|riêng|đặc biệt|cùng)(?!\w)|.*vinh dự$"
)


# "Niềm vui được nhân lên khi UBND huyện tặng …": a report that only begins with something else.
_TELLS_ON = re.compile(
    r"(?<!\w)(?:khi|lúc|nơi|phần|là dịp|cùng|và|với|gồm|hôm nay|nay|tin|của|chúc mừng|chào đón|đón)\s+$"
)


def within(before: str, written: str) -> bool:
    """Whether the giver of an award, or the numbers of it, stand in the midst of a clause about something
    else: "Bà con ước gì UBND huyện …"."""
    cut = max(before.rfind(sign) for sign in ",:") + 1
    if len(before[cut:].split()) < 2 or _TELLS_ON.search(before) is not None:
        return False
    return _begins_unusually(before[cut:], written[cut:])


def unusual(before: str, written: str) -> bool:
    """Whether a sentence of an award begins (`before` its giver or its numbers, in small letters, and as
    `written`) as few reports of one do: with another subject, or "Gia đình ông có 4 người …"."""
    has = _HAS.search(before)
    if has is not None and has["whose"] and _ALL.match(has["whose"]) is None:
        return True
    return _begins_unusually(before, written)


def _begins_unusually(before: str, written: str) -> bool:
    first = next((word for word in written.split() if word[0].isalnum()), "")
    second = written.split()[1:2]
    named = bool(second) and second[0][0].isupper() and first[:1].isupper()
    return not named and _plain().match(before) is None
