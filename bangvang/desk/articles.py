"""The form of one article: shown, checked as one types, saved, put aside, had back."""

from __future__ import annotations

from collections.abc import Sequence

from bangvang.desk import desk as desks
from bangvang.desk import fields, forms, joining, naming, photos
from bangvang.desk.checking import BODY
from bangvang.desk.fields import Posted, Shown
from bangvang.desk.nodes import Unreadable
from bangvang.desk.opened import EMPTY, NEW, WHOLE, Opened, field_of, lines
from bangvang.desk.sheet import Sheet
from bangvang.desk.store import ABSENT, Aside, Stale

Both = tuple[list[tuple[str, str]], list[tuple[str, str, str]]]
"""A form that joins two versions, and (field, mine, theirs) where they differ."""


class Form(Opened):
    """`/__soan__/bai/<path below content/>`"""

    def get(self, below: str) -> None:
        path = self.path_of(below)
        sheet = self.desk.store.open(path)
        kept = self.taken_up(path)
        if sheet is None and kept is not None:
            self.draw(path, EMPTY, form=kept.form, digest=ABSENT, source=kept, lead=self.say("stale.gone"))
            return
        if sheet is None:
            self.refuse("form.vanished", 404)
            return
        self.desk.store.remember(path, sheet.raw)
        if kept is None:
            self.draw(path, sheet, as_text=bool(self.get_query_argument("chu", "")))
        elif kept.digest != sheet.digest:
            self.stale(path, sheet, kept.form, kept.digest, source=kept)
        else:
            self.draw(path, sheet, form=kept.form, source=kept)

    def taken_up(self, path: str) -> Aside | None:
        """The half-written form that is asked for: the one of a window, or the latest."""
        asked = self.get_query_argument("do", "")
        found = self.desk.store.kept(path) if asked else ()
        return next((each for each in found if each.mark == asked), next(iter(found), None))

    def post(self, below: str) -> None:
        path = self.path_of(below)
        work = self.get_body_argument("viec", "luu")
        if work == "bo-do":
            self.drop(path)
            self.go(desks.address(path), "kept.dropped")
        elif work == "da-doc":
            self.read_by(path)
        else:
            self.save(path, only_check=work == "kiem")

    def drop(self, path: str) -> None:
        """The half-written form of a window, or the latest one, is not wanted."""
        kept = self.desk.store.aside(path)
        if self.get_body_argument("tam", ""):
            self.desk.store.forget(path, self.window)
        elif kept is not None:
            self.desk.store.forget(path, kept.mark)

    def read_by(self, path: str) -> None:
        """Somebody has read the article as it is."""
        raw = self.desk.store.read(path)
        if raw is not None:
            self.log(path, Sheet(raw).digest, "read")
        self.go(desks.address(path), "second.done")

    # ------------------------------------------------------------ saving

    def save(self, path: str, *, only_check: bool) -> None:
        known = self.get_body_argument("digest", ABSENT)
        form, refusals = photos.received(self, self.form())
        self.keep(path, form)
        sheet = self.desk.store.open(path)
        if sheet is None:
            self.revive(path, form)
            return
        if known != sheet.digest:
            self.stale(path, sheet, form, known)
            return
        try:
            new = self.would_be(path, sheet, form)
        except Unreadable:
            self.refuse("refused_values", 422)
            return
        if only_check:
            self.draw(path, sheet, form=form, digest=sheet.digest, refusals=refusals)
            return
        try:
            new = self.would_be(path, sheet, photos.placed(self.desk.store, path, form))
            digest = self.desk.store.save(path, new.raw, known=sheet.digest)
        except Stale as stale:
            self.stale(path, Sheet(stale.now or b""), form, known or sheet.digest)
            return
        self.saved(path, Sheet(new.raw), digest, changed=digest != sheet.digest, refusals=refusals)

    def saved(self, path: str, sheet: Sheet, digest: str, *, changed: bool, refusals: Sequence[str]) -> None:
        self.settle(path)
        if changed:
            self.log(path, digest, "saved")
        verdict = self.desk.verdict(path, sheet)
        note = "form.saved_faulty" if verdict.errors else "form.saved_note"
        note = note if changed else "form.unchanged"
        if self.by_script:
            time = self.desk.local(self.desk.now())
            url = self.desk.tried(path, verdict)
            words = self.say(note, errors=verdict.errors)
            more = {"digest": digest, "saved": time, "words": words, "refusals": list(refusals), "url": url}
            if self.get_body_arguments(WHOLE):  # what was edited as text may be fields now
                self.note(note, errors=verdict.errors)
                more["go"] = desks.address(path)
            self.tell(self.answer(path, sheet, verdict, **more))
        elif refusals:
            self.draw(path, sheet, refusals=refusals)
        else:
            self.go(desks.address(path), note, errors=verdict.errors)

    def revive(self, path: str, form: photos.Form) -> None:
        """The file was deleted while its form was open: what was typed is not lost with it."""
        if self.by_script and self.get_body_argument("digest", "") != ABSENT:
            self.tell({"ok": False, "stale": self.is_kept, "error": self.say("stale.gone")}, 409)
            return
        if self.get_body_argument("digest", "") == ABSENT and form:
            new = self.would_be(path, EMPTY, photos.placed(self.desk.store, path, form))
            digest = self.desk.store.save(path, new.raw, known=ABSENT)
            self.saved(path, new, digest, changed=True, refusals=())
            return
        self.draw(path, EMPTY, form=form, digest=ABSENT, status=409, lead=self.say("stale.gone"))

    # ------------------------------------------------------------ somebody else was here

    def stale(
        self,
        path: str,
        sheet: Sheet,
        form: Sequence[tuple[str, str]],
        known: str,
        source: Aside | None = None,
    ) -> None:
        """Nothing is written: both versions side by side, and the fields of both joined below. `source`: the
        half-written form that mine is, where it is taken up again."""
        if self.by_script:
            self.tell({"ok": False, "stale": self.is_kept, "error": self.say("stale.title")}, 409)
            return
        raw = self.desk.store.version(path, known)
        base = Sheet(raw) if raw is not None else None
        try:
            kept, both = self.joined(path, base, sheet, form)
            how = "lead" if base is not None else "lead_unknown"
        except Unreadable:  # no fields: theirs, mine or what both began with is edited as text
            kept, both = self.joined_text(path, base, sheet, form)
            how = "lead_text" if base is not None else "lead_text_unknown"
        kept, status = photos.carried(kept, form), 409 if source is None else 200
        self.draw(path, sheet, form=kept, source=source, status=status, both=both, how=f"stale.{how}")

    def joined(self, path: str, base: Sheet | None, sheet: Sheet, form: Sequence[tuple[str, str]]) -> Both:
        """The fields of both versions as one form, and where the two differ. Raises Unreadable."""
        about, tree = field_of(path), fields.posted(form)
        if WHOLE in tree.below:
            raise Unreadable
        theirs = fields.shown(about, sheet.values())
        former = fields.shown(about, base.values()) if base is not None else None
        mine = fields.filled(about, theirs if former is None else former, tree)
        posted = tree.below.get(BODY)
        body = lines(posted.values[-1]).strip("\n") if posted is not None and posted.values else sheet.body
        new = joining.text(base.body if base is not None else None, body, sheet.body)
        both = self.side_by_side(mine, theirs, (body, sheet.body))
        return [*fields.flat(joining.joined(mine, theirs, former)), (BODY, new)], both

    def joined_text(
        self, path: str, base: Sheet | None, sheet: Sheet, form: Sequence[tuple[str, str]]
    ) -> Both:
        """The same of whole files."""
        whole = [value for name, value in form if name == WHOLE]
        mine = lines(whole[-1], keep_end=True) if whole else self.would_be(path, base or EMPTY, form).shown
        new = joining.text(base.shown if base is not None else None, mine, sheet.shown)
        return [(WHOLE, new)], [(self.say("form.text_label"), mine, sheet.shown)]

    def side_by_side(self, mine: Shown, theirs: Shown, bodies: tuple[str, str]) -> list[tuple[str, str, str]]:
        """(field, mine, theirs) where the two differ."""
        one, other = dict(fields.flat(mine)), dict(fields.flat(theirs))
        rows = []
        for name in dict.fromkeys((*one, *other)):
            if one.get(name, "") != other.get(name, ""):
                label = forms.label_of(name, self.say)
                rows.append((label, one.get(name, ""), other.get(name, "")))
        if bodies[0] != bodies[1]:
            rows.append((self.say("field.body"), *bodies))
        return rows


