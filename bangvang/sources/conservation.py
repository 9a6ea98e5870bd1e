"""The law of bodies: every letter, figure and sign that an editor typed is on the page, unless it is a mark.

The readers of blocks and lines say which pieces of the source are marks. Here what they say is held against
what came out at the far end, after Python-Markdown and the sanitiser: a net under both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


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
