"""Numbers of recipients in a sentence: "9 tập thể", "hơn 31 tập thể, cá nhân", "một trăm linh năm em"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bangvang.archive.model import KINDS
from bangvang.language import numerals, text
from bangvang.language.numerals import IN_WORDS
from bangvang.language.text import CountError
from bangvang.press import grantors, tables
from bangvang.press.manuscript import small as small_of

# "9 tập thể/5 cá nhân" has two numbers; of "120-130 học sinh" this is the second.
_DIGITS = (
    r"(?:(?<![\w.,/\-])|(?<=[^\W\d_]/)|(?<=\d[-–]))(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?![.,]\d|/\d|\s?%|\w)"
)
# "15/137 đảng viên", "15 trong tổng số 137 đảng viên": 15.
_OF_ALL = r"(?<![\w.,/\-])\d{1,4}(?:/|\strong (?:tổng )?số )\d{1,5}(?![.,/]\d|\w)"
_SPOKEN = rf"(?<!\w){IN_WORDS}(?!\w)"
# "15 (mười lăm) cá nhân", "hai (02) tập thể": as decisions write it.
_AGAIN = rf"(?:\s*\(\s*(?:bằng chữ\s*:?\s*)?(?P<again>\d+|{IN_WORDS})\s*\))?"


@dataclass(frozen=True, slots=True)
class Hit:
    """A number with its nouns, from `start` to `end` of the sentence.

    `columns`: which columns the nouns are of; more than one, and the number is of all together."""

    number: int
    columns: frozenset[str]
    approx: bool
    start: int
    end: int
    known: bool = True
    """Whether the noun is one of the table's; otherwise it is only what stands behind the number."""
    differs: bool = False
    """Whether another number is told of the same: "15 (mười sáu) cá nhân", "120 - 130 học sinh"."""
    whole: bool = False
    """Whether it is said to be the sum of those before: "tổng cộng 24 hộ"."""

    @property
    def column(self) -> str:
        """The column of the front matter the number belongs to."""
        return next(iter(self.columns)) if len(self.columns) == 1 else "recipients"


@dataclass(frozen=True, slots=True)
class _Patterns:
    hit: re.Pattern[str]
    chain: re.Pattern[str]
    unwanted: re.Pattern[str]
    columns: dict[str, str]


@cache
def _patterns() -> _Patterns:
    rows = tables.load("words.yaml")
    columns = {
        " ".join(text.canonical_tones(noun).split()): column
        for column in KINDS
        for noun in rows["kinds"][column]
    }
    nouns = tables.any_of(columns)
    approximate = tables.any_of(rows["approximate"])
    before = rf"(?:(?P<approx>{approximate})\s+)?"
    number = rf"(?P<number>{_OF_ALL}|{_DIGITS}|{_SPOKEN})"
    hit = rf"(?<!\w){before}{number}{_AGAIN}\s+(?:(?:vị|nữ|nam|tân|cựu)\s+)?(?P<kind>{nouns})(?!\w)"
    # "4 dân quân cùng tổ" are of one team.
    joint = r"(?:,|và|-|–|—|/|&|hoặc|cùng(?=\s+(?:tập thể|cá nhân)(?!\w)))"
    chain = rf"\s*{joint}\s*(?P<kind>{nouns})(?!\w)"
    return _Patterns(
        re.compile(hit),
        re.compile(chain),
        re.compile(rf"(?:{tables.any_of(rows['not_kinds'])})(?!\w)"),
        columns,
    )


def find(sentence: str, small: str) -> Iterator[Hit]:
    """Every number with a noun for recipients behind it, in order."""
    patterns = _patterns()
    for match in patterns.hit.finditer(small):
        if patterns.unwanted.match(small, match.start("kind")) is not None:
            continue
        if match["kind"] == "đại biểu" and not _honoured(small, match):
            continue
        number, low = value(match["number"]), _LOWER.search(small, max(0, match.start() - 24), match.start())
        if number is None or _not_a_number(small, match):
            continue
        least = _at_least(low["number"], number) if low is not None else None
        if least is None and small[match.start() - 1 : match.start()] in ("-", "–"):
            continue
        person = _person_of_it(sentence, match)
        columns = {"individuals" if person else column_of(match["kind"])}
        end = person or match.end()
        while (more := patterns.chain.match(small, end)) is not None and not _names_one(sentence, more):
            columns.add(column_of(more["kind"]))
            end = more.end()
        again = match["again"] is not None and value(match["again"]) != number
        yield Hit(
            number if least is None else least,
            frozenset(columns),
            least is not None or match["approx"] is not None or "chục" in match["number"],
            match.start(),
            end,
            differs=again or least is not None,
            whole=_WHOLE.search(small[max(0, match.start() - 30) : match.start()]) is not None,
        )


