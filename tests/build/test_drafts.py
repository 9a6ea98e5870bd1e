"""A draft never stops the site: its faults are told, and only what is published must be right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MakeSite, Run
from tests.samples import build, check, codes, config, written

GOOD = {"config.yaml": config(), "content/2024/dung.md": written()}


def faulty(**keys: Any) -> str:
    """An article whose province does not exist."""
    return written("Sai", province="Quảng Nan Nan", **keys)


def test_an_error_of_a_published_article_stops_the_site(site: MakeSite) -> None:
    folder = site({**GOOD, "content/2024/sai.md": faulty()})

    assert not build(folder).ok
    assert not (folder / "output").exists()


def test_an_error_of_an_article_whose_day_is_still_to_come_stops_it_too(site: MakeSite) -> None:
    folder = site({**GOOD, "content/2024/sai.md": faulty(date="2031-01-01")})

    assert not build(folder).ok  # nobody will look at it once more before it is published


def test_an_error_of_a_draft_that_is_shown_stops_it(site: MakeSite) -> None:
    folder = site({**GOOD, "content/2024/sai.md": faulty(draft=True)})

    assert not build(folder, drafts=True).ok


def test_an_error_of_a_draft_is_told_and_the_site_is_published(site: MakeSite) -> None:
    folder = site({**GOOD, "content/2024/sai.md": faulty(draft=True)})
    report = build(folder)

    assert (report.ok, codes(report), report.errors, report.warnings) == (True, ["K205"], 0, 1)
    assert report.problems[0].message("vi").startswith("bản nháp: không có tỉnh, thành phố nào")
    assert report.problems[0].message("en").startswith("draft: no province or city")
    assert (folder / "output/bai-viet/2024/dung.html").exists()
    assert not (folder / "output/bai-viet/2024/sai.html").exists()


def test_it_is_told_again_when_nothing_has_changed(site: MakeSite) -> None:
    folder = site({**GOOD, "content/2024/sai.md": faulty(draft=True, review=["total_differs"])})
    first, second = build(folder), build(folder)

    assert second.written == 0
    assert second.problems == first.problems
    assert second.drafts == first.drafts == ("content/2024/sai.md",)


def test_a_draft_does_not_even_stop_a_strict_build(site: MakeSite) -> None:
    folder = site({**GOOD, "content/2024/sai.md": faulty(draft=True, review=["total_differs"])})

    assert check(folder, strict=True).ok
    assert not check(folder, strict=True, drafts=True).ok


UNREADABLE = {
    "front matter that cannot be read": "---\ndraft: true\ntitle: [a, {b\n  c: ]\n - d\n---\n\nBài.\n",
    "front matter that is never closed": '---\ntitle: "Khen"\ndraft: true\n\nBài.\n',
    "a merge that nobody finished": (
        "---\ndraft: true\n<<<<<<< a\ntitle: A\n=======\ntitle: B\n>>>>>>> b\n---\n\nBài.\n"
    ),
    "bytes that are no UTF-8": b'---\ntitle: "B\xe1\xba"\ndraft: true\n---\n\nB\xe0i.\n',
    "a quoted flag": '---\ntitle: [\ndraft: "true"   # chưa xong\n---\n\nBài.\n',
}


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE)
def test_nor_does_one_of_which_nothing_can_be_read_but_that_it_is_a_draft(
    text: str | bytes, site: MakeSite
) -> None:
    folder = site({**GOOD, "content/2024/sai.md": text})
    report = build(folder)

    assert report.ok
    assert report.problems
    assert report.drafts == ("content/2024/sai.md",)


@pytest.mark.parametrize(
    "line",
    [
        "draft: yes",
        "draft: có",
        "draft: 1",
        "draft: On # chưa xong",
        "Draft: true",
        "drafts: true",
        "nháp: đúng",
    ],
)
def test_nor_does_one_that_says_in_other_words_that_it_is_a_draft(line: str, site: MakeSite) -> None:
    folder = site({**GOOD, "content/2024/nhap.md": faulty().replace("---\n", f"---\n{line}\n", 1)})
    report = build(folder)

    assert report.ok
    assert report.drafts == ("content/2024/nhap.md",)
    assert {p.code for p in report.problems} & {"K103", "K212"}


@pytest.mark.parametrize("line", ["draft: no", "draft: không", "draft: chưa", "draft:", "draft: yes sir"])
def test_one_that_may_be_meant_for_readers_stops_it(line: str, site: MakeSite) -> None:
    text = written("Bài", date="2024-07-01").replace("---\n", f"---\n{line}\n", 1)

    assert not build(site({**GOOD, "content/2024/bai.md": text})).ok


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: [\ndraft: false\n---\n\nBài.\n",
        "---\ntitle: [\n---\n\ndraft: true\n",
        "---\ntitle: [\nnote:\n  draft: true\n---\n\nBài.\n",
        "Bài không có phần đầu.\n\ndraft: true\n",
    ],
)
def test_what_only_looks_like_a_draft_stops_it(text: str, site: MakeSite) -> None:
    assert not build(site({**GOOD, "content/2024/sai.md": text})).ok


@pytest.mark.parametrize(("draft", "other"), [("a", "b"), ("b", "a")])
@pytest.mark.parametrize(
    ("shared", "code"), [("tags", "K502"), ("aliases", "K504"), ("name", "K501")], ids=str
)
def test_what_a_draft_and_a_published_article_dispute_is_told_of_the_draft(
    draft: str, other: str, shared: str, code: str, site: MakeSite
) -> None:
    name = {draft: draft, other: draft if shared == "name" else other}
    keys: tuple[dict[str, Any], dict[str, Any]] = {
        "tags": ({"tags": ["Bắc"]}, {"tags": ["Bạc"]}),
        "aliases": ({"aliases": ["/cu.html"]}, {"aliases": ["/cu.html"]}),
        "name": ({}, {}),
    }[shared]
    folder = site(
        {
            "config.yaml": config(),
            f"content/{other}/{name[other]}.md": written("Bài đăng", **keys[0]),
            f"content/{draft}/{name[draft]}.md": written(
                "Bản nháp", date="2024-06-07", draft=True, **keys[1]
            ),
        }
    )
    report = build(folder)

    assert report.ok
    assert [(p.code, p.place.file) for p in report.problems] == [(code, f"content/{draft}/{name[draft]}.md")]


@pytest.mark.parametrize("broken", ["", "province: Không Đâu\n", "title: [\n"])
def test_a_published_article_that_becomes_a_draft_with_faults_still_breaks_a_promise(
    broken: str, site: MakeSite
) -> None:
    text = written()
    folder = site({**GOOD, "content/2024/hai.md": text})
    assert build(folder).ok
    site({"content/2024/hai.md": text.replace("---\n", f"---\ndraft: true\n{broken}", 1)})
    report = build(folder)

    assert not report.ok
    assert [p.code for p in report.problems if p.is_error] == ["K512"]


def test_the_closing_line_and_check_name_drafts_and_open_questions(site: MakeSite, run: Run) -> None:
    folder = site(
        {
            **GOOD,
            "content/2024/sai.md": faulty(draft=True),
            "content/2024/nhap.md": written("Nháp", date="2024-07-01", draft=True),
            "content/2024/xem.md": written("Xem", date="2024-08-01", review=["total_differs"]),
        }
    )
    built, checked = run("build", site=folder), run("check", site=folder)
    english = run("check", "--lang", "en", site=folder)

    assert built.lines[-1].endswith(" Còn 2 bản nháp (1 có lỗi), 1 điều phải xem lại.")
    assert checked.lines[-1].endswith(" Còn 2 bản nháp (1 có lỗi), 1 điều phải xem lại.")
    assert checked.lines[-2] == "Bản nháp, chưa lên trang: content/2024/nhap.md, content/2024/sai.md"
    assert english.lines[-1].endswith(" Still open: drafts 2 (with errors 1), questions to review 1.")
    data = json.loads(run("check", "--json", site=folder).out)
    assert (data["ok"], data["errors"]) == (True, 0)
    assert data["drafts"] == ["content/2024/nhap.md", "content/2024/sai.md"]
    assert data["reviews"] == 1


def test_nothing_open_is_not_spoken_of(site: MakeSite, run: Run) -> None:
    assert run("check", site=site(GOOD)).lines[-1].endswith("Không ghi gì.")


def test_of_many_drafts_the_first_are_named(site: MakeSite, run: Run) -> None:
    files = {
        f"content/nhap-{n}.md": written(f"Nháp {n}", date=f"2024-07-0{n}", draft=True) for n in range(1, 9)
    }
    named = run("check", site=site({**GOOD, **files})).lines[-2]

    assert named.endswith("content/nhap-5.md và 3 bài nữa (build.py list --draft)")


def test_the_name_of_a_draft_is_no_secret_but_its_page_is_none(site: MakeSite) -> None:
    folder = site({**GOOD, "content/2024/nhap.md": written("Bí mật", draft=True)})
    assert build(folder).ok

    assert not [file for file in _texts(folder / "output") if "Bí mật" in file]


def _texts(folder: Path) -> list[str]:
    return [file.read_text("utf-8", "replace") for file in folder.rglob("*") if file.is_file()]
