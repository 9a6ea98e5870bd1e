"""Who is counted as a recipient of an award, and that nobody is left out in silence."""

from __future__ import annotations

import pytest

from tests.press import numbers_of
from tests.press.test_awards_of_sentences import awards, codes, read


def counted(recipients: str) -> dict[str, int]:
    """The numbers read where these words are the recipients."""
    (award,) = read(f"Chủ tịch UBND tỉnh tặng Bằng khen cho {recipients}.")["awards"]
    return numbers_of(award)


# ---------------------------------------------------------------- a number and its nouns


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        ("7 tập thể, cá nhân Công an huyện Núi Thành", {"recipients": 7}),
        ("14 xã, phường TP Huế", {"collectives": 14}),
        ("9 thầy, cô giáo Trường THPT Lê Lợi", {"individuals": 9}),
        ("6 anh, chị công nhân Công ty May 10", {"individuals": 6}),
    ],
)
def test_nouns_that_share_a_number_are_counted_together(recipients: str, expected: dict[str, int]) -> None:
    assert counted(recipients) == expected


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        ("5 chiến sĩ cùng đơn vị", {"individuals": 5}),
        ("2 em học sinh cùng lớp", {"individuals": 2}),
        ("3 hộ dân cùng ấp", {"households": 3}),
    ],
)
def test_what_they_have_in_common_is_no_second_noun(recipients: str, expected: dict[str, int]) -> None:
    assert counted(recipients) == expected


@pytest.mark.parametrize(
    "written",
    ["08 (tám) tập thể", "tám (08) tập thể", "8(tám) tập thể", "8 (bằng chữ: tám) tập thể"],
)
def test_a_number_may_be_written_twice(written: str) -> None:
    sentence = f"Giám đốc Sở Y tế quyết định tặng Giấy khen cho {written} và 21 (hai mươi mốt) cá nhân."
    (award,) = read(sentence)["awards"]

    assert numbers_of(award) == {"collectives": 8, "individuals": 21}
    assert "awards_counts_differ" not in codes(sentence)


def test_a_number_written_twice_in_two_ways_is_told() -> None:
    assert "awards_counts_differ" in codes("UBND xã tặng Giấy khen cho 08 (bảy) tập thể.")


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        ("4 tập thể và 6 cá nhân, tổng cộng 10 tập thể, cá nhân", {"collectives": 4, "individuals": 6}),
        ("30 hộ, gồm 12 hộ xã Tam Dân và 18 hộ xã Tam Thái", {"households": 30}),
        ("4 gia đình có 9 người hiến máu", {"households": 4}),
    ],
)
def test_a_sum_and_its_parts_are_counted_once(recipients: str, expected: dict[str, int]) -> None:
    assert counted(recipients) == expected


def test_so_many_of_each_are_no_number_beside_their_sum() -> None:
    (award,) = read("Mỗi chi hội 3 hội viên, tổng cộng 36 hội viên, được UBND huyện tặng Giấy khen.")[
        "awards"
    ]

    assert numbers_of(award) == {"individuals": 36}


def test_tens_are_about_so_many() -> None:
    (award,) = read("UBND xã tặng Giấy khen cho ba chục thanh niên.")["awards"]

    assert (award["individuals"], award["approx"]) == (30, True)


# ---------------------------------------------------------------- parts


def test_a_part_is_of_the_award_it_stands_behind() -> None:
    first, second = read(
        "Giám đốc Sở Y tế tặng Giấy khen cho 9 tập thể và 5 bác sĩ; Chủ tịch UBND tỉnh tặng Bằng khen cho "
        "12 tập thể, 40 cá nhân, trong đó có 8 điều dưỡng."
    )["awards"]

    assert first["subset"] == []
    assert [part["individuals"] for part in second["subset"]] == [8]


def test_a_part_may_stand_behind_a_semicolon() -> None:
    first, second, third = read(
        "UBND xã tặng Giấy khen cho 8 tập thể; UBND tỉnh tặng Bằng khen cho 9 tập thể, 25 cá nhân; trong đó "
        "có 3 chi bộ và 6 người dân; Bộ Công an tặng Bằng khen cho 1 tập thể."
    )["awards"]

    assert [first["subset"], third["subset"]] == [[], []]
    assert [(part["collectives"], part["individuals"]) for part in second["subset"]] == [(3, 6)]


def test_a_part_is_not_larger_than_its_whole() -> None:
    (award,) = read("UBND tỉnh tặng Bằng khen cho 5 cá nhân, trong đó có 30 hộ nghèo.")["awards"]

    assert award["subset"] == []


def test_what_was_decided_and_not_read_is_told() -> None:
    assert "awards_set_aside_unread" in codes(
        "Chủ tịch UBND huyện quyết định tặng Giấy khen cho mô hình hay."
    )
    assert "awards_set_aside_unread" not in codes("UBND huyện công bố quyết định tặng Giấy khen.")


# ---------------------------------------------------------------- who is named


def named(recipients: str) -> tuple[dict[str, int], list[str]]:
    """Numbers and names read where these words are the recipients."""
    (award,) = read(f"Chủ tịch UBND tỉnh tặng Bằng khen cho {recipients}.")["awards"]
    return numbers_of(award), award["names"]


