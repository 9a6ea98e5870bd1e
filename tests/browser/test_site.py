"""The shipped site as its readers meet it: from a disk, at a root, below a path; in a browser, in a feed."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from selenium.webdriver.support.wait import WebDriverWait

from bangvang.build import installation
from bangvang.facts import honours, places
from tests.browser.crawler import Crawl, crawl
from tests.samples import award, build, config, written
from tests.tools.html_validator import validate
from tools.browser import Browser, Scheme, Violation
from tools.screenshots import one_of_each
from tools.static_server import serving

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://bangvang.example/kho/"
# What no page links to: a host, a crawler or a script asks for it by its name.
ASKED_FOR = re.compile(r"404\.html|robots\.txt|sitemap\.xml|tim-kiem/.*|(.*/)?chia-se\.[0-9a-f]+\.png")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped archive, to which a long list, a former address and a photo are added."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(installation.PROGRAM / "content", folder / "content")
    shutil.copy(installation.PROGRAM / "config.yaml", folder)
    return folder


@pytest.fixture(scope="module")
def output(site: Path) -> Path:
    """The shipped site as it is shipped."""
    report = build(site)
    assert (report.ok, report.problems) == (True, ())
    return site / "output"


@pytest.fixture(scope="module")
def addressed(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site with an address of its own, lists of several pages and former addresses."""
    folder = tmp_path_factory.mktemp("addressed")
    shutil.copytree(site / "content", folder / "content")
    (folder / "config.yaml").write_text(
        config(title="Bảng Vàng", base_url=BASE, per_page=5, share_images=2), "utf-8"
    )
    for n in range(14):
        text = written(
            f"Khen thưởng {n + 2} cá nhân ở cơ sở",
            date=f"2022-{n % 12 + 1:02d}-{n + 1:02d}",
            province="Kon Tum",
            tags=["công an"],
            awards=[award(individuals=n + 2, names=["Nguyễn Văn A", "Y Phương"])],
            aliases=[f"/tin/{n}.html"],
        )
        (folder / f"content/them-{n}.md").write_text(text, "utf-8")
    report = build(folder)
    assert report.ok, report.problems
    return folder / "output"


@pytest.fixture(scope="module")
def from_disk(output: Path) -> Crawl:
    top = f"{output.as_uri()}/"
    return crawl(top + "index.html", top)


# ---------------------------------------------------------------- links


def test_from_a_disk_no_link_is_broken(from_disk: Crawl) -> None:
    assert from_disk.broken == []


def test_from_the_front_page_every_file_is_reached(output: Path, from_disk: Crawl) -> None:
    reached = set(from_disk.below(f"{output.as_uri()}/"))
    files = {file.relative_to(output).as_posix() for file in output.rglob("*") if file.is_file()}

    assert {url for url in files - reached if not ASKED_FOR.fullmatch(url)} == set()
    assert len(list((output / "bai-viet").rglob("*.html"))) >= 6
    assert {
        "feed.xml",
        "feed.json",
        "du-lieu/articles.json",
        "du-lieu/awards.csv",
        "gioi-thieu.html",
    } <= reached


@pytest.mark.parametrize("under", ["/", "/kho/bang-vang/"])
def test_through_a_server_the_same_site_is_found(output: Path, from_disk: Crawl, under: str) -> None:
    with serving(output, under=under) as top:
        found = crawl(top + "index.html", top)

    assert found.broken == []
    assert found.below(top) == from_disk.below(f"{output.as_uri()}/")


def test_a_site_with_an_address_and_long_lists_has_no_broken_link_either(addressed: Path) -> None:
    with serving(addressed, under="/kho/") as top:
        found = crawl(top + "index.html", top)
        reached = set(found.below(top))
        stubs = [file.relative_to(addressed).as_posix() for file in addressed.glob("tin/*.html")]
        former = [crawl(top + stub, top) for stub in stubs]

    files = {file.relative_to(addressed).as_posix() for file in addressed.rglob("*") if file.is_file()}
    assert found.broken == []
    assert {url for url in files - reached - set(stubs) if not ASKED_FOR.fullmatch(url)} == set()
    assert len(former) == 14
    assert all(not one.broken and len(one.files) > 20 for one in former)


