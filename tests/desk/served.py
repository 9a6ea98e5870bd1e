"""A desk that is served in a thread of the test's own process, and a browser without scripts to use it."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import threading
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode, urljoin

from tornado import httpserver, netutil, web

from bangvang.desk import rooms
from bangvang.desk.desk import ROOT, Desk
from bangvang.preview.preview import Preview
from bangvang.problems import Language

TODAY = dt.date(2026, 1, 1)
T = TypeVar("T")
Pairs = list[tuple[str, str]]


@dataclass
class Page:
    """An answer. `forms`: the fields of each form as a browser would send them, by its id or number."""

    status: int
    url: str
    text: str
    raw: bytes
    headers: Mapping[str, str]

    @property
    def forms(self) -> dict[str, Pairs]:
        reader = _Forms()
        reader.feed(self.text)
        return reader.forms

    @property
    def form(self) -> Pairs:
        """The fields of the article's form."""
        return self.forms["bai"]

    @property
    def words(self) -> str:
        """What stands there to be read."""
        reader = _Words()
        reader.feed(self.text)
        return " ".join(" ".join(reader.parts).split())

    def json(self) -> Any:
        return json.loads(self.raw)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


class _Forms(HTMLParser):
    """Forms as HTML says that they are sent: hidden fields, boxes that are ticked, chosen options."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, Pairs] = {}
        self.now: Pairs | None = None
        self.area: str | None = None
        self.select: str | None = None
        self.options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {key: value or "" for key, value in attrs}
        if tag == "form":
            self.now = self.forms.setdefault(about.get("id") or str(len(self.forms)), [])
        if self.now is None:
            return
        name, kind = about.get("name", ""), about.get("type", "text")
        if tag == "input" and name and kind not in ("file", "submit"):
            box = kind in ("checkbox", "radio")
            if not box or "checked" in about:
                self.now.append((name, about.get("value", "on" if box else "")))
        elif tag == "textarea":
            self.area = name
            self.now.append((name, ""))
        elif tag == "select":
            self.select, self.options = name, []
        elif tag == "option" and self.select is not None:
            self.options.append((about.get("value", ""), "selected" in about))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.now = None
        elif tag == "textarea" and self.now is not None:
            name, value = self.now[-1]
            self.now[-1] = (name, value.removeprefix("\n").replace("\n", "\r\n"))
            self.area = None
        elif tag == "select" and self.now is not None and self.select is not None:
            chosen = [value for value, selected in self.options if selected] or [self.options[0][0]]
            self.now.append((self.select, chosen[-1]))
            self.select = None

    def handle_data(self, data: str) -> None:
        if self.area is not None and self.now is not None:
            name, value = self.now[-1]
            self.now[-1] = (name, value + data)


def put(form: Pairs, **values: str) -> Pairs:
    """A form with some fields filled in otherwise; `__` stands for a dot."""
    new = {name.replace("__", "."): value for name, value in values.items()}
    filled = [(name, new.pop(name) if name in new else value) for name, value in form]
    return [*filled, *new.items()]


@dataclass
class Served:
    """`top`: the address of the site; `there`: does a thing in the server's own thread."""

    top: str
    desk: Desk
    there: Callable[[Callable[[], Any]], Any]
    jar: CookieJar = field(default_factory=CookieJar)

    @property
    def site(self) -> Path:
        return self.desk.store.site

    def refresh(self) -> None:
        """As `serve` does when it sees that a file has changed."""
        self.there(self.desk.preview.refresh)

    def file(self, below: str) -> Path:
        return self.site / "content" / below

    def get(self, address: str, **headers: str) -> Page:
        return self.ask("GET", address, None, headers)

    def post(self, address: str, form: Pairs, **headers: str) -> Page:
        return self.ask("POST", address, urlencode(form).encode(), headers)

    def send(
        self,
        address: str,
        form: Pairs,
        files: list[tuple[str, str, bytes]],
        after: Pairs | None = None,
        **headers: str,
    ) -> Page:
        """With files: (name of the field, name of the file, bytes); `after`: the fields that follow them."""
        edge = uuid.uuid4().hex

        def part(name: str, value: str) -> bytes:
            return f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()

        parts = [part(*pair) for pair in form]
        for name, file, raw in files:
            head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n'
            parts.append(head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + raw + b"\r\n")
        parts += [part(*pair) for pair in after or ()]
        body = b"".join(parts) + f"--{edge}--\r\n".encode()
        return self.ask(
            "POST", address, body, {"Content-Type": f"multipart/form-data; boundary={edge}"} | headers
        )

    def ask(self, method: str, address: str, body: bytes | None, headers: Mapping[str, str]) -> Page:
        url = urljoin(self.top, address)
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(url, body, told, method=method)  # noqa: S310 - our own address
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.jar)
        )
        try:
            answer = opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        raw = answer.read()
        return Page(answer.status, answer.url, raw.decode("utf-8", "replace"), raw, dict(answer.headers))

    # ------------------------------------------------------------ articles

    def open(self, below: str) -> Page:
        return self.get(f"{ROOT}bai/{below}")

    def save(self, below: str, form: Pairs) -> Page:
        return self.post(f"{ROOT}bai/{below}", form)

    def check(self, below: str, form: Pairs) -> Any:
        return self.post(f"{ROOT}kiem/{below}", form, X_Soan=dict(form)["dau"]).json()


@contextmanager
def serving(
    site: Path,
    private: Path,
    *,
    language: Language = "vi",
    local: bool = True,
    people: dict[str, str] | None = None,
) -> Iterator[Served]:
    """A site's desk, served until the block ends. All of it lives in one thread, as under `serve`."""
    private.mkdir(parents=True, exist_ok=True)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def there(work: Callable[[], T]) -> T:
        async def called() -> T:
            return work()

        return asyncio.run_coroutine_threadsafe(called(), loop).result(120)

    def begin() -> tuple[Desk, httpserver.HTTPServer, int]:
        preview = Preview(site, private, language, today=TODAY)
        preview.refresh()
        desk = rooms.desk(preview, language, local=local, host="127.0.0.1", people=people)
        room = rooms.Room(desk)
        pages: list[Any] = [*room.routes, (r"/(.*)", _Pages, {"desk": desk})]
        application = web.Application(pages, log_function=lambda _: None)
        server = httpserver.HTTPServer(application, max_body_size=room.most_bytes)
        sockets = netutil.bind_sockets(0, address="127.0.0.1")
        server.add_sockets(sockets)
        return desk, server, sockets[0].getsockname()[1]

    def end() -> None:
        server.stop()
        desk.preview.close()

    desk, server, port = there(begin)
    try:
        yield Served(f"http://127.0.0.1:{port}/", desk, there)
    finally:
        there(end)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


class _Pages(web.RequestHandler):
    """The site, as `serve` shows it."""

    def initialize(self, desk: Desk) -> None:
        self.desk = desk

    def get(self, url: str) -> None:
        answer = self.desk.preview.answer(url or "index.html")
        self.set_status(answer.status)
        self.finish(answer.body)
