"""Parsed files -> a site planned: what is published, every page, every fixed file, and all that is wrong.

Nothing is made here and nothing is read but what is handed in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bangvang.archive import archive as archives
from bangvang.archive import ledger, rules, second_readers
from bangvang.archive.archive import Archive
from bangvang.archive.model import Article, PlainPage, slug_of
from bangvang.build import copies, renaming
from bangvang.build.reading import Inputs
from bangvang.language import spelling, text, words
from bangvang.problems import Place, Problem, ProblemsFound, problem, term
from bangvang.site import assets, glyphs, message_pages, overrides, pages, photos, plain_page, share_cards
from bangvang.site.links import Link, Site
from bangvang.site.photos import Developed, Fault, Picture, Stored
from bangvang.site.plan import Page, Plan
from bangvang.sources import checks, markup
from bangvang.sources.config import Config
from bangvang.sources.content import Parsed


@dataclass(frozen=True, slots=True)
class Show:
    """What readers may see. `preview`: everything that can be shown is, drafts and what is still to come
    marked as drafts; files with errors are left out."""

    today: dt.date
    drafts: bool = False
    preview: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """`given`: what the pages were planned from; `fixed`: address -> content, or the file to copy;
    `names`: path under assets/ -> address; `promised`: the addresses that the ledger keeps once this is
    published; `everything`: what the rules over the archive were given; `drafts`: files that nobody is shown
    because they are drafts."""

    site: Site
    archive: Archive
    given: Plan
    pages: tuple[Page, ...]
    names: Mapping[str, str]
    fixed: Mapping[str, bytes | Stored]
    promised: frozenset[str]
    problems: tuple[Problem, ...]
    everything: rules.Everything
    drafts: tuple[str, ...]


def plan(
    inputs: Inputs, parsed: Mapping[str, Parsed], developed: Mapping[str, Developed], show: Show
) -> Planned:
    """Plans the whole site. `developed`: path of each photo that is named -> what became of it."""
    parsed = copies.told(parsed, inputs.sources, inputs.ledger)
    parsed = renaming.told(parsed, inputs.files)
    articles = [item.article for item in parsed.values() if item.article is not None]
    plain = [item.page for item in parsed.values() if item.page is not None]
    broken = {path for path, item in parsed.items() if item.broken}
    published, held = _gate(articles, show, broken)
    shown = [page for page in plain if not (show.preview and page.path in broken)]
    logo, its_files = photos.logo(inputs.logo, developed)
    site = site_of(inputs.config, shown, logo)
    archive = archives.collect(_unique(published), shown)
    # Of what is published only: a draft's photo is as secret as its text.
    shown_photos, put = photos.pictures([*archive.articles, *archive.pages], inputs.files, developed)
    shares = inputs.config.share_images if site.share_image else 0
    added = {a.id: ledger.appeared(inputs.ledger, (a.url, *a.aliases), show.today) for a in archive.articles}
    given = Plan(archive, site, inputs.config.per_page, shown_photos, shares, added)
    planned = pages.plan(given)
    former = ledger.left(inputs.ledger, (page.url for page in planned))
    problems = [*inputs.problems, *(found for item in parsed.values() for found in item.problems), *held]
    problems += _override_problems(inputs)
    unread = _unread(parsed, inputs)
    problems += _menu_problems(inputs, plain, unread)
    problems += _logo_problems(inputs, developed)
    problems += _undrawn(inputs, given)
    bundled = _bundle(inputs, problems)
    fixed: dict[str, bytes | Stored] = {**bundled.files, **its_files, **put}
    everything = _everything(articles, plain, published, _taken(planned, fixed), inputs, developed)
    everything = replace(everything, unread=unread, mentioned=_mentioned(parsed, everything.files))
    problems += rules.check(everything)
    drafts = () if show.drafts or show.preview else tuple(path for path, item in parsed.items() if item.draft)
    problems = _for_later(problems, drafts)
    problems += _unseen(inputs, [*published, *plain]) if not show.preview else ()
    faulty = {found.place.file for found in problems if found.is_error}
    problems += _broken_promises(inputs, archive, planned, _held(articles, published, drafts), faulty)
    planned = tuple(sorted((*planned, *pages.former(former)), key=lambda page: page.url))
    names, promised = bundled.names, _promised(archive)
    return Planned(site, archive, given, planned, names, fixed, promised, tuple(problems), everything, drafts)


def _gate(articles: Iterable[Article], show: Show, broken: set[str]) -> tuple[list[Article], list[Problem]]:
    """What readers may see: no drafts, nothing whose day has not come. One gate for every page and feed."""
    published: list[Article] = []
    held: list[Problem] = []
    for article in articles:
        early = article.date.first_day > show.today
        if show.drafts or show.preview or not article.draft:
            held += too_early(article, show.today)
        if show.preview:
            if article.path not in broken:
                published.append(_as_draft(article) if early else article)
        elif not early and (show.drafts or not article.draft):
            published.append(article)
    return published, held


def too_early(article: Article, today: dt.date) -> Iterator[Problem]:
    """Days that have not come: of the event, or else of what was written of it."""
    if article.date.first_day > today:
        yield problem(rules.spot(article, "date"), "K216", value=article.date.iso)
        return
    for path, value in checks.days_after(article):
        if value.first_day > today:
            place = rules.spot(article, "/".join(map(str, path)))
            yield problem(place, "K220", key=path[-1], value=value.iso)


def _as_draft(article: Article) -> Article:
    return article if article.draft else replace(article, draft=True, facts=f"{article.facts} draft")


def _for_later(problems: Iterable[Problem], drafts: Collection[str]) -> list[Problem]:
    """What is wrong with a draft is told and stops nothing: only what is published must be right."""
    return [replace(found, draft=True) if found.place.file in drafts else found for found in problems]


def _unique(articles: Iterable[Article]) -> list[Article]:
    """One article per id, the first by path, so that planning can go on; the clash is a rule's to tell."""
    first: dict[str, Article] = {}
    for article in articles:
        first.setdefault(article.id, article)
    return list(first.values())


