"""That every number beside an award is read, or told."""

from __future__ import annotations

import pytest

from tests.press import numbers_of
from tests.press.test_awards_of_sentences import codes, read


def given(recipients: str) -> tuple[dict[str, int], bool]:
    """The numbers of the award that has these words for its recipients, and whether it is doubted."""
    data = read(f"Chủ tịch UBND huyện tặng Giấy khen cho {recipients}.")
    (award,) = data["awards"]
    return numbers_of(award), any(doubt["field"].startswith("awards") for doubt in data["review"])


@pytest.mark.parametrize(
    "recipients",
    ["9 tập thể/5 cá nhân", "09 tập thể / 05 cá nhân", "9 tập thể & 5 cá nhân", "9 tập thể + 5 cá nhân"],
)
def test_signs_join_numbers_as_words_do(recipients: str) -> None:
    assert given(recipients) == ({"collectives": 9, "individuals": 5}, False)


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        ("4 chi bộ và 15/137 đảng viên", {"collectives": 4, "individuals": 15}),
        ("8/8 tổ dân phố và 3 hộ kinh doanh", {"collectives": 8, "households": 3}),
    ],
)
def test_so_many_of_all_are_so_many(recipients: str, expected: dict[str, int]) -> None:
    assert given(recipients) == (expected, False)


@pytest.mark.parametrize("day", ["Nhân dịp 8/3", "Nhân ngày 1/6", "Chào mừng 20/11"])
def test_a_day_is_no_share(day: str) -> None:
    (award,) = read(f"{day}, UBND xã tặng Giấy khen cho 6 giáo viên.")["awards"]

    assert numbers_of(award) == {"individuals": 6}


def test_the_number_of_a_day_is_not_that_of_people_behind_it() -> None:
    assert "awards_not_found" in codes("Dịp 1/6 học sinh được UBND xã tặng Giấy khen.")


@pytest.mark.parametrize("recipients", ["120 - 130 học sinh", "120-130 học sinh", "từ 120 đến 130 học sinh"])
def test_from_so_many_to_so_many_is_at_least_so_many_and_told(recipients: str) -> None:
    assert given(recipients) == ({"individuals": 120}, True)


def test_the_number_of_a_place_begins_no_range() -> None:
    assert given("Công an quận 5 - 30 cán bộ, chiến sĩ")[0].get("individuals") in (30, None)


@pytest.mark.parametrize(
    "recipients",
    ["9 tập thể và các cá nhân tiêu biểu", "9 tập thể cùng các cá nhân", "9 tập thể, nhiều cá nhân"],
)
def test_those_without_a_number_share_none(recipients: str) -> None:
    assert given(recipients) == ({"collectives": 9}, True)


@pytest.mark.parametrize(
    "recipients",
    [
        "4 khoa; 3 trạm y tế xã và 21 viên chức",
        "4 khoa, 3 trạm y tế xã; 21 viên chức",
        "4 khoa; 3 trạm y tế xã; và 21 viên chức",
    ],
)
def test_a_semicolon_may_be_a_comma(recipients: str) -> None:
    assert given(recipients)[0] == {"collectives": 7, "individuals": 21}


def test_a_semicolon_before_another_giver_ends_the_recipients() -> None:
    first, second = read(
        "Đảng ủy xã tặng Giấy khen cho 5 chi bộ; 32 đảng viên; UBND xã tặng Giấy khen cho 9 đơn vị."
    )["awards"]

    assert numbers_of(first) == {"collectives": 5, "individuals": 32}
    assert numbers_of(second) == {"collectives": 9}


def test_semicolons_between_parts_add_nothing() -> None:
    assert given("15 tập thể, gồm: 6 tập thể khối xã; 9 tập thể khối trường")[0] == {"collectives": 15}


@pytest.mark.parametrize(
    "recipients",
    [
        "18 điển hình tiên tiến (6 tập thể và 12 cá nhân)",
        "18 điển hình tiên tiến giai đoạn 2020-2025 (6 tập thể và 12 cá nhân)",
        "18 tập thể, cá nhân, gồm 6 tập thể, 12 cá nhân",
        "18 gương tiêu biểu, trong đó có 6 tập thể và 12 cá nhân",
    ],
)
def test_what_is_told_by_kind_is_counted_by_kind(recipients: str) -> None:
    assert given(recipients)[0] == {"collectives": 6, "individuals": 12}


