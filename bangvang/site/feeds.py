"""Files for machines that follow the site: feeds of what was added last, the sitemap, robots.txt."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bangvang.archive import corrections
from bangvang.archive.model import Article
from bangvang.language import dates
from bangvang.language.dates import PartialDate
from bangvang.site.cards import card
from bangvang.site.links import Link, Site, called, said_of
from bangvang.site.listings import Heading, title_of

FEED_SIZE = 30
SITEMAP_SIZE = 50_000
"""Addresses that crawlers take in one file; by the protocol of sitemaps.org."""

Added = tuple[tuple[Article, str], ...]
"""Articles with the day on which each first appeared on the site, ISO; empty where nobody noted it."""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An article as feeds tell of it. `title` and `summary` say first what became of the award; `published`:
    the day it appeared on the site, or of the report or event where that is not known; `updated`: that, or
    the later day on which it, an entry or a name was corrected or annulled; `forms`: those that hold."""

    url: str
    title: str
    published: PartialDate
    updated: PartialDate
    places: tuple[Link, ...]
    forms: tuple[Link, ...]
    tags: tuple[str, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class FeedView:
    """An Atom feed; `url` is its own, `about` the page it follows; `updated` of the newest item or None."""

    title: str
    description: str
    url: str
    about: str
    updated: PartialDate | None
    items: tuple[FeedItem, ...]


@dataclass(frozen=True, slots=True)
class SitemapView:
    """`urls` with the day each was changed, where that is known."""

    urls: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Moves:
    """All articles in the order in which subscribers hear of them: what was added to the site last comes
    last, whatever the day of its event, and what was corrected or annulled last. `rank`: an article's id ->
    its place; `added`: -> the day it appeared. Sorted once: an article stands in some twenty lists."""

    articles: tuple[Article, ...] = ()
    rank: Mapping[str, int] = field(default_factory=dict)
    added: Mapping[str, str] = field(default_factory=dict)

    def latest(self, listed: Iterable[Article], most: int) -> Added:
        """What subscribers have not seen yet comes first."""
        newest = heapq.nlargest(most, [self.rank[article.id] for article in listed])
        articles = map(self.articles.__getitem__, newest)
        return tuple((article, self.added.get(article.id, "")) for article in articles)


def moves(articles: Iterable[Article], added: Mapping[str, str]) -> Moves:
    """`added`: an article's id -> the day it appeared on the site."""
    ordered = sorted(articles, key=lambda a: (_moved(a, added.get(a.id, "")), a.order))
    return Moves(tuple(ordered), {article.id: n for n, article in enumerate(ordered)}, added)


def _moved(article: Article, added: str) -> str:
    changed = corrections.last_day(article)
    return max(added, changed.last_day.isoformat() if changed is not None else "")


def feed(site: Site, heading: Heading | None, url: str, about: str, articles: Added) -> FeedView:
    """What was added last, as a feed; `heading` None for the whole archive."""
    name = site.title if heading is None else f"{title_of(site, heading)} – {site.title}"
    items = tuple(_item(site, article, added) for article, added in articles)
    updated = max((item.updated for item in items), key=lambda day: day.sort_key, default=None)
    return FeedView(site.words("feed.title", name=name), site.description, url, about, updated, items)


def _item(site: Site, article: Article, added: str) -> FeedItem:
    published = dates.parse(added) if added else article.published or article.date
    changed, shown = corrections.last_day(article), card(site, article)
    return FeedItem(
        url=article.url,
        title=called(site, article),
        published=published,
        updated=changed if changed is not None and changed.last_day > published.last_day else published,
        places=shown.places,
        forms=shown.forms,
        tags=tuple(tag.name for tag in article.tags),
        summary=said_of(site, article),
    )


def json_feed(site: Site, articles: Added) -> bytes:
    """JSON Feed 1.1 of what was added last."""
    base = site.base_url
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.title,
        "description": site.description,
        "language": site.language,
        **({"home_page_url": base, "feed_url": base + "feed.json"} if base else {}),
        "items": [_as_json(base, _item(site, article, added)) for article, added in articles],
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def _as_json(base: str, item: FeedItem) -> dict[str, Any]:
    return {
        "id": (base or "urn:bang-vang:") + item.url,
        "url": base + item.url,
        "title": item.title,
        "summary": item.summary,
        "content_text": item.summary,
        "date_published": dates.rfc3339(item.published),
        "date_modified": dates.rfc3339(item.updated),
        "tags": [*item.tags, *(place.label for place in item.places)],
    }


def sitemap(_site: Site, urls: tuple[tuple[str, str | None], ...]) -> SitemapView:
    """The addresses of a sitemap, or of the sitemaps in an index of them."""
    return SitemapView(urls)


def robots(site: Site) -> Link:
    return Link("sitemap.xml", site.title)
