"""Numbers of a sentence that stand where its recipients do and that nobody took: told, never dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bangvang.language.numerals import IN_WORDS
from bangvang.press import coverage
from bangvang.press.granted import Grant
from bangvang.press.manuscript import blanked
from bangvang.press.papers import Paper
from bangvang.press.verbs import Verb

_FIGURES = r"(?<![\w.,/%-])\d{1,3}(?:\.\d{3})++(?![\w.,/%-]\w)|(?<![\w.,/%-])\d++(?![\w/%-]|[.,]\d)"
# "và một cụ già", "cùng hai thanh tra viên"; but "và một số hộ", "một trong", "hai bên".
_IN_WORDS = (
    rf"(?:(?<=,\s)|(?<=\svà\s)|(?<=\scùng\s)|(?<=\scho\s)){IN_WORDS}"
    r"(?=\s+(?!(?:số|phần|trong|lần|cách|chút|vài|năm|tháng|ngày|bên|nước|miền|cấp|hay|con số|mặt|là|loạt|"
    r"thời|nhiệm|đợt|buổi|cuộc|việc|điều|nội dung|lúc|ngày|đầu|phong trào|mục|nhiệm vụ)(?!\w))[^\W\d_])"
)
_AMOUNT = re.compile(rf"(?:{_FIGURES}|{_IN_WORDS})")
# Clauses that tell of something else than who receives.
_ELSEWHERE = re.compile(
    r"(?<!\w)(?:vì|do|về|với|trong|đã|mỗi|gồm|riêng|qua|nhờ|trị giá|kèm|có|cùng số|từ|để|khi|nhằm|bởi|"
    r"giá trị|tổng|đạt|thuộc|của|tại|ở|giai đoạn|là|nhân|kỷ niệm|sau|trước|ngày|tham gia|theo)(?!\w)|[.:]"
)
_JOINED = re.compile(
    r"(?:,|;|&|\+|/|[-–—]|(?<!\w)(?:và|cùng|cho|tới|thêm|tặng|trao|khen|thưởng|dương|vinh))\s*"
    r"(?:(?:hơn|gần|trên|khoảng)\s)?$"
)
# "3 cán bộ, 20 năm công tác cho 7 cán bộ"
_TO_OTHERS = re.compile(r"(?<!và)(?<!cùng)(?<!\W)\s+cho\s*$")
_BRACKETS = re.compile(r"\([^()]*\)?|“[^”]{2,60}”|\"[^\"]{2,60}\"")
_BARE = re.compile(r"\d++(?=\s*(?:,|;|\.\s*$|\.$|$|và\s))")
_GIVEN = re.compile(r"(?:tặng|trao|khen|cho|và)\s$")
_NOUN = re.compile(r"\s+(?=[^\W\d_])")
_NEAR = 120
_RIGHT_BEHIND = re.compile(
    r"\s*(?:(?:đột xuất|kịp thời|nóng|thêm|cho|tới|đối với|tổng cộng|cả|hơn|gần|khoảng|trên|còn|luôn)\s+)*"
)


@dataclass(frozen=True, slots=True)
class Left:
    """A number that nobody took, from `start` on. `same`: it may be of the award before it; `apart`: a verb,
    a name or a clause lies between the two, so that it may be of an award that was not read."""

    start: int
    same: bool
    apart: bool


def numbers(
    text: str, small: str, taken: Sequence[tuple[int, int]], papers: Sequence[Paper], verbs: Sequence[Verb]
) -> Iterator[Left]:
    """The numbers behind what was `taken` of a sentence and joined to it."""
    words = blanked(_BRACKETS, small)
    ends = sorted(end for _, end in taken)
    known = [*taken, *((p.start, p.end) for p in papers)]
    for match in _AMOUNT.finditer(words):
        start = match.start()
        anchor = max((end for end in ends if end <= start), default=None)
        if anchor is None or start - anchor > _NEAR or any(a <= start < b for a, b in known):
            continue
        gap = words[anchor:start]
        if _ELSEWHERE.search(gap) is not None or _JOINED.search(gap) is None:
            continue
        if _of_recipients(words, match):
            other = any(c.isupper() for c in text[anchor:start])
            over = words.find(";", start)
            own = any(anchor <= verb.start < (over if over >= 0 else len(words)) for verb in verbs)
            other |= own if ";" in gap else any(anchor <= verb.start < start for verb in verbs)
            yield Left(start, not other, other or ";" in gap or _TO_OTHERS.search(gap) is not None)


def of_names(text: str, grants: Iterable[Grant]) -> Iterator[tuple[int, int]]:
    """Where those stand that were read by name."""
    for grant in grants:
        for name in grant.roll.all:
            if (start := text.find(name)) >= 0:
                yield start, start + len(name)


def _of_recipients(words: str, match: re.Match[str]) -> bool:
    """Whether a number may be one of recipients: "3 trạm y tế" and "tặng 3, …", but not "20 triệu đồng"."""
    if _BARE.match(words, match.start()) is not None:
        return _GIVEN.search(words[: match.start()]) is not None
    noun = _NOUN.match(words, match.end())
    return noun is not None and coverage.may_receive(words, noun.end())


def praised(small: str, verb: Verb) -> bool:
    """Whether right behind a verb of praise stands a number of whoever: "biểu dương thêm 6 nhà văn hóa"."""
    if not verb.praise or verb.occasion or verb.voice != "active":
        return False
    words = blanked(_BRACKETS, small[: verb.end + _NEAR])
    match = _AMOUNT.search(words, verb.end)
    if match is None or _RIGHT_BEHIND.fullmatch(words, verb.end, match.start()) is None:
        return False
    return _of_recipients(words, match)
