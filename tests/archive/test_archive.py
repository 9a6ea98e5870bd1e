"""One order, the same lists whatever the order of the files, and few pages touched by one more article."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bangvang.archive import archive, counting
from bangvang.archive.archive import NATION, RELATED, neighbours
from bangvang.archive.model import Article
from tests.samples import award, collected, parsed, written

PLACES = ("Kon Tum", "Quảng Nam", "Bình Định", "Hà Nội", "Gia Lai")
TAGS = ("phụ nữ", "công an", "Ấn tượng", "đoàn kết", "điển hình tiên tiến")


def article(number: int, date: str = "", tags: tuple[str, ...] = (), place: str = "") -> Article:
    text = written(
        f"Bài {number}",
        date=date or f"{2010 + number % 14}-{number % 12 + 1:02d}-{number % 27 + 1:02d}",
        province=place or PLACES[number % 5],
        tags=list(tags or {TAGS[number % 5], TAGS[number // 2 % 5]}),
        awards=[award(individuals=number)],
    )
    return parsed(text, f"bai-{number}")


articles = st.lists(
    st.builds(
        article,
        st.integers(0, 500),
        date=st.sampled_from(["2024", "2024-05", "2024-05-01", "2024-05-31", "2023-12-31", ""]),
        tags=st.lists(st.sampled_from(TAGS), max_size=3, unique=True).map(tuple),
    ),
    max_size=12,
    unique_by=lambda a: a.id,
)


@given(articles, st.randoms())
def test_the_order_of_the_files_has_no_influence(listed: list[Article], chance: random.Random) -> None:
    shuffled = chance.sample(listed, len(listed))

    assert repr(collected(*shuffled)) == repr(collected(*listed))
    assert neighbours(collected(*shuffled)) == neighbours(collected(*listed))


@given(articles)
def test_every_list_is_in_the_one_order(listed: list[Article]) -> None:
    whole = collected(*listed)

    assert whole.newest_first() == whole.articles[::-1]
    for index in (whole.years, whole.months, whole.provinces, whole.provinces_now, whole.tags, whole.forms):
        assert list(index) == sorted(index)
        for some in index.values():
            assert all(a.order < b.order for a, b in pairwise(some))


def test_in_a_list_a_date_that_is_less_sure_comes_after_the_surer_ones_of_its_time() -> None:
    dates = ["2024-05-31", "2024-05", "2024-12-31", "2024", "2023"]
    whole = collected(*(article(n, date) for n, date in enumerate(dates)))

    shown = [a.date.iso for a in whole.newest_first()]
    assert shown == ["2024-12-31", "2024-05-31", "2024-05", "2024", "2023"]


def test_an_article_without_a_month_is_in_the_list_of_its_year_alone() -> None:
    whole = collected(article(1, "2024"), article(2, "2024-05"))

    assert [a.id for a in whole.years["2024"]] == ["bai-1", "bai-2"]
    assert {month: len(listed) for month, listed in whole.months.items()} == {"2024/05": 1}


def test_a_former_province_is_listed_under_both_its_names() -> None:
    whole = collected(article(1, "2024-05", place="Quảng Nam"), article(2, "2025-08", place="Đà Nẵng"))

    assert {p: len(listed) for p, listed in whole.provinces.items()} == {"da-nang": 1, "quang-nam": 1}
    assert {p: len(listed) for p, listed in whole.provinces_now.items()} == {"da-nang": 2}


def test_a_name_that_is_not_apart_counts_what_its_land_counts() -> None:
    """Kon Tum and Quảng Ngãi together are one province today: what they share is that one's."""
    shared = parsed(written(province=["Kon Tum", "Quảng Ngãi"], awards=[award(individuals=3)]), "cua-chung")
    own = parsed(written(province="Quảng Ngãi", awards=[award(individuals=2)]), "rieng")
    wider = parsed(written(province=["Quảng Ngãi", "Hà Nội"], awards=[award(individuals=9)]), "rong")

    assert set(archive.apart(collected(shared, own, wider))) == {"quang-ngai"}
    assert set(archive.apart(collected(own, wider))) == set()


@given(
    st.lists(
        st.lists(
            st.sampled_from(["Kon Tum", "Quảng Ngãi", "Gia Lai", "Bình Định", "Hà Nội"]),
            min_size=1,
            max_size=3,
            unique=True,
        ),
        max_size=6,
    )
)
def test_the_figures_of_a_name_are_those_of_the_page_it_leads_to(events: list[list[str]]) -> None:
    whole = collected(
        *(
            parsed(written(province=names, awards=[award(individuals=n + 1)]), f"bai-{n}")
            for n, names in enumerate(events)
        )
    )
    then = counting.by(whole.articles, archive.provinces_then, divides=True)
    now = counting.by(whole.articles, archive.provinces_now, divides=True)
    one_page = then.keys() & now.keys() - archive.apart(whole).keys()

    assert {name: then[name] for name in one_page} == {name: now[name] for name in one_page}


