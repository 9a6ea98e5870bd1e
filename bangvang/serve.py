"""`serve`: the preview over HTTP, made anew on every change, the browser reloaded through livereload.

One thread, one loop: files are looked at, then the site, then the browser is told. Pages are changed on
their way out, never where they are made: a script of our own address is added, which the pages' policy
allows as it stands, and the policy lets the page listen to the preview.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import ipaddress
import mimetypes
import os
import re
import signal
import socket
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from markupsafe import Markup
from tornado import httpserver, netutil, web

from bangvang import console as consoles
from bangvang import ledger, problems, reading
from bangvang.config import FILE as CONFIG
from bangvang.console import FAILED, INTERRUPTED, Console
from bangvang.preview import Answer, Preview, State
from bangvang.problems import Place, problem

PAUSE = 0.1
"""Seconds between two looks at the files; more where looking itself takes long."""
SETTLE = 0.02
SUMMARY = "__loi__.html"
_SCRIPT = b'<script src="/livereload.js"></script>\n</head>'
_POLICY = b"default-src 'self';"
# Older browsers do not take 'self' for the same host's web sockets.
_LISTENS = b"default-src 'self'; connect-src 'self' ws:;"

Stamps = dict[str, tuple[int, int, int]]


# ---------------------------------------------------------------- files


def stamps(site: Path) -> Stamps:
    """Size, time and inode of every file that a build of the site reads. What it writes is not among them,
    nor are hidden files and the leftovers of editors."""
    found: Stamps = {}
    single = [site / CONFIG, site / ledger.FILE]
    for path in single:
        with contextlib.suppress(OSError):
            _stamp(found, str(path), path.stat())
    for top in {site, reading.PROGRAM}:
        for group in ("content", "templates", "assets") if top == site else ("templates", "assets"):
            for entry in _entries(str(top / group)):
                with contextlib.suppress(OSError):  # gone since its folder was read
                    _stamp(found, entry.path, entry.stat())
    return found


def _stamp(found: Stamps, path: str, about: os.stat_result) -> None:
    found[path] = (about.st_mtime_ns, about.st_size, about.st_ino)


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(entry.path)
        else:
            yield entry


# ---------------------------------------------------------------- answering


class _Pages(web.RequestHandler):
    """Every address that is not livereload's."""

    def initialize(self, preview: Preview, console: Console, local: bool) -> None:
        self.preview = preview
        self.console = console
        self.local = local

    def prepare(self) -> None:
        # A page elsewhere may point its own name at this machine, to read drafts in the reader's browser.
        if self.local and not _is_local(self.request.host_name):
            raise web.HTTPError(403)

    def get(self, _path: str) -> None:
        url = unquote(self.request.path).removeprefix("/")
        url = url + "index.html" if not url or url.endswith("/") else url
        answer = self.preview.summary() if url == SUMMARY else self.preview.answer(url)
        is_page = url.endswith(".html") or answer.status == 404
        self.set_status(answer.status)
        self.set_header("Content-Type", "text/html; charset=UTF-8" if is_page else _type(url))
        self.set_header("Cache-Control", "no-store")
        self.write(self._live(answer) if is_page else answer.body)

    head = get

    def _live(self, answer: Answer) -> bytes:
        body = answer.body.replace(b"</head>", _SCRIPT, 1).replace(_POLICY, _LISTENS, 1)
        errors = self.preview.state.errors
        if answer.faulty or not errors:
            return body
        bar = Markup('<p class="notice notice-annulled" role="status"><a href="/{}">{}</a></p>').format(
            SUMMARY, self.console.say("errors_elsewhere", errors=errors)
        )
        return re.sub(rb"<main[^>]*>", lambda match: match[0] + str(bar).encode(), body, count=1)


def _is_local(name: str) -> bool:
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def _type(url: str) -> str:
    kind = mimetypes.guess_type(url)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind in ("application/json", "application/xml", "image/svg+xml")
    return f"{kind}; charset=UTF-8" if is_text else kind


