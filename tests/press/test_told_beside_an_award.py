"""What a report tells beside its own award, in the words of one: near misses of each kind first."""

from __future__ import annotations

import pytest

from tests.press.test_awards_of_sentences import awards, codes

# ---------------------------------------------------------------- said at a meeting


@pytest.mark.parametrize(
    "sentence",
    [
        "Với những kết quả đạt được trong nhiều năm qua, tại hội nghị, UBND huyện tặng Giấy khen cho 14 xã.",
        "Phát biểu và tặng hoa tại hội nghị, UBND huyện cũng trao Giấy khen cho 14 xã.",
        "Phát biểu tại lễ tổng kết, UBND huyện đánh giá cao kết quả; đồng thời trao Giấy khen cho 14 xã.",
    ],
)
def test_what_is_given_at_a_meeting_is_given_whatever_was_said_at_it(sentence: str) -> None:
    assert awards(sentence) == [("UBND huyện", "Giấy khen", {"collectives": 14})]


@pytest.mark.parametrize(
    "sentence",
    [
        "Báo cáo tại hội nghị cho thấy, 5 năm qua, xã có 2 cá nhân được Thủ tướng Chính phủ tặng Bằng khen.",
        "Theo báo cáo tại hội nghị, năm 2023, UBND huyện tặng Giấy khen cho 14 tập thể.",
        "Thông tin tại buổi họp báo, từ đầu năm UBND huyện tặng Giấy khen cho 14 tập thể.",
        "Số liệu được công bố tại lễ cho thấy trong nhiệm kỳ qua, UBND huyện tặng Giấy khen cho 14 tập thể.",
        "Báo cáo kết quả tại hội nghị, trong 3 năm, UBND huyện tặng Giấy khen cho 14 tập thể.",
        "Phát biểu tại đại hội, ông Lê Văn Bảy cho biết, năm qua UBND tỉnh tặng Bằng khen cho 14 tập thể.",
    ],
)
def test_that_something_is_reported_at_a_meeting_does_not_say_that_it_was_given_there(sentence: str) -> None:
    assert awards(sentence) == []
    assert "awards_set_aside_history" in codes(sentence)


# ---------------------------------------------------------------- so many times


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Dịp này, UBND huyện tặng Giấy khen cho 12 cá nhân hiến máu 20 lần.", {"individuals": 12}),
        ("Dịp này, UBND huyện tặng Giấy khen cho 12 cá nhân 3 lần đạt giải cao.", {"individuals": 12}),
        ("14 doanh nghiệp 2 lần liên tiếp dẫn đầu được UBND huyện tặng Giấy khen.", {"collectives": 14}),
    ],
)
def test_those_who_did_well_several_times_are_given_something_now(
    sentence: str, expected: dict[str, int]
) -> None:
    assert awards(sentence) == [("UBND huyện", "Giấy khen", expected)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nhà trường 2 lần được Thủ tướng Chính phủ tặng Bằng khen.",
        "Bà Nguyễn Thị Hoa 4 lần nhận Bằng khen của UBND tỉnh.",
        "Đơn vị được UBND tỉnh tặng Bằng khen 3 lần.",
        "Trung đoàn hai lần được Nhà nước tuyên dương danh hiệu Anh hùng, có 5 cá nhân được phong anh hùng.",
    ],
)
def test_what_was_given_several_times_was_given_over_years(sentence: str) -> None:
    assert awards(sentence) == []
    assert "awards_set_aside_history" in codes(sentence)


# ---------------------------------------------------------------- who has a title, and is given gifts


