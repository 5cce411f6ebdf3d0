"""Where each block, park and field has its middle: in pairs along what is drawn, then filling what is between."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from terreau.portal.sample.drawing import plan, water
from terreau.portal.sample.drawing.curves import Line, Point, inside, jitter, nearest, noise, walk

OLD_TOWN = (0.0, -30.0)
RINGS = ((46, 6), (104, 10), (164, 16), (226, 22), (290, 27), (356, 33), (424, 39))
Span = tuple[float, float]
REACH = (3300.0, 2700.0)


@dataclass(frozen=True)
class Seed:
    point: Point
    kind: str  # core, block, park, field


@dataclass(frozen=True)
class Zone:
    """A part of the suburbs whose streets follow one direction."""

    middle: Point
    angle: float  # degrees
    deep: float
    wide: float
    loose: float = 9.0


ZONES = [
    Zone(plan.square(175, 320), 12, 84, 112),
    Zone(plan.square(200, 200), 27, 90, 118, 14),
    Zone(plan.square(330, 180), -8, 84, 108),
    Zone(plan.square(480, 150), 8, 92, 132),
    Zone(plan.square(600, 210), 35, 84, 112, 12),
    Zone(plan.square(500, 350), 18, 72, 98, 14),
    Zone(plan.square(660, 330), -14, 82, 106, 16),
    Zone(plan.square(560, 500), 24, 88, 116),
    Zone(plan.square(420, 540), -6, 84, 112),
    Zone(plan.square(300, 500), -26, 80, 108),
    Zone(plan.square(180, 480), -34, 84, 110, 12),
]


class Sowing:
    """Seeds so far; a new one keeps its distance from those before it."""

    def __init__(self) -> None:
        self.seeds: list[Seed] = []
        self._grid: dict[tuple[int, int], list[Point]] = {}

    def add(self, point: Point, kind: str) -> None:
        self.seeds.append(Seed(point, kind))
        self._grid.setdefault(self._cell(point), []).append(point)

    def clear(self, point: Point, gap: float) -> bool:
        x, y = self._cell(point)
        reach = int(gap // 100) + 1
        around = range(-reach, reach + 1)
        return all(
            math.dist(point, other) >= gap
            for dx in around
            for dy in around
            for other in self._grid.get((x + dx, y + dy), ())
        )

    @staticmethod
    def _cell(point: Point) -> tuple[int, int]:
        return math.floor(point[0] / 100), math.floor(point[1] / 100)


def sow() -> list[Seed]:
    sowing = Sowing()
    _along_water(sowing)
    _along_roads(sowing)
    _parks(sowing)
    _old_town(sowing)
    for zone in ZONES:
        _suburb(sowing, zone)
    _gardens(sowing)
    _fields(sowing)
    return sowing.seeds


def kind_at(point: Point) -> str:
    if not inside(point, plan.TOWN):
        return "field"
    return "core" if inside(point, ramparts()) else "block"


@lru_cache(maxsize=1)
def ramparts() -> Line:
    """The old town, between the boulevard and the river."""
    line = next(road.line for road in plan.ROADS if road.name == "boulevard des Remparts")
    return [*line, *(p for p in reversed(water.bank(1)) if line[0][0] < p[0] < line[-1][0])]


def _pairs(sowing: Sowing, line: Line, step: float, gap: Callable[[float], float], *, dry: bool = False) -> None:
    """Two seeds facing each other across the line, every step."""
    for rank, (p, d, at) in enumerate(walk(line, step, step / 2)):
        away = gap(at)
        both = [(p[0] - d[1] * side * away, p[1] + d[0] * side * away) for side in (1, -1)]
        shaken = [(x + jitter("pair", rank, x) * 0.8, y + jitter("pair", rank, y) * 0.8) for x, y in both]
        if all(_in_frame(q) and sowing.clear(q, away * 1.05) for q in shaken) and not (dry and water.rive_gap(p) < 60):
            for point in shaken:
                sowing.add(point, kind_at(point))


def _in_frame(p: Point) -> bool:
    return abs(p[0]) < REACH[0] and abs(p[1]) < REACH[1]


def _along_water(sowing: Sowing) -> None:
    _pairs(sowing, plan.RIVE, 74, lambda at: water.half_width(at) + 42)
    _pairs(sowing, plan.LUNE, 66, lambda _at: 48)
    _pairs(sowing, plan.RAIL, 88, lambda _at: 46)


def _along_roads(sowing: Sowing) -> None:
    def lots(_at: float) -> float:
        return 44.0

    def old_lots(_at: float) -> float:
        return 30.0

    for road in plan.ROADS:
        town = [p for p in road.line if inside(p, plan.TOWN) and water.rive_gap(p) > 0]
        old = sum(inside(p, ramparts()) for p in town) > len(town) / 2
        step, away = (52, old_lots) if old else (84, lots)
        _pairs(sowing, road.line, step, away, dry=True)


def _parks(sowing: Sowing) -> None:
    for park in plan.PARKS:
        ring = [*park.ring, park.ring[0]]
        for p, d, _at in walk(ring, 64, 10):
            for away, kind in ((-34.0, "block"), (30.0, "park")):
                point = p[0] - d[1] * away * -1, p[1] + d[0] * away * -1
                real = "park" if inside(point, park.ring) else kind
                if sowing.clear(point, 40) and water.rive_gap(point) > 20:
                    sowing.add(point, real if real == "park" else kind_at(point))
        _fill(sowing, park.ring, 70, "park")


def _fill(sowing: Sowing, ring: Line, step: float, kind: str) -> None:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    for p in _grid((min(xs), max(xs)), (min(ys), max(ys)), step, step, 0, (0.0, 0.0), step / 6):
        if inside(p, ring) and sowing.clear(p, step * 0.7):
            sowing.add(p, kind)


def _old_town(sowing: Sowing) -> None:
    wall = ramparts()
    for ring, (radius, count) in enumerate(RINGS):
        for rank in range(count):
            turn = (rank + 0.5 * (ring % 2) + 0.22 * jitter("turn", ring, rank)) / count * 2 * math.pi
            far = radius + 11 * jitter("far", ring, rank)
            p = OLD_TOWN[0] + far * math.cos(turn), OLD_TOWN[1] + far * math.sin(turn) * 0.94
            if inside(p, wall) and sowing.clear(p, 40) and not _on_a_road(p, 19) and not _wet(p, 22):
                sowing.add(p, "core")
    for p in _grid((-620, 640), (-640, 560), 52, 60, 20, OLD_TOWN, 8):
        if inside(p, wall) and sowing.clear(p, 47) and not _on_a_road(p, 19) and not _wet(p, 22):
            sowing.add(p, "core")


def _suburb(sowing: Sowing, zone: Zone) -> None:
    for p in _grid((-900, 900), (-900, 900), zone.wide, zone.deep, zone.angle, zone.middle, zone.loose):
        mine = min(ZONES, key=lambda one: math.dist(one.middle, p)) is zone
        if mine and kind_at(p) == "block" and sowing.clear(p, 0.66 * zone.deep) and not _taken(p):
            sowing.add(p, "block")


def _gardens(sowing: Sowing) -> None:
    """A belt of small fields, so that the last houses do not reach far out."""
    for p, d, at in walk([*plan.TOWN, plan.TOWN[0]], 92):
        away = 34 + 16 * noise("garden", at)
        out = p[0] + d[1] * away, p[1] - d[0] * away
        if inside(out, plan.TOWN):
            out = p[0] - d[1] * away, p[1] + d[0] * away
        if not inside(out, plan.TOWN) and sowing.clear(out, 60) and water.rive_gap(out) > 20:
            sowing.add(out, "field")


def _taken(p: Point) -> bool:
    in_park = any(inside(p, park.ring) for park in plan.PARKS)
    return in_park or _wet(p, 30) or nearest(p, plan.RAIL)[0] < 34 or _on_a_road(p, 30)


def _wet(p: Point, margin: float) -> bool:
    """An island is no place for a block either."""
    return water.rive_gap(p) < margin or water.is_wet(p, margin)


def _on_a_road(p: Point, gap: float) -> bool:
    return any(nearest(p, road.line)[0] < gap for road in plan.ROADS)


def _fields(sowing: Sowing) -> None:
    for step in (175.0, 330.0):
        for p in _grid((-REACH[0], REACH[0]), (-REACH[1], REACH[1]), step * 1.15, step, 24, (0.0, 0.0), step / 4):
            near = inside(p, plan.COMMUNE)
            if near == (step < 200) and not inside(p, plan.TOWN) and sowing.clear(p, step * 0.62):
                sowing.add(p, "field")


def _grid(xs: Span, ys: Span, wide: float, deep: float, angle: float, middle: Point, loose: float) -> Iterator[Point]:
    """A loose grid, turned around its middle."""
    turn = math.radians(angle)
    reach = math.hypot(xs[1] - xs[0], ys[1] - ys[0]) / 2 + wide
    if middle == (0.0, 0.0):
        middle = ((xs[0] + xs[1]) / 2, (ys[0] + ys[1]) / 2)
    for row in range(int(-reach / deep), int(reach / deep) + 1):
        shift = 0.5 * (row % 2) * noise("row", row, angle) ** 3
        for column in range(int(-reach / wide), int(reach / wide) + 1):
            x = (column + shift) * wide + loose * jitter("x", row, column, angle)
            y = row * deep + loose * jitter("y", row, column, angle)
            p = (
                middle[0] + x * math.cos(turn) - y * math.sin(turn),
                middle[1] + x * math.sin(turn) + y * math.cos(turn),
            )
            if _in_frame(p):
                yield p
