"""Where links and pictures lead, and what a text says apart from them: addresses by label, footnotes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_TARGET = re.compile(
    r"\(\s*+(?:<([^<>\n]*+)>|((?:[^\s()<>\"]|\([^\s()<>\"]*+\))*+))"
    r"(?:\s*+\)|\s++(?=[\"']))"
)
_PICTURE_TARGET = re.compile(r"\(\s*+(?:<([^<>\n]*+)>|((?:[^\n()<>\"']|\([^\n()<>\"']*+\))*+))(\)|(?=[\"']))")
# Where a link may lead: what has no sign of an address is words in brackets, `[Bí thư](thôn)`, `[5](+2)`.
_ADDRESS = re.compile(
    r"[a-z][a-z0-9+.-]+:\S|\.{0,2}/|[#?]|[a-z][\w-]*/|[^/]*\.[a-z]{2,5}(?:[/?#:]|$)|[^@]+@[^@]+\.",
    re.ASCII | re.IGNORECASE,
)
_LABEL = re.compile(r"\[([^\[\]\n]{0,200})\]")
_LONGEST_TITLE = 2_000
_TITLE_END = {quote: re.compile(rf"{quote}[ \t]*+\)") for quote in "\"'"}


@dataclass(slots=True)
class Notes:
    """What one text defines for all of its parts, and what was referred to."""

    addresses: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Label, folded -> address and title."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """Label of a footnote -> its number."""
    referred: dict[str, int] = field(default_factory=dict)
    """Label of a footnote -> how often it was referred to."""
    width: int = 0
    """That at which its lines are broken, if they are."""
    dropped: list[str] = field(default_factory=list)
    """Every piece of the source that is a mark, and so stands on no page."""

    def drop(self, *marks: str) -> None:
        self.dropped.extend(marks)


def folded(label: str) -> str:
    """The identity of a label."""
    return " ".join(label.casefold().split())


def target(text: str, at: int, *, picture: bool) -> tuple[str, str, str] | None:
    """Address, title and all that is written of them, of what stands right after the words of a link."""
    found = (_PICTURE_TARGET if picture else _TARGET).match(text, at)
    if found is None:
        return None
    address = found[1] if found[1] is not None else found[2].strip()
    if found[1] is None and not picture and _ADDRESS.match(address) is None:
        return None
    if found[0].endswith(")"):
        return (address, "", found[0]) if address else None
    end = _title_end(text, text[found.end()], found.end() + 1)
    if end < 0 or not address:
        return None
    return address, " ".join(text[found.end() + 1 : end].split()), text[at : text.index(")", end) + 1]


def _title_end(text: str, quote: str, start: int) -> int:
    """Where the title's closing quote is: the one before a bracket, since titles have quotes in them."""
    end = _TITLE_END[quote].search(text, start, start + _LONGEST_TITLE)
    return -1 if end is None or "](" in text[start : end.start()] else end.start()


def by_label(text: str, at: int, said: str, notes: Notes) -> tuple[str, str, str] | None:
    """The same of a link that names its address by a label: `[said][label]`, `[said][]`, `[said]`."""
    if not notes.addresses:
        return None
    label = _LABEL.match(text, at)
    named = folded(label[1] if label is not None and label[1] else said)
    if label is not None and named not in notes.addresses:
        label, named = None, folded(said)
    if named not in notes.addresses:
        return None
    return *notes.addresses[named], label[0] if label is not None else ""
