"""What a line was read into so far: words, elements, and signs of which it is not known yet whether they mark
anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement


@dataclass(slots=True)
class Open:
    """A sign that begins a mark, should its end be found; else it is the text it was."""

    sign: str
    kind: str
    element: Element | None = None
    end: int = 0
    """Where in the text it ends."""


Item = str | Element | Open


def append(element: Element, items: Iterable[Item]) -> None:
    """Puts what was read into an element that is empty."""
    last: Element | None = None
    run: list[str] = []

    def put() -> None:
        said = "".join(run)
        run.clear()
        if last is not None:
            last.tail = said
        else:
            element.text = said

    for item in items:
        if isinstance(item, Element):
            put()
            element.append(item)
            last = item
            continue
        first, *others = item.sign.split("\n") if isinstance(item, Open) else (item,)
        run.append(first)
        for line in others:  # of a tag that is none, over a line end
            put()
            last = SubElement(element, "br")
            run.append(line)
    put()


def words(items: Sequence[Item]) -> str:
    """Without marks, as one line."""
    said = (
        "".join(item.itertext())
        if isinstance(item, Element)
        else item.sign
        if isinstance(item, Open)
        else item
        for item in items
    )
    return " ".join("".join(said).split())
