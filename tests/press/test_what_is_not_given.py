"""What has the look of an award and is none: near misses of each kind first, then the kind."""

from __future__ import annotations

import pytest

from tests.press.test_awards_of_sentences import awards, codes

# ---------------------------------------------------------------- proposed, between "được" and the verb


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Theo đề nghị của Sở Nội vụ, 3 cá nhân được Chủ tịch UBND tỉnh tặng Bằng khen.",
            [("Chủ tịch UBND tỉnh", "Bằng khen", {"individuals": 3})],
        ),
        (
            "3 cá nhân được Chủ tịch UBND tỉnh, theo đề nghị của Sở Nội vụ, tặng Bằng khen.",
            [("Chủ tịch UBND tỉnh", "Bằng khen", {"individuals": 3})],
        ),
        (
            "8 thôn được Hội đồng bình chọn và trao Giấy khen.",
            [("Hội đồng", "Giấy khen", {"collectives": 8})],
        ),
        (
            "4 giáo viên được Trường Cao đẳng Truyền hình tặng Giấy khen.",
            [("Trường Cao đẳng Truyền hình", "Giấy khen", {"individuals": 4})],
        ),
        ("10 gương điển hình được lựa chọn tuyên dương.", [(None, "Tuyên dương", {"recipients": 10})]),
    ],
)
def test_whoever_proposed_an_award_that_was_given_does_not_undo_it(
    sentence: str, expected: list[tuple[str | None, str, dict[str, int]]]
) -> None:
    assert awards(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Trong số đó, 4 tập thể, 9 cá nhân được chọn đề nghị Ban Dân vận Trung ương khen thưởng.",
        "2 đơn vị dẫn đầu cụm được suy tôn, đề nghị tặng Cờ thi đua của Chính phủ.",
        "6 cá nhân được Hội đồng Thi đua đề nghị Chủ tịch UBND tỉnh tặng Bằng khen.",
        "6 cá nhân được UBND huyện trình Chủ tịch UBND tỉnh tặng Bằng khen.",
        "Có 5 cán bộ được giới thiệu, đề nghị Bộ Công an tặng Kỷ niệm chương.",
        "3 tập thể được Cụm bình xét, kiến nghị Bộ Tài chính tặng Bằng khen.",
    ],
)
def test_what_is_proposed_in_the_passive_is_told_and_not_given(sentence: str) -> None:
    assert awards(sentence) == []
    assert "awards_set_aside_proposal" in codes(sentence)


# ---------------------------------------------------------------- results of years


@pytest.mark.parametrize(
    "sentence",
    [
        "Kết quả, 12 tập thể được Chủ tịch UBND tỉnh tặng Bằng khen.",
        "Ghi nhận những kết quả đó, tại hội nghị, 12 tập thể được Chủ tịch UBND tỉnh tặng Bằng khen.",
        "Với kết quả của 5 năm qua, dịp này 12 tập thể được Chủ tịch UBND tỉnh tặng Bằng khen.",
    ],
)
def test_results_are_rewarded_at_the_event(sentence: str) -> None:
    assert awards(sentence) == [("Chủ tịch UBND tỉnh", "Bằng khen", {"collectives": 12})]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ghi nhận kết quả trên, năm 2019, 5 tập thể được Chủ tịch UBND tỉnh tặng Bằng khen.",
        "Với những kết quả đó, 8 năm qua, 12 tập thể được Chủ tịch UBND tỉnh tặng Bằng khen.",
        "Phát huy kết quả ấy, trong giai đoạn 2015 - 2020, đã có 12 hộ được UBND tỉnh tặng Bằng khen.",
        "Kết quả 5 năm qua, đã có 12 tập thể được Chủ tịch UBND tỉnh tặng Bằng khen.",
        "Kết quả, trong 5 năm qua, 12 tập thể được Chủ tịch UBND tỉnh tặng Bằng khen.",
    ],
)
def test_the_word_results_makes_no_award_of_former_years_one_of_today(sentence: str) -> None:
    assert awards(sentence) == []
    assert "awards_set_aside_history" in codes(sentence)


# ---------------------------------------------------------------- orders and titles of long ago


