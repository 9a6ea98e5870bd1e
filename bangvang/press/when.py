"""When the event was: the day a report means out of all it names, and the year where it leaves it out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bangvang.language import dates
from bangvang.language.dates import DateError, PartialDate
from bangvang.press import years
from bangvang.press.findings import GUESSED, LIKELY, SURE, Doubt, Finding, quote
from bangvang.press.layout import Layout
from bangvang.press.manuscript import Paragraph, Sentence, sentences

_LEAD = 4
"""How many paragraphs may hold the day of the event; later ones tell of other days."""

_NUMBER = (
    r"(?<![\d/.,\-])(?:(?P<from>\d{1,2})\s?(?:và|,|-|–|đến)\s?(?:ngày\s)?)?(?P<day>\d{1,2})\s?(?P<sep>[/.\-])"
    r"\s?(?P<month>\d{1,2})(?:\s?(?P=sep)\s?(?P<year>\d{4}))?"
    r"(?!\d|[/.\-]\d|\s?(?:%|triệu|tỷ|tỉ|km|ha|m2|kg|tấn|lần))"
)
_WORDS = r"(?P<day2>\d{1,2})\s+tháng\s+(?P<month2>\d{1,2})(?:\s*(?:năm|/|,)\s*(?P<year2>\d{4}))?(?!\d)"
_MONTH = r"tháng\s+(?P<month3>\d{1,2})\s?(?:/|-|năm|\.)\s?(?P<year3>\d{4})(?!\d)"
_DATE = re.compile(f"{_NUMBER}|(?<!\\d){_WORDS}|(?<!\\w){_MONTH}")
_CUE = re.compile(
    r"(?<!\w)(?P<part>rạng sáng|sáng|trưa|chiều|tối|đêm|hôm nay|hôm qua|hôm|ngày|mùng|mồng|(?:thứ (?:hai|ba|"
    r"tư|năm|sáu|bảy|bẩy)|chủ nhật))"
    r"(?:[\s,(]+(?:nay|qua|ngày|mùng|mồng|hôm|thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy)|chủ nhật|cuối tuần))*[\s,(]*$"
)
_EVENT = re.compile(
    r"(?<!\w)(?:tổ chức|diễn ra|trao|tặng|khen thưởng|lễ|hội nghị|biểu dương|tuyên dương|tôn vinh|vinh danh|"
    r"ban hành|ký|họp|gặp mặt|họp mặt|phát động|quyết định|đón nhận|"
    r"đại hội|tổng kết|sơ kết|công bố|khai mạc|ra mắt|gửi thư)(?!\w)"
)
_GIVEN = re.compile(
    r"(?<!\w)(?:tặng|trao)\s[^,;.]{0,30}?(?:bằng khen|giấy khen|huân chương|kỷ niệm chương)(?!\w)"
)
_DOCUMENT = re.compile(
    r"(?<!\w)(?:quyết định|chỉ thị|nghị quyết|kế hoạch|công văn|chương trình|thông tư|nghị định|luật|"
    r"tờ trình|hướng dẫn|thông báo|công điện|qđ)(?!\w)(?:(?!ngày\s\d)[^;.]){0,70}?"
    r"(?:,\s*|\s)(?:ký\s|ban hành\s|đề\s)?ngày\s$"
)
# "Thực hiện kế hoạch của Trung ương Đoàn, ngày 9/10, …": the day is of what was done.
_CARRIED_OUT = re.compile(
    r"\s*(?:thực hiện|triển khai|hưởng ứng|theo)\s[^\d,;.]{8,120},\s*(?:sáng |chiều |tối )?ngày\s"
)
_DECISION = re.compile(r"(?<!\w)(?:kèm theo|ký|ký ban hành) quyết định(?!\w)[^;.]{0,50}ngày\s$")
_OTHER_DAY = re.compile(
    r"(?<!\w)(?:sinh|sn|sinh năm|mất|hy sinh|từ trần|qua đời|ra đời|thành lập|ngày truyền thống|kỷ niệm|"
    r"kỉ niệm|giải phóng|tính đến|kể từ|đến hết|trước|hết|chậm nhất|"
    r"tính từ|bắt đầu từ|bình chọn|nhận bài|nhận hồ sơ|bỏ phiếu|lấy ý kiến|đăng ký|"
    r"nhân|hưởng ứng|chào mừng)(?!\w)[^,;.]{0,40}$|(?<!\w)(?:đến|tới)\s(?:hết\s)?ngày\s$"
)
_BOUND = re.compile(r"(?<!\w)(?:từ|đến|tới|trước|sau|hết)\s(?:đầu |cuối |giữa )?$")
_INCIDENT = re.compile(
    r"(?<!\w)(?:khoảng|vào lúc|lúc|hồi|xảy ra|hành động|sự việc|vụ việc|rạng sáng|trước đó|đêm|phát hiện|"
    r"bắt quả tang|bị|cứu|truy đuổi|cướp|mưa lũ|tai nạn|cháy)(?!\w)[^;.]{0,40}$"
    r"|\d\s?(?:h|giờ)\d{0,2}[^;.]{0,20}$"
)
# "Bằng khen do UBND tỉnh trao hôm 30/4": of a paper that was given before.
_GIVEN_BEFORE = re.compile(r"(?<!\w)do\s[^,;.]{2,60}?\s(?:trao|tặng|ký|cấp)(?:\s(?:hồi|vào))?\s$")
_FUTURE = re.compile(r"(?<!\w)(?:sẽ|dự kiến|theo kế hoạch|sắp)(?!\w)")
_TODAY = re.compile(
    r"(?<!\w)(?:(?:sáng|trưa|chiều|tối) (?:nay|hôm nay)|hôm nay|ngày hôm nay|(?P<past>hôm qua|(?:sáng|chiều|"
    r"tối) (?:qua|hôm qua)))(?!\w)"
)
_RECENT = re.compile(r"(?<!\w)(?:vừa qua|vừa|mới đây|vừa mới)(?!\w)")
_PAIR_BEFORE = re.compile(r"\(\s*(?:ngày\s*)?[\d/.\-\s]*[-–—/]\s*$")
_PAIR_AFTER = re.compile(r"\s*[-–—/]\s*(?:ngày\s*)?\d{1,2}\s?[/.\-]\s?\d{1,2}")


@dataclass(frozen=True, slots=True)
class Mention:
    """A day or month that a sentence names. `pair`: it is half of "(22-12-1944 - 22-12-2023)"."""

    day: int | None
    month: int
    year: int | None
    sentence: Sentence
    offset: int
    words: str
    score: float
    pair: bool = False

    @property
    def line(self) -> int:
        """The line the day stands on."""
        return self.sentence.paragraph.line_at(self.sentence.start + self.offset)


@dataclass(frozen=True, slots=True)
class When:
    """The event's date, how it was inferred (a note in Vietnamese), and what is doubtful about it."""

    date: Finding[PartialDate] | None
    published: Finding[PartialDate] | None
    note: str | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def names_day(self) -> bool:
        """Whether the text names a day or month of an event, be it without a year."""
        dated = self.date is not None and self.date.value.month is not None
        return dated or any(doubt.code == "date_year_unknown" for doubt in self.doubts)


