"""Who receives in an award sentence whose subject it is: units at the head of a clause, or people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from bangvang.archive.model import KINDS
from bangvang.press import conjuncts, counts, grantors, mentions, names, tables, whole_names
from bangvang.press.manuscript import small as small_of

_AT = re.compile(
    r"(?<!\w)(?:tại|đã|vừa|vinh dự|long trọng|tổ chức|rất|cũng|được|là|có|trong|lần đầu|kỷ niệm|và|"
    r"vui mừng|phấn khởi|tự hào|đón|vì|bắt|bắt giữ|truy bắt|khống chế|phá|cứu|phát hiện|hiến|giúp|"
    r"kết nạp|giành|đoạt|đạt|lập|triệt phá|lần thứ)(?!\w)"
)


def receivers(text: str, small: str, boundary: int, end: int) -> names.Roll:
    """Whoever receives, named before the verb: units at the head of the clause, or people."""
    start = boundary
    opening = re.match(
        r"\s*(?:(?:(?!tổ chức )[^,;:]){0,60}"
        r"(?:ngày|sáng|chiều|tối|dịp|năm nay|theo đó|đặc biệt|trong đó|cùng ngày|hội nghị|"
        r"buổi lễ|tại|năm \d{4})(?!\w)[^,;:]{0,60},\s*)+",
        small[start:end],
    )
    if opening is not None:
        start += opening.end()
    clause = _HONOURED.sub("", text[start:end])
    # "Hiệu trưởng Lê Văn Tám đón nhận Cờ thi đua": for the school.
    takes = _TAKES.match(small, end) is not None and mentions.in_office(clause.strip())
    if takes or _SPEAKS.search(small_of(clause)) is not None:
        return names.Roll()
    people = _whole(clause)
    if (people.persons and not people.units) or _nothing_else(clause, people):
        return people
    unit = whole_names.plain(_unit(whole_names.kept(clause)))
    if unit and people.persons:
        return names.Roll(people.persons, (unit, *people.units[1:]), people.households)
    if unit:
        return names.Roll(units=(unit, *_joined_to(clause, people.units)))
    if people.all:
        return people
    units = _named_unit(clause)
    return names.Roll(units=units) if units else names.Roll(_person_at_head(clause))


def _nothing_else(clause: str, roll: names.Roll) -> bool:
    """Whether a clause is a list of units: "Ban CHQS xã, Công an xã, Hội LHPN xã được …"."""
    found = [conjunct.text for conjunct in conjuncts.of(clause) if conjunct.text.strip()]
    return len(found) >= 3 and len(roll.units) == len(found) == len(roll.all)


_TAKES = re.compile(r"\s*(?:đã |lên |vinh dự |đại diện )*(?:đón )?nhận(?!\w)")


def _whole(clause: str) -> names.Roll:
    """Those with a whole name. "Anh Hùng được …" is somebody the report has told of, mostly of his life;
    "Đơn vị được tặng …" heads a list."""
    roll = names.read(clause)
    persons = tuple(filter(names.is_whole, roll.persons))
    return replace(roll, persons=persons, units=tuple(u for u in roll.units if not mentions.is_bare(u)))


# "Bác sĩ Lê Thanh Cát vinh dự được …"
_HONOURED = re.compile(r"(?:\s(?:đã|cũng|vừa|vinh dự|vinh hạnh|rất|tự hào|phấn khởi|lần này|đều))+\s*$")
_FURTHER = re.compile(r"\s*(?:,\s+(?:số\s\d|[A-ZĐ])|và\s+số\s\d)")


def goes_on(clause: str, roll: names.Roll) -> bool:
    """Whether something that nobody read stands right behind the last unit: "Đội 3, số 5 nhận …"."""
    if len(roll.units) != 1 or roll.persons:
        return False
    end = clause.find(roll.units[0])
    return end >= 0 and _FURTHER.match(clause, end + len(roll.units[0])) is not None


def _joined_to(clause: str, units: Sequence[str]) -> Sequence[str]:
    """The units behind the first one that "và" joins to it: "Bệnh viện 103 và Viện Bỏng được …"."""
    last = re.search(rf"(?<!\w)(?:và|cùng)\s{re.escape(units[-1])}\s", f"{clause} ") if units else None
    return units[1:] if last is not None else ()


# "Riêng anh Lê Văn Sơn (SN 1992), người đưa 11 người ra khỏi lũ, được …": a name, and what was done.
_PERSON_AT_HEAD = re.compile(
    r"\s*(?:Riêng\s+|Và\s+|và\s+)?(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Ee]m|[Cc]ô|[Tt]hầy|[Cc]háu|[Bb]ác|[Cc]ụ|"
    r"[Đđ]ồng chí|(?:[Đđ]ại|[Tt]hượng|[Tt]rung|[Tt]hiếu) (?:úy|uý|tá|tướng))\s+"
    r"(?P<name>[^\W\d_]+(?:\s(?![a-zđ])[^\W\d_]+){1,5})(?=[\s,(])"
)
_SPEAKS = re.compile(
    r"(?<!\w)(?:cho biết|phát biểu|chia sẻ|khẳng định|nói|thông tin|báo cáo|thay mặt|đề nghị|suy tôn|"
    r"bình chọn|giới thiệu|đề cử)(?!\w)"
)


def _person_at_head(clause: str) -> tuple[str, ...]:
    """The person a clause begins with, and tells a deed of."""
    said = _PERSON_AT_HEAD.match(clause)
    if said is None:
        return ()
    name = said["name"]
    capitals = all(word[0].isupper() for word in name.split())
    return (name,) if capitals and grantors.is_family(name.split()[0]) else ()


# "Điện lực Núi Thành", "Đại đội 3 pháo binh": two capitals or a number at the head of a clause.
_NAMED_UNIT = re.compile(
    r"\s*(?:và\s+)?(?:(?:tập thể|đơn vị|riêng)\s+)?(?P<name>[^\W\d_]+(?:\s(?:[^\W\d_]+|\d{1,4})){1,9})"
    r"(?:\s*\([^()]*\))?(?:\s(?:đã|cũng|vừa|vinh dự|vinh hạnh|rất|tự hào|phấn khởi))*\s*"
)


_OF_A_PERSON = re.compile(
    r"\s*(?:ông|bà|anh|chị|em|cô|thầy|bác|cháu|đồng chí|hiệu|giám đốc|chủ tịch|bí thư|trưởng|phó|đại|thượng|"
    r"trung tá|thiếu|việt nam|năm|ngày|khi|sau|trước|trong|theo|tại)(?!\w)"
)


def _named_unit(clause: str) -> tuple[str, ...]:
    """A clause that is nothing but a name, and not a person's."""
    said = _NAMED_UNIT.fullmatch(clause)
    if said is None:
        return ()
    words = re.sub(
        r"(?:\s(?:đã|cũng|vừa|vinh dự|vinh hạnh|rất|tự hào|phấn khởi))+$", "", said["name"]
    ).split()
    capitals = [word for word in words if word[0].isupper() or word.isdigit()]
    if len(capitals) < 2 or not words[0][0].isupper() or len(words) - len(capitals) > 3:
        return ()
    if any(grantors.is_family(word) for word in capitals) or _OF_A_PERSON.match(small_of(clause)) is not None:
        return ()
    return () if _AT.search(small_of(" ".join(words))) is not None else (" ".join(words),)


