"""The papers that a verb governs, each with its recipients: numbers and names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from bangvang.press import counts, coverage, mentions, names, papers, parallel, receiving, sums, whole_names
from bangvang.press.counts import Hit
from bangvang.press.manuscript import blanked
from bangvang.press.papers import Paper
from bangvang.press.verbs import Verb


@dataclass
class Slot:
    """A paper with its recipients, while a sentence is read."""

    paper: Paper | None
    hits: list[Hit]
    at: int
    """Where the recipients are expected."""
    first: int = 0
    roll: names.Roll = field(default_factory=names.Roll)
    beside: names.Roll = field(default_factory=names.Roll)
    """Those named beside the numbers, which do not count them."""
    itself: str | None = None
    """The column of the one who is meant and not named: "Công ty vinh dự đón nhận …", "cho em"."""
    end: int = 0
    later: list[Hit] = field(default_factory=list)
    """Numbers behind the paper, where its own stand before it."""
    several: bool = False
    """Whether further papers are given to the same recipients."""
    settled: bool = False
    """Whether its recipients need not be looked for."""
    unsure: bool = False
    """Whether there may be recipients that are not counted."""
    blurred: bool = False
    """Whether it is unknown how many of them are collectives."""

    def add(self, rest: coverage.Rest) -> None:
        """Takes in the recipients that stand beside those that were counted."""
        self.hits = sorted([*self.hits, *rest.hits], key=lambda hit: hit.start)
        these = tuple(name for name in rest.these if name not in self.roll.all)
        self.roll = together(self.roll, names.Roll(persons=these))
        self.roll, self.beside = together(self.roll, rest.roll), together(self.beside, rest.roll)
        self.unsure |= rest.unsure
        self.blurred |= rest.blurred

    @property
    def names_incomplete(self) -> bool:
        """Whether names stand behind the numbers, and not as many of a kind as they say."""
        if not self.hits or not self.roll.all or self.beside.all:
            return False
        count, *_ = sums.total(self.hits)
        if count.recipients is not None:
            return len(self.roll.all) != count.recipients
        return any(getattr(count, kind) != number for kind, number in self.roll.counts().items())


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a passive verb: where its clause begins, and the numbers that it has."""

    start: int
    hits: Sequence[Hit] = ()


