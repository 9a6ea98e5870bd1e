"""Who gives in an award sentence: the authority that decides, not whoever hands over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from bangvang.press import grantors, tables
from bangvang.press.grantors import Named
from bangvang.press.manuscript import small as small_of
from bangvang.press.papers import Paper
from bangvang.press.verbs import Verb


@dataclass(frozen=True, slots=True)
class Givers:
    """Who gives, in the order named, and what was inferred about it. `generic`: only "các cấp, các ngành"."""

    named: tuple[str, ...] = ()
    doubts: frozenset[str] = field(default=frozenset())
    generic: bool = False


@cache
def _proxy() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){tables.any_of(tables.load('words.yaml')['proxies'])}\s+")


_ADVERBS = re.compile(
    r"(?:\s|,|đã|vừa|cũng|quyết định số \S++|quyết định|xét|thống nhất|ký|trực tiếp|lần lượt|trân trọng|"
    r"vinh dự|đồng thời|và|ban hành|công bố|ra|số|có|quyết|lại|còn|sẽ|được|tiến hành|kịp thời|trịnh trọng|"
    r"qđ[-/\w]*+|\d++/qđ[-/\w]*+|về việc|"
    r"cùng|đã đến|đến|tận nơi|tận nhà|hôm nay|tại đây|dịp này|:|\([^()]{0,60}\))*+"
)


def of(text: str, small: str, verb: Verb, boundary: int) -> Givers:  # noqa: PLR0911
    """The grantors of a verb: its subject, what stands between "được" and it, or who is represented."""
    if verb.voice == "passive":
        told = _PROPOSER.sub(lambda match: "." * len(match[0]), small[: verb.start])
        inner = list(grantors.find(text, told, verb.passive_from + 4, verb.start, weak=True))
        if re.search(r"(?:các cấp|các ngành|cấp trên)", small[verb.passive_from : verb.start]) is not None:
            return Givers(generic=True)
        mine = _joined(_whole(inner, text, small, verb.start), text, small)
        if not mine:
            return _decided_by(text, small, verb.passive_from)
        givers = _of_offices(mine, inner, text, small, verb.start)
        return _doubted(givers, cut=grantors.is_cut(small, mine[0], verb.passive_from + 4))
    if verb.voice == "receive":
        return Givers()
    represented = _represented(text, small, boundary, verb.start)
    if represented is not None:
        return represented
    subjects = [
        n
        for n in grantors.find(text, small, boundary, verb.start)
        if _NO_SUBJECT.search(small, max(0, n.start - 12), n.start) is None
        and _HELPED.search(small, max(0, n.start - 40), n.start) is None
    ]
    place = _place(text, small, boundary, verb.start, subjects)
    if place.named or not subjects:
        return place if place.named else _before_colon(text, small, boundary, verb.start)
    subjects = _whole(subjects, text, small, verb.start)
    last = _joined(subjects, text, small)
    end = grantors.with_address(small, last, boundary)
    near = _ADVERBS.fullmatch(_without_person(text[end : verb.start], small[end : verb.start])) is not None
    if near:
        cut = grantors.is_cut(small, last[0], boundary)
        if any(n.deputy for n in last):
            named = tuple(_office(n.name) for n in last)
            return _doubted(Givers(named, frozenset({"awards_grantor_presenter"})), cut=cut)
        givers = _of_offices(last, subjects, text, small, verb.start)
        return _doubted(givers, cut=cut)
    # "Trường A (phường B …) tổ chức lễ chào cờ và trao giấy khen": the subject stands farther off.
    first = _with_joined(subjects, text, small)
    return Givers(tuple(_office(n.name) for n in first), frozenset({"awards_grantor_distant"}))


# "Dịp này, huyện Tây Giang đã khen thưởng …", "…; xã tặng …": a place alone gives as its authority does.
_PLACE = re.compile(
    r"(?:^|[,;:.]\s|(?<!\w)và\s)\s*"
    r"(?P<name>(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|thị trấn|xã|phường)(?!\w)"
    r"(?P<own>(?:\s[^\W_][\w’'-]*){0,4}?))\s(?=(?:đã|vừa|cũng|quyết định|lần lượt|còn|\s)*$)"
)


def _place(text: str, small: str, boundary: int, end: int, offices: Sequence[Named]) -> Givers:
    """The place that is the subject of a verb, and no address of the `offices` that are named."""
    address = (offices[-1].end, grantors.with_address(small, offices, boundary)) if offices else (0, 0)
    for found in _PLACE.finditer(small, max(0, boundary - 2, end - 80), end):
        if address[0] <= found.start("name") < address[1]:
            continue
        own = text[found.start("own") : found.end("own")]
        if all(word[0].isupper() or word[0].isdigit() for word in own.split()):
            return Givers((" ".join(text[found.start("name") : found.end("name")].split()),))
    return Givers()


_MEANWHILE = re.compile(r"\s*(?:và\s+)?(?:đồng thời\s+)?(?:đã\s+|cũng\s+|còn\s+|quyết định\s+)*")
_BY_DECISION = re.compile(
    r"(?<!\w)(?:theo|thực hiện|căn cứ|tại)\s(?:các\s)?quyết định(?!\w)[^,;.]{0,70}?\scủa\s"
)


def _decided_by(text: str, small: str, end: int) -> Givers:
    """ "Theo quyết định của Chủ tịch UBND tỉnh, 12 người được tặng …": whoever decided."""
    decided = _BY_DECISION.search(small, max(small.rfind(";", 0, end), 0), end)
    named = next(grantors.find(text, small, decided.end(), end), None) if decided is not None else None
    if decided is None or named is None or named.start != decided.end():
        return Givers()
    return Givers((_office(named.name),), frozenset({"awards_grantor_decision"}))


_SIGNED = re.compile(
    r"\s(?:ký|ban hành|ra|có)\s(?:ban hành\s)?(?:các\s|những\s|\d+\s)?quyết định\s"
    r"(?!phê duyệt|thành lập|công nhận|bổ)"
)


def who_signed(text: str, small: str) -> str | None:
    """ "Chủ tịch UBND tỉnh A vừa ký các quyết định khen thưởng …": who decides what is told next."""
    signed = _SIGNED.search(small)
    if signed is None or "khen" not in small[signed.end() :] + small[: signed.start()]:
        return None
    found = _whole(list(grantors.find(text, small, 0, signed.start())), text, small, signed.start())
    last = found[-1] if found else None
    if (
        last is None
        or _ADVERBS.fullmatch(
            _without_person(text[last.end : signed.start()], small[last.end : signed.start()])
        )
        is None
    ):
        return None
    return _office(last.name)


def _all(named: list[Named]) -> Givers:
    joined = {"awards_grantor_joined"} if any(one.joined for one in named) else ()
    return Givers(tuple(one.name for one in named), frozenset(joined))


# "…, ông Lê Văn A, Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh", "Ủy viên Ban Thường vụ Tỉnh ủy, Giám đốc …".
_OF_PERSON = re.compile(
    r"(?:(?:^|[\s,])(?:ông|bà|anh|chị|đồng chí|đ/c|(?:đại|thượng|trung|thiếu) (?:tướng|tá))\s[^,;:.()]{2,40}"
    r"[,(–-]|(?:ủy viên|thành viên|trưởng|phó|thứ)[^,;:.()]{0,40})\s*$"
)


def _of_offices(kept: list[Named], found: list[Named], text: str, small: str, end: int) -> Givers:
    """The authorities `kept` of those found before a verb; doubted where an office follows another with a
    comma and nobody's name says that they are one person's: "Đảng ủy Công an tỉnh, Giám đốc Công an tỉnh
    tặng …" may be two that give."""
    givers = _all(kept)
    before = [one for one in found if one.end <= kept[0].start]
    if not before or small[before[-1].end : kept[0].start].strip() != ",":
        return givers
    gap = small[kept[-1].end : end]
    is_named = _without_person(text[kept[-1].end : end], gap).strip() != gap.strip()
    if is_named or _OF_PERSON.search(small, max(0, before[-1].start - 60), before[-1].start) is not None:
        return givers
    return replace(givers, doubts=givers.doubts | {"awards_grantor_offices"})


