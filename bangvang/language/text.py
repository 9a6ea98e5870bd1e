"""How Vietnamese text behaves: cleaning, folding, comparing, sorting, counting, cutting.

Everything here is a pure function of its arguments and knows nothing of the site. Four forms of one string
must not be confused:

* `clean` is what is stored and shown;
* `key` says whether two names are the same name (diacritics count);
* `fold` is what search compares (diacritics do not count);
* `slug` is what an address shows (and two different names may share one).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container
from functools import cache, lru_cache
from itertools import chain, count

from slugify import slugify

from bangvang.language.cleaning import clean as clean
from bangvang.language.cleaning import prints as prints

# --- fold -----------------------------------------------------------------------------------------

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_SINGLE_QUOTES = "`\u00b4\u02bc\u2018\u2019\u201a\u201b\u2032\u2039\u203a"
_DOUBLE_QUOTES = "\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033"
_PUNCTUATION = (
    dict.fromkeys(_DASHES, "-") | dict.fromkeys(_SINGLE_QUOTES, "'") | dict.fromkeys(_DOUBLE_QUOTES, '"')
)
_UNIFIED = str.maketrans(_PUNCTUATION)
_MARKS = re.compile("[\u0300-\u036f]+")
# Letters with a bar or hook, which NFD leaves alone: đ, and the b and d of the Central Highlands (ƀ, ɓ, ɗ).
_BARRED = str.maketrans("\u0110\u0111\u0180\u0243\u0253\u0181\u0257\u018a", "DdbBbBdD")


def _fold_plainly(s: str) -> str:
    """Fold a text without blanks, or the whole of a small one, step by step."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", clean(s)))
    return bare.translate(_BARRED).lower().translate(_UNIFIED)


class _Memo(dict[str, str]):
    """A bounded memo. Texts are made of the same few thousand syllables: most of the work is done already."""

    LIMIT = 1 << 16

    def __init__(self, work: Callable[[str], str]) -> None:
        self._work = work

    def __missing__(self, chunk: str) -> str:
        if len(self) >= self.LIMIT:
            self.clear()
        result = self[chunk] = self._work(chunk)
        return result


_folded = _Memo(_fold_plainly).__getitem__


def fold(s: str) -> str:
    """Return the search form: lower case, no diacritics, đ as d, one dash, two quotes, single spaces.

    The browser has a twin of this function; `tests/vectors/fold.json` holds both to the same answers.
    """
    # No rule of folding looks across a blank, so syllables fold one by one.
    return " ".join(filter(None, map(_folded, s.split())))


_WORD = re.compile(r"[^\W_]+")


def words(s: str) -> list[str]:
    """Return the folded syllables of the text, in order: runs of letters and digits."""
    return _WORD.findall(fold(s))


# --- tone marks -----------------------------------------------------------------------------------

_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of the alphabet
_VOWELS = "aăâeêioôơuưy"
_TONELESS = {
    unicodedata.normalize("NFC", vowel + tone): (vowel, tone)
    for vowel in _VOWELS + _VOWELS.upper()
    for tone in _TONES
}
_ALL_VOWELS = _VOWELS + _VOWELS.upper() + "".join(_TONELESS)
_TONED = "".join(_TONELESS)
# A word in which a vowel stands beside one with a tone. The repeats are bounded as a syllable is: unbounded
# ones take quadratic time on a hash of ten thousand letters.
_CLUSTER = re.compile(
    rf"(?<![^\W\d_])[^\W\d_]{{0,3}}(?:[{_TONED}][{_ALL_VOWELS}]|[{_ALL_VOWELS}][{_TONED}])[^\W\d_]{{0,3}}(?![^\W\d_])"
)
_SYLLABLE = re.compile(
    rf"(ngh|ng|nh|ch|gh|kh|ph|th|tr|qu(?=[{_ALL_VOWELS}])|gi(?=[{_ALL_VOWELS}])|[bcdđghklmnprstvx]|)"
    rf"([{_ALL_VOWELS}]{{2,3}})(ch|nh|ng|[cmnpt]|)"
)
# "quá", "giá": u and i belong to the onset when a vowel follows.
_TAKEN_ONSET = re.compile(rf"(?:qu|gi)[{_ALL_VOWELS}](?:ch|nh|ng|[cmnpt]|)")


def _bearer(vowels: str, coda: str) -> int:
    """Say which vowel carries the tone: the last one with a diacritic, else by the shape of the syllable."""
    for place in reversed(range(len(vowels))):
        if vowels[place].lower() in "ăâêôơư":
            return place
    if coda:
        return len(vowels) - 1
    return 0 if len(vowels) == 2 else 1


