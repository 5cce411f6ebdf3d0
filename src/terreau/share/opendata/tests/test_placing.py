"""Rows without coordinates, and what an update says of itself."""

from pathlib import Path
from typing import Any

import pytest

from terreau.know.territory.enums import Exactness
from terreau.know.territory.rules import Located
from terreau.share.opendata import actions
from terreau.share.opendata.actions import locating
from terreau.share.opendata.actions.preparing import told
from terreau.share.opendata.models import Import

TEXT = "id;nom;adresse;ville\n1;Écrous;4 quai des Tanneurs;Rivelune\n2;Ruche;nulle part;Rivelune"


def prepared(folder: Path, settings: Any) -> Import:
    settings.DATA = folder / "data"
    path = folder / "places.csv"
    path.write_text(TEXT, encoding="utf-8")
    batch = actions.receive_file(path=path, name="places.csv", source_name="P", licence="lo2", by=None)
    return actions.prepare_import(batch=batch, by=None)


@pytest.mark.django_db
def test_an_address_places_a_row_and_what_is_not_found_is_told(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Located("4 quai des Tanneurs", 6.2, 47.9, Exactness.EXACT)
    monkeypatch.setattr(locating, "geocode", lambda rows: [found if "quai" in row.street else None for row in rows])
    batch = prepared(tmp_path, settings)
    placed, unplaced = batch.lines.order_by("number")
    assert (placed.values["lon"], placed.values["lat"], placed.values["precision"]) == (6.2, 47.9, "exact")
    assert "lon" not in unplaced.values
    assert any("à placer" in sentence for sentence in unplaced.problems)


def test_an_update_says_from_what_to_what() -> None:
    assert told("Rue", "", "6 quai") == "Rue\u202f: — → 6 quai"
    assert len(told("Texte", "a" * 500, "b" * 500)) < 140
