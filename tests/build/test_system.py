"""What Windows does otherwise, as far as another system can play it: how it refuses, what it lacks, what it
changes in silence. docs/windows.md tells what only a real one can show."""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import types
from collections.abc import Callable, Iterator
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest
from PIL import Image

from bangvang.build import cached_rows, publish, system, terminal
from bangvang.language import text
from tests.conftest import ROOT, MakeSite, read_files, write_files
from tests.samples import build, codes, config, written

DENIED, SHARING, LOCKED = 5, 32, 33


def refused(winerror: int, path: str = "x") -> PermissionError:
    """As Windows raises it."""
    error = PermissionError(13, "The process cannot access the file", path)
    error.winerror = winerror  # type: ignore[attr-defined]
    return error


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """The module as it would be loaded on Windows, with what it asks of that system recorded in `.asked`."""
    asked: list[tuple[object, ...]] = []

    def note(name: str, answer: int = 1) -> Callable[..., int]:
        def noted(*arguments: object) -> int:
            asked.append((name, *arguments))
            return answer

        return noted

    kernel = types.SimpleNamespace(SetConsoleCtrlHandler=note("ctrl"), GetConsoleMode=note("get"))
    kernel.SetConsoleMode = note("set")
    ntdll = types.SimpleNamespace(RtlAreLongPathsEnabled=note("long", 0))
    dll = types.SimpleNamespace(kernel32=kernel, ntdll=ntdll)
    locks = types.SimpleNamespace(LK_NBLCK=2, locking=note("lock"), get_osfhandle=int)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", dll, raising=False)
    monkeypatch.setitem(sys.modules, "msvcrt", locks)
    monkeypatch.setattr(os, "O_BINARY", 0o100000000, raising=False)
    for owner, names in (
        (os, ("fork", "register_at_fork", "pread", "geteuid")),
        (signal, ("pthread_sigmask", "SIGHUP")),
    ):
        for name in names:
            monkeypatch.delattr(owner, name)
    module = _loaded(system)
    monkeypatch.setitem(sys.modules, system.__name__, module)
    module.terminal = _loaded(terminal)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, system.__name__, system)
    module.asked = asked  # type: ignore[attr-defined]
    monkeypatch.setattr(time, "sleep", lambda _: None)
    return module


def _loaded(module: types.ModuleType) -> types.ModuleType:
    spec = importlib.util.spec_from_file_location(f"windows_{module.__name__}", str(module.__file__))
    assert spec is not None
    assert spec.loader is not None
    anew = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(anew)
    return anew


# ---------------------------------------------------------------- files that others have open


@pytest.mark.parametrize("winerror", [DENIED, SHARING, LOCKED])
def test_what_is_refused_for_a_while_is_tried_again(monkeypatch: pytest.MonkeyPatch, winerror: int) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    answers = iter([refused(winerror), refused(winerror), None])

    def call() -> str:
        if (answer := next(answers)) is not None:
            raise answer
        return "done"

    assert system.patiently(call) == "done"
    assert pauses == [0.01, 0.02]


def test_patience_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)

    def call() -> None:
        raise refused(SHARING, "output")

    with pytest.raises(system.InUse) as raised:
        system.patiently(call)

    assert raised.value.filename == "output"
    assert system.PATIENCE <= sum(pauses) < system.PATIENCE + 1


def test_what_is_refused_for_another_reason_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: pytest.fail("waited"))
    for error in (PermissionError(13, "Permission denied"), refused(112), FileNotFoundError(2, "gone")):
        with pytest.raises(type(error)) as raised:
            system.patiently(lambda error=error: (_ for _ in ()).throw(error))  # type: ignore[misc]

        assert raised.value is error


