"""Lists of names that a sign put together or a comma cut, and advice that is right when it is obeyed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bangvang.archive.model import Source
from bangvang.problems import Problem
from bangvang.sources import content, name_lists


def told(names: str, counts: str = "individuals: 3") -> tuple[list[Problem], list[str]]:
    """What is told of an article with these lines of names, and the names that were read."""
    text = (
        "---\ntitle: Tin\ndate: 2024\nprovince: Kon Tum\nawards:\n- grantor: UBND tỉnh\n  form: Bằng khen\n"
        f"  {counts}\n{names}\n---\n\nBài.\n"
    )
    item = content.parse(Source("content/a.md", text, ""))
    read = [r.name for award in (item.article.awards if item.article else ()) for r in award.names]
    return list(item.problems), read


def obeyed(names: str, counts: str = "individuals: 3") -> list[str]:
    """The names once the list is written as the message says."""
    (found,), _ = told(names, counts)
    example = dict(found.values)["example"]
    rest, read = told("  " + example, counts)

    assert rest == []
    return read


@pytest.mark.parametrize(
    "names",
    [
        "  names:\n    Nguyễn Văn A\n    Trần Thị B\n    Lê Văn C",
        "  names: Nguyễn Văn A\n    Trần Thị B\n    Lê Văn C",
        "  names: |\n    Nguyễn Văn A\n    Trần Thị B\n    Lê Văn C",
        "  names:\n    Nguyễn Văn A;\n    Trần Thị B;\n    Lê Văn C",
        "  names: Nguyễn Văn A, Trần Thị B, Lê Văn C",
        "  names: Nguyễn Văn A; Trần Thị B; Lê Văn C",
        "  names: [Nguyễn Văn A; Trần Thị B; Lê Văn C]",
        "  names: [Nguyễn Văn A; Trần Thị B, Lê Văn C]",
        "  names:\n  - Nguyễn Văn A; Trần Thị B\n  - Lê Văn C",
        # one item, with commas, dashes, words, line ends between
        "  names:\n  - Nguyễn Văn A, Trần Thị B, Lê Văn C",
        '  names: ["Nguyễn Văn A, Trần Thị B, Lê Văn C"]',
        "  names: [Nguyễn Văn A - Trần Thị B - Lê Văn C]",
        "  names: [Nguyễn Văn A / Trần Thị B, Lê Văn C]",
        "  names: [Nguyễn Văn A và Trần Thị B, Lê Văn C]",
        "  names: [Nguyễn Văn A cùng vợ Trần Thị B, Lê Văn C]",
        "  names:\n  - Nguyễn Văn A\n    Trần Thị B\n    Lê Văn C",
        "  names: [Nguyễn Văn A\n    Trần Thị B\n    Lê Văn C]",
        "  names: [Nguyễn Văn A Trần Thị B Lê Văn C]",
        "  names: [Nguyễn Văn A & Trần Thị B, Lê Văn C]",
        "  names: [Nguyễn Văn A + Trần Thị B + Lê Văn C]",
        # no list at all
        "  names: >\n    Nguyễn Văn A\n    Trần Thị B\n    Lê Văn C",
        "  names: >-\n    Nguyễn Văn A\n    Trần Thị B\n    Lê Văn C",
        '  names: "Nguyễn Văn A\n    Trần Thị B\n    Lê Văn C"',
        "  names: Nguyễn Văn A, Trần Thị B,\n    Lê Văn C",
        "  names: Nguyễn Văn A, Trần\n    Thị B, Lê Văn C",
        "  names: Nguyễn Văn A, Trần Thị B và Lê Văn C",
        "  names: (Nguyễn Văn A, Trần Thị B, Lê Văn C)",
    ],
)
def test_three_people_are_three_names(names: str) -> None:
    assert obeyed(names) == ["Nguyễn Văn A", "Trần Thị B", "Lê Văn C"]


@pytest.mark.parametrize(
    ("item", "people"),
    [
        ("Y Blui, A Mét", ["Y Blui", "A Mét"]),
        ("Lê An, Lê Bình", ["Lê An", "Lê Bình"]),
        ("Thượng úy Y Blui, Đại úy A Mét", ["Thượng úy Y Blui", "Đại úy A Mét"]),
        ("Nguyễn Văn A, xã X, Trần Thị B, xã Y", ["Nguyễn Văn A, xã X", "Trần Thị B, xã Y"]),
        ("1. Nguyễn Văn A 2. Trần Thị B", ["1. Nguyễn Văn A", "2. Trần Thị B"]),
        ("1. Y Blui, 2. A Mét", ["1. Y Blui", "2. A Mét"]),
        ("Rơ Châm H'Yéo, Siu Black", ["Rơ Châm H'Yéo", "Siu Black"]),
        ("Nguyễn Văn A (thôn 1, xã X), Trần Thị B", ["Nguyễn Văn A (thôn 1, xã X)", "Trần Thị B"]),
    ],
)
def test_as_many_as_the_entry_says_are_told_of_one_item(item: str, people: list[str]) -> None:
    assert obeyed(f"  names:\n  - {item}", "individuals: 2") == people


def test_units_of_one_kind_in_one_item_are_as_many_as_the_entry_says() -> None:
    assert obeyed("  names:\n  - Công an xã X, Công an xã Y", "collectives: 2") == [
        "Công an xã X",
        "Công an xã Y",
    ]


@pytest.mark.parametrize(
    ("item", "counts"),
    [
        ("Nguyễn Văn A, Hà Nội", "individuals: 2"),
        ("Nguyễn Văn A, Công an xã B", "individuals: 2"),
        ("Nguyễn Văn A - Trưởng thôn 3, xã B", "individuals: 5"),
        ("Nguyễn Văn A, Trưởng Công an xã Hà Mòn", "individuals: 2"),
        ("Nguyễn Văn A, con ông Trần Văn B", ""),
        ("Nguyễn Văn A (con ông Trần Văn B, xã C)", ""),
        ("Nguyễn Văn A, học sinh Trường THCS Nguyễn Thị Minh Khai", ""),
        ("Thiếu tá, bác sĩ Đỗ Văn H, Bệnh viện A", "individuals: 2"),
        ("Bí thư Chi bộ thôn 3 Nguyễn Văn A", "individuals: 2"),
        ("Phòng PC06, Công an tỉnh", "collectives: 2"),
        ("Chi hội Phụ nữ thôn 3, xã B", "collectives: 2"),
        ("Công an xã A, Công an huyện C", "collectives: 2"),
        ("Hội Nông dân và Hội Phụ nữ xã B", ""),
        ("Hộ ông Nguyễn Văn A, bà Trần Thị B", "households: 1"),
        ("Nguyễn Văn A và Trần Thị B", "individuals: 1"),
        ("Nguyễn Trần Thị Văn Anh", ""),
    ],
)
def test_one_name_with_what_belongs_to_it_is_left_alone(item: str, counts: str) -> None:
    assert told(f"  names:\n  - {item}", counts) == ([], [item])


def test_a_name_that_was_annulled_is_not_lost_with_the_advice() -> None:
    names = "  names:\n  - {name: Lê An, status: annulled, status_note: Sai}\n  - Nguyễn Văn A, Trần Thị B"
    (found,), _ = told(names)

    assert dict(found.values)["example"] == "Nguyễn Văn A, Trần Thị B"


def test_places_stay_with_their_people() -> None:
    assert obeyed('  names: ["Nguyễn Văn A, xã X; Trần Thị B, xã Y"]', "individuals: 2") == [
        "Nguyễn Văn A, xã X",
        "Trần Thị B, xã Y",
    ]


@pytest.mark.parametrize(
    ("names", "whole"),
    [
        ("[Sở Văn hóa, Thể thao và Du lịch]", "Sở Văn hóa, Thể thao và Du lịch"),
        ("[Sở Lao động, Thương binh và Xã hội]", "Sở Lao động, Thương binh và Xã hội"),
        (
            "[Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn]",
            "Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn",
        ),
        ("[Phòng Kinh tế, Hạ tầng và Đô thị]", "Phòng Kinh tế, Hạ tầng và Đô thị"),
        ("[Sở Nông nghiệp, Phát triển nông thôn]", "Sở Nông nghiệp, Phát triển nông thôn"),
        ("[Phòng Giáo dục, Đào tạo]", "Phòng Giáo dục, Đào tạo"),
        ("[Phòng Văn hóa, Xã hội]", "Phòng Văn hóa, Xã hội"),
        ("[Ban Tuyên giáo, Dân vận Tỉnh ủy]", "Ban Tuyên giáo, Dân vận Tỉnh ủy"),
        ("[Trường Mầm non, Tiểu học Hoa Sen]", "Trường Mầm non, Tiểu học Hoa Sen"),
        ("[Trường TH, THCS A]", "Trường TH, THCS A"),
        ("[Bệnh viện Tai, Mũi, Họng]", "Bệnh viện Tai, Mũi, Họng"),
        (
            "[Phòng Cảnh sát điều tra tội phạm về tham nhũng, kinh tế, buôn lậu]",
            "Phòng Cảnh sát điều tra tội phạm về tham nhũng, kinh tế, buôn lậu",
        ),
    ],
)
@pytest.mark.parametrize("counts", ["collectives: 1", ""])
def test_a_name_with_a_comma_is_not_cut(names: str, whole: str, counts: str) -> None:
    found = [f for f in told(f"  names: {names}", counts)[0] if f.code == "K141"]
    assert found
    rest, read = told("  " + dict(found[0].values)["example"], counts)
    assert (rest, read) == ([], [whole])


@pytest.mark.parametrize(
    ("names", "counts", "people"),
    [
        ("Nguyễn Văn A (thôn 1, xã B), Trần Thị B", "", ["Nguyễn Văn A (thôn 1, xã B)", "Trần Thị B"]),
        ("Nguyễn Văn A, thôn 1, Trần Thị B, thôn 2", "", ["Nguyễn Văn A, thôn 1", "Trần Thị B, thôn 2"]),
        (
            "Nguyễn Văn A, Đội 1, Trần Thị B, Đội 2",
            "individuals: 2",
            ["Nguyễn Văn A, Đội 1", "Trần Thị B, Đội 2"],
        ),
        ("Nguyễn Văn A, Trưởng thôn, Trần Thị B", "", ["Nguyễn Văn A, Trưởng thôn", "Trần Thị B"]),
        ("Thiếu tá, bác sĩ Đỗ Văn H, Lê An", "", ["Thiếu tá, bác sĩ Đỗ Văn H", "Lê An"]),
        ("Lê Văn A, 45 tuổi, Trần Thị B, 50 tuổi", "", ["Lê Văn A, 45 tuổi", "Trần Thị B, 50 tuổi"]),
        ("Lê Văn A, SN 1990, Trần Thị B", "", ["Lê Văn A, SN 1990", "Trần Thị B"]),
        ("PGS, TS Nguyễn Văn A, Lê Thị B", "individuals: 2", ["PGS, TS Nguyễn Văn A", "Lê Thị B"]),
    ],
)
def test_a_person_keeps_what_a_comma_cut_off(names: str, counts: str, people: list[str]) -> None:
    found = [f for f in told(f"  names: [{names}]", counts)[0] if f.code == "K141"]

    assert told("  " + dict(found[0].values)["example"], counts) == ([], people)


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        ("Nguyễn Văn A, Đội CSGT", "Đội CSGT"),
        ("Nguyễn Văn A, thôn 1", "thôn 1"),
        ("Hộ ông Nguyễn Văn A, bà Trần Thị B", "bà Trần Thị B"),
        ("Phòng Giáo dục, Huấn luyện", "Huấn luyện"),
    ],
)
def test_what_only_the_writer_can_know_is_asked_and_nothing_is_offered(names: str, asked: str) -> None:
    (found,), _ = told(f"  names: [{names}]", "")

    assert (found.code, dict(found.values)["value"]) == ("K142", asked)
    assert "example" not in dict(found.values)
    # With the numbers nothing is left to ask, nor with a line for each.
    assert told(f"  names: [{names}]", "recipients: 2")[0] == []
    assert told("  names:\n" + "\n".join(f"  - {name}" for name in names.split(", ")), "")[0] == []


@pytest.mark.parametrize(
    "names",
    [
        "trần thị b, lê văn c",
        "Trần Thị B, lê văn c",
        "Y Blui, A Mét, H'Hen Niê",
        "Công an xã A, Nguyễn Văn B, Y Blui",
        "Nguyễn Văn A, Trưởng thôn Trần Thị B",
        "Nguyễn Văn A, Bí thư Chi bộ thôn 3 Lê Văn C",
        "Nguyễn Văn A, Giáo viên Trần B",
        "Nguyễn Văn A, Trần Thị B, Công an xã C",
        "Thôn 1, thôn 2, thôn 3",
        "Sở Y tế, Sở Tài chính",
        "Công ty Hoàng Anh, Thương mại Phú Tài",
        "Công an xã X, Mái ấm Hoa Sen",
        "Vinamilk, Hòa Phát",
    ],
)
def test_a_list_without_numbers_is_not_suspected_for_nothing(names: str) -> None:
    assert told(f"  names: [{names}]", "") == ([], names.split(", "))


def test_all_that_is_cut_or_glued_in_a_list_is_mended_at_once() -> None:
    cut, _ = told(
        "  names: [Sở Văn hóa, Thể thao và Du lịch xã Sơn Đại, Sở Văn hóa, Thể thao và Du lịch xã B]",
        "collectives: 2",
    )
    glued, _ = told("  names: [Nguyễn Văn A; Trần Thị B, Lê Văn C; Lê Văn D]", "individuals: 4")

    assert [(p.code, dict(p.values)["example"]) for p in cut if p.code == "K141"] == [
        (
            "K141",
            'names: ["Sở Văn hóa, Thể thao và Du lịch xã Sơn Đại", "Sở Văn hóa, Thể thao và Du lịch xã B"]',
        )
    ] * 2
    assert [dict(p.values)["example"] for p in glued if p.code == "K140"] == [
        "names: [Nguyễn Văn A, Trần Thị B, Lê Văn C, Lê Văn D]"
    ]


@pytest.mark.parametrize(
    "names",
    [
        "[Công an xã X, Mái ấm tình thương]",
        "[Hội LHPN xã A, Thanh niên xung kích xã B]",
        "[Công an xã A, công an xã B]",
        "[Nguyễn Văn A, Trần Thị B]",
        "[Sở Y tế, Thể dục dưỡng sinh xã B]",
        '["Sở Văn hóa, Thể thao và Du lịch", Công an tỉnh]',
        "[Nguyễn Văn A (thôn 1; xã X), Trần Thị B]",
        '["Công ty R&amp;D", Trần Thị B]',
    ],
)
def test_two_names_are_left_alone(names: str) -> None:
    problems, read = told(f"  names: {names}", "recipients: 2")

    assert problems == []
    assert len(read) == 2


def test_a_list_a_row_for_each_is_never_taken_for_cut() -> None:
    assert told("  names:\n  - Sở Văn hóa\n  - Thể thao và Du lịch", "")[0] == []


def test_organisations_and_tags_are_lists_of_names_too() -> None:
    text = (
        "---\ntitle: Tin\ndate: 2024\nprovince: Kon Tum\n"
        "organisations: [Sở Văn hóa, Thể thao và Du lịch]\ntags: [an ninh; trật tự]\n---\n\nBài.\n"
    )
    found = content.parse(Source("content/a.md", text, "")).problems

    assert [(f.code, dict(f.values)["example"]) for f in found] == [
        ("K141", 'organisations: ["Sở Văn hóa, Thể thao và Du lịch"]'),
        ("K140", "tags: [an ninh, trật tự]"),
    ]


def test_commas_part_people_but_not_an_office() -> None:
    assert name_lists.names_in("Sở Văn hóa, Thể thao và Du lịch, Công an tỉnh") == [
        "Sở Văn hóa, Thể thao và Du lịch",
        "Công an tỉnh",
    ]


def test_units_that_are_called_alike_are_two() -> None:
    assert name_lists.names_in("Công an xã A và Công an xã B") == ["Công an xã A", "Công an xã B"]
    assert name_lists.names_in("Hội Nông dân và Hội Phụ nữ xã B") == ["Hội Nông dân và Hội Phụ nữ xã B"]


def test_commas_part_whatever_has_no_blanks() -> None:
    assert name_lists.names_in("date_year_inferred, total_differs") == ["date_year_inferred", "total_differs"]


@pytest.mark.parametrize(
    "names",
    [
        '  names: "Nguyễn Văn A", "Trần Thị B", "Lê Văn C"',
        "  names: 'Nguyễn Văn A', 'Trần Thị B', 'Lê Văn C'",
        '  names: "Nguyễn Văn A"; "Trần Thị B"; "Lê Văn C"',
        '  names: "Nguyễn Văn A", Trần Thị B, Lê Văn C',
        '  names: ["Nguyễn Văn A" "Trần Thị B", "Lê Văn C"]',
        '  names: ["Nguyễn Văn A" "Trần Thị B" "Lê Văn C"]',
        "  names: “Nguyễn Văn A”, “Trần Thị B”, “Lê Văn C”",
    ],
)
def test_names_in_quotes_are_names_without_them(names: str) -> None:
    assert obeyed(names) == ["Nguyễn Văn A", "Trần Thị B", "Lê Văn C"]


def test_names_in_quotes_below_one_dash_are_items_of_their_own() -> None:
    (found,), read = told('  names:\n  - "Nguyễn Văn A", "Trần Thị B"', "individuals: 2")

    assert (found.code, read) == ("K140", ["Nguyễn Văn A", "Trần Thị B"])
    assert dict(found.values)["example"] == '- "Nguyễn Văn A" ⏎ - "Trần Thị B"'


def test_a_colon_in_brackets_is_quoted_where_it_stands() -> None:
    read = obeyed("  names: [Nguyễn Văn A: Giám đốc, Trần Thị B]", "individuals: 2")

    assert read == ["Nguyễn Văn A: Giám đốc", "Trần Thị B"]


@pytest.mark.parametrize(
    ("title", "example"),
    [
        ('"A" và "B"', 'title: \'"A" và "B"\''),
        ('"Xã "A" anh hùng"', "title: 'Xã \"A\" anh hùng'"),
        ('"Xã A" anh hùng', "title: '\"Xã A\" anh hùng'"),
        ('"A", "B"', 'title: \'"A", "B"\''),
    ],
)
def test_a_title_keeps_the_quotes_that_are_its_own(title: str, example: str) -> None:
    text = f"---\ntitle: {title}\ndate: 2024\nprovince: Kon Tum\n---\n\nBài.\n"
    (found,) = content.parse(Source("content/a.md", text, "")).problems

    assert (found.code, dict(found.values)["example"]) == ("K125", example)


PEOPLE = st.sampled_from(
    [
        *("Nguyễn Văn An", "Trần Thị Bình", "Lê Hữu Đức", "Phạm Thị Thu Hà", "Võ Minh", "Y Blui", "A Mét"),
        *("H'Hen Niê", "Siu Black", "Rơ Châm H'Yéo", "Đại úy Đỗ Văn Hùng", "Bà Y Xuân", "Thiếu tá Hồ Quang"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PEOPLE, min_size=2, max_size=5, unique=True))
def test_people_with_an_item_each_are_never_complained_of(people: list[str]) -> None:
    counts = f"individuals: {len(people)}"
    listed = [json.dumps(name, ensure_ascii=False) for name in people]

    for numbers in (counts, ""):
        assert told(f"  names: [{', '.join(listed)}]", numbers) == ([], people)
        assert told("  names:\n" + "\n".join(f"  - {name}" for name in listed), numbers) == ([], people)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(PEOPLE, min_size=2, max_size=4, unique=True),
    st.sampled_from([", ", "; ", " - ", " – ", " và ", " & ", " / ", "\n    "]),
)
def test_people_in_one_item_are_all_told_whatever_parts_them(people: list[str], between: str) -> None:
    names = "  names:\n  - " + between.join(people)

    assert obeyed(names, f"individuals: {len(people)}") == people


@pytest.mark.parametrize(
    ("names", "value"),
    [
        ("[Nguyễn Văn A, PC02, Trần B, PC04]", "PC02"),
        ("[Công an xã Bờ Y, Sa Loong]", "Sa Loong"),
        ("[Chi hội Nông dân thôn 1, xã Bờ Y]", "xã Bờ Y"),
    ],
)
def test_what_may_belong_to_the_name_before_is_asked(names: str, value: str) -> None:
    found, _ = told(f"  names: {names}", "approx: false")

    assert ("K142", value) in [(item.code, dict(item.values)["value"]) for item in found]


@pytest.mark.parametrize(
    ("counts", "item", "read"),
    [
        ("individuals: 2", "Hai đồng chí Lê A và Trần B", ["Hai đồng chí Lê A", "Trần B"]),
        ("approx: false", "Lê Văn A và Trần B", ["Lê Văn A", "Trần B"]),
        ("individuals: 2", "Nguyễn Văn An. Trần B", ["Nguyễn Văn An", "Trần B"]),
        ("individuals: 1\n  collectives: 1", "Công an xã A   - Lê Văn B", ["Công an xã A", "Lê Văn B"]),
        ("individuals: 1\n  collectives: 1", "Công an xã A\n    Lê Văn B", ["Công an xã A", "Lê Văn B"]),
    ],
)
def test_two_people_in_one_item_are_told_apart(counts: str, item: str, read: list[str]) -> None:
    assert obeyed(f"  names:\n  - {item}", counts) == read


def test_a_couple_among_individuals_is_right_as_typed() -> None:
    assert told("  names:\n  - Vợ chồng ông Lê Văn A và bà Trần Thị B\n  - Hồ C") == (
        [],
        ["Vợ chồng ông Lê Văn A", "bà Trần Thị B", "Hồ C"],
    )


@pytest.mark.parametrize(
    "item", ["Lê Văn A và gia đình", "Lê Văn A và Hà Nội", "TS. Lê Văn A", "Lê Văn A, thôn 1, Hà Nội"]
)
def test_one_person_in_an_item_is_one(item: str) -> None:
    assert told(f"  names:\n  - {item}", "approx: false") == ([], [item])


def test_an_office_behind_a_semicolon_is_no_other_name() -> None:
    item = "Trung tá Lê Văn A; Đồn phó Đồn Biên phòng B"

    assert told(f"  names:\n  - {item}", "individuals: 1") == ([], [item])


def test_a_semicolon_and_commas_in_quotes_are_told_together() -> None:
    assert obeyed('  names: ["Nguyễn Văn A, Trần Thị B", Lê Văn C; Đỗ Văn D]', "individuals: 4") == [
        "Nguyễn Văn A",
        "Trần Thị B",
        "Lê Văn C",
        "Đỗ Văn D",
    ]


def told_of_people(people: str) -> list[tuple[str, object]]:
    text = f"---\ntitle: Tin\ndate: 2024\nprovince: Kon Tum\npeople: {people}\n---\n\nBài.\n"
    found = content.parse(Source("content/a.md", text, "")).problems
    return [(f.code, dict(f.values)["example"]) for f in found]


@pytest.mark.parametrize(
    ("people", "example"),
    [
        ("[{name: Nguyễn Văn A và Trần Thị B}]", "{name: Nguyễn Văn A}, {name: Trần Thị B}"),
        ("[{name: Nguyễn Văn A; Trần Thị B}]", "{name: Nguyễn Văn A}, {name: Trần Thị B}"),
        (
            '[{name: "Lê Văn A, Lê Văn B", title: Phó Chủ tịch}]',
            "{name: Lê Văn A, title: …}, {name: Lê Văn B, title: …}",
        ),
    ],
)
def test_two_people_in_the_name_of_one_are_told(people: str, example: str) -> None:
    assert told_of_people(people) == [("K140", example)]


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Văn A, Phó Chủ tịch UBND tỉnh",
        "Nguyễn Văn A - Phó Chủ tịch",
        "Trung tướng Nguyễn Văn A và phu nhân",
        "Thiếu tướng, PGS.TS Nguyễn Văn A",
        "Nguyễn Văn A, Hà Nội",
        "Công Tằng Tôn Nữ Thị Ninh",
        "H'Hen Niê",
    ],
)
def test_one_person_with_more_in_the_name_is_one(name: str) -> None:
    assert told_of_people(f'[{{name: "{name}"}}]') == []


def test_a_list_in_every_item_is_shown_whole_and_then_line_by_line() -> None:
    found, _ = told("  names:\n  - - 1. Trần B\n  - - Lê C", "individuals: 2")

    assert [dict(f.values)["example"] for f in found] == ["names: [Trần B, Lê C]", "- Lê C"]


def test_marks_of_a_list_are_no_part_of_the_names_that_are_offered() -> None:
    assert obeyed("  names:\n  - - Nguyễn A\n  - + Trần B\n  - • Lê C") == ["Nguyễn A", "Trần B", "Lê C"]


@pytest.mark.parametrize("sign", ["-", "– ", "• ", "* "])
def test_the_signs_of_items_are_no_part_of_topics(sign: str) -> None:
    assert name_lists.topics_in(f"{sign}phụ nữ\n{sign}an ninh") == ["phụ nữ", "an ninh"]
