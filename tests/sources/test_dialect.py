"""An engine with only the parts a text needs gives what the whole engine gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bangvang.sources import dialect
from benchmarks.archive import articles

ROOT = Path(__file__).resolve().parents[2]
LOST = re.compile("klzzwxh:[0-9]+")
SNIPPETS = st.sampled_from(
    [
        "Ba tập thể",
        "\n\nBa tập thể\n\nBốn cá nhân\n\n",
        "\n\nA\n\nBa tập thể\n\nBốn cá nhân\n\nNăm hộ\n\n",
        "**đậm**",
        "\n\nChữ **đậm** và **đậm**\n\n",
        "*nghiêng*",
        "_gạch_",
        "__hai__",
        "`mã`",
        "\\*",
        "\\",
        "[chữ](x.md)",
        "[a]: b",
        '![ảnh](a.jpg "chú thích")',
        "[^1]",
        "[^1]: chú thích",
        "<b>x</b>",
        "<div>\n",
        "</div>",
        "<a@b.vn>",
        "<https://a.vn>",
        "&amp;",
        "&",
        "  \n",
        "\n",
        "\n\n",
        "> ",
        "# ",
        "## ",
        "- ",
        "* ",
        "1. ",
        "\n    ",
        ": nghĩa",
        "{: .lop #id}",
        "{",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "---",
        "===",
        "~~~",
        "```",
        "<!--",
        "-->",
        "a_b_c",
        "x*y",
        "100%",
        "(xem)",
        "…",
        "'",
        '"',
        "\t",
    ]
)


def converted(source: str) -> str:
    draft = dialect.convert(source)
    return draft.reveal(draft.html)


@given(st.lists(SNIPPETS, max_size=25).map("".join))
@example("*")
@example("a  \nb")
@example("Ba *nghiêng**nghiêng*\\* và hết")
@example("Một **hai** ba**bốn**năm **sáu\n\n**bảy** tám\n\n**chín")
@example("**a** b ** c** ****\n\n*a **b** c*\n\n***\n\n**a*")
@example("&copy; <")
@example("Một\n: nghĩa")
@example("Một\t\nhai")
@example("Một\n\nHai\n\nBa\n\nBốn\n\n: nghĩa")
@example("- Một\n\nHai\n\nBa\n\nBốn\n\nNăm\n\n    sáu")
@example("[^1]: Một\n\nHai\n\nBa\n\nBốn\n\nNăm[^1]")
@example("\ua78f0\ua78f\n\nHai")
@example("Một \n\nHai\u2028\n\nBa\x0c\n\nBốn\x1f")
@settings(max_examples=400, deadline=None)
def test_a_text_reads_the_same_with_a_small_engine_as_with_the_whole(source: str) -> None:
    small, whole = converted(source), dialect.convert_fully(source)

    # The number is of the engine's own counting, and no page will show it.
    assert LOST.sub("", small) == LOST.sub("", whole)
    assert (dialect.lost(source, dialect.convert(source)) is None) == (LOST.search(whole) is None)


@pytest.mark.parametrize("path", sorted((ROOT / "content").rglob("*.md")), ids=lambda p: p.stem)
def test_every_article_of_the_archive_reads_the_same_with_both(path: Path) -> None:
    source = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]

    assert converted(source) == dialect.convert_fully(source)


def test_made_up_articles_read_the_same_with_both() -> None:
    bodies = [text.split("\n---\n", 1)[1] for _, text in articles(60, 7)]

    assert [converted(body) for body in bodies] == [dialect.convert_fully(body) for body in bodies]
