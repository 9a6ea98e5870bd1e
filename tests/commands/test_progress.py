"""How far long work has come, as one line on a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from bangvang.commands.console import Console
from bangvang.commands.progress import Line


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shown() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def line(clock: Clock, shown: io.StringIO) -> Line:
    return Line(shown, Console("vi").say, clock)


def lines(shown: io.StringIO) -> Iterator[str]:
    """What stood on the terminal, one change after the other."""
    return (part.rstrip(" ") for part in shown.getvalue().split("\r")[1:])


def test_it_tells_the_stage_how_much_is_done_how_fast_and_how_long_still(
    line: Line, clock: Clock, shown: io.StringIO
) -> None:
    line.show("parse", 0, 1000)
    clock.now += 2
    line.show("parse", 250, 1000)

    assert list(lines(shown)) == [
        "Đọc bài [--------------------] 0/1000",
        "Đọc bài [#####---------------] 250/1000  125/giây  còn khoảng 6 giây",
    ]


def test_minutes_are_told_as_minutes(line: Line, clock: Clock, shown: io.StringIO) -> None:
    line.show("photos", 0, 300)
    clock.now += 10
    line.show("photos", 24, 300)

    assert [*lines(shown)][-1].endswith("24/300  2/giây  còn khoảng 1 phút 55 giây")


def test_a_moment_tells_no_speed(line: Line, clock: Clock, shown: io.StringIO) -> None:
    line.show("parse", 0, 1000)
    clock.now += 0.5
    line.show("parse", 250, 1000)

    assert [*lines(shown)][-1].endswith("250/1000")


def test_the_line_does_not_flicker_but_its_end_is_always_told(
    line: Line, clock: Clock, shown: io.StringIO
) -> None:
    for done in (0, 1, 2, 3):
        line.show("parse", done, 3)
        clock.now += 0.01

    assert [part.split()[-1] for part in lines(shown)] == ["0/3", "3/3"]
    assert shown.getvalue().endswith("\n")


def test_a_shorter_line_leaves_nothing_of_the_longer_one(
    line: Line, clock: Clock, shown: io.StringIO
) -> None:
    line.show("parse", 0, 100_000)
    clock.now += 2
    line.show("parse", 1000, 100_000)
    before = len(shown.getvalue().split("\r")[-1])
    clock.now += 3600
    line.show("parse", 99_999, 100_000)

    assert len(shown.getvalue().split("\r")[-1]) >= before


def test_each_stage_has_a_line_and_a_clock_of_its_own(line: Line, clock: Clock, shown: io.StringIO) -> None:
    line.show("parse", 5, 5)
    clock.now += 60
    line.show("render", 10, 20)
    clock.now += 1
    line.show("render", 15, 20)

    first, *_, last = lines(shown)
    assert first == "Đọc bài [####################] 5/5\n"
    assert last.endswith("15/20  5/giây  còn khoảng 1 giây")
