"""Set-up: the locks, the Makefile, the environment, what is double-clicked, the browser's finder."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bangvang.build import system, terminal
from bangvang.commands import environment
from tests.conftest import ROOT
from tools import browser as chromium

LOCKS = {
    "requirements.lock": (),
    "requirements-test.lock": ("test",),
    "requirements-bench.lock": ("bench",),
    "requirements-dask.lock": ("dask",),
}
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


@pytest.mark.parametrize(
    "file", ["requirements-test.lock", "requirements-bench.lock", "requirements-dask.lock"]
)
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
    lines = re.findall(r"^  make ([\w-]+) +(.+) · (.+)$", make("help"), re.MULTILINE)

    assert {name for name, _, _ in lines} == targets()


@pytest.mark.parametrize("command", ["build", "check", "serve"])
def test_a_command_of_make_is_the_command_of_the_program(command: str) -> None:
    assert f"build.py {command} --full" in make("--dry-run", command, "ARGS=--full")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The files that `make build` looks at, with an environment in which all is installed."""
    for name in ("Makefile", "requirements.lock"):
        shutil.copyfile(ROOT / name, tmp_path / name)
        os.utime(tmp_path / name, (1, 1))
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").write_text("#!/bin/sh\necho 1\n", "utf-8")
    (tmp_path / ".venv" / "bin" / "python").chmod(0o755)
    (tmp_path / ".venv" / ".runtime").touch()
    return tmp_path


SET_UP = "sh tools/python.sh -m bangvang.commands.environment"


def test_a_second_build_installs_nothing(checkout: Path) -> None:
    assert make("--dry-run", "build", folder=checkout).strip() == ".venv/bin/python build.py build"


def test_a_changed_lock_installs_again(checkout: Path) -> None:
    os.utime(checkout / ".venv" / ".runtime", (1, 1))
    os.utime(checkout / "requirements.lock")

    assert SET_UP in make("--dry-run", "build", folder=checkout)


def test_an_environment_whose_python_is_gone_is_installed_again(checkout: Path) -> None:
    (checkout / ".venv" / "bin" / "python").unlink()
    (checkout / ".venv" / "bin" / "python").symlink_to(checkout / "gone")

    assert SET_UP in make("--dry-run", "build", folder=checkout)


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


# ---- tools/python.sh


