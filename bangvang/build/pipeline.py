"""From a site's folder to a published one: what is asked, whether anything changed, what is told.

The order of the work itself is in `making`. Like all that reads the site, it is loaded when there is work:
that takes longer than to see that nobody touched anything.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bangvang.archive import ledger, records
from bangvang.archive.model import Article
from bangvang.build import bases, kept, marks, publish, standing, system, workers
from bangvang.build.cache import Cache, Untouched
from bangvang.build.cached_rows import CacheLost
from bangvang.build.file_digests import Digests
from bangvang.build.marks import Look
from bangvang.build.orders import Options, Progress, Report
from bangvang.problems import Place, ProblemsFound, in_order, problem, term
from bangvang.site.bodies import BodyLost

if TYPE_CHECKING:
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
    if not (options.site / marks.CONFIG).exists():  # then not even a cache is left behind
        from bangvang.sources import config

        raise ProblemsFound([config.missing(str(options.site.resolve()))])
    hurt.update(kept.clear(options.cache_folder))
    with publish.one_at_a_time(options.cache_folder / "lock"):
        return _build(options, options.output.resolve(), hurt, progress)


def _check(options: Options, hurt: set[str], progress: Progress) -> Report:
    """As build, but the site's folder is only read."""
    from bangvang.build import making

    with _borrowed(options, hurt) as (inputs, cache):
        return making.make(options, inputs, cache, None, progress)


@contextlib.contextmanager
def _borrowed(options: Options, hurt: set[str]) -> Iterator[tuple[Inputs, Cache]]:
    """A site's files, and a copy of its cache that is thrown away."""
    from bangvang.build import reading

    with system.private_folder() as folder:
        cache = Cache(folder / "cache.db", hurt)
        with contextlib.closing(cache):
            if not options.full:
                cache.copy_of(options.cache_folder / "cache.db")
            yield reading.read(options.site, Digests(cache.seen())), cache


def _build(options: Options, output: Path, hurt: set[str], progress: Progress) -> Report:
    file = options.cache_folder / "cache.db"
    afresh = options.full or not file.exists()
    with standing.looked_at(output, options.jobs) as target, contextlib.closing(Cache(file, hurt)) as cache:
        look = Look(options.site)
        if not afresh and _is_untouched(options, cache, output, look):
            known = _report(cache.last_run(str(output)), cache, target)
            if known is not None:
                return known
        return _rebuild(options, cache, target, look, progress, afresh=afresh)


def _rebuild(
    options: Options,
    cache: Cache,
    target: standing.Target,
    look: Look,
    progress: Progress,
    *,
    afresh: bool,
) -> Report:
    """Reads the site, and makes it if any byte of it differs."""
    from bangvang.build import reading

    seen = Digests(None if afresh else cache.seen())
    marked, inputs = look.digest, reading.read(options.site, seen, look, afresh=afresh)
    look.forget()
    output = target.output
    if publish.claim(output, options.site, partial(_left, cache, output)):
        target = standing.Target(output)
    if options.full:
        cache.forget()
    report = _as_before(options, inputs, cache, target)
    if report is None:
        from bangvang.build import making  # deferred: to load it takes as long as to find nothing changed

        report = making.make(options, inputs, cache, target, progress)
        if report.ok:
            pages = report.written + report.unchanged
            again = (report.articles, pages, report.addressed, report.problems, report.drafts)
            # Anew: the ledger has been written since, and an editor may have saved a file.
            cache.store_run(str(output), _key(options, inputs), records.dump(again))
    cache.store_seen(seen.of_files(inputs.digests))
    own = _own(options.site)
    if report.ok and marked is not None and _is_as_known(own, inputs):
        cache.store_untouched(str(output), _seen(options, marked, own, inputs.config.timezone))
    return report


def _is_untouched(options: Options, cache: Cache, output: Path, look: Look) -> bool:
    """Whether nobody touched what a build reads since the last one, and the same is asked for."""
    last = cache.untouched(str(output))
    if last is None or look.digest is None:
        return False
    return last == _seen(options, look.digest, _own(options.site), last.timezone)


class _Own(NamedTuple):
    """What builds of a site write beside it, as it lies there."""

    ledger: bytes
    bases: dict[str, str]


def _own(site: Path) -> _Own:
    try:
        raw = (site / ledger.FILE).read_bytes()
    except FileNotFoundError:
        raw = b""
    return _Own(raw, bases.read(site))


def _seen(options: Options, marked: str, own: _Own, timezone: str) -> Untouched:
    state = hashlib.blake2b(repr((marked, own)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return Untouched(state, options.drafts, options.strict, options.day(timezone).isoformat(), timezone)


def _is_as_known(own: _Own, inputs: Inputs) -> bool:
    """Whether nobody but the build itself wrote there since it read its inputs, which had no fault."""
    from bangvang.build import reading

    found, problems = reading.ledger_of(own.ledger)
    same = (found.fates, found.since) == (inputs.ledger.fates, inputs.ledger.since)
    return same and own.bases == inputs.own.bases and not problems and not inputs.problems


def _as_before(options: Options, inputs: Inputs, cache: Cache, target: standing.Target) -> Report | None:
    """What the last build into a folder reported, when it read the same bytes and what it left stands; else
    None. What could not be read has no digest that could differ: such a file is always told anew."""
    last = cache.last_run(str(target.output))
    if last is None or inputs.problems or last[0] != _key(options, inputs):
        return None
    return _report(last, cache, target)


def _report(last: tuple[str, bytes] | None, cache: Cache, target: standing.Target) -> Report | None:
    """What a run is known to have reported, when what it left stands as it was; else None."""
    # A folder that no build left anything in may be anything: a disk from its root.
    left = cache.left(str(target.output))
    if last is None or left in (None, standing.NOTHING) or left != target.digest:
        return None
    try:
        articles, unchanged, addressed, problems, drafts = records.load(last[1])
    except ValueError:
        return None
    return Report(True, articles, unchanged=unchanged, addressed=addressed, problems=problems, drafts=drafts)


def _program() -> str:
    from bangvang.build import reading

    return reading.program_digest()


def _key(options: Options, inputs: Inputs) -> str:
    """A digest of all that a build depends on; the date matters for what is still to come."""
    state = hashlib.blake2b(digest_size=16)
    today = options.day(inputs.config.timezone)
    state.update(repr((_program(), options.drafts, options.strict, today)).encode())
    state.update(inputs.digest().encode())
    return state.hexdigest()


def _left(cache: Cache, output: Path) -> dict[str, tuple[int, int]]:
    """What the last build into a folder left there, as far as it is known."""
    try:
        return {url: (o.size, o.mtime) for url, o in cache.outputs(str(output)).items()}
    except CacheLost:
        return {}
