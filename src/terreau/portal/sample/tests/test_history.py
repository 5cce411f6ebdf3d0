"""The people of the town, what they did to its cards, what changed."""

import itertools
from typing import Any

from terreau.portal.sample.files import read
from terreau.portal.sample.tests import ground
from terreau.trust.people.enums import Role, ScopeKind

CARDS = {card["id"]: card for card in read("actors") + read("places")}
HISTORY, CAST, NEWS = read("history"), read("cast"), read("news")
PEOPLE = {person["id"] for person in CAST}


def by_card() -> dict[str, list[dict[str, Any]]]:
    ordered = sorted(HISTORY, key=lambda event: (event["on"], event["at"]))
    return {card: list(events) for card, events in itertools.groupby(ordered, key=lambda event: event["on"])}


def now(card: dict[str, Any], field: str) -> Any:
    return {"state": card.get("status"), "siret": card.get("identifiers", {}).get("siret")}.get(field) or card[field]


def test_events_are_in_order_and_about_cards_and_people_that_exist() -> None:
    assert len(HISTORY) >= 150
    assert [event["at"] for event in HISTORY] == sorted(event["at"] for event in HISTORY)
    assert {event["on"] for event in HISTORY} <= set(CARDS)
    assert {event["who"] for event in HISTORY} <= PEOPLE
    assert {event["what"] for event in HISTORY} == {"created", "edited", "confirmed", "merged", "undone", "flagged"}


def test_a_card_is_created_once_and_first() -> None:
    for card, events in by_card().items():
        assert [event["what"] for event in events].index("created") == 0, card
        assert sum(event["what"] == "created" for event in events) == 1, card


def test_the_last_change_of_a_field_left_it_as_it_is_now() -> None:
    for card, events in by_card().items():
        last = {event["field"]: event for event in events if "after" in event}
        for field, event in last.items():
            assert event["after"] == now(CARDS[card], field), (card, field)
            assert event["before"] != event["after"], (card, field)


def test_a_card_is_not_dated_before_what_its_history_says() -> None:
    for card, events in by_card().items():
        seen = [event["at"][:10] for event in events if event["what"] == "created"]
        assert all(one["at"] >= seen[0] for one in CARDS[card]["sources"].values()), card


def test_the_cast_holds_known_roles_over_known_parts_of_the_town() -> None:
    assert {"inhabitant", "elder", "connector", "agent", "moderator", "treasurer", "administrator"} <= {
        person["part"] for person in CAST
    }
    for person in CAST:
        assert person["email"].endswith("@rivelune.example")
        assert set(person["keeps"]) <= set(CARDS)
        for grant in person["grants"]:
            assert grant["role"] in Role.values
            assert grant["scope_kind"] in ScopeKind.values
            assert grant["scope_kind"] != "district" or grant["scope_key"] in ground.districts()


def test_news_are_about_cards_and_some_tell_what_failed() -> None:
    assert len(NEWS) == 10
    assert {item["on"] for item in NEWS} <= set(CARDS)
    assert {item["outcome"] for item in NEWS} == {"done", "failed", "harm"}
