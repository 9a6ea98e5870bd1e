"""Makers: what a page depends on in, its view out. Each is a pure function of its arguments."""

from __future__ import annotations

from dataclasses import dataclass

from bangvang import dates, honours, places, text
from bangvang.archive import NATION, Neighbours
from bangvang.dates import PartialDate
from bangvang.model import Article, Award, PlainPage
from bangvang.stats import Tally
from bangvang.views import (
    ArticleView,
    AwardRow,
    Card,
    Column,
    DataFile,
    DataView,
    FeedView,
    Group,
    HomeView,
    IndexView,
    Link,
    ListingView,
    MessageView,
    Note,
    Pager,
    PhotoView,
    PlaceNow,
    PlainView,
    RedirectView,
    Row,
    SitemapView,
    StatisticsView,
    Story,
    Table,
)
from bangvang.words import Words

MERGER = PartialDate(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Site:
    """What every page knows: the configuration, the language's words and the plain pages' links."""

    title: str
    tagline: str | None
    description: str
    base_url: str
    language: dates.Lang
    footer: str | None
    search: bool
    nav: tuple[Link, ...]
    words: Words


# ---------------------------------------------------------------- links


def year_link(site: Site, year: str, count: int | None = None) -> Link:
    return Link(f"nam/{year}.html", site.words("listing.year", year=year), count)


def month_link(site: Site, month: str, count: int | None = None) -> Link:
    year, number = month.split("/")
    return Link(f"nam/{month}.html", site.words("listing.month", month=int(number), year=year), count)


def province_link(province_id: str, count: int | None = None) -> Link:
    return Link(f"tinh/{province_id}.html", places.get(province_id).name, count)


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


def card(site: Site, article: Article) -> Card:
    forms = tuple(dict.fromkeys(award.form_id for award in article.awards))
    return Card(
        url=article.url,
        title=article.title,
        date=article.date,
        places=place_links(site, article),
        total=article.total,
        forms=tuple(form_link(form_id) for form_id in forms),
        excerpt=article.excerpt,
        status=article.status,
        draft=article.draft,
    )


# ---------------------------------------------------------------- articles and plain pages


def article_page(
    site: Site,
    article: Article,
    story: Story,
    near: Neighbours,
    same_event: Article | None,
    tag_names: tuple[tuple[str, str], ...],
    photos: tuple[tuple[str, str], ...],
) -> ArticleView:
    """`tag_names`: slug -> the archive's spelling; `photos`: file -> address below output/."""
    year = f"{article.date.year:04d}"
    month = f"{year}/{article.date.month:02d}" if article.date.month is not None else None
    where = place_links(site, article)
    crumbs = (year_link(site, year), *((month_link(site, month),) if month else ()))
    addresses = dict(photos)
    return ArticleView(
        title=article.title,
        description=article.excerpt or site.words("description.article_fallback"),
        crumbs=(home_link(site), *crumbs),
        id=article.id,
        date=article.date,
        weekday=dates.weekday(article.date, site.language),
        date_note=article.date_note,
        published=article.published,
        year=year_link(site, year),
        month=month_link(site, month) if month else None,
        places=where,
        places_now=_places_now(article),
        venue=article.place,
        awards=tuple(_award_row(site, award) for award in article.awards),
        total=article.total,
        breakdown=article.breakdown,
        organisations=article.organisations,
        people=article.people,
        programme=article.programme,
        source=article.source,
        byline=article.byline,
        photos=tuple(
            PhotoView(addresses.get(p.file) if p.file else None, p.caption, p.credit, p.alt)
            for p in article.photos
        ),
        tags=tuple(tag_link(slug, name) for slug, name in tag_names),
        status=article.status,
        status_date=article.status_date,
        status_note=article.status_note,
        same_event=article_link(same_event) if same_event is not None else None,
        draft=article.draft,
        story=story,
        older=article_link(near.older) if near.older is not None else None,
        newer=article_link(near.newer) if near.newer is not None else None,
        related=tuple(card(site, other) for other in near.related),
    )


def _places_now(article: Article) -> tuple[PlaceNow, ...]:
    out = []
    for name in article.provinces:
        now = places.now(places.get(name.id))
        if now.id != name.id:
            out.append(PlaceNow(province_link(name.id), province_link(now.id)))
    return tuple(out)


def _award_row(site: Site, award: Award) -> AwardRow:
    level = site.words(f"level.{award.level}") if award.level is not None else None
    return AwardRow(
        grantor=award.grantor,
        level=level,
        form=Link(f"hinh-thuc/{award.form_id}.html", award.form),
        count=award.count,
        approx=award.approx,
        posthumous=award.posthumous,
        names=award.names,
        subset=award.subset,
    )


def plain_page(site: Site, page: PlainPage, story: Story) -> PlainView:
    return PlainView(page.title, page.excerpt or site.description, (home_link(site),), story)


def home_link(site: Site) -> Link:
    return Link("index.html", site.words("site.home"))


# ---------------------------------------------------------------- listings


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
        folder = {"thang": "nam", "all": "bai-viet"}.get(self.kind, self.kind)
        return f"{folder}/{self.id}"


def title_of(site: Site, heading: Heading) -> str:
    """What a listing is called."""
    name, word = heading.name, f"listing.{_LISTING_WORDS[heading.kind]}"
    if heading.kind == "thang":
        return month_link(site, heading.id).label
    if heading.kind == "tinh":
        name = places.get(heading.id).name
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
    "khu-vuc": "region",
    "chu-de": "tag",
    "hinh-thuc": "form",
}


