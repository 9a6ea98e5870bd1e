"""Whether an award verb tells of something given at this event: all that is said against it is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bangvang.press import clauses, frames, giving, guards, parallel, times
from bangvang.press.counts import Hit
from bangvang.press.granted import Context
from bangvang.press.guards import Reason
from bangvang.press.verbs import Verb

_FAR = 500
"""How far a clause is looked at before its verb and behind its award."""


@dataclass(frozen=True, slots=True)
class Told:
    """A verb in its sentence: who is its subject, where its recipients (and its papers) end, what was read
    before it.

    `guarded` is the sentence in small letters without names that look like a guard; up to `used` it was read,
    from `since` on it speaks of this verb; `over_time`: whether it counts how often."""

    text: str
    small: str
    guarded: str
    verb: Verb
    subject: Sequence[Hit]
    used: int
    since: int
    recipients_end: int
    end: int
    over_time: bool

    @property
    def clause(self) -> str:
        """What was not read before the verb, from the last stop on."""
        far = max(self.since, self.verb.start - _FAR)
        return self.small[max(far, self.small.rfind(";", far, self.verb.start) + 1) : self.verb.start]

    @property
    def written(self) -> str:
        """The clause as it is written."""
        return self.text[self.verb.start - len(self.clause) : self.verb.start]

    @property
    def to_subject(self) -> str:
        """The clause, up to whoever gives or is given something."""
        end = self.subject[0].start if self.subject else self.verb.passive_from
        if self.verb.voice == "active":
            end = giving.start_of_subject(self.text, self.small, self.verb, self.since)
        return self.clause[: max(0, end - (self.verb.start - len(self.clause)))]

    @property
    def start(self) -> int:
        """Where the verb begins, or those who are given something where they stand before it."""
        return min([self.verb.start, *(hit.start for hit in self.subject)])

    @property
    def before(self) -> str:
        """What was not read before the verb and its recipients; what "vì vậy" follows is no part of it."""
        end = max(self.start, self.used)
        words = self.guarded[max(self.since, end - 3 * _FAR) : end]
        turns = [turn for turn in _TURN.finditer(words) if not turn["also"] or not _GAVE.search(words)]
        words = words[turns[-1].end() :] if turns else words
        return words[deeds.end() :] if (deeds := _DEEDS.match(words)) is not None else words

    @property
    def near(self) -> str:
        """The words right before the verb."""
        verb = self.verb
        if verb.praise:
            return self.guarded[max(0, verb.passive_from - 26, self.used) : verb.passive_from]
        return self.guarded[max(0, verb.start - 14, self.used) : verb.start]


# "Từng là xã nghèo, nay UBND tỉnh tặng …"
_TURN = re.compile(
    r"[,;]\s(?:nay|vì vậy|vì thế|do đó|do vậy|bởi vậy|chính vì (?:vậy|thế)|(?P<also>đồng thời))(?!\w)"
    r"|[,;](?=\s(?:hôm|sáng|chiều|tối) nay(?!\w))"
)
# "Chính phủ thường tặng …"
_HABIT = re.compile(r"(?<!\w)(?:thường|thường xuyên|vẫn hay|vẫn thường)\s$")
# "Ghi nhận thành tích nhiều năm liền, UBND tỉnh tặng …"
_DEEDS = re.compile(
    r"\W*(?:(?:để|nhằm)\s)?(?:ghi nhận|biểu dương|động viên|tôn vinh|tri ân|tiếp nối|phát huy|"
    r"nối tiếp|kế thừa|khắc phục|vượt qua|nhân rộng|với (?:những |các )?"
    r"(?:thành tích|kết quả|đóng góp|nỗ lực|cống hiến))(?!\w)[^,;:]{0,120},(?=\s)"
)
# "… thời gian qua; đồng thời trao …", unless what stands before has been given over years.
_GAVE = re.compile(r"(?<!\w)(?:tặng|trao|khen|khen thưởng|tuyên dương|biểu dương|tôn vinh|vinh danh)(?!\w)")


def reason(told: Told, context: Context, still: Reason | None) -> Reason | None:
    """Why what a verb gives is none of the event, or None; `still`: why that of the verb before was none."""
    verb, year = told.verb, context.event_year
    return (
        guards.denied(told.text, told.small, verb.passive_from)
        or guards.withdrawn(told.small, verb.start, told.end)
        or guards.behind(told.small, verb.end, told.recipients_end, year)
        or guards.behind(told.small, verb.end, told.end, year)
        or _by_who_is_given(told)
        or _by_the_sentence(told, context, still)
        or _by_the_clause(told, context)
    )


def _by_the_clause(told: Told, context: Context) -> Reason | None:
    """What the clause is part of, and its phrases of time; "dịp này" in it undoes what is not firm."""
    behind = _OWN.sub("", told.small[told.end : told.end + _FAR], count=1)
    here = _STOP.split(behind, 1)[0]
    firm = (
        clauses.of_sentence(told.small[:_FAR], told.small[max(0, told.start - _FAR) : told.end + _FAR])
        or clauses.opened(f"{told.clause}{told.verb.words}")
        or clauses.behind(behind)
    )
    if firm in clauses.FIRM:
        return firm
    taken = clauses.around(told.clause)
    if taken is not None and not guards.cancels(f"{told.clause[taken[1] :]}{here}"):
        return taken[0]
    if told.verb.voice == "passive" and not told.subject and clauses.of_them(told.to_subject):
        return "unread"
    if clauses.at_another_place(told.written, context.places):
        return None if frames.now(told.small, context.event_year) else "elsewhere"
    soft = (
        (clauses.of_somebody(told.to_subject) if told.verb.voice != "active" else None)
        or times.at_head(told.to_subject, context.event_year)
        or times.behind(behind)
        or times.behind_verb(told.small[told.verb.end : told.verb.end + _FAR], counted=bool(told.subject))
        or frames.another_day(told.to_subject, behind, context.event)
    )
    soft = soft or ("speech" if _within(told, context) else None)
    if soft is None and frames.opens(told.small, context.event_year) and doubts(told, context):
        soft = "history"
    return (
        None
        if _NOW.search(told.clause) or guards.cancels(_AS_THEN.sub("", f"{told.clause}{here}"))
        else firm or soft
    )


# "cho 2 doanh nghiệp của tỉnh hồi tháng 9": whose they are, before the time that is told.
_OWN = re.compile(
    r"^\s*(?:của|thuộc|ở)(?:\s(?!có|đạt|đã|lập|vì|tham)[^\W\d_]+){1,3}?(?=\s(?:hồi|vào|năm|trong|tháng|ngày|mùa)\s)"
)
# "Như mọi năm, năm nay UBND huyện tặng …"
_NOW = re.compile(r"(?<!\w)năm nay(?!\w)")
# "Cũng tại hội trường này, hai năm trước", "dịp này năm ngoái"
_AS_THEN = re.compile(r"cũng tại|(?:dịp|đợt|lần) này (?:năm|mùa|khóa) (?:ngoái|trước|kia)")


def _within(told: Told, context: Context) -> bool:
    """Whether what is given is told in the midst of something else, by somebody named or to some counted."""
    before = told.to_subject
    found = len(before) < len(told.clause) if told.verb.voice == "active" else bool(told.subject)
    if not found or told.since or context.origin != "body" or frames.now(told.small, context.event_year):
        return False
    return clauses.within(before, told.written[: len(before)])


def doubts(told: Told, context: Context) -> set[str]:
    """What is doubtful about an award that nothing firm is said against."""
    before = told.to_subject
    if context.origin != "body" or frames.now(told.small, context.event_year):
        return set()
    if clauses.of_another_place(told.written[len(before) :], context.places):
        return {"awards_setting_unusual"}
    if told.since or not before.strip() or (told.verb.voice != "active" and not told.subject):
        return set()
    unusual = clauses.unusual(before, told.written[: len(before)])
    return {"awards_setting_unusual"} if unusual else set()


# "Giai đoạn 2020 - 2025, tỉnh có 3 tập thể được …": counted over years.
_THERE_WERE = re.compile(r"[^;]{0,120}?\scó\s\d")
_STOP = re.compile(r"[,;.:]\s")


def _by_who_is_given(told: Told) -> Reason | None:
    """What stands between whoever is given something and the verb."""
    if not told.subject:
        return None
    between = told.small[told.subject[-1].start : told.verb.passive_from]
    gap = told.guarded[told.verb.passive_from : told.verb.start]
    return guards.between(between) or guards.inside(gap)


def _reckoned(told: Told) -> bool:
    """Whether those who "đạt danh hiệu" are counted of all there are."""
    first = told.subject[0] if told.subject else None
    return first is not None and guards.reckons(
        told.small[max(0, first.start - 20) : first.start], told.small[first.start : first.end]
    )


def _by_the_sentence(told: Told, context: Context, still: Reason | None) -> Reason | None:
    verb, before, near = told.verb, told.before, told.near
    if told.subject:
        near = f"{told.small[told.subject[-1].end : verb.passive_from][-40:]} {near}"
    if _HABIT.search(near) is not None:
        return "history"
    of_a_life = verb.voice == "passive" and not told.subject and guards.told_by_somebody(before)
    if of_a_life or (verb.start < 60 and guards.quoted(told.small)):
        return "speech"
    if verb.voice != "active" and parallel.means_those(told.small[told.since : verb.passive_from]):
        before = before.replace("mỗi ", "các ").replace("từng ", "các ")  # no rule for all of them
    found = guards.reason(before, near, context.event_year, praise=verb.praise)
    found = found or context.against(told.small)
    held = verb.voice != "active" and guards.of_the_war(told.small[verb.end : verb.end + 60])
    held |= verb.words == "đạt" and (_reckoned(told) or guards.of_school(told.small[verb.end :][:40]))
    held |= (
        verb.voice == "passive"
        and _THERE_WERE.match(told.small) is not None
        and frames.opens(told.small, context.event_year)
    )
    counted = verb.praise or verb.words == "đạt"
    held |= counted and frames.opens(told.small, context.event_year)
    if found is None and not guards.cancels(before):
        return "history" if told.over_time or held else still
    if found == "history" and any(hit.number in context.headline for hit in told.subject):
        return None
    return found
