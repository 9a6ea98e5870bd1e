"""Who wrote a report and where it came from: bylines at the top, at the foot or behind the last sentence,
and lines that name the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from bangvang.facts import places
from bangvang.language import text
from bangvang.press import outlets, tables
from bangvang.press.findings import GUESSED, LIKELY, SURE, Finding, quote
from bangvang.press.manuscript import Paragraph, abbreviates, small

_LONGEST = 60
_JOINTS = {"-", "–", "—", "&", "và", "/", "+", "|"}
_OFFICES = (
    "pv",
    "p.v",
    "phóng viên",
    "nhóm pv",
    "nhóm phóng viên",
    "btv",
    "b.t.v",
    "bbt",
    "ban biên tập",
    "tổng hợp",
    "ctv",
    "ban truyền thông",
    "tổ truyền thông",
    "đội truyền thông",
    "bộ phận truyền thông",
    "ban thông tin",
)
# "Tin, ảnh: X" gives the writer and whoever took the pictures.
_LABELLED = re.compile(
    r"^[(*]*\s*(?P<label>(?:tin|bài|tin,? bài|bài,? tin|thực hiện|tác giả(?: bài viết)?|người viết|"
    r"phóng viên|pv|ctv|biên tập)(?P<photos>\s*[,/\-–+&]?\s*(?:và\s+)?ảnh)?"
    r"|(?:bài|tin)\s*[-–]\s*ảnh)\s*:\s*(?P<name>.+?)\s*[)*]*$",
    re.IGNORECASE,
)
_WITH_PHOTOS = re.compile(
    r"^(?P<name>[^:]{2,40}?)\s*[-–;,.]?\s*\(?(?:ảnh|hình)\s*:\s*(?P<credit>[^()]{2,40}?)\)?\.?$",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"^[(*\[]*\s*(?P<label>nguồn(?: tin| bài)?|"
    r"theo)\s*(?P<colon>:?)\s*(?P<name>.*?)\s*(?:[:\-–(]?\s*(?P<url>https?://\S+?))?\s*[)\]*]*\.?$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"^[(\[]\s*(?:theo\s+|nguồn:?\s+)?([^()\[\]]{3,50})[)\]]$", re.IGNORECASE)
_URL_ALONE = re.compile(r"^(?:link(?: gốc)?\s*:?\s*)?(https?://\S+?)[).]*$", re.IGNORECASE)
_WRITTEN_FOR = re.compile(r"^(?P<name>.{2,40}?)\s*(?:\s[-–—]\s|/)\s*(?P<outlet>.{2,40})$")
# Nothing but a time: what goes on behind a date is a sentence.
_TIME = re.compile(
    r"[\s|,–-]*+(?=[^|,–-]{0,20}\d)(?:(?:\d{1,2}(?::|h|g)\d\d(?::\d\d)?|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|ngày|lúc|"
    r"(?:thứ|chủ)\s\w+|\(?gmt\s?\+?\d?\)?|am|pm)(?!\w)[\s|,–-]*+)++$|\s*\|\s*$",
    re.IGNORECASE,
)
_DAYS = ("ngày", "sáng", "trưa", "chiều", "tối", "đêm", "thứ", "chủ nhật", "hôm", "lúc")
_RANK = re.compile(
    r"(?:(?:đại|thượng|trung|thiếu)\s(?:tướng|tá|úy|uý)|[bt]s|ths|luật sư|nhà báo|bác sĩ)\.?\s+",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{0,2}")


@dataclass(frozen=True, slots=True)
class Signature:
    """What the lines of a report's head and foot say. `credit`: who took the photos, where they say so."""

    byline: Finding[str] | None = None
    source: Finding[str] | None = None
    url: Finding[str] | None = None
    credit: Finding[str] | None = None

    def over(self, other: Signature) -> Signature:
        """This signature, with what it lacks from another."""
        return Signature(
            self.byline or other.byline,
            self.source or other.source,
            self.url or other.url,
            self.credit or other.credit,
        )


