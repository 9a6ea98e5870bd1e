"""Several people in one item of a list: what parts them, and when it is certain that they are several."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bangvang.archive import recipients
from bangvang.facts import places
from bangvang.language import alphabets

# A bracket, or what may stand between two people: a sign, a word, a line end.
_BORDER = re.compile(
    r"[(\[)\]]"
    r"|\s*\n\s*(?:[-–—•*+]\s*)?|\s*[;,/&+]\s*|\s+[-–—]\s*|(?<=[^\W\d_][a-zà-ỹ])\.\s+"
    r"|\s+(?:và|cùng với|cùng|với)\s+(?:(?:vợ|chồng)\s+(?:là\s+)?)?"
    r"|\s+(?=\(?[0-9]{1,2}[.)]\s)"
)
# Before a name of two words, one of these makes certain that it is a person's.
_STYLED = re.compile(r"(?:ông|bà|anh|chị|đồng chí|đ/c)\s", re.IGNORECASE)


def people_in(item: str) -> list[str]:
    """The people that one item holds, each with what stands behind the name; empty where it is not certain
    that there are several: "Nguyễn Văn A, xã X, Trần Thị B" are two, "Nguyễn Văn A, Hà Nội" is one."""
    if recipients.begins(item, "households") or recipients.begins(item, "collectives"):
        return []
    found = list(_split(item, is_certain=True))
    return list(_split(item, is_certain=False)) if len(found) > 1 else []


def apart(item: str) -> list[str]:
    """An item of what was meant as a list, as the people that it certainly holds, or the units that are
    called alike: Công an xã A và Công an xã B. Itself where it is one."""
    people, units = people_in(item), named_in(item)
    alike = len({tuple(unit.lower().split()[:2]) for unit in units}) == 1
    return people or (units if alike else [item])


_COUPLE = re.compile(r"(?:hai )?vợ chồng\s+", re.IGNORECASE)


def couple_in(item: str) -> list[str]:
    """The two whom "Vợ chồng ông A và bà B" names; empty where it does not name two."""
    found = _COUPLE.match(item)
    two = list(_split(item[found.end() :], is_certain=False)) if found is not None else []
    return two if len(two) == 2 else []


def named_in(item: str) -> list[str]:
    """The names that one item can be taken to hold, where the entry says that there are more than items:
    people, and units of one kind beside each other. The item itself where it holds one."""
    if not recipients.begins(item, "collectives"):
        return list(_split(item, is_certain=False))
    parts: list[str] = []
    for piece, between in _pieces(item):
        if parts and not (_beside(parts[-1], piece) or _is_person(piece, is_certain=True)):
            parts[-1] += between + piece
        else:
            parts.append(piece)
    return parts


def begins_a_name(line: str) -> bool:
    """Whether a line begins with a name of its own: a person's, a unit's, a household's."""
    first, _ = next(_pieces(line))
    return recipients.is_named(first)


def names_a_holder(office: str) -> bool | None:
    """Whether a text that begins with an office goes on with who holds it: "Trưởng thôn Trần Thị B" is not
    who is named before, "Trưởng Công an xã" is. None where nobody can tell: communes are called
    like people."""
    own = recipients.read(office, "persons").own
    if own == office or len(own.split()) < 2 or not recipients.is_surnamed(own):
        return False
    head = office[: office.rfind(own)].split()
    units = [k for k in range(len(head)) if recipients.begins(_of(head, k, len(head)), "collectives")]
    if not units:
        return True
    if any(_BEARS_A_NAME.match(_of(head, k, len(head))) for k in units):
        return False
    if recipients.is_plain_name(own) or head[-1][0].isdigit():
        return True
    return None if len(own.split()) > 2 else False


# Called after people.
_BEARS_A_NAME = re.compile(
    r"(?:trường|lớp|công ty|doanh nghiệp|hợp tác xã|htx|tập đoàn|nhà máy|quỹ)\b", re.IGNORECASE
)


_AND = frozenset(("và", "&", "+"))


def _split(item: str, *, is_certain: bool) -> Iterator[str]:
    """The item before each person but the first. Signs and words that stood between go; what follows a
    person and is none stays with the person."""
    whole = ""
    for piece, between in _pieces(item):
        sure = is_certain and between.strip() not in _AND
        if whole and _is_person(piece, is_certain=sure) and recipients.likeness(whole) >= 2:
            yield whole
            whole = piece
        else:
            whole += (" " if "\n" in between else between) + piece if whole else piece
    if whole:
        yield whole


def _pieces(item: str) -> Iterator[tuple[str, str]]:
    """What stands between two signs outside brackets, with the sign before it. Where nothing but a blank is
    between two whole names there is a border, too."""
    depth, start, between = 0, 0, ""
    for found in _BORDER.finditer(item):
        if found[0] in "([)]":
            depth += 1 if found[0] in "([" else -1
        elif depth <= 0:
            yield from _apart(item[start : found.start()], between)
            start, between = found.end(), found[0]
    yield from _apart(item[start:], between)


def _apart(piece: str, between: str) -> Iterator[tuple[str, str]]:
    """ "Nguyễn Văn A Trần Thị B" before each surname with thị or văn behind it."""
    words = piece.split()
    start = 0
    for i in range(3, len(words) - 2):
        before, behind = _of(words, start, i), _of(words, i, i + 3)
        if "(" not in before and recipients.is_plain_name(before) and recipients.is_plain_name(behind):
            yield _of(words, start, i), between
            start, between = i, " "
    if words:
        yield _of(words, start, len(words)), between


def _of(words: list[str], start: int, end: int) -> str:
    return " ".join(words[start:end])


def _is_person(piece: str, *, is_certain: bool) -> bool:
    """Whether a piece names a person from its first word on, ranks and courtesies aside. Certain is a rank or
    a courtesy before a name of two words, a name of three or four with a surname, or one of a people of the
    highlands; Hà Nội and Cao Bằng begin with surnames."""
    named = recipients.unnumbered(piece)
    own = recipients.read(named, "persons").own
    words = own.split()
    if recipients.likeness(named) < 3 or len(words) < 2 or places.find(own) is not None:
        return False
    if not recipients.is_surnamed(own) or (not named.startswith(own) and not _is_styled(named)):
        return False
    foreign = len(words[0]) == 1 or not all(
        alphabets.is_syllable(word.lower()) for word in words if len(word) > 1
    )
    return not is_certain or len(words) > 2 or not named.startswith(own) or foreign


def _is_styled(piece: str) -> bool:
    return _STYLED.match(piece) is not None or recipients.begins(piece, "styles")


def _beside(before: str, name: str) -> bool:
    """Whether two units stand beside each other, and neither belongs to the other: Công an xã A, Công an
    xã B; but not Chi hội thôn 3, xã B, nor Công an xã A, Công an huyện C."""
    first, second = before.lower().split(), name.lower().split()
    if not recipients.begins(name, "collectives") or first[0] != second[0]:
        return False
    levels = (word for words in (first, second) for word in words if word in _LEVELS)
    return len(set(levels)) < 2


_LEVELS = frozenset(("thôn", "xã", "phường", "huyện", "quận", "tỉnh"))
