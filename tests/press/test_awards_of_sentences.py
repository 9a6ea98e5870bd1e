"""What a sentence of a report says was given: near misses first, then each kind of sentence."""

from __future__ import annotations

from typing import Any

import pytest

from bangvang import press
from tests.press import awards_of, codes_of, numbers_of

BEFORE = "Hội nghị tổng kết phong trào\n\nNgày 19/9/2024, UBND tỉnh Quảng Nam tổ chức hội nghị tổng kết.\n\n"


def read(sentence: str) -> dict[str, Any]:
    return press.read(BEFORE + sentence).as_data()


def awards(sentence: str) -> list[tuple[str | None, str, dict[str, int]]]:
    return awards_of(read(sentence))


def codes(sentence: str) -> set[str]:
    return codes_of(read(sentence))


# ---------------------------------------------------------------- no awards


@pytest.mark.parametrize(
    "sentence",
    [
        "Trong 5 năm qua, toàn tỉnh có 230 tập thể, 540 cá nhân được khen thưởng các cấp.",
        "Công an tỉnh đề nghị Chủ tịch UBND tỉnh tặng Bằng khen cho 4 cá nhân.",
        "Sở Nội vụ cho biết sẽ có 12 tập thể được tặng Bằng khen vào tháng tới.",
        "Năm 2023, Công an xã được Bộ Công an tặng Bằng khen.",
        "Đến dự và trao thưởng có 15 đồng chí lãnh đạo các sở, ngành.",
        "Có 6/12 tập thể được đề nghị tặng Cờ thi đua.",
        "Huyện tặng quà cho 45 gia đình chính sách, trao 20 suất học bổng.",
        "Mỗi tập thể được thưởng 10 triệu đồng, mỗi cá nhân 2 triệu đồng.",
        "Đã có hơn 500 lượt tập thể, cá nhân được khen thưởng.",
        "Ông Trần Văn Sáu là một trong 63 gương điển hình được biểu dương toàn quốc.",
        "Hội đồng Thi đua - Khen thưởng tỉnh họp xét tặng danh hiệu cho 6 tập thể.",
    ],
)
def test_what_is_past_planned_proposed_or_no_award_gives_none(sentence: str) -> None:
    assert awards(sentence) == []
    assert "awards_not_found" in codes(sentence)


# ---------------------------------------------------------------- awards


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Dịp này, 5 tập thể và 12 cá nhân được Chủ tịch UBND tỉnh Gia Lai tặng Bằng khen; 20 cá nhân "
            "được Giám đốc Công an tỉnh tặng Giấy khen.",
            [
                ("Chủ tịch UBND tỉnh Gia Lai", "Bằng khen", {"collectives": 5, "individuals": 12}),
                ("Giám đốc Công an tỉnh", "Giấy khen", {"individuals": 20}),
            ],
        ),
        (
            "Chủ tịch nước tặng Huân chương Lao động hạng Nhất cho Ngân hàng Chính sách tỉnh; "
            "hạng Ba cho 3 cá nhân.",
            [
                ("Chủ tịch nước", "Huân chương Lao động hạng Nhất", {"collectives": 1}),
                ("Chủ tịch nước", "Huân chương Lao động hạng Ba", {"individuals": 3}),
            ],
        ),
        (
            "Thay mặt Chủ tịch UBND tỉnh, ông Lương Bá Trình trao Bằng khen cho 2 tập thể và 8 cá nhân.",
            [("Chủ tịch UBND tỉnh", "Bằng khen", {"collectives": 2, "individuals": 8})],
        ),
        (
            "Phó Chủ tịch tỉnh Y Thông trao Bằng khen của Thủ tướng Chính phủ tặng Công an xã A Lưới và "
            "3 cá nhân.",
            [("Thủ tướng Chính phủ", "Bằng khen", {"collectives": 1, "individuals": 3})],
        ),
        (
            "45 gia đình văn hóa tiêu biểu được UBND huyện Phú Ninh biểu dương.",
            [("UBND huyện Phú Ninh", "Biểu dương", {"households": 45})],
        ),
        (
            "Giám đốc Công an tỉnh đã khen thưởng đột xuất đối với Công an phường Tân Lợi và 2 người dân.",
            [("Giám đốc Công an tỉnh", "Khen thưởng", {"collectives": 1, "individuals": 2})],
        ),
        (
            "Tại hội nghị, Công ty đã vinh dự đón nhận Cờ thi đua của Chính phủ.",
            [("Chính phủ", "Cờ thi đua của Chính phủ", {"collectives": 1})],
        ),
        (
            "UBND tỉnh tặng Bằng khen cho 6 tập thể; Hội Nông dân tỉnh khen thưởng nhiều tập thể, cá nhân.",
            [("UBND tỉnh", "Bằng khen", {"collectives": 6}), ("Hội Nông dân tỉnh", "Khen thưởng", {})],
        ),
        (
            "Bộ Công an cũng có Thư khen gửi Công an tỉnh Nghệ An.",
            [("Bộ Công an", "Thư khen", {"collectives": 1})],
        ),
    ],
)
def test_every_kind_of_sentence_is_read(
    sentence: str, expected: list[tuple[str | None, str, dict[str, int]]]
) -> None:
    assert awards(sentence) == expected


