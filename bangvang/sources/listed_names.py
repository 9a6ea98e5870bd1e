"""What is told of a list of names in the front matter: several names in one item, one name in several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bangvang.archive import recipients
from bangvang.archive.model import Count
from bangvang.problems import Problem, problem
from bangvang.sources import glued_names, name_lists
from bangvang.sources.name_lists import Cut
from bangvang.sources.yamltext import UNKNOWN, Path, Tree

# What can hold more than one name: most items are looked at no further.
_LONG = re.compile(r"[;,/&+\n]|\s[-–—]\s|\s(?:và|cùng|với)\s|(?:\S+\s+){3}\S")

# The same of one person's name, in which nobody but an editor in a hurry puts two.
_JOINED = re.compile(r"[;,/&+\n]|\s[-–—]\s|\s(?:và|cùng|với)\s|(?:\S+\s+){5}\S")


@dataclass(frozen=True, slots=True)
class NameList:
    """A list of names: `key`, where it stands, its items, whether all are written as texts alone, how many
    there should be, where that is known."""

    key: str
    path: Path
    items: tuple[str, ...]
    plain: bool
    count: Count
    tree: Tree

    def problems(self) -> Iterator[Problem]:
        """First what is glued: where that is told, what is cut cannot be known yet."""
        glued = list(self._glued())
        yield from glued or self._cut()

    # ---- several names in one item

    def _glued(self) -> Iterator[Problem]:
        parts = [name_lists.names_between(name) for name in self.items]
        if self.key == "names":
            semicolons = any(len(several) > 1 for several in parts)
            parts = list(map(_apart, parts)) if semicolons else self._people()
        first = next((i for i, several in enumerate(parts) if len(several) > 1), None)
        if first is not None:
            example = self._example([part for several in parts for part in several])
            place = self.tree.place((*self.path, first))
            yield problem(place, "K140", value=self.items[first], key=self.key, example=example)

    def _example(self, names: list[str]) -> str:
        """The list as it should be typed; only what changes, where it has more than texts in it."""
        if self.plain:
            return name_lists.written(self.key, names)
        return ", ".join(name_lists.quoted(name) for name in names if name not in self.items)

    def _people(self) -> list[list[str]]:
        """Each item as the names that it holds: those that are certain, or as many as the entry says there
        are. An entry that has as many recipients as items, or fewer, is believed."""
        alone, whole = [[name] for name in self.items], self.count.whole
        long = [i for i, name in enumerate(self.items) if _LONG.search(name)]
        couples = name_lists.with_couples(self.items, self.count) if long else alone
        long = [i for i in long if len(couples[i]) == 1]
        if not long or (whole is not None and sum(map(len, couples)) >= whole):
            return alone
        typed = {i: self.tree.as_typed((*self.path, i), self.items[i]) for i in long}
        likely = [glued_names.named_in(typed[i]) if i in typed else one for i, one in enumerate(alone)]
        if sum(map(len, likely)) in (whole, self._persons_among(likely)):
            return likely
        certain = {i: glued_names.people_in(name) for i, name in typed.items()}
        return [certain.get(i) or one for i, one in enumerate(alone)]

    def _persons_among(self, likely: list[list[str]]) -> int | None:
        """The number of individuals, where all names are theirs."""
        persons = all(recipients.likeness(name) >= 2 for several in likely for name in several)
        return self.count.individuals if persons else None

    # ---- one name in several items

    def _cut(self) -> Iterator[Problem]:
        whole, names = self.count.whole, self.items
        if self.key == "tags" or len(names) < 2 or UNKNOWN in names:
            return
        enclosed = name_lists.in_open_brackets(names)
        cuts = enclosed + [
            cut for cut in self._told_by_words() if all(cut.at != other.at for other in enclosed)
        ]
        if not cuts:
            return
        sure = [cut.at for cut in cuts if cut.sure]
        if whole is not None and len(names) - len(sure) > whole == len(names) - len(cuts):
            sure = [cut.at for cut in cuts]
        example = self._example(name_lists.joined(names, sure))
        for cut in sorted(cuts):
            place, before = self.tree.place((*self.path, cut.at)), names[cut.at - 1]
            if cut.at in sure:
                yield problem(place, "K141", value=names[cut.at], before=before, example=example)
            else:
                yield problem(place, "K142", value=names[cut.at], before=before)

    def _told_by_words(self) -> list[Cut]:
        """An entry that has as many recipients as names, or more, is believed."""
        if self.count.whole is not None and len(self.items) <= self.count.whole:
            return []
        cuts = [cut for cut in name_lists.cut_off(self.items) if self._on_one_line(cut.at)]
        # Only of awards are there numbers that would answer.
        return [cut for cut in cuts if cut.sure or self.key == "names"]

    def _on_one_line(self, i: int) -> bool:
        """A list with a line for each name is cut by no comma."""
        return self.tree.place((*self.path, i)).line == self.tree.place((*self.path, i - 1)).line


def _apart(names: list[str]) -> list[str]:
    return [one for name in names for one in glued_names.apart(name)]


def several_people(name: str) -> list[str]:
    """The people in what should be one person's name; empty where it is one's."""
    if not _JOINED.search(name):
        return []
    parts = _apart(name_lists.names_between(name))
    return parts if len(parts) > 1 else []
