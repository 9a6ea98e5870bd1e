"""What was meant by a name as somebody spelled it: the same name otherwise written, or the nearest one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from bangvang.language import text

_NUMBERS = re.compile(r"[0-9]+")
_NOT_ALNUM = re.compile(r"[\W_]+")


class Names:
    """A list of named things in which each is found under any of its spellings."""

    def __init__(self, names: Iterable[tuple[str, Iterable[str]]], *, prefix: str = r"(?!)") -> None:
        """Take (id, names) pairs and a pattern of what may stand before a name (matched against keys).

        Raises ValueError when two ids share a name.
        """
        self._prefix = re.compile(prefix)
        self._exact: dict[str, str] = {}
        self._bare: dict[str, list[tuple[str, str]]] = {}
        for named, spellings in names:
            for spelling in spellings:
                exact = text.key(spelling)
                if self._exact.setdefault(exact, named) != named:
                    raise ValueError(f"{spelling!r} names both {self._exact[exact]} and {named}")
                letters = _NOT_ALNUM.sub("", exact)
                self._bare.setdefault(text.fold(letters), []).append((letters, named))

    def find(self, typed: str) -> str | None:
        """Return the id a name means, or None.

        Spaces and punctuation do not count, and marks may be left out where only one thing can be meant.
        """
        exact = text.key(typed)
        candidates = (exact, self._without_prefix(exact))
        for candidate in candidates:
            if candidate in self._exact:
                return self._exact[candidate]
        for candidate in candidates:
            letters = _NOT_ALNUM.sub("", candidate)
            alike = self._bare.get(text.fold(letters), ())
            found = {named for name, named in alike if _leaves_out_marks(letters, name)}
            if len(found) == 1:
                return found.pop()
        return None

    def nearest(self, typed: str) -> str | None:
        """Return the id whose name looks most like the one typed, or None."""
        near = nearest(self._without_prefix(text.key(typed)), self._exact)
        return None if near is None else self._exact[near]

    def bare(self, typed: str) -> str:
        """Return a name as it is compared, without what may stand before it."""
        return self._without_prefix(text.key(typed))

    def _without_prefix(self, exact: str) -> str:
        prefix = self._prefix.match(exact)
        return exact if prefix is None else exact[prefix.end() :]


def _leaves_out_marks(typed: str, name: str) -> bool:
    """Say whether a spelling only leaves marks out: `Dak Lak` does, `Hải Dường` contradicts Hải Dương."""
    if len(typed) != len(name):
        return False
    pairs = zip(typed, name, strict=True)
    return not any(letter not in (meant, text.fold(meant)) for letter, meant in pairs)


def nearest(word: str, candidates: Iterable[str], *, cutoff: float = 0.7, numbers: bool = True) -> str | None:
    """Return the candidate most like the word, diacritics aside, or None below the cutoff (0 to 1).

    Diacritics decide between candidates that fold alike; then the earlier candidate wins. Not `numbers`: one
    with other numbers is another thing, however alike.
    """
    if not numbers:
        own = _NUMBERS.findall(word)
        candidates = [c for c in candidates if not own or _NUMBERS.findall(c) in (own, [])]
    folded, exact = text.fold(word), text.key(word)
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(folded)
    best: tuple[float, float] = (0.0, 0.0)
    found: str | None = None
    for candidate in candidates:
        matcher.set_seq1(text.fold(candidate))
        if matcher.real_quick_ratio() < cutoff or matcher.quick_ratio() < cutoff:
            continue
        ratio = matcher.ratio()
        if ratio < cutoff or ratio < best[0]:
            continue
        closeness = (ratio, difflib.SequenceMatcher(None, text.key(candidate), exact, autojunk=False).ratio())
        if closeness > best:
            best, found = closeness, candidate
    return found


# ---------------------------------------------------------------- slips of the keyboard

SHORTEST_SLIP = 6
"""In a shorter name one other letter is another name."""


def is_slip(typed: str, meant: str) -> bool:
    """Whether one letter too many, too few, wrong or in its neighbour's place tells two slugs apart.

    A wrong number is another number, and another first letter of a syllable makes another word (Hòa Bình,
    Hòa Minh): neither is a slip.
    """
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    end = 0
    while end < min(len(typed), len(meant)) - start and typed[-1 - end] == meant[-1 - end]:
        end += 1
    a, b = typed[start : len(typed) - end], meant[start : len(meant) - end]
    if any(c.isdigit() for c in a + b):
        return False
    if {len(a), len(b)} == {0, 1}:
        return True
    if len(a) == len(b) == 1:
        return start > 0 and typed[start - 1] != "-" and "-" not in a + b
    return len(a) == len(b) == 2 and a == b[::-1]


def is_respelt(typed: str, name: str) -> bool:
    """Whether a name of several words is written as another by slips alone: word for word the same but for
    marks, or one letter. Another word makes another name, however alike they look: Huân chương Kháng chiến is
    not Huân chương Quân công."""
    ours, theirs = text.fold(typed).split(), text.fold(name).split()
    if len(ours) != len(theirs):
        return "".join(ours) == "".join(theirs)
    return all(a == b or is_slip(a, b) for a, b in zip(ours, theirs, strict=True))


def meant(typed: str, names: Iterable[str]) -> str | None:
    """The first of some names that one is a slip of."""
    if len(typed) < SHORTEST_SLIP:
        return None
    return next((name for name in names if is_slip(typed, name)), None)


def meant_file(typed: str, names: Iterable[str]) -> str | None:
    """The first of some files called the same but for case, marks, signs and ending, or but for a slip."""
    stem, known = _stem(typed), list(names)
    same = next((name for name in known if _stem(name) == stem), None)
    return same or next(
        (name for name in known if len(stem) >= SHORTEST_SLIP and is_slip(stem, _stem(name))), None
    )


def _stem(file: str) -> str:
    return text.slug(file.rpartition(".")[0] or file)