def is_name(words: str, *, most: int = 7) -> bool:
    """Whether the words are written as names are: every word with a capital, no stop, no number."""
    parts = words.split()
    if not 0 < len(parts) <= most or len(words) > _LONGEST or re.search(r"\d{3}|[;:?!“”]", words) is not None:
        return False
    bare = text.key(re.sub(r"[()]", "", words))
    if bare in _OFFICES:
        return True
    if (
        bare in _DAYS
        or _HEADS_LIST.match(bare) is not None
        or _ADDRESSED.match(bare) is not None
        or bare.startswith("thứ ")
        or bare in _notices()
    ):
        return False
    if bare.startswith("ctv ") or text.key(words).endswith((" (st)", " (ctv)", " (tổng hợp)")):
        return True
    named = [part.strip("()") for part in parts if part not in _JOINTS]
    if not named or not all(_capital(part) for part in named):
        rank = _RANK.match(words)
        return rank is not None and is_name(words[rank.end() :], most=most - 1)
    return _INITIALS.fullmatch(words) is not None or places.find(words) is None


# "Ông Siu Thuân", the last of a list; nobody signs so. "Anh Tuấn" may be a name.
_ADDRESSED = re.compile(
    r"\W*(?:(?:ông|bà) |(?:tm|kt|tl|tuq)\. ?|đ/c|(?:anh|chị|em|cháu|cô|hộ) \w+ \w+ )\s*\w"
)


# "A. TẬP THỂ", "II. Cá nhân" head a list.
_HEADS_LIST = re.compile(
    r"(?:(?:[a-z]|[ivx]+|\d+)[.)]?\s+)?(?:các )?(?:tập thể|cá nhân|hộ gia đình|gia đình)(?!\w)"
)


@cache
def _notices() -> frozenset[str]:
    return frozenset(tables.load("layout.yaml")["notices"])


def _capital(part: str) -> bool:
    letters = [c for c in part if c.isalpha()]
    return bool(letters) and letters[0].isupper()


def read(paragraph: Paragraph, *, alone: bool) -> Signature | None:  # noqa: PLR0911
    """A line that is nothing but a signature, or None. `alone`: whether a bare name may be a byline here."""
    words = paragraph.text.strip()
    if len(words) > 220 or paragraph.kind not in ("text", "item"):
        return None

    def found(value: str, confidence: float = SURE) -> Finding[str]:
        return Finding(" ".join(value.split()), quote(words), paragraph.line, confidence)

    if (url := _URL_ALONE.match(words)) is not None:
        return Signature(url=found(url[1]))
    if (bracketed := _BRACKETED.match(words)) is not None and outlets.by_name(bracketed[1]) is not None:
        return Signature(source=found(bracketed[1]))
    if (labelled := _LABELLED.match(words)) is not None and len(labelled["name"]) <= _LONGEST:
        shot = _WITH_PHOTOS.match(labelled["name"])
        if shot is not None and _writes(shot["name"], labelled["label"]):
            return Signature(byline=found(shot["name"].strip(" -–")), credit=found(shot["credit"]))
        name = (
            _TIME.sub("", labelled["name"]).strip(" .")
            if not labelled["name"].endswith(".")
            else labelled["name"].strip()
        )
        at_work = _OF_BRACKET.match(name) or _AT_WORK.match(name) or _in_office(name)
        if at_work is not None and is_name(at_work["name"]):
            return _with_outlet(found(at_work["name"], LIKELY), photos="ảnh" in labelled["label"].lower())
        name += ")" if "(" in name and ")" not in name else ""
        if not _writes(name, labelled["label"]):
            named = _SOURCE.match(words) if alone else None
            return _source(named, found) if named is not None else None
        photos = "ảnh" in labelled["label"].lower()
        return _with_outlet(found(name), photos=photos)
    if (shot := _WITH_PHOTOS.match(words)) is not None and is_name(shot["name"]):
        return Signature(byline=found(shot["name"].strip(" -–")), credit=found(shot["credit"]))
    if (source := _SOURCE.match(words)) is not None and (alone or source["url"]):
        return _source(source, found)
    if not alone:
        return None
    return _unlabelled(words, found)


