"""Recipients by name: people and units in a stretch of a sentence, and how many they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bangvang.press import conjuncts, mentions, tables, whole_names
from bangvang.press.manuscript import small as small_of

_MOST = 400
"""More names than this in one place are a list of something else."""


@dataclass(frozen=True, slots=True)
class Roll:
    """Names in order, by the column they count in."""

    persons: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    households: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    """Names of which the words do not tell what they are; nobody is counted by them."""

    @property
    def all(self) -> tuple[str, ...]:
        """Units first, as reports list them, then households, then people."""
        return self.units + self.households + self.persons

    def plus(self, other: Roll) -> Roll:
        """These and others: "Công an xã Ea Tân, huyện Krông Năng" may be here without its address."""

        def joined(mine: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
            new = (name for name in others if name.partition(",")[0] not in mine)
            return tuple(dict.fromkeys((*mine, *new)))

        return Roll(
            joined(self.persons, other.persons),
            joined(self.units, other.units),
            joined(self.households, other.households),
        )

    def counts(self) -> dict[str, int]:
        """How many there are, by column of the front matter."""
        pairs = (("collectives", self.units), ("individuals", self.persons), ("households", self.households))
        return {column: len(names) for column, names in pairs if names}


def is_whole(person: str) -> bool:
    """Whether a name is more than what somebody is called by: "Lê Văn Hùng", "H'Lan", not "Hùng"."""
    return re.search(r"[\s'’]", person) is not None


# "tập thể cán bộ, nhân viên Bệnh viện Quân Dân y": the hospital.
_OTHERS = "công chức|viên chức|chiến sĩ|nhân viên|giáo viên|học sinh|bác sĩ|người lao động|đoàn viên"
_STAFF = re.compile(
    rf"[Tt]ập thể (?:cán bộ|lãnh đạo|giáo viên|y,? bác sĩ)(?:(?:,| và|, và) (?:{_OTHERS}))* (?=[A-ZĐ])"
)


# "cán bộ, chiến sĩ Đồn Biên phòng A", without a number: the post.
_ALL_STAFF = re.compile(
    rf"^\s*(?:[Cc]ho\s|[Vv]à\s)?(?:[Cc]án bộ|[Tt]hầy|[Tt]oàn thể cán bộ)(?:(?:,| và|, và) (?:{_OTHERS}|"
    rf"trò))+ (?=[A-ZĐ])"
)


def read(words: str, *, listed: bool = False) -> Roll:
    """The names in words such as "em Lò Minh Tú, học sinh …" or "Công an xã A, ông B và bà C".

    `listed`: the words are known to be a list of names, so that one that nothing tells of is a person's."""
    roll = _read(whole_names.kept(words[:6000]), listed)
    kinds = (roll.persons, roll.units, roll.households, roll.unread)
    return Roll(*(tuple(map(whole_names.plain, names)) for names in kinds))


def _read(words: str, listed: bool) -> Roll:
    bare = _KIN_CALLED.sub("", re.sub(r"\([^()]*\)?", " ", words))
    if "(" in words:
        bare = re.sub(r"[ \t]+", " ", bare)
    bare = _ALL_STAFF.sub("tập thể ", _STAFF.sub("tập thể ", bare))
    whole = small_of(bare)
    together = re.match(
        r"\s*(?:cho\s+)?đảng bộ,\s*(?:chính quyền|quân)(?:,\s*(?:quân|lực lượng))?[^,.;]*?"
        r"(?:nhân dân|và dân)(?!\w)[^,.;]*",
        whole,
    )
    if together is not None:
        unit = bare[together.start() : together.end()].strip()
        return Roll(units=(re.sub(r"^cho\s+|\s+(?:và|cùng)$", "", unit),))
    units, bare = _of_one_noun(bare)
    roll = _collected(_COUPLE.sub(" ", bare), listed)
    return Roll(roll.persons, (*units, *roll.units), roll.households, roll.unread)


@cache
def _one_noun() -> re.Pattern[str]:
    nouns = tables.load("words.yaml")["kinds"]["collectives"]
    return re.compile(
        rf"\s*(?:cho\s+)?(?:các|hai|ba|bốn|năm|sáu)\s+(?P<noun>(?:{tables.any_of(nouns)}|khoa|chùa|trung đoàn"
        rf"|tiểu đoàn|trạm|đồn)(?!\w))(?P<colon>\s*:)?\s+"
    )


def _of_one_noun(bare: str) -> tuple[list[str], str]:
    """ "các xã Tam Anh Nam, Tam Hòa và ông B": the communes, and the words behind them."""
    opening = _one_noun().match(small_of(bare))
    if opening is None:
        return [], bare
    noun = bare[opening.start("noun") : opening.end("noun")]
    units: list[str] = []
    end = opening.end()
    for conjunct in conjuncts.of(bare[opening.end() :]):
        item = conjunct.text.strip(" .")
        if not item or not (item[0].isupper() or item[0].isdigit()) or not _of_noun(item):
            break
        if re.match(r"\d+\s+[^\W\d_]", item) is not None and not item.isupper():
            break  # "3 cá nhân" are no room 3
        stop = mentions.stop(item, small_of(item))
        name = item[: stop.start()].rstrip() if stop is not None else item
        units.append(name if opening["colon"] and " " in name else f"{noun} {name}")
        end = opening.end() + conjunct.end
        if stop is not None:
            break
    return (units, bare[end:]) if len(units) >= 2 else ([], bare)


