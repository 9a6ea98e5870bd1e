"""One file read anew beside an archive that was planned before: what would be wrong with the two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from bangvang.archive import ledger, rules
from bangvang.archive.ledger import Ledger
from bangvang.archive.model import Article
from bangvang.build import planning
from bangvang.build.planning import Planned, Show
from bangvang.build.reading import Inputs
from bangvang.problems import Problem, in_order
from bangvang.sources import markup
from bangvang.sources.content import Parsed


@dataclass(frozen=True, slots=True)
class Ground:
    """The archive as it was last planned."""

    inputs: Inputs
    planned: Planned
    show: Show

    @property
    def articles(self) -> tuple[Article, ...]:
        """Every article that could be read, published or not, by path."""
        return self.planned.everything.articles


@dataclass(frozen=True, slots=True)
class Judgement:
    """`own`: what is wrong with the file; `elsewhere`: what it makes wrong in others."""

    own: tuple[Problem, ...]
    elsewhere: tuple[Problem, ...]


def judged(ground: Ground, path: str, item: Parsed, beside: Iterable[str] = ()) -> Judgement:
    """Everything the build would tell of one file. `beside`: names of files that lie in its folder now."""
    everything = _with(ground, path, item, beside)
    found = [*item.problems, *rules.check(everything)]
    if item.article is not None:
        found += planning.too_early(item.article, ground.show.today)
        found += _promises(ground, path, item.article)
    known = frozenset(ground.planned.problems)
    own = in_order(problem for problem in found if problem.place.file == path)
    others = (problem for problem in found if problem.place.file != path and problem not in known)
    return Judgement(own, in_order(problem for problem in others if problem.place.file.endswith(".md")))


def _with(ground: Ground, path: str, item: Parsed, beside: Iterable[str]) -> rules.Everything:
    former = ground.planned.everything
    articles = tuple(article for article in former.articles if article.path != path)
    pages = tuple(page for page in former.pages if page.path != path)
    urls = {url: owner for url, owner in former.urls.items() if owner != path}
    if item.article is not None:
        articles = tuple(sorted((*articles, item.article), key=lambda article: article.path))
        urls.setdefault(item.article.url, path)
    if item.page is not None:
        pages = tuple(sorted((*pages, item.page), key=lambda page: page.path))
        urls.setdefault(item.page.url, path)
    folder = PurePosixPath(path).parent
    present = {str(folder / name) for name in beside if name.lower().endswith(markup.PHOTO_SUFFIXES)}
    unread = former.unread - {path}
    if item.article is None and item.page is None:
        unread |= {path}
    files = former.files | present
    return replace(former, articles=articles, pages=pages, urls=urls, files=files, unread=unread)


def _promises(ground: Ground, path: str, article: Article) -> Iterator[Problem]:
    """Of the ledger's addresses those that bear the article's name: a year that changes moves its page."""
    kept = ground.inputs.ledger
    fates = {url: fate for url, fate in kept.fates.items() if url.endswith(f"/{article.id}.html")}
    if not fates:
        return
    urls = {url for url, owner in ground.planned.everything.urls.items() if owner != path}
    held = {}
    if article.draft:
        held = {article.id: (rules.spot(article, "draft"), "draft")}
    else:
        urls |= {article.url, *article.aliases}
    name = f"aliases/{article.aliases[0]}" if article.aliases else "date"
    places = {} if article.draft else {article.url: rules.spot(article, name)}
    here = frozenset(url for url in (*fates, *fates.values()) if url in urls) | places.keys()
    yield from ledger.check(Ledger(fates, kept.lines), here, places, held, frozenset())  # type: ignore[arg-type]
