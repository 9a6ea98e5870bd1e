"""Who gives an award: authorities named in a sentence, without the person in office and the words around."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from bangvang.facts import places
from bangvang.language import text
from bangvang.press import tables
from bangvang.press.manuscript import small as small_of

_LONGEST = 16
_TITLES = (
    r"(?:ông|bà|anh|chị|đồng chí|đ/c|đại tướng|thượng tướng|trung tướng|thiếu tướng|đại tá|thượng tá|"
    r"trung tá|thiếu tá|đại úy|ủy viên|ban|gs|pgs|ts|ths|bs)"
)
_FAMILIES = frozenset(
    [
        "nguyễn",
        "trần",
        "lê",
        "phạm",
        "hoàng",
        "huỳnh",
        "phan",
        "vũ",
        "võ",
        "đặng",
        "bùi",
        "đỗ",
        "hồ",
        "ngô",
        "dương",
        "lý",
        "đinh",
        "đoàn",
        "trịnh",
        "lương",
        "mai",
        "cao",
        "hà",
        "tạ",
        "tô",
        "châu",
        "quách",
        "thạch",
        "lò",
        "giàng",
        "vàng",
        "vừ",
        "sùng",
        "lù",
        "hạng",
        "cầm",
        "quàng",
        "tòng",
        "đào",
        "lâm",
        "tống",
        "hứa",
        "kim",
        "sơn",
        "danh",
        "y",
        "a",
        "rơ",
        "ksor",
        "h",
        "siu",
        "rmah",
        "tôn",
        "lưu",
        "chu",
        "phùng",
        "kiều",
        "thái",
        "triệu",
        "nông",
        "vi",
        "hoa",
        "la",
        "lục",
        "mã",
        "thào",
        "cứ",
        "má",
        "ly",
        "bàn",
        "đàm",
        "viên",
        "nghiêm",
        "khúc",
        "tăng",
        "trương",
        "từ",
        "thân",
        "giáp",
        "ninh",
        "doãn",
        "văn",
        "khổng",
    ]
)


@dataclass(frozen=True, slots=True)
class Named:
    """An authority, from `start` to `end` of the sentence. `person`: who holds the office, where it says."""

    name: str
    start: int
    end: int
    deputy: bool = False
    """A deputy hands over; who decides is somebody else."""
    joined: bool = False
    """Whether a comma joins parts of the name, which may be two authorities after all."""


def _no_office() -> str:
    """ "Hội thao Quốc phòng", "TP Hải Phòng": no office by the name of "Phòng"."""
    halves = ("quốc", "hải", "biên", "dân", "dự", "đề", "văn")
    return "".join(rf"(?!(?<={half} )phòng)" for half in halves)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    rows = tables.load("words.yaml")
    heads = tables.any_of(rows["grantor_heads"])
    weak = tables.any_of([*rows["grantor_heads"], *rows["weak_heads"]])
    no = tables.any_of(rows["not_heads"])
    stops = tables.any_of(rows["grantor_stops"])
    whole = tables.any_of(rows["whole_names"])
    joint = r"(?:và\s(?=\w)|-\s|–\s|&\s)?"
    word = rf"(?:{whole}(?!\w)|(?!{joint}{stops}(?!\w)){joint}[^\W_][\w&./’'-]*|\d+)"
    ministry = r"bộ(?=\s(?!đội(?!\w)))"
    before, after = (
        rf"(?<![\w-])(?<!đại )(?<!ngày )(?<!vũ )(?!(?<=hội )trường){_no_office()}(?!{no}(?!\w))(?:",
        rf"|{ministry})(?!\w)(?:\s+(?:-\s+|–\s+)?{word}){{0,{_LONGEST}}}",
    )
    return (
        re.compile(before + heads + after),
        re.compile(before + weak + after),
        re.compile(rf"(?:{heads}|{ministry})(?!\w)"),
        re.compile(rf",\s+(?!(?:{weak}|{ministry}|{_TITLES})(?!\w)){word}(?:\s+(?:[-–]\s+)?{word}){{0,8}}"),
    )


def find(sentence: str, small: str, start: int, end: int, *, weak: bool = False) -> Iterator[Named]:
    """Authorities named between two places of a sentence; `weak`: a bare "tỉnh Hưng Yên" is one, too."""
    strong, also_weak, *_ = _patterns()
    position = start
    pattern = also_weak if weak else strong
    while (match := pattern.search(small, position, end)) is not None:
        inside = _goes_before(sentence, match.start())
        named = None if inside else _trimmed(sentence, small, match.start(), match.end())
        position = max(match.start() + 1, named.end if named is not None else match.start() + 1)
        if named is not None:
            yield named


def continued(sentence: str, small: str, named: Named, end: int) -> Named:
    """An authority with what commas join to its name: "Ủy ban Dân số, Gia đình và Trẻ em tỉnh"."""
    *_, further = _patterns()
    whole = named
    while (match := further.match(small, whole.end, end)) is not None:
        start = match.start() + len(match[0]) - len(match[0].lstrip(", "))
        stop = _up_to_small_word(sentence, small, start, match.end())
        piece = sentence[start:stop].rstrip(" ,.;:-–(")
        if not piece or not piece[0].isupper() or _is_somebody(piece):
            break
        name = f"{whole.name}, {' '.join(piece.split())}"
        whole = Named(name, named.start, start + len(piece), named.deputy, joined=True)
    return whole


def _is_somebody(piece: str) -> bool:
    """Whether words are the name of a person or of a place, not a part of an authority's."""
    capitals = all(word[0].isupper() for word in piece.split())
    return places.find(piece) is not None or (capitals and is_family(piece.split()[0]))


