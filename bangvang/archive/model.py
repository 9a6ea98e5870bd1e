"""The nouns of the archive: frozen values that every later stage reads and none changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from bangvang.language.dates import PartialDate

Scope = Literal["province", "provinces", "region", "national"]
Status = Literal["corrected", "annulled"]
RecipientKind = Literal["persons", "collectives", "households"]

KINDS = ("collectives", "individuals", "households", "recipients")
"""The four columns that are never mixed: tập thể, cá nhân, hộ gia đình, chưa tách."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file under `content/` as it lies on disk.

    `path` is relative to the site's folder, with forward slashes (`content/2024/x.md`); `text` is cleaned
    (NFC, LF), `typed` what it was before, where that is not the same; `digest` is a hash of the bytes, hex.
    """

    path: str
    text: str
    digest: str
    typed: str = ""


def slug_of(path: str) -> str:
    """The article's id: the file's name without folder and `.md`."""
    return path.rpartition("/")[2].removesuffix(".md")


@dataclass(frozen=True, slots=True)
class Count:
    """Numbers of recipients by kind. None: the text does not say. 0: the text says there were none."""

    collectives: int | None = None
    individuals: int | None = None
    households: int | None = None
    recipients: int | None = None

    @property
    def known(self) -> bool:
        # Asked tens of thousands of times in a build: written out, it takes a fifth of the time.
        return (
            self.collectives is not None
            or self.individuals is not None
            or self.households is not None
            or self.recipients is not None
        )

    @property
    def whole(self) -> int | None:
        """The sum of what is stated, or None when nothing is."""
        stated = [n for kind in KINDS if (n := getattr(self, kind)) is not None]
        return sum(stated) if stated else None

    def plus(self, other: Count) -> Count:
        """Column by column; a column unknown on both sides stays unknown."""
        return Count(*(_plus(getattr(self, kind), getattr(other, kind)) for kind in KINDS))

    def minus(self, other: Count) -> Count:
        """Column by column; a column unknown here stays unknown, and none goes below nought."""
        return Count(*(_minus(getattr(self, kind), getattr(other, kind)) for kind in KINDS))


def _plus(a: int | None, b: int | None) -> int | None:
    if a is None:
        return b
    return a if b is None else a + b


def _minus(a: int | None, b: int | None) -> int | None:
    return a if a is None else max(a - (b or 0), 0)


def add_counts(counts: Iterable[Count]) -> Count:
    """The column-wise sum of many counts; the empty sum is unknown in every column."""
    total = Count()
    for count in counts:
        total = total.plus(count)
    return total


@dataclass(frozen=True, slots=True)
class Subset:
    """A part of an entry ("trong đó có 05 … đến từ …"): shown, never added."""

    of: str
    count: Count


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody whom an article names: `name` as it is written. `status`: what became of this one's award."""

    name: str
    kind: RecipientKind
    status: Status | None = None
    status_date: PartialDate | None = None
    status_note: str | None = None


_COLUMN_OF: Mapping[RecipientKind, str] = {
    "persons": "individuals",
    "collectives": "collectives",
    "households": "households",
}


@dataclass(frozen=True, slots=True)
class Award:
    """One entry: one grantor × one form of award, as the text states it. `status`: what became of it."""

    grantor: str
    level: str | None
    form: str
    form_id: str
    count: Count
    approx: bool = False
    posthumous: bool = False
    names: tuple[Recipient, ...] = ()
    subset: tuple[Subset, ...] = ()
    status: Status | None = None
    status_date: PartialDate | None = None
    status_note: str | None = None
    own_name: str = ""
    """What stands behind the form: Huy hiệu “Tuổi trẻ dũng cảm”."""

    @property
    def worded(self) -> str:
        """The form, and the name behind it."""
        return f"{self.form} “{self.own_name}”" if self.own_name else self.form

    @property
    def annulled(self) -> bool:
        return self.status == "annulled"

    @property
    def annulled_names(self) -> tuple[Recipient, ...]:
        return tuple(name for name in self.names if name.status == "annulled")

    @property
    def standing(self) -> Count:
        """The numbers that still hold: none where the entry is annulled, one less for each annulled name."""
        if self.annulled:
            return self.count.minus(self.count) if self.count.known else Count(recipients=0)
        count = self.count
        for name in self.annulled_names:
            column = _COLUMN_OF[name.kind]
            column = "recipients" if getattr(count, column) is None else column
            count = count.minus(Count(**{column: 1}))
        return count


