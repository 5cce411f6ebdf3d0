"""JSON of all shapes, streamed: GeoJSON, GoGoCarto and Transiscope, Kumu, Overpass, any list of objects."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import ijson
from django.utils.translation import gettext as _

from terreau.share.opendata.formats.flatten import flatten
from terreau.share.opendata.formats.reading import Position, Row, Unreadable

PREFERRED = ("features", "elements", "data", "items", "results", "records")
PEEK = 200_000  # events looked at to find the list


def list_in(path: Path) -> str:
    """Where the list of things is: the ijson prefix of its items."""
    found: list[str] = []
    with path.open("rb") as file:
        for rank, (prefix, event, _value) in enumerate(_guarded(ijson.parse(file, use_float=True))):
            if event == "start_map" and prefix.endswith("item") and prefix.count("item") == 1 and prefix not in found:
                found.append(prefix)
            if rank > PEEK or prefix == "item" or (found and found[-1] == "features.item"):
                break
    if not found:
        raise Unreadable(_("Ce JSON ne contient pas de liste d’objets : rien à importer."))
    wanted = [f"{name}.item" for name in PREFERRED]
    return next((prefix for prefix in ("item", *wanted) if prefix in found), found[0])


def items(path: Path, prefix: str) -> Iterator[Mapping[str, Any]]:
    with path.open("rb") as file:
        for item in _guarded(ijson.items(file, prefix, use_float=True)):
            if isinstance(item, Mapping):
                yield item


def _guarded(events: Iterator[Any]) -> Iterator[Any]:
    """A broken file says where it breaks."""
    try:
        yield from events
    except ijson.JSONError as error:
        raise Unreadable(
            _("Ce JSON est abîmé ou coupé avant la fin : %(why)s") % {"why": str(error).split("\n")[0][:160]}
        ) from None
    except (UnicodeDecodeError, RecursionError, ValueError):
        raise Unreadable(_("Ce JSON ne se lit pas : encodage ou imbrication anormale.")) from None


def shape_of(path: Path, prefix: str) -> str:
    """Which known format the first item looks like."""
    first = next(iter(items(path, prefix)), {})
    if prefix == "features.item" or first.get("type") == "Feature":
        return "geojson"
    if prefix == "elements.item":
        return "overpass" if first.get("type") in ("node", "way", "relation") else "kumu"
    located = any(key in first for key in ("geo", "location", "coordinates"))
    return "gogocarto" if located and ("name" in first or "title" in first) else "json"


def rows(path: Path, prefix: str, shape: str) -> Iterator[Row]:
    make = {"geojson": _feature, "overpass": _element, "kumu": _kumu, "gogocarto": _gogocarto}.get(shape, _plain)
    for number, item in enumerate(items(path, prefix), start=1):
        yield make(number, item)


def _plain(number: int, item: Mapping[str, Any]) -> Row:
    return Row(number, flatten(item))


def _feature(number: int, item: Mapping[str, Any]) -> Row:
    properties = item.get("properties") or {}
    key = str(item.get("id") or properties.get("@id") or "")
    return Row(number, flatten(properties), middle(item.get("geometry")), key)


def _element(number: int, item: Mapping[str, Any]) -> Row:
    """OSM: tags are the values, type/id the key; a way or relation is where its centre or geometry says."""
    centre = item.get("center") or item
    position = (centre["lon"], centre["lat"]) if "lon" in centre and "lat" in centre else None
    if position is None and isinstance(item.get("geometry"), list):
        position = _mean([(p["lon"], p["lat"]) for p in item["geometry"] if isinstance(p, Mapping) and "lon" in p])
    key = f"{item.get('type')}/{item.get('id')}"
    return Row(number, {**{str(k): str(v) for k, v in (item.get("tags") or {}).items()}, "osm_id": key}, position, key)


def _kumu(number: int, item: Mapping[str, Any]) -> Row:
    inner = item.get("attributes")
    values = flatten(
        {**{k: v for k, v in item.items() if k != "attributes"}, **(inner if isinstance(inner, Mapping) else {})}
    )
    return Row(number, values, key=str(item.get("_id") or item.get("id") or ""))


def _gogocarto(number: int, item: Mapping[str, Any]) -> Row:
    flat = flatten({key: value for key, value in item.items() if key != "optionValues"})
    place = item.get("geo") or item.get("location") or item.get("coordinates")
    return Row(number, flat, _pair(place) or _pair(item), str(item.get("id") or ""))


def _pair(place: Any) -> Position | None:
    if not isinstance(place, Mapping):
        return None
    for lon, lat in (("longitude", "latitude"), ("lng", "lat"), ("lon", "lat")):
        try:
            return float(place[lon]), float(place[lat])
        except (KeyError, TypeError, ValueError):
            continue
    return None


def middle(geometry: Any) -> Position | None:
    """The point of a GeoJSON geometry, or the mean of its corners."""
    if not isinstance(geometry, Mapping):
        return None
    if geometry.get("type") == "GeometryCollection":
        return next((point for one in geometry.get("geometries") or () if (point := middle(one))), None)
    corners: list[Position] = []
    waiting = [geometry.get("coordinates")]
    while waiting and len(corners) < 20_000:
        one = waiting.pop()
        if isinstance(one, list) and len(one) >= 2 and all(isinstance(n, int | float) for n in one[:2]):
            corners.append((float(one[0]), float(one[1])))
        elif isinstance(one, list):
            waiting.extend(one)
    return _mean(corners)


def _mean(corners: list[Position]) -> Position | None:
    if not corners:
        return None
    return sum(x for x, _y in corners) / len(corners), sum(y for _x, y in corners) / len(corners)
