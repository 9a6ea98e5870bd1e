"""The site's folder as it lies on disk: configuration, sources, templates, assets, and digests of them."""

from __future__ import annotations

import codecs
import errno
import hashlib
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from importlib import metadata
from pathlib import Path

from bangvang import digests
from bangvang.archive import ledger, second_readers
from bangvang.archive.ledger import Ledger
from bangvang.archive.model import Source
from bangvang.archive.second_readers import Event
from bangvang.build import bases, installation, system
from bangvang.build.file_digests import Digests
from bangvang.build.marks import Look
from bangvang.language import spelling, text
from bangvang.problems import Place, Problem, ProblemsFound, problem, term
from bangvang.site import photos
from bangvang.site.overrides import Own
from bangvang.sources import config
from bangvang.sources.config import Config

DESK = "desk/"
"""What below templates/ and assets/ belongs to the editing desk and to no site."""
MAX_SOURCE = 2 * 1024 * 1024


@dataclass(slots=True)
class Inputs:
    """Everything read from disk, before anything is made of it."""

    config: Config
    config_digest: str
    sources: dict[str, str] = field(default_factory=dict)  # path -> digest of its bytes
    files: dict[str, str] = field(default_factory=dict)  # other files under content/ -> digest of their bytes
    templates: dict[str, str] = field(default_factory=dict)
    own_templates: bool = True  # all of them are the program's
    assets: dict[str, bytes] = field(default_factory=dict)
    logo: dict[str, str] = field(default_factory=dict)  # its path -> digest of its bytes; none: empty
    lines: dict[str, int] = field(default_factory=dict)  # key of config.yaml -> where it stands
    own: Own = field(default_factory=Own)
    ledger: Ledger = field(default_factory=Ledger)
    edits: tuple[Event, ...] = ()  # who saved and read what, where the archive asks for second readers
    problems: list[Problem] = field(default_factory=list)

    def place(self, key: str) -> Place:
        """Where a key stands in config.yaml."""
        return Place(config.FILE, self.lines.get(key, 1))

    @property
    def digests(self) -> dict[str, str]:
        """Of every file under content/ by its path; of one that is being read for the first time when it has
        been parsed."""
        return {**self.sources, **self.files}

    def digest(self, sources: Mapping[str, str] | None = None) -> str:
        """Of everything here; `sources`: by path, what counts of each in place of its bytes."""
        state = hashlib.blake2b(self.config_digest.encode(), digest_size=16)
        for group in (self.sources if sources is None else sources, self.files, self.logo):
            state.update(repr(sorted(group.items())).encode())
        for texts in (self.own.replaced, self.own.bases):
            state.update(repr(sorted(texts.items())).encode())
        for path, source in sorted(self.templates.items()):
            state.update(f"{path}\0{source}\0".encode())
        for path, raw in sorted(self.assets.items()):
            state.update(f"{path}\0{digests.of(raw)}\0".encode())
        state.update(repr((sorted(self.ledger.fates.items()), sorted(self.ledger.since.items()))).encode())
        state.update(repr((self.problems, self.edits)).encode())
        return state.hexdigest()


def read(
    site: Path, known: Digests | None = None, look: Look | None = None, *, afresh: bool = False
) -> Inputs:
    """Reads config.yaml, templates, assets and the ledger, and digests everything under content/ that is
    not among the `known`. `look`: what was seen of the folders already; `afresh`: every article will be read
    anyway: its digest is left empty until then.

    Raises ProblemsFound when there is no usable configuration or no content/."""
    known, look = known or Digests(), look or Look(site)
    inputs = read_config(site)
    if not (site / "content").is_dir():
        raise ProblemsFound([*inputs.problems, problem(Place("content"), "K605")])
    _read_content(look, inputs, known, afresh=afresh)
    _read_design(look, inputs)
    inputs.own.bases = bases.read(site) if site.resolve() != installation.PROGRAM else {}
    _read_logo(look, inputs)
    inputs.ledger, problems = read_ledger(site)
    inputs.problems += problems
    if inputs.config.check_by > 1:
        inputs.edits = read_edits(site)
    emptied = not inputs.ledger.fates and not problems and (site / ledger.FILE).exists()
    if emptied and (site / "output" / "index.html").exists():  # a build never leaves it empty
        inputs.problems.append(problem(Place(ledger.FILE), "K906"))
    return inputs


