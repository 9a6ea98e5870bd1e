"""Text as it looks where it was read in the wrong alphabet: written for the fonts TCVN3 and VNI of the years
before Unicode, or as UTF-8 that was taken for Windows' letters and encoded once more."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bangvang.language import text


@cache
def _table() -> Any:
    source = (Path(__file__).parent / "charsets.yaml").read_text(encoding="utf-8")
    return yaml.load(source, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - text only


# ---------------------------------------------------------------- the fonts


@cache
def tcvn3_letters() -> dict[int, str]:
    """Code as a Latin letter -> the letter that the fonts show."""
    pairs = _table()["tcvn3"].split()
    return {ord(pair[0]): pair[1:] for pair in pairs} | {0xAD: _table()["tcvn3_soft_hyphen"]}


_WORD = re.compile(r"[^\W\d_]+")


def tcvn3(latin: str) -> str:
    """The text as the fonts of TCVN3 show it."""
    # A word of capitals was set in a font of capitals, where the bytes of small letters are capitals.
    return _WORD.sub(_capitals_throughout, latin.translate(tcvn3_letters()))


def _capitals_throughout(word: re.Match[str]) -> str:
    plain = [c for c in word[0] if c.isascii()]
    shouted = len(plain) >= 2 and all(c.isupper() for c in plain)
    return word[0].upper() if shouted else word[0]


_MARKS = {
    "sắc": "\u0301", "huyền": "\u0300", "hỏi": "\u0309", "ngã": "\u0303", "nặng": "\u0323",
    "breve": "\u0306", "circumflex": "\u0302",
}  # fmt: skip


@cache
def vni_pairs() -> tuple[re.Pattern[str], dict[str, str]]:
    """What the fonts of VNI write for each letter, and a pattern of it all, the longest first."""
    letters: dict[str, str] = dict(_table()["vni_letters"])
    made = dict(letters)
    for sign, marks in _table()["vni_marks"].items():
        combining = "".join(_MARKS[mark] for mark in marks.split())
        for vowel in "aeiouyôö":
            composed = unicodedata.normalize("NFC", letters.get(vowel, vowel) + combining)
            if len(composed) == 1:
                made[vowel + sign] = composed
                made[vowel.upper() + sign.upper()] = made[vowel.upper() + sign] = composed.upper()
    longest = sorted(made, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), made


def vni(western: str) -> str:
    """The text as the fonts of VNI show it."""
    pattern, made = vni_pairs()
    return pattern.sub(lambda match: made[match[0]], western)


@cache
def common() -> frozenset[str]:
    """Words that every report has."""
    return frozenset(_table()["common"])


def everyday(s: str) -> int:
    """How many everyday Vietnamese words with marks the beginning of a text has."""
    found = (word for word in _WORD.findall(s[:20_000].lower()) if not word.isascii())
    return sum(text.canonical_tones(word) in common() for word in found)


# ---------------------------------------------------------------- encoded twice

# Byte from 0x80 on -> how it was shown: by Windows' table, or, where that has nothing, by Latin-1.
_SHOWN = {n: bytes([n]).decode("cp1252", "replace").replace("\ufffd", chr(n)) for n in range(0x80, 0x100)}
_BYTE = {chr(n): n for n in _SHOWN} | {shown: n for n, shown in _SHOWN.items()}
_FOLLOWS = "[" + "".join(re.escape(char) for char, n in sorted(_BYTE.items()) if n < 0xC0) + "]"
# The letters of Vietnamese, its dashes, quotes and dots, the blank that does not break. Of a letter whose
# last byte was lost on the way the first two are left.
_TWICE = re.compile(rf"[ÃÄÅÆ]{_FOLLOWS}|á[º»]{_FOLLOWS}?|â€{_FOLLOWS}|â‚«|Â{_FOLLOWS}")


def once(s: str) -> str:
    """The text before it was encoded once more; U+FFFD for what was lost on the way."""
    return _TWICE.sub(lambda found: bytes(map(_BYTE.__getitem__, found[0])).decode("utf-8", "replace"), s)


# No language has one of these, but where a quotation ends («giá»), and most words encoded twice do.
_SURELY_TWICE = ("á»", "áº", "Æ°", "Æ¡")


def partly_twice(whole: str, rows: Sequence[str]) -> dict[int, str]:
    """Rows of a text that have words encoded twice among others, by their number, and what they would say."""
    if not any(map(whole.__contains__, _SURELY_TWICE)):
        return {}
    found = (n for n, row in enumerate(rows) if any(map(row.__contains__, _SURELY_TWICE)) and "«" not in row)
    return {n: text.clean(once(rows[n])) for n in found}


# ---------------------------------------------------------------- which it is

_KINDS: tuple[tuple[str, Callable[[str], str], int], ...] = (
    ("twice", once, 2),
    ("tcvn3", tcvn3, 3),
    ("vni", vni, 3),
)
"""How each is read, and how many words must come out right before it is believed."""
# No text read in the wrong alphabet has one of these: they are beyond Latin-1.
_RIGHT = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
_PIECE = re.compile(r"(?:[^\W\d_]|[\x80-\xff])+")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
    r"(?:(?:iê|yê|uyê|oa|oă|oe|oo|uâ|uê|uô|uơ|uy|ươ|[aăâeêioôơuưy])(?:ch|nh|ng|[ckmnpt])?"
    r"|iêu|yêu|oa[ioy]|oeo|uao|uay|uây|uê?u|uôi|uy[au]|ươ[iu]|a[iouy]|â[uy]|eo|êu|i[au]|[oôơuư]i|u[ao]|ư[au])"
)
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


@cache
def is_syllable(word: str) -> bool:
    """Whether a word in small letters has the shape of a Vietnamese syllable."""
    bare, tones = _TONES.subn("", unicodedata.normalize("NFD", word))
    return tones < 2 and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None


def _weighed(s: str) -> tuple[int, int]:
    """How many words with letters beyond ASCII are Vietnamese, and how many are not."""
    right = wrong = 0
    for piece in _PIECE.findall(s):
        if len(piece) > 1 and not piece.isascii() and any(map(str.isalpha, piece)):
            fits = len(piece) < 9 and is_syllable(piece.lower())
            right, wrong = right + fits, wrong + (not fits)
    return right, wrong


def _by_words(row: str, read: Callable[[str], str]) -> str:
    """A row as a font shows it, but for what is a word of another language already."""

    def word(found: re.Match[str]) -> str:
        shown = read(found[0])
        return shown if is_syllable(shown.lower()) or not found[0].isalpha() else found[0]

    return _PIECE.sub(word, row)


def misread(rows: Iterable[str]) -> tuple[str, dict[int, str]] | None:
    """Which rows of a text, by their number, were read in the wrong alphabet, and what they would say in the
    right one: "twice", "tcvn3" or "vni". The rows are not cleaned: cleaning takes letters away."""
    doubtful = {}
    for n, row in enumerate(rows):
        if not row.isascii() and _RIGHT.search(row) is None and (weight := _weighed(row))[1]:
            doubtful[n] = (row, weight)
    best: tuple[tuple[int, int], str, dict[int, str]] = ((0, 0), "", {})
    for kind, read, enough in _KINDS if doubtful else ():
        found, sure, gained, left, before = {}, {}, 0, 0, 0
        for n, (row, (right, wrong)) in doubtful.items():
            as_read = read(row)
            more, still = _weighed(as_read)
            gained, left, before = gained + more - right, left + still, before + wrong
            if more > right and still < wrong:
                found[n] = text.clean(as_read if kind == "twice" else _by_words(row, read))
                if not still and _is_sure(row, read, kind):
                    sure[n] = found[n]
        if gained < enough or left * 3 > before:
            found, gained, left = sure, len(sure), 0
        score = gained - left, everyday(" ".join(found.values()))
        if found and score > best[0]:
            best = score, kind, found
    return best[1:] if best[2] else None


def _is_sure(row: str, read: Callable[[str], str], kind: str) -> bool:
    """Whether a row alone shows in which alphabet it is: two words of it come out right, or one that no
    language has as it stands. Every other word of it comes out right, too."""
    changed = [piece for piece in _PIECE.findall(row) if len(piece) > 1 and read(piece) != piece]
    return len(changed) > 1 or any(kind == "twice" or "\u00ad" in piece for piece in changed)