def read(layout: Layout, address: str | None = None) -> When:
    """Reads the date of the event; `address` is the report's own, if known."""
    published = layout.published or layout.crawled
    mentions = [m for n, p in enumerate(layout.body) for m in _mentions(p, n)]
    mentions += [m for c in layout.captions if c.paragraph is not None for m in _mentions(c.paragraph, 7)]
    hints = years.Hints.of(layout, address, [m for m in mentions if m.year is not None])
    latest = years.latest((p.small for p in layout.body), mentions)
    candidates = [m for m in mentions if m.score > 0 and not _long_ago(m, latest)]
    if candidates:
        best = max(candidates, key=lambda m: m.score)
        today = _relative(layout, published) if best.day is None else None
        if today is None and (best.score >= 5 or best.year is not None):
            return _dated(best, published, hints, latest, rivalled=_rivalled(best, candidates))
    if (relative := _relative(layout, published)) is not None:
        return relative
    return _undated(published, hints, mentions, layout)


_LONG_AGO = 5


def _long_ago(mention: Mention, latest: int) -> bool:
    """Whether a day is told of as history: the text goes on to years that came long after."""
    return mention.year is not None and latest - mention.year > _LONG_AGO


# ---------------------------------------------------------------- the days that are named


def _mentions(paragraph: Paragraph, place: int) -> Iterator[Mention]:
    if place >= _LEAD + 12 or re.search(r"\d", paragraph.text) is None:
        return
    for sentence in sentences(paragraph):
        small = sentence.small
        for match in _DATE.finditer(small):
            mention = _mention(match, sentence, place)
            if mention is not None:
                yield mention