def test_no_link_starts_at_a_root_and_nothing_is_loaded_from_elsewhere(from_disk: Crawl) -> None:
    rooted = [(page, link) for page, link in from_disk.links + from_disk.loads if link.startswith("/")]
    foreign = [(page, link) for page, link in from_disk.loads if urlsplit(link).scheme not in ("", "data")]

    assert (rooted, foreign) == ([], [])


def test_pages_of_a_site_with_an_address_load_nothing_from_there(addressed: Path) -> None:
    top = f"{addressed.as_uri()}/"
    found = crawl(top + "index.html", top)

    # The page for what is not there is shown at any depth: it alone must ask for its files by their address.
    assert [(page, link) for page, link in found.loads if urlsplit(link).scheme not in ("", "data")] == []


# ---------------------------------------------------------------- pages


def test_every_page_is_valid(output: Path, addressed: Path) -> None:
    # To a checker of files the address of a site is another host: its page for what is missing looks there.
    there = [page for page in addressed.rglob("*.html") if page.name != "404.html"]

    assert [str(finding) for finding in validate(output, *there)] == []


def test_every_page_has_a_policy_a_language_and_one_heading(output: Path, addressed: Path) -> None:
    for page in (*output.rglob("*.html"), *addressed.rglob("*.html")):
        html = page.read_text("utf-8")
        policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', html)

        assert policy is not None, page
        assert "default-src 'self'" in policy[1]
        assert "unsafe" not in policy[1]
        assert html.count("<h1") == 1, page
        assert '<html lang="vi">' in html
        assert not re.search(
            r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")|\son\w+=|\sstyle=", html
        ), page


COMBINATIONS: tuple[tuple[int, Scheme], ...] = (
    (1280, "light"),
    (390, "dark"),
    (1280, "dark"),
    (390, "light"),
)


def test_every_page_is_open_to_everybody_and_the_console_is_quiet(
    output: Path, browser: Browser, axe: Callable[..., list[Violation]]
) -> None:
    """Each page in one of the four combinations in turn, one page of each kind in all."""
    pages = sorted(file.relative_to(output).as_posix() for file in output.rglob("*.html"))
    plan = {(page, COMBINATIONS[n % 4]) for n, page in enumerate(pages)}
    plan |= {(page, combination) for page in one_of_each(output) for combination in COMBINATIONS}
    found = []
    with serving(output, under="/kho/") as top:
        for page, (width, scheme) in sorted(plan, key=lambda item: (item[1], item[0])):
            browser.set_size(width)
            browser.set_scheme(scheme)
            browser.open(top + page)
            wide = browser.run("return document.documentElement.scrollWidth > innerWidth")
            asked = browser.run("return performance.getEntriesByType('resource').map((entry) => entry.name)")
            found += [f"{page} {width} {scheme}: {violation}" for violation in axe()]
            found += [f"{page}: {error}" for error in browser.errors()]
            found += [f"{page}: asks for {url}" for url in asked if not url.startswith((top, "data:"))]
            found += [f"{page} {width}: wider than the screen"] if wide else []

    assert found == []


def test_from_a_disk_the_console_is_quiet(output: Path, browser: Browser) -> None:
    found = []
    for page in one_of_each(output):
        # Browsers load no index from a disk; the page says so, and that it was refused goes to the console.
        if page == "tim-kiem.html":
            continue
        browser.open((output / page).as_uri())
        found += [f"{page}: {error}" for error in browser.errors()]

    assert found == []


def test_without_scripts_pages_say_the_same(output: Path, browser: Browser) -> None:
    with serving(output) as top:
        for page in one_of_each(output):
            if page == "tim-kiem.html":
                continue
            told = []
            for on in (True, False):
                browser.set_javascript(on)
                browser.open(top + page)
                told.append(browser.driver.find_element("css selector", "main").text)

            assert told[0] == told[1] != "", page


