"""Every address of the site: which there are, what each list holds, and what a new article changes."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bangvang.archive.model import Article
from bangvang.site import feeds, fingerprints, listings, message_pages, pages
from bangvang.site.listings import Pager
from bangvang.site.plan import Page, Plan
from tests import samples
from tests.conftest import MakeSite, read_files
from tests.samples import award, build, codes, collected, config, parsed, written

PLACES = ("Kon Tum", "Quảng Nam", "Bình Định")


@cache
def numbered(n: int) -> Article:
    text = written(
        f"Bài {n}",
        date=f"{2001 + n // 28:04d}-03-{n % 28 + 1:02d}",
        province=PLACES[n % 3],
        tags=["công an"],
        awards=[award(individuals=n)],
    )
    return parsed(text, f"bai-{n:04d}")


def planned(articles: list[Article], per_page: int = 20) -> dict[str, Page]:
    plan = pages.plan(Plan(collected(*articles), samples.site(), per_page, MappingProxyType({})))
    assert len({page.url for page in plan}) == len(plan)
    return {page.url: page for page in plan}


def test_the_function_that_plans_an_address_names_it_in_its_first_words() -> None:
    archive = collected(*map(numbered, range(60)))
    given = Plan(
        archive,
        samples.site(search=True),
        10,
        MappingProxyType({}),
        share_images=9,
        moves=feeds.moves(archive.articles, {}),
    )
    silent = {
        (kind.__name__, page.url)
        for kind in pages.KINDS
        for page in kind(given)
        if re.match(r"[^/]+/|.+", page.url)[0] not in (kind.__doc__ or "")  # type: ignore[index]
    }

    assert silent == set()


def listing(plan: dict[str, Page], base: str) -> list[Page]:
    """The pages of one list from the oldest to the newest, as a reader finds them."""
    folder = base.removesuffix("/index")
    out: list[Page] = []
    while f"{folder}/trang-{len(out) + 1}.html" in plan:
        page = plan[f"{folder}/trang-{len(out) + 1}.html"]
        if page.make is message_pages.redirect_page:
            break
        out.append(page)
    return [*out, plan[f"{base}.html"]]


def shown(page: Page) -> list[str]:
    """The articles of a list's page, as it shows them."""
    articles = next(
        value for value in page.inputs if isinstance(value, tuple) and value and isinstance(value[0], Article)
    )
    return [article.id for article in articles]


def pager(page: Page) -> Pager:
    return next(value for value in page.inputs if isinstance(value, Pager))


# ---------------------------------------------------------------- pagination


