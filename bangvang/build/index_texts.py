"""What the search index asks of articles: of those that were taken up, or of those that stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bangvang.archive.model import Article
from bangvang.build import parsing
from bangvang.build.cache import NotKept
from bangvang.search import Document, Entry, Said
from bangvang.site import search_documents
from bangvang.site.bodies import Bodies
from bangvang.site.links import Site
from bangvang.site.photos import Picture


class Texts(Protocol):
    """What there is to know of documents. It is sent to the processes that read."""

    def __call__(self, document: Entry, /) -> Said:
        """What is searched of it beside its title: what it tells, and its facts."""

    def provinces(self, document: Entry, /) -> tuple[str, ...]:
        """Its provinces, then and now."""

    def whole(self, document: Entry, /) -> Document:
        """What is shown and counted of it."""

    def close(self) -> None:
        """Lets go of what must not be shared with a forked process."""


@dataclass(frozen=True, slots=True)
class Planned:
    """Articles that have been taken up."""

    bodies: Bodies
    articles: Mapping[str, Article]
    site: Site
    photos: Mapping[str, Picture]

    def __call__(self, document: Entry, /) -> Said:
        return _said(self.articles[document.id], self.bodies)

    def provinces(self, document: Entry, /) -> tuple[str, ...]:
        return search_documents.provinces(self.articles[document.id])

    def whole(self, document: Entry, /) -> Document:
        return search_documents.document(self.site, self.articles[document.id], document, self.photos)

    def close(self) -> None:
        self.bodies.close()


@dataclass(frozen=True, slots=True)
class Standing:
    """Articles that are taken up when they are asked for; what is shown of them was gathered before.
    `paths`: id -> path."""

    bodies: Bodies
    articles: parsing.Articles
    paths: Mapping[str, str]

    def __call__(self, document: Entry, /) -> Said:
        return _said(self.articles(self.paths[document.id]), self.bodies)

    def provinces(self, document: Entry, /) -> tuple[str, ...]:
        return search_documents.provinces(self.articles(self.paths[document.id]))

    def whole(self, _: Entry, /) -> Document:
        raise NotKept

    def close(self) -> None:
        self.bodies.close()
        self.articles.close()


def _said(article: Article, bodies: Bodies) -> Said:
    return search_documents.said(article, bodies(article.body))