@pytest.mark.parametrize(
    "sentence",
    [
        "Ngày 20-12-1994, Chủ tịch nước phong tặng danh hiệu Anh hùng cho xã; 3 hộ được tặng Bằng khen.",
        "Ngày 3/2/2010, Thủ tướng Chính phủ tặng Bằng khen cho 3 tập thể.",
        "Nhân dân xã lập nhiều chiến công, ngày 6.11.1978 có 2 đơn vị được Nhà nước tặng Huân chương.",
        "Xã có 12 gia đình được tặng thưởng Huân chương Kháng chiến hạng Nhất.",
        "Riêng năm 2003 có 350 cá nhân được tặng Bằng khen của Chủ tịch UBND tỉnh.",
        "Chỉ tính năm 2019, 350 cá nhân được UBND tỉnh tặng Bằng khen.",
        "Toàn xã có 312 gia đình được tặng thưởng Huân, Huy chương Kháng chiến các loại.",
        "Sau hòa bình, 8 cựu chiến binh được tặng thưởng Huy chương Kháng chiến.",
    ],
)
def test_what_was_given_in_former_times_is_not_given_today(sentence: str) -> None:
    assert awards(sentence) == []
    assert "awards_set_aside_history" in codes(sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Theo Quyết định số 12/QĐ-TTg ngày 3/2/2022, Thủ tướng Chính phủ tặng Bằng khen cho 3 tập thể.",
            [("Thủ tướng Chính phủ", "Bằng khen", {"collectives": 3})],
        ),
        (
            "Ngày 28/12/2023, Thủ tướng Chính phủ ký quyết định tặng Bằng khen cho 3 tập thể.",
            [("Thủ tướng Chính phủ", "Bằng khen", {"collectives": 3})],
        ),
        (
            "Dịp này, 12 gia đình được Chủ tịch nước tặng thưởng Huân chương Kháng chiến hạng Nhất.",
            [("Chủ tịch nước", "Huân chương Kháng chiến hạng Nhất", {"households": 12})],
        ),
        (
            "Lãnh đạo tỉnh trao Huân chương Kháng chiến hạng Nhất cho 12 gia đình.",
            [("Chủ tịch nước", "Huân chương Kháng chiến hạng Nhất", {"households": 12})],
        ),
    ],
)
def test_a_decision_of_last_year_and_a_late_order_are_given_today(
    sentence: str, expected: list[tuple[str | None, str, dict[str, int]]]
) -> None:
    assert awards(sentence) == expected


def test_what_somebody_tells_of_a_life_is_not_given_today() -> None:
    assert awards("Bà Hoa cho biết đã được tặng 2 Bằng khen.") == []
    assert "awards_set_aside_speech" in codes("Bà Hoa cho biết đã được tặng 2 Bằng khen.")
    assert awards("Ban Tổ chức cho biết, 12 cá nhân được UBND tỉnh tặng Bằng khen.") == [
        ("UBND tỉnh", "Bằng khen", {"individuals": 12})
    ]


# ---------------------------------------------------------------- a time before, at the head of a clause


@pytest.mark.parametrize(
    "sentence",
    [
        "Sơ kết 6 tháng đầu năm, UBND tỉnh tặng Bằng khen cho 9 tập thể.",
        "Tổng kết nhiệm kỳ vừa qua, UBND tỉnh tặng Bằng khen cho 9 tập thể.",
        "Ghi nhận kết quả năm trước, UBND tỉnh tặng Bằng khen cho 9 tập thể.",
        "Lần trước chưa kịp trao, đợt này UBND tỉnh tặng Bằng khen cho 9 tập thể.",
        "UBND tỉnh tặng Bằng khen cho 9 tập thể dẫn đầu nhiệm kỳ vừa rồi.",
        "Nhớ lần trước vắng mặt, UBND tỉnh tặng Bằng khen cho 9 tập thể.",
    ],
)
def test_a_time_before_that_is_only_mentioned_takes_no_award_away(sentence: str) -> None:
    assert awards(sentence) == [("UBND tỉnh", "Bằng khen", {"collectives": 9})]


