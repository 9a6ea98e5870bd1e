"""Recipients that stand as items below who gives to them: "… tặng Giấy khen cho:", "- 7 tập thể"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bangvang.press import counts, mentions, papers, verbs
from bangvang.press.manuscript import Paragraph, small

_TO = re.compile(
    r"(?<!\w)cho(?:\s+(?:các|những)\s[^:;.\d]{2,60}?)?(?:\s+(?:sau|sau đây|gồm|gồm có|như sau|là))?\s*:\s*$"
)
_BULLET = re.compile(r"\s*(?:[-–•●▪*+]|\d{1,2}[.)](?!\d)|[a-zđ][.)])\s*(?:(?:và|cho)\s+)?")
_LONGEST = 200
_MOST = 60


def joined(body: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs of a report, where recipients stand below who gives to them with these as one."""
    n = 0
    while n < len(body):
        items = list(_items(body, n + 1)) if _gives(body[n]) else []
        yield _one(body[n], items) if items else body[n]
        n += 1 + len(items)


def _gives(paragraph: Paragraph) -> bool:
    if paragraph.kind not in ("text", "item") or not paragraph.text.rstrip().endswith(":"):
        return False
    return _TO.search(paragraph.small) is not None and bool(verbs.find(paragraph.small, []))


def _items(body: Sequence[Paragraph], start: int) -> Iterator[str]:
    """The items that are nothing but recipients; none, where one of them is something else."""
    found: list[str] = []
    for paragraph in body[start : start + _MOST]:
        bullet = _BULLET.match(paragraph.text)
        if bullet is None or len(paragraph.text) > _LONGEST:
            break
        words = paragraph.text[bullet.end() :].strip().rstrip(" ;,.")
        if not _receives(words):
            return
        found.append(words)
    yield from found


def _receives(words: str) -> bool:
    lowered = small(words)
    if verbs.find(lowered, []) or papers.find(words, lowered):
        return False
    counted = next(counts.find(words, lowered), None)
    if counted is not None:
        return counted.start == 0
    return mentions.of(words).kind in ("person", "unit", "household")


def _one(head: Paragraph, items: Sequence[str]) -> Paragraph:
    """One paragraph, as if it had been written in a row."""
    to = _TO.search(head.small)
    words = head.text[: to.start() + len("cho")] if to is not None else head.text
    return Paragraph(f"{words} {'; '.join(items)}.", head.line, head.kind, head.level)
