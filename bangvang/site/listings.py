"""Lists of articles: what each is called, where it stands, and its pages."""

from __future__ import annotations

from dataclasses import dataclass

from bangvang.archive import counting, statistics
from bangvang.archive.archive import NATION, form_order, provinces_now, provinces_then
from bangvang.archive.counting import Tally
from bangvang.archive.model import Article
from bangvang.facts import places
from bangvang.language import dates, text
from bangvang.site.cards import Card, card
from bangvang.site.links import (
    Group,
    Link,
    Site,
    form_link,
    home_link,
    month_link,
    province_link,
    region_label,
    then_link,
    year_link,
)


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence with links at its end: "Từ 1/7/2025 thuộc: Đà Nẵng"."""

    text: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Pager:
    """Ways through a long listing. `number` is None on its newest page; numbers run from the oldest."""

    number: int | None
    newest: str | None
    newer: str | None
    older: str | None


@dataclass(frozen=True, slots=True)
class ListingView:
    """A list of articles, newest first. `kind`: all nam thang tinh khu-vuc chu-de hinh-thuc.

    `notes` are sentences under the heading (what a province was or is now); `tally` is given only on the
    newest page, and for no form in a province; `ways` lead to narrower or sibling listings (a year's months),
    `facets` of a year to its provinces and forms, of a province to its forms, of a form to its provinces.
    """

    kind: str
    title: str
    description: str
    crumbs: tuple[Link, ...]
    notes: tuple[Note, ...]
    tally: Tally | None
    ways: tuple[Link, ...]
    facets: tuple[Group, ...]
    cards: tuple[Card, ...]
    pager: Pager
    feed: str | None


@dataclass(frozen=True, slots=True)
class Heading:
    """What a listing is about. `id` names it within its kind; `name` is given where the archive decides it
    (a tag's spelling)."""

    kind: str
    id: str
    name: str = ""

    @property
    def base(self) -> str:
        """The listing's path below output/ without `.html`."""
        if self.kind == "tinh-khi-do":
            return f"tinh/{self.id}/khi-do"
        folder = {"thang": "nam", "all": "bai-viet", PROVINCE_FORM: "tinh"}.get(
            self.kind, self.kind.removesuffix("-nam")
        )
        return f"{folder}/{LEVELS[self.id] if self.kind == 'cap' else self.id}"

    def url(self, number: int | None = None) -> str:
        """Where its newest page stands, or a numbered one."""
        if number is None:
            return f"{self.base}.html"
        return f"{self.base.removesuffix('/index')}/trang-{number}.html"


LEVELS = {
    "state": "nha-nuoc",
    "ministry": "trung-uong",
    "military": "quan-doi",
    "province": "tinh",
    "district": "huyen",
    "commune": "xa",
    "organisation": "co-quan-to-chuc",
    "unknown": "chua-ro",
}
"""What a level of award is called in an address: cap/tinh.html."""

FACETS = {"tinh-nam": "tinh", "hinh-thuc-nam": "hinh-thuc"}
"""Listings of one year of another: kind -> kind of the whole. Their id is `<id of the whole>/<year>`."""

PROVINCE_FORM = "tinh-hinh-thuc"
"""The kind of the listings of one form in one province. Their id is `<province>/<form>`."""


def pager(heading: Heading, number: int | None, numbered: int) -> Pager:
    """For a numbered page, or (None) the newest, which stands before so many numbered ones."""
    before = numbered if number is None else number - 1
    older = heading.url(before) if before else None
    if number is None:
        return Pager(None, None, None, older)
    return Pager(number, heading.url(), heading.url(number + 1), older)


def facet_link(kind: str, key: str, year: str, count: int | None = None) -> Link:
    """One year of a province or form."""
    return Link(f"{kind}/{key}/{year}.html", year, count)


def level_link(site: Site, level: str) -> Link:
    return Link(Heading("cap", level).url(), site.words(f"level.{level}"))


def title_of(site: Site, heading: Heading) -> str:
    """What a listing is called."""
    name, word = heading.name, f"listing.{_LISTING_WORDS[heading.kind]}"
    if heading.kind == "thang":
        return month_link(site, heading.id).label
    if heading.kind in FACETS:
        whole, _, year = heading.id.rpartition("/")
        return site.words(word, name=title_of(site, Heading(FACETS[heading.kind], whole)), year=year)
    if heading.kind == PROVINCE_FORM:
        province, form = heading.id.split("/")
        return site.words(word, name=places.get(province).name, form=form_link(form).label)
    if heading.kind in ("tinh", "tinh-khi-do"):
        name = places.get(heading.id).name
    elif heading.kind == "cap":
        name = level_link(site, heading.id).label
    elif heading.kind == "khu-vuc":
        name = region_label(site, heading.id)
        word = "listing.national" if heading.id == NATION else word
    elif heading.kind == "hinh-thuc":
        name = form_link(heading.id).label
    return site.words(word, name=name, year=heading.id)


_LISTING_WORDS = {
    "all": "all",
    "nam": "year",
    "thang": "month",
    "tinh": "province",
    "tinh-khi-do": "province_then",
    "khu-vuc": "region",
    "chu-de": "tag",
    "hinh-thuc": "form",
    "cap": "level",
    "tinh-nam": "of_year",
    "hinh-thuc-nam": "of_year",
    PROVINCE_FORM: "of_form",
}


def listing_page(
    site: Site,
    heading: Heading,
    articles: tuple[Article, ...],
    whole: tuple[Article, ...],
    ways: tuple[tuple[str, int], ...],
    facets: Facets,
    pager: Pager,
    feed: str | None,
    names: Names = (),
) -> ListingView:
    """`articles`: those of this page, newest first; `whole`: all that are listed, to be summed up on the
    first page; `ways`: a year's months or the years of a province or form, with counts; `facets`: what of a
    year, province or form has a page of its own; `names`: of a province, under which its land is listed."""
    title = title_of(site, heading)
    if pager.number is not None:
        title = site.words("listing.page", title=title, number=pager.number)
    # Nobody says how the grants of an article divide among its provinces.
    is_summed = pager.number is None and heading.kind != PROVINCE_FORM
    return ListingView(
        kind=heading.kind,
        title=title,
        description=site.words("description.listing", title=title),
        crumbs=_listing_crumbs(site, heading, pager),
        notes=_notes(site, heading, names) if pager.number is None else (),
        tally=tally_of(heading, whole) if is_summed else None,
        ways=tuple(_way(site, heading, key, count) for key, count in ways),
        facets=tuple(_facet(site, heading, kind, given) for kind, given in facets if given),
        cards=tuple(card(site, article) for article in articles),
        pager=pager,
        feed=feed,
    )


Facets = tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
"""(tinh or hinh-thuc, ((province or form, number of articles), …))."""


Names = tuple[tuple[str, int], ...]
"""(province by its name of the time, number of articles that bear it), …."""


def _facet(site: Site, whole: Heading, kind: str, given: tuple[tuple[str, int], ...]) -> Group:
    """The provinces by their names, the forms by their rank, as they are in one year, province or form."""
    counts, word = dict(given), "nav.provinces" if kind == "tinh" else "nav.forms"
    if kind == "tinh":
        inside = sorted(counts, key=lambda province: text.collation_key(places.get(province).name))
    else:
        inside = sorted(counts, key=form_order)

    def url(key: str) -> str:
        if whole.kind == "tinh":
            return Heading(PROVINCE_FORM, f"{whole.id}/{key}").url()
        if whole.kind == "hinh-thuc":
            return Heading(PROVINCE_FORM, f"{key}/{whole.id}").url()
        return facet_link(kind, key, whole.id).url

    links = (Link(url(key), title_of(site, Heading(kind, key)), counts[key]) for key in inside)
    return Group(site.words(word), tuple(links))


def tally_of(heading: Heading, listed: tuple[Article, ...]) -> Tally:
    """What a listing adds up: recipients, or for a form or level the grants of that form or level."""
    kind, key = FACETS.get(heading.kind, heading.kind), heading.id.partition("/")[0]
    if kind == "tinh-khi-do" or (kind == "tinh" and not places.get(key).is_current):
        return counting.by(listed, provinces_then, divides=True)[key]
    if kind == "tinh":
        return counting.by(listed, provinces_now, divides=True)[key]
    if kind == "hinh-thuc":
        return counting.grants_by(listed, lambda i, a: key if a.awards[i].form_id == key else None)[key]
    if kind == "cap":
        return counting.grants_by(listed, lambda i, a: key if statistics.level_of(a, i) == key else None)[key]
    return counting.tally(listed)


def _way(site: Site, heading: Heading, key: str, count: int) -> Link:
    if heading.kind == "nam":
        return month_link(site, key, count)
    return facet_link(heading.kind, heading.id, key, count)


def _notes(site: Site, heading: Heading, names: Names) -> tuple[Note, ...]:
    if heading.kind == "tinh":
        return _province_notes(site, heading.id, names)
    if heading.kind == "tinh-khi-do":
        words = site.words("listing.province_then_note", name=places.get(heading.id).name)
        return (Note(words, (province_link(heading.id),)),)
    if heading.kind == PROVINCE_FORM:
        return (Note(site.words("listing.whole_form"), (form_link(heading.id.partition("/")[2]),)),)
    if heading.kind in FACETS:
        year = heading.id.rpartition("/")[2]
        return (Note(site.words("listing.whole_year"), (year_link(site, year),)),)
    return ()


def _listing_crumbs(site: Site, heading: Heading, pager: Pager) -> tuple[Link, ...]:
    w = site.words
    crumbs = [home_link(site)]
    if heading.kind in ("nam", "thang"):
        crumbs.append(Link("nam/index.html", w("nav.years")))
    if heading.kind == "thang":
        crumbs.append(year_link(site, heading.id.split("/")[0]))
    if heading.kind in ("tinh", "khu-vuc", "tinh-nam", "tinh-khi-do", PROVINCE_FORM):
        crumbs.append(Link("tinh/index.html", w("nav.provinces")))
    if heading.kind == "chu-de":
        crumbs.append(Link("chu-de/index.html", w("nav.tags")))
    if heading.kind in ("hinh-thuc", "hinh-thuc-nam"):
        crumbs.append(Link("hinh-thuc/index.html", w("nav.forms")))
    if heading.kind == "cap":
        crumbs.append(Link("thong-ke.html", w("nav.statistics")))
    if heading.kind in FACETS:
        whole = Heading(FACETS[heading.kind], heading.id.rpartition("/")[0])
        crumbs.append(Link(whole.url(), title_of(site, whole)))
    if heading.kind in ("tinh-khi-do", PROVINCE_FORM):
        crumbs.append(province_link(heading.id.partition("/")[0]))
    if pager.number is not None:
        crumbs.append(Link(heading.url(), title_of(site, heading)))
    return tuple(crumbs)


def _province_notes(site: Site, province_id: str, names: Names) -> tuple[Note, ...]:
    """What became of a former province, and what today's was made of. Of the names under which its land is
    listed each leads to what bears it; a name that no article bears has no page to lead to."""
    place = places.get(province_id)
    now = places.now(place)
    if now.id != place.id:
        ended = max(era.end for era in place.eras if era.end is not None)
        words = site.words("listing.merged_into", date=dates.short(dates.of(ended), site.language))
        return (Note(words, (province_link(now.id),)),)
    parts = places.predecessors(place)
    if parts in ((), (place.id,)):
        return ()
    counts = dict(names)
    links = tuple(
        then_link(part, (place.id,), counts[part]) if part in counts else Link("", places.get(part).name)
        for part in parts
    )
    if place.id not in parts and len(parts) == 1:
        return (Note(site.words("listing.renamed"), links),)
    return (Note(site.words("listing.formed_from", date=dates.short(places.MERGER, site.language)), links),)
