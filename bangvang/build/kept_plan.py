"""What is kept of a plan, for the next build in which nothing but bodies of articles differs.

Most edits mend a word of one body. What a site is planned from (`key`) is then what it was; so is the plan,
and all pages but those of the edited articles. Of these the cache keeps what they show of others (a page's
surroundings), so that they are made without taking up ten thousand articles and planning every address.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any, NamedTuple

from bangvang.archive import records
from bangvang.archive.archive import Neighbours
from bangvang.archive.model import Article
from bangvang.build import kept
from bangvang.build.cache import Cache, NotKept, Told
from bangvang.build.cached_rows import FILE, CacheLost
from bangvang.build.parsing import Articles
from bangvang.build.planning import Planned
from bangvang.build.reading import Inputs
from bangvang.problems import Problem
from bangvang.site import article_page, search_documents
from bangvang.site.article_page import Around
from bangvang.site.photos import Picture
from bangvang.site.plan import Page
from bangvang.site.stories import Story
from bangvang.sources import content


class Listed(NamedTuple):
    """A published article, as far as it is known without being taken up. `looks`: a digest of how search
    shows it; `body`: the digest of the body that was published."""

    path: str
    id: str
    title: str
    facts: str
    day: tuple[int, int, int]
    looks: str
    body: str


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """A plan that still holds. `listed`: what is published, oldest first, with the bodies of now; `rows`: the
    same, as kept; `edited`: the paths of those whose bodies are others than those that were published."""

    listed: tuple[Listed, ...]
    rows: tuple[bytes, ...]
    edited: tuple[str, ...]
    problems: tuple[Problem, ...]
    drafts: tuple[str, ...]


def key(inputs: Inputs, told: Mapping[str, Told], circumstances: object) -> str | None:
    """A digest of all that a site is planned from; None where that is every byte of every file: where it is
    told who has read them. `circumstances`: what else matters (the program, the day, what was asked for)."""
    if inputs.problems or inputs.config.check_by > 1:
        return None
    # A plain page is planned from its body, too: there are few.
    plain = {path: row.body for path, row in told.items() if path.startswith(content.PAGES)}
    alike = [_shared(inputs.sources), _shared({path: row.body for path, row in told.items() if row.body})]
    state = hashlib.blake2b(digest_size=16)
    state.update(inputs.digest({path: row.told for path, row in told.items()}).encode())
    state.update(repr((circumstances, plain, alike)).encode())
    return state.hexdigest()


def _shared(digests: Mapping[str, str]) -> list[list[str]]:
    """The files that share a digest with another: twins are told."""
    paths: dict[str, list[str]] = {}
    for path, digest in digests.items():
        paths.setdefault(digest, []).append(path)
    return sorted(sorted(twins) for twins in paths.values() if len(twins) > 1)


# ---------------------------------------------------------------- between two builds


def of(planned: Planned, problems: Sequence[Problem]) -> KeptPlan:
    """What to keep of a plan that is published; `problems`: all that was told."""
    given = planned.given
    listed = tuple(
        Listed(
            article.path,
            article.id,
            article.title,
            article.facts,
            article.date.sort_key,
            search_documents.looks(given.site, article, given.photos),
            article.body,
        )
        for article in given.archive.articles
    )
    return KeptPlan(listed, tuple(map(_line, listed)), (), tuple(problems), planned.drafts)


def written(plan: KeptPlan) -> bytes:
    """What to keep of a plan, for `load`, once it is published: an article a line, so that those which were
    not edited are kept as they are."""
    return kept.seal(b"\n".join((records.dump((plan.problems, plan.drafts)), *plan.rows)))


def _line(one: Listed) -> bytes:
    return json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode()


def load(cache: Cache, target: str, key: str, told: Mapping[str, Told]) -> KeptPlan | None:
    """The plan of the last build into a target, if it was planned from the same."""
    last = cache.last_plan(target)
    if last is None or last[0] != key:
        return None
    try:
        said, *lines = (kept.unseal(last[1]) or b"").split(b"\n")
        problems, drafts = records.load(said)
        listed, edited = [], []
        for number, row in enumerate(json.loads(b"[%s]" % b",".join(lines))):
            path, id_, title, facts, (year, month, day), looks, former = row
            body = told[path].body
            listed.append(Listed(path, id_, title, facts, (year, month, day), looks, body))
            if body != former:
                edited.append(path)
                lines[number] = _line(listed[-1])
    except (ValueError, TypeError, LookupError, AttributeError):  # hurt, or sealed by a stranger
        cache.hurt.add(FILE)
        return None
    return KeptPlan(tuple(listed), tuple(lines), tuple(edited), problems, drafts)


# ---------------------------------------------------------------- pages


def surroundings(made: Mapping[str, str], pages: Iterable[Page]) -> list[tuple[str, str, bytes]]:
    """What to keep of those pages of articles that were made: address, fingerprint, and what they show of
    other articles. `made`: address -> fingerprint."""
    return [
        (page.url, made[page.url], _row(page))
        for page in pages
        if page.url in made and page.make is article_page.article_page
    ]


def _row(page: Page) -> bytes:
    story, around = page.inputs[1], page.inputs[2]
    assert isinstance(story, Story)  # noqa: S101 - that is what `pages.articles` gives
    assert isinstance(around, Around)  # noqa: S101
    near = around.near
    named = [near.older, near.newer, around.same_event]
    return kept.dump(
        [
            [article and article.path for article in named],
            [article.path for article in near.related],
            around.tag_names,
            [(name, astuple(picture)) for name, picture in around.photos],
            around.share_image,
            around.board,
            story.addresses,
            # Which page a photo lies beside is planned, too: the first that shows it.
            [(token, picture and astuple(picture)) for token, picture in story.pictures],
        ]
    )


def page(article: Article, row: bytes | None, articles: Articles) -> Page:
    """The page of an article with its surroundings as they were. Raises NotKept without them, CacheLost when
    they are hurt."""
    if row is None:
        raise NotKept
    try:
        named, related, tag_names, shown, share_image, board, addresses, pictures = kept.load(row)
        older, newer, same_event = (articles(path) if path is not None else None for path in named)
        around = Around(
            Neighbours(older, newer, tuple(map(articles, related))),
            same_event,
            _pairs(tag_names),
            tuple((str(name), _picture(picture)) for name, picture in shown),
            share_image,
            tuple((_pair(who), str(url)) for who, url in board),
        )
        seen = tuple((str(token), _picture(picture) if picture else None) for token, picture in pictures)
        story = Story(article.body, _pairs(addresses), seen)
    except (ValueError, TypeError, LookupError) as error:  # hurt, or sealed by a stranger
        raise CacheLost(article.path) from error
    return Page(article.url, "pages/article.html", article_page.article_page, (article, story, around))


def _picture(row: Any) -> Picture:
    src, webp, sizes, width, height = row
    return Picture(str(src), tuple((str(url), int(size)) for url, size in webp), str(sizes), width, height)


def _pair(row: Any) -> tuple[str, str]:
    one, other = row
    return str(one), str(other)


def _pairs(rows: Any) -> tuple[tuple[str, str], ...]:
    return tuple(map(_pair, rows))
