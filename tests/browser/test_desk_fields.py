"""Tags, photos and rows of the form, in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.hand import Hand, wait
from tests.desk.conftest import ARTICLE, KHEN
from tests.desk.test_form import photo

TAG = "o-tags-them"


def tag(hand: Hand, *keys: str) -> None:
    field = hand.browser.driver.find_element("id", TAG)
    hand.browser.run("arguments[0].scrollIntoView({block: 'center'})", field)
    field.click()
    field.send_keys(*keys)


@pytest.mark.parametrize("way", ["mouse", "tab"])
def test_whoever_goes_on_from_the_tags_is_not_called_back(hand: Hand, way: str) -> None:
    hand.open()
    tag(hand, "khuyến học")
    if way == "mouse":
        hand.type("body", Keys.CONTROL + Keys.END + Keys.NULL, " abc")
    else:
        hand.browser.driver.switch_to.active_element.send_keys(Keys.TAB)
    went = hand.browser.run("return document.activeElement.name || document.activeElement.className")
    wait(lambda: "khuyến học: chủ đề mới" in hand.words())

    assert hand.browser.run("return document.activeElement.name || document.activeElement.className") == went
    assert hand.browser.run("return document.activeElement.id") != TAG
    assert hand.value("tags").split("\n") == ["phụ nữ", "an ninh", "khuyến học"]


def test_a_tag_that_is_typed_is_saved(hand: Hand) -> None:
    hand.open()
    tag(hand, "khuyến học")
    hand.saves()

    assert "tags: [phụ nữ, an ninh, khuyến học]" in hand.text()
    tag(hand, "nông dân")
    hand.press("Lưu")
    wait(lambda: "nông dân" in hand.text())


def drop(hand: Hand, *files: Path) -> None:
    """As the system drops files on a page."""
    target = hand.browser.driver.find_element("css selector", "#tha-anh .help")
    hand.browser.run("arguments[0].scrollIntoView({block: 'center'})", target)
    script = "const box = arguments[0].getBoundingClientRect(); return [box.x + 20, box.y + 8]"
    x, y = hand.browser.run(script, target)
    data = {"items": [], "files": [str(file) for file in files], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        hand.browser._command("Input.dispatchDragEvent", type=kind, x=int(x), y=int(y), data=data)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "Ảnh một.jpg"
    file.write_bytes(photo())
    return file


def test_photos_dropped_on_a_new_article_wait_for_its_folder(hand: Hand, picture: Path) -> None:
    hand.desk.file("2026").mkdir(exist_ok=True)
    hand.desk.file("2026/anh-mot.jpg").write_bytes(photo(colour="blue"))
    hand.open("moi")
    drop(hand, picture)
    wait(lambda: hand.browser.run("return document.querySelector('.row-photos .thumb')?.naturalWidth"))
    hand.type("photos.0.caption", "Quang cảnh")
    hand.type("body", "Chữ. ![Quang cảnh](anh-mot.jpg)")
    hand.asks_to_save()
    wait(lambda: "Cần tiêu đề" in hand.state())

    assert hand.browser.run("return document.activeElement.name") == "title"
    assert hand.value("photos.0.file") == "anh-mot.jpg"
    hand.type("title", "Bài có ảnh")
    hand.asks_to_save()
    wait(lambda: "/bai/2026/" in hand.browser.run("return location.pathname"))
    text = hand.desk.file("2026/bai-co-anh.md").read_text("utf-8")

    assert "file: anh-mot-2.jpg, caption: Quang cảnh" in text
    assert "![Quang cảnh](anh-mot-2.jpg)" in text
    assert hand.desk.file("2026/anh-mot-2.jpg").read_bytes() == photo()


def test_photos_of_a_half_written_article_are_had_back_with_it(hand: Hand, picture: Path) -> None:
    hand.open("moi")
    hand.browser.driver.find_element("id", "o-anh").send_keys(str(picture))
    wait(lambda: hand.browser.run("return document.querySelector('.row-photos .thumb')?.naturalWidth"))
    wait(lambda: hand.desk.desk.store.aside("content/bai-moi.md"))
    hand.leaves("moi?do=1")
    # Pictures come when they are seen.
    hand.browser.run("document.getElementById('tha-anh').scrollIntoView()")
    wait(lambda: hand.browser.run("return document.querySelector('.row-photos .thumb')?.naturalWidth"))

    assert hand.value("photos.0.file") == "anh-mot.jpg"


def test_a_photo_that_is_too_large_is_told_and_takes_nothing_with_it(hand: Hand, tmp_path: Path) -> None:
    file = tmp_path / "to.jpg"
    with file.open("wb") as out:
        out.truncate(130 * 1024 * 1024)
    hand.open("moi")
    hand.type("body", "Mười trang.")
    hand.browser.driver.find_element("id", "o-anh").send_keys(str(file))
    wait(lambda: "to.jpg: lớn quá" in hand.words())

    assert hand.value("body") == "Mười trang."


def test_a_row_that_was_taken_away_can_be_had_back(hand: Hand) -> None:
    hand.open()
    hand.press("Bỏ mục khen 1")
    hand.press("Lấy lại mục khen 1 vừa bỏ")
    hand.type("place", "Tam Kỳ")
    hand.saves()

    assert hand.text() == ARTICLE.replace("awards:", "place: Tam Kỳ\nawards:", 1)


def test_a_part_is_added_to_an_award_that_was_added(hand: Hand) -> None:
    hand.open(f"bai/{KHEN}")
    hand.press("Thêm mục khen")
    hand.browser.run("document.querySelector('#o-awards-1 details.rare').open = true")
    hand.press("Thêm phần", "#o-awards-1")
    hand.type("awards.1.subset.0.individuals", "5")

    assert hand.value("awards.1.subset.0.individuals") == "5"
