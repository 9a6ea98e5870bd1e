"""Who gives: the whole name of the authority and no more, near misses first."""

from __future__ import annotations

import pytest

from bangvang import press
from tests.press import codes_of

BEFORE = "Hội nghị tổng kết phong trào\n\nNgày 4/12/2018, UBND tỉnh An Giang tổ chức hội nghị tổng kết.\n\n"


def grantors(sentence: str) -> list[str | None]:
    return [award["grantor"] for award in press.read(BEFORE + sentence).as_data()["awards"]]


def codes(sentence: str) -> set[str]:
    return codes_of(press.read(BEFORE + sentence).as_data())


@pytest.mark.parametrize(
    "name",
    [
        "Hội Bảo vệ quyền trẻ em tỉnh",
        "UBND xã Bình Chánh",
        "Chủ tịch UBND xã Tam Anh",
        "Ban Thư ký Hội Sinh viên Việt Nam TP Cần Thơ",
        "Bộ Chỉ huy BĐBP tỉnh",
        "Ban Chỉ đạo Nông thôn mới tỉnh",
        "Chánh án Tòa án nhân dân tối cao",
        "Viện trưởng Viện Kiểm sát nhân dân tối cao",
        "Trưởng Ban Thi đua - Khen thưởng tỉnh",
        "Ban Thi đua, Khen thưởng Trung ương",
        "Bộ trưởng, Chủ nhiệm Ủy ban Thể dục Thể thao",
        "Tổng Thanh tra Chính phủ",
        "Tổng Kiểm toán Nhà nước",
        "Thống đốc Ngân hàng Nhà nước Việt Nam",
        "Chủ nhiệm Chính trị Quân khu 9",
        "Hạt trưởng Hạt Kiểm lâm thị xã Tịnh Biên",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Giám đốc Sở Lao động, Thương binh và Xã hội",
        "Trưởng Phòng Cảnh sát điều tra tội phạm về ma túy",
        "Chủ tịch Hội Bảo trợ Người tàn tật, Trẻ mồ côi và Bệnh nhân nghèo tỉnh",
    ],
)
def test_the_name_of_an_authority_is_whole(name: str) -> None:
    assert grantors(f"Dịp này, 4 cá nhân được {name} tặng Bằng khen.") == [name]
    assert grantors(f"{name} tặng Bằng khen cho 4 cá nhân.") == [name]


@pytest.mark.parametrize(
    ("behind", "name"),
    [
        ("UBND tỉnh dịp này", "UBND tỉnh"),
        ("Giám đốc Sở Y tế hôm nay", "Giám đốc Sở Y tế"),
        ("Chủ tịch Ủy ban nhân dân huyện ngay tại hiện trường", "Chủ tịch Ủy ban nhân dân huyện"),
        ("Chủ tịch UBND thành phố và Huy hiệu “Người tốt, việc tốt”", "Chủ tịch UBND thành phố"),
        ("Bộ Công an và tiền thưởng 5 triệu đồng", "Bộ Công an"),
    ],
)
def test_a_name_ends_where_something_else_begins(behind: str, name: str) -> None:
    assert grantors(f"4 cá nhân vinh dự nhận Bằng khen của {behind}.")[:1] == [name]


@pytest.mark.parametrize(
    ("subject", "names"),
    [
        ("Chủ tịch UBND tỉnh An Giang Võ Minh", ["Chủ tịch UBND tỉnh An Giang"]),
        ("Chủ tịch UBND tỉnh Trần Anh Thư", ["Chủ tịch UBND tỉnh"]),
        ("Chủ tịch UBND huyện Châu Phú", ["Chủ tịch UBND huyện Châu Phú"]),
        ("Bí thư Tỉnh ủy Bạc Liêu", ["Bí thư Tỉnh ủy Bạc Liêu"]),
        ("Bí thư Tỉnh ủy Lê Quang", ["Bí thư Tỉnh ủy"]),
    ],
)
def test_who_holds_an_office_is_no_part_of_it_and_a_place_is(subject: str, names: list[str]) -> None:
    assert grantors(f"{subject} tặng Bằng khen cho 4 cá nhân.") == names


