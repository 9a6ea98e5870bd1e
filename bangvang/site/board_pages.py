"""The golden board as pages: its front page, and a page for every initial."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bangvang.archive import board
from bangvang.archive.board import Entry, Honour
from bangvang.language import text
from bangvang.language.dates import PartialDate
from bangvang.site.links import Link, Site, article_link, form_link, home_link, place_links

FRONT = "vinh-danh/index.html"
PART = 150
"""Names on a page. An initial with more goes on in `<initial>/trang-2.html`."""

_FOLDERS = {"persons": "ca-nhan", "collectives": "tap-the", "households": "ho-gia-dinh"}

Initials = tuple[tuple[str, int], ...]
"""(initial, number of names), in order."""


@dataclass(frozen=True, slots=True)
class Part:
    """A page of the board. `spans`: first and last name of each part of this initial; `initials`: all of this
    kind; `anchors`: what each entry is called within the page."""

    kind: str
    initial: str
    number: int
    spans: tuple[tuple[str, str], ...]
    initials: tuple[str, ...]
    entries: tuple[Entry, ...]
    anchors: tuple[str, ...]

    @property
    def url(self) -> str:
        return initial_url(self.kind, self.initial, self.number)


def parts(entries: Iterable[Entry]) -> Iterator[Part]:
    """The pages of the board, by kind and initial."""
    kinds: dict[str, dict[str, list[Entry]]] = {}
    for entry in entries:
        kinds.setdefault(entry.kind, {}).setdefault(entry.initial, []).append(entry)
    for kind, of in kinds.items():
        for initial, names in of.items():
            cut = [tuple(names[i : i + PART]) for i in range(0, len(names), PART)]
            spans = tuple((part[0].name, part[-1].name) for part in cut)
            for number, part in enumerate(cut, 1):
                yield Part(kind, initial, number, spans, tuple(of), part, _anchors(part))


def _anchors(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The names without their marks; where two come out alike (Bắc, Bạc), the later are numbered."""
    seen: dict[str, int] = {}
    anchors = []
    for entry in entries:
        slug = text.slug(entry.name)
        seen[slug] = seen.get(slug, 0) + 1
        anchors.append(slug if seen[slug] == 1 else f"{slug}--{seen[slug]}")
    return tuple(anchors)


def addresses(pages: Iterable[Part]) -> dict[tuple[str, str], str]:
    """Where each name stands on the board: its kind, and as articles write it -> address with anchor."""
    return {
        (part.kind, honour.recipient.name): f"{part.url}#{anchor}"
        for part in pages
        for entry, anchor in zip(part.entries, part.anchors, strict=True)
        for honour in entry.honours
    }


def initial_url(kind: str, initial: str, part: int = 1) -> str:
    """Where the names under an initial stand."""
    base = f"vinh-danh/{_FOLDERS[kind]}/{board.letter_slug(initial)}"
    return f"{base}.html" if part == 1 else f"{base}/trang-{part}.html"


@dataclass(frozen=True, slots=True)
class BoardSection:
    """One kind of recipient on the board's front page. `initials` with the number of names under each."""

    kind: str
    label: str
    count: int
    initials: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class BoardView:
    """The golden board's front page; no sections where no article lists names."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    lead: str
    sections: tuple[BoardSection, ...]


@dataclass(frozen=True, slots=True)
class BoardHonour:
    """One award of a name: what, when, where, and the article that says so. `more`: rank, village …"""

    article: Link
    form: Link
    date: PartialDate
    places: tuple[Link, ...]
    more: str
    posthumous: bool
    status: str | None


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """`id`: what the entry is called within its page."""

    id: str
    name: str
    honours: tuple[BoardHonour, ...]


@dataclass(frozen=True, slots=True)
class InitialView:
    """The names under one initial, in order. `initials`: all of this kind; `parts`: the pages of a long
    initial, each called by its first and last name; the one shown has no address in either."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    kind: str
    initials: tuple[Link, ...]
    parts: tuple[Link, ...]
    entries: tuple[BoardEntry, ...]


def front_page(site: Site, kinds: tuple[tuple[str, Initials], ...]) -> BoardView:
    """`kinds`: those that occur, with their initials."""
    w = site.words
    sections = tuple(
        BoardSection(
            kind,
            w(f"board.{kind}"),
            sum(count for _, count in initials),
            tuple(Link(initial_url(kind, initial), initial, count) for initial, count in initials),
        )
        for kind, initials in kinds
    )
    lead = w("board.lead")
    return BoardView(w("board.title"), lead, (home_link(site),), lead, sections)


def initial_page(site: Site, part: Part) -> InitialView:
    w = site.words
    kind, initial = part.kind, part.initial
    title = w(f"board.{kind}_initial", initial=initial)
    if part.number > 1:
        title = w("listing.page", title=title, number=part.number)
    others = (Link("" if i == initial else initial_url(kind, i), i) for i in part.initials)
    spans = (
        Link("" if number == part.number else initial_url(kind, initial, number), f"{first} – {last}")
        for number, (first, last) in enumerate(part.spans, 1)
    )
    return InitialView(
        title=title,
        description=w("board.description", title=title),
        crumbs=(home_link(site), Link(FRONT, w("board.title"))),
        kind=kind,
        initials=tuple(others),
        parts=tuple(spans) if len(part.spans) > 1 else (),
        entries=tuple(
            BoardEntry(anchor, entry.name, tuple(_honour(site, honour) for honour in entry.honours))
            for entry, anchor in zip(part.entries, part.anchors, strict=True)
        ),
    )


def _honour(site: Site, honour: Honour) -> BoardHonour:
    article = honour.article
    award = article.awards[honour.entry]
    return BoardHonour(
        article=article_link(article),
        form=Link(form_link(award.form_id).url, award.form),
        date=article.date,
        places=place_links(site, article),
        more=honour.more,
        posthumous=award.posthumous,
        status=article.status or award.status or honour.recipient.status,
    )
