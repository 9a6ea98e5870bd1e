"""What of a sentence was not read, and must be told."""

from __future__ import annotations

from collections.abc import Sequence

from bangvang.press.counts import Hit
from bangvang.press.granted import Grant
from bangvang.press.papers import Paper
from bangvang.press.verbs import Verb


def has_paper(
    clauses: Sequence[str],
    papers: Sequence[Paper],
    hits: Sequence[Hit],
    verbs: Sequence[Verb],
    grants: Sequence[Grant],
) -> bool:
    """Whether one of the clauses of a sentence has a paper that is given, or stands beside numbers of
    recipients, and that none of the grants is of."""
    read = {grant.paper.start for grant in grants if grant.paper is not None}
    used = max(read, default=-1)
    given = any(not verb.occasion for verb in verbs) or (bool(hits) and not verbs)
    start = 0
    for clause in clauses if given else ():
        end = start + len(clause)
        mine = [p for p in papers if start <= p.start < end and not p.bare and p.class_only is None]
        counted = not grants or any(start <= hit.start < end and hit.start > used for hit in hits)
        if mine and counted and not any(paper.start in read for paper in mine):
            return True
        start = end + 1
    return False
