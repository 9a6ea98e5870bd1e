"""The ledger of published addresses: what the site has once promised its readers.

A plain file in the site's folder, one address a line, sorted, fit for git. `build` adds to it; an address
leaves readers' sight only on purpose: `build.py retire` marks it `gone`, or gives it a heir with `-> /…`.

Entered are the addresses that people keep: articles, plain pages, former addresses (aliases), tags. Not
entered: numbered pages, feeds, data, assets, and the lists by year, month, province, region and form. Those
have their names from tables and dates, not from an editor; they go and come back with their articles.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from bangvang.language import spelling, text
from bangvang.problems import Place, Problem, problem, term

FILE = "urls.txt"
TAGS = "chu-de/"
ARTICLES = "bai-viet/"
TAG_INDEX = "chu-de/index.html"
Held = Literal["draft", "early"]
LIVE, GONE = "", "gone"
"""The fate of an address; any other fate is the address that took its place."""

# Beyond so many problems, the nearest address is no longer looked for: it costs a look at every other.
_SEARCHED = 20
_ADDRESS = re.compile(r"[A-Za-z0-9._~/-]+\.html")
_PLAIN = re.compile(r"/?(?:[A-Za-z0-9_~-]+/){0,5}[A-Za-z0-9_~-]+\.html")
# Any part becomes a file or a folder on disk and on every host: file systems end at 255 bytes a name, and
# some at 260 for the whole way from the top of the disk.
LONGEST, LONGEST_PART, DEEPEST = 400, 200, 16
_HEAD = """\
# Những địa chỉ đã xuất bản, lệnh build tự ghi thêm. Giữ tệp này trong git cùng với các bài.
# The published addresses, kept by build. Keep this file in git beside the articles.
# /dia-chi.html | /dia-chi.html gone | /dia-chi.html -> /dia-chi-moi.html   (build.py retire)
# +2026-01-31: ngày địa chỉ xuất hiện lần đầu / the day an address first appeared
"""


@dataclass(frozen=True, slots=True)
class Ledger:
    """`fates`: address below output/ -> LIVE, GONE or the address that took its place. `lines`: where each
    stands in the file. `since`: the day it first appeared, ISO, where that was noted."""

    fates: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    lines: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    since: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def place(self, url: str) -> Place:
        """Where an address is written."""
        return Place(FILE, self.lines.get(url, 1))


def read(content: str) -> tuple[Ledger, tuple[Problem, ...]]:
    """The ledger, and its lines that say nothing (K901). An address on two lines, as a merge may leave it,
    has the fate that was decided for it, and the earlier day."""
    fates: dict[str, str] = {}
    lines: dict[str, int] = {}
    since: dict[str, str] = {}
    problems = []
    for number, row in enumerate(content.splitlines(), 1):
        words = row.split()
        if not words or words[0].startswith("#"):
            continue
        entry = _entry(words)
        if entry is None:
            problems.append(problem(Place(FILE, number), "K901", line=row.strip()[:80]))
            continue
        url, day, fate = entry
        fates[url] = fate or fates.get(url, LIVE)
        lines.setdefault(url, number)
        if day:
            since[url] = min(day, since.get(url, day))
    kept = Ledger(MappingProxyType(fates), MappingProxyType(lines), MappingProxyType(since))
    return kept, tuple(problems)


def _entry(words: list[str]) -> tuple[str, str, str] | None:
    url = address(words[0])
    day = words[-1][1:] if len(words) > 1 and _is_day(words[-1]) else ""
    match words[1:-1] if day else words[1:]:
        case []:
            return (url, day, LIVE) if url else None
        case ["gone"]:
            return (url, day, GONE) if url else None
        case ["->", heir]:
            other = address(heir)
            return (url, day, other) if url and other and other != url else None
    return None


def _is_day(word: str) -> bool:
    try:
        return word.startswith("+") and len(word) == 11 and bool(dt.date.fromisoformat(word[1:]))
    except ValueError:
        return False


def address(written: str, base_url: str = "") -> str | None:
    """A page's address below output/ as somebody may write it: with or without the site's own address and
    the slash before it. None when it cannot be one."""
    if len(written) < LONGEST_PART and _PLAIN.fullmatch(written) is not None:
        return written.removeprefix("/")  # nearly every line of a ledger: what is below would say the same
    bare = text.clean(written)
    if base_url and bare.startswith(base_url):
        bare = bare[len(base_url) :]
    bare = bare.removeprefix("/").partition("#")[0].partition("?")[0]
    bare = bare + "index.html" if bare.endswith("/") else bare
    return bare if is_address(bare) else None


def is_address(url: str) -> bool:
    """Whether a page may stand at an address below output/. No part begins with a dot: such names in output/
    are the host's own. None ends like the packed form of a page."""
    if len(url) > LONGEST or _ADDRESS.fullmatch(url) is None:
        return False
    parts = url.split("/")
    return len(parts) <= DEEPEST and all(map(_is_part, parts))


def _is_part(part: str) -> bool:
    return 0 < len(part) <= LONGEST_PART and part[0] != "." and not part.endswith((".", ".gz", ".br"))


