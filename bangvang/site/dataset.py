"""The archive's data for download: JSON, CSV and a Frictionless description of them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from bangvang.archive.model import KINDS, Article, Award, Total
from bangvang.facts import honours, places
from bangvang.site.links import Site

Columns = tuple[tuple[str, str], ...]
Make = Callable[[Site, tuple[Article, ...]], bytes]

ARTICLE_COLUMNS: Columns = (
    ("id", "string"),
    ("url", "string"),
    ("title", "string"),
    ("date", "string"),
    ("date_precision", "string"),
    ("scope", "string"),
    ("region", "string"),
    ("provinces", "string"),
    ("provinces_now", "string"),
    ("place", "string"),
    ("tags", "string"),
    ("total_collectives", "integer"),
    ("total_individuals", "integer"),
    ("total_households", "integer"),
    ("total_recipients", "integer"),
    ("total_all", "integer"),
    ("total_at_least", "boolean"),
    ("total_known", "boolean"),
    ("total_stated", "boolean"),
    ("source", "string"),
    ("byline", "string"),
    ("status", "string"),
    ("status_date", "string"),
    ("status_note", "string"),
    ("same_event", "string"),
    ("counted", "boolean"),
)
AWARD_COLUMNS: Columns = (
    ("article", "string"),
    ("row", "integer"),
    ("date", "string"),
    ("provinces", "string"),
    ("grantor", "string"),
    ("level", "string"),
    ("form", "string"),
    ("form_id", "string"),
    ("collectives", "integer"),
    ("individuals", "integer"),
    ("households", "integer"),
    ("recipients", "integer"),
    ("approx", "boolean"),
    ("posthumous", "boolean"),
    ("status", "string"),
    ("status_date", "string"),
    ("status_note", "string"),
    ("counted", "boolean"),
)
JSON_COLUMNS: Columns = (
    ("id", "string"),
    ("url", "string"),
    ("title", "string"),
    ("date", "string"),
    ("date_precision", "string"),
    ("scope", "string"),
    ("region", "string"),
    ("provinces", "array"),
    ("place", "string"),
    ("tags", "array"),
    ("awards", "array"),
    ("total", "object"),
    ("source", "object"),
    ("byline", "string"),
    ("status", "string"),
    ("status_date", "string"),
    ("status_note", "string"),
    ("same_event", "string"),
    ("counted", "boolean"),
)


@dataclass(frozen=True, slots=True)
class _Sum:
    """What a file was made from, its size in bytes and its SHA-256."""

    site: Site
    articles: tuple[Article, ...]
    size: int
    sha256: str


_sums: dict[Make, _Sum] = {}


def _summed(make: Make) -> Make:
    """Remembers the sum of what was made last: the package, made right after the other files, tells it. (Not
    the file: of a large archive it would stay in memory.)"""

    @wraps(make)
    def made(site: Site, articles: tuple[Article, ...]) -> bytes:
        content = make(site, articles)
        _sums[made] = _Sum(site, articles, len(content), hashlib.sha256(content).hexdigest())
        return content

    return made


def _sum_of(make: Make, site: Site, articles: tuple[Article, ...]) -> _Sum:
    known = _sums.get(make)
    if known is None or known.site is not site or known.articles is not articles:
        make(site, articles)
    return _sums[make]


@_summed
def articles_json(_site: Site, articles: tuple[Article, ...]) -> bytes:
    """The pinned list of articles, newest first."""
    # An article a line: one compact line is written by the json module's quick encoder, an indented tree is
    # not, and a line is what changes when an article does. Written one by one: of a hundred thousand articles
    # the text alone, before it is encoded, takes a third of a gigabyte.
    out = io.BytesIO()
    for number, article in enumerate(articles):
        out.write(b",\n" if number else b"[\n")
        out.write(_line(_article(article)).encode())
    out.write(b"\n]\n" if articles else b"[\n\n]\n")
    return out.getvalue()


def _article(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "date": article.date.iso,
        "date_precision": article.date.precision,
        "scope": article.scope,
        "region": article.region.name if article.region is not None else None,
        "provinces": [
            {"id": p.id, "name": p.name, "now": {"id": now.id, "name": now.name}}
            for p in article.provinces
            for now in (places.now(places.get(p.id)),)
        ],
        "place": article.place,
        "tags": [tag.name for tag in article.tags],
        "awards": [_award(award) for award in article.awards],
        "total": _total(article.total),
        "source": {"name": article.source.name, "code": article.source.code, "url": article.source.url}
        if article.source is not None
        else None,
        "byline": article.byline,
        "status": article.status,
        "status_date": article.status_date.iso if article.status_date is not None else None,
        "status_note": article.status_note,
        "same_event": article.same_event,
        "counted": article.counted,
    }


def _award(award: Award) -> dict[str, Any]:
    return {
        "grantor": award.grantor,
        "level": award.level,
        "form": award.form,
        "form_id": award.form_id,
        **_numbers(award),
        "approx": award.approx,
        "posthumous": award.posthumous,
        "status": award.status,
        "status_date": award.status_date.iso if award.status_date is not None else None,
        "status_note": award.status_note,
        "names": [
            {
                "name": name.name,
                "kind": name.kind,
                "status": name.status,
                "status_date": name.status_date.iso if name.status_date is not None else None,
                "status_note": name.status_note,
            }
            for name in award.names
        ],
    }


def _numbers(award: Award) -> dict[str, int | None]:
    """An entry's numbers without the names that were annulled, so that whoever adds up what counts gets what
    the statistics say; an entry that is annulled itself counts nowhere, and keeps its numbers."""
    count = award.count if award.annulled else award.standing
    return {kind: getattr(count, kind) for kind in KINDS}


def _total(total: Total) -> dict[str, Any]:
    return {
        **{kind: getattr(total.count, kind) for kind in KINDS},
        "all": total.all,
        "at_least": total.at_least,
        "known": total.known,
        "stated": total.stated,
    }


@_summed
def articles_csv(_site: Site, articles: tuple[Article, ...]) -> bytes:
    """One row per article; lists are joined by "; "."""
    return _csv(ARTICLE_COLUMNS, (_article_row(a) for a in articles))


def _article_row(article: Article) -> list[object]:
    total = article.total
    return [
        article.id,
        article.url,
        article.title,
        article.date.iso,
        article.date.precision,
        article.scope,
        article.region.name if article.region is not None else None,
        "; ".join(p.name for p in article.provinces),
        "; ".join(dict.fromkeys(places.now(places.get(p.id)).name for p in article.provinces)),
        article.place,
        "; ".join(tag.name for tag in article.tags),
        *(getattr(total.count, kind) for kind in KINDS),
        total.all,
        total.at_least,
        total.known,
        total.stated,
        article.source.name if article.source is not None else None,
        article.byline,
        article.status,
        article.status_date.iso if article.status_date is not None else None,
        article.status_note,
        article.same_event,
        article.counted,
    ]


@_summed
def awards_csv(_site: Site, articles: tuple[Article, ...]) -> bytes:
    """One row per award entry, numbered from 1 within its article."""
    rows = (
        [
            article.id,
            number,
            article.date.iso,
            "; ".join(p.name for p in article.provinces),
            award.grantor,
            award.level,
            award.form,
            award.form_id,
            *_numbers(award).values(),
            award.approx,
            award.posthumous,
            *_fate(article, award),
            article.counted and not award.annulled,
        ]
        for article in articles
        for number, award in enumerate(article.awards, 1)
    )
    return _csv(AWARD_COLUMNS, rows)


def _fate(article: Article, award: Award) -> tuple[str | None, str | None, str | None]:
    """What became of an entry: its own status, or else its article's; none outlives its article."""
    inherits = award.status is None or (article.status == "annulled" and not award.annulled)
    of = article if inherits else award
    return of.status, of.status_date.iso if of.status_date is not None else None, of.status_note


