"""How many recipients an article has: what it states, what its entries add to that, and what still stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bangvang.archive.model import KINDS, Award, Count, Total, add_counts

SPLIT = KINDS[:3]


def of(stated: Count | None, approx: bool, awards: Sequence[Award]) -> Total:
    """The article's total: the `stated` number where there is one, never stated + entries.

    A stated number that is not split is divided as the entries are, where these are all exact and come to it.
    A kind of recipient that the stated number leaves out is taken from the entries; what these do not divide
    may lie within it or beyond, and makes it a floor. What is annulled among
    the entries is taken away, unless the stated number did; where that cannot be done, what is left of the
    entries is a floor.
    """
    if stated is None or not stated.known:
        return _summed(awards)
    if is_of_what_stands(stated, awards):
        awards = [replace(a, count=a.standing, names=()) for a in awards if not a.annulled]
    standing = add_counts(award.standing for award in awards)
    gone = _annulled(awards)
    if gone is None:
        return Total(standing, at_least=True) if standing.whole else Total(Count())
    if stated.recipients is not None:
        if not approx and _explained(stated.recipients, awards):
            return Total(standing, stated=not gone.whole)
        left = Count(recipients=max(stated.recipients - (gone.whole or 0), 0))
        return Total(left, at_least=approx, approx=approx, stated=not gone.whole)
    if gone.recipients:  # of which kind they were nobody knows
        return Total(standing, at_least=True)
    left, added = _by_kind(stated, standing, gone)
    valid = [award for award in awards if not award.annulled]
    rough = added and not all(_exact(award) and award.count.recipients is None for award in valid)
    if standing.recipients and (stated.collectives is None or stated.individuals is None):
        # "25 tập thể, cá nhân" beside a total of 20 persons: 5 at least are none of these, and maybe all 25.
        beyond = max((standing.whole or 0) - (left.whole or 0), 0)
        left, rough = replace(left, recipients=beyond or None), True
    return Total(left, at_least=approx or rough, approx=approx, stated=not gone.whole)


def is_of_what_stands(stated: Count, awards: Sequence[Award]) -> bool:
    """Whether the stated number is what is left of the entries, some being annulled: whoever wrote that down
    has taken them away, and they are not taken away again."""
    if not any(award.annulled or award.annulled_names for award in awards) or not all(map(_exact, awards)):
        return False
    whole, left = (
        add_counts(counts) for counts in zip(*((a.count, a.standing) for a in awards), strict=True)
    )
    if stated.recipients is not None:
        return stated.recipients == left.whole != whole.whole
    kinds = [kind for kind in SPLIT if getattr(stated, kind) is not None]
    told, first, now = ([getattr(count, kind) or 0 for kind in kinds] for count in (stated, whole, left))
    return told == now != first


def _summed(awards: Sequence[Award]) -> Total:
    summed = add_counts(award.standing for award in awards)
    if not summed.known:
        return Total(summed)
    valid = [award for award in awards if not award.annulled]
    approx = any(award.approx for award in valid)
    unknown = any(not award.count.known for award in valid)
    return Total(summed, at_least=unknown or approx, approx=approx)


def _annulled(awards: Sequence[Award]) -> Count | None:
    """How many of the entries' recipients no longer count; None when nobody knows."""
    gone = Count()
    for award in awards:
        if not award.count.known and (award.annulled or award.annulled_names):
            return None
        gone = gone.plus(award.count.minus(award.standing))
    return gone


def _explained(number: int, awards: Sequence[Award]) -> bool:
    return bool(awards) and all(map(_exact, awards)) and number == sum(a.count.whole or 0 for a in awards)


def _exact(award: Award) -> bool:
    return award.count.known and not award.approx


def _by_kind(stated: Count, standing: Count, gone: Count) -> tuple[Count, bool]:
    """The stated number less what is gone; whether the entries add a kind that it leaves out."""
    left: dict[str, int | None] = {}
    added = False
    for kind in SPLIT:
        whole = getattr(stated, kind)
        if whole is not None:
            left[kind] = max(whole - (getattr(gone, kind) or 0), 0)
        else:
            left[kind] = getattr(standing, kind)
            added = added or bool(left[kind])
    return Count(**left), added
