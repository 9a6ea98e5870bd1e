"""The golden board as pages: its front page, and a page for every initial."""

from __future__ import annotations

from bangvang import board
from bangvang.board import Entry, Honour
from bangvang.compose import Site, article_link, form_link, home_link, place_links
from bangvang.views import BoardEntry, BoardHonour, BoardSection, BoardView, InitialView, Link

FRONT = "vinh-danh/index.html"
PART = 150
"""Names on a page. An initial with more goes on in `<initial>/trang-2.html`."""

_FOLDERS = {"persons": "ca-nhan", "collectives": "tap-the", "households": "ho-gia-dinh"}

Initials = tuple[tuple[str, int], ...]
"""(initial, number of names), in order."""


def initial_url(kind: str, initial: str, part: int = 1) -> str:
    """Where the names under an initial stand."""
    base = f"vinh-danh/{_FOLDERS[kind]}/{board.letter_slug(initial)}"
    return f"{base}.html" if part == 1 else f"{base}/trang-{part}.html"


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


def initial_page(
    site: Site,
    kind: str,
    initial: str,
    part: int,
    spans: tuple[tuple[str, str], ...],
    initials: tuple[str, ...],
    entries: tuple[Entry, ...],
) -> InitialView:
    """`spans`: first and last name of each part of this initial; `initials`: all of this kind."""
    w = site.words
    title = w(f"board.{kind}_initial", initial=initial)
    if part > 1:
        title = w("listing.page", title=title, number=part)
    others = (Link("" if i == initial else initial_url(kind, i), i) for i in initials)
    parts = (
        Link("" if number == part else initial_url(kind, initial, number), f"{first} – {last}")
        for number, (first, last) in enumerate(spans, 1)
    )
    return InitialView(
        title=title,
        description=w("board.description", title=title),
        crumbs=(home_link(site), Link(FRONT, w("board.title"))),
        kind=kind,
        initials=tuple(others),
        parts=tuple(parts) if len(spans) > 1 else (),
        entries=tuple(
            BoardEntry(entry.name, tuple(_honour(site, honour) for honour in entry.honours))
            for entry in entries
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
        status=article.status,
    )
