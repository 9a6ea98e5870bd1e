"""Names that hold a comma, a dash or a word that would end them: kept whole where a sentence is split."""

from __future__ import annotations

import re
from functools import cache

from bangvang.press import tables
from bangvang.press.manuscript import small

# Letters that no text has: what they stand for ends a name, what they are does not.
_LETTERS = str.maketrans({" ": "\u02cd", ",": "\u02cf", "-": "\u02c9", "–": "\u02ca", "/": "\u02cb"})
_BACK = str.maketrans({"\u02cd": " ", "\u02cf": ",", "\u02c9": "-", "\u02ca": "–", "\u02cb": "/"})


# "9 gia đình “5 không, 3 sạch”": a comma within a title parts nothing.
_QUOTED = re.compile(r"“[^”\n]{2,60}”|\"[^\"\n]{2,60}\"")


@cache
def _pattern() -> re.Pattern[str]:
    return tables.words(tables.load("words.yaml")["whole_names"])


def kept(words: str) -> str:
    """The words with such names as single words; as long as they were."""
    found = [(match.start(), match.end()) for match in _pattern().finditer(small(words))]
    quoted = [match.span() for match in _QUOTED.finditer(words)]
    if not found and not quoted:
        return words
    made = list(words)
    for start, end in found:
        made[start:end] = words[start:end].translate(_LETTERS)
    for start, end in quoted:
        made[start:end] = "".join(made[start:end]).replace(",", "\u02cf")
    return "".join(made)


def plain(words: str) -> str:
    """The words as they were."""
    return words.translate(_BACK)
