"""The words of a body as a reader sees them: for search, descriptions, and the law of bodies."""

from __future__ import annotations

import html as html_module
import re
from collections.abc import Iterable

from bangvang.language import text

_TAG = re.compile(r"<[^>]*>")
_LINE_END = re.compile(
    r" ?<(?:/?(?:p|h\d|[duo]l|li|t[dhr]|table|caption|d[dt]|figure|figcaption|blockquote|div|pre|details"
    r"|summary)|[bh]r)\b[^>]*>"
)
# The number of an item stands in its first paragraph.
_LIST = re.compile(r"<(/?)(ol|ul|li)(?: [^>]*)?>(?:\s*<p>)?")
_START = re.compile(r' start="([0-9]+)"')
_FOOTNOTES = '<div class="footnote">'
_FOOTNOTE_NUMBER = re.compile(
    r'<sup[^>]*><a class="footnote-ref".*?</sup>|<a class="footnote-backref".*?</a>'
)


def of(html: str) -> str:
    """The words of sanitised HTML as a reader sees them, numbers of lists included: only blocks, where they
    begin and end, and forced line breaks part lines, and the numbers of footnotes are no words."""
    if "<ol" in html:
        html = _numbered(html)
    if "footnote-" in html:
        html = _FOOTNOTE_NUMBER.sub("", html)
    spaced = _LINE_END.sub("\n", " ".join(html.split()))
    return html_module.unescape(_TAG.sub("", spaced))


def words(html: str) -> str:
    """`of`, in less time where nothing is counted."""
    if "<ol" in html or "footnote" in html:
        return of(html)
    return html_module.unescape(_TAG.sub("", html))


def _numbered(html: str) -> str:
    """Puts the numbers that a browser gives to the items of ordered lists before their words."""
    end = html.find(_FOOTNOTES)
    counters: list[int | None] = []

    def count(found: re.Match[str]) -> str:
        closing, tag = found[1], found[2]
        if tag != "li":
            if closing:
                del counters[-1:]
            else:
                start = _START.search(found[0])
                counters.append((int(start[1]) if start else 1) if tag == "ol" else None)
        elif not closing and counters and (number := counters[-1]) is not None:
            counters[-1] = number + 1
            return f"{found[0]}{number}. "
        return found[0]

    body, notes = (html, "") if end < 0 else (html[:end], html[end:])
    return _LIST.sub(count, body) + notes


def excerpt(shown: Iterable[str]) -> str:
    """The beginning of the prose, lists with their numbers included."""
    parts: list[str] = []
    size = 0
    for html in shown:
        if html.startswith(_SAYING) and size <= _EXCERPT:
            rows = [row.strip() for row in of(_beginning(html)).split("\n") if row.strip()]
            if html.startswith("<p>"):
                parts += rows
            else:  # items say where they end, or are parted
                parts += (row if row[-1] in ".,;:!?…" else f"{row};" for row in rows[:-1])
                parts += rows[-1:]
            size = sum(map(len, parts))
    return text.excerpt(" ".join(parts))


def _beginning(html: str) -> str:
    """As much of a block as an excerpt can hold, cut where a block ends."""
    end = html.find("</p>", _EXCERPT) if html.startswith("<p>") else -1
    return html if end < 0 else html[: end + 4]


_SAYING = ("<p>", "<ul>", "<ol", "<blockquote>")
_EXCERPT = 260
