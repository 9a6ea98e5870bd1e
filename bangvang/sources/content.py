"""Source -> Article or PlainPage: one file, read alone, every complaint at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from operator import attrgetter

from bangvang import digests
from bangvang.archive import records
from bangvang.archive.model import (
    KINDS,
    Article,
    Award,
    Count,
    Person,
    Photo,
    PlainPage,
    Programme,
    ProvinceName,
    ProvinceShare,
    Publisher,
    RegionName,
    Scope,
    Source,
    Subset,
    Tag,
    total_of,
)
from bangvang.facts import honours, places
from bangvang.language import text
from bangvang.language.dates import PartialDate
from bangvang.problems import Place, Problem, problem, term
from bangvang.sources import markup, schema
from bangvang.sources.schema import AwardEntry, Counts, FrontMatter, PageFrontMatter, Reading
from bangvang.sources.yamltext import UNKNOWN, Front, Path, without_controls

PAGES = "content/pages/"
# Addresses of their own below chu-de/ and elsewhere; a tag of that slug would take them.
RESERVED_TAGS = ("index",)
LONGEST_TAG = 100
DISTRICTS_END = PartialDate(2025, 7, 1)

DATED = ("published", "status_date")
"""Keys of days on which somebody wrote about the event: after it, and not after today."""
_PERIOD = re.compile(r"(?<!\d)(\d{4})\s*[-–—]\s*(\d{4})(?!\d)")

# Keys that no Vietnamese sentence begins with.
_DATA = ("awards", "total", "grantor", "collectives", "individuals", "households", "recipients", "province")
_STRAYED = re.compile(rf"^[ \t]*(?:- +)?({'|'.join(_DATA)}):(?=\s|$)", re.MULTILINE)
_CONFLICT = re.compile(r"^(<{7}|>{7})(?: .*)?$", re.MULTILINE)
UNWRITTEN = "Viết nội dung bài ở đây"
"""How the text of a new draft begins, until somebody has written it."""

_FENCE = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSE = re.compile(r"^---[ \t]*$\n?", re.MULTILINE)
_STAND_INS: Mapping[str, object] = {"title": "?", "date": "2000-01-01"}


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one file gives. `article` and `page` are both None only when nothing could be read from it."""

    article: Article | None
    page: PlainPage | None
    html: str
    problems: tuple[Problem, ...]

    @property
    def broken(self) -> bool:
        return any(item.is_error for item in self.problems)


def parse(source: Source) -> Parsed:
    """Reads one article or plain page. Never raises for what an editor wrote."""
    written, problems = without_controls(source.text, source.path, 1)
    problems += _name_problems(source.path)
    torn = _conflicts(source.path, written)
    if torn:  # two versions in one file: what else is wrong with it may be wrong with the other only
        return Parsed(None, None, "", (*problems, *torn))
    split = _split(source.path, written)
    if isinstance(split, Problem):
        return Parsed(None, None, "", (*problems, split))
    front, body_text, body_line = split
    body, found = markup.render(body_text, source.path, first_line=body_line)
    problems += _indented(source.path, body_text, body.html, body_line)
    digest = digests.of(body.html.encode())
    if source.path.startswith(PAGES):
        page, complaints = _page(source, front, body, digest)
        return Parsed(None, page, body.html, (*problems, *complaints, *found))
    if not body_text.strip():
        problems.append(problem(Place(source.path, max(body_line - 1, 1)), "K409"))
    problems += _strayed(source.path, body_text, body_line)
    article, complaints = _article(source, front, body, digest)
    if UNWRITTEN in body_text and article is not None and not article.draft:
        place = markup.place_of(body_text, body_text.index(UNWRITTEN), source.path, body_line)
        problems.append(problem(place, "K414", text=UNWRITTEN))
    return Parsed(article, None, body.html, (*problems, *complaints, *found))


def _conflicts(path: str, written: str) -> list[Problem]:
    """Where git put the marks of a merge that nobody finished."""
    if "<<<<<<<" not in written and ">>>>>>>" not in written:
        return []
    found = _CONFLICT.finditer(written)
    return [problem(markup.place_of(written, mark.start(), path, 1), "K129", mark=mark[1]) for mark in found]


