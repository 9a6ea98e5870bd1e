"""The golden board: who was honoured by name, as articles list them.

A name counts once for an event: a second report of it adds only names that the first does not have. Names of
annulled awards are not on the board. People with one name share an entry: the archive cannot know who is who.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml

from bangvang import text
from bangvang.model import Article

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
    """Entry number `entry` of an article's awards."""

    article: Article
    entry: int
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
    if _opening(name, "households"):
        head, more = _parted(name)
        _, rest = _without_styles(head[len(_opening(head, "households")) :].strip())
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
        and not any(char.isdigit() for char in name)
        and all(next((char for char in word if char.isalpha()), "a").isupper() for word in words)
    )


def _without_styles(name: str) -> tuple[str, str]:
    """Ranks and titles, and the name without them and without courtesies."""
    styles: list[str] = []
    while True:
        style, courtesy = _opening(name, "styles"), _opening(name, "courtesies")
        opening = style or courtesy
        if not opening or len(opening) >= len(name):
            return " ".join(styles), name
        styles += [style.strip()] if style else []
        name = name[len(opening) :].strip()


def _opening(name: str, kind: str) -> str:
    """The words of the table that a name begins with, as written; empty when it begins with none."""
    found = _table()[kind].match(text.canonical_tones(name).lower())
    return name[: found.end()] if found else ""


@cache
def _table() -> Mapping[str, re.Pattern[str]]:
    source = resources.files("bangvang") / "data" / "recipients.yaml"
    loaded: dict[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return {kind: _any_of(words) for kind, words in loaded.items()}


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    longest = sorted((text.canonical_tones(word) for word in words), key=len, reverse=True)
    # "TS.", "BS." may stand without a space before the name.
    return re.compile(r"(?:" + "|".join(map(re.escape, longest)) + r")(?:\.\s*|(?=\s)|$)")


# ---------------------------------------------------------------- collecting


def entries(articles: Iterable[Article]) -> tuple[Entry, ...]:
    """Everyone on the board: persons by given name, then collectives, then households; each name once."""
    listed = sorted(articles, key=lambda article: article.order)
    by_id = {article.id: article for article in listed}
    found: dict[tuple[Kind, str], list[Honour]] = {}
    spelt: dict[tuple[Kind, str], Name] = {}
    told: set[tuple[Kind, str, str]] = set()
    # First reports before second ones, whatever their dates.
    for article in sorted(listed, key=lambda a: a.same_event is not None):
        if _is_honoured(article, by_id):
            event = article.same_event or article.id
            before = frozenset(told) if article.same_event else frozenset()
            for i, award in enumerate(article.awards):
                for written in award.names:
                    name = read_name(written)
                    key = (name.kind, text.key(name.own))
                    if (*key, event) in before:
                        continue
                    told.add((*key, event))
                    spelt.setdefault(key, name)
                    found.setdefault(key, []).append(Honour(article, i, name.more))
    return tuple(sorted((_entry(spelt[key], honours) for key, honours in found.items()), key=_order))


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


def _order(entry: Entry) -> tuple[Any, ...]:
    by = read_name(entry.name).sorted_by
    kind = KINDS.index(entry.kind)
    key = text.collation_key(by) if entry.kind == "collectives" else text.person_key(by)
    return (kind, key, entry.name)
