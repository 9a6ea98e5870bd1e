"""Line ends within a block of text: which ones tell something, and which were only where the line was full.

A text typed in a narrow window or sent by mail has line ends in the middle of its sentences, all at about the
same width; a list of people has one behind each person. A line end is a blank only where a run of full lines
shows that it was broken by its width: its sentences go on over the ends. Every other line end is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from bangvang.archive import recipients
from bangvang.language import ties

# Nothing that is complete ends with one of these words.
_UNFINISHED = frozenset(
    [
        "bị",
        "bởi",
        "các",
        "cho",
        "cùng",
        "của",
        "do",
        "hoặc",
        "khi",
        "là",
        "mà",
        "mọi",
        "mỗi",
        "nhằm",
        "những",
        "sẽ",
        "thì",
        "theo",
        "tại",
        "từ",
        "và",
        "vì",
        "với",
        "đã",
        "đang",
        "để",
        "được",
        "trong",
        "một",
        "này",
        "về",
        "có",
        "như",
        "không",
        "đến",
        "trên",
        "cả",
    ]
)
# Nothing begins with one of these.
_GOING_ON = frozenset(
    ["của", "và", "hoặc", "mà", "thì", "là", "nhằm", "bởi", "với", "để", "cho", "này", "đó"]
)
# What one line of a list begins with: persons, places, prizes; and words that only begin alike.
_LISTED = re.compile(
    r"(?!(?:tổ (?:chức|quốc)|bà con|anh em|chị em|giải (?:quyết|pháp|phóng|thích)|bản (?:thân|sắc)|hạng mục"
    r"|chú (?:trọng|ý)|cụ thể|hộ khẩu)(?!\w))"
    r"(?:ông|bà|anh|chị|em|cháu|cô|chú|bác|cụ|đ/c|đồng chí|hộ|xã|thôn|làng|buôn|bon|tổ|ấp|bản|khóm|phường"
    r"|tập thể|cá nhân|giải|hạng|https?:|www\.)(?!\w)",
    re.IGNORECASE,
)
# What a sentence begins with, though a unit's name could.
_NO_UNIT = re.compile(
    r"(?:hội (?:nghị|thi|thao|viên)|tổ chức|khu vực|phòng,? chống|nhân dân)(?!\w)", re.IGNORECASE
)
# How a line begins that stands for itself: numbered, lettered, marked by a sign.
_MARKER = re.compile(
    r"\d{1,4}[.)/:](?!\d)|(?!\d{1,3}(?:\.\d{3})++\s)\d{1,3}(?:\.\d{1,3}){1,4}\.?\s|\(?(?:[a-zđA-ZĐ]{1,2}|[ivx]{1,4})\)|[a-zđ][./:-]|[A-ZĐ][./-]\s"
    r"|[ovxqü]\s|[IVXLC]{1,6}[.)/]\s|\(\d{1,4}\)"
    r"|\[[^\[\]]*\](?!\()|(?!\*\*\w)[-–—−+*•●○◦▪■□☐☑☒✓✔✗✘►▶➤➢→⇒>=#|@&\uf000-\uf0ff]"
)
_LINK = re.compile(r"\[[^\[\]]*\]\([^()\s]*\)")
# A link and bold text are one thing, over whatever line ends.
_HELD = re.compile(rf"{_LINK.pattern}|\*\*(?=[^\s*])[^*]*\*\*")
_ASIDE = re.compile(r"[-–—] (?=[^\W\d_])(?![A-ZĐÀ-Þ])")
_ADDRESS = re.compile(r"\S{32}")
_COMPLETE = (".", "!", "?", "…", ":", ";", "”", '"', ")")
# A span of years and a number after what it numbers may be parted where a line was full.
_SPAN = re.compile(
    r"(?P<first>(?:19|20)\d\d) ?\n?[-–—] ?\n?(?P<last>(?:19|20)\d\d)"
    r"(?:$|[,.;)]| ;| [-–—] | (?:của|và|trên|ở|tại|theo) )",
    re.MULTILINE,
)
_NUMBERED = re.compile(r"(?:năm|ngày|tháng|lần|số|thứ|quý)\n\d|(?:,|và|cho) \d{1,3}\n(?:tập thể|cá nhân)")
_PARTED = re.compile(r":\s")
# A sentence ends and another begins within a line, as in prose; "TP. Huế" and "tr. 5" are abbreviations.
_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?…] [^\W\d_]")
# Verses and addresses are narrower than what is broken by its width, paragraphs on one line are wider.
_NARROWEST, _WIDEST = 50, 140
# Not every program breaks by letters: in a PDF, full lines differ by as much.
_ABOUT = 0.85
# So much narrower than its program's can the widest line of a text be.
_SPREAD = 4
_FEW = 2
_LONG = 56
_KINDS = ("collectives", "households", "styles", "offices", "courtesies")
# Lines longer than this are paragraphs; verses, names and addresses are shorter.
_PARAGRAPH = 100


@dataclass(frozen=True, slots=True)
class _End:
    """A line end: the lines at it, and how wide the widest line around is."""

    above: str
    below: str
    width: int

    def is_full(self) -> bool:
        """Whether the next word had no room in the line."""
        return len(self.above) + 1 + len(self.below.partition(" ")[0]) > self.width

    def may_be_soft(self) -> bool:
        """Whether the line is about full, and what follows may be the same sentence or the next one."""
        if self.above[-1:] in (":", ";"):
            return False
        # In front of a long word, as an address is, a line may be full and yet short.
        if len(self.above) < _ABOUT * self.width and not self.is_full():
            return False
        return _MARKER.match(self.below) is None or self.parts_a_number()

    def goes_on(self) -> bool:
        """Whether a sentence certainly goes on over it: it parts a word, a phrase or a span of years."""
        last, first = self.above.rpartition(" ")[2], self.below.partition(" ")[0]
        return last in _UNFINISHED or first in _GOING_ON or self.parts_a_word() or self.parts_a_number()

    def parts_a_word(self) -> bool:
        """Whether it stands within a word: "công", "an"; not "Tổ quốc", "phòng ngừa"."""
        *before, last = self.above.rsplit(" ", 2)[-2:]
        first = self.below.partition(" ")[0]
        if not first[:1].islower() or not ties.is_within_word(last, first):
            return False
        return not before or not ties.is_within_word(before[0], last)

    def is_within_a_sentence(self) -> bool:
        """Whether it probably goes on, and not with what could be listed, were it written in capitals."""
        return self.probably_goes_on() and not _is_entry(self.below[:1].upper() + self.below[1:])

    def begins_an_aside(self) -> bool:
        """Whether a dash may stand within a sentence, and only by chance at a line's beginning."""
        return self.is_full() and self.above[-1:].isalnum() and _ASIDE.match(self.below) is not None

    def probably_goes_on(self) -> bool:
        return self.above[-1:].isalnum() and self.below[:1].islower() and not _LISTED.match(self.below)

    def is_parted_by_a_comma(self) -> bool:
        """Whether a clause may follow: in a text of a known width only, since lists have commas as well."""
        return self.above[-1:] == "," and self.below[:1].islower() and not _LISTED.match(self.below)

    def parts_a_number(self) -> bool:
        around = f"{self.above[-8:]}\n{self.below[:14]}"
        span = _SPAN.search(around)
        return _NUMBERED.search(around) is not None or (span is not None and span["first"] < span["last"])

    def is_doubtful(self) -> bool:
        """Whether even among lines that were full this one may end something."""
        return self.above[-1:] in ".!?…" or (_LISTED.match(self.below) is not None and not self.goes_on())

    def begins_an_entry(self) -> bool:
        return not self.goes_on() and _is_entry(self.below)


