"""`serve`: the preview over HTTP, made anew on every change, the browser reloaded through livereload.

One thread, one loop: files are looked at, then the site, then the browser is told. Pages are changed on
their way out, never where they are made: a script of our own address is added, which the pages' policy
allows as it stands, and the policy lets the page listen to the preview.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import json
import os
import re
import socket
import sys
import time
import traceback
import webbrowser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from markupsafe import Markup
from tornado import httpserver, iostream, netutil, web

from bangvang import problems
from bangvang.build import system, terminal
from bangvang.build.marks import Look, Marks
from bangvang.language import text
from bangvang.preview import media_types
from bangvang.preview.entrance import Console, Furnish, Room
from bangvang.preview.preview import Answer, Preview, State
from bangvang.problems import Place, Problem, problem

PAUSE = 0.1
"""Seconds between two looks at the files; more where looking itself takes long."""
SETTLE = 0.02
ANSWER = 0.3
"""Seconds that browsers are given to ask for what was just shown, before all else holds them up; once they
have asked, until they have asked nothing more for QUIET seconds, or for LONGEST."""
QUIET, LONGEST = 0.08, 3.0
PATIENCE = 30
"""Seconds that a browser may take to say what it wants, or to take what it is sent. One that takes longer
would hold one of the few connections that a process may have."""
LARGEST_REQUEST = 64 * 1024
REMEMBERED = 8
SUMMARY = "__loi__.html"
SEARCH = "tim-kiem.html"
_SCRIPT = b'<script src="/livereload.js"></script>\n</head>'
_POLICY = b"default-src 'self';"
# Older browsers do not take 'self' for the same host's web sockets.
_LISTENS = b"default-src 'self'; connect-src 'self' ws:;"

_Shown = tuple[bytes, tuple[Problem, ...]]


# ---------------------------------------------------------------- answering


class _Guarded(web.RequestHandler):
    """Answers those who call us by our own name. A page elsewhere may point its own name at this machine, to
    read drafts in the reader's browser."""

    def initialize(self, server: _Server, local: bool) -> None:
        self.server = server
        self.preview = server.preview
        self.local = local

    def on_finish(self) -> None:
        self.server.asked = time.monotonic()

    def prepare(self) -> None:
        self.server.asked = time.monotonic()
        if self.local and not _is_local(self.request.host_name):
            raise web.HTTPError(403)


class _Listener(_Guarded, LiveReloadHandler):  # type: ignore[misc] # livereload ships no types
    """A browser's line to us. It comes to stand a moment after the page was sent, and what was told in that
    moment the page has missed: then it is told again."""

    def check_origin(self, origin: str) -> bool:
        """Only to pages of ours. (Livereload's own takes any, and web sockets know no same-origin rule.)"""
        return urlsplit(origin).netloc.lower() == self.request.host.lower()

    def on_message(self, message: str | bytes) -> None:
        told = _told(message)
        if told is None:
            self.close()
            return
        super().on_message(message)
        if told["command"] == "info" and self.server.is_stale(_url(urlsplit(str(told.get("url"))).path)):
            self.send_message({"command": "reload", "path": "index.html", "liveCSS": False})


def _told(message: str | bytes) -> dict[str, object] | None:
    """What livereload's script says; None for what it never would."""
    try:
        told = json.loads(message)
        urlsplit(str(told.get("url")))
    except (ValueError, RecursionError, AttributeError):
        return None
    return told if isinstance(told, dict) and isinstance(told.get("command"), str) else None


class _Script(_Guarded, LiveReloadJSHandler):  # type: ignore[misc] # the same
    """Livereload's own script."""


class _Pages(_Guarded):
    """Every address that is not livereload's."""

    async def get(self, _path: str) -> None:
        url = _url(self.request.path)
        answer = self.preview.summary(url) if url == SUMMARY else self.preview.answer(url)
        is_page = url.endswith(".html") or answer.status == 404
        if is_page:
            self.server.remember(url)
        self.set_status(answer.status)
        self.set_header("Content-Type", "text/html; charset=UTF-8" if is_page else media_types.of(url))
        self.set_header("Cache-Control", "no-store")
        sent = self.finish(self._live(url, answer) if is_page else answer.body)
        try:
            await asyncio.wait_for(sent, PATIENCE)
        except iostream.StreamClosedError:
            pass  # who asked has gone
        except TimeoutError:
            self.request.connection.stream.close()  # type: ignore[union-attr] # tornado names it in no type

    head = get

    def _live(self, url: str, answer: Answer) -> bytes:
        body = answer.body.replace(b"</head>", _SCRIPT, 1).replace(_POLICY, _LISTENS, 1)
        if self.server.room is not None:
            head, foot = self.server.room.lead(url)
            body = body.replace(b"</head>", head + b"</head>", 1).replace(b"</body>", foot + b"</body>", 1)
        errors = self.preview.state.errors
        if answer.faulty or not errors:
            return body
        bar = Markup('<p class="notice notice-annulled" role="status"><a href="/{}">{}</a></p>').format(
            SUMMARY, self.server.console.say("errors_elsewhere", errors=errors)
        )
        return re.sub(rb"<main[^>]*>", lambda match: match[0] + str(bar).encode(), body, count=1)


