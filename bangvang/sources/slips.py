"""Slips of one sign or of a few blanks that keep a line from being read: a dash or a colon without its blank,
a comma or a bracket amiss, a line beside its column. Each is tried by `mending`, and told if it helps.

What is offered is the whole line as it should be typed, so that nobody has to know the rules of YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bangvang.problems import term

GROUP = frozenset(("source", "programme", "total"))
GROUPS = frozenset(("awards", "breakdown", "people", "photos", "subset"))
TEXTS = frozenset(("names", "tags", "organisations"))
"""Keys by what they hold: one group of keys, a list of groups, a list of texts that hold anything."""


class Keys(NamedTuple):
    """The keys that a file may have: in the first column, and in groups."""

    top: frozenset[str] = frozenset()
    inner: frozenset[str] = frozenset()

    def at(self, column: int) -> frozenset[str]:
        """Those that may begin in a column."""
        return self.inner if column else self.top


class Fault(NamedTuple):
    """A complaint of libyaml. Rows and columns from 0; `opened`: where the thing it read began; `keys`: those
    that are known."""

    what: str
    within: str
    row: int
    column: int
    opened: tuple[int, int] | None
    keys: Keys = Keys()


Found = list[tuple[int, int, str, dict[str, object]]]
# What to tell (row, column, code, values), the row the cure must get past (None: it is sure), the new rows.
Cures = Iterator[tuple[Found, int | None, list[str]]]


def replaced(rows: Sequence[str], at: int, *changed: str) -> list[str]:
    """The rows with others in place of one."""
    return [*rows[:at], *changed, *rows[at + 1 :]]


def signs(rows: list[str], fault: Fault) -> Cures:
    """A line of which one sign is another than it should be, or lacks its blank."""
    near = [*([fault.opened[0]] if fault.opened else []), fault.row, fault.row - 1]
    for i in dict.fromkeys(row for row in near if 0 <= row < len(rows)):
        if _DASHED.match(rows[i]):
            yield _dashes(rows, i, fault)
        for mended, code, what in (
            *_dashless(rows[i], fault, i),
            *_known(rows[i], fault.keys),
            *_respelt(rows[i]),
        ):
            said: dict[str, object] = {"example": " ⏎ ".join(map(str.strip, mended.split("\n")))}
            said |= {"what": term(what)} if what else {}
            yield [(i, _indent(rows[i]), code, said)], max(i, fault.row), replaced(rows, i, mended)


_DASHED = re.compile(r"(?P<before>\s*+)(?P<sign>-(?=[^\s\-])|[–—•+*·▪➢✓](?=\s*[^\s–—•+*])\s*)(?P<value>.*)")


def _dashes(rows: list[str], at: int, fault: Fault) -> tuple[Found, int, list[str]]:
    """An item without the blank behind its dash, or with another sign for it; and those beside it."""
    changed, found = list(rows), Found()
    for i in _alike(rows, at):
        item = _DASHED.match(rows[i])
        if item is not None:
            changed[i] = f"{item['before']}- {item['value']}"
            what = term("dash_blank" if item["sign"] == "-" else "other_dash")
            found.append((i, _indent(rows[i]), "K133", {"example": changed[i].strip(), "what": what}))
    return found, max(at, fault.row), changed


def _alike(rows: list[str], at: int) -> range:
    """The line and those right around it that begin with the same sign in the same column."""
    begins = rows[at][: _indent(rows[at]) + 1]
    first, last = at, at
    while first > 0 and rows[first - 1].startswith(begins):
        first -= 1
    while last + 1 < len(rows) and rows[last + 1].startswith(begins):
        last += 1
    return range(first, last + 1)


_DASHES_AHEAD = r"\s*+(?:- ++)*+"
"""What a line has before its key: blanks and the dashes of lists."""
_KEY = r"[a-z_]{2,20}"
_NO_BLANK = re.compile(
    rf"(?P<before>{_DASHES_AHEAD}{_KEY})(?P<sign>:(?!//)|：\s*|\s*=\s*|\s*;\s+)(?P<value>[^\s:].*)"
)
_MARKED = re.compile(
    rf"(?P<before>{_DASHES_AHEAD})\*{{1,2}}(?P<key>{_KEY})(?:\*{{1,2}}\s*:|:\s*\*{{1,2}})\s*(?P<value>.*)"
)
_KEYED = re.compile(rf"(?P<before>{_DASHES_AHEAD})(?P<key>{_KEY}):\s++(?P<value>{_KEY}:\s.*\S)\s*$")
_IN_ITEM = re.compile(
    rf"(?P<before>\s*+- ++)(?P<value>{_KEY}: [^{{}}\[\]\"']*?, {_KEY}: [^{{}}\[\]\"']*\S)\s*$"
)
_ROUND = re.compile(rf"(?P<before>{_DASHES_AHEAD}(?P<key>{_KEY}): )\((?P<value>{_KEY}: [^()]*)\)\s*$")
_NAMED = re.compile(r"(?P<before>(?:source|programme): )(?P<value>[^\s\"'\[{|>][^\"\\]*[^\s\"\\])\s*$")
_COMMA_BEHIND = re.compile(
    rf"(?P<line>{_DASHES_AHEAD}[\"']?{_KEY}[\"']?:\s++(?:\"[^\"]*\"|'[^']*'|\[[^\]]*\]|\{{[^}}]*\}})),\s*$"
)
_IN_ROW = re.compile(rf"(?P<before>\s*+(?:{'|'.join(sorted(TEXTS))}): )- (?P<items>[^\[\]{{}}\"]+)$")


def _respelt(row: str) -> Iterator[tuple[str, str, str | None]]:
    """The line as it may have been meant, the code to tell, and what is wrong, where the code has several."""
    if (found := _NO_BLANK.match(row)) is not None:
        sign = found["sign"]
        yield f"{found['before']}: {found['value']}", "K133", "no_blank" if sign == ":" else "other_colon"
    if (found := _MARKED.match(row)) is not None:
        yield f"{found['before']}{found['key']}: {found['value']}", "K133", "marked_key"
    if (found := _KEYED.match(row)) is not None and found["key"] in GROUP | GROUPS:
        value = found["value"].rstrip("}") if "{" not in row else found["value"]
        group = f"{{{value}}}" if found["key"] in GROUP else f"[{{{value}}}]"
        yield f"{found['before']}{found['key']}: {group}", "K133", "no_braces"
    if (found := _IN_ITEM.match(row)) is not None:
        pairs = (pair.partition(": ") for pair in re.split(rf",\s+(?={_KEY}: )", found["value"]))
        group = ", ".join(
            f'{key}: "{value}"' if "," in value else f"{key}: {value}" for key, _, value in pairs
        )
        yield f"{found['before']}{{{group}}}", "K133", "no_braces"
    if (found := _IN_ROW.match(row)) is not None:
        items = [f'"{item}"' if re.search(r"[,:#]", item) else item for item in found["items"].split(" - ")]
        yield f"{found['before']}[{', '.join(map(str.strip, items))}]", "K133", "no_brackets"
    if (found := _ROUND.match(row)) is not None:
        group = f"{{{found['value']}}}"
        yield f"{found['before']}{f'[{group}]' if found['key'] in GROUPS else group}", "K133", "no_braces"
    elif (found := _NAMED.match(row)) is not None:
        yield f'{found["before"]}{{name: "{found["value"]}"}}', "K133", "no_braces"
    if (found := _COMMA_BEHIND.match(row)) is not None:
        yield found["line"], "K133", "needless_comma"
    if (mended := _commas(row)) != row:
        yield mended, "K132", None
    if (mended := re.sub(r",(\s*,)+", ",", row)) != row and re.search(r"[\[{]", row):
        yield mended, "K133", "two_commas"
    if (mended := _closed(row)) != row:
        yield mended, "K133", "other_bracket"
    if (mended := _commented(row)) != row:
        yield mended, "K125", None


_WORDS = re.compile(rf"(?P<before>{_DASHES_AHEAD})(?P<key>{_KEY})(?:\s++(?P<value>[^\s:=].*)|\s*)$")
_TWO_LINES = re.compile(
    rf"(?P<first>(?P<indent>{_DASHES_AHEAD}){_KEY}:\s.*[^\s,{{;])\s*(?P<second>\b{_KEY}:(?:\s.*)?)$"
)


def _known(row: str, keys: Keys) -> Iterator[tuple[str, str, str | None]]:
    """The line with a colon behind a key that is known; two lines that run together, each by itself."""
    found = _WORDS.match(row)
    if found is not None and found["key"] in keys.at(len(found["before"])):
        value = f" {found['value']}" if found["value"] else ""
        yield f"{found['before']}{found['key']}:{value}", "K133", "no_colon"
    found = _TWO_LINES.match(row)
    if found is not None and found["second"].partition(":")[0] in keys.at(len(found["indent"])):
        indent = " " * len(found["indent"])
        yield f"{found['first']}\n{indent}{found['second']}", "K133", "two_lines"


def _dashless(row: str, fault: Fault, at: int) -> Iterator[tuple[str, str, str | None]]:
    """The line without a dash, where one stands before a key of the first column."""
    key, colon, _ = row.removeprefix("- ").partition(":")
    if at == fault.row and row.startswith("- ") and colon and key.strip() in fault.keys.top:
        yield row.removeprefix("- ").lstrip(), "K133", "needless_dash"


_GROUP = re.compile(r"[\[{].*[\]}]\s*$")
# Before the next key of a group in braces: a semicolon, or nothing but a blank.
_NO_COMMA = re.compile(rf"(?<=[^\s,{{;:])\s*+(?:;\s*|(?<=\s))(?={_KEY}:\s)")


def _commas(row: str) -> str:
    """A group in braces with a comma before each key."""
    start = row.find("{")
    if start < 0 or not _GROUP.search(row):
        return row
    return row[:start] + _NO_COMMA.sub(", ", row[start:])


def _closed(row: str) -> str:
    """A line whose one bracket is closed by another, or twice."""
    said = row.rstrip()
    for opening, closing in ("[]", "{}"):
        if said.endswith(closing) and 0 < said.count(opening) == said.count(closing) - 1:
            return said[:-1].rstrip()
    for opening, wrong, right in (("[", "}", "]"), ("{", "]", "}"), ("[", ")", "]"), ("{", ")", "}")):
        if said.endswith(wrong) and said.count(opening) == 1 and right not in said:
            return said[:-1] + right
    return row


# An item of a list in brackets that begins with #, which makes the rest of the line a comment.
_HASHED = re.compile(r"(?<=[\[,])\s*+(#[^,\]\s][^,\]]*)")


def _commented(row: str) -> str:
    start = row.find("[")
    if start < 0 or not row.rstrip().endswith("]"):
        return row
    mended = _HASHED.sub(lambda found: f'"{found[1].strip()}"', row[start:])
    return row[:start] + re.sub(r",(?=\S)", ", ", mended) if mended != row[start:] else row


def colons(rows: list[str], fault: Fault) -> Cures:
    """A colon within a value of a group in braces."""
    row = rows[fault.row]
    if not _GROUP.search(row) or row[fault.column : fault.column + 1] != ":":
        return
    start = max((m.end() for m in re.finditer(r"[{,]\s*+[a-z_]{2,20}:\s++", row[: fault.column])), default=0)
    if not start or row[start] in "\"'[{":
        return
    end = re.compile(r",\s*+[a-z_]{2,20}:\s|\}").search(row, fault.column)
    if end is None:
        return
    value = row[start : end.start()].rstrip().replace('"', "'")
    mended = f'{row[:start]}"{value}"{row[end.start() :]}'
    said: Found = [(fault.row, fault.column, "K108", {"example": mended.strip()})]
    yield said, fault.row, replaced(rows, fault.row, mended)


# ---------------------------------------------------------------- columns

_MOST_COLUMNS = 8
_HEAD = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?P<key>[\w-]+:(?= |$))?")


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def _columns(rows: list[str], before: int, like: re.Match[str]) -> Iterator[int]:
    """The columns in which lines above begin that are like one: items that are groups, items that are none,
    keys. From below up; then where the line below begins, and one step in."""
    for row in reversed(rows[:before]):
        found = _HEAD.match(row) if row.strip() else None
        if found is None:
            continue
        if like["dashes"]:
            if found["dashes"] and bool(found["key"]) == bool(like["key"]):
                yield len(found["indent"])
        elif found["key"]:
            yield found.start("key")
    if not like["dashes"]:
        yield from (_indent(row) for row in rows[before + 1 : before + 2])
        yield 2


def columns(rows: list[str], fault: Fault) -> Cures:
    """A line that begins beside the column of those it belongs with: the nearest column in which it reads."""
    for i in dict.fromkeys((fault.row, fault.row - 1)):
        head = _HEAD.match(rows[i]) if i >= 0 and rows[i].strip() else None
        if head is None or not (head["dashes"] or head["key"]):
            continue
        typed, key = _indent(rows[i]), head["key"] or ""
        name, keys = key.rstrip(":"), fault.keys
        first = name in keys.top and not any(row.startswith(key) for row in rows[:i])
        if first and typed == 0:
            continue
        found = dict.fromkeys(_columns(rows, i, head))
        wanted = [
            column
            for column in dict.fromkeys((*found, *([0] if first or not found else [])))
            if column != typed
        ]
        if name in keys.inner and name not in keys.top:
            wanted = [column for column in wanted if column]
        wanted.sort(key=lambda column: (first and column != 0, abs(column - typed)))
        for column in wanted[:_MOST_COLUMNS]:
            changed = replaced(rows, i, " " * column + rows[i].lstrip(" "))
            said = {"typed": typed, "indent": column, "example": rows[i].strip()}
            yield [(i, typed, "K134", said)], max(i, fault.row), changed
