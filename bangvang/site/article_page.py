"""The page of an article: its view and what makes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bangvang.archive import corrections
from bangvang.archive.archive import Neighbours
from bangvang.archive.model import KINDS, Article, Award, Recipient
from bangvang.facts import places
from bangvang.language import dates
from bangvang.language.dates import PartialDate
from bangvang.site import links, metadata, search_facts
from bangvang.site.cards import Card, card
from bangvang.site.links import (
    Link,
    Site,
    article_link,
    home_link,
    month_link,
    place_links,
    province_link,
    tag_link,
    year_link,
)
from bangvang.site.metadata import Citation, Machine
from bangvang.site.photos import Picture
from bangvang.site.stories import Story

Named = tuple[str, str]
"""Kind and name of a recipient, as articles write it."""
Cells = tuple[int | None, ...]
"""The numbers of a row, one for each column of its table; None: not stated."""


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of a row ("trong đó …"): shown, never added."""

    of: str
    cells: Cells


@dataclass(frozen=True, slots=True)
class NameLink:
    """A recipient by name; `url` leads to the golden board, empty for one that is not on it."""

    url: str
    label: str
    status: str | None = None
    status_date: PartialDate | None = None
    status_note: str | None = None


@dataclass(frozen=True, slots=True)
class AwardRow:
    """A row of the article's table of awards. `level` is a word, already in the site's language; `status`:
    what became of this entry alone."""

    grantor: str
    level: str | None
    form: Link
    cells: Cells
    approx: bool
    posthumous: bool
    names: tuple[NameLink, ...]
    parts: tuple[PartRow, ...]
    status: str | None = None
    status_date: PartialDate | None = None
    status_note: str | None = None


@dataclass(frozen=True, slots=True)
class AwardTable:
    """What an article says was given. `columns`: the kinds of recipient of which it says anything, part of
    the four; none where it gives no number. `foot`: the sum, where there is one to show; `gaps`: whether
    some number is not stated."""

    columns: tuple[str, ...]
    rows: tuple[AwardRow, ...]
    foot: Cells | None
    gaps: bool


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photo of the front matter; `picture` is None where only the caption is known."""

    picture: Picture | None
    caption: str | None
    credit: str | None
    alt: str


@dataclass(frozen=True, slots=True)
class PlaceNow:
    """Where a former province belongs today; None when nothing changed."""

    then: Link
    now: Link


@dataclass(frozen=True, slots=True)
class ArticleView:
    """`places`: where it happened, by the names of then; `awards`: the table of what was given; `lead`: the
    photo that leads the article, `gallery` the others, `captions` those that are not there; `unproven`: facts
    of which the search may have to read the very words, a line each; `updated`: the day of the last
    correction."""

    article: Article
    title: str
    description: str
    crumbs: tuple[Link, ...]
    weekday: str | None
    year: Link
    month: Link | None
    places: tuple[Link, ...]
    places_now: tuple[PlaceNow, ...]
    awards: AwardTable
    lead: PhotoView | None
    gallery: tuple[PhotoView, ...]
    captions: tuple[PhotoView, ...]
    tags: tuple[Link, ...]
    same_event: Link | None
    event_annulled: bool
    story: Story
    older: Link | None
    newer: Link | None
    related: tuple[Card, ...]
    citation: Citation
    machine: Machine
    updated: PartialDate | None
    share_title: str
    share_image: str | None = None
    unproven: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What an article's page shows of the rest of the site. `tag_names`: slug -> the archive's spelling;
    `photos`: file -> how to show it; `share_image`: address of the article's own; `board`: recipient's kind
    and name -> where it stands on the golden board."""

    near: Neighbours
    same_event: Article | None
    tag_names: tuple[tuple[str, str], ...]
    photos: tuple[tuple[str, Picture], ...]
    share_image: str | None
    board: tuple[tuple[Named, str], ...]


ALONE = Around(Neighbours(None, None, ()), None, (), (), None, ())
"""Of an article that nobody knows of yet."""


def article_page(site: Site, article: Article, story: Story, around: Around) -> ArticleView:
    """A photo that the body shows is not shown again; of the others the first leads the article."""
    year, month = _year_and_month(site, article)
    crumbs = (home_link(site), year, *((month,) if month is not None else ()))
    apart = _photos_apart(article, dict(around.photos))
    pictured = tuple(photo for photo in apart if photo.picture is not None)
    near = around.near
    return ArticleView(
        article=article,
        title=article.title,
        description=links.said_of(site, article),
        crumbs=crumbs,
        weekday=dates.weekday(article.date, site.language),
        year=year,
        month=month,
        places=place_links(site, article),
        places_now=_places_now(article),
        awards=_award_table(site, article, dict(around.board)),
        lead=pictured[0] if pictured else None,
        gallery=pictured[1:],
        captions=tuple(photo for photo in apart if photo.picture is None),
        tags=tuple(tag_link(slug, name) for slug, name in around.tag_names),
        same_event=article_link(around.same_event) if around.same_event is not None else None,
        event_annulled=around.same_event is not None and around.same_event.status == "annulled",
        story=replace(story, eager=not pictured),
        older=article_link(near.older) if near.older is not None else None,
        newer=article_link(near.newer) if near.newer is not None else None,
        related=tuple(card(site, other) for other in near.related),
        citation=metadata.citation(site, article),
        machine=metadata.machine(site, article, crumbs, around.share_image or _source_of(pictured)),
        updated=corrections.last_day(article),
        share_title=links.called(site, article),
        share_image=around.share_image,
        unproven="\n".join(search_facts.unproven(article)) if site.search else "",
    )


def _year_and_month(site: Site, article: Article) -> tuple[Link, Link | None]:
    year, month = f"{article.date.year:04d}", article.date.month
    return year_link(site, year), month_link(site, f"{year}/{month:02d}") if month is not None else None


def _source_of(photos: tuple[PhotoView, ...]) -> str | None:
    return next((photo.picture.src for photo in photos if photo.picture is not None), None)


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


def _award_table(site: Site, article: Article, board: Mapping[Named, str]) -> AwardTable:
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


def _award_row(site: Site, award: Award, columns: tuple[str, ...], board: Mapping[Named, str]) -> AwardRow:
    return AwardRow(
        grantor=award.grantor,
        level=site.words(f"level.{award.level}") if award.level is not None else None,
        form=Link(f"hinh-thuc/{award.form_id}.html", award.worded),
        cells=tuple(getattr(award.count, kind) for kind in columns),
        approx=award.approx,
        posthumous=award.posthumous,
        names=tuple(_named(name, award, board) for name in award.names),
        parts=tuple(
            PartRow(part.of, tuple(getattr(part.count, kind) for kind in columns)) for part in award.subset
        ),
        status=award.status,
        status_date=award.status_date,
        status_note=award.status_note,
    )


def _named(recipient: Recipient, award: Award, board: Mapping[Named, str]) -> NameLink:
    off = award.annulled or recipient.status == "annulled"
    url = "" if off else board.get((recipient.kind, recipient.name), "")
    return NameLink(url, recipient.name, recipient.status, recipient.status_date, recipient.status_note)
