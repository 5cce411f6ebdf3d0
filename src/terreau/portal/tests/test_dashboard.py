"""The dashboard: what waits for each role, and how the site is doing."""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from terreau.know.cards.actions import builtin_source, create_card, suggest_correction
from terreau.know.cards.enums import CardStatus
from terreau.know.cards.models import Card
from terreau.know.cards.queries.duties import figures
from terreau.know.territory.actions import settle_town
from terreau.know.territory.enums import Placing
from terreau.know.territory.rules import TownFacts
from terreau.know.territory.tests.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_backup(settings: Settings, tmp_path: Path) -> None:
    settings.LAST_BACKUP = tmp_path / "last-backup"


def card(name: str, *, days: int = 0, **values: Any) -> Card:
    on = timezone.localdate() - timedelta(days=days)
    return create_card(species="actor", values={"name": name, **values}, source=builtin_source("town"), by=None, on=on)


def page(client: Client) -> str:
    answer = client.get("/dashboard/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\u202f", " ").split())


@pytest.mark.parametrize("role", [None, "member"])
def test_the_dashboard_is_for_staff(client: Client, role: str | None) -> None:
    if role:
        signed_in(client, role)
    assert client.get("/dashboard/").status_code == 403
    assert client.get("/map/to-place/").status_code == 403


def test_an_empty_town_has_nothing_waiting(client: Client) -> None:
    signed_in(client, "connector")
    assert "Rien n’attend" in page(client)


def test_what_waits_is_counted_with_the_door_to_it(client: Client) -> None:
    old = card("Vieille fiche", days=400, lon=6.2, lat=48.1)
    card("Sans place")
    Card.objects.filter(pk=card("Proposée", lon=6.2, lat=48.1).pk).update(status=CardStatus.PROPOSED)
    suggest_correction(card=old, kind="wrong", text="Fermé le lundi", field="", contact="", by=None)
    signed_in(client, "connector")
    shown = page(client)
    for said in ("1 correction à décider", "1 fiche proposée à relire", "1 fiche à placer", "1 fiche à confirmer"):
        assert said in shown
    assert "Sans place" in client.get("/map/to-place/").content.decode()


def test_a_treasurer_sees_no_duty_that_is_not_theirs(client: Client) -> None:
    card("Sans place")
    signed_in(client, "treasurer")
    shown = page(client)
    assert "Rien n’attend" in shown and "/map/categories/" not in shown and "/town/settings/" not in shown


def test_mail_and_backup_are_spoken_of(client: Client, settings: Settings) -> None:
    settings.MAIL_ON = False
    signed_in(client, "administrator")
    shown = page(client)
    assert "Le courrier est éteint" in shown and "Aucune sauvegarde" in shown
    settings.LAST_BACKUP.touch()
    settings.MAIL_ON = True
    shown = page(client)
    assert "Sauvegarde à jour" in shown and "Le courrier est éteint" not in shown
    month_ago = time.time() - 30 * 86_400
    os.utime(settings.LAST_BACKUP, (month_ago, month_ago))
    assert "Sauvegarde ancienne" in page(client)


def test_a_town_without_border_says_so_to_its_administrator(client: Client) -> None:
    settle_town(facts=TownFacts(name="Rivelune", centre=(6.2, 48.1), placing=Placing.ROUGH), by=None)
    signed_in(client, "administrator")
    assert "Le contour manque" in page(client)


def test_numbers_add_up() -> None:
    card("A", days=10, lon=6.2, lat=48.1)
    card("B", days=400)
    Card.objects.filter(name="B").update(confirmed_at=None)
    Card.objects.filter(pk=card("C").pk).update(status=CardStatus.ARCHIVED)
    told = figures()
    assert (told.cards, told.actors, told.recent, told.old, told.never, told.unplaced) == (2, 2, 1, 0, 1, 1)
    assert len(told.months) == 12 and told.months[-1][1] == 2
    assert told.months[-1][0] == timezone.localdate().replace(day=1)


def test_the_page_asks_few_questions(client: Client, django_assert_max_num_queries: Any) -> None:
    for rank in range(30):
        card(f"Fiche {rank}", days=rank * 30)
    signed_in(client, "administrator")
    with django_assert_max_num_queries(20):
        page(client)
