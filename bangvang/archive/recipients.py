"""Names of recipients, taken apart: who is named, as what, and what stands beside the name.

What a name is, its words tell only in part: Hoàng Anh Gia Lai is a firm, and Ban Mai a person. So the numbers
of the entry that lists it speak first: beside "individuals: 3" three names are three persons.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from bangvang.archive import beginnings
from bangvang.archive.beginnings import opening
from bangvang.archive.model import Count, RecipientKind
from bangvang.facts import places
from bangvang.language import alphabets, quotes, text

Kind = RecipientKind
KINDS: tuple[Kind, ...] = ("persons", "collectives", "households")

# "1.", "2)", "(3)", "4/", "a)", "STT 5:", "-", "•", "✓", a picture: how a list was marked that was copied.
_NUMBERED = re.compile(
    r"""
    (?:(?:STT|Số)\s)?
    (?: \(?[0-9]{1,3}\uFE0F?\u20E3?[.)/:] | [0-9]{1,3}(?:\uFE0F?\u20E3 | \s?[-–—](?![0-9])) | [①-⑳]
      | [0-9]{1,3}(?=\s\w+\s(?:Văn|Thị)\s) | \(?[a-zđ]\) | [a-zđ][./](?=\s) )\s*(?=\S)
    | [^\w\s"'“„«‘([<…][^\w"'“„«‘([<]*(?=\w)
    | (?:I{1,3} | I?V | VI{1,3} | IX | XI{1,3})[.)]\s+(?=\S)
    """,
    re.VERBOSE,
)
# Where a person's own name ends: "Nguyễn Văn A, xã B", "Nguyễn Văn A (thôn C)", "Nguyễn Văn A - Công an D",
# "Nguyễn Văn A và gia đình".
_TAIL = re.compile(
    r"\s*(?:[,;(]|\s[-–—]\s)|\s(?=(?:và|cùng với|cùng)\s(?:"
    r"[0-9]+\s|gia đình(?!\s(?:ông|bà|anh|chị))|"
    r"tập thể|các|toàn thể|đồng đội|đồng nghiệp|nhân dân|cộng sự|bà con|"
    r"(?:vợ|chồng|vợ con|con|con trai|con gái|em trai|anh trai)\s*(?:[,;(]|$)))"
)
# "KS. Hồ E", "Ô. Lê D": what is short and has a stop before a whole name is a title, except of units.
_ABBREVIATED = re.compile(r"(?:Ô|B|[A-ZĐƯ]{2,8})\.\s*(?=\S)")
# What stands behind a whole name without a comma or a dash, and a mark of a note at the name's end.
_BEHIND = re.compile(r"\s*[:|–—]\s*|\s[/_]\s")
_NOTED = re.compile(r"(?:\s*[†‡¹²³]|(?<=[a-zà-ỹ])\*|\s\*)+$")
_BOND = frozenset(("và", "cùng", "với", "&", "+", "tức", "hay"))
_ONLY_HEADED = re.compile(r"tập thể\s*:\s*(?=\S)", re.IGNORECASE)
# Between two ranks, or a rank and the name: "Thiếu tá, bác sĩ", "Ông/bà", "Đại tá - Anh hùng".
_JOINT = re.compile(r"(?:[,/&:]|[-–—](?=\s)|và\s)\s*")
_LONGEST_SYLLABLE = 7  # nghiêng
_MOST_WORDS = 6
# Surnames that are also how an office begins: Phó Chủ tịch, Quản lý, Quan hệ.
_ALSO_OFFICES = frozenset(("phó", "quản", "quan", "đồng", "trang"))
_VOWEL = re.compile("[aeiouy]")
# Small in the middle of a person's name, by one way of writing.
_MIDDLE = frozenset(("thị", "văn"))


@dataclass(frozen=True, slots=True)
class Name:
    """A recipient's name as written, taken apart. `own`: what the entry is called; `more`: rank, place and
    whatever else stands with it; `sorted_by`: what it is sorted and found under."""

    kind: Kind
    own: str
    more: str
    sorted_by: str


def kinds(names: Sequence[str], count: Count) -> tuple[Kind, ...]:
    """What each name of an entry is. `count`: the entry's numbers.

    Households say so themselves. What is left of the numbers is for the other names: where these are of one
    kind so are the names; where all are named, as many are persons (or stand for a household) as there
    should be, those first that are most like persons. Where the numbers do not tell (more names than
    recipients, fewer of two kinds, numbers that are not split) each name speaks for itself.
    """
    alone = tuple(_by_words(name) for name in names)
    others = [i for i, kind in enumerate(alone) if kind != "households"]
    if count.recipients is not None or not count.known:
        return alone
    households = max((count.households or 0) - (len(names) - len(others)), 0)
    collectives, individuals = count.collectives or 0, count.individuals or 0
    if households and individuals:  # nothing tells a person from another who stands for a household
        return alone
    if len(others) == collectives + individuals + households:
        return _divided(names, alone, others, count)
    if len(others) > collectives + individuals + households:
        return alone
    single = [kind for kind, n in zip(KINDS, (individuals, collectives, households), strict=True) if n]
    if len(single) != 1:
        return alone
    return tuple("households" if kind == "households" else single[0] for kind in alone)


def _divided(
    names: Sequence[str], alone: Sequence[Kind], others: Sequence[int], count: Count
) -> tuple[Kind, ...]:
    """As many collectives as there are, and the names that are most like persons what else there is."""
    # Where two are alike, collectives are named before persons: the order of the law and of the press.
    likely = sorted(others, key=lambda i: (likeness(names[i]), _typical(names[i]), i))
    collectives = frozenset(likely[: count.collectives or 0])
    rest: Kind = "persons" if count.individuals else "households"
    return tuple(
        "households" if alone[i] == "households" else "collectives" if i in collectives else rest
        for i in range(len(names))
    )


def read(written: str, kind: Kind | None = None) -> Name:
    """Takes a name apart; `kind`: what it is, where that is known. Numbering, ranks and courtesies stand
    before a person's name, place and office after it; a collective is called all that is written."""
    name = unnumbered(written)
    kind = kind or _by_words(name)
    if kind == "households":
        end = beginnings.household(name)
        head, more = _parted(name)
        _, rest = _without_styles(head[end:].strip())
        return Name(kind, head, more, rest if rest and _capitals(rest) else head)
    if kind == "persons":
        styles, named = _without_styles(name)
        office, own, tail = _of_person(named)
        own, clause = (own, "") if office else _without_clause(own)
        return Name(kind, own, ", ".join(part for part in (styles, office, clause, tail) if part), own)
    unit = _ONLY_HEADED.sub("", name, count=1) if _ONLY_HEADED.match(name) else name
    return Name(kind, unit, "", unit)


