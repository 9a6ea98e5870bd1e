"""What an editor writes in a body is what readers read: every letter, figure and sign, line by line."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bangvang.sources import conservation, dialect, markup
from tests.sources import seen

# BANGVANG_BODIES=20000 pytest tests/sources/test_conservation.py tries that many of each kind.
MANY = int(os.environ.get("BANGVANG_BODIES", "300"))
many = settings(max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck))
PROSE = Path(__file__).resolve().parents[1] / "prose"
PIECES = [
    piece
    for file in sorted(PROSE.glob("*.txt"))
    for piece in file.read_text(encoding="utf-8").rstrip("\n").split("\n%%\n")
]


def render(source: str) -> tuple[str, list[str]]:
    body, found = markup.render(source, "content/2024/x.md")
    return body.html, [item.code for item in found]


@pytest.mark.parametrize("piece", PIECES)
def test_a_piece_of_prose_stands_on_the_page_as_it_was_typed(piece: str) -> None:
    html, codes = render(piece)

    assert seen.lines_of(html) == seen.typed(piece)
    assert codes == []


@pytest.mark.parametrize("piece", PIECES)
def test_it_does_so_between_other_paragraphs(piece: str) -> None:
    html, codes = render(f"Đoạn trên.\n\n{piece}\n\nĐoạn dưới.\n")

    assert seen.lines_of(html) == ["Đoạn trên.", *seen.typed(piece), "Đoạn dưới."]
    assert codes == []


# --- random bodies --------------------------------------------------------------------------------

WORDS = (
    "Bằng khen|33 tập thể|cá nhân|năm 2024|Y Blui|M'Nông|tr. 5|1,"
    "5 tỷ|hộ|Đ|5|0905|TP. Huế|và|(Ảnh: M.L)|“Dân vận khéo”"
)
# Signs that offices write, none of which an editor is taught as a mark.
SIGNS = [
    "1017***432",
    "(*)",
    "(**)",
    "33*",
    "___",
    "____",
    "20__",
    "__/__/2024",
    "12*8*2",
    "* ",
    "** ",
    "*** ",
    "> ",
    ">",
    ">=",
    "<=",
    "<",
    "a<b",
    "b>a",
    "=>",
    "->",
    "-->",
    ">>>",
    "[Ảnh]:",
    "[1]",
    "[ ]",
    "[x]",
    "[...]",
    "{năm}",
    "{}",
    "#1",
    "#tag",
    "~",
    "^",
    "\\",
    "=",
    "==",
    "+",
    "-",
    "–",
    "—",
    "…",
    "......",
    "",
    " ",
    ": ",
    ":",
    ";",
    "/",
    "//",
    "&",
    "R&D",
    "&;",
    "@",
    "§",
    "5'",
    '30"',
    "``",
    "`",
    "a_b_c",
    "!",
    "!!",
    "?",
    "%",
    "+84",
    "1.",
    "2)",
    "a)",
    "(i)",
    "IV.",
    "<hộ nghèo>",
    "N*** V***",
    "09**12**34",
    "x*y",
    "½",
    "³",
    "→",
    "✓",
    "□",
    "www.a.vn/x_y",
    "a_b@c.vn",
    "![",
]
LINE_STARTS = [
    "- ",
    "+ ",
    "• ",
    "•\t",
    "1. ",
    "2. ",
    "3. ",
    "10. ",
    "a) ",
    "b) ",
    "1) ",
    "I. ",
    "> ",
    "# ",
    "* ",
    "– ",
    "\t",
    "    ",
    "  ",
    "25. 8. 2024 ",
    "=> ",
    "(*) ",
    "#tag ",
    "[ ] ",
    "",
    " ",
]
ENDS = ("\n", "\n\n", ".\n", ":\n", " ", " ", ", ", "\t")

tokens = st.one_of(st.sampled_from(WORDS.split("|")), st.sampled_from(SIGNS))
lines = st.builds(
    lambda start, said, end: start + " ".join(said) + end,
    st.one_of(st.just(""), st.sampled_from(LINE_STARTS)),
    st.lists(tokens, min_size=1, max_size=5),
    st.sampled_from(ENDS),
)
bodies = st.lists(lines, min_size=1, max_size=8).map("".join)


def together(said: list[str]) -> str:
    """Without blanks and the marks of blocks: where a line ends is another question."""
    return "".join("".join(said).split()).replace("•", "").replace("|", "")


@given(bodies)
@example("Chữ\n* một\n* hai")
@example("| a | b |\n| 1 |")
@example("Bằng khen\n\\:\n")
@example("Bằng khen\n§\t\tBằng khen\n")
@example("- một\n\n\thai\nba\n")
@example("- một\n  - hai\n\n  ba\nbốn\n  năm\n")
@many
def test_no_letter_figure_or_sign_is_lost_from_any_body(body: str) -> None:
    html, codes = render(body)
    if codes:
        assert "K416" not in codes  # the net is there for what nobody has thought of
        return

    assert marks_aside(together(seen.lines_of(html))) == marks_aside(together(seen.typed(body)))


def marks_aside(said: str) -> str:
    """Without signs that begin lines, and backslashes that may hide one there: which lines are items is not
    told from the source alone."""
    return re.sub(r"\\([~{:]|$)", r"\1", said.translate(str.maketrans("", "", "-*+•>#=")))


@given(st.text(alphabet="aĂ5 *_`[]()<>&{}:;#!|\\~^=+-.\n\t\"'/@", max_size=60))
@many
def test_letters_and_figures_stay_in_their_order_whatever_signs_stand_among_them(body: str) -> None:
    html, codes = render(body)
    hidden = any(sign in body for sign in ("](", "]:", "{:", "<!--", "&", "=", "<a")) or codes

    shown = "".join(char for char in "".join(seen.lines_of(html)) if char in "aĂ5")
    assert hidden or shown == "".join(char for char in body if char in "aĂ5")
    assert "K416" not in codes


# --- the net --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "shown", "marks", "lost"),
    [
        ("Một *hai*", "Một hai", ["*", "*"], ""),
        ("Một *hai*", "Một hai", [], "**"),
        ("1017***432", "1017432", [], "***"),
        ("- a **b** [c](d)", "a b c", ["**", "**", "[", "](d)", "-"], ""),
        ("&amp; b", "& b", ["&amp;", "\0&"], ""),
        ("&lt; b", "b", ["&lt;", "\0<"], ""),
        ("5 < 6", "5 6", [], "<"),
        ("33 tập thể", "3 tập thể", [], "3"),
        ("a\tb\nc", "a b c", [], ""),
        ("Đ", "", [], "Đ"),
    ],
)
def test_what_is_neither_shown_nor_a_mark_is_lost(
    written: str, shown: str, marks: list[str], lost: str
) -> None:
    assert conservation.lost(written, shown, marks) == lost


def test_what_got_lost_is_told_at_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = (dialect.Piece("<p>Một</p>", 0, 1, safe=True), dialect.Piece("<p>33 tp th</p>", 2, 3))
    monkeypatch.setattr(dialect, "convert", lambda _: pieces)

    _, (found,) = markup.render("Một\n\n33 tập thể\n", "content/2024/x.md", first_line=9)

    assert (found.code, found.place.line) == ("K416", 11)
    assert "ậ ể" in found.message("vi")
