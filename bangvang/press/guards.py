"""Why a sentence with a grantor, a form and numbers may report no award: history, plans, proposals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bangvang.press import tables
from bangvang.press.manuscript import blanked

Reason = Literal[
    "history", "proposal", "plan", "withdrawal", "speech", "unread", "number", "event", "advert", "elsewhere"
]
_REASONS: tuple[Reason, ...] = ("withdrawal", "plan", "proposal", "history")
_NEAR: tuple[Reason, ...] = ("withdrawal", "proposal", "speech")
_YEAR = re.compile(
    r"(?:^|[.;,:]\s[“\"]?|(?<!\w)(?:vào|trong|hồi|cuối|đầu|từ|riêng|chỉ|tính|[đt]ến|tới)\s)\s*năm\s+(?P<year>(?:19|20)\d\d)(?=\s*(?:,|\w))"
)
# "Ngày 20-12-1994, Chủ tịch nước phong tặng …"; the day of a decision may be of any year.
_WHOLE_DAY = re.compile(
    r"(?<!\w)(?:ngày|sáng|chiều|tối)\s+\d{1,2}\s?(?:[/.-]|\stháng)\s?\d{1,2}\s?(?:[/.-]|\snăm)\s?(?P<year>(?:19|20)\d\d)"
)
_DOCUMENT = re.compile(r"(?<!\w)(?:quyết định|qđ|số|nghị quyết|công văn|kế hoạch|thông tư)(?!\w)[^;]{0,60}$")
_YEARS_LONG = re.compile(
    r"(?<![\w/])(?:\d+|một|hai|ba|bốn|năm|mười|mấy|nhiều|các|những)\s+năm\s+(?:qua|liền|liên tục|trở lại đây|"
    r"nay|gần đây|trước|công tác|qua đi)(?!\w)"
)

_TIME_AHEAD = re.compile(
    r"(?:^|[.;:]\s)\s*(?:sang năm|ngày mai|(?:sáng|chiều|tối) mai|(?:năm|tháng|tuần|quý) (?:tới|sau)|"
    r"cuối (?:tuần|tháng|năm) này)(?!\w)"
)
# "Năm ngoái, UBND tỉnh tặng …", at the head of a clause; within one it may tell of a deed.
_TIME_BEFORE = re.compile(
    r"(?:^|[.;:]\s|^\s*theo (?!quyết định)[^,;:.]{2,50},\s)\s*"
    r"(?:(?:cũng|ngay|hồi|trong|còn|riêng|ở|vào|từ)\s)?(?:"
    r"(?:năm|tháng|quý|đợt|dịp|lần|khóa|nhiệm kỳ|mùa|kỳ|tuần)\s(?:ngoái|kia|trước|ấy|nọ)|"
    r"nhiệm kỳ vừa (?:rồi|qua)|(?:dạo|hồi|thuở|ngày|(?<!trong )khi|bấy)\s(?:ấy|đó|trước|giờ|xưa)|"
    # "Trong 3 năm, Sở tặng …": counted over years; behind another clause who knows.
    r"(?:\d++|hai|ba|bốn|năm|mười) năm,(?=[^,;:]*$)|"
    r"cộng dồn|cộng lại|(?:\d++|ba|sáu|chín|mười|mấy) tháng (?:qua|vừa qua|đầu năm|gần đây)|"
    r"tính (?:chung|gộp|tổng)|hồi (?:tháng|quý)|"
    r"(?:hồi\s)(?:đầu|cuối|giữa) (?:năm|tháng|quý|nhiệm kỳ|khóa|mùa|hè)|"
    r"(?:xưa|trước|lâu) nay|thường thì|thông thường|mọi (?:năm|khi|lần|bận)|lần gần nhất|"
    r"(?:hằng|hàng|mỗi) (?:tuần|tháng|quý|kỳ|vụ|mùa|đợt)|"
    r"(?:(?:cả|trong|suốt) (?:năm|quý|tháng|kỳ)|(?:cuối|hết) (?:khóa|nhiệm kỳ|vụ|mùa|năm))(?=\s*,)|"
    r"(?:hồi|dạo|mùa)\s(?:dịch|lũ|chiến tranh|còn))(?!\w)"
)

# "Cử tri hỏi vì sao UBND tỉnh tặng …", "Nghe nói …": asked, rumoured or wished for, up to the next comma.
_UNREAL = re.compile(
    r"(?<!\w)(?:(?:vì|tại) sao|có phải|(?<!câu )(?<!học )(?<!đòi )(?<!thăm )(?<!chào )hỏi"
    r"(?!\s(?:thăm|han|đáp|ý))|đặt câu hỏi|"
    r"chất vấn|thắc mắc|băn khoăn|(?:không|chưa) rõ|nghe (?:nói|đâu)|có (?:nguồn )?tin|lan truyền|"
    r"đồn (?:rằng|đoán|thổi)|hình như|dường như|(?:lẽ|đáng) ra|đáng lẽ|nhẽ ra|ước (?:gì|mong)|"
    r"giá (?:mà|như)|ao ước|mơ ước)(?!\w)"
    r"|(?<!\w)(?:mua|bán|đặt in|in|nộp|cất|xé|làm mất)\s(?:[^\W_]+\s){0,2}?(?:bằng|giấy) khen(?!\w)"
    r"|^\s*(?:rất |cũng )?(?:có (?:thể|lẽ|khi)|nhiều khả năng|biết đâu)"
    r"(?!\w|\s(?:nói|thấy|kể|khẳng định|coi|xem|xếp))"
)

# "Giao Sở Nội vụ chủ trì, tặng …": what somebody is told to do.
_ORDERED = re.compile(
    r"(?:^|[.;:,]\s)\s*(?:(?:nghị quyết|chỉ thị|công văn|văn bản)\s)?"
    r"(?:giao|phân công)\s+(?:cho\s+)?(?:các\s+)?(?:sở|phòng|ubnd|ủy ban|công an|hội|"
    r"văn phòng|đơn vị|cơ quan|huyện|xã|mttq|mặt trận|liên đoàn|tỉnh đoàn|đoàn|chủ tịch|giám đốc|"
    r"thường trực|thủ trưởng)\s"
)

# "Mỗi huyện tặng Giấy khen cho 10 thôn": a rule for all of them.
_EACH = re.compile(r"(?:^|[.;:,]\s)\s*(?:mỗi|từng)\s(?:[^\W\d_]+\s){1,4}$")
# "Ông biểu dương 200 doanh nghiệp": somebody speaks.
_SAYS = re.compile(r"(?:^|[.;:,]\s|\s)(?:ông|bà|đồng chí)\s(?:cũng\s|đã\s)?(?:ghi nhận,?\s(?:và\s)?)?$")


@dataclass(frozen=True, slots=True)
class _Patterns:
    by_reason: dict[Reason, re.Pattern[str]]
    near: dict[Reason, re.Pattern[str]]
    exempt: re.Pattern[str]
    now: re.Pattern[str]


# "cho 3 cá nhân dịp sơ kết": no "nhân dịp".
_NO_NOUN = r"(?<!cá )(?<!công )(?<!nạn )(?<!bệnh )(?<!doanh )(?<!quân )(?<!phạm )(?<!thân )"


@cache
def _patterns() -> _Patterns:
    rows = tables.load("words.yaml")
    return _Patterns(
        {name: tables.words(rows["guards"][name]) for name in _REASONS},
        {name: tables.words(rows["near_guards"][name]) for name in _NEAR},
        tables.words(rows["no_proposal"]),
        re.compile(_NO_NOUN + tables.words(rows["now"]).pattern),
    )


def reason(before: str, near: str, event_year: int | None, *, praise: bool = False) -> Reason | None:
    """What the words before an award's recipients and verb (in small letters) say against it, or None.

    `near` are the words right before the verb, `praise` whether it names no paper. "Dịp này" cancels the
    history told in the sentence; "theo đề nghị của" proposes nothing."""
    patterns = _patterns()
    cleared = blanked(patterns.exempt, before)
    then = _in_that_year(cleared, event_year)
    now = None if then else _now_at(cleared)
    for name in _REASONS:
        for match in patterns.by_reason[name].finditer(cleared):
            if name == "history" and now is not None and match[0] not in _FIRM:
                continue
            if name in ("proposal", "history") and _half_of_a_word(match[0], cleared[: match.start()]):
                continue
            return name
    if _ORDERED.search(cleared) is not None or _EACH.search(cleared) is not None:
        return "proposal"
    if praise and _SAYS.search(near) is not None and now is None:
        return "speech"
    for name in _NEAR:
        if patterns.near[name].search(near) is not None:
            return name
    own = max(cleared.rfind(sign) for sign in ',.;:”"') + 1
    if _UNREAL.search(cleared[own:]) is not None or (now is None and _TIME_AHEAD.search(cleared) is not None):
        return "plan"
    past = then or earlier(cleared, event_year) or _TIME_BEFORE.search(cleared) is not None
    return "history" if now is None and past else None


_FIRM = ("từng", "đã từng", "trước đó", "trước đây", "lượt", "lũy kế", "tính đến")


def _half_of_a_word(word: str, before: str) -> bool:
    """chương trình, quá trình, công trình; nhận xét; lần lượt; hồ sơ: half of a word is no proposal."""
    halves = {
        "trình": r"(?:chương|quá|giáo|công|quy|lịch|hành|lộ|tiến|thuyết)\s$",
        "lượt": r"lần\s$",
        "xét": r"(?:nhận|tòa|suy)\s$",
    }
    pattern = halves.get(word)
    return pattern is not None and re.search(pattern, before) is not None


def earlier(words: str, event_year: int | None) -> bool:
    """Whether words name a year before the event's, a day long before it, or "5 năm qua"."""
    if _YEARS_LONG.search(words) is not None:
        return True
    for day in _WHOLE_DAY.finditer(words):
        long_ago = event_year is None or int(day["year"]) < event_year - 1
        if long_ago and _DOCUMENT.search(words[max(0, day.start() - 80) : day.start()]) is None:
            return True
    year = _YEAR.search(words)
    return year is not None and (event_year is None or int(year["year"]) < event_year)


