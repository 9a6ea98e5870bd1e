"""The search page: what it shows, how it is used, and what it does when things are not as they should be."""

from __future__ import annotations

import gzip
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.kho import Kho, Open
from tests.search import samples
from tests.search import site as search_site
from tools.browser import Violation

# --- the page


def test_nothing_of_the_index_is_fetched_before_the_reader_asks(mini: Kho) -> None:
    mini.open()
    fetched = mini.js("performance.getEntriesByType('resource').map((e) => e.name)")

    assert not [name for name in fetched if ".bin" in name]
    assert mini.browser.errors() == []


def test_to_open_the_page_costs_twenty_kilobytes_of_scripts_at_most(mini: Kho) -> None:
    mini.open()
    fetched = mini.js("performance.getEntriesByType('resource').map((e) => e.name)")
    scripts = [name.removeprefix(mini.url) for name in fetched if name.endswith(".js")]

    assert len(scripts) > 5
    assert sum(len(gzip.compress((mini.folder / name).read_bytes(), 9)) for name in scripts) <= 20_000


FIRST_RESULT = """
new MutationObserver((_, watcher) => {
  if (!document.querySelector("#ket-qua > li")) return;
  window.before = performance.getEntriesByType("resource").map((e) => e.name);
  watcher.disconnect();
}).observe(document, { childList: true, subtree: true });
"""


def test_to_the_first_result_it_is_twenty_two_kilobytes_of_scripts_at_most(mini: Kho) -> None:
    with mini.browser.preloaded(FIRST_RESULT):
        mini.open("?q=khen thuong")
    scripts = [name.removeprefix(mini.url) for name in mini.js("before") if name.endswith(".js")]

    assert "search-rank" in " ".join(scripts)
    assert sum(len(gzip.compress((mini.folder / name).read_bytes(), 9)) for name in scripts) <= 22_000


def test_the_address_holds_the_whole_state_and_back_works(kho: Open) -> None:
    site = kho(
        [
            samples.document(
                "a", "khen", date="2023-01-01", facets=(("tinh", "kon-tum"), ("hinh-thuc", "bang-khen"))
            ),
            samples.document("b", "khen", date="2024-01-01", facets=(("tinh", "gia-lai"), ("chu-de", "x"))),
            samples.document("c", "khen", date="2024-02-01", facets=(("tinh", "gia-lai"),)),
        ]
    )
    site.open("?q=khen&nam=2023&nam=2024&tinh=gia-lai&sap-xep=cu-nhat")

    assert (site.ids, site.total) == (["b", "c"], "2")
    assert site.element("input[name=nam][value='2023']").is_selected()
    assert site.element("#sap-xep").get_attribute("value") == "cu-nhat"
    site.click("input[name=tinh][value='gia-lai']")
    site.until(lambda: site.ids == ["a", "b", "c"])
    assert "gia-lai" not in site.query
    site.browser.driver.back()
    site.until(lambda: site.ids == ["b", "c"])
    assert site.element("input[name=tinh][value='gia-lai']").is_selected()
    site.click("#xoa-bo-loc")
    site.until(lambda: site.ids == ["a", "b", "c"])
    assert site.query == "?q=khen&sap-xep=cu-nhat"


def test_a_word_typed_letter_by_letter_is_one_step_back(mini: Kho) -> None:
    mini.open("?q=hoa")
    box = mini.element("#cau-hoi")
    for typed in ("khen", " thuong"):
        if typed == "khen":
            box.clear()
        box.send_keys(typed)
        mini.until(partial(lambda said: said in mini.query, typed.strip()))
    box.send_keys(Keys.ENTER)
    mini.settled()
    mini.browser.driver.back()
    mini.until(lambda: mini.query == "?q=hoa")

    assert box.get_attribute("value") == "hoa"
    mini.until(lambda: "other" not in mini.ids and mini.ids)


def test_who_comes_back_finds_as_much_as_was_shown_and_the_place(kho: Open) -> None:
    site = kho([samples.document(f"bai-{n:02d}", "khen") for n in range(45)])
    site.open("?q=khen")
    site.click("#xem-them")
    site.until(lambda: len(site.ids) == 40)
    site.click("#ket-qua > li:nth-child(35) a")
    site.until(lambda: "/bai-viet/" in site.js("location.pathname"))
    site.browser.driver.back()
    site.until(lambda: "tim-kiem" in site.js("location.pathname"))
    site.until(lambda: len(site.ids) == 40)

    top = "document.querySelector('#ket-qua > li:nth-child(35)').getBoundingClientRect().top"
    site.until(lambda: 0 < site.js(top) < site.js("innerHeight"))


def test_a_jump_inside_the_page_is_no_other_question(kho: Open) -> None:
    site = kho([samples.document(f"bai-{n:02d}", "khen") for n in range(45)])
    site.open("?q=khen")
    site.click("#xem-them")
    site.until(lambda: len(site.ids) == 40)
    site.js("document.querySelector('a[href=\"#so-ket-qua\"]').click()")
    site.until(lambda: site.js("location.hash") == "#so-ket-qua")

    assert (site.state, len(site.ids), site.focus) == ("done", 40, "so-ket-qua")