def _doubted(givers: Givers, *, cut: bool) -> Givers:
    return replace(givers, doubts=givers.doubts | {"awards_grantor_cut"}) if cut else givers


def _whole(found: list[Named], text: str, small: str, verb: int) -> list[Named]:
    """Authorities with all of their names, where these go on to the verb or to the next authority."""
    kept: list[Named] = []
    for named in found:
        if kept and named.start < kept[-1].end:
            continue  # the "tỉnh" of "Ủy ban Dân số, Gia đình và Trẻ em tỉnh"
        whole = grantors.continued(text, small, named, verb)
        on = {other.start for other in found if other.start > whole.end}
        ends = _ADVERBS.fullmatch(small[whole.end : verb]) is not None or any(
            _NEXT.fullmatch(small[whole.end : start]) is not None for start in on
        )
        kept.append(whole if ends else named)
    return kept


_NEXT = re.compile(r"\s*(?:,|và|,\s*và|cùng)\s*")
# "Theo Sở Y tế, …"; "Giám đốc Sở đã đến Bệnh viện Nhi trao …": whoever tells of it, or where it is.
# "Theo tham mưu của Phòng Nội vụ, UBND huyện tặng …": who helped gives nothing.
_HELPED = re.compile(
    r"(?<!\w)(?:theo|được|có|trên cơ sở|căn cứ|với|nhờ|dưới)\s(?:sự\s)?(?:tham mưu|thống nhất|đồng ý|chỉ đạo|"
    r"giới thiệu|phối hợp|hỗ trợ|quan tâm|chấp thuận|nhất trí|đồng thuận|tài trợ|đồng hành|chứng kiến|"
    r"tham dự|lãnh đạo|cho phép)\s(?:của\s)?$"
)
_NO_SUBJECT = re.compile(
    r"(?<!\w)(?:theo|cho(?:\s(?:các|những|một số|nhiều|mỗi|từng|\d{1,3}))*+|"
    r"(?<!đại diện )(?:đến|tới|xuống|ghé|vào)(?: thăm)?|(?:tại|ở)(?: trụ sở| hội trường)?|"
    r"trụ)\s$"
)
# "được Chủ tịch UBND tỉnh, theo đề nghị của Sở Nội vụ, tặng …": who proposed gives nothing.
_PROPOSER = re.compile(r"(?<!\w)(?:theo|trên cơ sở|căn cứ|xét)\s(?:đề nghị|đề xuất)\s(?:của\s)?[^,;:.]{2,80}")