def _retoned(word: str) -> str:
    """Move the tone of one word to its canonical vowel; leave a word that is no Vietnamese syllable."""
    tones = [_TONELESS[char][1] for char in word if char in _TONELESS]
    if len(tones) != 1:
        return word
    bare = "".join(_TONELESS[char][0] if char in _TONELESS else char for char in word)
    # Not by a flag: to ignore case, Python takes ſ for s and ı for i.
    lowered = bare.lower()
    syllable = _SYLLABLE.fullmatch(lowered)
    if _TAKEN_ONSET.fullmatch(lowered) is not None:
        place = 2
    elif syllable is not None:
        place = syllable.start(2) + _bearer(syllable[2], syllable[3])
    else:
        return word
    return bare[:place] + unicodedata.normalize("NFC", bare[place] + tones[0]) + bare[place + 1 :]


_with_canonical_tones = _Memo(lambda chunk: _CLUSTER.sub(lambda match: _retoned(match[0]), chunk)).__getitem__


def canonical_tones(s: str) -> str:
    """Return the text with every tone mark on the vowel of the traditional spelling: hoà → hòa, thuỷ → thủy.

    Only the place of a mark changes, never a letter: `quý` and `quí` stay two spellings. Words that are not
    Vietnamese syllables (`Zoé`) are left alone.
    """
    if s.isascii():
        return s
    if not unicodedata.is_normalized("NFC", s):
        s = unicodedata.normalize("NFC", s)
    return " ".join(map(_with_canonical_tones, s.split(" ")))


_DASH_WITH_SPACES = re.compile(r" *- *")


@lru_cache(maxsize=65536)
def key(s: str) -> str:
    """Return the identity of a name: two spellings of one name have one key.

    Case, normal form, place of the tone mark, kind of dash and of quote, and spacing do not count. Diacritics
    do: Đăk is not Đắk.
    """
    lowered = unicodedata.normalize("NFC", clean(s).casefold()).translate(_UNIFIED)
    return canonical_tones(_DASH_WITH_SPACES.sub("-", " ".join(lowered.split())))


# --- slug -----------------------------------------------------------------------------------------

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slug(s: str) -> str:
    """Return the address form, plain ASCII with dashes; empty when the text has no letter or digit.

    Different names may share one (Bạc, Bắc, Bác): whoever makes addresses must look for that.
    """
    return s if _SLUG.fullmatch(s) is not None else _slugified(s)


@cache
def _slugified(s: str) -> str:
    # The default backend depends on what else is installed; a pinned one gives the same address everywhere.
    return slugify(clean(s), entities=False, decimal=False, hexadecimal=False, backend="text-unidecode")


_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?: *\.| *$)", re.IGNORECASE)


def device(path: str) -> str | None:
    """Return the first part of a path that no file or folder of Windows can be called: a device's name before
    its first dot, or with a dot or blank at the end (Microsoft, "Naming Files, Paths, and Namespaces")."""
    for part in path.split("/"):
        if _DEVICE.match(part) is not None or (part.endswith((".", " ")) and part not in (".", "..")):
            return part
    return None


_LONGEST_STEM = 80


def file_stem(title: str) -> str:
    """Return what a file is called after a title, without its ending: the slug, cut between words at 80
    letters, and never the name of a device; empty when the title has no letter or digit."""
    stem = slug(title)
    if device(stem) is not None:
        stem = f"bai-{stem}"
    if len(stem) > _LONGEST_STEM:
        stem = stem[: _LONGEST_STEM + 1].rpartition("-")[0] or stem[:_LONGEST_STEM]
    return stem


def unused(stem: str, taken: Container[str]) -> str:
    """Return the first of stem, stem-2, stem-3 … that is not taken."""
    return next(name for name in chain([stem], (f"{stem}-{n}" for n in count(2))) if name not in taken)


# --- order ----------------------------------------------------------------------------------------

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# The order of CLDR's root collation for what stands between words, as far as Vietnamese text uses it.
_BEFORE_LETTERS = "\t\n _-‐‑‒–—―,;:!¡?¿.·'‹›\"«»()[]{}§¶@*/\\&#%‰†‡•`´^¨°©®+±÷×<=>|~¤$£¥₫€0123456789"
_ALIKE = {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "…": "..."}
_PRIMARY = {char: chr(rank) for rank, char in enumerate(_BEFORE_LETTERS + _ALPHABET, start=1)}
_TONE_RANK = {tone: str(rank) for rank, tone in enumerate(_TONES, start=1)}
_HOOKED = {"\u0180": "b", "\u0253": "b", "\u0257": "d"}
"""ƀ ɓ ɗ, of the languages of the Central Highlands."""
_QUALITY = "\u0306\u0302\u031b"  # breve, circumflex, horn: these make letters, the other marks do not

CollationKey = tuple[str, str, str, str]


