"""Award sentences: who gives which paper to whom, and how many they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bangvang.archive.model import Count
from bangvang.press import (
    against,
    counts,
    giving,
    granted,
    guards,
    leftover,
    papers,
    parallel,
    receiving,
    reckoning,
    slots,
    subsets,
    sums,
    unread,
    verbs,
)
from bangvang.press.counts import Hit
from bangvang.press.findings import quote
from bangvang.press.granted import Context, Grant, Refusal
from bangvang.press.manuscript import Sentence, blanked
from bangvang.press.papers import Paper
from bangvang.press.reading import Part
from bangvang.press.slots import Slot
from bangvang.press.verbs import Verb

_TRIGGER = re.compile(
    r"tặng|trao|khen|thưởng nóng|mang về|biểu dương|tuyên dương|tôn vinh|vinh danh|"
    r"nhận|gắn|truy|danh hiệu|công nhận|cấp"
)


def read(sentence: Sentence, context: Context) -> tuple[list[Grant], list[Refusal], Paper | None]:
    """The awards of a sentence, the refusals, and the title it named last."""
    if _TRIGGER.search(sentence.small) is None:
        return [], [], context.title
    return _Reader(sentence, context).read()


_NAME = re.compile(r"(?<=\w\s)(?:Tham mưu|Trình|Mong|Hứa|Lượt|Hủy|Tước|Rút|Loại|Xét)(?!\w)")


# "tuyên dương, tặng quà cho 45 công nhân"
_RIGHT_BEHIND = re.compile(
    r"(?:\s*(?:,|và|kèm)?\s*(?:tặng|trao|trao tặng|gặp mặt)(?:\s(?:hoa|quà|thưởng|tiền|phần thưởng))"
    r"(?:(?:,|\svà)\s(?:hoa|quà|tiền thưởng))?(?=\s))?"
    r"\s*(?:đột xuất|cho|đối với|các|tổng cộng|cả|hơn|gần|trên|:|\s)*"
)
# "được Hội Nông dân biểu dương và nhân rộng ra 12 xã"
_ON = re.compile(
    r"(?:(?!\s(?:có|gồm|là|cho)\s)[^,;:]){0,60}?(?:,|\svà|\sđể|\snhằm)\s(?!có|gồm|là|trao|nhận)[^\W\d_]"
)


# "37 lượt tập thể, 145 lượt cá nhân": each as often as it was commended, over months.
_OVER_TIME = re.compile(r"\d\s+lượt\s+(?:tập thể|cá nhân|đơn vị|người|cán bộ|hộ|gia đình|chiến sĩ|đảng viên)")


def parts(sentence: Sentence) -> list[Part]:
    """The parts of what was given before that a sentence tells of, unless it reports an award itself."""
    return [] if _TRIGGER.search(sentence.small) is not None else subsets.of_sentence(sentence)


class _Reader:
    """Reads one sentence from left to right: each verb with its subject and what it governs."""

    def __init__(self, sentence: Sentence, context: Context) -> None:
        self.sentence = sentence
        self.text = sentence.text
        self.context = context
        self.small = papers.without_lookalikes(verbs.without_names(self.text, sentence.small))
        found = list(papers.find(self.text, self.small))
        everyone = [h for h in counts.find(self.text, self.small) if not counts.is_object(self.small, h)]
        # "45 gia đình văn hóa được biểu dương": who is counted, not what is given.
        self.papers = [p for p in found if not any(h.start <= p.start and p.end <= h.end for h in everyone)]
        taken = [(p.start, p.end) for p in self.papers]
        hits = [h for h in everyone if not any(a < h.end and h.start < b for a, b in taken)]
        self.hits = sorted([*hits, *parallel.bare(self.small, hits)], key=lambda hit: hit.start)
        told = verbs.find(self.small, self.papers)
        told = parallel.receiving(self.small, self.papers, told, self.hits)
        self.verbs = parallel.elliptic(self.text, self.small, told, self.hits)
        for stop in parallel.run_on(self.small, self.papers, self.hits, self.verbs):
            self.text, self.small = (f"{w[:stop]},{w[stop + 1 :]}" for w in (self.text, self.small))
        # In "Lương Bá Trình" nothing is proposed.
        self.guarded = blanked(_NAME, self.text).lower()
        if len(self.guarded) != len(self.small):
            self.guarded = self.small
        self.counted: dict[int, int] = {}
        """Where the numbers begin and end that were read as somebody's."""
        self.places: list[int] = []
        """Where the verb of each of the awards stands."""
        self.grants: list[Grant] = []
        self.refusals: list[Refusal] = []
        self.used = 0
        self.refused: guards.Reason | None = None
        self.over_time = _OVER_TIME.search(self.small) is not None
        self.filler = slots.Filler(self.text, self.small, self.papers, self.hits)

    def read(self) -> tuple[list[Grant], list[Refusal], Paper | None]:
        for n, verb in enumerate(self.verbs):
            following = self.verbs[n + 1] if n + 1 < len(self.verbs) else None
            self._verb(verb, following)
        self._leftovers()
        told = self.refusals or self.context.origin != "body"
        if not told and (
            unread.has_paper(self.small.split(";"), self.papers, self.hits, self.verbs, self.grants)
            or unread.has_praise(self.small, self.hits, self.counted, bool(self.grants))
            or unread.has_rest(self.small, self.verbs, self.places)
        ):
            self._refuse("unread")
        if self.over_time and self.verbs and not self.refusals:
            self._refuse("history")
        title = next(
            (p for p in reversed(self.papers) if p.form is not None and "danh-hieu" in p.form.category),
            self.context.title,
        )
        return self.grants, self.refusals, title

    def _refuse(self, reason: guards.Reason) -> None:
        self.refusals.append(Refusal(reason, quote(self.text), self.sentence.line))

    def _told_before(self, subject: Sequence[Hit], boundary: int) -> None:
        """ "7 vận động viên giành 5 huy chương và 3 huấn luyện viên được …": the first are told of."""
        whole = sum(hit.number for hit in subject)  # "33 tập thể, cá nhân (10 tập thể, 23 cá nhân) được …"
        before = [h for h in self.hits if boundary <= h.start < subject[0].start and h.number != whole]
        if any(hit.start not in self.counted for hit in before):
            self._refuse("number")

    def _leftovers(self) -> None:
        """A number joined to the recipients that were read, or of titles, and nobody's: told, never
        dropped."""
        if unread.counts_titles(self.small):
            self._refuse("number")
            return
        taken = [*self.counted.items(), *leftover.of_names(self.text, self.grants)]
        for left in leftover.numbers(self.text, self.small, taken, self.papers, self.verbs):
            if left.apart:
                self._refuse("number")
            if left.same:
                self._doubt(left.start)

    def _doubt(self, at: int) -> None:
        """Doubts the recipients of the award that stands before a place."""
        n = max((n for n, start in enumerate(self.places) if start <= at), default=0)
        grant = self.grants[n]
        named = grant.roll.all and grant.count == Count(**grant.roll.counts())
        count = Count() if named else grant.count  # better none than too few
        self.grants[n] = replace(grant, count=count, doubts=grant.doubts | {"awards_recipients_unsure"})

    # ---------------------------------------------------------------- a verb

    def _verb(self, verb: Verb, following: Verb | None) -> None:
        boundary = max(self.used, self._last_stop(verb.passive_from))
        subject = self._subject_hits(verb, boundary) if verb.voice != "active" else []
        end = self._end_of_region(verb, following)
        filled = self.filler.fill(
            verb, end, slots.Subject(boundary, subject), self._said_before(), self.context.title
        )
        if not filled and self.grants and "khen thưởng" in verb.words:
            filled = [Slot(None, [], verb.end, verb.end)]  # "; Hội Nông dân tỉnh khen thưởng nhiều tập thể"
        self.told = self._told(verb, filled, subject)
        reason = against.reason(self.told, self.context, self.refused)
        worth = [slot for slot in filled if self._worth(slot, verb)]
        if not worth and verb.voice != "active" and not subject:
            worth = self._by_name(verb, boundary, filled)
        if reason is not None:
            if filled and (worth or subject):
                self._refuse(reason)
            self.refused = reason if filled and reason != "unread" else self.refused
            return
        givers = giving.of(self.text, self.small, verb, boundary)
        made = [grant for slot in worth for grant in self._grants(slot, verb, givers)]
        made = made or list(self._to_the_same(filled, verb, givers))
        made = made or list(self._to_those(filled, verb, boundary, givers))
        self.grants += made
        self.places += [verb.start] * len(made)
        if made:
            self.counted |= {hit.start: hit.end for slot in filled for hit in slot.hits}
            self.counted |= {hit.start: hit.end for hit in subject}
            if subject:
                self._told_before(subject, boundary)
            self.refused = None
            self.used = max([self.used, *(slot.end for slot in filled)])
        elif self._unread(filled, verb):
            self._refuse("unread")

    def _to_the_same(self, filled: Sequence[Slot], verb: Verb, givers: giving.Givers) -> Iterator[Grant]:
        """ "86 thủ khoa được A tặng Bằng khen, B tặng Kỷ niệm chương": the same people once more; or the one
        of the sentence before."""
        former = self.grants[-1] if self.grants else self.context.one
        if former is None or not filled or filled[0].paper is None:
            return
        if not self.grants and not parallel.names_nobody(self.small[filled[0].paper.end :]):
            return
        counted = any(hit.start > verb.end for hit in self.hits)
        the_one = former.count.whole == 1 and not counted and " cho " not in self.small[verb.end :]
        if verb.voice != "active" or not givers.named or not (the_one or self._was_passive(verb)):
            return
        for grant in self._grants(filled[0], verb, givers):
            codes = (grant.doubts - {"awards_without_numbers"}) | {"awards_recipients_shared"}
            yield replace(grant, count=former.count, approx=former.approx, roll=former.roll, doubts=codes)

    def _to_those(
        self, filled: Sequence[Slot], verb: Verb, boundary: int, givers: giving.Givers
    ) -> Iterator[Grant]:
        """ "Các thầy cô được tặng Bằng khen của A, Bằng khen của B": those of the sentence before; or the one
        somebody went to see: "đến nhà em Hân trao bằng khen của A"."""
        those = self.context.those if self.context.origin == "body" else None
        they = self.small[boundary : verb.passive_from]
        if verb.voice == "active":
            those = granted.visited(self.text[boundary : verb.start], self.small[verb.end :])
        elif those is None or not parallel.means_those(they, those.count):
            return
        if those is None:
            return
        own = [
            p for p in self.papers if p.start >= verb.end and giving.behind(self.text, self.small, p).named
        ]
        for slot in [Slot(paper, [], paper.end, paper.start) for paper in own] or filled:
            for grant in self._grants(slot, verb, givers) if slot.paper is not None else ():
                yield from those.shared(grant)

    def _unread(self, filled: Sequence[Slot], verb: Verb) -> bool:
        """Whether something is given that could not be read: no award may be passed over in silence."""
        if self.context.origin != "body" or verb.occasion:
            return False
        paper = any(slot.paper is not None and not slot.paper.bare for slot in filled)
        named = any(slot.hits for slot in filled) and unread.gives_by_name(self.text, verb)
        return paper or named or unread.praises_by_name(self.text, verb) or leftover.praised(self.small, verb)

    def _was_passive(self, verb: Verb) -> bool:
        return any(other.voice != "active" and other.end <= verb.start for other in self.verbs)

    def _last_stop(self, before: int) -> int:
        return max(self.small.rfind(";", 0, before), self.small.rfind(": ", 0, before)) + 1

    def _told(self, verb: Verb, filled: Sequence[Slot], subject: Sequence[Hit]) -> against.Told:
        start = min([verb.start, *(hit.start for hit in subject)])
        # What stands up to the next clause is told of those before: "cho 3 xã đạt tiêu chuẩn …; B tặng …".
        own = self.small.find(";", self.used, start) if self.grants else -1
        last = max([verb.end, *(hit.end for slot in filled for hit in slot.hits)])
        # "Nhà máy được tặng 3 Huân chương": what one has got over years.
        several = [s.paper for s in filled if s.paper is not None and (s.paper.number or 1) > 1]
        of_one = verb.voice == "passive" and not any(s.hits or s.roll.all for s in filled)
        of_one &= any(paper.start >= verb.end for paper in several)
        return against.Told(
            text=self.text,
            small=self.small,
            guarded=self.guarded,
            verb=verb,
            subject=subject,
            used=self.used,
            since=max(own, self.used),
            recipients_end=last,
            end=max(last, *(slot.paper.end for slot in filled if slot.paper is not None), 0),
            over_time=self.over_time or of_one,
        )

    def _end_of_region(self, verb: Verb, following: Verb | None) -> int:
        if following is None:
            return len(self.small)
        if following.voice == "active":
            return giving.start_of_subject(self.text, self.small, following, verb.end)
        if verb.voice == "passive" and (stop := self.small.find(";", verb.end, following.passive_from)) >= 0:
            return stop
        hits = [h for h in self.hits if verb.end <= h.start and h.end <= following.passive_from]
        grouped = sums.groups(hits, self.small)
        mine = verb.voice == "active"
        if grouped and (len(grouped) > 1 or not mine):
            return grouped[-1][0].start
        if (others := counts.others(self.small, hits, following.passive_from)) is not None:
            return others
        stop = max(self.small.rfind(sign, verb.end, following.passive_from) for sign in (";", ", "))
        return following.passive_from if mine or stop < 0 else stop

    def _subject_hits(self, verb: Verb, boundary: int) -> list[Hit]:
        """The numbers that the subject of a passive verb has: the last group before "được"."""
        hits = [h for h in self.hits if boundary <= h.start and h.end <= verb.passive_from]
        grouped = sums.groups(subsets.without_parts(hits, self.small, verb.passive_from), self.small)
        return grouped[-1] if grouped else []

    def _said_before(self) -> list[Paper]:
        return [grant.paper for grant in self.grants if grant.paper is not None]

    # ---------------------------------------------------------------- which papers count

    def _by_name(self, verb: Verb, boundary: int, filled: list[Slot]) -> list[Slot]:
        """Recipients that are the subject: "Trường A vinh dự đón nhận …", "ông B và bà C được … tặng …"."""
        if not filled or filled[0].paper is None or filled[0].paper.bare or self.context.origin == "headline":
            return []
        if (
            re.search(r"(?<!\w)(?:nhiều|các|những)\s", self.small[verb.end : filled[0].paper.start])
            is not None
        ):
            return []
        roll = receiving.receivers(self.text, self.small, boundary, verb.passive_from)
        filled[0].roll = roll
        filled[0].unsure |= receiving.goes_on(self.text[boundary : verb.passive_from], roll)
        itself = receiving.speaks_of_itself(self.small[boundary : verb.passive_from])
        itself = itself and not roll.all and not self.small.rstrip().endswith(":")
        filled[0].itself = "collectives" if itself else None
        return [filled[0]] if roll.all or filled[0].itself else []

    def _worth(self, slot: Slot, verb: Verb) -> bool:
        if slot.paper is not None and (slot.paper.bare or slot.paper.class_only is not None):
            return False
        if verb.voice == "receive" and not slot.hits and slot.paper is not None and slot.paper.number:
            return False  # "Ông còn nhận 12 giấy khen": papers of one, not recipients
        if slot.paper is None and slot.hits and not self._right_behind(slot, verb):
            return False
        if slot.paper is None and not slot.hits and (verb.occasion or self.context.origin == "headline"):
            return False
        return bool(
            slot.hits
            or slot.roll.all
            or (slot.itself is not None and verb.voice == "active" and not verb.occasion)
            or (slot.paper is not None and slot.paper.number)
            or self._told_without_number(slot, verb)
        )

    def _right_behind(self, slot: Slot, verb: Verb) -> bool:
        """Honoured are those right behind the verb: "biểu dương 24 gương", not "tinh thần của 45 tác giả"."""
        gap = self.small[verb.end : slot.hits[0].start]
        if verb.voice != "active":
            return not verbs.gives_a_thing(self.small, verb) and _ON.match(gap) is None
        return _RIGHT_BEHIND.fullmatch(gap) is not None or bool(slot.roll.all)

    def _told_without_number(self, slot: Slot, verb: Verb) -> bool:
        """ "UBND tỉnh tặng Bằng khen cho nhiều tập thể, cá nhân": an award, how many is not said."""
        if verb.voice != "active" and slot.paper is not None:
            return _THE_REST.search(self.small[: verb.passive_from]) is not None
        if verb.occasion or verb.voice != "active":
            return False
        return counts.several(self.small[slot.at : slot.at + 120])

    # ---------------------------------------------------------------- grants

    def _grants(self, slot: Slot, verb: Verb, givers: giving.Givers) -> Iterator[Grant]:
        dead = reckoning.posthumous(slot, self.small, verb)
        slot.roll = reckoning.of_the_dead(slot.roll) if dead else slot.roll
        count, approx, doubts = reckoning.counted(slot, self.small)
        own = giving.behind(self.text, self.small, slot.paper) if slot.paper is not None else giving.Givers()
        if own.generic or (givers.generic and slot.paper is None):
            return
        whose = giving.decided(slot.paper, own, givers)
        if not whose.named and self.grants and self.used and (former := self.grants[-1].grantor) is not None:
            whose = giving.Givers((former,), frozenset({"awards_grantor_carried"}))
        doubts |= self.context.doubts(self.small) | against.doubts(self.told, self.context)
        doubts |= {"awards_form_carried"} if verb.elliptic else set()
        for grantor in whose.named or (None,):
            codes = doubts | whose.doubts | ({"awards_grantor_missing"} if grantor is None else set())
            codes |= {"awards_several_grantors"} if len(whose.named) > 1 else set()
            yield Grant(
                grantor=grantor,
                paper=slot.paper,
                praise=verb.words,
                count=count,
                approx=approx,
                posthumous=dead,
                roll=slot.roll,
                parts=tuple(
                    subsets.of(self.text, self.small, slot.hits, self.hits, self._parts_end(slot, verb))
                ),
                line=self.sentence.paragraph.line_at(self.sentence.start + verb.start),
                words=quote(self.text[max(0, verb.start - 60) : max(slot.end, verb.end) + 30]),
                origin=self.context.origin,
                doubts=frozenset(codes),
                breakdown_follows=re.search(
                    r"(?<!\w)(?:gồm|trong đó)(?!\w)", self.small[slot.end : slot.end + 80]
                )
                is not None,
            )

    def _parts_end(self, slot: Slot, verb: Verb) -> int:
        """How far parts of a slot may be told: to the next clause or verb."""
        last = slot.hits[-1].end if slot.hits else verb.end
        stop = _NEXT_CLAUSE.search(self.small, last)
        ends = [v.start for v in self.verbs if v.start >= max(last, verb.end)]
        return min([last + 200, *ends, *([stop.start()] if stop is not None else [])])


# "… cho 8 tập thể; trong đó có 3 tổ dân phố" goes on with the same award.
_NEXT_CLAUSE = re.compile(r";(?!\s*trong đó(?!\w))")


# "…, số còn lại nhận Giấy khen của Sở Y tế": how many they are is not said.
_THE_REST = re.compile(r"(?<!\w)(?:số|những (?:người|em)|các [^\W\d_]+(?: [^\W\d_]+)?) còn lại(?: đều)?\s*$")
