"""`init` makes an archive that builds at once and spoils nothing that is there."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run, read_files


def test_a_new_archive_builds_and_checks_at_once(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "kho moi"
    made = run("init", folder)
    checked = run("check", "--strict", "--drafts", site=folder)
    built = run("build", site=folder)

    assert made.code == 0
    assert str(folder) in made.out
    assert (checked.code, checked.lines[0][:10]) == (0, "Ổn: 1 bài;")
    assert (built.code, built.lines[0][:12]) == (0, "Xong: 0 bài;")


def test_what_is_left_of_its_words_is_told_once_something_is_published(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path / "kho")
    (draft,) = (tmp_path / "kho/content/2024").iterdir()
    draft.write_text(draft.read_text("utf-8").replace("draft: true", "#"), "utf-8")
    checked = run("check", site=tmp_path / "kho")

    assert [line.split(": ")[0] for line in checked.lines if "K414" in line] == [
        f"content/2024/{draft.name}:1:1",
        f"content/2024/{draft.name}:19:1",
        "content/pages/gioi-thieu.md:1:1",
    ]


def test_the_command_to_try_it_can_be_typed_anywhere(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kho của tôi"
    folder.mkdir()
    monkeypatch.chdir(folder)
    made = run("init", ".")
    monkeypatch.chdir(tmp_path)
    written = run("new", "Bài mới", "--date", "2024-01-02", site=Path("kho của tôi"))
    tries = [shlex.split(line.partition(": ")[2]) for line in (made.lines[1], written.err.splitlines()[0])]

    assert made.lines[0] == f"Đã tạo kho bài trong {folder}."
    assert [typed[1:] for typed in tries] == [
        [str(ROOT / "build.py"), "build", "--site", str(folder)],
        [str(ROOT / "build.py"), "serve", "--site", str(folder)],
    ]


def test_it_holds_a_sample_draft_a_guide_and_what_editors_tools_need(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path / "kho")
    files = read_files(tmp_path / "kho")

    draft = next(name for name in files if name.startswith("content/2024/"))
    assert b"draft: true" in files[draft]
    assert "build.py --site . new" in files["README.md"].decode()
    assert {"config.yaml", ".gitignore", "content/pages/gioi-thieu.md"} <= files.keys()
    assert {".vscode/settings.json", ".vscode/front-matter.schema.json"} <= files.keys()
    assert [name for name in files if name.startswith(("templates/", "assets/", "output/"))] == [
        "assets/.gitkeep",
        "output/.gitkeep",
        "templates/.gitkeep",
    ]


@pytest.mark.parametrize("name", ["bai.md", ".an"])
def test_a_folder_with_something_in_it_is_refused_and_left_alone(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("của tôi", "utf-8")
    refused = run("init", tmp_path)

    assert refused.code == 1
    assert "không trống" in refused.err
    assert read_files(tmp_path) == {name: "của tôi".encode()}


def test_an_empty_folder_and_a_fresh_git_repository_are_welcome(run: Run, tmp_path: Path) -> None:
    (tmp_path / "trong").mkdir()
    (tmp_path / "git/.git").mkdir(parents=True)

    assert run("init", tmp_path / "trong").code == 0
    assert run("init", tmp_path / "git").code == 0


def test_a_file_in_the_way_is_told_and_not_written_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("của tôi", "utf-8")
    refused = run("init", tmp_path / "tep")

    assert refused.code == 1
    assert (tmp_path / "tep").read_text("utf-8") == "của tôi"


def test_an_archive_is_called_what_its_maker_says(run: Run, tmp_path: Path) -> None:
    made = run("init", tmp_path / "kho", "--title", 'Gương sáng: "Đất Quảng"', "--place", "tỉnh Quảng Nam")
    built = run("build", site=tmp_path / "kho")
    page = (tmp_path / "kho/output/index.html").read_text("utf-8")

    assert (made.code, built.code) == (0, 0)
    assert "<title>Gương sáng: &#34;Đất Quảng&#34;" in page
    assert "của tỉnh Quảng Nam." in page
