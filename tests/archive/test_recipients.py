"""Who a name names: the numbers of its entry speak first, then its words."""

from __future__ import annotations

from typing import Any

import pytest

from bangvang.archive import recipients
from bangvang.archive.model import Count
from tests.samples import award, parsed, written

PERSON, UNIT, HOUSE = "persons", "collectives", "households"


def kinds(*names: str, **count: int) -> list[str]:
    return list(recipients.kinds(names, Count(**count)))


@pytest.mark.parametrize(
    ("names", "count", "expected"),
    [
        # a firm's name of capitals, a person's that begins as a unit does
        (["Hoàng Anh Gia Lai"], {"collectives": 1}, [UNIT]),
        (["Vinamilk", "Hòa Phát"], {"collectives": 2}, [UNIT, UNIT]),
        (["Ban Mai", "Hà Thị Tổ"], {"individuals": 2}, [PERSON, PERSON]),
        (["nguyễn văn a"], {"individuals": 1}, [PERSON]),
        # as many persons as there are, those first that are most like persons
        (["Hòa Phát", "Nguyễn Văn A"], {"collectives": 1, "individuals": 1}, [UNIT, PERSON]),
        (["Nguyễn Văn A", "Hòa Phát"], {"collectives": 1, "individuals": 1}, [PERSON, UNIT]),
        (["Công an xã X", "Y Blui", "Tổ 5"], {"collectives": 2, "individuals": 1}, [UNIT, PERSON, UNIT]),
        # a household says so itself
        (["Hộ ông Lê A", "Lê B"], {"households": 1, "individuals": 1}, [HOUSE, PERSON]),
        # whoever stands for a household is one by the entry's numbers
        (["Đinh Văn L", "Lý Thị M"], {"households": 2}, [HOUSE, HOUSE]),
        (["Đinh Văn L", "Lý Thị M"], {"households": 2, "individuals": 0}, [HOUSE, HOUSE]),
        (["Công an xã X", "Lý Thị M"], {"collectives": 1, "households": 1}, [UNIT, HOUSE]),
        (["Lý Thị M", "Hộ ông Lê A"], {"households": 2}, [HOUSE, HOUSE]),
        (["Lý Thị M"], {"households": 5}, [HOUSE]),
        # which of two persons stands for a household nobody can tell
        (["Lê A", "Lê B"], {"individuals": 1, "households": 1}, [PERSON, PERSON]),
        # a firm with a surname at its head is less of a person than one with Thị, or with three words
        (["Nguyễn Văn A", "Hoàng Anh Gia Lai"], {"collectives": 1, "individuals": 1}, [PERSON, UNIT]),
        (["Đức Long Gia Lai", "Trần Thị B"], {"collectives": 1, "individuals": 1}, [UNIT, PERSON]),
        (["Nguyễn Hoàng Nam", "Mai Linh"], {"collectives": 1, "individuals": 1}, [PERSON, UNIT]),
        (["Trần Hòa Bình", "Công ty A"], {"collectives": 1, "individuals": 1}, [PERSON, UNIT]),
        # numbers that do not tell leave it to the words
        (["Công an xã X", "Nguyễn Văn A"], {"recipients": 2}, [UNIT, PERSON]),
        (["Công an xã X", "Nguyễn Văn A"], {}, [UNIT, PERSON]),
        (["Công an xã X", "Nguyễn Văn A"], {"individuals": 1}, [UNIT, PERSON]),
        (["Công an xã X", "Nguyễn Văn A"], {"collectives": 3, "individuals": 6}, [UNIT, PERSON]),
    ],
)
def test_the_entrys_numbers_tell_what_its_names_are(
    names: list[str], count: dict[str, int], expected: list[str]
) -> None:
    assert kinds(*names, **count) == expected