@pytest.mark.parametrize(
    ("subject", "names"),
    [
        ("Công an huyện, UBND xã Vĩnh Trạch cùng", ["Công an huyện", "UBND xã Vĩnh Trạch"]),
        ("Hội Nông dân tỉnh cùng Sở Nông nghiệp đã đến", ["Hội Nông dân tỉnh", "Sở Nông nghiệp"]),
        (
            "Ban An toàn giao thông tỉnh phối hợp Công an tỉnh tổ chức họp mặt và",
            ["Ban An toàn giao thông tỉnh", "Công an tỉnh"],
        ),
        ("Đại diện Tỉnh đoàn, ông Lê Ba, và Hội LHPN tỉnh đã", ["Tỉnh đoàn", "Hội LHPN tỉnh"]),
    ],
)
def test_those_who_give_together_all_give(subject: str, names: list[str]) -> None:
    sentence = f"{subject} trao Giấy khen cho 4 cá nhân."

    assert grantors(sentence) == names
    assert "awards_several_grantors" in codes(sentence)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Chủ tịch nước tặng Huân chương Lao động hạng Ba cho 4 cá nhân.", ["Chủ tịch nước"]),
        ("Chủ tịch UBND tỉnh trao Huân chương Lao động hạng Ba cho 4 cá nhân.", ["Chủ tịch nước"]),
        (
            "Thừa ủy quyền của Bộ trưởng, ông A trao Bằng khen của Bộ Công an cho 3 cá nhân; đồng thời trao "
            "Huân chương Chiến công hạng Ba cho 2 cá nhân.",
            ["Bộ Công an", "Chủ tịch nước"],
        ),
        ("Nhà nước Lào tặng Huân chương Lao động hạng Ba cho 4 cá nhân.", ["Nhà nước Lào"]),
        ("Chủ tịch UBND tỉnh trao Kỷ niệm chương cho 4 cá nhân.", ["Chủ tịch UBND tỉnh"]),
    ],
)
def test_an_order_is_the_states_whoever_hands_it_over(sentence: str, names: list[str]) -> None:
    assert grantors(sentence) == names


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("UBND tỉnh, Sở Y tế", ["UBND tỉnh", "Sở Y tế"]),
        ("UBND huyện Núi Thành, Quảng Nam", ["UBND huyện Núi Thành"]),
        ("Sở Y tế, Đại tá Trần Văn Bốn", ["Sở Y tế"]),
        ("Ủy ban Dân số, Gia đình và Trẻ em tỉnh", ["Ủy ban Dân số, Gia đình và Trẻ em tỉnh"]),
        ("Ban Dân tộc, Tôn giáo tỉnh", ["Ban Dân tộc, Tôn giáo tỉnh"]),
        ("Hội Khoa học, Kỹ thuật tỉnh, UBND tỉnh", ["Hội Khoa học, Kỹ thuật tỉnh", "UBND tỉnh"]),
        ("Hội Cựu chiến binh, Phụ nữ, Nông dân xã", ["Hội Cựu chiến binh, Phụ nữ, Nông dân xã"]),
    ],
)
def test_a_comma_within_a_name_cuts_no_authority(named: str, expected: list[str]) -> None:
    assert grantors(f"5 tập thể được {named} tặng Giấy khen.") == expected
    assert grantors(f"{named} đã tặng Giấy khen cho 5 tập thể.") == expected


