"""Units by their names: whole ones, whoever is the subject, as many as the number says; near misses first."""

from __future__ import annotations

from typing import Any

import pytest

from bangvang import press

BEFORE = "Hội nghị tổng kết phong trào\n\nNgày 4/12/2018, UBND tỉnh An Giang tổ chức hội nghị tổng kết.\n\n"


def read(sentence: str) -> dict[str, Any]:
    return press.read(BEFORE + sentence).as_data()


def names(sentence: str) -> list[str]:
    return [name for award in read(sentence)["awards"] for name in award["names"]]


@pytest.mark.parametrize(
    "sentence",
    [
        "Công trình này được UBND tỉnh tặng Bằng khen.",
        "Mùa xuân năm ấy, Hiệu trưởng Phan Công Lý được UBND tỉnh tặng Cờ thi đua.",
        "Đây là lần đầu Việt Nam được tặng Bằng khen.",
    ],
)
def test_what_is_no_name_of_a_unit_is_counted_as_none(sentence: str) -> None:
    assert [award["collectives"] for award in read(sentence)["awards"] if award["collectives"]] == []


@pytest.mark.parametrize(
    "name",
    [
        "Công an xã Vĩnh Trạch",
        "Phòng Cảnh sát điều tra tội phạm về kinh tế",
        "Phòng Cảnh sát quản lý hành chính về trật tự xã hội",
        "Tổ An ninh, trật tự khóm 5",
        "Đội Phòng cháy, chữa cháy và cứu nạn, cứu hộ khu vực 2",
        "Bệnh viện Tim mạch - Lão khoa",
        "Trung tâm Văn hóa, Thể thao huyện",
        "Điện lực Thoại Sơn",
        "Đại đội 3 Pháo binh",
        "Tạp chí Thất Sơn",
    ],
)
def test_the_name_of_a_unit_is_whole_before_and_behind_the_verb(name: str) -> None:
    assert names(f"Dịp này, {name} được Chủ tịch UBND tỉnh tặng Bằng khen.") == [name]
    assert names(f"Chủ tịch UBND tỉnh tặng Bằng khen cho {name}.") == [name]


def test_a_unit_and_a_person_may_receive_together() -> None:
    data = read("Phân xưởng Cơ khí 2 cùng anh Lê Văn Tám được nhận Bằng khen của Bộ Xây dựng.")

    assert [(award["collectives"], award["individuals"]) for award in data["awards"]] == [(1, 1)]
    assert data["awards"][0]["names"] == ["Phân xưởng Cơ khí 2", "Lê Văn Tám"]


def test_what_a_dash_explains_is_no_part_of_the_name() -> None:
    told = "ông Lê Văn Tám - Giám đốc Công ty Hòa Phát và Công an xã Vĩnh Trạch - đơn vị dẫn đầu"

    assert names(f"UBND tỉnh tặng Bằng khen cho {told}.") == ["Công an xã Vĩnh Trạch", "Lê Văn Tám"]


def test_a_rank_of_its_own_is_no_part_of_a_name() -> None:
    assert names("UBND tỉnh tặng Bằng khen cho Thiếu tá QNCN Lâm Thái Hòa.") == ["Lâm Thái Hòa"]


def test_fewer_names_than_the_number_are_told() -> None:
    fewer = read("UBND tỉnh tặng Bằng khen cho 5 cá nhân gồm: Lê Văn Tám, Trần Thị Sen.")
    all_of_them = read("UBND tỉnh tặng Bằng khen cho 2 cá nhân gồm: Lê Văn Tám, Trần Thị Sen.")

    assert "awards_names_incomplete" in {doubt["code"] for doubt in fewer["review"]}
    assert "awards_names_incomplete" not in {doubt["code"] for doubt in all_of_them["review"]}


def test_a_regiment_with_a_number_gives_as_any_other() -> None:
    (award,) = read("Trung đoàn bộ binh 92 được Quân khu 9 tặng Cờ thi đua.")["awards"]

    assert (award["grantor"], award["names"]) == ("Quân khu 9", ["Trung đoàn bộ binh 92"])


def test_people_of_a_table_need_no_noun_of_a_short_list() -> None:
    data = read(
        "Sở Giáo dục và Đào tạo tặng Giấy khen cho các nhà giáo và nghệ nhân có tên sau:\n\n"
        "TT\tHọ và tên\tĐơn vị\n1\tNguyễn Thị Hoa\tTHPT Thoại Sơn\n2\tLê Văn Bình\tTHCS Phú Hòa"
    )

    assert [(award["form"], award["individuals"]) for award in data["awards"]] == [("Giấy khen", 2)]


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        ("nhân dân xã An Phú và Công an xã An Phú", ["nhân dân xã An Phú", "Công an xã An Phú"]),
        ("cán bộ và nhân dân xã An Phú", ["cán bộ và nhân dân xã An Phú"]),
        ("Nhân dân và cán bộ xã An Phú", ["Nhân dân và cán bộ xã An Phú"]),
    ],
)
def test_the_people_and_the_cadres_of_a_place_are_one(recipients: str, expected: list[str]) -> None:
    (award,) = press.read(
        f"Khen thưởng\n\nNgày 19/9/2024, Chủ tịch UBND tỉnh tặng Bằng khen cho {recipients}."
    ).as_data()["awards"]

    assert award["names"] == expected
