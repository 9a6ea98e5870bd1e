"""What is pasted at the desk: every number and name of it, where it belongs, and nothing else."""

from __future__ import annotations

import pytest

from tests.browser.hand import Hand, wait


def word(sign: str, words: str) -> str:
    """A list item as Word puts it on the clipboard."""
    gap = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span>"
    return (
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
        f"<span style='mso-list:Ignore'>{sign}{gap}</span><![endif]>{words}</p>"
    )


ITEM = "<p class=MsoListParagraph>{}</p>"
HTML = {
    "a count that begins an item": (
        ITEM.format("·&nbsp; 12 tập thể, 30 cá nhân"),
        "- 12 tập thể, 30 cá nhân",
    ),
    "a count with a nought": (ITEM.format("06 tập thể (2020 - 2024)"), "- 06 tập thể (2020 - 2024)"),
    "a thousand": (ITEM.format("1.024 hộ gia đình"), "- 1.024 hộ gia đình"),
    "a word that begins like a sign": (ITEM.format("oanh liệt"), "- oanh liệt"),
    "a sign that is a letter": (ITEM.format("o&nbsp;&nbsp; mục"), "- mục"),
    "a count after a typed number": (ITEM.format("2. 8 tập thể"), "2. 8 tập thể"),
    "a sign that Word names": (word("·", "12 tập thể") + word("·", "-5 độ"), "- 12 tập thể\n- -5 độ"),
    "numbers that Word names": (word("2.", "8 tập thể") + word("3.", "9 hộ"), "2. 8 tập thể\n3. 9 hộ"),
    "a letter that Word names": (word("a)", "8 tập thể"), "- a) 8 tập thể"),
    "a number before a dot": ("<p>2024. Năm của 30 tập thể</p>", "2024\\. Năm của 30 tập thể"),
    "a list that begins later": ("<ol start=4><li>8 tập thể</li><li>9</li></ol>", "4. 8 tập thể\n5. 9"),
    "words like marks": (
        "<p># Không phải đề mục, _gạch_ [x](y)</p>",
        "\\# Không phải đề mục, \\_gạch\\_ \\[x\\](y)",
    ),
    "a price in a word": ("<p>A*B</p>", "A\\*B"),
    "a cell over two rows": (
        "<table><tr><td>TT</td><td>Xã</td><td>Số</td></tr><tr><td rowspan=2>1</td><td>A</td><td>3</td></tr>"
        "<tr><td>B</td><td>4</td></tr></table>",
        "| TT | Xã | Số |\n| --- | --- | --- |\n| 1 | A | 3 |\n|  | B | 4 |",
    ),
    "a cell over two columns": (
        "<table><tr><td colspan=2>Đơn vị</td><td>Số</td></tr><tr><td>1</td><td>A</td><td>3</td></tr></table>",
        "| Đơn vị |  | Số |\n| --- | --- | --- |\n| 1 | A | 3 |",
    ),
}


def test_a_paste_with_a_shape_keeps_every_number_and_word(hand: Hand) -> None:
    hand.open()
    pasted = {}
    for name, (html, _) in HTML.items():
        hand.browser.run("arguments[0].select()", hand.field("body"))
        hand.paste("body", html=f"<html><body>{html}</body></html>", plain="x")
        pasted[name] = hand.value("body")

    assert pasted == {name: wanted for name, (_, wanted) in HTML.items()}