def test_a_name_that_a_comma_joins_is_doubted() -> None:
    assert "awards_grantor_joined" in codes("5 tập thể được Cục Văn hóa, Gia đình tặng Giấy khen.")
    assert "awards_grantor_joined" not in codes("5 tập thể được Sở Y tế tặng Giấy khen.")


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Dịp này, huyện Tây Giang đã khen thưởng 5 thôn và 12 già làng.", ["huyện Tây Giang"]),
        ("Tỉnh Quảng Nam tặng Bằng khen cho 5 tập thể.", ["Tỉnh Quảng Nam"]),
        ("Dịp này, thành phố Hội An khen thưởng 3 cá nhân.", ["thành phố Hội An"]),
        ("Tỉnh tặng Bằng khen cho 5 tập thể; huyện tặng Giấy khen cho 3 hộ.", ["Tỉnh", "huyện"]),
        ("Sở Y tế khen thưởng 4 cá nhân và xã Bha Lêê tặng Giấy khen cho 2 hộ.", ["Sở Y tế", "xã Bha Lêê"]),
    ],
)
def test_a_place_alone_gives_as_its_authority(sentence: str, names: list[str]) -> None:
    assert sorted(map(str, grantors(sentence))) == sorted(names)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("UBND huyện Tây Giang đã tặng Giấy khen cho 5 thôn.", ["UBND huyện Tây Giang"]),
        (
            "Công an tỉnh, huyện tặng Giấy khen cho 5 cá nhân.",
            ["Công an tỉnh, huyện", "Công an tỉnh", "huyện"],
        ),
        ("Chủ tịch UBND xã tặng Giấy khen cho 5 thôn.", ["Chủ tịch UBND xã"]),
        ("Đoàn Thanh niên xã tặng Giấy khen cho 5 em.", ["Đoàn Thanh niên xã"]),
    ],
)
def test_an_office_of_a_place_stays_one(sentence: str, names: list[str]) -> None:
    assert grantors(sentence)[0] in names


def test_a_decision_in_front_of_the_recipients_says_who_gives() -> None:
    told = "Theo quyết định của Chủ tịch UBND tỉnh, 12 người có uy tín được tặng Bằng khen."
    proposed = "Theo đề nghị của Sở Nội vụ, 12 người có uy tín được tặng Bằng khen."
    own = "Theo Quyết định số 12 của Sở Nội vụ, 12 người được UBND tỉnh tặng Bằng khen."

    assert grantors(told) == ["Chủ tịch UBND tỉnh"]
    assert "awards_grantor_decision" in codes(told)
    assert (grantors(proposed), grantors(own)) == ([None], ["UBND tỉnh"])


def test_organisers_give_whatever_they_organise() -> None:
    assert grantors("20 doanh nghiệp được Ban Tổ chức chương trình tặng Kỷ niệm chương.") == [
        "Ban Tổ chức chương trình"
    ]
    assert grantors("5 cá nhân được Ban Tổ chức Hội thi tặng Giấy khen.") == ["Ban Tổ chức Hội thi"]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "Phó Chủ tịch nước và Bộ trưởng Bộ Y tế trao danh hiệu “Thầy thuốc ưu tú” cho 7 cá nhân.",
            ["Chủ tịch nước"],
        ),
        (
            "Bộ trưởng Bộ Y tế và Chủ tịch UBND tỉnh trao danh hiệu “Thầy thuốc ưu tú” cho 7 cá nhân.",
            ["Chủ tịch nước"],
        ),
        ("Bộ Y tế và UBND tỉnh tặng Bằng khen cho 7 cá nhân.", ["Bộ Y tế", "UBND tỉnh"]),
    ],
)
def test_who_stands_beside_the_state_gives_none_of_its_titles(sentence: str, names: list[str]) -> None:
    assert grantors(sentence) == names


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("Giám đốc Sở Y tế đã đến Bệnh viện Nhi trao", "Giám đốc Sở Y tế"),
        ("Chủ tịch UBND huyện xuống Trường THCS Lê Lợi tặng", "Chủ tịch UBND huyện"),
        ("Đại diện Sở Y tế đến nhà trao", "Sở Y tế"),
    ],
)
def test_where_somebody_goes_to_hand_it_over_gives_nothing(subject: str, name: str) -> None:
    assert grantors(f"{subject} giấy khen cho 3 cá nhân.") == [name]


@pytest.mark.parametrize(
    ("subject", "grantor"),
    [
        ("UBND phường 12, quận Gò Vấp, TP HCM đã", "UBND phường 12"),
        ("Ủy ban MTTQ huyện Nghi Lộc, tỉnh Nghệ An", "Ủy ban MTTQ huyện Nghi Lộc"),
        ("Công an xã Ea Tân, huyện Krông Năng, tỉnh Đắk Lắk vừa", "Công an xã Ea Tân"),
        ("Dịp này, huyện Tam Nông", "huyện Tam Nông"),
    ],
)
def test_the_places_behind_an_authority_are_its_address(subject: str, grantor: str) -> None:
    assert grantors(f"{subject} tặng Giấy khen cho 3 cá nhân.") == [grantor]


