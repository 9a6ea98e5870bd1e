"""Parts of an award's recipients: "trong đó có 05 tập thể thuộc Công an tỉnh"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bangvang.archive.model import Count
from bangvang.press import counts
from bangvang.press.counts import Hit
from bangvang.press.manuscript import Sentence
from bangvang.press.reading import Part

_OF_THESE = re.compile(r"\s*(?:trong đó|trong số này|trong số đó|riêng)(?!\w)")
_CUE = re.compile(r"(?<!\w)(?:trong đó|riêng|kể cả|bao gồm)(?:\s+có)?\s+")


def of_sentence(sentence: Sentence) -> list[Part]:
    """ "Trong đó có 5 tập thể thuộc Công an tỉnh.": parts of what the sentence before gave."""
    if _OF_THESE.match(sentence.small) is None:
        return []
    return [_part(sentence.text, hit) for hit in counts.find(sentence.text, sentence.small)]


def of(text: str, small: str, whole: Sequence[Hit], hits: Sequence[Hit], end: int) -> Iterator[Part]:
    """Parts told behind the recipients of an award, up to `end`."""
    if not whole:
        return
    for cue in _CUE.finditer(small, whole[-1].end, end):
        for hit in hits:
            if cue.end() <= hit.start <= cue.end() + 6 and _is_part(hit, whole):
                yield _part(text, hit)


def _is_part(hit: Hit, whole: Sequence[Hit]) -> bool:
    """A part is of a column that the whole has, and no larger than the whole."""
    same = [one.number for one in whole if hit.columns <= one.columns]
    return hit.number <= (sum(same) if same else sum(one.number for one in whole))


def _part(text: str, hit: Hit) -> Part:
    said = re.match(r"\s*(?:là|đến từ|thuộc|của)?\s*(?P<of>[^,.;()]{3,90})", text[hit.end :])
    of = said["of"].strip() if said is not None else ""
    whole = " ".join(text[hit.start : hit.end].split())
    return Part(Count(**{hit.column: hit.number}), of or _NUMBERED.sub("", whole))


_NUMBERED = re.compile(r"^(?:hơn |gần |khoảng )?\d[\d.]*\s+")
