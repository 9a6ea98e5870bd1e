"""`new` and `init`: asking for what is missing, and writing files that are never written over."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from bangvang import problems
from bangvang.archive.model import KINDS, Source
from bangvang.archive.rules import SAMPLE_TITLE
from bangvang.build import installation, terminal
from bangvang.commands import drafts, given, prompts
from bangvang.commands.console import DONE, FAILED, INTERRUPTED, USAGE, Console
from bangvang.commands.drafts import Facts
from bangvang.facts import honours, places
from bangvang.language import dates, text
from bangvang.language.dates import PartialDate
from bangvang.sources import config, content

ASKED = ("collectives", "individuals", "households")


def new(arguments: argparse.Namespace, console: Console) -> int:
    """Writes one draft under content/ and prints its path."""
    site: Path = arguments.site
    if not (site / config.FILE).is_file():
        console.complain("not_a_site", site=site)
        return FAILED
    try:
        facts = _facts(arguments, console)
        path = drafts.path_of(facts)
    except _Wrong as wrong:
        console.complain("plain", text=wrong)
        return USAGE
    except ValueError:
        console.complain("bad_title")
        return USAGE
    except EOFError:
        console.complain("stopped")
        return INTERRUPTED
    # The file's name is the article's id, unique in the archive, not in its folder.
    taken = sorted((site / "content").rglob(path.rpartition("/")[2]))
    if taken:
        console.complain("draft_exists", path=taken[0].relative_to(site).as_posix())
        return FAILED
    return _write(site, path, drafts.written(facts), console)


def _write(site: Path, path: str, draft: str, console: Console) -> int:
    try:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        with (site / path).open("x", encoding="utf-8", newline="\n") as file:
            file.write(draft)
    except FileExistsError:
        console.complain("draft_exists", path=path)
        return FAILED
    except OSError as error:
        console.complain("cannot_write", path=path, detail=error.strerror or error)
        return FAILED
    # A province of the wrong era, say: the draft stands, the editor knows.
    found = content.parse(Source(path, draft, "")).problems
    print(problems.show(found, console.language), end="")
    console.print("draft_written", path=path)
    console.complain("draft_next", command=_typed("serve", site))
    return DONE


class _Wrong(Exception):  # noqa: N818 - an editor's slip, told and done with
    """What is wrong with a value, in the editor's language."""


def _facts(arguments: argparse.Namespace, console: Console) -> Facts:
    """From the options, and on a terminal from answers about what they leave out. Raises _Wrong."""
    asks = _Asks(arguments, console, prompts.on_terminal())
    title = asks.title()
    date = asks.date()
    provinces = asks.provinces(date)
    form = asks.form()
    grantor = asks.grantor(skip=form is None)
    return Facts(
        title=title,
        date=date,
        provinces=provinces,
        grantor=grantor,
        form=form,
        counts=asks.counts(),
        source=arguments.source,
        byline=arguments.byline,
        tags=tuple(arguments.tag or ()),
    )


