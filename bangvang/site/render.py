"""Page -> bytes, by Jinja. Pure: templates and bodies are handed in."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Callable, Collection, Iterable, Mapping, MutableMapping
from dataclasses import replace
from functools import partial
from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    meta,
    nodes,
)
from jinja2 import pass_context as with_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from bangvang.language import dates, spelling, text
from bangvang.language.dates import PartialDate
from bangvang.language.words import WordMissing
from bangvang.problems import Place, Problem, ProblemsFound, problem
from bangvang.site import photos
from bangvang.site.bodies import Bodies, BodyLost
from bangvang.site.cards import Card, total_label
from bangvang.site.links import Site
from bangvang.site.photos import Picture
from bangvang.site.plan import Page
from bangvang.site.stories import Story, filled

# Stands for the way up to output/ in what is kept for pages of any depth; no text of a site can hold it.
_ROOT = "\x00"
MOST_CARDS = 20_000
"""Cards kept by one process; about 1 KB each."""


class AssetMissing(LookupError):  # noqa: N818 - reads as what happened
    """A template asked for an asset that is not there."""


class Renderer:
    """Renders pages of one site. `templates`: name -> source; `assets`: path under assets/ -> address;
    `bodies`: digest -> sanitised HTML. `confined`: templates may be a stranger's, and reach nothing but what
    they are given (Jinja's sandbox, which makes a page cost a quarter more)."""

    def __init__(
        self,
        site: Site,
        templates: Mapping[str, str],
        assets: Mapping[str, str],
        bodies: Bodies,
        *,
        confined: bool = True,
    ) -> None:
        self.site = site
        self.bodies = bodies
        self.templates = templates
        self.assets = assets
        self.confined = confined
        self.loader = _Loader(templates)
        self.cards: dict[tuple[str, int, bool], str] = {}
        self.environment = self._environment()

    def page(self, page: Page) -> bytes:
        """The bytes of one page. Raises ProblemsFound when its template fails."""
        if not page.template:
            made = page.make(self.site, *page.inputs)
            assert isinstance(made, bytes)  # noqa: S101 - makers without a template give bytes
            return made
        try:
            view = page.make(self.site, *page.inputs)
            template = self.environment.get_template(page.template)
            # A way up needs no escaping, and stands before every address of the page.
            root = escape(self.root(page.url))
            return template.render(view=view, page=page, root=root).encode()
        except BodyLost:
            raise
        except Exception as error:
            found = self._problem(page, error)
            if found is None:
                raise
            raise ProblemsFound([found]) from error

    def root(self, url: str) -> str:
        """The way from a page to output/. A host shows 404.html in place of any missing address, however
        deep, so that page alone starts from base_url, where there is one."""
        if url == "404.html" and self.site.base_url:
            return self.site.base_url
        return "../" * url.count("/")

    def closure(self, name: str) -> tuple[str, ...]:
        """A template and all it extends or imports, sorted. Raises TemplateSyntaxError."""
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            current = waiting.pop()
            if current in seen or current not in self.templates:
                continue
            seen.add(current)
            waiting += [other for other in self.loader.references(self.environment, current) if other]
        return tuple(sorted(seen))

    def release(self) -> None:
        """Must be called before other processes are started with this renderer."""
        self.bodies.close()

    def syntax_problems(self, names: Collection[str] | None = None) -> tuple[Problem, ...]:
        """What is wrong with the templates themselves: with all of them, or only with those named."""
        found = []
        for name in sorted(self.templates if names is None else names):
            source = self.templates[name]
            try:
                references = self.loader.references(self.environment, name)
                # Kept by the environment, and inherited by processes forked from this one.
                self.environment.get_template(name)
            except TemplateSyntaxError as error:
                found.append(_syntax(error))
                continue
            for other in references:
                if other is not None and other not in self.templates:
                    line = self._line_of_reference(name, source, other)
                    found.append(problem(Place(f"templates/{name}", line), "K703", name=other))
        return tuple(found)

    def references(self) -> dict[str, tuple[str | None, ...]]:
        """Which templates each template names (None: by a variable), for a renderer of the same templates,
        which need not look again. Only of templates in which `syntax_problems` found nothing."""
        return {name: self.loader.references(self.environment, name) for name in self.templates}

    def take_over(self, references: Mapping[str, Iterable[str | None]]) -> None:
        """Believes what another renderer found. Templates are compiled when a page asks for them."""
        self.loader.known.update({name: tuple(others) for name, others in references.items()})

    def _line_of_reference(self, name: str, source: str, other: str) -> int:
        tree = self.environment.parse(source, name)
        references = tree.find_all((nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include))
        for node in references:
            if any(constant.value == other for constant in node.find_all(nodes.Const)):
                return node.lineno
        return 1

    def __reduce__(self) -> tuple[Any, ...]:
        # Environments hold closures; a process that cannot inherit one builds its own.
        given = (self.site, dict(self.templates), dict(self.assets), self.bodies)
        return (partial(Renderer, confined=self.confined), given)

    def _environment(self) -> Environment:
        kind = _Confined if self.confined else _Environment
        environment = kind(
            loader=self.loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            cache_size=0,
        )
        site = self.site
        language = site.language
        environment.globals.update(site=site, w=site.words, asset=self._asset)
        environment.filters.update(
            number=text.number if language == "vi" else _english_number,
            date=lambda d: dates.short(d, language),
            long_date=lambda d: dates.long(d, language),
            iso=_iso,
            rfc3339=dates.rfc3339,
            in_words=partial(total_label, site),
            absolute=lambda url: site.base_url + url if site.base_url else "",
            story=self._story,
            picture=_picture_tag,
            cards=self._cards,
            # As filters of a constant these two are worked out once, when the template is compiled.
            w=site.words,
            asset=self._asset,
        )
        return environment

    def _asset(self, name: str) -> str:
        try:
            return self.assets[name]
        except KeyError:
            raise AssetMissing(name) from None

    def _cards(self, items: Iterable[Card], root: str, level: int, brief: bool) -> Markup:
        """Articles in a list, each by the macro `card`; kept, since twenty lists repeat an article."""
        made = []
        for item in items:
            key = (item.url, level, brief)
            card = self.cards.get(key)
            if card is None:
                if len(self.cards) >= MOST_CARDS:
                    self.cards.clear()
                macro: Any = self.environment.get_template("macros/cards.html").module
                card = self.cards[key] = str(macro.card(item, _ROOT, level, brief))
            made.append(card)
        return Markup("\n".join(made).replace(_ROOT, root))  # noqa: S704 - the macro's, and a way up

    @property
    def _story(self) -> Callable[[Context, Story], Markup]:
        bodies = self.bodies

        @with_context
        def story(context: Context, value: Story) -> Markup:
            # Safe: the body was sanitised when it was parsed, and addresses are made here.
            return Markup(filled(bodies(value.digest), value, context["root"]))  # noqa: S704

        return story

    def _problem(self, page: Page, error: Exception) -> Problem | None:
        place = _template_place(error)
        at = place or Place(f"templates/{page.template}")
        found: Problem | None = None
        if isinstance(error, TemplateSyntaxError):
            found = _syntax(error)
        elif isinstance(error, TemplateNotFound):
            found = problem(at, "K703", name=error.name)
        elif isinstance(error, WordMissing):
            found = problem(at, "K705", key=error.key)
        elif isinstance(error, AssetMissing):
            found = problem(at, "K704", name=error.args[0])
        elif isinstance(error, UndefinedError) and (undefined := _UNDEFINED.search(str(error))) is not None:
            found = _unknown_name(at, undefined, ("view", "page", "root", *self.environment.globals))
        elif place is not None:
            found = problem(place, "K702", url=page.url, detail=f"{type(error).__name__}: {error}")
        return found


class _Environment(Environment):
    """Jinja's, with the globals of a template as one plain dict.

    Its own is a chain of two, whose keys are compared in Python at every import of a macro: a tenth of the
    time of a page. And it keeps templates by their names alone: asking whether one is still what it was, as
    Jinja's own cache does, would be in vain."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.kept: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        if isinstance(name, Template):
            return name
        template = self.kept.get(name)
        if template is None:
            template = self.kept[name] = super().get_template(name, parent, globals)
        return template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class _Confined(_Environment, ImmutableSandboxedEnvironment):
    """The same for templates of a stranger, which reach nothing but what they are given.

    Jinja asks anew at every access whether an attribute is safe; of a field of a view the answer is known by
    its class."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.fields: set[tuple[type, str]] = set()

    def getattr(self, obj: Any, attribute: str) -> Any:
        kind = type(obj)
        if (kind, attribute) in self.fields:
            return getattr(obj, attribute)
        if attribute[:1] != "_" and attribute in getattr(kind, "__dataclass_fields__", ()):
            self.fields.add((kind, attribute))
        return super().getattr(obj, attribute)


class _Loader(BaseLoader):
    """Templates by name, each parsed once: parsing them costs more than rendering a hundred pages."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        self.templates = templates
        self.trees: dict[str, nodes.Template] = {}
        self.known: dict[str, tuple[str | None, ...]] = {}
        self.codes: dict[str, CodeType] = {}

    def references(self, environment: Environment, name: str) -> tuple[str | None, ...]:
        """The templates that one names; None stands for one it names by a variable."""
        if name not in self.known:
            tree = environment.parse(self.templates[name], name, _file(name))
            self.known[name] = tuple(meta.find_referenced_templates(tree))
            self.trees[name] = tree
        return self.known[name]

    def load(
        self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        if name not in self.templates:
            raise TemplateNotFound(name)
        if name not in self.codes:
            # Compiling may fold constants into the tree: each tree serves once.
            tree = self.trees.pop(name, None) or environment.parse(self.templates[name], name, _file(name))
            self.codes[name] = environment.compile(tree, name, _file(name))
        template = environment.template_class.from_code(environment, self.codes[name], globals or {}, None)
        template.root_render_func.__globals__["escape"] = _escape
        return template


def _escape(value: object) -> str:
    """What `escape` gives, as plain text: what is written into a page at once need not be marked as safe.
    (A page has some two hundred values, and the marking is most of the work.)"""
    if type(value) is str:
        if "&" in value or "<" in value or ">" in value or '"' in value or "'" in value:
            return str(escape(value))
        return value
    return value if type(value) is Markup else str(escape(value))


def _file(name: str) -> str:
    """What a template is called in tracebacks, from which the line of a fault is read."""
    return f"templates/{name}"


def _picture_tag(
    picture: Picture, root: str, alt: str, *, eager: bool | None = False, half: bool = False
) -> Markup:
    shown = replace(picture, sizes=photos.HALF_SIZES) if half else picture
    # Safe: what is not ours in it is escaped.
    return Markup(photos.tag(shown, root, f'alt="{escape(alt)}"', eager=eager))  # noqa: S704


def _iso(date: PartialDate) -> str:
    return date.iso


def _english_number(value: int) -> str:
    return f"{value:,}"


def _syntax(error: TemplateSyntaxError) -> Problem:
    place = Place(f"templates/{error.name or '?'}", error.lineno)
    return problem(place, "K701", detail=error.message or "")


# The two ways in which Jinja tells of a name that is not there.
_UNDEFINED = re.compile(
    r"'(?P<module>[\w.]+)\.(?P<kind>\w+) object' has no attribute '(?P<attribute>\w+)'"
    r"|'(?P<name>\w+)' is undefined"
)


def _unknown_name(place: Place, undefined: re.Match[str], globals: tuple[str, ...]) -> Problem:
    name = undefined["name"] or undefined["attribute"]
    known = globals
    if undefined["kind"]:
        kind = getattr(sys.modules.get(undefined["module"]), undefined["kind"], None)
        known = tuple(key for key in dir(kind) if not key.startswith("_"))
    return problem(place, "K706", name=name, suggestion=spelling.nearest(name, known))


def _template_place(error: Exception) -> Place | None:
    """The innermost line of a template in the error's traceback."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith("templates/")]
    return Place(frames[-1].filename, frames[-1].lineno or 1) if frames else None
