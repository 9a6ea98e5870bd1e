"""A site's files made into what is published: the order of the work, and the only place that knows it.

config, files -> parse (each alone) -> Archive, plan (all together) -> render (each alone) -> publish

It is not loaded by a build that finds nothing changed: that takes as long as to find it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from bangvang.archive import ledger
from bangvang.archive.model import Item
from bangvang.build import (
    bases,
    kept_plan,
    parsing,
    photo_files,
    planning,
    reading,
    rendering,
    standing,
    system,
    workers,
)
from bangvang.build.cache import Cache, NotKept, Told
from bangvang.build.cached_rows import Bodies, CacheLost
from bangvang.build.kept_plan import KeptPlan, Listed
from bangvang.build.orders import Options, Progress, Report
from bangvang.build.parsing import Refreshed
from bangvang.build.planning import Planned, Show
from bangvang.build.reading import Inputs
from bangvang.build.rendering import Job, Made
from bangvang.problems import Problem, in_order
from bangvang.site import assets, overrides, photos
from bangvang.site.bodies import BodyLost
from bangvang.site.links import Site
from bangvang.site.photos import Developed
from bangvang.site.plan import Page, Plan
from bangvang.site.render import Renderer
from bangvang.sources import content


@dataclass(frozen=True, slots=True)
class _Work:
    """What is asked for, and what there is. `target` None: nothing is published."""

    options: Options
    inputs: Inputs
    cache: Cache
    target: standing.Target | None
    progress: Progress

    @property
    def where(self) -> str:
        return str(self.target and self.target.output)


def plan(
    options: Options, inputs: Inputs, cache: Cache, progress: Progress, show: Show | None = None
) -> Planned:
    """The site planned, not published."""
    work = _Work(options, inputs, cache, None, progress)
    return _plan(work, _refresh(work).told, show)


def make(
    options: Options,
    inputs: Inputs,
    cache: Cache,
    target: standing.Target | None,
    progress: Progress,
) -> Report:
    """Makes the site, and publishes it if there is a `target`: in the ordinary way, or from the plan of the
    site that stands there, where that still holds and all that was kept of it is as it was left."""
    work = _Work(options, inputs, cache, target, progress)
    refreshed = _refresh(work)
    if target is not None:
        key = _key(work, refreshed.told)
        former = kept_plan.load(cache, work.where, key, refreshed.told) if key is not None else None
        cache.forget_run(work.where)
        if key is not None and former is not None:
            try:
                return _make_bodies(work, former, key, refreshed.parsed)
            except (CacheLost, BodyLost) as error:
                cache.hurt.add(error.file)
            except NotKept:
                pass
    planned = _plan(work, refreshed.told)
    with _renderer(work, planned.site, planned.names) as renderer:
        return _make(work, planned, renderer, refreshed)


def _refresh(work: _Work) -> Refreshed:
    program, sources, jobs = reading.program_digest(), work.inputs.sources, work.options.jobs
    return parsing.refresh(
        work.options.site, sources, work.cache, program=program, jobs=jobs, progress=work.progress
    )


def _plan(work: _Work, told: Mapping[str, Told], show: Show | None = None) -> Planned:
    options, inputs = work.options, work.inputs
    program, jobs = reading.program_digest(), options.jobs
    parsed = parsing.take_up(
        options.site, told, work.cache, program=program, jobs=jobs, progress=work.progress
    )
    show = show or Show(options.day(inputs.config.timezone), drafts=options.drafts)
    items = [item for one in parsed.values() if (item := one.article or one.page)]
    return planning.plan(inputs, parsed, _photos(work, items), show)


@contextlib.contextmanager
def _renderer(work: _Work, site: Site, names: Mapping[str, str]) -> Iterator[Renderer]:
    with contextlib.closing(Bodies(work.cache.path)) as bodies:
        confined = not work.inputs.own_templates
        yield Renderer(site, work.inputs.templates, names, bodies, confined=confined)


def _make(work: _Work, planned: Planned, renderer: Renderer, refreshed: Refreshed) -> Report:
    options, inputs, cache = work.options, work.inputs, work.cache
    syntax = _faults_of_templates(renderer, cache)
    known = cache.ledger()
    short = ledger.cut_short(inputs.ledger, known, planned.promised)
    problems = [*planned.problems, *short, *syntax]
    articles, drafts = len(planned.archive.articles), planned.drafts
    if refused(options, problems):
        problems += () if syntax else rendering.probe(renderer, planned.pages)
        addressed = bool(inputs.config.base_url)
        return Report(False, articles, problems=in_order(problems), addressed=addressed, drafts=drafts)
    program, packed = reading.program_digest(), inputs.config.precompress
    job = Job(renderer, planned.pages, planned.fixed, program, options.jobs, precompress=packed)
    if work.target is None:
        made = rendering.check(job, cache, _own_output(options), work.progress)
    else:
        promise = partial(_keep_promises, work, planned, known)
        with _indexed(work, planned.site, planned.given, refreshed.parsed) as index:
            job = replace(job, late=index, stands=work.target.stands, stood=work.target.digest)
            made = rendering.build(job, cache, work.target.output, promise, work.progress)
    found = in_order([*problems, *made.problems])
    if work.target is not None and not made.problems:
        cache.store_surroundings(kept_plan.surroundings(made.keys, planned.pages))
        # Anew: the ledger has been written since.
        if (key := _key(work, refreshed.told)) is not None:
            cache.store_plan(work.where, key, kept_plan.written(kept_plan.of(planned, found)))
    return _report(work, made, articles, found, drafts)


def _make_bodies(work: _Work, plan: KeptPlan, key: str, parsed: int) -> Report:
    """A site of which nothing but bodies of articles differs from the one that stands. Raises CacheLost and
    BodyLost where what was kept of it is hurt, NotKept where something was not kept or it does not stand."""
    assert work.target is not None  # noqa: S101 - a plan is kept of what stands
    inputs, cache = work.inputs, work.cache
    if cache.left(work.where) != work.target.digest:
        raise NotKept
    site, pages = _edited(work, plan)
    names = assets.bundle(inputs.assets, inputs.config.accent).names
    with (
        _renderer(work, site, names) as renderer,
        _indexed(work, site, plan.listed, parsed) as index,
    ):
        _faults_of_templates(renderer, cache)  # there were none
        program, packed = reading.program_digest(), inputs.config.precompress
        stands, stood, jobs = work.target.stands, work.target.digest, work.options.jobs
        job = Job(renderer, pages, {}, program, jobs, packed, index, stands, stood, partly=True)
        again = kept_plan.written(plan)
        made = rendering.build(job, cache, work.target.output, lambda: None, work.progress)
    if not made.problems:
        cache.store_surroundings(kept_plan.surroundings(made.keys, pages))
        cache.store_plan(work.where, key, again)
    return _report(work, made, len(plan.listed), in_order([*plan.problems, *made.problems]), plan.drafts)


def _report(
    work: _Work, made: Made, articles: int, found: tuple[Problem, ...], drafts: tuple[str, ...]
) -> Report:
    counts, addressed = (made.written, made.unchanged, made.removed), bool(work.inputs.config.base_url)
    return Report(not made.problems, articles, *counts, problems=found, addressed=addressed, drafts=drafts)


def _key(work: _Work, told: Mapping[str, Told]) -> str | None:
    options, day = work.options, work.options.day(work.inputs.config.timezone)
    asked = (reading.program_digest(), options.drafts, options.strict, day)
    return kept_plan.key(work.inputs, told, asked)


def _edited(work: _Work, plan: KeptPlan) -> tuple[Site, tuple[Page, ...]]:
    """What all pages share, and the pages of edited articles."""
    inputs, cache = work.inputs, work.cache
    with contextlib.closing(parsing.Articles(cache.path)) as articles:
        plain = [
            page for path in inputs.sources if path.startswith(content.PAGES) if (page := articles.page(path))
        ]
        pages = tuple(
            kept_plan.page(article, cache.surroundings(work.where, article.url), articles)
            for article in map(articles, plan.edited)
        )
    logo, _ = photos.logo(inputs.logo, _photos(work, ()))
    return planning.site_of(inputs.config, plain, logo), pages


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


def _photos(work: _Work, items: Sequence[Item]) -> dict[str, Developed]:
    """Those that articles and pages show, and the archive's sign."""
    options, inputs = work.options, work.inputs
    room = photo_files.Room(
        options.site,
        options.cache_folder / "photos",
        look_only=work.target is None,
        full=options.full,
        jobs=options.jobs,
    )
    wanted = photos.named(items, inputs.files) | inputs.logo
    return photo_files.develop(room, wanted, inputs.files.values(), work.progress, work.cache.hurt.add)


