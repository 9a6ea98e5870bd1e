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


def test_short_files_are_copies_only_where_the_name_says_so(site: MakeSite) -> None:
    short = written(date="2024-01-01")
    names = ("bai", "bai (1)", "bai-2", "khac", "Khác tên")
    folder = site({"config.yaml": config(), **{f"content/{name}.md": short for name in names}})

    assert told(check(folder)) == [("Khác tên.md", "K116", ""), ("bai (1).md", "K513", "content/bai.md")]


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
