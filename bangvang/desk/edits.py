"""Changes of single values in a YAML text: every character that says something else stays where it is.

A change is a list of cuts (from, to, what stands there instead). Whatever they give is read again before it
is believed; where a text is so unusual that they would say something else, its key is written anew, and no
other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bangvang.desk import aligning, nodes, yaml_text
from bangvang.desk.nodes import Entries, Items, Node, Scalar, Unreadable, Value

Order = Callable[[tuple[str, ...]], Sequence[str]]
"""The path of a group (names only) -> its keys in the order in which they are written."""
Cut = tuple[int, int, str]

_CUT_OFF = re.compile(r"[ \t]#[^\s#][^\n]*")


def changed(text: str, wanted: Mapping[str, Value], order: Order) -> str:
    """The text with some of its top-level keys set to other values; None and what is empty take a key away.
    Raises Unreadable when the text is no tree of keys and values."""
    nodes.read(text)
    for key, value in wanted.items():
        text = _one(text, nodes.read(text).value, key, _without_nothing(value), order)
    return text


def _one(text: str, before: dict[str, Value], key: str, goal: Value, order: Order) -> str:
    """One top-level key changed, by cuts or by writing it anew."""
    if _same(before.get(key), goal):  # what says nothing, like `awards: []`, stays
        return text
    expected = {name: value for name, value in before.items() if name != key}
    goal = yaml_text.writable(goal)
    for attempt in (_by_cuts, _anew):
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
    return _without_nothing(one) == _without_nothing(other)


def _without_nothing(value: Value) -> Value:
    if isinstance(value, dict):
        inner: Value = {k: kept for k, each in value.items() if (kept := _without_nothing(each)) is not None}
        return inner or None
    if isinstance(value, list):
        return [kept for each in value if (kept := _without_nothing(each)) is not None] or None
    return value


def _by_cuts(text: str, key: str, goal: Value, order: Order) -> str:
    work = _Work(text, order)
    work.entry(nodes.read(text), key, goal, ())
    return applied(text, work.cuts)


def _anew(text: str, key: str, goal: Value, order: Order) -> str:
    work = _Work(text, order)
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

    def entry(self, group: Entries, key: str, goal: Value, path: tuple[str, ...]) -> None:
        """Sets, adds or removes one key of a group."""
        node = group.get(key)
        if node is None:
            if goal is not None:
                self.add(group, key, goal, path)
        elif goal is None:
            self.remove(group, key)
        elif not _same(node.value, goal):
            self.value(group, key, node, goal, (*path, key))

    def value(self, group: Entries, key: str, node: Node, goal: Value, path: tuple[str, ...]) -> None:
        if isinstance(node, Scalar) and not isinstance(goal, dict | list):
            self.scalar(node, goal, key, bare=not group.flow)
        elif isinstance(node, Entries) and isinstance(goal, dict):
            for name in [*goal, *(k.text for k, _ in node.entries if k.text not in goal)]:
                self.entry(node, name, goal.get(name), path)
        elif isinstance(node, Items) and isinstance(goal, list):
            self.items(node, goal, path)
        else:
            self.replace(group, key, node, goal)

    def scalar(self, node: Scalar, goal: str | None, key: str, *, bare: bool) -> None:
        style = node.style if node.style in ('"', "'") else ""
        new = yaml_text.scalar(goal, style, key=key)
        end = node.end
        # "#33" after a blank was meant to be read, and the new value says it.
        cut_off = _CUT_OFF.match(self.text, end) if bare else None
        if cut_off is not None and node.style == "" and node.end > node.start:
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
        """A new key, after those that come before it in the order."""
        ranks = {name: i for i, name in enumerate(self.order(path))}
        rank = ranks.get(key, len(ranks))
        names = [k.text for k, _ in group.entries]
        earlier = [i for i, name in enumerate(names) if ranks.get(name, len(ranks)) <= rank]
        at = earlier[-1] if earlier else -1
        if group.flow:
            self.add_in_brackets(group, at, f"{key}: {yaml_text.inline(goal, key=key)}")
            return
        if not group.entries:
            self.cuts.append((len(self.text), len(self.text), self.ended() + self.block(key, goal, 0)))
            return
        column = self.column(group.entries[0][0].start)
        row = self.row(group.entries[0][0].start)
        # Before the first key only where that begins its line: behind a dash it must stay the first.
        if at < 0 and not self.text[row : group.entries[0][0].start].strip():
            self.cuts.append((row, row, self.block(key, goal, column)))
            return
        after = self.after(group.entries[max(at, 0)])
        self.cuts.append((after, after, self.ended(after) + self.block(key, goal, column)))

    def add_in_brackets(self, group: Entries | Items, at: int, shown: str) -> None:
        spans = _spans(group)
        if not spans:
            self.cuts.append((group.start + 1, group.end - 1, shown))
        elif at < 0:
            self.cuts.append((spans[0][0], spans[0][0], f"{shown}, "))
        else:
            self.cuts.append((spans[at][1], spans[at][1], f", {shown}"))

    def remove(self, group: Entries, key: str) -> None:
        at = [k.text for k, _ in group.entries].index(key)
        if group.flow:
            self.cuts.append(self.without(_spans(group), at))
            return
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
            for name in [*new, *(k.text for k, _ in node.entries if k.text not in new)]:
                self.entry(node, name, new.get(name), path)
        else:
            self.cuts.append((node.start, node.end, yaml_text.inline(new)))

    def inside(self, node: Node, new: Value, path: tuple[str, ...], *, flow: bool) -> list[Cut]:
        """The cuts that one item needs."""
        work = _Work(self.text, self.order)
        work.item(node, new, path, flow=flow)
        return work.cuts

    def items_in_brackets(
        self, node: Items, goal: list[Value], origin: list[int | None], path: tuple[str, ...]
    ) -> None:
        spans = _spans(node)
        kept = [i for i in origin if i is not None]
        appended = origin[: len(kept)] == kept and kept == sorted(kept)
        if appended and kept:
            for i in range(len(spans)):
                if i in kept:
                    self.cuts += self.inside(node.items[i], goal[origin.index(i)], path, flow=True)
            gone = [i for i in range(len(spans)) if i not in kept]
            for i in gone:
                self.cuts.append(self.without(spans, i, gone))
            new = "".join(f", {yaml_text.inline(value)}" for value in goal[len(kept) :])
            if new:
                self.cuts.append((spans[kept[-1]][1], spans[kept[-1]][1], new))
            return
        shown = [
            self.part(*spans[i], self.inside(node.items[i], value, path, flow=True))
            if i is not None
            else yaml_text.inline(value)
            for i, value in zip(origin, goal, strict=True)
        ]
        self.cuts.append((node.start + 1, node.end - 1, ", ".join(shown)))

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

    def without(self, spans: Sequence[tuple[int, int]], at: int, gone: Sequence[int] = ()) -> Cut:
        """What takes one item out of brackets, with the comma that parted it from its neighbour."""
        if any(i not in gone and i < at for i in range(at)):
            return spans[at - 1][1], spans[at][1], ""
        if at + 1 < len(spans):
            return spans[at][0], spans[at + 1][0], ""
        return spans[at - 1][1] if at else spans[at][0], spans[at][1], ""

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