# ---------------------------------------------------------------- the search index

_Asked = Plan | tuple[Listed, ...]
"""Of what an index is made: a whole plan, or articles that are listed as they were."""


@contextlib.contextmanager
def _indexed(work: _Work, site: Site, asked: _Asked, parsed: int) -> Iterator[Callable[[], rendering.Fixed]]:
    """The files of the search index, while they are being made: by all processes, or, where one was made
    before and little of it can differ, beside the pages. `parsed`: how many files are not as they were."""
    if not site.search:
        yield dict
        return
    options, cache = work.options, work.cache
    # What another program made of the same articles is not what this one would.
    home = options.cache_folder / "search"
    folder = home / reading.program_digest()
    if options.full or (home.exists() and not folder.exists()):
        system.remove_tree(home, ignore_errors=True)
    index = partial(_index, asked, folder, cache.path, options.jobs)

    def files_of(made: Iterator[tuple[rendering.Fixed, frozenset[str]]]) -> rendering.Fixed:
        files, hurt = next(made)
        cache.hurt.update(hurt)
        return files

    if parsed >= workers.ENOUGH or not folder.exists():
        files = files_of(index(work.progress))
        system.give_back_memory()
        yield lambda: files
    else:
        with workers.beside(index, jobs=options.jobs) as made:
            yield partial(files_of, made)