@pytest.mark.parametrize(
    ("written_", "own", "more"),
    [
        ("1. Nguyễn Văn A", "Nguyễn Văn A", ""),
        ("2) Bà Y Blui", "Y Blui", ""),
        ("(3) Nguyễn Thị B", "Nguyễn Thị B", ""),
        ("- Trần Văn C", "Trần Văn C", ""),
        ("1/ Trần Văn C", "Trần Văn C", ""),
        ("1- Trần Văn C", "Trần Văn C", ""),
        ("a. Trần Văn C", "Trần Văn C", ""),
        ("STT 12: Trần Văn C", "Trần Văn C", ""),
        ("✓ Trần Văn C", "Trần Văn C", ""),
        ("👉 Trần Văn C", "Trần Văn C", ""),
        ("🎖️ Trần Văn C", "Trần Văn C", ""),
        ("1️⃣ Trần Văn C", "Trần Văn C", ""),
        ("① Trần Văn C", "Trần Văn C", ""),
        ("a) Trần Văn C", "Trần Văn C", ""),
        ("Cố Thiếu tá Lê Văn D", "Lê Văn D", "Cố Thiếu tá"),
        ("Thiếu tá QNCN Lê Văn D", "Lê Văn D", "Thiếu tá QNCN"),
        ("4. Đồng chí Đại úy Nguyễn Văn A, Công an xã B", "Nguyễn Văn A", "Đại úy, Công an xã B"),
        ("Trưởng thôn Nguyễn Văn A", "Nguyễn Văn A", "Trưởng thôn"),
        # a comma between ranks, or a rank and the name, ends no name
        ("Thiếu tá, bác sĩ Đỗ Văn H", "Đỗ Văn H", "Thiếu tá, bác sĩ"),
        ("PGS, TS Nguyễn Văn A", "Nguyễn Văn A", "PGS, TS"),
        ("Cố liệt sĩ, Thiếu tá Trần B", "Trần B", "Cố liệt sĩ, Thiếu tá"),
        ("Thiếu tá, Nguyễn Văn A, Công an xã B", "Nguyễn Văn A", "Thiếu tá, Công an xã B"),
        ("Thượng úy, Y Blui", "Y Blui", "Thượng úy"),
        ("Anh hùng, liệt sĩ A Mét", "A Mét", "Anh hùng, liệt sĩ"),
        ("Ông, bà Nguyễn Văn A", "Nguyễn Văn A", ""),
        ("Ông/bà Nguyễn Văn A", "Nguyễn Văn A", ""),
        ("Thạc sĩ - Bác sĩ CKII Lê Văn C", "Lê Văn C", "Thạc sĩ Bác sĩ CKII"),
        # what only looks like a rank, an office or a unit is the name
        ("Nguyên Ngọc", "Nguyên Ngọc", ""),
        ("Bà Ban Thị Mai", "Ban Thị Mai", ""),
        ("trần thị b", "trần thị b", ""),
        ("Phó Chủ tịch UBND xã Nguyễn Văn A", "Nguyễn Văn A", "Phó Chủ tịch UBND xã"),
        ("Bí thư Chi bộ thôn 3 Nguyễn Văn A", "Nguyễn Văn A", "Bí thư Chi bộ thôn 3"),
        ("Nguyễn thị Hoa", "Nguyễn thị Hoa", ""),
        ("K’Brếp", "K’Brếp", ""),
    ],
)
def test_what_stands_before_a_name_is_not_the_name(written_: str, own: str, more: str) -> None:
    name = recipients.read(written_)

    assert (name.kind, name.own, name.more, name.sorted_by) == (PERSON, own, more, own)