class Filler:
    """Fills the papers of a sentence with what stands around them."""

    def __init__(self, text: str, small: str, found: Sequence[Paper], hits: Sequence[Hit]) -> None:
        self.text = text
        self.small = small
        self.papers = found
        self.hits = hits
        self.said: Sequence[Paper] = ()
        self.title: Paper | None = None

    @cached_property
    def words(self) -> coverage.Words:
        """The sentence, names that hold a joint kept whole."""
        return coverage.Words(whole_names.kept(self.text), self.small, self.hits)

    def fill(
        self, verb: Verb, end: int, subject: Subject, said: Sequence[Paper], title: Paper | None
    ) -> list[Slot]:
        """Every paper that a verb governs, with the numbers behind it; a list of papers shares them."""
        mine = [p for p in self.papers if self._given_ahead(verb, p) or self._is_subject(verb, p)]
        if mine:
            stop = self.small.find(";", verb.end, end)
            end = end if stop < 0 else stop
        else:
            mine = [p for p in self.papers if verb.end - 1 <= p.start < end and self._within(verb, p)]
        mine = mine or [p for p in self.papers if verb.start <= p.start < verb.end]
        slots: list[Slot] = []
        if verb.voice == "active" and not mine and (to := self._rewarded(verb)) is not None:
            slots.append(Slot(None, [], to, to))
        self.said, self.title = said, title
        behind = [h for h in self.hits if verb.end <= h.start < end]
        tokens: list[Paper | Hit] = sorted([*mine, *behind], key=lambda token: token.start)
        if verb.elliptic and said and not mine:
            slots.append(Slot(replace(said[-1], number=None), [], verb.end, verb.end))
        done = self._paired(slots, mine, behind, verb)
        for token in tokens:
            if token.start < done:
                continue
            if isinstance(token, Paper):
                self._paper(slots, token, bool(subject.hits))
            elif slots or verb.praise:
                self._number(slots, token, verb)
        for n, slot in enumerate(slots):
            stop = slots[n + 1].first if n + 1 < len(slots) else end
            if not slot.settled:
                self._names(slot, stop)
            slot.hits = sums.broken_down(self.small, slot.hits, self.hits)
        if slots and not slots[0].hits and not slots[0].roll.all and verb.end <= slots[0].first:
            slots[0].itself = slots[0].itself or receiving.meant(
                self.small[verb.end : slots[0].first].strip(), to=False
            )
        return self._with_subject(slots, verb, subject)

    def _rewarded(self, verb: Verb) -> int | None:
        """Where those begin whom "khen thưởng cho" or "khen thưởng" with a name behind it rewards."""
        to = _REWARDED.match(self.small, verb.start)
        if to is None or verb.occasion:
            return to.end() if to is not None else None
        end = _END_OF_NAME.search(self.small, to.end(), to.end() + 80)
        named = mentions.of(self.text[to.end() : end.start()]).kind if end is not None else "said"
        return to.end() if to["to"] or named in ("person", "unit", "household") else None

    def _paired(self, slots: list[Slot], mine: Sequence[Paper], hits: Sequence[Hit], verb: Verb) -> int:
        """Papers in a row with their numbers in a row: each its own. Says how far it read."""
        pairs = parallel.paired(self.small, mine, hits) if verb.voice == "active" else None
        if pairs is None:
            return 0
        for n, paper in enumerate(pairs.papers):
            own = [pairs.hits[n]] if pairs.hits else []
            meant = replace(self._meant(slots, paper), number=None)
            slots.append(
                Slot(meant, own, paper.end, paper.start, end=pairs.end, settled=True, unsure=not own)
            )
        return pairs.end

    def _with_subject(self, slots: list[Slot], verb: Verb, subject: Subject) -> list[Slot]:
        """The first paper goes to the subject; the others have recipients of their own, or share these."""
        if not subject.hits:
            if slots and slots[0].hits and verb.voice == "passive" and verb.end <= slots[0].hits[0].start:
                self._beside_subject(slots[0], verb, subject.start)
            return slots
        first = slots[0] if slots else Slot(None, [], verb.end, verb.end)
        if not first.hits or verb.voice != "active":
            first.hits, first.unsure, first.blurred = list(subject.hits), False, False
            first.add(coverage.before_subject(self.words, subject.start, subject.hits[0].start))
            first.add(coverage.behind(self.words, subject.hits, verb.passive_from))
        first.end = max(first.end, first.at)
        return [first, *(s for s in slots[1:] if s.hits or s.roll.all)]

    def _beside_subject(self, slot: Slot, verb: Verb, start: int) -> None:
        """ "Công an huyện được … tặng Giấy khen, cùng 2 đội và 8 cán bộ": it receives, too."""
        roll = receiving.receivers(self.text, self.small, start, verb.passive_from)
        joined = _JOINED.search(self.small, slot.at, slot.hits[0].start) is not None
        if roll.all and joined:
            slot.roll, slot.beside = together(roll, slot.roll), together(roll, slot.beside)
        slot.unsure |= bool(roll.all) and not joined

    def _given_ahead(self, verb: Verb, paper: Paper) -> bool:
        """ "; Huân chương Lao động hạng Nhì tặng ông A": what is given stands at the head of its clause."""
        if verb.voice != "active" or paper.end > verb.start or self.small[paper.end : verb.start].strip():
            return False
        before = self.small[: paper.start].rstrip()
        return not before or before.endswith((";", ":", ",", "và"))

    def _is_subject(self, verb: Verb, paper: Paper) -> bool:
        """ "5 Bằng khen của UBND tỉnh đã được trao cho …": what is given is the subject of the passive."""
        if verb.voice != "passive" or verb.praise or paper.bare or paper.end > verb.passive_from:
            return False
        between = self.small[paper.end : verb.passive_from]
        head = self.small[: paper.start].rpartition(";")[2].rpartition(",")[2]
        return _OF_WHOM.fullmatch(between) is not None and _AT_HEAD.fullmatch(head) is not None

    def _within(self, verb: Verb, paper: Paper) -> bool:
        """Whether a paper still belongs to the verb: no full clause lies between them."""
        between = self.small[verb.end : paper.start]
        return len(between) < 400 and (verb.voice == "active" or ";" not in between)

    def _paper(self, slots: list[Slot], paper: Paper, subject: bool) -> None:
        meant = self._meant(slots, paper)
        if slots and subject and (own := self._told_ahead(slots[-1], paper)):
            slots.append(Slot(meant, own, paper.end, own[0].start, end=paper.end, settled=True))
            return
        if (
            slots
            and not slots[-1].settled
            and not _own_numbers(slots[-1].paper, paper)
            and not slots[-1].hits
            and not slots[-1].roll.all
            and not self._names_between(slots[-1].at, paper.start)
        ):
            gap = self.small[slots[-1].at : paper.start]
            joined = (
                re.fullmatch(r"\s*(?:,|và|cùng|kèm|kèm theo|&|,?\s*và)?\s*(?:tặng|trao)?\s*", gap) is not None
            )
            if joined or (not subject and _OTHERS.search(gap) is None):
                better = (
                    meant.form is not None
                    and slots[-1].paper is not None
                    and slots[-1].paper.form is not None
                    and meant.form.rank < slots[-1].paper.form.rank
                )
                former = slots[-1].paper
                slots[-1] = Slot(
                    meant if better or former is None else former,
                    [],
                    paper.end,
                    slots[-1].first,
                    several=former is not None and former.label != meant.label and not paper.bare,
                )
                return
        slots.append(Slot(meant, [], paper.end, paper.start))

    def _told_ahead(self, former: Slot, paper: Paper) -> list[Hit]:
        """ "4 tập thể nhận Cờ thi đua, 3 cá nhân Bằng khen": numbers right before a further paper."""
        own = former.later if former.settled else former.hits
        if not own or _RECEIVING.fullmatch(self.small, own[-1].end, paper.start) is None:
            return []
        if not self.small[: own[0].start].rstrip().endswith((",", "và", ";", "có", "cùng")):
            return []
        if former.settled:
            former.later = []
        else:
            former.hits = []
        return own

    def _names_between(self, start: int, end: int) -> bool:
        given = re.match(r"\s*(?:của\s[^,.;:]{2,80}?\s)?(?:cho|tặng|tới|đến)\s", self.small[start:end])
        return given is not None and bool(names.read(self.text[start + given.end() : end]).all)

    def _meant(self, slots: Sequence[Slot], paper: Paper) -> Paper:
        """What "hạng Ba", "danh hiệu", "bằng truy tặng" refer to."""
        given = [s.paper for s in slots if s.paper is not None]
        before = [p for p in given if p.form is not None or _IS_ORDER.match(p.label) is not None]
        before += self.said
        if paper.class_only is not None:
            orders = [p for p in before if "chương" in p.label.lower()]
            return papers.of_class(orders[-1], paper) if orders else paper
        if paper.bare:
            known = before[-1] if before else self.title
            if known is not None:
                return replace(known, start=paper.start, end=paper.end)
        return paper

    def _number(self, slots: list[Slot], hit: Hit, verb: Verb) -> None:
        if not slots:
            gap = self.small[verb.end : hit.start]
            if len(gap) > 30 or _LOST.search(gap) is not None:
                return
            slots.append(Slot(None, [], verb.end, verb.end))
        slot = slots[-1]
        if slot.settled:
            slot.later = [*slot.later, hit] if slot.hits and slot.hits[0].start < slot.at else []
            return
        # "cho Phòng Cảnh sát hình sự (PC45) và 7 cán bộ": what brackets hold divides nothing.
        gap = blanked(_CLOSED, self.small[slot.hits[-1].end if slot.hits else slot.at : hit.start])
        if slot.hits:
            if len(sums.groups([slot.hits[-1], hit], self.small)) == 1 and _LOST_BETWEEN.search(gap) is None:
                slot.hits.append(hit)
        elif _LOST.search(gap) is None and len(gap) < 160:
            slot.hits.append(hit)
        if slot.hits:
            slot.end = slot.hits[-1].end

    def _names(self, slot: Slot, stop: int) -> None:
        """Names before, between and behind the numbers: "cho Công an xã A và 3 cá nhân: B, C, D"."""
        first = slot.hits[0].start if slot.hits else stop
        window = self.small[slot.at : first]
        given = _TO.search(window)
        start = slot.at + given.end() if given is not None else slot.at
        if given is None and re.match(r"\s*(?:của|do)\s", window) is not None:
            start = first
        before = names.read(self.text[start:first]) if start < first else names.Roll()
        if slot.hits:
            after = self.small[slot.hits[-1].end : stop]
            cue = re.match(r"[^.;:]{0,160}?(?::|(?<!\w)gồm(?:\s+có)?:?|(?<!\w)là:?)\s*", after)
            behind = (
                names.read(self.text[slot.hits[-1].end + cue.end() : stop], listed=True)
                if cue is not None
                else names.Roll()
            )
            slot.roll = together(before, behind, *self._in_brackets(slot))
            once_more = _once_more(window, before, slot.hits, self.small)
            slot.beside = names.Roll() if once_more else before
            slot.unsure |= once_more and window.rstrip().endswith(",")
            if start < first and not once_more:
                slot.add(coverage.ahead(self.words, start, first))
            slot.add(coverage.behind(self.words, slot.hits, stop))
            slot.end = slot.hits[-1].end
            return
        models = _MODELS.match(self.small, start)
        if models is not None and slot.paper is not None and "khen" in slot.paper.label.lower():
            told = counts.numbered(self.small, models.start("number"))
            slot.hits = [told] if told is not None and told.end <= stop + 40 else []
            slot.end = max(slot.end, slot.at)
            return
        slot.roll = before
        if before.all:
            self._beside_names(slot, start, stop)
        else:
            slot.itself = receiving.meant(self.small[start:stop]) if given is not None else None
            unknown = counts.unknown(self.small, start if given is not None else slot.at)
            slot.hits = [unknown] if unknown is not None and unknown.end <= stop + 40 else []
        slot.end = max(slot.end, slot.at)

    def _beside_names(self, slot: Slot, start: int, stop: int) -> None:
        """ "hai bạn anh là A, B", "Lan và ông B": they are more than the names that were read."""
        told = counts.unknown(self.small, start)
        if told is not None and told.end <= stop and told.number > len(slot.roll.all):
            people = {"individuals"} if slot.roll.all == slot.roll.persons else told.columns
            slot.hits = [replace(told, columns=frozenset(people))]
        else:
            slot.unsure |= names.leaves_out(self.text[start:stop])

    def _in_brackets(self, slot: Slot) -> Iterator[names.Roll]:
        """ "3 cá nhân (A, B, C)": as many names as the number says, or they are something else."""
        for hit in slot.hits:
            behind = _BRACKETS.match(self.text, hit.end)
            roll = names.read(behind["inside"], listed=True) if behind is not None else names.Roll()
            if len(roll.all) == hit.number:
                yield roll


