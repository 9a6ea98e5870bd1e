"""In a browser under `serve`, an editor sees each save: the change, the fault, the recovery."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium.common.exceptions import WebDriverException

from tests.conftest import ROOT, MakeSite, write_files
from tests.preview.test_serve import Serving, running
from tests.samples import config, written
from tools.browser import Browser

ARTICLE = "content/2024/khen.md"
URL = "bai-viet/2024/khen.html"


@pytest.fixture
def folder(site: MakeSite) -> Path:
    return site(
        {
            "config.yaml": config(),
            ARTICLE: written("Khen thưởng nông dân"),
            "content/2024/khac.md": written("Bài khác"),
        }
    )


@pytest.fixture
def server(folder: Path) -> Iterator[Serving]:
    with running(folder, "--port", "0") as serving:
        yield serving


def wait(seen: Callable[[], object], seconds: float = 20) -> float:
    """Seconds until it is seen."""
    started = time.monotonic()
    while True:
        try:
            if seen():
                return time.monotonic() - started
        except WebDriverException:  # asked while the page was being reloaded
            pass
        assert time.monotonic() - started < seconds
        time.sleep(0.02)


def listening(browser: Browser) -> bool:
    """Whether the page's livereload has its connection."""
    return bool(
        browser.run("return !!(window.LiveReload && LiveReload.connector && LiveReload.connector.protocol)")
    )


def says(browser: Browser, text: str) -> Callable[[], bool]:
    return lambda: text in str(browser.run("return document.body.innerText"))


def test_each_save_is_seen_changed_broken_told_and_mended_without_a_hand(
    folder: Path, server: Serving, browser: Browser
) -> None:
    browser.open(server.url + URL)
    wait(lambda: listening(browser))
    write_files(folder, {ARTICLE: written("Khen thưởng ngư dân")})
    wait(says(browser, "Khen thưởng ngư dân"))
    wait(lambda: listening(browser))
    write_files(folder, {ARTICLE: written("Khen thưởng ngư dân", province="Kon Tun")})
    wait(says(browser, "K205"))
    told = str(browser.run("return document.querySelector('main').innerText"))
    wait(lambda: listening(browser))
    write_files(folder, {ARTICLE: written("Khen thưởng diêm dân")})
    wait(says(browser, "Khen thưởng diêm dân"))

    assert "content/2024/khen.md:" in told
    assert "ý bạn là 'Kon Tum'?" in told
    assert browser.errors() == []


def test_a_fault_elsewhere_is_announced_and_leads_to_the_list_of_faults(
    folder: Path, server: Serving, browser: Browser
) -> None:
    browser.open(server.url + URL)
    wait(lambda: listening(browser))
    write_files(folder, {"content/2024/khac.md": "hỏng"})
    wait(says(browser, "Kho bài đang có 1 lỗi"))
    browser.driver.find_element("partial link text", "Kho bài đang có").click()
    wait(says(browser, "content/2024/khac.md:1:1"))
    wait(lambda: listening(browser))
    write_files(folder, {"content/2024/khac.md": written("Bài khác")})
    wait(lambda: "content/2024/khac.md:1:1" not in str(browser.run("return document.body.innerText")))


def test_a_new_template_and_a_new_style_are_seen(folder: Path, server: Serving, browser: Browser) -> None:
    browser.open(server.url + "index.html")
    wait(lambda: listening(browser))
    tokens = (ROOT / "assets/css/tokens.css").read_text("utf-8")
    write_files(folder, {"assets/css/tokens.css": tokens + ":root { --thu: 7px; }"})
    wait(
        lambda: (
            browser.run("return getComputedStyle(document.documentElement).getPropertyValue('--thu').trim()")
            == "7px"
        )
    )
    wait(lambda: listening(browser))
    write_files(folder, {"templates/pages/message.html": "{% if %}"})
    wait(says(browser, "templates/pages/message.html:1"))
    wait(lambda: listening(browser))
    write_files(folder, {"templates/pages/message.html": None})
    wait(says(browser, "Khen thưởng nông dân"))


def test_an_article_that_was_not_there_yet_appears_where_it_was_looked_for(
    folder: Path, server: Serving, browser: Browser
) -> None:
    browser.open(server.url + "bai-viet/2024/moi.html")
    wait(says(browser, "Không tìm thấy trang"))
    wait(lambda: listening(browser))
    write_files(folder, {"content/2024/moi.md": written("Bài vừa viết", draft=True)})
    wait(says(browser, "Bài vừa viết"))

    assert "Bản nháp này chỉ hiện khi xem trước" in str(browser.run("return document.body.innerText"))
