"""The archive's own illustrations and the ground of its share images, drawn here and nowhere else.

    python -m tools.illustrations            # draws them all anew, with the browser that the tests use

Each drawing is a function that gives an SVG. Nothing is random: the same program draws the same pictures.
They are drawn, not photographed, and their captions say so.
"""

from __future__ import annotations

import base64
import io
import math
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PIL import Image

from tools.browser import Browser, command

ROOT = Path(__file__).resolve().parent.parent
WIDE, HIGH = 1600, 1000
LACQUER, DEEP, GOLD, LEAF, IVORY, SEAL = "#16212c", "#0d151d", "#a47b1d", "#d9b35c", "#f3ead6", "#8c2a1c"


def svg(body: str, wide: int = WIDE, high: int = HIGH) -> str:
    """A whole drawing."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
        f'viewBox="0 0 {wide} {high}">{body}</svg>'
    )


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _polar(radius: float, angle: float) -> tuple[float, float]:
    return radius * math.cos(angle), radius * math.sin(angle)


# ---------------------------------------------------------------- the highlands at daybreak


def highlands() -> str:
    """Ridges of Tây Nguyên one behind the other, a nhà rông on the nearest."""
    sky = (
        '<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#cfd8d6"/>'
        '<stop offset=".34" stop-color="#efe3c6"/><stop offset=".56" stop-color="#f3cf94"/>'
        '<stop offset=".72" stop-color="#e6ab63"/></linearGradient>'
        '<radialGradient id="glow"><stop offset="0" stop-color="#fff6dc"/><stop offset=".22" '
        'stop-color="#ffe9b4" stop-opacity=".8"/><stop offset=".6" stop-color="#ffe2a4" stop-opacity=".24"/><stop offset="1" stop-color="#ffdf9c" stop-opacity="0"/>'
        "</radialGradient>"
    )
    sun = '<circle cx="1085" cy="420" r="560" fill="url(#glow)"/><circle cx="1085" cy="420" r="74" fill="#fffaf0"/>'
    # Height of the crest, how rough it is, colour above and below: far ones are pale and smooth.
    layers = [
        (520, 46, 0.9, "#d8b98a", "#ecd2a0"),
        (575, 62, 1.7, "#b99a78", "#e2c08e"),
        (640, 70, 2.6, "#8d7d6c", "#c9a67b"),
        (715, 66, 3.9, "#5d6160", "#9b8468"),
        (800, 58, 5.3, "#34434c", "#5f6058"),
        (890, 40, 7.1, "#1b2a35", "#16212c"),
    ]
    ridges, gradients = [], []
    for n, (level, swing, phase, top, foot) in enumerate(layers):
        gradients.append(
            f'<linearGradient id="r{n}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{top}"/>'
            f'<stop offset=".75" stop-color="{foot}"/></linearGradient>'
        )
        crest = [(x, level - swing * _crest(x / WIDE, phase, n)) for x in range(0, WIDE + 1, 4)]
        ridges.append(f'<polygon points="0,1000 {_points(crest)} 1600,1000" fill="url(#r{n})"/>')
    birds = "".join(
        f'<path d="M{x - s},{y - s * 0.32:.1f} Q{x - s * 0.45:.1f},{y - s * 0.5:.1f} {x},{y} '
        f'Q{x + s * 0.45:.1f},{y - s * 0.5:.1f} {x + s},{y - s * 0.32:.1f}" fill="none" stroke="#4c4a45" '
        f'stroke-width="{s / 6:.1f}" stroke-linecap="round"/>'
        for x, y, s in ((602, 232, 17), (660, 205, 13), (706, 246, 11), (566, 268, 9))
    )
    village = _communal_house(432, 846, 0.94) + _stilt_house(676, 858, 0.5) + _stilt_house(196, 846, 0.42)
    village += "".join(
        _tree(x, y, h) for x, y, h in ((786, 866, 64), (822, 874, 46), (112, 856, 70), (78, 858, 48))
    )
    front = [(x, 872 - 26 * math.sin(x / 330 + 0.6) - 8 * math.sin(x / 97)) for x in range(0, WIDE + 1, 8)]
    ground = f'<polygon points="0,1000 {_points(front)} 1600,1000" fill="{LACQUER}"/>'
    body = [
        f"<defs>{sky}{''.join(gradients)}</defs>",
        '<rect width="1600" height="1000" fill="url(#sky)"/>',
        sun,
        *ridges[:2],
        birds,
        *ridges[2:],
        village,
        ground,
    ]
    return svg("".join(body))


def _crest(x: float, phase: float, rough: int) -> float:
    waves = math.sin(x * 5.1 + phase) + 0.55 * math.sin(x * 11.3 + phase * 2.3)
    waves += 0.24 * math.sin(x * 23.9 + phase * 3.7) + 0.035 * rough * math.sin(x * 57.0 + phase * 1.3)
    # Forest along the crest, the more of it the nearer.
    waves += 0.011 * rough * (math.sin(x * 173 + phase) + math.sin(x * 291 + phase * 5) + math.sin(x * 467))
    return waves


def _communal_house(x: float, y: float, scale: float) -> str:
    """A nhà rông: a blade of thatch as high as four houses, on posts."""
    roof = (
        "M-158,-88 C-148,-128 -140,-216 -104,-396 Q-56,-366 0,-364 Q56,-366 104,-396 "
        "C140,-216 148,-128 158,-88 Q0,-70 -158,-88Z"
    )
    crest = "".join(f"M{n},{-366 - abs(n) ** 2 / 420:.1f} v-13 " for n in range(-88, 89, 11))
    thatch = "".join(f"M-170,{-88 - 38 * n} Q0,{-70 - 38 * n} 170,{-88 - 38 * n} " for n in range(1, 8))
    posts = "".join(f'<rect x="{n - 3.5}" y="-46" width="7" height="66"/>' for n in range(-120, 121, 30))
    stairs = "".join(
        f'<rect x="{-14 - n * 2}" y="{-42 + n * 10}" width="{28 + n * 4}" height="4"/>' for n in range(6)
    )
    return (
        f'<g transform="translate({x},{y}) scale({scale})"><clipPath id="roof"><path d="{roof}"/></clipPath>'
        f'<g fill="{DEEP}"><path d="{roof}"/><rect x="-126" y="-92" width="252" height="48"/>{posts}{stairs}</g>'
        f'<path d="{thatch}" clip-path="url(#roof)" fill="none" stroke="#27343e" stroke-width="2.4"/>'
        f'<path d="{crest}" fill="none" stroke="{DEEP}" stroke-width="3.4" stroke-linecap="round"/>'
        '<g fill="#f0bf6c"><rect x="-88" y="-76" width="15" height="22"/><rect x="73" y="-76" width="15" '
        'height="22"/><rect x="-12" y="-80" width="24" height="36"/></g></g>'
    )


def _stilt_house(x: float, y: float, scale: float) -> str:
    posts = "".join(f'<rect x="{n - 4}" y="-40" width="8" height="56"/>' for n in (-90, -45, 0, 45, 90))
    return (
        f'<g transform="translate({x},{y}) scale({scale})" fill="{DEEP}"><path d="M-140,-98 L-104,-196 '
        f'L104,-196 L140,-98Z"/><rect x="-104" y="-100" width="208" height="62"/>{posts}'
        f'<rect x="-14" y="-84" width="28" height="34" fill="#e9b765"/></g>'
    )


def _tree(x: float, y: float, high: float) -> str:
    crowns = "".join(
        f'<ellipse cx="{x + dx * high:.1f}" cy="{y - dy * high:.1f}" rx="{rx * high:.1f}" ry="{ry * high:.1f}"/>'
        for dx, dy, rx, ry in ((0, 0.95, 0.34, 0.26), (-0.24, 0.76, 0.3, 0.2), (0.26, 0.74, 0.3, 0.2))
    )
    trunk = f'<rect x="{x - high / 28:.1f}" y="{y - high * 0.7:.1f}" width="{high / 14:.1f}" height="{high * 0.8:.1f}"/>'
    return f'<g fill="{DEEP}">{crowns}{trunk}</g>'


# ---------------------------------------------------------------- a lotus


def lotus() -> str:
    """A lotus above still water, before a pale moon."""
    defs = (
        '<radialGradient id="night" cx=".5" cy=".42" r=".85"><stop offset="0" stop-color="#34505a"/>'
        f'<stop offset=".55" stop-color="#1d333d"/><stop offset="1" stop-color="{DEEP}"/></radialGradient>'
        '<linearGradient id="petal" x1="0" y1="1" x2="0" y2="0"><stop offset="0" stop-color="#fbf3e6"/>'
        '<stop offset=".5" stop-color="#f3d9cb"/><stop offset="1" stop-color="#d58f86"/></linearGradient>'
        '<linearGradient id="back" x1="0" y1="1" x2="0" y2="0"><stop offset="0" stop-color="#e9cdbf"/>'
        '<stop offset="1" stop-color="#b86f6b"/></linearGradient>'
        '<linearGradient id="leaf" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#4d7468"/>'
        '<stop offset="1" stop-color="#243f40"/></linearGradient>'
        '<radialGradient id="moon"><stop offset="0" stop-color="#f6edd8"/><stop offset=".62" '
        'stop-color="#ecd9ac"/><stop offset="1" stop-color="#d9b35c"/></radialGradient>'
        '<linearGradient id="water" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#1c343d"/>'
        f'<stop offset="1" stop-color="{DEEP}"/></linearGradient>'
    )
    moon = '<circle cx="800" cy="420" r="318" fill="url(#moon)" opacity=".92"/>'
    ring = f'<circle cx="800" cy="420" r="342" fill="none" stroke="{LEAF}" stroke-width="2.5" opacity=".7"/>'
    water = '<rect y="742" width="1600" height="258" fill="url(#water)"/>'
    ripples = "".join(
        f'<path d="M{800 - w},{y} Q800,{y + d} {800 + w},{y}" fill="none" stroke="{LEAF}" '
        f'stroke-width="{t}" opacity="{o}"/>'
        for w, y, d, t, o in (
            (560, 764, 26, 2, 0.5),
            (680, 808, 34, 1.8, 0.4),
            (560, 852, 40, 1.6, 0.32),
            (700, 900, 44, 1.4, 0.25),
            (480, 944, 36, 1.2, 0.2),
        )
    )
    leaves = _lily_leaf(420, 770, 270, 58) + _lily_leaf(1210, 792, 310, 64) + _lily_leaf(1010, 872, 150, 30)
    stem = '<path d="M800,640 C806,690 798,730 802,786" fill="none" stroke="#3c5d52" stroke-width="15"/>'
    bud = _bud(1130, 742)
    flower = f'<g transform="translate(800,648)">{_flower()}</g>'
    foot = f'<ellipse cx="802" cy="786" rx="34" ry="7" fill="{DEEP}" stroke="{LEAF}" stroke-width="1.6" opacity=".8"/>'
    return svg(
        f"<defs>{defs}</defs>"
        f'<rect width="1600" height="1000" fill="url(#night)"/>{moon}{ring}{water}{ripples}{foot}{stem}{bud}{leaves}{flower}'
    )


def _petal(angle: float, long: float, wide: float, fill: str, veins: int = 3) -> str:
    outline = (
        f"M0,0 C{-wide * 0.95:.1f},{-long * 0.14:.1f} {-wide * 1.12:.1f},{-long * 0.6:.1f} "
        f"{-wide * 0.44:.1f},{-long * 0.84:.1f} Q{-wide * 0.15:.1f},{-long * 0.93:.1f} 0,{-long:.1f} "
        f"Q{wide * 0.15:.1f},{-long * 0.93:.1f} {wide * 0.44:.1f},{-long * 0.84:.1f} "
        f"C{wide * 1.12:.1f},{-long * 0.6:.1f} {wide * 0.95:.1f},{-long * 0.14:.1f} 0,0Z"
    )
    lines = "".join(
        f"M0,{-long * 0.12:.1f} Q{wide * k * 0.75:.1f},{-long * 0.5:.1f} {wide * k * 0.3:.1f},{-long * 0.86:.1f} "
        for k in [n / (veins + 1) for n in range(-veins, veins + 1)]
    )
    return (
        f'<g transform="rotate({angle})"><path d="{outline}" fill="url(#{fill})" stroke="#a35f58" '
        f'stroke-width="2"/><path d="{lines}" fill="none" stroke="#b9776e" stroke-width="1.3" opacity=".5"/></g>'
    )


def _flower() -> str:
    rows = [
        (
            "back",
            [(-64, 330, 92), (64, 330, 92), (-38, 372, 98), (38, 372, 98), (-13, 396, 100), (13, 396, 100)],
        ),
        (
            "petal",
            [(-80, 276, 84), (80, 276, 84), (-52, 316, 92), (52, 316, 92), (-26, 344, 96), (26, 344, 96)],
        ),
        ("petal", [(0, 356, 100)]),
        ("petal", [(-66, 226, 78), (66, 226, 78), (-36, 246, 84), (36, 246, 84), (0, 238, 90)]),
    ]
    return "".join(_petal(a, long, wide, fill) for fill, row in rows for a, long, wide in row)


def _lily_leaf(x: float, y: float, wide: float, high: float) -> str:
    veins = "".join(
        f"M{x},{y} L{x + wide * 0.93 * math.cos(a):.1f},{y + high * 0.93 * math.sin(a):.1f} "
        for a in [math.tau * n / 16 + 0.2 for n in range(16)]
    )
    return (
        f'<ellipse cx="{x}" cy="{y}" rx="{wide}" ry="{high}" fill="url(#leaf)" stroke="#7fa08e" '
        f'stroke-width="2"/><path d="{veins}" stroke="#86a795" stroke-width="1.4" opacity=".55"/>'
    )


def _bud(x: float, y: float) -> str:
    stem = f'<path d="M{x},{y + 40} C{x + 10},{y - 60} {x - 14},{y - 150} {x + 8},{y - 236}" fill="none" stroke="#3c5d52" stroke-width="9"/>'
    petals = "".join(
        _petal(a, long, wide, fill, 2)
        for a, long, wide, fill in (
            (-13, 132, 42, "back"),
            (13, 132, 42, "back"),
            (0, 146, 44, "petal"),
        )
    )
    return f'{stem}<g transform="translate({x + 8},{y - 228}) rotate(7)">{petals}</g>'


# ---------------------------------------------------------------- a framed certificate, without a word


def certificate() -> str:
    """A commendation in its frame, as it hangs on a wall: border, rosette and seal, lines for words."""
    defs = (
        '<linearGradient id="wall" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#41302a"/>'
        '<stop offset=".5" stop-color="#2c211f"/><stop offset="1" stop-color="#191518"/></linearGradient>'
        '<linearGradient id="frame" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#f0d58d"/>'
        '<stop offset=".3" stop-color="#b98a2c"/><stop offset=".55" stop-color="#e7c873"/>'
        '<stop offset="1" stop-color="#8d6519"/></linearGradient>'
        '<radialGradient id="paper" cx=".46" cy=".4" r=".8"><stop offset="0" stop-color="#fffaf0"/>'
        '<stop offset=".66" stop-color="#f3e7cb"/></radialGradient>'
        '<filter id="soft" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="22"/></filter>'
        '<linearGradient id="light" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#fff" '
        'stop-opacity=".13"/><stop offset=".45" stop-color="#fff" stop-opacity="0"/></linearGradient>'
    )
    x, y, w, h = 230, 110, 1140, 780
    parts = [
        f"<defs>{defs}</defs>",
        '<rect width="1600" height="1000" fill="url(#wall)"/>',
        f'<rect x="{x + 8}" y="{y + 22}" width="{w}" height="{h}" fill="#000" opacity=".55" filter="url(#soft)"/>',
        f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="4" fill="url(#frame)"/>',
        f'<rect x="{x + 9}" y="{y + 9}" width="{w - 18}" height="{h - 18}" fill="none" stroke="#7a5512" stroke-width="2"/>',
        f'<rect x="{x + 34}" y="{y + 34}" width="{w - 68}" height="{h - 68}" fill="{SEAL}"/>',
        f'<rect x="{x + 34}" y="{y + 34}" width="{w - 68}" height="{h - 68}" fill="none" stroke="#5e430f" stroke-width="3"/>',
        f'<rect x="{x + 56}" y="{y + 56}" width="{w - 112}" height="{h - 112}" fill="url(#paper)"/>',
        *_border(x + 76, y + 76, w - 152, h - 152),
        f'<g transform="translate(800,{y + 222})">{_star(40, 15.6, SEAL)}</g>',
        *_laurel(800, y + 222),
        *_lines(800, y + 346),
        _seal(1106, y + h - 196),
        f'<rect x="{x + 56}" y="{y + 56}" width="{w - 112}" height="{h - 112}" fill="url(#light)"/>',
    ]
    return svg("".join(parts))


def _border(x: float, y: float, w: float, h: float) -> Iterator[str]:
    """Two lines and a key pattern between them, a flower in each corner."""
    yield f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="none" stroke="{GOLD}" stroke-width="3"/>'
    yield (
        f'<rect x="{x + 30}" y="{y + 30}" width="{w - 60}" height="{h - 60}" fill="none" stroke="{GOLD}" '
        'stroke-width="1.6"/>'
    )
    across = round((w - 92) / 30)
    down = round((h - 92) / 30)
    step_x, step_y = (w - 92) / across, (h - 92) / down
    key = []
    for n in range(across):
        for top, turn in ((y + 6, 1), (y + h - 6, -1)):
            left = x + 46 + n * step_x
            key.append(_key(left, top, step_x, 18 * turn, lying=True))
    for n in range(down):
        for left, turn in ((x + 6, 1), (x + w - 6, -1)):
            key.append(_key(left, y + 46 + n * step_y, step_y, 18 * turn, lying=False))
    yield f'<path d="{"".join(key)}" fill="none" stroke="{GOLD}" stroke-width="2"/>'
    for cx, cy in ((x + 15, y + 15), (x + w - 15, y + 15), (x + 15, y + h - 15), (x + w - 15, y + h - 15)):
        yield f'<rect x="{cx - 26}" y="{cy - 26}" width="52" height="52" fill="#f3e7cb"/>'
        yield f'<g transform="translate({cx},{cy})">{_rosette(21)}</g>'


def _key(x: float, y: float, step: float, deep: float, *, lying: bool) -> str:
    walk = [(0, 1), (0, 0), (0.78, 0), (0.78, 0.72), (0.34, 0.72), (0.34, 0.4), (0.56, 0.4)]
    tail = [(0.78, 1), (1, 1)]
    spots = [(a * step, b * deep) if lying else (b * deep, a * step) for a, b in walk]
    path = "M" + " L".join(f"{x + a:.1f},{y + b:.1f}" for a, b in spots)
    ends = [(a * step, b * deep) if lying else (b * deep, a * step) for a, b in ((0, 1), *tail)]
    return path + " M" + " L".join(f"{x + a:.1f},{y + b:.1f}" for a, b in ends) + " "


def _rosette(size: float) -> str:
    petals = "".join(
        f'<ellipse cx="0" cy="{-size * 0.58:.1f}" rx="{size * 0.24:.1f}" ry="{size * 0.42:.1f}" '
        f'transform="rotate({n * 45})"/>'
        for n in range(8)
    )
    return f'<g fill="none" stroke="{GOLD}" stroke-width="2">{petals}<circle r="{size * 0.2:.1f}" fill="{GOLD}"/></g>'


def _star(outer: float, inner: float, fill: str) -> str:
    tips = [_polar(outer if n % 2 == 0 else inner, math.pi * n / 5 - math.pi / 2) for n in range(10)]
    return f'<polygon points="{_points(tips)}" fill="{fill}"/>'


def _laurel(x: float, y: float) -> Iterator[str]:
    for side in (-1, 1):
        leaves = []
        for n in range(9):
            turn = math.radians(78 - n * 19)
            cx, cy = x + side * 74 * math.cos(turn), y + 74 * math.sin(turn)
            lean = math.degrees(turn) * side
            for tilt, out in ((26, 1), (-30, -1)):
                leaves.append(
                    f'<ellipse cx="{cx:.1f}" cy="{cy:.1f}" rx="5" ry="13" fill="{GOLD}" '
                    f'transform="rotate({lean + side * tilt:.1f} {cx:.1f} {cy:.1f}) translate({side * out * 6},0)"/>'
                )
        yield "".join(leaves)


def _lines(x: float, y: float) -> Iterator[str]:
    """Where the words would stand: an ornament for the title, fine rules for the rest."""
    yield f'<path d="M{x - 250},{y} H{x - 34} M{x + 34},{y} H{x + 250}" stroke="{SEAL}" stroke-width="4"/>'
    yield f'<path d="M{x - 190},{y + 9} H{x - 34} M{x + 34},{y + 9} H{x + 190}" stroke="{GOLD}" stroke-width="2"/>'
    for at, size in ((0, 17), (-24, 8), (24, 8)):
        spots = [
            (x + at, y + 4 - size),
            (x + at + size, y + 4),
            (x + at, y + 4 + size),
            (x + at - size, y + 4),
        ]
        yield f'<polygon points="{_points(spots)}" fill="{SEAL}"/>'
    for down, half in ((58, 250), (100, 330), (132, 352), (164, 330), (196, 210)):
        yield f'<rect x="{x - half}" y="{y + down}" width="{half * 2}" height="3.4" fill="#6d5b3a" opacity=".42"/>'


def _seal(x: float, y: float) -> str:
    return (
        f'<g transform="translate({x},{y}) rotate(-8)" opacity=".82"><circle r="78" fill="none" stroke="{SEAL}" '
        f'stroke-width="6"/><circle r="66" fill="none" stroke="{SEAL}" stroke-width="2"/>'
        f'<circle r="40" fill="none" stroke="{SEAL}" stroke-width="2"/>{_star(32, 12.5, SEAL)}'
        + "".join(
            f'<rect x="-2.6" y="-60" width="5.2" height="13" fill="{SEAL}" transform="rotate({n * 15})"/>'
            for n in range(24)
        )
        + "</g>"
    )


# ---------------------------------------------------------------- a bronze drum; the ground of share images


def drum(radius: float) -> Iterator[str]:
    """The face of a Đông Sơn drum: a star of fourteen rays in rings. Strokes alone, of the given colour."""
    tips = [
        _polar(radius * (0.25 if n % 2 == 0 else 0.085), math.pi * n / 14 - math.pi / 2) for n in range(28)
    ]
    yield f'<polygon points="{_points(tips)}" fill="currentColor" stroke="none"/>'
    for n in range(14):
        turn = math.tau * (n + 0.5) / 14 - math.pi / 2
        for r in (0.15, 0.19, 0.225):
            wing = [
                _polar(radius * r, turn - 0.075),
                _polar(radius * (r - 0.022), turn),
                _polar(radius * r, turn + 0.075),
            ]
            yield f'<polyline points="{_points(wing)}"/>'
    for r in (0.275, 0.29, 0.36, 0.43, 0.445, 0.62, 0.635, 0.71, 0.78, 0.8, 0.9, 0.915, 1.0):
        yield f'<circle r="{radius * r:.1f}"/>'
    yield from _teeth(radius, 0.295, 0.355, 84)
    yield from _eyes(radius, 0.395, 0.022, 36)
    for n in range(14):
        yield f'<g transform="rotate({n * 360 / 14:.3f}) translate(0,{-radius * 0.532:.1f})">{_heron(radius * 0.1)}</g>'
    yield from _eyes(radius, 0.672, 0.024, 60)
    yield from _teeth(radius, 0.715, 0.775, 168)
    yield from _eyes(radius, 0.85, 0.034, 54)
    yield from _teeth(radius, 0.92, 0.995, 216)


def _teeth(radius: float, low: float, high: float, count: int) -> Iterator[str]:
    lines = []
    for n in range(count):
        turn = math.tau * n / count
        (ax, ay), (bx, by) = _polar(radius * low, turn), _polar(radius * high, turn)
        lines.append(f"M{ax:.1f},{ay:.1f}L{bx:.1f},{by:.1f}")
    yield f'<path d="{"".join(lines)}"/>'


def _eyes(radius: float, at: float, size: float, count: int) -> Iterator[str]:
    """Circles with a dot, each joined to the next by a tangent."""
    for n in range(count):
        turn = math.tau * n / count
        x, y = _polar(radius * at, turn)
        ax, ay = _polar(radius * (at + size), turn)
        bx, by = _polar(radius * (at - size), turn + math.tau / count)
        yield (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius * size:.1f}"/><circle cx="{x:.1f}" cy="{y:.1f}" '
            f'r="{radius * size * 0.3:.1f}" fill="currentColor"/><path d="M{ax:.1f},{ay:.1f}L{bx:.1f},{by:.1f}"/>'
        )


def _heron(s: float) -> str:
    """A long-billed bird in flight, as on the drums."""
    return (
        f'<path d="M{-s * 0.95:.1f},{s * 0.1:.1f} L{-s * 0.36:.1f},{-s * 0.08:.1f} Q{-s * 0.2:.1f},{-s * 0.16:.1f} '
        f"{-s * 0.08:.1f},0 L{s * 0.3:.1f},{-s * 0.62:.1f} L{s * 0.34:.1f},{-s * 0.02:.1f} L{s * 0.95:.1f},{-s * 0.14:.1f} "
        f"L{s * 0.95:.1f},{s * 0.2:.1f} L{s * 0.3:.1f},{s * 0.16:.1f} L{s * 0.1:.1f},{s * 0.5:.1f} "
        f'L{-s * 0.06:.1f},{s * 0.16:.1f} Q{-s * 0.3:.1f},{s * 0.12:.1f} {-s * 0.95:.1f},{s * 0.1:.1f}Z" '
        'fill="currentColor" stroke="none"/>'
    )


def card() -> str:
    """The ground of share images, white on black: how much gold lies where. The drum stays in the corner,
    out of the words' way."""
    rings = "".join(drum(410))
    notch = "M52,30H1148V52H1170V578H1148V600H52V578H30V52H52Z"
    inner = "M60,40H1140V60H1160V570H1140V590H60V570H40V60H60Z"
    return svg(
        '<rect width="1200" height="630" fill="#000"/><clipPath id="in"><path d="' + inner + '"/></clipPath>'
        '<linearGradient id="fade" x1="0" y1="1" x2="1" y2="0"><stop offset=".28" stop-color="#fff" stop-opacity="0"/>'
        '<stop offset="1" stop-color="#fff" stop-opacity="1"/></linearGradient>'
        '<mask id="m" maskUnits="userSpaceOnUse" x="600" y="0" width="600" height="630">'
        '<rect x="600" width="600" height="630" fill="url(#fade)"/></mask>'
        '<g clip-path="url(#in)"><g mask="url(#m)"><g transform="translate(1142,58)" color="#7c7c7c" fill="none" '
        f'stroke="#7c7c7c" stroke-width="1.5">{rings}</g></g></g>'
        f'<path d="{notch}" fill="none" stroke="#fff" stroke-width="4"/>'
        f'<path d="{inner}" fill="none" stroke="#909090" stroke-width="1.5"/>',
        1200,
        630,
    )


