"""The words of an award are whole, and what they are part of reports none: near misses of each kind first."""

from __future__ import annotations

import pytest

from bangvang import press
from tests.press import awards_of
from tests.press.test_awards_of_sentences import BEFORE, awards, codes

NINE = [("UBND huyện", "Giấy khen", {"individuals": 9})]


def is_set_aside(sentence: str, reason: str) -> bool:
    return awards(sentence) == [] and f"awards_set_aside_{reason}" in codes(sentence)


# ---------------------------------------------------------------- told of by somebody, wanted by somebody


@pytest.mark.parametrize(
    "sentence",
    [
        "Hội nghị ghi nhận nhiều ý kiến góp ý; dịp này, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Việc làm của bà con được dư luận quan tâm; UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Công việc hoàn thành sớm, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Việc UBND huyện tặng Giấy khen cho 9 cá nhân tại hội nghị là sự ghi nhận kịp thời.",
        "Việc trao Giấy khen của UBND huyện cho 9 cá nhân được tổ chức trang trọng.",
        "Sau khi nghe báo cáo, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Phong trào được triển khai, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Nhân ngày Hội Đại đoàn kết, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Kết quả bình xét, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Lần lượt 9 cá nhân được UBND huyện tặng Giấy khen.",
        "Để động viên kịp thời, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Điểm nhấn của buổi lễ là phần UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Trong buổi lễ ấm áp, nơi UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Từ đề nghị của các xã, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Niềm vui được nhân lên khi UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Đó là lý do UBND huyện tặng Giấy khen cho 9 cá nhân tại hội nghị này.",
    ],
)
def test_what_only_stands_near_telling_words_is_an_award(sentence: str) -> None:
    assert awards(sentence) == NINE


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Việc UBND huyện tặng Giấy khen cho 9 cá nhân đã gây nhiều ý kiến trái chiều.", "speech"),
        ("Chuyện 9 cá nhân được UBND huyện tặng Giấy khen được dư luận quan tâm.", "speech"),
        ("Theo ông Tám, việc xã tặng Giấy khen cho 9 cá nhân chưa khách quan.", "speech"),
        ("Bà Lan phản ánh UBND huyện tặng Giấy khen cho 9 cá nhân nhưng không công khai.", "speech"),
        (
            "Thanh tra kết luận việc Trường THCS Lê Lợi tặng giấy khen cho 9 học sinh không đúng quy định.",
            "speech",
        ),
        ("Ông Tám nhớ lại, UBND huyện đã tặng Giấy khen cho 9 cá nhân đắp đê.", "history"),
        ("Già làng kể, hồi đó huyện tặng giấy khen cho 9 thanh niên.", "history"),
        ("Chị giữ tấm ảnh ngày Bộ Chỉ huy Quân sự tỉnh tặng Giấy khen cho 9 chiến sĩ.", "history"),
        ("Phòng Nội vụ tham mưu UBND huyện tặng Giấy khen cho 9 cá nhân.", "proposal"),
        ("Kinh phí để UBND huyện tặng Giấy khen cho 9 cá nhân là 3 triệu đồng.", "proposal"),
        ("Ước chi UBND huyện tặng Giấy khen cho 9 cá nhân.", "speech"),
        ("Câu chuyện người ta bàn là UBND huyện tặng Giấy khen cho 9 cá nhân.", "speech"),
        ("Không biết rồi đây UBND huyện có tặng Giấy khen cho 9 cá nhân.", "speech"),
        ("Huyện ủy giao UBND huyện lựa chọn, tặng Giấy khen cho 9 cá nhân.", "proposal"),
        ("Hội đồng họp phiên thứ hai, bàn việc tặng Giấy khen cho 9 cá nhân.", "proposal"),
        ("Bị cáo đã dùng tiền để 9 cá nhân được UBND huyện tặng Giấy khen.", "withdrawal"),
    ],
)
def test_what_somebody_tells_or_wants_is_told_and_not_given(sentence: str, reason: str) -> None:
    assert is_set_aside(sentence, reason)


# ---------------------------------------------------------------- how a clause begins


