"""What is handed over and how the sentence says so: near misses first."""

from __future__ import annotations

from typing import Any

import pytest

from bangvang import press
from tests.press import awards_of, codes_of

BEFORE = "Hội nghị tổng kết phong trào\n\nNgày 7/3/2019, UBND tỉnh Bến Tre tổ chức hội nghị tổng kết.\n\n"


def read(told: str) -> dict[str, Any]:
    return press.read(BEFORE + told).as_data()


def awards(told: str) -> list[tuple[str | None, str, dict[str, int]]]:
    return awards_of(read(told))


def codes(told: str) -> set[str]:
    return codes_of(read(told))


@pytest.mark.parametrize(
    "sentence",
    [
        "Ban Tổ chức trao Cờ Nhất toàn đoàn cho 2 đơn vị.",
        "Tỉnh đoàn tặng Cờ Tổ quốc cho 12 ngư dân.",
        "Công an huyện Cờ Đỏ tặng 20 suất quà cho 20 hộ.",
        "Trường Chính trị trao Bằng Tốt nghiệp cho 45 học viên.",
        "UBND huyện cấp Giấy chứng nhận đăng ký cho 21 hộ kinh doanh.",
        "Trung tâm Chính trị trao giấy chứng nhận cho 87 học viên.",
        "Ban Tổ chức trao Giải thưởng trị giá 5 triệu đồng cho 3 thí sinh.",
    ],
)
def test_prizes_flags_and_certificates_are_no_awards(sentence: str) -> None:
    assert awards(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Tỉnh đoàn trao Giải thưởng 15 tháng 10 cho 6 cán bộ đoàn.",
            [("Tỉnh đoàn", "Giải thưởng 15 tháng 10", {"individuals": 6})],
        ),
        (
            "Hội Văn học trao Giải thưởng Đồng Khởi cho 7 tác giả và Bằng khen cho 2 đơn vị.",
            [
                ("Hội Văn học", "Giải thưởng Đồng Khởi", {"individuals": 7}),
                ("Hội Văn học", "Bằng khen", {"collectives": 2}),
            ],
        ),
        (
            "Giáo hội tặng Bằng Công đức cho 11 giáo dân; Hội Khuyến học tặng Bảng Ghi ơn cho 4 cơ sở.",
            [
                ("Giáo hội", "Bằng Công đức", {"individuals": 11}),
                ("Hội Khuyến học", "Bảng Ghi ơn", {"collectives": 4}),
            ],
        ),
        (
            "Hội Doanh nhân trẻ tặng Cúp Dừa vàng cho 3 doanh nghiệp.",
            [("Hội Doanh nhân trẻ", "Cúp Dừa vàng", {"collectives": 3})],
        ),
    ],
)
def test_a_form_that_no_table_has_is_read_under_its_name_and_doubted(
    sentence: str, expected: list[tuple[str, str, dict[str, int]]]
) -> None:
    assert awards(sentence) == expected
    assert "awards_form_unknown" in codes(sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Bằng khen của Bộ trưởng Bộ Công Thương được trao cho 4 tập thể.",
            [("Bộ trưởng Bộ Công Thương", "Bằng khen", {"collectives": 4})],
        ),
        (
            "Dịp này, 3 Giấy khen của Giám đốc Sở Y tế được trao cho Trạm Y tế xã Phú Lễ và 2 cá nhân.",
            [("Giám đốc Sở Y tế", "Giấy khen", {"collectives": 1, "individuals": 2})],
        ),
        (
            "Bằng khen của Bộ Y tế được trao cho 3 cá nhân; Kỷ niệm chương Vì sự nghiệp nhân đạo của "
            "Trung ương Hội được trao cho 12 người.",
            [
                ("Bộ Y tế", "Bằng khen", {"individuals": 3}),
                ("Trung ương Hội", "Kỷ niệm chương Vì sự nghiệp nhân đạo", {"individuals": 12}),
            ],
        ),
        (
            "Danh hiệu Lao động tiên tiến được trao cho 58 cán bộ.",
            [(None, "Lao động tiên tiến", {"individuals": 58})],
        ),
        (
            "Chủ tịch UBND tỉnh cũng đã cấp Bằng khen cho 8 hợp tác xã.",
            [("Chủ tịch UBND tỉnh", "Bằng khen", {"collectives": 8})],
        ),
        (
            "Có 9 cá nhân được các cấp tặng Giấy khen, trong đó UBND tỉnh tặng Bằng khen 2 cá nhân.",
            [
                (None, "Giấy khen", {"individuals": 9}),
                ("UBND tỉnh", "Bằng khen", {"individuals": 2}),
            ],
        ),
    ],
)
def test_what_is_given_may_be_the_subject_and_may_be_issued(
    sentence: str, expected: list[tuple[str | None, str, dict[str, int]]]
) -> None:
    assert awards(sentence) == expected


