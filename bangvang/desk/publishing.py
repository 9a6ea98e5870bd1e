"""Xuất bản: the build behind a button, and what it changed for readers."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from bangvang.build import installation, standing
from bangvang.problems import Language

State = Literal["idle", "running", "done", "stopped", "failed"]
MOST_SHOWN = 60
_DATA = "du-lieu/articles.json"


@dataclass(frozen=True, slots=True)
class Moved:
    """A total before and after. `year` empty: of the whole archive."""

    year: str
    articles: tuple[int, int]
    recipients: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did: addresses that readers have gained, that changed, are gone; totals that moved."""

    report: Mapping[str, Any]
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    totals: tuple[Moved, ...] = ()


@dataclass(slots=True)
class Publishing:
    """One site's builds, one at a time."""

    site: Path
    language: Language
    state: State = "idle"
    stage: str = ""
    done: int = 0
    whole: int = 0
    outcome: Outcome | None = None
    task: asyncio.Task[None] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Begins a build, unless one runs already."""
        if self.state != "running":
            self.state, self.stage, self.done, self.whole, self.outcome = "running", "", 0, 0, None
            self.task = asyncio.ensure_future(self._run())

    def refuse(self, report: Mapping[str, Any]) -> None:
        """Tells why a build did not even begin."""
        self.state, self.outcome = "stopped", Outcome(report)

    async def _run(self) -> None:
        try:
            await self._build()
        except Exception:
            self.state = "failed"
            raise

    async def _build(self) -> None:
        output = self.site / "output"
        before, totals = standing.of(output), _totals(output)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bangvang.desk.building", str(self.site), self.language),
            cwd=installation.PROGRAM,
            stdout=asyncio.subprocess.PIPE,
            limit=64 * 1024 * 1024,
        )
        report: Mapping[str, Any] | None = None
        try:
            assert process.stdout is not None  # noqa: S101 - asked for above
            async for line in process.stdout:
                told = json.loads(line)
                if "stage" in told:
                    self.stage, self.done, self.whole = told["stage"], told["done"], told["whole"]
                else:
                    report = told
            await process.wait()
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.terminate()
        if report is None:
            self.state = "failed"
            return
        self.outcome = _outcome(report, before, standing.of(output), totals, _totals(output))
        self.state = "done" if report["ok"] else "stopped"


def _outcome(
    report: Mapping[str, Any],
    before: standing.Standing,
    after: standing.Standing,
    totals: Mapping[str, tuple[int, int]],
    later: Mapping[str, tuple[int, int]],
) -> Outcome:
    pages = [
        {url: state for url, state in found.items() if url.endswith(".html")} for found in (before, after)
    ]
    old, new = pages
    moved = [
        Moved(year, (was[0], now[0]), (was[1], now[1]))
        for year in sorted({*totals, *later}, reverse=True)
        if (was := totals.get(year, (0, 0))) != (now := later.get(year, (0, 0)))
    ]
    return Outcome(
        report,
        added=_articles_first(new.keys() - old.keys()),
        changed=_articles_first(url for url in old.keys() & new.keys() if old[url] != new[url]),
        removed=_articles_first(old.keys() - new.keys()),
        totals=tuple(sorted(moved, key=lambda item: item.year != "")),
    )


def _articles_first(urls: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(urls, key=lambda url: (not url.startswith("bai-viet/2"), url)))


def _totals(output: Path) -> dict[str, tuple[int, int]]:
    """Year -> articles and recipients, as the data of a built site tell them; "" for all years."""
    try:
        listed: Sequence[Mapping[str, Any]] = json.loads((output / _DATA).read_bytes())
    except (OSError, ValueError):
        return {}
    sums: dict[str, tuple[int, int]] = {}
    for article in listed:
        for year in ("", str(article["date"])[:4]):
            count, people = sums.get(year, (0, 0))
            sums[year] = (count + 1, people + int((article.get("total") or {}).get("all") or 0))
    return sums
