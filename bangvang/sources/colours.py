"""Colours as the web writes them, and how well one is read on another."""

from __future__ import annotations

import re

PAPERS = ("#faf7f0", "#14181d")
"""What text stands on in the light and in the dark: `--paper` of assets/css/tokens.css."""
ENOUGH = 4.5
"""WCAG 2.2, 1.4.3: the contrast of text with its ground."""
_WASH = 0.1

_Rgb = tuple[int, int, int]


def is_colour(text: str) -> bool:
    """Whether this is a colour in six digits: #8c2a1c."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None


def contrast(one: str, other: str) -> float:
    """From 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))))
    return (lighter + 0.05) / (darker + 0.05)


def wash(colour: str, paper: str) -> str:
    """The ground of what is marked in a colour: a breath of it on the paper."""
    return _mixed(paper, colour, _WASH)


def is_readable(colour: str, paper: str) -> bool:
    """Whether text of a colour is read on the paper and on its own wash."""
    return min(contrast(colour, paper), contrast(colour, wash(colour, paper))) >= ENOUGH


def readable(colour: str, paper: str) -> str:
    """The nearest colour that is: darker on light paper, lighter on dark."""
    end = "#000000" if _luminance(_rgb(paper)) > 0.2 else "#ffffff"
    steps = (_mixed(colour, end, step / 50) for step in range(51))
    return next(made for made in steps if is_readable(made, paper))


def _rgb(colour: str) -> _Rgb:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue


def _luminance(rgb: _Rgb) -> float:
    parts = [v / 255 / 12.92 if v / 255 <= 0.04045 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in rgb]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _mixed(one: str, other: str, share: float) -> str:
    parts = (round(a + (b - a) * share) for a, b in zip(_rgb(one), _rgb(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)
