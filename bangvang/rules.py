"""What is wrong with the archive as a whole. Each rule is a function: all articles in, problems out.

Rules for one article alone are in `content`; these need more than one, or the site's other pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bangvang import text
from bangvang.model import Article, Item, PlainPage
from bangvang.problems import Place, Problem, problem


@dataclass(frozen=True, slots=True)
class Everything:
    """All that was read, whether or not it will be published, sorted by path.

    `urls`: every address of the planned site below output/ -> the file it comes from ("" for listings).
    `files`: every file under content/ that is not Markdown, by path.
    """

    articles: tuple[Article, ...]
    pages: tuple[PlainPage, ...]
    published: frozenset[str]
    urls: Mapping[str, str]
    files: frozenset[str]

    @property
    def items(self) -> tuple[Item, ...]:
        return (*self.articles, *self.pages)


def line(article: Article, key: str) -> Place:
    return Place(article.path, article.line_of(key))


def unique_ids(all_: Everything) -> Iterator[Problem]:
    """Slug = id = file name, unique in the archive."""
    first: dict[str, str] = {}
    for article in all_.articles:
        other = first.setdefault(article.id, article.path)
        if other != article.path:
            yield problem(Place(article.path), "K501", other=other)


def one_tag_per_slug(all_: Everything) -> Iterator[Problem]:
    """Bạc, Bắc and Bác share a slug: name both, never merge. Case and tone placement are no difference."""
    first: dict[str, tuple[str, str]] = {}
    for article in all_.articles:
        for tag in article.tags:
            name, where = first.setdefault(tag.slug, (tag.name, article.path))
            if text.key(name) != text.key(tag.name):
                yield problem(
                    line(article, "tags"), "K502", name=tag.name, other=name, where=where, slug=tag.slug
                )


def near_tags(all_: Everything) -> Iterator[Problem]:
    """A tag of one article that differs by a single letter from one that several use is likely a slip."""
    users: dict[str, list[Article]] = {}
    names: dict[str, str] = {}
    for article in all_.articles:
        for tag in article.tags:
            users.setdefault(tag.slug, []).append(article)
            names.setdefault(tag.slug, tag.name)
    common = {slug for slug, articles in users.items() if len(articles) > 1}
    for slug, articles in users.items():
        if len(articles) > 1 or len(slug) < 6:
            continue
        for twin in _one_edit_away(slug, common):
            where = users[twin][0].path
            yield problem(line(articles[0], "tags"), "K509", name=names[slug], other=names[twin], where=where)
            break


def _one_edit_away(slug: str, known: set[str]) -> Iterator[str]:
    letters = "abcdefghijklmnopqrstuvwxyz-"  # a slip in a number is another number, not a slip
    found = set()
    for i in range(len(slug) + 1):
        if i < len(slug):
            if not slug[i].isdigit():
                found.add(slug[:i] + slug[i + 1 :])
                found.update(slug[:i] + c + slug[i + 1 :] for c in letters)
            if i + 1 < len(slug) and not (slug[i].isdigit() or slug[i + 1].isdigit()):
                found.add(slug[:i] + slug[i + 1] + slug[i] + slug[i + 2 :])
        found.update(slug[:i] + c + slug[i:] for c in letters)
    yield from sorted(found & known - {slug})


def same_event_names_an_article(all_: Everything) -> Iterator[Problem]:
    """`same_event` leads from a second report to the first, one step."""
    by_id = {a.id: a for a in all_.articles}
    for article in all_.articles:
        if article.same_event is None:
            continue
        first = by_id.get(article.same_event)
        place = line(article, "same_event")
        if first is None:
            yield problem(
                place,
                "K505",
                value=article.same_event,
                suggestion=text.nearest(article.same_event, sorted(by_id)),
            )
        elif first is article:
            yield problem(place, "K507", value=article.same_event, what="@self")
        elif first.same_event is not None:
            yield problem(place, "K507", value=article.same_event, what="@second")


def likely_same_event(all_: Everything) -> Iterator[Problem]:
    """Same day, same place, same known numbers in two files: probably one event told twice."""
    first: dict[object, Article] = {}
    for article in all_.articles:
        if article.same_event is not None or article.date.day is None or not article.total.known:
            continue
        where = tuple(p.id for p in article.provinces) or (
            article.region.id if article.region else article.scope
        )
        other = first.setdefault((article.date, where, article.total.all), article)
        if other is not article:
            yield problem(line(article, "date"), "K506", other=other.path, id=other.id)


def one_page_per_address(all_: Everything) -> Iterator[Problem]:
    """A plain page never takes the address of another page of the site."""
    for page in all_.pages:
        owner = all_.urls.get(page.url, page.path)
        if owner != page.path:
            yield problem(Place(page.path), "K503", url=page.url, other=owner or f"output/{page.url}")


def aliases_hide_nothing(all_: Everything) -> Iterator[Problem]:
    """A former address leads to one article and hides no page."""
    taken: dict[str, str] = {}
    for article in all_.articles:
        for alias in article.aliases:
            owner = all_.urls.get(alias)
            other = taken.setdefault(alias, article.path)
            if owner is not None or other != article.path:
                hidden = owner or (f"/{alias}" if owner is not None else other)
                yield problem(line(article, "aliases"), "K504", url=f"/{alias}", other=hidden)


def links_lead_somewhere(all_: Everything) -> Iterator[Problem]:
    """Links of a body to other files of the archive, or into the site, have a target that is published."""
    paths = {item.path for item in all_.items}
    aliases = {alias for article in all_.articles for alias in article.aliases}
    for item in all_.items:
        for reference in item.references:
            place = Place(item.path, reference.line)
            if reference.kind == "content":
                # A draft or future target is no slip; the reader just gets no link yet.
                found = reference.target in paths
                near = text.nearest(reference.target, sorted(paths)) if not found else None
            elif reference.kind == "site":
                found = reference.target in all_.urls or reference.target in aliases
                near = None
            else:
                continue
            if not found:
                yield problem(place, "K401", target=reference.written, suggestion=near)


def photos_are_there(all_: Everything) -> Iterator[Problem]:
    """Every photo named lies beside its article, and every photo beside an article is named."""
    used = set()
    for item in all_.items:
        folder = item.path.rpartition("/")[0]
        named = [(r.target, Place(item.path, r.line)) for r in item.references if r.kind == "file"]
        if isinstance(item, Article):
            named += [(p.file, line(item, "photos")) for p in item.photos if p.file]
        for name, place in named:
            path = f"{folder}/{name}"
            used.add(path)
            if path not in all_.files:
                beside = sorted(f.rpartition("/")[2] for f in all_.files if f.rpartition("/")[0] == folder)
                yield problem(place, "K402", file=name, suggestion=text.nearest(name, beside, cutoff=0.6))
    for path in sorted(all_.files - used):
        yield problem(Place(path), "K403")


RULES: tuple[Callable[[Everything], Iterable[Problem]], ...] = (
    unique_ids,
    one_tag_per_slug,
    near_tags,
    same_event_names_an_article,
    likely_same_event,
    one_page_per_address,
    aliases_hide_nothing,
    links_lead_somewhere,
    photos_are_there,
)


def check(all_: Everything) -> tuple[Problem, ...]:
    """Every rule over everything."""
    return tuple(found for rule in RULES for found in rule(all_))
