"""Lists of names as editors write them: one a line, with signs between, or cut where a name has a comma."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bangvang.archive import recipients
from bangvang.language import text


def _any_of(words: str, before: str = "") -> re.Pattern[str]:
    return re.compile(rf"{before}(?:{'|'.join(re.escape(word.strip()) for word in words.split(','))})\b")


# Names of offices and firms that have commas in them, by how they go on after one.
_GO_ON = _any_of(
    "thể thao, khoa học, thương binh, người có công, môi trường, hạ tầng, đô thị, thanh niên, thiếu niên, "
    "nhi đồng, chống, chữa cháy, cứu nạn, cứu hộ, trật tự, thông tin, truyền thông, du lịch, nội chính, "
    "tôn giáo, thương mại, dịch vụ, đầu tư, xây dựng, thủy sản, lâm nghiệp, công nghệ, dân tộc"
)
_OF_OFFICE = _any_of(
    "sở, bộ, ban, phòng, ủy ban, cục, chi cục, vụ, trung tâm, công ty, tổng công ty, hợp tác xã, htx, "
    "đảng ủy, văn phòng"
)
_OFFICE = _any_of(
    "chủ tịch, giám đốc, bí thư, trưởng, hiệu trưởng, hiệu phó, ủy viên, chánh, đội trưởng, tổ trưởng, phó, "
    "thôn trưởng, chi hội trưởng, cán bộ, nhân viên, giáo viên, công chức, "
    "chuyên viên, thường trú, trú tại, ngụ",
    before="(?:phó |nguyên |quyền )*",
)
_TO_BE_QUOTED = re.compile(r"[,:;#\[\]{}\"'&*!|>%@`?\\]|^[-\s]|\s$|^$")

# "R&amp;D", pasted from a page: its semicolon parts nothing.
_ENTITY = re.compile(r"&#?\w+\Z", re.ASCII)


def parted(written: str, sign: str) -> list[str]:
    """A text at each of a sign that stands in no brackets; itself alone where there is none."""
    if sign not in written:
        return [written]
    parts, depth, start = [], 0, 0
    for i, char in enumerate(written):
        depth += (char in "([") - (char in ")]")
        if char == sign and depth <= 0 and not (sign == ";" and _ENTITY.search(written, max(i - 12, 0), i)):
            parts.append(written[start:i])
            start = i + 1
    return [part for part in (" ".join(p.split()) for p in (*parts, written[start:])) if part]


def topics_in(written: str) -> list[str]:
    """The topics in a text that was meant as a list: no topic has a comma or a semicolon in it."""
    parts = [part for line in written.split("\n") for part in parted(line, ";")]
    return [topic for part in parts for topic in parted(part, ",") if topic]


def names_in(written: str) -> list[str]:
    """The names in a text that was meant as a list: a line each, or parted by semicolons, or by commas where
    these are not part of a name."""
    lines = [line for line in (" ".join(row.split()) for row in written.split("\n")) if line]
    names = [name for line in lines for name in parted(line.rstrip(";,"), ";")]
    if len(names) != 1:
        return names
    names = parted(names[0], ",")
    if not any(" " in name for name in names):  # codes and addresses
        return names
    return joined(names, cut_off(names))


def cut_off(names: Sequence[str]) -> Iterator[int]:
    """Which names are no names but what a comma cut off the one before: "Thể thao và Du lịch" after "Sở Văn
    hóa", an office or a place after a person. Only what cannot be a name by itself."""
    for i in range(1, len(names)):
        if _is_rest(names[i - 1], names[i]):
            yield i


def _is_rest(before: str, name: str) -> bool:
    small = text.canonical_tones(name).lower()
    if recipients.likeness(before) >= 2 and _OFFICE.match(small):
        return True
    # First: "Thể thao và Du lịch xã Sơn Đại" is written much like a person's name.
    if _GO_ON.match(small) and _OF_OFFICE.match(text.canonical_tones(before).lower()):
        return True
    return name[:1].islower() and not recipients.is_named(name)


def joined(names: Sequence[str], cut: Iterable[int]) -> list[str]:
    """The names, each of those that are cut put together with the one before."""
    whole: list[str] = []
    rest = frozenset(cut)
    for i, name in enumerate(names):
        if i in rest:
            whole[-1] += f", {name}"
        else:
            whole.append(name)
    return whole


def written(key: str, names: Sequence[str]) -> str:
    """The list as it should be typed: `names: [Công an xã X, "Nguyễn Văn A, thôn B"]`."""
    return f"{key}: [{', '.join(map(_quoted, names))}]"


def _quoted(name: str) -> str:
    if not _TO_BE_QUOTED.search(name):
        return name
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
