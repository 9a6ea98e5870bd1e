"""A reader who follows everything: links, pictures, forms, style sheets and what they name, feeds.

It knows nothing of the program: it starts from one address and reads what it is given there.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

# What an element asks for at once, and where it only points.
LOADED = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "script": ("src",),
    "iframe": ("src",),
    "link": ("href",),
    "video": ("src", "poster"),
    "use": ("href",),
    "image": ("href",),
}
POINTED = {"a": ("href",), "area": ("href",), "form": ("action",)}
# A link of these kinds says something of an address and loads nothing.
SAID = {"canonical", "alternate", "prev", "next", "license", "author"}
SHEET = re.compile(rb"url\(\s*[\"']?(?!data:|#)([^\"')]+)")
MODULE = re.compile(rb"[\"'](\.{1,2}/[\w./-]+\.\w+)[\"']")


@dataclass
class Crawl:
    """What was found. `files`: address without fragment -> its bytes; `links`: (page, address as written)."""

    files: dict[str, bytes] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)
    loads: list[tuple[str, str]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def below(self, top: str) -> dict[str, bytes]:
        """Path below an address -> bytes."""
        return {unquote(url.removeprefix(top)): raw for url, raw in self.files.items() if url.startswith(top)}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.points: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids |= {values[name] for name in ("id", "name") if name in values}
        for name in POINTED.get(tag, ()):
            if name in values:
                self.points.append(values[name])
        if tag == "link" and set(values.get("rel", "").split()) & SAID:
            self.points.append(values["href"])
            return
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            self.points.append(values["content"].partition("url=")[2])
        for name in LOADED.get(tag, ()):
            if name == "srcset" and name in values:
                self.loads += [part.split()[0] for part in values[name].split(",")]
            elif name in values:
                self.loads.append(values[name])

    handle_startendtag = handle_starttag


def crawl(start: str, within: str) -> Crawl:
    """Everything that can be reached from an address without leaving `within`."""
    found = Crawl()
    waiting = deque([start])
    seen = {start}
    ids: dict[str, set[str]] = {}
    aims: list[tuple[str, str, str]] = []
    while waiting:
        url = waiting.popleft()
        try:
            with urllib.request.urlopen(url) as answer:  # noqa: S310 - addresses of the test's own site
                raw = answer.read()
                url = answer.url
        except (urllib.error.URLError, OSError) as error:
            found.broken.append(f"{url}: {error}")
            continue
        found.files[url] = raw
        page = _read(url, raw)
        ids[url] = page.ids
        found.links += [(url, written) for written in page.points]
        found.loads += [(url, written) for written in page.loads]
        for written in (*page.points, *page.loads):
            target, fragment = urldefrag(urljoin(url, written))
            target = target.partition("?")[0]
            if not target.startswith(within):
                continue
            if fragment:
                aims.append((url, target, unquote(fragment)))
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    found.broken += [
        f"{url}: no #{fragment} in {target}"
        for url, target, fragment in aims
        if fragment not in ids.get(target, ())
    ]
    return found


def _read(url: str, raw: bytes) -> _Page:
    page = _Page()
    path = urlsplit(url).path
    if path.endswith(".html"):
        page.feed(raw.decode("utf-8"))
    elif path.endswith(".css"):
        page.loads = [match.decode() for match in SHEET.findall(raw)]
    elif path.endswith(".js"):
        page.loads = [match.decode() for match in MODULE.findall(raw)]
    elif path.endswith(".xml"):
        page.points = list(_of_xml(raw))
    elif path.endswith("feed.json"):
        page.points = [item["url"] for item in json.loads(raw)["items"]]
    elif path.endswith("datapackage.json"):
        page.points = [resource["path"] for resource in json.loads(raw)["resources"]]
    return page


def _of_xml(raw: bytes) -> Iterator[str]:
    for element in ElementTree.fromstring(raw).iter():  # noqa: S314 - the test's own site
        name = element.tag.rpartition("}")[2]
        if name == "link":
            yield element.attrib["href"]
        elif name == "loc" and element.text:
            yield element.text
