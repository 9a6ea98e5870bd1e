"""What subscribers are told: what was added to the site last, whatever the day of its event; sitemaps."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bangvang.archive import ledger
from bangvang.site import feeds
from tests.conftest import MakeSite
from tests.samples import award, build, config, written

MONDAY, TUESDAY = dt.date(2026, 1, 5), dt.date(2026, 1, 6)


def told(folder: Path, url: str = "feed.xml") -> list[tuple[str, str]]:
    """(title, day of its update) of each entry of a feed, in its order."""
    feed = ElementTree.fromstring((folder / "output" / url).read_bytes())  # noqa: S314 - our own
    name = "{http://www.w3.org/2005/Atom}"
    return [
        (str(entry.findtext(f"{name}title")), str(entry.findtext(f"{name}updated"))[:10])
        for entry in feed.iter(f"{name}entry")
    ]


def test_an_old_event_added_today_is_news_today(site: MakeSite) -> None:
    folder = site({"content/moi.md": written("Sự kiện mới", date="2025-12-30", tags=["a"])})
    assert build(folder, today=MONDAY).ok

    site({"content/cu.md": written("Sự kiện cũ", date="1975-04-30", province="Gia Lai", tags=["a"])})
    assert build(folder, today=TUESDAY).ok
    expected = [("Sự kiện cũ", "2026-01-06"), ("Sự kiện mới", "2026-01-05")]
    assert told(folder) == told(folder, "chu-de/a.xml") == expected
    items = json.loads((folder / "output/feed.json").read_text("utf-8"))["items"]
    assert [(item["title"], item["date_published"][:10]) for item in items] == expected


def test_a_feed_stays_as_it_is_while_nothing_is_added(site: MakeSite) -> None:
    folder = site(
        {"content/a.md": written("A", date="2025-01-01"), "content/b.md": written("B", date="2024")}
    )
    build(folder, today=MONDAY)
    before = (folder / "output/feed.xml").read_bytes()

    assert build(folder, today=TUESDAY, full=True).ok
    assert (folder / "output/feed.xml").read_bytes() == before


def test_what_is_added_on_one_day_stands_by_the_day_of_its_event(site: MakeSite) -> None:
    folder = site({"content/a.md": written("A", date="2023"), "content/b.md": written("B", date="2024-05")})
    build(folder, today=MONDAY)

    assert [title for title, _ in told(folder)] == ["B", "A"]


def test_a_renamed_article_is_no_news(site: MakeSite) -> None:
    folder = site(
        {"content/cu.md": written("Cũ", date="2025-01-01"), "content/khac.md": written("Khác", date="2024")}
    )
    build(folder, today=MONDAY)
    (folder / "content/cu.md").unlink()

    site({"content/ten-moi.md": written("Cũ", date="2025-01-01", aliases=["/bai-viet/2025/cu.html"])})
    assert build(folder, today=TUESDAY).ok
    assert told(folder) == [("Cũ", "2026-01-05"), ("Khác", "2026-01-05")]


def test_an_annulled_award_is_news_on_the_day_it_is_annulled(site: MakeSite) -> None:
    fate = {"status": "annulled", "status_date": "2026-01-06", "status_note": "Kê khai sai."}
    folder = site({"content/a.md": written("A", date="2023"), "content/b.md": written("B", date="2024")})
    build(folder, today=MONDAY)
    site({"content/a.md": written("A", date="2023", **fate)})

    assert build(folder, today=TUESDAY).ok
    assert told(folder) == [("Huỷ bỏ: A", "2026-01-06"), ("B", "2026-01-05")]


def test_addresses_whose_day_nobody_noted_keep_the_day_of_the_event(site: MakeSite) -> None:
    folder = site({"content/a.md": written("A", date="2024-02-03")})
    build(folder, today=MONDAY)
    file = folder / "urls.txt"
    file.write_text(re.sub(r" \+\S+", "", file.read_text("utf-8")), "utf-8")
    site({"content/b.md": written("B", date="2020-01-01")})

    assert build(folder, today=TUESDAY).ok
    assert told(folder) == [("B", "2026-01-06"), ("A", "2024-02-03")]


def test_the_day_of_an_address_survives_what_is_decided_about_it() -> None:
    kept, problems = ledger.read(
        "/a.html +2026-01-05\n/b.html gone +2026-01-05\n/c.html -> /a.html +2026-01-05\n/d.html\n"
    )
    assert problems == ()
    kept = ledger.with_fate(kept, "a.html", ledger.GONE)
    kept = ledger.with_published(kept, ["d.html", "e.html"], TUESDAY)

    again, problems = ledger.read(ledger.written(kept))
    assert problems == ()
    assert (again.fates, again.since) == (kept.fates, kept.since)
    assert again.since == {
        "a.html": "2026-01-05",
        "b.html": "2026-01-05",
        "c.html": "2026-01-05",
        "e.html": "2026-01-06",
    }


@pytest.mark.parametrize(
    "line", ["/a.html +2026-13-05", "/a.html +5/1/2026", "/a.html 2026-01-05", "/a.html gone 1"]
)
def test_a_day_that_is_none_is_told(line: str) -> None:
    assert [found.code for found in ledger.read(line)[1]] == ["K901"]


# ---- sitemaps


def test_more_addresses_than_one_file_may_hold_are_split(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "SITEMAP_SIZE", 10)
    folder = site({"config.yaml": config(), "content/a.md": written(), "content/b.md": written(date="2023")})
    assert build(folder).ok
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

    index = ElementTree.parse(folder / "output/sitemap.xml").getroot()  # noqa: S314 - our own
    assert index.tag == f"{name}sitemapindex"
    parts = [str(loc.text).removeprefix("https://example.org/kho/") for loc in index.iter(f"{name}loc")]
    assert parts == [f"sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
    listed = []
    for part in parts:
        root = ElementTree.parse(folder / "output" / part).getroot()  # noqa: S314 - our own
        urls = [str(loc.text) for loc in root.iter(f"{name}loc")]
        assert 0 < len(urls) <= 10
        listed += urls
    monkeypatch.undo()
    assert build(folder, full=True).ok
    whole = ElementTree.parse(folder / "output/sitemap.xml").getroot()  # noqa: S314 - our own
    assert listed == [loc.text for loc in whole.iter(f"{name}loc")]
    assert not list((folder / "output").glob("sitemap-*"))


def test_every_page_that_filters_has_a_feed(site: MakeSite) -> None:
    awards = [award("Bằng khen", "UBND tỉnh Kon Tum", individuals=1)]
    texts = {
        f"content/{n}.md": written(
            f"Bài {n}", date=f"{2020 + n % 3}-05-01", province="Kon Tum", awards=awards
        )
        for n in range(60)
    }
    folder = site({**texts, "content/vung.md": written("Vùng", scope="region", region="Tây Nguyên")})

    assert build(folder).ok
    for listing in ("tinh/kon-tum", "tinh/kon-tum/2021", "hinh-thuc/bang-khen", "hinh-thuc/bang-khen/2021"):
        page = (folder / f"output/{listing}.html").read_text("utf-8")
        assert f'{listing.rpartition("/")[2]}.xml"' in page
        assert told(folder, f"{listing}.xml"), listing
    (region,) = (folder / "output/khu-vuc").glob("tay-nguyen*.xml")
    assert told(folder, f"khu-vuc/{region.name}") == [("Vùng", told(folder, "feed.xml")[0][1])]
