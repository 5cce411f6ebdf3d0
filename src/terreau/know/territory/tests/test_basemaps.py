"""What is drawn under the cards, for each choice of base map."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from terreau.know.territory import actions
from terreau.know.territory.basemaps import drawing
from terreau.know.territory.basemaps.archive import read_archive
from terreau.know.territory.basemaps.palette import THEMES, palette
from terreau.know.territory.basemaps.remote import read_style
from terreau.know.territory.models import Town
from terreau.know.territory.rules import TownFacts
from terreau.know.territory.tests.archives import write_archive
from terreau.know.territory.tests.test_outlines import square
from terreau.lib import geo
from terreau.lib.errors import Refused
from terreau.lib.tests.stand_in import Asked, Reply, StandIn, standing_in

LAYERS = ["roads", "water", "buildings", "landuse", "earth", "places"]


@pytest.fixture
def town(db: None, settings: Settings, tmp_path: Path) -> Town:
    settings.MAPS_ROOT = tmp_path / "maps"
    facts = TownFacts(name="Rivelune", invented=True, outline=geo.check_polygon(square(6, 48, 0.2)))
    home, _written = actions.settle_town(facts=facts, by=None)
    actions.add_district(name="Les Épinettes", geometry=geo.check_polygon(square(6, 48)), by=None)
    return home


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "plan.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}')
    before = drawing.drawing_file()
    drawing.register_drawing(path)
    yield path
    drawing.register_drawing(before or Path("nowhere"))


def style(client: Client, theme: str = "light") -> dict[str, Any]:
    response = client.get(f"/town/basemap/style.json?theme={theme}")
    assert response.status_code == 200
    found: dict[str, Any] = response.json()
    return found


def check(found: dict[str, Any]) -> list[str]:
    """Layers have distinct names and sources that exist; returns the names."""
    names = [layer["id"] for layer in found["layers"]]
    assert len(names) == len(set(names))
    assert all(layer["type"] == "background" or layer["source"] in found["sources"] for layer in found["layers"])
    return names


def test_an_empty_site_has_a_style_too(client: Client, db: None) -> None:
    assert check(style(client))[0] == "paper"


@pytest.mark.parametrize("theme", THEMES)
def test_border_and_districts_are_on_every_map(client: Client, town: Town, theme: str) -> None:
    found = style(client, theme)
    assert check(found) == ["paper", "town-districts", "town-outline", "town-district-names"]
    names = found["sources"]["town-district-names"]["data"]["features"]
    assert [one["properties"]["text"] for one in names] == ["Les Épinettes"]
    assert "glyphs" not in found


def test_day_and_night_differ_and_come_from_the_tokens() -> None:
    day, night = palette("light"), palette("dark")
    assert set(day) == set(night)
    assert day["paper"] == "#fbf8f1"
    assert all(day[name] != night[name] for name in ("water", "street", "park", "field", "block"))


def test_an_unchanged_style_is_not_sent_again(client: Client, town: Town) -> None:
    first = client.get("/town/basemap/style.json")
    again = client.get("/town/basemap/style.json", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_sample_town_has_its_own_plan(client: Client, town: Town, plan: Path) -> None:
    assert client.get("/town/basemap/drawing.geojson").status_code == 404
    actions.choose_base_map(choice="sample", by=None)
    found = style(client)
    assert "drawing-water" in check(found)
    answer = client.get(found["sources"]["drawing"]["data"])
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/geo+json")
    assert client.get("/town/basemap/drawing.geojson", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_real_town_may_not_take_the_plan_of_the_sample_town(town: Town) -> None:
    Town.objects.update(invented=False)
    with pytest.raises(Refused, match="exemple"):
        actions.choose_base_map(choice="sample", by=None)


@pytest.mark.parametrize(
    ("kind", "notes", "layer"),
    [(1, {"vector_layers": [{"id": name} for name in LAYERS], "attribution": "© OSM"}, "tiles-street"),
     (1, {"vector_layers": [{"id": "transportation"}, {"id": "water"}]}, "tiles-street"),
     (2, {}, "tiles")],
)  # fmt: skip
def test_a_local_file_is_drawn_in_our_colours(
    client: Client, town: Town, settings: Settings, kind: int, notes: dict[str, Any], layer: str
) -> None:
    write_archive(Path(settings.MAPS_ROOT) / "ville.pmtiles", kind=kind, notes=notes, tile=b"x" * 300)
    actions.choose_base_map(choice="pmtiles", pmtiles="ville.pmtiles", by=None)
    found = style(client)
    assert layer in check(found)
    drawn = {one.get("source-layer") for one in found["layers"] if one.get("source") == "tiles"} - {None}
    assert drawn <= {one["id"] for one in notes.get("vector_layers", [])}


def test_a_local_file_is_read_by_ranges(client: Client, town: Town, settings: Settings) -> None:
    path = Path(settings.MAPS_ROOT) / "ville.pmtiles"
    write_archive(path, tile=b"x" * 300)
    whole = path.read_bytes()
    assert client.get("/town/basemap/tiles.pmtiles").status_code == 404
    actions.choose_base_map(choice="pmtiles", pmtiles="ville.pmtiles", by=None)
    part = client.get("/town/basemap/tiles.pmtiles", headers={"Range": "bytes=0-126", "Accept-Encoding": "gzip"})
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 0-126/{len(whole)}")
    assert b"".join(part.streaming_content) == whole[:127]
    end = client.get("/town/basemap/tiles.pmtiles", headers={"Range": f"bytes={len(whole) - 5}-999999"})
    assert b"".join(end.streaming_content) == whole[-5:]
    assert client.get("/town/basemap/tiles.pmtiles", headers={"Range": f"bytes={len(whole)}-"}).status_code == 416


def test_a_file_taken_away_leaves_paper(client: Client, town: Town, settings: Settings) -> None:
    path = Path(settings.MAPS_ROOT) / "ville.pmtiles"
    write_archive(path)
    actions.choose_base_map(choice="pmtiles", pmtiles="ville.pmtiles", by=None)
    path.unlink()
    assert check(style(client))[0] == "paper"


@pytest.mark.parametrize("name", ["../secret-key", "/etc/hostname", "absent.pmtiles", ""])
def test_only_files_of_the_folder_are_read(town: Town, name: str) -> None:
    with pytest.raises(Refused):
        actions.choose_base_map(choice="pmtiles", pmtiles=name, by=None)


@pytest.mark.parametrize("body", [b"", b"PMTiles\x03", b"PMTiles\x02" + b"\0" * 200, b"GIF89a" + b"\0" * 200])
def test_what_is_no_archive_is_refused(settings: Settings, tmp_path: Path, body: bytes) -> None:
    settings.MAPS_ROOT = tmp_path
    (tmp_path / "bad.pmtiles").write_bytes(body)
    with pytest.raises(Refused, match="version 3"):
        read_archive("bad.pmtiles")


def test_an_archive_with_broken_notes_still_draws(settings: Settings, tmp_path: Path) -> None:
    settings.MAPS_ROOT = tmp_path
    write_archive(tmp_path / "a.pmtiles", notes={"vector_layers": [{"id": "water"}]})
    body = (tmp_path / "a.pmtiles").read_bytes()
    (tmp_path / "a.pmtiles").write_bytes(body.replace(gzip.compress(b"")[:2], b"??"))
    assert read_archive("a.pmtiles").layers == frozenset()


def remote(server: list[str], **document: Any) -> Any:
    def answer(asked: Asked) -> Reply:
        if asked.path == "/tiles.json":
            return Reply({"tiles": ["https://tiles.example:8443/{z}/{x}/{y}.pbf"], "maxzoom": 14})
        source = {"type": "vector", "url": "tiles.json"}
        layer = {
            "id": "a",
            "type": "symbol",
            "source": "s",
            "source-layer": "x",
            "layout": {"text-font": ["Noto Sans"]},
        }
        base = {
            "version": 8,
            "sources": {"s": source},
            "layers": [layer],
            "glyphs": "https://fonts.example/{fontstack}/{range}.pbf",
        }
        return Reply(base | document)

    return answer


@pytest.fixture
def server() -> Iterator[StandIn]:
    with standing_in(remote([])) as found:
        yield found


def test_a_chosen_style_opens_the_page_to_its_servers_only(client: Client, town: Town, server: StandIn) -> None:
    before = client.get("/town/districts/")["Content-Security-Policy"]
    assert "connect-src" not in before
    actions.choose_base_map(choice="style", style=read_style(f"{server.url}/style.json"), by=None)
    policy = {
        part.split()[0]: part.split()[1:]
        for part in client.get("/town/districts/")["Content-Security-Policy"].split("; ")
    }
    assert policy["connect-src"] == ["'self'", "https://fonts.example", "https://tiles.example:8443"]
    assert "https://tiles.example:8443" in policy["img-src"] and "'self'" in policy["img-src"]
    assert policy["default-src"] == ["'self'"]
    found = style(client)
    assert check(found)[0] == "a"
    assert found["sources"]["s"] == {
        "type": "vector",
        "tiles": ["https://tiles.example:8443/{z}/{x}/{y}.pbf"],
        "maxzoom": 14,
    }
    assert found["layers"][-1]["layout"]["text-font"] == ["Noto Sans"]
    actions.choose_base_map(choice="none", by=None)
    assert client.get("/town/districts/")["Content-Security-Policy"] == before


@pytest.mark.parametrize(
    ("document", "word"),
    [
        ({"version": 7}, "version 8"),
        ({"layers": None}, "version 8"),
        ({"sources": []}, "sources"),
        ({"sources": {"s": {"type": "vector", "url": "mapbox://streets"}}}, "Mapbox"),
        ({"sources": {"s": {"type": "raster", "tiles": ["https://a.example; script-src *"]}}}, "permettre"),
        ({"sources": {"s": {"type": "raster", "tiles": ["https://{s}.tiles.example/1.png"]}}}, "permettre"),
        ({"sources": {"s": {"type": "geojson", "data": "javascript:alert(1)"}}}, "permettre"),
    ],
)
def test_a_style_that_cannot_be_allowed_is_refused(document: dict[str, Any], word: str) -> None:
    with standing_in(remote([], **document)) as server, pytest.raises(Refused, match=word):
        read_style(f"{server.url}/style.json")


def test_a_style_out_of_reach_is_said() -> None:
    with standing_in(lambda asked: Reply(status=404)) as server, pytest.raises(Refused, match="404"):
        read_style(f"{server.url}/style.json")


def test_the_style_stays_light_whatever_the_border(client: Client, town: Town) -> None:
    heavy = geo.circle((6.1, 48.1), 7_000, corners=20_000)
    actions.place_town(outline=geo.check_polygon(heavy), by=None)
    assert len(json.dumps(style(client))) < 20_000
