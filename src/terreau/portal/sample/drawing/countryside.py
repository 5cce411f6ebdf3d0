"""Around the town: fields, woods, meadows by the water, and the tracks between them."""

import math

from terreau.portal.sample.drawing import plan, water
from terreau.portal.sample.drawing.cells import Cell
from terreau.portal.sample.drawing.curves import Line, Point, blunt, inside, nearest, noise
from terreau.portal.sample.drawing.sides import Side
from terreau.portal.sample.drawing.unions import groups, rings, rounded


def cover(p: Point) -> str:
    """What grows there: woods on the heights, meadows by the water, fields elsewhere."""
    x, y = p[0] / 1000, p[1] / 1000
    height = math.sin(1.9 * x + 0.7) + math.sin(2.3 * y - 1.1 * x) + 0.8 * math.sin(3.1 * x - 1.7 * y + 2.0)
    if water.rive_gap(p) < 210 and noise("meadow", p) < 0.5:
        return "park"
    return "wood" if height > 1.35 else "park" if noise("grass", p) < 0.07 else "field"


def grown(cells: list[Cell]) -> dict[str, list[list[Line]]]:
    """Rings of fields (one by one), of woods and meadows (joined and rounded)."""
    found: dict[str, list[list[Line]]] = {"field": [], "wood": [], "park": []}
    members: dict[str, set[int]] = {"wood": set(), "park": set()}
    for index, cell in enumerate(cells):
        if cell.kind == "field":
            kind = cover(cell.seed.point)
            if kind == "field":
                found["field"].append([blunt(cell.ring, 42.0)])
            else:
                members[kind].add(index)
    for kind, chosen in members.items():
        for group in groups(cells, chosen):
            found[kind].append([rounded(ring) for ring in rings(group)])
    return found


def tracks(between: list[Side]) -> list[Line]:
    """Some hedges have a track along them."""
    found = []
    for side in between:
        usable = side.role == "hedge" and inside(side.a, plan.COMMUNE) and nearest(side.a, plan.RAIL)[0] > 30
        if usable and noise("track", side.a, side.b) < 0.16:
            found.append([side.a, side.b])
    return found