def wordmark() -> str:
    """The wordmark, white on black, as high as it stands on a share image."""
    source = (ROOT / "assets/img/wordmark.svg").read_text("utf-8")
    inner = re.sub(r"</?svg[^>]*>|<title>.*?</title>", "", source).replace(LEAF, "#fff")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="305" height="56" '
        'viewBox="-10 -250 5440 1000" preserveAspectRatio="none">'
        f'<rect x="-10" y="-250" width="5440" height="1000" fill="#000"/>{inner}</svg>'
    )


# ---------------------------------------------------------------- writing them


def photograph(browser: Browser, drawing: str) -> Image.Image:
    """A drawing as pixels."""
    wide, high = (int(size) for size in re.findall(r'(?:width|height)="(\d+)"', drawing)[:2])
    page = "<!doctype html><style>*{margin:0}svg{display:block}</style>" + drawing
    browser.set_size(max(wide, WIDE), max(high, HIGH))  # narrower than 600 it would be a telephone, and zoom
    browser.open("data:text/html;base64," + base64.b64encode(page.encode()).decode())
    return Image.open(io.BytesIO(browser.screenshot(whole=False))).convert("RGB").crop((0, 0, wide, high))


def _as_jpeg(image: Image.Image, file: Path) -> None:
    image.save(file, "JPEG", quality=84, optimize=True, progressive=True)


