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

from bangvang.archive import ledger
from bangvang.build import bases, parsing, photo_files, planning, reading, rendering, system, workers
from bangvang.build.cache import Bodies, Cache
from bangvang.build.orders import Options, Progress, Report
from bangvang.build.planning import Planned, Show
from bangvang.build.reading import Inputs
from bangvang.build.rendering import Job
from bangvang.problems import Problem, in_order
from bangvang.site import overrides, photos
from bangvang.site.photos import Developed
from bangvang.site.plan import Plan
from bangvang.site.render import Renderer
from bangvang.sources.content import Parsed


def plan(
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
    show = show or Show(options.day(inputs.config), drafts=options.drafts)
    developed = _photos(options, inputs, parsed, cache, output, progress)
    return planning.plan(inputs, parsed, developed, show)


def make(options: Options, inputs: Inputs, cache: Cache, output: Path | None, progress: Progress) -> Report:
    planned = plan(options, inputs, cache, output, progress)
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
    if refused(options, problems):
        problems += () if syntax else rendering.probe(renderer, planned.pages)
        return Report(False, articles, problems=in_order(problems), config=inputs.config, drafts=drafts)
    program, packed = reading.program_digest(), inputs.config.precompress
    job = Job(renderer, planned.pages, planned.fixed, program, options.jobs, precompress=packed)
    if output is None:
        made = rendering.check(job, cache, _own_output(options), progress)
    else:
        promise = partial(_keep_promises, options, inputs, planned)
        with _indexed(options, planned, cache, progress) as index:
            made = rendering.build(replace(job, late=index), cache, output, promise, progress)
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


@contextlib.contextmanager
def _indexed(
    options: Options, planned: Planned, cache: Cache, progress: Progress
) -> Iterator[Callable[[], rendering.Fixed]]:
    """The files of the search index, while they are being made: all processes make the first one; where one
    was made before, mostly little of it differs, and it is made beside the pages."""
    if not planned.site.search:
        yield dict
        return
    # What another program made of the same articles is not what this one would.
    home = options.cache_folder / "search"
    folder = home / reading.program_digest()
    if options.full or (home.exists() and not folder.exists()):
        system.remove_tree(home, ignore_errors=True)
    work = partial(_index, planned.given, folder, cache.path, options.jobs)
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
    given: Plan, folder: Path, bodies_in: Path, jobs: int, progress: Progress = lambda *_: None
) -> tuple[rendering.Fixed, frozenset[str]]:
    """The files of the index, and what in its folder was not as it was left."""
    from bangvang.build import indexing  # deferred: numpy comes with it

    hurt: set[str] = set()
    with contextlib.closing(Bodies(bodies_in)) as bodies:
        room = indexing.Room(folder, jobs, lambda name: hurt.add(f"search/{name}"), progress)
        return indexing.build(given, bodies, room), frozenset(hurt)


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
