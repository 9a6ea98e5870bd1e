"""What was corrected or annulled is so wherever the award is told: a whole article, an entry, one name."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from bangvang.archive import board, corrections, counting
from bangvang.site import share_cards
from tests.conftest import MakeSite
from tests.samples import award, build, config, parsed, written

NOTE = "Kê khai sai thành tích."
FATE = {"status_date": "2024-09-25", "status_note": NOTE}
LABELS = {"annulled": "Huỷ bỏ", "corrected": "Đính chính"}


def read(folder: Path, url: str) -> str:
    return (folder / "output" / url).read_text(encoding="utf-8")


def made(site: MakeSite, **keys: Any) -> Path:
    folder = site({"config.yaml": config(), "content/bai.md": written("Khen ba người", **keys)})
    report = build(folder)
    assert report.ok, report.problems
    return folder


@pytest.mark.parametrize("status", ["annulled", "corrected"])
def test_a_status_is_told_wherever_the_article_is_quoted(site: MakeSite, status: str) -> None:
    awards = [award(individuals=3, names=["Lê Văn An"])]
    folder = made(site, status=status, awards=awards, tags=["nghĩa tình"], **FATE)
    page = read(folder, "bai-viet/2024/bai.html")
    label = LABELS[status]

    assert f'<meta property="og:title" content="{label}: Khen ba người">' in page
    assert f'<meta property="og:description" content="{label} (25/9/2024): {NOTE}' in page
    assert '<meta property="article:modified_time" content="2024-09-25">' in page
    linked = json.loads(re.findall(r'ld\+json">(.*?)</script>', page)[0])["@graph"][0]
    assert linked["creativeWorkStatus"] == {"annulled": "Retracted", "corrected": "Corrected"}[status]
    assert (linked["dateModified"], linked["correction"]["text"]) == ("2024-09-25", NOTE)
    for feed in ("feed.xml", "tinh/kon-tum.xml", "chu-de/nghia-tinh.xml"):
        assert f"<title>{label}: Khen ba người</title>" in read(folder, feed)
        assert NOTE in read(folder, feed)
    (item,) = json.loads(read(folder, "feed.json"))["items"]
    assert item["title"] == f"{label}: Khen ba người"
    assert NOTE in item["summary"]
    for listing in ("index.html", "nam/2024.html", "tinh/kon-tum.html", "chu-de/nghia-tinh.html"):
        assert f'<span class="mark mark-{status}">{label}</span>' in read(folder, listing)
    (entry,) = json.loads(read(folder, "du-lieu/articles.json"))
    assert (entry["status"], entry["status_note"], entry["counted"]) == (status, NOTE, status != "annulled")
    for name in ("articles.csv", "awards.csv"):
        (row,) = csv.DictReader(io.StringIO(read(folder, f"du-lieu/{name}").lstrip("\ufeff")))
        assert (row["status"], row["status_date"], row["status_note"]) == (status, "2024-09-25", NOTE)
        assert row["counted"] == str(status != "annulled").lower()


def test_an_annulled_awards_number_is_not_on_the_picture_that_stands_for_it() -> None:
    from bangvang.language import words
    from bangvang.site.links import Site

    here = Site("Kho", None, "", "", "vi", None, search=False, nav=(), words=words.load("vi"))
    card = share_cards.of_article(
        here, parsed(written(status="annulled", awards=[award(individuals=3)], **FATE))
    )

    assert card.number == "HUỶ BỎ"
    right = share_cards.of_article(
        here, parsed(written(status="corrected", awards=[award(individuals=3)], **FATE))
    )
    assert right.number == "3 cá nhân · ĐÍNH CHÍNH"


# ---- one entry


def test_an_annulled_entry_is_shown_and_counted_nowhere(site: MakeSite) -> None:
    awards = [
        award(collectives=2, individuals=3, names=["Lê Văn An"]),
        award("Giấy khen", individuals=5, names=["Lê Văn Bình"], status="annulled", **FATE),
    ]
    folder = made(site, awards=awards)
    page = read(folder, "bai-viet/2024/bai.html")
    (entry,) = json.loads(read(folder, "du-lieu/articles.json"))

    assert "Giấy khen" in page
    assert NOTE in page
    assert (entry["total"]["collectives"], entry["total"]["individuals"], entry["total"]["all"]) == (2, 3, 5)
    assert [given["status"] for given in entry["awards"]] == [None, "annulled"]
    assert "Lê Văn Bình" not in read(folder, "vinh-danh/ca-nhan/a.html")
    assert not (folder / "output/vinh-danh/ca-nhan/b.html").exists()
    rows = list(csv.DictReader(io.StringIO(read(folder, "du-lieu/awards.csv").lstrip("\ufeff"))))
    assert [(row["individuals"], row["status"], row["counted"]) for row in rows] == [
        ("3", "", "true"),
        ("5", "annulled", "false"),
    ]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        # what is left of the number: known, divided, taken away, or only a floor
        (None, (2, 3, None, False, False)),
        ({"recipients": 10}, (2, 3, None, False, False)),
        ({"recipients": 20}, (None, None, 15, False, False)),
        ({"collectives": 4, "individuals": 9}, (4, 4, None, False, False)),
    ],
)
def test_a_stated_total_loses_what_was_annulled(stated: Any, expected: tuple[Any, ...]) -> None:
    awards = [
        award(collectives=2, individuals=3),
        award("Giấy khen", individuals=5, status="annulled", **FATE),
    ]
    keys = {"awards": awards, **({"total": stated} if stated else {})}
    from bangvang.archive.model import Source
    from bangvang.sources import content

    article = content.parse(Source("content/a.md", written(**keys), "")).article
    assert article is not None
    total = article.total
    count = total.count

    assert (count.collectives, count.individuals, count.recipients, total.at_least, total.stated) == expected


def test_what_cannot_be_taken_away_leaves_a_floor() -> None:
    awards = [award(individuals=3), award("Giấy khen", status="annulled", **FATE)]
    article = parsed(written(awards=awards, total={"recipients": 20}))

    assert (article.total.all, article.total.at_least, article.total.stated) == (3, True, False)


def test_an_article_whose_every_entry_is_annulled_has_given_nothing() -> None:
    article = parsed(written(awards=[award(individuals=3, status="annulled", **FATE)]))

    assert (article.total.all, article.total.at_least) == (0, False)
    assert counting.grants_by([article], lambda i, a: a.awards[i].form_id)["bang-khen"].counted == 0


def test_a_corrected_entry_counts() -> None:
    article = parsed(written(awards=[award(individuals=3, names=["Lê An"], status="corrected", **FATE)]))

    assert article.total.all == 3
    assert [entry.name for entry in board.entries([article])] == ["Lê An"]


def test_an_annulled_entry_may_stand_beside_one_that_holds() -> None:
    awards = [award(individuals=3), award(individuals=1, status="annulled", **FATE)]

    assert parsed(written(awards=awards)).total.all == 3


# ---- one name


def annulled_name(**keys: Any) -> dict[str, Any]:
    names = ["Lê Văn An", {"name": "Lê Văn Bình", "status": "annulled", "status_note": NOTE}]
    return award(names=names, **keys)


def test_an_annulled_name_is_struck_out_and_off_the_board(site: MakeSite) -> None:
    folder = made(site, awards=[annulled_name(individuals=2)])
    page = read(folder, "bai-viet/2024/bai.html")
    (entry,) = json.loads(read(folder, "du-lieu/articles.json"))

    assert "<s><span data-search>Lê Văn Bình</span></s>" in page
    assert NOTE in page
    assert not (folder / "output/vinh-danh/ca-nhan/b.html").exists()
    assert (entry["total"]["individuals"], entry["awards"][0]["individuals"]) == (1, 1)
    assert [(n["name"], n["status"]) for n in entry["awards"][0]["names"]] == [
        ("Lê Văn An", None),
        ("Lê Văn Bình", "annulled"),
    ]


def test_the_rows_that_count_come_to_what_the_statistics_say(site: MakeSite) -> None:
    annulled = award("Giấy khen", individuals=5, names=["Lê Văn Cúc"], status="annulled", **FATE)
    awards = [annulled_name(individuals=2), annulled_name(form="Kỷ niệm chương", recipients=9), annulled]
    folder = made(site, awards=awards)
    rows = list(csv.DictReader(io.StringIO(read(folder, "du-lieu/awards.csv").lstrip("\ufeff"))))
    (entry,) = json.loads(read(folder, "du-lieu/articles.json"))

    # What is annulled as a whole keeps its number, and says that it does not count.
    assert [(row["individuals"], row["recipients"], row["counted"]) for row in rows] == [
        ("1", "", "true"),
        ("", "8", "true"),
        ("5", "", "false"),
    ]
    assert [(given["individuals"], given["recipients"]) for given in entry["awards"]] == [
        (1, None),
        (None, 8),
        (5, None),
    ]
    article = parsed(written(awards=awards))
    for row in rows:
        if row["counted"] == "true":
            sums = counting.grants_by([article], lambda i, a: a.awards[i].form_id)[row["form_id"]]
            assert (sums.individuals, sums.recipients) == (
                int(row["individuals"] or 0),
                int(row["recipients"] or 0),
            )


def test_a_second_report_does_not_say_that_an_annulled_award_counts_elsewhere(site: MakeSite) -> None:
    folder = made(site, awards=[award(individuals=3)], status="annulled", **FATE)
    site({"content/2024/hai.md": written("Bài hai", date="2024-06-06", same_event="bai", body="Bài hai.")})

    assert build(folder).ok
    page = read(folder, "bai-viet/2024/hai.html")
    assert "khen thưởng đã bị huỷ bỏ; xem bài <a" in page
    assert "số liệu được tính ở bài" not in page


def test_the_rows_of_an_annulled_article_are_annulled_even_those_that_were_corrected(site: MakeSite) -> None:
    late = {"status_date": "2025-01-05", "status_note": "Sai tên."}
    awards = [award(individuals=3, status="corrected", **late), award("Giấy khen", status="annulled", **late)]
    folder = made(site, awards=awards, status="annulled", **FATE)
    rows = list(csv.DictReader(io.StringIO(read(folder, "du-lieu/awards.csv").lstrip("\ufeff"))))

    assert [(row["status"], row["status_note"]) for row in rows] == [
        ("annulled", NOTE),
        ("annulled", "Sai tên."),
    ]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"individuals": 2}, (None, 1, None)),
        ({"collectives": 4, "individuals": 6}, (4, 5, None)),
        ({"recipients": 6}, (None, None, 5)),
        ({"collectives": 4}, (3, None, None)),
    ],
)
def test_an_annulled_name_is_one_less(keys: dict[str, int], expected: tuple[int | None, ...]) -> None:
    count = parsed(written(awards=[annulled_name(**keys)])).awards[0].standing

    assert (count.collectives, count.individuals, count.recipients) == expected


def test_a_status_of_an_entry_or_name_is_explained_like_an_articles() -> None:
    from bangvang.archive.model import Source
    from bangvang.sources import content

    names = [{"name": "Lê An", "status": "annulled"}, {"name": "Lê Bình", "status_note": "?"}]
    text = written(awards=[award(individuals=2, names=names, status="corrected", status_date="2024-09")])
    found = content.parse(Source("content/a.md", text, "")).problems

    assert sorted((item.code, dict(item.values)["key"]) for item in found) == [
        ("K308", "status_note"),
        ("K309", "status_note"),
        ("K309", "status_note"),
    ]


# ---- cells that a spreadsheet would run


def test_no_cell_is_a_formula_and_json_has_the_text_itself(site: MakeSite) -> None:
    folder = site({"content/bai.md": written("=1+1 điển hình", byline="@An", place="-Hà Nội")})
    assert build(folder).ok
    (row,) = csv.DictReader(io.StringIO(read(folder, "du-lieu/articles.csv").lstrip("\ufeff")))
    (entry,) = json.loads(read(folder, "du-lieu/articles.json"))

    assert (row["title"], row["byline"], row["place"]) == ("'=1+1 điển hình", "'@An", "'-Hà Nội")
    assert (entry["title"], entry["byline"], entry["place"]) == ("=1+1 điển hình", "@An", "-Hà Nội")


# ---- a part, wherever the article is quoted

PARTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "an entry annulled": (award("Giấy khen", individuals=5, status="annulled", **FATE), "Huỷ một phần", ""),
    "an entry corrected": (award("Giấy khen", individuals=5, status="corrected", **FATE), "Đính chính", ""),
    "a name annulled": (
        award("Giấy khen", individuals=2, names=["Lê An", {"name": "Lê Bình", "status": "annulled", **FATE}]),
        "Huỷ một phần",
        "Lê Bình",
    ),
    "a name corrected": (
        award("Giấy khen", individuals=1, names=[{"name": "Lê Bình", "status": "corrected", **FATE}]),
        "Đính chính",
        "Lê Bình",
    ),
}


@pytest.mark.parametrize("part", PARTS)
def test_what_became_of_a_part_is_told_wherever_the_article_is_quoted(site: MakeSite, part: str) -> None:
    entry, label, of = PARTS[part]
    of = of or "Giấy khen (UBND tỉnh)"
    verb = LABELS["annulled" if "annulled" in part else "corrected"]
    folder = made(site, awards=[award(collectives=1), entry], tags=["nghĩa tình"])
    page = read(folder, "bai-viet/2024/bai.html")
    said = f"{verb} – {of} (25/9/2024): {NOTE}"

    assert f'<meta property="og:title" content="{label}: Khen ba người">' in page
    assert f'<meta property="og:description" content="{said}' in page
    assert '<meta property="article:modified_time" content="2024-09-25">' in page
    linked = json.loads(re.findall(r'ld\+json">(.*?)</script>', page)[0])["@graph"][0]
    assert (linked["creativeWorkStatus"], linked["dateModified"]) == ("Corrected", "2024-09-25")
    assert linked["correction"]["text"] == f"{of}: {NOTE}"
    for feed in ("feed.xml", "tinh/kon-tum.xml", "chu-de/nghia-tinh.xml"):
        assert f"<title>{label}: Khen ba người</title>" in read(folder, feed)
        assert said in read(folder, feed)
    (item,) = json.loads(read(folder, "feed.json"))["items"]
    assert (item["title"], said in item["summary"]) == (f"{label}: Khen ba người", True)
    for listing in ("index.html", "nam/2024.html", "tinh/kon-tum.html", "hinh-thuc/giay-khen.html"):
        assert f">{label}</span>" in read(folder, listing)


def test_a_correction_of_a_part_brings_the_article_back_to_the_head_of_the_feed(site: MakeSite) -> None:
    late = {"status_date": "2025-01-05", "status_note": NOTE}
    ledger = "/bai-viet/2024/bai.html +2024-09-25\n/bai-viet/2024/khac.html +2024-10-01\n"
    folder = site({"config.yaml": config(), "urls.txt": ledger, "content/khac.md": written("Khác")})
    site({"content/bai.md": written("Bài", awards=[award(individuals=5, status="corrected", **late)])})
    assert build(folder).ok
    first, second = json.loads(read(folder, "feed.json"))["items"]

    assert (first["title"], first["date_modified"][:10]) == ("Đính chính: Bài", "2025-01-05")
    assert (second["title"], second["date_modified"][:10]) == ("Khác", "2024-10-01")


def test_only_forms_that_hold_are_named_in_feeds_and_on_cards(site: MakeSite) -> None:
    gone = award("Giấy khen", individuals=5, status="annulled", **FATE)
    folder = made(site, awards=[award(individuals=1), gone])

    assert '<category term="Bằng khen"/>' in read(folder, "feed.xml")
    assert '<category term="Giấy khen"/>' not in read(folder, "feed.xml")
    # Whoever looks for the award finds what became of it.
    assert "Khen ba người" in read(folder, "hinh-thuc/giay-khen.html")


def test_an_article_of_which_nothing_holds_is_annulled_and_not_only_in_part(site: MakeSite) -> None:
    folder = made(site, awards=[award(individuals=5, status="annulled", **FATE)])

    assert "<title>Huỷ bỏ: Khen ba người</title>" in read(folder, "feed.xml")


def test_an_article_without_corrections_has_no_mark_and_no_second_day(site: MakeSite) -> None:
    folder = made(site, awards=[award(individuals=1, names=["Lê An"])])
    page = read(folder, "bai-viet/2024/bai.html")

    assert "modified_time" not in page
    assert "creativeWorkStatus" not in page
    assert "<title>Khen ba người</title>" in read(folder, "feed.xml")


@pytest.mark.parametrize(("day", "code"), [("2024-01-02", "K217"), ("2027-01-02", "K220")])
@pytest.mark.parametrize("of", ["an entry", "a name"])
def test_the_day_of_a_part_is_after_the_event_and_not_to_come(
    site: MakeSite, day: str, code: str, of: str
) -> None:
    fate = {"status": "annulled", "status_date": day, "status_note": NOTE}
    names = [{"name": "Lê An", **fate}] if of == "a name" else ["Lê An"]
    entry = award(individuals=2, names=names, **(fate if of == "an entry" else {}))
    text = written(awards=[entry])
    folder = site({"config.yaml": config(), "content/bai.md": text})
    (found,) = [problem for problem in build(folder).problems if problem.code in ("K217", "K220")]

    assert found.code == code
    assert text.splitlines()[found.place.line - 1][found.place.column - 1 :].startswith(f'"{day}"')


def test_names_of_one_fate_are_told_together() -> None:
    bad = {"status": "annulled", "status_note": NOTE}
    names = [{"name": "Lê An", **bad}, "Lê Bình", {"name": "Lê Cúc", **bad}]
    article = parsed(written(awards=[award(individuals=3, names=names)]))

    assert [(c.of, c.note) for c in corrections.of(article)] == [("Lê An; Lê Cúc", NOTE)]
    assert corrections.last_day(article) is None
