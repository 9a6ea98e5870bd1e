"""The words by which recipients are told apart: how units, households, titles and offices begin."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

import yaml

from bangvang.archive.model import RecipientKind
from bangvang.language import text

_FIRST = re.compile(r"[^\s.,/&:]+")


def unit(name: str) -> int:
    """How much of a name are words that a collective's begins with. Tổ trưởng and Công an viên are none, and
    Dân quân A Mơi is a person."""
    if lists(name).isdisjoint(("collectives", "establishments")):  # most names of persons
        return 0
    found = max(opening(name, "collectives"), opening(name, "establishments"))
    person = max(opening(name, kind) for kind in ("styles", "offices", "callings")) if found else 0
    if person == found > 0:
        words = name[found:].lower().split()
        return 0 if 1 < len(words) < 5 and words[0] in surnames() and name[found:].istitle() else found
    return 0 if person > found else found


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
    return not frozenset(head.lower().split()[1:3]).isdisjoint(_words()["calling_ends"])


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
    return frozenset(
        kind for kind, words in _words().items() if small in {_FIRST.findall(entry)[0] for entry in words}
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
    return re.compile(r"(?:" + "|".join(map(re.escape, longest)) + r")(?:\.\s*|(?=[\s,/&:])|$)")
