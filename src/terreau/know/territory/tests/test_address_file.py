"""The town's addresses come from the national base's file or its own; a broken line is named and changes nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from terreau.know.territory import actions, queries
from terreau.know.territory.addresses.file import addresses_in
from terreau.know.territory.models import Address
from terreau.know.territory.rules import TownFacts
from terreau.know.territory.tests.people import signed_in
from terreau.know.territory.tests.test_outlines import square
from terreau.lib import geo
from terreau.lib.errors import Refused

BAN = (
    "id;id_fantoir;numero;rep;nom_voie;code_postal;code_insee;nom_commune;code_insee_ancienne_commune;"
    "nom_ancienne_commune;x;y;lon;lat;type_position;alias;nom_ld;libelle_acheminement;nom_afnor;source_position;"
    "source_nom_voie;certification_commune;cad_parcelles\n"
    "88160_1_2_bis;;2;bis;Rue des Écrous;88000;88160;Épinal;;;955000;6789000;6.45;48.17;entrée;;;EPINAL;;commune;commune;1;\n"
    "54395_1_1;;1;;Rue Stanislas;54000;54395;Nancy;;;934000;6847000;6.18;48.69;entrée;;;NANCY;;commune;commune;1;\n"
)
BAL = (
    "uid_adresse;cle_interop;commune_insee;commune_nom;voie_nom;numero;suffixe;position;x;y;long;lat;source;date_der_maj\n"
    ";88160_1_00003;88160;Épinal;Rue Haute;3;;entrée;954321,5;6789012,25;;;mairie;2026-01-01\n"
    ";88160_2_99999;88160;Épinal;Lieu-dit Le Pré;99999;;segment;;;6.46;48.18;mairie;2026-01-01\n"
)


@pytest.fixture
def town(db: None) -> None:
    shape = geo.check_polygon(square(6.4, 48.1, 0.2))
    actions.settle_town(facts=TownFacts(name="Épinal", code="88160", outline=shape), by=None)


def test_the_national_base_gives_the_town_and_leaves_the_others() -> None:
    (row,) = addresses_in(BAN.encode(), codes=frozenset({"88160"}))
    assert row == {
        "street": "Rue des Écrous", "number": "2 bis", "postcode": "88000", "city": "Épinal", "lon": 6.45, "lat": 48.17,
    }  # fmt: skip


def test_a_town_s_own_base_in_lambert_and_a_street_without_numbers() -> None:
    house, hamlet = addresses_in(b"\xef\xbb\xbf" + BAL.encode())
    assert (house["number"], round(house["lon"], 2), round(house["lat"], 2)) == ("3", 6.42, 48.15)
    assert (hamlet["street"], hamlet["number"], hamlet["lon"]) == ("Lieu-dit Le Pré", "", 6.46)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a;b\n1;2\n", "nom_voie"),
        ("voie_nom;numero\nRue Haute;1\n", "lon et lat"),
        ("voie_nom;lon;lat\nRue Haute;6.4;quarante\n", "Ligne 2, lon/lat"),
        ("voie_nom;lon;lat\nRue Haute;6.4;48\n;6.4;48\n", "Ligne 3 : la rue manque"),
        ("voie_nom;lon;lat\nRue Haute;640;48\n", "hors du monde"),
        ("voie_nom;lon;lat\nRue Haute;nan;48\n", "hors du monde"),
        ("voie_nom;x;y\nRue Haute;1e300;48\n", "Lambert-93"),
        (f"voie_nom;lon;lat\n{'a' * 161};6.4;48\n", "160 signes"),
        (f"voie_nom;lon;lat\n{'a' * 140_000};6.4;48\n", "Ligne 2"),
        (BAN, "Aucune adresse"),
        ("", "nom_voie"),
    ],
)
def test_a_broken_file_is_refused_by_line(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        addresses_in(text.encode(), codes=frozenset({"99999"}))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    for head in (b"", b"voie_nom,lon,lat\n"):
        try:
            rows = addresses_in(head + body)
        except Refused:
            continue
        assert all(row["street"] and abs(row["lon"]) <= 180 and abs(row["lat"]) <= 90 for row in rows)


def sent(body: str) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("adresses.csv", body.encode(), content_type="text/csv")}


@pytest.mark.usefixtures("town")
def test_the_administrator_loads_them_and_the_search_finds_them(client: Client) -> None:
    signed_in(client, "administrator")
    assert client.post("/town/settings/addresses/", sent(BAN)).status_code == 302
    assert [found.label for found in queries.search_addresses("2 rue des ecrous")] == ["2 bis Rue des Écrous"]
    broken = client.post("/town/settings/addresses/", sent(BAN.replace("6.45", "est")))
    assert broken.status_code == 422 and "Ligne 2" in broken.content.decode()
    assert Address.objects.count() == 1
