"""One site's desk while it is served: its files, its preview, its words, its templates."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, partial
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bangvang.archive.archive import Archive
from bangvang.archive.model import slug_of
from bangvang.build import installation
from bangvang.build.trial import Ground
from bangvang.desk import checking, texts
from bangvang.desk.checking import Verdict
from bangvang.desk.echoes import Echoes
from bangvang.desk.guard import Guard
from bangvang.desk.nodes import Unreadable
from bangvang.desk.publishing import Publishing
from bangvang.desk.sheet import Sheet
from bangvang.desk.store import Store
from bangvang.desk.worklist import Worklist
from bangvang.language import text
from bangvang.language.words import Words
from bangvang.preview.preview import Preview
from bangvang.problems import Language
from bangvang.site import assets
from bangvang.sources import reviews

ROOT = "/__soan__/"
_TRIALS = 24
"""Pages of unsaved articles that are kept to be looked at."""
_WINDOWS = 500
"""Windows whose requests are told apart by their turn."""


@dataclass(eq=False)
class Desk:
    """`trials`: path of an article -> its page as it would be; `turns`: window -> the turn that came last."""

    store: Store
    preview: Preview
    guard: Guard
    language: Language
    trials: OrderedDict[str, tuple[str, bytes]] = field(default_factory=OrderedDict)
    turns: OrderedDict[str, int] = field(default_factory=OrderedDict)
    worklist: Worklist = field(default_factory=Worklist)

    @cached_property
    def say(self) -> Words:
        return texts.load(self.language)

    @cached_property
    def publishing(self) -> Publishing:
        return Publishing(self.store.site, self.language)

    @property
    def ground(self) -> Ground | None:
        return self.preview.ground

    @property
    def archive(self) -> Archive | None:
        return self.ground.planned.archive if self.ground is not None else None

    @property
    def check_by(self) -> int:
        """How many people are to have seen an article before it is published."""
        return self.ground.inputs.config.check_by if self.ground is not None else 1

    def now(self) -> dt.datetime:
        """The time of day where the site is."""
        zone = self.ground.inputs.config.timezone if self.ground is not None else "Asia/Ho_Chi_Minh"
        return dt.datetime.now(ZoneInfo(zone))

    def local(self, when: dt.datetime) -> str:
        """A moment as it is shown."""
        here = when.astimezone(self.now().tzinfo)
        today = here.date() == self.now().date()
        return f"{here:%H:%M:%S}" if today else f"{here:%H:%M} {here.day}/{here.month}/{here.year}"

    # ------------------------------------------------------------ articles

    def verdict(self, path: str, sheet: Sheet, waiting: Iterable[str] = ()) -> Verdict:
        """All that is to be said of a file with these bytes. `waiting`: photos that come with it."""
        beside = [*self.beside(path), *waiting]
        return checking.check(self.ground, path, sheet, self.language, beside)

    def beside(self, path: str) -> list[str]:
        """The names of the files in an article's folder."""
        try:
            return [text.clean(entry.name) for entry in self.store.file(path).parent.iterdir()]
        except OSError:
            return []

    def echoes(self, path: str, sheet: Sheet) -> dict[str, str]:
        """What the values of a file mean."""
        try:
            values = sheet.values()
        except Unreadable:
            return {}
        return Echoes(values, self.archive, slug_of(path), self.say).all()

    def tried(self, path: str, verdict: Verdict) -> str | None:
        """The page of an article as it would be, kept to be looked at: its address below the trials."""
        article = verdict.article
        if article is None or self.ground is None or self.preview.state.everywhere:
            return None
        answer = self.preview.tried(article, verdict.html)
        self.trials.pop(path, None)
        self.trials[path] = (article.url, answer.body)
        while len(self.trials) > _TRIALS:
            self.trials.popitem(last=False)
        return article.url

    def in_turn(self, window: str, turn: int) -> bool:
        """Whether nothing that the same window sent later has come already: requests overtake each other."""
        last = self.turns.pop(window, 0)
        self.turns[window] = max(last, turn)
        while len(self.turns) > _WINDOWS:
            self.turns.popitem(last=False)
        return turn >= last or not turn

    def trial(self, url: str) -> bytes | None:
        """The page that was tried last at an address."""
        return next((body for known, body in reversed(self.trials.values()) if known == url), None)

    def url_of(self, path: str) -> str | None:
        """The address of an article's page, as it was last shown."""
        return self.archive.urls.get(path) if self.archive is not None else None

    # ------------------------------------------------------------ pages

    @cached_property
    def design(self) -> assets.Assets:
        """The desk's own style sheet and scripts, and what they take from the site's."""
        top = installation.PROGRAM / "assets"
        wanted = [
            *sorted((top / "desk").iterdir()),
            *sorted((top / "css").iterdir()),
            *sorted((top / "img").iterdir()),
        ]
        sources = {file.relative_to(top).as_posix(): file.read_bytes() for file in wanted if file.is_file()}
        mine = {name: raw for name, raw in sources.items() if not name.startswith("css/") or name in _SHARED}
        return assets.bundle(mine)

    def asset(self, name: str) -> str:
        """The address of an asset."""
        return f"{ROOT}tep/{self.design.names[name].removeprefix('assets/')}"

    def asset_bytes(self, name: str) -> bytes | None:
        """The bytes of an asset by the last part of its address."""
        return self.design.files.get(f"assets/{name}")

    @cached_property
    def environment(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(installation.PROGRAM / "templates" / "desk"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals.update(w=self.say, asset=self.asset, top=ROOT, language=self.language)
        environment.globals.update(meaning=partial(reviews.meaning, language=self.language))
        comma = "," if self.language == "vi" else "."
        environment.filters.update(decimal=lambda n: f"{n:.1f}".replace(".", comma))
        environment.filters.update(capitalize_first=lambda words: words[:1].upper() + words[1:])
        environment.filters.update(number=text.number if self.language == "vi" else lambda n: f"{n:,}")
        return environment

    def render(self, template: str, /, **values: object) -> str:
        """A page of the desk."""
        return self.environment.get_template(template).render(**values)


_SHARED = ("css/tokens.css", "css/reset.css", "css/base.css", "css/utilities.css")


def address(path: str) -> str:
    """Where an article's form is. `path`: `content/…`."""
    return f"{ROOT}bai/{path.removeprefix('content/')}"
