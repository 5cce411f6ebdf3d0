"""The filtered set as points: parallel arrays, small enough for 100,000 cards on a telephone."""

import gzip
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256

from django.db.models import F

from terreau.know.cards.models import Category
from terreau.know.cards.queries.facets import version
from terreau.know.cards.queries.where import Conditions

SHAPES = {"actor": 0, "place": 1, "vacant": 2, "project": 3}
GRAIN = 100_000  # five decimals: about a metre


@dataclass(frozen=True)
class Points:
    """Longitudes and latitudes are whole 1e-5 degrees, each the difference from the one before it in `ids` order."""

    ids: list[int]
    lon: list[int]
    lat: list[int]
    shape: list[int]
    icon: list[int]
    icons: list[str]


def etag(where: Conditions) -> str:
    return '"' + sha256(f"{version()}|{where.found.query(paging=False)}".encode()).hexdigest()[:24] + '"'


def points(where: Conditions) -> Points:
    cards = where.queryset().filter(lon__isnull=False).order_by("lon", "lat", "pk")
    rows = cards.values_list("pk", "lon", "lat", "species", F("place__state"), "kind_id")
    icons, index = _icons()
    found = Points([], [], [], [], [], icons)
    last_lon = last_lat = 0
    for pk, lon, lat, species, state, kind in rows.iterator(chunk_size=10_000):
        x, y = round(lon * GRAIN), round(lat * GRAIN)
        found.ids.append(pk)
        found.lon.append(x - last_lon)
        found.lat.append(y - last_lat)
        found.shape.append(SHAPES["vacant" if state == "vacant" else species])
        found.icon.append(index.get(kind, 0))
        last_lon, last_lat = x, y
    return found


def document(where: Conditions) -> bytes:
    """The answer itself, gzipped; kept by each process until a card changes."""
    return _document(etag(where), where)


@lru_cache(maxsize=16)
def _document(_etag: str, where: Conditions) -> bytes:
    return gzip.compress(json.dumps(asdict(points(where)), separators=(",", ":")).encode(), 6)


def _icons() -> tuple[list[str], dict[int, int]]:
    """The icon of each category, its own or its parent's, as an index in a short list."""
    categories = {c.pk: c for c in Category.objects.all()}
    icons, index = [""], {}
    for pk, category in categories.items():
        icon = category.icon or (categories[category.parent_id].icon if category.parent_id else "")
        if icon and icon not in icons:
            icons.append(icon)
        index[pk] = icons.index(icon)
    return icons, index
