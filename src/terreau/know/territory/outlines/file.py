"""Choosing the right border in a GeoJSON file that may hold hundreds."""

import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from terreau.lib import geo
from terreau.lib.errors import Refused
from terreau.lib.names import name_key

MOST_BYTES = 60_000_000
CODE_NAMES = ("code", "insee", "code_insee", "insee_com", "codgeo", "com", "ref:insee", "codeinsee", "id")
NAME_NAMES = ("nom", "name", "nom_com", "libelle", "libgeo", "nom_commune", "commune", "nom_officiel", "namelsad")


def features_in(path: Path) -> list[dict[str, Any]]:
    """The features of a GeoJSON file; `Refused` says why it cannot be read."""
    if not path.is_file():
        raise Refused(_("Il n’y a pas de fichier %(path)s.") % {"path": path})
    if path.stat().st_size > MOST_BYTES:
        raise Refused(_("Ce fichier dépasse 60 Mo. Gardez-en seulement les contours utiles."))
    return parse_features(path.read_bytes())


def parse_features(body: bytes | str) -> list[dict[str, Any]]:
    try:
        raw = json.loads(body.decode("utf-8-sig") if isinstance(body, bytes) else body)
    except (ValueError, RecursionError):
        raise Refused(_("Ce n’est pas du GeoJSON : le texte ne se lit pas comme du JSON.")) from None
    kind = raw.get("type") if isinstance(raw, dict) else None
    if kind == "FeatureCollection" and isinstance(raw.get("features"), list):
        found = [feature for feature in raw["features"] if isinstance(feature, dict)]
    elif kind == "Feature":
        found = [raw]
    elif kind in {"Polygon", "MultiPolygon"}:
        found = [{"type": "Feature", "properties": {}, "geometry": raw}]
    else:
        raise Refused(_("Ce n’est pas du GeoJSON : on attend un polygone ou une collection de contours."))
    system = _system(raw)
    return found if system == geo.DEGREES else [_converted(feature, system) for feature in found]


def _system(raw: dict[str, Any]) -> int:
    """Old GeoJSON, and the files of French services, name their coordinate system."""
    crs = raw.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    system = geo.system_named(name)
    if system is None:
        raise Refused(
            _("Ce fichier est dans le système %(system)s. Enregistrez-le en WGS84 (EPSG:4326).") % {"system": name[:60]}
        )
    return system


def _converted(feature: dict[str, Any], system: int) -> dict[str, Any]:
    shape = feature.get("geometry")
    if not isinstance(shape, dict):
        return feature
    return {**feature, "geometry": {**shape, "coordinates": geo.to_degrees(shape.get("coordinates"), system)}}


def outline_of(
    features: list[dict[str, Any]], *, code: str, name: str, inside: tuple[geo.Bounds, ...] = ()
) -> geo.Geometry:
    """The border of one town among those of a file: by its official code, else by its name, else the only one."""
    found = [one for one in features if code and code in _said(one, CODE_NAMES)]
    found = found or [one for one in features if name_key(name) in map(name_key, _said(one, NAME_NAMES))]
    if not found and len(features) == 1:
        found = features
    if not found:
        raise Refused(
            _("Aucun des %(count)d contours de ce fichier ne porte le code %(code)s ni le nom %(name)s.")
            % {"count": len(features), "code": code or "—", "name": name}
        )
    if len(found) > 1:
        raise Refused(
            _("%(count)d contours de ce fichier portent ce nom : donnez un fichier avec le code officiel.")
            % {"count": len(found)}
        )
    return geo.check_polygon(found[0], inside=inside)


def _said(feature: dict[str, Any], names: tuple[str, ...]) -> list[str]:
    properties = feature.get("properties") or {}
    lowered = {str(key).lower(): value for key, value in properties.items()} if isinstance(properties, dict) else {}
    return [str(lowered[name]).strip() for name in names if lowered.get(name) is not None]


def features_in_upload(upload: Any) -> list[dict[str, Any]]:
    """The features of a file sent through a form."""
    if upload.size > MOST_BYTES:
        raise Refused(_("Ce fichier dépasse 60 Mo. Gardez-en seulement les contours utiles."))
    return parse_features(upload.read())


def name_properties(features: list[dict[str, Any]]) -> list[str]:
    """Properties that could name each feature: always filled with a short text, the usual ones first."""
    rows = [one.get("properties") or {} for one in features]
    keys = [key for key in (rows[0] if rows else {}) if all(_is_name(row.get(key)) for row in rows)]
    shared = {key for key in keys if len({row[key] for row in rows}) < len(rows)}
    return sorted(keys, key=lambda key: (str(key).lower() not in NAME_NAMES, key in shared))


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= 80