# "Năm 2021, tại hội nghị tổng kết, …"
_THAT_YEAR = re.compile(
    r"\W*(?:(?:vào|trong|hồi|cuối|đầu|giữa|cũng|riêng)\s)*(?:tháng \d{1,2}[ /])?(?:năm\s)?"
    r"(?P<year>(?:19|20)\d\d),?\s(?:tại|ở|nhân|trong)\s"
)


def _in_that_year(words: str, event_year: int | None) -> bool:
    """Whether words begin with a former year, and the meeting behind it is one of that year."""
    told = _THAT_YEAR.match(words)
    return told is not None and event_year is not None and int(told["year"]) < event_year


_BETWEEN: tuple[tuple[Reason, re.Pattern[str]], ...] = (
    ("plan", re.compile(r"(?<!\w)(?:sẽ|dự kiến)(?!\w)")),
    ("proposal", re.compile(r"(?<!\w)(?:đề nghị|đề xuất|đề cử|số phiếu|nhiều phiếu)(?!\w)")),
    ("history", re.compile(r"(?<!\w)từng(?=\s*$|\s(?:được|nhận|đoạt|đạt|giành|đón|vinh)(?!\w))")),
    # "trong triển khai phong trào", "góp phần đáng kể", "kể từ năm 2019": nobody says anything.
    (
        "speech",
        re.compile(
            r"(?<!\w)(?:(?<!triển )(?<!công )(?<!khởi )khai(?!\s(?:mạc|trương|thác|giảng|hoang|trường|xuân))|"
            r"thừa nhận|(?<!đáng )kể(?!\s(?:từ|cả|trên))|khoe|tự nhận|phân trần)(?!\w)"
        ),
    ),
    # "có 3 liệt sĩ, mẹ ông được phong tặng …", "có 7 người con đều đỗ đại học, được …"
    (
        "history",
        re.compile(
            r",\s(?:mẹ|cha|bố|vợ|chồng|con trai|con gái|anh trai|em trai|chị gái|bản thân)\s"
            r"(?:ông|bà|anh|chị|cô|chú|em|mình)\s*$|^\w+\s(?:người con|con)\s[^,;]{3,60},\s$"
        ),
    ),
)


