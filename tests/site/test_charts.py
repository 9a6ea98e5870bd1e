"""The numbers that charts show, against sums made by hand from the articles' own files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bangvang.facts import places
from bangvang.site import charts
from tests import samples
from tools import sample_site

SVG = "{http://www.w3.org/2000/svg}"
HTML = "{http://www.w3.org/1999/xhtml}"
KINDS = ("collectives", "individuals", "households", "recipients")
COUNTS = st.lists(st.integers(0, 5_000), min_size=1, max_size=40)


# ---- where marks stand


@given(COUNTS)
def test_a_value_has_a_mark_exactly_when_it_is_above_nought(values: list[int]) -> None:
    chart = charts.columns([(str(i), value) for i, value in enumerate(values)])

    assert [column.height > 0 for column in chart.columns] == [value > 0 for value in values]
    assert [column.value for column in chart.columns] == values
    assert chart.whole == sum(values)


@given(COUNTS)
def test_columns_stand_inside_the_picture_side_by_side(values: list[int]) -> None:
    chart = charts.columns([(str(i), value) for i, value in enumerate(values)])
    edges = [edge for column in chart.columns for edge in (column.x, column.x + column.width)]

    assert edges == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] <= chart.width
    assert all(column.y + column.height == chart.base for column in chart.columns)


@given(COUNTS)
def test_a_larger_value_never_has_a_shorter_mark(values: list[int]) -> None:
    chart = charts.columns([(str(i), value) for i, value in enumerate(values)])
    heights = [column.height for column in sorted(chart.columns, key=lambda column: column.value)]

    assert heights == sorted(heights)


def test_nothing_but_noughts_has_no_peak_and_no_marks() -> None:
    chart = charts.columns([("2023", 0), ("2024", 0)])

    assert chart.peak is None
    assert not any(column.height for column in chart.columns)


def test_the_first_of_equals_is_the_peak() -> None:
    chart = charts.columns([("2022", 1), ("2023", 7), ("2024", 7)])

    assert chart.peak is not None
    assert chart.peak.label == "2023"


def test_the_parts_of_a_bar_follow_one_another_in_the_order_of_the_columns() -> None:
    chart = charts.stack([("2024", (5, 0, 2, 3), False)], left=40)
    (row,) = chart.rows

    assert [(part.kind, part.value) for part in row.segments] == [
        ("collectives", 5),
        ("households", 2),
        ("recipients", 3),
    ]
    assert [part.x for part in row.segments[1:]] == [p.x + p.width for p in row.segments[:-1]]
    assert row.value == 10
    assert chart.kinds == ("collectives", "households", "recipients")


def test_both_wings_share_one_scale() -> None:
    chart = charts.wings([("Bằng khen", 10, 20), ("Giấy khen", 20, 5)])
    first, second = chart.rows

    assert first.right.width == second.left.width
    assert first.left.x + first.left.width == chart.middle == first.right.x


@given(COUNTS)
def test_shades_grow_with_the_value_and_their_key_covers_every_value_once(values: list[int]) -> None:
    bounds = charts.shades(values)
    steps = [charts.step(value, bounds) for value in sorted(values)]
    covered = [n for shade in charts.key(bounds) for n in range(shade.low, shade.high + 1)]

    assert steps == sorted(steps)
    assert covered == list(range(1, max(values) + 1))
    assert all(charts.step(n, bounds) == s.step for s in charts.key(bounds) for n in (s.low, s.high))
    assert charts.step(max(values), bounds) == (charts.STEPS if max(values) else 0)


# ---- the country in tiles


@pytest.mark.parametrize(("era", "units"), [("then", places.former()), ("now", places.current())])
def test_every_province_of_an_era_has_one_tile_of_its_own(
    era: charts.Era, units: tuple[places.Place, ...]
) -> None:
    tiles = charts.tiles(era, {}).tiles

    assert Counter(tile.id for tile in tiles) == Counter(unit.id for unit in units)
    assert len({(tile.x, tile.y) for tile in tiles}) == len(tiles)


@pytest.mark.parametrize("era", ["then", "now"])
def test_the_country_keeps_its_shape(era: charts.Era) -> None:
    at = {tile.id: (tile.x, tile.y) for tile in charts.tiles(era, {}).tiles}
    south = ("cao-bang", "ha-noi", "nghe-an", "hue", "da-nang", "khanh-hoa", "tp-ho-chi-minh", "ca-mau")

    assert [at[place][1] for place in south] == sorted(at[place][1] for place in south)
    assert at["dien-bien"][0] < at["ha-noi"][0] < at["quang-ninh"][0] < at["khanh-hoa"][0]
    assert at["ca-mau"][0] < at["tp-ho-chi-minh"][0]


def test_a_former_name_that_shares_a_tile_adds_to_it_in_its_own_era_only() -> None:
    values = {"hue": 2, "thua-thien-hue": 5}
    urls = {"hue": "tinh/hue.html", "thua-thien-hue": "tinh/thua-thien-hue.html"}
    (then,) = (tile for tile in charts.tiles("then", values, urls).tiles if tile.id == "hue")
    (now,) = (tile for tile in charts.tiles("now", {"hue": 7}, urls).tiles if tile.id == "hue")

    assert (then.value, then.label, then.url) == (7, "Thừa Thiên Huế", "tinh/thua-thien-hue.html")
    assert (now.value, now.label, now.url) == (7, "Huế", "tinh/hue.html")


def test_a_name_fits_its_tile() -> None:
    tiles = [tile for era in ("then", "now") for tile in charts.tiles(era, {}).tiles]

    assert all(1 <= len(tile.lines) <= 2 for tile in tiles)
    assert all(len(line) <= 8 for tile in tiles for line in tile.lines)


# ---- the page, against a sum by hand


@dataclass(frozen=True)
class Published:
    """A built sample: its statistics page, and what the articles' own files say."""

    page: ElementTree.Element
    articles: tuple[dict[str, Any], ...]

    def texts(self, of: str) -> list[list[str]]:
        """The texts of the picture that stands in the section with this heading, by kind of mark."""
        return [[node.text or "" for node in svg.iter(f"{SVG}text")] for svg in self.pictures(of)]

    def pictures(self, of: str) -> list[ElementTree.Element]:
        for section in self.page.iter(f"{HTML}section"):
            heading = section.find(f"{HTML}h2")
            if heading is not None and heading.get("id") == of:
                return [svg for svg in section.iter(f"{SVG}svg") if svg.get("role") == "img"]
        raise LookupError(of)

    def counted(self) -> Iterator[dict[str, Any]]:
        """Articles whose numbers enter sums."""
        for article in self.articles:
            if "same_event" not in article and article.get("status") != "annulled":
                yield article


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Published:
    folder = tmp_path_factory.mktemp("sample")
    sample_site.write_site(folder, 90)
    report = samples.build(folder)
    assert report.ok, report.problems
    sources = sorted((folder / "content").rglob("*.md"))
    matters = tuple(yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1]) for path in sources)
    return Published(_page(folder / "output/thong-ke.html"), matters)


