"""Fewer corners for drawing: a border keeps its look and loses its weight."""

from math import cos, radians

from terreau.lib.geo.polygons import Geometry, Ring, bounds, polygons

DEGREE = 111_195.0  # metres in a degree of latitude


def _offset(corner: list[float], start: list[float], end: list[float], squeeze: float) -> float:
    """Distance of a corner to a segment, in degrees of latitude."""
    x, y = (corner[0] - start[0]) * squeeze, corner[1] - start[1]
    dx, dy = (end[0] - start[0]) * squeeze, end[1] - start[1]
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, (x * dx + y * dy) / length)) if length else 0.0
    return float(((x - along * dx) ** 2 + (y - along * dy) ** 2) ** 0.5)


def _thin(line: Ring, tolerance: float, squeeze: float) -> Ring:
    """Douglas and Peucker, 1973, without recursion."""
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        far = max(range(first + 1, last), key=lambda at: _offset(line[at], line[first], line[last], squeeze))
        if _offset(line[far], line[first], line[last], squeeze) > tolerance:
            kept.add(far)
            spans += [(first, far), (far, last)]
    return [line[at] for at in sorted(kept)]


def _thin_ring(ring: Ring, tolerance: float, squeeze: float) -> Ring:
    """A ring is two lines, cut at its farthest corner; it stays a ring of at least a triangle."""
    far = max(range(len(ring)), key=lambda at: _offset(ring[at], ring[0], ring[0], squeeze))
    thin = _thin(ring[: far + 1], tolerance, squeeze)[:-1] + _thin(ring[far:], tolerance, squeeze)
    return thin if len(thin) >= 4 else ring


def simplify(geometry: Geometry, tolerance: float) -> Geometry:
    """The same shape with no corner farther than `tolerance` metres from the old border."""
    _, south, _, north = bounds(geometry)
    squeeze = max(0.01, cos(radians((south + north) / 2)))
    thin = [[_thin_ring(ring, tolerance / DEGREE, squeeze) for ring in polygon] for polygon in polygons(geometry)]
    return {"type": geometry["type"], "coordinates": thin[0] if geometry["type"] == "Polygon" else thin}
