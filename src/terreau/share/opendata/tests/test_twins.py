"""Lines of one file that say the same thing, next to each other or far apart."""

from pathlib import Path
from typing import Any

import pytest

from terreau.know.cards.models import Card
from terreau.share.opendata import actions
from terreau.share.opendata.models import Origin

HEADINGS = "id;nom;adresse;ville;lat;lon;téléphone;site"
SAME = [
    "1;Atelier des Écrous;4 quai des Tanneurs;Rivelune;47.9083;6.2037;;",
    "2;Atelier des Écrous;4 quai des Tanneurs;Rivelune;47.9083;6.2037;01 99 00 12 34;",
    "3;Association Atelier des Écrous;4 quai des Tanneurs;Rivelune;47.9083;6.2037;;https://ecrous.example",
]


@pytest.mark.django_db
def test_three_lines_for_one_thing_make_one_card(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path / "data"
    path = tmp_path / "twins.csv"
    path.write_text("\n".join([HEADINGS, *SAME]), encoding="utf-8")
    batch = actions.receive_file(path=path, name="twins.csv", source_name="T", licence="lo2", by=None)
    batch = actions.prepare_import(batch=batch, by=None)
    assert batch.counts["merge"] == 2
    actions.apply_import(batch=batch, by=None)
    card = Card.objects.get()
    assert (card.phone, card.website) == ("+33199001234", "https://ecrous.example")
    assert set(Origin.objects.values_list("card_id", flat=True)) == {card.pk}
    assert Origin.objects.count() == 3


@pytest.mark.django_db
def test_undoing_the_second_import_gives_back_what_the_first_had_said(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path / "data"
    first = SAME[0]
    for street in ("4 quai des Tanneurs", "6 quai des Tanneurs"):
        path = tmp_path / "again.csv"
        path.write_text("\n".join([HEADINGS, first.replace("4 quai des Tanneurs", street)]), encoding="utf-8")
        batch = actions.receive_file(path=path, name="again.csv", source_name="T", licence="lo2", by=None)
        batch = actions.apply_import(batch=actions.prepare_import(batch=batch, by=None), by=None)
    assert Card.objects.get().street == "6 quai des Tanneurs"
    actions.undo_import(batch=batch, by=None)
    assert Card.objects.get().street == "4 quai des Tanneurs"
    assert Origin.objects.get().values["street"] == "4 quai des Tanneurs"


@pytest.mark.django_db
def test_a_stage_is_asked_once(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path / "data"
    path = tmp_path / "once.csv"
    path.write_text("\n".join([HEADINGS, SAME[0]]), encoding="utf-8")
    batch = actions.receive_file(path=path, name="once.csv", source_name="T", licence="lo2", by=None)
    batch = actions.prepare_import(batch=batch, by=None)
    asked = [actions.ask_stage(batch=batch, stage="applying", by=None) for _click in range(2)]
    assert asked == [True, False]
    assert not actions.ask_stage(batch=batch, stage="nonsense", by=None)
