"""The law of bodies: every letter, figure and sign that an editor typed is on the page, unless it is a mark.

The readers of blocks and lines say which pieces of the source are marks. Here what they say is held against
what came out at the far end, after Python-Markdown and the sanitiser: a net under both. Whether they were
right to say so is held against what no reader doubts: figures are not emphasised between figures, and what
begins with a mark of its own, or follows a colon, stands on a line of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise


def lost(written: str, shown: str, marks: Sequence[str]) -> str:
    """What of `written` is neither in the words that a reader is `shown` nor in a mark, in the order of the
    source; blanks do not count. A mark that begins with NUL says what another one stands for."""
    if _without(written, marks) == shown.split():
        return ""
    stands_for = "".join(mark[1:] for mark in marks if mark.startswith("\0"))
    missing = Counter(written + stands_for)
    missing.subtract(Counter(shown + "".join(mark for mark in marks if not mark.startswith("\0"))))
    found = [char for char in dict.fromkeys(written) if missing[char] > 0 and not char.isspace()]
    return " ".join(char * min(missing[char], _MOST) for char in found)


_MOST = 3

# Of HTML as the engine writes it: figures that are emphasised between figures were multiplied.
_MULTIPLIED = re.compile(
    r"(?<=[\d)]\s)<(em|strong)>([\d\s.,+/()-]{1,40})</\1>(?=\s?[\d(])|<(em)>([\d\s.,+/()-]{1,40})</em>"
)
_BLANK = re.compile(r"<(em|strong)>(\s[^<]*|[^<]*\s|)</\1>")


def misread(html: str) -> str:
    """Figures or blanks of a block that were taken for emphasis, with a star for each sign that vanished."""
    found = [*_MULTIPLIED.finditer(html), *_BLANK.finditer(html)]
    return " ".join(f"*{match[2] or match[4] or ''}*" for match in found[:_MOST])


_ITEM = re.compile(r"(?:[-–—+*•●○▪■►➤→] ?|\(?[a-zđA-ZĐ][)/-] ?|[a-zđ]\. ?|[A-ZĐ]\. )(?=[^\W\d_])")
_KEY = 24


def joined(lines: Sequence[str], shown: Iterable[str]) -> str:
    """The beginning of a line of a block that was an item, or followed a colon, and begins no line of what a
    reader is `shown`; empty if there is none."""
    beginnings = frozenset(filter(None, map(_letters, shown)))
    # One dash or semicolon alone may stand at a line's beginning or end by chance: items are several.
    parting = (":", ";") if _are_several(lines, _PARTED) else (":",)
    dashed = _are_several(lines, _DASHED)
    for above, line in pairwise(lines):
        if not above.rstrip().endswith(parting):
            item = _ITEM.match(line.lstrip())
            if item is None or (item[0][0] in "-–—" and not dashed):
                continue
        key = _letters(line)
        # Nearly all are there as they are: only of the others all beginnings are looked at.
        if not key or key in beginnings:
            continue
        if not any(row.startswith(key) or key.startswith(row) for row in beginnings):
            return f"↵ {line.strip()[:_KEY]}"
    return ""


_PARTED, _DASHED = re.compile(r";\s*\Z"), re.compile(r"\A\s*+[-–—]")


def _are_several(lines: Sequence[str], sign: re.Pattern[str]) -> bool:
    found = (line for line in lines if sign.search(line) is not None)
    return next(found, None) is not None and next(found, None) is not None


def _letters(line: str) -> str:
    return "".join(filter(str.isalnum, line[: 2 * _KEY]))[:_KEY]


def _without(written: str, marks: Sequence[str]) -> list[str] | None:
    """The words of the source without its marks where these stand in their order, as most do."""
    kept: list[str] = []
    at = 0
    for mark in marks:
        found = written.find(mark, at)
        if found < 0:
            return None
        kept.append(written[at:found])
        at = found + len(mark)
    kept.append(written[at:])
    return "".join(kept).split()
