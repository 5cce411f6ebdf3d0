"""Cells put together: the rings around a set of them."""

from collections.abc import Iterable

from terreau.portal.sample.drawing.cells import Cell
from terreau.portal.sample.drawing.curves import Line, Point, area, thin_ring


def rings(cells: Iterable[Cell]) -> list[Line]:
    """Outer rings turn left, holes turn right."""
    borders: dict[tuple[Point, Point], int] = {}
    for cell in cells:
        for a, b in zip(cell.ring, [*cell.ring[1:], cell.ring[0]], strict=True):
            if a == b:
                continue
            if (b, a) in borders:
                del borders[b, a]
            else:
                borders[a, b] = 1
    return [ring for ring in _chained(borders) if abs(area(ring)) > 400]


def _chained(borders: Iterable[tuple[Point, Point]]) -> list[Line]:
    following: dict[Point, list[Point]] = {}
    for a, b in borders:
        following.setdefault(a, []).append(b)
    found = []
    while following:
        start = next(iter(following))
        ring, at = [start], _next(following, start)
        while at != start and at in following:
            ring.append(at)
            at = _next(following, at)
        found.append(ring)
    return found


def _next(following: dict[Point, list[Point]], at: Point) -> Point:
    ways = following[at]
    way = ways.pop()
    if not ways:
        del following[at]
    return way


def groups(cells: list[Cell], members: set[int]) -> list[list[Cell]]:
    """Members that touch one another, together."""
    left, found = set(members), []
    while left:
        todo, group = [left.pop()], []
        while todo:
            index = todo.pop()
            group.append(cells[index])
            near = {other for other in cells[index].across if other in left}
            left -= near
            todo += near
        found.append(group)
    return found


def rounded(ring: Line) -> Line:
    """Corners cut twice (Chaikin), for woods and meadows."""
    for _again in range(2):
        turned = []
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
            turned += [(a[0] * 0.75 + b[0] * 0.25, a[1] * 0.75 + b[1] * 0.25)]
            turned += [(a[0] * 0.25 + b[0] * 0.75, a[1] * 0.25 + b[1] * 0.75)]
        ring = turned
    return thin_ring(ring, 6.0)
