"""The Rive and its two islands, the Lune that joins it: how wide they are, and what is wet."""

import itertools
import math
from collections.abc import Sequence
from functools import lru_cache

from terreau.portal.sample.drawing import plan
from terreau.portal.sample.drawing.curves import Line, Point, inside, length, mix, nearest, walk

LUNE_HALF = 9.0
RIVE_HALF = 46.0
STEP = 40.0


@lru_cache(maxsize=1)
def islands() -> list[tuple[str, float, float, float]]:
    """Name, how far along the Rive its middle is, half of its length, half of its width."""
    middles = [_along(plan.square(*plan.MOINES)), _along(plan.square(*plan.CYGNES))]
    return [("Île aux Moines", middles[0], 430.0, 46.0), ("Île aux Cygnes", middles[1], 190.0, 30.0)]


def _along(point: Point) -> float:
    return min(walk(plan.RIVE, 10), key=lambda one: math.dist(one[0], point))[2]


def half_width(at: float) -> float:
    """Half of the width of the Rive `at` metres from its beginning: it opens around its islands."""
    half = RIVE_HALF + 5 * math.sin(at / 310) + 3 * math.sin(at / 97)
    for _name, middle, reach, width in islands():
        t = abs(at - middle) / (reach + 260)
        half += (width + 8) * math.cos(t * math.pi / 2) ** 2 if t < 1 else 0
    return half


@lru_cache(maxsize=1)
def stations() -> list[tuple[Point, Point, float, float]]:
    """Points along the Rive: place, direction, distance from the beginning, half of the width."""
    return [(p, d, at, half_width(at)) for p, d, at in walk(plan.RIVE, STEP)]


def bank(side: int, away: float = 0.0) -> Line:
    """The left (1) or right (-1) bank, or a line `away` from it on land."""
    shifted = [
        (p[0] - d[1] * side * (half + away), p[1] + d[0] * side * (half + away)) for p, d, _at, half in stations()
    ]
    return [p for p in shifted if nearest(p, plan.RIVE)[0] > RIVE_HALF * 0.7]


@lru_cache(maxsize=1)
def rive() -> Line:
    return bank(1) + bank(-1)[::-1]


@lru_cache(maxsize=1)
def lune() -> Line:
    steps = walk(plan.LUNE, 30)
    sides = [
        [(p[0] - d[1] * side * _lune(at), p[1] + d[0] * side * _lune(at)) for p, d, at in steps] for side in (1, -1)
    ]
    return sides[0] + sides[1][::-1]


def _lune(at: float) -> float:
    """It widens a little where it joins the Rive."""
    left = max(0.0, 260 - (length(plan.LUNE) - at)) / 260
    return LUNE_HALF + 2 * math.sin(at / 120) + 9 * left**2


@lru_cache(maxsize=2)
def island(name: str) -> Line:
    _name, middle, reach, width = next(one for one in islands() if one[0] == name)
    upper, lower = [], []
    for p, d, at, _half in stations_fine():
        t = (at - middle) / reach
        if abs(t) < 1:
            grown = width * (1 - abs(t) ** 2.4) ** 0.8 * (1 + 0.12 * math.sin(at / 60))
            upper.append((p[0] - d[1] * grown, p[1] + d[0] * grown))
            lower.append((p[0] + d[1] * grown * 0.9, p[1] - d[0] * grown * 0.9))
    return upper + lower[::-1]


@lru_cache(maxsize=1)
def stations_fine() -> list[tuple[Point, Point, float, float]]:
    return [(p, d, at, half_width(at)) for p, d, at in walk(plan.RIVE, 24)]


def is_wet(point: Point, margin: float = 0.0) -> bool:
    """In the Rive or the Lune, islands apart, or closer to them than the margin."""
    if any(inside(point, island(name)) for name, *_ in islands()):
        return False
    return rive_gap(point) < margin or nearest(point, plan.LUNE)[0] < LUNE_HALF + 4 + margin


def rive_gap(point: Point) -> float:
    """How far from the bank of the Rive; negative in the water."""
    near = min(stations(), key=lambda one: math.dist(one[0], point))
    return nearest(point, plan.RIVE)[0] - near[3]


def dry_parts(line: Sequence[Point], margin: float) -> list[Line]:
    """What is left of a line once the water and its edge are taken away."""
    parts: list[Line] = [[]]
    for a, b in itertools.pairwise(line):
        steps = max(2, int(math.dist(a, b) / 8))
        for step in range(steps + 1):
            p = mix(a, b, step / steps)
            if is_wet(p, margin):
                parts.append([])
            elif not parts[-1] or parts[-1][-1] != p:
                parts[-1].append(p)
    return [part for part in parts if length(part) > 12]
