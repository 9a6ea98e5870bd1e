"""What every answer of the desk has in common: who asks, from where, with which token, and how it is told."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from tornado import web
from tornado.httputil import HTTPServerRequest

from bangvang.desk import reviewing
from bangvang.desk.desk import ROOT, Desk
from bangvang.desk.store import Refused

TICKET = "bang-vang-soan"
_NOTE = "soan-tin"
_POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; style-src 'self'; script-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
MOST_FIELDS = 6000
MOST_BODY = 120 * 1024 * 1024
"""Of a request: two photos of the largest kind and a form."""
MOST_TEXT = 4 * 1024 * 1024
"""Of all fields of a form."""
_NOTED = 3600


class Answering(web.RequestHandler):
    """`public`: answered without a name even where one is asked for."""

    public = False

    def initialize(self, desk: Desk) -> None:
        self.desk = desk
        self.say = desk.say
        self.who = ""

    # ------------------------------------------------------------ who asks

    def prepare(self) -> None:
        guard = self.desk.guard
        # A request of HTTP/1.0 may name no host; ours does.
        if "Host" not in self.request.headers or not guard.right_host(self.request.host_name):
            raise web.HTTPError(403, reason="refused_host")
        if guard.asks:
            self.who = guard.holder(self.get_cookie(TICKET, "") or "") or ""
            if not self.who and not self.public and (self.by_script or self.again()):
                raise web.HTTPError(403, reason="refused_name")
            if not self.who and not self.public:
                self.redirect(f"{ROOT}vao?ve={quote(self.request.path)}", status=303)
                return
        if self.request.method not in ("GET", "HEAD"):
            self._refuse_strangers(self.request)

    def from_here(self) -> bool:
        """Whether a page of ours asks."""
        guard, request = self.desk.guard, self.request
        here = guard.right_origin(request.headers, request.protocol, request.host)
        return here and guard.right_host(request.host_name)

    def _refuse_strangers(self, request: HTTPServerRequest) -> None:
        guard = self.desk.guard
        if not self.from_here():
            raise web.HTTPError(403, reason="refused_origin")
        if not guard.may_write:
            raise web.HTTPError(403, reason="refused_write")
        fields = request.body_arguments
        size = sum(len(value) for values in fields.values() for value in values)
        if size > MOST_TEXT or sum(map(len, fields.values())) > MOST_FIELDS:
            raise web.HTTPError(413, reason="refused_size")
        token = request.headers.get("X-Soan") or self.get_body_argument("dau", "")
        if not guard.right_token(token, self.who):
            raise web.HTTPError(403, reason="refused_token")

    # ------------------------------------------------------------ what is asked

    def path_of(self, below: str) -> str:
        """The path of an article behind the end of an address. Raises Refused."""
        path = "content/" + unquote(below)
        self.desk.store.article(path)
        return path

    def form(self) -> list[tuple[str, str]]:
        """The fields that were posted, without those of the desk itself, in the order of their names."""
        own = ("dau", "digest", "viec", "ve", "tam", "tu", "luot")
        listed = self.request.body_arguments
        return [
            (name, self.decode_argument(value, name))
            for name in listed
            for value in listed[name]
            if name not in own
        ]

    def again(self) -> list[tuple[str, str]]:
        """What somebody wrote and posted, to be posted once more from the page that refuses it."""
        return []

    @property
    def by_script(self) -> bool:
        """Whether one of our scripts asks, which wants an answer to read and no page."""
        return "X-Soan" in self.request.headers

    def log(self, path: str, digest: str, what: reviewing.What) -> None:
        """Notes who did what, where it is known who does. Raises OSError."""
        if self.who:
            reviewing.note(self.desk.store.site, path, digest, self.who, what, self.desk.now())

    # ------------------------------------------------------------ what is told

    def set_default_headers(self) -> None:
        self.set_header("Content-Security-Policy", _POLICY)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("X-Frame-Options", "SAMEORIGIN")
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")

    def show(self, template: str, /, *, title: str, status: int = 200, **values: object) -> None:
        """A page of the desk."""
        guard = self.desk.guard
        self.set_status(status)
        note = self._noted()
        shown = self.desk.render(
            template,
            title=title,
            token=guard.token(self.who),
            who=self.who,
            plain_http=not guard.local and self.request.protocol == "http",
            may_write=guard.may_write,
            nameless=self.desk.check_by > 1 and guard.may_write and not guard.people,
            here=self.request.path,
            note=note,
            **values,
        )
        self.finish(shown)

    def _noted(self) -> str:
        """What a page before this one left to be said. Every program of this machine may set such a cookie:
        one that is not ours says nothing, and is cleared away."""
        cookie = self.get_cookie(_NOTE)
        if cookie is None:
            return ""
        self.clear_cookie(_NOTE, path=ROOT)
        note, _, detail = unquote(cookie).partition("\n")
        try:
            return self.say(note, **json.loads(detail or "{}")) if note in self.say.entries else ""
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return ""

    def tell(self, value: Mapping[str, Any], status: int = 200) -> None:
        """An answer for a script."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json; charset=UTF-8")
        self.finish(json.dumps(value, ensure_ascii=False))

    def go(self, address: str, note: str = "", **values: object) -> None:
        """Leads on to another page of the desk, where a note is shown."""
        if note:
            self.note(note, **values)
        self.redirect(address, status=303)

    def note(self, note: str, **values: object) -> None:
        """What the next page of the desk says."""
        kept = quote(f"{note}\n{json.dumps(values, ensure_ascii=False, default=str)}")
        expires = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=60)
        self.set_cookie(_NOTE, kept, path=ROOT, expires=expires, httponly=True, samesite="Strict")

    def refuse(self, key: str, status: int = 400, **values: object) -> None:
        """Says what cannot be done, and why."""
        key = key if "." in key else f"refused.{key}"
        words = self.say(key, **values) if key in self.say.entries else self.say("refused.title")
        if self.by_script:
            self.tell({"ok": False, "error": words}, status)
        else:
            back = urlsplit(self.request.headers.get("Referer", "")).path
            back = back if back.startswith(ROOT) else ROOT
            again, title = self.again() if self.from_here() else [], self.say("refused.title")
            files = bool(self.request.files)
            self.show(
                "refused.html", title=title, status=status, words=words, back=back, again=again, files=files
            )

    def write_error(self, status_code: int, **about: Any) -> None:
        error = about.get("exc_info", (None, None, None))[1]
        if isinstance(error, Refused):
            self.refuse(str(error), 413 if str(error) == "refused_size" else 404)
        elif isinstance(error, web.MissingArgumentError):
            self.refuse("refused_method", 400)
        elif isinstance(error, web.HTTPError) and error.reason:
            self.refuse(error.reason, status_code)
        elif isinstance(error, OSError):
            self.refuse("refused_disk", 500, detail=error.strerror or str(error))
        elif status_code == 404:
            self.refuse("form.vanished", 404)
        else:
            self.refuse("refused_fault" if status_code >= 500 else "refused_method", status_code)

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        if not isinstance(value, web.HTTPError | Refused | OSError):
            super().log_exception(typ, value, tb)
