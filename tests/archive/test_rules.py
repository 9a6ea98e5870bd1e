"""Rules that need the whole archive: near misses first, and all of them quick."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping

import pytest

from bangvang.archive import rules
from bangvang.archive.model import Article, PlainPage, Source
from bangvang.archive.rules import Everything
from bangvang.problems import Problem
from bangvang.sources import content


def everything(
    files: Mapping[str, str],
    *,
    photos: Iterable[str] = (),
    strays: Iterable[str] = (),
    urls: Iterable[str] = (),
) -> Everything:
    """An archive of `{path below content/: front matter, then the body after a line "---"}`."""
    articles: list[Article] = []
    pages: list[PlainPage] = []
    for path, text in sorted(files.items()):
        front, _, body = text.partition("---\n")
        if not path.startswith("pages/"):
            front = "title: A\ndate: 2024-09-19\nprovince: Quảng Nam\n" + front
        parsed = content.parse(Source(f"content/{path}", f"---\n{front}---\n\n{body or 'Bài.'}\n", ""))
        assert not parsed.broken, parsed.problems
        articles += [parsed.article] if parsed.article else []
        pages += [parsed.page] if parsed.page else []
    known = {article.url: article.path for article in articles} | dict.fromkeys(urls, "")
    for page in pages:
        known.setdefault(page.url, page.path)
    return Everything(
        tuple(articles),
        tuple(pages),
        frozenset(a.id for a in articles if not a.draft),
        known,
        frozenset(f"content/{photo}" for photo in photos),
        frozenset(f"content/{stray}" for stray in strays),
    )


def told(all_: Everything) -> list[str]:
    return [f"{p.place} {p.code}".removeprefix("content/") for p in sorted(rules.check(all_))]


def one(all_: Everything) -> Problem:
    (found,) = rules.check(all_)
    return found


def suggestion(all_: Everything) -> str | None:
    return dict(one(all_).values).get("suggestion")


# ---------------------------------------------------------------- ids, tags


def test_the_name_of_an_article_is_unique_in_the_archive() -> None:
    assert told(everything({"2023/x.md": "", "2024/y.md": ""})) == []
    assert told(everything({"2023/x.md": "", "2024/x.md": ""})) == ["2024/x.md:1:1 K501"]
    assert told(everything({"2023/x.md": "", "pages/x.md": "title: X\n"})) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [("Bắc", "Bắc"), ("Bằng khen", "bằng khen"), ("thuỷ lợi", "thủy lợi"), ("A – B", "A - B")],
)
def test_spellings_of_one_tag_are_one_tag(first: str, second: str) -> None:
    assert told(everything({"x.md": f"tags: [{first}]\n", "y.md": f"tags: [{second}]\n"})) == []


@pytest.mark.parametrize(("first", "second"), [("Bắc", "Bạc"), ("má", "mạ"), ("A B", "A/B")])
def test_two_tags_with_one_address_are_told_where_the_second_stands(first: str, second: str) -> None:
    found = one(everything({"x.md": f"tags: [{first}]\n", "y.md": f"tags: [a, {second}]\n"}))

    assert (str(found.place), found.code) == ("content/y.md:5:11", "K502")
    assert first in found.message("vi")
    assert "content/x.md" in found.message("vi")


@pytest.mark.parametrize(
    "typed",
    ["dien hinh tien tien 2", "điển hình tiên tiến 3", "ien hinh tien", "vung cao", "điển hình hiên tiến"],
)
def test_another_tag_is_not_taken_for_a_slip(typed: str) -> None:
    common = "tags: [điển hình tiên tiến, vùng sâu, năm 2024]\n"

    assert told(everything({"x.md": common, "y.md": common, "z.md": f"tags: [{typed}]\n"})) == []


@pytest.mark.parametrize(
    "typed",
    [
        "điển hình tiên tiếnn",
        "điển hìn tiên tiến",
        "điển hình tein tiến",
        "điển hình tiên tiếm",
        "điểnhình tiên tiến",
    ],
)
def test_a_slip_in_a_tag_is_told_with_what_others_write(typed: str) -> None:
    common = "tags: [điển hình tiên tiến]\n"
    found = one(everything({"x.md": common, "y.md": common, "z.md": f"tags: [{typed}]\n"}))

    assert (str(found.place), found.code, found.is_error) == ("content/z.md:5:8", "K509", False)
    assert "'điển hình tiên tiến'" in found.message("vi")


def test_two_rare_tags_alike_may_both_be_meant() -> None:
    assert told(everything({"x.md": "tags: [Lê Văn Tám]\n", "y.md": "tags: [Lê Văn Tâm b]\n"})) == []


# ---------------------------------------------------------------- one event in two reports


def test_a_second_report_names_the_first() -> None:
    assert told(everything({"x.md": "", "y.md": "same_event: x\n"})) == []


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("khen-thuog-33", "khen-thuong-33"),
        ("khen-thuong33", "khen-thuong-33"),
        ("content/2024/khen-thuong-33.md", "khen-thuong-33"),
        # Of an article that was deleted, none that is left is the heir.
        ("khen-thuong-32", None),
        ("khen-thuong-33-tap-the", None),
        ("phen-thuong-33", None),
        ("zzz", None),
    ],
)
def test_a_report_that_is_not_there_is_told_with_the_nearest(value: str, wanted: str | None) -> None:
    all_ = everything({"2024/khen-thuong-33.md": "", "y.md": f"same_event: {value}\n"})

    assert one(all_).code == "K505"
    assert suggestion(all_) == wanted


def test_a_report_is_not_its_own_first_nor_that_of_a_second() -> None:
    assert told(everything({"x.md": "same_event: x\n"})) == ["x.md:5:13 K507"]
    assert told(everything({"x.md": "", "y.md": "same_event: x\n", "z.md": "same_event: y\n"})) == [
        "z.md:5:13 K507"
    ]
    assert told(everything({"x.md": "same_event: y\n", "y.md": "same_event: x\n"})) == [
        "x.md:5:13 K507",
        "y.md:5:13 K507",
    ]


def test_an_event_whose_first_report_is_a_draft_is_counted_nowhere() -> None:
    assert told(everything({"x.md": "draft: true\n", "y.md": "same_event: x\n"})) == ["y.md:5:13 K510"]
    assert told(everything({"x.md": "draft: true\n", "y.md": "same_event: x\ndraft: true\n"})) == []


def test_a_second_report_of_an_annulled_award_should_say_so() -> None:
    annulled = "status: annulled\nstatus_date: 2024-10\nstatus_note: Nhầm.\n"
    corrected = annulled.replace("annulled", "corrected")

    assert told(everything({"x.md": annulled, "y.md": "same_event: x\n"})) == ["y.md:5:13 K515"]
    assert told(everything({"x.md": annulled, "y.md": f"same_event: x\n{corrected}"})) == ["y.md:5:13 K515"]
    assert told(everything({"x.md": annulled, "y.md": f"same_event: x\n{annulled}"})) == []
    assert told(everything({"x.md": corrected, "y.md": "same_event: x\n"})) == []


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("total: {recipients: 9}\n", "total: {recipients: 9}\n", ["y.md:3:7 K506"]),
        ("total: {recipients: 9}\n", "total: {collectives: 4, individuals: 5}\n", ["y.md:3:7 K506"]),
        ("total: {recipients: 9}\n", "total: {recipients: 10}\n", []),
        ("", "", []),
        ("total: {recipients: 9}\n", "total: {recipients: 9}\nsame_event: x\n", []),
    ],
)
def test_two_files_of_one_day_place_and_number_are_likely_one_event(
    first: str, second: str, expected: list[str]
) -> None:
    assert told(everything({"x.md": first, "y.md": second})) == expected


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    "alias",
    ["/cu.html", "/thong-ke-cu.html", "/tinh/cu.html", "/bai-viet/2023/x.html", "/cu/"],
)
def test_a_former_address_of_ones_own_is_fine(alias: str) -> None:
    assert (
        told(everything({"x.md": f"aliases: [{alias}]\n"}, urls=["thong-ke.html", "tinh/index.html"])) == []
    )


@pytest.mark.parametrize(
    ("alias", "code"),
    [
        ("/thong-ke.html", "K504"),
        ("/Thong-Ke.html", "K504"),
        ("/tinh", "K504"),
        ("/tinh/", "K504"),
        ("/bai-viet/2024/y.html", "K504"),
        ("/bai-viet/2024/x.html", "K504"),
        ("/gioi-thieu.html", "K504"),
        ("/du-lieu/articles.json", "K511"),
        ("/thong-ke.html/cu.html", "K511"),
    ],
)
def test_a_former_address_hides_no_page(alias: str, code: str) -> None:
    files = {"x.md": f"aliases: [{alias}]\n", "y.md": "", "pages/gioi-thieu.md": "title: Giới thiệu\n"}
    all_ = everything(files, urls=["thong-ke.html", "tinh/index.html", "du-lieu/articles.json"])

    assert told(all_) == [f"x.md:5:11 {code}"]


def test_a_former_address_belongs_to_one_article() -> None:
    assert told(everything({"x.md": "aliases: [/a.html]\n", "y.md": "aliases: [/b.html, /A.html]\n"})) == [
        "y.md:5:20 K504"
    ]
    assert told(everything({"x.md": "aliases: [/a.html]\n", "y.md": "aliases: [/a.html/b.html]\n"})) == [
        "y.md:5:11 K511"
    ]


def test_a_plain_page_takes_no_address_of_the_site() -> None:
    assert told(everything({"pages/thong-ke.md": "title: T\n"}, urls=["thong-ke.html"])) == [
        "pages/thong-ke.md:1:1 K503"
    ]
    assert told(everything({"pages/a/x.md": "title: T\n", "pages/b/x.md": "title: T\n"})) == [
        "pages/b/x.md:1:1 K503"
    ]
    assert told(everything({"pages/thong-ke-2.md": "title: T\n"}, urls=["thong-ke.html"])) == []


# ---------------------------------------------------------------- links, files


@pytest.mark.parametrize(
    "files",
    [
        {"pages/gioi-thieu.md": f"title: A\n---\n{rules.SAMPLE_PAGE}: ai làm."},
        {"2024/a.md": "draft: true\n", "pages/gioi-thieu.md": f"title: A\n---\n{rules.SAMPLE_PAGE}."},
        {"2024/a.md": "", "pages/gioi-thieu.md": f"title: A\n---\nĐừng quên: {rules.SAMPLE_PAGE}."},
        {"2024/a.md": "---\nBài mẫu: cách viết một tin."},
    ],
)
def test_sample_words_where_nobody_reads_them_and_such_as_are_quoted_are_let_be(
    files: dict[str, str],
) -> None:
    assert told(everything(files)) == []


def test_sample_words_that_readers_would_see_are_told() -> None:
    files = {"2024/a.md": "", "pages/gioi-thieu.md": f"title: A\n---\n{rules.SAMPLE_PAGE}: ai làm."}

    assert told(everything(files)) == ["pages/gioi-thieu.md:1:1 K414"]


def test_links_that_lead_somewhere_are_let_be() -> None:
    body = "---\n[a](y.md) [b](../pages/g.md#x) [c](/thong-ke.html?a=b#c) [d](/cu.html) [e](nhap.md)\n"
    files = {
        "2024/x.md": body,
        "2024/y.md": "aliases: [/cu.html]\n",
        "2024/nhap.md": "draft: true\n",
        "pages/g.md": "title: G\n---\n## Tên {: #x }\n",
    }

    assert told(everything(files, urls=["thong-ke.html"])) == []


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("../2023/y.md", "y.md"),
        ("bai-vit.md", "../2023/bai-viet.md"),
        ("bai-viet-2.md", None),
        ("bai-viet-cu.md", None),
        ("bai-hiet.md", None),
        ("yy.md", None),
        ("/bai-viet/2019/bai-viet.html", "../2023/bai-viet.md"),
        ("zzzzzz.md", None),
        ("/zzzzzz.html", None),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_the_nearest_file(written: str, wanted: str | None) -> None:
    all_ = everything({"2024/x.md": f"---\nXem [a]({written})\n", "2024/y.md": "", "2023/bai-viet.md": ""})

    assert (str(one(all_).place), one(all_).code) == ("content/2024/x.md:7:9", "K401")
    assert suggestion(all_) == wanted


def test_photos_are_named_and_there() -> None:
    used = everything(
        {"2024/x.md": "photos: [{file: a.jpg, caption: C}]\n---\n![b](b.jpg)\n"},
        photos=["2024/a.jpg", "2024/b.jpg"],
    )

    assert told(used) == []


@pytest.mark.parametrize(
    ("beside", "expected", "wanted"),
    [
        ([], ["2024/x.md:5:17 K402"], None),
        (["2023/hoi-nghi.jpg"], ["2023/hoi-nghi.jpg:1:1 K403", "2024/x.md:5:17 K402"], None),
        (["2024/hoi-nghi.JPG"], ["2024/x.md:5:17 K402"], "hoi-nghi.JPG"),
        (["2024/hoi-nghi.jpeg"], ["2024/x.md:5:17 K402"], "hoi-nghi.jpeg"),
        (["2024/Hội nghị.jpg"], ["2024/x.md:5:17 K402"], "Hội nghị.jpg"),
        (["2024/hoi-nhi.png"], ["2024/x.md:5:17 K402"], "hoi-nhi.png"),
        (["2024/hoi-nghi-2.jpg"], ["2024/hoi-nghi-2.jpg:1:1 K403", "2024/x.md:5:17 K402"], None),
        (["2024/khac.png"], ["2024/khac.png:1:1 K403", "2024/x.md:5:17 K402"], None),
    ],
)
def test_a_photo_that_is_not_there_is_told_with_the_nearest(
    beside: list[str], expected: list[str], wanted: str | None
) -> None:
    all_ = everything({"2024/x.md": "photos: [{file: hoi-nghi.jpg, caption: C}]\n"}, photos=beside)
    found = next(p for p in rules.check(all_) if p.code == "K402")

    assert told(all_) == expected
    assert dict(found.values).get("suggestion") == wanted


def test_a_photo_is_not_to_be_deleted_while_one_of_its_folder_is_looked_for() -> None:
    photos = ["2024/hoi-nghi-2.jpg", "2023/thua.jpg"]
    all_ = everything({"2024/x.md": "photos: [{file: hoi-nghi-3.jpg, caption: C}]\n"}, photos=photos)
    hints = {p.place.file: p.hint("vi") for p in rules.check(all_) if p.code == "K403"}

    assert "nêu ảnh hoi-nghi-3.jpg mà không thấy" in hints["content/2024/hoi-nghi-2.jpg"]
    assert "hoặc xoá tệp" not in hints["content/2024/hoi-nghi-2.jpg"]
    assert "hoặc xoá tệp" in hints["content/2023/thua.jpg"]


@pytest.mark.parametrize(
    ("stray", "wanted"),
    [
        ("Bài.txt", "bai.md"),
        ("x.MD", "x.md"),
        ("x.markdown", "x.md"),
        ("bai5.md.txt", "bai5.md"),
        ("bai.5.MD.TXT", "bai-5.md"),
        ("x.md.docx", None),
        ("x.docx", None),
        ("README", None),
        ("txt", None),
    ],
)
def test_a_file_that_is_published_nowhere_is_told(stray: str, wanted: str | None) -> None:
    all_ = everything({}, strays=[stray])

    assert (one(all_).code, one(all_).is_error) == ("K119", False)
    assert suggestion(all_) == wanted


# ---------------------------------------------------------------- in a large archive


def test_twenty_thousand_articles_with_ten_thousand_tags_are_checked_within_seconds() -> None:
    (first,) = everything({"x.md": "tags: [a]\n"}).articles
    tag = first.tags[0]
    articles = tuple(
        Article(
            **{
                **{name: getattr(first, name) for name in Article.__slots__},
                "id": f"bai-{i}",
                "path": f"content/2024/bai-{i}.md",
                "tags": tuple(
                    type(tag)(f"chu-de-so-{n}-cua-kho", f"chủ đề số {n} của kho")
                    for n in (i % 10_000, i % 97)
                ),
            }
        )
        for i in range(20_000)
    )
    all_ = Everything(articles, (), frozenset(), {a.url: a.path for a in articles}, frozenset())
    started = time.process_time()

    assert rules.check(all_) == ()
    assert time.process_time() - started < 4


def test_many_broken_links_do_not_take_for_ever() -> None:
    files = {f"bai-so-{i}.md": "" for i in range(1500)}
    files["x.md"] = "---\n" + "".join(f"[a](bai-xo-{i}.md)\n\n" for i in range(800))
    all_ = everything(files)
    started = time.process_time()

    assert {p.code for p in rules.check(all_)} == {"K401"}
    assert time.process_time() - started < 8
