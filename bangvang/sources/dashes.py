"""Dashes that cut one group of keys into several: `- grantor: …`, `- form: …`, `- individuals: …`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bangvang.problems import Problem, problem
from bangvang.sources import slips
from bangvang.sources.yamltext import Front, Path, Tree

# Lists of groups, and the key that every group of theirs begins with.
_HEADS: Mapping[str, str] = {"awards": "grantor", "people": "name", "photos": "file", "breakdown": "province"}


def mended(tree: Tree) -> tuple[list[Problem], Front | None]:
    """What is told of dashes too many, and the front matter without them; None where there are none."""
    needless = list(_needless(tree.root or {}))
    rows = tree.front.yaml.split("\n") if needless else []
    found = list[Problem]()
    for path in needless:
        place = tree.place(path)
        at = place.line - tree.front.before - 1
        row = rows[at]
        if not row.lstrip().startswith("- "):  # in brackets
            continue
        rest = row.lstrip()[2:].lstrip()
        indent = len(row) - len(rest)
        rows[at] = " " * indent + rest
        found.append(problem(place, "K135", indent=indent, example=rest.rstrip()))
    if not found:
        return [], None
    return found, Front(tree.front.file, "\n".join(rows), tree.front.before)


def _needless(root: Mapping[str, Any]) -> Iterator[Path]:
    """The items that are the rest of the one before, or of one group. A key that comes again begins
    another."""
    for key, items in root.items():
        if not isinstance(items, list) or not _are_groups(items):
            continue
        if key in slips.GROUP:
            yield from ((key, i) for i in range(len(items)))
        head = _HEADS.get(key)
        if head is None or len(items) == 1:
            continue
        whole: set[str] = set()
        for i, item in enumerate(items):
            # A photo may be told of by its caption alone; not the one right behind a file without one.
            starts = head in item or (key == "photos" and (whole != {head} or len(item) > 1))
            if i and not starts and head in whole and whole.isdisjoint(item):
                yield key, i
                whole |= set(item)
            else:
                whole = set(item)


def _are_groups(items: list[Any]) -> bool:
    return bool(items) and all(isinstance(item, dict) and item for item in items)