def test_a_paper_with_recipients_of_its_own_is_not_put_together_with_the_next() -> None:
    found = awards(
        "Chủ tịch nước tặng Huân chương Chiến công hạng Nhất cho BĐBP tỉnh; Huân chương Chiến công hạng Ba "
        "cho Đồn Biên phòng Cổ Chiên và 3 cá nhân."
    )

    assert found == [
        ("Chủ tịch nước", "Huân chương Chiến công hạng Nhất", {"collectives": 1}),
        ("Chủ tịch nước", "Huân chương Chiến công hạng Ba", {"collectives": 1, "individuals": 3}),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Bằng khen của Thủ tướng Chính phủ được trao tận tay những người thợ mỏ.",
        "Sở đã cấp Giấy khen đến tận các điểm trường.",
        "Bằng khen của UBND tỉnh: 12 tập thể và nhiều người.",
    ],
)
def test_a_sentence_about_a_paper_that_was_not_read_is_told_as_unread(sentence: str) -> None:
    assert awards(sentence) == []
    assert "awards_set_aside_unread" in codes(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ban Tổ chức trao cúp và giải Nhất cho đội Kim Động, giải Nhì cho đội Khoái Châu.",
        "Ban Tổ chức đã trao Cúp vô địch, huy chương vàng và 5 triệu đồng cho đội Công an huyện.",
        "Kết thúc trận chung kết, Ban Tổ chức trao cúp cho đội Thanh Hà.",
        "Sở Tài chính trao cờ nhất toàn đoàn cho Cục Thuế và cúp cho 5 đội.",
        "LĐLĐ huyện trao cúp, cờ cho 3 đội đoạt giải.",
        "Đội Hoằng Lộc nhận cúp sau khi thắng 2-1.",
    ],
)
def test_cups_of_a_match_are_no_awards(sentence: str) -> None:
    assert awards(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Ban tổ chức trao cúp và giấy chứng nhận cho 20 doanh nhân.",
            [("Ban tổ chức", "Giấy chứng nhận", {"individuals": 20})],
        ),
        (
            "UBND tỉnh trao Cúp Doanh nghiệp xuất sắc cho 12 doanh nghiệp.",
            [("UBND tỉnh", "Cúp Doanh nghiệp xuất sắc", {"collectives": 12})],
        ),
        (
            "UBND tỉnh tặng cúp cho 12 doanh nghiệp tiêu biểu.",
            [("UBND tỉnh", "Cúp", {"collectives": 12})],
        ),
        (
            "Chủ tịch UBND huyện tặng Giấy khen và cúp cho 3 thí sinh đạt giải Nhất.",
            [("Chủ tịch UBND huyện", "Giấy khen", {"individuals": 3})],
        ),
        (
            "Chủ tịch UBND tỉnh tặng Bằng khen cho đội tuyển U15 vô địch quốc gia.",
            [("Chủ tịch UBND tỉnh", "Bằng khen", {"collectives": 1})],
        ),
    ],
)
def test_cups_without_a_match_and_papers_for_those_who_won_are(
    sentence: str, expected: list[tuple[str | None, str, dict[str, int]]]
) -> None:
    assert awards(sentence) == expected


def test_the_second_class_has_two_names() -> None:
    for name in ("Nhì", "Hai", "hai", "II"):
        told = f"Công ty A đón nhận Huân chương Lao động hạng {name} do Chủ tịch nước trao tặng."

        assert [form for _, form, _ in awards(told)] == ["Huân chương Lao động hạng Nhì"]


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        (
            "Sở Y tế tặng 04 Bằng khen cho các tập thể và 06 Bằng khen cho các cá nhân.",
            [("collectives", 4), ("individuals", 6)],
        ),
        ("Sở Y tế trao 15 Giấy khen cho cá nhân có thành tích.", [("individuals", 15)]),
        ("Sở Y tế trao 15 Giấy khen cho các tập thể, cá nhân có thành tích.", [("recipients", 15)]),
        ("Sở Y tế trao 15 Giấy khen cho các tập thể và các hộ.", [("recipients", 15)]),
        ("Sở Y tế trao 15 Giấy khen.", [("recipients", 15)]),
    ],
)
def test_papers_that_are_counted_go_to_those_they_are_for(
    sentence: str, numbers: list[tuple[str, int]]
) -> None:
    assert [number for *_, known in awards(sentence) for number in known.items()] == numbers
    assert "awards_papers_counted" in codes(sentence)


def test_a_second_paper_without_recipients_goes_to_the_one_told_of() -> None:
    told = "Tỉnh đoàn trao Bằng khen cho em Trần Văn Thắng; Sở Y tế tặng Giấy khen và 2 triệu đồng."

    assert awards(told)[1:] == [("Sở Y tế", "Giấy khen", {"individuals": 1})]
    assert "awards_recipients_shared" in codes(told)
    many = "Tỉnh đoàn trao Bằng khen cho 12 cá nhân; Sở Y tế tặng Giấy khen và 2 triệu đồng."
    assert len(awards(many)) == 1


