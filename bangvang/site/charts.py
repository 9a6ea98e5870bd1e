"""Values -> where the marks of a chart stand. Templates draw them; nothing here knows of colours or words.

Units are those of the drawing's own view box, whole numbers, so that the same figures give the same bytes on
any machine. A value above nought always gets a mark that can be seen. Every mark keeps its value: charts are
labelled directly, and can be checked against the figures they were made from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, Protocol, TypeVar

import yaml

from bangvang.archive.model import KINDS
from bangvang.facts import places

Era = Literal["then", "now"]

WIDTH = 340
STEPS = 5


class _Valued(Protocol):
    @property
    def value(self) -> int: ...


V = TypeVar("V", bound=_Valued)


def _peak(marks: Sequence[V]) -> V | None:
    """The first of the largest, unless all are nought."""
    peak = max(marks, key=lambda mark: mark.value, default=None)
    return peak if peak is not None and peak.value else None


def _length(value: int, most: int, room: int) -> int:
    """How long the mark of a value is where `most` takes all the room."""
    if not value:
        return 0
    return max(1, (value * room * 2 + most) // (most * 2))


def heights(values: Sequence[int], room: int) -> tuple[int, ...]:
    """How tall the columns of values are where the largest takes all the room."""
    most = max(values, default=0)
    return tuple(_length(value, most, room) for value in values)


# ---------------------------------------------------------------- rows of four kinds


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: `kind` is one of the four columns."""

    kind: str
    x: int
    width: int
    value: int


@dataclass(frozen=True, slots=True)
class StackRow:
    label: str
    y: int
    segments: tuple[Segment, ...]
    end: int
    value: int
    floor: bool


@dataclass(frozen=True, slots=True)
class Stack:
    """Bars of four kinds, one below the other. `left`: where they begin; at 0 labels stand above the bars.
    `bar`: their thickness; `kinds`: those that occur; `peak`: the longest row, the
    first of equals."""

    width: int
    height: int
    left: int
    bar: int
    rows: tuple[StackRow, ...]
    kinds: tuple[str, ...]
    peak: StackRow | None


def stack(rows: Sequence[tuple[str, tuple[int, int, int, int], bool]], *, left: int = 0) -> Stack:
    """`rows`: (label, values of the four columns, whether they are a floor)."""
    bar, step, above = 16, (26 if left else 42), (4 if left else 20)
    most = max((sum(values) for _, values, _ in rows), default=0)
    room = WIDTH - left - 52  # the value is written at the end of its bar
    out = []
    for i, (label, values, floor) in enumerate(rows):
        x, segments = left, []
        for kind, value in zip(KINDS, values, strict=True):
            width = _length(value, most, room)
            if width:
                segments.append(Segment(kind, x, width, value))
            x += width
        out.append(StackRow(label, i * step + above, tuple(segments), x, sum(values), floor))
    kinds = tuple(k for i, k in enumerate(KINDS) if any(values[i] for _, values, _ in rows))
    peak = _peak(out)
    return Stack(WIDTH, len(rows) * step + 4, left, bar, tuple(out), kinds, peak)


# ---------------------------------------------------------------- two sides


@dataclass(frozen=True, slots=True)
class Wing:
    """A row of two bars that grow away from the middle: collectives to the left, individuals to the right."""

    label: str
    y: int
    left: Segment
    right: Segment


@dataclass(frozen=True, slots=True)
class Wings:
    width: int
    height: int
    middle: int
    bar: int
    rows: tuple[Wing, ...]


def wings(rows: Sequence[tuple[str, int, int]]) -> Wings:
    """`rows`: (label, collectives, individuals). Both sides share one scale."""
    bar, step, head = 14, 40, 22
    middle = WIDTH // 2
    most = max((max(a, b) for _, a, b in rows), default=0)
    room = middle - 48
    out = []
    for i, (label, a, b) in enumerate(rows):
        left, right = _length(a, most, room), _length(b, most, room)
        segments = (
            Segment("collectives", middle - left, left, a),
            Segment("individuals", middle, right, b),
        )
        out.append(Wing(label, head + i * step + 18, *segments))
    return Wings(WIDTH, head + len(rows) * step, middle, bar, tuple(out))


# ---------------------------------------------------------------- small multiples


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    x: int
    y: int
    width: int
    height: int
    value: int


