"""From a file to the town and back: verdicts, three-way updates, crashes, hostile files, roles."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from terreau.know.cards import actions as cards
from terreau.know.cards.enums import Branch, CardStatus
from terreau.know.cards.models import Card, Category
from terreau.lib.errors import Refused
from terreau.share.opendata import actions
from terreau.share.opendata.actions import applying
from terreau.share.opendata.enums import Stage, Verdict
from terreau.share.opendata.models import Import, Line, Origin
from terreau.share.opendata.rules import to_complete, to_write

CSV = """id;nom;adresse;ville;lat;lon;téléphone;catégories
1;Atelier des Écrous;4 quai des Tanneurs;Rivelune;47,9083;6,2037;01 99 00 12 34;Réparation
2;La Ruche des Aulnes;2 place de la Halle;Rivelune;47,9126;6,2142;;Alimentation
3;;rue sans nom;Rivelune;47,9;6,2;;
4;Sans coordonnées;12 rue Haute;Rivelune;0;0;pas un numéro;Inconnue
"""


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path / "data"
    return tmp_path


def bring(
    folder: Path, text: str = CSV, name: str = "acteurs.csv", source: str = "Fichier", licence: str = "lo2"
) -> Import:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return actions.receive_file(path=path, name=name, source_name=source, licence=licence, by=None)


def prepared(folder: Path, **given: str) -> Import:
    return actions.prepare_import(batch=bring(folder, **given), by=None)


def applied(folder: Path, **given: str) -> Import:
    return actions.apply_import(batch=prepared(folder, **given), by=None)


@pytest.mark.django_db
def test_a_file_is_understood_before_anything_is_written(folder: Path) -> None:
    Category.objects.create(branch=Branch.THEME, slug="repair", name="Réparation")
    batch = prepared(folder)
    assert batch.mapping == {
        "id": "key", "nom": "name", "adresse": "street", "ville": "city", "lat": "lat", "lon": "lon",
        "téléphone": "phone", "catégories": "category",
    }  # fmt: skip
    assert batch.counts == {"create": 3, "refuse": 1, "missing": 0}
    assert not Card.objects.exists()
    refused = batch.lines.get(verdict=Verdict.REFUSE)
    assert "ligne 4" in refused.why[0]
    troubled = batch.lines.get(number=4)
    assert any("(0, 0)" in sentence for sentence in troubled.problems)
    assert any("téléphone" in sentence for sentence in troubled.problems)


@pytest.mark.django_db
def test_what_is_applied_is_what_was_shown(folder: Path) -> None:
    theme = Category.objects.create(branch=Branch.THEME, slug="repair", name="Réparation")
    batch = applied(folder)
    assert batch.stage == Stage.APPLIED
    card = Card.objects.get(name="Atelier des Écrous")
    assert (card.phone, card.lon, card.themes) == ("+33199001234", 6.2037, [theme.pk])
    assert card.sources["phone"]["source"] == batch.source_id
    assert card.actor
    assert Origin.objects.count() == 3


@pytest.mark.django_db
def test_applying_twice_writes_once(folder: Path) -> None:
    batch = applied(folder)
    actions.apply_import(batch=batch, by=None)
    assert Card.objects.count() == 3


@pytest.mark.django_db
def test_the_same_file_again_changes_nothing(folder: Path) -> None:
    applied(folder)
    again = applied(folder)
    assert again.counts["same"] == 3
    assert Card.objects.count() == 3


@pytest.mark.django_db
def test_a_local_edit_is_never_overwritten_and_what_disappears_is_flagged(folder: Path) -> None:
    batch = applied(folder)
    card = Card.objects.get(name="Atelier des Écrous")
    cards.edit_card(card=card, values={"phone": "+33199009999"}, source=cards.builtin_source("self"), by=None)
    changed = CSV.replace("01 99 00 12 34", "01 99 00 55 55").replace("4 quai des Tanneurs", "6 quai des Tanneurs")
    lines = [line for line in changed.splitlines() if not line.startswith("2;")]
    again = applied(folder, text="\n".join(lines))
    card.refresh_from_db()
    assert (card.street, card.phone) == ("6 quai des Tanneurs", "+33199009999")
    assert any("gardé" in sentence for sentence in again.lines.get(number=1).why)
    gone = Card.objects.get(name="La Ruche des Aulnes")
    assert gone.missing_since is not None
    assert gone.status == CardStatus.PUBLISHED
    applied(folder, text=changed)
    gone.refresh_from_db()
    assert gone.missing_since is None
    assert batch.source_id == again.source_id


@pytest.mark.django_db
def test_a_certain_double_is_merged_and_fills_only_what_is_empty(folder: Path) -> None:
    values = {"name": "Atelier des Écrous", "lon": 6.2037, "lat": 47.9083, "summary": "Ici."}
    card = cards.create_card(species="actor", values=values, source=cards.builtin_source("self"), by=None)
    batch = applied(folder)
    card.refresh_from_db()
    assert batch.counts["merge"] == 1
    assert (card.summary, card.phone) == ("Ici.", "+33199001234")
    assert card.sources["summary"]["source"] != card.sources["phone"]["source"]


@pytest.mark.django_db
def test_a_whole_import_is_taken_back(folder: Path) -> None:
    values = {"name": "Atelier des Écrous", "lon": 6.2037, "lat": 47.9083}
    card = cards.create_card(species="actor", values=values, source=cards.builtin_source("self"), by=None)
    batch = applied(folder)
    actions.undo_import(batch=batch, by=None)
    card.refresh_from_db()
    assert card.phone == ""
    assert list(Card.objects.published()) == [card]
    assert not Origin.objects.exists()
    assert applied(folder).counts["create"] == 2


@pytest.mark.django_db
def test_undoing_keeps_what_someone_built_on(folder: Path) -> None:
    batch = applied(folder)
    card = Card.objects.get(name="La Ruche des Aulnes")
    cards.edit_card(card=card, values={"summary": "Paniers."}, source=cards.builtin_source("self"), by=None)
    batch = actions.undo_import(batch=batch, by=None)
    assert batch.counts["kept"] == 1
    assert list(Card.objects.published()) == [card]


@pytest.mark.django_db
def test_half_an_import_goes_on_where_it_stopped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "\n".join(f"{n};{n * 7919:x} {n * 104729:x};{n} rue Haute;;{40 + n / 200};6.2" for n in range(1, 1201))
    batch = prepared(folder, text=f"id;nom;adresse;ville;lat;lon\n{rows}")
    batch.lines.update(verdict=Verdict.CREATE)
    wrote = []
    real = applying._write

    def dying(*arguments: Any) -> None:
        if wrote:
            raise KeyboardInterrupt
        real(*arguments)
        wrote.append(1)

    monkeypatch.setattr(applying, "CHUNK", 500)
    monkeypatch.setattr(applying, "_write", dying)
    with pytest.raises(KeyboardInterrupt):
        actions.apply_import(batch=batch, by=None)
    assert Card.objects.count() == 500
    monkeypatch.setattr(applying, "_write", real)
    batch = actions.apply_import(batch=batch, by=None)
    assert Card.objects.count() == 1200
    assert batch.stage == Stage.APPLIED


KILLED = """
import os, signal, django
django.setup()
from terreau.share.opendata import actions
from terreau.share.opendata.actions import applying
from terreau.share.opendata.models import Import
real = applying._write
def dying(*arguments):
    real(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)