@settings(max_examples=30)
@given(st.integers(1, 130), st.sampled_from([5, 6, 7, 20]))
def test_every_article_is_on_exactly_one_page_of_a_list(count: int, size: int) -> None:
    articles = [numbered(n) for n in range(count)]
    plan = planned(articles, size)
    for base, listed in (
        ("bai-viet/index", articles),
        ("chu-de/cong-an", articles),
        ("tinh/kon-tum", articles[::3]),
        ("nam/2001", articles[:28]),
        ("nam/2001/03", articles[:28]),
        ("hinh-thuc/bang-khen", articles),
    ):
        parts = [shown(page)[::-1] for page in listing(plan, base)]

        assert [name for part in parts for name in part] == [article.id for article in listed]
        assert {len(part) for part in parts[:-1]} <= {size}
        # The newest page is never a stub of one or two.
        assert len(parts[-1]) >= min(len(listed), max(size // 4, 1))
        assert len(parts[-1]) < size + max(size // 4, 1)


@settings(max_examples=30)
@given(st.integers(1, 70), st.integers(1, 30))
def test_a_full_page_never_changes_when_newer_articles_arrive(before: int, more: int) -> None:
    old = planned([numbered(n) for n in range(before)], 5)
    new = planned([numbered(n) for n in range(before + more)], 5)
    full = [
        url
        for url, page in old.items()
        if re.search(r"/trang-\d+\.html$", url) and page.make is listings.listing_page
    ]
    changed = [url for url in full if fingerprints.of(old[url], b"") != fingerprints.of(new[url], b"")]

    assert changed == []


def test_ways_through_a_list_lead_from_page_to_page() -> None:
    plan = planned([numbered(n) for n in range(23)], 5)
    parts = listing(plan, "bai-viet/index")

    assert len(parts) == 5
    for number, page in enumerate(parts[:-1], 1):
        ways = pager(page)
        assert ways.number == number
        assert ways.newest == "bai-viet/index.html"
        assert ways.newer == f"bai-viet/trang-{number + 1}.html"
        assert ways.older == (f"bai-viet/trang-{number - 1}.html" if number > 1 else None)
    assert pager(parts[-1]) == Pager(None, None, None, "bai-viet/trang-4.html")


def test_the_way_to_the_page_that_is_not_full_yet_leads_on_to_the_newest() -> None:
    plan = planned([numbered(n) for n in range(23)], 5)
    stub = plan["bai-viet/trang-5.html"]

    assert (stub.make, stub.inputs) == (message_pages.redirect_page, ("bai-viet/index.html",))
    assert "bai-viet/trang-6.html" not in plan


def test_a_list_of_one_page_has_no_numbers() -> None:
    plan = planned([numbered(n) for n in range(5)], 5)

    assert [url for url in plan if "trang-" in url] == []
    assert pager(plan["bai-viet/index.html"]) == Pager(None, None, None, None)


def test_one_more_article_rewrites_few_pages_of_a_built_site(site: MakeSite) -> None:
    def text(n: int) -> str:
        place, tags = PLACES[n % 3], [f"chủ đề {n % 9}", f"việc {n % 7}"]
        return written(
            f"Bài {n}", date=f"{2001 + n // 28:04d}-03-{n % 28 + 1:02d}", province=place, tags=tags
        )

    folder = site({"config.yaml": config(per_page=5), **{f"content/bai-{n}.md": text(n) for n in range(60)}})
    first = build(folder)
    before = read_files(folder / "output")
    site({"content/moi.md": text(61)})
    second = build(folder)
    after = read_files(folder / "output")

    changed = {url for url in before.keys() & after.keys() if before[url] != after[url]}
    full = {
        url
        for url in before
        if re.search(r"/trang-\d+\.html$", url) and b'http-equiv="refresh"' not in before[url]
    }
    assert (first.ok, second.ok) == (True, True)
    assert second.written == len((changed | after.keys() - before.keys()) & after.keys())
    assert changed & full == set()
    # A neighbour, and three in each list of the article: its two tags and its province.
    assert len([url for url in changed if re.match(r"bai-viet/\d", url)]) <= 1 + 3 * 3


# ---------------------------------------------------------------- the whole space


def test_no_two_pages_share_an_address_and_none_lies_where_a_folder_is() -> None:
    plan = planned([numbered(n) for n in range(40)], 5)
    folders = {url.rpartition("/")[0] for url in plan}

    assert folders & plan.keys() == set()
    assert all(re.fullmatch(r"[a-z0-9._/-]+", url) for url in plan)


def test_every_list_page_is_in_the_map_of_the_site_and_no_redirect_is() -> None:
    plan = planned([numbered(n) for n in range(40)], 5)
    (listed,) = plan["sitemap.xml"].inputs
    assert isinstance(listed, tuple)
    urls = {url for url, _ in listed}

    assert {"index.html", "bai-viet/index.html", "bai-viet/trang-1.html", "thong-ke.html"} <= urls
    assert "404.html" not in urls
    assert all(plan[url].make is not message_pages.redirect_page for url in urls)


def test_an_empty_archive_has_its_pages_too(site: MakeSite) -> None:
    folder = site()
    report = build(folder)

    pinned = ["index.html", "nam/index.html", "tinh/index.html", "chu-de/index.html", "hinh-thuc/index.html"]
    pinned += ["thong-ke.html", "404.html", "feed.xml", "feed.json", "du-lieu/articles.json", "sitemap.xml"]
    assert (report.ok, report.articles) == (True, 0)
    assert [url for url in pinned if not (folder / "output" / url).is_file()] == []
    assert json.loads((folder / "output/du-lieu/articles.json").read_bytes()) == []


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"awards": []}, False),
        ({"awards": [award()]}, True),
        ({"awards": [], "total": {"recipients": 5}}, False),
    ],
    ids=["programme news", "an award without its number", "a number alone"],
)
def test_only_where_an_award_is_told_of_without_a_number_the_page_says_that_it_lacks(
    site: MakeSite, facts: dict[str, Any], says: bool
) -> None:
    folder = site({"content/bai.md": written("Hội nghị", **facts)})
    build(folder)
    page = (folder / "output/bai-viet/2024/bai.html").read_text("utf-8")
    board = page.partition('<section class="board">')[2].partition("</section>")[0]

    assert ("không nêu số lượng" in board) == says
    assert ("5 người" in board or "5 tập thể" in board) == ("total" in facts)


def test_a_former_address_leads_on_to_the_article(site: MakeSite) -> None:
    folder = site({"content/moi.md": written(aliases=["/bai-viet/2024/cu.html", "/tin/cu-hon.html"])})
    report = build(folder)

    page = (folder / "output/tin/cu-hon.html").read_text("utf-8")
    assert report.ok
    assert 'content="0; url=../bai-viet/2024/moi.html"' in page
    assert (folder / "output/bai-viet/2024/cu.html").is_file()


