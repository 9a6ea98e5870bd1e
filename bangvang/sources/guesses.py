"""What an editor probably meant: the nearest valid date, count or address for one that is not valid.

A guess is only ever shown ("ý bạn là …?"), never used: the editor decides.
"""

from __future__ import annotations

import calendar
import re

from bangvang.language import dates, numerals, spelling, text
from bangvang.language.dates import FIRST_YEAR, LAST_YEAR, DateError
from bangvang.language.text import CountError

_DAY_FIRST = re.compile(
    r"(?:ngày |sáng |chiều |tối )*([0-9]{1,2}) ?[-./] ?([0-9]{1,2}) ?[-./] ?([0-9]{4}|[0-9]{2})"
)
_YEAR_FIRST = re.compile(r"([0-9]{4}) ?[-./] ?([0-9]{1,2}) ?[-./] ?([0-9]{1,2})(?:[t ][0-9:.+z-]+)?")
_TOGETHER = re.compile(r"((?:19|20)[0-9]{2})[-./]?([0-9]{2})[-./]?([0-9]{2})")
# "Thứ Năm, 19/9/2024", "8h ngày 19/9/2024", "19/9/2024 08:00", "19/9/2024,"
_AROUND_DAY = re.compile(
    r"^(?:[0-9]{1,2}(?:h|g| giờ)[0-9]{0,2}[, ]+)?(?:(?:sáng|chiều|tối) )?"
    r"(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)[, ]+)?"
    r"|[, ]+[0-9]{1,2}(?:[h:][0-9]{0,2}){1,2}$|[ .,;”]+$|^“"
)
_IN_WORDS = re.compile(r"(?:ngày )?([0-9]{1,2}) tháng ([0-9]{1,2})[ ,]*năm ([0-9]{4})")
_MONTH = re.compile(r"(?:tháng )?([0-9]{1,2})(?: ?[-./] ?| năm )([0-9]{4})")
_YEAR_MONTH = re.compile(r"([0-9]{4}) ?[-./] ?([0-9]{1,2})")
_YEAR = re.compile(r"năm ([0-9]{4})")
_NO_YEAR = re.compile(r"(?:ngày |sáng |chiều |tối )*[0-9]{1,2} ?(?:[-./]| tháng ) ?[0-9]{1,2}")
# What a plural number is called, and "none", where a count belongs.
_NONE = ("không", "không có", "0 có")


def date(typed: str) -> str | None:
    """A date of the calendar near the text, in a form that `dates.parse` reads; None where none is near."""
    said = _AROUND_DAY.sub("", " ".join(text.clean(typed).lower().split()))
    parts = _date_parts(said)
    if parts is None:
        return None
    year, month, day = parts
    if month is None:
        return _valid(f"{_near_year(year):04d}")
    slashes = "/" in said
    if day is None:
        year = _near_year(year)
        return _valid(f"{month}/{year}" if slashes else f"{year:04d}-{month:02d}")
    year = _near_year(year)
    if month > 12 >= day:
        month, day = day, month
    if 1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR and day > calendar.monthrange(year, month)[1]:
        # No other day is likelier than the rest; the month is what is known.
        return f"{month}/{year}" if slashes else f"{year:04d}-{month:02d}"
    return _valid(f"{day}/{month}/{year}" if slashes else f"{year:04d}-{month:02d}-{day:02d}")


def lacks_year(typed: str) -> bool:
    """Whether the text is a day and a month of no year: `2/8`, `2.6`."""
    return _NO_YEAR.fullmatch(text.clean(typed).strip().lower()) is not None


def _date_parts(said: str) -> tuple[int, int | None, int | None] | None:
    for form, order in (
        (_DAY_FIRST, (3, 2, 1)),
        (_YEAR_FIRST, (1, 2, 3)),
        (_IN_WORDS, (3, 2, 1)),
        (_MONTH, (2, 1)),
        (_YEAR_MONTH, (1, 2)),
        (_TOGETHER, (1, 2, 3)),
        (_YEAR, (1,)),
    ):
        match = form.fullmatch(said)
        if match is not None:
            found = [int(match[group]) for group in order]
            if order[0] == 3 and form is _DAY_FIRST and len(match[3]) == 2:
                found[0] += 2000 if found[0] < 45 else 1900
            return found[0], found[1] if len(found) > 1 else None, found[2] if len(found) > 2 else None
    if re.fullmatch(r"[0-9]{4}", said):
        return int(said), None, None
    return None


