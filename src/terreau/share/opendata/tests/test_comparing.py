"""Cards of the town that look alike: found in the background, kept, shown page by page without comparing again."""

import itertools
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from terreau.know.cards import actions as cards
from terreau.know.cards.models import Card
from terreau.share.opendata import actions, tasks
from terreau.share.opendata.models import Comparison, Likeness
from terreau.share.opendata.queries.pairs import doubtful_pairs, is_comparison_due
from terreau.share.opendata.tests.test_pages import browser
from terreau.trust.people.enums import Role

pytestmark = pytest.mark.django_db
PAGE = "opendata:duplicates"


def card(name: str, lon: float = 6.2, **more: Any) -> Card:
    values = {"name": name, "lon": lon, "lat": 47.9, **more}
    return cards.create_card(species="actor", values=values, source=cards.builtin_source("self"), by=None)


def names() -> list[tuple[str, str]]:
    return [(one.first.name, one.second.name) for one in doubtful_pairs("actor")]


@pytest.fixture
def twins() -> tuple[Card, Card]:
    return card("Compagnie des Écrous bleus"), card("Compagnie des Écrous verts")


def test_the_page_reads_what_was_found_and_compares_nothing(
    twins: tuple[Card, Card], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser(Role.CONNECTOR)
    assert "pas encore été comparées" in client.get(reverse(PAGE)).content.decode()
    actions.compare_cards(species="actor", by=None)
    monkeypatch.setattr("terreau.share.opendata.actions.comparing.find_pairs", None)
    shown = client.get(reverse(PAGE)).content.decode()
    assert "Écrous bleus · Compagnie des Écrous verts" in shown
    assert "2 fiches comparées aujourd’hui" in shown
    assert "noms proches" in shown


def test_only_what_changed_is_compared_the_next_time(twins: tuple[Card, Card]) -> None:
    actions.compare_cards(species="actor", by=None)
    past = timezone.now() - timedelta(hours=1)
    Card.objects.update(updated_at=past)
    Comparison.objects.update(compared_at=past + timedelta(minutes=30))
    Likeness.objects.all().delete()
    card("La Ruche des Aulnes", lon=6.3)
    card("Ruche des Aulnes", lon=6.3)
    actions.compare_cards(species="actor", by=None)
    assert names() == [("La Ruche des Aulnes", "Ruche des Aulnes")]
    actions.ask_comparison(species="actor", by=None)
    actions.compare_cards(species="actor", by=None)
    assert len(names()) == 2


def test_a_card_that_changed_its_name_is_proposed_no_more(twins: tuple[Card, Card]) -> None:
    actions.compare_cards(species="actor", by=None)
    cards.edit_card(card=twins[0], values={"name": "Piscine"}, source=cards.builtin_source("self"), by=None)
    actions.compare_cards(species="actor", by=None)
    assert not names()


@pytest.mark.parametrize("what", ["archived", "merged", "told apart"])
def test_what_was_decided_disappears_at_once(twins: tuple[Card, Card], what: str) -> None:
    actions.compare_cards(species="actor", by=None)
    first, second = twins
    if what == "archived":
        cards.archive_card(card=second, by=None)
    elif what == "merged":
        cards.merge_cards(kept=first, gone=second, by=None)
    else:
        cards.distinguish(first=second, second=first, by=None)
    assert not names()


def test_a_comparison_is_due_when_asked_for_or_when_cards_changed_a_while_ago(twins: tuple[Card, Card]) -> None:
    now = timezone.now()
    assert is_comparison_due("actor", at=now)
    assert not is_comparison_due("place", at=now)
    tasks.keep_pairs(timestamp=0)
    assert not is_comparison_due("actor", at=timezone.now() + timedelta(hours=1))
    card("Le Fournil")
    assert not is_comparison_due("actor", at=timezone.now())
    assert is_comparison_due("actor", at=timezone.now() + timedelta(minutes=6))
    tasks.compare(species="actor")
    actions.ask_comparison(species="actor", by=None)
    assert is_comparison_due("actor", at=timezone.now())


def test_a_connector_asks_to_look_again(twins: tuple[Card, Card]) -> None:
    client = browser(Role.CONNECTOR)
    client.post(f"{reverse(PAGE)}?species=actor")
    assert "en ce moment" in client.get(reverse(PAGE)).content.decode()
    assert "HX-Refresh" not in client.get(reverse(PAGE), headers={"HX-Request": "true"})
    tasks.compare(species="actor")
    assert client.get(reverse(PAGE), headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert names()
    assert Client().post(reverse(PAGE)).status_code == 403


def test_many_pairs_are_shown_page_by_page_in_as_many_queries_as_one() -> None:
    made = [card(f"Fiche {n}") for n in range(62)]
    pairs = itertools.pairwise(made)
    Likeness.objects.bulk_create(Likeness(first=a, second=b, score=0.8, verdict="likely") for a, b in pairs)
    client = browser(Role.CONNECTOR)
    counts = []
    for page in (1, 2, 3):
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(reverse(PAGE), {"page": page}).content.decode()
        counts.append(len(queries))
        assert shown.count("line-card") == (30, 30, 1)[page - 1]
    assert len(set(counts)) == 1
    assert 0 < counts[0] < 12
