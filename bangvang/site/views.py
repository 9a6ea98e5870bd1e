"""What each kind of page sees: closed trees of plain values, made from articles and words alone.

A template is given one of these as `view`. It never queries, sorts or counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from bangvang.archive.counting import Tally
from bangvang.archive.model import Person, Programme, ProvinceShare, Publisher, Total
from bangvang.language.dates import PartialDate
from bangvang.site.charts import Columns, Shade, Stack, TileMap, Wings
from bangvang.site.photos import Picture


@dataclass(frozen=True, slots=True)
class Link:
    """`url` is relative to output/ (`tinh/quang-nam.html`); templates put the way to the root before it."""

    url: str
    label: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Links under one heading of an index page."""

    label: str
    links: tuple[Link, ...]
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """An article as a listing shows it. `places` are provinces as of then, or the region, or "Toàn quốc"."""

    url: str
    title: str
    date: PartialDate
    places: tuple[Link, ...]
    total: Total
    forms: tuple[Link, ...]
    excerpt: str
    status: str | None
    draft: bool


Cells = tuple[int | None, ...]
"""The numbers of a row, one for each column of its table; None: not stated."""


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of a row ("trong đó …"): shown, never added."""

    of: str
    cells: Cells


@dataclass(frozen=True, slots=True)
class AwardRow:
    """A row of the article's table of awards. `level` is a word, already in the site's language; `names` lead
    to the golden board, those that are not on it nowhere."""

    grantor: str
    level: str | None
    form: Link
    cells: Cells
    approx: bool
    posthumous: bool
    names: tuple[Link, ...]
    parts: tuple[PartRow, ...]


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
class Story:
    """The body of a page: HTML kept under `digest`, with the addresses and the pictures to put in for its
    tokens (None: a picture that cannot be shown). `eager`: its first picture is loaded at once."""

    digest: str
    addresses: tuple[tuple[str, str], ...]
    pictures: tuple[tuple[str, Picture | None], ...] = ()
    eager: bool = True


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photo of the front matter; `picture` is None where only the caption is known."""

    picture: Picture | None
    caption: str | None
    credit: str | None
    alt: str


@dataclass(frozen=True, slots=True)
class ShareCard:
    """The words on the picture that stands for a page where it is shared. `number`: the article's total."""

    title: str
    number: str
    facts: str


@dataclass(frozen=True, slots=True)
class PlaceNow:
    """Where a former province belongs today; None when nothing changed."""

    then: Link
    now: Link


@dataclass(frozen=True, slots=True)
class Citation:
    """How to cite an article: a sentence, and records for reference managers."""

    text: str
    bibtex: str
    ris: str


