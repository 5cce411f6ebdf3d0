"""Cards change only through actions, and every change can be read, dated and taken back."""

from typing import Any
from uuid import uuid4

import pytest

from terreau.know.cards import actions
from terreau.know.cards.enums import CardStatus, Change
from terreau.know.cards.models import Card, Category, Revision, Source
from terreau.lib.errors import Refused
from terreau.trust.audit.models import Event
from terreau.trust.people.models import Person


def last(card: Card) -> Revision:
    return card.revisions.first()


def test_a_new_card_is_filed_under_its_theme_and_its_ancestors(workshop: Card, repair: Category) -> None:
    assert workshop.path == sorted([repair.pk, repair.parent_id])
    assert workshop.actor.pk == workshop.pk


def test_each_field_knows_its_source_and_date(workshop: Card, source: Source) -> None:
    assert workshop.sources["phone"]["source"] == source.pk
    assert "website" not in workshop.sources


def test_an_edit_keeps_what_it_replaced_and_writes_one_event(workshop: Card, source: Source, connector: Person) -> None:
    events = Event.objects.count()
    actions.edit_card(card=workshop, values={"phone": "+33199005678", "city": ""}, source=source, by=connector)
    assert last(workshop).before["phone"] == "+33199001234"
    assert set(last(workshop).after) == {"phone"}
    assert Event.objects.count() == events + 1


def test_an_edit_that_changes_nothing_leaves_no_trace(workshop: Card, source: Source, connector: Person) -> None:
    revisions = workshop.revisions.count()
    actions.edit_card(card=workshop, values={"phone": workshop.phone}, source=source, by=connector)
    assert workshop.revisions.count() == revisions


def test_two_tabs_on_one_field_lose_nothing(workshop: Card, source: Source, connector: Person) -> None:
    shown = workshop.version
    actions.edit_card(card=workshop, values={"phone": "1"}, source=source, by=connector, version=shown)
    with pytest.raises(Refused, match="Téléphone"):
        actions.edit_card(card=workshop, values={"phone": "2"}, source=source, by=connector, version=shown)
    assert Card.objects.get(pk=workshop.pk).phone == "1"


def test_two_tabs_on_two_fields_are_both_kept(workshop: Card, source: Source, connector: Person) -> None:
    shown = workshop.version
    actions.edit_card(card=workshop, values={"phone": "1"}, source=source, by=connector, version=shown)
    actions.edit_card(card=workshop, values={"city": "Rivelune"}, source=source, by=connector, version=shown)
    kept = Card.objects.get(pk=workshop.pk)
    assert (kept.phone, kept.city) == ("1", "Rivelune")


def test_an_edit_is_undone_with_its_source(workshop: Card, connector: Person) -> None:
    other = Source.objects.create(slug="osm", name="OSM", kind="file", licence="odbl")
    line = workshop.sources["phone"]
    edited = actions.edit_card(card=workshop, values={"phone": "1"}, source=other, by=connector)
    assert edited.sources["phone"]["source"] == other.pk
    undone = actions.undo_revision(revision=last(workshop), by=connector)
    assert undone.phone == "+33199001234"
    assert undone.sources["phone"] == line


def test_undoing_an_older_change_never_loses_a_newer_one(workshop: Card, source: Source, connector: Person) -> None:
    actions.edit_card(card=workshop, values={"phone": "1"}, source=source, by=connector)
    older = last(workshop)
    actions.edit_card(card=workshop, values={"phone": "2"}, source=source, by=connector)
    with pytest.raises(Refused, match="Téléphone"):
        actions.undo_revision(revision=older, by=connector)


def test_an_undo_can_be_undone_but_not_twice(workshop: Card, source: Source, connector: Person) -> None:
    actions.edit_card(card=workshop, values={"phone": "1"}, source=source, by=connector)
    edit = last(workshop)
    actions.undo_revision(revision=edit, by=connector)
    with pytest.raises(Refused):
        actions.undo_revision(revision=edit, by=connector)
    actions.undo_revision(revision=last(workshop), by=connector)
    assert Card.objects.get(pk=workshop.pk).phone == "1"


