"""Two people import at the same moment: nothing is lost, nothing is there twice."""

import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from terreau.know.cards.models import Card
from terreau.share.opendata import actions
from terreau.share.opendata.models import Import, Line, Origin
from terreau.share.opendata.tests.test_imports import CSV, folder, prepared

__all__ = ["folder"]
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works: Any) -> list[BaseException]:
    """Run them in threads that begin together, each with a connection of its own; what they raised."""
    start, raised = threading.Barrier(len(works)), []

    def run(work: Any) -> None:
        try:
            start.wait()
            work()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return raised


def apply(batch: Import) -> Any:
    return lambda: actions.apply_import(batch=batch, by=None)


def test_the_same_file_from_two_pages_is_written_once(folder: Path) -> None:
    one, two = prepared(folder), prepared(folder)
    assert at_once(apply(one), apply(two)) == []
    assert Card.objects.count() == Origin.objects.count() == 3
    assert Line.objects.filter(applied=True, card=None).count() == 0


def test_a_double_click_on_apply_writes_once(folder: Path) -> None:
    batch = prepared(folder)
    assert at_once(apply(batch), apply(batch)) == []
    assert Card.objects.count() == 3


def test_two_files_of_two_sources_both_arrive_whole(folder: Path) -> None:
    other = CSV.replace("Atelier des Écrous", "Chorale du Lavoir").replace("La Ruche des Aulnes", "Vélo-école du Pont")
    one = prepared(folder)
    two = prepared(folder, text=other.replace("Sans coordonnées", "Autre maison"), name="b.csv", source="Autre")
    assert at_once(apply(one), apply(two)) == []
    assert Card.objects.count() == 6
    assert Origin.objects.count() == 6


def test_an_import_and_its_undoing_do_not_cross(folder: Path) -> None:
    batch = prepared(folder)
    actions.apply_import(batch=batch, by=None)
    again = prepared(folder, text=CSV.replace("4 quai", "6 quai"))
    at_once(apply(again), lambda: actions.undo_import(batch=batch, by=None))
    cards = Card.objects.published().count()
    assert cards in (0, 1, 3)  # undone before, or kept because the second import built on it: never half
    assert Origin.objects.filter(card__isnull=True).count() == 0
