"""Awards whose recipients are listed in groups below the line that names the paper: "1. Tập thể (04): …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bangvang.archive.model import KINDS, Count
from bangvang.press import counts, giving, grantors, guards, names, papers, rolls, verbs
from bangvang.press.findings import quote
from bangvang.press.giving import Givers
from bangvang.press.granted import Context, Grant
from bangvang.press.manuscript import Paragraph, Sentence, sentences
from bangvang.press.names import Roll
from bangvang.press.papers import Paper

_KIND = {
    "collectives": r"tập thể|đơn vị",
    "individuals": r"cá nhân|đồng chí|đảng viên|học sinh|giáo viên",
    "households": r"hộ gia đình|gia đình|hộ",
}
_GROUP = re.compile(
    r"\W*(?:(?:[ivx]{1,4}|[a-zđ]|\d{1,2})\s*[.)/-]\s*)?(?:(?:về|các|danh sách|đối với|khen|với)\s+)*"
    r"(?:" + "|".join(rf"(?P<{kind}>{nouns})" for kind, nouns in _KIND.items()) + r")(?!\w)"
    r"(?:\s*[:(,–-]?\s*(?:(?:gồm|có|tổng số)\s*:?\s*)?(?P<number>\d{1,3})"
    r"(?:\s(?!gồm|lần|triệu|nghìn|tỷ|suất|phần|đồng(?! chí))[^\W\d_]+){0,3}\s*\)?)?"
    r"\s*,?\s*(?:gồm(?: có)?|cụ thể|như sau|là)?\s*(?P<colon>:)?\s*"
)
_SHORT = 60
"""A line that only says that a list follows: "Danh sách cụ thể như sau:"."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Recipients of one kind: their number, if the heading has it, and their names."""

    kind: str
    number: int | None
    roll: Roll


def read(body: Sequence[Paragraph], context: Context, headline: Paragraph | None = None) -> Iterator[Grant]:
    """The awards of a report's lists in groups, in order; `headline`: it may say what they were given."""
    title = Sentence(headline, 0, headline.text) if headline is not None else None
    n = 0
    while n < len(body):
        groups, end = _groups(body, n + 1)
        if groups:
            announcing = _announcing(body[max(0, n - 1) : n + 1])
            grant = _grant(announcing, groups, context) if announcing is not None else None
            if announcing is None and title is not None and _HEADS_LISTS.match(title.small) is not None:
                grant = (
                    _grant(title, groups, context)
                    if _gives(title)
                    else _praised(title, groups, context, body)
                )
            if grant is not None:
                yield grant
        n = max(end, n + 1) if groups else n + 1


# ---------------------------------------------------------------- the groups


def _groups(body: Sequence[Paragraph], start: int) -> tuple[list[_Group], int]:
    """The groups that begin on a line, and where they end."""
    found: list[_Group] = []
    n = start
    while n < len(body) and (head := _heading(body[n])) is not None:
        behind = n + 1
        while behind < len(body) and body[behind].kind == "item" and _heading(body[behind]) is None:
            behind += 1
        group = _group(head, body[n], body[n + 1 : behind])
        if group is None or any(group.kind == other.kind for other in found):
            break
        found.append(group)
        n = behind
    return found, n


def _heading(paragraph: Paragraph) -> re.Match[str] | None:
    """The heading of a group: nothing else on its line, or the names behind a colon."""
    if paragraph.kind not in ("text", "item", "heading") or len(paragraph.text) > 400:
        return None
    head = _GROUP.match(paragraph.small)
    whole = head is not None and paragraph.small[head.end() :].strip(" .:") == ""
    return (
        head
        if head is not None and (whole or (head["colon"] and not verbs.find(paragraph.small, [])))
        else None
    )


def _group(head: re.Match[str], line: Paragraph, items: Sequence[Paragraph]) -> _Group | None:
    kind = next(kind for kind in KINDS if kind in _KIND and head[kind] is not None)
    roll = rolls.read_items(items) if items else names.read(line.text[head.end() :], listed=True)
    number = int(head["number"]) if head["number"] else None
    if number is None and (not roll.all or len(roll.all) < len(items)):
        return None
    columns = {"collectives": "units", "individuals": "persons", "households": "households"}
    return _Group(kind, number, Roll(**{columns[kind]: roll.all}))


# ---------------------------------------------------------------- what announces them