@pytest.mark.parametrize(
    "sentence",
    [
        "Như mọi năm, hội nghị diễn ra trang trọng; UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Theo thông lệ, tại hội nghị UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Nhân dịp 20/11, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Thực hiện kế hoạch, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Cùng dự có đoàn đại biểu tỉnh bạn; UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Trong khi đó, ở khối xã, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Cách đây ít phút, UBND huyện đã tặng Giấy khen cho 9 cá nhân.",
        "Hội thi lần này, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Hai ngày sau, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Trước đó, cũng trong buổi sáng, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Từng là xã nghèo, nay về đích, xã được khen; UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Tổng kết phong trào thi đua năm 2023, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Như mọi năm, năm nay UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Trên cơ sở đề xuất của các xã, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Tiếp nối thành công các năm trước, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Tổng kết nhiệm kỳ 2015 - 2020, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Căn cứ kết quả thi đua năm 2023, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Ngày 15/9 năm nay, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Vượt qua khó khăn của năm trước, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Ghi nhận thành tích nhiều năm liền, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Sau khi rà soát hồ sơ, hôm nay UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Giữ đúng lời hứa, UBND huyện tặng Giấy khen cho 9 cá nhân.",
    ],
)
def test_what_only_begins_like_another_time_or_place_is_an_award(sentence: str) -> None:
    assert awards(sentence) == NINE


@pytest.mark.parametrize(
    ("opening", "reason"),
    [
        ("Như mọi năm,", "history"),
        ("Cứ đến dịp 20/11,", "history"),
        ("Theo thông lệ, cuối năm", "history"),
        ("Định kỳ hai năm một lần,", "history"),
        ("Còn nhớ mùa lũ lịch sử,", "history"),
        ("Cách đây mười năm,", "history"),
        ("Hai năm trước, cũng tại hội trường này,", "history"),
        ("Ở đợt thi đua trước,", "history"),
        ("Những năm 1980,", "history"),
        ("Mùa hè năm kia,", "history"),
        ("Cũng tại xã này, tháng 7/2022,", "history"),
        ("Vào mỗi dịp tổng kết năm học,", "history"),
        ("Cũng thời điểm này năm ngoái,", "history"),
        ("Mới hôm 12/5 vừa rồi,", "history"),
        ("Hồi đầu nhiệm kỳ này,", "history"),
        ("Đến năm 2019,", "history"),
        ("Nhớ những mùa đầu tổ chức,", "history"),
        ("Tháng Thanh niên năm 2022,", "history"),
        ("Hè 2023,", "history"),
        ("Giai đoạn cao điểm chống dịch,", "history"),
        ("Đợt khen thưởng gần nhất,", "history"),
        ("Thỉnh thoảng,", "history"),
        ("Khác với Quế Sơn - nơi", "elsewhere"),
        ("Sau trận bão số 9 năm 2020,", "history"),
        ("Ngày 2/9 năm ngoái,", "history"),
        ("Trong chuyến công tác lần trước,", "history"),
        ("Nhiều người còn nhắc vụ cháy chợ năm ấy,", "history"),
        ("Năm học 2021-2022,", "history"),
        ("[Video]", "elsewhere"),
        ("Ở tỉnh bạn,", "elsewhere"),
        ("Riêng huyện Đại Lộc láng giềng,", "elsewhere"),
        ("(Bài trước:", "elsewhere"),
        ("Dự trù tháng 12,", "plan"),
        ("Lịch trình: 8 giờ khai mạc, 9 giờ", "plan"),
        ("Trường hợp có 3 chiến công trở lên,", "proposal"),
        ("Trong một diễn biến khác, tại Hà Nội,", "elsewhere"),
        ("Kinh nghiệm của Đà Nẵng cho thấy,", "speech"),
        ("Cơ cấu giải thưởng của hội thi:", "proposal"),
        ("Kế hoạch nêu rõ, tại hội nghị", "proposal"),
        ("Tới đây,", "plan"),
        ("Dịp 2/9 năm sau,", "plan"),
        ("Đính chính: Bản tin số trước đã đưa", "withdrawal"),
    ],
)
def test_another_time_or_place_or_a_rule_at_the_head_of_a_clause_gives_nothing(
    opening: str, reason: str
) -> None:
    assert is_set_aside(f"{opening} UBND huyện tặng Giấy khen cho 9 cá nhân.", reason)


def test_whoever_meets_a_condition_has_been_given_nothing() -> None:
    assert is_set_aside("Đơn vị nào có 100 lao động thì được tặng Bằng khen cho 2 tập thể.", "proposal")


# ---------------------------------------------------------------- what stands behind


@pytest.mark.parametrize(
    "behind",
    [
        "vào ngày 19/9/2024",
        "vào ngày 15/8",
        "có thành tích trong 5 năm qua",
        "lập thành tích trong đợt lũ tháng 10 năm ngoái",
        "là những người dẫn đầu phong trào",
        "đã truy bắt đối tượng",
        "của huyện có thành tích trong 5 năm qua",
        "của xã Bình Minh vào sáng 19/9/2024",
    ],
)
def test_what_is_said_of_recipients_takes_no_award_away(behind: str) -> None:
    assert awards(f"UBND huyện tặng Giấy khen cho 9 cá nhân {behind}.") == NINE


