"""Who wrote a report: names, initials, ranks and bodies at its foot, and what only looks like one of them."""

from __future__ import annotations

from typing import Any

import pytest

from bangvang import press
from tests.press import awards_of

HEADLINE = "Khen thưởng 3 tập thể ở Hoằng Hóa"
LEAD = (
    "Chiều 26/7/2024, UBND huyện Hoằng Hóa, tỉnh Thanh Hóa tổ chức hội nghị tổng kết phong trào thi đua "
    "yêu nước. Dịp này, Chủ tịch UBND huyện tặng Giấy khen cho 3 tập thể."
)


def read(*lines: str) -> dict[str, Any]:
    return press.read("\n\n".join([HEADLINE, *lines])).as_data()


@pytest.mark.parametrize(
    "told",
    [
        "Ngày 23/7/2024, Thủ tướng Chính phủ tặng Bằng khen cho 5 cá nhân.",
        "Sáng 23/7/2024, Chủ tịch UBND tỉnh tặng Bằng khen cho 5 cá nhân",
        "Chiều 23/7/2024: Giám đốc Sở Y tế tặng Giấy khen cho 5 cá nhân",
        "Thứ Ba 23/7/2024, lúc 8:30, Giám đốc Sở Y tế tặng Giấy khen cho 5 cá nhân.",
    ],
)
def test_a_sentence_that_begins_with_a_day_is_no_byline(told: str) -> None:
    at_foot = read(LEAD, told)

    assert at_foot["byline"] is None
    assert [numbers for *_, numbers in awards_of(at_foot)] == [{"collectives": 3}, {"individuals": 5}]


@pytest.mark.parametrize(
    ("line", "writer"),
    [
        ("TÂM ĐAN 28/11/2023 10:19", "TÂM ĐAN"),
        ("Lê Hân | 04/10/2023 - 10:20 (GMT+7)", "Lê Hân"),
        ("Lê Hân 10:20, thứ tư ngày 04/10/2023", "Lê Hân"),
    ],
)
def test_the_time_behind_a_name_goes(line: str, writer: str) -> None:
    assert read(line, LEAD)["byline"] == writer


@pytest.mark.parametrize(
    "lead", ["Sáng 18/8/2016, UBND huyện tổ chức hội nghị.", "Ngày 18/8/2016, UBND xã họp."]
)
def test_a_short_lead_is_one(lead: str) -> None:
    read_one = read(lead, "Dịp này, Chủ tịch UBND huyện tặng Giấy khen cho 3 tập thể.")

    assert (read_one["byline"], read_one["date"]) == (None, "2016-08-18")


@pytest.mark.parametrize(
    ("line", "writer"),
    [
        ("H.N", "H.N"),
        ("H.N.", "H.N."),
        ("Tin: Tổ Ngữ văn - Ảnh: Đoàn trường", "Tổ Ngữ văn"),
        ("Tin: Phạm Công – Hình: Minh Tuấn", "Phạm Công"),
        ("Tin, ảnh: Thái Bình", "Thái Bình"),
        ("Bài: Ban biên tập website nhà trường", "Ban biên tập website nhà trường"),
        ("Đại tá HOÀNG VĂN CHIẾN", "Đại tá HOÀNG VĂN CHIẾN"),
        ("ThS. Nguyễn Thị Kim Hoa", "ThS. Nguyễn Thị Kim Hoa"),
    ],
)
def test_initials_bodies_and_ranks_write_too(line: str, writer: str) -> None:
    read_one = read(LEAD, line)

    assert (read_one["byline"], read_one["photos"]) == (writer, [])


def test_where_a_writer_works_may_stand_in_brackets_below_the_name() -> None:
    assert read(LEAD, "Trịnh Cường", "(Công an huyện Thái Thụy)")["byline"] == "Trịnh Cường"
    assert read(LEAD, "Trịnh Cường\n(Công an huyện Thái Thụy)")["byline"] == "Trịnh Cường"


def test_pictures_may_stand_below_a_byline() -> None:
    read_one = read(LEAD, "Anh Thư", "Các tập thể nhận Giấy khen - Ảnh: VĂN NAM")

    assert read_one["byline"] == "Anh Thư"
    assert [photo["credit"] for photo in read_one["photos"]] == ["VĂN NAM"]