def test_the_dead_are_honoured_by_whoever_signed() -> None:
    (award,) = read(
        "Chủ tịch UBND tỉnh đã trao Bằng khen của Thủ tướng Chính phủ truy tặng Đại úy Lê Quốc Khôi."
    )["awards"]

    assert (award["grantor"], award["individuals"]) == ("Thủ tướng Chính phủ", 1)
    assert (award["posthumous"], award["names"]) == (True, ["Lê Quốc Khôi"])


def test_names_in_brackets_are_those_of_the_number_before() -> None:
    (award,) = read(
        "UBND tỉnh tặng Bằng khen cho 1 tập thể (Phòng Cảnh sát hình sự) và "
        "2 cá nhân (Trần Văn Bình, Lê Thị Hoa)."
    )["awards"]

    assert award["names"] == ["Phòng Cảnh sát hình sự", "Trần Văn Bình", "Lê Thị Hoa"]


def test_an_order_at_the_head_of_its_clause_goes_to_whom_it_is_given() -> None:
    found = read(
        "Theo đó: Huân chương Lao động hạng Nhì tặng ông Lê Quốc Phong, Bí thư Tỉnh ủy; Huân chương Lao động "
        "hạng Ba tặng bà Trần Thị Thái và tập thể cán bộ, nhân viên Bệnh viện Quân Dân y tỉnh Đồng Tháp."
    )

    assert [(award["form"], award["names"]) for award in found["awards"]] == [
        ("Huân chương Lao động hạng Nhì", ["Lê Quốc Phong"]),
        ("Huân chương Lao động hạng Ba", ["Bệnh viện Quân Dân y tỉnh Đồng Tháp", "Trần Thị Thái"]),
    ]


def test_who_only_tells_gives_nothing_and_who_decided_before_the_colon_does() -> None:
    told = awards("Theo Ban Tổ chức, năm nay thành phố trao Bằng khen cho 10 cá nhân.")
    decided = awards("Giám đốc Công an tỉnh ký các quyết định khen thưởng: tặng Giấy khen cho 2 tập thể.")

    assert told[0][0] != "Ban Tổ chức"
    assert decided == [("Giám đốc Công an tỉnh", "Giấy khen", {"collectives": 2})]


def test_a_number_of_titles_is_told() -> None:
    found = read('Tại lễ, UBND tỉnh tuyên dương 1.058 "Người tốt, việc tốt", tặng Bằng khen cho 10 cá nhân.')

    assert "awards_set_aside_number" in {doubt["code"] for doubt in found["review"]}


@pytest.mark.parametrize(
    ("recipients", "names"),
    [
        ("Phòng An ninh mạng, Công an huyện Núi Thành", ["Phòng An ninh mạng", "Công an huyện Núi Thành"]),
        ("Phòng Tham mưu và Công an tỉnh Nghệ An", ["Phòng Tham mưu", "Công an tỉnh Nghệ An"]),
        ("Phòng Cảnh sát hình sự, Công an tỉnh Nghệ An", ["Phòng Cảnh sát hình sự Công an tỉnh Nghệ An"]),
        (
            "Đội Cảnh sát giao thông, Công an thị xã Điện Bàn",
            ["Đội Cảnh sát giao thông Công an thị xã Điện Bàn"],
        ),
        ("các đoàn viên Thao Văn Súa, Hơ Văn Di (bản Ón)", ["Thao Văn Súa", "Hơ Văn Di"]),
    ],
)
def test_a_unit_and_what_it_belongs_to_are_one(recipients: str, names: list[str]) -> None:
    (award,) = read(f"Chủ tịch UBND tỉnh tặng Bằng khen cho {recipients}.")["awards"]

    assert award["names"] == names


