"""Whether every conjunct of a coordination of recipients was counted, and those that were not.

"3 tập thể, 5 hộ đã hiến đất và Đại tá Nguyễn Văn Hùng": each conjunct is a number with its noun, a name, or
words about the one before. Whatever may be a recipient and cannot be counted makes the whole unsure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from bangvang.press import conjuncts, counts, mentions, names, receiving, tables, whole_names
from bangvang.press.conjuncts import Conjunct, Joint
from bangvang.press.counts import Hit
from bangvang.press.manuscript import blanked
from bangvang.press.names import Roll

Clause = Literal["none", "relative", "cause", "list"]
"""What stands behind a recipient: nothing that could hold further nouns; what it did or is ("đã hiến đất",
"thuộc Công an tỉnh"); why or with what it is honoured ("vì đã cứu 3 người"); a list of its names."""


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence without look-alikes of papers, and every number of recipients in it."""

    text: str
    small: str
    hits: Sequence[Hit]


@dataclass
class Rest:
    """What a stretch holds beside the recipients that were counted.

    `these`: names of those that a number counts. `unsure`: it may hold more. `blurred`: how many collectives
    there are is unknown, since a number counts something that the table of nouns lacks."""

    hits: list[Hit] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    households: list[str] = field(default_factory=list)
    these: list[str] = field(default_factory=list)
    unsure: bool = False
    blurred: bool = False

    @property
    def roll(self) -> Roll:
        """Those that were added by name."""
        return Roll(tuple(self.persons), tuple(self.units), tuple(self.households))

    def name(self, mention: mentions.Mention) -> None:
        """Adds somebody by name."""
        of_kind = {"person": self.persons, "unit": self.units, "household": self.households}
        of_kind[mention.kind].append(whole_names.plain(mention.name))


_BRACKETS = re.compile(r"\([^()]*\)?")
_OVER = re.compile(r";|\.\s|(?<!\w)(?:trong đó|riêng|trong số này|nâng|đưa tổng|lũy kế)(?!\w)")
_LEAD = re.compile(r"\s*(?:(?:cho|tới|đến|tặng|là|có|gồm|cùng với|hơn|gần|khoảng|trên)\s+)*")
_CAUSE = re.compile(
    r"(?<!\w)(?:vì|về|do|nhờ|bởi|nhằm|để|kèm|kèm theo|trị giá|mỗi|cùng số tiền|cùng phần thưởng|với|số tiền|"
    r"nhân dịp|tiền thưởng)(?!\w)"
)
_OF = re.compile(r"(?<!\w)(?:thuộc|của|ở|tại|đến từ|từ|trên địa bàn|trong)(?!\w)")
# "vì đã cứu 3 người"; the numbers of "Công an quận 3", "Trung đoàn 95", "Q.7" are names.
_AMOUNT = re.compile(
    r"(?<![\w.,/-])(?<!quận )(?<!phường )(?<!khu )(?<!phố )(?<!đoàn )(?<!vùng )(?<!số )(?<!tổ )(?<!thôn )"
    r"(?<!ấp )(?<!khối )(?<!q )(?<!p )(?<!năm )(?<!đội )\d[\d.,]*+(?=\s*+[^\W\d])"
)
# "2 cá nhân là người dân tộc thiểu số" are no list.
_LISTED = re.compile(
    r":|(?<!\w)(?:gồm|bao gồm|như|cụ thể|là(?!\s(?:người|hội viên|đoàn viên|đảng viên|cán bộ|"
    r"công nhân|nông dân|học sinh|giáo viên|phụ nữ|nữ|đồng bào|con em|lao động|dân|thanh niên|cựu|thành viên|"
    r"những)(?!\w)))(?!\w)"
)
_GENERAL = re.compile(r"(?:tập thể|cá nhân|hộ gia đình|gia đình|đơn vị)(?!\w)")
_NO_RECIPIENTS = re.compile(
    r"(?:triệu|tỷ|tỉ|nghìn|ngàn|đồng(?!\schí)|usd|suất|phần|chiếc|năm|tháng|ngày|giờ|lần|lượt|vụ|km|kg|tấn|ha|mét|"
    r"m|bộ|bằng|giấy|huân|huy|cờ|kỷ|tuổi|học bổng|sổ|thẻ|bảo|quyển|cuốn|xe|máy|cây|con|căn|ngôi|danh|hạng|/)"
    r"(?!\w)"
)
_WHY = re.compile(
    r"(?<!\w)(?:vì|về|do|nhờ|đã có|đã lập|có thành tích|có nhiều|có công|kèm|với|nhân dịp|mỗi|trong|tại)"
    r"(?!\w)"
)
_ACTS = re.compile(
    r"(?<!\w)(?:phát biểu|chúc mừng|nhấn mạnh|khẳng định|biểu dương|trao|tặng|chủ trì|ghi nhận|đề nghị|"
    r"yêu cầu|cho biết|tham dự|dự|đã|cũng|sẽ|vừa|tổ chức|khai mạc|bế mạc|tổng kết|ra mắt|báo cáo)(?!\w)"
)


