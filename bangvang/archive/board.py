"""The golden board: who was honoured by name, as articles list them.

A name counts once for an event: a second report of it adds only names that the first does not have. Names of
annulled awards are not on the board, be it a name, an entry or the whole article, and no second report brings
them back. People of one name share an entry: the archive cannot know who is who.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bangvang.archive import recipients
from bangvang.archive.model import Article, Recipient
from bangvang.archive.recipients import KINDS, Kind, Name
from bangvang.language import text

_LETTERS = {"Ă": "aw", "Â": "aa", "Đ": "dd", "Ê": "ee", "Ô": "oo", "Ơ": "ow", "Ư": "uw", "#": "khac"}


@dataclass(frozen=True, slots=True)
class Honour:
    """Entry number `entry` of an article's awards, which names the `recipient`."""

    article: Article
    entry: int
    recipient: Recipient
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
            for recipient in award.names:
                name = recipients.read(recipient.name, recipient.kind)
                key = (name.kind, text.key(name.own))
                if article.same_event is None or (event, *key) not in told:
                    fresh.append((event, *key))
                    if award.annulled or recipient.status == "annulled":
                        continue  # told all the same: a second report does not bring it back
                    spelt.setdefault(key, name)
                    found.setdefault(key, []).append(Honour(article, i, recipient, name.more))
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