@dataclass(frozen=True, slots=True)
class Machine:
    """What an article tells machines: JSON-LD, ready for its element, with its digest for the page's policy,
    and Dublin Core (element, content)."""

    linked_data: Markup
    digest: str
    dublin_core: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    title: str
    description: str
    crumbs: tuple[Link, ...]
    id: str
    date: PartialDate
    weekday: str | None
    date_note: str | None
    published: PartialDate | None
    year: Link
    month: Link | None
    places: tuple[Link, ...]
    places_now: tuple[PlaceNow, ...]
    venue: str | None
    awards: AwardTable
    total: Total
    breakdown: tuple[ProvinceShare, ...]
    organisations: tuple[str, ...]
    people: tuple[Person, ...]
    programme: Programme | None
    source: Publisher | None
    byline: str | None
    lead: PhotoView | None
    gallery: tuple[PhotoView, ...]
    captions: tuple[PhotoView, ...]
    tags: tuple[Link, ...]
    status: str | None
    status_date: PartialDate | None
    status_note: str | None
    same_event: Link | None
    draft: bool
    story: Story
    older: Link | None
    newer: Link | None
    related: tuple[Card, ...]
    citation: Citation
    machine: Machine
    share_image: str | None = None


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
    newest page; `ways` lead to narrower or sibling listings (a year's months), `facets` of a year to its
    provinces and forms.
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
class Note:
    """A sentence with links at its end: "Từ 1/7/2025 thuộc: Đà Nẵng"."""

    text: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class IndexView:
    """An index of listings: years, provinces, tags or forms. `kind`: nam tinh chu-de hinh-thuc."""

    kind: str
    title: str
    description: str
    crumbs: tuple[Link, ...]
    lead: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar: its page where it has articles, and how dark it is (0 to 5)."""

    number: int
    link: Link | None
    step: int


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """`undated`: articles of which only the year is known."""

    link: Link
    months: tuple[Month, ...]
    undated: int


@dataclass(frozen=True, slots=True)
class CalendarView:
    """The years, newest first, each a strip of twelve months; years without articles are there, too."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    lead: str
    years: tuple[CalendarYear, ...]
    key: tuple[Shade, ...]


@dataclass(frozen=True, slots=True)
class EraView:
    """The provinces by their names of one era. `id`: now or then."""

    id: str
    label: str
    lead: str
    map: TileMap
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class ProvincesView:
    """`wider`: regions and the nation, the same in either era."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    lead: str
    eras: tuple[EraView, ...]
    wider: Group | None


@dataclass(frozen=True, slots=True)
class YearColumn:
    """A year of the front page: its page, where it has articles, and how tall its column is (0 to 40)."""

    link: Link
    height: int


@dataclass(frozen=True, slots=True)
class HomeView:
    """`photo`: of the newest article, where it has one; `years`: the last of them, oldest first, with those
    between that have no articles; `map`: today's provinces by articles on their land."""

    title: str
    description: str
    lead: str
    tally: Tally
    latest: tuple[Card, ...]
    photo: PhotoView | None
    pager: Pager
    years: tuple[YearColumn, ...]
    map: TileMap
    tags: tuple[Link, ...]
    forms: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Row:
    link: Link
    tally: Tally


@dataclass(frozen=True, slots=True)
class Table:
    """A table of statistics: `unit` is "articles" (people recognised) or "grants" (lượt khen thưởng).

    `chart` shows the same figures; its type says how it is drawn, and `shape` says so to the template:
    stack, wings, tiles. None where there is nothing to draw.
    """

    id: str
    caption: str
    head: str
    unit: str
    rows: tuple[Row, ...]
    shape: str = ""
    chart: Stack | Wings | TileMap | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of the matrix and the page of the articles behind it; None where nothing was given."""

    url: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class MatrixRow:
    link: Link
    cells: tuple[Cell | None, ...]
    whole: Tally


@dataclass(frozen=True, slots=True)
class Panel:
    """One of many small charts; `link` None for what is left when there would be too many."""

    link: Link | None
    columns: Columns
    floor: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """Grants by form (rows) and year (columns, oldest first), and the same as small charts."""

    id: str
    caption: str
    years: tuple[Link, ...]
    rows: tuple[MatrixRow, ...]
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class StatisticsView:
    title: str
    description: str
    crumbs: tuple[Link, ...]
    tally: Tally
    tables: tuple[Table, ...]
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class BoardHonour:
    """One award of a name: what, when, where, and the article that says so. `more`: rank, village …"""

    article: Link
    form: Link
    date: PartialDate
    places: tuple[Link, ...]
    more: str
    posthumous: bool
    status: str | None


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """`id`: what the entry is called within its page."""

    id: str
    name: str
    honours: tuple[BoardHonour, ...]


@dataclass(frozen=True, slots=True)
class BoardSection:
    """One kind of recipient on the board's front page. `initials` with the number of names under each."""

    kind: str
    label: str
    count: int
    initials: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class BoardView:
    """The golden board's front page; no sections where no article lists names."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    lead: str
    sections: tuple[BoardSection, ...]


@dataclass(frozen=True, slots=True)
class InitialView:
    """The names under one initial, in order. `initials`: all of this kind; `parts`: the pages of a long
    initial, each called by its first and last name; the one shown has no address in either."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    kind: str
    initials: tuple[Link, ...]
    parts: tuple[Link, ...]
    entries: tuple[BoardEntry, ...]


@dataclass(frozen=True, slots=True)
class PlainView:
    title: str
    description: str
    crumbs: tuple[Link, ...]
    story: Story


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True)
class DataFile:
    """`rows` None and no columns: a file that is no table."""

    url: str
    name: str
    description: str
    rows: int | None
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class DataView:
    title: str
    description: str
    crumbs: tuple[Link, ...]
    files: tuple[DataFile, ...]


@dataclass(frozen=True, slots=True)
class MessageView:
    """404, gone pages: a heading, a sentence and ways on."""

    title: str
    description: str
    message: str
    ways: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class RedirectView:
    title: str
    target: str


@dataclass(frozen=True, slots=True)
class FeedView:
    """An Atom feed; `url` is its own, `about` the page it follows; `updated` of the newest card or None."""

    title: str
    description: str
    url: str
    about: str
    updated: PartialDate | None
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class SitemapView:
    urls: tuple[tuple[str, str | None], ...]