@pytest.mark.parametrize(
    "line",
    [
        "Hà Nội",
        "Tin: Chủ tịch UBND huyện cho biết sẽ còn khen thưởng nhiều tập thể nữa.",
        "(Công an huyện Thái Thụy)",
        "Đại tá Hoàng Văn Chiến phát biểu",
    ],
)
def test_a_place_a_sentence_and_a_body_alone_are_no_byline(line: str) -> None:
    assert read(LEAD, line)["byline"] is None


def test_two_words_in_capitals_above_a_notice_are_its_headline() -> None:
    notice = press.read(
        "TIN BUỒN\n\nĐảng ủy và gia đình thương tiếc báo tin: đồng chí Lê Văn Tám đã từ trần."
    ).as_data()

    assert (notice["title"], notice["byline"]) == ("TIN BUỒN", None)


@pytest.mark.parametrize(
    ("line", "writer"),
    [
        ("Lê Hà - Đoàn Văn Bơ", "Lê Hà - Đoàn Văn Bơ"),
        ("Lê Hà - Công đoàn huyện Hoằng Hóa", "Lê Hà"),
        ("Lê Hà - Đoàn thanh niên xã", "Lê Hà"),
        ("Lê Hà - Bệnh viện Đa khoa tỉnh", "Lê Hà"),
    ],
)
def test_a_body_behind_a_writer_is_where_they_work(line: str, writer: str) -> None:
    assert read(LEAD, line)["byline"] == writer


@pytest.mark.parametrize(
    "line",
    [
        "Theo Báo cáo của UBND tỉnh",
        "Theo Đài Truyền hình tỉnh, hội nghị đã diễn ra",
        "Theo Trang trại của ông An",
        "Theo Báo Thanh Hóa đã đăng về việc khen thưởng",
    ],
)
def test_what_only_begins_like_a_paper_is_no_source(line: str) -> None:
    assert read(LEAD, line)["source"] is None


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Theo Báo Dân tộc và Phát triển", "Báo Dân tộc và Phát triển"),
        ("(Theo Tạp chí Lao động và Công đoàn)", "Tạp chí Lao động và Công đoàn"),
        ("Theo Cổng thông tin điện tử tỉnh", "Cổng thông tin điện tử tỉnh"),
        ("Nguồn tin: Tỉnh đoàn Thanh Hóa", "Tỉnh đoàn Thanh Hóa"),
    ],
)
def test_a_line_below_the_writer_names_the_source_though_no_table_has_it(line: str, source: str) -> None:
    data = read(LEAD, "Lê Hường", line)

    assert data["byline"] == "Lê Hường"
    assert data["source"]["name"] == source


@pytest.mark.parametrize(
    "line",
    [
        "Tin, ảnh: PHẠM TUYẾT (Trung tâm VHTT huyện)",
        "Người viết: PHẠM TUYẾT, Khoa Xây dựng Đảng",
        "PHẠM TUYẾT - Công chức Văn hóa xã",
        "PHẠM TUYẾT (Điện lực Hoằng Hóa, PC Thanh Hóa)",
    ],
)
def test_where_a_writer_works_is_none_of_the_name(line: str) -> None:
    data = read(LEAD, line)

    assert data["byline"] == "PHẠM TUYẾT"
    assert any(doubt["field"] == "byline" for doubt in data["review"])


def test_the_last_of_a_list_is_no_writer() -> None:
    data = read(LEAD, "Danh sách:", "Nguyễn Văn Ba - Bí thư chi bộ", "Lê Thị Lan - Trưởng thôn Đông")

    assert data["byline"] is None


def test_a_last_line_that_may_be_a_writer_is_told() -> None:
    doubts = read(LEAD, "Tổ dân vận thôn Đông")["review"]

    assert [doubt["code"] for doubt in doubts if doubt["field"] == "byline"] == ["byline_uncertain"]
    assert not [doubt for doubt in read(LEAD, LEAD)["review"] if doubt["field"] == "byline"]


