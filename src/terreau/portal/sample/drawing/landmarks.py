"""What stands out: squares, the buildings everyone knows, the sheds by the railway, paths in the parks."""

import math
from dataclasses import dataclass

from terreau.portal.sample.drawing import plan, water
from terreau.portal.sample.drawing.blocks import yard
from terreau.portal.sample.drawing.cells import Cell
from terreau.portal.sample.drawing.curves import Line, Point, area, centre, jitter, nearest, noise, walk

SQUARES = {
    "place de la Halle": (78.0, -84.0),
    "place Saint-Nicolas": (-150.0, 96.0),
    "place de l’Hôtel-de-Ville": (118.0, 92.0),
    "place des Cordeliers": (-250.0, -330.0),
    "place de la Gare": plan.square(427, 160),
    "place des Aulnes": plan.square(318, 488),
    "place Saint-Clair": plan.square(680, 334),
    "place des Coteaux": plan.square(196, 214),
}


@dataclass(frozen=True)
class Landmark:
    name: str
    at: Point
    wide: float
    deep: float
    angle: float = 0.0


def squares(cells: list[Cell]) -> dict[int, str]:
    """The cell that each square takes."""
    built = [index for index, cell in enumerate(cells) if cell.kind in {"core", "block"}]
    return {min(built, key=lambda i: math.dist(cells[i].seed.point, at)): name for name, at in SQUARES.items()}


def rectangle(mark: Landmark) -> Line:
    turn = math.radians(mark.angle)
    across, along = (math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))
    corners = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    return [
        (
            mark.at[0] + across[0] * mark.wide / 2 * i + along[0] * mark.deep / 2 * j,
            mark.at[1] + across[1] * mark.wide / 2 * i + along[1] * mark.deep / 2 * j,
        )
        for i, j in corners
    ]


def buildings(cells: list[Cell], taken: dict[int, str]) -> list[Line]:
    """One on four of the squares, the station along its platform."""
    sizes = {"place de la Halle": (34, 20, 12), "place Saint-Nicolas": (36, 15, -20), "place Saint-Clair": (30, 14, 40)}
    marks = []
    for index, name in taken.items():
        if name in sizes:
            wide, deep, angle = sizes[name]
            marks.append(Landmark(name, centre(cells[index].ring), wide, deep, angle))
    _far, foot, way, _side = nearest(plan.square(424, 147), plan.RAIL)
    station = foot[0] + way[1] * 26, foot[1] - way[0] * 26
    marks.append(Landmark("gare", station, 96, 15, math.degrees(math.atan2(way[1], way[0]))))
    return [rectangle(mark) for mark in marks]


def sheds(blocks: list[Line]) -> list[Line]:
    """Workshops and warehouses fill the large blocks beside the railway."""
    found = []
    for ring in blocks:
        middle = centre(ring)
        far, _foot, _way, side = nearest(middle, plan.RAIL)
        if middle[0] > 150 and far < (330 if side > 0 else 120) and area(ring) > 3200:
            shed = yard(ring, 9 + 5 * noise("shed", middle))
            found += [shed] if len(shed) > 2 and area(shed) > 900 else []
    return found


def park_paths() -> list[Line]:
    """A loop in each park, a path along each island, a towpath along the Lune."""
    found: list[Line] = []
    for park in plan.PARKS:
        middle = centre(park.ring)
        loop = [(middle[0] + (x - middle[0]) * 0.68, middle[1] + (y - middle[1]) * 0.68) for x, y in park.ring[::3]]
        found.append([*loop, loop[0]])
        for k in range(0, len(park.ring), max(3, len(park.ring) // 5)):
            found.append([park.ring[k], _shaken(middle, k, 14)])
    for name, *_rest in water.islands():
        ring = water.island(name)
        half = len(ring) // 2
        found.append([centre([ring[k], ring[-1 - k]]) for k in range(1, half - 1, 3)])
    for side in (1, -1):
        found.append([(p[0] - d[1] * 17 * side, p[1] + d[0] * 17 * side) for p, d, _at in walk(plan.LUNE, 60)][:-1])
    return found


def _shaken(p: Point, key: int, by: float) -> Point:
    return p[0] + by * jitter("path", key, p), p[1] + by * jitter("htap", key, p)


def sidings() -> list[Line]:
    """The tracks of the station."""
    found = []
    for away in (-9.0, 9.0, 18.0):
        near = [(p, d) for p, d, _at in walk(plan.RAIL, 30) if -330 < p[0] < 560]
        body = [(p[0] - d[1] * away, p[1] + d[0] * away) for p, d in near[2:-2]]
        found.append([near[0][0], *body, near[-1][0]])
    return found
