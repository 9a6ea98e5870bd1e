"""What several sentences of one text say together of its awards: near misses first, then the kind."""

from __future__ import annotations

from typing import Any

import pytest

from bangvang import press
from tests.press import awards_of, codes_of


def read(text: str) -> dict[str, Any]:
    return press.read(text).as_data()


def awards(text: str) -> list[tuple[str | None, str, dict[str, int]]]:
    return awards_of(read(text))


def codes(text: str) -> set[str]:
    return codes_of(read(text))


# ---------------------------------------------------------------- the headline's number

RESCUE = (
    "Khen thưởng 3 người dân cứu người đuối nước\n\n"
    "Ngày 19/9/2024, Chủ tịch UBND phường Vĩnh Lạc trao Giấy khen cho 3 người dân đã cứu người.\n\n"
)
PAPERS = ("Chủ tịch UBND phường Vĩnh Lạc", "Giấy khen", {"individuals": 3})


def test_whoever_gives_to_as_many_as_the_headline_says_gives_to_them_all() -> None:
    text = (
        "Khen thưởng 15 tập thể\n\nNgày 19/9/2024, ngành Y tế tổ chức hội nghị. Giám đốc Sở Y tế tặng Giấy "
        "khen cho 5 tập thể; Giám đốc Sở Nội vụ tặng Giấy khen cho 10 tập thể.\n\n"
        "Như vậy, ngành Y tế khen thưởng 15 tập thể."
    )

    assert [count for _, _, count in awards(text)] == [{"collectives": 5}, {"collectives": 10}]
    assert read(text)["total"]["collectives"] == 15


@pytest.mark.parametrize(
    ("whom", "expected"),
    [
        ("1 tập thể và 3 chiến sĩ", {"collectives": 1, "individuals": 3}),
        ("Công an phường Vĩnh Lạc và 2 chiến sĩ", {"collectives": 1, "individuals": 2}),
        ("3 chiến sĩ", {"individuals": 3}),
    ],
)
def test_another_authority_may_reward_as_many_as_the_headline_says(
    whom: str, expected: dict[str, int]
) -> None:
    text = f"{RESCUE}Cùng ngày, Công an TP. Rạch Giá cũng khen thưởng {whom}."

    assert awards(text) == [PAPERS, ("Công an TP. Rạch Giá", "Khen thưởng", expected)]
    assert ("awards_number_repeated" in codes(text)) == (sum(expected.values()) == 3)


# ---------------------------------------------------------------- what only tells of others

POLICE = "Khen thưởng thành tích\n\nNgày 19/9/2024, Công an tỉnh tổ chức hội nghị. Dịp này, "
MINISTER = ("Bộ trưởng Bộ Công an", "Bằng khen", {"collectives": 3})


def test_papers_of_a_second_authority_are_an_award() -> None:
    given = (
        f"{POLICE}Bộ trưởng Bộ Công an tặng Bằng khen cho 3 tập thể. Giám đốc Công an tỉnh tặng Bằng khen "
    )

    assert awards(f"{given}cho nhiều cá nhân.") == [MINISTER, ("Giám đốc Công an tỉnh", "Bằng khen", {})]
    assert len(awards(f"{given}cho 5 cá nhân.")) == 2


def test_whoever_hands_papers_over_gives_no_further_ones_and_it_is_told() -> None:
    text = (
        f"{POLICE}Bộ trưởng Bộ Công an tặng Bằng khen cho 3 tập thể. "
        "Đại tá Lê Văn Hai, Giám đốc Công an tỉnh trao Bằng khen cho các tập thể."
    )

    assert awards(text) == [MINISTER]
    assert "awards_set_aside_unread" in codes(text)


@pytest.mark.parametrize(("sixty", "stated"), [(55, 56), (5, None)])
def test_badges_of_all_are_the_total_of_those_told_one_by_one(sixty: int, stated: int | None) -> None:
    text = (
        "Trao Huy hiệu Đảng\n\nNgày 16/5/2013, Quận ủy trao Huy hiệu Đảng cho 56 đảng viên, trong đó 1 đồng "
        f"chí nhận Huy hiệu 75 năm tuổi Đảng, {sixty} đồng chí nhận Huy hiệu 60 năm tuổi Đảng."
    )

    total = read(text)["total"]
    assert (total and total["individuals"]) == stated
    assert ("Huy hiệu Đảng" in [form for _, form, _ in awards(text)]) == (stated is None)


