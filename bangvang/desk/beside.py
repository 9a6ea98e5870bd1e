"""What stands beside the form: former versions, photos, completions, the page as it would be."""

from __future__ import annotations

import contextlib
from urllib.parse import unquote

from tornado import web

from bangvang.desk import checking, naming, photos
from bangvang.desk import desk as desks
from bangvang.desk.handling import Answering
from bangvang.desk.opened import NEW
from bangvang.desk.photos import NoPhoto
from bangvang.desk.sheet import Sheet
from bangvang.desk.steps import Change
from bangvang.desk.store import Refused, Stale
from bangvang.preview import media_types
from bangvang.site.photos import SUFFIXES, paths_of


class History(Answering):
    """`/__soan__/ban/<path below content/>`: the former versions of a file."""

    def get(self, below: str) -> None:
        path = self.path_of(below)
        raw = self.desk.store.read(path)
        now = Sheet(raw).digest if raw is not None else ""
        versions = [v for v in self.desk.store.versions(path) if v.digest != now]
        asked = self.get_query_argument("xem", "")
        former = self.desk.store.version(path, asked) if asked else None
        change = Change(path, raw, former) if former is not None else None
        self.show(
            "history.html",
            title=self.say("history.title"),
            path=path,
            back=desks.address(path),
            exists=raw is not None,
            digest=now,
            versions=[(v.digest, self.desk.local(v.when), v.size) for v in versions],
            asked=asked,
            change=change,
        )

    def post(self, below: str) -> None:
        path = self.path_of(below)
        former = self.desk.store.version(path, self.get_body_argument("ban"))
        if former is None:
            self.refuse("refused_method", 404)
            return
        try:
            digest = self.desk.store.save(path, former, known=self.get_body_argument("digest", ""))
        except Stale:
            self.refuse("step.stale", 409)
            return
        self.log(path, digest, "saved")
        for photo in _photos_of(path, Sheet(former)):
            with contextlib.suppress(Refused):
                self.desk.store.bring_back(photo)
        self.go(desks.address(path), "history.restored")


def _photos_of(path: str, sheet: Sheet) -> tuple[str, ...]:
    """The photos that a file names."""
    parsed = checking.parse(path, sheet)
    item = (parsed.article or parsed.page) if parsed is not None else None
    return paths_of(item) if item is not None else ()


class Photo(Answering):
    """`/__soan__/anh/<path below content/>`: a photo as it lies there; posted to an article's path, one comes
    to lie beside it, or waits for the article that has no file yet."""

    def get(self, below: str) -> None:
        file = self.desk.store.file("content/" + unquote(below))
        if file.suffix.lower() not in SUFFIXES or not file.is_file():
            raise web.HTTPError(404)
        self.set_header("Content-Type", media_types.of(file.name))
        self.set_header("Content-Security-Policy", "default-src 'none'; sandbox")
        self.finish(file.read_bytes())

    def post(self, below: str) -> None:
        path = self.path_of(below)
        uploads = self.request.files.get(photos.FIELD, ())
        if len(uploads) != 1:
            self.refuse("refused_method", 400)
            return
        filename, raw, store = uploads[0].filename, uploads[0].body, self.desk.store
        try:
            token = photos.keep(store, filename, raw) if path == NEW else ""
            name = token.partition("-")[2] or photos.put(store, path, filename, raw)
        except NoPhoto as fault:
            self.tell({"ok": False, "error": photos.refusal(self, fault)}, 422)
            return
        folder = path.removeprefix("content/").rpartition("/")[0]
        if not token:
            self.log(f"content/{folder}/{name}", "", "photo")
        address = f"anh-cho/{token}" if token else f"anh/{folder}/{name}"
        self.tell({"ok": True, "file": name, "waiting": token, "address": f"{desks.ROOT}{address}"})


class Waiting(Answering):
    """`/__soan__/anh-cho/<name>`: a photo that waits for its article."""

    def get(self, token: str) -> None:
        raw = photos.taken(self.desk.store, unquote(token))
        if raw is None:
            raise web.HTTPError(404)
        self.set_header("Content-Type", media_types.of(token))
        self.set_header("Content-Security-Policy", "default-src 'none'; sandbox")
        self.finish(raw)


class Offers(Answering):
    """`/__soan__/goi-y?loai=…&q=…`: what a field may be completed to."""

    def get(self) -> None:
        kind, typed = self.get_query_argument("loai", ""), self.get_query_argument("q", "")
        date = self.get_query_argument("ngay", "")
        self.tell({"offers": naming.offers(self.desk, kind, typed[:80], date=date)})


class Trial(Answering):
    """`/__soan__/trang/…`: the site with the articles that are not saved in it."""

    def get(self, url: str) -> None:
        url = unquote(url)
        body = self.desk.trial(url)
        if body is None:
            answer = self.desk.preview.answer(url)
            body = answer.body
            self.set_status(answer.status)
        # The page says itself what it may load; only who may frame it is said here.
        self.set_header("Content-Security-Policy", "frame-ancestors 'self'")
        self.set_header("Content-Type", media_types.of(url if "." in url.rpartition("/")[2] else "x.html"))
        self.finish(body)


class Asset(Answering):
    """`/__soan__/tep/<name>`: the desk's own style sheet and scripts."""

    public = True

    def get(self, name: str) -> None:
        found = self.desk.asset_bytes(name)
        if found is None:
            raise web.HTTPError(404)
        self.set_header("Content-Type", media_types.of(name))
        # Named by its content: what it is it stays.
        self.set_header("Cache-Control", "max-age=31536000, immutable")
        self.finish(found)
