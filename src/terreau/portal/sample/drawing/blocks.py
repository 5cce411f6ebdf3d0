"""Blocks of houses: each cell drawn back from its streets, cut where a road, the railway or the water passes."""

import math
from collections.abc import Sequence

from terreau.portal.sample.drawing import plan, water
from terreau.portal.sample.drawing.cells import Cell, Sided, box, cut, keep
from terreau.portal.sample.drawing.curves import Line, Point, area, blunt, centre, inside, nearest
from terreau.portal.sample.drawing.sides import role

BACK = {"street": 5.5, "road": 11.0, "rail": 15.0, "water": 0.0, "park": 7.0, "edge": 3.0, "hedge": 0.0}
LANE = 3.6  # half of a street of the old town
QUAY, TOWPATH = 17.0, 9.0
SMALLEST = 420.0


def pieces(cells: list[Cell], index: int) -> list[Line]:
    whole = _drawn_back(cells, index)
    for road in plan.ROADS:
        whole = [part for shape in whole for part in split(shape, road.line, road.half + 4)]
    for line, gap in ((plan.RAIL, 13.0), (plan.FREIGHT, 8.0)):
        whole = [part for shape in whole for part in split(shape, line, gap)]
    dried = [_ashore(shape) for shape in whole]
    rings = [blunt([p for p, _label in shape], 5.0) for shape in dried if len(shape) > 2]
    return [ring for ring in rings if area(ring) > SMALLEST and not in_park(centre(ring))]


def in_park(p: Point) -> bool:
    return any(inside(p, park.ring) for park in plan.PARKS)


def _drawn_back(cells: list[Cell], index: int) -> list[Sided]:
    cell, shape = cells[index], box()
    for k, other in enumerate(cell.across):
        if other >= 0:
            a, b = cell.ring[k], cell.ring[(k + 1) % len(cell.ring)]
            passing = role(a, b, cell.kind, cells[other].kind)
            back = LANE if passing == "street" and cell.kind == "core" == cells[other].kind else BACK[passing]
            shape = cut(shape, cell.seed.point, cells[other].seed.point, other, back)
    return [shape] if len(shape) > 2 else []


def split(shape: Sided, line: Line, gap: float) -> list[Sided]:
    """Both sides of a line that passes through, each kept `gap` away from it."""
    ring = [p for p, _label in shape]
    middle = centre(ring)
    reach = max((math.dist(middle, p) for p in ring), default=0.0)
    far, foot, way, _side = nearest(middle, line)
    if far > reach + gap:
        return [shape]
    normal = -way[1], way[0]
    at = normal[0] * foot[0] + normal[1] * foot[1]
    left = keep(shape, (-normal[0], -normal[1]), -at - gap, -9)
    right = keep(shape, normal, at - gap, -9)
    return [part for part in (left, right) if len(part) > 2]


def _ashore(shape: Sided) -> Sided:
    for _again in range(3):
        shape = _one_bank(shape, plan.RIVE, QUAY)
        shape = _one_bank(shape, plan.LUNE, TOWPATH)
    return shape


def _one_bank(shape: Sided, line: Line, quay: float) -> Sided:
    if len(shape) < 3:
        return []
    gaps = [(nearest(p, line), p) for p, _label in shape]
    (far, foot, way, _side), _p = min(gaps, key=lambda one: one[0][0])
    half = _half(foot) if line is plan.RIVE else water.LUNE_HALF
    if far >= half + quay:
        return shape
    middle = centre([p for p, _label in shape])
    turn = 1 if nearest(middle, line)[3] > 0 else -1
    normal = way[1] * turn, -way[0] * turn  # towards the water
    return keep(shape, normal, normal[0] * foot[0] + normal[1] * foot[1] - half - quay, -8)


def _half(foot: Point) -> float:
    return min(water.stations(), key=lambda one: math.dist(one[0], foot))[3]


def yard(ring: Sequence[Point], depth: float) -> Line:
    """The gardens and courtyards inside a block: the same shape, drawn back from the street by `depth`."""
    shape: Sided = [(p, -1) for p in ring]
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        span = math.dist(a, b)
        if span > 1:
            normal = (b[1] - a[1]) / span, -(b[0] - a[0]) / span  # outwards, for a ring that turns left
            shape = keep(shape, normal, normal[0] * a[0] + normal[1] * a[1] - depth, -1)
        if len(shape) < 3:
            return []
    return blunt([p for p, _label in shape], 8.0)
