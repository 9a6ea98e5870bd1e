"""Work spread over processes, in order, when there is enough of it to pay."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from typing import Any, TypeVar

ENOUGH = 300
"""Items below which starting processes costs more than it saves."""
CHUNK = 48

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
    enough: int | None = None,
    chunk: int | None = None,
) -> Iterator[list[Result]]:
    """Runs `work` on chunks of `items` and yields what each gives, in order. `jobs` 0: as many processes as
    there are cores. `share` is what every chunk needs; `work` gets it from `given()`. `enough`, `chunk`: for
    items that cost more than a page does."""
    size = chunk or CHUNK
    chunks = [list(items[i : i + size]) for i in range(0, len(items), size)]
    jobs = jobs or (os.cpu_count() or 1)
    if len(items) < (enough or ENOUGH) or jobs < 2:
        _begin(share)
        yield from map(work, chunks)
        return
    # Forked processes inherit `share` at no cost; where forking is unsafe it is sent to each once.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin_apart, initargs=(share,)) as pool:
        try:
            with _undisturbed():
                results = pool.map(work, chunks)
            yield from results
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Holds Ctrl-C back. Processes started meanwhile never get it: it is the parent's to say that the work
    stops, and before they could say so themselves it would end them with a traceback."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(share: Any) -> None:
    global _given
    _given = share


def _begin_apart(share: Any) -> None:
    """What a process does before its first chunk."""
    # What was inherited is not to be looked at, nor thereby copied, when garbage is collected here.
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    # For processes that inherited nothing.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _begin(share)


def _end_with_parent() -> None:
    # A killed parent tells nobody: its processes would wait for chunks for ever.
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
