"""The index as a build makes it: in processes, kept for the next time; always the same bytes."""

# ruff: noqa: S311 - random articles are no secret

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bangvang import search
from bangvang.build import indexing, kept, marks, rendering
from bangvang.search import Document, Entry, Said
from tests.conftest import ROOT
from tests.search import samples


@dataclass(frozen=True)
class Texts:
    of: dict[Document, Said]

    def __call__(self, document: Entry, /) -> Said:
        return self.of[self.whole(document)]

    def provinces(self, document: Entry, /) -> tuple[str, ...]:
        return self.whole(document).provinces

    def whole(self, document: Entry, /) -> Document:
        assert isinstance(document, Document)
        return document

    def close(self) -> None:
        """There is nothing to close."""


def indexed(
    articles: list[samples.Article], folder: Path, hurt: indexing.Hurt = lambda _: None
) -> dict[str, bytes]:
    texts = dict(articles)
    files = indexing.index_of(texts, Texts(texts), indexing.Room(folder, jobs=1, hurt=hurt))
    return {path: rendering.content(item) for path, item in files.items()}


def test_neither_processes_nor_hash_seeds_leave_a_trace(tmp_path: Path) -> None:
    told = {
        subprocess.run(
            [sys.executable, "-m", "tests.build.small_index", str(tmp_path / f"{seed}-{jobs}"), jobs],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, jobs in (("0", "1"), ("1", "2"), ("77", "3"))
    }

    assert len(told) == 1
    assert int(told.pop().split()[0]) > 30


def test_a_build_in_processes_makes_what_one_process_makes_in_memory(tmp_path: Path) -> None:
    articles = samples.at_random(random.Random(7), 40)
    texts = dict(articles)

    assert indexed(articles, tmp_path) == dict(search.build(texts, texts.__getitem__))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no process inherits open files here")
def test_a_forked_process_reads_the_same_part(tmp_path: Path) -> None:
    (tmp_path / "part").write_bytes(kept.seal(bytes(range(100))))
    file = indexing._File(tmp_path / "part")
    child = os.fork()
    if not child:
        os._exit(0 if file[40:50] == bytes(range(40, 50)) else 1)

    assert os.waitpid(child, 0)[1] == 0
    assert file[10:12] == bytes([10, 11])


def test_what_is_kept_is_used_again_and_what_is_not_is_taken_away(tmp_path: Path) -> None:
    articles = samples.at_random(random.Random(8), 40)
    indexed(articles, tmp_path / "one")
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "one").iterdir()}
    document, said = articles[0]
    changed = [
        (replace(document, digest="moi"), said._replace(text=f"{said.text} khen thưởng")),
        *articles[1:],
    ]
    after = indexed(changed, tmp_path / "one")

    assert after == indexed(changed, tmp_path / "two")
    assert {path.name for path in (tmp_path / "one").iterdir()} == {
        path.name for path in (tmp_path / "two").iterdir()
    }
    assert any(path.exists() and path.stat().st_mtime_ns == stamp for path, stamp in kept.items())


def test_what_is_shown_is_gathered_again_only_when_something_shown_is_another(tmp_path: Path) -> None:
    articles = samples.at_random(random.Random(10), 40)
    articles = [(replace(document, looks=f"{n}"), said) for n, (document, said) in enumerate(articles)]
    indexed(articles, tmp_path)
    (document, said), *others = articles
    (gathered,) = tmp_path.glob("*.beside")

    indexed([(replace(document, digest="moi"), said._replace(text="khen thưởng")), *others], tmp_path)
    assert [*tmp_path.glob("*.beside")] == [gathered]
    after = indexed([(replace(document, looks="moi", recipients=77), said), *others], tmp_path)
    assert [*tmp_path.glob("*.beside")] != [gathered]
    assert after == indexed(
        [(replace(document, looks="moi", recipients=77), said), *others], tmp_path / "two"
    )


@pytest.mark.parametrize("suffix", [".slice", ".data", ".part", ".tree", ".beside"])
@pytest.mark.parametrize("harm", ["gone", "short"])
def test_what_was_harmed_between_two_builds_is_made_again(tmp_path: Path, suffix: str, harm: str) -> None:
    articles = samples.at_random(random.Random(9), 40)
    before = indexed(articles, tmp_path)
    for path in tmp_path.glob(f"*{suffix}"):
        if harm == "gone":
            path.unlink()
        else:
            path.write_bytes(path.read_bytes()[:-7])

    assert indexed(articles, tmp_path) == before


def test_a_part_that_was_found_whole_is_read_again_once_anything_was_done_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marks, "SETTLED", 0)  # or nothing is known of files so young
    articles, told = samples.at_random(random.Random(11), 40), list[str]()
    before = indexed(articles, tmp_path)
    indexed(articles, tmp_path)
    part = min(tmp_path.glob("*.part"))
    read, read_file = list[str](), kept.read

    def noted(file: Path) -> bytes | None:
        read.append(file.suffix)
        return read_file(file)

    with monkeypatch.context() as patch:
        patch.setattr(kept, "read", noted)
        indexed(articles, tmp_path)
    assert ".part" not in read

    about, raw = part.stat(), part.read_bytes()
    part.write_bytes(raw[:-9] + bytes([raw[-9] ^ 1]) + raw[-8:])
    os.utime(part, ns=(about.st_atime_ns, about.st_mtime_ns))
    after = indexed(articles, tmp_path, told.append)
    assert (told, after) == ([part.name], before)


NO_LISTS = [b"", b"\0", *map(kept.dump, ({"x.part": 1}, [1], {"x": [[1, 2], ""]}))]


@pytest.mark.parametrize("harm", NO_LISTS)
def test_a_list_of_whole_parts_that_is_not_as_it_was_left_is_made_again(tmp_path: Path, harm: bytes) -> None:
    articles = samples.at_random(random.Random(11), 40)
    before = indexed(articles, tmp_path)
    (tmp_path / "whole.json").write_bytes(harm)

    assert indexed(articles, tmp_path) == before
    assert (tmp_path / "whole.json").read_bytes() != harm