_ITSELF = re.compile(
    r"(?<!\w)(?:công ty|tổng công ty|nhà trường|trường|bệnh viện|đơn vị|chi nhánh|hợp tác xã|xã|phường|huyện|"
    r"quận|thị xã|thị trấn|ngành|chi hội|chi bộ|đảng bộ|trung tâm|nhà máy|xí nghiệp|học viện|câu lạc bộ|"
    r"(?:sư|lữ|trung|tiểu|hải) đoàn|đại đội)"
    r"(?:\s+(?:đã|cũng|vừa|rất|vinh dự|vinh hạnh|tự hào|phấn khởi|được|lần thứ \w+))*\s*$"
)


# "Thay mặt Công ty, bà Len đã lên nhận …"
_FOR_ITSELF = re.compile(
    r"\W*(?:thay mặt|đại diện)(?: cho)?\s(?:tập thể\s)?(?:công ty|nhà trường|bệnh viện|đơn vị|chi nhánh|"
    r"hợp tác xã|nhà máy|xã|phường|huyện|ngân hàng|trung tâm|ban lãnh đạo)(?!\w)[^,;:]{0,40},"
    r"[^;:]{3,80}\slên\s*$"
)


def speaks_of_itself(clause: str) -> bool:
    """Whether a clause (in small letters) ends with the bare noun of the unit the report is about."""
    if _FOR_ITSELF.match(clause) is not None:
        return True
    return _ITSELF.search(clause) is not None and _SPEAKS.search(clause) is None


