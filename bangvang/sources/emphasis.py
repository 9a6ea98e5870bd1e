"""Which stars and underscores embrace words, `*so*`, and which are figures, notes, masks, blanks to fill."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from bangvang.sources import lineends

# Figures as they are multiplied: a number with its unit, and what may stand between numbers.
_FIGURES = re.compile(
    r"(?=[^\d]*+\d)(?:\d[\d.,]*+(?:[^\W\d_]{1,3}[²³\d]?)?+(?![^\W_])|[\s.,:;/+×÷=%^°*(){}\[\]–—-]|x(?!\w))++"
)
# `năm 20__` leaves room for two figures.
_YEAR_BEGUN = re.compile(r"(?<!\d)(?:19|20)\d?\Z")
_BEFORE_UNDERSCORES = "([{“‘«\"'*>"
_AFTER_UNDERSCORES = "“‘«\"'*["
_AFTER_STARS = "“‘«\"'([<`*_!&#%+-–—…\\"


def opens(sign: str, before: str, after: str) -> bool:
    """Whether a run of stars or underscores may begin a mark, by the signs around it."""
    if sign[0] == "_":
        # Underscores beside signs are blanks to fill: __-QĐ/TU, __(ký tên).
        free = not before or before.isspace() or before in _BEFORE_UNDERSCORES
        within = _AFTER_UNDERSCORES if len(sign) > 1 else _AFTER_UNDERSCORES + "("
        return free and (_is_word(after) or (after != "" and after in within))
    if _is_word(before) or before in ("*", "_", "\\", "@", "#", "$", "%"):
        return False
    return _is_word(after) or (after != "" and after in _AFTER_STARS)


def closes(sign: str, before: str, after: str) -> bool:
    """Whether it may end one. `before`: the few letters before it."""
    last = before[-1:]
    if after in ("@", "\\") or not last or last.isspace() or last in "([{<*_/\\-–—“‘«":
        return False
    if sign[0] == "_" and _YEAR_BEGUN.search(before) is not None:
        return False
    if sign[0] == "_" or len(sign) == 1 or last.isalnum():
        # **B**iểu dương is bold; 09**12**34 is a masked number.
        return not _is_word(after) or (sign[0] == "*" and len(sign) > 1 and after.isalpha())
    return after not in ("*", "_")


def is_left_over(sign: str, before: str, after: str) -> bool:
    """Whether a run that neither begins nor ends a mark shows that in its text this sign is none: a blank
    to fill. What stands within a word or in brackets, `a_b`, `(*)`, says nothing of others."""
    if sign[0] == "*":
        return False
    if before[-1:].isspace() or not before:
        return not after or not _is_word(after)
    return len(sign) > 1 and not (_is_word(before[-1:]) and after.isalpha())


def embraces(sign: str, before: str, inner: str, after: str) -> bool:
    """Whether what stands between two runs of a sign is marked by them. `before` and `after`: some of the
    text around."""
    if (len(sign) == 1 or sign[0] == "_") and (
        _FIGURES.fullmatch(inner) is not None or not any(map(str.isalpha, inner))
    ):
        return False  # 12 *8* 2 m, Soạn *098*, ngày _15_, *+*
    beside = before.split()[-1:] + after.split()[:1]
    if len(beside) > 1 and all(_is_factor(word, sign) for word in beside) and _is_term(inner):
        return False
    if sign[0] == "_" and inner[0].isdigit() and inner[-1].isdigit():
        return False
    if ";" in inner and after[:1] == ";":
        return False  # *A; B*; C: notes to the names of a list
    if _crosses_a_bracket(before, inner):
        return False
    return "\n" not in inner or _embraces_lines(sign, before, inner, after)


def _is_factor(word: str, sign: str) -> bool:
    """Whether a word beside a sign is a number, or beside one star a letter."""
    if word[-1] in ":,;." and len(word) > 1 and sign != "*":
        return False
    return any(map(str.isdigit, word)) or (sign == "*" and sum(map(str.isalpha, word)) == 1)


def _is_term(inner: str) -> bool:
    return _FIGURES.fullmatch(inner) is not None or (inner.isalnum() and len(inner) < _LONG)


_LONG = 4


def _crosses_a_bracket(before: str, inner: str) -> bool:
    """Whether a bracket opened inside is closed outside, or the other way round; `a)` is an item."""
    opened, closed = inner.count("("), inner.count(")")
    return opened > closed or (opened < closed and before.rfind("(") > before.rfind(")"))


def _embraces_lines(sign: str, before: str, inner: str, after: str) -> bool:
    """Over line ends that are kept, whole lines are marked, or one sentence that goes on. Two stars are no
    sign of a note, which stands behind a word and only then before its own."""
    rest = after.partition("\n")[0].strip(" .,;:!?…)”»\"'")
    if before[-1:] in ("", "\n") and not rest:
        return True
    ends = list(pairwise(inner.split("\n")))
    if any(lineends.is_marked(below) for _, below in ends):
        return False
    if sign.startswith("**") and len(ends) <= _FEW:
        return True
    return all(
        lineends.is_unfinished(above, below) or (sign != "*" and below[:1].islower()) for above, below in ends
    )


_FEW = 2


def is_ended(sign: str, text: str) -> bool:
    """Whether in a text to come something may end a mark."""
    return any(
        found[0] == sign and closes(sign, text[: found.start()], text[found.end() : found.end() + 1])
        for found in _STARS.finditer(text)
    )


_STARS = re.compile(r"\*++")


def _is_word(char: str) -> bool:
    return bool(char) and (char.isalnum() or unicodedata.combining(char) > 0)
