"""From a site's folder to a published one: the order of the work, and the only place that knows it.

config, files -> parse (each alone) -> Archive -> plan -> render (each alone) -> publish
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from bangvang import archive as archives
from bangvang import assets, compose, making, markup, pages, parsing, publish, reading, rules, text, words
from bangvang.cache import Bodies, Cache
from bangvang.compose import Site
from bangvang.config import Config
from bangvang.making import Job, Progress
from bangvang.model import Article, Item, PlainPage
from bangvang.pages import Page, Plan
from bangvang.problems import Place, Problem, ProblemsFound, in_order, problem
from bangvang.reading import Inputs
from bangvang.render import Renderer
from bangvang.views import Link


@dataclass(frozen=True, slots=True)
class Options:
    """What a command asks for. `output` None: nothing is published (check). `today` None: by the clock, in
    the site's time zone. `cache`: where the cache lies; None: `.cache` in the site's folder."""

    site: Path
    output: Path | None
    drafts: bool = False
    strict: bool = False
    full: bool = False
    jobs: int = 0
    today: dt.date | None = None
    cache: Path | None = None

    @property
    def cache_folder(self) -> Path:
        return self.cache if self.cache is not None else self.site / ".cache"


@dataclass(frozen=True, slots=True)
class Report:
    """What was done. `articles`: published ones. Pages are files of the site, data and assets included."""

    ok: bool
    articles: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    seconds: float = 0.0
    problems: tuple[Problem, ...] = ()
    config: Config | None = None

    @property
    def errors(self) -> int:
        return sum(item.is_error for item in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors


def run(options: Options, progress: Progress = lambda *_: None) -> Report:
    """Builds (or only checks) a site. Problems are in the report; nothing is published when there are
    errors. Raises only for bugs and interruption."""
    started = time.monotonic()
    try:
        if options.output is None:
            report = _check(options, progress)
        else:
            with publish.one_at_a_time(options.cache_folder / "lock"):
                report = _build(options, options.output.resolve(), progress)
    except ProblemsFound as found:
        report = Report(False, problems=found.problems)
    except OSError as error:
        place = Place(str(error.filename or options.site))
        report = Report(False, problems=(problem(place, "K803", detail=error.strerror or str(error)),))
    return replace(report, seconds=time.monotonic() - started)


def _check(options: Options, progress: Progress) -> Report:
    """As build, with a copy of the cache that is thrown away: the site's folder is only read."""
    inputs = reading.read(options.site)
    with tempfile.TemporaryDirectory(prefix="bangvang-") as folder:
        cache = Cache(Path(folder) / "cache.db")
        with contextlib.closing(cache):
            if not options.full:
                cache.copy_of(options.cache_folder / "cache.db")
            return _make(options, inputs, cache, None, progress)


def _build(options: Options, output: Path, progress: Progress) -> Report:
    inputs = reading.read(options.site)
    cache = Cache(options.cache_folder / "cache.db")
    with contextlib.closing(cache):
        if options.full:
            cache.forget()
        key = _key(options, inputs)
        last = cache.last_run(str(output))
        if last is not None and last[0] == key and isinstance(last[1], Report) and _intact(cache, output):
            return last[1]
        cache.forget_run(str(output))
        report = _make(options, inputs, cache, output, progress)
        if report.ok:
            again = replace(report, written=0, unchanged=report.written + report.unchanged, removed=0)
            cache.store_run(str(output), key, again)
        return report


def _key(options: Options, inputs: Inputs) -> str:
    """A digest of all that a build depends on; the date matters for what is still to come."""
    state = hashlib.blake2b(digest_size=16)
    today = _today(options, inputs.config)
    state.update(repr((reading.program_digest(), options.drafts, options.strict, today)).encode())
    state.update(inputs.digest().encode())
    return state.hexdigest()


def _intact(cache: Cache, output: Path) -> bool:
    known = {url: (o.size, o.mtime) for url, o in cache.outputs(str(output)).items()}
    return bool(known) and known == publish.standing(output)


def _today(options: Options, settings: Config) -> dt.date:
    return options.today or dt.datetime.now(ZoneInfo(settings.timezone)).date()


# ---------------------------------------------------------------- the order of the work


