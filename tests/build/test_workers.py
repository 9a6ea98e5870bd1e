"""Work given to other processes comes back, or says why not."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor

import pytest

from bangvang.build import system, workers
from bangvang.build.cached_rows import CacheLost

APART = pytest.mark.skipif(not system.forks(), reason="there is nothing beside where processes begin anew")


def who() -> Iterator[int]:
    yield os.getpid()


@APART
def test_what_is_made_beside_is_made_by_another_process() -> None:
    with workers.beside(who, jobs=2) as other:
        assert next(other) != os.getpid()


@pytest.mark.parametrize("jobs", [1, 2])
def test_pieces_come_in_their_order_and_each_when_it_is_there(jobs: int) -> None:
    def pieces() -> Iterator[int]:
        yield 1
        yield 2
        time.sleep(60 if jobs > 1 else 0)
        yield 3

    with workers.beside(pieces, jobs=jobs) as told:
        assert [next(told), next(told)] == [1, 2]


def test_with_one_process_it_is_made_when_it_is_asked_for() -> None:
    made = []

    def make() -> Iterator[None]:
        made.append(os.getpid())
        yield

    with workers.beside(make, jobs=1) as asked:
        assert made == []
        next(asked)

    assert made == [os.getpid()]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_goes_wrong_beside_is_told_to_who_waits(jobs: int) -> None:
    def lost() -> Iterator[int]:
        yield 1
        raise CacheLost("hỏng", "search/x.part")

    with workers.beside(lost, jobs=jobs) as asked:
        assert next(asked) == 1
        with pytest.raises(CacheLost) as told:
            next(asked)

    assert (str(told.value), told.value.file) == ("hỏng", "search/x.part")


@pytest.mark.parametrize("jobs", [1, 2])
def test_nobody_has_to_ask(jobs: int) -> None:
    with workers.beside(who, jobs=jobs):
        pass


@APART
def test_a_process_that_the_system_ended_is_told() -> None:
    def ended() -> Iterator[int]:
        yield 1
        os.kill(os.getpid(), signal.SIGKILL)

    with workers.beside(ended, jobs=2) as asked:
        assert next(asked) == 1
        with pytest.raises(BrokenExecutor):
            next(asked)


@APART
def test_a_process_without_memory_to_begin_says_nothing(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(workers, "_begin_apart", fails)
    with workers.beside(who, jobs=2) as asked, pytest.raises(BrokenExecutor):
        next(asked)

    assert capfd.readouterr() == ("", "")


@APART
def test_more_than_a_pipe_holds_that_nobody_asks_for_holds_nobody_up() -> None:
    def much() -> Iterator[bytes]:
        yield bytes(10_000_000)

    with workers.beside(much, jobs=2):
        pass
