"""How far the index goes, and how finely a tree of it is cut into files."""

from __future__ import annotations

from dataclasses import dataclass

DEEPEST = 6
"""The longest run that the index keeps, in syllables."""
REPEATS = DEEPEST - 2
"""So many bits say of a place which runs from there come again in their document: those of 2 syllables and
more. Of the longest nobody asks."""


def slices_of(documents: int) -> int:
    """Return in how many slices a tree of so many documents is worked."""
    return 1 << min(max(documents.bit_length() - 7, 2), 9)


@dataclass(frozen=True, slots=True)
class Layout:
    """How finely a tree is cut: all numbers move by steps, so that growth seldom moves a boundary.

    `shared`: how many files the words share, each with the phrases that begin with them. `target`: how many
    bytes, before they are squeezed, a file of phrases should have.
    """

    slices: int
    shared: int
    target: int

    @property
    def hot(self) -> int:
        """How many files the words share whose phrases have files of their own."""
        return max(self.shared // 4, self.slices)

    @classmethod
    def of(cls, documents: int, syllables: int, *, newest: bool) -> Layout:
        """Return the layout of a tree of so many documents and syllables: one file for four documents."""
        slices = slices_of(documents)
        if newest:
            return cls(slices, max(slices, 64), 9000)
        shared = max(1 << max(int(documents.bit_length() * 0.75 - 0.25), 2), slices)
        # A file of a trie's own for every `target` syllables or so; the rest of what is allowed goes to
        # other files.
        others = documents / 32 + shared + (250 if documents > 1500 else 70)
        own = 0.95 * (300 + documents / 4 - others)
        target = 3000.0
        while target * max(own, 100) < syllables:
            target *= 2**0.125
        return cls(slices, shared, round(target))
