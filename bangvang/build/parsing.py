"""Files -> what they say, in several processes, each file once for each of its contents."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bangvang import digests
from bangvang.archive import model, records
from bangvang.archive.model import Source
from bangvang.build import kept, reading, workers
from bangvang.build.cache import FILE, Cache
from bangvang.build.orders import Progress
from bangvang.problems import Problem
from bangvang.sources import content
from bangvang.sources.content import Parsed

Row = tuple[str, str, bytes, str, bytes]


def parse_all(
    site: Path, sources: dict[str, str], cache: Cache, *, program: str, jobs: int, progress: Progress
) -> dict[str, Parsed]:
    """Every file parsed, from the cache where it was parsed before by this very program (`program` is its
    digest). `sources`: path -> digest of the file's bytes, set right for a file that has changed since.
    Bodies end up in the cache."""
    parsed: dict[str, Parsed] = {}
    waiting = []
    records = cache.records()
    bodies = cache.has_bodies()
    for path, source_digest in sources.items():
        key = program + source_digest
        known = records.get(path)
        item = _load(path, known[1]) if known is not None and known[0] == key else None
        if item is None and known is not None and known[0] == key:
            cache.hurt.add(FILE)
        if item is not None and (_body_of(item) in bodies or not _body_of(item)):
            parsed[path] = item
        else:
            waiting.append((path, str(site / path), program))
    done = 0
    for rows in workers.spread(parse_files, waiting, jobs=jobs):
        parsed.update(loaded(rows))
        sources.update((path, key.removeprefix(program)) for path, key, *_rest in rows)
        cache.store_records(rows)
        done += len(rows)
        progress("parse", done, len(waiting))
    used = {_body_of(item) for item in parsed.values()}
    if set(records) - set(parsed) or bodies - used:
        cache.keep_only(set(parsed), used)
    return dict(sorted(parsed.items()))


def loaded(rows: Iterable[Row]) -> dict[str, Parsed]:
    """Path -> what was parsed."""
    found = ((path, _load(path, record)) for path, _, record, *_rest in rows)
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
        record = kept.seal(records.dump(said))
        rows.append((path, program + digest, record, _body_of(item), item.html.encode()))
    return rows