@pytest.mark.parametrize(
    ("recipients", "count", "names"),
    [
        (
            "vợ chồng ông Lê Văn Tám và bà Hồ Thị Mai",
            {"individuals": 2},
            ["Lê Văn Tám", "Hồ Thị Mai"],
        ),
        ("vợ chồng ông Lê Văn Tám", {"households": 1}, ["vợ chồng ông Lê Văn Tám"]),
        (
            "các xã Bình Quế, Bình Phú và Bình Chánh",
            {"collectives": 3},
            ["xã Bình Quế", "xã Bình Phú", "xã Bình Chánh"],
        ),
        (
            "các trạm: Trà Bui, Trà Kót và ông Đinh Văn Rế",
            {"collectives": 2, "individuals": 1},
            ["Trà Bui", "Trà Kót", "Đinh Văn Rế"],
        ),
        (
            "tập thể bác sĩ trạm xá Phú Lộc và cô Trần Thị Lan",
            {"collectives": 1, "individuals": 1},
            ["bác sĩ trạm xá Phú Lộc", "Trần Thị Lan"],
        ),
        (
            "các đồng chí Hơ Văn Dếnh, Thao Văn Lù",
            {"individuals": 2},
            ["Hơ Văn Dếnh", "Thao Văn Lù"],
        ),
    ],
)
def test_each_name_is_counted_as_what_it_is(recipients: str, count: dict[str, int], names: list[str]) -> None:
    assert named(recipients) == (count, names)


@pytest.mark.parametrize("recipients", ["Chùa Hương Tích", "thôn Plei Rbai"])
def test_what_no_word_makes_a_person_is_counted_as_none(recipients: str) -> None:
    found = read(f"UBND tỉnh tặng Bằng khen cho {recipients}.")

    assert all(award["individuals"] is None for award in found["awards"])
    assert any(doubt["field"].startswith("awards") for doubt in found["review"])


# ---------------------------------------------------------------- nobody is left out in silence


@pytest.mark.parametrize(
    "recipients",
    [
        "8 cá nhân vì đã cứu 4 người và 2 em nhỏ",
        "8 cá nhân và 5 triệu đồng tiền thưởng",
        "8 cá nhân thuộc Công an tỉnh, Bộ CHQS tỉnh và Sở Y tế",
        "8 cá nhân tiêu biểu, tích cực và sáng tạo",
        "8 cá nhân có nhiều đóng góp cho sự nghiệp giáo dục và đào tạo",
        "8 cá nhân; ông Đỗ Văn Minh, Phó Chủ tịch UBND tỉnh phát biểu chúc mừng",
    ],
)
def test_words_about_the_recipients_are_no_further_ones(recipients: str) -> None:
    assert named(recipients) == ({"individuals": 8}, [])
    assert "awards_recipients_unsure" not in codes(f"Chủ tịch UBND tỉnh tặng Bằng khen cho {recipients}.")


@pytest.mark.parametrize(
    ("recipients", "count", "names"),
    [
        (
            "8 cá nhân và Trạm Y tế xã Bình Lâm",
            {"collectives": 1, "individuals": 8},
            ["Trạm Y tế xã Bình Lâm"],
        ),
        ("6 tập thể và Thượng tá Hồ Văn Lực", {"collectives": 6, "individuals": 1}, ["Hồ Văn Lực"]),
        (
            "6 tập thể, bà Vũ Thị Hạnh và anh Đỗ Văn Minh",
            {"collectives": 6, "individuals": 2},
            ["Vũ Thị Hạnh", "Đỗ Văn Minh"],
        ),
        ("5 tập thể, cá nhân và ông Vũ Văn Hạnh", {"recipients": 6}, ["Vũ Văn Hạnh"]),
        (
            "2 cá nhân, bà Vũ Thị Hạnh và anh Đỗ Văn Minh",
            {"individuals": 2},
            ["Vũ Thị Hạnh", "Đỗ Văn Minh"],
        ),
        (
            "2 tập thể gồm: Công an xã Bình Lâm, Trạm Y tế xã Sông Trà và 9 cá nhân",
            {"collectives": 2, "individuals": 9},
            ["Công an xã Bình Lâm", "Trạm Y tế xã Sông Trà"],
        ),
        ("4 đơn vị có thành tích trong thi đua và 9 cá nhân", {"collectives": 4, "individuals": 9}, []),
    ],
)
def test_who_stands_beside_a_number_is_counted(
    recipients: str, count: dict[str, int], names: list[str]
) -> None:
    assert named(recipients) == (count, names)


@pytest.mark.parametrize(
    ("subject", "count"),
    [
        ("Trạm Y tế xã Bình Lâm và 8 cá nhân", {"collectives": 1, "individuals": 8}),
        ("Bà Vũ Thị Hạnh và 8 giáo viên", {"individuals": 9}),
        ("8 học sinh và thầy giáo Đỗ Văn Minh", {"individuals": 9}),
        ("Dịp này, 8 cá nhân", {"individuals": 8}),
        ("Theo bà Vũ Thị Hạnh, 8 cá nhân", {"individuals": 8}),
    ],
)
def test_every_conjunct_of_a_subject_is_counted(subject: str, count: dict[str, int]) -> None:
    (award,) = read(f"{subject} được Chủ tịch UBND tỉnh tặng Bằng khen.")["awards"]

    assert numbers_of(award) == count


@pytest.mark.parametrize(
    "recipients",
    [
        "8 cá nhân và 3 mô hình",
        "5 ghe thuyền và 8 cá nhân",
        "8 cá nhân và nhiều hộ dân",
        "các em học sinh và 8 cá nhân",
        "Vạn chài Cửa Đại và 8 cá nhân",
        "8 cá nhân, Trạm Y tế xã Bình Lâm",
        "8 cá nhân đạt giải Nhất, 3 giải Nhì",
        "8 cá nhân và thưởng 12 giáo viên",
        "8 cá nhân Công an xã Bình Lâm và Công an xã Sông Trà",
        "8 cá nhân đã cứu 3 tàu và 2 ngư dân",
        "8 cá nhân và bà Vũ Thị Hạnh phát biểu chúc mừng",
    ],
)
def test_who_may_be_a_recipient_and_is_not_counted_is_told_of(recipients: str) -> None:
    assert counted(recipients) == {"individuals": 8}
    assert "awards_recipients_unsure" in codes(f"Chủ tịch UBND tỉnh tặng Bằng khen cho {recipients}.")


def test_a_number_of_nobody_knows_what_leaves_the_collectives_open() -> None:
    assert counted("4 tập thể, 3 mô hình và 8 cá nhân") == {"individuals": 8}