def _strayed(path: str, body: str, first_line: int) -> list[Problem]:
    """A key of the front matter below its end: its numbers would be words of the text and nothing else."""
    if not any(f"{key}:" in body for key in _DATA):
        return []
    found = _STRAYED.search(body)
    if found is None:
        return []
    return [problem(markup.place_of(body, found.start(1), path, first_line), "K128", key=found[1])]


def _indented(path: str, body: str, html: str, first_line: int) -> Iterator[Problem]:
    """Paragraphs that blanks or a tab at their head made code, told at the first line of each row of them."""
    if _CODE not in html:
        return
    rows = enumerate(body.split("\n"))
    indented = [(i, " ".join(row.split())) for i, row in rows if row[:1] in (" ", "\t")]
    at = 0
    for code in html.split(_CODE)[1:]:
        first = markup.plain(code.partition("\n")[0]).strip()
        found = next((i for i, row in indented if i >= at and row == first), None)
        if found is not None:  # else somebody wrote the HTML by hand
            yield problem(Place(path, first_line + found), "K415")
            at = found + code.partition("</code>")[0].count("\n")


_CODE = "<pre><code>"


def slug_of(path: str) -> str:
    """The article's id: the file's name without folder and `.md`."""
    return path.rpartition("/")[2].removesuffix(".md")


def _name_problems(path: str) -> list[Problem]:
    name = slug_of(path)
    slug = text.slug(name)
    if name == slug and len(name) <= 120:
        return []
    return [problem(Place(path), "K116", name=name + ".md", suggested=(slug[:120] or "ten-bai") + ".md")]


def _split(path: str, written: str) -> tuple[Front, str, int] | Problem:
    """Front matter, body and the body's first line; or the reason why there are none."""
    if not written.strip():
        return problem(Place(path), "K111")
    opening = _FENCE.match(written)
    if opening is None:
        return problem(Place(path), "K101")
    closing = _CLOSE.search(written, opening.end())
    if closing is None:
        return problem(Place(path), "K102")
    head = written[opening.end() : closing.start()]
    body_line = written.count("\n", 0, closing.end()) + 1
    return Front(path, head, 1), written[closing.end() :], body_line


def _page(
    source: Source, front: Front, body: markup.Body, digest: str
) -> tuple[PlainPage | None, tuple[Problem, ...]]:
    reading = schema.read(front, PageFrontMatter, stand_ins=_STAND_INS)
    if reading.model is None:
        return None, reading.problems
    page = PlainPage(
        id=slug_of(source.path),
        path=source.path,
        title=reading.model.title,
        excerpt=body.excerpt,
        references=body.references,
        body=digest,
        anchors=body.anchors,
    )
    return page, reading.problems


def _article(
    source: Source, front: Front, body: markup.Body, digest: str
) -> tuple[Article | None, tuple[Problem, ...]]:
    reading = schema.read(front, FrontMatter, stand_ins=_STAND_INS)
    if reading.model is None:
        return None, reading.problems
    entry: FrontMatter = reading.model
    awards = tuple(_award(item, entry.date) for item in entry.awards or ())
    stated = _counts(entry.total) if entry.total is not None else None
    scope = _scope(entry)
    article = Article(
        id=slug_of(source.path),
        path=source.path,
        title=entry.title,
        date=entry.date,
        scope=scope,
        provinces=tuple(_province(name) for name in dict.fromkeys(_known(entry.province))),
        region=_region(entry.region) if entry.region is not None else None,
        place=entry.place,
        date_note=entry.date_note,
        published=entry.published,
        awards=awards,
        total=total_of(stated, entry.total is not None and entry.total.approx, awards),
        breakdown=tuple(ProvinceShare(_province(b.province), _counts(b)) for b in _shares(entry)),
        organisations=_known(entry.organisations),
        people=tuple(Person(p.name, p.title) for p in entry.people or ()),
        programme=Programme(entry.programme.name, entry.programme.period) if entry.programme else None,
        source=Publisher(entry.source.name, entry.source.code, entry.source.url) if entry.source else None,
        byline=entry.byline,
        photos=tuple(
            Photo(p.file, p.caption, p.credit, p.alt or p.caption or "") for p in entry.photos or ()
        ),
        tags=_tags(_known(entry.tags)),
        aliases=tuple(dict.fromkeys(_known(entry.aliases))),
        same_event=entry.same_event,
        status=entry.status,
        status_date=entry.status_date,
        status_note=entry.status_note,
        draft=entry.draft,
        review=_known(entry.review),
        excerpt=body.excerpt,
        references=body.references,
        anchors=body.anchors,
        marks=_marks(reading, entry),
        body=digest,
        facts="",
    )
    problems = (*reading.problems, *_Checks(reading, entry, article).run())
    return replace(article, facts=_facts(article)), problems


