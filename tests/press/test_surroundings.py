"""What stands around a report: letterheads, menus, signs, bylines, captions."""

from __future__ import annotations

from typing import Any

from bangvang import press
from tests.press.word_files import paragraph, word

LEAD = "Chiều 26/7/2024, UBND tỉnh Quảng Nam tổ chức hội nghị tổng kết phong trào thi đua yêu nước."


def read(*lines: str) -> dict[str, Any]:
    return press.read("\n".join(lines)).as_data()


def test_sections_behind_the_mark_of_a_crawler_are_no_headline() -> None:
    read_one = read("date 2024-08 Trang chủ Chính trị", "Giữ lửa truyền thống quê hương", LEAD)

    assert read_one["title"] == "Giữ lửa truyền thống quê hương"


def test_the_way_to_a_page_and_a_section_alone_on_its_line_are_no_headline() -> None:
    headline = "Khen thưởng phong trào bảo vệ an ninh Tổ quốc"

    assert read("date 2024-08", "Trang chủ » Chính trị » Gương sáng", headline, LEAD)["title"] == headline
    assert read("Trang chủ > Khen thưởng", headline, LEAD)["title"] == headline
    assert read("TIN KHEN THƯỞNG", headline, LEAD)["title"] == headline
    assert read("Tin khen thưởng 3/2 của tỉnh", LEAD)["title"] == "Tin khen thưởng 3/2 của tỉnh"


def test_an_office_above_the_headline_is_no_headline_and_one_that_does_something_is() -> None:
    headline = "Trao tặng danh hiệu cao quý cho 85 mẹ"

    assert read("Ủy ban nhân dân tỉnh Sóc Trăng", headline, LEAD)["title"] == headline
    assert read("Công an tỉnh khen thưởng 5 cá nhân", LEAD)["title"] == "Công an tỉnh khen thưởng 5 cá nhân"


def test_what_word_marks_as_a_heading_is_the_headline_whatever_stands_above() -> None:
    heading = (
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Khen thưởng 3 cá nhân</w:t></w:r></w:p>'
    )
    above = paragraph("CÔNG AN TỈNH QUẢNG NAM") + paragraph("PHÒNG CÔNG TÁC ĐẢNG")
    read_one = press.read(word(above + heading + paragraph(LEAD)), "tin.docx").as_data()

    assert read_one["title"] == "Khen thưởng 3 cá nhân"


def test_a_hall_is_no_school() -> None:
    told = "Tại hội trường Công an tỉnh, Chủ tịch UBND tỉnh tặng Bằng khen cho 3 cá nhân."

    assert [award["grantor"] for award in read("Khen thưởng 3 cá nhân", LEAD, told)["awards"]] == [
        "Chủ tịch UBND tỉnh"
    ]


def test_a_day_of_the_week_above_the_headline_is_no_byline() -> None:
    read_one = read("THỨ TƯ, 11/12/2019 | 08:15", "Quảng Nam: Trao Huân chương cho 3 tập thể", LEAD)

    assert (read_one["title"], read_one["byline"]) == ("Quảng Nam: Trao Huân chương cho 3 tập thể", None)


def test_a_paper_named_in_full_in_front_of_the_lead_is_the_source() -> None:
    read_one = read("Khen thưởng 3 cá nhân", f"Báo Gia Lai điện tử - {LEAD}")

    assert read_one["source"] == {"name": "Báo Gia Lai điện tử", "code": None, "url": None}


def test_a_byline_glued_to_the_last_sentence_is_one_and_leaves_the_sentence() -> None:
    read_one = read(
        "Khen thưởng trong phong trào",
        LEAD,
        "",
        "UBND huyện tặng giấy khen cho 22 cá nhân.Tin, ảnh: Thúy Ngân",
    )

    assert read_one["byline"] == "Thúy Ngân"
    assert [award["individuals"] for award in read_one["awards"]] == [22]
    assert read_one["photos"] == []


def test_words_behind_the_mark_of_a_picture_may_be_its_caption() -> None:
    read_one = read(
        "Khen thưởng trong phong trào",
        LEAD,
        "Tại hội nghị, UBND tỉnh tặng Bằng khen cho 5 tập thể, 8 cá nhân; Sở Nội vụ tặng Giấy khen cho 5 hộ.",
        "Ảnh: Các điển hình nhận khen thưởng",
    )

    assert [photo["caption"] for photo in read_one["photos"]] == ["Các điển hình nhận khen thưởng"]
    assert len(read_one["awards"]) == 2


