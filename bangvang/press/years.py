"""The year a report leaves out: from when it was published, an image's address, an anniversary, a period."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bangvang.language.dates import DateError, PartialDate
from bangvang.press.findings import GUESSED, LIKELY, Finding, quote

if TYPE_CHECKING:
    from bangvang.press.layout import Layout

LATEST = 60
"""How many days after the event a report may be published; later, it was crawled or told again."""

_ADDRESS = (
    re.compile(
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[/_-]?(?P<month>0[1-9]|1[0-2])[/_-]?(?:0[1-9]|[12]\d|"
        r"3[01])?(?!\d{5,})"
    ),
    re.compile(r"/(?P<month>0[1-9]|1[0-2])(?P<year>20\d\d)/"),
    re.compile(r"(?<!\d)185(?P<short>\d\d)(?P<month>0[1-9]|1[0-2])\d\d\d{5,}(?!\d)"),
)
_PAIR = re.compile(
    r"\(\s*(?:ngày\s+)?(?:\d{1,2}\s?[/.\-]\s?){1,2}\d{4}\s*[-–—/]\s*(?:ngày\s+)?(?P<day>\d{1,2})\s?[/.\-]\s?(?P<month>\d{1,2})\s?[/.\-]\s?(?P<year>\d{4})\s*\)"
)
_SCHOOL = re.compile(r"năm học\s*:?\s*(?P<first>(?:19|20)\d\d)\s*[-–—/]\s*(?P<last>(?:19|20)\d\d)")
_PERIOD = re.compile(r"(?<![\d/.\-])(?P<first>(?:19|20)\d\d)\s*[-–—]\s*(?P<last>(?:19|20)\d\d)(?![\d/.\-])")
_PLAIN = re.compile(r"(?<!\w)năm\s+(?P<year>(?:19|20)\d\d)(?!\s*[-–—]\s*\d|\d)")
_WORK = re.compile(
    r"(?<!\w)(?:tổng kết|sơ kết|phong trào|thành tích|tiêu biểu|kế hoạch|nhiệm vụ|công tác|đợt|danh hiệu|"
    r"xuất sắc|chuẩn|ngày hội|đại đoàn kết|hội thi|đại hội|giải|nông thôn mới|giỏi|hoạt động|hội nghị|lễ|"
    r"toàn quốc|thi đua|tốt|quân sự|khen thưởng|phong phú|đột xuất|văn hóa|đầu|cuối|quý)(?!\w)[^.;]{0,60}$"
)
# "tổng kết năm 2017, triển khai nhiệm vụ năm 2018": the second is still to come.
_AHEAD = re.compile(r"(?:nhiệm vụ|phương hướng|kế hoạch|triển khai|phát động|chương trình)[^,;.]{0,40}$")
_ELSEWHEN = re.compile(
    r"(?<!\w)luật (?:[\w,]+ ){2,8}$"
    r"|(?<!\w)(?:hồi|từ|sinh|trước|thành lập|đến|tính đến|giữa|kể từ|vào|qua)\s+$"
)


class _Mention(Protocol):
    """What is needed of a day that the text names with its year."""

    @property
    def day(self) -> int | None: ...
    @property
    def month(self) -> int: ...
    @property
    def year(self) -> int | None: ...
    @property
    def words(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def pair(self) -> bool: ...


@dataclass(frozen=True)
class Hints:
    """What a report says of years, in the order of trust."""

    addresses: tuple[Finding[PartialDate], ...]
    pairs: tuple[Finding[PartialDate], ...]
    schools: tuple[Finding[tuple[int, int]], ...]
    works: tuple[Finding[int], ...]
    """Years of the work that is commended: "tổng kết năm 2022"."""
    periods: tuple[Finding[int], ...]
    days: tuple[Finding[PartialDate], ...]
    """Whole dates of other days: decisions, incidents."""

    @staticmethod
    def of(layout: Layout, address: str | None, dated: Sequence[_Mention]) -> Hints:
        """Collects the hints of a report; `dated` are the days it names with their year."""
        texts = [(p.small, p.line) for p in layout.body]
        texts += [((c.text or "").lower(), c.line) for c in layout.captions]
        if layout.headline is not None:
            texts.insert(0, (layout.headline.value.lower(), layout.headline.line))
        urls = [*layout.pictures, *([address] if address else [])]
        urls += [layout.signature.url.value] if layout.signature.url is not None else []
        urls += [c.file for c in layout.captions if c.file]
        return Hints(
            tuple(found for url in urls for found in _addresses(url)),
            tuple(found for words, line in texts for found in _pairs(words, line)),
            tuple(
                Finding((int(m["first"]), int(m["last"])), m[0], line)
                for words, line in texts
                for m in _SCHOOL.finditer(words)
                if int(m["last"]) - int(m["first"]) == 1
            ),
            tuple(found for words, line in texts for found in _works(words, line)),
            tuple(
                Finding(int(m["last"]), m[0], line)
                for words, line in texts[:6]
                for m in _PERIOD.finditer(words)
                if "năm học" not in words[max(0, m.start() - 10) : m.start()]
                and "nhiệm kỳ" not in words[max(0, m.start() - 12) : m.start()]
            ),
            tuple(
                Finding(PartialDate(m.year, m.month, m.day), m.words, m.line)
                for m in dated
                if m.year is not None and m.year >= 1950 and not m.pair
            ),
        )

    def for_day(  # noqa: PLR0911
        self, day: int | None, month: int, published: Finding[PartialDate] | None
    ) -> Finding[int] | None:
        """The year in which this day of the month was the event's, and what it was read from; or None."""
        if published is not None and (year := _before(published.value, day, month)) is not None:
            return Finding(year, published.words, published.line, LIKELY)
        for found in self.addresses:
            if (year := _before(found.value, day, month)) is not None:
                return Finding(year, found.words, found.line, LIKELY)
        for found in self.pairs:
            if (near := _near(found.value, day, month)) is not None:
                return Finding(near, found.words, found.line, LIKELY)
        for school in self.schools:
            return Finding(
                school.value[1] if month <= 8 else school.value[0], school.words, school.line, GUESSED
            )
        if self.works:
            return self._of_work(month)
        for found in self.days:
            if (year := _after(found.value, day, month)) is not None:
                return Finding(year, found.words, found.line, GUESSED)
        for found in (*self.days, *self.pairs):
            if (year := _ahead(found.value, day, month)) is not None:
                return Finding(year, found.words, found.line, GUESSED)
        for period in self.periods:
            return Finding(period.value, period.words, period.line, GUESSED)
        return None

    def _of_work(self, month: int) -> Finding[int]:
        """Reviews of a year are held at its end or in the first two months of the next."""
        last = max(self.works, key=lambda found: found.value)
        reviewed = re.search(r"tổng kết|công tác|thành tích|kết quả", last.words) is not None
        year = last.value + 1 if month <= 2 and reviewed else last.value
        return Finding(year, last.words, last.line, GUESSED)

    def alone(self, mentions: Sequence[_Mention]) -> Finding[int] | None:
        """The year of an event whose day is nowhere."""
        for found in self.pairs:
            return Finding(found.value.year, found.words, found.line)
        if self.works:
            best = max(self.works, key=lambda found: found.value)
            return Finding(best.value, best.words, best.line)
        for period in self.periods:
            return Finding(period.value, period.words, period.line)
        named = [m for m in mentions if m.year is not None]
        if named:
            latest = max(named, key=lambda m: m.year or 0)
            return Finding(latest.year or 0, latest.words, latest.line)
        for found in self.addresses:
            return Finding(found.value.year, found.words, found.line)
        return None


