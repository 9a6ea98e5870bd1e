"""An archive's own templates and assets beside the program's they take the place of: what they lack.

A file that took another's place long ago does not have what the program has learnt to rely on since. What a
page would silently lose by that is told at the archive's own file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from posixpath import basename

from bangvang.problems import Place, Problem, problem

Texts = Mapping[str, str]
"""Path (`templates/base.html`, `assets/css/tokens.css`) -> text."""

_BLOCK = re.compile(r"\{%-?\s*block\s+(\w+)")
_MACRO = re.compile(r"\{%-?\s*macro\s+(\w+)")
_TOKEN = re.compile(r"(?<![\w-])(--[\w-]+)\s*:")
_EXPORT = re.compile(r"^export\s+(?:async\s+)?(?:function\*?|const|let|class)\s+(\w+)", re.MULTILINE)


def check(replaced: Texts, effective: Texts) -> Iterator[Problem]:
    """`replaced`: the program's text of each file that the archive has its own of; `effective`: all that the
    site is made of."""
    for path, former in sorted(replaced.items()):
        others = {name: text for name, text in effective.items() if name != path}
        for kind, pattern, relies in _kinds(path):
            missing = set(pattern.findall(former)) - set(pattern.findall(effective[path]))
            for name in sorted(missing):
                user = next((other for other, text in sorted(others.items()) if relies(name, text)), None)
                if user is not None and not (kind == "token" and _defined(name, others)):
                    yield problem(Place(path), "K710", name=name, user=user)


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