def _known(values: tuple[str, ...] | None) -> tuple[str, ...]:
    """A list without what could not be read of it."""
    return tuple(value for value in values or () if value != UNKNOWN)


def _shares(entry: FrontMatter) -> tuple[schema.BreakdownEntry, ...]:
    return tuple(share for share in entry.breakdown or () if share.province != UNKNOWN)


def _marks(reading: Reading, entry: FrontMatter) -> str:
    """Where the things stand that rules about the whole archive complain of; see `Article.mark`."""
    marks = reading.tree.marks
    wanted: list[tuple[str, Path]] = [(key, (key,)) for key in ("date", "draft", "same_event", *DATED)]
    wanted += [(f"tags/{text.slug(name)}", ("tags", i)) for i, name in enumerate(entry.tags or ())]
    wanted += [(f"aliases/{alias}", ("aliases", i)) for i, alias in enumerate(entry.aliases or ())]
    wanted += [(f"photos/{p.file}", ("photos", i, "file")) for i, p in enumerate(entry.photos or ())]
    spots = ((name, marks[path, False]) for name, path in wanted if (path, False) in marks)
    return "".join(f"\n{name}\t{line}:{column}" for name, (line, column) in spots)


_NOT_FACTS = ("anchors", "body", "facts", "marks", "references")
_FACTS = attrgetter(*(field.name for field in fields(Article) if field.name not in _NOT_FACTS))


def _facts(article: Article) -> str:
    """A digest of what other pages may quote; where a thing stands in the file is no fact."""
    return digests.of(records.dump(_FACTS(article)))


def _award(item: AwardEntry, date: PartialDate) -> Award:
    form = honours.find_form(item.form)
    return Award(
        grantor=item.grantor,
        level=item.level or honours.level_of(item.grantor, form, on=date),
        form=form.label if form else item.form,
        form_id=form.id if form else "",
        count=_counts(item),
        approx=item.approx,
        posthumous=item.posthumous,
        names=_known(item.names),
        subset=tuple(Subset(s.of, _counts(s)) for s in item.subset or ()),
    )


def _counts(entry: Counts) -> Count:
    return Count(*(getattr(entry, kind) for kind in KINDS))


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


# ---------------------------------------------------------------- what the values mean together


