"""The page to search on: its groups of choices. What it searches is made of `search_documents`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bangvang.archive.archive import Archive
from bangvang.facts import honours, places
from bangvang.language import text
from bangvang.site.links import Site, region_label
from bangvang.site.search_documents import grantor_id

FACETS = ("nam", "tinh", "tinh-nay", "khu-vuc", "hinh-thuc", "noi-khen", "cap", "chu-de")
MOST_GRANTORS = 200
"""Grantors that are offered as choices, those of the most articles: an archive may have thousands."""


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
    if name == "noi-khen":
        return _sorted(Choice(value, label) for value, _, label in (each.partition("\t") for each in ids))
    if name == "cap":
        return tuple(Choice(n, honours.level_label(n, site.language)) for n in honours.LEVELS if n in ids)
    if name == "hinh-thuc":
        return tuple(Choice(form.id, form.label) for form in honours.forms() if form.id in ids)
    label: Callable[[str], str] = {
        "tinh": lambda place: places.get(place).name,
        "tinh-nay": lambda place: places.get(place).name,
        "khu-vuc": lambda region: region_label(site, region),
        "chu-de": lambda slug: tags[slug],
    }[name]
    return _sorted(Choice(value, label(value)) for value in ids)


def _sorted(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    return tuple(sorted(choices, key=lambda choice: (text.collation_key(choice.label), choice.value)))


def facet_values(archive: Archive) -> tuple[tuple[str, ...], ...]:
    """For each of FACETS the ids that some article has, sorted; grantors as id, tab and spelling."""
    grantors: dict[str, Counter[str]] = {}
    levels: set[str] = set()
    for article in archive.articles:
        for award in article.awards:
            grantors.setdefault(grantor_id(award.grantor), Counter())[award.grantor] += 1
            levels.update([award.level] if award.level else ())
    most = sorted(grantors, key=lambda each: (-grantors[each].total(), each))[:MOST_GRANTORS]
    spelled = {each: min(grantors[each], key=lambda s: (-grantors[each][s], s)) for each in most if each}
    indexes = (
        archive.years,
        archive.provinces,
        archive.provinces_now,
        archive.regions,
        archive.forms,
        [f"{each}\t{' '.join(written.split())}" for each, written in spelled.items()],
        levels,
        archive.tags,
    )
    return tuple(tuple(sorted(index)) for index in indexes)
