"""The body of a draft: paragraphs, headings, lists and tables as Markdown that means what the text says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bangvang.press.manuscript import Paragraph

# Prose stays prose: nothing of it may turn into a heading, a list, a link, emphasis or HTML.
_SPECIAL = re.compile(r"([\\`*\[\]<>]|(?<!\w)_|_(?!\w)|~~|!\[)")
_OPENING = re.compile(r"^(#{1,6}(?=\s|$)|[-+](?=\s|$)|={3,}|-{3,}|:(?=\s))")
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")


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
        return f"{'#' * min(6, max(2, paragraph.level))} {literal(paragraph.text)}"
    if paragraph.kind == "row":
        return "| " + " | ".join(literal(cell).replace("|", "\\|") for cell in paragraph.cells) + " |"
    if paragraph.kind == "item":
        marker = re.match(r"\s*(?:(\d{1,3})[.)]|[-–•●▪*+])\s+", paragraph.text)
        if marker is not None:
            words = literal(paragraph.text[marker.end() :])
            return f"{marker[1]}. {words}" if marker[1] else f"- {words}"
    return literal(paragraph.text)


def _rule(row: str) -> str:
    return "|" + " --- |" * (row.replace("\\|", "").count("|") - 1)


def literal(words: str) -> str:
    """Words that Markdown shows as they are."""
    escaped = _SPECIAL.sub(r"\\\1", words)
    escaped = _OPENING.sub(lambda match: "\\" + match[0], escaped)
    return _NUMBERED.sub(r"\1\\\2", escaped)
