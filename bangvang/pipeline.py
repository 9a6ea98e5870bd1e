"""From a site's folder to a published one: the order of the work, and the only place that knows it.

config, files -> parse (each alone) -> Archive -> plan -> render (each alone) -> publish
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import pickle
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from importlib import metadata
from multiprocessing import get_context
from pathlib import Path
from zoneinfo import ZoneInfo

from bangvang import archive as archives
from bangvang import assets, compose, config, content, markup, pages, publish, rules, text, words
from bangvang.cache import Bodies, Cache, Output, pack
from bangvang.compose import Site
from bangvang.config import Config
from bangvang.content import Parsed
from bangvang.model import Article, Item, PlainPage, Source
from bangvang.pages import Page, Plan
from bangvang.problems import Place, Problem, ProblemsFound, in_order, problem
from bangvang.render import Renderer
from bangvang.views import Link

PROGRAM = Path(__file__).resolve().parent.parent
MAX_SOURCE = 2 * 1024 * 1024
POOL_FROM = 300
"""Files or pages above which a second process pays for its start."""
CHUNK = 48

Progress = Callable[[str, int, int], None]


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


@dataclass(slots=True)
class Inputs:
    """Everything read from disk, before anything is made of it."""

    config: Config
    config_digest: str
    sources: dict[str, str] = field(default_factory=dict)  # path -> digest of its bytes
    files: dict[str, str] = field(default_factory=dict)  # other files under content/ -> digest of size, time
    templates: dict[str, str] = field(default_factory=dict)
    assets: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def run(options: Options, progress: Progress = lambda *_: None) -> Report:
    """Builds (or only checks) a site. Problems are in the report; nothing is published when there are
    errors. Raises only for bugs and interruption."""
    started = time.monotonic()
    try:
        if options.output is None:
            report = _check(options, progress)
        else:
            with publish.one_at_a_time(_cache_folder(options) / "lock"):
                report = _build(options, options.output, progress)
    except ProblemsFound as found:
        report = Report(False, problems=found.problems)
    except OSError as error:
        where = str(error.filename or options.site)
        report = Report(False, problems=(problem(Place(where), "K803", detail=error.strerror or str(error)),))
    return _timed(report, time.monotonic() - started)


def _timed(report: Report, seconds: float) -> Report:
    return Report(
        report.ok,
        report.articles,
        report.written,
        report.unchanged,
        report.removed,
        seconds,
        report.problems,
        report.config,
    )


def _cache_folder(options: Options) -> Path:
    return options.cache if options.cache is not None else options.site / ".cache"


def _check(options: Options, progress: Progress) -> Report:
    """As build, with a copy of the cache that is thrown away: the site's folder is only read."""
    with tempfile.TemporaryDirectory(prefix="bangvang-") as folder:
        cache = Cache(Path(folder) / "cache.db")
        with contextlib.closing(cache):
            if not options.full:
                cache.copy_of(_cache_folder(options) / "cache.db")
            inputs = read_inputs(options.site)
            return _make(options, inputs, cache, None, progress)


def _build(options: Options, output: Path, progress: Progress) -> Report:
    output = output.resolve()
    inputs = read_inputs(options.site)
    cache = Cache(_cache_folder(options) / "cache.db")
    with contextlib.closing(cache):
        if options.full:
            cache.forget()
        key = _inputs_key(options, inputs)
        last = cache.last_run(str(output))
        if last is not None and last[0] == key and isinstance(last[1], Report) and _intact(cache, output):
            return last[1]
        cache.forget_run(str(output))
        report = _make(options, inputs, cache, output, progress)
        if report.ok and not inputs.problems:
            quiet = Report(
                True,
                report.articles,
                0,
                report.written + report.unchanged,
                0,
                0.0,
                report.problems,
                report.config,
            )
            cache.store_run(str(output), key, quiet)
        return report


def _intact(cache: Cache, output: Path) -> bool:
    known = {url: (o.size, o.mtime) for url, o in cache.outputs(str(output)).items()}
    return bool(known) and known == publish.standing(output)


# ---------------------------------------------------------------- reading


