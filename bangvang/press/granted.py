"""What one sentence says was given, and what it only seems to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from bangvang.archive.model import Count
from bangvang.language.dates import PartialDate
from bangvang.press import frames, guards, names
from bangvang.press.genres import UNKNOWN, Genre
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

    def shared(self, other: Grant) -> Iterator[Grant]:
        """Another award, of the same recipients, by whoever honoured them where it does not say by whom."""
        by = other.grantor or (self.grantor if self.umbrella else None)
        if by is None or other.paper is None or other.paper.bare:
            return
        doubts = other.doubts - {"awards_without_numbers", "awards_grantor_missing"} | {
            "awards_recipients_shared"
        }
        doubts |= set() if other.grantor is not None else {"awards_grantor_carried"}
        yield replace(other, grantor=by, count=self.count, approx=self.approx, roll=self.roll, doubts=doubts)


_WENT = re.compile(
    r"(?<!\w)(?:đến|tới)\s(?:tận\s)?(?:nhà|nhà riêng|thăm|gia đình)\s"
    r"(?=(?:em|anh|chị|ông|bà|cháu|cụ|cô|chú|bác|thầy|đồng chí)\s)"
)


def visited(before: str, behind: str) -> Grant | None:
    """Whoever was visited to be given something, as an honour of one: the words `before` the verb name one
    person, and those `behind` it (in small letters) nobody."""
    went = _WENT.search(before)
    roll = names.read(before[went.end() :]) if went is not None else names.Roll()
    if len(roll.all) != 1 or not roll.persons or re.search(r"(?<!\w)cho\s", behind) is not None:
        return None
    return Grant(None, None, "", Count(individuals=1), False, False, roll, (), 0, "", "body")


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
    genre: Genre = UNKNOWN
    past: bool = False
    """Whether the sentences before tell of a period: "Giai đoạn 2017 - 2021, …"."""
    event: PartialDate | None = None
    places: frozenset[str] = frozenset()
    """The provinces of the report, by id; none where it is of no one province."""
    one: Grant | None = None
    """The award of one recipient told last: who is meant where a paper is given and nobody is named."""

    those: Grant | None = None
    """The award of several told last: who "các em" are."""

    def against(self, sentence: str) -> guards.Reason | None:
        """Why an award of a sentence (in small letters) is none of this event, as the text around it says."""
        genre = self.genre
        # The day of a text that looks back may be one of those it looks back on.
        now = frames.now(sentence, None if genre.against == "history" else self.event_year)
        if genre.against is not None and (genre.firm or not (now or frames.done(sentence))):
            return genre.against
        if not genre.event and not now:
            return "event"
        return "history" if self.past and not now and not frames.therefore(sentence) else None

    def doubts(self, sentence: str) -> set[str]:
        """What is doubtful about an award of a sentence, as the text around it says."""
        if frames.now(sentence, self.event_year) or self.origin != "body":
            return set()
        past = self.past or frames.opens(sentence, self.event_year)
        return ({"awards_after_history"} if past else set()) | (
            set() if self.genre.day else {"awards_no_event"}
        )
