"""The form of one article: shown, checked as one types, saved, put aside, had back."""

from __future__ import annotations

from collections.abc import Sequence

from bangvang.desk import desk as desks
from bangvang.desk import fields, forms, joining, naming, photos, reviewing
from bangvang.desk.checking import BODY
from bangvang.desk.fields import Posted, Shown
from bangvang.desk.nodes import Unreadable
from bangvang.desk.opened import EMPTY, NEW, WHOLE, Opened, field_of, lines
from bangvang.desk.sheet import Sheet
from bangvang.desk.store import ABSENT, Stale

Both = tuple[list[tuple[str, str]], list[tuple[str, str, str]]]
"""A form that joins two versions, and (field, mine, theirs) where they differ."""


class Form(Opened):
    """`/__soan__/bai/<path below content/>`"""

    def get(self, below: str) -> None:
        path = self.path_of(below)
        sheet = self.desk.store.open(path)
        if sheet is None:
            self.refuse("form.vanished", 404)
            return
        self.desk.store.remember(path, sheet.raw)
        kept = self.desk.store.aside(path)
        if kept is not None and self.get_query_argument("do", ""):
            self.draw(path, sheet, form=kept[0], digest=kept[1], taken=True)
        else:
            self.draw(path, sheet, as_text=bool(self.get_query_argument("chu", "")))

    def post(self, below: str) -> None:
        path = self.path_of(below)
        work = self.get_body_argument("viec", "luu")
        if work == "bo-do":
            self.desk.store.forget(path)
            self.go(desks.address(path), "kept.dropped")
        elif work == "da-doc":
            self.read_by(path)
        else:
            self.save(path, only_check=work == "kiem")

    def read_by(self, path: str) -> None:
        """Somebody has read the article as it is."""
        raw = self.desk.store.read(path)
        if raw is not None and self.who:
            reviewing.note(self.desk.store.site, path, Sheet(raw).digest, self.who, "read", self.desk.now())
        self.go(desks.address(path), "second.done")

    # ------------------------------------------------------------ saving

    def save(self, path: str, *, only_check: bool) -> None:
        form, known = self.form(), self.get_body_argument("digest", ABSENT)
        sheet = self.desk.store.open(path)
        form, refusals = photos.received(self, path, form, save=not only_check)
        if sheet is None:
            self.revive(path, form)
            return
        if known != sheet.digest:
            self.stale(path, sheet, form, known)
            return
        try:
            new = self.would_be(path, sheet, form)
        except Unreadable:
            self.unwritable(path, sheet, form)
            return
        if only_check:
            self.draw(path, sheet, form=form, digest=sheet.digest, refusals=refusals)
            return
        try:
            digest = self.desk.store.save(path, new.raw, known=sheet.digest)
        except Stale as stale:
            self.stale(path, Sheet(stale.now or b""), form, known or sheet.digest)
            return
        self.saved(path, Sheet(new.raw), digest, changed=digest != sheet.digest, refusals=refusals)

    def saved(self, path: str, sheet: Sheet, digest: str, *, changed: bool, refusals: Sequence[str]) -> None:
        self.desk.store.forget(path)
        if changed and self.who:
            reviewing.note(self.desk.store.site, path, digest, self.who, "saved", self.desk.now())
        verdict = self.desk.verdict(path, sheet)
        note = "form.saved_faulty" if verdict.errors else "form.saved_note"
        note = note if changed else "form.unchanged"
        if self.by_script:
            time = self.desk.local(self.desk.now())
            url = self.desk.tried(path, verdict)
            words = self.say(note, errors=verdict.errors)
            more = {"digest": digest, "saved": time, "words": words, "refusals": list(refusals), "url": url}
            self.tell(self.answer(path, sheet, verdict, **more))
        elif refusals:
            self.draw(path, sheet, refusals=refusals)
        else:
            self.go(desks.address(path), note, errors=verdict.errors)

    def revive(self, path: str, form: Sequence[tuple[str, str]]) -> None:
        """The file was deleted while its form was open: what was typed is not lost with it."""
        self.desk.store.put_aside(path, list(form), ABSENT)
        if self.by_script:
            self.tell({"ok": False, "stale": True, "error": self.say("stale.gone")}, 409)
            return
        if self.get_body_argument("digest", "") == ABSENT and form:
            new = self.would_be(path, EMPTY, form)
            self.desk.store.save(path, new.raw, known=ABSENT)
            self.go(desks.address(path), "form.saved_note")
            return
        self.draw(path, EMPTY, form=form, digest=ABSENT, status=409, lead=self.say("stale.gone"))

    def unwritable(self, path: str, sheet: Sheet, form: Sequence[tuple[str, str]]) -> None:
        self.desk.store.put_aside(path, list(form), sheet.digest)
        self.refuse("refused_values", 422)

    # ------------------------------------------------------------ somebody else was here

    def stale(self, path: str, sheet: Sheet, form: Sequence[tuple[str, str]], known: str) -> None:
        """Nothing is written: both versions side by side, and the fields of both joined below."""
        self.desk.store.put_aside(path, list(form), known)
        if self.by_script:
            self.tell({"ok": False, "stale": True, "error": self.say("stale.title")}, 409)
            return
        raw = self.desk.store.version(path, known)
        base = Sheet(raw) if raw is not None else None
        try:
            kept, both = self.joined(path, base, sheet, form)
            how = "lead" if base is not None else "lead_unknown"
        except Unreadable:  # no fields: theirs, mine or what both began with is edited as text
            kept, both = self.joined_text(path, base, sheet, form)
            how = "lead_text" if base is not None else "lead_text_unknown"
        self.draw(path, sheet, form=kept, digest=sheet.digest, status=409, both=both, how=f"stale.{how}")

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
        kept = self.desk.store.aside(NEW)
        today = self.desk.now()
        blank = [("draft", "true"), ("date", f"{today.day}/{today.month}/{today.year}")]
        if kept is not None and self.get_query_argument("do", ""):
            self.draw(NEW, EMPTY, form=kept[0], digest=ABSENT, taken=True)
        else:
            self.draw(NEW, EMPTY, form=blank, digest=ABSENT)

    def post(self) -> None:  # type: ignore[override]
        work = self.get_body_argument("viec", "luu")
        if work == "bo-do":
            self.desk.store.forget(NEW)
            self.go(self.request.path, "kept.dropped")
            return
        self.create(self.form(), only_check=work == "kiem")

    def create(self, form: list[tuple[str, str]], *, only_check: bool) -> None:
        tree = fields.posted(form)
        title = " ".join(" ".join(tree.below.get("title", Posted()).values).split())
        path = naming.path_for(title, tree.below.get("date", Posted()).values, self.desk)
        if only_check or path is None:
            self.desk.store.put_aside(NEW, form, ABSENT)
            refusals = [] if path else [self.say("new.no_title")]
            if self.by_script:
                self.tell({"ok": False, "error": refusals[0] if refusals else ""}, 422)
            else:
                self.draw(
                    NEW, EMPTY, form=form, digest=ABSENT, refusals=refusals, status=200 if path else 422
                )
            return
        form, refusals = photos.received(self, path, form, save=True)
        sheet = self.would_be(path, EMPTY, form)
        digest = self.desk.store.save(path, sheet.raw, known=ABSENT)
        self.desk.store.forget(NEW)
        if self.who:
            reviewing.note(self.desk.store.site, path, digest, self.who, "saved", self.desk.now())
        if self.by_script:
            self.tell({"ok": True, "created": desks.address(path), "refusals": refusals})
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
        verdict = self.desk.verdict(path, new)
        url = self.desk.tried(path, verdict)
        self.tell(self.answer(path, new, verdict, digest=sheet.digest, url=url))


class Keep(Opened):
    """`/__soan__/giu/<path below content/>`: the form as it stands is put aside."""

    def post(self, below: str) -> None:
        path = self.path_of(below)
        self.desk.store.put_aside(path, self.form(), self.get_body_argument("digest", ABSENT))
        self.tell({"ok": True, "kept": self.desk.local(self.desk.now())})
