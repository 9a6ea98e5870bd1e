"""What recognisers find: a value, the words it was read from, their line, and how sure the reading is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")

SURE, LIKELY, GUESSED = 1.0, 0.7, 0.4
"""Read as it stands; read by a rule that is mostly right; inferred."""

LONGEST_QUOTE = 160


@dataclass(frozen=True, slots=True)
class Finding(Generic[Value]):
    """A value and its evidence. `line` counts from 1 in the text as given; 0: not in the text."""

    value: Value
    words: str
    line: int
    confidence: float = SURE


@dataclass(frozen=True, slots=True)
class Doubt:
    """What an editor must look at. `code` begins with the field's name; `words` are what the text says.

    `values` fill in the sentence that explains the code (see `sources.reviews`)."""

    code: str
    field: str
    words: str = ""
    line: int = 0
    values: tuple[tuple[str, Any], ...] = ()


def quote(words: str) -> str:
    """Words of the text, short enough to be quoted."""
    line = " ".join(words.split())
    if len(line) <= LONGEST_QUOTE:
        return line
    return line[:LONGEST_QUOTE].rpartition(" ")[0] + " …"