def test_the_filters_in_force_are_named_and_can_be_dropped_one_by_one(kho: Open) -> None:
    site = kho(
        [
            samples.document("a", "khen", date="2023-01-01", facets=(("tinh", "kon-tum"),)),
            samples.document("b", "khen", date="2024-01-01", facets=(("tinh", "gia-lai"),)),
        ]
    )
    site.open("?q=khen&nam=2023&tinh=kon-tum&tinh=khong-co")
    named = "[...document.querySelectorAll('#dang-loc button')].map((b) => b.textContent)"

    assert site.js(named) == ["2023", "kon-tum", "khong-co"]
    assert site.element("#so-bo-loc").text == "3"
    site.element("#cau-hoi").send_keys(" khen")
    site.until(lambda: "khen+khen" in site.query)
    assert "khong-co" in site.query
    site.click("#dang-loc li:last-child button")
    site.until(lambda: site.js(named) == ["2023", "kon-tum"])
    assert site.focus == "so-ket-qua"
    assert "khong-co" not in site.query


def test_a_question_that_names_a_choice_offers_it_as_a_filter(kho: Open) -> None:
    site = kho(
        [
            samples.document("a", "Khen ở kon tum.", facets=(("tinh", "kon tum"),)),
            samples.document("b", "Đi qua kon tum.", facets=(("tinh", "gia lai"),)),
        ]
    )
    site.open("?q=khen+o+kon+tum")
    site.click("#mo-rong a")
    site.until(lambda: "tinh=kon+tum" in site.query)

    assert site.element("input[value='kon tum']").is_selected()


def test_a_question_that_names_a_year_offers_it_as_a_filter_and_a_longer_number_does_not(kho: Open) -> None:
    site = kho(
        [
            samples.document("then", "Khen năm 2023.", date="2023-06-05"),
            samples.document("later", "Nhìn lại 2023. Số 12023.", date="2024-06-05"),
        ]
    )
    site.open("?q=12023")
    assert site.js("document.querySelectorAll('#mo-rong a').length") == 0
    site.open("?q=khen+2023")
    site.click("#mo-rong a")
    site.until(lambda: "nam=2023" in site.query and site.ids == ["then"])

    assert site.element("input[name=nam][value='2023']").is_selected()


def test_a_result_shows_a_small_picture_where_the_article_has_a_photo(kho: Open) -> None:
    site = kho(
        [
            samples.document("with", "khen", date="2024-01-01", photo="bai-viet/2024/with.webp"),
            samples.document("without", "khen", date="2024-01-02"),
        ]
    )
    site.open("?q=khen")
    pictures = site.js("[...document.querySelectorAll('#ket-qua img')].map((i) => [i.src, i.alt, i.loading])")

    assert pictures == [[f"{site.url}bai-viet/2024/with.webp", "", "lazy"]]
    assert site.element("#ket-qua li:has(img)").get_attribute("data-id") == "with"


def test_a_result_leads_to_the_place_in_the_text_where_the_words_stand(kho: Open) -> None:
    before = "Mở đầu rất dài.\n" * 120
    site = kho([samples.document("a", f"{before}Hội thi chim-hót, “hay nhất” vùng được khen.")])
    site.open("?q=chim hot")
    site.until(lambda: site.js("document.querySelector('.card-there')"))
    address = site.element(".card-there").get_attribute("href")

    assert address.startswith(f"{site.url}bai-viet/2024/a.html#:~:text=")
    assert "-" not in address.partition("#:~:text=")[2]  # a dash would part a beginning from what is meant
    site.click(".card-there")
    site.until(lambda: site.js("scrollY") > 0)


def test_a_result_without_a_quotation_leads_to_no_place(kho: Open) -> None:
    site = kho([samples.document("a", "Mở đầu.", title="Chim hót")])
    site.open("?q=chim hot")
    site.until(lambda: site.js("document.querySelector('.card-title mark')"))
    time.sleep(0.3)

    assert site.js("document.querySelectorAll('.card-there').length") == 0


OPERATORS = [
    ('"bằng khen"', ["b", "a"]),
    ("khen -gia", ["a"]),
    ("kon tum hoặc gia lai", ["b", "a"]),
    ("năm:2020..2023", ["a"]),
    ("tỉnh:Kon Tum", ["a"]),
    ("nơi-khen:UBND tỉnh", ["b"]),
]


@pytest.fixture
def two(kho: Open) -> Kho:
    """Two reports of two provinces, years and grantors."""
    places = (
        ("a", "2023", "kon-tum", "bo-cong-an"),
        ("b", "2024", "gia-lai", "chu-tich-uy-ban-nhan-dan-tinh"),
    )
    return kho(
        [
            samples.document(
                id,
                f"Tặng bằng khen tại {place.replace('-', ' ')}.",
                date=f"{year}-01-01",
                facets=(("tinh", place), ("noi-khen", grantor)),
            )
            for id, year, place, grantor in places
        ]
    )


