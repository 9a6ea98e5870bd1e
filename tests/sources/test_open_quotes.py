"""A closing quote that is missing is told at its own line, wherever YAML stumbles over it, and only that."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangvang.archive.model import Source
from bangvang.problems import Problem
from bangvang.sources import content

VALUES = {
    "title": "Khen thưởng 33 tập thể",
    "date": "2024-09-19",
    "province": "Quảng Nam",
    "place": "Hà Nội",
    "byline": "K.ANH",
    "date_note": "theo báo: ngày 19/9",
}


def read(front: str) -> tuple[Problem, ...]:
    return content.parse(Source("content/bai.md", f"---\n{front}---\n\nBài.\n", "")).problems


def told(front: str) -> list[tuple[int, str]]:
    return [(p.place.line, p.code) for p in read(front)]


START = "title: Khen\ndate: 2024\nprovince: Kon Tum\n"


@pytest.mark.parametrize(
    "front",
    [
        'place: "Hà Nội,\n  Việt Nam"\nbyline: "K"\n',  # it goes on below
        "place: 'Hà Nội,\n\n  Việt Nam'\nbyline: 'K'\n",
        'organisations: ["Hội D\'Ran", "A: b"]\n',
        "organisations: ['Hội \"A\"', 'B']\n",
        'place: 5" đất\n',
    ],
)
def test_a_quote_that_is_closed_is_let_be(front: str) -> None:
    assert told(START + front) == []


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ('place: "Hà Nội\nbyline: K\n', 5),
        ('place: "Hà Nội\nbyline: K\nregion: "a"\n', 5),
        ("place: 'Hà Nội\nbyline: K\ndate_note: 'a'\n", 5),
        ('awards:\n  - grantor: "UBND tỉnh\n    form: "Bằng khen"\n    individuals: 3\nplace: "A"\n', 6),
        ('organisations:\n  - "Công an\n  - "Hội"\n', 6),
        ('organisations:\n- "Công an\n- "Hội"\n', 6),
        ('organisations: ["Công an, "Hội"]\nplace: "A"\n', 5),
        ('organisations: ["Công an", "Hội]\nplace: "A"\n', 5),
        ('source: {name: "Báo A, code: QNO}\nplace: "A"\n', 5),
        ('source: {name: "Báo A", code: "QNO}\nplace: "A"\n', 5),
    ],
)
def test_it_is_told_where_it_was_opened(front: str, line: int) -> None:
    assert told(START + front)[:1] == [(line, "K120")]
    assert {where for where, _ in told(START + front) if where != line} <= {7}  # region: a is none, for one


def test_each_of_several_is_told() -> None:
    assert told('title: "Khen\ndate: 2024\nprovince: "Kon Tum\nplace: "A\nbyline: "B"\n') == [
        (2, "K120"),
        (4, "K120"),
        (5, "K120"),
    ]


@given(st.sets(st.sampled_from(sorted(VALUES)), min_size=1), st.sampled_from(['"', "'"]))
def test_whichever_are_missing_all_are_told_in_their_lines_and_to_obey_is_enough(
    cut: set[str], mark: str
) -> None:
    rows = {key: f"{key}: {mark}{value}{'' if key in cut else mark}" for key, value in VALUES.items()}
    found = read("\n".join(rows.values()) + "\n")

    assert [(p.place.line, p.code) for p in found] == [
        (line, "K120") for line, key in enumerate(rows, 2) if key in cut
    ]
    for problem, key in zip(found, [key for key in rows if key in cut], strict=True):
        rows[key] = f"{key}: {dict(problem.values)['example']}"
    assert read("\n".join(rows.values()) + "\n") == ()


@given(st.lists(st.sampled_from(['"', "'", "[", "]", "{", "}", ", ", "a: ", "b", "-", "\\"]), max_size=14))
def test_nothing_strange_breaks_the_reading(parts: list[str]) -> None:
    read(f"title: {json.dumps('A')}\nplace: {''.join(parts)}\n{''.join(reversed(parts))}\ndate: 2024\n")
