"""Numbers in Vietnamese words: một trăm linh năm."""

from __future__ import annotations

from collections.abc import Sequence

_UNITS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_WORDS = "|".join([*_UNITS, "mười", "mươi", "chục", "trăm", "linh", "lẻ", "nghìn", "ngàn"])
IN_WORDS = rf"(?:{_WORDS})(?:\s(?:{_WORDS})){{0,15}}"
"""A pattern of what `value` may be asked of, its words apart."""


def value(parts: Sequence[str]) -> int | None:
    """một trăm linh năm → 105; hai mươi tư → 24; a lone `tư` or `mươi` is no number."""
    if parts[0] in ("mươi", "chục", "trăm", "linh", "lẻ", "nghìn", "ngàn", "tư", "lăm", "mốt"):
        return None
    whole = group = digit = 0
    for part in parts:
        if part in _UNITS:
            if digit:
                return None
            digit = _UNITS[part]
        elif part == "mười":
            if digit:
                return None
            group += 10
        elif part in ("mươi", "chục"):
            group, digit = group + 10 * (digit or 1), 0
        elif part == "trăm":
            group, digit = group + 100 * (digit or 1), 0
        elif part in ("nghìn", "ngàn"):
            whole, group, digit = whole + 1000 * (group + digit or 1), 0, 0
    return whole + group + digit
