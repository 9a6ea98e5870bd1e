"""The words of the interface: one file per language, `interface/<language>.yaml`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml


class WordMissing(LookupError):  # noqa: N818 - reads as what happened
    """A template or maker asked for a word that the language does not have."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


@dataclass(frozen=True, slots=True)
class Words:
    """Dotted keys -> text with {places} to fill in."""

    language: str
    entries: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The word for `key`, filled in. Raises WordMissing."""
        try:
            text = self.entries[key]
        except KeyError:
            raise WordMissing(key) from None
        return text.format_map(values) if values or "{" in text else text

    def __reduce__(self) -> tuple[Callable[[str], Words], tuple[str]]:
        # A read-only mapping cannot be sent to another process, which has the file itself.
        return (load, (self.language,))

    def get(self, key: str, default: str) -> str:
        return self.entries.get(key, default)


@cache
def load(language: str) -> Words:
    """The words of 'vi' or 'en'."""
    source = (Path(__file__).parent / "interface" / f"{language}.yaml").read_text(encoding="utf-8")
    return Words(language, entries(source))


def entries(source: str) -> Mapping[str, str]:
    """The words of a YAML text, by their dotted keys."""
    # Every word is text, also those that YAML would take for a number or a truth value.
    tree = yaml.load(source, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506
    return MappingProxyType(dict(_flat(tree, "")))


def _flat(tree: Mapping[str, Any], before: str) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for key, value in tree.items():
        name = before + key
        out += _flat(value, name + ".") if isinstance(value, dict) else [(name, value)]
    return out
