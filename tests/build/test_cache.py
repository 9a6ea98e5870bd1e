"""The cache saves work and decides nothing: lost, hurt or of another program, the site comes out the same."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bangvang.build import reading
from bangvang.build.cache import Cache, Output
from tests.conftest import MakeSite, read_files, write_files
from tests.samples import award, build, check, config, written


def files() -> dict[str, str | bytes | None]:
    return {
        "config.yaml": config(per_page=5),
        **{
            f"content/bai-{n}.md": written(
                f"Bài {n}",
                date=f"2024-01-{n + 1:02d}",
                body=f"Thân bài {n}. " * 40,
                awards=[award(individuals=n)],
            )
            for n in range(4)
        },
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("kho")
    write_files(home / "site", files())
    assert build(home / "site").ok
    shutil.copytree(home / "site", home / "kept")
    return home


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(
    where=st.floats(0, 1, exclude_max=True), how=st.integers(1, 255), length=st.sampled_from([1, 16, 4096])
)
def test_bytes_hurt_anywhere_change_nothing_in_the_site(
    built: Path, where: float, how: int, length: int
) -> None:
    site = built / "site"
    shutil.rmtree(site)
    shutil.copytree(built / "kept", site)
    cache = site / ".cache/cache.db"
    raw = bytearray(cache.read_bytes())
    at = int(where * len(raw))
    raw[at : at + length] = bytes(byte ^ how for byte in raw[at : at + length])
    cache.write_bytes(raw)
    # An edit that makes every page be looked at again, so that what is kept is used.
    write_files(site, {"config.yaml": config(per_page=5, title="Tên khác")})
    write_files(built / "clean", files() | {"config.yaml": config(per_page=5, title="Tên khác")})

    report = build(site)
    if not (built / "clean/output").exists():
        assert build(built / "clean").ok

    assert (report.ok, report.problems) == (True, ())
    assert read_files(site / "output") == read_files(built / "clean/output")


def hurt_by_being_a_folder(cache: Path) -> None:
    cache.unlink()
    (cache / "x").mkdir(parents=True)


def hurt_by_being_empty(cache: Path) -> None:
    cache.write_bytes(b"")


def hurt_by_tables_of_another_shape(cache: Path) -> None:
    cache.unlink()
    with sqlite3.connect(cache) as db:
        db.executescript("create table records (a); create table bodies (b); insert into records values (1);")
    db.close()


def hurt_by_records_of_another_kind(cache: Path) -> None:
    with sqlite3.connect(cache) as db:
        db.execute("update records set record = ?", (b"\x80\x04N.",))
        db.execute("update bodies set html = ?", ("<p>Lời của ai khác</p>".encode(),))
        db.execute("update runs set report = ?", (b"",))
    db.close()


def hurt_by_bodies_of_another_kind(cache: Path) -> None:
    with sqlite3.connect(cache) as db:
        db.execute("update bodies set html = ?", (b"",))
    db.close()


def hurt_by_losing_bodies(cache: Path) -> None:
    with sqlite3.connect(cache) as db:
        db.execute("delete from bodies")
    db.close()


@pytest.mark.parametrize(
    "hurt",
    [
        hurt_by_being_a_folder,
        hurt_by_being_empty,
        hurt_by_tables_of_another_shape,
        hurt_by_records_of_another_kind,
        hurt_by_losing_bodies,
        hurt_by_bodies_of_another_kind,
    ],
)
def test_a_cache_that_cannot_be_used_is_begun_anew(built: Path, hurt: Callable[[Path], None]) -> None:
    site = built / "site"
    shutil.rmtree(site)
    shutil.copytree(built / "kept", site)
    hurt(site / ".cache/cache.db")
    write_files(site, {"templates/pages/plain.html": "khác", "config.yaml": config(per_page=5)})

    report = build(site)

    assert (report.ok, report.problems) == (True, ())
    assert read_files(site / "output") == read_files(built / "kept/output")


def kept_files(site: Path) -> list[Path]:
    """What a build keeps beside its cache: parts of the index, prints of photos."""
    files = [file for file in (site / ".cache").rglob("*") if file.is_file()]
    return sorted(file for file in files if file.suffix != ".db" and file.stat().st_size)


@pytest.mark.parametrize("where", [0.02, 0.3, 0.5, 0.7, 0.98])
def test_what_is_kept_beside_the_cache_is_not_believed_either(built: Path, where: float) -> None:
    site = built / "site"
    shutil.rmtree(site)
    shutil.copytree(built / "kept", site)
    for file in kept_files(site):
        raw = bytearray(file.read_bytes())
        raw[int(where * len(raw))] ^= 0x15
        file.write_bytes(raw)
    hurt_by_being_empty(site / ".cache/cache.db")
    report = build(site)

    assert kept_files(site) != []
    assert (report.ok, report.problems) == (True, ())
    assert read_files(site / "output") == read_files(built / "kept/output")


def test_a_check_uses_what_a_build_learned_and_survives_a_hurt_cache(built: Path) -> None:
    site = built / "site"
    shutil.rmtree(site)
    shutil.copytree(built / "kept", site)
    hurt_by_being_empty(site / ".cache/cache.db")
    before = read_files(site)

    report = check(site)

    assert (report.ok, report.problems) == (True, ())
    assert read_files(site) == before


def test_a_body_is_kept_once_and_forgotten_with_the_last_file_that_uses_it(site: MakeSite) -> None:
    same = {"a": "Chữ giống nhau.", "b": "Chữ giống nhau.", "c": "Chữ khác."}
    folder = site({f"content/{n}.md": written(f"Bài {n}", body=b) for n, b in same.items()})
    build(folder)
    two = _bodies(folder)
    site({"content/a.md": None, "content/c.md": None})
    build(folder)

    assert (len(two), len(_bodies(folder))) == (2, 1)


def _bodies(folder: Path) -> set[str]:
    cache = Cache(folder / ".cache/cache.db")
    digests = cache.has_bodies()
    cache.close()
    return digests


def test_a_site_is_remembered_for_each_folder_it_is_built_into(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.db")
    one = {"a.html": Output("k", 3, 4)}
    cache.store_outputs("/mot", {}, one)
    cache.store_outputs("/hai", {}, {"b.html": Output("k", 5, 6)})
    cache.store_outputs("/hai", cache.outputs("/hai"), {})

    assert (cache.outputs("/mot"), cache.outputs("/hai")) == (one, {})
    cache.close()


def test_what_another_program_indexed_is_not_kept(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = site({"config.yaml": config(search=True), "content/a.md": written("Một bài")})
    build(folder)
    kept = {path.parent for path in (folder / ".cache/search").rglob("*.part")}
    monkeypatch.setattr(reading, "program_digest", lambda: "another")
    build(folder)
    after = {path.parent for path in (folder / ".cache/search").rglob("*.part")}

    assert len(kept) == 1
    assert after == {folder / ".cache/search/another"}