@pytest.mark.parametrize(
    "head",
    [
        "Nhiệm kỳ vừa rồi",
        "Năm ngoái",
        "Tháng trước",
        "Đợt trước",
        "Dạo ấy",
        "Hồi đó",
        "Cộng dồn",
        "Hồi năm kia",
        "6 tháng qua",
        "Chín tháng đầu năm",
        "Hồi dịch",
    ],
)
def test_what_a_time_before_heads_is_told_as_history_to_the_end_of_the_sentence(head: str) -> None:
    sentence = f"{head}, UBND tỉnh tặng Bằng khen cho 9 tập thể; UBND huyện tặng giấy khen cho 88 hộ."

    assert awards(sentence) == []
    assert "awards_set_aside_history" in codes(sentence)


@pytest.mark.parametrize(
    "which",
    ["đạt tiêu chuẩn trong sạch", "xuất sắc 5 năm liền", "có hồ sơ tốt nhất", "được bình xét từ cơ sở"],
)
def test_what_is_told_of_the_recipients_before_says_nothing_of_the_next_clause(which: str) -> None:
    sentence = f"UBND tỉnh tặng Bằng khen cho 3 đảng bộ {which}; UBND huyện tặng Giấy khen cho 15 hộ."

    assert [grantor for grantor, *_ in awards(sentence)] == ["UBND tỉnh", "UBND huyện"]


def test_what_is_proposed_behind_an_award_stays_proposed() -> None:
    sentence = "UBND tỉnh tặng Bằng khen cho 3 xã; đề nghị Thủ tướng Chính phủ tặng Bằng khen cho 1 xã."

    assert [grantor for grantor, *_ in awards(sentence)] == ["UBND tỉnh"]


# ---------------------------------------------------------------- denied, confirmed, recognised


def test_an_award_told_of_beside_what_is_denied_is_one() -> None:
    sentence = "Không chỉ khen suông, UBND tỉnh còn tặng Bằng khen cho 5 cá nhân."

    assert awards(sentence) == [("UBND tỉnh", "Bằng khen", {"individuals": 5})]


@pytest.mark.parametrize(
    "sentence",
    [
        "14 bằng khen của Chủ tịch UBND tỉnh in sẵn cho 14 hộ đã không được trao tại hội nghị.",
        "Sở Nội vụ xác nhận 14 bằng khen của Chủ tịch UBND tỉnh cho 14 hộ chưa được trao.",
        "3 tập thể không hề được UBND tỉnh tặng Bằng khen.",
        "Đoàn công tác trao Giấy chứng nhận công trình thanh niên cho Đoàn xã Ia Dom.",
    ],
)
def test_what_is_denied_or_certifies_a_work_is_no_award(sentence: str) -> None:
    assert awards(sentence) == []


# ---------------------------------------------------------------- a time to come, and what is being prepared


@pytest.mark.parametrize(
    "sentence",
    [
        "Hướng tới năm sau, UBND tỉnh tặng Bằng khen cho 9 tập thể.",
        "Các đơn vị ký cam kết thi đua và UBND tỉnh tặng Bằng khen cho 9 tập thể.",
        "Tháng trước, lũ cuốn trôi cầu Sông Con. UBND tỉnh tặng Bằng khen cho 9 tập thể.",
    ],
)
def test_a_time_to_come_or_before_that_tells_of_something_else_takes_no_award_away(sentence: str) -> None:
    assert awards(sentence) == [("UBND tỉnh", "Bằng khen", {"collectives": 9})]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sang năm, UBND tỉnh tặng Bằng khen cho 9 tập thể.",
        "Cuối tháng này, UBND tỉnh tặng Bằng khen cho 9 tập thể.",
        "UBND tỉnh cam kết tặng Bằng khen cho 9 tập thể.",
        "UBND tỉnh đang làm thủ tục tặng Bằng khen cho 9 tập thể.",
        "UBND tỉnh quên tặng Bằng khen cho 9 tập thể.",
    ],
)
def test_what_is_promised_prepared_or_forgotten_has_not_been_given(sentence: str) -> None:
    assert awards(sentence) == []


# ---------------------------------------------------------------- asked, rumoured, possible; of a period