def listing_page(
    site: Site,
    heading: Heading,
    articles: tuple[Article, ...],
    tally: Tally | None,
    ways: tuple[tuple[str, int], ...],
    pager: Pager,
    feed: str | None,
) -> ListingView:
    """`articles` newest first; `ways`: months of a year with their counts."""
    title = title_of(site, heading)
    if pager.number is not None:
        title = site.words("listing.page", title=title, number=pager.number)
    return ListingView(
        kind=heading.kind,
        title=title,
        description=site.words("description.listing", title=title),
        crumbs=_listing_crumbs(site, heading, pager),
        notes=_province_notes(site, heading.id) if heading.kind == "tinh" and pager.number is None else (),
        tally=tally,
        ways=tuple(month_link(site, month, count) for month, count in ways),
        cards=tuple(card(site, article) for article in articles),
        pager=pager,
        feed=feed,
    )


def _listing_crumbs(site: Site, heading: Heading, pager: Pager) -> tuple[Link, ...]:
    w = site.words
    crumbs = [home_link(site)]
    if heading.kind in ("nam", "thang"):
        crumbs.append(Link("nam/index.html", w("nav.years")))
    if heading.kind == "thang":
        crumbs.append(year_link(site, heading.id.split("/")[0]))
    if heading.kind in ("tinh", "khu-vuc"):
        crumbs.append(Link("tinh/index.html", w("nav.provinces")))
    if heading.kind == "chu-de":
        crumbs.append(Link("chu-de/index.html", w("nav.tags")))
    if heading.kind == "hinh-thuc":
        crumbs.append(Link("hinh-thuc/index.html", w("nav.forms")))
    if pager.number is not None:
        crumbs.append(Link(f"{heading.base}.html", title_of(site, heading)))
    return tuple(crumbs)


def _province_notes(site: Site, province_id: str) -> tuple[Note, ...]:
    """What became of a former province, and what today's was made of."""
    place = places.get(province_id)
    now = places.now(place)
    notes = []
    if now.id != place.id:
        ended = max(era.end for era in place.eras if era.end is not None)
        words = site.words("listing.merged_into", date=dates.short(dates.of(ended), site.language))
        notes.append(Note(words, (province_link(now.id),)))
    made_of = [other for other in places.predecessors(place) if other != place.id]
    if made_of and now.id == place.id:
        words = site.words("listing.formed_from", date=dates.short(MERGER, site.language))
        if len(places.predecessors(place)) > 1 or place.id in places.predecessors(place):
            links = tuple(province_link(other) for other in places.predecessors(place))
            notes.append(Note(words, links))
        else:
            notes.append(Note(site.words("listing.renamed"), tuple(province_link(o) for o in made_of)))
    return tuple(notes)


# ---------------------------------------------------------------- indexes


def years_page(site: Site, months: tuple[tuple[str, tuple[tuple[str, int], ...], int], ...]) -> IndexView:
    """`months`: (year, ((month, count), …), count), newest year first."""
    groups = tuple(
        Group(
            year_link(site, year).label,
            tuple(month_link(site, month, count) for month, count in inside),
            f"nam/{year}.html",
        )
        for year, inside, _ in months
    )
    return _index(site, "nam", "years", groups)


def provinces_page(
    site: Site, counts: tuple[tuple[str, int], ...], regions: tuple[tuple[str, int], ...]
) -> IndexView:
    """Today's provinces by today's regions, then the former names, then regions and the nation."""
    articles = dict(counts)
    w = site.words
    groups = []
    for region in places.all_regions():
        inside = [p for p in places.current() if p.id in articles and p.eras[-1].region == region.id]
        if inside:
            links = tuple(province_link(p.id, articles[p.id]) for p in inside)
            groups.append(Group(region.name, links))
    former = [p for p in places.all() if places.now(p).id != p.id and p.id in articles]
    if former:
        links = tuple(province_link(p.id, articles[p.id]) for p in former)
        groups.append(Group(w("index.former_label"), links))
    if regions:
        groups.append(
            Group(w("index.regions"), tuple(region_link(site, region, count) for region, count in regions))
        )
    return _index(site, "tinh", "provinces", tuple(groups))


def tags_page(site: Site, tags: tuple[tuple[str, str, int], ...]) -> IndexView:
    """`tags`: (slug, name, count). A–Ă–Â… by Vietnamese collation."""
    groups: dict[str, list[Link]] = {}
    for slug, name, count in sorted(tags, key=lambda tag: (text.collation_key(tag[1]), tag[0])):
        groups.setdefault(text.initial(name), []).append(tag_link(slug, name, count))
    return _index(
        site, "chu-de", "tags", tuple(Group(label, tuple(links)) for label, links in groups.items())
    )


