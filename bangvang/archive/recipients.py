"""Names of recipients, taken apart: who is named, as what, and what stands beside the name.

What a name is, its words tell only in part: Hoàng Anh Gia Lai is a firm, and Ban Mai a person. So the numbers
of the entry that lists it speak first: beside "individuals: 3" three names are three persons.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import yaml

from bangvang.archive.model import Count, RecipientKind
from bangvang.language import text

Kind = RecipientKind
KINDS: tuple[Kind, ...] = ("persons", "collectives", "households")

# "1.", "2)", "(3)", "a)", "-", "•": how a list was numbered where it was copied from.
_NUMBERED = re.compile(r"(?:\(?[0-9]{1,3}[.)]|\(?[a-zđ]\)|[-–—•*+])[ \t]*(?=\S)")
# Where a person's own name ends: "Nguyễn Văn A, xã B", "Nguyễn Văn A (thôn C)", "Nguyễn Văn A - Công an D".
_TAIL = re.compile(r"\s*(?:[,;(]|\s[-–—]\s)")
_LONGEST_SYLLABLE = 7  # nghiêng
_MOST_WORDS = 6
_FIRST = re.compile(r"[^\s.]+")
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

    Households say so themselves. Of the others as many are persons as the entry has individuals, those first
    that are most like persons; where the numbers do not tell (more names than recipients, fewer of both
    kinds, or numbers that are not split) each name speaks for itself.
    """
    alone = [_by_words(name) for name in names]
    told = [i for i, kind in enumerate(alone) if kind != "households"]
    collectives, individuals = count.collectives or 0, count.individuals or 0
    if count.recipients is not None or not count.known:
        return tuple(alone)
    if len(told) > collectives + individuals:
        return tuple(alone)
    if collectives == 0 or individuals == 0:
        kind: Kind = "collectives" if individuals == 0 else "persons"
        return tuple("households" if alone[i] == "households" else kind for i in range(len(names)))
    if len(told) < collectives + individuals:
        return tuple(alone)
    # Where two are alike, collectives are named before persons: the order of the law and of the press.
    likely = sorted(told, key=lambda i: (likeness(names[i]), i))[-individuals:]
    persons = frozenset(likely)
    return tuple(
        "persons" if i in persons else "households" if alone[i] == "households" else "collectives"
        for i in range(len(names))
    )


def read(written: str, kind: Kind | None = None) -> Name:
    """Takes a name apart; `kind`: what it is, where that is known. Numbering, ranks and courtesies stand
    before a person's name, place and office after it; a collective is called all that is written."""
    name = _unnumbered(written)
    kind = kind or _by_words(name)
    if kind == "households":
        end = _opening(name, "households")
        head, more = _parted(name)
        _, rest = _without_styles(head[end:].strip())
        return Name(kind, head, more, rest if rest and _capitals(rest) else head)
    if kind == "persons":
        head, tail = _parted(name)
        styles, own = _without_styles(head)
        office, own = _without_office(own)
        return Name(kind, own, ", ".join(part for part in (styles, office, tail) if part), own)
    return Name(kind, name, "", name)


def likeness(written: str) -> int:
    """How much a name is like a person's: 0, it begins as a collective does; 1, nothing tells; 2, written as
    one; 3, with a surname of the country, a rank or a courtesy."""
    name = _unnumbered(written)
    if _opening(name, "collectives"):
        return 0
    head, _ = _parted(name)
    styles, own = _without_styles(head)
    if not _capitals(own):
        return 3 if _without_office(own)[0] else 1
    if own != head or styles or _surnamed(own):
        return 3
    return 2 if _like_a_person(own) else 1


def is_named(written: str) -> bool:
    """Whether a text is a recipient's name by its words: begins as a collective's or a household's does,
    or is like a person's."""
    name = _unnumbered(written)
    opened = _opening(name, "collectives") or _opening(name, "households")
    return bool(opened) or likeness(name) >= 3


def _by_words(written: str) -> Kind:
    name = _unnumbered(written)
    if _opening(name, "households"):
        return "households"
    return "persons" if likeness(name) >= 2 else "collectives"


def _unnumbered(written: str) -> str:
    name = " ".join(written.split())
    found = _NUMBERED.match(name)
    return name[found.end() :] if found else name


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
    """No firm's name: no long word, no letters spelt one by one (VNPT Gia Lai)."""
    words = re.split(r"[\s'’`-]+", name)
    if len(words) == 1 and (name.isascii() or name.isupper()):
        return False
    if any(len(word) > _LONGEST_SYLLABLE for word in words):
        return False
    return name.isupper() or not any(len(word) > 1 and word.isupper() for word in words)


def _surnamed(name: str) -> bool:
    words = text.canonical_tones(name).lower().replace("’", "'").split()
    first = words[0]
    return len(words) > 1 and (first in _surnames() or first.startswith(("h'", "k'", "y'")))


def _without_styles(name: str) -> tuple[str, str]:
    """Ranks and titles, and the name without them and without courtesies."""
    styles: list[str] = []
    while True:
        style = _opening(name, "styles")
        end = style or _opening(name, "courtesies")
        if not 0 < end < len(name):
            return " ".join(styles), name
        styles += [name[:style].strip()] if style else []
        name = name[end:].strip()


def _without_office(name: str) -> tuple[str, str]:
    """An office that is written before the name (Bí thư Chi bộ thôn 3 Nguyễn Văn A), and the name: a surname
    with one to four words behind it, the longest such."""
    words = name.split()
    for start in range(max(1, len(words) - 5), len(words) - 1):
        own = " ".join(words[start:])
        if _surnamed(own) and _capitals(own) and not _capitals(" ".join(words[:start])):
            return " ".join(words[:start]), own
    return "", name


def _opening(name: str, kind: str) -> int:
    """How much of a name are words of the table that it begins with; 0 when it begins with none."""
    first = _FIRST.match(name)
    if first is None or kind not in _kinds_beginning(first[0]):
        return 0
    # Moving a tone mark within a syllable keeps the length, and so does making these letters small.
    found = _table()[kind].match(text.canonical_tones(name).lower())
    return found.end() if found else 0


@lru_cache(maxsize=4096)
def _kinds_beginning(word: str) -> frozenset[str]:
    """The lists in which something begins with this word: for most names none, which saves the search."""
    small = text.canonical_tones(word).lower()
    return frozenset(
        kind for kind, words in _words().items() if small in {_FIRST.findall(entry)[0] for entry in words}
    )


def beginnings(kind: Kind) -> tuple[str, ...]:
    """The words by which names of collectives and of households are told; none for persons."""
    return _words().get(kind, ())


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    source = resources.files("bangvang.archive") / "recipients.yaml"
    loaded: dict[str, list[str]] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return {kind: tuple(map(text.canonical_tones, words)) for kind, words in loaded.items()}


@cache
def _surnames() -> frozenset[str]:
    return frozenset(_words()["surnames"])


@cache
def _table() -> Mapping[str, re.Pattern[str]]:
    return {kind: _any_of(words) for kind, words in _words().items()}


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    # "TS.", "BS." may stand without a space before the name.
    return re.compile(r"(?:" + "|".join(map(re.escape, longest)) + r")(?:\.\s*|(?=\s)|$)")
