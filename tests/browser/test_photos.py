"""Photos in a browser: they come, in the right size, when they are wanted, and nothing moves for them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.build.test_photos import RED_TOP, camera, encoded
from tests.conftest import write_files
from tests.samples import build, config, written
from tests.tools.html_validator import validate
from tools.browser import Browser, Violation

PAGE = "bai-viet/2024/bai.html"
SHIFTS = """\
const done = arguments[0];
new PerformanceObserver(list => done(list.getEntries().map(e => e.value))).observe(
  {type: 'layout-shift', buffered: true});
setTimeout(() => done([]), 600);
"""
IMAGES = """\
return [...document.querySelectorAll('main img')].map(i => {
  const box = i.getBoundingClientRect();
  return {name: i.currentSrc.split('/').pop(), loaded: i.complete && i.naturalWidth > 0, alt: i.alt,
    lazy: i.loading, wide: box.width, ratio: box.width / box.height, within: box.right <= innerWidth,
    own: i.naturalWidth / i.naturalHeight}})
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An article led by one photo, with one far down its text and three after it."""
    site = tmp_path_factory.mktemp("anh")
    long = "\n\n".join(f"Đoạn {n}. " + "Nội dung khen thưởng. " * 60 for n in range(24))
    names = ["dau.jpg", "hai.jpg", "ba.png", "bon.webp"]
    write_files(
        site,
        {
            "config.yaml": config(),
            "content/bai.md": written(
                photos=[{"file": name, "caption": f"Chú thích {name}", "credit": "M.L"} for name in names],
                body=f'{long}\n\n![Đại biểu về dự](giua.jpg "Đại biểu. Ảnh: K.ANH")\n\nHết.',
            ),
            "content/dau.jpg": camera(6, (2400, 1800)),
            "content/giua.jpg": camera(1, (2000, 1000)),
            "content/hai.jpg": camera(),
            "content/ba.png": encoded(RED_TOP.resize((300, 200)), "PNG"),
            "content/bon.webp": encoded(RED_TOP.resize((1000, 900)), "WEBP"),
        },
    )
    assert build(site).ok
    return site / "output"


def _scroll_through(browser: Browser) -> None:
    height = browser.run("return document.body.scrollHeight")
    for top in range(0, height + 1, 700):
        browser.run("scrollTo(0, arguments[0])", top)
        time.sleep(0.05)
    deadline = time.monotonic() + 10
    while not all(image["loaded"] for image in browser.run(IMAGES)) and time.monotonic() < deadline:
        time.sleep(0.05)


def test_photos_come_when_they_are_near_and_nothing_moves_for_them(
    published: Path, browser: Browser, serve: Callable[..., str]
) -> None:
    browser.set_size(390, 800)
    browser.open(serve(published) + PAGE)
    at_first: list[dict[str, Any]] = browser.run(IMAGES)
    height = browser.run("return document.body.scrollHeight")
    _scroll_through(browser)
    at_last: list[dict[str, Any]] = browser.run(IMAGES)

    assert [image["loaded"] for image in at_first] == [True, False, False, False, False]
    assert [image["lazy"] for image in at_first] == ["auto", "lazy", "lazy", "lazy", "lazy"]
    assert all(image["loaded"] for image in at_last)
    assert browser.run("return document.body.scrollHeight") == height
    assert sum(browser.driver.execute_async_script(SHIFTS)) == 0
    assert browser.errors() == []


@pytest.mark.parametrize(("width", "first"), [(390, "480.webp"), (1280, "960.webp")])
def test_each_reader_gets_a_size_that_fits_in_its_own_shape(
    published: Path, browser: Browser, serve: Callable[..., str], width: int, first: str
) -> None:
    browser.set_size(width)
    browser.open(serve(published) + PAGE)
    _scroll_through(browser)
    images: list[dict[str, Any]] = browser.run(IMAGES)

    assert images[0]["name"].endswith(first)
    for image in images:
        assert image["name"].endswith(".webp")
        assert abs(image["ratio"] - image["own"]) < 0.02 * image["own"]
        assert image["wide"] > 100
        assert image["within"]


def test_photos_are_told_to_those_who_do_not_see_them(
    published: Path, browser: Browser, serve: Callable[..., str], axe: Callable[..., list[Violation]]
) -> None:
    browser.open(serve(published) + PAGE)

    assert [image["alt"] for image in browser.run(IMAGES)] == [
        "Chú thích dau.jpg",
        "Đại biểu về dự",
        "Chú thích hai.jpg",
        "Chú thích ba.png",
        "Chú thích bon.webp",
    ]
    assert axe() == []
    assert validate(published / PAGE) == []
