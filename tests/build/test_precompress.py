"""`precompress: true`: text files lie beside their packed forms, and only what changed is packed again."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangvang.build import pipeline, precompress
from bangvang.build.pipeline import Options
from tests.conftest import MakeSite, read_files
from tests.samples import TODAY, build, config, written

ON = config(precompress=True, share_images=1)
TEXT = {".html", ".css", ".js", ".xml", ".json", ".csv", ".svg", ".txt"}


def whole(folder: Path) -> dict[str, bytes]:
    return read_files(folder / "output")


def forms(files: dict[str, bytes]) -> set[str]:
    return {name for name in files if name.endswith((".gz", ".br"))}


@pytest.fixture
def packed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every file packed from now on."""
    names: list[str] = []
    pack = precompress.pack

    def counted(tasks: list[precompress.Task]) -> Any:
        names.extend(url for url, _ in tasks)
        return pack(tasks)

    monkeypatch.setattr(precompress, "pack", counted)
    return names


def test_nothing_is_packed_unasked(site: MakeSite) -> None:
    folder = site({"content/bai.md": written()})
    assert build(folder).ok

    assert forms(whole(folder)) == set()


def test_every_text_file_and_no_other_has_both_forms(site: MakeSite) -> None:
    folder = site({"config.yaml": ON, "content/bai.md": written()})
    assert build(folder).ok
    files = whole(folder)
    text = {name for name in files if Path(name).suffix in TEXT}

    assert {Path(name).suffix for name in text} >= {".html", ".css", ".xml", ".json", ".csv", ".txt", ".svg"}
    assert any(name.endswith(".png") for name in files)
    assert forms(files) == {name + ending for name in text for ending in (".gz", ".br")}
    for name in text:
        assert gzip.decompress(files[name + ".gz"]) == files[name]
        assert brotli.decompress(files[name + ".br"]) == files[name]


@given(st.binary(max_size=3000))
def test_the_same_bytes_are_packed_alike_and_without_a_date(raw: bytes) -> None:
    first, again = dict(precompress.packed(raw)), dict(precompress.packed(raw))

    assert first == again
    assert first[".gz"][:10] == b"\x1f\x8b\x08\x00\0\0\0\0\x02\xff"
    assert gzip.decompress(first[".gz"]) == raw
    assert brotli.decompress(first[".br"]) == raw


def test_one_process_and_several_pack_alike(site: MakeSite) -> None:
    files: dict[str, str | bytes | None] = {"config.yaml": ON, "content/bai.md": written()}
    one, several = site(files, name="mot"), site(files, name="nhieu")

    assert build(one, jobs=1).ok
    assert build(several, jobs=3).ok
    assert whole(one) == whole(several)


def test_only_what_changed_is_packed_again(site: MakeSite, packed: list[str]) -> None:
    folder = site(
        {
            "config.yaml": ON,
            "content/a.md": written("Bài a"),
            "content/b.md": written("Bài b", date="2023-02-01"),
        }
    )
    assert build(folder).ok
    first = whole(folder)
    packed.clear()
    site({"content/a.md": written("Bài a", body="Thân bài khác.")})
    assert build(folder).ok
    second = whole(folder)
    changed = {name for name in second if first.get(name) != second[name] and name not in forms(second)}

    assert "bai-viet/2024/a.html" in changed
    assert "bai-viet/2023/b.html" not in changed
    assert set(packed) == {name for name in changed if Path(name).suffix in TEXT}


def test_packed_forms_go_with_their_files_and_with_the_setting(site: MakeSite) -> None:
    folder = site({"config.yaml": ON, "content/a.md": written("Bài a"), "content/b.md": written("Bài b")})
    assert build(folder).ok
    (folder / "urls.txt").unlink()
    site({"content/b.md": None})
    assert build(folder).ok
    assert not [name for name in whole(folder) if name.startswith("bai-viet/2024/b")]
    site({"config.yaml": config(share_images=1)})
    assert build(folder).ok

    assert forms(whole(folder)) == set()


def test_a_form_that_another_hand_touched_is_made_anew(site: MakeSite, packed: list[str]) -> None:
    folder = site({"config.yaml": ON, "content/bai.md": written()})
    assert build(folder).ok
    first = whole(folder)
    packed.clear()
    (folder / "output/index.html.br").write_bytes(b"khac")
    (folder / "output/robots.txt.gz").unlink()
    assert build(folder).ok

    assert set(packed) == {"index.html", "robots.txt"}
    assert whole(folder) == first


def test_built_in_steps_equals_built_at_once(site: MakeSite) -> None:
    folder = site({"content/a.md": written("Bài a")}, name="tung-buoc")
    assert build(folder).ok
    site({"config.yaml": ON}, name="tung-buoc")
    assert build(folder).ok
    site({"content/b.md": written("Bài b"), "content/a.md": written("Bài a", body="Khác.")}, name="tung-buoc")
    assert build(folder).ok
    at_once = site(
        {"config.yaml": ON, "content/b.md": written("Bài b"), "content/a.md": written("Bài a", body="Khác.")},
        name="mot-lan",
    )
    assert build(at_once).ok

    assert whole(folder) == whole(at_once)


def test_check_packs_nothing(site: MakeSite, packed: list[str]) -> None:
    folder = site({"config.yaml": ON, "content/bai.md": written()})

    assert pipeline.run(Options(folder, None, today=TODAY)).ok
    assert packed == []
