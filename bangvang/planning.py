"""Parsed files -> a site planned: what is published, every page, every fixed file, and all that is wrong.

Nothing is made here and nothing is read but what is handed in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bangvang import archive as archives
from bangvang import assets, compose, content, ledger, markup, pages, rules, text, words
from bangvang.archive import Archive
from bangvang.compose import Site
from bangvang.config import Config
from bangvang.content import Parsed
from bangvang.model import Article, Item, PlainPage
from bangvang.pages import Page, Plan
from bangvang.problems import Place, Problem, ProblemsFound, problem
from bangvang.reading import Inputs
from bangvang.views import Link


@dataclass(frozen=True, slots=True)
class Show:
    """What readers may see. `preview`: everything that can be shown is, drafts and what is still to come
    marked as drafts; files with errors are left out."""

    today: dt.date
    drafts: bool = False
    preview: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """`fixed`: address -> content, or the path of the file to copy; `names`: path under assets/ -> address;
    `promised`: the addresses that the ledger keeps once this is published."""

    site: Site
    archive: Archive
    pages: tuple[Page, ...]
    names: Mapping[str, str]
    fixed: Mapping[str, bytes | Path]
    promised: frozenset[str]
    problems: tuple[Problem, ...]


def plan(folder: Path, inputs: Inputs, parsed: Mapping[str, Parsed], show: Show) -> Planned:
    """Plans the whole site. `folder`: where it lies, for the paths of photos."""
    articles = [item.article for item in parsed.values() if item.article is not None]
    plain = [item.page for item in parsed.values() if item.page is not None]
    broken = {path for path, item in parsed.items() if item.broken}
    published, held = _gate(articles, show, broken)
    shown = [page for page in plain if not (show.preview and page.path in broken)]
    site = _site(inputs.config, shown)
    archive = archives.collect(_unique(published), shown)
    # Of what is published only: a draft's photo is as secret as its text.
    photos = _photo_addresses([*archive.articles, *archive.pages], inputs.files)
    planned = pages.plan(Plan(archive, site, inputs.config.per_page, photos))
    former = ledger.left(inputs.ledger, (page.url for page in planned))
    problems = [*inputs.problems, *(found for item in parsed.values() for found in item.problems), *held]
    problems += rules.check(_everything(articles, plain, published, planned, inputs))
    faulty = {found.place.file for found in problems if found.is_error}
    problems += _broken_promises(inputs, archive, planned, faulty)
    bundled = _bundle(inputs, problems)
    fixed: dict[str, bytes | Path] = dict(bundled.files)
    fixed.update({url: folder / path for path, url in photos.items()})
    everything = tuple(sorted((*planned, *pages.former(former)), key=lambda page: page.url))
    return Planned(site, archive, everything, bundled.names, fixed, _promised(archive), tuple(problems))


def _gate(articles: Iterable[Article], show: Show, broken: set[str]) -> tuple[list[Article], list[Problem]]:
    """What readers may see: no drafts, nothing whose day has not come. One gate for every page and feed."""
    published, held = [], []
    for article in articles:
        early = article.date.first_day > show.today
        if early and (show.drafts or show.preview or not article.draft):
            held.append(problem(rules.spot(article, "date"), "K216", value=article.date.iso))
        if show.preview:
            if article.path not in broken:
                published.append(_as_draft(article) if early else article)
        elif not early and (show.drafts or not article.draft):
            published.append(article)
    return published, held


def _as_draft(article: Article) -> Article:
    return article if article.draft else replace(article, draft=True, facts=f"{article.facts} draft")


def _unique(articles: Iterable[Article]) -> list[Article]:
    """One article per id, the first by path, so that planning can go on; the clash is a rule's to tell."""
    first: dict[str, Article] = {}
    for article in articles:
        first.setdefault(article.id, article)
    return list(first.values())


def _bundle(inputs: Inputs, problems: list[Problem]) -> assets.Assets:
    try:
        return assets.bundle(inputs.assets)
    except ProblemsFound as found:
        problems += found.problems
        return assets.Assets({path: f"assets/{path}" for path in inputs.assets}, {})


def _site(settings: Config, plain: Iterable[PlainPage]) -> Site:
    interface = words.load(settings.language)
    links = sorted((text.collation_key(page.title), page.url, page.title) for page in plain)
    return Site(
        title=settings.title,
        tagline=settings.tagline,
        description=settings.description or interface("description.home"),
        base_url=settings.base_url or "",
        language=settings.language,
        footer=settings.footer,
        search=settings.search,
        nav=tuple(Link(url, title) for _, url, title in links),
        words=interface,
    )


def _photo_addresses(items: Iterable[Item], files: Mapping[str, str]) -> dict[str, str]:
    """Path of each photo in use -> its address: beside the page that shows it, named by content."""
    addresses: dict[str, str] = {}
    for item in items:
        folder = item.path.rpartition("/")[0]
        names = [reference.target for reference in item.references if reference.kind == "file"]
        if isinstance(item, Article):
            names += [photo.file for photo in item.photos if photo.file is not None]
        for name in names:
            path = f"{folder}/{name}"
            if path in files:
                stem, dot, suffix = name.rpartition(".")
                shown = f"{text.slug(stem) or 'anh'}.{files[path][:10]}{dot}{suffix.lower()}"
                addresses.setdefault(path, f"{item.url.removesuffix('.html')}/{shown}")
    return addresses


def _everything(
    articles: Sequence[Article],
    plain: Sequence[PlainPage],
    published: Sequence[Article],
    planned: Sequence[Page],
    inputs: Inputs,
) -> rules.Everything:
    # An address that two pages want belongs to the listing; the plain page is told.
    elsewhere = (compose.redirect_page, compose.plain_page)
    urls = {page.url: "" for page in planned if page.make not in elsewhere}
    urls.update({article.url: article.path for article in published})
    for item in plain:
        urls.setdefault(item.url, item.path)
    photos = frozenset(path for path in inputs.files if path.lower().endswith(markup.PHOTO_SUFFIXES))
    strays = frozenset(inputs.files) - photos
    ids = frozenset(article.id for article in published)
    return rules.Everything(tuple(articles), tuple(plain), ids, urls, photos, strays)


# ---------------------------------------------------------------- published addresses


def _promised(archive: Archive) -> frozenset[str]:
    """The addresses of this site that people keep. What only preview shows is promised to nobody."""
    urls = {article.url for article in archive.articles if not article.draft}
    urls |= {alias for article in archive.articles if not article.draft for alias in article.aliases}
    urls |= {page.url for page in archive.pages}
    urls |= {f"{ledger.TAGS}{tag.slug}.html" for a in archive.articles if not a.draft for tag in a.tags}
    return frozenset(urls)


def _broken_promises(
    inputs: Inputs, archive: Archive, planned: Iterable[Page], faulty: set[str]
) -> tuple[Problem, ...]:
    places = {article.url: _place_of_alias(article) for article in archive.articles}
    places |= {page.url: Place(page.path) for page in archive.pages}
    excused = frozenset(content.slug_of(path) for path in faulty)
    return ledger.check(inputs.ledger, frozenset(page.url for page in planned), places, excused)


def _place_of_alias(article: Article) -> Place:
    name = f"aliases/{article.aliases[0]}" if article.aliases else "date"
    return Place(article.path, *article.mark(name))
