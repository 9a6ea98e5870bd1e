"""Web pages as lines: the report's own part of a saved page, or the whole of what a Word file became.

The library that finds the report is loaded when the first page comes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from bangvang.language import text
from bangvang.press import layout_tables
from bangvang.press.manuscript import Line, LineKind, Manuscript, typed


def whole(source: str) -> Manuscript:
    """The lines of a page that is nothing but the report."""
    return Manuscript(_lines(source))


def saved(source: str) -> Manuscript:
    """The lines of the report in a saved page, and what the page says of itself."""
    told = _PageHead()
    told.feed(source[:400_000])
    lines = _lines(_main_part(_kept(layout_tables.dissolved(source))))
    return Manuscript(lines, told.title(), told.url, told.site, told.published)


_CAPTION = re.compile(r"(</?)figcaption(?=[\s>])", re.IGNORECASE)
_AUTHOR = re.compile(
    r"(<(?:p|div|span|h\d|strong|b|em)\s[^<>]{0,200}?(?:class|id)=[\"'][^<>\"']{0,80}?)author", re.IGNORECASE
)


def _kept(source: str) -> str:
    """A page whose captions and writers are paragraphs like others: the library drops them."""
    return _AUTHOR.sub(r"\1writer", _CAPTION.sub(r"\1p", source))


def _lines(source: str) -> tuple[Line, ...]:
    reader = _PageReader()
    reader.feed(source)
    reader.close()
    return tuple(Line(n, *line) for n, line in enumerate(reader.lines(), start=1))


def _main_part(source: str) -> str:
    """The report's own part of a page, as HTML, without menus, comments and advertisements."""
    import trafilatura

    found = trafilatura.extract(
        source,
        output_format="html",
        include_comments=False,
        include_tables=True,
        include_images=True,
        include_formatting=False,
        favor_recall=True,
        deduplicate=False,
    )
    return found if found and len(found) > 200 else source


_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "figure",
        "figcaption",
        "blockquote",
        "ul",
        "ol",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "dl",
        "dt",
        "dd",
        "form",
        "fieldset",
        "address",
        "nav",
        "hgroup",
        "center",
    ]
)
_SKIPPED = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "select",
        "button",
        "svg",
        "iframe",
        "object",
        "nav",
        "textarea",
        "title",
    )
)


