"""The town and its districts, kept in memory by each process for a few seconds."""

import time
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from terreau.know.territory.enums import BaseMap
from terreau.know.territory.models import District, Style, Town
from terreau.lib import geo
from terreau.lib.errors import Refused

SECONDS = 5.0  # another process sees a change of settings after at most this long


@dataclass(frozen=True)
class Snapshot:
    town: Town | None
    districts: tuple[District, ...]
    areas: tuple[tuple[geo.Area, District], ...]
    hosts: tuple[str, ...]  # servers of the chosen style
    at: float


_kept: list[Snapshot] = []


def forget() -> None:
    """The next reading asks the database again."""
    _kept.clear()


def _snapshot() -> Snapshot:
    now = time.monotonic()
    if _kept and now - _kept[0].at < SECONDS:
        return _kept[0]
    districts = tuple(District.objects.all())
    if _kept and [(d.pk, d.geometry) for d in districts] == [(d.pk, d.geometry) for d in _kept[0].districts]:
        areas = tuple((area, d) for (area, _old), d in zip(_kept[0].areas, districts, strict=True))
    else:
        areas = tuple((geo.Area(district.geometry), district) for district in districts)
    home = Town.objects.first()
    _kept[:] = [Snapshot(home, districts, areas, _hosts(home), now)]
    return _kept[0]


def _hosts(home: Town | None) -> tuple[str, ...]:
    if home is None or home.base_map != BaseMap.STYLE:
        return ()
    return tuple(Style.objects.filter(url=home.style_url).values_list("hosts", flat=True).first() or ())


def style_hosts() -> tuple[str, ...]:
    """The servers that the chosen base map makes browsers ask, as scheme://host."""
    return _snapshot().hosts


def town() -> Town | None:
    """The town, or None before `terreau init`. Shared by requests: never change it in place."""
    return _snapshot().town


def current_town() -> Town:
    """The row as it is now, not the copy in memory."""
    return or_refused(Town.objects.first())


def or_refused(home: Town | None) -> Town:
    if home is None:
        raise Refused(_("Aucune ville n’est installée ici. Lancez « terreau init »."))
    return home


def districts() -> tuple[District, ...]:
    return _snapshot().districts


def district_at(lon: float, lat: float) -> District | None:
    """The first district that holds the point."""
    return next((district for area, district in _snapshot().areas if area.contains(lon, lat)), None)


def display_geometry(district: District, metres: float = 3.0) -> geo.Geometry:
    """The border of a district with fewer corners, for maps."""
    return geo.simplify(district.geometry, metres)


def display_outline(metres: float = 8.0) -> dict[str, Any] | None:
    """The outline with fewer corners, for maps."""
    home = town()
    return geo.simplify(home.outline, metres) if home and home.outline else None
