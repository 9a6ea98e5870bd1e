"""A site's files made into what is published: the order of the work, and the only place that knows it.

config, files -> parse (each alone) -> Archive, plan (all together) -> render (each alone) -> publish

It is not loaded by a build that finds nothing changed: that takes as long as to find it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

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
    system,
    workers,
)
from bangvang.build.cache import Bodies, Cache, CacheLost, NotKept, Told
from bangvang.build.kept_plan import KeptPlan, Listed
from bangvang.build.orders import Options, Progress, Report
from bangvang.build.planning import Planned, Show
from bangvang.build.reading import Inputs
from bangvang.build.rendering import Job
from bangvang.problems import Problem, in_order
from bangvang.site import assets, overrides, photos
from bangvang.site.bodies import BodyLost
from bangvang.site.links import Site
from bangvang.site.photos import Developed
from bangvang.site.plan import Page, Plan
from bangvang.site.render import Renderer
from bangvang.sources import content

if TYPE_CHECKING:
    from bangvang.build import indexing


def plan(
    options: Options, inputs: Inputs, cache: Cache, progress: Progress, show: Show | None = None
) -> Planned:
    """The site planned, not published."""
    return _plan(options, inputs, cache, _refresh(options, inputs, cache, progress), None, progress, show)


def make(options: Options, inputs: Inputs, cache: Cache, output: Path | None, progress: Progress) -> Report:
    """Makes the site, and publishes it if there is an `output`: in the ordinary way, or from the plan of the
    site that stands, where that still holds and all that was kept of it is as it was left."""
    told = _refresh(options, inputs, cache, progress)
    if output is not None:
        key = _key(options, inputs, told)
        former = kept_plan.load(cache, str(output), key, told) if key is not None else None
        cache.forget_run(str(output))
        if key is not None and former is not None:
            try:
                return _make_bodies(options, inputs, cache, output, former, key, progress)
            except (CacheLost, BodyLost) as error:
                cache.hurt.add(error.file)
            except NotKept:
                pass
    planned = _plan(options, inputs, cache, told, output, progress)
    with _renderer(inputs, planned.site, planned.names, cache) as renderer:
        return _render(options, inputs, planned, renderer, cache, output, told, progress)


def _refresh(options: Options, inputs: Inputs, cache: Cache, progress: Progress) -> dict[str, Told]:
    program, sources = reading.program_digest(), inputs.sources
    return parsing.refresh(
        options.site, sources, cache, program=program, jobs=options.jobs, progress=progress
    )


def _plan(
    options: Options,
    inputs: Inputs,
    cache: Cache,
    told: Mapping[str, Told],
    output: Path | None,
    progress: Progress,
    show: Show | None = None,
) -> Planned:
    program = reading.program_digest()
    parsed = parsing.take_up(options.site, told, cache, program=program, jobs=options.jobs, progress=progress)
    show = show or Show(options.day(inputs.config), drafts=options.drafts)
    items = [item.article or item.page for item in parsed.values()]
    developed = _photos(
        options, inputs, [item for item in items if item is not None], cache, output, progress
    )
    return planning.plan(inputs, parsed, developed, show)


@contextlib.contextmanager
def _renderer(inputs: Inputs, site: Site, names: Mapping[str, str], cache: Cache) -> Iterator[Renderer]:
    with contextlib.closing(Bodies(cache.path)) as bodies:
        yield Renderer(site, inputs.templates, names, bodies, confined=not inputs.own_templates)


def _render(
    options: Options,
    inputs: Inputs,
    planned: Planned,
    renderer: Renderer,
    cache: Cache,
    output: Path | None,
    told: Mapping[str, Told],
    progress: Progress,
) -> Report:
    syntax = _faults_of_templates(renderer, cache)
    problems = [*planned.problems, *syntax]
    articles, drafts = len(planned.archive.articles), planned.drafts
    if refused(options, problems):
        problems += () if syntax else rendering.probe(renderer, planned.pages)
        return Report(False, articles, problems=in_order(problems), config=inputs.config, drafts=drafts)
    program, packed = reading.program_digest(), inputs.config.precompress
    job = Job(renderer, planned.pages, planned.fixed, program, options.jobs, precompress=packed)
    if output is None:
        made = rendering.check(job, cache, _own_output(options), progress)
    else:
        promise = partial(_keep_promises, options, inputs, planned)
        with _indexed(options, planned.site, partial(_index_of, planned.given), cache, progress) as index:
            made = rendering.build(replace(job, late=index), cache, output, promise, progress)
    found = in_order([*problems, *made.problems])
    if output is not None and not made.problems:
        cache.store_surroundings(kept_plan.surroundings(made.keys, planned.pages))
        # Anew: the ledger has been written since.
        if (key := _key(options, inputs, told)) is not None:
            kept_plan.store(cache, str(output), key, planned, found)
    counts = (made.written, made.unchanged, made.removed)
    return Report(not made.problems, articles, *counts, problems=found, config=inputs.config, drafts=drafts)


def _key(options: Options, inputs: Inputs, told: Mapping[str, Told]) -> str | None:
    asked = (reading.program_digest(), options.drafts, options.strict, options.day(inputs.config))
    return kept_plan.key(inputs, told, asked)


def _make_bodies(
    options: Options,
    inputs: Inputs,
    cache: Cache,
    output: Path,
    plan: KeptPlan,
    key: str,
    progress: Progress,
) -> Report:
    """A site of which nothing but bodies of articles differs from the one that stands. Raises CacheLost and
    BodyLost where what was kept of it is hurt, NotKept where something was not kept or it does not stand."""
    site, pages = _edited(options, inputs, cache, output, plan, progress)
    names = assets.bundle(inputs.assets, inputs.config.accent).names
    with (
        _renderer(inputs, site, names, cache) as renderer,
        _indexed(options, site, partial(_index_again, plan.listed), cache, progress) as index,
    ):
        _faults_of_templates(renderer, cache)  # there were none
        program, packed = reading.program_digest(), inputs.config.precompress
        job = Job(renderer, pages, {}, program, options.jobs, packed, index, partly=True)
        made = rendering.build(job, cache, output, lambda: None, progress)
    if not made.problems:
        cache.store_surroundings(kept_plan.surroundings(made.keys, pages))
        kept_plan.store_again(cache, str(output), key, plan)
    articles, drafts = len(plan.listed), plan.drafts
    counts = (made.written, made.unchanged, made.removed)
    found = in_order([*plan.problems, *made.problems])
    return Report(not made.problems, articles, *counts, problems=found, config=inputs.config, drafts=drafts)


def _edited(
    options: Options, inputs: Inputs, cache: Cache, output: Path, plan: KeptPlan, progress: Progress
) -> tuple[Site, tuple[Page, ...]]:
    """What all pages share, and the pages of edited articles."""
    with contextlib.closing(parsing.Articles(cache.path)) as articles:
        plain = [
            page for path in inputs.sources if path.startswith(content.PAGES) if (page := articles.page(path))
        ]
        pages = tuple(
            kept_plan.page(article, cache.surroundings(str(output), article.url), articles)
            for article in map(articles, plan.edited)
        )
    logo, _ = photos.logo(inputs.logo, _photos(options, inputs, (), cache, output, progress))
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


Index = Callable[[Bodies, "indexing.Room"], rendering.Fixed]


@contextlib.contextmanager
def _indexed(
    options: Options, site: Site, make_index: Index, cache: Cache, progress: Progress
) -> Iterator[Callable[[], rendering.Fixed]]:
    """The files of the search index, while they are being made: all processes make the first one; where one
    was made before, mostly little of it differs, and it is made beside the pages."""
    if not site.search:
        yield dict
        return
    # What another program made of the same articles is not what this one would.
    home = options.cache_folder / "search"
    folder = home / reading.program_digest()
    if options.full or (home.exists() and not folder.exists()):
        system.remove_tree(home, ignore_errors=True)
    work = partial(_index, make_index, folder, cache.path, options.jobs)
    if not folder.exists():
        files, hurt = work(progress)
        cache.hurt.update(hurt)
        yield lambda: files
        return
    with workers.beside(work, jobs=options.jobs) as made:

        def waited_for() -> rendering.Fixed:
            files, hurt = made()
            cache.hurt.update(hurt)
            return files

        yield waited_for


def _index(
    make_index: Index, folder: Path, bodies_in: Path, jobs: int, progress: Progress = lambda *_: None
) -> tuple[rendering.Fixed, frozenset[str]]:
    """The files of the index, and what in its folder was not as it was left."""
    from bangvang.build import indexing  # deferred: numpy comes with it

    hurt: set[str] = set()
    with contextlib.closing(Bodies(bodies_in)) as bodies:
        room = indexing.Room(folder, jobs, lambda name: hurt.add(f"search/{name}"), progress)
        return make_index(bodies, room), frozenset(hurt)


def _index_of(given: Plan, bodies: Bodies, room: indexing.Room) -> rendering.Fixed:
    from bangvang.build import indexing  # deferred, as above

    return indexing.build(given, bodies, room)


def _index_again(listed: tuple[Listed, ...], bodies: Bodies, room: indexing.Room) -> rendering.Fixed:
    from bangvang.build import indexing  # deferred, as above

    return indexing.build_again(listed, bodies, room)


def _photos(
    options: Options,
    inputs: Inputs,
    items: Sequence[Item],
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
    wanted = photos.named(items, inputs.files) | inputs.logo
    return photo_files.develop(room, wanted, inputs.files.values(), progress, cache.hurt.add)


def _own_output(options: Options) -> Path:
    return (options.site / "output").resolve()


def refused(options: Options, problems: Sequence[Problem]) -> bool:
    return any(item.is_error or (options.strict and not item.draft) for item in problems)


def _keep_promises(options: Options, inputs: Inputs, planned: Planned) -> None:
    """Enters what is about to be published into the ledger. Not for a build elsewhere (a trial, a copy for a
    host) and not with drafts: only the site's own output/ is the site."""
    if options.drafts or options.output is None or options.output.resolve() != _own_output(options):
        return
    after = ledger.with_published(inputs.ledger, planned.promised, options.day(inputs.config))
    if after.fates != inputs.ledger.fates:
        inputs.ledger = after
        system.replace_file(options.site / ledger.FILE, ledger.written(after).encode())
    after_bases = overrides.kept_bases(inputs.own, planning.made_with(inputs))
    with contextlib.suppress(OSError):  # where this may not be written the site is no worse
        bases.write(options.site, inputs.own.bases, after_bases)
        inputs.own.bases = after_bases
