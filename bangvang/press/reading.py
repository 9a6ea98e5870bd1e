"""What was read of a press text: the values of a draft's front matter with evidence, and every doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bangvang.archive.model import KINDS, Count
from bangvang.language.dates import PartialDate
from bangvang.press.findings import Doubt, Finding
from bangvang.sources import reviews


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an award entry ("trong đó có 05 …"): shown, never added."""

    count: Count
    of: str


@dataclass(frozen=True, slots=True)
class Award:
    """One entry: grantor × form × recipients, as the text has them; None is what it does not say."""

    grantor: str | None
    form: str
    count: Count = field(default_factory=Count)
    approx: bool = False
    posthumous: bool = False
    names: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Who published the report."""

    name: str
    code: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the report; `file` is its name where the text has one."""

    file: str | None
    caption: str | None
    credit: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole of what was read. Unknown is None or empty; strings are as written, in NFC.

    `evidence` names a value by its path in the data (`date`, `awards[0].individuals`); a doubt's `field` does
    the same. `known_before`: the address of the file of the archive that has this very text, or None.
    """

    title: str | None
    date: PartialDate | None
    published: PartialDate | None
    date_note: str | None
    scope: str | None
    region: str | None
    place: str | None
    provinces: tuple[str, ...]
    """Names, as of the event."""
    awards: tuple[Award, ...]
    total: Count | None
    total_approx: bool
    organisations: tuple[str, ...]
    people: tuple[tuple[str, str | None], ...]
    programme: tuple[str, str | None] | None
    source: Origin | None
    byline: str | None
    photos: tuple[Picture, ...]
    tags: tuple[str, ...]
    same_event: str | None
    body: str
    doubts: tuple[Doubt, ...]
    evidence: Mapping[str, Finding[Any]] = field(default_factory=dict)
    alphabet: str = "utf-8"

    def as_data(self, language: str = "vi") -> dict[str, Any]:
        """The object that `import --dry-run --json` prints; the words of doubts in the language asked for."""
        return {
            "title": self.title,
            "date": None if self.date is None else self.date.iso,
            "date_precision": None if self.date is None else self.date.precision,
            "date_note": self.date_note,
            "published": None if self.published is None else self.published.iso,
            "scope": self.scope,
            "region": self.region,
            "place": self.place,
            "province": list(self.provinces),
            "awards": [_award(award) for award in self.awards],
            "total": None if self.total is None else {**_counts(self.total), "approx": self.total_approx},
            "organisations": list(self.organisations),
            "people": [{"name": name, "title": title} for name, title in self.people],
            "programme": _programme(self.programme),
            "source": _origin(self.source),
            "byline": self.byline,
            "photos": [{"file": p.file, "caption": p.caption, "credit": p.credit} for p in self.photos],
            "tags": list(self.tags),
            "same_event": self.same_event,
            "body": self.body,
            "review": [doubt_as_data(doubt, language) for doubt in self.doubts],
            "evidence": {
                name: {"text": found.words, "line": found.line, "confidence": found.confidence}
                for name, found in self.evidence.items()
            },
        }


def _award(award: Award) -> dict[str, Any]:
    return {
        "grantor": award.grantor,
        "form": award.form,
        **_counts(award.count),
        "approx": award.approx,
        "posthumous": award.posthumous,
        "names": list(award.names),
        "subset": [{**_counts(part.count), "of": part.of} for part in award.parts],
    }


def _counts(count: Count) -> dict[str, int | None]:
    return {kind: getattr(count, kind) for kind in KINDS}


def _programme(programme: tuple[str, str | None] | None) -> dict[str, str | None] | None:
    return None if programme is None else {"name": programme[0], "period": programme[1]}


def _origin(source: Origin | None) -> dict[str, str | None] | None:
    return None if source is None else {"name": source.name, "code": source.code, "url": source.url}


def doubt_as_data(doubt: Doubt, language: str = "vi") -> dict[str, Any]:
    """A doubt as `review` has it: its code, the field, what to look at and why, the words, the line."""
    return {
        "code": doubt.code,
        "field": doubt.field,
        "message": explained(doubt, language),
        "words": doubt.words,
        "line": doubt.line,
    }


def explained(doubt: Doubt, language: str = "vi") -> str:
    """The doubt in a sentence. Raises KeyError for a code that has no words."""
    return reviews.sentences()[doubt.code][language].format_map(dict(doubt.values))
