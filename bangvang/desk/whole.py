"""The pages of the desk that are about more than one article: the list, tags, names, publishing, backup."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from tornado import web
from tornado.ioloop import IOLoop

from bangvang.archive.model import slug_of
from bangvang.build import system
from bangvang.build.trial import Ground
from bangvang.desk import backup, reviewing, steps, tagging, worklist
from bangvang.desk import desk as desks
from bangvang.desk.desk import ROOT
from bangvang.desk.guard import TooMany
from bangvang.desk.handling import TICKET, Answering
from bangvang.desk.opened import NEW
from bangvang.desk.publishing import MOST_SHOWN
from bangvang.desk.sheet import Sheet
from bangvang.desk.steps import Impossible, Step
from bangvang.desk.store import Stale
from bangvang.desk.ways import Ways
from bangvang.language import dates

PER_PAGE = 50


class Listing(Answering):
    """`/__soan__/`"""

    def get(self) -> None:
        ground = self.desk.ground
        work = self.desk.worklist
        if ground is not None:
            work.look(ground)
        rows = work.rows if ground is not None else ()
        asked = [name for name in self.get_query_arguments("loc") if name in worklist.FILTERS]
        tag, words = self.get_query_argument("chu-de", ""), self.get_query_argument("q", "")
        found = worklist.chosen(rows, asked, tag, words, work.searched)
        whole = max(math.ceil(len(found) / PER_PAGE), 1)
        typed = self.get_query_argument("trang", "1")
        page = min(max(int(typed), 1), whole) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1
        self.show(
            "list.html",
            title=self.say("list.title"),
            whole=len(rows),
            rows=found[(page - 1) * PER_PAGE : page * PER_PAGE],
            found=len(found),
            filters=[(name, work.counts.get(name, 0)) for name in worklist.FILTERS],
            asked=asked,
            tag=tag,
            words=words,
            page=page,
            pages=whole,
            link=self.link(asked, tag, words),
            half=[(p, self.half(p)) for p in self.desk.store.asides()],
            waiting=reviewing.waiting(self.desk),
            language=self.desk.language,
            day=lambda date: dates.short(date, "en" if self.desk.language == "en" else "vi"),
            address=desks.address,
            slug_of=slug_of,
            problems=() if ground is not None else self.desk.preview.state.problems,
        )
        IOLoop.current().spawn_callback(work.read_on)

    def half(self, path: str) -> str:
        """Where the form of a half-written article is taken up again."""
        return f"{ROOT}moi?do=1" if path == NEW else f"{desks.address(path)}?do=1"

    @staticmethod
    def link(asked: list[str], tag: str, words: str) -> Callable[..., str]:
        def made(*, loc: str | None = None, page: int = 1) -> str:
            filters = asked if loc is None else [loc] if loc else []
            pairs = [("loc", name) for name in filters] + [("chu-de", tag), ("q", words)]
            pairs += [("trang", str(page))] if page > 1 else []
            return f"{ROOT}?{urlencode([pair for pair in pairs if pair[1]])}"

        return made


# ---------------------------------------------------------------- steps


class Stepping(Answering):
    """A change of several files: `review` shows it, `done` does what was shown."""

    def ready(self) -> Ground:
        ground = self.desk.ground
        if ground is None:
            raise web.HTTPError(409, reason="refused_method")
        return ground

    def review(self, step: Step, *, heading: str, button: str, back: str, kept: Mapping[str, str]) -> None:
        more: dict[str, Any] = {"button": button, "back": back, "kept": kept, "address": desks.address}
        self.show("step.html", title=heading, step=step, **more)

    def confirmed(self, step: Step) -> bool:
        return self.get_body_argument("buoc", "") == step.digest

    def done(self, step: Step, address: str, note: str, **values: object) -> None:
        try:
            tagging.apply(self.desk.store, step)
        except Stale:
            self.refuse("step.stale", 409)
            return
        for change in step.changes:
            after = Sheet(change.after) if change.after is not None else None
            self.log(change.path, after.digest if after is not None else "", "saved" if after else "deleted")
            if change.moved:
                self.desk.store.follow(change.moved, change.path)
        for path in step.files:
            self.log(path, "", "deleted")
        self.go(address, note, **values)


class Tags(Stepping):
    """`/__soan__/chu-de`"""

    def get(self) -> None:
        self.draw()

    def draw(self, *, refusal: str = "", old: str = "", new: str = "", status: int = 200) -> None:
        archive = self.desk.archive
        rows = tagging.rows(archive) if archive is not None else []
        old = old or self.get_query_argument("cu", "")
        self.show(
            "tags.html",
            title=self.say("tags.title"),
            rows=rows,
            refusal=refusal,
            old=old,
            new=new,
            status=status,
        )

    def post(self) -> None:
        old, new = (" ".join(self.get_body_argument(name, "").split()) for name in ("cu", "moi"))
        ground = self.ready()
        try:
            step = steps.retagged(ground, self.desk.store.open, old, new)
        except Impossible as error:
            near = tagging.nearest(self.desk.archive, old) if error.key == "tags.unknown" else None
            words = (
                self.say("tags.unknown_near", name=old, near=near)
                if near
                else self.say(error.key, **error.values)
            )
            self.draw(refusal=words, old=old, new=new, status=422)
            return
        if self.confirmed(step):
            self.done(step, f"{ROOT}chu-de", "tags.done", number=len(step.changes))
        else:
            button = self.say("tags.apply", number=len(step.changes))
            kept = {"cu": old, "moi": new}
            self.review(step, heading=f"{old} → {new}", button=button, back=f"{ROOT}chu-de", kept=kept)


class Rename(Stepping):
    """`/__soan__/doi-ten/<path below content/>`"""

    def get(self, below: str) -> None:
        self.draw(self.path_of(below))

    def draw(self, path: str, *, name: str = "", refusal: str = "", status: int = 200) -> None:
        self.show(
            "rename.html",
            title=self.say("rename.title"),
            path=path,
            name=name or slug_of(path),
            refusal=refusal,
            back=desks.address(path),
            status=status,
        )

    def post(self, below: str) -> None:
        path, name = self.path_of(below), self.get_body_argument("ten", "").strip().removesuffix(".md")
        try:
            step = steps.renamed(self.ready(), self.desk.store.open, path, name)
        except Impossible as error:
            self.draw(path, name=name, refusal=self.say(error.key, **error.values), status=422)
            return
        new = next(change.path for change in step.changes if change.moved)
        if self.confirmed(step):
            self.done(step, desks.address(new), "rename.done")
        else:
            heading, button = self.say("rename.title"), self.say("rename.apply")
            self.review(step, heading=heading, button=button, back=desks.address(path), kept={"ten": name})


class Delete(Stepping):
    """`/__soan__/xoa/<path below content/>`"""

    def get(self, below: str) -> None:
        self.draw(self.path_of(below))

    def draw(self, path: str, *, heir: str = "", refusal: str = "", status: int = 200) -> None:
        ground = self.ready()
        promised = steps.promised(ground, path)
        self.show(
            "delete.html",
            title=self.say("delete.title"),
            path=path,
            url=", ".join(f"/{url}" for url in promised),
            linked=[item.path for item in steps.naming(ground, path)],
            address=desks.address,
            heir=heir,
            photos=steps.photos_of_its_own(ground, path),
            refusal=refusal,
            back=desks.address(path),
            status=status,
        )

    def post(self, below: str) -> None:
        path, heir = self.path_of(below), ""
        if self.get_body_argument("dan", "") == "sang":
            heir = self.get_body_argument("toi", "").strip() or "?"
        ground = self.ready()
        with_photos = bool(self.get_body_argument("ca-anh", ""))
        photos = steps.photos_of_its_own(ground, path) if with_photos else ()
        try:
            step = steps.deleted(ground, self.desk.store.open, path, heir, photos=photos)
        except Impossible as error:
            self.draw(path, heir=heir, refusal=self.say(error.key, **error.values), status=422)
            return
        if self.confirmed(step):
            self.done(step, ROOT, "delete.done")
        else:
            kept = {"dan": "sang" if heir else "", "toi": heir, "ca-anh": "1" if with_photos else ""}
            heading, button = self.say("delete.title"), self.say("delete.apply")
            self.review(step, heading=heading, button=button, back=desks.address(path), kept=kept)


# ---------------------------------------------------------------- the whole archive


class Publish(Answering):
    """`/__soan__/xuat-ban`"""

    def get(self) -> None:
        work = self.desk.publishing
        if self.by_script or self.get_query_argument("json", ""):
            self.tell({"state": work.state, "stage": self.stage(), "done": work.done, "whole": work.whole})
            return
        self.show(
            "publish.html",
            title=self.say("publish.title"),
            work=work,
            stage=self.stage(),
            most=MOST_SHOWN,
            folder=str(self.desk.store.site / "output") if self.desk.guard.local else "output/",
            mend=Ways(self.desk).to,
            waiting=reviewing.waiting(self.desk),
            address=desks.address,
        )

    def stage(self) -> str:
        name = self.desk.publishing.stage
        return self.say.get(f"publish.stage.{name}", name)

    def post(self) -> None:
        if not reviewing.waiting(self.desk):
            self.desk.publishing.start()
        self.go(f"{ROOT}xuat-ban")


class Backup(Answering):
    """`/__soan__/sao-luu`"""

    def get(self) -> None:
        self.show("backup.html", title=self.say("backup.title"))

    async def post(self) -> None:
        name = f"{backup.name_of(self.desk.store.site)}-{self.desk.now():%Y-%m-%d-%H%M}.zip"
        self.set_header("Content-Type", "application/zip")
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        with system.private_folder() as folder:
            file = folder / name
            missing = backup.write(self.desk.store.site, file, self.say("backup.list"))
            if missing:
                self.note("backup.missing", number=len(missing), list=backup.LIST)
            with file.open("rb") as handle:
                while part := handle.read(1 << 20):
                    self.write(part)
                    await self.flush()
        self.finish()


class Login(Answering):
    """`/__soan__/vao`"""

    public = True

    def get(self) -> None:
        self.draw()

    def draw(self, refusal: str = "", name: str = "", status: int = 200) -> None:
        title, back = self.say("login.title"), self.get_argument("ve", ROOT)
        self.show("login.html", title=title, refusal=refusal, name=name, back=back, status=status)

    def post(self) -> None:
        if self.get_body_argument("viec", "") == "ra":
            self.clear_cookie(TICKET, path="/")
            self.redirect(f"{ROOT}vao", status=303)
            return
        name, back = self.get_body_argument("ten", ""), self.get_body_argument("ve", ROOT)
        try:
            enters = self.desk.guard.enters(name, self.get_body_argument("mat-khau", "", strip=False))
        except TooMany:
            self.draw(self.say("login.wait"), name, status=429)
            return
        if not enters:
            self.draw(self.say("login.wrong"), name, status=403)
            return
        ticket = self.desk.guard.ticket(name)
        self.set_cookie(TICKET, ticket, path="/", httponly=True, samesite="Strict")
        inside = back.startswith(ROOT) and "//" not in back and "\\" not in back and back.isprintable()
        self.redirect(back if inside else ROOT, status=303)
