"""Coordinates of a whole file: their order, their system, and those that cannot be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from terreau.lib import geo
from terreau.share.opendata.formats.reading import Column, Hints, Position, Reading, Row

LAMBERT_93, WEB_MERCATOR = 2154, 3857


@dataclass(frozen=True)
class Frame:
    """How the numbers of a file are read: exchanged or not, and in which system (EPSG)."""

    swapped: bool = False
    epsg: int = 4326

    def position(self, row: Row, raw: Mapping[str, list[Any]]) -> tuple[Position | None, str]:
        """The place of a row, and what is wrong with it when there is none though something was written."""
        written = _written(row, raw)
        if written is None:
            return None, ""
        x, y = written
        if self.swapped:
            x, y = y, x
        if self.epsg != 4326:
            x, y = geo.transformer(self.epsg).transform(x, y)
        if (x, y) == (0, 0):
            return None, _("coordonnées nulles (0, 0) : la fiche sera à placer")
        if not (-180 <= x <= 180 and -85 <= y <= 85):
            return None, _("coordonnées hors de la Terre (%(x)s, %(y)s) : la fiche sera à placer") % {"x": x, "y": y}
        return (round(x, 6), round(y, 6)), ""


def _written(row: Row, raw: Mapping[str, list[Any]]) -> Position | None:
    if raw["lon"] and raw["lat"]:
        x, y = number(raw["lon"][0]), number(raw["lat"][0])
        if x is not None and y is not None:
            return x, y
    if raw["point"]:
        return point(str(raw["point"][0]))
    return row.position


def number(value: Any) -> float | None:
    """A number written with a point or a comma, spaces forgiven."""
    try:
        found = float(str(value).replace("\u202f", "").replace("\xa0", "").replace(" ", "").replace(",", "."))
    except ValueError:
        return None
    return found if found == found and abs(found) < 1e9 else None


def point(text: str) -> Position | None:
    """WKT `POINT (lon lat)`, or the open-data habit `lat, lon`."""
    bare = text.upper().strip()
    numbers = bare.replace("POINT", "").strip(" ()").replace(",", " ").split()
    if len(numbers) != 2:
        return None
    first, second = number(numbers[0]), number(numbers[1])
    if first is None or second is None:
        return None
    return (first, second) if bare.startswith("POINT") else (second, first)


def frame_of(reading: Reading, mapping: Mapping[str, str], hints: Hints, near: Position | None) -> tuple[Frame, str]:
    """Guess order and system from the ranges of the whole file, and say so; a person's hint wins."""
    columns = {target: _column(reading, mapping, target) for target in ("lon", "lat")}
    lon, lat = columns["lon"], columns["lat"]
    if hints.epsg or hints.swapped is not None:
        return Frame(bool(hints.swapped), hints.epsg or 4326), _("Coordonnées lues comme vous l’avez demandé.")
    if lon is None or lat is None or None in (lon.low, lat.low, lon.high, lat.high):
        return Frame(), ""
    return _guess((lon.low or 0, lon.high or 0), (lat.low or 0, lat.high or 0), near)


def _column(reading: Reading, mapping: Mapping[str, str], target: str) -> Column | None:
    return next((column for column in reading.columns if mapping.get(column.name) == target), None)


def _guess(x: tuple[float, float], y: tuple[float, float], near: Position | None) -> tuple[Frame, str]:
    if x[1] > 1000 and y[0] >= 6_000_000 and y[1] <= 7_300_000 and x[1] < 1_400_000:
        return Frame(epsg=LAMBERT_93), _("Coordonnées en Lambert-93, converties.")
    if y[1] > 1000 and x[0] >= 6_000_000 and x[1] <= 7_300_000 and y[1] < 1_400_000:
        return Frame(swapped=True, epsg=LAMBERT_93), _(
            "Coordonnées en Lambert-93, X et Y échangés : remises en ordre et converties."
        )
    if max(abs(x[0]), abs(x[1]), abs(y[0]), abs(y[1])) > 1000:
        return Frame(epsg=WEB_MERCATOR), _("Coordonnées en mètres (Web Mercator), converties.")
    exchanged = max(abs(y[0]), abs(y[1])) > 90 or (
        near is not None and _off(x, near[0]) > 5 and _off(x, near[1]) < 1 and _off(y, near[0]) < 1
    )
    if exchanged:
        return Frame(swapped=True), _("Latitude et longitude étaient échangées : remises en ordre.")
    return Frame(), ""


def _off(span: tuple[float, float], value: float) -> float:
    """Degrees between a value and a range."""
    return max(span[0] - value, value - span[1], 0)