def _url(path: str) -> str:
    """The address below the site's top that a request asks for."""
    url = unquote(path).removeprefix("/")
    return url + "index.html" if not url or url.endswith("/") else url


def _is_local(name: str) -> bool:
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


# ---------------------------------------------------------------- the loop


class _Server:
    """Looks at the files, makes the preview anew, tells the browsers."""

    def __init__(self, preview: Preview, console: Console, room: Room | None = None) -> None:
        self.preview = preview
        self.console = console
        self.room = room
        self.seen: Marks = {}
        self.shown: dict[str, _Shown] = {}
        self.asked = 0.0

    def look(self, progress: bool = False) -> None:
        """Makes the preview from the files as they are now."""
        self.seen = Look(self.preview.site).marks
        show = self.console.progress if progress else lambda *_: None
        try:
            state = self.preview.refresh(show)
        except OSError:  # a file went while it was read; the next look sees that it is gone
            self.seen = {}
            return
        except Exception:  # whatever it is, the editor's next save must find a living server
            traceback.print_exc()
            fault = problem(Place("bangvang"), "K904", detail=traceback.format_exc(limit=-1).splitlines()[-1])
            state = self.preview.state = State((fault,), (fault,))
        self._report(state)

    def _report(self, state: State) -> None:
        sys.stdout.write(self.console.listing(state.problems, self.preview.site))
        self.console.print(
            "refreshed",
            time=time.strftime("%H:%M:%S"),
            articles=state.articles,
            errors=state.errors,
            warnings=state.warnings,
            seconds=self.console.seconds(state.seconds, 2),
        )

    async def watch(self) -> None:
        """Never ends. A save in several steps is waited for."""
        while True:
            started = time.monotonic()
            now = Look(self.preview.site).marks
            cost = time.monotonic() - started
            if now != self.seen:
                now = await self._settled(now)
                if self._glance(now):
                    await self.answered()
                    if Look(self.preview.site).marks != now:
                        continue
                self._look_and_tell()
                await self.answered()
                self._quiet_moment()
            await asyncio.sleep(max(PAUSE, 3 * cost))

    async def answered(self) -> None:
        """Until browsers have asked for what was shown to them just now and were answered, or will not."""
        shown = now = time.monotonic()
        while now < min(shown + LONGEST, self.asked + QUIET if self.asked > shown else shown + ANSWER):
            await asyncio.sleep(SETTLE)
            now = time.monotonic()

    def _glance(self, now: Marks) -> bool:
        """The articles just saved, shown at once where that can be."""
        changed = {path for path in now.keys() | self.seen.keys() if now.get(path) != self.seen.get(path)}
        folder = f"{self.preview.site}{os.sep}"
        names = {text.clean(path.removeprefix(folder)).replace(os.sep, "/") for path in changed}
        if not self.preview.glance(names):
            return False
        self._reload()
        return True

    def _look_and_tell(self) -> None:
        """Everything anew; browsers are told only if what somebody looks at is no longer the same."""
        self.look()
        if not self.shown or any(map(self.is_stale, self.shown)):
            self._reload()

    def is_stale(self, url: str) -> bool:
        """Whether a page that was sent would now be another one."""
        shown = self.shown.get(url)
        return shown is not None and shown != self._now(url)

    def _now(self, url: str) -> _Shown:
        body = b"" if url == SUMMARY else self.preview.answer(url).body
        if url == SEARCH:  # the page stays the same, what it finds does not
            body += self.preview.searched()
        return body, self.preview.state.problems

    def remember(self, url: str) -> None:
        """What is being sent, for some pages."""
        self.shown.pop(url, None)
        self.shown[url] = self._now(url)
        if len(self.shown) > REMEMBERED:
            del self.shown[next(iter(self.shown))]

    @staticmethod
    def _reload() -> None:
        LiveReloadHandler.reload_waiters("index.html")

    async def _settled(self, now: Marks) -> Marks:
        for _ in range(5):
            await asyncio.sleep(SETTLE)
            later = Look(self.preview.site).marks
            if later == now:
                break
            now = later
        return now

    def _quiet_moment(self) -> None:
        """Tries the templates on pages that nobody looks at just now."""
        found = self.preview.faults_of_templates()
        if found:
            sys.stdout.write(problems.show(found, self.console.language))
            sys.stdout.flush()