def _make(options: Options, inputs: Inputs, cache: Cache, output: Path | None, progress: Progress) -> Report:
    settings = inputs.config
    program = reading.program_digest()
    parsed = parsing.parse_all(
        options.site, inputs.sources, cache, program=program, jobs=options.jobs, progress=progress
    )
    problems = [*inputs.problems, *(found for item in parsed.values() for found in item.problems)]
    articles = [item.article for item in parsed.values() if item.article is not None]
    plain = [item.page for item in parsed.values() if item.page is not None]
    published, held = _gate(articles, _today(options, settings), drafts=options.drafts)
    site = _site(settings, plain)
    photos = _photo_addresses([*articles, *plain], inputs.files)
    archive = archives.collect(_unique(published), plain)
    planned = pages.plan(Plan(archive, site, settings.per_page, photos))
    problems += [*held, *rules.check(_everything(articles, plain, published, planned, inputs))]
    bundled = _bundle(inputs, problems)
    renderer = Renderer(site, inputs.templates, bundled.names, Bodies(cache.path))
    syntax = renderer.syntax_problems()
    problems += syntax
    if _refused(options, problems):
        problems += () if syntax else making.probe(renderer, planned)
        return Report(False, len(published), problems=in_order(problems), config=settings)
    fixed: dict[str, bytes | Path] = dict(bundled.files)
    fixed.update({url: options.site / path for path, url in photos.items()})
    job = Job(renderer, planned, fixed, program, options.jobs)
    if output is None:
        made = making.check(job, cache, (options.site / "output").resolve(), progress)
    else:
        made = making.build(job, cache, output, progress)
    found = in_order([*problems, *made.problems])
    ok = not made.problems
    return Report(ok, len(published), made.written, made.unchanged, made.removed, 0.0, found, settings)


def _refused(options: Options, problems: Sequence[Problem]) -> bool:
    return any(item.is_error for item in problems) or (options.strict and bool(problems))


def _gate(
    articles: Iterable[Article], today: dt.date, *, drafts: bool
) -> tuple[list[Article], list[Problem]]:
    """What readers may see: no drafts, nothing whose day has not come. One gate for every page and feed."""
    published, held = [], []
    for article in articles:
        if article.draft and not drafts:
            continue
        if article.date.first_day > today:
            held.append(problem(rules.line(article, "date"), "K216", value=article.date.iso))
        else:
            published.append(article)
    return published, held


def _unique(articles: Iterable[Article]) -> list[Article]:
    """One article per id, the first by path, so that planning can go on; the clash is a rule's to tell."""
    first: dict[str, Article] = {}
    for article in articles:
        first.setdefault(article.id, article)
    return list(first.values())


def _bundle(inputs: Inputs, problems: list[Problem]) -> assets.Assets:
    try:
        return assets.bundle(inputs.assets)
    except ProblemsFound as found:
        problems += found.problems
        return assets.Assets({path: f"assets/{path}" for path in inputs.assets}, {})


def _site(settings: Config, plain: Iterable[PlainPage]) -> Site:
    interface = words.load(settings.language)
    links = sorted((text.collation_key(page.title), page.url, page.title) for page in plain)
    return Site(
        title=settings.title,
        tagline=settings.tagline,
        description=settings.description or interface("description.home"),
        base_url=settings.base_url or "",
        language=settings.language,
        footer=settings.footer,
        search=settings.search,
        nav=tuple(Link(url, title) for _, url, title in links),
        words=interface,
    )


def _photo_addresses(items: Iterable[Item], files: Mapping[str, str]) -> dict[str, str]:
    """Path of each photo in use -> its address: beside the page that shows it, named by content."""
    addresses: dict[str, str] = {}
    for item in items:
        folder = item.path.rpartition("/")[0]
        names = [reference.target for reference in item.references if reference.kind == "file"]
        if isinstance(item, Article):
            names += [photo.file for photo in item.photos if photo.file is not None]
        for name in names:
            path = f"{folder}/{name}"
            if path in files:
                stem, dot, suffix = name.rpartition(".")
                shown = f"{text.slug(stem) or 'anh'}.{files[path][:10]}{dot}{suffix.lower()}"
                addresses.setdefault(path, f"{item.url.removesuffix('.html')}/{shown}")
    return addresses


def _everything(
    articles: Sequence[Article],
    plain: Sequence[PlainPage],
    published: Sequence[Article],
    planned: Sequence[Page],
    inputs: Inputs,
) -> rules.Everything:
    # An address that two pages want belongs to the listing; the plain page is told.
    urls = {page.url: "" for page in planned if page.template != "pages/plain.html"}
    urls.update({article.url: article.path for article in published})
    for item in plain:
        urls.setdefault(item.url, item.path)
    for page in planned:
        if page.make is compose.redirect_page:
            urls.pop(page.url, None)
    photos = frozenset(path for path in inputs.files if path.lower().endswith(markup.PHOTO_SUFFIXES))
    return rules.Everything(tuple(articles), tuple(plain), frozenset(a.id for a in published), urls, photos)
