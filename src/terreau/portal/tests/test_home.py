"""The home page: seven doors, what to do, what changed, and how an empty town begins."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from terreau.portal import queries
from terreau.ui import loop, registry
from terreau.ui.loop import Call, Door, News


@pytest.fixture(autouse=True)
def bare_registries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(loop, "doors", {})
    for name in ("calls", "news", "first_steps"):
        monkeypatch.setattr(loop, name, [])
    monkeypatch.setattr(registry, "_town", [lambda: registry.TownFace("Le Bourg", 21400)])
    yield


def news(days: int, title: str) -> News:
    return News("know", timezone.now() - timedelta(days=days), title, "")


def page(client: Client) -> str:
    return client.get("/").content.decode()


def test_a_step_without_a_room_is_shown_without_a_link() -> None:
    doors = queries.home().doors
    assert [door.step for door in doors] == list(loop.STEPS)
    assert all(door.url == "" for door in doors)


def test_a_registered_door_leads_somewhere() -> None:
    loop.register_door("know", lambda: Door("know", "/map/", lambda: "3 acteurs", lambda: ""))
    known = queries.home().doors[0]
    assert (known.url, known.headline) == ("/map/", "3 acteurs")


def test_only_steps_of_the_loop_have_doors() -> None:
    with pytest.raises(ValueError, match="no step"):
        loop.register_door("dance", lambda: Door("dance", "/", str, str))


def test_news_of_all_rooms_come_newest_first() -> None:
    loop.register_news(lambda limit: [news(9, "vieille"), news(1, "fraîche")])
    loop.register_news(lambda limit: [news(3, "autre")])
    assert [item.title for item in queries.latest_news(2)] == ["fraîche", "autre"]


def test_first_steps_are_offered_only_to_an_empty_town() -> None:
    begin = Call("know", "Importer un fichier", "", "Importer", "/data/")
    loop.register_first_steps(lambda person: [begin])
    assert queries.home().first_steps == [begin]
    loop.register_news(lambda limit: [news(1, "Une fiche")])
    assert queries.home().first_steps == []


@pytest.mark.django_db
def test_the_page_escapes_what_rooms_say(client: Client) -> None:
    loop.register_news(lambda limit: [news(1, "<b>gras</b>")])
    assert "&lt;b&gt;gras&lt;/b&gt;" in page(client)


@pytest.mark.django_db
def test_the_page_is_light_and_names_the_town(client: Client) -> None:
    loop.register_calls(lambda person: [Call("know", f"Appel {n}", "Une phrase.", "Faire", "/x/") for n in range(9)])
    loop.register_news(lambda limit: [news(n, f"Nouvelle {n}") for n in range(limit)])
    html = page(client)
    assert "Au Bourg, ce qui se fait ensemble se voit ici." in html
    assert len(html.encode()) <= 40_000
    assert html.count("Appel") == queries.CALLS_SHOWN


@pytest.mark.django_db
def test_the_page_to_take_part_lists_every_call(client: Client) -> None:
    loop.register_calls(lambda person: [Call("know", f"Appel {n}", "", "Faire", "/x/") for n in range(9)])
    assert client.get("/participate/").content.decode().count('<a href="/x/">Appel') == 9


@pytest.mark.django_db
def test_with_nothing_to_do_the_page_to_take_part_says_so(client: Client) -> None:
    assert "Rien n’attend aujourd’hui" in client.get("/participate/").content.decode()


@pytest.mark.django_db
def test_the_state_of_accessibility_is_said(client: Client) -> None:
    assert client.get("/accessibility/").status_code == 200


@pytest.mark.django_db
def test_an_entry_whose_room_is_absent_is_not_shown(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    item = registry.NavigationItem("Nulle part", "nowhere:home", "map")
    monkeypatch.setattr(
        registry, "_navigation", [item, registry.NavigationItem("Participer", "portal:participate", "hand")]
    )
    html = client.get("/participate/").content.decode()
    assert "Nulle part" not in html
    assert '<a href="/participate/" aria-current="true">' in html