def _before_colon(text: str, small: str, boundary: int, end: int) -> Givers:
    """ "Giám đốc Công an tỉnh ký quyết định khen thưởng: tặng Giấy khen …": whoever decided, if alone;
    "Chủ tịch UBND tỉnh đánh giá cao …; đồng thời tặng …": whoever did the former."""
    if small[:boundary].rstrip().endswith(";") and _MEANWHILE.fullmatch(small[boundary:end]) is not None:
        does = next(grantors.find(text, small, small.rfind(";", 0, boundary - 1) + 1, boundary), None)
        return Givers((_office(does.name),), frozenset({"awards_grantor_distant"})) if does else Givers()
    if not small[:boundary].rstrip().endswith(":") or _ADVERBS.fullmatch(small[boundary:end]) is None:
        return Givers()
    start = small.rfind(";", 0, boundary) + 1
    found = list(grantors.find(text, small, start, boundary))
    if (
        len(found) != 1
        or re.search(r"(?<!\w)(?:quyết định|khen thưởng)(?!\w)", small[found[0].end : boundary]) is None
    ):
        return Givers()
    return Givers((_office(found[0].name),), frozenset({"awards_grantor_distant"}))


def _without_person(words: str, gap: str) -> str:
    """The gap without the name of whoever holds the office."""
    lead = re.match(r"[\s,–-]*(?:(?:ông|bà|đồng chí|đ/c)\s+)?", gap)
    start = lead.end() if lead is not None else 0
    parts = list(re.finditer(r"\S+", words[start:]))
    taken = 0
    for part in parts[:5]:
        if not part[0][0].isupper():
            break
        taken = part.end()
    return gap[start + taken :]


