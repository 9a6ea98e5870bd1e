"""The data for download, read by a stranger: the reference implementation of Frictionless Data."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import html5lib
import pytest

from bangvang.language import words
from tests import samples
from tools import sample_site

HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """du-lieu/ of a site with every kind of article."""
    folder = tmp_path_factory.mktemp("sample")
    sample_site.write_site(folder, 60)
    report = samples.build(folder)
    assert report.ok, report.problems
    return folder / "output" / "du-lieu"


def package(data: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((data / "datapackage.json").read_bytes())
    return loaded


def table(data: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((data / name).read_text(encoding="utf-8-sig"))))


def validated(data: Path) -> dict[str, Any]:
    """What Frictionless finds; in a process of its own, for it heeds neither our warnings nor imports."""
    ended = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"],
        cwd=data,
        capture_output=True,
        check=False,
    )
    report: dict[str, Any] = json.loads(ended.stdout)
    return report


def test_the_package_is_valid_with_its_checksums_types_keys_and_limits(data: Path) -> None:
    report = validated(data)

    assert report["valid"], report
    assert [task["place"] for task in report["tasks"]] == ["articles.json", "articles.csv", "awards.csv"]


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("articles.csv", ",day,", ",week,"),
        ("awards.csv", ",province,", ",tỉnh,"),
        ("awards.csv", ",Bằng khen,bang-khen,1", ",Bằng khen,bang-khen,mười"),
    ],
)
def test_a_value_that_the_description_does_not_allow_is_found(
    data: Path, tmp_path: Path, name: str, before: str, after: str
) -> None:
    for file in data.iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    text = (data / name).read_text(encoding="utf-8")
    assert before in text
    (tmp_path / name).write_text(text.replace(before, after, 1), encoding="utf-8")
    described = package(data)
    for resource in described["resources"]:
        # The checksum alone would tell that something changed.
        del resource["hash"], resource["bytes"]
    (tmp_path / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")

    assert not validated(tmp_path)["valid"]


def test_sizes_and_checksums_are_those_of_the_files(data: Path) -> None:
    for resource in package(data)["resources"]:
        content = (data / resource["path"]).read_bytes()

        assert resource["bytes"] == len(content)
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()


def test_counted_rows_add_up_to_the_statistics(data: Path) -> None:
    rows = [row for row in table(data, "articles.csv") if row["counted"] == "true"]
    shown = html5lib.parse((data.parent / "thong-ke.html").read_bytes(), treebuilder="etree")
    tally = next(node for node in shown.iter(f"{HTML}dl") if node.get("class") == "tally")
    numbers = ["".join(node.itertext()) for node in tally.iter(f"{HTML}dd")]

    for number, kind in zip(numbers, ("collectives", "individuals", "households", "recipients"), strict=True):
        assert int(number.strip("≥").replace(".", "")) == sum(int(row[f"total_{kind}"] or 0) for row in rows)


def test_what_does_not_count_says_so_in_both_tables(data: Path) -> None:
    articles = {row["id"]: row for row in table(data, "articles.csv")}
    second = [row for row in articles.values() if row["same_event"]]
    annulled = [row for row in articles.values() if row["status"] == "annulled"]

    assert second
    assert annulled
    assert {row["counted"] for row in (*second, *annulled)} == {"false"}
    assert all(row["same_event"] in articles for row in second)
    assert all(row["counted"] == articles[row["article"]]["counted"] for row in table(data, "awards.csv"))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_column_is_described_for_people_and_for_machines_alike(data: Path, language: str) -> None:
    page = html5lib.parse((data / "index.html").read_bytes(), treebuilder="etree")
    told = {
        "".join(row[0].itertext()): "".join(row[2].itertext())
        for node in page.iter(f"{HTML}table")
        for row in node.iter(f"{HTML}tr")
        if row[0].get("scope") == "row"
    }
    interface = words.load(language)

    for resource in package(data)["resources"]:
        for field in resource["schema"]["fields"]:
            assert told[field["name"]] == field["description"]
            assert interface(f"data.column.{field['name']}")
