"""What every test may ask for: a little site from `{path: text}`, the program run on it, a file server."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings

from tools.static_server import serving

ROOT = Path(__file__).resolve().parent.parent
# Enough for an archive that builds; a test that says more says it in its own config.yaml.
CONFIG = """\
title: Kho thử
base_url: https://example.org/kho/
"""

# The machine's speed is not a property of the program.
# The same examples in every run: a change fails by what it did, never by chance. New ones are looked for in
# long runs: BANGVANG_FUZZ=20000, BANGVANG_BODIES=20000.
_LONG = bool({"BANGVANG_FUZZ", "BANGVANG_BODIES"} & os.environ.keys())
settings.register_profile("bangvang", deadline=None, derandomize=not _LONG)
settings.load_profile("bangvang")
# Thousands of sites are built that nobody would miss after a power cut.
os.environ.setdefault("BANGVANG_SETTLE", "no")

# A shell that runs this in the background makes it deaf to Ctrl-C, and with it whatever the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass(frozen=True)
class Outcome:
    """How a run of the program ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of stdout."""
        return self.out.splitlines()


class MakeSite(Protocol):
    """`site({path: text})`: see the fixture."""

    def __call__(self, files: Mapping[str, str | bytes | None] = ..., *, name: str = ...) -> Path: ...


class Run(Protocol):
    """`run("build", "--full", site=folder)`: see the fixtures."""

    def __call__(self, *arguments: str | Path, site: Path | None = ..., stdin: str = ...) -> Outcome: ...


def write_files(folder: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Write the files of `{path: text}` in a folder, line ends as given; None removes the file."""
    for path, content in files.items():
        file = folder / path
        if content is None:
            file.unlink(missing_ok=True)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def read_files(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, hidden ones too, by its path: two trees are equal when these are."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture
def site(tmp_path: Path) -> MakeSite:
    """Makes a site's folder from `{path: text}`, with a plain config.yaml unless one is given.

    Called again with the same name it edits that site: files given are written, None removes, the rest stays.
    """

    def make(files: Mapping[str, str | bytes | None] = {}, *, name: str = "site") -> Path:
        folder = tmp_path / name
        if not folder.is_dir():
            write_files(folder, {"config.yaml": CONFIG})
            (folder / "content").mkdir()
        write_files(folder, files)
        return folder

    return make


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the program inside this process: `run("build", site=folder)` is `build.py build --site folder`."""

    def run_here(*arguments: str | Path, site: Path | None = None, stdin: str = "") -> Outcome:
        # Deferred: a program that does not even load must not keep its parts from being tested.
        from bangvang.commands import cli

        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        with ExitStack() as stack:
            out, err = _Captured(), _Captured()
            stack.enter_context(redirect_stdout(out))
            stack.enter_context(redirect_stderr(err))
            try:
                code = cli.main(_command_line(arguments, site))
            except SystemExit as ended:
                # What argparse does on --help (0) and on wrong usage (2).
                code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        return Outcome(code, out.text(), err.text())

    return run_here


@pytest.fixture
def run_process() -> Run:
    """Runs `build.py` as its own process, as an editor does: the same call and the same outcome as `run`."""

    def run_there(*arguments: str | Path, site: Path | None = None, stdin: str = "") -> Outcome:
        ended = subprocess.run(
            [sys.executable, str(ROOT / "build.py"), *_command_line(arguments, site)],
            input=stdin.encode(),
            capture_output=True,
            check=False,
            # From another folder than the program's: nothing may depend on where one stands.
            cwd=site or ROOT.anchor,
        )
        return Outcome(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    return run_there


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """`serve(folder, under="/kho/")` serves a folder on a free port until the test ends; gives its URL."""
    with ExitStack() as stack:

        def start(folder: Path, *, under: str = "/") -> str:
            return stack.enter_context(serving(folder, under=under))

        yield start


def _command_line(arguments: tuple[str | Path, ...], site: Path | None) -> list[str]:
    return [*map(str, arguments), *(["--site", str(site)] if site is not None else [])]


class _Captured(io.TextIOWrapper):
    """A standard stream as the program meets it in a pipe: UTF-8, with a buffer for bytes, no terminal."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)

    def text(self) -> str:
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode()
