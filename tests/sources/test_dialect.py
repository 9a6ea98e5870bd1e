"""Paragraphs without a mark go past the reader; the page is the one that it would have made of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bangvang.sources import dialect
from benchmarks.archive import articles
from tests.sources.test_conservation import PIECES, bodies

ROOT = Path(__file__).resolve().parents[2]
MARKS = st.sampled_from(
    [
        "Ba tập thể",
        "\n\nBa tập thể\n\nBốn cá nhân\n\n",
        "**đậm**",
        "\n\nChữ **đậm** và *nghiêng*\n\n",
        "_gạch_",
        "`mã`",
        "\\*",
        "[chữ](x.md)",
        "[a]: b.md",
        '![ảnh](a.jpg "chú thích")',
        "[^1]",
        "\n\n[^1]: chú thích\n\n",
        "<b>x</b>",
        "\n<div>\n",
        "</div>\n\n",
        "<!-- ",
        "-->",
        "&amp;",
        "&",
        "  \n",
        "\n",
        "\n\n",
        "\n> ",
        "\n## ",
        "\n- ",
        "\n1. ",
        "\n    ",
        "{: .lop #id}",
        "\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        "\n---\n",
        "\n===\n",
        "\t",
        "…",
        " > ",
    ]
)


def converted(source: str) -> list[str]:
    return [piece.html for piece in dialect.convert(source)]


def fully(source: str) -> list[str]:
    return re.split(r"(?<=</p>)\n(?=<p>)", "\n".join(piece.html for piece in dialect.convert_fully(source)))


@given(st.one_of(st.lists(MARKS, max_size=20).map("".join), bodies))
@example("Một\n\nHai\n\nBa\n\n: bốn")
@example("- Một\n\nHai\n\nBa\n\n    bốn")
@example("Một \n\nHai\n\n > Ba")
@example("a > b\n\nc")
@settings(max_examples=300, deadline=None)
def test_a_text_reads_the_same_with_and_without_the_short_cut(source: str) -> None:
    assert "\n".join(converted(source)) == "\n".join(fully(source))


@pytest.mark.parametrize("piece", PIECES)
def test_every_piece_of_prose_does(piece: str) -> None:
    assert "\n".join(converted(piece)) == "\n".join(fully(piece))


@pytest.mark.parametrize("path", sorted((ROOT / "content").rglob("*.md")), ids=lambda p: p.stem)
def test_every_article_of_the_archive_does(path: Path) -> None:
    source = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]

    assert "\n".join(converted(source)) == "\n".join(fully(source))


def test_made_up_articles_do() -> None:
    for _, text in articles(60, 7):
        body = text.split("\n---\n", 1)[1]

        assert "\n".join(converted(body)) == "\n".join(fully(body))


def test_what_is_prose_for_certain_needs_no_sanitiser_and_holds_no_sign_of_html() -> None:
    (piece,) = dialect.convert("Một > hai; x ⇒ y\n\nBa")

    assert piece.safe
    assert piece.html == "<p>Một &gt; hai; x ⇒ y</p>\n<p>Ba</p>"