def between(words: str) -> Reason | None:
    """What the words between recipients and their verb say against it: "5 cá nhân từng được …"."""
    return next((name for name, pattern in _BETWEEN if pattern.search(words) is not None), None)


_PROPOSED = re.compile(
    r"(?<!\w)(?:đề nghị|đề xuất|đề cử|kiến nghị|giới thiệu|suy tôn|xét|xem xét|lập hồ sơ|"
    r"(?<!chương )(?<!công )(?<!truyền )(?<!hành )(?<!giáo )trình)(?!\w)"
)


_NEGATED = re.compile(r"(?<!\w)(?:không|chưa|chẳng)(?:\s(?:hề|còn|thể|kịp))?\s*$")
# "UBND tỉnh nên tặng"; "Nam Định" is a name, and who has decided has given.
_ONLY_MAYBE = re.compile(
    r"(?<!\w)(?:có thể|nên|cần|phải|(?:xứng )?đáng|cân nhắc|tính(?: chuyện)?|toan|(?<!địa )bàn|chờ|đợi|suýt|"
    r"đòi|xin|hẹn|[Tt]hay vì|[Đđ]ừng|[Hh]ãy|phủ nhận|bác tin|có ý|thống nhất|nhất trí|đồng ý|chấp thuận|"
    r"(?<!uyết )(?<!hẩm )(?<!hất )(?<!iám )(?<!ấn )(?<!hỉ )(?<!hận )định)\s+$"
)