def _unlabelled(words: str, found: Callable[..., Finding[str]]) -> Signature | None:
    """A name that nothing marks as a writer's, or a paper's."""
    office = _OF_OFFICE.match(words)
    writer = (office["name"] or office["own"]) if office is not None else ""
    if is_name(writer):
        return Signature(byline=found(writer, LIKELY))
    writer, _, paper = (part.strip() for part in words.partition("/"))
    if paper and outlets.is_whole_name(paper) and is_name(writer):
        return Signature(byline=found(writer), source=found(paper))
    slash = _FOR_STATION.match(words)
    if slash is not None and is_name(slash["name"]) and outlets.by_code(slash["code"]) is not None:
        return Signature(byline=found(slash["name"]), source=found(slash["code"], LIKELY))
    name = _TIME.sub("", words)
    if _is_paper(name):
        return Signature(source=found(name))
    return _with_outlet(found(name, SURE if _like_a_writer(name) else LIKELY)) if is_name(name) else None


def _is_paper(words: str) -> bool:
    """Whether a line is a paper's sign of four letters, or its whole name: "ANHP", "Báo Đắk Nông"."""
    sign = re.fullmatch(r"[A-ZĐ]{4,7}", words) is not None and outlets.by_code(words) is not None
    return sign or (outlets.is_whole_name(words) and outlets.by_name(words) is not None)


def _writes(name: str, label: str) -> bool:
    """Whether what stands behind "Tin:" may have written it: a name, be it a place's, or a body."""
    if is_name(name, most=9) or places.find(name) is not None:
        return True
    few = label.lower().strip().startswith(("tin", "bài", "người viết", "tác giả", "thực hiện"))
    return few and len(name.split()) <= 6 and _capital(name[:1]) and _CLAUSE.search(name.lower()) is None


_CLAUSE = re.compile(r"[.,:;!?“”\"]|\d|(?<!\w)(?:là|đã|được|cho|của|về|trao|tặng|khen|có|sẽ)(?!\w)")


def _source(match: re.Match[str], found: Callable[..., Finding[str]]) -> Signature | None:
    name = match["name"].strip(" :-–(")
    url = found(match["url"]) if match["url"] else None
    apart = _WRITTEN_FOR.match(name)
    if apart is not None and is_name(apart["name"]) and _names_paper(apart["outlet"]):
        return Signature(byline=found(apart["name"]), source=found(apart["outlet"]), url=url)
    if (
        match["label"].lower() == "theo"
        and not match["colon"]
        and not is_name(name)
        and not _names_paper(name)
    ):
        return None
    if len(name) > 80 or (not name and not match["url"]):
        return None
    return Signature(source=found(name) if name else None, url=url)


def _names_paper(words: str) -> bool:
    """Whether words are a paper's known name, or one written as such: "Báo Dân tộc và Phát triển"."""
    whole = outlets.is_whole_name(words) and _CLAUSE.search(small(words)) is None
    return whole or outlets.by_name(words) is not None


def _with_outlet(byline: Finding[str], *, photos: bool = False) -> Signature:
    """`Mỹ Hà - Dân trí` names the writer and the paper."""
    credit = byline if photos else None
    apart = _WRITTEN_FOR.match(byline.value)
    slash = "/" in byline.value
    if apart is not None and slash and not outlets.is_whole_name(apart["outlet"]):
        return Signature(byline=byline, credit=credit)
    if apart is not None and outlets.by_name(apart["outlet"]) is not None:
        writer = Finding(apart["name"], byline.words, byline.line, LIKELY)
        return Signature(
            writer,
            Finding(apart["outlet"], byline.words, byline.line, LIKELY),
            None,
            writer if photos else None,
        )
    return Signature(byline=byline, credit=credit)


def _like_a_writer(name: str) -> bool:
    """Names in capitals, with initials, or of two to four words are bylines; one word may be anything."""
    return len(name.split()) >= 2 or name.isupper() or "." in name