def test_a_number_that_counts_the_names_behind_it_adds_to_those_before() -> None:
    assert named("bà Vũ Thị Hạnh và hai chiến sĩ Đỗ Văn Minh, Hồ Văn Lực") == (
        {"individuals": 3},
        ["Vũ Thị Hạnh", "Đỗ Văn Minh", "Hồ Văn Lực"],
    )


def test_who_else_receives_is_named_behind_the_paper() -> None:
    (award,) = read(
        "Cùng nhận Giấy khen của UBND huyện còn có Trạm Y tế xã Sông Trà, bà Vũ Thị Hạnh và 2 dân quân."
    )["awards"]

    assert numbers_of(award) == {"collectives": 1, "individuals": 3}


def test_the_rest_receive_something_and_nobody_says_how_many_they_are() -> None:
    _, rest = read("UBND tỉnh tặng Bằng khen cho 5 bác sĩ; những người còn lại nhận Giấy khen của Sở Y tế.")[
        "awards"
    ]

    assert (rest["grantor"], rest["form"], numbers_of(rest)) == ("Sở Y tế", "Giấy khen", {})


def test_so_many_papers_each_are_no_number() -> None:
    assert "awards_set_aside_unread" in codes("UBND huyện tặng mỗi thôn 2 Giấy khen.")


def test_a_part_may_be_of_two_kinds() -> None:
    (award,) = read(
        "UBND tỉnh tặng Bằng khen cho 12 tập thể, 40 cá nhân, trong đó có 2 tập thể, 5 cá nhân thuộc Sở Y tế."
    )["awards"]

    assert [(part["collectives"], part["individuals"], part["of"]) for part in award["subset"]] == [
        (2, 5, "Sở Y tế")
    ]


@pytest.mark.parametrize("noun", ["báo cáo viên", "luật gia", "nguyên lãnh đạo Hội", "thợ may", "thủy thủ"])
def test_a_noun_that_means_people_counts_them_though_no_table_has_it(noun: str) -> None:
    sentence = f"Chủ tịch UBND tỉnh tặng Bằng khen cho 4 tập thể, 3 {noun} và 8 cá nhân."

    assert counted(f"4 tập thể, 3 {noun} và 8 cá nhân") == {"collectives": 4, "individuals": 11}
    assert "awards_kind_unknown" in codes(sentence)


def test_two_papers_for_the_same_people_are_told_of() -> None:
    together = "UBND tỉnh tặng Cờ thi đua và Bằng khen cho 3 tập thể."

    assert "awards_forms_together" in codes(together)
    assert "awards_forms_together" not in codes("UBND tỉnh tặng Bằng khen kèm tiền thưởng cho 3 tập thể.")


def test_an_office_between_a_name_and_a_number_is_told_of() -> None:
    assert "awards_recipients_unsure" in codes(
        "Bà Vũ Thị Hạnh, Giám đốc Công ty Sông Trà và 3 công nhân được UBND tỉnh tặng Bằng khen."
    )


# ---------------------------------------------------------------- stops that end nothing


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        ("3 đơn vị thuộc TP Thủ Đức và 11 cá nhân", {"collectives": 3, "individuals": 11}),
        ("3 đơn vị thuộc TP. Thủ Đức và 11 cá nhân", {"collectives": 3, "individuals": 11}),
        ("2 tập thể ở TX. Kỳ Anh, 9 cá nhân và 4 hộ", {"collectives": 2, "individuals": 9, "households": 4}),
        ("2 cá nhân là ThS. Lê Văn Tám, BS. Võ Thị Sáu và 3 tập thể", {"collectives": 3, "individuals": 2}),
        ("4 tập thể thuộc Công an quận 3 và 5 cá nhân", {"collectives": 4, "individuals": 5}),
        ("2 tập thể: Trung đoàn 95, Công an Quận 8 và 5 cá nhân", {"collectives": 2, "individuals": 5}),
        ("2 tập thể: Công an P. Bến Nghé, Công an Q. 3 và 5 cá nhân", {"collectives": 2, "individuals": 5}),
    ],
)
def test_neither_an_abbreviation_nor_the_number_of_a_name_ends_a_list(
    recipients: str, expected: dict[str, int]
) -> None:
    ((_, _, count),) = awards(f"Chủ tịch UBND tỉnh tặng Bằng khen cho {recipients}.")

    assert count == expected


def test_a_number_behind_a_stop_that_may_end_nothing_is_told() -> None:
    sentence = "Chủ tịch UBND tỉnh tặng Bằng khen cho 2 cá nhân là anh N. V. A. và 3 tập thể."

    assert awards(sentence)[0][2] == {"collectives": 3, "individuals": 2} or "awards_recipients_unsure" in (
        codes(sentence)
    )


def test_whom_a_reason_may_hold_or_not_is_told() -> None:
    flagged = {
        reason: "awards_recipients_unsure" in codes(f"UBND tỉnh tặng Bằng khen cho 10 cá nhân vì {reason}.")
        for reason in (
            "đã cứu 3 người và 2 em nhỏ",
            "đã phối hợp với Công an xã An Phú và Công an xã An Mỹ",
            "đã cứu 3 người và Công an xã An Phú",
            "đã cứu 3 người và ông Trần Văn Tám",
            "đã cứu 3 người và 4 tập thể",
        )
    }

    assert list(flagged.values()) == [False, False, True, True, True]


