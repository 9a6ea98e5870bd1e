"""Letters, blanks and line ends in the one form in which everything is stored and shown."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from string import ascii_uppercase

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_BLANK = "\u00a0" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
_LINE_END = "\u0085\u2028\u2029"
_DIRT = re.compile(f"[\r\u00d0\u00f0\u0189\u0256\u01a2\u01a3{_INVISIBLE}{_BLANK}{_LINE_END}]")
# Neither YAML nor XML (feeds) nor HTML can hold these. U+0085 is a line end and is cleaned away before.
# U+061C and from U+202A on: what turns the direction of writing, so that words read otherwise than stored.
CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u061c\u202a-\u202e\u2061-\u206f\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]"
)
# Letters that look like others on screen: slugs, folds and comparisons would all miss them. Eth and the D of
# African languages stand for Đ; what Unicode names OI is the ư of some PDFs.
_LOOK_ALIKES = {
    "\u00d0": "\u0110", "\u00f0": "\u0111", "\u0189": "\u0110", "\u0256": "\u0111", "\u01a2": "\u01af",
    "\u01a3": "\u01b0",
}  # fmt: skip
_CLEANED = (
    _LOOK_ALIKES
    | {"\r": "\r"}
    | dict.fromkeys(_INVISIBLE, "")
    | dict.fromkeys(_BLANK, " ")
    | dict.fromkeys(_LINE_END, "\n")
)
# Between two pictures it makes one of them, a family or a fireman; anywhere else it is dirt.
_JOINER = "\u200d"
_PICTURE = "\u2640-\u27bf\u2b1b\U0001f300-\U0001faff"
_JOINER_ASTRAY = re.compile(f"(?<![\ufe0f{_PICTURE}])\u200d|\u200d(?![{_PICTURE}])")


# Bold and slanted letters as chats make them, full width ones, Roman numbers and ligatures in one piece: the
# same letters in other dress. Signs such as № ℃ ² ½ … are not among them.
_DRESSED = re.compile(
    "[\u2102\u210a-\u210e\u2110-\u2112\u2115\u2119-\u211d\u2124\u2128\u212c\u212d\u212f-\u2131\u2133\u2134"
    "\u2160-\u217f\ufb00-\ufb04\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]+"
)
_ROOF, _BREVE = "\u0302", "\u0306"
# A tone typed before the mark that makes the letter: no normal form brings the two together.
_CROSSED = {
    unicodedata.normalize("NFC", base + tone) + mark: unicodedata.normalize("NFC", base + mark + tone)
    for mark, bases in ((_ROOF, "aeoAEO"), (_BREVE, "aA"))
    for base in bases
    for tone in "\u0300\u0301\u0303\u0309"
}
# The letters of chats that no normal form knows: small capitals, white ones in squares and circles.
_CHATS = str.maketrans(
    "ᴀʙᴄᴅᴆᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ" + "".join(map(chr, (*range(0x1F150, 0x1F16A), *range(0x1F170, 0x1F18A)))),
    "abcdđefghijklmnoprstuvwyz" + 2 * ascii_uppercase,
)
# In circles, letters are signs (Ⓐ, ⓒ 2024) where they stand alone.
_ENCIRCLED = "[\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]\ufe0f?+"
_IN_CIRCLES = re.compile(rf"(?:{_ENCIRCLED}){{2,}}+|(?<=[^\W\d_]){_ENCIRCLED}|{_ENCIRCLED}(?=[^\W\d_])")
# A caron for a breve; the caron of Pinyin (hǎo) stands before other letters.
_CARON = re.compile("[Ǎǎ](?=[\u0300\u0301\u0303\u0309\u0323]?[CMNPTcmnpt])")
# Greek and Cyrillic letters that look like Latin ones, and the words they may stand in.
_FOREIGN = str.maketrans(
    "АВЕКМНОРСТУХІЈЅаеорсухіјѕһԁԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABEKMHOPCTYXIJSaeopcyxijshdqw" + "ABEZHIKMNOPTYXo",
)
_WORD = re.compile("(?:[^\\W\\d_][\u0300-\u0323]*+)++")
# The letters spoken of above, and those around them: where none of these is, nothing is disguised.
_RARE = re.compile(
    "[\u01cd\u01ce\u0262\u026a\u0274\u0280-\u02bf\u0380-\u047f\u0500-\u053f"
    "\u1d00-\u1d3f\u2480-\u24ff\ua700-\ua73f\U0001f100-\U0001f1bf]"
)


@lru_cache(maxsize=1)
def prints(s: str) -> bool:
    """Whether a text holds only line ends beside what prints. Of a file this is asked twice in a row."""
    return s.replace("\n", "").isprintable()


def clean(s: str) -> str:
    """Return the NFC text the writer meant: one kind of space and line end, nothing invisible, letters in
    their everyday form and not in that of others."""
    # What prints is clean but for look-alikes, and to ask for those is quicker than to look for all the dirt.
    spotless = prints(s) and not any(map(s.__contains__, _LOOK_ALIKES))
    if not spotless and _DIRT.search(s) is not None:
        for char in sorted(set(_DIRT.findall(s))):  # a few replaces are far cheaper than one str.translate
            s = _JOINER_ASTRAY.sub("", s) if char == _JOINER else s.replace(char, _CLEANED[char])
        # Last, because an invisible mark between CR and LF would make two lines of one.
        s = s.replace("\r\n", "\n").replace("\r", "\n")
    if s.isascii():
        return s
    if _RARE.search(s) is not None:
        s = _undisguised(s)
    # No dressed letter is in NFKC, and to ask for that is quicker than to look for them all.
    if not unicodedata.is_normalized("NFKC", s):
        s = _DRESSED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), s)
        if not unicodedata.is_normalized("NFC", s):
            s = unicodedata.normalize("NFC", s)
    return _uncrossed(s) if _ROOF in s or _BREVE in s else s


def _undisguised(s: str) -> str:
    """A text without letters that look like those that were meant."""
    s = _CARON.sub(lambda match: "ă" if match[0] == "ǎ" else "Ă", s)
    s = _IN_CIRCLES.sub(lambda match: unicodedata.normalize("NFKC", match[0].replace("\ufe0f", "")), s)
    s = unicodedata.normalize("NFC", s.translate(_CHATS))
    s = _WORD.sub(_latin, s)
    # Where nothing else is Greek or Cyrillic, a letter that looks Latin is: `Nguyễn Văn А`.
    plain = s.translate(_FOREIGN)
    return s if _OF_OTHERS.search(plain) else plain


def _latin(word: re.Match[str]) -> str:
    """A word in Latin letters if it has one, and all of the others look like one."""
    plain = word[0].translate(_FOREIGN)
    return word[0] if _OF_OTHERS.search(plain) else plain


_OF_OTHERS = re.compile("[\u0370-\u052f]")


def _uncrossed(s: str) -> str:
    for typed, meant in _CROSSED.items():
        s = s.replace(typed, meant)
    return s
