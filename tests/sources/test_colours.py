"""Colours: what is read on what, by the arithmetic of WCAG, and the nearest that is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangvang.sources import colours
from tests.conftest import ROOT, MakeSite
from tests.samples import build, config, written

COLOURS = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


def test_contrast_is_that_of_wcag() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert colours.contrast("#123456", "#123456") == 1


@given(COLOURS, st.sampled_from(colours.PAPERS))
def test_every_colour_has_a_near_one_that_can_be_read(colour: str, paper: str) -> None:
    made = colours.readable(colour, paper)

    assert colours.is_readable(made, paper)
    assert made == colour or not colours.is_readable(colour, paper)


def test_the_papers_are_those_of_the_style_sheet() -> None:
    tokens = (ROOT / "assets/css/tokens.css").read_text("utf-8")

    assert tuple(re.findall(r"--paper: (#[0-9a-f]{6})", tokens)) == colours.PAPERS


def test_an_accent_takes_the_place_of_the_gold_and_pages_stand_in_the_menu(site: MakeSite) -> None:
    page = "---\ntitle: Liên hệ\n---\n\nGọi cho toà soạn.\n"
    folder = site(
        {
            "config.yaml": config(accent="#8C2A1C", menu=["lien-he"]),
            "content/bai.md": written("Một"),
            "content/pages/lien-he.md": page,
        }
    )
    report = build(folder)
    (sheet,) = (folder / "output/assets").glob("main.*.css")
    ways = re.search(
        r'<nav class="ways-in".*?</nav>', (folder / "output/index.html").read_text("utf-8"), re.DOTALL
    )

    assert report.ok
    assert "--gold-ink: #8c2a1c" in sheet.read_text("utf-8")
    assert ways
    assert '<a href="lien-he.html">Liên hệ</a>' in ways[0]


def test_the_menu_stands_in_the_order_of_the_configuration_each_page_once(site: MakeSite) -> None:
    names = ["van-ban", "an-ban", "lien-he", "an-ban"]
    pages = {f"content/pages/{name}.md": f"---\ntitle: Trang {name}\n---\n\nMột đoạn.\n" for name in names}
    folder = site({"config.yaml": config(menu=names), "content/bai.md": written("Một"), **pages})
    build(folder)
    front = (folder / "output/index.html").read_text("utf-8")
    ways = re.search(r'<nav class="ways-in".*?</nav>', front, re.DOTALL)
    foot = re.search(r'<footer class="footer">.*?</nav>', front, re.DOTALL)

    assert ways
    assert re.findall(r">Trang ([\w-]+)<", ways[0]) == ["van-ban", "an-ban", "lien-he"]
    assert foot
    assert re.findall(r">Trang ([\w-]+)<", foot[0]) == ["an-ban", "lien-he", "van-ban"]
