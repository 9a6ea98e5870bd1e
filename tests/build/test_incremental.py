"""Whatever an editor does between two builds, the site is the one that a build from nothing makes."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from bangvang.archive import ledger
from bangvang.build import installation, making, parsing, reading, workers
from bangvang.build.pipeline import Report
from tests.conftest import ROOT, MakeSite, read_files, write_files
from tests.samples import PIXEL, TODAY, award, build, config, written

PROVINCES = ("Kon Tum", "Quảng Nam", "Bình Định", "Hà Nội")
TAGS = ("phụ nữ", "công an", "điển hình tiên tiến")


@dataclass(frozen=True)
class Bit:
    """An article as an editor may turn it about. `extra`: more front matter."""

    number: int
    title: str = "Khen thưởng"
    date: str = ""
    body: str = "Hội nghị biểu dương."
    province: str = ""
    tags: tuple[str, ...] = ()
    extra: tuple[tuple[str, object], ...] = ()

    @property
    def text(self) -> str:
        """Of the file."""
        return written(
            f"{self.title} {self.number}",
            date=self.date
            or f"{2023 + self.number % 2}-{self.number % 4 + 1:02d}-{self.number % 27 + 1:02d}",
            body=f"{self.body} {self.number}",
            province=self.province or PROVINCES[self.number % 4],
            tags=list(self.tags or (TAGS[self.number % 3],)),
            awards=[award(individuals=self.number + 1)],
            **dict(self.extra),
        )


BITS = 23
CONFIG = config(per_page=5, share_images=2)


def little_archive() -> dict[str, str | bytes | None]:
    """Long enough for numbered pages, with a photo, a plain page and a link between articles."""
    files: dict[str, str | bytes | None] = {f"content/bai-{n}.md": Bit(n).text for n in range(BITS)}
    files["content/bai-1.md"] = Bit(1, body="Xem [bài trước](bai-0.md#vi-sao).\n\n![Ảnh](a.png)\n\n").text
    files["content/a.png"] = PIXEL
    files["content/pages/gioi-thieu.md"] = "---\ntitle: Giới thiệu\n---\n\nVề [bài 2](../bai-2.md).\n"
    files["config.yaml"] = CONFIG
    return files


@pytest.fixture(scope="module", autouse=True)
def _still_design(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The program as it is now: whoever edits its templates or assets meanwhile disturbs nothing."""
    folder = tmp_path_factory.mktemp("design")
    for name in ("templates", "assets"):
        shutil.copytree(ROOT / name, folder / name)
    digest = reading.program_digest()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(installation, "PROGRAM", folder)
        patch.setattr(reading, "program_digest", lambda: digest)
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a built archive, `kept`, to start from; never edited."""
    home = tmp_path_factory.mktemp("kho")
    write_files(home / "site", little_archive())
    assert build(home / "site").ok
    # At its own place, since the cache knows the files of a build by where they lie.
    (home / "site").rename(home / "kept")
    return home


# ---------------------------------------------------------------- the property

Edit = Callable[[Path], None]


def _write(path: str, content: str | bytes | None) -> Edit:
    def edit(site: Path) -> None:
        write_files(site, {path: content})

    edit.__qualname__ = f"write {path}: {content!r:.80}"
    return edit


def _rename(number: int) -> Edit:
    def edit(site: Path) -> None:
        old = site / f"content/bai-{number}.md"
        if old.exists():
            (site / "content/2024").mkdir(exist_ok=True)
            old.rename(site / f"content/2024/doi-ten-{number}.md")

    edit.__qualname__ = f"rename {number}"
    return edit


def _move(number: int) -> Edit:
    def edit(site: Path) -> None:
        old = site / f"content/bai-{number}.md"
        if old.exists():
            (site / "content/khac").mkdir(exist_ok=True)
            old.rename(site / f"content/khac/bai-{number}.md")

    edit.__qualname__ = f"move {number}"
    return edit


def _template(line: str) -> Edit:
    def edit(site: Path) -> None:
        source = (installation.PROGRAM / "templates/pages/article.html").read_text("utf-8")
        write_files(site, {"templates/pages/article.html": source + line})

    edit.__qualname__ = f"template {line!r}"
    return edit


def _macro(line: str) -> Edit:
    def edit(site: Path) -> None:
        source = (installation.PROGRAM / "templates/base.html").read_text("utf-8")
        write_files(site, {"templates/base.html": source.replace("</body>", f"{line}</body>")})

    edit.__qualname__ = f"base {line!r}"
    return edit


def _any_template(name: str) -> Edit:
    """A mark at the first element's end: inside a macro, where the file is one of macros."""

    def edit(site: Path) -> None:
        source = (installation.PROGRAM / "templates" / name).read_text("utf-8")
        write_files(site, {f"templates/{name}": source.replace("</", "<!-- bốn --></", 1)})

    edit.__qualname__ = f"template {name}"
    return edit


