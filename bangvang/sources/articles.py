"""Front matter as read, and a body -> Article: names become those of the tables, the rest is derived."""

from __future__ import annotations

from dataclasses import fields, replace
from operator import attrgetter

from bangvang import digests
from bangvang.archive import recipients, records, totals
from bangvang.archive.model import (
    KINDS,
    Article,
    Award,
    Count,
    Person,
    Photo,
    Programme,
    ProvinceName,
    ProvinceShare,
    Publisher,
    Recipient,
    RegionName,
    Scope,
    Source,
    Subset,
    Tag,
    Total,
    slug_of,
)
from bangvang.facts import honours, places
from bangvang.language import text
from bangvang.language.dates import PartialDate
from bangvang.sources import name_lists
from bangvang.sources.front_matter import (
    AwardEntry,
    BreakdownEntry,
    Counts,
    FrontMatter,
    TotalEntry,
)
from bangvang.sources.markup import Body
from bangvang.sources.schema import Reading
from bangvang.sources.yamltext import UNKNOWN, Path

_AS_WRITTEN = (
    "title",
    "date",
    "date_note",
    "published",
    "place",
    "byline",
    "same_event",
    "status",
    "status_date",
    "status_note",
    "draft",
)
"""Keys whose values an article bears as they were read."""


def article(source: Source, reading: Reading, body: Body, digest: str) -> Article:
    """The article of one file, whose front matter gave a model. `digest`: of the body's HTML."""
    entry: FrontMatter = reading.model
    awards = tuple(_award(item, entry.date) for item in entry.awards or ())
    made = Article(
        **{key: getattr(entry, key) for key in _AS_WRITTEN},
        id=slug_of(source.path),
        path=source.path,
        scope=_scope(entry),
        provinces=tuple(_province(name) for name in dict.fromkeys(_known(entry.province))),
        region=_region(entry.region) if entry.region is not None else None,
        awards=awards,
        total=_total(entry.total, awards),
        breakdown=tuple(ProvinceShare(_province(b.province), _counts(b)) for b in _shares(entry)),
        organisations=_known(entry.organisations),
        people=tuple(Person(p.name, p.title) for p in entry.people or ()),
        programme=Programme(entry.programme.name, entry.programme.period) if entry.programme else None,
        source=Publisher(entry.source.name, entry.source.code, entry.source.url) if entry.source else None,
        photos=photos(entry),
        tags=_tags(_known(entry.tags)),
        aliases=tuple(dict.fromkeys(_known(entry.aliases))),
        review=_known(entry.review),
        excerpt=body.excerpt,
        references=body.references,
        anchors=body.anchors,
        marks=_marks(reading, entry),
        body=digest,
        facts="",
    )
    return replace(made, facts=_facts(made))


def _known(values: tuple[str, ...] | None) -> tuple[str, ...]:
    """A list without what could not be read of it."""
    return tuple(value for value in values or () if value != UNKNOWN)


def _shares(entry: FrontMatter) -> tuple[BreakdownEntry, ...]:
    return tuple(share for share in entry.breakdown or () if share.province != UNKNOWN)


_PLACED = ("title", "date", "draft", "place", "same_event", "published", "status_date")


def _marks(reading: Reading, entry: FrontMatter) -> str:
    """Where the things stand that rules about the whole archive complain of; see `Article.mark`."""
    marks = reading.tree.marks
    wanted: list[tuple[str, Path]] = [(key, (key,)) for key in _PLACED]
    wanted += [(f"tags/{text.slug(name)}", ("tags", i)) for i, name in enumerate(entry.tags or ())]
    wanted += [(f"aliases/{alias}", ("aliases", i)) for i, alias in enumerate(entry.aliases or ())]
    wanted += [(f"photos/{p.file}", ("photos", i, "file")) for i, p in enumerate(entry.photos or ())]
    parts = (tuple(path) for path, _ in marks if path[0] == "awards" and path[-1] == "status_date")
    wanted += [("/".join(map(str, path)), path) for path in parts]
    spots = ((name, marks[path, False]) for name, path in wanted if (path, False) in marks)
    return "".join(f"\n{name}\t{line}:{column}" for name, (line, column) in spots)


_NOT_FACTS = ("anchors", "body", "facts", "marks", "references")
_FACTS = attrgetter(*(field.name for field in fields(Article) if field.name not in _NOT_FACTS))


def _facts(article: Article) -> str:
    """A digest of what other pages may quote; where a thing stands in the file is no fact."""
    return digests.of(records.dump(_FACTS(article)))


def _award(item: AwardEntry, date: PartialDate) -> Award:
    form = honours.find_form(item.form)
    count = _counts(item)
    return Award(
        grantor=item.grantor,
        level=item.level or honours.level_of(item.grantor, form, on=date),
        form=form.label if form else item.form,
        form_id=form.id if form else "",
        count=count,
        approx=item.approx,
        posthumous=item.posthumous,
        names=_recipients(item, count),
        subset=tuple(Subset(s.of, _counts(s)) for s in item.subset or ()),
        status=item.status,
        status_date=item.status_date,
        status_note=item.status_note,
        own_name=honours.own_name(item.form, form) if form else "",
    )


def _recipients(item: AwardEntry, count: Count) -> tuple[Recipient, ...]:
    listed = [entry for entry in item.names or () if entry.name != UNKNOWN]
    named = name_lists.with_couples([entry.name for entry in listed], count)
    kinds = recipients.kinds([name for names in named for name in names], count)
    entries = [
        (entry, name if i or len(names) == 1 else entry.name[: entry.name.index(name) + len(name)])
        for entry, names in zip(listed, named, strict=True)
        for i, name in enumerate(names)
    ]
    return tuple(
        Recipient(name, kind, entry.status, entry.status_date, entry.status_note)
        for (entry, name), kind in zip(entries, kinds, strict=True)
    )


def _total(stated: TotalEntry | None, awards: tuple[Award, ...]) -> Total:
    if stated is None:
        return totals.of(None, False, awards)
    return totals.of(_counts(stated), stated.approx, awards)


def _counts(entry: Counts) -> Count:
    return Count(*(getattr(entry, kind) for kind in KINDS))


def photos(entry: FrontMatter) -> tuple[Photo, ...]:
    """The photos that the front matter names."""
    return tuple(
        Photo(item.file, item.caption, item.credit, item.alt or item.caption or "")
        for item in entry.photos or ()
    )


def _province(place_id: str) -> ProvinceName:
    return ProvinceName(place_id, places.get(place_id).name)


def _region(region_id: str) -> RegionName:
    region = places.find_region(region_id)
    return RegionName(region_id, region.name if region else region_id)


def _tags(names: tuple[str, ...]) -> tuple[Tag, ...]:
    tags = {text.slug(name): name for name in reversed(names)}
    return tuple(Tag(slug, tags[slug]) for slug in dict.fromkeys(text.slug(name) for name in names) if slug)


def _scope(entry: FrontMatter) -> Scope:
    provinces = set(_known(entry.province))
    scope = entry.scope
    if scope is None and entry.region is not None and not provinces:
        scope = "region"
    if scope is None:
        scope = "provinces" if len(provinces) > 1 else "province"
    # Where the article is broken, pages that are only tried out must still have something to name.
    missing = entry.region is None if scope == "region" else not provinces
    return "national" if missing else scope
