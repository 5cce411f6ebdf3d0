"""Readings of the town and its districts."""

from typing import Any

from terreau.know.territory.models import District, Town


def town() -> Town | None:
    return Town.objects.first()


def district_at(lon: float, lat: float) -> District | None:
    """The district that holds the point, if any."""
    return next((d for d in District.objects.all() if _holds(d.geometry, lon, lat)), None)


def _holds(geometry: dict[str, Any], lon: float, lat: float) -> bool:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return any(sum(_crosses(ring, lon, lat) for ring in polygon) % 2 for polygon in polygons)


def _crosses(ring: list[list[float]], lon: float, lat: float) -> int:
    inside = 0
    for (ax, ay), (bx, by) in zip(ring, ring[1:], strict=False):
        if (ay > lat) != (by > lat) and lon < (bx - ax) * (lat - ay) / (by - ay) + ax:
            inside ^= 1
    return inside
