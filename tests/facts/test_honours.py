"""Forms of award, levels and grantors."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangvang.commands.console import Console
from bangvang.commands.forms import forms
from bangvang.facts import honours
from bangvang.language import dates, text

FORM_IDS = [form.id for form in honours.forms()]


def found(label: str) -> str | None:
    form = honours.find_form(label)
    return None if form is None else form.label


# --- the tables ----------------------------------------------------------------------------------


def test_forms_come_in_the_order_of_rank_and_every_id_is_its_label_s_slug_or_a_short_name() -> None:
    ranks = [form.rank for form in honours.forms()]

    assert ranks == sorted(set(ranks))
    assert len(set(FORM_IDS)) == len(FORM_IDS)
    assert all(form_id == text.slug(form_id) for form_id in FORM_IDS)


def test_every_form_belongs_to_a_category_and_every_category_has_a_form() -> None:
    assert {form.category for form in honours.forms()} == {category.id for category in honours.categories()}


def test_every_form_names_known_levels_and_kinds_of_recipients() -> None:
    for form in honours.forms():
        assert set(form.levels) <= set(honours.LEVELS)
        assert form.recipients
        assert set(form.recipients) <= {"collective", "individual", "household"}


def test_what_the_president_gives_comes_before_certificates_and_these_before_letters() -> None:
    order = [
        "huan-chuong-sao-vang",
        "huan-chuong-doc-lap-hang-nhat",
        "huan-chuong-doc-lap-hang-nhi",
        "huan-chuong-doc-lap-hang-ba",
        "huan-chuong-doc-lap",
        "huan-chuong-quan-cong-hang-nhat",
        "huy-chuong-huu-nghi",
        "ba-me-viet-nam-anh-hung",
        "bang-khen-thu-tuong",
        "bang-khen",
        "ky-niem-chuong",
        "giay-khen",
        "gia-dinh-van-hoa",
        "bieu-duong",
    ]

    assert sorted(order, key=FORM_IDS.index) == order


def test_an_order_has_three_classes_and_its_bare_name() -> None:
    labels = [form.label for form in honours.forms() if form.id.startswith("huan-chuong-lao-dong")]

    assert labels == [
        "Huân chương Lao động hạng Nhất",
        "Huân chương Lao động hạng Nhì",
        "Huân chương Lao động hạng Ba",
        "Huân chương Lao động",
    ]


# --- finding forms -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "label",
    [
        "",
        "khen",
        "Bằng khên",
        "Giấy khenn",
        "Bằng khen của Chủ tịch nước",
        "Huân chương",
        "Huân chương Lao động hạng Tư",
        "Huân chương Sao vàng hạng Nhất",
        "Bằng khen cho tập thể",
        "“Bằng khen” giả",
        "danh hiệu",
    ],
)
def test_what_is_no_form_is_not_found(label: str) -> None:
    assert found(label) is None


@pytest.mark.parametrize(
    ("spelling", "label"),
    [
        ("bằng khen", "Bằng khen"),
        ("BẰNG KHEN", "Bằng khen"),
        ("bang-khen", "Bằng khen"),
        ("Giay khen", "Giấy khen"),
        ("Huân chương Lao động hạng nhất", "Huân chương Lao động hạng Nhất"),
        ("Huân chương Lao động hạng I", "Huân chương Lao động hạng Nhất"),
        ("Huân chương Lao động hạng II", "Huân chương Lao động hạng Nhì"),
        ("Huân chương Lao động hạng 2", "Huân chương Lao động hạng Nhì"),
        ("Huân chương Lao động hạng Hai", "Huân chương Lao động hạng Nhì"),
        ("Huy chương Chiến sĩ vẻ vang hạng III", "Huy chương Chiến sĩ vẻ vang hạng Ba"),
        ("Huân chương Lao động", "Huân chương Lao động"),
        ("Bằng khen Thủ tướng Chính phủ", "Bằng khen của Thủ tướng Chính phủ"),
        ("danh hiệu “Anh hùng Lao động”", "Anh hùng Lao động"),
        ("Danh hiệu Anh hùng LLVTND", "Anh hùng Lực lượng vũ trang nhân dân"),
        ("Kỷ niệm chương “Bảo vệ an ninh Tổ quốc”", "Kỷ niệm chương"),
        ("Kỷ niệm chương Vì sự nghiệp giáo dục", "Kỷ niệm chương"),
        ('Huy hiệu "Tuổi trẻ dũng cảm"', "Huy hiệu"),
        ('Bằng "Tổ quốc ghi công"', "Bằng “Tổ quốc ghi công”"),
        ("Giải thưởng “Phụ nữ Việt Nam”", "Giải thưởng (khác)"),
        ("Giải thưởng Hồ Chí Minh", "Giải thưởng Hồ Chí Minh"),
        ("Gia đình văn hoá", "Gia đình văn hóa"),
        ("CSTĐ cơ sở", "Chiến sĩ thi đua cơ sở"),
        ("Biểu dương", "Biểu dương"),
    ],
)
def test_a_form_is_found_as_reports_write_it(spelling: str, label: str) -> None:
    assert found(spelling) == label
    assert found(unicodedata.normalize("NFD", spelling)) == label


def test_every_form_is_found_under_its_id_its_label_and_its_aliases() -> None:
    for form in honours.forms():
        for spelling in (form.id, form.label, form.label.upper(), text.fold(form.label)):
            assert honours.find_form(spelling) == form == honours.get_form(form.id)
    assert honours.get_form("bang-khenn") is None


@given(st.text(max_size=30))
def test_any_text_is_a_form_or_not_without_failing(label: str) -> None:
    form = honours.find_form(label)

    assert form is None or form in honours.forms()


def test_a_class_is_also_known_by_its_number() -> None:
    assert honours.other_classes("Huân chương Lao động hạng Nhì") == (
        "Huân chương Lao động hạng II",
        "Huân chương Lao động hạng 2",
    )
    assert honours.other_classes("Huân chương Lao động") == honours.other_classes("Nhà giáo hạng nhì") == ()
    assert all(
        honours.find_form(label) == form
        for form in honours.forms()
        for label in honours.other_classes(form.label)
    )


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("Giấy khenn", "Giấy khen"),
        ("Bằng khên", "Bằng khen"),
        ("Kỷ niêm chương", "Kỷ niệm chương"),
        ("Bằng khne", "Bằng khen"),
        ("Huân chương Độc lâp hạng Nhứt", "Huân chương Độc lập hạng Nhất"),
        ("xyz", None),
        # another word is another honour
        ("Huy chương Vàng", None),
        ("Huân chương Kháng chiến hạng Ba", None),
        ("Huy chương Chiến sĩ giải phóng", None),
        ("Huân chương Lao động hạng tư", None),
        ("Bằng khen, Giấy khen", None),
        ("Bằng khen và tiền thưởng", None),
        ("Doanh nhân tiêu biểu", None),
        ("Giấy phép", None),
        ("Chiến sỹ thi đua", None),
    ],
)
def test_the_nearest_form_is_suggested(label: str, meant: str | None) -> None:
    assert honours.suggest_form(label) == meant


# --- levels --------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["", "cấp", "galaxy", "tinhr"])
def test_what_is_no_level_is_not_found(typed: str) -> None:
    assert honours.find_level(typed) is None


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        ("province", "province"),
        ("Cấp tỉnh", "province"),
        ("tỉnh", "province"),
        ("Nhà nước", "state"),
        ("Bộ, ban, ngành", "ministry"),
        ("ĐOÀN THỂ", "organisation"),
        ("xã", "commune"),
    ],
)
def test_a_level_is_found_by_id_label_or_alias(typed: str, level: str) -> None:
    assert honours.find_level(typed) == level


def test_every_level_is_found_under_its_id() -> None:
    assert [honours.find_level(level) for level in honours.LEVELS] == list(honours.LEVELS)


GRANTORS = {
    "state": """Chủ tịch nước|Thủ tướng Chính phủ|Thủ tướng|Phó Thủ tướng Chính phủ|Chính phủ|Quốc hội
        |Ủy ban Thường vụ Quốc hội|Đảng và Nhà nước""",
    "ministry": """Bộ Công an|Bộ trưởng Bộ Công an|Bộ trưởng Công an|Thứ trưởng|Bộ Quốc phòng|Tổng cục Thuế
        |Bộ Lao động - Thương binh và Xã hội|Văn phòng Chính phủ|Ủy ban Dân tộc
        |Cục Cảnh sát hình sự|Hội Liên hiệp Phụ nữ Việt Nam|Trung ương Hội LHPN Việt Nam
        |Hội Nông dân Việt Nam|T.Ư Đoàn|Đoàn Chủ tịch Ủy ban TƯ MTTQ Việt Nam
        |Tổng Liên đoàn Lao động Việt Nam|Ban Dân vận Trung ương
        |Hội đồng Thi đua - Khen thưởng Trung ương|Ngân hàng Nhà nước Việt Nam
        |Thông tấn xã Việt Nam|Giám đốc Đại học Quốc gia TP.HCM|Bảo hiểm xã hội Việt Nam""",
    "military": """Quân khu 5|Tư lệnh Quân khu 7|Bộ Tư lệnh Quân khu 5|Quân đoàn 3|Bộ Chỉ huy Quân sự tỉnh
        |Bộ CHQS tỉnh|Bộ đội Biên phòng tỉnh|Bộ Tư lệnh Bộ đội Biên phòng|Ban CHQS huyện
        |BĐBP tỉnh""",
    "province": """UBND tỉnh|Chủ tịch UBND tỉnh|Phó Chủ tịch UBND tỉnh|Uỷ ban nhân dân tỉnh Quảng Nam
        |UBND thành phố|UBND TP. Đà Nẵng|Chủ tịch UBND TP.HCM|Ban Giám đốc Công an tỉnh
        |Giám đốc Công an tỉnh|Công an Quảng Nam|Sở Y tế|Giám đốc Sở GD&ĐT|Sở LĐ-TB&XH
        |Bảo hiểm xã hội tỉnh|HĐND tỉnh|Tỉnh ủy|Thành ủy Đà Nẵng|Cục Thuế tỉnh
        |Ban Chỉ đạo 138 tỉnh|Công an tỉnh Hà Tĩnh|UBND thành phố trực thuộc Trung ương
        |Đoàn đại biểu Quốc hội tỉnh|CA tỉnh""",
    "district": """UBND huyện Ngọc Hồi|Chủ tịch UBND quận 3|UBND thị xã Điện Bàn|UBND TP. Hội An
        |UBND TX. Ba Đồn|UBND thành phố thuộc tỉnh|Công an huyện|Ban Thường vụ Huyện ủy
        |UBND huyện Hòa Vang, thành phố Đà Nẵng|UBND TP. Thái Bình""",
    "commune": """UBND xã|Chủ tịch UBND xã Ia Chim|UBND phường Hòa Khánh|Công an phường 5, quận 3
        |Trưởng Công an xã|UBND thị trấn Plei Kần|UBND đặc khu Lý Sơn|UBND P. 5""",
    "organisation": """Chủ tịch Hội LHPN tỉnh|Hội Liên hiệp Phụ nữ tỉnh|Ủy ban MTTQ Việt Nam tỉnh|Tỉnh đoàn
        |Ban Thường trực Uỷ ban MTTQ Việt Nam tỉnh|Liên đoàn Lao động tỉnh|Hội Nông dân xã
        |Hội Cựu chiến binh tỉnh|Đoàn Thanh niên Bộ Công an|Đoàn TNCS Hồ Chí Minh tỉnh
        |Công ty Điện lực|Hợp tác xã Duy Sơn|Bệnh viện Trung ương Huế|Tập đoàn Dầu khí Việt Nam
        |Hiệu trưởng Trường Đại học Vinh""",
}


@pytest.mark.parametrize(
    ("grantor", "level"),
    [(grantor.strip(), level) for level, grantors in GRANTORS.items() for grantor in grantors.split("|")],
)
def test_the_level_of_a_grantor_is_read_from_its_words(grantor: str, level: str) -> None:
    assert honours.level_of(grantor, None) == level
    assert honours.level_of(unicodedata.normalize("NFD", grantor.upper()), None) == level


@pytest.mark.parametrize(
    "grantor", ["", "Ban tổ chức", "Nguyễn Văn A", "Trung tâm Y tế", "Chủ tịch", "xã hội"]
)
def test_a_grantor_that_tells_nothing_has_no_level(grantor: str) -> None:
    assert honours.level_of(grantor) is None


def test_where_the_grantor_tells_nothing_the_form_does_if_it_has_one_level() -> None:
    order, certificate = honours.get_form("huan-chuong-sao-vang"), honours.get_form("bang-khen")

    assert honours.level_of("", order) == "state"
    assert honours.level_of("Ban tổ chức", certificate) is None
    assert honours.level_of("UBND tỉnh", order) == "province"


@pytest.mark.parametrize(
    ("grantor", "date", "level"),
    [
        ("UBND TP. Huế", "2024-12", "district"),
        ("UBND TP. Huế", "2025-01", "province"),
        ("Chủ tịch UBND thành phố Bắc Ninh", "2024", "district"),
        ("Chủ tịch UBND thành phố Bắc Ninh", "2026-10", "province"),
        ("UBND TP. Đà Nẵng", "1999", "province"),
    ],
)
def test_a_city_was_a_district_before_the_centre_ran_it(grantor: str, date: str, level: str) -> None:
    assert honours.level_of(grantor, on=dates.parse(date)) == level


@given(st.text(max_size=40))
def test_any_grantor_has_a_known_level_or_none(grantor: str) -> None:
    assert honours.level_of(grantor) in {None, *honours.LEVELS}


# --- comparing grantors --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND tỉnh", "Chủ tịch UBND tỉnh"),
        ("UBND tỉnh", "UBND tỉnh Quảng Nam"),
        ("Giám đốc Công an tỉnh", "Ban Giám đốc Công an tỉnh"),
        ("Hội LHPN tỉnh", "Hội Nông dân tỉnh"),
        ("Bộ Tư lệnh", "Bộ Trung ương lệnh"),
    ],
)
def test_two_grantors_stay_two(one: str, other: str) -> None:
    assert honours.normal_grantor(one) != honours.normal_grantor(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND tỉnh", "Uỷ ban nhân dân tỉnh"),
        ("Hội LHPN tỉnh", "Hội Liên hiệp Phụ nữ tỉnh"),
        ("Uỷ ban MTTQ tỉnh", "UBMTTQ tỉnh"),
        ("UBND TP.HCM", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
        ("UBND TP. HCM", "ubnd tphcm"),
        ("CA tỉnh", "Công an tỉnh"),
        ("T.Ư Hội", "TƯ Hội"),
        ("TW Hội", "Trung ương Hội"),
        ("Hội ND xã", "Hội Nông dân xã"),
        ("BỘ TƯ LỆNH", "Bộ Tư lệnh"),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
    ],
)
def test_two_spellings_of_one_grantor_are_one(one: str, other: str) -> None:
    assert honours.normal_grantor(one) == honours.normal_grantor(other)


# --- abbreviations -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("HCLĐ hạng Nhì", "Huân chương Lao động hạng Nhì"),
        ("HCLD hạng II", "Huân chương Lao động hạng Nhì"),
        ("hclđ Hạng 3", "Huân chương Lao động hạng Ba"),
        ("HCLĐ Nhất", "Huân chương Lao động hạng Nhất"),
        ("HCLĐ", "Huân chương Lao động"),
        ("HC Lao động hạng Ba", "Huân chương Lao động hạng Ba"),
        ("Huân chương LĐ hạng Nhì", "Huân chương Lao động hạng Nhì"),
        ("Huân chương Lao động Nhì", "Huân chương Lao động hạng Nhì"),
        ("HCĐL hạng Ba", "Huân chương Độc lập hạng Ba"),
        ("HCQC hạng Nhất", "Huân chương Quân công hạng Nhất"),
        ("HCBVTQ hạng Nhì", "Huân chương Bảo vệ Tổ quốc hạng Nhì"),
        ("HCCC hạng Ba", "Huân chương Chiến công hạng Ba"),
        ("BK", "Bằng khen"),
        ("BKTTg", "Bằng khen của Thủ tướng Chính phủ"),
        ("Bằng khen TTCP", "Bằng khen của Thủ tướng Chính phủ"),
        ("GK", "Giấy khen"),
        ("HCLĐ II", "Huân chương Lao động hạng Nhì"),
        ("HCLĐ 3", "Huân chương Lao động hạng Ba"),
        ("HCCSVV hạng Ba", "Huy chương Chiến sĩ vẻ vang hạng Ba"),
        ("BK của TTg", "Bằng khen của Thủ tướng Chính phủ"),
        ("Cờ TĐCP", "Cờ thi đua của Chính phủ"),
        ("ĐVQT", "Đơn vị quyết thắng"),
        # who gave it, once more
        ("BK UBND tỉnh", "Bằng khen"),
        ("Bằng khen của Chủ tịch UBND tỉnh Kon Tum", "Bằng khen"),
        ("Giấy khen của Giám đốc Công an tỉnh", "Giấy khen"),
        ("Bằng khen của Thủ tướng Chính phủ", "Bằng khen của Thủ tướng Chính phủ"),
        ("KNC", "Kỷ niệm chương"),
        ("LĐTT", "Lao động tiên tiến"),
        ("CSTĐCS", "Chiến sĩ thi đua cơ sở"),
        ("TTLĐXS", "Tập thể lao động xuất sắc"),
        ("AHLĐ", "Anh hùng Lao động"),
        ("AHLLVTND", "Anh hùng Lực lượng vũ trang nhân dân"),
    ],
)
def test_a_form_is_known_by_its_abbreviation(typed: str, label: str) -> None:
    assert found(typed) == label


@pytest.mark.parametrize(
    "typed",
    [
        *("CSTĐ", "HC", "HC hạng Nhì", "HCLĐ hạng Tư", "HCLĐ 2024", "Huy chương", "BKK"),
        *("Bằng khen của Quân khu 5", "Bằng khen của Chủ tịch nước", "Giấy khen và Bằng khen của UBND tỉnh"),
    ],
)
def test_what_may_stand_for_several_forms_or_none_is_not_chosen_from(typed: str) -> None:
    assert found(typed) is None
    assert honours.suggest_form(typed) is None


def test_the_command_lists_every_name_that_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    forms(Console("vi"))
    listed = capsys.readouterr().out

    for form in honours.forms():
        assert all(name in listed for name in (form.label, *form.aliases, *form.short)), form.label