def _near_year(year: int) -> int:
    """A year outside the archive with two neighbouring digits the wrong way round."""
    if FIRST_YEAR <= year <= LAST_YEAR:
        return year
    digits = f"{year:04d}"
    swapped = {int(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]) for i in range(3)}
    fitting = sorted(y for y in swapped if FIRST_YEAR <= y <= LAST_YEAR)
    return fitting[0] if len(fitting) == 1 else year


def _valid(typed: str) -> str | None:
    try:
        dates.parse(typed)
    except DateError:
        return None
    return typed


def count(typed: str, key: str = "") -> str | None:
    """The whole number in a text that says nothing but how many (`33 tập thể`, `hơn 2 nghìn người`, `1,024`),
    as it should be typed. `key`: where it stands; a number of others is not offered there."""
    said = " ".join(text.clean(typed).lower().split()).rstrip(" .,;")
    if said in _NONE:
        return "0"
    if _LETTERS_FOR_DIGITS.fullmatch(said):
        said = said.replace("o", "0").replace("l", "1").replace("i", "1")
    found = _COUNT.fullmatch(said)
    if found is None or not _belongs(found["what"] or "", key):
        return None
    number = _number(found["number"], _TIMES[found["times"] or ""])
    try:
        return text.number(text.parse_count(str(number))) if number is not None else None
    except CountError:
        return None


# O6, l5: a letter where the digit of the same shape belongs.
_LETTERS_FOR_DIGITS = re.compile(r"(?=.*[0-9])[0-9oli]{1,6}")
_DECIMAL = re.compile(r"([0-9]{1,3})[.,]([0-9]{1,2})")


def _number(typed: str, times: int) -> int | None:
    """1,5 with "triệu" behind it is 1.500.000; 1.500 with "nghìn" may be one and a half, or 1.500.000."""
    if not typed[0].isdigit():
        value = numerals.value(typed.split())
        return value * times if value is not None else None
    decimal = _DECIMAL.fullmatch(typed)
    if decimal is not None:
        value = int(decimal[1] + decimal[2]) * times
        whole, rest = divmod(value, 10 ** len(decimal[2]))
        return whole if times >= 1000 and not rest else None
    if times > 1 and not typed.isdigit():
        return None
    try:
        return text.parse_count(typed.replace(",", ".")) * times
    except CountError:
        return None


