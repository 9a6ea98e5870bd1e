"""Digests of files, taken ahead of time: quick, and never those of something else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bangvang import digests
from bangvang.build import file_digests, system
from bangvang.build.file_digests import Digests
from tests.conftest import ROOT

forked = pytest.mark.skipif(not system.forks(), reason="here no process is copied to digest ahead")


def asked(known: Digests, file: Path) -> tuple[str | None, bool]:
    """The digest of a file, and whether it had to be read for that."""
    read = []

    def reading() -> bytes:
        read.append(file)
        return file.read_bytes()

    return known.of(str(file), file.stat(), reading), bool(read)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024/mot.md").write_text("một", "utf-8")
    (tmp_path / "2024/hai.md").write_text("hai", "utf-8")
    return tmp_path


@forked
def test_a_file_digested_ahead_is_not_read_again(folder: Path) -> None:
    known = file_digests.ahead(folder)()

    assert asked(known, folder / "2024/mot.md") == (digests.of("một".encode()), False)


def test_a_file_saved_in_between_is_read_again(folder: Path) -> None:
    waiting = file_digests.ahead(folder)
    waiting()
    file = folder / "2024/mot.md"
    before = file.stat()
    file.write_text("ba!", "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + 1))

    assert asked(waiting(), file) == (digests.of(b"ba!"), True)


def test_a_file_put_there_in_between_is_read(folder: Path) -> None:
    waiting = file_digests.ahead(folder)
    waiting()
    (folder / "2024/ba.md").write_text("ba", "utf-8")

    assert asked(waiting(), folder / "2024/ba.md") == (digests.of(b"ba"), True)


@forked
def test_what_cannot_be_walked_or_read_is_left_to_who_needs_it(folder: Path) -> None:
    (folder / "pipe.md").symlink_to(folder / "2024/mot.md")
    os.mkfifo(folder / "2024/ong.md")

    assert asked(file_digests.ahead(folder)(), folder / "2024/hai.md")[1] is False
    assert asked(file_digests.ahead(folder / "none")(), folder / "2024/hai.md")[1] is True


def test_what_is_no_content_is_not_read_ahead(folder: Path) -> None:
    (folder / ".git").mkdir()
    hidden, leftover = folder / ".git/pack", folder / "2024/mot.md~"
    hidden.write_bytes(b"x")
    leftover.write_bytes(b"x")
    known = file_digests.ahead(folder)()

    assert [asked(known, file)[1] for file in (hidden, leftover)] == [True, True]


def test_when_the_process_is_ended_nothing_is_known(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_digests, "_below", lambda _: os.kill(os.getpid(), signal.SIGKILL))
    known = file_digests.ahead(folder)()

    assert asked(known, folder / "2024/mot.md") == (digests.of("một".encode()), True)


def test_no_process_is_left_behind_by_a_program_that_ends_before_it_asks(folder: Path) -> None:
    for n in range(1000):  # more than a pipe holds
        (folder / f"2024/bai-{n}.md").write_text("bài", "utf-8")
    said = "from pathlib import Path; from bangvang.build import file_digests; file_digests.ahead(Path.cwd())"
    command = [sys.executable, "-c", said]

    # A process left behind would keep the pipe of its output open.
    subprocess.run(
        command, cwd=folder, env={"PYTHONPATH": str(ROOT)}, capture_output=True, timeout=20, check=True
    )
