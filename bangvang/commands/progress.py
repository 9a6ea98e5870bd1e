"""The line on a terminal that tells how far long work has come, how fast it goes and how long it takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

WIDTH = 20
"""Cells of the bar."""
OFTEN = 0.1
"""Seconds between two changes of the line; its end is always told."""
SURE = 1.0
"""Seconds of work before it is told how fast it goes."""

Say = Callable[..., str]


@dataclass(slots=True)
class Line:
    """One line on a terminal. `say` gives the words; `clock` the seconds."""

    stream: TextIO
    say: Say
    clock: Callable[[], float] = time.monotonic
    stage: str = ""
    _began: tuple[float, int] = (0.0, 0)
    _told: float = 0.0
    _length: int = field(default=0)

    def show(self, stage: str, done: int, whole: int) -> None:
        """Tells of a stage. What was done when it is first told of was not seen to take any time."""
        now, is_over = self.clock(), done >= whole
        if stage != self.stage:
            self.stage, self._began, self._told = stage, (now, done), 0.0
        elif not is_over and now - self._told < OFTEN:
            return
        self._told = now
        told = self._line(now, done, whole)
        # Blanks wipe out what was longer before: not every terminal knows how to clear a line.
        self.stream.write(f"\r{told.ljust(self._length)}" + ("\n" if is_over else ""))
        self.stream.flush()
        self._length = 0 if is_over else len(told)
        self.stage = "" if is_over else stage

    def _line(self, now: float, done: int, whole: int) -> str:
        full = WIDTH * done // whole if whole else WIDTH
        bar = "#" * full + "-" * (WIDTH - full)
        told = f"{self.say(self.stage)} [{bar}] {done}/{whole}"
        passed, since = now - self._began[0], done - self._began[1]
        if passed >= SURE and since > 0:
            rate = since / passed
            told += "  " + self.say("rate", rate=max(round(rate), 1))
            if done < whole:
                told += "  " + self._left((whole - done) / rate)
        return told

    def _left(self, seconds: float) -> str:
        minutes, rest = divmod(round(seconds), 60)
        if minutes:
            return self.say("minutes_left", minutes=minutes, seconds=rest)
        return self.say("seconds_left", seconds=max(rest, 1))
