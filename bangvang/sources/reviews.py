"""What the codes in `review` mean: what an editor must look at before an article may go."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """Code -> language -> a sentence, with `{…}` where what was found is told."""
    source = resources.files("bangvang.sources") / "reviews.yaml"
    text = source.read_text(encoding="utf-8")
    table: dict[str, dict[str, str]] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - builds text only
    return table


def told(flag: str, language: str = "vi") -> str:
    """A code and what it means; an editor's own note as it is."""
    return f"{flag} – {meaning(flag, language)}" if flag in sentences() else flag


def meaning(code: str, language: str = "vi") -> str:
    """What a code is about, whatever it was told with; of one without words (an editor's own note) itself."""
    said = sentences().get(code)
    return re.sub(r"\{\w+\}", "…", said[language]) if said is not None else code
