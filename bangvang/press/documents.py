"""Files of an office as lines: plain text, saved web pages, Word documents. Bytes in, lines out.

The libraries for pages and for Word are loaded when the first such file comes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Literal

from bangvang.press import decoding, pages
from bangvang.press.decoding import Undecodable
from bangvang.press.manuscript import Manuscript, lines_of

LARGEST = 20_000_000
"""Bytes. A report with more is a film, a folder, or an attack."""

Reason = Literal["empty", "binary", "word", "old_word", "page", "large", "pdf", "rtf", "odt"]


class Unreadable(ValueError):  # noqa: N818 - reads as what happened
    """What was handed in is no text.

    `reason`: `empty`, `binary`, `word` (a damaged .docx), `old_word` (a .doc of before 2007), `page`,
    `large`, `pdf`, `rtf`, `odt` (or another file of LibreOffice).
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
    _refuse_other_kinds(raw)
    if isinstance(raw, bytes):
        if raw.startswith(b"PK\x03\x04"):
            return _told(pages.whole(_word(raw))), "word"
        if raw.startswith(b"\xd0\xcf\x11\xe0"):
            raise Unreadable("old_word")
    try:
        decoded = decoding.decode(_as_declared(raw) if isinstance(raw, bytes) else raw)
    except Undecodable as error:
        raise Unreadable("word" if name.lower().endswith(".docx") else "binary") from error
    if _is_page(decoded.text, name):
        return _told(pages.saved(decoded.text)), decoded.alphabet
    if not decoded.text.strip():
        raise Unreadable("empty")
    return Manuscript(lines_of(decoded.text)), decoded.alphabet


_OTHER_KINDS: tuple[tuple[re.Pattern[str], Reason], ...] = (
    (re.compile(r"\s*%PDF-\d"), "pdf"),
    (re.compile(r"\s*\{\\rtf\d?\b|\s*\{\\rtf\d\\"), "rtf"),
    (re.compile(r"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis", re.DOTALL), "odt"),
)


def _refuse_other_kinds(raw: bytes | str) -> None:
    """Files whose letters are marks of another kind: read as text they would give these for the report."""
    head = raw[:1200].decode("latin-1").removeprefix("\xef\xbb\xbf") if isinstance(raw, bytes) else raw[:1200]
    for pattern, reason in _OTHER_KINDS:
        if pattern.match(head) is not None:
            raise Unreadable(reason)


def _told(manuscript: Manuscript) -> Manuscript:
    if not any(line.text for line in manuscript.lines):
        raise Unreadable("page")
    return manuscript


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
            io.BytesIO(_plainly(raw)),
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


# What Word writes around or in place of words, and the library leaves out together with them: fields (today's
# date), breaks by other names, boxes to tick, formulas.
_ODD = re.compile(
    r"</?w:(?:fldSimple|dir|bdo)\b[^>]*+>|</?m:oMathPara\b[^>]*+>|<w:cr\s*+/>|<w:ptab\b[^>]*+>"
    r"|<w14:checkbox\b[^>]*+>(?:(?!</w14:checkbox>).){0,2000}+</w14:checkbox>"
    r"|<m:oMath\b[^>]*+>(?P<formula>(?:(?!</m:oMath>).){0,9000}+)</m:oMath>",
    re.DOTALL,
)
_INSTEAD = {"<w:cr": "<w:br/>", "<w:ptab": "<w:tab/>"}
_SAID = re.compile(r"<m:t\b[^>]*+>([^<]*+)|<m:(den|sup|sub)>")
_BETWEEN = {"den": "/", "sup": "^", "sub": ""}


def _plainly(raw: bytes) -> bytes:
    """A Word file with all of its words where the library looks for them."""
    name = "word/document.xml"
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        document = archive.read(name).decode("utf-8")
        if _ODD.search(document) is None:
            return raw
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as rewritten:
            for entry in archive.infolist():
                rewritten.writestr(
                    entry, _ODD.sub(_said, document) if entry.filename == name else archive.read(entry)
                )
    return out.getvalue()


def _said(odd: re.Match[str]) -> str:
    if odd["formula"] is None:
        return _INSTEAD.get(odd[0].rstrip("/>").split()[0], "")
    words = (found[1] if found[2] is None else _BETWEEN[found[2]] for found in _SAID.finditer(odd["formula"]))
    return f'<w:r><w:t xml:space="preserve">{"".join(words)}</w:t></w:r>'


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
