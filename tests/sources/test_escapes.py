"""What an escape or a reference decodes to is looked at like everything else that is typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangvang.archive.model import Source
from bangvang.sources import config, content
from tests.conftest import MakeSite
from tests.samples import build, written

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
    assert [found.code for found in config.read('title: "Kho \\x1b[31m"\n')[1]] == ["K124"]


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


BODIES = [
    "Một &#1; hai",
    "Một &#x202e; hai",
    "Một &#0; hai",
    "Một &#xFFFF; &#xD800; hai",
    "&#27;[31m",
    "`&#8;` hai",
]


def test_all_feeds_and_sitemaps_parse_whatever_is_written(site: MakeSite) -> None:
    """By numeric references in bodies, the one way that is left: YAML's is told of."""
    files: dict[str, Any] = {
        f"content/bai-{n}.md": written(f"Tin {n} & <b>", body=body, tags=["a"], place=f"&#1; {body}")
        for n, body in enumerate(BODIES)
    }
    folder: Path = site(files)
    report = build(folder)

    assert report.ok, report.problems
    read = [ElementTree.parse(file) for file in sorted((folder / "output").rglob("*.xml"))]  # noqa: S314 - our own
    assert len(read) >= 4
    for text in (folder / "output").rglob("*.html"):
        assert not set(text.read_text("utf-8")) & set(map(chr, [*range(9), 11, 12, *range(14, 32), 0x202E]))
