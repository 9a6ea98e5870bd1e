"""Which paragraphs of a report are captions of its pictures, and which picture each belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from bangvang.language import text
from bangvang.press import captions
from bangvang.press.captions import Caption
from bangvang.press.findings import GUESSED, LIKELY, SURE
from bangvang.press.manuscript import Paragraph, sentences


@dataclass(frozen=True, slots=True)
class Pictures:
    """The captions of a report, the names of its image files, what else stood around them, and the rest."""

    captions: tuple[Caption, ...]
    files: tuple[str, ...]
    dropped: tuple[Paragraph, ...]
    rest: tuple[Paragraph, ...]


def of(paragraphs: Sequence[Paragraph], *, inside: bool) -> Pictures:
    """Takes the captions out of a report; `inside`: whether a headline stands above it."""
    return _Finder(paragraphs, inside).pictures()


_BEGINNING = 45
"""How many letters two tellings of one scene have in common at least."""


class _Finder:
    """Goes through a report and remembers what stood before."""

    def __init__(self, paragraphs: Sequence[Paragraph], inside: bool) -> None:
        self.left = paragraphs
        self.inside = inside
        self.alike = _alike(paragraphs)
        """How many of the first paragraphs say the same."""
        self.found: list[Caption] = []
        self.files: list[str] = []
        self.dropped: list[Paragraph] = []
        self.kept: list[Paragraph] = []
        self.pending: str | None = None
        """The picture that the next line may be the caption of."""
        self.artefact = False
        """Whether the line before is one that sites put above a caption."""
        self.gallery = False
        """Whether a line said that only captions follow."""

    def pictures(self) -> Pictures:
        """The captions and what is left."""
        n = 0
        while n < len(self.left):
            paragraph = self.left[n]
            following = self.left[n + 1] if n + 1 < len(self.left) else None
            n += 1
            if captions.is_image(paragraph):
                self._without_caption(paragraph.line)
                self.pending = paragraph.text
                self.files.append(paragraph.text)
            elif captions.is_artefact(paragraph):
                self.artefact = True
                self.dropped.append(paragraph)
            else:
                n += self._text(paragraph, following)
        self._without_caption(self.left[-1].line if self.left else 0)
        found = tuple(captions.without_repeats(self._without_told()))
        return Pictures(found, tuple(self.files), tuple(self.dropped), tuple(self.kept))

    def _without_told(self) -> list[Caption]:
        """The captions; what was only guessed and a sure one begins like is a sentence of the report."""
        sure = {text.key(c.text)[:_BEGINNING] for c in self.found if c.confidence == SURE and c.text}
        told = [
            c
            for c in self.found
            if c.confidence == GUESSED and c.file is None and text.key(c.text or "")[:_BEGINNING] in sure
        ]
        self.kept += [c.paragraph for c in told if c.paragraph is not None]
        self.kept.sort(key=lambda paragraph: paragraph.line)
        return [c for c in self.found if c not in told]

    def _without_caption(self, line: int) -> None:
        """Keeps the picture above, which has no caption."""
        if self.pending is not None:
            self.found.append(Caption(None, None, line, file=self.pending))
            self.pending = None

    def _text(self, paragraph: Paragraph, following: Paragraph | None) -> int:
        """Keeps a paragraph as a caption or as the report's; says how many of the following it took."""
        inside, below = bool(self.kept) or self.inside, self.pending is not None or self.artefact
        caption, used = self._caption(paragraph, following, inside, below)
        if caption is not None:
            self.found.append(replace(caption, file=self.pending))
            self.pending = None
        else:
            self.kept.append(paragraph)
            self._without_caption(paragraph.line)
        self.artefact = False
        return used

    def _caption(  # noqa: PLR0911
        self, paragraph: Paragraph, following: Paragraph | None, inside: bool, below_image: bool
    ) -> tuple[Caption | None, int]:
        """The caption a paragraph is, and how many of the following paragraphs belong to it."""
        if self._in_gallery(paragraph) and captions.marked(paragraph) is None:
            return Caption(paragraph.text, None, paragraph.line, LIKELY, paragraph=paragraph), 0
        if (caption := captions.marked(paragraph)) is not None:
            return caption, 0
        credit = captions.marked(following) if following is not None else None
        if (
            credit is not None
            and credit.text is None
            and len(paragraph.text) < 320
            and not _listed(paragraph)
            and (len(paragraph.text) < 120 or (_TOLD.match(paragraph.small) is None and bool(self.kept)))
        ):
            return Caption(paragraph.text, credit.credit, paragraph.line, paragraph=paragraph), 1
        stops = re.search(r"[.!?…][\"”]?$", paragraph.text) is not None
        if below_image and paragraph.kind == "text" and len(paragraph.text) < 400:
            opened = captions.looks_bare(paragraph) > 0
            if not stops or (opened and len(list(sentences(paragraph))) == 1):
                return Caption(paragraph.text, None, paragraph.line, LIKELY, paragraph=paragraph), 0
            if _shown(paragraph):
                return Caption(paragraph.text, None, paragraph.line, GUESSED, paragraph=paragraph), 0
        twice = following is not None and text.key(following.text) == text.key(paragraph.text)
        if twice and inside and len(paragraph.text) < 320 and self._past_lead(paragraph):
            return Caption(paragraph.text, None, paragraph.line, LIKELY, paragraph=paragraph), 1
        if inside and (sure := captions.looks_bare(paragraph)) > 0 and not self._after_colon(paragraph):
            return Caption(paragraph.text, None, paragraph.line, sure, paragraph=paragraph), 0
        return None, 0

    def _in_gallery(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph stands below "Một số hình ảnh tại buổi lễ:" and may be one of the captions."""
        if len(paragraph.text) < 120 and _GALLERY.fullmatch(paragraph.small) is not None:
            self.gallery = True
            return False
        self.gallery = (
            self.gallery and captions.may_stand_in_gallery(paragraph) and not _TOLD.match(paragraph.small)
        )
        return self.gallery

    def _past_lead(self, paragraph: Paragraph) -> bool:
        """Whether anything else than a paragraph's own words stands above it."""
        above = bisect_left(self.left, paragraph.line, key=lambda p: p.line)
        alike = self.alike if text.key(paragraph.text) == text.key(self.left[0].text) else 0
        return above > alike

    def _after_colon(self, paragraph: Paragraph) -> bool:
        former = next(self._before(paragraph), None)
        return former is not None and former.text.endswith(":")

    def _before(self, paragraph: Paragraph) -> Iterator[Paragraph]:
        """Those on earlier lines, the nearest first."""
        end = bisect_left(self.left, paragraph.line, key=lambda p: p.line)
        return (self.left[n] for n in range(end - 1, -1, -1))


def _alike(paragraphs: Sequence[Paragraph]) -> int:
    """How many of the first say the same."""
    keys = (text.key(p.text) for p in paragraphs)
    first = next(keys, "")
    return 1 + sum(1 for _ in takewhile(first.__eq__, keys))


# So begin sentences of a report, hardly captions.
_TOLD = re.compile(
    r"(?:tại (?:hội nghị|buổi|lễ|đại hội)|dịp này|nhân dịp|theo|trong|sau|cùng ngày|ngày|sáng|chiều|kết quả|"
    r"trước đó|ngoài ra|bên cạnh|với|để|từ)(?!\w)"
)


# "Một số hình ảnh tại buổi lễ:"
_GALLERY = re.compile(
    r"\W*(?:(?:một số|một vài|những|các|sau đây là|dưới đây là|chùm)\s+)*(?:hình ảnh|ảnh)"
    r"(?:\s[^.;:]{4,90}[:.…]*|\s*:)"
)


def _shown(paragraph: Paragraph) -> bool:
    """Lãnh đạo … tặng bằng khen …: below a picture, a sentence about who hands what to whom."""
    small_words = paragraph.small
    return (
        captions.looks_bare(replace(paragraph, text=paragraph.text.rstrip("."))) > 0
        and re.search(r"(?<!\w)(?:hôm nay|sáng nay|dịp này|ngày \d)", small_words) is None
    )


def _listed(paragraph: Paragraph) -> bool:
    return paragraph.kind in ("item", "row", "heading")
