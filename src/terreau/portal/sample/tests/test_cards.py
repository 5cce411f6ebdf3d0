"""Actors and places: who they are, where they stand, how they are reached."""

import json
import re

from terreau.know.cards.actions.taxonomy import SHIPPED
from terreau.know.cards.enums import Licence, SourceKind
from terreau.know.places.enums import PlaceStatus
from terreau.lib import geo
from terreau.lib.opening_hours import is_valid
from terreau.portal.sample.files import read
from terreau.portal.sample.tests import ground

ACTORS, PLACES = read("actors"), read("places")
CARDS = ACTORS + PLACES
BRANCH = {node["slug"]: node["branch"] for node in json.loads(SHIPPED.read_text(encoding="utf-8"))}
FICTION = re.compile(r"(01 99 00|02 61 91|03 53 01|04 65 71|05 36 49|06 39 98) \d\d \d\d")  # kept free for fiction
LATEST = "2026-11-20"


def luhn(digits: str) -> int:
    doubled = (int(digit) * (1 + rank % 2) for rank, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10


def test_the_town_is_rich_and_each_card_has_its_own_name_and_id() -> None:
    assert len(ACTORS) >= 300
    assert len(PLACES) >= 60
    assert len({card["id"] for card in CARDS}) == len(CARDS)
    assert len({card["name"] for card in CARDS}) == len(CARDS)


def test_a_card_says_what_it_is_in_few_words() -> None:
    for card in CARDS:
        assert 8 < len(card["summary"]) <= 140, card["id"]
        assert card["description"], card["id"]
        assert not re.search(r"[!'\"<>]", card["name"] + card["summary"]), card["id"]
        assert not re.search(r" [;:?»]", card["summary"] + card["description"]), card["id"]


def test_a_card_is_filed_in_the_tree() -> None:
    for card in CARDS:
        assert BRANCH[card["kind"]] == ("place" if "status" in card else "nature"), card["id"]
        assert card["themes"], card["id"]
        assert {BRANCH[slug] for slug in card["themes"]} == {"theme"}, card["id"]


def test_a_card_stands_on_dry_land_in_its_district() -> None:
    areas = ground.district_areas()
    for card in [card for card in CARDS if card["address"]]:
        address = card["address"]
        point = (address["lon"], address["lat"])
        assert geo.contains(ground.outline(), *point), card["id"]
        assert [slug for slug, area in areas.items() if area.contains(*point)] == [address["district"]], card["id"]
        assert not ground.is_wet(*point), card["id"]


def test_a_numbered_address_is_in_the_address_base() -> None:
    rows = read("addresses")
    streets = {row["street"]: {number: (lon, lat) for number, lon, lat in row["numbers"]} for row in rows}
    for card in [card for card in CARDS if card["address"] and card["address"]["number"]]:
        address = card["address"]
        assert streets[address["street"]][address["number"]] == (address["lon"], address["lat"]), card["id"]


def test_someone_who_speaks_for_themselves_is_not_shown_at_their_door() -> None:
    people = [card for card in ACTORS if card["nature"] == "individual"]
    assert people
    assert all(card["address"]["number"] == "" and card["address"]["precision"] == "street" for card in people)


def test_opening_hours_can_be_read() -> None:
    for card in [card for card in CARDS if card["opening_hours"]]:
        assert is_valid(card["opening_hours"]), card["id"]


def test_nothing_given_to_reach_an_actor_belongs_to_anyone() -> None:
    for card in ACTORS:
        assert not card["phone"] or FICTION.fullmatch(card["phone"]), card["id"]
        assert not card["email"] or card["email"].endswith(".example"), card["id"]
        assert not card["website"] or re.fullmatch(r"https://[a-z-]+\.example/", card["website"]), card["id"]


def test_identifiers_have_the_right_form_and_no_register_gave_them() -> None:
    for card in [card for card in ACTORS if card["identifiers"]]:
        siret, rna = card["identifiers"].get("siret"), card["identifiers"].get("rna")
        assert siret or rna, card["id"]
        assert not siret or (re.fullmatch(r"000\d{11}", siret) and luhn(siret) == 0 and luhn(siret[:9]) == 0), card[
            "id"
        ]
        assert not rna or re.fullmatch(r"W00\d{7}", rna), card["id"]


def test_what_is_said_has_a_known_source_and_a_past_date() -> None:
    town = read("town")
    for card in CARDS:
        assert set(card["sources"]) <= set(town["field_groups"]), card["id"]
        assert {one["source"] for one in card["sources"].values()} <= {one["slug"] for one in town["sources"]}, card[
            "id"
        ]
        assert all("2024-11-20" <= one["at"] <= LATEST for one in card["sources"].values()), card["id"]
        filled = {group for group in ("opening_hours", "accessibility", "address") if card[group]}
        assert filled <= set(card["sources"]), card["id"]


def test_one_card_in_five_or_so_waits_to_be_confirmed() -> None:
    stale = [card for card in CARDS if card["sources"]["identity"]["at"] < "2025-11-20"]
    assert 0.1 < len(stale) / len(CARDS) < 0.3


def test_a_place_is_kept_by_actors_of_the_town() -> None:
    actors = {actor["id"] for actor in ACTORS}
    for card in PLACES:
        assert set(card["managers"]) <= actors, card["id"]
        assert card["owner"] is None or card["owner"] in actors, card["id"]
        assert card["status"] in PlaceStatus.values, card["id"]


def test_sources_and_licences_are_those_that_cards_know() -> None:
    for source in read("town")["sources"]:
        assert source["kind"] in SourceKind.values
        assert source["licence"] in Licence.values
