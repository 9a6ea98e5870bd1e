"""The five articles that the archive begins with come out with the numbers, dates and places of the press."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from bangvang.build import installation, pipeline
from bangvang.build.pipeline import Options
from tests.conftest import read_files
from tests.samples import build

KON_TUM = "kon-tum-bieu-duong-31-dien-hinh"
NORTH = "bieu-duong-66-tap-the-ca-nhan-phu-nu"
QUANG_NAM = "quang-nam-khen-thuong-33-tap-the-ca-nhan"
TEN_YEARS = "kon-tum-tong-ket-10-nam-chuong-trinh-09"
BINH_DINH = "binh-dinh-tiep-tuc-phoi-hop-bao-ve-antq"
KINDS = ("collectives", "individuals", "households", "recipients")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped site, built beside the repository."""
    folder = tmp_path_factory.mktemp("kho")
    options = Options(
        site=installation.PROGRAM,
        output=folder / "output",
        cache=folder / "cache",
        jobs=1,
        today=dt.date(2026, 1, 1),
    )
    report = pipeline.run(options)
    assert (report.ok, report.problems) == (True, ())
    return folder / "output"


@pytest.fixture(scope="module")
def articles(output: Path) -> dict[str, dict[str, Any]]:
    listed = json.loads((output / "du-lieu/articles.json").read_text("utf-8"))
    return {article["id"]: article for article in listed}


def counts(thing: dict[str, Any]) -> tuple[int | None, ...]:
    return tuple(thing[kind] for kind in KINDS)


# ---------------------------------------------------------------- the pinned numbers


def test_kon_tum_has_31_of_them_6_with_a_bang_khen_and_no_split(articles: dict[str, dict[str, Any]]) -> None:
    article = articles[KON_TUM]
    first, *others = article["awards"]

    assert counts(article["total"]) == (None, None, None, 31)
    assert (article["total"]["all"], article["total"]["stated"]) == (31, True)
    assert (first["form"], counts(first)) == ("Bằng khen", (None, None, None, 6))
    assert [counts(award) for award in others] == [(None,) * 4] * len(others)


def test_the_north_has_66_which_is_31_and_35(articles: dict[str, dict[str, Any]]) -> None:
    article = articles[NORTH]

    assert counts(article["total"]) == (31, 35, None, None)
    assert article["total"]["all"] == 66


def test_quang_nam_has_33_which_is_3_6_9_and_15(articles: dict[str, dict[str, Any]]) -> None:
    article = articles[QUANG_NAM]
    entries = [counts(award)[:2] for award in article["awards"]]

    assert entries == [(3, 6), (9, 15)]
    assert article["total"]["all"] == 33 == sum(number or 0 for entry in entries for number in entry)


def test_the_ten_years_have_3_which_is_1_and_2(articles: dict[str, dict[str, Any]]) -> None:
    total = articles[TEN_YEARS]["total"]

    assert (counts(total), total["all"]) == ((1, 2, None, None), 3)


def test_binh_dinh_has_no_number_and_its_page_says_so(
    output: Path, articles: dict[str, dict[str, Any]]
) -> None:
    article = articles[BINH_DINH]

    assert (counts(article["total"]), article["total"]["all"], article["total"]["known"]) == (
        (None,) * 4,
        None,
        False,
    )
    assert len(article["awards"]) == 3
    assert "không nêu số lượng" in _text(output / article["url"]).lower()


@pytest.mark.parametrize(
    ("name", "number"),
    [
        (KON_TUM, "31"),
        (NORTH, "31 tập thể, 35 cá nhân"),
        (QUANG_NAM, "33"),
        (TEN_YEARS, "1 tập thể, 2 cá nhân"),
    ],
)
def test_a_page_shows_its_number(
    output: Path, articles: dict[str, dict[str, Any]], name: str, number: str
) -> None:
    page = (output / articles[name]["url"]).read_text("utf-8")
    # Not from the headline: the number that was counted.
    board = _bare(page[page.index("</h1>") : page.index("</table>")])

    assert re.search(rf"(?<!\d){number}(?!\d)", board)


# ---------------------------------------------------------------- when and where


def test_each_has_the_day_of_its_event(articles: dict[str, dict[str, Any]]) -> None:
    days = {name: (article["date"], article["date_precision"]) for name, article in articles.items()}

    assert days[KON_TUM] == ("2024-06-05", "day")
    assert days[NORTH] == ("2024-08-02", "day")
    assert days[QUANG_NAM] == ("2024-09-19", "day")
    assert days[BINH_DINH] == ("2023-06-02", "day")
    assert days[TEN_YEARS][0].startswith("2023")
    assert days[TEN_YEARS][1] == {4: "year", 7: "month", 10: "day"}[len(days[TEN_YEARS][0])]


def test_articles_come_newest_first(articles: dict[str, dict[str, Any]]) -> None:
    assert list(articles)[:3] == [QUANG_NAM, NORTH, KON_TUM]
    assert set(list(articles)[3:]) == {BINH_DINH, TEN_YEARS}


