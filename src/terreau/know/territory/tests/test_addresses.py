"""From a written address to a point."""

import csv
import io
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from terreau.know.territory import actions, queries
from terreau.know.territory.addresses import service
from terreau.know.territory.enums import Exactness
from terreau.know.territory.rules import PostalAddress, TownFacts, split_number, street_key
from terreau.know.territory.tests.test_outlines import square
from terreau.lib.tests.stand_in import Asked, Reply, standing_in


@pytest.fixture
def town(db: None, settings: Settings) -> Iterator[None]:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.TERREAU_ADDRESS_API = ""
    facts = TownFacts(name="Épinal", code="88160", postcodes=("88000",), outline=square(6.4, 48.1, 0.2))
    actions.settle_town(facts=facts, by=None)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def base(town: None) -> None:
    rows = [
        {
            "street": street,
            "number": number,
            "lon": 6.45 + rank / 1000,
            "lat": 48.17,
            "city": "Épinal",
            "postcode": "88000",
        }
        for street in ("Rue des Écrous", "Avenue du Général-de-Gaulle")
        for rank, number in enumerate(("1", "2 bis", "12"))
    ]
    actions.load_addresses(rows=rows, by=None)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("12 bis, rue des Lilas", ("12 bis", "rue des Lilas")),
        ("12bis rue des Lilas", ("12 bis", "rue des Lilas")),
        ("rue du 8 mai 1945", ("", "rue du 8 mai 1945")),
        ("3 rue du 8 mai 1945", ("3", "rue du 8 mai 1945")),
        ("007 rue X", ("7", "rue X")),
        ("", ("", "")),
    ],
)
def test_the_number_is_told_from_the_street(written: str, parts: tuple[str, str]) -> None:
    assert split_number(written) == parts


def test_abbreviations_and_accents_do_not_matter() -> None:
    assert street_key("Av. du Gal de Gaulle") != street_key("rue du Gal de Gaulle")
    assert street_key("BD St-Michel") == street_key("boulevard Saint Michel")


@given(st.text(max_size=80))
def test_any_text_has_a_number_and_a_street(text: str) -> None:
    number, street = split_number(text)
    assert street_key(street) == street_key(street).strip()
    assert number == "" or number[0].isdigit()


@pytest.mark.parametrize(
    ("written", "precision", "lon"),
    [
        ("2 bis rue des Ecrous", Exactness.EXACT, 6.451),
        ("99 rue des écrous", Exactness.STREET, 6.451),
        ("Av du general de gaule", Exactness.STREET, 6.451),
        ("12, AVENUE DU GÉNÉRAL DE GAULLE", Exactness.EXACT, 6.452),
    ],
)
def test_our_own_base_places_an_address(base: None, written: str, precision: str, lon: float) -> None:
    (found,) = queries.geocode([PostalAddress(written)])
    assert found is not None
    assert (found.precision, round(found.lon, 6)) == (precision, lon)


@pytest.mark.parametrize(
    "address", [PostalAddress("rue Inconnue"), PostalAddress(""), PostalAddress("1 rue des Écrous", "35000", "Rennes")]
)
def test_an_address_that_is_not_ours_stays_to_be_placed(base: None, address: PostalAddress) -> None:
    assert queries.geocode([address]) == [None]


def test_typing_finds_streets_then_numbers(base: None) -> None:
    assert [found.label for found in queries.search_addresses("ecrous")] == ["Rue des Écrous"]
    assert [found.label for found in queries.search_addresses("2 rue des ecrous")] == ["2 bis Rue des Écrous"]
    assert queries.search_addresses("zz") == []


def geocoder(asked: Asked) -> Reply:
    """Answers like the national service: adds columns to the rows of the file."""
    sent = asked.body.split(b"text/csv\r\n\r\n", 1)[1].rsplit(b"\r\n--", 1)[0].decode()
    out = io.StringIO()
    rows = list(csv.DictReader(io.StringIO(sent)))
    names = ["longitude", "latitude", "result_score", "result_type", "result_label", "result_postcode"]
    writer = csv.DictWriter(out, [*rows[0], *names])
    writer.writeheader()
    kinds = {
        "exact": ("0.97", "housenumber"),
        "rue": ("0.8", "street"),
        "ville": ("0.9", "municipality"),
        "flou": ("0.3", "street"),
    }
    for row in rows:
        score, kind = kinds.get(row["street"], ("", ""))
        found = dict(zip(names, ("6.5", "48.2", score, kind, "label", "88000"), strict=True)) if kind else {}
        writer.writerow(row | found)
    return Reply(out.getvalue().encode())


def test_a_whole_file_is_placed_with_its_precision(town: None, settings: Settings) -> None:
    words = ["exact", "rue", "ville", "flou", "rien"]
    with standing_in(geocoder) as server:
        settings.TERREAU_ADDRESS_API = server.url
        told: list[int] = []
        found = queries.geocode([PostalAddress(word) for word in words], tell=told.append)
        assert [asked.path for asked in server.asked] == ["/search/csv"]
    precisions = [one.precision if one else None for one in found]
    assert precisions == [Exactness.EXACT, Exactness.STREET, Exactness.TOWN, None, None]
    assert told[-1] == 5


def test_an_answer_in_another_region_is_no_answer(town: None, settings: Settings) -> None:
    with standing_in(geocoder) as server:
        settings.TERREAU_ADDRESS_API = server.url
        assert queries.geocode([PostalAddress("exact", "35000", "Rennes")]) == [None]


def test_many_addresses_go_in_several_requests(town: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "CHUNK", 2)
    monkeypatch.setattr(service, "PAUSE", 0)
    with standing_in(geocoder) as server:
        settings.TERREAU_ADDRESS_API = server.url
        found = queries.geocode([PostalAddress("exact")] * 5)
        assert len(server.asked) == 3
    assert all(found)


def test_a_busy_service_is_asked_again_and_a_broken_one_is_left(
    town: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "RETRIES", (0, 0))
    tries: list[int] = []

    def busy(asked: Asked) -> Reply:
        tries.append(1)
        return geocoder(asked) if len(tries) == 3 else Reply(status=503)

    with standing_in(busy) as server:
        settings.TERREAU_ADDRESS_API = server.url
        assert queries.geocode([PostalAddress("exact")]) != [None]
    with standing_in(lambda asked: Reply(status=400)) as server:
        settings.TERREAU_ADDRESS_API = server.url
        assert queries.geocode([PostalAddress("exact")]) == [None]
        assert len(server.asked) == 1


def test_typing_asks_the_service_once_and_keeps_what_is_near(town: None, settings: Settings) -> None:
    def answer(asked: Asked) -> Reply:
        places = [((6.45, 48.17), "1 Rue Haute"), ((2.35, 48.85), "1 Rue Haute Paris")]
        return Reply({"features": [
            {"geometry": {"coordinates": point}, "properties": {"label": label, "score": 0.9, "type": "housenumber"}}
            for point, label in places
        ]})  # fmt: skip

    with standing_in(answer) as server:
        settings.TERREAU_ADDRESS_API = server.url
        for _ in range(2):
            assert [found.label for found in queries.search_addresses("1 rue haute")] == ["1 Rue Haute"]
        assert len(server.asked) == 1


def test_a_service_that_is_away_is_left_alone_for_a_moment(town: None, settings: Settings) -> None:
    with standing_in(lambda asked: Reply(status=500)) as server:
        settings.TERREAU_ADDRESS_API = server.url
        assert queries.search_addresses("rue haute") == queries.search_addresses("rue basse") == []
        assert len(server.asked) == 1