def test_others_whom_an_authority_commends_are_no_total_of_those_it_gives_a_paper() -> None:
    text = (
        "Sáng 12/6/2024, tỉnh Ninh Thuận gặp mặt người hiến máu.\n\n"
        "Chủ tịch UBND tỉnh tặng Bằng khen cho 28 cá nhân. Hội Chữ thập đỏ tỉnh khen 40 người hiến máu; "
        "đồng thời trao Kỷ niệm chương cho 12 trường học."
    )

    told = read(text)

    assert told["total"] is None
    assert ("Hội Chữ thập đỏ tỉnh", "Khen thưởng", {"individuals": 40}) in awards_of(told)
    assert len(told["awards"]) == 3


def test_many_more_than_are_given_papers_behind_them_are_commended_on_their_own() -> None:
    text = (
        "Chiều 7/3/2024, Hội LHPN xã Bình Hòa, tỉnh Bến Tre tổ chức họp mặt.\n\n"
        "Dịp này, Hội LHPN xã khen thưởng 5 chi hội, 12 hội viên.\n\n"
        "Hội LHPN huyện tặng Giấy khen cho 2 cá nhân."
    )

    assert read(text)["total"] is None
    assert ("Hội LHPN xã", "Khen thưởng", {"collectives": 5, "individuals": 12}) in awards_of(read(text))


# ---------------------------------------------------------------- commended, and not read

OTHERS = "Sáng 12/5/2024, UBND xã Liêm Cần tổ chức hội nghị và tặng Giấy khen cho 2 cá nhân.\n\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "Hội nghị khen thưởng thu hút 300 cán bộ, có 12 đơn vị dự.",
        "Đến dự lễ khen thưởng có 40 cán bộ.",
        "Tại lễ khen thưởng, ông Lê Văn Nam phát biểu.",
        "Việc khen thưởng được làm tốt, giúp cho 300 hộ yên tâm.",
        "Ông biểu dương tinh thần vì đã mang ấm no cho 40 hộ.",
        "Chủ tịch UBND tỉnh biểu dương tinh thần của 45 tác giả.",
    ],
)
def test_a_number_beside_words_of_praise_needs_no_doubt(sentence: str) -> None:
    assert "awards_set_aside_unread" not in codes(OTHERS + sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Sở Y tế trao quyết định khen thưởng đột xuất của Giám đốc cho kíp trực gồm 7 y, bác sĩ.",
        "Công an tỉnh công bố khen thưởng của Giám đốc đối với tổ công tác gồm 5 đồng chí.",
        "UBND huyện khen thưởng đột xuất cho ban chuyên án gồm 7 cán bộ.",
        "3 tập thể và 5 cá nhân có tên trong quyết định khen thưởng của Chủ tịch UBND tỉnh.",
        "Ba tập thể khác thì được huyện khen.",
        "Giám đốc Công an tỉnh vừa có quyết định khen thưởng đột xuất đối với Thượng úy A Khuyên.",
        "Phần khen thưởng của huyện dành cho 4 hộ.",
        "Trong tổng số 30 bằng khen có 12 cho tập thể, 18 cho cá nhân.",
    ],
)
def test_people_who_are_commended_are_read_or_told(sentence: str) -> None:
    assert len(read(OTHERS + sentence)["awards"]) == 1
    assert "awards_set_aside_unread" in codes(OTHERS + sentence)


def test_a_badge_that_is_pinned_on_somebody_is_told_beside_what_was_read() -> None:
    sentence = (
        "Giám đốc gắn lên ngực áo anh Nay Phun tấm Huy hiệu “Lao động giỏi” của Tổng công ty; "
        "rồi bà trao giấy khen của Công ty cho 3 đồng nghiệp của anh."
    )

    assert [award[2] for award in awards(OTHERS + sentence)][1:] == [{"individuals": 3}]
    assert "awards_set_aside_unread" in codes(OTHERS + sentence)


