"""What is wider than a phone: words and numbers stay whole, and nothing leads off the screen."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import MakeSite
from tests.samples import build, config, written
from tools.browser import Browser

LONG = "https://tinh.example/van-ban/" + "QuyetDinhKhenThuongTapTheCaNhan" * 4 + ".pdf"
BODY = f"""\
Kết quả xoài thơm xem tại {LONG} của tỉnh.

| STT | Họ và tên | Chức vụ, đơn vị | Hình thức | Số quyết định | Tiền thưởng |
|---|---|---|---|---|---|
| 1 | Nguyễn Thị Hồng Nhung | Trưởng phòng Tổ chức, Sở Nội vụ | Bằng khen | 1234/QĐ-UBND | 1.800.000 |
"""
# Each word by itself has as many boxes as lines it stands on.
BROKEN = """\
const broken = [];
for (const cell of document.querySelectorAll('.prose :is(th, td)')) {
  const text = cell.firstChild, words = text.data.matchAll(/[^ ]+/g);
  for (const word of words) {
    const range = document.createRange();
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    if (range.getClientRects().length > 1 && !/[-/]/.test(word[0])) broken.push(word[0]);
  }
}
return broken"""
RIGHT = """\
const all = [...document.querySelectorAll(arguments[0])];
return Math.max(0, ...all.map(e => e.getBoundingClientRect().right))"""


@pytest.fixture
def published(site: MakeSite) -> Path:
    folder = site({"config.yaml": config(), "content/bai.md": written("Khen thưởng", body=BODY)})
    assert build(folder).ok
    return folder / "output"


@pytest.mark.parametrize("width", [390, 1280])
def test_a_wide_table_keeps_its_words_whole_and_the_page_its_width(
    published: Path, browser: Browser, serve: Callable[..., str], width: int
) -> None:
    browser.set_size(width)
    browser.open(serve(published) + "bai-viet/2024/bai.html")

    assert browser.run(BROKEN) == []
    assert browser.run("return document.documentElement.scrollWidth") <= width
    assert browser.run(RIGHT, ".table-scroll") <= width


def test_a_long_address_in_a_result_makes_none_wider_than_the_screen(
    published: Path, browser: Browser, serve: Callable[..., str]
) -> None:
    browser.set_size(390)
    browser.open(serve(published) + "tim-kiem.html?q=xoai+thom")
    started = time.monotonic()
    while not browser.run("return document.querySelector('#ket-qua .card-excerpt')?.innerText"):
        assert time.monotonic() - started < 20
        time.sleep(0.05)

    assert browser.run(RIGHT, "#ket-qua *") <= 390
