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
class _Articles:
    """What is asked of an article, wherever it is from."""

    bodies: Bodies

    def article(self, document: Entry) -> Article:
        raise NotImplementedError

    def __call__(self, document: Entry, /) -> Said:
        article = self.article(document)
        return search_documents.said(article, self.bodies(article.body))

    def provinces(self, document: Entry, /) -> tuple[str, ...]:
        return search_documents.provinces(self.article(document))

    def close(self) -> None:
        self.bodies.close()


@dataclass(frozen=True, slots=True)
class Planned(_Articles):
    """Articles that have been taken up."""

    articles: Mapping[str, Article]
    site: Site
    photos: Mapping[str, Picture]

    def article(self, document: Entry) -> Article:
        return self.articles[document.id]

    def whole(self, document: Entry, /) -> Document:
        return search_documents.document(self.site, self.article(document), document, self.photos)


@dataclass(frozen=True, slots=True)
class Standing(_Articles):
    """Articles that are taken up when they are asked for; what is shown of them was gathered before.
    `paths`: id -> path."""

    articles: parsing.Articles
    paths: Mapping[str, str]

    def article(self, document: Entry) -> Article:
        return self.articles(self.paths[document.id])

    def whole(self, _: Entry, /) -> Document:
        raise NotKept

    def close(self) -> None:
        self.bodies.close()
        self.articles.close()
