"""Share images: what stands for an article where it is shared."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFont

from bangvang.archive.model import Count, Total
from bangvang.site import glyphs, share_cards, share_images
from bangvang.site.cards import total_label
from tests import samples
from tests.conftest import ROOT, MakeSite, read_files
from tests.samples import BASE_URL, award, build, config, parsed, written

FONTS = sorted((ROOT / "bangvang/site/fonts").glob("*.ttf"))
BASES = "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz"
MARKS = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = "".join(
    letter + letter.upper()
    for base in BASES
    for mark in (MARKS if base in "aăâeêioôơuưy" else ("",))
    for letter in [unicodedata.normalize("NFC", base + mark)]
)
TITLES = st.lists(
    st.text(st.sampled_from(LETTERS + "0123456789.,“”–-"), min_size=1, max_size=14), min_size=1, max_size=40
).map(" ".join)


def opened(raw: bytes) -> Image.Image:
    return Image.open(io.BytesIO(raw)).convert("RGB")


def pictures(folder: Path) -> list[str]:
    output = folder / "output"
    return sorted(file.relative_to(output).as_posix() for file in output.rglob("chia-se.*.png"))


def named(folder: Path, page: str) -> str:
    """The picture that a page names, below output/."""
    html = (folder / "output" / page).read_text("utf-8")
    found = re.search(r'property="og:image" content="([^"]*)"', html)
    assert found is not None
    assert found[1].startswith(BASE_URL)
    return found[1].removeprefix(BASE_URL)


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_the_faces_have_every_letter_of_vietnamese(font: Path) -> None:
    face = ImageFont.truetype(font, 40, layout_engine=ImageFont.Layout.BASIC)
    absent = bytes(face.getmask("\ue000"))
    lacking = [c for c in LETTERS + "0123456789–—“”‘’…«»·₫()/%" if bytes(face.getmask(c)) == absent]

    assert lacking == []
    assert len({bytes(face.getmask(c)) for c in LETTERS}) == len(set(LETTERS))


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_which_letters_a_face_has_is_known_without_loading_it(font: Path) -> None:
    face = ImageFont.truetype(font, 40, layout_engine=ImageFont.Layout.BASIC)
    absent = (bytes(face.getmask("\ue000")), face.getlength("\ue000"))
    letters = [c for c in map(chr, range(0x20, 0x3000)) if not c.isspace() and c.isprintable()]
    has = [c for c in letters if (bytes(face.getmask(c)), face.getlength(c)) != absent]
    known = glyphs.has_sans if "Pro" in font.stem else lambda c: not glyphs.lacking(c)

    assert [c for c in letters if known(c)] == has


def test_letters_of_the_central_highlands_are_drawn_in_a_face_that_has_them() -> None:
    words = "Buôn Ƀuôr, ƀuôn Kŏ Ĕa Ĭñ"

    assert share_cards.ShareCard(words, "", words).lacking == ""
    assert share_images._plain("Kon Tum") != share_images._plain(words)


def test_an_article_whose_letters_cannot_be_drawn_has_the_picture_of_the_site(site: MakeSite) -> None:
    made = site(
        {
            "config.yaml": config(share_images=5, title="Kho 🏅"),
            "content/a.md": written("Vinh danh 天安"),
            "content/b.md": written("Vinh danh Ê Đê"),
        }
    )
    report = build(made)

    assert [(p.code, p.place.file, dict(p.values)["letters"]) for p in report.problems] == [
        ("K418", "config.yaml", "🏅"),
        ("K418", "content/a.md", "天安"),
    ]
    assert named(made, "bai-viet/2024/a.html") == named(made, "index.html")
    assert named(made, "bai-viet/2024/b.html") in pictures(made)
    assert len(pictures(made)) == 2
    assert samples.codes(build(site({"config.yaml": config(share_images=0, title="Kho 🏅")}))) == []


def test_the_faces_are_small_and_have_their_licences() -> None:
    licences = [font.parent / f"{font.stem.partition('-')[0]}-OFL.txt" for font in FONTS]

    assert sum(font.stat().st_size for font in FONTS) < 300_000
    assert all("SIL Open Font License, Version 1.1" in file.read_text("utf-8") for file in licences)


@given(TITLES, st.sampled_from([36, 64]), st.integers(300, 1016))
def test_a_wrapped_title_keeps_every_word_and_its_room(title: str, size: int, room: int) -> None:
    font = share_images._face("NotoSerif-SemiBold.ttf", size)
    lines = share_images.wrap(title, font, room)

    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    assert all(font.getlength(line) <= room for line in lines)


def test_lines_are_even_and_a_number_stays_with_what_it_counts() -> None:
    font = share_images._face("NotoSerif-SemiBold.ttf", 53)
    title = "Khen thưởng tập thể, cá nhân trong phong trào toàn dân bảo vệ an ninh, giai đoạn 2019 – 2024"
    widths = [font.getlength(line) for line in share_images.wrap(title, font)]
    numbered = share_images.wrap("Hội nghị tuyên dương và trao Giấy khen cho 1.250 tập thể", font, 560)

    assert min(widths) > 0.6 * max(widths)
    assert not any(line.endswith("1.250") for line in numbered)


@pytest.mark.parametrize(
    "title",
    ["Ngắn", "Khen thưởng " * 60, "Khôngmộtdấucáchnào" * 30, "", "ẪỄỖ ẴẶ ứữự"],
    ids=["short", "very long", "one word", "empty", "marks"],
)
def test_any_title_gives_a_picture_of_the_right_size_and_weight(title: str) -> None:
    raw = share_images.draw("Bảng Vàng", title, "ít nhất 4.701 tập thể", "Kon Tum · ngày 5/6/2024 " * 9)
    image = opened(raw)

    assert image.size == (1200, 630)
    assert len(raw) <= 100_000
    # Nothing runs over the frame.
    assert {image.getpixel((x, y)) for x in (10, 1190) for y in range(0, 630, 7)} == {(22, 33, 44)}


def test_the_same_words_give_the_same_bytes_and_other_words_others() -> None:
    card = ("Khen thưởng", "3 cá nhân", "Kon Tum")

    assert share_images.draw("Kho", *card) == share_images.draw("Kho", *card)
    assert (
        len(
            {
                share_images.draw(*args)
                for args in (("Kho", *card), ("Bảng Vàng", *card), ("Kho", "Khen", "", ""))
            }
        )
        == 3
    )


@pytest.mark.parametrize(
    ("total", "label"),
    [
        (Total(Count(3, 6), stated=True), "3 tập thể, 6 cá nhân"),
        (Total(Count(None, 1250)), "1.250 cá nhân"),
        (Total(Count(0, 6)), "6 cá nhân"),
        (Total(Count(None, 0)), "0 cá nhân"),
        (Total(Count(None, None, 0)), "0 hộ gia đình"),
        (Total(Count(0, 0)), "0 tập thể, 0 cá nhân"),
        (Total(Count(recipients=0)), "0 tập thể, cá nhân"),
        (Total(Count(2, 1), at_least=True), "ít nhất 2 tập thể, 1 cá nhân"),
        (Total(Count(2), at_least=True, approx=True, stated=True), "khoảng 2 tập thể"),
        (Total(Count()), "không nêu số lượng"),
    ],
)
def test_totals_are_told_as_on_the_page(total: Total, label: str) -> None:
    assert total_label(samples.site(), total) == label


def test_an_article_of_unknown_number_says_nothing_of_it() -> None:
    unknown = share_cards.of_article(samples.site(), parsed(written("Biểu dương", awards=[award()])))
    seven = written("Biểu dương", awards=[award(individuals=7)])
    known = share_cards.of_article(samples.site(), parsed(seven))

    assert (unknown.number, known.number) == ("", "7 cá nhân")
    assert known.facts == "Kon Tum · ngày 5/6/2024"


def test_pages_name_their_picture_and_the_newest_articles_have_their_own(site: MakeSite) -> None:
    files: dict[str, str | bytes | None] = {
        f"content/bai-{n}.md": written(f"Bài {n}", date=f"2024-01-0{n}") for n in range(1, 6)
    }
    folder = site({"config.yaml": config(share_images=2), **files})
    assert build(folder).ok
    general = named(folder, "index.html")

    assert [named(folder, f"bai-viet/2024/bai-{n}.html") == general for n in range(1, 6)] == [True] * 3 + [
        False
    ] * 2
    assert len(pictures(folder)) == 3
    for page in ("index.html", "thong-ke.html", "bai-viet/2024/bai-5.html"):
        assert opened((folder / "output" / named(folder, page)).read_bytes()).size == (1200, 630)


@pytest.mark.parametrize("settings", [{"base_url": None}, {"share_images": 0}])
def test_no_picture_is_drawn_that_nobody_could_ask_for(site: MakeSite, settings: dict[str, object]) -> None:
    folder = site({"config.yaml": config(**settings), "content/bai.md": written()})
    assert build(folder).ok

    assert pictures(folder) == []
    assert "og:image" not in (folder / "output/bai-viet/2024/bai.html").read_text("utf-8")


def test_only_what_a_picture_says_draws_it_again(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    draw = share_images.draw

    def counted(name: str, title: str, number: str, facts: str) -> bytes:
        drawn.append(title)
        return draw(name, title, number, facts)

    monkeypatch.setattr(share_images, "draw", counted)
    folder = site({"content/a.md": written("Bài a"), "content/b.md": written("Bài b", date="2024-02-01")})
    assert build(folder).ok
    first = pictures(folder)
    drawn.clear()
    site({"content/a.md": written("Bài a", body="Thân bài khác.")})
    assert build(folder).ok
    assert drawn == []
    site({"content/a.md": written("Bài mới a")})
    assert build(folder).ok

    assert drawn == ["Bài mới a"]
    assert len(set(first) & set(pictures(folder))) == 2
    assert len(pictures(folder)) == 3


def test_the_pictures_of_a_build_do_not_depend_on_how_many_processes_make_it(site: MakeSite) -> None:
    one = site({"content/a.md": written("Bài a")}, name="mot")
    other = site({"content/a.md": written("Bài a")}, name="hai")

    assert build(one, jobs=1).ok
    assert build(other, jobs=3).ok
    assert read_files(one / "output") == read_files(other / "output")


def test_machines_are_told_the_picture_that_stands_for_an_article(site: MakeSite) -> None:
    folder = site(
        {
            "config.yaml": config(share_images=1),
            **{f"content/bai-{n}.md": written(f"Bài {n}", date=f"202{n}-01-01") for n in (3, 4)},
        }
    )
    assert build(folder).ok
    own, without = ((folder / f"output/bai-viet/202{n}/bai-{n}.html").read_text("utf-8") for n in (4, 3))

    assert f'"image":"{BASE_URL}{named(folder, "bai-viet/2024/bai-4.html")}"' in own
    assert '"image"' not in without
