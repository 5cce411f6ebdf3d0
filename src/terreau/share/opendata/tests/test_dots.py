"""The small maps: the lines of a preview, the two cards of a pair, and the table that says the same."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from terreau.know.cards import actions as cards
from terreau.know.cards.enums import Branch
from terreau.know.cards.models import Card, Category
from terreau.share.opendata import actions
from terreau.share.opendata.models import Import
from terreau.share.opendata.queries.dots import packed
from terreau.share.opendata.tests.test_pages import browser
from terreau.trust.people.enums import Role

TEXT = """id;nom;ville;lat;lon
1;Écrous;Rivelune;47.9;6.2
2;;Rivelune;47.8;6.1
3;Ruche;Rivelune;;
4;Halle;Rivelune;47.7;6.3
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(settings: Any, tmp_path: Path) -> Import:
    settings.DATA = tmp_path / "data"
    path = tmp_path / "acteurs.csv"
    path.write_text(TEXT, encoding="utf-8")
    given = actions.receive_file(path=path, name=path.name, source_name="V", licence="lo2", by=None)
    return actions.prepare_import(batch=given, by=None)


def placed(name: str, lon: float | None) -> Card:
    values = {"name": name, **({"lon": lon, "lat": 47.9} if lon is not None else {})}
    return cards.create_card(species="actor", values=values, source=cards.builtin_source("self"), by=None)


def unpacked(answer: dict[str, Any]) -> list[tuple[int, float, float, str]]:
    x = y = 0
    found = []
    for rank, number in enumerate(answer["ids"]):
        x, y = x + answer["lon"][rank], y + answer["lat"][rank]
        found.append((number, x / 1e5, y / 1e5, answer["icons"][answer["icon"][rank]]))
    return found


def test_what_is_packed_is_found_again() -> None:
    dots = [(4, 6.3, 47.7, 0, "plus"), (9, -61.5, -16.2, 1, "x"), (10, 6.30001, 47.7, 0, "plus")]
    assert unpacked(packed(dots)) == [(n, lon, lat, sign) for n, lon, lat, _shape, sign in dots]


def test_the_map_shows_the_placed_lines_of_the_chosen_verdict(batch: Import) -> None:
    client = browser(Role.CONNECTOR)
    address = reverse("opendata:points", args=[batch.pk])
    every = unpacked(client.get(address).json())
    assert every == [(1, 6.2, 47.9, "plus"), (2, 6.1, 47.8, "x"), (4, 6.3, 47.7, "plus")]
    chosen = unpacked(client.get(address, {"verdict": "create"}).json())
    assert [number for number, *_rest in chosen] == [1, 4]
    assert Client().get(address).status_code == 403


def test_the_table_says_where_each_line_is(batch: Import) -> None:
    shown = browser(Role.CONNECTOR).get(batch.get_absolute_url()).content.decode()
    assert "3 lignes placées sur 4" in shown
    assert "47,90000 · 6,20000" in shown
    assert "à placer" in shown
    assert reverse("opendata:points", args=[batch.pk]) in shown


def test_two_cards_stand_on_one_map_with_their_distance() -> None:
    first, second, nowhere = placed("Écrous", 6.2), placed("Les Écrous", 6.21), placed("Écrou", None)
    client = browser(Role.CONNECTOR)
    shown = client.get(reverse("opendata:pair", args=[first.pk, second.pk])).content.decode()
    assert "À 740 m l’une de l’autre" in shown.replace("\xa0", " ").replace("\u202f", " ")
    points = reverse("opendata:pair-points", args=[first.pk, second.pk])
    assert unpacked(client.get(points).json()) == [(1, 6.2, 47.9, "check"), (2, 6.21, 47.9, "copy")]
    assert Client().get(points).status_code == 403
    alone = client.get(reverse("opendata:pair", args=[first.pk, nowhere.pk])).content.decode()
    assert "distance n’est pas connue" in alone


def test_the_pair_is_compared_in_words_not_in_numbers() -> None:
    theme = Category.objects.create(branch=Branch.THEME, slug="repair", name="Réparation")
    first, second = placed("Écrous", 6.2), placed("Les Écrous", 6.2)
    source = cards.builtin_source("self")
    links = [{"label": "", "url": "https://ecrous.example/a"}]
    cards.edit_card(card=second, values={"themes": [theme.pk], "links": links}, source=source, by=None)
    shown = browser(Role.CONNECTOR).get(reverse("opendata:pair", args=[first.pk, second.pk])).content.decode()
    assert "<span>Réparation" in shown
    assert "<span>https://ecrous.example/a" in shown
