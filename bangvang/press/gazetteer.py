"""Provinces named in a text, and how much each mention says of where the event was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from bangvang.facts import places
from bangvang.press.findings import quote
from bangvang.press.layout import Layout
from bangvang.press.manuscript import Paragraph, small

_CUE = re.compile(
    r"(?<!\w)(?:tỉnh|thành phố|tp\.?|t\.p\.?|thủ đô|công an|ca|catp|ubnd|hđnd|ủy ban nhân dân|tỉnh ủy|"
    r"thành ủy|tỉnh đoàn|thành đoàn|mttq|mặt trận tổ quốc|bđbp|biên phòng|"
    r"lđlđ|liên đoàn lao động|phụ nữ|lhpn|nông dân|cựu chiến binh|ccb|chữ thập đỏ|khuyến học|quân sự|chqs|"
    r"sở [^,.;()]{2,40}|quân và dân|đoàn thanh niên|lhtn việt nam|đảng bộ|"
    r"thanh niên việt nam|doanh nghiệp|cục thuế|điện lực)\s*$"
)
_LOOKALIKE = re.compile(
    r"(?<!\w)(?:huyện|quận|phường|xã|thị trấn|thị xã|tx\.?|thôn|ấp|bản|buôn|làng|khu phố|tổ dân phố|đường|"
    r"(?<!thành )phố|cầu|chợ|sông|núi|đèo|sân bay|cảng|chùa|nhà thờ|trường|thpt|thcs|tiểu học|"
    r"ông|bà|anh|chị|em|cô|chú|bác|cháu|đồng chí|đ/c|tncs|chủ tịch|bác hồ|tư tưởng|đạo đức|phong cách|"
    r"tấm gương|huân chương|giải thưởng|mang tên|thiếu niên tiền phong|"
    r"liệt sĩ|anh hùng|công ty|khách sạn|phó chủ tịch|giám đốc|phó giám đốc|bí thư|phó bí thư|đại tá|"
    r"thượng tá|trung tá|thiếu tá|đại úy|báo|học sinh|nghệ sĩ|ca sĩ|bệnh viện|h\.|q\.|p\.)\s*$"
)
_AFTER = re.compile(r"\s+(?:phủ(?!\w)|giải phóng|giải phòng|ninh(?!\w)|dương(?!\w)|bộ(?!\w))")
_VENUE = re.compile(
    r"(?<!\w)(?:tại|ở|đến|về|ra|từ)(?: thủ đô| thành phố| tp\.?| tỉnh| hội trường| trụ sở)?\s*$"
)
_GUESTS = re.compile(
    r"(?<!\w)(?:tham dự|dự (?:lễ|hội nghị|buổi|chương trình|và)|tới dự|đến dự|có sự tham dự|có mặt|"
    r"chủ trì)(?!\w)"
)
_LISTED = re.compile(
    r"(?<!\w)(?:các tỉnh|các địa phương|các tỉnh, thành|tỉnh, thành(?: phố)?|đơn vị)(?!\w)[^.;]{0,40}$"
)
_INCIDENT = re.compile(
    r"(?<!\w)(?:vụ|tai nạn|xảy ra|lật|sạt lở|vụ cháy|đám cháy|quê|trú|ngụ|nguyên quán)(?!\w)[^.;]{0,80}$"
)
_MUST_HAVE_CUE = frozenset({"hồ chí minh", "hcm"})
_CAPITAL = "ha-noi"
# "xã Vân Hà, thị xã Việt Yên, Bắc Giang"; but who "quê huyện Quỳ Hợp, Nghệ An" may be honoured elsewhere.
_OF_DISTRICT = re.compile(
    r"(?<!\w)(?:huyện|quận|thị xã|tx\.?|tp\.?|thành phố|phường|xã|thị trấn)\s[^,;.()]{2,25}[,(]\s*$"
)
_LIVES = re.compile(r"(?<!\w)(?:quê|trú|ngụ|sinh|gốc|sống|thường trú|tạm trú)(?!\w)")


@dataclass(frozen=True, slots=True)
class Named:
    """A place named in the text, and how much that says of where the event was."""

    place: str
    weight: float
    words: str
    line: int
    venue: bool = False


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    meant: dict[str, str] = {}
    for place in places.all():
        for name in (place.name, *place.aliases):
            bare = re.sub(r"^(?:tp\.?\s?|thành phố |thủ đô )", "", small(name))
            if len(bare) >= 3:
                meant.setdefault(re.sub(r"\s*-\s*", "-", bare), place.id)
    meant.setdefault("tp.hcm", "tp-ho-chi-minh")
    longest = sorted(meant, key=len, reverse=True)
    alternatives = "|".join(
        re.escape(name).replace(r"\ ", r"\s+").replace(r"\-", r"\s*[-–—]\s*") for name in longest
    )
    return re.compile(rf"(?<![^\W_])(?:{alternatives})(?![^\W_])"), meant


def hits(words: str) -> Iterator[tuple[str, int, int]]:
    """(id, start, end) of every name of a place that is written with capitals."""
    pattern, meant = _pattern()
    for match in pattern.finditer(small(words)):
        written = words[match.start() : match.end()]
        if all(part[0].isupper() for part in re.findall(r"[^\W\d_]+", written)):
            bare = re.sub(r"\s*[-–—]\s*", "-", " ".join(match[0].split()))
            yield meant[bare], match.start(), match.end()


def ids(names: Iterable[str]) -> frozenset[str]:
    """The places that names are of."""
    return frozenset(place for name in names for place, *_ in hits(name))


def all_named(layout: Layout) -> Iterator[Named]:
    if (at := layout.dateline) is not None:
        # From the capital the whole country is written to.
        yield Named(at.value.id, 4.0 if at.value.id == _CAPITAL else 5.0, at.words, at.line)
    if layout.headline is not None:
        yield from _named(layout.headline.value, layout.headline.line, 4.0, 2.0, headline=True)
    for n, paragraph in enumerate(layout.body[:60]):
        strong, bare = (5.0, 2.0) if n == 0 else (3.0, 1.0) if n < 3 else (1.5, 0.4)
        if n == 0 and (opened := _opening(paragraph)) is not None:
            yield opened
        yield from _named(paragraph.text, paragraph.line, strong, bare)
    for caption in layout.captions:
        if caption.text:
            yield from _named(caption.text, caption.line, 1.5, 0.5)
    for paragraph in layout.dropped:
        if len(paragraph.text) < 200:
            yield from _named(paragraph.text, paragraph.line, 1.5, 0.2)


def _opening(paragraph: Paragraph) -> Named | None:
    """`Sóc Trăng - Ngày 15/9 …`: where a report was written from; not `Quảng Nam - Đà Nẵng`, two of them."""
    found = list(hits(paragraph.text[:80]))
    if not found or found[0][1] > 0 or found[0][0] == _CAPITAL:
        return None
    place, _, end = found[0]
    dash = re.match(r"\s*[-–—]\s+(?=\w)", paragraph.text[end:])
    if dash is None or any(start == end + dash.end() for _, start, _ in found[1:]):
        return None
    return Named(place, 5.0, quote(paragraph.text[:60]), paragraph.line)


def _named(words: str, line: int, strong: float, bare: float, *, headline: bool = False) -> Iterator[Named]:
    lowered = small(words)
    for place, start, end in hits(words):
        before = lowered[max(0, start - 90) : start]
        weight, venue = _weight(words, before, start, end, strong, bare)
        if headline and start < 12 and lowered[end : end + 1] == ":":
            weight = 6.0
        if weight > 0:
            yield Named(place, weight, quote(words[max(0, start - 40) : end + 20]), line, venue)


def _weight(words: str, before: str, start: int, end: int, strong: float, bare: float) -> tuple[float, bool]:
    lowered = small(words[start:end])
    if _AFTER.match(small(words[end : end + 14])) is not None or _LOOKALIKE.search(before) is not None:
        return 0.0, False
    cue = _CUE.search(before) is not None or lowered.startswith("tp")
    cue |= _OF_DISTRICT.search(before) is not None and _LIVES.search(before) is None
    if lowered in _MUST_HAVE_CUE and not cue:
        return 0.0, False
    if not cue and _part_of_a_name(words, start, end):
        return 0.0, False
    weight = strong if cue else bare
    inside = re.search(r"\([^()]*$", before) is not None
    if inside and not cue:
        weight = max(weight, 0.9 * strong - 0.5)
    if _INCIDENT.search(before) is not None and not cue:
        weight *= 0.25
    venue = _VENUE.search(before) is not None and not inside
    if venue:
        weight = min(weight, 2.5)
    if _GUESTS.search(before) is not None:
        weight *= 0.6
    if _LISTED.search(before) is not None and re.match(r"\s*(?:,|và)", words[end : end + 4]) is not None:
        weight *= 0.2
    return weight, venue


def _part_of_a_name(words: str, start: int, end: int) -> bool:
    """Võ Thị Thanh Hà, Nguyễn Thái Bình, Hà Giang Nam: a capital touches the name on either side."""
    before = re.search(r"(\w[\w.]*)[ ]$", words[max(0, start - 24) : start])
    touched = (
        before is not None
        and before[1][0].isupper()
        and small(before[1]) not in _ORGANISATIONS
        and not words[max(0, start - 24) : start].isupper()
    )
    after = re.match(r" ([^\W\d_]+)", words[end:])
    return touched or (
        after is not None and after[1][0].isupper() and not words.isupper() and not words[start:end].isupper()
    )


_ORGANISATIONS = frozenset(
    small(word)
    for word in [
        "An",
        "Nữ",
        "Dân",
        "Binh",
        "Đỏ",
        "Ủy",
        "ủy",
        "Đoàn",
        "Sự",
        "Động",
        "UBND",
        "HĐND",
        "MTTQ",
        "BĐBP",
        "LĐLĐ",
        "LHPN",
        "CCB",
        "CHQS",
        "BCHQS",
        "Nam",
        "Đài",
        "Báo",
        "Tỉnh",
        "TP",
        "Phủ",
        "CA",
        "Học",
        "Sáng",
        "Chiều",
        "Tối",
        "Ngày",
        "Việt",
        "PCCC",
        "VKSND",
        "TAND",
        "KBNN",
        "BHXH",
    ]
)
