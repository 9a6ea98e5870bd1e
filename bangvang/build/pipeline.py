"""From a site's folder to a published one: what is asked, who else is at it, what is told when it fails.

Whether there is work is in `runs`, the order of the work itself in `making`. What is not needed to begin is
loaded later: another process looks meanwhile at what stands.
"""

from __future__ import annotations

import contextlib
import errno
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from bangvang.build import kept, publish, standing, system, workers
from bangvang.build.cached_rows import CacheLost
from bangvang.build.orders import CONFIG, Options, Progress, Report
from bangvang.problems import Place, ProblemsFound, in_order, problem, term
from bangvang.site.bodies import BodyLost

if TYPE_CHECKING:
    from bangvang.archive.model import Article
    from bangvang.build.cache import Cache
    from bangvang.build.reading import Inputs
    from bangvang.build.trial import Ground

__all__ = ["Options", "Report", "look", "run", "survey"]


def run(options: Options, progress: Progress = lambda *_: None) -> Report:
    """Builds (or only checks) a site. Problems are in the report; nothing is published when there are
    errors. Raises only for bugs and interruption."""
    started = time.monotonic()
    hurt: set[str] = set()
    try:
        with workers.elsewhere(options.workers, _program), workers.one_pool():
            try:
                report = _run(options, hurt, progress)
            except (CacheLost, BodyLost) as error:
                hurt.add(error.file)
                report = _run(replace(options, full=True), hurt, progress)
    except _FAILURES as error:
        report = _failure(options, error)
    return replace(report, seconds=time.monotonic() - started, mended=tuple(sorted(hurt)))


def look(options: Options, progress: Progress = lambda *_: None) -> tuple[tuple[Article, ...], Report]:
    """The articles that a build would publish, oldest first, and what is wrong with the content; nothing is
    rendered and nothing written. No articles when there are errors."""
    from bangvang.build import making

    try:
        with workers.one_pool(), _borrowed(options, set()) as (inputs, cache):
            planned = making.plan(options, inputs, cache, progress)
    except _FAILURES as error:
        return (), _failure(options, error)
    found, listed = in_order(planned.problems), planned.archive.articles
    ok, addressed = not making.refused(options, found), bool(inputs.config.base_url)
    return listed if ok else (), Report(ok, len(listed), problems=found, addressed=addressed)


def survey(options: Options, progress: Progress = lambda *_: None) -> Ground:
    """The whole archive as an editor sees it, drafts and what has errors too; nothing is rendered or written.
    Raises ProblemsFound, CacheLost, OSError."""
    from bangvang.build import making
    from bangvang.build.planning import Show
    from bangvang.build.trial import Ground

    with workers.one_pool(), _borrowed(options, set()) as (inputs, cache):
        show = Show(options.day(inputs.config.timezone), preview=True)
        return Ground(inputs, making.plan(options, inputs, cache, progress, show), show)


# A process that the system ends for want of memory leaves a broken pool.
_FAILURES = (ProblemsFound, CacheLost, OSError, MemoryError, BrokenExecutor, ImportError)
_SHORT = {errno.ENOMEM: "short_memory", errno.EMFILE: "short_files", errno.ENFILE: "short_files"}


def _failure(options: Options, error: BaseException) -> Report:
    if system.is_short_of_memory(error) or isinstance(error, BrokenExecutor):
        error = OSError(errno.ENOMEM, "")
    elif isinstance(error, ImportError):  # a library that is broken
        raise error
    if isinstance(error, OSError) and error.errno in _SHORT:
        what = term(_SHORT[error.errno])
        return Report(False, problems=(problem(Place(str(options.site)), "K807", what=what),))
    if isinstance(error, ProblemsFound):
        return Report(False, problems=error.problems)
    if isinstance(error, CacheLost):
        place = Place(str(options.cache_folder))
        return Report(False, problems=(problem(place, "K803", detail=str(error)),))
    place = Place(str(getattr(error, "filename", None) or options.site))
    if isinstance(error, system.InUse):
        return Report(False, problems=(problem(place, "K804"),))
    detail = getattr(error, "strerror", None) or str(error)
    return Report(False, problems=(problem(place, "K803", detail=detail),))


def _run(options: Options, hurt: set[str], progress: Progress) -> Report:
    if options.output is None:
        return _check(options, hurt, progress)
    if not (options.site / CONFIG).exists():  # then not even a cache is left behind
        from bangvang.sources import config

        raise ProblemsFound([config.missing(str(options.site.resolve()))])
    hurt.update(kept.clear(options.cache_folder))
    output = options.output.resolve()
    with (
        publish.one_at_a_time(options.cache_folder / "lock"),
        standing.looked_at(output, options.jobs) as target,
    ):
        from bangvang.build import runs  # while another process looks

        return runs.build(options, target, hurt, progress)


def _check(options: Options, hurt: set[str], progress: Progress) -> Report:
    """As build, but the site's folder is only read."""
    from bangvang.build import making

    with _borrowed(options, hurt) as (inputs, cache):
        return making.make(options, inputs, cache, None, progress)


@contextlib.contextmanager
def _borrowed(options: Options, hurt: set[str]) -> Iterator[tuple[Inputs, Cache]]:
    """A site's files, and a copy of its cache that is thrown away."""
    from bangvang.build import reading
    from bangvang.build.cache import Cache
    from bangvang.build.file_digests import Digests

    with system.private_folder() as folder:
        cache = Cache(folder / "cache.db", hurt)
        with contextlib.closing(cache):
            if not options.full:
                cache.copy_of(options.cache_folder / "cache.db")
            yield reading.read(options.site, Digests(cache.seen())), cache


def _program() -> str:
    from bangvang.build import reading

    return reading.program_digest()