def written(ledger: Ledger) -> str:
    """The file; nothing at all as long as nothing was published."""
    if not ledger.fates:
        return ""
    ends = {LIVE: "", GONE: " gone"}
    rows = []
    for url, fate in sorted(ledger.fates.items()):
        day = f" +{ledger.since[url]}" if url in ledger.since else ""
        rows.append(f"/{url}{ends.get(fate, f' -> /{fate}')}{day}\n")
    return _HEAD + "".join(rows)


def with_published(ledger: Ledger, urls: Iterable[str], today: dt.date) -> Ledger:
    """The ledger after a build. What is published again is live again, whatever was decided before; what was
    never published appears today."""
    live = dict.fromkeys(urls, LIVE)
    fresh = {url: today.isoformat() for url in live if url not in ledger.fates}
    return replace(
        ledger,
        fates=MappingProxyType({**ledger.fates, **live}),
        since=MappingProxyType({**ledger.since, **fresh}),
    )


def appeared(ledger: Ledger, urls: Iterable[str], today: dt.date) -> str:
    """The day on which an article first appeared under any of its addresses: today, when none was published
    before; empty when one was, but nobody noted when."""
    known = [ledger.since.get(url, "") for url in urls if url in ledger.fates]
    return min(known) if known else today.isoformat()


def with_fate(ledger: Ledger, url: str, fate: str) -> Ledger:
    """The ledger after a decision about one address."""
    return replace(ledger, fates=MappingProxyType({**ledger.fates, url: fate}))


def left(ledger: Ledger, planned: Iterable[str]) -> dict[str, str]:
    """Addresses that were published and are not planned any more -> their fate."""
    here = set(planned)
    return {url: fate for url, fate in ledger.fates.items() if url not in here}


def cut_short(ledger: Ledger, known: frozenset[str], promised: frozenset[str]) -> tuple[Problem, ...]:
    """Whether lines are gone from the file itself. `known`: the addresses that the last build left in it;
    `promised`: those of the site that is about to be published.

    A line that went together with its article came from another state of the archive, a branch or an older
    copy; a line of an article that is still there got lost, and who knows which others with it.
    """
    lost = known.difference(ledger.fates)
    still = lost & promised
    if not ledger.fates or not still:
        return ()
    return (problem(Place(FILE), "K907", count=len(lost), url=min(still)),)


def check(
    ledger: Ledger,
    planned: frozenset[str],
    articles: Mapping[str, Place],
    held: Mapping[str, tuple[Place, Held]],
    excused: frozenset[str],
) -> tuple[Problem, ...]:
    """What would break a promise. `articles`: address of a published article -> where an alias belongs in
    its file. `held`: slug of an address -> the article that has it and is not published, and why not.
    `excused`: slugs of files with errors of their own, whose pages are not gone but not made yet.

    An article, plain page or alias that vanishes is an error, told at the article that is held back (K512),
    or at the one that has most likely taken its place (K508). A tag's page that vanishes is a warning (K902):
    its address leads on to the list of tags, so that no reader meets a dead end and a slip in a tag can be
    mended without ceremony. A heir that is not there itself is an error (K903).
    """
    problems: list[Problem] = []
    fresh = {slug(url): place for url, place in articles.items() if url not in ledger.fates}
    gone = left(ledger, planned)
    lost = [url for url, fate in gone.items() if fate == LIVE and not url.startswith(TAGS)]
    missing = sum(slug(url) not in held for url in lost)
    for url, fate in gone.items():
        searched = len(problems) < _SEARCHED
        if url.startswith(TAGS) and gone.get(fate) in (LIVE, GONE) and fate.startswith(TAGS):
            continue  # a tag that was renamed, and then let go under its new name, of which K902 tells
        if fate not in (LIVE, GONE) and fate not in planned:
            near = spelling.meant(fate, sorted(planned)) if searched else None
            problems.append(problem(ledger.place(url), "K903", url=url, heir=fate, suggestion=near))
        elif fate == LIVE and url.startswith(TAGS):
            if not excused:  # a file that cannot be read whole may bear the tag
                problems.append(problem(ledger.place(url), "K902", url=url))
        elif fate == LIVE and slug(url) not in excused and slug(url) in held:
            place, why = held[slug(url)]
            problems.append(
                problem(place, "K512", url=url, why=term(f"held_{why}"), advice=term(f"advise_{why}"))
            )
        elif fate == LIVE and slug(url) not in excused:
            heir = _renamed(slug(url), fresh, missing, searched=searched)
            problems.append(problem(fresh.get(heir or "", ledger.place(url)), "K508", url=url))
    return tuple(problems)


def _renamed(gone: str, fresh: Collection[str], missing: int, *, searched: bool) -> str | None:
    """The slug, of those that are new, which most likely took the place of one that is gone."""
    if gone in fresh or not searched:
        return gone
    if len(fresh) == missing == 1:  # one gone, one come
        return next(iter(fresh))
    return spelling.nearest(gone, sorted(fresh), cutoff=0.6)


def slug(url: str) -> str:
    """The last part of an address: an article's id."""
    return url.rpartition("/")[2].removesuffix(".html")