# ---------------------------------------------------------------- those who were helped


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("4 chiến sĩ cứu 3 người", {"individuals": 4}),
        ("4 chiến sĩ đã đưa hơn 30 người ra khỏi vùng lũ", {"individuals": 4}),
        ("Em Lê Văn Tám đã dũng cảm cứu 2 bạn khỏi đuối nước,", {"individuals": 1}),
        ("Ông Trần Văn Sơn hiến đất giúp 12 hộ có đường đi,", {"individuals": 1}),
        ("Riêng anh Lê Văn Sơn (SN 1992, thôn 3), người chở 11 người ra khỏi lũ,", {"individuals": 1}),
        ("Tổ công tác xã Ea Súp bắt giữ 5 đối tượng, cứu 3 phụ nữ", {"collectives": 1}),
        ("3 hợp tác xã tạo việc làm cho 120 lao động", {"collectives": 3}),
        ("2 chi bộ kết nạp 31 quần chúng", {"collectives": 2}),
    ],
)
def test_whoever_was_helped_is_no_recipient(subject: str, expected: dict[str, int]) -> None:
    (award,) = read(f"{subject} được Chủ tịch UBND tỉnh tặng Bằng khen.")["awards"]

    assert numbers_of(award) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Hội đã cử 3 hội viên được UBND tỉnh tặng Bằng khen đi dự.", {"individuals": 3}),
        ("Nhờ phong trào giúp nhau, 5 hộ được UBND tỉnh tặng Bằng khen.", {"households": 5}),
        ("UBND tỉnh tặng Bằng khen cho 3 cá nhân đã cứu 5 người và 2 tập thể.", None),
    ],
)
def test_a_deed_farther_off_takes_no_recipient_away(sentence: str, expected: dict[str, int] | None) -> None:
    (award,) = read(sentence)["awards"]

    assert numbers_of(award) == (expected or {"individuals": 3, "collectives": 2})


def test_whoever_speaks_of_an_award_has_not_got_it() -> None:
    told = "Ông Lê Văn Sơn, Chủ tịch xã cho biết, sau 3 năm, được UBND tỉnh tặng Bằng khen."

    assert awards(told) == []


# ---------------------------------------------------------------- meant, and not named


@pytest.mark.parametrize(
    ("recipient", "expected"),
    [
        ("em", {"individuals": 1}),
        ("em Thắng vì đã cứu bạn", {"individuals": 1}),
        ("ông Sơn kèm 2 triệu đồng", {"individuals": 1}),
        ("tập thể nhà trường vì hoàn thành tốt nhiệm vụ", {"collectives": 1}),
        ("Ban chuyên án", {"collectives": 1}),
        ("đơn vị", {"collectives": 1}),
        ("Đảng bộ, quân và dân tỉnh Hậu Giang", {"collectives": 1}),
    ],
)
def test_one_who_is_meant_is_counted_and_doubted(recipient: str, expected: dict[str, int]) -> None:
    sentence = f"Chủ tịch UBND tỉnh tặng Giấy khen cho {recipient}."

    assert awards(sentence) == [("Chủ tịch UBND tỉnh", "Giấy khen", expected)]
    assert "awards_counted_by_name" in codes(sentence)


def test_one_may_be_meant_before_the_paper() -> None:
    sentence = "Huyện đoàn tặng em Giấy khen cùng chiếc xe đạp."

    assert awards(sentence) == [("Huyện đoàn", "Giấy khen", {"individuals": 1})]
    assert awards("UBND tỉnh tặng Bằng khen Đảng bộ, quân và dân tỉnh Hậu Giang.") == [
        ("UBND tỉnh", "Bằng khen", {"collectives": 1})
    ]


@pytest.mark.parametrize(
    "recipients", ["các em", "em có hoàn cảnh khó khăn và các anh", "đơn vị máu", "ông bà"]
)
def test_several_and_things_are_not_one(recipients: str) -> None:
    counts = [numbers for *_, numbers in awards(f"Chủ tịch UBND tỉnh tặng Giấy khen cho {recipients}.")]

    assert all(number != {"collectives": 1} for number in counts)
    assert counts in ([], [{}]) or "em có" in recipients


# ---------------------------------------------------------------- where somebody works


@pytest.mark.parametrize(
    "recipient",
    [
        "cô giáo Hoàng Thị Sen, giáo viên Trường PTDTBT THCS Lũng Hồ (Hà Giang)",
        "em Lê Văn Tám, học sinh Trường THCS Lê Lợi",
        "anh Trần Văn Sơn, cán bộ Công an xã Tam Anh",
        "chị Lê Thị Hoa, công nhân Công ty Than Mạo Khê",
    ],
)
def test_where_somebody_works_is_no_recipient(recipient: str) -> None:
    assert counted(recipient) == {"individuals": 1}


@pytest.mark.parametrize(
    "recipient", ["cô giáo Hoàng Thị Sen và Trường THCS Lũng Hồ", "ông Đoàn Văn Hậu và Thư viện tỉnh"]
)
def test_a_unit_beside_a_person_is_a_recipient(recipient: str) -> None:
    assert counted(recipient) == {"individuals": 1, "collectives": 1}


def test_a_unit_of_which_a_place_has_one_needs_no_name() -> None:
    told = "Thư viện tỉnh được Chủ tịch nước tặng thưởng Huân chương Lao động hạng Nhì."

    assert awards(told) == [("Chủ tịch nước", "Huân chương Lao động hạng Nhì", {"collectives": 1})]


def test_the_staff_of_a_unit_is_the_unit() -> None:
    told = "Cán bộ, chiến sĩ Đồn Biên phòng Chiềng Sơn được UBND tỉnh tặng Bằng khen."

    assert awards(told) == [("UBND tỉnh", "Bằng khen", {"collectives": 1})]
    assert counted("cán bộ, chiến sĩ Công an huyện Tam Anh") == {"collectives": 1}
    assert counted("3 cán bộ, chiến sĩ Công an huyện Tam Anh") == {"individuals": 3}


def test_whoever_leads_an_office_gives_what_the_office_was_said_to_give() -> None:
    told = (
        "Công an quận Cầu Giấy khen thưởng 2 người dân. Trưởng Công an quận trao giấy khen cho anh Lê Văn "
        "Tùng và "
        "anh Đỗ Mạnh Hà."
    )

    assert [numbers for *_, numbers in awards(told)] == [{"individuals": 2}]


