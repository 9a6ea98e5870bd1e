"""A served site with a search page, and the browser that looks at it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from selenium.common.exceptions import ElementClickInterceptedException, StaleElementReferenceException

from tests.search import samples
from tests.search import site as search_site
from tools.browser import Browser
from tools.static_server import serving

ASK = """
const [modules, queries, done] = arguments;
(async () => {
  const [{Index}, {prepare, ready}, {find}, {read, holds}, {facetsOf, narrow}, {answer}]
    = await Promise.all(modules.map((m) => import(m)));
  const index = await Index.open(new URL('tim-kiem/', location.href).href);
  index.abbreviations = prepare(index.manifest.abbreviations);
  const facets = await facetsOf(index, Object.keys(index.manifest.columns));
  const names = Object.fromEntries([...facets].map(([name, {values}]) => [name, values]));
  const archive = {index, names, holds: async (document, terms) => {
    const [{url}] = await index.cards([document]);
    return holds((await read(new URL(url, location.href).href)).all, terms);
  }};
  const answers = [];
  for (const {q, facets: asked, sort, years} of queries) {
    await ready(q);
    const chosen = new Map(Object.entries(asked).map(([name, values]) => [name, new Set(values)]));
    const state = {q, chosen, sort, years: years ?? null};
    const {found, way, offers, ahead} = await answer(archive, await find(archive, state));
    const {counts} = narrow(found.ranks, facets, found.state.chosen);
    answers.push({
      believed: found.doubts.size, ids: (await index.cards(found.documents)).map((card) => card.id),
      way: way && [way.kind, way.q, way.dropped ?? []], offers: offers.map(({kind, q}) => [kind, q]),
      ahead: (await index.cards(ahead?.documents ?? [])).map((card) => card.id),
      counts: [...counts].flatMap(([facet, numbers]) => [...numbers].flatMap(
        (n, k) => n ? [[facet, facets.get(facet).values[k], n]] : [])),
    });
  }
  return answers;
})().then(done, (error) => done({error: String(error.stack)}));
"""


WHEN_ASKED = """
const [part, happens] = arguments;
window.plainFetch ??= window.fetch;
const first = new (Object.getPrototypeOf(async () => {}).constructor)(happens);
window.fetch = async (url, options) => {
  if (String(url).includes(part)) await first();
  return window.plainFetch(url, options);
};
"""

# The driver says nothing of a click whose button came up where the element no longer was.
HEED = """
window.heeded = false;
const heard = arguments[0].closest('select') ?? arguments[0];  // an option has no click of its own
heard.addEventListener('click', () => { window.heeded = true; }, {capture: true, once: true});
"""


@dataclass
class Kho:
    """A served site, and the browser that looks at it."""

    browser: Browser
    folder: Path
    url: str
    names: dict[str, str]

    def ask(self, questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
        self.browser.open(f"{self.url}tim-kiem.html")
        modules = [
            self.url + self.names[f"js/search-{name}.js"]
            for name in ("index", "query", "rank", "excerpt", "facets", "mend")
        ]
        self.browser.driver.set_script_timeout(120)
        answers = self.browser.driver.execute_async_script(ASK, modules, questions)
        assert "error" not in answers, answers
        assert not any(a["believed"] for a in answers)
        return [{**a, "counts": sorted(a["counts"]), "believed": 0} for a in answers]

    def open(self, address: str = "") -> None:
        self.browser.open(f"{self.url}tim-kiem.html{address}")
        self.settled()

    def settled(self) -> None:
        self.until(lambda: self.state in ("done", "error"))

    def until(self, true: Callable[[], Any]) -> None:
        end = time.monotonic() + 10
        while not true():
            assert time.monotonic() < end, f"still waiting: {self.said}"
            time.sleep(0.02)

    def slow(self, part: str, milliseconds: int = 400) -> None:
        """Answer late to what the page asks for from now on, where `part` is in the address."""
        self.browser.run(WHEN_ASKED, part, f"await new Promise((r) => setTimeout(r, {milliseconds}))")

    def cut(self, part: str) -> None:
        """Let all that is asked for fail as without a network, where `part` is in the address."""
        self.browser.run(WHEN_ASKED, part, "throw new TypeError('Failed to fetch')")

    def mend(self) -> None:
        self.browser.run("window.fetch = window.plainFetch")

    def js(self, expression: str) -> Any:
        return self.browser.run(f"return {expression}")

    @property
    def state(self) -> str:
        return str(self.js("document.getElementById('ket-qua').dataset.state"))

    @property
    def ids(self) -> list[str]:
        found = self.js("[...document.querySelectorAll('#ket-qua > li[data-id]')].map((li) => li.dataset.id)")
        assert isinstance(found, list)
        return found

    @property
    def total(self) -> str:
        return str(self.js("document.getElementById('so-ket-qua').dataset.total"))

    @property
    def said(self) -> str:
        return str(self.js("document.querySelector('.search').innerText"))

    @property
    def query(self) -> str:
        return str(self.js("decodeURIComponent(location.search)"))

    def element(self, selector: str) -> Any:
        return self.browser.driver.find_element("css selector", selector)

    def click(self, selector: str) -> None:
        """Click as a reader does: again, when what arrives above it moved it from under the pointer."""
        self.until(lambda: self._reached(selector))

    def _reached(self, selector: str) -> bool:
        try:
            element = self.element(selector)
            self.browser.run(HEED, element)
            element.click()
        except (ElementClickInterceptedException, StaleElementReferenceException):
            return False
        return self.browser.run("return window.heeded") is not False  # a page that was left says nothing

    def press(self, *keys: str) -> None:
        self.browser.driver.switch_to.active_element.send_keys(*keys)

    @property
    def focus(self) -> str:
        return str(self.js("document.activeElement.closest('li')?.dataset.id ?? document.activeElement.id"))


Open = Callable[[list[samples.Article]], Kho]


@pytest.fixture
def kho(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """`kho(articles)`: a site of these articles under a sub-path, and the browser."""
    with ExitStack() as stack:

        def opened(articles: list[samples.Article]) -> Kho:
            folder = tmp_path / "site"
            names = search_site.write(folder, articles)
            return Kho(browser, folder, stack.enter_context(serving(folder, under="/a/kho/")), dict(names))

        yield opened


@pytest.fixture
def mini(kho: Open) -> Kho:
    """The articles made by hand."""
    return kho(samples.by_hand())