def read_inputs(site: Path) -> Inputs:
    """Reads config.yaml, templates and assets, and digests everything under content/.

    Raises ProblemsFound when there is no usable configuration or no content/."""
    inputs = _read_config(site)
    if not (site / "content").is_dir():
        raise ProblemsFound([*inputs.problems, problem(Place("content"), "K605")])
    root = (site / "content").resolve()
    for path, file in _walk(site / "content", "content/"):
        try:
            if not file.resolve().is_relative_to(root):
                inputs.problems.append(problem(Place(path), "K114"))
            elif path.endswith(".md"):
                size = file.stat().st_size
                if size > MAX_SOURCE:
                    limits = {"size": f"{size / 1048576:.1f}", "limit": MAX_SOURCE // 1048576}
                    inputs.problems.append(problem(Place(path), "K112", **limits))
                else:
                    inputs.sources[path] = digest(file.read_bytes())
            else:
                inputs.files[path] = digest(file.read_bytes())
        except OSError as error:
            inputs.problems.append(problem(Place(path), "K118", detail=error.strerror or str(error)))
    _read_design(site, inputs)
    return inputs


def _read_config(site: Path) -> Inputs:
    try:
        raw = (site / config.FILE).read_bytes()
    except FileNotFoundError:
        raise ProblemsFound([config.missing()]) from None
    source = decode(config.FILE, raw)
    if isinstance(source, Problem):
        raise ProblemsFound([source])
    loaded, problems = config.read(source)
    if loaded is None or problems:
        raise ProblemsFound(problems)
    return Inputs(loaded, digest(raw))


def _read_design(site: Path, inputs: Inputs) -> None:
    """Templates and assets: the site's own first, the program's for what it lacks."""
    for folder in (PROGRAM, site):
        for path, file in _walk(folder / "templates", ""):
            source = decode(f"templates/{path}", file.read_bytes())
            if isinstance(source, Problem):
                inputs.problems.append(source)
            else:
                inputs.templates[path] = source
        for path, file in _walk(folder / "assets", ""):
            inputs.assets[path] = file.read_bytes()


def _walk(folder: Path, before: str) -> Iterator[tuple[str, Path]]:
    """Files below a folder in order of name: (path with `before`, file). Hidden names and editors'
    leftovers are passed over."""
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        # macOS gives names decomposed; the archive's paths are all composed.
        name = before + text.clean(entry.name)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), name + "/")
        else:
            yield name, Path(entry.path)


def decode(path: str, raw: bytes) -> str | Problem:
    """Bytes as clean text, or the problem with the first byte that is not UTF-8."""
    try:
        return text.clean(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        return problem(Place(path, line, column), "K113", byte=f"0x{raw[error.start]:02x}")


def digest(raw: bytes) -> str:
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


def program_digest() -> str:
    """Of the program itself and the libraries whose work ends up in pages."""
    state = hashlib.blake2b(digest_size=16)
    folder = Path(__file__).resolve().parent
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".yaml"):
            state.update(str(path.relative_to(folder)).encode())
            state.update(path.read_bytes())
    for name in ("jinja2", "markdown", "nh3", "pydantic", "python-slugify", "pyyaml", "text-unidecode"):
        state.update(f"{name}{metadata.version(name)}".encode())
    state.update(sys.version.encode())
    return state.hexdigest()


def _inputs_key(options: Options, inputs: Inputs) -> str:
    """A digest of all that a build depends on; the date matters for what is still to come."""
    state = hashlib.blake2b(digest_size=16)
    state.update(program_digest().encode())
    state.update(repr((options.drafts, _today(options, inputs.config), inputs.config_digest)).encode())
    for group in (inputs.sources, inputs.files):
        state.update(repr(sorted(group.items())).encode())
    for path, source in sorted(inputs.templates.items()):
        state.update(f"{path}\0{source}\0".encode())
    for path, raw in sorted(inputs.assets.items()):
        state.update(f"{path}\0{digest(raw)}\0".encode())
    return state.hexdigest()


def _today(options: Options, settings: Config) -> dt.date:
    return options.today or dt.datetime.now(ZoneInfo(settings.timezone)).date()


# ---------------------------------------------------------------- making


