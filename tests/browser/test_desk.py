"""At the desk, in a browser, with real keys: an article is written without a line of YAML."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.hand import Hand, wait
from tests.conftest import MakeSite
from tests.desk.conftest import ARTICLE, FILES, KHEN
from tests.desk.served import Served, serving
from tests.desk.test_form import photo
from tools.browser import Browser, Violation

Axe = Callable[..., list[Violation]]


def unikey(*syllables: tuple[str, str]) -> list[str]:
    """The keys that UniKey sends: a letter back, and the letter with its mark typed instead, in one burst."""
    keys: list[str] = []
    for bare, marked in syllables:
        keys += [*bare, *(Keys.BACKSPACE for _ in bare), *marked]
    return keys


# ---------------------------------------------------------------- typing


def test_a_message_stands_at_its_field_as_one_types_and_its_suggestion_is_a_button(hand: Hand) -> None:
    hand.open()
    hand.replace("province", "Quảng Namm")
    wait(lambda: "ý bạn là 'Quảng Nam'" in hand.told("province"))

    assert hand.field("province").get_attribute("aria-invalid") == "true"
    hand.field("province").send_keys(Keys.ESCAPE)
    hand.press("Dùng “Quảng Nam”")
    wait(lambda: "Không có lỗi" in hand.state())

    assert hand.field("province").get_attribute("value") == "Quảng Nam"
    hand.saves()
    assert hand.text() == ARTICLE


def test_unikey_s_bursts_of_backspace_and_retyping_arrive_whole(hand: Hand) -> None:
    hand.open()
    burst = unikey(("phu", "phụ"), (" nu", " nữ"), (" Viet", " Việt"), (" Nam", " Nam"))
    hand.replace("place", "")
    hand.type("place", *burst)
    hand.type(
        "body",
        Keys.CONTROL + Keys.END + Keys.NULL,
        Keys.ENTER,
        Keys.ENTER,
        *unikey(("Doan", "Đoạn"), (" hai", " hai")),
    )
    wait(lambda: "Không có lỗi" in hand.state())
    hand.saves()

    assert "place: phụ nữ Việt Nam\n" in hand.text()
    assert hand.text().endswith("Đoạn đầu.\n\nĐoạn hai\n")


def test_a_province_is_completed_without_marks_and_only_when_chosen(hand: Hand) -> None:
    hand.open()
    hand.replace("province", "kon")
    wait(
        lambda: hand.browser.run("return document.querySelector('.offers:not([hidden]) li')?.innerText || ''")
    )
    assert hand.field("province").get_attribute("value") == "kon"
    hand.field("province").send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    wait(lambda: hand.field("province").get_attribute("value") == "Kon Tum")
    wait(lambda: "Kon Tum nay thuộc Quảng Ngãi" in hand.browser.run("return document.body.innerText"))
    hand.saves()

    assert "province: Kon Tum\n" in hand.text()


def test_the_sum_runs_beside_the_stated_total(hand: Hand) -> None:
    hand.open()
    hand.type("total.recipients", "10")
    echo = "return document.getElementById('o-total-vong').innerText"
    wait(lambda: "ít hơn tổng đã nêu 1" in hand.browser.run(echo))
    hand.replace("awards.0.individuals", "7")
    wait(lambda: "bằng tổng đã nêu" in hand.browser.run(echo))

    hand.replace("awards.0.households", "0")
    zero = hand.browser.run(
        "return !document.querySelector(\"[data-name='awards.0.households'] .zero\").hidden"
    )
    assert zero


def test_rows_are_added_moved_and_taken_away(hand: Hand) -> None:
    hand.open()
    hand.press("Thêm mục khen")
    hand.type("awards.1.grantor", "Công an tỉnh", Keys.ESCAPE)
    hand.type("awards.1.form", "Giấy khen", Keys.ESCAPE)
    hand.type("awards.1.recipients", "24")
    hand.press("Đưa mục khen 2 lên")
    assert hand.field("awards.0.grantor").get_attribute("value") == "Công an tỉnh"
    hand.saves()
    lines = hand.text().split("\n")

    assert lines.index("  - grantor: Công an tỉnh") < lines.index(
        "  - grantor: Chủ tịch UBND tỉnh   # nơi quyết định"
    )
    hand.press("Bỏ mục khen 1")
    hand.saves()
    assert hand.text() == ARTICLE


def test_names_are_pasted_out_of_a_table(hand: Hand) -> None:
    hand.open()
    table = "STT\tHọ và tên\tĐơn vị\r\n1\tNguyễn Văn A\tXã X\r\n2\tTrần Thị B\tXã Y\r\n"
    hand.paste("awards.0.names", plain=table)
    wait(lambda: "Đã nhận 2 tên" in hand.browser.run("return document.body.innerText"))
    hand.saves()

    assert "names: [Nguyễn Văn A, Trần Thị B]" in hand.text()


def test_names_are_pasted_out_of_a_table_of_the_text(hand: Hand) -> None:
    hand.open()
    head = "| STT | Họ và tên | Hình thức |\n| --- | --- | --- |\n"
    table = head + "| 1 | Nguyễn Văn A | Bằng khen |\n| 2 | Trần Thị B | Giấy khen |"
    hand.paste("awards.0.names", plain=table)
    hand.paste("awards.0.names", plain="| 3 | Lê C | Bằng khen |\n| 4 | Hồ D | Bằng khen |\n")
    hand.saves()

    assert "names: [Nguyễn Văn A, Trần Thị B, Lê C, Hồ D]" in hand.text()


def test_names_are_taken_out_of_a_numbered_list_of_the_text(hand: Hand) -> None:
    hand.open()
    hand.paste("awards.0.names", plain="1\\. Nguyễn Văn A;\n2. Trần Thị B\n- Công an xã C.\n\n")
    hand.saves()

    assert "names: [Nguyễn Văn A, Trần Thị B, Công an xã C]" in hand.text()


def test_a_paste_from_word_becomes_markdown(hand: Hand) -> None:
    hand.open()
    word = (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><body><h1>Hội&nbsp;nghị</h1>"
        "<p class=MsoNormal>Sáng <b>19/9</b>, tại <i>Tam Kỳ</i>.<o:p></o:p></p>"
        "<p class=MsoListParagraph>·&nbsp; mục một</p><p class=MsoListParagraph>·&nbsp; mục hai</p>"
        "<table><tr><td><p>Đơn vị</p></td><td><p>Số</p></td></tr><tr><td>A</td><td>3</td></tr></table>"
        "<p>Xem <a href='https://example.org/a'>đây</a>.<script>alert(1)</script></p></body></html>"
    )
    hand.browser.run("arguments[0].select()", hand.field("body"))
    hand.paste("body", html=word, plain="x")

    assert hand.field("body").get_attribute("value") == (
        "## Hội nghị\n\nSáng **19/9**, tại *Tam Kỳ*.\n\n- mục một\n- mục hai\n\n"
        "| Đơn vị | Số |\n| --- | --- |\n| A | 3 |\n\nXem [đây](https://example.org/a)."
    )


def test_tags_are_chips_with_their_nearest_neighbours(hand: Hand) -> None:
    hand.open()
    field = hand.browser.driver.find_element("id", "o-tags-them")
    hand.browser.run("arguments[0].scrollIntoView({block: 'center'})", field)
    field.send_keys("nông dân giỏi", Keys.ENTER)
    wait(lambda: "nông dân giỏi: chủ đề mới" in hand.browser.run("return document.body.innerText"))
    hand.browser.driver.find_element("css selector", "[aria-label='Bỏ an ninh']").click()
    hand.saves()

    assert "tags: [phụ nữ, nông dân giỏi]" in hand.text()


def test_photos_dropped_in_become_rows(hand: Hand, tmp_path: Path) -> None:
    files = []
    for name in ("Ảnh một.jpg", "hai.jpg", "ba.jpg"):
        (tmp_path / name).write_bytes(photo(colour={"hai.jpg": "blue", "ba.jpg": "green"}.get(name, "red")))
        files.append(str(tmp_path / name))
    hand.open()
    hand.browser.driver.find_element("id", "o-anh").send_keys("\n".join(files))
    wait(lambda: hand.browser.run("return document.querySelectorAll('.row-photos').length") == 3)
    hand.type("photos.0.caption", "Quang cảnh")
    hand.saves()

    assert "- {file: anh-mot.jpg, caption: Quang cảnh}" in hand.text()
    assert hand.desk.file("2024/ba.jpg").is_file()
    assert "hai.jpg" in hand.text()


def test_the_page_beside_follows_what_is_typed(hand: Hand) -> None:
    hand.browser.set_size(1440)
    hand.open()
    frame = "return document.getElementById('trang-khung').contentDocument"
    inside = f"{frame}?.querySelector('main')?.innerText || ''"
    wait(lambda: "Đoạn đầu." in hand.browser.run(inside))
    hand.type("body", Keys.CONTROL + Keys.END + Keys.NULL, " Thêm một câu.")
    wait(lambda: "Đoạn đầu. Thêm một câu." in hand.browser.run(inside))
    marked = f"{frame}.querySelector('[data-soan]')?.innerText"
    wait(lambda: "Thêm một câu" in (hand.browser.run(marked) or ""))


# ---------------------------------------------------------------- nothing is lost


def test_what_was_typed_survives_a_crash_of_the_browser_and_the_server(hand: Hand) -> None:
    hand.open()
    hand.replace("place", "Tam Kỳ")
    wait(lambda: hand.desk.desk.store.aside(f"content/{KHEN}"))
    hand.browser.open("about:blank")
    hand.open(f"bai/{KHEN}")

    assert "Có phần gõ dở chưa lưu" in hand.browser.run("return document.body.innerText")
    hand.browser.driver.find_element("link text", "Lấy lại phần gõ dở").click()
    wait(lambda: hand.field("place").get_attribute("value") == "Tam Kỳ")


def test_what_was_saved_as_a_new_article_is_nothing_half_written(hand: Hand) -> None:
    hand.open("moi")
    hand.type("title", "Khen thưởng ở Tam Kỳ")
    hand.field("title").send_keys(Keys.CONTROL + "s")
    wait(lambda: "/bai/" in hand.browser.run("return location.pathname"))
    time.sleep(0.5)

    assert list(hand.desk.desk.store.asides()) == []


def test_two_windows_never_write_over_each_other(hand: Hand) -> None:
    hand.open()
    hand.replace("place", "Tam Kỳ")
    other = hand.desk.open(KHEN).form
    hand.desk.save(KHEN, [*other, ("byline", "K.ANH")])
    hand.browser.driver.switch_to.active_element.send_keys(Keys.CONTROL + "s")
    wait(lambda: "Bài đã bị đổi ở nơi khác" in hand.browser.run("return document.body.innerText"))
    assert "byline: K.ANH" in hand.text()
    assert "Tam Kỳ" not in hand.text()
    hand.press("Lưu bản đã gộp")
    wait(lambda: "place: Tam Kỳ" in hand.text())

    assert "byline: K.ANH" in hand.text()


FAULTS = {
    "awards.0.collectives": ("collectives: 3", "collectives: năm"),
    "o-tags-them": ("phụ nữ, an ninh", "phụ nữ, '***'"),
    "awards.1.grantor": (
        "tags:",
        "  - {grantor: Chủ tịch UBND tỉnh, form: Bằng khen}\ntags:",
    ),
    "status_note": ("tags:", "status_note: Sai.\ntags:"),
    "body": ("Đoạn đầu.", "[mất](khong-co.md)"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_publishing_that_stops_leads_into_the_very_field(hand: Hand, name: str) -> None:
    hand.desk.file(KHEN).write_text(ARTICLE.replace(*FAULTS[name], 1), "utf-8")
    hand.desk.refresh()
    hand.browser.open(f"{hand.desk.top}__soan__/xuat-ban")
    hand.press("Xuất bản")
    wait(lambda: "Chưa xuất bản" in hand.browser.run("return document.body.innerText"), 60)
    hand.browser.driver.find_element("link text", "Sửa").click()
    focus = "const at = document.activeElement; return [at.name || at.id, at.getBoundingClientRect().top]"
    wait(lambda: hand.browser.run(focus)[0] == name)

    assert 60 < hand.browser.run(focus)[1] < 700


def test_what_is_confirmed_beside_its_field_is_no_open_question_any_more(hand: Hand) -> None:
    text = "Khen thưởng 30 cá nhân\n(QNO) - Sáng 19/9/2024, UBND tỉnh Quảng Nam tổ chức hội nghị.\n"
    text += "Dịp này, Chủ tịch UBND tỉnh tặng Bằng khen cho 3 tập thể và 6 cá nhân."
    hand.browser.open(f"{hand.desk.top}__soan__/nhap")
    hand.type("van-ban", text)
    hand.press("Đọc bài")
    boxes = "return [...document.querySelectorAll('.confirm')]"
    wait(lambda: hand.browser.run(boxes))
    hand.browser.run("document.documentElement.style.scrollBehavior = 'auto'")
    ticks = "return [...document.querySelectorAll('.tick [type=checkbox]')].map((b) => [b.value, b.checked])"
    open_questions = dict(hand.browser.run(ticks))
    assert set(open_questions.values()) == {False}
    assert {"total_differs", "source_inferred"} <= open_questions.keys()
    found = hand.browser.run(boxes)
    for box in (*found, found[0], found[0]):
        hand.browser.run("arguments[0].scrollIntoView({block: 'center'})", box)
        box.click()
        done = dict(hand.browser.run(ticks))
        assert done["total_differs"] == found[0].is_selected()

    assert set(done.values()) == {True}
    hand.press("Lưu")
    wait(lambda: "/bai/2024/" in hand.browser.run("return location.pathname") and hand.state())

    assert hand.browser.run(ticks) == []


# ---------------------------------------------------------------- for everyone


def pages() -> list[str]:
    return [
        "",
        f"bai/{KHEN}",
        "bai/2024/hong.md",
        "moi",
        "nhap",
        "chu-de",
        "xuat-ban",
        "sao-luu",
        f"ban/{KHEN}",
        f"doi-ten/{KHEN}",
        f"xoa/{KHEN}",
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_of_the_desk_is_accessible_light_and_dark_wide_and_narrow(
    browser: Browser, axe: Axe, site: MakeSite, tmp_path: Path, language: str
) -> None:
    broken = {**FILES, "content/2024/hong.md": "---\ntitle: Hỏng: hẳn\n---\n\nChữ.\n"}
    with serving(site(broken), tmp_path / "p", language="en" if language == "en" else "vi") as desk:
        desk.save(KHEN, [*desk.open(KHEN).form, ("place", "x"), ("awards.0.approx", "true")])
        for scheme, width in (("light", 1280), ("dark", 390)):
            browser.set_scheme("dark" if scheme == "dark" else "light")
            browser.set_size(width)
            for page in pages():
                browser.open(f"{desk.top}__soan__/{page}")
                assert browser.run("return document.documentElement.lang") == language
                assert [str(found) for found in axe()] == [], page
                assert browser.run("return document.documentElement.scrollWidth") <= width, page


def test_the_way_in_for_others_is_accessible_light_and_dark_wide_and_narrow(
    browser: Browser, axe: Axe, site: MakeSite, tmp_path: Path
) -> None:
    people = {"Lan": "tám chữ trở lên"}
    with serving(site(FILES), tmp_path / "p", local=False, people=people) as desk:
        for scheme, width in (("light", 1280), ("dark", 390)):
            browser.set_scheme("dark" if scheme == "dark" else "light")
            browser.set_size(width)
            browser.open(f"{desk.top}__soan__/bai/{KHEN}")
            assert [str(found) for found in axe()] == []
            browser.driver.switch_to.active_element.send_keys("Lan", Keys.TAB, "nhầm", Keys.ENTER)
            wait(lambda: browser.run("return !!document.querySelector('[role=alert]')"))

            assert [str(found) for found in axe()] == []
            assert browser.run("return document.documentElement.scrollWidth") <= width
            browser.driver.switch_to.active_element.send_keys(people["Lan"], Keys.ENTER)
            wait(lambda: browser.run("return location.pathname").endswith(KHEN))

            assert [str(found) for found in axe()] == []
            browser.run("document.querySelector('[value=ra]').form.requestSubmit()")
            wait(lambda: "/vao" in browser.run("return location.pathname"))


def test_text_at_twice_its_size_fits(browser: Browser, desk: Served) -> None:
    browser.set_size(1280)
    for page in pages():
        if "hong" in page:
            continue
        browser.open(f"{desk.top}__soan__/{page}")
        browser.run(
            "const sheet = new CSSStyleSheet(); sheet.replaceSync('html {font-size: 200% !important}');"
            "document.adoptedStyleSheets = [sheet];"
        )
        assert browser.run("return document.documentElement.scrollWidth") <= 1280, page


def test_the_form_is_filled_in_by_the_keyboard_alone(hand: Hand) -> None:
    hand.open("moi")
    hand.browser.run("document.querySelector('[name=title]').focus()")
    hand.browser.driver.switch_to.active_element.send_keys(
        "Bài gõ bằng phím", Keys.TAB, Keys.CONTROL + "a" + Keys.NULL, "5/6/2024"
    )
    hand.browser.driver.switch_to.active_element.send_keys(Keys.ENTER)
    wait(lambda: hand.desk.file("2024/bai-go-bang-phim.md").is_file())


def test_without_scripts_the_form_posts_checks_and_saves(browser: Browser, desk: Served) -> None:
    browser.set_javascript(False)
    browser.open(f"{desk.top}__soan__/bai/{KHEN}")
    field = browser.driver.find_element("name", "awards.0.collectives")
    field.clear()
    field.send_keys("hơn 30")
    browser.driver.find_element("css selector", "button[value=kiem]").click()
    wait(lambda: "chỉ viết chữ số" in browser.driver.page_source)
    assert desk.file(KHEN).read_text("utf-8") == ARTICLE
    field = browser.driver.find_element("name", "awards.0.collectives")
    field.clear()
    field.send_keys("30")
    browser.driver.find_element("css selector", "button[value=luu]").click()
    wait(lambda: "collectives: 30" in desk.file(KHEN).read_text("utf-8"))


def test_no_page_of_the_desk_complains_in_the_console_or_asks_elsewhere(
    browser: Browser, desk: Served
) -> None:
    for page in pages():
        if "hong" not in page:
            browser.open(f"{desk.top}__soan__/{page}")
            time.sleep(0.3)
    assert browser.errors() == []


def test_our_own_script_is_small() -> None:
    import gzip

    folder = Path(__file__).resolve().parents[2] / "assets" / "desk"
    weight = sum(len(gzip.compress(file.read_bytes())) for file in folder.glob("*.js"))

    assert weight <= 40 * 1024, json.dumps(weight)
