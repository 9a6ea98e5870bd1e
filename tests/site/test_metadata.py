"""What an article page tells machines, and how it says to cite it."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangvang.problems import Language
from bangvang.site import metadata
from bangvang.site.links import Link
from tests import samples
from tests.conftest import MakeSite

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
FULL = samples.written(
    "Khen thưởng 33 tập thể",
    date="2024-09-19",
    published="2024-09",
    province="Quảng Nam",
    byline="K.ANH",
    source={"name": "Báo Quảng Nam", "url": "https://bao.example/1"},
    tags=["Công an", "nông dân"],
    awards=[samples.award(individuals=3)],
)


def page_of(site: MakeSite, text: str, **settings: Any) -> str:
    """The page of an article of 2024 called bai."""
    folder = site({"config.yaml": samples.config(**settings), "content/bai.md": text})
    report = samples.build(folder)
    assert report.ok, report.problems
    return (folder / "output/bai-viet/2024/bai.html").read_text(encoding="utf-8")


def graph(page: str) -> dict[str, dict[str, Any]]:
    """The page's data, by type."""
    (script,) = SCRIPT.findall(page)
    return {node["@type"]: node for node in json.loads(script)["@graph"]}


def metas(page: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page)
    return {name: html.unescape(content) for name, content in found}


# ---- JSON-LD


def test_the_report_and_its_event_keep_their_own_dates(site: MakeSite) -> None:
    article = graph(page_of(site, FULL))["NewsArticle"]

    assert article["datePublished"] == "2024-09"
    assert article["about"]["startDate"] == "2024-09-19"
    assert article["about"]["location"] == [{"@type": "Place", "name": "Quảng Nam"}]


def test_an_unknown_day_of_the_report_is_not_made_up(site: MakeSite) -> None:
    assert "datePublished" not in graph(page_of(site, samples.written()))["NewsArticle"]


def test_the_article_tells_its_title_author_source_and_address(site: MakeSite) -> None:
    article = graph(page_of(site, FULL))["NewsArticle"]

    assert article["headline"] == "Khen thưởng 33 tập thể"
    assert article["author"]["name"] == "K.ANH"
    assert article["isBasedOn"] == {
        "@type": "CreativeWork",
        "name": "Báo Quảng Nam",
        "url": "https://bao.example/1",
    }
    assert article["url"] == samples.BASE_URL + "bai-viet/2024/bai.html"
    assert article["keywords"] == ["Công an", "nông dân"]


def test_crumbs_lead_from_home_to_the_article_by_full_addresses(site: MakeSite) -> None:
    items = graph(page_of(site, FULL))["BreadcrumbList"]["itemListElement"]

    assert [item["position"] for item in items] == [1, 2, 3, 4]
    assert [item["item"].removeprefix(samples.BASE_URL) for item in items] == [
        "index.html",
        "nam/2024.html",
        "nam/2024/09.html",
        "bai-viet/2024/bai.html",
    ]


def test_without_an_address_of_the_site_links_are_relative_to_the_page(site: MakeSite) -> None:
    page = page_of(site, FULL, base_url=None)
    items = graph(page)["BreadcrumbList"]["itemListElement"]

    assert items[0]["item"] == "../../index.html"
    assert "DC.identifier" not in metas(page)


def test_no_title_can_leave_the_element(site: MakeSite) -> None:
    title = 'Tin </script><script>alert("x")</script> & <!-- hết'
    page = page_of(site, samples.written(title))

    assert graph(page)["NewsArticle"]["headline"] == title
    assert "<script>" not in page


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_title_survives_as_data(title: str) -> None:
    article = samples.parsed(samples.written("Một tin"))
    link = Link("x.html", title)
    data = metadata.linked_data(samples.site(title=title), article, (link,))

    assert "<" not in data
    assert json.loads(data)["@graph"][0]["publisher"]["name"] == title


def test_the_policy_names_the_data_by_its_digest(site: MakeSite) -> None:
    page = page_of(site, FULL)
    (script,) = SCRIPT.findall(page)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()

    assert f"script-src 'self' 'sha256-{digest}';" in page
    assert "unsafe" not in page


# ---- the rest of the head


def test_dublin_core_says_what_the_record_says(site: MakeSite) -> None:
    found = metas(page_of(site, FULL))

    assert {name: found[name] for name in found if name.startswith("DC.")} == {
        "DC.title": "Khen thưởng 33 tập thể",
        "DC.creator": "K.ANH",
        "DC.publisher": "Báo Quảng Nam",
        "DC.date": "2024-09",
        "DC.coverage": "2024-09-19; Quảng Nam",
        "DC.subject": "Công an; nông dân",
        "DC.language": "vi",
        "DC.type": "Text",
        "DC.identifier": samples.BASE_URL + "bai-viet/2024/bai.html",
    }