@lru_cache(maxsize=4096)
def _weights(char: str) -> tuple[str, str, str]:
    """Return the primary, secondary and case weights of one NFC character."""
    decomposed = unicodedata.normalize("NFD", char)
    base = decomposed[0]
    letter, tones = base.lower(), ""
    if letter in _HOOKED:  # after all that have its letter, before those that have the next
        letter, tones = _HOOKED[letter], letter
    for mark in decomposed[1:]:
        composed = unicodedata.normalize("NFC", letter + mark)
        if mark in _QUALITY and composed in _PRIMARY:
            letter = composed
        else:
            tones += _TONE_RANK.get(mark, mark)
    # Other scripts follow the alphabet, by code point.
    primary = "".join(
        _PRIMARY.get(part, chr(min(ord(part) + 0x200, 0x10FFFF))) for part in _ALIKE.get(letter, letter)
    )
    return primary, tones or "0", "1" if base != base.lower() or char in _ALIKE else "0"


@lru_cache(maxsize=65536)
def collation_key(s: str) -> CollationKey:
    """Return the sort key of Vietnamese dictionary order (CLDR `vi`).

    Letters first (ă â đ ê ô ơ ư are letters of their own), then tones in the order ngang, huyền, hỏi, ngã,
    sắc, nặng, then lower before upper case. The string itself comes last, so no two strings tie.
    """
    weights = [_weights(char) for char in clean(s)]
    primary, secondary, case = ("".join(weight[level] for weight in weights) for level in range(3))
    return primary, secondary, case, s


def person_key(s: str) -> tuple[CollationKey, CollationKey]:
    """Return the sort key of a person's name: the given name, which is the last word, then the whole name."""
    parts = clean(s).split()
    return collation_key(parts[-1] if parts else ""), collation_key(s)


def initial(s: str) -> str:
    """Return the index heading a name stands under: its first letter without tone (Ă, Â, Đ… are their own).

    Marks before the first letter or digit are passed over; `#` is for digits and everything else.
    """
    for char in clean(s):
        if char.isalnum():
            decomposed = unicodedata.normalize("NFD", char)
            base = decomposed[0]
            kept = "".join(mark for mark in decomposed[1:] if mark in _QUALITY)
            for candidate in (unicodedata.normalize("NFC", base + kept), base, _HOOKED.get(base.lower(), "")):
                if candidate and candidate.lower() in _ALPHABET:
                    return candidate.upper()
            return "#"
    return "#"


# --- counts ---------------------------------------------------------------------------------------

LARGEST_COUNT = 10_000_000


class CountError(ValueError):
    """A count that cannot be read. `reason` is one of the words `parse_count` names."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"not a count ({reason}): {text!r}")
        self.text = text
        self.reason = reason


_PLAIN_COUNT = re.compile(r"[0-9]+")
_GROUPED_COUNT = re.compile(r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+)")
# In this order: the first that fits names the mistake.
_NO_COUNT = (
    ("empty", re.compile(r"")),
    ("negative", re.compile(r"[-\u2013\u2212] ?[0-9].*", re.DOTALL)),
    ("time", re.compile(r"[0-9]+:[0-9:]+")),
    ("fraction", re.compile(r"[0-9. ]*[0-9] ?/ ?[0-9. ]+|[0-9 ]*[¼½¾⅓⅔]")),
    ("comma", re.compile(r"[0-9][0-9., ]*,[0-9., ]*")),
    ("decimal", re.compile(r"0+\.[0-9]+|[0-9]+\.[0-9]{1,2}")),
    ("grouping", re.compile(r"[0-9][0-9. ]*")),
)


def number(n: int) -> str:
    """Write a whole number the Vietnamese way: 4701 → `4.701`."""
    return f"{n:,}".replace(",", ".")


def parse_count(s: str) -> int:
    """Read a count as an editor types it: `9`, `09`, `1.024`, `1 024` (dots and spaces group thousands).

    Raises CountError with one of these reasons: `empty`, `negative`, `time` (12:30), `fraction` (1/2),
    `comma` (1,024), `decimal` (1.25), `grouping` (1.0245), `words` (vài, 3 hộ), `too_large` (> 10 million).
    """
    typed = clean(s).strip()
    if _PLAIN_COUNT.fullmatch(typed) or _GROUPED_COUNT.fullmatch(typed):
        digits = typed.replace(".", "").replace(" ", "").lstrip("0") or "0"
        # The length comes first: Python refuses to read numbers of thousands of digits at all.
        if len(digits) > len(str(LARGEST_COUNT)) or int(digits) > LARGEST_COUNT:
            raise CountError(s, "too_large")
        return int(digits)
    for reason, pattern in _NO_COUNT:
        if pattern.fullmatch(typed):
            raise CountError(s, reason)
    raise CountError(s, "words")


# --- cutting -------------------------------------------------------------------------------------


def excerpt(text: str, limit: int = 220) -> str:
    """Return the beginning of the text on one line, at most `limit` characters, ended by `…` where it is cut.

    Cuts fall between words only; a first word longer than the limit stays whole.
    """
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    end = line.rfind(" ", 0, limit)
    if end < 0:
        end = line.find(" ")
        if end < 0:
            return line
    return line[:end].rstrip(" ,;:.…-–—(“") + "…"
