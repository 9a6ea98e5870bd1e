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
    return [_part(sentence.text, group) for group in _by_column(list(hits), sentence.small)]


def of(text: str, small: str, whole: Sequence[Hit], hits: Sequence[Hit], end: int) -> Iterator[Part]:
    """Parts told behind the recipients of an award, up to `end`."""
    if not whole:
        return
    for cue in _CUE.finditer(small, whole[-1].end, end):
        told = [hit for hit in hits if cue.end() <= hit.start < end]
        if told and told[0].start <= cue.end() + 6:
            yield from _in_a_row(text, small, whole, told)


# "trong đó có 14 em là người dân tộc thiểu số, 5 em mồ côi"
_AND_OF = re.compile(r"\s(?!được|nhận|đạt|có)[^,;.:()\d]{2,80}(?:,|,?\svà)\s+(?:có\s+)?")


def _in_a_row(text: str, small: str, whole: Sequence[Hit], told: Sequence[Hit]) -> Iterator[Part]:
    end = None
    groups = list(_by_column(told, small))
    for n, group in enumerate(groups):
        apart = end is not None and _AND_OF.fullmatch(small, end, group[0].start) is None
        if apart or not all(_is_part(hit, whole) for hit in group):
            return
        yield _part(text[: groups[n + 1][0].start] if n + 1 < len(groups) else text, group)
        end = group[-1].end


def _by_column(told: Sequence[Hit], small: str) -> Iterator[list[Hit]]:
    """Groups of numbers, none with two of a column: "14 em nữ và 5 em mồ côi" are two parts."""
    for group in sums.groups(told, small):
        part: list[Hit] = []
        for hit in group:
            if any(hit.column == other.column for other in part):
                yield part
                part = []
            part.append(hit)
        yield part


def _is_part(hit: Hit, whole: Sequence[Hit]) -> bool:
    """A part is of a column that the whole has, and no larger than the whole."""
    same = [one.number for one in whole if hit.columns <= one.columns]
    return hit.number <= (sum(same) if same else sum(one.number for one in whole))


def _part(text: str, group: Sequence[Hit]) -> Part:
    said = re.match(r"\s*(?:là|đến từ|thuộc|của)?\s*(?P<of>[^,.;()]{2,90})", text[group[-1].end :])
    of = re.sub(r"(?:^|\s)và$", "", said["of"].strip()) if said is not None else ""
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
