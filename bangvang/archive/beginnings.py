"""The words by which recipients are told apart: how units, households, titles and offices begin."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

import yaml

from bangvang.archive.model import RecipientKind
from bangvang.language import text

# Đồn trưởng, Trạm phó, Hội viên and a name: who heads a unit or is in it.
_HEADS = re.compile(r"\s(viên|(?:đội |hội )?(?i:trưởng|phó))\s+([^\W\d_][\w'’]*)")
# Sĩ and sỹ, kĩ and kỹ, lí and lý are the same word.
_ONE_I = re.compile(r"(?<=\b[hklmst])[iyíýìỳỉỷĩỹịỵ]\b")
_BOTH = {letter: pair for pair in ("iy", "íý", "ìỳ", "ỉỷ", "ĩỹ", "ịỵ") for letter in pair}
_INITIALS = re.compile(r"[A-ZĐÂÊÔƠƯĂ](?:\.\s?[A-ZĐÂÊÔƠƯĂ]){1,4}\.?")  # N.V.A, a name that was masked
_LETTERS = re.compile(r"[^\W\d_]+")
_FIRST = re.compile(r"[^\s.,/&:]+")


def unit(name: str) -> int:
    """How much of a name are words that a collective's begins with. Tổ trưởng and Công an viên are none, and
    Dân quân A Mơi is a person."""
    if lists(name).isdisjoint(("collectives", "establishments")):  # most names of persons
        return 0
    found = max(opening(name, "collectives"), opening(name, "establishments"))
    if found and _heads(name, found):
        return 0
    person = max(opening(name, kind) for kind in ("styles", "offices", "callings")) if found else 0
    if person == found > 0:
        words = name[found:].lower().split()
        return 0 if 1 < len(words) < 5 and words[0] in surnames() and name[found:].istitle() else found
    return 0 if person > found else found


def _heads(name: str, end: int) -> bool:
    """Whether the word behind a unit's makes it a person's post: Trạm trưởng Lê A; but Phó Bảng is a place,
    and Công đoàn Viên chức a union."""
    head = _HEADS.match(name, end)
    if head is None:
        return False
    return not head[2].islower() if head[1].islower() else head[2].lower() in surnames()


def is_masked(name: str) -> bool:
    """N.V.A, N*** V*** A, T…: letters that stand for a person's name."""
    if "*" not in name and "…" not in name:
        return "." in name and _INITIALS.fullmatch(name) is not None
    words = _LETTERS.findall(name)
    return bool(words) and all(len(word) == 1 or word.istitle() for word in words)


def household(name: str) -> int:
    """The same of a household's. Hộ sinh and hộ lý are none, nor is Gia đình Phật tử; Hộ Lý Văn A is one."""
    found = opening(name, "households")
    if found and opening(name, "establishments") > found:
        return 0
    return 0 if found and name[found:].lstrip()[:1].islower() and opening(name, "styles") else found


def is_calling(head: str) -> bool:
    """Whether what stands before a name tells what somebody does, and is not called after the person."""
    head = head.rstrip(": ")
    if any(opening(head, kind) for kind in ("offices", "callings")):
        return True
    return not frozenset(head.lower().replace("sỹ", "sĩ").split()[1:3]).isdisjoint(_words()["calling_ends"])


def lists(name: str) -> frozenset[str]:
    """The lists of the table that have something with the first word of a name: for most names none."""
    first = _FIRST.match(name)
    return _kinds_beginning(first[0]) if first is not None else frozenset()


def opening(name: str, kind: str) -> int:
    """How much of a name are words of the table that it begins with; 0 when it begins with none."""
    if kind not in lists(name):
        return 0
    # Moving a tone mark within a syllable keeps the length, and so does making these letters small.
    found = _table()[kind].match(text.canonical_tones(name).lower())
    return found.end() if found else 0


@lru_cache(maxsize=4096)
def _kinds_beginning(word: str) -> frozenset[str]:
    small = text.canonical_tones(word).lower()
    spellings = {small, _ONE_I.sub(lambda found: _BOTH[found[0]].replace(found[0], ""), small)}
    return frozenset(
        kind
        for kind, words in _words().items()
        if not spellings.isdisjoint(_FIRST.findall(entry)[0] for entry in words)
    )


def words_of(kind: RecipientKind) -> tuple[str, ...]:
    """The words by which names of collectives and of households are told; none for persons."""
    return _words().get(kind, ())


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    source = resources.files("bangvang.archive") / "recipients.yaml"
    loaded: dict[str, list[str]] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return {kind: tuple(map(text.canonical_tones, words)) for kind, words in loaded.items()}


@cache
def surnames() -> frozenset[str]:
    return frozenset(_words()["surnames"])


@cache
def commonest() -> frozenset[str]:
    """The surnames that most people of the country bear."""
    return frozenset(_words()["surnames"][:15])


@cache
def _table() -> Mapping[str, re.Pattern[str]]:
    return {kind: _any_of(words) for kind, words in _words().items()}


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    # "TS.", "BS." may stand without a space before the name.
    return re.compile(r"(?:" + "|".join(map(_in_both_spellings, longest)) + r")(?:\.\s*|(?=[\s,/&:])|$)")


def _in_both_spellings(words: str) -> str:
    return _ONE_I.sub(lambda found: f"[{_BOTH[found[0]]}]", re.escape(words))
