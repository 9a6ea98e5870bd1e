"""The guide's section on how to write a body: what it says comes out is what comes out."""

from __future__ import annotations

import re

import pytest

from bangvang.language import text
from bangvang.sources import markup
from tests.conftest import ROOT

GUIDE = (ROOT / "docs/huong-dan.md").read_text("utf-8")
SECTION = GUIDE.partition("## 8. Nội dung bài\n")[2].partition("\n## 9. ")[0]
PARTS = re.findall(r"^### (.+)\n([\s\S]*?)(?=^### |\Z)", SECTION, re.MULTILINE)


def plain(html: str) -> str:
    """Without what only the style sheet needs, and without blanks between tags."""
    html = re.sub(r"</?div[^>]*>", "", html).replace('class="right"', 'align="right"')
    return re.sub(r">\s+<", "><", html).strip()


@pytest.mark.parametrize(("heading", "part"), PARTS, ids=[heading for heading, _ in PARTS])
def test_an_example_comes_out_as_the_guide_shows_it(heading: str, part: str) -> None:
    typed = re.findall(r"^```markdown\n(.*?)^```$", part, re.DOTALL | re.MULTILINE)
    shown = re.findall(r"^<blockquote>\n(.*?)^</blockquote>$", part, re.DOTALL | re.MULTILINE)
    assert len(typed) == len(shown) == 1, heading

    body, found = markup.render(text.clean(typed[0]), "content/2024/x.md")

    assert plain(body.html) == plain(shown[0])
    assert found == ()


def test_the_guide_tells_of_paragraphs_bold_words_lists_tables_and_names() -> None:
    assert [heading.split(",")[0] for heading, _ in PARTS] == [
        "Đoạn", "Đậm", "Danh sách", "Bảng", "Tên người",
    ]  # fmt: skip
