"""The rules for one article: what its values may not mean together.

Rules that need more than one article are in `archive.rules`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bangvang.archive import corrections
from bangvang.archive.model import KINDS, Article, Count
from bangvang.facts import honours, places
from bangvang.language import text
from bangvang.language.dates import PartialDate
from bangvang.problems import LABELS, Place, Problem, problem, term
from bangvang.sources import name_lists, patterns, reviews, sums
from bangvang.sources.front_matter import Counts, FrontMatter
from bangvang.sources.listed_names import NameList, several_people
from bangvang.sources.schema import Reading
from bangvang.sources.yamltext import UNKNOWN, Path

# Addresses of their own below chu-de/ and elsewhere; a tag of that slug would take them.
RESERVED_TAGS = ("index",)
LONGEST_TAG = 100
UNKNOWN_GRANTOR = "chưa rõ"
"""What drafts have for a grantor, where nobody knew it yet."""
_PERIOD = re.compile(r"(?<!\d)(\d{4})\s*[-–—]\s*(\d{4})(?!\d)")


def days_after(article: Article) -> Iterator[tuple[Path, PartialDate]]:
    """Days on which somebody wrote about the event, with their places: after it, and not after today."""
    if article.published is not None:
        yield ("published",), article.published
    yield from corrections.dated(article)


@dataclass(frozen=True, slots=True)
class Checks:
    """Each rule is a generator of problems, and says nothing that follows from a value already complained
    of."""

    reading: Reading
    entry: FrontMatter
    article: Article

    def run(self) -> Iterator[Problem]:
        yield from self.where()
        yield from self.eras()
        yield from self.parts()
        yield from self.repeated_awards()
        yield from self.stand_ins()
        yield from self.names()
        yield from self.joined_names()
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
            yield problem(self.at("scope"), "K105", key="region", example=patterns.blank("region"))
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
        if self.article.date.first_day >= places.MERGER.first_day:
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
            # What is given after death, or was annulled since, is an award of its own.
            mark = f"{award.posthumous} {award.status}"
            pair = (honours.normal_grantor(award.grantor), f"{award.form_id} {mark}")
            first = seen.setdefault(pair, i)
            if first != i:
                line = self.at("awards", first).line
                yield problem(
                    self.at("awards", i), "K304", grantor=award.grantor, form=award.form, first=line
                )

    def stand_ins(self) -> Iterator[Problem]:
        """What drafts have in place of a grantor that nobody knew yet."""
        for i, award in enumerate(self.article.awards):
            if not self.article.draft and text.key(award.grantor) == text.key(UNKNOWN_GRANTOR):
                yield problem(self.at("awards", i, "grantor"), "K414", text=award.grantor)

    def names(self) -> Iterator[Problem]:
        for i, award in enumerate(self.article.awards):
            whole = award.count.whole
            if whole is not None and len(award.names) > whole and not award.approx:
                yield problem(self.at("awards", i, "names"), "K311", names=len(award.names), count=whole)

    def joined_names(self) -> Iterator[Problem]:
        """Names that a sign has put together, or a comma parted, in lists of names."""
        for i, (entry, award) in enumerate(zip(self.entry.awards or (), self.article.awards, strict=True)):
            items = tuple(item.name for item in entry.names or ())
            plain = all(item.status is None for item in entry.names or ())
            listed = NameList("names", ("awards", i, "names"), items, plain, award.count, self.reading.tree)
            yield from listed.problems()
        for key in ("organisations", "tags"):
            items = getattr(self.entry, key) or ()
            yield from NameList(key, (key,), items, True, Count(), self.reading.tree).problems()
        for i, person in enumerate(self.entry.people or ()):
            if several := several_people(person.name):
                title = ", title: …" if person.title else ""  # whose it is nobody can tell
                example = ", ".join(f"{{name: {name_lists.quoted(name)}{title}}}" for name in several)
                yield problem(self.at("people", i, "name"), "K140", value=person.name, example=example)

    def times(self) -> Iterator[Problem]:
        date = self.article.date
        for path, value in days_after(self.article):
            if value.last_day < date.first_day and self.sound("date"):
                key = path[-1]
                yield problem(
                    self.at(*path), "K217", key=key, value=value.iso, date=date.iso, what=term(f"day_{key}")
                )
        period = self.article.programme.period if self.article.programme is not None else None
        years = _PERIOD.search(period or "")
        if years is not None and int(years[1]) > int(years[2]):
            yield problem(self.at("programme", "period"), "K221", value=period)

    def status(self) -> Iterator[Problem]:
        """Of the article, of an entry and of a name: what became of it is dated and explained."""
        if self.sound("status"):
            yield from self._status((), self.entry, ("status_date", "status_note"))
        if self.sound("awards"):
            for i, award in enumerate(self.entry.awards or ()):
                yield from self._status(("awards", i), award, ("status_date", "status_note"))
                for j, name in enumerate(award.names or ()):
                    yield from self._status(("awards", i, "names", j), name, ("status_note",))

    def _status(self, path: Path, entry: Any, wanted: tuple[str, ...]) -> Iterator[Problem]:
        """`wanted`: what has to be said beside the status."""
        for key in ("status_date", "status_note"):
            given = getattr(entry, key) is not None or (not path and not self.sound(key))
            if entry.status is None and given:
                yield problem(self.at_key(*path, key), "K308", key=key)
            elif entry.status is not None and not given and key in wanted:
                example = term(f"add_{key}")
                yield problem(self.at(*path, "status"), "K309", status=entry.status, key=key, example=example)

    def lists(self) -> Iterator[Problem]:
        for i, flag in enumerate(self.entry.review or ()):
            if flag != UNKNOWN:
                said = {f"flag_{language}": reviews.told(flag, language) for language in LABELS}
                yield problem(self.at("review", i), "K307", flag=flag, **said)
        slugs: dict[str, str] = {}
        for i, name in enumerate(self.entry.tags or ()):
            slug = text.slug(name)
            if name == UNKNOWN:
                continue
            if not slug or slug in RESERVED_TAGS or len(slug) > LONGEST_TAG:
                yield problem(self.at("tags", i), "K215", value=name)
            if text.device(slug) is not None:
                yield problem(self.at("tags", i), "K805", name=name, advice=term("advise_tag"))
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
        # What the body shows may be described there; else that is told where it stands.
        inside = {reference.target for reference in self.article.references if reference.kind == "file"}
        for i, photo in enumerate(self.article.photos):
            if photo.file is not None and not photo.alt and photo.file not in inside:
                yield problem(self.at("photos", i), "K404", file=photo.file)
            if photo.file is None and photo.caption is None and self.sound("photos"):
                example = patterns.blank("caption")
                yield problem(self.at("photos", i), "K105", key="caption", example=example)

    def sums(self) -> Iterator[Problem]:
        """Entries never exceed the stated total; parts never exceed their whole."""
        if self.sound("awards"):
            yield from sums.subsets(self.article, self.at)
        stated = self._stated()
        if self.sound("awards", "total", "breakdown"):
            yield from sums.shares(self.article, stated, self.at)
        approx = self.entry.total is not None and self.entry.total.approx
        if self.sound("awards", "total") and stated is not None and stated.known and not approx:
            yield from sums.against(self.article, stated, self.at)

    def _stated(self) -> Count | None:
        total = self.entry.total
        return Count(*(getattr(total, kind) for kind in KINDS)) if total is not None else None
