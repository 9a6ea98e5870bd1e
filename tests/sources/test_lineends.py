"""Line ends that were typed are seen; those where a line of a letter was full are not."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bangvang.sources import lineends, markup
from tests.sources import seen

REPORT = """\
Sáng 19/9, Công an tỉnh Quảng Nam phối hợp với Hội Liên hiệp Phụ nữ tỉnh tổ chức hội nghị biểu dương \
điển hình tiên tiến trong phong trào toàn dân bảo vệ an ninh Tổ quốc giai đoạn 2019 - 2024. Dự hội nghị \
có đại diện lãnh đạo các sở, ngành và 150 đại biểu tiêu biểu cho phong trào trong toàn tỉnh. Dịp này, \
33 tập thể, cá nhân được Chủ tịch UBND tỉnh và Giám đốc Công an tỉnh khen thưởng vì đã có thành tích \
xuất sắc trong việc giữ gìn trật tự ở thôn, buôn."""
SHORT = (
    "Hội nghị do Đại tá Nguyễn Hữu Hợp, Phó Giám đốc Công an tỉnh chủ trì, kết thúc lúc mười một giờ trưa."
)


def lines_of(source: str) -> list[str]:
    body, found = markup.render(source, "content/2024/x.md")
    assert found == ()
    return seen.lines_of(body.html)


@pytest.mark.parametrize("width", range(56, 132, 4))
def test_a_paragraph_wrapped_by_a_mail_program_is_one_paragraph(width: int) -> None:
    assert lines_of(textwrap.fill(REPORT, width, break_on_hyphens=False)) == [REPORT]


@pytest.mark.parametrize("width", range(56, 90, 4))
def test_short_paragraphs_of_a_text_that_is_wrapped_are_put_together_too(width: int) -> None:
    source = "\n\n".join(textwrap.fill(said, width, break_on_hyphens=False) for said in (SHORT, REPORT))

    assert lines_of(source) == [SHORT, REPORT]
    assert len(lines_of(textwrap.fill(SHORT, width))) == 2  # alone, nobody can know


def test_lines_of_a_text_from_a_pdf_are_about_full() -> None:
    source = (
        "Công an tỉnh Quảng Nam phối hợp với Hội Liên hiệp Phụ nữ tỉnh tổ\n"
        "chức hội nghị biểu dương điển hình tiên tiến trong phong trào của\n"
        "toàn dân bảo vệ an ninh Tổ quốc, có sự tham gia của các lực\n"
        "lượng công an các xã, phường và nhân dân trong toàn tỉnh, trong\n"
        "đó có nhiều phụ nữ.\n"
    )

    assert lines_of(source) == [" ".join(source.split())]


def test_a_list_below_a_wrapped_introduction_keeps_its_lines() -> None:
    people = [
        "ông Nguyễn Văn A, Trưởng thôn 1, xã Ya Xiêr, huyện Sa Thầy, tỉnh Kon Tum",
        "bà Trần Thị B, Chi hội trưởng phụ nữ thôn 2, xã Ya Xiêr, tỉnh Kon Tum",
        "anh Y Blui, buôn Ƀuôr, xã Tâm Thắng, huyện Cư Jút, tỉnh Đắk Nông, vợ",
    ]
    introduction = REPORT[:-1] + ", gồm:"
    source = "\n".join([textwrap.fill(introduction, 72, break_on_hyphens=False), *people])

    assert lines_of(source) == [introduction, *people]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("gồm các tập thể và cá nhân sau đây được Chủ tịch UBND tỉnh khen:", "xã Ya Xiêr"),
        ("tặng Bằng khen của Chủ tịch UBND tỉnh cho ba tập thể và sáu người;", "tặng Giấy khen"),
        ("Chủ tịch UBND tỉnh Quảng Nam tặng Bằng khen cho các tập thể sau là", "a/ Công an xã A"),
    ],
)
def test_a_line_end_after_a_colon_and_before_an_item_is_kept_even_in_a_wrapped_text(
    above: str, below: str
) -> None:
    wrapped = textwrap.fill(REPORT, len(above), break_on_hyphens=False)

    assert lines_of(f"{wrapped}\n\n{above}\n{below}") == [REPORT, above, below]


def test_two_blanks_at_the_end_of_a_line_are_a_line_end() -> None:
    first, *others = textwrap.wrap(REPORT, 72, break_on_hyphens=False)

    assert lines_of("\n".join([first + "  ", *others]))[0] == first


def test_a_span_of_years_and_the_number_of_a_year_go_on_and_a_list_of_points_does_not() -> None:
    def end(above: str, below: str) -> bool:
        return lineends._End(above, below, 10).parts_a_number()

    assert end("giai đoạn 2019", "- 2024, toàn tỉnh")
    assert end("giai đoạn 2019", "– 2024")
    assert end("giai đoạn 2019 -", "2024. Dự hội nghị")
    assert end("giai đoạn 2019", "- 2024 của các xã")
    assert end("vào năm", "2024. Dự hội nghị")
    assert not end("Các giải năm 2024", "– 1999 điểm: đội A")
    assert not end("Giải thưởng năm 2024", "- 2025 vừa trao")
    assert not end("Năm 2019", "- 2024: 5 hộ")


# --- lists of any kind ----------------------------------------------------------------------------

STARTS = [
    "ông ",
    "bà ",
    "anh ",
    "đ/c ",
    "xã ",
    "thôn ",
    "tập thể ",
    "giải ",
    "Nguyễn ",
    "hộ ",
    "mô hình ",
    "tổ ",
    "em ",
    "",
]
NAMES = [
    "Nguyễn Văn A",
    "Trần Thị B",
    "Y Blui",
    "Công an xã Ya Xiêr",
    "Hội Phụ nữ",
    "buôn Ƀuôr",
    "ở thôn",
    "trên",
    "đến",
    "cả",
    "95 điểm",
]
ENDS = ["", "", ":", ";", ",", ".", ": Bằng khen", " (95 điểm)", " năm 2024"]
items = st.builds(
    lambda start, said, end: start + ", ".join(said) + end,
    st.sampled_from(STARTS),
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=6),
    st.sampled_from(ENDS),
)


@given(st.lists(items, min_size=2, max_size=8))
@example(["Họ tên", "Nơi ở", "Nghề nghiệp"])
@settings(max_examples=300, deadline=None)
def test_no_two_lines_of_a_list_of_names_are_run_together(rows: list[str]) -> None:
    assert "\n".join(lineends.paragraphs(rows)).split("\n") == rows


# --- lists of a mail whose paragraphs were broken by its width --------------------------------------

ENTRIES = [
    "Đại tá Nguyễn Hồng Nhật, nguyên Giám đốc Công an tỉnh Kon Tum",
    "Thượng tá Trần Quốc Vũ, Trưởng phòng Tham mưu Công an tỉnh",
    "Nguyễn Thị Kim Ngân, Chủ tịch Hội Liên hiệp Phụ nữ xã Đăk Rơ Wa",
    "Phó Trưởng phòng Cảnh sát hình sự Lê Hoàng Nam (Công an tỉnh)",
    "Trưởng Công an xã Đăk Rơ Wa Hồ Sỹ Mà, Công an tỉnh Kon Tum",
    "ông Nguyễn Văn A, Trưởng thôn 1, xã Ya Xiêr, huyện Sa Thầy",
    "Rơ Châm H'Yéo, Bí thư Chi bộ thôn Kon Tu Kép 1, xã Ia Chim",
    "Phòng Tham mưu, Đồn Biên phòng Bờ Y và Công an xã Đăk Rơ Wa",
    "Trung tâm Y tế huyện Sa Thầy có thành tích trong phòng dịch",
    "Hội Liên hiệp Phụ nữ xã Ia Chim vận động được 120 triệu đồng",
    "Ban Chỉ huy Quân sự xã Bờ Y, huyện Ngọc Hồi, tỉnh Kon Tum",
    "Công ty Cao su Kon Tum đã ủng hộ quỹ vì người nghèo 50 triệu",
]
TAILS = ["", " nghỉ hưu", " năm 2024", " Kon Tum", ", sinh năm 1975", " (tỉnh Kon Tum)"]
entries = st.builds(
    lambda said, more: said + "".join(more),
    st.sampled_from(ENTRIES),
    st.lists(st.sampled_from(TAILS), max_size=2),
)


@given(st.sampled_from([60, 66, 72, 76, 80]), st.lists(entries, min_size=2, max_size=8), st.booleans())
@settings(max_examples=300, deadline=None)
def test_below_wrapped_paragraphs_each_one_listed_has_a_line(width: int, rows: list[str], near: bool) -> None:
    rows = [row[:width].rstrip(" ,(") for row in rows]
    rows = [row for row in rows if len(row) >= 0.85 * width]
    wrapped = textwrap.fill(REPORT, width, break_on_hyphens=False)

    shown = lines_of("\n\n".join([wrapped, *(["Gồm:"] if near else []), "\n".join(rows)]))

    assert [line for line in shown if line != "Gồm:"] == [REPORT, *rows]


def test_clauses_that_are_listed_have_a_line_each() -> None:
    clauses = [
        "phối hợp giải quyết 18 vụ mâu thuẫn trong nội bộ nhân dân",
        "tham mưu cấp uỷ ban hành 5 nghị quyết chuyên đề về an ninh",
        "tổ chức 45 buổi tuyên truyền với hơn 3.000 lượt người dự",
        "vận động nhân dân giao nộp 24 khẩu súng tự chế các loại",
    ]

    assert lines_of("\n".join(clauses)) == clauses


@pytest.mark.parametrize("figure", ["2.980.000 đồng", "12.500 m2", "2.340 ngày công"])
def test_a_number_of_thousands_is_no_number_of_a_section(figure: str) -> None:
    above = "Mỗi tập thể được thưởng 5.960.000 đồng, mỗi cá nhân và"

    assert lineends._End(above, f"{figure} cho mỗi tập thể", len(above)).may_be_soft()
    assert not lineends._End(above, "1.2. Khen thưởng", len(above)).may_be_soft()


@pytest.mark.parametrize("width", range(60, 100, 4))
def test_a_link_is_never_cut(width: int) -> None:
    link = "[hội nghị về chương trình công an và Mặt trận](https://a.example/binh-dinh-tiep-tuc-phoi-hop)"
    said = f"{REPORT} Xem thêm {link}, giai đoạn 2014 - 2023, của các tỉnh miền Trung."
    lines = textwrap.wrap(said, width, break_on_hyphens=False, break_long_words=False)

    assert sum(link in line for line in lineends.paragraphs(lines)) == 1


def test_a_line_end_kept_within_a_sentence_ends_no_paragraph() -> None:
    lines = textwrap.wrap(REPORT, 72, break_on_hyphens=False)

    assert len(lineends.paragraphs([lines[0] + "  ", *lines[1:]])) == 1


# --- what shows that a line was full --------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        # within a word: no line of a list ends there
        "Chủ tịch UBND tỉnh tặng Bằng khen cho ba tập thể và lực lượng công\nan các xã biên giới.",
        "Phát biểu tại hội nghị, Chủ tịch UBND tỉnh ghi nhận những kết quả đã\nđạt được và yêu cầu các xã"
        " tiếp tục phát huy vai trò của lực lượng công\nan trong phong trào.",
        "Đồng chí Nguyễn Văn A, Phó Chủ tịch UBND tỉnh, phát biểu chỉ đạo hội nghị và\nđề nghị các đơn vị"
        " tiếp tục nhân rộng các mô hình hay, cách làm hiệu quả\ntrong thời gian tới.",
    ],
)
def test_few_lines_are_put_together_where_one_ends_within_a_word_or_a_phrase(said: str) -> None:
    assert lines_of(said) == [" ".join(said.split())]


@pytest.mark.parametrize(
    "rows",
    [
        ["Bảo vệ chủ quyền biên giới quốc gia, giữ vững an ninh Tổ quốc", "phòng ngừa tội phạm"],
        ["Thi đua là yêu nước, yêu nước thì phải thi đua công", "an ninh vững bền"],
        ["Lực lượng công an xã và dân quân tự vệ xã Ya Xiêr, Ya Tăng và", "hội phụ nữ xã", "đoàn viên"],
    ],
)
def test_few_lines_that_may_be_listed_are_not(rows: list[str]) -> None:
    assert lines_of("\n".join(rows)) == rows


def wrapped_with(inner: str) -> str:
    first, rest = REPORT.split(". Dự hội nghị", 1)
    return f"{first} {inner}. Dự hội nghị{rest}"


@pytest.mark.parametrize("width", range(60, 100))
@pytest.mark.parametrize(
    "inner",
    [
        "– những người đã gắn bó với bản làng xa xôi, được bà con yêu thương",
        "- nơi có nhà rông của làng",
        "; tổ chức truyền thông lưu động ở các thôn, làng",
        "của bà con các dân tộc, tổ quốc và anh em",
        "theo [báo Thanh Niên](https://bao.example/bo-cong-an-khen-thuong-72-tap-the-ca-nhan-trong-ca-nuoc.htm)",
    ],
)
def test_what_happens_to_begin_a_line_makes_no_item_of_it(inner: str, width: int) -> None:
    said = wrapped_with(inner)
    lines = textwrap.wrap(said, width, break_on_hyphens=False, break_long_words=False)

    html = markup.render("\n".join(lines), "content/2024/x.md")[0].html
    shown = seen.lines_of(html)

    assert " ".join(shown) == " ".join(seen.lines_of(markup.render(said, "content/2024/x.md")[0].html))
    assert len(shown) <= 2  # a line end may stay where nobody can tell
    assert "<li>" not in html


def test_dashes_and_semicolons_that_are_several_part_items() -> None:
    introduction = textwrap.fill(REPORT[:-1] + ", gồm", 72, break_on_hyphens=False)
    rows = ["- những người đã gắn bó với bản làng", "- nơi có nhà rông"]

    assert lines_of(f"{introduction}\n" + "\n".join(rows))[-2:] == [f"• {row[2:]}" for row in rows]


@pytest.mark.parametrize("mark", ["- ", "• ", "1. ", "* "])
def test_items_that_were_broken_by_their_width_are_put_together(mark: str) -> None:
    sayings = [
        REPORT[:-1],
        "Tặng Giấy khen của Giám đốc Công an tỉnh cho 9 tập thể và 15 cá nhân của lực lượng",
    ]
    rows = [
        textwrap.fill(said, 72, initial_indent=mark.replace("1", str(n)), break_on_hyphens=False)
        for n, said in enumerate(sayings, 1)
    ]
    shown = ["1. ", "2. "] if mark == "1. " else ["• ", "• "]

    assert lines_of("\n".join(rows)) == [sign + said for sign, said in zip(shown, sayings, strict=True)]


def test_a_line_end_within_an_item_of_short_lines_is_kept() -> None:
    assert lines_of("- Gạo: 10 kg,\nmì: 1 thùng;\n- Dầu ăn.") == [
        "• Gạo: 10 kg,",
        "mì: 1 thùng;",
        "• Dầu ăn.",
    ]


def test_what_is_narrower_than_the_rest_is_put_together_as_it_is_alone() -> None:
    wide, narrow = (textwrap.fill(REPORT, width, break_on_hyphens=False) for width in (78, 72))

    assert lines_of(f"{wide}\n\n{narrow}") == [REPORT, REPORT]