@pytest.mark.parametrize(
    "sentence",
    [
        "Thừa ủy quyền của Chủ tịch nước, UBND tỉnh trao danh hiệu cho 10 Mẹ Việt Nam anh hùng.",
        "Huyện tặng quà 14 hộ; Chủ tịch nước phong tặng danh hiệu Bà mẹ Việt Nam anh hùng cho 10 mẹ.",
    ],
)
def test_a_title_that_is_bestowed_is_an_award(sentence: str) -> None:
    assert [award[:2] for award in awards(sentence)] == [("Chủ tịch nước", "Bà mẹ Việt Nam anh hùng")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Hội LHPN tỉnh tặng 10 phần quà cho 10 Mẹ Việt Nam anh hùng, khai trương 1 cửa hàng.",
        "Đoàn đã đến thăm, tặng quà 4 Mẹ Việt Nam anh hùng, 12 gia đình chính sách.",
        "Công ty nhận phụng dưỡng 5 Mẹ Việt Nam anh hùng, trao 10 sổ tiết kiệm cho thân nhân liệt sĩ.",
        "Hội trao 15 suất quà tặng Mẹ Việt Nam anh hùng Lê Thị Sáu và 14 gia đình liệt sĩ.",
        "UBND huyện trao quà cho 2 Anh hùng Lực lượng vũ trang nhân dân, 6 thương binh nặng.",
    ],
)
def test_whoever_has_a_title_and_is_given_a_gift_is_not_given_the_title(sentence: str) -> None:
    assert awards(sentence) == []


# ---------------------------------------------------------------- certificates of a standard


@pytest.mark.parametrize(
    "sentence",
    [
        "UBND tỉnh trao Giấy chứng nhận doanh nghiệp tiêu biểu cho 12 doanh nghiệp.",
        "UBND tỉnh trao Giấy chứng nhận cho 12 doanh nghiệp có môi trường an toàn.",
    ],
)
def test_a_certificate_that_honours_is_an_award(sentence: str) -> None:
    assert awards(sentence) == [("UBND tỉnh", "Giấy chứng nhận", {"collectives": 12})]


@pytest.mark.parametrize(
    "paper",
    [
        "Giấy chứng nhận đạt kiểm định chất lượng giáo dục cấp độ 3",
        "Giấy chứng nhận cơ sở an toàn vệ sinh thực phẩm",
        "Giấy chứng nhận vùng an toàn dịch bệnh",
        "Giấy chứng nhận đăng ký nhãn hiệu tập thể",
        "Bằng chứng nhận di sản văn hóa phi vật thể",
        "Giấy chứng nhận quyền sử dụng đất",
        "Giấy chứng nhận trường mầm non đạt chuẩn quốc gia",
    ],
)
def test_a_certificate_of_a_standard_or_a_right_is_none(paper: str) -> None:
    assert awards(f"Sở Nông nghiệp trao {paper} cho 4 đơn vị.") == []


# ---------------------------------------------------------------- things that are given


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("12 cá nhân được UBND huyện trao tặng vì có thành tích xuất sắc.", ("UBND huyện", "Khen thưởng")),
        ("12 cá nhân được UBND huyện tặng thưởng.", ("UBND huyện", "Khen thưởng")),
        ("12 cá nhân được nhận phần thưởng của UBND huyện.", (None, "Khen thưởng")),
        ("Dịp này, 12 cá nhân được tuyên dương, trao xe đạp.", (None, "Tuyên dương")),
        ("Bằng khen được trao cho 12 cá nhân.", (None, "Bằng khen")),
    ],
)
def test_whoever_is_honoured_without_a_paper_is_honoured(
    sentence: str, expected: tuple[str | None, str]
) -> None:
    assert awards(sentence) == [(*expected, {"individuals": 12})]


@pytest.mark.parametrize(
    "sentence",
    [
        "45 em được tặng xe đạp.",
        "12 hộ được trao nhà tình thương.",
        "12 hộ được nhận bò giống từ dự án.",
        "14 cán bộ được trao quyết định bổ nhiệm.",
        "6 sinh viên được nhận bằng tốt nghiệp.",
        "Trong ngày, 300 hộ dân được khám bệnh, mỗi hộ được tặng một túi thuốc.",
        "Dịp này, bệnh viện chúc thọ 26 cán bộ hưu trí, mỗi người được tặng 500.000 đồng.",
        "40 học sinh nghèo được nhận học bổng, mỗi em được tặng 1 triệu đồng.",
    ],
)
def test_whoever_is_given_a_thing_is_not_honoured(sentence: str) -> None:
    assert awards(sentence) == []
    assert "awards_set_aside_unread" not in codes(sentence)