@dataclass(frozen=True, slots=True)
class _Checks:
    """The rules for one article. Each is a generator of problems, and says nothing that follows from a
    value already complained of."""

    reading: Reading
    entry: FrontMatter
    article: Article

    def run(self) -> Iterator[Problem]:
        yield from self.where()
        yield from self.eras()
        yield from self.parts()
        yield from self.repeated_awards()
        yield from self.names()
        yield from self.times()
        yield from self.status()
        yield from self.lists()
        yield from self.photos()
        yield from self.sums()

    def at(self, *path: str | int) -> Place:
        return self.reading.tree.place(path)

    def at_key(self, *path: str | int) -> Place:
        return self.reading.tree.place(path, key=True)

    def sound(self, *keys: str) -> bool:
        """Whether nothing in these top-level keys has been complained of."""
        return self.reading.faulty.isdisjoint(keys)

    def where(self) -> Iterator[Problem]:
        """A province is required unless the scope is a region or the nation; the two never mix."""
        if not self.sound("province", "scope", "region"):
            return
        scope, provinces, region = self.entry.scope, self.article.provinces, self.entry.region

        def clash(key: str, found: str, advice: str) -> Problem:
            return problem(self.at(key), "K218", scope=scope, found=term(found), advice=term(advice))

        if scope in ("region", "national") and provinces:
            yield clash("scope", "a_province", "advise_no_province")
        if scope == "region" and region is None:
            yield problem(self.at("scope"), "K105", key="region", example=schema.EXAMPLES["region"])
        if region is not None and scope not in (None, "region"):
            yield clash("scope", "a_region", "advise_no_region")
        if region is not None and scope is None and provinces:
            yield problem(self.at_key("region"), "K312")
        if scope == "province" and len(provinces) > 1:
            yield clash("scope", "several_provinces", "advise_provinces")
        if scope == "provinces" and len(provinces) == 1:
            yield clash("scope", "one_province", "advise_province")
        if scope not in ("region", "national") and not provinces and region is None:
            place = self.at_key("province")
            yield problem(place, "K105", key="province", example=term("add_province"))

    def eras(self) -> Iterator[Problem]:
        """The name at the time of the event: 63 provinces until 30/6/2025, 34 from 1/7/2025."""
        if not self.sound("date"):
            return
        listed: list[tuple[Path, str]] = [
            (("province", i), p) for i, p in enumerate(self.entry.province or ())
        ]
        listed += [
            (("breakdown", i, "province"), b.province) for i, b in enumerate(self.entry.breakdown or ())
        ]
        for path, place_id in listed:
            if place_id == UNKNOWN:
                continue
            place = places.get(place_id)
            if places.exists_on(place, self.article.date):
                continue
            then = places.then_for(place, self.article.date)
            yield problem(
                self.at(*path),
                "K206",
                value=place.name,
                date=self.article.date.iso,
                suggestion=then.name if then is not None else None,
            )
        if self.article.date.first_day >= DISTRICTS_END.first_day:
            for i, award in enumerate(self.article.awards):
                if award.level == "district":
                    yield problem(self.at("awards", i, "grantor"), "K310", grantor=award.grantor)

    def parts(self) -> Iterator[Problem]:
        """An unsplit number never stands beside the parts it covers."""
        for path, counts in self._all_counts():
            parts = [k for k in KINDS[:3] if getattr(counts, k) is not None]
            if counts.recipients is not None and parts:
                yield problem(self.at_key(*path, "recipients"), "K301", parts=", ".join(parts))

    def _all_counts(self) -> Iterator[tuple[Path, Counts]]:
        for i, award in enumerate(self.entry.awards or ()):
            yield ("awards", i), award
            for j, part in enumerate(award.subset or ()):
                yield ("awards", i, "subset", j), part
        if self.entry.total is not None:
            yield ("total",), self.entry.total
        for i, share in enumerate(self.entry.breakdown or ()):
            yield ("breakdown", i), share

    def repeated_awards(self) -> Iterator[Problem]:
        seen: dict[tuple[str, str], int] = {}
        for i, award in enumerate(self.article.awards):
            if UNKNOWN in (award.grantor, award.form):
                continue
            pair = (honours.normal_grantor(award.grantor), award.form_id)
            first = seen.setdefault(pair, i)
            if first != i:
                line = self.at("awards", first).line
                yield problem(
                    self.at("awards", i), "K304", grantor=award.grantor, form=award.form, first=line
                )

    def names(self) -> Iterator[Problem]:
        for i, award in enumerate(self.article.awards):
            whole = award.count.whole
            if whole is not None and len(award.names) > whole and not award.approx:
                yield problem(self.at("awards", i, "names"), "K311", names=len(award.names), count=whole)

    def times(self) -> Iterator[Problem]:
        date = self.article.date
        for key in DATED:
            value: PartialDate | None = getattr(self.article, key)
            if value is not None and value.last_day < date.first_day and self.sound("date"):
                yield problem(
                    self.at(key), "K217", key=key, value=value.iso, date=date.iso, what=term(f"day_{key}")
                )
        period = self.article.programme.period if self.article.programme is not None else None
        years = _PERIOD.search(period or "")
        if years is not None and int(years[1]) > int(years[2]):
            yield problem(self.at("programme", "period"), "K221", value=period)

    def status(self) -> Iterator[Problem]:
        if not self.sound("status"):
            return
        for key in ("status_date", "status_note"):
            given = getattr(self.entry, key) is not None or not self.sound(key)
            if self.article.status is None and given:
                yield problem(self.at_key(key), "K308", key=key)
            elif self.article.status is not None and not given:
                example = term(f"add_{key}")
                yield problem(self.at("status"), "K309", status=self.article.status, key=key, example=example)

    def lists(self) -> Iterator[Problem]:
        for i, flag in enumerate(self.entry.review or ()):
            if flag != UNKNOWN:
                yield problem(self.at("review", i), "K307", flag=flag)
        slugs: dict[str, str] = {}
        for i, name in enumerate(self.entry.tags or ()):
            slug = text.slug(name)
            if name == UNKNOWN:
                continue
            if not slug or slug in RESERVED_TAGS or len(slug) > LONGEST_TAG:
                yield problem(self.at("tags", i), "K215", value=name)
            other = slugs.setdefault(slug, name)
            if slug and text.key(other) != text.key(name):
                where = self.article.path
                yield problem(self.at("tags", i), "K502", name=name, other=other, where=where, slug=slug)
        for key in ("province", "tags"):
            seen: set[str] = set()
            for i, name in enumerate(getattr(self.entry, key) or ()):
                same = text.key(name)
                if same in seen and name != UNKNOWN:
                    yield problem(self.at(key, i), "K219", value=self._shown(key, name), key=key)
                seen.add(same)

    @staticmethod
    def _shown(key: str, name: str) -> str:
        return places.get(name).name if key == "province" else name

    def photos(self) -> Iterator[Problem]:
        for i, photo in enumerate(self.article.photos):
            if photo.file is not None and not photo.alt:
                yield problem(self.at("photos", i), "K404", file=photo.file)
            if photo.file is None and photo.caption is None and self.sound("photos"):
                example = schema.EXAMPLES["caption"]
                yield problem(self.at("photos", i), "K105", key="caption", example=example)

    def sums(self) -> Iterator[Problem]:
        """Entries never exceed the stated total; parts never exceed their whole."""
        if self.sound("awards"):
            yield from self._subsets()
        total = self.article.total
        if self.sound("awards", "total", "breakdown"):
            shares = [share.count.whole for share in self.article.breakdown]
            inside = sum(n for n in shares if n is not None)
            if total.all is not None and not total.at_least and inside > total.all:
                yield problem(self.at("breakdown"), "K306", part=inside, whole=total.all)
        if self.sound("awards", "total") and total.stated and total.all is not None and not total.approx:
            yield from self._against(total.all)

    def _subsets(self) -> Iterator[Problem]:
        for i, award in enumerate(self.article.awards):
            whole = award.count.whole
            if whole is None or award.approx:
                continue
            for j, part in enumerate(award.subset):
                inside = part.count.whole
                if inside is not None and inside > whole:
                    yield problem(self.at("awards", i, "subset", j), "K305", part=inside, whole=whole)

    def _against(self, stated: int) -> Iterator[Problem]:
        """The entries beside the stated total; where one is rough, only what is beyond doubt is told."""
        counts = [award.count for award in self.article.awards if not award.approx]
        numbers = [count.whole for count in counts]
        known = sum(n for n in numbers if n is not None)
        place, unit = self.at("total"), term("unit_all")
        if known > stated:
            yield problem(place, "K302", sum=known, total=stated, unit=unit)
            return
        if known < stated and numbers and None not in numbers and len(numbers) == len(self.article.awards):
            yield problem(place, "K303", sum=known, total=stated, unit=unit)
        if self.article.total.count.recipients is not None:
            return
        for kind in KINDS[:3]:
            whole = getattr(self.article.total.count, kind)
            part = sum(getattr(count, kind) or 0 for count in counts)
            if whole is not None and part > whole:
                yield problem(place, "K302", sum=part, total=whole, unit=term(f"unit_{kind}"))
