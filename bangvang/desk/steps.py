"""Changes of several files as one step: looked at first, then done whole or not at all."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname, relpath

from bangvang.archive import ledger
from bangvang.archive.ledger import Ledger
from bangvang.archive.model import Article, Item, slug_of
from bangvang.build.trial import Ground
from bangvang.desk import fields
from bangvang.desk.nodes import Unreadable, Value
from bangvang.desk.sheet import Sheet
from bangvang.language import text
from bangvang.sources import checks

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Impossible(Exception):  # noqa: N818 - an answer, not a bug
    """A step that cannot be made. The text is a key of the desk's texts; `values` fill it in."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class Change:
    """One file: its bytes before and after; None: not there. `moved`: the path it had before."""

    path: str
    before: bytes | None
    after: bytes | None
    moved: str = ""

    def rows(self) -> tuple[tuple[str, str], ...]:
        """(`-`, `+` or ` `, line) for what differs, with a line around it; `…` where lines are left out."""
        old, new = (_lines(raw) for raw in (self.before, self.after))
        shown: list[tuple[str, str]] = []
        for row in difflib.unified_diff(old, new, lineterm="", n=1):
            if row.startswith("@@"):
                shown.append(("…", ""))
            elif not row.startswith(("---", "+++")):
                shown.append((row[0], row[1:]))
        return tuple(shown[1:])


def _lines(raw: bytes | None) -> list[str]:
    return [] if raw is None else Sheet(raw).shown.split("\n")


@dataclass(frozen=True, slots=True)
class Step:
    """`ledger`: the ledger's bytes before and after, where it changes; `files`: photos to go."""

    changes: tuple[Change, ...]
    ledger: tuple[bytes, bytes] | None = None
    files: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """What was looked at is what is done."""
        state = hashlib.blake2b(digest_size=16)
        for change in self.changes:
            state.update(repr((change.path, change.before, change.after, change.moved)).encode())
        state.update(repr((self.ledger, self.files)).encode())
        return state.hexdigest()

    @property
    def number(self) -> int:
        return len(self.changes) + len(self.files)


Read = Callable[[str], Sheet | None]
"""Path of an article -> its file; None where there is none."""


# ---------------------------------------------------------------- tags


def retagged(ground: Ground, read: Read, old: str, new: str) -> Step:
    """A tag respelt, or merged into another, wherever it stands; its page leads on to the new one. Raises
    Impossible."""
    before, after = text.slug(old), text.slug(new)
    if not after or after in checks.RESERVED_TAGS or len(after) > checks.LONGEST_TAG:
        raise Impossible("tags.bad", name=new)
    if " ".join(old.split()) == " ".join(new.split()):
        raise Impossible("tags.same")
    users = [article for article in ground.articles if any(_is(tag.name, old) for tag in article.tags)]
    if not users:
        raise Impossible("tags.unknown", name=old)
    address = (f"{ledger.TAGS}{before}.html", f"{ledger.TAGS}{after}.html")
    linked = [item for item in _items(ground) if any(r.target == address[0] for r in item.references)]
    changes = []
    for item in sorted({item.path: item for item in (*users, *linked)}.values(), key=lambda item: item.path):
        sheet = read(item.path)
        if sheet is not None:
            raw = _retagged(item.path, sheet, old, new, address)
            changes.append(Change(item.path, sheet.raw, raw))
    kept = ground.inputs.ledger
    # Only what every bearer of the slug leaves is gone: Bạc and Bắc share one.
    stay = {
        a.path for a in ground.articles for tag in a.tags if tag.slug == before and not _is(tag.name, old)
    }
    fate = {address[0]: address[1]} if before != after and address[0] in kept.fates and not stay else {}
    return Step(tuple(change for change in changes if change.before != change.after), _ledger(kept, fate))


def _is(name: str, other: str) -> bool:
    return text.key(name) == text.key(other)


def _retagged(path: str, sheet: Sheet, old: str, new: str, address: tuple[str, str]) -> bytes:
    try:
        tags = sheet.values().get("tags")
        listed = tags if isinstance(tags, list) else [tags]
        others = [tag for tag in listed if not (isinstance(tag, str) and _is(tag, old))]
        there = any(isinstance(tag, str) and _is(tag, new) for tag in others)
        goal: list[Value] = []
        for tag in listed:
            respelt = isinstance(tag, str) and _is(tag, old)
            if not respelt or (not there and new not in goal):
                goal.append(new if respelt else tag)
        wanted: dict[str, Value] = {"tags": goal} if tags is not None and goal != listed else {}
        body = sheet.body.replace(address[0], address[1]) if address[0] in sheet.body else None
        return sheet.changed(wanted, body, fields.order)
    except Unreadable:
        raise Impossible("tags.unwritable", file=path) from None


