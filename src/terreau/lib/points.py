"""Points as the map reads them: parallel arrays, small enough for a telephone."""

from collections.abc import Iterable

GRAIN = 100_000  # whole 1e-5 degrees: about a metre


def walked(points: Iterable[tuple[int, float, float, int]], icon: str = "") -> dict[str, list[int] | list[str]]:
    """Of (id, longitude, latitude, shape), in this order: each position is the difference from the one before."""
    ids, lon, lat, shape = [], [], [], []
    east = north = 0
    for pk, x, y, kind in points:
        here, there = round(x * GRAIN), round(y * GRAIN)
        ids.append(pk)
        lon.append(here - east)
        lat.append(there - north)
        shape.append(kind)
        east, north = here, there
    return {"ids": ids, "lon": lon, "lat": lat, "shape": shape, "icon": [0] * len(ids), "icons": [icon]}
