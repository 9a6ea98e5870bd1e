"""How far apart two syllables are to a Vietnamese ear: s and x, ch and tr, final n and ng are taken for each
other; to put any letter for any other is rarer.

The browser has a twin of this module (`assets/js/search-likeness.js`). Distances are tenths.
"""

from __future__ import annotations

import re

_SHAPE = re.compile(
    "(ngh|ng|nh|ch|gh|gi(?=[aeiouy])|kh|ph|qu(?=[aeiouy])|th|tr|[b-df-hj-np-tv-xz]|)([aeiouy]+)([a-z]*)"
)
_ONSETS = (
    "s x",
    "ch tr",
    "l n",
    "d gi r",
    "d v",
    "gi v",
    "c k",
    "ng ngh",
    "g gh",
    "ph f",
    "gi j",
    "d z",
    "c q",
    "b p",
)
_CODAS = ("n ng", "n nh", "ng nh", "m n", "t c", "t ch", "c ch")
NEAR, SURE, SLIP = 4, 5, 10


def _pairs(groups: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    split = [group.split() for group in groups]
    return frozenset((a, b) for group in split for a in group for b in group if a != b)


_NEAR_ONSETS, _NEAR_CODAS = _pairs(_ONSETS), _pairs(_CODAS)


def limit(word: str) -> int:
    """Return how far a word may be from the one that was meant."""
    return SURE if len(word) < 3 else SLIP if len(word) < 6 else 14


def distance(a: str, b: str) -> int:
    """Return how far apart two folded syllables are: 0 when they are one, 4 for sounds that are taken for
    each other, 10 for a letter more, less or other, or two that changed places."""
    whole = _letters(a, b)
    one, other = _SHAPE.fullmatch(a), _SHAPE.fullmatch(b)
    if one is None or other is None:
        return whole
    parts = (
        _sound(one[1], other[1], _NEAR_ONSETS)
        + _nucleus(one[2], other[2])
        + _sound(one[3], other[3], _NEAR_CODAS)
    )
    return min(whole, parts)


def _sound(a: str, b: str, near: frozenset[tuple[str, str]]) -> int:
    return NEAR if (a, b) in near else _letters(a, b)


def _nucleus(a: str, b: str) -> int:
    if a == b:
        return 0
    return 3 if a.replace("y", "i") == b.replace("y", "i") else _letters(a, b)


def _letters(a: str, b: str) -> int:
    """Return the slips of the finger between two words: letters more, less, other, or changed in place."""
    before, row = [0] * (len(b) + 1), list(range(len(b) + 1))
    for n, letter in enumerate(a, 1):
        above, before, row = before, row, [n]
        for k, other in enumerate(b, 1):
            best = min(before[k] + 1, row[k - 1] + 1, before[k - 1] + (letter != other))
            if n > 1 and k > 1 and letter == b[k - 2] and a[n - 2] == other:
                best = min(best, above[k - 2] + 1)
            row.append(best)
    return row[-1] * SLIP
