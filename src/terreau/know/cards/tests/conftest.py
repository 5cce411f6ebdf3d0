"""Two cards, a source, a connector: enough for most tests of cards."""

from typing import Any

import pytest

from terreau.know.cards.actions import builtin_source, create_card
from terreau.know.cards.enums import Branch
from terreau.know.cards.models import Card, Category, Source
from terreau.trust.people.enums import Role
from terreau.trust.people.models import Person, RoleGrant


@pytest.fixture
def source(db: Any) -> Source:
    return builtin_source("town")


@pytest.fixture
def connector(db: Any) -> Person:
    person = Person.objects.create_user("nadia@rivelune.example", name="Nadia B.")
    RoleGrant.objects.create(person=person, role=Role.CONNECTOR)
    return person


@pytest.fixture
def repair(db: Any) -> Category:
    root = Category.objects.create(branch=Branch.THEME, slug="reuse", name="Réparer, prêter")
    return Category.objects.create(branch=Branch.THEME, slug="repair", name="Réparation", parent=root)


@pytest.fixture
def workshop(source: Source, connector: Person, repair: Category) -> Card:
    values = {"name": "Atelier des Écrous", "phone": "+33199001234", "themes": [repair.pk], "lon": 6.2, "lat": 47.9}
    return create_card(species="actor", values=values, source=source, by=connector)


@pytest.fixture
def twin(source: Source, connector: Person) -> Card:
    values = {"name": "Les Écrous", "summary": "Réparer soi-même.", "phone": "+33199009999"}
    return create_card(species="actor", values=values, source=source, by=connector)