def _office(name: str) -> str:
    """Whoever hands over for an office: the office that decides."""
    bare = re.sub(r"^(?:đại diện\s+)?(?:lãnh đạo\s+)(?=[A-ZĐ])", "", name, flags=re.IGNORECASE)
    bare = re.sub(r"^[Đđ]ại diện\s+(?=[A-ZĐ])", "", bare)
    deputy = re.match(
        r"(?:phó)\s+(?P<office>chủ tịch|giám đốc|trưởng ban)\s+(?:thường trực\s+)?(?P<rest>.+)",
        bare,
        re.IGNORECASE,
    )
    if deputy is not None:
        office = deputy["office"]
        return f"{office[0].upper()}{office[1:]} {deputy['rest']}"
    return bare


_OFFICES = re.compile(
    r"(?:phó|chủ tịch|bí thư|giám đốc|trưởng|ủy viên|hiệu trưởng|thường trực|đại tá|tư lệnh)"
)


def _joined(found: list[Named], text: str, small: str) -> list[Named]:
    """The last authority and those that "và", "cùng" or a comma joins to it; one person's offices are one."""
    if not found:
        return []
    kept = [found[-1]]
    for former in reversed(found[:-1]):
        if not _are_joined(former, kept[0], text, small, several=len(kept) > 1):
            break
        kept.insert(0, former)
    return kept


def _with_joined(found: list[Named], text: str, small: str) -> list[Named]:
    """The first authority and those joined to it."""
    kept = [found[0]]
    for following in found[1:]:
        if not _are_joined(kept[-1], following, text, small, several=False):
            break
        kept.append(following)
    return kept


_JOINT = re.compile(
    r"(?:,\s*(?:ông|bà|đồng chí|anh|chị)\s[^,;:.()]{2,40})?,?\s*(?:và|cùng|cùng với|phối hợp|phối hợp với|"
    r"phối hợp cùng)"
)


def _are_joined(one: Named, other: Named, text: str, small: str, *, several: bool) -> bool:
    gap = small[one.end : other.start]
    if gap.strip() == ",":
        return _OFFICES.match(small, one.start) is None and (
            several or _OFFICES.match(small, other.start) is None
        )
    bare = _without_person(text[one.end : other.start], gap)
    return any(_JOINT.fullmatch(words.strip()) is not None for words in (gap, bare))


def _represented(text: str, small: str, boundary: int, end: int) -> Givers | None:
    """ "Thừa ủy quyền của Chủ tịch nước, …": whoever speaks for another gives nothing of his own."""
    last = None
    for match in _proxy().finditer(small, 0, end):
        last = match
    if last is None:
        return None
    # "Thừa ủy quyền của Giám đốc …, ông A trao …; tặng Giấy khen …": without a subject of its own.
    carried = last.start() < boundary and ";" in small[last.end() : boundary]
    if carried and _ADVERBS.fullmatch(small[boundary:end]) is None:
        return None
    if re.match(r"(?:của\s+)?(?:cấp trên|trên)(?!\w)", small[last.end() :]) is not None:
        return Givers((), frozenset({"awards_grantor_missing"}))
    found = next(grantors.find(text, small, last.end(), end, weak=True), None)
    if found is None or found.start - last.end() > 8:
        return None
    return Givers((found.name,), frozenset({"awards_grantor_carried"} if carried else ()))