def _make(options: Options, inputs: Inputs, cache: Cache, output: Path | None, progress: Progress) -> Report:
    settings = inputs.config
    program = program_digest()
    parsed = _parse_all(options, inputs, cache, program, progress)
    problems = list(inputs.problems)
    for item in parsed.values():
        problems += item.problems
    bundled = _bundle(inputs, problems)
    articles = [p.article for p in parsed.values() if p.article is not None]
    plain = [p.page for p in parsed.values() if p.page is not None]
    published, held = _gate(articles, _today(options, settings), drafts=options.drafts)
    problems += held
    site = _site(settings, plain)
    photos = _photo_addresses(articles, plain, inputs.files)
    planned = pages.plan(Plan(archives.collect(_unique(published), plain), site, settings.per_page, photos))
    problems += _rules(articles, plain, planned, inputs, published)
    renderer = Renderer(site, inputs.templates, bundled.names, Bodies(cache.path))
    syntax = renderer.syntax_problems()
    problems += syntax
    if any(item.is_error for item in problems) or (options.strict and problems):
        if not syntax:
            problems += _probe(planned, renderer)
        return Report(False, len(published), problems=in_order(problems), config=settings)
    jobs = _Job(cache, renderer, planned, _fixed(options, bundled, photos), program, output)
    report = jobs.run(options, progress)
    found = in_order([*problems, *report.problems])
    ok = report.ok and not any(item.is_error for item in found)
    return Report(ok, len(published), report.written, report.unchanged, report.removed, 0.0, found, settings)


def _bundle(inputs: Inputs, problems: list[Problem]) -> assets.Assets:
    try:
        return assets.bundle(inputs.assets)
    except ProblemsFound as found:
        problems += found.problems
        return assets.Assets({path: f"assets/{path}" for path in inputs.assets}, {})


def _parse_all(
    options: Options, inputs: Inputs, cache: Cache, program: str, progress: Progress
) -> dict[str, Parsed]:
    """Every file parsed, from the cache where it was parsed before by this very program."""
    parsed: dict[str, Parsed] = {}
    waiting = []
    records = cache.records()
    bodies = cache.has_bodies()
    for path, source_digest in inputs.sources.items():
        key = program + source_digest
        known = records.get(path)
        item = _load(known[1]) if known is not None and known[0] == key else None
        if item is not None and (_body_of(item) in bodies or not _body_of(item)):
            parsed[path] = item
        else:
            waiting.append((path, str(options.site / path), key))
    done = 0
    chunks = [waiting[i : i + CHUNK] for i in range(0, len(waiting), CHUNK)]
    for rows in _map(_parse_files, chunks, options.jobs, len(waiting) >= POOL_FROM):
        for path, _, record, *_rest in rows:
            item = _load(record)
            if item is not None:
                parsed[path] = item
        cache.store_records(rows)
        done += len(rows)
        progress("parse", done, len(waiting))
    digests = {_body_of(item) for item in parsed.values()}
    if output_changes := (set(records) - set(parsed) or bodies - digests):
        del output_changes
        cache.keep_only(set(parsed), digests)
    return dict(sorted(parsed.items()))


def _load(record: bytes) -> Parsed | None:
    try:
        item = pickle.loads(record)  # noqa: S301 - our own file in the site's own folder
    except Exception:  # a record that cannot be read is parsed anew
        return None
    return item if isinstance(item, Parsed) else None


def _body_of(item: Parsed) -> str:
    kept = item.article or item.page
    return kept.body if kept is not None else ""


Row = tuple[str, str, bytes, str, bytes]


def _parse_files(chunk: list[tuple[str, str, str]]) -> list[Row]:
    """Runs in a worker: (path, file, key) -> rows for the cache."""
    rows = []
    for path, file, key in chunk:
        raw = Path(file).read_bytes()
        decoded = decode(path, raw)
        if isinstance(decoded, Problem):
            item = Parsed(None, None, "", (decoded,))
        else:
            item = content.parse(Source(path, decoded, digest(raw)))
        html, item = item.html, Parsed(item.article, item.page, "", item.problems)
        rows.append((path, key, pickle.dumps(item, pickle.HIGHEST_PROTOCOL), _body_of(item), pack(html)))
    return rows


def _gate(articles: list[Article], today: dt.date, *, drafts: bool) -> tuple[list[Article], list[Problem]]:
    """What readers may see: no drafts, nothing whose day has not come. One gate for every page and feed."""
    published, held = [], []
    for article in articles:
        if article.draft and not drafts:
            continue
        if article.date.first_day > today:
            held.append(problem(rules.line(article, "date"), "K216", value=article.date.iso))
            continue
        published.append(article)
    return published, held


def _unique(articles: list[Article]) -> list[Article]:
    """One article per id, so that planning can go on; the clash itself is a rule's to tell."""
    return list({article.id: article for article in reversed(articles)}.values())


def _site(settings: Config, plain: list[PlainPage]) -> Site:
    interface = words.load(settings.language)
    links = sorted((text.collation_key(p.title), p.url, p.title) for p in plain)
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


