"""Everything that is drawn, put together layer by layer."""

from dataclasses import dataclass
from functools import cached_property

from terreau.portal.sample.drawing import addresses, blocks, countryside, districts, landmarks, plan, seeds, water
from terreau.portal.sample.drawing.cells import Cell, share_out
from terreau.portal.sample.drawing.curves import Line, area, centre, length, thin, thin_ring
from terreau.portal.sample.drawing.features import Feature, label, lines, shapes
from terreau.portal.sample.drawing.naming import give_names
from terreau.portal.sample.drawing.sides import Side, sides
from terreau.portal.sample.drawing.streets import Street, bridges, streets
from terreau.portal.sample.drawing.unions import rings

YARD, OLD_YARD = 24.0, 17.0


@dataclass
class Drawing:
    cells: list[Cell]

    @cached_property
    def between(self) -> list[Side]:
        return list(sides(self.cells))

    @cached_property
    def shared(self) -> dict[int, str]:
        return districts.share(self.cells)

    @cached_property
    def squares(self) -> dict[int, str]:
        return landmarks.squares(self.cells)

    @cached_property
    def streets(self) -> list[Street]:
        found = streets(self.cells, self.between)
        give_names(found)
        return found

    @cached_property
    def blocks(self) -> dict[str, list[Line]]:
        found: dict[str, list[Line]] = {"core": [], "block": []}
        for index, cell in enumerate(self.cells):
            if cell.kind in found and index not in self.squares:
                found[cell.kind] += blocks.pieces(self.cells, index)
        return found

    @cached_property
    def doors(self) -> dict[str, list[addresses.Door]]:
        found = {street.name: addresses.doors(street) for street in self.streets if street.name}
        for index, name in self.squares.items():
            found[name] = list(addresses.around(self.cells[index].ring))
        return {name: doors for name, doors in sorted(found.items()) if doors}


def draw() -> Drawing:
    return Drawing(share_out(seeds.sow()))


def basemap(drawing: Drawing) -> list[Feature]:
    return [*_ground(drawing), *_built(drawing), *_ways(drawing), *_labels(drawing)]


def _ground(drawing: Drawing) -> list[Feature]:
    grown = countryside.grown(drawing.cells)
    town = rings(cell for cell in drawing.cells if cell.kind != "field")
    islands = [thin_ring(water.island(name), 1.2) for name, *_rest in water.islands()]
    return [
        shapes("field", grown["field"]),
        shapes("wood", grown["wood"]),
        shapes("park", grown["park"]),
        shapes("ground", [[ring] for ring in town if area(ring) > 0]),
        shapes("park", [[thin_ring(park.ring, 1.5)] for park in plan.PARKS]),
        shapes("water", [[thin_ring(water.rive(), 1.2), *islands]]),
        shapes("water", [[thin_ring(water.lune(), 1.0)]]),
        shapes("park", [[island] for island in islands]),
    ]


def _built(drawing: Drawing) -> list[Feature]:
    sheds = landmarks.sheds(drawing.blocks["block"])
    squares = [drawing.cells[index].ring for index in drawing.squares]
    return [
        shapes("block", [_with_yard(ring, YARD) for ring in drawing.blocks["block"]]),
        shapes("core", [_with_yard(ring, OLD_YARD) for ring in drawing.blocks["core"]]),
        shapes("square", [[ring] for ring in squares]),
        shapes("building", [[ring] for ring in [*sheds, *landmarks.buildings(drawing.cells, drawing.squares)]]),
    ]


def _with_yard(ring: Line, depth: float) -> list[Line]:
    yard = blocks.yard(ring, depth)
    return [ring, yard] if len(yard) > 2 and area(yard) > 260 else [ring]


def _ways(drawing: Drawing) -> list[Feature]:
    paths = landmarks.park_paths() + countryside.tracks(drawing.between)
    plain = [one.line for one in drawing.streets if one.layer == "street" and (one.name or one.length > 24)]
    major = [one for one in drawing.streets if one.layer == "street-major"]
    return [
        lines("path", paths),
        lines("street", plain),
        *(lines(one.layer, [one.line], name=one.name) for one in major),
        *(lines("bridge", [line], name=name) for name, line in bridges()),
        lines("rail", [plan.RAIL, plan.FREIGHT, *landmarks.sidings()]),
    ]


def _labels(drawing: Drawing) -> list[Feature]:
    parks = [label("park", park.name, centre(park.ring)) for park in plan.PARKS]
    islands = [label("park", name, centre(water.island(name))) for name, *_rest in water.islands()]
    named = [
        label("street", one.name, thin(one.line, 5)) for one in drawing.streets if one.name and length(one.line) > 130
    ]
    return [
        label("river", "La Rive", plan.RIVE),
        label("river", "La Lune", plan.LUNE),
        label("station", "Gare de Rivelune", plan.square(424, 145)),
        *parks,
        *islands,
        *named,
    ]
