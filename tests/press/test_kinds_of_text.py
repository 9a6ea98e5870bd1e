"""Texts that name awards and report none of their own, and their near misses, which do report some."""

from __future__ import annotations

from typing import Any

import pytest

from bangvang import press
from tests.press import codes_of, numbers_of

GIVEN = "Chủ tịch UBND tỉnh tặng Bằng khen cho 6 tập thể, 14 cá nhân."


def read(*paragraphs: str) -> dict[str, Any]:
    return press.read("\n\n".join(paragraphs)).as_data()


def numbers(data: dict[str, Any]) -> list[dict[str, int]]:
    return [numbers_of(award) for award in data["awards"]]


PLANS = [
    (
        "Kế hoạch tổng kết 10 năm phong trào “Dân vận khéo”",
        "Ban Dân vận Tỉnh ủy Bình Phước vừa ban hành Kế hoạch số 41-KH/BDVTU tổng kết phong trào.",
        f"Tại hội nghị cấp tỉnh, {GIVEN}",
    ),
    (
        "Sóc Trăng chuẩn bị Ngày hội Đại đoàn kết",
        "Ngày 18/11/2023, UBND tỉnh Sóc Trăng sẽ tổ chức Ngày hội Đại đoàn kết ở 3 khóm.",
        GIVEN,
    ),
    (
        "Thể lệ cuộc thi viết về người tốt, việc tốt",
        "Ban Tổ chức nhận bài từ ngày 2/3/2024 đến hết ngày 30/4/2024.",
        "Ban Tổ chức tặng Bằng khen cho 3 tác giả có bài hay nhất và 5 đơn vị gửi nhiều bài.",
    ),
]
PLANS += [
    (
        "Sẵn lòng cho Ngày hội Văn hóa các dân tộc",
        "Ngày hội Văn hóa các dân tộc tỉnh Lai Châu khai mạc tối 20/11 tới, với 12 đoàn tham gia.",
        "Ban Tổ chức trao Cờ thi đua cho 3 đoàn, tặng Giấy khen cho 10 nghệ nhân.",
    ),
    (
        "UBND tỉnh ban hành Quy chế thi đua, khen thưởng",
        "Ngày 5/5/2023, UBND tỉnh Hà Nam ban hành Quy chế thi đua, khen thưởng mới.",
        "Theo quy chế, Chủ tịch UBND tỉnh tặng Bằng khen cho 10 tập thể, 20 cá nhân mỗi cụm.",
    ),
]
RULES = [
    (
        "Xét tặng danh hiệu Nhà giáo Ưu tú lần thứ 16",
        "Bộ Giáo dục và Đào tạo vừa có hướng dẫn xét tặng danh hiệu cho các trường ở Hà Nội.",
        f"Mỗi năm, {GIVEN}",
    ),
    (
        "Tiền thưởng kèm Giấy khen của Chủ tịch UBND xã là bao nhiêu?",
        "Theo Nghị định mới, hộ gia đình được tặng Giấy khen được thưởng 0,6 lần mức lương cơ sở.",
        "Một xã tặng Giấy khen cho 4 tập thể, 9 cá nhân thì chi hơn 10 triệu đồng.",
    ),
    (
        "Bạn đọc viết",
        "Hỏi: Cơ quan tôi có người vừa được khen, tiền thưởng tính ra sao?",
        f"Trả lời: {GIVEN} Tiền thưởng do cấp ra quyết định chi.",
    ),
    (
        "Quy định về tặng Bằng khen đối với doanh nghiệp",
        "Từ ngày 1/7/2024, doanh nghiệp nộp hồ sơ tại Trung tâm Phục vụ hành chính công tỉnh Cà Mau.",
        f"Mỗi năm một lần, {GIVEN}",
    ),
]
VOTES = [
    (
        "Mời bình chọn 10 gương mặt công nhân tiêu biểu",
        "Từ ngày 1/4/2022, bạn đọc bình chọn trên trang của Liên đoàn Lao động tỉnh Long An.",
        "10 công nhân có tên ở đầu danh sách nhận Bằng khen của Liên đoàn Lao động tỉnh.",
    ),
    (
        "Đề nghị tặng Huân chương Lao động cho 3 tập thể",
        "Ngày 6/6/2018, Hội đồng Thi đua - Khen thưởng tỉnh Yên Bái họp.",
        GIVEN,
    ),
]
LOOKS_BACK = [
    (
        "Nhìn lại một năm giữ rừng",
        "Năm 2021 khép lại, những cánh rừng ở Nam Đông (Thừa Thiên Huế) vẫn xanh.",
        f"Lực lượng kiểm lâm đã tuần tra 312 lượt. {GIVEN}",
    ),
    (
        "Người gieo chữ trên đỉnh Pha Luông",
        "Thầy giáo Tráng A Súa sinh năm 1979, quê ở Mộc Châu, Sơn La, dạy học đã 22 mùa rẫy.",
        "Ghi nhận công sức của thầy trò, Sở Giáo dục tặng Giấy khen cho 3 giáo viên của điểm trường.",
    ),
    (
        "Lễ tang đồng chí Phan Văn Đức",
        "Lễ viếng bắt đầu từ 7 giờ ngày 4/8/2020 tại nhà riêng, huyện Đức Thọ, tỉnh Hà Tĩnh.",
        "Đồng chí cùng 2 cá nhân của đơn vị được Chủ tịch nước tặng Huân chương Chiến công hạng Nhì.",
    ),
]
LOOKS_BACK += [
    (
        "65 năm Bệnh viện Đa khoa Hòa Bình: Những dấu ấn",
        "Thành lập năm 1957, Bệnh viện Đa khoa tỉnh Hòa Bình ban đầu có 50 giường, nay có 800 giường.",
        "Bộ Y tế tặng Bằng khen cho 45 tập thể, 120 cá nhân của bệnh viện.",
    ),
    (
        "Hội Nông dân Phú Yên: Điểm tựa của nhà nông",
        "Hội Nông dân tỉnh Phú Yên hiện có 98.000 hội viên, sinh hoạt ở 605 chi hội.",
        "Phong trào thu hút đông đảo hội viên. Trung ương Hội tặng Bằng khen cho 15 hộ.",
    ),
]
LOOKS_BACK += [
    (
        "Sư đoàn 341 - 40 năm xây dựng, chiến đấu và trưởng thành",
        "Ngày 23-11-1972, tại Nam Đàn, Nghệ An, Sư đoàn 341 được thành lập. Năm 2012, Sư đoàn tròn 40 tuổi.",
        "Với những chiến công ấy, Sư đoàn và 14 tập thể, 9 cá nhân được Nhà nước tuyên dương Anh hùng LLVT "
        "nhân dân; Chính phủ tặng Cờ thi đua cho 2 đơn vị.",
    ),
    (
        "Vĩnh Lộc, quê hương anh hùng",
        "Xã Vĩnh Lộc sau 50 năm giải phóng đã đổi thay. Năm 2024, thu nhập bình quân đạt 60 triệu đồng.",
        "Ghi nhận đóng góp ấy, ngày 20-12-1994, Chủ tịch nước phong tặng xã danh hiệu Anh hùng LLVTND; 312 "
        "gia đình, cá nhân được tặng thưởng Huân, Huy chương Kháng chiến các loại.",
    ),
]
ADVERTS = [
    (
        "Xưởng khung ảnh Hoàng Gia, Hải Phòng",
        "Xưởng in ấn, đóng khung lấy ngay. Quý khách đặt hàng trước ngày 20/11/2023 được giảm giá 10%.",
        "Nhân dịp này, xưởng tặng Giấy khen cho 15 học sinh có ảnh đẹp và giao hàng miễn phí.",
    ),
]


