"""Letters that readers cannot read are told with what they would say; those of other languages let alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bangvang.archive.model import Source
from bangvang.language import alphabets, text
from bangvang.sources import letters
from tests.conftest import ROOT

SAID = "Chủ tịch UBND thành phố Huế tặng Bằng khen cho các tập thể, cá nhân; ông Lê Văn Quý được biểu dương."


def told(typed: str) -> list[tuple[int, str, dict[str, str]]]:
    found = letters.unreadable(Source("content/a.md", text.clean(typed), "", typed))
    return [(item.place.line, item.code, dict(item.values)) for item in found]


def in_tcvn3(said: str) -> str:
    codes = {shown: chr(code) for code, shown in alphabets.tcvn3_letters().items()}
    return "".join(codes.get(c, c) for c in said)


def in_vni(said: str) -> str:
    pairs = {shown: written for written, shown in alphabets.vni_pairs()[1].items()}
    return "".join(pairs.get(c, c) for c in said)


def twice(said: str) -> str:
    # A browser shows the bytes that Windows' table lacks as the controls they are in Latin-1.
    return "".join(alphabets._SHOWN.get(byte, chr(byte)) for byte in said.encode())


@pytest.mark.parametrize(
    ("kind", "write"),
    [("twice", twice), ("tcvn3", in_tcvn3), ("vni", in_vni)],
    ids=lambda part: str(part)[:8],
)
def test_a_line_in_the_wrong_alphabet_is_told_with_what_it_would_say(kind: str, write: object) -> None:
    assert callable(write)
    typed = f"Dòng đọc được.\n\n{write(SAID)}\n"

    [(line, code, values)] = told(typed)

    assert (line, code, values["meant"]) == (3, "K130", SAID)
    assert values["alphabet"].endswith(f"alphabet_{kind}")


@pytest.mark.parametrize(
    "typed",
    [
        "Hà Nam",
        "Ông Müller và bà Noël thăm São Paulo, Zürich, Málaga, Köln, Curaçao.",
        "Müller, Noël, São Paulo, Zürich, Málaga, Köln, Curaçao, naïve café",
        "À la fête nationale, les élèves français ont reçu des médailles où qu’ils fussent.",
        "Fußgängerübergänge für Schüler in Österreich",
        "El niño comió piñas en Perú; ¿qué más? ¡Olé!",
        "«Giá»… “Ở THỊ XÔ, “THỊ XÔ, Â “CHÍN”",
        "“THỊ XÔ",
        "25 °C, 3 m², ½ giờ, §4, ±5%, ©2024, 10 µm, a·b",
        "cà phê, bánh mì, tôi là bé, cá kho, hô to",
        "Ä ö ü ß",
        "Bà Noël",
        "René, Chloé, Zoé, Anaïs, Loïc, Gaëlle, Jérôme, François Côté",
        "Jürgen Klinsmann và Björn Borg",
        "Krông Búk, Krông Pa, Y Blôm",
        "Citroën, Nestlé, L'Oréal, Hermès, Pokémon, Škoda",
        "hà hà, cô cô, là là, dì dì, ồ",
    ],
)
def test_what_is_written_right_is_let_alone(typed: str) -> None:
    assert told(typed) == []
    assert told(f"{typed}\n{typed}\n{typed}\n") == []


@pytest.mark.parametrize(
    "file",
    [
        *(ROOT / "tests/prose").glob("*.txt"),
        *(ROOT / "docs").glob("huong-dan*.md"),
        *ROOT.glob("content/**/*.md"),
    ],
    ids=lambda file: file.stem,
)
def test_nothing_is_told_of_prose_as_it_is_written(file: Path) -> None:
    assert told(file.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("NguyÔn V¨n Hïng", "Nguyễn Văn Hùng"),
        ("Nguyeãn Vaên Huøng", "Nguyễn Văn Hùng"),
        ("OÂng Nguyeãn Vaên A", "Ông Nguyễn Văn A"),
        ("LÔ trao gi¶i", "Lễ trao giải"),
        ("Saùng 19/9, taïi thaønh phoá Kon Tum", "Sáng 19/9, tại thành phố Kon Tum"),
        ("Traàn Thò Myõ Duyeân, thoân 3", "Trần Thị Mỹ Duyên, thôn 3"),
        ("Khen thÆ°á»Ÿng", "Khen thưởng"),
        ("Khen th\u00adëng", "Khen thưởng"),
        # What both fonts could be is what says everyday words.
        ("Coâng an tænh Quaûng Nam taëng Baèng khen", "Công an tỉnh Quảng Nam tặng Bằng khen"),
        (
            "Phong traøo toaøn daân baûo veä an ninh Toå quoác",
            "Phong trào toàn dân bảo vệ an ninh Tổ quốc",
        ),
    ],
)
def test_one_short_line_among_others_is_told(typed: str, meant: str) -> None:
    found = told(f"Công an tỉnh khen thưởng.\n\n{typed}\n\nBà Noël ở Zürich được biểu dương.\n")

    assert [(line, values["meant"]) for line, _, values in found] == [(3, meant)]


def test_a_word_encoded_twice_within_a_line_that_was_not_is_told() -> None:
    [(line, code, values)] = told("Công an tỉnh.\n\nChủ tịch khen thÆ°á»Ÿng cá nhân.\n\nBà Å, Æon, á, º.\n")

    assert (line, code, values["meant"]) == (3, "K130", "Chủ tịch khen thưởng cá nhân.")


def test_a_title_of_two_words_that_was_encoded_twice_is_told() -> None:
    assert [(line, values["meant"]) for line, _, values in told("---\ntitle: Biá»ƒu dÆ°Æ¡ng\n---\n")] == [
        (2, "title: Biểu dương")
    ]


def test_lines_are_counted_as_the_cleaned_text_has_them() -> None:
    # U+0085 and U+2028 are line ends.
    typed = f"{twice('Nguyễn Văn Ễ, lễ, biểu dương')}\u0085\r\n\u2028\r\n{twice('khen thưởng cả hội')}\r\n"
    clean = text.clean(typed).split("\n")

    assert [clean[line - 1][:3] for line, *_ in told(typed)] == ["Ngu", "khe"]


@pytest.mark.parametrize(
    ("typed", "word", "meant"),
    [
        ("Biểu dương. BI\ufffdU DƯƠNG", "BI\ufffdU", "BIỂU"),
        ("Biểu dương. Bi\ufffd\ufffd\ufffdu dương", "Bi\ufffdu", "Biểu"),
        ("Biểu, biếu. Bi\ufffdu dương", "Bi\ufffdu", None),  # either may have stood there
        ("Biu. Bi\ufffdu", "Bi\ufffdu", None),
        ("Văn \ufffd", "\ufffd", None),
        ("Bieu. Bi\ufffdu", "Bi\ufffdu", None),  # plain letters are not lost
    ],
)
def test_a_lost_letter_is_told_with_the_word_if_there_is_only_one(
    typed: str, word: str, meant: str | None
) -> None:
    [(_, code, values)] = told(typed)

    assert (code, values["word"], values.get("suggestion")) == ("K131", word, meant)


@pytest.mark.parametrize(
    ("typed", "word", "meant"),
    [
        ("Khen th??ng cho các t?p th?, cá nhân", "th??ng", "thưởng"),
        ("Ch? t?ch ?y ban nhân dân t?nh", "t?ch", None),
        ("Khen thuong t?p th? c?a t?nh", "t?p", "tập"),
    ],
)
def test_question_marks_in_place_of_letters_are_told(typed: str, word: str, meant: str | None) -> None:
    [(line, code, values)] = told(f"Công an tỉnh khen thưởng.\n\n{typed}\n")

    assert (line, code, values["word"], values["sign"]) == (3, "K131", word, "?")
    assert values.get("suggestion") == meant


@pytest.mark.parametrize(
    "typed",
    [
        "Ai?Cái gì?ở đâu?thế nào? Vì sao?",
        "https://a.vn/b?c=d&e?f và www.b.vn/?x?y",
        "Ai là người t?t?",
        "? ?? Sao? Thế à?! (ai?) “gì?”, a?b",
        "f(x)=? y=?; x?y:z",
    ],
)
def test_what_is_asked_is_no_lost_letter(typed: str) -> None:
    assert told(f"Công an tỉnh khen thưởng.\n\n{typed}\n") == []


@pytest.mark.parametrize(
    "piece", ["t?p ", "?", "à", "BiÓu d­¬ng ", "\ufffd", "a\ufffd", "Ã", "á»", "à\n", "\ufffd\n", "BiÓu\n"]
)
def test_long_texts_take_time_as_their_length_does(piece: str) -> None:
    def seconds(times: int) -> float:
        start = time.perf_counter()
        told(piece * times)
        return time.perf_counter() - start

    seconds(100)
    assert seconds(16_000) < 40 * seconds(2_000) + 0.05