@pytest.mark.parametrize(
    "sentence",
    [
        "Liên trường tặng Giấy khen cho 12 chi đoàn.",
        "12 chi đoàn được Liên trường tặng Giấy khen.",
        "Báo Nhân dân, tỉnh và Quân khu khen thưởng 26 cộng tác viên.",
    ],
)
def test_a_name_that_may_begin_earlier_is_doubted(sentence: str) -> None:
    assert "awards_grantor_cut" in codes(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Dịp này UBND xã tặng Giấy khen cho 12 cá nhân.",
        "Tại hội nghị, Thượng tá Nguyễn Văn A, Phó Giám đốc Công an tỉnh trao Giấy khen cho 3 tập thể.",
        "12 cá nhân vinh dự được Chủ tịch UBND tỉnh tặng Bằng khen.",
        "Kết thúc hội nghị UBND xã tặng Giấy khen cho 12 cá nhân.",
        "UBND xã tặng Giấy khen cho 12 cá nhân và UBND huyện tặng Giấy khen cho 4 tập thể.",
    ],
)
def test_what_stands_before_a_whole_name_is_none_of_it(sentence: str) -> None:
    assert "awards_grantor_cut" not in codes(sentence)


@pytest.mark.parametrize(
    ("before", "names"),
    [
        ("Sở Nội vụ vừa trình Chủ tịch UBND tỉnh quyết định khen thưởng.", [None]),
        ("Chủ tịch UBND tỉnh ký quyết định phê duyệt kế hoạch khen thưởng.", [None]),
        ("Ông Nam cho biết sở đã tổng hợp danh sách khen thưởng.", [None]),
        ("Chủ tịch UBND tỉnh Lê Văn Nam ký các quyết định khen thưởng đột xuất.", ["Chủ tịch UBND tỉnh"]),
        ("UBND huyện vừa ban hành Quyết định khen thưởng nhiều cá nhân.", ["UBND huyện"]),
    ],
)
def test_whoever_signed_the_decision_gives_what_it_says(before: str, names: list[str | None]) -> None:
    assert grantors(f"{before} Theo đó, tặng Bằng khen cho 19 tập thể.") == names


def test_who_leads_a_place_speaks_for_its_authority() -> None:
    sentence = (
        "UBND thị trấn Ma Lâm tặng giấy khen cho 2 người. Lãnh đạo thị trấn trao giấy khen cho 2 người."
    )

    assert grantors(sentence) == ["UBND thị trấn Ma Lâm"]


def test_another_authority_of_a_place_is_another() -> None:
    sentence = "UBND xã tặng giấy khen cho 2 người dân. Công an xã tặng giấy khen cho 2 người dân."

    assert grantors(sentence) == ["UBND xã", "Công an xã"]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Tại trụ sở Công an tỉnh, Thứ trưởng trao Bằng khen của Bộ Công an cho 3 cá nhân.", "Bộ Công an"),
        ("Tại Sở Y tế, Chủ tịch UBND tỉnh tặng Bằng khen cho 3 cá nhân.", "Chủ tịch UBND tỉnh"),
        (
            "Thay mặt Đảng, Nhà nước, Chủ tịch nước trao Huân chương Lao động hạng Ba cho 3 cá nhân.",
            "Chủ tịch nước",
        ),
        ("Sở Y tế tặng hoa và Giấy khen cho 3 cá nhân.", "Sở Y tế"),
    ],
)
def test_where_it_is_given_gives_nothing_and_the_state_is_its_president(sentence: str, name: str) -> None:
    assert grantors(sentence) == [name]


