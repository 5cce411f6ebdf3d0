"""A member, an administrator, and a post office that delivers to a list."""

from typing import Any

import pytest
from django.test import Client

from terreau.trust.people import actions
from terreau.trust.people.enums import Role
from terreau.trust.people.models import Person


@pytest.fixture
def lucie(db: Any) -> Person:
    return actions.create_person(email="lucie@rivelune.example", name="Lucie", by=None)


@pytest.fixture
def admin(db: Any) -> Person:
    person = actions.create_person(email="ada@rivelune.example", name="Ada", by=None)
    actions.give_role(person=person, role=Role.ADMINISTRATOR, by=None)
    return person


@pytest.fixture
def post(settings: Any, mailoutbox: list[Any]) -> list[Any]:
    """Mail is on; the letters that left."""
    settings.MAIL_ON = True
    return mailoutbox


def signed_in(person: Person, *, strong: bool = True) -> Client:
    client = Client()
    link = actions.create_sign_in_link(person=person, by=None, strong=strong)
    client.post(link[link.index("/account/") :])
    return client