def _as_webp(image: Image.Image, file: Path) -> None:
    image.save(file, "WEBP", quality=84, method=6)


def _as_grey(image: Image.Image, file: Path) -> None:
    # 32 steps are enough for the edge of a line, and a third of the bytes.
    image.convert("L").point([round(n / 8.226) * 4 for n in range(256)]).save(file, "PNG", optimize=True)


DRAWINGS: tuple[tuple[str, Callable[[], str], Callable[[Image.Image, Path], None]], ...] = (
    ("content/2024/minh-hoa-cao-nguyen.jpg", highlands, _as_jpeg),
    ("content/2024/minh-hoa-hoa-sen.webp", lotus, _as_webp),
    ("content/2024/minh-hoa-bang-khen.jpg", certificate, _as_jpeg),
    ("bangvang/site/card/ground.png", card, _as_grey),
    ("bangvang/site/card/wordmark.png", wordmark, _as_grey),
)


def draw_all(browser: Browser) -> Iterator[str]:
    """Every drawing, and how large it came out."""
    for path, draw, save in DRAWINGS:
        file = ROOT / path
        file.parent.mkdir(parents=True, exist_ok=True)
        save(photograph(browser, draw()), file)
        yield f"{path}: {file.stat().st_size // 1024} KB"


if __name__ == "__main__":
    raise SystemExit(command(draw_all))
