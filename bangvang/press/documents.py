"""Files of an office as lines: plain text, saved web pages, Word documents. Bytes in, lines out.

The libraries for pages and for Word are loaded when the first such file comes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Literal

from bangvang.language import text
from bangvang.press import decoding
from bangvang.press.decoding import Undecodable
from bangvang.press.manuscript import Line, LineKind, Manuscript, lines_of, typed

LARGEST = 20_000_000
"""Bytes. A report with more is a film, a folder, or an attack."""

Reason = Literal["empty", "binary", "word", "old_word", "page", "large"]


class Unreadable(ValueError):  # noqa: N818 - reads as what happened
    """What was handed in is no text.

    `reason`: `empty`, `binary`, `word` (a damaged .docx), `old_word` (a .doc of before 2007), `page`,
    `large`.
    """

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


def read(raw: bytes | str, name: str = "") -> tuple[Manuscript, str]:
    """The lines of a file or a pasted text, and the alphabet it was written in.

    Its kind is told by its content and, in doubt, by the end of its name. Raises Unreadable."""
    if len(raw) > LARGEST:
        raise Unreadable("large")
    if not raw.strip():
        raise Unreadable("empty")
    if isinstance(raw, bytes):
        if raw.startswith(b"PK\x03\x04"):
            return _page(_word(raw), whole=True), "word"
        if raw.startswith(b"\xd0\xcf\x11\xe0"):
            raise Unreadable("old_word")
    try:
        decoded = decoding.decode(_as_declared(raw) if isinstance(raw, bytes) else raw)
    except Undecodable as error:
        raise Unreadable("word" if name.lower().endswith(".docx") else "binary") from error
    if _is_page(decoded.text, name):
        return _page(decoded.text, whole=False), decoded.alphabet
    if not decoded.text.strip():
        raise Unreadable("empty")
    return Manuscript(lines_of(decoded.text)), decoded.alphabet


_MARKUP = re.compile(r"(?i)<(?:!doctype html|html|head|body|p|div|article|table|br)\b")


def _is_page(decoded: str, name: str) -> bool:
    head = decoded[:4000].lstrip()
    named = name.lower().endswith((".html", ".htm", ".xhtml", ".mht"))
    return (named and _MARKUP.search(decoded[:200_000]) is not None) or re.match(
        r"(?i)<(?:!doctype|html|\?xml)", head
    ) is not None


_CHARSET = re.compile(rb"(?i)<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,20})")


def _as_declared(raw: bytes) -> bytes | str:
    """A page that says it is in an alphabet of one byte a letter, other than the ones told by themselves."""
    declared = _CHARSET.search(raw[:4000])
    if declared is None:
        return raw
    name = declared[1].decode("ascii").lower()
    if name in ("utf-8", "utf8", "iso-8859-1", "windows-1252", "x-user-defined"):
        return raw
    try:
        return raw.decode(name)
    except (LookupError, UnicodeDecodeError):
        return raw


def _word(raw: bytes) -> str:
    import mammoth

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if (
                sum(entry.file_size for entry in archive.infolist()) > 10 * LARGEST
                or "word/document.xml" not in archive.namelist()
            ):
                raise Unreadable("word")
        converted: str = mammoth.convert_to_html(
            io.BytesIO(raw),
            convert_image=mammoth.images.img_element(lambda _image: {"src": ""}),
            external_file_access=False,
        ).value
    except Unreadable:
        raise
    except Exception as error:  # a damaged file makes the library raise whatever it met
        raise Unreadable("word") from error
    if not converted.strip():
        raise Unreadable("empty")
    return converted


_PICTURES = 5000
"""Entries of a Word file that are looked at."""


def pictures(raw: bytes, largest: int) -> Iterator[tuple[str, bytes]]:
    """The pictures inside a Word file of less than `largest` bytes each, as they follow each other in the
    text: name and bytes."""
    if not raw.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            order = _shown(packed)
            entries = packed.infolist()[:_PICTURES]
            for entry in sorted(entries, key=lambda each: order.get(each.filename, _PICTURES)):
                if re.fullmatch(r"word/media/[\w.-]+", entry.filename) and entry.file_size < largest:
                    yield entry.filename, packed.read(entry)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError):
        return


def _shown(packed: zipfile.ZipFile) -> dict[str, int]:
    """Name of each picture that the text of a Word file shows -> where in the order."""
    try:
        links, document = (
            packed.read(f"word/{name}") for name in ("_rels/document.xml.rels", "document.xml")
        )
    except KeyError:
        return {}
    files = {}
    for tag in re.findall(r"<Relationship\b[^>]*>", links.decode("utf-8", "replace")):
        about = dict(re.findall(r'\b(Id|Target)="([^"]*)"', tag))
        files[about.get("Id")] = "word/" + about.get("Target", "").removeprefix("/word/")
    named = re.findall(r'\br:(?:embed|id)="([^"]*)"', document.decode("utf-8", "replace"))
    return {files[each]: place for place, each in reversed(list(enumerate(named))) if each in files}


# ---------------------------------------------------------------- pages


def _page(source: str, *, whole: bool) -> Manuscript:
    """The lines of a page. `whole`: it is nothing but the report, as a Word file is."""
    reader = _PageReader()
    reader.feed(source if whole else _main_part(source))
    reader.close()
    lines = tuple(Line(n, *line) for n, line in enumerate(reader.lines(), start=1))
    if not any(line.text for line in lines):
        raise Unreadable("page")
    if whole:
        return Manuscript(lines)
    told = _PageHead()
    told.feed(source[:400_000])
    return Manuscript(lines, told.title(), told.url, told.site, told.published)


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
        self._inside = False

    def title(self) -> str | None:
        """The headline, without the name of the site behind it."""
        whole = " ".join(text.clean(self._og or "".join(self._title)).split())
        bare = re.split(r"\s[|–—]\s|\s-\s(?=[^-]{2,40}$)", whole)[0].strip()
        return bare or whole or None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "title":
            self._inside = not self._title
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
        if tag == "title":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._title.append(data)


def _web(address: str | None) -> str | None:
    return address if address is not None and re.fullmatch(r"https?://[^\s<>\"']{4,400}", address) else None
