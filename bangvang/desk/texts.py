"""The desk's own words, in the language of messages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bangvang.language import words
from bangvang.language.words import Words
from bangvang.problems import Language


@cache
def load(language: Language) -> Words:
    """All words of the desk."""
    source = (Path(__file__).parent / "texts" / f"{language}.yaml").read_text(encoding="utf-8")
    return Words(language, words.entries(source))


def named(say: Words, kind: str, path: tuple[str, ...], default: str = "") -> str:
    """The word for a field by its path (names only): of the nearest owner that has one of its own."""
    for i in range(len(path)):
        found = say.get(f"{kind}.{'.'.join(path[i:])}", "")
        if found:
            return found
    return default