@pytest.mark.parametrize(
    ("written_", "own", "more"),
    [
        ("Nguyễn Văn A SN 1980", "Nguyễn Văn A", "SN 1980"),
        ("Trần Bình sinh năm 1975, trú tại thôn 3", "Trần Bình", "sinh năm 1975, trú tại thôn 3"),
        ("Nguyễn Văn A: Trưởng thôn 1", "Nguyễn Văn A", "Trưởng thôn 1"),
        ("Nguyễn Văn A | Công an xã B", "Nguyễn Văn A", "Công an xã B"),
        ("Nguyễn Văn A–Công an xã B", "Nguyễn Văn A", "Công an xã B"),
        ("Trần Bình / PC02", "Trần Bình", "PC02"),
        ("Trần Bình PC02", "Trần Bình", "PC02"),
        ("Nguyễn Văn A Công an xã B", "Nguyễn Văn A", "Công an xã B"),
        ("Lê Chung Bí thư Chi bộ thôn 2", "Lê Chung", "Bí thư Chi bộ thôn 2"),
        ("Lê Chung đã dũng cảm cứu người", "Lê Chung", "đã dũng cảm cứu người"),
        ("Nguyễn Văn An*", "Nguyễn Văn An", ""),
        ("Nguyễn Văn A †", "Nguyễn Văn A", ""),
        # near misses: all of it is the name
        ("Trần Thị thanh Hà", "Trần Thị thanh Hà", ""),
        ("Nguyễn V. A.", "Nguyễn V. A.", ""),
        ("NGUYỄN VĂN AN", "NGUYỄN VĂN AN", ""),
        ("N*** V***", "N*** V***", ""),
        ("Lê Thị Bí", "Lê Thị Bí", ""),
        ("Hồ Công An", "Hồ Công An", ""),
    ],
)
def test_a_whole_name_ends_where_something_else_is_told_of_it(written_: str, own: str, more: str) -> None:
    name = recipients.read(written_, "persons")

    assert (name.own, name.more, name.sorted_by) == (own, more, own)


@pytest.mark.parametrize("name", ["Nguyễn Văn A và Trần Thị B", "Nguyễn Văn A cùng vợ Trần Thị B"])
def test_a_person_before_a_name_is_no_office(name: str) -> None:
    assert recipients.read(name).own == name


@pytest.mark.parametrize(
    "name",
    [
        "Giáo viên, học sinh Trường THPT A",
        "Thầy, cô giáo Trường A",
        "Thiếu tá, Công an xã B",
        "THCS A",
        "TH B",
    ],
)
def test_many_people_of_a_unit_and_a_school_are_collectives(name: str) -> None:
    assert recipients.read(name).kind == UNIT


@pytest.mark.parametrize(
    "name", ["Viettel Kon Tum", "Vinamilk", "FPT", "VNPT Gia Lai", "Vietcombank", "Petrolimex Gia Lai"]
)
def test_a_firm_without_numbers_beside_it_is_no_person(name: str) -> None:
    assert recipients.read(name).kind == UNIT


@pytest.mark.parametrize("name", ["1. Công an xã X", "(2) Trường THPT Kon Tum"])
def test_a_numbered_unit_is_called_without_its_number(name: str) -> None:
    assert recipients.read(name).own == name.partition(" ")[2]


@pytest.mark.parametrize("name", ["30 tháng 4", "12A1", "1975"])
def test_a_number_that_is_the_name_stays(name: str) -> None:
    assert recipients.read(name).own == name


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Chốt dân phòng đường Lê Lợi",
            "THPT chuyên Nguyễn Tất Thành",
            "Tiểu học Bế Văn Đàn",
            "Mầm non Hoa Hồng",
        ),
        *("Trung học cơ sở Trần Phú", "Quán cơm 0 đồng Từ Tâm", "Tiệm vàng Kim Thành", "Siêu thị Co.opmart"),
        *(
            "Gara Minh Phát",
            "Chợ Kon Tum",
            "Plei Rơ Hai",
            "Bon Bu N'Drung",
            "Khách sạn Hoàng Anh",
            "Shop Lê Na",
        ),
        *(
            "CLB Trần Phú",
            "BV Nguyễn Trãi",
            "TT. Trần Phú",
            "Vòng tay thiện nguyện Trần Văn A",
            "Chùa Từ Quang",
        ),
    ],
)
def test_what_is_called_after_a_person_is_none(name: str) -> None:
    assert (recipients.read(name).kind, recipients.read(name).own) == (UNIT, name)


