"""Lists of names as editors write them: one a line, with signs between, or cut where a name has a comma."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bangvang.archive import recipients
from bangvang.archive.model import Count
from bangvang.language import quotes
from bangvang.sources import glued_names

_BEFORE_OFFICE = re.compile(r"(?:(?:phó|nguyên|quyền)\s+)*", re.IGNORECASE)
_AGE = re.compile(r"[0-9]{1,3} tuổi\b")
_TO_BE_QUOTED = re.compile(r"[,:;#\[\]{}\"'&*!|>%@`?\\]|^[-\s]|\s$|^$")

# "R&amp;D", pasted from a page: its semicolon parts nothing.
_ENTITY = re.compile(r"&#?\w+\Z", re.ASCII)


class Cut(NamedTuple):
    """Name number `at` of a list seems to be the rest of the one before; `sure`: it cannot be another."""

    at: int
    sure: bool


# The commas of keyboards of other countries, which YAML does not part at.
_WIDE = str.maketrans("，、；", ";;;")


def parted(written: str, sign: str) -> list[str]:
    """A text at each of a sign that stands in no brackets; itself alone where there is none."""
    if sign == ";" and any(wide in written for wide in "，、；"):
        written = written.translate(_WIDE)
    if sign not in written:
        return [written]
    parts, depth, start = [], 0, 0
    for i, char in enumerate(written):
        depth += (char in "([") - (char in ")]")
        if char == sign and depth <= 0 and _in_quotes(written, start, i):
            continue
        if char == sign and depth <= 0 and not (sign == ";" and _ENTITY.search(written, max(i - 12, 0), i)):
            parts.append(written[start:i])
            start = i + 1
    return [part for part in (" ".join(p.split()) for p in (*parts, written[start:])) if part]


def _in_quotes(written: str, start: int, end: int) -> bool:
    """Whether a quote is open at a place, and closed somewhere behind it."""
    inside = quotes.left_open(written[start:end])
    return bool(inside) and not quotes.left_open(written[end:], inside)


def names_between(item: str) -> list[str]:
    """An item at each semicolon; but "Nguyễn Văn A; Đồn phó Đồn Biên phòng B" is one person."""
    whole: list[str] = []
    for part in parted(item, ";"):
        if whole and recipients.likeness(whole[-1]) >= 2 and (_is_office(part) or _HEADS.match(part)):
            whole[-1] += f", {part}"
        else:
            whole.append(part)
    return whole if len(whole) > 1 else [item]


_HEADS = re.compile(r"\w+ (?:trưởng|phó)\s")


def topics_in(written: str) -> list[str]:
    """The topics in a text that was meant as a list: no topic has a comma or a semicolon in it, nor begins
    with the sign of an item."""
    lines = (_SIGN.sub("", line) for line in _unwrapped(written).split("\n"))
    parts = [part for line in lines for part in parted(line, ";")]
    return [topic for part in parts for topic in parted(part, ",") if topic]


def names_in(written: str) -> list[str]:
    """The names in a text that was meant as a list: a line each, or parted by semicolons, or by commas where
    these are not part of a name."""
    lines = _lines(_unwrapped(written))
    names = [name for line in lines for name in parted(line.rstrip(";,"), ";")]
    if len(names) == 1:
        names = parted(names[0], ",")
        if not any(" " in name for name in names):  # codes and addresses
            return names
        names = joined(names, [cut.at for cut in cut_off(names) if cut.sure])
    return [part for name in map(recipients.unnumbered, names) for part in glued_names.apart(name)]


_WRAPPED = {"(": ")", "[": "]", "{": "}", '"': '"', "'": "'", "“": "”"}


def _unwrapped(written: str) -> str:
    """A list without the signs around the whole of it, and its parts without quotes of their own."""
    said = written.strip()
    while len(said) > 1 and _WRAPPED.get(said[0]) == said[-1] and said.count(said[0], 1, -1) == 0:
        said = said[1:-1].strip()
    for opening, closing in ("()", "[]", "{}"):  # one of them was forgotten
        if said.endswith(closing) and said.count(closing) > said.count(opening):
            said = said[:-1].strip()
        if said.startswith(opening) and said.count(opening) > said.count(closing):
            said = said[1:].strip()
    quoted = re.findall(r"[\"“]([^\"“”]*)[\"”]", said)
    if len(quoted) > 1 and not re.sub(r"[\"“][^\"“”]*[\"”]", "", said).strip(" ,;\n"):
        return ";".join(quoted)
    return said


_MARK = re.compile(r"^[-–—•*+] ")
_SIGN = re.compile(r"^\s*[-–—•*+·]+\s*(?=\w)")


def _lines(written: str) -> list[str]:
    """The lines of a list; one that goes on with the name before is put to it, where signs part the names."""
    rows = [row for row in (_MARK.sub("", " ".join(row.split())) for row in written.split("\n")) if row]
    if not any(re.search(r"[,;]", row.rstrip(",;")) for row in rows):
        return rows
    lines: list[str] = []
    for row in rows:
        if lines and not lines[-1].endswith((",", ";")) and not glued_names.begins_a_name(row):
            lines[-1] += f" {row}"
        else:
            lines.append(row)
    # "A, B,⏎C": what commas part, they part throughout.
    return [line.rstrip(",") for line in lines]


def with_couples(names: Sequence[str], count: Count) -> list[list[str]]:
    """Each item of an entry as whom it names: husband and wife are two of its individuals, where it counts no
    households and has room for both; else they are one household."""
    alone = [[name] for name in names]
    if not count.individuals or count.households:
        return alone
    apart = [glued_names.couple_in(name) or [name] for name in names]
    return apart if sum(map(len, apart)) <= (count.whole or 0) else alone


def cut_off(names: Sequence[str]) -> list[Cut]:
    """Which names are no names but what a comma cut off the one before: "Thể thao và Du lịch" after "Sở Văn
    hóa", an office or a place after a person."""
    cuts: list[Cut] = []
    whole = names[0] if names else ""
    cased, by_turns = not whole[:1].islower(), _by_turns(names)
    for i in range(1, len(names)):
        sure = _is_rest(whole, names[i], cased=cased)
        if sure is None:
            sure = _may_be_rest(whole, names, i, by_turns=by_turns)
        if sure is not None:
            cuts.append(Cut(i, sure))
        whole = f"{whole}, {names[i]}" if sure else names[i]
    return cuts


