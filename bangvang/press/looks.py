"""What the lines of a press text look like: menus, debris, headlines, prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bangvang.facts import places
from bangvang.language import text
from bangvang.press import captions, outlets, postings, signatures, tables
from bangvang.press.manuscript import Paragraph, small

_HEADLINE = 240


@cache
def rows() -> dict[str, frozenset[str]]:
    rows = tables.load("layout.yaml")
    return {
        name: frozenset(text.key(word) for word in rows[name])
        for name in ("sections", "debris", "related", "related_below", "notices")
    }


@cache
def debris_openings() -> re.Pattern[str]:
    return re.compile(tables.any_of(tables.load("layout.yaml")["debris_openings"]))


def sections() -> frozenset[str]:
    return rows()["sections"]


def section(line: str) -> tuple[str | None, int]:
    """The section that a line begins with, if a capital follows it."""
    lowered = small(line[:60])
    for name in sorted(tables.load("layout.yaml")["sections"], key=len, reverse=True):
        if lowered.startswith(small(name) + " ") and line[len(name) + 1].isupper():
            return line[: len(name)], len(name) + 1
    return None, 0


def is_debris(paragraph: Paragraph) -> bool:
    words = paragraph.text
    bare = text.key(words.strip(" |:›»>-•*"))
    if not bare:
        return True
    keywords = len(words) < 260 and _KEYWORDS.match(paragraph.small) is not None
    if keywords or bare in rows()["debris"] or is_path(words):
        return True
    if len(words) < 260 and debris_openings().match(paragraph.small) is not None:
        return _TELLS.search(paragraph.small) is None
    if postings.is_reaction(paragraph):
        return True
    return len(words) < 80 and words[0] in "/›»>" and words[1:2] != "/" and not _COMPARES.match(words)


_KEYWORDS = re.compile(r"\W*(?:tags?|từ khóa|xem thêm|cùng chuyên mục|chủ đề)\s*:")
# "> 50 tuổi: 12 người" is compared, and leads nowhere.
_COMPARES = re.compile(r">\s*=?\s*\d")


# "Tổng Biên tập Báo Nhân Dân tặng …" is no imprint.
_TELLS = re.compile(r"(?<!\w)(?:tặng|trao|khen thưởng|biểu dương|tuyên dương|tôn vinh|vinh danh)(?!\w)")
# "Tin tức sự kiện › Hoạt động của phường", whatever a page calls its parts
_PATH = re.compile(r"[›»]?\s*(?!\d)[^\W_][^›».:;!?“”\d]{2,40}(?:\s[›»]\s[^\W_][^›».:;!?“”\d]{2,40})+[›»]?")
_STEP = re.compile(r"\s*[»›>|/]\s*")


def is_path(words: str) -> bool:
    """`Trang chủ » Chính trị » Khen thưởng`: the way to a page, the last step of which may be the page."""
    if len(words) < 120 and _PATH.fullmatch(words.strip()) is not None:
        return True
    *way, last = _STEP.split(words.strip(" »›>|/"))
    return bool(way) and all(text.key(step) in sections() for step in way) and len(text.key(last)) < 40


def is_related(paragraph: Paragraph, *, below: bool) -> bool:
    """Whether a line heads a list of other articles; `below`: whether the headline and the lead are past."""
    heading = text.key(paragraph.text.strip(" :.-*•›»>|")) if len(paragraph.text) < 40 else ""
    return heading in rows()["related"] or (below and heading in rows()["related_below"])


def ends_related(paragraph: Paragraph) -> bool:
    return (
        like_prose(paragraph) or captions.marked(paragraph) is not None or signatures.is_name(paragraph.text)
    )


def like_prose(paragraph: Paragraph) -> bool:
    """A sentence, or several: what menus, headlines and captions are not."""
    words = paragraph.text
    return (
        paragraph.kind == "text"
        and len(words) >= 90
        and re.search(r"[.!?…;:][\"”)]?$|[.!?] [A-ZĐ]", words) is not None
    )


def menu(head: Sequence[Paragraph]) -> set[int]:
    """Which of the paragraphs before the lead are a menu: four or more short lines, no blank between."""
    found: set[int] = set()
    run: list[int] = []
    for n, paragraph in enumerate(head):
        short = len(paragraph.text) < 45 and re.search(r"[.!?…:]$", paragraph.text) is None
        short = short and paragraph.kind != "row" and _NUMBERED.match(paragraph.text) is None
        if short and (not run or head[run[-1]].line + 1 == paragraph.line):
            run.append(n)
            continue
        found.update(run if len(run) >= 4 else ())
        run = [n] if short else []
    found.update(run if len(run) >= 4 else ())
    return found


_LETTERHEAD = re.compile(
    r"(?:liên đoàn|hội đồng|đoàn|(?:tỉnh|thành|huyện|quận|thị) đoàn|quận ủy|thị ủy|thành ủy|đảng bộ|trường|"
    r"cục|chi cục|tổng cục|bộ|trung tâm|"
    r"ủy ban nhân dân|ubnd|công an|sở|hội|ban|đảng ủy|huyện ủy|tỉnh ủy|cộng hòa xã hội|độc lập)(?!\w)"
)


def stands_above_headline(paragraph: Paragraph, following: Paragraph) -> bool:
    """An office or a section alone on its line, above what is a headline."""
    if text.key(paragraph.text) in sections() or _PART.fullmatch(paragraph.small) is not None:
        return may_be_headline(following) and not like_prose(following)
    return is_letterhead(paragraph, following)


# "Tin tức nhà trường", "Hoạt động của Hội"
_PART = re.compile(
    r"(?:tin tức|tin hoạt động|tin|hoạt động)(?: của)?(?: (?:nhà trường|trường|hội|đoàn|đoàn thể|ngành|"
    r"đơn vị|"
    r"cơ sở|công đoàn|đội|phường|xã|huyện|nội bộ|tổng hợp|cơ quan|trong ngành|trong huyện))+"
    r"|chuyên mục:? .{3,40}|bản tin (?:công đoàn|nội bộ|đoàn|hội|trường|ngành)[^:.]{0,30}|website .{3,60}|"
    r"tin nhà trường"
)


def is_page_name(paragraph: Paragraph) -> bool:
    """Whether a line is nothing but the name of a paper or station: "Báo Gia Lai", "PHÚ YÊN ONLINE"."""
    words = paragraph.text
    online = re.fullmatch(r"(?P<of>.{3,30}?)(?: online| điện tử)", paragraph.small)
    if len(words) >= 50 or (online is None and re.match(r"(?:báo|đài|tạp chí)\s", paragraph.small) is None):
        return False
    of_place = online is not None and places.find(words[: online.end("of")]) is not None
    return of_place or outlets.by_name(words) is not None


def is_letterhead(paragraph: Paragraph, following: Paragraph) -> bool:
    """An office alone on its line above what is a headline: an office that does nothing yet."""
    words = paragraph.text
    does = re.search(
        r"(?<!\w)(?:khen|tặng|trao|tổ chức|biểu dương|tuyên dương|tôn vinh|vinh danh|tổng kết|gặp|họp|phát|"
        r"sơ kết|triển khai|nhận|đón|tiếp|làm|ra|có|được|hội nghị|lễ|hội thi|đại hội)(?!\w)",
        paragraph.small,
    )
    return (
        (_LETTERHEAD.match(paragraph.small) is not None or _STATION.match(words) is not None)
        and does is None
        and not (words.isupper() and following.text.isupper() and not _apart(paragraph, following))
        and words[-1] not in ".:;,!?-–"
        and len(words) < 70
        and not like_prose(following)
        and may_be_headline(following)
        and (
            _SIGNS.sub("", following.text)[:1].isupper()
            or re.match(r"\d+\s+[^\W\d_]", following.text) is not None
        )
    )


# Pictures before a headline: "👮 KHEN THƯỞNG …".
_SIGNS = re.compile(r"^\W+")
_STATION = re.compile(r"(?:Báo|BÁO|Đài|ĐÀI|Tạp chí|TẠP CHÍ|Phòng|PHÒNG)\s[A-ZĐ]")
# What a body in capitals does in the next line of one headline.
_DOES = re.compile(
    r"(?:tổ chức|tổng kết|sơ kết|khen|trao|tặng|biểu dương|tuyên dương|gặp mặt|họp mặt|triển khai|phát|"
    r"khánh thành|"
    r"khai giảng|khai mạc|bế mạc|ra mắt|ra quân|đón|nhận|công bố|tiếp|thăm|phối hợp|làm|thực hiện|đẩy mạnh|"
    r"nâng cao|"
    r"quyết tâm|chung tay|vinh dự|với|và|trong|tôn vinh|vinh danh|được|có|góp|xây dựng|hưởng ứng|chào mừng|"
    r"họp)(?!\w)"
)


def _apart(paragraph: Paragraph, following: Paragraph) -> bool:
    """Whether of two lines in capitals the first is a body's name alone, and the second no part of it."""
    if _DOES.match(following.small) is not None:
        return False
    if _EVENT.match(following.small) is not None:
        return True
    return following.line > paragraph.line + 1 or _LETTERHEAD.match(following.small) is not None


