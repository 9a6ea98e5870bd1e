"""A build in a process of its own, told line by line: `python -m bangvang.desk.building SITE LANGUAGE`.

The desk goes on answering while it runs, and whatever becomes of it becomes of it alone.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import cast

from bangvang import problems
from bangvang.build import pipeline
from bangvang.build.pipeline import Options
from bangvang.desk import checking
from bangvang.problems import Language, Problem

_PAUSE = 0.2


def main(site: Path, language: Language) -> int:
    """Builds the site into its own output/. A line of JSON a step, the last one the report."""
    told = [0.0]

    def progress(stage: str, done: int, whole: int) -> None:
        if time.monotonic() - told[0] > _PAUSE or done == whole:
            told[0] = time.monotonic()
            _tell({"stage": stage, "done": done, "whole": whole})

    report = pipeline.run(Options(site=site, output=site / "output"), progress)
    found = [_told_of(item, language) for item in report.problems]
    counts = {"written": report.written, "unchanged": report.unchanged, "removed": report.removed}
    _tell(
        {"ok": report.ok, "articles": report.articles, "seconds": round(report.seconds, 1), "problems": found}
        | counts
    )
    return 0 if report.ok else 1


def _told_of(item: Problem, language: Language) -> dict[str, object]:
    """A problem as it is told everywhere, but for a file that has a form in the words of that."""
    told: dict[str, object] = {**problems.as_data(item, language), "key": dict(item.values).get("key")}
    if item.place.file.startswith("content/") and item.place.file.endswith(".md"):
        told["message"], told["hint"] = checking.in_words(item, language)
    return told


def _tell(value: object) -> None:
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), cast(Language, sys.argv[2])))
