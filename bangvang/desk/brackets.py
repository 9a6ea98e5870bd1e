"""A list or group in brackets with parts gone, new or moved: all others keep their lines and comments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

_GAP = re.compile(r"(?:[ \t\n]|(?<=[ \t\n])#[^\n]*)*")
_REST_OF_LINE = re.compile(r"[ \t]*(?:#[^\n]*)?\n")
_REST_UNPARTED = re.compile(r"[ \t]*(?:(?<=[ \t])#[^\n]*)?\n")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """`lead`: what stands before it, from the end of the former part; `gap`: between it and its comma;
    `tail`: the rest of its line, where nothing else begins on that."""

    core: str
    lead: str = ""
    gap: str = ""
    comma: bool = False
    tail: str = ""
    begins_line: bool = False
    new: bool = False


@dataclass(frozen=True, slots=True)
class Inside:
    """What stands between two brackets. `head`: the rest of the opening bracket's line; `rest`: before the
    closing one."""

    head: str
    parts: tuple[Part, ...]
    rest: str

    def arranged(self, chosen: Sequence[Part]) -> str:
        """The text with other parts, or in another order; commas stand where they are needed."""
        if not self.parts or not chosen:
            rows = ", ".join(part.core for part in chosen)
            return self.head + rows + (self.rest if self.parts else "")
        out, on_new_line = [self.head], self.head.endswith("\n")
        last = len(chosen) - 1
        for i, part in enumerate(chosen):
            # A comma before the bracket is no fault: a line that is whole stays as it is.
            ends_so = (part.comma and bool(part.tail)) or self.parts[-1].comma
            here = replace(part, comma=i < last or ends_so)
            closes_line = self.parts[-1].tail if i == last else part.new and on_new_line
            if closes_line and not part.tail:
                here = replace(here, tail="\n")
            comma = "," if here.comma else ""
            out.append(
                self.before(here, on_new_line, first=i == 0) + here.core + here.gap + comma + here.tail
            )
            on_new_line = here.tail.endswith("\n")
        alone = on_new_line and not self.parts[-1].tail
        return "".join(out) + (self.rest or self.indent * alone)

    def before(self, part: Part, on_new_line: bool, *, first: bool) -> str:
        if on_new_line:
            return part.lead if part.begins_line else self.indent
        if "#" in part.lead:
            return "\n" + part.lead
        return ("" if self.parts[0].begins_line else self.parts[0].lead) if first else " "

    @property
    def indent(self) -> str:
        leads = [part.lead.rpartition("\n")[2] for part in self.parts if part.begins_line]
        return leads[0] if leads else " "


def inside(text: str, start: int, end: int, spans: Sequence[Span], cores: Sequence[str]) -> Inside:
    """What stands between the brackets of a text from `start` to `end`. `spans`: its parts as they stand
    there; `cores`: what each of them is to say."""
    at, stop = start + 1, end - 1
    opening = _REST_OF_LINE.match(text, at, stop)
    at = opening.end() if opening is not None else at
    head, begins = text[start + 1 : at], opening is not None
    parts: list[Part] = []
    for (first, last), core in zip(spans, cores, strict=True):
        gap = _GAP.match(text, last, stop)
        comma = gap.end() if gap is not None else last
        parted = text[comma : comma + 1] == "," and comma < stop
        after = comma + 1 if parted else last
        line = (_REST_OF_LINE if parted else _REST_UNPARTED).match(text, after, stop)
        rest = line.end() if line is not None else after
        parts.append(
            Part(core, text[at:first], text[last:comma] if parted else "", parted, text[after:rest], begins)
        )
        at, begins = rest, line is not None
    return Inside(head, tuple(parts), text[at:stop])
