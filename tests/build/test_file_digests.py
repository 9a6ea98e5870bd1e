"""Digests of files: a file is read again when anything was done to it, and not when nothing was."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bangvang import digests
from bangvang.build import reading, system
from bangvang.build.file_digests import Digests
from bangvang.build.marks import SETTLED
from tests.conftest import MakeSite, read_files
from tests.samples import build, written

has_time_of_state = pytest.mark.skipif(not system.keeps_time_of_state(), reason="nothing is remembered here")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "mot.md"
    made.write_text("một", "utf-8")
    return made


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every look happens so late that a file's times tell of all that was done to it."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 2 * SETTLED)


def asked(known: Digests, file: Path) -> tuple[str | None, bool]:
    """The digest of a file, and whether it had to be read for that."""
    read = []

    def bytes_of_it() -> bytes:
        read.append(file)
        return file.read_bytes()

    return known.of(file.name, file.stat(), bytes_of_it), bool(read)


@has_time_of_state
@pytest.mark.usefixtures("later")
def test_a_file_to_which_nothing_was_done_is_not_read_again(file: Path) -> None:
    known = Digests()
    asked(known, file)

    assert asked(known, file) == (digests.of("một".encode()), False)
    assert asked(Digests(known.known), file) == (digests.of("một".encode()), False)


def _saved(file: Path, before: os.stat_result) -> None:
    file.write_text("ba!!", "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + 1))


def _with_its_time_put_back(file: Path, before: os.stat_result) -> None:
    file.write_text("ba!!", "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def _another_put_in_its_place(file: Path, before: os.stat_result) -> None:
    other = file.with_name("khac")
    other.write_text("ba!!", "utf-8")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(file)


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("hand", [_saved, _with_its_time_put_back, _another_put_in_its_place])
def test_whatever_was_done_to_a_file_it_is_read_again(
    file: Path, hand: Callable[[Path, os.stat_result], None]
) -> None:
    file.write_text("hai!", "utf-8")
    known = Digests()
    asked(known, file)
    time.sleep(0.02)  # the kernel's own clock has steps
    hand(file, file.stat())

    assert asked(known, file) == (digests.of(b"ba!!"), True)


def test_a_file_just_saved_is_not_believed_for_its_times(file: Path) -> None:
    known = Digests()
    asked(known, file)

    assert asked(known, file)[1]


def test_a_file_of_the_future_is_never_believed_for_its_times(file: Path) -> None:
    os.utime(file, ns=(0, time.time_ns() + 3600 * 10**9))
    known = Digests()
    asked(known, file)

    assert asked(known, file)[1]


@pytest.mark.usefixtures("later")
def test_where_no_time_of_state_is_kept_every_file_is_read(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "keeps_time_of_state", lambda: False)
    known = Digests()
    asked(known, file)

    assert asked(known, file)[1]


# ---------------------------------------------------------------- from one build to the next

ARTICLES = {f"content/2024/bai-{n}.md": written(f"Bài {n}", body="Một hai ba.") for n in range(3)}


def _reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The articles that are read from now on."""
    read: list[str] = []
    raw_of = reading.raw_of

    def noted(file: str) -> bytes:
        if file.endswith(".md"):
            read.append(Path(file).name)
        return raw_of(file)

    monkeypatch.setattr(reading, "raw_of", noted)
    return read


@has_time_of_state
@pytest.mark.usefixtures("later")
def test_a_build_reads_only_articles_to_which_something_was_done(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = site(ARTICLES)
    build(folder)
    site({"content/2024/bai-1.md": written("Bài 1", body="Bốn năm.")})
    read = _reads(monkeypatch)

    assert build(folder).written > 0
    assert set(read) == {"bai-1.md"}
    read.clear()
    assert build(folder).written == 0
    assert read == []


@pytest.mark.usefixtures("later")
def test_an_article_with_its_former_size_and_time_is_published_as_it_is_now(site: MakeSite) -> None:
    folder = site(ARTICLES)
    build(folder)
    file = folder / "content/2024/bai-1.md"
    before = file.stat()
    time.sleep(0.02)
    file.write_bytes(file.read_bytes().replace("Một".encode(), "Hải".encode()))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    build(folder)

    assert "Hải" in (folder / "output/bai-viet/2024/bai-1.html").read_text("utf-8")


@pytest.mark.usefixtures("later")
def test_what_is_known_of_files_does_not_pass_to_others_of_their_names(site: MakeSite) -> None:
    folder = site(ARTICLES)
    build(folder)
    (folder / "content/2024/bai-0.md").unlink()
    (folder / "content/2024/bai-1.md").rename(folder / "content/2024/bai-0.md")
    (folder / "content/2024/bai-2.md").rename(folder / "content/2024/bai-1.md")
    (folder / "urls.txt").unlink()
    build(folder)
    incremental = read_files(folder / "output")
    build(folder, full=True)

    assert read_files(folder / "output") == incremental
