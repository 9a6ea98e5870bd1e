"""Who organised the event, who is named with an office, and which movement or programme it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bangvang.press import grantors
from bangvang.press.findings import LIKELY, Finding, quote
from bangvang.press.layout import Layout
from bangvang.press.manuscript import Sentence, sentences

_MOST = 30
_HELD = re.compile(r"(?<!\w)(?:tổ chức|phối hợp|khai mạc|đăng cai|chủ trì)(?!\w)")
_COURTESY = re.compile(r"(?<!\w)(?:đồng chí|đ/c|ông|bà|các đồng chí:?|các ông:?)\s+$")
_OFFICE = (
    r"(?:phó\s+)?(?:chủ tịch|bí thư|giám đốc|bộ trưởng|thứ trưởng|thủ tướng|tổng bí thư|trưởng ban|"
    r"trưởng đoàn|hiệu trưởng|cục trưởng|tư lệnh|chính ủy|chỉ huy trưởng|viện trưởng|chánh án|ủy viên|"
    r"tỉnh ủy viên|thành ủy viên|tổng giám đốc|trưởng phòng|vụ trưởng|phó trưởng|phó cục|phó chỉ huy|"
    r"thiếu tướng|trung tướng|thượng tướng|đại tướng|đại tá|thượng tá|trung tá|nguyên|phó tổng|thường trực|"
    r"trưởng công an)"
)
_NAME = r"(?P<name>(?-i:[^\W\d_a-z][\w’']{0,30})(?:\s(?-i:[^\W\d_a-z][\w’']{0,30})){1,4})"
_BEHIND = re.compile(
    rf"{_NAME}\s*(?:,|\s[-–—]|\s*[-–—])\s*(?P<title>{_OFFICE}(?!\w)[^;.:()]{{2,200}}?)(?=\s*(?:;|\.|:|\(|$|"
    rf",\s*(?:đồng chí|ông|bà|đại diện|cùng|các)\s|\s(?:đã|dự|tham dự|phát biểu|chủ trì|trao|tặng|cho biết|"
    rf"nhấn mạnh|đề nghị|khẳng định|và các|và đại diện|cùng)\s))",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?<!\w)(?P<title>(?:(?:thiếu tướng|trung tướng|thượng tướng|đại tướng|đại tá|thượng tá|"
    rf"trung tá)\s+)?{_OFFICE}(?!\w)[^,;.:()–“”]{{0,70}}?)\s{_NAME}(?=\s*(?:,|;|\.|\(|$|\s(?:đã|dự|tham dự|"
    rf"phát biểu|chủ trì|trao|tặng|cho biết|nhấn mạnh|đề nghị|khẳng định|ghi nhận|và|gửi|chia sẻ|đến)\s))",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"(?P<first>(?:19|20)\d\d)\s*[-–—]\s*(?P<last>(?:19|20)\d\d)(?!\d)")
_MOVEMENT = re.compile(
    r"(?<!\w)(?P<kind>phong trào thi đua|phong trào|cuộc vận động|chương trình phối hợp|"
    r"chương trình mục tiêu quốc gia|đề án|dự án|cuộc thi|"
    r"hội thi)\s+(?P<name>[“\"](?P<quoted>[^”\"]{4,120})[”\"]|(?P<plain>[^,.;:()“”\"]{6,110}?))"
    r"(?=\s*(?:[,.;:()”\"]|$|giai đoạn|trong|trên địa bàn|ở|tại|năm \d|được|đã|của|có|với|giữa|cho|và |nhằm|"
    r"thời gian|những năm|phát triển|ngày))",
    re.IGNORECASE,
)


def organisers(layout: Layout) -> list[Finding[str]]:
    """The bodies before "tổ chức" in the lead, with those they work with."""
    for paragraph in layout.body[:3]:
        for sentence in sentences(paragraph):
            held = [m for m in _HELD.finditer(sentence.small) if m[0] == "tổ chức"]
            if not held:
                continue
            found = list(grantors.find(sentence.text, sentence.small, 0, held[0].start()))
            seen: dict[str, Finding[str]] = {}
            for named in found:
                if (
                    not named.deputy
                    and re.match(r"(?:chủ tịch|giám đốc|bí thư|trưởng|lãnh đạo|đại diện)", named.name.lower())
                    is None
                ):
                    seen.setdefault(
                        named.name.lower(),
                        Finding(named.name, quote(sentence.text), paragraph.line_at(sentence.start), LIKELY),
                    )
            if seen:
                return list(seen.values())
    return []


def people(layout: Layout) -> list[Finding[tuple[str, str | None]]]:
    """People with an office, once each, in the order of the text; recipients are listed with the awards."""
    found: dict[str, Finding[tuple[str, str | None]]] = {}
    for paragraph in layout.body[:40]:
        if not any(c.isupper() for c in paragraph.text) or len(paragraph.text) > 6000:
            continue
        for sentence in sentences(paragraph):
            for name, title in _titled(sentence):
                key = name.lower()
                if key not in found and len(found) < _MOST:
                    found[key] = Finding(
                        (name, title), quote(f"{name}, {title}"), paragraph.line_at(sentence.start), LIKELY
                    )
    return list(found.values())


def _titled(sentence: Sentence) -> Iterator[tuple[str, str]]:
    words = sentence.text[:1200]
    for match in _BEHIND.finditer(words):
        name = _person(match["name"])
        if name is not None:
            rank = re.search(
                r"(?:thiếu tướng|trung tướng|thượng tướng|đại tướng|đại tá|thượng tá|trung tá)\s+$",
                words[max(0, match.start() - 14) : match.start()],
                re.IGNORECASE,
            )
            title = match["title"].strip(" ,-–")
            yield name, f"{rank[0].strip()}, {title}" if rank is not None else title
    for match in _BEFORE.finditer(words):
        name = _person(match["name"])
        if name is not None:
            yield name, " ".join(match["title"].split())


def _person(name: str) -> str | None:
    """The name, if it begins as people's names do."""
    parts = name.split()
    for cut in range(len(parts) - 1):
        if grantors.is_family(parts[cut]) and len(parts) - cut >= 2:
            return " ".join(parts[cut:])
    return None


def programme(layout: Layout) -> Finding[tuple[str, str | None]] | None:
    """The movement or programme of the headline or the lead, and its period."""
    texts = [(p.text, p.line) for p in layout.body[:2]]
    if layout.headline is not None:
        texts.append((layout.headline.value, layout.headline.line))
    for words, line in texts:
        match = _MOVEMENT.search(words[:1500])
        if match is None:
            continue
        name = match["quoted"] or match["plain"]
        plain = match["kind"].lower()
        shown = (
            name
            if plain in ("phong trào", "phong trào thi đua", "cuộc vận động")
            else f"{match['kind']} {name}"
        )
        period = _PERIOD.search(words[match.end() : match.end() + 160])
        shown = " ".join(shown.split())
        return Finding(
            (shown[0].upper() + shown[1:], f"{period['first']}-{period['last']}" if period else None),
            quote(match[0]),
            line,
            LIKELY,
        )
    return None
