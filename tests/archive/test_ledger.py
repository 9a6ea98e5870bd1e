"""No published address vanishes by mistake, and one that goes on purpose says so."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangvang.archive import ledger
from bangvang.archive.ledger import GONE, LIVE, Ledger
from tests.conftest import MakeSite, Run, read_files, write_files
from tests.samples import TODAY, build, codes, config, written

ARTICLE = """\
---
title: Khen thưởng 3 cá nhân
date: 2024-06-05
province: Kon Tum
tags: [{tag}]
{more}---

Nội dung.
"""
OLD = "bai-viet/2024/khen-ba-ca-nhan.html"


def article(tag: str = "phụ nữ", more: str = "") -> str:
    return ARTICLE.format(tag=tag, more=more)


@pytest.fixture
def published(site: MakeSite, run: Run) -> Path:
    """A site whose one article, tag and page are published."""
    folder = site(
        {
            "content/2024/khen-ba-ca-nhan.md": article(),
            "content/pages/gioi-thieu.md": "---\ntitle: Giới thiệu\n---\n\nChữ.\n",
        }
    )
    assert run("build", site=folder).code == 0
    return folder


def lines(folder: Path) -> list[str]:
    """The lines of the ledger, without the days on which addresses appeared."""
    rows = (folder / "urls.txt").read_text("utf-8").splitlines()
    return [row.partition(" +")[0] for row in rows if row[:1] != "#"]


# ---------------------------------------------------------------- an address that is taken is taken for good


ODD = (
    "/.well-known/cu.html",
    "/.git/cu.html",
    "/.html",
    "/cu/.html",
    "/cu/.an.html",
    "/.../cu.html",
    "/cu./x.html",
    f"/{'a' * 201}.html",
    f"/{'a' * 201}/",
    f"/{'/'.join(['thu-muc'] * 60)}.html",
    f"/{'/'.join('a' * 300)}.html",
    "/index.html.gz",
    "/tim-kiem/index.bin",
)
SOUND = ("/cu.html", "/-rf.html", "/~x/a", "/a.html/", f"/{'a' * 190}.html", f"/{'/'.join('a' * 16)}.html")


@pytest.mark.parametrize("alias", ODD)
def test_a_former_address_that_cannot_stand_is_refused_at_once(site: MakeSite, alias: str) -> None:
    folder = site({"config.yaml": config(precompress=True), "content/a.md": written(aliases=[alias])})
    report = build(folder)

    assert [code for code in codes(report) if code not in ("K213", "K504")] == []
    assert not report.ok
    assert not (folder / "urls.txt").exists()


@pytest.mark.parametrize("alias", SOUND)
def test_a_former_address_once_published_never_stops_a_later_build(site: MakeSite, alias: str) -> None:
    folder = site({"config.yaml": config(precompress=True), "content/a.md": written(aliases=[alias])})
    first = build(folder)
    site({"content/b.md": written("Khác")})
    later = build(folder)
    site({"content/a.md": written("Sửa", aliases=[alias])})

    assert (first.problems, later.problems, build(folder, full=True).problems) == ((), (), ())


def test_a_former_address_takes_the_place_of_no_photo_and_no_asset(site: MakeSite) -> None:
    folder = site({"content/a.md": written("A")})
    build(folder)
    asset = next(url for url in read_files(folder / "output") if url.startswith("assets/"))
    site({"content/a.md": written("A", aliases=[f"/{asset}"])})

    assert codes(build(folder)) == ["K511"]


@given(st.text(alphabet="ab./~-_", max_size=12) | st.text(alphabet="a/.", max_size=600))
def test_the_ledger_reads_back_every_address_it_takes(typed: str) -> None:
    address = ledger.address(f"{typed}.html")
    if address is not None:
        made, problems = ledger.read(ledger.written(ledger.with_published(Ledger(), [address], TODAY)))

        assert (list(made.fates), problems) == ([address], ())


# ---------------------------------------------------------------- what is entered, and when


def test_a_build_enters_articles_pages_tags_and_aliases_and_no_other_address(
    site: MakeSite, run: Run
) -> None:
    folder = site({"content/2024/a.md": article(more="aliases: [/cu/dau-tien.html]\n")})
    run("build", site=folder)

    assert lines(folder) == ["/bai-viet/2024/a.html", "/chu-de/phu-nu.html", "/cu/dau-tien.html"]


def test_nothing_is_entered_by_check_by_a_build_elsewhere_or_by_a_build_with_drafts(
    site: MakeSite, run: Run, tmp_path: Path
) -> None:
    folder = site({"content/2024/a.md": article()})
    codes = [
        run("check", site=folder).code,
        run("build", "--output", tmp_path / "noi-khac", site=folder).code,
        run("build", "--drafts", site=folder).code,
    ]

    assert codes == [0, 0, 0]
    assert not (folder / "urls.txt").exists()


def test_a_draft_and_an_article_of_the_future_are_promised_to_nobody(site: MakeSite, run: Run) -> None:
    folder = site(
        {
            "content/2024/a.md": article(),
            "content/2024/b.md": article("nháp", "draft: true\n"),
            "content/2099/c.md": article("mai sau")
            .replace("2024-06-05", "2099-01-01")
            .replace("Kon Tum", "Huế"),
        }
    )
    run("build", site=folder)

    assert lines(folder) == ["/bai-viet/2024/a.html", "/chu-de/phu-nu.html"]


def test_a_build_that_changes_nothing_leaves_the_ledger_untouched(published: Path, run: Run) -> None:
    file = published / "urls.txt"
    before = file.stat()
    again = run("build", site=published)
    full = run("build", "--full", site=published)

    assert (again.code, full.code) == (0, 0)
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert file.stat().st_ino == before.st_ino


def test_a_failed_build_enters_nothing(published: Path, run: Run, site: MakeSite) -> None:
    before = lines(published)
    site({"content/2024/moi.md": article(), "content/2024/hong.md": "---\ntitle: x\n---\n"})

    assert run("build", site=published).code == 1
    assert lines(published) == before


# ---------------------------------------------------------------- what vanishes


def test_a_renamed_article_is_refused_with_the_alias_to_paste_at_its_own_line(
    published: Path, run: Run, site: MakeSite
) -> None:
    (published / "content/2024/khen-ba-ca-nhan.md").rename(published / "content/2024/khen-3-ca-nhan.md")
    before = read_files(published / "output")
    refused = run("build", site=published)
    site({"content/2024/khen-3-ca-nhan.md": article(more=f"aliases: [/{OLD}]\n")})
    mended = run("build", site=published)

    assert refused.code == 1
    assert refused.out.startswith("content/2024/khen-3-ca-nhan.md:3:")
    assert f"aliases: [/{OLD}]" in refused.out
    assert f"build.py retire /{OLD}" in refused.out
    assert mended.code == 0
    assert before[OLD] != read_files(published / "output")[OLD]
    assert b"khen-3-ca-nhan.html" in (published / "output" / OLD).read_bytes()


def test_an_article_whose_year_changes_is_told_its_former_address(
    published: Path, run: Run, site: MakeSite
) -> None:
    site({"content/2024/khen-ba-ca-nhan.md": article().replace("2024-06", "2023-06")})
    refused = run("check", site=published)

    assert refused.code == 1
    assert refused.out.startswith("content/2024/khen-ba-ca-nhan.md:3:")
    assert "lỗi K508" in refused.out


@pytest.mark.parametrize("gone", ["content/2024/khen-ba-ca-nhan.md", "content/pages/gioi-thieu.md"])
def test_a_deleted_file_is_told_at_the_ledger_line_of_its_address(
    published: Path, run: Run, gone: str
) -> None:
    (published / gone).unlink()
    refused = run("build", site=published)

    assert refused.code == 1
    assert "urls.txt:" in refused.out
    assert "lỗi K508" in refused.out


def test_an_article_turned_into_a_draft_again_does_not_vanish_silently(
    published: Path, run: Run, site: MakeSite
) -> None:
    site({"content/2024/khen-ba-ca-nhan.md": article(more="draft: true\n")})
    refused = run("build", site=published)
    run("retire", OLD, site=published)

    assert "content/2024/khen-ba-ca-nhan.md:6:8: lỗi K512" in refused.out
    assert "K508" not in refused.out
    assert run("build", site=published).code == 0


def test_an_article_held_back_is_not_taken_for_one_that_was_renamed(
    published: Path, run: Run, site: MakeSite
) -> None:
    site(
        {
            "content/2024/khen-ba-ca-nhan.md": article(more="draft: true\n"),
            "content/2024/khen-bon-ca-nhan.md": article(),
        }
    )
    refused = run("build", site=published)

    assert [line for line in refused.lines if "khen-bon" in line] == []


def test_an_alias_that_is_taken_away_again_is_missed(site: MakeSite, run: Run) -> None:
    folder = site({"content/2024/a.md": article(more="aliases: [/cu.html]\n")})
    run("build", site=folder)
    site({"content/2024/a.md": article()})

    assert "/cu.html" in run("build", site=folder).out


def test_an_article_with_errors_of_its_own_is_not_also_called_vanished(
    published: Path, run: Run, site: MakeSite
) -> None:
    site({"content/2024/khen-ba-ca-nhan.md": article().replace("date: 2024-06-05", "date: hôm qua")})
    refused = run("build", site=published)

    assert refused.code == 1
    assert "K508" not in refused.out


def test_a_tag_that_goes_is_a_warning_and_its_address_leads_to_the_tags(
    published: Path, run: Run, site: MakeSite
) -> None:
    site({"content/2024/khen-ba-ca-nhan.md": article("Hội LHPN")})
    built = run("build", site=published)
    strict = run("check", "--strict", site=published)
    page = (published / "output/chu-de/phu-nu.html").read_text("utf-8")

    assert built.code == 0
    assert "cảnh báo K902" in built.out
    assert strict.code == 1
    assert 'content="0; url=../chu-de/index.html"' in page


# ---------------------------------------------------------------- retire


def test_a_retired_address_answers_that_it_is_gone_and_stands_in_no_sitemap(
    published: Path, run: Run
) -> None:
    (published / "content/2024/khen-ba-ca-nhan.md").unlink()
    retired = run("retire", OLD, "/chu-de/phu-nu.html", site=published)
    built = run("build", "--strict", site=published)
    page = (published / "output" / OLD).read_text("utf-8")

    assert retired.code == 0
    assert built.code == 0
    assert "đã được rút" in page
    assert 'content="noindex"' in page
    assert OLD not in (published / "output/sitemap.xml").read_text("utf-8")
    assert lines(published) == [f"/{OLD} gone", "/chu-de/phu-nu.html gone", "/gioi-thieu.html"]


def test_a_ledger_that_cannot_be_written_is_told_and_stays(published: Path, run: Run) -> None:
    before = (published / "urls.txt").read_bytes()
    (published / ".urls.txt.new").mkdir()  # in the way of the new one, even for root
    refused = run("retire", OLD, site=published)

    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith(f"Không ghi được {published / 'urls.txt'}: ")
    assert (published / "urls.txt").read_bytes() == before


def test_retired_with_a_heir_the_address_leads_there(published: Path, run: Run, site: MakeSite) -> None:
    site({"content/2024/khen-ba-ca-nhan.md": article("Hội LHPN")})
    run("build", site=published)
    retired = run("retire", "/chu-de/phu-nu.html", "--to", "/chu-de/hoi-lhpn.html", site=published)
    built = run("build", "--strict", site=published)

    assert (retired.code, built.code) == (0, 0)
    assert "chu-de/hoi-lhpn.html" in (published / "output/chu-de/phu-nu.html").read_text("utf-8")


def test_a_heir_that_is_not_there_is_an_error_with_the_nearest_address(published: Path, run: Run) -> None:
    (published / "content/2024/khen-ba-ca-nhan.md").unlink()
    run("retire", OLD, "--to", "/gioi-thiu.html", site=published)
    refused = run("build", site=published)

    assert refused.code == 1
    assert "lỗi K903" in refused.out
    assert "ý bạn là 'gioi-thieu.html'" in refused.out


def test_retiring_what_still_stands_says_which_file_must_go_first(published: Path, run: Run) -> None:
    told = run("retire", OLD, site=published)
    (published / "content/2024/khen-ba-ca-nhan.md").unlink()
    quiet = run("retire", OLD, site=published)

    assert "content/2024/khen-ba-ca-nhan.md" in told.err
    assert (told.code, quiet.code, quiet.err) == (0, 0, "")


def test_retiring_the_address_of_a_former_year_asks_for_nothing(published: Path, run: Run) -> None:
    file = published / "content/2024/khen-ba-ca-nhan.md"
    file.write_text(re.sub(r"(?m)^date: .*", "date: 2023-06-05", file.read_text("utf-8")), "utf-8")
    told = run("retire", OLD, site=published)

    assert (told.code, told.err) == (0, "")
    assert run("build", site=published).code == 0


def test_what_is_published_again_is_live_again(published: Path, run: Run, site: MakeSite) -> None:
    (published / "content/2024/khen-ba-ca-nhan.md").unlink()
    run("retire", OLD, site=published)
    run("build", site=published)
    site({"content/2024/khen-ba-ca-nhan.md": article()})
    run("build", site=published)

    assert f"/{OLD}" in lines(published)
    assert "Khen thưởng 3 cá nhân" in (published / "output" / OLD).read_text("utf-8")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("/bai-viet/2024/khen-ba-ca-nham.html", "ý bạn là '/bai-viet/2024/khen-ba-ca-nhan.html'"),
        ("/../ngoai.html", "không phải địa chỉ một trang"),
        ("/anh.png", "không phải địa chỉ một trang"),
    ],
)
def test_an_address_that_was_never_published_is_refused_and_nothing_is_written(
    published: Path, run: Run, url: str, said: str
) -> None:
    before = lines(published)
    outcome = run("retire", OLD, url, site=published)

    assert outcome.code == 1
    assert said in outcome.err
    assert lines(published) == before


def test_an_address_is_known_by_its_whole_url_too(published: Path, run: Run) -> None:
    assert run("retire", f"https://example.org/kho/{OLD}?a=1#b", site=published).code == 0
    assert f"/{OLD} gone" in lines(published)


# ---------------------------------------------------------------- the file


def test_a_gone_page_and_a_redirect_are_the_same_in_a_build_from_nothing(published: Path, run: Run) -> None:
    (published / "content/2024/khen-ba-ca-nhan.md").unlink()
    run("retire", OLD, site=published)
    run("build", site=published)
    one = read_files(published / "output")
    run("build", "--full", site=published)

    assert read_files(published / "output") == one


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", "/a.html bo", "/a.html ->", "/a.html -> b c", "/../a.html"])
def test_a_line_that_says_nothing_is_an_error_with_its_number(published: Path, run: Run, line: str) -> None:
    file = published / "urls.txt"
    file.write_text(file.read_text("utf-8") + line + "\n", "utf-8")
    number = len(file.read_text("utf-8").splitlines())
    outcome = run("check", site=published)

    assert outcome.code == 1
    assert f"urls.txt:{number}:1: lỗi K901" in outcome.out


@pytest.mark.parametrize(
    "content", ["", "\n", ledger.written(ledger.Ledger({"a.html": ""})).split("/a.html")[0]]
)
def test_an_emptied_ledger_beside_a_published_site_is_told_and_nothing_is_published(
    content: str, published: Path, run: Run
) -> None:
    before, file = read_files(published / "output"), published / "urls.txt"
    kept = file.read_bytes()
    file.write_text(content, "utf-8")
    outcomes = [run(command, site=published) for command in ("check", "build")]

    assert [(outcome.code, outcome.lines[0]) for outcome in outcomes] == [
        (1, "urls.txt:1:1: lỗi K906: sổ địa chỉ trống, mà output/ đang có trang đã xuất bản")
    ] * 2
    assert read_files(published / "output") == before
    file.write_bytes(kept)  # the first thing that the message advises
    assert run("build", site=published).code == 0
    file.write_text("", "utf-8")
    file.unlink()  # and the second
    assert run("build", site=published).code == 0
    assert file.read_bytes() == kept


def test_a_ledger_that_was_cut_short_is_told_and_nothing_is_published(published: Path, run: Run) -> None:
    before, file = read_files(published / "output"), published / "urls.txt"
    kept = file.read_bytes()
    rows = [row for row in kept.splitlines(keepends=True) if row.startswith(b"/")]
    assert len(rows) > 2
    for left in (rows[:1], rows[: len(rows) // 2], rows[len(rows) // 2 :]):
        file.write_bytes(b"".join(left))
        outcomes = [run(command, site=published) for command in ("check", "build")]

        assert [outcome.code for outcome in outcomes] == [1, 1]
        for outcome in outcomes:
            assert outcome.lines[0].startswith(
                f"urls.txt:1:1: lỗi K907: sổ địa chỉ mất {len(rows) - len(left)} dòng"
            )
    assert read_files(published / "output") == before
    file.write_bytes(kept)
    assert run("build", site=published).code == 0
    file.write_bytes(rows[0])
    file.unlink()
    assert run("build", site=published).code == 0
    assert {row.split()[0] for row in file.read_bytes().splitlines()} >= {row.split()[0] for row in rows}


def test_a_line_that_went_together_with_its_article_was_cut_by_nobody(published: Path, run: Run) -> None:
    kept, file = read_files(published), published / "urls.txt"
    write_files(published, {"content/2024/nhanh-khac.md": article("nhánh khác")})
    assert run("build", site=published).code == 0
    write_files(published, {"content/2024/nhanh-khac.md": None})
    file.write_bytes(kept["urls.txt"])  # as git does when it goes back to the other branch

    assert run("build", site=published).code == 0


def test_a_fresh_copy_knows_nothing_of_lines_that_were_there(published: Path, run: Run) -> None:
    file = published / "urls.txt"
    file.write_bytes(file.read_bytes().splitlines(keepends=True)[-1])
    shutil.rmtree(published / ".cache")
    shutil.rmtree(published / "output")

    assert run("build", site=published).code == 0


def test_an_empty_ledger_of_an_archive_that_was_never_built_is_no_fault(site: MakeSite, run: Run) -> None:
    folder = site({"content/2024/bai.md": article(), "urls.txt": ""})

    assert (run("check", site=folder).code, run("build", site=folder).code) == (0, 0)


def test_lines_in_any_order_and_twice_as_a_merge_leaves_them_are_read() -> None:
    kept, problems = ledger.read("/b.html\n\n/a.html gone\r\n/b.html -> /c.html\n/a.html\n")

    assert problems == ()
    assert dict(kept.fates) == {"a.html": GONE, "b.html": "c.html"}


urls = st.from_regex(r"[a-z0-9-]{1,8}(/[a-z0-9-]{1,8}){0,2}\.html", fullmatch=True)


@given(st.dictionaries(urls, st.one_of(st.just(LIVE), st.just(GONE), urls), max_size=9))
def test_what_is_written_is_read_again(fates: dict[str, str]) -> None:
    fates = {url: fate for url, fate in fates.items() if url != fate}
    kept, problems = ledger.read(ledger.written(Ledger(fates)))

    assert problems == ()
    assert dict(kept.fates) == fates


@given(st.text(max_size=60))
def test_no_text_makes_an_address_that_leads_out_of_the_site(text: str) -> None:
    url = ledger.address(text)

    assert url is None or not (url.startswith("/") or ".." in url.split("/") or "\\" in url)


def test_one_gone_and_one_come_is_told_at_the_one_that_came_however_it_is_called(site: MakeSite) -> None:
    folder = site({"content/2024/ten-cu.md": written("Một", date="2024-01-02")})
    assert build(folder).ok
    site({"content/2024/ten-cu.md": None, "content/2024/khac-han.md": written("Một", date="2024-01-02")})
    (problem,) = [found for found in build(folder).problems if found.code == "K508"]

    assert problem.place.file == "content/2024/khac-han.md"


def test_a_tag_that_a_faulty_file_may_bear_is_not_told_as_gone(site: MakeSite) -> None:
    tagged = written("Một", date="2024-01-02", tags=["Phụ nữ"])
    folder = site({"content/2024/mot.md": tagged})
    assert build(folder).ok
    site({"content/2024/mot.md": tagged.replace("tags:", "tagz:")})

    assert [found.code for found in build(folder).problems] == ["K103"]
