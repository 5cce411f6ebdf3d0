"""Distances, boxes and shapes."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from terreau.lib import geo

lons = st.floats(-179, 179)
lats = st.floats(-84, 84)
towns = st.tuples(st.floats(-5, 9), st.floats(42, 51))
SQUARE = {"type": "Polygon", "coordinates": [[[6, 48], [6.1, 48], [6.1, 48.1], [6, 48.1], [6, 48]]]}
WITH_HOLE = {
    "type": "Polygon",
    "coordinates": [
        [[6, 48], [7, 48], [7, 49], [6, 49], [6, 48]],
        [[6.4, 48.4], [6.4, 48.6], [6.6, 48.6], [6.6, 48.4], [6.4, 48.4]],
    ],
}
BENT = {"type": "Polygon", "coordinates": [[[0, 0], [3, 0], [3, 3], [2, 3], [2, 1], [1, 1], [1, 3], [0, 3], [0, 0]]]}


@st.composite
def stars(draw: st.DrawFn) -> geo.Geometry:
    """A star-shaped polygon: any radii around a centre never cross."""
    lon, lat = draw(towns)
    radii = draw(st.lists(st.floats(0.01, 0.2), min_size=5, max_size=40))
    ring = []
    for step, radius in enumerate(radii):
        turn = 2 * math.pi * step / len(radii)
        ring.append([round(lon + radius * math.cos(turn), 6), round(lat + radius * math.sin(turn), 6)])
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def test_paris_and_lyon_are_392_km_apart() -> None:
    assert geo.metres((2.3522, 48.8566), (4.8357, 45.7640)) == pytest.approx(391_500, rel=0.002)


@given(lons, lats, lons, lats)
def test_distance_is_symmetric_and_at_most_half_the_earth(a: float, b: float, c: float, d: float) -> None:
    there, back = geo.metres((a, b), (c, d)), geo.metres((c, d), (a, b))
    assert there == pytest.approx(back)
    assert 0 <= there <= math.pi * 6_371_009


@given(lons, lats)
def test_mercator_goes_and_comes_back(lon: float, lat: float) -> None:
    assert geo.from_mercator(geo.to_mercator((lon, lat))) == pytest.approx((lon, lat), abs=1e-9)


@given(towns, st.floats(100, 20_000))
def test_a_circle_keeps_its_distance(point: geo.Point, radius: float) -> None:
    shape = geo.circle(point, radius)
    assert all(geo.metres(point, corner) == pytest.approx(radius, rel=0.02, abs=1) for corner in geo.vertices(shape))
    assert geo.contains(shape, *point)
    assert geo.area(shape) == pytest.approx(math.pi * radius**2, rel=0.02)
    assert geo.centroid(shape) == pytest.approx(point, abs=1e-4)


@given(towns, st.floats(100, 20_000))
def test_the_box_around_a_point_holds_the_circle(point: geo.Point, radius: float) -> None:
    west, south, east, north = geo.around(point, radius * 1.01)
    inner = geo.bounds(geo.circle(point, radius))
    assert west <= inner[0] and south <= inner[1] and east >= inner[2] and north >= inner[3]


def test_a_hole_is_outside() -> None:
    assert geo.contains(WITH_HOLE, 6.2, 48.2)
    assert not geo.contains(WITH_HOLE, 6.5, 48.5)
    assert geo.area(WITH_HOLE) == pytest.approx(
        geo.area({**WITH_HOLE, "coordinates": WITH_HOLE["coordinates"][:1]}) * 0.96
    )


def test_the_name_of_a_bent_shape_is_written_inside_it() -> None:
    assert not geo.contains(BENT, *geo.centroid(BENT))
    assert geo.contains(BENT, *geo.label_point(BENT))


@given(stars(), st.floats(-0.25, 0.25), st.floats(-0.25, 0.25))
def test_a_prepared_area_answers_like_the_plain_one(shape: geo.Geometry, dx: float, dy: float) -> None:
    lon, lat = geo.centroid(shape)
    assert geo.Area(shape).contains(lon + dx, lat + dy) == geo.contains(shape, lon + dx, lat + dy)


@given(stars())
def test_the_name_is_always_written_inside(shape: geo.Geometry) -> None:
    assume(geo.area(shape) > 1000)
    assert geo.contains(shape, *geo.label_point(shape))


@given(stars(), st.floats(1, 2_000))
def test_a_simplified_border_stays_near_the_old_one(shape: geo.Geometry, tolerance: float) -> None:
    thin = geo.simplify(shape, tolerance)
    assert len(list(geo.vertices(thin))) <= len(list(geo.vertices(shape)))
    assert thin["coordinates"][0][0] == thin["coordinates"][0][-1]
    kept = {tuple(corner) for corner in geo.vertices(thin)}
    assert kept <= {tuple(corner) for corner in geo.vertices(shape)}


def test_reading_a_map_starts_in_the_north() -> None:
    points = [(6.0, 48.0), (6.2, 48.2), (6.1, 48.2)]
    assert geo.from_north_to_south(points, lambda point: point) == [(6.1, 48.2), (6.2, 48.2), (6.0, 48.0)]