def _unseen(inputs: Inputs, shown: Iterable[Article | PlainPage]) -> Iterator[Problem]:
    """What too few people have seen. Not in the preview: the desk says so itself, of the files now."""
    digests = {each.path: inputs.sources[each.path] for each in shown if each.path in inputs.sources}
    return second_readers.check(inputs.edits, digests, inputs.config.check_by)


def _menu_problems(inputs: Inputs, plain: Iterable[PlainPage], unread: frozenset[str]) -> Iterator[Problem]:
    known = {page.url.removesuffix(".html") for page in plain} | {slug_of(path) for path in unread}
    for name in inputs.config.menu or ():
        if name not in known:
            near = spelling.nearest(name, sorted(known))
            yield problem(inputs.place("menu"), "K713", name=name, suggestion=near)


def _logo_problems(inputs: Inputs, developed: Mapping[str, Developed]) -> Iterator[Problem]:
    for path in inputs.logo:
        seen = developed[path].seen
        if isinstance(seen, Fault):
            yield problem(inputs.place("logo"), "K715", file=path, detail=term(seen.term))


def _undrawn(inputs: Inputs, given: Plan) -> Iterator[Problem]:
    """What share images cannot say, since their faces lack letters of it."""
    if not given.share_images:
        return
    for key in ("title", "tagline"):
        if letters := glyphs.lacking(getattr(given.site, key) or ""):
            yield problem(inputs.place(key), "K418", letters=letters, instead=term("card_nameless"))
    for article in given.archive.newest_first()[: given.share_images]:
        if letters := share_cards.of_article(given.site, article).lacking:
            key = "title" if glyphs.lacking(article.title) else "place"
            yield problem(rules.spot(article, key), "K418", letters=letters, instead=term("card_of_all"))


def _override_problems(inputs: Inputs) -> Iterator[Problem]:
    if inputs.own.replaced or inputs.own.bases:
        effective = made_with(inputs)
        yield from overrides.check(inputs.own.replaced, effective)
        yield from overrides.aged(inputs.own, effective)


def made_with(inputs: Inputs) -> dict[str, str]:
    """Everything that pages are made with, as text."""
    told = {f"templates/{name}": source for name, source in inputs.templates.items()}
    for name, raw in inputs.assets.items():
        if name.endswith((".css", ".js")):
            told[f"assets/{name}"] = raw.decode("utf-8", "replace")
    return told


def _bundle(inputs: Inputs, problems: list[Problem]) -> assets.Assets:
    try:
        return assets.bundle(inputs.assets, inputs.config.accent)
    except ProblemsFound as found:
        problems += found.problems
        return assets.Assets({path: f"assets/{path}" for path in inputs.assets}, {})


