"""What a conjunct names: a person, a unit, a household, or something that its words do not tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bangvang.archive import beginnings, recipients
from bangvang.press import tables
from bangvang.press.manuscript import small as small_of

Kind = Literal["person", "unit", "household", "unknown", "said", "end"]


@dataclass(frozen=True, slots=True)
class Mention:
    """`name` as it is written, without courtesies. `unknown`: a name, nothing tells of what. `said`: words
    about the one before, or no name at all. `end`: the list of names is over."""

    kind: Kind
    name: str = ""


_SAID = Mention("said")


_APPOSITION = (
    "giám đốc|phó|trưởng|chủ tịch|bí thư|cán bộ|chiến sĩ|chuyên viên|nhân viên|học sinh|sinh viên|giáo viên|"
    "hội viên|đoàn viên|trú|ngụ|hiện|quê|sn|sinh|thôn|xã|phường|huyện|quận|tổ|khu|ấp|bản|buôn|"
    "tỉnh|lớp|trường|công ty|đồn|thành phố|tp|thị trấn|thị xã|nguyên|hiệu trưởng|đội|phòng|công an|ban|khóm|"
    "hai|một|đều|là|người|đảng viên|nghệ nhân|bác sĩ|y sĩ|công nhân|nông dân|viện|trung tâm|bệnh viện|"
    "ủy viên|tổng|vị trí|dân tộc|tuổi|đã|cùng|nhặt|làm|chi bộ|đội trưởng|trung đội|tiểu đội|quản|kế toán|"
    "thành viên|cựu|số|con|vợ|chồng|sở|chi hội|hội|htx|hợp tác xã|khoa|khối|vì|về|có|đạt|được|với|trong|tại"
)
_IS_APPOSITION = re.compile(rf"(?:{_APPOSITION})(?!\w)")
_RANKS = frozenset(
    [
        "đại",
        "úy",
        "thượng",
        "trung",
        "thiếu",
        "tá",
        "tướng",
        "binh",
        "nhất",
        "nhì",
        "sĩ",
        "hạ",
        "ông",
        "bà",
        "anh",
        "chị",
        "em",
        "cháu",
        "đồng",
        "chí",
        "đ/c",
        "gs",
        "pgs",
        "ts",
        "ths",
        "bs",
        "chuẩn",
        "uý",
        "cô",
        "thầy",
        "cụ",
        "mẹ",
        "bác",
        "chú",
        "ks",
        "ls",
        "nguyên",
        "qncn",
        "cnvcqp",
        "bscki",
        "bsckii",
        "nsưt",
        "nsnd",
        "ngưt",
        "nnưt",
        "vđv",
        "hlv",
        "ccb",
        "đv",
        "hs",
        "sv",
        "gv",
        "ds",
        "đdv",
        "ktv",
        "cki",
        "ckii",
    ]
)
_GENERIC = re.compile(r"(?:các|những|nhiều|một số|tất cả|toàn thể|hàng)(?!\w)")
_CALLED = (
    "cán bộ|chiến sĩ|nhân viên|học sinh|sinh viên|giáo viên|hội viên|đoàn viên|đảng viên|nghệ nhân|bác sĩ|"
    "y sĩ|công nhân|nông dân"
)
"""What stands before a name and is none of it."""
_PEOPLE_LISTED = re.compile(
    r"(?:và\s+|cùng\s+)?(?:các|hai|ba)\s+(?:đồng chí|ông|bà|anh|chị|em|cá nhân|thầy|cô|cháu|bạn|ông bà|"
    rf"ông, bà|anh chị|đoàn viên, thanh niên|{_CALLED}|dân quân|vận động viên)\s*(?::|gồm|là)?\s*"
)


@cache
def _people_called() -> re.Pattern[str]:
    """ "các kỹ sư Lê Văn A", "các cầu thủ …": the first of several of a calling."""
    callings = tables.any_of(tables.load("words.yaml")["kinds"]["individuals"])
    return re.compile(rf"(?:và\s+|cùng\s+)?(?:các|những|hai|ba)\s+{callings}\s+(?=[^\W\d_])")


@cache
def _units() -> re.Pattern[str]:
    heads = [word for word in beginnings.words_of("collectives") if word not in ("cán bộ", "nhân dân", "lớp")]
    own = tables.load("words.yaml")["unit_heads"]
    return re.compile(tables.any_of([*heads, *own]) + r"(?!\w|\s(?:viên|trưởng|phó)(?!\w))")


def stop(words: str, lowered: str) -> re.Match[str] | None:
    """The first word behind which no name goes on; in a capital it may be part of one."""
    return next((m for m in _stops().finditer(lowered) if words[m.start()].islower()), None)


@cache
def _stops() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){tables.any_of(tables.load('words.yaml')['recipient_stops'])}(?!\w)")


def of(conjunct: str) -> Mention:
    """What a conjunct of a list of recipients names."""
    words = re.sub(r"\s+(?:và|cùng)\s*$", "", conjunct.strip(' .–-\t“”"'))
    words = re.sub(r"^(?:cho|tới|đến|và|gồm|là|đối với|như|tặng)\s+", "", words)
    words = before_dash(words)
    people = _PEOPLE_LISTED.match(words)
    if people is not None and people.end() < len(words):
        named = of(words[people.end() :])
        return Mention("person", named.name) if named.kind == "unknown" else named
    called = _people_called().match(words)
    if called is not None and words[called.end()].isupper():
        named = _named(words[called.end() :])
        return Mention("person", named.name) if named.kind in ("person", "unknown") else _SAID
    lowered = small_of(words)
    if not words or _GENERIC.match(lowered) is not None or lowered[0].isdigit():
        return _SAID
    over = stop(words, lowered)
    if over is not None and over.start() == 0:
        return Mention("end") if over[0] in ("vì", "về", "do", "với", "đã có", "có thành tích") else _SAID
    return _named(words[: over.start()].rstrip() if over is not None else words)


_COURTESY = re.compile(r"\s*(?:ông|bà|anh|chị|em|cô|chú|cụ|thầy|cháu|bác|đồng chí|đ/c)\s+(?=[^\W\d_])")


def courtesy(words: str) -> re.Match[str] | None:
    """The courtesy that words begin with, and so name a person of their own: "anh Út Đẹt chạy xe ôm"."""
    return _COURTESY.match(words)


_DASH = re.compile(r"\s[-–—]\s|\s[-–—](?=\S)|(?<=\S)[-–—]\s")
_EXPLAINS = re.compile(rf"(?:đơn vị|tập thể|nơi|nay|{_APPOSITION})(?!\w)")


def before_dash(words: str) -> str:
    """What a dash explains; "Bệnh viện Phụ sản - Nhi" is one name."""
    parts = _DASH.split(words)
    kept = 1
    if " - " in words and _units().match(small_of(words)) is not None:
        while kept < len(parts) and parts[kept][:1].isupper() and not _EXPLAINS.match(small_of(parts[kept])):
            kept += 1
    return " - ".join(part.strip() for part in parts[:kept]).strip()


def _named(words: str) -> Mention:
    """What words up to the first stop name."""
    staff = re.match(r"[Tt]ập thể\s+(?=\S)", words)
    if staff is not None and _has_capital(words[staff.end() :]):
        return Mention("unit", words[staff.end() :])
    words = re.sub(r"^(?:[Tt]ập thể|[Cc]á nhân)\s+(?=\S)", "", words)
    lowered = small_of(words)
    if re.match(r"(?:gia đình|hộ|vợ chồng)\s", lowered) is not None and _has_capital(words[3:]):
        return Mention("household", words)
    holder = in_office(words)
    called = _ALSO_PEOPLE.match(lowered) if not holder else None
    if called is not None and recipients.likeness(words[called.end() :]) >= _LIKE_A_PERSON:
        return _person(words[called.end() :])
    of_school = _CLASS.fullmatch(lowered) is not None
    if holder or (_units().match(lowered) is None and not of_school):
        return Mention("person", holder) if holder else _person_or_said(words, lowered)
    if _OF_SEVERAL.search(lowered) is not None:
        return Mention("unknown", words)
    own = _has_capital(words[1:]) or re.search(r"\d", words) is not None
    own = own or (words[0].isupper() and _OF_PLACE.search(lowered) is not None)
    own = own or is_bare(words)
    return Mention("unit", words) if own and _not_a_person(words) else _person(words)


_CLASS = re.compile(r"lớp \d{1,2}[a-zđ]?\d{0,2}")
_AT_WORK = re.compile(r"ban chuyên án|tổ (?:công tác|chuyên án|tuần tra)")


def is_bare(words: str) -> bool:
    """Whether a unit is called by nothing but what it is: "Trung đoàn", the one the report is about."""
    lowered = small_of(words)
    return _AT_WORK.fullmatch(lowered) is not None or (
        words[:1].isupper() and _units().fullmatch(lowered) is not None
    )


def _person_or_said(words: str, lowered: str) -> Mention:
    """ "Đoàn viên Nguyễn Văn A" is a person; "học sinh lớp 4B" is said of one."""
    what = _PEOPLE.match(lowered)
    if what is not None and words[0].isupper() and words[what.end() :].strip():
        return _person(words[what.end() :].strip())
    if what is None and _IS_APPOSITION.match(lowered) is not None and not words[0].isupper():
        return _SAID
    return _person(words)


_OFFICE = re.compile(
    r"(?:(?:đồng chí|thầy|cô|ông|bà|anh|chị)\s)?(?P<office>(?:nguyên\s)?(?:phó\s)?(?:tổng\s)?"
    r"(?:giám đốc|hiệu trưởng|hiệu phó|chủ tịch|bí thư|trưởng \w+|phó trưởng \w+|chánh văn phòng|"
    r"(?:viện|cục|hạt|đội|tổ|trạm|chi hội|chi cục|chỉ huy|trung đoàn|tiểu đoàn|đại đội) (?:trưởng|phó)|"
    r"chính trị viên|kế toán trưởng))\s"
)
# "Giám đốc Công ty Trần Gia Phát", "Chủ tịch UBND xã Lê Lợi" have no name.
_CALLED_AFTER = re.compile(
    r"(?<!\w)(?:công ty|tnhh|cp|doanh nghiệp|htx|hợp tác xã|trường|thcs|thpt|tiểu học|mầm non|quỹ|tập đoàn|"
    r"khách sạn|nhà hàng|cơ sở|bệnh viện|ngân hàng)(?!\w)|(?<!\w)(?:xã|phường|huyện|quận|tỉnh|thành phố|thôn|"
    r"ấp|bản|đường|phố)\s*$"
)


def in_office(words: str) -> str:
    """The name behind an office: "Hiệu trưởng Lê Văn Tám", "Bí thư Đảng ủy Lê Văn Tám"."""
    office = _OFFICE.match(small_of(words))
    if office is None or not words[office.start("office")].isupper():
        return ""
    parts = words[office.end() :].split()
    for cut in range(max(0, len(parts) - 4), len(parts) - 1):
        own = " ".join(parts[cut:])
        if all(part[0].isupper() for part in parts[cut:]) and recipients.likeness(own) >= _LIKE_A_PERSON:
            before = small_of(" ".join(parts[:cut]))
            return "" if _CALLED_AFTER.search(before) is not None else own
    return ""


# "Ban CHQS các xã Cư Né, Cư Pơng": so many as there are communes.
_OF_SEVERAL = re.compile(r"\scác\s(?:xã|phường|thị trấn|huyện|thôn|ấp|bản|buôn|khóm|tổ|trường)(?!\w)")
# "Thư viện tỉnh", "Bệnh viện huyện": of its kind there is but one.
_OF_PLACE = re.compile(r"\s(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn)$")
# "Dân quân xã" is a unit, "dân quân Lê Văn Tám" one of its men.
_ALSO_PEOPLE = re.compile(r"(?:dân quân|kiểm lâm|hải quan|công an viên|bảo vệ|phó|trưởng)\s+(?=\S)")
_LIKE_A_PERSON = 3
_PEOPLE = re.compile(rf"(?:{_CALLED}|người|hai)(?!\w)")


def _not_a_person(words: str) -> bool:
    """Đoàn Văn Hậu is a person, Đoàn Thanh niên a unit."""
    parts = words.split()
    return not (
        2 <= len(parts) <= 4
        and all(p[0].isupper() for p in parts)
        and recipients.read(words).kind == "persons"
    )


def _has_capital(words: str) -> bool:
    return any(c.isupper() for c in words)


def _person(words: str) -> Mention:
    """The capitalised words a part of a list ends with, behind courtesies, ranks and what people are."""
    parts = words.split()
    lead = 0
    while lead < len(parts) and lead < 6 and (parts[lead][0].islower() or _is_rank(parts[lead])):
        # "Bà Rịa", "Anh Đào": a rank is one only before a whole name.
        if (
            parts[lead][0].isupper()
            and len(parts) - lead < 3
            and not all(small_of(p) in _RANKS for p in parts[:lead])
        ):
            break
        lead += 1
    name = parts[lead:]
    if any(not p[0].isupper() for p in name) and len(name) > 1 and name[0][0].isupper():
        # "Điện lực Krông Năng", "Tạp chí Sông Hương"
        return _SAID if small_of(name[0]) in _NO_NAMES else Mention("unknown", " ".join(name))
    if (
        not 1 <= len(name) <= 6
        or any(not p[0].isupper() for p in name)
        or any(c.isdigit() for c in "".join(name))
    ):
        return _SAID
    own = " ".join(name).rstrip(".")
    before = small_of(" ".join(parts[:lead]))
    if len(own) > 40 or (len(name) < 2 and not ("'" in own or "’" in own or _CALLED_BY.search(before))):
        return _SAID
    if small_of(name[0]) in _NO_NAMES or (own.isupper() and len(own) < 6):
        return _SAID
    # "giáo viên Trường Lũng Hồ": where she works; "cháu ngoan Bác Hồ"
    works_at = lead and _units().match(small_of(own)) is not None and _not_a_person(own)
    lives_at = _PLACE_BEFORE.search(before) is not None or _from_a_place().match(before) is not None
    if works_at or lives_at or small_of(own) in ("bác hồ", "hồ chí minh"):
        return _SAID
    sure = recipients.likeness(own) >= _LIKE_A_PERSON or _person_before().search(before) is not None
    return Mention("person" if sure else "unknown", own)


def _is_rank(word: str) -> bool:
    """ "Th.S", "PGS.TS", "ĐV", "Đại"."""
    bare = small_of(word.rstrip("."))
    return bare.replace(".", "") in _RANKS or all(part in _RANKS for part in bare.split("."))


# "Thượng úy Páo", "anh Hùng": called so, one word names somebody.
_CALLED_BY = re.compile(
    r"(?<!\w)(?:(?:đại|thượng|trung|thiếu) (?:úy|uý|tá|tướng)|(?:thượng|trung|hạ) sĩ|binh (?:nhất|nhì)|"
    r"(?<!các )(?:ông|bà|anh|chị|em|cô|thầy|cháu|chú|cụ|mẹ))$"
)
# "chủ tiệm sửa xe trên đường Hùng Vương"
_PLACE_BEFORE = re.compile(
    r"(?<!\w)(?:đường|phố|ngõ|hẻm|chợ|cầu|sông|suối|hồ|đèo|dốc|bến|cảng|quán|tiệm|khách sạn|nhà hàng|quốc lộ|"
    r"đảo|biển|bãi|núi|rừng|kênh|đập|chung cư|tòa nhà|toà nhà|dự án|rạp|công viên|quảng trường)$"
)


@cache
def _from_a_place() -> re.Pattern[str]:
    """ "ngư dân xã Phước Hải": where somebody lives; but "bí thư xã Lê Văn A"."""
    nouns = tables.load("words.yaml")["kinds"]["individuals"]
    return re.compile(
        rf"(?!chủ tịch|bí thư|giám đốc|hiệu trưởng|tổ trưởng|đội trưởng){tables.any_of(nouns)}"
        r"\s(?:[^\W\d_]+\s){0,2}?(?:xã|phường|thị trấn|huyện|quận|thị xã|tỉnh|thành phố|tp|thôn|ấp|bản|buôn|"
        r"làng|khóm)$"
    )


@cache
def _person_before() -> re.Pattern[str]:
    nouns = tables.load("words.yaml")["kinds"]["individuals"]
    return re.compile(rf"(?<!\w){tables.any_of([*nouns, *_RANKS])}$")


_NO_NAMES = frozenset(
    [
        "bằng",
        "giấy",
        "huân",
        "huy",
        "kỷ",
        "ubnd",
        "ngày",
        "theo",
        "đặc",
        "nhân",
        "dịp",
        "tại",
        "trong",
        "cũng",
        "quyết",
        "thủ",
        "chủ",
        "phó",
        "bí",
        "giám",
        "sở",
        "ủy",
        "uỷ",
        "tỉnh",
        "sáng",
        "chiều",
        "tối",
        "hôm",
        "ngoài",
        "sau",
        "trước",
    ]
)
