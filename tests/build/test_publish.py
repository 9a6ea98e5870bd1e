"""The former site or the new one, whole, whatever happens; and never anything that is somebody else's."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
import types
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from bangvang.build import publish, system, workers
from bangvang.build.publish import GENERATOR, claim, former, prepare, saved, staging, swap
from bangvang.problems import ProblemsFound
from tests.conftest import ROOT, MakeSite, read_files, write_files
from tests.samples import TODAY, award, build, codes, config, written


def three(word: str = "Một") -> dict[str, str | bytes | None]:
    files: dict[str, str | bytes | None] = {"config.yaml": config()}
    for n in range(3):
        awards = [award(individuals=n)]
        files[f"content/bai-{n}.md"] = written(f"{word} {n}", date=f"2024-01-{n + 1:02d}", awards=awards)
    return files


# ---------------------------------------------------------------- what is written


def test_a_second_build_writes_nothing(site: MakeSite) -> None:
    folder = site(three())
    first = build(folder)
    times = _times(folder / "output")
    second = build(folder)

    assert (first.ok, first.unchanged, second.written) == (True, 0, 0)
    assert (second.unchanged, second.removed, second.articles) == (first.written, 0, 3)
    assert _times(folder / "output") == times


def test_a_second_build_with_another_day_writes_nothing_either(site: MakeSite) -> None:
    folder = site(three())
    first = build(folder)
    times = _times(folder / "output")
    second = build(folder, today=TODAY.replace(year=2027))

    assert (second.written, second.unchanged) == (0, first.written)
    assert _times(folder / "output") == times


def test_an_edited_body_rewrites_its_page_alone(site: MakeSite) -> None:
    # Longer than what other pages quote of it.
    start = "Chữ đầu bài. " * 60
    folder = site({**three(), "content/bai.md": written("Bài", body=f"{start}\n\nĐoạn hai.")})
    build(folder)
    before = _times(folder / "output")
    site({"content/bai.md": written("Bài", body=f"{start}\n\nĐoạn hai đã sửa.")})
    report = build(folder)

    changed = {url for url, when in _times(folder / "output").items() if before.get(url) != when}
    assert report.written == len(changed)
    assert {url for url in changed if url.endswith(".html")} == {"bai-viet/2024/bai.html"}
    # Words that are searched for are looked up elsewhere.
    assert {url for url in changed if not url.startswith(("bai-viet/", "tim-kiem/"))} == set()


def _edited(site: MakeSite, word: str) -> Path:
    folder = site({"content/bai.md": written("Bài", body=f"{'Chữ đầu bài. ' * 60}\n\n{word}")})
    assert build(folder).ok
    return folder


def test_every_file_of_a_site_lies_linked_for_the_next_build_whatever_the_last_one_changed(
    site: MakeSite,
) -> None:
    folder = site({**three(), "content/cu.md": written("Cũ", date="2019-05-06", province="Hà Nội")})
    for change in ("nothing before", "a body", "a folder gone", "everything", "nothing linked before"):
        if change == "a body":
            _edited(site, "Hai.")
        elif change == "a folder gone":
            site({"content/cu.md": None})
            (folder / "urls.txt").unlink()
        elif change == "everything":
            site({"config.yaml": config(title="Tên khác")})
        elif change == "nothing linked before":
            shutil.rmtree(folder / ".cache/former")
            _edited(site, "Ba.")
        assert build(folder).ok
        stands, linked = read_files(folder / "output"), folder / ".cache/former"

        assert read_files(linked).keys() == stands.keys(), change
        assert all((linked / url).samefile(folder / "output" / url) for url in stands), change
        assert _folders_of(linked) == _folders_of(folder / "output"), change


def test_nothing_of_a_former_site_is_believed_but_the_very_files_that_stand(site: MakeSite) -> None:
    site({**three(), "content/cu.md": written("Cũ", date="2019-05-06", province="Hà Nội")})
    _edited(site, "Một.")
    folder = _edited(site, "Hai.")
    former_site = folder / ".cache/former"
    (former_site / "index.html").unlink()
    write_files(
        former_site,
        {
            "index.html": "của người khác",
            ".an": "ẩn",
            ".kho/x": "ẩn",
            "la/sau/x.html": "lạ",
            "bai-viet/2024/.y": "ẩn",
        },
    )
    (former_site / "lien-ket.html").symlink_to("/etc/hostname")
    (former_site / "thu-muc").symlink_to(folder / "content")
    (former_site / "rong/rong").mkdir(parents=True)
    site({"content/cu.md": None})
    (folder / "urls.txt").unlink()
    _edited(site, "Ba.")
    clean = site({path.name: path.read_text("utf-8") for path in [folder / "config.yaml"]}, name="clean")
    shutil.copytree(folder / "content", clean / "content", dirs_exist_ok=True)
    assert build(clean).ok

    assert read_files(folder / "output") == read_files(clean / "output")
    assert _folders_of(folder / "output") == _folders_of(clean / "output")
    assert (folder / "content/bai-1.md").exists()


def _folders_of(top: Path) -> set[str]:
    return {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_dir() or path.is_symlink()}


def test_a_page_changed_by_another_hand_does_not_come_back_with_the_former_site(site: MakeSite) -> None:
    site(three())
    _edited(site, "Một.")
    folder = _edited(site, "Hai.")
    page = folder / "output/bai-viet/2024/bai-1.html"
    good = page.read_bytes()
    page.write_bytes(b"khac")  # in place: the former site's link shows the same
    _edited(site, "Ba.")

    assert page.read_bytes() == good


def test_files_nobody_plans_any_more_are_removed_with_their_folders(site: MakeSite) -> None:
    folder = site({**three(), "content/cu.md": written("Cũ", date="2019-05-06", province="Hà Nội")})
    build(folder)
    (folder / "urls.txt").unlink()
    site({"content/cu.md": None})
    report = build(folder)

    assert report.ok
    assert report.removed > 0
    assert not list((folder / "output").rglob("*2019*"))
    assert not (folder / "output/tinh/ha-noi.html").exists()


@pytest.mark.parametrize("hand", ["written", "touched", "deleted", "added"])
def test_a_foreign_hand_in_the_output_is_noticed_and_undone(site: MakeSite, hand: str) -> None:
    folder = site(three())
    build(folder)
    whole = read_files(folder / "output")
    page = folder / "output/nam/2024.html"
    if hand == "written":
        raw = bytearray(page.read_bytes())
        raw[-20] ^= 1
        page.write_bytes(raw)
    elif hand == "touched":
        page.write_bytes(page.read_bytes() + b"x")
    elif hand == "deleted":
        page.unlink()
    else:
        write_files(folder / "output", {"la/khac.html": "khác"})
    report = build(folder)

    assert report.ok
    assert (report.written, report.removed) == ((0, 1) if hand == "added" else (1, 0))
    assert read_files(folder / "output") == whole


def test_a_failed_build_touches_nothing(site: MakeSite) -> None:
    folder = site(three())
    build(folder)
    before = _times(folder / "output")
    site({"content/bai-1.md": "---\ntitel: hỏng\n---\n", "templates/pages/plain.html": "{% if %}"})
    report = build(folder)

    assert not report.ok
    assert (report.written, _times(folder / "output")) == (0, before)
    assert _beside(folder) == []


def test_a_template_that_fails_on_one_page_publishes_none(site: MakeSite) -> None:
    folder = site(three())
    build(folder)
    before = read_files(folder / "output")
    source = (ROOT / "templates/pages/article.html").read_text("utf-8")
    broken = source.replace("{% block main %}", "{% block main %}{{ 1 // (view.article.id != 'bai-1') }}", 1)
    site({"templates/pages/article.html": broken, "content/moi.md": written("Mới")})
    report = build(folder)

    assert codes(report) == ["K702"]
    assert (read_files(folder / "output"), _beside(folder)) == (before, [])


def test_photos_of_drafts_are_nowhere_in_the_site(site: MakeSite) -> None:
    photos = [{"file": "kin.png", "caption": "Chưa công bố"}]
    folder = site(
        {
            **three(),
            "content/kin.png": b"\x89PNG",
            "content/nhap.md": written("Nháp", draft=True, photos=photos),
            "content/mai/sau.png": b"\x89PNG.",
            "content/mai/sau.md": written("Mai sau", date="2030-01-01", body="![Ảnh](sau.png)"),
        }
    )
    build(folder)

    assert [url for url in read_files(folder / "output") if url.endswith(".png")] == []


# ---------------------------------------------------------------- what is somebody else's


def test_a_folder_that_is_not_its_own_is_refused(site: MakeSite) -> None:
    folder = site({**three(), "output/index.html": "<h1>Trang của tôi</h1>", "output/anh.jpg": b"jpg"})
    report = build(folder)

    assert codes(report) == ["K801"]
    assert read_files(folder / "output") == {
        "index.html": b"<h1>Trang c\xe1\xbb\xa7a t\xc3\xb4i</h1>",
        "anh.jpg": b"jpg",
    }


def test_a_file_in_the_place_of_the_output_is_refused(site: MakeSite) -> None:
    folder = site({**three(), "output": "một tệp"})
    report = build(folder)

    assert codes(report) == ["K801"]
    assert (folder / "output").read_text("utf-8") == "một tệp"


@pytest.mark.parametrize(
    "where",
    ["..", ".", "content", "content/moi", "templates", "assets", "assets/moi", ".cache/x", "output/x"],
)
def test_the_site_is_never_built_over_its_own_sources(site: MakeSite, where: str) -> None:
    folder = site({**three(), "templates/pages/khac.html": "khác", "output/.gitkeep": ""})
    before = read_files(folder)
    report = build(folder, folder / where)

    after = {path: raw for path, raw in read_files(folder).items() if not path.startswith(".cache/")}
    assert codes(report) == ["K801"]
    assert after == before
    assert not (folder / where / "index.html").exists()


@pytest.mark.parametrize("where", ["output", "content/moi"])
def test_a_site_is_never_built_over_another_archive(site: MakeSite, where: str) -> None:
    other = site(three("Khác"), name="khac")
    build(other)
    before = read_files(other)
    report = build(site(three()), other / where)

    assert codes(report) == ["K801"]
    assert "kho bài" in report.problems[0].message("vi")
    assert read_files(other) == before


def test_an_archive_inside_another_has_its_own_output_and_a_free_folder_is_free(site: MakeSite) -> None:
    site(three())
    inner = site(three("Trong"), name="site/con")

    assert build(inner).ok
    assert build(inner, inner.parent / "ban-sao").ok


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("front", ["x", None])
def test_its_own_folder_is_known_without_its_front_page(
    site: MakeSite, front: str | None, full: bool
) -> None:
    folder = site(three())
    build(folder)
    whole = read_files(folder / "output")
    write_files(folder / "output", {"index.html": front})
    report = build(folder, full=full)

    assert report.ok
    assert read_files(folder / "output") == whole


def test_a_folder_that_somebody_else_filled_since_is_not_its_own_any_more(site: MakeSite) -> None:
    folder = site(three())
    build(folder)
    shutil.rmtree(folder / "output")
    write_files(folder / "output", {"index.html": "khác", "404.html": "khác"})
    report = build(folder)

    assert codes(report) == ["K801"]
    assert set(read_files(folder / "output")) == {"index.html", "404.html"}


def test_a_folder_of_hidden_names_as_a_home_may_be_is_refused(site: MakeSite, tmp_path: Path) -> None:
    write_files(tmp_path / "nha", {".ssh/khoa": "bí mật", ".gitignore": "*"})
    report = build(site(three()), tmp_path / "nha")

    assert codes(report) == ["K801"]
    assert sorted(read_files(tmp_path / "nha")) == [".gitignore", ".ssh/khoa"]


@pytest.mark.parametrize("where", ["home", "program", "top"])
def test_the_home_folder_and_what_holds_the_program_are_refused_even_when_they_look_empty(
    site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    home, program = tmp_path / "nha/toi", tmp_path / "kho/vang"
    for folder in (home, program):
        folder.mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setattr(publish, "__file__", str(program / "bangvang/publish.py"))
    target = {"home": home, "program": program, "top": Path("/")}[where]
    report = build(site(three()), target)

    assert codes(report) == ["K801"]


def test_who_may_look_into_the_folder_stays_as_its_owner_decided(site: MakeSite) -> None:
    folder = site(three())
    (folder / "output").mkdir()
    (folder / "output").chmod(0o750)
    for title in ("Một", "Hai", "Ba"):
        site({"config.yaml": config(title=title)})
        build(folder)

        assert stat.S_IMODE((folder / "output").stat().st_mode) == 0o750


def test_its_own_folder_is_known_however_long_the_description(site: MakeSite) -> None:
    folder = site({**three(), "config.yaml": config(description="Mô tả rất dài. " * 900)})
    first = build(folder)
    site({"content/bai-0.md": written("Đổi")})
    (folder / "urls.txt").unlink()
    shutil.rmtree(folder / ".cache")
    second = build(folder)

    assert (first.problems, second.problems) == ((), ())


def test_an_empty_folder_and_one_with_only_dotted_names_are_taken(site: MakeSite) -> None:
    folder = site({**three(), "output/.gitignore": "*\n"})
    (folder / "trong").mkdir()

    assert build(folder).ok
    assert build(folder, folder / "trong").ok
    assert (folder / "output/.gitignore").read_text("utf-8") == "*\n"


def test_what_the_host_keeps_under_dotted_names_stays(site: MakeSite) -> None:
    hosts = {".htaccess": "Options", ".well-known/x/y.txt": "xác nhận", ".git/HEAD": "ref"}
    folder = site(three())
    build(folder)
    write_files(folder / "output", dict(hosts))
    (folder / "output/.lien-ket").symlink_to("nowhere")
    site(
        {
            "content/bai-0.md": written(
                "Một 0", date="2024-01-01", body="Đổi hẳn", awards=[award(individuals=0)]
            )
        }
    )
    report = build(folder)

    assert report.ok
    assert report.removed == 0
    assert {path: (folder / "output" / path).read_text("utf-8") for path in hosts} == hosts
    assert (folder / "output/.lien-ket").is_symlink()


# ---------------------------------------------------------------- one at a time


def test_a_second_build_at_once_is_refused(site: MakeSite) -> None:
    folder = site(three())
    build(folder)
    with publish.one_at_a_time(folder / ".cache/lock"):
        refused = build(folder)
    after = build(folder)

    assert (codes(refused), after.ok) == (["K802"], True)


def test_the_lock_dies_with_its_process_even_when_it_had_processes_of_its_own(site: MakeSite) -> None:
    folder = site(three())
    (folder / ".cache").mkdir()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder / ".cache/lock")],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert holder.stdout is not None
    child = int(holder.stdout.readline())
    refused = build(folder)
    holder.kill()
    holder.wait()
    try:
        # At once: the fork still runs.
        taken = build(folder)
    finally:
        os.kill(child, signal.SIGKILL)
        holder.stdout.close()

    assert (codes(refused), codes(taken)) == (["K802"], [])


HOLDER = """
import os, sys, time
from pathlib import Path
from bangvang.build import publish, system
reads, writes = os.pipe()
with publish.one_at_a_time(Path(sys.argv[1])):
    child = os.fork()
    if not child:
        os.write(writes, b"1")
        time.sleep(60)
        os._exit(0)
    os.read(reads, 1)  # until the fork is there, which is when it has let go of the lock
    print(child, flush=True)
    time.sleep(60)
