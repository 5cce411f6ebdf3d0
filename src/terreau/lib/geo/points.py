"""Points on the sphere and in the web's Mercator plane."""

from collections.abc import Callable, Iterable
from math import asin, atan, cos, degrees, exp, log, pi, radians, sin, sqrt, tan
from typing import TypeVar

Point = tuple[float, float]  # longitude, latitude
Bounds = tuple[float, float, float, float]  # west, south, east, north
Thing = TypeVar("Thing")

EARTH = 6_371_008.8  # mean radius, metres (IUGG)
MERCATOR = 6_378_137.0  # radius of the web's Mercator sphere
HIGHEST = 85.05112877980659  # where the Mercator square ends


def metres(first: Point, second: Point) -> float:
    """Great-circle distance (haversine); wrong by at most 0.5 % against the ellipsoid."""
    (lon1, lat1), (lon2, lat2) = first, second
    south, north = radians(lat1), radians(lat2)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def to_mercator(point: Point) -> Point:
    lon, lat = point
    lat = max(-HIGHEST, min(HIGHEST, lat))
    return MERCATOR * radians(lon), MERCATOR * log(tan(pi / 4 + radians(lat) / 2))


def from_mercator(point: Point) -> Point:
    x, y = point
    return degrees(x / MERCATOR), degrees(2 * atan(exp(y / MERCATOR)) - pi / 2)


def bounds_of(points: Iterable[Point]) -> Bounds:
    """The smallest box around at least one point."""
    lons, lats = zip(*points, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def union(boxes: Iterable[Bounds]) -> Bounds:
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def around(point: Point, radius: float) -> Bounds:
    """The box that holds everything within `radius` metres."""
    lon, lat = point
    high = degrees(radius / EARTH)
    wide = high / max(0.01, cos(radians(lat)))
    return lon - wide, lat - high, lon + wide, lat + high


def circle(point: Point, radius: float, corners: int = 48) -> dict[str, object]:
    """A GeoJSON polygon that stands in for an outline nobody has yet."""
    lon, lat = point
    high = degrees(radius / EARTH)
    wide = high / max(0.01, cos(radians(lat)))
    turns = [2 * pi * step / corners for step in range(corners)]
    ring = [[round(lon + wide * cos(turn), 6), round(lat + high * sin(turn), 6)] for turn in turns]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def from_north_to_south(things: Iterable[Thing], where: Callable[[Thing], Point]) -> list[Thing]:
    """As one reads a map: the northernmost first, then from west to east."""
    return sorted(things, key=lambda thing: (-round(where(thing)[1], 4), where(thing)[0]))
