"""The conjuncts of a coordination: "Công an xã A, 3 cá nhân và ông B" has three."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Joint = Literal["", ",", ";", ":", "và"]


@dataclass(frozen=True, slots=True)
class Conjunct:
    """A conjunct from `start` to `end` of the words that were split, and what joins it to the one before."""

    text: str
    start: int
    end: int
    joint: Joint


_JOINT = re.compile(
    r"[,;:]\s*(?:và\s+|cùng\s+(?:với\s+)?)?|\s(?:và|cùng(?:\s+với)?)\s(?=\S)|\s[&+]\s(?=\d)|(?<=[^\W\d_])/(?=\d)"
)


def of(words: str) -> Iterator[Conjunct]:
    """The conjuncts in order; a comma in "1,5" joins nothing, nor does "và" within one name."""
    position = 0
    joint: Joint = ""
    for match in _JOINT.finditer(words):
        sign = match[0].strip()
        if _within(words, match, sign):
            continue
        yield Conjunct(words[position : match.start()], position, match.start(), joint)
        position = match.end()
        joint = (
            "và"
            if sign.endswith(("và", "cùng", "với", "&", "+", "/"))
            else ";"
            if sign == ";"
            else ":"
            if sign == ":"
            else ","
        )
    yield Conjunct(words[position:], position, len(words), joint)


def _within(words: str, match: re.Match[str], sign: str) -> bool:
    """Whether what looks like a joint lies within a number or a name."""
    if sign.startswith((",", ";", ":")):
        return (
            words[match.end() : match.end() + 1].isdigit()
            and words[match.start() - 1].isdigit()
            and sign == match[0]
        )
    people = words[: match.start()].lower().endswith("nhân dân") and words.startswith("cán bộ", match.end())
    return people or _ONE_NAME.match(words, match.end()) is not None


# `Giáo dục và Đào tạo` is one name; "… và Phan Minh Quý", "… và ông B" are two.
_ONE_NAME = re.compile(
    r"(?:Đào tạo|Xã hội|Du lịch|Phát triển|Công nghệ|Môi trường|Dịch vụ|Thương mại|Truyền thông|Đầu tư"
    r"|Xây dựng|Thể thao|nhân dân|nuôi|phát triển|chữa|cứu|đào tạo|xã hội|du lịch|CNCH"
    r"|gia đình(?!\s+(?:(?:ông|bà|anh|chị|cụ|em)\s|liệt|thương|[A-ZĐ])))"
)
