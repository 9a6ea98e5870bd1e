"""Press texts: where the labelled ones are, and what was read of one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bangvang.archive.model import KINDS

FOLDER = Path(__file__).parent
CASES = FOLDER / "cases"
ASIDE = FOLDER / "aside"
UNSEEN = FOLDER / "unseen"


def reports() -> list[Path]:
    """Every labelled text."""
    return sorted(file for folder in (CASES, ASIDE, UNSEEN) for file in folder.glob("*.txt"))


def numbers_of(award: dict[str, Any]) -> dict[str, int]:
    """The numbers of an award that are known."""
    return {kind: award[kind] for kind in KINDS if award[kind] is not None}


def awards_of(data: dict[str, Any]) -> list[tuple[str | None, str, dict[str, int]]]:
    """Grantor, form, the numbers that are known."""
    return [(award["grantor"], award["form"], numbers_of(award)) for award in data["awards"]]


def codes_of(data: dict[str, Any]) -> set[str]:
    """What an editor is told to look at."""
    return {doubt["code"] for doubt in data["review"]}
