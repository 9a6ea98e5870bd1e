"""A request that is larger than any may be. It is read to its end all the same: a browser that is cut off in
the middle shows a page of its own, and what was written is gone. Fields are handed back, files are not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tornado import httputil, routing, web

from bangvang.desk.desk import ROOT
from bangvang.desk.handling import MOST_BODY, MOST_TEXT, TICKET, Answering

MOST_READ = 4 * 1024 * 1024 * 1024


class Larger(routing.Matcher):
    """Such requests, to any address of the desk."""

    def match(self, request: httputil.HTTPServerRequest) -> dict[str, object] | None:
        length = request.headers.get("Content-Length", "")
        large = length.isascii() and length.isdigit() and int(length[:15]) > MOST_BODY
        return {} if large and request.path.startswith(ROOT) else None


@dataclass
class Written:
    """The fields of a form out of a stream of parts, as the stream comes: files pass by."""

    edge: bytes
    kept: list[bytes] = field(default_factory=list)
    rest: bytes = b"\r\n"
    size: int = 0

    def take(self, chunk: bytes) -> None:
        """The next bytes of the stream."""
        *parts, rest = (self.rest + chunk).split(b"\r\n--" + self.edge)
        for part in parts:
            head, parted, _ = part.partition(b"\r\n\r\n")
            if parted and not _is_file(head) and self.size + len(part) <= MOST_TEXT:
                self.kept.append(part)
                self.size += len(part)
        head, parted, body = rest.partition(b"\r\n\r\n")
        # Of a file only so much is held that an edge across two pieces is seen.
        passing = parted and (_is_file(head) or len(body) > MOST_TEXT)
        self.rest = head + parted + body[-len(self.edge) - 8 :] if passing else rest

    @property
    def form(self) -> list[tuple[str, str]]:
        """(name, value) of every field."""
        found = []
        for part in self.kept:
            head, _, body = part.partition(b"\r\n\r\n")
            if (name := re.search(rb'name="([^"]*)"', head)) is not None:
                found.append((name[1].decode("utf-8", "replace"), body.decode("utf-8", "replace")))
        return found


def _is_file(head: bytes) -> bool:
    return b"filename" in head.lower()


@web.stream_request_body
class TooLarge(Answering):
    """The answer to a request that is too large."""

    written: Written | None = None

    def prepare(self) -> None:
        if not self.from_here():
            raise web.HTTPError(403, reason="refused_origin")
        self.who = self.desk.guard.holder(self.get_cookie(TICKET, "") or "") or ""
        connection = self.request.connection
        if connection is not None:
            connection.set_max_body_size(MOST_READ)  # type: ignore[attr-defined] # the base class has it not
        edge = re.search(r'boundary="?([^";]+)', self.request.headers.get("Content-Type", ""))
        self.written = Written(edge[1].encode()) if edge is not None else None

    def data_received(self, chunk: bytes) -> None:
        if self.written is not None:
            self.written.take(chunk)

    def post(self) -> None:
        self.refuse("refused_large", 413)

    def again(self) -> list[tuple[str, str]]:
        form = self.written.form if self.written is not None else []
        return [pair for pair in form if pair[0] not in ("dau", "luot")]
