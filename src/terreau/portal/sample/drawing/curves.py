"""Points and lines in metres: smoothing, measuring, sides, polygons."""

import itertools
import math
from collections.abc import Sequence
from zlib import crc32

Point = tuple[float, float]
Line = list[Point]


def noise(*key: object) -> float:
    """A number from 0 to 1 that depends on the key alone, the same on every machine."""
    return crc32(repr(key).encode()) / 2**32


def jitter(*key: object) -> float:
    return noise(*key) * 2 - 1


def smooth(points: Sequence[Point], *, closed: bool = False, parts: int = 8) -> Line:
    """A Catmull-Rom curve through the points."""
    count = len(points)
    near = [points[-1], *points, points[0], points[1]] if closed else [points[0], *points, points[-1]]
    curve: Line = []
    for index in range(count if closed else count - 1):
        a, b, c, d = near[index : index + 4]
        curve += [_between(a, b, c, d, step / parts) for step in range(parts)]
    return curve if closed else [*curve, points[-1]]


def _between(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    def one(axis: int) -> float:
        p, q, r, s = a[axis], b[axis], c[axis], d[axis]
        return 0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2 + (3 * q - p - 3 * r + s) * t**3)

    return one(0), one(1)


def length(line: Sequence[Point]) -> float:
    return sum(math.dist(a, b) for a, b in itertools.pairwise(line))


def walk(line: Sequence[Point], step: float, start: float = 0.0) -> list[tuple[Point, Point, float]]:
    """Every `step` metres: the point, the unit direction, and how far it is from the beginning."""
    found, due, done = [], start, 0.0
    for a, b in itertools.pairwise(line):
        span = math.dist(a, b)
        while span and due <= done + span:
            t = (due - done) / span
            found.append((mix(a, b, t), ((b[0] - a[0]) / span, (b[1] - a[1]) / span), due))
            due += step
        done += span
    return found


def mix(a: Point, b: Point, t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def nearest(point: Point, line: Sequence[Point]) -> tuple[float, Point, Point, float]:
    """Distance to the line, its closest point, its direction there, and which side (positive: left)."""
    best = (math.inf, line[0], (1.0, 0.0), 0.0)
    for a, b in itertools.pairwise(line):
        dx, dy = b[0] - a[0], b[1] - a[1]
        span = dx * dx + dy * dy or 1e-9
        t = min(1.0, max(0.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / span))
        foot = a[0] + dx * t, a[1] + dy * t
        far = math.dist(point, foot)
        if far < best[0]:
            root = math.sqrt(span)
            best = far, foot, (dx / root, dy / root), dx * (point[1] - a[1]) - dy * (point[0] - a[0])
    return best


def inside(point: Point, ring: Sequence[Point]) -> bool:
    x, y = point
    odd = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            odd = not odd
    return odd


def area(ring: Sequence[Point]) -> float:
    """Signed: positive when the ring turns left."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def centre(ring: Sequence[Point]) -> Point:
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)


def thin(line: Sequence[Point], tolerance: float) -> Line:
    """Douglas and Peucker: the same line with fewer points."""
    if len(line) < 3:
        return list(line)
    a, b = line[0], line[-1]
    far, at = max((nearest(p, [a, b])[0], index) for index, p in enumerate(line[1:-1], 1))
    if far <= tolerance:
        return [a, b]
    return thin(line[: at + 1], tolerance)[:-1] + thin(line[at:], tolerance)


def thin_ring(ring: Sequence[Point], tolerance: float) -> Line:
    """The same for a closed shape, cut in two where it is widest."""
    far = max(range(len(ring)), key=lambda index: math.dist(ring[0], ring[index]))
    return thin(ring[: far + 1], tolerance)[:-1] + thin([*ring[far:], ring[0]], tolerance)[:-1]


def blunt(ring: Sequence[Point], shortest: float) -> Line:
    """Without its shortest sides."""
    kept: Line = []
    for p in ring:
        if not kept or math.dist(kept[-1], p) > shortest:
            kept.append(p)
    return kept if len(kept) > 2 else list(ring)
