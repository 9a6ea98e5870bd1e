"""Words put for others that sound like them, by what stands beside them.

The browser has a twin of this module (`assets/js/search-hearing.js`).
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence

from bangvang.search import likeness, tokens
from bangvang.search.rewording import Lexis, Word, replaced, words_of

MOST_LIKE, MOST_TRIED, LONG = 8, 12, 5

Likes = Mapping[int, Mapping[str, int]]
"""By place of a lost word: the words that sound like it, the nearest first, and how far apart they are."""


def alike(q: str, lexis: Lexis, *, only_beside: bool = False) -> Iterator[str]:
    """Yield the question with words put for lost ones, and for those with marks that no article has so, that
    sound alike, the likeliest first; where there are none, with one word put for another that stands better
    beside its neighbours. `only_beside`: no lost word is put that stands beside none of them."""
    words = words_of(q, lexis.names)
    lost = {
        n: _like(word, lexis)
        for n, word in enumerate(words)
        if lexis.is_lost(word) or (lexis.is_odd(word) and not word.is_quoted)
    }
    if not lost and not only_beside:
        yield from _misheard(q, words, lexis)
        return
    ranked = {n: _by_neighbours(n, words, lost, lexis, only_beside=only_beside) for n in lost}
    choices = [[(place, n, fold) for place, fold in enumerate(folds)] for n, folds in ranked.items() if folds]
    kept = MOST_LIKE if len(choices) < 3 else 3 if len(choices) == 3 else 1
    # All first choices; then those that differ from them in fewer and earlier places.
    combined = itertools.product(*(choice[:kept] for choice in choices))
    ordered = sorted(combined, key=lambda some: (sum(c[0] for c in some), some))
    for some in ordered[:MOST_TRIED] if choices else ():
        yield replaced(q, {words[n].span: _spelled(words[n], fold, lexis) for _, n, fold in some})


def _like(word: Word, lexis: Lexis) -> dict[str, int]:
    return dict(_nearest(word, likeness.limit(word.term.fold), 2 * MOST_LIKE, lexis))


def _nearest(word: Word, limit: int, most: int, lexis: Lexis) -> list[tuple[str, int]]:
    """Return the words that sound like one, no farther than the limit, and how far apart they are."""
    typed = word.term.fold
    all_far = {fold: _distance(typed, fold, limit) for fold in lexis.fold_levels}
    rows = sorted((far, -lexis.fold_levels[fold], fold) for fold, far in all_far.items() if far <= limit)
    return [(fold, far) for far, _, fold in rows[:most]]


def _distance(one: str, other: str, most: int) -> int:
    # Lengths that differ by more than the slips allowed need not be looked at.
    return likeness.distance(one, other) if abs(len(one) - len(other)) <= 2 else most + 1


def _by_neighbours(
    n: int, words: Sequence[Word], lost: Likes, lexis: Lexis, *, only_beside: bool
) -> list[str]:
    """Return what a lost word may have been: names of provinces with what stands beside it, then what sounds
    alike, then what the archive has beside both neighbours, beside one; then the nearest, then the most
    frequent. A short word with another letter is any word: it must stand beside one of them."""
    before, after = _meanings(n - 1, words, lost), _meanings(n + 1, words, lost)
    found = []
    for fold, far in lost[n].items():
        is_place = far <= likeness.SURE and _sides(fold, before, after, lexis.is_place) > 0
        beside = _sides(fold, before, after, lexis.is_beside)
        is_likely = not only_beside and (far <= likeness.SURE or len(fold) >= LONG)
        if beside or is_likely:
            found.append((not is_place, far > likeness.SURE, -beside, far, -lexis.fold_levels[fold], fold))
    return [fold for *_, fold in sorted(found)[:MOST_LIKE]]


def _sides(fold: str, before: Sequence[str], after: Sequence[str], fits: Callable[[str, str], bool]) -> int:
    """Return on how many sides a word fits one of those that may stand there."""
    return any(fits(other, fold) for other in before) + any(fits(fold, other) for other in after)


def _meanings(n: int, words: Sequence[Word], lost: Likes) -> list[str]:
    """Return what stands in a place, or what may have been meant there."""
    if not 0 <= n < len(words):
        return []
    return list(lost[n])[:MOST_LIKE] if n in lost else [words[n].term.fold]


def _misheard(q: str, words: Sequence[Word], lexis: Lexis) -> Iterator[str]:
    found = []
    for n, word in enumerate(words):
        before, after = _meanings(n - 1, words, {}), _meanings(n + 1, words, {})
        typed = _sides(word.term.fold, before, after, lexis.is_beside)
        for fold, far in _nearest(word, likeness.NEAR, MOST_LIKE, lexis):
            beside = _sides(fold, before, after, lexis.is_beside)
            if beside > typed:
                is_place = _sides(fold, before, after, lexis.is_place) > 0
                found.append((not is_place, typed - beside, far, -lexis.fold_levels[fold], n, fold))
    for *_, n, fold in sorted(found)[:MOST_TRIED]:
        yield replaced(q, {words[n].span: _spelled(words[n], fold, lexis)})


def _spelled(word: Word, fold: str, lexis: Lexis) -> str:
    """Return a word as it is put for a typed one: if that had marks, with those of most articles, its tone
    first of all."""
    if not word.term.marked:
        return fold
    tone = _tone(word.term.exact)
    forms = [form for form in lexis.levels if tokens.folded(form) == fold]
    return min(forms, key=lambda form: (_tone(form) != tone, -lexis.levels[form], form))


def _tone(exact: str) -> str:
    """Return the tone mark of a syllable; hỏi and ngã are one."""
    marks = (mark for mark in unicodedata.normalize("NFD", exact) if mark in "\u0300\u0301\u0303\u0309\u0323")
    return next(marks, "").replace("\u0309", "\u0303")