@lru_cache(maxsize=1024)
def likeness(written: str) -> int:
    """How much a name is like a person's: 0, it begins as a collective does; 1, nothing tells; 2, written as
    one; 3, with a surname of the country, a rank or a courtesy."""
    name = unnumbered(written)
    if beginnings.unit(name):
        return 0
    styles, named = _without_styles(name)
    own, tail = _parted(named)
    posts = tail and named == name and _of_person(named)[0].startswith(f"{own}, ")
    if posts or is_plain_name(own) or _names_two(own.split()):
        return 3
    # "Giáo viên, học sinh Trường THPT A", "Thầy, cô giáo Trường A"; but Bà Ban is a person.
    if (styles or "," in name[: -len(named)]) and beginnings.unit(own) and not is_surnamed(own):
        # "Tổ trưởng tổ dân phố 5 Nguyễn Văn A": behind a number nothing but a person is named
        office, _ = _without_office(own)
        return 3 if styles and office[-1:].isdigit() else 0
    if not _capitals(own):
        office, _ = _without_office(own)
        return 3 if office and (named != name or beginnings.is_calling(office)) else 1
    if named != name or is_surnamed(own):
        return 3
    return 2 if (_like_a_person(own) and not _is_branch(own)) or beginnings.is_masked(own) else 1


def is_named(written: str) -> bool:
    """Whether a text is a recipient's name by its words: begins as a collective's or a household's does,
    or is like a person's."""
    name = unnumbered(written)
    return bool(beginnings.unit(name) or beginnings.household(name)) or likeness(name) >= 3


def begins(written: str, kind: str) -> bool:
    """Whether a name, numbering aside, begins with a word of a list of the table: `collectives`,
    `households`, `courtesies`, `styles`."""
    name = unnumbered(written)
    parts = {"collectives": beginnings.unit, "households": beginnings.household}
    return bool(parts[kind](name) if kind in parts else opening(name, kind))


def is_only_a_title(written: str) -> bool:
    """Whether nothing but a rank or a courtesy is written, and no name."""
    name = unnumbered(written)
    return len(name) in (opening(name, "styles"), opening(name, "courtesies")) and bool(name)


def is_plain_name(name: str) -> bool:
    """Whether a name is a person's by itself, however it is written: a surname, then thị or văn; or any word
    before thị."""
    words = name.lower().split()
    if not 2 < len(words) <= _MOST_WORDS or words[1] not in _MIDDLE:
        return False
    return is_surnamed(name) or words[1] == "thị"