# "Huân chương Kháng chiến", which the table of forms does not have.
_IS_ORDER = re.compile(r"huân chương\s\w", re.IGNORECASE)
_JOINED = re.compile(r"(?:,|\s)\s*(?:cùng(?:\s+với)?|và)\s*(?:cho\s+)?$")
# "Giấy khen cho 15 mô hình": whoever runs them receives it.
_MODELS = re.compile(
    r"\s*(?:cho\s+)?(?P<number>\d{1,3})\s+(?:mô hình|công trình|sáng kiến|đề tài|giải pháp)(?!\w)"
)
# "cho anh A và anh B - hai bảo vệ", "anh A, anh B, hai bảo vệ": those who were named, once more.
_APPOSED = re.compile(r"(?:\s[-–—]|\(|,?\s(?:đều )?là|(?P<comma>,))\s*$")


def _once_more(before: str, named: names.Roll, hits: Sequence[Hit], small: str) -> bool:
    """Whether a number behind names (and the words `before` it) only says how many they are."""
    joint = _APPOSED.search(before) if len(hits) == 1 else None
    if joint is None or (joint["comma"] and small[hits[0].start].isdigit()):
        return False
    return named.counts() == {hits[0].column: hits[0].number}


_RECEIVING = re.compile(r"\s*(?:được\s+)?(?:nhận|đón nhận|tặng|trao)?\s*")