@pytest.mark.parametrize(
    ("behind", "reason"),
    [
        ("vào ngày 30/12/2024", "plan"),
        ("hồi tháng 2/2022", "history"),
        ("ở lần trước", "history"),
        ("qua các đợt", "history"),
        ("thời bao cấp", "history"),
        ("trong 5 năm qua", "history"),
        ("là chuyện của năm ngoái", "speech"),
        ("nhưng đã bị thu hồi", "withdrawal"),
        ("rồi lại thu hồi", "withdrawal"),
        ("thì chỉ có 2 nông dân", "speech"),
        ("khiến nhiều người chạnh lòng", "speech"),
        ("nhưng không công khai danh sách", "speech"),
        ("giai đoạn trước", "history"),
        ("hồi hè", "history"),
        ("của huyện hồi tháng 2", "history"),
        ("của xã Bình Minh trong 5 năm qua", "history"),
        ("theo kế hoạch đã ban hành", "plan"),
        (", nay xin đọc lại là 12 cá nhân", "withdrawal"),
    ],
)
def test_another_time_or_an_end_told_right_behind_gives_nothing(behind: str, reason: str) -> None:
    assert is_set_aside(f"UBND huyện tặng Giấy khen cho 9 cá nhân {behind}.", reason)


# ---------------------------------------------------------------- of whom it is told


@pytest.mark.parametrize(
    "sentence",
    [
        "Tại hội nghị, toàn huyện có 9 cá nhân được UBND huyện tặng Giấy khen.",
        "9 cá nhân, trong đó có 3 người từng lầm lỡ, được UBND huyện tặng Giấy khen.",
        "Đông đảo bà con chúc mừng 9 cá nhân được UBND huyện tặng Giấy khen.",
        "Chợ có 9 cá nhân được UBND huyện tặng Giấy khen dịp này.",
        "Anh Bình, người cùng 9 cá nhân được UBND huyện tặng Giấy khen tại hội nghị, rất vui.",
    ],
)
def test_whoever_is_said_to_have_been_given_something_now_was(sentence: str) -> None:
    assert awards(sentence) == NINE


@pytest.mark.parametrize(
    "sentence",
    [
        "Anh Bình, người cùng 9 cá nhân được UBND huyện tặng Giấy khen năm ngoái, chia sẻ kinh nghiệm.",
        "Chi bộ đang có 9 cá nhân được UBND huyện tặng Giấy khen.",
        "Thời mới chia tách, huyện chỉ có 9 cá nhân được UBND huyện tặng Giấy khen.",
        "Lễ trao thưởng năm trước có 9 cá nhân được UBND huyện tặng Giấy khen.",
        "Có mặt trong đoàn là 9 vận động viên vừa được UBND huyện tặng Giấy khen.",
        "Ban giám khảo gồm 9 nghệ nhân được Chủ tịch nước tặng Huân chương Lao động hạng Ba.",
        "Anh kể chuyện nhóm của anh gồm 9 người được UBND huyện tặng Giấy khen.",
        "Lớp khóa 1985-1988 có 9 học sinh được UBND huyện tặng Giấy khen.",
        "Hội tặng xe đạp cho 9 học sinh được khen thưởng năm học qua.",
        "Với bề dày 40 năm, trường đã có 9 giáo viên được UBND huyện tặng Giấy khen.",
        "Tham dự hội nghị có 9 cá nhân được UBND huyện tặng Giấy khen trong 5 năm qua.",
    ],
)
def test_whoever_is_introduced_by_what_he_was_given_was_given_it_before(sentence: str) -> None:
    assert is_set_aside(sentence, "history")


def test_parts_of_those_who_were_given_something_are_no_award() -> None:
    assert awards("Trong số 14 hộ được tặng Giấy khen có 5 hộ không hiến mét đất nào.") == []


# ---------------------------------------------------------------- somewhere else


