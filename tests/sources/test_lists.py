"""Lists keep what belongs to their items: a figure in the next line, a sign of rise or fall."""

from __future__ import annotations

import pytest

from bangvang.sources import markup


def html_of(source: str) -> str:
    body, found = markup.render(source, "content/2024/x.md")
    assert found == ()
    return body.html


@pytest.mark.parametrize(
    ("above", "below"),
    [("- Tặng Bằng khen giai đoạn", "2019 - 2024;"), ("- Bà Y Lan, hiến", "500 m2 đất.")],
)
def test_a_figure_below_an_open_item_is_in_it(above: str, below: str) -> None:
    html = html_of(f"{above}\n{below}\n- Tặng Giấy khen.")

    assert html.count("<li>") == 2
    assert "<p>" not in html


def test_what_is_complete_or_numbered_is_over() -> None:
    assert "<p>2024 là năm" in html_of("- Xã A;\n- Xã B.\n2024 là năm thứ ba.")


def test_signs_of_rise_and_fall_are_shown() -> None:
    html = html_of("+ 12% so với kế hoạch\n- 5% so với cùng kỳ")

    assert "+ 12%" in html
    assert "- 5%" in html


def test_a_dash_before_a_share_is_a_bullet() -> None:
    assert "- 5%" not in html_of("- 5% số hộ\n- 7% số thôn")
