"""Recipients by name: people and units in a stretch of a sentence, and how many they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bangvang.archive import recipients
from bangvang.press import tables
from bangvang.press.manuscript import small as small_of

_MOST = 400
"""More names than this in one place are a list of something else."""


@dataclass(frozen=True, slots=True)
class Roll:
    """Names in order, by the column they count in."""

    persons: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    households: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Units first, as reports list them, then households, then people."""
        return self.units + self.households + self.persons

    def counts(self) -> dict[str, int]:
        """How many there are, by column of the front matter."""
        pairs = (("collectives", self.units), ("individuals", self.persons), ("households", self.households))
        return {column: len(names) for column, names in pairs if names}


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
    ]
)
_GENERIC = re.compile(r"(?:các|những|nhiều|một số|tất cả|toàn thể|hàng)(?!\w)")
_CODES = re.compile(
    r"(?:các|hai|ba|bốn)\s+(?P<noun>phòng|đội|lớp|khoa|chi bộ|trung đoàn|xã|phường|thôn|bản|ấp|huyện|trường|"
    r"tổ|công ty)\s*:?\s+(?P<rest>.+)$",
    re.DOTALL,
)
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
def _units() -> re.Pattern[str]:
    heads = [
        word for word in recipients.beginnings("collectives") if word not in ("cán bộ", "nhân dân", "lớp")
    ]
    return re.compile(
        tables.any_of(
            [
                *heads,
                "tổng công ty",
                "chi nhánh",
                "đảng bộ",
                "liên danh",
                "đoàn",
                "nhóm",
                "ban chuyên án",
                "chuyên án",
                "quân dân",
                "cán bộ và nhân dân",
                "nhân dân",
            ]
        )
        + r"(?!\w|\s(?:viên|trưởng|phó)(?!\w))"
    )


@cache
def _stops() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){tables.any_of(tables.load('words.yaml')['recipient_stops'])}(?!\w)")


# "tập thể cán bộ, nhân viên Bệnh viện Quân Dân y": the hospital.
_OTHERS = "công chức|viên chức|chiến sĩ|nhân viên|giáo viên|học sinh|bác sĩ|người lao động|đoàn viên"
_STAFF = re.compile(
    rf"[Tt]ập thể (?:cán bộ|lãnh đạo|giáo viên|y,? bác sĩ)(?:(?:,| và|, và) (?:{_OTHERS}))* (?=[A-ZĐ])"
)


def read(words: str) -> Roll:
    """The names in words such as "em Lò Minh Tú, học sinh …" or "Công an xã A, ông B và bà C"."""
    bare = re.sub(r"\([^()]*\)?", " ", words[:6000])
    if "(" in words:
        bare = re.sub(r"[ \t]+", " ", bare)
    bare = _STAFF.sub("tập thể ", bare)
    whole = small_of(bare)
    together = re.match(r"\s*(?:cho\s+)?đảng bộ,\s*(?:chính quyền|quân)[^,.;]*?nhân dân[^,.;]*", whole)
    if together is not None:
        unit = bare[together.start() : together.end()].strip()
        return Roll(units=(re.sub(r"^cho\s+", "", unit),))
    codes = _CODES.match(bare.strip())
    if codes is not None:
        listed = [part.strip(" .") for part in re.split(r",|\svà\s", codes["rest"])]
        if len(listed) >= 2 and all(
            re.fullmatch(r"(?=.*[\dA-ZĐ])[\w.-]{1,12}(?:\s[\dA-Z]\w*)?", part) for part in listed
        ):
            return Roll(units=tuple(f"{codes['noun']} {part}" for part in listed))
    return _collected(bare)


def _collected(bare: str) -> Roll:
    persons: list[str] = []
    units: list[str] = []
    households: list[str] = []
    last = ""
    for piece, joint in _pieces(bare):
        if len(persons) + len(units) >= _MOST:
            break
        kind, name = _named(piece)
        if kind == "person":
            persons.append(name)
            last = kind
        elif kind == "unit" and last == "unit" and joint == "," and _is_of(units[-1], name):
            units[-1] = f"{units[-1]} {name}"
        elif (
            kind == "unit"
            and not (last == "person" and joint != "và")
            and not (last == "unit" and joint == "," and _place(piece))
        ):
            units.append(name)
            last = kind
        elif kind == "household":
            households.append(name)
            last = kind
        elif kind == "end" and (persons or units or households):
            break
    return Roll(tuple(dict.fromkeys(persons)), tuple(dict.fromkeys(units)), tuple(dict.fromkeys(households)))


# "Phòng Cảnh sát hình sự, Công an tỉnh Nghệ An" is one unit and what it belongs to. A district's has teams,
# no departments: "Phòng Tham mưu, Công an huyện Núi Thành" are two.
_PARTS = (
    (
        re.compile(r"(?:phòng|đồn)(?!\w)"),
        re.compile(
            r"(?:công an|bđbp|bộ đội biên phòng|bộ chqs|bộ chỉ huy (?:quân sự|bđbp))\s+tỉnh(?!\w)"
            r"|công an\s+(?:tp\.?|thành phố)\s*(?:hà nội|hồ chí minh|đà nẵng|hải phòng|cần thơ|huế)"
            r"|sở(?!\w)|bộ công an(?!\w)"
        ),
    ),
    (
        re.compile(r"(?:đội|tổ)(?!\w)"),
        re.compile(r"phòng(?!\w)|công an\s+(?:tp\.?|thành phố|huyện|quận|thị xã|tỉnh)(?!\w)"),
    ),
)