def forms_page(site: Site, forms: tuple[tuple[str, int], ...]) -> IndexView:
    """`forms`: (id, count); grouped by category, in the order of rank."""
    counts = dict(forms)
    groups = []
    for category in honours.categories():
        inside = [form for form in honours.forms() if form.category == category.id and form.id in counts]
        if inside:
            links = tuple(form_link(form.id, counts[form.id]) for form in inside)
            groups.append(Group(category.label, links))
    return _index(site, "hinh-thuc", "forms", tuple(groups))


def _index(site: Site, kind: str, word: str, groups: tuple[Group, ...]) -> IndexView:
    lead = site.words(f"index.{word}_lead")
    return IndexView(kind, site.words(f"index.{word}"), lead, (home_link(site),), lead, groups)


def home_page(
    site: Site,
    tally: Tally,
    latest: tuple[Article, ...],
    years: tuple[tuple[str, int], ...],
    provinces: tuple[tuple[str, int], ...],
    tags: tuple[tuple[str, str, int], ...],
    forms: tuple[tuple[str, int], ...],
    more: bool,
) -> HomeView:
    return HomeView(
        title=site.title,
        description=site.description,
        lead=site.description,
        tally=tally,
        latest=tuple(card(site, article) for article in latest),
        pager=Pager(None, None, None, "bai-viet/index.html" if more else None),
        years=tuple(year_link(site, year, count) for year, count in years),
        provinces=tuple(province_link(province, count) for province, count in provinces),
        tags=tuple(tag_link(slug, name, count) for slug, name, count in tags),
        forms=tuple(form_link(form, count) for form, count in forms),
    )


# ---------------------------------------------------------------- figures, data, the rest

Figures = tuple[tuple[str, Tally], ...]


def statistics_page(
    site: Site,
    tally: Tally,
    years: Figures,
    then: Figures,
    now: Figures,
    regions: Figures,
    forms: Figures,
    levels: Figures,
) -> StatisticsView:
    """Each argument in the order its table shows."""
    w = site.words
    wider = tuple(Row(region_link(site, region), sums) for region, sums in regions)
    tables = (
        Table(
            "theo-nam",
            w("statistics.by_year"),
            w("nav.years"),
            "articles",
            tuple(Row(year_link(site, year), sums) for year, sums in years),
        ),
        Table(
            "theo-tinh",
            w("statistics.by_province_then"),
            w("nav.provinces"),
            "articles",
            tuple(Row(province_link(p), sums) for p, sums in then) + wider,
        ),
        Table(
            "theo-tinh-nay",
            w("statistics.by_province_now"),
            w("nav.provinces"),
            "articles",
            tuple(Row(province_link(p), sums) for p, sums in now) + wider,
        ),
        Table(
            "theo-hinh-thuc",
            w("statistics.by_form"),
            w("nav.forms"),
            "grants",
            tuple(Row(form_link(form), sums) for form, sums in forms),
        ),
        Table(
            "theo-cap",
            w("statistics.by_level"),
            w("statistics.by_level"),
            "grants",
            tuple(Row(Link("", w(f"level.{level}")), sums) for level, sums in levels),
        ),
    )
    title = w("statistics.title")
    return StatisticsView(title, w("statistics.lead"), (home_link(site),), tally, tables)


def data_page(site: Site, files: tuple[tuple[str, str, int, tuple[tuple[str, str], ...]], ...]) -> DataView:
    """`files`: (name, word, rows, ((column, type), …))."""
    w = site.words
    shown = tuple(
        DataFile(
            f"du-lieu/{name}",
            name,
            w(f"data.{word}"),
            rows,
            tuple(Column(column, kind, w(f"data.column.{column}")) for column, kind in columns),
        )
        for name, word, rows, columns in files
    )
    return DataView(w("data.title"), w("data.lead"), (home_link(site),), shown)


def message_page(site: Site, word: str) -> MessageView:
    """`word`: not_found or gone."""
    w = site.words
    ways = (
        home_link(site),
        Link("nam/index.html", w("nav.years")),
        Link("tinh/index.html", w("nav.provinces")),
        Link("chu-de/index.html", w("nav.tags")),
        Link("hinh-thuc/index.html", w("nav.forms")),
    )
    title = w(f"message.{word}_title")
    return MessageView(title, w(f"message.{word}"), w(f"message.{word}"), ways)


def redirect_page(site: Site, target: str) -> RedirectView:
    return RedirectView(site.words("redirect.title"), target)


def feed(
    site: Site, heading: Heading | None, url: str, about: str, articles: tuple[Article, ...]
) -> FeedView:
    """The newest articles as a feed; `heading` None for the whole archive."""
    name = site.title if heading is None else f"{title_of(site, heading)} – {site.title}"
    updated = articles[0].date if articles else None
    cards = tuple(card(site, article) for article in articles)
    return FeedView(site.words("feed.title", name=name), site.description, url, about, updated, cards)


def sitemap(_site: Site, urls: tuple[tuple[str, str | None], ...]) -> SitemapView:
    return SitemapView(urls)


def robots(site: Site) -> Link:
    return Link("sitemap.xml", site.title)
