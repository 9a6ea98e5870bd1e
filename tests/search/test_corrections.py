"""What is shown and offered beside what was typed: better where it is, and nothing where it is not."""

from __future__ import annotations

from typing import Any

import pytest

from bangvang.search import Seen, corrections
from bangvang.search.corrections import Answer
from bangvang.search.query import terms_of
from tests.search import samples


def answer(articles: list[samples.Article], q: str) -> Answer:
    return corrections.answer([Seen(document, said) for document, said in articles], q)


SCATTERED = samples.document(
    "scattered", "Phạm vi rộng. Văn hóa. Con hạc bay. Vụ án đang xét. Vụ mùa bội thu."
)
NAMED = samples.document("named", "Ông Phạm Văn Hát chế máy gieo hạt.", date="2020-01-01")


@pytest.mark.parametrize("q", ["phạm văn hạc ", "pham van hac ", "vụ hạc xét ", "phạm bay hóa "])
def test_words_that_an_article_has_stand_alone_where_nothing_fits_better(q: str) -> None:
    shown = answer([SCATTERED], q)

    assert shown == Answer(shown.found)
    assert shown.found.ids == ("scattered",)


def test_a_name_that_an_article_has_is_never_taken_for_another() -> None:
    own = samples.document("own", "Ông Phạm Văn Hạc dự.")
    shown = answer([own, NAMED, SCATTERED], "phạm văn hạc ")

    assert (shown.way, shown.offers, shown.ahead) == (None, (), ())
    assert shown.found.ids[0] == "own"


def test_a_misspelt_name_goes_ahead_of_articles_that_have_its_syllables_here_and_there() -> None:
    shown = answer([SCATTERED, NAMED], "phạm văn hác ")

    assert shown.found.ids == ("scattered",)
    assert [(way.kind, way.q) for way in shown.offers] == [("meant", "phạm văn hát")]
    assert shown.ahead == ("named",)


def test_a_number_that_no_article_has_is_written_with_points_where_one_has_it_so() -> None:
    articles = [
        samples.document("points", "Gần 2.250 mô hình. Có 340.000 lượt người."),
        samples.document("pieces", "Có 2 xã. Đủ 250 mô hình. 31 lượt người."),
    ]

    shown = answer(articles, "2250 mô hình ")
    assert shown.way is not None
    assert (shown.way.q, shown.found.ids[0]) == ("2.250 mô hình", "points")
    assert answer(articles, "340000 lượt người ").found.ids == ("points",)
    unknown = answer(articles, "2031 mô hình ").way
    assert unknown is not None
    assert unknown.kind == "without"


def test_a_number_and_its_unit_are_parted_where_an_article_has_the_unit() -> None:
    articles = [
        samples.document("land", "Hiến 1.200 m2 đất."),
        samples.document("other", "Hạng 2. Ông M. dự."),
    ]
    shown = answer(articles, "1200m2 ")

    assert shown.way is not None
    assert (shown.way.q, shown.found.ids) == ("1.200 m2", ("land",))


def test_a_name_of_one_letter_and_a_syllable_is_parted_where_an_article_has_it() -> None:
    articles = [
        samples.document("name", "Chị Y Phương dự."),
        samples.document("other", "Bà Phương phát biểu. Y tế xã.", date="2024-07-07"),
    ]

    shown = answer(articles, "yphuong ")
    assert shown.way is not None
    assert (shown.way.q, shown.found.ids[0]) == ("y phuong", "name")
    assert answer(articles, "ybieu ").way is None
    assert answer([samples.document("byline", "Ảnh: P.Tiến. P Tâm.")], "ptam ").way is None


def test_who_insists_gets_what_was_typed_and_nothing_ahead() -> None:
    seen = [Seen(*SCATTERED), Seen(*NAMED)]
    shown = corrections.answer(seen, "phạm văn hác ", insists=True)

    assert shown == Answer(shown.found)


def test_a_word_is_put_with_the_tone_that_was_typed() -> None:
    articles = [
        samples.document("tri", "Quảng Trị. Bảng trì. Trì hoãn. Trì trệ.", date="2020-01-01"),
        *(samples.document(f"tri-{n}", "Trì hoãn.") for n in range(4)),
    ]
    shown = answer(articles, "quảng chị ")

    assert shown.way is not None
    assert shown.way.q == "quảng trị"


def test_words_of_one_meaning_may_be_put_in_two_places() -> None:
    articles = [samples.document("both", "Tôn vinh nhà giáo toàn quốc.")]
    shown = answer(articles, "vinh danh giáo viên toàn quốc ")

    assert shown.way is not None
    assert (shown.way.kind, shown.way.q, shown.found.ids) == (
        "synonym",
        "tôn vinh nhà giáo toàn quốc",
        ("both",),
    )


def test_an_article_of_the_province_and_year_that_are_named_stands_above_one_that_mentions_them() -> None:
    articles = [
        samples.document(
            "mentions", "Đoàn Kon Tum đến năm 2024.", date="2024-05-01", facets=(("tinh", "gia-lai"),)
        ),
        samples.document(
            "own", "Khen.", "tỉnh Kon Tum\nnăm 2024", date="2024-01-01", facets=(("tinh", "kon-tum"),)
        ),
    ]

    assert answer(articles, "kon tum 2024 ").found.ids == ("own", "mentions")
    assert answer(articles, "tum kon 2024 ").found.ids == ("mentions", "own")


def test_a_question_loses_its_question_words_only_where_that_finds_more_of_it_together() -> None:
    articles = [
        samples.document("poem", "Ai về. Trường xưa. Huân chương. Nào ngờ. Hạng nhất.", date="2024-02-02"),
        samples.document("school", "Trường đón Huân chương hạng nhất.", date="2020-01-01"),
    ]

    assert answer(articles, "trường nào huân chương hạng nhất ").ahead == ("school",)
    assert answer(articles, "ai về ").ahead == ()


