"""Borders that people bring: accepted clean, or refused with a sentence that says what to mend."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from terreau.lib.errors import Refused
from terreau.lib.geo.crossing import first_crossing
from terreau.lib.geo.points import Bounds
from terreau.lib.geo.polygons import Geometry, Ring, bounds, polygons, signed_area

MOST_CORNERS = 50_000
FRANCE: tuple[Bounds, ...] = (
    (-5.5, 41.2, 9.8, 51.3),
    (-63.2, 14.3, -60.7, 18.2),
    (-54.7, 2.0, -51.5, 5.9),
    (44.9, -21.5, 55.9, -12.5),
    (-56.6, 46.6, -56.0, 47.2),
    (-178.5, -28.0, -134.0, -7.5),
    (158.0, -23.0, 172.2, -17.0),
)


def check_polygon(raw: Any, *, inside: Sequence[Bounds] = ()) -> Geometry:
    """A clean Polygon or MultiPolygon from a geometry, a feature or a collection of one.

    `inside` lists the boxes where the shape is expected: it tells exchanged coordinates from a faraway country.
    Raises `Refused` when the shape is open, crosses itself, is empty or lies off the Earth.
    """
    geometry = _geometry(raw)
    cleaned = [_polygon(polygon) for polygon in polygons(geometry)]
    if not cleaned:
        raise Refused(_("Ce contour est vide."))
    whole = {"type": "Polygon", "coordinates": cleaned[0]} if len(cleaned) == 1 else _multi(cleaned)
    if sum(len(ring) for polygon in cleaned for ring in polygon) > MOST_CORNERS:
        raise Refused(_("Ce contour a plus de 50 000 points. Simplifiez-le avant de le donner."))
    _check_place(whole, inside)
    for polygon in cleaned:
        _check_crossing(polygon)
        if any(abs(signed_area(ring)) < 1e-12 for ring in polygon):
            raise Refused(_("Ce contour n’a pas de surface : ses points sont alignés ou confondus."))
    return whole


def _multi(cleaned: list[list[Ring]]) -> Geometry:
    return {"type": "MultiPolygon", "coordinates": cleaned}


def _geometry(raw: Any) -> Geometry:
    if isinstance(raw, dict) and raw.get("type") == "FeatureCollection":
        features = raw.get("features")
        if not isinstance(features, list) or len(features) != 1:
            raise Refused(_("Ce fichier contient plusieurs contours. Donnez-en un seul."))
        raw = features[0]
    if isinstance(raw, dict) and raw.get("type") == "Feature":
        raw = raw.get("geometry")
    if not isinstance(raw, dict) or raw.get("type") not in {"Polygon", "MultiPolygon"}:
        raise Refused(_("Un contour est un polygone GeoJSON (Polygon ou MultiPolygon)."))
    if not isinstance(raw.get("coordinates"), list):
        raise Refused(_("Ce contour n’a pas de coordonnées."))
    return raw


def _polygon(raw: Any) -> list[Ring]:
    if not isinstance(raw, list) or not raw:
        raise Refused(_("Ce contour est vide."))
    rings = [_ring(ring) for ring in raw]
    return [ring if (signed_area(ring) > 0) == (rank == 0) else ring[::-1] for rank, ring in enumerate(rings)]


def _ring(raw: Any) -> Ring:
    if not isinstance(raw, list) or len(raw) < 4:
        raise Refused(_("Un contour a au moins trois coins et revient à son point de départ."))
    ring = [_corner(corner) for corner in raw]
    if ring[0] != ring[-1]:
        raise Refused(_("Ce contour n’est pas fermé : son dernier point doit être le même que le premier."))
    return ring


def _corner(raw: Any) -> list[float]:
    numbers = raw[:2] if isinstance(raw, list) else []
    if len(numbers) != 2 or any(isinstance(n, bool) or not isinstance(n, int | float) for n in numbers):
        raise Refused(_("Un point de ce contour n’est pas un couple de nombres (longitude, latitude)."))
    lon, lat = numbers
    if abs(lon) > 400 or abs(lat) > 400:
        raise Refused(_("Ces coordonnées sont en mètres (Lambert-93 ?) : enregistrez le fichier en degrés, WGS84."))
    if -90 <= lon <= 90 and 90 < abs(lat) <= 180:
        raise Refused(_("Latitude et longitude semblent échangées : GeoJSON met la longitude d’abord."))
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise Refused(_("Un point de ce contour est hors de la Terre."))
    return [round(float(lon), 6), round(float(lat), 6)]


def _meets(box: Bounds, boxes: Sequence[Bounds]) -> bool:
    west, south, east, north = box
    return any(west <= e and east >= w and south <= n and north >= s for w, s, e, n in boxes)


def _check_place(geometry: Geometry, inside: Sequence[Bounds]) -> None:
    west, south, east, north = bounds(geometry)
    if not inside or _meets((west, south, east, north), inside):
        return
    if _meets((south, west, north, east), inside):
        raise Refused(_("Latitude et longitude semblent échangées : GeoJSON met la longitude d’abord."))
    raise Refused(_("Ce contour est loin de là où on l’attend. Vérifiez que c’est le bon fichier."))


def _segments(polygon: list[Ring]) -> Iterator[tuple[float, float, float, float]]:
    for ring in polygon:
        for (x1, y1), (x2, y2) in itertools.pairwise(ring):
            yield x1, y1, x2, y2


def _check_crossing(polygon: list[Ring]) -> None:
    where = first_crossing(_segments(polygon))
    if where is not None:
        raise Refused(
            _("Ce contour se croise lui-même près de la longitude %(lon)s, latitude %(lat)s.")
            % {"lon": f"{where[0]:.5f}", "lat": f"{where[1]:.5f}"}
        )