def test_the_items_below_a_decision_are_of_whoever_signed_it() -> None:
    told = (
        "Hiệu trưởng Trường Đại học Nông - Lâm đã ký Quyết định số 512/QĐ tặng khen năm học. Theo đó:\n\n"
        "1. Tặng danh hiệu “Lao động tiên tiến” cho 118 cá nhân;\n2. Tặng Giấy khen cho 3 tập thể."
    )

    assert grantors(told) == ["Hiệu trưởng Trường Đại học Nông - Lâm"] * 2


@pytest.mark.parametrize(
    "name", ["Giám thị trại giam Xuân Lộc", "Ủy ban Nhà nước về người Việt Nam ở nước ngoài"]
)
def test_wardens_and_committees_of_state_give(name: str) -> None:
    assert grantors(f"{name} tặng giấy khen cho 3 cá nhân.") == [name]


def test_whoever_speaks_and_meanwhile_gives_is_the_grantor() -> None:
    sentence = "Chủ tịch UBND tỉnh đánh giá cao kết quả; đồng thời tặng Bằng khen cho 2 tập thể."

    assert grantors(sentence) == ["Chủ tịch UBND tỉnh"]
    assert "awards_grantor_distant" in codes(sentence)


def test_half_of_a_name_is_no_verb() -> None:
    assert grantors("UBND xã Thanh Phong tặng Giấy khen cho 3 cá nhân.") == ["UBND xã Thanh Phong"]


@pytest.mark.parametrize(
    ("sentence", "grantor"),
    [
        ("Kết thúc hội thao, Ban tổ chức tặng Giấy khen cho 3 đơn vị.", "Ban tổ chức"),
        ("Bế mạc Hội chợ, Sở Công Thương tặng Giấy khen cho 3 đơn vị.", "Sở Công Thương"),
        ("Kết thúc Hội thao Quốc phòng, Bộ CHQS tỉnh tặng Giấy khen cho 3 đơn vị.", "Bộ CHQS tỉnh"),
        ("Ban tổ chức Hội xuân tặng Giấy khen cho 3 đơn vị.", "Ban tổ chức Hội xuân"),
        ("Bộ đội Biên phòng tỉnh tặng Giấy khen cho 3 đơn vị.", "Bộ đội Biên phòng tỉnh"),
        ("Phòng Giáo dục tặng Giấy khen cho 3 đơn vị.", "Phòng Giáo dục"),
        ("Hội Nông dân tỉnh tặng Giấy khen cho 3 đơn vị.", "Hội Nông dân tỉnh"),
    ],
)
def test_an_event_that_begins_as_a_body_does_gives_nothing(sentence: str, grantor: str) -> None:
    assert grantors(sentence) == [grantor]


def test_whoever_is_given_to_does_not_give() -> None:
    assert grantors("Sở Văn hóa trao quà cho các đơn vị và tặng Giấy khen cho 4 tập thể.") == ["Sở Văn hóa"]


@pytest.mark.parametrize(
    "subject",
    [
        "Ông Lê Văn Dũng, Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh",
        "Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Lê Văn Dũng",
        "Ủy viên Ban Thường vụ Tỉnh ủy, Giám đốc Công an tỉnh",
        "Bộ trưởng, Chủ nhiệm Ủy ban Dân tộc",
        "Thứ trưởng Thường trực, Chủ nhiệm Ủy ban Dân tộc",
        "Chủ tịch UBND tỉnh",
    ],
)
def test_the_offices_of_one_person_are_one_who_gives(subject: str) -> None:
    assert "awards_grantor_offices" not in codes(f"{subject} tặng Giấy khen cho 5 tập thể.")


@pytest.mark.parametrize(
    "subjects",
    [
        "Đảng ủy Công an tỉnh, Giám đốc Công an tỉnh",
        "Chủ tịch UBND tỉnh, Giám đốc Công an tỉnh",
        "Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh",
    ],
)
def test_two_offices_without_anybodys_name_may_be_two_who_give(subjects: str) -> None:
    assert "awards_grantor_offices" in codes(f"{subjects} đã tặng Giấy khen cho 5 tập thể.")
    assert "awards_grantor_offices" in codes(f"5 cá nhân được {subjects} tặng Giấy khen.")
