"""Results without a verb: items "Bằng khen của Thủ tướng Chính phủ: 3 tập thể" below a line that announces
them, and tables that have a column of forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bangvang.archive.model import Count
from bangvang.press import counts, coverage, giving, grantors, guards, names, papers, rolls, sums, verbs
from bangvang.press.findings import quote
from bangvang.press.giving import Givers
from bangvang.press.granted import Context, Grant, Refusal
from bangvang.press.manuscript import Paragraph, blocks, small
from bangvang.press.names import Roll
from bangvang.press.papers import Paper

_ANNOUNCES = re.compile(
    r"(?<!\w)(?:khen thưởng|trao|tặng|trao tặng|tặng thưởng|khen|tôn vinh|biểu dương|tuyên dương|vinh danh)"
    r"(?!\w)"
)
# "Kết quả khen thưởng của nhà trường:"
_WHOSE = re.compile(r"(?<!\w)khen thưởng(?:\s[^\W\d_]+){0,4}?\scủa\s")
_BULLET = re.compile(r"\s*(?:[-–•●▪*+]|\d{1,2}[.)]|[a-zđ][.)])?\s*(?:(?:danh hiệu|hình thức|về)\s+)*[“\"]?")
# "- Bằng khen của Chủ tịch UBND tỉnh: Tổ Cảnh sát khu vực": it says all, whatever the line above ends with.
_FULL = re.compile(r"\s*[-–•●▪*+]\s*[^,;:.]{4,60}?\scủa\s[^,;:.]{3,80}:\s*\S")
_MONEY = re.compile(r"(?<!\w)(?:tiền thưởng|mức thưởng|mức chi|số tiền|kinh phí)(?!\w)")
_LIMIT = re.compile(
    r"(?<!\w)(?:không quá|tối đa|tối thiểu|ít nhất|mỗi|dự kiến|sẽ|đề nghị|tiêu chuẩn|lượt)(?!\w)"
)
_MOST = 50_000
"""Larger numbers in a table are money."""
_SHORT = 400
"""An item of results is no paragraph of prose."""


@dataclass(frozen=True)
class _Announced:
    """A line that may announce results, and what stands before its verb; read only where some follow."""

    line: Paragraph
    near: str
    context: Context

    @cached_property
    def against(self) -> bool:
        """Whether it announces what is planned, proposed or past."""
        told, year = self.line.small.rstrip(), self.context.event_year
        return bool(self.context.against(told) or guards.reason(told, self.near, year) or _MONEY.search(told))

    @cached_property
    def givers(self) -> Givers:
        """Who gives them, as it says."""
        verb = next((v for v in verbs.find(self.line.small.rstrip(), []) if not v.occasion), None)
        givers = Givers() if verb is None else giving.of(self.line.text, self.line.small, verb, 0)
        whose = _WHOSE.search(self.line.small) if not givers.named else None
        if whose is None:
            return givers
        own = next(grantors.find(self.line.text, self.line.small, whose.end(), len(self.line.small)), None)
        return Givers((own.name,)) if own is not None and own.start == whose.end() else givers


def read(body: Sequence[Paragraph], context: Context) -> tuple[list[Grant], list[Refusal]]:
    """The awards that lists and tables of results report, in order, and the items that were not read;
    `context`: what the text is."""
    found: list[Grant] = []
    unread: list[Refusal] = []
    tables: list[Refusal] = []
    announced: _Announced | None = None
    for block in blocks(body):
        paragraph = block[0]
        if paragraph.kind == "row":
            rows = list(_table(block, announced, context))
            found += [one for one in rows if isinstance(one, Grant)]
            tables += [one for one in rows if isinstance(one, Refusal)]
            continue
        some = list(_item(paragraph, announced)) if announced is not None else []
        found += some
        if announced is not None and not some and _counts_somebody(paragraph, announced):
            unread.append(Refusal("unread", quote(paragraph.text), paragraph.line))
        if not some and not (paragraph.kind == "item" and announced is not None):
            announced = _announcing(paragraph, context)
    return found, [*tables, *(unread if found else [])]


def _counts_somebody(paragraph: Paragraph, announced: _Announced) -> bool:
    """Whether an item among results has numbers of recipients and no verb, and so may be a result."""
    small_words = paragraph.small
    return (
        paragraph.kind == "item"
        and not announced.against
        and len(paragraph.text) < _SHORT
        and not verbs.find(small_words, [])
        and any(counts.find(paragraph.text, small_words))
    )


def _announcing(paragraph: Paragraph, context: Context) -> _Announced | None:
    """Whether a line announces results of this event: "… đã khen thưởng với các hình thức:"."""
    told = paragraph.small.rstrip()
    said = _ANNOUNCES.search(told)
    if said is None or not (told.endswith((":", "sau", "sau.", "sau đây", "dưới đây")) or len(told) < _SHORT):
        return None
    return _Announced(paragraph, told[max(0, said.start() - 14) : said.start()], context)


# ---------------------------------------------------------------- items


def _item(paragraph: Paragraph, announced: _Announced) -> Iterator[Grant]:
    """The awards of an item, each part of it beginning with its paper; an item with a verb is a sentence."""
    ends = announced.line.text.rstrip().endswith((":", ";", "sau", "sau.")) or _FULL.match(paragraph.small)
    if not ends or len(paragraph.text) > _SHORT or announced.against:
        return
    for part in _parts(paragraph.text):
        grant = _part(part, paragraph, announced)
        if grant is not None:
            yield grant


def _parts(item: str) -> list[str]:
    """The parts of an item that begin with a paper each, with all the recipients that semicolons divide."""
    parts: list[str] = []
    for piece in item.split(";"):
        found = papers.find(piece, papers.without_lookalikes(small(piece)))
        if parts and not any(len(piece[: paper.start].split()) <= 1 for paper in found):
            parts[-1] = f"{parts[-1]};{piece}"
        else:
            parts.append(piece)
    return parts


def _part(words: str, paragraph: Paragraph, announced: _Announced) -> Grant | None:
    lowered = papers.without_lookalikes(small(words))
    own = papers.find(words, lowered)
    bullet = _BULLET.match(lowered)
    if not own or own[0].bare or bullet is None or own[0].start > bullet.end():
        return None
    paper = own[0]
    after = lowered[paper.end :]
    if verbs.find(after, []) or _LIMIT.search(lowered) is not None:
        return None
    hits = [hit for hit in counts.find(words, lowered) if hit.start >= paper.end]
    count, approx, joined = sums.total(hits)
    colon = re.search(r":\s*|\s[-–]\s|\scho\s", after)
    begin = paper.end + colon.end() if colon is not None else len(words)
    roll = names.read(words[begin : hits[0].start if hits else len(words)], listed=not hits)
    rest = (
        coverage.behind(coverage.Words(words, lowered, hits), hits, len(words)) if hits else coverage.Rest()
    )
    roll = roll.plus(rest.roll)
    doubts = {"awards_counts_summed"} if joined else set()
    doubts |= {"awards_recipients_unsure"} if rest.unsure else set()
    if roll.all:
        count = count.plus(Count(**roll.counts()))
        doubts.add("awards_counted_by_name")
    elif not hits:
        alone = re.match(r"[^:\d]{0,160}:\s*(\d{1,4})\s*[.,]?\s*$", after)
        number = paper.number or (int(alone[1]) if alone is not None else None)
        if number is None:
            return None
        count = Count(recipients=number)
        doubts.add("awards_papers_counted")
    grant = _grant(paper, giving.behind(words, lowered, paper), announced.givers, paragraph)
    return replace(grant, count=count, approx=approx, roll=roll, doubts=grant.doubts | doubts)


def _grant(paper: Paper, own: Givers, announced: Givers, paragraph: Paragraph) -> Grant:
    """An award without numbers yet. The grantor: the item's own, the State, or the line's that announces."""
    implied = giving.implied(paper)
    whose = next((g for g in (own, implied, announced) if g.named), Givers())
    grantor = whose.named[0] if whose.named else None
    doubts = set(whose.doubts) | ({"awards_grantor_missing"} if grantor is None else set())
    if whose is announced and len(whose.named) > 1:
        doubts.add("awards_several_grantors")
    return Grant(
        grantor=grantor,
        paper=paper,
        praise="",
        count=Count(),
        approx=False,
        posthumous=paper.posthumous or "truy tặng" in paragraph.small,
        roll=Roll(),
        parts=(),
        line=paragraph.line,
        words=quote(paragraph.text),
        origin="body",
        doubts=frozenset(doubts),
    )


# ---------------------------------------------------------------- tables


_COLUMNS = {
    "collectives": re.compile(r"(?:số )?(?:tập thể|đơn vị)$"),
    "individuals": re.compile(r"(?:số )?cá nhân$"),
    "households": re.compile(r"(?:số )?(?:hộ|gia đình|hộ gia đình)$"),
}
_BY = re.compile(
    r"(?:cấp|cơ quan|đơn vị|nơi|người|thẩm quyền)\s(?:ra\s)?(?:khen|tặng|trao|quyết định|ban hành)"
)
_NUMBER = re.compile(r"(?:đối tượng|số lượng|tổng số|tổng cộng|cộng|số người)$")
_SUM = re.compile(r"\W*(?:tổng|cộng)")


def _table(
    rows: Sequence[Paragraph], announced: _Announced | None, context: Context
) -> Iterator[Grant | Refusal]:
    """Rows of a form and its numbers, or of a recipient and the form given to it; a refusal, where the
    table has forms and neither of these."""
    head = [small(" ".join(cell.split())) for cell in rows[0].cells]
    form = rolls.column_of_forms(head)
    if form is None or (announced.against if announced is not None else context.against(rows[0].small)):
        return
    if any(_MONEY.search(cell) is not None for cell in head[:form]) or _LIMIT.search(" ".join(head)):
        return
    numbered = {
        n: kind for kind, pattern in _COLUMNS.items() for n, cell in enumerate(head) if pattern.match(cell)
    }
    numbered = numbered or {n: "recipients" for n, cell in enumerate(head) if _NUMBER.match(cell)}
    givers = announced.givers if announced is not None else Givers()
    by = next((n for n, cell in enumerate(head) if n != form and _BY.match(cell)), None)
    made = list(_numbers(rows[1:], (form, by), numbered, givers))
    column = rolls.column_of_names(head)
    if not made and column is not None and column != form:
        made = list(_recipients(rows, (form, by), column, givers))
    yield from made
    if not made and (announced is not None or any(_paper_of(row, (form, by)) for row in rows[1:])):
        yield Refusal("unread", quote(rows[0].text), rows[0].line)


@dataclass(frozen=True, slots=True)
class Tally:
    """A table that counts recipients by whoever they belong to: their sum, and whether the table has it."""

    count: Count
    line: int
    added: bool


def tallies(body: Sequence[Paragraph]) -> Iterator[Tally]:
    """The sums of tables whose columns are "Tập thể", "Cá nhân", and that name no forms."""
    for rows in blocks(body):
        if rows[0].kind == "row":
            yield from _tally(rows)


def _tally(rows: Sequence[Paragraph]) -> Iterator[Tally]:
    head = [small(" ".join(cell.split())) for cell in rows[0].cells]
    # In the first column "Đơn vị" heads names.
    columns = {n: k for k, p in _COLUMNS.items() for n, cell in enumerate(head) if n and p.match(cell)}
    if not columns or rolls.column_of_forms(head) is not None:
        yield from _by_rows(rows)
        return
    own = [row for row in rows[1:] if not any(_SUM.match(small(cell)) for cell in row.cells[:2])]
    sums = {n: sum(_plain_number(row, n) or 0 for row in own) for n in columns}
    if not own or not any(sums.values()):
        return
    said = [row for row in rows[1:] if row not in own]
    agrees = bool(said) and all((_plain_number(said[-1], n) or 0) == number for n, number in sums.items())
    if said and not agrees:
        return
    count = Count(**{columns[n]: number for n, number in sums.items() if number})
    yield Tally(count, rows[0].line, added=not said)


def _by_rows(rows: Sequence[Paragraph]) -> Iterator[Tally]:
    """The sum of a table whose rows are "Tập thể", "Cá nhân" or "Chi bộ …", "Đảng viên …", and whose last
    column is their number."""
    last = len(rows[0].cells) - 1
    told = [(small(" ".join(row.cells[:last])), _plain_number(row, last)) for row in rows]
    own = [(kind, number) for words, number in told if number and (kind := _kind(words))]
    whole = [number for words, number in told if _SUM.match(words) is not None]
    if len(own) < 2 or (whole and whole[-1] != sum(number for _, number in own)):
        return
    if sum(number is not None for _, number in told) == len(own) + len(whole):
        plain = {kind: sum(number for k, number in own if k == kind) for kind, _ in own}
        bare = all(_bare(words) is not None for words, number in told if number and not _SUM.match(words))
        yield Tally(Count(**plain), rows[0].line, added=not bare)


def _kind(words: str) -> str | None:
    """What a row counts: by its whole words, or by what they begin with."""
    return _bare(words) or counts.column_at(_NUMBERED.sub("", " ".join(words.split())))


_NUMBERED = re.compile(r"^[\W\d]+")


def _bare(words: str) -> str | None:
    bare = _NUMBERED.sub("", " ".join(words.split()))
    return next((kind for kind, pattern in _COLUMNS.items() if pattern.match(bare) is not None), None)


def _plain_number(row: Paragraph, column: int) -> int | None:
    cell = row.cells[column].strip() if column < len(row.cells) else ""
    number = counts.value(cell) if re.fullmatch(r"\d{1,6}|\d{1,3}(?:\.\d{3})+", cell) is not None else None
    return number if number is not None and number <= _MOST else None


def _paper_of(row: Paragraph, columns: tuple[int, int | None]) -> tuple[Paper, Givers] | None:
    """What a row gives, and whose it is; `columns`: of the forms, and of who gives, if there is one."""
    column, by = columns
    cell = row.cells[column] if column < len(row.cells) else ""
    lowered = papers.without_lookalikes(small(cell))
    found = papers.find(cell, lowered)
    if not found or found[0].bare or _SUM.match(lowered) is not None:
        return None
    own = giving.behind(cell, lowered, found[0])
    giver = " ".join(row.cells[by].split()) if by is not None and by < len(row.cells) else ""
    return found[0], own if own.named or not giver else Givers((giver,))


def _numbers(
    rows: Sequence[Paragraph], form: tuple[int, int | None], numbered: dict[int, str], announced: Givers
) -> Iterator[Grant]:
    for row in rows:
        given = _paper_of(row, form)
        count = Count()
        for n, kind in numbered.items():
            number = _plain_number(row, n)
            count = count.plus(Count(**{kind: number}) if number else _counted(row, n))
        if given is not None and count.known:
            yield replace(_grant(*given, announced, row), count=count)


def _counted(row: Paragraph, column: int) -> Count:
    """ "46 học sinh", "3 tập thể, 5 cá nhân" in a cell that is nothing else."""
    cell = row.cells[column].strip() if column < len(row.cells) else ""
    hits = list(counts.find(cell, small(cell)))
    if not hits or hits[0].start or hits[-1].end < len(cell):
        return Count()
    count, *_ = sums.total(hits)
    return count


def _recipients(
    rows: Sequence[Paragraph], form: tuple[int, int | None], column: int, announced: Givers
) -> Iterator[Grant]:
    """One award for all rows that have the same form of the same grantor."""
    groups: dict[tuple[str, tuple[str, ...]], tuple[Grant, list[Paragraph]]] = {}
    for row in rows[1:]:
        given = _paper_of(row, form)
        if given is None:
            continue
        key = (given[0].label, given[1].named)
        groups.setdefault(key, (_grant(*given, announced, row), []))[1].append(row)
    for grant, mine in groups.values():
        roll = rolls.names_of(rows[0], mine, column)
        if roll.all:
            doubts = grant.doubts | {"awards_counted_by_name"}
            yield replace(grant, roll=roll, count=Count(**roll.counts()), doubts=doubts)
