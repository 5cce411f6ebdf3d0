"""A small town and its people, for tests that cross rooms."""

from dataclasses import dataclass

from django.test import Client

from terreau.know.cards import actions as cards
from terreau.know.cards.enums import Branch
from terreau.know.cards.models import Card, Category
from terreau.know.territory.actions import import_districts, settle_town
from terreau.know.territory.actions.districts import DistrictDraft
from terreau.know.territory.rules import TownFacts
from terreau.trust.people import actions as people
from terreau.trust.people.enums import Role
from terreau.trust.people.models import Person

SQUARE = {"type": "Polygon", "coordinates": [[[6.1, 47.8], [6.3, 47.8], [6.3, 48.0], [6.1, 48.0], [6.1, 47.8]]]}
CAST = {
    "member": None,
    "connector": Role.CONNECTOR,
    "agent": Role.AGENT,
    "moderator": Role.MODERATOR,
    "administrator": Role.ADMINISTRATOR,
}


@dataclass(frozen=True)
class Town:
    people: dict[str, Person]
    workshop: Card
    hall: Card
    hidden: Card

    def client(self, who: str) -> Client:
        """A browser of this person, signed in strongly; `visitor` is nobody."""
        client = Client()
        if who != "visitor":
            link = people.create_sign_in_link(person=self.people[who], by=None, strong=True)
            client.post(link[link.index("/account/") :])
        return client


def settle() -> Town:
    """A town of one district, two published cards, one archived, five people."""
    settle_town(facts=TownFacts(name="Essai", population=1200, outline=SQUARE, invented=True), by=None)
    import_districts(drafts=[DistrictDraft("La Gare", SQUARE, "la-gare")], by=None)
    cast = {who: _person(who, role) for who, role in CAST.items()}
    association = Category.objects.create(branch=Branch.NATURE, slug="association", name="Association")
    repair = Category.objects.create(branch=Branch.THEME, slug="repair", name="Réparation")
    source = cards.builtin_source("town")
    by = cast["connector"]
    workshop = cards.create_card(
        species="actor",
        values={
            "name": "Atelier des Écrous", "summary": "Réparer soi-même.", "kind": association.pk, "themes": [repair.pk],
            "street": "4 quai des Tanneurs", "lon": 6.2, "lat": 47.9, "opening_hours": "We 14:00-19:00",
            "phone": "+33199001234",
        },
        source=source,
        by=by,
    )  # fmt: skip
    hall = cards.create_card(
        species="place", values={"name": "Halle", "lon": 6.21, "lat": 47.91, "state": "vacant"}, source=source, by=by
    )
    hidden = cards.create_card(species="actor", values={"name": "Secret de polichinelle"}, source=source, by=by)
    cards.archive_card(card=hidden, by=by)
    return Town(cast, workshop, hall, Card.objects.get(pk=hidden.pk))


def _person(who: str, role: Role | None) -> Person:
    person = people.create_person(email=f"{who}@essai.example", name=who.title(), by=None)
    if role:
        people.give_role(person=person, role=role, by=None)
    return person