# "Phấn đấu đến năm 2030", "giai đoạn 2021 - 2025", "mục tiêu năm 2030": years that are still to come.
_TO_COME = re.compile(
    r"(?<!\w)(?:đến|tới|hết|trước|sẽ|phấn đấu|mục tiêu|kế hoạch|nhiệm vụ|phương hướng|định hướng|tầm nhìn|"
    r"dự kiến|chỉ tiêu|giai đoạn|nhiệm kỳ)(?!\w)[^.;]{0,60}$"
)


def latest(texts: Iterable[str], dated: Iterable[_Mention]) -> int:
    """The last year that has come, as far as texts (in small letters) and the days they name say."""
    named = [
        int(match["year"])
        for words in texts
        for match in _PLAIN.finditer(words)
        if _TO_COME.search(words[max(0, match.start() - 70) : match.start()]) is None
    ]
    return max([*named, *(m.year for m in dated if m.year is not None)], default=0)


def _addresses(url: str) -> Iterator[Finding[PartialDate]]:
    for pattern in _ADDRESS:
        for match in pattern.finditer(url[:600]):
            groups = match.groupdict()
            year = int(groups["year"]) if groups.get("year") else 2000 + int(groups["short"])
            if 1995 <= year <= 2099:
                yield Finding(PartialDate(year, int(match["month"])), quote(url), 0)


def _pairs(words: str, line: int) -> Iterator[Finding[PartialDate]]:
    for match in _PAIR.finditer(words):
        try:
            yield Finding(
                PartialDate(int(match["year"]), int(match["month"]), int(match["day"])), match[0], line
            )
        except DateError:
            continue


def _works(words: str, line: int) -> Iterator[Finding[int]]:
    for match in _PLAIN.finditer(words):
        before = words[max(0, match.start() - 80) : match.start()]
        ahead = _AHEAD.search(before) is not None and re.search(r"tổng kết|sơ kết", words) is not None
        if not ahead and _ELSEWHEN.search(before) is None and _WORK.search(before) is not None:
            yield Finding(int(match["year"]), quote(before[-40:] + match[0]).lstrip(), line)


def _day(year: int, month: int, day: int | None) -> dt.date | None:
    try:
        return PartialDate(year, month, day).first_day
    except DateError:
        return None


def _before(published: PartialDate, day: int | None, month: int) -> int | None:
    """The year that puts the day at most LATEST days before the report was published."""
    for year in (published.year, published.year - 1):
        event = _day(year, month, day)
        if event is not None and event <= published.last_day and (published.first_day - event).days <= LATEST:
            return year
    return None


def _near(feast: PartialDate, day: int | None, month: int) -> int | None:
    """The year that puts the day within LATEST days of a feast."""
    for year in (feast.year, feast.year - 1, feast.year + 1):
        event = _day(year, month, day)
        if event is not None and abs((event - feast.first_day).days) <= LATEST:
            return year
    return None


def _ahead(feast: PartialDate, day: int | None, month: int) -> int | None:
    """The year that puts the day within half a year before a feast that is prepared."""
    for year in (feast.year, feast.year - 1):
        event = _day(year, month, day)
        if event is not None and 0 <= (feast.last_day - event).days <= 200:
            return year
    return None


def _after(decided: PartialDate, day: int | None, month: int) -> int | None:
    """The year of the first such day within half a year of a decision or an incident."""
    for year in (decided.year, decided.year + 1):
        event = _day(year, month, day)
        if event is not None and 0 <= (event - decided.first_day).days <= 200:
            return year
    return None
