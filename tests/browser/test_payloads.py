"""Hostile texts in every place of an archive, opened in a browser: nothing runs, and no request leaves.

Each page is looked at under its policy, and with the policy taken away: then sanitising and escaping stand
alone. A few texts in an ordinary run; BANGVANG_PAYLOADS=600 takes as many, which `make test-deep` does.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from PIL import Image

from bangvang.archive.model import Source
from bangvang.sources import content, markup
from tests.conftest import write_files
from tests.desk import served
from tests.payloads import some
from tests.samples import build, config
from tools.browser import Browser
from tools.screenshots import one_of_each
from tools.static_server import serving

COUNT = int(os.environ.get("BANGVANG_PAYLOADS", "5"))
ALL = COUNT > 50
TEXTS = some(COUNT)

FIRST = {"title": "Tin {n}", "date": "2024-05-06", "province": "Kon Tum"}
OWN = {"grantor": "UBND tỉnh", "form": "Bằng khen", "level": "province", "individuals": 3}
# Key -> value; @ stands for the text. What a rule refuses in one place is still put into others; of several
# values for a key (with blanks behind it) the last stands that is taken.
PLACES: dict[str, Any] = {
    "title": "@",
    "date_note": "@",
    "place": "@",
    "awards": [OWN | {"names": [{"name": "Lê A", "status": "annulled", "status_note": "@"}]}],
    "awards ": [OWN | {"grantor": "@", "subset": [{"recipients": 1, "of": "@"}]}],
    "awards  ": [OWN | {"grantor": "@", "names": ["@", "Lê A"], "subset": [{"recipients": 1, "of": "@"}]}],
    "organisations": ["@"],
    "people": [{"name": "@", "title": "@"}],
    "programme": {"name": "@", "period": "@"},
    "source": {"name": "@"},
    "source ": {"name": "@", "code": "@", "url": "https://e.vn/@"},
    "source  ": {"name": "@", "code": "@", "url": "@"},
    "byline": "@",
    "tags": ["@"],
    "photos": [{"file": "anh.jpg", "caption": "@", "credit": "@", "alt": "@"}],
    "photos ": [{"file": "#", "caption": "@", "alt": "@"}],
    "status_note": "@",
    "aliases": ["/@.html"],
    "body": "@",
}


def filled(value: Any, text: str) -> Any:
    if isinstance(value, str):
        return value.replace("@", text).replace("#", file_name(text))
    if isinstance(value, list):
        return [filled(item, text) for item in value]
    return {key: filled(item, text) for key, item in value.items()} if isinstance(value, dict) else value


def file_name(text: str) -> str:
    """A photo that is called so."""
    plain = "".join(c for c in text.replace("/", "") if c.isprintable())
    plain = " ".join(plain.split())
    return f"{plain.encode()[:180].decode(errors='ignore').strip('. ')}.jpg"


def file_of(keys: dict[str, Any]) -> str:
    matter = {key.strip(): value for key, value in keys.items() if key != "body"}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in matter.items()]
    return "---\n" + "\n".join(lines) + f"\n---\n\n{keys.get('body', 'Bài.')}\n"


def accepted(number: int, text: str) -> dict[str, Any]:
    """An article with the text in every place where no rule refuses it."""
    first = {key: value.format(n=number) for key, value in FIRST.items()}
    first |= {"status": "corrected", "status_date": "2025", "status_note": "Sửa."}
    keys: dict[str, Any] = dict(first)
    for place, value in PLACES.items():
        one = {place: filled(value, text)}
        found = content.parse(Source("content/a.md", file_of({**first, **one}), "")).problems
        if not any(item.is_error for item in found):
            keys = {key: old for key, old in keys.items() if key.strip() != place.strip()} | one
    return keys


def photo() -> bytes:
    raw = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(raw, "JPEG")
    return raw.getvalue()


@dataclass(frozen=True)
class Archive:
    """An archive of hostile texts and what is published of it."""

    folder: Path
    articles: int

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def pages(self) -> list[str]:
        """The pages to open: in an ordinary run one of each kind, and all articles."""
        every = sorted(page.relative_to(self.output).as_posix() for page in self.output.rglob("*.html"))
        if ALL:
            return every
        return sorted({*one_of_each(self.output), *(page for page in every if page.startswith("bai-viet/2"))})


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("kho")
    raw = photo()
    for n, text in enumerate(TEXTS):
        keys = accepted(n, text)
        home = folder / f"content/{n}"
        write_files(home, {f"bai-{n}.md": file_of(keys)})
        for each in keys.get("photos", keys.get("photos ", [])):
            write_files(home, {each["file"]: raw})
    write_files(folder, {"content/pages/ve.md": file_of({"title": TEXTS[0], "body": TEXTS[0]})})
    said = " ".join(TEXTS[:20]).replace("\n", " ")
    own = {"title": f"Kho {said}", "tagline": said, "description": said, "footer": said, "menu": ["ve"]}
    write_files(folder, {"config.yaml": config(base_url=None, logo=file_name(TEXTS[0]), **own)})
    write_files(folder, {file_name(TEXTS[0]): raw})
    report = build(folder)
    for file in {item.place.file for item in report.problems if item.is_error}:
        plain(folder / file)
    report = build(folder)

    assert report.ok, [item for item in report.problems if item.is_error]
    return Archive(folder, report.articles)


def plain(article: Path) -> None:
    """Takes the body away: only all files together tell that a link in it leads nowhere."""
    head = article.read_text("utf-8").partition("\n---\n")[0]
    article.write_text(f"{head}\n---\n\nBài.\n", "utf-8")


# ---------------------------------------------------------------- what is looked at

HEARS = """
window.ran = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
  window[name] = (said) => { top.ran.push(`${name}(${said})`); };
