"""At the desk, whatever happens while one types: what was typed is there afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from selenium.webdriver.common.keys import Keys

from bangvang.desk import store as stores
from tests.browser.hand import Hand, wait
from tests.desk.conftest import KHEN
from tools.browser import Browser


@pytest.fixture
def away(browser: Browser) -> Callable[[bool], None]:
    """`away(True)`: the server cannot be reached."""

    def switch(off: bool) -> None:
        browser._command("Network.enable")
        browser._command(
            "Network.emulateNetworkConditions",
            offline=off,
            latency=0,
            downloadThroughput=-1,
            uploadThroughput=-1,
        )

    return switch


@pytest.mark.parametrize("where", ["moi", f"bai/{KHEN}", f"bai/{KHEN}?chu=1"])
def test_a_save_that_reaches_nobody_leaves_the_form_as_it_is(
    hand: Hand, away: Callable[[bool], None], where: str
) -> None:
    area = "text" if "chu" in where else "body"
    hand.open(where)
    if where == "moi":
        hand.type("title", "Bài gõ khi mất điện")
    away(True)
    hand.type(area, Keys.CONTROL + Keys.END + Keys.NULL, "Mười trang.")
    hand.asks_to_save()
    wait(lambda: "Không nối được với máy chủ" in hand.state())

    assert hand.value(area).endswith("Mười trang.")
    away(False)
    hand.asks_to_save()
    file = hand.desk.file("2026/bai-go-khi-mat-dien.md" if where == "moi" else KHEN)
    wait(lambda: any("Mười trang." in each.read_text("utf-8") for each in file.parent.parent.rglob("*.md")))


def test_what_the_server_never_got_is_offered_by_the_browser(
    hand: Hand, away: Callable[[bool], None]
) -> None:
    hand.open("moi")
    away(True)
    hand.type("body", "Mười trang.")
    wait(lambda: "Không nối được với máy chủ" in hand.state())
    away(False)
    hand.leaves("moi")
    hand.press("Lấy lại phần gõ dở")
    wait(lambda: hand.value("body") == "Mười trang.")


def test_what_was_typed_into_an_import_is_offered_with_the_new_articles(
    hand: Hand, away: Callable[[bool], None]
) -> None:
    hand.browser.open(f"{hand.desk.top}__soan__/nhap")
    hand.type("van-ban", "Khen thưởng 30 cá nhân\nSáng 19/9/2024, tại Tam Kỳ.")
    hand.press("Đọc bài")
    wait(lambda: hand.field("title"))
    away(True)
    hand.type("place", "Tam Kỳ")
    wait(lambda: "Không nối được với máy chủ" in hand.state())
    away(False)
    hand.leaves("moi")
    hand.browser.driver.find_element("css selector", "section.note:not(:has(form)) button").click()
    wait(lambda: hand.value("place") == "Tam Kỳ")


def test_a_page_that_is_too_old_keeps_what_was_typed(hand: Hand) -> None:
    hand.open()
    hand.desk.desk.guard.__dict__["secret"] = b"another" * 5
    hand.type("body", Keys.CONTROL + Keys.END + Keys.NULL, " Mười trang.")
    hand.asks_to_save()
    wait(lambda: "Trang đã mở quá lâu" in hand.state())

    assert hand.value("body").endswith(" Mười trang.")
    hand.leaves()
    hand.press("Lấy lại phần gõ dở")
    wait(lambda: hand.value("body").endswith(" Mười trang."))
    hand.saves()

    assert " Mười trang." in hand.text()


def test_a_full_disk_is_told_before_and_after_a_save(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(stores.Store, "put_aside", full)
    monkeypatch.setattr(stores.Store, "_write", staticmethod(full))
    hand.open()
    hand.type("body", Keys.CONTROL + Keys.END + Keys.NULL, " Mười trang.")
    wait(lambda: "Máy chủ chưa giữ được phần đang gõ" in hand.state())
    hand.asks_to_save()
    wait(lambda: hand.state().startswith("Không ghi được"))

    assert hand.value("body").endswith(" Mười trang.")
    monkeypatch.undo()
    hand.saves()

    assert " Mười trang." in hand.text()


def test_a_half_written_form_of_yesterday_outlives_the_first_letter_of_today(hand: Hand) -> None:
    hand.open()
    hand.type("body", "Ba trang. ")
    wait(lambda: hand.desk.desk.store.aside(f"content/{KHEN}"))
    hand.leaves()
    hand.type("place", "Tam Kỳ")
    wait(lambda: len(hand.desk.desk.store.kept(f"content/{KHEN}")) == 2)
    hand.saves()
    hand.leaves()
    hand.browser.driver.find_element("link text", "Lấy lại phần gõ dở").click()
    wait(lambda: "Ba trang." in hand.words() or "Ba trang." in hand.value("body"))

    assert "Ba trang." in hand.value("body")


def test_a_window_that_saves_takes_nothing_from_another(hand: Hand) -> None:
    driver = hand.browser.driver
    hand.open()
    hand.type("body", "Cửa sổ một. ")
    wait(lambda: hand.desk.desk.store.aside(f"content/{KHEN}"))
    first = driver.current_window_handle
    driver.switch_to.new_window("tab")
    hand.browser.set_size(1280)
    hand.browser.set_scheme("light")
    hand.open()
    hand.type("place", "Tam Kỳ")
    hand.saves()
    here = "return Object.values(localStorage).join()"

    assert "C%E1%BB%ADa+s%E1%BB%95+m%E1%BB%99t" in hand.browser.run(here)
    assert "Cửa sổ một." in dict(hand.desk.desk.store.kept(f"content/{KHEN}")[0].form)["body"]
    driver.close()
    driver.switch_to.window(first)


def test_words_typed_while_a_save_is_on_its_way_are_not_called_saved(hand: Hand) -> None:
    hand.open()
    hand.type("place", "Tam")
    hand.holds("/bai/")
    hand.asks_to_save()
    hand.waits_for_held()
    hand.type("place", " Kỳ")
    hand.lets_go()
    wait(lambda: "Phần gõ sau đó chưa lưu" in hand.state())

    assert "place: Tam\n" in hand.text()
    wait(lambda: hand.desk.desk.store.aside(f"content/{KHEN}"))
    hand.asks_to_save()
    hand.waits_for_held()
    hand.lets_go()
    wait(lambda: "place: Tam Kỳ\n" in hand.text())
    wait(lambda: hand.desk.desk.store.aside(f"content/{KHEN}") is None)


def test_words_typed_while_a_new_article_is_made_come_along(hand: Hand) -> None:
    hand.open("moi")
    hand.type("title", "Bài mới")
    hand.holds("/moi")
    hand.asks_to_save()
    hand.waits_for_held()
    hand.type("body", "Gõ thêm.")
    hand.lets_go()
    wait(lambda: "/bai/" in hand.browser.run("return location.pathname"))
    wait(lambda: hand.value("body") == "Gõ thêm.")


def test_what_is_kept_late_is_nothing_half_written(hand: Hand) -> None:
    hand.open()
    hand.holds("/giu/")
    hand.type("place", "Tam")
    hand.waits_for_held()
    hand.type("place", " Kỳ")
    hand.saves()
    hand.lets_go()
    hand.browser.driver.execute_async_script(
        "const done = arguments[0]; fetch('/__soan__/').then(() => setTimeout(done, 0));"
    )
    hand.leaves()

    assert "Có phần gõ dở" not in hand.words()


def test_a_form_that_was_joined_asks_before_it_is_left(hand: Hand) -> None:
    hand.open()
    hand.type("place", "Tam Kỳ")
    hand.desk.save(KHEN, [*hand.desk.open(KHEN).form, ("byline", "K.ANH")])
    hand.asks_to_save()
    wait(lambda: "Bài đã bị đổi ở nơi khác" in hand.words())
    hand.leaves()

    assert "Có phần gõ dở chưa lưu" in hand.words()


def test_what_was_saved_leaves_nothing_in_the_browser(hand: Hand) -> None:
    hand.open()
    hand.type("place", "Tam Kỳ")
    hand.saves()

    assert hand.browser.run("return Object.keys(localStorage).filter((key) => key.includes('/bai/'))") == []
