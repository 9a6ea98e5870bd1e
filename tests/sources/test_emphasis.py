"""Stars and underscores are emphasis where they embrace words; figures, notes, masks and blanks to fill keep
theirs. (What stands as it was typed is in tests/prose, too.)"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bangvang.sources import markup


def html_of(source: str) -> str:
    body, found = markup.render(source, "content/2024/x.md")
    assert found == ()
    return body.html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("*nghiêng*", "<em>nghiêng</em>"),
        ("**đậm**", "<strong>đậm</strong>"),
        ("_nghiêng_", "<em>nghiêng</em>"),
        ("__đậm__", "<strong>đậm</strong>"),
        ("***cả hai***", "<strong><em>cả hai</em></strong>"),
        ("Tặng **33** tập thể, *6 cá nhân*.", "Tặng <strong>33</strong> tập thể, <em>6 cá nhân</em>."),
        (
            "**Bằng khen** và *Giấy khen*, **12** hộ",
            "<strong>Bằng khen</strong> và <em>Giấy khen</em>, <strong>12</strong> hộ",
        ),
        ("(*) và *nghiêng*", "(*) và <em>nghiêng</em>"),
        ("12*8*2 và *nghiêng*", "12*8*2 và <em>nghiêng</em>"),
        ("**Đến ngày 30/6/2024**", "<strong>Đến ngày 30/6/2024</strong>"),
        ('*“Dân vận khéo”* và _"Vì an ninh"_', '<em>“Dân vận khéo”</em> và <em>"Vì an ninh"</em>'),
        ("**Năm 2024** - **2025**", "<strong>Năm 2024</strong> - <strong>2025</strong>"),
        ("_Giai đoạn 2019 - 2024_", "<em>Giai đoạn 2019 - 2024</em>"),
        ("**B**iểu dương", "<strong>B</strong>iểu dương"),
        ("33* tập thể được **Bằng khen**", "33* tập thể được <strong>Bằng khen</strong>"),
        ("a_b_c và _nghiêng_", "a_b_c và <em>nghiêng</em>"),
        ("**[toàn văn](https://a.vn)**", '<strong><a href="https://a.vn">toàn văn</a></strong>'),
        ("*Ảnh: M.L*", "<em>Ảnh: M.L</em>"),
        ("**1. Tập thể:** ba", "<strong>1. Tập thể:</strong> ba"),
        (
            "**Tập thể**: *ba*; **cá nhân**: *sáu*",
            "<strong>Tập thể</strong>: <em>ba</em>; <strong>cá nhân</strong>: <em>sáu</em>",
        ),
        ("N*** V*** A được *Giấy khen*", "N*** V*** A được <em>Giấy khen</em>"),
        ("tổng **500.000đ** cho 3 em", "tổng <strong>500.000đ</strong> cho 3 em"),
        ("_[toàn văn](https://a.vn)_", '<em><a href="https://a.vn">toàn văn</a></em>'),
        ("-**Tập thể**-", "-<strong>Tập thể</strong>-"),
        ("\\*\\*họ tên\\*\\* và **đậm**", "**họ tên** và <strong>đậm</strong>"),
        ("năm 20__ và _nghiêng_", "năm 20__ và <em>nghiêng</em>"),
        ("**Tặng *Bằng khen* cho**", "<strong>Tặng <em>Bằng khen</em> cho</strong>"),
        ("*Tặng **Bằng khen** cho*", "<em>Tặng <strong>Bằng khen</strong> cho</em>"),
        ("**ỦY BAN\nTỈNH**", "<strong>ỦY BAN<br>\nTỈNH</strong>"),
        (
            "*Thi đua là yêu nước,\nYêu nước thì phải thi đua.*",
            "<em>Thi đua là yêu nước,<br>\nYêu nước thì phải thi đua.</em>",
        ),
        (
            "Được **Bằng khen của Chủ tịch\nUỷ ban nhân dân tỉnh** được trao",
            "Được <strong>Bằng khen của Chủ tịch<br>\nUỷ ban nhân dân tỉnh</strong> được trao",
        ),
        (
            "Tặng *Giấy khen của\nGiám đốc Công an* cho",
            "Tặng <em>Giấy khen của<br>\nGiám đốc Công an</em> cho",
        ),
        ("_(Nguồn: Báo Kon Tum)_", "<em>(Nguồn: Báo Kon Tum)</em>"),
        ("***Ghi chú:** đến 30/6.*", "<em><strong>Ghi chú:</strong> đến 30/6.</em>"),
        ("***Ghi chú:* đến 30/6.** Hết", "<strong><em>Ghi chú:</em> đến 30/6.</strong> Hết"),
        ("*Ghi chú: **đến 30/6.*** Hết", "<em>Ghi chú: <strong>đến 30/6.</strong></em> Hết"),
        ("**Ghi chú: *đến 30/6.***", "<strong>Ghi chú: <em>đến 30/6.</em></strong>"),
        ("Tặng **Bằng khen\ncủa tỉnh** cho", "Tặng <strong>Bằng khen<br>\ncủa tỉnh</strong> cho"),
    ],
)
def test_a_sign_that_embraces_words_is_a_mark(source: str, html: str) -> None:
    assert html_of(source) == f"<p>{html}</p>"


words = st.lists(
    st.sampled_from(["Bằng khen", "tập thể", "Công an", "của tỉnh", "năm 2024", "33 hộ"]),
    min_size=1,
    max_size=4,
)
figures = st.sampled_from(["8", "12", "500.000đ", "3,5m", "100/ 20", "(2+3)", "098"])


@given(words, words, words, st.sampled_from(["*", "**", "_", "__", "***"]))
@settings(max_examples=200, deadline=None)
def test_words_between_words_can_be_marked(a: list[str], b: list[str], c: list[str], sign: str) -> None:
    before, inner, after = map(" ".join, (a, ["Bằng", *b], c))

    assert sign not in html_of(f"{before} {sign}{inner} khen{sign} và {after}")


@given(
    figures,
    figures,
    figures,
    st.sampled_from(["{} *{}* {}", "{} *{} *{}", "{}* {}* {}", "{} **{}** {}", "{} * {}* {}"]),
)
@settings(max_examples=200, deadline=None)
def test_figures_between_figures_are_multiplied(a: str, b: str, c: str, shape: str) -> None:
    source = shape.format(a, b, c)

    assert html_of(f"Tính {source} là kết quả") == f"<p>Tính {source} là kết quả</p>"


@given(
    st.lists(
        st.sampled_from(["Xã A*", "Em *B", "xã C", "N*** V***", "(*)", "*Ghi chú", "33**", "H*,"]),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=300, deadline=None)
def test_where_one_star_is_left_over_none_is_a_mark(pieces: list[str]) -> None:
    source = " và ".join(pieces)
    opened = sum(piece in ("Em *B", "*Ghi chú") for piece in pieces)
    closed = sum(piece in ("Xã A*", "H*,") for piece in pieces)
    html = html_of(source)

    assert opened == closed or html == f"<p>{source}</p>"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("\\*sao\\*, a\\_b\\_c, 20\\_\\_", "*sao*, a_b_c, 20__"),
        ("Ổ D:\\anh và \\*sao\\*", "Ổ D:\\anh và *sao*"),
        ("Mục A:\\*chú ý\\*", "Mục A:*chú ý*"),
        ("và\\hoặc \\*sao\\*", "và\\hoặc *sao*"),
    ],
)
def test_a_backslash_hides_a_sign_but_for_one_in_the_way_to_a_file(typed: str, shown: str) -> None:
    assert html_of(typed) == f"<p>{shown}</p>"
    assert html_of("D:\\tai_lieu\\*.docx") == "<p>D:\\tai_lieu\\*.docx</p>"


@pytest.mark.parametrize(
    "way",
    [
        "..\\anh\\*.jpg",
        ".\\tai_lieu\\_nhap\\a.docx",
        "%TEMP%\\*.tmp",
        "E:\\*.*",
        "anh\\*.jpg",
        "~\\Desktop\\*.pdf",
    ],
)
def test_the_way_to_files_that_begins_with_no_drive_keeps_its_backslashes(way: str) -> None:
    assert html_of(f"Lưu ở {way} trước 17h") == f"<p>Lưu ở {way} trước 17h</p>"
    assert html_of(f"({way})") == f"<p>({way})</p>"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("\\*tên\\*.docx", "*tên*.docx"),
        ("họ tên\\*.Tiếp", "họ tên*.Tiếp"),
        ("khen\\_thuong.docx", "khen_thuong.docx"),
        ("Mẫu: \\*.jpg", "Mẫu: *.jpg"),
        ("tăng 5%\\*.", "tăng 5%*."),
    ],
)
def test_a_backslash_beside_a_stop_or_a_sign_hides_still(typed: str, shown: str) -> None:
    assert html_of(typed) == f"<p>{shown}</p>"


def test_who_shrugs_keeps_both_arms() -> None:
    assert html_of("¯\\_(ツ)_/¯") == "<p>¯\\_(ツ)_/¯</p>"