def test_nobody_is_called_by_a_year_or_by_uncle_ho() -> None:
    told = "Năm 2024, Hội kết nạp 512 hội viên, được Trung ương Hội tặng Cờ thi đua."
    names = [
        award["names"]
        for sentence in (told, "Hội tuyên dương 20 cháu ngoan Bác Hồ.")
        for award in read(sentence)["awards"]
    ]

    assert not any(name in ("Năm 2024", "Bác Hồ") for some in names for name in some)


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        ("5 tổ tự quản", {"collectives": 5}),
        ("4 xã đội", {"collectives": 4}),
        ("3 thôn Trưởng Thịnh", {"collectives": 3}),
        ("2 hộ lân cận", {"households": 2}),
        ("5 tổ trưởng dân phố", {"individuals": 5}),
        ("3 xã viên hợp tác xã", {"individuals": 3}),
        ("6 thôn đội trưởng", {"individuals": 6}),
        ("2 chi hội phó, 4 chi hội trưởng", {"individuals": 6}),
        ("3 hộ lý, 1 lái xe", {"individuals": 4}),
        ("1 tổ bảo vệ và 2 tổ viên", {"collectives": 1, "individuals": 2}),
        ("7 TỔ TRƯỞNG", {"individuals": 7}),
    ],
)
def test_who_leads_a_unit_or_belongs_to_it_is_a_person(recipients: str, expected: dict[str, int]) -> None:
    assert counted(recipients) == expected


@pytest.mark.parametrize(
    "some",
    [
        "",
        " (trong đó có 7 hộ là người có đạo)",
        " (có 1 hộ nghèo)",
        " (gồm 20 hộ Khmer, 40 hộ Hoa)",
        ", trong đó có 7 hộ là người có đạo,",
    ],
)
def test_some_of_a_subject_are_not_the_subject(some: str) -> None:
    sentence = f"12 tập thể, 60 hộ{some} được Chủ tịch UBND tỉnh tặng Bằng khen."

    assert awards(sentence) == [
        ("Chủ tịch UBND tỉnh", "Bằng khen", {"collectives": 12, "households": 60}),
    ]


# ---------------------------------------------------------------- more than the whole names


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        ("ông Chau Sóc Kha và một phần quà", {"individuals": 1}),
        ("ông Chau Sóc Kha và chúc mừng các gia đình", {"individuals": 1}),
        ("ông Chau Sóc Kha vì đã cứu bà Lan và cháu bé", {"individuals": 1}),
        ("ông Chau Sóc Kha, người đã cứu hai cháu và người mẹ", {"individuals": 1}),
        (
            "Công an xã Tam Anh và các đồng chí: Bùi Văn Thắng, Hà Thị Nhung",
            {"collectives": 1, "individuals": 2},
        ),
    ],
)
def test_what_stands_beside_a_name_need_not_be_somebody(recipients: str, expected: dict[str, int]) -> None:
    assert counted(recipients) == expected


@pytest.mark.parametrize(
    "recipients",
    [
        "Lan và ông Chau Sóc Kha",
        "Lan, Huệ và ông Chau Sóc Kha",
        "ông Chau Sóc Kha và Lan",
        "ông Chau Sóc Kha và vợ",
        "ông Chau Sóc Kha cùng con trai",
        "ông Chau Sóc Kha và những người chèo ghe",
    ],
)
def test_somebody_without_a_whole_name_makes_the_number_unknown(recipients: str) -> None:
    assert counted(recipients) == {}
    assert "awards_recipients_unsure" in codes(f"Chủ tịch UBND tỉnh tặng Bằng khen cho {recipients}.")


@pytest.mark.parametrize(
    ("recipients", "number"),
    [
        ("hai đồng hương của anh là Thượng úy Cao Văn Sáng, Hạ sĩ Võ Trọng Tài", 2),
        ("ba thợ lặn là Cao Văn Sáng, Lê Văn Ba và Võ Trọng Tài", 3),
        ("hai cha con ông Chau Sóc Kha", 2),
    ],
)
def test_a_number_before_names_that_were_not_all_read_is_the_number(recipients: str, number: int) -> None:
    assert counted(recipients) == {"individuals": number}
    assert "awards_names_incomplete" in codes(f"Chủ tịch UBND tỉnh tặng Bằng khen cho {recipients}.")


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        ("12 gương tập thể, cá nhân", {"recipients": 12}),
        ("5 gương người tốt, việc tốt", {"recipients": 5}),
        ("15 gương cá nhân, tập thể", {"recipients": 15}),
        ("86 gương thanh niên tiên tiến", {"individuals": 86}),
        ("86 gương điển hình nông dân", {"individuals": 86}),
        ("7 điển hình phụ nữ", {"individuals": 7}),
    ],
)
def test_examples_are_what_they_are_examples_of(recipients: str, expected: dict[str, int]) -> None:
    assert counted(recipients) == expected


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        ("Công an huyện A Lưới và 7 cán bộ", {"collectives": 1, "individuals": 7}),
        ("Phòng Cảnh sát hình sự (PC45) và 7 cán bộ", {"collectives": 1, "individuals": 7}),
        (
            "Phòng Cảnh sát hình sự (PC45), Công an huyện A Lưới cùng 12 trinh sát",
            {"collectives": 2, "individuals": 12},
        ),
        ("6 vị", {"individuals": 6}),
        ("6 vị sư", {"individuals": 6}),
        ("15 mô hình ở huyện Hòa Bình, thị xã Giá Rai", {"recipients": 15}),
    ],
)
def test_brackets_divide_nothing_and_models_are_somebodys(recipients: str, expected: dict[str, int]) -> None:
    assert counted(recipients) == expected