@dataclass(frozen=True, slots=True)
class Columns:
    """One small chart: a column for every label. `peak`: the tallest; the base is at `base`."""

    width: int
    height: int
    base: int
    columns: tuple[Column, ...]
    peak: Column | None
    whole: int


def columns(values: Sequence[tuple[str, int]]) -> Columns:
    """`values`: (label, value), in order; those of nought keep their place."""
    width, height, top, base = 200, 92, 16, 74
    count = max(len(values), 1)
    most = max((value for _, value in values), default=0)
    out = []
    for i, (label, value) in enumerate(values):
        x, after = i * width // count, (i + 1) * width // count
        gap = min((after - x) // 4, 6)
        tall = _length(value, most, base - top)
        out.append(Column(label, x + gap // 2, base - tall, max(after - x - gap, 1), tall, value))
    return Columns(width, height, base, tuple(out), _peak(out), sum(v for _, v in values))


# ---------------------------------------------------------------- shades


def shades(values: Iterable[int]) -> tuple[int, ...]:
    """The highest value of each step of shading, the darkest last: round parts of the largest value.

    At most five; fewer where the values are small. No values, or noughts alone: none.
    """
    most = max(values, default=0)
    bounds = (-(-most // 10), -(-most // 4), -(-most // 2), -(-most * 3 // 4), most)
    return tuple(sorted({bound for bound in bounds if bound}))


def step(value: int, bounds: Sequence[int]) -> int:
    """The step of a value: 0 for nought, else from 1 (lightest) to 5, the largest values always being 5."""
    if not value or not bounds:
        return 0
    passed = sum(value > bound for bound in bounds)
    return STEPS - len(bounds) + 1 + min(passed, len(bounds) - 1)


@dataclass(frozen=True, slots=True)
class Shade:
    """An entry of the key to the shading: values from `low` to `high`."""

    step: int
    low: int
    high: int


def key(bounds: Sequence[int]) -> tuple[Shade, ...]:
    """What the shades mean, lightest first."""
    return tuple(
        Shade(step(high, bounds), (bounds[i - 1] + 1) if i else 1, high) for i, high in enumerate(bounds)
    )


# ---------------------------------------------------------------- the country in tiles


@dataclass(frozen=True, slots=True)
class Tile:
    """A province's tile. `lines`: its name as the tile writes it; `url`: its page, where it has one."""

    id: str
    label: str
    lines: tuple[str, ...]
    x: int
    y: int
    value: int
    step: int
    url: str | None


@dataclass(frozen=True, slots=True)
class TileMap:
    """`side` and `tall`: what a tile measures."""

    width: int
    height: int
    side: int
    tall: int
    tiles: tuple[Tile, ...]
    key: tuple[Shade, ...]
    peak: Tile | None


def tiles(era: Era, values: Mapping[str, int], urls: Mapping[str, str] | None = None) -> TileMap:
    """The tiles of one era; `values` and `urls` by province id, absent ones are nought and without a page."""
    side, tall, gap = 46, 42, 3
    grid, shared = _table()[era], _table()["shared"]
    names: dict[str, list[str]] = {}
    for name in values:
        names.setdefault(shared.get(name, name) if era == "then" else name, []).append(name)
    sums = {tile: sum(values[name] for name in under) for tile, under in names.items()}
    bounds = shades(sums.values())
    out = []
    for row, cells in enumerate(grid):
        for column, tile in enumerate(cells):
            if tile == ".":
                continue
            # Where two names share a tile it speaks of the one with more to show.
            named = max(names.get(tile, [tile]), key=lambda name: (values.get(name, 0), name == tile))
            value = sums.get(tile, 0)
            out.append(
                Tile(
                    tile,
                    places.get(named).name,
                    _lines(tile),
                    column * side,
                    row * tall,
                    value,
                    step(value, bounds),
                    (urls or {}).get(named),
                )
            )
    across = max(len(cells) for cells in grid)
    width, height = across * side - gap, len(grid) * tall - gap
    return TileMap(width, height, side - gap, tall - gap, tuple(out), key(bounds), _peak(out))


def _lines(tile: str) -> tuple[str, ...]:
    given = _table()["lines"].get(tile)
    if given is not None:
        return tuple(given)
    return tuple(places.get(tile).name.split(" ", 1))


@cache
def _table() -> dict[str, Any]:
    source = resources.files("bangvang.site") / "tiles.yaml"
    loaded: dict[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return loaded
