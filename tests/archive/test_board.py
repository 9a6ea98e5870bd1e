"""The golden board: who is on it, as what, and under which letter."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangvang.archive import board, recipients
from bangvang.archive.board import Entry
from bangvang.archive.model import Article
from bangvang.language import text
from bangvang.site import board_pages
from tests import samples
from tests.conftest import MakeSite

ANNULLED = {"status": "annulled", "status_date": "2024-09", "status_note": "Kê khai sai."}


def honoured(*names: str, name: str = "bai", **keys: Any) -> Article:
    """An article with one award to these names."""
    award = samples.award(names=list(names))
    return samples.parsed(samples.written(awards=[award], **keys), name)


def named(*articles: Article, kind: str = "persons") -> list[str]:
    """The board's names of one kind, in its order."""
    return [entry.name for entry in board.entries(articles) if entry.kind == kind]


def entry(*articles: Article) -> Entry:
    """The only entry of a board."""
    (found,) = board.entries(articles)
    return found


# ---- who is what


@pytest.mark.parametrize(
    "written",
    [
        "Đoàn Văn Hậu",  # a surname that also opens "Đoàn Thanh niên"
        "Trương Thị Mai",  # not "Trường"
        "Y Phương",
        "H'Hen Niê",
        "Ksor H'Lan",
        "Hà Thị Ba",
        "Hồ Văn Ban",
        "Bùi Thôn",
        "Tô",
    ],
)
def test_a_capitalised_name_is_a_person(written: str) -> None:
    assert recipients.read(written).kind == "persons"


@pytest.mark.parametrize(
    "written",
    [
        "Đoàn Thanh niên xã Ia Chim",
        "Trường THPT Kon Tum",
        "Công an xã X",
        "CÔNG AN TỈNH",
        "UBND phường Quang Trung",
        "Uỷ ban MTTQ Việt Nam huyện Đăk Hà",
        "Ủy ban MTTQ Việt Nam huyện Đăk Hà",
        "Hội LHPN xã A",
        "Chi hội Phụ nữ thôn 3",
        "Tập thể lớp 12A1",
        "Tổ 5",
        "Đội xung kích",
        "Nhân dân và cán bộ xã B",
        "Mái ấm tình thương",
    ],
)
def test_a_unit_is_a_collective(written: str) -> None:
    assert recipients.read(written).kind == "collectives"


@pytest.mark.parametrize("written", ["Hộ ông Nguyễn Văn Ba", "Gia đình bà Lê Thị Tư, xã C", "hộ Y Mai"])
def test_a_household_is_neither(written: str) -> None:
    assert recipients.read(written).kind == "households"


@pytest.mark.parametrize(
    ("written", "own", "more"),
    [
        ("Nguyễn Văn A", "Nguyễn Văn A", ""),
        ("ông Nguyễn Văn A", "Nguyễn Văn A", ""),
        ("Đại úy Nguyễn Văn A", "Nguyễn Văn A", "Đại úy"),
        ("Đồng chí Thượng tá Nguyễn Văn A, Công an huyện B", "Nguyễn Văn A", "Thượng tá, Công an huyện B"),
        ("Nguyễn Văn A (thôn 3, xã B)", "Nguyễn Văn A", "thôn 3, xã B"),
        ("Nguyễn Văn A – Chi hội trưởng", "Nguyễn Văn A", "Chi hội trưởng"),
        ("PGS.TS. Nguyễn Văn A", "Nguyễn Văn A", "PGS.TS."),
        ("  Nguyễn   Văn A ", "Nguyễn Văn A", ""),
    ],
)
def test_rank_and_place_are_kept_beside_the_name(written: str, own: str, more: str) -> None:
    name = recipients.read(written)

    assert (name.own, name.more) == (own, more)


@pytest.mark.parametrize("written", ["Ông", "Anh", "Cụ"])
def test_a_courtesy_alone_is_the_name(written: str) -> None:
    assert recipients.read(written).own == written


@given(st.text(min_size=1))
def test_any_text_can_be_read(written: str) -> None:
    name = recipients.read(written)

    assert name.kind in recipients.KINDS
    if written.strip():
        assert name.own


# ---- order and letters


