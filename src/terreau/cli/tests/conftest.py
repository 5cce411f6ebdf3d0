"""Databases of their own for tests that make, empty and replace whole towns; and a site served as a town serves it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from terreau.cli.archive import place
from terreau.cli.tests.sites import Site, free_port
from terreau.know.cards.actions import builtin_source, create_card, load_taxonomy
from terreau.lib.postgres import running
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


@pytest.fixture(scope="session")
def empty_town() -> Iterator[Path]:
    """A data folder whose tables are made, quickly, once, but one; where the user that the server runs as can reach it."""
    folder = Path(tempfile.mkdtemp(prefix="terreau-serve-", dir=os.path.realpath("/tmp")))
    folder.chmod(0o755)
    with running(folder / "empty", durable=False) as url:
        for which in ([], ["sessions", "zero"]):
            command = [sys.executable, "-m", "django", "migrate", *which, "--verbosity", "0"]
            subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=True)
    yield folder / "empty"
    subprocess.run(["rm", "-rf", str(folder)], check=True)  # a server that a test left may still be saying goodbye


@pytest.fixture
def site(empty_town: Path) -> Iterator[Site]:
    """Served durably from a copy of its own, brought up to date as it starts."""
    folder = Path(tempfile.mkdtemp(dir=empty_town.parent))
    folder.chmod(0o755)
    subprocess.run(["cp", "-a", f"{empty_town}/.", str(folder)], check=True)
    one = Site(folder, free_port())
    try:
        one.start("--migrate")
        yield one
    finally:
        if one.process.poll() is None:
            one.kill()