@pytest.mark.parametrize(
    ("recipients", "number"),
    [
        ("anh Đỗ Hải Bình, anh Phan Minh Quý và hai bảo vệ", 4),
        ("anh Đỗ Hải Bình, anh Phan Minh Quý, 2 bảo vệ", 4),
        ("anh Đỗ Hải Bình và Phan Minh Quý - hai bảo vệ của chung cư", 2),
        ("anh Đỗ Hải Bình (23 tuổi) và Phan Minh Quý (24 tuổi) - hai bảo vệ của chung cư", 2),
        ("anh Đỗ Hải Bình, anh Phan Minh Quý, hai bảo vệ của chung cư", 2),
    ],
)
def test_a_number_behind_names_may_be_of_the_same_people(recipients: str, number: int) -> None:
    assert counted(recipients) == {"individuals": number}


@pytest.mark.parametrize(
    ("recipients", "count", "names"),
    [
        ("ông Trần Hữu Phước và con trai là anh Trần Hữu Lộc", 2, ["Trần Hữu Phước", "Trần Hữu Lộc"]),
        ("anh Trần Hữu Lộc cùng vợ là chị Lê Thị Mai", 2, ["Trần Hữu Lộc", "Lê Thị Mai"]),
        ("anh Trần Hữu Lộc, chủ tiệm sửa xe trên đường Hùng Vương", 1, ["Trần Hữu Lộc"]),
        ("anh Trần Hữu Lộc, bảo vệ chung cư Hoàng Anh", 1, ["Trần Hữu Lộc"]),
    ],
)
def test_kin_are_people_and_streets_are_not(recipients: str, count: int, names: list[str]) -> None:
    (award,) = read(f"UBND xã tặng Giấy khen cho {recipients}.")["awards"]

    assert (numbers_of(award), award["names"]) == ({"individuals": count}, names)


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        ("16 VĐV đoạt từ 2 huy chương trở lên và 3 HLV", {"individuals": 19}),
        (
            "48 cá nhân hiến máu từ 20 lần, 9 tập thể và 1 gia đình",
            {"individuals": 48, "collectives": 9, "households": 1},
        ),
        ("12 cá nhân hiến máu từ 5 - 9 lần và 3 tập thể", {"individuals": 12, "collectives": 3}),
    ],
)
def test_how_often_is_no_number_between_recipients(recipients: str, expected: dict[str, int]) -> None:
    assert counted(recipients) == expected


def test_whoever_goes_up_for_a_firm_receives_for_it() -> None:
    told = "Thay mặt Công ty, Chủ tịch Công đoàn Vũ Thị Len đã lên nhận Bằng khen của Bộ Y tế."

    assert awards(told) == [("Bộ Y tế", "Bằng khen", {"collectives": 1})]
    assert awards("UBND tỉnh tặng Bằng ghi nhận tấm lòng vàng cho ngân hàng.")[0][2] == {"collectives": 1}


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        ("Trường THPT Lê Lợi (phường An Cựu và phường Vĩnh Ninh)", 1),
        ("Đảng bộ và nhân dân xã Tân Linh", 1),
        ("Cán bộ và chiến sĩ Công an huyện Ba Tri", 1),
        ("Bệnh viện Quân y 103 và Viện Bỏng Quốc gia", 2),
        ("Trường THPT Lê Lợi, Trường THPT Nguyễn Huệ và Sở Y tế", 3),
    ],
)
def test_every_unit_of_a_subject_receives(subject: str, number: int) -> None:
    assert [n for *_, n in awards(f"{subject} vinh dự được tặng Bằng khen của Bộ Y tế.")] == [
        {"collectives": number}
    ]


def test_a_word_of_one_small_letter_ends_a_sentence() -> None:
    told = "Bộ Y tế tặng Bằng khen cho Học viện Quân y. Nhân dịp này, UBND tỉnh tặng Giấy khen cho 3 cá nhân."

    assert [grantor for grantor, *_ in awards(told)] == ["Bộ Y tế", "UBND tỉnh"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Lãnh đạo tỉnh đến nhà văn hóa trao Bằng khen của UBND tỉnh.", []),
        (
            "Lãnh đạo tỉnh đến thăm em Hoàng Văn Hân, trao Bằng khen của UBND tỉnh cho 3 em.",
            [{"individuals": 3}],
        ),
        ("Lãnh đạo tỉnh đã đến tận nhà anh Lê Văn Nam trao Bằng khen của UBND tỉnh.", [{"individuals": 1}]),
        (
            "Lãnh đạo tỉnh đến nhà em Hoàng Văn Hân (10 tuổi) trao Bằng khen của tỉnh và Giấy khen của Sở.",
            [{"individuals": 1}, {"individuals": 1}],
        ),
    ],
)
def test_whoever_was_visited_to_be_given_something_receives_it(
    told: str, expected: list[dict[str, int]]
) -> None:
    assert [numbers for *_, numbers in awards(told)] == expected


def test_a_feast_that_is_kept_is_no_day_in_front_of_who_receives() -> None:
    told = (
        "Báo Đắk Lắk tổ chức lễ kỷ niệm 80 năm Ngày Báo chí Việt Nam, 30 năm Ngày thành lập Báo và đón nhận "
        "Huân chương Độc lập hạng Nhì."
    )

    assert awards(told) == [("Chủ tịch nước", "Huân chương Độc lập hạng Nhì", {"collectives": 1})]


def test_houses_of_faith_and_crews_are_collectives() -> None:
    assert counted("6 thánh thất, 11 vị chức sắc, chức việc") == {"collectives": 6, "individuals": 11}
    assert counted("2 kíp trực và 3 ê kíp") == {"collectives": 5}


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("truy tặng Bằng khen cho gia đình anh Hà Văn Lợi", ["Hà Văn Lợi"]),
        ("trao Bằng khen truy tặng cho gia đình Thiếu tá Hà Văn Lợi", ["Hà Văn Lợi"]),
        (
            "trao Bằng khen truy tặng cho gia đình hai anh Hà Văn Lợi và Lê Bá Tài",
            ["Hà Văn Lợi", "Lê Bá Tài"],
        ),
    ],
)
def test_what_a_family_takes_for_its_dead_is_theirs(given: str, names: list[str]) -> None:
    (award,) = read(f"Tại buổi lễ, Chủ tịch UBND tỉnh {given}.")["awards"]

    assert (award["individuals"], award["households"]) == (len(names), None)
    assert award["posthumous"] is True
    assert award["names"] == names


