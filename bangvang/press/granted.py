"""What one sentence says was given, and what it only seems to say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bangvang.archive.model import Count
from bangvang.press import guards, names
from bangvang.press.papers import Paper
from bangvang.press.reading import Part

Origin = Literal["headline", "body", "caption"]


@dataclass(frozen=True, slots=True)
class Grant:
    """What a sentence says was given: one grantor, one form, one set of recipients.

    `umbrella`: honoured without a paper being named. `doubts`: codes of what was inferred about it."""

    grantor: str | None
    paper: Paper | None
    praise: str
    count: Count
    approx: bool
    posthumous: bool
    roll: names.Roll
    parts: tuple[Part, ...]
    line: int
    words: str
    origin: Origin
    doubts: frozenset[str] = field(default=frozenset())
    breakdown_follows: bool = False

    @property
    def umbrella(self) -> bool:
        """Whether no paper is named."""
        return self.paper is None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A sentence that has the look of an award and reports none, and why."""

    reason: guards.Reason
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence must know of the text before it."""

    origin: Origin
    event_year: int | None
    title: Paper | None = None
    """The title named last: what a bare "danh hiệu" means."""
    headline: frozenset[int] = frozenset()
    """Numbers of recipients in the headline: what has them is told of this event."""
