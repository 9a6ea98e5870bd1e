"""Lists and tables of names, and the awards they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bangvang.archive.model import Count
from bangvang.press import counts, names
from bangvang.press.findings import Doubt, quote
from bangvang.press.granted import Grant
from bangvang.press.layout import Layout
from bangvang.press.manuscript import Paragraph, blocks, sentences, small
from bangvang.press.names import Roll


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of names: the words that announce it, the line they stand on, a number given with them."""

    roll: Roll
    words: str
    line: int
    number: int | None = None
    column: str | None = None


_HEADER_NAME = re.compile(
    r"họ\s*(?:và|,)?\s*tên|tên (?:tập thể|đơn vị|cá nhân|hộ|gia đình|đơn vị, cá nhân)|danh sách|tập thể|"
    r"cá nhân|đơn vị|người được|chủ hộ|tên"
)
_HEADER_FORM = re.compile(
    r"(?:tên\s+)?(?:các\s+)?(?:hình thức|danh hiệu|loại (?:hình )?khen|mức khen|khen thưởng$)(?!\w)"
)
_ANNOUNCED = re.compile(r"(?:gồm(?:\s+có)?|là|danh sách(?:\s+[^.:;]{0,60})?|như sau|cụ thể|sau đây)\s*:?$|:$")
_GROUP = re.compile(
    r"(?:[ivx]{1,4}|[a-zđ]|\d)\s*[.)/-]\s*(?:các\s+)?"
    r"(?:tập thể|cá nhân|hộ gia đình|gia đình|đơn vị)(?:\s*[:(].{0,30})?$"
)
_INLINE = re.compile(r"(?<!\w)(?:gồm(?:\s+có)?\s*:?|là\s*:|:)\s+")


def find(layout: Layout) -> list[Listed]:
    """Every list of the body: below a line that announces it, in a table, or behind "gồm" in a sentence."""
    return [*_tables(layout.body), *_items(layout.body), *_inline(layout.body)]


def _tables(body: Sequence[Paragraph]) -> Iterator[Listed]:
    announced: Paragraph | None = None
    for block in blocks(body):
        if block[0].kind == "row":
            yield from _table(block, announced)
        else:
            announced = block[0]


def _table(rows: Sequence[Paragraph], announced: Paragraph | None) -> Iterator[Listed]:
    """The column of names, told by its heading; rows whose other cells are empty head a group of rows."""
    head = [small(" ".join(cell.split())) for cell in rows[0].cells]
    column = column_of_names(head)
    if column is None or column_of_forms(head) is not None:
        return  # a table with forms reports awards of its own: see results
    roll = names_of(rows[0], rows[1:], column)
    if roll.all:
        words = announced.text if announced is not None else rows[0].text
        yield Listed(roll, quote(words), rows[0].line)


def column_of_names(head: Sequence[str]) -> int | None:
    """Which column of a table's first row (in small letters) heads names."""
    return next((n for n, cell in enumerate(head) if _HEADER_NAME.match(cell) and len(cell) < 60), None)


def column_of_forms(head: Sequence[str]) -> int | None:
    """Which column of a table's first row (in small letters) heads forms of award."""
    return next((n for n, cell in enumerate(head) if _HEADER_FORM.match(cell) and len(cell) < 60), None)


def names_of(head: Paragraph, rows: Sequence[Paragraph], column: int) -> Roll:
    """The names in a column of a table, by what its heading says they are, else by what they look like."""
    heading = small(head.cells[column])
    people = re.search(r"họ|cá nhân", heading) is not None and "chủ hộ" not in heading
    units = re.search(r"tập thể|đơn vị", heading) is not None and not people
    persons: list[str] = []
    found_units: list[str] = []
    households: list[str] = []
    for row in rows:
        cell = " ".join(row.cells[column].split()) if column < len(row.cells) else ""
        if not cell or small(cell).startswith(("tổng", "cộng")):
            continue
        read = names.read(cell, listed=True)
        if "chủ hộ" in heading:
            households.append(cell)
        elif units:
            found_units.append(cell)
        elif read.persons and not read.units:
            persons.append(read.persons[0])
        elif read.households:
            households.append(cell)
        elif read.units:
            found_units.append(read.units[0])
        elif people:
            persons.append(cell)
    return Roll(tuple(persons), tuple(found_units), tuple(households))


def _items(body: Sequence[Paragraph]) -> Iterator[Listed]:
    """Items, or short lines, below a line that ends with a colon or with "gồm"."""
    n = 0
    while n < len(body):
        announcing = body[n]
        n += 1
        if announcing.kind == "row" or not _announces(announcing):
            continue
        items: list[Paragraph] = []
        while n < len(body) and _is_item(body[n], announcing, items):
            items.append(body[n])
            n += 1
        roll = read_items(items)
        if len(items) >= 2 and roll.all:
            hit = next(counts.find(announcing.text[-200:], announcing.small[-200:]), None)
            yield Listed(
                roll,
                quote(announcing.text),
                announcing.line,
                hit.number if hit else None,
                hit.column if hit else None,
            )


def _announces(paragraph: Paragraph) -> bool:
    line = paragraph.small.rstrip()
    return _ANNOUNCED.search(line) is not None or _GROUP.match(line) is not None


