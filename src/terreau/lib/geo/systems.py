"""Coordinate systems: from the metres of a national grid to degrees (WGS84)."""

import re
from functools import cache
from typing import Any

from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

DEGREES = 4326
_SAME = ("CRS84", "4326", "4171")  # named otherwise, but degrees all the same
_EPSG = re.compile(r"EPSG:{1,2}(?:[\d.]*:)?(\d{4,5})$", re.IGNORECASE)


def system_named(name: str) -> int | None:
    """The EPSG code that a GeoJSON `crs` member names; None where nobody knows it."""
    if not name or any(sign in name.upper() for sign in _SAME):
        return DEGREES
    found = _EPSG.search(name.strip())
    return int(found[1]) if found and _known(int(found[1])) else None


@cache
def _known(epsg: int) -> bool:
    try:
        CRS.from_epsg(epsg)
    except CRSError:
        return False
    return True


@cache
def transformer(epsg: int) -> Transformer:
    """To longitude and latitude; what cannot be converted becomes infinite."""
    return Transformer.from_crs(epsg, DEGREES, always_xy=True)


def to_degrees(coordinates: Any, epsg: int) -> Any:
    """The same nested lists of a GeoJSON geometry, in degrees; what is no pair of numbers is left to be refused later."""
    if not isinstance(coordinates, list):
        return coordinates
    if coordinates and all(isinstance(n, int | float) and not isinstance(n, bool) for n in coordinates[:2]):
        return list(transformer(epsg).transform(*coordinates[:2])) if len(coordinates) > 1 else coordinates
    return [to_degrees(each, epsg) for each in coordinates]