def denied(text: str, small: str, at: int) -> Reason | None:
    """What a sentence says against the verb, or its "được", `at` a place: "14 bằng khen đã không được trao",
    "có thể tặng", and whatever a question asks."""
    if _NEGATED.search(small, max(0, at - 24), at) is not None:
        return "withdrawal"
    maybe = _ONLY_MAYBE.search(text, max(0, at - 24), at) is not None
    return "plan" if maybe or small.rstrip(' ”"’)').endswith("?") else None


# "Thu hồi bằng khen đã trao", "Hai giáo viên bị tước danh hiệu"; but "Thu hồi xe máy, công an được khen"
_WITHDRAWN = re.compile(
    r"(?<!\w)(?:thu hồi|hủy|hủy bỏ|tước|bãi bỏ|rút lại)\s(?:[^\W_]+\s){0,3}?(?:bằng khen|giấy khen|thư khen|"
    r"danh hiệu|(?:huân|huy) chương|huy hiệu|kỷ niệm chương|cờ thi đua|quyết định (?:khen|tặng|truy tặng)|"
    r"khen thưởng)(?!\w)"
)


def withdrawn(small: str, start: int, end: int) -> Reason | None:
    """Whether papers are taken back between two places: "có văn bản thu hồi 12 Bằng khen"."""
    return "withdrawal" if _WITHDRAWN.search(small, start, end) is not None else None


# "trao nhầm Giấy khen", "có trường đã mua 40 giấy khen"
_AMISS = re.compile(
    r"\s+(?:nhầm|lộn|khống|sai)(?!\w)|\s[^,.;:]{0,30}?(?<!\w)(?:mua|bán|đặt in|nộp|cất|xé|làm mất)\s"
    r"(?:[^\W_]+\s){0,2}?(?:bằng|giấy) khen(?!\w)"
)
_WHICH = r"(?:\s(?:tiêu biểu|xuất sắc|ưu tú|giỏi|(?:đứng|dẫn) đầu|nhất))*+"
_RULE_BEHIND = re.compile(
    rf"{_WHICH}\s(?P<rule>mỗi (?:tuần|tháng|quý|năm|kỳ|đợt|vụ)|(?:hằng|hàng) (?:tuần|tháng|quý|năm)|nếu|"
    r"khi (?:đủ|đạt|có đủ)|là (?:sai|trái|bịa|tin|chưa|quá)(?!\w))(?!\w)"
)
_TIME_BEHIND = re.compile(
    rf"{_WHICH}\s(?:(?:(?:vào|hồi|từ|trong) )?(?:năm|tháng|quý|đợt|khóa|tuần) (?:ngoái|kia|trước)(?!\w)|"
    r"từ đầu năm(?!\w)|trong quý|(?:vào|hồi|trong|từ) năm (?P<year>(?:19|20)\d\d)(?!\d)|"
    r"năm (?P<of>(?:19|20)\d\d)(?!\d))"
)
_LATE = 2
"""How many years after the one it is for ("Cờ thi đua năm 2022") an award may still be given."""


