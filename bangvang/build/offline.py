"""The site for a stick or a disk: a copy in which search works without a server.

Opened from a disk, a browser runs no modules and fetches nothing. So the files of the index, and the pages
that quotations are cut from, become plain scripts, and the modules of the search one script of the old kind.
All else is copied as it is.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from bangvang import search
from bangvang.build import system

MARK = ".bang-vang-offline"
"""Stands in a folder that this program made, and may therefore empty."""
SCRIPT = "assets/search-offline.js"
_PACKED = (".gz", ".br", ".zst")
_MODULE = re.compile(r'<script type="module" src="([^"]*assets/)(search\.[0-9a-f]+\.js)"></script>')
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([^"]+)";$', re.MULTILINE)
_ONWARD = re.compile(r'^export \{ (\w+) \} from "\./([^"]+)";$', re.MULTILINE)
_LATER = re.compile(r'\bimport\("\./([^"]+)"\)')
_NAMED = re.compile(r"^export (?:async )?(?:function|const|class) (\w+)", re.MULTILINE)
_LIST = re.compile(r"^export const \[([^\]]+)\]", re.MULTILINE)
_REFERENCE = re.compile(r'"\./([^"]+\.js)"')


_OPENING = '"use strict";\n(() => {\nconst loaded = new Map(), modules = {\n'
_CLOSING = """};
function need(name) {
  if (!loaded.has(name)) {
    loaded.set(name, {});
    modules[name](loaded.get(name), need);
  }
  return loaded.get(name);
}
"""


class TakenError(Exception):
    """The folder has something in it that this program did not put there, or lies in the wrong place."""


def write(output: Path, folder: Path) -> int:
    """Copy a published site into a folder of its own; return how many files that are.

    Raises TakenError, before anything is touched, for a folder that is not empty and not a former copy, or
    lies inside the site or around it; OSError where it cannot be written.
    """
    target, source = folder.resolve(), output.resolve()
    is_former = (target / MARK).is_file()
    if target == source or source in target.parents or target in source.parents:
        raise TakenError(folder)
    if target.exists() and not is_former and (not target.is_dir() or any(target.iterdir())):
        raise TakenError(folder)
    if is_former:
        system.remove_tree(target)
    target.mkdir(parents=True, exist_ok=True)
    (target / MARK).write_bytes(b"")
    count = 0
    for address, data in _files(source):
        path = target / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        count += 1
    return count


def _files(source: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(path for path in source.rglob("*") if path.is_file()):
        address = path.relative_to(source).as_posix()
        if path.suffix in _PACKED:
            continue
        data = path.read_bytes()
        if address.startswith(f"{search.FOLDER}/"):
            yield f"{address.removesuffix('.bin')}.js", _spoken(address, base64.b64encode(data).decode())
            continue
        if address == "tim-kiem.html" and (page := _MODULE.search(data.decode())) is not None:
            yield SCRIPT, _bundle(source / "assets", page[2]).encode()
            data = (
                data.decode()
                .replace(page[0], f'<script defer src="{page[1]}search-offline.js"></script>')
                .encode()
            )
        elif address.startswith("bai-viet/") and address.endswith(".html"):
            yield f"{search.FOLDER}/{address.removesuffix('.html')}.js", _spoken(address, data.decode())
        yield address, data


def _spoken(address: str, said: str) -> bytes:
    """Return a script that says what a file holds."""
    return f"bangVang({json.dumps(address)},{json.dumps(said, ensure_ascii=False)});\n".encode()


def _bundle(assets: Path, first: str) -> str:
    """Return one script of the old kind of a module and all that it may load, each once."""
    waiting, modules = [first], dict[str, str]()
    while waiting:
        name = waiting.pop()
        if name in modules:
            continue
        if name.startswith("search-fetch."):
            source = resources.files("bangvang.build").joinpath("offline.js").read_text("utf-8")
        else:
            source = (assets / name).read_text("utf-8")
        modules[name] = _module(source)
        waiting += _REFERENCE.findall(source)
    parts = [
        f"{json.dumps(name)}: (exports, need) => {{\n{source}\n}},\n" for name, source in modules.items()
    ]
    return "".join((_OPENING, *parts, _CLOSING, f"need({json.dumps(first)});\n}})();\n"))


def _module(source: str) -> str:
    """Return a module as the body of a function of its exports and of what loads another."""
    names = _NAMED.findall(source)
    names += [name.strip() for found in _LIST.findall(source) for name in found.split(",") if name.strip()]
    source = _IMPORT.sub(
        lambda m: f"const {{{m[1].replace(' as ', ': ')}}} = need({json.dumps(m[2])});", source
    )
    source = _ONWARD.sub(lambda m: f"exports.{m[1]} = need({json.dumps(m[2])}).{m[1]};", source)
    source = _LATER.sub(lambda m: f"Promise.resolve().then(() => need({json.dumps(m[1])}))", source)
    source = re.sub(r"^export (?=async |function|const|class)", "", source, flags=re.MULTILINE)
    return f"{source}\nObject.assign(exports, {{ {', '.join(names)} }});"
