"""Scripts without what only their authors read: comments, indentation, blanks that part nothing.

Names and line ends that may end a statement stay. Where a slash could be either a division or a regular
expression and only a parser could tell, the script is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""(?P<blank>[^\S\n\r\u2028\u2029]+|//[^\n\r\u2028\u2029]*)
    |(?P<line>[\n\r\u2028\u2029]+)
    |(?P<comment>/\*.*?\*/)
    |(?P<string>"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<number>\.?[0-9](?:[eE][+-]|[\w.])*)
    |(?P<word>[\w$\\#]+)
    |(?P<sign>[+-]{2}|=>|[^\s\w"'`])""",
    re.VERBOSE | re.DOTALL,
)
_REGEX = re.compile(r"/(?:[^/\\\[\n\r]|\\[^\n\r]|\[(?:[^\]\\\n\r]|\\[^\n\r])*\])+/\w*")
_TEMPLATE = re.compile(r"[`}](?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)", re.DOTALL)
_LINE = re.compile(r"[\n\r\u2028\u2029]")
_BEFORE_VALUE = frozenset(
    [
        "case",
        "delete",
        "do",
        "else",
        "extends",
        "in",
        "instanceof",
        "new",
        "return",
        "throw",
        "typeof",
        "void",
    ]
)
_DOUBTFUL = frozenset(("}", "await", "of", "yield"))
"""What may end a value or stand before one: a block or an object; a keyword or a name."""
_BEFORE_CONDITION = frozenset(("for", "if", "while", "with"))


class _DoubtfulError(Exception):
    """Only a parser could go on."""


def stripped(script: str) -> str:
    """The script (a module of any ECMAScript up to 2024) in fewer bytes: the same tokens, the same line ends
    between them wherever one can matter. Comments that begin with `/*!` stay, as licences do."""
    try:
        return "".join(_joined(script))
    except _DoubtfulError:
        return script


def _joined(script: str) -> Iterator[str]:
    kind, before = "", ""
    gap = ""
    for next_kind, piece in _tokens(script):
        if next_kind == "line":
            gap = "\n"
        elif next_kind == "blank":
            gap = gap or " "
        else:
            yield _between(kind, before, gap, next_kind, piece)
            yield piece
            kind, before, gap = next_kind, piece, ""
    yield "\n" if before else ""


def _between(kind: str, before: str, gap: str, next_kind: str, piece: str) -> str:
    """What must stand where a gap was."""
    if not gap or not before:
        return ""
    if gap == "\n":
        # No statement can end after the one kind, and before the other it ends by itself.
        return "" if (before[-1] in "{([,;" and kind == "sign") or piece in ("}", ")", "]") else "\n"
    if next_kind in ("word", "number") and kind in ("word", "number", "regex"):
        return " "
    glued = before[-1] + piece[0]
    if glued in ("++", "--", "//", "/*", "<!") or (kind == "number" and piece[0] == "."):
        return " "
    return ""


def _tokens(script: str) -> Iterator[tuple[str, str]]:
    """Yields (kind, text) of everything; what stands between the expressions of a template is of kind
    `template`. Raises _DoubtfulError."""
    past = _Past()
    at = 0
    while at < len(script):
        kind, found = past.match(script, at)
        piece, at = found[0], found.end()
        if kind == "comment":
            kind = "licence" if piece.startswith("/*!") else "line" if _LINE.search(piece) else "blank"
        yield kind, piece
        if kind not in ("blank", "line", "licence"):
            past.add(kind, piece)
    if past.open:
        raise _DoubtfulError


class _Past:
    """What came before a place in a script, as far as it decides what a slash or a brace means there."""

    def __init__(self) -> None:
        self.kind = self.last = ""
        # Every bracket that is open, and whether a value ends with it. "${": an expression of a template.
        self.open: list[tuple[str, bool]] = []
        self.value_ended = False  # a slash divides, then

    def match(self, script: str, at: int) -> tuple[str, re.Match[str]]:
        """The kind of what stands at a place, and the match of it."""
        char, pattern, kind = script[at], _TOKEN, ""
        if char == "/" and script[at + 1 : at + 2] not in ("/", "*"):
            if self.last in _DOUBTFUL and self.kind in ("sign", "word"):
                raise _DoubtfulError
            if not self.value_ended:
                pattern, kind = _REGEX, "regex"
        elif char == "`" or (char == "}" and self.open and self.open[-1][0] == "${"):
            pattern, kind = _TEMPLATE, "template"
        found = pattern.match(script, at)
        if found is None:
            raise _DoubtfulError
        return kind or str(found.lastgroup), found

    def add(self, kind: str, piece: str) -> None:
        if kind == "template":
            if piece[0] == "}":
                self.open.pop()
            if piece.endswith("${"):
                self.open.append(("${", True))
            self.value_ended = piece.endswith("`")
        elif kind == "sign":
            self.value_ended = self._after_sign(piece)
        else:
            self.value_ended = kind != "word" or piece not in _BEFORE_VALUE or self.last == "."
        self.kind, self.last = kind, piece

    def _after_sign(self, piece: str) -> bool:
        """Keeps the brackets; says whether a value ends with this sign."""
        if piece in ("(", "[", "{"):
            condition = piece == "(" and self.kind == "word" and self.last in _BEFORE_CONDITION
            self.open.append((piece, not condition))
            return False
        if piece in (")", "]", "}"):
            if not self.open or self.open[-1][0] + piece not in ("()", "[]", "{}"):
                raise _DoubtfulError
            return self.open.pop()[1]
        return piece in ("++", "--") and self.value_ended
