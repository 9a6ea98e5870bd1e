"""Which letters the faces of share images have; known without loading them."""

from __future__ import annotations

import re

# `fonts/README.md` says what was asked for; not all of it was in both.
_SERIF = (
    "\x20-\x7e\xa0-\u0180\u01a0-\u01a1\u01af-\u01b0\u0243\u1ea0-\u1ef9\u2010-\u2015\u2018-\u201e\u2020\u2022\u2026"
    "\u2030\u2032-\u2033\u2039-\u203a\u20ab\u2116\u2212"
)
_SANS = (
    "\x20-\x7e\xa0-\u0107\u010a-\u0113\u0116-\u011b\u011e-\u0121\u0126-\u012b\u012e-\u0131\u0139-\u013a\u013d-\u013e"
    "\u0141-\u0144\u0147-\u0148\u014c-\u014d\u0150-\u0155\u0158-\u015b\u015e-\u016b\u016e-\u017e\u01a0-\u01a1"
    "\u01af-\u01b0\u1ea0-\u1ef9\u2013-\u2014\u2018-\u201a\u201c-\u201e\u2020\u2022\u2026\u2030\u2039-\u203a\u20ab\u2212"
)
_NOT_SERIF, _NOT_SANS = re.compile(f"[^{_SERIF}\\s]"), re.compile(f"[^{_SANS}\\s]")


def lacking(words: str) -> str:
    """The letters that cannot be drawn at all, each once."""
    return "".join(dict.fromkeys(_NOT_SERIF.findall(words)))


def has_sans(words: str) -> bool:
    """Whether the face without serifs has all letters; where it has not, the other one draws them."""
    return _NOT_SANS.search(words) is None
