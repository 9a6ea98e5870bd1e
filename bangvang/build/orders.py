"""What is asked of a build, and what comes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from bangvang.problems import Problem

CONFIG = "config.yaml"
"""A site's settings, in its folder."""

Progress = Callable[[str, int, int], None]
"""Is told of a stage of the work: its name, how much of it is done, how much there is."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a command asks for. `output` None: nothing is published (check). `today` None: by the clock, in
    the site's time zone. `cache`: where the cache lies; None: `.cache` in the site's folder. `workers`: the
    address of a cluster that does the work; none: this machine."""

    site: Path
    output: Path | None
    drafts: bool = False
    strict: bool = False
    full: bool = False
    jobs: int = 0
    today: dt.date | None = None
    cache: Path | None = None
    workers: str = ""

    def day(self, timezone: str) -> dt.date:
        """Today, for this build."""
        return self.today or dt.datetime.now(ZoneInfo(timezone)).date()

    @property
    def cache_folder(self) -> Path:
        return self.cache if self.cache is not None else self.site / ".cache"


@dataclass(frozen=True, slots=True)
class Report:
    """What was done. `articles`: published ones. Pages are files of the site, data and assets included.
    `addressed`: whether the site knows its own address, or that was not read. `drafts`: files that are not
    shown, being drafts. `mended`: what was kept in `.cache/`, was not as it was left, and is made again."""

    ok: bool
    articles: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    seconds: float = 0.0
    problems: tuple[Problem, ...] = ()
    addressed: bool = True
    mended: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()

    @property
    def errors(self) -> int:
        return sum(item.is_error for item in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors

    @property
    def faulty_drafts(self) -> int:
        return len({item.place.file for item in self.problems if item.is_for_later})

    @property
    def reviews(self) -> int:
        """Questions that are open in `review`, of drafts and of published articles."""
        return sum(item.code == "K307" for item in self.problems)