def _photo_addresses(
    articles: list[Article], plain: list[PlainPage], files: Mapping[str, str]
) -> dict[str, str]:
    """Path of each photo in use -> its address: beside the page that shows it, named by content."""
    addresses: dict[str, str] = {}
    items: tuple[Item, ...] = (*articles, *plain)
    for item in items:
        folder = item.path.rpartition("/")[0]
        names = [r.target for r in item.references if r.kind == "file"]
        if isinstance(item, Article):
            names += [p.file for p in item.photos if p.file is not None]
        for name in names:
            path = f"{folder}/{name}"
            if path in files and path not in addresses:
                stem, dot, suffix = name.rpartition(".")
                safe = text.slug(stem) or "anh"
                addresses[path] = (
                    f"{item.url.removesuffix('.html')}/{safe}.{files[path][:10]}{dot}{suffix.lower()}"
                )
    return addresses


def _rules(
    articles: list[Article],
    plain: list[PlainPage],
    planned: tuple[Page, ...],
    inputs: Inputs,
    published: list[Article],
) -> tuple[Problem, ...]:
    # An address that two pages want belongs to the listing; the plain page is told.
    urls = {page.url: "" for page in planned if page.template != "pages/plain.html"}
    urls.update({article.url: article.path for article in published})
    for page in plain:
        urls.setdefault(page.url, page.path)
    for address in {page.url for page in planned if page.make is compose.redirect_page}:
        urls.pop(address, None)
    photos = frozenset(p for p in inputs.files if p.lower().endswith(markup.PHOTO_SUFFIXES))
    everything = rules.Everything(
        tuple(articles), tuple(plain), frozenset(a.id for a in published), urls, photos
    )
    return rules.check(everything)


def _probe(planned: tuple[Page, ...], renderer: Renderer) -> list[Problem]:
    """When content has errors nothing is published, but faults of templates are still told: a few pages of
    each kind are tried."""
    found: list[Problem] = []
    tries: dict[str, int] = {}
    for page in planned:
        tries[page.template] = tries.get(page.template, 0) + 1
        if page.template and tries[page.template] <= 3:
            try:
                renderer.page(page)
            except ProblemsFound as problems:
                found += problems.problems
    return found


def _fixed(options: Options, bundled: assets.Assets, photos: Mapping[str, str]) -> dict[str, bytes | Path]:
    """Files that are put out as they are: url -> content, or the file to copy."""
    fixed: dict[str, bytes | Path] = dict(bundled.files)
    fixed.update({url: options.site / path for path, url in photos.items()})
    return fixed


# ---------------------------------------------------------------- rendering and publishing


