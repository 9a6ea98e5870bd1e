"""The archive's dialect of Markdown: prose, lists, tables, footnotes, attribute lists, figures.

Python-Markdown is the engine: its tree, its processors, its way of writing HTML. The reading of blocks and of
what stands within them is our own (`blocks`, `inline`), since in what offices write, most signs are no marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from bangvang.sources import blocks, lineends, links
from bangvang.sources.blocks import Block
from bangvang.sources.links import Notes
from bangvang.sources.lists import TooDeepError as TooDeepError

_CREDIT = re.compile(r"^(.*?)[\s(]*+Ảnh\s*:\s*([^()]+?)\)?\.?$", re.DOTALL)
_BACKLINK = "Trở lại chú thích {} trong bài"


@dataclass(frozen=True, slots=True)
class Piece:
    """The HTML of some lines of the source, from `start` to before `end`. `safe`: it is prose and holds no
    tag but its paragraph's; `written`: it is HTML as somebody wrote it. `marks`: what of the lines is a
    mark, and stands on no page."""

    html: str
    start: int
    end: int
    safe: bool = False
    written: bool = False
    marks: Sequence[str] = ()
    footnotes: Sequence[str] = ()
    """The lines of the source, where these are not in one place."""


def convert(source: str) -> tuple[Piece, ...]:
    """Markdown, as `text.clean` and `yamltext.without_controls` leave it -> HTML, a block a piece. Raises
    TooDeepError, with the index of a line.

    Pieces are joined only after the sanitiser has seen each that needs it: nothing in a text can stand for
    something else. Python-Markdown sees none of the paragraphs that have no mark, which are most of a text.
    """
    return _converted(source, [sign for sign in blocks.SIGNS if sign in source])


def convert_fully(source: str) -> tuple[Piece, ...]:
    """What `convert` must equal: the slow, obvious twin, for which nothing is prose before it was read."""
    return _converted(source, [""])


def _converted(source: str, signs: Sequence[str]) -> tuple[Piece, ...]:
    lines = source.split("\n")
    width = lineends.width(lines)
    notes, footnotes = _notes(lines)
    notes.width = width
    found = list(blocks.read(lines, notes, signs))
    if footnotes:
        found.append(_footnotes(footnotes, notes))
    root = Element("div")
    for block in found:
        root.extend(block.elements)
    if len(root):
        for processor in _engine().treeprocessors:
            processor.run(root)
    return tuple(map(_piece, found))


def _piece(block: Block) -> Piece:
    if block.prose:
        prose = "\n".join(block.prose)
        shown = (prose.replace(">", "&gt;") if ">" in prose else prose).replace("\n", "</p>\n<p>")
        return Piece(f"<p>{shown}</p>", block.start, block.end, safe=True)
    if block.html is not None:
        return Piece(block.html, block.start, block.end, written=True, marks=block.marks)
    html = "".join(map(_engine().serializer, block.elements)).strip()
    return Piece(html, block.start, block.end, marks=block.marks, footnotes=block.footnotes)


# --- footnotes and addresses, which stand apart from where they are used --------------------------

_FOOTNOTE = re.compile(r" {0,3}\[\^([^\[\]\s^]{1,100})\]:[ \t]*+(.*)")
_FOOTNOTE_USED = re.compile(r"\[\^([^\[\]\s^]{1,100})\](?!:)|(?<=\S)\[\^([^\[\]\s^]{1,100})\]")
_ADDRESS = re.compile(
    r" {0,3}\[([^\[\]^\n][^\[\]\n]{0,200})\]:[ \t]*+(<[^<>]*+>|\S++)[ \t]*+(\"[^\"]*+\"|'[^']*+')?+[ \t]*+"
)
# `[Ảnh]: M.L` credits a photo and `[QĐ]: 12/QĐ-UBND` quotes a decision: an address looks like one.
_ADDRESS_LIKE = re.compile(
    r"<.*>|[a-z][a-z0-9+.-]{1,30}:\S+|(?:/|\.\.?/|#)\S+|\S+\.(?:md|html?|txt|pdf|jpe?g|png|webp|gif|svg|avif)(?:[?#]\S*)?",
    re.ASCII | re.IGNORECASE,
)
_LABEL_USED = re.compile(r"\[([^\[\]\n]{1,200})\](?!:)")


@dataclass(frozen=True, slots=True)
class _Footnote:
    label: str
    lines: Sequence[str]
    start: int


def _notes(lines: list[str]) -> tuple[Notes, list[_Footnote]]:
    """What a text defines and uses. The lines of its definitions are emptied; what nothing refers to is no
    definition but a line of the text."""
    defining = [i for i, line in enumerate(lines) if "]:" in line and line.lstrip().startswith("[")]
    if not defining:
        return Notes(), []
    source = "\n".join(lines)
    labels = {links.folded(label) for label in _LABEL_USED.findall(source)}
    used = {found[1] or found[2] for found in _FOOTNOTE_USED.finditer(source)}
    addresses: dict[str, tuple[str, str]] = {}
    footnotes: dict[str, _Footnote] = {}
    for i in defining:
        note = _FOOTNOTE.fullmatch(lines[i])
        if note is not None and note[1] in used and note[1] not in footnotes:
            end = _continued(lines, i)
            text = (note[2], *(line.removeprefix("    ") for line in lines[i + 1 : end]))
            footnotes[note[1]] = _Footnote(note[1], text, i)
            lines[i:end] = [""] * (end - i)
            continue
        found = _ADDRESS.fullmatch(lines[i])
        if found is None or links.folded(found[1]) not in labels or found[1][0] == "^":
            continue
        if _ADDRESS_LIKE.fullmatch(found[2]) and links.folded(found[1]) not in addresses:
            address = (found[2].strip("<>"), (found[3] or "")[1:-1])
            addresses[links.folded(found[1])] = address
            lines[i] = ""
    numbers = {label: number for number, label in enumerate(footnotes, start=1)}
    return Notes(addresses, numbers), list(footnotes.values())


def _continued(lines: Sequence[str], i: int) -> int:
    """The first line after a footnote: it goes on in lines that are set in."""
    end = i + 1
    while end < len(lines):
        if lines[end].strip():
            if not lines[end].startswith(("    ", "\t")) and not (
                lines[end - 1].strip() and lines[end][:2] == "  "
            ):
                break
            end += 1
        elif end + 1 < len(lines) and lines[end + 1].startswith(("    ", "\t")) and lines[end + 1].strip():
            end += 1
        else:
            break
    return end


def _footnotes(footnotes: Sequence[_Footnote], notes: Notes) -> Block:
    """The block of footnotes at a text's end, as Python-Markdown's extension writes it."""
    seen = len(notes.dropped)
    div = Element("div", {"class": "footnote"})
    SubElement(div, "hr")
    rows = SubElement(div, "ol")
    items = [SubElement(rows, "li", {"id": f"fn:{note.label}"}) for note in footnotes]
    for item, note in zip(items, footnotes, strict=True):
        for block in blocks.read(note.lines, notes):
            for said in block.prose:
                SubElement(item, "p").text = said
            item.extend(block.elements)
    for item, note in zip(items, footnotes, strict=True):
        last = item[-1] if len(item) and item[-1].tag == "p" else SubElement(item, "p")
        for link in _backlinks(note.label, notes):
            if len(last):
                last[-1].tail = f"{last[-1].tail or ''}\u00a0"
            else:
                last.text = f"{last.text or ''}\u00a0"
            last.append(link)
    lines = [line for note in footnotes for line in note.lines]
    start = footnotes[0].start
    return Block(start, start, elements=[div], marks=notes.dropped[seen:], footnotes=lines)


def _backlinks(label: str, notes: Notes) -> Iterator[Element]:
    title = _BACKLINK.format(notes.numbers[label])
    for times in range(1, notes.referred.get(label, 1) + 1):
        address = f"#fnref{times if times > 1 else ''}:{label}"
        link = Element("a", {"class": "footnote-backref", "href": address, "title": title})
        link.text = "↩"
        yield link


# --- Python-Markdown ------------------------------------------------------------------------------


@cache
def _engine() -> Markdown:
    return Markdown(extensions=[_Dialect()], output_format="html")


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
        caption.text = words
        return
    caption.text = match[1] + " " if match[1] else ""
    credit = SubElement(caption, "span", {"class": "credit"})
    credit.text = f"Ảnh: {match[2]}"


class _Headings(Treeprocessor):
    """The page's title is the only h1: where a body uses one, its headings all step down."""

    def run(self, root: Element) -> None:
        if next(root.iter("h1"), None) is None:
            return
        for level in range(5, 0, -1):
            for heading in root.iter(f"h{level}"):
                heading.tag = f"h{level + 1}"


class _Ampersands(Treeprocessor):
    """What stands in the tree is text, and `&lt;` in it four letters; the engine would write an entity."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and "&" in element.text:
                element.text = element.text.replace("&", "&amp;")
            if element.tail and "&" in element.tail:
                element.tail = element.tail.replace("&", "&amp;")
            for name, value in element.items():
                if "&" in value:
                    element.set(name, value.replace("&", "&amp;"))


class _Dialect(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        # Its reading of what stands in a line is ours, and so there is nothing that it has set aside.
        md.treeprocessors.deregister("inline")
        md.treeprocessors.deregister("unescape")
        md.treeprocessors.register(_Figures(md), "figures", 15)
        md.treeprocessors.register(_Headings(md), "headings", 14)
        md.treeprocessors.register(_Ampersands(md), "ampersands", 5)
