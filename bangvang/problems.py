"""A problem is a value with a place. This module knows nothing of the site.

The words of every code live in `messages.yaml`, in Vietnamese and English, with the severity.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

Severity = Literal["error", "warning"]
Language = Literal["vi", "en"]

LABELS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "error": "lỗi",
        "warning": "cảnh báo",
        "hint": "Cách sửa",
        "mean": "ý bạn là '{0}'?",
        "draft": "bản nháp: ",
    },
    "en": {
        "error": "error",
        "warning": "warning",
        "hint": "To mend",
        "mean": "did you mean '{0}'?",
        "draft": "draft: ",
    },
}

# Words that stand in for values of messages: `term("list")` is told as "một danh sách".
TERMS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "list": "một danh sách trong ngoặc vuông",
        "mapping": "một nhóm khoá: giá trị",
        "text": "chữ",
        "number": "một số",
        "date": "một ngày",
        "flag": "true hoặc false",
        "self": "là chính bài này",
        "second": "cũng là bài đưa lại",
        "site": "một trang mà kho bài tự làm ra",
        "several_provinces": "nhiều tỉnh",
        "one_province": "một tỉnh",
        "a_province": "province",
        "a_region": "region",
        "advise_provinces": "viết scope: provinces, hoặc chỉ giữ một tỉnh",
        "advise_province": "viết scope: province, hoặc thêm tỉnh khác vào danh sách",
        "advise_no_province": "xoá dòng province; nơi tổ chức thì viết vào place",
        "advise_no_region": "xoá dòng region, hoặc viết scope: region",
        "add_province": (
            "province: Quảng Nam (tên tỉnh lúc đó); sự kiện của cả vùng thì viết scope: region "
            "và region: Phía Bắc, của cả nước thì viết scope: national"
        ),
        "add_status_date": "status_date: 2024-09-25 (ngày đính chính hay huỷ bỏ)",
        "add_status_note": 'status_note: "…" để bạn đọc biết đã sửa hay huỷ điều gì',
        "unit_all": "",
        "unit_collectives": " tập thể",
        "unit_individuals": " cá nhân",
        "unit_households": " hộ gia đình",
        "count_negative": "số lượng không thể âm",
        "count_time": "đây giống giờ trong ngày",
        "count_fraction": "số lượng phải là số nguyên",
        "count_decimal": "số lượng phải là số nguyên; hàng nghìn có đúng ba chữ số sau dấu chấm",
        "count_comma": "hàng nghìn tách bằng dấu chấm hoặc dấu cách",
        "count_grouping": "mỗi nhóm hàng nghìn phải đủ ba chữ số",
        "count_words": "chỉ viết chữ số",
        "count_too_large": "số quá lớn",
        "count_empty": "chưa có chữ số nào",
        "date_form": (
            "viết 2024-09-19 hoặc 19/9/2024; chỉ biết tháng thì 2024-09 hoặc 9/2024; chỉ biết năm thì 2024"
        ),
        "date_no_year": "thêm năm, ví dụ 2/8/2024; năm suy ra từ đâu thì ghi vào date_note",
        "advise_file": "đổi tên tệp hay thư mục này, ví dụ thêm một từ",
        "advise_tag": "thêm một từ vào chủ đề, ví dụ 'con em' thay cho 'con'",
        "advise_alias": "xoá địa chỉ này khỏi aliases: máy chủ nào chép trang qua Windows cũng không có nó",
        "photo_empty": "tệp rỗng",
        "photo_html": "đây là một trang web được lưu lại, không phải ảnh",
        "photo_svg": "hình SVG có thể chứa mã chạy; hãy xuất ra PNG",
        "photo_heic": "ảnh HEIC của điện thoại không hiện được trên trang web; hãy xuất ra JPEG",
        "photo_other": "không phải JPEG, PNG, WebP, AVIF hay GIF",
        "photo_bomb": "hơn 60 triệu điểm ảnh; hãy thu nhỏ trước",
        "photo_heavy": "tệp nặng hơn 40 MB; hãy thu nhỏ trước",
        "photo_animated": "ảnh động; hãy lưu một khung hình",
        "photo_truncated": "tệp bị cụt, có lẽ do chép dở dang",
        "photo_corrupt": "dữ liệu ảnh bị hỏng",
        "photo_changing": "tệp thay đổi trong lúc đọc; hãy chạy lại",
        "photo_is_jpeg": "nội dung là JPEG; đổi đuôi tệp thành .jpg",
        "photo_is_png": "nội dung là PNG; đổi đuôi tệp thành .png",
        "photo_is_webp": "nội dung là WebP; đổi đuôi tệp thành .webp",
        "photo_is_gif": "nội dung là GIF; đổi đuôi tệp thành .gif",
        "photo_is_avif": "nội dung là AVIF; đổi đuôi tệp thành .avif",
        "day_published": "ngày báo đăng",
        "day_status_date": "ngày đính chính hay huỷ bỏ",
        "held_draft": "đã trở lại thành bản nháp",
        "held_early": "có ngày chưa đến",
        "advise_draft": "xoá dòng draft: true để bài còn trên trang",
        "advise_early": "sửa lại date nếu gõ nhầm, hoặc đợi tới ngày ấy mới dựng trang",
        "folder_above": "trong đó có thư mục nhà của bạn, chương trình này hoặc chính kho bài",
        "folder_of_archive": "đó là nơi một kho bài giữ bài, ảnh, mẫu trang hoặc trang đã dựng của nó",
        "folder_of_others": "nó không trống và không phải do Bảng Vàng làm ra",
        "folder_is_file": "đó là một tệp, không phải thư mục",
        "folder_is_mount": "một ổ đĩa được gắn vào đó, nên nó không đổi chỗ được với trang mới",
        "advise_other": "chọn một thư mục trống ở chỗ khác bằng --output",
        "advise_mount": "gắn ổ đĩa vào thư mục mẹ, hoặc dựng vào một thư mục con của nó bằng --output",
        "short_memory": "bộ nhớ",
        "short_files": "số tệp được mở cùng lúc",
        "advise_clear": "chọn một thư mục trống bằng --output, hoặc tự dọn chỗ này",
        "card_of_all": "bài dùng ảnh chia sẻ chung của kho",
        "card_nameless": "ảnh chia sẻ để trống chỗ này",
        "alphabet_twice": "bảng mã UTF-8 hai lần",
        "alphabet_tcvn3": "phông TCVN3 (.VnTime)",
        "alphabet_vni": "phông VNI (VNI-Times)",
    },
    "en": {
        "list": "a list in square brackets",
        "mapping": "a group of key: value",
        "text": "text",
        "number": "a number",
        "date": "a date",
        "flag": "true or false",
        "self": "is this very article",
        "second": "is itself a second report",
        "site": "a page the archive makes itself",
        "several_provinces": "several provinces",
        "one_province": "one province",
        "a_province": "province",
        "a_region": "region",
        "advise_provinces": "write scope: provinces, or keep one province only",
        "advise_province": "write scope: province, or add other provinces to the list",
        "advise_no_province": "delete the line province; the venue belongs in place",
        "advise_no_region": "delete the line region, or write scope: region",
        "add_province": (
            "province: Quảng Nam (the name at the time); for the event of a region write scope: region and "
            "region: Phía Bắc, for one of the whole country scope: national"
        ),
        "add_status_date": "status_date: 2024-09-25 (the day it was corrected or annulled)",
        "add_status_note": 'status_note: "…" so that readers learn what was corrected or annulled',
        "unit_all": "",
        "unit_collectives": " collectives",
        "unit_individuals": " individuals",
        "unit_households": " households",
        "count_negative": "a count is never negative",
        "count_time": "this looks like a time of day",
        "count_fraction": "a count is a whole number",
        "count_decimal": "a count is a whole number; thousands have exactly three digits after the dot",
        "count_comma": "thousands are parted by a dot or a space",
        "count_grouping": "every group of thousands has three digits",
        "count_words": "write digits only",
        "count_too_large": "the number is too large",
        "count_empty": "there is no digit",
        "date_form": "write 2024-09-19 or 19/9/2024; month only: 2024-09 or 9/2024; year only: 2024",
        "date_no_year": "add the year, for example 2/8/2024; say in date_note how it was inferred",
        "advise_file": "rename this file or folder, for example by adding a word",
        "advise_tag": "add a word to the tag",
        "advise_alias": "delete this address from aliases: no host that was filled from Windows has it",
        "photo_empty": "the file is empty",
        "photo_html": "this is a saved web page, not a picture",
        "photo_svg": "an SVG may carry code that runs; export it as PNG",
        "photo_heic": "web pages cannot show a telephone's HEIC; export it as JPEG",
        "photo_other": "neither JPEG, PNG, WebP, AVIF nor GIF",
        "photo_bomb": "more than 60 million pixels; make it smaller first",
        "photo_heavy": "the file is larger than 40 MB; make it smaller first",
        "photo_animated": "an animation; save a single frame",
        "photo_truncated": "the file is cut short, perhaps by an unfinished copy",
        "photo_corrupt": "the picture's data are broken",
        "photo_changing": "the file changed while it was read; run again",
        "photo_is_jpeg": "its content is JPEG; let its name end in .jpg",
        "photo_is_png": "its content is PNG; let its name end in .png",
        "photo_is_webp": "its content is WebP; let its name end in .webp",
        "photo_is_gif": "its content is GIF; let its name end in .gif",
        "photo_is_avif": "its content is AVIF; let its name end in .avif",
        "day_published": "the day of the report",
        "day_status_date": "the day it was corrected or annulled",
        "held_draft": "is a draft again",
        "held_early": "has a date that has not come yet",
        "advise_draft": "delete the line draft: true to keep it on the site",
        "advise_early": "correct date if it is a slip, or build when that day has come",
        "folder_above": "your home folder, this program or the archive itself lies in it",
        "folder_of_archive": "an archive keeps its articles, photos, templates or its own site there",
        "folder_of_others": "it is not empty and was not made by this program",
        "folder_is_file": "it is a file, not a folder",
        "folder_is_mount": "a disk is mounted there, so it cannot change places with the new site",
        "advise_other": "choose an empty folder elsewhere with --output",
        "advise_mount": "mount the disk on the folder above, or build into a folder of it with --output",
        "short_memory": "memory",
        "short_files": "files that may be open at once",
        "advise_clear": "choose an empty folder with --output, or clear this place yourself",
        "card_of_all": "the article has the share image of the whole site",
        "card_nameless": "share images leave this out",
        "alphabet_twice": "UTF-8 encoded twice",
        "alphabet_tcvn3": "a TCVN3 font (.VnTime)",
        "alphabet_vni": "a VNI font (VNI-Times)",
    },
}
# No text of an editor's keeps a control character (see `_shown`), so none is taken for a term.
_TERM = "\x01"
_LONGEST = 100
_LONGEST_ADVICE = 600
_ADVICE = ("known", "example", "advice", "suggested", "detail", "url", "heir", "folder", "meant")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file of the site. `file` is relative to the site's folder; line and column from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something to tell an editor: where, which rule (a code of messages.yaml) and the words to fill in.

    A value that each language has its own words for is given as `name_vi` and `name_en`, too.
    The value `suggestion` is special: when given, the message ends with "ý bạn là '…'?". `draft`: it stands
    in a draft, where it is told like any other and stops nothing.
    """

    place: Place
    code: str
    values: tuple[tuple[str, str], ...] = ()
    draft: bool = False

    @property
    def severity(self) -> Severity:
        return "warning" if self.draft else self._as_published

    @property
    def _as_published(self) -> Severity:
        severity: Severity = catalogue()[self.code]["severity"]
        return severity

    @property
    def is_for_later(self) -> bool:
        """An error that waits until its draft is to be published."""
        return self.draft and self._as_published == "error"

    @property
    def is_error(self) -> bool:
        return self.severity == "error"

    def message(self, language: Language) -> str:
        """One line: what was found, with the nearest valid value when there is one."""
        words = self._words(language)
        text = str(catalogue()[self.code][language]["message"]).format_map(words)
        suggestion = words.get("suggestion")
        if suggestion:
            text += f" ({LABELS[language]['mean'].format(suggestion)})"
        if self.is_for_later:
            text = LABELS[language]["draft"] + text
        return " ".join(text.split())

    def hint(self, language: Language) -> str:
        """One line: what to type instead."""
        words = self._words(language)
        entry = catalogue()[self.code][language]
        known = "suggestion" in words or "meant" in words
        text = str(entry["guess"] if "guess" in entry and known else entry["hint"])
        return " ".join(text.format_map(words).split())

    def _words(self, language: Language) -> dict[str, str]:
        words = {k: TERMS[language][v[1:]] if v.startswith(_TERM) else v for k, v in self.values}
        own = f"_{language}"
        return words | {k.removesuffix(own): v for k, v in words.items() if k.endswith(own)}