def test_a_thing_that_has_a_name_may_be_an_award_that_nobody_knows() -> None:
    assert "awards_set_aside_unread" in codes("Dịp này, 30 học sinh được nhận Ngôi sao sáng của huyện.")


# ---------------------------------------------------------------- standing members


@pytest.mark.parametrize("giver", ["Thường trực HĐND huyện", "thường trực HĐND huyện", "thường vụ Huyện ủy"])
def test_standing_members_give_under_their_whole_name(giver: str) -> None:
    assert awards(f"Cũng trong chương trình, {giver} trao Kỷ niệm chương cho 8 cá nhân.") == [
        (giver, "Kỷ niệm chương", {"individuals": 8})
    ]


# ---------------------------------------------------------------- told of a life, of a year, of somebody else


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Dịp này, 5 xã được UBND tỉnh tặng Cờ thi đua năm 2023.", ("UBND tỉnh", "Cờ thi đua")),
        (
            "Với cương vị đơn vị đầu cụm, dịp này 5 xã được UBND tỉnh tặng Cờ thi đua.",
            ("UBND tỉnh", "Cờ thi đua"),
        ),
        ("Được tuyên dương dịp này có 5 xã.", (None, "Tuyên dương")),
        ("Được vinh danh tại buổi lễ, gồm 5 xã.", (None, "Tôn vinh")),
    ],
)
def test_those_honoured_at_the_event_are_read(sentence: str, expected: tuple[str | None, str]) -> None:
    assert awards(sentence) == [(*expected, {"collectives": 5})]


@pytest.mark.parametrize(
    "sentence",
    [
        "Xã được Nhà nước phong tặng danh hiệu Anh hùng Lực lượng vũ trang nhân dân năm 1998.",
        "Dưới sự chỉ huy của đồng chí, Phòng Hình sự bắt 502 đối tượng, được UBND tỉnh tặng Cờ thi đua.",
        "Gia đình ông có 3 liệt sĩ, mẹ ông được Nhà nước phong tặng danh hiệu Bà mẹ Việt Nam anh hùng.",
        "Chương trình có sự tham gia của 20 gương điển hình được tuyên dương cấp tỉnh.",
        "Về công tác khen thưởng, UBND huyện đã tặng Giấy khen cho 25 tập thể, 67 cá nhân.",
        "Kết quả phân loại, 12 chi bộ hoàn thành xuất sắc nhiệm vụ, 230 đảng viên được khen thưởng.",
    ],
)
def test_what_is_told_of_a_life_or_counted_in_a_review_is_not_given_now(sentence: str) -> None:
    assert awards(sentence) == []
    assert "awards_set_aside_history" in codes(sentence)


def test_places_that_an_example_was_carried_to_are_not_praised() -> None:
    assert awards("Mô hình được Hội Nông dân tỉnh biểu dương và nhân rộng ra 12 xã.") == []


# ---------------------------------------------------------------- a meeting of another year


@pytest.mark.parametrize(
    "sentence",
    [
        "Ghi nhận thành tích năm 2023, tại hội nghị, UBND huyện tặng Giấy khen cho 12 tập thể.",
        "Năm 2023, huyện đạt nhiều kết quả; tại hội nghị, UBND huyện tặng Giấy khen cho 12 tập thể.",
        "Trong năm 2023, các đơn vị đã nỗ lực, tại hội nghị, UBND huyện tặng Giấy khen cho 12 tập thể.",
    ],
)
def test_a_meeting_rewards_the_year_before_it(sentence: str) -> None:
    assert awards(sentence) == [("UBND huyện", "Giấy khen", {"collectives": 12})]