@dataclass(frozen=True, slots=True)
class Made:
    """One rendered page, as a worker reports it. `mtime` is 0 when the bytes were what stands already."""

    number: int
    digest: str
    size: int
    mtime: int
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Job:
    cache: Cache
    renderer: Renderer
    planned: tuple[Page, ...]
    fixed: dict[str, bytes | Path]
    program: str
    output: Path | None

    def run(self, options: Options, progress: Progress) -> Report:
        """Renders what changed; publishes unless this is a check."""
        target = str(self.output) if self.output is not None else str((options.site / "output").resolve())
        known = self.cache.outputs(target)
        standing = publish.standing(self.output) if self.output is not None else {}
        keys = self._keys()
        stage = publish.prepare(self.output) if self.output is not None else None
        try:
            return self._fill(options, progress, target, known, standing, keys, stage)
        finally:
            if stage is not None and stage.exists():
                shutil.rmtree(stage, ignore_errors=True)

    def _keys(self) -> list[str]:
        """The fingerprint of every page, in the order of the plan."""
        site = self.renderer.site
        shared = hashlib.blake2b(digest_size=16)
        shared.update(self.program.encode())
        shared.update(repr((site, sorted(self.renderer.assets.items()))).encode())
        before: dict[str, bytes] = {"": shared.digest()}
        for name in {page.template for page in self.planned if page.template}:
            state = shared.copy()
            for part in self.renderer.closure(name):
                state.update(f"{part}\0{self.renderer.templates[part]}\0".encode())
            before[name] = state.digest()
        return [pages.fingerprint(page, before[page.template]) for page in self.planned]

    def _fill(
        self,
        options: Options,
        progress: Progress,
        target: str,
        known: dict[str, Output],
        standing: dict[str, tuple[int, int]],
        keys: list[str],
        stage: Path | None,
    ) -> Report:
        checking = stage is None
        outputs: dict[str, Output] = {}
        stale = []
        for number, (page, key) in enumerate(zip(self.planned, keys, strict=True)):
            former = known.get(page.url)
            whole = former is not None and (checking or standing.get(page.url) == (former.size, former.mtime))
            if former is not None and whole and former.key == key:
                outputs[page.url] = former
            else:
                stale.append((number, former.digest if former is not None and whole else ""))
        problems: list[Problem] = []
        written = 0
        work = _Work(self.renderer, self.planned, str(stage) if stage is not None else None)
        chunks = [stale[i : i + CHUNK] for i in range(0, len(stale), CHUNK)]
        pooled = len(stale) >= POOL_FROM
        done = 0
        for made_chunk in _map(_render_pages, chunks, options.jobs, pooled, work):
            done += len(made_chunk)
            progress("render", done, len(stale))
            for made in made_chunk:
                page = self.planned[made.number]
                problems += made.problems
                if made.problems:
                    continue
                mtime = made.mtime or (known[page.url].mtime if page.url in known else 0)
                outputs[page.url] = Output(keys[made.number], made.digest, made.size, mtime)
                written += made.mtime != 0
        if problems:
            return Report(False, problems=in_order(problems))
        if stage is None or self.output is None:
            return Report(True, unchanged=len(outputs))
        return self._publish(target, known, standing, outputs, stage, written)

    def _publish(
        self,
        target: str,
        known: dict[str, Output],
        standing: dict[str, tuple[int, int]],
        outputs: dict[str, Output],
        stage: Path,
        written: int,
    ) -> Report:
        output = self.output
        assert output is not None  # noqa: S101 - only a build publishes
        shelf = publish.Stage(stage)
        for url, item in sorted(self.fixed.items()):
            raw = item if isinstance(item, bytes) else item.read_bytes()
            content_digest = digest(raw)
            former = known.get(url)
            if (
                former is not None
                and former.digest == content_digest
                and standing.get(url) == (former.size, former.mtime)
            ):
                outputs[url] = former
            else:
                mtime = shelf.write(url, raw)
                outputs[url] = Output("", content_digest, len(raw), mtime)
                written += 1
        removed = len(standing.keys() - outputs.keys())
        if written == 0 and removed == 0 and standing:
            self.cache.store_outputs(target, outputs)
            return Report(True, unchanged=len(outputs))
        for url, kept in outputs.items():
            if standing.get(url) == (kept.size, kept.mtime):
                shelf.keep(output, url)
        publish.carry_over(output, stage)
        publish.swap(stage, output)
        self.cache.store_outputs(target, outputs)
        return Report(True, written=written, unchanged=len(outputs) - written, removed=removed)


@dataclass(frozen=True, slots=True)
class _Work:
    """What a rendering worker is given once."""

    renderer: Renderer
    planned: tuple[Page, ...]
    stage: str | None


_given: _Work | None = None


def _begin(work: _Work | None) -> None:
    global _given
    _given = work


def _render_pages(chunk: list[tuple[int, str]]) -> list[Made]:
    """Runs in a worker: (number of the page, digest of what stands) -> what was made of it."""
    work = _given
    assert work is not None  # noqa: S101 - _begin has run
    shelf = publish.Stage(Path(work.stage)) if work.stage is not None else None
    made = []
    for number, standing in chunk:
        page = work.planned[number]
        try:
            raw = work.renderer.page(page)
        except ProblemsFound as found:
            made.append(Made(number, "", 0, 0, found.problems))
            continue
        content_digest = digest(raw)
        mtime = 0
        if shelf is not None and content_digest != standing:
            mtime = shelf.write(page.url, raw)
        made.append(Made(number, content_digest, len(raw), mtime))
    return made


def _map(
    work: Callable[[list], list],  # type: ignore[type-arg]
    chunks: list[list],  # type: ignore[type-arg]
    jobs: int,
    pooled: bool,
    given: _Work | None = None,
) -> Iterator[list]:  # type: ignore[type-arg]
    """Chunks through `work`, in order, in several processes when it pays."""
    jobs = jobs or (os.cpu_count() or 1)
    if not pooled or jobs < 2:
        _begin(given)
        for chunk in chunks:
            yield work(chunk)
        return
    # Forked workers inherit what they are given at no cost; where forking is unsafe it is sent once.
    if given is not None:
        given.renderer.bodies.close()  # type: ignore[attr-defined]
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(given,)) as pool:
        try:
            yield from pool.map(work, chunks)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