class ProblemsFound(Exception):  # noqa: N818 - not a bug but an outcome: the build ends with these
    """The work cannot go on; carries every problem known so far."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(f"{len(self.problems)} problems")


def problem(place: Place, code: str, **values: object) -> Problem:
    """A problem with its words; values are kept as text, sorted by name; None values are dropped."""
    return Problem(
        place, code, tuple(sorted((k, _shown(k, str(v))) for k, v in values.items() if v is not None))
    )


def term(name: str) -> str:
    """A value that has words of its own in every language."""
    return _TERM + name


def _shown(key: str, value: str) -> str:
    """A value as it may be printed: on one line, not too long, nothing that steers a terminal."""
    if value.startswith(_TERM) and value[1:] in TERMS["vi"]:
        return value
    if not value.isprintable():
        value = "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in value)
    longest = _LONGEST_ADVICE if key in _ADVICE else _LONGEST
    return value if len(value) <= longest else value[: longest - 1].rstrip() + "…"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sorted by file, line, column and code; the same problem is told once."""
    return tuple(sorted(set(problems)))


_called = "build.py"


def call_program(name: str) -> None:
    """From now on messages call the program by this name: `build.py` unless it was installed as a package."""
    global _called
    _called = name
    catalogue.cache_clear()


def named(words: str) -> str:
    """Words that speak of the program by the name that whoever reads them would type."""
    return words.replace("build.py", _called)