def test_an_open_output_leaves_the_former_site_and_is_told_as_such(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = site({"content/bai.md": written("Một")})
    build(folder)
    before = read_files(folder / "output")
    site({"content/bai.md": written("Hai")})
    rename = os.rename

    def held(path: Path, to: Path) -> None:
        if Path(path).name == "output":
            raise refused(DENIED, str(path))
        rename(path, to)

    with monkeypatch.context() as patch:
        patch.setattr(system, "exchange", lambda *_: False)
        patch.setattr(system, "PATIENCE", 0.02)
        patch.setattr(os, "rename", held)
        report = build(folder)
    stood = read_files(folder / "output")
    after = build(folder)

    assert codes(report) == ["K804"]
    assert report.problems[0].place.file == str(folder / "output")
    assert stood == before
    assert after.ok
    assert "Hai" in (folder / "output/index.html").read_text("utf-8")


def test_an_output_let_go_of_in_time_is_replaced(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = site({"content/bai.md": written("Một")})
    build(folder)
    site({"content/bai.md": written("Hai")})
    rename, times = os.rename, iter(range(10))

    def held(path: Path, to: Path) -> None:
        if Path(path).name == "output" and next(times) < 3:
            raise refused(SHARING, str(path))
        rename(path, to)

    monkeypatch.setattr(system, "exchange", lambda *_: False)
    monkeypatch.setattr(os, "rename", held)

    assert build(folder).ok
    assert "Hai" in (folder / "output/index.html").read_text("utf-8")


# ---------------------------------------------------------------- read-only files


def test_read_only_files_can_be_taken_away(
    tmp_path: Path, windows: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """git for Windows marks its objects read-only, and Windows takes no such file away."""
    _as_stubborn_as_windows(monkeypatch)
    objects = tmp_path / "stage/.git/objects/ab"
    objects.mkdir(parents=True)
    for name in ("one", "two"):
        (objects / name).write_bytes(b"x")
        (objects / name).chmod(stat.S_IREAD)
    windows.remove(objects / "one")
    left = sorted(path.name for path in objects.iterdir())
    windows.remove_tree(tmp_path / "stage")

    assert left == ["two"]
    assert not (tmp_path / "stage").exists()


def test_what_cannot_be_taken_away_at_all_is_an_error_or_left(
    tmp_path: Path, windows: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stage/folder").mkdir(parents=True)
    (tmp_path / "stage/folder/open").write_bytes(b"x")
    (tmp_path / "stage/other").write_bytes(b"x")
    unlink = os.unlink

    def held(path: Any, **options: Any) -> None:
        if str(path).endswith("open"):
            raise refused(SHARING, str(path))
        unlink(path, **options)

    monkeypatch.setattr(os, "unlink", held)
    monkeypatch.setattr(shutil, "_use_fd_functions", False)  # as on Windows: whole paths

    with pytest.raises(OSError, match="cannot access"):
        windows.remove_tree(tmp_path / "stage")
    windows.remove_tree(tmp_path / "stage", ignore_errors=True)

    assert [path.name for path in (tmp_path / "stage").rglob("*")] == ["folder", "open"]


def _as_stubborn_as_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    unlink = os.unlink

    def stubborn(path: Any, **options: Any) -> None:
        if not Path(path).stat().st_mode & stat.S_IWRITE:
            raise refused(DENIED, str(path))
        unlink(path, **options)

    monkeypatch.setattr(os, "unlink", stubborn)
    monkeypatch.setattr(shutil, "_use_fd_functions", False)


# ---------------------------------------------------------------- bytes, times, locks


def test_files_are_opened_as_bytes(tmp_path: Path, windows: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows' text mode makes CRLF of every line end, and takes 0x1A for the end of the file."""
    asked: list[int] = []
    real = os.open

    def noting(path: Any, flags: int, mode: int = 0o777) -> int:
        asked.append(flags & os.O_BINARY)  # type: ignore[attr-defined]
        return real(path, flags & ~os.O_BINARY, mode)  # type: ignore[attr-defined]

    monkeypatch.setattr(os, "open", noting)
    windows.write_new(str(tmp_path / "file"), b"a\nb\x1ac")
    with windows.locked(tmp_path / "lock"):
        pass

    assert (tmp_path / "file").read_bytes() == b"a\nb\x1ac"
    assert len(asked) == 2
    assert all(asked)


def test_the_time_of_a_file_is_asked_for_when_it_is_closed(
    tmp_path: Path, windows: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows enters it then; asked before, every page would seem to have been changed since."""
    close = os.close

    def entering(handle: int) -> None:
        close(handle)
        os.utime(tmp_path / "file", ns=(0, 42))

    with monkeypatch.context() as patch:
        patch.setattr(os, "close", entering)
        told = windows.write_new(str(tmp_path / "file"), b"x")

    assert told == 42


def test_the_lock_is_windows_own(tmp_path: Path, windows: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with windows.locked(tmp_path / "lock"):
        pass

    def busy(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(sys.modules["msvcrt"], "locking", busy)

    assert [call[0] for call in windows.asked] == ["lock"]
    with pytest.raises(BlockingIOError), windows.locked(tmp_path / "lock"):
        pass


def test_windows_has_no_exchange_no_copies_of_processes_no_time_of_state_and_no_signals_of_unix(
    tmp_path: Path, windows: Any
) -> None:
    assert not windows.exchange(tmp_path / "a", tmp_path / "b")
    assert not windows.forks()
    assert not windows.keeps_time_of_state()
    assert windows.MOST_PROCESSES == 61
    windows.stop_at_end(None, None)  # a loop there takes no signals
    with windows.undisturbed():
        pass

    asked = [call[1:] for call in windows.asked if call[0] == "ctrl"]
    assert asked == [(None, True), (None, False)]


def test_a_path_is_too_long_for_windows_alone(windows: Any) -> None:
    assert windows.is_too_long("C:/" + "a" * 257)
    assert not windows.is_too_long("C:/" + "a" * 256)
    assert not system.is_too_long("/" + "a" * 4000)


def test_whoever_stops_reading_is_no_fault_and_a_port_of_the_system_is_taken(windows: Any) -> None:
    left, denied = OSError(22, "Invalid argument"), OSError(13, "Permission denied")

    assert (windows.terminal.nobody_reads(left), terminal.nobody_reads(left)) == (True, False)
    assert (windows.is_taken(denied), system.is_taken(denied)) == (True, False)


def test_output_that_goes_to_a_file_is_utf_8_with_plain_line_ends(
    windows: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "report.json"
    with file.open("w", encoding="cp1252", newline="\r\n") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        windows.terminal.prepare()
        print("Việt")

    assert file.read_bytes() == "Việt\n".encode()


def test_a_command_to_type_needs_no_quotation_marks_at_its_head(
    windows: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PowerShell takes a first word with quotation marks for a text, and prints it."""
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "py" else None)
    spaced = ["C:\\Users\\An Nguyễn\\.venv\\python.exe", "C:\\Kho bài\\build.py", "check"]

    assert windows.terminal.quoted(spaced) == 'py "C:\\Kho bài\\build.py" check'
    assert windows.terminal.quoted(["bang-vang", "new", "Bài một"]) == 'bang-vang new "Bài một"'
    assert terminal.quoted(["/a b/python", "new", "Bài một"]) == "'/a b/python' new 'Bài một'"


def test_the_python_of_an_environment_lies_elsewhere(windows: Any) -> None:
    assert windows.terminal.python_of(Path("a/.venv")) == Path("a/.venv/Scripts/python.exe")
    assert terminal.python_of(Path("a/.venv")) == Path("a/.venv/bin/python")


# ---------------------------------------------------------------- places


def test_a_whole_drive_is_nobodys_output() -> None:
    folder, site = PureWindowsPath("D:/"), PureWindowsPath("C:/kho")

    assert publish._not_free(folder, site) == "folder_above"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (PureWindowsPath("C:/Kho báo/.cache/cache.db"), "file:///C:/Kho%20b%C3%A1o/.cache/cache.db?mode=ro"),
        (PureWindowsPath("//may-chu/chung/cache.db"), "file:////may-chu/chung/cache.db?mode=ro"),
        (Path("/srv/a?b#c/cache.db"), "file:///srv/a%3Fb%23c/cache.db?mode=ro"),
    ],
)
def test_the_cache_is_found_on_drives_and_on_shares(path: Any, address: str) -> None:
    assert cached_rows.address(path) == address


def test_a_path_that_windows_cannot_open_is_told_before_anything_is_written(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch, windows: Any
) -> None:
    folder = site({"content/bai.md": written("Một"), "config.yaml": config()})
    build(folder)
    before = read_files(folder / "output")
    slug = "mot-ten-bai-dai-" + "a" * 104
    site({f"content/{slug}.md": written("Hai")})
    room = 259 - len(f"{folder}/.output.staging/bai-viet/2024/{slug}.html")
    deep = folder / ("thu-muc-" + "x" * room) / "output"
    with monkeypatch.context() as patch:
        patch.setattr(system, "is_too_long", windows.is_too_long)
        near = build(folder, deep.parent.with_name(deep.parent.name[:-9]) / "output")
        told = build(folder, deep)

    assert (codes(near), codes(told)) == ([], ["K806"])
    assert f"/bai-viet/2024/{slug}.html" in told.problems[0].message("vi")
    assert read_files(folder / "output") == before
    assert not deep.exists()


def test_a_photo_whose_name_comes_out_as_one_of_windows_gets_another(site: MakeSite) -> None:
    folder = site({"content/bai.md": written("Một", photos=[{"file": "cồn.png", "caption": "Cồn cát"}])})
    Image.new("RGB", (400, 300), (90, 20, 20)).save(folder / "content/cồn.png")
    report = build(folder)

    assert (report.ok, codes(report)) == (True, [])
    assert list((folder / "output/bai-viet/2024/bai").glob("con-anh.*"))
    assert not list((folder / "output").rglob("con.*"))


def test_a_former_address_that_windows_cannot_have_is_given_up(site: MakeSite) -> None:
    folder = site(
        {"content/bai.md": written("Một", tags=["con em"]), "urls.txt": "/chu-de/con.html\n/aux.html gone\n"}
    )
    report = build(folder)

    assert report.ok
    assert [url for url in read_files(folder / "output") if text.device(url)] == []


# ---------------------------------------------------------------- folders of one process

_HOLDER = """
import sys, time
from bangvang.build import system
with system.private_folder() as folder:
    (folder / "x").write_text("x")
    print(folder, flush=True)
    time.sleep(60)
"""


@contextlib.contextmanager
def holder(temporary: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """A process that has a folder of its own, and what lies around that."""
    command = [sys.executable, "-c", _HOLDER]
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=os.environ | places
    ) as process:
        assert process.stdout is not None
        try:
            yield process, Path(process.stdout.readline().strip()).parent
        finally:
            process.kill()


def aged(folder: Path) -> None:
    os.utime(folder, (1_700_000_000, 1_700_000_000))


def test_what_a_killed_process_left_is_cleared_away_by_the_next_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    theirs = tmp_path / "bangvang-cua-toi"  # has no lock: not made by this program
    write_files(theirs, {"thu.txt": "x"})
    write_files(tmp_path / "khac", {"lock": "", "thu.txt": "x"})
    (tmp_path / "bangvang-lien-ket").symlink_to(tmp_path / "khac")
    with holder(tmp_path) as (dead, left), holder(tmp_path) as (_, young), holder(tmp_path) as (_, lives):
        dead.kill()
        dead.wait()
        for folder in (theirs, tmp_path / "khac", left, lives):
            aged(folder)
        assert (left / "own/x").exists()
        with system.private_folder() as own:
            assert list(own.iterdir()) == []
            there = {file.name for file in tmp_path.iterdir()}

    assert there == {theirs.name, "khac", "bangvang-lien-ket", young.name, lives.name, own.parent.name}
    assert not own.parent.exists()
    assert (tmp_path / "khac/thu.txt").exists()


def test_a_folder_is_left_alone_until_its_process_can_have_locked_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    write_files(tmp_path / "bangvang-moi", {"lock": "", "own/x": "x"})
    with system.private_folder():
        pass
    stays = (tmp_path / "bangvang-moi/own/x").exists()
    aged(tmp_path / "bangvang-moi")
    with system.private_folder():
        pass

    assert (stays, list(tmp_path.iterdir())) == (True, [])


def test_no_other_module_makes_folders_that_a_killed_process_would_leave() -> None:
    asks = [file.name for file in (ROOT / "bangvang").rglob("*.py") if "tempfile" in file.read_text("utf-8")]

    assert asks == ["system.py"]


# ---------------------------------------------------------------- all of it at once

_WITHOUT = """
import os, signal, sys
for name in ("fork", "register_at_fork", "pread", "geteuid", "getuid", "killpg"):
    delattr(os, name)
for name in ("pthread_sigmask", "SIGHUP"):
    delattr(signal, name)
os.environ["BANGVANG_START"] = "spawn"
from bangvang.commands.cli import main
sys.exit(main(["build", "--site", sys.argv[1], "--jobs", "1"]))
"""


def test_a_site_is_built_without_what_windows_lacks(site: MakeSite) -> None:
    folder = site({"content/bai.md": written("Một")})
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT, str(folder)], capture_output=True, text=True, check=False, cwd=ROOT
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "output/index.html").exists()