@pytest.mark.parametrize(
    "sentence",
    [
        "Tổng kết công tác trong năm, UBND tỉnh tặng Bằng khen cho 9 tập thể.",
        "Với thành tích cả năm, UBND tỉnh tặng Bằng khen cho 9 tập thể.",
        "Hồi 15 giờ, UBND tỉnh tặng Bằng khen cho 9 tập thể.",
        "Cuối chương trình, UBND tỉnh tặng Bằng khen cho 9 tập thể.",
        "Có thể nói đó là sự ghi nhận lớn, UBND tỉnh tặng Bằng khen cho 9 tập thể.",
        "Trả lời câu hỏi của cử tri, chiều 3/5, UBND tỉnh tặng Bằng khen cho 9 tập thể.",
        'Kết thúc cuộc thi "Vì sao tôi yêu biển" ấy, UBND tỉnh tặng Bằng khen cho 9 tập thể.',
        "UBND tỉnh quyết định tặng Bằng khen cho 9 tập thể.",
        "UBND tỉnh tặng Bằng khen cho 9 tập thể cần cù; mong các đơn vị cố gắng hơn.",
    ],
)
def test_what_only_sounds_like_a_question_a_wish_or_another_time_takes_no_award_away(sentence: str) -> None:
    assert awards(sentence) == [("UBND tỉnh", "Bằng khen", {"collectives": 9})]


def test_a_province_whose_name_ends_like_an_intention_gives() -> None:
    assert [by for by, *_ in awards("UBND tỉnh Nam Định tặng Bằng khen cho 9 tập thể.")] == [
        "UBND tỉnh Nam Định"
    ]


@pytest.mark.parametrize(
    "head",
    ["Cả năm,", "Trong năm,", "Tính chung,", "Hồi tháng 3,", "Hồi đầu năm,", "Cuối khóa,", "Hằng quý,"],
)
def test_what_is_told_of_a_period_or_of_each_is_history(head: str) -> None:
    sentence = f"{head} UBND huyện tặng Giấy khen cho 9 tập thể."

    assert awards(sentence) == []
    assert "awards_set_aside_history" in codes(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Cử tri hỏi vì sao UBND tỉnh tặng Bằng khen cho 9 tập thể.",
        "Tại sao 9 tập thể được UBND tỉnh tặng Bằng khen?",
        "Có thể UBND tỉnh tặng Bằng khen cho 9 tập thể.",
        "UBND tỉnh có thể tặng Bằng khen cho 9 tập thể.",
        "UBND tỉnh nên tặng Bằng khen cho 9 tập thể.",
        "9 tập thể xứng đáng được UBND tỉnh tặng Bằng khen.",
        "Nghe nói UBND tỉnh tặng Bằng khen cho 9 tập thể.",
        "Mạng xã hội lan truyền việc UBND tỉnh tặng Bằng khen cho 9 tập thể.",
        "Lẽ ra UBND tỉnh tặng Bằng khen cho 9 tập thể.",
    ],
)
def test_what_is_asked_rumoured_or_possible_is_told_and_not_given(sentence: str) -> None:
    assert awards(sentence) == []
    assert "awards_set_aside_plan" in codes(sentence)


# ---------------------------------------------------------------- told behind the verb or the recipients


@pytest.mark.parametrize(
    "recipients",
    [
        "9 tập thể có thành tích xuất sắc năm 2023",
        "9 tập thể đạt chuẩn vào năm 2023",
        "9 tập thể làm tốt quy định về PCCC",
        "9 tập thể giúp mỗi tháng 3 hộ nghèo",
        "9 tập thể là điểm sáng của phong trào",
        "9 tập thể xuất sắc trong năm 2024",
    ],
)
def test_what_the_recipients_did_takes_no_award_away(recipients: str) -> None:
    assert awards(f"UBND tỉnh tặng Bằng khen cho {recipients}.") == [
        ("UBND tỉnh", "Bằng khen", {"collectives": 9})
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "UBND tỉnh tặng Bằng khen cho 9 tập thể mỗi năm.",
        "UBND tỉnh tặng Bằng khen cho 9 tập thể tiêu biểu mỗi quý.",
        "UBND tỉnh tặng Bằng khen cho 9 tập thể vào năm 2019.",
        "UBND tỉnh tặng Bằng khen cho 9 tập thể hồi năm ngoái.",
        "UBND tỉnh tặng Bằng khen cho 9 tập thể nếu đạt chỉ tiêu.",
        "UBND tỉnh tặng Bằng khen cho 9 tập thể là sai quy định.",
        "UBND tỉnh trao nhầm Bằng khen cho 9 tập thể.",
        "UBND tỉnh tính tặng Bằng khen cho 9 tập thể.",
        "Thay vì tặng Bằng khen cho 9 tập thể, UBND tỉnh trao tiền.",
        "Mọi năm, UBND tỉnh tặng Bằng khen cho 9 tập thể.",
        "Ở đợt trước, UBND tỉnh tặng Bằng khen cho 9 tập thể.",
        "Theo phương án, UBND tỉnh tặng Bằng khen cho 9 tập thể.",
    ],
)
def test_a_rule_a_time_before_and_a_mistake_are_told_and_not_given(sentence: str) -> None:
    assert awards(sentence) == []
    assert any(code.startswith("awards_set_aside_") for code in codes(sentence))


