"""YAML as it is typed: text stays text, and every fault has its place."""

from __future__ import annotations

import time

import pytest

from bangvang.sources import yamltext
from bangvang.sources.yamltext import Front, Tree


def read(yaml: str, *, before: int = 1) -> Tree:
    return yamltext.read(Front("content/x.md", yaml, before))


def told(tree: Tree) -> list[str]:
    return [f"{p.place.line}:{p.place.column} {p.code}" for p in tree.problems]


@pytest.mark.parametrize("typed", ["1.250", "010", "12:30", "2024-09-19", "yes", "1e3", ".5", "0x1f", "No"])
def test_a_value_is_the_text_that_was_typed(typed: str) -> None:
    assert read(f"a: {typed}\n").root == {"a": typed}


@pytest.mark.parametrize("typed", ["", "~", "null"])
def test_nothing_is_nothing(typed: str) -> None:
    assert read(f"a: {typed}\n").root == {"a": None}


@pytest.mark.parametrize("typed", ["'~'", '"null"', "Null", "none"])
def test_near_nothing_is_text(typed: str) -> None:
    assert read(f"a: {typed}\n").root == {"a": typed.strip("'\"")}


def test_places_count_from_one_in_the_file() -> None:
    tree = read("a: 1\nb:\n  - {c: [x, đỏ]}\n", before=1)

    assert tree.place(("a",), key=True).line == 2
    assert (tree.place(("b", 0, "c", 1)).line, tree.place(("b", 0, "c", 1)).column) == (4, 13)
    assert (tree.place(("b", 0, "c"), key=True).line, tree.place(("b", 0, "c"), key=True).column) == (4, 6)


def test_a_path_that_is_not_there_has_the_place_of_what_it_would_be_in() -> None:
    tree = read("b:\n  - {c: 1}\n")

    assert tree.place(("b", 0, "zz")) == tree.place(("b", 0))
    assert str(tree.place(("zz",))) == "content/x.md:1:1"


def test_an_empty_front_matter_is_an_empty_group() -> None:
    assert read("").root == {}
    assert read("# chỉ có chú thích\n").root == {}


@pytest.mark.parametrize(
    ("yaml", "faults"),
    [
        ("a: 1\na: 2\n", ["3:1 K104"]),
        ("p: {n: 1, n: 2}\n", ["2:11 K104"]),
        ("a: x: y\n", ["2:5 K108"]),
        ("a:\n\t- x\n", ["3:1 K109"]),
        ("a: *x\n", ["2:4 K110"]),
        ("a: &x 1\n", ["2:4 K110"]),
        ("a: !!str 1\n", ["2:4 K110"]),
        ("[1, 2]\n", ["2:1 K122"]),
        ("chỉ là chữ\n", ["2:1 K122"]),
        ('a: "mở\nb: 2\n', ["2:4 K120"]),
        ("a: [1, 2\nb: 2\n", ["2:4 K121"]),
        ("a: 1\nhai ba\nb: 2\n", ["3:1 K122"]),
        ('a: "Dân vận" khéo\n', ["2:4 K125"]),
        ("a: [Ảnh] đẹp\n", ["2:4 K125"]),
        ("a: %10\n", ["2:4 K125"]),
        ("a: 1\n\nVăn xuôi ở đây.\n", ["4:1 K102"]),
        ("a: x\x0by\n", ["2:5 K124"]),
        ("a: x\u202ey\n", ["2:5 K124"]),
        ("? [1]\n: 2\n", ["2:3 K122"]),
    ],
)
def test_a_slip_is_told_once_where_it_stands(yaml: str, faults: list[str]) -> None:
    assert told(read(yaml)) == faults


@pytest.mark.parametrize(
    ("yaml", "root"),
    [
        ("a: x: y\nb: 2\n", {"a": "x: y", "b": "2"}),
        ("a:\n\t- x\nb: 2\n", {"a": ["x"], "b": "2"}),
        ('a: "mở\nb: 2\n', {"a": "mở", "b": "2"}),
        ("a: [1, 2\nb: 2\n", {"a": ["1", "2"], "b": "2"}),
        ('a: "Dân vận" khéo\nb: 2\n', {"a": '"Dân vận" khéo', "b": "2"}),
        ("a: @x\nb: c: d\n", {"a": "@x", "b": "c: d"}),
        ("a: 1\n\nVăn xuôi, không phải khoá.\n", {"a": "1"}),
    ],
)
def test_after_a_slip_the_rest_is_read(yaml: str, root: object) -> None:
    assert read(yaml).root == root


@pytest.mark.parametrize("yaml", ["a: x:y\n", "a: 'x: y'\n", 'a: "x: y"\n', "a: |\n  x: y\n", "a: {b: c}\n"])
def test_colons_that_are_no_slip_are_let_be(yaml: str) -> None:
    assert told(read(yaml)) == []


@pytest.mark.parametrize(
    "yaml",
    [
        "a: 1 # chú thích\n",
        "a: 1   ## chú thích\n",
        "a: x#1\n",
        'a: "x #1"\n',
        "a: |\n  x #1\n",
        "# a: x #1\n",
        "a: [x, y] #1\n",
        "collectives: 3 # 3 tập thể\n",
        "title: Khen thưởng   # 3 lần\n",
        "title: Khen thưởng # nhan đề: 66\n",
        "awards:\n  - form: Bằng khen # 3 tập thể\n",
    ],
)
def test_comments_are_let_be(yaml: str) -> None:
    assert told(read(yaml)) == []


@pytest.mark.parametrize(
    ("yaml", "fault"),
    [
        ("a: x #1\n", "2:6 K127"),
        ("a:\n  - đợt #thidua 2\n", "3:9 K127"),
        ("title: Xếp hạng # 1 toàn quốc\n", "2:17 K127"),
        ("names:\n  - Đội # 3 và đội # 4\n", "3:9 K127"),
        ("photos:\n  - caption: Xe # 3\n", "3:17 K127"),
    ],
)
def test_text_that_is_taken_for_a_comment_is_told(yaml: str, fault: str) -> None:
    assert told(read(yaml)) == [fault]


def test_a_tab_that_does_no_harm_is_let_be() -> None:
    assert told(read("a: |\n  x\n\n  \ty\nb: 1\n")) == []
    assert told(read("a: x\ty\n")) == []


def test_several_slips_are_told_in_one_reading() -> None:
    assert told(read("a: x: y\nb: @z\nc: ok\n")) == ["2:5 K108", "3:4 K125"]


def test_a_fault_without_a_sure_cure_ends_the_reading() -> None:
    tree = read("a: 1\n\n}\n")

    assert (tree.root, told(tree)) == (None, ["4:1 K107"])


def test_nesting_is_bounded() -> None:
    assert told(read("a: " + "[" * 5000 + "]" * 5000)) == ["2:12 K117"]
    assert told(read("a: [[[[[[x]]]]]]\n")) == []


def test_length_is_bounded() -> None:
    assert told(read("a: [" + "x, " * 60_000 + "]\n"))[0].endswith("K117")
    assert told(read("a: " + "x" * 600_000)) == ["2:1 K117"]


def test_a_bomb_is_told_once_a_line_and_does_not_go_off() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{i}: [{'*a, ' * 500}]\n" for i in range(20))
    started = time.process_time()

    tree = read(bomb)

    assert [p.code for p in tree.problems] == ["K110"] * 21
    assert time.process_time() - started < 5


def test_faulty_keys_are_named_so_that_nothing_is_told_twice() -> None:
    assert read("a: [1, *x]\nb: 1\nb: 2\nc: 3\n").faulty == {"a", "b"}
