"""Plane and sphere: distances, boxes, polygons, all in longitude then latitude (degrees, WGS84)."""

from terreau.lib.geo.checking import FRANCE, check_polygon
from terreau.lib.geo.points import (
    Bounds,
    Point,
    around,
    bounds_of,
    circle,
    from_mercator,
    from_north_to_south,
    metres,
    to_mercator,
    union,
)
from terreau.lib.geo.polygons import Geometry, area, bounds, centroid, contains, label_point, polygons, vertices
from terreau.lib.geo.prepared import Area
from terreau.lib.geo.simplifying import simplify
from terreau.lib.geo.systems import DEGREES, system_named, to_degrees, transformer

__all__ = [
    "DEGREES",
    "FRANCE",
    "Area",
    "Bounds",
    "Geometry",
    "Point",
    "area",
    "around",
    "bounds",
    "bounds_of",
    "centroid",
    "check_polygon",
    "circle",
    "contains",
    "from_mercator",
    "from_north_to_south",
    "label_point",
    "metres",
    "polygons",
    "simplify",
    "system_named",
    "to_degrees",
    "to_mercator",
    "transformer",
    "union",
    "vertices",
]