class _Asks:
    """One method a fact: the option if it was given, else the answer, else what is right for most."""

    def __init__(self, arguments: argparse.Namespace, console: Console, terminal: bool) -> None:
        self.arguments = arguments
        self.console = console
        self.terminal = terminal

    def title(self) -> str:
        if self.arguments.title is not None:
            return " ".join(text.clean(self.arguments.title).split())
        if not self.terminal:
            raise _Wrong(self.console.say("title_wanted"))

        def read(typed: str) -> str:
            if not text.slug(typed):
                raise ValueError(self.console.say("bad_title"))
            return typed

        return prompts.ask(self.console.say("ask_title"), read)

    def date(self) -> PartialDate:
        today = dates.of(dt.date.today())  # the editor's own day, to be corrected by hand

        def read(typed: str) -> PartialDate:
            return given.date(self.console, typed) if typed else today

        if self.arguments.date is not None:
            return self._option(read, self.arguments.date)
        return prompts.ask(self.console.say("ask_date"), read) if self.terminal else today

    def provinces(self, date: PartialDate) -> tuple[str, ...]:
        def read(typed: str) -> tuple[str, ...]:
            return tuple(place.id for place in given.provinces(self.console, typed))

        if self.arguments.province:
            return self._option(read, ",".join(self.arguments.province))
        names = [place.name for place in places.all() if places.exists_on(place, date)]
        return prompts.ask(self.console.say("ask_province"), read, names=names) if self.terminal else ()

    def form(self) -> str | None:
        def read(typed: str) -> str | None:
            if not typed:
                return None
            form = honours.find_form(typed)
            if form is None:
                near = honours.suggest_form(typed)
                raise ValueError(given.unknown(self.console, "bad_form", typed, near))
            return form.label if text.key(typed) == text.key(form.label) else typed

        if self.arguments.form is not None:
            return self._option(read, self.arguments.form)
        labels = [form.label for form in honours.forms()]
        return prompts.ask(self.console.say("ask_form"), read, names=labels) if self.terminal else None

    def grantor(self, *, skip: bool) -> str | None:
        if self.arguments.grantor is not None or not self.terminal or skip:
            given: str | None = self.arguments.grantor
            return given
        return prompts.ask(self.console.say("ask_grantor"), lambda typed: typed or None)

    def counts(self) -> dict[str, int]:
        given = {kind: getattr(self.arguments, kind) for kind in KINDS}
        known = {kind: n for kind, n in given.items() if n is not None}
        if known or not self.terminal:
            if "recipients" in known and len(known) > 1:
                raise _Wrong(self.console.say("recipients_alone"))
            return known

        def read(typed: str) -> int | None:
            try:
                return text.parse_count(typed) if typed else None
            except ValueError:
                raise ValueError(self.console.say("bad_number", value=typed)) from None

        answers = {kind: prompts.ask(self.console.say(f"ask_{kind}"), read) for kind in ASKED}
        return {kind: n for kind, n in answers.items() if n is not None}

    @staticmethod
    def _option(read: prompts.Read[prompts.Answer], value: str) -> prompts.Answer:
        try:
            return read(text.clean(value).strip())
        except ValueError as error:
            raise _Wrong(str(error)) from None


# ---------------------------------------------------------------- a new archive


def init(arguments: argparse.Namespace, console: Console) -> int:
    """Makes an empty archive in a folder that is not there yet, or has nothing in it but git's own."""
    folder: Path = arguments.dir
    try:
        if folder.exists() and {entry.name for entry in folder.iterdir()} - {".git"}:
            console.complain("not_empty", path=folder)
            return FAILED
        sample = Facts(
            f"{SAMPLE_TITLE} khen thưởng 3 tập thể và 6 cá nhân điển hình",
            PartialDate(2024, 9, 19),
            provinces=("quang-nam",),
            grantor="Chủ tịch UBND tỉnh",
            form="Bằng khen",
            counts={"collectives": 3, "individuals": 6},
            source="Báo Quảng Nam",
            tags=("điển hình tiên tiến",),
        )
        title, place = _called(arguments, console)
        for name, raw in drafts.archive(sample, title, place).items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("xb") as handle:
                handle.write(raw)
    except EOFError:
        console.complain("stopped")
        return INTERRUPTED
    except OSError as error:
        console.complain("cannot_write", path=folder, detail=error.strerror or error)
        return FAILED
    console.print("archive_made", path=folder.resolve())
    console.print("archive_next", command=_typed("build", folder))
    return DONE


def _called(arguments: argparse.Namespace, console: Console) -> tuple[str, str]:
    """What a new archive is called and whose it is; empty where nobody said it. Raises EOFError."""
    asked = []
    for value, key in ((arguments.title, "ask_site_title"), (arguments.place, "ask_site_place")):
        if value is None and prompts.on_terminal():
            value = prompts.ask(console.say(key), str)
        asked.append(" ".join(text.clean(value or "").split()))
    return asked[0], asked[1]


def _typed(command: str, site: Path) -> str:
    """A command for a site, as it may be typed anywhere; for the program's own it is typed beside it."""
    if site.resolve() == installation.CHECKOUT:
        return f"build.py {command}"
    return terminal.quoted([*installation.typed(), command, "--site", str(site.resolve())])
