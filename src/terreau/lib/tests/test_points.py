"""What the map reads, unfolded as the map does it."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from terreau.lib.points import GRAIN, walked

PLACES = st.lists(st.tuples(st.floats(-180, 180), st.floats(-85, 85), st.integers(0, 5)), max_size=20)


@given(PLACES)
def test_every_point_is_found_again_to_the_metre(places: list[tuple[float, float, int]]) -> None:
    said = walked(((n, lon, lat, shape) for n, (lon, lat, shape) in enumerate(places)), "house")
    east, north = ([at / GRAIN for at in accumulate(said[side])] for side in ("lon", "lat"))
    assert said["ids"] == list(range(len(places))) and said["shape"] == [shape for _lon, _lat, shape in places]
    for (lon, lat, _shape), x, y in zip(places, east, north, strict=True):
        assert abs(lon - x) < 1e-5 and abs(lat - y) < 1e-5
    assert said["icons"] == ["house"] and said["icon"] == [0] * len(places)
