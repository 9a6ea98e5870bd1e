"""Names for new articles, and the lists that fields are completed from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from bangvang.facts import honours, places
from bangvang.language import dates, text

if TYPE_CHECKING:
    from bangvang.desk.desk import Desk

MOST_OFFERED = 12


def path_for(title: str, date: Sequence[str], desk: Desk) -> str | None:
    """Where a new article belongs: by the year of its event, named after its title, never where another is;
    None for a title without a letter."""
    stem = text.file_stem(title)
    if not stem:
        return None
    year = year_of(date[-1] if date else "", desk.now().year)
    # To Windows and macOS two names that differ in capitals are one.
    taken = {file.stem.casefold() for file in (desk.store.site / "content").rglob("*.md")}
    return f"content/{year:04d}/{text.unused(stem, taken)}.md"


def year_of(date: str, otherwise: int) -> int:
    """The year of a date as typed, whatever else is wrong with it."""
    try:
        return dates.parse(date).year
    except dates.DateError:
        found = re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", date)
        return int(found[1]) if found is not None else otherwise


def lists() -> Mapping[str, Sequence[str]]:
    """What is offered without scripts: the provinces and forms of the tables."""
    return {
        "tinh": [place.name for place in places.all()],
        "hinh-thuc": [form.label for form in honours.forms()],
    }


def offers(desk: Desk, kind: str, typed: str, *, date: str = "") -> list[dict[str, str]]:
    """What a field of a kind may be completed to, the likeliest first: {value, note}."""
    known = _known(desk, kind, date)
    wanted = text.fold(typed).strip()
    ranked = []
    for name, (number, note) in known.items():
        folded = text.fold(name)
        place = _place(folded, wanted)
        if place is not None:
            ranked.append((place, -number, text.collation_key(name), name, note))
    ranked.sort(key=lambda item: item[:3])
    return [{"value": name, "note": note} for *_, name, note in ranked[:MOST_OFFERED]]


def _place(folded: str, wanted: str) -> int | None:
    """How well a name answers what was typed; None when it does not."""
    if folded.startswith(wanted):
        return 0
    words = folded.split()
    if any(word.startswith(wanted) for word in words):
        return 1
    initials = "".join(word[0] for word in words if word)
    if len(wanted) > 1 and initials.startswith(wanted.replace(" ", "")):
        return 2
    parts = wanted.split()
    return 3 if parts and all(any(word.startswith(part) for word in words) for part in parts) else None


def _known(desk: Desk, kind: str, date: str) -> dict[str, tuple[int, str]]:
    """Name -> (how often it is used, what is said beside it)."""
    if kind == "tinh":
        return _provinces(date)
    if kind == "vung":
        return {region.name: (0, "") for region in places.all_regions()}
    used = Counter(_used(desk, kind))
    found = {name: (number, str(number)) for name, number in used.items()}
    if kind == "hinh-thuc":
        table = {form.label: (0, "") for form in honours.forms()}
        return table | found
    return found


def _provinces(date: str) -> dict[str, tuple[int, str]]:
    """Those of the day of the event, where it is known; else all, with today's name beside them."""
    try:
        day = dates.parse(date)
    except dates.DateError:
        day = None
    found = {}
    for place in places.all():
        if day is None or places.exists_on(place, day):
            now = places.now(place)
            found[place.name] = (0, "" if now.id == place.id else f"→ {now.name}")
    return found


def _used(desk: Desk, kind: str) -> Iterable[str]:
    for article in desk.ground.articles if desk.ground is not None else ():
        if kind == "chu-de":
            yield from (tag.name for tag in article.tags)
        elif kind == "don-vi":
            yield from article.organisations
        elif kind == "noi-khen":
            yield from (award.grantor for award in article.awards if award.grantor != "\x00")
        elif kind == "hinh-thuc":
            yield from (award.form for award in article.awards if award.form_id)