def _goes_before(sentence: str, start: int) -> bool:
    """Whether a word in a capital stands right before a head: "Nhà nước" of "Phó Tổng Kiểm toán Nhà nước"."""
    before = sentence[max(0, start - 16) : start]
    word = re.search(r"(?<=\s)(\w+) $", before) if sentence[start : start + 1].isupper() else None
    if word is None or not word[1][0].isupper() or _OFFICE.match(small_of(sentence[start : start + 24])):
        return False
    opens = re.search(r"[.:;!?“\"(]\s*$", before[: word.start(1)]) is not None
    return not opens and small_of(word[1]) in _HALVES


# Behind these a name may begin.
_OPENS = re.compile(
    r"(?:^|[^\w\s]|\d|(?<!\w)(?:đó|này|nay|qua|dịp|nghị|lễ|mạc|được|và|cùng|của|rằng|thì|là|do|ông|bà|theo|tại|"
    r"với|nhưng|song|cũng|đã|vừa|kết|còn|riêng|khi|sau|trước|quyền|mặt|lệnh|đây|định|ngay|thời|chí|tá|úy|tướng|"
    r"trình|hợp|hội|bố|bởi|dự))\s*$"
)
_ANOTHER = re.compile(
    r"(?<!nghị)(?<!lễ)(?<!phấn)(?<!định)(?<!kết)(?<!dự)(?<!thưởng)(?<=[^\W_])\s(?:và|cùng)\s$"
)


def is_cut(small: str, named: Named, boundary: int) -> bool:
    """Whether words right before a name may belong to it, or name another that gives: "trường" of "Đoàn
    trường", "Quân khu" of "Báo Nhân dân, tỉnh và Quân khu"."""
    before = small[boundary : named.start]
    if boundary == 0 and _ANOTHER.search(before) is not None:
        return True
    return bool(before.strip()) and _OPENS.search(before) is None


_HALVES = frozenset(
    ["toán", "tra", "sát", "trưởng", "đốc", "tổng", "khen", "nhiệm", "kiểm", "thanh", "tham", "thống"]
)


def _trimmed(sentence: str, small: str, start: int, end: int) -> Named | None:
    if small.startswith("bộ", start) and not sentence[start].isupper():
        return None
    if (
        small.startswith("ban ", start)
        and re.match(
            r"ban\s+(?:[A-ZĐ]|tổ chức|giám|thường|chấp|chỉ|lãnh|chủ|quản|tuyên|dân|thi|đại|công|an|chqs)",
            sentence[start:],
            re.IGNORECASE,
        )
        is None
    ):
        return None
    end = _up_to_small_word(sentence, small, start, end)
    end = _without_second(sentence, small, start, end)
    end = _without_person(sentence, start, end)
    words = sentence[start:end]
    trimmed = words.rstrip(" ,.;:-–(").removesuffix(" và").rstrip(" ,")
    end -= len(words) - len(trimmed)
    if len(trimmed) < 2:
        return None
    deputy = (
        re.match(r"(?:phó|thứ trưởng|đại diện|lãnh đạo|trưởng phòng)(?!\w)", small[start:end]) is not None
    )
    return Named(" ".join(trimmed.split()), start, end, deputy)


@cache
def _small_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = tables.load("words.yaml")
    return tables.words(rows["no_name_words"]), tables.words(rows["whole_names"])


def _up_to_small_word(sentence: str, small: str, start: int, end: int) -> int:
    """The end of a name before the first word that none holds: "UBND tỉnh" of "UBND tỉnh dịp này"."""
    words, whole = _small_words()
    inside = [(match.start(), match.end()) for match in whole.finditer(small, start, end)]
    for match in words.finditer(small, start, end):
        within = any(a <= match.start() < b for a, b in inside)
        if match.start() > start and sentence[match.start()].islower() and not within:
            return match.start()
    return end


def _without_second(sentence: str, small: str, start: int, end: int) -> int:
    """`UBND tỉnh và Công an tỉnh` are two; `Lao động - Thương binh và Xã hội` is one."""
    _, _, head, _ = _patterns()
    for joint in re.finditer(r"\s(?:và|cùng)\s", small[start:end]):
        after = start + joint.end()
        if head.match(small, after) is not None or not sentence[after].isupper():
            return start + joint.start()
    return end


