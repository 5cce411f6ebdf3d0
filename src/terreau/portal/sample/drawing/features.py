"""From metres to GeoJSON: longitude and latitude, one feature for many shapes of a kind."""

import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from terreau.portal.sample.drawing.curves import Line, Point, area

ORIGIN = (6.214, 47.913)
DEGREE = 111_195.0  # metres of a degree of latitude
Feature = dict[str, Any]


def lonlat(p: Point, digits: int = 5) -> list[float]:
    lon = ORIGIN[0] + p[0] / (DEGREE * math.cos(math.radians(ORIGIN[1])))
    return [round(lon, digits), round(ORIGIN[1] + p[1] / DEGREE, digits)]


def ring(points: Iterable[Point], digits: int = 5, *, hole: bool = False) -> list[list[float]]:
    corners: list[list[float]] = []
    for p in points:
        corner = lonlat(p, digits)
        if not corners or corners[-1] != corner:
            corners.append(corner)
    if corners[0] != corners[-1]:
        corners.append(corners[0])
    turns_left = area([(x, y) for x, y in corners[:-1]]) > 0
    return corners if turns_left != hole else corners[::-1]


def shapes(layer: str, polygons: Sequence[Sequence[Line]], **said: str) -> Feature:
    """Each polygon is its ring, then its holes."""
    written = []
    for polygon in polygons:
        rings = [ring(line, hole=bool(rank)) for rank, line in enumerate(polygon) if len(line) > 2]
        rings = [one for one in rings if len(one) > 3]
        if rings:
            written.append(rings)
    return feature({"type": "MultiPolygon", "coordinates": written}, layer=layer, **said)


def lines(layer: str, many: Sequence[Line], **said: str) -> Feature:
    written = [[lonlat(p) for p in line] for line in many if len(line) > 1]
    if len(written) == 1:
        return feature({"type": "LineString", "coordinates": written[0]}, layer=layer, **said)
    return feature({"type": "MultiLineString", "coordinates": written}, layer=layer, **said)


def label(kind: str, text: str, where: Point | Line) -> Feature:
    if isinstance(where, list):
        return lines("label", [where], kind=kind, text=text)
    return feature({"type": "Point", "coordinates": lonlat(where)}, layer="label", kind=kind, text=text)


def feature(geometry: dict[str, Any], **properties: Any) -> Feature:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def write(path: Path, features: list[Feature], **said: str) -> None:
    """One feature a line, so that a change shows in a comparison."""
    head = json.dumps({"type": "FeatureCollection"} | said, ensure_ascii=False)[:-1]
    body = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in features)
    path.write_text(f'{head}, "features": [\n{body}\n]}}\n', encoding="utf-8")
