"""A list of articles cut into pages that do not change when articles are added, and into years."""

from __future__ import annotations

from collections.abc import Iterator

from bangvang.archive import archive as archives
from bangvang.archive.model import Article
from bangvang.site import feeds, listings, message_pages
from bangvang.site.feeds import FEED_SIZE
from bangvang.site.listings import Heading
from bangvang.site.plan import Page, Plan


def pages(
    given: Plan,
    heading: Heading,
    listed: tuple[Article, ...],
    *,
    ways: tuple[tuple[str, int], ...] = (),
    facets: listings.Facets = (),
    feed: bool = False,
    names: listings.Names = (),
) -> Iterator[Page]:
    """The newest page at the listing's own address, older ones at trang-N.html counted from the oldest.

    A numbered page is full when it first appears and never changes by later articles: its way to newer
    leads to the next number, which is a redirect to the newest page until that number is full too. The
    newest page keeps at least a quarter of a page.
    """
    size = given.per_page
    numbered = _numbered(given, listed)
    feed_url = f"{heading.base}.xml" if feed else None

    def page(number: int | None, part: tuple[Article, ...]) -> Page:
        is_front = number is None
        pager = listings.pager(heading, number, numbered)
        summed = listed if is_front else ()
        narrower = (ways, facets) if is_front else ((), ())
        shown = (heading, part[::-1], summed, *narrower, pager, feed_url, names if is_front else ())
        return Page(heading.url(number), "pages/listing.html", listings.listing_page, shown)

    yield page(None, listed[numbered * size :])
    for number in range(1, numbered + 1):
        yield page(number, listed[(number - 1) * size : number * size])
    if numbered:
        next_url = heading.url(numbered + 1)
        yield Page(next_url, "pages/redirect.html", message_pages.redirect_page, (heading.url(),))
    if feed_url is not None:
        newest = given.moves.latest(listed, FEED_SIZE)
        yield Page(feed_url, "feeds/atom.xml", feeds.feed, (heading, feed_url, heading.url(), newest))


def _numbered(given: Plan, listed: tuple[Article, ...]) -> int:
    size = given.per_page
    return max(len(listed) - max(size // 4, 1), 0) // size


def years_of(given: Plan, listed: tuple[Article, ...]) -> dict[str, tuple[Article, ...]]:
    """The years a listing is parted into besides: none while it stands on one page, where all is in view."""
    if not _numbered(given, listed):
        return {}
    years = archives.index(listed, archives.year_of)
    return dict(years) if len(years) > 1 else {}


def forms_of(given: Plan, listed: tuple[Article, ...]) -> dict[str, tuple[Article, ...]]:
    """The forms a province's listing is parted into besides: none while it stands on one page, and no form
    that all its articles have."""
    if not _numbered(given, listed):
        return {}
    forms = archives.index(listed, archives.forms_of)
    return {form: part for form, part in forms.items() if len(part) < len(listed)}