_TIMES = {"": 1, "chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10_000, "triệu": 1_000_000}
_ONE = {
    "collectives": r"tập thể|đơn vị|cơ quan|tổ chức|cơ sở|doanh nghiệp",
    "individuals": r"cá nhân|người|em|cháu|đồng chí|đ/c|học sinh|sinh viên|chiến sĩ|cán bộ|công nhân",
    "households": r"hộ gia đình|hộ|gia đình",
}
_EACH = "|".join(_ONE.values())
_WHAT = rf"(?:(?:{_EACH})(?: ?[,/&] ?| và | | - )?)+"
_COUNT = re.compile(
    r"(?:(?:hơn|gần|trên|khoảng|chừng|có|tổng số|tổng cộng|tổng|[~≈>≥+-]) ?)*"
    rf"(?P<number>[0-9]+(?:[., ][0-9]{{3}})*|[0-9]{{1,3}}[.,][0-9]{{1,2}}|{numerals.IN_WORDS})"
    r"(?: ?\+)?(?: ?\([^()0-9]*\))?"
    rf"(?: (?P<times>{'|'.join(filter(None, _TIMES))}))?(?: (?P<what>{_WHAT}))?"
)


def _belongs(what: str, key: str) -> bool:
    """Whether so many of `what` may stand under a key. Only what is of several kinds, or of any, is a number
    that is not divided."""
    kinds = {kind for kind, names in _ONE.items() if re.search(rf"(?:{names})(?!\w)", what)}
    if not kinds or not key:
        return True
    return kinds == {key} if key in _ONE else len(kinds) > 1 or "người" in what


def web_address(typed: str) -> str | None:
    """`https://` before what looks like an address of the web without it."""
    said = re.sub(r"^https?[:;]?/{1,3}", "", typed.strip())
    return (
        f"https://{said}"
        if re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", said) and not _FILE.search(said.split("/")[0])
        else None
    )


# Beside the article, not on the web: no domain ends so, or none that a commendation is told on.
_FILE = re.compile(
    r"\.(?:md|markdown|txt|html?|pdf|docx?|docm|xlsx?|xlsm|csv|pptx?|pps|ppsx|odt|ods|odp|rtf|zip|rar|7z"
    r"|jpe?g|jfif|png|gif|webp|svg|bmp|tiff?|heic|avif|mp[34]|m4a|wav|mov|avi|mkv|webm|json|ya?ml|xml|eml|msg|ttf)$",
    re.IGNORECASE,
)

# Words an editor may take for a key of the front matter.
_KEYS = {
    "period": ("giai doan", "thoi ky"),
    "code": ("ky hieu", "ma"),
    "url": ("dia chi", "duong dan", "lien ket", "link", "website"),
    "of": ("cua", "cua ai"),
    "title": ("chuc vu", "chuc danh", "cap bac", "tieu de", "nhan de", "ten bai", "headline", "tit"),
    "date": ("ngay", "thoi gian", "ngay thang", "day", "time", "ngay dien ra"),
    "published": ("ngay dang", "xuat ban", "pubdate", "publish", "publish_date"),
    "province": ("tinh", "tinh thanh", "thanh pho", "dia phuong", "city", "tinh/thanh pho"),
    "scope": ("pham vi",),
    "region": ("vung", "khu vuc", "mien"),
    "place": ("noi", "dia diem", "noi to chuc", "location", "venue"),
    "awards": ("khen thuong", "giai thuong", "phan thuong"),
    "grantor": ("noi khen", "co quan khen", "don vi khen", "nguoi khen", "by", "issuer"),
    "level": ("cap", "cap khen"),
    "form": ("hinh thuc", "type", "loai"),
    "collectives": ("tap the", "so tap the", "groups", "teams"),
    "individuals": ("ca nhan", "so ca nhan", "persons", "person", "nguoi"),
    "households": ("ho", "ho gia dinh", "gia dinh", "families"),
    "recipients": ("so luong", "so nguoi", "count", "number", "amount"),
    "total": ("tong", "tong so", "tong cong", "sum"),
    "organisations": ("don vi", "co quan", "to chuc", "organizations", "organization", "organisation"),
    "people": ("nguoi", "nhan vat", "person"),
    "programme": ("phong trao", "chuong trinh", "program"),
    "source": ("nguon", "bao"),
    "byline": ("tac gia", "author", "nguoi viet", "authors"),
    "photos": ("anh", "hinh", "hinh anh", "images", "image", "photo", "pictures"),
    "caption": ("chu thich",),
    "credit": ("nguoi chup", "photographer"),
    "alt": ("mo ta",),
    "file": ("tep", "ten tep", "src", "path", "anh", "hinh"),
    "tags": ("the", "chu de", "tu khoa", "keywords", "categories", "category", "nhan"),
    "aliases": ("duong dan cu", "dia chi cu", "redirects", "redirect_from"),
    "status": ("trang thai", "tinh trang"),
    "draft": ("nhap", "ban nhap"),
    "review": ("xem lai", "can kiem tra", "todo"),
    "names": ("ten", "danh sach"),
    "name": ("ho ten", "ho va ten", "ten"),
}
_MEANT: dict[str, list[str]] = {}
for _key, _others in _KEYS.items():
    for _word in _others:
        _MEANT.setdefault(_word.replace(" ", ""), []).append(_key)


def key(typed: str, known: tuple[str, ...]) -> str | None:
    """The key among `known` that a wrong one stands for: in Vietnamese, by another name, or misspelt."""
    for meant in _MEANT.get(text.fold(re.sub(r"[\s_]", "", typed)), ()):
        if meant in known:
            return meant
    plain = typed.strip().lower().replace("-", "_").replace(" ", "_")
    return plain if plain in known else spelling.nearest(plain, known)


_CHOICES = {
    "national": ("ca nuoc", "toan quoc", "quoc gia", "country"),
    "region": ("vung", "khu vuc", "mien", "regional"),
    "province": ("tinh", "mot tinh", "provincial"),
    "provinces": ("nhieu tinh", "cac tinh", "lien tinh"),
    "corrected": ("dinh chinh", "da dinh chinh", "sua", "da sua", "cai chinh", "correction"),
    "annulled": ("huy", "huy bo", "da huy", "thu hoi", "cancelled", "revoked"),
}


def choice(typed: str, known: tuple[str, ...]) -> str | None:
    """The one of a few fixed words that another word stands for."""
    folded = text.fold(typed)
    meant = next((word for word, others in _CHOICES.items() if folded in others and word in known), None)
    return meant or spelling.nearest(typed, known)