class _PageReader(HTMLParser):
    """HTML as lines: headings, items and rows keep what they are."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[tuple[str, LineKind, int, tuple[str, ...]]] = []
        self._words: list[str] = []
        self._kind: LineKind = "text"
        self._level = 0
        self._cells: list[str] | None = None
        self._skipping = 0
        self._numbers: list[int] = []

    def lines(self) -> Iterator[tuple[str, LineKind, int, tuple[str, ...]]]:
        """What was read, a blank line between paragraphs."""
        for n, line in enumerate(self._found):
            if n and not (line[1] == self._found[n - 1][1] and line[1] in ("item", "row")):
                yield "", "text", 0, ()
            yield line

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipping += 1
        elif self._skipping:
            return
        elif tag == "tr":
            self._end()
            self._cells = []
        elif tag in ("td", "th"):
            self._words = []
        elif re.fullmatch(r"h[1-6]", tag):
            self._end()
            self._kind, self._level = "heading", int(tag[1])
        elif tag in ("ul", "ol"):
            self._end()
            self._numbers.append(0 if tag == "ol" else -1)
        elif tag == "li":
            self._end()
            self._kind = "item"
        elif tag == "img":
            self._image(dict(attrs))
        elif tag == "br":
            self._words.append("\n")
        elif tag in _BLOCKS and self._cells is None and self._kind != "item":
            self._end()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        elif self._skipping:
            return
        elif tag in ("td", "th") and self._cells is not None:
            self._cells.append(" ".join("".join(self._words).split()))
            self._words = []
        elif tag == "tr":
            self._row()
        elif tag in ("ul", "ol"):
            self._end()
            if self._numbers:
                self._numbers.pop()
        elif self._ends(tag):
            self._end()

    def _ends(self, tag: str) -> bool:
        block = tag in _BLOCKS or tag == "li" or re.fullmatch(r"h[1-6]", tag) is not None
        return block and self._cells is None and (self._kind != "item" or tag == "li")

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self._words.append(re.sub(r"\s+", " ", text.clean(data)))

    def close(self) -> None:
        super().close()
        self._row()
        self._end()

    def _image(self, attributes: dict[str, str | None]) -> None:
        source = (attributes.get("src") or attributes.get("data-src") or "").strip()
        if (
            self._cells is None
            and source
            and not source.startswith("data:")
            and re.search(r"\.(?:jpe?g|png|webp|gif)", source, re.IGNORECASE)
        ):
            self._end()
            self._found.append((text.clean(source), "image", 0, ()))

    def _row(self) -> None:
        if self._cells is None:
            return
        cells, self._cells = tuple(self._cells), None
        filled = [cell for cell in cells if cell]
        if len(cells) >= 2 and len(filled) >= 2:
            self._found.append((" | ".join(cells), "row", 0, cells))
        else:
            self._found += [(cell, "text", 0, ()) for cell in filled]

    def _end(self) -> None:
        whole = "".join(self._words)
        self._words = []
        kind, level = self._kind, self._level
        self._kind, self._level = "text", 0
        if self._cells is not None:
            return
        for part in whole.split("\n"):
            words = " ".join(part.split())
            if not words:
                continue
            if kind == "item":
                number = self._numbers[-1] if self._numbers else -1
                if number >= 0:
                    self._numbers[-1] = number + 1
                words = f"{number + 1}. {words}" if number >= 0 else f"- {words}"
            # Numbers and dashes that were typed make no list in Word.
            self._found.append(typed(words) if kind == "text" else (words, kind, level, ()))


class _PageHead(HTMLParser):
    """What a page says of itself: its title, address, site and day."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.url: str | None = None
        self.site: str | None = None
        self.published: str | None = None
        self._og: str | None = None
        self._title: list[str] = []
        self._headings: list[list[str]] = []
        self._inside: list[str] | None = None

    def title(self) -> str | None:
        """The headline, without the name of the site behind it; the one great heading where a page has that
        name alone for its title."""
        whole = " ".join(text.clean(self._og or "".join(self._title)).split())
        bare = re.split(r"\s[|–—]\s|\s-\s(?=[^-]{2,40}$)", whole)[0].strip()
        headings = [" ".join(text.clean("".join(said)).split()) for said in self._headings]
        is_name = self._og is None and len(whole.split()) <= _LONGEST_SITE
        if is_name and len(headings) == 1 and len(headings[0].split()) > _LONGEST_SITE:
            return headings[0]
        return bare or whole or None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "title" and not self._title:
            self._inside = self._title
        if tag == "h1":
            self._inside = []
            self._headings.append(self._inside)
        if tag == "link" and attributes.get("rel") == "canonical":
            self.url = self.url or _web(attributes.get("href"))
        if tag == "meta":
            name = (
                attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            ).lower()
            value = text.clean(attributes.get("content", "")).strip()
            if name == "og:title":
                self._og = self._og or value
            elif name == "og:url":
                self.url = self.url or _web(value)
            elif name == "og:site_name":
                self.site = self.site or value
            elif name in ("article:published_time", "datepublished", "pubdate"):
                self.published = self.published or value

    def handle_endtag(self, tag: str) -> None:
        if tag in ("title", "h1"):
            self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside is not None:
            self._inside.append(data)


# Words of a site's own name: "Cổng thông tin điện tử" has five, no headline has fewer than seven.
_LONGEST_SITE = 6


def _web(address: str | None) -> str | None:
    return address if address is not None and re.fullmatch(r"https?://[^\s<>\"']{4,400}", address) else None