# "120 - 130 học sinh", "từ 5 đến 7 hộ"; "quận 5 - 30 cá nhân" and "dịp 1-6" have no such number.
_LOWER = re.compile(
    r"(?<!số )(?<!quận )(?<!phường )(?<!tổ )(?<!thôn )(?<!lần )(?<!khu )(?<!thứ )(?<!ngày )(?<!dịp )(?<!tết )"
    r"(?<!lễ )(?<!sáng )(?<!chiều )(?<!tối )(?<!đoàn )(?<!khóa )(?<!lớp )(?<!cấp )(?<![\w.,/\-–])"
    r"(?P<number>\d[\d.]*+)\s?(?:[-–—]|đến)\s?$"
)


def _at_least(low: str, high: int) -> int | None:
    least = value(low)
    return least if least is not None and 1 < least < high else None


# "tuyên dương 80 đại biểu", "80 đại biểu tiêu biểu được tôn vinh": otherwise they attend.
_TO_BE_HONOURED = re.compile(
    r"(?:biểu dương|tuyên dương|tôn vinh|vinh danh|khen thưởng)\s(?:hơn |gần |trên )?$"
)
_ARE_HONOURED = re.compile(
    r"\s(?:(?!(?:và|dự|tham dự|về dự|cùng)\s)[^\W\d_]+,?\s){0,9}được\s(?:biểu dương|tuyên dương|tôn vinh|"
    r"vinh danh|khen thưởng)(?!\w)"
)
# "tặng Giấy khen cho 10 đại biểu HĐND huyện": deputies, whatever they attend.
_DEPUTIES = re.compile(
    r"\s(?:hđnd|hội đồng nhân dân|quốc hội)(?!\w)(?:[^,;.]{0,30}?\s(?:(?P<attend>dự|tham dự|có mặt)|"
    r"(?P<given>được\s[^,;.]{0,50}?(?:tặng|trao|khen thưởng|biểu dương)))(?!\w))?"
)
_GIVEN_TO = re.compile(r"(?<!\w)(?:bằng khen|giấy khen|chương|”)\s(?:[^;.]*\s)?(?:cho|và|[^;.\s]+,)\s$")


def _honoured(small: str, match: re.Match[str]) -> bool:
    before = small[max(0, match.start() - 24) : match.start()]
    deputies = _DEPUTIES.match(small, match.end())
    if deputies is not None:
        given = _GIVEN_TO.search(small, max(0, match.start() - 60), match.start()) is not None
        return deputies["given"] is not None or (given and deputies["attend"] is None)
    return _TO_BE_HONOURED.search(before) is not None or _ARE_HONOURED.match(small, match.end()) is not None


# Who leads a unit, belongs to it or works in it, in small letters: "tổ trưởng", "chi hội phó", "xã viên",
# "hộ lý"; but "3 thôn Trưởng Thịnh".
_OF_UNIT = re.compile(r"\s(?:đội\s)?(?:trưởng|phó|viên|lý)(?!\w)")


# "86 gương thanh niên", "12 gương điển hình phụ nữ"; but "5 gương người tốt"
_EXAMPLES = re.compile(r"(?:gương|điển hình)(?!\w)")


@cache
def _example() -> re.Pattern[str]:
    return re.compile(rf"\s(?!người tốt)(?P<kind>{tables.any_of(_patterns().columns)})(?!\w)")


def _person_of_it(sentence: str, match: re.Match[str]) -> int | None:
    """Where the noun ends, if what begins like a unit is a person of one, or examples are of people."""
    example = _example().match(match.string, match.end()) if _EXAMPLES.match(match["kind"]) else None
    if example is not None:
        return example.end() if column_of(example["kind"]) == "individuals" else None
    shouted = sentence[match.start("kind") : match.end("kind")].isupper()
    person = _OF_UNIT.match(match.string if shouted else sentence, match.end())
    return person.end() if person is not None else None