def test_every_operator_that_the_help_shows_does_what_it_says(two: Kho) -> None:
    two.open()
    two.js("document.querySelector('.search-exact').open = true")
    shown = two.js("[...document.querySelectorAll('.search-exact code')].map((each) => each.textContent)")

    assert [q.partition(":")[0] for q in shown] == [
        q.partition(":")[0].replace("khen -gia", "-từ") for q, _ in OPERATORS
    ]
    for q, ids in OPERATORS:
        two.open(f"?q={quote(q)}&dung=1")
        assert (q, two.ids) == (q, ids)


def test_the_form_puts_together_what_the_operators_say(two: Kho) -> None:
    two.open("?q=khen")
    two.js("document.querySelector('.search-exact').open = true")
    two.element("#dung-cum").send_keys('"bằng khen"')
    two.element("#khong-co").send_keys("kon tum")
    two.click("#them-vao")
    two.until(lambda: two.ids == ["b"])

    assert two.element("#cau-hoi").get_attribute("value") == 'khen "bằng khen" -"kon tum"'
    two.element("#hoac-la").send_keys("kon tum", Keys.ENTER)
    two.until(lambda: two.element("#cau-hoi").get_attribute("value").endswith("hoặc kon tum"))
    assert two.element("#hoac-la").get_attribute("value") == ""


