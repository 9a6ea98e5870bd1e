"""Tables that lay a page out, as old pages have them: their cells hold paragraphs, or further tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)[^<>]*>")
_OF_TABLE = frozenset(["tr", "td", "th", "tbody", "thead", "tfoot"])
_BLOCKS = frozenset(["p", "div", "center", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote"])
_LONG = 200
"""No cell of data holds more letters in more than one paragraph."""
_MOST = 200
"""Tables deeper than this in each other are rubbish."""


@dataclass(slots=True)
class _Table:
    """A table that is open: where its tags stand, and what was met in the cell that is open."""

    tags: list[tuple[int, int, bool]] = field(default_factory=list)
    blocks: int = 0
    letters: int = 0
    lays_out: bool = False

    def ends_cell(self) -> None:
        """Judges the cell that ends."""
        self.lays_out |= self.blocks >= 2 and self.letters > _LONG
        self.blocks = self.letters = 0


def dissolved(source: str) -> str:
    """A page (HTML) whose tables that only lay it out are blocks; those of data stay tables."""
    if source.lower().find("<table") < 0:
        return source
    places = sorted(place for table in _tables(source) if table.lays_out for place in table.tags)
    parts: list[str] = []
    end = 0
    for start, stop, closes in places:
        parts += (source[end:start], "</div>" if closes else "<div>")
        end = stop
    return "".join([*parts, source[end:]])


def _tables(source: str) -> list[_Table]:
    found: list[_Table] = []
    open_: list[_Table] = []
    end = 0
    for tag in _TAG.finditer(source):
        name, closes = tag["name"].lower(), bool(tag["close"])
        if open_:
            open_[-1].letters += len(source[end : tag.start()].strip())
        end = tag.end()
        place = (tag.start(), tag.end(), closes)
        if name == "table" and not closes and len(open_) < _MOST:
            if open_:
                open_[-1].lays_out = True
            open_.append(_Table([place]))
            found.append(open_[-1])
        elif name == "table" and closes and open_:
            table = open_.pop()
            table.ends_cell()
            table.tags.append(place)
        elif name in _OF_TABLE and open_:
            open_[-1].ends_cell()
            open_[-1].tags.append(place)
        elif name in _BLOCKS and not closes and open_:
            open_[-1].blocks += 1
    return found
