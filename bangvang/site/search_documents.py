"""The archive as search sees it: what each article says, which facets it has, how a result is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bangvang.archive.archive import Archive, provinces_now, regions_of
from bangvang.archive.model import Article
from bangvang.facts import honours, places
from bangvang.language import dates, text
from bangvang.site.cards import total_label
from bangvang.site.links import Site, place_links, region_label
from bangvang.sources import markup

if TYPE_CHECKING:
    from bangvang.search import Document

FACETS = ("nam", "tinh", "tinh-nay", "khu-vuc", "hinh-thuc", "chu-de")


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of choices; `name` is its key in the address. `open`: shown unfolded, and counted at once."""

    name: str
    label: str
    open: bool
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    title: str
    description: str
    facets: tuple[Facet, ...]


def search_page(
    site: Site, values: tuple[tuple[str, ...], ...], tag_names: tuple[tuple[str, str], ...]
) -> SearchView:
    """`values`: for each of FACETS the ids that some article has; `tag_names`: slug -> spelling."""
    w = site.words
    facets = []
    for name, ids in zip(FACETS, values, strict=True):
        choices = _choices(site, name, ids, dict(tag_names))
        if choices:
            facets.append(Facet(name, w(f"search.facet.{name}"), name != "chu-de", choices))
    return SearchView(w("search.title"), w("search.description"), tuple(facets))


def _choices(site: Site, name: str, ids: tuple[str, ...], tags: dict[str, str]) -> tuple[Choice, ...]:
    """Years from the newest, forms by rank, everything else in the order of the alphabet."""
    if name == "nam":
        return tuple(Choice(year, year) for year in sorted(ids, reverse=True))
    if name == "hinh-thuc":
        return tuple(Choice(form.id, form.label) for form in honours.forms() if form.id in ids)
    label: Callable[[str], str] = {
        "tinh": lambda place: places.get(place).name,
        "tinh-nay": lambda place: places.get(place).name,
        "khu-vuc": lambda region: region_label(site, region),
        "chu-de": lambda slug: tags[slug],
    }[name]
    named = [Choice(value, label(value)) for value in ids]
    return tuple(sorted(named, key=lambda choice: (text.collation_key(choice.label), choice.value)))


def facet_values(archive: Archive) -> tuple[tuple[str, ...], ...]:
    """For each of FACETS the ids that some article has, sorted."""
    indexes = (
        archive.years,
        archive.provinces,
        archive.provinces_now,
        archive.regions,
        archive.forms,
        archive.tags,
    )
    return tuple(tuple(sorted(index)) for index in indexes)


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
    return (*captions, *(name for award in article.awards for name in award.names))


def said(article: Article, html: str) -> str:
    """All that is searched of an article beside its title, a paragraph, caption or name a line.

    On its page it stands in elements marked `data-search`: there the reader's browser looks for what the
    index cannot prove."""
    return "\n".join((markup.plain(html), *_beside(article)))
