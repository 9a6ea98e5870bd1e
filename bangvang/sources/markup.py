"""Markdown -> sanitised HTML, plain text and the references that the archive must resolve."""

from __future__ import annotations

import html as html_module
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

import nh3

from bangvang.archive.model import NOTHING, Reference
from bangvang.language import spelling, text
from bangvang.problems import Place, Problem, problem
from bangvang.sources import conservation, dialect, guesses, plaintext

_TAGS = """
a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure
h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s small span strong sub summary sup table tbody td
tfoot th thead tr u ul
"""
ALLOWED_TAGS = frozenset(_TAGS.split())
ATTRIBUTES = {
    "*": {"id", "title", "lang", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "details": {"open"},
}
CLASSES = {
    "div": {"footnote"},
    "td": {"right", "center"},
    "th": {"right", "center"},
    "a": {"footnote-ref", "footnote-backref"},
    "span": {"credit"},
}
SCHEMES = ("http", "https", "mailto", "tel")
# Ids of a body never meet ids of the page around it.
ID_PREFIX = "nd-"
# Python-Markdown takes quadratic time on some texts; the longest report has a fifth of this.
LONGEST = 100_000
PHOTO_SUFFIXES = (".jpg", ".jpeg", ".jfif", ".png", ".webp", ".gif", ".svg", ".avif")

# Only from these can come what the sanitiser takes away: written HTML, attribute lists, addresses.
_SUSPECT_SIGNS = ("<", "{", "]:")
_SUSPECT_LINK = re.compile(r"\]\((?!https?:|/|[\w./-]+\.md[#)])")
_BARE_TAG = re.compile(
    r"</?(?:p|strong|em|ul|ol|li|h[2-6]|blockquote|br|hr|table|thead|tbody|tr|th|td|code)>"
)
_TABLE = re.compile(r"<table(?: [^>]*)?>")
_HIDDEN_TITLE = re.compile(r'<img [^>]*title="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Body:
    """`html` is safe to put on a page once the tokens of `references` are replaced by addresses. `anchors`:
    the places in it that links may name."""

    html: str
    excerpt: str
    references: tuple[Reference, ...]
    anchors: tuple[str, ...] = ()


def render(source: str, path: str, *, first_line: int = 1) -> tuple[Body, tuple[Problem, ...]]:
    """Converts a body. `path` is the file's, for links and places; `first_line` is the body's line in it."""
    if len(source) > LONGEST:
        return Body("", "", ()), (problem(Place(path, first_line), "K411", limit=LONGEST),)
    try:
        pieces = dialect.convert(source)
    except dialect.TooDeepError as deep:
        return Body("", "", ()), (problem(Place(path, first_line + deep.args[0]), "K410"),)
    found: list[Problem] = []
    written = _Written(source, path, first_line)
    if any(sign in source for sign in _SUSPECT_SIGNS) or _SUSPECT_LINK.search(source) is not None:
        # With places of its own: what is met here is met once more below.
        apart = _Written(source, path, first_line)
        found += _taken_away("\n".join(piece.html for piece in pieces if not piece.safe), apart)
    resolver = _Resolver(path, written, found)
    shown = [_shown(piece, resolver) for piece in pieces]
    resolver.finish()
    if not any(item.code == "K406" for item in found):  # else what is missing has been told of
        found += _missing(source, pieces, shown, written)
    html = "\n".join(filter(None, shown))
    return Body(html, plaintext.excerpt(shown), tuple(resolver.references), tuple(resolver.anchors)), tuple(
        found
    )


def _shown(piece: dialect.Piece, resolver: _Resolver) -> str:
    if piece.safe:
        return piece.html
    if piece.written or "<" in _BARE_TAG.sub("", piece.html):
        clean = _sanitised(piece.html, resolver).strip()
    else:  # tags without attributes that the sanitiser lets be, as the engine writes them
        clean = piece.html
    # A wide table scrolls in its own box, reachable by keyboard. (No attribute holds a bare "<" here.)
    if "<table" in clean:
        clean = _TABLE.sub(r'<div class="table-scroll" tabindex="0">\g<0>', clean)
        clean = clean.replace("</table>", "</table></div>")
    return clean


# Where one of these is, lines of the source have words that are on no line of the page, or tags of their own.
_ASIDE = ("<", "&", "](", "]:", "{:")


def _missing(
    source: str, pieces: Sequence[dialect.Piece], shown: Sequence[str], written: _Written
) -> Iterator[Problem]:
    """Holds each block against what became of it."""
    lines = source.split("\n")
    for piece, html in zip(pieces, shown, strict=True):
        if piece.safe:
            continue
        block = "\n".join(piece.footnotes or lines[piece.start : piece.end])
        lost = conservation.lost(block, plaintext.words(html), piece.marks)
        if not lost and not any(sign in block for sign in _ASIDE):
            lost = conservation.misread(html) if piece.marks else ""
            if not lost and "\n" in block:
                lost = conservation.joined(block.split("\n"), plaintext.of(html).split("\n"))
        if lost:
            yield problem(written.line(piece.start), "K416", what=lost)
        for title in _HIDDEN_TITLE.findall(html) if "<img" in html else ():
            said = html_module.unescape(title)
            yield problem(written.place(f'"{said}', f"'{said}", said), "K417", caption=text.excerpt(said, 60))


def place_of(source: str, at: int, path: str, first_line: int) -> Place:
    """The line of a spot in the body."""
    return Place(path, first_line + source.count("\n", 0, at))


# ---------------------------------------------------------------- sanitising and references


# As many times the length of a text may be read in search of places; then they are that of the body.
_SEARCHED = 300


class _Written:
    """Finds where in the file something of the HTML was written. The same words again are looked for after
    the place where they were found before."""

    def __init__(self, source: str, path: str, first_line: int) -> None:
        self.source = source
        self.path = path
        self.first_line = first_line
        self.after: dict[str, int] = {}
        self.missing: set[str] = set()
        self.found = 0
        """Where something was found last: what is looked for next most often stands behind it."""
        self.line_starts = [0, *(found.end() for found in re.finditer("\n", source))]
        self.left = _SEARCHED * (len(source) + 1)

    def place(self, *needles: str) -> Place:
        """Of the first needle that is there; of the body when none is. A needle's last line break or
        opening bracket is no part of what is pointed at."""
        for needle in needles:
            at = self._find(needle)
            if at >= 0:
                self.after[needle] = self.found = at + len(needle)
                at += len(needle) - len(needle.lstrip("(<\"'= "))
                line = bisect_right(self.line_starts, at)
                return Place(self.path, self.first_line + line - 1, at - self.line_starts[line - 1] + 1)
        return Place(self.path, self.first_line)

    def _find(self, needle: str) -> int:
        """Where a needle is, behind the last such one if there is one; -1 if it is nowhere."""
        if not needle or needle in self.missing or self.left < 0:
            return -1
        begin = self.after.get(needle, self.found)
        at = self.source.find(needle, begin)
        if at < 0:
            self.left -= len(self.source) - begin
            begin, at = 0, self.source.find(needle, 0, begin + len(needle))
        self.left -= (at if at >= 0 else len(self.source)) - begin
        if at < 0:
            self.missing.add(needle)
        return at

    def line(self, index: int) -> Place:
        """Of a line of the body."""
        return Place(self.path, self.first_line + index)

    def address(self, value: str) -> Place:
        """Of a link's or a picture's address."""
        escaped = value.replace("&", "&amp;")
        return self.place(
            f"({value}",
            f"(<{value}",
            f'"{value}',
            f"'{value}",
            f"={value}",
            f" {value}",
            f"<{value}",
            value,
            escaped,
        )


class _Resolver:
    """Decides on every attribute of the body; turns addresses into tokens and notes what they refer to."""

    def __init__(self, path: str, written: _Written, problems: list[Problem]) -> None:
        self.path = path
        self.written = written
        self.problems = problems
        self.references: list[Reference] = []
        self.anchors: dict[str, None] = {}
        self.inside: list[str] = []

    def finish(self) -> None:
        """Tells of links within the body that name no place in it; a link may stand before what it names."""
        for value in self.inside:
            wanted = unquote(value[1:])
            if wanted and wanted not in self.anchors:
                near = spelling.nearest(wanted, self.anchors, numbers=False)
                self._complain("K412", value, f"#{near}" if near else None)

    def attribute(self, tag: str, name: str, value: str) -> str | None:
        if name == "id":
            self.anchors[value] = None
            return ID_PREFIX + value
        if tag == "a" and name == "href":
            return self._link(value)
        if tag == "img" and name == "src":
            return self._image(value)
        return value

    def _link(self, value: str) -> str | None:  # noqa: PLR0911 - one early return per kind of address
        if value.startswith("#"):
            self.inside.append(value)
            return "#" + ID_PREFIX + value[1:]
        scheme = _scheme(value)
        if scheme:
            return value if scheme in SCHEMES else self._complain("K407", value)
        if value.startswith("//"):
            return self._complain("K407", value)
        rest, _, fragment = value.partition("#")
        rest, _, query = rest.partition("?")
        target = unquote(rest)
        if target.endswith(".md"):
            inside = normpath(join(dirname(self.path), target))
            if target.startswith("/") or not inside.startswith("content/"):
                return self._complain("K401", value)
            # Ids of a body are prefixed on its page.
            return self._token(
                "content", inside, f"#{_quoted(ID_PREFIX + fragment)}" if fragment else "", value
            )
        if target.startswith("/"):
            inside = normpath(target).lstrip("/")
            inside = inside + "/index.html" if target.endswith("/") and inside else inside or "index.html"
            tail = (f"?{_quoted(query)}" if query else "") + (f"#{_quoted(fragment)}" if fragment else "")
            return self._token("site", inside, tail, value)
        return self._complain("K401", value, guesses.web_address(value))

    def _image(self, value: str) -> str | None:
        if _scheme(value) or value.startswith("//"):
            self.problems.append(problem(self.written.address(value), "K405", target=value))
            return None
        name = unquote(value)
        if "/" in name or "\\" in name or name.startswith("."):
            last = name.replace("\\", "/").rpartition("/")[2]
            guess = last if last.strip(".") else None
            self.problems.append(problem(self.written.address(value), "K214", value=value, suggestion=guess))
            return None
        return self._token("file", name, "", value)

    def _token(self, kind: Literal["content", "site", "file"], target: str, tail: str, written: str) -> str:
        token = f"{NOTHING}{len(self.references)}{NOTHING}"
        place = self.written.address(written)
        self.references.append(Reference(kind, target, tail, token, written, place.line, place.column))
        return token

    def _complain(self, code: str, value: str, suggestion: str | None = None) -> str | None:
        place = self.written.address(value)
        self.problems.append(problem(place, code, target=value, suggestion=suggestion))
        return None


def _quoted(part: str) -> str:
    """The end of an address, fit to stand in an attribute."""
    return quote(part, safe="%-._~!$&()*+,;=:@/?").replace("&", "&amp;")


def _scheme(value: str) -> str:
    try:
        return urlsplit(value.strip()).scheme.lower()
    except ValueError:
        return "?"


_resolver: ContextVar[_Resolver] = ContextVar("resolver")


def _sanitised(raw: str, resolver: _Resolver) -> str:
    if "<" not in raw:
        return raw
    _resolver.set(resolver)
    return _cleaner().clean(raw)


@cache
def _cleaner() -> nh3.Cleaner:
    """The one sanitiser: making another takes longer than it does its work."""
    return nh3.Cleaner(
        tags=set(ALLOWED_TAGS),
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        attribute_filter=lambda tag, name, value: _resolver.get().attribute(tag, name, value),
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


# ---------------------------------------------------------------- what the sanitiser takes away


def _taken_away(raw: str, written: _Written) -> list[Problem]:
    """What is about to go, so that nothing vanishes unsaid; and pictures without words."""
    reader = _Reader(written)
    try:
        reader.feed(raw)
        reader.close()
    except AssertionError:  # html.parser gives up on some broken declarations; the sanitiser does not
        reader.problems.append(problem(written.place("<!["), "K406", what="<![…"))
    return reader.problems


class _Reader(HTMLParser):
    """Reads the HTML as it is before it is sanitised."""

    def __init__(self, written: _Written) -> None:
        super().__init__(convert_charrefs=True)
        self.written = written
        self.problems: list[Problem] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED_TAGS:
            place = self.written.place(f"<{tag}", f"<{tag.upper()}")
            self.problems.append(problem(place, "K406", what=f"<{tag}>"))
        # All of them, also those that are good: one file may be linked here and shown there.
        places = {value: self.written.address(value) for name, value in attrs if name in _ADDRESSES and value}
        for name, value in attrs:
            self.attribute(tag, name, value or "", places)
        if tag == "img" and not dict(attrs).get("alt"):
            src = dict(attrs).get("src") or ""
            if src and not _scheme(src):
                self.problems.append(problem(places[src], "K404", file=src))

    def attribute(self, tag: str, name: str, value: str, places: Mapping[str, Place]) -> None:
        if name.startswith("on") or (name in _STYLING and not _ALIGNMENT.fullmatch(value)):
            place = self.written.place(f"{name}=", f"{name} =", name)
            self.problems.append(problem(place, "K406", what=f"{name}=…"))
        elif name in _ADDRESSES:
            # Unknown schemes are dropped before the resolver sees them, so they are told from here.
            scheme = _scheme(re.sub(r"[\s\x00-\x1f]", "", value))
            if scheme and scheme not in SCHEMES:
                code = "K405" if tag == "img" else "K407"
                self.problems.append(problem(places[value], code, target=value))


_ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "data", "poster")
_ALIGNMENT = re.compile(r"text-align: \w+;")  # what a column of a Markdown table gets
_STYLING = ("style", "srcset", "srcdoc", "background", "bgcolor", "align", "color", "face")
