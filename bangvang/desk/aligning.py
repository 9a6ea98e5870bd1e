"""Which of the things that were there is which of those that are there now: the same, the mended, the new."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from bangvang.desk.nodes import Value
from bangvang.language import text

_MOST_COMPARED = 4000
"""Pairs of what differs that are held against each other; beyond that, place alone decides."""
_ALIKE, _NEARLY_ONE = 0.6, 0.85


def align(old: Sequence[Value], new: Sequence[Value]) -> list[int | None]:
    """For every new item the old one that it was: the same one, else the one most like it, else the one in
    its place; each used once."""
    origin: list[int | None] = [None] * len(new)
    free = dict.fromkeys(range(len(old)))

    def take(i: int, j: int) -> None:
        origin[i] = j
        del free[j]

    for i, value in enumerate(new):
        if i < len(old) and old[i] == value:
            take(i, i)
    for i, value in enumerate(new):
        same = next((j for j in free if old[j] == value), None) if origin[i] is None else None
        if same is not None:
            take(i, same)
    left = [i for i in range(len(new)) if origin[i] is None]
    if len(left) * len(free) <= _MOST_COMPARED:
        pairs = [(-likeness(old[j], new[i]), abs(i - j), i, j) for i in left for j in free]
        for score, _, i, j in sorted(pairs):
            if score and origin[i] is None and j in free:
                take(i, j)
    for i in left:
        # A group whose place a text takes that is not like it has gone, with all that was noted at it.
        if origin[i] is None and i in free and isinstance(old[i], dict) == isinstance(new[i], dict):
            take(i, i)
    return origin


def likeness(one: Value, other: Value) -> float:
    """How much two values are alike: 0 where nothing speaks for it that one is the other mended."""
    if isinstance(one, dict) and isinstance(other, dict):
        whole = sum(value == other.get(key) for key, value in one.items() if value)
        return whole + sum(likeness(each, other.get(key)) / 2 for key, each in one.items() if each)
    if isinstance(one, str) and isinstance(other, dict):  # a text that has become a group
        return max((likeness(one, each) for each in other.values()), default=0)
    if not (isinstance(one, str) and isinstance(other, str)):
        return 0
    if one == other:
        return 1
    first, second = text.fold(one), text.fold(other)
    ratio = difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()
    return ratio if ratio >= _ALIKE or set(first.split()) & set(second.split()) else 0


def mended(before: Sequence[str], after: Sequence[str], old: int, new: int) -> bool:
    """Whether a line that differs is still about the same: what is known of one person is never handed on to
    another who took the place in the list."""
    score = likeness(before[old], after[new])
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        if a <= old < b and c <= new < d:
            in_its_place = b - a == d - c and old - a == new - c
            return score > 0 if in_its_place else score >= _ALIKE
    first, second = (text.fold(line).split()[-1:] or [""] for line in (before[old], after[new]))
    return score >= _NEARLY_ONE and (first[0].startswith(second[0]) or second[0].startswith(first[0]))