def _hurt_cache(site: Path) -> None:
    file = site / ".cache/cache.db"
    if file.exists():
        raw = bytearray(file.read_bytes())
        for at in range(100, len(raw), 977):
            raw[at] ^= 0xFF
        file.write_bytes(raw)


def _cut_cache(site: Path) -> None:
    file = site / ".cache/cache.db"
    if file.exists():
        os.truncate(file, file.stat().st_size // 2)


def _no_cache(site: Path) -> None:
    shutil.rmtree(site / ".cache", ignore_errors=True)


def _foreign_edit(site: Path) -> None:
    (site / "output/index.html").write_text('<meta name="generator" content="Bảng Vàng"> khác', "utf-8")
    (site / "output/thong-ke.html").unlink(missing_ok=True)
    write_files(site / "output", {"la/tep.html": "lạ"})


LONG = "Một câu dài hơn mọi trích đoạn, của một bài kể rất kỹ. " * 8
numbers = st.integers(0, BITS + 4)
bits = st.builds(
    Bit,
    numbers,
    title=st.sampled_from(["Khen thưởng", "Biểu dương", "Đổi «tiêu đề» & <khác>"]),
    date=st.sampled_from(["", "", "2024-01-02", "2023", "2024-02", "2026-03-01"]),
    body=st.sampled_from(
        [
            "Hội nghị biểu dương.",
            "Nội dung khác hẳn.",
            "[Bài 3](bai-3.md)",
            "Có [4](/nam/2023.html)",
            f"{LONG} Hết.",
            f"{LONG} Và sau đó.",
        ]
    ),
    province=st.sampled_from(["", "", "Kon Tum", "Bình Định"]),
    tags=st.lists(st.sampled_from([*TAGS, "chủ đề mới"]), unique=True, max_size=3).map(tuple),
    extra=st.sampled_from(
        [
            (),
            (),
            (("draft", True),),
            (("status", "annulled"), ("status_date", "2025-01-02"), ("status_note", "Lý do")),
            (("same_event", "bai-0"),),
            (("aliases", ["/cu.html"]),),
            (("photos", [{"file": "a.png", "caption": "Chú thích"}]),),
        ]
    ),
)
edits = st.one_of(
    bits.map(lambda bit: _write(f"content/bai-{bit.number}.md", bit.text)),
    bits.map(lambda bit: _write(f"content/bai-{bit.number}.md", bit.text)),
    numbers.map(lambda n: _write(f"content/bai-{n}.md", None)),
    numbers.map(_rename),
    numbers.map(_move),
    st.sampled_from(
        [
            _write("content/a.png", PIXEL + b"\0"),
            _write("content/a.png", None),
            _write("content/a.png", PIXEL),
            _write("content/pages/khac.md", "---\ntitle: Trang khác\n---\n\nChữ.\n"),
            _write("content/pages/khac.md", None),
            _write("content/pages/gioi-thieu.md", None),
            _write("content/bai-2.md", "---\ntitel: hỏng\n---\n"),
            _template("<!-- một -->\n"),
            _template("<!-- hai -->\n"),
            _write("templates/pages/article.html", None),
            _macro("<!-- ba -->\n"),
            _write("templates/base.html", None),
            _any_template("macros/cards.html"),
            _any_template("macros/figures.html"),
            _any_template("macros/words.html"),
            _any_template("pages/listing.html"),
            _any_template("feeds/atom.xml"),
            _write("assets/img/favicon.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>'),
            _write("assets/img/favicon.svg", None),
            _write("assets/css/tokens.css", "@layer base { :root { --x: 1px; } }"),
            _write("config.yaml", config(per_page=6, share_images=1)),
            _write("config.yaml", config(per_page=5, language="en")),
            _write("config.yaml", config(per_page=5, base_url=None, title="Tên khác")),
            _write("config.yaml", CONFIG),
            _hurt_cache,
            _cut_cache,
            _no_cache,
            _foreign_edit,
        ]
    ),
)


@dataclass(frozen=True)
class Step:
    """Some edits, then a build in so many processes on a day, with drafts or not. `lets_go`: the ledger of
    published addresses is lost, so that what vanished is missed by nobody."""

    edits: tuple[Edit, ...]
    lets_go: bool = True
    jobs: int = 1
    day: int = 0
    drafts: bool = False

    def __repr__(self) -> str:
        names = ", ".join(edit.__qualname__ for edit in self.edits)
        rest = f"lets_go={self.lets_go}, jobs={self.jobs}, day={self.day}, drafts={self.drafts}"
        return f"Step([{names}], {rest})"


steps = st.lists(
    st.builds(
        Step,
        st.lists(edits, min_size=1, max_size=3).map(tuple),
        lets_go=st.sampled_from([True, True, False]),
        jobs=st.sampled_from([1, 1, 3]),
        day=st.sampled_from([0, 0, 90]),
        drafts=st.sampled_from([False, False, True]),
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps)
@example([Step((_hurt_cache,))])
@example([Step((_cut_cache,), jobs=3)])
@example([Step((_foreign_edit,))])
@example([Step((_any_template("macros/cards.html"),), jobs=3)])
@example(
    [
        Step((_write("content/bai-2.md", Bit(2, body=f"{LONG} Hết.").text),)),
        Step((_write("content/bai-2.md", Bit(2, body=f"{LONG} Và sau đó.").text),), lets_go=False),
        Step((_write("content/bai-3.md", Bit(3, title="Biểu dương").text),), lets_go=False),
        Step((_write("content/bai-2.md", Bit(2, body=f"{LONG} Hết.").text),), lets_go=False, jobs=3),
    ]
)
@example([Step((_write("content/bai-0.md", Bit(0, extra=(("draft", True),)).text),), drafts=True), Step(())])
@example(
    [
        Step((_write("content/bai-2.md", "---\nhỏng\n---\n"),)),
        Step((_write("content/bai-2.md", Bit(2).text),)),
    ]
)
def test_any_edits_built_one_after_the_other_equal_a_build_from_nothing(
    built: Path, plan: list[Step]
) -> None:
    site = built / "site"
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(built / "kept", site)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "ENOUGH", 6)
        patch.setattr(workers, "CHUNK", 4)
        for step in plan:
            for edit in step.edits:
                edit(site)
            if step.lets_go:
                (site / ledger.FILE).unlink(missing_ok=True)
            stands = read_files(site / "output")
            clean = _clean(built, site)
            report = _build(site, step)
            if not report.ok:
                assert read_files(site / "output") == stands
    anew = _build(clean, replace(step, jobs=1))
    event(f"published: {anew.ok}")

    assert told(report) == told(anew)
    if anew.ok:
        assert read_files(site / "output") == read_files(clean / "output")


def _build(site: Path, step: Step) -> Report:
    return build(site, jobs=step.jobs, today=TODAY + dt.timedelta(days=step.day), drafts=step.drafts)


def _clean(built: Path, site: Path) -> Path:
    """The same files in a folder where nothing was ever built."""
    clean = built / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    shutil.copytree(site, clean, ignore=shutil.ignore_patterns("output", ".cache"))
    return clean


def told(report: Report) -> tuple[object, ...]:
    """What a report says of the site, without what it says of the work."""
    return report.ok, report.articles, report.problems


# ---------------------------------------------------------------- the same bytes everywhere


def test_processes_hash_seeds_and_the_order_of_folders_leave_no_trace(tmp_path: Path) -> None:
    files = {f"content/{n % 5}/bai-{n}.md": Bit(n, tags=TAGS[: n % 4]).text for n in range(310)}
    trees = []
    for seed, jobs, order in (("1", 1, 1), ("2", 3, -1)):
        site = tmp_path / f"seed-{seed}" / "site"
        write_files(site, {"config.yaml": CONFIG})
        write_files(site, dict(sorted(files.items())[::order]))
        command = [sys.executable, str(ROOT / "build.py"), "build", "--site", str(site), "--jobs", str(jobs)]
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONHASHSEED": seed}
        )
        trees.append(read_files(site / "output"))

    assert len(trees[0]) > 500
    assert trees[0] == trees[1]


def test_where_processes_cannot_be_forked_the_same_site_comes_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("mot", "hai"):
        write_files(tmp_path / name, little_archive())
    assert build(tmp_path / "mot").ok
    monkeypatch.setattr(workers, "ENOUGH", 1)
    monkeypatch.setattr(workers, "ENOUGH_ANEW", 1)
    monkeypatch.setenv("BANGVANG_START", "spawn")
    report = build(tmp_path / "hai", jobs=2)

    assert report.ok
    assert read_files(tmp_path / "hai/output") == read_files(tmp_path / "mot/output")


def test_an_index_that_is_made_beside_the_pages_is_that_of_a_build_from_nothing(tmp_path: Path) -> None:
    for name in ("mot", "hai"):
        write_files(tmp_path / name, little_archive())
    assert build(tmp_path / "hai", jobs=2).ok
    for name in ("mot", "hai"):
        write_files(tmp_path / name, {"content/bai-1.md": written("Tin khác", body="Một chuyện khác hẳn.")})
    parts = list((tmp_path / "hai/.cache/search").glob("*/*.part"))
    for part in parts:
        part.write_bytes(part.read_bytes()[:-1])
    report = build(tmp_path / "hai", jobs=2)

    assert report.ok
    assert report.mended
    assert set(report.mended) < {f"search/{part.name}" for part in parts}  # one is of no use any more
    assert build(tmp_path / "mot", jobs=1).ok
    assert read_files(tmp_path / "hai/output") == read_files(tmp_path / "mot/output")


def test_where_many_texts_differ_the_index_is_every_process_s_first_work(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = site(little_archive())
    assert build(folder, jobs=2).ok
    monkeypatch.setattr(workers, "ENOUGH", 3)
    index, here = making._index, set()

    def made_here(*given: Any) -> Any:
        here.add(os.getpid())  # another process would tell its own set
        return index(*given)

    monkeypatch.setattr(making, "_index", made_here)
    site({f"content/bai-{n}.md": Bit(n, body="Một chuyện khác hẳn.").text for n in range(3)})

    assert build(folder, jobs=2).ok
    assert here == {os.getpid()}


def test_a_file_changed_between_being_listed_and_being_read_is_read_again_by_the_next_build(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = site({"content/bai.md": written("Một")})
    parse_all = parsing.parse_all

    def meanwhile(*arguments: Any, **options: Any) -> Any:
        site({"content/bai.md": written("Hai")})
        return parse_all(*arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(parsing, "parse_all", meanwhile)
        build(folder)
    site({"content/bai.md": written("Một")})
    build(folder)

    assert "Một" in (folder / "output/bai-viet/2024/bai.html").read_text("utf-8")
    assert "Hai" not in (folder / "output/bai-viet/2024/bai.html").read_text("utf-8")
