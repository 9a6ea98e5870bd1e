"""Set-up: the locks, the Makefile, the environment's script, the browser's finder."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT
from tools import browser as chromium

LOCKS = {"requirements.lock": (), "requirements-test.lock": ("test",), "requirements-bench.lock": ("bench",)}
NPM_LOCK = ROOT / "tests" / "node" / "package-lock.json"


@dataclass(frozen=True)
class Locked:
    """One entry of a lock."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        return str(self.requirement.specifier).removeprefix("==")


def locked(file: str) -> list[Locked]:
    text = (ROOT / file).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return [
        Locked(Requirement(line.split(" --hash=")[0]), tuple(re.findall(r"--hash=(\S+)", line)))
        for line in lines
    ]


def wanted(extras: tuple[str, ...]) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = [*project["dependencies"]]
    for extra in extras:
        names += project["optional-dependencies"][extra]
    return [Requirement(name) for name in names]


@pytest.mark.parametrize("file", LOCKS)
def test_every_locked_library_has_one_version_and_hashes(file: str) -> None:
    entries = locked(file)
    loose = [
        str(entry.requirement)
        for entry in entries
        if not re.fullmatch(r"==[^*,]+", str(entry.requirement.specifier))
        or not entry.hashes
        or not all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in entry.hashes)
    ]

    assert entries
    assert loose == []
    assert len({entry.name for entry in entries}) == len(entries)


@pytest.mark.parametrize("file", LOCKS)
def test_the_lock_holds_every_library_that_the_project_asks_for(file: str) -> None:
    versions = {entry.name: entry.version for entry in locked(file)}
    unmet = [
        str(asked)
        for asked in wanted(LOCKS[file])
        if not asked.specifier.contains(versions.get(canonicalize_name(asked.name), "0"))
    ]

    assert unmet == []


@pytest.mark.parametrize("file", ["requirements-test.lock", "requirements-bench.lock"])
def test_the_larger_locks_hold_the_smaller_one_unchanged(file: str) -> None:
    larger = {entry.name: entry for entry in locked(file)}
    differing = [entry.name for entry in locked("requirements.lock") if larger.get(entry.name) != entry]

    assert differing == []


@pytest.mark.parametrize("file", [*LOCKS, "tests/node/package-lock.json"])
def test_no_lock_says_where_libraries_come_from(file: str) -> None:
    # npm copies into its lock where a package's makers take gifts.
    text = re.sub(r'"funding": (\{[^}]*\}|\[[^]]*\])', "", (ROOT / file).read_text("utf-8"))

    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host|\"resolved\"|\bfile:", text)


def test_every_locked_package_of_npm_has_a_hash() -> None:
    packages = json.loads(NPM_LOCK.read_text("utf-8"))["packages"]
    asked = json.loads((NPM_LOCK.parent / "package.json").read_text("utf-8"))["devDependencies"]
    hashes = {path: entry.get("integrity", "") for path, entry in packages.items() if path}

    assert set(hashes) >= {f"node_modules/{name}" for name in asked}
    assert all(value.startswith("sha512-") for value in hashes.values())


# ---- make


def make(*arguments: str, folder: Path = ROOT) -> str:
    program = shutil.which("make")
    assert program
    ended = subprocess.run(
        [program, "--no-print-directory", *arguments],
        cwd=folder,
        # This test may itself run under make, whose flags (ARGS among them) are not for these runs.
        env={name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))},
        capture_output=True,
        check=True,
        text=True,
    )
    return ended.stdout


def targets() -> set[str]:
    declared = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert declared
    return set(declared[1].split())


def test_help_tells_of_every_command_in_both_languages() -> None:
    lines = re.findall(r"^  make (\w+) +(.+) · (.+)$", make("help"), re.MULTILINE)

    assert {name for name, _, _ in lines} == targets()