def run(
    site: Path,
    console: Console,
    *,
    host: str,
    port: int,
    show: bool = False,
    furnish: Furnish | None = None,
) -> bool:
    """Serves until it is stopped; `show`: and opens the browser. False when it cannot listen there."""
    try:
        sockets = _listen(host, port, console)
    except OSError as error:
        console.complain("cannot_listen", host=host, detail=error.strerror or error)
        return False
    system.interrupt_at_end()
    with system.private_folder() as folder:
        preview = Preview(site, folder, console.language)
        try:
            room = furnish(preview, _is_local(host)) if furnish is not None else None
            server = _Server(preview, console, room)
            console.complain("preparing")
            server.look(progress=True)
            asyncio.run(_serve(server, host, sockets, show=show))
        except KeyboardInterrupt:
            pass
        finally:
            preview.close()
    console.complain("stopped")
    return True


def open_browser(url: str) -> None:
    """Shows a page to whoever sits at the computer, where there is a screen. It is no fault if there is no
    browser: the address is printed, too."""
    if terminal.has_screen():
        with contextlib.suppress(webbrowser.Error, OSError):
            webbrowser.open(url)


def _listen(host: str, port: int, console: Console) -> list[socket.socket]:
    """Sockets on the port, or on a free one near it. Raises OSError."""
    for other in (*range(port, min(port + 20, 65536)), 0):
        try:
            sockets = netutil.bind_sockets(other, address=host)
        except OSError as error:
            if not system.is_taken(error) or other == 0:
                raise
            continue
        if other != port:
            console.complain("port_taken", taken=port, port=sockets[0].getsockname()[1])
        return sockets
    raise AssertionError  # the last port tried is any free one


def _announce(server: _Server, host: str, port: int, *, show: bool) -> None:
    """Says where the preview is and what is beside it, and opens that."""
    console, room = server.console, server.room
    shown = f"[{host}]" if ":" in host else host
    url = f"http://{shown}:{port}/"
    console.print("serving", url=url)
    if room is not None:
        console.print("serving_room", url=url + room.address)
    if not _is_local(host):
        console.complain("open_to_all")
    if show:
        open_browser(url + (room.address if room is not None else ""))


def _listener(server: _Server, local: bool) -> httpserver.HTTPServer:
    """What answers: the pages, the line to the browsers, and what is served beside them."""
    LiveReloadHandler.watcher = Watcher()  # named in livereload's messages; the looking is our own
    LiveReloadHandler.live_css = (
        False  # style sheets are named by their content: only the page knows the new one
    )
    given, room = {"server": server, "local": local}, server.room
    application = web.Application(
        [
            (r"/livereload", _Listener, given),
            (r"/livereload\.js", _Script, given),
            *(room.routes if room is not None else ()),
            (r"/(.*)", _Pages, given),
        ],
        log_function=lambda _handler: None,
        websocket_ping_interval=20,
        websocket_max_message_size=LARGEST_REQUEST,
    )
    return httpserver.HTTPServer(
        application,
        idle_connection_timeout=PATIENCE,
        body_timeout=PATIENCE,
        max_header_size=LARGEST_REQUEST,
        max_body_size=LARGEST_REQUEST if room is None else room.most_bytes,
    )


async def _serve(server: _Server, host: str, sockets: list[socket.socket], *, show: bool) -> None:
    stop = asyncio.Event()
    system.stop_at_end(asyncio.get_running_loop(), stop.set)
    local = _is_local(host)
    http = _listener(server, local)
    http.add_sockets(sockets)
    _announce(server, host, sockets[0].getsockname()[1], show=show)
    watching = asyncio.ensure_future(server.watch())
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait([watching, stopping], return_when=asyncio.FIRST_COMPLETED)
    http.stop()
    if watching.done():
        watching.result()  # it never ends of itself: this tells why it did
    watching.cancel()