def test_some_kinds_that_are_fewer_than_all_are_parts() -> None:
    assert given("18 điển hình, trong đó có 6 tập thể, 10 cá nhân")[0] == {"recipients": 18}


@pytest.mark.parametrize(
    "sentence",
    [
        "Chủ tịch UBND tỉnh tặng Bằng khen cho 13 tập thể, 21 cá nhân; UBND huyện khen 40 và 65.",
        "UBND xã tặng Giấy khen cho 4 tập thể. Đài Truyền thanh cũng biểu dương thêm 6 cộng tác viên.",
        "UBND xã tặng Giấy khen cho 5 cá nhân và một bô lão trong làng.",
        "UBND xã tặng Giấy khen cho ông Ksor Thanh và 1 lái buôn ở Tơ Jú.",
        "Tập đoàn tặng Bằng khen cho 2 đơn vị, UBND tỉnh tặng 3.",
        "UBND tỉnh tặng Bằng khen cho 5 trong 56 cá nhân, số còn lại do huyện khen.",
    ],
)
def test_a_number_that_was_not_read_is_told(sentence: str) -> None:
    assert {"awards_set_aside_number", "awards_set_aside_unread", "awards_recipients_unsure"} & codes(
        sentence
    )


@pytest.mark.parametrize(
    "recipients",
    [
        "5 tập thể, 8 cá nhân và 20 triệu đồng",
        "5 tập thể, 8 cá nhân; mỗi tập thể 1 triệu đồng, cá nhân 500 nghìn đồng",
        "5 tập thể, 8 cá nhân có thành tích trong 5 năm thực hiện Chỉ thị 05",
        "5 tập thể, 8 cá nhân vì đã cứu 3 người và 2 xe máy",
        "5 tập thể và 8 cá nhân thuộc 12 xã, phường",
        "5 tập thể, 8 cá nhân và tặng 30 suất quà",
    ],
)
def test_numbers_of_something_else_raise_no_doubt(recipients: str) -> None:
    assert given(recipients) == ({"collectives": 5, "individuals": 8}, False)


def test_those_of_whom_a_verb_tells_may_stand_behind_in_all() -> None:
    data = read(
        "56 tập thể, 98 cá nhân được khen, trong đó 3 tập thể, 5 cá nhân được UBND tỉnh tặng Bằng khen."
    )

    assert numbers_of(data["awards"][0]) == {"collectives": 3, "individuals": 5}


@pytest.mark.parametrize("sign", ["–", "-", ", là", ", đều là"])
def test_a_number_behind_names_that_says_how_many_they_are_adds_nobody(sign: str) -> None:
    (award,) = read(
        f"UBND xã tặng Giấy khen cho Nguyễn Thành Đạt, Võ Minh Khang, Trương Gia Huy {sign} 3 học sinh lớp 5."
    )["awards"]

    assert award["individuals"] == 3
    assert award["names"] == ["Nguyễn Thành Đạt", "Võ Minh Khang", "Trương Gia Huy"]


def test_numbers_behind_a_paper_do_not_hide_the_one_who_receives_it() -> None:
    (award,) = read(
        "Công an xã Ea Tân được Giám đốc Công an tỉnh tặng Giấy khen, cùng 2 đội nghiệp vụ và 8 chiến sĩ."
    )["awards"]

    assert numbers_of(award) == {"collectives": 3, "individuals": 8}
    assert award["names"] == ["Công an xã Ea Tân"]


def test_those_who_are_honoured_as_delegates_are_counted_and_those_who_attend_are_not() -> None:
    data = read(
        "Dự hội nghị có 200 đại biểu. Hội Thư viện tuyên dương 80 đại biểu tiêu biểu. Hội tặng Bằng khen "
        "cho 74 người; Bộ Nội vụ tặng Kỷ niệm chương cho 6 người."
    )

    assert [numbers_of(award) for award in data["awards"]] == [{"individuals": 74}, {"individuals": 6}]
    assert data["total"]["individuals"] == 80


@pytest.mark.parametrize("classes", ["hạng Nhất, Nhì, Ba", "hạng I, II, III", "hạng Nhì và Ba"])
def test_an_order_in_several_classes_has_none_and_is_doubted(classes: str) -> None:
    data = read(f"Chủ tịch nước tặng Huân chương Chiến công {classes} cho 17 sĩ quan.")

    assert [(a["form"], a["individuals"]) for a in data["awards"]] == [("Huân chương Chiến công", 17)]
    assert "awards_forms_together" in {doubt["code"] for doubt in data["review"]}