@pytest.mark.parametrize("paragraphs", [*PLANS, *RULES, *VOTES, *LOOKS_BACK, *ADVERTS], ids=lambda p: p[0])
def test_a_text_of_another_kind_reports_no_award_and_quotes_what_looks_like_one(
    paragraphs: tuple[str, ...],
) -> None:
    data = read(*paragraphs)

    assert numbers(data) == []
    assert any(code.startswith("awards_set_aside_") for code in codes_of(data))


NEAR_MISSES = [
    (
        "Đại học Tây Nguyên: 40 năm xây dựng và trưởng thành",
        "Sáng 11/11/2017, Đại học Tây Nguyên tổ chức lễ kỷ niệm 40 năm thành lập (11/11/1977 - 11/11/2017).",
    ),
    (
        "Trường A đón nhận bằng khen sau 40 năm xây dựng và trưởng thành",
        "Trường A thành lập ngày 11/11/1977. Hôm nay trường có 400 giáo viên.",
    ),
    (
        "Hoàn thành kế hoạch trước 2 tháng, 6 tập thể được khen thưởng",
        "Ngày 9/11/2021, Công ty Than Mạo Khê (Quảng Ninh) tổ chức hội nghị.",
    ),
    (
        "“Kế hoạch nhỏ”, việc lớn",
        "Sáng 15/5/2023, Tỉnh đoàn Tây Ninh tổng kết phong trào “Kế hoạch nhỏ”.",
    ),
    (
        "Trao giải cuộc bình chọn gương mặt trẻ",
        "Tối 25/3/2022, Tỉnh đoàn Long An tổ chức lễ trao giải.",
    ),
    (
        "65 năm Bệnh viện Đa khoa Hòa Bình: Những dấu ấn",
        "Sáng 2/9/2022, Bệnh viện Đa khoa tỉnh Hòa Bình tổ chức lễ kỷ niệm 65 năm thành lập.",
    ),
    (
        "Hướng dẫn viên cứu 4 du khách",
        "Ngày 3/7/2019, UBND tỉnh Lào Cai tổ chức gặp mặt.",
    ),
    (
        "Ngân hàng Chính sách tỉnh: 20 năm vì người nghèo",
        "Ngày 4/10/2022, ngân hàng tổ chức hội nghị; khách hàng được ưu đãi lãi suất.",
    ),
    (
        "Thực hiện tốt quy định về an toàn, 6 đơn vị được khen",
        "Chiều 2/12/2020, Sở Lao động - Thương binh và Xã hội tỉnh Kiên Giang tổ chức hội nghị.",
    ),
]  # fmt: skip


