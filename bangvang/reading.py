"""The site's folder as it lies on disk: configuration, sources, templates, assets, and digests of them."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from bangvang import config, ledger, text
from bangvang.config import Config
from bangvang.ledger import Ledger
from bangvang.problems import Place, Problem, ProblemsFound, problem

PROGRAM = Path(__file__).resolve().parent.parent
MAX_SOURCE = 2 * 1024 * 1024


@dataclass(slots=True)
class Inputs:
    """Everything read from disk, before anything is made of it."""

    config: Config
    config_digest: str
    sources: dict[str, str] = field(default_factory=dict)  # path -> digest of its bytes
    files: dict[str, str] = field(default_factory=dict)  # other files under content/ -> digest of their bytes
    templates: dict[str, str] = field(default_factory=dict)
    assets: dict[str, bytes] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger)
    problems: list[Problem] = field(default_factory=list)

    def digest(self) -> str:
        """Of everything here."""
        state = hashlib.blake2b(self.config_digest.encode(), digest_size=16)
        for group in (self.sources, self.files):
            state.update(repr(sorted(group.items())).encode())
        for path, source in sorted(self.templates.items()):
            state.update(f"{path}\0{source}\0".encode())
        for path, raw in sorted(self.assets.items()):
            state.update(f"{path}\0{digest(raw)}\0".encode())
        state.update(repr(sorted(self.ledger.fates.items())).encode())
        return state.hexdigest()


def read(site: Path) -> Inputs:
    """Reads config.yaml, templates, assets and the ledger, and digests everything under content/.

    Raises ProblemsFound when there is no usable configuration or no content/."""
    inputs = read_config(site)
    if not (site / "content").is_dir():
        raise ProblemsFound([*inputs.problems, problem(Place("content"), "K605")])
    root = (site / "content").resolve()
    for path, file in _walk(site / "content", "content/"):
        try:
            if not file.resolve().is_relative_to(root):
                inputs.problems.append(problem(Place(path), "K114"))
            elif path.endswith(".md"):
                size = file.stat().st_size
                if size > MAX_SOURCE:
                    limits = {"size": f"{size / 1048576:.1f}", "limit": MAX_SOURCE // 1048576}
                    inputs.problems.append(problem(Place(path), "K112", **limits))
                else:
                    inputs.sources[path] = digest(file.read_bytes())
            else:
                inputs.files[path] = digest(file.read_bytes())
        except OSError as error:
            inputs.problems.append(problem(Place(path), "K118", detail=error.strerror or str(error)))
    _read_design(site, inputs)
    inputs.ledger, problems = read_ledger(site)
    inputs.problems += problems
    return inputs


def read_ledger(site: Path) -> tuple[Ledger, tuple[Problem, ...]]:
    """The site's published addresses; an empty ledger before the first build."""
    try:
        raw = (site / ledger.FILE).read_bytes()
    except FileNotFoundError:
        return Ledger(), ()
    source = decode(ledger.FILE, raw)
    return (Ledger(), (source,)) if isinstance(source, Problem) else ledger.read(source)


def read_config(site: Path) -> Inputs:
    """Reads config.yaml alone. Raises ProblemsFound when it is missing or faulty."""
    try:
        raw = (site / config.FILE).read_bytes()
    except FileNotFoundError:
        raise ProblemsFound([config.missing()]) from None
    source = decode(config.FILE, raw)
    if isinstance(source, Problem):
        raise ProblemsFound([source])
    loaded, problems = config.read(source)
    if loaded is None or problems:
        raise ProblemsFound(problems)
    return Inputs(loaded, digest(raw))


def _read_design(site: Path, inputs: Inputs) -> None:
    """Templates and assets: the site's own first, the program's for what it lacks."""
    for folder in (PROGRAM, site):
        for path, file in _walk(folder / "templates", ""):
            source = decode(f"templates/{path}", file.read_bytes())
            if isinstance(source, Problem):
                inputs.problems.append(source)
            else:
                inputs.templates[path] = source
        for path, file in _walk(folder / "assets", ""):
            inputs.assets[path] = file.read_bytes()


def _walk(folder: Path, before: str) -> Iterator[tuple[str, Path]]:
    """Files below a folder in order of name: (path with `before`, file). Hidden names and editors'
    leftovers are passed over."""
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        # macOS gives names decomposed; the archive's paths are all composed.
        name = before + text.clean(entry.name)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), name + "/")
        else:
            yield name, Path(entry.path)


def decode(path: str, raw: bytes) -> str | Problem:
    """Bytes as clean text, or the problem with the first byte that is not UTF-8."""
    try:
        return text.clean(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        return problem(Place(path, line, column), "K113", byte=f"0x{raw[error.start]:02x}")


def digest(raw: bytes) -> str:
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


def program_digest() -> str:
    """Of the program itself and the libraries whose work ends up in pages."""
    state = hashlib.blake2b(digest_size=16)
    folder = Path(__file__).resolve().parent
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".yaml"):
            state.update(str(path.relative_to(folder)).encode())
            state.update(path.read_bytes())
    for name in ("jinja2", "markdown", "nh3", "pydantic", "python-slugify", "pyyaml", "text-unidecode"):
        state.update(f"{name}{metadata.version(name)}".encode())
    state.update(sys.version.encode())
    return state.hexdigest()