def _announcing(lines: Sequence[Paragraph]) -> Sentence | None:
    """The sentence that gives the paper: the last of the line above, or of the one above that."""
    *above, line = lines
    told = list(sentences(line))
    if above and len(line.text) < _SHORT and line.text.rstrip().endswith((":", ".")) and not _gives(told[-1]):
        told = [*sentences(above[0]), *told]
    return next((sentence for sentence in reversed(told) if _gives(sentence)), None)


def _gives(sentence: Sentence) -> bool:
    found = papers.find(sentence.text, papers.without_lookalikes(sentence.small))
    return len(found) == 1 and not found[0].bare and not any(counts.find(sentence.text, sentence.small))


def _grant(sentence: Sentence, groups: Sequence[_Group], context: Context) -> Grant | None:
    lowered = papers.without_lookalikes(sentence.small)
    (paper,) = papers.find(sentence.text, lowered)
    verb = next((v for v in reversed(verbs.find(lowered, [paper])) if v.end <= paper.start), None)
    if verb is None or context.against(sentence.small) is not None:
        return None
    near = lowered[max(0, verb.start - 14) : verb.start]
    if guards.reason(lowered[: verb.start], near, context.event_year) is not None:
        return None
    own = giving.behind(sentence.text, lowered, paper)
    whose = own if own.named else giving.of(sentence.text, lowered, verb, 0)
    return _made(sentence, (paper, ""), whose, groups, context, posthumous=verb.posthumous)


# "Danh sách các cá nhân được tặng Giấy khen", but not "Danh sách đại biểu dự lễ tuyên dương".
_HEADS_LISTS = re.compile(
    r"(?:bảng )?danh sách(?!\w)(?!.*\s(?:đại biểu|dự|lễ|hội nghị|buổi|họp|mời|đăng ký|tham gia)(?!\w))"
)
_PRAISES = re.compile(r"(?<!\w)(?:khen thưởng|biểu dương|tuyên dương|tôn vinh|vinh danh)(?!\w)")


def _praised(
    title: Sentence, groups: Sequence[_Group], context: Context, body: Sequence[Paragraph]
) -> Grant | None:
    """ "Danh sách khen thưởng …" beside a decision: what those listed were given is not said."""
    said, near = _PRAISES.search(title.small), title.small[:40]
    if said is None or context.against(title.small) is not None:
        return None
    if guards.reason(title.small[: said.start()], near, context.event_year) is not None:
        return None
    by = decided_by(body)
    whose = Givers((by,), frozenset({"awards_grantor_decision"})) if by is not None else Givers()
    return _made(title, (None, said[0]), whose, groups, context)


_DECIDED = re.compile(r"quyết định\s+(?:khen thưởng\s+)?(?:số\s+)?[^,;.]{0,60}?\scủa\s")


def decided_by(body: Sequence[Paragraph]) -> str | None:
    """ "(Kèm theo Quyết định số … của Chủ tịch UBND huyện)": who decided, where nobody is said to give."""
    for paragraph in body:
        decided = _DECIDED.search(paragraph.small)
        if decided is None:
            continue
        by = next(grantors.find(paragraph.text, paragraph.small, decided.end(), decided.end() + 120), None)
        if by is not None and by.start == decided.end():
            return by.name
    return None


def _made(
    sentence: Sentence,
    given: tuple[Paper | None, str],
    whose: Givers,
    groups: Sequence[_Group],
    context: Context,
    *,
    posthumous: bool = False,
) -> Grant:
    """The award to the groups; `given`: its paper, or how they are praised."""
    counted = any(group.number is None for group in groups)
    differs = any(g.number is not None and g.roll.all and g.number != len(g.roll.all) for g in groups)
    doubts = set(whose.doubts) | ({"awards_counted_by_name"} if counted else set())
    doubts |= ({"awards_names_incomplete"} if differs else set()) | context.doubts(sentence.small)
    doubts |= set() if whose.named else {"awards_grantor_missing"}
    return Grant(
        grantor=whose.named[0] if whose.named else None,
        paper=given[0],
        praise=given[1],
        count=Count(**{g.kind: g.number or len(g.roll.all) for g in groups}),
        approx=False,
        posthumous=posthumous,
        roll=Roll(
            tuple(n for g in groups for n in g.roll.persons),
            tuple(n for g in groups for n in g.roll.units),
            tuple(n for g in groups for n in g.roll.households),
        ),
        parts=(),
        line=sentence.line,
        words=quote(sentence.text),
        origin="body",
        doubts=frozenset(doubts),
    )
