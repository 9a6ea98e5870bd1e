"""Work spread over processes, in order, when there is enough of it to pay."""

from __future__ import annotations

import contextlib
import gc
import itertools
import os
import pickle
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

from bangvang.build import system

if TYPE_CHECKING:
    from bangvang.build.cluster import Cluster

ENOUGH = 300
"""Pages below which starting processes costs more than it saves."""
ENOUGH_ANEW = 1000
"""The same where each process has to load the program first."""
CHUNK = 48
"""Items that are handed over together; fewer where that would make too few chunks to share them out well."""

Item = TypeVar("Item")
Result = TypeVar("Result")

_given: Any = None


def given() -> Any:
    """What `spread` handed to this process."""
    return _given


def spread(
    work: Callable[[list[Item]], list[Result]],
    items: Sequence[Item],
    *,
    jobs: int,
    share: Any = None,
    cost: int | None = None,
    chunk: int | None = None,
) -> Iterator[list[Result]]:
    """Runs `work` on chunks of `items` and yields what each gives, in order. `jobs` 0: as many processes as
    there are cores. `share` is what every chunk needs; `work` gets it from `given()`. `cost`: how many
    pages of articles take as long as all items do; `chunk`: how many are handed over together."""
    jobs = min(jobs or (os.cpu_count() or 1), system.MOST_PROCESSES)
    size = chunk or max(1, min(CHUNK, len(items) // (8 * jobs)))
    chunks = [list(items[i : i + size]) for i in range(0, len(items), size)]
    is_dear = len(chunks) > 1 and (len(items) if cost is None else cost) >= _enough()
    if not is_dear or (jobs < 2 and _cluster is None):
        _begin(share)
        yield from map(work, chunks)
    elif _cluster is not None:
        yield from _cluster.spread(work, chunks, share, _begin)
    elif system.forks():
        yield from _forked(work, chunks, jobs, share)
    else:
        with one_pool():
            assert _standing is not None  # noqa: S101 - that is what `one_pool` is for
            yield from _standing.spread(work, chunks, jobs, share)


def _enough() -> int:
    is_ready = system.forks() or (_standing is not None and _standing.pool is not None)
    return ENOUGH if is_ready else max(ENOUGH, ENOUGH_ANEW)


def _forked(
    work: Callable[[list[Item]], list[Result]], chunks: list[list[Item]], jobs: int, share: Any
) -> Iterator[list[Result]]:
    """By processes that are copies of this one and inherit `share` at no cost."""
    context = get_context("fork")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin_apart, initargs=(share,)) as pool:
        try:
            with system.undisturbed():
                results = pool.map(work, chunks)
            yield from results
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


@contextmanager
def beside(work: Callable[[], Iterator[Result]], *, jobs: int) -> Iterator[Iterator[Result]]:
    """While this lasts, another process does some work, which comes in pieces; then it is ended, done or not.
    What is given waits for each piece, or raises what the work raised. Without another core, and where a
    process would have to load the program first, the work is done as it is asked for."""
    if (jobs or os.cpu_count() or 1) < 2 or _cluster is not None or not system.forks():
        yield work()
        return
    ours, theirs = system.pipe()
    process = get_context("fork").Process(target=_do_apart, args=(work, ours, theirs))
    with ours:
        with theirs, system.undisturbed():
            process.start()
        try:
            yield _told(ours)
        finally:
            process.kill()  # who is not waited for any more has nobody to tell
            process.join()


def _told(ours: IO[bytes]) -> Iterator[Any]:
    """The pieces that another process tells of. Raises BrokenExecutor when it was ended before it could."""
    while True:
        try:
            error, piece = pickle.load(ours)  # noqa: S301 - written by a copy of this process
        except (EOFError, pickle.UnpicklingError):
            raise BrokenExecutor from None
        if error is not None:
            raise error
        yield piece


def _do_apart(work: Callable[[], Iterator[Any]], ours: IO[bytes], theirs: IO[bytes]) -> None:
    ours.close()
    try:
        _begin_apart()
    except (RuntimeError, MemoryError):  # no memory for a thread: who says nothing is taken for ended
        return
    with contextlib.suppress(BrokenPipeError, MemoryError), theirs:
        try:
            for piece in work():
                _tell(theirs, None, piece)
        except Exception as error:  # whatever it is, it is raised where it is waited for
            error.add_note(traceback.format_exc())
            _tell(theirs, error, None)


def _tell(theirs: IO[bytes], error: Exception | None, piece: Any) -> None:
    pickle.dump((error, piece), theirs, pickle.HIGHEST_PROTOCOL)
    theirs.flush()


# ---------------------------------------------------------------- on other machines


@contextmanager
def elsewhere(address: str, program: Callable[[], str]) -> Iterator[None]:
    """While this lasts, work is spread over the cluster at an address (none: over this machine). Raises
    NoClusterError."""
    global _cluster
    if not address:
        yield
        return
    from bangvang.build.cluster import Cluster  # deferred: most have no other machines

    _cluster = Cluster(address, program)
    try:
        yield
    finally:
        _cluster.close()
        _cluster = None


_cluster: Cluster | None = None


# ---------------------------------------------------------------- where processes begin anew


@contextmanager
def one_pool() -> Iterator[None]:
    """While this lasts, work is spread over the same processes, where each had to load the program. Nothing
    is started before there is work."""
    global _standing
    if _standing is not None:
        yield
        return
    _standing = _Standing()
    try:
        yield
    finally:
        _standing.close()
        _standing = None


class _Standing:
    """Processes that stay. What a piece of work shares lies in a file, which each of them reads once."""

    def __init__(self) -> None:
        self.pool: ProcessPoolExecutor | None = None
        self.folder: Path | None = None
        self.until = ExitStack()
        self.numbers = itertools.count(1)

    def spread(
        self, work: Callable[[list[Item]], list[Result]], chunks: list[list[Item]], jobs: int, share: Any
    ) -> Iterator[list[Result]]:
        try:
            pool, folder = self._opened(jobs)
            parcel = folder / f"{next(self.numbers)}"
            parcel.write_bytes(pickle.dumps(share, pickle.HIGHEST_PROTOCOL))
            with system.undisturbed():
                results = pool.map(_unpacked, [(work, str(parcel), chunk) for chunk in chunks])
            yield from results
            system.remove(parcel)
        except BaseException:
            self.close()
            raise

    def _opened(self, jobs: int) -> tuple[ProcessPoolExecutor, Path]:
        if self.pool is None or self.folder is None:
            self.folder = self.until.enter_context(system.private_folder())
            context = get_context("spawn")
            self.pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin_apart)
        return self.pool, self.folder

    def close(self) -> None:
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=True)
        self.until.close()
        self.pool = self.folder = None


_standing: _Standing | None = None
_parcel = ""


def _unpacked(task: tuple[Callable[[list[Item]], list[Result]], str, list[Item]]) -> list[Result]:
    """Runs in a process that stays."""
    global _parcel
    work, parcel, chunk = task
    if parcel != _parcel:
        _begin(pickle.loads(Path(parcel).read_bytes()))  # noqa: S301 - written by our parent a moment ago
        _parcel = parcel
    return work(chunk)


# ---------------------------------------------------------------- in a process


def _begin(share: Any) -> None:
    global _given
    _given = share


def _begin_apart(share: Any = None) -> None:
    """What a process does before its first chunk."""
    # What was inherited is not to be looked at, nor thereby copied, when garbage is collected here.
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    # For processes that inherited nothing.
    system.never_interrupted()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _begin(share)


def _end_with_parent() -> None:
    # A killed parent tells nobody: its processes would wait for chunks for ever.
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
