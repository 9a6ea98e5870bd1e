"""What a page is, and what the planner of pages is given.

A page is its address, its template, a maker and what the maker is given; the fingerprint of these
(`fingerprints`) is all that decides whether it must be made again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bangvang.archive.archive import Archive
from bangvang.site import board_pages, feeds
from bangvang.site.links import Site
from bangvang.site.photos import Picture

Maker = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Page:
    """`make(site, *inputs)` gives the view for `template`; without a template it gives the file's bytes."""

    url: str
    template: str
    make: Maker
    inputs: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the planner is given. `per_page`: articles on a listing page; `photos`: path of a photo
    under content/ -> how pages show it; `share_images`: so many of the newest articles have a share image of
    their own; `added`: an article's id -> the day it first appeared on the site. `plan` makes `moves`, what
    feeds tell in which order, and `board`, the pages of the golden board."""

    archive: Archive
    site: Site
    per_page: int
    photos: Mapping[str, Picture]
    share_images: int = 0
    added: Mapping[str, str] = field(default_factory=dict)
    moves: feeds.Moves = field(default_factory=feeds.Moves)
    board: tuple[board_pages.Part, ...] = ()
