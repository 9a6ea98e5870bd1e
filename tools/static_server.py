"""A static file server on a free loopback port: the site at the root of a host, or under a sub-path."""

from __future__ import annotations

import gzip
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO

TEXT = ("text/", "application/json", "application/xml", "image/svg+xml")


class _Handler(SimpleHTTPRequestHandler):
    # The system's table of types differs between machines, and a browser runs no module of the wrong type.
    extensions_map = {  # noqa: RUF012 - the base class declares it so
        **SimpleHTTPRequestHandler.extensions_map,
        ".css": "text/css",
        ".csv": "text/csv; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript",
        ".json": "application/json",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }

    def __init__(self, *arguments: Any, prefix: str, packed: bool, **options: Any) -> None:
        self.prefix = prefix
        self.packed = packed
        super().__init__(*arguments, **options)

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """The head of the answer; outside the sub-path nothing is found, as on a host that sites share."""
        if not self.path.startswith(self.prefix):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        file = Path(self.translate_path(self.path))
        type_ = self.guess_type(file)
        if not (self.packed and file.is_file() and type_.startswith(TEXT)):
            return super().send_head()
        body = gzip.compress(file.read_bytes(), 6, mtime=0)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", type_)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def translate_path(self, path: str) -> str:
        """The file behind a URL."""
        return super().translate_path(path[len(self.prefix) - 1 :])

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own 404 page for what is not there, as the usual hosts do."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing: the requests of a test are not what its reader looks for."""


@contextmanager
def serving(folder: Path, *, under: str = "/", packed: bool = False) -> Iterator[str]:
    """Serve a folder while the block runs; gives the URL of its top, which ends with a slash.

    under: the path the folder is served at, "/" or like "/kho/bang-vang/". Everything outside it is 404.
    packed: text goes out as gzip, as the usual hosts send it to every browser.
    """
    prefix = f"/{under.strip('/')}/" if under.strip("/") else "/"
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_Handler, directory=str(folder), prefix=prefix, packed=packed)
    ) as server:
        # A browser keeps connections open; closing must not wait for them.
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()