def _items(ground: Ground) -> Iterator[Item]:
    yield from ground.planned.everything.items


def _ledger(kept: Ledger, fates: Mapping[str, str]) -> tuple[bytes, bytes] | None:
    after = kept
    for url, fate in fates.items():
        after = ledger.with_fate(after, url, fate)
    return (ledger.written(kept).encode(), ledger.written(after).encode()) if fates else None


# ---------------------------------------------------------------- names


def renamed(ground: Ground, read: Read, path: str, name: str) -> Step:
    """An article under another name: its published address becomes an alias, and what named it follows.
    Raises Impossible."""
    sheet, article = read(path), _article(ground, path)
    former = slug_of(path)
    if NAME.fullmatch(name) is None or len(name) > 120:
        raise Impossible("rename.bad")
    if name == former:
        raise Impossible("rename.same")
    if any(article.id == name for article in ground.articles):
        raise Impossible("rename.taken")
    if sheet is None or article is None:
        raise Impossible("form.vanished")
    new = f"{dirname(path)}/{name}.md"
    fates = ground.inputs.ledger.fates
    raw = sheet.raw
    try:
        if fates.get(article.url) == ledger.LIVE:
            raw = Sheet(raw).changed({"aliases": [*_aliases(sheet), f"/{article.url}"]}, None, fields.order)
    except Unreadable:
        raise Impossible("tags.unwritable", file=path) from None
    others = _followed(ground, read, path, new)
    return Step((Change(path, sheet.raw, None), Change(new, None, raw, moved=path), *others))


def _aliases(sheet: Sheet) -> list[Value]:
    typed = sheet.values().get("aliases")
    return list(typed) if isinstance(typed, list) else [typed] if typed else []


def _article(ground: Ground, path: str) -> Article | None:
    return next((article for article in ground.articles if article.path == path), None)


def _followed(ground: Ground, read: Read, path: str, new: str) -> Iterator[Change]:
    """Other files that name a file, with its new name."""
    former, name = slug_of(path), slug_of(new)
    for item in sorted(_items(ground), key=lambda item: item.path):
        linked = [r for r in item.references if r.kind == "content" and r.target == path]
        second = isinstance(item, Article) and item.same_event == former
        sheet = read(item.path) if (linked or second) and item.path != path else None
        if sheet is None:
            continue
        body = sheet.body
        for written in sorted({r.written.partition("#")[0] for r in linked}):
            body = body.replace(f"({written}", f"({relpath(new, dirname(item.path))}")
            body = body.replace(f"]: {written}", f"]: {relpath(new, dirname(item.path))}")
        wanted: dict[str, Value] = {"same_event": name} if second else {}
        try:
            yield Change(item.path, sheet.raw, sheet.changed(wanted, body, fields.order))
        except Unreadable:
            raise Impossible("tags.unwritable", file=item.path) from None


def deleted(ground: Ground, read: Read, path: str, heir: str, *, photos: Iterable[str] = ()) -> Step:
    """An article taken away. `heir`: where its published addresses lead; empty: to a page that says it is
    gone. Raises Impossible."""
    sheet = read(path)
    if sheet is None:
        raise Impossible("form.vanished")
    article = _article(ground, path)
    to = ledger.address(heir, ground.inputs.config.base_url or "") if heir else ledger.GONE
    known = ground.planned.everything.urls
    own = {article.url, *article.aliases} if article is not None else set()
    if to is None or (to != ledger.GONE and (to not in known or to in own)):
        raise Impossible("delete.heir_bad")
    fates = ground.inputs.ledger.fates
    promised = [url for url in sorted(own) if fates.get(url) == ledger.LIVE]
    return Step(
        (Change(path, sheet.raw, None),),
        _ledger(ground.inputs.ledger, dict.fromkeys(promised, to)),
        tuple(photos),
    )


def photos_of_its_own(ground: Ground, path: str) -> tuple[str, ...]:
    """The photos that one article shows and no other."""
    folder = dirname(path)
    used: dict[str, set[str]] = {}
    for item in _items(ground):
        names = [r.target for r in item.references if r.kind == "file"]
        names += [p.file for p in item.photos if p.file] if isinstance(item, Article) else []
        for name in names:
            used.setdefault(f"{dirname(item.path)}/{name}", set()).add(item.path)
    present = ground.planned.everything.files
    return tuple(
        sorted(p for p, users in used.items() if users == {path} and p in present and dirname(p) == folder)
    )