def behind(small: str, verb_end: int, recipients_end: int, event_year: int | None) -> Reason | None:
    """What stands right behind a verb or its recipients and says that nothing was given now: "trao nhầm",
    "cho 9 tổ mỗi tháng", "cho 9 tổ vào năm 2019"."""
    if _AMISS.match(small, verb_end) is not None:
        return "withdrawal"
    if _RULE_BEHIND.match(small, recipients_end) is not None:
        return "plan"
    time = _TIME_BEHIND.match(small, recipients_end)
    if time is None:
        return None
    if time["of"] is not None:
        return "history" if event_year is not None and int(time["of"]) < event_year - _LATE else None
    now = time["year"] is not None and event_year is not None and int(time["year"]) >= event_year
    return None if now else "history"


def inside(words: str) -> Reason | None:
    """What the words between "được" and its verb (in small letters) say against it.

    Those that are "được chọn, đề nghị … tặng" have got nothing; "theo đề nghị của" proposes nothing."""
    cleared = blanked(_patterns().exempt, words)
    return between(cleared) or ("proposal" if _PROPOSED.search(cleared) is not None else None)


_WAR = re.compile(
    r"[^,.;:]{0,12}?(?:huân,? (?:và )?huy chương|"
    r"(?:huân|huy) chương (?:kháng chiến|chống mỹ|chiến s[ĩỹ] giải phóng))(?!\w)"
)


def of_the_war(words: str) -> bool:
    """ "Xã có 12 gia đình được tặng thưởng Huân chương Kháng chiến": they have had it for long."""
    return _WAR.match(words) is not None


_PUPILS = re.compile(r"\s(?:danh hiệu\s)?[“\"]?(?:học sinh|cháu ngoan|học lực|hạnh kiểm)(?!\w)")


def of_school(words: str) -> bool:
    """ "389 em đạt danh hiệu Học sinh xuất sắc": how a year of school ended."""
    return _PUPILS.match(words) is not None


_THERE_ARE = re.compile(r"(?<!\w)có\s(?:hơn\s|gần\s|trên\s|khoảng\s)?$")


def reckons(before: str, counted: str) -> bool:
    """ "Thôn có 310 hộ đạt danh hiệu Gia đình văn hóa", "4/4 thôn đạt …": how a year ended; `counted` are
    those that got there."""
    return "/" in counted or _THERE_ARE.search(before) is not None


_SELF = re.compile(r"(?<!\w)(?:tôi|tụi em|chúng tôi|mình|con)(?!\w)")


def quoted(sentence: str) -> bool:
    """Whether a sentence (in small letters) opens a quotation of somebody who speaks of himself."""
    return sentence.lstrip().startswith(("“", '"')) and _SELF.search(sentence) is not None


_TOLD_BY = re.compile(
    r"(?<!\w)(?:cho biết|cho hay|chia sẻ|tâm sự|kể|kể lại|khoe|nhớ|nhớ lại|nhớ như in)(?!\w)[^;:.]{0,60}$"
)


def told_by_somebody(before: str) -> bool:
    """ "Bà Hoa cho biết đã được tặng 2 Bằng khen": whoever speaks tells of a life."""
    return _TOLD_BY.search(before[-100:]) is not None


def cancels(before: str) -> bool:
    """Whether the words say that what follows happens at this event."""
    return _now_at(before) is not None


# "Báo cáo tại hội nghị, …": where somebody speaks, and no time of what he tells of.
_SPOKEN = re.compile(
    r"(?<!\w)(?:báo cáo|phát biểu|diễn văn|tham luận|thông tin|số liệu|trình bày|chia sẻ|"
    r"cho biết|cho hay|thảo luận|ý kiến)(?:\s(?!và|trao|tặng)[^\W_]+){0,4}\s$"
)


def _now_at(words: str) -> int | None:
    """Where words (in small letters) begin to say that what they tell of happens at this event, or None."""
    for match in _patterns().now.finditer(words):
        if _SPOKEN.search(words, max(0, match.start() - 60), match.start()) is None:
            return match.start()
    return None
