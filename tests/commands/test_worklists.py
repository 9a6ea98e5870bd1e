"""`list` is the desk's worklist for a terminal; `tag` respells a tag wherever it stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import MakeSite, Run, read_files, write_files
from tests.samples import award, build, codes, config, written

FILES: dict[str, str | bytes | None] = {
    "config.yaml": config(),
    "content/2024/khen.md": written("Khen", tags=["phụ nữ", "an ninh"], source={"name": "Báo A"}),
    "content/2024/khac.md": written(
        "Khác", date="2024-01-02", tags=["Phụ nữ"], body="[phụ nữ](/chu-de/phu-nu.html)"
    ),
    "content/2024/hai.md": written("Hai", awards=[award(individuals=3)]),
    "content/2024/ba.md": written("Ba", awards=[award(individuals=3)]),
    "content/2023/nhap.md": written("Nháp", date="2023-05", draft=True, review=["date_year_inferred"]),
    "content/2023/hong.md": "---\ntitle: Hỏng: hẳn\n---\n\nChữ.\n",
}


@pytest.fixture
def folder(site: MakeSite) -> Path:
    return site(FILES)


def listed(run: Run, folder: Path, *options: str) -> list[str]:
    outcome = run("list", "--json", *options, site=folder)
    assert outcome.code == 0, outcome.err
    return [row["id"] for row in json.loads(outcome.out)]


def test_every_article_is_listed_newest_first_those_that_cannot_be_read_on_top(
    run: Run, folder: Path
) -> None:
    assert listed(run, folder) == ["hong", "khen", "hai", "ba", "khac", "nhap"]


@pytest.mark.parametrize(
    ("option", "ids"),
    [
        ("--draft", {"nhap"}),
        ("--review", {"nhap"}),
        ("--no-source", {"hong", "khac", "hai", "ba", "nhap"}),
        ("--no-photo", {"hong", "khen", "khac", "hai", "ba", "nhap"}),
        ("--duplicates", {"hai", "ba"}),
    ],
)
def test_a_filter_lists_only_what_it_is_for(run: Run, folder: Path, option: str, ids: set[str]) -> None:
    assert set(listed(run, folder, option)) == ids


def test_a_tag_is_found_however_it_is_typed(run: Run, folder: Path) -> None:
    assert set(listed(run, folder, "--tag", "phu nu")) == {"khen", "khac"}


def test_a_terminal_is_told_what_is_open(run: Run, folder: Path) -> None:
    outcome = run("list", site=folder)

    assert (
        "content/2023/nhap.md: Nháp\n    tháng 5/2023 · Kon Tum · nháp, cần xem lại\n    date_year_inferred –"
        in outcome.out
    )
    assert "K108" in outcome.out
    assert "6 bài" in outcome.err


def test_an_editor_s_own_note_is_told_as_it_is_written(run: Run, site: MakeSite) -> None:
    note = "hỏi lại số cá nhân"
    told = run("list", site=site({"content/2024/bai.md": written("Bài", review=[note])}))

    assert f"    {note}\n" in told.out


def test_nothing_is_written_by_a_list(run: Run, folder: Path) -> None:
    before = read_files(folder)
    run("list", site=folder)

    assert read_files(folder) == before


def test_a_tag_is_merged_in_every_file_and_its_page_leads_on(run: Run, folder: Path) -> None:
    write_files(folder, {"content/2023/hong.md": None})
    assert build(folder).ok
    outcome = run("tag", "phụ nữ", "nữ giới", site=folder)

    assert outcome.code == 0, outcome.err
    assert outcome.out == "content/2024/khac.md\ncontent/2024/khen.md\n"
    assert 'tags: ["nữ giới", "an ninh"]' in (folder / "content/2024/khen.md").read_text("utf-8")
    assert 'tags: ["nữ giới"]' in (folder / "content/2024/khac.md").read_text("utf-8")
    assert "[phụ nữ](/chu-de/nu-gioi.html)" in (folder / "content/2024/khac.md").read_text("utf-8")
    assert "/chu-de/phu-nu.html -> /chu-de/nu-gioi.html" in (folder / "urls.txt").read_text("utf-8")
    assert {"K401", "K902", "K903"}.isdisjoint(codes(build(folder)))
    assert "nu-gioi.html" in (folder / "output/chu-de/phu-nu.html").read_text("utf-8")


def test_a_tag_renamed_and_then_let_go_is_a_warning_and_leads_to_the_list(run: Run, folder: Path) -> None:
    write_files(folder, {"content/2023/hong.md": None, "content/2024/khac.md": None, "urls.txt": None})
    assert build(folder).ok
    run("tag", "phụ nữ", "nữ giới", site=folder)
    assert build(folder).ok
    text = (folder / "content/2024/khen.md").read_text("utf-8")
    write_files(folder, {"content/2024/khen.md": text.replace('"nữ giới", ', "")})
    report = build(folder)

    assert report.ok
    assert [problem.code for problem in report.problems if problem.code.startswith("K9")] == ["K902"]
    assert "nu-gioi.html" in (folder / "output/chu-de/phu-nu.html").read_text("utf-8")
    assert "chu-de/index.html" in (folder / "output/chu-de/nu-gioi.html").read_text("utf-8")


def test_a_tag_that_stands_beside_its_new_name_is_not_written_twice(run: Run, folder: Path) -> None:
    run("tag", "an ninh", "phụ nữ", site=folder)

    assert 'tags: ["phụ nữ"]' in (folder / "content/2024/khen.md").read_text("utf-8")


def test_a_dry_run_says_what_would_change_and_writes_nothing(run: Run, folder: Path) -> None:
    before = read_files(folder)
    outcome = run("tag", "--dry-run", "an ninh", "an ninh trật tự", site=folder)

    assert '    - tags: ["phụ nữ", "an ninh"]\n    + tags: ["phụ nữ", "an ninh trật tự"]\n' in outcome.out
    assert read_files(folder) == before


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("phụ nử", "nữ giới", "Ý bạn là “phụ nữ”?"),
        ("không đâu vào đâu", "x", "Không bài nào"),
        ("phụ nữ", "index", "không làm tên"),
        ("phụ nữ", "***", "không làm tên"),
        ("phụ nữ", "phụ nữ", "như nhau"),
    ],
)
def test_a_tag_that_cannot_be_respelt_is_refused(
    run: Run, folder: Path, old: str, new: str, words: str
) -> None:
    before = read_files(folder)
    outcome = run("tag", old, new, site=folder)

    assert outcome.code == 1
    assert words in outcome.err
    assert read_files(folder) == before
