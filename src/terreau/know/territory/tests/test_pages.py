"""Settings and districts, as staff and visitors meet them."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from terreau.know.territory import actions, queries
from terreau.know.territory.models import District, Town
from terreau.know.territory.outlines.text import as_text, border_from
from terreau.know.territory.rules import TownFacts, moved
from terreau.know.territory.tests.people import signed_in
from terreau.know.territory.tests.test_outlines import feature, square
from terreau.lib import geo
from terreau.lib.errors import Refused
from terreau.trust.audit.models import Event

CORNERS = "6.0, 48.0\n6.05; 48.0\n6.05 48.05"


@pytest.fixture
def town(db: None) -> Town:
    facts = TownFacts(name="Rivelune", code="99001", country="XX", outline=geo.check_polygon(square(6, 48, 0.2)))
    return actions.settle_town(facts=facts, by=None)[0]


def upload(*features: dict[str, Any]) -> SimpleUploadedFile:
    body = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    return SimpleUploadedFile("a.geojson", body, content_type="application/geo+json")


STAFF_ONLY = [
    ("get", "/town/settings/"), ("post", "/town/settings/"), ("post", "/town/settings/base-map/"),
    ("post", "/town/settings/outline/"), ("post", "/town/settings/addresses/"), ("post", "/town/districts/"), ("post", "/town/districts/file/"),
    ("post", "/town/districts/order/"), ("post", "/town/districts/la-gare/"),
    ("post", "/town/districts/la-gare/removal/"),
]  # fmt: skip


@pytest.mark.parametrize("role", [None, "member", "agent", "moderator"])
@pytest.mark.parametrize(("method", "path"), STAFF_ONLY)
def test_others_than_staff_are_refused(client: Client, town: Town, role: str | None, method: str, path: str) -> None:
    actions.add_district(name="La Gare", geometry=geo.check_polygon(square(6, 48)), by=None)
    if role:
        signed_in(client, role)
    before = Event.objects.count()
    assert getattr(client, method)(path, {"name": "Autre"}).status_code == 403
    assert Event.objects.count() == before


def test_a_connector_draws_districts_but_does_not_settle_the_town(client: Client, town: Town) -> None:
    signed_in(client, "connector")
    assert client.get("/town/settings/").status_code == 403
    assert client.post("/town/districts/", {"name": "La Gare", "geometry": CORNERS}).status_code == 302
    assert District.objects.get().name == "La Gare"


def test_visitors_read_the_districts(client: Client, town: Town) -> None:
    actions.add_district(name="Les Épinettes", geometry=geo.check_polygon(square(6, 48)), by=None)
    page = client.get("/town/districts/").content.decode()
    assert "Les Épinettes" in page and "<textarea" not in page
    assert client.get("/town/districts/les-epinettes/").status_code == 200


def test_the_administrator_changes_what_pages_say(client: Client, town: Town) -> None:
    person = signed_in(client, "administrator")
    answer = client.post(
        "/town/settings/", {"name": "Rivelune", "contact": "Halle, samedi 9 h", "notice": "", "kept_by": ""}
    )
    assert answer.status_code == 302
    assert Town.objects.get().contact == "Halle, samedi 9 h"
    event = Event.objects.latest("id")
    assert (event.name, event.by_id, event.detail) == ("territory.town_changed", person.pk, {"fields": ["contact"]})


def test_a_wrong_choice_of_base_map_keeps_the_page_and_says_why(client: Client, town: Town) -> None:
    signed_in(client, "administrator")
    answer = client.post("/town/settings/base-map/", {"base_map": "style", "style_url": ""})
    assert answer.status_code == 422 and "Donnez l’adresse du style" in answer.content.decode()
    answer = client.post("/town/settings/base-map/", {"base_map": "sample"})
    assert answer.status_code == 422
    assert Town.objects.get().base_map == "none"


def test_the_border_is_replaced_from_a_file(client: Client, town: Town) -> None:
    signed_in(client, "administrator")
    file = upload(feature(square(7, 47, 0.1), code="99001"), feature(square(8, 47), code="99002"))
    assert client.post("/town/settings/outline/", {"file": file}).status_code == 302
    assert Town.objects.get().bounds == [7, 47, 7.1, 47.1]
    answer = client.post(
        "/town/settings/outline/", {"file": upload(feature(square(8, 47), code="1"), feature(square(8, 47)))}
    )
    assert answer.status_code == 422 and "Aucun des 2 contours" in answer.content.decode()


def test_districts_come_from_a_file_from_north_to_south(client: Client, town: Town) -> None:
    signed_in(client, "connector")
    file = upload(
        feature(square(6, 48), id="1", libelle="Sud"), feature(square(6, 48.1), id="2", libelle="Nord"),
    )  # fmt: skip
    assert client.post("/town/districts/file/", {"file": file}).status_code == 302
    assert [district.name for district in District.objects.all()] == ["Nord", "Sud"]


def test_a_file_without_names_says_what_it_has(client: Client, town: Town) -> None:
    signed_in(client, "connector")
    answer = client.post("/town/districts/file/", {"file": upload(feature(square(6, 48), n=1))})
    assert answer.status_code == 422 and "aucune" in answer.content.decode()
    crossed = {"type": "Polygon", "coordinates": [[[6, 48], [6.1, 48.1], [6.1, 48], [6, 48.2], [6, 48]]]}
    answer = client.post("/town/districts/file/", {"file": upload(feature(crossed, name="Nœud"))})
    assert "Nœud" in answer.content.decode() and "se croise" in answer.content.decode()
    assert District.objects.count() == 0


def test_a_district_is_renamed_redrawn_ordered_and_removed(client: Client, town: Town) -> None:
    signed_in(client, "connector")
    for name in ("A", "B"):
        client.post("/town/districts/", {"name": name, "geometry": CORNERS})
    client.post("/town/districts/order/", {"slug": "b", "to": "up"})
    assert [one.name for one in queries.districts()] == ["B", "A"]
    client.post("/town/districts/a/", {"name": "Gare", "geometry": json.dumps(square(6, 48))})
    gare = District.objects.get(slug="a")
    assert (gare.name, gare.geometry) == ("Gare", geo.check_polygon(square(6, 48)))
    assert client.get("/town/districts/a/removal/").status_code == 200
    client.post("/town/districts/a/removal/")
    assert [one.name for one in District.objects.all()] == ["B"]


def test_what_was_typed_is_kept_when_a_district_is_refused(client: Client, town: Town) -> None:
    signed_in(client, "connector")
    answer = client.post("/town/districts/", {"name": "La Gare", "geometry": "6, 48\n6.1, ici"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Ligne 2" in page and "6.1, ici" in page and 'value="La Gare"' in page


@pytest.mark.parametrize("text", ["", "6, 48", "6, 48\n6.1, 48", "abc", "6 48 3\n1 2\n3 4", '{"type": "Point"}', "[1"])
def test_a_border_that_is_not_one_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        border_from(text)


def test_a_border_goes_to_text_and_back() -> None:
    border = border_from(CORNERS)
    assert border_from(as_text(border)) == border
    assert border_from(json.dumps(square(6, 48))) == geo.check_polygon(square(6, 48))


def test_an_entry_at_the_end_of_a_list_stays_there() -> None:
    assert moved(["a", "b", "c"], "c", -1) == ["a", "c", "b"]
    assert moved(["a", "b"], "a", -1) == ["a", "b"] and moved(["a", "b"], "z", 1) == ["a", "b"]


def test_before_the_set_up_pages_say_what_to_do(client: Client, db: None) -> None:
    signed_in(client, "administrator")
    answer = client.get("/town/settings/")
    assert answer.status_code == 409 and "terreau init" in answer.content.decode()
    assert client.get("/town/districts/").status_code == 200