def test_open_graph_and_the_canonical_address_are_there(site: MakeSite) -> None:
    page = page_of(site, FULL)
    url = samples.BASE_URL + "bai-viet/2024/bai.html"

    assert f'<link rel="canonical" href="{url}">' in page
    assert metas(page)["og:url"] == url
    assert metas(page)["og:type"] == "article"
    assert metas(page)["og:title"] == "Khen thưởng 33 tập thể"


# ---- citations


def cited(text: str, base_url: str = "https://a.example/") -> dict[str, str]:
    site = samples.site(title="Kho thử", base_url=base_url)
    citation = metadata.citation(site, samples.parsed(text))
    return {"text": citation.text, "bibtex": citation.bibtex, "ris": citation.ris}


def test_the_sentence_names_author_title_source_event_and_address() -> None:
    assert cited(FULL)["text"] == (
        "K.ANH. “Khen thưởng 33 tập thể”. Báo Quảng Nam, tháng 9/2024. Sự kiện diễn ra ngày 19/9/2024."
        " Lưu tại Kho thử. https://a.example/bai-viet/2024/bai.html"
    )


def test_what_is_not_known_leaves_no_gap() -> None:
    assert cited(samples.written("Một tin", date="2024"), base_url="")["text"] == (
        "“Một tin”. Sự kiện diễn ra năm 2024. Lưu tại Kho thử."
    )


def test_an_annulled_award_is_cited_as_such() -> None:
    keys = {"status": "annulled", "status_date": "2025", "status_note": "Kê khai sai."}

    assert "Huỷ bỏ." in cited(samples.written(**keys))["text"]


def test_bibtex_keeps_letters_that_mean_something_to_tex() -> None:
    found = cited(samples.written("50% & {100} #1 $x_y ~^ \\end"))["bibtex"]

    assert (
        r"title = {{50\% \& \textbraceleft{}100\textbraceright{} \#1 \$x\_y "
        r"\textasciitilde{}\textasciicircum{} \textbackslash{}end}}," in found
    )
    assert re.sub(r"\\[{}]", "", found).count("{") == re.sub(r"\\[{}]", "", found).count("}")


def test_a_lone_brace_swallows_no_entry() -> None:
    found = cited(samples.written("Khen thưởng } 3 { cá nhân {"))["bibtex"]

    assert found.count("{") == found.count("}")


def test_bibtex_has_a_field_a_line_and_the_id_as_its_key() -> None:
    lines = cited(FULL)["bibtex"].splitlines()

    assert lines[0] == "@misc{bai,"
    assert "  author = {{K.ANH}}," in lines
    assert "  howpublished = {Báo Quảng Nam}," in lines
    assert "  year = {2024}," in lines
    assert "  month = {9}," in lines
    assert "  url = {https://a.example/bai-viet/2024/bai.html}," in lines
    assert lines[-1] == "}"


def test_ris_begins_with_its_type_and_ends_with_its_end() -> None:
    lines = cited(FULL)["ris"].splitlines()

    assert lines[0] == "TY  - NEWS"
    assert lines[-1] == "ER  - "
    assert "TI  - Khen thưởng 33 tập thể" in lines
    assert "DA  - 2024/09/" in lines
    assert [line for line in lines if line.startswith("KW")] == ["KW  - Công an", "KW  - nông dân"]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)


def test_the_page_shows_all_three_and_prints_none(site: MakeSite) -> None:
    page = page_of(site, FULL)
    (box,) = re.findall(r'<details class="cite">(.*?)</details>', page, re.DOTALL)
    sheet = (Path(__file__).resolve().parents[2] / "assets/css/print.css").read_text(encoding="utf-8")

    assert [html.unescape(part)[:10] for part in re.findall(r"<pre[^>]*>(.*?)</pre>", box, re.DOTALL)] == [
        "@misc{bai,",
        "TY  - NEWS",
    ]
    assert "Lưu tại Kho thử." in box
    assert ".cite," in sheet


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_citation_is_in_the_language_of_the_interface(language: Language) -> None:
    text = metadata.citation(samples.site(language), samples.parsed(FULL)).text

    assert ("Lưu tại" in text) == (language == "vi")
