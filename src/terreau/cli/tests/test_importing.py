"""`terreau import` from a terminal or a script."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from terreau.cli.importing import import_file
from terreau.know.cards import actions as cards
from terreau.know.cards.models import Card

TEXT = "id;nom;ville;lat;lon;téléphone\n1;Atelier des Écrous;Rivelune;47.9083;6.2037;01 99 00 12 34\n"

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path / "data"
    file = tmp_path / "acteurs.csv"
    file.write_text(TEXT, encoding="utf-8")
    return file


def run(*arguments: object) -> Result:
    return CliRunner().invoke(import_file, [str(one) for one in arguments])


def test_a_file_is_brought_in_and_counted(path: Path) -> None:
    done = run(path, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["counts"]["create"] == 1
    assert Card.objects.get().phone == "+33199001234"


def test_asking_leaves_a_certain_double_to_a_person_now_and_next_time(path: Path) -> None:
    values = {"name": "Atelier des Écrous", "lon": 6.2037, "lat": 47.9083}
    card = cards.create_card(species="actor", values=values, source=cards.builtin_source("self"), by=None)
    for options in (["--ask"], []):
        done = run(path, "--yes", "--source", "Ville", *options)
        assert "Double possible : à décider : 1" in done.stdout.replace("\u202f", " ")
        card.refresh_from_db()
        assert card.phone == ""
    run(path, "--yes", "--source", "Ville", "--no-ask")
    card.refresh_from_db()
    assert card.phone == "+33199001234"


def test_a_file_that_cannot_be_read_ends_in_a_sentence(path: Path) -> None:
    path.write_text("nom;ville\n", encoding="utf-8")
    done = run(path, "--yes")
    assert done.exit_code == 1
    assert "en-tête" in done.stderr
