"""The border of a town: picked out of a file, or asked of the public service."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from terreau.know.territory import queries
from terreau.know.territory.enums import Placing
from terreau.know.territory.outlines.file import features_in, outline_of
from terreau.know.territory.register.reading import FILE
from terreau.know.territory.surveying import survey_by_hand, survey_commune
from terreau.lib import geo
from terreau.lib.errors import Refused
from terreau.lib.tests.stand_in import Asked, Reply, standing_in

VOSGES = Path(django_settings.PACKAGE).parents[2] / "shared" / "data" / "communes" / "communes-88-vosges.geojson"
needs_register = pytest.mark.skipif(not FILE.is_file(), reason="the register of communes is made by the set-up")


def square(lon: float, lat: float, size: float = 0.05) -> dict[str, Any]:
    ring = [[lon, lat], [lon + size, lat], [lon + size, lat + size], [lon, lat + size], [lon, lat]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(geometry: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    many = [feature(square(6.4, 48.1), INSEE_COM="88160", nom="Épinal"), feature(square(7, 48), nom="Saint-Dié")]
    path = tmp_path / "many.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": many}), encoding="utf-8")
    return path


def test_the_right_border_is_picked_by_code_then_by_name(file: Path) -> None:
    features = features_in(file)
    assert geo.bounds(outline_of(features, code="88160", name="?"))[0] == 6.4
    assert geo.bounds(outline_of(features, code="99999", name="st die"))[0] == 7


def test_a_file_without_the_town_is_refused(file: Path) -> None:
    with pytest.raises(Refused, match="Aucun des 2 contours"):
        outline_of(features_in(file), code="35238", name="Rennes")


@pytest.mark.parametrize("body", ["{", "[]", '{"type": "Topology"}', "é" * 10])
def test_a_file_that_is_not_geojson_is_refused(tmp_path: Path, body: str) -> None:
    path = tmp_path / "bad.geojson"
    path.write_text(body, encoding="utf-8")
    with pytest.raises(Refused, match="GeoJSON"):
        features_in(path)


def in_system(name: str, ring: list[list[float]], path: Path) -> Path:
    crs = {"type": "name", "properties": {"name": name}}
    drawn = {"type": "Feature", "properties": {"code": "88160"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": [drawn]}), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:EPSG::2154", "EPSG:2154", "urn:ogc:def:crs:EPSG:9.1:2154"])
def test_a_border_in_lambert_93_is_put_in_degrees(tmp_path: Path, name: str) -> None:
    """A square kilometre around the origin of the projection, which is 3° east, 46.5° north by definition."""
    west, east, south, north = 699_500, 700_500, 6_599_500, 6_600_500
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    border = outline_of(
        features_in(in_system(name, ring, tmp_path / "l.geojson")), code="88160", name="Épinal", inside=geo.FRANCE
    )
    assert geo.centroid(border) == pytest.approx((3, 46.5), abs=1e-5)
    assert geo.area(border) == pytest.approx(1e6, rel=0.005)


@pytest.mark.parametrize("name", ["EPSG:99999", "local grid of the works department", "urn:ogc:def:crs:OGC::AUTO42001"])
def test_a_file_in_a_system_that_nobody_knows_is_refused_by_its_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="WGS84") as refused:
        features_in(in_system(name, [[0, 0], [1, 0], [1, 1], [0, 0]], tmp_path / "x.geojson"))
    assert name in refused.value.sentence


def test_numbers_that_no_system_can_place_are_refused(tmp_path: Path) -> None:
    path = in_system("EPSG:2154", [[1e30, 1e30], [1e31, 1e30], [1e31, 1e31], [1e30, 1e30]], tmp_path / "far.geojson")
    with pytest.raises(Refused):
        outline_of(features_in(path), code="88160", name="Épinal")


def test_exchanged_coordinates_are_seen_in_a_french_file() -> None:
    with pytest.raises(Refused, match="échangées"):
        outline_of([feature(square(48.1, 6.4), code="88160")], code="88160", name="Épinal", inside=geo.FRANCE)


def epinal(asked: Asked) -> Reply:
    centre = {"type": "Point", "coordinates": [6.45, 48.17]}
    assert asked.path == "/communes/88160"
    return Reply({"code": "88160", "centre": centre, "surface": 5924, "contour": square(6.4, 48.1, 0.1)})


@needs_register
def test_the_service_gives_the_border(settings: Settings) -> None:
    home = queries.commune("88160")
    assert home is not None
    with standing_in(epinal) as server:
        settings.TERREAU_GEO_API = server.url
        found = survey_commune(home)
    assert (found.facts.placing, found.facts.centre, found.remarks) == (Placing.OUTLINE, (6.45, 48.17), ())
    assert found.facts.outline == geo.check_polygon(square(6.4, 48.1, 0.1))
    assert len(found.facts.neighbours) == 77


@needs_register
def test_without_a_border_a_circle_of_the_same_surface_stands_in(settings: Settings) -> None:
    home = queries.commune("88160")
    assert home is not None
    bare = {"code": "88160", "centre": {"type": "Point", "coordinates": [6.45, 48.17]}, "surface": 5924}
    with standing_in(lambda asked: Reply(bare)) as server:
        settings.TERREAU_GEO_API = server.url
        found = survey_commune(home)
    assert found.facts.placing == Placing.CIRCLE
    assert found.facts.outline is not None
    assert geo.area(found.facts.outline) == pytest.approx(59_240_000, rel=0.02)
    assert any("contour" in remark for remark in found.remarks)


@needs_register
@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=500),
        Reply(b"<html>"),
        Reply([]),
        Reply({"code": "35238"}),
        Reply({"code": "88160", "centre": None}),
    ],
)
def test_a_service_that_fails_leaves_a_town_roughly_placed(settings: Settings, reply: Reply) -> None:
    home = queries.commune("88160")
    assert home is not None
    with standing_in(lambda asked: reply) as server:
        settings.TERREAU_GEO_API = server.url
        found = survey_commune(home)
    assert found.facts.placing == Placing.ROUGH
    assert "ne répond pas" in found.remarks[0]
    west, south, east, north = found.facts.values()["bounds"]
    assert west < 6.45 < east and south < 48.17 < north


@needs_register
def test_a_border_in_a_file_asks_nobody(settings: Settings, file: Path) -> None:
    home = queries.commune("88160")
    assert home is not None
    with standing_in(epinal) as server:
        settings.TERREAU_GEO_API = server.url
        found = survey_commune(home, outline=file)
        assert server.asked == []
    assert found.facts.placing == Placing.OUTLINE


def test_a_town_abroad_needs_a_border_or_a_centre() -> None:
    with pytest.raises(Refused, match="--centre"):
        survey_by_hand(name="Totnes", country="GB")
    circle = survey_by_hand(name="Totnes", country="GB", centre=(-3.68, 50.43), hectares=500)
    assert circle.facts.placing == Placing.CIRCLE
    point = survey_by_hand(name="Totnes", country="GB", centre=(-3.68, 50.43))
    assert point.facts.outline is None and point.facts.values()["lon"] == -3.68


@needs_register
@pytest.mark.skipif(not VOSGES.is_file(), reason="the reference data is not beside the repository")
def test_epinal_is_found_among_the_communes_of_vosges() -> None:
    home = queries.commune("88160")
    assert home is not None
    found = survey_commune(home, outline=VOSGES, online=False)
    assert geo.bounds(found.facts.outline or {}) == pytest.approx((6.39364, 48.11946, 6.57968, 48.20786), abs=1e-4)
