"""Which day was the event's: not that of the deed, nor in the year that is still to come."""

from __future__ import annotations

from typing import Any

import pytest

from bangvang import press
from tests.press import codes_of


def read(body: str) -> dict[str, Any]:
    return press.read(f"Khen thưởng trong phong trào thi đua\n\n{body}\n").as_data()


def test_the_day_of_the_deed_is_not_that_of_the_award() -> None:
    found = read(
        "Bộ trưởng Bộ Quốc phòng vừa ký quyết định tặng Bằng khen cho 3 quân nhân đã dũng cảm cứu 4 người "
        "bị lũ cuốn ngày 10-9-2024 tại Quảng Ninh."
    )

    assert found["date_precision"] != "day"
    assert any(doubt["field"] == "date" for doubt in found["review"])


def test_a_letter_is_dated_where_and_when_its_office_writes() -> None:
    told = "Tại hội nghị tổng kết công tác năm 2023, Chủ tịch UBND tỉnh tặng Bằng khen cho 5 tập thể."
    found = read(f"Hà Tĩnh, ngày 15 tháng 01 năm 2024\n\n{told}")
    bare = read(f"Lê Tĩnh, ngày 15 tháng 01 năm 2024\n\n{told}")
    dated = read("Hà Tĩnh, ngày 15/01/2024\n\nNgày 12/1/2024, UBND tỉnh Nghệ An tổ chức lễ khen thưởng.")

    assert (found["date"], found["province"]) == ("2024-01-15", ["Hà Tĩnh"])
    assert "date_from_publication" in {doubt["code"] for doubt in found["review"]}
    assert bare["date"] == "2023"
    assert dated["date"] == "2024-01-12"


def test_the_day_of_a_ceremony_is_not_lost_behind_that_of_a_decision() -> None:
    held = (
        "Căn cứ Quyết định số 1015/QĐ-TTg ngày 29/8/2023 của Thủ tướng Chính phủ, ngày 15/9/2023, UBND tỉnh "
    )
    signed = "Chủ tịch nước vừa ký Quyết định số 1234/QĐ-CTN ngày 6 tháng 11 năm 2024 về việc tặng thưởng."

    assert read(f"{held}tổ chức lễ trao Bằng khen.")["date"] == "2023-09-15"
    assert read(signed)["date"] == "2024-11-06"
    assert "date_of_decision" in {doubt["code"] for doubt in read(signed)["review"]}


def test_the_time_behind_a_byline_is_when_it_was_published() -> None:
    told = "Chủ tịch UBND tỉnh Nghệ An vừa gửi thư khen Công an huyện Diễn Châu."

    assert read(f"{told}\n\nPhạm Bằng 14:20 07/03/2023")["date"] == "2023-03"
    assert read(f"{told}\n\nPhạm Bằng 07/03/2023 14:20")["date"] == "2023-03"


def test_a_place_and_a_dash_in_front_of_the_lead_say_where_it_was_written() -> None:
    told = (
        "Căn cứ quyết định, ngày 15/9/2023, UBND tỉnh trao Bằng khen của Thủ tướng Chính phủ cho 4 tập thể."
    )

    assert read(f"Sóc Trăng - {told}")["province"] == ["Sóc Trăng"]
    assert read(f"Hà Nội - {told}")["province"] == []
    assert read(f"Quảng Nam - Đà Nẵng là hai địa phương. {told}")["province"] == []


def test_the_year_of_coming_tasks_is_not_the_year() -> None:
    found = read(
        "Sáng 28.12, Uỷ ban MTTQ tỉnh Tây Ninh tổ chức hội nghị tổng kết công tác Mặt trận năm 2017, triển "
        "khai nhiệm vụ năm 2018."
    )

    assert found["date"] == "2017-12-28"
    assert "date_year_inferred" in {doubt["code"] for doubt in found["review"]}


def test_a_review_in_january_is_of_the_year_before() -> None:
    assert read("Sáng 11/1, Công an tỉnh Kon Tum tổ chức tổng kết công tác năm 2022.")["date"] == "2023-01-11"


@pytest.mark.parametrize(
    "told",
    [
        "Ngày 23-11-1972, tại Nam Đàn, Sư đoàn 341 được thành lập. Năm 2012, Sư đoàn là đơn vị vững mạnh.",
        "Ngày 20-12-1994, Chủ tịch nước phong tặng xã danh hiệu. Năm 2024, xã đạt chuẩn nông thôn mới.",
        "Sáng 3/2/1995, xã đón nhận danh hiệu Anh hùng. Hôm nay, sau lễ ngày 12/5/2015, xã vẫn đổi mới.",
    ],
)
def test_a_day_of_long_ago_is_not_that_of_the_event(told: str) -> None:
    assert read(told)["date_precision"] != "day" or read(told)["date"] == "2015-05-12"


@pytest.mark.parametrize(
    "told",
    [
        "Ngày 12/5/2015, UBND tỉnh trao Bằng khen. Phấn đấu đến năm 2025, tỉnh có 100 xã nông thôn mới.",
        "Ngày 12/5/2015, UBND tỉnh trao Bằng khen. Mục tiêu năm 2030 và tầm nhìn năm 2045 là giàu mạnh.",
        "Ngày 12/5/2015, UBND tỉnh trao Bằng khen cho công trình hoàn thành năm 2016.",
    ],
)
def test_years_to_come_make_no_day_one_of_long_ago(told: str) -> None:
    assert read(told)["date"] == "2015-05-12"


