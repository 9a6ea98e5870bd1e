"""An edit of bodies alone is published from the plan of the site that stands; the site is the same."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bangvang.build import kept, planning
from tests.conftest import read_files, write_files
from tests.samples import PIXEL, TODAY, award, build, config, written

PROSE = "Hội nghị biểu dương những tập thể và cá nhân đã góp sức cho phong trào của địa phương. " * 5
"""More than an excerpt holds, so that what comes behind it is seen on the article's page alone."""


def article(number: int, body: str = "", **keys: Any) -> str:
    """One of an archive whose articles show each other, photos, and a name of the golden board."""
    names = ["Nguyễn Văn A"]
    awards = [award(individuals=number + 1, names=names) if number == 0 else award(individuals=number + 1)]
    given: dict[str, Any] = {
        "date": f"2024-0{number + 1}-05",
        "province": "Kon Tum",
        "tags": ["phụ nữ"],
        "awards": awards,
        **keys,
    }
    links = (
        "Xem [bài trước](bai-0.md#vi-sao) và [trang này](pages/ve.md).\n\n![Ảnh](a.png)\n\n" if number else ""
    )
    said = body or f"Rất tốt, lần {number}."
    text = f'{PROSE}\n\n{links}<h2 id="vi-sao">Vì sao</h2>\n\n{said}'
    return written(f"Khen thưởng {number}", body=text, **given)