def test_how_often_somebody_was_commended_over_months_is_no_award_of_the_day_and_is_told() -> None:
    told = "có 05 tập thể được Bộ Công an khen thưởng; 37 lượt tập thể được UBND tỉnh khen thưởng."
    now = read(f"Tại hội nghị, UBND tỉnh tặng Bằng khen 3 tập thể. Năm qua, {told}")

    assert [award["collectives"] for award in now["awards"]] == [3]
    assert "awards_set_aside_history" in {doubt["code"] for doubt in now["review"]}


def test_whoever_is_represented_gives_in_the_next_clause_too_unless_it_has_a_subject() -> None:
    handed = "Thừa ủy quyền của Giám đốc Công an tỉnh, Đại tá Nguyễn Tiến Trung trao thưởng 10 triệu đồng; "

    assert awards(f"{handed}tặng Giấy khen cho 4 tập thể.") == [
        ("Giám đốc Công an tỉnh", "Giấy khen", {"collectives": 4})
    ]
    assert awards(f"{handed}UBND xã tặng Giấy khen cho 4 tập thể.") == [
        ("UBND xã", "Giấy khen", {"collectives": 4})
    ]


def test_names_of_the_next_sentence_are_those_of_the_number_before() -> None:
    (award,) = read(
        "Giám đốc Công an tỉnh khen thưởng 2 người dân. Họ gồm: anh Trần Minh Hải (SN 1995) và "
        "chị Phạm Thị Ngọc."
    )["awards"]

    assert award["names"] == ["Trần Minh Hải", "Phạm Thị Ngọc"]


LIST = """DANH SÁCH KHEN THƯỞNG
(Kèm theo Quyết định số 45/QĐ-UBND ngày 15 tháng 01 năm 2024 của Chủ tịch UBND huyện Thanh Chương, Nghệ An)
Tặng Giấy khen cho 2 tập thể và 2 cá nhân có thành tích xuất sắc năm 2023:
I. Tập thể
1. Công an xã Thanh Lĩnh
2. Trường Mầm non Thanh Thịnh
II. Cá nhân
1. Ông Nguyễn Cảnh Toàn, Chủ tịch UBND xã Thanh Lĩnh
2. Bà Trần Thị Hồng, giáo viên
"""


def test_the_list_of_a_decision_gives_its_names_and_whoever_decided() -> None:
    data = press.read(LIST).as_data()
    (award,) = data["awards"]

    assert award["grantor"].startswith("Chủ tịch UBND huyện Thanh Chương")
    assert award["names"] == [
        "Công an xã Thanh Lĩnh",
        "Trường Mầm non Thanh Thịnh",
        "Nguyễn Cảnh Toàn",
        "Trần Thị Hồng",
    ]
    assert "awards_grantor_decision" in {doubt["code"] for doubt in data["review"]}


def test_parts_may_be_told_in_a_sentence_of_their_own() -> None:
    (award,) = read(
        "Chủ tịch UBND tỉnh tặng Bằng khen cho 10 tập thể, 20 cá nhân. Trong đó có 5 tập thể thuộc "
        "Công an tỉnh."
    )["awards"]

    assert (award["collectives"], award["individuals"]) == (10, 20)
    assert [(part["collectives"], part["of"]) for part in award["subset"]] == [(5, "Công an tỉnh")]


def test_papers_of_one_person_are_no_recipients() -> None:
    assert awards("Ông còn nhận 12 giấy khen các cấp.") == []


def test_an_assembly_is_no_association() -> None:
    assert awards("Tại đại hội, Trung ương Hội Khuyến học Việt Nam tặng bằng khen cho 10 gia đình.") == [
        ("Trung ương Hội Khuyến học Việt Nam", "Bằng khen", {"households": 10})
    ]


# ---------------------------------------------------------------- nothing is passed over in silence


def test_a_number_that_belongs_to_no_award_is_told() -> None:
    assert "awards_set_aside_number" in codes(
        "Ông A trao Kỷ niệm chương cho 3 cán bộ, 20 năm công tác cho 7 cán bộ."
    )
    assert "awards_set_aside_number" not in codes(
        "UBND tỉnh tặng Bằng khen cho 3 cá nhân vì đã cứu 5 người dân."
    )


