"""Bytes of unknown alphabet -> text: UTF-8, UTF-16, Windows-1258, and the older fonts TCVN3 and VNI."""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
from dataclasses import dataclass

from bangvang.language import alphabets, text
from bangvang.language.cleaning import CONTROL

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Undecodable(ValueError):  # noqa: N818 - reads as what happened
    """The bytes are no text in any alphabet that Vietnamese offices have used."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, cleaned, and the name of the alphabet it was written in."""

    text: str
    alphabet: str


def decode(raw: bytes | str) -> Decoded:
    """Reads a text; pasted text, too, may be written for the fonts TCVN3 or VNI. Raises Undecodable."""
    read = _read(raw)
    # Controls and marks of direction come along with copies from PDF and chats; they say nothing.
    return Decoded(CONTROL.sub("", html.unescape(read.text)), read.alphabet)


def _read(raw: bytes | str) -> Decoded:
    if isinstance(raw, str):
        return _meant(raw.removeprefix("\ufeff"), "unicode")
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return _meant(raw[len(bom) :].decode(name, errors="replace"), name)
    wide = _wide(raw)
    if wide is not None:
        return _meant(raw.decode(wide, errors="replace"), wide)
    if b"\0" in raw[:8192]:
        raise Undecodable("binary")
    try:
        return _meant(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    readings = [(alphabets.everyday(found.text), found) for found in _eight_bits(raw)]
    best, found = max(readings, key=lambda reading: reading[0])
    # A damaged UTF-8 file is still UTF-8: one bad byte must not turn a page into another alphabet.
    damaged = raw.decode("utf-8", errors="replace")
    if alphabets.everyday(damaged) >= best:
        return Decoded(text.clean(damaged), "utf-8")
    return found


def _wide(raw: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of blanks and Latin letters is nought."""
    head = raw[:2000]
    if len(head) < 4:
        return None
    half = len(head) // 2
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > half // 4 and even * 8 < odd:
        return "utf-16-le"
    return "utf-16-be" if even > half // 4 and odd * 8 < even else None


def _eight_bits(raw: bytes) -> list[Decoded]:
    latin = raw.decode("latin-1")
    western = raw.decode("cp1252", errors="replace")
    return [
        Decoded(text.clean(unicodedata.normalize("NFC", raw.decode("cp1258", errors="replace"))), "cp1258"),
        Decoded(text.clean(alphabets.tcvn3(latin)), "tcvn3"),
        Decoded(text.clean(alphabets.vni(western)), "vni"),
    ]


_FONT_LETTERS = re.compile(r"[¡-¬®-ÿ\u00ad]")


def _meant(typed: str, alphabet: str) -> Decoded:
    """Text in Unicode that only looks right in an old font is read as that font shows it."""
    rows = typed[:20_000].split("\n")
    if (misread := alphabets.misread(rows)) is not None and misread[0] == "twice":
        return Decoded(text.clean("\n".join(map(alphabets.once, typed.split("\n")))), "utf-8-twice")
    plain = Decoded(text.clean(typed), alphabet)
    head = typed[:20_000]
    if len(_FONT_LETTERS.findall(head)) * 20 < len(head):
        return plain
    worth = alphabets.everyday(text.clean(head))
    for name, convert in (("tcvn3", alphabets.tcvn3), ("vni", alphabets.vni)):
        if alphabets.everyday(text.clean(convert(head))) > 2 * worth + 3:
            return Decoded(text.clean(convert(typed)), name)
    return plain