@cache
def catalogue() -> Mapping[str, Any]:
    """Code -> {severity, vi, en: {message, hint, guess}}, from messages.yaml.

    `guess`, where there is one, is the hint when a suggestion is known, or what was meant."""
    text = (Path(__file__).parent / "messages.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.load(named(text), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return loaded


def show(
    problems: Sequence[Problem],
    language: Language,
    *,
    lines: Mapping[Place, str] | None = None,
    colour: bool = False,
) -> str:
    """The report an editor reads: a line per problem, its hint below; where `lines` has the offending line
    of the file, that line with a caret under the column. Ends with a newline unless there is nothing."""
    out = []
    for item in problems:
        label = LABELS[language][item.severity]
        if colour:
            label = f"\x1b[{'31' if item.is_error else '33'};1m{label}\x1b[0m"
        out.append(f"{item.place}: {label} {item.code}: {item.message(language)}")
        line = (lines or {}).get(item.place)
        if line is not None:
            out += [f"    {row}" for row in _pointed(line, item.place.column)]
        out.append(f"    {LABELS[language]['hint']}: {item.hint(language)}")
    return "".join(f"{line}\n" for line in out)


_WINDOW = 100


def _pointed(line: str, column: int) -> tuple[str, str]:
    """As much of a line as a terminal shows, and a caret below the column."""
    start = 0 if column <= _WINDOW * 3 // 4 else column - _WINDOW // 2
    part = line[start : start + _WINDOW]
    # One for one, so that the caret stays in place. A tab must stay a tab in both lines.
    shown = "".join(c if c.isprintable() or c == "\t" else "\ufffd" for c in part)
    before = "".join("\t" if c == "\t" else " " for c in part[: max(column - 1 - start, 0)])
    left, right = "…" if start else "", "…" if start + _WINDOW < len(line) else ""
    return f"{left}{shown}{right}", f"{' ' * len(left)}{before}^"


def as_data(item: Problem, language: Language) -> dict[str, object]:
    """The problem as `--json` gives it."""
    return {
        "file": item.place.file,
        "line": item.place.line,
        "column": item.place.column,
        "code": item.code,
        "severity": item.severity,
        "message": item.message(language),
        "hint": item.hint(language),
    }
