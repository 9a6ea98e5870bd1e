"""Style sheets, scripts and pictures of the design -> files named by their content.

A style sheet's `@import`s are put in its place, so that a page asks for one file; relative addresses inside
style sheets and scripts are rewritten to the hashed names.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath, splitext

from bangvang.problems import Place, Problem, ProblemsFound, problem
from bangvang.sources import colours

_IMPORT = re.compile(r"@import\s+(?:url\()?[\"']([^\"']+)[\"']\)?(?:\s+layer\(([\w.-]+)\))?\s*;")
_URL = re.compile(r"url\(\s*([\"']?)(?!data:|#|https?:)([^\"')?#]+)([?#][^\"')]*)?\1\s*\)")
_MODULE = re.compile(r"([\"'])(\.{1,2}/[\w./-]+\.\w+)\1")


@dataclass(frozen=True, slots=True)
class Assets:
    """`names`: path under assets/ -> address below output/. `files`: address -> bytes."""

    names: Mapping[str, str]
    files: Mapping[str, bytes]


def bundle(sources: Mapping[str, bytes], accent: str | None = None) -> Assets:
    """Hashes and rewrites all assets; an archive's `css/custom.css` comes after all of `css/main.css`.
    `accent`: a colour in place of the gold.

    Raises ProblemsFound when one names another that is not there, when
    two import each other, or when one is not UTF-8 text."""
    work = _Bundler(_with_custom(_with_accent(sources, accent)))
    imported = {name for path in sources if path.endswith(".css") for name in work.imports(path)}
    for path in sorted(sources):
        if path not in imported:
            work.name(path, ())
    if work.problems:
        raise ProblemsFound(work.problems)
    return Assets(work.names, work.files)


CUSTOM, MAIN = "css/custom.css", "css/main.css"


def _with_accent(sources: Mapping[str, bytes], accent: str | None) -> Mapping[str, bytes]:
    if accent is None or MAIN not in sources:
        return sources
    light, dark = (_tones(colours.readable(accent, paper), paper) for paper in colours.PAPERS)
    rules = (
        f"\n@layer base {{\n:root {{{light}}}\n@media (prefers-color-scheme: dark) {{:root {{{dark}}}}}\n}}\n"
    )
    return {**sources, MAIN: sources[MAIN] + rules.encode()}


def _tones(colour: str, paper: str) -> str:
    return f"--gold: {colour}; --gold-ink: {colour}; --gold-wash: {colours.wash(colour, paper)}"


def _with_custom(sources: Mapping[str, bytes]) -> Mapping[str, bytes]:
    main = sources.get(MAIN)
    if main is None or CUSTOM not in sources or b"custom.css" in main:
        return sources
    # Outside of all layers, so that it wins whatever the weight of a selector.
    return {**sources, MAIN: main + b'\n@import "custom.css";\n'}


class _Bundler:
    def __init__(self, sources: Mapping[str, bytes]) -> None:
        self.sources = sources
        self.names: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        self.problems: list[Problem] = []
        stems = [basename(path) for path in sources]
        self.shared = {stem for stem in stems if stems.count(stem) > 1}

    def imports(self, path: str) -> list[str]:
        text = self.sources[path].decode("utf-8", "replace")
        return [normpath(join(dirname(path), match[1])) for match in _IMPORT.finditer(text)]

    def name(self, path: str, within: tuple[str, ...]) -> str:
        """The hashed address of an asset; made on first need, so that what it names is hashed first."""
        if path in self.names:
            return self.names[path]
        content = self.content(path, within)
        digest = hashlib.blake2b(content, digest_size=5).hexdigest()
        stem, suffix = splitext(basename(path))
        if basename(path) in self.shared:
            stem = f"{dirname(path).replace('/', '-')}-{stem}"
        address = f"assets/{stem}.{digest}{suffix}"
        self.names[path] = address
        self.files[address] = content
        return address

    def content(self, path: str, within: tuple[str, ...]) -> bytes:
        if path.endswith(".css"):
            return self.sheet(path, within).encode()
        if path.endswith(".js"):
            return _MODULE.sub(
                lambda m: f"{m[1]}./{self.inner(path, m[2], within)}{m[1]}", self.text(path)
            ).encode()
        return self.sources[path]

    def text(self, path: str) -> str:
        raw = self.sources[path]
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            self.problems.append(
                problem(Place(f"assets/{path}", line), "K113", byte=f"0x{raw[error.start]:02x}")
            )
            return ""

    def sheet(self, path: str, within: tuple[str, ...]) -> str:
        """A style sheet, its imports in their place. Each address is settled in the sheet that names it."""
        text = self.text(path)
        parts = []
        end = 0
        for match in _IMPORT.finditer(text):
            parts += [
                self.addresses(path, text[end : match.start()], within),
                self.inline(path, match, within),
            ]
            end = match.end()
        return "".join([*parts, self.addresses(path, text[end:], within)])

    def inline(self, path: str, match: re.Match[str], within: tuple[str, ...]) -> str:
        target = normpath(join(dirname(path), match[1]))
        if target not in self.sources or target in (*within, path):
            self.missing(path, match.string, match.start(), match[1])
            return ""
        inner = self.sheet(target, (*within, path))
        return f"@layer {match[2]} {{\n{inner}}}" if match[2] else inner

    def addresses(self, path: str, text: str, within: tuple[str, ...]) -> str:
        def settled(match: re.Match[str]) -> str:
            return f'url("{self.inner(path, match[2], within)}{match[3] or ""}")'

        return _URL.sub(settled, text)

    def inner(self, path: str, written: str, within: tuple[str, ...]) -> str:
        """The name of a file that another one names. All lie in one folder in the end."""
        target = normpath(join(dirname(path), written))
        if target not in self.sources or target in (*within, path):
            text = self.sources[path].decode("utf-8", "replace")
            self.missing(path, text, text.find(written), written)
            return written
        return basename(self.name(target, (*within, path)))

    def missing(self, path: str, text: str, at: int, written: str) -> None:
        line = text.count("\n", 0, max(at, 0)) + 1
        self.problems.append(problem(Place(f"assets/{path}", line), "K704", name=written))
