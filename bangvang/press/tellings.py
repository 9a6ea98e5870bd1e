"""Awards that a report tells of several times, and what only tells of others: papers handed over, sums."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bangvang.archive.model import KINDS, add_counts
from bangvang.press import counts, grantors, names, receiving, sums
from bangvang.press.findings import Doubt, Finding
from bangvang.press.granted import Grant
from bangvang.press.manuscript import small


def merged(some: Iterable[Grant]) -> list[Grant]:
    """The awards, each told once, in order."""
    entries: list[Grant] = []
    for grant in some:
        for n, entry in enumerate(entries):
            if _same_award(entry, grant):
                entries[n] = _both(entry, grant)
                break
            if _parted(entry, grant):
                entries[n] = _together(entry, grant)
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
        return not _others(one, other)
    # One tells the names, the other the numbers; or the lead only tells of the first of them.
    same = bool(one.roll.all) and set(one.roll.all) == set(other.roll.all)
    return same or _lead_of(one, other)


def _lead_of(one: Grant, other: Grant) -> bool:
    """ "Bệnh viện Đa khoa tỉnh nhận Bằng khen …", and then "trao Bằng khen cho Bệnh viện và bác sĩ A"."""
    if one.count.whole != 1 or not one.roll.units or len(other.roll.units) != other.count.collectives:
        return False
    (whole,) = one.roll.units[:1]
    return any(unit.lower() in whole.lower() or whole.lower() in unit.lower() for unit in other.roll.units)


def _parted(one: Grant, other: Grant) -> bool:
    """ "trao 12 giấy khen cho các buôn, 18 giấy khen cho các cá nhân": one award of one who gives."""
    if one.line != other.line or one.grantor is None or one.grantor != other.grantor or one.umbrella:
        return False
    kinds = [{kind for kind in KINDS if getattr(grant.count, kind) is not None} for grant in (one, other)]
    apart = all(kinds) and not kinds[0] & kinds[1] and "recipients" not in kinds[0] | kinds[1]
    return (
        apart
        and form(one) == form(other)
        and one.posthumous == other.posthumous
        and one.origin == other.origin
    )


def _together(one: Grant, other: Grant) -> Grant:
    return replace(
        one,
        count=one.count.plus(other.count),
        approx=one.approx or other.approx,
        roll=one.roll.plus(other.roll),
        parts=(*one.parts, *other.parts),
        doubts=one.doubts | other.doubts | {"awards_counts_summed"},
    )


def in_full(entries: Sequence[Grant]) -> list[Grant]:
    """People who are only called by their names are named as elsewhere in the report, or not at all; units
    that are called by what they are have no name."""
    told: dict[str, set[str]] = {}
    for name in (name for e in entries for name in e.roll.persons if names.is_whole(name)):
        told.setdefault(name.split()[-1], set()).add(name)
    # Of two who are called so, neither is taken.
    one = {called: next(iter(found)) for called, found in told.items() if len(found) == 1}
    made: list[Grant] = []
    for entry in entries:
        whole = [name if names.is_whole(name) else one.get(name, "") for name in entry.roll.persons]
        units = tuple(unit for unit in entry.roll.units if receiving.meant(small(unit)) is None)
        roll = replace(entry.roll, persons=tuple(filter(None, whole)), units=units)
        made.append(replace(entry, roll=roll))
    return made


def _others(one: Grant, other: Grant) -> bool:
    """Whether names say that two awards are not of the same people: "anh A và con trai" and "6 cán bộ"."""
    first, second = ({name.split()[-1] for name in grant.roll.persons} for grant in (one, other))
    if first and second:
        return not first & second  # units are called now by their whole name, now by a part of it
    named = next((grant for grant in (one, other) if grant.roll.all and not grant.count.known), None)
    if named is None:
        return False
    whole = (other if named is one else one).count.whole
    by_one = one.grantor is not None and other.grantor is not None
    return whole is not None and (not by_one or whole < len(named.roll.all))


def _both(one: Grant, other: Grant) -> Grant:
    """Two tellings of one award: whoever says more is believed."""
    first, second = (one, other) if one.count.known or not other.count.known else (other, one)
    if _lead_of(first, second) and second.count.known:
        first, second = second, first
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
    """The award told last, if it is the body's and of several; at first, whom the headline honours."""
    last = found[-1] if found else None
    if last is None or not (last.origin == "body" or (last.origin == "headline" and last.umbrella)):
        return None
    return last if (last.count.whole or 0) > 1 else None


def whole_of(headline: Finding[str] | None, entries: Sequence[Grant]) -> Grant | None:
    """The number of a headline that is all the awards' together, whatever the headline says of them:
    "trao thưởng 17 tập thể, 36 cá nhân"."""
    if headline is None or len(entries) < 2 or not all(entry.count.known for entry in entries):
        return None
    whole = add_counts(entry.count for entry in entries)
    for group in sums.groups(counts.find(headline.value, small(headline.value)), small(headline.value)):
        count, approx, _ = sums.total(group)
        if count == whole or (count.recipients is not None and count.whole == whole.whole):
            told = replace(
                entries[0], grantor=None, paper=None, count=count, approx=approx, origin="headline"
            )
            return replace(told, words=headline.words, line=headline.line, parts=(), doubts=frozenset())
    return None


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


def twice(entries: Sequence[Grant]) -> list[Doubt]:
    """One grantor and one form twice: right for the living and the dead, else one telling may be wrong."""
    doubts = []
    for n, entry in enumerate(entries):
        for former in entries[:n]:
            if (
                form(former) == form(entry)
                and former.posthumous == entry.posthumous
                and former.grantor is not None
                and former.grantor == entry.grantor
            ):
                doubts.append(Doubt("awards_twice", f"awards[{n}]", entry.words, entry.line))
    return doubts