def test_persons_stand_under_their_given_names_and_collectives_under_their_first_word() -> None:
    article = honoured("Nguyễn Văn Bình", "Trần Thị Ánh", "Công an xã An Bình", "Lê Văn Đức")

    assert [(found.name, found.initial) for found in board.entries([article])] == [
        ("Trần Thị Ánh", "A"),
        ("Nguyễn Văn Bình", "B"),
        ("Lê Văn Đức", "Đ"),
        ("Công an xã An Bình", "C"),
    ]


def test_letters_follow_the_vietnamese_alphabet() -> None:
    article = honoured("Lê Ý", "Lê Ơn", "Lê Ôn", "Lê On", "Lê Đông", "Lê Dông", "Lê Ấn", "Lê Ăn", "Lê An")

    assert named(article) == [
        "Lê An", "Lê Ăn", "Lê Ấn", "Lê Dông", "Lê Đông", "Lê On", "Lê Ôn", "Lê Ơn", "Lê Ý",
    ]  # fmt: skip


def test_one_given_name_is_ordered_by_the_whole_name() -> None:
    assert named(honoured("Trần Hà", "Cao Hà", "Đinh Hà")) == ["Cao Hà", "Đinh Hà", "Trần Hà"]


def test_letters_that_differ_by_a_mark_have_addresses_of_their_own() -> None:
    letters = [text.initial(letter) for letter in "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz3"]
    slugs = [board.letter_slug(letter) for letter in letters]

    assert len(set(slugs)) == len(letters)
    assert all(re.fullmatch(r"[a-z]+", slug) for slug in slugs)


# ---- what is not on it


def test_names_of_an_annulled_award_are_not_honoured() -> None:
    kept, annulled = honoured("Lê An"), honoured("Lê Bình", name="b", **ANNULLED)

    assert named(kept, annulled) == ["Lê An"]


def test_a_corrected_award_is_honoured_and_marked(site: MakeSite) -> None:
    file = samples.written(awards=[samples.award(names=["Lê An"])], status="corrected")
    folder = site({"content/bai.md": file})

    assert samples.build(folder).ok
    assert "mark-corrected" in read(folder, "vinh-danh/ca-nhan/a.html")


def test_a_second_report_honours_nobody_twice_but_may_add_names() -> None:
    first = honoured("Lê An", name="dau")
    second = honoured("LÊ  AN", "Lê Bình", name="hai", same_event="dau", date="2024-06-04")
    found = {entry.name: [h.article.id for h in entry.honours] for entry in board.entries([second, first])}

    assert found == {"Lê An": ["dau"], "Lê Bình": ["hai"]}


def test_a_second_report_of_an_annulled_award_honours_nobody() -> None:
    first = honoured("Lê An", name="dau", **ANNULLED)

    assert named(first, honoured("Lê An", "Lê Bình", name="hai", same_event="dau")) == []


@pytest.mark.parametrize(
    "entry",
    [
        samples.award(names=[{"name": "Lê An", **ANNULLED}, "Lê Chi"]),
        samples.award(names=["Lê An", "Lê Chi"], **ANNULLED),
    ],
    ids=["a name", "an entry"],
)
def test_a_second_report_brings_no_annulled_name_back(entry: dict[str, Any]) -> None:
    other = samples.award("Giấy khen", names=["Lê Chi"])
    first = samples.parsed(samples.written(awards=[entry, other]), "dau")
    second = honoured("Lê An", "Lê Bình", "Lê Chi", name="hai", same_event="dau")
    elsewhere = honoured("Lê An", name="ba", date="2025-01-02")

    assert named(first, second) == ["Lê Bình", "Lê Chi"]
    assert named(first, second, elsewhere) == ["Lê An", "Lê Bình", "Lê Chi"]


def test_two_events_are_two_honours_newest_first() -> None:
    older, newer = honoured("Lê An", name="cu", date="2023"), honoured("Lê An", name="moi", date="2024")

    assert [honour.article.id for honour in entry(older, newer).honours] == ["moi", "cu"]


def test_two_forms_of_one_event_are_two_honours() -> None:
    awards = [samples.award(form, names=["Lê An"]) for form in ("Bằng khen", "Giấy khen")]
    article = samples.parsed(samples.written(awards=awards))

    assert [honour.entry for honour in entry(article).honours] == [0, 1]


