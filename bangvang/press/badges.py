"""Badges of years in the Party, told one by one: "4 đồng chí nhận Huy hiệu 50 năm, 5 đồng chí 40 năm"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_YEARS = r"(?P<years>30|40|45|50|55|60|65|70|75|80|85|90)\s+năm"
# What may stand behind the years where they are those of a badge.
_BEHIND = r"(?:\s+tuổi\s+đảng(?!\w)|(?=\s*(?:[,;.:()–-]|và\s|cho\s|tặng\s|có\s|là\s|\d|$)))"
_BADGE = re.compile(
    rf"(?<!\w)(?P<head>huy hiệu\s+(?:đảng\s+)?(?:loại\s+)?)?(?P<loose>loại\s+)?{_YEARS}{_BEHIND}"
)
_TENURE = re.compile(r"(?<!\w)(?:kỷ niệm|hơn|gần|trên|qua|sau|trong|suốt|lần thứ|tròn|nhân)\s+$")


def find(small: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and label of each badge of a sentence (in small letters).

    Years alone are a badge's only behind "Huy hiệu", or right behind whoever has them."""
    said = small.find("huy hiệu")
    for match in _BADGE.finditer(small) if said >= 0 else ():
        if match["head"] is None and (
            match.start() < said or _TENURE.search(small[max(0, match.start() - 12) : match.start()])
        ):
            continue
        yield match.start(), match.end(), f"Huy hiệu {match['years']} năm tuổi Đảng"
