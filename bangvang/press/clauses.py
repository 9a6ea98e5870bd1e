"""What the clause of an award verb is part of: a report of its own, or what somebody remembers, says, wants.

"Việc UBND huyện tặng …", "Cứ đến dịp 20/11, UBND huyện tặng …", "Ở tỉnh bạn, UBND huyện tặng …": the words of
the award are whole, and what they are part of reports none."""

from __future__ import annotations

import re
from functools import cache

from bangvang.press import tables
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
    r"(?<!trong )(?<!vào )(?<!của )"
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
            rf"{_subject()}[^,;:.”\"]*$"
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


_NEAR = 120
# "Doanh nghiệp nào có 100 lao động thì được tặng …"
_WHICHEVER = re.compile(r"[\W_]*(?:[^\W\d_]+\s){1,3}nào\s(?!đó)")


def around(before: str) -> Reason | None:
    """Who tells of an award or wants it, as the words before its verb (in small letters) say."""
    for patterns in _around():
        for name, pattern in patterns.items():
            if pattern.search(before[-_NEAR:]) is not None:
                return name
    return None


def opened(clause: str) -> Reason | None:
    """What a clause (in small letters, to the end of its award verb) begins with: a rule, another place."""
    if _WHICHEVER.match(clause) is not None:
        return "proposal"
    return next((name for name, pattern in _openers().items() if pattern.match(clause) is not None), None)


_BEHIND: tuple[tuple[Reason, re.Pattern[str]], ...] = (
    (
        "withdrawal",
        re.compile(
            r"[^,;.]{0,60}?(?<!\w)(?:bị (?:thu hồi|hủy|bãi bỏ|tước|đình chỉ)|"
            r"rồi (?:lại )?(?:thu hồi|hủy))(?!\w)"
        ),
    ),
    ("speech", re.compile(r"[^,;.]{0,30}?(?<!\w)là (?:chuyện|việc) (?!làm|tốt|ý nghĩa)")),
)


def behind(words: str) -> Reason | None:
    """What is said of an award as a whole, in the words right behind it."""
    return next((name for name, pattern in _BEHIND if pattern.match(words) is not None), None)


_RELATIVE = re.compile(
    r"(?:,|\s[-–—(])\s*(?:là\s)?(?:người|đơn vị|nơi|địa phương|tập thể|gia đình|những người|thành viên)"
    r"(?:\s(?:từng|đã|vừa|cùng|duy nhất|đầu tiên|đã từng|cũng))*\s(?:[^,;:.]{0,40}\s)?$"
)
# "Gia đình ông có 4 người được …", "Phong trào đã có 66 tập thể được …"
_HAS = re.compile(r"(?:^|[,;:.]\s)(?P<whose>[^,;:.]*?)\s*(?P<already>(?<!\w)đã )?(?<!\w)có\s+$")


def of_somebody(before: str) -> Reason | None:
    """ "…, người cùng 9 cá nhân được …": who is introduced by what he was once given (`before` ends at
    "được", or at the numbers before it)."""
    if _RELATIVE.search(before[-_NEAR:]) is not None:
        return "history"
    has = _HAS.search(before[-_NEAR:])
    return "history" if has is not None and has["already"] else None
