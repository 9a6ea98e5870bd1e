"""The sums of a whole archive against a count by hand: the files are read here as plain YAML, with nothing of
the program's own, and added up anew."""

from __future__ import annotations

import csv
import html
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import samples
from tools import sample_site

COLUMNS = ("collectives", "individuals", "households", "recipients")
Row = tuple[int, int, int, int]


@dataclass(frozen=True)
class Told:
    """One article: what it says, and what it is worth in a sum."""

    slug: str
    said: dict[str, Any]
    counts: dict[str, int] = field(default_factory=dict)
    is_counted: bool = True


def told(file: Path) -> Told:
    said = yaml.load(file.read_text("utf-8").split("---\n")[1], Loader=yaml.BaseLoader)  # noqa: S506 - text only
    # A second report of an event counts nowhere, nor does what was annulled.
    is_counted = "same_event" not in said and said.get("status") != "annulled"
    entries = [numbers(entry) for entry in said["awards"]]
    counts = dict(sum(map(Counter, entries), Counter()))
    if "total" in said:
        stated = numbers(said["total"])
        exact = all(entries) and not any("approx" in entry for entry in said["awards"])
        # An unsplit number that is the sum of the entries is divided as they are; any other stands by itself.
        if not exact or sum(counts.values()) != sum(stated.values()):
            counts = stated
    return Told(file.stem, said, counts, is_counted)


def numbers(entry: dict[str, str]) -> dict[str, int]:
    return {key: int(entry[key]) for key in COLUMNS if key in entry}


def row(counts: dict[str, int]) -> Row:
    first, second, third, fourth = (counts.get(key, 0) for key in COLUMNS)
    return first, second, third, fourth


def summed(pairs: Iterable[tuple[str, dict[str, int]]]) -> dict[str, Row]:
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for heading, counts in pairs:
        sums[heading].update(counts)
    return {heading: row(dict(counts)) for heading, counts in sums.items()}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sums")
    sample_site.write_site(folder, 100, seed=4)
    with (folder / "config.yaml").open("a", encoding="utf-8") as config:
        config.write("share_images: 0\nsearch: false\n")
    assert samples.codes(samples.build(folder)) == []
    return folder


@pytest.fixture(scope="module")
def articles(sample: Path) -> list[Told]:
    found = [told(file) for file in sorted(sample.glob("content/**/*.md"))]
    # All that makes sums hard is there.
    assert any("same_event" in article.said for article in found)
    assert any(article.said.get("status") == "annulled" for article in found)
    assert any("total" in a.said and "recipients" not in a.counts for a in found)
    assert any("recipients" in article.counts for article in found)
    assert any("households" in article.counts for article in found)
    assert any(not numbers(entry) for article in found for entry in article.said["awards"])
    return found


def table(sample: Path, heading: str) -> dict[str, Row]:
    """The rows of a table of thong-ke.html: label -> its four numbers."""
    page = (sample / "output/thong-ke.html").read_text("utf-8")
    found = re.search(rf'id="{heading}">.*?<tbody>(.*?)</tbody>', page, re.DOTALL)
    assert found is not None
    return dict(_rows(found[1]))


def _rows(body: str) -> Iterator[tuple[str, Row]]:
    for line in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL):
        label, *cells = (
            html.unescape(re.sub(r"<span.*?</span>|<[^>]*>", "", cell)).strip()
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL)
        )
        one, two, three, four = (int(re.sub(r"\D", "", cell) or 0) for cell in cells[-4:])
        yield label, (one, two, three, four)


def test_every_year_has_the_sum_of_its_articles(sample: Path, articles: list[Told]) -> None:
    expected = summed((f"Năm {a.said['date'][:4]}", a.counts if a.is_counted else {}) for a in articles)

    assert table(sample, "theo-nam") == expected


def test_every_place_of_then_has_the_sum_of_its_articles(sample: Path, articles: list[Told]) -> None:
    def where(a: Told) -> str:
        return str(a.said.get("province") or a.said.get("region") or "Toàn quốc")

    expected = summed((where(a), a.counts if a.is_counted else {}) for a in articles)

    assert table(sample, "theo-tinh") == expected


def test_every_form_has_the_sum_of_the_entries_that_bear_it(sample: Path, articles: list[Told]) -> None:
    expected = summed(
        (entry["form"], numbers(entry) if a.is_counted else {})
        for a in articles
        for entry in a.said["awards"]
    )

    assert table(sample, "theo-hinh-thuc") == expected


def test_the_data_for_download_come_to_the_same(sample: Path, articles: list[Told]) -> None:
    data = json.loads((sample / "output/du-lieu/articles.json").read_text("utf-8"))
    totals = {item["id"]: {key: item["total"][key] for key in COLUMNS if item["total"][key]} for item in data}
    with (sample / "output/du-lieu/awards.csv").open(encoding="utf-8-sig", newline="") as file:
        entries = list(csv.DictReader(file))

    assert totals == {a.slug: {key: n for key, n in a.counts.items() if n} for a in articles}
    assert {item["id"]: item["counted"] for item in data} == {a.slug: a.is_counted for a in articles}
    assert Counter(line["article"] for line in entries) == Counter(
        {a.slug: len(a.said["awards"]) for a in articles}
    )
    assert row({key: sum(int(line[key] or 0) for line in entries) for key in COLUMNS}) == row(
        dict(sum((Counter(numbers(e)) for a in articles for e in a.said["awards"]), Counter()))
    )
