"""The tree of categories: its shape, and the cards that follow it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from terreau.know.cards.actions import categories as actions
from terreau.know.cards.actions import create_card, undo_revision
from terreau.know.cards.enums import Branch
from terreau.know.cards.models import Card, Category, Revision, Source
from terreau.know.cards.queries.categories import tree, uses
from terreau.know.territory.tests.people import signed_in
from terreau.lib.errors import Refused
from terreau.trust.audit.models import Event
from terreau.trust.people.models import Person

pytestmark = pytest.mark.django_db


def theme(name: str, parent: Category | None = None, **words: Any) -> Category:
    return actions.add_category(branch=Branch.THEME, words={"name": name, **words}, parent=parent, by=None)


def found(word: str) -> set[str]:
    """Names of the cards whose search words hold this one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM cards_card WHERE search @@ plainto_tsquery('simple', unaccent(%s))", [word.lower()]
        )
        return {name for (name,) in cursor.fetchall()}


@pytest.fixture
def bikes(repair: Category) -> Category:
    return theme("Vélos", repair, synonyms=["bicyclette"])


def test_moving_a_category_takes_its_cards_along(workshop: Card, repair: Category) -> None:
    home = theme("Habiter")
    actions.move_category(category=repair, parent=home, by=None)
    workshop.refresh_from_db()
    assert workshop.path == sorted([repair.pk, home.pk])
    actions.move_category(category=repair, parent=None, by=None)
    workshop.refresh_from_db()
    assert workshop.path == [repair.pk]


def test_moving_dates_the_cards_so_that_counts_are_read_again(workshop: Card, repair: Category) -> None:
    before = workshop.updated_at
    actions.move_category(category=repair, parent=None, by=None)
    workshop.refresh_from_db()
    assert workshop.updated_at > before


def test_new_words_are_searched_at_once(workshop: Card, repair: Category) -> None:
    assert found("bricolage") == set()
    actions.rename_category(category=repair, words={"name": "Bricolage", "synonyms": ["dépannage"]}, by=None)
    assert found("bricolage") == found("depannage") == {"Atelier des Écrous"}


def test_merging_passes_cards_children_and_words_on(workshop: Card, repair: Category, bikes: Category) -> None:
    mending = theme("Entretien")
    assert actions.merge_categories(kept=mending, gone=repair, by=None) == 1
    workshop.refresh_from_db()
    bikes.refresh_from_db()
    mending.refresh_from_db()
    repair.refresh_from_db()
    assert (workshop.themes, workshop.path) == ([mending.pk], [mending.pk])
    assert (bikes.parent_id, repair.archived) == (mending.pk, True)
    assert "Réparation" in mending.synonyms and found("reparation") == {"Atelier des Écrous"}
    assert Event.objects.latest("id").detail == {"gone": repair.pk, "cards": 1}


def test_a_card_that_held_both_holds_one_after_a_merge(source: Source, repair: Category) -> None:
    other = theme("Entretien")
    nature = Category.objects.create(branch=Branch.NATURE, slug="company", name="Entreprise")
    values = {"name": "Les deux", "themes": sorted([repair.pk, other.pk]), "kind": nature.pk}
    card = create_card(species="actor", values=values, source=source, by=None)
    actions.merge_categories(kept=other, gone=repair, by=None)
    card.refresh_from_db()
    assert (card.themes, card.kind_id, card.version) == ([other.pk], nature.pk, 2)


def test_a_merge_is_in_the_history_of_each_card_and_can_be_undone_there(
    workshop: Card, repair: Category, connector: Person
) -> None:
    actions.merge_categories(kept=theme("Entretien"), gone=repair, by=connector)
    revision = Revision.objects.filter(card=workshop).latest("id")
    assert revision.before == {"themes": [repair.pk]}
    undo_revision(revision=revision, by=connector)
    workshop.refresh_from_db()
    assert workshop.themes == [repair.pk]


def test_counts_tell_what_is_named_and_what_lies_under(workshop: Card, repair: Category, bikes: Category) -> None:
    (root,) = tree(Branch.THEME)
    told = {node.category.slug: (node.depth, node.used, node.under) for node in root}
    assert told == {"reuse": (0, 0, 1), "repair": (1, 1, 1), "velos": (2, 0, 0)}
    assert uses(root.category) == 1