TWO = ["Nguyễn Văn A", "Trần Thị B"]
NAMES: dict[str, tuple[str, list[str]]] = {
    "units before persons": ("STT\tĐơn vị\tHọ và tên\n1\tXã X\tNguyễn Văn A\n2\tXã Y\tTrần Thị B", TWO),
    "persons before units": ("TT\tHọ tên\tĐơn vị\n1\tNguyễn Văn A\tXã X\n2\tTrần Thị B\tXã Y", TWO),
    "no heads": ("1\tPhòng GD\tNguyễn Văn A\n2\tSở Y tế\tTrần Thị B", TWO),
    "a name in two columns": ("TT\tHọ và đệm\tTên\n1\tNguyễn Văn\tA\n2\tTrần Thị\tB", TWO),
    "one column": ("Họ và tên\nNguyễn Văn A\nTrần Thị B", TWO),
    "a cell a line": (
        "STT\nHọ và tên\nChức vụ\n1\nNguyễn Văn A\nTrưởng phòng\n2\nTrần Thị B\nPhó phòng",
        TWO,
    ),
    "parts": (
        "I TẬP THỂ\n1. Công an xã A\nII CÁ NHÂN\n1. Nguyễn Văn A",
        ["Công an xã A", "Nguyễn Văn A"],
    ),
    "lines within cells": (
        '1\t"Nguyễn Văn A\n(Trưởng phòng)"\tXã A\n2\tTrần Thị B\tXã C',
        ["Nguyễn Văn A (Trưởng phòng)", "Trần Thị B"],
    ),
    "units alone": (
        "TT\tTên đơn vị\tĐịa chỉ\n1\tHội Nông dân xã\tTam Kỳ\nTổng cộng\t1\t",
        ["Hội Nông dân xã"],
    ),
    "commas between persons": ("Nguyễn Văn A, Trần Thị B", TWO),
    "semicolons between units": ("Công an huyện A; UBND xã B", ["Công an huyện A", "UBND xã B"]),
    "counted lines": ("1 Nguyễn Văn A\n2 Trần Thị B", TWO),
    "a count that is part of a name": ("12 hộ gia đình\nNguyễn Văn A", ["12 hộ gia đình", "Nguyễn Văn A"]),
    "a title after a comma": (
        "Nguyễn Văn A, Trưởng phòng\nTrần Thị B",
        ["Nguyễn Văn A, Trưởng phòng", "Trần Thị B"],
    ),
}


def test_names_are_taken_out_of_whatever_holds_them(hand: Hand) -> None:
    hand.open()
    pasted = {}
    for name, (plain, _) in NAMES.items():
        hand.browser.run("arguments[0].value = ''", hand.field("awards.0.names"))
        hand.paste("awards.0.names", plain=plain)
        pasted[name] = hand.value("awards.0.names").split("\n")[:-1]

    assert pasted == {name: wanted for name, (_, wanted) in NAMES.items()}


def test_a_comma_that_may_be_within_a_name_is_left_to_the_writer(hand: Hand) -> None:
    hand.open()
    for plain in ("Nguyễn Văn A, Trưởng phòng", "Công an xã A, huyện B", "1. Văn A."):
        kept = hand.browser.run(
            "const data = new DataTransfer(); data.setData('text/plain', arguments[1]);"
            "return arguments[0].dispatchEvent(new ClipboardEvent('paste',"
            " {clipboardData: data, bubbles: true, cancelable: true}));",
            hand.field("awards.0.names"),
            plain,
        )
        assert kept, plain


def test_what_is_left_out_of_a_list_of_names_is_told(hand: Hand) -> None:
    hand.open()
    hand.paste("awards.0.names", plain="II CÁ NHÂN\nNguyễn Văn A\nTrần Thị B")
    wait(lambda: "Đã nhận 2 tên; không lấy “II CÁ NHÂN”" in hand.words())


@pytest.mark.parametrize("cell", ["Nguyễn\n Văn A", "<p>Nguyễn Văn A</p>"])
def test_names_are_taken_out_of_the_cells_of_a_table_of_word(hand: Hand, cell: str) -> None:
    hand.open()
    html = (
        "<table><tr><td rowspan=2>Xã X</td><td>1</td><td>" + cell + "</td></tr>"
        "<tr><td>2</td><td><p>Trần Thị B</p><p>(Trưởng thôn)</p></td></tr></table>"
    )
    hand.paste("awards.0.names", html=html, plain="Xã X\n1\nNguyễn Văn A\n2\nTrần Thị B\n(Trưởng thôn)")

    assert hand.value("awards.0.names") == "Nguyễn Văn A\nTrần Thị B (Trưởng thôn)\n"