def test_some_of_those_counted_are_no_list_of_them() -> None:
    assert given("3 tập thể, 2 cá nhân là người dân tộc thiểu số, 1 cá nhân là người cao tuổi")[0] == {
        "collectives": 3,
        "individuals": 3,
    }


def test_others_behind_a_list_are_counted() -> None:
    assert given("4 tập thể: Phòng Nội vụ, Công an huyện, Trạm Y tế xã, thôn Đông; và 5 cá nhân")[0] == {
        "collectives": 4,
        "individuals": 5,
    }


def test_a_sum_of_the_year_is_none_of_an_award() -> None:
    assert given("3 tập thể và 5 cá nhân, nâng tổng số được khen từ đầu năm lên 40 tập thể, 77 cá nhân")[
        0
    ] == {
        "collectives": 3,
        "individuals": 5,
    }


@pytest.mark.parametrize("kin", ["bố của cháu", "mẹ cháu", "vợ"])
def test_kin_beside_a_number_is_doubted(kin: str) -> None:
    assert given(f"1 cháu bé 10 tuổi và {kin}")[1]


def test_people_beside_something_unknown_are_not_too_few() -> None:
    assert given("5 người dân và 1 shipper") == ({}, True)
    assert given("5 cá nhân và 1 lốc xoáy") == ({"individuals": 5}, True)


@pytest.mark.parametrize("whom", ["CĐCS Công ty TNHH Phú Hưng", "Bộ CHQS tỉnh", "Trường THCS Lê Lợi"])
def test_a_flag_for_a_unit_is_an_award_though_nobody_says_which(whom: str) -> None:
    (award,) = read(f"Liên đoàn Lao động huyện tặng cờ cho {whom}.")["awards"]

    assert (award["form"], award["collectives"]) == ("Cờ", 1)


def test_a_flag_of_the_nation_is_none() -> None:
    assert read("Bộ đội Biên phòng tặng cờ cho ngư dân.")["awards"] == []


def test_what_becomes_of_the_others_adds_nobody() -> None:
    (award,) = read("UBND huyện biểu dương 12/17 xã, thị trấn; 5 xã còn lại bị phê bình.")["awards"]

    assert numbers_of(award) == {"collectives": 12}


@pytest.mark.parametrize("share", ["3/9", "3 trong số 9", "3 trong tổng số 9"])
def test_some_of_all_are_so_many(share: str) -> None:
    assert given(f"{share} tập thể và 5 cá nhân")[0] == {"collectives": 3, "individuals": 5}


@pytest.mark.parametrize(
    "recipients",
    [
        "Trung tâm Y tế huyện và các trạm y tế: Ea Pô, Đắk Wil, Nam Dong",
        "“Tổ tự quản” thôn Bình Minh, “Camera an ninh” thôn Đoài cùng 4 cá nhân",
    ],
)
def test_units_that_may_be_more_are_not_counted(recipients: str) -> None:
    numbers, doubted = given(recipients)

    assert ("collectives" in numbers, doubted) == (False, True)


def test_who_is_chosen_to_receive_has_not_received() -> None:
    assert read("Cụm thi đua số 4 suy tôn Công an huyện nhận Cờ thi đua của UBND tỉnh.")["awards"] == []


@pytest.mark.parametrize("title", ["“5 không, 3 sạch”", '"5 không, 3 sạch"'])
def test_a_comma_within_a_title_parts_nothing(title: str) -> None:
    assert given(f"9 gia đình {title}, 3 chi hội phụ nữ") == ({"collectives": 3, "households": 9}, False)


def test_who_is_rewarded_beside_an_award_is_told() -> None:
    text = "Công ty May Hoa Sen trao thưởng cho 22 lao động giỏi; vinh danh 4 gia đình tiêu biểu."

    assert [numbers_of(award) for award in read(text)["awards"]] == [{"households": 4}]
    assert "awards_set_aside_unread" in codes(text)


def test_an_event_that_is_called_a_rewarding_tells_of_nobody_else() -> None:
    text = "Tại lễ trao thưởng cho các đơn vị, Chủ tịch UBND tỉnh tặng Bằng khen cho 3 tập thể."

    assert "awards_set_aside_unread" not in codes(text)
