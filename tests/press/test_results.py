"""Results in lists and tables, without a verb of their own: near misses first."""

from __future__ import annotations

from typing import Any

import pytest

from bangvang import press
from tests.press import awards_of

BEFORE = (
    "Hội nghị tổng kết phong trào\n\nNgày 9/1/2020, Sở Nội vụ tỉnh Lai Châu tổ chức hội nghị tổng kết.\n\n"
)


def read(*lines: str) -> dict[str, Any]:
    return press.read(BEFORE + "\n\n".join(lines)).as_data()


ITEMS = ("- Cờ thi đua: 2 đơn vị;", "- Bằng khen: 9 tập thể, 30 cá nhân.")


@pytest.mark.parametrize(
    "announcing",
    [
        "Năm tới, tỉnh dự kiến khen thưởng như sau:",
        "Hội đồng đề nghị khen thưởng với các hình thức:",
        "Trong 5 năm qua, toàn tỉnh đã khen thưởng:",
        "Tiền thưởng kèm theo các hình thức khen thưởng như sau:",
        "Các đơn vị gửi về Sở những giấy tờ sau:",
    ],
)
def test_what_is_announced_as_a_plan_a_proposal_or_past_has_no_results(announcing: str) -> None:
    assert awards_of(read(announcing, *ITEMS)) == []


def test_a_limit_is_no_result() -> None:
    assert awards_of(read("UBND tỉnh khen thưởng như sau:", "- Bằng khen: không quá 9 tập thể.")) == []


def test_items_below_a_line_that_announces_them_are_awards_of() -> None:
    told = "Tại hội nghị, Chủ tịch UBND tỉnh đã khen thưởng với các hình thức sau:"

    assert awards_of(read(told, *ITEMS)) == [
        ("Chủ tịch UBND tỉnh", "Cờ thi đua", {"collectives": 2}),
        ("Chủ tịch UBND tỉnh", "Bằng khen", {"collectives": 9, "individuals": 30}),
    ]


def test_an_item_may_name_its_own_grantor_its_recipients_or_only_how_many_papers() -> None:
    data = read(
        "Kết quả khen thưởng năm nay như sau:",
        "1. Huân chương Lao động hạng Ba: Trường THPT Mường Than;",
        "2. Bằng khen của Bộ trưởng Bộ Nội vụ: 04 tập thể, 05 cá nhân; Kỷ niệm chương: 7 cá nhân",
        "3. 12 Giấy khen của Giám đốc Sở",
    )

    assert awards_of(data) == [
        ("Chủ tịch nước", "Huân chương Lao động hạng Ba", {"collectives": 1}),
        ("Bộ trưởng Bộ Nội vụ", "Bằng khen", {"collectives": 4, "individuals": 5}),
        (None, "Kỷ niệm chương", {"individuals": 7}),
        ("Giám đốc Sở", "Giấy khen", {"recipients": 12}),
    ]
    assert {"awards_grantor_missing", "awards_papers_counted"} <= {d["code"] for d in data["review"]}
    assert data["awards"][0]["names"] == ["Trường THPT Mường Than"]


def test_an_item_among_results_that_was_not_read_is_told() -> None:
    told = "Tại hội nghị, Chủ tịch UBND tỉnh đã khen thưởng với các hình thức sau:"
    read_all = read(told, *ITEMS)
    data = read(told, *ITEMS, "- Vòng nguyệt quế: 4 cá nhân.")

    assert "awards_set_aside_unread" not in {doubt["code"] for doubt in read_all["review"]}
    assert "awards_set_aside_unread" in {doubt["code"] for doubt in data["review"]}


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("Tổ Cảnh sát khu vực; Đại úy Lê Thị Nguyệt", {"collectives": 1, "individuals": 1}),
        ("3 tập thể; 4 cá nhân", {"collectives": 3, "individuals": 4}),
        ("2 tập thể, ông Lê Văn Nam", {"collectives": 2, "individuals": 1}),
        ("Công an phường và 2 cá nhân", {"collectives": 1, "individuals": 2}),
        ("2 cá nhân gồm: ông Lê Văn Nam, bà Trần Thị Ba", {"individuals": 2}),
        ("3 tập thể, 2 cá nhân (Lê Văn Nam, Trần Thị Ba)", {"collectives": 3, "individuals": 2}),
    ],
)
def test_an_item_has_all_its_recipients_whatever_the_line_above_ends_with(
    item: str, expected: dict[str, int]
) -> None:
    told = "Lãnh đạo phường công bố các quyết định khen thưởng nhân ngày truyền thống."

    data = read(told, f"- Bằng khen của Chủ tịch UBND tỉnh: {item}")

    assert awards_of(data) == [("Chủ tịch UBND tỉnh", "Bằng khen", expected)]


