"""The words that an import's values were read from, as a field of the form: so they stand beside the values
for as long as the article is not saved, whatever page shows them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from bangvang.desk.forms import Evidence

FIELD = "bang-chung"
DONE = f"{FIELD}.xong"
"""The boxes that were ticked, each by its key."""

Proofs = Mapping[str, tuple[Evidence, ...]]
"""Name of a field of the form -> what its value was read from."""


def written(proofs: Proofs) -> str:
    """The value of the field."""
    rows = {
        name: [[each.words, each.line, each.doubtful, each.doubt, list(each.codes)] for each in passages]
        for name, passages in proofs.items()
    }
    return json.dumps(rows, ensure_ascii=False) if rows else ""


def read(form: Iterable[tuple[str, str]]) -> Proofs:
    """What a form bears; nothing where that is not ours."""
    pairs = list(form)
    kept = next((value for name, value in pairs if name == FIELD), "")
    done = {value for name, value in pairs if name == DONE}
    try:
        return {
            name: tuple(_evidence(f"{name}:{i}", row, done) for i, row in enumerate(rows))
            for name, rows in json.loads(kept or "{}").items()
        }
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _evidence(key: str, row: list[object], done: set[str]) -> Evidence:
    words, line, doubtful, doubt, codes = row
    if not isinstance(codes, list) or not isinstance(line, int):
        raise TypeError
    told = tuple(str(code) for code in codes)
    return Evidence(str(words), line, bool(doubtful), str(doubt), told, key, key in done)
