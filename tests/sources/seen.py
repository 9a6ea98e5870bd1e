"""What a reader sees of a body, line by line, and what an editor typed, in the same terms.

Told from the HTML alone, as a browser would lay it out, and from the source alone, by the few marks that
editors are taught. Neither knows anything of how the program reads; the two must agree.
"""

from __future__ import annotations

import html as html_module
import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    [
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "blockquote",
        "figure",
        "figcaption",
        "div",
        "pre",
        "hr",
        "dl",
        "dt",
        "dd",
    ]
)
_BULLET = re.compile(r"^(?:[-*+·•●○◦▪■]\s+|•|[o§]\t\s*)(?=\S)")
_RULE = re.compile(r"^(?:-{3,}|\*{3}|- - -|\* \* \*)$")
_TABLE_RULE = re.compile(r"^\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$|^\+(?:-+\+)+$")


_MARK_ALONE = re.compile(r"^(?:• |[0-9]+\. )\s*$")
_ENTITY = re.compile(r"&(?:#[0-9]{2,6}|[A-Za-z]{2,8});")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [""]
        self.lists: list[int | None] = []
        self.cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br" or (tag in _BLOCKS and not (tag == "p" and _MARK_ALONE.match(self.lines[-1]))):
            self.lines.append("")
        if tag in ("ol", "ul"):
            self.lists.append(int(dict(attrs).get("start") or 1) if tag == "ol" else None)
        elif tag == "li":
            number = self.lists[-1]
            self.lines[-1] = "• " if number is None else f"{number}. "
            self.lists[-1] = None if number is None else number + 1
        elif tag == "tr":
            self.cells = 0
        elif tag in ("td", "th"):
            self.lines[-1] += " | " if self.cells else ""
            self.cells += 1
        elif tag == "hr":
            self.lines[-1] = "---"

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.lines.append("")
        if tag in ("ol", "ul"):
            self.lists.pop()

    def handle_data(self, data: str) -> None:
        if not self.lines[-1].strip(" •") and self.lines[-1].startswith("•"):
            data = data.lstrip()
        if not (data.isspace() and _MARK_ALONE.match(self.lines[-1])):
            self.lines[-1] += data.replace("\n", " ")


def lines_of(html: str) -> list[str]:
    """The lines of a page."""
    page = _Page()
    page.feed(html)
    page.close()
    return [_plainly(line) for line in page.lines if line.strip()]


def typed(source: str) -> list[str]:
    """The lines of a source without the marks that part its blocks."""
    rows = source.split("\n")
    out: list[str] = []
    for row in rows:
        bare = row.strip()
        if not bare or (_TABLE_RULE.match(bare) and not _RULE.match(bare)):
            continue
        if re.match(r"#{1,6}\s+\S", bare):
            bare = bare.lstrip("#")
        barred = bare.startswith("|") and bare.endswith("|") and len(bare) > 2
        if barred or "---|---" in source:
            bare = " | ".join(cell.strip() for cell in bare.strip("|").split("|"))
        out.append(_plainly(_ENTITY.sub(lambda found: html_module.unescape(found[0]), bare)))
    return out


def _plainly(line: str) -> str:
    """A line with one kind of bullet, one kind of rule and single blanks; empty cells are nothing."""
    bare = line.strip()
    bare = "---" if _RULE.match(bare) else _BULLET.sub("• ", bare)
    bare = re.sub(r"^([0-9]{1,9}\.|[^\w\s])\t\s*", r"\1 ", bare)
    return re.sub(r"[\s|]+", " ", bare).strip()
