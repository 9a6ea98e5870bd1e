"""Work done by a cluster of Dask: other machines, each of which has the program and sees the same folders.

Nothing is sent but what `workers` sends to any process that is no copy of this one. Sources are read, and the
stage, the photos and the parts of the index are written, in the site's own folder, which all must see under
one path.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from typing import Any

SCHEME = "dask://"


def is_address(typed: str) -> bool:
    """Whether something is the address of a cluster: dask://HOST:PORT."""
    return re.fullmatch(rf"{SCHEME}[^\s/:]+:[0-9]{{1,5}}", typed) is not None


class NoClusterError(Exception):
    """A cluster cannot be used; `key` names the text that says why, `values` what it is about."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key, self.values = key, values


class Cluster:
    """The workers behind one scheduler. Raises NoClusterError when there are none that would do."""

    def __init__(self, address: str, program: Callable[[], str]) -> None:
        """`program` gives the digest of the program: others would make other bytes of the same sources."""
        try:
            from distributed import Client
        except ImportError:
            raise NoClusterError("no_dask") from None
        place = address.removeprefix(SCHEME)
        try:
            self.client = Client(f"tcp://{place}", timeout=TIMEOUT)
        except (OSError, ValueError) as error:
            raise NoClusterError("no_scheduler", place=place, detail=error) from None
        try:
            self._refuse_strangers(place, program)
        except NoClusterError:
            self.close()
            raise

    def _refuse_strangers(self, place: str, program: Callable[[], str]) -> None:
        found = self.client.scheduler_info(n_workers=-1)["workers"]
        if not found:
            raise NoClusterError("no_workers", place=place)
        if any(worker["nthreads"] != 1 for worker in found.values()):
            raise NoClusterError("workers_of_threads", place=place)
        if set(self.client.run(program).values()) != {program()}:
            raise NoClusterError("workers_of_another_program", place=place)

    def spread(
        self,
        work: Callable[[list[Any]], list[Any]],
        chunks: Sequence[list[Any]],
        share: Any,
        begin: Callable[[Any], None],
    ) -> Iterator[list[Any]]:
        """What each chunk gives, in order. `begin` hands `share` to a worker before its first chunk."""
        (parcel,) = self.client.scatter([share], broadcast=True, hash=False)
        given = {"work": work, "parcel": parcel, "token": secrets.token_hex(8), "begin": begin}
        waiting = self.client.map(_unpacked, chunks, pure=False, **given)
        try:
            for future in waiting:
                yield future.result()
        finally:
            self.client.cancel([*waiting, parcel])

    def close(self) -> None:
        """Lets go of the scheduler, which stays."""
        self.client.close()


TIMEOUT = 10
"""Seconds within which a scheduler must answer."""

_begun = ""


def _unpacked(chunk: list[Any], *, work: Any, parcel: Any, token: str, begin: Any) -> list[Any]:
    """Runs in a worker, which outlives the build: what it was given before may be another build's."""
    global _begun
    if _begun != token:
        begin(parcel)
        _begun = token
    done: list[Any] = work(chunk)
    return done
