"""Raw Telex and VNI: what was typed while the keyboard did not turn keys into Vietnamese letters.

The browser has a twin of this module (`assets/js/search-keys.js`).
"""

from __future__ import annotations

import re
import unicodedata

from bangvang.language import text

_TELEX_TONES = dict(zip("fsrxj", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_VNI_TONES = dict(zip("21345", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_TONES = frozenset(_VNI_TONES.values())
_KEYS = re.compile("[a-zăâđêôơư][a-zăâđêôơư0-9]*")
_SHAPE = re.compile(
    "(?:ngh|ng|nh|ch|gh|kh|ph|th|tr|qu|gi|[bcdđghklmnprstvx]|)[aăâeêioôơuưy]{1,3}(?:ch|nh|ng|[ckmnpt]|)"
)
_VOWELS = "aăâeêioôơuưy"
_BREVE, _HORN, _ROOF = str.maketrans("a", "ă"), str.maketrans("ou", "ơư"), str.maketrans("aeo", "âêô")


def decoded(typed: str) -> str | None:
    """Return the syllable that these keys would have made, by Telex or by VNI, its tone wherever it was
    typed; None when they are no keys, or make no Vietnamese syllable."""
    # Letters that were made already are taken apart: lao đôngj.
    apart = unicodedata.normalize("NFD", text.clean(typed).lower())
    keys = unicodedata.normalize("NFC", "".join(key for key in apart if key not in _TONES))
    tone = next((key for key in apart if key in _TONES), "")
    if not _KEYS.fullmatch(keys):
        return None
    made = _made(keys, tone, is_vni=any(key.isdigit() for key in keys))
    if made is None or made == (keys, tone) or not _SHAPE.fullmatch(made[0]):
        return None
    return _toned(*made)


def _made(keys: str, tone: str, *, is_vni: bool) -> tuple[str, str] | None:
    """Return the letters that the keys make, and the tone."""
    letters = ""
    for key in keys:
        changed = _vni(letters, key) if is_vni else _telex(letters, key)
        tones = _VNI_TONES if is_vni else _TELEX_TONES
        if changed is not None:
            letters = changed
        elif key in tones and any(letter in _VOWELS for letter in letters):
            tone = tones[key]
        elif key.isdigit():
            return None
        else:
            letters += key
    return re.sub("ưo(?=.)", "ươ", letters), tone


def _telex(letters: str, key: str) -> str | None:
    """Return the letters as the key changes them; None when it changes none."""
    if key == "w":
        return _changed(letters, _HORN) or _changed(letters, _BREVE) or f"{letters}ư"
    if key == "d" and letters.startswith("d"):
        return f"đ{letters[1:]}"
    if key in "aeo" and key in letters:
        return _changed(letters, {ord(key): _ROOF[ord(key)]})
    return None


def _vni(letters: str, key: str) -> str | None:
    if key == "9" and letters.startswith("d"):
        return f"đ{letters[1:]}"
    table = {"6": _ROOF, "7": _HORN, "8": _BREVE}.get(key)
    return _changed(letters, table) if table else None


def _changed(letters: str, table: dict[int, int]) -> str | None:
    """Return the letters with the last vowel that the table knows changed; of "uo", both."""
    if table is _HORN and "uo" in letters:
        return letters.replace("uo", "ươ")
    # The u of qu is no vowel.
    first = 2 if letters.startswith("qu") else 0
    for at in reversed(range(first, len(letters))):
        if ord(letters[at]) in table:
            return letters[:at] + chr(table[ord(letters[at])]) + letters[at + 1 :]
    return None


def _toned(letters: str, tone: str) -> str:
    """Put the tone on a vowel, then on the right one."""
    if not tone:
        return letters
    marked = [at for at, letter in enumerate(letters) if letter in "ăâêôơư"]
    start = 2 if re.match(f"(?:qu|gi)[{_VOWELS}]", letters) else 0
    vowels = [at for at in range(start, len(letters)) if letters[at] in _VOWELS]
    at = marked[-1] if marked else vowels[0]
    return text.canonical_tones(
        letters[:at] + unicodedata.normalize("NFC", letters[at] + tone) + letters[at + 1 :]
    )