def _mention(match: re.Match[str], sentence: Sentence, place: int) -> Mention | None:
    small = sentence.small
    start = match.start()
    before = small[max(0, start - 110) : start]
    day = match["day"] or match["day2"]
    if match["from"] and _CUE.search(before) is not None and int(match["from"]) < int(day):
        day = match["from"]
    month, year = _month_and_year(match, small)
    if not _is_in_calendar(year, month, day):
        return None
    pair = _PAIR_BEFORE.search(before) is not None or (
        before.rstrip().endswith("(") and _PAIR_AFTER.match(small, match.end()) is not None
    )
    score = 0.0 if pair else _score(small, before, start, day is not None, year is not None, place)
    if _FUTURE.search(before) is not None and score > 0:
        score = min(score, 4.0)
    words = sentence.text[max(0, start - 24) : match.end() + 24]
    return Mention(
        int(day) if day else None,
        month,
        int(year) if year else None,
        sentence,
        start,
        quote(words),
        score,
        pair,
    )


def _month_and_year(match: re.Match[str], small: str) -> tuple[int, str | None]:
    year = match["year"] or match["year2"] or match["year3"] or _year_of_range(small, match.end())
    return int(match["month"] or match["month2"] or match["month3"]), year


def _is_in_calendar(year: str | None, month: int, day: str | None) -> bool:
    try:
        PartialDate(int(year) if year else 2024, month, int(day) if day else None)
    except DateError:
        return False
    return True


def _impossible(layout: Layout) -> Doubt | None:
    """The first day of the text that no calendar has: "Chiều 30-2-2024"."""
    for sentence in (sentence for paragraph in layout.body[:_LEAD] for sentence in sentences(paragraph)):
        for match in _DATE.finditer(sentence.small):
            day, (month, year) = match["day"] or match["day2"], _month_and_year(match, sentence.small)
            is_told = _CUE.search(sentence.small, max(0, match.start() - 40), match.start()) is not None
            if day and is_told and not _is_in_calendar(year, month, day):
                words = sentence.text[max(0, match.start() - 24) : match.end() + 24]
                line = sentence.paragraph.line_at(sentence.start + match.start())
                return Doubt("date_impossible", "date", quote(words), line)
    return None


_RANGE = re.compile(
    r"\s*(?:đến|tới|[-–])\s*(?:hết\s+)?(?:ngày\s+)?\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?P<year>\d{4})(?!\d)"
)


def _year_of_range(small: str, end: int) -> str | None:
    """ "từ ngày 5/3 đến hết ngày 15/3/2019": the year stands with the last day."""
    told = _RANGE.match(small, end)
    return told["year"] if told is not None else None


def _score(small: str, before: str, start: int, has_day: bool, has_year: bool, place: int) -> float:
    """How likely this is the day of the event; 0 when it is another day."""
    cue = _CUE.search(before)
    if not has_day:
        return (
            3.0
            if place < _LEAD
            and _EVENT.search(small) is not None
            and _OTHER_DAY.search(before) is None
            and _BOUND.search(before) is None
            else 0.0
        )
    if cue is None or (_DOCUMENT.search(before) is not None and _CARRIED_OUT.fullmatch(before) is None):
        return 0.0
    head = before[: cue.start()]
    if _GIVEN_BEFORE.search(head) is not None:
        return 0.0
    if _OTHER_DAY.search(head) is not None or re.search(r"(?:đến|tới|trước|hết|sinh)\s$", head) is not None:
        return 0.0
    score = max(0.0, 5.0 - place)
    score += 3 if cue["part"] in ("sáng", "trưa", "chiều", "tối", "hôm nay", "hôm qua") else 2
    score += 2 if _EVENT.search(small) is not None else 0
    score += 1.5 if _GIVEN.search(small) is not None else 0
    score += 2 if start < 30 else 0
    score += 0.5 if has_year else 0
    if cue["part"] in ("rạng sáng", "đêm") or _INCIDENT.search(head) is not None:
        return 0.0
    return score if place < _LEAD or score >= 4 else 0.0


# ---------------------------------------------------------------- what they mean


_CLOSE = 3.0
"""A day whose score is no further below that of the best might be the event's as well."""


def _rivalled(best: Mention, candidates: Sequence[Mention]) -> bool:
    """Whether another day may as well be that of the event."""
    return any(
        m.day is not None and (m.day, m.month) != (best.day, best.month) and best.score - m.score < _CLOSE
        for m in candidates
    )