# ---------------------------------------------------------------- the loop


class _Server:
    """Looks at the files, makes the preview anew, tells the browsers."""

    def __init__(self, preview: Preview, console: Console) -> None:
        self.preview = preview
        self.console = console
        self.seen: Stamps = {}

    def look(self, progress: bool = False) -> None:
        """Makes the preview from the files as they are now."""
        self.seen = stamps(self.preview.site)
        show = partial(consoles.show_progress, self.console) if progress else lambda *_: None
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
        shown = consoles.listing(state.problems, self.preview.site, self.console.language)
        sys.stdout.write(shown)
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
            now = stamps(self.preview.site)
            cost = time.monotonic() - started
            if now != self.seen:
                await self._settled(now)
                self.look()
                LiveReloadHandler.reload_waiters("index.html")
                await asyncio.sleep(PAUSE)
                self._quiet_moment()
            await asyncio.sleep(max(PAUSE, 8 * cost))

    async def _settled(self, now: Stamps) -> None:
        for _ in range(5):
            await asyncio.sleep(SETTLE)
            later = stamps(self.preview.site)
            if later == now:
                return
            now = later

    def _quiet_moment(self) -> None:
        """Tries the templates on pages that nobody looks at just now."""
        found = self.preview.faults_of_templates()
        if found:
            sys.stdout.write(problems.show(found, self.console.language))
            sys.stdout.flush()


def run(site: Path, console: Console, *, host: str, port: int) -> int:
    """Serves until it is stopped. Gives the exit status."""
    try:
        sockets = _listen(host, port, console)
    except OSError as error:
        console.complain("cannot_listen", host=host, detail=error.strerror or error)
        return FAILED
    with tempfile.TemporaryDirectory(prefix="bangvang-") as folder:
        preview = Preview(site, Path(folder), console.language)
        try:
            asyncio.run(_serve(preview, console, host, sockets))
        except KeyboardInterrupt:
            console.complain("stopped")
        finally:
            preview.close()
    return INTERRUPTED


def _listen(host: str, port: int, console: Console) -> list[socket.socket]:
    """Sockets on the port, or on a free one near it. Raises OSError."""
    for other in (*range(port, min(port + 20, 65536)), 0):
        try:
            sockets = netutil.bind_sockets(other, address=host)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or other == 0:
                raise
            continue
        if other != port:
            console.complain("port_taken", taken=port, port=sockets[0].getsockname()[1])
        return sockets
    raise AssertionError  # the last port tried is any free one


async def _serve(preview: Preview, console: Console, host: str, sockets: list[socket.socket]) -> None:
    local = _is_local(host)
    LiveReloadHandler.watcher = Watcher()  # named in livereload's messages; the looking is our own
    LiveReloadHandler.live_css = (
        False  # style sheets are named by their content: only the page knows the new one
    )
    pages = {"preview": preview, "console": console, "local": local}
    application = web.Application(
        [
            (r"/livereload", LiveReloadHandler),
            (r"/livereload\.js", LiveReloadJSHandler),
            (r"/(.*)", _Pages, pages),
        ],
        log_function=lambda _handler: None,
        websocket_ping_interval=20,
    )
    console.complain("preparing")
    server = _Server(preview, console)
    server.look(progress=True)
    http = httpserver.HTTPServer(application)
    http.add_sockets(sockets)
    shown = f"[{host}]" if ":" in host else host
    console.print("serving", url=f"http://{shown}:{sockets[0].getsockname()[1]}/")
    if not local:
        console.complain("open_to_all")
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    watching = asyncio.ensure_future(server.watch())
    await asyncio.wait([watching, asyncio.ensure_future(stop.wait())], return_when=asyncio.FIRST_COMPLETED)
    watching.cancel()
    http.stop()
    console.complain("stopped")
    if watching.done() and not watching.cancelled():
        watching.result()