class New(Form):
    """`/__soan__/moi`"""

    def get(self) -> None:  # type: ignore[override]
        kept = self.taken_up(NEW)
        today = self.desk.now()
        blank = [("draft", "true"), ("date", f"{today.day}/{today.month}/{today.year}")]
        if kept is not None:
            self.draw(NEW, EMPTY, form=kept.form, digest=ABSENT, source=kept)
        else:
            self.draw(NEW, EMPTY, form=blank, digest=ABSENT, unsaved=False)

    def post(self) -> None:  # type: ignore[override]
        work = self.get_body_argument("viec", "luu")
        if work == "bo-do":
            self.drop(NEW)
            self.go(self.request.path, "kept.dropped")
            return
        form, refusals = photos.received(self, self.form())
        self.keep(NEW, form)
        self.create(form, refusals, only_check=work == "kiem")

    def create(self, form: photos.Form, refusals: Sequence[str], *, only_check: bool) -> None:
        tree = fields.posted(form)
        title = " ".join(" ".join(tree.below.get("title", Posted()).values).split())
        path = naming.path_for(title, tree.below.get("date", Posted()).values, self.desk)
        if only_check or path is None:
            untitled = [] if path else [self.say("new.no_title")]
            if self.by_script:
                self.tell({"ok": False, "error": " ".join(untitled), "at": "title"}, 422)
            else:
                told, status = [*untitled, *refusals], 200 if path else 422
                self.draw(NEW, EMPTY, form=form, digest=ABSENT, refusals=told, status=status)
            return
        try:
            self.would_be(path, EMPTY, form)
        except Unreadable:
            self.refuse("refused_values", 422)
            return
        sheet = self.would_be(path, EMPTY, photos.placed(self.desk.store, path, form))
        digest = self.desk.store.save(path, sheet.raw, known=ABSENT)
        self.settle(NEW)
        self.log(path, digest, "saved")
        if self.by_script:
            self.note("new.saved")
            self.tell({"ok": True, "go": desks.address(path), "digest": digest, "refusals": list(refusals)})
        elif refusals:
            self.draw(path, sheet, refusals=refusals)
        else:
            self.go(desks.address(path), "new.saved")


class Check(Opened):
    """`/__soan__/kiem/<path below content/>`: what would be said of the form as it stands."""

    def post(self, below: str) -> None:
        path = self.path_of(below)
        form = self.form()
        sheet = (self.desk.store.open(path) if path != NEW else None) or EMPTY
        path = self.place(path, fields.posted(form))
        try:
            new = self.would_be(path, sheet, form)
        except Unreadable:
            self.tell({"ok": False, "error": self.say("refused.refused_values")}, 422)
            return
        verdict = self.desk.verdict(path, new, photos.waiting_in(form))
        url = self.desk.tried(path, verdict)
        self.tell(self.answer(path, new, verdict, digest=sheet.digest, url=url))


class Keep(Opened):
    """`/__soan__/giu/<path below content/>`: the form as it stands is put aside."""

    def post(self, below: str) -> None:
        self.put_aside(self.path_of(below), self.form())
        self.tell({"ok": True, "kept": self.desk.local(self.desk.now())})
