"""Values that an editor gives a command, by an option or as an answer, read as they are in front matter."""

from __future__ import annotations

from bangvang.commands.console import Console
from bangvang.facts import places
from bangvang.facts.places import Place
from bangvang.language import dates
from bangvang.language.dates import DateError, PartialDate


def date(console: Console, typed: str) -> PartialDate:
    """A date in one of the accepted forms. Raises ValueError, in the editor's language."""
    try:
        return dates.parse(typed)
    except DateError:
        raise ValueError(console.say("bad_date", value=typed)) from None


def provinces(console: Console, typed: str) -> tuple[Place, ...]:
    """Provinces, with commas between them, each once. Raises ValueError, in the editor's language."""
    found = {}
    for name in filter(None, map(str.strip, typed.split(","))):
        place = places.find(name)
        if place is None:
            raise ValueError(unknown(console, "bad_province", name, places.suggest(name)))
        found[place.id] = place
    return tuple(found.values())


def unknown(console: Console, key: str, value: str, near: str | None) -> str:
    """That a value is not known, and the nearest that is."""
    mean = console.say("mean", suggestion=near) if near else ""
    return console.say(key, value=value) + mean
