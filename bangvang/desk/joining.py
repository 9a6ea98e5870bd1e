"""Two versions of one state joined: what only one has changed is as that one has it, in lists and rows, too.

Where both changed the same, mine is proposed; theirs is shown beside it and is in the file's versions. Where
the state that both began with is no longer known, nothing that one of them has is left out.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from bangvang.desk.aligning import align
from bangvang.desk.fields import Shown, comparable
from bangvang.desk.nodes import Value


def joined(mine: Shown, theirs: Shown, former: Shown | None) -> Shown:
    """What a form shows of both. `former`: what both began with; None: not known."""
    if mine == theirs or theirs == former:
        return mine
    if mine == former:
        return theirs
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return _groups(mine, theirs, former)
    if isinstance(mine, list) and isinstance(theirs, list):
        before = former if isinstance(former, list) else None
        if any(isinstance(each, dict) for each in (*mine, *theirs)):
            return _rows(mine, theirs, before)
        return _lines(mine, theirs, before)
    return mine or theirs


def _groups(mine: dict[str, Shown], theirs: dict[str, Shown], former: Shown | None) -> Shown:
    before = former if isinstance(former, dict) else {}
    return {
        key: joined(mine[key], theirs[key], None if former is None else before.get(key, ""))
        if key in mine and key in theirs
        else mine.get(key, theirs.get(key, ""))
        for key in dict.fromkeys((*theirs, *mine))
    }


def _lines(mine: Sequence[Shown], theirs: Sequence[Shown], former: Sequence[Shown] | None) -> list[Shown]:
    one, other = [str(each) for each in mine], [str(each) for each in theirs]
    if former is None:
        return [*one, *(each for each in other if each not in one)]
    found = lines([str(each) for each in former], one, other, both=True)
    return list(dict.fromkeys(found)) if len(set(one)) == len(one) else list(found)


def _rows(mine: Sequence[Shown], theirs: Sequence[Shown], former: Sequence[Shown] | None) -> list[Shown]:
    if former is None:
        pairs = _paired(theirs, mine)
        rows = [
            joined(row, theirs[j], None) if (j := pairs[i]) is not None else row for i, row in enumerate(mine)
        ]
        return [*rows, *(row for j, row in enumerate(theirs) if j not in pairs)]
    origins, fates = align(_values(former), _values(mine)), align(_values(former), _values(theirs))
    rows = []
    for row, origin in zip(mine, origins, strict=True):
        if origin is None:
            rows.append(row)
        elif origin in fates:
            rows.append(joined(row, theirs[fates.index(origin)], former[origin]))
        elif row != former[origin]:  # they took away what I changed
            rows.append(row)
    for row, origin in zip(theirs, fates, strict=True):
        gone = origin is not None and origin not in origins
        if (origin is None and row not in rows) or (gone and origin is not None and row != former[origin]):
            rows.append(row)
    return rows


def _paired(old: Sequence[Shown], new: Sequence[Shown]) -> list[int | None]:
    """The rows that surely are the same: the first words in them are."""
    taken = [_head(row) for row in old]
    return [taken.index(_head(row)) if _head(row) in taken else None for row in new]


def _head(row: Shown) -> list[Shown]:
    return [each for each in row.values() if each][:2] if isinstance(row, dict) else [row]


def _values(rows: Sequence[Shown]) -> list[Value]:
    return [comparable(row) for row in rows]


# ---------------------------------------------------------------- texts


def lines(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], *, both: bool = False
) -> list[str]:
    """The lines of two texts that were one. What both put in at one place stands one below the other; what
    both changed is mine. `both`: theirs, too."""
    found: list[str] = []
    for old, one, other in _regions(base, mine, theirs):
        if one == old:
            found += other
        elif other in (old, one):
            found += one
        elif not old or both:
            found += [*one, *(line for line in other if not line or line not in (*one, *old))]
        else:
            found += one
    return found


def text(base: str | None, mine: str, theirs: str) -> str:
    """As `lines`, of whole texts; mine where what both began with is not known."""
    if base is None:
        return mine
    return "\n".join(lines(base.split("\n"), mine.split("\n"), theirs.split("\n")))


def _regions(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Base, mine and theirs between the lines that all three have."""
    one, other = _kept(base, mine), _kept(base, theirs)
    start = (0, 0, 0)
    for at in range(len(base) + 1):
        if at < len(base) and not (at in one and at in other):
            continue
        end = (at, one.get(at, len(mine)), other.get(at, len(theirs)))
        yield (
            list(base[start[0] : end[0]]),
            list(mine[start[1] : end[1]]),
            list(theirs[start[2] : end[2]]),
        )
        if at < len(base):
            yield ([base[at]],) * 3
        start = (end[0] + 1, end[1] + 1, end[2] + 1)


def _kept(base: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    matcher = difflib.SequenceMatcher(None, base, new, autojunk=False)
    return {a + i: b + i for a, b, size in matcher.get_matching_blocks() for i in range(size)}
