"""The borders of the town and its water, ready to be asked about points."""

from functools import cache
from typing import Any

from terreau.lib import geo
from terreau.portal.sample.files import HERE, read

BASEMAP = HERE / "basemap.geojson"


def drawn() -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = read("basemap.geojson")["features"]
    return features


def outline() -> geo.Geometry:
    geometry: geo.Geometry = read("outline.geojson")["features"][0]["geometry"]
    return geometry


def districts() -> dict[str, geo.Geometry]:
    return {one["properties"]["slug"]: one["geometry"] for one in read("districts.geojson")["features"]}


@cache
def district_areas() -> dict[str, geo.Area]:
    return {slug: geo.Area(shape) for slug, shape in districts().items()}


@cache
def water() -> tuple[geo.Area, ...]:
    return tuple(geo.Area(one["geometry"]) for one in drawn() if one["properties"]["layer"] == "water")


def is_wet(lon: float, lat: float) -> bool:
    return any(area.contains(lon, lat) for area in water())
