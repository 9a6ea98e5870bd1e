"""`doctor`: what whoever mends a fault needs to know of this computer and this archive. It writes nothing."""

from __future__ import annotations

import difflib
import shutil
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from bangvang import __version__
from bangvang.build import bases, installation, reading, system, terminal
from bangvang.commands.console import DONE, FAILED, Console
from bangvang.problems import ProblemsFound
from bangvang.site import overrides

_LIBRARIES = (
    *("brotli", "jinja2", "livereload", "mammoth", "markdown", "nh3", "numpy", "pillow", "pydantic"),
    *("python-slugify", "pyyaml", "rich", "text-unidecode", "tornado", "trafilatura", "tzdata"),
)


def doctor(site: Path, file: str | None, console: Console) -> int:
    """Prints a line for each thing, and what should be otherwise. `file`: an own template, style sheet or
    script, of which only is printed what the program has changed since it was made. Raises OSError."""
    if file is not None:
        return _changed(site.resolve(), file, console)
    rows = [*_program(), *_computer(), *_archive(site.resolve(), console)]
    for name, value in rows:
        print(f"{console.say(name)}: {value}")
    for key in _doubts(site.resolve()):
        console.print(key)
    return DONE


def _changed(site: Path, file: str, console: Console) -> int:
    path = Path(file).as_posix()
    base, now = bases.read(site).get(path), installation.PROGRAM / path
    if base is None or not now.is_file():
        console.complain("doctor_no_base", path=path)
        return FAILED
    today = now.read_bytes().decode("utf-8", "replace")
    names = (overrides.base_of(path), str(now))
    lines = list(difflib.unified_diff(base.splitlines(), today.splitlines(), *names, lineterm=""))
    if lines:
        print("\n".join(lines))
    else:
        console.print("doctor_as_it_was", path=path)
    return DONE


def _program() -> Iterator[tuple[str, object]]:
    yield "doctor_version", __version__
    yield "doctor_program", installation.PROGRAM
    yield "doctor_python", f"{sys.version.split()[0]} ({sys.executable})"
    yield "doctor_libraries", ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "-"


def _computer() -> Iterator[tuple[str, object]]:
    yield "doctor_system", terminal.described()
    yield "doctor_encoding", f"{sys.stdout.encoding}, {sys.getfilesystemencoding()}"
    yield "doctor_processes", "fork" if system.forks() else "spawn"


def _archive(site: Path, console: Console) -> Iterator[tuple[str, object]]:
    yield "doctor_site", site
    try:
        settings = reading.read_config(site).config
        yield "doctor_config", f"{settings.title} · {settings.base_url or '-'} · {settings.language}"
    except ProblemsFound as found:
        yield "doctor_config", "; ".join(item.message(console.language) for item in found.problems)
    content = site / "content"
    files = content.rglob("*.md") if content.is_dir() else ()
    yield "doctor_articles", sum(not file.is_relative_to(content / "pages") for file in files)
    yield "doctor_overrides", ", ".join(_overrides(site)) or "-"
    if site.is_dir():
        yield "doctor_space", f"{shutil.disk_usage(site).free // 2**20} MB"


def _overrides(site: Path) -> Iterator[str]:
    """What the archive has in place of the program's."""
    if site == installation.PROGRAM:
        return
    for group in ("templates", "assets"):
        for file in sorted((site / group).rglob("*")):
            if file.is_file() and not file.name.startswith("."):
                yield file.relative_to(site).as_posix()


def _doubts(site: Path) -> Iterator[str]:
    if terminal.is_synchronised(site):
        yield "doctor_synchronised"
    if system.is_too_long(str(site / ".output.staging") + "/" + "x" * 216):
        yield "doctor_deep"
