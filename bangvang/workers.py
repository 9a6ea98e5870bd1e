"""Work spread over processes, in order, when there is enough of it to pay."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
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
    work: Callable[[list[Item]], list[Result]], items: Sequence[Item], *, jobs: int, share: Any = None
) -> Iterator[list[Result]]:
    """Runs `work` on chunks of `items` and yields what each gives, in order. `jobs` 0: as many processes as
    there are cores. `share` is what every chunk needs; `work` gets it from `given()`."""
    chunks = [list(items[i : i + CHUNK]) for i in range(0, len(items), CHUNK)]
    jobs = jobs or (os.cpu_count() or 1)
    if len(items) < ENOUGH or jobs < 2:
        _begin(share)
        yield from map(work, chunks)
        return
    # Forked processes inherit `share` at no cost; where forking is unsafe it is sent to each once.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(share,)) as pool:
        try:
            yield from pool.map(work, chunks)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _begin(share: Any) -> None:
    global _given
    _given = share