def _own_numbers(one: Paper | None, other: Paper) -> bool:
    """ "01 Cờ thi đua, 03 Bằng khen": each is counted, so they are no one gift."""
    return one is not None and one.number is not None and other.number is not None and one.form != other.form


_OF_WHOM = re.compile(r"\s*(?:(?:của|do)\s[^,;:.]{2,90}?\s)?(?:đã|cũng|vừa|lần lượt|trân trọng|sẽ|\s)*+")
_AT_HEAD = re.compile(
    r"(?:có|các|những|danh hiệu|tấm|\d++|[“\"]|\s++|và|cùng|dịp này|tại (?:hội nghị|buổi lễ|lễ))*+"
)
# "…; Huân chương Chiến công hạng Ba cho …", "cho BĐBP tỉnh, …": the paper before has recipients of its own.
_OTHERS = re.compile(r";|(?<!\w)cho(?!\w)")
_CLOSED = re.compile(r"\((?!\d|sn|sinh|ảnh)[^()]{1,60}\)")
_BRACKETS = re.compile(r"\s*\((?:gồm\s*:?|là\s*:?|đó là\s*:?)?\s*(?P<inside>[^()]{5,400})\)")
_REWARDED = re.compile(r"khen(?: thưởng)?(?:\s+(?:đột xuất|kịp thời))?\s+(?P<to>(?:cho|đối với)\s)?")
_END_OF_NAME = re.compile(r"[,;.:(]|(?<!\w)(?:vì|đã|do|về|và|với|trong|tại)(?!\w)|$")
_TO = re.compile(
    r"(?:^|\s)(?:(?:(?:truy tặng|gửi)\s+)?(?:cho|tới|đến)|truy tặng|tặng|gửi|còn có|gồm có|"
    # "gắn Huân chương lên lá cờ truyền thống của": a flag is blanked out where it looks like an award
    r"(?:lên|vào)\s(?:\0++|(?:lá\s)?(?:quân kỳ|đội kỳ|đảng kỳ|cờ))(?:\s(?:truyền thống|quyết thắng))?"
    r"(?:\scủa)?)\s"
)


def together(*rolls: names.Roll) -> names.Roll:
    """The names of several rolls, in order."""
    kinds = ("persons", "units", "households")
    return names.Roll(*(tuple(n for roll in rolls for n in getattr(roll, kind)) for kind in kinds))


# What stands between a paper and its recipients when the number counts something else.
_LOST = re.compile(
    r"(?<!\w)(?:vì|về|trị giá|mỗi|và số tiền|kèm theo|cùng số tiền|trong đó|riêng|có thành tích|đã có|"
    r"hiện có|với|toàn tỉnh|tổng số)(?!\w)|[;()]"
)
_LOST_BETWEEN = re.compile(r"(?<!\w)(?:mỗi|trong đó|riêng|trị giá|vì|về|hiện|đã có|với)(?!\w)")
