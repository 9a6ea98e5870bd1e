"""Changes of single values in a YAML text: every character that says something else stays where it is.

A change is a list of cuts (from, to, what stands there instead). Whatever they give is read again before it
is believed; where a text is so unusual that they would say something else, its key is written anew, and no
other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bangvang.desk import aligning, brackets, nodes, yaml_text
from bangvang.desk.nodes import Entries, Items, Node, Scalar, Unreadable, Value

Order = Callable[[tuple[str, ...]], Sequence[str]]
"""The path of a group (names only) -> its keys in the order in which they are written."""
Cut = tuple[int, int, str]

_CUT_OFF = re.compile(r"[ \t]#[^\s#][^\n]*")


def changed(text: str, wanted: Mapping[str, Value], order: Order) -> str:
    """The text with some of its top-level keys set to other values; None and what is empty take a key away.
    Raises Unreadable when the text is no tree of keys and values."""
    there = nodes.read(text).value
    for key, value in wanted.items():
        if not _same(there.get(key), value):  # what says nothing, like `awards: []`, stays
            text = _one(text, there, key, value, order)
            there = nodes.read(text).value
    return text


def _one(text: str, before: dict[str, Value], key: str, goal: Value, order: Order) -> str:
    """One top-level key changed, by cuts or by writing it anew."""
    expected = {name: value for name, value in before.items() if name != key}
    goal = yaml_text.writable(goal)
    for attempt in (_by_cuts, _in_its_place, _anew):
        try:
            made = attempt(text, key, goal, order)
            read = nodes.read(made).value
        except Unreadable:
            continue
        others = {name: value for name, value in read.items() if name != key}
        if others == expected and _same(read.get(key), goal):
            return made
    raise Unreadable(key)


def _same(one: Value, other: Value) -> bool:
    """Whether two values mean the same: nothing is an empty list is an empty group."""
    return without_nothing(one) == without_nothing(other)


def is_nothing(value: Value) -> bool:
    """Whether a value says nothing."""
    return without_nothing(value) is None


def without_nothing(value: Value) -> Value:
    if isinstance(value, dict):
        inner: Value = {k: kept for k, each in value.items() if (kept := without_nothing(each)) is not None}
        return inner or None
    if isinstance(value, list):
        return [kept for each in value if (kept := without_nothing(each)) is not None] or None
    return value


def _by_cuts(text: str, key: str, goal: Value, order: Order) -> str:
    node = nodes.read(text).get(key)
    if isinstance(node, Entries) and isinstance(goal, list):
        text = _listed(text, node)
    work = _Work(text, order)
    work.entries(nodes.read(text), {key: goal}, ())
    return applied(text, work.cuts)


def _listed(text: str, node: Entries) -> str:
    """One group written as the only item of a list."""
    if node.flow:
        return applied(text, [(node.start, node.start, "["), (node.end, node.end, "]")])
    start = text.rfind("\n", 0, node.start) + 1
    inside = text[node.start : node.end].replace("\n", "\n  ")
    return (
        f"{text[: node.start]}- {inside}{text[node.end :]}" if not text[start : node.start].strip() else text
    )


def _in_its_place(text: str, key: str, goal: Value, order: Order) -> str:
    work, root = _Work(text, order), nodes.read(text)
    node, goal = root.get(key), without_nothing(goal)
    if node is None or goal is None:
        raise Unreadable(key)
    work.replace(root, key, node, goal)
    return applied(text, work.cuts)


def _anew(text: str, key: str, goal: Value, order: Order) -> str:
    work, goal = _Work(text, order), without_nothing(goal)
    root = nodes.read(text)
    if root.get(key) is not None:
        work.remove(root, key)
    made = applied(text, work.cuts)
    if goal is None:
        return made
    again = _Work(made, order)
    again.add(nodes.read(made), key, goal, ())
    return applied(made, again.cuts)


def applied(text: str, cuts: Sequence[Cut]) -> str:
    """The text after all cuts, which must not overlap."""
    for start, end, new in sorted(cuts, reverse=True):
        text = text[:start] + new + text[end:]
    return text


@dataclass(slots=True)
class _Work:
    text: str
    order: Order
    cuts: list[Cut] = field(default_factory=list)

    # ------------------------------------------------------------ groups

    def entries(self, group: Entries, wanted: Mapping[str, Value], path: tuple[str, ...]) -> None:
        """Sets, adds or removes keys of a group; the others stay."""
        there = {name.text: node for name, node in group.entries}
        # A key that says nothing is left to stand where nothing is wanted of it.
        gone = [
            k
            for k, node in there.items()
            if k in wanted and not is_nothing(node.value) and is_nothing(wanted[k])
        ]
        new = [k for k, goal in wanted.items() if k not in there and not is_nothing(goal)]
        if group.flow and (gone or new):
            self.entries_in_brackets(group, wanted, path, gone, new)
            return
        for key in gone:
            self.remove(group, key)
        for key, node in there.items():
            if key in wanted and key not in gone and not _same(node.value, wanted[key]):
                self.value(group, key, node, wanted[key], (*path, key))
        for key in new:
            self.add(group, key, wanted[key], path)

    def value(self, group: Entries, key: str, node: Node, goal: Value, path: tuple[str, ...]) -> None:
        if isinstance(node, Scalar) and not isinstance(goal, dict | list):
            self.scalar(node, goal, key, bare=not group.flow)
        elif isinstance(node, Entries) and isinstance(goal, dict):
            self.entries(node, dict.fromkeys(node.value) | goal, path)
        elif isinstance(node, Items) and isinstance(goal, list):
            self.items(node, goal, path)
        else:
            self.replace(group, key, node, without_nothing(goal))

    def entries_in_brackets(
        self,
        group: Entries,
        wanted: Mapping[str, Value],
        path: tuple[str, ...],
        gone: Sequence[str],
        new: Sequence[str],
    ) -> None:
        cores = []
        for name, node in group.entries:
            work = _Work(self.text, self.order)
            if name.text in wanted and name.text not in gone and not _same(node.value, wanted[name.text]):
                work.value(group, name.text, node, wanted[name.text], (*path, name.text))
            cores.append(self.part(name.start, max(name.end, node.end), work.cuts))
        inner = brackets.inside(self.text, group.start, group.end, _spans(group), cores)
        named = [name.text for name, _ in group.entries]
        parts = dict(zip(named, inner.parts, strict=True))
        for key in new:
            named.insert(self.place(named, key, path), key)
            shown = f"{key}: {yaml_text.inline(without_nothing(wanted[key]), key=key)}"
            parts[key] = brackets.Part(shown, new=True)
        chosen = [parts[key] for key in named if key not in gone]
        self.cuts.append((group.start + 1, group.end - 1, inner.arranged(chosen)))

    def place(self, names: Sequence[str], key: str, path: tuple[str, ...]) -> int:
        """Where a new key stands: after those that come before it in the order."""
        ranks = {name: i for i, name in enumerate(self.order(path))}
        rank = ranks.get(key, len(ranks))
        earlier = [i for i, name in enumerate(names) if ranks.get(name, len(ranks)) <= rank]
        return earlier[-1] + 1 if earlier else 0

    def scalar(self, node: Scalar, goal: str | None, key: str, *, bare: bool) -> None:
        style = node.style if node.style in ('"', "'") else ""
        new = yaml_text.scalar(goal, style, key=key)
        end = node.end
        # "#33" after a blank was meant to be read where the new value says it; else it is a comment.
        cut_off = _CUT_OFF.match(self.text, end) if bare else None
        said = cut_off is not None and " ".join(cut_off[0].split()) in " ".join((goal or "").split())
        if cut_off is not None and said and node.style == "" and node.end > node.start:
            end = cut_off.end()
        blank = "" if node.end > node.start or self.text[node.start - 1 : node.start] in " \n" else " "
        self.cuts.append((node.start, end, blank + new))

    def replace(self, group: Entries, key: str, node: Node, goal: Value) -> None:
        """A value of another kind: one line or a block where the old one stood."""
        name = next(k for k, _ in group.entries if k.text == key)
        colon = self.text.index(":", name.end) + 1
        if group.flow:
            self.cuts.append((colon, node.end, " " + yaml_text.inline(goal, key=key)))
            return
        rows = yaml_text.entry(key, goal, self.column(name.start))
        shown = yaml_text.joined(rows).rstrip("\n")[self.column(name.start) + len(key) + 1 :]
        end = node.end if node.end > node.start else colon
        self.cuts.append((colon, end, shown))

    def add(self, group: Entries, key: str, goal: Value, path: tuple[str, ...]) -> None:
        """A new key on a line of its own."""
        goal = without_nothing(goal)
        if not group.entries:
            self.cuts.append((len(self.text), len(self.text), self.ended() + self.block(key, goal, 0)))
            return
        at = self.place([name.text for name, _ in group.entries], key, path)
        column = self.column(group.entries[0][0].start)
        row = self.row(group.entries[0][0].start)
        # Before the first key only where that begins its line: behind a dash it must stay the first.
        if at == 0 and not self.text[row : group.entries[0][0].start].strip():
            self.cuts.append((row, row, self.block(key, goal, column)))
            return
        after = self.after(group.entries[max(at - 1, 0)])
        self.cuts.append((after, after, self.ended(after) + self.block(key, goal, column)))

    def remove(self, group: Entries, key: str) -> None:
        at = [k.text for k, _ in group.entries].index(key)
        name = group.entries[at][0]
        row, after = self.row(name.start), self.after(group.entries[at])
        if not self.text[row : name.start].strip():
            self.cuts.append((row, after, ""))
        elif at + 1 < len(group.entries):  # behind a dash: the next key moves up to it
            self.cuts.append((name.start, group.entries[at + 1][0].start, ""))
        else:
            self.cuts.append((name.start, group.entries[at][1].end, "{}"))

    # ------------------------------------------------------------ lists

    def items(self, node: Items, goal: list[Value], path: tuple[str, ...]) -> None:
        old = [item.value for item in node.items]
        origin = aligning.align(old, goal)
        if origin == list(range(len(old))):
            for each, new in zip(node.items, goal, strict=True):
                self.item(each, new, path, flow=node.flow)
        elif node.flow:
            self.items_in_brackets(node, goal, origin, path)
        else:
            self.items_in_rows(node, goal, origin, path)

    def item(self, node: Node, new: Value, path: tuple[str, ...], *, flow: bool) -> None:
        """One item that stays where it is."""
        if _same(node.value, new):
            return
        if isinstance(node, Scalar) and not isinstance(new, dict | list):
            self.scalar(node, new, path[-1], bare=not flow)
        elif isinstance(node, Entries) and isinstance(new, dict):
            self.entries(node, dict.fromkeys(node.value) | new, path)
        else:
            self.cuts.append((node.start, node.end, yaml_text.inline(without_nothing(new))))

    def inside(self, node: Node, new: Value, path: tuple[str, ...], *, flow: bool) -> list[Cut]:
        """The cuts that one item needs."""
        work = _Work(self.text, self.order)
        work.item(node, new, path, flow=flow)
        return work.cuts

    def items_in_brackets(
        self, node: Items, goal: list[Value], origin: list[int | None], path: tuple[str, ...]
    ) -> None:
        cores = [self.text[item.start : item.end] for item in node.items]
        for i, value in zip(origin, goal, strict=True):
            if i is not None:
                cuts = self.inside(node.items[i], value, path, flow=True)
                cores[i] = self.part(node.items[i].start, node.items[i].end, cuts)
        inner = brackets.inside(self.text, node.start, node.end, _spans(node), cores)
        chosen = [
            inner.parts[i] if i is not None else brackets.Part(yaml_text.inline(value), new=True)
            for i, value in zip(origin, goal, strict=True)
        ]
        self.cuts.append((node.start + 1, node.end - 1, inner.arranged(chosen)))

    def items_in_rows(
        self, node: Items, goal: list[Value], origin: list[int | None], path: tuple[str, ...]
    ) -> None:
        starts = self.starts(node)
        ends = [*starts[1:], self.line_end(node.end)]
        column = self.column(node.start)
        parts = []
        for i, value in zip(origin, goal, strict=True):
            if i is None:
                parts.append(yaml_text.joined(yaml_text.item(value, column)))
            else:
                part = self.part(starts[i], ends[i], self.inside(node.items[i], value, path, flow=False))
                parts.append(part if part.endswith("\n") else part + "\n")
        self.cuts.append((starts[0], ends[-1], "".join(parts)))

    def starts(self, node: Items) -> list[int]:
        """Where the lines of each item begin: with the comments right above its dash."""
        starts = [self.row(node.start)]
        for former, item in zip(node.items, node.items[1:], strict=False):
            at = self.line_end(former.end)
            starts.append(min(at, self.row(item.start)))
        return starts

    def part(self, start: int, end: int, cuts: Sequence[Cut]) -> str:
        """A piece of the text after the cuts inside it."""
        return applied(self.text[start:end], [(a - start, b - start, new) for a, b, new in cuts])

    # ------------------------------------------------------------ places

    def row(self, at: int) -> int:
        """Where the line of a spot begins."""
        return self.text.rfind("\n", 0, at) + 1

    def column(self, at: int) -> int:
        return at - self.row(at)

    def line_end(self, at: int) -> int:
        """Where the line after a spot begins."""
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found + 1

    def after(self, entry: tuple[Scalar, Node]) -> int:
        """Where the line after a key and its value begins."""
        return self.line_end(max(entry[0].end, entry[1].end))

    def ended(self, at: int | None = None) -> str:
        """A line end, where the text has none before a spot."""
        before = self.text[: len(self.text) if at is None else at]
        return "" if not before or before.endswith("\n") else "\n"

    def block(self, key: str, goal: Value, column: int) -> str:
        return yaml_text.joined(yaml_text.entry(key, goal, column))


def _spans(group: Entries | Items) -> list[tuple[int, int]]:
    if isinstance(group, Items):
        return [(item.start, item.end) for item in group.items]
    return [(key.start, max(key.end, node.end)) for key, node in group.entries]