@pytest.mark.parametrize(
    ("name", "own"),
    [
        *(("ĐD Nguyễn Thị Hoa", "Nguyễn Thị Hoa"), ("KTV. Trần Minh", "Trần Minh"), ("DS. Lê B", "Lê B")),
        *(("YS. A Dũng", "A Dũng"), ("KS. Hồ E", "Hồ E"), ("CN. Phạm G", "Phạm G"), ("Ô. Lê D", "Lê D")),
        *(("B. Nguyễn E", "Nguyễn E"), ("AHLLVTND A Sanh", "A Sanh"), ("IV. Phạm D", "Phạm D")),
        *(("Hộ sinh Nguyễn Thị C", "Nguyễn Thị C"), ("Hộ lý Trần D", "Trần D"), ("N.V.A", "N.V.A")),
        *(("Tài xế Nguyễn Văn A", "Nguyễn Văn A"), ("Ca sĩ Lê A", "Lê A"), ("Ngư dân Trần B", "Trần B")),
        *(("Kỹ thuật viên Trần A", "Trần A"), ("Công an viên A Blui", "A Blui"), ("Cá nhân: Lê A", "Lê A")),
        *(("Xã đội trưởng Lê A", "Lê A"), ("Tổ trưởng Lê A", "Lê A"), ("Bộ trưởng Trần Văn A", "Trần Văn A")),
        *(
            ("Thiếu tá CN Lê A", "Lê A"),
            ("Thượng tọa Thích Đức A", "Thích Đức A"),
            ("Sư cả Thạch A", "Thạch A"),
        ),
        *(
            ("HT. Thích Trí A", "Thích Trí A"),
            ("TT. Thích Nhật A", "Thích Nhật A"),
            ("Ni sư Thích Nữ A", "Thích Nữ A"),
        ),
        *(
            ("Linh mục Giuse Trần Văn A", "Trần Văn A"),
            ("Mẹ VNAH Lê Thị A", "Lê Thị A"),
            ("CCB Lê A", "Lê A"),
        ),
        *(
            ("Trung đội trưởng Lê A", "Lê A"),
            ("Dân quân A Mơi", "A Mơi"),
            ("Đ.c Lê A", "Lê A"),
            ("Ông: Lê A", "Lê A"),
        ),
        ("Giám đốc Công ty TNHH Hoàng Long Hoàng Văn A", "Hoàng Văn A"),
        ("Bí thư Đảng ủy, Chủ tịch HĐND xã Lê Thanh B", "Lê Thanh B"),
        *(("Tổ trưởng tổ dân phố 5 Đào Xuân A", "Đào Xuân A"), ("Đội viên dân phòng Hồ A", "Hồ A")),
        *(("Lê Bá A và 2 chiến sĩ", "Lê Bá A"), ("Họ và tên: Lê A", "Lê A")),
        # a unit's own name may end in what looks like a surname
        ("Phó Trưởng Công an xã Bờ Y Nguyễn Văn Tâm", "Nguyễn Văn Tâm"),
        ("Giám đốc Công ty Hùng Vương Trần Hùng", "Trần Hùng"),
        ("Chủ tịch UBND Nguyễn Hoàng Nam", "Nguyễn Hoàng Nam"),
        ("Trưởng thôn Y Lê Hoa", "Y Lê Hoa"),
        ("Trưởng thôn Y Blui", "Y Blui"),
        # who stands beside a person is no part of the name
        ("Ông Nguyễn Văn A và gia đình", "Nguyễn Văn A"),
        ("Trần B cùng vợ", "Trần B"),
        ("Lê C và tập thể Đội 3", "Lê C"),
    ],
)
def test_a_title_a_calling_and_company_make_no_other_person(name: str, own: str) -> None:
    read = recipients.read(name)

    assert (read.kind, read.own, read.sorted_by) == (PERSON, own, own)


@pytest.mark.parametrize("name", ["Hộ Lý Văn A", "Hộ ông Lê A", "Hộ A Blui", "GĐ ông Lê A"])
def test_a_household_is_one_whatever_the_surname(name: str) -> None:
    assert recipients.read(name).kind == HOUSE


def test_a_unit_is_the_same_below_a_heading() -> None:
    assert recipients.read("Tập thể: Công an xã A").own == recipients.read("Công an xã A").own


@pytest.mark.parametrize(
    "name",
    [
        *("Dân quân xã A", "Trung đội 3", "Đoàn KTQP 78", "Xe ôm tự quản xã A", "TT. Văn hoá tỉnh"),
        *("Gia đình Phật tử A", "Tàu KN 390", "Tổ trưởng, tổ viên Tổ 5 xã A", "Hội thánh Tin Lành A"),
    ],
)
def test_many_are_no_person(name: str) -> None:
    assert recipients.read(name).kind == UNIT