def behind(text: str, small: str, paper: Paper) -> Givers:
    """ "Bằng khen của UBND tỉnh", "Cờ thi đua của Chính phủ", "Bằng khen Thủ tướng Chính phủ"."""
    if paper.form is not None and paper.form.id == "co-thi-dua-cua-chinh-phu":
        return Givers(("Chính phủ",))
    of = re.search(r"\scủa\s", small[paper.start : paper.end])
    if of is not None:  # "Cờ thi đua của UBND tỉnh" is a form of that name
        within = next(
            grantors.find(text, small, paper.start + of.end(), min(len(small), paper.end + 80)), None
        )
        if within is not None and within.start == paper.start + of.end():
            return Givers((within.name,))
    rest = re.match(
        r"[”\"]?\s*(?:\([^()]{0,40}\)\s*|(?:truy tặng|đột xuất)\s+)?(?:(?:,?\s*hạng \S+)?\s*(?:của|do)\s+|"
        r"(?=thủ tướng|chủ tịch nước|bộ trưởng))",
        small[paper.end :],
    )
    if rest is None:
        listed = re.match(
            r"(?:\s*(?:,|và)\s*(?:bằng|giấy|cúp|cờ|kỷ niệm chương|huy hiệu)[^,.;]{0,30}?){1,3}\s+của\s+",
            small[paper.end :],
        )
        if listed is None:
            return Givers()
        rest = listed
    at = paper.end + rest.end()
    if re.match(r"(?:các|nhiều)\s|cấp trên|trên(?!\w)", small[at:]) is not None:
        return Givers(generic=True)
    found = next(grantors.find(text, small, at, min(len(small), at + 160), weak=True), None)
    if found is None or found.start - at > 12:
        return Givers()
    whole = grantors.continued(text, small, found, min(len(small), at + 160))
    if _OVER.match(small, whole.end) is None:
        whole = found
    return _all([whole])


_OVER = re.compile(r"[”\"]?\s*(?:(?:cho|tặng|về|vì|do|trong)\s|[.;]?\s*$)")


def implied(paper: Paper) -> Givers:
    """Orders, medals and titles of the State are the President's; the text need not say so."""
    if paper.form is None:
        order = paper.label.lower().startswith("huân chương")
        return Givers(("Chủ tịch nước",), frozenset({"awards_grantor_implied"})) if order else Givers()
    if paper.form.id == "bang-to-quoc-ghi-cong":
        return Givers(("Thủ tướng Chính phủ",), frozenset({"awards_grantor_implied"}))
    if paper.form.category in ("huan-chuong", "huy-chuong", "danh-hieu-vinh-du-nha-nuoc"):
        return Givers(("Chủ tịch nước",), frozenset({"awards_grantor_implied"}))
    return Givers()


_STATE = re.compile(
    r"chủ tịch nước|nhà nước (?!việt|ta(?!\w))|quốc hội|hội đồng bộ trưởng|"
    r"chính phủ (?!việt)|vương quốc|cộng hòa"
)


def decided(paper: Paper | None, own: Givers, subject: Givers) -> Givers:
    """Whose an award is: named behind the paper, the State's where it is one of its own, or the subject's.

    A minister hands an order over, whoever the sentence says "trao" of."""
    if own.named or paper is None:
        return own if own.named else subject
    state = implied(paper)
    if not state.named:
        return subject
    # "Phó Chủ tịch nước và Bộ trưởng Bộ Y tế trao danh hiệu …": only the first stands for the State.
    own_state = tuple(name for name in subject.named if _STATE.search(small_of(name)))
    return replace(subject, named=own_state) if own_state else state


def start_of_subject(text: str, small: str, verb: Verb, after: int) -> int:
    """Where the subject of an active verb begins, so that what stands before belongs to the verb before."""
    stop = max(small.rfind(";", after, verb.start), small.rfind(". ", after, verb.start))
    found = list(grantors.find(text, small, max(after, stop + 1), verb.start))
    joined = _joined(found, text, small)
    if (
        joined
        and _ADVERBS.fullmatch(
            _without_person(text[joined[-1].end : verb.start], small[joined[-1].end : verb.start])
        )
        is not None
    ):
        return joined[0].start
    place = next(_PLACE.finditer(small, max(after, stop + 1), verb.start), None)
    if place is not None and text[place.end() - 2].strip() and place["own"]:
        return place.start("name")
    return stop if stop > after else verb.start