def test_without_scripts_the_search_page_shows_other_ways(output: Path, browser: Browser) -> None:
    browser.set_javascript(False)
    with serving(output) as top:
        browser.open(top + "tim-kiem.html")
        links = browser.driver.find_elements("css selector", "main a[href]")
        shown = [link.get_attribute("href") or "" for link in links if link.is_displayed()]

    assert any(url.endswith("tinh/index.html") for url in shown)


def test_the_page_for_what_is_missing_asks_for_its_files_by_their_whole_address(addressed: Path) -> None:
    page = (addressed / "404.html").read_text("utf-8")
    loads = re.findall(r'(?:href|src)="([^"]+)"', page)

    assert all(link.startswith((BASE, "#", "data:", "https://")) for link in loads), loads


@pytest.mark.parametrize("under", ["/", "/kho/", "/a/b/"])
@pytest.mark.parametrize("missing", ["khong-co.html", "bai-viet/2024/khong-co.html", "a/b/c/d"])
def test_where_no_address_is_known_the_page_for_what_is_missing_finds_the_site(
    under: str, missing: str, output: Path, browser: Browser
) -> None:
    with serving(output, under=under) as top:
        browser.open(top + missing)
        wait = WebDriverWait(browser.driver, 20)
        home = "return document.querySelector('.brand a').href"
        styled = "return [...document.styleSheets].some((one) => !one.media.length && one.cssRules.length)"
        wait.until(lambda _: browser.run(home) == f"{top}index.html")
        wait.until(lambda _: browser.run(styled))
        links = [
            link.get_attribute("href") for link in browser.driver.find_elements("css selector", "a[href]")
        ]
        form = browser.driver.find_element("css selector", "form").get_attribute("action")

    assert top + "tinh/index.html" in links
    assert all(str(link).startswith(top) for link in links)
    assert form == top + "tim-kiem.html"


# ---------------------------------------------------------------- feeds and maps


def _feeds(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.rglob("*.xml")) if file.name != "sitemap.xml"]