@dataclass(frozen=True, slots=True)
class Total:
    """The article's number of recipients: what it states, else the sum of its entries.

    `at_least`: some entry is unknown or approximate, so the number is a floor. `stated`: the article gives
    the whole itself. Nothing known: every column of `count` is None.
    """

    count: Count
    at_least: bool = False
    approx: bool = False
    stated: bool = False

    @property
    def known(self) -> bool:
        return self.count.known

    @property
    def all(self) -> int | None:
        return self.count.whole

    @property
    def parted(self) -> bool:
        """Whether the whole is more than any one of its columns."""
        return sum(bool(getattr(self.count, kind)) for kind in KINDS) > 1


@dataclass(frozen=True, slots=True)
class ProvinceShare:
    """One province's part of a wider event: shown, never added."""

    province: ProvinceName
    count: Count


@dataclass(frozen=True, slots=True)
class ProvinceName:
    """A province under its name at the time of the event; `id` is a key of `places`."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class RegionName:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    name: str
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Publisher:
    """Where the report appeared."""

    name: str
    code: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """`file` lies beside the article; None where only the caption is known."""

    file: str | None
    caption: str | None
    credit: str | None
    alt: str


@dataclass(frozen=True, slots=True)
class Tag:
    """`slug` is the key; `name` is as this article writes it."""

    slug: str
    name: str


NOTHING = "\0"
"""Begins and ends the number that stands for an address in a body. HTML has no such letter: whoever reads it
makes U+FFFD of it, written as it is or by its number, so that no text can be taken for a token."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A link or image of the body that the archive must resolve.

    `kind`: "content" (another .md, `target` relative to the site's folder), "site" (a path below output/),
    "file" (beside the article). `tail`: fragment, or query and fragment, as they end the address. `token`
    stands in the body's HTML where the address belongs.
    """

    kind: Literal["content", "site", "file"]
    target: str
    tail: str
    token: str
    written: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Article:
    """One commendation report, complete but for its body, which is kept by `body` (a digest of the HTML).

    `facts` is a digest of everything here but `body` and `source_digest`: what a page that only quotes the
    article depends on. `anchors`: the places in the body that links may name.
    """

    id: str
    path: str
    title: str
    date: PartialDate
    scope: Scope
    provinces: tuple[ProvinceName, ...]
    region: RegionName | None
    place: str | None
    date_note: str | None
    published: PartialDate | None
    awards: tuple[Award, ...]
    total: Total
    breakdown: tuple[ProvinceShare, ...]
    organisations: tuple[str, ...]
    people: tuple[Person, ...]
    programme: Programme | None
    source: Publisher | None
    byline: str | None
    photos: tuple[Photo, ...]
    tags: tuple[Tag, ...]
    aliases: tuple[str, ...]
    same_event: str | None
    status: Status | None
    status_date: PartialDate | None
    status_note: str | None
    draft: bool
    review: tuple[str, ...]
    excerpt: str
    references: tuple[Reference, ...]
    marks: str
    body: str
    facts: str
    anchors: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return f"bai-viet/{self.date.year:04d}/{self.id}.html"

    @property
    def counted(self) -> bool:
        """Whether its awards enter sums: not a second report, an annulled award or a draft."""
        return self.same_event is None and self.status != "annulled" and not self.draft

    @property
    def order(self) -> tuple[tuple[int, int, int], str]:
        """Oldest first; total, since ids are unique."""
        return (self.date.sort_key, self.id)

    def mark(self, name: str) -> tuple[int, int]:
        """The line and column of a value of the front matter: `title`, `date`, `draft`, `place`,
        `same_event`, `published`, `status_date`, `awards/0/status_date`, `tags/<slug>`, `aliases/<address>`
        or `photos/<file>`, as `sources.articles` marks them; (1, 1) for what is not there or not marked.
        (One text for all of them: thousands of articles are kept between builds.)"""
        _, found, rest = self.marks.partition(f"\n{name}\t")
        if not found:
            return 1, 1
        line, column = rest.partition("\n")[0].split(":")
        return int(line), int(column)


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page of `content/pages/`: a title and a body."""

    id: str
    path: str
    title: str
    excerpt: str
    references: tuple[Reference, ...]
    body: str
    anchors: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return f"{self.id}.html"


Item = Article | PlainPage
"""A file of the archive that becomes a page."""
