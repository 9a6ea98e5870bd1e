"""Line ends within a block of text: which ones tell something, and which were only where the line was full.

A text pasted from Word or Zalo has one line end where Markdown wants an empty line; a text typed in a narrow
window has line ends in the middle of its sentences. The first are kept, the second are blanks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

# Nothing that is complete ends with one of these words: the line was full.
_UNFINISHED = frozenset(
    [
        "của",
        "và",
        "các",
        "những",
        "cho",
        "với",
        "ở",
        "tại",
        "trong",
        "là",
        "được",
        "bị",
        "do",
        "từ",
        "đến",
        "để",
        "theo",
        "hoặc",
        "cùng",
        "vì",
        "mà",
        "thì",
        "khi",
        "đã",
        "sẽ",
        "đang",
        "trên",
        "dưới",
        "bởi",
        "nhằm",
        "cả",
        "mọi",
        "mỗi",
    ]
)
# How a line begins that stands for itself: numbered, lettered, marked by a sign.
_MARKER = re.compile(
    r"\d{1,4}[.)](?!\d)|\d{1,3}(?:\.\d{1,3}){1,4}\.?\s|\(?(?:[a-zđA-ZĐ]|[ivx]{1,4})\)|[a-zđ]\.\s|[IVXLC]{1,6}[.)]\s|\(\d{1,4}\)"
    r"|[-–—−+*•●○◦▪■□☐☑☒✓✔✗✘►▶➤➢→⇒>=#|\[@&\uf000-\uf0ff]"
)
_YEAR_BEFORE, _YEAR_AFTER = re.compile(r"(?:19|20)\d\d$"), re.compile(r"[-–—] ?(?:19|20)\d\d")
_NARROWEST, _WIDEST = 40, 140
# Lines longer than this are paragraphs; verses, names and addresses are shorter.
_PARAGRAPH = 100


def paragraphs(lines: Sequence[str]) -> list[str]:
    """The paragraphs of a block without empty lines; a line end in one of them is to be seen as such."""
    if len(lines) == 1:
        return [lines[0].strip()]
    bare = [line.strip() for line in lines]
    full = _filled(bare)
    rows = [[bare[0]]]
    for above, shown in zip(lines, bare[1:], strict=False):
        # Two blanks at a line's end are Markdown's own word for a line end.
        if not above.endswith("  ") and (full or _runs_on(rows[-1][-1], shown)):
            rows[-1].append(shown)
        else:
            rows.append([shown])
    said = [" ".join(row) for row in rows]
    return said if max(map(len, said)) > _PARAGRAPH else ["\n".join(said)]


def _runs_on(above: str, line: str) -> bool:
    """Whether a sentence goes on over the line end."""
    if _MARKER.match(line) is not None:
        return _YEAR_BEFORE.search(above) is not None and _YEAR_AFTER.match(line) is not None
    return (len(above) >= _NARROWEST and line[:1].islower()) or above.rpartition(" ")[2] in _UNFINISHED


def _filled(lines: Sequence[str]) -> bool:
    """Whether lines were broken where they were full: no first word of one would have had room in the one
    above. Two lines prove nothing, and some sentence must go on over a line end."""
    width = max(map(len, lines))
    if len(lines) < 3 or not _NARROWEST <= width <= _WIDEST:
        return False
    pairs = list(pairwise(lines))
    return (
        any(below[:1].islower() for _, below in pairs)
        and not any(_MARKER.match(below) for _, below in pairs)
        and all(len(above) + 1 + len(below.partition(" ")[0]) > width for above, below in pairs)
    )
