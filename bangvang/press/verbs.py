"""Verbs of award sentences and their voice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bangvang.press import tables
from bangvang.press.papers import Paper

Voice = Literal["active", "passive", "receive"]

# These are verbs of giving only with a paper right behind them.
_WEAK = frozenset(
    {
        "cấp",
        "có",
        "gửi",
        "gắn",
        "công nhận",
        "thưởng",
        "đón",
        "đạt",
        "nhận",
        "nhận được",
        "trao thưởng",
        "khen",
    }
)


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb, or several with the same recipients ("tuyên dương và trao giấy khen"), from `start` to `end`.

    `passive_from`: where "được" stands; what lies between it and the verb names the grantor. `occasion`: the
    verb only names one ("lễ trao …", "hội nghị biểu dương")."""

    words: str
    start: int
    end: int
    voice: Voice
    praise: bool
    passive_from: int
    occasion: bool
    elliptic: bool = False
    """Whether it is left out, and what is given with it: "Bộ trưởng cho 15 cán bộ"."""

    @property
    def posthumous(self) -> bool:
        """Whether it says that the dead are honoured, and none of the living."""
        return "truy" in self.words and "phong tặng" not in self.words


@dataclass(frozen=True, slots=True)
class _Patterns:
    verb: re.Pattern[str]
    occasion: re.Pattern[str]
    praise: frozenset[str]
    receive: frozenset[str]


@cache
def _patterns() -> _Patterns:
    rows = tables.load("words.yaml")
    lists = rows["verbs"]
    every = tables.any_of([*lists["give"], *lists["praise"], *lists["receive"]])
    occasions = tables.any_of(rows["occasions"])
    return _Patterns(
        re.compile(
            rf"(?<![\w-])(?P<verb>{every})(?!\w)(?!\s+(?:đổi|thức|định|xét|diện|lời|vật|nhau|"
            r"(?:hoa|quà)(?!(?:,\s\w+)?\s*(?:,|và|cùng|kèm)\s(?:bằng khen|giấy khen|kỷ niệm chương|huy hiệu|"
            r"thư khen|giấy chứng nhận|cờ))|"
            rf"cho biết|học bổng|chuẩn|biết|trách nhiệm|lại))"
        ),
        re.compile(
            rf"(?<!\w){occasions}\s*[“\"]?(?:\s*+(?:các|những|sơ kết,?|tổng kết,?|gặp mặt,?|và|,))*+\s*+$"
        ),
        frozenset(" ".join(word.split()) for word in lists["praise"]),
        frozenset(" ".join(word.split()) for word in lists["receive"]),
    )


# "phường Lê Hồng Phong tặng Giấy khen"
_PHONG = re.compile(r"(?<=\w\s)Phong(?=\s+(?:tặng|trao)(?!\w))")


def without_names(text: str, small: str) -> str:
    """A sentence in small letters, where half of a name looks like a verb as no word that there is."""
    for name in _PHONG.finditer(text):
        small = f"{small[: name.start()]}phọng{small[name.end() :]}"
    return small


def find(small: str, papers: Sequence[Paper]) -> list[Verb]:
    """The verbs of a sentence (in small letters, lookalikes blanked out), in order."""
    patterns = _patterns()
    found: list[Verb] = []
    for match in patterns.verb.finditer(small):
        words, start, end = " ".join(match["verb"].split()), match.start(), match.end()
        if any(paper.start <= start < paper.end for paper in papers) or _half(small, start):
            continue
        if found and _repeats_the_giving(words, small, found[-1], start, end, papers):
            continue
        if words == "có" and any(p.number for p in papers if 0 <= p.start - end <= 2):
            continue  # "nhà giáo có 2 Bằng khen" has got them
        if (
            words in _WEAK
            and not _paper_follows(papers, end, small)
            and not (words == "khen" and re.match(r"\s+(?:hơn |gần )?\d", small[end:]) is not None)
        ):
            continue
        occasion = _is_occasion(small[max(0, start - 60) : start])
        passive = _passive(small, start, found[-1].end if found else 0)
        voice: Voice = "receive" if words in patterns.receive else "passive" if passive >= 0 else "active"
        verb = Verb(
            words,
            start,
            end,
            voice,
            words in patterns.praise,
            passive if voice == "passive" else start,
            occasion,
        )
        if found and (merged := _merged(found[-1], verb, small, papers)) is not None:
            found[-1] = merged
        else:
            found.append(verb)
    return found


_HONOURS = re.compile(r"khen|dương|vinh|thưởng|phong|truy")


@cache
def _no_thing() -> re.Pattern[str]:
    words = tables.any_of(tables.load("words.yaml")["no_thing"])
    return re.compile(rf"\s*(?:(?:các|những|nhiều|thêm|một)\s+)*(?:$|[,.;:()/–…-]|{words}(?!\w))")


