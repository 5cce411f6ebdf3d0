"""The list on the map: the same ideas, whatever is asked of it, and nothing that the list would not show."""

import re

import pytest
from django.test import Client

from terreau.decide.budgeting.models import Edition
from terreau.decide.proposals import actions
from terreau.decide.proposals.tests.ideas import browser, edition, idea, page, somebody
from terreau.know.cards.enums import Branch
from terreau.know.cards.models import Category

pytestmark = pytest.mark.django_db
QUAY, PARK = {"lon": 6.45, "lat": 48.17}, {"lon": 6.46123, "lat": 48.18}


def marks(made: Edition, query: str = "", client: Client | None = None) -> dict[int, int]:
    """Shape by number."""
    answer = (client or Client()).get(f"/budgets/{made.slug}/proposals/points?{query}")
    assert answer.status_code == 200, answer.status_code
    said = answer.json()
    return dict(zip(said["ids"], said["shape"], strict=True))


def test_the_map_holds_what_the_list_holds_whatever_is_asked() -> None:
    made, zoe = edition(), somebody("Zoé")
    play = Category.objects.create(branch=Branch.THEME, slug="play", name="Jouer")
    idea(made, zoe, "Des bancs", **QUAY)
    idea(made, zoe, "Un ping-pong", category=play, **PARK)
    idea(made, zoe, "Un marché")
    assert marks(made) == {1: 4, 2: 4} == marks(made, "sort=support&view=map")
    assert marks(made, "q=ping") == {2: 4} == marks(made, "category=play")
    assert marks(made, "status=refused") == {} == marks(made, "point=no")
    assert marks(made, "point=yes") == {1: 4, 2: 4}
    shown = page(Client().get(f"/budgets/{made.slug}/proposals/?view=map&category=play"))
    assert f"/budgets/{made.slug}/proposals/points?category=play" in shown
    assert re.findall(r'data-id="(\d+)"', shown) == ["2"] and "Des bancs" not in shown


def test_positions_are_kept_to_the_metre() -> None:
    made, zoe = edition(), somebody("Zoé")
    idea(made, zoe, "Un ping-pong", **PARK)
    idea(made, zoe, "Des bancs", **QUAY)
    said = Client().get(f"/budgets/{made.slug}/proposals/points").json()
    assert (said["ids"], said["lon"], said["lat"]) == ([2, 1], [645_000, 1_123], [4_817_000, 1_000])


def test_ideas_without_a_point_are_said_and_can_be_read() -> None:
    made, zoe = edition(), somebody("Zoé")
    idea(made, zoe, "Des bancs", **QUAY)
    for n in range(2):
        idea(made, zoe, f"Un marché {n}")
    list_of = f"/budgets/{made.slug}/proposals/"
    shown = page(Client().get(f"{list_of}?view=map&status=open"))
    assert "2 idées n’ont pas de point sur la carte" in shown
    assert f'href="{list_of}?status=open&amp;point=no"' in shown
    left = page(Client().get(f"{list_of}?status=open&point=no"))
    assert "Un marché 0" in left and "Un marché 1" in left and "Des bancs" not in left
    told = page(Client().get(f"{list_of}?view=map", headers={"Accept-Language": "en"}))
    assert "2 ideas have no point on the map" in told


def test_what_is_withdrawn_or_merged_stays_as_on_the_list_with_a_hollow_mark() -> None:
    made, zoe = edition(), somebody("Zoé")
    one, two, three = (idea(made, zoe, title, **QUAY) for title in ("Des bancs", "Un marché", "Une piste"))
    assert "Contour pointillé" not in page(Client().get(f"/budgets/{made.slug}/proposals/?view=map"))
    actions.withdraw(proposal=one, reason="Trop cher", by=zoe)
    actions.merge(proposal=two, into=three, reason="Même place", by=zoe)
    assert marks(made) == {1: 5, 2: 5, 3: 4}
    assert marks(made, "status=open") == {3: 4}
    assert "Contour pointillé" in page(Client().get(f"/budgets/{made.slug}/proposals/?view=map"))


def test_a_concealed_idea_is_nowhere_on_the_map_not_even_for_its_author() -> None:
    made, zoe = edition(), somebody("Zoé")
    one = idea(made, zoe, "Une injure", **QUAY)
    beside = f"/budgets/{made.slug}/proposals/1/peek/"
    assert "Une injure" in page(Client().get(beside))
    actions.conceal(proposal=one, reason="Point 3", by=somebody("Juge", "moderator"))
    for client in (Client(), browser(zoe)):
        assert marks(made, client=client) == {}
        assert client.get(beside).status_code == 404
        assert "Une injure" not in page(client.get(f"/budgets/{made.slug}/proposals/?view=map"))
    actions.reveal(proposal=one, by=somebody("Autre", "moderator"))
    assert marks(made) == {1: 4}


def test_an_edition_that_is_not_shown_gives_no_point() -> None:
    made = edition()
    idea(made, somebody("Zoé"), "Des bancs", **QUAY)
    Edition.objects.update(shown_at=None)
    for path in ("points", "1/peek/", "?view=map"):
        assert Client().get(f"/budgets/{made.slug}/proposals/{path}").status_code in (403, 404), path


def test_the_marks_are_asked_again_only_once_something_changed(client: Client) -> None:
    made, zoe = edition(), somebody("Zoé")
    one = idea(made, zoe, "Des bancs", **QUAY)
    where = f"/budgets/{made.slug}/proposals/points"
    first = client.get(where)
    assert "no-cache" in first["Cache-Control"] and "private" in first["Cache-Control"]
    known = {"If-None-Match": first["ETag"]}
    again = client.get(where, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{where}?q=banc", headers=known).status_code == 200  # another question
    actions.change(proposal=one, values=PARK, by=zoe, seen=1)
    moved = client.get(where, headers=known)
    assert (moved.status_code, moved.json()["lon"]) == (200, [646_123])
    actions.conceal(proposal=one, reason="Point 3", by=somebody("Juge", "moderator"))
    assert client.get(where, headers={"If-None-Match": moved["ETag"]}).json()["ids"] == []


def test_a_part_of_the_page_is_enough_when_a_filter_changes(client: Client) -> None:
    made = edition()
    idea(made, somebody("Zoé"), "Des bancs", **QUAY)
    part = client.get(f"/budgets/{made.slug}/proposals/?view=map", headers={"HX-Request": "true"})
    assert part.content.strip().startswith(b'<div id="results"') and b"<terreau-map" in part.content
    for odd in ("point=maybe", "point=%00", "view=map&point=yes&point=no&page=999"):
        assert client.get(f"/budgets/{made.slug}/proposals/?{odd}").status_code == 200, odd
    assert client.get(f"/budgets/{made.slug}/proposals/9/peek/").status_code == 404
