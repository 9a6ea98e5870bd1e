"""What a sentence says once for several awards: the noun, the verb, the form, which number is whose."""

from __future__ import annotations

import pytest

from tests.press import awards_of
from tests.press.test_awards_of_sentences import awards, codes, read


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "UBND tỉnh tặng Bằng khen cho 4 tập thể và 15 cá nhân.",
            [("UBND tỉnh", "Bằng khen", {"collectives": 4, "individuals": 15})],
        ),
        (
            "Ông Đỗ Văn Minh đã lần lượt trao Bằng khen của UBND tỉnh cho 4 tập thể và 15 cá nhân.",
            [("UBND tỉnh", "Bằng khen", {"collectives": 4, "individuals": 15})],
        ),
        (
            "UBND tỉnh tặng Bằng khen cho 15 cá nhân, ủng hộ Quỹ Vì người nghèo cho 20 hộ.",
            [("UBND tỉnh", "Bằng khen", {"individuals": 15})],
        ),
    ],
)
def test_what_is_said_in_full_is_read_as_it_stands(
    sentence: str, expected: list[tuple[str | None, str, dict[str, int]]]
) -> None:
    assert awards(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Bộ trưởng Bộ Y tế tặng Bằng khen cho 7, Chủ tịch UBND tỉnh cho 21 bác sĩ.",
        "Bộ trưởng Bộ Y tế tặng Bằng khen cho 7 và Chủ tịch UBND tỉnh cho 21 bác sĩ.",
    ],
)
def test_whoever_gives_behind_a_comma_gives_the_same(sentence: str) -> None:
    assert awards(sentence) == [
        ("Bộ trưởng Bộ Y tế", "Bằng khen", {"individuals": 7}),
        ("Chủ tịch UBND tỉnh", "Bằng khen", {"individuals": 21}),
    ]
    assert {"awards_kind_unknown", "awards_form_carried"} <= codes(sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Chủ tịch nước tặng Huân chương Lao động hạng Nhì và hạng Ba cho 2 và 9 tập thể.",
            {"Huân chương Lao động hạng Nhì": 2, "Huân chương Lao động hạng Ba": 9},
        ),
        (
            "Chủ tịch nước tặng Huân chương Lao động hạng Nhất, hạng Nhì, hạng Ba lần lượt "
            "cho 1, 2 và 9 đơn vị.",
            {
                "Huân chương Lao động hạng Nhất": 1,
                "Huân chương Lao động hạng Nhì": 2,
                "Huân chương Lao động hạng Ba": 9,
            },
        ),
        (
            "UBND huyện tặng Giấy khen và Cờ thi đua cho lần lượt 2 đơn vị và 9 đơn vị.",
            {"Giấy khen": 2, "Cờ thi đua": 9},
        ),
    ],
)
def test_papers_in_a_row_go_with_numbers_in_a_row(sentence: str, expected: dict[str, int]) -> None:
    assert {form: count["collectives"] for _, form, count in awards(sentence)} == expected


def test_rows_of_different_length_are_not_guessed() -> None:
    sentence = "UBND huyện tặng Cờ thi đua, Bằng khen và Giấy khen cho lần lượt 2 và 9 đơn vị."

    assert all(count == {} for _, _, count in awards(sentence))
    assert "awards_recipients_unsure" in codes(sentence) or "awards_set_aside_unread" in codes(sentence)


def test_papers_that_are_counted_one_by_one_are_no_one_gift() -> None:
    assert awards("UBND huyện tặng 02 Cờ thi đua, 05 Giấy khen cho các tập thể.") == [
        ("UBND huyện", "Cờ thi đua", {"recipients": 2}),
        ("UBND huyện", "Giấy khen", {"collectives": 5}),
    ]


def test_a_number_before_its_paper_goes_with_it() -> None:
    assert awards(
        "Có 2 tập thể nhận Cờ thi đua của Chính phủ, 6 cá nhân Huân chương Lao động hạng Ba và 11 cá nhân "
        "Bằng khen của Thủ tướng Chính phủ."
    ) == [
        ("Chính phủ", "Cờ thi đua của Chính phủ", {"collectives": 2}),
        ("Chủ tịch nước", "Huân chương Lao động hạng Ba", {"individuals": 6}),
        ("Thủ tướng Chính phủ", "Bằng khen", {"individuals": 11}),
    ]


def test_a_class_alone_is_of_the_order_named_last_though_no_table_has_it() -> None:
    told = awards(
        "Chủ tịch nước tặng Huân chương Độc lập hạng Nhì cho 2 gia đình; Huân chương Kháng chiến hạng Nhất "
        "cho 5 cá nhân, hạng Nhì cho 12 cá nhân."
    )

    assert [form.lower() for _, form, _ in told] == [
        "huân chương độc lập hạng nhì",
        "huân chương kháng chiến hạng nhất",
        "huân chương kháng chiến hạng nhì",
    ]