def test_a_family_that_is_commended_itself_stays_a_family() -> None:
    (award,) = read("Tại buổi lễ, UBND tỉnh tặng Bằng khen cho gia đình ông Hà Văn Lợi.")["awards"]

    assert (award["individuals"], award["households"]) == (None, 1)


@pytest.mark.parametrize("paper", ["Bằng khen truy tặng", "Bằng khen (truy tặng)", "Bằng khen đột xuất"])
def test_whose_a_paper_is_may_stand_behind_how_it_is_given(paper: str) -> None:
    (award,) = read(f"Tại đây, Chủ tịch UBND huyện trao {paper} của Chủ tịch UBND tỉnh cho 3 cá nhân.")[
        "awards"
    ]

    assert award["grantor"] == "Chủ tịch UBND tỉnh"


@pytest.mark.parametrize("calling", ["kỹ sư", "tài xế", "cầu thủ", "công dân", "vận động viên"])
def test_the_first_of_several_of_a_calling_is_named_as_the_others_are(calling: str) -> None:
    (award,) = read(f"UBND tỉnh tặng Bằng khen cho các {calling} Nguyễn Văn An, Lê Bình.")["awards"]

    assert (award["individuals"], award["names"]) == (2, ["Nguyễn Văn An", "Lê Bình"])


def test_those_of_a_firm_are_not_the_firm() -> None:
    (award,) = read("UBND tỉnh tặng Bằng khen cho các lái xe Công ty Vận tải A và 3 cá nhân.")["awards"]

    assert (award["collectives"], award["names"]) == (None, [])


@pytest.mark.parametrize("gift", ["nhận Thư cảm ơn", "nhận quà", "nhận nhà đại đoàn kết"])
def test_those_who_get_something_else_behind_a_semicolon_are_not_added(gift: str) -> None:
    (award,) = read(f"UBND tỉnh tặng Bằng khen cho 2 tập thể, 5 cá nhân; 14 hộ {gift}.")["awards"]

    assert (award["collectives"], award["individuals"], award["households"]) == (2, 5, None)


# ---------------------------------------------------------------- called by one word, or by what they are


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        ("Thượng úy Páo", {"individuals": 1}),
        ("Đại úy Hùng, Thượng sĩ Nam và 2 công dân", {"individuals": 4}),
        ("anh Hùng và chị Lan", {"individuals": 2}),
        ("Trung đoàn", {"collectives": 1}),
        ("xã", {"collectives": 1}),
    ],
)
def test_one_word_that_somebody_is_called_by_counts_one(recipients: str, expected: dict[str, int]) -> None:
    assert counted(recipients) == expected


def test_who_is_called_by_one_word_is_named_as_elsewhere_in_the_report() -> None:
    first = "Chủ tịch nước truy tặng Huân chương Dũng cảm cho Thượng úy Giàng Seo Páo."
    told = f"{first} Chủ tịch UBND tỉnh truy tặng Bằng khen cho Thượng úy Páo và Đại úy Hùng."

    assert [award["names"] for award in read(told)["awards"]] == [["Giàng Seo Páo"], ["Giàng Seo Páo"]]
    assert awards(told)[1][2] == {"individuals": 2}


def test_one_word_that_two_of_the_report_are_called_by_names_neither() -> None:
    first = "UBND tỉnh tặng Bằng khen cho Trung tá Nguyễn Văn Hùng và Thiếu tá Lê Mạnh Hùng."
    told = f"{first} Công an tỉnh tặng Giấy khen cho Đại úy Hùng, Thượng úy Trần Văn Nam."

    assert [award["names"] for award in read(told)["awards"]] == [
        ["Nguyễn Văn Hùng", "Lê Mạnh Hùng"],
        ["Trần Văn Nam"],
    ]
    assert awards(told)[1][2] == {"individuals": 2}


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        ("Hội và 3 chi hội", {"collectives": 4}),
        ("Ban chuyên án và Đồn Biên phòng Hà Tiên", {"collectives": 2}),
        ("Trung đoàn và Tiểu đoàn 3", {"collectives": 2}),
        ("ông Lê Văn Nam và Công ty", {"collectives": 1, "individuals": 1}),
        ("Chi bộ, Công đoàn và 2 cá nhân", {"collectives": 2, "individuals": 2}),
    ],
)
def test_units_called_by_what_they_are_count_beside_others_and_have_no_name(
    recipients: str, expected: dict[str, int]
) -> None:
    assert counted(recipients) == expected
    named = read(f"Chủ tịch UBND tỉnh tặng Bằng khen cho {recipients}.")["awards"][0]["names"]
    assert not {"Hội", "Ban chuyên án", "Trung đoàn", "Công ty", "Chi bộ"} & set(named)


def test_the_unit_the_report_is_about_in_small_letters_beside_numbers_is_doubted() -> None:
    assert "awards_recipients_unsure" in codes("UBND tỉnh tặng Bằng khen cho trường và 3 giáo viên.")


def test_what_stands_before_a_name_in_short_is_none_of_it() -> None:
    told = "UBND tỉnh tặng Bằng khen cho VĐV Lê Văn Duy, ThS.BS Trần Thị Mỹ và HLV Phạm Văn Lượng."

    assert read(told)["awards"][0]["names"] == ["Lê Văn Duy", "Trần Thị Mỹ", "Phạm Văn Lượng"]


