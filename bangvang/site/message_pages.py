"""Pages in place of others: nothing here (404), gone, moved."""

from __future__ import annotations

from dataclasses import dataclass

from bangvang.site.links import Link, Site, home_link


@dataclass(frozen=True, slots=True)
class MessageView:
    """404, gone pages: a heading, a sentence and ways on. `depths`: ways up to where the site may lie, from
    any address that a host shows the page at; none where that is known."""

    title: str
    description: str
    message: str
    ways: tuple[Link, ...]
    depths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RedirectView:
    title: str
    target: str


def message_page(site: Site, word: str) -> MessageView:
    """`word`: not_found or gone."""
    w = site.words
    ways = (
        home_link(site),
        Link("nam/index.html", w("nav.years")),
        Link("tinh/index.html", w("nav.provinces")),
        Link("chu-de/index.html", w("nav.tags")),
        Link("hinh-thuc/index.html", w("nav.forms")),
    )
    title = w(f"message.{word}_title")
    lost = word == "not_found" and not site.base_url
    depths = tuple("../" * depth for depth in range(_DEEPEST + 1)) if lost else ()
    return MessageView(title, w(f"message.{word}"), w(f"message.{word}"), ways, depths)


# Articles lie two folders deep; what is mistyped or cut off, hardly deeper than their photos.
_DEEPEST = 4


def redirect_page(site: Site, target: str) -> RedirectView:
    return RedirectView(site.words("redirect.title"), target)