@pytest.mark.parametrize(
    ("selector", "ids"),
    [
        ("select[name=den] option[value='2023']", ["a"]),
        ("input[name=tinh][value='kon-tum']", ["a"]),
        ("input[name=noi-khen][value='chu-tich-uy-ban-nhan-dan-tinh']", ["b"]),
    ],
)
def test_years_provinces_and_grantors_can_be_chosen_as_well_as_typed(
    two: Kho, selector: str, ids: list[str]
) -> None:
    two.open("?q=khen")
    two.js("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    two.click(selector)

    two.until(lambda: two.ids == ids)


def test_the_title_says_what_is_looked_for(mini: Kho) -> None:
    mini.open("?q=Đắk Lắk")

    assert mini.browser.driver.title == "Đắk Lắk – Tìm kiếm"


def test_a_question_without_a_word_finds_nothing_and_says_so(mini: Kho) -> None:
    for asked in ("%", '"', '""', "!!!", "😀", "–"):
        mini.open(f"?q={quote(asked)}")

        assert (mini.state, mini.ids, mini.total) == ("done", [], "0"), asked
        assert "Hãy gõ chữ hoặc số" in mini.said


def test_numbers_stand_beside_the_choices(kho: Open) -> None:
    site = kho(
        [
            samples.document("a", "khen", facets=(("tinh", "kon-tum"), ("chu-de", "x"))),
            samples.document("b", "khen", facets=(("tinh", "gia-lai"), ("chu-de", "x"))),
            samples.document("c", "chê", facets=(("tinh", "gia-lai"),)),
        ]
    )
    site.open("?q=khen&tinh=gia-lai")
    beside = "document.querySelector(\"input[value='{}']\").closest('li').querySelector('.count').textContent"
    site.until(lambda: site.js(beside.format("gia-lai")) == "1")

    assert site.js(beside.format("kon-tum")) == "1"
    assert site.js(beside.format("x")) == ""
    site.click("details[data-facet=chu-de] summary")
    site.until(lambda: site.js(beside.format("x")) == "1")


def test_a_group_that_offers_nothing_is_not_shown(kho: Open) -> None:
    site = kho(
        [
            samples.document("a", "khen", facets=(("tinh", "kon-tum"),)),
            samples.document("b", "chê", facets=(("khu-vuc", "bac"),)),
        ]
    )
    site.open("?q=khen")
    group = site.element("details[data-facet='khu-vuc']")
    site.until(lambda: not group.is_displayed())
    assert site.element("details[data-facet=tinh]").is_displayed()
    site.open("?q=che")

    site.until(lambda: site.element("details[data-facet='khu-vuc']").is_displayed())


def test_what_is_typed_is_searched_and_completed(mini: Kho) -> None:
    mini.open("?q=khen")
    box = mini.element("#cau-hoi")
    box.send_keys(" thuo")
    mini.until(lambda: "q=khen+thuo" in mini.query)
    mini.settled()

    assert mini.ids == ["upper", "nfd", "other", "nodia", "exact"]
    mini.until(lambda: "thưởng" in mini.js("document.getElementById('goi-y').innerText"))
    mini.click("#goi-y button")
    mini.until(lambda: mini.query.startswith("?q=khen+th"))
    assert box.get_attribute("value") == "khen thưởng "


def test_completions_go_when_they_are_not_wanted(mini: Kho) -> None:
    mini.open("?q=khen")
    box = mini.element("#cau-hoi")
    offered = "document.querySelectorAll('#goi-y li').length"
    for leave in (Keys.ESCAPE, Keys.ENTER, Keys.TAB * 12):
        box.send_keys(" thuo")
        mini.until(lambda: mini.js(offered))
        if leave == Keys.ESCAPE:
            mini.press(leave)
            assert "thuo" in box.get_attribute("value")
        else:
            box.send_keys(leave)
        mini.until(lambda: not mini.js(offered))
        box.send_keys(Keys.BACKSPACE * 5)
        mini.until(lambda: not mini.query.endswith("thuo"))


def test_completions_that_come_too_late_are_left_out(mini: Kho) -> None:
    mini.open("?q=khen")
    mini.slow("goi-y")
    mini.element("#cau-hoi").send_keys(" thuo")
    mini.until(lambda: "thuo" in mini.query)
    mini.element("#cau-hoi").send_keys(Keys.ENTER)
    time.sleep(0.8)

    assert mini.js("document.querySelectorAll('#goi-y li').length") == 0


def test_a_result_says_what_became_of_an_award(kho: Open) -> None:
    site = kho([samples.document("a", "khen", date_label="5/6/2024", status_label="Huỷ bỏ")])
    site.open("?q=khen")

    assert site.element("#ket-qua .card-kicker").text == "5/6/2024 Huỷ bỏ"


def test_the_words_that_were_meant_are_marked(mini: Kho) -> None:
    mini.open('?q="Đắk Lắk"')
    mini.until(lambda: mini.js("document.querySelectorAll('#ket-qua mark').length") == 3)

    assert mini.js("[...document.querySelectorAll('#ket-qua mark')].map((m) => m.textContent)") == [
        "ĐẮK LẮK",
        "Đắk Lắk",
        "Đắk Lắk",
    ]


def test_an_abbreviation_is_explained_and_marked_both_ways(kho: Open) -> None:
    site = kho([samples.document("a", "Bảo vệ ANTQ."), samples.document("b", "Bảo vệ an ninh Tổ quốc.")])
    site.open("?q=antq")
    site.until(lambda: site.js("document.querySelectorAll('#ket-qua mark').length") == 2)

    assert set(site.js("[...document.querySelectorAll('#ket-qua mark')].map((m) => m.textContent)")) == {
        "ANTQ",
        "an ninh Tổ quốc",
    }
    assert "ANTQ = an ninh Tổ quốc" in site.said


def test_what_an_article_says_is_never_read_as_html(kho: Open) -> None:
    evil = "<img src=x onerror=hacked=1> khen"
    site = kho([samples.document("a", evil, title=evil, province_label=evil, total_label=evil)])
    site.open("?q=khen")
    site.until(lambda: site.js("document.querySelector('.card-excerpt mark')"))

    assert site.js("document.querySelectorAll('#ket-qua img').length") == 0
    assert site.js("typeof hacked") == "undefined"
    assert site.said.count("<img src=x") == 4


INSTEAD = "document.querySelector('.search-instead')?.textContent ?? ''"


def test_where_nothing_has_what_was_typed_the_likeliest_other_words_are_shown_and_said(mini: Kho) -> None:
    mini.open('?q="khén thướng"&nam=2024')

    assert (mini.total, mini.ids) == ("5", ["upper", "nfd", "other", "nodia", "exact"])
    assert mini.js(INSTEAD) == (
        'Không có bài nào có đủ “"khén thướng"”. Đang hiện kết quả cho “"khen thuong"”.'
    )


def test_who_insists_on_what_was_typed_finds_nothing_and_may_relent(mini: Kho) -> None:
    mini.open("?q=khen thuongg")
    assert mini.total == "5"
    mini.click("#mo-rong a")
    mini.until(lambda: mini.total == "0")
    assert mini.query == "?q=khen+thuongg&dung=1"
    assert mini.focus == "so-ket-qua"
    mini.click("#tro-giup a")
    mini.until(lambda: mini.total == "5")

    assert mini.query == "?q=khen+thuongg"


def test_words_that_no_article_has_are_left_out_and_named(mini: Kho) -> None:
    mini.open("?q=khen thưởng xyzzy")

    assert mini.total == "5"
    assert mini.js(INSTEAD).endswith("Đang hiện kết quả không có “xyzzy”.")


def test_what_fits_much_better_goes_ahead_under_a_line_and_what_was_typed_keeps_its_number(kho: Open) -> None:
    site = kho(
        [
            samples.document("scattered", "Phạm vi rộng. Văn hóa. Con hạc bay.", date="2024-01-01"),
            samples.document("named", "Ông Phạm Văn Hát chế máy gieo hạt.", date="2020-01-01"),
        ]
    )
    site.open("?q=phạm văn hác")

    assert (site.ids, site.total) == (["named", "scattered"], "1")
    between = "[...document.querySelectorAll('.search-between')].map((each) => each.textContent)"
    assert site.js(between) == [
        "Có thể bạn tìm “phạm văn hát” (1 bài)",
        "Có đủ các từ đã gõ, nhưng không ở cạnh nhau:",
    ]
    site.click(".search-between a")
    site.until(lambda: site.query == "?q=phạm+văn+hát" and site.state == "done")
    assert site.ids == ["named"]
    site.open("?q=hạc bay văn hóa")
    assert (site.ids, site.js(between)) == (["scattered"], [])


def test_no_line_stands_above_results_of_which_none_is_left(kho: Open) -> None:
    site = kho([samples.document("named", "Ông Phạm Văn Hát chế máy. Bà Hạc.", date="2020-01-01")])
    site.open("?q=phạm văn hác")

    assert (site.ids, site.js("document.querySelectorAll('.search-between').length")) == (["named"], 1)


def test_a_filter_is_offered_for_what_a_question_names_where_it_leaves_something(kho: Open) -> None:
    site = kho(
        [
            samples.document("speaks", "Đoàn Kon Tum dự.", date="2024-01-01", facets=(("tinh", "gia-lai"),)),
            samples.document("own", "Khen. Kon Tum.", date="2020-01-01", facets=(("tinh", "kon-tum"),)),
        ]
    )
    offered = "[...document.querySelectorAll('a')].filter((a) => a.href.includes('tinh=kon-tum')).length"
    site.open("?q=đoàn kon tum ")
    assert (site.ids, site.js(offered)) == (["speaks"], 0)
    site.open("?q=kon tum ")
    assert site.js(offered) == 1


def test_a_range_of_years_whose_ends_stand_the_wrong_way_is_turned(kho: Open) -> None:
    site = kho([samples.document("one", "khen", date="2017-01-01"), samples.document("two", "khen")])
    site.open("?q=khen&tu=2018&den=2016")

    assert site.ids == ["one"]


def test_where_only_the_filters_leave_nothing_they_are_left_out(mini: Kho) -> None:
    mini.open("?q=khen&nam=2023")

    assert mini.total == "5"
    assert "bỏ mọi bộ lọc" in mini.js(INSTEAD)
    mini.until(lambda: mini.js("document.querySelector(\"input[value='2024']\").closest('li').innerText"))
    counted = (
        "document.querySelector(\"input[value='2024']\").closest('li').querySelector('.count').textContent"
    )
    mini.until(lambda: mini.js(counted) == "5")


def test_words_of_one_meaning_are_shown_where_what_was_typed_finds_nothing(kho: Open) -> None:
    site = kho([samples.document("a", "Trả lại tiền nhặt được cho người mất.")])
    site.open("?q=của rơi")

    assert site.ids == ["a"]
    assert "cách nói khác: “tiền nhặt được”" in site.js(INSTEAD)


def test_words_of_one_meaning_are_offered_above_few_results(kho: Open) -> None:
    site = kho(
        [
            samples.document("rare", "Nhặt được của rơi."),
            *(samples.document(f"a{n}", "Trả lại tiền nhặt được.") for n in range(3)),
        ]
    )
    site.open("?q=của rơi")

    assert site.ids == ["rare"]
    site.until(lambda: site.js("document.querySelector('#mo-rong a')"))
    assert site.element("#mo-rong a").text == "Nói cách khác: tiền nhặt được (3 bài)"
    site.click("#mo-rong a")
    site.until(lambda: site.total == "3")


def test_a_question_in_words_loses_those_that_only_ask(kho: Open) -> None:
    site = kho([samples.document("a", "Làng Nủ được khen."), samples.document("b", "Ai cũng biết làng.")])
    site.open("?q=ai ở làng nủ được khen?")

    assert site.ids == ["a"]


def test_a_rare_but_right_word_is_not_corrected(kho: Open) -> None:
    site = kho(
        [
            samples.document("rare", "Cụ Kon Tung."),
            *(samples.document(f"a{n}", "Kon Tum.", facets=(("tinh", "kon-tum"),)) for n in range(9)),
        ]
    )
    site.open("?q=kon tung")

    assert site.ids == ["rare"]
    assert site.js(INSTEAD) == ""
    assert "Kon Tum" not in site.element("#mo-rong").text


def test_nothing_is_shown_where_nothing_helps(mini: Kho) -> None:
    mini.open("?q=zzzz")

    assert (mini.ids, mini.total) == ([], "0")
    assert "Có thể thử ít từ hơn" in mini.said


def test_the_number_of_results_is_announced(mini: Kho) -> None:
    mini.open("?q=khen")
    status = mini.element("#so-ket-qua")

    assert status.get_attribute("aria-live") == "polite"
    assert status.text == "Tìm thấy 5 bài."


def test_the_keyboard_is_enough(mini: Kho) -> None:
    mini.open("?q=khen+thuong")
    mini.press("/")
    assert mini.focus == "cau-hoi"
    mini.press(Keys.ARROW_DOWN)
    assert mini.focus == "upper"
    mini.press(Keys.ARROW_DOWN)
    assert mini.focus == "nfd"
    mini.press(Keys.ARROW_UP)
    mini.press(Keys.ARROW_UP)
    assert mini.focus == "cau-hoi"
    mini.press(Keys.ARROW_DOWN)
    mini.press(Keys.ENTER)
    mini.until(lambda: mini.js("location.pathname").endswith("/bai-viet/2024/upper.html"))


def test_a_slash_leads_to_the_box_from_a_choice_but_not_from_another_box(mini: Kho) -> None:
    mini.open("?q=khen")
    mini.js("document.querySelector('input[type=checkbox]').focus()")
    mini.press("/")

    assert mini.focus == "cau-hoi"
    mini.press(Keys.END, "/")
    assert mini.element("#cau-hoi").get_attribute("value") == "khen/"


def test_the_keyboard_stays_on_the_page_when_a_control_goes(kho: Open) -> None:
    site = kho(
        [samples.document("a", "khen", date="2023-01-01"), samples.document("b", "chê", date="2024-01-01")]
    )
    site.open("?q=khen&nam=2024")
    site.click("#xoa-bo-loc")
    site.until(lambda: site.ids == ["a"])
    assert site.focus == "so-ket-qua"
    site.open("?q=khen&nam=2024")
    site.until(lambda: site.js("document.querySelector('[data-count]')"))
    site.js("document.querySelector(\"input[value='2024']\").focus()")
    site.press(Keys.SPACE)
    site.until(lambda: site.ids == ["a"])

    assert site.js("document.activeElement.value") == "2024"


def test_on_a_phone_the_results_come_into_sight(mini: Kho) -> None:
    mini.browser.set_size(390, 844)
    mini.open()
    mini.element("#cau-hoi").send_keys("khen", Keys.ENTER)
    mini.until(lambda: mini.ids)

    assert mini.focus == "so-ket-qua"
    assert mini.js("document.querySelector('#ket-qua a').getBoundingClientRect().top") < 422
    mini.click("#bo-loc > summary")
    mini.until(lambda: mini.element("#xem-ket-qua").text == "Xem kết quả (5 bài)")
    mini.click("#xem-ket-qua")
    assert not mini.js("document.getElementById('bo-loc').open")


def test_a_second_press_while_more_is_on_its_way_shows_nothing_twice(kho: Open) -> None:
    site = kho([samples.document(f"bai-{n:03d}", "khen") for n in range(100)])
    site.open("?q=khen")
    site.slow("/c/")
    site.js("(document.getElementById('xem-them').click(), document.getElementById('xem-them').click())")
    site.until(lambda: len(site.ids) > 20)
    time.sleep(0.6)

    assert site.ids == [f"bai-{n:03d}" for n in range(99, 59, -1)]


def test_more_of_the_old_does_not_come_among_the_new(kho: Open) -> None:
    site = kho([samples.document(f"bai-{n:03d}", "khen" if n % 2 else "chê") for n in range(100)])
    site.open("?q=khen")
    site.slow("/c/", 600)
    site.click("#xem-them")
    site.slow("/w/", 900)
    site.element("#cau-hoi").send_keys(Keys.BACKSPACE * 4, "chê", Keys.ENTER)
    time.sleep(0.7)
    assert site.state == "loading"
    site.settled()

    assert site.ids == [f"bai-{n:03d}" for n in range(98, 58, -2)]


def test_what_stands_there_while_something_else_is_looked_for_cannot_be_used(mini: Kho) -> None:
    mini.open("?q=khen")
    mini.slow("/w/", 1500)
    mini.element("#cau-hoi").send_keys(" tap")
    mini.until(lambda: mini.state == "loading")
    mini.press(Keys.ARROW_DOWN)

    assert mini.focus == "cau-hoi"
    assert not mini.element("#tai-ve").is_enabled()
    assert mini.js("document.getElementById('ket-qua').inert")
    mini.until(lambda: mini.element("#so-ket-qua").text == "Đang tìm…")
    mini.settled()
    assert mini.ids == ["nfd", "nodia", "exact"]
    assert mini.element("#tai-ve").is_enabled()


def test_long_results_go_on_when_asked(kho: Open) -> None:
    site = kho([samples.document(f"bai-{n:02d}", "khen") for n in range(45)])
    site.open("?q=khen")
    assert (len(site.ids), site.total) == (20, "45")
    for more in (40, 45):
        site.js("document.getElementById('xem-them').click()")
        site.until(partial(lambda wanted: len(site.ids) == wanted, more))

    assert site.ids == [f"bai-{n:02d}" for n in reversed(range(45))]
    assert not site.element("#xem-them").is_displayed()


def test_the_results_can_be_kept_as_a_table(kho: Open) -> None:
    site = kho([samples.document(f"bai-{n:02d}", "khen", title='=Tin, "hay"') for n in range(25)])
    site.open("?q=khen")
    site.js("(URL.createObjectURL = (blob) => { window.kept = blob; return 'blob:x'; }, 0)")
    site.click("#tai-ve")
    site.until(lambda: site.js("window.kept !== undefined"))
    text = site.browser.driver.execute_async_script(
        "const done = arguments[0];"
        "kept.arrayBuffer().then((b) => done(new TextDecoder('utf-8', {ignoreBOM: true}).decode(b)))"
    )
    rows = text.split("\r\n")

    assert rows[0] == "\ufeffid,url,title,date,province,total,status"
    assert len(rows) == 27
    assert rows[1].startswith("bai-24,http")
    assert '"\'=Tin, ""hay"""' in rows[1]


# --- when things are not as they should be


def test_from_a_disk_the_page_says_why_and_points_on(mini: Kho) -> None:
    mini.browser.open((mini.folder / "tim-kiem.html").as_uri() + "?q=khen")

    assert "Trang đang mở từ ổ đĩa nên trình duyệt không cho phép tìm kiếm" in mini.said
    assert mini.js("document.querySelectorAll('.search-ways a').length") == 4


def test_an_old_browser_is_told_that_it_is_old(mini: Kho) -> None:
    with mini.browser.preloaded("delete window.DecompressionStream"):
        mini.browser.open(f"{mini.url}tim-kiem.html?q=khen")
        mini.until(lambda: "Trình duyệt này quá cũ để tìm kiếm" in mini.said)

    assert mini.element("#cau-hoi").get_attribute("value") == "khen"


def test_without_scripts_the_page_points_on(mini: Kho) -> None:
    mini.browser.set_javascript(False)
    mini.browser.open(f"{mini.url}tim-kiem.html?q=khen")

    assert "Tìm kiếm chạy bằng JavaScript" in mini.element(".search").text
    assert len(mini.browser.driver.find_elements("css selector", ".search-ways a")) == 4


def test_a_word_that_could_not_be_fetched_is_found_when_the_network_is_back(mini: Kho) -> None:
    mini.open("?q=khen")
    mini.cut("/w/")
    box = mini.element("#cau-hoi")
    box.send_keys(" thuong")
    mini.until(lambda: mini.state == "error")
    assert "Không tải được dữ liệu tìm kiếm" in mini.element("#tro-giup [role=alert]").text
    mini.mend()
    box.send_keys(Keys.ENTER)
    mini.settled()

    assert (mini.state, mini.total) == ("done", "5")
    assert not mini.element("#tro-giup").is_displayed()


@pytest.mark.parametrize("part", ["/f/", "/c/"])
def test_results_stay_when_something_beside_them_cannot_be_fetched(kho: Open, part: str) -> None:
    facets = (("chu-de", "x"),)
    site = kho([samples.document(f"bai-{n:03d}", "khen", facets=facets) for n in range(100)])
    site.open("?q=khen")
    site.cut(part)
    more = "details[data-facet=chu-de] summary" if part == "/f/" else "#xem-them"
    site.click(more)
    site.until(lambda: site.element("#tro-giup").is_displayed())

    assert (site.state, len(site.ids), site.total) == ("done", 20, "100")
    site.mend()
    site.click("#tro-giup button")
    site.until(lambda: not site.element("#tro-giup").is_displayed())
    site.settled()
    assert len(site.ids) == 20
    if part == "/f/":
        counted = (
            "document.querySelector(\"input[value='x']\").closest('li').querySelector('.count').textContent"
        )
        site.until(lambda: site.js(counted) == "100")


FETCHED = "performance.getEntriesByType('resource').length"


@pytest.mark.parametrize("fault", ["missing", "cut", "a page"])
def test_a_file_of_numbers_that_cannot_be_had_is_asked_for_once_more_and_no_more(
    kho: Open, fault: str
) -> None:
    site = kho([samples.document(f"bai-{n}", "khen", facets=(("tinh", "a"),)) for n in range(30)])
    for path in (site.folder / "tim-kiem/a/f").iterdir():
        if fault == "missing":
            path.unlink()
        else:
            path.write_bytes(path.read_bytes()[:-3] if fault == "cut" else b"<!DOCTYPE html>")
    site.open("?q=khen")
    site.until(lambda: site.element("#tro-giup").is_displayed())
    time.sleep(0.5)
    before = site.js(FETCHED)
    time.sleep(2)

    assert site.js(FETCHED) == before < 80
    assert (len(site.ids), site.total) == (20, "30")
    assert "thử lại" in site.element("#tro-giup").text


def test_what_was_answered_before_is_answered_again_after_a_failure_without_a_network(mini: Kho) -> None:
    mini.open("?q=khen")
    mini.cut("")
    box = mini.element("#cau-hoi")
    box.clear()
    box.send_keys("hoà", Keys.ENTER)
    mini.until(lambda: mini.state == "error")
    box.clear()
    box.send_keys("khen", Keys.ENTER)
    mini.settled()

    assert (mini.state, mini.total) == ("done", "5")


def test_sixty_letters_typed_cost_sixty_requests_at_most(kho: Open) -> None:
    text = "ủy ban nhân dân tỉnh tặng bằng khen cho tập thể và cá nhân xuất sắc"
    site = kho([samples.document(f"bai-{n:03d}", f"{text}. Số {n}.") for n in range(300)])
    site.open("?q=so")
    site.element("#cau-hoi").clear()
    time.sleep(1)
    before = site.js(FETCHED)
    for letter in text[:60]:
        site.press(letter)
        time.sleep(0.12)
    site.settled()
    time.sleep(2)

    assert site.total == "300"
    assert site.js(FETCHED) - before <= 60


def test_a_script_that_is_missing_is_no_fault_of_the_reader(mini: Kho) -> None:
    path = mini.folder / mini.names["js/search-rank.js"]
    aside = path.rename(path.with_suffix(".aside"))
    mini.browser.open(f"{mini.url}tim-kiem.html?q=khen")
    mini.until(lambda: "chưa tải lên xong" in mini.said)
    mini.browser.errors()  # the missing script

    assert mini.element("#cau-hoi").get_attribute("value") == "khen"
    assert "bộ lọc" not in mini.said
    aside.rename(path)
    mini.click("#tro-giup button")
    mini.until(lambda: mini.js("document.querySelectorAll('#ket-qua > li').length") == 5)


@pytest.mark.parametrize("broken", ["index.bin", "a/w", "a/c"])
def test_a_missing_file_is_said_and_can_be_tried_again(mini: Kho, broken: str) -> None:
    path = mini.folder / "tim-kiem" / broken
    aside = mini.folder / "aside"
    path.rename(aside)
    mini.open("?q=khen+thuong")

    assert (mini.state, mini.ids, mini.total) == ("error", [], "")
    assert "thử lại" in mini.said
    aside.rename(path)
    mini.click("#tro-giup button")
    mini.until(lambda: mini.state == "done")
    assert mini.total == "5"


def test_files_of_another_build_are_never_mixed(mini: Kho, tmp_path: Path) -> None:
    mini.open("?q=khen")
    other = tmp_path / "other"
    search_site.write(
        other, [*samples.by_hand()[1:], samples.document("new", "khen thuong", date="2025-01-01")]
    )
    kept = (mini.folder / "tim-kiem/index.bin").read_bytes()
    shutil.rmtree(mini.folder / "tim-kiem")
    shutil.copytree(other / "tim-kiem", mini.folder / "tim-kiem")
    # All has been published but the manifest: whatever is found now would be wrong.
    (mini.folder / "tim-kiem/index.bin").write_bytes(kept)
    mini.open("?q=khen+thuong")
    assert (mini.state, mini.ids) == ("error", [])

    # The page has the old manifest, the site is whole and new: the reader notices nothing.
    (mini.folder / "tim-kiem/index.bin").write_bytes((other / "tim-kiem/index.bin").read_bytes())
    mini.click("#tro-giup button")
    mini.until(lambda: mini.state == "done")
    assert mini.ids == ["new", "upper", "nfd", "other", "nodia"]


def test_a_site_published_anew_under_an_open_page_is_noticed(mini: Kho, tmp_path: Path) -> None:
    mini.open("?q=hoà")
    other = tmp_path / "other"
    search_site.write(other, samples.by_hand()[:2])
    shutil.rmtree(mini.folder / "tim-kiem")
    shutil.copytree(other / "tim-kiem", mini.folder / "tim-kiem")
    box = mini.element("#cau-hoi")
    box.clear()
    box.send_keys("khen thuong", Keys.ENTER)
    mini.until(lambda: mini.ids == ["nodia", "exact"])

    mini.until(lambda: mini.state == "done")


def test_a_page_in_place_of_a_missing_file_is_not_taken_for_it(mini: Kho) -> None:
    for path in (mini.folder / "tim-kiem/a/w").iterdir():
        path.write_text("<!DOCTYPE html><title>Trang nhất</title>")
    mini.open("?q=khen")

    assert mini.state == "error"


def test_the_page_keeps_the_rules_of_accessibility(mini: Kho, axe: Callable[..., list[Violation]]) -> None:
    mini.open("?q=khen")
    mini.until(lambda: mini.js("document.querySelector('.card-excerpt mark')"))

    assert [str(violation) for violation in axe(within="main")] == []
    assert mini.browser.errors() == []


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_sticks_out_sideways(mini: Kho, width: int) -> None:
    mini.browser.set_size(width)
    mini.open("?q=khen")

    assert mini.js("document.documentElement.scrollWidth") <= width
    assert mini.js("document.getElementById('bo-loc').open") is (width > 1000)


def test_nothing_sticks_out_with_large_letters_or_a_very_long_word(mini: Kho) -> None:
    mini.browser.set_size(390)
    mini.open("?q=khen")
    mini.js("document.documentElement.style.fontSize = '200%'")
    assert mini.js("document.documentElement.scrollWidth") <= 390
    mini.open(f"?q={'a' * 500}&tinh={'b' * 300}")

    assert mini.js("document.documentElement.scrollWidth") <= 390


def test_what_is_printed_are_the_question_and_the_results(mini: Kho) -> None:
    mini.open("?q=khen&nam=2024")
    mini.browser.set_media("print")

    shown = (
        "[...document.querySelectorAll('.search button, .search select')].filter((e) => e.checkVisibility())"
    )
    assert mini.js(f"{shown}.map((e) => e.textContent.trim())") == ["2024"]
    assert mini.element("#cau-hoi").is_displayed()
    assert mini.element("#ket-qua").is_displayed()
