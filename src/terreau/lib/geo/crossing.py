"""Does a border cross itself? A sweep from west to east, so that long borders are checked in a moment."""

from collections.abc import Iterable
from heapq import heappop, heappush

from terreau.lib.geo.points import Point

Segment = tuple[float, float, float, float]


def _side(x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> float:
    return (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)


def crosses(first: Segment, second: Segment) -> bool:
    """True when they cross properly; touching at an end or along an edge is allowed (real borders do)."""
    a, b = _side(*first, second[0], second[1]), _side(*first, second[2], second[3])
    if a * b >= 0:
        return False
    c, d = _side(*second, first[0], first[1]), _side(*second, first[2], first[3])
    return c * d < 0


def first_crossing(segments: Iterable[Segment]) -> Point | None:
    """The westernmost end of the first pair that crosses, or None."""
    ordered = sorted(segments, key=lambda s: min(s[0], s[2]))
    active: list[tuple[float, int]] = []  # eastern end, index
    for index, segment in enumerate(ordered):
        west = min(segment[0], segment[2])
        while active and active[0][0] < west:
            heappop(active)
        low, high = sorted((segment[1], segment[3]))
        for _east, other in active:
            y1, y2 = ordered[other][1], ordered[other][3]
            if min(y1, y2) <= high and max(y1, y2) >= low and crosses(segment, ordered[other]):
                return segment[0], segment[1]
        heappush(active, (max(segment[0], segment[2]), index))
    return None