def _by_words(written: str) -> Kind:
    name = unnumbered(written)
    if beginnings.household(name):
        return "households"
    return "persons" if likeness(name) >= 2 else "collectives"


@lru_cache(maxsize=1024)
def unnumbered(written: str) -> str:
    """A name without the number of the list that it was copied from: "1. Nguyễn Văn A". Of one name this is
    asked many times in a row."""
    name = quotes.without(" ".join(written.split()))
    # Most names begin with a capital that no number does: V. or STT.
    found = _NUMBERED.match(name) if not name[:1].isupper() or name[0] in "IVXS" else None
    return quotes.without(name[found.end() :]) if found else name


def _parted(name: str) -> tuple[str, str]:
    end = _TAIL.search(name)
    if end is None or end.start() == 0:
        return name, ""
    more = name[end.end() :].strip()
    return name[: end.start()], more[:-1] if more.endswith(")") and "(" not in more else more


def _capitals(name: str) -> bool:
    """Whether it is one to six words in capitals, without digits."""
    words = name.split()
    return (
        0 < len(words) <= _MOST_WORDS
        and not any(map(str.isdigit, name))
        and all(
            next(filter(str.isalpha, word), "a").isupper() or (i > 0 and word in _MIDDLE)
            for i, word in enumerate(words)
        )
    )


def _like_a_person(name: str) -> bool:
    """No firm's or school's name: no long word, no letters spelt one by one (VPBank, THCS A)."""
    words = re.split(r"[\s'’`-]+", name)
    if len(words) == 1 and (name.isascii() or name.isupper()):
        return False
    if any(len(word) > _LONGEST_SYLLABLE for word in words):
        return False
    if name.isupper():
        return all(len(word) == 1 or _VOWEL.search(text.fold(word)) for word in words)
    return not any(len(word) > 1 and word[:2].isupper() for word in words)


def _ends_in_a_province(name: str) -> bool:
    words = name.split()
    place = places.find(" ".join(words[-2:])) if len(words) > 2 else None
    return place is not None and place.name == " ".join(words[-2:])


def _is_branch(name: str) -> bool:
    """Viettel Kon Tum: a firm of the whole country in a province, by a word that is none of the language."""
    first = name.split(maxsplit=1)[0].lower()
    return not alphabets.is_syllable(first) and _ends_in_a_province(name)


def is_surnamed(name: str) -> bool:
    """Whether the first of several words is a surname of the country."""
    words = text.canonical_tones(name).lower().replace("’", "'").split()
    return len(words) > 1 and (words[0] in beginnings.surnames() or words[0].startswith(("h'", "k'", "y'")))


def _typical(written: str) -> int:
    """How far a name in capitals is one that persons have rather than firms: thị or văn in it; three or four
    words; nothing of this where it ends in a province (Hoàng Anh Gia Lai)."""
    _, named = _without_styles(unnumbered(written))
    own, _ = _parted(named)
    words = own.split()
    if is_plain_name(own) or named != written:
        return 3
    if len(words) > 3 and _ends_in_a_province(own):
        return 0
    return 2 if 2 < len(words) < 5 else 1


def _without_styles(name: str) -> tuple[str, str]:
    """Ranks and titles, and the name without them and without courtesies. A comma may stand between them and
    before the name: "Thiếu tá, bác sĩ Đỗ Văn H"."""
    rest, styles = name, list[str]()
    while "." in rest[:9] or not beginnings.lists(rest).isdisjoint(("styles", "courtesies")):
        style = opening(rest, "styles") or _abbreviated(rest)
        end = style or opening(rest, "courtesies")
        if not 0 < end < len(rest) or _is_name_itself(rest):
            break
        after = rest[end:].strip()
        joint = _JOINT.match(after)
        if joint is not None:
            after = after[joint.end() :]
            if not _goes_on(after):
                break
        styles += [rest[:style].strip() + ("," if joint and "," in joint[0] else "")] if style else []
        rest = after
    return " ".join(styles).rstrip(","), rest


def _abbreviated(name: str) -> int:
    """How much of a name is a title that is cut short, by its stop."""
    found = _ABBREVIATED.match(name)
    if found is None or beginnings.unit(name):
        return 0
    own, _ = _parted(name[found.end() :])
    if opening(name, "unit_abbreviations") and not own.startswith("Thích "):  # TT. is a rank of monks, too
        return 0
    return found.end() if _capitals(own) and is_surnamed(own) else 0