@pytest.mark.parametrize("which", ["output", "addressed"])
def test_feeds_are_atom(which: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(which)
    feeds = _feeds(folder)
    stamp = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"

    assert {"feed.xml", "tinh/kon-tum.xml"} <= {feed.relative_to(folder).as_posix() for feed in feeds}
    for file in feeds:
        feed = ElementTree.fromstring(file.read_bytes())  # noqa: S314 - the test's own
        entries = feed.findall(f"{ATOM}entry")
        ids = [_words(entry, "id") for entry in entries]
        assert feed.tag == f"{ATOM}feed"
        assert entries
        assert len({_words(feed, "id"), *ids}) == len(ids) + 1
        for element in (feed, *entries):
            assert _words(element, "title")
            assert re.fullmatch(stamp, _words(element, "updated")), file
            assert re.match(r"(https|urn):", _words(element, "id"))
        # RFC 4287: an author for the feed or for each entry, a link to itself, one to the page it follows.
        assert feed.find(f"{ATOM}author/{ATOM}name") is not None
        assert [link.attrib["rel"] for link in feed.findall(f"{ATOM}link")] == ["self", "alternate"]
        assert max(_words(entry, "updated") for entry in entries) == _words(feed, "updated")
        assert all(entry.find(f"{ATOM}link[@rel='alternate']") is not None for entry in entries)


def test_the_json_feed_has_what_its_readers_need(output: Path, addressed: Path) -> None:
    for folder in (output, addressed):
        feed = json.loads((folder / "feed.json").read_text("utf-8"))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert len({item["id"] for item in feed["items"]}) == len(feed["items"]) > 4
        assert all(item["content_text"] and item["title"] for item in feed["items"])

    assert all(item["url"].startswith(BASE) for item in feed["items"])
    assert feed["feed_url"] == f"{BASE}feed.json"


def _words(element: ElementTree.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def test_entries_keep_their_ids_when_an_article_is_edited(tmp_path: Path) -> None:
    files = {"config.yaml": config(base_url=None), "content/bai.md": written("Một")}
    ids = []
    for title in ("Một", "Hai"):
        (tmp_path / "content").mkdir(exist_ok=True)
        for path, text in (files | {"content/bai.md": written(title)}).items():
            (tmp_path / path).write_text(text, "utf-8")
        assert build(tmp_path).ok
        feed = ElementTree.fromstring((tmp_path / "output/feed.xml").read_bytes())  # noqa: S314
        ids.append([element.text for element in feed.iter(f"{ATOM}id")])

    assert ids[0] == ids[1] == ["urn:bang-vang:feed.xml", "urn:bang-vang:bai-viet/2024/bai.html"]


def test_the_map_of_the_site_lists_every_page_by_its_whole_address(addressed: Path) -> None:
    listed = [
        element.text or ""
        for element in ElementTree.fromstring((addressed / "sitemap.xml").read_bytes()).iter()  # noqa: S314
        if element.tag.endswith("}loc")
    ]
    pages = {
        urljoin(BASE, file.relative_to(addressed).as_posix())
        for file in addressed.rglob("*.html")
        if 'http-equiv="refresh"' not in file.read_text("utf-8") and file.name != "404.html"
    }

    assert len(listed) == len(set(listed))
    assert set(listed) == pages
    assert f"Sitemap: {BASE}sitemap.xml" in (addressed / "robots.txt").read_text("utf-8").splitlines()


def test_without_an_address_robots_are_pointed_to_no_map(output: Path) -> None:
    robots = (output / "robots.txt").read_text("utf-8")

    assert "User-agent: *" in robots
    assert "Sitemap" not in robots


# ---------------------------------------------------------------- English

# Names of the archive's own matter stay Vietnamese in every language.
VIETNAMESE = re.compile(
    r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE
)
SPOKEN = ("alt", "title", "aria-label", "placeholder", "content", "value", "label")


class _Said(HTMLParser):
    """What a page says to its readers, hidden names too."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skipped += tag in ("script", "style", "code")
        for name, value in attrs:
            if name in SPOKEN and value and ("name", "generator") not in attrs:
                self.said.append(value)

    def handle_endtag(self, tag: str) -> None:
        self.skipped -= tag in ("script", "style", "code")

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.said.append(data)


def test_an_english_site_speaks_english(tmp_path: Path) -> None:
    (tmp_path / "content/pages").mkdir(parents=True)
    (tmp_path / "config.yaml").write_text(config(title="Archive", language="en", per_page=5), "utf-8")
    for n in range(12):
        text = written(
            f"Report {n}",
            date=f"2024-{n % 9 + 1:02d}-1{n % 9}",
            body="Text.",
            province=["Kon Tum", "Lai Châu"][n % 2],
            tags=["security"],
            awards=[award("Bằng khen", "UBND tỉnh", individuals=n), award("Giấy khen", "Công an tỉnh")],
            source={"name": "Paper"},
            status="corrected",
            status_date="2024-12-01",
            status_note="Note",
            people=[{"name": "Le Van A", "title": "Head"}],
        )
        (tmp_path / f"content/report-{n}.md").write_text(text, "utf-8")
    (tmp_path / "content/north.md").write_text(
        written("North", scope="region", region="Phía Bắc", date="2023", place="Ha Noi", body="Text."),
        "utf-8",
    )
    (tmp_path / "content/nation.md").write_text(
        written("All", scope="national", date="2023-05", body="Text."), "utf-8"
    )
    report = build(tmp_path)
    names = {place.name for place in places.all()} | {region.name for region in places.all_regions()}
    names |= {name for place in places.all() for name in getattr(place, "names", ())}
    names |= {form.label for form in honours.forms()} | {"Phía Bắc", "UBND tỉnh", "Công an tỉnh", "Bảng Vàng"}
    names |= {category.label for category in honours.categories()}
    spelt = {word for name in names for word in re.findall(r"[^\W\d_]+", name)}
    found = set()
    for page in (tmp_path / "output").rglob("*.html"):
        reader = _Said()
        reader.feed(page.read_text("utf-8"))
        for said in reader.said:
            left = [word for word in re.findall(r"[^\W\d_]+", said) if word not in spelt]
            if VIETNAMESE.search(" ".join(left)):
                found.add((page.relative_to(tmp_path / "output").as_posix(), " ".join(said.split())))

    assert report.ok, report.problems
    assert sorted(found) == []
