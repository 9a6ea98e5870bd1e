"""What a sentence leaves out because it said it before: the noun of a number, the verb and form of a grantor,
which paper goes with which number ("hạng Nhì và hạng Ba cho 3 và 5 tập thể")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bangvang.archive.model import KINDS, Count
from bangvang.press import counts, grantors, sums, tables
from bangvang.press.counts import Hit
from bangvang.press.papers import Paper
from bangvang.press.verbs import Verb, Voice

_NUMBER = r"[1-9]\d{0,3}|0\d"
_BARE = re.compile(
    rf"(?<!\w)(?:cho|tặng|khen|tới|lần lượt)\s+(?P<numbers>(?:{_NUMBER})(?:,\s+(?:{_NUMBER}))*+)"
    r"(?=,\s|\s+và\s|\s*;|\s*$|\.\s*$)"
)
_NEAR = 160
"""How far behind a bare number its noun may stand."""


def bare(small: str, hits: Sequence[Hit]) -> list[Hit]:
    """Numbers without a noun ("cho 4, Bộ trưởng … cho 15 cán bộ"), with the noun of the next one."""
    found: list[Hit] = []
    for match in _BARE.finditer(small):
        follows = next((hit for hit in hits if hit.start >= match.end()), None)
        if (
            follows is None
            or follows.start - match.end() > _NEAR
            or ";" in small[match.end() : follows.start]
        ):
            continue
        for number in re.finditer(r"\d+", match["numbers"]):
            start, end = match.start("numbers") + number.start(), match.start("numbers") + number.end()
            if not any(hit.start <= start < hit.end for hit in hits):
                found.append(Hit(int(number[0]), follows.columns, False, start, end, known=False))
    return found


_NOBODY = re.compile(
    r"[”\"]?(?:\s(?:của|do)\s[^,;.]{2,60}?)?(?:\s(?:trong|ngay|vào|tại)\s(?:\w+\s){0,3}?(?:này|đó|lễ|sau))?\s*"
    r"(?:[.;,]|$|(?:kèm|cùng|vì|trị giá|và|với)\s(?!(?:cho|các|những|ông|bà|anh|chị|em|tập thể)(?!\w)))"
)


def names_nobody(behind: str) -> bool:
    """Whether the words behind a paper (in small letters) name no recipient: "; UBND xã tặng Giấy khen."."""
    return _NOBODY.match(behind) is not None


@cache
def _those() -> re.Pattern[str]:
    kinds = tables.load("words.yaml")["kinds"].values()
    nouns = tables.any_of([noun for column in kinds for noun in column])
    return re.compile(
        rf"(?:^|[,;.]\s)\s*(?:họ|(?:tất cả\s|toàn bộ\s|cả\s)?(?:các|những|mỗi|từng|\d+)\s(?P<noun>{nouns}))"
        r"(?:\s(?:này|trên|đó|nói trên|đoạt giải|tiêu biểu|xuất sắc))?"
        r"(?:\s(?:đều|đã|còn|cũng|vinh dự|lần lượt))*\s*$"
    )


def means_those(they: str, told: Count | None = None) -> bool:
    """Whether a subject (in small letters) means recipients told of before: "Các thầy cô", "Mỗi em còn";
    `told`: how many of what those were."""
    said = _those().search(they)
    if said is None or told is None or said["noun"] is None:
        return said is not None
    known = {kind for kind in KINDS if getattr(told, kind) is not None}
    return known == {counts.column_of(said["noun"])}


_AS_DECIDED = re.compile(r"\W*(?:theo đó|cụ thể|trong đó|đợt này|lần này)(?:,\s|\s*:)")
_OF_THESE = re.compile(r"\W*trong (?:số (?:này|đó)|tổng số|đó)(?!\w)")


def follows_decision(small: str) -> bool:
    """Whether a sentence tells what a decision says: "Theo đó, tặng Bằng khen cho …"."""
    return _AS_DECIDED.match(small) is not None


def divides(sentence: str) -> bool:
    """Whether a sentence (in small letters) tells of some of those before: "Trong số này, 44 người …"."""
    return _OF_THESE.match(sentence) is not None


_OPENS = re.compile(
    r"\W*(?:đồng thời|ngoài ra|bên cạnh đó|cùng với đó|tiếp đó|sau đó|cũng (?:tại|trong|nhân) [^,;.]{2,30})"
    r",?\s"
    r"(?:còn|cũng|đã|\s)*(?:trao|tặng|trao tặng|khen|khen thưởng|tặng thưởng)\s"
)


def goes_on(small: str) -> bool:
    """Whether a sentence gives and says not who: "Đồng thời tặng Giấy khen cho …"."""
    return _OPENS.match(small) is not None


_PARTS = re.compile(r":|(?<!\w)(?:gồm|trong đó|riêng|cụ thể|kể cả)(?!\w)")
# "; 5 xã còn lại bị phê bình"
_TOLD = re.compile(r"(?<!\w)(?:bị|còn lại|chưa|không|sẽ|phải|được|thì|nhận(?! thức| đỡ đầu| nuôi))(?!\w)")
_COUNTED = re.compile(r"\s*(?:và\s+|cùng\s+)?(?:cho\s+)?")


def run_on(small: str, papers: Sequence[Paper], hits: Sequence[Hit], verbs: Sequence[Verb]) -> Iterator[int]:
    """Where a semicolon only stands for a comma: "cho 4 khoa; 3 trạm y tế", with no verb or paper behind it,
    and no list of what the first consists of before it."""
    head = 0
    starts = [*(paper.start for paper in papers), *(verb.start for verb in verbs)]
    for stop in re.finditer(";", small):
        end = small.find(";", stop.end())
        end = end if end >= 0 else len(small)
        counted = _COUNTED.match(small, stop.end())
        first = counted.end() if counted is not None else stop.end()
        before = {hit.column for hit in hits if head <= hit.start < stop.start()}
        own = (
            any(stop.start() < start < end for start in starts) or _TOLD.search(small, first, end) is not None
        )
        on = next((hit for hit in hits if hit.start == first and hit.known), None)
        if not own and before and on is not None:
            # "4 tập thể: A, B; và 5 cá nhân": these are no part of those.
            others = not before & {on.column, "recipients"}
            if others or _PARTS.search(small, head, stop.start()) is None:
                yield stop.start()
        else:
            head = stop.end()


_FOR = re.compile(r"(?<!\w)cho\s+(?=\d)")
_BEGINS = re.compile(r"[,;]\s*(?:và\s+)?|\svà\s+")


def elliptic(text: str, small: str, found: Sequence[Verb], hits: Sequence[Hit]) -> list[Verb]:
    """The verbs, and those left out: ", Bộ trưởng … cho 15 cán bộ" gives what was given before."""
    made = list(found)
    for match in _FOR.finditer(small):
        former = next((verb for verb in reversed(found) if verb.end <= match.start()), None)
        if former is None or former.voice != "active" or not any(h.start == match.end() for h in hits):
            continue
        last = max((hit.end for hit in hits if former.end <= hit.end <= match.start()), default=None)
        heads = _BEGINS.finditer(small, last, match.start()) if last is not None else ()
        for start in (begins.end() for begins in heads):
            by = next(grantors.find(text, small, start, match.start()), None)
            if by is not None and by.start == start and by.end >= match.start() - 1:
                made.append(_left_out("tặng", "active", match.start()))
                break
    return sorted(made, key=lambda verb: verb.start)


def _left_out(words: str, voice: Voice, at: int) -> Verb:
    return Verb(words, at, at, voice, False, at, False, elliptic=voice == "active")


def receiving(small: str, papers: Sequence[Paper], verbs: Sequence[Verb], hits: Sequence[Hit]) -> list[Verb]:
    """The verbs, and those left out between a number and what it gets: "…; 4 đồng chí Huy hiệu 60 năm tuổi
    Đảng"."""
    made = list(verbs)
    for paper in papers:
        head = max(small.rfind(sign, 0, paper.start) for sign in ";:") + 1
        mine = next((hit for hit in hits if head <= hit.start < paper.start), None)
        if not head or mine is None or not any(verb.end < head for verb in verbs) or paper.bare:
            continue
        alone = not any(head <= verb.start < paper.start for verb in verbs)
        if alone and not (small[head : mine.start].strip() or small[mine.end : paper.start].strip()):
            made.append(_left_out("nhận", "receive", paper.start))
    return sorted(made, key=lambda verb: verb.start)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Papers in a row and the numbers told in their order; no numbers, where they are not as many."""

    papers: Sequence[Paper]
    hits: Sequence[Hit]
    end: int


_AND = re.compile(r"\s*(?:,|,?\s*và|cùng|&)?\s*")
_IN_ORDER = re.compile(r"(?<!\w)(?:lần lượt|tương ứng|theo thứ tự)(?!\w)")


def paired(small: str, papers: Sequence[Paper], hits: Sequence[Hit]) -> Pairs | None:
    """The first papers and numbers of a verb, where they are told one row after the other."""
    if not papers:
        return None
    row = [papers[0]]
    for paper in papers[1:]:
        if _AND.fullmatch(small, row[-1].end, paper.start) is None:
            break
        row.append(paper)
    after = papers[len(row)].start if len(row) < len(papers) else len(small)
    behind = [hit for hit in hits if row[-1].end <= hit.start < after]
    if not behind or any(hit.start < row[-1].end and hit.start >= row[0].start for hit in hits):
        return None
    together = sums.groups(behind, small)[0]
    in_order = _IN_ORDER.search(small, row[-1].end, together[-1].end) is not None
    nouns_left_out = any(not hit.known for hit in together) and len(row) > 1
    if not (in_order and (len(row) > 1 or len(together) > 1)) and not nouns_left_out:
        return None
    return Pairs(row, together if len(together) == len(row) else (), together[-1].end)
