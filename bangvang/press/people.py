"""Who organised the event, who is named with an office, and which movement or programme it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import dropwhile, takewhile

from bangvang.facts import places
from bangvang.press import grantors
from bangvang.press.findings import LIKELY, Finding, quote
from bangvang.press.layout import Layout
from bangvang.press.manuscript import Sentence, sentences

_MOST = 30
_HELD = re.compile(r"(?<!\w)(?:tổ chức|phối hợp|khai mạc|đăng cai|chủ trì)(?!\w)")
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
# "phòng, chống tội phạm", "sản xuất, kinh doanh giỏi": a comma that parts no clauses.
_JOINED = (
    r"\s(?:chống|kinh doanh|chữa cháy|cứu nạn|cứu hộ|an toàn|văn minh|sáng tạo|trật tự|khuyến tài|hiệu quả|"
    r"chất lượng|kỷ cương|sạch|đẹp|hội nhập|làm giàu|giúp nhau|lành mạnh|việc tốt)(?!\w)"
)
_MOVEMENT = re.compile(
    r"(?<!\w)(?<!đại )(?P<kind>phong trào thi đua|phong trào|cuộc vận động|chương trình phối hợp|"
    r"chương trình mục tiêu quốc gia|đề án|dự án|cuộc thi|hội thi)\s+"
    r"(?P<name>[“\"](?P<quoted>[^”\"]{4,120})[”\"]|"
    rf"(?P<plain>(?:[^,.;:()“”\"]|,(?={_JOINED})){{6,110}}?))"
    rf"(?=\s*(?:[.;:()”\"]|,(?!{_JOINED})|$|giai đoạn|trong|trên địa bàn|ở|tại|năm \d|được|đã|của|có|với|"
    r"giữa|cho|và |nhằm|thời gian|những năm|phát triển|ngày(?! đêm)))",
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
                    named.name[0].isupper()
                    and (" " in named.name or named.name.isupper())
                    and not named.deputy
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


def people(layout: Layout, recipients: Iterable[str] = ()) -> list[Finding[tuple[str, str | None]]]:
    """People with an office, once each, in the order of the text; `recipients` are listed with the awards."""
    received = {name.lower() for name in recipients}
    found: dict[str, Finding[tuple[str, str | None]]] = {}
    for paragraph in layout.body[:40]:
        if not any(c.isupper() for c in paragraph.text) or len(paragraph.text) > 6000:
            continue
        for sentence in sentences(paragraph):
            for name, title in _titled(sentence):
                key = name.lower()
                if key not in found and key not in received and len(found) < _MOST:
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
            title = _DOES.split(match["title"])[0].strip(" ,-–")
            yield name, f"{rank[0].strip()}, {title}" if rank is not None else title
    for match in _BEFORE.finditer(words):
        name = _person(match["name"])
        if name is not None and _NO_TITLE.search(match["title"]) is None:
            yield name, " ".join(match["title"].split())


# Behind an office what its holder does; and what no office holds.
_VERBS = (
    r"đã|dẫn đầu|nói|phát biểu|cho biết|cho rằng|chia sẻ|thay mặt|tặng|trao|dự|đến|chủ trì|khẳng định|"
    r"nhấn mạnh|bày tỏ|được|vinh dự|trực tiếp|kể|tâm sự|nhận định|đánh giá|thăm|nhận|đón|gửi|"
    r"làm trưởng đoàn|ghi nhận|biểu dương"
)
_DOES = re.compile(rf",?\s(?:{_VERBS})(?!\w)", re.IGNORECASE)
_NO_TITLE = re.compile(
    rf"(?<!\w)(?:{_VERBS}|cho|truy tặng|phong|tuyên dương|khen(?!\s+thưởng)|bằng khen|giấy khen|huân chương|"
    r"huy chương|danh hiệu|kỷ niệm chương|cờ thi đua|thư khen|\d{2,})(?!\w)",
    re.IGNORECASE,
)


def _person(name: str) -> str | None:
    """The name, if it begins as people's names do."""
    behind = dropwhile(lambda part: part[0].islower(), name.split())
    parts = list(takewhile(lambda part: part[0].isupper(), behind))
    for cut in range(_province(parts), len(parts) - 1):
        own = " ".join(parts[cut:])
        if grantors.is_family(parts[cut]) and len(parts) - cut >= 2 and places.find(own) is None:
            return own
    return None


def _province(parts: list[str]) -> int:
    """How many words of "Bình Dương Mai Hùng Dũng" are the province that the person is in office for."""
    for length in (3, 2):
        own = parts[length:]
        if len(own) >= 2 and grantors.is_family(own[0]) and places.find(" ".join(parts[:length])) is not None:
            return length
    return 0


_NO_NAME = re.compile(
    r"(?:năm|ở|tại|trong|của|này|đó|do|được|giai đoạn|những|các|trên|"
    r"toàn (?:tỉnh|huyện|xã|quốc|ngành|thành phố|quận|đảng bộ)|từ|với|và|là|đã|có|vẫn|ngày|"
    r"thi đua (?:\d|này|của|ở|năm))"
    r"(?!\w)",
    re.IGNORECASE,
)


def _is_name(match: re.Match[str]) -> bool:
    """Whether words may be the name of a movement: not "năm 2019", "ở Hà Tĩnh", "Thi đua 1995"."""
    words = match["quoted"] or match["plain"]
    if match["quoted"] is not None:
        return re.match(r"thi đua (?:năm )?\d", words, re.IGNORECASE) is None
    return _NO_NAME.match(words) is None and len(words.split()) >= 3


def programme(layout: Layout) -> Finding[tuple[str, str | None]] | None:
    """The movement or programme of the headline or the lead, and its period."""
    texts = [(p.text, p.line) for p in layout.body[:2]]
    if layout.headline is not None:
        texts.append((layout.headline.value, layout.headline.line))
    for words, line in texts:
        match = next((m for m in _MOVEMENT.finditer(words[:1500]) if _is_name(m)), None)
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
