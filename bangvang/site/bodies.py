"""Where the bodies of pages come from."""

from __future__ import annotations

from typing import Protocol


class Bodies(Protocol):
    """Where the bodies of pages are kept."""

    def __call__(self, digest: str) -> str:
        """The sanitised HTML under a digest. Raises BodyLost."""

    def close(self) -> None:
        """Lets go of files, so that another process may take over."""


class BodyLost(Exception):  # noqa: N818 - reads as what happened
    """The body of a page is not where it was kept. `file`: where that was."""

    file = "cache.db"