def gives_a_thing(small: str, verb: Verb) -> bool:
    """Whether what is given, where no paper was found, is some thing: "45 em được tặng xe đạp"."""
    return _HONOURS.search(verb.words) is None and _no_thing().match(small, verb.end) is None


# "UBND tỉnh quyết định tặng …" is done; "trao quyết định khen thưởng", "công bố quyết định tặng …" are not.
_DECIDES = re.compile(
    r"(?<!công bố)(?<!trao)(?<!các)(?<!những)(?<!ban hành)(?<!ký)(?<!theo)(?<!căn cứ)(?<!đọc)(?<!có)(?<!nhận)"
    r"(?<!của)(?<!bằng)(?<!văn bản)(?<!và)\s+quyết định\s+$"
)


def _is_occasion(before: str) -> bool:
    """Whether the words before a verb make it the name of an occasion: "lễ trao …", "hội nghị biểu dương"."""
    return _patterns().occasion.search(before) is not None and _DECIDES.search(before) is None


def _repeats_the_giving(
    words: str, small: str, former: Verb, start: int, end: int, papers: Sequence[Paper]
) -> bool:
    """ "trao Bằng khen của Thủ tướng tặng (truy tặng) Đại úy A": the second verb only says to whom."""
    between = {"truy tặng": r"[^,.;:]{0,80}", "tặng": r"\s*(?:của\s[^,.;:]{2,80})?"}.get(words)
    if words == "tặng" and ";" in small[former.end : start]:
        return False  # "; Huân chương Lao động hạng Nhì tặng ông A"
    own = [paper for paper in papers if former.end <= paper.start < start]
    return (
        between is not None
        and bool(own)
        and re.fullmatch(between, small[own[-1].end : start]) is not None
        and not _paper_follows(papers, end, small)
    )


def _half(small: str, start: int) -> bool:
    """ "Thi đua - Khen thưởng" names an office; "người được khen" a person; "các cấp" are authorities."""
    before = small[max(0, start - 14) : start]
    if small.startswith("cấp", start):
        return (
            re.search(
                r"(?<!\w)(?:các|mọi|nhiều|khẩn|cao|trung|sơ|cung|nâng|trợ|bằng|phân|hai|cùng|liên)\s$", before
            )
            is not None
        )
    if small.startswith("nhận", start):  # "xác nhận", "ghi nhận" are no receiving
        return re.search(r"(?<!\w)(?:xác|ghi|thừa|chứng|đảm|cảm|phủ|chấp|nhìn|tự)\s$", before) is not None
    return re.search(r"(?:thi đua\s*[-–,]?\s*(?:và\s+)?|[-–]\s)$", before) is not None


def _paper_follows(papers: Sequence[Paper], end: int, small: str) -> bool:
    return any(
        0 <= paper.start - end <= 22 and re.search(r"[,.;:]", small[end : paper.start]) is None
        for paper in papers
    )


# A number between the two counts recipients, unless it is an authority's own: "được Quân khu 4 tặng".
_COUNTED = re.compile(
    r"(?<!khu )(?<!đoàn )(?<!vùng )(?<!quận )(?<!phường )(?<!vực )(?<!thôn )(?<!xã )(?<!số )(?<![\d.])\d+\s"
)
_BREAK = re.compile(r"(?<!\w)(?:(?<!ban )tổ chức|đã|và được|,\s*được|nhằm|để|vì)(?!\w)")


def _passive(small: str, start: int, after: int) -> int:
    """Where the "được" of a verb stands, or -1. Nothing but the grantor may lie between the two."""
    window = small[max(after, start - 160) : start]
    place = window.rfind("được")
    while place >= 0:
        inner = window[place + 4 :]
        if (place == 0 or not window[place - 1].isalnum()) and (not inner or not inner[0].isalnum()):
            plain = _BREAK.search(inner) is None and _COUNTED.search(inner) is None
            return max(after, start - 160) + place if plain else -1
        place = window.rfind("được", 0, place)
    return -1


def _merged(former: Verb, verb: Verb, small: str, papers: Sequence[Paper]) -> Verb | None:
    """Two verbs with one set of recipients: "tuyên dương và nhận", "biểu dương, khen thưởng"."""
    between = small[former.end : verb.start]
    joined = (
        re.fullmatch(r"\s*(?:,|và|,\s*và|đồng thời)?\s*(?:được|vinh dự|vinh dự được)?\s*", between)
        is not None
    )
    if not joined or any(former.end <= paper.start < verb.start for paper in papers):
        return None
    voice = former.voice if former.voice != "active" else verb.voice
    began = former if former.voice == "passive" or verb.voice != "passive" else verb
    occasion = former.occasion and (verb.occasion or (former.praise and verb.praise))
    return Verb(
        words=f"{former.words}, {verb.words}",
        start=former.start,
        end=verb.end,
        voice=voice,
        praise=former.praise and verb.praise,
        passive_from=began.passive_from,
        occasion=occasion,
    )