def test_those_praised_by_nobody_are_told_where_they_are_nobody_else() -> None:
    given = "Chủ tịch UBND tỉnh tặng Bằng khen cho 5 tập thể, 9 cá nhân."
    more = "Trên địa bàn huyện đã khen thưởng 4 hộ."

    assert "awards_set_aside_number" in codes(f"Có 20 tập thể được biểu dương. {given} {more}")
    assert "awards_set_aside_number" not in codes(f"Có 14 tập thể, cá nhân được biểu dương. {given}")
    assert "awards_set_aside_number" not in codes(f"Có 5 tập thể được biểu dương. {given}")


def test_a_paper_whose_recipients_could_not_be_read_is_told() -> None:
    assert "awards_set_aside_unread" in codes("Huyện đã trao tặng giấy khen cho 12 điểm sáng tiêu biểu.")


def test_a_number_of_the_subject_that_was_not_read_is_told() -> None:
    assert "awards_set_aside_number" in codes(
        "Theo đó, 7 vận động viên giành 5 HCV và 3 huấn luyện viên đã được Chủ tịch UBND tỉnh tặng Bằng khen."
    )


# ---------------------------------------------------------------- others, in a clause of their own


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        ("3 học sinh và 5 giáo viên đạt giải Nhất", {"individuals": 8}),
        ("3 học sinh đạt giải Nhất, 5 học sinh đạt giải Nhì", {"individuals": 8}),
        ("3 doanh nghiệp, 25 hộ được bình chọn", {"collectives": 3, "households": 25}),
    ],
)
def test_a_verb_that_is_no_giving_behind_recipients_divides_nothing(
    recipients: str, expected: dict[str, int]
) -> None:
    assert awards(f"Tổng cục Thuế tặng bằng khen cho {recipients}.") == [
        ("Tổng cục Thuế", "Bằng khen", expected)
    ]


@pytest.mark.parametrize(
    "others",
    [
        ", và 25 doanh nghiệp khác thì nhận giấy khen của Cục trưởng Cục Thuế",
        ", 25 doanh nghiệp nhận giấy khen của Cục trưởng Cục Thuế",
        " và 25 đơn vị còn lại nhận giấy khen của Cục trưởng Cục Thuế",
        ", 25 doanh nghiệp khác được Cục trưởng Cục Thuế tặng giấy khen",
    ],
)
def test_others_who_receive_something_of_their_own_are_no_part_of_those_before(others: str) -> None:
    assert awards(f"Tổng cục Thuế tặng bằng khen cho 3 doanh nghiệp{others}.") == [
        ("Tổng cục Thuế", "Bằng khen", {"collectives": 3}),
        ("Cục trưởng Cục Thuế", "Giấy khen", {"collectives": 25}),
    ]


GIVEN = "UBND tỉnh tặng Bằng khen cho 9 tập thể."


@pytest.mark.parametrize(
    "praise",
    [
        "Bí thư Tỉnh ủy biểu dương sự cố gắng của Công an xã.",
        "Hội nghị biểu dương Công đoàn khép lại lúc 11 giờ.",
        "Phòng Thi đua - Khen thưởng, Sở Nội vụ chủ trì.",
    ],
)
def test_praise_of_an_effort_and_the_names_of_occasions_and_offices_honour_nobody(praise: str) -> None:
    assert "awards_set_aside_unread" not in codes(f"{GIVEN} {praise}")


@pytest.mark.parametrize(
    "praise",
    [
        "Quân khu biểu dương Tiểu đoàn 3.",
        "Quân khu tuyên dương anh Lê Văn Tí.",
        "Bộ Công an biểu dương Công an xã Tân Hòa.",
    ],
)
def test_somebody_honoured_by_name_beside_other_awards_is_told(praise: str) -> None:
    assert "awards_set_aside_unread" in codes(f"{GIVEN} {praise}")


