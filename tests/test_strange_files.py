"""What a folder can hold besides files of text: each ends in a message, none in a traceback or a wait."""

from __future__ import annotations

import codecs
import json
import os
from pathlib import Path

import pytest

from bangvang.build import parsing, reading
from tests.conftest import MakeSite, Run

ARTICLE = "---\ntitle: A\ndate: 2024-09-19\nprovince: Quảng Nam\n---\n\nMột đoạn.\n"


def told(run: Run, folder: Path) -> list[str]:
    ended = run("check", "--json", "--jobs", "1", site=folder)
    found = json.loads(ended.out)["problems"]
    assert ended.code in (0, 1)
    return [f"{item['file']}:{item['line']} {item['code']}" for item in found]


def test_a_pipe_is_told_and_not_waited_for(site: MakeSite, run: Run) -> None:
    folder = site({"content/2024/x.md": ARTICLE})
    os.mkfifo(folder / "content" / "2024" / "ong.md")

    assert told(run, folder) == ["content/2024/ong.md:1 K118"]


def test_a_folder_linked_from_outside_is_told(site: MakeSite, run: Run, tmp_path: Path) -> None:
    folder = site({"content/2024/x.md": ARTICLE})
    (tmp_path / "rieng").mkdir()
    (tmp_path / "rieng" / "mat.md").write_text(ARTICLE)
    (folder / "content" / "rieng").symlink_to(tmp_path / "rieng")

    assert told(run, folder) == ["content/rieng:1 K114"]


def test_a_link_that_stays_inside_is_an_article(site: MakeSite, run: Run) -> None:
    folder = site({"content/2024/x.md": ARTICLE})
    (folder / "content" / "2024" / "y.md").symlink_to("x.md")

    assert told(run, folder) == []


def test_a_link_to_nothing_is_told(site: MakeSite, run: Run) -> None:
    folder = site({"content/2024/x.md": ARTICLE})
    (folder / "content" / "2024" / "y.md").symlink_to("khong-co.md")

    assert told(run, folder) == ["content/2024/y.md:1 K118"]


@pytest.mark.parametrize("name", [b"b\xe0i.md", b"a\nb.md", b"a\x1b[31m.md"])
def test_a_name_that_cannot_be_printed_is_told_in_one_line(name: bytes, site: MakeSite, run: Run) -> None:
    folder = site({"content/2024/x.md": ARTICLE})
    Path(os.fsdecode(os.fsencode(folder / "content" / "2024") + b"/" + name)).write_text(ARTICLE)

    ended = run("check", "--jobs", "1", site=folder)

    assert ended.code == 1
    assert " K116: " in ended.lines[0]
    assert len(ended.lines) == 3
    assert all(line.isprintable() for line in ended.lines)


def test_a_folder_in_place_of_the_configuration_is_told(site: MakeSite, run: Run) -> None:
    folder = site({"config.yaml": None})
    (folder / "config.yaml").mkdir()

    assert told(run, folder) == ["config.yaml:1 K118"]


def test_a_file_in_place_of_the_content_is_told(site: MakeSite, run: Run) -> None:
    folder = site()
    (folder / "content").rmdir()
    (folder / "content").write_text("")

    assert told(run, folder) == ["content:1 K605"]


def test_a_template_linked_from_outside_is_told(site: MakeSite, run: Run, tmp_path: Path) -> None:
    folder = site({"content/2024/x.md": ARTICLE, "templates/pages/note.txt": "x"})
    (tmp_path / "rieng.html").write_text("{{ 1 }}")
    (folder / "templates" / "rieng.html").symlink_to(tmp_path / "rieng.html")

    assert told(run, folder) == ["templates/rieng.html:1 K114"]


def test_a_file_that_goes_while_it_is_read_is_told(tmp_path: Path) -> None:
    ((path, _, record, *_),) = parsing.parse_files([("content/x.md", str(tmp_path / "x.md"), "")])
    item = parsing._load(path, record)

    assert path == "content/x.md"
    assert item is not None
    assert [found.code for found in item.problems] == ["K118"]


def test_the_first_byte_that_is_not_utf_8_has_its_place() -> None:
    found = reading.decode("x.md", "một\nhai đ".encode() + b"\xe0\n")

    assert not isinstance(found, str)
    assert (found.code, found.place.line, found.place.column) == ("K113", 2, 6)


def test_a_mark_of_byte_order_does_not_shift_the_place_of_a_byte_that_is_not_utf_8() -> None:
    found = reading.decode("x.md", codecs.BOM_UTF8 + b"ab\xe0\n")

    assert not isinstance(found, str)
    assert (found.code, found.place.line, found.place.column) == ("K113", 1, 3)
    assert "0xe0" in found.message("vi")
