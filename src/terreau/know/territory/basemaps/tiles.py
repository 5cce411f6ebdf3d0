"""Our drawing of a PMTiles file: its vector layers in either of the two usual schemas, or its images."""

from functools import partial
from typing import Any

from terreau.know.territory.basemaps.archive import Archive
from terreau.know.territory.basemaps.drawing import by_zoom
from terreau.know.territory.basemaps.frame import TEXT_FONT, Layer, halo
from terreau.know.territory.basemaps.palette import palette

SOURCE = "tiles"
GREEN = [
    "park",
    "grass",
    "wood",
    "forest",
    "nature_reserve",
    "meadow",
    "scrub",
    "garden",
    "recreation_ground",
    "golf_course",
]
MAJOR = ["highway", "major_road", "motorway", "trunk", "primary", "secondary"]
FOOT = ["path", "footway", "track", "pedestrian"]
NAME = ["coalesce", ["get", "name:fr"], ["get", "name"]]


def tile_source(archive: Archive, url: str) -> dict[str, Any]:
    """`url` is where this site serves the file; the pmtiles protocol reads it by ranges of bytes."""
    kind = "vector" if archive.kind == "mvt" else "raster"
    source = {"type": kind, "url": f"pmtiles://{url}", "attribution": archive.attribution}
    return source if kind == "vector" else source | {"tileSize": 256}


def tile_layers(archive: Archive, theme: str) -> list[Layer]:
    if archive.kind != "mvt":
        return [{"id": "tiles", "type": "raster", "source": SOURCE, "paint": _dimmed(theme)}]
    layers = _protomaps(palette(theme)) if "roads" in archive.layers else _openmaptiles(palette(theme))
    return [layer for layer in layers if layer["source-layer"] in archive.layers]


def _dimmed(theme: str) -> dict[str, Any]:
    return {"raster-brightness-max": 0.6, "raster-saturation": -0.4} if theme == "dark" else {}


def _protomaps(colours: dict[str, str]) -> list[Layer]:
    draw = partial(_drawn, colours)
    return [
        draw("earth", "fill", "field"),
        draw("landcover", "fill", "wood", ["in", ["get", "kind"], ["literal", ["forest", "grassland"]]], opacity=0.4),
        draw("landuse", "fill", "park", ["in", ["get", "kind"], ["literal", GREEN]]),
        draw("water", "fill", "water", ["==", ["geometry-type"], "Polygon"]),
        draw(
            "water",
            "line",
            "water",
            ["==", ["geometry-type"], "LineString"],
            width=by_zoom(11, 1, 16, 6),
            ident="river",
        ),
        draw("buildings", "fill", "block"),
        *_roads(colours, "roads", "kind"),
        draw("roads", "line", "muted", ["==", ["get", "kind"], "rail"], width=by_zoom(11, 0.8, 16, 2), ident="rail"),
        *_names(colours, "places", "roads", ["==", ["get", "kind"], "neighbourhood"]),
    ]


def _openmaptiles(colours: dict[str, str]) -> list[Layer]:
    draw = partial(_drawn, colours)
    return [
        draw("landcover", "fill", "park", ["in", ["get", "class"], ["literal", GREEN]]),
        draw("park", "fill", "park"),
        draw("water", "fill", "water"),
        draw("waterway", "line", "water", width=by_zoom(11, 1, 16, 6)),
        draw("building", "fill", "block"),
        *_roads(colours, "transportation", "class"),
        draw(
            "transportation",
            "line",
            "muted",
            ["==", ["get", "class"], "rail"],
            width=by_zoom(11, 0.8, 16, 2),
            ident="rail",
        ),
        *_names(colours, "place", "transportation_name", ["in", ["get", "class"], ["literal", ["suburb", "quarter"]]]),
    ]


def _roads(colours: dict[str, str], layer: str, key: str) -> list[Layer]:
    """Edges first, so that crossings stay open."""
    draw = partial(_drawn, colours, layer, "line")
    major = ["in", ["get", key], ["literal", MAJOR]]
    minor = ["!", ["in", ["get", key], ["literal", [*MAJOR, *FOOT, "rail", "ferry"]]]]
    return [
        draw(
            "muted", ["in", ["get", key], ["literal", FOOT]], width=by_zoom(14, 0.5, 17, 1.6), opacity=0.5, ident="path"
        ),
        draw("block-line", minor, width=by_zoom(12, 0.8, 15, 4.4, 18, 26), ident="street-edge"),
        draw("block-line", major, width=by_zoom(9, 1, 12, 2.6, 15, 8, 18, 40), ident="major-edge"),
        draw("street", minor, width=by_zoom(12, 0.5, 15, 3, 18, 23), ident="street"),
        draw("street", major, width=by_zoom(9, 0.6, 12, 1.8, 15, 6.4, 18, 36), ident="major"),
    ]


def _names(colours: dict[str, str], places: str, streets: str, quarter: list[Any]) -> list[Layer]:
    layout = {"text-field": NAME, "text-font": TEXT_FONT, "text-size": 13}
    written = {"type": "symbol", "source": SOURCE, "paint": halo(colours, colours["muted"])}
    along = layout | {"symbol-placement": "line", "text-max-angle": 35}
    return [
        written | {"id": "tiles-street-names", "source-layer": streets, "minzoom": 14.5, "layout": along},
        written | {"id": "tiles-places", "source-layer": places, "layout": layout, "filter": ["!", quarter]},
    ]


def _drawn(
    colours: dict[str, str], layer: str, kind: str, colour: str, only: list[Any] | None = None, *,
    width: Any = None, opacity: float = 1, ident: str = "",
) -> Layer:  # fmt: skip
    paint: dict[str, Any] = {f"{kind}-color": colours[colour], f"{kind}-opacity": opacity}
    if width is not None:
        paint["line-width"] = width
    drawn = {"id": f"tiles-{ident or layer}", "type": kind, "source": SOURCE, "source-layer": layer, "paint": paint}
    return drawn | ({"filter": only} if only else {})