@cache
def _noun() -> re.Pattern[str]:
    kinds = tables.load("words.yaml")["kinds"].values()
    nouns = tables.any_of([noun for column in kinds for noun in column])
    return re.compile(rf"(?:(?P<some>các|nhiều|một số|những|toàn thể|tất cả)\s+)?(?:{nouns})(?!\w)")


def behind(words: Words, counted: Sequence[Hit], end: int) -> Rest:
    """What stands behind and between the numbers that were counted, up to `end`."""
    start = counted[0].end
    over = _OVER.search(words.small, start, end)
    rest = _Walk(words, counted).over(start, over.start() if over is not None else end)
    # "2 cá nhân là N. V. A. và 3 tập thể": a stop within a sentence may end nothing.
    if over is not None and over[0].startswith("."):
        rest.unsure |= any(over.end() <= hit.start < end for hit in words.hits)
    return rest


def ahead(words: Words, start: int, first: int) -> Rest:
    """What stands between "cho" and the first number, and is no name that is counted already."""
    rest = Rest()
    last: mentions.Kind = "said"
    joined = re.search(r"(?:,|(?<!\w)(?:và|cùng|cùng với))\s*(?:cho\s+)?$", words.small[start:first])
    stretch = words.text[start : start + joined.start() if joined is not None else first]
    for conjunct in conjuncts.of(blanked(_BRACKETS, stretch)):
        at = start + conjunct.start
        if not conjunct.text.strip() or _behind_lead(words.small, at) >= first:
            continue  # "…, gồm 12 doanh nghiệp": the first number itself
        if _number(words, at, rest, "none", False, ()):
            last = "said"
            continue
        mention = mentions.of(conjunct.text)
        noun = _noun().match(words.small, _behind_lead(words.small, at))
        of_former = last == "person" and conjunct.joint == "," and mentions.courtesy(conjunct.text) is None
        if mention.kind == "unknown" and not of_former:
            rest.unsure = True
        elif mention.kind == "said" and joined is not None and noun is not None and noun.end() <= first:
            rest.unsure |= last != "unit"
        elif mention.kind == "said" and joined is not None:  # "cho Hội và 3 chi hội"
            rest.unsure |= receiving.meant(conjunct.text.strip().lower()) is not None
        last = mention.kind
    return rest


def before_subject(words: Words, boundary: int, first: int) -> Rest:
    """Who is coordinated with the first number of a subject: "Công an xã A và 3 cá nhân được …"."""
    rest = Rest()
    stretch = blanked(_BRACKETS, words.text[boundary:first])
    joined = re.search(r"(?P<joint>,|(?<!\w)(?:và|cùng|cùng với))\s*(?:có\s+)?$", stretch)
    if joined is None:
        rest.unsure = _TEAM_OF.search(stretch) is not None
        return rest
    found = list(conjuncts.of(stretch[: joined.start()]))
    sure = joined["joint"] != ","
    for conjunct in reversed(found):
        at = boundary + conjunct.start
        if _predicate(words, at, boundary + conjunct.end):
            rest.unsure = True
            break
        if _number(words, at, rest, "none", False, ()):
            sure = conjunct.joint == "và"
            continue
        mention = mentions.of(re.sub(r"^\s*(?:trong đó|theo đó|dịp này|đợt này)\s*", "", conjunct.text))
        if mention.kind not in ("person", "unit", "household"):
            rest.unsure |= sure  # "Ông A, Giám đốc Công ty B và 3 công nhân"
            break
        if mention.kind == "unit" and not sure:
            break  # "Tại UBND xã A, 3 cá nhân được …"
        if _ACTS.search(conjunct.text) is not None or not _whole(conjunct.text, mention.name):
            rest.unsure = True
            break
        if not sure:
            rest.unsure |= mention.kind == "person" and conjunct.text.strip()[:1].islower()
            break
        rest.name(mention)
        sure = conjunct.joint in (",", "và") and conjunct is not found[0]
    for read in (rest.persons, rest.units, rest.households):
        read.reverse()  # back to the order of the text
    return rest


# "Công an phường A và tổ công tác gồm 6 cán bộ được …"
_TEAM_OF = re.compile(
    r"(?:,|(?<!\w)(?:và|cùng))\s(?:tổ|đội|nhóm|kíp|ê kíp|ban|đoàn)\s[^,;]{0,40}?(?:gồm|có)\s*$"
)


