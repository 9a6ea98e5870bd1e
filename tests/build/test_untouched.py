"""A build that reads nothing: where nobody touched anything since the last one, and only there."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bangvang.build import installation, marks, reading, system
from bangvang.build.orders import Report
from tests.conftest import MakeSite, read_files, write_files
from tests.samples import PIXEL, build, written

pytestmark = pytest.mark.skipif(not system.keeps_time_of_state(), reason="every file is read here each time")

ARTICLE = "content/2024/khen.md"


@pytest.fixture(autouse=True)
def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every look happens so late that a file's times tell of all that was done to it."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 2 * marks.SETTLED)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The sites that were read."""
    found: list[Path] = []
    usual = reading.read

    def read(site: Path, *rest: object, **more: object) -> reading.Inputs:
        found.append(site)
        return usual(site, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read", read)
    return found


@pytest.fixture
def folder(site: MakeSite, reads: list[Path]) -> Path:
    """A built archive with a warning, a draft and a logo, in which nothing was touched since."""
    made = site(
        {
            ARTICLE: written("Khen thưởng ngư dân", province="Kon Tum"),
            "content/2024/nhap.md": written("Bài nháp", draft=True),
            "content/pages/ve.md": "---\ntitle: Giới thiệu\n---\n\nChữ.\n",
            "templates/macros/rieng.html": "riêng",
            "assets/css/rieng.css": "p { color: #111; }",
            "logo.png": PIXEL,
        }
    )
    assert build(made).ok
    assert build(made).ok  # the ledger was written by the first
    reads.clear()
    return made


def said(report: Report) -> tuple[object, ...]:
    pages = report.written + report.unchanged
    return (report.ok, report.articles, pages, report.problems, report.addressed, report.drafts)


def test_where_nothing_was_touched_nothing_is_read_and_the_same_is_told(
    folder: Path, reads: list[Path]
) -> None:
    before, first = read_files(folder), build(folder)
    shutil.copytree(folder, folder.with_name("khac"))
    other = build(folder.with_name("khac"))

    assert reads == [folder.with_name("khac")]
    assert said(first) == said(other)
    assert first.written == 0
    assert read_files(folder) == before


def test_what_needs_no_reading_is_not_loaded() -> None:
    """Whoever loads the rules for articles waits for them."""
    code = "import sys, bangvang.build.pipeline; print('pydantic' in sys.modules, 'markdown' in sys.modules)"

    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert ended.stdout.split() == ["False", "False"]


def _same_size_and_time(folder: Path) -> None:
    file = folder / ARTICLE
    about, raw = file.stat(), file.read_bytes()
    file.write_bytes(raw.replace("ngư dân".encode(), "dân ngư".encode()))
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert file.stat().st_size == about.st_size


def _written(path: str, content: str | bytes | None) -> Callable[[Path], None]:
    return lambda folder: write_files(folder, {path: content})


def _added(path: str, text: str) -> Callable[[Path], None]:
    return lambda folder: write_files(folder, {path: (folder / path).read_text("utf-8") + text})


TOUCHES: dict[str, Callable[[Path], object]] = {
    "other words of the same size, its time put back": _same_size_and_time,
    "a new article": _written("content/2024/moi.md", written("Bài mới")),
    "an article taken away": _written(ARTICLE, None),
    "an article under another name": lambda folder: (folder / ARTICLE).rename(folder / "content/2024/doi.md"),
    "an article in another folder": lambda folder: (folder / ARTICLE).rename(folder / "content/khen.md"),
    "a draft": _added("content/2024/nhap.md", "\nThêm.\n"),
    "a plain page": _added("content/pages/ve.md", "\nThêm.\n"),
    "a photo beside the articles": _written("content/2024/anh.png", PIXEL),
    "the settings": _added("config.yaml", "\n# ghi chú\n"),
    "the logo": _written("logo.png", PIXEL + b"\0"),
    "a line of the ledger": _added("urls.txt", "\n"),
    "the ledger taken away": _written("urls.txt", None),
    "the log of readers": _written("edits.jsonl", "{}\n"),
    "a template": _written("templates/macros/rieng.html", "khác"),
    "an asset": _written("assets/css/rieng.css", "p { color: #222; }"),
    "a page of the site": _added("output/index.html", " "),
    "a page taken away": _written("output/feed.xml", None),
    "a page too many": _written("output/la.html", "lạ"),
}


@pytest.mark.parametrize("what", TOUCHES)
def test_whatever_was_touched_the_site_is_read_and_is_that_of_a_build_from_nothing(
    folder: Path, reads: list[Path], what: str
) -> None:
    TOUCHES[what](folder)
    report = build(folder)
    output = read_files(folder / "output")
    anew = build(folder, full=True)

    assert reads[0] == folder
    assert said(report) == said(anew)
    assert read_files(folder / "output") == output


def test_with_drafts_strictly_or_on_another_day_the_site_is_read(folder: Path, reads: list[Path]) -> None:
    for asked in ({"drafts": True}, {"strict": True}, {"today": dt.date(2031, 1, 1)}):
        build(folder, **asked)

    assert len(reads) == 3


def test_a_build_into_another_folder_reads_the_site(folder: Path, reads: list[Path], tmp_path: Path) -> None:
    assert build(folder, output=tmp_path / "ban-khac").ok

    assert reads == [folder]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "chuong-trinh"
    write_files(copy, {"mot.py": "1", "__pycache__/mot.pyc": "x"})
    monkeypatch.setattr(installation, "PACKAGE", copy)
    return copy


def test_another_program_or_another_library_reads_the_site(
    program: Path, folder: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(program, {"__pycache__/mot.pyc": "y"})
    assert build(folder).ok
    assert reads == []

    write_files(program, {"mot.py": "2"})
    assert build(folder).ok
    assert len(reads) == 1

    (program / "thu_vien-2.0.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(program)])
    assert build(folder).ok
    assert len(reads) == 2


def test_a_file_so_young_that_its_times_could_hide_a_change_is_read_again(
    folder: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    assert build(folder).ok
    reads.clear()
    assert marks.Look(folder).digest is None


MEANWHILE: dict[str, Callable[[Path], object]] = {
    "an article": _written(ARTICLE, written("Khen thưởng diêm dân", province="Kon Tum")),
    "the settings": _added("config.yaml", "\n# ghi chú\n"),
    "the ledger, no sense": _added("urls.txt", "/// gì\n"),
    "the ledger, another fate": _added("urls.txt", "/bai-viet/2020/cu.html -> /index.html\n"),
    "the log of readers": _written("edits.jsonl", "{}\n"),
    "a new article": _written("content/2024/moi.md", written("Bài mới")),
    "a template": _written("templates/macros/rieng.html", "khác"),
    "the logo": _written("logo.png", PIXEL + b"\0"),
}


@pytest.mark.parametrize("what", MEANWHILE)
@pytest.mark.parametrize("before", ["nothing", "an edit", "no cache"])
def test_what_was_touched_while_it_was_built_is_read_by_the_next(
    folder: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch, what: str, before: str
) -> None:
    usual = reading.Inputs.digest
    waiting = [MEANWHILE[what]]

    def digest(inputs: reading.Inputs, *rest: object) -> str:
        while waiting:  # all is read, nothing is made
            waiting.pop()(folder)
        return usual(inputs, *rest)  # type: ignore[arg-type]

    if before == "an edit":
        _added("content/pages/ve.md", "\nThêm.\n")(folder)
    elif before == "no cache":
        shutil.rmtree(folder / ".cache")
    else:
        os.utime(folder / ARTICLE)
    with monkeypatch.context() as patch:
        patch.setattr(reading.Inputs, "digest", digest)
        assert build(folder).ok
    report = build(folder)
    output = read_files(folder / "output")

    assert waiting == []
    assert len(reads) == 2
    assert said(report) == said(build(folder, full=True))
    assert read_files(folder / "output") == output


def test_a_program_that_was_changed_while_it_ran_reads_the_site_the_next_time(
    program: Path, folder: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = reading.read

    def read(site: Path, *rest: object, **more: object) -> reading.Inputs:
        write_files(program, {"mot.py": "2"})
        return usual(site, *rest, **more)  # type: ignore[arg-type]

    shutil.rmtree(folder / ".cache")
    with monkeypatch.context() as patch:
        patch.setattr(reading, "read", read)
        assert build(folder).ok
    reads.clear()
    assert build(folder).ok

    assert len(reads) == 1