@pytest.mark.parametrize("paragraphs", NEAR_MISSES, ids=lambda p: p[0])
def test_a_report_that_only_sounds_so_keeps_its_awards(paragraphs: tuple[str, ...]) -> None:
    assert numbers(read(*paragraphs, GIVEN)) == [{"collectives": 6, "individuals": 14}]


LEAD = "Ngày 12/1/2024, Hội Nông dân tỉnh Hậu Giang tổ chức hội nghị tổng kết."


@pytest.mark.parametrize(
    "told",
    [
        f"Giai đoạn 2019 - 2023, hội giúp 412 hộ thoát nghèo. {GIVEN}",
        f"Trong nhiệm kỳ, hội lập 27 tổ hợp tác. Đời sống khá lên. {GIVEN}",
        f"Năm 2022, lũ về sớm. {GIVEN}",
        f"Những năm qua, phong trào lan rộng. {GIVEN} UBND huyện tặng Giấy khen cho 5 hộ.",
    ],
)
def test_a_period_at_the_head_of_a_sentence_holds_for_those_behind_it(told: str) -> None:
    data = read("Hội nghị tổng kết công tác hội", LEAD, told)

    assert numbers(data) == []
    assert "awards_set_aside_history" in codes_of(data)


@pytest.mark.parametrize(
    "told",
    [
        f"Năm 2023, hội giúp 412 hộ thoát nghèo. Dịp này, {GIVEN}",
        f"Trong nhiệm kỳ, hội lập 27 tổ hợp tác. Tại hội nghị, 3 đại biểu phát biểu. {GIVEN}",
        f"Năm 2022, lũ về sớm. Sáng 12/1, {GIVEN}",
        f"Năm qua, hội có nhiều mô hình hay.\n\n{GIVEN}",
    ],
)
def test_a_period_ends_where_the_text_comes_back_to_its_event(told: str) -> None:
    data = read("Hội nghị tổng kết công tác hội", LEAD, told)

    assert numbers(data) == [{"collectives": 6, "individuals": 14}]
    assert "awards_after_history" not in codes_of(data)


