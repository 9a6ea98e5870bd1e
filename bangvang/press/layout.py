"""A press text taken apart: what stands around the report, its headline, sign, captions, signature, body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bangvang.facts import places
from bangvang.facts.places import Place
from bangvang.language import text
from bangvang.language.dates import DateError, PartialDate
from bangvang.press import captions, looks, outlets, picture_lines, postings, publication, signatures
from bangvang.press.captions import Caption
from bangvang.press.findings import GUESSED, LIKELY, SURE, Finding, quote
from bangvang.press.manuscript import Manuscript, Paragraph, paragraphs, small
from bangvang.press.signatures import Signature

_HEADLINE = 240
_FOOT = 8
"""How many of the last lines may be a signature and pictures."""
# Pictures that stand for words in front of a headline and behind it.
_SIGNS = re.compile(r"[^\w“\"‘'«(\[–-]*")
_SIGNS_BEHIND = re.compile(r"(?<=[\w\x21-\x7e…”’»])[^\w\x21-\x7e–—…“”‘’«»°\u0300-\u036f]+$")
# "… của Thủ tướng Chính phủ Sáng 27-3, Bệnh viện …": a capital that no stop is before begins the lead.
_LEAD_BEHIND = re.compile(
    r"(?<=[^\W_])\s(?=(?:Sáng|Trưa|Chiều|Tối|Ngày|Đêm)(?:\sngày)?\s\d{1,2}(?:[/.-]\d|\stháng\s\d))"
)
_PREFIX = re.compile(r"^\s*date (\d{4})-(\d\d)(?:-(\d\d))?(?:[T ]\d\d:\d\d\S*)?(?:\s+|$)")


@dataclass(frozen=True)
class Layout:
    """The parts of a report. `published` is when it was printed or crawled, never when the event was.

    `body` begins with the lead and has neither headline, sign, captions nor signature; `dropped` is what was
    taken for something around the report."""

    headline: Finding[str] | None
    section: str | None
    published: Finding[PartialDate] | None
    crawled: Finding[PartialDate] | None
    sign: Finding[str] | None
    signature: Signature
    captions: tuple[Caption, ...]
    body: tuple[Paragraph, ...]
    dropped: tuple[Paragraph, ...] = field(default=(), repr=False)
    dateline: Finding[Place] | None = None
    """Where an office dates its letter: `Hà Tĩnh, ngày 15 tháng 01 năm 2024`. The day is `published`."""
    pictures: tuple[str, ...] = ()
    """Addresses and names of images, which may hold a date."""

    @property
    def opening(self) -> str:
        """The headline and the lead."""
        headline = self.headline.value if self.headline is not None else ""
        return " ".join([headline, *(paragraph.text for paragraph in self.body[:2])])


def of(manuscript: Manuscript) -> Layout:
    """Takes a text apart."""
    return _Cutter(manuscript).layout()


class _Cutter:
    """Takes one thing after another away; later steps see only what is left."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.left = list(paragraphs(manuscript.lines))
        self.alike = 0
        """How many of the first paragraphs say the same."""
        self.dropped: list[Paragraph] = []
        self.published: Finding[PartialDate] | None = None
        self.crawled: Finding[PartialDate] | None = None
        self.dateline: Finding[Place] | None = None
        self.section: str | None = None
        self.headline: Finding[str] | None = None
        self.sign: Finding[str] | None = None
        self.top = Signature()
        self.below: list[Caption] = []
        """Captions below the signature."""

    def layout(self) -> Layout:
        self._crawler_mark()
        self._posting()
        self._times()
        self._surroundings()
        self._headline()
        self._under_headline()
        self._signs()
        signature = self._foot()
        shown = picture_lines.of(self.left, inside=self.headline is not None)
        self.left, found = list(shown.rest), [*shown.captions, *self.below]
        self.dropped += shown.dropped
        credit = signature.credit or self.top.credit
        if credit is not None:
            found = [replace(c, credit=credit.value) if c.credit is None else c for c in found]
        return Layout(
            headline=self.headline,
            section=self.section,
            published=self.published,
            crawled=self.crawled,
            sign=self.sign,
            signature=signature.over(self.top),
            captions=tuple(found),
            body=tuple(self.left),
            dropped=tuple(self.dropped),
            dateline=self.dateline,
            pictures=shown.files,
        )

    # ---------------------------------------------------------------- around the report

    def _crawler_mark(self) -> None:
        if not self.left or (mark := _PREFIX.match(self.left[0].text)) is None:
            return
        first = self.left[0]
        self.crawled = _date(mark, first)
        self.left[0] = _after(first, mark.end())
        self._sections()
        self._split_first()
        if not self.left[0].text:
            del self.left[0]

    def _posting(self) -> None:
        """Page and time above a text of a social network."""
        end, day = postings.head(self.left)
        self.dropped += self.left[:end]
        self.published = day
        del self.left[:end]

    def _sections(self) -> None:
        """Sections in front of the headline, one or a path of them, or alone on their line."""
        while (found := looks.section(self.left[0].text))[0] is not None:
            self.section = self.section or found[0]
            self.left[0] = _after(self.left[0], found[1])
        if text.key(self.left[0].text) in looks.sections():
            self.section = self.section or self.left[0].text
            self.left[0] = replace(self.left[0], text="", joins=())

    def _split_first(self) -> None:
        """Headline and lead on one line are parted by the sign: `… Tổ quốc (QNO) - Sáng nay …`."""
        first = self.left[0]
        for place in re.finditer(r"(?<=\S) (?=\()", first.text[:400]):
            if outlets.sign(first.text[place.end() : place.end() + 60]) is not None and place.start() > 15:
                self.left[:1] = [
                    replace(first, text=first.text[: place.start()], joins=()),
                    _after(first, place.end()),
                ]
                return
        lead = _LEAD_BEHIND.search(first.text, 25, 240)
        if lead is not None and len(first.text) > lead.end() + 60:
            self.left[:1] = [
                replace(first, text=first.text[: lead.start()], joins=()),
                _after(first, lead.end()),
            ]

    def _times(self) -> None:
        """Lines that say when the report was published; the first counts, the rest goes."""
        kept: list[Paragraph] = []
        for n, paragraph in enumerate(self.left):
            found = publication.read(paragraph) if n < 40 and len(paragraph.text) < 140 else None
            if found is None:
                kept.append(paragraph)
                continue
            date, name = found
            if n < 12 and (self.published is None or self._banner(kept)):
                self.published = date
            self.dropped.append(paragraph)
            place = places.find(name) if name else None
            if place is not None and self.published is date:
                self.dateline = Finding(place, date.words, date.line)
            elif name and outlets.by_code(code := name.strip("() ")) is not None and code.isupper():
                self.sign = Finding(code, date.words, date.line)
            elif name and looks.is_page_name(replace(paragraph, text=name)):
                self.top = Signature(source=Finding(name, date.words, date.line, LIKELY))
            elif name and signatures.is_name(name) and _WEEKDAY.match(small(name)) is None:
                kept.append(replace(paragraph, text=name))
        self.left = kept

    def _banner(self, before: Sequence[Paragraph]) -> bool:
        """The day a page was looked at stands above everything; that of the report below its headline."""
        return any(len(p.text) > 30 for p in before) and len(self.dropped) == 1

    def _surroundings(self) -> None:
        lead = next((n for n, p in enumerate(self.left) if looks.like_prose(p)), len(self.left))
        menu = looks.menu(self.left[:lead])
        menu |= postings.comments(self.left)
        kept: list[Paragraph] = []
        related = False
        for n, paragraph in enumerate(self.left):
            if looks.is_related(paragraph, below=n > 1):
                related = True
            elif n in menu or looks.is_debris(paragraph):
                self.dropped.append(paragraph)
                continue
            elif related and looks.ends_related(paragraph):
                related = False
            (self.dropped if related else kept).append(paragraph)
        self.left = kept

    # ---------------------------------------------------------------- headline, sign, top signature

    def _headline(self) -> None:
        while len(self.left) > 2 and looks.is_letterhead_row(self.left[0]):
            self.dropped.append(self.left.pop(0))
        if not self.left or captions.is_image(self.left[0]):
            return
        self._above_heading()
        if len(self.left) > 2 and looks.is_page_name(self.left[0]):
            name = self.left.pop(0)
            self.top = Signature(source=Finding(name.text, quote(name.text), name.line, LIKELY))
            self.dropped.append(name)
        while len(self.left) > 2 and looks.stands_above_headline(self.left[0], self.left[1]):
            self.dropped.append(self.left.pop(0))
        first = self.left[0]
        if looks.may_be_headline(first) and len(self.left) > 1:
            end = 1
            while (
                first.text.isupper()
                and end < len(self.left) - 1
                and looks.continues(self.left[end - 1], self.left[end])
            ):
                end += 1
            whole = " ".join(p.text for p in self.left[:end])
            whole = _SIGNS.sub("", whole, count=1) if not whole[0].isalnum() else whole
            whole = _SIGNS_BEHIND.sub("", whole)
            sure = (
                GUESSED
                if first.text[-1] == "."
                else LIKELY
                if end > 1 and looks.names_a_body(first)
                else SURE
            )
            self.headline = Finding(whole, quote(whole), first.line, sure)
            del self.left[:end]
        elif self.manuscript.title is not None:
            self.headline = Finding(self.manuscript.title, self.manuscript.title, 0, LIKELY)

    def _above_heading(self) -> None:
        """In a file that marks its headings, what stands above the first is letterhead, date, or path."""
        heading = next((n for n, p in enumerate(self.left[:10]) if p.kind == "heading"), 0)
        if heading + 1 < len(self.left) and all(len(p.text) < 90 for p in self.left[:heading]):
            self.dropped += self.left[:heading]
            del self.left[:heading]

    def _under_headline(self) -> None:
        """Bylines, sections and the headline once more, in the lines before the lead."""
        n = 0
        while n < min(5, len(self.left) - 1):
            paragraph = self.left[n]
            same = self.headline is not None and text.key(paragraph.text) == text.key(self.headline.value)
            signature = signatures.read(paragraph, alone=len(paragraph.text) < 45)
            if same or text.key(paragraph.text) in looks.sections():
                self.dropped.append(self.left.pop(n))
            elif signature is not None and not captions.is_image(paragraph):
                self.top = self.top.over(signature)
                self.dropped.append(self.left.pop(n))
            else:
                n += 1
                if looks.like_prose(paragraph):
                    break

    def _signs(self) -> None:
        for n, paragraph in enumerate(self.left[:3]):
            if self.dateline is None and (dated := publication.dateline(paragraph)) is not None:
                self.dateline, day, end = dated
                self.published = self.published or day
                self.left[n] = _after(paragraph, end)
                break
        for n, paragraph in enumerate(self.left[:6]):
            host = _HOST_ALONE.fullmatch(paragraph.text)
            if host is not None and len(self.left) > 1 and outlets.by_host(host[1]) is not None:
                self.sign = Finding(host[1], quote(paragraph.text), paragraph.line)
                self.dropped.append(self.left.pop(n))
                return
            found = outlets.sign(paragraph.text[:80])
            if found is not None and len(paragraph.text) > found[1] + 20:
                code, end = found
                self.sign = Finding(code, quote(paragraph.text[:100]), paragraph.line)
                self.left[n] = _after(paragraph, end)
                return

    def _foot(self) -> Signature:
        """The signature at the foot, which pictures may follow."""
        end = len(self.left)
        while end > 2 and _is_picture(self.left[end - 1]):
            end -= 1
        signature, above = signatures.at_foot(self.left[:end])
        if end < len(self.left) and signature.byline is None:
            signature, above, end = *signatures.at_foot(self.left), len(self.left)
        self.left[:end] = above
        return signature if signature.byline is not None else self._labelled().over(signature)

    def _labelled(self) -> Signature:
        """ "Bài và ảnh: X" above the pictures at the foot, whose captions do not say that they are some."""
        for n in range(len(self.left) - 1, max(0, len(self.left) - _FOOT), -1):
            if looks.like_prose(self.left[n]):
                break
            signed = signatures.read(self.left[n], alone=False)
            if signed is not None and signed.byline is not None:
                below = [p for p in self.left[n + 1 :] if captions.may_stand_in_gallery(p)]
                self.below = [Caption(p.text, None, p.line, GUESSED, paragraph=p) for p in below]
                self.left[n:] = [p for p in self.left[n + 1 :] if p not in below]
                return signed
        return Signature()


def _is_picture(paragraph: Paragraph) -> bool:
    """Whether a line is an image or a caption that says so, and names no writer."""
    if captions.is_image(paragraph):
        return True
    return captions.marked(paragraph) is not None and signatures.read(paragraph, alone=True) is None


# "baocaobang.vn -", above the lead
_HOST_ALONE = re.compile(r"\(?([\w-]+(?:\.[\w-]+)*\.(?:vn|com|net))\)?\s*[-–—]?", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:thứ|chủ nhật)(?!\w)")


def _after(paragraph: Paragraph, offset: int) -> Paragraph:
    """The paragraph without its first characters."""
    joins = tuple((start - offset, line) for start, line in paragraph.joins if start > offset)
    return replace(paragraph, text=paragraph.text[offset:], line=paragraph.line_at(offset), joins=joins)


def _date(match: re.Match[str], paragraph: Paragraph) -> Finding[PartialDate] | None:
    try:
        date = PartialDate(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
    except DateError:
        return None
    return Finding(date, quote(match[0]), paragraph.line)
