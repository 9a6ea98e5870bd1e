"""Forms of award in a sentence: what is given, under the name the table of forms has for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bangvang.facts import honours
from bangvang.facts.honours import Form
from bangvang.press import badges, tables

# What is done, and not what is handed over; and the names that only repeat who gives it.
_VERBS = frozenset(
    {"bieu-duong", "ton-vinh", "tuyen-duong", "khen-thuong", "thuong-tien", "giai-thuong-khac"}
)
_WITH_GRANTOR = frozenset({"bang-khen-thu-tuong", "bang-khen-quan-khu", "bang-khen-dhqg"})
_QUOTED = r"\s*[“\"‘'«][^”\"’'»\n]{2,90}[”\"’'»]"
_CLASS = r"hạng\s+(?:nhất|nhì|hai|ba|iii|ii|i|[123])(?!\w)"

# "hạng Nhất, hạng Nhì" are two orders.
_NO_CLASS = r"(?<!hạng nhất)(?<!hạng nhì)(?<!hạng hai)(?<!hạng ba)"


@dataclass(frozen=True, slots=True)
class Paper:
    """A form of award, from `start` to `end` of the sentence. `label` passes the check of front matter unless
    `form` is None: a title in quotes that the table does not have, or a bare "danh hiệu"."""

    label: str
    form: Form | None
    start: int
    end: int
    bare: bool = False
    """Only "danh hiệu", "bằng": which one was said before."""
    class_only: str | None = None
    """Only a class: "hạng Ba" of the order named before."""
    number: int | None = None
    """How many papers: "12 Bằng khen"."""
    several: bool = False
    """Whether it stands for an order in several classes: "hạng Nhất, Nhì, Ba"."""

    @property
    def posthumous(self) -> bool:
        """Whether only the dead receive it."""
        return self.form is not None and self.form.id == "bang-to-quoc-ghi-cong"


@cache
def _pattern() -> re.Pattern[str]:
    names = [
        name
        for form in honours.forms()
        if form.id not in _WITH_GRANTOR
        for name in (form.label, *form.aliases)
        if form.id not in _VERBS
        or (
            form.id in ("ton-vinh", "giai-thuong-khac")
            and name.split()[0] in ("Biểu", "Bằng", "Bảng", "Cúp", "Bức")
        )
        if not (name.isupper() and len(name) <= 5) and "," not in name and name not in ("Chứng nhận",)
    ]
    names += ["Cờ đơn vị xuất sắc", "Huân chương Kháng chiến", "Cờ đơn vị dẫn đầu"]
    plain = tables.any_of(re.sub(r"[“”]", "", name) for name in names)
    return re.compile(
        rf"(?<!\w)(?:(?P<count>\d{{1,4}}|0\d)\s+(?:chiếc\s+|tấm\s+)?)?(?:(?P<named>kỷ niệm chương|"
        rf"kỉ niệm chương|huy chương|huy hiệu|cờ thi đua|cờ|cúp|biểu trưng|bảng vàng)"
        rf"(?P<own>{_QUOTED}|\s+\d+\s+năm\s+tuổi\s+đảng|\s+đảng(?!\w)|"
        rf"\s+vì\s+(?:sự nghiệp|thế hệ|an ninh|chủ quyền)[^,.;]{{2,50}}?"
        rf"(?=\s+(?:cho|tới|được|của)\s|[,.;]|$))"
        rf"|(?:danh hiệu|giải thưởng|bằng|(?:giấy )?chứng nhận)(?:\s+vinh dự nhà nước)?(?P<title>{_QUOTED})"
        rf"|(?:danh hiệu\s+(?:vinh dự nhà nước\s+)?)?[“\"]?(?P<plain>{plain}"
        rf"(?:{_NO_CLASS},?\s+{_CLASS})?)[”\"]?"
        rf"|(?P<class>{_CLASS})|(?P<bare>danh hiệu(?:\s+vinh dự nhà nước)?|bằng truy tặng|huân chương|"
        rf"huân chương cùng hạng))(?!\w)"
    )


# "danh hiệu Chiến sĩ vẻ vang thời kỳ mới cho …": a title without quotes that the table does not have.
_OWN_TITLE = re.compile(
    r"\s+(?P<title>[A-ZĐÂÊÔƠƯ][^,.;:()“”\"\d]{5,70}?)"
    r"(?=\s+(?:cho|tới|đối với|năm|lần thứ|đợt|giai đoạn)\s|[,.;:(]|$)"
)


@cache
def _no_papers() -> re.Pattern[str]:
    return tables.words(tables.load("words.yaml")["not_forms"])


def without_lookalikes(small: str) -> str:
    """The sentence with certificates of standards, diplomas and souvenirs blanked out."""
    return _no_papers().sub(lambda match: "\0" * len(match[0]), small)


def find(sentence: str, small: str) -> list[Paper]:
    """Every form named in a sentence without lookalikes, in order."""
    known = list(_with_badges(_known(sentence, small), small))
    own = list(_own(sentence, small, known))
    told = [p for p in known if not any(o.start <= p.start and p.end <= o.end for o in own)]
    return sorted([*told, *own], key=lambda paper: paper.start)


def _with_badges(known: Iterable[Paper], small: str) -> Iterator[Paper]:
    """The papers, badges of years in the Party whole though the sentence names them in part."""
    every = list(known)
    for start, end, label in badges.find(small):
        over = next((p for p in every if p.start < end and start < p.end), None)
        every = [p for p in every if p is not over]
        number = over.number if over is not None else None
        first = min(start, over.start) if over is not None else start
        every.append(Paper(label, honours.find_form("Huy hiệu"), first, end, number=number))
    yield from every


# "Giải thưởng Nguyễn Văn Linh", "Bằng Tri ân", "Cúp Sen vàng": a name of its own behind what is handed over.
_OWN_NAME = re.compile(
    r"(?<!\w)(?:(?P<count>\d{1,4})\s+)?"
    r"(?P<head>giải thưởng|bằng|bảng|biển|kỷ niệm chương|huy hiệu|cờ|cúp|biểu trưng)"
    r"\s+(?P<own>(?:\d{1,2}(?:/| tháng )\d{1,2}|[^\W\d_]+)"
    r"(?:\s(?!(?:cho|của|tới|đến|và|năm|lần|hạng|do|vì|với|tại|trong|"
    r"ngày|theo (?:quyết|đề)|được|kèm|gửi|tặng|để|cùng|trị|là|dành|đối|nhân|thứ)(?!\w))[^\W\d_]+){0,8})(?!\w)"
)
_HANDED = re.compile(r"(?:trao|tặng|thưởng|nhận|cấp|phong|và|kèm|cùng|tấm|chiếc|[,;:(]|^)\s*$")
# Prizes of a contest and flags of the nation are no names of an award.
_NO_NAME = re.compile(
    r"(?:nhất|nhì|ba|tư|khuyến khích|a|b|c|(?:vàng|bạc|đồng)$|xuất sắc|đặc biệt|tổ quốc|đảng|đỏ|thi đua|khen|"
    r"nhà nước|hồ chí minh|lưu niệm|vô địch|phụ|đồng đội|toàn đoàn)(?!\w)"
)


# "Bảng vàng tri ân", "Biển vinh danh": what it is for, whoever wrote it without capitals.
_HONOUR = re.compile(
    r"(?:vàng )?(?:tri ân|ghi công|ghi nhận|danh dự|vinh danh|ghi danh|tôn vinh|lưu danh)(?!\w)"
)


def _own(sentence: str, small: str, known: Sequence[Paper]) -> Iterator[Paper]:
    """Papers with a name of their own that the table of forms does not have."""
    for match in _OWN_NAME.finditer(small):
        first = sentence[match.start("own")]
        named = (first.isupper() or first.isdigit()) and match["head"] != "biển"
        if not (named and _NO_NAME.match(match["own"]) is None) and _HONOUR.match(match["own"]) is None:
            continue
        if _HANDED.search(small[max(0, match.start() - 12) : match.start()]) is None:
            continue
        if any(p.start <= match.start("head") and match.end() <= p.end for p in known):
            continue
        written = " ".join(sentence[match.start("head") : match.end()].split())
        label = written[0].upper() + written[1:]
        number = _number(match, small)
        yield Paper(label, honours.find_form(label), match.start(), match.end(), number=number)


_EACH = re.compile(r"(?<!\w)(?:mỗi|từng)\s[^\W\d_]+(?:\s[^\W\d_]+)?\s$")


def _number(match: re.Match[str], small: str) -> int | None:
    """How many papers, unless it is so many for each, and nobody says how many those are."""
    each = _EACH.search(small[max(0, match.start() - 40) : match.start()]) is not None
    return int(match["count"]) if match["count"] and not each else None


# A cup of its own name is an award; one of a match is its prize.
_CUP = re.compile(r"(?:\d+\s+)?(?:chiếc\s+)?(?:cúp|cúp vàng)$")
_MATCH = re.compile(
    r"(?<!\w)(?:giải (?:nhất|nhì|ba|tư|khuyến khích|phong cách|bóng)|(?:đoạt|đạt|trao) giải|vô địch|"
    r"huy chương (?:vàng|bạc|đồng)|toàn đoàn|á quân|quán quân|chung kết|trận|tranh cúp|"
    r"(?:thắng|tỷ số|tỉ số) \d)(?!\w)"
)


# "tặng quà cho 10 Mẹ Việt Nam anh hùng": those who have the title long since are given something else.
_GIFTS = re.compile(
    r"(?<!\w)(?:quà|sổ tiết kiệm|phụng dưỡng|nhận đỡ đầu|thăm|thăm hỏi|nhà tình nghĩa|chăm sóc|viếng|"
    r"(?:dâng|thắp) hương|tri ân|chúc thọ|mừng thọ|hỗ trợ)(?!\w)"
)
_BESTOWED = re.compile(r"(?<!\w)(?:danh hiệu|phong tặng|truy tặng|bằng(?! khen)|công nhận)(?!\w)")


def _has_the_title(match: re.Match[str], small: str) -> bool:
    """Whether a title of honour is not given, but names people who are given gifts."""
    form = honours.find_form(match["plain"])
    if form is None or form.category != "danh-hieu-vinh-du-nha-nuoc" or "danh hiệu" in match[0]:
        return False
    far = max(0, match.start() - 300)
    before = small[max(far, small.rfind(";", far, match.start()) + 1) : match.start()]
    return _GIFTS.search(before) is not None and _BESTOWED.search(before) is None


# Whoever was at a course gets a paper for it; "Giấy chứng nhận đạt kiểm định …", "… cơ sở an toàn dịch bệnh".
_CERTIFIES = re.compile(
    r"\s(?:cho|tới)\s(?:(?:các|hơn|gần|trên|\d+)\s)*học viên(?!\w)"
    r"|(?:\s(?!(?:cho|tới|của)(?!\w)|danh hiệu)[^\W_]+){0,6}?\s(?:(?:đạt|đủ|hợp|tiêu|quy) chuẩn|kiểm định|"
    r"an toàn|đủ điều kiện|chất lượng|ocop|vietgap|globalgap|iso|haccp|halal|hữu cơ|nhãn hiệu|bảo hộ|quyền|"
    r"mã số|chỉ dẫn|đăng ký|đầu tư|xuất xứ|di tích|di sản|nông thôn mới|ntm|năng lực)(?!\w)"
)
# "tặng Cờ cho 2 đơn vị", "tặng cờ cho CĐCS Công ty Phú Hưng": which one is not said.
_FLAG = re.compile(
    r"(?<!\w)(?:tặng|trao)\s(?P<flag>cờ)(?=\s(?:của\s[^,.;]{2,60}?\s)?cho\s(?P<whom>\S)"
    r"(?<!\d)(?!đội|đoàn|vận động|em|ngư)|\s(?:của\s[^,.;]{2,60}?\s)?cho\s\d+\s(?!đội|đoàn|vận động|em|ngư)"
    r"|(?<=được tặng cờ)\s*(?:[,;.]|và\s))"
)


def _flags(sentence: str, small: str) -> Iterator[Paper]:
    if _MATCH.search(small) is None:
        for match in _FLAG.finditer(small):
            if match["whom"] is None or sentence[match.start("whom")].isupper():
                yield Paper("Cờ", None, match.start("flag"), match.end("flag"))


def _known(sentence: str, small: str) -> Iterator[Paper]:
    yield from _flags(sentence, small) if "cờ" in small else ()
    for match in _pattern().finditer(small):
        start, end = match.start(), match.end()
        if _CUP.match(match[0]) is not None and _MATCH.search(small) is not None:
            continue
        if match[0].endswith("chứng nhận") and _CERTIFIES.match(small, end) is not None:
            continue
        if match["plain"] and _has_the_title(match, small):
            continue
        number = _number(match, small)
        written = " ".join(sentence[start:end].split())
        if match["count"]:
            written = re.sub(r"^\d+\s+(?:chiếc\s+|tấm\s+)?", "", written)
        if match["class"]:
            yield Paper(written, None, start, end, class_only=match["class"], number=number)
        elif match["bare"] and (own := _OWN_TITLE.match(sentence, end)) is not None:
            form = honours.find_form(own["title"])
            yield Paper(form.label if form else own["title"], form, start, own.end(), number=number)
        elif match["bare"]:
            yield Paper(written, None, start, end, bare=True, number=number)
        elif match["title"]:
            inner = re.sub(
                r"^\s*[“\"‘'«]|[”\"’'»]\s*$", "", sentence[match.start("title") : match.end("title")]
            )
            form = honours.find_form(inner)
            yield Paper(form.label if form is not None else written, form, start, end, number=number)
        elif (more := _MORE_CLASSES.match(small, end)) is not None and _IN_CLASS.search(match[0]) is not None:
            bare = _IN_CLASS.sub("", written.strip(' “”"'))
            form = honours.find_form(bare)
            label = form.label if form is not None else bare
            yield Paper(label, form, start, more.end(), number=number, several=True)
        else:
            yield _named(match, written, start, end, number, sentence)


_IN_CLASS = re.compile(r",?\s+hạng\s+\S+$", re.IGNORECASE)
_MORE_CLASSES = re.compile(r"(?:\s*(?:,|và|&|,\s*và)\s*(?:nhất|nhì|ba|iii|ii|i)(?!\w))+")


def _named(
    match: re.Match[str], written: str, start: int, end: int, number: int | None, sentence: str
) -> Paper:
    if match["named"]:
        head = written[0].upper() + written[1:]
        return Paper(
            head, honours.find_form(head) or honours.find_form(match["named"]), start, end, number=number
        )
    plain = " ".join(sentence[match.start("plain") : match.end("plain")].split()).replace(",", "")
    form = honours.find_form(plain)
    if form is None:
        return Paper(plain, None, start, end, number=number)
    # A label that lists what it is for ("… của bộ, ban, ngành, tỉnh") says less than the text.
    keeps = "," in form.label or (
        form.category == "khac" and form.label.split()[0].lower() != plain.split()[0].lower()
    )
    return Paper(plain[0].upper() + plain[1:] if keeps else form.label, form, start, end, number=number)


def of_class(order: Paper, paper: Paper) -> Paper:
    """The order named before, in the class that a bare "hạng Ba" says."""
    bare = re.sub(r"\s+hạng\s+\S+$", "", order.label)
    form = honours.find_form(f"{bare} {paper.class_only}")
    return Paper(
        form.label if form is not None else f"{bare} {paper.class_only}",
        form,
        paper.start,
        paper.end,
        number=paper.number,
    )