def test_what_concerns_a_region_or_the_nation_is_listed_in_no_province() -> None:
    north = parsed(written(scope="region", region="Phía Bắc", place="Hà Nội"), "bac")
    nation = parsed(written(scope="national", place="Hà Nội"), "ca-nuoc")
    whole = collected(north, nation)

    assert (dict(whole.provinces), dict(whole.provinces_now)) == ({}, {})
    assert {r: listed[0].id for r, listed in whole.regions.items()} == {"phia-bac": "bac", NATION: "ca-nuoc"}


def test_a_tag_is_spelt_as_most_articles_spell_it() -> None:
    spelt = ["Công an", "công an", "công an", "CÔNG AN"]
    whole = collected(*(article(n, tags=(name,)) for n, name in enumerate(spelt)))

    assert dict(whole.tag_names) == {"cong-an": "công an"}


def test_a_tie_between_spellings_is_settled_the_same_way_in_any_order() -> None:
    first = collected(
        article(1, "2024-01-01", tags=("hòa bình",)), article(2, "2024-01-02", tags=("Hòa bình",))
    )
    second = collected(
        article(1, "2024-01-02", tags=("hòa bình",)), article(2, "2024-01-01", tags=("Hòa bình",))
    )

    assert first.tag_names == second.tag_names


# ---------------------------------------------------------------- neighbours and related


def test_neighbours_are_the_articles_before_and_after() -> None:
    whole = collected(*(article(n, f"2024-01-{n + 1:02d}") for n in range(3)))
    near = neighbours(whole)

    older = {name: side.older.id if side.older else None for name, side in near.items()}
    newer = {name: side.newer.id if side.newer else None for name, side in near.items()}
    assert older == {"bai-0": None, "bai-1": "bai-0", "bai-2": "bai-1"}
    assert newer == {"bai-0": "bai-1", "bai-1": "bai-2", "bai-2": None}


@given(articles)
def test_related_articles_share_a_tag_or_a_province_and_are_never_the_article_itself(
    listed: list[Article],
) -> None:
    whole = collected(*listed)
    for name, near in neighbours(whole).items():
        mine = whole.by_id[name]
        assert len(near.related) <= RELATED
        assert len({other.id for other in near.related} | {name}) == len(near.related) + 1
        for other in near.related:
            assert set(_lists(mine)) & set(_lists(other))


def test_the_more_two_articles_share_the_closer_they_are_related() -> None:
    mine = article(1, "2024-06-01", ("phụ nữ", "công an"), "Kon Tum")
    both = article(2, "2020-01-01", ("phụ nữ", "công an"), "Kon Tum")
    one = article(3, "2024-06-02", ("phụ nữ",), "Hà Nội")
    none = article(4, "2024-06-01", ("đoàn kết",), "Gia Lai")
    near = neighbours(collected(mine, both, one, none))

    assert [other.id for other in near["bai-1"].related] == ["bai-2", "bai-3"]


def test_one_more_article_changes_the_pages_of_a_few_wherever_it_comes_in() -> None:
    chance = random.Random(300)  # noqa: S311 - an archive, not a secret
    rare = [f"chủ đề {n}" for n in range(30)]
    many = [article(n, tags=tuple(chance.sample(rare, 4)), place=chance.choice(PLACES)) for n in range(300)]
    before = neighbours(collected(*many))
    counts = []
    for n, date in enumerate(["2025-06-30", "2017-06-15", "2010-01-01", "2015", "2020-02"]):
        more = article(1000 + n, date, tags=tuple(rare[:2]), place="Kon Tum")
        after = neighbours(collected(*many, more))
        counts.append(sum(before[name] != after[name] for name in before))

    # Two neighbours, and three to each side in each of its three lists.
    assert max(counts) <= 2 + 6 * 3


def _lists(item: Article) -> list[str]:
    return [tag.slug for tag in item.tags] + [place.id for place in item.provinces]


def test_forms_stand_in_the_order_of_their_rank() -> None:
    forms = ["giay-khen", "bang-khen", "huan-chuong-lao-dong", "khong-co"]

    assert sorted(forms, key=archive.form_order)[-1] == "khong-co"
    assert sorted(forms, key=archive.form_order).index("bang-khen") < sorted(
        forms, key=archive.form_order
    ).index("giay-khen")
