"""`terreau import` from a terminal or a script."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from terreau.cli import watching
from terreau.cli.importing import import_file
from terreau.know.cards import actions as cards
from terreau.know.cards.models import Card
from terreau.share.opendata import actions
from terreau.share.opendata.models import Import

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


def test_a_stopped_import_says_how_to_go_on_and_goes_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    applied = actions.apply_import

    def stopped(**_given: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(actions, "apply_import", stopped)
    done = run(path, "--yes")
    assert done.exit_code == 1
    batch = Import.objects.get()
    assert f"terreau import --resume {batch.pk}" in done.stderr
    assert not Card.objects.exists()
    monkeypatch.setattr(actions, "apply_import", applied)
    assert run("--resume", batch.pk).exit_code == 0
    assert Card.objects.count() == 1
    assert run("--resume", batch.pk).exit_code == 0  # again changes nothing
    assert Card.objects.count() == 1


def test_an_unknown_import_or_no_file_is_said(path: Path) -> None:
    assert "pas d’import numéro 4000" in run("--resume", 4000).stderr
    assert "Missing argument" in run("--yes").stderr


def test_progress_is_a_line_for_each_tenth_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    said = ""
    for done in range(0, 1001, 50):
        said = watching._say("En cours d’écriture", done / 1000, done, said, bar=False)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 11
    assert lines[-1].endswith("100 %")
    watching._say("En cours d’écriture", 0.5, 500, "", bar=True)
    assert "███████████████ " in capsys.readouterr().err


@pytest.mark.django_db(transaction=True)
def test_the_watcher_reads_what_the_import_notes(
    path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(watching, "PAUSE", 0.01)
    source = cards.builtin_source("self")
    batch = Import.objects.create(source=source, species="actor", total=200, done=100, stage="applying")
    with watching.watched(batch):
        until = time.monotonic() + 10
        seen = ""
        while "50 %" not in seen and time.monotonic() < until:
            time.sleep(0.02)
            seen += capfd.readouterr().err
    assert "50 %" in seen