def _predicate(words: Words, at: int, end: int) -> bool:
    """Whether more than two words stand behind a number: "7 vận động viên giành 5 huy chương"."""
    start = _behind_lead(words.small, at)
    hit = next((h for h in words.hits if at <= h.start <= start < h.end), None)
    unknown = hit or counts.numbered(words.small, start)
    return unknown is not None and len(words.small[unknown.end : end].split()) > 2


_REWARDED = re.compile(r"\s*(?:khen thưởng|thưởng|khen|tuyên dương|biểu dương)\s+(?:cho\s+)?")


def _rewarded(small: str, at: int) -> bool:
    """ "30 học sinh và thưởng 12 giáo viên": whether a number of people has a verb of its own."""
    verb = _REWARDED.match(small, at)
    found = counts.numbered(small, verb.end()) if verb is not None else None
    return found is not None and _NO_RECIPIENTS.match(_noun_of(small, found)) is None


def may_receive(small: str, at: int) -> bool:
    """Whether what stands behind a number, from `at` on, may be somebody, and is no money, thing or time."""
    return _NO_RECIPIENTS.match(small, at) is None


def _behind_lead(small: str, at: int) -> int:
    lead = _LEAD.match(small, at)
    return lead.end() if lead is not None else at


def _noun_of(small: str, hit: Hit) -> str:
    return small[hit.start : hit.end].split(maxsplit=1)[-1]


def _whole(conjunct: str, name: str) -> bool:
    """Whether nothing but courtesies stands beside the name."""
    return conjunct.rstrip(" .").endswith(name)


def _number(
    words: Words, at: int, rest: Rest, clause: Clause, numbered: bool, counted: Sequence[Hit]
) -> bool:
    """Whether a conjunct begins with a number; counts it where that is safe (see `_Walk`)."""
    start = _behind_lead(words.small, at)
    hit = next((h for h in words.hits if at <= h.start <= start < h.end), None)
    if hit is None:
        unknown = counts.numbered(words.small, start)
        if unknown is None:
            return False
        noun = _noun_of(words.small, unknown)
        if _NO_RECIPIENTS.match(noun) is None and clause in ("none", "relative"):
            # "12 người có công và 4 thân nhân": the first number of a clause may be of the recipients.
            _unknown(unknown, noun, rest, "none" if clause == "relative" and not numbered else clause)
        return True
    if any(hit.start == other.start for other in counted):
        return True
    _known(hit, words, rest, clause, numbered, counted)
    return True


def _known(
    hit: Hit, words: Words, rest: Rest, clause: Clause, numbered: bool, counted: Sequence[Hit]
) -> None:
    """ "7 hộ đã hiến đất và 12 cá nhân" are 7 and 12; in "3 đơn vị đã giúp 5 hộ và 12 trẻ em" who knows."""
    noun = words.small[hit.start : hit.end]
    general = any(_GENERAL.match(noun, match.end()) for match in re.finditer(r"\s", noun))
    if clause == "list":
        same = {one.column for one in [*counted, *rest.hits]} | {"recipients"}
        if general and hit.column not in same:
            rest.hits += [hit] if not numbered else []
            rest.unsure |= numbered
        return
    if clause == "none" or (clause == "relative" and (general or not numbered)) or (general and not numbered):
        rest.hits.append(hit)
        rest.unsure |= not (clause == "none" or (clause == "relative" and general and not numbered))
        return
    rest.unsure |= clause == "relative" or general


def _unknown(hit: Hit, noun: str, rest: Rest, clause: Clause) -> None:
    if clause == "none" and hit.column == "individuals":
        rest.hits.append(hit)
        return
    rest.unsure = True
    rest.blurred |= clause == "none" and not noun.startswith("giải")


