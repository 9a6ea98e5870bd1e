"""Files -> what they say, in several processes, each file once for each of its contents."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bangvang import digests
from bangvang.archive import model, records
from bangvang.archive.model import Article, PlainPage, Source
from bangvang.build import kept, reading, workers
from bangvang.build.cache import Cache, Row, Told
from bangvang.build.cached_rows import FILE, CacheLost, Records
from bangvang.build.orders import Progress
from bangvang.problems import Problem
from bangvang.sources import content
from bangvang.sources.content import Parsed


class Refreshed(NamedTuple):
    """What is known of every file by its path, and how many had to be parsed."""

    told: dict[str, Told]
    parsed: int


def refresh(
    site: Path, sources: dict[str, str], cache: Cache, *, program: str, jobs: int, progress: Progress
) -> Refreshed:
    """Parses the files that were not parsed before by this very program (`program` is its digest); what is
    known of all of them ends up in the cache, bodies too. `sources`: path -> digest of the file's bytes, set
    right for a file that has changed since."""
    told, bodies = cache.told(), cache.has_bodies()
    waiting = [path for path, of in sources.items() if not _is_known(told.get(path), program + of, bodies)]
    _parse(site, waiting, cache, told, program=program, jobs=jobs, progress=progress)
    found = {path: told[path] for path in sources}
    sources.update((path, row.key.removeprefix(program)) for path, row in found.items())
    used = {row.body for row in found.values()}
    if told.keys() - found.keys() or bodies - used:
        cache.keep_only(set(found), used)
    return Refreshed(found, len(waiting))


def take_up(
    site: Path, told: Mapping[str, Told], cache: Cache, *, program: str, jobs: int, progress: Progress
) -> dict[str, Parsed]:
    """Every file as it was parsed, in order of its path; `told` as `refresh` gives it. What is not as it was
    left is parsed again."""
    parsed = _kept(told, cache)
    hurt = [path for path in told if path not in parsed]
    if hurt:
        cache.hurt.add(FILE)
        again = dict(told)
        _parse(site, hurt, cache, again, program=program, jobs=jobs, progress=progress)
        parsed |= _kept({path: again[path] for path in hurt}, cache)
    return dict(sorted(parsed.items()))


def parse_all(
    site: Path, sources: dict[str, str], cache: Cache, *, program: str, jobs: int, progress: Progress
) -> dict[str, Parsed]:
    """`refresh` and `take_up`."""
    told, _ = refresh(site, sources, cache, program=program, jobs=jobs, progress=progress)
    return take_up(site, told, cache, program=program, jobs=jobs, progress=progress)


def _is_known(row: Told | None, key: str, bodies: Collection[str]) -> bool:
    return row is not None and row.key == key and (row.body in bodies or not row.body)


def _kept(told: Mapping[str, Told], cache: Cache) -> dict[str, Parsed]:
    """What is kept of files, as it was left."""
    found = {}
    for path, key, record in cache.records():
        row = told.get(path)
        item = _load(path, record) if row is not None and row.key == key else None
        if row is not None and item is not None and _body_of(item) == row.body:
            found[path] = item
    return found


def _parse(
    site: Path,
    paths: Sequence[str],
    cache: Cache,
    told: dict[str, Told],
    *,
    program: str,
    jobs: int,
    progress: Progress,
) -> None:
    done = 0
    tasks = [(path, str(site / path), program) for path in paths]
    for rows in workers.spread(parse_files, tasks, jobs=jobs):
        cache.store_records(rows)
        told.update((row.path, Told(row.key, row.told, row.body)) for row in rows)
        done += len(rows)
        progress("parse", done, len(tasks))


class Articles:
    """Path -> article, from the cache file: for who needs few of them."""

    def __init__(self, path: Path) -> None:
        self.records = Records(path)

    def close(self) -> None:
        """Must be called before a fork."""
        self.records.close()

    def __call__(self, path: str) -> Article:
        """Raises CacheLost."""
        item = _load(path, self.records(path))
        if item is None or item.article is None:
            raise CacheLost(path)
        return item.article

    def page(self, path: str) -> PlainPage | None:
        """The plain page that a file gives. Raises CacheLost."""
        item = _load(path, self.records(path))
        if item is None:
            raise CacheLost(path)
        return item.page


def loaded(rows: Iterable[Row]) -> dict[str, Parsed]:
    """Path -> what was parsed."""
    found = ((row.path, _load(row.path, row.record)) for row in rows)
    return {path: item for path, item in found if item is not None}


def _load(path: str, record: bytes) -> Parsed | None:
    """What is kept of a file; None when the bytes are not as they were."""
    raw = kept.unseal(record)
    try:
        of, article, page, found, *rest = records.load(raw) if raw is not None else ("", None, None, ())
    except ValueError:  # sealed by a stranger
        return None
    item = article or page
    named = item is None or (item.path, item.id) == (path, model.slug_of(path))
    return Parsed(article, page, "", found, *rest) if of == path and named else None


def _body_of(item: Parsed) -> str:
    kept = item.article or item.page
    return kept.body if kept is not None else ""


def parse_files(chunk: list[tuple[str, str, str]]) -> list[Row]:
    """Runs in a worker: (path, file, program) -> rows for the cache. The key is of the bytes read here: the
    file may have changed since it was digested."""
    rows = []
    for path, file, program in chunk:
        try:
            raw = reading.raw_of(file)
        except OSError as error:  # it was there when the folder was read
            raw, digest = b"", digests.of(b"")
            source: Source | Problem = reading.unreadable(path, error)
        else:
            digest = digests.of(raw)
            source = reading.as_source(path, raw, digest)
        if isinstance(source, Problem):
            seen = raw.decode("utf-8-sig", "replace")
            item = Parsed(None, None, "", (source,), content.is_draft(seen), content.photos_in(seen))
        else:
            item = content.parse(source)
        said = (path, item.article, item.page, item.problems, item.draft, item.mentioned)
        record, body = records.dump(said), _body_of(item)
        rows.append(
            Row(path, program + digest, kept.seal(record), _told(record, body), body, item.html.encode())
        )
    return rows


def _told(record: bytes, body: str) -> str:
    """A digest of all but the body. Where something else looks like the body's digest, of that, too."""
    mark = f'"{body}"'.encode()
    return digests.of(record.replace(mark, b'""') if record.count(mark) == 1 else record)
