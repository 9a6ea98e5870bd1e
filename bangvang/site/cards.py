"""An article in short: the card that listings show of it, its number in words."""

from __future__ import annotations

from dataclasses import dataclass

from bangvang.archive import corrections
from bangvang.archive.model import KINDS, Article, Total
from bangvang.language import text
from bangvang.language.dates import PartialDate
from bangvang.site.links import Link, Site, form_link, place_links


@dataclass(frozen=True, slots=True)
class Card:
    """An article as a listing shows it. `places` are provinces as of then, or the region, or "Toàn quốc";
    `forms`: those that hold; `status`: what is said of it in a word."""

    url: str
    title: str
    date: PartialDate
    places: tuple[Link, ...]
    total: Total
    forms: tuple[Link, ...]
    excerpt: str
    status: str | None
    draft: bool


_cards: dict[tuple[str, str], Card] = {}
_MOST_CARDS = 50_000


def card(site: Site, article: Article) -> Card:
    """The article as listings show it. Remembered, since an article stands in some twenty lists."""
    key = (article.facts, site.language)
    made = _cards.get(key)
    if made is None:
        if len(_cards) >= _MOST_CARDS:
            _cards.clear()
        made = _cards[key] = _card(site, article)
    return made


def _card(site: Site, article: Article) -> Card:
    forms = corrections.standing_forms(article)
    return Card(
        url=article.url,
        title=article.title,
        date=article.date,
        places=place_links(site, article),
        total=article.total,
        forms=tuple(form_link(form_id) for form_id in forms),
        excerpt=article.excerpt,
        status=corrections.fate(article),
        draft=article.draft,
    )


def total_label(site: Site, total: Total) -> str:
    """A total in words: "3 tập thể, 6 cá nhân", "ít nhất …", "không nêu số lượng". A stated 0 is passed over,
    unless there is nothing else."""
    w = site.words
    shown = text.number if site.language == "vi" else "{:,}".format
    stated = [(name, number) for name in KINDS if (number := getattr(total.count, name)) is not None]
    if not stated:
        return w("count.not_stated")
    parts = [
        f"{shown(number)} {w(f'count.{name}_one' if number == 1 else f'count.{name}')}"
        for name, number in [row for row in stated if row[1]] or stated
    ]
    about = "count.about" if total.stated and total.approx else "count.at_least"
    return (f"{w(about)} " if total.at_least else "") + ", ".join(parts)