"""


# ---------------------------------------------------------------- killed


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough articles that a build starts processes and takes a while; built once."""
    site = tmp_path_factory.mktemp("lon") / "site"
    enough = workers.ENOUGH if system.forks() else workers.ENOUGH_ANEW
    write_files(site, {"config.yaml": config(per_page=50)})
    for n in range(enough + 20):
        date = f"{2010 + n % 14}-{n % 12 + 1:02d}-{n % 27 + 1:02d}"
        write_files(site, {f"content/{n % 7}/bai-{n}.md": written(f"Bài {n}", date=date)})
    # Today, as for the builds in processes of their own: feeds tell the day an article was added.
    assert build(site, jobs=2, today=None).ok
    return site


def _start(site: Path, **options: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(ROOT / "build.py"), "build", "--site", str(site), "--jobs", "2"]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, **options
    )


def test_processes_of_a_killed_build_do_not_live_on(big: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(big, site, ignore=shutil.ignore_patterns(".cache", "output"))
    running = _start(site)
    group = running.pid
    for _ in range(600):
        if len(_group(group)) > 2 or running.poll() is not None:
            break
        time.sleep(0.01)
    had = len(_group(group))
    running.kill()
    for _ in range(500):
        if not _group(group):
            break
        time.sleep(0.02)
    left = _group(group)
    for process in left:
        os.kill(process, signal.SIGKILL)
    running.communicate()

    assert (had > 1, left) == (True, [])


def _group(group: int) -> list[int]:
    """The living processes of a process group."""
    listed = subprocess.run(["ps", "-eo", "pid=,pgid=,stat="], capture_output=True, text=True, check=True)  # noqa: S607
    rows = [row.split() for row in listed.stdout.splitlines()]
    return [int(pid) for pid, of, state in rows if int(of) == group and not state.startswith("Z")]


def test_an_interrupted_build_says_so_and_leaves_the_former_site(big: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(big, site, ignore=shutil.ignore_patterns(".cache"))
    before = read_files(site / "output")
    running = _start(site)
    for _ in range(600):
        if len(_group(running.pid)) > 2 or running.poll() is not None:
            break
        time.sleep(0.01)
    os.killpg(running.pid, signal.SIGINT)
    _, err = running.communicate(timeout=60)

    assert running.returncode == 130
    assert b"Traceback" not in err
    assert (read_files(site / "output"), _beside(site)) == (before, [])


class KilledError(BaseException):
    """Stands for a kill between two steps: nothing after it runs, no clearing up either."""


def _folders(tmp_path: Path) -> Path:
    output = tmp_path / "output"
    write_files(output, {"index.html": GENERATOR + b" old", "a/old.html": "old"})
    write_files(staging(output), {"index.html": GENERATOR + b" new", "b/new.html": "new"})
    return output


@pytest.mark.parametrize("kind", ["exchange", "two renames", "no renames"])
@pytest.mark.parametrize("kill_at", range(12))
def test_a_swap_killed_between_two_steps_is_mended_by_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, kill_at: int
) -> None:
    output = _folders(tmp_path)
    old, new = read_files(output), read_files(staging(output))
    _as_on(monkeypatch, kind, output)
    steps = iter(range(100))

    def counted(step: Callable[..., Any]) -> Callable[..., Any]:
        def do(*arguments: Any, **options: Any) -> Any:
            if next(steps) == kill_at:
                raise KilledError
            return step(*arguments, **options)

        return do

    with monkeypatch.context() as patch:
        patch.setattr(system, "exchange", counted(system.exchange))
        patch.setattr(os, "rename", counted(os.rename))
        patch.setattr(os, "unlink", counted(os.unlink))
        patch.setattr(os, "rmdir", counted(os.rmdir))
        with contextlib.suppress(KilledError):
            swap(staging(output), output)
    if kind == "exchange":
        assert read_files(output) in (old, new)
    claim(output, tmp_path / "site", dict)
    prepare(output, tmp_path / "spare", {})

    assert read_files(output) in (old, new)
    assert (former(output).exists(), saved(output).exists()) == (False, False)
    assert read_files(staging(output)) == {}


@pytest.mark.parametrize("kind", ["exchange", "two renames", "no renames"])
def test_what_replaces_a_site_is_on_the_disk_before_and_is_there_by_name_before_the_old_one_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    output = _folders(tmp_path)
    _as_on(monkeypatch, kind, output)
    seen: list[tuple[bool, bytes, bool]] = []

    def settle(folder: Path, *, names: bool = False) -> None:
        assert names or folder in (staging(output), tmp_path)
        page = (output / "index.html").read_bytes().rpartition(b" ")[2]
        seen.append((names, page, former(output).exists() or saved(output).exists()))

    monkeypatch.setattr(system, "settle", settle)
    swap(staging(output), output)

    assert seen[0] == (False, b"old", False)
    assert seen[-1] == (True, b"new", True)
    assert (output / "index.html").read_bytes().endswith(b"new")


def test_a_first_site_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = _folders(tmp_path)
    system.remove_tree(output)
    seen: list[tuple[bool, bool]] = []
    monkeypatch.setattr(
        system, "settle", lambda _folder, *, names=False: seen.append((names, output.exists()))
    )
    swap(staging(output), output)

    assert seen == [(False, False), (True, True)]


@pytest.mark.skipif(system.WINDOWS, reason="there is no such call")
@pytest.mark.parametrize("libc", [types.SimpleNamespace(), types.SimpleNamespace(syncfs=lambda _handle: -1)])
def test_where_one_disk_cannot_be_waited_for_all_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, libc: object
) -> None:
    asked: list[str] = []
    monkeypatch.setenv("BANGVANG_SETTLE", "yes")
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: libc)
    monkeypatch.setattr(os, "sync", lambda: asked.append("all"))
    monkeypatch.setattr(os, "fsync", lambda _handle: asked.append("names"))
    system.settle(tmp_path)
    system.settle(tmp_path, names=True)
    system.settle(tmp_path / "khong-co")

    assert asked == ["all", "names"]


