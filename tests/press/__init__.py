"""Press texts: where the labelled ones are."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
CASES = FOLDER / "cases"
ASIDE = FOLDER / "aside"


def reports() -> list[Path]:
    """Every labelled text."""
    return sorted([*CASES.glob("*.txt"), *ASIDE.glob("*.txt")])
