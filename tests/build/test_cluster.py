"""Work done by other processes than the build's own, as other machines would do it: the same bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bangvang.build import cluster, workers
from bangvang.build.cluster import Cluster, NoClusterError
from tests.conftest import MakeSite, Run, read_files
from tests.samples import award, build, config, written


@pytest.mark.parametrize("typed", ["dask://10.0.0.5:8786", "dask://may-chu.example:1"])
def test_an_address_is_a_host_and_a_port(typed: str) -> None:
    assert cluster.is_address(typed)


@pytest.mark.parametrize(
    "typed", ["10.0.0.5:8786", "dask://10.0.0.5", "dask://:8786", "tcp://a:1", "dask://a:1/x", "dask://a:b"]
)
def test_what_is_no_address_of_a_cluster_is_wrong_usage(typed: str, site: MakeSite, run: Run) -> None:
    outcome = run("build", "--workers", typed, site=site({}))

    assert outcome.code == 2
    assert "dask://" in outcome.err


# ---------------------------------------------------------------- with Dask: make cluster


@pytest.fixture(scope="module")
def scheduler() -> Iterator[Any]:
    """Two workers that know nothing of this process."""
    distributed = pytest.importorskip("distributed", reason="make cluster installs it")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as local:
        yield local


def _address(scheduler: Any) -> str:
    return str(scheduler.scheduler_address).replace("tcp://", cluster.SCHEME)


def files() -> dict[str, str]:
    articles = {
        f"content/2024/bai-{n}.md": written(
            f"Khen thưởng {n + 1} cá nhân",
            date=f"2024-{n % 12 + 1:02d}-05",
            body=f"Hội nghị số {n} biểu dương {n + 1} cá nhân.",
            awards=[award(individuals=n + 1)],
        )
        for n in range(40)
    }
    return {"config.yaml": config(search=True), **articles}


def test_two_workers_elsewhere_make_the_same_bytes(
    site: MakeSite, scheduler: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "ENOUGH", 1)
    monkeypatch.setattr(workers, "CHUNK", 7)
    here, there = site(files(), name="mot"), site(files(), name="hai")
    build(here)
    report = build(there, workers=_address(scheduler))

    assert report.ok
    assert report.written == len(read_files(there / "output"))
    assert read_files(there / "output") == read_files(here / "output")


def test_a_second_build_on_the_same_workers_takes_nothing_from_the_first(
    site: MakeSite, scheduler: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "ENOUGH", 1)
    folder = site(files())
    build(folder, workers=_address(scheduler))
    site({"config.yaml": config(search=True, title="Tên khác")})
    build(folder, workers=_address(scheduler))
    incremental = read_files(folder / "output")
    build(folder, full=True)

    assert read_files(folder / "output") == incremental


def _pid(chunk: list[int]) -> list[int]:
    return [os.getpid() for _ in chunk]


def _raises(chunk: list[int]) -> list[int]:
    raise ZeroDivisionError(chunk)


def test_the_work_is_done_in_other_processes_and_its_errors_come_back(scheduler: Any) -> None:
    with workers.elsewhere(_address(scheduler), str):
        done = [pid for pids in workers.spread(_pid, range(600), jobs=1) for pid in pids]
        with pytest.raises(ZeroDivisionError):
            list(workers.spread(_raises, range(600), jobs=1))

    assert len(done) == 600
    assert os.getpid() not in done
    assert len(set(done)) == 2


def _here() -> str:
    return f"{os.getpid()}"


def test_workers_with_another_program_are_refused(scheduler: Any) -> None:
    with pytest.raises(NoClusterError) as refused:
        Cluster(_address(scheduler), _here)

    assert refused.value.key == "workers_of_another_program"


def test_where_nobody_answers_it_is_said_and_nothing_is_written(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="make cluster installs it")
    monkeypatch.setattr(cluster, "TIMEOUT", 1)
    folder = site(files())
    with pytest.raises(NoClusterError) as refused:
        build(folder, workers="dask://127.0.0.1:1")

    assert refused.value.key == "no_scheduler"
    assert not (folder / "output").exists()
    assert not Path(folder / ".cache").exists()
