"""What readers really type, in an archive in which the right report is known: is it found, and how high?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from bangvang import search
from tests.conftest import ROOT
from tests.search import needs_archive, samples

EVERY = int(os.environ.get("BANGVANG_NEEDS", "4"))
"""Of the needs of the shipped articles every fourth is asked; 1 asks all."""
RUNNER = ROOT / "tests" / "node" / "search.mjs"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the archive of the needs."""
    return indexed(tmp_path_factory.mktemp("needs"), needs_archive.articles())


def indexed(out: Path, articles: Iterable[samples.Article]) -> Path:
    texts = dict(articles)
    for path, data in search.build(texts, texts.__getitem__):
        file = out / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return out


def answers(folder: Path, rows: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    asked = json.dumps([{"q": q, "mend": True} for q, _ in rows])
    node = shutil.which("node")
    assert node is not None, "node is missing: `make test` installs it"
    done = subprocess.run(
        [node, str(RUNNER), str(folder)], input=asked, capture_output=True, text=True, check=True
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def places(folder: Path, rows: Sequence[tuple[str, str]]) -> list[int | None]:
    """For each need the place of its report, from 0; None: it is not shown."""
    return [
        answer["ids"].index(wanted) if wanted in answer["ids"] else None
        for (_, wanted), answer in zip(rows, answers(folder, rows), strict=True)
    ]


def offered(folder: Path, rows: Sequence[tuple[str, str]]) -> list[bool]:
    """For each need whether a question that is offered above what was found shows its report first."""
    found = answers(folder, rows)
    others = [(q, wanted) for (_, wanted), each in zip(rows, found, strict=True) for _, q in each["offers"]]
    first = {other for other, place in zip(others, places(folder, others), strict=True) if place == 0}
    return [
        any((q, wanted) in first for _, q in each["offers"])
        for (_, wanted), each in zip(rows, found, strict=True)
    ]


@pytest.mark.parametrize(
    ("name", "among_five", "first", "one_step"),
    [("needs", 57, 57, 57), ("aside", 19, 18, 20), ("further", 58, 58, 59)],
)
def test_what_is_looked_for_stands_among_the_first_or_one_step_away(
    folder: Path, name: str, among_five: int, first: int, one_step: int
) -> None:
    rows = [(str(q), wanted) for q, wanted in needs_archive.table("needs")[name]]
    found = places(folder, rows)
    stands = [place is not None and place < 5 for place in found]
    reached = [here or step for here, step in zip(stands, offered(folder, rows), strict=True)]
    print(name, sum(stands), found.count(0), sum(reached))
    print([row for row, here in zip(rows, reached, strict=True) if not here])

    assert sum(stands) >= among_five
    assert found.count(0) >= first
    assert sum(reached) >= one_step


def test_what_is_looked_for_in_the_shipped_articles_stands_among_the_first(tmp_path: Path) -> None:
    rows = [(str(q), wanted) for q, wanted in needs_archive.table("needs")["shipped"]][::EVERY]
    found = places(indexed(tmp_path, needs_archive.shipped()), rows)
    stands = [place is not None and place < 5 for place in found]
    print(sum(stands), found.count(0), [(*row, n) for row, n in zip(rows, found, strict=True) if n != 0])

    assert len(rows) - sum(stands) <= 3
    assert len(rows) - found.count(0) <= 4


def test_nothing_is_put_in_place_of_a_rare_but_right_word(folder: Path) -> None:
    rows = [(str(q), wanted) for q, wanted in needs_archive.table("needs")["near_misses"]]
    found = answers(folder, rows)

    assert len(rows) == 50
    for (q, wanted), answer in zip(rows, found, strict=True):
        assert (q, answer["way"]) == (q, None)
        assert [kind for kind, _ in answer["offers"] if kind == "meant"] == [], q
        assert wanted in answer["ids"], q