def test_a_flag_of_which_nothing_more_is_said_is_an_award_that_is_doubted() -> None:
    assert awards("LĐLĐ thành phố tặng Cờ cho 2 đơn vị.") == [("LĐLĐ thành phố", "Cờ", {"collectives": 2})]
    assert "awards_form_unknown" in codes("LĐLĐ thành phố tặng Cờ cho 2 đơn vị.")
    both = "Có 13 đơn vị được tặng Cờ, 25 tập thể được tặng Bằng khen của UBND tỉnh."
    assert [(form, numbers) for _, form, numbers in awards(both)] == [
        ("Cờ", {"collectives": 13}),
        ("Bằng khen", {"collectives": 25}),
    ]
    for other in (
        "trao cờ cho 12 đội tham dự",
        "trao cờ nhất toàn đoàn cho 2 đơn vị",
        "tặng cờ cho 30 ngư dân",
    ):
        assert awards(f"Ban Tổ chức {other}.") == []


def test_a_paper_in_brackets_takes_no_number_behind_them() -> None:
    told = "Hội đồng khen thưởng 12 tập thể (5 Cờ thi đua, 7 Bằng khen) và 30 cá nhân."

    assert {"individuals": 30} not in [numbers for *_, numbers in awards(told)]


def test_the_second_verb_only_says_to_whom() -> None:
    told = "Chủ tịch UBND tỉnh trao Huân chương Lao động hạng Ba tặng 3 tập thể, 2 cá nhân."

    assert awards(told) == [
        ("Chủ tịch nước", "Huân chương Lao động hạng Ba", {"collectives": 3, "individuals": 2})
    ]
    after = f"Bí thư Tỉnh ủy trao danh hiệu Anh hùng Lao động cho bà Lò Thị Mai; {told}"
    assert [numbers for *_, numbers in awards(after)] == [
        {"individuals": 1},
        {"collectives": 3, "individuals": 2},
    ]


def test_a_medal_of_a_branch_has_its_name() -> None:
    ((grantor, form, numbers),) = awards("Bộ Thủy sản tặng Huy chương “Vì sự nghiệp nghề cá” cho 124 cán bộ.")

    assert (grantor, numbers) == ("Bộ Thủy sản", {"individuals": 124})
    assert "Vì sự nghiệp nghề cá" in form
    assert awards("Ban Tổ chức trao huy chương vàng cho 3 vận động viên.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Nhà tài trợ trao Bảng tượng trưng 500 triệu đồng cho 5 hộ.",
        "Hội trao Bảng tài trợ cho 7 đơn vị.",
        "Sở trao Biển số nhà cho 10 hộ.",
        "Ban Tổ chức trao Cờ lưu niệm cho 15 đoàn.",
    ],
)
def test_boards_and_plates_of_other_things_are_no_awards(sentence: str) -> None:
    assert awards(sentence) == []


@pytest.mark.parametrize(
    ("paper", "form"),
    [
        ("Bảng vàng tri ân", "Bảng vàng tri ân"),
        ("bảng ghi công", "Bảng ghi công"),
        ("Biển vinh danh", "Biển vinh danh"),
        ("Cúp “Sen vàng”", "Cúp “Sen vàng”"),
        ("Chứng nhận “Vì người lao động”", "Chứng nhận “Vì người lao động”"),
    ],
)
def test_papers_of_honour_keep_their_names(paper: str, form: str) -> None:
    given = f"Ủy ban MTTQ Việt Nam tỉnh trao {paper} cho 9 doanh nghiệp."

    assert awards(given) == [("Ủy ban MTTQ Việt Nam tỉnh", form, {"collectives": 9})]


@pytest.mark.parametrize(
    "flag",
    [
        "lên lá cờ truyền thống của Trường THPT Lê Lợi",
        "lên Quân kỳ của Lữ đoàn 573",
        "vào cờ truyền thống của Bệnh viện",
        "lên lá cờ của nhà trường",
    ],
)
def test_whoever_has_the_flag_has_the_order(flag: str) -> None:
    told = f"Thừa ủy quyền của Chủ tịch nước, ông Lê An gắn Huân chương Lao động hạng Ba {flag}."

    assert awards(told) == [("Chủ tịch nước", "Huân chương Lao động hạng Ba", {"collectives": 1})]


def test_whoever_is_khen_tang_needs_no_paper() -> None:
    told = "Hội Nông dân tỉnh khen tặng 5 hộ, UBND thị xã khen tặng 3 tập thể, 20 hộ."

    assert awards(told) == [
        ("Hội Nông dân tỉnh", "Khen thưởng", {"households": 5}),
        ("UBND thị xã", "Khen thưởng", {"collectives": 3, "households": 20}),
    ]
