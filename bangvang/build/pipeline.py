"""From a site's folder to a published one: the order of the work, and the only place that knows it.

config, files -> parse (each alone) -> Archive, plan (all together) -> render (each alone) -> publish
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from bangvang.archive import ledger, records
from bangvang.archive.model import Article
from bangvang.build import (
    bases,
    kept,
    parsing,
    photo_files,
    planning,
    publish,
    reading,
    rendering,
    system,
    workers,
)
from bangvang.build.cache import Bodies, Cache, CacheLost
from bangvang.build.file_digests import Digests
from bangvang.build.planning import Planned, Show
from bangvang.build.reading import Inputs
from bangvang.build.rendering import Job, Progress
from bangvang.build.trial import Ground
from bangvang.problems import Place, Problem, ProblemsFound, in_order, problem
from bangvang.site import overrides, photos
from bangvang.site.photos import Developed, Stored
from bangvang.site.render import BodyLost, Renderer
from bangvang.sources import config
from bangvang.sources.config import Config
from bangvang.sources.content import Parsed


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
    """What was done. `articles`: published ones. Pages are files of the site, data and assets included.
    `drafts`: files that are not shown, being drafts. `mended`: what was kept in `.cache/`, was not as it was
    left, and is made again."""

    ok: bool
    articles: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    seconds: float = 0.0
    problems: tuple[Problem, ...] = ()
    config: Config | None = None
    mended: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()

    @property
    def errors(self) -> int:
        return sum(item.is_error for item in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors

    @property
    def faulty_drafts(self) -> int:
        return len({item.place.file for item in self.problems if item.is_for_later})

    @property
    def reviews(self) -> int:
        """Questions that are open in `review`, of drafts and of published articles."""
        return sum(item.code == "K307" for item in self.problems)


def run(options: Options, progress: Progress = lambda *_: None) -> Report:
    """Builds (or only checks) a site. Problems are in the report; nothing is published when there are
    errors. Raises only for bugs and interruption."""
    started = time.monotonic()
    hurt: set[str] = set()
    try:
        with workers.one_pool():
            try:
                report = _run(options, hurt, progress)
            except (CacheLost, BodyLost) as error:
                hurt.add(error.file)
                report = _run(replace(options, full=True), hurt, progress)
    except (ProblemsFound, CacheLost, OSError) as error:
        report = _failure(options, error)
    return replace(report, seconds=time.monotonic() - started, mended=tuple(sorted(hurt)))


def look(options: Options, progress: Progress = lambda *_: None) -> tuple[tuple[Article, ...], Report]:
    """The articles that a build would publish, oldest first, and what is wrong with the content; nothing is
    rendered and nothing written. No articles when there are errors."""
    try:
        with workers.one_pool(), _borrowed(options, set()) as (inputs, cache):
            planned = _plan(options, inputs, cache, None, progress)
    except (ProblemsFound, CacheLost, OSError) as error:
        return (), _failure(options, error)
    found, listed = in_order(planned.problems), planned.archive.articles
    ok = not _refused(options, found)
    return listed if ok else (), Report(ok, len(listed), problems=found, config=inputs.config)


def survey(options: Options, progress: Progress = lambda *_: None) -> Ground:
    """The whole archive as an editor sees it, drafts and what has errors too; nothing is rendered or written.
    Raises ProblemsFound, CacheLost, OSError."""
    with workers.one_pool(), _borrowed(options, set()) as (inputs, cache):
        show = Show(_today(options, inputs.config), preview=True)
        return Ground(inputs, _plan(options, inputs, cache, None, progress, show), show)


def _failure(options: Options, error: ProblemsFound | CacheLost | OSError) -> Report:
    if isinstance(error, ProblemsFound):
        return Report(False, problems=error.problems)
    if isinstance(error, CacheLost):
        place = Place(str(options.cache_folder))
        return Report(False, problems=(problem(place, "K803", detail=str(error)),))
    place = Place(str(error.filename or options.site))
    if isinstance(error, system.InUse):
        return Report(False, problems=(problem(place, "K804"),))
    return Report(False, problems=(problem(place, "K803", detail=error.strerror or str(error)),))


def _run(options: Options, hurt: set[str], progress: Progress) -> Report:
    if options.output is None:
        return _check(options, hurt, progress)
    if not (options.site / config.FILE).exists():  # then not even a cache is left behind
        raise ProblemsFound([config.missing(str(options.site.resolve()))])
    hurt.update(kept.clear(options.cache_folder))
    with publish.one_at_a_time(options.cache_folder / "lock"):
        return _build(options, options.output.resolve(), hurt, progress)


def _check(options: Options, hurt: set[str], progress: Progress) -> Report:
    """As build, but the site's folder is only read."""
    with _borrowed(options, hurt) as (inputs, cache):
        return _make(options, inputs, cache, None, progress)