def test_an_address_is_written_down_before_anybody_can_see_it(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = site(three())
    build(folder)
    site({"content/moi.md": written("Mới")})
    monkeypatch.setattr(publish, "swap", _killed)
    with pytest.raises(SystemExit):
        build(folder)

    assert "/bai-viet/2024/moi.html" in (folder / "urls.txt").read_text("utf-8")
    assert not (folder / "output/bai-viet/2024/moi.html").exists()


def _killed(*_: Any, **__: Any) -> None:
    raise SystemExit


def test_nothing_is_published_that_cannot_be_written_down(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = site(three())
    build(folder)
    before = read_files(folder / "output")
    site({"content/moi.md": written("Mới")})

    write = system.replace_file

    def full(path: Path, content: bytes) -> None:
        if path.name == "urls.txt":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(path, content)

    monkeypatch.setattr(system, "replace_file", full)

    assert codes(build(folder)) == ["K803"]
    assert (read_files(folder / "output"), _beside(folder)) == (before, [])


def _as_on(monkeypatch: pytest.MonkeyPatch, kind: str, output: Path) -> None:
    """A file system that cannot exchange, or one whose folders come from a container's image."""
    if kind == "exchange":
        return
    monkeypatch.setattr(system, "exchange", lambda *_: False)
    if kind == "no renames":
        rename = os.rename
        image = output.stat().st_ino

        def refuses(path: Path, target: Path) -> None:
            if path.stat().st_ino == image:
                raise OSError(errno.EXDEV, "Invalid cross-device link")
            rename(path, target)

        monkeypatch.setattr(os, "rename", refuses)


# ---------------------------------------------------------------- trouble with the disk


def test_without_hard_links_files_are_copied_with_their_times(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", refuse)
    folder = site(three())
    build(folder)
    before = _times(folder / "output")
    site({"content/moi.md": written("Mới", date="2023-01-01", province="Hà Nội", tags=["mới"])})
    report = build(folder)
    again = build(folder)

    kept = [url for url, when in _times(folder / "output").items() if before.get(url) == when]
    assert report.ok
    assert len(kept) == report.unchanged > 0
    assert again.written == 0


def test_a_clock_too_coarse_to_tell_two_builds_apart_keeps_no_old_page(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = publish.Stage.write

    def coarse(stage: publish.Stage, url: str, content: bytes) -> int:
        write(stage, url, content)
        os.utime(stage.path(url), (1_700_000_000, 1_700_000_000))
        return 1_700_000_000_000_000_000

    monkeypatch.setattr(publish.Stage, "write", coarse)
    folder = site({"content/bai.md": written("Bài", body="Số 1.")})
    build(folder)
    site({"content/bai.md": written("Bài", body="Số 2.")})
    build(folder)

    assert "Số 2." in (folder / "output/bai-viet/2024/bai.html").read_text("utf-8")


@pytest.mark.parametrize("step", ["write", "keep", "mkdir"])
def test_a_full_disk_leaves_the_former_site(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    folder = site(three())
    build(folder)
    before = read_files(folder / "output")
    site({"content/bai-0.md": written("Đổi", date="2024-01-01")})

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "x")

    with monkeypatch.context() as patch:
        if step == "mkdir":
            patch.setattr(Path, "mkdir", full)
        else:
            patch.setattr(publish.Stage, step, full)
        report = build(folder)
    after = build(folder)

    assert codes(report) == ["K803"]
    assert after.ok
    assert "Đổi" in (folder / "output/index.html").read_text("utf-8")
    assert before["index.html"] != (folder / "output/index.html").read_bytes()


def test_a_full_disk_for_the_cache_is_told_as_such(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = site(three())
    connect = sqlite3.connect

    def tiny(*arguments: Any, **options: Any) -> sqlite3.Connection:
        db: sqlite3.Connection = connect(*arguments, **options)
        db.execute("pragma max_page_count = 8")
        return db

    monkeypatch.setattr(sqlite3, "connect", tiny)
    report = build(folder)

    assert codes(report) == ["K803"]
    assert not (folder / "output").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(site: MakeSite) -> None:
    folder = site(three())
    build(folder)
    before = read_files(folder / "output")
    site({"content/bai-0.md": written("Đổi")})
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        report = build(folder)
    finally:
        folder.chmod(stat.S_IRWXU)

    assert codes(report) == ["K803"]
    assert read_files(folder / "output") == before


def test_an_output_where_no_folder_can_be_is_told(site: MakeSite) -> None:
    folder = site(three())
    report = build(folder, folder / "config.yaml" / "output")

    assert codes(report) == ["K803"]


def test_an_output_that_is_a_link_is_built_where_it_leads(site: MakeSite, tmp_path: Path) -> None:
    folder = site(three())
    (tmp_path / "www/trang").mkdir(parents=True)
    (folder / "output").symlink_to(tmp_path / "www/trang")
    first = build(folder)
    site({"content/bai-0.md": written("Đổi", date="2024-01-01")})
    second = build(folder)

    assert (first.ok, second.ok) == (True, True)
    assert (folder / "output").is_symlink()
    assert "Đổi" in (tmp_path / "www/trang/index.html").read_text("utf-8")
    assert [path.name for path in (tmp_path / "www").iterdir()] == ["trang"]


def test_a_link_among_the_pages_is_replaced_not_followed(site: MakeSite, tmp_path: Path) -> None:
    folder = site(three())
    build(folder)
    whole = read_files(folder / "output")
    (tmp_path / "khac.html").write_text("của người khác", "utf-8")
    (folder / "output/404.html").unlink()
    (folder / "output/404.html").symlink_to(tmp_path / "khac.html")
    build(folder)

    assert read_files(folder / "output") == whole
    assert (tmp_path / "khac.html").read_text("utf-8") == "của người khác"


def test_a_folder_not_its_own_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    write_files(tmp_path / "output", {"index.html": "khác"})
    with pytest.raises(ProblemsFound):
        claim(tmp_path / "output", tmp_path / "site", dict)

    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def _times(folder: Path) -> dict[str, int]:
    return {
        file.relative_to(folder).as_posix(): file.stat().st_mtime_ns
        for file in folder.rglob("*")
        if file.is_file()
    }


def _beside(folder: Path) -> list[str]:
    """What a build left beside its output."""
    return sorted(path.name for path in folder.glob(".output*"))


# ---------------------------------------------------------------- a machine that gives too little


@pytest.mark.parametrize(
    "raised",
    [
        MemoryError(),
        BrokenProcessPool("ended"),
        ImportError("libopenblas.so: failed to map segment from shared object"),
        OSError(errno.ENOMEM, "Cannot allocate memory", "x"),
        OSError(errno.EMFILE, "Too many open files", "x"),
        OSError(errno.ENFILE, "Too many open files in system", "x"),
    ],
    ids=lambda raised: f"{type(raised).__name__} {getattr(raised, 'errno', '')}",
)
def test_too_little_memory_or_too_few_files_is_told_and_the_former_site_stands(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch, raised: Exception
) -> None:
    folder = site(three())
    build(folder)
    before = read_files(folder / "output")
    site({"content/moi.md": written("Mới")})

    def fails(*_: Any) -> None:
        raise raised

    monkeypatch.setattr(publish.Stage, "write", fails)

    assert codes(build(folder)) == ["K807"]
    assert (read_files(folder / "output"), _beside(folder)) == (before, [])


def test_a_broken_library_is_not_too_little_memory(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> None:
        raise ImportError("undefined symbol: x")

    monkeypatch.setattr(publish.Stage, "write", fails)

    with pytest.raises(ImportError):
        build(site(three()))


def test_a_full_disk_is_not_too_little_memory(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = site(three())

    def fails(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(publish.Stage, "write", fails)

    assert codes(build(folder)) == ["K803"]


def test_a_disk_mounted_on_the_output_is_told_and_nothing_in_it_is_touched(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = site(three())
    build(folder)
    before = read_files(folder / "output")
    site({"content/moi.md": written("Mới")})
    monkeypatch.setattr(Path, "is_mount", lambda path: path.name == "output")
    told = build(folder)

    assert codes(told) == ["K801"]
    assert "ổ đĩa" in told.problems[0].message("vi")
    assert (read_files(folder / "output"), _beside(folder)) == (before, [])


def test_a_folder_mounted_on_the_output_from_the_same_disk_is_told_when_it_does_not_move(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = site(three())
    build(folder)
    before = read_files(folder / "output")
    site({"content/moi.md": written("Mới")})

    def busy(_stage: Path, output: Path) -> bool:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(output))

    monkeypatch.setattr(system, "exchange", busy)
    told = build(folder)

    assert codes(told) == ["K801"]
    assert "ổ đĩa" in told.problems[0].message("vi")
    assert (read_files(folder / "output"), _beside(folder)) == (before, [])
