"""Makers: what a page depends on in, its view out. Each is a pure function of its arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bangvang.archive.archive import NATION, Neighbours
from bangvang.archive.model import KINDS, Article, Award, PlainPage, Total
from bangvang.facts import honours, places
from bangvang.language import dates, text
from bangvang.language.words import Words
from bangvang.site import metadata
from bangvang.site.photos import Picture
from bangvang.site.views import (
    ArticleView,
    AwardRow,
    AwardTable,
    Card,
    Column,
    DataFile,
    DataView,
    Link,
    MessageView,
    PartRow,
    PhotoView,
    PlaceNow,
    PlainView,
    RedirectView,
    ShareCard,
    SitemapView,
    Story,
)


@dataclass(frozen=True, slots=True)
class Site:
    """What every page knows: the configuration, the language's words and the plain pages' links.
    `share_image`: address of the picture of every page without its own; empty when there is none."""

    title: str
    tagline: str | None
    description: str
    base_url: str
    language: dates.Lang
    footer: str | None
    search: bool
    nav: tuple[Link, ...]
    words: Words
    share_image: str = ""


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


_cards: dict[tuple[str, str], Card] = {}
_MOST_CARDS = 50_000


def card(site: Site, article: Article) -> Card:
    """The article as listings show it. Remembered, since an article stands in some twenty lists."""
    key = (article.facts, site.language)
    made = _cards.get(key)
    if made is None:
        if len(_cards) >= _MOST_CARDS:
            _cards.clear()
        made = _cards[key] = _card(site, article)
    return made


def _card(site: Site, article: Article) -> Card:
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
    photos: tuple[tuple[str, Picture], ...],
    share: str | None,
    board: tuple[tuple[str, str], ...],
) -> ArticleView:
    """`tag_names`: slug -> the archive's spelling; `photos`: file -> how to show it; `share`: address of the
    article's own share image; `board`: recipient's name -> where it stands on the golden board. A photo that
    the body shows is not shown again; of the others the first leads the article."""
    year = f"{article.date.year:04d}"
    month = f"{year}/{article.date.month:02d}" if article.date.month is not None else None
    where = place_links(site, article)
    url = site.base_url + article.url if site.base_url else ""
    crumbs = (year_link(site, year), *((month_link(site, month),) if month else ()))
    apart = _photos_apart(article, dict(photos))
    pictured = tuple(photo for photo in apart if photo.picture is not None)
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
        awards=_award_table(site, article, dict(board)),
        total=article.total,
        breakdown=article.breakdown,
        organisations=article.organisations,
        people=article.people,
        programme=article.programme,
        source=article.source,
        byline=article.byline,
        lead=pictured[0] if pictured else None,
        gallery=pictured[1:],
        captions=tuple(photo for photo in apart if photo.picture is None),
        tags=tuple(tag_link(slug, name) for slug, name in tag_names),
        status=article.status,
        status_date=article.status_date,
        status_note=article.status_note,
        same_event=article_link(same_event) if same_event is not None else None,
        draft=article.draft,
        story=replace(story, eager=not pictured),
        older=article_link(near.older) if near.older is not None else None,
        newer=article_link(near.newer) if near.newer is not None else None,
        related=tuple(card(site, other) for other in near.related),
        citation=metadata.citation(article, site.words, site.language, title=site.title, url=url),
        machine=metadata.machine(
            article,
            publisher=site.title,
            home=site.base_url or "../" * article.url.count("/"),
            crumbs=(home_link(site), *crumbs),
            places=where,
            image=share or (pictured[0].picture.src if pictured and pictured[0].picture else None),
        ),
        share_image=share,
    )


def lead_photo(article: Article, pictures: Mapping[str, Picture]) -> PhotoView | None:
    """The photo that leads the article, where it has one."""
    return next((photo for photo in _photos_apart(article, pictures) if photo.picture is not None), None)


def _photos_apart(article: Article, pictures: Mapping[str, Picture]) -> tuple[PhotoView, ...]:
    """The photos of the front matter but for those in the body."""
    inside = {reference.target for reference in article.references if reference.kind == "file"}
    return tuple(
        PhotoView(pictures.get(p.file) if p.file is not None else None, p.caption, p.credit, p.alt)
        for p in article.photos
        if p.file not in inside
    )


def _places_now(article: Article) -> tuple[PlaceNow, ...]:
    out = []
    for name in article.provinces:
        now = places.now(places.get(name.id))
        if now.id != name.id:
            out.append(PlaceNow(province_link(name.id), province_link(now.id)))
    return tuple(out)


def _award_table(site: Site, article: Article, board: Mapping[str, str]) -> AwardTable:
    """Only kinds of recipient that the article speaks of get a column: most articles speak of two."""
    awards, total = article.awards, article.total
    counts = [award.count for award in awards] + [part.count for award in awards for part in award.subset]
    columns = tuple(kind for kind in KINDS if any(getattr(count, kind) is not None for count in counts))
    summed = tuple(getattr(total.count, kind) for kind in columns)
    # The whole stands in the heading; below the columns only if it divides as they do.
    divides = all(kind in columns for kind in KINDS if getattr(total.count, kind) is not None)
    shown = total.known and divides and (total.stated or len(awards) > 1)
    return AwardTable(
        columns,
        tuple(_award_row(site, award, columns, board) for award in awards),
        summed if shown else None,
        any(getattr(award.count, kind) is None for award in awards for kind in columns),
    )


def _award_row(site: Site, award: Award, columns: tuple[str, ...], board: Mapping[str, str]) -> AwardRow:
    return AwardRow(
        grantor=award.grantor,
        level=site.words(f"level.{award.level}") if award.level is not None else None,
        form=Link(f"hinh-thuc/{award.form_id}.html", award.form),
        cells=tuple(getattr(award.count, kind) for kind in columns),
        approx=award.approx,
        posthumous=award.posthumous,
        names=tuple(Link(board.get(name, ""), name) for name in award.names),
        parts=tuple(
            PartRow(part.of, tuple(getattr(part.count, kind) for kind in columns)) for part in award.subset
        ),
    )


# ---------------------------------------------------------------- share images


def share_card(site: Site, article: Article) -> ShareCard:
    """The words on an article's share image."""
    where = ", ".join(link.label for link in place_links(site, article))
    facts = [
        where,
        article.place if article.scope != "province" else None,
        dates.long(article.date, site.language),
    ]
    number = total_label(site, article.total) if article.total.known else ""
    return ShareCard(article.title, number, " · ".join(fact for fact in facts if fact))