def test_a_paper_below_its_writer_is_the_source() -> None:
    data = read(LEAD, "Bài và ảnh: DUY NGUYỄN\nBáo Quân khu 7 online")

    assert (data["byline"], data["source"]["name"]) == ("DUY NGUYỄN", "Báo Quân khu 7 online")


def test_writer_and_paper_may_be_parted_by_a_slash() -> None:
    data = read(LEAD, "Lê Hợi/Báo Thanh Hóa")

    assert (data["byline"], data["source"]["name"]) == ("Lê Hợi", "Báo Thanh Hóa")


def test_captions_below_a_signature_have_its_photographer() -> None:
    data = read(LEAD, "Bài, ảnh: TRUNG KIÊN", "Chỉ huy Trung đoàn trao Giấy khen cho các tập thể.")

    assert data["byline"] == "TRUNG KIÊN"
    assert [(p["caption"], p["credit"]) for p in data["photos"]] == [
        ("Chỉ huy Trung đoàn trao Giấy khen cho các tập thể.", "TRUNG KIÊN")
    ]


@pytest.mark.parametrize(
    ("line", "writer"),
    [
        ("Vũ Thị Hằng - Đoàn Thanh niên", "Vũ Thị Hằng"),
        ("Vũ Thị Hằng (Phòng Tổ chức)", "Vũ Thị Hằng"),
        ("Sỹ Đức/VOV-Bắc miền Trung", "Sỹ Đức"),
        ("Sỹ Đức/VOV", "Sỹ Đức"),
    ],
)
def test_where_a_writer_works_is_no_part_of_the_name(line: str, writer: str) -> None:
    assert read(LEAD, line)["byline"] == writer


def test_the_view_of_a_hall_is_a_caption() -> None:
    data = read(LEAD, "Toàn cảnh hội nghị", "PHẠM TUYẾT")

    assert [photo["caption"] for photo in data["photos"]] == ["Toàn cảnh hội nghị"]


@pytest.mark.parametrize(
    "office", ["(Phòng PV05)", "Trung tâm VH-TT&TT huyện", "(Trung tâm Truyền thông huyện)"]
)
def test_an_office_below_a_writer_is_none_of_the_name(office: str) -> None:
    assert read(LEAD, "Đại Dương", office)["byline"] == "Đại Dương"


def test_a_name_that_begins_like_an_address_is_a_name() -> None:
    data = read(LEAD, "Nguồn: Hội LHPN tỉnh Hòa Bình", "Bàn Thị Xuân")

    assert (data["byline"], data["source"]["name"]) == ("Bàn Thị Xuân", "Hội LHPN tỉnh Hòa Bình")


@pytest.mark.parametrize(
    ("line", "writer"),
    [
        ("TM. BAN CHẤP HÀNH", None),
        ("Phóng viên: Quang Long (TT VH-TT-TH huyện)", "Quang Long"),
        ("CTV: Lê Hợi", "Lê Hợi"),
    ],
)
def test_whoever_signs_for_a_body_wrote_nothing_and_a_reporter_did(line: str, writer: str | None) -> None:
    assert read(LEAD, line)["byline"] == writer


@pytest.mark.parametrize(
    ("line", "writer"),
    [
        ("CẬP NHẬT 05/09/2024 17:05 | VÕ TÙNG", "VÕ TÙNG"),
        ("05/09/2024 17:05 - Võ Tùng", "Võ Tùng"),
        ("05/09/2024 | Thứ Năm", None),
        ("05/09/2024 17:05 | Lượt xem", None),
    ],
)
def test_a_writer_may_stand_behind_the_time(line: str, writer: str | None) -> None:
    assert read(line, LEAD)["byline"] == writer


def test_the_photographer_of_the_last_caption_is_no_writer() -> None:
    data = read("TÂM ĐAN 27/7/2024 15:20", LEAD, "Các tập thể nhận Giấy khen tại hội nghị. Ảnh: T.ĐAN")

    assert data["byline"] == "TÂM ĐAN"
    assert [photo["credit"] for photo in data["photos"]] == ["T.ĐAN"]