def _page(path: Path) -> ElementTree.Element:
    parsed = html5lib.parse(path.read_bytes(), treebuilder="etree")
    assert isinstance(parsed, ElementTree.Element)
    return parsed


def _number(shown: str) -> int:
    return int(re.sub(r"[^0-9]", "", shown) or 0)


def _whole(count: dict[str, Any]) -> int:
    return sum(count.get(kind, 0) for kind in KINDS)


def _total(article: dict[str, Any]) -> int:
    """What the article states, else the sum of its awards: never both."""
    if "total" in article:
        return _whole(article["total"])
    return sum(map(_whole, article["awards"]))


def _summed(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for key, value in pairs:
        sums[key] += value
    return {key: value for key, value in sums.items() if value}


def _shown(texts: list[str], *, label: Callable[[str], str] = str) -> dict[str, int]:
    """A picture whose marks are each told by a label and a number."""
    pairs = zip(texts[::2], texts[1::2], strict=True)
    return {label(name): _number(value) for name, value in pairs if _number(value)}


def test_the_sample_has_what_sums_must_leave_out(sample: Published) -> None:
    assert any("same_event" in article for article in sample.articles)
    assert any(article.get("status") == "annulled" for article in sample.articles)
    assert any("total" in article for article in sample.articles)
    assert any("total" not in article for article in sample.articles)


def test_the_chart_by_year_shows_the_sums_of_the_articles(sample: Published) -> None:
    (texts,) = sample.texts("theo-nam")
    expected = _summed((str(article["date"])[:4], _total(article)) for article in sample.counted())

    assert _shown(texts) == expected


@pytest.mark.parametrize(("heading", "era"), [("theo-tinh", "then"), ("theo-tinh-nay", "now")])
def test_the_tiles_show_the_sums_of_the_articles(sample: Published, heading: str, era: str) -> None:
    (picture,) = sample.pictures(heading)
    tiles = {}
    for group in picture.iter(f"{SVG}g"):
        *name, value = [node.text or "" for node in group.iter(f"{SVG}text")]
        if _number(value):
            tiles[re.sub(r"\W", "", "".join(name))] = _number(value)

    def tile(article: dict[str, Any]) -> str:
        place = places.find(article["province"])
        assert place is not None
        shown = places.now(place).name if era == "now" else place.name
        # The tile of Huế stands for the province's former name as well.
        return re.sub(r"\W", "", shown.removeprefix("Thừa Thiên "))

    expected = _summed((tile(a), _total(a)) for a in sample.counted() if "province" in a)

    assert tiles == expected


def test_the_wings_show_the_grants_of_each_form(sample: Published) -> None:
    (texts,) = sample.texts("theo-hinh-thuc")
    left, right = {}, {}
    for label, collectives, individuals in zip(texts[2::3], texts[3::3], texts[4::3], strict=True):
        left[label], right[label] = _number(collectives), _number(individuals)
    awards = [award for article in sample.counted() for award in article["awards"]]

    assert {k: v for k, v in left.items() if v} == _summed(
        (award["form"], award.get("collectives", 0)) for award in awards
    )
    assert {k: v for k, v in right.items() if v} == _summed(
        (award["form"], award.get("individuals", 0)) for award in awards
    )


def test_the_chart_by_level_shows_all_grants_once(sample: Published) -> None:
    (texts,) = sample.texts("theo-cap")
    grants = sum(_whole(award) for article in sample.counted() for award in article["awards"])

    assert sum(_shown(texts).values()) == grants


def test_the_small_charts_and_the_table_with_them_show_the_same_grants(sample: Published) -> None:
    expected = _summed(
        (f"{award['form']} {str(article['date'])[:4]}", _whole(award))
        for article in sample.counted()
        for award in article["awards"]
    )
    (table,) = (t for t in sample.page.iter(f"{HTML}table") if t.get("class") == "matrix")
    head, *rows = table.iter(f"{HTML}tr")
    years = ["".join(cell.itertext()) for cell in head][1:-1]
    shown, peaks = {}, {}
    for row in rows:
        form, *cells, _ = ["".join(cell.itertext()).strip() for cell in row]
        by_year = {f"{form} {year}": _number(cell) for year, cell in zip(years, cells, strict=True)}
        shown.update({key: value for key, value in by_year.items() if value})
        peaks[form] = max(by_year.values())
    titles = {svg.findtext(f"{SVG}title"): svg for svg in sample.pictures("theo-hinh-thuc-nam")}

    assert shown == expected
    assert {form: _number(svg.findtext(f"{SVG}text") or "") for form, svg in titles.items() if form} == {
        form: peak for form, peak in peaks.items() if peak
    }


def test_every_chart_has_a_name_and_a_description(sample: Published) -> None:
    pictures = [svg for svg in sample.page.iter(f"{SVG}svg") if svg.get("role") == "img"]
    named = {node.get("id"): node.text for node in sample.page.iter() if node.get("id")}

    assert len(pictures) > 6
    for svg in pictures:
        for name in (svg.get("aria-labelledby") or "").split():
            assert named[name]


def test_no_chart_needs_a_style_that_the_policy_forbids(sample: Published) -> None:
    assert not [node.tag for node in sample.page.iter() if node.get("style")]
    assert not list(sample.page.iter(f"{HTML}style"))
