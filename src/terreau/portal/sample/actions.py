"""Settles Rivelune: the town, its people, its cards and two years of history, in one transaction."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from terreau.know.cards.actions import load_taxonomy
from terreau.know.cards.actions.words import learn_words
from terreau.know.territory.actions import choose_base_map, import_districts, load_addresses, settle_town
from terreau.know.territory.actions.districts import DistrictDraft
from terreau.know.territory.models import Town
from terreau.know.territory.rules import TownFacts
from terreau.portal.sample import budgets, cards, history, proposals
from terreau.portal.sample.files import read
from terreau.trust.audit.actions import record
from terreau.trust.people import actions as people
from terreau.trust.people.enums import Role
from terreau.trust.people.models import Person

Tell = Callable[[str], None]
SHOWN = ("inhabitant", "connector", "agent", "moderator", "administrator", "teacher")


@transaction.atomic
def load_sample_town(*, progress: Tell = lambda _sentence: None) -> bool:
    """Settle the sample town where there is none; False when a town already stands here."""
    if Town.objects.exists():
        return False
    progress("rivers, streets and districts")
    _ground(read("town"))
    progress("people and their roles")
    cast = _people()
    progress("actors and places")
    load_taxonomy(by=None)
    known = cards.write_cards()
    progress("two years of history")
    history.write_history(known, cast)
    progress("three budgets: one counted, one in its vote, one gathering ideas")
    budgets.write_budgets(cast, now=timezone.now())
    progress("proposals, their studies and what people say of them")
    proposals.write_proposals(cast, now=timezone.now())
    event = record("portal.sample_town_settled", by=None, detail={"cards": len(known)})
    learn_words(event)
    return True


def _ground(town: dict[str, Any]) -> None:
    outline = read("outline.geojson")
    geometry = outline.get("geometry") or outline["features"][0]["geometry"]
    facts = TownFacts(
        name=town["name"], code=town["code"], country=town["country"], population=town["population"],
        postcodes=tuple(town["postcodes"]), agglomeration=town["agglomeration"], neighbours=tuple(town["neighbours"]),
        centre=tuple(town["centre"]), outline=geometry, invented=True,
        extra={name: town[name] for name in ("notice", "kept_by", "contact")},
    )  # fmt: skip
    settle_town(facts=facts, by=None)
    borders = read("districts.geojson")["features"]
    drafts = [DistrictDraft(f["properties"]["name"], f["geometry"], f["properties"]["slug"]) for f in borders]
    import_districts(drafts=drafts, by=None)
    choose_base_map(choice="sample", by=None)
    postcode, city = town["postcodes"][0], town["name"]
    rows = (
        {"street": street["street"], "number": number, "lon": lon, "lat": lat, "postcode": postcode, "city": city}
        for street in read("addresses")
        for number, lon, lat in street["numbers"]
    )
    load_addresses(rows=rows, by=None)


def _people() -> dict[str, Person]:
    cast = {}
    for one in read("cast"):
        person = people.create_person(
            email=one["email"], name=one.get("shown") or one["name"], language=one["language"], by=None
        )
        for grant in one["grants"]:
            if grant["role"] != Role.MEMBER:
                people.give_role(person=person, by=None, **grant)
        cast[one["id"]] = person
    return cast


def sign_in_links(wanted: Sequence[str] = SHOWN) -> list[tuple[str, str]]:
    """One strong single-use link for each wanted part of the cast, by default those that the demonstration shows."""
    parts = {one["part"]: one for one in read("cast")}
    found = []
    for part in wanted:
        person = Person.objects.filter(email=parts[part]["email"]).first()
        if person:
            found.append(
                (f"{parts[part]['name']} ({part})", people.create_sign_in_link(person=person, by=None, strong=True))
            )
    return found
