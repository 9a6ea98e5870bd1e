"""What an imported text says is what its draft's body says, signs included."""

from __future__ import annotations

import html as html_module

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bangvang.language import text
from bangvang.press.bodies import literal, markdown
from bangvang.press.manuscript import Paragraph
from bangvang.sources import markup
from tests.sources import seen
from tests.sources.test_conservation import PIECES

LINES = sorted({line.strip() for piece in PIECES for line in piece.split("\n") if line.strip()})
words = st.text(alphabet="aĂ5 *_`[]()<>&{}:;#!|~^=+-.'/@\\", min_size=1, max_size=24).map(str.strip)


def shown(words: str) -> str:
    body, found = markup.render(f"Trên.\n\n{literal(words)}\n\nDưới.", "content/2024/x.md")
    assert found == ()
    return body.html.removeprefix("<p>Trên.</p>\n").removesuffix("\n<p>Dưới.</p>")


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_an_imported_text_is_shown_as_it_was(line: str) -> None:
    assert seen.lines_of(shown(line)) == seen.lines_of(f"<p>{html_module.escape(line)}</p>")


@given(words.filter(lambda said: said and "\\" not in said))
@example("<div>")
@example("&lt;b>")
@example("![ảnh](a.jpg)")
@settings(max_examples=300, deadline=None)
def test_whatever_signs_it_has(said: str) -> None:
    assert shown(said) == f"<p>{html_module.escape(said, quote=False)}</p>"


@pytest.mark.parametrize(
    "said",
    [
        'Mở "D:\\Bao cao\\*.xlsx" và E:\\_cu_\\anh_*.jpg',
        "\\\\may\\chung\\_cu_",
        "và\\hoặc (*), 12*8*2",
        "N*** V***",
    ],
)
def test_what_needs_no_sign_to_hide_anything_gets_none(said: str) -> None:
    assert literal(said) == said
    assert shown(said) == f"<p>{html_module.escape(said, quote=False)}</p>"


def test_an_item_keeps_the_numbers_in_it() -> None:
    (line,) = markdown([Paragraph("7. 8. 9. 10 là bốn ngày", 1, kind="item")]).split("\n")

    assert text.clean(line) == "7. 8. 9. 10 là bốn ngày"