FILES = (
    ("articles.json", "articles_json", JSON_COLUMNS, articles_json),
    ("articles.csv", "articles_csv", ARTICLE_COLUMNS, articles_csv),
    ("awards.csv", "awards_csv", AWARD_COLUMNS, awards_csv),
)


# What can be said of a column beyond its type, where it stands in a CSV file.
_COUNT = {"minimum": 0}
CONSTRAINTS: dict[str, dict[str, Any]] = {
    "id": {"required": True, "unique": True},
    "article": {"required": True},
    "row": {"required": True, "minimum": 1},
    "url": {"required": True},
    "title": {"required": True},
    "date": {"required": True, "pattern": r"\d{4}(-\d{2}(-\d{2})?)?"},
    "date_precision": {"required": True, "enum": ["day", "month", "year"]},
    "scope": {"required": True, "enum": ["province", "provinces", "region", "national"]},
    "level": {"enum": list(honours.LEVELS)},
    "status": {"enum": ["corrected", "annulled"]},
    "counted": {"required": True},
    **dict.fromkeys(KINDS, _COUNT),
    **{f"total_{kind}": _COUNT for kind in (*KINDS, "all")},
}
KEYS: dict[str, dict[str, Any]] = {
    "articles.csv": {"primaryKey": "id"},
    "awards.csv": {
        "primaryKey": ["article", "row"],
        "foreignKeys": [
            {"fields": "article", "reference": {"resource": "articles-csv", "fields": "id"}},
        ],
    },
}


