"""Numbers of recipients that belong together, and what they add up to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bangvang.archive.model import Count
from bangvang.press.counts import Hit

# "48 cá nhân hiến từ 20 lần, 9 tập thể": what somebody has done so often is no number between them.
_THRESHOLD = re.compile(
    r"(?<!\w)từ\s\d+(?:\s?[-–]\s?\d+)?\s(?:(?:[^\W\d_]+\s){1,3}?trở lên(?!\w)|\w+(?:\smáu)?)"
)


def groups(hits: Iterable[Hit], small: str) -> list[list[Hit]]:
    """Numbers that belong together: "3 tập thể, 6 cá nhân và 2 hộ gia đình"."""
    found: list[list[Hit]] = []
    small = _THRESHOLD.sub(lambda match: re.sub(r"\S", "x", match[0]), small)
    for hit in hits:
        if found and _JOINT.fullmatch(small[found[-1][-1].end : hit.start]) is not None:
            found[-1].append(hit)
        else:
            found.append([hit])
    return found


# No clause of its own lies between them, and no list of what the first consists of.
_JOINT = re.compile(
    r"(?:\s+(?!(?:và|cùng|cho|được|nhận|đã|tặng|có|là|gồm|bao gồm|trong đó|riêng|còn|nâng|đưa|lên)\s)"
    r"[^\W\d_]+){0,9}\s*"
    r"(?:\([^()]{0,60}\)\s*)?"
    r"(?:,\s+(?!(?:và|gồm|bao gồm|trong đó|riêng|còn|số còn)\s)[^\W\d_]+(?:\s[^\W\d_]+)?\s*)?"
    r"(?:,\s*và|,|và|cùng|[-–/&+]|;?\s*cùng với)?\s*(?:cho\s+)?"
)


def broken_down(small: str, counted: list[Hit], hits: Sequence[Hit]) -> list[Hit]:
    """What was counted, by kind where the sentence says of which kinds it is: "18 điển hình (6 tập thể và 12
    cá nhân)", "33 tập thể, cá nhân, gồm 10 tập thể, 23 cá nhân"."""
    if not counted or counted[0].column != "recipients":
        return counted
    whole = counted[0]
    behind = [hit for hit in hits if hit.start >= whole.end]
    parts = groups(behind, small)[0] if behind else []
    kinds = {hit.column for hit in parts}
    if len(kinds) < 2 or "recipients" in kinds or sum(hit.number for hit in parts) != whole.number:
        return counted
    near = re.fullmatch(r"[^.;]{0,80}", small[whole.end : parts[0].start]) is not None
    rest = [hit for hit in counted if hit.start >= parts[-1].end]
    return [replace(parts[0], start=whole.start), *parts[1:], *rest] if near else counted


def total(hits: Iterable[Hit]) -> tuple[Count, bool, bool]:
    """The sum of a group by column, whether it is approximate, and whether anything had to be put together.

    One unsplit number among split ones makes the whole unsplit: the front matter has no mixture. What is said
    to be the sum of those before it is no further number."""
    columns: dict[str, int] = {}
    approx = joined = False
    told = list(hits)
    # "12 mẹ, 10 mẹ đã từ trần, 2 mẹ còn sống"
    if len({h.column for h in told}) == 1 and 2 * told[0].number == sum(h.number for h in told) and told[2:]:
        told = told[:1]
    for hit in told:
        if hit.whole and columns and sum(columns.values()) == hit.number:
            continue
        if hit.whole:
            columns = {}
        joined |= hit.column in columns
        columns[hit.column] = columns.get(hit.column, 0) + hit.number
        approx |= hit.approx
    if "recipients" in columns and len(columns) > 1:
        return Count(recipients=sum(columns.values())), approx, True
    return Count(**columns), approx, joined
