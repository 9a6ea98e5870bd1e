"""The archive as search sees it: what each article says, which facets it has, how a result is shown."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from bangvang.archive.archive import Archive, provinces_now, regions_of
from bangvang.archive.model import Article
from bangvang.language import dates
from bangvang.site.cards import total_label
from bangvang.site.links import Site, place_links
from bangvang.sources import plaintext

if TYPE_CHECKING:
    from bangvang.search import Document


def documents(site: Site, archive: Archive) -> tuple[Document, ...]:
    """Every article that readers may see, oldest first."""
    return tuple(_document(site, article) for article in archive.articles)


def _document(site: Site, article: Article) -> Document:
    from bangvang.search import Document  # deferred: numpy comes with it, and most builds need no index

    own = hashlib.blake2b("\n".join(_beside(article)).encode(), digest_size=8).hexdigest()
    return Document(
        id=article.id,
        url=article.url,
        title=article.title,
        digest=article.body + own,
        date=article.date.iso,
        sort_date=article.date.sort_key,
        facets=_facets(article),
        recipients=article.total.all,
        date_label=dates.short(article.date, site.language),
        province_label=", ".join(link.label for link in place_links(site, article)),
        total_label=total_label(site, article.total),
        status_label=site.words(f"status.{article.status}") if article.status else "",
    )


def _facets(article: Article) -> tuple[tuple[str, str], ...]:
    found = [("tinh", province.id) for province in article.provinces]
    found += [("tinh-nay", province) for province in provinces_now(article)]
    found += [("khu-vuc", region) for region in regions_of(article)]
    found += [("hinh-thuc", award.form_id) for award in article.awards]
    found += [("chu-de", tag.slug) for tag in article.tags]
    return tuple(dict.fromkeys(found))


def _beside(article: Article) -> tuple[str, ...]:
    """Captions, and recipients by name: who looks for a person finds the award that lists them."""
    captions = (photo.caption for photo in article.photos if photo.caption)
    return (*captions, *(name.name for award in article.awards for name in award.names))


def said(article: Article, html: str) -> str:
    """All that is searched of an article beside its title, a paragraph, caption or name a line.

    On its page it stands in elements marked `data-search`: there the reader's browser looks for what the
    index cannot prove."""
    return "\n".join((plaintext.of(html), *_beside(article)))