@pytest.mark.parametrize(
    ("alias", "file"),
    [("/cu", "cu/index.html"), ("/nam/2024/", "nam/2024/index.html"), ("/assets", "assets/index.html")],
)
def test_a_former_address_without_a_file_of_its_own_is_the_index_of_a_folder(
    site: MakeSite, alias: str, file: str
) -> None:
    folder = site({"content/moi.md": written(aliases=[alias])})
    report = build(folder)

    assert report.ok
    assert 'http-equiv="refresh"' in _page(folder, file)


@pytest.mark.parametrize("alias", ["/du-lieu/x/../../y", "/a//b", "/", "/a b.html", "//cdn.example/x.html"])
def test_a_former_address_that_is_none_is_refused(site: MakeSite, alias: str) -> None:
    folder = site({"content/moi.md": written(aliases=[alias])})

    assert codes(build(folder)) == ["K213"]


@pytest.mark.parametrize(
    "alias",
    [
        "/nam",
        "/nam/2024.html",
        "/index.html",
        "/bai-viet/2024/moi.html",
        "/bai-viet/2024/khac.html",
        "/gioi-thieu.html",
    ],
)
def test_a_former_address_that_hides_a_page_is_refused(site: MakeSite, alias: str) -> None:
    folder = site(
        {
            "content/moi.md": written(aliases=[alias]),
            "content/khac.md": written("Khác", date="2024-07-01"),
            "content/pages/gioi-thieu.md": "---\ntitle: Giới thiệu\n---\n\nChữ.\n",
        }
    )

    assert codes(build(folder)) == ["K504"]


def test_a_plain_page_never_takes_the_address_of_another(site: MakeSite) -> None:
    folder = site({"content/pages/thong-ke.md": "---\ntitle: Thống kê khác\n---\n\nChữ.\n"})

    assert codes(build(folder)) == ["K503"]


@pytest.mark.parametrize("tag", ["index", "Index", "INDEX"])
def test_a_tag_never_takes_the_address_of_the_list_of_tags(site: MakeSite, tag: str) -> None:
    folder = site({"content/bai.md": written(tags=[tag])})

    assert codes(build(folder)) == ["K215"]


def test_a_link_into_another_article_finds_the_heading_there(site: MakeSite) -> None:
    folder = site(
        {
            "content/mot.md": written(
                "Một", date="2024-01-01", body="Chữ.\n\n## Vì sao {: #vi-sao }\n\nChữ."
            ),
            "content/hai.md": written(
                "Hai", date="2024-01-02", body="[Vì sao](mot.md#vi-sao), [đây](#cuoi)\n\n## Cuối {: #cuoi }"
            ),
        }
    )
    report = build(folder)
    ids = set(re.findall(r'id="([^"]+)"', (folder / "output/bai-viet/2024/mot.html").read_text("utf-8")))
    page = (folder / "output/bai-viet/2024/hai.html").read_text("utf-8")
    there = re.findall(r'href="(?:\.\./\.\./bai-viet/2024/)?mot\.html#([^"]+)"', page)

    assert report.ok
    assert len(there) == 1
    assert set(there) <= ids


def test_what_follows_the_mark_of_a_link_cannot_leave_its_attribute(site: MakeSite) -> None:
    body = '[a](mot.md#%22onclick=%22x) <a href="mot.md#&quot; onfocus=&quot;x">b</a> '
    body += '<a href="/nam/2024.html#&lt;b&gt;">c</a>'
    folder = site(
        {"content/mot.md": written("Một", date="2024-01-01"), "content/hai.md": written("Hai", body=body)}
    )
    build(folder)
    page = _page(folder, "bai-viet/2024/hai.html")

    assert 'onclick="' not in page
    assert 'onfocus="' not in page
    assert "<b>" not in page


def test_a_link_to_what_is_not_published_yet_is_plain_text(site: MakeSite) -> None:
    folder = site(
        {
            "content/nhap.md": written("Nháp", draft=True),
            "content/bai.md": written("Bài", body="Xem [bài *nháp*](nhap.md) và [năm](/nam/2024.html)."),
        }
    )
    report = build(folder)
    page = _page(folder, "bai-viet/2024/bai.html")

    assert report.ok
    assert "Xem bài <em>nháp</em> và <a" in page
    assert "nhap" not in page


def test_drafts_and_what_is_still_to_come_are_nowhere(site: MakeSite) -> None:
    folder = site(
        {
            "content/bai.md": written("Bài"),
            "content/nhap.md": written("Bí mật một", draft=True, tags=["bí mật"], province="Hà Nội"),
            "content/sau.md": written("Bí mật hai", date="2031-05-06", tags=["bí mật"], province="Đà Nẵng"),
        }
    )
    report = build(folder)
    files = read_files(folder / "output")
    found = [url for url, raw in files.items() if b"B\xc3\xad m\xe1\xba\xadt" in raw or b"bi-mat" in raw]

    assert (report.ok, report.articles) == (True, 1)
    assert found == []
    assert not [url for url in files if "ha-noi" in url or "2031" in url]


