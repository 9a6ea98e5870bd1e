"""Quotes of a word processor around a whole value are quotes, as the straight ones of YAML are."""

from __future__ import annotations

import pytest

from bangvang.archive.model import Source
from bangvang.sources import content
from tests.samples import parsed

HEAD = 'title: "Bài"\ndate: 2024-04-12\nprovince: Quảng Nam\n'


def test_no_name_keeps_the_quotes_around_it() -> None:
    article = parsed(
        f"---\n{HEAD}tags: [“thi đua”]\nbyline: “Lê A”\nplace: “Tam Kỳ”\nsource: {{name: “Báo Nhân Dân”}}\n"
        "awards:\n  - grantor: “Chủ tịch UBND tỉnh”\n    form: “Bằng khen”\n    individuals: 2\n"
        "    names: [“Nguyễn Văn A”, “Trần Thị B”]\n---\nNội dung.\n"
    )
    (award,) = article.awards

    assert [tag.name for tag in article.tags] == ["thi đua"]
    assert article.source is not None
    assert (article.byline, article.place, article.source.name) == ("Lê A", "Tam Kỳ", "Báo Nhân Dân")
    assert (award.grantor, award.form) == ("Chủ tịch UBND tỉnh", "Bằng khen")
    assert [name.name for name in award.names] == ["Nguyễn Văn A", "Trần Thị B"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Quỹ “Vì người nghèo”", "Quỹ “Vì người nghèo”"),
        ("“Vì biển đảo” và “Vì người nghèo”", "“Vì biển đảo” và “Vì người nghèo”"),
        ("“Vì người nghèo” tỉnh", "“Vì người nghèo” tỉnh"),
    ],
)
def test_quotes_within_a_name_stay(typed: str, kept: str) -> None:
    article = parsed(f"---\n{HEAD}organisations:\n  - {typed}\n---\nNội dung.\n")

    assert article.organisations == (kept,)


def test_an_award_told_twice_is_told_so_whatever_quotes_it_bears() -> None:
    twice = "".join(
        f"  - {{grantor: {name}, form: Bằng khen, individuals: 2}}\n"
        for name in ("Chủ tịch UBND tỉnh", "“Chủ tịch UBND tỉnh”")
    )

    found = content.parse(
        Source("content/bai.md", f"---\n{HEAD}awards:\n{twice}---\nNội dung.\n", "")
    ).problems

    assert "K304" in [problem.code for problem in found]


def problems_of(front: str, body: str = "Nội dung.") -> list[tuple[str, dict[str, object]]]:
    read = content.parse(Source("content/bai.md", f"---\n{front}---\n{body}\n", ""))
    return [(problem.code, dict(problem.values)) for problem in read.problems]


@pytest.mark.parametrize(
    ("title", "mended"),
    [
        ('"Bài mới', '"Bài mới"'),
        ('"Bài mới”', '"Bài mới"'),
        ("'Bài mới’", "'Bài mới'"),
        ('"Bài “mới”', '"Bài “mới”"'),
    ],
)
def test_a_quote_that_a_word_processor_closed_in_its_own_way_is_closed_in_place(
    title: str, mended: str
) -> None:
    found = problems_of(f"title: {title}\ndate: 2024-04-12\nprovince: Quảng Nam\n")

    assert [(code, said["example"]) for code, said in found] == [("K120", mended)]


@pytest.mark.parametrize(("draft", "told"), [("", ["K414"]), ("draft: true\n", [])])
def test_what_drafts_have_for_an_unknown_grantor_is_told_once_they_are_none(
    draft: str, told: list[str]
) -> None:
    front = f"{draft}{HEAD}awards:\n  - {{grantor: Chưa rõ, form: Bằng khen, individuals: 2}}\n"

    assert [code for code, _ in problems_of(front)] == told
