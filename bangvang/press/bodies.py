"""The body of a draft: paragraphs, headings, lists and tables as Markdown that means what the text says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from bangvang.press.manuscript import Paragraph
from bangvang.sources import inline
from bangvang.sources.links import Notes

# Prose stays prose: nothing of it may turn into a heading, a list, a link, emphasis or HTML. Where a text is
# read as it stands, as nearly all are, nothing is hidden in it, and it is as it was when it is mended.
_SPECIAL = re.compile(r"(?<!\\)([`*_\[\]<>]|&(?=#?\w+;))")
_HIDING = re.compile(r"\\(?=[`*_\[\]<>&|\\])")
_FAR = re.compile(r"<[A-Za-z/!]|\[\^|\]:")
"""What means something only by what stands elsewhere."""
_OPENING = re.compile(r"#{1,6}(?=\s|$)|[-+*>](?=\s|$)|-{3,}|\*{3}$|:(?=\s)")
_NUMBERED = re.compile(r"(\d{1,9})\.(?=\s|$)")


def markdown(paragraphs: Iterable[Paragraph]) -> str:
    """The paragraphs as Markdown, a blank line between blocks; empty when there are none."""
    blocks: list[str] = []
    kinds: list[str] = []
    for paragraph in _without_doubles(paragraphs):
        block = _block(paragraph)
        if kinds and paragraph.kind == kinds[-1] and paragraph.kind in ("item", "row"):
            if paragraph.kind == "row" and blocks[-1].count("\n") == 0:
                blocks[-1] += "\n" + _rule(blocks[-1])
            blocks[-1] += "\n" + block
        else:
            blocks.append(block)
            kinds.append(paragraph.kind)
    return "\n\n".join(
        block + "\n" + _rule(block) if kind == "row" and "\n" not in block else block
        for block, kind in zip(blocks, kinds, strict=True)
    )


def _without_doubles(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    former = ""
    for paragraph in paragraphs:
        if paragraph.kind == "row" or paragraph.text != former:
            yield paragraph
        former = paragraph.text


def _block(paragraph: Paragraph) -> str:
    if paragraph.kind == "heading":
        return f"{'#' * min(6, max(2, paragraph.level))} {_inline(paragraph.text)}"
    if paragraph.kind == "row":
        return "| " + " | ".join(_inline(cell).replace("|", "\\|") for cell in paragraph.cells) + " |"
    if paragraph.kind == "item":
        marker = re.match(r"\s*(?:(\d{1,3})[.)]|[-–•●▪*+])\s+", paragraph.text)
        if marker is not None:
            words = _inline(paragraph.text[marker.end() :])
            return f"{marker[1]}. {words}" if marker[1] else f"- {words}"
    return literal(paragraph.text)


def _rule(row: str) -> str:
    return "|" + " --- |" * (row.replace("\\|", "").count("|") - 1)


def literal(words: str) -> str:
    """A paragraph that Markdown shows as it is, whatever stands above and below."""
    said = _inline(words)
    if _OPENING.match(words) is not None:
        return said if said.startswith("\\") else f"\\{said}"
    return _NUMBERED.sub(r"\1\\.", said, count=1) if _NUMBERED.match(words) else said


def _inline(words: str) -> str:
    """Words in a line that are shown as they are."""
    if not _FAR.search(words) and _is_plain(words):
        return words
    return _SPECIAL.sub(r"\\\1", _HIDING.sub(r"\\\\", words))


def _is_plain(words: str) -> bool:
    notes = Notes()
    shown = inline.fill(Element("p"), words, notes)
    return not notes.dropped and all(child.tag == "br" for child in shown)
