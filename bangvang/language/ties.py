"""Where a line of a title must not end: inside a word, inside a name, between a number and what it counts.

Vietnamese writes a space between syllables, not between words, so a browser breaks "cá nhân" in two as
readily as it breaks between words. A space that may not be broken at is written as a no-break space.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

import yaml

from bangvang.language import text

TIE = "\u00a0"
_MOST = 18
"""Letters that are kept together. On a phone a longer group would leave a hole at the end of a line."""
_DASHES = frozenset("-–—")
_EDGES = ".,;:!?…()[]“”\"'"


@lru_cache(maxsize=4096)
def tied(title: str) -> str:
    """The title with the spaces tied at which it may not be broken; nothing else is changed."""
    words = title.split(" ")
    out, group = [words[0]], words[0]
    for before, after in pairwise(words):
        joined = f"{group}{TIE}{after}"
        if _belong(before, after) and len(joined) <= _MOST:
            out.append(TIE)
            group = joined
        else:
            out.append(" ")
            group = after
        out.append(after)
    return "".join(out)


def is_within_word(before: str, after: str) -> bool:
    """Whether two syllables, as they stand in a text, follow each other inside a word."""
    return (_folded(before), _folded(after.rstrip(_EDGES))) in _pairs()


def _belong(before: str, after: str) -> bool:
    if not before or not after:
        return False
    # A dash never begins a line, and a span of years is one thing.
    if after in _DASHES or before in _DASHES:
        return after in _DASHES or after[0].isdigit()
    if before[-1] in _EDGES:
        return before == "TP."
    if after[0].isdigit() or before[-1].isdigit():
        return _folded(before) in _NUMBERED if after[0].isdigit() else _counts(before, after)
    a, b = before.lstrip(_EDGES), after.rstrip(_EDGES)
    # Of a name, the first two or three syllables that the room allows.
    return bool(a and b) and ((a[0].isupper() and b[0].isupper()) or (_folded(a), _folded(b)) in _pairs())


def _counts(before: str, after: str) -> bool:
    """A number and what it counts; a year counts nothing."""
    return _NUMBER.fullmatch(before) is not None and after[0].isalpha()


_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)\d+(?:[.,]\d+)*")
_NUMBERED = frozenset(("năm", "ngày", "tháng", "lần", "số", "quý", "khu", "phường", "quận"))


@lru_cache(maxsize=8192)
def _folded(word: str) -> str:
    return text.canonical_tones(word).lower()


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    """Syllables that follow each other inside a word."""
    source = resources.files("bangvang.language") / "compounds.yaml"
    words: list[str] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return frozenset(pair for word in words for pair in pairwise(_folded(word).split()))