_GLUED = re.compile(
    r"(?<=[.!?…”\"/])\s*[(–-]?\s*(?P<name>[^\W\d_][\w.'’]*(?:[ \-–&/]+[^\W\d_][\w.'’]*){0,4})\)?$"
)


# "Phạm Tuyết (Trung tâm VHTT huyện)"
_OF_BRACKET = re.compile(r"^(?P<name>[^-–(:]{4,40}?)\s*\((?!(?:ST|CTV|st|ctv|PV)\)?$)[^().:;]{4,60}\)?$")
# "Người viết: Nguyễn Thị Thu, Khoa Xây dựng Đảng"; "Tin: Minh Đức, Thu Hà" are two.
_AT_WORK = re.compile(
    r"^(?P<name>[^-–(:,]{4,40}?),\s+(?:khoa|phòng|ban|trường|trung tâm|hội|đoàn|công an|sở|đài|xã|phường|"
    r"huyện|công ty|bệnh viện|văn phòng|chi bộ|trạm|đồn|viện)\s[^.:;]{3,60}$",
    re.IGNORECASE,
)
# "Nguyễn Hương - Công chức Văn hóa xã", right behind a report's last sentence
_OF_SOMETHING = re.compile(r"^(?P<name>[^-–(:,;]{4,40}?)\s*(?:\s[-–]\s|\()[^().:;]{4,60}\)?$")
_PAPER_ALONE = re.compile(r"(?:Báo|Đài|Tạp chí|Cổng|Trang|Bản tin)\s[^.:;!?]{3,50}")
# "Minh Đức - Đài TT huyện": who wrote it, and where they work.
_OF_OFFICE = re.compile(
    r"^(?P<name>[^-–(:]{4,40}?)\s*[-–(]\s*(?:đài|trung tâm|tt|văn phòng|phòng|ban|hội|công an|sở|trường|ubnd|"
    r"xã|phường|huyện|cổng|công đoàn|đoàn (?:thanh niên|trường|xã|phường)|lđlđ|bệnh viện|bộ chqs|bộ chỉ huy|"
    r"đồn|chi cục|mttq|hđnd)\s[^.:;]{2,50}\)?$"
    r"|^(?P<own>[^-–(:]{4,40}?)\s*[-–(]\s*(?:đoàn thanh niên|công đoàn|hội phụ nữ|ban truyền thông|văn phòng|"
    r"phòng [^.:;]{3,40}|ctv)\)?$",
    re.IGNORECASE,
)
# "Sỹ Đức/VOV-Bắc miền Trung"
_FOR_STATION = re.compile(r"^(?P<name>[^/]{4,40}?)\s*/\s*(?P<code>[A-ZĐ]{3,6})(?:\s*[-–]\s*[^/]{2,30})?$")
_SHOT_BY = re.compile(r"(?<!\w)(?:ảnh|hình)\s*:[^:]*$")
_GLUED_LABEL = re.compile(
    r"(?<=[.!?…”\"/])\s*[(*]*(?:Tin|Bài|Tin,? bài|Tin và bài|Thực hiện)"
    r"(?P<photos>\s*[,/\-–+&]?\s*(?:và\s+)?[ảẢ]nh)?"
    r"\s*:\s*(?P<name>[^:!?]{2,45}?)[.)*]*$"
)