GIVEN = "Dịp này, Chủ tịch UBND tỉnh tặng Bằng khen cho 3 tập thể và 5 cá nhân có thành tích xuất sắc."


def test_below_a_line_that_announces_pictures_every_line_is_a_caption() -> None:
    rows = ("Cô Hiệu trưởng đọc báo cáo tổng kết", "Các em nhận giấy khen.", "Toàn cảnh buổi lễ")
    for line in ("Một số hình ảnh tại buổi lễ:", "MỘT SỐ HÌNH ẢNH CỦA BUỔI LỄ", "Chùm ảnh tại hội nghị:"):
        read_one = read("Lễ tổng kết", LEAD, GIVEN, line, *rows, "Người viết: Mai Xuân")

        assert [photo["caption"] for photo in read_one["photos"]] == list(rows)
        assert read_one["byline"] == "Mai Xuân"


def test_a_report_goes_on_below_a_line_that_announces_pictures() -> None:
    more = (
        "Phát biểu tại hội nghị, Chủ tịch UBND tỉnh đã biểu dương các tập thể và đề nghị tiếp tục phát huy."
    )

    for line in ("Một số hình ảnh tại buổi lễ:", "Hình ảnh tại hội nghị"):
        read_one = read("Lễ tổng kết", LEAD, line, GIVEN, more)

        assert read_one["photos"] == []
        assert [award["collectives"] for award in read_one["awards"]] == [3]
    assert read("Lễ tổng kết", "Hình ảnh người chiến sĩ trong lòng dân", LEAD, GIVEN)["photos"] == []


def test_what_is_compared_is_no_link_to_another_page() -> None:
    body = read("Khen thưởng 3 cá nhân", LEAD, "> 50 tuổi: 12 người", ">18 tuổi: 3 em", "> Xem thêm", LEAD)[
        "body"
    ]

    assert "50 tuổi: 12 người" in body
    assert "18 tuổi: 3 em" in body
    assert "Xem thêm" not in body


def test_fields_formulas_and_boxes_to_tick_of_a_word_file_keep_their_words() -> None:
    def run(words: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'

    math, box = "http://schemas.openxmlformats.org/officeDocument/2006/math", "w14:checkbox"
    rows = [
        f'<w:fldSimple w:instr="DATE">{run("26/7/2024")}</w:fldSimple>{run(" là ngày hội")}',
        f'{run("Tỷ lệ ")}<m:oMath xmlns:m="{math}"><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num>'
        f"<m:den><m:r><m:t>5</m:t></m:r></m:den></m:f></m:oMath>{run(' số hộ')}",
        f"<w:sdt><w:sdtPr><{box} xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'>"
        f"<w14:checked/></{box}></w:sdtPr><w:sdtContent>{run('☒')}</w:sdtContent></w:sdt>{run(' Đã nộp')}",
        "<w:r><w:t>Họ tên:</w:t><w:ptab/><w:t>A Thút</w:t></w:r>",
    ]
    said = paragraph("Khen thưởng 3 cá nhân") + paragraph(LEAD)
    said += "".join(f"<w:p>{row}</w:p>" for row in rows) + paragraph(LEAD + " Hết.")

    body = press.read(word(said), "tin.docx").as_data()["body"]

    for words in ("26/7/2024 là ngày hội", "Tỷ lệ 3/5 số hộ", "☒ Đã nộp", "Họ tên: A Thút"):
        assert words in body


def test_lines_left_out_in_the_midst_of_a_report_are_told() -> None:
    doubts = read("Lễ tổng kết", LEAD, "Điện thoại: 0210 3846 647", GIVEN, "Điện thoại: 0210 3846 648")[
        "review"
    ]

    assert [(d["field"], d["words"]) for d in doubts if d["code"] == "body_lines_dropped"] == [
        ("body", "Điện thoại: 0210 3846 647")
    ]


def test_a_line_that_may_be_a_caption_is_told() -> None:
    data = read("Lễ tổng kết", LEAD, "Phần thưởng được trao tận tay người nhận", GIVEN)

    assert ("photos_caption_left", "photos") in {(d["code"], d["field"]) for d in data["review"]}