_WHOLE = re.compile(r"(?<!\w)(?:tổng cộng|tất cả|cả thảy|tổng số|cộng lại)(?:\s(?:là|có|gồm))?\s$")
_BEHIND = re.compile(r"(?:\s+(?!(?:và|cùng|của|thuộc|là|được|đã|có|trong|tại|ở|cho)\s)[^\W\d_][\w'’]*){1,6}")
_OF_PLACE = re.compile(
    r"(?:tp|thành phố|tỉnh|công an|ca|ubnd|hđnd|bộ|sở|ban|phòng|đoàn|hội|công ty|trường|trung tâm|bđbp|"
    r"bộ đội|quân khu|đảng bộ|khối|liên đoàn|lđlđ|viện|bệnh viện|cục|chi cục|tổng)(?!\w)"
)


def _names_one(sentence: str, noun: re.Match[str]) -> bool:
    """Whether a further noun has a name behind it and counts nothing: "3 tập thể và ông Nguyễn Văn
    Hùng", "và xã Trà My"; but "3 phòng, ban Công an tỉnh", "3 tập thể, cá nhân TP Huế"."""
    if sentence[noun.start("kind")].isupper():
        return True  # "8 cá nhân và Trạm Y tế xã Bình Lâm"
    behind = _BEHIND.match(sentence, noun.end())
    words = behind[0].split() if behind is not None else []
    first = next((n for n, word in enumerate(words[:4]) if word[0].isupper()), None)
    if first is None or _OF_PLACE.match(small_of(" ".join(words[first:]))) is not None:
        return False
    return first == 0 or (len(words) > first + 1 and grantors.is_family(words[first]))


@cache
def _deeds() -> re.Pattern[str]:
    deeds = tables.any_of(tables.load("words.yaml")["deeds"])
    return re.compile(rf"(?<!\w){deeds}\s(?:(?:được|sống|thoát|kịp thời|an toàn|thành công|cả|các)\s)*$")


def is_object(small: str, hit: Hit) -> bool:
    """Whether people that a number counts were helped or caught: "đã cứu 3 người được tặng Bằng khen"."""
    return _deeds().search(small[max(0, hit.start - 40) : hit.start]) is not None


@cache
def _several() -> re.Pattern[str]:
    nouns = tables.any_of(noun for kind in KINDS for noun in tables.load("words.yaml")["kinds"][kind])
    some = r"(?:các|nhiều|một số|những|hàng (?:chục|trăm|nghìn))"
    return re.compile(rf"[^.;]{{0,70}}?(?<!\w)(?:cho\s+)?{some}\s+(?:vị\s+)?{nouns}(?!\w)")


def several(small: str) -> bool:
    """Whether words begin with recipients without a number: "cho nhiều tập thể", "các nhà giáo"."""
    return _several().match(small) is not None


_OTHERS = re.compile(r"\s(?:[^\W\d_]+\s){0,3}?(?:khác|còn lại|nữa)(?:\s(?:thì|cũng|đều|lại|đã|vinh dự))*\s*")


def others(small: str, hits: Sequence[Hit], end: int) -> int | None:
    """Where a clause of others begins, whose verb stands at `end`: "cho 3 doanh nghiệp, và 25 doanh nghiệp
    khác thì nhận …"; a noun that is counted twice before it needs no "khác"."""
    if len(hits) < 2:
        return None
    nouns = [small[hit.start : hit.end].partition(" ")[2] for hit in hits[-2:]]
    if nouns[0] != nouns[1] and _OTHERS.fullmatch(small, hits[-1].end, end) is None:
        return None
    return hits[-2].end + len(re.split(r"(?:,|\svà)?\s*(?:và\s)?$", small[hits[-2].end : hits[-1].start])[0])


_UNKNOWN = re.compile(
    rf"\s*(?:cho\s+)?(?:(?P<approx>hơn|gần|trên|khoảng)\s+)?(?P<number>{_DIGITS}|{_SPOKEN}){_AGAIN}\s+"
    r"(?P<noun>(?P<two>[^\W\d_]+(?:\s[^\W\d_]+)?)(?:\s[^\W\d_]+)?)"
)
# What Vietnamese calls people by: giáo viên, nghệ sĩ, kỹ sư, tuyển thủ, phật tử; thợ may, người có công.
_PERSONAL = re.compile(
    r"(?!(?:hội|liên đoàn|nhóm|tổ chức|đơn vị|công ty)\s(?!viên|trưởng|phó))"
    r"(?:(?:(?!và\s|cùng\s)[^\W\d_]+\s){0,2}(?:viên|sĩ|sỹ|sư|giả|thủ|trưởng|phó|tử|đồ|nhân|binh|dân|luật gia"
    r"|chuyên gia)(?!\w)|(?:người|thợ|trẻ|cựu|nguyên|lãnh đạo|giám đốc|chủ tịch|bí thư|chủ nhiệm)(?!\w))"
)
_NO_PEOPLE = re.compile(
    r"(?:triệu|tỷ|tỉ|nghìn|ngàn|đồng(?!\s(?:đội|nghiệp|hương|bào))|usd|"
    r"suất|phần|giải|chiếc|năm|tháng|ngày|giờ|lần|lượt|mô hình|điểm|vụ|"
    r"km|kg|tấn|ha|mét|m|cái|con|cây|căn|ngôi|nhà|xe|máy|bộ|bằng|giấy|huân|huy|cờ|kỷ|danh|tuổi|học bổng|sổ|"
    r"thẻ|bảo|tiêu|quyển|cuốn)(?!\w)"
)