def _by_turns(names: Sequence[str]) -> bool:
    """Whether a unit follows every person of a list, and nothing else."""
    return len(names) % 2 == 0 and all(
        recipients.likeness(person) >= 2 and _is_unit(unit)
        for person, unit in zip(names[::2], names[1::2], strict=True)
    )


def in_open_brackets(names: Sequence[str]) -> list[Cut]:
    """Which names stand in brackets or quotes that were opened in the one before: "Nguyễn Văn A (thôn 1", "xã
    B)"; “Sở Y tế", "Hà Nội”. Nobody can tell where a quote was closed that none had opened."""
    depth, inside, cuts = 0, "", list[Cut]()
    for i, name in enumerate(names):
        if depth > 0 or inside:
            cuts.append(Cut(i, sure=True))
        elif i and quotes.closes(name):
            cuts.append(Cut(i, sure=False))
        depth = max(depth + name.count("(") - name.count(")"), 0)
        inside = quotes.left_open(name, inside)
    if inside:  # never closed: where it should have been nobody can tell
        first = next((cut.at for cut in cuts if cut.sure), None)
        return [Cut(first, sure=False)] if first is not None else []
    return cuts if depth == 0 else []


def _is_rest(before: str, name: str, *, cased: bool) -> bool | None:
    """True where a name cannot be one by itself, False where nobody can tell, None where it is one. `cased`:
    whether capitals tell anything in this list."""
    if before.count("(") > before.count(")"):
        return True
    if recipients.is_only_a_title(before):
        return True if recipients.likeness(name) >= 2 else None
    if recipients.likeness(before) >= 2 and _is_office(name):
        named = glued_names.names_a_holder(name)
        return None if named else named is not None
    if not name[:1].islower():
        return _goes_on(name) if _is_unit(before) and _is_bare(before) else None
    if recipients.begins(name, "fields") and _is_unit(before):
        return True
    # "buôn lậu" is no village: that has a name.
    proper = any(char.isupper() or char.isdigit() for char in name)
    named = recipients.is_plain_name(name) or (proper and recipients.is_named(name))
    return True if cased and not named else None


