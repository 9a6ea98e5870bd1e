"""Chromium for tests: started once, reset for each test. `make test` installs what this needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.browser.kho import kho, mini
from tools.browser import Browser, NoBrowserError, Violation, running

__all__ = ["axe", "browser", "chromium", "kho", "mini"]

AXE = Path(__file__).parent.parent / "node" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The one running browser. Tests take `browser`, which is this one made clean."""
    try:
        with running() as browser:
            yield browser
    except NoBrowserError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    """A reader's browser: nothing stored, 1280 pixels wide, light, scripts on, an empty page."""
    chromium.reset()
    return chromium


@pytest.fixture
def axe(browser: Browser) -> Iterator[Callable[..., list[Violation]]]:
    """`axe()`: the accessibility rules that the open page breaks; `axe(within="main")`: those of a part."""
    if not AXE.is_file():
        pytest.fail(f"{AXE} is missing: `make test` installs it", pytrace=False)
    source = AXE.read_text("utf-8")
    with browser.preloaded(source):
        yield partial(browser.axe, source)