def test_what_follows_from_a_period_is_doubted() -> None:
    data = read("Hội nghị tổng kết công tác hội", LEAD, f"Năm 2023, mất mùa. Ghi nhận nỗ lực đó, {GIVEN}")

    assert numbers(data) == [{"collectives": 6, "individuals": 14}]
    assert "awards_after_history" in codes_of(data)


def test_an_award_of_a_text_without_a_day_is_doubted() -> None:
    undated = read("Khen thưởng 14 cá nhân ở Cà Mau", "Phong trào ở Cà Mau lan rộng khắp các xóm ấp.", GIVEN)
    dated = read("Khen thưởng 14 cá nhân ở Cà Mau", LEAD, GIVEN)

    assert numbers(undated) == numbers(dated) == [{"collectives": 6, "individuals": 14}]
    assert "awards_no_event" in codes_of(undated)
    assert "awards_no_event" not in codes_of(dated)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ví dụ, UBND xã tặng Giấy khen cho 3 cá nhân.",
        "Giả sử 4 hộ được UBND xã tặng Giấy khen, xã chi 2 triệu đồng.",
        "Sở Nội vụ xin ý kiến về việc tặng Bằng khen cho 25 tập thể.",
        "UBND tỉnh đồng ý chủ trương tặng Bằng khen cho 25 tập thể.",
        "Giao Sở Nội vụ tham mưu tặng Cờ thi đua cho 12 đơn vị.",
        "Giao Công an huyện rà soát, tặng Giấy khen cho 12 đơn vị.",
        "Hội đồng thông qua danh sách 25 tập thể được tặng Bằng khen của UBND tỉnh.",
        "5 cá nhân có số phiếu cao nhất nhận Bằng khen của UBND tỉnh.",
        "Công ty tặng 100 phôi giấy khen cho 5 trường.",
        "Mỗi huyện tặng Giấy khen cho 10 thôn, 30 hộ.",
        "Theo thể lệ, Ban Tổ chức tặng Bằng khen cho 3 tác giả.",
        "Nhà giáo có 2 Bằng khen của Thủ tướng Chính phủ đủ điều kiện dự xét.",
        "Ông biểu dương 200 doanh nghiệp đã vượt khó.",
        "Đoàn tặng Giấy chứng nhận bảo hiểm cho 30 hộ.",
    ],
)
def test_examples_orders_votes_and_blank_forms_are_no_awards(sentence: str) -> None:
    assert numbers(read("Hội nghị tổng kết công tác hội", LEAD, sentence)) == []


def test_a_staff_that_gives_or_receives_is_no_proposal() -> None:
    given = read("Hội nghị tổng kết", LEAD, "Bộ Tổng Tham mưu tặng Bằng khen cho 3 tập thể.")
    received = read(
        "Hội nghị tổng kết", LEAD, "Làm tốt công tác tham mưu, 3 cá nhân được UBND tỉnh tặng Bằng khen."
    )

    assert numbers(given) == [{"collectives": 3}]
    assert numbers(received) == [{"individuals": 3}]


