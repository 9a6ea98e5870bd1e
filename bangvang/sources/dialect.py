"""The archive's dialect of Markdown: prose, tables, footnotes, definition lists, attribute lists, figures.

Python-Markdown does the work. Most of its time on prose goes into trying what cannot match, so a text is
given an engine that has only the parts whose signs occur in it; the result is that of the full engine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX, STX, AtomicString

# Without one of these, no inline pattern of the dialect can match.
_MARKUP = re.compile(r"[\\`*_\[\]!<>&]|  \n")
_CREDIT = re.compile(r"^(.*?)[\s(]*Ảnh\s*:\s*([^()]+?)\)?\.?$", re.DOTALL)

# Extension -> what must occur in a text for it to do anything.
_EXTENSIONS = {"tables": "|", "footnotes": "[^", "attr_list": "{", "def_list": ":"}
# Sign -> the parts of Python-Markdown that do nothing without it, by registry.
_PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "`": (("inline", "backtick"),),
    "\\": (("inline", "escape"), ("tree", "unescape")),
    "[": (
        ("inline", "reference"),
        ("inline", "link"),
        ("inline", "image_link"),
        ("inline", "image_reference"),
        ("inline", "short_reference"),
        ("inline", "short_image_ref"),
        ("block", "reference"),
    ),
    "<": (("inline", "autolink"), ("inline", "automail"), ("inline", "html"), ("pre", "html_block")),
    "&": (("inline", "entity"),),
    "  \n": (("inline", "linebreak"),),
    ">": (("block", "quote"),),
    "#": (("block", "hashheader"),),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """HTML, not yet sanitised, with letters standing for paragraphs of prose. What they stand for needs no
    sanitising: besides our own tags for bold words it holds no sign of HTML."""

    html: str
    prose: tuple[str, ...] = ()

    def reveal(self, html: str) -> str:
        """The draft's HTML, or what was made of it, with the prose in its places."""
        return _VEILED.sub(lambda found: self.prose[int(found[1])], html) if self.prose else html


def convert(source: str) -> Draft:
    """Markdown, as `text.clean` and `yamltext.without_controls` leave it -> HTML."""
    # The engine does the same, but a tab before a line's end is a sign, too.
    veiled, prose = _veil(source.expandtabs(4) if "\t" in source else source)
    signs = [sign for sign in (*_EXTENSIONS.values(), *_PARTS) if sign in veiled]
    if "*" in veiled or "_" in veiled:
        signs.append("*")
    return Draft(_engine(frozenset(signs)).reset().convert(veiled), prose)


def _veil(source: str) -> tuple[str, tuple[str, ...]]:
    """The source with a short word in place of each paragraph of prose that has at most bold words in it, and
    the prose as HTML.

    Such a paragraph comes out as it went in, whatever stands around it, so nothing need look at its letters.
    Where HTML is written by hand a paragraph may be no paragraph: there nothing is veiled.
    """
    if "<" in source or _VEIL in source:
        return source, ()
    blocks: list[str] = []
    prose: list[str] = []

    def put(plain: list[str]) -> None:
        # What stands above may claim the first of a row, and what stands below the last; those between can
        # only be paragraphs and share a word.
        groups = [plain[:1], plain[1:-1], plain[-1:]] if len(plain) > 3 else [[block] for block in plain]
        for group in groups:
            blocks.append(f"{_VEIL}{len(prose)}{_VEIL}")
            prose.append("</p>\n<p>".join(group))

    # Few of the signs occur in a text, and a block is quickly looked through for these.
    signs = [sign for sign in _SIGNS if sign in source]
    row: list[str] = []
    for block in source.split("\n\n"):
        plain = _BOLD.sub(r"<strong>\1</strong>", block) if "**" in block else block
        if (
            (block[:1].isalpha() or plain[:1] == "<")
            and block[-1] != " "
            and "\n" not in block
            and "*" not in plain
            and not any(sign in block for sign in signs)
        ):
            row.append(plain)
            continue
        put(row)
        row = []
        blocks.append(block)
    put(row)
    return "\n\n".join(blocks), tuple(prose)


# A letter that no language has in its spelling; the engine takes it for any other.
_VEIL = "\ua78f"
_VEILED = re.compile(f"{_VEIL}([0-9]+){_VEIL}")
# All that begins a pattern within a line: of the dialect, or of an extension's attributes. Stars are apart.
_SIGNS = "\\`_[]!<>&{"
_BOLD = re.compile(r"\*\*([^\s*](?:[^*]*[^\s*])?)\*\*")


def lost(source: str, draft: Draft) -> int | None:
    """Where in the source words were lost, None when none were. Python-Markdown does not find its way back
    out of some tangles of * and _ and leaves a mark of its own in their place."""
    if _MARK not in draft.html or _MARK in source:
        return None
    at = 0
    for block in source.split("\n\n"):
        if _MARK in convert(block).html:
            return at + len(block) - len(block.lstrip())
        at += len(block) + 2
    return 0


_MARK = INLINE_PLACEHOLDER_PREFIX.strip(STX)


@lru_cache(maxsize=64)
def _engine(signs: frozenset[str], *, plainly: bool = False) -> Markdown:
    """An engine for texts in which only these signs occur; `plainly` leaves out the short cuts for prose."""
    extensions = [name for name, sign in _EXTENSIONS.items() if sign in signs]
    md = Markdown(
        extensions=[*extensions, "sane_lists", _Dialect(), *(() if plainly else (_ShortCuts(),))],
        extension_configs={"footnotes": {"BACKLINK_TITLE": "Trở lại chú thích {} trong bài"}},
        output_format="html",
    )
    registries: dict[str, Any] = {
        "inline": md.inlinePatterns,
        "tree": md.treeprocessors,
        "block": md.parser.blockprocessors,
        "pre": md.preprocessors,
    }
    for sign, parts in _PARTS.items():
        if sign not in signs:
            for registry, name in parts:
                registries[registry].deregister(name)
    if "*" not in signs:
        md.inlinePatterns.deregister("em_strong")
    return md


FULL = frozenset((*_EXTENSIONS.values(), *_PARTS, "*"))
"""The signs of everything: the engine that leaves nothing out, by which `convert` is judged."""


def convert_fully(source: str) -> str:
    """What `convert` must equal: the slow, obvious twin."""
    return _engine(FULL, plainly=True).reset().convert(source)


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
        if next(root.iter("h1"), None) is None:
            return
        for level in range(5, 0, -1):
            for heading in root.iter(f"h{level}"):
                heading.tag = f"h{level + 1}"


class _ShortCuts(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.parser.blockprocessors.register(_Prose(md.parser), "prose", 200)
        md.treeprocessors.register(_PlainText(md), "plain-text", 25)


class _Dialect(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.treeprocessors.register(_Figures(md), "figures", 15)
        md.treeprocessors.register(_Headings(md), "headings", 14)