def test_the_rows_of_a_table_of_forms_are_awards_and_its_sum_is_none() -> None:
    data = read(
        "Kết quả khen thưởng của tỉnh:",
        "TT\tHình thức khen thưởng\tTập thể\tCá nhân\n"
        "1\tCờ thi đua của UBND tỉnh\t3\t0\n"
        "2\tBằng khen của Chủ tịch UBND tỉnh\t12\t25\n"
        "\tTổng cộng\t15\t25",
    )

    assert awards_of(data) == [
        ("UBND tỉnh", "Cờ thi đua của UBND tỉnh", {"collectives": 3}),
        ("Chủ tịch UBND tỉnh", "Bằng khen", {"collectives": 12, "individuals": 25}),
    ]


@pytest.mark.parametrize(
    ("head", "rows", "expected"),
    [
        (
            "Số lượng",
            ("46 học sinh", "3 lớp, 5 giáo viên"),
            [{"individuals": 46}, {"collectives": 3, "individuals": 5}],
        ),
        ("Đối tượng", ("02 tập thể; 05 cá nhân",), [{"collectives": 2, "individuals": 5}]),
    ],
)
def test_a_cell_may_say_what_it_counts(
    head: str, rows: tuple[str, ...], expected: list[dict[str, int]]
) -> None:
    table = "\n".join(f"{n} | Giấy khen | {row}" for n, row in enumerate(rows, start=1))
    data = read("Kết quả khen thưởng của nhà trường:", f"STT | Hình thức | {head}\n{table}")

    assert awards_of(data) == [("nhà trường", "Giấy khen", numbers) for numbers in expected]


def test_a_table_of_forms_that_was_not_read_is_told() -> None:
    data = read(
        "Nhà trường khen thưởng các tập thể, cá nhân:",
        "Danh hiệu | Tập thể | Cá nhân\nHọc sinh giỏi | | 45\nLớp tiên tiến | 8 |",
    )

    assert awards_of(data) == []
    assert "awards_set_aside_unread" in {doubt["code"] for doubt in data["review"]}


def test_a_table_of_money_has_no_awards_of() -> None:
    data = read(
        "Mức tiền thưởng kèm theo các hình thức khen thưởng:",
        "Hình thức khen thưởng\tTập thể\tCá nhân\nBằng khen\t2.980.000\t1.490.000",
    )

    assert awards_of(data) == []


def test_recipients_of_a_table_are_grouped_by_the_form_they_were_given() -> None:
    data = read(
        "Sở khen thưởng các tập thể, cá nhân có tên sau:",
        "TT\tTên\tHình thức khen thưởng\n"
        "1\tTrường THPT Mường Than\tBằng khen của Chủ tịch UBND tỉnh\n"
        "2\tNguyễn Thị Hoa\tGiấy khen của Giám đốc Sở\n"
        "3\tLò Văn Bình\tGiấy khen của Giám đốc Sở",
    )

    assert awards_of(data) == [
        ("Chủ tịch UBND tỉnh", "Bằng khen", {"collectives": 1}),
        ("Giám đốc Sở", "Giấy khen", {"individuals": 2}),
    ]
    assert data["awards"][1]["names"] == ["Nguyễn Thị Hoa", "Lò Văn Bình"]


def test_heads_of_households_are_households() -> None:
    data = read(
        "Hội Nông dân tỉnh tặng Giấy khen cho các hộ sau:",
        "TT\tChủ hộ\tĐịa chỉ\n1\tTrần Văn Năm\tthôn 2\n2\tLê Sáu\tthôn 3",
    )

    assert awards_of(data) == [("Hội Nông dân tỉnh", "Giấy khen", {"households": 2})]


def test_a_table_may_have_a_column_of_those_who_give() -> None:
    table = (
        "Hình thức\tCấp khen\tTập thể\tCá nhân",
        "Bằng khen\tThủ tướng Chính phủ\t1\t2",
        "Bằng khen\tChủ tịch UBND tỉnh\t15\t40",
    )
    data = press.read(BEFORE + "\n".join(table)).as_data()

    assert awards_of(data) == [
        ("Thủ tướng Chính phủ", "Bằng khen", {"collectives": 1, "individuals": 2}),
        ("Chủ tịch UBND tỉnh", "Bằng khen", {"collectives": 15, "individuals": 40}),
    ]