@pytest.mark.parametrize(
    "sentence",
    [
        "Năm 2021, tại hội nghị tổng kết phong trào, UBND huyện tặng Giấy khen cho 12 tập thể.",
        "Tháng 5/2022, tại lễ kỷ niệm, 12 giáo viên được Bộ Giáo dục và Đào tạo tặng Bằng khen.",
        "Cuối năm 2022, nhân dịp kỷ niệm ngày thành lập, UBND tỉnh tặng Bằng khen cho 12 tập thể.",
    ],
)
def test_what_was_given_at_a_meeting_of_a_former_year_is_not_given_now(sentence: str) -> None:
    assert awards(sentence) == []
    assert "awards_set_aside_history" in codes(sentence)


def test_what_a_meeting_to_come_is_to_give_is_not_given() -> None:
    sentence = "Ban Tổ chức đang chuẩn bị để tại đại hội tới đây UBND tỉnh tặng Bằng khen cho 12 tập thể."
    assert awards(sentence) == []


# ---------------------------------------------------------------- praised with gifts; where one lives


@pytest.mark.parametrize(
    "words",
    ["tuyên dương, tặng quà cho", "tuyên dương và trao thưởng cho", "tuyên dương, tặng hoa và quà cho"],
)
def test_those_praised_and_given_gifts_are_praised(words: str) -> None:
    assert awards(f"Liên đoàn Lao động huyện {words} 45 công nhân.") == [
        ("Liên đoàn Lao động huyện", "Tuyên dương", {"individuals": 45})
    ]


@pytest.mark.parametrize(
    ("people", "number"),
    [
        ("ông Lê Văn Bảy, ngư dân xã Phước Hải, vì đã cứu 5 người", 1),
        ("ông Lê Văn Bảy, nông dân giỏi xã Phước Hải và bà Trần Thị Hoa, hội viên xã An Hòa", 2),
        ("ngư dân Lê Văn Bảy, nông dân Trần Văn Tám", 2),
    ],
)
def test_where_somebody_lives_is_nobody_more(people: str, number: int) -> None:
    assert awards(f"UBND huyện tặng Giấy khen cho {people}.") == [
        ("UBND huyện", "Giấy khen", {"individuals": number})
    ]


# ---------------------------------------------------------------- deputies


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Chủ tịch HĐND tỉnh tặng Bằng khen cho 5 Ban, 12 đại biểu HĐND tỉnh.", {"collectives": 5}),
        ("12 đại biểu HĐND tỉnh được Chủ tịch HĐND tỉnh tặng Bằng khen.", {}),
    ],
)
def test_deputies_are_given_papers(sentence: str, expected: dict[str, int]) -> None:
    assert awards(sentence) == [("Chủ tịch HĐND tỉnh", "Bằng khen", {**expected, "individuals": 12})]


@pytest.mark.parametrize(
    "sentence",
    [
        "Lễ trao Bằng khen có 12 đại biểu HĐND tỉnh tham dự.",
        "UBND tỉnh trao Bằng khen trước sự chứng kiến của 45 đại biểu HĐND tỉnh.",
    ],
)
def test_deputies_who_attend_are_given_nothing(sentence: str) -> None:
    assert [numbers for _, _, numbers in awards(sentence) if numbers] == []


# ---------------------------------------------------------------- communities of culture


def test_communities_of_culture_are_recognised_beside_an_award() -> None:
    sentence = (
        "Tại hội nghị, UBND xã khen thưởng cho 5 tập thể và 21 cá nhân; đồng thời trao quyết định công nhận "
        "350 gia đình văn hóa, 4 thôn văn hóa."
    )
    assert awards(sentence) == [("UBND xã", "Khen thưởng", {"collectives": 5, "individuals": 21})]


def test_communities_of_culture_are_given_papers() -> None:
    assert awards("UBND huyện trao Giấy khen cho 12 gia đình văn hóa, 4 thôn văn hóa.") == [
        ("UBND huyện", "Giấy khen", {"collectives": 4, "households": 12})
    ]


