"""What is wrong with the archive as a whole. Each rule is a function: all articles in, problems out.

Rules for one article alone are in `sources.checks`; these need more than one, or the site's other pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import relpath
from urllib.parse import unquote

from bangvang.archive.model import Article, Item, PlainPage, slug_of
from bangvang.language import spelling, text
from bangvang.problems import Place, Problem, problem, term


@dataclass(frozen=True, slots=True)
class Everything:
    """All that was read, whether or not it will be published, sorted by path.

    `urls`: every address of the planned site below output/ -> the file it comes from ("" for listings).
    `files`: every photo under content/, by path; `strays`: what is neither an article nor a photo;
    `faults`: photos that cannot be shown -> why; `unread`: files of which nothing could be read, so that
    what names them is not blamed as well; `mentioned`: photos that a file with errors may name.
    """

    articles: tuple[Article, ...]
    pages: tuple[PlainPage, ...]
    published: frozenset[str]
    urls: Mapping[str, str]
    files: frozenset[str]
    strays: frozenset[str] = frozenset()
    faults: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()

    @property
    def unread_ids(self) -> frozenset[str]:
        """What articles and pages may be called of which nothing could be read."""
        return frozenset(slug_of(path) for path in self.unread)

    @property
    def items(self) -> tuple[Item, ...]:
        return (*self.articles, *self.pages)

    @property
    def in_turn(self) -> list[Article]:
        """Drafts last: what two articles want, the published one has, and the draft is told. So are those
        whose names can be no addresses: advice names none of them."""
        return sorted(self.articles, key=lambda article: (article.draft, text.slug(article.id) != article.id))


def spot(article: Article, name: str) -> Place:
    """Where a value of an article's front matter stands; `name` as in `Article.mark`."""
    return Place(article.path, *article.mark(name))


def unique_ids(all_: Everything) -> Iterator[Problem]:
    """Slug = id = file name, unique in the archive."""
    first: dict[str, str] = {}
    for article in all_.in_turn:
        other = first.setdefault(article.id, article.path)
        if other != article.path:
            yield problem(Place(article.path), "K501", other=other)


# ---------------------------------------------------------------- tags


def one_tag_per_slug(all_: Everything) -> Iterator[Problem]:
    """Bạc, Bắc and Bác share a slug: name both, never merge. Case and tone placement are no difference."""
    first: dict[str, tuple[str, str]] = {}
    for article in all_.in_turn:
        for tag in article.tags:
            name, where = first.setdefault(tag.slug, (tag.name, article.path))
            if name != tag.name and text.key(name) != text.key(tag.name):
                place = spot(article, f"tags/{tag.slug}")
                yield problem(place, "K502", name=tag.name, other=name, where=where, slug=tag.slug)


def near_tags(all_: Everything) -> Iterator[Problem]:
    """A tag of one article that differs by a slip of the keyboard from one that several use."""
    users: dict[str, list[Article]] = {}
    names: dict[str, str] = {}
    for article in all_.in_turn:
        for tag in article.tags:
            users.setdefault(tag.slug, []).append(article)
            names.setdefault(tag.slug, tag.name)
    # Two texts one slip apart share a text that lacks one letter of each, so no pairs need be compared.
    shortened: dict[str, list[str]] = {}
    for slug, articles in users.items():
        if len(articles) > 1:
            for short in _shortened(slug):
                shortened.setdefault(short, []).append(slug)
    for slug, articles in users.items():
        if len(articles) > 1 or len(slug) < spelling.SHORTEST_SLIP:
            continue
        twins = {
            twin
            for short in _shortened(slug)
            for twin in shortened.get(short, ())
            if spelling.is_slip(slug, twin)
        }
        if twins:
            twin = min(twins)
            place, where = spot(articles[0], f"tags/{slug}"), users[twin][0].path
            yield problem(place, "K509", name=names[slug], other=names[twin], where=where)


def _shortened(slug: str) -> set[str]:
    """The slug itself, and without any one of its letters."""
    return {slug, *(slug[:i] + slug[i + 1 :] for i in range(len(slug)))}


# ---------------------------------------------------------------- events told twice


def same_event_names_an_article(all_: Everything) -> Iterator[Problem]:
    """`same_event` leads from a second report to the first, one step; the first is the one that counts."""
    by_id = {a.id: a for a in all_.articles}
    near, unread = _Near(by_id), all_.unread_ids
    for article in all_.articles:
        value = article.same_event
        if value is None:
            continue
        first = by_id.get(value)
        place = spot(article, "same_event")
        if first is None and value in unread:
            continue
        if first is None:
            guess = near(value.rpartition("/")[2].removesuffix(".md"))
            yield problem(place, "K505", value=value, suggestion=guess if guess != article.id else None)
        elif first is article:
            yield problem(place, "K507", value=value, what=term("self"))
        elif first.same_event is not None:
            yield problem(place, "K507", value=value, what=term("second"))
        elif first.draft and not article.draft:
            yield problem(place, "K510", value=value)
        elif first.status == "annulled" and article.status != "annulled":
            yield problem(place, "K515", value=value)


