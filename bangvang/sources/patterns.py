"""What a key looks like when it is right, for messages: made of what was typed, or with "…" where only the
editor knows what belongs there. No fact of another archive, which could be copied and published."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeGuard

from bangvang.archive import recipients
from bangvang.sources import name_lists, slips
from bangvang.sources.front_matter import EXAMPLES

# Keys whose example says only what may stand there at all.
_FIXED = frozenset(("draft", "approx", "posthumous"))
_DATES = frozenset(("date", "published", "status_date"))
_VALUE = re.compile(r"(\w+): (?:\"[^\"]*\"|[^,{}\[\]]+)")

_KINDS: Mapping[str, str] = {
    "tập thể": "collectives",
    "cá nhân": "individuals",
    "hộ": "households",
    "hộ gia đình": "households",
    "": "recipients",
}
_COUNT = re.compile(
    r"(?P<about>(?:hơn|gần|trên|khoảng)\s+)?(?P<number>[0-9]+(?:\.[0-9]{3})*)(?P<more>\s*\+)?"
    r"\s*(?P<kind>tập thể|cá nhân|hộ gia đình|hộ|)",
    re.IGNORECASE,
)
_PAIR = re.compile(r"(collectives|individuals|households|recipients)[\s:=]+([0-9][0-9.]*)")
_PAIRS = re.compile(rf"{_PAIR.pattern}(?:[\s,;]+{_PAIR.pattern})*")
_BETWEEN_COUNTS = re.compile(r"\s*[,;+]\s*|\s+và\s+")
_FILE = re.compile(r"\S+\.(?:jpe?g|png|webp|gif)", re.IGNORECASE)


def blank(key: str, owner: str = "") -> str:
    """A key with "…" for what its editor knows; `owner`: the group that it stands in."""
    example = EXAMPLES.get(f"{owner}.{key}") or EXAMPLES.get(key, f"{key}: …")
    if key in _FIXED:
        return example
    if key in _DATES:
        return f"{key}: ngày/tháng/năm"
    value = example.partition(": ")[2]
    if "{" in value:
        return f"{key}: " + _VALUE.sub(r"\1: …", value)
    return f"{key}: […]" if value.startswith("[") else f"{key}: …"


def of(key: str, given: object, *, owner: str = "", is_item: bool = False) -> str:
    """The key as it should be typed, with what was typed in another form. `is_item`: it is a list, and this
    one item of it."""
    made = _made(key, given)
    if made is None:
        return blank(key, owner)
    return made if is_item or key not in slips.GROUPS else f"{key}: [{made}]"


def _made(key: str, given: object) -> str | None:
    """The groups or the text that a value was meant for; None where nobody can tell."""
    if (
        key in _MAKERS and key not in slips.GROUPS and _are_groups(given)
    ):  # total: [collectives: 3, individuals: 6]
        group = _group({name: value for part in given for name, value in part.items()})
        return group and f"{key}: {{{group}}}"
    if isinstance(given, list) and len(given) == 1:
        given = given[0]
        if key not in EXAMPLES or EXAMPLES[key].endswith(("]", "}")):
            return _made(key, given)
        return f"{key}: {name_lists.quoted(given)}" if isinstance(given, str) else None
    if isinstance(given, dict):
        return _of_group(key, given) if key in slips.GROUPS else None
    if not isinstance(given, str) or not given.strip():
        return None
    makes = _MAKERS.get(key)
    return makes(given) if makes else None


def _are_groups(given: object) -> TypeGuard[list[dict[str, Any]]]:
    return isinstance(given, list) and bool(given) and all(isinstance(part, dict) for part in given)


# What an item with a colon in it was meant for: "Nguyễn Văn A: Đại tá", "Kon Tum: 5".
_TWO: Mapping[str, tuple[str, str]] = {
    "people": ("name", "title"),
    "awards": ("grantor", "form"),
    "breakdown": ("province", "recipients"),
    "photos": ("file", "caption"),
}


def _of_group(key: str, given: dict[str, Any]) -> str | None:
    """One group as an item; or an item each, of "Kon Tum: 5" and "Gia Lai: 4"."""
    if key not in _TWO or _TWO[key][0] in given:
        group = _group(given)
        return group and f"{{{group}}}"
    if not all(isinstance(value, str) for value in given.values()) or not EXAMPLES.keys().isdisjoint(given):
        return None
    items = [two(key, first, second) or "" for first, second in given.items()]
    return ", ".join(item.removeprefix("- ") for item in items)


def two(key: str, first: str, second: str) -> str | None:
    """An item of a list of groups, of the two that stand on the sides of a colon."""
    keys = _TWO.get(key)
    if keys is None:
        return None
    return f"- {{{keys[0]}: {name_lists.quoted(first)}, {keys[1]}: {name_lists.quoted(second)}}}"


def _group(given: dict[str, Any]) -> str | None:
    parts = list[str]()
    for key, value in given.items():
        if isinstance(value, str) and value.strip():
            parts.append(f"{key}: {name_lists.quoted(value)}")
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            parts.append(name_lists.written(key, value))
        else:
            return None
    return ", ".join(parts)


def _people(given: str) -> str:
    return ", ".join(map(_person, name_lists.names_in(given)))


_BEFORE_TITLE = re.compile(r"\s[-–—]\s|,")


def _person(written: str) -> str:
    name, _, title = (part.strip() for part in _BEFORE_TITLE.sub(",", written, count=1).partition(","))
    if title and recipients.begins(title, "offices"):
        return f"{{name: {name_lists.quoted(name)}, title: {name_lists.quoted(title)}}}"
    return f"{{name: {name_lists.quoted(written)}}}"


def _photos(given: str) -> str | None:
    files = re.split(r"\s*[,;]\s*", given.strip())
    return ", ".join(f"{{file: {file}}}" for file in files) if all(map(_FILE.fullmatch, files)) else None


def _total(given: str) -> str | None:
    """ "3 tập thể và 6 cá nhân"; nothing where a word is left over."""
    if _PAIRS.fullmatch(given.strip()):  # "collectives 3 individuals 6"
        return f"total: {{{', '.join(f'{kind}: {number}' for kind, number in _PAIR.findall(given))}}}"
    counts, about = dict[str, str](), False
    for part in _BETWEEN_COUNTS.split(given.strip()):
        found = _COUNT.fullmatch(part)
        kind = _KINDS[found["kind"].lower()] if found else ""
        if found is None or kind in counts or (counts and "recipients" in (kind, *counts)):
            return None
        counts[kind] = found["number"]
        about = about or bool(found["about"] or found["more"])
    said = [f"{kind}: {number}" for kind, number in counts.items()] + ["approx: true"] * about
    return f"total: {{{', '.join(said)}}}"


def _source(given: str) -> str:
    quoted = name_lists.quoted(given)
    return f"name: …, url: {quoted}" if re.match(r"https?:", given) else f"name: {quoted}"


_MAKERS: Mapping[str, Callable[[str], str | None]] = {
    "people": _people,
    "photos": _photos,
    "total": _total,
    "programme": lambda given: f"programme: {{name: {name_lists.quoted(given.strip())}}}",
    "source": lambda given: f"source: {{{_source(given.strip())}}}",
}
