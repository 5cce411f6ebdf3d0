"""Streets: the sides between blocks, tied end to end as long as they run straight, the quays and the roads."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from terreau.portal.sample.drawing import plan, water
from terreau.portal.sample.drawing.cells import Cell
from terreau.portal.sample.drawing.curves import Line, Point, inside, length, nearest, thin, walk
from terreau.portal.sample.drawing.sides import Side

STRAIGHT = math.radians(36)
QUAYS = {
    1: ((-880, "quai des Prés"), (-556, "quai des Tanneurs"), (-60, "quai des Cordeliers"), (535, "quai de la Halle"),
        (9999, "quai des Lavandières")),
    -1: ((-430, "quai des Aulnes"), (60, "quai des Bateliers"), (620, "quai des Îles"), (9999, "quai du Halage")),
}  # fmt: skip


@dataclass
class Street:
    line: Line
    half: float
    layer: str
    name: str = ""

    @property
    def length(self) -> float:
        return length(self.line)


def streets(cells: list[Cell], between: Iterable[Side]) -> list[Street]:
    plain = []
    for side in between:
        if side.role in {"street", "park"} and not _on_rails(side):
            old = cells[side.first].kind == "core" == cells[side.second].kind
            plain += [(part[0], part[-1], old) for part in _dry(side)]
    return [*roads(), *quays(), *tied(plain)]


def _on_rails(side: Side) -> bool:
    return any(nearest(p, plan.RAIL)[0] < 12 for p in (side.a, side.b))


def _dry(side: Side) -> list[Line]:
    ends = (side.a, side.b)
    if all(water.rive_gap(p) > 15 and nearest(p, plan.LUNE)[0] > 26 for p in ends):
        return [list(ends)]
    return water.dry_parts(list(ends), 8.0)


def roads() -> list[Street]:
    return [Street(road.line, road.half, road.kind, road.name) for road in plan.ROADS]


def quays() -> list[Street]:
    found = []
    for side, names in QUAYS.items():
        start = -9999.0
        line = [p for p in water.bank(side, 9) if inside(p, plan.TOWN)]
        for end, name in names:
            part = [p for p in line if start < p[0] <= end and nearest(p, plan.LUNE)[0] > 24]
            if length(part) > 80:
                found.append(Street(thin(part, 1.2), 5.0, "street", name))
            start = end
    return found


def bridges() -> list[tuple[str, Line]]:
    """The part of each road that is over water."""
    found = []
    for road in plan.ROADS:
        wet = [p for p, _d, _at in walk(road.line, 6) if water.rive_gap(p) < 8 or nearest(p, plan.LUNE)[0] < 17]
        if len(wet) > 1 and road.kind == "street-major" and "boulevard" not in road.name:
            found.append((road.name, [wet[0], wet[-1]]))
    return found


def tied(edges: list[tuple[Point, Point, bool]]) -> list[Street]:
    """Edges become streets: at each crossing, each goes on with the one that turns least."""
    at: dict[Point, list[int]] = {}
    for index, (a, b, _old) in enumerate(edges):
        at.setdefault(a, []).append(index)
        at.setdefault(b, []).append(index)
    onward: dict[tuple[int, Point], int] = {}
    for point, meeting in at.items():
        for one, other in _partners(point, meeting, edges):
            onward[one, point], onward[other, point] = other, one
    done: set[int] = set()
    return [_follow(index, edges, onward, done) for index in range(len(edges)) if index not in done]


def _partners(point: Point, meeting: list[int], edges: list[tuple[Point, Point, bool]]) -> list[tuple[int, int]]:
    ways = {index: _angle(point, _end(edges[index], point)) for index in meeting}
    turns = sorted(
        (abs(math.remainder(ways[i] - ways[j] - math.pi, math.tau)), i, j) for i in meeting for j in meeting if i < j
    )
    pairs: list[tuple[int, int]] = []
    taken: set[int] = set()
    for turn, i, j in turns:
        if turn < STRAIGHT and not {i, j} & taken:
            pairs.append((i, j))
            taken |= {i, j}
    return pairs


def _follow(
    start: int, edges: list[tuple[Point, Point, bool]], onward: dict[tuple[int, Point], int], done: set[int]
) -> Street:
    done.add(start)
    line = [edges[start][0], edges[start][1]]
    for grow_end in (True, False):
        index, tip = start, line[-1] if grow_end else line[0]
        while (following := onward.get((index, tip))) is not None and following not in done:
            done.add(following)
            index, tip = following, _end(edges[following], tip)
            line.insert(len(line) if grow_end else 0, tip)
    return Street(thin(line, 3.0), 3.4 if edges[start][2] else 5.0, "street")


def _end(edge: tuple[Point, Point, bool], point: Point) -> Point:
    return edge[1] if edge[0] == point else edge[0]


def _angle(a: Point, b: Point) -> float:
    return math.atan2(b[1] - a[1], b[0] - a[0])