def likely_same_event(all_: Everything) -> Iterator[Problem]:
    """Same day, same place, same known numbers in two files: probably one event told twice."""
    first: dict[object, Article] = {}
    for article in all_.in_turn:
        if article.same_event is not None or article.date.day is None or not article.total.known:
            continue
        where = tuple(sorted(p.id for p in article.provinces)) or (
            article.region.id if article.region else article.scope
        )
        other = first.setdefault((article.date, where, article.total.all), article)
        if other is not article and other.id != article.id and not _same_text(article, other):
            yield problem(spot(article, "date"), "K506", other=other.path, id=other.id)


def same_text(all_: Everything) -> Iterator[Problem]:
    """One text under two heads: a copy whose name, day or number was changed, and which is counted twice."""
    first: dict[str, Article] = {}
    for article in all_.in_turn:
        other = first.setdefault(article.body, article)
        if other is not article and _same_text(article, other) and not (article.draft and other.draft):
            yield problem(spot(article, "date"), "K514", other=other.path, id=other.id)


TELLING = 60
"""Texts shorter than this may be alike by chance."""


def _same_text(one: Article, other: Article) -> bool:
    linked = one.same_event is not None or other.same_event is not None
    return one.body == other.body and len(one.excerpt) >= TELLING and not linked and one.id != other.id


# ---------------------------------------------------------------- addresses


def one_page_per_address(all_: Everything) -> Iterator[Problem]:
    """A plain page never takes the address of another page of the site."""
    for page in all_.pages:
        owner = all_.urls.get(page.url, page.path)
        if owner != page.path:
            yield problem(Place(page.path), "K503", url=page.url, other=owner or term("site"))


def aliases_hide_nothing(all_: Everything) -> Iterator[Problem]:
    """A former address leads to one article, hides no page, and needs no file where a folder must be.

    Compared without case: on many disks and hosts `Tin.html` and `tin.html` are one file.
    """
    aliased = [(article, alias) for article in all_.in_turn for alias in article.aliases]
    if not aliased:
        return
    owners = {url.casefold(): owner for url, owner in all_.urls.items()}
    folders = {folder: "" for url in owners for folder in _folders(url)}
    taken: dict[str, str] = {}
    for article, alias in aliased:
        low = alias.casefold()
        other = next((known[low] for known in (owners, folders, taken) if low in known), None)
        if other is None and low.startswith(_OF_SEARCH):
            other = ""
        above = next((f for f in _folders(low) if f in owners or f in taken), None)
        place = spot(article, f"aliases/{alias}")
        if other is not None:
            yield problem(place, "K504", url=f"/{alias}", other=other or term("site"))
        elif above is not None:
            yield problem(place, "K511", url=f"/{alias}", other=f"/{above}")
        taken.setdefault(low, article.path)


# Files of the index have no place in the plan: what they are called is known when they are made.
_OF_SEARCH = "tim-kiem/"


def _folders(url: str) -> Iterator[str]:
    """Every folder an address lies in."""
    while url := url.rpartition("/")[0]:
        yield url


# ---------------------------------------------------------------- links, files


SAMPLE_TITLE = "Bài mẫu:"
SAMPLE_PAGE = "Viết vài dòng giới thiệu kho bài"


def no_sample_words(all_: Everything) -> Iterator[Problem]:
    """What a new archive begins with is not for readers; before an article is published there are none."""
    shown = [article for article in all_.articles if not article.draft]
    for article in shown:
        if article.title.startswith(SAMPLE_TITLE):
            yield problem(Place(article.path), "K414", text=article.title)
    for page in all_.pages if shown else ():
        if page.excerpt.startswith(SAMPLE_PAGE):
            yield problem(Place(page.path), "K414", text=SAMPLE_PAGE)


def links_lead_somewhere(all_: Everything) -> Iterator[Problem]:
    """Links of a body to other files of the archive, or into the site, have a target that is published."""
    paths = {item.path for item in all_.items} | all_.unread
    aliases = {alias for article in all_.articles for alias in article.aliases}
    by_name = {path.rpartition("/")[2].removesuffix(".md"): path for path in sorted(paths)}
    near, unread = _Near(by_name), all_.unread_ids
    anchors = {item.path: item.anchors for item in all_.items}
    for item in all_.items:
        for reference in item.references:
            place = Place(item.path, reference.line, reference.column)
            to, _, wanted = reference.written.partition("#")
            if reference.kind == "content" and reference.target in anchors and wanted:
                there = anchors[reference.target]
                if unquote(wanted) not in there:
                    anchor = spelling.nearest(unquote(wanted), there, numbers=False)
                    guess = f"{to}#{anchor}" if anchor else None
                    yield problem(place, "K412", target=reference.written, suggestion=guess)
            elif reference.kind == "content" and reference.target not in paths:
                # A draft or future target is no slip; the reader just gets no link yet.
                name = near(reference.target.rpartition("/")[2].removesuffix(".md"))
                guess = _from(item, by_name.get(name or ""))
                yield problem(place, "K401", target=reference.written, suggestion=guess)
            elif reference.kind == "site" and not (
                reference.target in all_.urls or reference.target in aliases
            ):
                slug = reference.target.rpartition("/")[2].removesuffix(".html")
                if slug in unread:
                    continue
                guess = _from(item, by_name.get(slug))
                yield problem(place, "K401", target=reference.written, suggestion=guess)


