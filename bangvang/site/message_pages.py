"""Pages in place of others: nothing here (404), gone, moved."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bangvang.site.links import Link, Site, home_link


@dataclass(frozen=True, slots=True)
class Inline:
    """A script that comes with its page, and the digest by which the page's policy lets it run."""

    address: str
    digest: str


@dataclass(frozen=True, slots=True)
class MessageView:
    """404, gone pages: a heading, a sentence and ways on. `script`: of a page that must find the site."""

    title: str
    description: str
    message: str
    ways: tuple[Link, ...]
    script: Inline | None = None


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
    return MessageView(title, w(f"message.{word}"), w(f"message.{word}"), ways, _finder() if lost else None)


@cache
def _finder() -> Inline:
    script = (resources.files("bangvang.site") / "lost.js").read_bytes()
    said, digest = (base64.b64encode(part).decode() for part in (script, hashlib.sha256(script).digest()))
    return Inline(f"data:text/javascript;base64,{said}", f"sha256-{digest}")


def redirect_page(site: Site, target: str) -> RedirectView:
    return RedirectView(site.words("redirect.title"), target)
