"""What every page knows of the site, and links with their labels."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bangvang.archive import corrections
from bangvang.archive.archive import NATION
from bangvang.archive.corrections import Correction
from bangvang.archive.model import Article
from bangvang.facts import honours, places
from bangvang.language import dates
from bangvang.language.words import Words
from bangvang.problems import Language
from bangvang.site.photos import Picture


@dataclass(frozen=True, slots=True)
class Link:
    """`url` is relative to output/ (`tinh/quang-nam.html`); templates put the way to the root before it."""

    url: str
    label: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Links under one heading of an index page."""

    label: str
    links: tuple[Link, ...]
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """What every page knows: the configuration, the language's words and the plain pages' links.
    `menu`: plain pages that stand among the ways in; `share_image`: address of the picture of every page
    without its own; empty when there is none; `logo`: what stands for the title at the head of every page."""

    title: str
    tagline: str | None
    description: str
    base_url: str
    language: Language
    footer: str | None
    search: bool
    nav: tuple[Link, ...]
    words: Words
    share_image: str = ""
    menu: tuple[Link, ...] = ()
    logo: Picture | None = None


def home_link(site: Site) -> Link:
    return Link("index.html", site.words("site.home"))


def year_link(site: Site, year: str, count: int | None = None) -> Link:
    return Link(f"nam/{year}.html", site.words("listing.year", year=year), count)


def month_link(site: Site, month: str, count: int | None = None) -> Link:
    year, number = month.split("/")
    return Link(f"nam/{month}.html", site.words("listing.month", month=int(number), year=year), count)


def province_link(province_id: str, count: int | None = None) -> Link:
    return Link(f"tinh/{province_id}.html", places.get(province_id).name, count)


def then_link(province_id: str, apart: Collection[str], count: int | None = None) -> Link:
    """What bears a province's name of the time. Names `apart` have a page for that beside the one of all that
    happened on today's land of that name."""
    if province_id not in apart:
        return province_link(province_id, count)
    return Link(f"tinh/{province_id}/khi-do.html", places.get(province_id).name, count)


def region_link(site: Site, region_id: str, count: int | None = None) -> Link:
    return Link(f"khu-vuc/{region_id}.html", region_label(site, region_id), count)


def region_label(site: Site, region_id: str) -> str:
    if region_id == NATION:
        return site.words("place.national")
    region = places.find_region(region_id)
    return region.name if region is not None else region_id


def tag_link(slug: str, name: str, count: int | None = None) -> Link:
    return Link(f"chu-de/{slug}.html", name, count)


def form_link(form_id: str, count: int | None = None) -> Link:
    form = honours.get_form(form_id)
    return Link(f"hinh-thuc/{form_id}.html", form.label if form is not None else form_id, count)


def article_link(article: Article) -> Link:
    return Link(article.url, article.title)


def place_links(site: Site, article: Article) -> tuple[Link, ...]:
    """Where it happened: the provinces by their names then, or the region, or the whole country."""
    if article.scope == "national":
        return (region_link(site, NATION),)
    if article.region is not None:
        return (region_link(site, article.region.id),)
    return tuple(Link(f"tinh/{p.id}.html", p.name) for p in article.provinces)


def called(site: Site, article: Article) -> str:
    """The title as it stands away from the article's page: what became of the award comes first."""
    fate = corrections.fate(article)
    return f"{site.words(f'status.{fate}')}: {article.title}" if fate else article.title


def said_of(site: Site, article: Article) -> str:
    """What is said of the article where it is quoted: what became of the award, of an entry, of a name, then
    how the text begins."""
    excerpt = article.excerpt or site.words("description.article_fallback")
    return " ".join((*(told(site, correction) for correction in corrections.of(article)), excerpt))


def told(site: Site, correction: Correction) -> str:
    """A correction as a sentence: what it is, of what, when, and why."""
    note = correction.note or ("" if correction.of else site.words(f"status.{correction.status}_note"))
    of = f" – {correction.of}" if correction.of else ""
    on = f" ({dates.short(correction.date, site.language)})" if correction.date is not None else ""
    said = f"{site.words(f'status.{correction.status}')}{of}{on}" + (f": {note}" if note else "")
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."
