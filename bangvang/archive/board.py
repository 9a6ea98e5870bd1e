"""The golden board: who was honoured by name, as articles list them.

A name counts once for an event: a second report of it adds only names that the first does not have. Names of
annulled awards are not on the board. People with one name share an entry: the archive cannot know who is who.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal

import yaml

from bangvang.archive.model import Article
from bangvang.language import text

Kind = Literal["persons", "collectives", "households"]
KINDS: tuple[Kind, ...] = ("persons", "collectives", "households")

# Where a person's own name ends: "Nguyễn Văn A, xã B", "Nguyễn Văn A (thôn C)", "Nguyễn Văn A - Công an D".
_TAIL = re.compile(r"\s*(?:[,;(]|\s[-–—]\s)")
_LETTERS = {"Ă": "aw", "Â": "aa", "Đ": "dd", "Ê": "ee", "Ô": "oo", "Ơ": "ow", "Ư": "uw", "#": "khac"}


@dataclass(frozen=True, slots=True)
class Name:
    """A recipient's name as written, taken apart. `own`: what the entry is called; `more`: rank, place and
    whatever else stands with it; `sorted_by`: what it is sorted and found under."""

    kind: Kind
    own: str
    more: str
    sorted_by: str


@dataclass(frozen=True, slots=True)
class Honour:
    """Entry number `entry` of an article's awards, where the name stands as `written`."""

    article: Article
    entry: int
    written: str
    more: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of the board with all its honours, newest first."""

    kind: Kind
    name: str
    initial: str
    honours: tuple[Honour, ...]


def letter_slug(initial: str) -> str:
    """What an initial is called in an address, as it is typed by Telex: Đ → dd, Ơ → ow. Unique."""
    return _LETTERS.get(initial, initial.lower())


def read_name(written: str) -> Name:
    """Takes a name apart and tells what it names.

    Households and collectives are told by how they begin (see recipients.yaml); a person's name is one to six
    capitalised words without digits. Everything else is a collective.
    """
    name = " ".join(written.split())
    if household := _opening(name, "households"):
        head, more = _parted(name)
        _, rest = _without_styles(head[household:].strip())
        return Name("households", head, more, rest if _like_a_person(rest) else head)
    if not _opening(name, "collectives"):
        head, tail = _parted(name)
        styles, own = _without_styles(head)
        if _like_a_person(own):
            return Name("persons", own, ", ".join(part for part in (styles, tail) if part), own)
    return Name("collectives", name, "", name)


def _parted(name: str) -> tuple[str, str]:
    end = _TAIL.search(name)
    if end is None:
        return name, ""
    more = name[end.end() :].strip()
    return name[: end.start()], more[:-1] if more.endswith(")") and "(" not in more else more


def _like_a_person(name: str) -> bool:
    words = name.split()
    return (
        0 < len(words) <= 6
        and not any(map(str.isdigit, name))
        and all(next(filter(str.isalpha, word), "a").isupper() for word in words)
    )


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


def _opening(name: str, kind: str) -> int:
    """How much of a name are words of the table that it begins with; 0 when it begins with none."""
    first = _FIRST.match(name)
    if first is None or kind not in _kinds_beginning(first[0]):
        return 0
    # Moving a tone mark within a syllable keeps the length, and so does making these letters small.
    found = _table()[kind].match(text.canonical_tones(name).lower())
    return found.end() if found else 0


_FIRST = re.compile(r"[^\s.]+")


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
def _table() -> Mapping[str, re.Pattern[str]]:
    return {kind: _any_of(words) for kind, words in _words().items()}


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    # "TS.", "BS." may stand without a space before the name.
    return re.compile(r"(?:" + "|".join(map(re.escape, longest)) + r")(?:\.\s*|(?=\s)|$)")


# ---------------------------------------------------------------- collecting


def entries(articles: Iterable[Article]) -> tuple[Entry, ...]:
    """Everyone on the board: persons by given name, then collectives, then households; each name once."""
    listed = sorted(articles, key=lambda article: article.order)
    by_id = {article.id: article for article in listed}
    found: dict[tuple[Kind, str], list[Honour]] = {}
    spelt: dict[tuple[Kind, str], Name] = {}
    told: set[tuple[str, Kind, str]] = set()
    # First reports before second ones, whatever their dates.
    for article in sorted(listed, key=lambda a: a.same_event is not None):
        if not _is_honoured(article, by_id):
            continue
        event = article.same_event or article.id
        fresh = []
        for i, award in enumerate(article.awards):
            for written in award.names:
                name = read_name(written)
                key = (name.kind, text.key(name.own))
                if article.same_event is None or (event, *key) not in told:
                    fresh.append((event, *key))
                    spelt.setdefault(key, name)
                    found.setdefault(key, []).append(Honour(article, i, written, name.more))
        told.update(fresh)
    ordered = sorted(found, key=lambda key: _order(spelt[key]))
    return tuple(_entry(spelt[key], found[key]) for key in ordered)


def _is_honoured(article: Article, by_id: Mapping[str, Article]) -> bool:
    first = by_id.get(article.same_event) if article.same_event else None
    return not (article.draft or article.status == "annulled" or (first and first.status == "annulled"))


def _entry(name: Name, honours: Sequence[Honour]) -> Entry:
    newest = sorted(honours, key=lambda honour: honour.entry)
    newest = sorted(newest, key=lambda honour: honour.article.order, reverse=True)
    shown = name.sorted_by if name.kind == "collectives" else _given(name.sorted_by)
    return Entry(name.kind, name.own, text.initial(shown), tuple(newest))


def _given(name: str) -> str:
    return name.split()[-1]


def _order(name: Name) -> tuple[Any, ...]:
    by = name.sorted_by
    key = text.collation_key(by) if name.kind == "collectives" else text.person_key(by)
    return (KINDS.index(name.kind), key, name.own)