def _of_noun(item: str) -> bool:
    """Whether it may be one of several of a kind, and is not named as something of its own."""
    return mentions.of(item).kind in ("said", "unknown", "person")


# "vợ chồng anh A và chị B" are two people.
_COUPLE = re.compile(
    r"(?:hai\s+)?vợ chồng\s+(?=(?:ông|anh|cụ|bác|chú|thầy)\s[^,;]{2,40}(?:,| và)\s+(?:bà|chị|cụ|cô)\s+[A-ZĐ])"
)


def _collected(bare: str, listed: bool) -> Roll:
    persons: list[str] = []
    unread: list[str] = []
    units: list[str] = []
    households: list[str] = []
    last = ""
    for conjunct in conjuncts.of(bare):
        piece, joint = conjunct.text, conjunct.joint
        if len(persons) + len(units) >= _MOST:
            break
        mention = mentions.of(piece)
        kind, name = mention.kind, mention.name
        if kind == "unknown":
            # "Thào A Súa, Hơ Văn Di": of people in a row, the second need not look like one.
            like = all(part[0].isupper() for part in name.split())
            row = listed or (last == "person" and _PERSONAL.fullmatch(name) is not None)
            kind = "person" if like and row else kind
        if kind == "person":
            persons.append(name)
            last = kind
        elif kind == "unit" and last == "unit" and joint == "," and _is_of(units[-1], name):
            units[-1] = f"{units[-1]} {name}"
        elif (
            kind == "unit"
            and not (last == "person" and joint not in ("và", ";"))
            and not (last == "unit" and joint == "," and _place(piece))
        ):
            units.append(name)
            last = kind
        elif kind == "household":
            households.append(name)
            last = kind
        elif kind == "unknown" and not (last == "person" and joint != "và"):
            unread.append(name)
            last = kind
        elif kind == "end" and (persons or units or households):
            break
    return Roll(*(tuple(dict.fromkeys(names)) for names in (persons, units, households, unread)))


_PERSONAL = re.compile(r"\w+(?:\s\w{1,7}){1,3}")


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


# "Lan", but no "UBND", "Đoàn" or "Huế"; "con trai", "những người chèo ghe".
_ONE_WORD = re.compile(r"\s*(?!(?:Sở|Ban|Hội|Đoàn|Đội|Tổ|Phòng|Trường|Đảng|Huế)\b)[^\W\d_a-zà-ỹ][à-ỹa-z]+\s*")
_KIN = re.compile(
    r"\s*(?:con|vợ|chồng|cha|bố|ba mẹ|mẹ|anh|em|cháu|bạn|đồng đội|đồng nghiệp|hàng xóm|cộng sự|những|các|"
    r"nhiều|một số|một|hai|ba|người)\s*(?:\s(?!(?:triệu|tỷ|phần|lần|tháng|năm|ngày|suất|chiếc)(?!\w))|$)"
)
# "và con trai là anh Trần Hữu Lộc"
_KIN_CALLED = re.compile(
    r"(?<!\w)(?:con (?:trai|gái|rể|dâu)|vợ|chồng|bố|mẹ|em (?:trai|gái)|anh trai|chị gái|bạn|"
    r"đồng nghiệp|đồng đội|cháu)(?: của mình)?,? là (?=(?:ông|bà|anh|chị|em|cô|chú|cháu|thầy)\s)"
)
# "và các trạm y tế: Ea Pô, Nam Dong"
_UNITS_LISTED = re.compile(r"các (?:trạm|xã|phường|thôn|đội|tổ|phòng|khoa|trường|đơn vị|tập thể|chi)(?!\w)")
_WHY = re.compile(r"(?<!\w)(?:vì|về|do|nhờ|để|đã|có|với|trong|tại|khi|là|kèm|lên|người)(?!\w)")


def is_kin(words: str) -> bool:
    """Whether words name somebody by whose kin or friend he is: "và vợ", "và bố của cháu"."""
    return _KIN.match(words) is not None


def leaves_out(words: str) -> bool:
    """Whether words with names in them hold somebody who has no whole name: "Lan và ông B", "ông B và vợ"."""
    words = _KIN_CALLED.sub("", words[:600])
    why = _WHY.search(words)
    words = words[: why.start() if why is not None else 300]
    short = True
    found = list(conjuncts.of(re.sub(r"\([^()]*\)?", " ", words)))
    for n, conjunct in enumerate(found):
        said = conjunct.text.strip(" .")
        added = n == 0 or conjunct.joint == "và"
        one = _ONE_WORD.fullmatch(said) is not None
        listed = n + 1 < len(found) and found[n + 1].joint == ":" and _UNITS_LISTED.match(said) is None
        kin = n > 0 and added and not listed and _KIN.match(said) is not None
        if ((one and (added or short)) or kin) and mentions.of(conjunct.text).kind == "said":
            return True
        short = one
    return False
