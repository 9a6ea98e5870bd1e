"""The indexes of tags and forms."""

from __future__ import annotations

from dataclasses import dataclass

from bangvang.facts import honours
from bangvang.language import text
from bangvang.site.links import Group, Link, Site, form_link, home_link, tag_link


@dataclass(frozen=True, slots=True)
class IndexView:
    """An index of listings: years, provinces, tags or forms. `kind`: nam tinh chu-de hinh-thuc."""

    kind: str
    title: str
    description: str
    crumbs: tuple[Link, ...]
    lead: str
    groups: tuple[Group, ...]


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
