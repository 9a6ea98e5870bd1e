"""A build after a good one tells whatever a first build would tell: no short cut passes a problem by."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import MakeSite, read_files, write_files
from tests.samples import build, check, codes, config, written

Fault = Callable[[Path], None]


def _too_big(folder: Path) -> None:
    write_files(folder, {"content/moi.md": written("Mới", body="chữ " * 600_000)})


def _a_link_out(folder: Path) -> None:
    (folder / "content/moi.md").symlink_to("/etc/hostname")


def _a_link_to_itself(folder: Path) -> None:
    (folder / "content/moi.md").symlink_to("moi.md")


def _a_link_to_nothing(folder: Path) -> None:
    (folder / "content/moi.md").symlink_to("khong-co.md")


def _a_folder_in_two_forms(folder: Path) -> None:
    write_files(folder, {"content/ti\u0300nh.md": written("Một"), "content/tình.md": written("Hai")})


def _no_utf_8_in_a_name(folder: Path) -> None:
    (folder / "content" / b"b\xe0i.md".decode("utf-8", "surrogateescape")).write_text(written(), "utf-8")


def _a_template_in_another_encoding(folder: Path) -> None:
    write_files(folder, {"templates/pages/plain.html": "Bảng vàng".encode("utf-16")})


def _an_asset_that_leads_out(folder: Path) -> None:
    (folder / "assets").mkdir()
    (folder / "assets/anh.svg").symlink_to("/etc/hostname")


def _marks_of_git_in_the_ledger(folder: Path) -> None:
    with (folder / "urls.txt").open("a", encoding="utf-8") as ledger:
        ledger.write("<<<<<<< HEAD\n")


def _a_ledger_in_another_encoding(folder: Path) -> None:
    with (folder / "urls.txt").open("ab") as ledger:
        ledger.write(b"# \xe0\n")


@pytest.mark.parametrize(
    "fault",
    [
        _too_big,
        _a_link_out,
        _a_link_to_itself,
        _a_link_to_nothing,
        _a_folder_in_two_forms,
        _no_utf_8_in_a_name,
        _a_template_in_another_encoding,
        _an_asset_that_leads_out,
        _marks_of_git_in_the_ledger,
        _a_ledger_in_another_encoding,
    ],
)
def test_what_a_check_refuses_a_second_build_refuses_too(site: MakeSite, fault: Fault) -> None:
    folder = site({"config.yaml": config(search=False), "content/bai.md": written("Bài")})
    assert build(folder).ok
    before = read_files(folder / "output")
    fault(folder)
    again = build(folder)

    assert not again.ok
    assert codes(again) == codes(check(folder)) == codes(build(folder, full=True)) != []
    assert read_files(folder / "output") == before