@pytest.mark.parametrize(
    ("subject", "names"),
    [
        ("bác sĩ CKII Lê Thanh Cát vinh dự", ["Lê Thanh Cát"]),
        ("nhà giáo Lê Thị Mai vinh dự", ["Lê Thị Mai"]),
        ("Trường Tiểu học Kim Đồng vinh dự", ["Trường Tiểu học Kim Đồng"]),
    ],
)
def test_who_has_the_honour_is_named_without_it(subject: str, names: list[str]) -> None:
    told = f"Dịp này, {subject} được Thủ tướng Chính phủ tặng Bằng khen."

    assert read(told)["awards"][0]["names"] == names


def test_of_whom_only_a_short_name_is_told_nothing_is_read_as_the_subject() -> None:
    assert awards("Dịp này, anh Hùng được UBND xã tặng Giấy khen.") == []


@pytest.mark.parametrize(
    ("told", "parts"),
    [
        ("14 em là người dân tộc thiểu số, 5 em mồ côi", [(14, "người dân tộc thiểu số"), (5, "mồ côi")]),
        ("14 em nữ và 5 em mồ côi", [(14, "nữ"), (5, "mồ côi")]),
        ("14 em của Trường A", [(14, "Trường A")]),
        ("14 em mồ côi, 50 em dự lễ", [(14, "mồ côi")]),
    ],
)
def test_parts_of_one_kind_in_a_row_are_parts_of_their_own(told: str, parts: list[tuple[int, str]]) -> None:
    (award,) = read(f"Hội đồng Đội tỉnh tặng Giấy khen cho 25 em, trong đó có {told}.")["awards"]

    assert [(part["individuals"], part["of"]) for part in award["subset"]] == parts


# ---------------------------------------------------------------- people by their office


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        ("Hiệu trưởng Lê Văn Tám", {"individuals": 1}),
        ("Trưởng thôn Lê Văn Ba, Bí thư Chi bộ Trần Thị Tư và 3 hội viên", {"individuals": 5}),
        ("Phó Giám đốc Lê Văn Ba và Trưởng phòng Trần Thị Tư", {"individuals": 2}),
    ],
)
def test_who_is_named_behind_an_office_is_a_person(recipients: str, expected: dict[str, int]) -> None:
    assert counted(recipients) == expected


@pytest.mark.parametrize(
    "recipients", ["Hiệu trưởng Trường THCS Lê Hồng Phong", "Giám đốc Công ty Trần Gia Phát"]
)
def test_a_unit_behind_an_office_is_nobodys_name(recipients: str) -> None:
    told = f"Chủ tịch UBND xã tặng Giấy khen cho {recipients} và 3 công nhân."

    assert "awards_recipients_unsure" in codes(told)
    assert read(told)["awards"][0]["names"] == []


def test_an_office_holder_is_given_a_paper_himself_and_takes_one_for_his_unit() -> None:
    given = "Dịp này, Hiệu trưởng Lê Văn Tám vinh dự được Thủ tướng Chính phủ tặng Bằng khen."
    takes = "Hiệu trưởng Lê Văn Tám đón nhận Cờ thi đua."

    assert read(given)["awards"][0]["names"] == ["Lê Văn Tám"]
    assert awards(takes) == []


def test_the_living_and_the_dead_of_one_sentence_are_told_apart() -> None:
    told = "UBND tỉnh tặng Bằng khen cho anh Lê Văn Ba và truy tặng Bằng khen cho anh Trần Văn Tư."

    assert [award["posthumous"] for award in read(told)["awards"]] == [False, True]


def test_whose_deeds_are_thanked_for_is_the_subject() -> None:
    told = "Ghi nhận những thành tích đó, tập thể Trạm Y tế xã được Sở Y tế tặng Giấy khen."

    assert awards(told) == [("Sở Y tế", "Giấy khen", {"collectives": 1})]
    assert awards("Ông Hùng, gia đình từng được UBND xã tặng Giấy khen, nay vẫn hiến đất.") == []


# ---------------------------------------------------------------- units in a row


def test_units_in_a_row_may_be_the_subject() -> None:
    told = "Dịp này, Ban CHQS xã, Công an xã, Hội LHPN xã được Chủ tịch UBND xã tặng Giấy khen."

    assert awards(told) == [("Chủ tịch UBND xã", "Giấy khen", {"collectives": 3})]


def test_two_units_of_which_one_may_be_the_others_whole_are_doubted() -> None:
    told = "Phòng Cảnh sát hình sự, Công an tỉnh được Chủ tịch UBND tỉnh tặng Bằng khen."

    assert awards(told) == [("Chủ tịch UBND tỉnh", "Bằng khen", {})]
    assert "awards_recipients_unsure" in codes(told)


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        ("lớp 12A1, lớp 12A2 và cô giáo Lê Thị Ba", {"collectives": 2, "individuals": 1}),
        ("em Lê Văn Ba, lớp 12A1 và em Trần Thị Tư, lớp 11B", {"individuals": 2}),
        ("VKSND tỉnh và TAND tỉnh", {"collectives": 2}),
    ],
)
def test_classes_and_courts_are_units(recipients: str, expected: dict[str, int]) -> None:
    assert counted(recipients) == expected


def test_a_paper_that_goes_to_whom_nobody_knows_is_told() -> None:
    told = "UBND tỉnh tặng Cờ thi đua cho khối cơ quan tỉnh và Bằng khen cho 2 tập thể."

    assert "awards_set_aside_unread" in codes(told)
    assert "awards_set_aside_unread" not in codes("UBND tỉnh tặng Bằng khen và Cờ thi đua cho 2 tập thể.")


def test_a_degree_with_a_stop_ends_no_sentence() -> None:
    told = "UBND tỉnh tặng Bằng khen cho Th.S. Lê Văn Hai, DS. Trần Thị Mỹ và BS. Phạm Văn Lượng."

    assert read(told)["awards"][0]["names"] == ["Lê Văn Hai", "Trần Thị Mỹ", "Phạm Văn Lượng"]