@pytest.mark.parametrize("command", ["build", "check", "serve"])
def test_a_command_of_make_is_the_command_of_the_program(command: str) -> None:
    assert f"build.py {command} --full" in make("--dry-run", command, "ARGS=--full")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The files that `make build` looks at, with an environment in which all is installed."""
    for name in ("Makefile", "tools/venv.sh", "requirements.lock"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
        os.utime(tmp_path / name, (1, 1))
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").write_text("#!/bin/sh\necho 1\n", "utf-8")
    (tmp_path / ".venv" / "bin" / "python").chmod(0o755)
    for order, stamp in enumerate((".made", ".runtime")):
        (tmp_path / ".venv" / stamp).touch()
        os.utime(tmp_path / ".venv" / stamp, (2 + order, 2 + order))
    return tmp_path


def test_a_second_build_installs_nothing(checkout: Path) -> None:
    assert make("--dry-run", "build", folder=checkout).strip() == ".venv/bin/python build.py build"


def test_a_changed_lock_installs_again(checkout: Path) -> None:
    os.utime(checkout / "requirements.lock")

    commands = make("--dry-run", "build", folder=checkout)

    assert "pip install" in commands
    assert "--require-hashes -r requirements.lock" in commands
    assert "venv.sh" not in commands


def test_an_environment_whose_python_is_gone_is_installed_again(checkout: Path) -> None:
    (checkout / ".venv" / "bin" / "python").unlink()
    (checkout / ".venv" / "bin" / "python").symlink_to(checkout / "gone")

    commands = make("--dry-run", "build", folder=checkout)

    assert "sh tools/venv.sh .venv" in commands
    assert "--require-hashes -r requirements.lock" in commands


def test_the_make_commands_of_the_documents_exist() -> None:
    documents = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]
    named = {
        (document.name, command)
        for document in documents
        for command in re.findall(r"(?:^|`|\$ )make ([a-z]+)", document.read_text("utf-8"), re.MULTILINE)
    }

    assert {command for _, command in named} <= targets()
    assert {("README.md", "build"), ("README.md", "test")} <= named


def test_the_check_on_a_change_is_make_test_and_fails_when_it_fails(tmp_path: Path) -> None:
    (tmp_path / "make").write_text('#!/bin/sh\necho "make $*"\nexit 3\n', "utf-8")
    (tmp_path / "make").chmod(0o755)
    ended = subprocess.run(
        ["/bin/bash", ROOT / ".ci" / "run"],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True,
        check=False,
        text=True,
    )

    assert (ended.returncode, ended.stdout) == (3, "make test\n")


# ---- tools/venv.sh


@pytest.fixture
def machine(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """A machine with nothing but the few commands the script needs, and Pythons: `{name: shell script}`."""
    commands = tmp_path / "bin"
    commands.mkdir()
    for name in ("cat", "id", "rm", "mkdir"):
        found = shutil.which(name)
        assert found
        (commands / name).symlink_to(found)

    def run(pythons: dict[str, str], **environment: str) -> subprocess.CompletedProcess[str]:
        for name, script in pythons.items():
            (commands / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
            (commands / name).chmod(0o755)
        return subprocess.run(
            ["/bin/sh", ROOT / "tools" / "venv.sh", tmp_path / "venv"],
            env={"PATH": str(commands), **environment},
            capture_output=True,
            check=False,
            text=True,
        )

    return run


OLD = 'case "$2" in *version_info*) exit 1;; esac'
# A Python that can do all: asked to make an environment it leaves a mark.
GOOD = 'case "$1 $2" in "-m venv") mkdir "$3"; echo "$0" > "$3/by";; esac'
# As Debian ships it: there is a Python, its ensurepip is in another package.
PARTED = 'case "$2" in *ensurepip*) exit 1;; *print*) echo 3.11;; esac'


def test_without_a_python_the_script_says_what_to_install_in_both_languages(
    machine: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    ended = machine({})

    assert ended.returncode == 1
    assert "Cần Python 3.11 trở lên" in ended.stderr
    assert "Python 3.11 or later is needed" in ended.stderr
    assert "brew install" in ended.stderr


def test_an_old_python_is_passed_over_for_a_recent_one(
    machine: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    ended = machine({"python3": OLD, "python3.12": GOOD})

    assert ended.returncode == 0
    assert (tmp_path / "venv" / "by").read_text("utf-8").strip().endswith("/python3.12")


def test_a_python_asked_for_by_name_is_not_replaced_by_another(
    machine: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    ended = machine({"python3.12": GOOD, "python-old": OLD}, PYTHON="python-old")

    assert ended.returncode == 1
    assert not (tmp_path / "venv").exists()


def test_a_python_without_ensurepip_names_the_package_that_has_it(
    machine: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    ended = machine({"python3": PARTED})

    assert ended.returncode == 1
    assert "apt-get install python3.11-venv" in ended.stderr


def test_an_environment_that_works_is_kept(
    machine: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    (tmp_path / "venv" / "mine").touch()
    (tmp_path / "venv" / "bin" / "python").write_text("#!/bin/sh\nexit 0\n", "utf-8")
    (tmp_path / "venv" / "bin" / "python").chmod(0o755)
    ended = machine({})

    assert ended.returncode == 0
    assert (tmp_path / "venv" / "mine").exists()


def test_an_environment_whose_python_is_gone_is_made_anew(
    machine: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    (tmp_path / "venv" / "bin" / "python").symlink_to(tmp_path / "gone")
    ended = machine({"python3.13": GOOD})

    assert ended.returncode == 0
    assert (tmp_path / "venv" / "by").exists()


# ---- tools/browser.py


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Says which programs the machine has."""
    monkeypatch.delenv("CHROME", raising=False)
    monkeypatch.delenv("CHROMEDRIVER", raising=False)

    def have(*programs: str) -> None:
        monkeypatch.setattr(shutil, "which", lambda name: name if name in programs else None)

    return have


def test_the_browser_named_by_the_environment_comes_first(
    installed: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    installed("chromium", "chromedriver", "/opt/chrome")
    monkeypatch.setenv("CHROME", "/opt/chrome")

    assert chromium.find() == chromium.Programs(Path("/opt/chrome"), Path("chromedriver"))


@pytest.mark.parametrize(
    ("programs", "missing"),
    [
        ((), "thiếu Chrome/Chromium, chromedriver."),
        (("google-chrome",), "thiếu chromedriver."),
        (("chromedriver",), "thiếu Chrome/Chromium."),
    ],
)
def test_what_is_missing_is_named_with_what_to_install(
    installed: Callable[..., None], programs: tuple[str, ...], missing: str
) -> None:
    installed(*programs)

    with pytest.raises(chromium.NoBrowserError, match=re.escape(missing)) as caught:
        chromium.find()

    assert "apt-get install chromium chromium-driver" in str(caught.value)
    assert "brew install" in str(caught.value)


def test_elsewhere_than_on_debian_nothing_is_installed_and_the_command_fails(
    installed: Callable[..., None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    installed()

    def no_run(*_: object, **__: object) -> None:
        raise AssertionError("a program was started")

    monkeypatch.setattr(subprocess, "run", no_run)

    code = chromium.main()

    assert code == 1
    assert "brew install --cask google-chrome chromedriver" in capsys.readouterr().err