def _schema(site: Site, name: str, columns: Columns) -> dict[str, Any]:
    """The Table Schema of a file."""
    fields = []
    for column, kind in columns:
        field: dict[str, Any] = {
            "name": column,
            "type": kind,
            "description": site.words(f"data.column.{column}"),
        }
        if name in KEYS and column in CONSTRAINTS:
            field["constraints"] = CONSTRAINTS[column]
        fields.append(field)
    return {"fields": fields, "missingValues": [""], **KEYS.get(name, {})}


def datapackage(site: Site, articles: tuple[Article, ...]) -> bytes:
    """A Frictionless Data Package with the size and SHA-256 of each file."""
    resources = []
    for name, word, columns, make in FILES:
        summed = _sum_of(make, site, articles)
        is_csv = name.endswith(".csv")
        resources.append(
            {
                "name": name.replace(".", "-"),
                "path": name,
                "format": "csv" if is_csv else "json",
                "mediatype": "text/csv" if is_csv else "application/json",
                "encoding": "utf-8",
                "bytes": summed.size,
                "hash": f"sha256:{summed.sha256}",
                "description": site.words(f"data.{word}"),
                **({"profile": "tabular-data-resource", "dialect": {"delimiter": ","}} if is_csv else {}),
                "schema": _schema(site, name, columns),
            }
        )
    package = {
        "profile": "data-package",
        "name": "bang-vang",
        "title": site.title,
        "description": site.description,
        **({"homepage": site.base_url} if site.base_url else {}),
        "resources": resources,
    }
    return _json(package)


def _line(value: object) -> str:
    return _LINE.encode(value)


_LINE = json.JSONEncoder(ensure_ascii=False)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _csv(columns: Columns, rows: Iterable[Sequence[object]]) -> bytes:
    out = io.BytesIO()
    # The mark tells Excel that the file is UTF-8.
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([name for name, _ in columns])
    writer.writerows([_cell(value) for value in row] for row in rows)
    text.flush()
    return out.getvalue()


def _cell(value: object) -> str:
    """A cell's text. One that a spreadsheet would take for a formula, and run, gets an apostrophe before it,
    which spreadsheets hide; articles.json has the text without it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    cell = str(value)
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


# By the advice of OWASP on CSV injection; counts are never negative, so that no number is touched.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
