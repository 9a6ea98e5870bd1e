"""Every article with its state and what is open on it: the list of the desk, and of `build.py list`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from bangvang.archive.model import Article, slug_of
from bangvang.build.planning import Planned
from bangvang.build.trial import Ground
from bangvang.language import dates, text
from bangvang.language.dates import PartialDate
from bangvang.problems import Language, Problem
from bangvang.sources import content

_AT_ONCE = 100
_DUPLICATE = ("K501", "K506", "K513", "K514")
"""Codes that say: this may be there twice."""


@dataclass(frozen=True, slots=True)
class Row:
    """One article. `states`: keys of the texts (`draft`, `early`, `published`, `ready`, `faulty`, `review`);
    `article` is None where nothing could be read from its file; `duplicates`: other files it may repeat."""

    path: str
    title: str
    date: PartialDate | None
    places: tuple[str, ...]
    states: tuple[str, ...]
    review: tuple[str, ...]
    problems: tuple[Problem, ...]
    duplicates: tuple[str, ...]
    article: Article | None

    @property
    def errors(self) -> int:
        return sum(item.is_error for item in self.problems)

    @property
    def has_source(self) -> bool:
        return self.article is not None and self.article.source is not None

    @property
    def has_photo(self) -> bool:
        article = self.article
        return article is not None and (
            any(photo.file for photo in article.photos) or any(r.kind == "file" for r in article.references)
        )

    def searched(self) -> str:
        """All the words it may be found by, folded."""
        article = self.article
        more: list[str] = []
        if article is not None:
            more = [tag.name for tag in article.tags] + [award.grantor for award in article.awards]
            more += [award.form for award in article.awards] + list(article.organisations)
            more += [person.name for person in article.people] + [article.place or "", article.byline or ""]
            more += [article.source.name if article.source else "", article.excerpt]
        day = dates.short(self.date) if self.date is not None else ""
        return text.fold(" ".join([self.path, self.title, day, *self.places, *self.review, *more]))

    def data(self, language: Language) -> dict[str, object]:
        """As `--json` gives it."""
        article = self.article
        return {
            "file": self.path,
            "id": slug_of(self.path),
            "title": self.title,
            "date": self.date.iso if self.date is not None else None,
            "provinces": list(self.places),
            "states": list(self.states),
            "draft": "draft" in self.states,
            "review": list(self.review),
            "source": article.source.name if article is not None and article.source else None,
            "photos": self.has_photo,
            "tags": [tag.name for tag in article.tags] if article is not None else [],
            "duplicates": list(self.duplicates),
            "errors": self.errors,
            "warnings": len(self.problems) - self.errors,
            "problems": [f"{item.code}: {item.message(language)}" for item in self.problems],
        }


def rows(ground: Ground, published: Collection[str] | None = None) -> tuple[Row, ...]:
    """Every article, newest first. `published`: addresses that readers have now, where that is known."""
    by_file: dict[str, list[Problem]] = {}
    for item in ground.planned.problems:
        by_file.setdefault(item.place.file, []).append(item)
    read = {article.path: article for article in ground.articles}
    paths = [path for path in ground.inputs.sources if not path.startswith(content.PAGES)]
    twins = _duplicates(by_file)
    found = [_row(path, read.get(path), by_file.get(path, []), twins, ground, published) for path in paths]
    return tuple(sorted(found, key=lambda row: (row.date.sort_key if row.date else (9999, 0, 0), row.path)))[
        ::-1
    ]


def _duplicates(by_file: Mapping[str, Iterable[Problem]]) -> dict[str, set[str]]:
    """File -> the files it may repeat; told of both, the rule tells it of one."""
    twins: dict[str, set[str]] = {}
    for path, found in by_file.items():
        for item in found:
            other = dict(item.values).get("other", "")
            if item.code in _DUPLICATE and other.endswith(".md"):
                twins.setdefault(path, set()).add(other)
                twins.setdefault(other, set()).add(path)
    return twins


def _row(
    path: str,
    article: Article | None,
    problems: list[Problem],
    twins: Mapping[str, set[str]],
    ground: Ground,
    published: Collection[str] | None,
) -> Row:
    faulty = article is None or any(item.is_error for item in problems)
    states = _states(article, ground, published, faulty=faulty)
    places: tuple[str, ...] = ()
    if article is not None:
        region = (article.region.name,) if article.region else ()
        places = tuple(province.name for province in article.provinces) or region
    return Row(
        path=path,
        title=article.title if article is not None and article.title != "?" else "",
        date=article.date if article is not None and article.mark("date") != (1, 1) else None,  # written
        places=places,
        states=states,
        review=article.review if article is not None else (),
        problems=tuple(problems),
        duplicates=tuple(sorted(twins.get(path, ()))),
        article=article,
    )


def _states(
    article: Article | None, ground: Ground, published: Collection[str] | None, *, faulty: bool
) -> tuple[str, ...]:
    states = []
    if faulty:
        states.append("faulty")
    if article is not None:
        fates = ground.inputs.ledger.fates
        known = published if published is not None else fates
        if article.draft:
            states.append("draft")
        elif article.date.first_day > ground.show.today:
            states.append("early")
        else:
            states.append("published" if article.url in known else "ready")
        if article.review:
            states.append("review")
    return tuple(states)


FILTERS: Mapping[str, Callable[[Row], bool]] = {
    "draft": lambda row: "draft" in row.states,
    "review": lambda row: bool(row.review),
    "faulty": lambda row: "faulty" in row.states,
    "no-source": lambda row: not row.has_source,
    "no-photo": lambda row: not row.has_photo,
    "duplicates": lambda row: bool(row.duplicates),
}


def chosen(
    found: Iterable[Row],
    filters: Iterable[str],
    tag: str = "",
    words: str = "",
    searched: Callable[[Row], str] = Row.searched,
) -> list[Row]:
    """The rows that pass every filter, bear the tag and have all the words, typed with or without marks."""
    tests = [FILTERS[name] for name in filters if name in FILTERS]
    wanted = text.fold(words).split()
    slug = text.slug(tag)
    return [
        row
        for row in found
        if all(test(row) for test in tests)
        and (not tag or (row.article is not None and any(each.slug == slug for each in row.article.tags)))
        and (not wanted or _has(searched(row), wanted))
    ]


def _has(text: str, words: Iterable[str]) -> bool:
    return all(word in text for word in words)


@dataclass(slots=True)
class Worklist:
    """The list of one archive, looked at again and again: what has not changed since is not made again.
    `counts`: filter -> how many rows pass it."""

    rows: tuple[Row, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    planned: Planned | None = None
    words: dict[str, tuple[Article | None, str]] = field(default_factory=dict)

    def look(self, ground: Ground) -> None:
        """Brings the list up to date."""
        if self.planned is not ground.planned:
            self.rows, self.planned = rows(ground), ground.planned
            self.counts = {name: sum(map(test, self.rows)) for name, test in FILTERS.items()}
            here = {row.path for row in self.rows}
            self.words = {path: kept for path, kept in self.words.items() if path in here}

    async def read_on(self) -> None:
        """Reads all words while nobody waits: to find some, one has opened the list before."""
        for i, row in enumerate(self.rows):
            self.searched(row)
            if i % _AT_ONCE == 0:
                await asyncio.sleep(0)

    def searched(self, row: Row) -> str:
        """Its words, folded once for an article as long as it stays the same."""
        article, text = self.words.get(row.path, (None, ""))
        if not text or article is not row.article:
            text = row.searched()
            self.words[row.path] = (row.article, text)
        return text
