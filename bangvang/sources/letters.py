"""Letters that nobody can read: written for the fonts from before Unicode, encoded twice, or lost."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from bangvang.archive.model import Source
from bangvang.language import alphabets, text
from bangvang.problems import Place, Problem, problem, term

LOST = "\ufffd"
_ROWS = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"[^\W_]+")
# Longer words are addresses.
_BEFORE, _FROM = re.compile(r"[^\W_]{0,12}\Z"), re.compile(rf"(?:[^\W_]|{LOST}){{1,24}}")
_HOLE = re.compile(f"{LOST}+")


def unreadable(source: Source) -> Iterator[Problem]:
    """Which lines readers could not read, and what they would say."""
    typed = source.typed or source.text
    if "?" in typed:
        yield from _questioned(source)
    if typed.isascii():
        return
    rows = _ROWS.split(typed)
    kind, meant = alphabets.misread(rows) or ("", {})
    twice = {n: said for n, said in alphabets.partly_twice(typed, rows).items() if n not in meant}
    if not meant and not twice and LOST not in typed:
        return
    # Cleaning may make several lines of a row.
    lines = list(itertools.accumulate((text.clean(f"{row}\n").count("\n") for row in rows), initial=1))
    for n, said in (meant | twice).items():
        first = next(at for at, char in enumerate(rows[n], start=1) if not char.isascii())
        place, alphabet = Place(source.path, lines[n], first), "twice" if n in twice else kind
        yield problem(place, "K130", alphabet=term(f"alphabet_{alphabet}"), meant=said.strip())
    known = {word.casefold() for row in rows if LOST in typed for word in _WORD.findall(text.clean(row))}
    for n, row in enumerate(rows):
        if LOST in row and n not in meant:
            yield _lost(Place(source.path, lines[n], row.index(LOST) + 1), row, known | alphabets.common())


def _lost(place: Place, row: str, known: Iterable[str]) -> Problem:
    """The first lost letter of a line, and the whole word, if there is only one that it can have been."""
    before, rest = _BEFORE.search(row[: place.column - 1]), _FROM.match(row, place.column - 1)
    torn = (before[0] if before else "") + (rest[0] if rest else "")
    return problem(place, "K131", word=_HOLE.sub(LOST, torn), sign=LOST, suggestion=_healed(torn, known))


# What was saved in an alphabet that lacks most Vietnamese letters has question marks in their place: t?p th?.
_QUESTIONED = re.compile(r"(?<![^\s(“\"'])[^\W\d_]{0,6}\?{1,3}[^\W\d_]{1,4}(?![^\s.,;:!?)”\"'])")


def _questioned(source: Source) -> Iterator[Problem]:
    known: set[str] | None = None
    for number, row in enumerate(source.text.split("\n"), 1):
        torn = [found for found in _QUESTIONED.finditer(row) if _is_torn(found[0])] if "?" in row else []
        if len(torn) < _SEVERAL:
            continue
        if known is None:
            known = {word.casefold() for word in _WORD.findall(source.text)} | alphabets.common()
        word, place = torn[0][0], Place(source.path, number, torn[0].start() + 1)
        meant = _healed(word.replace("?", LOST), known)
        yield problem(place, "K131", word=word, sign="?", suggestion=meant)


_SEVERAL = 2


def _is_torn(word: str) -> bool:
    """Whether a question mark stands in a word: what is asked ends before it, "ai?Cái gì"."""
    before, after = word.split("?")[0], word.rsplit("?", 1)[-1]
    return after.islower() and not (alphabets.is_syllable(before.lower()) and alphabets.is_syllable(after))


def _healed(torn: str, known: Iterable[str]) -> str | None:
    """The one word among those known that a torn one can have been. What is lost was not ASCII, and one
    letter may have left up to three signs."""
    pieces = _HOLE.split(torn)
    holes = [rf"([^\W\d_\x00-\x7f]{{1,{len(hole)}}})" for hole in _HOLE.findall(torn)]
    if not any(pieces):
        return None
    shape = "".join(map("".join, zip(map(re.escape, pieces), [*holes, ""], strict=True)))
    fits = [found for word in known if (found := re.fullmatch(shape, word, re.IGNORECASE)) is not None]
    if len(fits) != 1:
        return None
    return _filled(pieces, fits[0].groups())


def _filled(pieces: Sequence[str], letters: Sequence[str]) -> str:
    whole = "".join(map("".join, zip(pieces, [*letters, ""], strict=True)))
    typed = "".join(pieces)
    return whole.upper() if len(typed) > 1 and typed.isupper() else whole
