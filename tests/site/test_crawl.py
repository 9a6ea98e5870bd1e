"""Whole sites looked at from outside: every link leads to a page, every sum is the sum of what is listed.

Nothing of the program is asked: the pages are read as files, and articles.json is added up by hand.
"""

from __future__ import annotations

import html
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from bangvang.facts import places
from bangvang.language import dates
from benchmarks import archive
from tests.conftest import ROOT
from tests.samples import award, build, written

KINDS = ("collectives", "individuals", "households", "recipients")
_LINK = re.compile(r'<(?:a|link|script|img|source|form)\b[^>]*?\s(?:href|src|action)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')


def random_archive(n: int, seed: int) -> Iterator[tuple[str, str]]:
    """Articles of every era, of one province or two, of every way to state a number."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for number in range(n):
        year, month = chance.randint(2019, 2026), chance.randint(1, 12)
        day = dates.parse(f"{year}-{month:02d}-{chance.randint(1, 28):02d}")
        there = [place.name for place in places.all() if places.exists_on(place, day)]
        names = chance.sample(there, chance.choice([1, 1, 1, 1, 2]))
        awards = [
            award(form, grantor, **_counts(chance))
            for form, grantor in chance.sample(
                [
                    ("Bằng khen", "UBND tỉnh"),
                    ("Giấy khen", "Công an tỉnh"),
                    ("Biểu dương", "Hội Nông dân tỉnh"),
                ],
                chance.randint(0, 3),
            )
        ]
        keys: dict[str, Any] = {"province": names, "awards": awards}
        if chance.random() < 0.3:
            keys["total"] = {
                "recipients": sum(sum(v for k, v in a.items() if k in KINDS) for a in awards) or 9
            }
        if chance.random() < 0.1:
            keys |= {"status": "annulled", "status_date": "2026-01-01", "status_note": "Nhầm."}
        elif number and chance.random() < 0.1:
            keys["same_event"] = "bai-0"
        elif awards and chance.random() < 0.2:
            awards[0] |= {"status": "annulled", "status_date": "2026-01-01", "status_note": "Nhầm."}
        yield f"content/bai-{number}.md", written(f"Khen thưởng {number}", date=day.iso, **keys)


def _counts(chance: random.Random) -> dict[str, Any]:
    split = {kind: chance.randint(0, 30) for kind in KINDS[:3] if chance.random() < 0.6}
    given: dict[str, Any] = split if chance.random() < 0.7 else {"recipients": chance.randint(1, 60)}
    return given | ({"approx": True} if given and chance.random() < 0.1 else {})


@pytest.fixture(scope="module", params=["sample", "benchmark", "random"])
def output(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kho")
    if request.param == "sample":
        folder, target = ROOT, folder / "output"
    else:
        files = archive.articles(200, seed=7) if request.param == "benchmark" else random_archive(160, seed=4)
        target = folder / "output"
        for path, text in [("config.yaml", "per_page: 5\nshare_images: 0\nsearch: false\n"), *files]:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
    report = build(folder, target, cache=tmp_path_factory.mktemp("nho"))
    assert report.ok, [found.message("en") for found in report.problems if found.is_error]
    return target


# ---------------------------------------------------------------- links


def test_every_link_of_every_page_leads_to_something(output: Path) -> None:
    @cache
    def ids(file: Path) -> frozenset[str]:
        return frozenset(_ID.findall(file.read_text("utf-8")))

    dead = []
    for page in sorted(output.rglob("*.html")):
        for written_ in map(html.unescape, _LINK.findall(page.read_text("utf-8"))):
            address, _, anchor = written_.partition("#")
            if re.match(r"[a-z]+:", address):
                continue
            target = page if not address else (page.parent / unquote(address.partition("?")[0])).resolve()
            if not target.is_file() or (anchor and target.suffix == ".html" and anchor not in ids(target)):
                dead.append(f"{page.relative_to(output)} -> {written_}")

    assert dead == []


def test_no_page_of_a_province_leads_to_itself_for_what_it_was_made_of(output: Path) -> None:
    for page in (output / "tinh").glob("*.html"):
        for note in re.findall(r'<p class="page-note">.*?</p>', page.read_text("utf-8")):
            assert f'"../tinh/{page.name}"' not in note


# ---------------------------------------------------------------- rows and pages


def rows(output: Path, table: str) -> dict[str, tuple[str, list[str]]]:
    """A table of the statistics: link -> (number of articles, the four columns)."""
    page = (output / "thong-ke.html").read_text("utf-8")
    part = page[page.index(f'aria-labelledby="{table}"') :]
    found = {}
    for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", part[: part.index("</table>")], re.DOTALL):
        link = re.findall(r'href="([^"]+)"', row)[0]
        count = re.findall(r'<span class="level">([\d.]+) ', row)[0]
        found[link] = (count, [_bare(cell) for cell in re.findall(r"<td>(.*?)</td>", row, re.DOTALL)])
    return found


def sums(output: Path, url: str) -> tuple[str, list[str]]:
    """The same of a listing's own page."""
    page = (output / url).read_text("utf-8")
    part = page[page.index('<dl class="tally">') : page.index("</section>", page.index('<dl class="tally">'))]
    count = re.findall(r"<strong>([\d.]+) ", part)[0]
    return count, [_bare(cell) for cell in re.findall(r"<dd>(.*?)</dd>", part, re.DOTALL)]


