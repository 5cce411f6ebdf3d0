"""Certain duplicates are merged by themselves, or a person is asked about each."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from terreau.know.cards import actions as cards
from terreau.know.cards.models import Card
from terreau.lib.errors import Refused
from terreau.share.opendata import actions
from terreau.share.opendata.enums import Stage, Verdict
from terreau.share.opendata.models import Feed, Import
from terreau.share.opendata.tests.test_pages import browser
from terreau.trust.people.enums import Role

TEXT = """id;nom;ville;lat;lon;téléphone
1;Atelier des Écrous;Rivelune;47.9083;6.2037;01 99 00 12 34
2;La Ruche des Aulnes;Rivelune;47.9126;6.2142;
"""


@pytest.fixture(autouse=True)
def town(settings: Any, tmp_path: Path) -> Card:
    """One card that the first line doubles for certain."""
    settings.DATA = tmp_path / "data"
    values = {"name": "Atelier des Écrous", "lon": 6.2037, "lat": 47.9083}
    return cards.create_card(species="actor", values=values, source=cards.builtin_source("self"), by=None)


def prepared(folder: Path, source: str = "Ville", ask: bool | None = None) -> Import:
    path = folder / "acteurs.csv"
    path.write_text(TEXT, encoding="utf-8")
    batch = actions.receive_file(path=path, name=path.name, source_name=source, licence="lo2", by=None, ask=ask)
    return actions.prepare_import(batch=batch, by=None)


pytestmark = pytest.mark.django_db


def test_a_connector_who_wants_to_be_asked_merges_nothing_unseen(tmp_path: Path, town: Card) -> None:
    batch = prepared(tmp_path, ask=True)
    assert batch.counts == {"create": 1, "doubt": 1, "missing": 0}
    assert batch.lines.get(number=1).sure
    actions.apply_import(batch=batch, by=None)
    town.refresh_from_db()
    assert town.phone == ""


def test_the_choice_of_the_preview_moves_the_lines_both_ways(tmp_path: Path, town: Card) -> None:
    batch = prepared(tmp_path)
    assert batch.counts["merge"] == 1
    batch = actions.set_asking(batch=batch, ask=True, by=None)
    assert (batch.counts.get("merge", 0), batch.counts["doubt"]) == (0, 1)
    batch = actions.set_asking(batch=batch, ask=False, by=None)
    assert batch.lines.get(number=1).verdict == Verdict.MERGE
    actions.apply_import(batch=batch, by=None)
    town.refresh_from_db()
    assert town.phone == "+33199001234"


def test_what_was_left_aside_by_hand_stays_so(tmp_path: Path) -> None:
    batch = prepared(tmp_path, ask=True)
    actions.decide_line(line=batch.lines.get(number=1), verdict=Verdict.SKIP, by=None)
    actions.set_asking(batch=batch, ask=False, by=None)
    assert batch.lines.get(number=1).verdict == Verdict.SKIP


def test_the_choice_is_remembered_for_the_source_and_no_other(tmp_path: Path) -> None:
    actions.set_asking(batch=prepared(tmp_path), ask=True, by=None)
    assert prepared(tmp_path).counts["doubt"] == 1
    assert prepared(tmp_path, source="Autre").counts["merge"] == 1
    assert prepared(tmp_path, ask=False).counts["merge"] == 1
    assert prepared(tmp_path).ask is False


def test_a_followed_address_waits_when_its_source_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("terreau.share.opendata.actions.following.bring", lambda _url, path: path.write_text(TEXT))
    given = {"source_name": "Flux", "licence": "lo2", "species": "actor", "days": 7}
    actions.set_asking(batch=prepared(tmp_path, source="Flux"), ask=True, by=None)
    feed: Feed = actions.follow(url="https://flux.example/a.csv", by=None, **given)
    batch = actions.read_feed(feed=feed)
    assert batch is not None
    assert batch.stage == Stage.PREVIEWED
    assert Card.objects.count() == 1


def test_after_the_preview_it_is_too_late(tmp_path: Path) -> None:
    batch = actions.apply_import(batch=prepared(tmp_path), by=None)
    with pytest.raises(Refused):
        actions.set_asking(batch=batch, ask=True, by=None)


def test_the_page_offers_the_choice_to_connectors_only(tmp_path: Path) -> None:
    batch = prepared(tmp_path)
    address = reverse("opendata:asking", args=[batch.pk])
    assert Client().post(address, {"ask": "yes"}).status_code == 403
    client = browser(Role.CONNECTOR)
    assert "Me demander à chaque fois" in client.get(batch.get_absolute_url()).content.decode()
    client.post(address, {"ask": "yes"})
    batch.refresh_from_db()
    assert (batch.ask, batch.counts["doubt"]) == (True, 1)
    assert "double certain" in client.get(batch.get_absolute_url()).content.decode()
