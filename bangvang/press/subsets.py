"""Parts of an award's recipients: "trong đó có 05 tập thể thuộc Công an tỉnh"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bangvang.press import counts, sums
from bangvang.press.counts import Hit
from bangvang.press.manuscript import Sentence
from bangvang.press.reading import Part

_OF_THESE = re.compile(r"\s*(?:trong đó|trong số này|trong số đó|riêng)(?!\w)")
_CUE = re.compile(r"(?<!\w)(?:trong đó|riêng|kể cả|bao gồm)(?:\s+có)?\s+")


def of_sentence(sentence: Sentence) -> list[Part]:
    """ "Trong đó có 5 tập thể thuộc Công an tỉnh.": parts of what the sentence before gave."""
    if _OF_THESE.match(sentence.small) is None:
        return []
    hits = counts.find(sentence.text, sentence.small)
    return [_part(sentence.text, group) for group in sums.groups(hits, sentence.small)]


def of(text: str, small: str, whole: Sequence[Hit], hits: Sequence[Hit], end: int) -> Iterator[Part]:
    """Parts told behind the recipients of an award, up to `end`."""
    if not whole:
        return
    for cue in _CUE.finditer(small, whole[-1].end, end):
        told = [hit for hit in hits if cue.end() <= hit.start < end]
        if told and told[0].start <= cue.end() + 6:
            group = sums.groups(told, small)[0]
            if all(_is_part(hit, whole) for hit in group):
                yield _part(text, group)


def _is_part(hit: Hit, whole: Sequence[Hit]) -> bool:
    """A part is of a column that the whole has, and no larger than the whole."""
    same = [one.number for one in whole if hit.columns <= one.columns]
    return hit.number <= (sum(same) if same else sum(one.number for one in whole))


def _part(text: str, group: Sequence[Hit]) -> Part:
    said = re.match(r"\s*(?:là|đến từ|thuộc|của)?\s*(?P<of>[^,.;()]{3,90})", text[group[-1].end :])
    of = said["of"].strip() if said is not None else ""
    whole = " ".join(text[group[0].start : group[-1].end].split())
    return Part(sums.total(group)[0], of or _NUMBERED.sub("", whole))


_NUMBERED = re.compile(r"^(?:hơn |gần |khoảng )?\d[\d.]*\s+")


# "12 tập thể, 60 hộ (trong đó có 7 hộ là người có đạo) được …": the 7 are some of the 60.
_PART = re.compile(r"\(\s*(?:trong đó|riêng|có|gồm|kể cả)(?!\w)[^()]*\)|,\s(?:trong đó|riêng)\s[^,;:.()]*,")


def without_parts(hits: Sequence[Hit], small: str, end: int) -> list[Hit]:
    """The numbers of a subject that ends at `end`, without those of its parts."""
    inside = [
        part.span()
        for part in _PART.finditer(small, 0, end)
        # "trong đó 3 tập thể, 5 cá nhân được A tặng …": these are the subject.
        if not any(hit.start == part.end() + 1 for hit in hits)
    ]
    return [hit for hit in hits if not any(a <= hit.start < b for a, b in inside)]