def is_marked(line: str) -> bool:
    """Whether a line begins with a number, a letter or a sign that sets it apart."""
    return _MARKER.match(line) is not None


def is_unfinished(above: str, below: str) -> bool:
    """Whether a sentence certainly goes on from one line to the next."""
    return _End(above, below, 0).goes_on()


def is_next(lines: Sequence[str], line: str) -> bool:
    """Whether a line had no room in the last one of others, which were broken by their width."""
    width = max(map(len, lines[:-1]), default=0)
    return width >= _LONG and len(lines[-1]) <= width + _SPREAD and _End(lines[-1], line, width).is_full()


def _is_entry(line: str) -> bool:
    """Whether a line begins as one of a list does: with a unit, a rank, an office or a person."""
    if not line[:1].isupper():
        listed = _LISTED.match(line)
        return listed is not None and (line[listed.end() + 1 :][:1].isupper() or line[:2].lower() == "đ/")
    if _NO_UNIT.match(line):
        return False
    if any(recipients.begins(line, kind) for kind in _KINDS):
        return True
    words = line.replace(",", " ").split(maxsplit=2)[:2]
    return len(words) > 1 and words[1][:1].isupper() and recipients.is_surnamed(" ".join(words))


def paragraphs(lines: Sequence[str], width: int = 0) -> list[str]:
    """The paragraphs of a block without empty lines; a line end in one of them is to be seen as such.
    `width`: that of the text, if it is broken by its width."""
    if len(lines) == 1:
        return [lines[0].strip()]
    bare = [line.strip() for line in lines]
    held = _within(_HELD, bare)
    joints = ["", *(" " if soft else "\n" for soft in _soft(lines, width))]
    are_joined = " " in joints
    rows: list[list[str]] = [[]]
    for i, line in enumerate(bare):
        # Nobody typed a paragraph's end between lines that were put together: only a sentence's end is one.
        if joints[i] == "\n" and i - 1 not in held and (not are_joined or _is_over(bare[i - 1], line)):
            rows.append([line])
        else:
            rows[-1] += [joints[i], line]
    said = ["".join(row) for row in rows]
    return said if max(map(len, said)) > _PARAGRAPH else ["\n".join(said)]


