"""Quotes as phones and word processors type them: “…”, „…”, «…», ‘…’. An apostrophe (H’Hen) is none."""

from __future__ import annotations

import re

# What opens -> what may close it; some type the same sign at both ends.
_PAIRS = {"“": "”“", "”": "”", "„": "”“", "«": "»", "‹": "›", "‘": "’‘", '"': '"', "'": "'"}
_TYPOGRAPHIC = frozenset("“”„«‹‘")
_ALL = re.compile("[“”„«»‹›\"]|(?<!\\w)[‘']|[’'](?!\\w)")


def left_open(text: str, inside: str = "") -> str:
    """The signs that would close the quote in which a text ends; "" where it ends in none. `inside`: the same
    of the text before."""
    for i, char in enumerate(text):
        if inside:
            if char in inside and not text[i + 1 : i + 2].isalnum():
                inside = ""
        elif char in _TYPOGRAPHIC and not text[i - 1 : i].isalnum() and text[i + 1 : i + 2].isalnum():
            inside = _PAIRS[char]
    return inside


def closes(text: str) -> bool:
    """Whether a text ends in a closing quote that nothing in it opened: Hà Nội”."""
    return text[-1:] in ("”", "»", "›") and len(_ALL.findall(text)) == 1


def inside(text: str) -> str:
    """A text without the quotes that embrace the whole of it; any other as it is."""
    said = text.strip()
    at = [match.start() for match in _ALL.finditer(said)]
    embraced = len(said) > 2 and at == [0, len(said) - 1] and said[-1] in _PAIRS.get(said[0], "")
    return (said[1:-1].strip() or text) if embraced else text


def without(text: str) -> str:
    """A text without the quotes that embrace the whole of it, and without a single one at its end."""
    said = inside(text).strip()
    if said != text.strip():
        return said
    at = [match.start() for match in _ALL.finditer(said)]
    if len(said) > 1 and len(at) == 1 and said[at[0]] not in "’'\"":
        return said[1:].strip() if at == [0] else said[:-1].strip() if at == [len(said) - 1] else said
    return said
