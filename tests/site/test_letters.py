"""Letters that only look like those of Vietnamese, and signs that other languages of pages would take for
their own: every page, address and file of data has what was meant."""

from __future__ import annotations

import csv
import html
import json
import re
from pathlib import Path

import pytest

from bangvang.site import share_cards
from tests import samples
from tests.conftest import MakeSite
from tests.samples import award, build, config, parsed, written


def page(site: Path, url: str) -> str:
    return (site / "output" / url).read_text("utf-8-sig")


@pytest.mark.parametrize(
    "typed", ["𝐭𝐡𝐢 đ𝐮𝐚 𝐲ê𝐮 𝐧ướ𝐜", "thi đua yêu nƣớc", "ｔhi đua yé\u0302u nước".replace("é\u0302", "ê")]
)
def test_one_tag_in_other_letters_is_one_tag_with_one_address(site: MakeSite, typed: str) -> None:
    made = site(
        {
            "config.yaml": config(),
            "content/2024/mot.md": written("Tin một", tags=["thi đua yêu nước"]),
            "content/2024/hai.md": written("Tin hai", date="2024-06-06", tags=[typed]),
        }
    )

    assert samples.codes(build(made)) == []
    assert sorted(file.name for file in (made / "output/chu-de").glob("*.html")) == [
        "index.html",
        "thi-dua-yeu-nuoc.html",
    ]
    listed = page(made, "chu-de/thi-dua-yeu-nuoc.html")
    assert "Tin một" in listed
    assert "Tin hai" in listed


def test_names_of_the_central_highlands_stand_under_their_letter_as_they_are_written(site: MakeSite) -> None:
    names = ["Y Ƀlui Niê", "Siu Ƀlŏ", "Rơ Châm Čưm", "H’Ñĭ Êban"]
    made = site(
        {
            "config.yaml": config(),
            "content/2024/mot.md": written(tags=["ƀuôn văn hóa"], awards=[award(individuals=4, names=names)]),
        }
    )

    assert samples.codes(build(made)) == []
    article = html.unescape(page(made, "bai-viet/2024/mot.html"))
    assert [name for name in names if name not in article] == []
    assert "buon-van-hoa.html" in article
    assert "Siu Ƀlŏ" in page(made, "vinh-danh/ca-nhan/b.html")


TITLE = "Công ty R&amp;D &lt;b&gt; A&B <b>x</b> &copy; &#39;1&#39;"


def test_a_title_shows_as_it_was_typed_wherever_it_shows(site: MakeSite) -> None:
    body = "Hội nghị biểu dương 3 cá nhân."
    made = site({"config.yaml": config(), "content/2024/mot.md": written(TITLE, body=body)})
    assert samples.codes(build(made)) == []
    article = page(made, "bai-viet/2024/mot.html")
    machine = re.search(r'<script type="application/ld\+json">(.*?)</script>', article, re.DOTALL)
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", article, re.DOTALL)
    shared = re.search(r'<meta property="og:title" content="([^"]*)"', article)
    assert machine is not None
    assert heading is not None
    assert shared is not None

    assert html.unescape(heading[1]) == TITLE
    assert html.unescape(shared[1]) == TITLE
    assert TITLE in [node.get("headline") for node in json.loads(machine[1])["@graph"]]
    assert f"<title>{html.escape(TITLE, quote=False)}</title>" in page(made, "feed.xml")
    assert json.loads(page(made, "feed.json"))["items"][0]["title"] == TITLE
    assert json.loads(page(made, "du-lieu/articles.json"))[0]["title"] == TITLE
    assert next(csv.DictReader(page(made, "du-lieu/articles.csv").splitlines()))["title"] == TITLE
    assert html.escape(TITLE, quote=False) in page(made, "nam/2024.html")
    assert share_cards.of_article(samples.site(), parsed(written(TITLE))).title == TITLE
