"""An archive's own templates and assets beside the program's they take the place of: what they lack.

A file that took another's place long ago does not have what the program has learnt to rely on since. What a
page would silently lose by that is told at the archive's own file, and so is what the program has merely
changed since the file was made from its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import basename

from bangvang.problems import Place, Problem, problem

Texts = Mapping[str, str]
"""Path (`templates/base.html`, `assets/css/tokens.css`) -> text."""

_BLOCK = re.compile(r"\{%-?\s*block\s+(\w+)")
_MACRO = re.compile(r"\{%-?\s*macro\s+(\w+)")
_TOKEN = re.compile(r"(?<![\w-])(--[\w-]+)\s*:")
_EXPORT = re.compile(r"^export\s+(?:async\s+)?(?:function\*?|const|let|class)\s+(\w+)", re.MULTILINE)


@dataclass(slots=True)
class Own:
    """An archive's own files. `replaced`: the program's text of each file that the archive has its own of;
    `bases`: what they were made from, as far as that is known; `program`: all files that the program has."""

    replaced: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    program: set[str] = field(default_factory=set)


def check(replaced: Texts, effective: Texts) -> Iterator[Problem]:
    """What own files lack. `effective`: all that the site is made of."""
    for path, former in sorted(replaced.items()):
        others = {name: text for name, text in effective.items() if name != path}
        for kind, pattern, relies in _kinds(path):
            missing = set(pattern.findall(former)) - set(pattern.findall(effective[path]))
            for name in sorted(missing):
                user = next((other for other, text in sorted(others.items()) if relies(name, text)), None)
                if user is not None and not (kind == "token" and _defined(name, others)):
                    yield problem(Place(path), "K710", name=name, user=user)


# ---------------------------------------------------------------- what is older

BASES = ".goc"
"""Below templates/ and assets/: what own files were made from."""
_SHOWN = 60


def base_of(path: str) -> str:
    """Where what an own file was made from is kept."""
    group, _, name = path.partition("/")
    return f"{group}/{BASES}/{name}"


def aged(own: Own, effective: Texts) -> Iterator[Problem]:
    """Own files made from another text than the program's of today that do not have what changed since; and
    those whose place is gone."""
    for path, base in sorted(own.bases.items()):
        if path in own.replaced:
            changes = _changes(base, own.replaced[path], effective[path])
            if changes:
                shown = changes[0] if len(changes[0]) <= _SHOWN else f"{changes[0][: _SHOWN - 2]} …"
                facts = {"count": len(changes), "line": shown, "base": base_of(path)}
                yield problem(Place(path), "K716", path=path, **facts)
        elif _homeless(path, own, effective):
            yield problem(Place(path), "K717")


def kept_bases(own: Own, effective: Texts) -> dict[str, str]:
    """What is kept of where own files come from: of one that has every change the program's text of today."""
    kept = {path: base for path, base in own.bases.items() if _homeless(path, own, effective)}
    for path, now in own.replaced.items():
        base = own.bases.get(path, now)
        kept[path] = base if _changes(base, now, effective[path]) else now
    return kept


def _homeless(path: str, own: Own, effective: Texts) -> bool:
    return path in effective and path not in own.program


def _changes(base: str, now: str, own: str) -> list[str]:
    """Lines that came since and are not in the own file, and those that went and still are. What only stands
    elsewhere is no change."""
    before, after, here = (_lines(source) for source in (base, now, own))
    came = [line for line in after if line not in before and line not in here]
    return came + [line for line in before if line not in after and line in here]


def _lines(source: str) -> dict[str, None]:
    return dict.fromkeys(line.strip() for line in source.splitlines() if re.search(r"\w", line))


_Relies = Callable[[str, str], bool]


def _kinds(path: str) -> Iterator[tuple[str, re.Pattern[str], _Relies]]:
    inner = re.escape(path.removeprefix("templates/"))
    if path.startswith("templates/"):
        extends = re.compile(rf"\{{%-?\s*extends\s+[\"']{inner}[\"']")
        imports = re.compile(rf"\{{%-?\s*(?:import|from)\s+[\"']{inner}[\"'](?:\s+as\s+(\w+)|([^%]*))")
        yield "block", _BLOCK, lambda name, text: bool(extends.search(text)) and name in _BLOCK.findall(text)
        yield "macro", _MACRO, lambda name, text: any(_calls(name, m, text) for m in imports.finditer(text))
    elif path.endswith(".css"):
        yield "token", _TOKEN, lambda name, text: bool(re.search(rf"var\(\s*{re.escape(name)}\s*\)", text))
    elif path.endswith(".js"):
        script = re.escape(basename(path))
        taken = re.compile(rf"import\s*\{{([^}}]*)\}}\s*from\s*[\"']\./(?:[\w-]+/)*{script}[\"']")
        yield "export", _EXPORT, lambda name, text: any(name in _words(m[1]) for m in taken.finditer(text))


def _calls(macro: str, imported: re.Match[str], text: str) -> bool:
    alias, names = imported[1], imported[2]
    return bool(re.search(rf"\b{alias}\.{macro}\b", text)) if alias else macro in _words(names or "")


def _words(names: str) -> set[str]:
    return set(re.findall(r"\w+", names))


def _defined(token: str, others: Texts) -> bool:
    # What is set for paper is not there on a screen.
    sheets = (
        text for path, text in others.items() if path.endswith(".css") and basename(path) != "print.css"
    )
    return any(token in _TOKEN.findall(text) for text in sheets)
