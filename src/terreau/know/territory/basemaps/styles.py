"""The whole style of the town's map: what lies under, then the border and the districts."""

from typing import Any

from django.urls import reverse

from terreau.know.territory.basemaps import drawing, frame, tiles
from terreau.know.territory.basemaps.archive import archive_names, read_archive
from terreau.know.territory.enums import BaseMap
from terreau.know.territory.models import Style, Town


def style_of(town: Town | None, theme: str) -> dict[str, Any]:
    """A MapLibre style; a base map that is no longer there leaves paper, never an error."""
    choice = town.base_map if town else BaseMap.NONE
    style = None
    if town and choice == BaseMap.STYLE:
        style = _remote(town)
    elif town and choice == BaseMap.PMTILES and town.pmtiles in archive_names():
        style = _tiled(town, theme)
    elif choice == BaseMap.SAMPLE and drawing.drawing_file():
        style = _drawn(theme)
    style = style or frame.blank(theme)
    style["sources"] |= frame.overlay_sources()
    style["layers"] += frame.overlay_layers(theme, _font(style))
    return style | (_opening(town) if town else {})


def _opening(town: Town) -> dict[str, Any]:
    """Where the map opens; `metadata` is for our own scripts."""
    return {"center": [town.lon, town.lat], "zoom": 12, "metadata": {"bounds": town.bounds}}


def _drawn(theme: str) -> dict[str, Any]:
    style = frame.blank(theme)
    style["sources"][drawing.SOURCE] = {"type": "geojson", "data": reverse("territory:drawing"), "tolerance": 0.2}
    style["layers"] += drawing.drawing_layers(theme)
    return style


def _tiled(town: Town, theme: str) -> dict[str, Any]:
    archive = read_archive(town.pmtiles)
    style = frame.blank(theme)
    style["sources"][tiles.SOURCE] = tiles.tile_source(archive, reverse("territory:tiles"))
    style["layers"] += tiles.tile_layers(archive, theme)
    return style


def _remote(town: Town) -> dict[str, Any] | None:
    copy = Style.objects.filter(url=town.style_url).first()
    if copy is None:
        return None
    document: dict[str, Any] = copy.document
    return document | {"sources": dict(document["sources"]), "layers": list(document["layers"])}


def _font(style: dict[str, Any]) -> list[str] | None:
    """With a server of glyphs, our names use a font that it has: the first one of its own style."""
    if "glyphs" not in style:
        return None
    fonts = (layer.get("layout", {}).get("text-font") for layer in style["layers"])
    return next((font for font in fonts if isinstance(font, list) and font and isinstance(font[0], str)), None)