HE = "Công an tỉnh trao Bằng khen của Bộ Công an cho anh Nguyễn Văn Tám. "
HIS = ("Bộ Công an", "Bằng khen", {"individuals": 1})


@pytest.mark.parametrize(
    "more",
    [
        "UBND xã sẽ tặng Giấy khen.",
        "Năm 2017, UBND huyện tặng Giấy khen.",
        "Tỉnh đoàn tặng Bằng khen và các suất quà.",
        "UBND huyện tặng 5 suất quà.",
    ],
)
def test_what_is_given_later_or_to_others_is_no_second_award_of_the_one_before(more: str) -> None:
    assert awards(HE + more) == [HIS]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("Trường tặng Giấy khen các thành viên đội tuyển.", ("Trường", "Giấy khen", {})),
        ("UBND huyện tặng Giấy khen tập thể lớp 8C.", ("UBND huyện", "Giấy khen", {"collectives": 1})),
        ("UBND xã cũng tặng Giấy khen.", ("UBND xã", "Giấy khen", {"individuals": 1})),
        ("Sở GD&ĐT tặng Giấy khen và 2 triệu đồng.", ("Sở GD&ĐT", "Giấy khen", {"individuals": 1})),
        ("UBND huyện tặng Giấy khen kèm 5 triệu đồng.", ("UBND huyện", "Giấy khen", {"individuals": 1})),
    ],
)
def test_the_one_of_the_sentence_before_is_meant_where_nobody_is_named(
    more: str, expected: tuple[str, str, dict[str, int]]
) -> None:
    assert awards(HE + more) == [HIS, expected]


@pytest.mark.parametrize(
    ("opening", "grantor"),
    [
        ("Ngoài ra, Công an tỉnh tặng", "Công an tỉnh"),
        ("Đồng thời tặng", "Chủ tịch UBND xã"),
        ("Cũng tại hội nghị đã tặng", "Chủ tịch UBND xã"),
        ("Bên cạnh đó, còn trao", "Chủ tịch UBND xã"),
    ],
)
def test_whoever_gave_in_the_sentence_before_goes_on(opening: str, grantor: str) -> None:
    told = "Chủ tịch UBND xã tặng danh hiệu Lao động tiên tiến cho 64 cá nhân. "

    (_, more) = awards(f"{told}{opening} Giấy khen cho 12 tập thể.")

    assert more == (grantor, "Giấy khen", {"collectives": 12})


THOSE = "Tại lễ, Ban Tổ chức tuyên dương 58 giáo viên tiêu biểu. "
HONOURED = ("Ban Tổ chức", "Tuyên dương", {"individuals": 58})


@pytest.mark.parametrize(
    "more",
    [
        "Những năm qua, các thầy cô được tặng nhiều Bằng khen.",
        "Các thầy cô từng được UBND tỉnh tặng Bằng khen.",
        "Các thầy cô sẽ được UBND tỉnh tặng Bằng khen.",
        "Mỗi năm, các giáo viên được UBND tỉnh tặng Bằng khen.",
        "Các tập thể được UBND tỉnh tặng Bằng khen.",
        "Các em học sinh được tặng 20 suất quà.",
    ],
)
def test_what_others_got_or_they_at_another_time_is_no_award_of_those_before(more: str) -> None:
    assert awards(THOSE + more) == [HONOURED]


@pytest.mark.parametrize(
    ("more", "givers"),
    [
        ("Các thầy cô được tặng Bằng khen của Bộ Giáo dục và Đào tạo.", ["Bộ Giáo dục và Đào tạo"]),
        (
            "Các thầy cô được tặng Bằng khen của Bộ Y tế, Bằng khen của Trung ương Đoàn.",
            ["Bộ Y tế", "Trung ương Đoàn"],
        ),
        ("Các giáo viên này đều được UBND tỉnh tặng Bằng khen.", ["UBND tỉnh"]),
        ("Họ được UBND tỉnh tặng Bằng khen.", ["UBND tỉnh"]),
        ("Mỗi giáo viên được tặng Bằng khen và 500.000 đồng.", ["Ban Tổ chức"]),
    ],
)
def test_those_of_the_sentence_before_are_meant(more: str, givers: list[str]) -> None:
    assert awards(THOSE + more) == [(by, "Bằng khen", {"individuals": 58}) for by in givers]


def test_some_of_those_honoured_make_the_honour_the_sum() -> None:
    told = "Ban Chỉ đạo khen thưởng 58 người hiến máu. Trong số này, 5 người được UBND tỉnh tặng Bằng khen."
    data = read(told)

    assert awards_of(data) == [("UBND tỉnh", "Bằng khen", {"individuals": 5})]
    assert data["total"]["individuals"] == 58
