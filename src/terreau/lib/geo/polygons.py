"""Polygons and multipolygons of GeoJSON: where they are, what they hold, where their name is written."""

import itertools
from collections.abc import Iterator
from math import cos, radians
from typing import Any

from terreau.lib.geo.points import EARTH, Bounds, Point, bounds_of

Geometry = dict[str, Any]  # a checked GeoJSON Polygon or MultiPolygon
Ring = list[list[float]]


def polygons(geometry: Geometry) -> list[list[Ring]]:
    """Each polygon as its outer ring followed by its holes."""
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else list(geometry["coordinates"])


def vertices(geometry: Geometry) -> Iterator[Point]:
    for polygon in polygons(geometry):
        for ring in polygon:
            for corner in ring:
                yield corner[0], corner[1]


def bounds(geometry: Geometry) -> Bounds:
    return bounds_of(vertices(geometry))


def _inside_ring(ring: Ring, lon: float, lat: float) -> bool:
    inside = False
    for (x1, y1, *_), (x2, y2, *_) in itertools.pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def contains(geometry: Geometry, lon: float, lat: float) -> bool:
    """Inside, holes excepted. A border belongs to one side only, so that tiles never share a point."""
    return any(sum(_inside_ring(ring, lon, lat) for ring in polygon) % 2 for polygon in polygons(geometry))


def _moments(ring: Ring) -> tuple[float, float, float]:
    """Twice the signed area and six times the first moments, measured from the first corner to keep precision."""
    x0, y0 = ring[0][0], ring[0][1]
    double, across, up = 0.0, 0.0, 0.0
    for (x1, y1, *_), (x2, y2, *_) in itertools.pairwise(ring):
        cross = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        double += cross
        across += cross * (x1 + x2 - 2 * x0)
        up += cross * (y1 + y2 - 2 * y0)
    return double, across, up


def signed_area(ring: Ring) -> float:
    """In square degrees; positive when the ring turns against the clock."""
    return _moments(ring)[0] / 2


def area(geometry: Geometry) -> float:
    """Square metres, on the plane that touches the middle of the shape (good to 0.1 % for a town)."""
    _west, south, _east, north = bounds(geometry)
    degree = radians(1) * EARTH
    scale = degree * degree * cos(radians((south + north) / 2))
    return scale * sum(
        abs(signed_area(polygon[0])) - sum(abs(signed_area(hole)) for hole in polygon[1:])
        for polygon in polygons(geometry)
    )


def centroid(geometry: Geometry) -> Point:
    """The middle of the surface; of the box when the surface is nil. It may lie outside a bent shape."""
    double = across = up = 0.0
    for polygon in polygons(geometry):
        for rank, ring in enumerate(polygon):
            twice, right, high = _moments(ring)
            sign = (1 if twice >= 0 else -1) * (1 if rank == 0 else -1)
            double += sign * twice
            across += sign * (right + 3 * twice * ring[0][0])
            up += sign * (high + 3 * twice * ring[0][1])
    if abs(double) < 1e-14:
        west, south, east, north = bounds(geometry)
        return (west + east) / 2, (south + north) / 2
    return across / (3 * double), up / (3 * double)


def label_point(geometry: Geometry) -> Point:
    """Where a name is written: the middle, or the middle of the widest inner stretch when that lies outside."""
    middle = centroid(geometry)
    if contains(geometry, *middle):
        return middle
    _, south, _, north = bounds(geometry)
    best: tuple[float, Point] = (-1.0, middle)
    for step in range(1, 24):
        lat = south + (north - south) * step / 24 + 1e-9
        crossings = sorted(_crossings(geometry, lat))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            best = max(best, (right - left, ((left + right) / 2, lat)))
    return best[1]


def _crossings(geometry: Geometry, lat: float) -> Iterator[float]:
    for polygon in polygons(geometry):
        for ring in polygon:
            for (x1, y1, *_), (x2, y2, *_) in itertools.pairwise(ring):
                if (y1 > lat) != (y2 > lat):
                    yield (x2 - x1) * (lat - y1) / (y2 - y1) + x1