def _read_content(look: Look, inputs: Inputs, known: Digests, *, afresh: bool) -> None:
    """What lies under content/, by its digests; see `read`."""
    root = (look.site / "content").resolve()
    for path, entry in _walk(look, str(look.site / "content"), "content/", inputs.problems):
        about = _about(path, entry, root, inputs.problems)
        if about is None:
            continue
        if path.endswith(".md") and about.st_size > MAX_SOURCE:
            limits = {"size": f"{about.st_size / 1048576:.1f}", "limit": MAX_SOURCE // 1048576}
            inputs.problems.append(problem(Place(path), "K112", **limits))
            continue
        if afresh and path.endswith(".md"):
            known.note(path, about, "")
            told: str | None = ""
        else:
            told = known.of(path, about, partial(_bytes, path, entry.path, inputs.problems))
        group = inputs.sources if path.endswith(".md") else inputs.files
        if path in group:
            inputs.problems.append(problem(Place(path), "K501", other=f"{path} (Unicode NFD)"))
        elif told is not None:
            group[path] = told
            if group is inputs.files:
                _tell_device(path, inputs.problems)


def read_ledger(site: Path) -> tuple[Ledger, tuple[Problem, ...]]:
    """The site's published addresses; an empty ledger before the first build."""
    try:
        raw = (site / ledger.FILE).read_bytes()
    except FileNotFoundError:
        return Ledger(), ()
    return ledger_of(raw)


def ledger_of(raw: bytes) -> tuple[Ledger, tuple[Problem, ...]]:
    """What the bytes of a ledger say, and what is wrong with them."""
    source = decode(ledger.FILE, raw)
    return (Ledger(), (source,)) if isinstance(source, Problem) else ledger.read(source)


def read_edits(site: Path) -> tuple[Event, ...]:
    """Who saved and read what at the desk; nothing where nobody did."""
    try:
        return second_readers.read((site / second_readers.FILE).read_bytes())
    except OSError:
        return ()


def read_config(site: Path) -> Inputs:
    """Reads config.yaml alone. Raises ProblemsFound when it is missing or faulty."""
    try:
        raw = (site / config.FILE).read_bytes()
    except FileNotFoundError:
        raise ProblemsFound([config.missing(str(site.resolve()))]) from None
    except OSError as error:
        raise ProblemsFound([unreadable(config.FILE, error)]) from None
    source = decode(config.FILE, raw)
    if isinstance(source, Problem):
        raise ProblemsFound([source])
    loaded, problems = config.read(source)
    if loaded is None or problems:
        raise ProblemsFound(problems)
    lines = {line.partition(":")[0]: number for number, line in enumerate(source.split("\n"), 1)}
    return Inputs(loaded, digests.of(raw), lines=lines)


def _read_design(look: Look, inputs: Inputs) -> None:
    """Templates and assets: the site's own first, the program's for what it lacks."""
    for folder in (installation.PROGRAM, look.site):
        # What a site links to from outside would be published without anybody seeing it there.
        for group in ("templates", "assets"):
            root = (folder / group).resolve()
            for path, entry in _walk(look, str(folder / group), f"{group}/", inputs.problems):
                name = path.removeprefix(f"{group}/")
                if name.startswith(DESK):
                    continue
                if _about(path, entry, root, inputs.problems) is None:
                    continue
                raw = _bytes(path, entry.path, inputs.problems)
                if raw is None:
                    continue
                _tell_device(path, inputs.problems)
                if folder == installation.PROGRAM:
                    inputs.own.program.add(path)
                if group == "assets":
                    _note_asset(name, raw, inputs)
                    continue
                source = decode(path, raw)
                if isinstance(source, Problem):
                    inputs.problems.append(source)
                else:
                    former = inputs.templates.get(name)
                    if folder != installation.PROGRAM and former != source:
                        inputs.own_templates = False
                        inputs.own.replaced |= {path: former} if former is not None else {}
                    inputs.templates[name] = source


def _note_asset(name: str, raw: bytes, inputs: Inputs) -> None:
    former = inputs.assets.get(name)
    if former not in (None, raw) and name.endswith((".css", ".js")):
        inputs.own.replaced[f"assets/{name}"] = (former or b"").decode("utf-8", "replace")
    inputs.assets[name] = raw


def _read_logo(look: Look, inputs: Inputs) -> None:
    """Digests the picture that config.yaml names. It lies beside it: a path could lead anywhere."""
    name = inputs.config.logo
    if name is None:
        return
    beside = {text.clean(entry.name): entry for entry in _entries(look, str(look.site), "", inputs.problems)}
    if name not in beside or beside[name].is_dir():
        near = spelling.nearest(name, [other for other in beside if photos.fault_of_name(other) is None])
        inputs.problems.append(problem(inputs.place("logo"), "K714", file=name, suggestion=near))
    elif _about(name, beside[name], look.site.resolve(), inputs.problems) is not None:
        raw = _bytes(name, beside[name].path, inputs.problems)
        inputs.logo = {name: digests.of(raw)} if raw is not None else {}


def _about(path: str, entry: os.DirEntry[str], root: Path, problems: list[Problem]) -> os.stat_result | None:
    """What the system knows of a regular file inside its root; None, and a problem, for anything else."""
    try:
        # No folder on the way is a link, or it would not have been walked into.
        if system.leads_elsewhere(entry) and not Path(entry.path).resolve().is_relative_to(root):
            problems.append(problem(Place(path), "K114"))
            return None
        about = entry.stat()
    except (OSError, RuntimeError) as error:  # before Python 3.13 a link to itself is a RuntimeError
        problems.append(unreadable(path, error))
        return None
    if not stat.S_ISREG(about.st_mode):  # to read a pipe would be to wait for ever
        problems.append(problem(Place(path), "K118", detail="not a regular file"))
        return None
    return about


def _tell_device(path: str, problems: list[Problem]) -> None:
    if (part := text.device(path)) is not None:
        problems.append(problem(Place(path), "K805", name=part, advice=term("advise_file")))


def _bytes(path: str, file: str, problems: list[Problem]) -> bytes | None:
    try:
        return raw_of(file)
    except OSError as error:
        problems.append(unreadable(path, error))
        return None


def unreadable(path: str, error: Exception) -> Problem:
    """The problem of a file that cannot be opened."""
    reason = error.strerror if isinstance(error, OSError) else os.strerror(errno.ELOOP)
    return problem(Place(path), "K118", detail=reason or type(error).__name__)


def _walk(
    look: Look, folder: str, before: str, problems: list[Problem]
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Files below a folder in order of name: (path with `before`, entry). Hidden names and editors'
    leftovers are passed over."""
    for entry in _entries(look, folder, before, problems):
        # macOS gives names decomposed; the archive's paths are all composed.
        name = before + text.clean(entry.name)
        if not name.isprintable():  # bytes that are no UTF-8, line ends: no message could show the path
            shown = "".join(c if c.isprintable() else "�" for c in name)
            problems.append(problem(Place(shown), "K116", name=shown, suggested=_plain_name(shown)))
        elif entry.is_dir(follow_symlinks=False) and not system.leads_elsewhere(entry):
            yield from _walk(look, entry.path, name + "/", problems)
        else:
            yield name, entry


def _entries(look: Look, folder: str, before: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    """What lies in a folder, in order of name, but for what is passed over."""
    try:
        return look.into(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        problems.append(unreadable(before.rstrip("/"), error))
        return []


def _plain_name(path: str) -> str:
    stem, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return f"{text.slug(stem or suffix) or 'ten-bai'}{dot}{suffix if stem else ''}"


def raw_of(file: str) -> bytes:
    """The bytes of a file behind a path of the archive (see `found`). Raises OSError."""
    try:
        with open(file, "rb", buffering=0) as handle:  # noqa: PTH123 - thousands of files: Path costs more
            return handle.read()
    except FileNotFoundError:
        return found(Path(file)).read_bytes()


def found(file: Path) -> Path:
    """The file on disk behind a path of the archive, some of whose names another system may have taken apart
    (see `_walk`). Raises FileNotFoundError."""
    if file.exists():
        return file
    if file.parent != file:
        folder = found(file.parent)
        for entry in sorted(os.scandir(folder), key=lambda e: e.name) if folder.is_dir() else ():
            if text.clean(entry.name) == file.name:
                return Path(entry.path)
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file))


def decode(path: str, raw: bytes) -> str | Problem:
    """Bytes as clean text, or the problem with the first byte that is not UTF-8."""
    source = as_source(path, raw)
    return source if isinstance(source, Problem) else source.text


def as_source(path: str, raw: bytes, digest: str = "") -> Source | Problem:
    """Bytes as a file that can be read, or the problem with the first byte that is not UTF-8."""
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        typed = raw.decode()
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        byte, meant = f"0x{raw[error.start]:02x}", _in_older_alphabet(raw, line)
        return problem(Place(path, line, column), "K113", byte=byte, meant=meant)
    clean = text.clean(typed)
    return Source(path, clean, digest, "" if clean is typed else typed)


def _in_older_alphabet(raw: bytes, line: int) -> str | None:
    """What a line says, where the whole file is in an alphabet from before Unicode."""
    from bangvang.press import decoding  # deferred: the importer, for a file that is hardly ever met

    try:
        read = decoding.decode(raw)
    except decoding.Undecodable:
        return None
    rows = read.text.split("\n") if not read.alphabet.startswith("utf") else []
    return rows[line - 1].strip() if line <= len(rows) else None


def rows(site: Path, path: str) -> list[str]:
    """The lines of a file as places count them; none where it is no file of the site's or out of measure."""
    file = site / path
    try:
        if not file.is_file() or not file.resolve().is_relative_to(site.resolve()):
            return []
        if file.stat().st_size > MAX_SOURCE:
            return []
        raw = file.read_bytes()
        # A picture or a document has no lines that anybody could read.
        return [] if b"\0" in raw else text.clean(raw.decode("utf-8-sig", "replace")).split("\n")
    except (OSError, RuntimeError, ValueError):
        return []


@cache
def program_digest() -> str:
    """Of the program itself and the libraries whose work ends up in pages."""
    state = hashlib.blake2b(digest_size=16)
    folder = Path(__file__).resolve().parents[1]
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".yaml", ".js", ".ttf", ".png"):
            state.update(str(path.relative_to(folder)).encode())
            state.update(path.read_bytes())
    for name in (
        "jinja2",
        "markdown",
        "nh3",
        "pillow",
        "pydantic",
        "python-slugify",
        "pyyaml",
        "text-unidecode",
    ):
        state.update(f"{name}{metadata.version(name)}".encode())
    state.update(sys.version.encode())
    return state.hexdigest()
