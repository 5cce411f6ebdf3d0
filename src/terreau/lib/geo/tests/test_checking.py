"""Borders are accepted clean or refused with a sentence."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.lib import geo
from terreau.lib.errors import Refused
from terreau.lib.geo.tests.test_geo import SQUARE, WITH_HOLE, stars


def ring(*corners: tuple[float, float]) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [[list(corner) for corner in corners]]}


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (ring((6, 48), (6.1, 48), (6.1, 48.1), (6, 48.1)), "fermé"),
        (ring((6, 48), (6.1, 48.1), (6.1, 48), (6, 48.1), (6, 48)), "croise"),
        (ring((650_000, 6_800_000), (650_100, 6_800_000), (650_100, 6_800_100), (650_000, 6_800_000)), "Lambert"),
        (ring((48, 170), (48.1, 170), (48.1, 170.1), (48, 170)), "échangées"),
        (ring((48, 6), (48.1, 6), (48.1, 6.1), (48, 6)), "échangées"),
        (ring((200, 50), (201, 50), (201, 51), (200, 50)), "hors de la Terre"),
        (ring((30, 10), (31, 10), (31, 11), (30, 10)), "loin"),
        (ring((6, 48), (6.1, 48), (6, 48)), "trois coins"),
        (ring((6, 48), (6.1, 48), (6.2, 48), (6, 48)), "surface"),
        ({"type": "Polygon", "coordinates": [[["a", 48], [6, 48], [6, 49], ["a", 48]]]}, "nombres"),
        ({"type": "Polygon", "coordinates": [[[True, 48], [6, 48], [6, 49], [True, 48]]]}, "nombres"),
        ({"type": "Point", "coordinates": [6, 48]}, "polygone"),
        ({"type": "Polygon", "coordinates": []}, "vide"),
        ({"type": "Polygon"}, "coordonnées"),
        ({"type": "FeatureCollection", "features": []}, "seul"),
        (["not", "geojson"], "polygone"),
        (None, "polygone"),
    ],
)
def test_a_bad_border_is_refused_with_its_reason(raw: object, word: str) -> None:
    with pytest.raises(Refused, match=word):
        geo.check_polygon(raw, inside=geo.FRANCE)


def test_a_feature_and_a_collection_of_one_are_understood() -> None:
    feature = {"type": "Feature", "properties": {}, "geometry": SQUARE}
    assert geo.check_polygon(feature) == geo.check_polygon({"type": "FeatureCollection", "features": [feature]})


def test_outer_rings_turn_against_the_clock_and_holes_with_it() -> None:
    turned = {"type": "Polygon", "coordinates": [ring[::-1] for ring in WITH_HOLE["coordinates"]]}
    assert geo.check_polygon(turned) == geo.check_polygon(WITH_HOLE)


@given(stars())
def test_a_clean_border_is_kept_as_it_is(shape: geo.Geometry) -> None:
    assert geo.area(geo.check_polygon(shape)) == pytest.approx(geo.area(shape))


@given(
    st.recursive(
        st.none() | st.floats() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=5), max_leaves=30
    )
)
def test_any_junk_gets_a_sentence_never_a_traceback(junk: object) -> None:
    with pytest.raises(Refused):
        geo.check_polygon(json.loads(json.dumps({"type": "MultiPolygon", "coordinates": junk})))


def test_a_border_of_20000_points_is_checked_in_a_moment() -> None:
    dice = random.Random(1)
    shape = geo.circle((6, 48), 5_000, corners=20_000)
    corners = [[x + dice.uniform(-1e-6, 1e-6), y + dice.uniform(-1e-6, 1e-6)] for x, y in shape["coordinates"][0][:-1]]
    whole = geo.check_polygon({"type": "Polygon", "coordinates": [[*corners, corners[0]]]})
    assert len(whole["coordinates"][0]) == 20_001