applying._write = dying
actions.apply_import(batch=Import.objects.get(), by=None)
"""


@pytest.mark.django_db(transaction=True)
def test_kill_9_in_the_middle_leaves_nothing_half_written(folder: Path, settings: Any) -> None:
    batch = prepared(folder)
    name = connection.settings_dict["NAME"]
    url = f"postgres://{settings.DATABASES['default']['USER']}@/{name}?host={connection.settings_dict['HOST']}"
    port = connection.settings_dict["PORT"]
    environment = {"DATABASE_URL": url + (f"&port={port}" if port else ""), "DJANGO_SETTINGS_MODULE": "terreau.config.settings",
                   "TERREAU_SECRET_KEY": "x", "TERREAU_DATA": str(settings.DATA), "PYTHONPATH": ":".join(sys.path)}  # fmt: skip
    done = subprocess.run([sys.executable, "-c", KILLED], env=environment, check=False)
    assert done.returncode == -9
    assert Card.objects.count() == Line.objects.filter(applied=True).count() in (0, 3)
    batch = actions.apply_import(batch=batch, by=None)
    assert Card.objects.count() == 3
    assert Origin.objects.count() == 3


VALUES = st.one_of(st.none(), st.just(""), st.text(max_size=3))


@given(VALUES, VALUES, VALUES)
def test_three_ways_a_local_edit_always_wins(last: Any, now: Any, card: Any) -> None:
    write, kept = to_write({"f": last}, {"f": now}, {"f": card})
    edited_here = card not in (None, "") and card != last
    assert not (edited_here and write)
    assert not (now == card and write)
    assert not (set(write) & set(kept))


def test_merging_never_replaces_a_value_nor_moves_a_card() -> None:
    filled = to_complete(
        {"phone": "1", "city": "B", "lon": 1.0, "lat": 2.0}, {"phone": "2", "city": "", "lon": 5.0, "lat": 6.0}
    )
    assert filled == {"city": "B"}


@pytest.mark.django_db
def test_markup_and_formulas_are_kept_as_harmless_text(folder: Path) -> None:
    evil = "nom;description;site\n<script>alert(1)</script>Café <b>bleu</b>;=cmd()|x;javascript:alert(1)\n"
    batch = applied(folder, text=evil)
    card = Card.objects.get()
    assert card.name == "Café bleu"
    assert card.website == ""
    assert batch.lines.get().problems
    content = b"".join(Client().get("/map/cards.csv").streaming_content).decode()
    assert "'=cmd()" in content


@pytest.mark.django_db
def test_what_has_no_known_licence_is_not_given_further(folder: Path) -> None:
    applied(folder, licence="unknown")
    response = Client().get("/map/cards.geojson")
    assert json.loads(b"".join(response.streaming_content))["features"] == []
    assert response["X-Left-Out-Unknown-Licence"] == "3"


@pytest.mark.django_db
def test_lambert_93_and_exchanged_columns_are_put_right(folder: Path) -> None:
    lambert = prepared(
        folder, text="nom;x;y\nÉpinal;956000;6791000\nNancy;933000;6848000\n", name="l93.csv", source="L93"
    )
    assert 48 < lambert.lines.get(number=1).values["lat"] < 48.5
    exchanged = prepared(
        folder, text="nom;latitude;longitude\nA;106.2;47.9\nB;106.3;47.8\n", name="swap.csv", source="S"
    )
    assert exchanged.lines.get(number=1).values["lat"] == 47.9


@pytest.mark.django_db
def test_a_decision_after_the_preview_is_refused(folder: Path) -> None:
    batch = applied(folder)
    with pytest.raises(Refused):
        actions.decide_line(line=batch.lines.get(number=1), verdict="skip", by=None)


@pytest.mark.parametrize("path", ["/data/imports/", "/data/duplicates/"])
@pytest.mark.django_db
def test_visitors_are_kept_out(path: str) -> None:
    assert Client().get(path).status_code == 403
    assert Client().post(path).status_code == 403