def _index(
    asked: _Asked, folder: Path, bodies_in: Path, jobs: int, progress: Progress = lambda *_: None
) -> Iterator[tuple[rendering.Fixed, frozenset[str]]]:
    """The files of the index, and what in its folder was not as it was left, when they are asked for."""
    from bangvang.build import indexing  # deferred: numpy comes with it

    hurt: set[str] = set()
    with contextlib.closing(Bodies(bodies_in)) as bodies:
        room = indexing.Room(folder, jobs, lambda name: hurt.add(f"search/{name}"), progress)
        if isinstance(asked, Plan):
            files = indexing.build(asked, asked.archive.articles, bodies, room)
        else:
            files = indexing.build_again(asked, bodies, room)
    yield files, frozenset(hurt)


# ---------------------------------------------------------------- what is refused, what is promised


def _own_output(options: Options) -> Path:
    return (options.site / "output").resolve()


def refused(options: Options, problems: Sequence[Problem]) -> bool:
    return any(item.is_error or (options.strict and not item.draft) for item in problems)


def _keep_promises(work: _Work, planned: Planned, known: frozenset[str]) -> None:
    """Enters what is about to be published into the ledger. Not for a build elsewhere (a trial, a copy for a
    host) and not with drafts: only the site's own output/ is the site. `known`: what the last one entered."""
    options, inputs = work.options, work.inputs
    if options.drafts or options.output is None or options.output.resolve() != _own_output(options):
        return
    after = ledger.with_published(inputs.ledger, planned.promised, options.day(inputs.config.timezone))
    if after.fates != inputs.ledger.fates:
        inputs.ledger = after
        system.replace_file(options.site / ledger.FILE, ledger.written(after).encode())
    if after.fates.keys() != known:
        work.cache.store_ledger(after.fates)
    after_bases = overrides.kept_bases(inputs.own, planning.made_with(inputs))
    with contextlib.suppress(OSError):  # where this may not be written the site is no worse
        bases.write(options.site, inputs.own.bases, after_bases)
        inputs.own.bases = after_bases
