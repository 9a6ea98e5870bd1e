"""File systems of other machines: names in which case says nothing, folders that lead elsewhere."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bangvang.build import publish, standing, system
from bangvang.build.marks import Look
from tests.build.test_photos import sign
from tests.conftest import MakeSite, read_files, write_files
from tests.samples import award, build, check, codes, config, written

_NTFS = ("mkntfs", "lowntfs-3g", "umount")
_MISSING = [name for name in _NTFS if shutil.which(name) is None]


@pytest.fixture
def folding(tmp_path: Path) -> Iterator[Path]:
    """A folder of NTFS in which case says nothing, as on Windows; on macOS it is the usual one."""
    if _MISSING or os.geteuid() or not os.access("/dev/fuse", os.W_OK):
        pytest.skip(f"no file system that folds case can be mounted (root, /dev/fuse, {', '.join(_NTFS)})")
    disk, folder = tmp_path / "disk", tmp_path / "ntfs"
    with disk.open("wb") as file:
        file.truncate(64 * 2**20)
    folder.mkdir()
    quiet = {"check": True, "capture_output": True}
    subprocess.run(["mkntfs", "-Q", "-F", "-q", disk], **quiet)  # type: ignore[call-overload]  # noqa: S607
    mounted = subprocess.run(
        ["lowntfs-3g", "-o", "windows_names,ignore_case", disk, folder],  # noqa: S607
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("NTFS cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)  # noqa: S607


FILES: dict[str, str | bytes | None] = {
    "config.yaml": config(logo="logo.png", title="Báo Đà Nẵng", share_images=2),
    "logo.png": sign(),
    "content/2024/đà nẵng/le-trao.md": written(
        "Đà Nẵng khen 3 cá nhân", province="Đà Nẵng", photos=[{"file": "lễ trao.png", "caption": "Lễ trao"}]
    ),
    "content/2024/đà nẵng/lễ trao.png": sign(640, 480),
    "content/2024/hai.md": written("Bài hai", awards=[award()], tags=["phụ nữ"], aliases=["/cu/hai.html"]),
    "content/pages/gioi-thieu.md": "---\ntitle: Giới thiệu\n---\n\nMột đoạn.\n",
    "assets/img/biểu trưng.svg": "<svg xmlns='http://www.w3.org/2000/svg'></svg>",
    "templates/feeds/robots.txt": "User-agent: *\nDisallow: /rieng/\n",
}


def test_a_site_on_a_file_system_that_folds_case_is_the_same_and_is_kept(
    folding: Path, site: MakeSite
) -> None:
    here = site(FILES)
    there = folding / "Kho Của Tôi"
    write_files(there, FILES)
    reports = [build(folder) for folder in (here, there)]
    again = build(there)

    assert [codes(report) for report in reports] == [[], []]
    assert (reports[0].written, again.written, again.removed) == (reports[1].written, 0, 0)
    assert read_files(there / "output") == read_files(here / "output")

    other = written("Bài hai khác", tags=["phụ nữ"], aliases=["/cu/hai.html"])
    edits: dict[str, str | bytes | None] = {"content/2024/hai.md": other, "assets/img/biểu trưng.svg": None}
    write_files(there, edits)
    write_files(here, edits)
    changed = build(there)
    build(here)

    assert changed.ok
    assert 0 < changed.written < reports[1].written
    assert read_files(there / "output") == read_files(here / "output")
    assert codes(check(there)) == codes(check(here))


def test_a_swap_killed_between_its_two_renames_is_mended_where_folders_cannot_change_places(
    folding: Path,
) -> None:
    there = folding / "kho"
    write_files(there, FILES)
    build(there)
    before = read_files(there / "output")
    assert system.exchange(there / "output", there / "content") is False
    (there / "output").rename(publish.former(there / "output"))
    again = build(there)

    assert again.ok
    assert read_files(there / "output") == before
    assert [path.name for path in there.iterdir() if path.name.startswith(".output")] == []


def test_a_name_that_windows_keeps_for_itself_is_told_before_anything_is_written(folding: Path) -> None:
    write_files(folding, {"config.yaml": config(), "content/a.md": written(tags=["Con"])})
    report = build(folding)

    assert codes(report) == ["K805"]
    assert not (folding / "output").exists()


# ---------------------------------------------------------------- junctions


class _Junction:
    """What Windows tells of a junction: a folder, and no symbolic link."""

    name = "cho-noi"

    def is_symlink(self) -> bool:
        return False

    def stat(self, *, follow_symlinks: bool) -> object:
        assert not follow_symlinks
        return SimpleNamespace(st_reparse_tag=0xA0000003)


def test_a_junction_leads_elsewhere_and_a_folder_kept_in_a_cloud_does_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(system, "WINDOWS", True)
    monkeypatch.setattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 0xA0000003, raising=False)
    cloud = _Junction()
    monkeypatch.setattr(cloud, "stat", lambda **_: SimpleNamespace(st_reparse_tag=0x9000101A))

    assert system.leads_elsewhere(cast(Any, _Junction()))
    assert not system.leads_elsewhere(cast(Any, cloud))
    assert not system.leads_elsewhere(tmp_path)


@pytest.fixture
def junctions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders called `cho-noi` are junctions."""
    usual = system.leads_elsewhere
    monkeypatch.setattr(system, "leads_elsewhere", lambda entry: entry.name == "cho-noi" or usual(entry))


@pytest.mark.usefixtures("junctions")
def test_what_lies_behind_a_junction_is_told_and_never_read(site: MakeSite) -> None:
    files = {"content/bai.md": written(), "content/cho-noi/khac.md": "khác", "assets/cho-noi/a.css": "p {}"}
    folder = site(files)
    report = build(folder)

    assert [(item.code, item.place.file) for item in report.problems] == [
        ("K118", "assets/cho-noi"),
        ("K118", "content/cho-noi"),
    ]
    assert not any("cho-noi" in path for path in Look(folder).marks)


@pytest.mark.usefixtures("junctions")
def test_a_junction_in_a_former_site_is_taken_away_and_what_it_leads_to_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, output = tmp_path / "stage", tmp_path / "output"
    write_files(stage, {"a/b/cu.html": "x", "a/b/.an": "x", "c/dung.html": "y"})
    output.mkdir()
    (output / "c").mkdir()
    (output / "c/dung.html").hardlink_to(stage / "c/dung.html")
    (stage / "a/cho-noi").mkdir()
    (stage / "a/cho-noi/quy.txt").write_text("quý", "utf-8")
    removed: list[str] = []

    def gone(path: str) -> None:
        removed.append(Path(path).relative_to(stage).as_posix())
        Path(path).unlink() if Path(path).is_file() else Path(path).rename(tmp_path / "dich")

    monkeypatch.setattr(system, "remove", gone)
    publish._weed(stage, output, standing.of(output))

    assert sorted(removed) == ["a/b/.an", "a/b/cu.html", "a/cho-noi"]
    assert sorted(read_files(stage)) == ["c/dung.html"]
    assert (tmp_path / "dich/quy.txt").is_file()
