"""What the preview's server is given: where it speaks, and what it serves beside the pages of the site."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from tornado import routing, web

from bangvang.preview.preview import Preview
from bangvang.problems import Language, Problem


class Console(Protocol):
    """Where the preview speaks: the console of the command that started it."""

    @property
    def language(self) -> Language:
        """Of all that is said."""

    def say(self, key: str, **values: object) -> str:
        """A text with its blanks filled in."""

    def print(self, key: str, **values: object) -> None:
        """To whoever reads what the preview did."""

    def complain(self, key: str, **values: object) -> None:
        """To whoever sits at the terminal."""

    def progress(self, stage: str, done: int, whole: int) -> None:
        """How far a stage has come."""

    def listing(self, found: Sequence[Problem], site: Path) -> str:
        """The problems as an editor reads them."""

    def seconds(self, value: float, digits: int = 1) -> str:
        """A duration as it is written in the language."""


class Room(Protocol):
    """What is served beside the pages of the site: the editing desk."""

    @property
    def routes(self) -> Sequence[tuple[str | routing.Matcher, type[web.RequestHandler], dict[str, object]]]:
        """Its addresses, as tornado takes them."""

    @property
    def most_bytes(self) -> int:
        """Of a request's body."""

    def lead(self, url: str) -> tuple[bytes, bytes]:
        """What leads there from a page: for the end of its head, and of its body."""

    @property
    def address(self) -> str:
        """Where it begins, below the site's top."""


Furnish = Callable[[Preview, bool], Room]
"""The preview, and whether it is shown to this machine alone -> what is served beside it."""
