"""What stands within a line of Markdown: which signs are marks, and which are prose.

An office writes `1017***432`, `A (*), B (*)`, `___/___/2024` and `a<b và b>a`: signs that a Markdown engine
takes for marks. A sign is a mark here only where no reader would take it for anything else; every other one
stays as it was typed. One pass from left to right, so the time grows with the text and no faster.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from operator import itemgetter
from xml.etree.ElementTree import Element

from bangvang.sources import emphasis, links, spans, tags
from bangvang.sources.links import Notes
from bangvang.sources.spans import Item, Open

# --- what may stand in a text ---------------------------------------------------------------------

# An address typed as it is stands whole: its underscores are its own.
_SIGN = re.compile(r"https?://[^\s<>\[\]*&\\`]*+|[\\`\[\]<&\n]|!\[|\*++|_++")
_ESCAPABLE = frozenset("`*_[]<>&|")
# These are marks at the beginning of a line only, where tools that write Markdown hide them, too.
_ESCAPABLE_FIRST = re.compile(r"(?<!.)(?:\\[-+#=~{:]|\d{1,9}\\[.)])")
# Up to a backslash in the way to a file on Windows: D:\anh 2024, \\may, bao_cao\2024, ..\anh, %TEMP%\anh.
_WAY = re.compile(r"(?:(?<![^\W_])[A-Za-z]:\\|\\\\\w)[^\n\"”<>|?*]*+\Z|[\w.~%]\\[^\W_][^\s\"”<>|?*]*+\Z")
_DRIVE = re.compile(r"(?<![^\W_])[A-Za-z]:\\(?:[^\s\\]++\\\w|\*\.\w)")
# All files of a kind there: ..\*.jpg, anh\*.docx, E:\*.*; up to the backslash, and from the star on.
_FOLDER = re.compile(r"(?<![^\s(“\"])[^\s*]*[\w.~%:]\Z")
_OF_A_KIND = re.compile(r"\*\.(?:\*|[a-z][a-z0-9]{2,4})(?!\w)")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]++|mailto:[^<>\s]++)>")
_CODE = re.compile(r"(?<![\w`])`([!-_a-~](?:[ -_a-~]{0,500}[!-_a-~])?)`(?![\w`])")
_NOTE = re.compile(r"\[\^([^\[\]\s^]{1,100})\]")

# How deep marks may stand in marks: no sentence needs more, and sanitisers grow slow on deeper ones.
_DEEPEST = 16
# As much of a text around a sign says what the sign is.
_AROUND = 40
# So far behind the end of one mark that of another is looked for that began together with it.
_AHEAD = 400


# --- reading --------------------------------------------------------------------------------------


def fill(element: Element, text: str, notes: Notes) -> Element:
    """Puts text with marks into an element, which is returned."""
    if _SIGN.search(text) is None:
        element.text = text
        return element
    spans.append(element, _read(text, notes))
    return element


def _read(text: str, notes: Notes) -> list[Item]:
    """Reads a text; once more for every sign of which some embrace words and others are left over: those
    are notes, masks or blanks, and so are the pairs."""
    literal: frozenset[str] = frozenset()
    dropped, referred = len(notes.dropped), dict(notes.referred)
    while True:
        reader = _Reader(text, notes, literal)
        items = reader.read()
        doubtful = {sign for sign in reader.paired if reader.unpaired.get(sign)}
        if not doubtful:
            return items
        literal |= doubtful
        del notes.dropped[dropped:]
        notes.referred.clear()
        notes.referred.update(referred)


class _Reader:
    def __init__(self, text: str, notes: Notes, literal: Collection[str]) -> None:
        self.text = text
        self.notes = notes
        self.literal = literal
        """Runs of stars or underscores that are no marks in this text."""
        self.paired: set[str] = set()
        self.unpaired: Counter[str] = Counter()
        self.out: list[Item] = []
        self.open: dict[str, list[int]] = {}
        """Kind of mark -> where in `out` such ones are open."""
        self.at = 0
        self.ends: set[str] | None = None
        self.last_comment: int | None = None

    def read(self) -> list[Item]:
        text, out = self.text, self.out
        while True:
            found = _SIGN.search(text, self.at)
            if found is None:
                out.append(text[self.at :])
                return out
            if found.start() > self.at:
                out.append(text[self.at : found.start()])
            self.at = found.end()
            sign = found[0]
            kind = sign[0]
            if kind == "h":
                end = len(sign.rstrip("_.,;:!?)\"'"))
                out.append(sign[:end])
                self.at = found.start() + end
            elif kind in "*_":
                self.emphasis(found)
            elif kind == "\n":
                self.line_end()
            elif kind == "[" or sign == "![":
                self.bracket(found)
            elif kind == "]":
                self.close_bracket(found)
            elif kind == "<":
                self.angle(found)
            elif kind == "&":
                self.entity(found)
            elif kind == "`":
                self.code(found)
            else:
                self.escape()

    # ---- one sign each

    def escape(self) -> None:
        """A backslash hides what would be a sign; before anything else it is a backslash."""
        text, at = self.text, self.at
        following = text[at : at + 1]
        if following == "\\":
            hides = text[at + 1 : at + 2] in _ESCAPABLE
        else:
            hides = (following in _ESCAPABLE and not self.is_on_a_way()) or self.hides_a_first_sign()
        if not following or not hides:
            self.out.append("\\")
            return
        self.notes.drop("\\")
        self.out.append(following)
        self.at += 1

    def is_on_a_way(self) -> bool:
        """Whether a backslash is one of the way to a file: `D:\\anh\\*.jpg`."""
        before = self.text[max(self.at - _AROUND, 0) : self.at - 1]
        if not before or before[-1].isspace():
            return False
        if "\\" in before and _WAY.search(before) is not None:
            return True
        if before[-1] == ":" and _DRIVE.match(self.text, self.at - 3) is not None:
            return True
        if before[-1] == "¯":  # the arm of who shrugs
            return True
        return bool(_OF_A_KIND.match(self.text, self.at) and _FOLDER.search(before))

    def hides_a_first_sign(self) -> bool:
        begin = max(self.text.rfind("\n", 0, self.at), self.at - 12) + 1
        found = _ESCAPABLE_FIRST.match(self.text, begin)
        return found is not None and found.end() == self.at + 1

    def line_end(self) -> None:
        self.out.append(Element("br"))

    def entity(self, found: re.Match[str]) -> None:
        """`&amp;` and its kind are what they stand for, if that can be seen; anything else is as typed."""
        written = tags.ENTITY.match(self.text, found.start())
        said = tags.decoded(written[0]) if written else None
        if written is None or said is None:
            self.out.append("&")
            return
        self.notes.drop(written[0])
        self.notes.dropped.append("\0" + said)
        self.out.append(said)
        self.at = written.end()

    def code(self, found: re.Match[str]) -> None:
        """Code is what programs understand; `Người tốt` in such quotes is a quotation, and 5` are minutes."""
        code = _CODE.match(self.text, found.start())
        if code is None or code[1].isdigit():
            self.out.append("`")
            return
        element = Element("code")
        element.text = code[1]
        self.notes.drop("`", "`")
        self.out.append(element)
        self.at = code.end()

    def emphasis(self, found: re.Match[str]) -> None:
        """Stars and underscores embrace words from outside: `*so*`, never `12*8*2`, `(*)`, `20__`."""
        sign, start = found[0], found.start()
        before, after = self.text[max(start - _AROUND, 0) : start], self.text[found.end() : found.end() + 1]
        if before and before[-1] in "*_" and self.out:
            # A mark beside a mark: what matters is whether the other one was taken for a mark.
            last = self.out[-1]
            before = "" if isinstance(last, Open) else "x" if isinstance(last, Element) else before
        if sign in self.literal or len(sign) > 3 or (sign[0] == "_" and len(sign) > 2):
            self.out.append(sign)
            self.unpaired["__"] += sign[0] == "_"
        elif (closes := emphasis.closes(sign, before, after)) and self.open.get(sign):
            self.close_emphasis(sign, start, found.end())
        elif closes and (ended := self.ended(found)):
            at = start
            for each in ended:
                self.close_emphasis(each, at, found.end())
                at += len(each)
        elif emphasis.opens(sign, before[-1:], after):
            self.unpaired[sign] += 1
            self._push(Open(sign, sign, end=self.at))
        else:
            self.unpaired[sign] += closes or emphasis.is_left_over(sign, before, after)
            self.out.append(sign)

    def ended(self, found: re.Match[str]) -> list[str]:
        """The signs of the marks that a sign ends though none began with it, the inner one first: three stars
        may begin two marks that end one after the other, or end two."""
        sign, open_ = found[0], self.open
        if sign == "***":
            inner = sorted(("*", "**"), key=lambda each: open_.get(each, [-1])[-1:], reverse=True)
            return inner if all(map(open_.get, inner)) else []
        rest = "***"[len(sign) :]
        if sign[0] == "_" or rest in self.literal or not open_.get("***"):
            return []
        if not emphasis.is_ended(rest, self.text[found.end() : found.end() + _AHEAD]):
            return []
        self.unpaired.update({"***": -1, sign: 1, rest: 1})
        start = open_["***"][-1]
        begin = self.out[start]
        assert isinstance(begin, Open)  # noqa: S101 - what `open` points at
        inner_text = self._taken(start)
        self._push(Open(rest, rest, end=begin.end - len(sign)))
        self._push(Open(sign, sign, end=begin.end))
        self.out += inner_text
        return [sign]

    def close_emphasis(self, sign: str, at: int, end: int) -> None:
        """Ends the mark that a sign began last, with the sign at a place of the text. `end`: where the text
        behind that sign, and those together with it, begins."""
        start = self.open[sign][-1]
        begin = self.out[start]
        assert isinstance(begin, Open)  # noqa: S101 - what `open` points at
        self.unpaired[sign] -= 1
        outside = begin.end - len(sign)
        if not emphasis.embraces(
            sign,
            self.text[max(outside - _AROUND, 0) : outside].rstrip("*_"),
            self.text[begin.end : at],
            self.text[end : end + _AROUND],
        ):
            self.open[sign].pop()
            self.out.append(sign)
            return
        self.paired.add(sign)
        self.notes.drop(sign, sign)
        inner = self._taken(start)
        element = Element("strong" if len(sign) == 2 else "em")
        spans.append(element, inner)
        if len(sign) == 3:
            outer = Element("strong")
            outer.append(element)
            element = outer
        self.out.append(element)

    def bracket(self, found: re.Match[str]) -> None:
        sign = found[0]
        if sign == "[":
            note = _NOTE.match(self.text, found.start())
            if note is not None and note[1] in self.notes.numbers:
                self.out.append(self._reference(note[1]))
                self.notes.drop(note[0])
                self.at = note.end()
                return
        self._push(Open(sign, "[", end=self.at))

    def _reference(self, label: str) -> Element:
        number = self.notes.numbers[label]
        times = self.notes.referred[label] = self.notes.referred.get(label, 0) + 1
        sup = Element("sup", {"id": f"fnref{times if times > 1 else ''}:{label}"})
        link = Element("a", {"class": "footnote-ref", "href": f"#fn:{label}"})
        link.text = str(number)
        sup.append(link)
        return sup

    def close_bracket(self, found: re.Match[str]) -> None:
        opened = self.open.get("[")
        if not opened:
            self.out.append("]")
            return
        start = opened[-1]
        begin = self.out[start]
        assert isinstance(begin, Open)  # noqa: S101 - what `open` points at
        picture = begin.sign == "!["
        said = self.text[begin.end : found.start()]
        target = links.target(self.text, self.at, picture=picture)
        if target is None:
            target = links.by_label(self.text, self.at, said, self.notes)
        if target is None or not (picture or said.strip()):
            opened.pop()
            self.out.append("]")
            return
        address, title, written = target
        inner = self._taken(start)
        self.at += len(written)
        if picture:
            element = Element("img", {"alt": spans.words(inner), "src": address})
            self.notes.drop(begin.sign + said + "]" + written)
        else:
            element = Element("a", {"href": address})
            spans.append(element, inner)
            self.notes.drop("[", "]" + written)
        if title:
            element.set("title", title)
        self.out.append(element)
        self._attributes(element)
        if not picture:  # a link holds no link
            self.open["["] = []

    def _attributes(self, element: Element) -> None:
        listed = tags.ATTRIBUTE_LIST.match(self.text, self.at)
        if listed is not None:
            tags.attribute_list(element, listed[1])
            self.notes.drop(listed[0])
            self.at = listed.end()

    def angle(self, found: re.Match[str]) -> None:
        """An address, a comment or a tag of HTML; every other < is a sign of the text."""
        text, start = self.text, found.start()
        link = _AUTOLINK.match(text, start)
        if link is not None:
            address = link[1]
            element = Element("a", {"href": address})
            element.text = address
            self.notes.drop("<", ">")
            self.out.append(element)
            self.at = link.end()
            return
        if text.startswith("<!--", start) and start + 4 <= self._last_comment():
            self.at = text.index("-->", start + 4) + 3
            self.notes.drop(text[start : self.at])
            return
        tag = tags.TAG.match(text, start)
        if tag is None or not tags.is_html(tag) or self.is_astray(tag[2].lower()):
            self.out.append("<")
            return
        self.at = tag.end()
        self.tag(tag)

    def is_astray(self, name: str) -> bool:
        """Whether a part of a table stands in no table: a browser would leave it out."""
        return name in tags.PARTS_OF_TABLES and not self.open.get("<table")

    def tag(self, tag: re.Match[str]) -> None:
        name, kind = tag[2].lower(), f"<{tag[2].lower()}"
        if tag[1]:
            if not self.open.get(kind):
                self.out.append(Open(tag[0], kind))
                return
            start = self.open[kind][-1]
            begin = self.out[start]
            assert isinstance(begin, Open)  # noqa: S101 - what `open` points at
            assert begin.element is not None  # noqa: S101 - every tag has one
            self.notes.drop(begin.sign, tag[0])
            spans.append(begin.element, self._taken(start))
            self.out.append(begin.element)
            return
        element = Element(name, tags.attributes_of(tag[3]))
        if name in tags.VOID or tag[0].endswith("/>") or (name in tags.ACTIVE and not self._ends(name)):
            self.notes.drop(tag[0])
            self.out.append(element)
        else:
            self._push(Open(tag[0], kind, element))

    def _ends(self, name: str) -> bool:
        if self.ends is None:
            self.ends = {found[1].lower() for found in _END.finditer(self.text)}
        return name in self.ends

    def _last_comment(self) -> int:
        """Where the last comment ends: what is no comment is not searched to the end, sign after sign."""
        if self.last_comment is None:
            self.last_comment = self.text.rfind("-->")
        return self.last_comment

    # ---- what is open

    def _push(self, item: Open) -> None:
        """Of many that are never closed only the last can be the ones."""
        if sum(map(len, self.open.values())) >= _DEEPEST:
            del min(filter(None, self.open.values()), key=itemgetter(0))[0]
        self.open.setdefault(item.kind, []).append(len(self.out))
        self.out.append(item)

    def _taken(self, start: int) -> list[Item]:
        """What stands after the beginning of a mark, taken out of `out` together with it."""
        inner = self.out[start + 1 :]
        del self.out[start:]
        for places in self.open.values():
            while places and places[-1] >= start:
                places.pop()
        return inner


_END = re.compile(r"</([A-Za-z][A-Za-z0-9]*+)", re.ASCII)