def _goes_on(name: str) -> bool | None:
    """The same, of what follows a unit that is called by its field alone."""
    # First: "Thể thao và Du lịch xã Sơn Đại" is written much like a person's name.
    if recipients.begins(name, "fields"):
        return True
    return None if recipients.is_named(name) or recipients.likeness(name) >= 2 else False


def _may_be_rest(before: str, names: Sequence[str], i: int, *, by_turns: bool) -> bool | None:
    """As above, of what stands behind a person: a village in small letters after each of several persons is
    where they live; where one stands alone, or a unit follows each person (`by_turns`), it may have been
    honoured itself. So may the wife who is named after the husband's household."""
    name = names[i]
    if recipients.begins(before, "households"):
        return False if recipients.begins(name, "courtesies") else None
    if recipients.likeness(before) < 2:
        return False if _lies_with(before, name) and _is_unit(before) else None
    if not _is_unit(name):
        return None
    if not (recipients.begins(name, "places") and name[:1].islower()):
        return False if by_turns else None
    placed = [k for k in range(1, len(names)) if recipients.begins(names[k], "places")]
    return len(placed) > 1 and all(recipients.likeness(names[k - 1]) >= 2 for k in placed)


def _lies_with(before: str, name: str) -> bool:
    """Whether what follows a unit may be where it is, or another of the communes it names: "Chi hội thôn 1,
    xã B", "Công an xã B, Sa Loong"; but Thôn 1, thôn 2 are two."""
    words = before.split()
    if name[:1].islower():
        return (
            recipients.begins(name, "places") and words[0].lower() != name.split()[0] and before[0].isupper()
        )
    if recipients.likeness(name) != 2:
        return False
    at = next((i for i, word in enumerate(words[1:-1], 1) if recipients.begins(word, "places")), None)
    return at is not None and words[at + 1][0].isupper()


def _is_office(name: str) -> bool:
    if _AGE.match(name):
        return True
    office = _BEFORE_OFFICE.match(name)
    return recipients.begins(name[office.end() :] if office else name, "offices")


_CODE = re.compile(r"P[ACVXK][0-9]{2}\b")  # what offices of the police are called for short


def _is_unit(name: str) -> bool:
    return recipients.begins(name, "collectives") or _CODE.match(name) is not None


def _is_bare(name: str) -> bool:
    """Whether a unit is called by its field alone, without a name of its own: "Sở Văn hóa", "Trường TH", but
    not "Công an xã Sơn Đại" or "Tổ 5"."""
    words = name.split()[1:]
    for i, word in enumerate(words):
        if word[0].isdigit():
            return False
        if not word[0].isupper() or (len(word) > 1 and word.isupper()):
            continue
        goes_on = i + 1 < len(words) and words[i + 1][0].islower()
        if not goes_on and not recipients.begins(word, "fields"):
            return False
    return True


def joined(names: Sequence[str], cut: Iterable[int]) -> list[str]:
    """The names, each of those that are cut put together with the one before."""
    whole: list[str] = []
    rest = frozenset(cut)
    for i, name in enumerate(names):
        if i in rest:
            whole[-1] += f", {name}"
        else:
            whole.append(name)
    return [quotes.without(name) for name in whole]


def written(key: str, names: Iterable[str]) -> str:
    """The list as it should be typed: `names: [Công an xã X, "Nguyễn Văn A, thôn B"]`."""
    return f"{key}: [{', '.join(map(quoted, names))}]"


def quoted(name: str) -> str:
    """A name as an item of a list, in quotes where it needs them."""
    if not _TO_BE_QUOTED.search(name):
        return name
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