def _dated(
    best: Mention,
    published: Finding[PartialDate] | None,
    hints: years.Hints,
    latest: int,
    *,
    rivalled: bool,
) -> When:
    told_later = best.year is not None and latest - best.year > 1
    sure = SURE if best.score >= 7 and not told_later and not rivalled else LIKELY
    if best.year is not None:
        date = PartialDate(best.year, best.month, best.day)
        found = Finding(date, best.words, best.line, sure)
        return When(found, published, None, tuple(_contradictions(found, published, sure)))
    year = hints.for_day(best.day, best.month, published)
    if year is None:
        doubt = Doubt("date_year_unknown", "date", best.words, best.line)
        return When(None, published, None, (doubt,))
    try:
        date = PartialDate(year.value, best.month, best.day)
    except DateError:
        return When(None, published, None, (Doubt("date_year_unknown", "date", best.words, best.line),))
    found = Finding(date, best.words, best.line, LIKELY if year.confidence >= LIKELY else GUESSED)
    note = f"năm {year.value} suy từ “{year.words}”"
    doubt = Doubt(
        "date_year_inferred", "date", best.words, best.line, (("year", year.value), ("basis", year.words))
    )
    return When(found, published, note, (doubt, *_contradictions(found, published, SURE)))


def _contradictions(
    found: Finding[PartialDate], published: Finding[PartialDate] | None, sure: float
) -> Iterator[Doubt]:
    if sure < SURE:
        yield Doubt("date_uncertain", "date", found.words, found.line)
    if published is None:
        return
    gap = (found.value.first_day - published.value.last_day).days
    late = (published.value.first_day - found.value.last_day).days
    if gap > 0:
        yield Doubt(
            "date_after_publication",
            "date",
            published.words,
            published.line,
            (("published", published.value.iso),),
        )
    elif late > 60:
        yield Doubt(
            "date_long_before_publication",
            "date",
            published.words,
            published.line,
            (("published", published.value.iso),),
        )


def _relative(layout: Layout, published: Finding[PartialDate] | None) -> When | None:
    """`sáng nay`, `hôm qua`, `vừa`, without a day: reckoned from when the report was published."""
    if published is None:
        return None
    for paragraph in layout.body[:3]:
        today = _TODAY.search(paragraph.small)
        if today is not None and published.value.day is not None:
            day = published.value.first_day - dt.timedelta(days=1 if today["past"] else 0)
            return _reckoned(PartialDate(day.year, day.month, day.day), today, paragraph, published)
        recent = _RECENT.search(paragraph.small)
        if recent is not None and published.value.month is not None:
            month = PartialDate(published.value.year, published.value.month)
            return _reckoned(month, recent, paragraph, published)
    return None


def _reckoned(
    date: PartialDate, said: re.Match[str], paragraph: Paragraph, published: Finding[PartialDate]
) -> When:
    words = quote(paragraph.text[max(0, said.start() - 20) : said.end() + 40])
    found = Finding(date, words, paragraph.line_at(said.start()), LIKELY if date.day is not None else GUESSED)
    values = (("published", published.value.iso),)
    doubt = Doubt("date_from_publication", "date", words, found.line, values)
    return When(found, published, f"“{said[0]}”, bài đăng {dates.long(published.value)}", (doubt,))


def _undated(
    published: Finding[PartialDate] | None, hints: years.Hints, mentions: Sequence[Mention], layout: Layout
) -> When:
    """Only the day of the decision, or that of an office's letter, or a year, or nothing at all; today is
    never the answer."""
    for mention in mentions:
        before = mention.sentence.small[: mention.offset]
        if mention.year and mention.day and _DECISION.search(before) is not None:
            found_day = Finding(
                PartialDate(mention.year, mention.month, mention.day), mention.words, mention.line, GUESSED
            )
            return When(
                found_day,
                published,
                "ngày của quyết định",
                (Doubt("date_of_decision", "date", mention.words, mention.line),),
            )
    if published is not None and layout.dateline is not None:
        dated = Finding(published.value, published.words, published.line, GUESSED)
        values = (("published", published.value.iso),)
        return When(
            dated,
            published,
            "ngày ghi ở đầu văn bản",
            (Doubt("date_from_publication", "date", published.words, published.line, values),),
        )
    year = hints.alone(mentions)
    if year is not None:
        found = Finding(PartialDate(year.value), year.words, year.line, GUESSED)
        doubt = Doubt("date_year_only", "date", year.words, year.line, (("year", year.value),))
        return When(found, published, f"chỉ suy được năm, từ “{year.words}”", (doubt,))
    return When(None, published, None, (_impossible(layout) or Doubt("date_not_found", "date"),))
