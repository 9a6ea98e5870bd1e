"""Advice to rename a file (K116) never leads onto another: whoever obeyed would overwrite an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bangvang.problems import Problem, problem
from bangvang.sources.content import Parsed


def told(parsed: Mapping[str, Parsed], files: Iterable[str]) -> dict[str, Parsed]:
    """The parsed files, with nothing offered where the name is taken: by a file, or offered to another file
    before. Whether the two are one article only their writer knows. `files`: what else lies there."""
    taken = Counter(path.casefold() for path in {*parsed, *files})
    out = dict(parsed)
    for path, item in sorted(parsed.items()):
        if any(found.code == "K116" for found in item.problems):
            out[path] = replace(item, problems=tuple(_checked(found, taken) for found in item.problems))
    return out


def _checked(found: Problem, taken: Counter[str]) -> Problem:
    said = dict(found.values)
    if found.code != "K116" or "suggested" not in said:
        return found
    wanted = f"{found.place.file.rpartition('/')[0]}/{said['suggested']}".casefold()
    # On many disks BAI.md and bai.md are one file; where they are two, one would take the other's place.
    if taken[wanted] > (wanted == found.place.file.casefold()):
        return problem(found.place, "K116", name=said["name"], meant=said["suggested"])
    taken[wanted] += 1
    return found
