"""A build killed at any moment leaves the former site or the new one, whole, and nothing to mislead the next.

Forty builds are killed here; BANGVANG_KILLS=600, which `make test-deep` sets, kills as many.
"""

from __future__ import annotations

import functools
import io
import multiprocessing
import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bangvang.build import system, workers
from bangvang.build.cache import Cache
from tests.conftest import read_files, write_files
from tests.samples import bare_templates, build, config, written

KILLS = int(os.environ.get("BANGVANG_KILLS", "40"))
END = signal.SIGTERM if system.WINDOWS else signal.SIGKILL
WORDS = ("mot", "hai")
LOADED = ["__main__", __name__, "bangvang.build.making", "bangvang.build.indexing"]
KINDS = ("step", "moment", "moment of two processes")

# What is done to the disk while a site is staged and swapped, and what is written down about it.
STEPS: tuple[tuple[Any, str], ...] = (
    *((os, name) for name in ("link", "mkdir", "rename", "replace", "rmdir", "unlink")),
    *((system, name) for name in ("exchange", "settle", "write_new")),
    *((Cache, name) for name in ("forget_run", "store_outputs", "store_plan", "store_records", "store_run")),
    (Cache, "store_surroundings"),
)


@dataclass(frozen=True)
class Step:
    """A call, counted from the beginning of a build; `after`: once it is done."""

    number: int
    after: bool


def files(word: str) -> dict[str, str | bytes]:
    photo = io.BytesIO()
    Image.new("RGB", (40, 30), {"mot": "red", "hai": "gold"}[word]).save(photo, "JPEG")
    articles = {
        f"content/2024/bai-{n}.md": written(f"Bài {n}{word if n < 4 else ''}", date=f"2024-01-{n + 1:02d}")
        for n in range(8)
    }
    own = {f"content/2024/rieng-{word}.md": written(f"Riêng {word}", body="![Ảnh](anh.jpg)")}
    return {**articles, **own, "content/2024/anh.jpg": photo.getvalue()}


def edit(site: Path, word: str) -> None:
    """Makes the archive of a word out of any other."""
    shutil.rmtree(site / "content", ignore_errors=True)
    (site / "urls.txt").unlink(missing_ok=True)
    write_files(site, files(word))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of each word, built at leisure."""
    home = tmp_path_factory.mktemp("kho")
    for word in WORDS:
        write_files(home / word, {"config.yaml": config(per_page=5), **bare_templates(), **files(word)})
        assert build(home / word).ok
    return home


def watched(patch: pytest.MonkeyPatch, last: Step | None = None) -> list[str]:
    """The names of the steps, in the order in which they are taken from now on; `last` is the last of this
    process."""
    taken: list[str] = []

    def counted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(call)
        def do(*arguments: Any, **options: Any) -> Any:
            number = len(taken)
            taken.append(name)
            if last == Step(number, after=False):
                os.kill(os.getpid(), END)
            result = call(*arguments, **options)
            if last == Step(number, after=True):
                os.kill(os.getpid(), END)
            return result

        return do

    for where, name in STEPS:
        patch.setattr(where, name, counted(name, getattr(where, name)))
    return taken


def build_until(site: Path, last: Step | None, jobs: int) -> None:
    """Runs in a process that is not to see the end of it, with processes of its own even for a few pages."""
    workers.ENOUGH, workers.CHUNK = 4, 4
    with pytest.MonkeyPatch.context() as patch:
        watched(patch, last)
        os._exit(0 if build(site, jobs=jobs).ok else 3)


def started(site: Path, last: Step | None = None, jobs: int = 1) -> BaseProcess:
    """A process that has loaded all it needs already where the system can fork; else one begun anew."""
    how = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context: Any = multiprocessing.get_context(how)
    if how == "forkserver":
        context.set_forkserver_preload(
            ["__main__", __name__, "bangvang.build.making", "bangvang.build.indexing"]
        )
    process: BaseProcess = context.Process(target=build_until, args=(site, last, jobs))
    process.start()
    return process


def ended(process: BaseProcess) -> int | None:
    process.join(60)
    code = process.exitcode
    process.close()
    return code


def rehearsed(site: Path) -> list[str]:
    for word in WORDS:
        edit(site, word)
        assert build(site).ok
    edit(site, "mot")
    with pytest.MonkeyPatch.context() as patch:
        taken = watched(patch)
        assert build(site).ok
    return taken


def drawn(chance: random.Random, steps: list[str]) -> Step:
    """Any kind of step as likely as any other, though files are written by the dozen."""
    name = chance.choice(sorted(set(steps)))
    number = chance.choice([n for n, step in enumerate(steps) if step == name])
    return Step(number, after=chance.random() < 0.5)


def test_a_build_killed_at_any_moment_leaves_the_former_or_the_new_site_whole(
    home: Path, tmp_path: Path
) -> None:
    trees = {word: read_files(home / word / "output") for word in WORDS}
    site = tmp_path / "site"
    shutil.copytree(home / "mot", site)
    steps = rehearsed(site)
    whole = _time_of_a_build(site)
    chance = random.Random(2024)  # noqa: S311 - moments, not secrets
    seen: Counter[tuple[str, int | None]] = Counter()
    for turn in range(KILLS):
        before = read_files(site / "output")
        word = "hai" if before == trees["mot"] else "mot"
        edit(site, word)
        kind = KINDS[turn % len(KINDS)]
        last = drawn(chance, steps) if kind == "step" else None
        running = started(site, last, jobs=2 if "two" in kind else 1)
        if last is None:
            time.sleep(whole * 1.1 * chance.random())
            running.kill()
        code = ended(running)
        seen[kind, code] += 1
        if code == 0:  # it was through already: the machine has less to do than before
            whole *= 0.9
        stands = read_files(site / "output")

        assert stands in (before, trees[word]), f"neither site is whole after turn {turn}: {kind} {last}"
        assert stands == before or _written_down(site, word)
        if chance.random() < 0.5:  # else the next build, too, finds what a killed one left
            report = build(site)
            assert (report.ok, report.mended, _beside(site)) == (True, (), [])
            assert read_files(site / "output") == trees[word], (
                f"made otherwise after turn {turn}: {kind} {last}"
            )

    assert {code for _, code in seen} <= {0, END, -END}
    for kind in KINDS:
        assert seen[kind, END] + seen[kind, -END] > KILLS // 7, kind


def _time_of_a_build(site: Path) -> float:
    """From when a process is asked for until it is done."""
    times = []
    for word in ("mot", "hai", "mot"):
        edit(site, word)
        begun = time.monotonic()
        assert ended(started(site)) == 0
        times.append(time.monotonic() - begun)
    return min(times)


def _written_down(site: Path, word: str) -> bool:
    return f"/bai-viet/2024/rieng-{word}.html" in (site / "urls.txt").read_text("utf-8")


def _beside(site: Path) -> list[str]:
    """What a build left beside its output."""
    return sorted(path.name for path in site.glob(".output*"))