def of_province(id: str, text: str, name: str, date: str, **more: Any) -> samples.Article:
    """An article with the facts of its province and year."""
    facets = (("tinh", "-".join(term.fold for term in terms_of(name))),)
    return samples.document(id, text, f"tỉnh {name}\nnăm {date[:4]}", date=date, facets=facets, **more)


FLOODS = [
    of_province("flood", "Mưa lũ. Tổ già đi, lai rai.", "Tuyên Quang", "2023-08-16"),
    of_province("own", "Dệt vải.", "Gia Lai", "2022-06-25"),
    of_province("giang", "Cứu người. Hà Thị Lan.", "Bắc Giang", "2024-02-02"),
    of_province("ha-giang", "Biên phòng.", "Hà Giang", "2018-03-03"),
]


@pytest.mark.parametrize("q", ["tô lâm đồng nai ", "tối cao bằng khen "])
def test_names_that_run_into_other_words_are_no_names_of_provinces(q: str) -> None:
    articles = [
        samples.document("one", "Đại tướng Tô Lâm. Công an Đồng Nai."),
        samples.document("two", "Tòa án tối cao. Bằng khen."),
    ]

    assert len(answer(articles, q).found.ids) == 1
    assert answer(articles, q).way is None


def test_an_article_has_a_province_only_where_its_name_stands_in_one_piece() -> None:
    assert answer(FLOODS, "mưa lũ già lai ").found.ids == ("flood",)
    shown = answer(FLOODS, "mưa lũ gia lai ")
    assert shown.way is not None
    assert shown.way.dropped in (("mưa", "lũ"), ("gia lai",))


def test_the_name_of_a_province_is_left_out_whole_and_last() -> None:
    shown = answer(FLOODS, "hà giang 2024 ")

    assert shown.way is not None
    assert (shown.way.dropped, shown.found.ids) == (("2024",), ("ha-giang",))


def test_a_province_stays_where_more_than_half_of_the_words_are_lost() -> None:
    shown = answer(FLOODS, "hà giang hợp xướng thiếu nhi ")

    assert shown.way is not None
    assert shown.found.ids == ("ha-giang",)


def test_what_an_abbreviation_stands_for_is_left_out_whole() -> None:
    articles = [
        samples.document("medal", "An ninh Tổ quốc."),
        samples.document("others", "An ninh. Tổ quốc. Thủy điện."),
        samples.document("dam", "Thủy điện Sơn La."),
    ]
    shown = answer(articles, "an ninh tổ quốc thủy điện sơn la ")

    assert shown.way is not None
    assert shown.way.dropped == ("an ninh tổ quốc",)


ASKED = [
    samples.document(
        "salad", "Bao năm. Nhiêu khê. Người dân được khen. Danh dự. Sách vở.", date="2024-05-05"
    ),
    samples.document("own", "Công an xã được khen.", date="2021-01-01"),
]


@pytest.mark.parametrize("q", ["khen sách danh dự ", "nhiêu khê bao năm "])
def test_words_that_might_ask_elsewhere_are_only_words(q: str) -> None:
    assert (answer(ASKED, q).way, answer(ASKED, q).found.ids) == (None, ("salad",))


@pytest.mark.parametrize(
    ("q", "meant"),
    [
        ("khen bao nhiêu người ", "khen"),
        ("cho em hỏi công an được khen ra sao ", "công an khen"),
        ("danh sách công an được khen ", "công an khen"),
        ("tin tức về công an xã mới nhất ", "công an xã"),
    ],
)
def test_words_that_ask_or_tell_to_search_are_left_out_wherever_they_stand(q: str, meant: str) -> None:
    shown = answer(ASKED, q)

    assert shown.way is not None
    assert (shown.way.kind, "own" in shown.found.ids) == ("question", True)
    assert shown.way.q in (meant, meant.replace("công an khen", "công an được khen"))


def test_a_list_that_an_article_speaks_of_is_no_word_for_searching() -> None:
    articles = [*ASKED, samples.document("list", "Danh sách công an được khen.", date="2020-01-01")]

    assert answer(articles, "danh sách công an được khen ").way is None


@pytest.mark.parametrize(
    ("q", "ids"),
    [
        ("cứu người -hà ", ()),
        ("cứu người -hà giang ", ("giang",)),
        ("cứu người -bắc giang ", ()),
        ('cứu người -"hà thị" ', ()),
    ],
)
def test_the_whole_name_behind_a_mark_of_exclusion_is_excluded(q: str, ids: tuple[str, ...]) -> None:
    found = [Seen(*article) for article in FLOODS]

    assert corrections.answer(found, q, insists=True).found.ids == ids


def test_a_wrong_word_in_quotes_is_mended_without_them() -> None:
    articles = [
        samples.document("steps", "Nâng bước em tới trường."),
        samples.document("words", "Bước. Nâng. Trường đến. Ghe."),
    ]
    shown = answer(articles, '"nâng bước em đến trường" ')

    assert shown.way is not None
    assert shown.found.ids == ("steps",)


def test_a_province_that_is_gone_in_the_year_that_is_named_is_looked_for_as_what_it_has_become() -> None:
    articles = [
        of_province("then", "Khen.", "Phú Yên", "2022-01-01"),
        of_province("now", "Khen.", "Đắk Lắk", "2025-09-12"),
    ]
    shown = answer(articles, "phú yên 2025 ")

    assert shown.way is not None
    assert (shown.way.kind, shown.way.q, shown.found.ids) == ("synonym", "Đắk Lắk 2025", ("now",))
    other = answer(articles, "phú yên 2023 ").way
    assert other is not None
    assert other.kind == "without"
