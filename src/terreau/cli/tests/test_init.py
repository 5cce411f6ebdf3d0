"""`terreau init`: a town set up in one command, and nothing changed by the second."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pytest_django import Settings

from terreau.cli import init as module
from terreau.know.cards.models import Category, Source
from terreau.know.territory.enums import Placing
from terreau.know.territory.models import Town
from terreau.know.territory.register.reading import FILE
from terreau.know.territory.tests.test_outlines import epinal, feature, square
from terreau.lib.tests.stand_in import standing_in
from terreau.trust.audit.models import Event
from terreau.trust.people.models import Person

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FILE.is_file(), reason="the register of communes is made by the set-up"),
]


def run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(module.init, list(arguments), input=typed)


@pytest.fixture(autouse=True)
def offline(settings: Settings) -> None:
    settings.TERREAU_GEO_API = ""


def test_a_commune_is_set_up_with_its_categories_sources_and_first_link() -> None:
    result = run("--commune", "88160", "--admin-email", "ada@example.org")
    assert result.exit_code == 0, result.output
    assert "32\u202f251 habitants" in result.output and "78 communes" in result.output
    town = Town.objects.get()
    assert (town.name, town.code, town.placing) == ("Épinal", "88160", Placing.ROUGH)
    assert Category.objects.count() > 50
    assert set(Source.objects.values_list("slug", flat=True)) == {"self", "survey", "town"}
    assert "http" in result.output and Person.objects.get().email == "ada@example.org"


def test_the_second_run_changes_nothing() -> None:
    run("--commune", "88160", "--admin-email", "ada@example.org")
    before = (Town.objects.values().get(), Category.objects.count(), Event.objects.count())
    result = run("--commune", "35238", "--admin-email", "other@example.org")
    assert result.exit_code == 0 and "rien n’est changé" in result.output
    assert (Town.objects.values().get(), Category.objects.count(), Event.objects.count()) == before
    same = run("--commune", "88160", "--change")
    assert "à l’identique" in same.output and Event.objects.count() == before[2]


def test_change_rewrites_the_town(tmp_path: Path) -> None:
    run("--commune", "88160")
    file = tmp_path / "outline.geojson"
    file.write_text(json.dumps(feature(square(6.4, 48.1), code="88160")))
    result = run("--change", "--outline", str(file))
    assert result.exit_code == 0, result.output
    town = Town.objects.get()
    assert (town.placing, town.bounds) == (Placing.OUTLINE, [6.4, 48.1, 6.45, 48.15])


def test_homonyms_are_listed_for_a_script_and_nothing_is_written() -> None:
    result = run("--commune", "saint denis")
    assert result.exit_code == 2
    assert "La Réunion" in result.output and "Seine-Saint-Denis" in result.output and "93066" in result.output
    assert Town.objects.count() == 0


def test_a_person_chooses_among_homonyms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "is_terminal", lambda: True)
    result = run(typed="saint denis\n2\nada@example.org\n")
    assert result.exit_code == 0, result.output
    assert Town.objects.get().code == "93066"


def test_the_public_service_gives_the_border(settings: Settings) -> None:
    with standing_in(epinal) as server:
        settings.TERREAU_GEO_API = server.url
        result = run("--commune", "Épinal")
    assert result.exit_code == 0 and "Contour exact" in result.output
    assert Town.objects.get().placing == Placing.OUTLINE


def test_offline_asks_nobody(settings: Settings) -> None:
    with standing_in(epinal) as server:
        settings.TERREAU_GEO_API = server.url
        run("--commune", "88160", "--offline")
        assert server.asked == []


def test_a_town_abroad_is_set_up_by_hand() -> None:
    result = run(
        "--name", "Totnes", "--country", "gb", "--population", "8500", "--centre=-3.684,50.432", "--hectares", "600"
    )
    assert result.exit_code == 0, result.output
    town = Town.objects.get()
    assert (town.name, town.country, town.population, town.placing) == ("Totnes", "GB", 8500, Placing.CIRCLE)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--commune", "zzzzqq"], "Aucune commune"),
        ([], "Quelle commune"),
        (["--country", "BE"], "--name"),
        (["--name", "Totnes", "--country", "GB"], "--centre"),
        (["--commune", "88160", "--outline", "/nowhere.geojson"], "pas de fichier"),
        (["--name", "T", "--centre", "48,200"], "longitude comes first"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code in {1, 2} and said in result.output
    assert "Traceback" not in result.output
    assert Town.objects.count() == 0


def test_without_an_address_it_says_how_to_get_an_administrator() -> None:
    result: Any = run("--commune", "88160")
    assert "--admin-email" in result.output and Person.objects.count() == 0