# ---------------------------------------------------------------- a day long before, and what is agreed on


@pytest.mark.parametrize(
    "head",
    [
        "Ngày 5/9/2024,",
        "Ngày 15/8,",
        "Tháng 9,",
        "Ngày 5/10,",
        "Ngày 31/2,",
        "Ngày 5/1/2024,",
        "Theo Quyết định ngày 5/1/2024,",
    ],
)
def test_a_day_about_the_event_or_of_a_decision_takes_no_award_away(head: str) -> None:
    assert awards(f"{head} UBND xã Thống Nhất tặng Giấy khen cho 9 tập thể.") != []


@pytest.mark.parametrize("head", ["Ngày 5/1,", "Tháng 1,", "Tháng 12,", "Vào tháng 3/2024,"])
def test_what_a_day_or_month_long_before_the_event_heads_is_history(head: str) -> None:
    sentence = f"{head} UBND huyện tặng Giấy khen cho 9 tập thể."

    assert awards(sentence) == []
    assert "awards_set_aside_history" in codes(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Hội đồng thống nhất tặng giấy khen cho 21 tập thể.",
        "Nhà trường mua 40 giấy khen để tặng học sinh.",
        "Có trường tư đã mua 40 giấy khen để tặng học sinh.",
    ],
)
def test_what_is_agreed_on_or_bought_has_not_been_given(sentence: str) -> None:
    assert awards(sentence) == []


# ---------------------------------------------------------------- counted over years


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Theo quyết định, UBND tỉnh tặng Bằng khen cho 14 tập thể.",
            [("UBND tỉnh", "Bằng khen", {"collectives": 14})],
        ),
        ("Dịp này, UBND tỉnh biểu dương 45 tập thể.", [("UBND tỉnh", "Biểu dương", {"collectives": 45})]),
        ("Có 12 tập thể được UBND tỉnh khen thưởng.", [("UBND tỉnh", "Khen thưởng", {"collectives": 12})]),
        ("Trong 3 năm, Giám đốc Sở đã tặng Giấy khen cho 214 tập thể.", []),
        ("Theo kết luận, trong 3 năm, Giám đốc Sở đã tặng Giấy khen cho 214 tập thể.", []),
        ("Trong 10 năm, toàn tỉnh có 40 mô hình; 56 tập thể được các cấp khen thưởng.", []),
        ("Có 56 tập thể được các cấp khen thưởng.", []),
        ("Giai đoạn 2013 - 2018, tỉnh đã biểu dương 45 tập thể.", []),
    ],
)
def test_what_is_counted_over_years_or_by_everybody_is_no_award_of_the_day(
    sentence: str, expected: list[tuple[str | None, str, dict[str, int]]]
) -> None:
    assert awards(sentence) == expected


def test_how_many_there_were_in_a_period_is_no_award_of_the_day() -> None:
    told = "Giai đoạn 2017 - 2021, xã có 3 cá nhân được tặng Huân chương; 4 tập thể được tỉnh tặng Bằng khen."

    assert awards(told) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Sở Nội vụ có văn bản thu hồi 12 Bằng khen đã tặng cho 12 cá nhân.",
        "Sở Nội vụ có thông báo hủy Bằng khen của UBND tỉnh tặng 12 cá nhân.",
    ],
)
def test_papers_taken_back_are_not_given(sentence: str) -> None:
    assert awards(sentence) == []
    assert "awards_set_aside_withdrawal" in codes(sentence)


def test_what_else_is_taken_back_undoes_no_award() -> None:
    assert awards("UBND tỉnh tặng Bằng khen cho 3 cá nhân có công thu hồi tài sản bị mất.") == [
        ("UBND tỉnh", "Bằng khen", {"individuals": 3})
    ]
