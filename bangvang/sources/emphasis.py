"""Which stars and underscores embrace words, `*so*`, and which are figures, notes, masks, blanks to fill."""

from __future__ import annotations

import unicodedata


def opens(sign: str, before: str, after: str) -> bool:
    """Whether a run of stars or underscores may begin a mark, by the signs around it."""
    if (
        _is_word(before)
        or before in ("*", "_", "\\", "@", "#", "$", "%")
        or (sign[0] == "_" and before == "/")
    ):
        return False
    return _is_word(after) or _leads(after)


def closes(sign: str, before: str, after: str) -> bool:
    """Whether it may end one."""
    if after in ("@", "\\") or not before or before.isspace() or before in "([{<*_/\\-–—“‘«":
        return False
    if sign[0] == "_" or len(sign) == 1 or before.isalnum():
        # **B**iểu dương is bold; 09**12**34 is a masked number.
        return not _is_word(after) or (sign[0] == "*" and len(sign) > 1 and after.isalpha())
    return after not in ("*", "_")


def _is_word(char: str) -> bool:
    return bool(char) and (char.isalnum() or unicodedata.combining(char) > 0)


def _leads(char: str) -> bool:
    """Signs that a marked phrase may begin with."""
    return bool(char) and char in "“‘«\"'([<`*_!&#%+-–—…\\"