@pytest.mark.parametrize("sign", ["itself", "below"])
def test_a_category_is_not_put_under_itself(repair: Category, bikes: Category, sign: str) -> None:
    with pytest.raises(Refused, match="sous elle-même"):
        actions.move_category(category=repair, parent=repair if sign == "itself" else bikes, by=None)
    with pytest.raises(Refused):
        actions.merge_categories(kept=bikes, gone=repair, by=None)


def test_branches_do_not_mix(repair: Category) -> None:
    nature = Category.objects.create(branch=Branch.NATURE, slug="company", name="Entreprise")
    for act in (
        lambda: actions.move_category(category=repair, parent=nature, by=None),
        lambda: actions.merge_categories(kept=nature, gone=repair, by=None),
    ):
        with pytest.raises(Refused, match="même famille"):
            act()


def test_the_tree_stops_at_four_floors(repair: Category, bikes: Category) -> None:
    wheels = theme("Roues", bikes)
    with pytest.raises(Refused, match="quatre étages"):
        theme("Rayons", wheels)
    with pytest.raises(Refused, match="quatre étages"):
        actions.move_category(category=repair, parent=theme("Ailleurs", theme("Loin")), by=None)


def test_sisters_have_distinct_names(repair: Category) -> None:
    with pytest.raises(Refused, match="déjà"):
        theme("réparation", repair.parent)
    assert theme("Réparation").slug == "reparation"
    assert theme("Réparation", repair).slug == "reparation-2"


def test_archiving_keeps_the_cards_and_waits_for_the_children(
    workshop: Card, repair: Category, bikes: Category
) -> None:
    with pytest.raises(Refused, match="d’abord"):
        actions.archive_category(category=repair, by=None)
    actions.archive_category(category=bikes, by=None)
    actions.archive_category(category=repair, by=None)
    workshop.refresh_from_db()
    assert workshop.themes == [repair.pk]
    with pytest.raises(Refused, match="au-dessus"):
        bikes.refresh_from_db()
        actions.restore_category(category=bikes, by=None)


def test_categories_are_put_in_order(repair: Category) -> None:
    first, second = theme("A", repair), theme("B", repair)
    actions.order_category(category=second, step=-1, by=None)
    assert list(repair.children.values_list("name", flat=True)) == ["B", "A"]
    actions.order_category(category=second, step=-1, by=None)
    assert list(repair.children.values_list("name", flat=True)) == ["B", "A"]
    assert first.parent_id == repair.pk


POSTS = ("", "place/", "order/", "merging/", "archive/")


@pytest.mark.parametrize("role", [None, "member", "agent", "moderator"])
def test_others_do_not_shape_the_tree(client: Client, repair: Category, role: str | None) -> None:
    if role:
        signed_in(client, role)
    before = Event.objects.count()
    assert client.get("/map/categories/").status_code == 403
    assert client.post("/map/categories/theme/", {"name": "X"}).status_code == 403
    assert {client.post(f"/map/category/repair/{path}", {"name": "X"}).status_code for path in POSTS} == {403}
    assert Event.objects.count() == before


def test_a_connector_shapes_the_tree_with_plain_forms(client: Client, workshop: Card, repair: Category) -> None:
    signed_in(client, "connector")
    assert (
        client.post(
            "/map/categories/theme/", {"name": "Vélos", "parent": repair.pk, "synonyms": "bicyclette\nvélocipède"}
        ).status_code
        == 302
    )
    bikes = Category.objects.get(slug="velos")
    assert (bikes.parent_id, bikes.synonyms) == (repair.pk, ["bicyclette", "vélocipède"])
    page = client.get("/map/categories/theme/").content.decode()
    assert "Vélos" in page and page.count("Réparation") >= 2
    assert client.post("/map/category/velos/", {"name": "Vélos et trottinettes"}).status_code == 302
    assert client.post("/map/category/velos/place/", {"parent": ""}).status_code == 302
    assert client.post("/map/category/velos/merging/", {"kept": repair.pk}).status_code == 302
    assert client.post("/map/category/velos/archive/").status_code == 302
    assert client.post("/map/category/velos/place/", {"parent": bikes.pk}).status_code == 422
    assert client.get("/map/category/velos/").status_code == 200
    assert client.get("/map/categories/nothing/").status_code == 404