def _is_over(above: str, below: str) -> bool:
    return above.endswith(_COMPLETE) and not below[:1].islower()


def _within(marked: re.Pattern[str], lines: Sequence[str]) -> frozenset[int]:
    """Which line ends stand within what is one thing."""
    source = "\n".join(lines)
    found: set[int] = set()
    for each in marked.finditer(source):
        first = source.count("\n", 0, each.start()) if "\n" in each[0] else 0
        found.update(range(first, first + each[0].count("\n")))
    return frozenset(found)


def width(lines: Sequence[str], least: int = _FEW) -> int:
    """At which width the lines of a text are broken; 0 if they are not, or nobody can tell. `least`: more
    line ends than so many must show it."""
    blank = [i for i, line in enumerate(lines) if not line or line.isspace()]
    # Most blocks are a paragraph on one line, and have too few line ends to tell.
    spans = ((a + 1, b) for a, b in pairwise([-1, *blank, len(lines)]) if b - a - 2 > least)
    told = (block for a, b in spans if sum(_soft(block := lines[a:b], 0)) > least)
    return max(map(_widest, told), default=0)


def _widest(lines: Sequence[str]) -> int:
    """The width of the widest line, but for those that are wider than others for the sake of an address."""
    widths = [len(line) for line in lines]
    if max(widths) > _NARROWEST:  # narrow ones tell nothing
        widths = [len(line) for line in lines if _ADDRESS.search(line) is None]
    return max(widths, default=0)


def _soft(lines: Sequence[str], known: int) -> list[bool]:
    """Of each line end whether it is one only because the line was full."""
    widest = _widest([line.strip() for line in lines])
    if not _NARROWEST <= widest <= _WIDEST:
        return [False] * (len(lines) - 1)
    if not known * _ABOUT < widest <= known + _SPREAD:
        return _soft_at(widest, lines, is_known=False)
    soft = _soft_at(max(known, widest), lines, is_known=True)
    if known > widest and not all(soft):
        # What is narrower than the text may be broken by a width of its own.
        soft = [
            either or own for either, own in zip(soft, _soft_at(widest, lines, is_known=False), strict=True)
        ]
    return soft


def _soft_at(width: int, lines: Sequence[str], *, is_known: bool) -> list[bool]:
    bare = [line.strip() for line in lines]
    ends = [_End(*pair, width) for pair in pairwise(bare)]
    # Two blanks at a line's end are Markdown's own word for a line end.
    typed = [line.endswith("  ") for line in lines]
    chance = frozenset(_by_chance(bare, ends))
    may_be = [not typed[i] and (end.may_be_soft() or i in chance) for i, end in enumerate(ends)]
    linked = _within(_LINK, bare)
    soft: list[bool] = []
    for key, run in groupby(range(len(ends)), may_be.__getitem__):
        together = [ends[i] for i in run]
        before = ends[len(soft) - 1].above[-1:] if soft else ""
        soft += _of_run(together, before, is_known=is_known) if key else [False] * len(together)
    return [is_soft or (i in linked and ends[i].is_full()) for i, is_soft in enumerate(soft)]


