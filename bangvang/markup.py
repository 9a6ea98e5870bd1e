"""Markdown -> sanitised HTML, plain text and the references that the archive must resolve."""

from __future__ import annotations

import html as html_module
import re
from dataclasses import dataclass
from functools import cache
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, SubElement

import nh3
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from bangvang import text
from bangvang.model import Reference
from bangvang.problems import Place, Problem, problem

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
    "a": {"footnote-ref", "footnote-backref"},
    "span": {"credit"},
}
SCHEMES = ("http", "https", "mailto", "tel")
# Ids of a body never meet ids of the page around it.
ID_PREFIX = "nd-"
PHOTO_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg", ".avif")

# Without one of these, no inline pattern of the dialect can match.
_MARKUP = re.compile(r"[\\`*_\[\]!<>&]|  \n")
_TAG = re.compile(r"<([a-zA-Z][\w-]*)\b([^<>]*)>")
_EVENT_ATTRIBUTE = re.compile(r"\s(on\w+)\s*=", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:href|src)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_CREDIT = re.compile(r"^(.*?)[\s(]*Ảnh\s*:\s*([^()]+?)\)?\.?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Body:
    """`html` is safe to put on a page once the tokens of `references` are replaced by addresses."""

    html: str
    excerpt: str
    references: tuple[Reference, ...]


def render(source: str, path: str, *, first_line: int = 1) -> tuple[Body, tuple[Problem, ...]]:
    """Converts a body. `path` is the file's, for links and places; `first_line` is the body's line in it."""
    found: list[Problem] = []
    raw = _convert(source)
    lines = _Lines(source, first_line)
    found += _unsafe(raw, path, lines)
    resolver = _Resolver(path, lines, found)
    clean = _cleaner_for(resolver).clean(raw) if "<" in raw else raw
    # A wide table scrolls in its own box, reachable by keyboard.
    clean = clean.replace("<table>", '<div class="table-scroll" tabindex="0"><table>').replace(
        "</table>", "</table></div>"
    )
    return Body(clean, _excerpt(clean), tuple(resolver.references)), tuple(found)


def plain(html: str) -> str:
    """The words of sanitised HTML; blocks are kept apart by newlines."""
    spaced = re.sub(r"</(?:p|h\d|li|td|th|tr|dd|dt|figcaption|blockquote|div|caption)>|<br>", "\n", html)
    return html_module.unescape(re.sub(r"<[^>]*>", "", spaced))


def _excerpt(html: str) -> str:
    parts: list[str] = []
    size = 0
    for match in _PARAGRAPH.finditer(html):
        words = " ".join(html_module.unescape(re.sub(r"<[^>]*>", "", match[1])).split())
        if words:
            parts.append(words)
            size += len(words)
        if size > 260:
            break
    return text.excerpt(" ".join(parts))


# ---------------------------------------------------------------- Markdown


class _PlainText(Treeprocessor):
    """Marks text without any markup character as finished, so that no inline pattern is tried on it.

    Trying the patterns is most of Python-Markdown's time on prose, and AtomicString is its own way to say
    that there is nothing to find.
    """

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and not _MARKUP.search(element.text):
                element.text = AtomicString(element.text)


class _Prose(BlockProcessor):
    """A block of one line that begins with a letter can only be a paragraph: no other kind is tried on it."""

    def test(self, _parent: Element, block: str) -> bool:
        return block[:1].isalpha() and "\n" not in block and not self.parser.state.isstate("list")

    def run(self, parent: Element, blocks: list[str]) -> None:
        SubElement(parent, "p").text = blocks.pop(0)


class _Figures(Treeprocessor):
    """An image alone in its paragraph becomes a figure; its title is the caption, "Ảnh: …" the credit."""

    def run(self, root: Element) -> None:
        for paragraph in root.iter("p"):
            if len(paragraph) != 1 or paragraph[0].tag != "img":
                continue
            image = paragraph[0]
            if (paragraph.text or "").strip() or (image.tail or "").strip():
                continue
            paragraph.tag = "figure"
            image.tail = None
            caption = image.attrib.pop("title", None)
            if caption:
                _caption(paragraph, caption)


def _caption(figure: Element, words: str) -> None:
    caption = SubElement(figure, "figcaption")
    match = _CREDIT.match(words)
    if match is None:
        caption.text = AtomicString(words)
        return
    caption.text = AtomicString(match[1] + " " if match[1] else "")
    credit = SubElement(caption, "span", {"class": "credit"})
    credit.text = AtomicString(f"Ảnh: {match[2]}")


class _Headings(Treeprocessor):
    """The page's title is the only h1: where a body uses one, its headings all step down."""

    def run(self, root: Element) -> None:
        if root.find("h1") is None:
            return
        for level in range(5, 0, -1):
            for heading in root.iter(f"h{level}"):
                heading.tag = f"h{level + 1}"


class _Dialect(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.parser.blockprocessors.register(_Prose(md.parser), "prose", 200)
        md.treeprocessors.register(_PlainText(md), "plain-text", 25)
        md.treeprocessors.register(_Figures(md), "figures", 15)
        md.treeprocessors.register(_Headings(md), "headings", 14)


@cache
def _engine() -> Markdown:
    return Markdown(
        extensions=["tables", "footnotes", "attr_list", "def_list", "sane_lists", _Dialect()],
        extension_configs={"footnotes": {"BACKLINK_TITLE": "Trở lại chú thích {} trong bài"}},
        output_format="html",
    )


def _convert(source: str) -> str:
    return _engine().reset().convert(source)


# ---------------------------------------------------------------- sanitising and references


class _Lines:
    """Finds the line of the file on which something was written."""

    def __init__(self, source: str, first_line: int) -> None:
        self.source = source
        self.first_line = first_line

    def of(self, written: str) -> int:
        at = self.source.find(written)
        return self.first_line + (self.source.count("\n", 0, at) if at >= 0 else 0)

    def column(self, written: str) -> int:
        at = self.source.find(written)
        return at - self.source.rfind("\n", 0, at) if at >= 0 else 1

    def place(self, path: str, written: str) -> Place:
        return Place(path, self.of(written), self.column(written))


class _Resolver:
    """Decides on every attribute of the body; turns addresses into tokens and notes what they refer to."""

    def __init__(self, path: str, lines: _Lines, problems: list[Problem]) -> None:
        self.path = path
        self.lines = lines
        self.problems = problems
        self.references: list[Reference] = []

    def attribute(self, tag: str, name: str, value: str) -> str | None:
        if name == "id":
            return ID_PREFIX + value
        if tag == "a" and name == "href":
            return self._link(value)
        if tag == "img" and name == "src":
            return self._image(value)
        return value

    def _link(self, value: str) -> str | None:  # noqa: PLR0911 - one early return per kind of address
        if value.startswith("#"):
            return "#" + ID_PREFIX + value[1:]
        scheme = _scheme(value)
        if scheme:
            return value if scheme in SCHEMES else self._complain("K407", value)
        if value.startswith("//"):
            return self._complain("K407", value)
        target, _, fragment = value.partition("#")
        target = unquote(target.partition("?")[0])
        if target.endswith(".md"):
            inside = normpath(join(dirname(self.path), target))
            if target.startswith("/") or not inside.startswith("content/"):
                return self._complain("K401", value)
            return self._token("content", inside, fragment, value)
        if target.startswith("/"):
            inside = normpath(target).lstrip("/")
            inside = inside + "/index.html" if target.endswith("/") and inside else inside or "index.html"
            return self._token("site", inside, fragment, value)
        return self._complain("K401", value)

    def _image(self, value: str) -> str | None:
        if _scheme(value) or value.startswith("//"):
            self.problems.append(problem(self.lines.place(self.path, value), "K405", target=value))
            return None
        name = unquote(value)
        if "/" in name or "\\" in name or name.startswith("."):
            self.problems.append(problem(self.lines.place(self.path, value), "K214", value=value))
            return None
        return self._token("file", name, "", value)

    def _token(self, kind: str, target: str, fragment: str, written: str) -> str:
        token = f"bv-ref-{len(self.references)}-bv"
        reference = Reference(kind, target, fragment, token, written, self.lines.of(written))  # type: ignore[arg-type]
        self.references.append(reference)
        return token

    def _complain(self, code: str, value: str) -> str | None:
        self.problems.append(problem(self.lines.place(self.path, value), code, target=value))
        return None


def _scheme(value: str) -> str:
    try:
        return urlsplit(value.strip()).scheme.lower()
    except ValueError:
        return "?"


def _cleaner_for(resolver: _Resolver) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(ALLOWED_TAGS),
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        attribute_filter=resolver.attribute,
        url_schemes=set(SCHEMES),
    )


def _unsafe(raw: str, path: str, lines: _Lines) -> list[Problem]:
    """What the sanitiser is about to take away, so that nothing vanishes unsaid."""
    found = []
    for match in _TAG.finditer(raw):
        name = match[1].lower()
        if name not in ALLOWED_TAGS and name != "h1":
            found.append(problem(lines.place(path, f"<{match[1]}"), "K406", what=f"<{name}>"))
        for event in _EVENT_ATTRIBUTE.finditer(match[2]):
            found.append(problem(lines.place(path, event[1]), "K406", what=f"{event[1].lower()}=…"))
    return found + _forbidden_addresses(raw, path, lines)


def _forbidden_addresses(raw: str, path: str, lines: _Lines) -> list[Problem]:
    # The sanitiser drops unknown schemes before the resolver sees them, so they are told from here.
    found = []
    for match in _TAG.finditer(raw):
        for address in _ADDRESS.finditer(match[2]):
            value = html_module.unescape(address[1] or address[2] or address[3] or "")
            scheme = _scheme(re.sub(r"[\s\x00-\x1f]", "", value))
            if scheme and scheme not in SCHEMES:
                code = "K405" if match[1].lower() == "img" else "K407"
                found.append(problem(lines.place(path, value[:60]), code, target=value[:200]))
    return found
