"""The whole way on the pages: a file, its columns, what will change, the import, and back; for connectors only."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from terreau.know.cards import actions as cards
from terreau.know.cards.models import Card
from terreau.know.cards.queries.totals import cards_by_source
from terreau.share.opendata import tasks
from terreau.share.opendata.enums import Stage
from terreau.share.opendata.models import Import
from terreau.trust.people import actions as people
from terreau.trust.people.enums import Role

CSV = "id;nom;ville;lat;lon\n1;Atelier des Écrous;Rivelune;47.9;6.2\n2;La Ruche;Rivelune;47.8;6.1\n3;;Rivelune;47;6\n"
PAGES = ["home", "imports", "feeds", "duplicates"]


def browser(role: Role | None) -> Client:
    person = people.create_person(email="p@rivelune.example", name="P", by=None)
    if role:
        people.give_role(person=person, role=role, by=None)
    link = people.create_sign_in_link(person=person, by=None, strong=True)
    client = Client()
    client.post(link[link.index("/account/") :])
    return client


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def upload(client: Client, content: str = CSV) -> Any:
    file = SimpleUploadedFile("acteurs.csv", content.encode())
    given = {"file": file, "source_name": "Ville", "licence": "lo2", "species": ""}
    return client.post(reverse("opendata:imports"), given)


def work(batch: Import) -> Import:
    """What the worker would do."""
    batch.refresh_from_db()
    tasks.run(import_id=batch.pk, stage=batch.stage)
    batch.refresh_from_db()
    return batch


@pytest.mark.django_db
def test_from_file_to_map_and_back(settings: Any) -> None:
    client = browser(Role.CONNECTOR)
    page = upload(client)
    batch = Import.objects.get()
    assert page["Location"] == batch.get_absolute_url()
    assert "Colonnes du fichier" in client.get(page["Location"]).content.decode()
    mapping = {f"column{rank}": batch.mapping[column["name"]] for rank, column in enumerate(batch.columns)}
    client.post(page["Location"], {"species": "actor", **mapping})
    assert work(batch).stage == Stage.PREVIEWED
    shown = client.get(page["Location"]).content.decode()
    assert "Atelier des Écrous" in shown
    assert "ligne 4" in shown
    stage = reverse("opendata:stage", args=[batch.pk])
    client.post(stage, {"stage": "applying"})
    client.post(stage, {"stage": "applying"})
    assert work(batch).stage == Stage.APPLIED
    assert Card.objects.published().count() == 2
    tasks.run(import_id=batch.pk, stage=Stage.APPLYING)
    assert Card.objects.published().count() == 2
    client.post(stage, {"stage": "undoing"})
    assert work(batch).stage == Stage.UNDONE
    assert not Card.objects.published().exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_a_connector_opens_every_page(name: str) -> None:
    assert browser(Role.CONNECTOR).get(reverse(f"opendata:{name}")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, Role.AGENT, Role.MODERATOR])
def test_others_may_not_import(role: Role | None) -> None:
    client = browser(role)
    assert upload(client).status_code == 403
    assert not Import.objects.exists()
    assert client.get(reverse("opendata:feeds")).status_code == 403
    assert client.get(reverse("opendata:home")).status_code == 200


@pytest.mark.django_db
def test_a_broken_file_is_said_on_the_form() -> None:
    client = browser(Role.CONNECTOR)
    page = upload(client, "nom;ville\n")
    assert page.status_code == 422
    assert "en-tête" in page.content.decode()
    neither = client.post(reverse("opendata:imports"), {"source_name": "Ville", "licence": "lo2"})
    assert "l’un des deux" in neither.content.decode()


@pytest.mark.django_db
def test_what_stops_an_import_is_said_and_it_may_be_read_again() -> None:
    client = browser(Role.CONNECTOR)
    upload(client)
    batch = Import.objects.get()
    batch.path.unlink()
    Import.objects.update(stage=Stage.PREPARING)
    work(batch)
    assert batch.stage == Stage.FAILED
    assert batch.trouble
    assert "Lire de nouveau" in client.get(batch.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_each_source_is_shown_with_the_cards_in_which_it_speaks() -> None:
    before = dict(cards_by_source())
    survey = cards.builtin_source("self")
    one = cards.create_card(species="actor", values={"name": "Les Tilleuls"}, source=survey, by=None)
    assert cards_by_source()[survey.pk] == before.get(survey.pk, 0) + 1
    page = Client().get("/data/").content.decode()
    assert f'<th scope="row">{survey.name}</th>' in page
    cards.archive_card(card=one, by=None)
    assert cards_by_source().get(survey.pk, 0) == before.get(survey.pk, 0)
