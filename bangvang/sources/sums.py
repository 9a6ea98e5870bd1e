"""Whether the numbers of one article can stand beside each other: parts and wholes, entries and the total."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bangvang.archive import totals
from bangvang.archive.model import Article, Count
from bangvang.archive.totals import SPLIT
from bangvang.problems import Place, Problem, problem, term

At = Callable[..., Place]
"""Where a value of the front matter stands: `at("awards", 0, "subset", 1)`."""


def subsets(article: Article, at: At) -> Iterator[Problem]:
    """A part ("trong đó …") is never more than its entry."""
    for i, award in enumerate(article.awards):
        whole = award.count.whole
        if whole is None or award.approx:
            continue
        for j, part in enumerate(award.subset):
            inside = part.count.whole
            if inside is not None and inside > whole:
                yield problem(at("awards", i, "subset", j), "K305", part=inside, whole=whole)


def shares(article: Article, stated: Count | None, at: At) -> Iterator[Problem]:
    """What the provinces of an event come to is never more than the event."""
    whole = stated.whole if stated is not None and stated.known else article.total.all
    inside = sum(share.count.whole or 0 for share in article.breakdown)
    if whole is not None and not article.total.at_least and inside > whole:
        yield problem(at("breakdown"), "K306", part=inside, whole=whole)


def against(article: Article, stated: Count, at: At) -> Iterator[Problem]:
    """The entries beside the total that the article states: by the kinds of recipient that it states, for a
    total of persons says nothing of collectives. Where an entry is rough, only what is beyond doubt is told.
    """
    if totals.is_of_what_stands(stated, article.awards):
        return
    exact = [award.count for award in article.awards if not award.approx]
    all_known = len(exact) == len(article.awards) > 0 and all(count.known for count in exact)
    place = at("total")
    whole, known = stated.whole or 0, _within(stated, exact)
    if known > whole:
        yield problem(place, "K302", sum=known, total=whole, unit=term("unit_all"))
        return
    if known < whole and all_known and _comparable(stated, exact):
        yield problem(place, "K303", sum=known, total=whole, unit=term("unit_all"))
    for kind in SPLIT:
        of_kind = getattr(stated, kind)
        part = sum(getattr(count, kind) or 0 for count in exact)
        if of_kind is not None and part > of_kind:
            yield problem(place, "K302", sum=part, total=of_kind, unit=term(f"unit_{kind}"))


def _within(stated: Count, counts: list[Count]) -> int:
    """So many of the entries' recipients lie within the stated number for certain. One of persons or of
    collectives alone says nothing of entries that do not tell the two apart."""
    if stated.recipients is not None:
        return sum(count.whole or 0 for count in counts)
    kinds = [kind for kind in SPLIT if getattr(stated, kind) is not None]
    if stated.collectives is not None and stated.individuals is not None:
        kinds.append("recipients")
    return sum(getattr(count, kind) or 0 for count in counts for kind in kinds)


def _comparable(stated: Count, counts: list[Count]) -> bool:
    """Whether some entry is of a kind that the total states."""
    return stated.recipients is not None or any(
        getattr(count, kind) is not None and getattr(stated, kind) is not None
        for count in counts
        for kind in SPLIT
    )