def test_husband_and_wife_are_two_individuals_or_one_household() -> None:
    couple = "Vợ chồng ông Lê Văn A và bà Trần Thị B"

    def read(**count: Any) -> list[tuple[str, str]]:
        article = parsed(written(awards=[award(names=[couple], **count)]))
        return [(r.kind, r.name) for r in article.awards[0].names]

    assert read(individuals=2) == [(PERSON, "Vợ chồng ông Lê Văn A"), (PERSON, "bà Trần Thị B")]
    assert recipients.read("Vợ chồng ông Lê Văn A", "persons").own == "Lê Văn A"
    assert read(households=1) == read(individuals=1) == read() == [(HOUSE, couple)]


def test_an_article_keeps_its_names_as_typed() -> None:
    article = parsed(written(awards=[award(names=["1. Nguyễn Văn A", "2. Bà Y Blui"], individuals=2)]))

    assert [(r.name, r.kind) for r in article.awards[0].names] == [
        ("1. Nguyễn Văn A", PERSON),
        ("2. Bà Y Blui", PERSON),
    ]


def test_a_stage_name_from_a_province_is_a_persons_and_a_branch_in_one_is_none() -> None:
    assert recipients.read("Út Trà Vinh").kind == PERSON
    assert recipients.read("Dụng Thanh Hoa").kind == PERSON
    assert recipients.read("Viettel Trà Vinh").kind == UNIT


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("Thượng sỹ Lê Văn B", "Lê Văn B"),
        ("Nghệ sỹ nhân dân Lê A", "Lê A"),
        ("Y sỹ Lê D", "Lê D"),
        ("Bác sỹ Đ Văn F", "Đ Văn F"),
        ("Kĩ sư Lê A", "Lê A"),
        ("Hộ lí Lê A", "Lê A"),
        ("Đồn trưởng Lê A", "Lê A"),
        ("Trạm phó Lê A", "Lê A"),
        ("Buôn trưởng Y A", "Y A"),
        ("Phường đội trưởng Lê A", "Lê A"),
        ("Nguyên Trạm trưởng Lê A", "Lê A"),
        ("Hội viên Lê A", "Lê A"),
        ("Công đoàn viên Lê A", "Lê A"),
        ("Kình ngư Lê A", "Lê A"),
        ("Phi công Lê A", "Lê A"),
        ("Báo cáo viên Lê A", "Lê A"),
        ("Viên chức Lê A", "Lê A"),
        ("Văn thư Lê A", "Lê A"),
        ("N*** V*** D", "N*** V*** D"),
        ("T*** (13 tuổi)", "T***"),
        ("L…V…A", "L…V…A"),
        ("1 Nguyễn Văn A Tổ 1", "Nguyễn Văn A"),
    ],
)
def test_who_heads_a_unit_or_is_masked_is_a_person_in_either_spelling(name: str, own: str) -> None:
    assert (kinds(name), recipients.read(name).own) == ([PERSON], own)


@pytest.mark.parametrize(
    "name",
    [
        "Công đoàn Viên chức tỉnh",
        "CÔNG ĐOÀN VIÊN CHỨC TỈNH",
        "Thị trấn Phó Bảng",
        "Xã Phó Bảng Hà Giang",
        "Hội viên Hội Nông dân xã A",
        "Trạm trưởng các trạm",
        "Nguyên Công an xã B",
        "Công ty A***",
        "Mường Thanh ****",
        "VNPT*",
        "VPBank Hội An",
        "CAX A",
        "Cty E",
        "Báo Công lý",
        "Trạm Y tế thôn 3",
        "Đội Kiểm ngư số 2",
        "Hội đồng trọng tài",
        "Viettel Tam Kỳ",
        "Tộc Phan",
    ],
)
def test_a_unit_whose_name_goes_on_like_a_post_stays_a_unit(name: str) -> None:
    assert kinds(name) == [UNIT]


def test_a_post_in_capitals_is_a_persons() -> None:
    assert kinds("TRẠM TRƯỞNG LÊ A", "Đồn Trưởng Lê A") == [PERSON, PERSON]


def test_ly_is_a_surname_of_a_household_still() -> None:
    assert kinds("Hộ Lý Văn A", "Gia đình ông Lí A") == [HOUSE, HOUSE]
