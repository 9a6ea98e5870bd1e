"""Files for machines that follow the site: Atom feeds, the sitemap, robots.txt."""

from __future__ import annotations

from dataclasses import dataclass

from bangvang.archive.model import Article
from bangvang.language.dates import PartialDate
from bangvang.site.cards import Card, card
from bangvang.site.links import Link, Site
from bangvang.site.listings import Heading, title_of


@dataclass(frozen=True, slots=True)
class FeedView:
    """An Atom feed; `url` is its own, `about` the page it follows; `updated` of the newest card or None."""

    title: str
    description: str
    url: str
    about: str
    updated: PartialDate | None
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class SitemapView:
    urls: tuple[tuple[str, str | None], ...]


def feed(
    site: Site, heading: Heading | None, url: str, about: str, articles: tuple[Article, ...]
) -> FeedView:
    """The newest articles as a feed; `heading` None for the whole archive."""
    name = site.title if heading is None else f"{title_of(site, heading)} – {site.title}"
    updated = articles[0].date if articles else None
    cards = tuple(card(site, article) for article in articles)
    return FeedView(site.words("feed.title", name=name), site.description, url, about, updated, cards)


def sitemap(_site: Site, urls: tuple[tuple[str, str | None], ...]) -> SitemapView:
    return SitemapView(urls)


def robots(site: Site) -> Link:
    return Link("sitemap.xml", site.title)
