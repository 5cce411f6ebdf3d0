"""The town drawn by the server, small and flat: what the page shows before, or without, the map."""

from collections.abc import Iterable
from dataclasses import dataclass

from terreau.know.territory.models import District, Town
from terreau.lib import geo

WIDTH = 480.0
MARGIN = 12.0


@dataclass(frozen=True)
class Shape:
    path: str
    name: str = ""
    slug: str = ""
    x: str = ""
    y: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Sketch:
    box: str
    outline: str
    shapes: tuple[Shape, ...]


class _Paper:
    """Mercator, fitted in the width, north up."""

    def __init__(self, bounds: geo.Bounds) -> None:
        west, south = geo.to_mercator((bounds[0], bounds[1]))
        east, north = geo.to_mercator((bounds[2], bounds[3]))
        self.west, self.north = west, north
        self.scale = (WIDTH - 2 * MARGIN) / max(east - west, (north - south) * 0.8, 1.0)
        self.height = (north - south) * self.scale + 2 * MARGIN
        self.width = (east - west) * self.scale + 2 * MARGIN

    def at(self, lon: float, lat: float) -> tuple[str, str]:
        x, y = geo.to_mercator((lon, lat))
        return f"{(x - self.west) * self.scale + MARGIN:.1f}", f"{(self.north - y) * self.scale + MARGIN:.1f}"

    def path(self, geometry: geo.Geometry) -> str:
        rings = (ring for polygon in geo.polygons(geometry) for ring in polygon)
        return "".join("M" + "L".join(",".join(self.at(c[0], c[1])) for c in ring[:-1]) + "Z" for ring in rings)


def sketch(town: Town, districts: Iterable[District], chosen: District | None = None) -> Sketch:
    """Borders with few corners: a page stays light whatever the file was."""
    paper = _Paper((town.bounds[0], town.bounds[1], town.bounds[2], town.bounds[3]))
    shapes = tuple(
        Shape(
            paper.path(geo.simplify(one.geometry, 25)), one.name, one.slug, *paper.at(one.lon, one.lat),
            chosen=chosen is not None and one.pk == chosen.pk,
        )
        for one in districts
    )  # fmt: skip
    outline = paper.path(geo.simplify(town.outline, 25)) if town.outline else ""
    return Sketch(f"0 0 {paper.width:.0f} {paper.height:.0f}", outline, shapes)
