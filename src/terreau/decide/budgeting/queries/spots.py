"""Where the projects that won are: at their place, at their point, or in their district."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from terreau.decide.budgeting.models import Project
from terreau.lib.points import walked

RING = 90.0  # metres: projects known by their district alone stand around its name, not on top of one another
DEGREE = 111_320.0  # metres of a degree of latitude
PROJECT = 3  # the shape of its mark, see pins.js


@dataclass(frozen=True)
class Spot:
    """A project and where it is; without position it stands in the table only."""

    project: Project
    said: str
    lon: float | None = None
    lat: float | None = None


def spots(projects: Sequence[Project]) -> list[Spot]:
    """One for each project, in the same order."""
    around: Counter[int] = Counter()
    return [_spot(project, around) for project in projects]


def _spot(project: Project, around: Counter[int]) -> Spot:
    place, district = project.place, project.district
    if place and place.lon is not None and place.lat is not None:
        return Spot(project, place.name, place.lon, place.lat)
    if project.lon is not None and project.lat is not None:
        return Spot(project, district.name if district else _("sur la carte"), project.lon, project.lat)
    if district is None:
        return Spot(project, project.envelope or _("toute la ville"))
    rank, turn = around[district.pk], around[district.pk] * 2.4
    around[district.pk] += 1
    north = rank and RING * math.sqrt(rank) * math.sin(turn) / DEGREE
    east = rank and RING * math.sqrt(rank) * math.cos(turn) / DEGREE / math.cos(math.radians(district.lat))
    return Spot(project, _("quartier %(name)s") % {"name": district.name}, district.lon + east, district.lat + north)


def points(found: Sequence[Spot]) -> dict[str, list[int] | list[str]]:
    """What the map island reads."""
    return walked(
        (one.project.number, one.lon, one.lat, PROJECT) for one in found if one.lon is not None and one.lat is not None
    )
