"""What a value means, said beside its field: the weekday, today's name of a province, the running sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bangvang.archive.archive import Archive
from bangvang.archive.model import KINDS
from bangvang.desk import fields, texts
from bangvang.desk.nodes import Value
from bangvang.facts import honours, places
from bangvang.language import dates, spelling, text
from bangvang.language.dates import DateError, PartialDate
from bangvang.language.words import Words, load
from bangvang.problems import Language


@dataclass(frozen=True, slots=True)
class Echoes:
    """`archive`: what is published or shown; None while nothing is. `id`: of the article itself."""

    values: Mapping[str, Value]
    archive: Archive | None
    id: str
    say: Words

    def all(self) -> dict[str, str]:
        """Name of a field -> what is said beside it."""
        said = [*self.days(), *self.provinces(), *self.levels(), *self.sums(), *self.tags(), *self.marks()]
        return {name: words for name, words in said if words}

    @property
    def language(self) -> Language:
        return "en" if self.say.language == "en" else "vi"

    def day(self, key: str) -> PartialDate | None:
        typed = self.values.get(key)
        try:
            return dates.parse(typed) if isinstance(typed, str) else None
        except DateError:
            return None

    def days(self) -> Iterator[tuple[str, str]]:
        for key in (about.key for about in fields.article().inner if about.kind == "date"):
            day = self.day(key)
            if day is not None:
                weekday = dates.weekday(day, self.language)
                written = dates.long(day, self.language)
                precision = self.say(f"form.precision.{day.precision}")
                yield key, f"{weekday + ', ' if weekday else ''}{written} ({precision})"

    def provinces(self) -> Iterator[tuple[str, str]]:
        typed = self.values.get("province")
        names = typed if isinstance(typed, list) else [typed] if typed else []
        said = [self.province(name) for name in names if isinstance(name, str)]
        yield "province", "; ".join(filter(None, said))

    def province(self, name: str) -> str:
        place = places.find(name)
        if place is None:
            return ""
        day, now = self.day("date"), places.now(place)
        if now.id != place.id:
            return self.say("form.now", name=place.name, now=now.name)
        right = day is not None and places.exists_on(place, day)
        return self.say("form.still", name=place.name) if right else ""

    def awards(self) -> list[Mapping[str, Value]]:
        listed = self.values.get("awards")
        return [item if isinstance(item, dict) else {} for item in listed] if isinstance(listed, list) else []

    def levels(self) -> Iterator[tuple[str, str]]:
        for i, award in enumerate(self.awards()):
            grantor, form = award.get("grantor"), award.get("form")
            if isinstance(grantor, str) and not award.get("level"):
                known = honours.find_form(form) if isinstance(form, str) else None
                level = honours.level_of(grantor, known, on=self.day("date"))
                if level is not None:
                    label = load(self.say.language)(f"level.{level}")
                    yield f"awards.{i}.level", self.say("form.level_derived", level=label)

    def marks(self) -> Iterator[tuple[str, str]]:
        """What is known of single names, which a list of names does not show."""
        for i, award in enumerate(self.awards()):
            names = award.get("names")
            found = [each for each in names if isinstance(each, dict)] if isinstance(names, list) else []
            yield f"awards.{i}.names", "; ".join(filter(None, map(self.mark, found)))

    def mark(self, entry: Mapping[str, Value]) -> str:
        status, note = entry.get("status"), entry.get("status_note")
        known = self.say.get(f"choice.{status}", str(status)) if status else ""
        parts = [part for part in (known, note if isinstance(note, str) else "") if part]
        return f"{entry.get('name')}: {' – '.join(parts)}" if parts and entry.get("name") else ""

    # ------------------------------------------------------------ sums

    def sums(self) -> Iterator[tuple[str, str]]:
        """The entries added up, beside the total that the article states."""
        awards = self.awards()
        if not awards:
            return
        added: dict[str, int] = {}
        open_end = False
        for award in awards:
            counts = {kind: n for kind in KINDS if (n := _count(award.get(kind))) is not None}
            open_end |= not counts or str(award.get("approx")).lower() == "true"
            for kind, n in counts.items():
                added[kind] = added.get(kind, 0) + n
        if not added:
            yield "total", self.say("form.sum_unknown")
            return
        number = text.number if self.language == "vi" else lambda n: f"{n:,}"
        parts = [f"{number(added[k])} {texts.named(self.say, 'field', (k,)).lower()}" for k in added]
        shown = ", ".join(parts)
        if len(added) > 1:
            shown = f"{number(sum(added.values()))} ({shown})"
        shown = self.say("form.at_least", sum=shown) if open_end else shown
        yield (
            "total",
            " – ".join(filter(None, [self.say("form.sum", sum=shown), self.against(sum(added.values()))])),
        )

    def against(self, added: int) -> str:
        total = self.values.get("total")
        counts = [_count(total.get(kind)) for kind in KINDS] if isinstance(total, dict) else []
        stated = [n for n in counts if n is not None]
        if not stated:
            return ""
        gap = added - sum(stated)
        key = "sum_same" if gap == 0 else "sum_more" if gap > 0 else "sum_less"
        return self.say(f"form.{key}", number=abs(gap))

    # ------------------------------------------------------------ tags

    def tags(self) -> Iterator[tuple[str, str]]:
        typed = self.values.get("tags")
        if self.archive is None or not isinstance(typed, list):
            return
        yield "tags", "\n".join(self.tag(self.archive, name) for name in typed if isinstance(name, str))

    def tag(self, archive: Archive, name: str) -> str:
        others = [a for a in archive.tags.get(text.slug(name), ()) if a.id != self.id]
        if others:
            return self.say("form.tag_used", name=name, number=len(others))
        near = spelling.nearest(
            name, [each for slug, each in archive.tag_names.items() if slug != text.slug(name)]
        )
        if near is None:
            return self.say("form.tag_new", name=name)
        number = len(archive.tags.get(text.slug(near), ()))
        return self.say("form.tag_near", name=name, near=near, number=number)


def _count(typed: Value) -> int | None:
    try:
        return text.parse_count(typed) if isinstance(typed, str) else None
    except ValueError:
        return None