def test_whoever_gives_gifts_and_then_papers_gives_both() -> None:
    sentence = "Hội LHPN huyện tặng 20 suất quà; khen thưởng 8 chi hội, 15 hội viên."
    assert awards(sentence) == [("Hội LHPN huyện", "Khen thưởng", {"collectives": 8, "individuals": 15})]
    assert "awards_grantor_distant" in codes(sentence)


# ---------------------------------------------------------------- given back, pretended


@pytest.mark.parametrize(
    "sentence",
    [
        "Công an huyện bắt 3 đối tượng giả danh cán bộ trao tặng Kỷ niệm chương cho 12 doanh nghiệp.",
        "2 tập thể, 3 cá nhân tặng lại tiền thưởng cho Quỹ Vì người nghèo.",
    ],
)
def test_what_is_pretended_or_given_back_is_no_award(sentence: str) -> None:
    assert awards(sentence) == []


# ---------------------------------------------------------------- the record of one


def test_papers_that_are_handed_over_are_counted() -> None:
    sentence = "Dịp này có 45 Bằng khen của UBND tỉnh được trao."
    assert awards(sentence) == [("UBND tỉnh", "Bằng khen", {"recipients": 45})]


@pytest.mark.parametrize(
    "sentence",
    [
        "Đơn vị được tặng thưởng 3 Huân chương Lao động; 12 tập thể được Thủ tướng Chính phủ tặng Bằng khen.",
        "Ông được UBND tỉnh tặng 12 Bằng khen.",
        "Diễn văn tại buổi lễ nêu rõ, 60 năm qua, nhà máy đã lớn. Nhà máy được tặng 3 Huân chương Lao động.",
    ],
)
def test_several_papers_of_one_are_a_record_of_years(sentence: str) -> None:
    assert awards(sentence) == []
    assert "awards_set_aside_history" in codes(sentence)


# ---------------------------------------------------------------- how a year ended; a visit is no question


@pytest.mark.parametrize(
    "sentence",
    [
        "Năm học 2022 - 2023, trường có 45 học sinh giỏi; 12 giáo viên đạt danh hiệu Lao động tiên tiến.",
        "Ngày nay, xã có 9 giáo sư; 4 người được phong tặng danh hiệu Nhà giáo nhân dân.",
        "Gia đình ông Hùng có 7 người con đều đỗ đại học, được Hội Khuyến học Việt Nam tặng Bằng khen.",
    ],
)
def test_how_a_year_ended_and_what_a_place_is_proud_of_is_not_given_now(sentence: str) -> None:
    assert awards(sentence) == []
    assert "awards_set_aside_history" in codes(sentence)


def test_whoever_visits_those_he_honours_asks_nothing() -> None:
    assert awards("Chủ tịch UBND huyện đến thăm hỏi và tặng Giấy khen cho 2 dân quân.") == [
        ("Chủ tịch UBND huyện", "Giấy khen", {"individuals": 2})
    ]


# ---------------------------------------------------------------- words that only look like somebody's


@pytest.mark.parametrize("told", ["khai", "kể", "khoe", "thừa nhận"])
def test_those_who_say_that_they_were_honoured_are_not_honoured_here(told: str) -> None:
    assert awards(f"Tại hội nghị, có 14 cá nhân {told} đã được UBND huyện khen thưởng.") == []


@pytest.mark.parametrize(
    "merit",
    [
        "đạt thành tích xuất sắc trong triển khai phong trào",
        "đã công khai tài chính",
        "góp phần đáng kể vào phong trào",
        "tham gia kể từ năm 2019",
    ],
)
def test_to_carry_out_and_to_count_for_much_is_not_to_say_something(merit: str) -> None:
    sentence = f"Tại hội nghị, đã có 14 tập thể, cá nhân {merit} được biểu dương, khen thưởng."

    assert [numbers for *_, numbers in awards(sentence)] == [{"recipients": 14}]
