"""The quick reader of YAML gives what libyaml gives, or nothing."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bangvang.sources import plainyaml, yamltext
from benchmarks.archive import articles
from tests.conftest import ROOT

KEYS = st.sampled_from(
    ["title", "date", "awards", "tags", "a", "null", "A_1", '"b"', "có dấu", "1", "x-y", ""]
)
WORDS = st.sampled_from(
    [
        "Ba tập thể",
        "2024-09-19",
        "1.250",
        "null",
        "~",
        "",
        '"có: hai chấm"',
        '"a\\"b"',
        '""',
        "'một'",
        "'nó''s'",
        "a: b",
        "a:b",
        "a:",
        "C#",
        "b #c",
        "- x",
        "[]",
        '[a, b c, "d, e"]',
        "[a, ]",
        "[a: b]",
        "[[a]]",
        '[null, "null"]',
        "[a] b",
        "{}",
        '{name: Ông A, title: "Giám đốc"}',
        "{a: 1, a: 2}",
        "{a: }",
        "{a: 1,b: 2}",
        "{a: 1 }  ",
        "&x a",
        "*x",
        "!!str a",
        "|",
        ">",
        "%a",
        "@a",
        "“ngoặc”",
        "a\tb",
        "x  ",
        "...",
    ]
)
ROWS = st.one_of(
    st.builds("{}: {}".format, KEYS, WORDS),
    st.builds("{}:{}".format, KEYS, WORDS),
    st.builds("- {}: {}".format, KEYS, WORDS),
    st.builds("-   {}: {}".format, KEYS, WORDS),
    st.builds("- {}".format, WORDS),
    st.builds("{}:".format, KEYS),
    WORDS,
    st.sampled_from(["", "  ", "# ghi chú", "---", "...", "-"]),
)
INDENTED = st.builds(
    lambda indent, row: " " * indent + row, st.sampled_from([0, 0, 0, 2, 2, 4, 4, 6, 3]), ROWS
)


def same(text: str) -> bool:
    """Whether the quick reader gave anything; fails where libyaml gives something else."""
    quick = plainyaml.read(text, 1)
    if quick is not None:
        assert quick == yamltext.by_libyaml(text)
    return quick is not None


@given(st.lists(INDENTED, max_size=9).map("\n".join))
@example("a:\n- b: 1\n  c:\n  - d\n- e: 2\nf: 3")
@example("a: b\n  c")
@example("a:\n  - b\n   - c")
@example("a:\n  b: 1\n c: 2")
@example("a:\n    - b: 1\n      c: 2\n    -   d: 3\n        e: 4\n")
@settings(max_examples=1500, deadline=None)
def test_any_rows_read_the_same_or_are_left_to_libyaml(text: str) -> None:
    same(text)


@pytest.mark.parametrize("file", sorted((ROOT / "content").rglob("*.md")), ids=lambda file: file.stem)
def test_the_archive_s_own_articles_read_the_same(file: object) -> None:
    text = (ROOT / str(file)).read_text("utf-8").split("\n---\n")[0].removeprefix("---\n")

    same(text)


def test_articles_as_they_are_mostly_written_are_not_left_to_libyaml() -> None:
    fronts = [text.split("\n---\n")[0].removeprefix("---\n") for _, text in articles(80, 3)]

    assert sum(same(front) for front in fronts) > 75


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\na: 2",
        "a: &x 1",
        "a: *x",
        "a: !!int 1",
        "a: |\n  chữ",
        "a: một\n  hai",
        "a: [1,\n  2]",
        "a: b # ghi chú",
        "a: b: c",
        'a: "b',
        "a: [b",
        "a\n",
        "- a",
        "--- \na: 1",
        "a: 1\n...\nb: 2",
        "a:\tb",
        "",
    ],
)
def test_what_is_unusual_or_wrong_is_left_to_libyaml(text: str) -> None:
    assert plainyaml.read(text, 1) is None


def test_lines_are_counted_from_where_the_text_begins() -> None:
    _, marks = plainyaml.read("a: 1\n\n# b\nc:\n  - d", 10) or ({}, {})

    assert marks == {
        (("a",), True): (10, 1),
        (("a",), False): (10, 4),
        (("c",), True): (13, 1),
        (("c",), False): (14, 3),
        (("c", 0), False): (14, 5),
    }


def test_libyaml_still_raises_for_what_it_cannot_read() -> None:
    with pytest.raises(yaml.YAMLError):
        yamltext.by_libyaml("a: [")
