"""Changes of several files as one step: looked at first, then done whole or not at all."""

from __future__ import annotations

import difflib
import hashlib
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import dirname, relpath

from bangvang.archive import ledger
from bangvang.archive.ledger import Ledger
from bangvang.archive.model import Article, Item, Reference, slug_of
from bangvang.build.trial import Ground
from bangvang.desk import fields, relinking
from bangvang.desk.nodes import Unreadable, Value
from bangvang.desk.sheet import Sheet
from bangvang.language import text
from bangvang.site.photos import paths_of
from bangvang.sources import checks, content

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
    """`ledger`: the ledger's bytes before and after, where it changes; `files`: photos to go; `left`: files
    that will name what is not there any more."""

    changes: tuple[Change, ...]
    ledger: tuple[bytes, bytes] | None = None
    files: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

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
    if not after or after in checks.RESERVED_TAGS or len(after) > checks.LONGEST_TAG or text.device(after):
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
    except Unreadable:
        raise Impossible("tags.unwritable", file=path) from None
    to = {address[0]: f"/{address[1]}"}
    return _changed(path, sheet, wanted, lambda r: to.get(r.target) if r.kind == "site" else None)


def _changed(path: str, sheet: Sheet, wanted: Mapping[str, Value], leads: relinking.Leads) -> bytes:
    """A file with other values and links that lead elsewhere. Raises Impossible."""
    try:
        return sheet.changed(wanted, relinking.relinked(sheet.body, path, leads), fields.order)
    except Unreadable:
        raise Impossible("tags.unwritable", file=path) from None
    except relinking.Left as left:
        raise Impossible("step.by_hand", link=str(left), file=path) from None


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
    if NAME.fullmatch(name) is None or len(name) > 120 or text.device(name) is not None:
        raise Impossible("rename.bad")
    # To Windows and macOS two names that differ in capitals are one.
    if name == former.casefold():
        raise Impossible("rename.same")
    if sheet is None or article is None:
        raise Impossible("form.vanished")
    new, url = f"{dirname(path)}/{name}.md", f"{dirname(article.url)}/{name}.html"
    names = {slug_of(each).casefold() for each in ground.inputs.sources if each != path}
    promised_by = [each for each in ground.articles if each.path != path and url in each.aliases]
    if name in names or promised_by or read(new) is not None:
        raise Impossible("rename.taken")
    live = ground.inputs.ledger.fates.get(article.url) == ledger.LIVE
    wanted = {"aliases": _aliases(sheet, path, [f"/{article.url}"] if live else [], url, ground)}
    raw = _changed(path, sheet, wanted, _moved(path, path, new))
    followed = _followed(ground, read, path, new)
    return Step((Change(path, sheet.raw, None), Change(new, None, raw, moved=path), *followed))


def _moved(seen_from: str, path: str, new: str) -> relinking.Leads:
    """Where the links of a file lead when another, or it itself, has a new name."""
    to = relpath(new, dirname(seen_from))
    return lambda link: to if link.kind == "content" and link.target == path else None


def _aliases(sheet: Sheet, path: str, more: Sequence[Value], own: str, ground: Ground) -> list[Value]:
    """The former addresses of an article that comes to stand at one that may be among them."""
    try:
        typed = sheet.values().get("aliases")
    except Unreadable:
        raise Impossible("tags.unwritable", file=path) from None
    listed = typed if isinstance(typed, list) else [typed] if typed else []
    base = ground.inputs.config.base_url or ""
    return [each for each in (*listed, *more) if ledger.address(str(each or ""), base) != own]


def _article(ground: Ground, path: str) -> Article | None:
    return next((article for article in ground.articles if article.path == path), None)


def naming(ground: Ground, path: str) -> list[Item]:
    """The other files that name a file: by links, or as the first article about their event."""
    own, former = _addresses(ground, path), slug_of(path)
    return [
        item
        for item in sorted(_items(ground), key=lambda item: item.path)
        if item.path != path
        and (
            any(_names(r, path, own) for r in item.references)
            or (isinstance(item, Article) and item.same_event == former)
        )
    ]