@contextlib.contextmanager
def _borrowed(options: Options, hurt: set[str]) -> Iterator[tuple[Inputs, Cache]]:
    """A site's files, and a copy of its cache that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="bangvang-") as folder:
        cache = Cache(Path(folder) / "cache.db", hurt)
        with contextlib.closing(cache):
            if not options.full:
                cache.copy_of(options.cache_folder / "cache.db")
            yield reading.read(options.site, Digests(cache.seen())), cache


def _build(options: Options, output: Path, hurt: set[str], progress: Progress) -> Report:
    file = options.cache_folder / "cache.db"
    afresh = options.full or not file.exists()
    cache = Cache(file, hurt)
    with contextlib.closing(cache):
        seen = Digests(None if afresh else cache.seen())
        inputs = reading.read(options.site, seen, afresh=afresh)
        publish.claim(output, options.site, partial(_left, cache, output))
        if options.full:
            cache.forget()
        known = _as_before(options, inputs, cache, output)
        if known is not None:
            cache.store_seen(seen.of_files(inputs.digests))
            return known
        cache.forget_run(str(output))
        report = _make(options, inputs, cache, output, progress)
        cache.store_seen(seen.of_files(inputs.digests))
        if report.ok:
            again = (report.articles, report.written + report.unchanged, report.problems, report.drafts)
            # Anew: the ledger has been written since, and an editor may have saved a file.
            cache.store_run(str(output), _key(options, inputs), records.dump(again))
        return report


def _as_before(options: Options, inputs: Inputs, cache: Cache, output: Path) -> Report | None:
    """What the last build into a folder reported, when nothing has changed since; else None. What could not
    be read has no digest that could differ: such a file is always told anew."""
    last = cache.last_run(str(output))
    if last is None or inputs.problems or last[0] != _key(options, inputs) or not _intact(cache, output):
        return None
    try:
        articles, unchanged, problems, drafts = records.load(last[1])
    except ValueError:
        return None
    return Report(True, articles, unchanged=unchanged, problems=problems, config=inputs.config, drafts=drafts)


def _key(options: Options, inputs: Inputs) -> str:
    """A digest of all that a build depends on; the date matters for what is still to come."""
    state = hashlib.blake2b(digest_size=16)
    today = _today(options, inputs.config)
    state.update(repr((reading.program_digest(), options.drafts, options.strict, today)).encode())
    state.update(inputs.digest().encode())
    return state.hexdigest()


def _intact(cache: Cache, output: Path) -> bool:
    known = _left(cache, output)
    return bool(known) and known == publish.standing(output)


def _left(cache: Cache, output: Path) -> publish.Standing:
    """What the last build into a folder left there, as far as it is known."""
    try:
        return {url: (o.size, o.mtime) for url, o in cache.outputs(str(output)).items()}
    except CacheLost:
        return {}


def _today(options: Options, settings: Config) -> dt.date:
    return options.today or dt.datetime.now(ZoneInfo(settings.timezone)).date()


# ---------------------------------------------------------------- the order of the work


def _plan(
    options: Options,
    inputs: Inputs,
    cache: Cache,
    output: Path | None,
    progress: Progress,
    show: Show | None = None,
) -> Planned:
    program = reading.program_digest()
    parsed = parsing.parse_all(
        options.site, inputs.sources, cache, program=program, jobs=options.jobs, progress=progress
    )
    show = show or Show(_today(options, inputs.config), drafts=options.drafts)
    developed = _photos(options, inputs, parsed, cache, output, progress)
    return planning.plan(inputs, parsed, developed, show)


def _make(options: Options, inputs: Inputs, cache: Cache, output: Path | None, progress: Progress) -> Report:
    planned = _plan(options, inputs, cache, output, progress)
    with contextlib.closing(Bodies(cache.path)) as bodies:
        renderer = Renderer(
            planned.site, inputs.templates, planned.names, bodies, confined=not inputs.own_templates
        )
        return _render(options, inputs, planned, renderer, cache, output, progress)


def _render(
    options: Options,
    inputs: Inputs,
    planned: Planned,
    renderer: Renderer,
    cache: Cache,
    output: Path | None,
    progress: Progress,
) -> Report:
    syntax = _faults_of_templates(renderer, cache)
    problems = [*planned.problems, *syntax]
    articles, drafts = len(planned.archive.articles), planned.drafts
    if _refused(options, problems):
        problems += () if syntax else rendering.probe(renderer, planned.pages)
        return Report(False, articles, problems=in_order(problems), config=inputs.config, drafts=drafts)
    program, packed = reading.program_digest(), inputs.config.precompress
    fixed = dict(planned.fixed)
    if planned.site.search and output is not None:
        fixed.update(_index(options, planned, cache))
    job = Job(renderer, planned.pages, fixed, program, options.jobs, precompress=packed)
    if output is None:
        made = rendering.check(job, cache, _own_output(options), progress)
    else:
        made = rendering.build(
            job, cache, output, partial(_keep_promises, options, inputs, planned), progress
        )
    found = in_order([*problems, *made.problems])
    counts = (made.written, made.unchanged, made.removed)
    return Report(not made.problems, articles, *counts, problems=found, config=inputs.config, drafts=drafts)


def _faults_of_templates(renderer: Renderer, cache: Cache) -> tuple[Problem, ...]:
    """What is wrong with the templates. They are looked through once for each of their contents."""
    key = rendering.templates_digest(renderer, reading.program_digest())
    known = cache.closures(key)
    if known is not None:
        renderer.take_over(known)
        return ()
    found = renderer.syntax_problems()
    if not found:
        cache.store_closures(key, renderer.references())
    return found


def _index(options: Options, planned: Planned, cache: Cache) -> Mapping[str, bytes | Stored]:
    from bangvang.build import indexing  # deferred: numpy comes with it

    # What another program made of the same articles is not what this one would.
    home = options.cache_folder / "search"
    folder = home / reading.program_digest()
    if options.full or (home.exists() and not folder.exists()):
        system.remove_tree(home, ignore_errors=True)
    bodies = Bodies(cache.path)
    try:

        def hurt(name: str) -> None:
            cache.hurt.add(f"search/{name}")

        return indexing.build(planned.given, bodies, folder, jobs=options.jobs, hurt=hurt)
    finally:
        bodies.close()


def _photos(
    options: Options,
    inputs: Inputs,
    parsed: Mapping[str, Parsed],
    cache: Cache,
    output: Path | None,
    progress: Progress,
) -> dict[str, Developed]:
    room = photo_files.Room(
        options.site,
        options.cache_folder / "photos",
        look_only=output is None,
        full=options.full,
        jobs=options.jobs,
    )
    items = [item.article or item.page for item in parsed.values()]
    wanted = photos.named([item for item in items if item is not None], inputs.files) | inputs.logo
    return photo_files.develop(room, wanted, inputs.files.values(), progress, cache.hurt.add)


def _own_output(options: Options) -> Path:
    return (options.site / "output").resolve()


def _refused(options: Options, problems: Sequence[Problem]) -> bool:
    return any(item.is_error or (options.strict and not item.draft) for item in problems)


def _keep_promises(options: Options, inputs: Inputs, planned: Planned) -> None:
    """Enters what is about to be published into the ledger. Not for a build elsewhere (a trial, a copy for a
    host) and not with drafts: only the site's own output/ is the site."""
    if options.drafts or options.output is None or options.output.resolve() != _own_output(options):
        return
    after = ledger.with_published(inputs.ledger, planned.promised, _today(options, inputs.config))
    if after.fates != inputs.ledger.fates:
        inputs.ledger = after
        system.replace_file(options.site / ledger.FILE, ledger.written(after).encode())
    after_bases = overrides.kept_bases(inputs.own, planning.made_with(inputs))
    with contextlib.suppress(OSError):  # where this may not be written the site is no worse
        bases.write(options.site, inputs.own.bases, after_bases)
        inputs.own.bases = after_bases
