"""`stats` prints the figures of thong-ke.html: for people, for programs and for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from bangvang.archive import statistics
from bangvang.build import pipeline
from bangvang.build.pipeline import Options
from tests import samples
from tests.conftest import MakeSite, Run, read_files
from tools import sample_site

KEYS = (
    "articles",
    "counted",
    "unknown",
    "at_least",
    "collectives",
    "individuals",
    "households",
    "recipients",
    "shared",
)


@pytest.fixture
def little(site: MakeSite) -> Path:
    """Two events, one of them reported twice, and an award that was taken back."""
    first = samples.written(
        "Đợt một",
        awards=[
            samples.award(collectives=1200, individuals=34),
            samples.award("Giấy khen", approx=True, individuals=5),
        ],
    )
    taken_back = {"status": "annulled", "status_date": "2024", "status_note": "Kê khai sai."}
    return site(
        {
            "content/mot.md": first,
            "content/hai.md": samples.written(same_event="mot", awards=[samples.award(individuals=99)]),
            "content/ba.md": samples.written(
                date="2023-01-02", province="Quảng Nam", awards=[samples.award(recipients=7)]
            ),
            "content/bon.md": samples.written(awards=[samples.award(individuals=500)], **taken_back),
            "content/nam.md": samples.written(scope="national", awards=[samples.award(households=3)]),
        }
    )


def as_data(run: Run, site: Path, *more: str) -> Any:
    outcome = run("stats", "--json", *more, site=site)
    assert outcome.code == 0, outcome.err
    return json.loads(outcome.out)


def test_the_figures_are_counted_once_an_event(run: Run, little: Path) -> None:
    data = as_data(run, little)

    assert data["whole"] == {
        "articles": 5,
        "counted": 3,
        "unknown": 0,
        "at_least": True,
        "collectives": 1200,
        "individuals": 39,
        "households": 3,
        "recipients": 7,
        "shared": 0,
        "all": 1249,
    }
    assert [(row["id"], row["all"]) for row in data["years"]] == [("2024", 1242), ("2023", 7)]
    assert [(row["label"], row["all"]) for row in data["provinces_then"]] == [
        ("Kon Tum", 1239),
        ("Quảng Nam", 7),
    ]
    assert [(row["label"], row["all"]) for row in data["provinces_now"]] == [
        ("Đà Nẵng", 7),
        ("Quảng Ngãi", 1239),
    ]
    assert [(row["label"], row["all"]) for row in data["regions"]] == [("Toàn quốc", 3)]
    assert [(row["label"], row["all"]) for row in data["forms"]] == [("Bằng khen", 1244), ("Giấy khen", 5)]
    assert [(row["id"], [year["id"] for year in row["years"]]) for row in data["form_years"]] == [
        ("bang-khen", ["2023", "2024"]),
        ("giay-khen", ["2024"]),
    ]


def test_the_command_and_the_site_use_the_same_figures(run: Run, tmp_path: Path) -> None:
    sample_site.write_site(tmp_path / "sample", 40)
    articles, report = pipeline.look(Options(tmp_path / "sample", None, today=samples.TODAY))
    found = statistics.of(articles)
    data = as_data(run, tmp_path / "sample")

    assert report.ok
    for table, rows in (
        ("years", found.years),
        ("provinces_then", found.then),
        ("provinces_now", found.now),
        ("regions", found.regions),
        ("forms", found.forms),
        ("levels", found.levels),
    ):
        assert [(row["id"], *(row[key] for key in KEYS)) for row in data[table]] == [
            (key, *(getattr(sums, name) for name in KEYS)) for key, sums in rows
        ]


def test_csv_has_every_figure_that_json_has(run: Run, little: Path) -> None:
    outcome = run("stats", "--csv", site=little)
    rows = list(csv.DictReader(io.StringIO(outcome.out)))
    data = as_data(run, little)

    assert outcome.code == 0
    assert {row["table"] for row in rows} == data.keys()
    for table in data.keys() - {"whole", "form_years"}:
        assert [(row["id"], row["label"], int(row["all"])) for row in rows if row["table"] == table] == [
            (row["id"], row["label"], row["all"]) for row in data[table]
        ]
    assert next(row["at_least"] for row in rows if row["id"] == "bang-khen") == "false"
    assert next(row["at_least"] for row in rows if row["id"] == "giay-khen") == "true"


def test_a_reader_sees_tables_with_bars_and_numbers_as_they_are_written(run: Run, little: Path) -> None:
    outcome = run("stats", site=little)
    (line,) = (line for line in outcome.lines if line.split()[:1] == ["2024"])

    assert outcome.code == 0
    assert line.split()[1:7] == ["4", "≥1.200", "≥39", "≥3", "–", "≥1.242"]
    assert line.rstrip().endswith("█" * 24)
    for caption in ("Theo năm", "Theo hình thức khen thưởng", "Theo cấp khen thưởng"):
        assert caption in outcome.out


def test_in_english_every_word_and_number_is_english(run: Run, little: Path) -> None:
    outcome = run("stats", "--lang", "en", site=little)

    assert "1,200" in outcome.out
    assert "Nationwide" in outcome.out
    assert not re.search(r"\b(Theo|năm|bài|Tập thể|Cộng)\b", outcome.out)


def test_no_line_is_wider_than_a_table_needs(run: Run, little: Path) -> None:
    assert max(map(len, run("stats", site=little).lines)) <= 132


def test_an_empty_archive_has_no_figures_and_is_no_fault(run: Run, site: MakeSite) -> None:
    outcome = run("stats", site=site())

    assert (outcome.code, outcome.out.strip()) == (0, "Chưa có số liệu.")
    assert as_data(run, site())["whole"]["articles"] == 0


def test_figures_of_faulty_content_are_not_told(run: Run, site: MakeSite) -> None:
    outcome = run("stats", "--json", site=site({"content/a.md": samples.written(provnce="Kon Tum")}))

    assert (outcome.code, outcome.out) == (1, "")
    assert "K103" in outcome.err
    assert "Chưa tính được thống kê: 1 lỗi" in outcome.err


def test_nothing_is_written(run: Run, little: Path) -> None:
    before = read_files(little)

    assert run("stats", site=little).code == 0
    assert read_files(little) == before


def test_json_and_csv_at_once_are_wrong_usage(run: Run, little: Path) -> None:
    assert run("stats", "--json", "--csv", site=little).code == 2