def _names(link: Reference, path: str, own: Collection[str]) -> bool:
    return link.target == path if link.kind == "content" else link.kind == "site" and link.target in own


def _followed(ground: Ground, read: Read, path: str, new: str) -> Iterator[Change]:
    """Other files that name a file, with its new name."""
    for item in naming(ground, path):
        sheet = read(item.path)
        second = isinstance(item, Article) and item.same_event == slug_of(path)
        if sheet is None:
            continue
        wanted: dict[str, Value] = {"same_event": slug_of(new)} if second else {}
        raw = _changed(item.path, sheet, wanted, _moved(item.path, path, new))
        if raw != sheet.raw:
            yield Change(item.path, sheet.raw, raw)


def deleted(ground: Ground, read: Read, path: str, heir: str, *, photos: Iterable[str] = ()) -> Step:
    """An article or plain page taken away. `heir`: where its published addresses lead, and the links of other
    files; empty: to a page that says it is gone. Raises Impossible."""
    sheet = read(path)
    if sheet is None:
        raise Impossible("form.vanished")
    to = ledger.address(heir, ground.inputs.config.base_url or "") if heir else ledger.GONE
    known, own = ground.planned.everything.urls, _addresses(ground, path)
    if to is None or (to != ledger.GONE and (to not in known or to in own)):
        raise Impossible("delete.heir_bad")
    fates = dict.fromkeys(promised(ground, path), to)
    others = naming(ground, path)
    led = [] if to == ledger.GONE else [_led_on(item, read, path, own, to, known[to]) for item in others]
    return Step(
        (Change(path, sheet.raw, None), *(change for change in led if change is not None)),
        _ledger(ground.inputs.ledger, fates),
        tuple(photos),
        tuple(item.path for item in others) if to == ledger.GONE else (),
    )


def _led_on(item: Item, read: Read, path: str, own: Collection[str], url: str, heir: str) -> Change | None:
    """A file that named what is deleted, as it names the heir. `heir`: the file of that page, if any."""
    sheet = read(item.path)
    if sheet is None:
        return None
    is_article = heir.startswith("content/") and not heir.startswith(content.PAGES)
    wanted: dict[str, Value] = {}
    if isinstance(item, Article) and item.same_event == slug_of(path):
        wanted["same_event"] = slug_of(heir) if is_article and heir != item.path else None
    to = relpath(heir, dirname(item.path)) if heir.endswith(".md") else f"/{url}"
    raw = _changed(item.path, sheet, wanted, lambda r: to if _names(r, path, own) else None)
    return Change(item.path, sheet.raw, raw) if raw != sheet.raw else None


def _addresses(ground: Ground, path: str) -> set[str]:
    """The addresses of an article or plain page, as far as is known: those of a file that cannot be read are
    those in the ledger that bear its name and that no other page has."""
    item = next((item for item in _items(ground) if item.path == path), None)
    if item is not None:
        return {item.url, *(item.aliases if isinstance(item, Article) else ())}
    known, name = ground.planned.everything.urls, f"{slug_of(path)}.html"
    inside = not path.startswith(content.PAGES)
    return {
        url
        for url in ground.inputs.ledger.fates
        if url not in known and posixpath.basename(url) == name and url.startswith(ledger.ARTICLES) is inside
    }


def promised(ground: Ground, path: str) -> list[str]:
    """The published addresses that go with a file."""
    fates = ground.inputs.ledger.fates
    return [url for url in sorted(_addresses(ground, path)) if fates.get(url) == ledger.LIVE]


def photos_of_its_own(ground: Ground, path: str) -> tuple[str, ...]:
    """The photos that one article shows and no other."""
    folder = dirname(path)
    used: dict[str, set[str]] = {}
    for item in _items(ground):
        for photo in paths_of(item):
            used.setdefault(photo, set()).add(item.path)
    present = ground.planned.everything.files
    return tuple(
        sorted(p for p, users in used.items() if users == {path} and p in present and dirname(p) == folder)
    )
