"""How many the recipients of a paper are, as far as their sentence tells, and whether they are alive."""

from __future__ import annotations

import re
from dataclasses import replace

from bangvang.archive.model import Count
from bangvang.press import mentions, receiving, sums
from bangvang.press.names import Roll
from bangvang.press.slots import Slot
from bangvang.press.verbs import Verb


def counted(slot: Slot, small: str) -> tuple[Count, bool, set[str]]:
    """The numbers of a paper's recipients, whether they are approximate, and what was inferred."""
    doubts: set[str] = set()
    count, approx, joined = sums.total(slot.hits)
    doubts |= {"awards_counts_summed"} if joined else set()
    doubts |= {"awards_counts_differ"} if any(hit.differs for hit in slot.hits) else set()
    doubts |= {"awards_kind_unknown"} if any(not hit.known for hit in slot.hits) else set()
    together = slot.several or (slot.paper is not None and slot.paper.several)
    doubts |= {"awards_forms_together"} if together else set()
    doubts |= {"awards_recipients_unsure"} if slot.unsure or slot.blurred else set()
    if slot.roll.all and (not slot.hits or slot.beside.all):
        named = Count() if slot.unsure else Count(**slot.roll.counts())  # better none than too few
        count = named if not slot.hits else _with_named(count, slot)
        doubts.add("awards_counted_by_name")
    elif slot.names_incomplete:
        doubts.add("awards_names_incomplete")
    elif slot.itself:
        count = Count(**{slot.itself: 1})
        doubts.add("awards_counted_by_name")
    elif not slot.hits and slot.paper is not None and slot.paper.number:
        count = Count(**{receiving.column_behind(small[slot.at : slot.at + 120]): slot.paper.number})
        doubts.add("awards_papers_counted")
    elif not slot.hits:
        doubts.add("awards_without_numbers")
    return _certain(count, slot, small), approx, doubts


def _with_named(count: Count, slot: Slot) -> Count:
    """Adds those named beside a number: "cho Ủy ban MTTQ huyện A và 3 cá nhân"."""
    if count.recipients is not None:
        return Count(recipients=count.recipients + len(slot.beside.all))
    return count.plus(Count(**slot.beside.counts()))


def _certain(count: Count, slot: Slot, small: str) -> Count:
    """The count without the kinds that may be more: better no number than one that is too small.

    Something unknown that is counted beside them may be collectives, and people unless "cá nhân" says that
    these are all."""
    if slot.blurred:
        everybody = any("cá nhân" in small[hit.start : hit.end] for hit in slot.hits)
        people = count.individuals if everybody else None
        return replace(count, collectives=None, recipients=None, individuals=people)
    if slot.unsure and slot.beside.all:
        return replace(count, **dict.fromkeys(slot.beside.counts()))
    return count


def posthumous(slot: Slot, small: str, verb: Verb) -> bool:
    """Whether the dead are honoured."""
    paper = slot.paper
    if verb.posthumous or (
        paper is not None and (paper.posthumous or "truy tặng" in small[paper.start : paper.end])
    ):
        return True
    if paper is not None and _DEAD.match(small, paper.end, paper.end + 90) is not None:
        return True
    around = slot.hits[-1].end if slot.hits else verb.end
    return _PASSED.match(small, around, around + 24) is not None


_FAMILY_OF = re.compile(r"(?:gia đình|thân nhân gia đình)\s+(?=\S)", re.IGNORECASE)


def of_the_dead(roll: Roll) -> Roll:
    """Those whom a paper for the dead honours: "gia đình anh A" only takes it for him."""
    named = {name: mentions.of(_FAMILY_OF.sub("", name, count=1)) for name in roll.households}
    persons = [named[name].name for name in roll.households if named[name].kind == "person"]
    families = tuple(name for name in roll.households if named[name].kind != "person")
    return replace(roll, persons=tuple(dict.fromkeys((*roll.persons, *persons))), households=families)


# "Bằng khen của Bộ trưởng truy tặng anh A", but not "Bằng khen cho anh A và truy tặng Bằng khen cho anh B"
_DEAD = re.compile(r"[^,.;]{0,70}?(?<!\svà\s)truy tặng(?!\w)")
_PASSED = re.compile(r"\s*(?:đã (?:từ trần|mất|hy sinh|qua đời)|quá cố)")