_ENDS = r"(?=\s*(?:[.,;]|$|(?:vì|về|có|đã|do|này|kèm|cùng|để|trong|trước|ngay)\s))"
_THE_UNIT = re.compile(
    r"(?:tập thể\s+)?(?:nhà trường|ban chuyên án|tổ công tác|tổ tuần tra|đội tuyển|đơn vị|chi bộ|công ty|"
    r"kíp trực|lực lượng phá án|ban chỉ huy|bệnh viện|ngân hàng|hợp tác xã|nhà máy|xí nghiệp|chi nhánh|"
    r"trung tâm|câu lạc bộ|tập đoàn|doanh nghiệp|cơ quan|(?:sư|lữ|trung|tiểu|hải) đoàn|đại đội|đồn|trạm|"
    r"trường|hội|chi hội|chi đoàn|đảng bộ|cục|chi cục|sở|ngành|phòng|khoa|tổ|lớp|gia đình)" + _ENDS
)
_THE_PERSON = re.compile(
    r"(?:em|anh|chị|ông|bà|cháu|cô|thầy|bác|cụ|đồng chí)"
    r"(?:\s(?!(?:vì|về|có|đã|do|này|kèm|cùng|để|trong|bà|chị|em|cô|chú)(?!\w))[^\W\d_]+)?" + _ENDS
)


_THE_PLACE = re.compile(
    r"(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|thôn|ấp|bản|khu phố)" + _ENDS
)


def meant(words: str, *, to: bool = True) -> str | None:
    """The column of somebody who is meant and not named: "cho em", "cho em Thắng", "cho nhà trường"; `to`:
    whether "cho" stands before. "Phong tặng xã danh hiệu Anh hùng" tells of long ago."""
    if to and _THE_PLACE.match(words) is not None:
        return "collectives"
    if (unit := _THE_UNIT.match(words)) is not None:
        return "households" if unit[0].endswith("gia đình") else "collectives"
    return "individuals" if _THE_PERSON.match(words) is not None else None


def _unit(clause: str) -> str:
    """The unit at the head of a clause with what stands in brackets behind it, up to the first verb."""
    lowered = small_of(clause)
    head = re.match(r"\s*(?:và\s+)?(?:tập thể\s+)?", lowered)
    start = head.end() if head is not None else 0
    roll = _whole(re.sub(r"\([^()]*\)", " ", clause[start:]))
    if not roll.units or small_of(roll.units[0]).split()[0] not in lowered[start : start + 16].split():
        return ""
    stop = _AT.search(lowered, start + 3)
    whole = clause[start : stop.start() if stop is not None else len(clause)]
    whole = mentions.before_dash(re.split(r",|\scùng\s", whole)[0]) if "(" not in whole else whole
    bracket = re.match(
        r"[^(]*\((?!số |địa chỉ|trụ sở|thị xã|huyện|xã|tỉnh|phường|quận|kcn|ở|tp|thành phố)[^()]*\)",
        whole,
        re.IGNORECASE,
    )
    name = bracket[0] if bracket is not None else whole.partition("(")[0]
    return " ".join(name.strip(" ,.-–").split())


@cache
def _for_kind() -> re.Pattern[str]:
    nouns = tables.any_of(noun for kind in KINDS for noun in tables.load("words.yaml")["kinds"][kind])
    return re.compile(
        rf"\s*(?:của\s[^,;.]{{2,60}}?\s)?cho\s+(?:các\s+|những\s+)?(?P<kind>{nouns})(?!\w)"
        rf"(?!\s*(?:,|và|[-–/&])\s*(?:các\s+)?{nouns}(?!\w))"
    )


def column_behind(small: str) -> str:
    """What papers that are counted go to: "06 Bằng khen cho các cá nhân"; else, recipients of any kind."""
    said = _for_kind().match(small)
    return counts.column_of(said["kind"]) if said is not None else "recipients"
