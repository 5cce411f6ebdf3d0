"""The drawn plan of the sample town: a vector map of our own, so that it is complete without any tile server."""

from functools import partial
from pathlib import Path
from typing import Any

from terreau.know.territory.basemaps.frame import HEAD_FONT, TEXT_FONT, Layer, halo
from terreau.know.territory.basemaps.palette import palette

SOURCE = "drawing"
_registered: list[Path] = []


def register_drawing(path: Path) -> None:
    """The room that holds the sample town says where its plan is kept."""
    _registered[:] = [path]


def drawing_file() -> Path | None:
    return _registered[0] if _registered and _registered[0].is_file() else None


def by_zoom(*stops: float) -> list[Any]:
    """A width that doubles with the scale: pairs of zoom and pixels."""
    return ["interpolate", ["exponential", 1.6], ["zoom"], *stops]


def drawing_layers(theme: str) -> list[Layer]:
    """From the ground up: fields, parks, water, blocks, streets, rails, names."""
    colours = palette(theme)
    fill, line = partial(_fill, colours), partial(_line, colours)
    street, major = by_zoom(12, 0.6, 15, 4, 18, 26), by_zoom(12, 1.6, 15, 7, 18, 40)
    edge, major_edge = by_zoom(12, 0.9, 15, 5.4, 18, 29), by_zoom(12, 2.4, 15, 8.8, 18, 44)
    return [
        fill("field", "field", outline="line"),
        fill("ground", "street"),
        fill("square", "street"),
        line("furrow", "line", by_zoom(12, 0.5, 16, 1.2), above=12.5),
        fill("wood", "wood"),
        fill("park", "park"),
        fill("water", "water"),
        line("river-line", "water", by_zoom(11, 1, 15, 5, 18, 30)),
        line("path", "muted", by_zoom(13, 0.5, 16, 1.6), opacity=0.5, dashes=[2, 2], above=13),
        fill("block", "block", outline="block-line"),
        fill("core", "core", outline="block-line"),
        fill("building", "building", above=14),
        line("street", "block-line", edge, ident="street-edge", above=13.8),
        line("street-major", "block-line", major_edge, ident="street-major-edge"),
        line("street", "street", street),
        line("street-major", "street", major),
        line("bridge", "block-line", major_edge, ident="bridge-edge"),
        line("bridge", "street", major),
        line("rail", "muted", by_zoom(11, 0.8, 15, 2)),
        line("rail", "muted", by_zoom(11, 2.4, 15, 6), ident="rail-ties", dashes=[0.25, 2.5], above=12),
        *_labels(colours),
    ]


def _only(layer: str) -> list[Any]:
    return ["==", ["get", "layer"], layer]


def _fill(colours: dict[str, str], layer: str, colour: str, *, outline: str = "", above: float = 0) -> Layer:
    paint: dict[str, Any] = {"fill-color": colours[colour]}
    if outline:  # from afar, only the fields keep theirs: a town of outlines is a town of noise
        drawn = colours[outline]
        paint["fill-outline-color"] = drawn if layer == "field" else ["step", ["zoom"], colours[colour], 13.8, drawn]
    return _layer(f"drawing-{layer}", "fill", layer, paint, above)


def _line(
    colours: dict[str, str], layer: str, colour: str, width: list[Any], *,
    ident: str = "", dashes: list[float] | None = None, opacity: float = 1, above: float = 0,
) -> Layer:  # fmt: skip
    paint: dict[str, Any] = {"line-color": colours[colour], "line-width": width, "line-opacity": opacity}
    if dashes:
        paint["line-dasharray"] = dashes
    cap = "butt" if dashes or layer == "bridge" else "round"
    drawn = _layer(f"drawing-{ident or layer}", "line", layer, paint, above)
    return drawn | {"layout": {"line-join": "round", "line-cap": cap}}


def _layer(ident: str, kind: str, layer: str, paint: dict[str, Any], above: float) -> Layer:
    drawn = {"id": ident, "type": kind, "source": SOURCE, "filter": _only(layer), "paint": paint}
    return drawn | {"minzoom": above} if above else drawn


def _labels(colours: dict[str, str]) -> list[Layer]:
    """Names along rivers and streets, names of parks and stations; districts are written by the frame."""
    return [
        _label("street", colours["muted"], colours, size=13, along=True, above=14.5),
        _label("river", colours["water-ink"], colours, size=17, along=True, above=11.5, font=HEAD_FONT),
        _label("river", colours["water-ink"], colours, size=16, above=11.5, font=HEAD_FONT),
        _label("wood", colours["know"], colours, size=13, above=12.5),
        _label("park", colours["know"], colours, size=13, above=13.5),
        _label("station", colours["ink"], colours, size=13, above=13),
    ]


def _label(
    kind: str, ink: str, colours: dict[str, str], *,
    size: float, along: bool = False, above: float, font: list[str] = TEXT_FONT,
) -> Layer:  # fmt: skip
    layout: dict[str, Any] = {"text-field": ["get", "text"], "text-font": font, "text-size": size, "text-padding": 4}
    if along:
        layout |= {"symbol-placement": "line", "symbol-spacing": 420, "text-max-angle": 35}
    geometry = "LineString" if along else "Point"
    return {
        "id": f"drawing-label-{kind}-{geometry.lower()}",
        "type": "symbol",
        "source": SOURCE,
        "minzoom": above,
        "filter": ["all", _only("label"), ["==", ["get", "kind"], kind], ["==", ["geometry-type"], geometry]],
        "layout": layout,
        "paint": halo(colours, ink) | ({"text-halo-color": colours["water"]} if kind == "river" else {}),
    }