"""

LOOKS = """
const done = arguments[1], ours = arguments[0], odd = [], here = location.origin;
const NEVER = 'object, embed, applet, base, frame, frameset, portal, style, math, foreignObject, animate, '
  + 'set, marquee, meta[http-equiv=refresh], video, audio, noembed, xmp, plaintext';
const HANDS = ['style', 'srcdoc', 'formaction', 'background', 'ping', 'autofocus', 'contenteditable'];
const LOADS = 'img, source, script, iframe, link[rel~=stylesheet], link[rel~=icon], link[rel~=preload], '
  + 'link[rel~=prefetch], link[rel~=modulepreload], use, image';
const show = (element) => element.outerHTML.slice(0, 300);
// The page for what is missing brings its script along: it may be shown at any address.
const lost = location.pathname.endsWith('/404.html');
const brought = (address) => lost && address.startsWith('data:text/javascript;');
const strange = (address) => new URL(address, document.baseURI).origin !== here && !brought(address);
setTimeout(() => {
  for (const element of document.querySelectorAll(NEVER)) odd.push(show(element));
  for (const element of document.querySelectorAll('*')) {
    for (const {name} of element.attributes)
      if (name.startsWith('on') || (!ours && HANDS.includes(name))) odd.push(`${name}: ${show(element)}`);
    if (!ours && ['iframe', 'template', 'textarea'].includes(element.localName)) odd.push(show(element));
    for (const link of ['href', 'xlink:href', 'action'].map((name) => element.getAttribute(name)))
      if (link !== null && !/^(?:https?|mailto|tel):$/.test(new URL(link, document.baseURI).protocol))
        odd.push(`link: ${show(element)}`);
  }
  for (const element of document.querySelectorAll(LOADS)) {
    const set = (element.getAttribute('srcset') ?? '').split(',');
    const addresses = set.map((part) => part.trim().split(' ')[0]);
    addresses.push(...['src', 'href', 'xlink:href', 'poster'].map((name) => element.getAttribute(name)));
    if (addresses.some((address) => address && strange(address))) odd.push(`loads: ${show(element)}`);
  }
  for (const script of document.scripts)
    if (!script.src && !/^application\\/(?:ld\\+)?json$/.test(script.type)) odd.push(show(script));
  const left = performance.getEntriesByType('resource').map(({name}) => name).filter(strange);
  done({ran, odd, left});
}, 30);
"""

CLEAN: dict[str, list[str]] = {"ran": [], "odd": [], "left": []}


@contextmanager
def watched(browser: Browser, *, policy: bool) -> Iterator[Callable[..., dict[str, list[str]]]]:
    """Opens addresses and tells what ran there, what could, and what was asked for elsewhere."""
    browser.driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": not policy})

    def look(url: str | None = None, *, ours: bool = False) -> dict[str, list[str]]:
        if url is not None:
            browser.open(url)
        seen: dict[str, list[str]] = browser.driver.execute_async_script(LOOKS, ours)
        return seen

    try:
        with browser.preloaded(HEARS):
            yield look
    finally:
        browser.driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})


HARM = """\
<!DOCTYPE html><meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self'">
<title>x</title><p onclick="x()">x<script>alert(7)</script><img src="https://e.vn/x.jpg" alt="">"""


def test_what_would_run_is_seen_and_the_policy_can_be_taken_away(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(HARM, "utf-8")
    with serving(tmp_path) as top:
        with watched(browser, policy=True) as look:
            under = look(top)
        assert any("Content Security Policy" in error for error in browser.errors())
        with watched(browser, policy=False) as look:
            free = look(top)

    assert (under["ran"], free["ran"]) == ([], ["alert(7)"])
    assert len(free["odd"]) == 3
    assert free["left"] == ["https://e.vn/x.jpg"]
    browser.errors()


@pytest.mark.parametrize("policy", [True, False], ids=["under the policy", "without the policy"])
def test_no_text_of_an_archive_runs_on_any_page(browser: Browser, archive: Archive, policy: bool) -> None:
    pages = archive.pages() if ALL or not policy else [p for p in archive.pages() if "bai-viet/2" in p]
    with serving(archive.output) as top, watched(browser, policy=policy) as look:
        for page in pages:
            assert look(top + quote(page)) == CLEAN, page
            # Nor did the policy have to stop anything.
            assert browser.errors() == [], page

    assert archive.articles == len(TEXTS)


def test_no_text_runs_in_what_is_searched_for_and_found(browser: Browser, archive: Archive) -> None:
    with serving(archive.output) as top, watched(browser, policy=False) as look:
        for text in TEXTS:
            query = {"q": text, "chu-de": text}
            browser.open(f"{top}tim-kiem.html?{urlencode(query)}")
            browser.driver.execute_async_script(SETTLED)
            assert look() == CLEAN, query
            assert browser.run("return document.querySelector('#cau-hoi').value.trim()") != "", query
        browser.open(f"{top}tim-kiem.html?q=alert")
        browser.driver.execute_async_script(SETTLED)
        assert look() == CLEAN
        found = int(browser.run("return document.querySelector('#so-ket-qua').dataset.total"))

    assert found > len(TEXTS) // 2


SETTLED = """
const done = arguments[0];
(function again() {
  const state = document.querySelector('#ket-qua').dataset.state;
  state === 'loading' ? setTimeout(again, 10) : setTimeout(done, 30, state);
})();
"""


def test_no_body_runs_however_much_of_it_a_rule_refuses(browser: Browser, tmp_path: Path) -> None:
    """Bodies alone, as they come from the sanitiser: a page of ours never shows those with errors."""
    frame = "<!DOCTYPE html><html lang=vi><meta charset=utf-8><title>x</title><main>{}</main></html>"
    bodies = [markup.render(text, "content/a.md")[0].html for text in TEXTS]
    for n in range(0, len(bodies), 10):
        (tmp_path / f"{n}.html").write_text(frame.format("\n<hr>\n".join(bodies[n : n + 10])), "utf-8")
    with serving(tmp_path) as top, watched(browser, policy=False) as look:
        for n in range(0, len(bodies), 10):
            assert look(f"{top}{n}.html") == CLEAN, TEXTS[n : n + 10]


def test_no_text_runs_at_the_desk(browser: Browser, tmp_path: Path) -> None:
    """There, what a rule refuses is shown with all that is wrong with it."""
    few = TEXTS if ALL else TEXTS[1:3]
    articles = {f"content/bai-{n}.md": refused(n, text) for n, text in enumerate(few)}
    write_files(tmp_path / "site", {"config.yaml": config(base_url=None), **articles})
    with (
        served.serving(tmp_path / "site", tmp_path / "private") as desk,
        watched(browser, policy=False) as look,
    ):
        assert look(f"{desk.top}__soan__/", ours=True) == CLEAN
        for n, text in enumerate(few):
            for address in (f"__soan__/bai/bai-{n}.md", f"bai-viet/2024/bai-{n}.html"):
                assert look(desk.top + address, ours=True) == CLEAN, (address, text)


def refused(number: int, text: str) -> str:
    """The text in every place, whatever the rules say."""
    keys = {key: value.format(n=number) for key, value in FIRST.items()}
    return file_of(keys | {key: filled(value, text) for key, value in PLACES.items() if key == key.strip()})
