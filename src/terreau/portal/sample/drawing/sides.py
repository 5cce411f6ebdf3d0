"""What runs between two cells: a street, a main road, the railway, water, or nothing but a hedge."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from terreau.portal.sample.drawing import plan, water
from terreau.portal.sample.drawing.cells import Cell
from terreau.portal.sample.drawing.curves import Line, Point, mix, nearest

BUILT = {"core", "block"}


@dataclass(frozen=True)
class Side:
    a: Point
    b: Point
    first: int
    second: int
    role: str  # street, road, rail, water, park, hedge


def sides(cells: list[Cell]) -> Iterator[Side]:
    for index, cell in enumerate(cells):
        for k, other in enumerate(cell.across):
            a, b = cell.ring[k], cell.ring[(k + 1) % len(cell.ring)]
            if other > index and a != b:
                yield Side(a, b, index, other, role(a, b, cell.kind, cells[other].kind))


def role(a: Point, b: Point, first: str, second: str) -> str:
    middle = mix(a, b, 0.5)
    if water.rive_gap(middle) < 4 or _follows(middle, a, b, plan.LUNE, 14):
        return "water"
    if _follows(middle, a, b, plan.RAIL, 16):
        return "rail"
    if any(_follows(middle, a, b, road.line, 15) for road in plan.ROADS):
        return "road"
    if not {first, second} & BUILT:
        return "hedge"
    return "street" if {first, second} <= BUILT else "park" if "park" in {first, second} else "edge"


def _follows(middle: Point, a: Point, b: Point, line: Line, gap: float) -> bool:
    far, _foot, way, _side = nearest(middle, line)
    if far > gap:
        return False
    span = math.dist(a, b) or 1.0
    return abs((b[0] - a[0]) * way[0] + (b[1] - a[1]) * way[1]) / span > 0.8
