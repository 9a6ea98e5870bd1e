"""The home page and the indexes of years, provinces, tags and forms: ways in, not the articles."""

from __future__ import annotations

from bangvang import honours, places, text
from bangvang.compose import (
    Site,
    card,
    form_link,
    home_link,
    month_link,
    province_link,
    region_link,
    tag_link,
    year_link,
)
from bangvang.model import Article
from bangvang.stats import Tally
from bangvang.views import Group, HomeView, IndexView, Link, Pager


def years_page(site: Site, months: tuple[tuple[str, tuple[tuple[str, int], ...], int], ...]) -> IndexView:
    """`months`: (year, ((month, count), …), count), newest year first."""
    groups = tuple(
        Group(
            year_link(site, year).label,
            tuple(month_link(site, month, count) for month, count in inside),
            f"nam/{year}.html",
        )
        for year, inside, _ in months
    )
    return _index(site, "nam", "years", groups)


def provinces_page(
    site: Site, counts: tuple[tuple[str, int], ...], regions: tuple[tuple[str, int], ...]
) -> IndexView:
    """Today's provinces by today's regions, then the former names, then regions and the nation."""
    articles = dict(counts)
    w = site.words
    groups = []
    for region in places.all_regions():
        inside = [p for p in places.current() if p.id in articles and p.eras[-1].region == region.id]
        if inside:
            links = tuple(province_link(p.id, articles[p.id]) for p in inside)
            groups.append(Group(region.name, links))
    former = [p for p in places.all() if places.now(p).id != p.id and p.id in articles]
    if former:
        links = tuple(province_link(p.id, articles[p.id]) for p in former)
        groups.append(Group(w("index.former_label"), links))
    if regions:
        groups.append(
            Group(w("index.regions"), tuple(region_link(site, region, count) for region, count in regions))
        )
    return _index(site, "tinh", "provinces", tuple(groups))


def tags_page(site: Site, tags: tuple[tuple[str, str, int], ...]) -> IndexView:
    """`tags`: (slug, name, count). A–Ă–Â… by Vietnamese collation."""
    groups: dict[str, list[Link]] = {}
    for slug, name, count in sorted(tags, key=lambda tag: (text.collation_key(tag[1]), tag[0])):
        groups.setdefault(text.initial(name), []).append(tag_link(slug, name, count))
    return _index(
        site, "chu-de", "tags", tuple(Group(label, tuple(links)) for label, links in groups.items())
    )


def forms_page(site: Site, forms: tuple[tuple[str, int], ...]) -> IndexView:
    """`forms`: (id, count); grouped by category, in the order of rank."""
    counts = dict(forms)
    groups = []
    for category in honours.categories():
        inside = [form for form in honours.forms() if form.category == category.id and form.id in counts]
        if inside:
            links = tuple(form_link(form.id, counts[form.id]) for form in inside)
            groups.append(Group(category.label, links))
    return _index(site, "hinh-thuc", "forms", tuple(groups))


def _index(site: Site, kind: str, word: str, groups: tuple[Group, ...]) -> IndexView:
    lead = site.words(f"index.{word}_lead")
    return IndexView(kind, site.words(f"index.{word}"), lead, (home_link(site),), lead, groups)


def home_page(
    site: Site,
    tally: Tally,
    latest: tuple[Article, ...],
    years: tuple[tuple[str, int], ...],
    provinces: tuple[tuple[str, int], ...],
    tags: tuple[tuple[str, str, int], ...],
    forms: tuple[tuple[str, int], ...],
    more: bool,
) -> HomeView:
    return HomeView(
        title=site.title,
        description=site.description,
        lead=site.description,
        tally=tally,
        latest=tuple(card(site, article) for article in latest),
        pager=Pager(None, None, None, "bai-viet/index.html" if more else None),
        years=tuple(year_link(site, year, count) for year, count in years),
        provinces=tuple(province_link(province, count) for province, count in provinces),
        tags=tuple(tag_link(slug, name, count) for slug, name, count in tags),
        forms=tuple(form_link(form, count) for form, count in forms),
    )