def site_of(settings: Config, plain: Iterable[PlainPage], logo: Picture | None) -> Site:
    """What all pages share. `plain`: the plain pages that are shown."""
    interface = words.load(settings.language)
    links = sorted((text.collation_key(page.title), page.url, page.title) for page in plain)
    site = Site(
        title=settings.title,
        tagline=settings.tagline,
        description=settings.description or interface("description.home"),
        base_url=settings.base_url or "",
        language=settings.language,
        footer=settings.footer,
        search=settings.search,
        nav=tuple(Link(url, title) for _, url, title in links),
        menu=tuple(
            Link(url, title)
            for name in dict.fromkeys(settings.menu or ())
            for _, url, title in links
            if url == f"{name}.html"
        ),
        words=interface,
        logo=logo,
    )
    # Whoever quotes a page asks for its picture by a full address: without base_url there is none to give.
    if settings.share_images and site.base_url:
        return replace(site, share_image=share_cards.address(site, share_cards.of_site(site)))
    return site


def _taken(planned: Iterable[Page], fixed: Iterable[str]) -> dict[str, str]:
    """Addresses of which no file of content/ may dispose. One that two pages want belongs to the listing; the
    plain page is told."""
    elsewhere = (message_pages.redirect_page, plain_page.plain_page)
    return dict.fromkeys([*fixed, *(page.url for page in planned if page.make not in elsewhere)], "")


def _everything(
    articles: Sequence[Article],
    plain: Sequence[PlainPage],
    published: Sequence[Article],
    taken: Mapping[str, str],
    inputs: Inputs,
    developed: Mapping[str, Developed],
) -> rules.Everything:
    urls = {**taken, **{article.url: article.path for article in published}}
    for item in plain:
        urls.setdefault(item.url, item.path)
    faults = {path: done.seen.term for path, done in developed.items() if isinstance(done.seen, Fault)}
    # What an article names as a photo is one to its writer, whatever it is.
    files = frozenset(path for path in inputs.files if path.lower().endswith(markup.PHOTO_SUFFIXES))
    strays = frozenset(inputs.files) - files - faults.keys()
    ids = frozenset(article.id for article in published)
    return rules.Everything(tuple(articles), tuple(plain), ids, urls, files, strays, faults)


def _unread(parsed: Mapping[str, Parsed], inputs: Inputs) -> frozenset[str]:
    nothing = {path for path, item in parsed.items() if item.article is None and item.page is None}
    return frozenset(nothing | {found.place.file for found in inputs.problems})


def _mentioned(parsed: Mapping[str, Parsed], files: frozenset[str]) -> frozenset[str]:
    """The photos that files with errors may name."""
    named = {f"{path.rpartition('/')[0]}/{name}" for path, item in parsed.items() for name in item.mentioned}
    return frozenset(text.clean(path) for path in named) & files


# ---------------------------------------------------------------- published addresses


def _promised(archive: Archive) -> frozenset[str]:
    """The addresses of this site that people keep. What only preview shows is promised to nobody."""
    urls = {archive.urls[article.path] for article in archive.articles if not article.draft}
    urls |= {alias for article in archive.articles if not article.draft for alias in article.aliases}
    urls |= {page.url for page in archive.pages}
    urls |= {f"{ledger.TAGS}{tag.slug}.html" for a in archive.articles if not a.draft for tag in a.tags}
    return frozenset(urls)


def _held(
    articles: Iterable[Article], published: Iterable[Article], drafts: Iterable[str]
) -> dict[str, tuple[Place, ledger.Held]]:
    """The last part of every address of an article that is not published -> the article, and why not. Of a
    draft that cannot be read no more is known than its name."""
    shown = {article.path for article in published}
    held: dict[str, tuple[Place, ledger.Held]] = {slug_of(path): (Place(path), "draft") for path in drafts}
    for article in articles:
        if article.path not in shown:
            why: ledger.Held = "draft" if article.draft else "early"
            where = rules.spot(article, "draft" if article.draft else "date")
            held |= {ledger.slug(url): (where, why) for url in (*article.aliases, article.url)}
    return held


def _broken_promises(
    inputs: Inputs,
    archive: Archive,
    planned: Iterable[Page],
    held: Mapping[str, tuple[Place, ledger.Held]],
    faulty: set[str],
) -> tuple[Problem, ...]:
    places = {article.url: _place_of_alias(article) for article in archive.articles}
    places |= {page.url: Place(page.path) for page in archive.pages}
    excused = frozenset(slug_of(path) for path in faulty)
    return ledger.check(inputs.ledger, frozenset(page.url for page in planned), places, held, excused)


def _place_of_alias(article: Article) -> Place:
    name = f"aliases/{article.aliases[0]}" if article.aliases else "date"
    return Place(article.path, *article.mark(name))