def _from(item: Item, path: str | None) -> str | None:
    """The way from one file to another; None when it would lead to the file itself."""
    return None if path is None or path == item.path else relpath(path, item.path.rpartition("/")[0])


class _Near:
    """The name that one which does not exist is a slip of: of a deleted article no other is the heir. Looking
    costs a comparison with every name, so that a thousand broken links must not each have their own look."""

    LOOKS = 40

    def __init__(self, names: Iterable[str]) -> None:
        self.names = names
        self.looks = 0

    def __call__(self, typed: str) -> str | None:
        # Only case or marks are other: `Hoi-Nghi`, `Hội nghị`.
        for same in (typed, text.slug(typed)):
            if same in self.names:
                return same
        self.looks += 1
        return spelling.meant(typed, sorted(self.names)) if self.looks <= self.LOOKS else None


def photos_are_there(all_: Everything) -> Iterator[Problem]:
    """Every photo named lies beside its article and can be shown, and every one that lies there is named."""
    used = set()
    beside: dict[str, list[str]] = {}
    for path in sorted(all_.files):
        folder, _, name = path.rpartition("/")
        beside.setdefault(folder, []).append(name)
    missing: dict[str, str] = {}
    for item in all_.items:
        folder = item.path.rpartition("/")[0]
        named = [(r.target, Place(item.path, r.line, r.column)) for r in item.references if r.kind == "file"]
        if isinstance(item, Article):
            named += [(p.file, spot(item, f"photos/{p.file}")) for p in item.photos if p.file]
        for name, place in named:
            path = f"{folder}/{name}"
            used.add(path)
            if path in all_.faults:
                yield problem(place, "K408", file=name, detail=term(all_.faults[path]))
            elif path not in all_.files:
                guess = spelling.meant_file(name, beside.get(folder, ())[:200])
                used.add(f"{folder}/{guess}")  # told once: as the one that was probably meant
                if guess is None and name.lower().endswith(_PHOTOS):
                    missing.setdefault(folder, name)
                yield problem(place, "K402", file=name, suggestion=guess)
    for path in sorted(all_.files - used - all_.mentioned):
        # While a photo of its folder is looked for, this one may be it.
        yield problem(Place(path), "K403", **_meant(missing.get(path.rpartition("/")[0])))


# What a photo may be called that an article asks for; a Word file is none.
_PHOTOS = (
    ".jpg",
    ".jpeg",
    ".jfif",
    ".png",
    ".webp",
    ".gif",
    ".svg",
    ".avif",
    ".heic",
    ".bmp",
    ".tif",
    ".tiff",
)


def _meant(name: str | None) -> dict[str, str]:
    return {} if name is None else {"meant": name}


def nothing_is_passed_over(all_: Everything) -> Iterator[Problem]:
    """A file that is neither an article nor a photo is published nowhere; its writer may believe it is."""
    taken = {path.casefold() for path in (*(item.path for item in all_.items), *all_.unread)}
    for path in sorted(all_.strays):
        folder, _, name = path.rpartition("/")
        stem = _ENDING.sub("", name)
        guess = None if stem == name else f"{text.slug(stem) or 'ten-bai'}.md"
        # Renamed onto an article, or onto another such file, it would take its place.
        wanted = f"{folder}/{guess}".casefold()
        yield problem(Place(path), "K119", suggestion=None if wanted in taken else guess)
        taken.add(wanted)


# Some systems hide the ending and add another.
_ENDING = re.compile(r"(?:\.(?:md|markdown|mdown|txt))+$", re.IGNORECASE)


RULES: tuple[Callable[[Everything], Iterable[Problem]], ...] = (
    unique_ids,
    one_tag_per_slug,
    near_tags,
    same_event_names_an_article,
    likely_same_event,
    same_text,
    one_page_per_address,
    aliases_hide_nothing,
    no_sample_words,
    links_lead_somewhere,
    photos_are_there,
    nothing_is_passed_over,
)


def check(all_: Everything) -> tuple[Problem, ...]:
    """Every rule over everything."""
    return tuple(found for rule in RULES for found in rule(all_))
