"""A file that lies in content/ twice, byte for byte: the copy is told, and is no article of its own."""

from __future__ import annotations

from collections.abc import Mapping

from bangvang.archive import rules
from bangvang.archive.ledger import Ledger
from bangvang.archive.model import slug_of
from bangvang.language import text
from bangvang.problems import Place, problem
from bangvang.site import photos
from bangvang.sources.content import Parsed


def told(parsed: Mapping[str, Parsed], sources: Mapping[str, str], ledger: Ledger) -> dict[str, Parsed]:
    """The parsed files, with nothing of a copy left but that it is one (K513): what else is wrong with it
    goes with it. `sources`: path -> digest of the bytes."""
    alike: dict[str, list[str]] = {}
    for path, item in parsed.items():
        if item.article is not None or item.page is not None:
            alike.setdefault(sources[path], []).append(path)
    out = dict(parsed)
    for paths in alike.values():
        if len(paths) > 1:
            kept: list[str] = []
            for path in sorted(paths, key=lambda path: _rank(path, parsed[path], ledger)):
                of = next((other for other in kept if _is_copy(parsed[path], parsed[other], path)), None)
                if of is None:
                    kept.append(path)
                else:
                    out[path] = _copy(path, parsed[path], of)
    return out


def _is_copy(item: Parsed, kept: Parsed, path: str) -> bool:
    """Two reports that agree in title, day and numbers are one, however short. Files without a number or a
    text of their own may be alike, unless the name says it, too: `bai (1).md`, `Bản sao bai.md`."""
    if item.article is not None and kept.article is not None and item.article.total.known:
        return True
    page, former, name = item.article or item.page, kept.article or kept.page, slug_of(path)
    slug = text.slug(name)
    named = former is not None and slug != name and text.slug(former.id) in slug
    return named or (page is not None and len(page.excerpt) >= rules.TELLING)


def _rank(path: str, item: Parsed, ledger: Ledger) -> tuple[bool, bool, int, str]:
    """Which of several stays: a published one, one whose name can be an address, the shortest."""
    page = item.article or item.page
    published = page is not None and page.url in ledger.fates
    return (not published, text.slug(slug_of(path)) != slug_of(path), len(slug_of(path)), path)


def _copy(path: str, item: Parsed, kept: str) -> Parsed:
    page = item.article or item.page
    # If the editor lets go of the other one instead, the photos beside this one are needed.
    named = photos.paths_of(page) if page is not None else ()
    names = tuple(name.rpartition("/")[2] for name in named)
    found = problem(Place(path), "K513", other=kept)
    return Parsed(None, None, "", (found,), item.draft, names)