@pytest.mark.parametrize(
    ("opening", "given"),
    [
        ("Tại tỉnh Quảng Nam,", True),
        ("Tại Đà Nẵng, chiều 19/9,", True),
        ("Cùng dự có lãnh đạo tỉnh Bình Định;", True),
        ("Tại tỉnh Quảng Ngãi,", False),
        ("Ở Bình Dương,", False),
        ("Còn tại Đồng Nai,", False),
        ("Trong khi đó, huyện bên đã làm tốt, có nơi", False),
    ],
)
def test_what_is_given_in_another_province_is_none_of_the_report(opening: str, given: bool) -> None:
    told = awards(f"{opening} UBND huyện tặng Giấy khen cho 9 cá nhân.")
    assert told == (NINE if given else [])


@pytest.mark.parametrize("somebody", ["Có nơi", "Nhiều địa phương", "Trong khi đó, huyện bên"])
def test_what_somebody_gives_somewhere_is_no_award(somebody: str) -> None:
    assert awards(f"{somebody} tặng giấy khen cho 45 cán bộ.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "So với khu vực còn ít, Bình Định có 8 hợp tác xã được Thủ tướng Chính phủ tặng Bằng khen.",
        "Nhiều nơi làm tốt, riêng Kon Tum đã tuyên dương 120 già làng.",
        "Bình Định: Tuyên dương 120 học sinh giỏi (18/09/2024)",
    ],
)
def test_what_another_province_has_is_none_of_the_report(sentence: str) -> None:
    assert awards(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Để được tặng Kỷ niệm chương, 15 hội viên phải có ít nhất 5 năm công tác.",
        "Công ty tạo nhiều việc làm, 5 năm được UBND tỉnh tặng Bằng khen.",
        "Qua 9 lần tổ chức, hội thi có 21 tác giả được UBND tỉnh tặng Bằng khen.",
        "Huyện trao giấy chứng nhận xóa mù chữ cho 42 học viên.",
    ],
)
def test_conditions_counts_of_years_and_certificates_are_no_award(sentence: str) -> None:
    assert awards(sentence) == []


def test_the_authority_of_another_province_is_doubted() -> None:
    given = "tặng Bằng khen cho 9 cá nhân."
    assert "awards_setting_unusual" in codes(f"UBND tỉnh Thừa Thiên Huế {given}")
    assert "awards_setting_unusual" not in codes(f"UBND tỉnh Quảng Nam {given}")
    assert "awards_setting_unusual" not in codes(f"Hôm nay, UBND tỉnh Thừa Thiên Huế {given}")


def test_the_city_of_a_province_is_at_home_in_it() -> None:
    before = "Tổng kết\n\nNgày 19/9/2024, UBND tỉnh Thừa Thiên Huế tổ chức hội nghị tổng kết.\n\n"
    read = press.read(f"{before}UBND TP. Huế tặng Giấy khen cho 9 cá nhân.").as_data()
    assert "awards_setting_unusual" not in {doubt["code"] for doubt in read["review"]}


def test_those_besides_whom_others_are_given_something_are_given_nothing_here() -> None:
    besides = "Ngoài 5 tập thể được tỉnh khen, UBND huyện tặng Giấy khen cho 17 tập thể."
    assert all(numbers != {"collectives": 5} for *_, numbers in awards(besides))


def test_a_steering_committee_and_a_feast_take_no_clause() -> None:
    given = "tặng Giấy khen cho 9 cá nhân."
    assert len(awards(f"Ban Chỉ đạo 1523 huyện {given}")) == 1
    assert len(awards(f"Kỷ niệm 40 năm ngày Hội Chữ thập đỏ, UBND huyện {given}")) == 1


def test_whoever_advised_gives_nothing() -> None:
    assert awards("Theo tham mưu của Phòng Nội vụ, UBND huyện tặng Giấy khen cho 9 cá nhân.") == NINE
    assert awards("Với sự chứng kiến của Sở Y tế, UBND huyện tặng Giấy khen cho 9 cá nhân.") == NINE


# ---------------------------------------------------------------- doubted


@pytest.mark.parametrize(
    "sentence",
    [
        "UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Về công tác bầu cử, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Ghi nhận thành tích, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Ông Trần Văn B, Chủ tịch UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Y Bhiu Niê, Chủ tịch UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Kết quả, có 9 cá nhân được UBND huyện tặng Giấy khen.",
        "Bất ngờ hơn, tại hội nghị, UBND huyện tặng Giấy khen cho 9 cá nhân.",
    ],
)
def test_the_usual_beginnings_of_an_award_are_not_doubted(sentence: str) -> None:
    assert len(awards(sentence)) == 1
    assert "awards_setting_unusual" not in codes(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Nhìn lại chặng đường, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Khi mô hình hiệu quả, UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "Gia đình ông có 9 người được UBND huyện tặng Giấy khen.",
    ],
)
def test_an_award_whose_sentence_begins_as_few_do_is_doubted(sentence: str) -> None:
    assert "awards_setting_unusual" in codes(sentence)


