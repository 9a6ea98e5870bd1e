"""The cache saves work and decides nothing: lost, hurt or of another program, the site comes out the same."""

from __future__ import annotations

import contextlib
import io
import itertools
import marshal
import os
import pickle
import random
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from bangvang import digests
from bangvang.build import kept, marks, reading
from bangvang.build.cache import Cache, Output
from bangvang.build.pipeline import Report
from tests.conftest import ROOT, MakeSite, Run, read_files, write_files
from tests.samples import award, bare_templates, build, check, config, written


def files() -> dict[str, str | bytes | None]:
    return {
        "config.yaml": config(per_page=5),
        **bare_templates(),
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
        db.execute("update closures set named = ?", (b"{}",))
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
    cache.store_outputs("/mot", {}, one, "1")
    cache.store_outputs("/hai", {}, {"b.html": Output("k", 5, 6)}, "2")
    cache.store_outputs("/hai", cache.outputs("/hai"), {}, "3")

    assert (cache.outputs("/mot"), cache.outputs("/hai")) == (one, {})
    assert cache.outputs("/mot", ["a.html", "b.html"]) == one
    assert (cache.left("/mot"), cache.left("/hai")) == ("1", "3")
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


# ---------------------------------------------------------------- every kind of kept file, hurt

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "a byte changed at the head": lambda raw: bytes([raw[0] ^ 1]) + raw[1:],
    "a byte changed within": lambda raw: raw[:9] + bytes([raw[9] ^ 64]) + raw[10:],
    "a byte changed at the end": lambda raw: raw[:-1] + bytes([raw[-1] ^ 128]),
    "cut short": lambda raw: raw[: len(raw) // 2],
    "something added": lambda raw: raw + b"\0",
    "emptied": lambda _: b"",
    "zeros, as a power cut leaves": lambda raw: bytes(len(raw)),
    "whole, of another version": lambda _: kept.dump({"khac": [1, [2]]}),
}


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of which all is kept that can be: records, bodies, parts and slices, prints of a photo."""
    home = tmp_path_factory.mktemp("day-du")
    photo = io.BytesIO()
    Image.effect_noise((900, 600), 60).convert("RGB").save(photo, "JPEG")
    write_files(home / "kept", {**files(), "content/anh.jpg": photo.getvalue(), "content/pages/ve.md": PAGE})
    write_files(home / "kept", {"content/co-anh.md": written("Có ảnh", body="![Ảnh](anh.jpg)")})
    write_files(home / "kept", {"content/dai.md": LONG})
    assert build(home / "kept").ok
    return home


LONG = written("Bài dài", body="Một câu dài hơn mọi trích đoạn. " * 20)
PAGE = "---\ntitle: Về kho\n---\n\nChữ.\n"
KINDS = ("cache.db", "*.part", "*.slice", "*.data", "*.tree", "*.beside", "index.json", "*.webp", "*-900.jpg")


# A file of SQLite ends in bytes that stand for nothing; a part is not looked into while its slices are there.
OF_NO_MATTER = [
    ("cache.db", "a byte changed at the end"),
    ("cache.db", "something added"),
    ("*.part", "whole, of another version"),
]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_hurt_file_of_any_kind_is_told_and_made_again(
    rich: Path, tmp_path: Path, kind: str, damage: str
) -> None:
    site, whole = tmp_path / "site", read_files(rich / "kept/output")
    shutil.copytree(rich / "kept", site)
    hurt = sorted((site / ".cache").rglob(kind))
    for file in hurt:
        file.write_bytes(DAMAGES[damage](file.read_bytes()))
    # So that what is kept is asked for: every output is made again, and there is no short cut.
    shutil.rmtree(site / "output")
    report = build(site)

    assert hurt != []
    assert (report.ok, report.problems) == (True, ())
    assert read_files(site / "output") == whole
    told = {file.name for file in hurt} & {name.split("/")[-1] for name in report.mended}
    assert told or (kind, damage) in OF_NO_MATTER
    assert build(site).mended == ()
    assert read_files(site / "output") == whole


@pytest.mark.parametrize("kind", [*KINDS, "*", "lock"])
def test_a_lost_file_of_any_kind_is_made_again(rich: Path, tmp_path: Path, kind: str) -> None:
    site, whole = tmp_path / "site", read_files(rich / "kept/output")
    shutil.copytree(rich / "kept", site)
    lost = [file for file in (site / ".cache").rglob(kind) if file.is_file()]
    for file in lost:
        file.unlink()
    (site / "output/feed.xml").unlink()
    report = build(site)

    assert lost != []
    assert (report.ok, report.problems) == (True, ())
    assert read_files(site / "output") == whole
    shutil.rmtree(site / "output")
    assert build(site).ok
    assert read_files(site / "output") == whole


def columns() -> dict[str, list[str]]:
    """The tables of the cache, each with its columns."""
    with contextlib.closing(Cache(Path(":memory:"))) as cache:
        tables = cache.db.execute("select name from sqlite_master where type = 'table'").fetchall()
        return {
            table: [column[1] for column in cache.db.execute(f"pragma table_info({table})")]
            for (table,) in sorted(tables)
        }


def flipped(value: str | bytes | int) -> str | bytes | int:
    if isinstance(value, int):
        return value ^ 8
    if isinstance(value, str):
        return chr(ord(value[0]) ^ 1) + value[1:]
    middle = len(value) // 2
    return value[:middle] + bytes([value[middle] ^ 4]) + value[middle + 1 :]


OTHER_KIND: dict[type, str | bytes | int] = {int: "chữ", str: b"\xff", bytes: 7}
FAULTS: dict[str, Callable[[Any], object]] = {
    "a bit flipped": flipped,
    "emptied": lambda value: type(value)(),
    "of another kind": lambda value: OTHER_KIND[type(value)],
    "whole, of another version": lambda value: kept.dump({"khac": [1]}) if type(value) is bytes else value,
    "lost": lambda _: None,
}
UNTOLD = ("lost", "whole, of another version")


@pytest.mark.parametrize("table", columns())
def test_rows_of_the_cache_that_are_not_as_they_were_left_change_nothing(
    rich: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    monkeypatch.setattr(marks, "SETTLED", 0)  # or nothing is known of files so young
    site, whole = tmp_path / "site", read_files(rich / "kept/output")
    shutil.copytree(rich / "kept", site)
    assert build(site).ok  # into this folder, too
    tried = 0
    for column, (fault, hurt) in itertools.product(columns()[table], FAULTS.items()):
        if fault == "lost" and column != columns()[table][-1]:
            continue  # with its row all of it is
        is_blob, changed = hurt_rows(site / ".cache/cache.db", table, column, hurt)
        if not changed:
            continue
        tried += 1
        report = built_where_all_is_asked_for(site, table)

        assert (report.ok, report.problems) == (True, ()), (column, fault)
        assert read_files(site / "output") == whole, (column, fault)
        assert "cache.db" in report.mended or not is_blob or fault in UNTOLD, (column, fault)

    assert tried > len(FAULTS)
    assert build(site).mended == ()


def built_where_all_is_asked_for(site: Path, table: str) -> Report:
    """What is kept of a page is asked for where its body alone differs; bodies, where a page is made again;
    what a build told, where the next finds nothing changed; the rest, where anything is looked at."""
    if table == "surroundings":
        write_files(site, {"content/dai.md": f"{LONG}\nThêm một đoạn.\n"})
        report = build(site)
        write_files(site, {"content/dai.md": LONG})
        shutil.rmtree(site / "output")
        assert build(site).ok
        return report
    if table == "bodies":
        shutil.rmtree(site / "output")
    elif table not in ("runs", "untouched"):
        (site / "output/feed.xml").unlink()
    return build(site)


def hurt_rows(file: Path, table: str, column: str, hurt: Callable[[Any], object]) -> tuple[bool, bool]:
    """Changes a column in every row. Gives whether it holds bytes, and whether anything is another."""
    with contextlib.closing(sqlite3.connect(file)) as db, db:
        rows = db.execute(f"select rowid, {column} from {table}").fetchall()  # noqa: S608 - names of our own
        after = [(hurt(value), rowid) for rowid, value in rows]
        for value, rowid in after:
            if value is None:
                db.execute(f"delete from {table} where rowid = ?", (rowid,))  # noqa: S608
                continue
            with contextlib.suppress(sqlite3.IntegrityError):  # a number that a table is in the order of
                db.execute(f"update {table} set {column} = ? where rowid = ?", (value, rowid))  # noqa: S608
    return type(rows[0][1]) is bytes, [value for _, value in rows] != [value for value, _ in after]


def test_one_bit_anywhere_in_a_part_of_the_index_changes_nothing(rich: Path, tmp_path: Path) -> None:
    site, whole = tmp_path / "site", read_files(rich / "kept/output")
    shutil.copytree(rich / "kept", site)
    (part,) = sorted((site / ".cache").rglob("*.part"))
    good, name = part.read_bytes(), part.name
    draw = random.Random(5)  # noqa: S311 - to be the same every time
    for _ in range(12):
        raw = bytearray(good)
        raw[draw.randrange(len(raw))] ^= 1 << draw.randrange(8)
        part.write_bytes(raw)
        for slice_ in part.parent.glob("*.slice"):
            slice_.unlink()
        (site / "output/feed.xml").unlink()
        report = build(site)

        assert report.mended and report.mended[0].endswith(name)  # noqa: PT018
        assert read_files(site / "output") == whole
        assert part.read_bytes() == good


def test_a_part_of_the_index_that_is_whole_but_of_another_version_is_made_again_when_it_is_asked_for(
    rich: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(rich / "kept", site)
    (part,) = sorted((site / ".cache").rglob("*.part"))
    good = part.read_bytes()
    part.write_bytes(DAMAGES["whole, of another version"](good))
    for slice_ in part.parent.glob("*.slice"):
        slice_.unlink()
    shutil.rmtree(site / "output")
    report = build(site)

    assert report.mended == (f"search/{part.parent.name}",)
    assert read_files(site / "output") == read_files(rich / "kept/output")
    assert part.read_bytes() == good


# ---------------------------------------------------------------- a cache that somebody else made


class Runs:
    """Leaves a file behind when it is unpickled."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return (os.mkdir, (str(self.trace),))


def _sealed(raw: bytes) -> bytes:
    return digests.of(raw).encode() + raw


@pytest.mark.parametrize("command", [build, check])
def test_nothing_that_is_kept_can_run(rich: Path, tmp_path: Path, command: Callable[..., Report]) -> None:
    site, trace = tmp_path / "site", tmp_path / "da-chay"
    shutil.copytree(rich / "kept", site)
    code = compile(f"import os; os.mkdir({str(trace)!r})", "x", "exec")
    poisons = [pickle.dumps(Runs(trace)), marshal.dumps(code), marshal.dumps({"base.html": ((), code)})]
    for n, poison in enumerate(poisons * 2):
        poison = _sealed(poison) if n < len(poisons) else poison
        with sqlite3.connect(site / ".cache/cache.db") as db:
            for table, column in _blobs(db):
                db.execute(f"update {table} set {column} = ?", (poison,))  # noqa: S608 - names of our own
        db.close()
        for file in (site / ".cache").rglob("*"):
            if file.suffix in (".slice", ".part", ".data", ".json"):
                file.write_bytes(poison)
        (site / "output/feed.xml").unlink(missing_ok=True)

        assert command(site).ok
        assert not trace.exists()
        pickle.loads(poisons[0])  # noqa: S301 - to see that it would have run
        assert trace.exists()
        trace.rmdir()


def _blobs(db: sqlite3.Connection) -> list[tuple[str, str]]:
    tables = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
    return [
        (t, row[1])
        for t in tables
        for row in db.execute(f"pragma table_info({t})")
        if row[2].lower() == "blob"
    ]


def test_no_module_that_reads_what_is_kept_can_unpickle() -> None:
    # Processes of one build send each other pickles; those lie in no archive.
    allowed = {"bangvang/build/workers.py"}
    found = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "bangvang").rglob("*.py")
        if re.search(r"\b(?:pickle|marshal|shelve|dill)\b\.", path.read_text("utf-8"))
    }

    assert found <= allowed