def test_a_merge_takes_the_chosen_fields_and_keeps_the_name(workshop: Card, twin: Card, connector: Person) -> None:
    kept = actions.merge_cards(kept=workshop, gone=twin, take={"summary"}, by=connector)
    assert (kept.summary, kept.phone, kept.other_names) == ("Réparer soi-même.", "+33199001234", ["Les Écrous"])
    twin.refresh_from_db()
    assert (twin.status, twin.merged_into_id) == (CardStatus.MERGED, workshop.pk)


def test_a_merge_is_undone_whole(workshop: Card, twin: Card, connector: Person) -> None:
    actions.merge_cards(kept=workshop, gone=twin, take={"summary", "phone"}, by=connector)
    kept = actions.undo_revision(revision=last(workshop), by=connector)
    twin.refresh_from_db()
    assert (kept.summary, kept.phone, kept.other_names) == ("", "+33199001234", [])
    assert (twin.status, twin.merged_into) == (CardStatus.PUBLISHED, None)


def test_an_actor_and_a_place_are_never_merged(workshop: Card, source: Source, connector: Person) -> None:
    hall = actions.create_card(species="place", values={"name": "Halle"}, source=source, by=connector)
    with pytest.raises(Refused):
        actions.merge_cards(kept=workshop, gone=hall, by=connector)


def test_the_fields_of_a_place_have_the_same_history(workshop: Card, source: Source, connector: Person) -> None:
    values = {"name": "Halle", "capacity": 80, "managers": [workshop.pk]}
    hall = actions.create_card(species="place", values=values, source=source, by=connector)
    actions.edit_card(card=hall, values={"capacity": 120, "managers": []}, source=source, by=connector)
    hall.place.refresh_from_db()
    assert hall.place.capacity == 120
    actions.undo_revision(revision=last(hall), by=connector)
    hall.place.refresh_from_db()
    assert hall.place.capacity == 80
    assert [actor.pk for actor in hall.place.managers.all()] == [workshop.pk]


def test_a_distinction_is_remembered_once_in_either_order(workshop: Card, twin: Card, connector: Person) -> None:
    first = actions.distinguish(first=twin, second=workshop, by=connector)
    assert actions.distinguish(first=workshop, second=twin, by=connector) == first


def test_drafts_create_and_update_in_bulk(workshop: Card, source: Source, connector: Person) -> None:
    drafts = [
        actions.CardDraft({"name": "Atelier des Écrous"}),
        actions.CardDraft({"phone": "1"}, card_id=workshop.pk),
        actions.CardDraft({"name": "Halle", "capacity": 12}, species="place"),
    ]
    written = actions.write_drafts(drafts=drafts, source=source, by=connector, batch=uuid4())
    assert (written.created, written.updated, written.unchanged) == (2, 1, 0)
    assert written.ids[1] == workshop.pk
    made = Card.objects.get(pk=written.ids[0])
    assert made.slug != workshop.slug
    assert made.actor
    assert Card.objects.get(pk=written.ids[2]).place.capacity == 12
    assert last(workshop).change == Change.IMPORTED


def test_confirming_moves_the_date_and_keeps_the_source(workshop: Card, connector: Person, db: Any) -> None:
    source_id = workshop.sources["phone"]["source"]
    confirmed = actions.confirm_card(card=workshop, source=actions.builtin_source("self"), by=connector)
    assert confirmed.sources["phone"]["source"] == source_id
    assert confirmed.sources["phone"]["at"] == confirmed.confirmed_at.isoformat()


def test_a_card_outside_the_earth_is_refused_by_the_database(source: Source, connector: Person) -> None:
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        actions.create_card(
            species="actor", values={"name": "X", "lon": 6.0, "lat": 123.0}, source=source, by=connector
        )