def test_spellings_of_one_name_share_an_entry() -> None:
    articles = [honoured("Lê Hòa", name="a", date="2023"), honoured("LÊ HOÀ", name="b", date="2024")]

    assert len(entry(*articles).honours) == 2


def test_a_draft_honours_nobody() -> None:
    assert named(honoured("Lê An", draft=True, name="nhap")) == []


# ---- pages


def read(folder: Path, url: str) -> str:
    return (folder / "output" / url).read_text(encoding="utf-8")


def test_a_name_leads_to_its_article_with_form_and_date(site: MakeSite) -> None:
    file = samples.written("Khen thưởng người tốt", awards=[samples.award(names=["Lê Đức"])])
    folder = site({"content/nguoi-tot.md": file})

    assert samples.build(folder).ok
    page = read(folder, "vinh-danh/ca-nhan/dd.html")
    assert '<a href="../../bai-viet/2024/nguoi-tot.html">Khen thưởng người tốt</a>' in page
    assert "Bằng khen</a>" in page
    assert "5/6/2024" in page
    assert 'href="ca-nhan/dd.html"' in read(folder, "vinh-danh/index.html").replace("../vinh-danh/", "")


def test_the_names_of_an_article_lead_to_their_entries(site: MakeSite) -> None:
    # Two households that one address would name alike, and a name that a second report repeats.
    names = ["Nguyễn Văn An", "hộ ông Bắc", "hộ ông Bạc"]
    first = samples.written(awards=[samples.award(names=names)])
    second = samples.written(same_event="mot", awards=[samples.award(names=["Nguyễn Văn An"])])
    gone = samples.written(awards=[samples.award(names=["Lê Thị Bình"])], **ANNULLED)
    folder = site({"content/mot.md": first, "content/hai.md": second, "content/ba.md": gone})
    assert samples.build(folder).ok

    found = dict(
        re.findall(
            r'<a href="../../(vinh-danh/[^"]+#[^"]+)">([^<]+)</a>', read(folder, "bai-viet/2024/mot.html")
        )
    )
    assert list(found.values()) == names
    for address, name in zip(found, names, strict=True):
        url, _, anchor = address.partition("#")
        assert f'<li id="{anchor}"><h2>{name}</h2>' in read(folder, url)
    again = read(folder, "bai-viet/2024/hai.html")
    assert next(iter(found)) in again
    assert "<span data-search>Lê Thị Bình</span>" in read(folder, "bai-viet/2024/ba.html")


def test_an_archive_without_names_says_so(site: MakeSite) -> None:
    folder = site({"content/bai.md": samples.written()})

    assert samples.build(folder).ok
    assert "Chưa có bài nào liệt kê tên" in read(folder, "vinh-danh/index.html")
    assert list((folder / "output/vinh-danh").iterdir()) == [folder / "output/vinh-danh/index.html"]


def test_a_long_letter_goes_on_and_every_name_is_on_one_of_its_pages(site: MakeSite) -> None:
    names = [f"Lê {chr(ord('A') + i // 26)}{chr(ord('a') + i % 26)} An" for i in range(board_pages.PART + 20)]
    folder = site({"content/bai.md": samples.written(awards=[samples.award(names=names)])})

    assert samples.build(folder).ok
    pages = [read(folder, f"vinh-danh/ca-nhan/{name}.html") for name in ("a", "a/trang-2")]
    shown = [re.findall(r"<h2>(.*?)</h2>", page) for page in pages]
    assert [len(part) for part in shown] == [board_pages.PART, 20]
    assert shown[0] + shown[1] == sorted(names)
    assert "a/trang-2.html" in pages[0]


def test_a_new_name_changes_the_pages_of_its_letter_only(site: MakeSite) -> None:
    first = samples.written(awards=[samples.award(names=["Lê An", "Lê Bình"])])
    second = samples.written(date="2023-01-01", province="Quảng Nam", awards=[samples.award(names=["Vũ An"])])
    folder = site({"content/bai.md": first})
    samples.build(folder)
    other = (folder / "output/vinh-danh/ca-nhan/b.html").stat().st_mtime_ns

    assert samples.build(site({"content/hai.md": second})).ok
    assert "Vũ An" in read(folder, "vinh-danh/ca-nhan/a.html")
    assert (folder / "output/vinh-danh/ca-nhan/b.html").stat().st_mtime_ns == other
