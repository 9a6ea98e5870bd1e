"""What an editor probably meant, and when it is better to say nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangvang.language import dates, text
from bangvang.sources import guesses
from bangvang.sources.front_matter import FrontMatter


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("31/02/2024", "2/2024"),
        ("31/4/2023", "4/2023"),
        ("2024-02-31", "2024-02"),
        ("09/25/2024", "25/9/2024"),
        ("2024-25-09", "2024-09-25"),
        ("19.9.2024", "2024-09-19"),
        ("19-9-2024", "2024-09-19"),
        ("2024/9/19", "19/9/2024"),
        ("2024-9-19", "2024-09-19"),
        ("2024-09-19T08:00:00Z", "2024-09-19"),
        ("19 tháng 9 năm 2024", "2024-09-19"),
        ("Ngày 19 tháng 9, năm 2024", "2024-09-19"),
        ("sáng 19/9/2024", "19/9/2024"),
        ("19/9/24", "19/9/2024"),
        ("19/9/87", "19/9/1987"),
        ("tháng 9/2024", "9/2024"),
        ("tháng 9 năm 2024", "2024-09"),
        ("9-2024", "2024-09"),
        ("2024-9", "2024-09"),
        ("năm 2024", "2024"),
        ("2204", "2024"),
        ("2204-09-19", "2024-09-19"),
        ("2024-09-19,", "2024-09-19"),
        ("Thứ Năm, 19/9/2024", "19/9/2024"),
        ("19/9/2024 08:00", "19/9/2024"),
        ("8h30 ngày 19/9/2024", "19/9/2024"),
        ("20240919", "2024-09-19"),
    ],
)
def test_the_nearest_date_is_offered(typed: str, meant: str) -> None:
    assert guesses.date(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["2/8", "2.6", "hôm nay", "", "13/13/2024", "0/0/2024", "1500", "9999-99-99", "31/12", "sáng nay"],
)
def test_no_date_is_invented(typed: str) -> None:
    assert guesses.date(typed) is None


@pytest.mark.parametrize("typed", ["2/8", "2.6", "ngày 2/8", "2 tháng 8", "Chiều 2/8"])
def test_a_day_without_a_year_is_known_as_one(typed: str) -> None:
    assert guesses.lacks_year(typed)


@pytest.mark.parametrize("typed", ["2/8/2024", "8/2024", "2024", "33 tập thể", ""])
def test_other_texts_do_not_lack_a_year(typed: str) -> None:
    assert not guesses.lacks_year(typed)


@given(
    st.dates(dt.date(1945, 1, 1), dt.date(2100, 12, 31)),
    st.sampled_from(["%d.%m.%Y", "%Y.%m.%d", "%d-%m-%Y"]),
)
def test_a_real_date_in_another_notation_is_itself(day: dt.date, notation: str) -> None:
    guess = guesses.date(day.strftime(notation))

    assert guess is not None
    assert dates.parse(guess) == dates.of(day)


@given(st.text(st.sampled_from("0123456789/.- năm tháng"), max_size=14))
def test_a_guess_is_always_a_date(typed: str) -> None:
    guess = guesses.date(typed)

    assert guess is None or dates.parse(guess).year >= 1945


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("-3", "3"),
        ("1,024", "1.024"),
        ("06 tập thể", "6"),
        ("hơn 30", "30"),
        ("33 người", "33"),
        ("không", "0"),
        ("1.024 hộ", "1.024"),
        ("03 (ba) tập thể", "3"),
        ("20+", "20"),
        ("khoảng 40 em học sinh", "40"),
        ("~30", "30"),
        # Words that count, too, are counted with.
        ("2 nghìn", "2.000"),
        ("gần 2 ngàn người", "2.000"),
        ("5 trăm", "500"),
        ("2 chục", "20"),
        ("1 vạn", "10.000"),
        ("1 triệu", "1.000.000"),
        ("1,5 triệu", "1.500.000"),
        ("1.2 nghìn", "1.200"),
        ("ba", "3"),
        ("hơn ba mươi mốt người", "31"),
        # a letter for a digit of the same shape, a sign too many
        ("O6", "6"),
        ("l5", "15"),
        ("3,", "3"),
    ],
)
def test_the_one_number_in_a_text_is_offered(typed: str, meant: str) -> None:
    assert guesses.count(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "2k",
        "2 tá",
        "3 đôi",
        "30%",
        "1 tỷ",
        "100 triệu đồng",
        "3 lượt",
        "lần 2",
        "1 nghìn 2",
        "1.500 nghìn",
        "dưới 30",
        "< 30",
        "số 5",
        "khóa 12",
        "2 nghìn tỷ",
        "năm 2024",
        "100 triệu",
        "3 bộ",
    ],
)
def test_a_number_that_is_not_the_count_is_not_offered(typed: str) -> None:
    assert guesses.count(typed) is None


@pytest.mark.parametrize(
    ("key", "typed", "meant"),
    [
        ("collectives", "6 tập thể", "6"),
        ("individuals", "6 người", "6"),
        ("households", "6 hộ gia đình", "6"),
        ("recipients", "6 tập thể, cá nhân", "6"),
        ("recipients", "6 người", "6"),
        # A number of others is none of these.
        ("collectives", "6 cá nhân", None),
        ("individuals", "6 tập thể", None),
        ("households", "6 người", None),
        ("collectives", "6 tập thể, cá nhân", None),
        ("individuals", "20 tập thể và cá nhân", None),
        ("recipients", "6 tập thể", None),
    ],
)
def test_a_number_is_offered_only_where_its_kind_belongs(key: str, typed: str, meant: str | None) -> None:
    assert guesses.count(typed, key) == meant


@pytest.mark.parametrize(
    "typed",
    ["vài", "1.25", "12:30", "1/2", "5-7", "1.0245", "3 và 6", "", "tư", "hàng trăm", "2,5", "99.000.000"],
)
def test_no_number_is_invented(typed: str) -> None:
    assert guesses.count(typed) is None


@given(st.text(st.sampled_from("0123456789., -:hơnộ"), max_size=12))
def test_an_offered_number_can_be_typed(typed: str) -> None:
    guess = guesses.count(typed)

    assert guess is None or text.parse_count(guess) >= 0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("baoquangnam.vn", "https://baoquangnam.vn"), ("www.bao.vn/a/b.html", "https://www.bao.vn/a/b.html")],
)
def test_an_address_without_its_beginning_is_offered_with_it(typed: str, meant: str) -> None:
    assert guesses.web_address(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        *("hoi-nghi.jpg", "bai-truoc.md", "bai.html", "xem trên mạng", "", "a", "../x"),
        *(
            "danh-sach.xlsx",
            "tep.docx",
            "quyet-dinh.DOC",
            "bao-cao.pptx",
            "anh.zip",
            "ghi-am.mp3",
            "so-lieu.csv",
        ),
    ],
)
def test_a_file_is_no_address(typed: str) -> None:
    assert guesses.web_address(typed) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("provnce", "province"),
        ("Province", "province"),
        ("tỉnh", "province"),
        ("tác giả", "byline"),
        ("author", "byline"),
        ("tag", "tags"),
        ("chủ đề", "tags"),
        ("same event", "same_event"),
        ("status-date", "status_date"),
    ],
)
def test_the_nearest_key_is_offered(typed: str, meant: str) -> None:
    assert guesses.key(typed, tuple(FrontMatter.model_fields)) == meant


@pytest.mark.parametrize("typed", ["xyz", "", "q", "tập thể"])
def test_no_key_is_invented(typed: str) -> None:
    assert guesses.key(typed, tuple(FrontMatter.model_fields)) is None


def test_every_word_for_a_key_stands_for_one_key() -> None:
    known = ("national", "region", "province", "provinces")

    assert guesses.choice("cả nước", known) == "national"
    assert guesses.choice("nation", known) == "national"
    assert guesses.choice("huỷ", known) is None


@pytest.mark.parametrize(
    ("typed", "known", "meant"),
    [
        ("chức vụ", ("name", "title"), "title"),
        ("tên", ("name", "title"), "name"),
        ("ảnh", ("file", "caption"), "file"),
        ("canhan", ("collectives", "individuals"), "individuals"),
        ("giai đoạn", ("name", "period"), "period"),
    ],
)
def test_a_key_in_vietnamese_is_the_one_that_belongs_there(
    typed: str, known: tuple[str, ...], meant: str
) -> None:
    assert guesses.key(typed, known) == meant
