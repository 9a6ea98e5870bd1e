"""What search sees of a text: syllables, and the places where one sentence ends and another begins.

The browser has a twin of this module (`assets/js/search-text.js`); `tests/vectors/search_tokens.json` holds
both to the same answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from bangvang.language import text

BREAK = ""
"""Stands in a stream of syllables where no phrase may cross: the end of a sentence or of a line."""

# The combining marks belong to a word: NFC leaves those that have no composed letter.
_PIECE = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*|[.!?;:…](?=\s)|\n")
_DIGITS = re.compile(r"[0-9]+")
MASK = 0xFFFFFFFF
LONGEST_BEGINNING = 15
"""Letters of a beginning of a word that still finds the word: syllables have seven at most, a few words of
other languages more, and of an address or a hash nobody types half."""


def syllables(s: str) -> list[str]:
    """Return the syllables of the text as written (NFC), with BREAK where a phrase ends.

    A phrase ends at `. ! ? ; : …` before white space, and at the end of a line. Any other mark is passed
    over: `QĐ-UBND`, `5/6/2024` and `4.701` are runs of neighbouring syllables.
    """
    return [piece if piece[0].isalnum() else BREAK for piece in pieces(text.clean(s))]


def spans(s: str) -> list[tuple[int, int]]:
    """Return where the syllables of a clean text stand."""
    return [match.span() for match in _PIECE.finditer(s) if match[0][0].isalnum()]


def pieces(s: str) -> list[str]:
    """Return the syllables of a clean text, with the mark itself where a phrase ends: it is cheaper."""
    return _PIECE.findall(s)


def exact(syllable: str) -> str:
    """Return the form in which two spellings of one syllable are equal, marks respected.

    Lower case, NFC, the tone on its canonical vowel (hoà = hòa), numbers without leading zeros (05 = 5).
    """
    if _DIGITS.fullmatch(syllable):
        return syllable.lstrip("0") or "0"
    return text.canonical_tones(unicodedata.normalize("NFC", text.clean(syllable).lower()))


def folded(exact_form: str) -> str:
    """Return the form of a syllable that search compares when no mark was typed."""
    return text.fold(exact_form)


def sentences(s: str) -> Iterator[list[str]]:
    """Yield the exact forms of the text, one list for each run that a phrase may lie in."""
    run: list[str] = []
    for syllable in syllables(s):
        if syllable is BREAK:
            yield run
            run = []
        else:
            run.append(exact(syllable))
    yield run


@lru_cache(maxsize=1 << 17)
def spread(s: str, *, seed: int = 0x811C9DC5) -> int:
    """Return a 32-bit hash of the string that a browser computes alike (FNV-1a over UTF-8, then mixed).

    It names files, so it must never change without a new format number.
    """
    h = seed
    for byte in s.encode():
        h = ((h ^ byte) * 0x01000193) & MASK
    h ^= h >> 16
    h = (h * 0x85EBCA6B) & MASK
    h ^= h >> 13
    h = (h * 0xC2B2AE35) & MASK
    return h ^ (h >> 16)


def name_of(s: str) -> str:
    """Return the name of the file that belongs to a prefix: 48 bits of hash in hexadecimal."""
    return f"{spread(s):08x}{spread(s, seed=0x9747B28C) >> 16:04x}"
