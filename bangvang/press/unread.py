"""What of a sentence was not read, and must be told."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from bangvang.press import mentions
from bangvang.press.counts import Hit
from bangvang.press.granted import Grant
from bangvang.press.papers import Paper
from bangvang.press.verbs import Verb

# "gắn lên ngực áo anh A tấm Huy hiệu"
_PINNED = re.compile(r"(?<!\w)(?:gắn|cài|đeo|ghim)\s")


_TO_SOMEBODY = re.compile(r"\s*(?:của\s[^,;.:]{2,60}?\s)?cho\s[^,;:.\d]{2,60}?(?:,|\svà)\s")


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
    given = any(not verb.occasion for verb in verbs) or ((hits or _several(papers)) and not verbs)
    start = 0
    for clause in clauses if given else ():
        end = start + len(clause)
        mine = [p for p in papers if start <= p.start < end and not p.bare and p.class_only is None]
        counted = not grants or any(start <= hit.start < end and hit.start > used for hit in hits)
        counted |= any(start <= verb.start < end and not verb.occasion for verb in verbs)
        counted |= _PINNED.search(clause) is not None
        if mine and counted and not any(paper.start in read for paper in mine):
            return True
        if grants and any(p.start not in read and _TO_SOMEBODY.match(clause, p.end - start) for p in mine):
            return True  # "Cờ thi đua cho khối cơ quan và Bằng khen cho 2 tập thể"
        start = end + 1
    return False


def _several(papers: Sequence[Paper]) -> bool:
    """Whether papers are counted: "trong số 30 bằng khen có 12 cho tập thể"."""
    return any((paper.number or 0) > 1 for paper in papers)


_PRAISE = (
    r"(?<!\w)(?<!bằng )(?<!giấy )(?<!thư )"
    r"(?:khen thưởng|trao thưởng|thưởng nóng|biểu dương|tuyên dương|khen)(?!\w)"
)
_NO_REASON = r"(?!(?<!\w)(?:vì|đã|do|về|từng|giúp|để)\s)"
# "khen thưởng của Giám đốc đối với tổ công tác gồm 5 đồng chí"
_FOR_THEM = re.compile(
    rf"{_PRAISE}(?:{_NO_REASON}[^,;.:]){{0,80}}?(?<!\w)(?:cho|đối với)\s(?:{_NO_REASON}[^;.:]){{0,60}}$"
)
# "3 tập thể có tên trong quyết định khen thưởng", "2 hộ thì được huyện khen"
_OF_THEM = re.compile(rf"[^;.:]{{0,50}}?(?<!\w)(?:có tên trong|nhận|được)\s[^,;.:]{{0,40}}?{_PRAISE}")
_REACH = 150
_TO = re.compile(r"\s*(?:đột xuất\s|kịp thời\s)?(?:(?:cho|đối với|tới|đến)\s)?\s*")
_END_OF_NAME = re.compile(r"[,;.:(]|(?<!\w)(?:vì|đã|do|về|và|với|trong|tại)(?!\w)|$")


def praises_by_name(text: str, verb: Verb) -> bool:
    """Whether somebody named is honoured without a paper: "Quân khu biểu dương Tiểu đoàn 3"."""
    if not verb.praise or verb.occasion or verb.voice != "active":
        return False
    start = _TO.match(text, verb.end)
    at = start.end() if start is not None else verb.end
    end = _END_OF_NAME.search(text, at, at + 80)
    return end is not None and mentions.of(text[at : end.start()]).kind in ("person", "unit", "household")


def gives_by_name(text: str, verb: Verb) -> bool:
    """Whether those who were counted are given something that has a name: "được nhận Ngôi sao sáng"."""
    return verb.voice != "active" and text[verb.end :].lstrip()[:1].isupper()


# "quyết định khen thưởng đột xuất đối với Thượng úy A"
_BY_NAME = re.compile(
    rf"(?<!\w)quyết định\s{_PRAISE}(?:\s(?:đột xuất|kịp thời|của\s[^,;.:]{{2,60}}?))?\s(?:cho|đối với)\s"
    r"(?:ông|bà|anh|chị|em|cháu|đồng chí|đ/c|thượng|đại|trung|thiếu|hạ|binh|công an|đội|tổ|đồn|phòng|ban|"
    r"tập thể|trường|kíp|lực lượng|cán bộ)(?!\w)"
    r"|(?<!\w)(?:khen thưởng|thưởng nóng)\s(?:đột xuất\s)?(?:cho\s)?(?:ông|bà|anh|chị|cháu|đồng chí)\s"
)


# "Công an huyện thưởng nóng 5 trinh sát", "được vinh danh có 12 nghệ nhân"
_JUST_BEFORE = re.compile(
    r"(?<!\w)(?:(?:thưởng nóng|(?:huyện|xã|tỉnh|phường|thành phố|công an|trường|ngành) (?:khen|biểu dương|"
    r"tuyên dương))\s|được (?:vinh danh|tuyên dương|biểu dương|khen thưởng|khen) (?:còn )?(?:có|là|gồm)\s)"
    r"(?:(?:hơn|gần|khoảng)\s)?$"
)
# "thưởng nóng tổ công tác", "Giấy khen của Sở thuộc về Khoa Nhi", "mang về Cờ thi đua của Bộ"
_IN_OTHER_WORDS = re.compile(
    r"(?<!\w)thưởng nóng(?!\w)|(?<!\w)(?:bằng khen|giấy khen|thư khen|cờ thi đua|danh hiệu)\s[^,;.:]{0,80}?"
    r"(?:thuộc về|gọi tên|được về tay)\s|(?<!\w)(?:mang về|ẵm|rinh|giành)\s(?:\w+\s){0,2}(?:bằng khen|"
    r"giấy khen|cờ thi đua)(?!\w)"
)


# "9 tập thể và dăm cá nhân"
_SOME_MORE = re.compile(
    r"\s(?:tập thể|đơn vị|hộ|gia đình|cá nhân|người)(?:\s[^\W\d_]+){0,3}?(?:,|\svà|\scùng)\s"
    r"(?:dăm|vài|mấy|một vài|"
    r"hàng (?:chục|trăm))\s(?:tập thể|đơn vị|hộ|gia đình|cá nhân|người)(?!\w)"
)


def has_praise(small: str, hits: Sequence[Hit], counted: Container[int], read: bool) -> bool:
    """Whether a sentence (in small letters) tells that people it counts were commended, with no paper
    named, and they are none of those that were read: they begin at `counted`; or, where nothing was `read`,
    that somebody it names was."""
    if not read and (_BY_NAME.search(small) is not None or _IN_OTHER_WORDS.search(small) is not None):
        return True
    if read and _SOME_MORE.search(small) is not None:
        return True
    return any(
        hit.start not in counted
        and (
            _FOR_THEM.search(small, max(0, hit.start - _REACH), hit.start) is not None
            or _JUST_BEFORE.search(small, max(0, hit.start - 50), hit.start) is not None
            or _OF_THEM.match(small, hit.end) is not None
        )
        for hit in hits
    )


_REST = re.compile(r"(?<!\w)còn lại(?!\w)")
_GIVEN = re.compile(r"(?<!\w)(?:khen|tặng|trao|nhận|biểu dương|tuyên dương)(?!\w)")


def has_rest(small: str, verbs: Sequence[Verb], read: Container[int]) -> bool:
    """Whether the rest of those told of is given something that was not read: none of the awards `read` has
    the verb behind "số còn lại"."""
    rest = _REST.search(small)
    if rest is None or _GIVEN.search(small, rest.end()) is None:
        return False
    verb = next((v for v in verbs if v.start >= rest.end()), None)
    return verb is None or (not verb.occasion and verb.start not in read)


# "tuyên dương 1.058 “Người tốt, việc tốt”"
_OF_TITLES = re.compile(
    r"(?<!\w)(?:biểu dương|tuyên dương|tôn vinh|vinh danh|khen thưởng)\s+(?:\w+\s)?\d[\d.]*\s+[“\"]"
)


def counts_titles(small: str) -> bool:
    """Whether a sentence (in small letters) counts titles, and nobody who has them."""
    return _OF_TITLES.search(small) is not None