@pytest.mark.parametrize("blank", ["", "\n"])
@pytest.mark.parametrize("to", ["cho:", "cho các tập thể, cá nhân sau:", "cho các tập thể, cá nhân:"])
@pytest.mark.parametrize("bullets", [("- ", "- ", "- "), ("1. ", "2. ", "3. "), ("+ ", "+ ", "+ ")])
def test_numbers_below_who_gives_to_them_are_its_recipients(
    blank: str, to: str, bullets: tuple[str, str, str]
) -> None:
    items = ("7 tập thể có thành tích trong năm 2019;", "15 cá nhân tiêu biểu;", "3 hộ gia đình hiến đất.")
    lines = [bullet + item for bullet, item in zip(bullets, items, strict=True)]
    data = read(f"Giám đốc Sở Nội vụ tặng Giấy khen {to}\n" + blank + "\n".join(lines))

    assert awards_of(data) == [
        ("Giám đốc Sở Nội vụ", "Giấy khen", {"collectives": 7, "individuals": 15, "households": 3})
    ]


def test_names_below_who_gives_to_them_are_its_recipients() -> None:
    data = read(
        "Giám đốc Sở Nội vụ tặng Giấy khen cho:\n1. Ông Nguyễn An\n2. Bà Lê Thị Lan\n3. Công an xã Tà Tổng"
    )

    assert awards_of(data) == [("Giám đốc Sở Nội vụ", "Giấy khen", {"collectives": 1, "individuals": 2})]


@pytest.mark.parametrize(
    "items",
    [
        ("- Giao Phòng Nội vụ 7 tập thể;", "- 15 cá nhân"),
        ("- 7 tập thể được đề nghị khen thưởng;", "- 15 cá nhân"),
        ("- 7 triệu đồng;", "- 15 suất quà"),
    ],
)
def test_items_that_are_no_recipients_are_none(items: tuple[str, ...]) -> None:
    assert awards_of(read("Giám đốc Sở Nội vụ tặng Giấy khen cho:", *items)) == []


def test_a_table_may_have_the_kinds_of_recipients_in_its_rows() -> None:
    giving = "Giám đốc Sở Nội vụ tặng Giấy khen cho các tập thể, cá nhân:"
    table = "Đối tượng\tSố lượng\nTập thể\t14\nCá nhân\t32\nTổng cộng\t46"

    assert awards_of(read(giving, table)) == [
        ("Giám đốc Sở Nội vụ", "Giấy khen", {"collectives": 14, "individuals": 32})
    ]
    # A sum that is another, and a row of something else.
    for other in (table.replace("46", "50"), table.replace("Tổng cộng\t46", "Suất quà\t46")):
        assert awards_of(read(giving, other)) == [("Giám đốc Sở Nội vụ", "Giấy khen", {})]


@pytest.mark.parametrize(
    "told",
    [
        "1 đồng chí được tặng Huy hiệu 75 năm tuổi Đảng; 4 đồng chí Huy hiệu 60 năm tuổi Đảng.",
        "5 đồng chí được trao Huy hiệu Đảng, gồm: 1 đồng chí 75 năm tuổi Đảng; 4 đồng chí 60 năm tuổi Đảng.",
        "Huyện ủy trao Huy hiệu 75 năm tuổi Đảng cho 1 đồng chí; 4 đồng chí Huy hiệu 60 năm tuổi Đảng.",
    ],
)
def test_what_each_gets_needs_no_verb_of_its_own(told: str) -> None:
    assert [(form, numbers) for _, form, numbers in awards_of(read(told))] == [
        ("Huy hiệu 75 năm tuổi Đảng", {"individuals": 1}),
        ("Huy hiệu 60 năm tuổi Đảng", {"individuals": 4}),
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("Chi bộ\t7", "Số vụ việc\t36"), [{}]),
        (("Chi bộ xuất sắc\t7", "Đảng viên xuất sắc\t36"), [{"collectives": 7, "individuals": 36}]),
        (
            ("1\tChi bộ giỏi\t7", "2\tChi hội giỏi\t5", "3\tHội viên\t36"),
            [{"collectives": 12, "individuals": 36}],
        ),
        (("Chi bộ xuất sắc\t7", "Đảng viên xuất sắc\t36", "Tổng\t44"), [{}]),
    ],
)
def test_rows_of_a_table_count_what_they_begin_with(
    rows: tuple[str, ...], expected: list[dict[str, int]]
) -> None:
    told = "Đảng ủy xã trao Giấy khen cho các tập thể, cá nhân theo danh sách sau:"
    head = "\t".join(["STT", "Đối tượng", "Số lượng"][-len(rows[0].split("\t")) :])

    assert [numbers for *_, numbers in awards_of(read(told, "\n".join((head, *rows))))] == expected
