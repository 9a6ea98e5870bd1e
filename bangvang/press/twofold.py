"""Titles for the living and the dead told at once: "2 mẹ được phong tặng, 9 mẹ được truy tặng"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bangvang.archive.model import Count
from bangvang.press import counts
from bangvang.press.granted import Grant

_NUMBER = r"(?P<{0}>\d{{1,4}})"
_WHOM = r"(?:\s+(?:mẹ|bà mẹ|người|cá nhân|đồng chí|trường hợp|liệt sĩ|nghệ nhân|nghệ sĩ|thân nhân))?"
_LIVING = r"(?:phong tặng|trao tặng|tặng|trao)"
_ALIVE = r"(?:đang\s+|hiện\s+)?còn sống"
_GONE = r"(?:đã\s+)?(?:từ trần|qua đời|mất|hy sinh|quá cố)"
_GAP = r"[^.;\d]{0,90}?"
_ORDERS = (
    # "2 mẹ được phong tặng, 9 mẹ được truy tặng", and the dead first
    rf"{_NUMBER.format('living')}{_WHOM}\s+(?:được\s+)?{_LIVING}(?!\w){_GAP}{_NUMBER.format('dead')}{_WHOM}\s+"
    r"(?:được\s+)?truy tặng",
    rf"{_NUMBER.format('dead')}{_WHOM}\s+(?:được\s+)?truy tặng(?!\w){_GAP}"
    rf"{_NUMBER.format('living')}{_WHOM}\s+"
    rf"(?:được\s+)?{_LIVING}",
    # "phong tặng 2 mẹ, truy tặng 9 mẹ", "tặng danh hiệu … cho 2 mẹ và truy tặng cho 9 mẹ"
    rf"{_LIVING}(?!\w){_GAP}{_NUMBER.format('living')}{_WHOM}{_GAP}truy tặng\s+(?:cho\s+)?"
    rf"{_NUMBER.format('dead')}{_WHOM}",
    rf"truy tặng(?!\w){_GAP}{_NUMBER.format('dead')}{_WHOM}{_GAP}(?<!truy ){_LIVING}\s+(?:cho\s+)?"
    rf"{_NUMBER.format('living')}{_WHOM}",
    # "cho 12 mẹ (2 mẹ còn sống, 10 mẹ đã từ trần)"
    rf"{_NUMBER.format('living')}{_WHOM}\s+{_ALIVE}{_GAP}{_NUMBER.format('dead')}{_WHOM}\s+{_GONE}",
    rf"{_NUMBER.format('dead')}{_WHOM}\s+{_GONE}{_GAP}{_NUMBER.format('living')}{_WHOM}\s+{_ALIVE}",
)
# "trao tặng, truy tặng danh hiệu …", without saying how many of whom
_BOTH = re.compile(
    rf"(?<!truy )(?<!\w){_LIVING}[,\s]+(?:(?:và|hoặc)\s+)?truy tặng(?!\w)"
    rf"|truy tặng(?:,|\svà)\s{_LIVING}(?!\w)"
)
_TOLD = tuple(re.compile(rf"(?<![\w.,/]){order}(?!\w)") for order in _ORDERS)


def parted(grants: Sequence[Grant], small: str) -> list[Grant]:
    """The awards of a sentence (in small letters), each title for both the living and the dead as two."""
    if "truy tặng" not in small or not grants:
        return list(grants)
    for told in _TOLD:
        match = told.search(small)
        if match is not None:
            living, dead = counts.value(match["living"]), counts.value(match["dead"])
            return list(_parted(grants, living or 0, dead or 0))
    both = _BOTH.search(small)
    return [_mixed(grant) if both is not None and "truy" in grant.praise else grant for grant in grants]


def _mixed(grant: Grant) -> Grant:
    """A title given and given to the dead at once: how many of whom is not said."""
    return replace(grant, doubts=grant.doubts | {"awards_living_and_dead"})


def _parted(grants: Sequence[Grant], living: int, dead: int) -> Iterator[Grant]:
    both = next((g for g in grants if g.paper is not None and g.count.individuals == living + dead), None)
    both = both or next((g for g in grants if g.paper is not None and g.count.individuals == living), None)
    for grant in grants:
        if grant is both:
            yield replace(grant, count=Count(individuals=living), posthumous=False, parts=())
            yield replace(grant, count=Count(individuals=dead), posthumous=True, parts=())
        elif both is None or grant.count.individuals not in (living, dead):
            yield grant
