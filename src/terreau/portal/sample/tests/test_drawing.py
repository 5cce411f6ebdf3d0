"""The map: complete, light, and shared out without gap or overlap."""

import math
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.lib import geo
from terreau.portal.sample.drawing import curves
from terreau.portal.sample.drawing.cells import share_out
from terreau.portal.sample.drawing.seeds import REACH, Seed
from terreau.portal.sample.files import HERE, read
from terreau.portal.sample.tests import ground

LAYERS = {
    "water", "park", "field", "wood", "ground", "block", "core", "building", "street", "street-major", "path", "rail",
    "bridge", "square", "label",
}  # fmt: skip
places = st.tuples(st.integers(-3000, 3000), st.integers(-2500, 2500))


def test_the_map_has_every_layer_and_stays_light() -> None:
    features = ground.drawn()
    assert {one["properties"]["layer"] for one in features} == LAYERS
    assert {"river", "park", "station", "street"} == {
        one["properties"]["kind"] for one in features if one["properties"]["layer"] == "label"
    }
    assert ground.BASEMAP.stat().st_size < 450_000


def test_all_files_together_stay_below_their_budget() -> None:
    assert sum(path.stat().st_size for path in HERE.glob("*json")) < 1_200_000


def test_districts_cover_the_commune_without_overlap() -> None:
    whole = geo.Area(ground.outline())
    shapes = ground.district_areas()
    west, south, east, north = geo.bounds(ground.outline())
    seen = 0
    for i in range(60):
        for j in range(60):
            point = (west + (east - west) * (i + 0.5) / 60, south + (north - south) * (j + 0.5) / 60)
            holders = sum(shape.contains(*point) for shape in shapes.values())
            assert holders == whole.contains(*point), point
            seen += holders
    assert len(shapes) == 7
    assert seen > 1500


def test_each_border_is_accepted_by_the_town() -> None:
    for shape in (ground.outline(), *ground.districts().values()):
        assert geo.check_polygon(shape, inside=geo.FRANCE)["type"] == "Polygon"


def test_the_address_base_is_large_and_dry() -> None:
    rows = read("addresses")
    points = [(lon, lat) for row in rows for _number, lon, lat in row["numbers"]]
    assert len(points) >= 1500
    assert len({row["street"] for row in rows}) == len(rows) > 200
    assert not [point for point in points if ground.is_wet(*point)]


@settings(max_examples=25, deadline=None)
@given(st.lists(places, min_size=3, max_size=60, unique=True))
def test_cells_share_the_whole_ground(points: list[tuple[int, int]]) -> None:
    shaken = [(x + 0.3 * curves.jitter(x, y), y + 0.3 * curves.jitter(y, x)) for x, y in points]
    cells = share_out([Seed(point, "field") for point in shaken], gap=0.0)
    whole = 4 * REACH[0] * REACH[1]
    assert math.isclose(sum(curves.area(cell.ring) for cell in cells), whole, rel_tol=1e-6)


@given(st.lists(places, min_size=2, max_size=40, unique=True), st.integers(1, 400))
def test_a_thinned_line_stays_close_and_keeps_its_ends(points: list[tuple[float, float]], tolerance: int) -> None:
    thinned = curves.thin(points, tolerance)
    assert (thinned[0], thinned[-1]) == (points[0], points[-1])
    assert all(curves.nearest(point, thinned)[0] <= tolerance + 1e-6 for point in points)


@given(st.lists(places, min_size=2, max_size=20, unique=True), st.integers(20, 500))
def test_a_walk_takes_steps_of_equal_length(points: list[tuple[float, float]], step: int) -> None:
    along = [at for _point, _way, at in curves.walk(points, step)]
    assert all(math.isclose(b - a, step) for a, b in pairwise(along))