def unknown(small: str, start: int) -> Hit | None:
    """A number of something the table lacks, right where recipients are expected: "cho 5 phường đội"."""
    found = numbered(small, start)
    noun = small[found.start : found.end].split(maxsplit=1)[-1] if found is not None else ""
    return found if found is not None and _NO_PEOPLE.match(noun) is None else None


def numbered(small: str, start: int) -> Hit | None:
    """The number that stands here, of whatever; of people, where the noun is such that it means some."""
    match = _UNKNOWN.match(small, start)
    number = value(match["number"]) if match is not None else None
    if match is None or number is None or match["number"] in ("một", "năm"):
        return None
    person = _PERSONAL.match(match["noun"]) if _NO_PEOPLE.match(match["noun"]) is None else None
    column = "individuals" if person is not None else "recipients"
    return Hit(
        number,
        frozenset({column}),
        match["approx"] is not None,
        match.start("number"),
        match.start("noun") + person.end() if person is not None else match.end("two"),
        known=False,
    )


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile(rf"(?P<noun>{tables.any_of(_patterns().columns)})(?!\w)")


def column_at(words: str) -> str | None:
    """The column of the noun that words (in small letters) begin with, if it is one of the table's."""
    noun = _nouns().match(words)
    return column_of(noun["noun"]) if noun is not None else None


def column_of(noun: str) -> str:
    """The column that a noun of the table counts in."""
    return _patterns().columns[" ".join(noun.split())]


# "mỗi xã 2 hộ", "từng chi hội 1 hội viên"
_EACH = re.compile(r"(?<!\w)(?:mỗi|từng)\s[^\W\d_]+(?:\s[^\W\d_]+)?\s(?:có\s|chọn\s)?$")


_OF_A_DAY = re.compile(
    r"(?<!\w)(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|nay|qua|dịp|tết|lễ|khánh|mừng|niệm|đợt|thống)\s$"
)


def _not_a_number(small: str, match: re.Match[str]) -> bool:
    """`năm` before a noun may end a date; `mỗi`, `một trong những`, `lần thứ ba` count nothing."""
    before = small[max(0, match.start() - 24) : match.start()]
    if (
        re.search(
            r"(?:mỗi|từng|thứ|số|khóa|lần|quý|tháng|hạng|loại|cấp|trong|điều|khoản|nhóm|tổ|phường|quận|"
            r"khu phố|thôn|lớp|khối|thuộc|đến từ)\s$",
            before,
        )
        is not None
    ):
        # "1 (một) trong 5 cá nhân" is a share, "số 12" a name; "lần thứ hai 3 tập thể" does not occur.
        return (
            re.search(r"(?:trong)\s$", before) is None
            or re.search(r"(?:\d|một|những)\s+trong\s$", before) is not None
        )
    if _EACH.search(before) is not None:
        return True
    word = match["number"]
    if "/" in word and _OF_A_DAY.search(before) is not None:
        return True
    if before.endswith("năm ") and word.isdigit() and len(word) == 4:
        return True
    if (
        word == "năm"
        and re.search(r"(?:trong|qua|đầu|cuối|hằng|hàng|mỗi|các|những|nhiều|cả|giữa)\s$", before) is not None
    ):
        return True
    return (
        word in ("một", "hai", "ba")
        and re.match(r"\s*trong", small[match.end() : match.end() + 8]) is not None
    )


def value(number: str) -> int | None:
    """The number that digits or Vietnamese words write, or None."""
    if number[0].isdigit():
        some, _, every = re.sub(r"\strong (?:tổng )?số\s", "/", number).partition("/")
        try:
            if every and text.parse_count(some) > text.parse_count(every):
                return None
            return text.parse_count(some)
        except CountError:
            return None
    return numerals.value(number.split())
