"""A report is the same in every alphabet and every kind of file it comes in."""

from __future__ import annotations

import html
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from bangvang import press
from bangvang.language import alphabets
from tests.press import CASES, reports
from tests.press.word_files import paragraph, word

TOLD = ("title", "date", "province", "awards", "total", "byline", "source", "photos")


def told(raw: bytes | str, name: str = "") -> dict[str, Any]:
    data = press.read(raw, name).as_data()
    return {key: data[key] for key in TOLD}


def in_tcvn3(text: str) -> bytes:
    letters = {shown: chr(code) for code, shown in alphabets.tcvn3_letters().items()}
    return "".join(letters.get(c, letters.get(c.lower(), c)) for c in text).encode(
        "latin-1", errors="replace"
    )


def in_vni(text: str) -> bytes:
    pairs = {shown: written for written, shown in alphabets.vni_pairs()[1].items()}
    return "".join(pairs.get(c, c) for c in text).encode("cp1252", errors="replace")


@pytest.mark.parametrize("file", reports(), ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_unicode_in_every_form_is_one_text(file: Path) -> None:
    text = file.read_text("utf-8-sig")
    expected = told(text)

    assert told(unicodedata.normalize("NFD", text).encode()) == expected
    assert told(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()) == expected
    assert told(text.encode("utf-16")) == expected
    assert told(text.encode("utf-16-be")) == expected


@pytest.mark.parametrize("write", [in_tcvn3, in_vni], ids=["tcvn3", "vni"])
def test_texts_of_the_old_fonts_are_read_as_the_font_shows_them(write: Any) -> None:
    # The quotes and dashes of Unicode are in neither font.
    text = (CASES / "01.txt").read_text("utf-8").translate(str.maketrans("“”–", '""-'))
    expected, read = told(text), told(write(text))

    assert [award["individuals"] for award in read["awards"]] == [
        award["individuals"] for award in expected["awards"]
    ]
    assert (read["date"], read["province"]) == (expected["date"], expected["province"])


def test_a_text_that_was_encoded_twice_is_read_as_it_was_before() -> None:
    text = (CASES / "01.txt").read_text("utf-8")
    twice = text.encode().decode("latin-1")

    assert told(twice.encode()) == told(twice) == told(text)


def page(title: str, text: str) -> bytes:
    """The report as a newspaper's site has it, between a menu and what else is new."""
    paragraphs = "".join(f"<p>{html.escape(line)}</p>\n" for line in text.split("\n") if line.strip())
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        "</head>"
        '<body><nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/a">Thời sự</a></li></ul></nav>'
        f"<main><article><h1>{html.escape(title)}</h1>{paragraphs}</article></main>"
        '<aside><h3>Tin liên quan</h3><ul><li><a href="/x">UBND tỉnh tặng Bằng khen cho 99 tập thể</a></li>'
        "</ul></aside><footer>Bản quyền thuộc về toà soạn</footer></body></html>"
    ).encode()


@pytest.mark.parametrize("file", reports()[::4], ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_word_file_gives_what_its_text_gives(file: Path) -> None:
    # In Word a paragraph is one line; a narrow window broke none.
    lines = [line for line in file.read_text("utf-8-sig").split("\n") if line.strip()]
    expected = told("\n\n".join(lines))
    read = told(word("".join(paragraph(html.escape(line)) for line in lines)), "tin.docx")

    assert read == expected


@pytest.mark.parametrize("number", ["01", "02", "05", "09", "13", "21"])
def test_a_saved_page_gives_what_its_text_gives_and_nothing_of_what_stands_around(number: str) -> None:
    text = (CASES / f"{number}.txt").read_text("utf-8-sig")
    expected = told(text)
    read = told(page(expected["title"], text), "trang.html")

    assert read["awards"] == expected["awards"]
    assert (read["title"], read["date"]) == (expected["title"], expected["date"])