def test_a_picture_of_some_of_those_who_were_given_a_paper_is_no_further_award() -> None:
    text = (
        "Tôn vinh người giữ rừng\n\nNgày 21/3/2024, tỉnh Thanh Hóa tổ chức hội nghị. Chủ tịch UBND tỉnh tặng "
        "Bằng khen cho 8 tập thể và 15 cá nhân.\n\nẢnh: lãnh đạo tỉnh trao bằng khen cho 8 tập thể. (Lê Hợi)"
    )

    assert awards(text) == [("Chủ tịch UBND tỉnh", "Bằng khen", {"collectives": 8, "individuals": 15})]


def test_fewer_who_are_praised_beside_than_are_given_a_paper_are_no_total_and_are_told() -> None:
    text = (
        "Tổng kết chiến dịch\n\nNgày 1/7/2021, Công an tỉnh Hà Giang tổ chức hội nghị tổng kết.\n\nGiám đốc "
        "Công an tỉnh tặng Giấy khen cho 19 tập thể. Ngoài ra, 3 công an huyện về đích sớm được biểu dương."
    )

    assert read(text)["total"] is None
    assert "awards_set_aside_number" in codes(text)


def test_what_a_sure_caption_shows_again_is_a_sentence_of_the_report() -> None:
    text = (
        "Khen thưởng ở Bến Tre\n\nSáng 2/2/2018, UBND tỉnh Bến Tre tổ chức hội nghị tổng kết phong trào.\n\n"
        "Phó Chủ tịch UBND tỉnh Huỳnh Văn An trao Bằng khen cho Sở Tài chính và ông Nguyễn Chín.\n\n"
        "Hội nghị cũng bàn việc năm tới.\n\n"
        "Phó Chủ tịch UBND tỉnh Huỳnh Văn An trao Bằng khen cho ông Nguyễn Chín. Ảnh: T.A"
    )

    assert [photo["credit"] for photo in read(text)["photos"]] == ["T.A"]
    assert [numbers for *_, numbers in awards(text)] == [{"collectives": 1, "individuals": 1}]


@pytest.mark.parametrize(
    ("headline", "stated"),
    [
        ("Trao thưởng 9 tập thể và 20 cá nhân", {"collectives": 9, "individuals": 20}),
        ("Trao thưởng 29 tập thể, cá nhân", {"recipients": 29}),
        ("Trao thưởng 9 tập thể và 21 cá nhân", None),
        ("Trao thưởng 7 tập thể", None),
    ],
)
def test_numbers_of_a_headline_that_are_all_together_are_the_total(
    headline: str, stated: dict[str, int] | None
) -> None:
    text = (
        f"{headline}\n\nSáng 2/2/2018, UBND tỉnh Bến Tre tổ chức hội nghị.\n\nBộ Tư pháp tặng Bằng khen cho "
        "2 tập thể, 6 cá nhân; Sở Tư pháp tặng Giấy khen cho 7 tập thể, 14 cá nhân."
    )
    total = read(text)["total"]

    assert (total and {kind: number for kind, number in total.items() if number}) == stated


def test_an_honour_of_those_whom_a_paper_names_is_that_paper() -> None:
    text = (
        "Vượt bão giữ biển\n\nQuân chủng Hải quân vừa khen thưởng Tàu 412, Lữ đoàn 171\n\nNgày 20/10/2020, "
        "tại Vũng Tàu, Lữ đoàn 171 họp.\n\nTư lệnh Hải quân tặng Bằng khen cho Tàu 412 và 5 quân nhân."
    )

    assert awards(text) == [("Tư lệnh Hải quân", "Bằng khen", {"collectives": 1, "individuals": 5})]


def test_a_total_of_collectives_is_held_against_collectives() -> None:
    data = press.read(
        "Khen thưởng 2 tập thể có thành tích phá án\n\n"
        "Sáng 19/9/2024, UBND tỉnh Quảng Nam tặng Bằng khen cho 3 tập thể và 12 cá nhân.\n"
    ).as_data()

    assert [each["message"] for each in data["review"] if each["code"] == "total_differs"] == [
        "bài nêu tổng 2, các mục cộng lại là 3"
    ]