def _is_of(unit: str, parent: str) -> bool:
    small, of = small_of(unit), small_of(parent)
    return any(part.match(small) is not None and whole.match(of) is not None for part, whole in _PARTS)


def _place(piece: str) -> bool:
    return (
        re.match(r"(?:xã|phường|huyện|quận|tỉnh|thành phố|tp|thị xã|thị trấn)(?!\w)", small_of(piece.strip()))
        is not None
    )


def _pieces(bare: str) -> Iterator[tuple[str, str]]:
    """The parts of a list and what stood before each: a comma, a semicolon or `và`."""
    position, joint = 0, ""
    for match in re.finditer(r"[,;:]\s*(?:và\s+)?|\s(?:và|cùng)\s(?=\S)", bare):
        between = match[0].strip()
        if between in ("và", "cùng") and not _splits(bare[match.end() : match.end() + 30]):
            continue
        yield bare[position : match.start()], joint
        position, joint = match.end(), "và" if "và" in between or "cùng" in between else between[:1]
    yield bare[position:], joint


def _splits(following: str) -> bool:
    """`Giáo dục và Đào tạo` is one name; "… và Phan Minh Quý", "… và ông B" are two."""
    return (
        re.match(
            r"(?:Đào tạo|Xã hội|Du lịch|Phát triển|Công nghệ|Môi trường|Dịch vụ|Thương mại"
            r"|Truyền thông|Đầu tư|"
            r"Xây dựng|Thể thao|nhân dân|gia đình|nuôi|phát triển|chữa"
            r"|cứu|đào tạo|xã hội|du lịch|CNCH)",
            following,
        )
        is None
    )


def _named(piece: str) -> tuple[str, str]:
    """What a part of a list is: a person, a unit, a household, something about the one before, or the end."""
    words = re.sub(r"\s+(?:và|cùng)\s*$", "", piece.strip(' .–-\t“”"'))
    words = re.sub(r"^(?:cho|tới|đến|và|gồm|là|đối với|như|tặng)\s+", "", words)
    words = re.split(r"\s[-–—]\s|\s[-–—](?=\S)|(?<=\S)[-–—]\s", words)[0].strip()
    listed = _PEOPLE_LISTED.match(words)
    if listed is not None and listed.end() < len(words):
        words = words[listed.end() :]
    lowered = small_of(words)
    if not words or _GENERIC.match(lowered) is not None or lowered[0].isdigit():
        return "", ""
    stop = next((m for m in _stops().finditer(lowered) if words[m.start()].islower()), None)
    if stop is not None and stop.start() == 0:
        return ("end", "") if stop[0] in ("vì", "về", "do", "với", "đã có", "có thành tích") else ("", "")
    if stop is not None:
        words, lowered = words[: stop.start()].rstrip(), lowered[: stop.start()].rstrip()
    words, lowered = _bare_unit(words), small_of(_bare_unit(words))
    if re.match(r"(?:gia đình|hộ|vợ chồng)\s", lowered) is not None and _has_capital(words[3:]):
        return "household", words
    if _units().match(lowered) is not None:
        return (
            ("unit", words)
            if (_has_capital(words[1:]) or re.search(r"\d", words)) and _not_a_person(words)
            else _person(words)
        )
    return _person_or_said(words, lowered)


def _person_or_said(words: str, lowered: str) -> tuple[str, str]:
    """ "Đoàn viên Nguyễn Văn A" is a person; "học sinh lớp 4B" is said of one."""
    what = _PEOPLE.match(lowered)
    if what is not None and words[0].isupper() and words[what.end() :].strip():
        return _person(words[what.end() :].strip())
    if what is None and _IS_APPOSITION.match(lowered) is not None and not words[0].isupper():
        return "", ""
    return _person(words)


_PEOPLE = re.compile(rf"(?:{_CALLED}|người|hai)(?!\w)")


def _bare_unit(words: str) -> str:
    return re.sub(r"^(?:[Tt]ập thể|[Cc]á nhân)\s+(?=\S)", "", words)


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


def _person(words: str) -> tuple[str, str]:
    """The capitalised words a part of a list ends with, behind courtesies, ranks and what people are."""
    parts = words.split()
    lead = 0
    while (
        lead < len(parts)
        and lead < 6
        and (parts[lead][0].islower() or small_of(parts[lead].rstrip(".")) in _RANKS)
    ):
        # "Bà Rịa", "Anh Đào": a rank is one only before a whole name.
        if (
            parts[lead][0].isupper()
            and len(parts) - lead < 3
            and not all(small_of(p) in _RANKS for p in parts[:lead])
        ):
            break
        lead += 1
    name = parts[lead:]
    if (
        not 1 <= len(name) <= 6
        or any(not p[0].isupper() for p in name)
        or any(c.isdigit() for c in "".join(name))
    ):
        return "", ""
    own = " ".join(name).rstrip(".")
    if len(own) > 40 or (len(name) < 2 and "'" not in own and "’" not in own):
        return "", ""
    if small_of(name[0]) in _NO_NAMES or (own.isupper() and len(own) < 6):
        return "", ""
    return "person", own


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
