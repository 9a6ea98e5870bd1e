"""Who is named with an office, which movement, when and where: near misses first."""

from __future__ import annotations

from typing import Any

import pytest

from bangvang import press

GIVEN = "Chủ tịch UBND tỉnh tặng Bằng khen cho 5 cá nhân."


def read(*paragraphs: str) -> dict[str, Any]:
    return press.read("\n\n".join(("Khen thưởng 5 cá nhân cứu người", *paragraphs))).as_data()


def people(told: str) -> dict[str, str]:
    found = read("Ngày 5/6/2019, UBND tỉnh Bến Tre tổ chức hội nghị tổng kết phong trào.", told)["people"]
    return {one["name"]: one["title"] for one in found}


@pytest.mark.parametrize(
    "told",
    [
        "Bộ trưởng Bộ Y tế tặng Bằng khen cho bác sĩ Lý Thu Trà.",
        "Chủ tịch nước truy tặng Huân chương Dũng cảm cho liệt sĩ Hồ Văn Đới.",
        "Chủ tịch UBND thành phố Hà Nội đã đến thăm.",
        "Bí thư Tỉnh ủy biểu dương ông Lê Văn Tám.",
    ],
)
def test_who_receives_has_not_the_office_of_who_gives(told: str) -> None:
    assert people(told) == {}


def test_an_office_ends_where_its_holder_does_something() -> None:
    assert people(
        "Dự hội nghị có ông Hoàng Văn Kiên, Phó Bí thư Tỉnh ủy, dẫn đầu đoàn công tác của tỉnh."
    ) == {"Hoàng Văn Kiên": "Phó Bí thư Tỉnh ủy"}
    assert people("Tại hội nghị, Giám đốc Sở Y tế Lê Thị Mai cho biết dịch đã lui.") == {
        "Lê Thị Mai": "Giám đốc Sở Y tế"
    }


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("tổng kết phong trào năm 2019.", None),
        ("sơ kết phong trào ở Bến Tre.", None),
        ("Đại hội Thi đua yêu nước lần thứ V.", None),
        ("tổng kết phong trào thi đua xây dựng nông thôn mới năm 2019.", "Xây dựng nông thôn mới"),
        ("tổng kết cuộc vận động “Ngày vì người nghèo”.", "Ngày vì người nghèo"),
    ],
)
def test_a_year_or_a_place_names_no_movement(lead: str, name: str | None) -> None:
    found = read(f"Ngày 5/6/2019, UBND tỉnh Bến Tre tổ chức {lead}", GIVEN)["programme"]

    assert (found and found["name"]) == name


def test_a_dateline_with_a_day_tells_the_year_of_days_in_the_lead() -> None:
    data = read(f"Bến Tre, 6/9/2016 - Trong lễ khai giảng sáng qua (5/9), {GIVEN}")

    assert (data["date"], data["published"], data["province"]) == ("2016-09-05", "2016-09-06", ["Bến Tre"])


def test_the_year_of_a_range_stands_with_its_last_day() -> None:
    lead = "Từ ngày 5/3 đến hết ngày 15/3/2019, Tỉnh đoàn Bến Tre tổ chức ngày hội của thanh niên toàn tỉnh."

    assert read(lead, GIVEN)["date"] == "2019-03-05"


def test_days_of_a_vote_and_of_a_crime_are_not_the_events() -> None:
    vote = "Bạn đọc bình chọn từ ngày 5/3 đến ngày 15/3. Chiều 26/3/2019, Tỉnh đoàn Bến Tre trao giải."
    crime = (
        "Công an tỉnh Bến Tre vừa khen thưởng 5 cá nhân. Từ tháng 6/2020, các đối tượng đã lừa nhiều người."
    )

    assert read(vote, GIVEN)["date"] == "2019-03-26"
    assert read("11/03/2021 09:14", crime)["date"] == "2021-03"


def test_provinces_that_are_listed_all_count() -> None:
    lead = (
        "Ngày 15/1/2010, Cụm thi đua các tỉnh, thành phố Bến Tre, Trà Vinh, Cần Thơ và An Giang họp tổng kết."
    )

    assert set(read(lead, GIVEN)["province"]) == {"Bến Tre", "Trà Vinh", "Cần Thơ", "An Giang"}


