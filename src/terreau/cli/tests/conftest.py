"""A database of its own for tests that make, empty and replace whole towns."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from terreau.cli.archive import place
from terreau.know.cards.actions import builtin_source, create_card, load_taxonomy
from terreau.trust.people.models import Person

NAMES = ("terreau_test_from", "terreau_test_to")


@pytest.fixture
def databases(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Callable[[str], None]]:
    """Two empty databases beside the tests' own; the function given leads Django's connection to "from" or "to"."""
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), place._maintenance() as other:
        for name in NAMES:
            place._drop(other, name)
            place._create(other, name, like=before)
        try:
            yield lambda which: place._lead_to(f"terreau_test_{which}")
        finally:
            place._lead_to(before)
            for name in (*NAMES, f"{NAMES[1]}_before", f"{NAMES[1]}_restoring"):
                place._drop(other, name)


@pytest.fixture
def small_town(databases: Callable[[str], None]) -> psycopg.Connection[Any] | None:
    """In "from": categories, a person, cards with words that CSV finds hard, events."""
    databases("from")
    call_command("migrate", verbosity=0)
    load_taxonomy(by=None)
    person = Person.objects.create_user("nadia@rivelune.example", name="Nadia B.")
    source = builtin_source("town")
    for name in ("Atelier des Écrous", 'Le « Bon », "vrai" ; café', "Ligne\nbrisée\\.", "%(nothing)s \\N"):
        values = {"name": name, "summary": "", "lon": 6.2, "lat": 47.9, "phone": "+33199001234"}
        create_card(species="actor", values=values, source=source, by=person)
    return None
