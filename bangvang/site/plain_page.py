"""Plain pages: a title and a body."""

from __future__ import annotations

from dataclasses import dataclass

from bangvang.archive.model import PlainPage
from bangvang.site.links import Link, Site, home_link
from bangvang.site.stories import Story


@dataclass(frozen=True, slots=True)
class PlainView:
    title: str
    description: str
    crumbs: tuple[Link, ...]
    story: Story


def plain_page(site: Site, page: PlainPage, story: Story) -> PlainView:
    return PlainView(page.title, page.excerpt or site.description, (home_link(site),), story)
