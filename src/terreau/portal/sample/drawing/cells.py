"""The ground shared out: each seed has the part that is closer to it than to any other (Voronoi)."""

import heapq
import math
from dataclasses import dataclass

from terreau.portal.sample.drawing.curves import Line, Point
from terreau.portal.sample.drawing.seeds import REACH, Seed

NEAR = 80
Sided = list[tuple[Point, int]]  # a corner, and who is across the side that begins there


@dataclass(frozen=True)
class Cell:
    seed: Seed
    ring: Line
    across: list[int]  # for the side from corner k to k + 1; -1 for the edge of the drawing

    @property
    def kind(self) -> str:
        return self.seed.kind


def share_out(seeds: list[Seed], *, gap: float = 9.0) -> list[Cell]:
    """Corners closer than `gap` become one."""
    points = [seed.point for seed in seeds]
    shapes = [_cell(index, points) for index in range(len(points))]
    corners = _shared_corners(shapes, gap)
    cells = []
    for index, shape in enumerate(shapes):
        across = [label for _point, label in shape]
        ring = [corners.get(_key(index, across[k - 1], label), shape[k][0]) for k, label in enumerate(across)]
        cells.append(Cell(seeds[index], ring, across))
    return cells


def box() -> Sided:
    x, y = REACH
    return [((-x, -y), -1), ((x, -y), -2), ((x, y), -3), ((-x, y), -4)]


def cut(shape: Sided, mine: Point, other: Point, label: int, inset: float = 0.0) -> Sided:
    """Keep what is closer to `mine`, and at least `inset` from the line between the two."""
    far = math.dist(mine, other)
    n = (other[0] - mine[0]) / far, (other[1] - mine[1]) / far
    limit = n[0] * (mine[0] + other[0]) / 2 + n[1] * (mine[1] + other[1]) / 2 - inset
    return keep(shape, n, limit, label)


def keep(shape: Sided, normal: Point, limit: float, label: int) -> Sided:
    """The part of a convex shape where normal·p ≤ limit."""
    over = [normal[0] * p[0] + normal[1] * p[1] - limit for p, _label in shape]
    if all(value <= 0 for value in over):
        return shape
    kept: Sided = []
    for index, (p, side) in enumerate(shape):
        q = shape[(index + 1) % len(shape)][0]
        a, b = over[index], over[(index + 1) % len(shape)]
        if a <= 0:
            kept.append((p, side))
        if (a <= 0) != (b <= 0):
            t = a / (a - b)
            kept.append(((p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t), label if a <= 0 else side))
    return kept


def _cell(index: int, points: list[Point]) -> Sided:
    mine = points[index]
    order = heapq.nsmallest(
        NEAR + 1, range(len(points)), key=lambda j: (points[j][0] - mine[0]) ** 2 + (points[j][1] - mine[1]) ** 2
    )
    shape = box()
    for other in order[1:]:
        shape = cut(shape, mine, points[other], other)
    return shape


def _key(*labels: int) -> tuple[int, ...]:
    return tuple(sorted(labels))


def _shared_corners(shapes: list[Sided], gap: float) -> dict[tuple[int, ...], Point]:
    """One point for the corner of three cells, whoever computes it; corners a few steps apart become one."""
    found: dict[tuple[int, ...], Point] = {}
    for index, shape in enumerate(shapes):
        for k, (p, label) in enumerate(shape):
            found.setdefault(_key(index, shape[k - 1][1], label), p)
    return _gathered(found, gap) if gap else found


def _gathered(corners: dict[tuple[int, ...], Point], gap: float) -> dict[tuple[int, ...], Point]:
    grid: dict[tuple[int, int], list[Point]] = {}
    gathered = {}
    for key, p in sorted(corners.items()):
        x, y = int(p[0] // gap), int(p[1] // gap)
        near = [q for dx in (-1, 0, 1) for dy in (-1, 0, 1) for q in grid.get((x + dx, y + dy), ())]
        close = min(near, key=lambda q: math.dist(p, q), default=None)
        if close is None or math.dist(p, close) > gap:
            grid.setdefault((x, y), []).append(p)
            close = p
        gathered[key] = close
    return gathered
