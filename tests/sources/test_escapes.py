"""What an escape or a reference decodes to is looked at like everything else that is typed."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bangvang.archive.model import Source
from bangvang.sources import config as configuration
from bangvang.sources import content
from tests.conftest import write_files
from tests.samples import build, config, written

KEYS = [
    "title: {}",
    "date: {}",
    "date_note: {}",
    "published: {}",
    "province: {}",
    "province: [Kon Tum, {}]",
    "scope: {}",
    "region: {}",
    "place: {}",
    "awards: [{{grantor: {}, form: Bằng khen}}]",
    "awards: [{{grantor: A, form: {}}}]",
    "awards: [{{grantor: A, form: Bằng khen, individuals: {}}}]",
    "awards: [{{grantor: A, form: Bằng khen, level: {}}}]",
    "awards: [{{grantor: A, form: Bằng khen, approx: {}}}]",
    "awards: [{{grantor: A, form: Bằng khen, names: [{}]}}]",
    "total: {{recipients: {}}}",
    "awards: [{{grantor: A, form: Bằng khen, names: [{{name: {}}}]}}]",
    "breakdown: [{{province: {}}}]",
    "awards: [{{grantor: A, form: Bằng khen, recipients: 3, subset: [{{recipients: 1, of: {}}}]}}]",
    "organisations: [{}]",
    "people: [{{name: {}}}]",
    "people: [{{name: A, title: {}}}]",
    "programme: {{name: {}}}",
    "source: {{name: {}}}",
    "source: {{name: A, url: {}}}",
    "byline: {}",
    "photos: [{{file: {}}}]",
    "photos: [{{caption: {}}}]",
    "tags: [{}]",
    "aliases: [{}]",
    "same_event: {}",
    "status: {}",
    "status_date: {}",
    "status_note: {}",
    "draft: {}",
    "review: [{}]",
    "{}: x",
]
FIRST = {"title": "title: Tin", "date": "date: 2024", "province": "province: Kon Tum"}
ESCAPES = [
    "\\0",
    "\\x00",
    "\\x01",
    "\\e",
    "\\a",
    "\\b",
    "\\x7f",
    "\\u202e",
    "\\u202A",
    "\\u2066",
    "\\u061c",
    "\\uFDD0",
    "\\uFFF9",
    "\\uFFFE",
    "\\U0000000b",
]


def told(line: str) -> list[str]:
    own = line.partition(":")[0]
    rows = [row for key, row in FIRST.items() if key != own]
    text = "\n".join(["---", *rows, line, "---", "", "Bài.", ""])
    return [found.code for found in content.parse(Source("content/a.md", text, "")).problems]


@pytest.mark.parametrize("line", KEYS)
def test_no_escape_passes_for_a_value(line: str) -> None:
    for escape in ("\\0", "\\x01", "\\u202e"):
        assert told(line.format(f'"{escape}"'))[:1] == ["K124"], escape
        assert "K124" in told(line.format(f'"Tin {escape} vui"')), escape


@pytest.mark.parametrize("escape", ESCAPES)
def test_every_control_or_direction_mark_is_told_at_its_place(escape: str) -> None:
    text = f'---\ntitle: Tin\ndate: 2024\nprovince: Kon Tum\nplace: "Hà {escape} Nội"\n---\n\nBài.\n'
    (found,) = content.parse(Source("content/a.md", text, "")).problems

    assert (found.code, found.place.line, found.place.column) == ("K124", 5, 8)


@pytest.mark.parametrize(
    ("escaped", "meant"),
    [
        ("H\\u00e0 N\\u1ed9i", "Hà Nội"),
        ("Ha\\u0300 No\\u0302\\u0323i", "Hà Nội"),  # NFD
        ("Hà\\u00a0Nội", "Hà Nội"),
        ("Hà\\u200b Nội", "Hà Nội"),
        ("\\u00d0à N\\u1eb5ng", "Đà Nẵng"),  # Eth
        ("Hà\\tNội", "Hà Nội"),
        ("Hà\\nNội", "Hà Nội"),
        ('Hà \\"Nội\\" \\\\', 'Hà "Nội" \\'),
    ],
)
def test_what_is_escaped_for_no_harm_is_read_as_it_is_meant(escaped: str, meant: str) -> None:
    text = f'---\ntitle: Tin\ndate: 2024\nprovince: Kon Tum\nplace: "{escaped}"\n---\n\nBài.\n'
    item = content.parse(Source("content/a.md", text, ""))

    assert item.problems == ()
    assert item.article is not None
    assert item.article.place == meant


def test_the_configuration_takes_no_escape_either() -> None:
    assert [found.code for found in configuration.read('title: "Kho \\x1b[31m"\n')[1]] == ["K124"]


@given(st.dictionaries(st.sampled_from(["title", "place", "byline", "date_note"]), st.text(), min_size=1))
def test_whatever_json_can_escape_ends_up_as_text_or_a_message(values: dict[str, str]) -> None:
    """JSON is YAML in double quotes, every odd letter escaped."""
    rows = {**FIRST, **{key: f"{key}: {json.dumps(value)}" for key, value in values.items()}}
    text = "\n".join(["---", *rows.values(), "---", "", "Bài.", ""])
    item = content.parse(Source("content/a.md", text, ""))

    if item.article is not None and not item.broken:
        for key in values:
            shown = getattr(item.article, key) or ""
            assert shown.isprintable()
            assert "\u202e" not in shown


# Decoded: what other forms of file take for their own, and ends of lines that XML, CSV and scripts know.
ODD = [
    r"a\u2028b\u2029c\u0085d\Le\Pf\Ng",
    r"\u200fa\u200e\uFEFF\u200b\t\n\r\n b",
    r"]]> </script> <!-- &#1; &amp; &#x202e; %0a",
    r"}, @misc{x, title = {\\ \\\", ' = \t}",
    r"TY  - BOOK\nER  - \n",
    r"=1+1, \"\" |x",
]
TEXT_KEYS = """\
title: {0}
date: 2024-05
date_note: {0}
province: Kon Tum
place: {0}
awards:
- grantor: {0}
  level: province
  form: Bằng khen
  individuals: 3
  names: [{0}, {{name: {0}, status: annulled, status_note: {0}}}]
