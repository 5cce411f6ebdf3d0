"""Writes the outline, the districts, the base map and the addresses of Rivelune, then puts its cards back in place."""

import json
from collections.abc import Iterable
from pathlib import Path

from terreau.portal.sample.drawing import districts
from terreau.portal.sample.drawing.features import feature, lonlat, ring, write
from terreau.portal.sample.drawing.placing import Doors, place_again
from terreau.portal.sample.drawing.whole import Drawing, basemap, draw

HERE = Path(__file__).resolve().parent.parent


def main() -> None:
    drawing = draw()
    write(HERE / "basemap.geojson", basemap(drawing))
    write_borders(drawing)
    write_addresses(drawing)
    for name in ("actors.json", "places.json"):
        place_again(HERE / name, doors(drawing))


def write_borders(drawing: Drawing) -> None:
    outline = districts.outline(drawing.cells, drawing.shared)
    town = feature({"type": "Polygon", "coordinates": [ring(outline, 6)]}, name="Rivelune")
    write(HERE / "outline.geojson", [town])
    borders = districts.borders(drawing.cells, drawing.shared)
    shapes = [
        feature({"type": "Polygon", "coordinates": [ring(border, 6)]}, slug=slug, name=districts.NAMES[slug])
        for slug, border in borders.items()
    ]
    write(HERE / "districts.geojson", shapes)


def doors(drawing: Drawing) -> Doors:
    found: Doors = {}
    for name, numbered in drawing.doors.items():
        points = {str(door.number): lonlat(door.point) for door in numbered}
        found[name] = {number: (lon, lat) for number, (lon, lat) in points.items()}
    return found


def write_addresses(drawing: Drawing) -> None:
    """One street a line: {"street": name, "numbers": [[number, lon, lat], …]}."""
    rows = [
        {"street": name, "numbers": [[number, *point] for number, point in numbers.items()]}
        for name, numbers in doors(drawing).items()
    ]
    (HERE / "addresses.json").write_text(_one_a_line(rows), encoding="utf-8")


def _one_a_line(rows: Iterable[object]) -> str:
    body = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return f"[\n{body}\n]\n"


if __name__ == "__main__":
    main()
