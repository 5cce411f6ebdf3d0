"""The commune and its seven districts: each cell belongs to one, so that together they cover everything."""

from collections import Counter

from terreau.portal.sample.drawing import plan
from terreau.portal.sample.drawing.cells import Cell
from terreau.portal.sample.drawing.curves import Line, Point, area, inside, nearest
from terreau.portal.sample.drawing.seeds import ramparts
from terreau.portal.sample.drawing.unions import rings

NAMES = {
    "vieille-ville": "Vieille Ville",
    "la-gare": "La Gare",
    "les-tanneurs": "Les Tanneurs",
    "les-coteaux": "Les Coteaux",
    "les-aulnes": "Les Aulnes",
    "parc-des-iles": "Parc des Îles",
    "saint-clair": "Saint-Clair",
}


def district_of(p: Point) -> str:
    if inside(p, ramparts()):
        return "vieille-ville"
    if _left_of(p, plan.RIVE):
        if _left_of(p, _line("avenue de Montlune")) and p[0] < 0:
            west = _line("rue du Faubourg-de-Lune") + _line("route d’Orgevaux")
            return "les-tanneurs" if _left_of(p, west) else "les-coteaux"
        return "la-gare" if _left_of(p, _line("avenue de Saint-Aubin")) or p[1] > 330 else "saint-clair"
    if p[0] > 1345 or (p[0] > 850 and _left_of(p, _line("route de Champrive"))):
        return "saint-clair"
    south = _line("Grande Rue") + _line("avenue du Grand-Pont")
    return "parc-des-iles" if _left_of(p, south) else "les-aulnes"


def share(cells: list[Cell]) -> dict[int, str]:
    """The district of each cell of the commune; one left alone among others joins them."""
    mine = {i: district_of(cell.seed.point) for i, cell in enumerate(cells) if inside(cell.seed.point, plan.COMMUNE)}
    for _again in range(4):
        for index in mine:
            around = Counter(mine[other] for other in cells[index].across if other in mine)
            if around and around[mine[index]] <= 1 and around.most_common(1)[0][1] > 2:
                mine[index] = around.most_common(1)[0][0]
    return mine


def borders(cells: list[Cell], shared: dict[int, str]) -> dict[str, Line]:
    return {slug: _widest([cells[i] for i, one in shared.items() if one == slug]) for slug in NAMES}


def outline(cells: list[Cell], shared: dict[int, str]) -> Line:
    return _widest([cells[index] for index in shared])


def _widest(members: list[Cell]) -> Line:
    return max(rings(members), key=area)


def _line(name: str) -> Line:
    return next(road.line for road in plan.ROADS if road.name == name)


def _left_of(p: Point, line: Line) -> bool:
    return nearest(p, line)[3] > 0