def _is_item(paragraph: Paragraph, announcing: Paragraph, items: Sequence[Paragraph]) -> bool:
    if _GROUP.match(paragraph.small.rstrip()) is not None:
        return False
    return paragraph.kind == "item" or (
        # Behind items with a number or a dash a line without one is no item any more.
        (not items or items[-1].kind == "text")
        and announcing.text.endswith(":")
        and paragraph.kind == "text"
        and len(paragraph.text) < 120
        and re.search(r"[.!?]\s", paragraph.text) is None
    )


# "- Tập thể: Hội Nông dân xã, Trạm Y tế xã": a list of its own
_LIST_WITHIN = re.compile(
    r"\W*(?:\d+[.)]\s*)?(?:tập thể|cá nhân|hộ gia đình|gia đình|đơn vị)\s*(?:\([^()]{0,20}\))?\s*:"
)


def read_items(items: Sequence[Paragraph]) -> Roll:
    """The names of items, one each; none where they are no list of names."""
    if any(_LIST_WITHIN.match(item.small) for item in items):
        return Roll()
    persons: list[str] = []
    units: list[str] = []
    households: list[str] = []
    for item in items:
        words = re.sub(r"^\s*(?:[-–•●▪*+]|\d{1,3}[.)])\s*", "", item.text)
        read = names.read(words, listed=True)
        if _HOUSEHOLD.match(words) is not None:
            households.append(_own(words))
        elif read.units and not read.persons:
            units.append(_own(words))
        elif read.persons:
            persons.append(read.persons[0])
        elif read.households:
            households.append(_own(words))
    if len(persons) + len(units) + len(households) < 0.6 * len(items):
        return Roll()
    return Roll(tuple(persons), tuple(units), tuple(households))


_HOUSEHOLD = re.compile(r"(?:hộ|gia đình)\s(?!trợ|lý|sinh|phật)", re.IGNORECASE)


def _own(words: str) -> str:
    return " ".join(words.rstrip(" .;,").split())


def _inline(body: Sequence[Paragraph]) -> Iterator[Listed]:
    """ "6 cán bộ lão thành được vinh danh gồm: ông A - …; ông B …"."""
    for paragraph in body:
        if paragraph.kind == "row":
            continue
        for sentence in sentences(paragraph):
            cues = list(_INLINE.finditer(sentence.small))
            numbers = list(counts.find(sentence.text, sentence.small)) if cues else []
            for cue in cues:
                before = [hit for hit in numbers if hit.end <= cue.start()]
                said_before = _THEY.match(sentence.small[: cue.start()]) is not None
                if not before and not said_before:
                    continue
                roll = names.read(sentence.text[cue.end() :], listed=True)
                if roll.all and len(roll.all) >= 2:
                    words = quote(sentence.text[: cue.end()])
                    number, column = (before[-1].number, before[-1].column) if before else (None, None)
                    yield Listed(roll, words, sentence.line, number, column)
                break


# "Họ gồm: …": those of the sentence before.
_THEY = re.compile(
    r"\s*(?:họ|đó|đó là|danh sách|những người này|các (?:cá nhân|tập thể|đơn vị|em|anh|chị)(?: này| đó)?)\s*$"
)


def attached(entries: Sequence[Grant], lists: Sequence[Listed]) -> tuple[list[Grant], list[Doubt]]:
    """Gives each list to the award whose number it has; a list that fits none is told of."""
    made = list(entries)
    doubts: list[Doubt] = []
    for listed in lists:
        place = _place(made, listed)
        if place is None:
            if len(listed.roll.all) >= 3 and entries:
                doubts.append(
                    Doubt(
                        "awards_names_unplaced",
                        "awards",
                        listed.words,
                        listed.line,
                        (("number", len(listed.roll.all)),),
                    )
                )
            continue
        entry = made[place]
        roll = entry.roll.plus(listed.roll)
        count, extra = entry.count, set()
        if not count.known:
            count = Count(**roll.counts())
            extra.add("awards_counted_by_name")
        elif not _fits(count, listed.roll):
            extra.add("awards_names_incomplete")
        kept = entry.doubts - ({"awards_without_numbers"} if count.known else set())
        made[place] = replace(entry, roll=roll, count=count, doubts=kept | extra)
    return made, doubts


def _fits(count: Count, roll: Roll) -> bool:
    """Whether the list has as many names of each kind as the award has recipients of it."""
    if count.recipients is not None:
        return len(roll.all) == count.recipients
    return all(getattr(count, column) == number for column, number in roll.counts().items())


def _place(entries: Sequence[Grant], listed: Listed) -> int | None:
    exact = [n for n, entry in enumerate(entries) if entry.count.known and _fits(entry.count, listed.roll)]
    if listed.number is not None:
        named = [
            n
            for n, e in enumerate(entries)
            if listed.number in (e.count.whole, e.count.individuals, e.count.collectives, e.count.households)
        ]
        both = [n for n in named if n in exact]
        if both or named:
            return (both or named)[0]
    if exact:
        before = [n for n in exact if entries[n].line <= listed.line]
        return before[-1] if before else exact[0]
    if len(entries) == 1 and (
        not entries[0].count.known or len(listed.roll.all) <= (entries[0].count.whole or 0)
    ):
        return 0
    unknown = [n for n, entry in enumerate(entries) if not entry.count.known and entry.line <= listed.line]
    return unknown[-1] if unknown else None