_EVENT = re.compile(
    r"(?:hội nghị|lễ|buổi lễ|đại hội|hội thi|hội thao|ngày hội|chương trình|kế hoạch|báo cáo|thông báo|"
    r"kết quả|danh sách|gương|điển hình)(?!\w)"
)
_OFFICIAL = re.compile(r"(?<!\w)(?:cộng hòa xã hội chủ nghĩa|độc lập - tự do|độc lập – tự do|số:|số \d)")


def names_a_body(paragraph: Paragraph) -> bool:
    """Whether a line begins as names of bodies do."""
    return _LETTERHEAD.match(paragraph.small) is not None


def is_letterhead_row(paragraph: Paragraph) -> bool:
    """A row of the table that office letters begin with."""
    return paragraph.kind == "row" and _OFFICIAL.search(paragraph.small) is not None


# An item of a list of recipients, or the heading of a group of them.
_NUMBERED = re.compile(r"(?:\d{1,3}|[IVX]{1,4}|[A-ZĐ])[.)]\s")


def may_be_headline(paragraph: Paragraph) -> bool:
    words = paragraph.text
    if paragraph.kind == "heading":
        return True
    if paragraph.kind not in ("text", "item") or not 7 <= len(words) <= _HEADLINE:
        return False
    if len(words.split()) < 3 and not _two_words(words):
        return False
    if outlets.sign(words[:80]) is not None or captions.marked(paragraph) is not None:
        return False
    if words[-1] in ".;:,":
        # A headline with a stop is short and no report begins so: "Ngày 5/6, …", "Sáng nay …".
        return (
            words[-1] == "."
            and len(words) < 110
            and _OPENING.match(paragraph.small) is None
            and words.count(". ") == 0
        )
    return not (_OPENING.match(paragraph.small) is not None and len(words) > 140)


def _two_words(words: str) -> bool:
    """ "Tin buồn": two words of which the second has no capital are no name."""
    parts = words.split()
    if text.key(words) in rows()["notices"]:
        return True
    return len(parts) == 2 and parts[0][0].isupper() and parts[1].islower() and words[-1].isalpha()


_OPENING = re.compile(r"(?:ngày|sáng|chiều|tối|trưa|hôm|vừa qua|mới đây|nhân dịp|trong|tại|vào)(?!\w)")


def continues(former: Paragraph, paragraph: Paragraph) -> bool:
    """A headline in capitals goes on in the next line; a name in capitals is a byline."""
    words = paragraph.text
    if not words.isupper() or len(words) > 160:
        return False
    return (
        len(words.split()) >= 4
        or former.text[-1] in "-–,:"
        or words.split()[0] in ("VÀ", "CỦA", "VỀ", "CHO", "TẠI")
    )