def _bare(cell: str) -> str:
    return re.sub(r"<[^>]*>", "", cell).strip()


@pytest.mark.parametrize("table", ["theo-tinh", "theo-tinh-nay"])
def test_the_row_of_a_province_and_the_page_it_leads_to_say_the_same(output: Path, table: str) -> None:
    listed = rows(output, table)

    assert listed
    for url, told in listed.items():
        if url.startswith("tinh/"):
            assert sums(output, url) == told, url


def test_the_index_of_provinces_counts_what_its_pages_list(output: Path) -> None:
    page = (output / "tinh/index.html").read_text("utf-8")
    listed = re.findall(r'<a href="\.\./(tinh/[^"]+)">[^<]*<span class="count">([\d.]+)</span>', page)

    assert listed
    for url, count in listed:
        assert sums(output, url)[0] == count, url


# ---------------------------------------------------------------- by brute force


def brute(articles: list[dict[str, Any]]) -> list[int]:
    """The four columns of articles that count, one after the other."""
    return [sum(a["total"][kind] or 0 for a in articles if a["counted"]) for kind in KINDS]


def _then(article: dict[str, Any]) -> list[str]:
    return [place["id"] for place in article["provinces"]]


def _now(article: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys(place["now"]["id"] for place in article["provinces"]))


def shown(cells: list[str]) -> list[int]:
    return [int(re.sub(r"\D", "", cell) or 0) for cell in cells]


def test_the_sums_are_those_of_a_count_by_hand(output: Path) -> None:
    articles = json.loads((output / "du-lieu/articles.json").read_text("utf-8"))

    count, cells = sums(output, "bai-viet/index.html")
    assert (int(count.replace(".", "")), shown(cells)) == (len(articles), brute(articles))
    years = Counter(a["date"][:4] for a in articles)
    for year, number in years.items():
        told, cells = sums(output, f"nam/{year}.html")
        mine = [a for a in articles if a["date"].startswith(year)]
        assert (int(told), shown(cells)) == (number, brute(mine)), year
    for table, names in (
        ("theo-tinh", _then),
        ("theo-tinh-nay", _now),
    ):
        told_rows = {
            url.split("/")[1].removesuffix(".html"): told
            for url, told in rows(output, table).items()
            if url.startswith("tinh/")
        }
        assert set(told_rows) == {place for a in articles for place in names(a)}
        for place, (told, cells) in told_rows.items():
            mine = [a for a in articles if place in names(a)]
            alone = [a for a in mine if names(a) == [place]]
            assert (int(told), shown(cells)) == (len(mine), brute(alone)), (table, place)


def test_totals_say_what_their_entries_say(output: Path) -> None:
    """By the rules of the guide, spelt out anew from the entries alone."""
    for article in json.loads((output / "du-lieu/articles.json").read_text("utf-8")):
        total = article["total"]
        entries = [a for a in article["awards"] if a["status"] != "annulled"]
        exact = all(any(a[k] is not None for k in KINDS) and not a["approx"] for a in article["awards"])
        known = [sum(a[k] or 0 for a in entries) for k in KINDS]
        annulled = len(entries) < len(article["awards"])
        if not total["stated"] and not annulled:
            assert [total[k] or 0 for k in KINDS] == known, article["id"]
            assert total["at_least"] == (total["known"] and not exact)
        elif article["awards"] and exact and not annulled and total["all"] == sum(known):
            assert [total[k] or 0 for k in KINDS] == known, article["id"]
        assert total["all"] == (sum(total[k] or 0 for k in KINDS) if total["known"] else None)