class _Walk:
    """Goes over the conjuncts behind a first number, and knows what stood behind the recipient before."""

    def __init__(self, words: Words, counted: Sequence[Hit]) -> None:
        self.words = words
        self.counted = counted
        self.rest = Rest()
        self.clause: Clause = "none"
        self.numbered = False
        """Whether a number stands in the clause."""
        self.of = False
        """Whether a place or a body was named behind the number: "3 cán bộ Công an xã A và Công an xã B"."""
        self.people: list[tuple[Joint, mentions.Mention, bool]] = []
        self.last: mentions.Kind = "said"

    def over(self, start: int, end: int) -> Rest:
        stretch = blanked(_BRACKETS, self.words.text[start:end])
        for n, conjunct in enumerate(conjuncts.of(stretch)):
            at = start + conjunct.start
            if _LISTED.match(conjunct.text.lstrip().lower()) is not None or conjunct.joint == ":":
                self.clause = "list"
            if n == 0:
                self._tail(start, start + conjunct.end)
            elif _number(self.words, at, self.rest, self.clause, self.numbered, self.counted):
                self._after_number(at, start + conjunct.end)
            elif self.clause in ("none", "relative"):
                self._named(conjunct, at, end)
            else:
                self._within_a_reason(conjunct)
        self._close()
        return self.rest

    def _within_a_reason(self, conjunct: Conjunct) -> None:
        """ "vì đã cứu 3 người và Đại úy A": is he honoured, or was he saved? "Với Công an xã A
        và Công an xã B" names two that helped."""
        self.numbered |= _AMOUNT.search(conjunct.text.lower()) is not None
        if self.clause == "cause" and conjunct.joint == "và":
            kind = mentions.of(conjunct.text).kind
            self.rest.unsure |= kind == "person" or (kind == "unit" and not self.of)
        self.of |= any(c.isupper() for c in conjunct.text)

    def _after_number(self, at: int, end: int) -> None:
        taken = next(
            (h for h in [*self.counted, *self.rest.hits] if at <= h.start < end),
            None,
        )
        if taken is None:
            self.numbered = True
            return
        self._close()
        self.clause, self.numbered, self.of, self.last = "none", False, False, "said"
        self._tail(taken.end, end)

    def _tail(self, start: int, end: int) -> None:
        """Takes in what stands behind a recipient in its own conjunct."""
        small, text = self.words.small[start:end], self.words.text[start:end]
        if not small.strip():
            return
        cause, listed = _CAUSE.search(small), _LISTED.match(small.lstrip())
        stop = mentions.stop(text, small)
        self.numbered |= _AMOUNT.search(small) is not None
        if listed is not None:
            self.clause = "list"
        elif cause is not None:
            self.clause = "cause"
        elif stop is not None and self.clause == "none":
            self.clause = "relative"
        self.of |= _OF.search(small) is not None or any(c.isupper() for c in text)
        mention = mentions.of(text)
        if mention.kind == "person" and self.clause == "none":
            self.people.append((",", mention, True))
            self.last = "person"

    def _named(self, conjunct: Conjunct, at: int, end: int) -> None:
        mention = mentions.of(conjunct.text)
        added = conjunct.joint == "và"
        if mention.kind == "end":
            self.clause = "cause"
        elif mention.kind == "said":
            self._said(at, conjunct, added)
        elif self.clause == "relative":
            self.rest.unsure |= added and (mention.kind == "person" or not self.of)
        elif mention.kind == "person":
            self.people.append((conjunct.joint, mention, self._closed(at, end)))
        elif self.last == "person" and not added:
            pass  # "ông A, Trạm Y tế xã": where he works
        elif added and not self.of and mention.kind in ("unit", "household") and self._closed(at, end):
            self.rest.name(mention)
        else:
            self.rest.unsure |= added or not self.of
        if mention.kind != "said":
            self.last = mention.kind
            self._tail_of_name(conjunct, mention)

    def _tail_of_name(self, conjunct: Conjunct, mention: mentions.Mention) -> None:
        behind_name = conjunct.text.partition(mention.name)[2] if mention.name else ""
        if _CAUSE.search(behind_name) is not None:
            self.clause = "cause"

    def _said(self, at: int, conjunct: Conjunct, added: bool) -> None:
        """Words in small letters: further recipients without a number, or what somebody did."""
        noun = _noun().match(self.words.small, _behind_lead(self.words.small, at))
        if noun is not None and self.clause == "none" and self.last != "person":
            self.rest.unsure |= noun["some"] is not None or (added and not self.of)
        elif _CAUSE.search(self.words.small, at, at + len(conjunct.text)) is not None:
            self.clause = "cause"
        elif added:
            unsaid = _rewarded(self.words.small, at) or names.is_kin(conjunct.text)
            self.rest.unsure |= self.clause == "none" and unsaid
            self.clause = "relative"
        self.numbered |= _AMOUNT.search(conjunct.text.lower()) is not None

    def _closed(self, at: int, end: int) -> bool:
        """Whether no verb stands behind a name: who speaks or gives in the next clause receives nothing."""
        why = _WHY.search(self.words.small, at, end)
        return _ACTS.search(self.words.small, at, why.start() if why is not None else end) is None

    def _close(self) -> None:
        """People behind a number are added to it, or are those that it counts."""
        people, self.people = self.people, []
        if not people:
            return
        last = max([*self.counted, *self.rest.hits], key=lambda hit: hit.end)
        if people[0][0] != "và" and last.column != "collectives":
            self.rest.these += [whole_names.plain(mention.name) for _, mention, _ in people]
            self.rest.unsure |= len(people) != last.number
        elif all(sure for _, _, sure in people):
            for _, mention, _ in people:
                self.rest.name(mention)
        else:
            self.rest.unsure = True
