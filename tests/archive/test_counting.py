"""What is counted, against the slow and obvious way: one article after the other, one column at a time."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangvang.archive import archive, counting
from bangvang.archive.counting import Tally
from bangvang.archive.model import KINDS, Article
from bangvang.site import listings
from bangvang.site.listings import Heading
from tests.samples import award, parsed, written

PLACES = ("Kon Tum", "Quảng Nam", "Đà Nẵng", "Bình Định", "Gia Lai")
numbers = st.none() | st.integers(0, 40)
split = st.fixed_dictionaries(
    {},
    optional={
        "collectives": st.integers(0, 40),
        "individuals": st.integers(0, 40),
        "households": st.integers(0, 9),
    },
)
unsplit = st.fixed_dictionaries({"recipients": st.integers(0, 40)})
counts = split | unsplit
entries = st.lists(
    st.tuples(
        st.sampled_from(["Bằng khen", "Giấy khen", "Biểu dương"]),
        st.sampled_from(["UBND tỉnh", "Công an tỉnh", "Thủ tướng Chính phủ", "Hội Văn nghệ"]),
        counts,
        st.booleans(),
    ),
    max_size=3,
    unique_by=lambda entry: entry[:2],
)
fates = st.sampled_from(["", "", "", "annulled", "corrected", "second", "draft"])


@st.composite
def articles(draw: st.DrawFn) -> list[Article]:
    out = []
    for number in range(draw(st.integers(0, 6))):
        keys: dict[str, Any] = {
            "awards": [
                award(form, grantor, **count, **({"approx": True} if approx else {}))
                for form, grantor, count, approx in draw(entries)
            ],
            "province": draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=2, unique=True)),
        }
        fate = draw(fates)
        if fate in ("annulled", "corrected"):
            keys.update(status=fate, status_date="2024-12-01", status_note="Lý do")
        elif fate == "second":
            keys["same_event"] = "khac"
        elif fate == "draft":
            keys["draft"] = True
        if draw(st.booleans()):
            # At least what the entries come to, or it would be an error.
            keys["total"] = {"recipients": 500}
        out.append(_parsed(written(date=f"2024-01-{number + 1:02d}", **keys), f"bai-{number}"))
    return out


def _parsed(text: str, name: str) -> Article:
    """As `parsed`, whatever it warns of."""
    from bangvang.archive.model import Source
    from bangvang.sources import content

    item = content.parse(Source(f"content/{name}.md", text, ""))
    assert item.article is not None
    assert not [found for found in item.problems if found.is_error], item.problems
    return item.article


def slow(listed: list[Article]) -> Tally:
    """Recipients, each article's total once."""
    counted = [a for a in listed if a.same_event is None and a.status != "annulled" and not a.draft]
    columns = {kind: sum(getattr(a.total.count, kind) or 0 for a in counted) for kind in KINDS}
    unknown = [a for a in counted if all(getattr(a.total.count, kind) is None for kind in KINDS)]
    floor = any(a.total.at_least for a in counted) or unknown != []
    return Tally(len(listed), len(counted), len(unknown), floor, **columns)


@given(articles())
def test_the_whole_is_the_sum_of_its_articles(listed: list[Article]) -> None:
    assert counting.tally(listed) == slow(listed)
    assert counting.tally(listed).all == sum(getattr(counting.tally(listed), kind) for kind in KINDS)


@given(articles())
def test_a_sum_by_heading_is_the_sum_of_those_under_it(listed: list[Article]) -> None:
    sums = counting.by(listed, lambda a: (a.scope, a.date.iso))

    assert sums.keys() == {a.scope for a in listed} | {a.date.iso for a in listed}
    for heading, tally in sums.items():
        assert tally == slow([a for a in listed if heading in (a.scope, a.date.iso)])


@given(articles())
def test_headings_that_share_articles_out_never_add_up_to_more_than_the_whole(listed: list[Article]) -> None:
    for keys in (lambda a: tuple(p.id for p in a.provinces), archive.provinces_now):
        sums = counting.by(listed, keys, divides=True)
        alone = [a for a in listed if len(keys(a)) == 1]

        assert sum(tally.all for tally in sums.values()) == slow(alone).all <= slow(listed).all
        for place, tally in sums.items():
            mine = slow([a for a in alone if keys(a) == (place,)])
            assert tally.articles == sum(place in keys(a) for a in listed)
            assert [getattr(tally, kind) for kind in KINDS] == [getattr(mine, kind) for kind in KINDS]
            assert (tally.counted, tally.unknown, tally.at_least) == (
                mine.counted,
                mine.unknown,
                mine.at_least,
            )


@given(articles())
def test_a_provinces_page_counts_what_is_its_alone_under_either_name(listed: list[Article]) -> None:
    for place in ("quang-nam", "da-nang", "gia-lai"):
        mine = [
            a for a in listed if place in [p.id for p in a.provinces] or place in archive.provinces_now(a)
        ]
        if not mine:
            continue
        alone = [
            a for a in mine if [p.id for p in a.provinces] == [place] or archive.provinces_now(a) == (place,)
        ]
        tally = listings.tally_of(Heading("tinh", place), tuple(mine))

        assert (tally.articles, tally.all) == (len(mine), slow(alone).all)
        assert tally.counted + tally.shared == slow(mine).counted


@given(articles())
def test_grants_are_entries_not_recipients(listed: list[Article]) -> None:
    sums = counting.grants_by(listed, lambda i, a: a.awards[i].form_id)
    for form, tally in sums.items():
        entries = [(a, w) for a in listed for w in a.awards if w.form_id == form]
        counted = [w for a, w in entries if a.counted]
        assert tally.articles == len({a.id for a, _ in entries})
        assert (tally.counted, tally.unknown) == (len(counted), sum(w.count.whole is None for w in counted))
        assert tally.all == sum(w.count.whole or 0 for w in counted)
        assert tally.at_least == any(w.approx or w.count.whole is None for w in counted)

    assert sums.keys() == {w.form_id for a in listed for w in a.awards}


def test_nothing_is_counted_of_nothing() -> None:
    assert counting.tally([]) == Tally(0, 0, 0, False, 0, 0, 0, 0)
    assert counting.by([], lambda a: (a.id,)) == {}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"awards": [award(collectives=3, individuals=6)]}, (1, 1, 0, False, 3, 6, 0, 0)),
        ({"awards": [award(recipients=6)]}, (1, 1, 0, False, 0, 0, 0, 6)),
        ({"awards": [award()]}, (1, 1, 1, True, 0, 0, 0, 0)),
        ({"awards": []}, (1, 1, 1, True, 0, 0, 0, 0)),
        ({"awards": [award(individuals=0)]}, (1, 1, 0, False, 0, 0, 0, 0)),
        ({"awards": [award(individuals=5), award("Giấy khen")]}, (1, 1, 0, True, 0, 5, 0, 0)),
        ({"awards": [award(individuals=5, approx=True)]}, (1, 1, 0, True, 0, 5, 0, 0)),
        (
            {"awards": [award(recipients=6, subset=[{"recipients": 5, "of": "Hội LHPN"}])]},
            (1, 1, 0, False, 0, 0, 0, 6),
        ),
        ({"awards": [award(recipients=6)], "total": {"recipients": 31}}, (1, 1, 0, False, 0, 0, 0, 31)),
    ],
)
def test_one_article_counts_for(keys: dict[str, Any], expected: tuple[Any, ...]) -> None:
    assert counting.tally([_parsed(written(**keys), "bai")]) == Tally(*expected)


def test_parsed_samples_are_without_fault() -> None:
    assert parsed(written()).provinces[0].name == "Kon Tum"
