"""The archive as search sees it: what each article says, which facets it has, how a result is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from bangvang.archive import corrections
from bangvang.archive.archive import provinces_now, regions_of
from bangvang.archive.model import Article
from bangvang.facts import honours
from bangvang.language import dates, text
from bangvang.site import search_facts
from bangvang.site.article_page import lead_photo
from bangvang.site.cards import total_label
from bangvang.site.links import Site, place_links
from bangvang.site.photos import Picture
from bangvang.sources import plaintext

if TYPE_CHECKING:
    from bangvang.search import Document, Entry, Said


def entries(site: Site, articles: Iterable[Article], pictures: Mapping[str, Picture]) -> tuple[Entry, ...]:
    """What the index is planned from. `articles`: every one that readers may see, oldest first; `pictures`:
    path of a photo -> how it is shown."""
    from bangvang.search import Entry  # deferred: numpy comes with it, and most builds need no index

    return tuple(
        Entry(
            id=article.id,
            title=article.title,
            digest=article.body + article.facts,
            sort_date=article.date.sort_key,
            looks=looks(site, article, pictures),
        )
        for article in articles
    )


def looks(site: Site, article: Article, pictures: Mapping[str, Picture]) -> str:
    """What changes whenever anything does that is shown of an article."""
    return f"{site.language} {article.facts} {_thumbnail(article, pictures)}"


def document(site: Site, article: Article, entry: Entry, pictures: Mapping[str, Picture]) -> Document:
    """The article of an entry as it is shown, filtered and counted."""
    from bangvang.search import Document  # deferred, as above

    fate = corrections.fate(article)
    return Document(
        id=entry.id,
        title=entry.title,
        digest=entry.digest,
        sort_date=entry.sort_date,
        looks=entry.looks,
        url=article.url,
        date=article.date.iso,
        facets=_facets(article),
        recipients=article.total.all,
        date_label=dates.short(article.date, site.language),
        province_label=", ".join(link.label for link in place_links(site, article)),
        total_label=total_label(site, article.total),
        photo=_thumbnail(article, pictures),
        status_label=site.words(f"status.{fate}") if fate else "",
    )


def _thumbnail(article: Article, pictures: Mapping[str, Picture]) -> str:
    """The smallest file of the photo that leads the article."""
    lead = lead_photo(article, pictures) if article.photos else None
    if lead is None or lead.picture is None:
        return ""
    return min(lead.picture.webp, key=lambda size: size[1])[0] if lead.picture.webp else lead.picture.src


def provinces(article: Article) -> tuple[str, ...]:
    """The provinces of an article, then and now, as its facets have them."""
    return (*dict.fromkeys(province.id for province in article.provinces), *provinces_now(article))


def _facets(article: Article) -> tuple[tuple[str, str], ...]:
    found = [("tinh", province.id) for province in article.provinces]
    found += [("tinh-nay", province) for province in provinces_now(article)]
    found += [("khu-vuc", region) for region in regions_of(article)]
    found += [("hinh-thuc", award.form_id) for award in article.awards]
    found += [("noi-khen", grantor_id(award.grantor)) for award in article.awards]
    found += [("cap", award.level) for award in article.awards if award.level]
    found += [("chu-de", tag.slug) for tag in article.tags]
    return tuple(dict.fromkeys(found))


def _beside(article: Article) -> tuple[str, ...]:
    """Captions, and recipients by name: who looks for a person finds the award that lists them."""
    captions = (photo.caption for photo in article.photos if photo.caption)
    return (*captions, *(name.name for award in article.awards for name in award.names))


def said(article: Article, html: str) -> Said:
    """All that is searched of an article beside its title.

    On its page it stands in elements marked `data-search`, long facts in attributes of that name: there the
    reader's browser looks for what the index cannot prove."""
    from bangvang.search import Said  # deferred, as above

    text = "\n".join((plaintext.of(html), *_beside(article)))
    return Said(text, "\n".join(search_facts.lines(article)))


@lru_cache(maxsize=16384)
def grantor_id(grantor: str) -> str:
    """Return what stands for a grantor in addresses and in the index, however it is spelled."""
    return text.slug(honours.normal_grantor(grantor))