@pytest.mark.parametrize(
    ("praise", "numbers"),
    [
        ("Bộ Công an khen thưởng đột xuất Công an xã Tân Hòa.", {"collectives": 1}),
        ("UBND huyện khen thưởng Ban CHQS xã Cư Né và 5 đồng chí.", {"collectives": 1, "individuals": 5}),
        ("UBND xã khen thưởng vợ chồng ông Lưu Văn Hợi, bà Trần Thị Xuyến.", {"individuals": 2}),
        ("UBND xã khen thưởng ông Lê Văn Nam, anh Út Đẹt chạy xe ôm và 2 bạn trẻ.", {}),
    ],
)
def test_whoever_is_commended_by_name_is_read(praise: str, numbers: dict[str, int]) -> None:
    award = read(f"{GIVEN} {praise}")["awards"][-1]

    assert (award["form"], numbers_of(award)) == ("Khen thưởng", numbers)


def test_a_number_of_the_headline_that_another_authority_honours_may_be_an_award_of_its_own() -> None:
    text = (
        "Hơn 200 đoàn viên được biểu dương\n\nNgày 19/9/2024, Tỉnh Đoàn Lâm Đồng tổ chức ngày hội.\n\n"
        "Ban Tổ chức đã tuyên dương hơn 200 đoàn viên. Tỉnh Đoàn tặng bằng khen cho 12 tập thể."
    )

    assert "awards_set_aside_number" in codes_of(press.read(text).as_data())


@pytest.mark.parametrize(
    "told",
    [
        "Công an huyện thưởng nóng 5 trinh sát.",
        "Công an huyện thưởng nóng tổ công tác.",
        "5 trinh sát được thưởng nóng.",
        "Giấy khen của Giám đốc Sở Y tế thuộc về Khoa Nhi.",
        "Xã Tân Hòa mang về Cờ thi đua của Bộ Nội vụ.",
        "Cùng được vinh danh có 12 nghệ nhân.",
    ],
)
def test_an_award_in_other_words_beside_one_that_was_read_is_told(told: str) -> None:
    assert codes(f"{GIVEN} {told}") & {"awards_set_aside_unread", "awards_set_aside_number"}


@pytest.mark.parametrize(
    "told",
    [
        "Cờ thi đua đỏ thắm tung bay trước cổng xã.",
        "Đội tuyển mang về 3 tấm huy chương từ hội thao.",
        "Có 12 nghệ nhân đến dự.",
    ],
)
def test_what_names_no_award_in_other_words_is_not_told(told: str) -> None:
    assert not codes(f"{GIVEN} {told}") & {"awards_set_aside_unread", "awards_set_aside_number"}


@pytest.mark.parametrize("more", ["và dăm cá nhân", ", hàng chục cá nhân", "tiêu biểu cùng vài hộ"])
def test_further_recipients_whose_number_nobody_knows_are_told(more: str) -> None:
    assert "awards_set_aside_unread" in codes(f"{GIVEN[:-1]} {more}.".replace(" ,", ","))


def test_an_award_of_one_who_gives_is_one_though_told_in_two_numbers() -> None:
    told = "Chủ tịch UBND huyện trao 12 giấy khen cho các thôn, 18 giấy khen cho các cá nhân."

    assert awards(told) == [("Chủ tịch UBND huyện", "Giấy khen", {"collectives": 12, "individuals": 18})]
    assert "awards_counts_summed" in codes(told)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            "Công an xã tặng Giấy khen cho anh Trần Hữu Lộc. Công an xã tặng Giấy khen cho chị Lê Thị Mai.",
            [{"individuals": 1}, {"individuals": 1}],
        ),
        (
            "Bệnh viện Đa khoa tỉnh vinh dự nhận Bằng khen của Bộ Y tế. Thứ trưởng trao Bằng khen của Bộ "
            "Y tế cho tập thể Bệnh viện Đa khoa và bác sĩ Phan Văn Hiếu.",
            [{"collectives": 1, "individuals": 1}],
        ),
    ],
)
def test_two_tellings_are_of_the_same_people_or_not(told: str, expected: list[dict[str, int]]) -> None:
    assert [numbers for *_, numbers in awards(told)] == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("ghi nhận kết quả của xã thời gian qua", [("Công an tỉnh", "Giấy khen", {"individuals": 3})]),
        ("thời gian qua đã tặng quà 20 hộ", []),
    ],
)
def test_behind_words_about_the_past_something_may_be_given(
    before: str, expected: list[tuple[str, str, dict[str, int]]]
) -> None:
    assert (
        awards(f"Lãnh đạo tỉnh {before}; đồng thời trao Giấy khen của Công an tỉnh cho 3 cá nhân.")
        == expected
    )
