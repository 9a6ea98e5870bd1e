"""Years and days in words, read as the index knows them: *từ năm 2020 đến 2021* as `năm:2020..2021`.

The table is `readings.yaml`; the browser has a twin of this module (`assets/js/search-reading.js`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bangvang.language import text
from bangvang.search import lexicon
from bangvang.search.query import QUOTES

_NUMBER = re.compile(r"\{(\d)([+-]?)\}")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question means. `questions`: the narrowest first; `said`: the words that were read."""

    questions: tuple[str, ...]
    said: tuple[str, ...]


def read(q: str) -> Reading | None:
    """Return what the years and days in words of a question mean; None where there are none."""
    now, said = _squeezed(text.clean(q)), list[str]()
    narrow: list[str] = []
    for pattern, meaning, narrower in _rows():
        before, found = now, list[str]()
        now = _replaced(before, pattern, meaning, found)
        said += found
        if found and narrower:
            narrow = [_replaced(before, pattern, each, []) for each in narrower]
    if not said:
        return None
    wide = _squeezed(now)
    one_of = (" hoặc ".join(map(_squeezed, narrow)),) if narrow else ()
    return Reading((*one_of, wide), tuple(said))


def rows() -> list[list[str]]:
    """Return the table as both implementations take it: patterns with their parts written out."""
    table = lexicon.readings()
    return [[_whole(pattern, table["parts"]), *meanings] for pattern, *meanings in table["readings"]]


def _whole(pattern: str, parts: Mapping[str, str]) -> str:
    return re.sub("<([A-Z])>", lambda part: parts[part[1]], pattern)


@cache
def _rows() -> tuple[tuple[re.Pattern[str], str, list[str]], ...]:
    return tuple((re.compile(pattern), meaning, narrower) for pattern, meaning, *narrower in rows())


def _replaced(q: str, pattern: re.Pattern[str], meaning: str, said: list[str]) -> str:
    """Return a question with a meaning put for what the pattern finds outside quotes; `said` gets that."""
    out, at = "", 0
    for match in pattern.finditer(_folded(q)):
        said.append(q[match.start() : match.end()])
        out += q[at : match.start()] + _NUMBER.sub(_in_digits(match), meaning)
        at = match.end()
    return out + q[at:]


def _in_digits(match: re.Match[str]) -> Callable[[re.Match[str]], str]:
    numbers: Mapping[str, int] = lexicon.readings()["numbers"]

    def number(place: re.Match[str]) -> str:
        typed = match[int(place[1])]
        n = numbers.get(typed) or int(typed)
        return str(n + {"+": 1, "-": -1}.get(place[2], 0))

    return number


def _folded(q: str) -> str:
    """Return a question folded letter by letter, what is in quotes hidden: places stay."""
    hidden: Sequence[str] = [
        part if n % 2 == 0 else "\0" * len(part) for n, part in enumerate(QUOTES.split(q))
    ]
    letters = ((letter, text.fold(letter)) for letter in "\0".join(hidden))
    return "".join(fold if len(fold) == 1 else letter for letter, fold in letters)


def _squeezed(q: str) -> str:
    return " ".join(q.split())