_OFFICE = re.compile(
    r"(?:phó\s+)?(?:chủ tịch|bí thư|giám đốc|tổng giám đốc|bộ trưởng|thứ trưởng|thủ tướng|hiệu trưởng|"
    r"trưởng|cục trưởng|tư lệnh|viện trưởng|chánh án|chính ủy|tổng biên tập|lãnh đạo|đại diện|phó|"
    r"phó trưởng)(?!\w)"
)


def _without_person(sentence: str, start: int, end: int) -> int:
    """`Chủ tịch UBND tỉnh Lê Văn Dũng` is the chairman; a place keeps its name."""
    words = sentence[start:end]
    if _OFFICE.match(small_of(words)) is None:
        return end
    parts = list(re.finditer(r"\S+", words))
    first = len(parts)
    while first > 1 and parts[first - 1][0][0].isupper() and first > len(parts) - 6:
        first -= 1
    # Of capitals in a row the name is what begins with a family's name: "Bộ GD&ĐT Đỗ Quang Thịnh".
    for cut in range(first, len(parts) - 1):
        rest = [part[0] for part in parts[cut:]]
        family = small_of(rest[0])
        if (
            family in _FAMILIES
            and (len(rest) >= 3 or family in ("y", "a", "h") or _behind_province(words, parts, cut))
            and places.find(" ".join(rest)) is None
        ):
            return start + parts[cut].start()
    return end


def _behind_province(words: str, parts: Sequence[re.Match[str]], cut: int) -> bool:
    """Whether what stands before a word is the name of a province, or asks for one: "UBND tỉnh Lê Trí"."""
    before = small_of(words[: parts[cut].start()].strip())
    if re.search(r"(?<!\w)(?:tỉnh|tỉnh ủy|thành ủy|chính phủ|nước)$", before) is not None:
        return True
    province = " ".join(part[0] for part in parts[max(0, cut - 2) : cut])
    return places.find(province) is not None and "tỉnh" in before.split()


def same(one: str | None, other: str | None) -> bool:
    """Whether two wordings may mean one authority: `UBND tỉnh` and `Chủ tịch UBND tỉnh Kon Tum` do."""
    if one is None or other is None:
        return True
    first, second = _core(one), _core(other)
    short, long = sorted((first, second), key=len)
    if short in _LEVELS and long.startswith(tuple(f"{office} {short}" for office in _OFFICES_OF_PLACES)):
        return True
    return first == second or first.startswith(second + " ") or second.startswith(first + " ")


# "Lãnh đạo thị trấn" speaks for "UBND thị trấn Ma Lâm".
_LEVELS = ("xã", "phường", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "tỉnh")
_OFFICES_OF_PLACES = ("ubnd", "ủy ban nhân dân")


@lru_cache(maxsize=4096)
def _core(grantor: str) -> str:
    from bangvang.facts.honours import normal_grantor

    normal = normal_grantor(grantor)
    normal = re.sub(
        r"^(?:(?:phó )?chủ tịch|lãnh đạo|ban thường trực|ban thường vụ|ban chấp hành|đại diện|bộ trưởng|"
        r"(?:phó )?giám đốc|ban giám đốc|(?:phó )?trưởng(?= công an| phòng| ban)|hiệu trưởng|ban giám hiệu) ",
        "",
        normal,
    )
    return _place_at_end().sub("", normal).strip()


@cache
def _place_at_end() -> re.Pattern[str]:
    names = "|".join(re.escape(text.key(place.name)) for place in places.all())
    return re.compile(rf"(?: (?:{names}))+$")


_RANKS = {
    "xã": 1,
    "phường": 1,
    "thị trấn": 1,
    "huyện": 2,
    "quận": 2,
    "thị xã": 2,
    "thành phố": 3,
    "tp": 3,
    "tỉnh": 4,
}
_LEVEL = re.compile(r"(?<!\w)(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tp|tỉnh)(?!\w)")
_WHERE = re.compile(
    r",\s*(?P<level>xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tp|tỉnh)\.?\s+(?=[^\W_])"
    r"(?:\d+|(?:(?!và|đã|vừa|cũng|tặng|trao|khen)[^\W\d_][\w’'-]*\s?){1,4}?)(?=\s*(?:,|$|\s(?:đã|vừa|cũng|tặng|trao|"
    r"khen|biểu|tuyên|tổ|vinh|truy|tôn|có|còn|phối|ban|quyết)(?!\w)))"
)


def with_address(small: str, found: Sequence[Named], boundary: int) -> int:
    """Where the last authority ends with the places it is in, each wider than the one before: "UBND phường
    12, quận Gò Vấp, TP HCM"; without one, where the sentence begins."""
    if not found:
        return boundary
    own = [_RANKS[match[0]] for match in _LEVEL.finditer(small, found[-1].start, found[-1].end)]
    end, level = found[-1].end, max(own, default=0)
    while (where := _WHERE.match(small, end)) is not None and level < _RANKS[where["level"]]:
        end, level = where.end(), _RANKS[where["level"]]
    return end


def is_family(word: str) -> bool:
    """Whether a word is one of the common family names."""
    return small_of(word) in _FAMILIES