def test_what_was_given_before_whoever_got_it_was_disciplined_is_history() -> None:
    text = (
        "Hiệu trưởng bị kỷ luật\n\nNgày 9/8/2022, UBND huyện Hòa Vang thi hành kỷ luật hiệu trưởng.\n\n"
        "Trước khi có kết luận, huyện có tặng giấy khen cho 14 giáo viên của trường."
    )

    assert press.read(text).as_data()["awards"] == []


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Thu hồi xe máy bị trộm, công an xã được tặng Giấy khen", [{"individuals": 2}]),
        ("Khen thưởng hai người bắt trộm", [{"individuals": 2}]),
        ("Thu hồi bằng khen đã trao cho hai người", []),
        ("Vì sao tước danh hiệu của hai người?", []),
        ("Hủy quyết định khen thưởng hai người khai man", []),
    ],
)
def test_in_a_report_of_papers_taken_back_what_was_given_is_no_award(
    headline: str, expected: list[dict[str, int]]
) -> None:
    told = "Theo đó, UBND xã đã tặng Giấy khen cho 2 cá nhân."

    assert numbers(read(headline, "Ngày 9/8/2022, UBND xã họp bàn việc này.", told)) == expected


@pytest.mark.parametrize(
    ("event", "expected"),
    [("Ngày 9/1/2018", [{"individuals": 2}]), ("Ngày 9/4/2019", []), ("Tháng 4/2019", [])],
)
def test_a_month_with_its_year_may_be_long_before(event: str, expected: list[dict[str, int]]) -> None:
    told = "Được biết, tháng 12-2017, UBND tỉnh đã tặng Bằng khen cho 2 cá nhân."

    assert numbers(read("Họp về phong trào", f"{event}, UBND tỉnh họp.", told)) == expected


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ("Tại hội nghị, các hình thức khen thưởng đã được trao:", [{"individuals": 3}]),
        ("Các đơn vị, cá nhân sau được khen thưởng:", [{"individuals": 3}]),
        ("Những thành tích Công ty đã đạt được:", []),
        ("Các danh hiệu, phần thưởng cao quý đã được trao tặng:", []),
        ("Trong 5 năm qua, Công ty được ghi nhận:", []),
    ],
)
def test_below_a_line_that_heads_a_record_nothing_is_given_now(
    heads: str, expected: list[dict[str, int]]
) -> None:
    item = "- 3 cá nhân được Thủ tướng Chính phủ tặng Bằng khen;"

    assert numbers(read("Công ty họp tổng kết", LEAD, heads, item)) == expected


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Thanh tra tỉnh khen thưởng 18 cá nhân", [{"individuals": 18}]),
        ("Kết luận thanh tra: chi sai tiền khen thưởng", []),
        ("Nhiều sai phạm trong khen thưởng ở Sở", []),
    ],
)
def test_what_auditors_count_was_given_long_ago(headline: str, expected: list[dict[str, int]]) -> None:
    told = "Giám đốc Sở đã tặng Giấy khen cho 18 cá nhân."

    assert numbers(read(headline, "Thanh tra tỉnh vừa họp về công tác này.", told)) == expected


def test_how_a_year_of_school_ended_is_no_award() -> None:
    told = "Toàn trường có 389 em đạt danh hiệu Học sinh xuất sắc. Nhà trường tặng Giấy khen cho 28 lớp."

    assert numbers(read("Trường A tổng kết năm học", LEAD, told)) == [{"collectives": 28}]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Năm 2023, thôn có 212/218 hộ đạt danh hiệu Gia đình văn hóa.", []),
        ("Năm 2023, khu phố có 310 hộ đạt danh hiệu Gia đình văn hóa.", []),
        ("Cả 4/4 thôn đạt danh hiệu Thôn văn hóa.", []),
        ("Trường có 40/42 giáo viên đạt danh hiệu Lao động tiên tiến.", []),
        ("Dịp này, UBND xã tặng Giấy khen cho 8 hộ đạt danh hiệu Gia đình văn hóa.", [{"households": 8}]),
        ("Dịp này, 15/137 đảng viên được Đảng ủy tặng Giấy khen.", [{"individuals": 15}]),
        ("Dịp này, có 9 hộ được UBND xã tặng Giấy khen.", [{"households": 9}]),
    ],
)
def test_how_many_of_all_got_there_is_no_award(told: str, expected: list[dict[str, int]]) -> None:
    assert numbers(read("Xã A tổ chức ngày hội", LEAD, told)) == expected
