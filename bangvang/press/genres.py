"""What kind of text it is: a report of an event, or a plan, rules, a vote, a look back, an advertisement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from bangvang.press import guards, tables
from bangvang.press.guards import Reason
from bangvang.press.layout import Layout
from bangvang.press.manuscript import blanked, sentences, small

_KINDS: tuple[tuple[str, Reason, bool], ...] = (
    ("plan", "plan", True),
    ("law", "proposal", True),
    ("proposal", "proposal", False),
    ("history", "history", False),
)
"""List of cues, why awards in such a text do not count, and whether "dịp này" or "đã tặng" leaves that so."""


@dataclass(frozen=True, slots=True)
class Genre:
    """What the whole text says about each of its awards.

    `against`: why none counts, or None. `firm`: even where the sentence says "tại hội nghị". `event`: whether
    the text tells of an event of its own; `day`: whether of its day."""

    against: Reason | None = None
    firm: bool = False
    event: bool = True
    day: bool = True


UNKNOWN = Genre()
"""Of a text that nothing is known of."""


@dataclass(frozen=True, slots=True)
class _Cues:
    """Words of one kind of text, by where they stand in its headline."""

    opening: re.Pattern[str]
    before: re.Pattern[str]
    anywhere: re.Pattern[str]
    alone: re.Pattern[str]

    def mark(self, headline: str, giving: int) -> bool:
        """Whether a headline whose verb of giving begins at `giving` (or that has none) is one of such."""
        return (giving == len(headline) and self.alone.search(headline) is not None) or (
            self.opening.match(headline) is not None
            or any(match.start() < giving for match in self.before.finditer(headline))
            or self.anywhere.search(headline) is not None
        )


@cache
def _cues(name: str) -> _Cues:
    rows = tables.load("genres.yaml")[name]
    places = ("opening", "before", "anywhere", "alone")
    opening, before, anywhere, alone = (tables.any_of(rows.get(at) or ["\0"]) for at in places)
    place = r"(?:[^:.]{2,30}:)?\W*(?:(?:v/v|về việc|về|công bố|một số|những|các|\d+)\s+)*"
    return _Cues(
        re.compile(rf"{place}{opening}(?!\w)"),
        re.compile(rf"(?<!\w){before}(?!\w)"),
        re.compile(rf"(?<!\w){anywhere}(?!\w)"),
        re.compile(rf"(?<!\w){alone}(?!\w)"),
    )


@cache
def _words(name: str) -> re.Pattern[str]:
    return tables.words(tables.load("genres.yaml")[name])


@cache
def _organised() -> re.Pattern[str]:
    occasions = tables.any_of(tables.load("genres.yaml")["occasions"])
    return re.compile(
        r"(?<!\w)(?:tổ chức|diễn ra|khai mạc|long trọng|dự|tham dự|chủ trì)(?!\w)[^.;]{0,60}?"
        rf"(?<!\w){occasions}(?!\w)"
        rf"|(?<!\w){occasions}(?!\w)[^.;]{{0,90}}?(?<!\w)(?:diễn ra|được tổ chức)(?!\w)"
    )


def of(layout: Layout, *, day: bool) -> Genre:
    """Judges a text by its headline, its first sentences and what is said all over it; `day`: whether the day
    of an event was found."""
    headline = small(layout.headline.value) if layout.headline is not None else ""
    headline = blanked(_words("not_cues"), headline)
    gives = _words("giving").search(headline)
    if _sells(layout, headline, gives is not None):
        return Genre("advert", firm=True, event=False, day=day)
    lead = _lead(layout)
    if guards.withdrawn(headline, 0, len(headline)) is not None:
        return Genre("withdrawal", firm=True, event=False, day=day)
    over = day and _words("ceremony").search(lead) is not None
    for name, reason, firm in _KINDS:
        if over and not firm:
            continue
        if _cues(name).mark(headline, len(headline) if gives is None else gives.start()):
            return Genre(reason, firm=firm, event=False, day=day)
    if _asks_and_answers(layout):
        return Genre("proposal", firm=True, event=False, day=day)
    told = gives is not None and not headline.rstrip().endswith("?")
    if not told and (_words("lead_plan").search(lead) or _UPCOMING.search(lead)):
        return Genre("plan", event=False, day=day)
    return Genre(event=told or day or any(map(_tells_of_event, _beginnings(layout))), day=day)


# "khai mạc tối 20/11 tới"
_UPCOMING = re.compile(
    r"(?<!\w)(?:sáng|trưa|chiều|tối|ngày|từ)\s+(?:ngày\s+)?\d{1,2}/\d{1,2}(?:/\d{4})?\s+(?:tới|sắp tới)(?!\w)"
    r"|(?<!\w)(?:(?:sáng|trưa|chiều|tối)\s+mai|tuần tới|tháng tới)(?!\w)"
)


def _sells(layout: Layout, headline: str, gives: bool) -> bool:
    if gives and _words("advert_strong").search(headline) is None:
        return False
    said = " ".join([headline, *(p.small for p in (*layout.body, *layout.dropped)[:30])])
    strong = {match[0] for match in _words("advert_strong").finditer(said)}
    return bool(strong) and len(strong | {match[0] for match in _words("advert").finditer(said)}) >= 3


def _asks_and_answers(layout: Layout) -> bool:
    heads = [re.match(r"\W*(hỏi|đáp|trả lời)(?:\s[^:.?]{0,30})?:", p.small) for p in layout.body[:12]]
    said = {head[1] for head in heads if head is not None}
    return "hỏi" in said and len(said) > 1


def _lead(layout: Layout) -> str:
    return " ".join(islice((s.small for p in layout.body[:2] for s in sentences(p)), 2))


def _beginnings(layout: Layout) -> Iterator[str]:
    return (p.small[:1500] for p in layout.body[:8])


def _tells_of_event(told: str) -> bool:
    return (
        _organised().search(told) is not None
        or _words("recent").search(told) is not None
        or guards.cancels(told)
    )