def _is_name_itself(name: str) -> bool:
    """Nguyên Ngọc: a former holder of an office has an office or a whole name."""
    words = name.split()
    return len(words) == 2 and words[0] == "Nguyên" and words[1].istitle()


def _goes_on(after: str) -> bool:
    """Whether a rank or a name stands behind a comma that follows a rank."""
    if opening(after, "styles") or opening(after, "courtesies"):
        return True
    own, _ = _parted(after)
    return _capitals(own) and not opening(own, "collectives")


def _without_office(name: str) -> tuple[str, str]:
    """An office that is written before the name (Bí thư Chi bộ thôn 3 Nguyễn Văn A), and the name: a surname
    with one to four words behind it, the longest such."""
    words = name.split()
    if _names_two(words):
        return "", name
    starts = [
        start
        for start in range(max(1, len(words) - 5), len(words) - 1)
        if is_surnamed(own := " ".join(words[start:]))
        and _capitals(own)
        and not _capitals(" ".join(words[:start]))
    ]
    start = _own_start(words, starts)
    return (" ".join(words[:start]), " ".join(words[start:])) if start else ("", name)


def _of_person(named: str) -> tuple[str, str, str]:
    """What stands before a person's name, the name, and what follows. An office may have a comma: "Bí thư
    Đảng ủy, Chủ tịch HĐND xã Nguyễn Văn A"."""
    own, tail = _parted(named)
    office, name = _without_office(own)
    if tail and not office and (opening(own, "offices") or opening(own, "callings")):
        further, last, rest = _of_person(tail)
        if further and named.startswith(f"{own}, "):
            return f"{own}, {further}", last, rest
    return office, name, tail


def _without_clause(name: str) -> tuple[str, str]:
    """A whole name, and what follows it without a comma: "Nguyễn Văn A SN 1980", "Nguyễn Văn A: thôn 1"."""
    if name.istitle() and name.replace(" ", "").isalpha():  # as most are
        return name, ""
    words = _NOTED.sub("", name).split()
    if all(map(str.isalpha, words)) and _capitals(" ".join(words)):
        return " ".join(words), ""
    sign = _BEHIND.search(name)
    if sign is not None and is_surnamed(name[: sign.start()]) and _capitals(name[: sign.start()]):
        return name[: sign.start()], name[sign.end() :]
    end = _own_end(words) if _names_two(words) else len(words)
    return " ".join(words[:end]), " ".join(words[end:])


def _own_end(words: Sequence[str]) -> int:
    """How many words the name has that stands first: it ends before a small one, a number, the letters of a
    unit (PC02), an office or a unit (Bí thư, Công an). All, where somebody else may be named behind it."""
    spelt = not words[0].isupper()
    for i in range(3 if words[1].lower() in _MIDDLE else 2, min(len(words), _MOST_WORDS)):
        word = words[i]
        if word in _BOND:
            break
        if (word[0].islower() and word not in _MIDDLE) or word[0].isdigit():
            return i
        if spelt and word.isupper() and word[1:2].isalnum():
            return i
        following = words[i + 1] if i + 1 < len(words) else ""
        said = f"{word} {following}" if following[:1].islower() else word if following[:1].isdigit() else ""
        if said and _begins_a_post(said):
            return i
    return len(words)


def _begins_a_post(said: str) -> bool:
    return any(opening(said, kind) == len(said) for kind in ("collectives", "offices", "callings", "places"))


def _own_start(words: Sequence[str], starts: Sequence[int]) -> int:
    """Where the name begins: with the first surname, unless that still belongs to a unit: "Công an xã Bờ Y
    Nguyễn Văn Tâm"."""
    first = starts[0] if starts else 0
    before = words[first - 1]
    for later in starts[1:]:  # "Trường THCS Lê Lợi Trần Thị Lan"
        if later - first > 1 and is_plain_name(" ".join(words[later:])):
            return later
    if not first or not before[0].isupper() or (len(before) > 1 and before.isupper()):
        return first
    for later in starts[1:]:
        plain = len(words) - first > 4 and is_plain_name(" ".join(words[later:]))
        common = words[later].lower() in beginnings.commonest()
        if plain or (common and words[first].lower() not in beginnings.commonest()):
            return later
    return first


def _names_two(words: Sequence[str]) -> bool:
    """Whether a person stands before the name, and no office: "Nguyễn Văn A và Trần Thị B"."""
    first = list(takewhile(lambda word: word[0].isupper() or word in _MIDDLE, words))
    whole = " ".join(first)
    return len(first) > 1 and words[0].lower() not in _ALSO_OFFICES and is_surnamed(whole)
