"""Articles -> Archive: the one place where they all meet. Order, indexes, neighbours, related."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from bangvang.archive.model import Article, PlainPage
from bangvang.facts import honours, places
from bangvang.language import text

RELATED = 4
_NEAR = 3  # how far along each shared list related articles are looked for

Index = Mapping[str, tuple[Article, ...]]


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything published, oldest first, and every list a page may show (each oldest first too).

    Indexes: `years` by '2024', `months` by '2024/09', `provinces` by the name at the time, `provinces_now`
    by today's province, `regions` by region id with 'toan-quoc' for the nation, `tags` by slug, `forms` by
    form id, `levels` by level of grantor ('unknown' among them). `urls`: path of a file under content/ -> its
    address.
    """

    articles: tuple[Article, ...]
    pages: tuple[PlainPage, ...]
    by_id: Mapping[str, Article]
    urls: Mapping[str, str]
    years: Index
    months: Index
    provinces: Index
    provinces_now: Index
    regions: Index
    tags: Index
    forms: Index
    levels: Index
    tag_names: Mapping[str, str]

    def newest_first(self) -> tuple[Article, ...]:
        return self.articles[::-1]


NATION = "toan-quoc"
UNKNOWN_LEVEL = "unknown"


def collect(articles: Iterable[Article], pages: Iterable[PlainPage]) -> Archive:
    """Orders and indexes what is published. The input's order has no influence."""
    ordered = tuple(sorted(articles, key=lambda a: a.order))
    plain = tuple(sorted(pages, key=lambda p: (text.collation_key(p.title), p.id)))
    return Archive(
        articles=ordered,
        pages=plain,
        urls=MappingProxyType({a.path: a.url for a in ordered} | {p.path: p.url for p in plain}),
        by_id=MappingProxyType({a.id: a for a in ordered}),
        years=index(ordered, year_of),
        months=index(ordered, _months),
        provinces=index(ordered, provinces_then),
        provinces_now=index(ordered, provinces_now),
        regions=index(ordered, regions_of),
        tags=index(ordered, lambda a: tuple(t.slug for t in a.tags)),
        forms=index(ordered, forms_of),
        levels=index(ordered, lambda a: tuple(dict.fromkeys(w.level or UNKNOWN_LEVEL for w in a.awards))),
        tag_names=MappingProxyType(_tag_names(ordered)),
    )


def index(articles: Iterable[Article], keys: Callable[[Article], Iterable[str]]) -> Index:
    """The articles by each of their keys, in the order given; keys in theirs."""
    lists: dict[str, list[Article]] = {}
    for article in articles:
        for key in keys(article):
            lists.setdefault(key, []).append(article)
    return MappingProxyType({key: tuple(lists[key]) for key in sorted(lists)})


def year_of(article: Article) -> tuple[str, ...]:
    """The year of an article, alone: '2024'."""
    return (f"{article.date.year:04d}",)


def forms_of(article: Article) -> tuple[str, ...]:
    """The ids of an article's forms of award, each once."""
    return tuple(dict.fromkeys(award.form_id for award in article.awards))


def _months(article: Article) -> tuple[str, ...]:
    if article.date.month is None:
        return ()
    return (f"{article.date.year:04d}/{article.date.month:02d}",)


def by_land(archive: Archive) -> dict[str, tuple[Article, ...]]:
    """What a province's page lists: for one of today all on its land, under whatever name; for a former one
    what bears its name."""
    former = {
        place: listed for place, listed in archive.provinces.items() if not places.get(place).is_current
    }
    return dict(sorted({**archive.provinces_now, **former}.items()))


def apart(archive: Archive) -> dict[str, tuple[Article, ...]]:
    """Names of today's provinces under which less is listed, or counted, than on their land: An Giang before
    and after it took in Kiên Giang. Each with what bears the name."""
    land = archive.provinces_now
    return {
        place: named
        for place, named in archive.provinces.items()
        if place in land and (named != land[place] or any(map(_grew_together, named)))
    }


def _grew_together(article: Article) -> bool:
    """Whether an event of several provinces is a single one's today, into whose sums it goes."""
    return len(article.provinces) > 1 and len(provinces_now(article)) == 1


def provinces_then(article: Article) -> tuple[str, ...]:
    """The provinces of an article by their names at the time."""
    return tuple(p.id for p in article.provinces)


def provinces_now(article: Article) -> tuple[str, ...]:
    """Today's provinces of an article, each once, in the order of its own list."""
    return _now(tuple(p.id for p in article.provinces))


@cache
def _now(then: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(places.now(places.get(place)).id for place in then))


def regions_of(article: Article) -> tuple[str, ...]:
    """The region an article is listed under; NATION for the whole country, none for what has a province."""
    if article.scope == "national":
        return (NATION,)
    return (article.region.id,) if article.region is not None else ()


def _tag_names(articles: Iterable[Article]) -> dict[str, str]:
    """One spelling per tag: the one most articles use, then the first in collation order."""
    counts: dict[str, dict[str, int]] = {}
    for article in articles:
        for tag in article.tags:
            names = counts.setdefault(tag.slug, {})
            names[tag.name] = names.get(tag.name, 0) + 1
    return {
        slug: min(names, key=lambda name: (-names[name], text.collation_key(name), name))
        for slug, names in sorted(counts.items())
    }


@dataclass(frozen=True, slots=True)
class Neighbours:
    older: Article | None
    newer: Article | None
    related: tuple[Article, ...]


def neighbours(archive: Archive) -> dict[str, Neighbours]:
    """For each article the one before, the one after, and a few related.

    Related are looked for only near the article in its own lists (tags, province), so that a new article
    changes the pages of a handful, not of everything that shares a tag. More shared lists first, then nearer
    in time (by days, which do not shift when an article comes in between), then the older one.
    """
    # By rank, since numbers are quicker to look up than ids.
    rank = {a.id: i for i, a in enumerate(archive.articles)}
    beside: list[list[int]] = [[] for _ in archive.articles]
    for index in (archive.tags, archive.provinces):
        for listed in index.values():
            ranks = [rank[article.id] for article in listed]
            for step in range(1, _NEAR + 1):
                for one, other in zip(ranks, ranks[step:], strict=False):
                    beside[one].append(other)
                    beside[other].append(one)
    days = [a.date.first_day.toordinal() for a in archive.articles]
    out = {}
    last = len(archive.articles) - 1
    for i, article in enumerate(archive.articles):
        older = archive.articles[i - 1] if i > 0 else None
        newer = archive.articles[i + 1] if i < last else None
        lists: dict[int, int] = {}
        for other in beside[i]:
            lists[other] = lists.get(other, 0) + 1
        near = sorted([(-n, abs(days[other] - days[i]), other) for other, n in lists.items()])[:RELATED]
        out[article.id] = Neighbours(older, newer, tuple(archive.articles[other] for _, _, other in near))
    return out


def form_order(form_id: str) -> tuple[int, str]:
    form = honours.get_form(form_id)
    return (form.rank if form else 10_000, form_id)
