"""A site kept warm for the one who writes it: what changed is read again, pages are made when asked for.

The same planning and the same templates as a build, but forgiving: drafts and what is still to come are
shown as drafts, and where a file has errors its page tells them. Pages are not all made in advance: the one
that is being looked at is wanted within the blink of an eye, the other thousands perhaps never. Bodies and
what was parsed lie in a private folder; the site's own folder is only read.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from bangvang import problems, search
from bangvang.archive.model import Article, slug_of
from bangvang.build import indexing, parsing, photo_files, planning, reading, rendering, workers
from bangvang.build.cache import Cache
from bangvang.build.cached_rows import Bodies, CacheLost
from bangvang.build.file_digests import Digests
from bangvang.build.orders import Progress
from bangvang.build.planning import Planned, Show
from bangvang.build.reading import Inputs
from bangvang.build.trial import Ground
from bangvang.preview import telling
from bangvang.problems import Language, Problem, ProblemsFound, in_order
from bangvang.site import pages, photos
from bangvang.site.photos import Developed, Stored
from bangvang.site.plan import Page
from bangvang.site.render import Renderer
from bangvang.sources import content
from bangvang.sources.content import Parsed

_DESIGN = ("templates/", "assets/")
FEW = 3
"""Articles that are shown at a glance; more at once are not somebody's writing but another copy of all."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent for an address. `faulty`: the page tells of problems instead of what belongs there."""

    status: int
    body: bytes
    faulty: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """What the last look at the files gave. `everywhere`: problems that leave no page as it should be."""

    problems: tuple[Problem, ...] = ()
    everywhere: tuple[Problem, ...] = ()
    articles: int = 0
    seconds: float = 0.0

    @property
    def errors(self) -> int:
        return sum(item.is_error for item in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors


@dataclass(slots=True)
class _Made:
    """A site that can be shown: its pages by address, and the addresses whose files have errors. `articles`:
    what search finds, as they were planned but for those that were saved since."""

    inputs: Inputs
    show: Show
    planned: Planned
    renderer: Renderer
    pages: dict[str, Page]
    faults: dict[str, tuple[Problem, ...]]
    articles: tuple[Article, ...]


@dataclass(slots=True)
class Preview:
    """`private`: an empty folder of its own. `today` None: by the clock, in the site's time zone."""

    site: Path
    private: Path
    language: Language
    today: dt.date | None = None
    state: State = field(default_factory=State)
    _made: _Made | None = None
    _parsed: dict[str, tuple[str, Parsed]] = field(default_factory=dict)
    _urls: dict[str, str] = field(default_factory=dict)
    _digests: Digests = field(default_factory=Digests)
    _basis: tuple[object, ...] = ()
    _program: str = ""
    _teller: Renderer | None = None
    _cache: Cache | None = None
    _bodies: Bodies | None = None
    _indexed: tuple[tuple[Article, ...], indexing.Files] | None = None

    def refresh(self, progress: Progress = lambda *_: None) -> State:
        """Looks at the files again. Never raises for what an editor wrote."""
        started = time.monotonic()
        try:
            with workers.one_pool():
                state = self._refreshed(progress)
        except ProblemsFound as found:
            state = State(found.problems, found.problems, self.state.articles)
        self.state = State(state.problems, state.everywhere, state.articles, time.monotonic() - started)
        return self.state

    def glance(self, changed: Collection[str]) -> bool:
        """Shows changed articles at their own addresses at once, before everything else is planned anew: most
        saves are of one article, and it is its page that is being looked at. `changed`: files, relative to
        the site's folder. False when something else is to be looked at too, or nothing can be shown yet."""
        shown = [self._glance(path) for path in changed if len(changed) <= FEW]
        return bool(shown) and all(shown)

    def _glance(self, path: str) -> bool:
        made, url = self._made, self._urls.get(path)
        if made is None or self._cache is None or self.state.everywhere or url is None:
            return False
        if not (self.site / path).is_file():
            return False
        rows = parsing.parse_files([(path, str(self.site / path), self._program)])
        item = parsing.loaded(rows).get(path)
        if item is not None and item.broken:
            made.faults[url] = in_order(item.problems)
            return True
        page = made.pages.get(url)
        former = page.inputs[0] if page is not None and page.inputs else None
        article = item.article if item is not None else None
        if page is None or article is None or not isinstance(former, Article) or url in made.faults:
            return False
        if (article.url, article.draft) != (former.url, former.draft):
            return False
        self._cache.store_records(rows)
        made.pages[url] = pages.again(made.planned.given, page, article)
        if article.order == former.order:
            made.articles = tuple(article if one.id == article.id else one for one in made.articles)
        return True

    def close(self) -> None:
        """Lets go of the private folder."""
        if self._cache is not None:
            self._cache.close()
        if self._bodies is not None:
            self._bodies.close()

    # ---------------------------------------------------------------- looking at files

    def _refreshed(self, progress: Progress) -> State:
        inputs = reading.read(self.site, self._digests)
        parsed = self._parse(inputs, progress)
        today = self.today or dt.datetime.now(ZoneInfo(inputs.config.timezone)).date()
        planned = self._plan(inputs, parsed, today, progress)
        renderer = self._renderer(inputs, planned)
        # To compile them all would cost more than all else here; what is used is compiled when it is.
        good = self._teller.templates if self._teller is not None else {}
        changed = {name for name, source in inputs.templates.items() if good.get(name) != source}
        syntax = renderer.syntax_problems(changed)
        found = in_order([*planned.problems, *syntax])
        everywhere = tuple(p for p in found if p.is_error and p.place.file.startswith(_DESIGN))
        by_url = {page.url: page for page in planned.pages}
        show = Show(today, preview=True)
        faults, articles = self._faults(found, parsed), planned.archive.articles
        self._made = _Made(inputs, show, planned, renderer, by_url, faults, articles)
        if not syntax:
            self._teller = renderer
        self._urls |= {article.path: article.url for article in planned.archive.articles}
        return State(found, everywhere, len(planned.archive.articles))

    def _parse(self, inputs: Inputs, progress: Progress) -> dict[str, Parsed]:
        """Everything parsed; only what differs from the last look is read again."""
        if self._cache is None:
            return self._parse_first(inputs, progress)
        known = {path: self._parsed.get(path, ("", None))[0] for path in inputs.sources}
        waiting = [
            (path, str(self.site / path), self._program)
            for path, digest in inputs.sources.items()
            if known[path] != digest
        ]
        fresh = {path: item for path, item in self._parsed.items() if path in inputs.sources}
        for rows in workers.spread(parsing.parse_files, waiting, jobs=0):
            self._cache.store_records(rows)
            for path, item in parsing.loaded(rows).items():
                fresh[path] = (inputs.sources[path], item)
        self._parsed = dict(sorted(fresh.items()))
        return {path: item for path, (_, item) in self._parsed.items()}

    def _parse_first(self, inputs: Inputs, progress: Progress) -> dict[str, Parsed]:
        """With what the last build of this site learned, if it is there."""
        self._program = reading.program_digest()
        cache = Cache(self.private / "cache.db")
        cache.copy_of(self.site / ".cache" / "cache.db")
        parsed = parsing.parse_all(
            self.site, inputs.sources, cache, program=self._program, jobs=0, progress=progress
        )
        self._cache = cache
        self._parsed = {path: (inputs.sources[path], item) for path, item in parsed.items()}
        return parsed

    def _photos(
        self, inputs: Inputs, parsed: Mapping[str, Parsed], progress: Progress
    ) -> dict[str, Developed]:
        """Those of the last build are borrowed, others made in the private folder."""
        lender = self.site / ".cache" / "photos"
        room = photo_files.Room(self.site, self.private / "photos", lender=lender)
        items = [item.article or item.page for item in parsed.values()]
        wanted = photos.named([item for item in items if item is not None], inputs.files) | inputs.logo
        return photo_files.develop(room, wanted, inputs.files.values(), progress)

    def _index(self, made: _Made) -> indexing.Files:
        """The search index of what is shown. It is made when it is first asked for; blocks that did not
        change are kept."""
        if not made.planned.site.search:
            return {}
        if self._indexed is None or self._indexed[0] is not made.articles:
            room = indexing.Room(self.private / "search", jobs=0)
            with contextlib.closing(Bodies(self.private / "cache.db")) as bodies:
                files = indexing.build(made.planned.given, made.articles, bodies, room)
            self._indexed = (made.articles, files)
        return self._indexed[1]

    def _plan(
        self, inputs: Inputs, parsed: Mapping[str, Parsed], today: dt.date, progress: Progress
    ) -> Planned:
        """The site planned; as it was, when only templates are others: no plan depends on them."""
        told = (inputs.config, inputs.sources, inputs.files, inputs.logo, inputs.assets, inputs.ledger)
        basis = (*told, inputs.problems, today)
        if self._made is None or self._basis != basis:
            developed = self._photos(inputs, parsed, progress)
            self._basis = ()
            planned = planning.plan(inputs, parsed, developed, Show(today, preview=True))
            self._basis = basis
            return planned
        return self._made.planned

    def _renderer(self, inputs: Inputs, planned: Planned) -> Renderer:
        """The last one, with its compiled templates, as long as all it was made from is the same."""
        former = self._made.renderer if self._made is not None else None
        if (
            former is not None
            and former.site == planned.site
            and former.templates == inputs.templates
            and former.assets == planned.names
            and former.confined != inputs.own_templates
        ):
            former.cards.clear()  # kept by address, and an article may say something else now
            return former
        self._bodies = self._bodies or Bodies(self.private / "cache.db")
        return Renderer(
            planned.site,
            inputs.templates,
            planned.names,
            self._bodies,
            confined=not inputs.own_templates,
        )

    def _faults(
        self, found: Iterable[Problem], parsed: Mapping[str, Parsed]
    ) -> dict[str, tuple[Problem, ...]]:
        """Address -> all that is wrong with the file behind it, where something is an error."""
        by_file: dict[str, list[Problem]] = {}
        faults: dict[str, tuple[Problem, ...]] = {}
        for item in found:
            if item.code == "K508":  # who looks for the page that vanished finds out why
                faults[dict(item.values)["url"]] = (item,)
            if item.place.file.startswith("content/") and item.place.file.endswith(".md"):
                by_file.setdefault(item.place.file, []).append(item)
        for path, told in by_file.items():
            if any(item.is_error for item in told):
                for url in self._addresses(path, parsed.get(path)):
                    faults[url] = in_order([*faults.get(url, ()), *told])
        return faults

    def _addresses(self, path: str, item: Parsed | None) -> set[str]:
        """Where the page of a faulty file is looked for: where it was last, where it would be now, and where
        its folder's name puts it (its date may be what is faulty)."""
        slug = slug_of(path)
        if path.startswith(content.PAGES):
            return {f"{slug}.html"}
        found = {self._urls[path]} if path in self._urls else set()
        if item is not None and item.article is not None:
            found.add(item.article.url)
        folder = path.split("/")[-2]
        return found | ({f"bai-viet/{folder}/{slug}.html"} if folder.isdigit() else set())

    # ---------------------------------------------------------------- what is not saved yet

    @property
    def ground(self) -> Ground | None:
        """What an article may be tried against; None while nothing can be shown."""
        return Ground(self._made.inputs, self._made.planned, self._made.show) if self._made else None

    @property
    def faults(self) -> Mapping[str, tuple[Problem, ...]]:
        """Address -> what is wrong with the file behind it."""
        return self._made.faults if self._made else {}

    def tried(self, article: Article, html: str) -> Answer:
        """The page of an article as it would be. `html`: its body's."""
        made, cache = self._made, self._cache
        assert made is not None  # noqa: S101 - whoever has an article has a ground
        assert cache is not None  # noqa: S101
        cache.store_body(article.body, html.encode())
        former = made.pages.get(self._urls.get(article.path, article.url))
        try:
            return Answer(200, made.renderer.page(pages.again(made.planned.given, former, article)))
        except ProblemsFound as found:
            return self._tell(article.url, found.problems)

    # ---------------------------------------------------------------- showing pages

    def searched(self) -> bytes:
        """What changes whenever search may find something else."""
        listed = self._made.articles if self._made is not None else ()
        return repr([(article.facts, article.body) for article in listed]).encode()

    def answer(self, url: str) -> Answer:
        """The page or file at an address below the site's top. Never raises for what an editor wrote."""
        made = self._made
        if self.state.everywhere and (made is None or url.endswith(".html")):
            return self._tell(url, self.state.everywhere)
        assert made is not None  # noqa: S101 - without a site there are problems everywhere
        if url in made.faults:
            return self._tell(url, made.faults[url])
        if url in made.planned.fixed:
            return _file(made.planned.fixed[url])
        if url.startswith(search.FOLDER + "/"):
            return _file(self._index(made).get(url))
        return self._page(made, url)

    def _page(self, made: _Made, url: str) -> Answer:
        page = made.pages.get(url)
        status = 200
        if page is None:
            page, status = made.pages["404.html"], 404
        try:
            return Answer(status, made.renderer.page(page))
        except ProblemsFound as found:
            return self._tell(page.url, found.problems)

    def faults_of_templates(self) -> tuple[Problem, ...]:
        """What a few pages of each kind tell of the templates; for a quiet moment."""
        if self._made is None or self.state.everywhere:
            return ()
        return rendering.probe(self._made.renderer, self._made.planned.pages)

    def summary(self, url: str) -> Answer:
        """Everything that is wrong, on one page."""
        return self._tell(url, self.state.problems)

    def _tell(self, url: str, found: tuple[Problem, ...]) -> Answer:
        """A page of problems: by the templates if they can still do that, else without them."""
        told = tuple(problems.as_data(item, self.language) for item in found)
        if self._teller is not None:
            page = Page(url, "pages/problems.html", telling.problems_page, (told,))
            try:
                return Answer(200, self._teller.page(page), faulty=True)
            except ProblemsFound:
                pass
        return Answer(200, telling.bare(told), faulty=True)


def _file(item: bytes | Stored | None) -> Answer:
    """A file that is put out as it is."""
    try:
        return Answer(404, b"") if item is None else Answer(200, rendering.content(item))
    except CacheLost:  # taken away since the last look
        return Answer(404, b"")
