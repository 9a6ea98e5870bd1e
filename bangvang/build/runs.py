"""Whether a build has work: nothing was touched, or the same bytes were read, since the last one into the
folder; else all is made. `making` has the order of that, and is loaded for it.
"""

from __future__ import annotations

import contextlib
import hashlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bangvang.archive import ledger, records
from bangvang.build import bases, publish, standing
from bangvang.build.cache import Cache, Untouched
from bangvang.build.cached_rows import CacheLost
from bangvang.build.file_digests import Digests
from bangvang.build.marks import Look
from bangvang.build.orders import Options, Progress, Report

if TYPE_CHECKING:
    from bangvang.build.reading import Inputs


def build(options: Options, target: standing.Target, hurt: set[str], progress: Progress) -> Report:
    """Builds a site into what `target` is, or tells that it stands as it would be built. `hurt` takes what of
    the cache was not as it was left. Raises ProblemsFound, CacheLost, BodyLost, OSError."""
    file, output = options.cache_folder / "cache.db", target.output
    afresh = options.full or not file.exists()
    with contextlib.closing(Cache(file, hurt)) as cache:
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


def _key(options: Options, inputs: Inputs) -> str:
    """A digest of all that a build depends on; the date matters for what is still to come."""
    from bangvang.build import reading

    state = hashlib.blake2b(digest_size=16)
    today = options.day(inputs.config.timezone)
    state.update(repr((reading.program_digest(), options.drafts, options.strict, today)).encode())
    state.update(inputs.digest().encode())
    return state.hexdigest()


def _left(cache: Cache, output: Path) -> dict[str, tuple[int, int]]:
    """What the last build into a folder left there, as far as it is known."""
    try:
        return {url: (o.size, o.mtime) for url, o in cache.outputs(str(output)).items()}
    except CacheLost:
        return {}
