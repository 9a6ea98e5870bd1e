"""Which day was the event's: not that of the deed, nor in the year that is still to come."""

from __future__ import annotations

from typing import Any

from bangvang import press


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
