"""An article's number of recipients: everything that the article says, and nothing that it does not."""

from __future__ import annotations

from typing import Any

import pytest

from bangvang.archive.model import KINDS, Article, Source
from bangvang.sources import content
from tests.samples import award, written

ANNULLED = {"status": "annulled", "status_date": "2024-09", "status_note": "Kê khai sai."}


def read(**keys: Any) -> tuple[Article, list[str]]:
    item = content.parse(Source("content/bai.md", written(**keys), ""))
    assert item.article is not None
    return item.article, [found.code for found in item.problems]


def total(**keys: Any) -> tuple[int | None, ...]:
    """tập thể, cá nhân, hộ, chưa tách"""
    article, codes = read(**keys)
    assert codes == []
    return tuple(getattr(article.total.count, kind) for kind in KINDS)


# ---- a stated number that is not split, over entries that are


def test_a_stated_number_is_divided_as_its_entries_are() -> None:
    awards = [award(collectives=3, individuals=6), award("Giấy khen", collectives=9, individuals=15)]

    assert total(awards=awards, total={"recipients": 33}) == (12, 21, None, None)


def test_what_an_entry_does_not_split_stays_unsplit() -> None:
    awards = [award(collectives=3, individuals=6), award("Giấy khen", recipients=24)]

    assert total(awards=awards, total={"recipients": 33}) == (3, 6, None, 24)


@pytest.mark.parametrize(
    ("awards", "stated", "codes"),
    [
        # one entry too few, one too rough, one unknown, and a total that is itself rough
        ([award(collectives=3, individuals=6)], {"recipients": 33}, ["K303"]),
        ([award(collectives=12, individuals=21, approx=True)], {"recipients": 33}, []),
        ([award(collectives=12, individuals=21), award("Giấy khen")], {"recipients": 33}, []),
        ([award(collectives=12, individuals=21)], {"recipients": 33, "approx": True}, []),
        ([], {"recipients": 33}, []),
    ],
)
def test_a_number_that_the_entries_do_not_explain_is_not_divided(
    awards: list[Any], stated: dict[str, Any], codes: list[str]
) -> None:
    article, told = read(awards=awards, total=stated)

    assert told == codes
    assert article.total.count.recipients == 33
    assert article.total.count.collectives is None
    assert article.total.stated


def test_a_divided_number_is_still_the_articles_own() -> None:
    article, _ = read(awards=[award(collectives=12, individuals=21)], total={"recipients": 33})

    assert (article.total.stated, article.total.at_least, article.total.all) == (True, False, 33)


# ---- a total of one kind, over entries of another


def test_a_total_of_persons_does_not_lose_the_collectives_of_the_entries() -> None:
    awards = [award(individuals=20), award("Giấy khen", collectives=2)]

    assert total(awards=awards, total={"individuals": 20}) == (2, 20, None, None)


def test_a_kind_that_the_total_leaves_out_is_a_floor_while_some_entry_is_unknown() -> None:
    article, codes = read(awards=[award(collectives=2), award("Giấy khen")], total={"individuals": 20})

    assert codes == []
    assert (article.total.count.collectives, article.total.count.individuals) == (2, 20)
    assert article.total.at_least


def test_a_rough_entry_that_was_annulled_makes_nothing_a_floor() -> None:
    awards = [award(households=12), award("Giấy khen", households=5, approx=True, **ANNULLED)]
    article, _ = read(awards=awards, total={"collectives": 3})
    beside, _ = read(awards=[*awards, award("Thư khen", households=2, approx=True)], total={"collectives": 3})

    assert (article.total.all, article.total.at_least) == (15, False)
    assert (beside.total.all, beside.total.at_least) == (17, True)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"recipients": 33}, (12, 21, None, None)),
        ({"recipients": 38}, (12, 21, None, None)),
        ({"collectives": 12, "individuals": 21}, (12, 21, None, None)),
        ({"collectives": 12, "individuals": 26}, (12, 21, None, None)),
        ({"individuals": 21}, (12, 21, None, None)),
        ({"individuals": 26}, (12, 21, None, None)),
        ({"collectives": 12}, (12, 21, None, None)),
    ],
)
def test_a_total_may_be_told_with_what_was_annulled_or_without(
    stated: dict[str, int], expected: tuple[int | None, ...]
) -> None:
    names = ["Lê An", {"name": "Lê Bình", **ANNULLED}]
    annulled = award("Thư khen", individuals=4, **ANNULLED)
    awards = [award(collectives=12), award("Giấy khen", individuals=22, names=names), annulled]

    assert total(awards=awards, total=stated) == expected


@pytest.mark.parametrize("number", [32, 34, 37])
def test_a_total_between_the_two_is_still_wrong(number: int) -> None:
    awards = [award(individuals=33), award("Thư khen", individuals=5, **ANNULLED)]

    assert read(awards=awards, total={"recipients": number})[1] == ["K302"]


def test_a_total_of_persons_alone_stands_beside_entries_of_persons() -> None:
    article, codes = read(awards=[award(individuals=20)], total={"individuals": 20})

    assert codes == []
    assert (article.total.all, article.total.at_least, article.total.stated) == (20, False, True)


@pytest.mark.parametrize(
    ("entries", "stated", "codes"),
    [
        ([award(collectives=2)], {"individuals": 20}, []),
        ([award(individuals=21), award("Giấy khen", collectives=2)], {"individuals": 20}, ["K302"]),
        ([award(individuals=19), award("Giấy khen", collectives=2)], {"individuals": 20}, ["K303"]),
        ([award(recipients=25)], {"individuals": 20}, []),
        ([award(recipients=25)], {"collectives": 5, "individuals": 19}, ["K302"]),
        ([award(collectives=2, individuals=20), award("Giấy khen", households=3)],
         {"collectives": 2, "individuals": 20}, []),
    ],
)  # fmt: skip
def test_entries_are_held_against_the_kinds_that_the_total_states(
    entries: list[Any], stated: dict[str, int], codes: list[str]
) -> None:
    assert read(awards=entries, total=stated)[1] == codes


# ---- a number that is not split beside a total of one kind


@pytest.mark.parametrize(
    ("stated", "entry", "expected"),
    [
        # 25 in all, 20 of them persons: five at least are not
        ({"individuals": 20}, {"recipients": 25}, (None, 20, None, 5)),
        ({"collectives": 3}, {"recipients": 25}, (3, None, None, 22)),
        # five that may be among the twenty, or not
        ({"individuals": 20}, {"recipients": 5}, (None, 20, None, None)),
        ({"individuals": 20, "households": 3}, {"recipients": 25}, (None, 20, 3, 2)),
    ],
)
def test_what_an_entry_does_not_split_is_not_lost_beside_a_total_of_one_kind(
    stated: dict[str, Any], entry: dict[str, Any], expected: tuple[int | None, ...]
) -> None:
    assert total(awards=[award(**entry)], total=stated) == expected
    article, _ = read(awards=[award(**entry)], total=stated)
    assert article.total.at_least


def test_a_number_that_is_not_split_lies_within_a_total_of_collectives_and_individuals() -> None:
    awards = [award(recipients=25)]

    assert total(awards=awards, total={"collectives": 5, "individuals": 20}) == (5, 20, None, None)
    assert not read(awards=awards, total={"collectives": 5, "individuals": 20})[0].total.at_least
    assert read(awards=awards, total={"collectives": 2, "individuals": 20})[1] == ["K302"]
