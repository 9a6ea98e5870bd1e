"""Rendering what changed and putting the new site in place of the old."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from bangvang import digests
from bangvang.build import kept, precompress, publish, standing, workers
from bangvang.build.cache import Cache, Output
from bangvang.build.cached_rows import CacheLost
from bangvang.build.orders import Progress
from bangvang.problems import Problem, ProblemsFound
from bangvang.site import fingerprints
from bangvang.site.photos import Stored
from bangvang.site.plan import Page
from bangvang.site.render import Renderer

LATE = "tim-kiem/"
Fixed = Mapping[str, bytes | Stored]
"""Files put out as they are: address -> content, or the file to copy."""


@dataclass(frozen=True, slots=True)
class Made:
    """The outcome: files written, left as they stood, and taken away; or what is wrong with templates.
    `keys`: the fingerprints of the pages that were made, by their addresses."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    problems: tuple[Problem, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """A planned site. `program` is the digest of the program that makes it; `precompress`: text files are
    put out in their packed forms, too; `late`: waits for those fixed files that are still being made, all
    below `LATE`. `stands`: what there is where it is published, `stood`: its digest; `partly`: that is what
    the last build left, and what of it is neither planned nor late stays."""

    renderer: Renderer
    planned: tuple[Page, ...]
    fixed: Fixed
    program: str
    jobs: int
    precompress: bool = False
    late: Callable[[], Fixed] = dict
    stands: standing.Standing = field(default_factory=dict)
    stood: str = standing.NOTHING
    partly: bool = False


@dataclass(slots=True)
class _Files:
    """What stood below a target before, and what will after; `kept`: addresses where nothing changes;
    `rest`: those that nobody looked at, since nothing can."""

    known: dict[str, Output]
    standing: standing.Standing
    rest: frozenset[str] = frozenset()
    after: dict[str, Output] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    written: int = 0
    keys: dict[str, str] = field(default_factory=dict)

    def keep(self, url: str, output: Output) -> None:
        """Leaves what stands at an address."""
        self.after[url] = output
        self.kept.append(url)

    def digest(self, stood: str) -> str:
        """Of all that will stand. `stood`: of all that does."""
        stays = {*self.kept, *self.rest}
        come = ((url, o.size, o.mtime) for url, o in self.after.items() if url not in stays)
        gone = ((url, *self.standing[url][:2]) for url in self.standing.keys() - stays)
        return standing.digest_of(come, stood, gone)

    def whole(self, url: str) -> Output | None:
        """The former file at an address if it is still as this program left it."""
        former = self.known.get(url)
        stood = self.standing.get(url)
        if former is not None and stood is not None and stood[:2] == (former.size, former.mtime):
            return former
        return None


def check(job: Job, cache: Cache, target: Path, progress: Progress) -> Made:
    """Renders what differs from the last build into `target`, for its problems only."""
    known = cache.outputs(str(target))
    files = _Files(known, {url: standing.File(o.size, o.mtime, 0) for url, o in known.items()})
    found = _render(job, files, target, None, progress)
    return Made(unchanged=len(files.after), problems=found)


def build(job: Job, cache: Cache, target: Path, promise: Callable[[], None], progress: Progress) -> Made:
    """Renders what changed and publishes it into `target`, unless a template fails. `promise` writes down
    what is published. It is called before anything is: killed in between, an address may be promised that
    was never seen, but none is seen that nobody would miss."""
    _has_room(job, target, [*(page.url for page in job.planned), *job.fixed])
    spare = cache.path.with_name(kept.FORMER)
    shelf = publish.prepare(target, spare, job.stands)
    stage = Path(shelf.folder)
    try:
        touched = frozenset(_touched(job)) if job.partly else None
        rest = frozenset(job.stands.keys() - touched) if touched is not None else frozenset[str]()
        files = _Files(cache.outputs(str(target), touched), job.stands, rest)
        found = _render(job, files, target, stage, progress)
        if found:
            return Made(problems=found)
        late = job.late()
        _has_room(job, target, late)
        _place_fixed({**job.fixed, **late}, files, stage)
        if job.precompress:
            _pack(job, files, stage, target, progress)
        promise()
        gone = files.standing.keys() - files.after.keys() - files.rest
        if files.written or gone or not files.standing:
            for url in (*files.kept, *files.rest):
                shelf.keep(target, url)
            for url in gone:
                shelf.drop(url)
            publish.carry_over(target, stage)
            publish.swap(stage, target, spare)
            written = files.after.keys() - files.kept
            publish.link_again(spare, target, files.after.keys() | files.rest, written, gone)
        cache.store_outputs(str(target), files.known, files.after, files.digest(job.stood))
        unchanged = len(files.after) + len(files.rest) - files.written
        return Made(files.written, unchanged, len(gone), keys=files.keys)
    finally:
        if stage.exists():
            publish.put_aside(stage, spare)


def _touched(job: Job) -> Iterator[str]:
    """Where a site may change of which all but what is planned or late stays."""
    forms = ("", *precompress.FORMS) if job.precompress else ("",)
    yield from (page.url + form for page in job.planned for form in forms)
    yield from (url for url in job.stands if url.startswith(LATE))


def _has_room(job: Job, target: Path, urls: Iterable[str]) -> None:
    ending = max(precompress.FORMS, key=len) if job.precompress else ""
    publish.has_room(target, (url + ending for url in urls))


def _place_fixed(fixed: Fixed, files: _Files, stage: Path) -> None:
    shelf = publish.Stage(stage)
    for url, item in sorted(fixed.items()):
        digest = digests.of(item) if isinstance(item, bytes) else item.digest
        former = files.whole(url)
        if former is not None and former.key == digest:
            files.keep(url, former)
        else:
            raw = content(item)
            files.after[url] = Output(digest, len(raw), shelf.write(url, raw))
            files.written += 1


def _pack(job: Job, files: _Files, stage: Path, target: Path, progress: Progress) -> None:
    """Puts the packed forms beside every text file; those of a file that did not change are kept."""
    by = precompress.made_by()
    kept = set(files.kept)
    keys: dict[str, str] = {}
    tasks = []
    for url in sorted(url for url in files.after if url.endswith(precompress.SUFFIXES)):
        key = f"{files.after[url].key} {by}"
        # The same bytes may have come of something else before.
        good = {key, f"{files.known[url].key} {by}"} if url in kept else {key}
        forms = {url + ending: files.whole(url + ending) for ending in precompress.FORMS}
        still = {form: output for form, output in forms.items() if output is not None and output.key in good}
        if len(still) == len(forms):
            for form, output in still.items():
                files.keep(form, output._replace(key=key))
        else:
            keys |= dict.fromkeys(forms, key)
            tasks.append((url, f"{target if url in kept else stage}/{url}"))
    done = 0
    for rows in workers.spread(precompress.pack, tasks, jobs=job.jobs, share=str(stage), cost=5 * len(tasks)):
        for url, size, mtime in rows:
            files.after[url] = Output(keys[url], size, mtime)
        files.written += len(rows)
        done += len(rows) // len(precompress.FORMS)
        progress("pack", done, len(tasks))


def content(item: bytes | Stored) -> bytes:
    """The bytes of a fixed file. Raises CacheLost when they are not what was stored."""
    if isinstance(item, bytes):
        return item
    name = "/".join(Path(item.path).parts[-2:])
    try:
        with Path(item.path).open("rb") as handle:
            handle.seek(item.at)
            raw = handle.read() if item.size is None else handle.read(item.size)
    except OSError as error:
        raise CacheLost(str(error), name) from error
    if digests.of(raw) != item.digest:
        raise CacheLost(item.path, name)
    return raw


# ---------------------------------------------------------------- rendering


class _Task(NamedTuple):  # thousands of these go from process to process, for which a dataclass is slow
    """A page to make: its number in the plan. `key`: its fingerprint; empty where nothing stands that it
    could be compared with."""

    number: int
    key: str = ""


class _Result(NamedTuple):
    """A page made. `same`: its bytes are those that stand already."""

    number: int
    key: str
    size: int = 0
    mtime: int = 0
    same: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Share:
    """What every rendering process needs. `before`: template -> what its fingerprints begin with; `target`:
    where the former site stands; `stage`: None where nothing is written."""

    renderer: Renderer
    planned: tuple[Page, ...]
    before: Mapping[str, bytes]
    target: str
    stage: str | None

    def fingerprint(self, page: Page) -> str:
        return fingerprints.of(page, self.before[page.template])


def _render(
    job: Job, files: _Files, target: Path, stage: Path | None, progress: Progress
) -> tuple[Problem, ...]:
    """Makes every page whose fingerprint differs from the one it was last made from."""
    share = _Share(job.renderer, job.planned, _before(job), str(target), str(stage) if stage else None)
    tasks = []
    for number, page in enumerate(job.planned):
        former = files.whole(page.url)
        if former is None:
            tasks.append(_Task(number))
        elif former.key == (key := share.fingerprint(page)):
            files.keep(page.url, former)
        else:
            tasks.append(_Task(number, key))
    job.renderer.release()
    problems: list[Problem] = []
    done = 0
    for results in workers.spread(_render_pages, tasks, jobs=job.jobs, share=share):
        for result in results:
            url = job.planned[result.number].url
            problems += result.problems
            files.keys[url] = result.key
            if result.same:
                files.keep(url, files.known[url]._replace(key=result.key))
            else:
                files.after[url] = Output(result.key, result.size, result.mtime)
                files.written += 1
        done += len(results)
        progress("render", done, len(tasks))
    return tuple(problems)


def _render_pages(tasks: list[_Task]) -> list[_Result]:
    share: _Share = workers.given()
    shelf = publish.Stage(Path(share.stage)) if share.stage is not None else None
    return [_render_page(task, share, shelf) for task in tasks]


def _render_page(task: _Task, share: _Share, shelf: publish.Stage | None) -> _Result:
    page = share.planned[task.number]
    key = task.key or share.fingerprint(page)
    try:
        raw = share.renderer.page(page)
    except ProblemsFound as found:
        return _Result(task.number, key, problems=found.problems)
    if shelf is None:
        return _Result(task.number, key)
    if task.key and _holds(Path(share.target, page.url), raw):
        return _Result(task.number, key, same=True)
    return _Result(task.number, key, len(raw), shelf.write(page.url, raw))


def _holds(file: Path, raw: bytes) -> bool:
    try:
        return file.read_bytes() == raw
    except OSError:  # taken away since it was looked at
        return False


def _before(job: Job) -> dict[str, bytes]:
    """What the fingerprint of every page of a template begins with."""
    renderer = job.renderer
    shared = _shared(renderer, job.program)
    before: dict[str, bytes] = {"": shared.digest()}
    for name in {page.template for page in job.planned if page.template}:
        state = shared.copy()
        for part in renderer.closure(name):
            state.update(f"{part}\0{renderer.templates[part]}\0".encode())
        before[name] = state.digest()
    return before


def templates_digest(renderer: Renderer, program: str) -> str:
    """Of all templates, and of what is worked out when they are compiled: the site, its words and assets."""
    state = _shared(renderer, program)
    for name, source in sorted(renderer.templates.items()):
        state.update(f"{name}\0{source}\0".encode())
    return state.hexdigest()


def _shared(renderer: Renderer, program: str) -> hashlib.blake2b:
    state = hashlib.blake2b(digest_size=16)
    state.update(program.encode())
    state.update(repr((renderer.site, sorted(renderer.assets.items()))).encode())
    return state


def probe(renderer: Renderer, planned: Sequence[Page]) -> tuple[Problem, ...]:
    """Tries a few pages of each kind, for the faults of templates when nothing will be published anyway."""
    found: list[Problem] = []
    tries: dict[str, int] = {}
    for page in planned:
        tries[page.template] = tries.get(page.template, 0) + 1
        if page.template and tries[page.template] <= 3:
            try:
                renderer.page(page)
            except ProblemsFound as problems:
                found += problems.problems
    return tuple(found)