def test_a_day_some_years_before_the_last_that_is_named_is_doubted() -> None:
    found = read("Ngày 12/5/2015, UBND tỉnh trao Bằng khen. Năm 2018, đơn vị được biểu dương.")

    assert (found["date"], "date_uncertain" in codes_of(found)) == ("2015-05-12", True)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("Ngày 16-5, Quận ủy Ba Đình trao Huy hiệu Đảng đợt 19-5-2013.", "2013-05-16"),
        (
            "Chiều 10/1, UBND tỉnh phát động thi đua chào mừng Chiến thắng (7/5/1954 - 7/5/2024).",
            "2024-01-10",
        ),
        ("Sáng 10/12, UBND tỉnh phát động thi đua mừng Chiến thắng (7/5/1954 - 7/5/2024).", "2023-12-10"),
    ],
)
def test_a_feast_that_is_prepared_gives_the_year(told: str, day: str) -> None:
    assert read(told)["date"] == day
    assert "date_year_inferred" in codes_of(read(told))


@pytest.mark.parametrize(
    "line",
    [
        "Thứ Tư, 24 tháng 7, 2002",
        "24 Tháng 7 2002 09:26",
        "(Đăng lúc 10h15 ngày 24/7/2002)",
        "Được đăng ngày Thứ tư, 24 Tháng 7 2002 09:26",
    ],
)
def test_a_line_that_says_when_a_page_was_put_up_is_not_the_event(line: str) -> None:
    found = read(f"{line}\n\nNhân kỷ niệm, ngày 23-7, UBND thành phố tổ chức lễ trao Bằng khen.")

    assert found["date"] == "2002-07-23"


def test_a_paper_and_a_day_at_the_foot_say_when_it_was_published() -> None:
    told = "Chiều 3-10, Giám đốc Công an thành phố tặng Giấy khen cho 2 cán bộ."
    found = read(f"{told}\n\nLê Hân\n\nANHP 04/10/2019")

    assert (found["date"], found["byline"], found["source"]["code"]) == ("2019-10-03", "Lê Hân", "ANHP")
    assert read(f"{told}\n\nLê Hân 04/10/2019")["date"] == "2019-10-03"


def test_the_year_of_a_law_is_not_that_of_an_event() -> None:
    assert read("Căn cứ Luật Thi đua, khen thưởng năm 2022, Sở Nội vụ lấy ý kiến.")["date"] is None


def test_of_two_days_the_one_on_which_a_paper_was_given_counts() -> None:
    found = read(
        "Trong tiết chào cờ sáng 13/11/2023, nhà trường biểu dương em. "
        "Ngày 15/11/2023, Chủ tịch UBND huyện tặng Giấy khen cho em Lò Thị Oanh."
    )

    assert found["date"] == "2023-11-15"


def test_the_day_a_paper_was_given_by_somebody_before_is_not_that_of_the_event() -> None:
    told = press.read(
        "Thu hồi bằng khen của một giám đốc\n\nUBND tỉnh Gia Lai vừa thu hồi Bằng khen của ông Định.\n\n"
        "Cụ thể, bằng khen do UBND tỉnh trao hôm 30/4/2021 cho ông Định phải nộp lại."
    ).as_data()

    assert told["date"] != "2021-04-30"


def test_a_day_of_something_else_is_no_rival_and_another_day_of_an_event_is_told() -> None:
    held = "Ngày 19/9/2024, UBND tỉnh Quảng Nam tổ chức hội nghị tổng kết."

    assert "date_uncertain" not in codes_of(read(f"{held}\n\nQuỹ thành lập ngày 5/1/2001."))
    assert "date_uncertain" not in codes_of(read(f"{held}\n\nSáng 19/9, 3 tập thể được tặng Bằng khen."))
    assert "date_uncertain" in codes_of(
        read(f"{held}\n\nNgày 5/1/2024, UBND huyện tặng Giấy khen cho 9 tập thể.")
    )


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("Theo Kế hoạch số 15/KH-UBND, ngày 9/10/2022, hội nghị tổng kết bị lùi lại.", "2022"),
        ("Thực hiện kế hoạch của Trung ương Đoàn ngày 9/10/2022, tỉnh tổ chức hội nghị tổng kết.", "2022"),
        (
            "Thực hiện kế hoạch của Trung ương Đoàn, ngày 9/10/2022, tỉnh tổ chức hội nghị tổng kết.",
            "2022-10-09",
        ),
        (
            "Hưởng ứng phong trào thi đua yêu nước, sáng ngày 9/10/2022, tỉnh tổ chức tuyên dương.",
            "2022-10-09",
        ),
    ],
)
def test_what_a_plan_is_carried_out_by_has_a_day_of_its_own(opening: str, day: str) -> None:
    assert read(opening)["date"] == day


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("Chiều 30-2-2024, tại Tam Kỳ", "Chiều 30-2-2024"),
        ("Ngày 31 tháng 2 năm 2023", "Ngày 31 tháng 2 năm 2023"),
        ("Sáng 31/4", "Sáng 31/4"),
    ],
)
def test_a_day_that_no_calendar_has_is_told_as_one(told: str, words: str) -> None:
    data = press.read(
        f"Khen thưởng 8 cán bộ\n\n{told}, UBND tỉnh Quảng Nam tặng Bằng khen cho 8 cán bộ."
    ).as_data()
    (doubt,) = [one for one in data["review"] if one["field"] == "date"]

    assert data["date"] is None
    assert (doubt["code"], doubt["line"], doubt["words"][: len(words)]) == ("date_impossible", 3, words)


def test_a_score_is_no_impossible_day() -> None:
    data = press.read("Khen thưởng\n\nUBND tỉnh tặng Bằng khen cho 8 cán bộ, đạt 31/2 điểm.").as_data()

    assert [one["code"] for one in data["review"] if one["field"] == "date"] == ["date_not_found"]