FILES: dict[str, str | bytes | None] = {
    **{f"content/bai-{n}.md": article(n) for n in range(6)},
    "content/bai-3.md": article(3, photos=[{"file": "b.png", "caption": "Nơi trao"}], same_event="bai-2"),
    "content/nhap.md": written("Bản nháp", body=f"{PROSE}Nháp.", draft=True),
    "content/pages/ve.md": f"---\ntitle: Về kho\n---\n\n{PROSE}\n",
    "content/a.png": PIXEL,
    "content/b.png": PIXEL,
    "config.yaml": config(per_page=5, share_images=1),
}
EDITED = article(
    3, "Rất tốt, và hơn thế.", photos=[{"file": "b.png", "caption": "Nơi trao"}], same_event="bai-2"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("kho")
    write_files(home / "site", FILES)
    found = build(home / "site").problems
    assert found == (), "\n".join(one.message("en") for one in found)
    (home / "site").rename(home / "kept")
    return home


@pytest.fixture
def site(built: Path) -> Iterator[Path]:
    """The site, at the place that its cache knows."""
    folder = built / "site"
    shutil.copytree(built / "kept", folder)
    yield folder
    shutil.rmtree(folder)


class Plans:
    """How often a site was planned."""

    def __init__(self) -> None:
        self.made = 0


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> Plans:
    plans, plan = Plans(), planning.plan

    def counted(*arguments: object) -> planning.Planned:
        plans.made += 1
        return plan(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(planning, "plan", counted)
    return plans


def differing(site: Path, **options: Any) -> set[str]:
    """The addresses where the site is not that of a build from nothing."""
    clean = site.with_name("clean")
    shutil.copytree(site, clean, ignore=shutil.ignore_patterns("output", ".cache"))
    try:
        assert build(clean, **options).ok
        stands, anew = read_files(site / "output"), read_files(clean / "output")
        return {url for url in stands.keys() | anew.keys() if stands.get(url) != anew.get(url)}
    finally:
        shutil.rmtree(clean)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_body_alone_is_published_without_planning_anything(site: Path, plans: Plans, jobs: int) -> None:
    write_files(site, {"content/bai-3.md": EDITED})
    before = read_files(site / "output")
    report = build(site, jobs=jobs)
    after = read_files(site / "output")

    assert (report.ok, plans.made) == (True, 0)
    assert "Rất tốt, và hơn thế." in after["bai-viet/2024/bai-3.html"].decode()
    changed = {url for url in before.keys() | after.keys() if before.get(url) != after.get(url)}
    assert {url for url in changed if not url.startswith("tim-kiem/")} == {"bai-viet/2024/bai-3.html"}
    assert (report.articles, report.drafts) == (6, ("content/nhap.md",))
    assert differing(site) == set()


def test_one_body_after_the_other_and_back_again(site: Path, plans: Plans) -> None:
    for path, text in (
        ("content/bai-3.md", EDITED),
        ("content/bai-2.md", article(2, "Chữ khác.")),
        ("content/bai-3.md", FILES["content/bai-3.md"]),
        ("content/bai-4.md", article(4, "Chữ khác nữa.")),
        ("content/bai-2.md", FILES["content/bai-2.md"]),
    ):
        write_files(site, {path: text})
        assert build(site).ok
    assert plans.made == 0
    assert differing(site) == set()


def test_a_second_build_after_it_finds_nothing_to_do(site: Path, plans: Plans) -> None:
    write_files(site, {"content/bai-3.md": EDITED})
    first = build(site)
    second = build(site)

    assert (first.written > 0, second.written, plans.made) == (True, 0, 0)
    assert (second.articles, second.drafts, second.problems) == (first.articles, first.drafts, first.problems)


def test_warnings_are_told_again(site: Path, plans: Plans) -> None:
    write_files(site, {"content/bai-5.md": article(5, "Xem [chỗ này](#khong-co).")})
    first = build(site)
    write_files(site, {"content/bai-3.md": EDITED})
    second = build(site)

    assert [problem.code for problem in first.problems] == ["K412"]
    assert (second.problems, plans.made) == (first.problems, 1)


def test_the_body_of_a_draft_changes_nothing_that_is_published(site: Path, plans: Plans) -> None:
    before = read_files(site / "output")
    write_files(site, {"content/nhap.md": written("Bản nháp", body=f"{PROSE}Nháp. Và nữa.", draft=True)})
    report = build(site)

    assert (report.ok, report.written, plans.made) == (True, 0, 0)
    assert read_files(site / "output") == before


def test_packed_forms_follow_the_page(site: Path, plans: Plans) -> None:
    write_files(site, {"config.yaml": config(per_page=5, share_images=1, precompress=True)})
    assert build(site).ok
    write_files(site, {"content/bai-3.md": EDITED})
    assert build(site).ok

    assert plans.made == 1
    plans_so_far = plans.made
    assert differing(site) == set()
    assert plans.made == plans_so_far + 1  # the clean one's


# --- near misses: here more than a body differs, though it may look like little

NEAR: dict[str, dict[str, str | bytes | None]] = {
    "a title, too": {"content/bai-3.md": EDITED.replace("Khen thưởng 3", "Khen thưởng ba")},
    "a number, too": {"content/bai-1.md": article(1, "Khác.", awards=[award(individuals=9)])},
    "the beginning, which lists quote": {"content/bai-1.md": article(1).replace("Hội nghị", "Buổi lễ", 1)},
    "a link more": {"content/bai-1.md": article(1, "Xem [bài 4](bai-4.md).")},
    "a heading that links may lead to": {
        "content/bai-1.md": article(1, 'Khác.\n\n<h2 id="moi">Mới</h2>\n\nChữ.')
    },
    "a photo more": {"content/bai-1.md": article(1, "![Ảnh](b.png)")},
    "a line more in the front matter": {
        "content/bai-1.md": article(1, "Khác.").replace("---\n", "---\n# ghi\n", 1)
    },
    "a plain page": {"content/pages/ve.md": f"---\ntitle: Về kho\n---\n\n{PROSE}\n\nKhác.\n"},
    "another photo of that name": {"content/bai-3.md": EDITED, "content/b.png": PIXEL + b"\0"},
    "another article is new": {"content/bai-3.md": EDITED, "content/moi.md": article(6)},
    "another article is gone": {"content/bai-3.md": EDITED, "content/bai-5.md": None, "urls.txt": None},
    "another setting": {"content/bai-3.md": EDITED, "config.yaml": config(per_page=6, share_images=1)},
    "a template": {"content/bai-3.md": EDITED, "templates/macros/words.html": None},
    "the body of an article that is shown elsewhere as the same event": {
        "content/bai-2.md": article(2, "Khác.")
    },
    "all bodies": {f"content/bai-{n}.md": article(n, "Khác cả.") for n in (0, 1, 2, 4, 5)},
}


@pytest.mark.parametrize("miss", NEAR)
def test_whatever_else_differs_the_site_is_that_of_a_clean_build(site: Path, miss: str) -> None:
    write_files(site, NEAR[miss])
    assert build(site).ok
    assert differing(site) == set()


def test_twins_are_told_though_only_a_body_differs(site: Path) -> None:
    twin: dict[str, Any] = {"province": "Hà Nội", "date": "2024-05-05", "awards": [award(individuals=77)]}
    write_files(site, {"content/sinh-doi.md": article(4, "Khác một chút.", **twin)})
    assert build(site).problems == ()
    write_files(site, {"content/sinh-doi.md": article(4, **twin)})
    found = {problem.code for problem in build(site).problems}
    write_files(site, {"content/sinh-doi.md": article(4, "Khác một chút.", **twin)})

    assert "K514" in found
    assert build(site).problems == ()


def test_on_another_day_the_site_is_planned_anew(site: Path, plans: Plans) -> None:
    write_files(site, {"content/bai-3.md": EDITED})
    assert build(site, today=TODAY + dt.timedelta(days=1)).ok

    assert plans.made == 1


def test_with_drafts_asked_for_the_draft_is_shown(site: Path) -> None:
    write_files(site, {"content/nhap.md": written("Bản nháp", body=f"{PROSE}Nháp. Và nữa.", draft=True)})
    report = build(site, drafts=True)

    assert report.articles == 7
    assert "Và nữa." in (site / "output/bai-viet/2024/nhap.html").read_text("utf-8")


def test_where_two_must_have_read_a_text_every_body_counts(site: Path, plans: Plans) -> None:
    write_files(site, {"config.yaml": config(per_page=5, share_images=1, check_by=2)})
    build(site)
    before = plans.made
    write_files(site, {"content/bai-3.md": EDITED})
    build(site)

    assert plans.made == before + 1


# --- what was kept is not as it was left


def _lost(site: Path) -> None:
    shutil.rmtree(site / ".cache/search")


def _no_slices(site: Path) -> None:
    for file in (site / ".cache/search").rglob("*.slice"):
        file.unlink()


def _nothing_shown(site: Path) -> None:
    for file in (site / ".cache/search").rglob("*.beside"):
        file.unlink()


def _foreign(site: Path) -> None:
    (site / "output/thong-ke.html").write_text("khác", "utf-8")


def _more(site: Path) -> None:
    (site / "output/la.html").write_text("lạ", "utf-8")


def _rows(change: str) -> Callable[[Path], None]:
    def hurt(site: Path) -> None:
        with closing(sqlite3.connect(site / ".cache/cache.db")) as db, db:
            db.execute(change, (kept.dump({"khac": [1]}),) if "?" in change else ())

    hurt.__qualname__ = change
    return hurt


@pytest.mark.parametrize(
    "hurt",
    [
        _lost,
        _no_slices,
        _nothing_shown,
        _foreign,
        _more,
        *map(
            _rows,
            [
                "update plans set plan = ?",
                "update plans set plan = x'00'",
                "delete from plans",
                "update surroundings set row = ?",
                "update surroundings set row = x'00'",
                "update surroundings set key = 'khac'",
                "delete from surroundings",
                "delete from told",
                "update told set told = 'khac'",
                "update told set body = 'khac'",
                "update records set record = x'00'",
                "delete from records",
                "delete from bodies",
                "delete from outputs",
                "update outputs set key = 'khac'",
            ],
        ),
    ],
    ids=lambda hurt: hurt.__qualname__,
)
def test_whatever_was_lost_the_site_is_that_of_a_clean_build(
    site: Path, hurt: Callable[[Path], None]
) -> None:
    hurt(site)
    write_files(site, {"content/bai-3.md": EDITED})

    assert build(site).ok
    assert differing(site) == set()
    write_files(site, {"content/bai-2.md": article(2, "Khác.")})
    assert build(site).ok
    assert differing(site) == set()
