"""The tables of the press, and patterns made of them: whole words, in small letters, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

import yaml

from bangvang.press.manuscript import small


@cache
def load(name: str) -> Any:
    """A table of this folder; every scalar is the text that it is."""
    source = resources.files("bangvang.press") / name
    return yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - builds text only


def any_of(phrases: Iterable[str]) -> str:
    """A pattern of alternatives for text in small letters; blanks in a phrase fit any run of blanks."""
    longest = sorted(dict.fromkeys(small(phrase) for phrase in phrases), key=lambda one: (-len(one), one))
    return "(?:" + "|".join(r"\s+".join(map(re.escape, one.split())) for one in longest) + ")"


def words(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern of whole words for text in small letters."""
    return re.compile(rf"(?<!\w){any_of(phrases)}(?!\w)")
