"""The package: built, installed into an environment that knows nothing of the checkout, and used there."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import tarfile
import urllib.request
import zipfile
from pathlib import Path

import pytest

from bangvang import __version__
from tests.conftest import ROOT, read_files

PARTS = ("bangvang", "templates", "assets", ".vscode")
FILES = (
    *("pyproject.toml", "MANIFEST.in", "README.md", "LICENSE", "CHANGELOG.md", "build.py", "config.yaml"),
    *("requirements.lock", "urls.txt", "Bang Vang.bat", "Bang Vang.command"),
)
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")


def ran(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command that must succeed, in an environment without hints to the checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL"))}
    done = subprocess.run(
        command, cwd=cwd, env={**kept, **environment}, capture_output=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the package is made of: what building leaves behind is not left in the checkout."""
    folder = tmp_path_factory.mktemp("source")
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    return folder


def wheel_of(source: Path, into: Path) -> Path:
    ran(*PIP, "wheel", "--no-deps", "--no-index", "--no-build-isolation", "-w", into, source, cwd=into)
    (made,) = into.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wheel_of(source, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installed command. The libraries are those of the tests: only the package itself is new."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    ran(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    ran(
        *PIP,
        "--python",
        folder / "bin/python",
        "install",
        "--no-deps",
        "--no-index",
        wheel,
        cwd=folder.parent,
    )
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return folder / "bin" / "bang-vang"


@pytest.fixture(scope="module")
def archive(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kho")
    ran(program, "init", "kho báo", cwd=folder)
    return folder / "kho báo"


def test_the_wheel_holds_the_whole_program(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as file:
        held = {name for name in file.namelist() if ".dist-info/" not in name}
    places = {"templates": "bangvang/design/templates", "assets": "bangvang/design/assets"}
    places |= {".vscode": "bangvang/design/vscode", "bangvang": "bangvang"}
    wanted = {
        f"{places[part]}/{path.relative_to(ROOT / part).as_posix()}"
        for part in PARTS
        for path in (ROOT / part).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert held == wanted
    assert wheel.name == f"bang_vang-{__version__}-py3-none-any.whl"


def test_the_source_package_builds_the_same_wheel(source: Path, wheel: Path, tmp_path: Path) -> None:
    build = "import setuptools.build_meta as backend; backend.build_sdist('dist')"
    ran(sys.executable, "-c", build, cwd=source)
    with tarfile.open(source / "dist" / f"bang_vang-{__version__}.tar.gz") as file:
        file.extractall(tmp_path, filter="data")
    again = wheel_of(tmp_path / f"bang_vang-{__version__}", tmp_path)

    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(again) as other:
        first, second = ({name: file.read(name) for name in file.namelist()} for file in (one, other))
    assert first.keys() == second.keys()
    assert {name for name in first if first[name] != second[name]} == set()


def test_the_installed_command_says_what_it_is(program: Path, tmp_path: Path) -> None:
    assert ran(program, "--version", cwd=tmp_path).stdout == f"Bảng Vàng {__version__}\n"
    assert "Cách dùng: bang-vang" in ran(program, "--help", cwd=tmp_path).stdout
    assert str(ROOT) not in ran(program, "doctor", cwd=tmp_path).stdout


def test_an_archive_made_with_the_package_is_written_checked_and_built_in_its_own_folder(
    program: Path, archive: Path
) -> None:
    ran(program, "new", "Khen thưởng ở xã", "--date", "2024-03-02", cwd=archive)
    checked = ran(program, "check", "--drafts", cwd=archive)
    built = ran(program, cwd=archive / "content")

    assert "Ổn: 2 bài" in checked.stdout
    assert "Xong: 0 bài" in built.stdout
    assert (archive / "output/index.html").exists()
    assert (archive / "output/assets").is_dir()


def test_the_package_makes_the_same_site_as_the_checkout(
    program: Path, archive: Path, tmp_path: Path
) -> None:
    for command, folder in (([program], "one"), ([sys.executable, ROOT / "build.py"], "other")):
        ran(*command, "build", "--drafts", "--site", archive, "--output", tmp_path / folder, cwd=tmp_path)

    assert read_files(tmp_path / "one") == read_files(tmp_path / "other")
    assert len(read_files(tmp_path / "one")) > 50


def test_messages_name_the_command_that_is_installed(program: Path, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "config.yaml").write_text("title: Kho\n", "utf-8")
    (tmp_path / "content/trong.md").write_text("", "utf-8")
    done = subprocess.run(
        [program, "check"], cwd=tmp_path, capture_output=True, check=False, encoding="utf-8"
    )

    assert done.returncode == 1
    assert "bang-vang new" in done.stdout
    assert "build.py" not in done.stdout


def test_the_preview_of_an_installed_program_answers_and_leaves_nothing(program: Path, archive: Path) -> None:
    with subprocess.Popen(
        [program, "serve", "--port", "0"], cwd=archive, stdout=subprocess.PIPE, encoding="utf-8"
    ) as server:
        assert server.stdout is not None
        told = next(line for line in server.stdout if "http://" in line)
        found = re.search(r"http://\S+", told)
        assert found
        with urllib.request.urlopen(found[0]) as answer:  # noqa: S310 - our own preview
            page = answer.read().decode()
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=20)

    assert "<title>" in page
    assert server.returncode == 130


def test_the_tasks_of_the_editors_tool_run_the_installed_program(program: Path, archive: Path) -> None:
    tasks = (archive / ".vscode/tasks.json").read_text("utf-8")
    read = json.loads(re.sub(r"^\s*//.*$", "", tasks, flags=re.MULTILINE))
    check = read["tasks"][0]
    arguments = [word.replace("${workspaceFolder}", str(archive)) for word in check["args"]]
    done = ran(check["command"], *arguments, cwd=archive.parent)

    assert Path(check["command"]).parent == program.parent
    assert "windows" not in check
    assert "Ổn:" in done.stdout


def test_the_guide_of_a_new_archive_names_commands_that_run(
    program: Path, archive: Path, tmp_path: Path
) -> None:
    ran(program, "init", tmp_path / "kho", cwd=tmp_path, PATH=f"{program.parent}:{os.environ['PATH']}")
    guide = (tmp_path / "kho/README.md").read_text("utf-8")
    command = re.search(r"`(.*?) --site \. check`", (archive / "README.md").read_text("utf-8"))

    assert "`bang-vang --site . check`" in guide
    assert command
    ran("sh", "-c", f"{command[1]} --site . check", cwd=archive)
