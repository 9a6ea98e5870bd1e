"""Awards that a report tells of several times, and what only tells of others: papers handed over, sums."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bangvang.archive.model import add_counts
from bangvang.press import grantors
from bangvang.press.granted import Grant


def merged(some: Iterable[Grant]) -> list[Grant]:
    """The awards, each told once, in order."""
    entries: list[Grant] = []
    for grant in some:
        for n, entry in enumerate(entries):
            if _same_award(entry, grant):
                entries[n] = _both(entry, grant)
                break
        else:
            entries.append(grant)
    return [e for e in entries if not _outline(e, entries)]


def form(grant: Grant) -> str:
    """What was given, by whatever name; of an honour without a paper nothing."""
    if grant.paper is None:
        return ""
    return (
        grant.paper.form.id
        if grant.paper.form is not None and re.search(r"[“\d]", grant.paper.label) is None
        else grant.paper.label.lower()
    )


def _same_award(one: Grant, other: Grant) -> bool:
    if (
        form(one) != form(other)
        or one.posthumous != other.posthumous
        or not grantors.same(one.grantor, other.grantor)
    ):
        return False
    if one.count == other.count or not one.count.known or not other.count.known:
        return True
    # One tells the names, the other the numbers.
    return bool(one.roll.all) and set(one.roll.all) == set(other.roll.all)


def _both(one: Grant, other: Grant) -> Grant:
    """Two tellings of one award: whoever says more is believed."""
    first, second = (one, other) if one.count.known or not other.count.known else (other, one)
    roll = first.roll if first.roll.all else second.roll
    grantor = first.grantor or second.grantor
    doubts = first.doubts
    if first.grantor is None and second.grantor is not None:
        doubts = (doubts - {"awards_grantor_missing"}) | second.doubts & {
            "awards_grantor_presenter",
            "awards_grantor_implied",
        }
    if first.count.known:
        doubts -= {"awards_without_numbers"}
    return replace(first, grantor=grantor, roll=roll, parts=first.parts or second.parts, doubts=doubts)


def _outline(entry: Grant, entries: Sequence[Grant]) -> bool:
    """ "Huân chương Lao động cho 3 tập thể" in the lead, when the classes follow one by one."""
    if entry.paper is None or entry.paper.form is None:
        return False
    return any(
        other is not entry
        and other.paper is not None
        and other.paper.form is not None
        and other.paper.form.id.startswith(entry.paper.form.id + "-hang-")
        for other in entries
    )


# ---------------------------------------------------------------- what the sentence before says


def by(grant: Grant, grantor: str | None, how: str) -> Grant:
    """An award that nobody is said to give, by whoever gave the one before or signed the decision."""
    if grant.grantor is not None or grantor is None:
        return grant
    told = grant.doubts - {"awards_grantor_missing"} | {f"awards_grantor_{how}"}
    return replace(grant, grantor=grantor, doubts=told)


def one(found: Sequence[Grant]) -> Grant | None:
    """The award told last, if it is the body's and one's alone."""
    last = found[-1] if found else None
    alone = last is not None and last.origin == "body" and not last.umbrella and last.count.whole == 1
    return last if alone else None


def those(found: Sequence[Grant]) -> Grant | None:
    """The award told last, if it is the body's and of several."""
    last = found[-1] if found else None
    return last if last is not None and last.origin == "body" and (last.count.whole or 0) > 1 else None


# ---------------------------------------------------------------- what only tells of others


_THE = re.compile(
    r"(?<!\w)(?:trao|trao tặng)\s[^,.;]{0,60}?cho\s+các\s+(?:tập thể|cá nhân|đơn vị|đồng chí)(?!\w)"
)


def apart(entries: Sequence[Grant]) -> tuple[list[Grant], list[Grant], list[Grant]]:
    """Awards, what only hands papers over that were told of before, and sums of awards that are told."""
    over = [entry for entry in entries if _handed(entry, entries)]
    whole = _sums(entries)
    return [entry for entry in entries if entry not in over and entry not in whole], over, whole


def _handed(entry: Grant, entries: Sequence[Grant]) -> bool:
    """Whether "Đại tá A trao Bằng khen cho các tập thể" hands over papers whose giver was named before."""
    return (
        not entry.count.known
        and not entry.roll.all
        and entry.paper is not None
        and _THE.search(entry.words.lower()) is not None
        and any(
            _label(one) == _label(entry) and one.count.known and one.line <= entry.line for one in entries
        )
    )


def _sums(entries: Sequence[Grant]) -> list[Grant]:
    """ "Huy hiệu Đảng cho 156 đảng viên, gồm: 2 … 70 năm tuổi Đảng, …": the sum of the badges behind it."""
    found = []
    for n, entry in enumerate(entries):
        parts = [one for one in entries[n + 1 :] if _badge(one) and one.line == entry.line]
        whole = add_counts(one.count for one in parts).whole
        if _label(entry) in _PARTY and len(parts) > 1 and entry.count.whole == whole:
            found.append(entry)
    return found


_PARTY = ("huy hiệu đảng", "huy hiệu")


def _badge(grant: Grant) -> bool:
    return _label(grant).startswith("huy hiệu") and _label(grant) not in _PARTY


def _label(grant: Grant) -> str:
    return grant.paper.label.lower() if grant.paper is not None else ""
