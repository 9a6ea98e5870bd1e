"""Names in the quotes that phones and word processors type: a comma in them parts nothing."""

from __future__ import annotations

import pytest

from bangvang.archive import recipients
from bangvang.sources import name_lists
from tests.sources.test_name_lists import obeyed, told

UNITS = [
    "“Sở Y tế, Hà Nội”",
    "„Sở Y tế, Hà Nội”",
    "„Sở Y tế, Hà Nội“",
    "«Sở Y tế, Hà Nội»",
    "‘Sở Y tế, Hà Nội’",
]


@pytest.mark.parametrize("unit", [*UNITS, "”Sở Y tế, Hà Nội”", "“Sở Y tế, Hà Nội“"])
@pytest.mark.parametrize(
    "counts", ["", "collectives: 1\n  individuals: 1", "collectives: 2\n  individuals: 1"]
)
def test_a_comma_in_quotes_that_the_machine_does_not_know_is_told(unit: str, counts: str) -> None:
    found, _ = told(f"  names: [{unit}, Nguyễn Văn C]", counts)

    cut = next(problem for problem in found if problem.code.startswith("K14"))
    assert (cut.code, dict(cut.values)["example"]) == ("K141", 'names: ["Sở Y tế, Hà Nội", Nguyễn Văn C]')


def test_several_quoted_units_are_put_right_at_once() -> None:
    found, _ = told("  names: [„Sở Y tế, Hà Nội”, «Sở Nội vụ, Gia Lai»]", "")

    assert {problem.code for problem in found} == {"K141"}
    assert {dict(problem.values)["example"] for problem in found} == {
        'names: ["Sở Y tế, Hà Nội", "Sở Nội vụ, Gia Lai"]'
    }


@pytest.mark.parametrize(
    "names",
    ["[“Sở Y tế, Hà Nội, Nguyễn Văn C]", "[Sở Y tế, Hà Nội”, Nguyễn Văn C]", "[Lê A, “Sở Y tế, Lê B]"],
)
def test_a_quote_without_its_fellow_is_asked_about(names: str) -> None:
    found, _ = told(f"  names: {names}", "")

    assert [problem.code for problem in found] == ["K142"]


@pytest.mark.parametrize("unit", UNITS)
def test_a_text_that_was_meant_as_a_list_is_not_cut_within_quotes(unit: str) -> None:
    assert name_lists.names_in(f"{unit}; Nguyễn Văn C")[1:] == ["Nguyễn Văn C"]
    assert obeyed(f"  names: {unit}; Nguyễn Văn C", "collectives: 1\n  individuals: 1")[1:] == [
        "Nguyễn Văn C"
    ]


@pytest.mark.parametrize(
    "name", ["“Trần D”", "‘Trần D’", "«Trần D»", "„Trần D”", "1. “Trần D”", "Trần D”", "“Trần D"]
)
def test_quotes_around_the_whole_of_a_name_are_no_part_of_it(name: str) -> None:
    assert (recipients.read(name).own, recipients.read(name).kind) == ("Trần D", "persons")


@pytest.mark.parametrize("name", ["Nhóm “Thiện Tâm”", "H’Hen Niê", "“Hạt gạo” và “Áo ấm”", "Y’ Blui"])
def test_quotes_and_apostrophes_within_a_name_stay(name: str) -> None:
    assert recipients.read(name).own == name
    assert told(f"  names: [{name}, Nguyễn Văn C]", "") == ([], [name, "Nguyễn Văn C"])
