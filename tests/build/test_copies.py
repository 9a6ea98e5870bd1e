"""A file that stands twice is told as a copy, with the one thing to do; what looks like one is let be."""

from __future__ import annotations

import pytest

from bangvang.build.pipeline import Report
from tests.conftest import MakeSite
from tests.samples import award, build, check, config, written

BODY = "Sáng 19/9, tại Tam Kỳ, UBND tỉnh tổ chức hội nghị biểu dương các điển hình tiên tiến."
TEXT = written(body=BODY, awards=[award(individuals=3)])


def told(report: Report) -> list[tuple[str, str, str]]:
    return [
        (p.place.file.removeprefix("content/"), p.code, dict(p.values).get("other", ""))
        for p in report.problems
    ]


@pytest.mark.parametrize(
    "copy", ["2024/bai (1).md", "2024/bai - Copy.md", "2024/bai-copy.md", "2023/bai.md", "2024/A.md"]
)
def test_an_exact_copy_is_told_as_one_and_nothing_else_of_it(copy: str, site: MakeSite) -> None:
    folder = site({"config.yaml": config(), "content/2024/bai.md": TEXT, f"content/{copy}": TEXT})
    report = check(folder)
    expected = copy if copy != "2023/bai.md" else "2024/bai.md"
    kept = "content/2024/bai.md" if copy != "2023/bai.md" else "content/2023/bai.md"

    assert not report.ok
    assert told(report) == [(expected, "K513", kept)]
    (folder / "content" / expected).unlink()  # obeyed
    assert (check(folder).ok, told(check(folder))) == (True, [])


@pytest.mark.parametrize("copy", ["hai", "mot-2", "Copy of mot", "Bản sao mot", "mot - Sao chép", "mot (1)"])
def test_a_short_report_with_numbers_is_a_copy_whatever_its_file_is_called(copy: str, site: MakeSite) -> None:
    short = written(body="Chủ tịch UBND tỉnh tặng Bằng khen.", awards=[award(individuals=5)])
    folder = site({"config.yaml": config(), "content/mot.md": short, f"content/{copy}.md": short})
    kept, other = ("hai", "mot") if copy == "hai" else ("mot", copy)

    assert told(check(folder)) == [(f"{other}.md", "K513", f"content/{kept}.md")]


@pytest.mark.parametrize("copy", ["Copy of mot", "Bản sao mot", "mot - Sao chép", "mot (1)"])
def test_a_short_report_without_numbers_is_a_copy_where_the_name_says_so(copy: str, site: MakeSite) -> None:
    short = written(body="Chủ tịch UBND tỉnh tặng Bằng khen.", awards=[])
    names = ("mot", "hai", "Khác tên", copy)
    folder = site({"config.yaml": config(), **{f"content/{name}.md": short for name in names}})

    assert sorted(told(check(folder))) == sorted(
        [(f"{copy}.md", "K513", "content/mot.md"), ("Khác tên.md", "K116", "")]
    )


def test_short_plain_pages_are_copies_only_where_the_name_says_so(site: MakeSite) -> None:
    short = "---\ntitle: Giới thiệu\n---\n\nĐang viết.\n"
    names = ("trang", "trang (1)", "khac")
    folder = site({"config.yaml": config(), **{f"content/pages/{name}.md": short for name in names}})

    assert [(name, code) for name, code, _ in told(check(folder))] == [("pages/trang (1).md", "K513")]


def test_two_short_reports_of_two_events_are_let_be(site: MakeSite) -> None:
    one, other = (written(title, date=day) for title, day in (("A", "2024-01-01"), ("B", "2024-02-01")))
    folder = site({"config.yaml": config(), "content/a.md": one, "content/b.md": other})

    assert told(check(folder)) == []


# ---- advice to rename never leads onto another file


@pytest.mark.parametrize("name", ["Bài.md", "BAI.md", "bai .md"])
def test_a_name_that_is_taken_is_not_offered(name: str, site: MakeSite) -> None:
    folder = site(
        {
            "config.yaml": config(),
            "content/bai.md": TEXT,
            f"content/{name}": written("Khác", date="2023-02-01"),
        }
    )
    (found,) = check(folder).problems

    assert (found.code, found.place.file) == ("K116", f"content/{name}")
    assert "tên bai.md đã có tệp khác, đừng chép đè" in found.hint("vi")


