"""Somebody at the desk: real keys, and what is seen after them."""

from __future__ import annotations

import time
from collections.abc import Callable

from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from tests.desk.conftest import KHEN
from tests.desk.served import Served
from tools.browser import Browser


def wait(seen: Callable[[], object], seconds: float = 20) -> None:
    started = time.monotonic()
    while True:
        try:
            if seen():
                return
        except (WebDriverException, IndexError):  # asked while the page was on its way
            pass
        assert time.monotonic() - started < seconds
        time.sleep(0.03)


class Hand:
    """Somebody at the keyboard."""

    def __init__(self, browser: Browser, desk: Served) -> None:
        self.browser, self.desk = browser, desk

    def open(self, below: str = f"bai/{KHEN}") -> None:
        self.browser.open(f"{self.desk.top}__soan__/{below}")
        wait(lambda: self.browser.run("return document.documentElement.classList.contains('scripted')"))

    def field(self, name: str) -> WebElement:
        found = self.browser.driver.find_elements("css selector", f"[name='{name}']:not([type=hidden])")
        return found[0]

    def type(self, name: str, *keys: str) -> None:
        element = self.field(name)
        self.browser.run("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()
        element.send_keys(*keys)

    def replace(self, name: str, value: str) -> None:
        self.type(name, Keys.CONTROL + "a" + Keys.NULL, Keys.DELETE, value)

    def press(self, text: str, within: str = "body") -> None:
        """A button by its words."""
        found = [
            each
            for each in self.browser.driver.find_elements("css selector", f"{within} button")
            if each.text.strip() == text and each.is_displayed()
        ]
        assert found, text
        self.browser.run("arguments[0].scrollIntoView({block: 'center'})", found[0])
        found[0].click()

    def told(self, name: str) -> str:
        script = "return document.getElementById(arguments[0])?.innerText || ''"
        return str(self.browser.run(script, f"o-{name.replace('.', '-')}-noi"))

    def state(self) -> str:
        return str(self.browser.run("return document.getElementById('tinh-hinh').innerText"))

    def saves(self) -> None:
        # What was said of the save before must not be taken for this one's.
        self.browser.run("document.getElementById('tinh-hinh').textContent = ''")
        self.browser.driver.switch_to.active_element.send_keys(Keys.CONTROL + "s")
        wait(lambda: "Đã lưu" in self.state())

    def text(self) -> str:
        return self.desk.file(KHEN).read_text("utf-8")

    def paste(self, name: str, **kinds: str) -> None:
        """What the clipboard hands over: `html`, `plain`."""
        self.browser.run(
            "const [field, kinds] = arguments; field.focus(); const data = new DataTransfer();"
            "for (const [kind, text] of Object.entries(kinds)) data.setData(`text/${kind}`, text);"
            "field.dispatchEvent(new ClipboardEvent('paste',"
            " {clipboardData: data, bubbles: true, cancelable: true}));",
            self.field(name),
            kinds,
        )

    def words(self) -> str:
        return str(self.browser.run("return document.body.innerText"))

    def value(self, name: str) -> str:
        return str(self.field(name).get_attribute("value"))

    def asks_to_save(self) -> None:
        self.browser.driver.switch_to.active_element.send_keys(Keys.CONTROL + "s")

    def leaves(self, below: str = f"bai/{KHEN}") -> None:
        """Away from the page, whatever it asks, and to another one."""
        self.browser.leave()
        self.open(below)

    def holds(self, part: str) -> None:
        """Requests to addresses with this part stay on their way until they are let go."""
        self.browser.run(
            "const real = window.fetch, held = window.held = [];"
            "window.fetch = (to, how) => String(to).includes(arguments[0])"
            " ? new Promise((done) => held.push(() => done(real(to, how)))) : real(to, how);",
            part,
        )

    def waits_for_held(self, number: int = 1) -> None:
        wait(lambda: self.browser.run("return window.held.length") >= number)

    def lets_go(self) -> None:
        self.browser.run("for (const each of window.held.splice(0)) each()")
