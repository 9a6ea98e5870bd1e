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


@pytest.mark.parametrize(
    "source",
    [
        "+ 12% số vụ tai nạn.\n\n- 5,3% số đối tượng.",
        "Tăng, giảm so với năm trước:\n\n+ 5 vụ án\n\n- 7 vụ trộm cắp",
        "So với cùng kỳ:\n- 5% số vụ\n- 3 người chết",
        "- 15 vụ phạm pháp hình sự so với năm 2023.",
        "- 12 triệu đồng so với kế hoạch",
        "- 7 vụ trộm\n+ 5% án ma tuý",
    ],
)
def test_what_is_compared_keeps_every_sign(source: str) -> None:
    html = html_of(source)

    for line in filter(None, source.split("\n")):
        assert f">{line}" in html


@pytest.mark.parametrize(
    "source",
    [
        "- 105 vụ, giảm 15 vụ so với năm 2023\n- 32 vụ, tăng 2 vụ",
        "Kết quả so với chỉ tiêu:\n- 120 triệu đồng, đạt và tăng 20%\n- Xã A",
        "- 15 vụ ma tuý:\n- 20 vụ trộm",
        "- 30 người, nhiều hơn so với năm 2023",
        "Mỗi nhà tặng:\n- 10 kg gạo\n- 5 người",
    ],
)
def test_a_dash_before_what_is_counted_is_a_bullet(source: str) -> None:
    assert ">- " not in html_of(source)


def test_items_with_a_plus_below_those_with_a_dash_are_their_parts() -> None:
    html = html_of("- 15 vụ ma tuý:\n+ 5 vụ mua bán\n- 20 vụ trộm")

    assert "<li>20 vụ trộm" in html


def test_a_dash_before_a_share_is_a_bullet() -> None:
    assert "- 5%" not in html_of("- 5% số hộ\n- 7% số thôn")


@pytest.mark.parametrize("line", ["- 2 -", "- Hết -", "- HỒ CHÍ MINH -", "- -"])
def test_between_two_dashes_stands_a_title_and_no_item(line: str) -> None:
    assert html_of(f"Trên.\n\n{line}\n\nDưới.") == f"<p>Trên.</p>\n<p>{line}</p>\n<p>Dưới.</p>\n".rstrip("\n")


@pytest.mark.parametrize("line", ["- Cá nhân: -", "- Cá nhân -5", "- Giai đoạn 2019 -2024", "- Tổ 1 –"])
def test_an_item_that_ends_in_a_value_or_another_dash_is_one(line: str) -> None:
    assert html_of(f"- Tập thể: 5\n{line}").count("<li>") == 2
