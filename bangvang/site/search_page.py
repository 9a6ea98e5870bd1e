"""The page to search on: its groups of choices. What it searches is made of `search_documents`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bangvang.archive.archive import Archive
from bangvang.facts import honours, places
from bangvang.language import text
from bangvang.site.links import Site, region_label

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
