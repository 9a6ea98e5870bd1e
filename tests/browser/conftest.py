"""Chromium for tests: started once, reset for each test. `make test` installs what this needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from selenium.common.exceptions import WebDriverException

from tests.browser.hand import Hand
from tests.browser.kho import kho, mini
from tests.conftest import MakeSite
from tests.desk.conftest import FILES
from tests.desk.served import Served, serving
from tools.browser import Browser, NoBrowserError, Violation, running

__all__ = ["axe", "browser", "chromium", "kho", "mini"]

AXE = Path(__file__).parent.parent / "node" / "node_modules" / "axe-core" / "axe.min.js"


class Chromium:
    """The one running browser, or the one that took the place of one that no longer answered."""

    def __init__(self) -> None:
        self.started = ExitStack()
        self.browser = self.started.enter_context(running())

    def clean(self) -> Browser:
        """A reader's browser. What a page before left hanging must not fail the test after it."""
        try:
            self.browser.reset()
        except WebDriverException:
            self.started.close()
            self.browser = self.started.enter_context(running())
            self.browser.reset()
        return self.browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """The running browser. Tests take `browser`, which is this one made clean."""
    try:
        started = Chromium()
    except NoBrowserError as error:
        pytest.fail(str(error), pytrace=False)
    with started.started:
        yield started


@pytest.fixture
def browser(chromium: Chromium) -> Browser:
    """A reader's browser: nothing stored, 1280 pixels wide, light, scripts on, an empty page."""
    return chromium.clean()


@pytest.fixture
def axe(browser: Browser) -> Iterator[Callable[..., list[Violation]]]:
    """`axe()`: the accessibility rules that the open page breaks; `axe(within="main")`: those of a part."""
    if not AXE.is_file():
        pytest.fail(f"{AXE} is missing: `make test` installs it", pytrace=False)
    source = AXE.read_text("utf-8")
    with browser.preloaded(source):
        yield partial(browser.axe, source)


@pytest.fixture
def desk(site: MakeSite, tmp_path: Path) -> Iterator[Served]:
    with serving(site(FILES), tmp_path / "private") as served:
        yield served


@pytest.fixture
def hand(browser: Browser, desk: Served) -> Hand:
    return Hand(browser, desk)