def test_what_shares_nothing_of_a_page_leaves_its_fingerprint_alone() -> None:
    old = planned([numbered(n) for n in range(30)], 5)
    new = planned([numbered(n) for n in range(31)], 5)
    same = Counter(
        fingerprints.of(page, b"") == fingerprints.of(new[url], b"")
        for url, page in old.items()
        if url in new
    )

    assert same[True] > same[False] > 0


# ---- the table of an article's awards


def _table(site: MakeSite, total: Any, *awards: dict[str, Any]) -> tuple[list[str], list[list[str]]]:
    """Heads of the columns, and the numbers of each row."""
    folder = site(
        {"content/bai.md": written("Bài", awards=list(awards), **({"total": total} if total else {}))}
    )
    assert build(folder).ok
    page = re.sub(r"<[^>]*abbr[^>]*>", "", _page(folder, "bai-viet/2024/bai.html"))
    heads = re.findall(r'<th scope="col">(.*?)</th>', page)
    return heads[1:], [
        re.findall(r"<td>(.*?)</td>", row)
        for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", page, re.DOTALL)
    ]


def test_a_kind_that_an_article_does_not_speak_of_has_no_column(site: MakeSite) -> None:
    heads, rows = _table(site, None, award(collectives=3, individuals=6), award("Giấy khen", individuals=0))

    assert heads == ["Tập thể", "Cá nhân"]
    assert rows == [["3", "6"], ["–", "0"], ["3", "6"]]


def test_a_stated_whole_that_is_divided_otherwise_stands_in_the_heading_alone(site: MakeSite) -> None:
    heads, rows = _table(site, {"recipients": 9}, award(collectives=3), award("Giấy khen", collectives=5))

    assert (heads, rows) == (["Tập thể"], [["3"], ["5"]])
    assert "9 tập thể, cá nhân" in _page(site(), "bai-viet/2024/bai.html")


def test_awards_without_numbers_are_a_list_without_columns(site: MakeSite) -> None:
    heads, rows = _table(site, None, award(), award("Giấy khen"))

    assert (heads, rows) == ([], [[], []])


# ---- the front page


def test_the_front_page_shows_every_year_in_turn_and_those_between(site: MakeSite) -> None:
    folder = site(
        {
            f"content/{y}-{i}.md": written(date=f"{y}-02-03")
            for y, n in ((2019, 2), (2022, 4))
            for i in range(n)
        }
    )
    assert build(folder).ok
    strip = re.search(r'<ol class="years">.*?</ol>', _page(folder, "index.html"), re.DOTALL)
    assert strip is not None
    items = strip[0].split("<li>")[1:]

    assert [re.findall(r"(\d{4}) <span", item)[0] for item in items] == ["2019", "2020", "2021", "2022"]
    assert [re.findall(r'href="([^"]*)"', item) for item in items] == [
        ["nam/2019.html"],
        [],
        [],
        ["nam/2022.html"],
    ]
    assert [re.findall(r'height="(\d+)"/', item) for item in items] == [["20"], ["0"], ["0"], ["40"]]


def _page(folder: Path, url: str) -> str:
    return (folder / "output" / url).read_text("utf-8")


# ---------------------------------------------------------------- why a sum leaves articles out


def test_a_province_says_of_each_article_it_does_not_add_why_it_does_not(site: MakeSite) -> None:
    several, twice = "sự kiện của nhiều tỉnh", "bài trùng sự kiện"
    folder = site(
        {
            "config.yaml": config(),
            "content/chung.md": written("Chung", province=["Kon Tum", "Hà Nội"], total={"individuals": 9}),
            "content/mot.md": written("Một", province="Hà Nội", total={"individuals": 3}),
            "content/hai.md": written("Hai", province="Hà Nội", same_event="mot"),
            "content/lai.md": written("Lại", province=["Kon Tum", "Huế"], same_event="chung"),
        }
    )
    build(folder)

    def notes(province: str) -> str:
        page = (folder / f"output/tinh/{province}.html").read_text("utf-8")
        return page.partition('<p class="tally-note">')[2].partition("</p>")[0]

    assert (notes("ha-noi").count(several), notes("ha-noi").count(twice)) == (1, 1)
    assert (notes("kon-tum").count(several), notes("kon-tum").count(twice)) == (1, 1)
    assert (notes("hue").count(several), notes("hue").count(twice)) == (0, 1)