organisations: [{0}]
people: [{{name: {0}, title: {0}}}]
programme: {{name: {0}, period: {0}}}
source: {{name: {0}, code: {0}, url: "https://e.vn/"}}
byline: {0}
photos: [{{file: anh.jpg, caption: {0}, credit: {0}, alt: {0}}}]
tags: [{0}]
status: corrected
status_date: 2025
status_note: {0}
"""
BODIES = [
    "Một &#1; hai",
    "Một &#x202e; hai",
    "Một &#x2028; &#x85; &rlm; &lrm; hai",
    "Một &#0; hai",
    "Một &#xFFFF; &#xD800; hai",
    "&#27;[31m",
    "`&#8;` hai",
    '[x](https://e.vn/?a=&#1;&#x202e; "&#2;")',
]
# Of ends of lines only the one that every reader of text knows.
NOWHERE = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff-\uffff]")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is published of an archive whose every text is odd."""
    folder = tmp_path_factory.mktemp("kho")
    photo = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(photo, "JPEG")
    for n, text in enumerate(ODD):
        matter = TEXT_KEYS.format(f'"{n} {text}"')
        files: dict[str, str | bytes] = {
            f"bai-{n}.md": f"---\n{matter}---\n\nBài {n}.\n",
            "anh.jpg": photo.getvalue(),
        }
        write_files(folder / f"content/{n}", files)
    for n, body in enumerate(BODIES):
        text = written(f"Tin {n} & <b>", body=body, tags=["a"], place=f"&#1; {body}")
        write_files(folder / "content", {f"tin-{n}.md": text})
    write_files(folder, {"config.yaml": config(search=False)})
    report = build(folder)

    assert report.ok, [found for found in report.problems if found.is_error]
    return folder / "output"


def test_no_mark_that_cannot_be_seen_is_published(odd: Path) -> None:
    texts = [file for file in odd.rglob("*") if file.suffix in (".html", ".xml", ".json", ".csv", ".txt")]
    found = {file.name: NOWHERE.findall(file.read_text("utf-8-sig").replace("\r\n", "\n")) for file in texts}

    assert len(found) > 20
    assert {name: marks for name, marks in found.items() if marks} == {}


def test_all_feeds_and_sitemaps_parse_whatever_is_written(odd: Path) -> None:
    read = [ElementTree.parse(file) for file in sorted(odd.rglob("*.xml"))]  # noqa: S314 - our own
    feeds = [json.loads(file.read_text("utf-8")) for file in odd.rglob("feed.json")]

    assert len(read) >= len(ODD) + 3
    assert [len(feed["items"]) for feed in feeds] == [len(ODD) + len(BODIES)]


def table(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline="")))


def test_all_data_parse_whatever_is_written(odd: Path) -> None:
    articles = json.loads((odd / "du-lieu/articles.json").read_text("utf-8"))
    rows, awards = table(odd / "du-lieu/articles.csv"), table(odd / "du-lieu/awards.csv")

    assert [row["id"] for row in rows] == [item["id"] for item in articles]
    assert len(articles) == len(ODD) + len(BODIES)
    assert len(awards) == len(ODD)
    assert all(None not in row and None not in row.values() for row in rows + awards)
    assert json.loads((odd / "du-lieu/datapackage.json").read_text("utf-8"))["resources"]


def test_what_an_article_tells_machines_parses_whatever_is_written(odd: Path) -> None:
    pages = sorted((odd / "bai-viet/2024").glob("*.html"))
    for page in pages:
        text = page.read_text("utf-8")
        (linked,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
        bibtex, ris = map(html.unescape, re.findall(r'<pre tabindex="0">(.*?)</pre>', text, re.DOTALL))
        first, *fields, last = bibtex.split("\n")

        assert json.loads(linked)
        assert (first, last) == (f"@misc{{{page.stem},", "}")
        assert all(re.fullmatch(r"  [a-z]+ = \{.*\},", field) for field in fields)
        assert all(field.count("{") == field.count("}") for field in fields)
        lines = ris.rstrip("\n").split("\n")
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
        assert [line[:2] for line in lines].count("ER") == 1

    assert len(pages) == len(ODD) + len(BODIES)