def site_card(site: Site) -> ShareCard:
    """The words on the share image of every other page."""
    host = site.base_url.partition("://")[2].rstrip("/")
    return ShareCard(site.tagline or site.title, "", host)


def share_image(site: Site, words: ShareCard) -> bytes:
    """The PNG."""
    from bangvang.site import share  # deferred: few builds draw one, and every build would pay for loading it

    return share.draw(site.title, words)


def total_label(site: Site, total: Total) -> str:
    """A total in words, as pages have it: "3 tập thể, 6 cá nhân", "ít nhất …"."""
    w = site.words
    shown = text.number if site.language == "vi" else "{:,}".format
    parts = [
        f"{shown(number)} {w(f'count.{name}_one' if number == 1 else f'count.{name}')}"
        for name in ("collectives", "individuals", "households", "recipients")
        if (number := getattr(total.count, name))
    ]
    if not parts:
        return f"0 {w('count.recipients')}" if total.known else w("count.not_stated")
    about = "count.about" if total.stated and total.approx else "count.at_least"
    return (f"{w(about)} " if total.at_least else "") + ", ".join(parts)


def plain_page(site: Site, page: PlainPage, story: Story) -> PlainView:
    return PlainView(page.title, page.excerpt or site.description, (home_link(site),), story)


def home_link(site: Site) -> Link:
    return Link("index.html", site.words("site.home"))


# ---------------------------------------------------------------- data, messages, the rest


def data_page(
    site: Site, files: tuple[tuple[str, str, int | None, tuple[tuple[str, str], ...]], ...]
) -> DataView:
    """`files`: (name, word, rows, ((column, type), …)); no rows and no columns for what is no table."""
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


def sitemap(_site: Site, urls: tuple[tuple[str, str | None], ...]) -> SitemapView:
    return SitemapView(urls)


def robots(site: Site) -> Link:
    return Link("sitemap.xml", site.title)