def test_a_body_of_a_district_says_where_it_is() -> None:
    lead = "Sáng 5/6/2019, Công an TP Vinh, Nghệ An trao Bằng khen của Thủ tướng Chính phủ cho 5 cá nhân."

    assert read(lead)["province"] == ["Nghệ An"]


def test_of_two_papers_with_one_sign_the_province_of_the_report_tells_which() -> None:
    def source(told: str) -> tuple[str, list[str]]:
        data = press.read(
            f"Bế mạc giải bóng đá\n\nBTN - Chiều 12.6.2016, {told} bế mạc giải bóng đá."
        ).as_data()
        return data["source"]["name"], data["province"]

    assert source("LĐLĐ huyện Tân Châu (tỉnh Tây Ninh)") == ("Báo Tây Ninh", ["Tây Ninh"])
    assert source("LĐLĐ tỉnh Thái Nguyên") == ("Báo Thái Nguyên", ["Thái Nguyên"])
    assert source("LĐLĐ huyện") == ("BTN", [])


def test_half_of_the_brackets_of_a_known_sign_may_be_lost() -> None:
    for head in ("GLO)- ", "(GLO - ", "(GLO)- "):
        told = f"Khen thưởng\n\n{head}Ngày 18-7-2025, UBND phường Quy Nhơn Bắc tổ chức gặp mặt."
        assert press.read(told).as_data()["source"]["code"] == "GLO"
    assert press.read("Khen thưởng\n\nABX)- Ngày 18-7-2025, UBND phường tổ chức.").as_data()["source"] is None


def test_the_province_of_an_office_is_no_part_of_a_name() -> None:
    def named(office: str) -> list[str]:
        return [one["name"] for one in read(f"Ngày 12/5/2018, {office} dự hội nghị tổng kết.")["people"]]

    assert named("Phó Chủ tịch UBND tỉnh Bình Dương Mai Hùng Dũng") == ["Mai Hùng Dũng"]
    assert named("Phó Chủ tịch UBND tỉnh Dương Mai Hùng") == ["Dương Mai Hùng"]
    assert named("Phó Chủ tịch UBND tỉnh Hà Nam Phương") in ([], ["Hà Nam Phương"])


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("phong trào Nhân dân tham gia phòng, chống tội phạm.", "Nhân dân tham gia phòng, chống tội phạm"),
        (
            "phong trào Nông dân thi đua sản xuất, kinh doanh giỏi giai đoạn 2015 - 2018.",
            "Nông dân thi đua sản xuất, kinh doanh giỏi",
        ),
        ("phong trào thi đua Cao điểm 60 ngày đêm, đạt kết quả tốt.", "Cao điểm 60 ngày đêm"),
        ("phong trào Toàn dân bảo vệ an ninh Tổ quốc, trao thưởng.", "Toàn dân bảo vệ an ninh Tổ quốc"),
        ("phong trào Phụ nữ tích cực học tập, trao thưởng.", "Phụ nữ tích cực học tập"),
        ("phong trào Dân vận khéo ngày 3/5.", "Dân vận khéo"),
    ],
)
def test_a_movement_has_its_whole_name_and_no_more(told: str, name: str) -> None:
    programme = read(f"Ngày 12/5/2018, Hội tổ chức tổng kết {told}")["programme"]

    assert programme is not None
    assert programme["name"] == name


def test_the_host_of_a_paper_in_brackets_tells_the_province() -> None:
    assert read("Ngày 12/5/2018, UBND TP tổ chức tổng kết.", "(Nguồn: baoquangninh.vn)")["province"] == [
        "Quảng Ninh"
    ]


@pytest.mark.parametrize(
    ("told", "provinces"),
    [
        ("anh Nam, quê huyện Quỳ Hợp, Nghệ An, được Trung ương Đoàn tặng Bằng khen", []),
        ("làng Vân (xã Vân Hà, thị xã Việt Yên, Bắc Giang) đón Bằng khen của Chính phủ", ["Bắc Giang"]),
        ("ông Thum (61 tuổi, huyện Hồng Ngự, Đồng Tháp) được Trung ương Hội vinh danh", ["Đồng Tháp"]),
    ],
)
def test_a_province_behind_its_district_is_where_it_is(told: str, provinces: list[str]) -> None:
    assert read(f"Sáng 5/6/2019, {told}.")["province"] == provinces
