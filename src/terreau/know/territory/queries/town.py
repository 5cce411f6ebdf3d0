"""The town and its districts, kept in memory by each process for a few seconds."""

import time
from dataclasses import dataclass
from typing import Any

from terreau.know.territory.models import District, Town
from terreau.lib import geo

SECONDS = 5.0  # another process sees a change of settings after at most this long


@dataclass(frozen=True)
class Snapshot:
    town: Town | None
    districts: tuple[District, ...]
    areas: tuple[tuple[geo.Area, District], ...]
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
    _kept[:] = [Snapshot(Town.objects.first(), districts, areas, now)]
    return _kept[0]


def town() -> Town | None:
    """The town, or None before `terreau init`. Shared by requests: never change it in place."""
    return _snapshot().town


def districts() -> tuple[District, ...]:
    return _snapshot().districts


def district_at(lon: float, lat: float) -> District | None:
    """The first district that holds the point."""
    return next((district for area, district in _snapshot().areas if area.contains(lon, lat)), None)


def display_outline(metres: float = 8.0) -> dict[str, Any] | None:
    """The outline with fewer corners, for maps."""
    home = town()
    return geo.simplify(home.outline, metres) if home and home.outline else None
