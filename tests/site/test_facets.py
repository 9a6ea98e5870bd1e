"""Listings of one year, of a form in a province, of a level; the ways into years and provinces."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from bangvang.facts import honours
from tests import samples
from tests.conftest import MakeSite

PER_PAGE = 5


def archive(years: Mapping[int, int]) -> dict[str, str]:
    """A site with so many articles a year, of one person each."""
    files = {"config.yaml": samples.config(per_page=PER_PAGE)}
    for year, count in years.items():
        for i in range(count):
            awards = [samples.award(individuals=1)]
            date = f"{year}-{i % 12 + 1:02d}"
            text = samples.written(f"Tin {i} năm {year}", date=date, awards=awards)
            files[f"content/{year}/tin-{year}-{i}.md"] = text
    return files


def built(site: MakeSite, files: Mapping[str, str]) -> Path:
    folder = site(files)
    report = samples.build(folder)
    assert report.ok, report.problems
    return folder / "output"


def links(page: Path) -> list[tuple[str, str]]:
    """(address, text without tags) of each link of a page."""
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', page.read_text(encoding="utf-8"), re.DOTALL)
    return [(href, re.sub(r"<[^>]+>", "", label).strip()) for href, label in found]


def ways(page: Path) -> dict[str, str]:
    """Where the years of a listing lead: label -> address."""
    (narrower,) = re.findall(
        r'<nav class="narrower".*?</nav>', page.read_text(encoding="utf-8"), re.DOTALL
    ) or [""]
    return {label: href for href, label in re.findall(r'<a href="([^"]*)">(.*?)</a>', narrower)}


# ---- one year of a listing


@pytest.mark.parametrize("listing", ["tinh/kon-tum", "hinh-thuc/bang-khen", "tinh/quang-ngai"])
def test_a_listing_of_several_pages_is_parted_by_year(site: MakeSite, listing: str) -> None:
    output = built(site, archive({2022: 3, 2023: 4, 2024: 2}))
    page = output / f"{listing}.html"

    assert {label: (page.parent / href).resolve() for label, href in ways(page).items()} == {
        f'{year} <span class="count">{count}</span>': (output / listing / f"{year}.html").resolve()
        for year, count in ((2024, 2), (2023, 4), (2022, 3))
    }
    assert all((output / listing / f"{year}.html").is_file() for year in (2022, 2023, 2024))


def test_a_year_leads_to_what_of_it_has_a_page(site: MakeSite) -> None:
    files = archive({2022: 3, 2023: 4})
    files["content/le.md"] = samples.written(
        date="2023-05", province="Hà Nội", awards=[samples.award("Giấy khen")]
    )
    output = built(site, files)
    page = (output / "nam/2023.html").read_text(encoding="utf-8")
    groups = re.findall(r"<summary>(.*?) <span.*?</summary>(.*?)</details>", page, re.DOTALL)

    assert [(label, re.findall(r'href="([^"]*)">(.*?) <', inside)) for label, inside in groups] == [
        (
            "Tỉnh thành",
            [("../tinh/kon-tum/2023.html", "Kon Tum"), ("../tinh/quang-ngai/2023.html", "Quảng Ngãi")],
        ),
        ("Hình thức", [("../hinh-thuc/bang-khen/2023.html", "Bằng khen")]),
    ]


def test_the_articles_of_a_year_are_on_its_page_and_no_others(site: MakeSite) -> None:
    output = built(site, archive({2022: 3, 2023: 4}))
    page = (output / "tinh/kon-tum/2023.html").read_text(encoding="utf-8")

    titles = re.findall(r'class="card-title"[^>]*><a [^>]*>(.*?)</a>', page)

    assert titles == [f"Tin {i} năm 2023" for i in (3, 2, 1, 0)]
    assert "<title>Kon Tum, năm 2023 " in page


def test_a_year_of_several_pages_goes_on(site: MakeSite) -> None:
    output = built(site, archive({2022: 1, 2023: 9}))

    assert (output / "tinh/kon-tum/2023/trang-1.html").is_file()
    assert ("../../tinh/kon-tum/2023/trang-1.html", "Cũ hơn") in links(output / "tinh/kon-tum/2023.html")


def test_a_listing_on_one_page_is_not_parted(site: MakeSite) -> None:
    output = built(site, archive({2022: 2, 2023: 3}))

    assert not (output / "tinh/kon-tum").exists()
    assert not (output / "hinh-thuc/bang-khen").exists()
    assert ways(output / "tinh/kon-tum.html") == {}


def with_letters(years: Mapping[int, int], letters: int) -> dict[str, str]:
    """The same site, with so many letters of praise in it besides."""
    awards = [samples.award("Giấy khen", individuals=1)]
    more = {
        f"content/thu-{n}.md": samples.written(f"Thư {n}", date="2023-05", awards=awards)
        for n in range(letters)
    }
    return {**archive(years), **more}


def test_a_province_of_one_page_is_not_parted_by_form(site: MakeSite) -> None:
    output = built(site, with_letters({2023: 3}, 2))

    assert not (output / "tinh/kon-tum").exists()


def test_a_form_that_all_articles_of_a_province_have_has_no_page_of_its_own_there(site: MakeSite) -> None:
    output = built(site, archive({2022: 4, 2023: 5}))

    assert not (output / "tinh/kon-tum/bang-khen.html").exists()


def test_a_province_of_several_pages_is_parted_by_form_and_each_has_a_feed(site: MakeSite) -> None:
    output = built(site, with_letters({2023: 6}, 2))
    page = output / "tinh/kon-tum/giay-khen.html"
    text = page.read_text(encoding="utf-8")

    assert ("../tinh/kon-tum/giay-khen.html", "Giấy khen 2") in links(output / "tinh/kon-tum.html")
    assert "<title>Kon Tum: Giấy khen " in text
    assert re.findall(r'class="card-title"[^>]*><a [^>]*>(.*?)</a>', text) == ["Thư 1", "Thư 0"]
    assert 'class="board"' not in text  # nobody says how its grants divide among provinces
    assert ("../../hinh-thuc/giay-khen.html", "Giấy khen") in links(page)
    told = (output / "tinh/kon-tum/giay-khen.xml").read_text(encoding="utf-8")
    assert told.count("<entry>") == 2
    assert "Tin " not in told.partition("<entry>")[2]


def test_a_form_leads_to_the_provinces_where_it_has_a_page(site: MakeSite) -> None:
    files = with_letters({2023: 6}, 1)
    files["content/le.md"] = samples.written(province="Hà Nội", awards=[samples.award("Giấy khen")])
    output = built(site, files)

    page = output / "hinh-thuc/giay-khen.html"
    led = [href for href, _ in links(page) if href.startswith("../tinh/") and "giay-khen" in href]
    assert led == ["../tinh/kon-tum/giay-khen.html", "../tinh/quang-ngai/giay-khen.html"]


def test_an_article_of_another_form_leaves_the_page_of_a_form_alone(site: MakeSite) -> None:
    output = built(site, with_letters({2023: 6}, 2))
    pages = [output / f"tinh/kon-tum/giay-khen.{ending}" for ending in ("html", "xml")]
    before = [page.stat().st_mtime_ns for page in pages]

    built(site, with_letters({2023: 6, 2024: 1}, 2))
    assert [page.stat().st_mtime_ns for page in pages] == before


def test_no_form_has_the_address_of_a_year_of_a_province_or_of_its_further_pages() -> None:
    taken = re.compile(r"\d{4}|khi-do|trang-\d+")

    assert not [form.id for form in honours.forms() if taken.fullmatch(form.id)]


def test_a_listing_of_a_single_year_is_not_parted(site: MakeSite) -> None:
    output = built(site, archive({2023: 9}))

    assert [path.name for path in (output / "tinh/kon-tum").iterdir() if path.stem.isdigit()] == []
    assert ways(output / "tinh/kon-tum.html") == {}


def test_the_sums_of_the_years_are_the_sum_of_the_listing(site: MakeSite) -> None:
    output = built(site, archive({2022: 3, 2023: 4, 2024: 2}))

    def individuals(page: str) -> int:
        text = (output / page).read_text(encoding="utf-8")
        (shown,) = re.findall(r"<dt>Cá nhân</dt><dd>(?:<a[^>]*>)?(\d+)", text)
        return int(shown)

    for listing in ("tinh/kon-tum", "hinh-thuc/bang-khen"):
        years = [individuals(f"{listing}/{year}.html") for year in (2022, 2023, 2024)]
        assert (years, individuals(f"{listing}.html")) == ([3, 4, 2], 9)


def test_a_new_article_leaves_the_pages_of_other_years_alone(site: MakeSite) -> None:
    output = built(site, archive({2022: 3, 2023: 4}))
    before = (output / "tinh/kon-tum/2022.html").stat().st_mtime_ns

    built(site, archive({2023: 5}))
    assert (output / "tinh/kon-tum/2022.html").stat().st_mtime_ns == before


# ---- one level


def test_the_figures_of_a_level_lead_to_its_articles(site: MakeSite) -> None:
    awards = [samples.award(grantor="Thủ tướng Chính phủ", individuals=2)]
    output = built(
        site, {"content/a.md": samples.written("Tin A", awards=awards), "content/b.md": samples.written()}
    )

    assert ("cap/nha-nuoc.html", "Cấp Nhà nước") in links(output / "thong-ke.html")
    assert [href for href, label in links(output / "cap/nha-nuoc.html") if label == "Tin A"]


# ---- numbers lead to articles


def test_numbers_of_a_listing_lead_to_the_articles_below_them(site: MakeSite) -> None:
    output = built(site, {"content/a.md": samples.written(awards=[samples.award(individuals=3)])})
    page = (output / "tinh/kon-tum.html").read_text(encoding="utf-8")

    assert '<dd><a href="#cac-bai">3</a></dd>' in page
    assert 'id="cac-bai"' in page


def test_every_number_of_the_matrix_leads_to_a_page_that_is_there(site: MakeSite) -> None:
    output = built(site, archive({2022: 3, 2023: 4}))
    (matrix,) = re.findall(
        r'<table class="matrix">.*?</table>',
        (output / "thong-ke.html").read_text(encoding="utf-8"),
        re.DOTALL,
    )
    cells = re.findall(r'<td><a href="([^"]*)">(\d+)</a></td>', matrix)

    assert cells == [("hinh-thuc/bang-khen/2022.html", "3"), ("hinh-thuc/bang-khen/2023.html", "4")]
    assert all((output / href).is_file() for href, _ in cells)


# ---- years and provinces


def test_the_calendar_shows_every_month_and_the_years_between(site: MakeSite) -> None:
    files = archive({2020: 1, 2022: 3})
    files["content/nam.md"] = samples.written("Chỉ biết năm", date="2022")
    page = built(site, files) / "nam/index.html"
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", page.read_text(encoding="utf-8"), re.DOTALL)

    assert [re.sub(r"<[^>]+>", "", row)[:4] for row in rows] == ["2022", "2021", "2020"]
    assert [len(re.findall('<td class="heat-', row)) for row in rows] == [12, 12, 12]
    assert "href" not in rows[1]
    assert '<td class="undated">1</td>' in rows[0]
    assert ("../nam/2022/03.html", "1") in links(page)


def test_provinces_stand_under_the_names_of_either_era(site: MakeSite) -> None:
    page = built(site, {"content/a.md": samples.written()}) / "tinh/index.html"
    text = page.read_text(encoding="utf-8")
    now, then = re.findall(
        r'<section class="era .*?</svg>(.*?)\n</section>\n(?=<section|</div>)', text, re.DOTALL
    )

    assert ("Quảng Ngãi" in now, "Kon Tum" in now) == (True, False)
    assert ("Quảng Ngãi" in then, "Kon Tum" in then) == (False, True)
    assert text.count('type="radio"') == 2


def test_what_the_tiles_link_the_list_links_as_well(site: MakeSite) -> None:
    files = {
        "content/a.md": samples.written(),
        "content/b.md": samples.written("Tin Huế", province="Thừa Thiên Huế"),
        "content/c.md": samples.written("Tin mới", date="2025-08-01", province="Đà Nẵng"),
    }
    page = built(site, files) / "tinh/index.html"
    text = page.read_text(encoding="utf-8")
    tiles = set(re.findall(r'<a href="([^"]*)" tabindex="-1">', text))
    others = set(re.findall(r'<a href="([^"]*)">', text))

    assert len(tiles) == 5
    assert tiles <= others
    assert all((page.parent / href).is_file() for href in tiles)
