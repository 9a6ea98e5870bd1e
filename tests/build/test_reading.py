"""The site's folder as it lies on disk, whatever system wrote its names."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from bangvang.build import reading
from tests.conftest import MakeSite, read_files
from tests.samples import PIXEL, build, written


def decomposed(name: str) -> str:
    """A name as macOS writes it."""
    return unicodedata.normalize("NFD", name)


def test_names_that_another_system_took_apart_are_read_as_they_are_meant(site: MakeSite) -> None:
    folder = site(
        {
            decomposed("content/hội nghị/bai.md"): written(body="![Ảnh](ảnh.png)"),
            decomposed("content/hội nghị/ảnh.png"): PIXEL,
        }
    )
    report = build(folder)
    again = build(folder)

    shown = [url for url in read_files(folder / "output") if "bai-viet/2024/bai/anh." in url]
    assert (report.ok, report.problems, again.written) == (True, (), 0)
    assert shown != []


def test_two_files_whose_names_differ_only_in_how_they_are_put_together_are_told(site: MakeSite) -> None:
    folder = site({"content/hội/bai.md": written("Một"), decomposed("content/hội/bai.md"): written("Hai")})
    if len(list((folder / "content").iterdir())) == 1:
        pytest.skip("a file system to which both are one name")
    report = build(folder)

    assert [(problem.code, problem.place.file) for problem in report.problems] == [
        ("K501", "content/hội/bai.md")
    ]


def test_a_file_is_found_by_its_name_put_together(tmp_path: Path) -> None:
    real = tmp_path / decomposed("hội/nghị/bài.md")
    real.parent.mkdir(parents=True)
    real.write_text("chữ", "utf-8")

    assert reading.found(tmp_path / "hội/nghị/bài.md").read_text("utf-8") == "chữ"
    with pytest.raises(FileNotFoundError):
        reading.found(tmp_path / "hội/khác/bài.md")


def test_what_editors_and_systems_leave_about_is_passed_over(site: MakeSite) -> None:
    folder = site(
        {
            "content/bai.md": written(),
            "content/bai.md~": "cũ",
            "content/.bai.md.swp": "tạm",
            "content/.obsidian/x.md": "tạm",
            "content/.DS_Store": b"\0",
            "content/Thumbs.db": b"\0",
            "content/2024/Desktop.ini": "[.ShellClassInfo]",
            "content/~$bai.docx": b"\0",
        }
    )
    report = build(folder)

    assert (report.ok, report.articles, report.problems) == (True, 1, ())
