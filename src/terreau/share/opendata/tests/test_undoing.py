"""A whole import taken back: the same as change by change, and never what someone built on."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from terreau.know.cards import actions as cards
from terreau.know.cards import species as kinds
from terreau.know.cards.enums import CardStatus, Change
from terreau.know.cards.models import Card, Revision, Source
from terreau.lib.errors import Refused
from terreau.share.opendata import actions
from terreau.share.opendata.models import Import
from terreau.trust.audit.models import Event

HEADINGS = "id;nom;ville;lat;lon;téléphone;surface"
ROWS = [f"{n};{name};Rivelune;{47 + n / 10};6.2;;{n * 100}" for n, name in enumerate(["Halle", "Quai", "Moulin"])]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path / "data"
    return tmp_path


@pytest.fixture
def own() -> Source:
    return cards.builtin_source("self")


def applied(folder: Path, rows: list[str], source: str = "Friches") -> Import:
    path = folder / "places.csv"
    path.write_text("\n".join([HEADINGS, *rows]), encoding="utf-8")
    batch = actions.receive_file(path=path, name=path.name, source_name=source, licence="lo2", by=None, species="place")
    return actions.apply_import(batch=actions.prepare_import(batch=batch, by=None), by=None)


def state() -> dict[str, Any]:
    """All that an undo may change, whichever way it is done."""
    held = Card.objects.order_by("pk")
    values = kinds.values_of_all(held)
    return {
        card.name: (card.status, card.version, card.sources, card.path, card.missing_since, values[card.pk])
        for card in held
    }


def histories() -> list[Any]:
    undone = Revision.objects.filter(change=Change.UNDONE)
    return sorted(undone.values_list("card_id", "undoes_id", "before", "after", "by", "batch"), key=str)


def one_by_one(batch: Import) -> None:
    for revision in Revision.objects.filter(batch=batch.batch).order_by("-pk"):
        creates = revision.change == Change.IMPORTED and not revision.after
        later = Revision.objects.filter(card=revision.card, pk__gt=revision.pk, undoes__isnull=True)
        if creates and later.exclude(batch=batch.batch).exists():
            continue
        try:
            with transaction.atomic():
                cards.undo_revision(revision=revision, by=None)
        except Refused:
            continue


def test_taking_back_together_does_what_taking_back_one_by_one_does(folder: Path, own: Source) -> None:
    applied(folder, ROWS)
    twin = "9;Halle;Rivelune;47.0;6.2;01 99 00 12 34;"  # completes the card that line 1 makes
    changed = [row.replace("47.1", "47.15").replace(";200", ";250") for row in ROWS[1:]]
    batch = applied(folder, [*changed, twin, "10;Jardin;Rivelune;47.5;6.2;;30", "11;Cour;Rivelune;47.6;6.2;;40"])
    moulin, garden = Card.objects.get(name="Moulin"), Card.objects.get(name="Jardin")
    cards.edit_card(card=moulin, values={"surface": 260}, source=own, by=None)
    cards.edit_card(card=garden, values={"summary": "Un jardin."}, source=own, by=None)
    point = transaction.savepoint()
    one_by_one(batch)
    expected, told = state(), histories()
    transaction.savepoint_rollback(point)
    actions.undo_import(batch=batch, by=None)
    assert state() == expected
    assert histories() == told
    assert expected["Jardin"][0] == CardStatus.PUBLISHED
    assert expected["Moulin"][-1]["surface"] == 260
    assert expected["Cour"][0] == CardStatus.ARCHIVED
    assert expected["Halle"][-1]["phone"] == ""


def test_a_card_merged_into_another_since_stays_where_it_is(folder: Path, own: Source) -> None:
    kept = cards.create_card(species="place", values={"name": "Préau"}, source=own, by=None)
    batch = applied(folder, ROWS)
    gone = Card.objects.get(name="Halle")
    cards.merge_cards(kept=kept, gone=gone, by=None)
    batch = actions.undo_import(batch=batch, by=None)
    gone.refresh_from_db()
    assert (gone.status, gone.merged_into) == (CardStatus.MERGED, kept)
    assert batch.counts["kept"] == 1
    with pytest.raises(Refused, match="réunie"):
        cards.undo_revision(revision=gone.revisions.get(change=Change.IMPORTED), by=None)


def test_undoing_a_hundred_cards_takes_the_queries_of_three(folder: Path) -> None:
    counts = []
    for size in (3, 100):
        rows = [f"{size}-{n};Lieu {n * 7919:x};Rivelune;{40 + n / 50};{size / 10};;" for n in range(size)]
        batch = applied(folder, rows, source=f"S{size}")
        with CaptureQueriesContext(connection) as queries:
            actions.undo_import(batch=batch, by=None)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert not Card.objects.published().exists()


def test_an_undo_is_told_once_for_many_cards(folder: Path) -> None:
    batch = applied(folder, ROWS)
    actions.undo_import(batch=batch, by=None)
    told = Event.objects.get(name="cards.changes_undone")
    assert told.detail == {"batch": str(batch.batch), "undone": 3, "kept": 0}
