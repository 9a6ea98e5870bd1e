"""How deep the tags of HTML that somebody wrote stand in one another.

A sanitiser walks up from every element to the outermost one, and repeats what was never closed (`<b>`,
`<font>`) in every paragraph that follows: a thousand open tags in a page of text take it seconds and fill the
memory.
"""

from __future__ import annotations

import re
from collections import Counter

from bangvang.sources import tags

# No text needs more, and on so many no time is lost.
_SHALLOW = 100
_FEW = 16
# Of these a browser opens only one at a time within what is counted.
_OPTIONAL = frozenset(["p", "li", "dd", "dt", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup"])
_REPEATED = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)
_PHRASES = frozenset(
    [
        "abbr",
        "acronym",
        "bdi",
        "bdo",
        "cite",
        "data",
        "del",
        "dfn",
        "ins",
        "kbd",
        "label",
        "mark",
        "output",
        "q",
        "samp",
        "span",
        "sub",
        "sup",
        "time",
        "var",
    ]
)


class Nesting:
    """Meets one tag after another. Whatever is in doubt counts as open: an end tag ends nothing but what was
    opened last, and phrases in it."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.repeated: Counter[str] = Counter()

    def is_too_deep(self, tag: re.Match[str]) -> bool:
        """Whether more is open after a tag, a match of `tags.TAG`, than may be."""
        name = tag[2].lower()
        if name in tags.VOID or name in _OPTIONAL:
            return False
        if name in _REPEATED:
            self.repeated[name] = max(self.repeated[name] + (-1 if tag[1] else 1), 0)
            return self.repeated.total() > _FEW
        if tag[1]:
            self._close(name)
        else:
            self.open.append(name)
        return len(self.open) > _SHALLOW

    def _close(self, name: str) -> None:
        at = len(self.open) - 1
        while at > 0 and self.open[at] != name and self.open[at] in _PHRASES:
            at -= 1
        if at >= 0 and self.open[at] == name:
            del self.open[at:]
