"""Lists of names that a sign put together or a comma cut, and advice that is right when it is obeyed."""

from __future__ import annotations

import pytest

from bangvang.archive.model import Source
from bangvang.problems import Problem
from bangvang.sources import content, name_lists


def told(names: str, counts: str = "individuals: 3") -> tuple[list[Problem], list[str]]:
    """What is told of an article with these lines of names, and the names that were read."""
    text = (
        "---\ntitle: Tin\ndate: 2024\nprovince: Kon Tum\nawards:\n- grantor: UBND tỉnh\n  form: Bằng khen\n"
        f"  {counts}\n{names}\n---\n\nBài.\n"
    )
    item = content.parse(Source("content/a.md", text, ""))
    read = [r.name for award in (item.article.awards if item.article else ()) for r in award.names]
    return list(item.problems), read


def obeyed(names: str, counts: str = "individuals: 3") -> list[str]:
    """The names once the list is written as the message says."""
    (found,), _ = told(names, counts)
    example = dict(found.values)["example"]
    rest, read = told("  " + example, counts)

    assert rest == []
    return read


@pytest.mark.parametrize(
    "names",
    [
        "  names:\n    Nguyễn Văn A\n    Trần Thị B\n    Lê Văn C",
        "  names: Nguyễn Văn A\n    Trần Thị B\n    Lê Văn C",
        "  names: |\n    Nguyễn Văn A\n    Trần Thị B\n    Lê Văn C",
        "  names:\n    Nguyễn Văn A;\n    Trần Thị B;\n    Lê Văn C",
        "  names: Nguyễn Văn A, Trần Thị B, Lê Văn C",
        "  names: Nguyễn Văn A; Trần Thị B; Lê Văn C",
        "  names: [Nguyễn Văn A; Trần Thị B; Lê Văn C]",
        "  names: [Nguyễn Văn A; Trần Thị B, Lê Văn C]",
        "  names:\n  - Nguyễn Văn A; Trần Thị B\n  - Lê Văn C",
    ],
)
def test_three_people_are_three_names(names: str) -> None:
    assert obeyed(names) == ["Nguyễn Văn A", "Trần Thị B", "Lê Văn C"]


def test_places_stay_with_their_people() -> None:
    assert obeyed('  names: ["Nguyễn Văn A, xã X; Trần Thị B, xã Y"]', "individuals: 2") == [
        "Nguyễn Văn A, xã X",
        "Trần Thị B, xã Y",
    ]


@pytest.mark.parametrize(
    ("names", "whole"),
    [
        ("[Sở Văn hóa, Thể thao và Du lịch]", "Sở Văn hóa, Thể thao và Du lịch"),
        ("[Sở Lao động, Thương binh và Xã hội]", "Sở Lao động, Thương binh và Xã hội"),
        (
            "[Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn]",
            "Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn",
        ),
        ("[Phòng Kinh tế, Hạ tầng và Đô thị]", "Phòng Kinh tế, Hạ tầng và Đô thị"),
    ],
)
def test_a_name_with_a_comma_is_not_cut(names: str, whole: str) -> None:
    found = [f for f in told(f"  names: {names}", "collectives: 1")[0] if f.code == "K141"]
    assert found
    rest, read = told("  " + dict(found[0].values)["example"], "collectives: 1")
    assert (rest, read) == ([], [whole])


def test_all_that_is_cut_or_glued_in_a_list_is_mended_at_once() -> None:
    cut, _ = told(
        "  names: [Sở Văn hóa, Thể thao và Du lịch xã Sơn Đại, Sở Văn hóa, Thể thao và Du lịch xã B]",
        "collectives: 2",
    )
    glued, _ = told("  names: [Nguyễn Văn A; Trần Thị B, Lê Văn C; Lê Văn D]", "individuals: 4")

    assert [(p.code, dict(p.values)["example"]) for p in cut if p.code == "K141"] == [
        (
            "K141",
            'names: ["Sở Văn hóa, Thể thao và Du lịch xã Sơn Đại", "Sở Văn hóa, Thể thao và Du lịch xã B"]',
        )
    ] * 2
    assert [dict(p.values)["example"] for p in glued if p.code == "K140"] == [
        "names: [Nguyễn Văn A, Trần Thị B, Lê Văn C, Lê Văn D]"
    ]


@pytest.mark.parametrize(
    "names",
    [
        "[Công an xã X, Mái ấm tình thương]",
        "[Hội LHPN xã A, Thanh niên xung kích xã B]",
        "[Công an xã A, công an xã B]",
        "[Nguyễn Văn A, Trần Thị B]",
        "[Sở Y tế, Thể dục dưỡng sinh xã B]",
        '["Sở Văn hóa, Thể thao và Du lịch", Công an tỉnh]',
        "[Nguyễn Văn A (thôn 1; xã X), Trần Thị B]",
        '["Công ty R&amp;D", Trần Thị B]',
    ],
)
def test_two_names_are_left_alone(names: str) -> None:
    problems, read = told(f"  names: {names}", "recipients: 2")

    assert problems == []
    assert len(read) == 2


def test_a_list_a_row_for_each_is_never_taken_for_cut() -> None:
    assert told("  names:\n  - Sở Văn hóa\n  - Thể thao và Du lịch", "")[0] == []


def test_organisations_and_tags_are_lists_of_names_too() -> None:
    text = (
        "---\ntitle: Tin\ndate: 2024\nprovince: Kon Tum\n"
        "organisations: [Sở Văn hóa, Thể thao và Du lịch]\ntags: [an ninh; trật tự]\n---\n\nBài.\n"
    )
    found = content.parse(Source("content/a.md", text, "")).problems

    assert [(f.code, dict(f.values)["example"]) for f in found] == [
        ("K141", 'organisations: ["Sở Văn hóa, Thể thao và Du lịch"]'),
        ("K140", "tags: [an ninh, trật tự]"),
    ]


def test_commas_part_people_but_not_an_office() -> None:
    assert name_lists.names_in("Sở Văn hóa, Thể thao và Du lịch, Công an tỉnh") == [
        "Sở Văn hóa, Thể thao và Du lịch",
        "Công an tỉnh",
    ]


def test_commas_part_whatever_has_no_blanks() -> None:
    assert name_lists.names_in("date_year_inferred, total_differs") == ["date_year_inferred", "total_differs"]
