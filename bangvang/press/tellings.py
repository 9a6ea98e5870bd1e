"""Entries that only tell of others: papers handed over, and the sum of those that follow one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bangvang.archive.model import add_counts
from bangvang.press.granted import Grant

_THE = re.compile(
    r"(?<!\w)(?:trao|trao tặng)\s[^,.;]{0,60}?cho\s+các\s+(?:tập thể|cá nhân|đơn vị|đồng chí)(?!\w)"
)


def apart(entries: Sequence[Grant]) -> tuple[list[Grant], list[Grant], list[Grant]]:
    """Awards, what only hands papers over that were told of before, and sums of awards that are told."""
    over = [entry for entry in entries if _handed(entry, entries)]
    whole = _sums(entries)
    return [entry for entry in entries if entry not in over and entry not in whole], over, whole


def _handed(entry: Grant, entries: Sequence[Grant]) -> bool:
    """Whether "Đại tá A trao Bằng khen cho các tập thể" hands over papers whose giver was named before."""
    return (
        not entry.count.known
        and not entry.roll.all
        and entry.paper is not None
        and _THE.search(entry.words.lower()) is not None
        and any(_form(one) == _form(entry) and one.count.known and one.line <= entry.line for one in entries)
    )


def _sums(entries: Sequence[Grant]) -> list[Grant]:
    """ "Huy hiệu Đảng cho 156 đảng viên, gồm: 2 … 70 năm tuổi Đảng, …": the sum of the badges behind it."""
    found = []
    for n, entry in enumerate(entries):
        parts = [one for one in entries[n + 1 :] if _badge(one) and one.line == entry.line]
        whole = add_counts(one.count for one in parts).whole
        if _form(entry) == _PARTY and len(parts) > 1 and entry.count.whole == whole:
            found.append(entry)
    return found


_PARTY = "huy hiệu đảng"


def _badge(grant: Grant) -> bool:
    return _form(grant).startswith("huy hiệu") and _form(grant) != _PARTY


def _form(grant: Grant) -> str:
    return grant.paper.label.lower() if grant.paper is not None else ""
