"""The public geographic service of the French State: centre, surface and border of a commune."""

from dataclasses import dataclass
from math import pi, sqrt
from typing import Any
from urllib.parse import quote

from django.conf import settings

from terreau.lib import geo
from terreau.lib.errors import Refused
from terreau.lib.web import Unreachable, fetch


@dataclass(frozen=True)
class Ground:
    """Where a commune lies; `outline` is a circle of its surface when the service gave no border."""

    centre: geo.Point
    outline: geo.Geometry | None
    exact: bool


def ground_of(code: str) -> Ground:
    """Ask the service; raises `Unreachable` when it is away or answers something else."""
    url = f"{settings.TERREAU_GEO_API}/communes/{quote(code)}?fields=code,centre,surface,contour&format=json"
    raw = fetch(url, seconds=8).json()
    if not isinstance(raw, dict) or raw.get("code") != code:
        raise Unreachable("the answer is about another commune")
    centre = _centre(raw.get("centre"))
    try:
        outline = geo.check_polygon(raw.get("contour"), inside=geo.FRANCE)
    except Refused:
        return _without_border(centre, raw.get("surface"))
    return Ground(centre or geo.label_point(outline), outline, exact=True)


def _centre(raw: Any) -> geo.Point | None:
    corner = raw.get("coordinates") if isinstance(raw, dict) else None
    if not isinstance(corner, list) or len(corner) != 2 or not all(isinstance(n, int | float) for n in corner):
        return None
    return float(corner[0]), float(corner[1])


def _without_border(centre: geo.Point | None, hectares: Any) -> Ground:
    if centre is None:
        raise Unreachable("the answer has neither border nor centre")
    surface = float(hectares) * 10_000 if isinstance(hectares, int | float) and hectares > 0 else None
    return Ground(centre, geo.circle(centre, sqrt(surface / pi)) if surface else None, exact=False)
