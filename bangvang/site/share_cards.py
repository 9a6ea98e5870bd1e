"""The words on the picture that stands for a page where it is shared, and the address of that picture."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from bangvang.archive import corrections
from bangvang.archive.model import Article
from bangvang.language import dates
from bangvang.site import glyphs
from bangvang.site.cards import total_label
from bangvang.site.links import Site, place_links


@dataclass(frozen=True, slots=True)
class ShareCard:
    """The words on the picture that stands for a page where it is shared. `number`: the article's total."""

    title: str
    number: str
    facts: str

    @property
    def lacking(self) -> str:
        """The letters that no face has: with them there would be holes in the words."""
        return glyphs.lacking(f"{self.title}{self.number}{self.facts}")


def of_article(site: Site, article: Article) -> ShareCard:
    """The words on an article's share image."""
    where = ", ".join(link.label for link in place_links(site, article))
    facts = [
        where,
        article.place if article.scope != "province" else None,
        dates.long(article.date, site.language),
    ]
    number = total_label(site, article.total) if article.total.known else ""
    fate = corrections.fate(article)
    if fate is not None:
        mark = site.words(f"status.{fate}").upper()
        # Of an annulled award the number is what must not be read first.
        number = mark if fate == "annulled" or not number else f"{number} · {mark}"
    return ShareCard(article.title, number, " · ".join(fact for fact in facts if fact))


def of_site(site: Site) -> ShareCard:
    """The words on the share image of every other page."""
    host, slash, path = site.base_url.partition("://")[2].rstrip("/").partition("/")
    return ShareCard(_drawn(site.tagline or site.title), "", _drawn(_as_read(host)) + slash + path)


def _drawn(words: str) -> str:
    """The words if they can be drawn whole: this picture has no other to stand for it."""
    return "" if glyphs.lacking(words) else words


def _as_read(host: str) -> str:
    """A host's name with the marks that it has for readers."""
    try:
        return host.encode().decode("idna")
    except UnicodeError:
        return host


def picture(site: Site, card: ShareCard) -> bytes:
    """The PNG."""
    from bangvang.site import share_images  # deferred: few builds draw one, all would pay for loading it

    return share_images.draw(_drawn(site.title), card.title, card.number, card.facts)


def address(site: Site, card: ShareCard, article: Article | None = None) -> str:
    """Where the picture of a card is published: beside its article, or at the root for all other pages. It is
    named by its words, since those who quote a page keep its picture by its address."""
    digest = hashlib.blake2b(repr((site.title, card)).encode(), digest_size=5).hexdigest()
    folder = article.url.removesuffix(".html") + "/" if article is not None else ""
    return f"{folder}chia-se.{digest}.png"
