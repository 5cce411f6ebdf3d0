"""Numbers along the streets: odd on the left, even on the right, as in most towns."""

from collections.abc import Iterator
from dataclasses import dataclass

from terreau.portal.sample.drawing import plan, water
from terreau.portal.sample.drawing.curves import Line, Point, inside, nearest, walk
from terreau.portal.sample.drawing.streets import Street

LOT, OLD_LOT = 25.0, 17.0
DOORSTEP = 6.0


@dataclass(frozen=True)
class Door:
    number: int
    point: Point


def doors(street: Street) -> list[Door]:
    found = list(_both_sides(street))
    if len({door.number % 2 for door in found}) == 1:  # a quay has houses on one side, numbered one by one
        return [Door(rank, door.point) for rank, door in enumerate(found, 1)]
    return found


def _both_sides(street: Street) -> Iterator[Door]:
    lot = OLD_LOT if street.half < 4 else LOT
    for rank, (p, d, _at) in enumerate(walk(street.line, lot, lot * 0.6)):
        for side in (1, -1):
            away = (street.half + DOORSTEP) * side
            door = p[0] - d[1] * away, p[1] + d[0] * away
            if _stands(door):
                yield Door(2 * rank + (1 if side == 1 else 2), door)


def around(ring: Line) -> Iterator[Door]:
    """Numbers around a square."""
    for rank, (p, d, _at) in enumerate(walk([*ring, ring[0]], OLD_LOT, 4)):
        door = p[0] + d[1] * DOORSTEP, p[1] - d[0] * DOORSTEP
        if _stands(door):
            yield Door(rank + 1, door)


def _stands(p: Point) -> bool:
    """A house may stand there: in town, dry, off the rails, not in a park."""
    if not inside(p, plan.TOWN) or water.is_wet(p, 8.0) or nearest(p, plan.RAIL)[0] < 12:
        return False
    return water.rive_gap(p) > 8 and not any(inside(p, park.ring) for park in plan.PARKS)