@pytest.mark.parametrize(
    ("name", "then", "now"),
    [
        (KON_TUM, "Kon Tum", "Quảng Ngãi"),
        (QUANG_NAM, "Quảng Nam", "Đà Nẵng"),
        (BINH_DINH, "Bình Định", "Gia Lai"),
    ],
)
def test_a_former_province_is_told_with_its_heir(
    output: Path, articles: dict[str, dict[str, Any]], name: str, then: str, now: str
) -> None:
    (province,) = articles[name]["provinces"]
    page = _text(output / articles[name]["url"])

    assert (province["name"], province["now"]["name"]) == (then, now)
    assert then in page
    assert now in page
    for listing in (province["id"], province["now"]["id"]):
        assert f"{name}.html" in (output / f"tinh/{listing}.html").read_text("utf-8")


def test_the_northern_event_is_counted_for_no_province(
    output: Path, articles: dict[str, dict[str, Any]]
) -> None:
    article = articles[NORTH]

    assert (article["provinces"], article["region"], article["scope"]) == ([], "Phía Bắc", "region")
    assert article["place"] == "Hà Nội"
    assert not (output / "tinh/ha-noi.html").exists()
    assert NORTH in (output / "khu-vuc/phia-bac.html").read_text("utf-8")
    assert "ha-noi" not in (output / "thong-ke.html").read_text("utf-8")


# ---------------------------------------------------------------- sums and files


def test_the_statistics_are_the_sum_of_the_five(output: Path, articles: dict[str, dict[str, Any]]) -> None:
    sums = [sum(a["total"][kind] or 0 for a in articles.values()) for kind in KINDS]
    page = _text(output / "thong-ke.html")

    assert sum(sums) == 31 + 66 + 33 + 3
    for number in set(sums) - {0}:
        assert re.search(rf"(?<!\d){number}(?!\d)", page), number


def test_the_json_has_the_pinned_keys_and_what_became_of_an_award(
    articles: dict[str, dict[str, Any]],
) -> None:
    keys = (
        "id url title date date_precision scope region provinces place tags awards total source byline status"
    )
    award = "grantor level form form_id collectives individuals households recipients approx posthumous"
    fate = "status status_date status_note"
    total = "collectives individuals households recipients all at_least known stated"
    for article in articles.values():
        assert set(article) == {*keys.split(), *fate.split(), "same_event", "counted"}
        assert set(article["total"]) == set(total.split())
        assert {frozenset(entry) for entry in article["awards"]} == {
            frozenset((*award.split(), *fate.split(), "names"))
        }
        assert {frozenset(place) for place in article["provinces"]} <= {frozenset(["id", "name", "now"])}

    assert len(articles) == 5


@pytest.mark.parametrize("name", ["articles.csv", "awards.csv"])
def test_tables_open_in_a_spreadsheet(output: Path, articles: dict[str, dict[str, Any]], name: str) -> None:
    raw = (output / "du-lieu" / name).read_bytes()
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    entries = sum(len(article["awards"]) for article in articles.values())

    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in raw
    assert len(rows) == {"articles.csv": 5, "awards.csv": entries}[name]
    assert all(None not in row and None not in row.values() for row in rows)


def test_the_tables_say_what_the_json_says(output: Path, articles: dict[str, dict[str, Any]]) -> None:
    rows = _rows(output / "du-lieu/articles.csv")
    entries = _rows(output / "du-lieu/awards.csv")

    for row in rows:
        total = articles[row["id"]]["total"]
        assert [row[f"total_{kind}"] for kind in (*KINDS, "all")] == [
            "" if total[kind] is None else str(total[kind]) for kind in (*KINDS, "all")
        ]
    for row in entries:
        award = articles[row["article"]]["awards"][int(row["row"]) - 1]
        assert [row[kind] for kind in KINDS] == ["" if award[k] is None else str(award[k]) for k in KINDS]
        assert row["form_id"] == award["form_id"]


def test_the_package_tells_the_true_size_and_sum_of_each_file(output: Path) -> None:
    package = json.loads((output / "du-lieu/datapackage.json").read_text("utf-8"))

    assert [r["path"] for r in package["resources"]] == ["articles.json", "articles.csv", "awards.csv"]
    for resource in package["resources"]:
        raw = (output / "du-lieu" / resource["path"]).read_bytes()
        assert resource["bytes"] == len(raw)
        assert resource["hash"] == "sha256:" + hashlib.sha256(raw).hexdigest()
        if resource["format"] == "csv":
            fields = [field["name"] for field in resource["schema"]["fields"]]
            assert fields == raw.decode("utf-8-sig").split("\r\n")[0].split(",")


def test_no_article_is_a_draft_or_has_an_open_question(output: Path) -> None:
    assert len(list((output / "bai-viet").glob("*/*.html"))) == 5


def test_a_slip_in_each_of_the_five_gives_five_messages_and_leaves_the_former_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(installation.PROGRAM / "content", site / "content")
    shutil.copy(installation.PROGRAM / "config.yaml", site)
    first = build(site)
    before = read_files(site / "output")
    for file in (site / "content").glob("20*/*.md"):
        file.write_text(file.read_text("utf-8").replace("\nsource:", "\nsuorce:", 1), "utf-8")
    second = build(site)

    slips = [problem for problem in second.problems if problem.code == "K103"]
    assert (first.ok, second.ok) == (True, False)
    assert len({problem.place.file for problem in slips}) == len(slips) == 5
    assert read_files(site / "output") == before


def _rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))


def _text(file: Path) -> str:
    """The words of a page's main part."""
    page = file.read_text("utf-8")
    return _bare(page[page.index("<main") : page.index("</main>")])


def _bare(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())
