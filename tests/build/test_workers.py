"""Work given to other processes comes back, or says why not."""

from __future__ import annotations

import os
import signal
from concurrent.futures import BrokenExecutor

import pytest

from bangvang.build import system, workers
from bangvang.build.cached_rows import CacheLost

APART = pytest.mark.skipif(not system.forks(), reason="there is nothing beside where processes begin anew")


@APART
def test_what_is_made_beside_is_made_by_another_process() -> None:
    with workers.beside(os.getpid, jobs=2) as other:
        assert other() != os.getpid()


def test_with_one_process_it_is_made_when_it_is_asked_for() -> None:
    made = []
    with workers.beside(lambda: made.append(os.getpid()), jobs=1) as asked:
        assert made == []
        asked()

    assert made == [os.getpid()]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_goes_wrong_beside_is_told_to_who_asks(jobs: int) -> None:
    def lost() -> None:
        raise CacheLost("hỏng", "search/x.part")

    with workers.beside(lost, jobs=jobs) as asked, pytest.raises(CacheLost) as told:
        asked()

    assert (str(told.value), told.value.file) == ("hỏng", "search/x.part")


@pytest.mark.parametrize("jobs", [1, 2])
def test_nobody_has_to_ask(jobs: int) -> None:
    with workers.beside(os.getpid, jobs=jobs):
        pass


@APART
def test_a_process_that_the_system_ended_is_told() -> None:
    killed = workers.beside(lambda: os.kill(os.getpid(), signal.SIGKILL), jobs=2)
    with killed as asked, pytest.raises(BrokenExecutor):
        asked()


@APART
def test_a_process_without_memory_to_begin_says_nothing(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(workers, "_begin_apart", fails)
    with workers.beside(os.getpid, jobs=2) as asked, pytest.raises(BrokenExecutor):
        asked()

    assert capfd.readouterr() == ("", "")


@APART
def test_what_was_made_once_is_given_again() -> None:
    with workers.beside(os.getpid, jobs=2) as other:
        assert other() == other()


@APART
def test_more_than_a_pipe_holds_that_nobody_asks_for_holds_nobody_up() -> None:
    with workers.beside(lambda: bytes(10_000_000), jobs=2):
        pass
