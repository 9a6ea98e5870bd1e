"""The picture that stands for a page where it is shared: wordmark, title, place, date and number on lacquer.

Drawn with the program's own faces, so that every letter of Vietnamese is there on any machine, and without
the system's text engine, so that the same words give the same bytes. Loaded only when there is a picture to
draw.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from bangvang.language.ties import TIE, tied
from bangvang.site import glyphs

WIDE, HIGH = 1200, 630
_HERE = Path(__file__).parent
_LEFT, _ROOM = 92, 1016
_TITLE_TOP, _TITLE_FOOT = 172, 468
_META = 512
_LACQUER, _GOLD, _IVORY = (22, 33, 44), (217, 179, 92), (243, 234, 214)
_WORDMARK = "Bảng Vàng"
_STEPS = 128
"""The palette: so many steps from lacquer to gold, then as many from lacquer to ivory."""


def draw(name: str, title: str, number: str, facts: str) -> bytes:
    """The PNG of a card (`share_cards`). `name`: the archive's, drawn as the wordmark where it is that."""
    gold, ivory = _ground(name).copy(), Image.new("L", (WIDE, HIGH))
    _title(ivory, title)
    pen = ImageDraw.Draw(gold)
    if number:
        pen.text((_LEFT, _META), number, _STEPS - 1, _face(_plain(number), 34), anchor="ls")
    _fitted(ivory, facts, 30, _META + 50 if number else _META + 20)
    words = ivory.point(_TO_IVORY)
    gold.paste(words, mask=words.point(_ANY))
    out = io.BytesIO()
    picture = Image.frombytes("P", gold.size, gold.tobytes())
    picture.putpalette(_palette())
    picture.save(out, "PNG", compress_level=4)
    return out.getvalue()


# Ink of 0–255 -> the upper half of the palette; where there is none the ground shows.
_TO_IVORY = [0 if n < 2 else _STEPS + n // 2 for n in range(256)]
_ANY = [255 if n else 0 for n in range(256)]


def _palette() -> list[int]:
    out: list[int] = []
    for ink in (_GOLD, _IVORY):
        for n in range(_STEPS):
            out += [round(a + (b - a) * n / (_STEPS - 1)) for a, b in zip(_LACQUER, ink, strict=True)]
    return out


@cache
def _ground(name: str) -> Image.Image:
    """Frame, drum and the archive's name, drawn once for all cards."""
    with Image.open(_HERE / "card" / "ground.png") as file:
        ground = file.convert("L")
    if name == _WORDMARK:
        with Image.open(_HERE / "card" / "wordmark.png") as file:
            mark = file.convert("L")
        ground.paste(mark, (_LEFT, 84))
    else:
        _fitted(ground, name, 40, 130, ink=_STEPS - 1, face="NotoSerif-SemiBold.ttf")
    return ground


def _fitted(
    picture: Image.Image,
    words: str,
    size: int,
    baseline: int,
    *,
    ink: int = 255,
    face: str = "",
) -> None:
    """One line, cut with an ellipsis where it is too long."""
    font = _face(face or _plain(words), size)
    shown = words
    while shown and font.getlength(shown) > _ROOM:
        shown = shown.removesuffix("…").rpartition(" ")[0].rstrip(",–-· ") + "…"
    ImageDraw.Draw(picture).text((_LEFT, baseline), shown, ink, font, anchor="ls")


def _plain(words: str) -> str:
    """The face of small words: the one without serifs, but where it lacks a letter of theirs."""
    return "BeVietnamPro-Medium.ttf" if glyphs.has_sans(words) else "NotoSerif-SemiBold.ttf"


def _title(picture: Image.Image, title: str) -> None:
    """In the largest size at which the title stands in its room."""
    for size in (64, 58, 53, 48, 44, 40, 36):
        font = _face("NotoSerif-SemiBold.ttf", size)
        # Vietnamese letters carry marks in two storeys: lines stand well apart.
        leading = round(size * 1.36)
        lines = wrap(title, font)
        if len(lines) * leading <= _TITLE_FOOT - _TITLE_TOP + size // 3:
            break
    else:
        most = (_TITLE_FOOT - _TITLE_TOP) // leading
        lines = [*lines[: most - 1], lines[most - 1].rpartition(" ")[0] + "…"] if lines[most:] else lines
    pen = ImageDraw.Draw(picture)
    top = _TITLE_TOP + max(_TITLE_FOOT - _TITLE_TOP - len(lines) * leading, 0) // 2
    for n, line in enumerate(lines):
        pen.text((_LEFT, top + n * leading + size), line, 255, font, anchor="ls")


def wrap(title: str, font: FreeTypeFont, room: int = _ROOM) -> list[str]:
    """The title in as few lines as it needs, these as even as may be, ending between words (see
    `ties`). What is wider than the room is cut."""
    words = _unbroken(title, font, room)
    widths = [font.getlength(word) for word in words]
    space = font.getlength(" ")
    fewest = len(_filled(words, widths, space, room))
    # The narrowest measure that needs no more lines makes them even.
    low, high = max(widths), float(room)
    while high - low > 4:
        middle = (low + high) / 2
        if len(_filled(words, widths, space, middle)) > fewest:
            low = middle
        else:
            high = middle
    return [" ".join(line) for line in _filled(words, widths, space, high)]


def _filled(words: list[str], widths: list[float], space: float, room: float) -> list[list[str]]:
    lines: list[list[str]] = []
    used = 0.0
    for word, width in zip(words, widths, strict=True):
        if lines and used + space + width <= room:
            lines[-1].append(word)
            used += space + width
        else:
            lines.append([word])
            used = width
    return lines


def _unbroken(title: str, font: FreeTypeFont, room: int) -> list[str]:
    """The pieces between which a line may end."""
    pieces: list[str] = []
    for group in tied(" ".join(title.split())).split(" "):
        together = group.replace(TIE, " ")
        fits = font.getlength(together) <= room
        pieces += [together] if fits else [cut for word in together.split() for cut in _cut(word, font, room)]
    return pieces


def _cut(word: str, font: FreeTypeFont, room: int) -> list[str]:
    if font.getlength(word) <= room:
        return [word]
    parts = [""]
    for letter in word:
        if parts[-1] and font.getlength(parts[-1] + letter) > room:
            parts.append("")
        parts[-1] += letter
    return parts


@cache
def _face(name: str, size: int) -> FreeTypeFont:
    return ImageFont.truetype(_HERE / "fonts" / name, size, layout_engine=ImageFont.Layout.BASIC)