def test_a_page_may_name_its_writer_and_its_source_below() -> None:
    data = read(LEAD, "Tác giả bài viết: Lâm Thị Sà Phel", "Nguồn tin: Xã Đoàn Vĩnh Hải")

    assert (data["byline"], data["source"]["name"]) == ("Lâm Thị Sà Phel", "Xã Đoàn Vĩnh Hải")


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("Gia đình ông Lê Hải (bìa phải) nhận Giấy khen.", "Gia đình ông Lê Hải (bìa phải) nhận Giấy khen."),
        (
            "Anh Lê Hải (thứ hai từ trái qua) cùng 3 đồng đội",
            "Anh Lê Hải (thứ hai từ trái qua) cùng 3 đồng đội",
        ),
        ("Ảnh: Công an huyện trao khen thưởng", "Công an huyện trao khen thưởng"),
        (
            "Ảnh tư liệu: Bộ đội Sư đoàn 968 trong giờ huấn luyện",
            "Bộ đội Sư đoàn 968 trong giờ huấn luyện",
        ),
    ],
)
def test_what_is_seen_in_a_picture_is_its_caption(line: str, caption: str) -> None:
    data = read(LEAD, line, "PHẠM TUYẾT")

    assert [photo["caption"] for photo in data["photos"]] == [caption]
    assert [numbers for *_, numbers in awards_of(data)] == [{"collectives": 3}]


@pytest.mark.parametrize(
    ("line", "writer", "paper"),
    [
        ("Theo Lan Anh/Báo Dân tộc và Phát triển", "Lan Anh", "Báo Dân tộc và Phát triển"),
        ("(Theo Minh Hà - Tạp chí Xây dựng nông thôn)", "Minh Hà", "Tạp chí Xây dựng nông thôn"),
        ("Theo Báo Dân tộc và Phát triển", None, "Báo Dân tộc và Phát triển"),
    ],
)
def test_a_report_taken_over_names_its_writer_and_the_paper(
    line: str, writer: str | None, paper: str
) -> None:
    data = read(LEAD, line)

    assert (data["byline"], data["source"]["name"]) == (writer, paper)


@pytest.mark.parametrize(
    ("line", "writer"),
    [
        ("Tin, bài: Sầm Thị Hương - Công chức VHXH", "Sầm Thị Hương"),
        ("Bài: Nguyễn Thị Lan – Bí thư Đoàn xã", "Nguyễn Thị Lan"),
        ("Tin, bài: Minh Đức - Thu Hà", "Minh Đức - Thu Hà"),
        ("Bài: Kim Ngân – CTV", "Kim Ngân – CTV"),
        ("Tin: Ban CHQS - UBND xã", "Ban CHQS - UBND xã"),
    ],
)
def test_a_writer_with_an_office_signs_by_the_name(line: str, writer: str) -> None:
    pictures = ("Một số hình ảnh tại hội nghị:", "Đồng chí Bí thư Đảng ủy xã trao thưởng cho các tập thể")

    data = read(LEAD, *pictures, line)

    assert data["byline"] == writer
    assert [photo["caption"] for photo in data["photos"]] == [pictures[1]]


@pytest.mark.parametrize("line", ["A. TẬP THỂ", "II. Cá nhân", "CÁC TẬP THỂ"])
def test_what_heads_a_list_is_no_byline(line: str) -> None:
    told = "(Kèm theo Quyết định số 2215/QĐ-UBND ngày 28/12/2023 của Chủ tịch UBND huyện Hoằng Hóa)"

    assert read(told, line, "1. Hội Chữ thập đỏ xã Hoằng Đông", "2. Trung tâm Y tế huyện")["byline"] is None


@pytest.mark.parametrize(
    ("opening", "paper"),
    [
        ("(Baonghean) Ngày 24/10/2008,", "Báo Nghệ An"),
        ("YênBái - Ngày 10/1/2023,", "Báo Yên Bái"),
    ],
)
def test_a_sign_may_be_the_papers_name_written_as_one_word(opening: str, paper: str) -> None:
    told = f"{opening} Sở Y tế tổ chức hội nghị. Dịp này, Giám đốc Sở tặng Giấy khen cho 3 tập thể."

    assert read(told, "Minh Đức")["source"]["name"] == paper