def behind(paragraph: Paragraph) -> tuple[Signature, str] | None:
    """A byline behind the last sentence of a report, and the paragraph's text without it; or None."""
    labelled = _GLUED_LABEL.search(paragraph.text)
    if labelled is not None and labelled.start() >= 40 and is_name(labelled["name"], most=9):
        line = paragraph.line_at(labelled.start("name"))
        writer = Finding(labelled["name"], quote(paragraph.text[-80:]), line, SURE)
        signature = _with_outlet(writer, photos=labelled["photos"] is not None)
        return signature, paragraph.text[: labelled.start()].rstrip()
    glued = _GLUED.search(paragraph.text)
    if glued is None or glued.start() < 40 or _SHOT_BY.search(paragraph.small[-80:]) is not None:
        return None
    name = glued["name"]
    if abbreviates(paragraph.text[max(0, glued.start() - 12) : glued.start()]):
        return None  # "… và BS. Phạm Văn Lượng."
    if not is_name(name, most=5) or (len(name.split()) < 2 and not name.isupper()):
        return None
    found = Finding(
        name,
        quote(paragraph.text[max(0, glued.start() - 60) :]),
        paragraph.line_at(glued.start("name")),
        GUESSED,
    )
    return Signature(byline=found), paragraph.text[: glued.start()].rstrip(" (–-")


def _by_neighbour(body: Sequence[Paragraph]) -> Signature | None:
    """What the last line is, as the one above it tells: behind prose a writer and where he works, behind
    "Bài và ảnh: X" the paper."""
    above, last = body[-2], body[-1]

    def found(value: str) -> Finding[str]:
        return Finding(value, quote(last.text), last.line, LIKELY)

    named = _OF_SOMETHING.match(last.text)
    prose = len(above.text) > _LONGEST and above.kind == "text" and above.text[-1] in '.!?…”"'
    if named is not None and prose and is_name(named["name"]) and len(named["name"].split()) >= 2:
        return Signature(byline=found(named["name"]))
    if _PAPER_ALONE.fullmatch(last.text) is not None and last.kind == "text":
        signed = read(above, alone=False)
        return Signature(source=found(last.text)) if signed is not None and signed.byline else None
    return None


# "(Công an huyện Thái Thụy)" below a name
_WORKS_AT = re.compile(
    r"\(\s*[^\W\d_][^().:;]{4,60}\)|(?:Trung tâm|Văn phòng|Phòng|Công an|Đài|Hội|Huyện đoàn|Trường|Ban|UBND|"
    r"LĐLĐ|Thị đoàn|Bộ CHQS|Ủy ban|Chi cục|Bệnh viện|Đồn)\s[^.:;!?]{3,60}"
)


def _in_office(words: str) -> re.Match[str] | None:
    """ "Sầm Thị Hương - Công chức VHXH"; but "Mỹ Hà - Thu Trang", "Mỹ Hà - Báo Gia Lai" are not."""
    named = _OFFICE_OF.match(words)
    office = named["office"] if named is not None else ""
    body = _WORKS_AT.match(words) is not None
    return None if body or is_name(office, most=9) or _names_paper(office) else named


_OFFICE_OF = re.compile(r"^(?P<name>[^-–(:,;]{4,40}?)\s[-–]\s(?P<office>[^().:;]{4,60})$")


def _only_writes(signature: Signature | None) -> bool:
    return signature is None or (signature.source is None and signature.url is None)


def _names_a_writer(signature: Signature | None) -> bool:
    return signature is not None and signature.byline is not None


def at_foot(body: Sequence[Paragraph]) -> tuple[Signature, list[Paragraph]]:
    """The signature in the last lines of a report, and the paragraphs without them."""
    kept, signature = list(body), Signature()
    if (
        len(kept) > 2
        and _WORKS_AT.fullmatch(kept[-1].text) is not None
        and _only_writes(read(kept[-1], alone=True))
        and (kept[-1].text.startswith("(Phòng") or _names_a_writer(read(kept[-2], alone=True)))
    ):
        kept.pop()
    for _ in range(4):
        if len(kept) < 2:
            break
        found = read(kept[-1], alone=True) or _by_neighbour(kept)
        if found is None or (found.byline is not None and signature.byline is not None and not found.source):
            break
        signature = signature.over(found) if signature != Signature() else found
        kept.pop()
    if signature.byline is None and kept and (glued := behind(kept[-1])) is not None:
        last = kept[-1]
        kept[-1] = Paragraph(glued[1], last.line, last.kind, last.level, last.cells, last.joins)
        signature = signature.over(glued[0])
    return signature, kept