def _by_chance(lines: Sequence[str], ends: Sequence[_End]) -> Iterator[int]:
    """Line ends at a dash or a semicolon that is the only one there: items are several."""
    if len(ends) <= _FEW:
        return
    dashed = [i for i, line in enumerate(lines) if line[:1] in tuple("-–—")]
    if len(dashed) == 1 and 0 < dashed[0] < len(ends) and ends[dashed[0] - 1].begins_an_aside():
        yield dashed[0] - 1
    parted = [i for i, end in enumerate(ends) if end.above[-1:] == ";"]
    if len(parted) == 1 and ends[parted[0]].is_full() and not is_marked(ends[parted[0]].below):
        yield parted[0]


def _of_run(ends: Sequence[_End], before: str, *, is_known: bool) -> list[bool]:
    """The same of line ends that follow one another, each of which may be soft. `before`: the sign that
    the line before them ends with."""
    full = all(end.is_full() for end in ends)
    # What is listed below a colon may be clauses, each with a small letter.
    are_clauses = before in ("", ":", ";") and ends[0].above[:1].islower()
    proven = _is_proven(ends, full=full, are_clauses=are_clauses)
    listed = _is_listed(ends)
    if proven and full and len(ends) > _FEW and not listed:
        # No list has three lines and more that are all full.
        return [True] * len(ends)
    if not proven and (not is_known or before == ":"):
        return [False] * len(ends)
    commas = sum(end.is_parted_by_a_comma() for end in ends)
    are_parted = commas > 1 and 2 * commas >= len(ends)
    evident = [
        end.goes_on()
        or (not are_clauses and (end.probably_goes_on() or (not are_parted and end.is_parted_by_a_comma())))
        for end in ends
    ]
    return [
        (proven or end.is_full()) and not end.is_doubtful() and _goes_on(i, ends, evident, listed, proven)
        for i, end in enumerate(ends)
    ]


def _goes_on(i: int, ends: Sequence[_End], evident: Sequence[bool], listed: bool, proven: bool) -> bool:
    """Whether a sentence goes on over a line end by itself, or else by those beside it: a name in the middle
    of a sentence begins with a capital, too."""
    if evident[i]:
        return True
    if listed:
        return False
    beside = (*evident[max(i - 1, 0) : i], *evident[i + 1 : i + 2])
    if ends[i].begins_an_entry():
        return len(beside) > 1 and all(beside)
    return proven or any(beside)


def _is_listed(ends: Sequence[_End]) -> bool:
    """Whether lines are those of a list: they begin with units, ranks, offices, persons. An entry may itself
    go on in the next line."""
    entries = [_is_entry(ends[0].above), *(end.begins_an_entry() for end in ends)]
    return (
        (entries[0] and sum(entries) > 1)
        or any(first and second for first, second in pairwise(entries))
        or 2 * sum(entries) >= len(entries) > 1
    )


def _is_proven(ends: Sequence[_End], *, full: bool, are_clauses: bool) -> bool:
    """Whether lines were broken by their width: sentences go on over their ends. The fewer lines, the more
    of their ends must say so."""
    if len(ends) < _FEW:
        # A line as long as no verse is: nobody ends one within a word.
        return len(ends[0].above) >= _LONG and ends[0].parts_a_word()
    if _are_alike(ends):
        return False
    certain = sum(end.goes_on() for end in ends)
    if not full:
        return certain >= _FEW and 3 * certain >= len(ends)
    is_prose = any(_SENTENCES.search(end.above) for end in ends)
    if len(ends) == _FEW:
        may_list = are_clauses or not all(end.goes_on() or end.is_within_a_sentence() for end in ends)
        return certain + is_prose >= _FEW or (certain > 0 and not may_list)
    probable = 0 if are_clauses else sum(end.probably_goes_on() for end in ends)
    many = is_prose or len(ends) > _FEW + 1
    return certain > 0 or (many and probable >= _FEW and 2 * probable >= len(ends))


def _are_alike(ends: Sequence[_End]) -> bool:
    """Whether lines are made in one way, as those of lists are: they begin alike, or each has its colon."""
    lines = [ends[0].above, *(end.below for end in ends)]
    firsts = Counter("0" if line[0].isdigit() else line.partition(" ")[0].casefold() for line in lines)
    (_, most), *_ = firsts.most_common(1)
    parted = sum(_PARTED.search(line) is not None for line in lines)
    return 2 * most >= len(lines) or 2 * parted >= len(lines)
