"""The browser, the server and the two checkers do see what they are there to see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.remote.command import Command

from tests.conftest import write_files
from tests.tools.html_validator import validate
from tools.browser import Browser, Driver, Violation
from tools.screenshots import one_of_each, take

PAGE = """\
<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>Thử</title>
<link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
  body {{ color: #222; background: #fff; }}
  @media (prefers-color-scheme: dark) {{ body {{ color: #222; background: #111; }} }}
</style>
<script type="module" src="ghi.js"></script>
</head>
<body><main><h1>Bảng vàng</h1>{body}</main></body>
</html>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "index.html": PAGE.format(body="<p>Khen thưởng 33 tập thể, cá nhân.</p>"),
        "404.html": PAGE.format(body="<p>Không có trang này.</p>"),
        "hinh.html": PAGE.format(body='<img src="thieu.png">'),
        "dai.html": PAGE.format(body='<p style="height: 3000px">Trang dài</p>'),
        "ghi.js": "document.documentElement.dataset.ready = 'yes'; localStorage.setItem('nhớ', 'có');",
    }
    write_files(tmp_path, dict(files))
    return tmp_path


def test_the_checkers_let_a_good_page_pass(
    folder: Path, browser: Browser, serve: Callable[..., str], axe: Callable[..., list[Violation]]
) -> None:
    browser.open(serve(folder) + "index.html")

    assert axe() == []
    assert browser.errors() == []
    assert validate(folder / "index.html") == []


def test_the_checkers_see_an_image_without_words_and_a_missing_file(
    folder: Path, browser: Browser, serve: Callable[..., str], axe: Callable[..., list[Violation]]
) -> None:
    browser.open(serve(folder) + "hinh.html")

    assert [violation.rule for violation in axe()] == ["image-alt"]
    assert "thieu.png" in browser.errors()[0]
    assert validate(folder)[0].file == folder / "hinh.html"


def test_the_accessibility_rules_see_the_scheme_that_is_set(
    folder: Path, browser: Browser, serve: Callable[..., str], axe: Callable[..., list[Violation]]
) -> None:
    browser.set_scheme("dark")
    browser.open(serve(folder) + "index.html")

    assert [violation.rule for violation in axe()] == ["color-contrast"]


def test_under_a_sub_path_nothing_outside_it_is_found(
    folder: Path, browser: Browser, serve: Callable[..., str]
) -> None:
    top = serve(folder, under="/kho/vang/")

    browser.open(top)
    inside = browser.run("return document.documentElement.dataset.ready")
    browser.open(top.replace("/kho/vang/", "/index.html"))
    outside = browser.run("return document.body.innerText")

    assert inside == "yes"
    assert "Không có trang này." in outside


def test_a_script_runs_from_a_file_and_can_be_switched_off(
    folder: Path, browser: Browser, serve: Callable[..., str]
) -> None:
    browser.set_javascript(False)
    browser.open(serve(folder))
    off = browser.driver.find_element("css selector", "html").get_attribute("data-ready")
    browser.set_javascript(True)
    browser.open(serve(folder))
    on = browser.driver.find_element("css selector", "html").get_attribute("data-ready")

    assert (off, on) == (None, "yes")


def test_each_test_meets_a_browser_that_remembers_nothing(
    folder: Path, browser: Browser, serve: Callable[..., str]
) -> None:
    top = serve(folder)
    browser.open(top)
    browser.set_size(390)
    browser.set_scheme("dark")
    browser.reset()
    browser.open(top + "404.html?")
    seen = browser.run(
        "return [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches, matchMedia('print').matches]"
    )

    assert seen == [1280, False, False]


def test_no_page_reaches_another_host(folder: Path, browser: Browser, serve: Callable[..., str]) -> None:
    browser.open(serve(folder))
    answer = browser.driver.execute_async_script(
        "fetch('https://example.org/').then(() => arguments[0]('reached'), () => arguments[0]('refused'))"
    )

    assert answer == "refused"


def test_a_picture_shows_the_whole_page(folder: Path, tmp_path: Path) -> None:
    pictures = take(folder, ["dai.html"], tmp_path / "anh", widths=[390])

    sizes = [_png_size(picture) for picture in pictures]
    assert [picture.name for picture in pictures] == ["dai-390-light.png", "dai-390-dark.png"]
    assert all(width == 390 and height > 3000 for width, height in sizes)


def test_pictures_are_taken_of_one_page_of_each_kind(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        dict.fromkeys(
            [
                "index.html",
                "nam/index.html",
                "nam/2023.html",
                "nam/2024.html",
                "bai-viet/2024/a.html",
                "bai-viet/2024/b.html",
            ],
            "",
        ),
    )

    assert one_of_each(tmp_path) == ["index.html", "bai-viet/2024/a.html", "nam/index.html", "nam/2023.html"]


def _png_size(picture: Path) -> tuple[int, int]:
    header = picture.read_bytes()[16:24]
    return int.from_bytes(header[:4]), int.from_bytes(header[4:])


class Shy(Driver):
    """A driver whose first answers are that a page went away."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, aborted: int, said: str = "aborted by navigation: …"
    ) -> None:
        self.asked: list[str] = []

        def execute(_: object, command: str, *_given: object) -> dict[str, str]:
            self.asked.append(command)
            if len(self.asked) <= aborted:
                raise WebDriverException(said)
            return {"value": "đã tới"}

        monkeypatch.setattr(webdriver.Chrome, "execute", execute)


@pytest.mark.parametrize("command", [Command.GET, Command.FIND_ELEMENT, Command.FIND_ELEMENTS])
def test_what_a_page_on_its_way_cut_off_is_asked_again(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    shy = Shy(monkeypatch, aborted=2)

    assert shy.execute(command) == {"value": "đã tới"}
    assert shy.asked == [command] * 3


def test_a_click_that_led_away_is_not_made_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    shy = Shy(monkeypatch, aborted=1)

    assert shy.execute(Command.CLICK_ELEMENT) == {"value": None}
    assert shy.asked == [Command.CLICK_ELEMENT]


@pytest.mark.parametrize(
    ("command", "said", "asked"),
    [
        (Command.GET, "aborted by navigation", 3),
        (Command.GET, "net::ERR_CONNECTION_REFUSED", 1),
        (Command.W3C_EXECUTE_SCRIPT, "aborted by navigation", 1),
    ],
)
def test_what_fails_for_good_fails_still(
    monkeypatch: pytest.MonkeyPatch, command: str, said: str, asked: int
) -> None:
    shy = Shy(monkeypatch, aborted=9, said=said)

    with pytest.raises(WebDriverException, match=said.split(":")[0]):
        shy.execute(command)
    assert len(shy.asked) == asked
