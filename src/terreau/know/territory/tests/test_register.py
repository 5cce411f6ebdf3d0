"""Communes are found by what people know of them."""

import csv
import json
from pathlib import Path

import pytest
from django.conf import settings

from terreau.know.territory import queries
from terreau.know.territory.register.reading import FILE, register
from terreau.know.territory.surveying import CENTRES
from terreau.lib import geo

DATA = Path(settings.PACKAGE).parents[2] / "shared" / "data" / "communes"
pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="the register of communes is made by the set-up")


def codes(text: str) -> list[str]:
    return [one.code for one in queries.find_communes(text)]


@pytest.mark.parametrize("text", ["Épinal", "epinal", "EPINAL ", "Epinall", "88160"])
def test_epinal_is_found_first_however_it_is_written(text: str) -> None:
    assert codes(text)[0] == "88160"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("l hay les roses", "94038"),
        ("St Étienne", "42218"),
        ("le havre", "76351"),
        ("havre", "76351"),
        ("2a004", "2A004"),
    ],
)
def test_a_name_forgives_articles_saints_and_hyphens(text: str, code: str) -> None:
    assert code in codes(text)


def test_homonyms_are_told_apart_by_their_departement() -> None:
    found = queries.find_communes("saint denis")
    assert {one.departement_name for one in found} >= {"La Réunion", "Seine-Saint-Denis", "Aude", "Gard"}


def test_a_postcode_gives_all_its_communes_and_a_code_comes_before_it() -> None:
    assert {"88160", "88087"} <= set(codes("88000"))
    assert codes("88160")[0] == "88160" and "88468" in codes("88160")


def test_one_commune_has_21_postcodes() -> None:
    paris = queries.commune("75056")
    assert paris is not None and len(paris.postcodes) == 21
    assert codes("75013")[0:2].count("75056") == 1


def test_a_commune_that_joined_another_leads_to_it() -> None:
    assert queries.commune("88422") == queries.commune("88160")
    assert codes("Cordieux") == ["01262"]


@pytest.mark.parametrize("text", ["", "   ", "!!!", "zzzzqqq", "00000"])
def test_what_is_no_commune_finds_nothing(text: str) -> None:
    assert codes(text) == []


@pytest.mark.skipif(not DATA.is_dir(), reason="the reference data is not beside the repository")
class TestAgainstTheReferenceData:
    def test_every_commune_is_there_with_its_population(self) -> None:
        with (DATA / "communes.csv").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["type"] == "commune-actuelle"]
        ours = register().by_code
        wrong = [row["code"] for row in rows if (ours[row["code"]].population or 0) != int(row["population"] or 0)]
        assert len(rows) > 34_000
        assert wrong == []

    def test_the_agglomeration_of_epinal_has_78_communes(self) -> None:
        home = queries.commune("88160")
        assert home is not None and home.population == 32_251
        members = json.loads((DATA / "epci-epinal-200068757.json").read_text(encoding="utf-8"))["membres"]
        ours = {one.code for one in queries.neighbours(home)} | {home.code}
        assert ours == {one["code"] for one in members}
        assert len(ours) == 78

    def test_the_middle_of_each_departement_lies_in_it(self) -> None:
        middles = json.loads(CENTRES.read_text(encoding="utf-8"))
        shapes = json.loads((DATA / "departements-version-simplifiee.geojson").read_text(encoding="utf-8"))["features"]
        lost = [
            shape["properties"]["code"]
            for shape in shapes
            if not geo.contains(shape["geometry"], *middles[shape["properties"]["code"]])
        ]
        assert lost == []