LINKS = ("former", "photos", "search", "cache.db", "lock", "former/index.html", "photos/index.json", "")


@pytest.mark.parametrize("name", LINKS)
@pytest.mark.parametrize("command", [build, check])
def test_what_a_link_in_the_cache_leads_to_is_left_alone(
    rich: Path, tmp_path: Path, name: str, command: Callable[..., Report]
) -> None:
    site, theirs = tmp_path / "site", tmp_path / "cua-nguoi-khac"
    shutil.copytree(rich / "kept", site)
    shutil.copytree(rich / "kept", theirs)
    write_files(site, {"content/moi.md": written("Mới"), ".cache/former/index.html": "x"})
    link = site / ".cache" / name
    if link.is_dir():
        shutil.rmtree(link)
        link.symlink_to(theirs, target_is_directory=True)
    else:
        link.unlink(missing_ok=True)
        link.symlink_to(theirs / "content/bai-1.md")
    before = _stamped(theirs)
    first, second = command(site), command(site)

    assert (first.ok, second.ok) == (True, True)
    assert _stamped(theirs) == before
    if command is build:
        assert not link.is_symlink()
        assert read_files(site / "output").keys() >= {"index.html", "bai-viet/2024/moi.html"}


def _stamped(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {str(p): (p.read_bytes(), p.stat().st_mtime_ns) for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_pipe_in_the_cache_is_not_waited_for(rich: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(rich / "kept", site)
    for name in ("cache.db", "photos/index.json", "lock"):
        (site / ".cache" / name).unlink()
        os.mkfifo(site / ".cache" / name)
    checked = check(site)
    report = build(site)

    assert checked.ok
    assert report.ok
    assert "cache.db" in report.mended


@pytest.mark.parametrize("address", ["../../../../{}", "/{}", "a/../../../../../{}"])
def test_a_strangers_cache_writes_no_file_outside_the_site(rich: Path, tmp_path: Path, address: str) -> None:
    site = tmp_path / "mot/hai/site"
    shutil.copytree(rich / "kept", site)
    aim = address.format("bi-ghi.bin" if ".." in address else str(tmp_path / "bi-ghi.bin")[1:])
    for path in (site / ".cache").rglob("*.slice"):
        rows = kept.load(path.read_bytes())
        data = path.with_suffix(".data").read_bytes()
        rows[0] = [[aim, digests.of(data), len(data)]]
        path.write_bytes(kept.dump(rows))
    with sqlite3.connect(site / ".cache/cache.db") as db:
        for path_, record in db.execute("select path, record from records").fetchall():
            raw = kept.unseal(record)
            assert raw is not None
            changed = raw.replace(b'"bai-2"', f'"../../{aim}"'.encode())
            db.execute("update records set record = ? where path = ?", (kept.seal(changed), path_))
    db.close()
    shutil.rmtree(site / "output")
    report = build(site)

    assert report.problems == ()
    assert report.mended
    assert [p for p in tmp_path.rglob("*bi-ghi*") if site not in p.parents] == []
    assert read_files(site / "output") == read_files(rich / "kept/output")


@pytest.mark.skipif(os.getuid() == 0, reason="root may enter any folder")
def test_a_cache_that_may_not_be_entered_is_told_and_hinders_no_check(
    rich: Path, tmp_path: Path, run: Run
) -> None:
    site = tmp_path / "site"
    shutil.copytree(rich / "kept", site)
    (site / ".cache").chmod(0)
    try:
        checked, built = run("check", site=site), run("build", site=site)
    finally:
        (site / ".cache").chmod(0o700)

    assert checked.code == 0
    assert built.code == 1
    assert "K803" in built.out


def test_to_let_go_of_what_stood_around_former_pages_costs_as_much_as_there_are_pages(tmp_path: Path) -> None:
    def steps(pages: int) -> int:
        """Of the database, in hundreds, where every page is another than before."""
        with contextlib.closing(Cache(tmp_path / f"{pages}.db", set())) as cache:
            urls = [f"bai-viet/2024/bai-{n}.html" for n in range(pages)]
            former, now = ({url: Output(key, 1, 1) for url in urls} for key in ("cũ", "mới"))
            cache.store_outputs("output", {}, former, "")
            cache.store_surroundings([(url, "cũ", b"row") for url in urls])
            cache.store_outputs("output", former, now, "")
            counted = itertools.count()
            cache.db.set_progress_handler(lambda: next(counted) * 0, 100)
            cache.store_surroundings([(url, "mới", b"row") for url in urls])
            assert cache.surroundings("output", urls[0]) == b"row"
            assert cache.db.execute("select count(*) from surroundings").fetchone() == (pages,)
            return next(counted)

    assert steps(2000) < 6 * steps(500)
