"""What every map of the town shows, whatever lies under it: its border, its districts and their names."""

from typing import Any

from terreau.know.territory import queries
from terreau.know.territory.basemaps.palette import palette

HEAD_FONT, TEXT_FONT = ["Fraunces SemiBold", "Fraunces"], ["Atkinson Hyperlegible Next"]
SOURCES = ("town-outline", "town-districts", "town-district-names")
Layer = dict[str, Any]


def blank(theme: str) -> dict[str, Any]:
    """A style with nothing but paper."""
    colours = palette(theme)
    return {
        "version": 8,
        "name": "Terreau",
        "sources": {},
        "layers": [{"id": "paper", "type": "background", "paint": {"background-color": colours["field"]}}],
    }


def collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "geojson", "data": {"type": "FeatureCollection", "features": features}}


def feature(geometry: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def overlay_sources() -> dict[str, Any]:
    outline = queries.display_outline()
    districts = queries.districts()
    shapes = [feature(queries.display_geometry(one), slug=one.slug, name=one.name) for one in districts]
    names = [feature({"type": "Point", "coordinates": [one.lon, one.lat]}, text=one.name) for one in districts]
    return {
        "town-outline": collection([feature(outline)] if outline else []),
        "town-districts": collection(shapes),
        "town-district-names": collection(names),
    }


def overlay_layers(theme: str, font: list[str] | None = None) -> list[Layer]:
    colours = palette(theme)
    return [
        _line("town-districts", colours["muted"], 0.8, opacity=0.45, dashes=[1, 3]),
        _line("town-outline", colours["soil"], 2, dashes=[3, 2]),
        {
            "id": "town-district-names",
            "type": "symbol",
            "source": "town-district-names",
            "minzoom": 11,
            "maxzoom": 16.5,
            "layout": {
                "text-field": ["get", "text"],
                "text-font": font or HEAD_FONT,
                "text-size": ["interpolate", ["linear"], ["zoom"], 11, 12, 15, 20],
                "text-max-width": 9,
                "text-padding": 6,
            },
            "paint": halo(colours, colours["soil"], 2),
        },
    ]


def halo(colours: dict[str, str], ink: str, width: float = 1.5) -> dict[str, Any]:
    return {"text-color": ink, "text-halo-color": colours["halo"], "text-halo-width": width}


def _line(source: str, colour: str, width: float, *, dashes: list[float], opacity: float = 1) -> Layer:
    paint = {"line-color": colour, "line-width": width, "line-dasharray": dashes, "line-opacity": opacity}
    return {"id": source, "type": "line", "source": source, "layout": {"line-join": "round"}, "paint": paint}