@pytest.fixture
def machine(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """A machine with nothing but `cat` and Pythons: `{name: shell script}`."""
    commands = tmp_path / "bin"
    commands.mkdir()
    cat = shutil.which("cat")
    assert cat
    (commands / "cat").symlink_to(cat)

    def run(pythons: dict[str, str], **environment: str) -> subprocess.CompletedProcess[str]:
        for name, script in pythons.items():
            (commands / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
            (commands / name).chmod(0o755)
        return subprocess.run(
            ["/bin/sh", ROOT / "tools" / "python.sh", "build.py", "check"],
            env={"PATH": str(commands), **environment},
            capture_output=True,
            check=False,
            text=True,
        )

    return run


OLD = 'case "$2" in *version_info*) exit 1;; esac'
GOOD = 'case "$2" in *version_info*) exit 0;; esac; echo "${0##*/} $*"'


def test_without_a_python_the_script_says_what_to_install_in_both_languages(
    machine: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    ended = machine({})

    assert ended.returncode == 1
    assert "Cần Python 3.11 trở lên" in ended.stderr
    assert "Python 3.11 or later is needed" in ended.stderr
    assert "python.org" in ended.stderr


def test_an_old_python_is_passed_over_for_a_recent_one(
    machine: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    ended = machine({"python3": OLD, "python3.12": GOOD})

    assert (ended.returncode, ended.stdout) == (0, "python3.12 build.py check\n")


def test_a_python_asked_for_by_name_is_not_replaced_by_another(
    machine: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    ended = machine({"python3.12": GOOD, "python-old": OLD}, PYTHON="python-old")

    assert (ended.returncode, ended.stdout) == (1, "")


# ---- python build.py on a computer without the libraries


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a lock that asks for nothing, and pip without any network."""
    (tmp_path / "requirements.lock").write_text("# nothing\n", "utf-8")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("BANGVANG_ENTERED", raising=False)
    return tmp_path


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What is started, none of which is carried out: an environment appears as it is asked for."""
    asked: list[list[str]] = []

    def run(command: list[str]) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        if command[1:3] == ["-m", "venv"]:
            python = Path(command[3]) / "bin" / "python"
            python.parent.mkdir(parents=True)
            python.touch()
            (Path(command[3]) / "pyvenv.cfg").touch()
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(environment, "_run", run)
    return asked


def installs(tasks: list[list[str]]) -> list[list[str]]:
    return [command for command in tasks if "install" in command]


def test_a_bare_computer_gets_an_environment_from_the_lock_with_its_hashes(
    bare: Path, tasks: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    python = environment.prepare(bare)
    told = capsys.readouterr().err
    first, tasks[:] = list(tasks), []
    environment.prepare(bare)

    assert python == bare / ".venv/bin/python"
    assert ["-m", "venv"] in [command[1:3] for command in first]
    assert installs(first)[0][-3:] == ["--require-hashes", "-r", str(bare / "requirements.lock")]
    assert "Cài thư viện" in told
    assert "installing the locked libraries" in told
    assert installs(tasks) == []


def test_a_changed_lock_is_installed_into_the_environment_that_is_there(
    bare: Path, tasks: list[list[str]]
) -> None:
    environment.prepare(bare)
    (bare / "requirements.lock").write_text("# other\n", "utf-8")
    tasks[:] = []
    environment.prepare(bare)

    assert ["-m", "venv"] not in [command[1:3] for command in tasks]
    assert len(installs(tasks)) == 1


def test_an_installation_that_was_interrupted_is_done_again(
    bare: Path, tasks: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = environment._run

    def interrupted(command: list[str]) -> subprocess.CompletedProcess[str]:
        if "install" in command:
            raise KeyboardInterrupt
        return run(command)

    with monkeypatch.context() as patch:
        patch.setattr(environment, "_run", interrupted)
        with pytest.raises(KeyboardInterrupt):
            environment.prepare(bare)
    environment.prepare(bare)

    assert len(installs(tasks)) == 1


def test_a_half_made_environment_is_made_anew(bare: Path) -> None:
    (bare / ".venv" / "bin").mkdir(parents=True)
    (bare / ".venv" / "pyvenv.cfg").touch()
    (bare / ".venv" / "bin" / "python").symlink_to(bare / "gone")

    python = environment.prepare(bare)

    assert subprocess.run([python, "-c", "import pip"], check=False).returncode == 0


def test_a_folder_of_somebody_else_s_is_left_alone(bare: Path) -> None:
    (bare / ".venv").mkdir()
    (bare / ".venv" / "bai.md").write_text("của tôi", "utf-8")

    with pytest.raises(environment.Trouble, match="đổi tên"):
        environment.prepare(bare)

    assert (bare / ".venv" / "bai.md").exists()


def test_a_python_without_ensurepip_names_the_package_that_has_it(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, int("ensurepip" in command[-1]), "", "")

    monkeypatch.setattr(environment, "_run", run)
    monkeypatch.setattr(terminal, "may_install_debian_packages", lambda: False)

    with pytest.raises(environment.Trouble, match=r"apt-get install python3\.\d+-venv"):
        environment.prepare(bare)


def test_two_set_ups_at_once_do_not_meet(bare: Path) -> None:
    with system.locked(bare / ".venv.lock"), pytest.raises(environment.Trouble, match="cửa sổ khác"):
        environment.prepare(bare)


PIP_SAYS = {
    "ERROR: Could not find a version that satisfies the requirement x": "Kiểm tra mạng",
    "WARNING: Retrying after connection broken by 'ProxyError('Cannot connect to proxy.'": "HTTPS_PROXY",
    "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.": "bản đã khoá",
    "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device": "Hết chỗ",
    "ERROR: Failed building wheel for x": "Failed building wheel for x",
}


@pytest.mark.parametrize("said", PIP_SAYS)
def test_what_kept_pip_from_installing_is_told_in_a_sentence(said: str) -> None:
    told = environment._why_not_installed(f"...\n{said}\n")

    assert PIP_SAYS[said] in told
    assert "Traceback" not in told


def test_without_a_network_the_command_says_what_to_do_and_ends(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (bare / "requirements.lock").write_text(f"khong-co==1.0 --hash=sha256:{'0' * 64}\n", "utf-8")
    real = environment._run

    def quick(command: list[str]) -> subprocess.CompletedProcess[str]:
        return real([*command, "--without-pip"] if command[1:3] == ["-m", "venv"] else command)

    # pip itself, of the Python that runs the tests: to make another environment takes seconds.
    monkeypatch.setattr(environment, "_run", quick)
    monkeypatch.setattr(environment, "_works", lambda _: True)
    monkeypatch.setattr(terminal, "python_of", lambda _: Path(sys.executable))
    (bare / ".venv").mkdir()

    assert environment.enter(["check"], "yaml", bare) == 1
    assert "Kiểm tra mạng rồi chạy lại" in capsys.readouterr().err


def test_a_library_that_is_still_missing_afterwards_is_no_endless_loop(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BANGVANG_ENTERED", "1")

    assert environment.enter(["check"], "yaml", bare) == 1
    assert "xoá thư mục .venv" in capsys.readouterr().err


def test_the_program_runs_on_in_the_environment_that_was_made(
    bare: Path, tasks: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    became: list[list[str]] = []

    def become(command: list[str]) -> int:
        became.append(command)
        return 7

    monkeypatch.setattr(terminal, "become", become)
    status = environment.enter(["check", "--strict"], "yaml", bare)

    assert status == 7
    assert tasks
    assert became == [[str(bare / ".venv/bin/python"), str(bare / "build.py"), "check", "--strict"]]


def test_libraries_older_than_the_program_are_brought_up_to_date_before_it_runs(
    bare: Path, tasks: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.prepare(bare)
    monkeypatch.setattr(sys, "prefix", str(bare / ".venv"))
    tasks[:] = []

    assert environment.refresh(bare) is None
    assert installs(tasks) == []

    (bare / "requirements.lock").write_text("# newer\n", "utf-8")

    assert environment.refresh(bare) is None
    assert len(installs(tasks)) == 1


def test_an_environment_that_somebody_else_made_is_not_touched(
    bare: Path, tasks: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (bare / ".venv").mkdir()
    monkeypatch.setattr(sys, "prefix", str(bare / ".venv"))

    assert environment.refresh(bare) is None
    assert tasks == []


# ---- what is double-clicked


def test_what_is_double_clicked_opens_the_preview() -> None:
    for name in ("Bang Vang.bat", "Bang Vang.command"):
        assert "build.py serve --open" in (ROOT / name).read_text("utf-8")
    assert os.access(ROOT / "Bang Vang.command", os.X_OK)
    batch = (ROOT / "Bang Vang.bat").read_bytes()
    # cmd.exe loses its place in a file with the line ends of Unix.
    assert batch.count(b"\r\n") == batch.count(b"\n")
    assert "*.bat text eol=crlf" in (ROOT / ".gitattributes").read_text("utf-8")


def test_the_file_for_macos_is_a_program_of_the_shell(tmp_path: Path) -> None:
    (tmp_path / "tools").mkdir()
    shutil.copyfile(ROOT / "Bang Vang.command", tmp_path / "Bang Vang.command")
    (tmp_path / "tools" / "python.sh").write_text('echo "$PWD $*"; exit 130\n', "utf-8")
    ended = subprocess.run(
        ["/bin/sh", tmp_path / "Bang Vang.command"], cwd="/", capture_output=True, check=False, text=True
    )

    assert (ended.returncode, ended.stdout) == (0, f"{tmp_path} build.py serve --open\n")


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