# ---------------------------------------------------------------- within a text


def test_what_a_paragraph_tells_of_the_year_is_none_of_the_event() -> None:
    assert awards("Nửa đầu năm, xã làm 5 km đường. UBND huyện tặng Giấy khen cho 9 cá nhân.") == []
    year = "Trong năm, lực lượng triệt phá 42 chuyên án. Bộ Công an tặng Bằng khen cho 11 tập thể."
    assert awards(year) == []
    assert len(awards(f"{year} Tại hội nghị, UBND huyện tặng Giấy khen cho 9 cá nhân.")) == 1


@pytest.mark.parametrize("heading", ["Bình luận", "Ý kiến bạn đọc (2)", "2 bình luận"])
def test_what_readers_write_below_a_report_is_no_part_of_it(heading: str) -> None:
    told = "Tại hội nghị, UBND huyện tặng Giấy khen cho 9 cá nhân."
    written = "Minh Hải: Xã tôi cũng được UBND huyện tặng Giấy khen cho 7 người."
    read = press.read(f"{BEFORE}{told}\n\n{heading}\n\n{written}").as_data()

    assert awards_of(read) == NINE
    assert "Minh Hải" not in read["body"]


def test_a_speaker_within_a_report_is_part_of_it() -> None:
    told = "Bình luận\n\nChiều 19/9/2024, UBND huyện tặng Giấy khen cho 9 cá nhân."
    assert awards_of(press.read(f"{BEFORE}{told}").as_data()) == NINE


@pytest.mark.parametrize("heading", ["Xem thêm", "Đọc nhiều nhất", "TIN NÓNG"])
def test_headlines_of_other_reports_below_a_report_are_no_part_of_it(heading: str) -> None:
    told = "Tại hội nghị, UBND huyện tặng Giấy khen cho 9 cá nhân."
    others = "Quảng Ngãi: UBND tỉnh tặng Bằng khen cho 15 tập thể\n\nGiá vàng hôm nay"
    assert awards_of(press.read(f"{BEFORE}{told}\n\n{heading}\n\n{others}").as_data()) == NINE


def test_what_stands_below_a_name_and_how_long_ago_it_wrote_is_no_part_of_a_report() -> None:
    told = "Tại hội nghị, UBND huyện tặng Giấy khen cho 9 cá nhân."
    written = "Lan Anh - 2 giờ trước\n\nXã em cũng vừa được UBND huyện tặng Giấy khen cho 3 bạn."
    assert awards_of(press.read(f"{BEFORE}{told}\n\n{written}").as_data()) == NINE


def test_what_an_authority_often_gives_is_no_award() -> None:
    assert is_set_aside("Chính phủ thường tặng Bằng khen cho 10 doanh nghiệp.", "history")
    assert len(awards("Ban Thường vụ tặng Giấy khen cho 10 chi bộ.")) == 1


@pytest.mark.parametrize("line", ["Tags: khen thưởng, UBND huyện tặng Giấy khen cho 5 tập thể"])
def test_keywords_of_a_page_are_no_part_of_a_report(line: str) -> None:
    assert awards(line) == []


def test_a_section_above_a_headline_hides_no_headline() -> None:
    told = "Tại hội nghị, UBND huyện tặng Giấy khen cho 9 cá nhân."
    read = press.read(f"TIN MỚI\n\n{BEFORE}{told}").as_data()
    assert read["title"] == "Hội nghị tổng kết phong trào"
    assert awards_of(read) == NINE


@pytest.mark.parametrize(
    ("sentence", "given"),
    [
        ("Hợp tác xã Bình Đào được Thủ tướng Chính phủ tặng Bằng khen vì xây dựng nông thôn mới.", True),
        ("Hợp tác xã Bình Đào được Thủ tướng Chính phủ tặng Bằng khen vào năm 2018.", False),
        ("Hợp tác xã Bình Đào được Thủ tướng Chính phủ tặng Bằng khen 10 năm liền.", False),
        ("Dịp này, Đại tá Nguyễn Văn Ba được Chủ tịch UBND tỉnh tặng Bằng khen.", True),
        ("Trước khi nghỉ hưu, Đại tá Nguyễn Văn Ba được Chủ tịch UBND tỉnh tặng Bằng khen.", False),
    ],
)
def test_what_somebody_was_once_given_is_told_of_a_life(sentence: str, given: bool) -> None:
    assert bool(awards(sentence)) == given