def test_one_name_is_offered_to_one_file(site: MakeSite) -> None:
    one, other = written("A", date="2023-01-01"), written("B", date="2023-02-01")
    folder = site({"config.yaml": config(), "content/Bài 2.md": one, "content/bai_2.md": other})
    first, second = (found.hint("vi") for found in check(folder).problems)

    assert first.startswith("đổi tên tệp thành bai-2.md")
    assert second.startswith("tên bai-2.md đã có tệp khác")


def test_a_file_that_is_not_published_is_not_renamed_onto_an_article_or_another(site: MakeSite) -> None:
    strays = ("bai.txt", "bai.markdown", "khac.txt", "khac.MD")
    folder = site(
        {"config.yaml": config(), "content/bai.md": TEXT, **{f"content/{name}": TEXT for name in strays}}
    )
    found = {p.place.file: dict(p.values).get("suggestion") for p in check(folder).problems}

    assert found == {
        "content/bai.markdown": None,
        "content/bai.txt": None,
        "content/khac.MD": "khac.md",
        "content/khac.txt": None,
    }


def test_of_two_the_published_one_stays(site: MakeSite) -> None:
    folder = site({"config.yaml": config(), "content/2024/bai-dai-hon.md": TEXT})
    assert build(folder).ok
    site({"content/2024/bai.md": TEXT})

    assert told(check(folder)) == [("2024/bai.md", "K513", "content/2024/bai-dai-hon.md")]


def test_the_copy_of_a_draft_stops_nothing(site: MakeSite) -> None:
    text = TEXT.replace("---\n", "---\ndraft: true\n", 1)
    folder = site({"config.yaml": config(), "content/bai.md": text, "content/bai (1).md": text})
    report = check(folder)

    assert (report.ok, told(report)) == (True, [("bai (1).md", "K513", "content/bai.md")])


def test_a_copy_that_was_changed_is_no_copy_and_its_name_is_told(site: MakeSite) -> None:
    other = TEXT.replace("Tam Kỳ", "Hội An").replace("2024-06-05", "2024-06-06")
    folder = site({"config.yaml": config(), "content/bai.md": TEXT, "content/bai (1).md": other})

    assert told(check(folder)) == [("bai (1).md", "K116", "")]


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Tiêu đề khác"},
        {"date": "2024-07-01"},
        {"province": "Quảng Nam"},
        {"awards": [award(individuals=4)]},
    ],
)
def test_the_same_text_with_another_head_is_told(changed: dict[str, object], site: MakeSite) -> None:
    keys: dict[str, object] = {"awards": [award(individuals=3)], **changed}
    other = written(body=BODY, **keys)  # type: ignore[arg-type]
    folder = site({"config.yaml": config(), "content/bai.md": TEXT, "content/khac.md": other})
    report = check(folder)

    assert report.ok
    assert told(report) == [("khac.md", "K514", "content/bai.md")]


@pytest.mark.parametrize(
    "other",
    [
        written("Tiêu đề khác", date="2024-07-01", body=BODY, same_event="bai"),  # said to be a second report
        written("Tiêu đề khác", date="2024-07-01", body=BODY + " Có 200 đại biểu."),
        written("Tiêu đề khác", date="2024-07-01", body="Hội nghị biểu dương 3 cá nhân."),
    ],
)
def test_another_text_and_a_second_report_are_no_repetition(other: str, site: MakeSite) -> None:
    folder = site({"config.yaml": config(), "content/bai.md": TEXT, "content/khac.md": other})

    assert told(check(folder)) == []


def test_short_texts_and_those_of_new_drafts_may_be_alike(site: MakeSite) -> None:
    sample = "Viết nội dung bài ở đây, dưới dòng này, mỗi đoạn cách nhau một dòng trống, rồi xoá câu mẫu."
    files = {
        "content/a.md": written("Một", date="2024-01-01"),
        "content/b.md": written("Hai", date="2024-01-02"),
        "content/c.md": written("Ba", date="2024-01-03", body=sample, draft=True),
        "content/d.md": written("Bốn", date="2024-01-04", body=sample, draft=True),
    }

    assert told(check(site({"config.yaml": config(), **files}))) == []
