"""`import`: press texts become drafts that pass every check, each text once, with the evidence beside it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, MakeSite, Outcome, Run
from tests.press import CASES, reports
from tests.press.word_files import paragraph, table, word

REPORT = (CASES / "01.txt").read_text("utf-8")


def data(read: Outcome) -> Any:
    """What other programs get."""
    return json.loads(read.out)


def draft_of(folder: Path) -> str:
    (file,) = (folder / "content").rglob("*.md")
    return file.read_text("utf-8")


# ---------------------------------------------------------------- from a text to a draft


def test_the_drafts_of_all_reports_pass_every_check(run: Run, site: MakeSite) -> None:
    folder = site()
    imported = run("import", *reports(), site=folder)
    checked = run("check", "--drafts", site=folder)
    drafts = list((folder / "content").rglob("*.md"))

    assert imported.code == 0, imported.err
    assert len(drafts) == len(reports())
    assert all(draft.read_text("utf-8").startswith("---\ndraft: true") for draft in drafts)
    assert checked.code == 0, checked.out


def test_a_draft_is_seen_in_the_preview_and_nowhere_else(run: Run, site: MakeSite) -> None:
    folder = site()
    run("import", CASES / "01.txt", site=folder)
    (file,) = (folder / "content").rglob("*.md")
    page = folder / "output" / "bai-viet" / file.parent.name / f"{file.stem}.html"

    run("build", site=folder)
    assert not page.exists()
    run("build", "--drafts", site=folder)
    assert page.is_file()


def test_all_that_was_read_is_told_with_the_line_it_stands_in(run: Run, site: MakeSite) -> None:
    text = (
        "Khen thưởng 33 tập thể, cá nhân điển hình\n"
        "Sáng 19/9/2024, Công an tỉnh Quảng Nam phối hợp Hội Nông dân tỉnh tổ chức hội nghị.\n"
        "Dự hội nghị có đồng chí Lê Văn Dũng, Chủ tịch UBND tỉnh.\n"
        "Dịp này, Chủ tịch UBND tỉnh tặng Bằng khen 3 tập thể, 6 cá nhân; Giám đốc Công an tỉnh tặng "
        "Giấy khen 9 tập thể, 15 cá nhân.\n"
    )
    told = run("import", "-", site=site(), stdin=text)

    assert re.search(r"bài nêu tất cả +33 .*← dòng 1 “Khen thưởng 33", told.out) is not None
    assert re.search(r"đơn vị +Công an tỉnh Quảng Nam +← dòng 2", told.out) is not None
    assert re.search(r"người có tên +Lê Văn Dũng, Chủ tịch UBND tỉnh.* ← dòng 3", told.out) is not None


def test_every_doubt_stands_above_its_value_with_the_words_and_their_line(run: Run, site: MakeSite) -> None:
    folder = site()
    told = run("import", "-", site=folder, stdin="Sáng 19/9, UBND tỉnh Quảng Nam tặng Bằng khen 3 tập thể.\n")
    draft = draft_of(folder)

    assert "Phải xem lại" in told.out
    assert re.search(r"# ngờ: .*năm.*\ndate: ", draft) is not None
    assert re.search(r"# ngờ: .*: “.*”, dòng 1", draft) is not None


def test_the_table_says_what_was_read_and_from_which_line(run: Run, site: MakeSite) -> None:
    told = run("import", CASES / "01.txt", site=site())

    assert re.search(r"khen 1 .*← dòng \d+", told.out) is not None
    assert "Đã viết content/" in told.out


def test_a_text_that_reports_no_award_gets_none_and_is_told_so(run: Run, site: MakeSite) -> None:
    text = "Năm 2023, tỉnh đã tặng Bằng khen cho 120 tập thể. Năm 2024 dự kiến khen thưởng 50 cá nhân."
    read = run("import", "-", "--dry-run", "--json", site=site(), stdin=text)

    assert data(read)["awards"] == []
    assert "awards_not_found" in {doubt["code"] for doubt in data(read)["review"]}


def test_what_the_editor_knows_wins(run: Run, site: MakeSite) -> None:
    given = ["--date", "2/9/2024", "--province", "đà nẵng"]
    read = run("import", CASES / "01.txt", "--dry-run", "--json", *given, site=site())

    assert (data(read)["date"], data(read)["province"]) == ("2024-09-02", ["Đà Nẵng"])


@pytest.mark.parametrize(("option", "value"), [("--date", "31/2/2024"), ("--province", "Quảng Nma")])
def test_a_slip_in_an_option_is_told_and_nothing_is_read(
    run: Run, site: MakeSite, option: str, value: str
) -> None:
    folder = site()
    told = run("import", CASES / "01.txt", option, value, site=folder)

    assert told.code == 2
    assert value in told.err
    assert not list((folder / "content").rglob("*.md"))


# ---------------------------------------------------------------- once


def test_the_same_text_is_imported_once(run: Run, site: MakeSite) -> None:
    folder = site()
    first = run("import", CASES / "01.txt", site=folder)
    again = run("import", CASES / "01.txt", site=folder)

    assert first.code == again.code == 0
    assert "đã nhập rồi" in again.out
    assert len(list((folder / "content").rglob("*.md"))) == 1


def test_the_same_text_in_two_files_of_one_call_is_imported_once(
    run: Run, site: MakeSite, tmp_path: Path
) -> None:
    folder = site()
    copy = tmp_path / "bản sao.txt"
    copy.write_text(REPORT, "utf-8")
    imported = run("import", CASES / "01.txt", copy, site=folder)
    (file,) = (folder / "content").rglob("*.md")

    assert imported.code == 0
    assert imported.out.count(file.relative_to(folder).as_posix()) == 2


def test_the_same_text_in_another_alphabet_under_another_name_is_known(
    run: Run, site: MakeSite, tmp_path: Path
) -> None:
    folder = site()
    run("import", "-", site=folder, stdin=REPORT)
    (tmp_path / "khac.txt").write_bytes(b"\xff\xfe" + REPORT.replace("\n", "\r\n").encode("utf-16-le"))
    again = run("import", tmp_path / "khac.txt", site=folder)

    assert "đã nhập rồi" in again.out


def test_a_text_is_known_again_after_its_draft_was_worked_on(run: Run, site: MakeSite) -> None:
    folder = site()
    run("import", CASES / "01.txt", site=folder)
    (file,) = (folder / "content").rglob("*.md")
    file.write_text(
        file.read_text("utf-8").replace("draft: true", "draft: true\nplace: Hội trường") + "\nThêm.\n"
    )
    again = run("import", CASES / "01.txt", site=folder)

    assert "đã nhập rồi" in again.out


def test_an_article_written_by_hand_with_the_same_body_is_known(run: Run, site: MakeSite) -> None:
    folder = site()
    run("import", CASES / "01.txt", site=folder)
    (file,) = (folder / "content").rglob("*.md")
    body = file.read_text("utf-8").partition("\n---\n")[2]
    file.write_text(f'---\ntitle: "Bài khác"\ndate: 2024\nscope: national\n---\n{body}', "utf-8")
    again = run("import", CASES / "01.txt", site=folder)

    assert "đã nhập rồi" in again.out


def test_another_report_under_a_taken_name_gets_a_name_of_its_own(run: Run, site: MakeSite) -> None:
    folder = site()
    text = "Khen thưởng 3 cá nhân\n\nNgày 19/9/2024, UBND tỉnh Kon Tum tặng Bằng khen cho 3 cá nhân.\n"
    run("import", "-", site=folder, stdin=text)
    run("import", "-", site=folder, stdin=text + "\nHội nghị diễn ra tại thành phố Kon Tum.\n")

    assert len(list((folder / "content").rglob("*.md"))) == 2
    assert run("check", "--drafts", site=folder).code == 0


# ---------------------------------------------------------------- data for other programs


def test_a_dry_run_writes_nothing_and_gives_one_object(run: Run, site: MakeSite) -> None:
    folder = site()
    read = run("import", CASES / "01.txt", "--dry-run", "--json", site=folder)

    assert isinstance(data(read), dict)
    assert not list((folder / "content").rglob("*"))
    assert not (folder / ".cache").exists()


def test_several_texts_give_a_list_in_their_order(run: Run, site: MakeSite) -> None:
    files = [CASES / "01.txt", CASES / "02.txt"]
    read = run("import", *files, "--dry-run", "--json", site=site())
    titles = [json.loads(file.with_suffix(".json").read_text("utf-8"))["title"] for file in files]

    assert [one["title"] for one in data(read)] == titles


def test_what_cannot_be_read_is_told_and_the_others_go_on(run: Run, site: MakeSite, tmp_path: Path) -> None:
    folder = site()
    (tmp_path / "anh.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40)
    (tmp_path / "hong.docx").write_bytes(b"PK\x03\x04 nothing of Word")
    (tmp_path / "cu.doc").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(500))
    (tmp_path / "trong.txt").write_bytes(b" \n")
    bad = [tmp_path / name for name in ("anh.jpg", "hong.docx", "cu.doc", "trong.txt", "khong-co.txt")]
    told = run("import", *bad, tmp_path, CASES / "01.txt", site=folder)

    assert told.code == 1
    assert all(f"{file}: không đọc được: " in told.err for file in (*bad, tmp_path))
    assert len(list((folder / "content").rglob("*.md"))) == 1


def test_an_archive_with_errors_does_not_keep_a_text_from_being_read(run: Run, site: MakeSite) -> None:
    folder = site({"config.yaml": "title: [\n"})
    told = run("import", CASES / "01.txt", site=folder)

    assert told.code == 0
    assert "Kho bài đang có lỗi" in told.err


# ---------------------------------------------------------------- from Word


FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ")
GIVEN = ("Thị Mai", "Văn Hùng", "Minh Tuấn", "Ngọc Ánh")
PEOPLE = [f"{family} {given}" for family in FAMILY for given in GIVEN]


def test_a_word_file_with_a_table_of_forty_recipients_gives_their_names(
    run: Run, site: MakeSite, tmp_path: Path
) -> None:
    folder, file = site(), tmp_path / "bao-cao.docx"
    rows = [(str(n), name, "Công an huyện Mẫu") for n, name in enumerate(PEOPLE, start=1)]
    file.write_bytes(
        word(
            paragraph("Khen thưởng 40 cá nhân điển hình tiên tiến")
            + paragraph(
                "Ngày 19/9/2024, tại Quảng Nam, Chủ tịch UBND tỉnh Quảng Nam tặng Bằng khen cho 40 cá nhân "
                "có thành tích xuất sắc, gồm:"
            )
            + table(("STT", "Họ và tên", "Đơn vị"), *rows)
        )
    )
    read = run("import", file, "--dry-run", "--json", site=folder)
    run("import", file, site=folder)

    (award,) = data(read)["awards"]
    assert (award["individuals"], award["names"]) == (40, PEOPLE)
    assert all(f"| {name} |" in draft_of(folder) for name in PEOPLE)
    assert run("check", "--drafts", site=folder).code == 0


WRITTEN = Path(__file__).parents[1] / "press" / "word" / "bao-cao.html"
WRITER = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture(params=["kept", "made"])
def of_libreoffice(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A Word file that LibreOffice wrote: the one that is kept, and one that is made here and now."""
    if request.param == "kept":
        return WRITTEN.with_suffix(".docx")
    if WRITER is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    as_word = ("--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML")
    command = [WRITER, profile, "--headless", *as_word, "--outdir", str(tmp_path), str(WRITTEN)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return tmp_path / "bao-cao.docx"


def test_a_word_file_of_libreoffice_with_a_table_of_forty_recipients_gives_their_names(
    run: Run, site: MakeSite, of_libreoffice: Path
) -> None:
    folder = site()
    read = data(run("import", of_libreoffice, "--dry-run", "--json", site=folder))
    run("import", of_libreoffice, site=folder)

    (award,) = read["awards"]
    assert (read["title"], read["date"]) == ("Khen thưởng 40 cá nhân điển hình tiên tiến", "2024-09-19")
    assert (award["individuals"], award["names"], read["review"]) == (40, PEOPLE, [])
    assert all(f"| {name} |" in draft_of(folder) for name in PEOPLE)


def test_nothing_of_words_and_pages_is_loaded_for_a_plain_text() -> None:
    code = (
        "import sys; from bangvang import press; press.read('Tin. UBND tỉnh tặng Bằng khen 3 cá nhân.');"
        "print([name for name in ('mammoth', 'trafilatura', 'lxml') if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)

    assert ended.stdout.strip() == b"[]"
